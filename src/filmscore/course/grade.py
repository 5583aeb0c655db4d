"""Grade a class with nbgrader: a folder for the marking, an assignment in it, submissions, marks.

    python -m filmscore.course.grade assign 03_spotting --in ~/marking     set up the folder and the assignment
    python -m filmscore.course.grade collect 03_spotting ~/handed-in --in ~/marking
    python -m filmscore.course.grade run 03_spotting --in ~/marking        run and judge what is new
    python -m filmscore.course.grade marks 03_spotting --in ~/marking      points, task by task
    python -m filmscore.course.grade feedback 03_spotting --in ~/marking   a page for each student

The marking folder lies outside the course, so that neither gets into the other's way. It holds an ordinary nbgrader
course: every nbgrader command works in it.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .. import work
from ..errors import FilmScoreError, shown
from . import notebooks
from .handed_in import collect
from .release import SOURCES, exercise_of

CONFIG = """# How nbgrader grades the film scoring course. Settings of your own may follow the call.
from filmscore.course.grading import configure

c = get_config()
configure(c, kernels="{kernels}")  # "bwrap": shut in, or refuse; "open": with your rights; "auto": shut in if possible
"""


def assign(name: str, place: Path, source: Path, kernels: str = "auto") -> None:
    """Set up a marking folder, if there is none, and an assignment in it.

    Parameters
    ----------
    name : str
        ``"03_spotting"``.
    place : Path
        The marking folder.
    source : Path
        Folder of the course's solutions.

    Raises
    ------
    FilmScoreError
        There is no such solution, it cannot be released, or nbgrader refuses it.
    """
    book = notebooks.load(source / name / f"{name}.ipynb")
    exercise_of(book, name)  # faults are told in our words, before nbgrader finds them in its own
    if not (place / "nbgrader_config.py").exists():
        work.write(place / "nbgrader_config.py", CONFIG.format(kernels=kernels))
    work.write(place / "source" / name / f"{name}.ipynb", notebooks.text_of(book))
    _nbgrader(place, "generate_assignment", name, "--force")


def run(name: str, place: Path, *, everything: bool = False) -> int:
    """Grade what is newly handed in.

    Points given by hand stay, and need no second look where the student's text is as it was.

    Parameters
    ----------
    name : str
    place : Path
        The marking folder.
    everything : bool
        Grade everybody again: after a change to the checks.

    Returns
    -------
    int
        nbgrader's own number for success.
    """
    from nbgrader.utils import rmtree

    handed_in = sorted((place / "submitted").glob(f"*/{name}/{name}.ipynb"))
    if not handed_in:
        raise FilmScoreError(f"Nobody has handed in {name}. Collect first: grade collect {name} FOLDER")
    given = _given_by_hand(name, place)
    for path in handed_in:
        graded = place / "autograded" / path.relative_to(place / "submitted")
        newest = max(one.stat().st_mtime for one in path.parent.iterdir())  # a recording may be new, too
        if graded.exists() and (everything or graded.stat().st_mtime <= newest):
            rmtree(str(graded.parent))  # nbgrader grades who has no graded copy
    code = _nbgrader(place, "autograde", name, strict=False)
    _keep(name, place, given)
    return code


def feedback(name: str, place: Path) -> list[str]:
    """Write the pages that students get, with the points as they are now; nothing is run.

    Returns
    -------
    list of str
        Students whose words nobody has graded: their pages say 0 for them.
    """
    waiting = [row["student"] for row in marks(name, place) if row["to read"]]
    _nbgrader(place, "generate_feedback", name, "--force")
    return waiting


@contextmanager
def _grades(name: str, place: Path) -> Iterator[tuple[Any, list[Any]]]:
    """The gradebook, and every grade in it of one assignment."""
    from nbgrader.api import Gradebook, MissingEntry

    database = place / "gradebook.db"
    if not database.exists():
        raise FilmScoreError(f"There is no gradebook in {str(place)!r}. Set it up first: grade assign {name}")
    with Gradebook(f"sqlite:///{database}") as gradebook:
        try:
            submissions = gradebook.assignment_submissions(name)
        except MissingEntry:
            raise FilmScoreError(f"The gradebook knows no assignment {shown(name)}.") from None
        yield gradebook, sorted(submissions, key=lambda submission: submission.student.id)


def _graded_book(name: str, place: Path, student: str) -> Any:
    path = place / "autograded" / student / name / f"{name}.ipynb"
    return notebooks.load(path) if path.exists() else None


def _texts(book: Any) -> dict[str, str]:
    """What a grade rests on, cell by cell: the words in it; for a check all the code of the notebook."""
    cells = book.cells if book else []
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    marked = [(cell, cell.metadata.get("nbgrader")) for cell in cells]
    return {told["grade_id"]: code if cell.cell_type == "code" else cell.source for cell, told in marked if told}


def _given_by_hand(name: str, place: Path) -> dict[tuple[str, str], str]:
    """Student and cell of each grade that a person has given, and the text it was given for."""
    with _grades(name, place) as (_, submissions):
        given: dict[tuple[str, str], str] = {}
        for submission in submissions:
            student = submission.student.id
            grades = [grade for book in submission.notebooks for grade in book.grades]
            done = [grade.name for grade in grades if grade.manual_score is not None and not grade.needs_manual_grade]
            if done:
                texts = _texts(_graded_book(name, place, student))
                given |= {(student, cell): texts[cell] for cell in done if cell in texts}
        return given


def _keep(name: str, place: Path, given: dict[tuple[str, str], str]) -> None:
    """Take back nbgrader's wish for a second look where a person has seen this very text."""
    with _grades(name, place) as (gradebook, submissions):
        for submission in submissions:
            student = submission.student.id
            if not any(student == who for who, _ in given):
                continue
            texts = _texts(_graded_book(name, place, student))
            for grade in (grade for book in submission.notebooks for grade in book.grades):
                told = given.get((student, grade.name))
                if told is not None and texts.get(grade.name) == told:
                    grade.needs_manual_grade = False
        gradebook.db.commit()


def _wrote_elsewhere(name: str, place: Path, student: str) -> bool:
    """Whether a student put words into cells of their own."""
    released = {cell.source.strip() for cell in notebooks.load(place / "source" / name / f"{name}.ipynb").cells}
    book = _graded_book(name, place, student)
    return any(
        cell.cell_type == "markdown"
        and not cell.metadata.get("nbgrader")
        and cell.source.strip() not in released | {""}
        for cell in (book.cells if book else [])
    )


def marks(name: str, place: Path) -> list[dict[str, Any]]:
    """Points of each student, task by task.

    Returns
    -------
    list of dict
        ``student``, one entry per graded cell, ``total``, ``of``, and ``to read``: cells a person must still grade.
        *(empty)* is a cell for words with nothing in it, where the student wrote in a cell of their own.

    Raises
    ------
    FilmScoreError
        The marking folder has no gradebook, or no such assignment.
    """
    with _grades(name, place) as (_, submissions):
        rows = []
        for submission in submissions:
            student = submission.student.id
            grades = [grade for book in submission.notebooks for grade in book.grades]
            points = {grade.name: grade.score for grade in sorted(grades, key=lambda g: g.cell.name)}
            waiting = [grade.name for grade in grades if grade.needs_manual_grade]
            empty = [grade.name for grade in grades if _is_empty(grade)]
            if empty and _wrote_elsewhere(name, place, student):
                waiting += [f"{cell} (empty)" for cell in empty]
            of = sum(grade.max_score for grade in grades)
            row = {"student": student, **points, "total": submission.score, "of": of}
            rows.append({**row, "to read": " ".join(sorted(waiting))})
    return rows


def _is_empty(grade: Any) -> bool:
    """Whether a cell for words is as it was released, and nobody has given it points."""
    words = grade.cell.cell_type == "markdown" and grade.manual_score is None
    return words and not grade.needs_manual_grade


def table(rows: Iterable[dict[str, Any]]) -> str:
    """Marks in columns.

    >>> print(table([{"student": "mara", "check-entry": 3.0, "total": 3.0, "of": 3.0, "to read": ""}]))
    student  check-entry  total  of  to read
    mara               3      3   3
    """
    rows = list(rows)
    heads = list(rows[0]) if rows else []
    lines = [heads] + [[f"{v:g}" if isinstance(v, float) else str(v) for v in row.values()] for row in rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(heads))]
    left = {0, len(heads) - 1}
    return "\n".join(
        "  ".join(w.ljust(n) if i in left else w.rjust(n) for i, (w, n) in enumerate(zip(line, widths, strict=True)))
        .rstrip()
        for line in lines
    )  # fmt: skip


def _nbgrader(place: Path, *words: str, strict: bool = True) -> int:
    """Run nbgrader in the marking folder; its log is shown as it comes."""
    tools = str(Path(sys.executable).parent)  # nbgrader calls another program of its environment by name
    path = os.pathsep.join([tools, os.environ.get("PATH", "")])
    code = subprocess.call([sys.executable, "-m", "nbgrader", *words], cwd=place, env={**os.environ, "PATH": path})
    if strict and code:
        raise FilmScoreError(f"nbgrader {words[0]} ended with {code}; its log above says why.")
    return code


def _ready(name: str, place: Path) -> Path:
    """The marking folder, if the assignment is set up in it."""
    if not (place / "nbgrader_config.py").exists():
        raise FilmScoreError(f"{str(place)!r} is no marking folder. Set it up first: grade assign {name} --in {place}")
    if not (place / "source" / name / f"{name}.ipynb").exists():
        raise FilmScoreError(f"{name} is not set up in {str(place)!r}: grade assign {name} --in {place}")
    return place


def _save(rows: list[dict[str, Any]], path: Path) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    work.write(path, text.getvalue().encode("utf8"))


def _folder(text: str) -> Path:
    return Path(text).expanduser().absolute()


def main(words: list[str] | None = None) -> int:
    """One of the five steps; 0 if it went well."""
    parser = argparse.ArgumentParser(
        prog="python -m filmscore.course.grade",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("step", choices=("assign", "collect", "run", "marks", "feedback"))
    parser.add_argument("name", help="the assignment, such as 03_spotting")
    parser.add_argument("handed_in", nargs="?", type=_folder, help="for collect: the folder with what was handed in")
    parser.add_argument("--in", dest="place", type=_folder, default=_folder("marking"), help="the marking folder")
    parser.add_argument("--solutions", type=_folder, default=SOURCES, help="where the course's solutions are")
    parser.add_argument("--kernels", choices=("auto", "bwrap", "open"), default="auto", help="how kernels are shut in")
    parser.add_argument("--all", action="store_true", help="for run: grade everybody again, not only what is new")
    parser.add_argument("--csv", type=_folder, help="for marks: the file; marks.csv in the marking folder if not given")
    given = parser.parse_args(words)
    try:
        return _step(given, parser)
    except FilmScoreError as error:
        print(f"FAILED: {error}", file=sys.stderr)
        return 1


def _step(given: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    name, place = given.name, given.place
    if given.step == "assign":
        assign(name, place, given.solutions, given.kernels)
        print(f"{name} is set up in {place}. Hand out exercises/{name}/{name}.ipynb")
        return 0
    _ready(name, place)
    match given.step:
        case "collect":
            if given.handed_in is None:
                parser.error("collect needs the folder with what was handed in")
            found = collect(name, given.handed_in, place)
            print(f"{len(found.students)} collected: {', '.join(found.students)}")
            if found.recordings:
                print(f"with recordings of their own: {', '.join(found.recordings)}")
            for one in found.without:
                print(f"NOT collected: {one}")
        case "run":
            return run(name, place, everything=given.all)
        case "marks":
            rows = marks(name, place)
            print(table(rows))
            if rows:
                _save(rows, given.csv or place / "marks.csv")
        case "feedback":
            waiting = feedback(name, place)
            print(f"The pages are in {place / 'feedback'}.")
            if waiting:
                print(f"NOT ready to hand out, words are not graded yet: {', '.join(waiting)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
