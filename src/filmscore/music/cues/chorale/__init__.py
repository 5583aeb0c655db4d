"""One chorale in four orchestrations: the same eight bars, note for note, given to four groups of players.

Four phrases of two bars. The first rises from E flat and comes to rest by way of A flat; the second climbs to E flat
and comes down over a bass that creeps C, B flat, A, B flat while the tenor holds one note through all of it. The third
goes up with its bass in tenths to an F over D flat major, a chord the key does not own: that is the place the four
orchestrations are built around. The last finds its way home.

Nothing here needs music21 until a score is asked for.

>>> line("bass")[:3], len(line("soprano"))
(('E♭3', 'F3', 'G3'), 19)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....errors import FilmScoreError, shown

if TYPE_CHECKING:
    from music21 import stream

METERS = ("4/4",) * 8
BPM = 66
KEY = -3  # flats: E flat major

#: the four voices in short hand, bar by bar
VOICES = {
    "soprano": "(G4:2 Ab4:1 Bb4 | C5:2 Bb4) | (Eb5:2 D5:1 C5 | Bb4:4) | (C5:2 D5:1 Eb5 | F5:2 Eb5:1 Db5) | "
    "(C5:2 Bb4:1 Ab4 | G4:4)",
    "alto": "(Eb4:2 D4:1 Eb4 | Ab4:2 G4) | (G4:3 Gb4:1 | F4:3 Eb4:1) | (Eb4:2 G4:1 Eb4 | Ab4:3 G4:1) | "
    "(Ab4:2 G4:1 F4~ | F4:1 Eb4:3)",
    "tenor": "(Bb3:4 | Eb4:4) | (Eb4:4~ | Eb4:2 D4:1 Db4) | (C4:2 Bb3:1 Ab3~ | Ab3:2 Eb4:2) | (Eb4:3 D4:1 | Bb3:4)",
    "bass": "(Eb3:2 F3:1 G3 | Ab3:2 Eb3) | (C3:2 Bb2:1 A2 | Bb2:3 G2:1) | (Ab2:2 Bb2:1 C3 | Db3:2 C3:1 Bb2) | "
    "(Ab2:2 Bb2 | Eb3:4)",
}  # fmt: skip

#: id → title and what to listen for
ORCHESTRATIONS = {
    "strings": (
        "Strings",
        "One colour from top to bottom. In the third phrase half of the cellos leave the bass and sing the tune an "
        "octave under the violins; the basses, who have waited for the second phrase, hold the floor.",
    ),
    "brass": (
        "Brass",
        "Two horns and a bass trombone under a soft trumpet. In the third phrase a second trumpet joins the alto, and "
        "two more horns take the tune an octave lower: louder by players, not by blowing.",
    ),
    "woodwinds": (
        "Woodwinds and harp",
        "Every phrase another soloist: oboe, flute, all of them in octaves, clarinet. No two of them match, so the "
        "chord is heard as people.",
    ),
    "orchestra": (
        "Orchestra",
        "A horn alone over low strings, an octave down; then the violins, where the tune belongs; then everybody; then "
        "few. No mark says more than forte: what makes the third phrase loud is who is in it.",
    ),
}


def line(voice: str) -> tuple[str, ...]:
    """The notes of one voice, ties joined: "soprano", "alto", "tenor" or "bass".

    Raises
    ------
    FilmScoreError
        There is no such voice.
    """
    from ...pitch import spelled

    if voice not in VOICES:
        raise FilmScoreError(f"The chorale has no voice {shown(voice)}: {', '.join(VOICES)} there are.")
    notes: list[str] = []
    tied = False
    for word in VOICES[voice].replace("|", " ").split():
        if not tied:
            notes.append(spelled(word.strip("()~").partition(":")[0]))
        tied = word.rstrip(")").endswith("~")
    return tuple(notes)


def chorale(orchestration: str | None = None) -> stream.Score:
    """Eight bars of chorale: for four voices, or in one of four orchestrations.

    Parameters
    ----------
    orchestration : {"strings", "brass", "woodwinds", "orchestra"}, optional
        Left out, the four voices themselves: soprano, alto, tenor and bass.

    Returns
    -------
    music21.stream.Score
        In written pitch, 66 beats a minute, for `fs.show`, `fs.play`, `fs.balance`, `fs.parts` and the rest.

    Raises
    ------
    FilmScoreError
        There is no such orchestration.

    Examples
    --------
    >>> [part.partName for part in chorale("strings").parts]
    ['Violin I', 'Violin II', 'Viola', 'Cello', 'Double bass']
    """
    from .staves import score

    if orchestration is None:
        return score("voices")
    name = orchestration.strip().casefold() if isinstance(orchestration, str) else ""
    if name not in ORCHESTRATIONS:
        raise FilmScoreError(
            f"The chorale has no orchestration {shown(orchestration)}: {', '.join(ORCHESTRATIONS)} there are."
        )
    return score(name)
