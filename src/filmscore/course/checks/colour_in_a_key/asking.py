"""How the checks of lesson 08 speak: the sections they send to, and two questions at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...asking import Ask, blank, dotted, heard, listed, settling
from ...asking import rows as rows_of

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


def plain(text: str) -> str:
    """A name as it is compared: ``♭VI in A`` and ``bVI  in A`` are one, ``iv`` and ``IV`` are two."""
    return "".join(text[:60].split()).replace("♭", "b").replace("♯", "#")


def rows(answer: Any, names: Sequence[str], form: str) -> dict[str, Any]:
    """The lines of an answer under their own names; ``iv`` and ``IV`` are two."""
    return rows_of(answer, names, form, plain)
