"""What a class handed in, sorted by student: notebooks, folders, and the downloads that `fs.save_work` makes.

Nothing is guessed. A notebook counts if a graded cell of the assignment is in it, whatever it is called; whoever has
none is named, and two that could both be meant are a question to the teacher.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import work
from ..errors import FilmScoreError, shown
from . import notebooks
from .parcel import Parcel

PARCEL = "my-filmscore-work"  #: how `fs.save_work` calls its downloads


@dataclass(frozen=True)
class Collected:
    """Who handed in, and who did not.

    Attributes
    ----------
    students : list of str
        In order; their notebooks are in the marking folder.
    without : list of str
        Files and folders in which there is no notebook of this assignment, each with the reason.
    """

    students: list[str]
    without: list[str]


@dataclass(frozen=True)
class _Found:
    where: str
    name: str
    data: bytes


def collect(name: str, found: Path, place: Path) -> Collected:
    """Sort handed-in notebooks by student.

    A student is a folder, or a file called after the student: ``mara_03_spotting.ipynb``, or ``mara`` and a download
    of `fs.save_work`. Capitals make no difference.

    Parameters
    ----------
    name : str
        The assignment.
    found : Path
        The folder with what was handed in.
    place : Path
        The marking folder, in which the assignment is set up.

    Raises
    ------
    FilmScoreError
        The assignment is not set up, nothing was found, a file is no notebook, or two claim to be one student's;
        nothing is copied then.
    """
    asked = _cells(notebooks.load(place / "source" / name / f"{name}.ipynb"))
    if not found.is_dir():
        raise FilmScoreError(f"There is no folder {str(found)!r}.")
    claims: dict[str, tuple[str, _Found]] = {}
    without: list[str] = []
    for entry in sorted(found.iterdir()):
        if entry.name.startswith(".") or not (entry.is_dir() or entry.suffix.lower() in (".ipynb", ".zip")):
            continue
        one = _the_one(name, asked, entry)
        if isinstance(one, str):
            without.append(one)
            continue
        student = _student(name, entry)
        if student.casefold() in claims:
            both = f"{claims[student.casefold()][1].where!r} and {one.where!r}"
            raise FilmScoreError(f"There are two notebooks of {student}: {both}. Leave the one to be graded.")
        claims[student.casefold()] = student, one
    if not claims:
        told = f": {'; '.join(without)}" if without else ""
        raise FilmScoreError(f"There is no notebook of {name} in {str(found)!r}{told}.")
    known = {path.name.casefold(): path.name for path in (place / "submitted").glob("*")}
    for key, (student, one) in claims.items():
        target = place / "submitted" / known.get(key, student) / name / f"{name}.ipynb"
        if not target.exists() or target.read_bytes() != one.data:  # what is as it was is not graded again
            work.write(target, one.data)
    return Collected(sorted(student for student, _ in claims.values()), without)


def _student(name: str, entry: Path) -> str:
    """Whose a folder or a file is, by its name."""
    said = (
        entry.name if entry.is_dir() else re.sub(rf"[ _-]*({re.escape(name)}|{PARCEL}).*", "", entry.stem, flags=re.I)
    )
    student = re.sub(r"[^\w.-]+", "-", said).strip("-.")
    if not student:
        raise FilmScoreError(f"Whose is {str(entry)!r}? Put the student's name first, or into a folder of that name.")
    return student


def _cells(book: Any) -> set[str]:
    told = (cell.metadata.get("nbgrader") for cell in book.cells)
    return {str(one["grade_id"]) for one in told if isinstance(one, dict) and "grade_id" in one}


def _the_one(name: str, asked: set[str], entry: Path) -> _Found | str:
    """The notebook to be graded in a file or folder; in words why there is none.

    Raises
    ------
    FilmScoreError
        A file that should be it cannot be read, or two could be meant.
    """
    everything = list(_candidates(name, entry))
    fit = [one for one in everything if asked & _asked_in(name, one)]
    if not fit:
        what = "no notebook in it" if not everything else f"no graded cell of {name} in {_listed(everything)}"
        return f"{entry.name} ({what})"
    best = [one for one in fit if one.name.casefold().startswith(name.casefold())] or fit
    if len({one.data for one in best}) > 1:
        raise FilmScoreError(
            f"There are two notebooks of {_student(name, entry)}: {best[0].where!r} and {best[1].where!r}. "
            "Leave the one to be graded."
        )
    return best[0]


def _listed(found: list[_Found]) -> str:
    names = [one.name for one in found]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _candidates(name: str, entry: Path) -> Iterator[_Found]:
    """Every notebook in a file or folder. A download is opened where no notebook of that name lies beside it."""
    books = [entry] if entry.suffix.lower() == ".ipynb" and entry.is_file() else []
    zips = [entry] if entry.suffix.lower() == ".zip" and entry.is_file() else []
    if entry.is_dir():
        books = list(notebooks.find([entry]))
        zips = sorted(path for path in entry.rglob("*") if path.suffix.lower() == ".zip")
    plain = [_Found(str(path), path.name, path.read_bytes()) for path in books]
    yield from plain
    if not any(_asked_in(name, one) for one in plain):
        for path in zips:
            box = Parcel(path)  # examined: it may hold anything
            for piece in box.pieces:
                if piece.name.endswith(".ipynb"):
                    yield _Found(f"{path}: {piece.shown}", piece.shown.rpartition("/")[2], box.read(piece))


def _asked_in(name: str, one: _Found) -> set[str]:
    """The marks of the graded cells in a notebook; none in a file that is no notebook and is not called like ours."""
    import nbformat

    try:
        return _cells(nbformat.reads(one.data.decode("utf8"), as_version=4))
    except (ValueError, KeyError, AttributeError, TypeError, nbformat.ValidationError) as error:
        if name.casefold() in one.name.casefold():
            raise FilmScoreError(f"{shown(one.where, 200)} is not a notebook that can be read: {error}") from error
        return set()
