"""The notebooks that are here: in form, tidy, run in order. The rules themselves are tried in test_lint.py."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

import conftest
from filmscore import FilmScoreError
from filmscore.course import lint, notebooks, shipped

ROOT = Path(__file__).parent.parent
FOLDERS = ("lessons", "solutions", "exercises")
BOOKS = [path.relative_to(ROOT) for folder in FOLDERS for path in notebooks.find([ROOT / folder])]


def test_there_is_a_first_lesson():
    assert Path("lessons/00_start_here.ipynb") in BOOKS


@pytest.fixture(scope="module")
def course():
    """The syllabus, the tasks and quizzes, and where the notebooks use them."""
    return lint.course(ROOT)


@pytest.mark.parametrize("path", BOOKS, ids=str)
def test_form(path, course):
    book = nbformat.read(ROOT / path, as_version=4)
    nbformat.validate(book)
    assert lint.faults(book, path, course) == [], f"python -m filmscore.course.lint {path}"


def test_the_list_of_shipped_notebooks_is_up_to_date():
    """Where it is not, `fs.save_work()` would take our change for the student's."""
    assert shipped.known() == shipped.find(ROOT), "python -m filmscore.course.shipped"


@pytest.mark.parametrize("path", [path for path in BOOKS if path.parts[0] != "exercises"], ids=str)
def test_saved_tidily(path):
    assert notebooks.is_tidy(ROOT / path), f"make notebooks ARGS={path}"


@pytest.mark.parametrize("path", [path for path in BOOKS if path.parts[0] != "exercises"], ids=str)
def test_run_from_the_top_in_order(path):
    cells = [cell for cell in nbformat.read(ROOT / path, as_version=4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))


@pytest.mark.parametrize("path", [path for path in BOOKS if path.parts[0] == "lessons"], ids=str)
def test_something_plays_within_the_first_three_code_cells(path):
    code = [cell for cell in nbformat.read(ROOT / path, as_version=4).cells if cell.cell_type == "code"]
    assert any(notebooks.VIEW in output.get("data", {}) for cell in code[:3] for output in cell.outputs)


# ---------------------------------------------------------------- saving tidily


def untidy():
    """One notebook as an editor leaves it: times, versions, random ids, streams in pieces."""
    view = {"model_id": "a3c1f0", "version_major": 2, "version_minor": 0}
    cell = new_code_cell("play()", id="play", execution_count=3)
    cell.metadata = {"execution": {"iopub.execute_input": "2026-11-20T10:00:00Z"}, "collapsed": True, "tags": ["hook"]}
    cell.outputs = [
        new_output("stream", name="stdout", text="one\n"),
        new_output("stream", name="stdout", text="two\n"),
        new_output("display_data", data={notebooks.VIEW: view, "text/plain": "Player"}),
        new_output("execute_result", data={"text/plain": "1"}, execution_count=7),
    ]
    told = {"widgets": {"state": {"a3c1f0": {}}}, "language_info": {"name": "python", "version": "3.11.7"}}
    return new_notebook(cells=[cell], metadata={**told, "kernelspec": {"name": "mine", "display_name": "Mine"}})


def test_tidying_keeps_the_lesson_and_drops_the_run():
    book = untidy()
    before = notebooks.text_of(book)
    tidied = notebooks.tidy(book)
    assert notebooks.text_of(book) == before, "the original is left alone"
    (cell,) = tidied.cells
    assert cell.metadata == {"tags": ["hook"]}
    assert cell.outputs[0].text == "one\ntwo\n"
    assert cell.outputs[1].data["text/plain"] == "Player"
    assert cell.outputs[2].execution_count == 3
    assert "widgets" not in tidied.metadata
    assert "version" not in tidied.metadata.language_info
    assert tidied.metadata.kernelspec.name == "python3"


def test_tidying_twice_is_tidying_once():
    once = notebooks.tidy(untidy())
    assert notebooks.text_of(notebooks.tidy(once)) == notebooks.text_of(once)


def test_a_views_id_depends_on_its_place_alone():
    first, second = untidy(), untidy()
    second.cells[0].outputs[2].data[notebooks.VIEW].model_id = "ffffff"
    assert notebooks.text_of(notebooks.tidy(first)) == notebooks.text_of(notebooks.tidy(second))


@pytest.fixture
def book_file(tmp_path):
    """A small notebook on disk that prints where it runs, as written by hand: never run, not tidy."""
    code = "import pathlib, time\nprint(pathlib.Path.cwd().name)\nprint('done')\n{1, 2, 3}"
    path = tmp_path / "tiny.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(code, id="where")]), path)
    return path


@pytest.mark.slow
def test_a_second_run_is_byte_identical(book_file, capsys):
    assert not notebooks.is_tidy(book_file)
    assert notebooks.main([str(book_file)]) == 0
    once = book_file.read_bytes()
    assert book_file.parent.name.encode() in once, "it runs in its own folder"
    assert notebooks.is_tidy(book_file)
    assert notebooks.main([str(book_file)]) == 0
    assert book_file.read_bytes() == once
    told = capsys.readouterr().out
    assert "changed" in told and "as it was" in told
    assert [p.name for p in book_file.parent.iterdir()] == ["tiny.ipynb"]


@pytest.mark.slow
def test_a_notebook_keeps_no_work_where_it_runs(tmp_path, monkeypatch):
    """Marks, progress and downloads of a run go to an empty folder: the next run finds none of them."""
    code = "import filmscore as fs\nfs.check('00.1', 'C4 D4 E4 G4')\n_ = fs.save_work()\nfs.progress('00')"
    path = tmp_path / "t.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(code, id="keep")]), path)
    monkeypatch.setenv("FILMSCORE_WORK", str(tmp_path))
    first = notebooks.run(notebooks.load(path), tmp_path)
    assert "passed 00.1" in first.cells[0].outputs[-1].data["text/plain"]
    assert "passed 00.1;" not in first.cells[0].outputs[-1].data["text/plain"]
    assert notebooks.run(notebooks.load(path), tmp_path).cells[0].outputs == first.cells[0].outputs
    assert os.listdir(tmp_path) == ["t.ipynb"]


@pytest.mark.slow
def test_a_notebook_that_fails_is_left_as_it_was(book_file, capsys):
    book = nbformat.read(book_file, as_version=4)
    book.cells.append(new_code_cell("fs.Rate('26')", id="wrong"))
    nbformat.write(book, book_file)
    before = book_file.read_bytes()
    assert notebooks.main([str(book_file)]) == 1
    assert "cell 'wrong'" in capsys.readouterr().out
    assert book_file.read_bytes() == before


def test_check_runs_nothing(book_file, capsys):
    before = book_file.read_bytes()
    assert notebooks.main(["--check", str(book_file)]) == 1
    assert "not saved tidily" in capsys.readouterr().out
    assert book_file.read_bytes() == before


def test_what_is_no_notebook_is_said_to_be_none(tmp_path):
    broken = tmp_path / "broken.ipynb"
    broken.write_text('{"cells": [')
    with pytest.raises(FilmScoreError, match=r"broken\.ipynb.*not a notebook"):
        notebooks.load(broken)
    with pytest.raises(FilmScoreError, match=r"no notebook or folder .*nowhere"):
        list(notebooks.find([tmp_path / "nowhere"]))


# ---------------------------------------------------------------- what conftest.py asks of a cell that has run


def ran(status=None, points=2, worth=2, grade=True, count=1, stderr=""):
    cell = new_code_cell("fs.check('00.1', answer)", id="check", execution_count=count)
    cell.metadata = {"nbgrader": {"grade": grade, "points": points}} if grade else {}
    verdict = {"name": "00.1", "status": status, "points": 0, "max": worth}
    outputs = [new_output("execute_result", data={conftest.VERDICT: verdict})] if status else []
    return cell, outputs + ([new_output("stream", name="stderr", text=stderr)] if stderr else [])


@pytest.mark.parametrize(
    ("folder", "run", "fault"),
    [
        ("lessons", ran("not-attempted"), None),
        ("lessons", ran(count=None), "without having been run"),
        ("lessons", ran(stderr="UserWarning"), "stderr"),
        ("solutions", ran("passed"), None),
        ("solutions", ran("not-yet"), "says 'not-yet', not 'passed'"),
        ("solutions", ran("passed", points=3), "is worth 2, nbgrader says 3"),
        ("solutions", ran(), "exactly one verdict"),
        ("exercises", ran("not-attempted", count=None), None),
        ("exercises", ran("passed", count=None), "says 'passed', not 'not-attempted'"),
        ("exercises", ran(grade=False, count=None, stderr="Traceback"), "stderr"),
    ],
)
def test_the_policy_of_each_folder(folder, run, fault):
    said = conftest.faults(folder, *run)
    assert (said == []) if fault is None else any(fault in line for line in said), said


@pytest.mark.slow
def test_nbval_applies_the_policy(tmp_path):
    """A notebook with a silent fault passes nbval alone, and fails with our conftest."""
    shutil.copy(ROOT / "conftest.py", tmp_path)
    (tmp_path / "lessons").mkdir()
    nbformat.write(
        new_notebook(cells=[new_code_cell("1 + 1", id="never-run")]), tmp_path / "lessons" / "09_dread.ipynb"
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "--nbval-current-env",
        "-q",
        "-p",
        "no:cacheprovider",
        "lessons",
    ]
    alone = subprocess.run([*command, "--noconftest"], cwd=tmp_path, capture_output=True, text=True)
    ours = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert alone.returncode == 0, alone.stdout
    assert ours.returncode == 1
    assert "without having been run" in ours.stdout


@pytest.mark.slow
def test_nbval_gives_each_notebook_an_empty_folder_of_its_own(tmp_path):
    """What one notebook keeps must not be found by the next, nor by a student. A display counts as it is in the end."""
    shutil.copy(ROOT / "conftest.py", tmp_path)
    look = (
        "import os, pathlib\nwork = pathlib.Path(os.environ['FILMSCORE_WORK'])\nsorted(p.name for p in work.iterdir())"
    )
    cells = [
        new_code_cell(look, id="look", execution_count=1, outputs=[new_output("execute_result", {"text/plain": "[]"})]),
        new_code_cell("_ = (work / 'my-mark').write_text('x')", id="keep", execution_count=2),
        new_code_cell(
            "place = display('measuring', display_id=True)\ndisplay('beside it')\nplace.update('measured')",
            id="update",
            execution_count=3,
            outputs=[
                new_output("display_data", {"text/plain": text}, metadata={}) for text in ("'measured'", "'beside it'")
            ],
        ),
    ]
    for name in ("a", "b"):
        nbformat.write(new_notebook(cells=cells), tmp_path / f"{name}.ipynb")
    mine = {**os.environ, "FILMSCORE_WORK": str(tmp_path / "student"), "FILMSCORE_COURSE": str(tmp_path / "student")}
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run([*command, "a.ipynb", "b.ipynb"], cwd=tmp_path, capture_output=True, text=True, env=mine)
    assert done.returncode == 0, done.stdout
    assert not (tmp_path / "student").exists()
