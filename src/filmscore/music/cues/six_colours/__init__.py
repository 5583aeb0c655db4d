"""One melody in six colours: the same eight bars, note for note, over six harmonies that make it six scenes.

The tune has three pitch classes, D, A and E: a fifth, and a fifth on that. It has no third, so it will not say whether
it is glad or sad; no fourth, sixth or seventh, so it stands in any mode. It goes up twice and comes down twice, always
long, short, long. Whatever a listener hears beyond that, the chords said.

Nothing here needs music21 until a score is asked for.

>>> melody().pitches[:3], melody().beats
(('D4', 'A4', 'E5'), Fraction(32, 1))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from ....errors import FilmScoreError, shown

if TYPE_CHECKING:
    from music21 import stream

    from ...motif import Motif

#: the tune, bar by bar in short hand; D4 to E5, a ninth, which most people can sing
TUNE = """
    (D4:3/2 A4:1/2 E5:2 | D5:1 A4:3) | (D4:3/2 A4:1/2 E5:1 D5:1 | E5:3) R:1 |
    (E5:3/2 D5:1/2 A4:2 | D5:3/2 A4:1/2 E4:2) | (D4:3/2 A4:1/2 E5:2 | D5:4)
"""

METERS = ("4/4",) * 8
BPM = 60

#: id → title and what to listen for
COLOURS = {
    "lydian": (
        "Lydian",
        "D stays below, and over it D major rocks to E major and back. G sharp is the note that looks up; it never has "
        "to fall.",
    ),
    "aeolian": (
        "Aeolian",
        "D minor, and C and B flat for company. No C sharp anywhere, so nothing pulls: the tune comes to its end and "
        "nobody made it.",
    ),
    "mixture": (
        "Mixture",
        "D major, and across it chords borrowed from D minor: E half-diminished, B flat, C, F, G minor. The first "
        "bar and the last are the same chord; in between it was nearly lost.",
    ),
    "pedal": (
        "Pedal",
        "A low D throughout. What stands on it moves by semitones and lands on nothing; at the end the strings break "
        "off and the D is still there.",
    ),
    "chromatic thirds": (
        "Chromatic thirds",
        "Plain triads, and each root a third from the last, out of its key: D, F, A, C, and back by way of C sharp "
        "minor and B flat. No chord is strange; every step is.",
    ),
    "quartal": (
        "Quartal",
        "Fourths in a pile, moved as one block, and fifths at the end. The tune is made of the same stuff, so it "
        "belongs everywhere and nowhere in particular.",
    ),
}

#: the order in which they are offered: not from dark to bright, lest the numbers give an answer away
ORDER = ("quartal", "mixture", "lydian", "pedal", "aeolian", "chromatic thirds")

#: the chords of each, with the beats they last
CHORDS = {
    "lydian": "D:2 E/D:2 | D:4 | D:2 E/D:2 | A/D:4 | E/D:2 D:2 | D:2 E/D:2 | D:2 E/D:2 | D:4",
    "aeolian": "Dm:2 C:2 | F:4 | Bb:2 C:2 | Am:4 | Am:2 F:2 | Bb:2 C:2 | Dm:2 Am:2 | Dm:4",
    "mixture": "D:2 Eø7:2 | Bb:4 | D:2 Gm6:2 | C:4 | C:2 F:2 | Bb:2 A7:2 | D:2 Gm6:2 | D:4",
    "pedal": "Dm:2 C#°7/D:2 | Ebmaj7b5/D:4 | C°7/D:2 C#°7/D:2 | E7b5/D:4 | C#°7/D:2 F+/D:2 | G#°7/D:2 Eø7/D:2 | "
    "Dm:2 C#°7/D:2 | Ebmaj7b5/D:4",
    "chromatic thirds": "D:4 | F:4 | D:2 F:2 | A:4 | C:2 A:2 | F:2 C#m:2 | Bb:4 | D:4",
    "quartal": "Equartal4:4 | Bquartal4:4 | Equartal4:2 Aquartal4:2 | F#quartal4:4 | Bquartal4:4 | Equartal4:2 "
    "F#quartal4:2 | Bquartal4:4 | Dquintal:4",
}


def melody() -> Motif:
    """The tune as a motif, in D with no third."""
    from ...motif import Motif

    words = TUNE.replace("|", " ").replace("(", "").replace(")", "").split()
    return Motif(words, key="D", meter="4/4", name="Eight bars")


def chords_in(colour: str) -> list[tuple[str, int]]:
    """The chords of a colour with their beats.

    >>> chords_in("lydian")[:2]
    [('D', 2), ('E/D', 2)]

    Raises
    ------
    FilmScoreError
        There is no such colour.
    """
    pairs = (word.rpartition(":") for word in CHORDS[_named(colour)].replace(" | ", " ").split())
    return [(symbol, int(beats)) for symbol, _, beats in pairs]


def score_of(colour: str) -> stream.Score:
    """The notes of one colour, as a music21 score in written pitch: eight bars, 60 beats a minute.

    Raises
    ------
    FilmScoreError
        There is no such colour.
    """
    from .staves import score

    return score(_named(colour))


@overload
def six_colours(name: None = None) -> dict[str, stream.Score]: ...


@overload
def six_colours(name: str) -> stream.Score: ...


def six_colours(name: str | None = None) -> dict[str, stream.Score] | stream.Score:
    """Eight bars in six colours: one tune, note for note, over six harmonies, each a score with players of its own.

    Parameters
    ----------
    name : str, optional
        One of them: ``"lydian"``, ``"aeolian"``, ``"mixture"``, ``"pedal"``, ``"chromatic thirds"`` or ``"quartal"``.

    Returns
    -------
    dict of str to music21 Score, or the Score
        Scores in written pitch, home on D, 60 beats a minute; made anew for each who asks, and theirs to change.

    Raises
    ------
    FilmScoreError
        There is no such colour.

    Examples
    --------
    >>> len(six_colours("lydian").parts)
    7
    """
    if name is not None:
        return score_of(name)
    return {colour: score_of(colour) for colour in ORDER}


def _named(colour: str) -> str:
    name = " ".join(colour.lower().replace("_", " ").replace("-", " ").split()) if isinstance(colour, str) else ""
    if name not in COLOURS:
        raise FilmScoreError(f"These eight bars have no colour {shown(colour)}: {', '.join(COLOURS)} there are.")
    return name
