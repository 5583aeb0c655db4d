"""A new lesson begins with its notebooks: made from the syllabus, with the metadata and the parts every lesson has.

    python -m filmscore.course.skeleton 07                           lessons/07_….ipynb and solutions/07_…/07_….ipynb
    python -m filmscore.course.skeleton --ids lessons/07_x.ipynb     words for the ids JupyterLab gave new cells

Nothing that exists is overwritten. An id once given stays: merging rests on it.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import work
from ..errors import FilmScoreError
from .lessons import Lesson, lesson
from .notebooks import load, text_of, tidy
from .rules.reading import calls

if TYPE_CHECKING:
    from nbformat import NotebookNode

RANDOM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){0,3}(-[0-9a-f]{12})?|[0-9a-f]{8,}")  #: ids as editors make them
WORDS = 4

#: what a new notebook asks its author to write; none of it may be left in one that is released
PLACEHOLDERS = (
    "One paragraph: what you will hear, and what you will make.",
    "One question, asked before the answer. **Predict:** …",
    "What they may have thought, and what there is to hear.",
    "Author, *Title*, publisher, year.",
    "What to do, in a sentence.",
    "A name for the task",
    "What is asked, and in which form.",
)
_PARAGRAPH, _QUESTION, _AFTER, _SOURCE, _TODO, _NAME, _FORM = PLACEHOLDERS


def _lesson_book(one: Lesson) -> NotebookNode:
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    goals = "\n".join(f"- **{name}** {goal[0].lower()}{goal[1:]}" for name, goal in one.objectives.items())
    before = ", ".join(f"lesson {number}" for number in one.prerequisites) or "nothing"
    top = (
        f"# {one.title}\n\n{_PARAGRAPH}\n\n**You will be able to**\n\n"
        f"{goals}\n\n**Time** {one.minutes} minutes. **Before this** {before}."
    )
    end = "## What you can do now\n\n### Sources\n\n- " + _SOURCE
    cells = [
        new_markdown_cell(top, id="title"),
        new_code_cell("import filmscore as fs", id="import"),
        new_markdown_cell(f"## Listen\n\n{_QUESTION}", id="predict"),
        new_code_cell('fs.watch("first-bloom", start=1030, end=1200)', id="hook"),
        new_markdown_cell(f"{_AFTER}\n\n**Term.** …", id="hook-after"),
        new_markdown_cell(end, id="summary"),
    ]
    return new_notebook(cells=cells, metadata={"filmscore": one.metadata})


def _solution_book(one: Lesson) -> NotebookNode:
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    def graded(name: str, **more: Any) -> dict[str, Any]:
        base = {"schema_version": 3, "locked": False, "task": False, "grade_id": name, "cell_type": "code"}
        return {"nbgrader": {**base, **more}}

    task = f"{one.number}.1"
    answer = "answer = None\n### BEGIN SOLUTION\nanswer = ...\n### END SOLUTION"
    cells = [
        new_markdown_cell(f"# {one.title}: exercise\n\n{_TODO}", id="title"),
        new_code_cell("import filmscore as fs", id="import"),
        new_markdown_cell(f"## {task} {_NAME}\n\n{_FORM}", id="task-1"),
        new_code_cell(answer, id="answer-1", metadata=graded("answer-1", grade=False, solution=True)),
        new_code_cell(
            f'fs.check("{task}", answer)',
            id="check-1",
            metadata=graded("check-1", grade=True, solution=False, locked=True, points=1)
            | {"editable": False, "deletable": False},
        ),
    ]
    return new_notebook(cells=cells, metadata={"filmscore": {"lesson": one.number, "title": one.title}})


def begin(number: str, root: Path) -> list[Path]:
    """Write the notebooks of a lesson that has none yet.

    Raises
    ------
    FilmScoreError
        The lesson is not in the syllabus.
    """
    one = lesson(number)
    books = {
        root / "lessons" / f"{one.notebook}.ipynb": _lesson_book,
        root / "solutions" / one.notebook / f"{one.notebook}.ipynb": _solution_book,
    }
    made = [path for path in books if not path.exists()]
    for path in made:
        work.write(path, text_of(tidy(books[path](one))))
    return made


def name_cells(book: NotebookNode) -> dict[str, str]:
    """Give words to the ids an editor made up; old id -> new id. Ids in words stay.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_notebook
    >>> name_cells(new_notebook(cells=[new_code_cell('fs.watch("first-bloom", start=1030)', id="3f9a1c0d")]))
    {'3f9a1c0d': 'watch-first-bloom'}
    """
    taken = {cell.id for cell in book.cells if not RANDOM.fullmatch(cell.id)}
    given = {}
    for cell in book.cells:
        if RANDOM.fullmatch(cell.id):
            wanted = _words(cell)
            name = next(n for n in (wanted, *(f"{wanted}-{k}" for k in range(2, 999))) if n not in taken)
            taken.add(name)
            given[cell.id] = cell.id = name
    return given


def _words(cell: Any) -> str:
    told = cell.source
    called = next(calls(told), None) if cell.cell_type == "code" else None
    if called:
        told = " ".join([called.name, *(word for word in called.arguments if isinstance(word, str))])
    elif cell.cell_type == "markdown":
        heading = re.search(r"^#+ +(.+)$", told, re.M)
        told = heading[1] if heading else told
    words = re.findall(r"[a-z0-9]+", told.lower())[:WORDS]
    return "-".join(words) or cell.cell_type


def main(words: list[str] | None = None) -> int:
    """Begin a lesson, or name the cells of notebooks."""
    parser = argparse.ArgumentParser(prog="python -m filmscore.course.skeleton", description=__doc__.split("\n")[0])
    parser.add_argument("number", nargs="?", help="of a lesson that is in course/syllabus.toml")
    parser.add_argument("--ids", nargs="+", type=Path, default=[], metavar="NOTEBOOK", help="name the cells of these")
    given = parser.parse_args(words)
    if not given.number and not given.ids:
        parser.error("say which lesson, or --ids and a notebook")
    if given.number:
        made = begin(given.number, work.course())
        print("\n".join(str(path) for path in made) or "both notebooks exist already; nothing was written")
    for path in given.ids:
        book = load(path)
        for old, new in name_cells(book).items():
            print(f"{path}: {old} is {new} now")
        work.write(path, text_of(book))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except FilmScoreError as problem:
        sys.exit(str(problem))
