"""How checks speak: in questions, the weightiest first, and no more than two at a time; and how they read a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ..errors import FilmScoreError, shown
from ..picture.film import Film
from .verdict import NotYet


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


def sentence(value: Any, what: str) -> str:
    """A text the student wrote."""
    if isinstance(value, str):
        return value
    raise FilmScoreError(f"“{what}” is to be a sentence between quotation marks, not {shown(value, 40)}.")


def listed(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else "none"


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
