"""First Bloom, the score: small orchestra and wordless choir.

Bars 1–3 ask with three notes and do not answer. Strings with mutes lay D major ninth, then G with its raised
fourth; at the green tip (840) the celesta finds two notes more. When Jon stops (936) one harmonic is left.
The bloom (bars 7 and 8) gives the theme whole, and under its last five notes D major becomes B flat major: D stays,
F sharp and A move by a half step. From there nobody attacks while anybody speaks: the viola puts the first two
notes of the theme between the two lines and waits for the second line to end before it plays the third.
At the hands (bar 11) one cello steps out of the section on the A the section is holding. The lights (bar 14)
take the three notes twice as slow over D, with E major above it, while the horn plays the theme through and
the celesta lights them: its notes lie where the domes in the picture catch, up to where they come too thick.
The film ends on the question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..notation import Staff, build_score, harp, strings
from . import METERS

if TYPE_CHECKING:
    from music21 import stream

MARKS = {1: "480 Lamp down", 5: "936 Jon stops", 7: "1056 Bloom", 9: "1248 Lines", 11: "1440 Hands", 14: "1704 Lights"}

FLUTE = """
    R*6 | R:2 mp "dolce" < (A5:1/2 F#6:3/2 | mf > E6:2 D6:1) ! R:1 |
    R*4 | R:2 mp < (A5:1/4 B5:1/4 C#6:1/4 D6:1/4 |
    mf A5:1) < (F#6:3 | mp > E6:2) ! R:2 | R*1
"""

CLARINET = """
    R*6 | p < (D4:1 F#4:1 mp A4:2 | > F4:3) ! R:1 |
    R*4 | R:2 p < (F#4:1 |
    mf F#4:2 f E4:2) | mp > E4:2 ! R:2 | R*1
"""

HORN_1 = """
    R*6 | mf "dolce,_cantabile" < (A3:1/2 F#4:3/2 > E4:2) | mf (G4:1/2 A4:3/2 > G4:1/2 E4:1/2 p D4:1) |
    R*4 | mp < (B3:1 C#4:1 D4:1) |
    mf < (A3:1/2 F#4:3/2 f E4:2) | mf > (G4:1/2 A4:3/2 p G4:1/2 > E4:1/2 D4:1) | R*1
"""

HORN_2 = """
    R*6 | mp (F#3:4 | > F3:3) ! R:1 |
    R*4 | R*1 | mp < (A3:2 f B3:2 | mp > B3:2 pp A3:1) R:1 | R*1
"""

TIMPANI = """
    R*5 | R:1 ppp < A2:3% |
    mp D2:1 R:3 | p Bb2:1 R:3 | R*4 |
    pp < A2:3% | mp < D2:2% mf D2:1 R:1 | R*1 | R*1
"""

GLOCKENSPIEL = """
    R*6 | p D7:1 R:3 | R*5 | R*1 | mp A6:1 R:3 | R*2
"""

CELESTA = """
    R*1 | R:1 pp A5+E6:3 | R:2 (A5:1/2 F#6:3/2 |
    E6:2) R:1 p (A5:1/4 F#6:3/4 | E6:1 G6:1/2 > A6:3/2) ! R:1 | R*1 |
    p D6+A6:2 R:2 | R*5 | R*1 |
    mp F#6:1 D6:1 mf B5:1/2 E6:1/2 G#6:1/4 B6 E6 G#6 |
    mp > B6:1/4 G6 E6 D6 p B6:1/2 G6:1/2 R:2 | pp E6:2 R:2
"""

HARP_RIGHT = """
    pp "l.v." A4:1/2 F#5:3/2 E5:2 | R:2 E4:1/2 B4:1/2 F#5:1 | R:2 E4+B4:2 |
    R*1 | R*1 | R*1 |
    mp D3:1/4 F#3 A3 D4 E4 F#4 A4 D5 > A4 F#4 E4 D4 A3 F#4 E4 A3 |
    p Bb3:1/4 D4 F4 A4 Bb4 D5 A4 F4 > E4 D4 Bb3 F4 D4 Bb3 A3 pp F3 |
    R*2 | p "l.v." B3+D4:2& pp A3+C#4:2& | p G3+B3+D4:3& pp A3+D4:1& |
    pp < G3:1/4 B3 D4 G4 A4 C#5 E5 A5 B4 D5 F#5 B5 |
    mf A3+D4+F#4+A4:1& mp D5:1/4 F#4 A4 D5 > E4 G#4 B4 E5 G#5 E5 B4 p G#4 |
    R:2 p "l.v." A4:1/2 F#5:3/2 | E5:2 R:2
"""

HARP_LEFT = """
    pp D2+A2:4 | R:1 D3:1/2 A3:1/2 R:2 | D2+A2:2 R:2 |
    pp D2+A2:4 | G2+D3:3 R:1 | R*1 |
    mp D2+A2:2 p D2+A2:2 | p Bb1+F2:2 pp F2:2 |
    R*2 | p G1+D2:2 pp F#1+C#2:2 | p E1+B1:3 pp F#1:1 |
    pp < G2:1 A2:1 B2:1 |
    mf D2+A2+D3:2 mp D2+E3+B3:2 | pp D2+A2:2 R:2 | R*1
"""

SOPRANO = """
    R*6 | mp "ah" < (D5:4~ | mf D5:2 > C5:1 pp A4:1) |
    R*4 | R*1 | mp "ah" < (A4:1 F#5:1~ f F#5:1~ > F#5:1 | E5:2~ pp > E5:2) | R*1
"""

ALTO = """
    R*6 | mp "ah" < (F#4:4 | mf F4:2 > F4:1 pp E4:1) |
    R*4 | R*1 | mp "ah" < (F#4:2 f E4:1~ > E4:1~ | E4:2 pp > D4:2) | R*1
"""

TENOR = """
    R*6 | mp "ah" < (A3:4 | mf Bb3:2 > A3:2) |
    R*4 | R*1 | mp "ah" < (A3:2 f G#3:1~ > G#3:1 | G3:2 pp > F#3:2) | R*1
"""

BASS = """
    R*6 | mp "ah" < (D3:4 | mf > Bb2:4) |
    R*4 | R*1 | mp "ah" < D3:2~ f D3:1~ > D3:1~ | D3:2~ pp > D3:2 | R*1
"""

SOLO_CELLO = """
    R*8 | R*2 | mp "solo,_molto_espressivo" < (A2:1/2 F#3:3/2 mf > E3:2) |
    mf (G3:1/2 A3:3/2 > G3:1/2 E3:1/2 D3:1~ | p D3:1) R:2 | R*3
"""

VIOLIN_1 = """
    R*3 | ppp "con_sord." < (F#5:2 pp A5:2) | p < A6:3o~ mp A6:1o~ | > A6:4o |
    mp "senza_sord." < (A5:2 D6:2~ | mf D6:2 > C6:1 pp A5:1) |
    R*3 | R:2 pp "desk_by_desk" < (G4:1 p A4:1) |
    mp < (D5:1/4 B5:3/4) (E5:1/4 C#6:3/4) (F#5:1/4 D6:3/4) |
    mf < (A5:1 F#6:1~ f F#6:1~ > F#6:1 | E6:2~ pp > E6:2) | R*1
"""

VIOLIN_2 = """
    R*3 | ppp "con_sord.,_div." < C#5+E5:4 | pp > C#5+F#5:3 ! R:1 | R*1 |
    mp "senza_sord." < (F#5:4 | mf F5:2 > E5:1 pp D5:1) |
    R*2 | R:2 pp "1_desk" (C#4:2 | < D4:4) |
    mp < (D5:1 C#5:1 B4:1 |
    mf < A4:1) (F#5:1~ f F#5:1~ > F#5:1 | E5:2~ pp > E5:2) | R*1
"""

VIOLA = """
    R*3 | ppp "con_sord.,_div." < D4+A4:4 | pp > D4+B4:3 ! R:1 | R*1 |
    mp "senza_sord." < (D4:2 F#4:2 | mf F4:2 > F4:1 pp D4:1) |
    R:2 p "semplice" (A3:1/4 F#4:3/4) R:1 | R:1 p > (E4:1 D4:1 C#4:1 |
    pp B3:2 A3:2) | < (B3:3 p A3:1) |
    mp < (G4:1 E4:1 D4:1 |
    mf < A4:2) f (B4:1~ > B4:1~ | B4:2 pp > A4:2) | R*1
"""

CELLO = """
    R*6 | mp "div." < D3+A3:4 | mf > D3+Bb3:2 pp > D3:2~ |
    ppp D3:4~ | D3:1 (B2:1 > A2:2) ! | R*1 | R:2 pp "desk_by_desk" < (E2:1 p F#2:1 |
    mp < G2:1 A2:1 B2:1) |
    mf < D3+A3:2 f D3+G#3:1~ > D3+G#3:1 | D3+G3:2 pp > D3+F#3:2 | R*1
"""

CONTRABASS = """
    R*6 | mp D2:4 | > Bb1:4~ |
    pp Bb1:2 A1:2~ | A1:1 (G1:1 F#1:2 | p G1:2 > F#1:2) | pp (E1:3 < F#1:1 |
    mp G1:1 A1:1 B1:1) |
    mf < D2:2~ f D2:1~ > D2:1~ | D2:2~ pp > D2:2 | R*1
"""


def score() -> stream.Score:
    """First Bloom for small orchestra and choir, in written pitch: 16 bars, 60 beats a minute."""
    wind, horns, choir = "Woodwinds", "Horns", "Choir"
    staves = [
        Staff("Flute", "Fl.", "Flute", FLUTE, group=wind),
        Staff("Clarinet in B flat", "Cl.", "Clarinet", CLARINET, group=wind),
        Staff("Horn in F 1", "Hn. 1", "Horn", HORN_1, group=horns),
        Staff("Horn in F 2", "Hn. 2", "Horn", HORN_2, group=horns),
        Staff("Timpani", "Timp.", "Timpani", TIMPANI, "BassClef"),
        Staff("Glockenspiel", "Glock.", "Glockenspiel", GLOCKENSPIEL, moves="P15"),
        Staff("Celesta", "Cel.", "Celesta", CELESTA, moves="P8"),
        *harp(HARP_RIGHT, HARP_LEFT),
        Staff("Soprano", "S.", "Soprano", SOPRANO, group=choir),
        Staff("Alto", "A.", "Alto", ALTO, group=choir),
        Staff("Tenor", "T.", "Tenor", TENOR, "Treble8vbClef", group=choir),
        Staff("Bass", "B.", "Bass", BASS, "BassClef", group=choir),
        Staff("Solo cello", "Solo Vc.", "Violoncello", SOLO_CELLO, "BassClef"),
        *strings(VIOLIN_1, VIOLIN_2, VIOLA, CELLO, CONTRABASS),
    ]
    return build_score(
        "First Bloom: the score", staves, METERS, key=2, marks=MARKS, tempo=60, heading="Still, with air between"
    )
