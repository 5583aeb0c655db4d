"""What a class handed in, sorted by student: notebooks, the recordings they name, folders, and zips with them in it.

Nothing is guessed. A notebook counts if a graded cell of the assignment is in it, whatever it is called; whoever has
none is named, and two that could both be meant are a question to the teacher. Nothing that was collected before is
overwritten: it goes into the folder ``earlier``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

from .. import work
from ..errors import FilmScoreError, shown
from . import notebooks, own_recordings
from .beside import is_sound
from .handed_files import Handed, loose, zips
from .own_recordings import student_of

PARCEL = "my-filmscore-work"  #: how `fs.save_work` calls its downloads


EARLIER = "earlier"  #: folder of the marking folder: what a later hand-in has replaced
BIGGEST = 100 * 10**6  #: bytes of a notebook


@dataclass(frozen=True)
class Collected:
    """Who handed in, and who did not.

    Attributes
    ----------
    students : list of str
        In order; their notebooks are in the marking folder.
    without : list of str
        What was not collected: files and folders in which there is no notebook of this assignment, and recordings
        that cannot be taken, each with the reason.
    recordings : list of str
        The recordings that were, ``"mara: my-door.wav"``; each lies beside its notebook.
    """

    students: list[str]
    without: list[str]
    recordings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Claim:
    """A student's notebook, and where their other files may be."""

    student: str
    entry: Path
    book: Handed
    data: bytes


def collect(name: str, found: Path, place: Path) -> Collected:
    """Sort by student what was handed in: the notebook, and beside it the recordings that it names.

    A student is a folder, or a file called after the student: ``mara_03_spotting.ipynb``, ``mara_my-door.wav``, or
    ``mara`` and a download of `fs.save_work` or another zip. Capitals make no difference.

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
        The assignment is not set up, nothing was found, a file is no notebook, a zip holds what none should, or two
        claim to be one student's; nothing is copied then.
    """
    released = notebooks.load(place / "source" / name / f"{name}.ipynb")
    asked = _cells(released)
    if found.is_file() and found.suffix.casefold() == ".zip":
        raise FilmScoreError(f"{str(found)!r} is a zip: unpack it first, and name the folder.")
    if not found.is_dir():
        raise FilmScoreError(f"There is no folder {str(found)!r}.")
    claims: dict[str, _Claim] = {}
    without: list[str] = []
    sounds: list[Handed] = []
    for entry in sorted(found.iterdir()):
        if entry.is_file() and is_sound(entry.name):
            sounds += loose(entry)
            continue
        if entry.name.startswith(".") or not (entry.is_dir() or entry.suffix.lower() in (".ipynb", ".zip")):
            continue
        one = _the_one(name, asked, entry)
        if isinstance(one, str):
            without.append(one)
            continue
        student = _student(name, entry)
        if student.casefold() in claims:
            both = f"{claims[student.casefold()].book.where!r} and {one.where!r}"
            raise FilmScoreError(f"There are two notebooks of {student}: {both}. Leave the one to be graded.")
        claims[student.casefold()] = _Claim(student, entry, one, one.read())
    if not claims:
        told = f": {'; '.join(without)}" if without else ""
        raise FilmScoreError(f"There is no notebook of {name} in {str(found)!r}{told}.")
    known = {path.name.casefold(): path.name for path in (place / "submitted").glob("*")}
    recordings: list[str] = []
    for key, claim in claims.items():
        folder = Path(known.get(key, claim.student)) / name
        _put(place, folder / f"{name}.ipynb", claim.data)
        for called, one in _recordings(claim, claims, sounds, released, without).items():
            _put(place, folder / called, one.read())
            recordings.append(f"{claim.student}: {called}")
    without += [f"{one.name} (whose is it, and which notebook names it?)" for one in sounds]
    return Collected(sorted(claim.student for claim in claims.values()), without, recordings)


def _recordings(
    claim: _Claim, claims: dict[str, _Claim], sounds: list[Handed], released: Any, without: list[str]
) -> dict[str, Handed]:
    """The recordings of one student, by the names the notebook has for them.

    What of everybody's `sounds` is theirs is taken out of that list; what cannot be taken is told in `without`.
    """
    students = [one.student for one in claims.values()]
    taken: dict[str, Handed] = {}
    for called, answer in own_recordings.named_in(_read(claim.data), released).items():
        mine = [one for one in sounds if own_recordings.whose(one.name, students, called) == claim.student]
        sounds[:] = [one for one in sounds if one not in mine]
        theirs = [replace(one, name=called) for one in mine]
        one = own_recordings.chosen(called, theirs or loose(claim.entry), claim.book)
        if isinstance(one, str) and not theirs:
            packed = [piece for box in zips(claim.entry) for piece in box]
            one = own_recordings.chosen(called, packed, claim.book) if packed else one
        why = one if isinstance(one, str) else own_recordings.unfit(called, one)
        if not why and not isinstance(one, str):
            taken[called] = one
        elif answer or not isinstance(one, str):
            without.append(f"{called}, which the notebook of {claim.student} names ({why})")
    return taken


def _put(place: Path, path: Path, data: bytes) -> None:
    """Copy what was handed in; what it replaces is kept. What is as it was is left, and not graded again."""
    target = place / "submitted" / path
    if target.exists():
        before = target.read_bytes()
        if before == data:
            return
        kept = (place / EARLIER / path.with_name(f"{path.stem}-{n}{path.suffix}") for n in count(1))
        work.write(next(one for one in kept if not one.exists()), before)
    work.write(target, data)


def _student(name: str, entry: Path) -> str:
    """Whose a folder or a file is, by its name."""
    said = (
        entry.name if entry.is_dir() else re.sub(rf"[ _-]*({re.escape(name)}|{PARCEL}).*", "", entry.stem, flags=re.I)
    )
    student = student_of(said)
    if not student:
        raise FilmScoreError(f"Whose is {str(entry)!r}? Put the student's name first, or into a folder of that name.")
    return student


def _cells(book: Any) -> set[str]:
    told = (cell.metadata.get("nbgrader") for cell in book.cells)
    return {str(one["grade_id"]) for one in told if isinstance(one, dict) and "grade_id" in one}


def _the_one(name: str, asked: set[str], entry: Path) -> Handed | str:
    """The notebook to be graded in a file or folder; in words why there is none.

    Raises
    ------
    FilmScoreError
        A file that should be it cannot be read, or two could be meant.
    """
    everything = [one for one in loose(entry) if one.is_notebook]
    if not any(asked & _asked_in(name, one) for one in everything):  # a zip is opened where none lies beside it
        everything += [one for box in zips(entry) for one in box if one.is_notebook]
    fit = [one for one in everything if asked & _asked_in(name, one)]
    if not fit:
        what = "no notebook in it" if not everything else f"no graded cell of {name} in {_listed(everything)}"
        return f"{entry.name} ({what})"
    best = [one for one in fit if one.name.casefold().startswith(name.casefold())] or fit
    if len({one.read() for one in best}) > 1:
        raise FilmScoreError(
            f"There are two notebooks of {_student(name, entry)}: {best[0].where!r} and {best[1].where!r}. "
            "Leave the one to be graded."
        )
    return best[0]


def _listed(found: list[Handed]) -> str:
    names = [one.name for one in found]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _asked_in(name: str, one: Handed) -> set[str]:
    """The marks of the graded cells in a notebook; none in a file that is no notebook and is not called like ours."""
    import nbformat

    if one.size > BIGGEST:
        raise FilmScoreError(
            f"{shown(one.where, 200)} has {one.size / 1e6:,.0f} MB; up to {BIGGEST / 1e6:.0f} are taken. Ask for it "
            "without its outputs."
        )
    try:
        return _cells(_read(one.read()))
    except (ValueError, KeyError, AttributeError, TypeError, nbformat.ValidationError) as error:
        if isinstance(error, FilmScoreError):
            raise
        if name.casefold() in one.name.casefold():
            raise FilmScoreError(f"{shown(one.where, 200)} is not a notebook that can be read: {error}") from error
        return set()


def _read(data: bytes) -> Any:
    import nbformat

    return nbformat.reads(data.decode("utf8"), as_version=4)
