"""The scores of the chorale, part by part. The tune is never changed; who plays it, and where, is the orchestration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..notation import Staff, build_score
from . import BPM, KEY, METERS, ORCHESTRATIONS, VOICES

if TYPE_CHECKING:
    from music21 import stream

_MARKS = {1: "A", 3: "B", 5: "C", 7: "D"}


def _staff(
    name: str, short: str, instrument: str, music: str, clef: str = "TrebleClef", group: str = "", *, player: str = "",
    moves: str = "",
) -> Staff:  # fmt: skip
    return Staff(name, short, instrument, music, clef, group, player, moves)


# ---- the four voices

_VOICES = [
    _staff("Soprano", "S.", "Soprano", "p " + VOICES["soprano"], group="Choir"),
    _staff("Alto", "A.", "Alto", "p " + VOICES["alto"], group="Choir"),
    _staff("Tenor", "T.", "Tenor", "p " + VOICES["tenor"], "Treble8vbClef", "Choir"),
    _staff("Bass", "B.", "Bass", "p " + VOICES["bass"], "BassClef", "Choir"),
]

# ---- strings: basses wait for the second phrase; in the third the upper cellos have the tune below the violins

_STRINGS = [
    _staff("Violin I", "Vln. I", "Violin", """
        p "sul_D" (G4:2 Ab4:1 Bb4 | C5:2 > Bb4:2) ! | mp (Eb5:2 D5:1 C5 | > Bb4:4) |
        mf < (C5:2 D5:1 Eb5 | f F5:2 > Eb5:1 Db5) | mp (C5:2 > Bb4:1 Ab4 | p G4:4)
    """, group="Strings"),
    _staff("Violin II", "Vln. II", "Violin", """
        p (Eb4:2 D4:1 Eb4 | Ab4:2 > G4:2) ! | mp (G4:3 Gb4:1 | > F4:3 Eb4:1) |
        mf < (Eb4:2 G4:1 Eb4 | f Ab4:3 > G4:1) | mp (Ab4:2 > G4:1 F4~ | p F4:1 Eb4:3)
    """, group="Strings"),
    _staff("Viola", "Vla.", "Viola", """
        p (Bb3:4 | > Eb4:4) ! | mp Eb4:4~ | > Eb4:2 (D4:1 Db4 |
        mf < C4:2) (Bb3:1 Ab3~ | f Ab3:2 > Eb4:2) | mp (Eb4:3 > D4:1 | p Bb3:4)
    """, "AltoClef", "Strings"),
    _staff("Cello", "Vc.", "Violoncello", """
        p (Eb3:2 F3:1 G3 | Ab3:2 > Eb3:2) ! | mp (C3:2 Bb2:1 A2 | > Bb2:3 G2:1) |
        mf "div." < (Ab2+C4:2 Bb2+D4:1 C3+Eb4 | f Db3+F4:2 > C3+Eb4:1 Bb2+Db4) |
        mp (Ab2+C4:2 "unis." > Bb2:2 | p Eb3:4)
    """, "BassClef", "Strings"),
    _staff("Double bass", "Cb.", "Contrabass", """
        R*2 | p (C2:2 Bb1:1 A1 | > Bb1:3 G1:1) |
        mp < (Ab1:2 Bb1:1 C2 | mf Db2:2 > C2:1 Bb1) | p (Ab1:2 > Bb1:2 | pp Eb2:4)
    """, "BassClef", "Strings"),
]  # fmt: skip

# ---- brass: five, then nine, then five

_BRASS = [
    _staff("Trumpet in B flat 1", "Tpt. 1", "Trumpet", """
        p "dolce" (G4:2 Ab4:1 Bb4 | C5:2 > Bb4:2) ! | mp (Eb5:2 D5:1 C5 | > Bb4:4) |
        mf < (C5:2 D5:1 Eb5 | f F5:2 > Eb5:1 Db5) | mp (C5:2 > Bb4:1 Ab4 | p G4:4)
    """, group="Trumpets"),
    _staff("Trumpet in B flat 2", "Tpt. 2", "Trumpet", """
        R*4 | mf < (Eb4:2 G4:1 Eb4) | f (Ab4:3 > G4:1 | mp Ab4:2) R:2 | R*1
    """, group="Trumpets"),
    _staff("Horn in F 1", "Hn. 1", "Horn", """
        p (Eb4:2 D4:1 Eb4 | Ab4:2 > G4:2) ! | mp (G4:3 Gb4:1 | > F4:3 Eb4:1) |
        mf < (Eb4:2 G4:1 Eb4 | f Ab4:3 > G4:1) | mp (Ab4:2 > G4:1 F4~ | p F4:1 Eb4:3)
    """, group="Horns"),
    _staff("Horn in F 2", "Hn. 2", "Horn", """
        p (Bb3:4 | > Eb4:4) ! | R*2 |
        mf < (C4:2 Bb3:1 Ab3~ | f Ab3:2 > Eb4:2) | mp (Eb4:3 > D4:1 | p Bb3:4)
    """, group="Horns"),
    _staff("Horn in F 3", "Hn. 3", "Horn", """
        R*4 | mf "cantabile" < (C4:2 D4:1 Eb4) | f (F4:2 > Eb4:1 Db4 | mp C4:2) R:2 | R*1
    """, group="Horns"),
    _staff("Horn in F 4", "Hn. 4", "Horn", """
        R*4 | mf "cantabile" < (C4:2 D4:1 Eb4) | f (F4:2 > Eb4:1 Db4 | mp C4:2) R:2 | R*1
    """, group="Horns"),
    _staff("Trombone", "Tbn.", "Trombone", """
        R*2 | p Eb4:4~ | > Eb4:2 (D4:1 Db4) |
        mf < (C4:2 Bb3:1 Ab3~ | f Ab3:2 > Eb4:2) ! | R*2
    """, "BassClef", "Low brass"),
    _staff("Bass trombone", "B. Tbn.", "BassTrombone", """
        p (Eb3:2 F3:1 G3) | (Ab3:2 > Eb3:3/2) ! R:1/2 | p (C3:2 Bb2:1 A2) | > (Bb2:3 G2:1) |
        mf < (Ab2:2 Bb2:1 C3) | f (Db3:2 > C3:1 Bb2:1/2) ! R:1/2 | mp (Ab2:2 > Bb2:2) | p Eb3:4
    """, "BassClef", "Low brass"),
    _staff("Tuba", "Tba.", "Tuba", """
        R*2 | p (C2:2 Bb1:1 A1) | > (Bb1:3 G1:1) |
        mf < (Ab1:2 Bb1:1 C2) | f (Db2:2 > C2:1 Bb1) | p (Ab1:2 > Bb1:2) | pp Eb2:4
    """, "BassClef", "Low brass"),
]  # fmt: skip

# ---- woodwinds and harp: a soloist a phrase, and in the third everybody, each on a note of their own

_WOODWINDS = [
    _staff("Flute 1", "Fl. 1", "Flute", """
        R*2 | mp "solo" (Eb5:2 D5:1 C5 | > Bb4:4) |
        mf < (C6:2 D6:1 Eb6) | f (F6:2 > Eb6:1 Db6 | mp C6:2) R:2 | R*1
    """, group="Flutes"),
    _staff("Flute 2", "Fl. 2", "Flute", """
        R*4 | mf < (Eb5:2 G5:1 Eb5) | f (Ab5:3 > G5:1 | mp Ab5:2) R:2 | R*1
    """, group="Flutes"),
    _staff("Oboe", "Ob.", "Oboe", """
        p "solo" (G4:2 Ab4:1 Bb4 | C5:2 > Bb4:2) ! | R*2 |
        mf < (C5:2 D5:1 Eb5) | f (F5:2 > Eb5:1 Db5 | mp C5:2) R:2 | R*1
    """, group="Reeds"),
    _staff("English horn", "E. Hn.", "EnglishHorn", """
        R*2 | p Eb4:4~ | > Eb4:2 (D4:1 Db4) |
        mf < (Eb4:2 G4:1 Eb4 | f Ab4:3 > G4:1) | p (Ab4:2 > G4:1 F4~ | pp F4:1 Eb4:3)
    """, group="Reeds"),
    _staff("Clarinet in B flat 1", "Cl. 1", "Clarinet", """
        p (Eb4:2 D4:1 Eb4 | Ab4:2 > G4:2) ! | p (G4:3 Gb4:1 | > F4:3 Eb4:1) |
        mf < (C5:2 D5:1 Eb5 | f F5:2 > Eb5:1 Db5) | mp "solo" (C5:2 > Bb4:1 Ab4 | p G4:4)
    """, group="Clarinets"),
    _staff("Clarinet in B flat 2", "Cl. 2", "Clarinet", """
        p (Bb3:4 | > Eb4:4) ! | R*2 |
        mf < (C4:2 Bb3:1 Ab3~ | f Ab3:2 > Eb4:2) | p (Eb4:3 > D4:1 | pp Bb3:4)
    """, group="Clarinets"),
    _staff("Bassoon", "Bsn.", "Bassoon", """
        p (Eb3:2 F3:1 G3 | Ab3:2 > Eb3:2) ! | p (C3:2 Bb2:1 A2 | > Bb2:3 G2:1) |
        mf < (Ab2:2 Bb2:1 C3 | f Db3:2 > C3:1 Bb2) | p (Ab2:2 > Bb2:2 | p Eb3:4)
    """, "BassClef", "Bassoons"),
    _staff("Contrabassoon", "Cbsn.", "Contrabassoon", """
        R*4 | mf < (Ab1:2 Bb1:1 C2) | f (Db2:2 > C2:1 Bb1 | p Ab1:2) R:2 | R*1
    """, "BassClef", "Bassoons", moves="P-8"),
    _staff("Harp, right hand", "Hp.", "Harp", """
        R*2 | R*1 | R:2 p F4+Bb4:1& G4+Db5& |
        mp Ab4:1/2 C5 Eb5 Ab5 G4 Bb4 Eb4 Ab4 | mf F4 Ab4 Db5 F5 > Eb5 C5 Db5 G4 | p Ab4+C5+Eb5:2& R:2 |
        R:1 pp "l.v." Bb4:1/2 Eb5 G5:2
    """, player="Harp"),
    _staff("Harp, left hand", "Hp.", "Harp", """
        p Eb2+Bb2:4& | Ab2+Eb3:2& R:2 | p C2+C3:2 R:2 | Bb1+Bb2:3 G2:1 |
        mp Ab1+Ab2:2 Bb1+Bb2:1 C2+C3 | mf Db2+Db3:2 > C2+C3:1 Bb1+Bb2 | p Ab1+Ab2:2 Bb1+Bb2:2 | pp Eb2+Bb2+Eb3:4&
    """, "BassClef", player="Harp"),
]  # fmt: skip

# ---- the orchestra: a horn an octave down, the violins, all, few

_ORCHESTRA = [
    _staff("Flutes 1-2", "Fl.", "Flute", """
        R*4 | mf "a_2" < (C6:2 D6:1 Eb6) | f (F6:2 > Eb6:1 Db6 | mp C6:2) R:2 | R:1 p "1." > Bb5:3 !
    """, group="Woodwinds"),
    _staff("Oboe", "Ob.", "Oboe", """
        R*2 | mp (Eb5:2 D5:1 C5 | > Bb4:4) |
        mf < (C5:2 D5:1 Eb5) | f (F5:2 > Eb5:1 Db5 | mp C5:2) R:2 | R*1
    """, group="Woodwinds"),
    _staff("Clarinet in B flat", "Cl.", "Clarinet", """
        R*2 | mp (G4:3 Gb4:1 | > F4:3 Eb4:1) |
        mf < (C5:2 D5:1 Eb5) | f (F5:2 > Eb5:1 Db5 | mp C5:2) R:2 | R:1 pp > Eb4:3 !
    """, group="Woodwinds"),
    _staff("Bassoon", "Bsn.", "Bassoon", """
        R*2 | mp (C3:2 Bb2:1 A2 | > Bb2:3 G2:1) |
        mf < (Ab2:2 Bb2:1 C3) | f (Db3:2 > C3:1 Bb2 | mp Ab2:2) R:2 | R*1
    """, "BassClef", "Woodwinds"),
    _staff("Horns in F 1-2", "Hn. 1-2", "Horn", """
        p "1._solo" (G3:2 Ab3:1 Bb3 | C4:2 > Bb3:2) ! | R*2 |
        mf "a_2" < (C4:2 D4:1 Eb4) | f (F4:2 > Eb4:1 Db4 | mp C4:2) R:2 | p "1." > G3:4 !
    """, group="Horns"),
    _staff("Horns in F 3-4", "Hn. 3-4", "Horn", """
        R*4 | mf "a_2" < (C4:2 D4:1 Eb4) | f (F4:2 > Eb4:1 Db4 | mp C4:2) R:2 | R*1
    """, group="Horns"),
    _staff("Trumpet in B flat 1", "Tpt. 1", "Trumpet", """
        R*4 | mf < (C5:2 D5:1 Eb5) | f (F5:2 > Eb5:1 Db5 | mp C5:2) R:2 | R*1
    """, group="Trumpets"),
    _staff("Trumpet in B flat 2", "Tpt. 2", "Trumpet", """
        R*4 | mf < (Eb4:2 G4:1 Eb4) | f (Ab4:3 > G4:1 | mp Ab4:2) R:2 | R*1
    """, group="Trumpets"),
    _staff("Trombone", "Tbn.", "Trombone", """
        R*4 | mf < (C4:2 Bb3:1 Ab3~) | f (Ab3:2 > Eb4:2 | mp Eb4:2) R:2 | R*1
    """, "BassClef", "Low brass"),
    _staff("Bass trombone", "B. Tbn.", "BassTrombone", """
        R*4 | mf < (Ab2:2 Bb2:1 C3) | f (Db3:2 > C3:1 Bb2 | mp Ab2:2) R:2 | R*1
    """, "BassClef", "Low brass"),
    _staff("Tuba", "Tba.", "Tuba", """
        R*4 | mf < (Ab1:2 Bb1:1 C2) | f (Db2:2 > C2:1 Bb1 | mp Ab1:2) R:2 | R*1
    """, "BassClef", "Low brass"),
    _staff("Timpani", "Timp.", "Timpani", """
        R*3 | R:2 pp < Bb2:2%~ | mf Bb2:1 R:3 | f Db3:1 R:2 Bb2:1 | p > Ab2:1 ! R:3 | pp Eb3:1 R:3
    """, "BassClef"),
    _staff("Violin I", "Vln. I", "Violin", """
        R*2 | mp "espressivo" (Eb5:2 D5:1 C5 | > Bb4:4) |
        mf < (C5:2 D5:1 Eb5 | f F5:2 > Eb5:1 Db5) | mp (C5:2 > Bb4:1 Ab4 | p G4:4)
    """, group="Strings"),
    _staff("Violin II", "Vln. II", "Violin", """
        R*2 | mp (G4:3 Gb4:1 | > F4:3 Eb4:1) |
        mf < (Eb4:2 G4:1 Eb4 | f Ab4:3 > G4:1) | mp (Ab4:2 > G4:1 F4~ | p F4:1 Eb4:3)
    """, group="Strings"),
    _staff("Viola", "Vla.", "Viola", """
        p (Eb3:2 D3:1 Eb3 | Ab3:2 > G3:2) ! | mp Eb4:4~ | > Eb4:2 (D4:1 Db4 |
        mf < C4:2) (Bb3:1 Ab3~ | f Ab3:2 > Eb4:2) | mp (Eb4:3 > D4:1 | p Bb3:4)
    """, "AltoClef", "Strings"),
    _staff("Cello", "Vc.", "Violoncello", """
        p (Bb2:4 | > Eb3:4) ! | mp (C3:2 Bb2:1 A2 | > Bb2:3 G2:1) |
        mf < (Ab2:2 Bb2:1 C3 | f Db3:2 > C3:1 Bb2) | mp (Ab2:2 > Bb2:2 | p Eb3:4)
    """, "BassClef", "Strings"),
    _staff("Double bass", "Cb.", "Contrabass", """
        pp (Eb2:2 F2:1 G2 | Ab2:2 > Eb2:2) ! | p (C2:2 Bb1:1 A1 | > Bb1:3 G1:1) |
        mf < (Ab1:2 Bb1:1 C2 | f Db2:2 > C2:1 Bb1) | p (Ab1:2 > Bb1:2 | pp Eb2:4)
    """, "BassClef", "Strings"),
]  # fmt: skip

_STAVES = {
    "voices": _VOICES,
    "strings": _STRINGS,
    "brass": _BRASS,
    "woodwinds": _WOODWINDS,
    "orchestra": _ORCHESTRA,
}


def score(name: str) -> stream.Score:
    """The score of one orchestration, or of the "voices"."""
    title = "Chorale" if name == "voices" else f"Chorale: {ORCHESTRATIONS[name][0].lower()}"
    return build_score(
        title, _STAVES[name], METERS, key=KEY, marks=_MARKS, tempo=BPM, heading="Calmly, in long breaths"
    )
