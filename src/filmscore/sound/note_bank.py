"""A bank of sampled notes: what a small player needs to sound at once, without a way to the kernel and back.

Each instrument is played once by the engine, every fourth semitone over its comfortable range, with the font at hand
and in the course's room. The notes lie one after another in one Ogg file, with an index that says where each begins
and where it may be looped. File and index are kept in the user's cache folder, under a name that changes with the font
and with the engine, so that nothing stale is heard.

A few instruments are in the package, sampled with a better font than most machines have: they sound at once, even the
first time. Who names a font of their own hears that font.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import threading
from functools import cache
from pathlib import Path

from ..errors import FilmScoreError, shown
from .fonts import VARIABLE as FONT_VARIABLE
from .fonts import find_font
from .note_sampling import STEP, VELOCITY, Instrument, Sample, SampledInstrument, pitches, played
from .stems import replace_file

__all__ = [
    "INSTRUMENTS",
    "STEP",
    "VELOCITY",
    "Instrument",
    "Sample",
    "SampledInstrument",
    "bank_key",
    "cache_folder",
    "instrument",
    "pitches",
    "sampled",
]

#: names the folder where rendered notes are kept, instead of the system's own place
VARIABLE = "FILMSCORE_CACHE"

#: the instruments that come with the package; `python -m films.notes` samples them again
SHIPPED = Path(__file__).parent / "rendered" / "notes"

_KEPT = 3  # fonts or engines whose notes are kept

#: the instruments of the menu, in its order
INSTRUMENTS = tuple(
    Instrument(*row)
    for row in (
        ("piano", "Piano", 28, 100, "keys", 0.25),
        ("harp", "Harp", 28, 96, "keys", 1.2),
        ("celesta", "Celesta", 60, 104, "keys", 0.6),
        ("flute", "Flute", 60, 92, "woodwinds", 0.25),
        ("oboe", "Oboe", 60, 86, "woodwinds", 0.25),
        ("clarinet", "Clarinet", 50, 86, "woodwinds", 0.25),
        ("horn", "Horn", 42, 74, "brass", 0.35),
        ("trumpet", "Trumpet", 54, 82, "brass", 0.3),
        ("violin", "Solo violin", 55, 95, "strings", 0.3),
        ("cello", "Solo cello", 36, 76, "strings", 0.3),
        ("strings", "Strings", 36, 88, "strings", 0.6),
        ("choir", "Choir", 43, 79, "choir", 0.6),
        ("timpani", "Timpani", 40, 57, "percussion", 0.8),
    )
)


def instrument(name: object) -> Instrument:
    """The instrument of that name.

    Raises
    ------
    FilmScoreError
        Nobody of that name plays here.

    Examples
    --------
    >>> instrument("horn").low, instrument("Solo cello").id
    (42, 'cello')
    """
    word = name.strip().casefold() if isinstance(name, str) else ""
    for one in INSTRUMENTS:
        if word in (one.id, one.name.casefold()):
            return one
    raise FilmScoreError(f"Nobody here plays {shown(name)}. You may ask for {', '.join(i.id for i in INSTRUMENTS)}.")


_locks: dict[str, threading.Lock] = {}


_door = threading.Lock()


def sampled(name: str, font: str | os.PathLike[str] | None = None) -> SampledInstrument:
    """The notes of an instrument: from the package or the cache, or played now and kept there.

    The first time it takes the engine some seconds an instrument; afterwards it is a matter of reading a file. What is
    in the package is that from the beginning.

    Parameters
    ----------
    name : str
        One of `INSTRUMENTS`.
    font : path, optional
        Left out: the package's own notes, unless `$FILMSCORE_SOUNDFONT` names a font; for other instruments the best
        font on this machine.

    Raises
    ------
    FilmScoreError
        Nobody of that name plays here, or the font cannot be used.
    """
    player = instrument(name)
    if font is None and not os.environ.get(FONT_VARIABLE, "").strip():
        shipped = _read(SHIPPED, player.id)
        if shipped is not None:
            return shipped
    path = find_font() if font is None else Path(font)
    key = bank_key(path)
    with _door:
        lock = _locks.setdefault(f"{key}/{player.id}", threading.Lock())
    with lock:  # two players that ask at once make it once
        folder = cache_folder() / "notes" / key
        kept = _read(folder, player.id)
        if kept is None:
            kept = played(player, path)
            _keep(folder, kept)
        return kept


def bank_key(font: Path | None = None) -> str:
    """A name for the notes of a font as this engine plays them; it changes when either does."""
    path = find_font() if font is None else font
    try:
        about = path.stat()
    except OSError as error:
        raise FilmScoreError(f"the sound font {path} cannot be opened: {error.strerror}; choose another") from None
    words = f"{path.name}|{about.st_size}|{about.st_mtime_ns}|{_engine()}"
    return hashlib.sha256(words.encode()).hexdigest()[:16]


@cache
def _engine() -> str:
    """The engine's own text: a change of one line may be a change of sound."""
    here = Path(__file__).parent
    told = hashlib.sha256()
    for path in sorted(here.rglob("*.py")):
        told.update(path.read_bytes())
    return told.hexdigest()


def cache_folder() -> Path:
    """Where the system keeps what can be made again; `$FILMSCORE_CACHE` names another place."""
    named = os.environ.get(VARIABLE, "").strip()
    if named:
        return Path(named).expanduser()
    system = platform.system()
    if system == "Windows":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "filmscore" / "cache"
    if system == "Darwin":
        return Path.home() / "Library" / "Caches" / "filmscore"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "filmscore"


def _keep(folder: Path, made: SampledInstrument) -> None:
    """Sound first, index last: an index without its sound is never seen. A full or locked disk is no reason to fail."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(folder / f"{made.id}.ogg", made.data)
        index = {**made.index(), "bytes": len(made.data)}
        replace_file(folder / f"{made.id}.json", json.dumps(index).encode())
        others = sorted((p for p in folder.parent.iterdir() if p.is_dir()), key=lambda p: p.stat().st_mtime)
        for old in others[:-_KEPT]:
            shutil.rmtree(old, ignore_errors=True)
    except OSError:
        return


def _read(folder: Path, name: str) -> SampledInstrument | None:
    try:
        index = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        data = (folder / f"{name}.ogg").read_bytes()
        if len(data) != index.pop("bytes"):
            return None
        rows = index.pop("samples")
        samples = tuple(Sample(**{**row, "loop": tuple(row["loop"]) if row["loop"] else None}) for row in rows)
        return SampledInstrument(samples=samples, data=data, **index)
    except (OSError, ValueError, KeyError, TypeError):
        return None  # missing or damaged: it is made again
