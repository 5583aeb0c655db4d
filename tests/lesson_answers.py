"""What every lesson's checks are put to: answers that are right, wrong, missing and absurd; and its notebooks."""

import re
import time
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import nbformat

from filmscore.course.check import check, tasks

ROOT = Path(__file__).parent.parent


def cells(path: str) -> dict[str, str]:
    """The cells of a notebook of the course by their ids."""
    return {cell.id: cell.source for cell in nbformat.read(ROOT / path, 4).cells}


#: what no task asks for; the tests of a lesson add their own
ABSURD = [
    0, -1, 3.5, float("nan"), True, b"D4", object(), {}, [], (), set(), [None], {None: None}, [[1, 2]], {1: {2: 3}},
    Fraction(1, 3), lambda: 1, "<script>", "x" * 50_000, ["x"] * 9000, {n: "x" for n in range(9000)},
    {n: 144 for n in range(9000)}, [("a", "b", "c")], {1: 10**400}, {"A": "9" * 5000}, {936: 936},
]  # fmt: skip


class Answers:
    """Tests of the checks of one lesson: subclass it as ``TestAnswers`` and fill in its lists.

    Attributes
    ----------
    accept : dict
        Right answers by task.
    reject : dict
        Wrong answers by task: each with the misconception it is to be told by and a pattern its message matches.
    absurd : list
        What the lesson's own forms can be broken with, beside `ABSURD`.
    """

    accept: ClassVar[dict[str, list[Any]]]
    reject: ClassVar[dict[str, list[tuple[Any, str, str]]]]
    absurd: ClassVar[list[Any]] = []

    def pytest_generate_tests(self, metafunc):
        names = set(metafunc.fixturenames)
        if {"right", "wrong"} & names:
            which, table = ("right", self.accept) if "right" in names else ("wrong", self.reject)
            rows = [(task, row) for task, rows in table.items() for row in rows]
            ids = [f"{task}-{i}" for i, (task, _) in enumerate(rows)]
            metafunc.parametrize(("task", which), rows, ids=ids)
        elif "task" in names:
            metafunc.parametrize("task", sorted(self.accept))
        if "blank" in names:
            metafunc.parametrize("blank", [None, ..., "", "  \n"])
        if "odd" in names:
            metafunc.parametrize("odd", ABSURD + self.absurd, ids=lambda value: type(value).__name__)

    def test_right_answers_pass(self, task, right):
        verdict = check(task, right)
        assert (verdict.status, verdict.points) == ("passed", verdict.worth), verdict
        assert not verdict.look and not verdict.misconception

    def test_wrong_answers_hear_their_own_mistake(self, task, wrong):
        answer, misconception, says = wrong
        verdict = check(task, answer)
        assert (verdict.status, verdict.points, verdict.misconception) == ("not-yet", 0, misconception), verdict
        assert re.search(says, verdict.message, re.S), verdict.message
        assert verdict.look or misconception == "unusable", "where to look"
        assert len(verdict.message) < 900

    def test_a_blank_is_not_a_mistake(self, task, blank):
        assert check(task, blank).status == "not-attempted"

    def test_bad_input_of_any_kind_meets_words(self, task, odd):
        began = time.perf_counter()
        verdict = check(task, odd)
        assert verdict.status != "passed"
        assert verdict.misconception not in ("unreadable", "endless"), verdict
        assert 10 < len(verdict.message) < 900 and "Traceback" not in verdict.message
        assert time.perf_counter() - began < 3


class Notebooks:
    """Tests of what a lesson's notebooks and its checks say of each other: subclass it as ``TestNotebooks``.

    Attributes
    ----------
    name : str
        Of the notebook: ``"10_ostinato_and_action"``.
    asking : module
        Its constants in capitals are the sections of the lesson that the checks send to.
    tried : dict
        What the solution assigns, by its name there, and the answer its checks are tried with here.
    """

    name: ClassVar[str]
    asking: ClassVar[ModuleType]
    tried: ClassVar[dict[str, Any]]

    @property
    def lesson(self) -> dict[str, str]:
        """The cells of the lesson."""
        return cells(f"lessons/{self.name}.ipynb")

    @property
    def solution(self) -> dict[str, str]:
        """The cells of the solution."""
        return cells(f"solutions/{self.name}/{self.name}.ipynb")

    def test_every_section_named_is_there(self):
        headings = set(re.findall(r"^#+ (.+)$", "\n".join(self.lesson.values()), re.M))
        named = {value for key, value in vars(self.asking).items() if key.isupper() and isinstance(value, str)}
        assert named and named <= headings

    def test_every_task_stands_in_a_notebook(self):
        number, book = self.name[:2], "\n".join([*self.lesson.values(), *self.solution.values()])
        mine = {task for task in tasks() if task.startswith(f"{number}.")}
        assert {task for task in re.findall(r'fs\.check\("(\d\d\.\d+)"', book) if task.startswith(number)} == mine
        assert {task for task in re.findall(r'fs\.hint\("(\d\d\.\d+)"', book) if task.startswith(number)} == mine

    def test_the_solutions_are_the_ones_tried_here(self):
        for name, answer in self.tried.items():
            made: dict[str, Any] = {}
            exec(self.solution[name.replace("_", "-")], made)
            assert made[name] == answer, name

    def test_a_form_that_is_copied_is_no_attempt(self):
        """A learner copies it before anything else; with its places empty it is python, and never an error."""
        for cell in self.solution.values():
            for name, text in re.findall(r"```python\n(\w+) = (.*?)```", cell, re.S):
                task = re.search(rf'fs\.check\("([\d.]+)", {name}\)', "\n".join(self.solution.values()))
                assert task, name
                assert check(task[1], eval(text)).status == "not-attempted", name
