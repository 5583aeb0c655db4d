"""How the checks of lesson 04 speak: the student's own value first, then the sum that leads to it, two at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ....errors import FilmScoreError, shown
from ...verdict import NotYet
from ..spotting.asking import Ask

#: sections of the lesson, by what they are about
NAME = "A frame has a name and a number"
FEET = "Feet"
CLOCK = "When a second is not a second"
DROP = "Labels are dropped, pictures are not"
POP = "The pop"
NUMBERS = "A number for every cue"
LIST = "The list"


def settle(asks: Iterable[Ask | None], first: str = "") -> None:
    """Go on if there is nothing to ask; else raise a `NotYet` that speaks the first two.

    Parameters
    ----------
    asks : iterable of Ask or None
        The weightiest first.
    first : str
        What to say before them: how much stands already.
    """
    found = [ask for ask in asks if ask]
    if not found:
        return
    said = [ask.words for ask in found[:2]]
    said[0] = f"{first} {said[0]}".strip()
    if left := len(found) - 2:
        said += [f"({left} more {'waits' if left == 1 else 'wait'} behind these.)"] * (left > 0)
    places = dict.fromkeys(ask.look for ask in found[:2] if ask.look)
    where = " and ".join(f"“{place}”" for place in places)
    raise NotYet(*said, misconception=found[0].about, look=f"lesson 04, {where}" if where else "")


def heard(ask: Callable[..., Ask | None], *about: Any) -> Ask | None:
    """What to ask of one value among several; one that cannot be read is asked about too, and hides no other."""
    try:
        return ask(*about)
    except FilmScoreError as why:
        return Ask("unusable", str(why))


def yours(value: Any) -> str:
    """The student's value as it is quoted back: text without its marks.

    >>> yours("00:01:00;00"), yours(1738)
    ('00:01:00;00', '1738')
    """
    if isinstance(value, str):
        text = " ".join(value.split())
        return text if len(text) <= 40 else f"{text[:39]}…"
    return shown(value, 40)
