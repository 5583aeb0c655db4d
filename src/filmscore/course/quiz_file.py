"""Quizzes as they are written: one TOML file a lesson, in ``course/quizzes/``.

Reading a file checks all of it, so that a question which would leave somebody without feedback cannot be shown: every
wrong option has a misconception and words of its own, and every error names the file, the quiz and the field.
"""

from __future__ import annotations

import hashlib
import itertools
import math
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import FilmScoreError, shown
from .question import KINDS, LETTERS, Option, Quiz, Range, number_of

_FIELDS = {
    "quiz": {"id", "objective", "kind", "ask", "option", "range", "otherwise", "look", "unit"},
    "option": {"say", "right", "feedback", "misconception", "look"},
    "range": {"from", "to", "right", "feedback", "misconception", "look"},
}


def read_quizzes(path: Path) -> tuple[Quiz, ...]:
    """The quizzes of a file, all of them checked.

    Raises
    ------
    FilmScoreError
        The file cannot be read, or a quiz is not whole; the message names file, quiz and field.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FilmScoreError(f"{path.name} cannot be read: {error}") from error
    listed = data.get("quiz", [])
    if set(data) - {"quiz"} or not isinstance(listed, list) or not all(isinstance(q, dict) for q in listed):
        extra = ", ".join(sorted(set(data) - {"quiz"})) or "quiz"
        raise FilmScoreError(f"{path.name}: only [[quiz]] stands at the top of a quiz file, not {extra}.")
    quizzes: list[Quiz] = []
    for number, table in enumerate(listed, 1):
        name = table.get("id")
        reader = _Reader(f"{path.name}, quiz {name if isinstance(name, str) else f'number {number}'}")
        quiz = reader.quiz(table)
        if any(quiz.id == other.id for other in quizzes):
            raise reader.fault("id", "this id is already taken in the file.")
        quizzes.append(quiz)
    return tuple(quizzes)


class _Reader:
    """Reads one quiz; knows where it stands, for the errors."""

    def __init__(self, where: str) -> None:
        self.where = where

    def fault(self, field: str, what: str) -> FilmScoreError:
        return FilmScoreError(f"{self.where}: {field}: {what}")

    def text(self, table: Mapping[str, Any], field: str, at: str = "", needed: bool = True) -> str:
        """A text as it was meant: one space between words, one empty line between paragraphs."""
        value = table.get(field, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            state = f"is {shown(value)}" if field in table else "is missing"
            raise self.fault(at + field, f"{state}; write a text.")
        paragraphs = (" ".join(part.split()) for part in value.split("\n\n"))
        return "\n\n".join(part for part in paragraphs if part)

    def fields(self, table: Mapping[str, Any], what: str, at: str = "") -> None:
        for unknown in sorted(set(table) - _FIELDS[what]):
            raise self.fault(at + unknown, f"there is no such field; there are {', '.join(sorted(_FIELDS[what]))}.")

    def told(self, row: Any, what: str, at: str, explain: bool) -> dict[str, Any]:
        """What an option and a range have in common: is it right, and what is said to it?"""
        if not isinstance(row, dict):
            raise self.fault(at, f"is {shown(row)}, not a table.")
        self.fields(row, what, at)
        right = row.get("right", False)
        if not isinstance(right, bool):
            raise self.fault(f"{at}right", f"is {shown(right)}; write true, or leave it out.")
        if right and row.get("misconception"):
            raise self.fault(f"{at}misconception", "what is right is no misconception; take one of the two away.")
        return {
            "right": right,
            "feedback": self.text(row, "feedback", at),
            "misconception": self.text(row, "misconception", at, needed=explain and not right),
            "look": self.text(row, "look", at, needed=False),
        }

    def quiz(self, table: Mapping[str, Any]) -> Quiz:
        self.fields(table, "quiz")
        quiz_id, objective = self.text(table, "id"), self.text(table, "objective")
        kind, ask = self.text(table, "kind"), self.text(table, "ask")
        look = self.text(table, "look", needed=False)
        if not re.fullmatch(r"\d\d\.[a-z]", quiz_id):
            raise self.fault("id", f"is {shown(quiz_id)}; write the lesson and a letter, such as '03.a'.")
        if not re.fullmatch(rf"{quiz_id[:2]}\.O\d+", objective):
            example = f"{quiz_id[:2]}.O1"
            raise self.fault("objective", f"is {shown(objective)}; write one of the same lesson, such as '{example}'.")
        if kind not in KINDS:
            raise self.fault("kind", f"is {shown(kind)}; there are {', '.join(KINDS)}.")
        what, others = ("range", ("option",)) if kind == "number" else ("option", ("range", "otherwise", "unit"))
        for other in others:
            if other in table:
                raise self.fault(other, f"does not belong to a quiz of the kind {kind!r}.")
        rows = table.get(what, [])
        least = 1 if kind == "number" else 2
        if not isinstance(rows, list) or not least <= len(rows) <= len(LETTERS):
            raise self.fault(what, f"needs {least} or more, and {len(LETTERS)} at most.")
        if kind == "number":
            otherwise, unit = self.text(table, "otherwise"), self.text(table, "unit", needed=False)
            ranges = self.ranges(rows)
            return Quiz(quiz_id, objective, kind, ask, ranges=ranges, otherwise=otherwise, unit=unit, look=look)
        options, key = self.order(rows, quiz_id) if kind == "order" else self.options(rows)
        return Quiz(quiz_id, objective, kind, ask, options, key, look=look)

    def says(self, rows: list[Any]) -> list[str]:
        says = [self.text(row, "say", f"option {i} ") for i, row in enumerate(rows, 1)]
        for say in says:
            if says.count(say) > 1:
                raise self.fault("option", f"two options say the same: {shown(say)}.")
        return says

    def options(self, rows: list[Any]) -> tuple[tuple[Option, ...], str]:
        parts = [self.told(row, "option", f"option {i} ", explain=True) for i, row in enumerate(rows, 1)]
        options = tuple(
            Option(letter, say, **part) for letter, say, part in zip(LETTERS, self.says(rows), parts, strict=False)
        )
        key = "".join(option.letter for option in options if option.right)
        if not key:
            raise self.fault("option", "none is right; give one right = true.")
        if len(key) == len(options):
            raise self.fault("option", "all are right, so there is nothing to decide.")
        return options, key

    def order(self, rows: list[Any], quiz_id: str) -> tuple[tuple[Option, ...], str]:
        parts = [self.told(row, "option", f"option {i} ", explain=False) for i, row in enumerate(rows, 1)]
        if any(part["right"] for part in parts):
            raise self.fault("option", "options to be ordered are written in the right order; leave 'right' out.")
        says = self.says(rows)
        places = _shuffled(quiz_id, len(rows))
        options = tuple(
            Option(letter, says[i], **{**parts[i], "right": True}) for letter, i in zip(LETTERS, places, strict=False)
        )
        return options, "".join(LETTERS[places.index(i)] for i in range(len(rows)))

    def ranges(self, rows: list[Any]) -> tuple[Range, ...]:
        made = []
        for i, row in enumerate(rows, 1):
            part = self.told(row, "range", f"range {i} ", explain=True)
            low = number_of(row["from"]) if "from" in row else -math.inf
            high = number_of(row["to"]) if "to" in row else math.inf
            if low is None or high is None or low >= high or low == -high == -math.inf:
                limits = f"from {shown(row.get('from'))} to {shown(row.get('to'))}"
                raise self.fault(f"range {i} from", f"{limits} holds no number, or every number.")
            made.append(Range(low, high, **part))
        for a, b in itertools.pairwise(sorted(made, key=lambda r: r.low)):
            if b.low < a.high:
                raise self.fault("range", f"two ranges hold {b.low:g}; a range ends before its 'to'.")
        if not any(part.right for part in made):
            raise self.fault("range", "none is right; give one right = true.")
        return tuple(made)


def _shuffled(seed: str, count: int) -> list[int]:
    """A steady order for each question: never the right one, nor the right one backwards if that can be helped."""
    straight = list(range(count))
    order = straight[::-1]
    for salt in range(100):
        mixed = sorted(straight, key=lambda i: hashlib.sha256(f"{seed}/{salt}/{i}".encode()).digest())
        if mixed not in (straight, straight[::-1]):
            return mixed
    return order  # two options have no other
