"""How checks speak: in questions, the weightiest first, and no more than two at a time; and how they read a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from ..errors import FilmScoreError, shown
from ..picture.film import Film
from .verdict import NotYet, Untouched


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to ask the student: the misconception it is about, the words, and where the lesson speaks of it."""

    about: str
    words: str
    look: str = ""


class AskBack(NotYet):
    """The answer is not there yet; `asks` are the questions, of which the message speaks the first two.

    Parameters
    ----------
    lesson : str
        Where the sections stand that the questions name: ``"03"``.
    asks : sequence of Ask
        The weightiest first.
    first : str
        What to say before them: how much stands already.
    """

    def __init__(self, lesson: str, asks: Sequence[Ask], first: str = "") -> None:
        self.asks = tuple(asks)
        said = [ask.words for ask in asks[:2]]
        said[0] = f"{first} {said[0]}".strip()
        if (left := len(asks) - 2) > 0:
            said.append(f"({left} more {'question waits' if left == 1 else 'questions wait'} behind these.)")
        places = dict.fromkeys(ask.look for ask in asks[:2] if ask.look)
        super().__init__(
            *said,
            misconception=asks[0].about,
            look=f"lesson {lesson}, " + " and ".join(f"“{place}”" for place in places) if places else "",
        )


class Settle(Protocol):
    """Go on if there is nothing to ask; else raise `AskBack`."""

    def __call__(self, asks: Iterable[Ask | None], first: str = "") -> None: ...


def settling(lesson: str) -> Settle:
    """What the checks of a lesson put their questions to."""

    def settle(asks: Iterable[Ask | None], first: str = "") -> None:
        found = [ask for ask in asks if ask]
        if found:
            raise AskBack(lesson, found, first)

    return settle


def heard(ask: Callable[..., Ask | None], *about: Any) -> Ask | None:
    """What to ask of one value among several; one that cannot be read is asked about too, and hides no other."""
    try:
        return ask(*about)
    except FilmScoreError as why:
        return Ask("unusable", str(why))


def line_by_line(
    given: Mapping[Any, Any],
    names: Iterable[Any],
    ask: Callable[[Any, Any], Ask | None],
    missing: Callable[[list[str]], Ask],
    *,
    untouched: str,
    empty: Callable[[Any], bool] | None = None,
) -> tuple[list[Ask | None], int]:
    """What to ask of each line that is written, then of those that are not; and how many lines are right.

    Parameters
    ----------
    given : mapping
        The answer by the names of its lines; a line may be missing.
    names : iterable
        All lines that are asked for.
    ask : callable
        Takes a name and what stands there; a line that cannot be read is asked about too.
    missing : callable
        Takes the names of the lines in which nothing stands.
    untouched : str
        What to say if no line is written.
    empty : callable, optional
        What counts as nothing; `blank` if left out.

    Raises
    ------
    Untouched
        No line is written.
    """
    empty = empty or blank
    names = list(names)
    written = [name for name in names if not empty(given.get(name))]
    if not written:
        raise Untouched(untouched)
    asks = [heard(ask, name, given[name]) for name in written]
    right = asks.count(None)
    if left := [str(name) for name in names if name not in written]:
        asks.append(missing(left))
    return asks, right


def right_so_far(right: int, of: int, what: str) -> str:
    """How much is right already; nothing where nothing is.

    >>> right_so_far(1, 8, "words"), right_so_far(0, 8, "words")
    ('1 of the 8 words is right.', '')
    """
    return f"{right} of the {of} {what} {'is' if right == 1 else 'are'} right." if right else ""


def stands_so_far(right: int, of: str) -> str:
    """How much stands already; nothing where nothing does.

    >>> stands_so_far(3, "six"), stands_so_far(1, "seven lines")
    ('3 of the six stand.', '1 of the seven lines stands.')
    """
    return f"{right} of the {of} stand{'s' if right == 1 else ''}." if right else ""


def held(answer: Any) -> Any:
    """What a widget holds (its `answer`); anything else as it is."""
    return getattr(answer, "answer", answer)


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


def rows(answer: Any, names: Sequence[str], form: str, key: Callable[[str], str] = key_of) -> dict[str, Any]:
    """The lines of an answer under their own names; one that is not there is None.

    Parameters
    ----------
    key : callable
        Makes of a name what it is compared by.

    Raises
    ------
    FilmScoreError
        It is no table, or there is a line in it that nobody asked for.
    """
    if not isinstance(answer, Mapping) or not answer:
        raise FilmScoreError(f"{shown(answer)} is not the form of this answer: {form}")
    asked = {key(name): name for name in names}
    found: dict[str, Any] = dict.fromkeys(names)
    for given, value in list(answer.items())[:50]:
        name = asked.get(key(given)) if isinstance(given, str) else None
        if name is None:
            quoted = listed([f"“{one}”" for one in names])
            raise FilmScoreError(f"There is no line {shown(given, 30)} in this task. The lines are {quoted}.")
        found[name] = value
    return found


def blank(value: Any) -> bool:
    """Whether nothing has been written in one place of an answer: None, an empty text or list, the dots of the form."""
    if value is None or value is Ellipsis:
        return True
    if isinstance(value, str):
        return not value.strip(" \t\n…._?/|:-")
    return isinstance(value, list | tuple | set | dict) and not value


_NUMBER = re.compile(r"([+\-−–]?\s*\d+(?:[.,]\d+)?)\s*(?:bpm|frames?|f|s|sec|seconds?|beats?)?", re.I)


_PARTS = re.compile(r"\s*(\d{1,6})\s*/\s*(\d{1,6})\s*")


#: small numbers as they are said
SAID = {
    "nobody": 0, "none": 0, "zero": 0, "no": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip


def number(value: Any, what: str) -> float:
    """A number, also where it was written as a text with its unit, or as a fraction: ``"144 BPM"``, ``"−1,5"``.

    >>> number("144 BPM", "tempo"), number("10/4", "strokes")
    (144.0, 2.5)

    Raises
    ------
    FilmScoreError
        It is none; `what` is its name in the answer.
    """
    if isinstance(value, str) and (parts := _PARTS.fullmatch(value[:40])) and int(parts[2]):
        return int(parts[1]) / int(parts[2])
    if isinstance(value, str) and (match := _NUMBER.fullmatch(value.strip()[:40])):
        value = float(re.sub(r"\s", "", match[1]).replace(",", ".").replace("−", "-").replace("–", "-"))
    if isinstance(value, int | float | Fraction) and not isinstance(value, bool) and -(10**9) < value < 10**9:
        return float(value)
    raise FilmScoreError(f"“{what}”: asked is a number, not {shown(value, 40)}.")


def sentence(value: Any, what: str) -> str:
    """A text the student wrote."""
    if isinstance(value, str):
        return value
    raise FilmScoreError(f"“{what}” is to be a sentence between quotation marks, not {shown(value, 40)}.")


def listed(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else "none"


def dotted(names: Iterable[str]) -> str:
    """Notes or chords side by side: ``A4 · C5``."""
    return " · ".join(names)


def frames(n: int) -> str:
    """A number of frames in words: ``1 frame``, ``28 frames``."""
    return f"{n} frame{'' if n == 1 else 's'}"


def apart_words(here: int, there: int) -> str:
    """How far `there` lies from `here`: ``28 frames later``.

    >>> apart_words(908, 936), apart_words(936, 908)
    ('28 frames later', '28 frames earlier')
    """
    return f"{frames(abs(there - here))} {'later' if there > here else 'earlier'}"


def seconds(n: int, film: Film) -> str:
    """A number of frames as seconds of this film: ``1.2 s``, ``5 s``."""
    return f"{float(n / film.rate.fps):.1f}".removesuffix(".0") + " s"
