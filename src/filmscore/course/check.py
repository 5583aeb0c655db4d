"""`check` and `hint`: one call for the learner, the grader and the tests."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from importlib import import_module
from pkgutil import iter_modules
from types import FrameType
from typing import Any

from ..errors import FilmScoreError, shown
from . import checks
from .answers import Unreadable, is_blank, plain
from .verdict import NotYet, Untouched, Verdict

#: seconds an object of the student's own may take to be looked at
PATIENCE = 1.0


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
    form : str
        What an answer looks like, to end the sentence "This task takes …".
    """

    id: str
    objective: str
    worth: int
    judge: Callable[[Any], str]
    hints: tuple[str, ...] = ()
    form: str = ""


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
        Data, or a widget that holds it in its ``answer``. None or an empty text counts as not attempted.

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
    task = find_task(task_id)
    verdict = judge(task, answer)
    if verdict.status == "passed" and hasattr(type(answer), "answer"):
        verdict = replace(verdict, message=f"{verdict.message}\n\n{_ON_THE_WIDGET}")
    remember(task.objective, verdict)
    if verdict.status != "not-attempted":
        _tried.add(task.id)
    if os.environ.get("NBGRADER_EXECUTION") and verdict.status != "passed":
        raise AssertionError(repr(verdict))
    return verdict


def remember(objective: str, verdict: Verdict, kind: str = "check") -> None:
    """Tell the learner's own record of progress; it never raises, and keeps nothing while work is graded."""
    from .evidence import record

    record(verdict.id, objective, verdict.status, verdict.points, verdict.worth, kind=kind)


def judge(task: Task, answer: Any) -> Verdict:
    """The verdict alone: nothing is recorded, and nothing raises."""
    verdict = _judged(task, answer)
    if verdict.status == "not-yet" and not verdict.look and task.hints:
        return replace(verdict, look=f'a hint, fs.hint("{task.id}")')
    return verdict


def _judged(task: Task, answer: Any) -> Verdict:
    def not_yet(message: str, misconception: str, look: str = "", yours: str = "") -> Verdict:
        return Verdict(task.id, "not-yet", message, 0, task.worth, misconception, look, yours)

    takes = f" This task takes {task.form}." if task.form else ""
    try:
        with _patience(PATIENCE):
            data, known = plain(answer)
            if is_blank(data):
                return Verdict(task.id, "not-attempted", "There is no answer here yet.", 0, task.worth)
            if not known:
                return Verdict(task.id, "passed", task.judge(data), task.worth, task.worth)
        # data of a known kind comes to an end, and a slow machine may need its time for it
        return Verdict(task.id, "passed", task.judge(data), task.worth, task.worth)
    except Untouched as why:
        return Verdict(task.id, "not-attempted", str(why), 0, task.worth)
    except NotYet as why:
        return not_yet(str(why), why.misconception, why.look, why.yours)
    except Unreadable as why:
        return not_yet(str(why) + takes, why.why)
    except FilmScoreError as why:
        return not_yet(str(why), "unusable")
    except _TooLong:
        said = f"Looking at this answer took longer than {PATIENCE:g} s, so it was left.{takes}"
        return not_yet(said, "endless")
    except (Exception, SystemExit) as error:  # an answer nobody thought of: a learner must see words, no traceback
        name = type(error).__name__[:40]
        way = takes or " Compare its form with the example above."
        return not_yet(f"This kind of answer could not be read ({name}).{way}", "unreadable")


class _TooLong(BaseException):
    """Not an Exception, so that nothing an answer does can swallow it."""


@contextmanager
def _patience(seconds: float) -> Iterator[None]:
    """Give up after some seconds, where the system has a timer to do it with and nobody else is using it."""
    has_timer = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not has_timer or signal.getitimer(signal.ITIMER_REAL)[0]:
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


_ON_THE_WIDGET = (
    "What was checked is what stands on the widget. It does not travel with this page: press *Copy the code* and paste "
    "it into your answer, and the page holds it by itself."
)
#: task -> hints given so far; tasks that have been tried, or asked about a second time
_given: dict[str, int] = {}
_tried: set[str] = set()


class Hint(str):
    """A hint; shown as a paragraph."""

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return f"<p>{escape(self)}</p>"  # as plain text a narrow notebook would break it within words


def hint(task_id: str) -> Hint:
    """The next hint for a task: call again for a plainer one. After the last it says so, then begins again.

    A task that has not been tried in this session gives none at the first call.
    """
    task = find_task(task_id)
    count = len(task.hints)
    if not count:
        return Hint(f"{task.id} has no hints: everything it needs is in the text above it.")
    if task.id not in _tried:  # a notebook that is run from top to bottom spends no hint
        _tried.add(task.id)
        return Hint(f"Try {task.id} first: answer, and run its check. If you want a hint all the same, run this again.")
    given = _given.get(task.id, 0)
    if given == count:
        _given[task.id] = 0
        was = "the one hint" if count == 1 else f"the last of {count} hints"
        return Hint(f"That was {was} for {task.id}. Ask once more to begin again with the first.")
    _given[task.id] = given + 1
    return Hint(f"Hint {given + 1} of {count}: {task.hints[given]}")


def find_task(task_id: str) -> Task:
    """The task of that id.

    Raises
    ------
    FilmScoreError
        If there is none; the message lists those there are.
    """
    known = tasks()
    if not isinstance(task_id, str) or task_id not in known:
        raise FilmScoreError(f"There is no task {shown(task_id)}. The tasks: {', '.join(sorted(known))}.")
    return known[task_id]
