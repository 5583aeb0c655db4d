"""How the checks of lesson 08 speak: the sections they send to, and two questions at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ....errors import FilmScoreError, shown
from ...asking import Ask, heard, listed, settling

#: sections of the lesson, by what they are about
CLOUD = "A cloud"
LETTERS = "Why B♭, and not A♯?"
SEVENTHS = "Two sevenths"
LOOKS_UP = "The note that looks up"
WHOSE = "The same G♯, going somewhere"
CUT = "Where can the editor cut?"
COUNTED = "What is counted"

settle = settling("08")

__all__ = ["Ask", "blank", "dotted", "heard", "listed", "rows", "settle"]

_MOST = 50


def plain(text: str) -> str:
    """A name as it is compared: ``♭VI in A`` and ``bVI  in A`` are one, ``iv`` and ``IV`` are two."""
    return "".join(text[:60].split()).replace("♭", "b").replace("♯", "#")


def blank(value: Any) -> bool:
    """Whether nothing stands there: None, an empty text or list, or the dots of the form."""
    if value is None or value is Ellipsis:
        return True
    if isinstance(value, str):
        return not value.strip(" …._?/|:-")
    return isinstance(value, list | tuple | set | dict) and not value


def rows(answer: Any, names: Sequence[str], form: str) -> dict[str, Any]:
    """The lines of an answer under their own names; one that is not there is None.

    Raises
    ------
    FilmScoreError
        It is no table, or there is a line in it that nobody asked for.
    """
    if not isinstance(answer, Mapping) or not answer:
        raise FilmScoreError(f"{shown(answer)} is not the form of this answer: {form}")
    asked = {plain(name): name for name in names}
    found: dict[str, Any] = dict.fromkeys(names)
    for key, value in list(answer.items())[:_MOST]:
        name = asked.get(plain(key)) if isinstance(key, str) else None
        if name is None:
            quoted = listed([f"“{one}”" for one in names])
            raise FilmScoreError(f"There is no line {shown(key, 30)} in this task. The lines are {quoted}.")
        found[name] = value
    return found


def dotted(names: Sequence[str]) -> str:
    """Notes or chords side by side: ``A · C · E``."""
    return " · ".join(names)
