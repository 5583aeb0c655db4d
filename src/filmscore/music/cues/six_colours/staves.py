"""The six scores, part by part. In each the tune is `TUNE`, untouched; who plays it, and over what, is the colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..notation import Staff, build_score
from . import BPM, COLOURS, METERS, TUNE

if TYPE_CHECKING:
    from music21 import stream

_STRINGS = "Strings"


def _tune(dynamic: str) -> str:
    return f"{dynamic} {TUNE.strip()}"


def _staff(
    name: str, short: str, instrument: str, music: str, clef: str = "TrebleClef", group: str = "", moves: str = ""
) -> Staff:
    return Staff(name, short, instrument, music, clef, group, moves=moves)


#: the high violins shimmer a whole tone up and down; the bass does not move
_LYDIAN = [
    _staff("Flute", "Fl.", "Flute", _tune("mf")),
    _staff("Celesta", "Cel.", "Celesta", """
        R:2 p B5:1/2 E6:1/2 R:1 | R*1 | R:2 B5:1/2 E6:1/2 R:1 | R:3 A5:1/2 C#6:1/2 |
        G#5:1/2 B5:1/2 R:3 | R:2 B5:1/2 G#5:1/2 R:1 | R:2 B5:1/2 E6:1/2 R:1 | pp F#6:1 R:3
    """, moves="P8"),
    _staff("Violin I", "Vln. I", "Violin", """
        p F#5:2% < G#5:2% | mp F#5:4% | p F#5:2% < G#5:2% | mp E5:4% | G#5:2% > F#5:2% | p F#5:2% < G#5:2% |
        mp F#5:2% G#5:2% | > F#5:4% !
    """, group=_STRINGS),
    _staff("Violin II", "Vln. II", "Violin", """
        p (D4:2 E4:2 | D4:4) | (D4:2 E4:2 | C#4:4) | (E4:2 D4:2 | D4:2 E4:2) | (D4:2 E4:2 | > D4:4) !
    """, group=_STRINGS),
    _staff("Viola", "Vla.", "Viola", """
        p (A3:2 B3:2 | A3:4) | (A3:2 B3:2 | A3:4) | (B3:2 A3:2 | A3:2 B3:2) | (A3:2 B3:2 | > A3:4) !
    """, "AltoClef", _STRINGS),
    _staff("Cello", "Vc.", "Violoncello", "p D3:4~ | D3:4~ | D3:4~ | D3:4 | D3:4~ | D3:4~ | D3:4~ | > D3:4 !",
           "BassClef", _STRINGS),
    _staff("Double bass", "Cb.", "Contrabass", "p D2:4~ | D2:4~ | D2:4~ | D2:4 | D2:4~ | D2:4~ | D2:4~ | > D2:4 !",
           "BassClef", _STRINGS),
]  # fmt: skip

#: the strings sing close together under the tune, all by step where they can
_AEOLIAN = [
    _staff("English horn", "E. Hn.", "EnglishHorn", _tune("mp")),
    _staff("Violin", "Vln.", "Violin", """
        p (A3:2 C4:2~ | C4:4) | (D4:2 < C4:2~ | mp C4:4) | C4:4 | (D4:2 > C4:2) | p A3:4~ | A3:4
    """, group=_STRINGS),
    _staff("Viola", "Vla.", "Viola", """
        p (F3:2 G3:2 | A3:4) | (Bb3:2 < G3:2 | mp A3:4) | A3:4 | (Bb3:2 > G3:2) | p (F3:2 E3:2 | F3:4)
    """, "AltoClef", _STRINGS),
    _staff("Cello", "Vc.", "Violoncello", """
        p (D3:2 E3:2 | F3:4) | (F3:2 < E3:2~ | mp E3:4) | (E3:2 F3:2) | (F3:2 > E3:2) | p (D3:2 C3:2 | D3:4)
    """, "BassClef", _STRINGS),
    _staff("Double bass", "Cb.", "Contrabass", """
        p (D2:2 C2:2 | F2:4) | (Bb1:2 < C2:2 | mp A1:4) | (A1:2 F1:2) | (Bb1:2 > C2:2) | p (D2:2 A1:2 | D2:4)
    """, "BassClef", _STRINGS),
]  # fmt: skip

#: B flat and F natural come in, and each time they are taken back
_MIXTURE = [
    _staff("Oboe", "Ob.", "Oboe", _tune("mp")),
    _staff("Violin", "Vln.", "Violin", """
        p D4:4~ | < D4:4 | mp (D4:4 | C4:4) | (C4:4 | D4:2 < E4:2) | mf (F#4:2 > E4:2 | p F#4:4)
    """, group=_STRINGS),
    _staff("Viola", "Vla.", "Viola", """
        p (F#3:2 G3:2 | < F3:4) | mp (F#3:2 E3:2~ | E3:4) | (E3:2 F3:2~ | F3:2 < G3:2) | mf (A3:2 > Bb3:2 | p A3:4)
    """, "AltoClef", _STRINGS),
    _staff("Cello", "Vc.", "Violoncello", """
        p (A2:2 Bb2:2~ | < Bb2:4) | mp (A2:2 Bb2:2 | G2:4) | (G2:2 A2:2 | Bb2:2 < C#3:2) | mf > D3:4~ | p D3:4
    """, "BassClef", _STRINGS),
    _staff("Double bass", "Cb.", "Contrabass", """
        p (D2:2 E2:2 | < Bb1:4) | mp (D2:2 G1:2 | C2:4) | (C2:2 F1:2 | Bb1:2 < A1:2) | mf (D2:2 > G2:2 | p D2:4)
    """, "BassClef", _STRINGS),
]  # fmt: skip

#: four voices creep over a D that two players hold; the last bar is cut in half
_PEDAL = [
    _staff("Clarinet in B flat", "Cl.", "Clarinet", _tune("mp")),
    _staff("Timpani", "Timp.", "Timpani",
           "pp D2:4% | D2:4% | D2:4% | D2:4% | < D2:4% | D2:4% | p > D2:4% | pp D2:4%",
           "BassClef"),
    _staff("Violin I", "Vln. I", "Violin", """
        p "sul_ponticello" F4:2% E4:2% | Eb4:4% | Eb4:2% E4:2% | < E4:4% | mp E4:2% F4:2% | F4:2% E4:2% |
        F4:2% < E4:2% | mf Eb4:2% R:2
    """, group=_STRINGS),
    _staff("Violin II", "Vln. II", "Violin", """
        p "sul_ponticello" A3:2% Bb3:2% | A3:4% | A3:2% Bb3:2% | < Bb3:4% | mp Bb3:2% A3:2% | B3:2% Bb3:2% |
        A3:2% < Bb3:2% | mf A3:2% R:2
    """, group=_STRINGS),
    _staff("Viola", "Vla.", "Viola", """
        p "sul_ponticello" F3:2% G3:2% | G3:4% | Gb3:2% G3:2% | < G#3:4% | mp G3:2% A3:2% | G#3:2% G3:2% |
        F3:2% < G3:2% | mf G3:2% R:2
    """, "AltoClef", _STRINGS),
    _staff("Cello", "Vc.", "Violoncello", """
        p "sul_ponticello" D3:2% C#3:2% | Eb3:4% | C3:2% C#3:2% | < E3:4% | mp C#3:4% | D3:2% E3:2% |
        D3:2% < C#3:2% | mf Eb3:2% R:2
    """, "BassClef", _STRINGS),
    _staff("Double bass", "Cb.", "Contrabass", "p D2:4~ | D2:4~ | D2:4~ | D2:4 | D2:4~ | D2:4~ | D2:4~ | > D2:4 !",
           "BassClef", _STRINGS),
]  # fmt: skip

#: a choir of women has the tune, the brass the triads, close and soft
_THIRDS = [
    _staff("Soprano", "S.", "Soprano", _tune('mp "ah"')),
    _staff("Horn in F 1", "Hn. 1", "Horn", """
        p A3:4~ | A3:4~ | (A3:4 | < C#4:4) | mp (C4:2 C#4:2 | C4:2 C#4:2) | mf D4:4~ | p D4:4
    """, group="Horns"),
    _staff("Horn in F 2", "Hn. 2", "Horn", """
        p A3:4~ | A3:4~ | A3:4~ | < A3:4 | mp (G3:2 A3:2 | A3:2 G#3:2) | mf (Bb3:4 | p A3:4)
    """, group="Horns"),
    _staff("Trombone 1", "Tbn. 1", "Trombone", """
        p (F#3:4 | F3:4) | (F#3:2 F3:2 | < E3:4) | mp E3:4 | (F3:2 E3:2) | mf (F3:4 | p F#3:4)
    """, "BassClef", "Trombones"),
    _staff("Trombone 2", "Tbn. 2", "Trombone", """
        p (D3:4 | C3:4) | (D3:2 C3:2 | < C#3:4) | mp E3:4 | (C3:2 E3:2) | mf D3:4~ | p D3:4
    """, "BassClef", "Trombones"),
    _staff("Tuba", "Tba.", "Tuba", """
        p (D2:4 | F2:4) | (D2:2 F2:2 | < A1:4) | mp (C2:2 A1:2 | F2:2 C#2:2) | mf (Bb1:4 | p D2:4)
    """, "BassClef"),
]  # fmt: skip

#: blocks of fourths, every voice moving alike: the parallels are the point
_QUARTAL = [
    _staff("Trumpet in B flat", "Tpt.", "Trumpet", _tune("mp")),
    _staff("Horn in F 1", "Hn. 1", "Horn", """
        p G4:4_ | D4:4_ | G4:2_ C4:2_ | A4:4_ | D4:4_ | G4:2_ A4:2_ | mp D4:4_ | > E4:4_ !
    """, group="Horns"),
    _staff("Horn in F 2", "Hn. 2", "Horn", """
        p D4:4_ | A3:4_ | D4:2_ G3:2_ | E4:4_ | A3:4_ | D4:2_ E4:2_ | mp A3:4_ | > A3:4_ !
    """, group="Horns"),
    _staff("Viola", "Vla.", "Viola", """
        p A3:4_ | E3:4_ | A3:2_ D3:2_ | B3:4_ | E3:4_ | A3:2_ B3:2_ | mp E3:4_ | > D3:4_ !
    """, "AltoClef", _STRINGS),
    _staff("Cello", "Vc.", "Violoncello", """
        p E3:4_ | B2:4_ | E3:2_ A2:2_ | F#3:4_ | B2:4_ | E3:2_ F#3:2_ | mp B2:4_ | > A2:4_ !
    """, "BassClef", _STRINGS),
    _staff("Double bass", "Cb.", "Contrabass", """
        p "pizz." E2:1 R:3 | B1:1 R:3 | E2:1 R:1 A1:1 R:1 | F#2:1 R:3 | B1:1 R:3 | E2:1 R:1 F#2:1 R:1 | B1:1 R:3 |
        "arco" > D2:4 !
    """, "BassClef", _STRINGS),
]  # fmt: skip

_STAVES = {
    "lydian": (_LYDIAN, "With light in it"),
    "aeolian": (_AEOLIAN, "Close, and not slow"),
    "mixture": (_MIXTURE, "Warm, with clouds"),
    "pedal": (_PEDAL, "Without breathing"),
    "chromatic thirds": (_THIRDS, "Wide"),
    "quartal": (_QUARTAL, "Open, level"),
}


def score(colour: str) -> stream.Score:
    """The score of one colour; it must be one of `COLOURS`."""
    staves, heading = _STAVES[colour]
    title = f"Eight bars: {COLOURS[colour][0].lower()}"
    return build_score(title, staves, METERS, key=0, marks={}, tempo=BPM, heading=heading)
