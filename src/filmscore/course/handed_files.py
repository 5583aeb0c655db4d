"""The files in what somebody handed in: a file, a folder, or a zip with either in it. Nothing is unpacked.

A zip may hold anything: what would fill a disk, a name that leads out of its folder, a link. It is refused then, in
words, before a byte of it is read.
"""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import FilmScoreError, shown
from .beside import is_sound
from .parcel import MANIFEST, MOST_BYTES, MOST_FILES, Parcel, Piece


@dataclass(frozen=True)
class Handed:
    """One file that was handed in.

    Attributes
    ----------
    where : str
        As a teacher finds it: its path, and for one in a zip its name there.
    folder, name : str
        Its own name, and the folder it lies in.
    size : int
        Bytes.
    read : callable
        Gives the bytes.
    """

    where: str
    folder: str
    name: str
    size: int
    read: Callable[[], bytes]

    @property
    def is_notebook(self) -> bool:
        """Whether it is called like one."""
        return self.name.casefold().endswith(".ipynb")


def loose(entry: Path) -> list[Handed]:
    """The notebooks and recordings in a file or folder, zips aside. Links are no files of whoever handed them in."""
    paths = sorted(entry.rglob("*")) if entry.is_dir() else [entry]
    return [_on_disk(path) for path in paths if _wanted(path.name) and _theirs(path, entry)]


def zips(entry: Path) -> Iterator[list[Handed]]:
    """The notebooks and recordings in each zip of a file or folder."""
    paths = sorted(entry.rglob("*")) if entry.is_dir() else [entry]
    for path in paths:
        if path.suffix.casefold() == ".zip" and _theirs(path, entry):
            yield opened(path)


def opened(path: Path) -> list[Handed]:
    """The notebooks and recordings in a zip: a download of `fs.save_work`, or any other.

    Raises
    ------
    FilmScoreError
        It is damaged, too large, locked, or a name in it leads elsewhere.
    """
    if _is_parcel(path):
        box = Parcel(path)  # examined: it may hold anything

        def reader(piece: Piece) -> Callable[[], bytes]:
            return lambda: box.read(piece)

        named = [(piece, piece.shown.partition(" (packed")[0]) for piece in box.pieces]
        return [_in_zip(path, name, piece.size, reader(piece)) for piece, name in named if _wanted(name)]
    try:
        with zipfile.ZipFile(path) as pack:
            entries = [one for one in pack.infolist() if not one.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _refused(path, f"it is damaged, or was not downloaded to the end ({error})") from error
    if len(entries) > MOST_FILES or sum(one.file_size for one in entries) > MOST_BYTES:
        raise _refused(path, f"unpacked it would be more than {MOST_FILES} files or {MOST_BYTES >> 30} GB")
    return [
        _in_zip(path, one.filename, one.file_size, _reader(path, one))
        for one in entries
        if _examined(path, one) and _wanted(one.filename)
    ]


def _examined(path: Path, one: zipfile.ZipInfo) -> bool:
    parts = _parts(one.filename)
    if ".." in parts or one.filename[:1] in "/\\" or parts[0][1:2] == ":":
        raise _refused(path, f"{shown(one.filename, 120)} in it is a path that leads out of its folder")
    if stat.S_IFMT(one.external_attr >> 16) not in (0, stat.S_IFREG):
        raise _refused(path, f"{shown(one.filename, 120)} in it is a link, not a file")
    if one.flag_bits & 1 and _wanted(one.filename):
        raise _refused(path, "it is locked with a password")
    return True


def _reader(path: Path, one: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            with zipfile.ZipFile(path) as pack:
                return pack.read(one)
        except Exception as error:  # zlib.error, a wrong checksum …: whatever a broken file brings about
            raise _refused(path, f"{shown(one.filename, 120)} in it is damaged") from error

    return read


def _in_zip(path: Path, name: str, size: int, read: Callable[[], bytes]) -> Handed:
    *folders, last = _parts(name)
    return Handed(f"{path}: {name}", "/".join([str(path), *folders]), last, size, read)


def _on_disk(path: Path) -> Handed:
    return Handed(str(path), str(path.parent), path.name, path.stat().st_size, path.read_bytes)


def _parts(name: str) -> list[str]:
    return name.replace("\\", "/").split("/")


def _wanted(name: str) -> bool:
    """A notebook or a recording; nothing hidden, no checkpoint, and not what a Mac puts beside every file of a zip."""
    parts = _parts(name)
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in parts)
    return not hidden and (is_sound(parts[-1]) or parts[-1].casefold().endswith(".ipynb"))


def _theirs(path: Path, entry: Path) -> bool:
    inside = path.relative_to(entry).parts if path != entry else ()
    hidden = any(part.startswith(".") for part in inside)
    return not hidden and path.is_file() and path.resolve() == entry.resolve().joinpath(*inside)


def _is_parcel(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as pack:
            return MANIFEST in pack.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _refused(path: Path, why: str) -> FilmScoreError:
    return FilmScoreError(f"{str(path)!r} is not opened: {why}. Nothing was copied.")
