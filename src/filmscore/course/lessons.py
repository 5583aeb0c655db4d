"""What each lesson asks for and leads to, read from `syllabus.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from ..errors import FilmScoreError, shown


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson, as the syllabus has it.

    Attributes
    ----------
    number, title : str
        ``"03"``, ``"Spotting"``.
    notebook : str
        Name of its notebook without the ending, ``"03_spotting"``: in lessons/, and in exercises/ if it has one.
    minutes : int
    prerequisites : tuple of str
        Numbers of the lessons it stands on.
    objectives : mapping of str to str
        ``"03.O2"`` -> what you can do afterwards; in their order.
    """

    number: str
    title: str
    notebook: str
    minutes: int
    prerequisites: tuple[str, ...]
    objectives: Mapping[str, str]

    @property
    def metadata(self) -> dict[str, Any]:
        """What the notebook's metadata says of it, under ``filmscore``."""
        return {
            "lesson": self.number,
            "minutes": self.minutes,
            "objectives": dict(self.objectives),
            "prerequisites": list(self.prerequisites),
            "title": self.title,
        }


@lru_cache
def lessons() -> dict[str, Lesson]:
    """Every lesson there is, by its number, in the order of the course.

    Examples
    --------
    >>> lessons()["03"].objectives["03.O2"]
    'Plan and defend a silence'
    """
    return read((files("filmscore.course") / "syllabus.toml").read_text(encoding="utf8"))


def lesson(number: str) -> Lesson:
    """The lesson of that number.

    Raises
    ------
    FilmScoreError
        There is none; the message lists those there are.
    """
    known = lessons()
    if not isinstance(number, str) or number not in known:
        raise FilmScoreError(f"There is no lesson {shown(number)}. The lessons: {', '.join(known)}.")
    return known[number]


def lesson_of(name: str) -> str:
    """The number of the lesson that an objective, a task or a quiz belongs to.

    Examples
    --------
    >>> lesson_of("03.O2"), lesson_of("03.a"), lesson_of("00.1")
    ('03', '03', '00')
    """
    return name.partition(".")[0]


def read(text: str) -> dict[str, Lesson]:
    """The lessons of a syllabus.

    Raises
    ------
    FilmScoreError
        Something in it does not hold together; the message names the lesson and what to mend.
    """
    try:
        rows = tomllib.loads(text).get("lesson", [])
    except tomllib.TOMLDecodeError as error:
        raise FilmScoreError(f"the syllabus is not TOML: {error}") from error
    found: dict[str, Lesson] = {}
    for row in rows:
        one = _lesson(row)
        if one.number in found:
            raise FilmScoreError(f"the syllabus has two lessons {one.number}")
        later = [name for name in one.prerequisites if name not in found]
        if later:
            raise FilmScoreError(f"lesson {one.number} stands on {', '.join(later)}, which does not come before it")
        found[one.number] = one
    return found


def _lesson(row: Mapping[str, Any]) -> Lesson:
    number = row.get("number")
    if not isinstance(number, str) or not re.fullmatch(r"\d\d", number):
        raise FilmScoreError(f"a lesson's number is two digits in quotation marks, not {shown(number)}")
    said = f"lesson {number} of the syllabus: "
    unknown = set(row) - {"number", "title", "notebook", "minutes", "prerequisites", "objectives"}
    if unknown:
        raise FilmScoreError(f"{said}what is {', '.join(sorted(unknown))}?")
    title, notebook, minutes = row.get("title"), row.get("notebook"), row.get("minutes")
    if not isinstance(title, str) or not title.strip():
        raise FilmScoreError(f"{said}the title is {shown(title)}")
    if not isinstance(notebook, str) or not re.fullmatch(rf"{number}_[a-z0-9_]+", notebook):
        raise FilmScoreError(f"{said}its notebook is named {number}_like_this, not {shown(notebook)}")
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 5 <= minutes <= 120:
        raise FilmScoreError(f"{said}minutes are a whole number from 5 to 120, not {shown(minutes)}")
    goals = row.get("objectives", {})
    if list(goals) != [f"{number}.O{place}" for place in range(1, len(goals) + 1)]:
        raise FilmScoreError(f"{said}objectives are called {number}.O1, {number}.O2 … in order, not {', '.join(goals)}")
    if not all(isinstance(text, str) and text.strip() for text in goals.values()):
        raise FilmScoreError(f"{said}an objective is a sentence")
    return Lesson(number, title, notebook, minutes, tuple(row.get("prerequisites", ())), dict(goals))


@dataclass(frozen=True, slots=True)
class Assessment:
    """One thing that gives evidence for an objective: a task with a check, or a quiz in the text.

    Attributes
    ----------
    id, objective : str
        ``"03.5"``, ``"03.O2"``.
    kind : {'check', 'quiz'}
    """

    id: str
    objective: str
    kind: str

    @property
    def name(self) -> str:
        """As a learner reads it: ``03.5``, ``quiz 03.c``."""
        return self.id if self.kind == "check" else f"quiz {self.id}"


@lru_cache
def assessments() -> dict[str, Assessment]:
    """Every task and every quiz there is, by id: quizzes first, then tasks, in the order of their ids."""
    from .check import tasks
    from .quiz import quizzes

    found = [Assessment(task.id, task.objective, "check") for task in tasks().values()]
    found += [Assessment(one.id, one.objective, "quiz") for one in quizzes().values()]
    return {one.id: one for one in sorted(found, key=_order)}


def _order(one: Assessment) -> tuple[str, bool, list[tuple[int, str]]]:
    parts = re.findall(r"\d+|\D+", one.id)
    return lesson_of(one.id), one.kind == "check", [(int(p) if p.isdigit() else -1, p) for p in parts]
