"""`restore_work`: what `save_work` packed, put back; nothing of yours is overwritten unless you say so."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from .. import work
from ..errors import FilmScoreError, shown
from . import evidence, parcel
from .evidence import Evidence
from .parcel import Parcel, Piece
from .parcel_names import NAME
from .shipped import digest

#: files of marks by their endings, and the line that opens them
MADE_BY = {
    ".spotting.json": "fs.spotting_desk({film}, name={name})",
    ".tempo.json": "fs.tempo_finder({film}, name={name})",
    ".motifs.json": "fs.motif_bench({film}, name={name})",
    ".plan.json": "fs.motif_story(plan, name={name})",
    ".net.json": "fs.tonnetz({film}, name={name})",
    ".map.json": "fs.orchestra_map({film}, name={name})",
}

#: what becomes of a file, in the order it is told
NEW, OVER_OURS, REPLACED, BESIDE, MERGED, SAME, SKIPPED, WAITING = (
    "written",
    "written over our version, which you had not changed",
    "written over yours",
    "written beside yours",
    "merged into your record",
    "the same here already",
    "left out: not every system can write its name",
    "DIFFERENT here",
)


@dataclass(frozen=True, repr=False)
class Restored:
    """What was put back, or would be.

    Attributes
    ----------
    done : bool
        False if files of yours are in the way: then nothing was written yet.
    steps : tuple of (str, str)
        Each file, and what became or would become of it.
    opens : tuple of (str, str)
        Marks that were written beside others, and the line that opens each in a notebook of that folder.
    """

    file: str
    made: str
    done: bool
    steps: tuple[tuple[str, str], ...]
    opens: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        told = [f"{self.file}, made {self.made[:10] or 'on a day unknown'}:"]
        for what in (NEW, OVER_OURS, REPLACED, BESIDE, MERGED, SAME, SKIPPED, WAITING):
            names = [name for name, became in self.steps if became == what]
            if names:
                told += [f"{what if self.done or what in (SAME, SKIPPED, WAITING) else f'to be {what}'}:"]
                told += [f"  {name}" for name in names]
        if self.done:
            told += [f"To open {name}: {call}" for name, call in self.opens]
            told.append(
                "Restored. Close notebooks that are open in the browser, restart their kernels (Kernel > Restart), and "
                "open them again to see it."
            )
        else:
            call = f'fs.restore_work("{self.file}"'
            told += [
                "Nothing was written yet. You have changed what is marked DIFFERENT since. Run one of these:",
                f"  {call}, keep_both=True)   keeps yours, and writes the other as “name (restored)”",
                f"  {call}, replace=True)     writes over yours",
            ]
        return "\n".join(told)


def restore_work(file: str | Path, *, replace: bool = False, keep_both: bool = False) -> Restored:
    """Put back what `save_work` packed.

    Where nothing of yours is in the way it is done at once. Otherwise nothing is written: you see the list, and call
    again with `keep_both` or `replace`. The record of progress is merged, never replaced.

    Parameters
    ----------
    file : path
        The download, as you have uploaded it: beside the notebook, or in the folder of the course.
    replace : bool
        Write over files you have changed since.
    keep_both : bool
        Leave those as they are, and write the others beside them as ``name (restored)``.

    Returns
    -------
    Restored
        What became of each file.

    Raises
    ------
    FilmScoreError
        There is no such file; it is damaged; it is not one that `save_work` made; it holds something that would be
        written outside the folders of your work; the disk is full. Nothing is written then. A file whose name not
        every system can write is left out and named, and the rest is restored.
    """
    if replace and keep_both:
        raise FilmScoreError("replace and keep_both exclude each other: take one")
    box = Parcel(_find(file))
    skipped = tuple((f"{name} ({why})", SKIPPED) for name, why in box.skipped)
    places = _places(box)
    progress = [(piece, _progress(box, piece)) for piece in box.pieces if piece.is_progress]
    steps = [
        (piece, MERGED if any(piece is one and known for one, known in progress) else _fate(box, piece, places[piece]))
        for piece in box.pieces
    ]
    way = REPLACED if replace else BESIDE if keep_both else WAITING
    steps = [(piece, way if fate == WAITING else fate) for piece, fate in steps]
    if any(fate == WAITING for _, fate in steps):
        return Restored(_said(file), box.made, False, (*((piece.shown, fate) for piece, fate in steps), *skipped))
    if any(known for _, known in progress):
        evidence.load()  # a record that cannot be merged into says so before anything is written
    goals = _goals(box, steps, places)
    writes = [(goals[piece], piece) for piece, fate in steps if fate in (NEW, OVER_OURS, REPLACED, BESIDE)]
    _write_all(box, [(goal, piece) for goal, piece in writes if not _holds(goal, box.read(piece))])
    for _, known in progress:
        if known:
            evidence.add(known)
    shown_as = tuple((_told(piece, goals[piece], fate), fate) for piece, fate in steps)
    opens = tuple(
        (goals[piece].name, call)
        for piece, _ in steps
        if goals[piece] != places[piece] and (call := _call(goals[piece], box.read(piece)))
    )
    return Restored(_said(file), box.made, True, (*shown_as, *skipped), opens)


def _told(piece: Piece, goal: Path, fate: str) -> str:
    if fate in (NEW, OVER_OURS, REPLACED, BESIDE) and goal != piece.path:
        return f"{piece.shown} → {goal.name if goal.parent == piece.path.parent else goal}"
    return piece.shown


def _places(box: Parcel) -> dict[Piece, Path]:
    """Where each file belongs here.

    Where FILMSCORE_WORK names a folder, desks look for their marks there alone: marks kept beside a notebook on another
    machine go there, unless they lie beside that notebook here already.
    """
    places = {piece: piece.path for piece in box.pieces}
    if work.home() != work.course():
        for piece, path in places.items():
            beside_a_notebook = piece.name.startswith("course/") and path.parent.name == work.MARKS
            if beside_a_notebook and not _holds(path, box.read(piece)):
                places[piece] = work.home() / work.MARKS / path.name
    return places


def _goals(box: Parcel, steps: list[tuple[Piece, str]], places: dict[Piece, Path]) -> dict[Piece, Path]:
    """Where each file is written: no two in one place."""
    goals: dict[Piece, Path] = {}
    given: dict[Path, Piece] = {}
    for piece, fate in steps:
        goal = places[piece]
        if fate in (NEW, OVER_OURS, REPLACED, BESIDE):
            clash = given.get(goal)
            if fate == BESIDE or (clash and clash.sha256 != piece.sha256):
                goal = _beside(goal, box.read(piece), set(given))
            given[goal] = piece
        goals[piece] = goal
    return goals


def _call(path: Path, data: bytes) -> str:
    """The line that opens marks under the name they were given here; empty if this is no file of marks."""
    ending = next((one for one in MADE_BY if path.name.endswith(one)), "")
    name = path.name.removesuffix(ending)
    try:
        film = json.loads(data)["film"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""
    if name == path.name or path.parent.name != work.MARKS or not isinstance(film, str):
        return ""
    told = (json.dumps(text, ensure_ascii=False) for text in (film[:200], name))
    film, name = ("None" if text == '""' else text for text in told)  # a bench need not belong to a film
    return MADE_BY[ending].format(film=film, name=name)


def _said(file: str | Path) -> str:
    return Path(file).as_posix()


def _find(file: str | Path) -> Path:
    """The file beside the notebook, or where the list of files may have put an upload."""
    wanted = Path(file).expanduser()
    places = [Path.cwd(), work.course(), work.home()]
    for place in places:
        if (place / wanted).is_file():
            return place / wanted
    there = sorted({path.name for place in places for path in place.glob(f"{NAME}*.zip")})
    also = f"There is {', '.join(there)}." if there else "Upload it first: drag it into the list of files on the left."
    raise FilmScoreError(f"there is no file {shown(str(file), 120)} here. {also}")


def _progress(box: Parcel, piece: Piece) -> Evidence | None:
    """The record in the download; None if it was unreadable when it was saved: then it is a file like any other."""
    try:
        return Evidence.from_data(json.loads(box.read(piece)))
    except evidence.Newer as error:
        raise FilmScoreError(f"{box.file.name} is not restored: {error}. Nothing was written.") from error
    except (ValueError, RecursionError):
        return None


def _fate(box: Parcel, piece: Piece, path: Path) -> str:
    _inside(box, piece, path)
    if piece.called and _holds(piece.origin, box.read(piece)):
        return SAME
    if not path.exists():
        return NEW
    if not path.is_file():
        raise FilmScoreError(
            f"{box.file.name} is not restored: {piece.shown} is a folder here. Rename that folder and try again."
        )
    data, here = box.read(piece), path.read_bytes()
    if data == here or (path.suffix == ".ipynb" and digest(data) == digest(here) is not None):
        return SAME
    return OVER_OURS if parcel.is_untouched(piece.name, path) else WAITING


def _inside(box: Parcel, piece: Piece, path: Path) -> None:
    """A link among the student's folders must not lead a file to another place."""
    root = (parcel.roots()[piece.name.partition("/")[0]] if path == piece.path else work.home()).resolve()
    if not path.parent.resolve().is_relative_to(root):
        raise FilmScoreError(
            f"{box.file.name} is not restored: {piece.shown} would be written outside {root.name}, where a link leads."
        )


def _beside(place: Path, data: bytes, given: set[Path]) -> Path:
    """``name (restored).ipynb``, or the first such name that is free or holds just this."""
    marks = next((one for one in MADE_BY if place.name.endswith(one)), "")
    name, dot, ending = (place.name.removesuffix(marks), marks, "") if marks else place.name.partition(".")
    paths = (place.with_name(f"{name} (restored{f' {n}' if n > 1 else ''}){dot}{ending}") for n in count(1))
    return next(path for path in paths if path not in given and (not path.exists() or _holds(path, data)))


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.is_file() and path.read_bytes() == data
    except OSError:  # a name this system cannot even look for
        return False


def _write_all(box: Parcel, writes: Iterable[tuple[Path, Piece]]) -> None:
    """All of the files or none: first each is written under another name, then all get theirs."""
    mark = secrets.token_hex(4)
    staged: list[tuple[Path, Path]] = []
    with contextlib.ExitStack() as undo:
        try:
            for goal, piece in writes:
                undo.callback(_remove_empty, [*_missing(goal.parent)])
                goal.parent.mkdir(parents=True, exist_ok=True)
                half = goal.with_name(f".{goal.name}.{mark}.part")
                undo.callback(half.unlink, missing_ok=True)
                staged.append((half, goal))
                with half.open("xb") as file:
                    file.write(box.read(piece))
                    file.flush()
                    os.fsync(file.fileno())
            for half, goal in staged:
                old = goal.with_name(f".{goal.name}.{mark}.old")
                if goal.exists():
                    os.replace(goal, old)
                    undo.callback(os.replace, old, goal)
                else:
                    undo.callback(goal.unlink, missing_ok=True)
                os.replace(half, goal)
        except OSError as error:
            raise FilmScoreError(f"your work was not restored: {error.strerror or error}. All is as it was.") from error
        undo.pop_all()
    for _, goal in staged:
        goal.with_name(f".{goal.name}.{mark}.old").unlink(missing_ok=True)


def _missing(folder: Path) -> Iterator[Path]:
    """Folders that are not there yet, the innermost first."""
    while not folder.exists():
        yield folder
        folder = folder.parent


def _remove_empty(folders: Iterable[Path]) -> None:
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()
