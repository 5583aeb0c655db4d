"""Make the exercises from the solutions: the answers taken out, everything else as it stands.

    python -m filmscore.course.release                  every exercise whose solution has changed
    python -m filmscore.course.release 03_spotting      one of them
    python -m filmscore.course.release --check          write nothing; say which are not what their solutions make

``solutions/NN_name/NN_name.ipynb`` is the only source. nbgrader's own steps take out what stands between
``### BEGIN SOLUTION`` and ``### END SOLUTION``, so that the same file can be graded with nbgrader. An exercise that
somebody has written in is never overwritten.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

from .. import work
from ..errors import FilmScoreError
from . import notebooks
from .graded import faults, region_lines

if TYPE_CHECKING:
    from nbformat import NotebookNode

SOURCES = Path("solutions")
RELEASED = Path("exercises")
STUB = "# YOUR CODE HERE\npass"
TEXT_STUB = "*Write your answer here.*"

_FENCED = re.compile(r"^```\w*\n(.*?)^```", re.M | re.S)

#: a line of a solution this long is not in an exercise by chance
_TELLING = 10


def exercise_of(solution: NotebookNode, name: str = "") -> NotebookNode:
    """The exercise that a solution makes.

    Parameters
    ----------
    solution : notebook
    name : str
        Of the assignment, for errors.

    Raises
    ------
    FilmScoreError
        The solution is not marked as it must be (all faults are listed), nbgrader is not installed, or a line of the
        answer would still be readable.
    """
    found = faults(solution)
    if found:
        raise FilmScoreError(f"{name or 'the solution'} cannot be released:\n  " + "\n  ".join(found))
    book = notebooks.tidy(_without_answers(solution, name))
    for cell in book.cells:
        if cell.cell_type == "code":
            cell.execution_count = None
    told = leaks(solution, book)
    if told:
        raise FilmScoreError(f"{name or 'the exercise'} would tell its answer:\n  " + "\n  ".join(told))
    book.metadata.setdefault("filmscore", {})["release"] = digest(book)
    return book


def _without_answers(solution: NotebookNode, name: str) -> NotebookNode:
    try:
        from nbgrader import preprocessors as steps
        from traitlets.config import Config
    except ImportError as error:
        raise FilmScoreError(
            f"Exercises are made with nbgrader, which is not installed ({error}): pip install 'filmscore[instructor]'"
        ) from error
    config = Config({"ClearSolutions": {"code_stub": {"python": STUB}, "text_stub": TEXT_STUB}})
    book, resources = deepcopy(solution), {"unique_key": name, "nbgrader": {"notebook": name, "assignment": name}}
    for step in (
        steps.LockCells, steps.ClearSolutions, steps.ClearOutput, steps.CheckCellMetadata, steps.ComputeChecksums,
        steps.ClearHiddenTests, steps.ClearMarkScheme, steps.ComputeChecksums, steps.CheckCellMetadata,
    ):  # fmt: skip
        try:
            book, resources = step(config=config).preprocess(book, resources)
        except Exception as error:  # nbgrader raises whatever its steps raise
            raise FilmScoreError(f"{name}: nbgrader's step {step.__name__} failed: {error}") from error
    return book


def leaks(solution: NotebookNode, exercise: NotebookNode) -> list[str]:
    """Lines of the solution that a student could read in the exercise: in a cell, an output or the metadata.

    A form that the task shows between fences may have some of them, as what is given; never all.
    """
    places = [(cell.get("id", "?"), json.dumps(cell, ensure_ascii=False), _forms(cell)) for cell in exercise.cells]
    places.append(("the notebook's metadata", json.dumps(exercise.metadata, ensure_ascii=False), ""))
    told = []
    for cell in solution.cells:
        lines = [line for line in region_lines(cell.source) if len(line) >= _TELLING]
        for where, text, forms in places:
            read = [line for line in lines if json.dumps(line, ensure_ascii=False)[1:-1] in text]
            given = [line for line in read if line in forms]
            told += [f"{where}: {line}" for line in read if line not in given or len(given) == len(lines)]
    return told


def _forms(cell: NotebookNode) -> str:
    """What stands between fences in a text cell."""
    return "\n".join(_FENCED.findall(cell.source)) if cell.cell_type == "markdown" else ""


def digest(exercise: NotebookNode) -> str:
    """What was written in the cells, as a number: running or scrolling does not change it, writing does."""
    cells = [[cell.cell_type, cell.get("id", ""), cell.source] for cell in exercise.cells]
    return hashlib.sha256(json.dumps(cells, ensure_ascii=False).encode()).hexdigest()[:16]


def is_untouched(path: Path) -> bool:
    """Whether nobody has written in an exercise since it was released."""
    try:
        book = notebooks.load(path)
    except FilmScoreError:
        return False
    recorded = book.metadata.get("filmscore", {}).get("release")
    return recorded is not None and recorded == digest(book)


def release(source: Path, target: Path, *, force: bool = False, check: bool = False) -> tuple[bool, str]:
    """Make one exercise: whether all is well, and what was done.

    Raises
    ------
    FilmScoreError
        See `exercise_of`.
    """
    text = notebooks.text_of(exercise_of(notebooks.load(source), source.stem))
    before = target.read_text(encoding="utf8") if target.exists() else None
    if text == before:
        return True, "as it was"
    if check:
        return False, "is missing: make release" if before is None else "is not what its solution makes: make release"
    said = "released"
    if before is not None and not is_untouched(target):
        if not force:
            return False, (
                "has been written in since it was released, and is left as it is. To release it all the same, "
                f"keeping what is there as {_spare(target).name}: add --force"
            )
        spare = _spare(target)
        target.replace(spare)
        said = f"released; what was there is now {spare.name}"
    work.write(target, text)
    return True, said


def _spare(target: Path) -> Path:
    """A free name beside a file, of the kind that is the student's own."""
    names = (f"my-{target.stem}{'' if n == 1 else f'-{n}'}{target.suffix}" for n in range(1, 1000))
    return next(target.with_name(name) for name in names if not target.with_name(name).exists())


def assignments(folder: Path) -> list[Path]:
    """The notebooks of a folder that are called after the folder they lie in."""
    return sorted(path for path in folder.glob("*/*.ipynb") if path.stem == path.parent.name)


def main(words: list[str] | None = None) -> int:
    """Release, or with `--check` only look; the number of exercises that are not as they should be."""
    parser = argparse.ArgumentParser(prog="python -m filmscore.course.release", description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", help="assignments such as 03_spotting; all if none is named")
    parser.add_argument("--check", action="store_true", help="write nothing; say which exercises are out of date")
    parser.add_argument("--force", action="store_true", help="release even over work, which is kept under another name")
    parser.add_argument("--source", type=Path, default=SOURCES, help=argparse.SUPPRESS)
    parser.add_argument("--to", type=Path, default=RELEASED, help=argparse.SUPPRESS)
    given = parser.parse_args(words)
    found = {path.stem: path for path in assignments(given.source)}
    failed = 0

    def say(name: str, fine: bool, what: str) -> None:
        nonlocal failed
        failed += not fine
        print(f"{name}: {what}", flush=True)

    for name in given.names or sorted(found):
        target = given.to / name / f"{name}.ipynb"
        if name not in found:
            there = ", ".join(sorted(found)) or "none yet"
            say(name, False, f"there is no {given.source / name / name}.ipynb. The solutions: {there}")
            continue
        try:
            say(str(target), *release(found[name], target, force=given.force, check=given.check))
        except FilmScoreError as error:
            say(str(target), False, f"FAILED: {error}")
    if not given.names:
        for path in assignments(given.to):
            if path.stem not in found:
                say(str(path), False, "has no solution it could have been made from")
    return failed


if __name__ == "__main__":
    sys.exit(min(main(), 1))
