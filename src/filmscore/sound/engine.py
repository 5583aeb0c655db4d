"""The engine: tracks in, stems out, in one pass.

`render` plays every track with the font at hand, sends it to the hall, and sorts what comes out into stems. The
same tracks and the same font give the same samples.
"""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..errors import FilmScoreError, shown
from . import hall as rooms
from . import reuse, streaming
from .answering import BLOCK, reach
from .events import LONGEST, Note, Track
from .fonts import find_font
from .layers import sources
from .stems import RATE, Stems
from .stretches import STRETCH, Stem, Take

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .sampler import Sampler
    from .soundfont import SoundFont
    from .synth import SynthPlayer

    Player = Sampler | SynthPlayer

#: a cue that is cut off while it still sounds fades over this many seconds
FADE = 0.05

#: no release is waited for longer than this, in seconds
LONGEST_RING = 20.0

#: a stem is shared between cores only in runs of at least so many blocks (16 s), or too much is played twice
SHORTEST_RUN = 24

#: below this the end of a cue counts as silence (dB below full scale)
SILENT_DB = -90.0


def render(
    tracks: Iterable[Track],
    seconds: float | None = None,
    font: str | os.PathLike[str] | SoundFont | None = None,
    hall: str = "stage",
    tail: float | None = None,
    *,
    start: int | None = None,
    brighten: bool | None = None,
) -> Stems:
    """Play tracks into stems.

    Parameters
    ----------
    tracks : iterable of Track
        They sound together; tracks with the same `stem` share one.
    seconds : float, optional
        Length of every stem. What still sounds then fades out over the last 50 ms.
    font : path or SoundFont, optional
        The best one on this machine if it is left out (`filmscore.sound.fonts.find_font`).
    hall : {"stage", "hall", "dry"}
        The room: 1.5 s, 2 s, or none.
    tail : float, optional
        Without `seconds`: how long to go on after the last note is let go. Left out, until the last
        release and the room have died away.
    start : int, optional
        Frame of the film on which the cue starts; kept in the stems.
    brighten : bool, optional
        Let soft notes and fading ones sound darker too. Left out: as far as the font does not do it itself.

    Returns
    -------
    Stems
        48 kHz; `stems.notes` says what the font lacked and what played instead.

    Raises
    ------
    FilmScoreError
        When a length is out of range, the room unknown, or the font cannot be used.

    Examples
    --------
    >>> chord = [Note(0.0, 1.0, pitch, 80) for pitch in (48, 55, 64)]
    >>> render([Track("Violins", "strings", 0, 48, chord)], seconds=2.0)
    <Stems of 2.0 s: strings>
    """
    from .readings import KEPT, READINGS, WIDE

    tracks = list(tracks)
    for track in tracks:
        if not isinstance(track, Track):
            raise FilmScoreError(
                f"render plays Tracks, not {track!r}; Track(name, stem, bank, program, notes) makes one"
            )
    if not isinstance(hall, str) or (hall != "dry" and hall not in rooms.ROOMS):
        raise FilmScoreError(f"there is no room {hall!r}; there are: {', '.join(rooms.ROOMS)}, dry")
    for what, value in (("seconds", seconds), ("tail", tail)):
        number = isinstance(value, int | float)
        if value is not None and not (number and 0.0 <= value <= LONGEST):  # also catches NaN
            raise FilmScoreError(f"{what}={value!r} must be a length between 0 and {LONGEST:g} seconds")

    sampler = sampler_for(font, brighten)
    parts = [part for track in tracks for part in _parts(track, sampler)]
    natural = False
    if seconds is not None:
        length = round(seconds * RATE)
    else:
        last = max((track.end for track in tracks), default=0.0)
        natural = tail is None
        if tail is None:
            rings = max((player.ring(track) for player, track in parts), default=0.0)
            tail = min(max(rings - last, 0.0), LONGEST_RING) + rooms.seconds_of(hall)
        length = round((last + tail) * RATE) if tracks else 0
    groups: dict[str, list[tuple[Player, Track]]] = {}
    for player, track in parts:
        groups.setdefault(track.stem, []).append((player, track))

    size = length * 8 * len(groups)
    kept = reuse.limit()
    kept = kept if size <= kept else 0
    stores = [streaming.Store(length, on_disk=size > streaming.IN_MEMORY) for _ in groups]
    workers = min(os.cpu_count() or 1, 4)
    making = []
    for group, store in zip(groups.values(), stores, strict=True):
        stem = Stem(group, length, hall, reuse.MEMORY if kept else None)
        take, missing = _remembered(stem, store, kept)
        # tracks are played at the same time; where there are too few of them, so are the two ends of a run
        count = -(-workers // max(stem.tracks, 1))
        runs = [piece for run in _runs(missing, reach(hall) + 1) for piece in _pieces(run, count)]
        making += [(stem.weight, stem, run, take) for run in runs]
    # compiled voices let go of Python's lock: as many tracks at a time as there are cores, those of the heaviest stems
    # first. A track is played by one thread, and the same wherever a run begins, so the samples do not depend on who
    # was faster
    making.sort(key=lambda job: -job[0])
    READINGS.room_for(KEPT if any(store.on_disk for store in stores) else WIDE)
    with ThreadPoolExecutor(workers) as players, ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda job: job[1].make(*job[2], job[3], players), making))
    if natural:
        _trim(stores)
    for store in stores:
        _fade(store.sound)
        store.rest()
    made = dict(zip(groups, stores, strict=True))
    return Stems(made, start=start, font=sampler.font.name, notes=sorted(set(sampler.notes)))


def _parts(track: Track, sampler: Sampler) -> Iterator[tuple[Player, Track]]:
    """A track as it is played with this font: by the font, by synths, or by both."""
    for player, gain_db in sources(track.patch, track.bank, track.program, sampler):
        yield player, track if not gain_db else replace(track, gain_db=track.gain_db + gain_db)


def _remembered(stem: Stem, store: streaming.Store, kept: int) -> tuple[Take, list[int]]:
    """Put into a store what is remembered of a stem; gives what is to be done with the blocks that are made, and which
    are missing. `kept` is how many bytes of all stems may be remembered.
    """
    keys = stem.keys() if kept else []
    missing = []
    for block in range(stem.blocks):
        found = reuse.MEMORY.get(keys[block]) if keys else None
        if found is None:
            missing.append(block)
        else:
            place = store.sound[block * BLOCK : (block + 1) * BLOCK]
            place[: len(found)] = found[: len(place)]

    def take(block: int, sound: NDArray[np.float32] | None) -> None:
        if sound is not None:
            place = store.sound[block * BLOCK : (block + 1) * BLOCK]
            place[:] = sound[: len(place)]
        if keys:
            reuse.MEMORY.put(keys[block], _SILENCE if sound is None else sound, kept)
        elif store.on_disk and not (block + 1) % STRETCH:
            store.rest()
            streaming.give_back()

    return take, missing


def _pieces(run: tuple[int, int], count: int) -> Iterator[tuple[int, int]]:
    """A long run in so many pieces, or fewer where they would be short."""
    first, last = run
    count = max(1, min(count, (last - first) // SHORTEST_RUN))
    edges = [first + (last - first) * i // count for i in range(count + 1)]
    yield from itertools.pairwise(edges)


def _runs(blocks: list[int], apart: int) -> Iterator[tuple[int, int]]:
    """Runs of blocks to be made in one go; a gap no longer than what would be played before the next is closed."""
    first = last = -1
    for block in blocks:
        if first < 0 or block - last > apart:
            if first >= 0:
                yield first, last
            first = block
        last = block + 1
    if first >= 0:
        yield first, last


def _trim(stores: list[streaming.Store]) -> None:
    """Cut all where the last of them has died away."""
    loud = 10.0 ** (SILENT_DB / 20.0)
    last = 0
    for store in stores:
        # from the end, a second at a time: the last thing heard is seldom far away
        for end in range(len(store.sound), last, -RATE):
            above = np.flatnonzero((np.abs(store.sound[max(end - RATE, 0) : end]) > loud).any(axis=1))
            if len(above):
                last = max(last, max(end - RATE, 0) + int(above[-1]) + 1)
                break
        store.rest()
    for store in stores:
        store.sound = store.sound[:last]


def _fade(sound: NDArray[np.float32]) -> None:
    n = min(int(FADE * RATE), len(sound))
    if n and np.abs(sound[-n:]).max() > 0.0:
        ramp = 0.5 + 0.5 * np.cos(np.pi * (np.arange(n) + 1) / n)
        sound[-n:] *= ramp.astype(np.float32)[:, None]


def sampler_for(font: str | os.PathLike[str] | SoundFont | None, brighten: bool | None = None) -> Sampler:
    """A sampler on a font that remembers its decoded samples from render to render."""
    from .sampler import Sampler
    from .soundfont import SoundFont

    if isinstance(font, SoundFont):
        return Sampler(font, brighten)
    if font is not None and not isinstance(font, str | os.PathLike):
        raise FilmScoreError(f"{shown(font)} is no font: give the path of an .sf2 or .sf3 file, or leave it out.")
    path = find_font() if font is None else Path(font)
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        changed = 0  # SoundFont says what is wrong
    kept = _font(str(path), changed)
    return Sampler(kept, brighten)


@lru_cache(maxsize=4)
def _font(path: str, changed: int) -> SoundFont:
    from .soundfont import SoundFont

    return SoundFont(path)


#: what is remembered of a block in which nothing sounds
_SILENCE = np.zeros((0, 2), np.float32)

_warming: threading.Thread | None = None


def warm() -> threading.Thread:
    """Compile the engine in the background, so that the first sound does not have to wait for it.

    The first call ever on a machine takes a few seconds, later ones (from numba's cache) about one.

    Returns
    -------
    threading.Thread
        `join()` it to wait.
    """
    global _warming
    if _warming is None:
        _warming = threading.Thread(target=_compile, name="filmscore-warm", daemon=True)
        _warming.start()
    return _warming


def _compile() -> None:
    from .patches import PATCHES

    note = Note(0.0, 0.01, 60, 80)
    render([Track("warm", "keys", 0, 0, [note]), Track("warm", "keys", 0, 0, [note], patch="wind")], seconds=0.05)
    for name in ("harp", "timpani", "strings", "electric piano"):  # one of each kind of synth
        for layer in PATCHES[name].layers:
            layer.synth.note(60, 0.01, limit=2400)
