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
import re
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from ..errors import FilmScoreError, shown
from ..music.orchestra.catalogue import known
from .fonts import VARIABLE as FONT_VARIABLE
from .fonts import find_font
from .handling import STRUCK, Voice
from .instruments import DRUMS, entry_for
from .note_sampling import STEP, VELOCITY, Instrument, Sample, SampledInstrument, pitches, played
from .palette import voice_for
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
    "is_unpitched",
    "kept",
    "menu",
    "of_the_orchestra",
    "pitches",
    "sampled",
    "section",
    "there",
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
    """The instrument of that name: one of the menu, or whoever else of the orchestra or the palette has a pitch.

    Raises
    ------
    FilmScoreError
        Nobody of that name plays here, or it has no pitch.

    Examples
    --------
    >>> instrument("horn").low, instrument("Solo cello").id
    (42, 'cello')
    >>> instrument("trombone").name, instrument("cor anglais").id, instrument("violins II").family
    ('Trombone', 'english-horn', 'strings')
    """
    word = " ".join(name.split()).casefold() if isinstance(name, str) else ""
    for one in INSTRUMENTS:
        if word in (one.id, one.name.casefold()):
            return one
    found = of_the_orchestra(word) if word else None
    if found is None:
        raise FilmScoreError(
            f"Nobody here plays {shown(name)}. You may ask for {', '.join(i.id for i in INSTRUMENTS)}, or for any "
            "other instrument with a pitch of fs.instruments() and fs.palette()."
        )
    if is_unpitched(found):
        raise FilmScoreError(
            f"The {found.name.lower()} has no pitch, and notes have: fs.sketch and fs.perform play it in a score."
        )
    for one in INSTRUMENTS:
        if one.name.casefold() == found.name.casefold():
            return one
    if any(one.id == found.id for one in INSTRUMENTS):  # the menu's violin is one player; the section is another
        entry = entry_for(word)
        assert entry is not None
        return replace(found, id=_id(entry.name), name=entry.name)
    return found


def section(name: str) -> Instrument:
    """Who plays a part of a score: as `instrument`, but a stringed instrument is its section unless it is called solo.

    >>> section("Violins I").name, section("Solo cello").name, section("Horn in F 2").name
    ('Violins I', 'Solo cello', 'Horn')
    """
    entry = entry_for(name)
    return instrument(name if entry is None or entry.voice.stem != "strings" else entry.name)


def menu(*wanted: str) -> list[Instrument]:
    """The instruments of a player's menu: those every menu has, and whoever else is asked for there."""
    return list(dict.fromkeys([*INSTRUMENTS, *(instrument(name) for name in wanted)]))


@cache
def of_the_orchestra(name: str) -> Instrument | None:
    """Whoever the palette plays under a name the catalogue knows, or under its own; None if it plays nobody."""
    spaced = name.replace("-", " ")  # an id has hyphens for spaces
    text = name if known(name) is not None or known(spaced) is None else spaced
    entry, tool = entry_for(text), known(text)
    if entry is None:
        return None
    pitched = tool is not None and tool.comfortable is not None
    low, high = tool.span() if tool is not None and pitched else (entry.low, entry.high)
    called = tool.name if tool is not None and voice_for(tool.name) is entry.voice else entry.name
    family = tool.family if tool is not None else entry.voice.stem
    return Instrument(_id(called), called, low, high, family, _release(entry.voice))


def is_unpitched(player: Instrument) -> bool:
    """Whether its keys are drums, or it has one sound alone."""
    tool = known(player.name)
    return player.voice.key is not None or player.voice.sound.bank == DRUMS or bool(tool and tool.unpitched)


def _id(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def _release(voice: Voice) -> float:
    """Seconds in which a note falls silent: what rings is let ring a little, a room full of people stops late."""
    if voice.kind == STRUCK:
        return min(0.25 + 0.25 * voice.ring, 1.2)
    return 0.6 if voice.legato >= 60 else 0.3


_locks: dict[str, threading.Lock] = {}


_door = threading.Lock()


def sampled(name: str, font: str | os.PathLike[str] | None = None) -> SampledInstrument:
    """The notes of an instrument: from the package or the cache, or played now and kept there.

    The first time it takes the engine some seconds an instrument; afterwards it is a matter of reading a file. What is
    in the package is that from the beginning.

    Parameters
    ----------
    name : str
        Whom `instrument` knows.
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
    return kept(player.id, path, lambda: played(player, path))


def there(name: str, font: Path) -> SampledInstrument | None:
    """What the cache has under a name for this font and engine."""
    return _read(cache_folder() / "notes" / bank_key(font), name)


def kept(name: str, font: Path, make: Callable[[], SampledInstrument]) -> SampledInstrument:
    """What the cache has under a name for this font and engine; what it has not is made, once, and kept there.

    Parameters
    ----------
    name : str
        Of its files; what is made has it for its id.
    font : Path
    make : callable
    """
    key = bank_key(font)
    with _door:
        lock = _locks.setdefault(f"{key}/{name}", threading.Lock())
    with lock:  # two players that ask at once make it once
        folder = cache_folder() / "notes" / key
        found = _read(folder, name)
        if found is None:
            found = make()
            _keep(folder, found)
        return found


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
