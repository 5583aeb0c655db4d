"""Does a notebook keep to the form of the course? Says which cell breaks what, and how to mend it.

    python -m filmscore.course.lint                              every notebook
    python -m filmscore.course.lint lessons/03_spotting.ipynb    one, with how long it takes to read

What a machine can see of a good lesson is checked here; what it cannot is in docs/authors.md. Lessons are held to all
rules, solutions to those for cells and ids, and exercises, which are made from solutions, to those for cells.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import work
from ..errors import FilmScoreError
from . import lessons
from .lessons import Assessment, Lesson
from .notebooks import find, load
from .rules import cells, goals, way
from .rules.reading import calls
from .skeleton import PLACEHOLDERS

FOLDERS = ("lessons", "solutions", "exercises")
MEDIA = r"png|jpe?g|gif|svg|webp|mp3|ogg|wav|flac|mp4|webm|mid|midi|pdf"
RECORDS = "docs/licences.md"


@dataclass(frozen=True)
class Course:
    """What a notebook is compared with.

    Attributes
    ----------
    root : Path
        The folder of the course.
    lessons : mapping of str to Lesson
    assessments : mapping of str to Assessment
        Tasks and quizzes.
    used : mapping of str to set of str
        Task or quiz -> notebooks that call it.
    licensed : tuple of str
        Paths, or beginnings of paths, that docs/licences.md speaks for.
    """

    root: Path
    lessons: Mapping[str, Lesson]
    assessments: Mapping[str, Assessment]
    used: Mapping[str, set[str]] = field(default_factory=dict)
    licensed: tuple[str, ...] = ()


def course(root: Path) -> Course:
    """The course in a folder: its syllabus, tasks and quizzes, and where its notebooks use them."""
    used: dict[str, set[str]] = {}
    for path in find(root / folder for folder in ("lessons", "solutions") if (root / folder).is_dir()):
        for cell in load(path).cells:
            for call in calls(cell.source) if cell.cell_type == "code" else ():
                if call.name in ("check", "quiz") and call.arguments and isinstance(call.arguments[0], str):
                    used.setdefault(call.arguments[0], set()).add(path.relative_to(root).as_posix())
    records = root / RECORDS
    text = records.read_text(encoding="utf8") if records.is_file() else ""
    licensed = tuple(re.findall(r"^\| `([^`]+)` \|", text, re.M))
    return Course(root, lessons.lessons(), lessons.assessments(), used, licensed)


def faults(book: Any, path: Path, course: Course) -> list[str]:
    """Everything about a notebook that is not as agreed; each fault names its cell.

    Parameters
    ----------
    book : NotebookNode
    path : Path
        Where it lies in the course's folder, ``lessons/03_spotting.ipynb``.
    course : Course
    """
    folder, stem = path.parts[0], path.stem
    found: list[str] = []
    if folder != "exercises":
        found += cells.heading_faults(book)
    if folder == "lessons":
        found += goals.promise_faults(book, stem, course.lessons)
        lesson = course.lessons.get(stem[:2])
        if lesson:
            found += goals.assessed_faults(stem[:2], lesson, course.assessments, course.used)
            found += way.pace_faults(book, lesson.minutes)
        found += way.hearing_faults(book)
        found += way.length_faults(book)
        found += way.source_faults(book)
    found += cells.identity_faults(book)
    for cell in book.cells:
        said = [*cells.cell_faults(cell), *asset_faults(cell, path, course)]
        said += [f"nobody has written this yet: {text}" for text in PLACEHOLDERS if text in cell.source]
        if folder != "exercises":
            said += goals.call_faults(cell, course.assessments)
        found += [f"{cell.get('id', '')}: {fault}" for fault in said]
    return found


def asset_faults(cell: Any, path: Path, course: Course) -> Iterator[str]:
    """Every picture and sound a cell names lies in the repository and has a licence record."""
    if cell.cell_type == "markdown":
        if cell.get("attachments"):
            yield "a picture pasted into the cell has no licence record: keep it as a file in the repository"
        named = re.findall(rf"(?:\]\(|src=[\"'])(?!https?:|attachment:)([^)\"'\s]+\.(?:{MEDIA}))", cell.source, re.I)
    else:
        named = re.findall(rf"[\"'](?!my-)([^\"'\s]+\.(?:{MEDIA}))[\"']", cell.source, re.I)
    for name in named:
        file = (course.root / path.parent / name).resolve()
        if not file.is_relative_to(course.root.resolve()) or not file.is_file():
            yield f"{name} is not in the repository; a file the student makes is called my-…"
            continue
        inside = file.relative_to(course.root.resolve()).as_posix()
        if not any(inside.startswith(record) for record in course.licensed):
            yield f"{name} has no licence record: enter {inside} in {RECORDS}"


def main(words: list[str] | None = None) -> int:
    """Look at notebooks or folders; the number of faults."""
    parser = argparse.ArgumentParser(prog="python -m filmscore.course.lint", description=__doc__.split("\n")[0])
    parser.add_argument("places", nargs="*", type=Path, help="notebooks or folders; every notebook if none")
    given = parser.parse_args(words)
    root = work.course()
    everything = course(root)
    places = given.places or [root / folder for folder in FOLDERS if (root / folder).is_dir()]
    count = 0
    for path in find(places):
        try:
            book = load(path)
            inside = path.resolve().relative_to(root.resolve())
        except FilmScoreError as error:
            print(f"{path}: {error}")
            count += 1
            continue
        except ValueError:
            raise FilmScoreError(f"{str(path)!r} is not in the folder of the course, {str(root)!r}") from None
        found = faults(book, inside, everything)
        count += len(found)
        length = f" ({way.in_short(book)})" if inside.parts[0] == "lessons" else ""
        print(f"{inside.as_posix()}: {'in order' if not found else len(found)}{length}")
        for fault in found:
            print(f"  {fault}")
    return count


if __name__ == "__main__":
    try:
        sys.exit(min(main(), 1))
    except FilmScoreError as problem:
        sys.exit(str(problem))
