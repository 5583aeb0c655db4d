"""docs/authors.md keeps its word: the files of its example make a lesson whose parts fit each other."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from filmscore.course import lessons, lint, skeleton
from filmscore.course.check import Task, judge
from filmscore.course.lessons import Assessment
from filmscore.course.quiz_file import read_quizzes

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "authors.md").read_text(encoding="utf8")
FILES = dict(re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)^```", GUIDE, re.M | re.S))
CHECK = "src/filmscore/course/checks/one_frame_late.py"


@pytest.fixture
def lesson():
    syllabus = (ROOT / "src/filmscore/course/syllabus.toml").read_text(encoding="utf8")
    return lessons.read(syllabus + FILES["src/filmscore/course/syllabus.toml"])["99"]


@pytest.fixture
def task() -> Task:
    names = {"__name__": "filmscore.course.checks.one_frame_late", "__package__": "filmscore.course.checks"}
    exec(compile(FILES[CHECK], CHECK, "exec"), names)
    return names["TASKS"][0]


@pytest.fixture
def quiz(tmp_path):
    path = tmp_path / "99_one_frame_late.toml"
    path.write_text(FILES["src/filmscore/course/quizzes/99_one_frame_late.toml"], encoding="utf8")
    return read_quizzes(path)[0]


def test_the_task_and_the_quiz_give_evidence_for_the_objectives(lesson, task, quiz):
    assert {task.objective, quiz.objective} == set(lesson.objectives)
    assert all(lint.goals.verb_fault(name, goal) == "" for name, goal in lesson.objectives.items())


def test_the_checks_own_lists_hold(task):
    names = {}
    lists = FILES["tests/test_checks_one_frame_late.py"]
    exec(compile(lists, "lists", "exec"), names)
    assert [judge(task, answer).status for answer in names["ACCEPT"]["99.1"]] == ["passed", "passed"]
    for answer, mistake, says in names["REJECT"]["99.1"]:
        verdict = judge(task, answer)
        assert (verdict.status, verdict.misconception) == ("not-yet", mistake) and says in verdict.message
    assert names["TestAnswers"].accept is names["ACCEPT"]


def test_the_skeleton_lacks_only_what_an_author_writes(lesson, task, quiz, tmp_path, monkeypatch):
    monkeypatch.setattr(skeleton, "lesson", lambda number: lesson)
    made = skeleton.begin("99", tmp_path)
    assert skeleton.begin("99", tmp_path) == [], "nothing is overwritten"
    items = {one.id: Assessment(one.id, one.objective, "check") for one in (task,)}
    items[quiz.id] = Assessment(quiz.id, quiz.objective, "quiz")
    course = lint.Course(tmp_path, {"99": lesson}, items, {"99.1": {"x"}, "99.a": {"x"}})
    said = [lint.faults(nbformat.read(path, 4), path.relative_to(tmp_path), course) for path in made]
    assert [re.sub(r"\d+", "N", fault)[:28] for fault in said[0]] == [
        "N words; a lesson has N to N", "N cells; a lesson has N to N", "summary: a source without a ",
        "title: nobody has written th", "predict: nobody has written ", "hook-after: nobody has writt",
        "summary: nobody has written ",
    ]  # fmt: skip
    assert said[1] and all("nobody has written this yet" in fault for fault in said[1])


def test_cells_get_words_for_ids_and_keep_those_they_have():
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    cells = [
        new_markdown_cell("## Where does it go in?\n\nPlay.", id="1f2e3d4c"),
        new_code_cell('fs.watch("first-bloom")', id="2f2e3d4c-aaaa-4bbb-8ccc-123456789abc"),
        new_code_cell('fs.watch("first-bloom", start=1)', id="3f2e3d4c"),
        new_code_cell("480 + 6", id="sum"),
        new_code_cell("♭", id="4f2e3d4c"),
    ]
    book = new_notebook(cells=cells)
    skeleton.name_cells(book)
    assert [cell.id for cell in book.cells] == [
        "where-does-it-go", "watch-first-bloom", "watch-first-bloom-2", "sum", "code",
    ]  # fmt: skip
    assert skeleton.name_cells(book) == {}


@pytest.mark.parametrize("module", sorted(set(re.findall(r"python -m (filmscore\.course\.\w+)", GUIDE))))
def test_every_command_of_the_guide_exists(module):
    done = subprocess.run([sys.executable, "-m", module, "--help"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0 and "usage" in done.stdout, done.stderr
