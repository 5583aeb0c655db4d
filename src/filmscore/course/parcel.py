"""The download that holds a student's work: what is in it, how it is packed, and how one is examined.

manifest.json                                  what is inside: version, date, each file's path, size and sha256
course/lessons/03_spotting.ipynb               notebooks, as they lie in the folder of the course
course/exercises/03_spotting/my-marks/…        whatever is called my-…, there
work/my-progress.json                          the same in the folder FILMSCORE_WORK names, if it names another

A file whose name some system could not write (``Why?.ipynb``) is packed under one that all can, and the manifest says
what it is called.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import __version__, work
from ..errors import FilmScoreError, shown
from .parcel_names import DEEPEST, fault_of, fit_name, is_mine, key_of
from .shipped import is_as_shipped, known

FORMAT = 1
MANIFEST = "manifest.json"

#: limits, for what we pack and for what we unpack: far above a student's work, far below what fills a disk
MOST_FILES = 5_000
MOST_BYTES = 1 << 30
MOST_MANIFEST = 4 << 20
MOST_CALLED = 20_000

#: folders of the course that hold its own code, and of tools, at the top and anywhere
OURS = {"src", "tests", "films", "tools", "benchmarks", "docs", "build", "dist"}
TOOLS = {"__pycache__", "node_modules", "site-packages"}

ROOTS = ("course", "work")


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of the student's.

    Attributes
    ----------
    name : str
        Its name in the parcel, ``course/lessons/03_spotting.ipynb``.
    size : int
    sha256 : str
    called : str
        What it is called where it was packed, if that is a name not every system can write; else empty.
    """

    name: str
    size: int
    sha256: str
    called: str = ""

    @property
    def shown(self) -> str:
        """Its name as a student knows it, ``lessons/03_spotting.ipynb``."""
        name = self.name.partition("/")[2]
        return f"{name} (packed from {shown(self.called.partition('/')[2], 120)})" if self.called else name

    @property
    def path(self) -> Path:
        """Where it lies, or would lie, here."""
        root, _, name = self.name.partition("/")
        return roots()[root] / name

    @property
    def origin(self) -> Path:
        """Where it lay if this is the machine it was packed on."""
        root, _, name = (self.called or self.name).partition("/")
        path = roots().get(root, Path()) / name
        return path if root in roots() and path.resolve().is_relative_to(roots()[root].resolve()) else self.path

    @property
    def is_progress(self) -> bool:
        """Whether it is the record of progress, which is merged and never replaced."""
        return self.name in {f"{root}/{work.PROGRESS}" for root in ROOTS}


def roots() -> dict[str, Path]:
    """The folders a parcel's files belong to, by their names in it."""
    return {"course": work.course(), "work": work.home()}


def find(left: list[str] | None = None) -> Iterator[tuple[str, Path]]:
    """Name in the parcel and path of everything of the student's, notebooks first.

    Parameters
    ----------
    left : list, optional
        Is given what cannot be packed: a link that leads nowhere, a name that is no text.
    """
    course, home = work.course(), work.home()
    found = [("course", path, course) for path in _in_course(course)]
    if home.resolve() != course.resolve():
        found += [("work", path, home) for path in _mine(home)]
    named = [(f"{root}/{path.relative_to(base).as_posix()}", path) for root, path, base in found]
    for name, path in sorted(named, key=lambda pair: (not pair[0].endswith(".ipynb"), pair[0])):
        why = _unfit(name, path)
        if not why:
            yield name, path
        elif left is not None:
            left.append(f"{shown(name.partition('/')[2], 120)}: {why}")


def _unfit(name: str, path: Path) -> str:
    """Why something of the student's cannot be packed; empty if it can."""
    try:
        name.encode("utf8")
        return "" if path.is_file() else "a link that leads nowhere" if path.is_symlink() else "not a file"
    except UnicodeEncodeError:
        return "its name is not text: rename it"
    except OSError as error:
        return error.strerror or str(error)


def _in_course(course: Path) -> Iterator[Path]:
    """Notebooks and what is called my-…; where the course itself is not found, without looking into other folders."""
    deep = (course / "lessons").is_dir()
    for place, folders, files in os.walk(course):
        here = Path(place)
        top = here == course
        yield from _mine(here)
        yield from (
            here / name for name in sorted(files) if name.endswith(".ipynb") and not name.startswith((".", "my-"))
        )
        folders[:] = sorted(
            name
            for name in folders
            if deep
            and not name.startswith((".", "my-"))
            and name not in (TOOLS | OURS if top else TOOLS)
            and not (here / name / "pyvenv.cfg").exists()
            and len(here.relative_to(course).parts) < DEEPEST - 3
        )


def _mine(folder: Path) -> Iterator[Path]:
    """Every file called my-… in a folder, and every file in a folder called so."""
    for place in sorted(folder.glob("my-*")):
        if is_mine(place.name) and not os.path.isdir(place):
            yield place
        elif is_mine(place.name) and not place.is_symlink():
            inside = (path for path in sorted(place.rglob("*")) if not hidden(path.relative_to(folder)))
            yield from (path for path in inside if not os.path.isdir(path))


def hidden(path: Path) -> bool:
    """Whether a path goes through something hidden: a lock, a checkpoint, half a file."""
    return any(part.startswith(".") for part in path.parts)


def is_untouched(name: str, path: Path) -> bool:
    """Whether a file is a notebook of the course that nobody has changed."""
    if not name.endswith(".ipynb") or not name.startswith("course/"):
        return False
    return is_as_shipped(name.removeprefix("course/"), path.read_bytes())


def collect(left: list[str]) -> Iterator[tuple[str, str, bytes]]:
    """Name in the parcel, what it is called here if that is another, and contents of all that is to be packed.

    What cannot be packed or read is named in `left`, and the rest comes all the same.
    """
    there = list(find(left))
    # a name that is one of ours is not free either: unpacked, it would take the place of a notebook nobody has changed
    taken = {key_of(f"course/{name}") for name in known()} | {key_of(name) for name, _ in there if not fault_of(name)}
    given: set[str] = set()
    for name, path in there:
        try:
            if is_untouched(name, path):
                continue
            data = path.read_bytes()
        except OSError as error:
            left.append(f"{shown(name.partition('/')[2], 120)}: {error.strerror or error}")
            continue
        fit = name if not fault_of(name) and key_of(name) not in given else fit_name(name, taken)
        taken.add(key_of(fit))
        given.add(key_of(fit))
        yield fit, name if fit != name else "", data


def pack(file: Path, when: str) -> tuple[list[Piece], list[str]]:
    """Pack everything of the student's into a new file; what went in, and what could not.

    Raises
    ------
    FilmScoreError
        It cannot be written, or is more than one download holds. Nothing is left behind then.
    """
    left: list[str] = []
    pieces: list[Piece] = []
    total = 0
    try:
        with zipfile.ZipFile(file, "x", zipfile.ZIP_DEFLATED) as box:
            for name, called, data in collect(left):
                total += len(data)
                if total > MOST_BYTES or len(pieces) >= MOST_FILES:
                    raise FilmScoreError(_too_much())
                pieces.append(Piece(name, len(data), hashlib.sha256(data).hexdigest(), called))
                box.writestr(name, data)
            told = {
                "filmscore": {"file": "work", "format": FORMAT, "version": __version__},
                "made": when,
                "files": [
                    {"path": one.name, "size": one.size, "sha256": one.sha256}
                    | ({"called": one.called} if one.called else {})
                    for one in pieces
                ],
            }
            box.writestr(MANIFEST, json.dumps(told, indent=1, ensure_ascii=False) + "\n")
        with file.open("rb+") as written:
            os.fsync(written.fileno())
    except OSError as error:
        file.unlink(missing_ok=True)
        raise FilmScoreError(f"your work could not be packed: {error.strerror or error}") from error
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    return pieces, left


def _too_much() -> str:
    largest = sorted(((path.stat().st_size, name) for name, path in find()), reverse=True)[:3]
    told = ", ".join(f"{name.partition('/')[2]} ({size / 1e6:.0f} MB)" for size, name in largest)
    return (
        f"your work is more than one download holds ({MOST_BYTES >> 30} GB or {MOST_FILES} files). "
        f"The largest: {told}. Move what you can make again out of the folder."
    )


# ---------------------------------------------------------------- opening one


class Parcel:
    """A download, examined from end to end: every name, size and checksum in it is right.

    Attributes
    ----------
    pieces : tuple of Piece
    skipped : tuple of (str, str)
        Files in it that not every system can write, and why: they are left out.
    made : str
        When, as the download says.

    Raises
    ------
    FilmScoreError
        It is no such download, or is damaged, or holds what no download of ours holds; the message says which.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        try:
            with zipfile.ZipFile(file) as box:
                pieces, self.made = self._examine(box)
        except FileNotFoundError:
            raise
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
            raise self._refused(f"it is damaged, or was not downloaded to the end ({error})") from error
        except FilmScoreError:
            raise
        except (OSError, ValueError, zipfile.LargeZipFile) as error:
            raise self._refused(f"it cannot be read ({error})") from error
        except Exception as error:  # zlib.error, struct.error …: whatever a broken file brings about
            raise self._refused(f"it is damaged ({type(error).__name__})") from error
        keys: set[str] = set()
        kept, skipped = [], []
        for piece in pieces:
            why = fault_of(piece.name) or ("its name is another's, save for capitals" * (key_of(piece.name) in keys))
            if why:
                skipped.append((piece.shown, why))
            else:
                kept.append(piece)
            keys.add(key_of(piece.name))
        self.pieces, self.skipped = tuple(kept), tuple(skipped)

    def read(self, piece: Piece) -> bytes:
        """The bytes of one piece, checked."""
        with zipfile.ZipFile(self.file) as box, box.open(piece.name) as stream:
            data = stream.read(piece.size + 1)
        if len(data) != piece.size or hashlib.sha256(data).hexdigest() != piece.sha256:
            raise self._refused(f"{shown(piece.shown)} in it has changed since")
        return data

    def _refused(self, why: str) -> FilmScoreError:
        return FilmScoreError(f"{self.file.name} is not restored: {why}. Nothing was written.")

    def _examine(self, box: zipfile.ZipFile) -> tuple[tuple[Piece, ...], str]:
        entries = {info.filename: info for info in box.infolist()}
        if len(entries) != len(box.infolist()):
            raise self._refused("two files in it have one name")
        if MANIFEST not in entries:
            raise self._refused(f"it has no {MANIFEST}, so fs.save_work() did not make it")
        if len(entries) > MOST_FILES + 1 or sum(info.file_size for info in entries.values()) > MOST_BYTES:
            raise self._refused(f"unpacked it would be more than {MOST_FILES} files or {MOST_BYTES >> 30} GB")
        if entries[MANIFEST].file_size > MOST_MANIFEST:
            raise self._refused(f"its {MANIFEST} is too long")
        pieces, made = self._manifest(box.read(MANIFEST))
        for piece in pieces:
            self._name(piece.name)
        names = {piece.name for piece in pieces}
        if len(names) != len(pieces) or names != set(entries) - {MANIFEST}:
            raise self._refused(f"its {MANIFEST} lists other files than it holds")
        for piece in pieces:
            info = entries[piece.name]
            if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG) or info.flag_bits & 1:
                raise self._refused(f"{shown(piece.name)} in it is a link, a folder or locked")
            told = hashlib.sha256()
            with box.open(info) as stream:
                size = 0
                while chunk := stream.read(1 << 20):
                    size += len(chunk)
                    told.update(chunk)
            if (size, told.hexdigest()) != (piece.size, piece.sha256):
                raise self._refused(f"{shown(piece.name)} in it is not what its {MANIFEST} says")
        return pieces, made

    def _manifest(self, text: bytes) -> tuple[tuple[Piece, ...], str]:
        try:
            told: Any = json.loads(text)
            kind = told["filmscore"]
            if kind["file"] != "work" or not isinstance(kind["format"], int):
                raise ValueError
            if kind["format"] > FORMAT:
                raise self._refused(
                    f"a later version of the course made it ({shown(kind.get('version'))}): update yours"
                )
            pieces = tuple(
                Piece(one["path"], one["size"], one["sha256"], one.get("called", "")) for one in told["files"]
            )
            right = all(
                isinstance(p.name, str)
                and isinstance(p.called, str)
                and len(p.called.encode("utf8")) <= MOST_CALLED
                and "\0" not in p.called
                and type(p.size) is int
                and p.size >= 0
                and re.fullmatch("[0-9a-f]{64}", p.sha256)
                for p in pieces
            )
            if not right:
                raise ValueError
        except FilmScoreError:
            raise
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise self._refused(f"its {MANIFEST} is not one that fs.save_work() writes") from error
        return pieces, str(told.get("made", ""))[:40]

    def _name(self, name: str) -> None:
        """Only notebooks, and what is called my-…, and only below the student's own folders."""
        parts = name.split("/")
        fine = (
            len(parts) >= 2
            and parts[0] in ROOTS
            and not any(part == "" or part.startswith(".") for part in parts)
            and not re.search(r"[\x00\\]|/[A-Za-z]:", name)  # what leads elsewhere on Windows
            and (any(is_mine(part) for part in parts[1:]) or (name.endswith(".ipynb") and parts[0] == "course"))
        )
        if not fine:
            raise self._refused(f"{shown(name)} in it would be written where no work of yours belongs")
