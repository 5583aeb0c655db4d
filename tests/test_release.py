"""The release: exercises are what their solutions make, tell no answer, and never replace somebody's work."""

import json
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from filmscore.course import notebooks
from filmscore.course.graded import asked, faults
from filmscore.course.release import assignments, digest, exercise_of, is_untouched, leaks, main
from filmscore.errors import FilmScoreError

ROOT = Path(__file__).parents[1]
SOLUTIONS = assignments(ROOT / "solutions")


def marked(grade_id, **more):
    told = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    return {"nbgrader": {**told, "grade_id": grade_id, "cell_type": "code", **more}}


def solution():
    """A notebook with one answer of code, one of words, and outputs that must not be handed out."""
    answer = 'notes = None\n### BEGIN SOLUTION\nnotes = "D5 A5 F#5 E5"\n### END SOLUTION'
    words = "**Why?**\n\n### BEGIN SOLUTION\nBecause he saw it before we did.\n### END SOLUTION"
    cells = [
        new_markdown_cell("# Four notes", id="title"),
        new_code_cell("import filmscore as fs", id="import", execution_count=1),
        new_code_cell(answer, id="answer", metadata=marked("four-notes", solution=True), execution_count=2),
        new_code_cell(
            'fs.check("00.1", notes)',
            id="check",
            metadata=marked("check-notes", grade=True, locked=True, points=1),
            execution_count=3,
            outputs=[new_output("execute_result", data={"text/plain": "00.1 Passed."}, execution_count=3)],
        ),
        new_markdown_cell(
            words, id="why", metadata=marked("why", grade=True, solution=True, points=2, cell_type="markdown")
        ),
    ]
    return new_notebook(cells=cells, metadata={"filmscore": {"lesson": "00"}})


@pytest.fixture
def course(tmp_path):
    """A course of one solution, and the words to release it with."""
    place = tmp_path / "solutions" / "00_notes"
    place.mkdir(parents=True)
    (place / "00_notes.ipynb").write_text(notebooks.text_of(solution()), encoding="utf8")
    return tmp_path


def run(course, *words):
    return main(["--source", str(course / "solutions"), "--to", str(course / "exercises"), *words])


def released(course):
    return course / "exercises" / "00_notes" / "00_notes.ipynb"


# ---------------------------------------------------------------- what is made


def test_the_answer_is_taken_out_and_nothing_else():
    book = exercise_of(solution(), "00_notes")
    by_id = {cell.id: cell for cell in book.cells}
    assert by_id["answer"].source == "notes = None\n# YOUR CODE HERE\npass"
    assert by_id["why"].source == "**Why?**\n\n*Write your answer here.*"
    assert by_id["check"].source == 'fs.check("00.1", notes)'
    assert [cell.id for cell in book.cells] == [cell.id for cell in solution().cells]
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in book.cells)
    assert by_id["check"].metadata["editable"] is False and by_id["check"].metadata["deletable"] is False
    assert by_id["check"].metadata.nbgrader.checksum
    assert book.metadata.filmscore == {"lesson": "00", "release": digest(book)}
    text = notebooks.text_of(book)
    for secret in ("D5 A5", "he saw it", "Passed"):
        assert secret not in text


def test_the_solution_is_left_as_it_is_and_twice_is_once():
    book = solution()
    before = notebooks.text_of(book)
    first, second = exercise_of(book), exercise_of(book)
    assert notebooks.text_of(book) == before
    assert notebooks.text_of(first) == notebooks.text_of(second)
    assert notebooks.text_of(notebooks.tidy(first)) == notebooks.text_of(first)


def test_what_nbgrader_refuses_is_said_in_words():
    book = solution()
    book.cells.append(new_code_cell("x = 1\n### BEGIN HIDDEN TESTS\nassert 2\n### END HIDDEN TESTS", id="hidden"))
    with pytest.raises(FilmScoreError, match="00_notes: nbgrader's step ClearHiddenTests failed"):
        exercise_of(book, "00_notes")


def test_nbgrader_generates_the_same_cells(course):
    """What a teacher generates with nbgrader itself is the exercise we hand out, but for its mark."""
    pytest.importorskip("nbgrader")
    from nbgrader.preprocessors import CheckCellMetadata, ClearSolutions, ComputeChecksums, LockCells

    book, resources = deepcopy(solution()), {}
    for step in (LockCells, ClearSolutions, CheckCellMetadata, ComputeChecksums):
        book, resources = step().preprocess(book, resources)
    ours = exercise_of(solution())
    sums = [[c.metadata.get("nbgrader", {}).get("checksum") for c in b.cells] for b in (book, ours)]
    locked = [i for i, c in enumerate(ours.cells) if c.metadata.get("nbgrader", {}).get("locked")]
    assert [sums[0][i] for i in locked] == [sums[1][i] for i in locked]


# ---------------------------------------------------------------- what is refused


def spoil(change):
    book = solution()
    change({cell.id: cell for cell in book.cells}, book)
    return faults(book)


def told(cell_id, **more):
    return lambda cells, book: cells[cell_id].metadata.nbgrader.update(more)


def written(cell_id, source):
    return lambda cells, book: cells[cell_id].update(source=source)


def unmarked(*ids):
    def change(cells, book):
        for cell_id in ids:
            del cells[cell_id].metadata["nbgrader"]

    return change


def test_a_good_solution_has_no_faults():
    assert faults(solution()) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (unmarked("answer"), "cell answer: holds a solution, but its nbgrader metadata does not say so"),
        (told("answer", solution=False), "cell answer: holds a solution"),
        (unmarked("answer", "check", "why"), "no cell is graded"),
        (written("answer", "n = None\n### BEGIN SOLUTION\nn = 1"), "cell answer: BEGIN SOLUTION without an END"),
        (written("answer", "n = None\n### END SOLUTION"), "line 2: END SOLUTION without a BEGIN"),
        (
            written("answer", "n = None\n### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION"),
            "line 3: a second BEGIN",
        ),
        (written("answer", "notes = 'D5'"), "cell answer: no BEGIN SOLUTION in it"),
        (written("answer", "### BEGIN SOLUTION\nnotes = 1\n### END SOLUTION"), "write the blank first"),
        (lambda cells, book: cells["answer"].metadata.nbgrader.pop("grade_id"), "lacks grade_id"),
        (told("answer", grade_id="four notes"), "grade_id is 'four notes'"),
        (told("check", grade_id="four-notes"), "another cell has the grade_id 'four-notes' too"),
        (told("check", points=3), "points is 3, but task 00.1 is worth 1"),
        (told("check", points=0), "worth more than nothing"),
        (told("check", points=None), "points is None"),
        (told("check", locked=False), "graded but not locked"),
        (told("check", solution=True), "grades itself"),
        (written("check", 'fs.check("99.1", notes)'), "There is no task '99.1'"),
        (written("check", 'v = fs.check("00.1", notes)'), "is one line like"),
        (written("check", 'fs.check("00.1", notes)\nprint(1)'), "is one line like"),
        (written("check", 'fs.check("00.1"'), "is one line like"),
        (written("check", 'check("00.1", notes)'), "is one line like"),
    ],
)
def test_each_fault_of_a_solution_is_found(change, fault):
    said = spoil(change)
    assert any(fault in line for line in said), said


@pytest.mark.parametrize("source", ['fs.check("00.1", notes)', "fs.check('00.1', spotting.cues[0])  # locked"])
def test_a_graded_line_is_read(source):
    assert asked(source)[0] == "00.1"


def test_a_form_may_give_some_of_the_answer_and_never_all():
    book = solution()
    task = next(cell for cell in book.cells if "BEGIN SOLUTION" in cell.source)
    task.source = task.source.replace(
        'notes = "D5 A5 F#5 E5"', 'rows = {\n    "first row": "D5",\n    "second row": "A5",\n}'
    )
    form = new_markdown_cell('```python\nrows = {\n    "first row": "D5",\n    "second row": "",\n}\n```', id="form")
    book.cells.append(form)
    assert leaks(book, exercise_of(book)) == []
    form.source = form.source.replace('"second row": ""', '"second row": "A5"')
    with pytest.raises(FilmScoreError, match='form: "second row"'):
        exercise_of(book)


def test_what_would_still_tell_the_answer_is_not_released():
    for give_away in (
        new_code_cell('notes = "D5 A5 F#5 E5"', id="oops"),
        new_markdown_cell('Try `notes = "D5 A5 F#5 E5"`.', id="oops"),
        new_code_cell("1", id="oops", metadata={"answer": 'notes = "D5 A5 F#5 E5"'}),
    ):
        book = solution()
        book.cells.append(give_away)
        with pytest.raises(FilmScoreError, match="would tell its answer:\n  oops: notes"):
            exercise_of(book)


def test_faults_are_said_together(course, capsys):
    book = solution()
    book.cells[2].source = "### BEGIN SOLUTION\nx = 1"
    book.cells[3].metadata.nbgrader.points = 5
    path = course / "solutions" / "00_notes" / "00_notes.ipynb"
    path.write_text(notebooks.text_of(book), encoding="utf8")
    assert run(course) == 1
    said = capsys.readouterr().out
    assert "cell answer: BEGIN SOLUTION without" in said and "cell check: points is 5" in said
    assert not released(course).exists()


def test_a_skeleton_nobody_has_filled_is_not_released(tmp_path):
    from filmscore.course.skeleton import PLACEHOLDERS, begin

    lesson_book, solution_book = (notebooks.load(path) for path in begin("03", tmp_path))
    said = faults(solution_book)
    assert "cell title: nobody has written this yet: What to do, in a sentence." in said
    assert "cell answer-1: its solution is only  ..." in said
    every = "\n".join(cell.source for cell in [*lesson_book.cells, *solution_book.cells])
    assert all(text in every for text in PLACEHOLDERS), "each is in a notebook as it is begun"
    for text in PLACEHOLDERS:
        assert any(text in line for line in spoil(written("title", f"# Four notes\n\n{text}")))
    assert spoil(written("answer", "n = None\n### BEGIN SOLUTION\nn = [1, ...]\n### END SOLUTION")) == []


# ---------------------------------------------------------------- nobody's work is lost


def test_a_release_and_its_check(course, capsys):
    assert run(course, "--check") == 1, "it is missing"
    assert not released(course).exists()
    assert run(course) == 0 and run(course, "--check") == 0
    first = released(course).read_bytes()
    assert run(course) == 0 and released(course).read_bytes() == first
    assert is_untouched(released(course))
    said = capsys.readouterr().out
    assert "is missing: make release" in said and "released" in said and "as it was" in said


def change_the_solution(course):
    path = course / "solutions" / "00_notes" / "00_notes.ipynb"
    book = nbformat.read(path, as_version=4)
    book.cells[0].source = "# Four better notes"
    path.write_text(notebooks.text_of(book), encoding="utf8")


def work_in(course, cell, source):
    book = nbformat.read(released(course), as_version=4)
    book.cells[cell].source = source
    nbformat.write(book, released(course))


def test_an_untouched_exercise_follows_its_solution_even_after_it_was_run(course):
    run(course)
    book = nbformat.read(released(course), as_version=4)
    book.cells[1].execution_count = 7
    book.cells[1].outputs = [new_output("stream", text="hello")]
    book.metadata.kernelspec.display_name = "Mine"
    nbformat.write(book, released(course))
    change_the_solution(course)
    assert run(course, "--check") == 1
    assert run(course) == 0
    assert "better" in released(course).read_text(encoding="utf8")


def test_an_exercise_somebody_has_written_in_is_left_alone(course, capsys):
    run(course)
    work_in(course, 2, 'notes = "C4 C4 C4 C4"')
    before = released(course).read_bytes()
    for changed in (False, True):
        if changed:
            change_the_solution(course)
        assert run(course) == 1
        assert released(course).read_bytes() == before
    said = capsys.readouterr().out
    assert "has been written in" in said and "--force" in said and "my-00_notes.ipynb" in said


def test_force_keeps_what_was_there(course):
    run(course)
    for n, name in enumerate(("my-00_notes.ipynb", "my-00_notes-2.ipynb")):
        work_in(course, 2, f"notes = {n}")
        before = released(course).read_bytes()
        assert run(course, "--force", "00_notes") == 0
        assert (released(course).parent / name).read_bytes() == before
        assert run(course, "--check") == 0


@pytest.mark.parametrize("found", ["{}", "not json", json.dumps(new_notebook())])
def test_a_file_that_is_no_release_is_left_alone(course, found):
    released(course).parent.mkdir(parents=True)
    released(course).write_text(found, encoding="utf8")
    assert run(course) == 1
    assert released(course).read_text(encoding="utf8") == found


def test_an_unknown_name_and_an_orphan_are_said(course, capsys):
    assert run(course, "01_hits") == 1
    assert "01_hits.ipynb. The solutions: 00_notes" in capsys.readouterr().out
    run(course)
    (course / "solutions" / "00_notes" / "00_notes.ipynb").unlink()
    assert run(course, "--check") == 1
    assert "has no solution" in capsys.readouterr().out


# ---------------------------------------------------------------- the course's own


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_the_exercise_is_what_its_solution_makes(path):
    book = notebooks.load(path)
    made = exercise_of(book, path.stem)
    assert leaks(book, made) == []
    target = ROOT / "exercises" / path.stem / path.name
    assert target.read_text(encoding="utf8") == notebooks.text_of(made), "make release"


def test_no_exercise_without_a_solution():
    assert {path.stem for path in assignments(ROOT / "exercises")} == {path.stem for path in SOLUTIONS}
