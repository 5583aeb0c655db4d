"""`save_work`: one download of everything that is yours."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .. import work
from ..errors import FilmScoreError, shown
from . import parcel
from .parcel import Piece
from .parcel_names import NAME

_FIRST = "Save the notebook in the browser first (Ctrl+S, on a Mac ⌘S): what is not saved there is not in the file."
_NOTHING = (
    "There is nothing of yours to save yet: no notebook you have changed, no marks, no record of progress.\n"
    "If you have changed a notebook, save it in the browser first (Ctrl+S, on a Mac ⌘S) and run this again."
)
_LEFT = "Not in it, because it cannot be read or named:"


@dataclass(frozen=True, repr=False)
class SavedWork:
    """A download that was made; in a notebook it shows the link.

    Attributes
    ----------
    path : Path or None
        The file; None if there was nothing to save.
    pieces : tuple of Piece
        What is in it.
    left : tuple of str
        What of yours is not, and why.
    """

    path: Path | None
    pieces: tuple[Piece, ...]
    left: tuple[str, ...] = ()

    def __repr__(self) -> str:
        left = [_LEFT, *(f"  {one}" for one in self.left)] if self.left else []
        if self.path is None:
            return "\n".join([_NOTHING, *left])
        size = self.path.stat().st_size if self.path.exists() else 0
        many = f"{len(self.pieces)} file{'s' if len(self.pieces) > 1 else ''}"
        head = f"{self.path.name}, {_size(size)}: {many} of yours, {self._place()}"
        return "\n".join([head, *self._rows(), *left, _FIRST])

    def _place(self) -> str:
        assert self.path is not None
        return "beside this notebook" if self.path.parent == Path.cwd() else f"in {self.path.parent}"

    def _rows(self) -> Iterator[str]:
        for piece in self.pieces:
            when = ""
            if piece.name.endswith(".ipynb") and piece.origin.exists():
                when = f", last saved {datetime.fromtimestamp(piece.origin.stat().st_mtime):%d %b %H:%M}"
            yield f"  {piece.shown} ({_size(piece.size)}{when})"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        bundle = {"text/plain": repr(self)}
        if self.path is not None:
            # JupyterLab and Notebook 7 give a relative link the server's address, and leave one with `download` alone
            name = escape(self.path.name)
            try:
                href = escape(quote(Path(os.path.relpath(self.path)).as_posix()))
                link = f'<a href="{href}" download="{name}">Download {name}</a>'
            except ValueError:  # it is on another drive, where no link of this page leads
                link = name
            left = "".join(f"<li>{escape(one)}</li>" for one in self.left)
            left = f"<p>{_LEFT}</p><ul>{left}</ul>" if left else ""
            rows = "".join(f"<li>{escape(row.strip())}</li>" for row in self._rows())
            bundle["text/html"] = (
                f"<p><b>{link}</b> ({_size(self.path.stat().st_size)}, {escape(self._place())}; "
                f"or right-click it in the list of files)</p>"
                f"<p>{escape(_FIRST)}</p>{left}<details><summary>What is in it</summary><ul>{rows}</ul></details>"
            )
        return bundle


def save_work(folder: str | Path | None = None) -> SavedWork:
    """Pack everything of yours into one file to download.

    In it are the notebooks you have changed or made, your marks (``my-marks``), your projects (``my-projects``),
    whatever else you called ``my-…``, and the record of your progress. A file of the same day is not overwritten: the
    next is called ``-2``. `restore_work` puts all of it back, here or elsewhere. A file that cannot be read is named,
    and the rest is saved.

    Parameters
    ----------
    folder : path, optional
        Where to put the file; beside the notebook if you do not say, or in the folder FILMSCORE_WORK names.

    Returns
    -------
    SavedWork
        In a notebook it shows a link.

    Raises
    ------
    FilmScoreError
        It cannot be written, or is more than one download holds (1 GB).

    Examples
    --------
    >>> import filmscore as fs
    >>> fs.save_work()  # in a folder where nothing has been written yet
    There is nothing of yours to save yet: no notebook you have changed, no marks, no record of progress.
    If you have changed a notebook, save it in the browser first (Ctrl+S, on a Mac ⌘S) and run this again.
    """
    now = datetime.now(UTC)
    left: list[str] = []
    if next(parcel.collect(left), None) is None:
        return SavedWork(None, (), tuple(left))
    place = Path(folder).expanduser().absolute() if folder is not None else _writable()
    if not place.is_dir():
        raise FilmScoreError(f"there is no folder {shown(str(folder), 120)}")
    half = place / f".{NAME}.{secrets.token_hex(4)}.part"
    try:
        pieces, left = parcel.pack(half, now.strftime("%Y-%m-%dT%H:%M:%SZ"))
        path = _publish(half, place / f"{NAME}-{now.astimezone():%Y-%m-%d}.zip")
    finally:
        half.unlink(missing_ok=True)
    return SavedWork(path, tuple(pieces), tuple(left))


def _writable() -> Path:
    """Beside the notebook; where work is kept in another folder, or nothing can be written here, there."""
    place = work.here()
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FilmScoreError(f"the folder {place} cannot be made: {error.strerror}") from error
    return place if os.access(place, os.W_OK) else work.home()


def _publish(half: Path, wanted: Path) -> Path:
    """Give the finished file its name, or the next that is free: two notebooks may save at once."""
    for n in count(1):
        path = wanted if n == 1 else wanted.with_name(f"{wanted.stem}-{n}.zip")
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))  # the name is ours from here on
        except FileExistsError:
            continue
        except OSError as error:
            raise FilmScoreError(f"{path.name} could not be written: {error.strerror}") from error
        os.replace(half, path)
        break
    return path


def _size(count: int) -> str:
    """Bytes as people read them."""
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{max(1, round(count / 1000))} kB"
