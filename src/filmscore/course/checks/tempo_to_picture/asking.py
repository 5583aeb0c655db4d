"""How the checks of lesson 05 read an answer and speak of it: numbers with units, two questions at a time."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ....errors import FilmScoreError, shown
from ...asking import Ask, fields, key_of, listed, number, sentence, settling

#: sections of the lesson, by what they are about
HAND = "Three hits by hand"
ERRORS = "How far off"
SEARCH = "Let it search"
BEND = "Four ways to meet a frame"
RAMP = "Two ramps of one name"
MAP = "A map with two ends"
BOOK = "Frames and eighths"
FREE = "No click at all"

settle = settling("05")

__all__ = ["Ask", "fields", "key_of", "listed", "number", "numbers", "sentence", "settle", "signed", "tidy"]


def numbers(value: Any, count: int, what: str, each: Callable[[Any, str], float] = number) -> list[float]:
    """So many numbers in a list, or behind the names a student gave them."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if not isinstance(value, list | tuple):
        raise FilmScoreError(f"“{what}”: asked is a list of {count} numbers, not {shown(value, 40)}.")
    if len(value) != count:
        raise FilmScoreError(
            f"“{what}”: asked are {count} numbers; there {'is' if len(value) == 1 else 'are'} {len(value)}."
        )
    return [each(one, what) for one in value]


def close(a: float, b: float, within: float) -> bool:
    """Whether two numbers agree, allowing for what was rounded off."""
    return math.isclose(a, b, rel_tol=0, abs_tol=within + 1e-9)


def alike(given: Sequence[float], wanted: Sequence[float], within: float) -> bool:
    """Whether two lists agree number by number."""
    return len(given) == len(wanted) and all(close(a, b, within) for a, b in zip(given, wanted, strict=True))


def tidy(x: float, places: int = 2) -> str:
    """A number as one reads it aloud: ``144``, ``2.7``, never ``-0``.

    >>> tidy(144.0), tidy(2.7000001), tidy(-0.0001), tidy(1e12)
    ('144', '2.7', '0', '1e+12')
    """
    if abs(x) >= 1e7:
        return f"{x:.3g}"
    return f"{round(x, places) + 0.0:.{places}f}".rstrip("0").rstrip(".")


def off_by(x: float, places: int = 1) -> str:
    """A number of frames with its noun.

    >>> off_by(1), off_by(2.5)
    ('1 frame', '2.5 frames')
    """
    text = tidy(abs(x), places)
    return f"{text} frame" if text == "1" else f"{text} frames"


def ended(text: str) -> str:
    """A text with a full stop, if it has no mark of its own at its end.

    >>> ended("so many"), ended("how many?")
    ('so many.', 'how many?')
    """
    return text if text.endswith((".", "?", "!")) else f"{text}."


def tempo_of(value: Any) -> Any:
    """A tempo given as a click of the book, in beats a minute; anything else as it is."""
    return float(value.bpm_at("24")) if type(value).__name__ == "Click" else value


def signed(x: float) -> str:
    """A number of frames early or late, in words.

    >>> signed(1), signed(-2.5), signed(0.004)
    ('1 late', '2.5 early', 'on it')
    """
    text = tidy(abs(x), 1)
    return "on it" if text == "0" else f"{text} {'late' if x > 0 else 'early'}"
