"""Whose is the raised fourth: a colour over a home that stays, or a leading tone on its way to the fifth degree?

In C play C, then D over C, then C: F♯ has come and gone, and home is where it was. Now C, D7, G: the same F♯, and home
has moved. The note cannot tell them apart, nor where it goes next, for it may rise to G in both. The bass can.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..keys import Key
from ..pitch import class_name
from .chords import Chord, chords_of
from .numerals import home_of
from .scales import Scale


@dataclass(frozen=True)
class RaisedFourth:
    """A chord that has the raised fourth in it.

    Attributes
    ----------
    place : int
        Which chord of the row, from 0.
    chord : Chord
    note : str
        The raised fourth: "F♯".
    role : {"colour", "leading", "open"}
        "colour": the tonic is the bass until a chord without it has come. "leading": that chord stands on the fifth
        degree, and the bass has let go of home. "open": neither, or nothing follows and the bass is elsewhere.
    follows : Chord or None
        The next chord that differs.
    answer : Chord or None
        The next chord without the raised fourth: it decides.
    told : str
    """

    place: int
    chord: Chord
    note: str
    role: str
    follows: Chord | None
    answer: Chord | None
    told: str

    @property
    def bass(self) -> str | None:
        """The bass of the next chord that differs."""
        return None if self.follows is None else self.follows.bass

    def __str__(self) -> str:
        return self.told


def raised_fourth(chords: str | Iterable[Any], key: str | Key | Scale) -> tuple[RaisedFourth, ...]:
    """Every chord of a row that has the raised fourth in it, and whether it is a colour there or on its way.

    Parameters
    ----------
    chords : str or list
        ``"C D/C C"``, chords and symbols in a list, or what has chords.
    key : str, Key or Scale
        Where home is. The note must be spelled on the letter of the fourth degree: G♭ in C is a lowered fifth.

    Returns
    -------
    tuple of RaisedFourth
        Empty if no chord has one.

    Raises
    ------
    FilmScoreError
        There are no chords, one is none, or there is no such key.

    Examples
    --------
    >>> [(one.note, one.role, one.bass) for one in raised_fourth("C D/C C D7 G7 C", "C")]
    [('F♯', 'colour', 'C'), ('F♯', 'leading', 'G')]
    >>> print(raised_fourth("C D/C G/B C", "C")[0])
    F♯ in D/C (chord 2) is on its way: G/B comes, on the fifth degree, and the bass is no longer C. It led to G.
    """
    row, home = chords_of(chords), home_of(key)
    fourth = home.at(3, 1)
    note, tonic = class_name(fourth.step, fourth.alter), home.tonic.midi % 12
    has = [note in chord.notes or chord.bass == note for chord in row]
    found = []
    for place, chord in enumerate(row):
        if not has[place]:
            continue
        later = range(place + 1, len(row))
        follows = next((row[i] for i in later if row[i] != chord), None)
        end = next((i for i in later if not has[i]), len(row))
        answer = row[end] if end < len(row) else None
        stays = all(one.bass_class == tonic for one in row[place : end + 1])
        fifth = answer is not None and (tonic + 7) % 12 in (answer.root_class, answer.bass_class)
        role = "colour" if stays else "leading" if fifth and answer and answer.bass_class != tonic else "open"
        told = f"{note} in {chord} (chord {place + 1}) {_told(role, class_name(*home.tonic), answer, note, home)}"
        found.append(RaisedFourth(place, chord, note, role, follows, answer, told))
    return tuple(found)


def _told(role: str, tonic: str, answer: Chord | None, note: str, home: Any) -> str:
    if role == "colour":
        more = f"{answer} comes and" if answer is not None else "it is the last of them, and"
        return f"is a colour: {more} the bass is {tonic} all the time."
    if role == "leading":
        goal = home.at(4, 0)
        return (
            f"is on its way: {answer} comes, on the fifth degree, and the bass is no longer {tonic}. It led to "
            f"{class_name(goal.step, goal.alter)}."
        )
    if answer is None:
        return f"has no answer: nothing follows, and the bass is not {tonic}."
    return f"goes neither way: {answer} comes, not on the fifth degree, and the bass is not {tonic} throughout."
