"""The engine: tracks in, stems out, in one pass.

`render` plays every track with the font at hand, sends it to the hall, and sorts what comes out into stems. The
same tracks and the same font give the same samples.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..errors import FilmScoreError
from . import hall as rooms
from .events import LONGEST, Note, Track
from .fonts import find_font
from .layers import sources
from .stems import RATE, Stems

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
        Let soft notes sound darker too. Left out: where the font's own samples only get quieter.

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
    stems: dict[str, list[tuple[Player, Track]]] = {}
    for player, track in parts:
        stems.setdefault(track.stem, []).append((player, track))

    # compiled voices let go of Python's lock: two stems at a time use two cores, and since each stem is
    # played by one thread from first note to last, the samples do not depend on who was faster
    with ThreadPoolExecutor(max_workers=min(len(stems), os.cpu_count() or 1, 4) or 1) as pool:
        sounds = list(pool.map(lambda group: _stem(group, length, hall), stems.values()))
    made = dict(zip(stems, sounds, strict=True))
    if natural and made:
        _trim(made)
    for sound in made.values():
        _fade(sound)
    return Stems(made, start=start, font=sampler.font.name, notes=sorted(set(sampler.notes)))


def _parts(track: Track, sampler: Sampler) -> Iterator[tuple[Player, Track]]:
    """A track as it is played with this font: by the font, by synths, or by both."""
    for player, gain_db in sources(track.patch, track.bank, track.program, sampler):
        yield player, track if not gain_db else replace(track, gain_db=track.gain_db + gain_db)


def _stem(parts: list[tuple[Player, Track]], length: int, hall: str) -> NDArray[np.float32]:
    dry = np.zeros((2, length), np.float32)
    wet = np.zeros((2, length), np.float32)
    reached = 0
    for player, track in parts:
        reached = max(reached, player.render(track, dry, wet))
    if hall != "dry" and reached and wet.any():
        answer = rooms.reverberate(wet[:, :reached], hall)
        n = min(answer.shape[1], length)
        dry[:, :n] += answer[:, :n]
    return np.ascontiguousarray(dry.T)


def _trim(sounds: dict[str, NDArray[np.float32]]) -> None:
    loud = 10.0 ** (SILENT_DB / 20.0)
    last = 0
    for sound in sounds.values():
        above = np.flatnonzero((np.abs(sound) > loud).any(axis=1))
        last = max(last, int(above[-1]) + 1 if len(above) else 0)
    for name, sound in sounds.items():
        sounds[name] = sound[:last]


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
