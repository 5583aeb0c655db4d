"""What a graded notebook must look like: marks round the answers, and one line that checks each.

A *graded cell* is one call of ``fs.check`` and nothing else, so that a grader can take the answer out of a student's
kernel and judge it elsewhere. `asked` reads that line; `faults` finds what is wrong with a solution before its release.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from .check import find_task
from .skeleton import PLACEHOLDERS

if TYPE_CHECKING:
    from nbformat import NotebookNode

BEGIN, END = "BEGIN SOLUTION", "END SOLUTION"
_NEEDED = ("schema_version", "grade", "solution", "locked", "grade_id")


def asked(source: str) -> tuple[str, str] | None:
    """Task and answer expression of a graded cell; None if the source is anything but one check.

    Examples
    --------
    >>> asked('fs.check("03.4", spotting.cues[0])')
    ('03.4', 'spotting.cues[0]')
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return None
    match tree.body:
        case [
            ast.Expr(
                ast.Call(
                    ast.Attribute(ast.Name("fs"), "check"),
                    [ast.Constant(value=str() as task), answer],
                    [],
                )
            )
        ]:
            return task, ast.unparse(answer)
    return None


def region_lines(source: str) -> list[str]:
    """What stands between the marks of a cell, line by line, without the space around it."""
    lines, inside = [], False
    for line in source.splitlines():
        if BEGIN in line or END in line:
            inside = BEGIN in line
        elif inside and line.strip():
            lines.append(line.strip())
    return lines


def faults(solution: NotebookNode) -> list[str]:
    """What is wrong with a solution notebook, cell by cell; usually nothing."""
    found: list[str] = []
    taken: set[Any] = set()
    for index, cell in enumerate(solution.cells):
        where = f"cell {cell.get('id') or index}"
        told = cell.metadata.get("nbgrader")
        said = [*_unfilled(cell), *_regions(cell, told), *(_graded(cell, told) if told is not None else [])]
        name = (told or {}).get("grade_id")
        if name is not None and name in taken:
            said.append(f"another cell has the grade_id {name!r} too")
        taken.add(name)
        found += [f"{where}: {fault}" for fault in said]
    if not any(cell.metadata.get("nbgrader", {}).get("grade") for cell in solution.cells):
        found.append("no cell is graded: nbgrader metadata is missing altogether")
    return found


def _unfilled(cell: Any) -> list[str]:
    """What a new notebook asked its author to write, and nobody has written."""
    found = [f"nobody has written this yet: {text}" for text in PLACEHOLDERS if text in cell.source]
    lines = region_lines(cell.source)
    if lines and all(re.fullmatch(r"(\w+ *= *)?(\.\.\.|…)", line) for line in lines):
        found.append("its solution is only  ...")
    return found


def _regions(cell: Any, told: dict[str, Any] | None) -> list[str]:
    depth, count = 0, 0
    for number, line in enumerate(cell.source.splitlines(), 1):
        if BEGIN in line:
            if depth:
                return [f"line {number}: a second {BEGIN} before the {END} of the first"]
            depth, count = 1, count + 1
        elif END in line:
            if not depth:
                return [f"line {number}: {END} without a {BEGIN} before it"]
            depth = 0
    if depth:
        return [f"{BEGIN} without an {END} after it"]
    if count and not (told or {}).get("solution"):
        return ["holds a solution, but its nbgrader metadata does not say so: solution must be true"]
    return []


def _graded(cell: Any, told: dict[str, Any]) -> list[str]:
    missing = [name for name in _NEEDED if name not in told]
    if missing:
        return [f"its nbgrader metadata lacks {', '.join(missing)}"]
    found = []
    if not re.fullmatch(r"[\w-]+", str(told["grade_id"])):
        found.append(f"grade_id is {shown(told['grade_id'])}; write letters, digits, - and _")
    code = cell.cell_type == "code"
    if code and told["solution"] and not told["grade"]:
        before = cell.source.partition(BEGIN)[0].splitlines()[:-1]
        if BEGIN not in cell.source:
            found.append(f"no {BEGIN} in it: all of it would be taken out, and what comes after would not run")
        elif not any(line.strip() and not line.lstrip().startswith("#") for line in before):
            found.append("nothing stands before the solution: write the blank first, such as  entry = None")
    if told["grade"]:
        points = told.get("points")
        if isinstance(points, bool) or not isinstance(points, int | float) or points <= 0:
            found.append(f"points is {shown(points)}; a graded cell is worth more than nothing")
        if code and told["solution"]:
            found.append("grades itself: give the answer and the check a cell each")
        elif code:
            found += _check_line(cell, points, told["locked"])
    return found


def _check_line(cell: Any, points: Any, locked: bool) -> list[str]:
    question = asked(cell.source)
    if question is None:
        return [f'is graded, so it is one line like  fs.check("03.1", entry)  and not {shown(cell.source)}']
    try:
        worth = find_task(question[0]).worth
    except FilmScoreError as error:
        return [str(error)]
    found = [] if points == worth else [f"points is {shown(points)}, but task {question[0]} is worth {worth}"]
    return found if locked else [*found, "is graded but not locked: locked must be true"]
