"""Last Parcel, the chase: from the whistle at 96 to the door at 697, at 144, the click of ten frames.

At ten frames a beat the bar lines of 4/4 lie within a frame of all that happens: 96 the whistle (bar 1), 257 the vault
(bar 5), 376 the crates (bar 8), 495 the tram (bar 11), 697 the door (bar 16, which is not written: the door plays it).
So the picture is in phrases of four, three, three and five bars, and the cell is made for them. It has six eighths,
three beats: against bars of four it wanders, and is home again after three bars, on the next thing that happens.

What changes: the ground climbs by minor thirds, D, F, G sharp, B. Bar 15, the last, is on A, which wants a D; the door
has that instead of us. The register opens upwards, the low strings leave before the tram comes, because the tram is the
bass of that bar, and the register of its bell stays empty. Then everything stops but one note, and the last three bars
begin again from nothing.

Nothing here needs music21 until the score is asked for.

>>> [round(TEMPO.frame_of_bar(bar)) for bar in (1, 5, 8, 11, 16)]
[96, 256, 376, 496, 696]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...picture.spotting import Hit, Silence
from ...picture.tempo import TempoMap
from ..rhythm.ostinato import Ostinato
from .notation import Staff, build_score, strings

if TYPE_CHECKING:
    from music21 import stream

FILM = "last-parcel"
TITLE = "The chase"
NOTE = (
    "A cell of three beats runs against bars of four and is home again with every third bar: at the vault, the crates, "
    "the tram. The tram has the low register to itself, and the door has the last note."
)

#: Bar 1 at frame 96; ten frames a beat
TEMPO = TempoMap(start=96, rate="24").bars(15, "4/4", bpm=144)

METERS = ("4/4",) * 15

HITS = (
    Hit(96, "whistle: chase starts"),
    Hit(257, "vault", must=False),
    Hit(376, "crates", must=False),
    Hit(495, "tram near-miss"),
)

#: the frame from which there is no music: the door. What rings on is gone by four frames later
SILENCE = 697
SILENCES = (Silence(SILENCE, 900, "The door has shut: the dark is the film's, until the phone rings."),)

#: where it sounds
SPANS = ((96, SILENCE),)

#: what belongs to the tram: its bell, which begins at 462, and its weight, from 487 until it has passed
ROOM = (
    (462, 545, "C5", "G6", "the bell of the tram"),
    (487, 545, "C1", "A3", "the weight of the tram"),
)

MARKS = {1: "96 Whistle", 5: "257 Vault", 8: "376 Crates", 11: "495 Tram", 13: "576 She runs"}

#: six eighths, long legs and a stumble: the fifth above, the half step above
CELL = Ostinato("D3> A3 D3 E-3> D3 A3", "4/4", name="The chase")

#: under every accent a note that bears it: three bars long, because that is how long the cell takes to come home
GROUND = Ostinato("D2> R R C2 R R D2> R R E-2 R R D2> R R C2 R R G2> R R E-2 R R", "4/4", name="The ground")

#: a hand on a drum, the same six eighths with two of them left out
DRUM = Ostinato("E4> R C4 E4> R C4", "4/4", name="The drum")

_IN_F, _IN_G_SHARP, _IN_B, _IN_A = (CELL.transpose(by) for by in ("m3", "A4", "-m3", "-P4"))

PICCOLO = """
    R*3 | R:2 mp < (G5:1/4 Ab5 Bb5 C6 Db6 Eb6 E6 G6 |
    f Ab6:1/2^) R:1/2 R:1 R:2 | R*2 |
    f B6:1/2^ R:1/2 mf > (D#6:1/4 D6 C#6 C6 B5 A#5 A5 G#5) ! R:1 | R*2 |
    R*1 | R*1 | R*2 | R:2 f < (G5:1/4 A5 Bb5 C#6 D6 E6 F6 G6)
"""

CLARINET = """
    R*2 | mp "sotto_voce" (D4:3/2 A4:3/2 > G4:1) ! | mp < (F4:3/2 Eb4:1/2) (G4:1/4 Ab4 Bb4 C5 Db5 Eb5 E5 G5 |
    f Ab5:1/2^) R:1/2 R:1 R:2 | R*2 |
    f D#5:1/2^ R:3/2 mf > (G#4:1/4 G4 F#4 F4 E4 D#4 D4 C#4) | R*1 | R*1 |
    f F4:1/2^ R:1/2 R:1 R:2 | R*1 | R*1 | mp < (F#4:3/2 B4:3/2 A#4:1 | mf G4:2) f (G4:1/4 A4 Bb4 C#5 D5 E5 F5 G5)
"""

BASSOON = """
    f D2:1/2^ R:1/2 R:1 R:2 | R*2 | R:3 mp D3:1/2. C3:1/2. |
    f F2:1/2^ R:1 Eb2:1/2> R:1 F2:1/2> R:1/2 | R:1/2 mf Gb2:1/2> R:1 F2:1/2. R:1 Eb2:1/2. |
    R:1 Bb2:1/2> R:1 Gb2:1/2. R:1 |
    f G#2:1/2^ R:1/2 R:1 R:2 | R*1 | R*1 |
    R*1 | R:1 p "solo" (B2:3/2 F3:1/2) E3:1_ | R*1 |
    R:1/2 mp < C3:1/2> R:1 B2:1/2> R:1 C3:1/2> | R:1 mf < A2:1/2> R:1 Bb2:1/2> R:1/2 f A2:1/2>
"""

HORN_1 = """
    R*4 | f Ab3:1/2^ R:1/2 R:1 R:2 | p < C4:4~ | C4:2 mf Db4:2 |
    f D#4:1/2^ R:1/2 R:1 R:2 | mf (G#3:3/2 D#4:3/2 C#4:1 | > B3:3/2 A3:1/2) R:2 |
    f D4:1/2^ R:1/2 R:1 R:2 | R*1 | R*1 | p < (F#3:2 A3:2 | mf Bb3:2 f C#4:2)
"""

HORN_2 = """
    R*4 | f F3:1/2^ R:1/2 R:1 R:2 | p < F3:4~ | F3:2 mf Gb3:2 |
    f G#3:1/2^ R:1/2 R:1 R:2 | R:3 mp (C#4:1 | > G#3:3/2 F#3:1/2) R:2 |
    f B3:1/2^ R:1/2 R:1 R:2 | R*1 | R*1 | p < (B2:2 F#3:2 | mf G3:2 f A3:2)
"""

TRUMPET = """
    R*4 | f "con_sord." C5:1/2^ R:1/2 R:1 R:2 | mf (F4:3/2 C5:3/2 Bb4:1 | Ab4:3/2 > Gb4:1/2 mp F4:1) ! R:1 |
    f G#4:1/2^ R:1/2 R:1 R:2 | R*1 | R:2 mp < A4:1/2. A4. B4. B4. |
    f B4:1/2^ R:1/2 R:1 R:2 | R*1 | R*1 | R*1 | "senza_sord." R:1 mf < E4:1/2> R:1 G4:1/2> R:1/2 f A4:1/2>
"""

TIMPANI = """
    f D2:1/2^ R:1/2 R:1 R:2 | R*3 | f F2:1/2^ R:1/2 R:1 R:2 | R*2 |
    f G#2:1/2^ R:1/2 R:1 R:2 | R*1 | R*1 | R*1 | R*1 | R*1 | R:3 p < A2:1/2. A2. | mp A2:3% f A2:1/2> A2>
"""

SNARE = """
    R*1 | R*3 | f C5:1/2^ R:1/2 R:1 R:2 | R:1/2 pp C5:1/4. C5. R:3 | R:1 C5:1/4. C5. R:1/2 R:2 |
    f C5:1/2^ R:1/2 R:1 R:2 | R:2 p C5:1/4. C5. R:3/2 | R:2 p < C5:2% |
    f C5:1/2^ R:1/2 R:1 R:2 | R*1 | R*1 | R:2 pp < C5:1/4. C5. R:1/2 C5:1/4. C5. C5. C5. | p C5:2% mf C5:2%
"""

VIOLIN_1 = """
    R*3 | R*1 |
    f "pizz._div." Ab4+F5:1/2^ R:1/2 R:1 R:2 | R*1 | R:2 "arco" p < (F5:1/2. Gb5. Ab5. Bb5. |
    f B5:1/2^) R:1/2 R:1 R:2 | p < G#4:1/2. A4. G#4. R:1/2 mp B4:1/2. A4. G#4. R:1/2 | mp "sul_pont." < B4:4% |
    f "ord." B4:1/2^ R:1/2 ppp A6:3o~ | A6:3o R:1 |
    R*1 | R*1 | mf < A4:1/2. E5. A4> E5. A4. Bb4> f E5:1/4. F5. G5. A5.
"""


def _later(first: str, cell: Ostinato, bars: int, begun: int = 1) -> str:
    """A bar written out by hand, then the cell as it goes on from there."""
    return f"{first} | {cell.written(bars, first=begun + 1)}"


VIOLIN_2 = f"""
    R*4 | f "pizz._div." C4+Ab4:1/2^ R:1/2 R:1 R:2 |
    "arco" {_IN_F.transpose("P8").written(2, first=2, swell="mp <")} |
    {_later("f D#4:1/2^ R:1/2 R:1 R:2", _IN_G_SHARP.transpose("P8"), 1)} | mp "sul_pont." < F4:4% |
    f "ord." F4:1/2^ R:1/2 R:1 R:2 | R*1 | R*1 |
    {_IN_B.transpose("P8").written(1, first=2, swell="p <")} | {_IN_A.transpose("P8").written(1, first=3, swell="mf <")}
"""

VIOLA = f"""
    R:2 pp "spicc." < D3:1/2. D3. D3. D3. |
    {CELL.written(3, swell="p")} |
    f F3:1/2^ R:1 Gb3:1/2> F3. C4. F3> C4. | {_IN_F.written(2, first=2, swell="mf")} |
    f G#3:1/2^ p D#4. G#3. A3> G#3. D#4. G#3> D#4. | {_IN_G_SHARP.written(1, first=2, swell="mp <")} |
    mp G#3:1/2. D#4. G#3> D#4. G#3. A3> R:1 |
    f G#4:1/2^ R:1/2 R:1 R:2 | R*1 | R*1 |
    {_IN_B.transpose("P8").written(1, first=2, swell="p <")} | {_IN_A.transpose("P8").written(1, first=3, swell="mf <")}
"""

CELLO = f"""
    f D2:1/2^ R:1/2 R:1 R:2 | "pizz." {GROUND.written(3, swell="p")} |
    "arco" f F2:1/2^ R:1 "pizz." mf Eb2:1/2 R:1 F2:1/2> R:1/2 | {GROUND.transpose("m3").written(2, first=2)} |
    "arco" f G#2:1/2^ R:1/2 R:1 R:2 | "pizz." {GROUND.transpose("A4").written(1, first=2, swell="mp")} |
    R:1 C#3:1/2> R:1/2 R:2 |
    R*1 | R:2 pp B2:1/2 R:1/2 F2:1/2 R:1/2 |
    "arco" {_IN_B.written(1, swell="p <")} | {_IN_B.written(1, first=2, swell="mp <")} |
    {_IN_A.written(1, first=3, swell="mf <")}
"""

CONTRABASS = """
    f D2:1/2^ R:1/2 R:1 R:2 | "pizz." p D2:1/2 R:1/2 R:1 R:2 | R*1 | R:3 D2:1/2 C2 |
    "arco" f F1:1/2^ R:1/2 R:2 "pizz." mf F1:1/2> R:1/2 | R:1/2 Gb1:1/2> R:1 F1:1/2 R:3/2 |
    R:1 Bb1:1/2> R:1 Gb1:1/2 R:1 |
    "arco" f G#1:1/2^ R:1/2 R:1 R:2 | R*1 | R*1 | R*1 | R*1 |
    "pizz." p B1:1/2> R:1 A1:1/2 R:1 B1:1/2> R:1/2 | R:1/2 mp < C2:1/2> R:1 B1:1/2> R:1 A1:1/2 |
    R:1 mf < A1:1/2> R:1 Bb1:1/2> R:1/2 f A1:1/2>
"""


def _drum() -> str:
    """The hand drum, phrase by phrase: it begins where the cell begins, and rests where the picture does."""
    return f"""
        R*1 | {DRUM.written(3, swell="pp")} |
        f E4:1/2^ R:1 E4:1/2> R:1/2 C4. E4> R | {DRUM.written(2, first=2, swell="mp")} |
        f E4:1/2^ R:1/2 R:1 R:2 | {DRUM.written(1, first=2, swell="mp <")} | R:1 mf E4:1/2> R:1/2 R:2 |
        R*1 | R:2 pp C4:1/2. C4. R:1 | {DRUM.written(3, swell="p <")}
    """


def score() -> stream.Score:
    """The chase for small orchestra, in written pitch: fifteen bars, 144 beats a minute."""
    wind, brass = "Woodwinds", "Brass"
    staves = [
        Staff("Piccolo", "Picc.", "Piccolo", PICCOLO, group=wind),
        Staff("Clarinet in B flat", "Cl.", "Clarinet", CLARINET, group=wind),
        Staff("Bassoon", "Bn.", "Bassoon", BASSOON, "BassClef", group=wind),
        Staff("Horn in F 1", "Hn. 1", "Horn", HORN_1, group=brass),
        Staff("Horn in F 2", "Hn. 2", "Horn", HORN_2, group=brass),
        Staff("Trumpet in C", "Tpt.", "Trumpet", TRUMPET, group=brass, moves="P1"),
        Staff("Timpani", "Timp.", "Timpani", TIMPANI, "BassClef"),
        Staff("Hand drum", "H. dr.", "TomTom", _drum(), "PercussionClef"),
        Staff("Snare drum", "S. dr.", "SnareDrum", SNARE, "PercussionClef"),
        *strings(VIOLIN_1, VIOLIN_2, VIOLA, CELLO, CONTRABASS),
    ]
    return build_score(
        "Last Parcel: the chase",
        staves,
        METERS,
        marks=MARKS,
        tempo=144,
        heading="Light on its feet, always a step ahead",
    )
