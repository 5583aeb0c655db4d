"""Recordings of students' own that go with a notebook: the files it names, found among what they handed in.

A notebook that answers ``"sound": "my-door.wav"`` is marked with that file and no other. What cannot be taken is said,
each with the reason; nothing is guessed.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..errors import FilmScoreError
from .beside import SOUNDS, is_sound, last_part
from .handed_files import Handed
from .parcel_names import fault_of, key_of

BIGGEST = 100 * 10**6  #: bytes of a recording; a minute of one is listened to, which is 12 MB as WAV
MOST = 8  #: recordings one notebook may name

_TEXT = re.compile(
    rf"""(["'])([^"'\n]{{1,200}}(?:{"|".join(map(re.escape, sorted(SOUNDS, key=len, reverse=True)))}))\1""", re.I
)
#: a student's name before a file's, in a folder where everybody's files lie: ``mara_my-door.wav``
_BETWEEN = " _-"
#: how Canvas names what it gives out: ``maramaier_4711_90210_my-door.wav``; the last number is another for each file
_CANVAS = re.compile(r"(.+_\d+)_\d+")


def named_in(book: Any, released: Any) -> dict[str, bool]:
    """The recordings a notebook names, and whether in an answer: what the exercise itself names is not meant."""
    ours = {key_of(name) for cell in released.cells for name in _names(cell)}
    found: dict[str, bool] = {}
    for cell in book.cells:
        if cell.cell_type != "code":
            continue
        told = cell.metadata.get("nbgrader")
        answer = isinstance(told, dict) and bool(told.get("solution"))
        for name in _names(cell):
            if key_of(name) not in ours:
                found[name] = found.get(name, False) or answer
    return dict(list(found.items())[:MOST])


def _names(cell: Any) -> list[str]:
    return [last_part(one[2]) for one in _TEXT.finditer(cell.source)]


def chosen(name: str, files: Iterable[Handed], book: Handed) -> Handed | str:
    """The file of that name among somebody's; in words why there is none to take."""
    sounds = [one for one in files if is_sound(one.name)]
    found = [one for one in sounds if key_of(one.name) == key_of(name)]
    beside = [one for one in found if one.folder == book.folder] or found
    if not beside:
        others = ", ".join(sorted({one.name for one in sounds})[:3])
        return f"it was not handed in; there is {others}" if others else "it was not handed in"
    if len(beside) > 1 and len({one.read() if one.size <= BIGGEST else one.where for one in beside}) > 1:
        return f"there are two: {beside[0].where!r} and {beside[1].where!r}. Leave the one that is meant"
    return beside[0]


def unfit(name: str, one: Handed) -> str:
    """Why a recording cannot be taken, in words; empty if it can."""
    from ..sound.recording import recording  # numpy is slow to load, and few exercises take a recording

    if fault := fault_of(name):
        return fault
    if one.size > BIGGEST:
        return f"it is {one.size / 1e6:,.0f} MB; up to {BIGGEST / 1e6:.0f} are taken. A minute of it is enough"
    with tempfile.TemporaryDirectory(prefix="filmscore-heard-") as folder:
        path = Path(folder) / name
        path.write_bytes(one.read())
        try:
            recording(path)
        except FilmScoreError as error:
            return str(error)
    return ""


def whose(file: str, students: Iterable[str], name: str) -> str:
    """Whose a file in everybody's folder is, if it is the recording of that name; empty if nobody's.

    Examples
    --------
    >>> whose("Mara_my-door.wav", ["mara", "jon"], "my-door.wav")
    'mara'
    >>> whose("maier_47_902_my-door.wav", ["maier_47_901"], "my-door.wav")
    'maier_47_901'
    """
    stem, _, ending = name.rpartition(".")
    found = re.fullmatch(rf"(.+?)[{_BETWEEN}]+{re.escape(stem)}(?:-\d+)?\.{re.escape(ending)}", file, re.I)
    said = student_of(found[1]) if found else ""
    same = (one for one in students if said.casefold() == one.casefold())
    return next(same, "") or next((one for one in students if said and _account(said) == _account(one)), "")


def _account(student: str) -> str:
    """A student without the number that Canvas gives each file; the name as it is where it has none."""
    found = _CANVAS.fullmatch(student.casefold())
    return found[1] if found else student.casefold()


def student_of(text: str) -> str:
    """A student's name as a folder can be called."""
    return re.sub(r"[^\w.-]+", "-", text).strip("-.")
