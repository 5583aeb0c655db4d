"""First Bloom for one piano: the same theme on the same frames, nearer.

Where the score opens outward, the piano stays in the middle of the keyboard. The stars are two notes of the head
an octave up; the bloom is the theme in full chords over eighths that breathe in and out; at the hands the left
hand has the tune and the right one only answers after the beat, like somebody listening.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..notation import Staff, build_score
from . import METERS

if TYPE_CHECKING:
    from music21 import stream

MARKS = {1: "480 Lamp down", 5: "936 Jon stops", 7: "1056 Bloom", 9: "1248 Lines", 11: "1440 Hands", 14: "1704 Lights"}

RIGHT = """
    pp (A4:1/2 F#5:3/2 E5:2) | R:1 ppp (F#6:1 E6:2) | pp (A4:1/2 < F#5:3/2 p > E5:2) ! |
    R:3 p (A5:1/4 F#6:3/4 | E6:1 < G6:1/2 mp > A6:5/2) ! |
    R:3 pp < (C#4:1/2 E4:1/2 |
    mf F#4+A4:1/2) (D5+F#5:3/2 > A4+E5:2) | mf > (Bb4+D5+G5:1/2 D5+A5:3/2 Bb4+G5:1/2 E5:1/2 p F4+Bb4+D5:1) |
    R:2 p (A3:1/4 F#4:3/4) R:1 | R:1 pp (E4:1 > D4:1 C#4:1) ! |
    R:1/2 pp B3+D4:1_ B3+D4:1/2_ R:1/2 A3+C#4:1_ A3+C#4:1/2_ |
    R:1/2 < D4+F#4:1_ D4+F#4:1/2_ R:1/2 p > B3+D4:1/2_ D4+E4+G4:1_ |
    p < (D4:1/4 B4:3/4) (E4:1/4 C#5:3/4) (F#4:1/4 D5:3/4) |
    mf < (A4+D5+A5:1 F#5+A5+F#6:1) f > F#5+B5+F#6:2 |
    mp E5+B5+E6:1 pp B6:1/2 G6:1/2 (A4:1/2 F#5:3/2 | ppp E5:2) R:2
"""

LEFT = """
    pp Ped D3+A3:4 * | Ped D3:1/2 A3 E4:3 * | pp Ped G2+D3:4 * |
    pp Ped (D3:1/2 A3 C#4 E4 < F#4 E4 C#4 A3 * | Ped p G2 D3 B3 C#4 > F#4 D4) R:1 |
    R:2 pp < (A2:1 E3:1 * |
    mf Ped D2:1/2 A2 D3 F#3 > A3 F#3 D3 A2 * | mf > Ped Bb1:1/2 F2 Bb2 D3 F3 D3) pp Bb1+F2:1~ * |
    Bb1+F2:2 pp A1+E2:2~ | A1+E2:1 (G2:1 F#2:2) |
    mp Ped (G2+A2:1/2 < F#3:3/2 * Ped mf > F#2+E3:2 * | mf Ped B2+G3:1/2 A3:3/2 > G3:1/2 E3:1/2 p A2+D3:1) * |
    p < Ped G2:1/2 D3 * Ped A2 C#3 * Ped B2 D3 * |
    mf < Ped D2:1/2 A2 D3 F#3 * f > Ped D2 E3 G#3 B3 * |
    mp Ped D2:1/2 > E3 G3 B3 * pp Ped D2+A2:2~ | D2+A2:2 R:2 *
"""


def score() -> stream.Score:
    """First Bloom for solo piano: 16 bars, 60 beats a minute."""
    staves = [
        Staff("Piano, right hand", "Pno.", "Piano", RIGHT, player="Piano"),
        Staff("Piano, left hand", "Pno.", "Piano", LEFT, "BassClef", player="Piano"),
    ]
    return build_score(
        "First Bloom: solo piano", staves, METERS, key=2, marks=MARKS, tempo=60, heading="Close, unhurried"
    )
