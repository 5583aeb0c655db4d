"""`check` and `hint`: one call for the learner, the grader and the tests."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from ..errors import FilmScoreError, shown
from . import checks
from .verdict import NotYet, Verdict


@dataclass(frozen=True, slots=True)
class Task:
    """One task of the course.

    Attributes
    ----------
    id, objective : str
        ``"00.1"`` and the objective it gives evidence for, ``"00.O2"``.
    worth : int
        Points.
    judge : callable
        Takes the answer; returns what to say to one who passed, raises `NotYet` to one who has not.
    hints : tuple of str
        From the gentlest to the plainest; none of them is the answer.
    """

    id: str
    objective: str
    worth: int
    judge: Callable[[Any], str]
    hints: tuple[str, ...] = ()


@lru_cache
def tasks() -> dict[str, Task]:
    """Every task that has a check, by id."""
    found = (
        task
        for module in iter_modules(checks.__path__)
        for task in import_module(f"{checks.__name__}.{module.name}").TASKS
    )
    return {task.id: task for task in found}


def check(task_id: str, answer: Any = None) -> Verdict:
    """Look at an answer and say where it stands.

    Parameters
    ----------
    task_id : str
        For example ``"00.1"``.
    answer : anything
        None or an empty text counts as not attempted.

    Returns
    -------
    Verdict
        Never raises for an answer, whatever it is. Under nbgrader (``NBGRADER_EXECUTION`` is set) a
        verdict short of a pass raises, since nbgrader gives marks to a cell that does not.

    Raises
    ------
    FilmScoreError
        If there is no such task.

    Examples
    --------
    >>> check("00.1").status
    'not-attempted'
    >>> check("00.1", "D5 A5 F#5 E5").status
    'passed'
    """
    verdict = _judge(_task(task_id), answer)
    if os.environ.get("NBGRADER_EXECUTION") and verdict.status != "passed":
        raise AssertionError(repr(verdict))
    return verdict


def _judge(task: Task, answer: Any) -> Verdict:
    if answer is None or answer is Ellipsis or (isinstance(answer, str) and not answer.strip()):
        return Verdict(task.id, "not-attempted", "There is no answer here yet.", 0, task.worth)
    try:
        return Verdict(task.id, "passed", task.judge(answer), task.worth, task.worth)
    except (NotYet, FilmScoreError) as why:
        return Verdict(task.id, "not-yet", str(why), 0, task.worth)
    except Exception as error:  # an answer nobody thought of: a learner must see words, not a traceback
        return Verdict(
            task.id,
            "not-yet",
            f"This kind of answer could not be read ({type(error).__name__}). Compare its form with the example above.",
            0,
            task.worth,
        )


_shown: dict[str, int] = {}


class Hint(str):
    """A hint; shown as plain text."""

    def __repr__(self) -> str:
        return str(self)


def hint(task_id: str) -> Hint:
    """The next hint for a task: call again for a plainer one; after the last it begins again."""
    task = _task(task_id)
    if not task.hints:
        return Hint(f"{task.id} has no hints: everything it needs is in the text above it.")
    n = _shown.get(task.id, 0) % len(task.hints)
    _shown[task.id] = n + 1
    return Hint(f"Hint {n + 1} of {len(task.hints)}: {task.hints[n]}")


def _task(task_id: str) -> Task:
    known = tasks()
    if not isinstance(task_id, str) or task_id not in known:
        raise FilmScoreError(f"There is no task {shown(task_id)}. The tasks: {', '.join(sorted(known))}.")
    return known[task_id]
