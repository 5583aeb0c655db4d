"""First Bloom, ominous: the picture and the tempo stay, the harmony, register and dynamics change.

D minor and B flat minor (m8m) stand where D and B flat major stood. The theme keeps its rhythm and loses its
major sixth: A, F, E flat, G flat, all in one octatonic scale. Low reeds and celli carry it, the violins hold
neighbours a half step apart. The swell of bar 6 is cut off on the bloom: what the picture opens, the music shuts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..notation import Staff, build_score, harp, strings
from . import METERS

if TYPE_CHECKING:
    from music21 import stream

MARKS = {1: "480 Lamp down", 5: "936 Jon stops", 7: "1056 Bloom", 9: "1248 Lines", 11: "1440 Hands", 14: "1704 Lights"}

BASS_CLARINET = """
    pp < (A2:1/2 F3:3/2 > Eb3:2) ! | R*1 | R:2 pp (A2:1/2 < F3:3/2 | p > Eb3:3) ! R:1 | R*1 |
    pp < D2:7/2~ f D2:1/2. |
    R:2 mp "alone" (A2:1/2 F3:3/2 | > Eb3:1 Gb3:1/2 A3:1 Gb3:1/2 Eb3:1/2 pp D3:1/2) |
    R*2 | R*2 | p < (Bb2:1 B2:1 C3:1 | mf Db3:2 f D3:2 | > Eb3:3) ! R:1 | R*1
"""

CONTRABASSOON = """
    ppp D1:4~ | D1:4 | R*1 | pp D1:4 | Bb0:3 R:1 |
    pp < D1:7/2~ f D1:1/2. |
    R*2 | R*2 | pp D1:4 | Db1:4 | p < (G1:1 Ab1:1 A1:1 | mf Bb1:2) f D1:2~ | > D1:3 R:1 | R*1
"""

HORN_1 = """
    R*5 | R:2 pp < Ab3:3/2~ ff Ab3:1/2. | R*6 | R*1 |
    mf < (A3:1 F4:1~ f F4:2 | > Eb4:4) | R*1
"""

HORN_2 = """
    R*5 | R:2 pp < G3:3/2~ ff G3:1/2. | R*6 | R*1 |
    mf < (A3:1 Db4:1 f D4:2 | > A3:3) ! R:1 | R*1
"""

TIMPANI = """
    R*5 | ppp < D2:7/2~% f D2:1/2%. | R*6 | pp < A2:3% | mf Bb2:1 R:1 f D2:1 R:1 | R*2
"""

BASS_DRUM = """
    R*3 | ppp C5:1 R:3 | R*1 | R:1 ppp < C5:2~% C5:1/2~% mf C5:1/2%. | R*4 | p C5:1 R:3 | R*2 |
    mf C5:1 R:1 f C5:1 R:1 | R*2
"""

CELESTA = """
    R*1 | R:1 pp Ab5+D6:3 | R*1 |
    R:3 p (A5:1/4 F6:3/4 | Eb6:1 Gb6:1/2 > A6:3/2) ! R:1 | R*1 |
    R*6 | R*1 | p F6:1 Db6:1 mp A5:1/2 Eb6:1/2 Ab6:1/4 D6 Eb6 Ab6 |
    p > D6:1/4 Eb6 A5 Ab5 pp D6:1/2 Eb6:1/2 R:2 | R*1
"""

HARP_RIGHT = """
    R*3 | R*2 | R*1 | R*4 | p D3+F3:2& R:2 | p Db3+F3:2& R:2 | R*1 | mp F3+Bb3+Db4:2& mp F3+A3+D4:2& |
    R:2 pp "l.v." A3:1/2 F4:3/2 | Eb4:2 R:2
"""

HARP_LEFT = """
    p "l.v." D2+Ab2:4 | R*1 | pp D2+Ab2:4 | pp D2:4 | Bb1:3 R:1 | R*1 | R*4 | p D1+D2:4 | pp Bb1:4 | R*1 |
    mp Bb1+F2:2 mf D1+D2:2 | R*1 | pp D2+Ab2:2 R:2
"""

TENOR = """
    R*3 | pp "mm" < (A3:4 | p > Bb3:3) ! R:1 | R:1 pp "oh" < A3:5/2~ ff A3:1/2. |
    R*4 | pp "mm" < (A3:4 | p > Bb3:4) | R*1 | mf "ah" < (Bb3:2 f A3:2 | > A3:3) ! R:1 | R*1
"""

BASS = """
    R*3 | pp "mm" < (D3:4 | p > Db3:3) ! R:1 | R:1 pp "oh" < Eb3:5/2~ ff Eb3:1/2. |
    R*4 | pp "mm" < (D3:4 | p > Db3:4) | R*1 | mf "ah" < (Db3:2 f D3:2 | > D3:3) ! R:1 | R*1
"""

SOLO_CELLO = """
    R*8 | R*2 | mp "solo,_sul_tasto" < (A2:1/2 F3:3/2 mf > Eb3:2) |
    mf (Gb3:1/2 A3:3/2 > Gb3:1/2 Eb3:1/2 p D3:1) | R*1 | R*3
"""

VIOLIN_1 = """
    R*1 | R:1 ppp "sul_pont." < A5:3~% | A5:4~% | pp A5:4~% | > A5:3% ! R:1 |
    R:1 p < A5+Bb5:2~% A5+Bb5:1/2~% ff A5+Bb5:1/2%. |
    R*4 | R*1 | ppp < Bb4:4% | p < (D5:1/4 Bb5:3/4) (Eb5:1/4 B5:3/4) (E5:1/4 C6:3/4) |
    mf < Db6:2% f D6:2~% | > D6:4% | R*1
"""

VIOLIN_2 = """
    R*2 | ppp "sul_pont." < Ab5:4~% | pp Ab5:4~% | > Ab5:3% p Ab6:1o~ |
    Ab6:1o p < G5+Ab5:2~% G5+Ab5:1/2~% ff G5+Ab5:1/2%. |
    R*4 | R:2 ppp < A4:2~% | A4:4% | p < Bb4:1 B4:1 C5:1 |
    mf < Bb5:2% f A5:2% | > Eb6:4% | R*1
"""

VIOLA = """
    R*3 | pp < F3:4~ | p > F3:3 ! R:1 | R:1 pp < D4+Eb4:2~% D4+Eb4:1/2~% ff D4+Eb4:1/2%. |
    R*2 | R:2 p (A3:1/4 F4:3/4) R:1 | R:1 pp > (Eb4:1 D4:2) ! |
    R*1 | ppp < F3:4 | p < (G3:1 Ab3:1 A3:1 | mf F4:4%~ | > F4:4%) | R*1
"""

CELLO = """
    R*3 | pp < (A2:4 | p > Bb2:3) ! R:1 | pp < D2+A2:7/2~% ff D2+A2:1/2%. |
    R:2 pp D2+A2:2 | Db2+Bb2:4 | R*1 | R:1 pp (Gb2:1 > F2:2) ! |
    pp (D2:4 | Db2:4) | p < (G2:1 Ab2:1 A2:1) |
    mf < Bb2+F3:2% f A2+F3:2% | > A2+D3:3% ! R:1 | R*1
"""

CONTRABASS = """
    R*3 | pp < (D2:4 | p > Bb1:3) ! R:1 | pp < D2:7/2~% ff D2:1/2%. |
    R*1 | pp Bb1:4~ | Bb1:4~ | Bb1:1 A1:3 | mp "pizz." D2:1 "arco" pp D2:3 | Db2:4 | p < (G1:1 Ab1:1 A1:1 |
    mf Bb1:2) f D2:2~ | > D2:4 | R*1
"""


def score() -> stream.Score:
    """First Bloom turned ominous, in written pitch: 16 bars, 60 beats a minute."""
    wind, horns, drums, choir = "Woodwinds", "Horns", "Drums", "Choir"
    staves = [
        Staff("Bass clarinet", "B. Cl.", "BassClarinet", BASS_CLARINET, group=wind),
        Staff("Contrabassoon", "Cbn.", "Contrabassoon", CONTRABASSOON, "BassClef", group=wind, moves="P-8"),
        Staff("Horn in F 1", "Hn. 1", "Horn", HORN_1, group=horns),
        Staff("Horn in F 2", "Hn. 2", "Horn", HORN_2, group=horns),
        Staff("Timpani", "Timp.", "Timpani", TIMPANI, "BassClef", group=drums),
        Staff("Bass drum", "B. D.", "BassDrum", BASS_DRUM, "PercussionClef", group=drums),
        Staff("Celesta", "Cel.", "Celesta", CELESTA, moves="P8"),
        *harp(HARP_RIGHT, HARP_LEFT),
        Staff("Tenor", "T.", "Tenor", TENOR, "Treble8vbClef", group=choir),
        Staff("Bass", "B.", "Bass", BASS, "BassClef", group=choir),
        Staff("Solo cello", "Solo Vc.", "Violoncello", SOLO_CELLO, "BassClef"),
        *strings(VIOLIN_1, VIOLIN_2, VIOLA, CELLO, CONTRABASS),
    ]
    return build_score(
        "First Bloom: ominous", staves, METERS, key=-1, marks=MARKS, tempo=60, heading="Cold, without vibrato"
    )
