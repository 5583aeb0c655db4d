"""The files an answer may name: a recording of the student's own, which lies beside the notebook and goes in with it.

At home that is the folder the notebook works in; in a grader, the folder of what this student handed in and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path, PurePosixPath

from ..errors import FilmScoreError, shown

#: endings of the recordings that can be read
SOUNDS = (".wav", ".flac", ".ogg", ".mp3", ".aif", ".aiff")

#: the folder of what is being graded; None at home
_GRADED: ContextVar[Path | None] = ContextVar("graded", default=None)


def is_sound(name: str) -> bool:
    """Whether a file is called like a recording."""
    return name.casefold().endswith(SOUNDS)


def recording_named(name: str) -> Path:
    """The recording of that name beside the notebook.

    Parameters
    ----------
    name : str
        ``"my-door.wav"``: a name alone, because a folder of one machine is not on another.

    Raises
    ------
    FilmScoreError
        There is a folder in the name, or, in a grader, the file was not handed in.

    Examples
    --------
    >>> recording_named("my-door.wav").name
    'my-door.wav'
    """
    bare = last_part(name)
    if bare != name or re.match(r"[A-Za-z]:", name):
        raise FilmScoreError(
            f"{shown(name, 120)} has a folder in it, which is not handed in. Put the file beside this page, and write "
            f"its name alone, such as {shown(bare, 80) if is_sound(bare) else 'my-door.wav'}."
        )
    folder = _GRADED.get()
    if folder is None:
        return Path(name)
    path = folder / name
    if path.is_symlink() or not path.is_file():
        raise FilmScoreError(f"{shown(name, 120)} was not handed in beside the notebook.")
    return path


@contextmanager
def graded_in(folder: Path) -> Iterator[None]:
    """Meanwhile an answer may name the files in `folder`, and no others."""
    token = _GRADED.set(folder.absolute())
    try:
        yield
    finally:
        _GRADED.reset(token)


def recordings_in(folder: Path) -> list[Path]:
    """The recordings in a folder; no links, which may lead to somebody else's."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in found if is_sound(path.name) and path.is_file() and not path.is_symlink()]


def last_part(name: str) -> str:
    """A file's name without its folders, however they are written.

    >>> last_part(r"C:\\Users\\mara\\my-door.wav")
    'my-door.wav'
    """
    return PurePosixPath(name.replace("\\", "/")).name
