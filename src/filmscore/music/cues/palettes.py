"""One motif in four palettes: the same eight bars for an orchestra, for machines, for both, and for voices alone.

The tune, the harmony and the five roles are the same in all four: a line, a pad, something that moves, a foundation,
and an accent where a phrase begins. Who has them is different, and so it is another film each time.

Nothing here needs music21 until a score is asked for.

>>> motif().pitches, list(PALETTES)
(('D4', 'A4', 'G4', 'F4', 'E♭4', 'D4'), ['orchestral', 'electronic', 'hybrid', 'voiced'])
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import FilmScoreError, shown
from ...picture.spotting import Hit
from ...picture.tempo import TempoMap
from .notation import Staff, build_score

if TYPE_CHECKING:
    from music21 import stream

    from ..motif import Motif

#: a quiet stairwell, after the chase: a bar is 72 frames, so bar 1 begins on the knock and bar 3 on the open box
FILM, START = "last-parcel", 1404
TEMPO = TempoMap(start=START, rate="24").bars(8, "4/4", bpm=80)
METERS = ("4/4",) * 8
HITS = (Hit(1404, "she knocks"), Hit(1548, "the box is opened"))

#: three, three and two; up a fifth, and down by steps, the last but one a half step from home
MOTIF = "D4:3/2 A4:3/2 G4:1 F4:3/2 Eb4:3/2 D4:1/2"

#: the chord of every bar; the last has no third
CHORDS = ("Dm", "Bb", "F", "Gm", "Dm", "Bb", "Cm", "D5")

#: id → title and what to listen for
PALETTES = {
    "orchestral": (
        "Orchestral",
        "The cor anglais has the tune, muted violas and cellos the air, the harp the feet. Nothing begins "
        "suddenly but the timpani.",
    ),
    "electronic": (
        "Electronic",
        "No breath and no bow: a theremin that slides, a warm pad, a pulse that never tires, a sine under the floor. "
        "The pulse is exact, so the line may be late.",
    ),
    "hybrid": (
        "Hybrid",
        "A cello in front, glass behind it. The basses are doubled by a synth an octave down, and the arpeggio by wood "
        "on strings: each gives the other what it has not.",
    ),
    "voiced": (
        "Voiced",
        "Voices and nothing else, and not a word: ah for the line, oo for the air, a closed mm that walks. The accent "
        "is a breath all take together.",
    ),
}

#: palette → role → the staves that have it
ROLES = {
    "orchestral": {
        "line": ("English horn",), "pad": ("Viola", "Cello"), "motion": ("Harp",), "foundation": ("Double bass",),
        "accent": ("Timpani",),
    },
    "electronic": {
        "line": ("Theremin",), "pad": ("Warm pad",), "motion": ("Pulse",), "foundation": ("Sub bass",),
        "accent": ("Impact",),
    },
    "hybrid": {
        "line": ("Solo cello",), "pad": ("Glass pad",), "motion": ("Arp", "Violin II"),
        "foundation": ("Double bass", "Sub bass"), "accent": ("Taiko",),
    },
    "voiced": {
        "line": ("Soprano",), "pad": ("Alto", "Tenor"), "motion": ("Baritone",), "foundation": ("Bass",),
        "accent": ("Choir",),
    },
}  # fmt: skip

#: palette → the roles in the order in which a page lays the layers out when it does not say who they are: A, B, C, …
BLIND = {
    "orchestral": ("motion", "line", "foundation", "accent", "pad"),
    "electronic": ("foundation", "motion", "accent", "line", "pad"),
    "hybrid": ("pad", "accent", "line", "foundation", "motion"),
    "voiced": ("accent", "pad", "motion", "line", "foundation"),
}

_TUNE = (
    "(D4:3/2 A4:3/2 G4:1 | F4:3/2 Eb4:3/2 D4:1/2) R:1/2 | (D4:3/2 A4:3/2 C5:1 | Bb4:3/2 A4:3/2 G4:1/2) R:1/2 | "
    "(D4:3/2 A4:3/2 G4:1 | F4:3/2 Eb4:3/2 D4:1/2) R:1/2 | (C4:3/2 D4:3/2 Eb4:1 | D4:4)"
)


def _tune(words: str = "", octave: int = 0, softer: bool = False) -> str:
    """The tune with its swell, so many octaves higher, or a step softer."""
    bars = [bar.strip() for bar in _lifted(_TUNE, octave).split("|")]
    swell = ("mf <", "f >", "mf <", "f >", "mf <", "f >", "mf >", "mp >")
    if softer:
        swell = ("mp <", "mf >", "mp <", "mf >", "mp <", "mf >", "mp >", "p >")
    return " | ".join(
        f"{words if n == 0 else ''} {mark} {bar}" for n, (mark, bar) in enumerate(zip(swell, bars, strict=True))
    )


def _lifted(music: str, octaves: int) -> str:
    return "".join(
        str(int(sign) + octaves) if sign.isdigit() and before in "ABCDEFGb#" else sign
        for before, sign in zip(" " + music, music, strict=False)
    )


_ENGLISH_HORN = _tune('"dolce"')
_VIOLA = """
    p "con_sord.,_div." F3+A3:4 | F3+Bb3:4 | < F3+A3:4 | mp > G3+Bb3:4 | p F3+A3:4 | < F3+Bb3:4 | mp > Eb3+G3:4 |
    pp > D3+A3:4
"""
_CELLO = """
    p "con_sord." D3:4 | D3:4 | < C3:4 | mp > D3:4 | p D3:4 | < D3:4 | mp > C3:4 | pp > D3:4
"""
_HARP = """
    ppp D4:1/2 A4 D5 A4 F4 A4 D4 A3 | Bb3:1/2 F4 Bb4 F4 D4 F4 Bb3 F3 | C4:1/2 F4 A4 F4 C4 F4 A3 F4 |
    D4:1/2 G4 Bb4 G4 D4 G4 Bb3 G3 |
    D4:1/2 A4 D5 A4 F4 A4 D4 A3 | Bb3:1/2 F4 Bb4 F4 D4 F4 Bb3 F3 | C4:1/2 Eb4 G4 Eb4 C4 Eb4 G3 Eb4 | D4:1/2 A4 D5:3
"""
_BASS = """
    p D2:4 | Bb1:4 | F2:4 | G2:2 D2:2 | D2:4 | Bb1:4 | C2:4 | > D2:4
"""
_TIMPANI = "mp D3:1 R:3 | R*1 | R*1 | R:3 p D3:1/2. D3. | mp D3:1 R:3 | R*1 | R*1 | pp D3:2% p D3:1 R:1"

_WARM_PAD = """
    p D3+F3+A3:4 | D3+F3+Bb3:4 | < C3+F3+A3:4 | mp > D3+G3+Bb3:4 | p D3+F3+A3:4 | < D3+F3+Bb3:4 | mp > C3+Eb3+G3:4 |
    p > D3+A3:4
"""
#: the low and the high note of every bar of the pulse
_STEPS = "D4 A4 | D4 Bb4 | C4 A4 | D4 Bb4 | D4 A4 | D4 Bb4 | C4 G4 | D4 A4"


def _pulse() -> str:
    """Sixteenths that turn over one high note, the first of every bar leaned on."""
    bars = []
    for low, high in (bar.split() for bar in _STEPS.split("|")):
        beat = f"{low}. {low}. {high}. {low}."
        bars.append(" ".join([f"{low}:1/4> {low}. {high}. {low}.", beat, beat, beat]))
    return "p " + " | ".join(bars)


_PULSE = _pulse()
_SUB = """
    mf D1:4 | Bb1:4 | F1:4 | G1:2 D1:2 | D1:4 | Bb1:4 | C1:4 | > D1:4
"""
_IMPACT = "p D2:2 R:2 | R*3 | D2:2 R:2 | R*3"

_GLASS = """
    mf A4+D5:4 | Bb4+D5:4 | < A4+C5:4 | f > Bb4+D5:4 | mf A4+D5:4 | < Bb4+D5:4 | f > G4+C5:4 | mf > A4+D5:4
"""
_ARP = """
    p D4:1/4 F4 A4 D5 A4 F4 D4 A3 D4 F4 A4 D5 A4 F4 D4 A3 | Bb3:1/4 D4 F4 Bb4 F4 D4 Bb3 F4 Bb3 D4 F4 Bb4 F4 D4 Bb3 F4 |
    C4:1/4 F4 A4 C5 A4 F4 C4 A3 C4 F4 A4 C5 A4 F4 C4 A3 | D4:1/4 G4 Bb4 D5 Bb4 G4 D4 Bb3 D4 G4 Bb4 D5 Bb4 G4 D4 Bb3 |
    D4:1/4 F4 A4 D5 A4 F4 D4 A3 D4 F4 A4 D5 A4 F4 D4 A3 | Bb3:1/4 D4 F4 Bb4 F4 D4 Bb3 F4 Bb3 D4 F4 Bb4 F4 D4 Bb3 F4 |
    C4:1/4 Eb4 G4 C5 G4 Eb4 C4 G3 C4 Eb4 G4 C5 G4 Eb4 C4 G3 | > D4:1/4 F4 A4 D5 A4 F4 D4 A3 pp D4:2
"""
_WOOD = """
    "col_legno" mp D4:1/2 R:1 D4:1/2 R:1 D4:1 | Bb3:1/2 R:1 Bb3:1/2 R:1 Bb3:1 | C4:1/2 R:1 C4:1/2 R:1 C4:1 |
    Bb3:1/2 R:1 Bb3:1/2 R:1 Bb3:1 | D4:1/2 R:1 D4:1/2 R:1 D4:1 | Bb3:1/2 R:1 Bb3:1/2 R:1 Bb3:1 |
    C4:1/2 R:1 C4:1/2 R:1 C4:1 | D4:1/2 R:1 D4:1/2 R:2
"""
_TAIKO = "mp D3:1> R:3 | R*1 | R*1 | R:3 p D3:1/2 D3 | mp D3:1> R:3 | R*1 | R*1 | p D3:1/2 D3:1/2 R:3"

_ALTO = """
    pp "oo" D4:4 | D4:4 | < C4:4 | mp > D4:4 | p D4:4 | < D4:4 | mp > C4:4 | pp > D4:4
"""
_TENOR = """
    pp "oo" F3:4 | F3:4 | < F3:4 | mp > G3:4 | p F3:4 | < F3:4 | mp > Eb3:4 | pp > A3:4
"""
_BARITONE = """
    mf "mm" A3:1/2. A3. R:1/2 A3. A3. R:1/2 A3. A3. | Bb3:1/2. Bb3. R:1/2 Bb3. Bb3. R:1/2 Bb3. Bb3. |
    A3:1/2. A3. R:1/2 A3. A3. R:1/2 A3. A3. | Bb3:1/2. Bb3. R:1/2 Bb3. Bb3. R:1/2 Bb3. Bb3. |
    A3:1/2. A3. R:1/2 A3. A3. R:1/2 A3. A3. | Bb3:1/2. Bb3. R:1/2 Bb3. Bb3. R:1/2 Bb3. Bb3. |
    G3:1/2. G3. R:1/2 G3. G3. R:1/2 G3. G3. | A3:1/2. A3. R:1/2 A3. > A3:2
"""
_SUNG_BASS = """
    mf "mm" D3:4 | Bb2:4 | F2:4 | G2:4 | D3:4 | Bb2:4 | C3:4 | > D3:4
"""
_BREATH = """
    p "ah" D3+A3+D4+A4:1/2^ R:1/2 R:1 R:2 | R*3 | D3+A3+D4+A4:1/2^ R:1/2 R:1 R:2 | R*3
"""

_Row = tuple[str, str, str, str, str]  # name, short name, music21's instrument, music, clef

_STAVES: dict[str, tuple[_Row, ...]] = {
    "orchestral": (
        ("English horn", "E. h.", "EnglishHorn", _ENGLISH_HORN, "TrebleClef"),
        ("Timpani", "Timp.", "Timpani", _TIMPANI, "BassClef"),
        ("Harp", "Hp.", "Harp", _HARP, "TrebleClef"),
        ("Viola", "Vla.", "Viola", _VIOLA, "AltoClef"),
        ("Cello", "Vc.", "Violoncello", _CELLO, "BassClef"),
        ("Double bass", "Cb.", "Contrabass", _BASS, "BassClef"),
    ),
    "electronic": (
        ("Theremin", "Ther.", "Sampler", _tune(octave=1, softer=True), "TrebleClef"),
        ("Pulse", "Pulse", "Sampler", _PULSE, "TrebleClef"),
        ("Warm pad", "Pad", "Sampler", _WARM_PAD, "BassClef"),
        ("Sub bass", "Sub", "Sampler", _SUB, "BassClef"),
        ("Impact", "Imp.", "Sampler", _IMPACT, "BassClef"),
    ),
    "hybrid": (
        ("Glass pad", "Glass", "Sampler", _GLASS, "TrebleClef"),
        ("Arp", "Arp", "Sampler", _ARP, "TrebleClef"),
        ("Taiko", "Taiko", "Taiko", _TAIKO, "BassClef"),
        ("Violin II", "Vln. II", "Violin", _WOOD, "TrebleClef"),
        ("Solo cello", "Solo Vc.", "Violoncello", _tune('"in_front"', octave=-1), "BassClef"),
        ("Double bass", "Cb.", "Contrabass", _BASS, "BassClef"),
        ("Sub bass", "Sub", "Sampler", _SUB, "BassClef"),
    ),
    "voiced": (
        ("Soprano", "S.", "Soprano", _tune('"ah"'), "TrebleClef"),
        ("Alto", "A.", "Alto", _ALTO, "TrebleClef"),
        ("Tenor", "T.", "Tenor", _TENOR, "Treble8vbClef"),
        ("Baritone", "Bar.", "Baritone", _BARITONE, "BassClef"),
        ("Bass", "B.", "Bass", _SUNG_BASS, "BassClef"),
        ("Choir", "Ch.", "Choir", _BREATH, "TrebleClef"),
    ),
}


def motif() -> Motif:
    """The two bars all four are made of."""
    from ..motif import Motif

    return Motif(MOTIF, key="d", meter="4/4", name="The parcel")


def palette_named(palette: object) -> str:
    """The id of a palette, in whatever case it is written.

    Raises
    ------
    FilmScoreError
        There is no such palette.
    """
    name = palette.strip().casefold() if isinstance(palette, str) else ""
    if name not in PALETTES:
        raise FilmScoreError(f"These eight bars have no palette {shown(palette)}: {', '.join(PALETTES)} there are.")
    return name


def score_of(palette: str) -> stream.Score:
    """The eight bars in one palette, as a music21 score in written pitch: 80 beats a minute.

    Raises
    ------
    FilmScoreError
        There is no such palette.
    """
    name = palette_named(palette)
    staves = [Staff(title, short, kind, music, clef) for title, short, kind, music, clef in _STAVES[name]]
    return build_score(f"The parcel: {PALETTES[name][0].lower()}", staves, METERS, key=-1, marks={}, tempo=80)
