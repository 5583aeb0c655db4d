"""How the checks of lesson 05 read an answer and speak of it: numbers with units, two questions at a time."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from ....errors import FilmScoreError, shown
from ...verdict import NotYet
from ..spotting.asking import Ask, listed

#: sections of the lesson, by what they are about
HAND = "Three hits by hand"
ERRORS = "How far off"
SEARCH = "Let it search"
BEND = "Four ways to meet a frame"
RAMP = "Two ramps of one name"
MAP = "A map with two ends"
BOOK = "Frames and eighths"
FREE = "No click at all"

__all__ = ["Ask", "fields", "listed", "number", "numbers", "settle", "signed", "tidy"]

_NUMBER = re.compile(r"([+\-−–]?\s*\d+(?:[.,]\d+)?)\s*(?:bpm|frames?|f|s|sec|seconds?|beats?)?", re.I)


def settle(asks: Iterable[Ask | None]) -> None:
    """Go on if there is nothing to ask; else say the first two questions, and how many wait."""
    found = [ask for ask in asks if ask]
    if not found:
        return
    said = [ask.words for ask in found[:2]]
    if left := len(found) - 2:
        said += [f"({left} more {'question waits' if left == 1 else 'questions wait'} behind these.)"] * (left > 0)
    places = dict.fromkeys(ask.look for ask in found[:2] if ask.look)
    look = "lesson 05, " + " and ".join(f"“{place}”" for place in places) if places else ""
    raise NotYet(*said, misconception=found[0].about, look=look)


def key_of(text: Any) -> str:
    """A name as it is compared: ``Frames_in a-Beat`` and ``frames in a beat`` are one."""
    return " ".join(re.split(r"[\s_\-]+", str(text)[:40].strip().casefold()))


def fields(answer: Any, names: Sequence[str], form: str) -> dict[str, Any]:
    """The parts of a table by name, whatever their spelling.

    Raises
    ------
    FilmScoreError
        The answer is no table, or a part is missing.
    """
    if not isinstance(answer, Mapping):
        raise FilmScoreError(f"{shown(answer)} is not the form of this answer: {form}")
    given = {key_of(key): value for key, value in list(answer.items())[:100]}
    missing = [name for name in names if given.get(key_of(name)) is None]
    if missing:
        raise FilmScoreError(f"There is no {listed([f'“{name}”' for name in missing])} in this answer yet: {form}")
    return {name: given[key_of(name)] for name in names}


def number(value: Any, what: str) -> float:
    """A number, also where it was written as a text with its unit: ``"144 BPM"``, ``"−1,5"``."""
    if isinstance(value, str) and (match := _NUMBER.fullmatch(value.strip()[:40])):
        value = float(re.sub(r"\s", "", match[1]).replace(",", ".").replace("−", "-").replace("–", "-"))
    if isinstance(value, int | float | Fraction) and not isinstance(value, bool) and -(10**9) < value < 10**9:
        return float(value)
    raise FilmScoreError(f"“{what}”: asked is a number, not {shown(value, 40)}.")


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


def sentence(value: Any, what: str) -> str:
    """A text the student wrote."""
    if isinstance(value, str):
        return value
    raise FilmScoreError(f"“{what}” is to be a sentence between quotation marks, not {shown(value, 40)}.")


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
