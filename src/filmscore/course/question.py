"""A question of the course: how it is asked, how an answer is read, and what is said to it.

``widgets/static/quiz_judge.js`` says the same in the page, word for word; a test holds the two together.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

from ..errors import FilmScoreError, shown
from .answers import is_blank, plain
from .verdict import LONGEST_VALUE, Verdict

KINDS = ("choice", "several", "order", "number")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose, or to put in its place; `letter` is what it is called on the card."""

    letter: str
    say: str
    right: bool
    feedback: str
    misconception: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` up to, but not including, `high`, and what to say to them."""

    low: float
    high: float
    right: bool
    feedback: str
    misconception: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Quiz:
    """One question.

    Attributes
    ----------
    id, objective, kind, ask : str
    options : tuple of Option
        In the order they are shown.
    key : str
        Letters of the right answer; for ``order``, the letters in the right order. Empty for a number.
    ranges : tuple of Range
    otherwise, unit : str
        For numbers: what to say outside every range, and what the number counts.
    look : str
        Where to look, unless an option knows better.
    """

    id: str
    objective: str
    kind: str
    ask: str
    options: tuple[Option, ...] = ()
    key: str = ""
    ranges: tuple[Range, ...] = ()
    otherwise: str = ""
    unit: str = ""
    look: str = ""

    def __str__(self) -> str:
        """The question as text: what stands in a saved notebook. It does not tell the answer."""
        lines = [f"Question {self.id}. {unmarked(self.ask)}"]
        lines += [f"  {option.letter}  {unmarked(option.say)}" for option in self.options]
        return "\n".join([*lines, f'Answer on the card, or in code: fs.quiz("{self.id}", …) with {self.form}.'])

    @property
    def form(self) -> str:
        """What an answer looks like."""
        letters = f"{self.options[0].letter} to {self.options[-1].letter}" if self.options else ""
        match self.kind:
            case "choice":
                return f"one letter, {letters}"
            case "several":
                return f"the letters of all that are right, {letters}, written together"
            case "order":
                return f"the {len(self.options)} letters in your order, written together"
            case _:
                return f"a number of {self.unit}" if self.unit else "a number"

    def read(self, answer: Any) -> str:
        """An answer as the card writes it: ``"b"``, ``"ac"``, ``"cab"``, ``"936"``.

        Raises
        ------
        FilmScoreError
            It cannot be read as an answer to this kind of question.
        """
        data, _ = plain(answer)
        if self.kind == "number":
            number = number_of(data, self.unit)
            if number is None:
                raise FilmScoreError(f"This question takes {self.form}; {shown(data)} is not one.")
            return f"{number:.15g}"
        if isinstance(data, list | tuple) or (isinstance(data, set) and self.kind == "several"):
            data = "".join(str(part) for part in data) if all(isinstance(part, str) for part in data) else data
        letters = re.sub(r"[\s,;.)(]+", "", data).lower() if isinstance(data, str) and len(data) < 200 else ""
        known = {option.letter for option in self.options}
        twice = len(set(letters)) < len(letters)
        wrong_count = {"choice": len(letters) != 1, "order": len(letters) != len(known), "several": not letters}
        if not set(letters) <= known or twice or wrong_count[self.kind]:
            raise FilmScoreError(f"This question takes {self.form}; {shown(data)} is not that.")
        return letters if self.kind == "order" else "".join(sorted(letters))

    def judge(self, answer: Any) -> Verdict:
        """The verdict on any answer whatever; nothing raises, and nothing is recorded."""

        def verdict(status: str, said: str, misconception: str = "", look: str = "", yours: str = "") -> Verdict:
            points = int(status == "passed")
            if status != "not-yet":
                return Verdict(self.id, status, unmarked(said), points, 1)
            look = unmarked(look or self.look)
            return Verdict(self.id, status, unmarked(said), points, 1, misconception, look, unmarked(yours))

        try:
            if is_blank(answer) or (is_blank(getattr(answer, "answer", answer)) and not isinstance(answer, type)):
                return verdict("not-attempted", "There is no answer here yet.")
            given = self.read(answer)
        except FilmScoreError as why:
            return verdict("not-yet", str(why), "unreadable")
        except (Exception, SystemExit) as error:
            said = f"This kind of answer could not be read ({type(error).__name__[:40]}). Give {self.form}."
            return verdict("not-yet", said, "unreadable")
        if self.kind == "number":
            value = float(given)
            for part in self.ranges:
                if part.low <= value < part.high:
                    status = "passed" if part.right else "not-yet"
                    return verdict(status, part.feedback, part.misconception, part.look, given)
            return verdict("not-yet", self.otherwise, "somewhere else", yours=given)
        chosen = [option for letter in given for option in self.options if option.letter == letter]
        yours = ", ".join(f"{option.letter} ({option.say})" for option in chosen)
        yours = yours if len(yours) <= LONGEST_VALUE else given
        if self.kind == "order":
            return verdict(*self._order(given, chosen), yours=yours)
        wrong = [option for option in chosen if not option.right]
        missing = len(set(self.key) - set(given)) if self.kind == "several" else 0
        if self.kind == "choice":
            only = chosen[0]
            status = "passed" if only.right else "not-yet"
            return verdict(status, only.feedback, only.misconception, only.look, yours)
        told = [f"{option.letter}: {option.feedback}" for option in (wrong or chosen) if wrong or not missing]
        if wrong or missing:
            told.append(found(len(chosen) - len(wrong), missing))
            first = wrong[0] if wrong else None
            name, look = (first.misconception, first.look) if first else ("not all found", "")
            return verdict("not-yet", "\n\n".join(told), name, look, yours)
        return verdict("passed", "\n\n".join(told))

    def _order(self, given: str, chosen: list[Option]) -> tuple[str, str, str, str]:
        if given == self.key:
            return "passed", "\n\n".join(f"{option.letter}: {option.feedback}" for option in chosen), "", ""
        good = next(i for i, (a, b) in enumerate(zip(given, self.key, strict=True)) if a != b)
        early = chosen[good]
        said = f"{stands(good)} “{early.say.rstrip('.')}” comes too early.\n\n{early.feedback}"
        return "not-yet", said, early.misconception or f"too early: {early.say}", early.look

    def to_data(self) -> dict[str, Any]:
        """All the card needs to ask and to answer by itself."""
        return {
            "id": self.id,
            "kind": self.kind,
            "ask": self.ask,
            "unit": self.unit,
            "look": self.look,
            "otherwise": self.otherwise,
            "key": self.key,
            "options": [{"letter": o.letter, "say": o.say} | _told(o) for o in self.options],
            "ranges": [
                {
                    "low": _finite(r.low),
                    "high": _finite(r.high),
                    "right": r.right,
                    "feedback": r.feedback,
                    "look": r.look,
                }
                for r in self.ranges
            ],
        }


def unmarked(text: str) -> str:
    """A text without the marks the card shows as emphasis, weight and names.

    >>> unmarked("*First Bloom*: about her seeing **him**, `936`, 2 * 3")
    'First Bloom: about her seeing him, 936, 2 * 3'
    """
    return re.sub(r"(\*\*|`)([^*`]+)\1|\*([^*\s][^*]*)\*", lambda match: match[2] or match[3], text)


def found(held: int, missing: int) -> str:
    """How far a choice of several has got; the card says it in the same words.

    >>> found(1, 2)
    'One of your choices holds; two more are to be found.'
    """
    first = "None of your choices holds" if not held else f"{_count(held)} of your choices hold{'s' * (held == 1)}"
    rest = f"; {_count(missing).lower()} more {'is' if missing == 1 else 'are'} to be found." if missing else "."
    return first + rest


def stands(good: int) -> str:
    """How many from the start stand where they belong; the card says it in the same words."""
    if not good:
        return "Look at the first place again."
    return f"The first {_count(good).lower()} stand{'s' * (good == 1)}. Look at the next."


def _count(n: int) -> str:
    words = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return words[n] if n < len(words) else str(n)


def number_of(data: Any, unit: str = "") -> float | None:
    """A finite number, written as a number or as text, with or without its unit; None if it is neither.

    Frames are whole, so a comma before three figures marks thousands in them, and elsewhere too if there is a point.
    A fraction is a number too: ``"4/3"``.

    >>> number_of("26frames", "frames"), number_of("1,928", "frames"), number_of("3,6"), number_of("26 s", "frames")
    (26.0, 1928.0, 3.6, None)
    >>> number_of("3 / 4"), number_of("3/0")
    (0.75, None)
    """
    if isinstance(data, str) and len(data) < 40:
        data = data.strip().replace("−", "-")
        if unit:
            data = re.sub(rf"\s*(?<![a-z]){re.escape(unit.removesuffix('s'))}s?\.?$", "", data, flags=re.I)
        if unit == "frames" or "." in data:
            data = re.sub(r"(?<=\d)(?<!\b0),(?=\d{3}(?!\d))", "", data)  # but "0,875" is a decimal number
        data = data.replace(",", ".")
        if parts := re.fullmatch(r"(\d{1,6})\s*/\s*(\d{1,6})", data):
            return int(parts[1]) / int(parts[2]) if int(parts[2]) else None
    if isinstance(data, bool) or not isinstance(data, int | float | str):
        return None
    try:
        number = float(data)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _told(part: Option | Range) -> dict[str, Any]:
    return {"right": part.right, "feedback": part.feedback, "look": part.look}


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
