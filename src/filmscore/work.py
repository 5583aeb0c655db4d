"""Where a student's own work lies, and how it is written so that none of it is lost.

Everything of theirs is called `my-…`, is ignored by git and is written whole or not at all. The environment variable
FILMSCORE_WORK names another folder for it: a mounted disk, a shared drive, an empty folder for a test.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from .errors import FilmScoreError, shown

VARIABLE = "FILMSCORE_WORK"  #: names another folder for the student's work
COURSE = "FILMSCORE_COURSE"  #: names the folder of the course's notebooks where it cannot be found from here
PROGRESS = "my-progress.json"  #: in `home()`: what has been tried and passed
MARKS = "my-marks"  #: folder in `here()`: what the Spotting desk and the Tempo finder keep
PROJECTS = "my-projects"  #: folder: cues and sessions of the student's own

#: a file another program holds open cannot be replaced on Windows; virus scanners let go within a second
_PATIENCE = (0.02, 0.05, 0.1, 0.3, 0.6)
_LOCK_SECONDS = 10.0


def home() -> Path:
    """The folder of the course, where the record of progress lies.

    Returns
    -------
    Path
        FILMSCORE_WORK if it is set; else `course`.
    """
    return _chosen(VARIABLE) or course()


def course() -> Path:
    """The folder the notebooks lie in.

    Returns
    -------
    Path
        FILMSCORE_COURSE if it is set; else the nearest folder at or above the working directory that holds both
        ``lessons/`` and ``environment.yml``; else the working directory.
    """
    chosen = _chosen(COURSE)
    if chosen:
        return chosen
    place = Path.cwd()
    for folder in (place, *place.parents):
        if (folder / "lessons").is_dir() and (folder / "environment.yml").is_file():
            return folder
    return place


def here() -> Path:
    """The folder a notebook works in, where its marks lie: FILMSCORE_WORK if it is set, else the working directory."""
    return _chosen(VARIABLE) or Path.cwd()


def _chosen(variable: str) -> Path | None:
    name = os.environ.get(variable, "").strip()
    return Path(name).expanduser().absolute() if name else None


def write(path: Path | str, content: str | bytes) -> Path:
    """Write a file whole or not at all: what stood there before stays until the new one is safe on the disk.

    Parameters
    ----------
    path : path
        Folders on the way are made.
    content : str or bytes
        Text is written as UTF-8 with ``\\n`` at the ends of lines.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    FilmScoreError
        It could not be written; the message gives the reason. Nothing has changed then.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> write(folder / "my-notes" / "silence.txt", "no music before 936").read_text()
    'no music before 936'
    """
    target = Path(path)
    data = content.encode("utf8") if isinstance(content, str) else content
    try:
        if target.is_symlink():  # a file kept elsewhere, in a synchronised folder say: replace that, not the link
            target = target.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, data)
    except OSError as error:
        raise FilmScoreError(
            f"{shown(str(path), 200)} could not be written: {error.strerror or error}. "
            f"{VARIABLE} can name another folder for your work."
        ) from error
    return Path(path)


def _replace(target: Path, data: bytes) -> None:
    half = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666  # umask takes its share of the latter
    try:
        with open(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        for pause in (*_PATIENCE, None):
            try:
                os.replace(half, target)
                break
            except PermissionError:
                if pause is None or os.name != "nt":
                    raise
                time.sleep(pause)
    finally:
        half.unlink(missing_ok=True)


@contextlib.contextmanager
def alone(path: Path, seconds: float | None = None) -> Iterator[None]:
    """Nobody else who asks the same way touches `path` meanwhile: another kernel, another window.

    The lock is the system's own, so it ends with the process that holds it. Where a disk knows no locks (some network
    drives), or somebody keeps it for so many seconds (ten if nothing is said), work goes on without.
    """
    lock = path.with_name(f".{path.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock, os.O_CREAT | os.O_RDWR, 0o666)
    except OSError:
        yield
        return
    try:
        _wait_for(handle, _LOCK_SECONDS if seconds is None else seconds)
        yield
    finally:
        os.close(handle)  # lets go of the lock as well


def _wait_for(handle: int, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            _take(handle)
            return
        except (BlockingIOError, PermissionError):
            time.sleep(0.005)
        except OSError:
            return


if os.name == "nt":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
