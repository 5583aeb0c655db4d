"""An answer as plain data: what a check looks at, and what travels from a student's kernel to a grader.

`plain` makes any answer safe to look at: a widget hands over what it holds, arrays become lists, and what
cannot be read in a moment (something endless, something that holds itself) is refused in words. `pack` and
`unpack` carry such an answer as JSON, so that a grader can judge it without running anything of the student's.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import fields
from fractions import Fraction
from functools import cache
from typing import Any

from ..errors import FilmScoreError, shown

MIME = "application/vnd.filmscore.answer+json"

MOST_ITEMS = 100_000
MOST_CHARACTERS = 100_000
DEEPEST = 40

_SCALARS = (bool, int, float, str, bytes, type(None), Fraction, complex)

#: how a value of a kind derived from one of these becomes the plain thing: by the base class's own method, because
#: an enumeration or a student's class answers for itself
_PLAIN: dict[type, Callable[[Any], Any]] = {
    int: int.__int__,
    float: float.__float__,
    str: str.__str__,
    bytes: lambda value: bytes(memoryview(value)),
    Fraction: Fraction.__pos__,
    complex: complex.__pos__,
}

#: a fraction as it travels; "1e10000000" is one to Python, and takes half a minute to read
_FRACTION = re.compile(r"-?[0-9]{1,400}(/[0-9]{1,400})?")


class Unreadable(FilmScoreError):
    """An answer that cannot be looked at; `why` names the reason in a word or two."""

    def __init__(self, why: str, message: str) -> None:
        super().__init__(message)
        self.why = why


class Foreign:
    """Stands in a grader for an object that could not travel there; no check takes it."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __repr__(self) -> str:
        return f"a {self.kind}"


def is_blank(answer: Any) -> bool:
    """Whether nothing has been answered yet: None, ``...`` or an empty text."""
    return answer is None or answer is Ellipsis or (type(answer) is str and not answer.strip())


def plain(answer: Any) -> tuple[Any, bool]:
    """The answer as data, and whether all of it is of a kind that is known to come to an end.

    Raises
    ------
    Unreadable
        It is endless, too much, or holds itself.

    Examples
    --------
    >>> import numpy as np
    >>> plain({"in": np.int64(936), "hits": np.array([936, 1056])})
    ({'in': 936, 'hits': [936, 1056]}, True)
    """
    if not isinstance(answer, (*_SCALARS, list, tuple, dict, set, frozenset, type)) and hasattr(answer, "answer"):
        answer = answer.answer
    reader = _Reader()
    return reader.read(answer, 0), reader.known


class _Reader:
    def __init__(self) -> None:
        self.left = MOST_ITEMS
        self.characters = 0
        self.inside: set[int] = set()
        self.known = True

    def read(self, value: Any, depth: int) -> Any:
        self.left -= 1
        if self.left < 0:
            raise Unreadable("too much", f"This answer has more than {MOST_ITEMS:,} parts; nothing asked here has.")
        if depth > DEEPEST:
            raise Unreadable("too deep", f"This answer is a list within a list, {DEEPEST} deep. Give one plain list.")
        # numpy's numbers and texts are floats and texts to Python, but not to JSON
        if type(value).__module__.partition(".")[0] == "numpy" and hasattr(value, "tolist"):
            if getattr(value, "size", 1) > MOST_ITEMS:
                raise Unreadable(
                    "too much", f"This array has more than {MOST_ITEMS:,} numbers; nothing asked here has."
                )
            return self.read(value.tolist(), depth + 1)
        # The base class's own methods, so that a list of the student's making cannot answer for itself.
        if isinstance(value, _SCALARS):
            value = next((make(value) for kind, make in _PLAIN.items() if _derived(value, kind)), value)
        if isinstance(value, str | bytes | bytearray):
            self.characters += len(value)
            if self.characters > MOST_CHARACTERS:
                raise Unreadable("too much", f"This answer has more than {MOST_CHARACTERS:,} characters of text.")
        if isinstance(value, _SCALARS):
            return value
        if isinstance(value, list):
            return self.within(value, lambda: [self.read(v, depth + 1) for v in list.__iter__(value)])
        if isinstance(value, tuple):
            return self.within(value, lambda: tuple([self.read(v, depth + 1) for v in tuple.__iter__(value)]))
        if isinstance(value, dict):
            pairs = dict.items(value)
            return self.within(value, lambda: {self.read(k, depth + 1): self.read(v, depth + 1) for k, v in pairs})
        if isinstance(value, set | frozenset):
            members = set.__iter__(value) if isinstance(value, set) else frozenset.__iter__(value)
            return {self.read(v, depth + 1) for v in members}
        if type(value) is range:
            return self.read([*value[: MOST_ITEMS + 1]], depth)
        if hasattr(type(value), "__next__"):
            raise Unreadable(
                "read once",
                f"This answer is a {type(value).__name__}, which can be read only once and may never end. "
                "Put list( … ) around it.",
            )
        if _kinds().get(type(value).__name__) is type(value):
            return self.within(value, lambda: self.rebuilt(value, depth))
        if not type(value).__module__.startswith("filmscore."):
            self.known = False
        if not isinstance(value, type) and hasattr(value, "answer"):  # a widget within a table of answers
            return self.within(value, lambda: self.read(value.answer, depth + 1))
        return value

    def rebuilt(self, value: Any, depth: int) -> Any:
        """An object of the course made anew of plain parts, as it is after it has travelled."""
        try:
            return _made(type(value), self.read(_parts(value), depth + 1))
        except Unreadable:
            raise
        except Exception:  # its film is not of the course, or somebody has reached into it: left as it is
            return value

    def within(self, value: Any, read: Callable[[], Any]) -> Any:
        if id(value) in self.inside:
            raise Unreadable("holds itself", f"This {type(value).__name__} holds itself, so it has no end.")
        self.inside.add(id(value))
        try:
            return read()
        finally:
            self.inside.discard(id(value))


def _derived(value: Any, kind: type) -> bool:
    return isinstance(value, kind) and type(value) is not kind and type(value) is not bool


# ---------------------------------------------------------------- travelling


@cache
def _kinds() -> dict[str, type]:
    from ..music.harmony.triads import Triad
    from ..music.leitmotif import LeitmotifPlan, Statement
    from ..music.motif import Motif
    from ..picture import click, spotting, tempo, timecode

    kinds = (
        spotting.Hit, spotting.Cue, spotting.Silence, spotting.Spotting, tempo.TempoMap, tempo.Stretch, tempo.Meter,
        click.Click, timecode.Timecode, timecode.Rate, Motif, LeitmotifPlan, Statement, Triad,
    )  # fmt: skip
    return {kind.__name__: kind for kind in kinds}


def pack(answer: Any) -> Any:
    """An answer, made `plain` before, as JSON can hold it.

    Examples
    --------
    >>> unpack(pack({"in": 936, "at": (1, Fraction(1, 2))}))
    {'in': 936, 'at': (1, Fraction(1, 2))}
    """
    kinds = _kinds()

    def packed(value: Any) -> Any:
        kind = type(value)
        if value is None or kind in (bool, int, str) or (kind is float and math.isfinite(value)):
            return value
        if kind is list:
            return [packed(v) for v in value]
        if kind in (tuple, set):
            return {"is": kind.__name__, "of": [packed(v) for v in value]}
        if kind is dict:
            return {"is": "dict", "of": [[packed(k), packed(v)] for k, v in value.items()]}
        if kind is float or kind is Fraction:
            return {"is": kind.__name__, "of": str(value)}
        if kinds.get(kind.__name__) is kind:
            return {"is": kind.__name__, "of": packed(_parts(value))}
        return {"is": "other", "of": kind.__name__}

    return packed(answer)


def _parts(value: Any) -> Any:
    """What an object of the course is made from again."""
    match type(value).__name__:
        case "Rate" | "Triad":
            return [value.name]
        case "Click":
            return [str(value)]
        case "Timecode":
            return [str(value), value.rate.name]
        case "Motif":
            return value.parts()
        case "LeitmotifPlan":
            return {"motifs": dict(value.motifs), "statements": list(value.statements), "title": value.title}
        case "Spotting":
            lists = {name: list(getattr(value, name)) for name in ("cues", "hits", "silences")}
            return {"film": value.film.name, **lists}
        case "TempoMap":
            return {
                "start": value.start,
                "rate": value.rate.name,
                "stretches": value.stretches,
                "locks": [tuple(lock) for lock in value.locks],
            }
        case _:
            return {field.name: getattr(value, field.name) for field in fields(value)}


def _made(kind: type, parts: Any) -> Any:
    if isinstance(parts, dict):
        made = getattr(kind, "from_parts", kind)  # what has a history says itself how it is lived again
        return made(**parts)
    return kind(*parts)


def carry(answer: Any) -> None:
    """Show an answer to the program that runs this notebook, and to nobody else: how a grader comes by it."""
    from IPython.display import display

    try:
        data = pack(None if is_blank(answer) else plain(answer)[0])
    except Unreadable as why:
        data = {"is": "unreadable", "of": [why.why, str(why)]}
    display({MIME: data}, raw=True)


def unpack(data: Any) -> Any:
    """The answer that `pack` made JSON of. Only the kinds named there are made, whatever the data asks for.

    Raises
    ------
    FilmScoreError
        The data describes nothing that can be made.
    """
    kinds = _kinds()

    def made(value: Any) -> Any:
        if isinstance(value, list):
            return [made(v) for v in value]
        if not isinstance(value, dict):
            return value
        kind: Any = value.get("is")
        of: Any = value.get("of")
        match kind:
            case "tuple":
                return tuple(made(of))
            case "set":
                return set(made(of))
            case "dict":
                return {made(k): made(v) for k, v in of}
            case "float":
                return float(of)
            case "Fraction":
                if not _FRACTION.fullmatch(of):
                    raise ValueError("no fraction")
                return Fraction(of)
            case "unreadable":
                raise Unreadable(str(of[0])[:40], str(of[1])[:400])
            case str() if kind in kinds:
                return _made(kinds[kind], made(of))
        return Foreign(shown(of, 40))

    try:
        return made(data)
    except FilmScoreError:
        raise
    except Exception as error:  # forged or damaged data: never more than a wrong answer
        raise Unreadable("no answer", f"The answer that came cannot be read ({type(error).__name__}).") from error
