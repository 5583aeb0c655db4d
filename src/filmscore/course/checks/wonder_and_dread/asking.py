"""How the checks of lesson 09 speak: triads, labels and notes as the student wrote them, two questions at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.harmony.triads import Triad
from ....picture.film import open_film
from ...asking import Ask, blank, listed, settling

#: sections of the lesson, by what they are about
STAYS = "What stays"
ROWS = "Two moves, and three"
NAMES = "Two names for one pair"
SAYS = "What it is said to mean"
SHOCK = "The shock you spend"
SOUNDS = "Things that do not land"
DREAD = "Dread, ten bars"

settle = settling("09")

#: more triads or notes in a row than this are nobody's answer here
MOST = 32

_BETWEEN = re.compile(r"(?:[\s,;|>]|->|→|–|—)+")
_MINOR = re.compile(r"\s+(major|minor|maj|min)\b", re.I)
_SIGN = re.compile(r"\b([A-G])[\s-]*(flat|sharp)\b", re.I)

__all__ = ["Ask", "blank", "frame_of", "listed", "listed_once", "row_of", "settle", "shares", "spelling", "triad"]


def triad(value: Any, what: str) -> Triad:
    """A triad, under the name it has in the answer.

    Raises
    ------
    FilmScoreError
        It is none, and the message says where it stands.
    """
    if isinstance(value, Triad):
        return value
    try:
        return Triad(_SIGN.sub(_signed, value[:80]) if isinstance(value, str) else value)
    except FilmScoreError as why:
        raise FilmScoreError(f"{what}: {why}") from None


def row_of(value: Any, what: str) -> list[Triad]:
    """A row of triads: ``"Dm Bb"``, ``"Dm → Bb"`` or a list.

    >>> row_of("D minor, B flat -> Bbm–Db", "my_walk")
    [Triad('Dm'), Triad('B♭'), Triad('B♭m'), Triad('D♭')]
    """
    if isinstance(value, str):
        words: list[Any] = [
            word for word in _BETWEEN.split(_MINOR.sub(_short, _SIGN.sub(_signed, value[:400]))) if word
        ]
        if len(value) > 400:
            raise FilmScoreError(f"{what} has {len(value):,} letters; a row of triads has a few: {shown(value, 30)}")
        # a hyphen joins two names, or is the old sign for minor: "D-" alone is left as it is
        words = [part for word in words for part in re.split(r"(?<=\w)-(?=[A-Ga-g])", word)]
    elif isinstance(value, list | tuple):
        words = list(value[: MOST + 1])
    else:
        raise FilmScoreError(f'{what} is to be a row of triads between quotation marks, "Dm Bb …", not {shown(value)}.')
    if len(words) > MOST:
        raise FilmScoreError(f"{what} has more than {MOST} triads; nothing asked here has.")
    return [triad(word, what) for word in words]


def _signed(match: re.Match[str]) -> str:
    return match[1] + ("b" if match[2].lower() == "flat" else "#")


def _short(match: re.Match[str]) -> str:
    return "m" if match[1].lower().startswith("min") else ""


def frame_of(value: Any, film: str, what: str) -> int:
    """A frame of a film: a number, or a timecode label.

    Raises
    ------
    FilmScoreError
        It is none, or the film has no such frame.
    """
    if isinstance(value, str) and value.strip().isdigit():
        raise FilmScoreError(f"“{what}” is {shown(value, 20)}: write the frame without quotation marks.")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return open_film(film).frame(value, what)


def shares(one: Triad, other: Triad) -> str:
    """The notes of the first that the second has too, in words: "A and C♯", "no note"."""
    return listed(list(one.common(other))) if one.common(other) else "no note"


def spelling(yours: Triad, beside: Triad) -> str:
    """What to say of a triad that sounds right and would be read sooner by its other name; nothing if there is none.

    The better name is the one under which the notes that stay keep theirs.

    >>> spelling(Triad("Bbm"), Triad("A"))
    'B♭m and A♯m sound alike; beside A, A♯m is easier to read: its C♯ stays.'
    >>> spelling(Triad("C#m"), Triad("A"))
    ''
    """
    twins = [Triad(root + ("m" if yours.minor else "")) for root in _ROOTS]
    best = max(
        (twin for twin in twins if twin == yours and -7 <= twin.key.fifths <= 7),
        key=lambda twin: (_kept(twin, beside), twin.name == yours.name),
    )
    if _kept(best, beside) <= _kept(yours, beside):
        return ""
    stay = [note for note in best.notes if note in beside.notes]
    return (
        f"{yours} and {best} sound alike; beside {beside}, {best} is easier to read: its {listed(stay)} "
        f"{'stays' if len(stay) == 1 else 'stay'}."
    )


_ROOTS = ("C", "C#", "Db", "D", "D#", "Eb", "E", "F", "F#", "Gb", "G", "G#", "Ab", "A", "A#", "Bb", "B")


def _kept(one: Triad, other: Triad) -> int:
    return len(set(one.notes) & set(other.notes))


def listed_once(asks: Iterable[Ask | None]) -> list[Ask]:
    """The questions with each misconception asked about once, and in how many more places it stands."""
    found: dict[str, list[Ask]] = {}
    for ask in asks:
        if ask:
            found.setdefault(ask.about, []).append(ask)
    return [replace(first, words=f"{first.words}{_again(len(rest))}") for first, *rest in found.values()]


def _again(count: int) -> str:
    return f" (The same in {count} more place{'' if count == 1 else 's'}.)" if count else ""
