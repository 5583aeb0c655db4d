"""The way of the sound through a mixer: every stem through its own links, then its bus, then the mix."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import FilmScoreError, shown
from . import streaming
from .answering import BLOCK
from .chain import Compress, Duck, Eq, Fade, Gain, Ride, Send
from .curves import drawn, glided, peaks
from .stems import RATE, Stems
from .streaming import Store

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .mix import Mixer

#: below this the end of a tail counts as silence (dB below full scale)
SILENT_DB = -90.0

#: samples that are worked on at a time: whole blocks of a room, and whole milliseconds
PIECE = 12 * BLOCK

#: a hand on a fader: the factor for so many samples (the second number) from one on (the first)
Hand = Callable[[int, int], "NDArray[np.float32]"]


def through(desk: Mixer) -> Stems:
    """What comes out of a mixer: its stems after the whole chain.

    A long cue is worked on in pieces and lies on disk meanwhile, as it does when it is rendered.

    Parameters
    ----------
    desk : Mixer

    Returns
    -------
    Stems
        Of one length, with the names, families, start and tempo map that went in.
    """
    given = desk.stems
    tail = max((_tail(desk, name) for name in given), default=0)
    length = given.samples + tail
    on_disk = length * 8 * len(given) > streaming.IN_MEMORY
    stores = {name: Store(length, on_disk) for name in given}
    for name, store in stores.items():
        for first, piece in _pieces(store):
            there = given[name][first : first + len(piece)]
            piece[: len(there)] = there
            streaming.rest(given[name])
    for name in given:
        _run(desk, name, [stores[name]])
    for bus, members in desk.buses.items():
        _run(desk, bus, [stores[name] for name in members])
    _run(desk, "mix", list(stores.values()))
    end = max((_end(store, given.samples) for store in stores.values()), default=0) if tail else given.samples
    for store in stores.values():
        store.sound = store.sound[:end]
    return Stems(
        stores, start=given.start, font=given.font, notes=given.notes, families=given.families, tempo=given.tempo
    )


def hand(desk: Mixer, link: Gain | Ride | Fade | Duck, length: int) -> Hand:
    """The factor a link sets, for so many samples from one on: ``hand(...)(first, samples)``."""
    if isinstance(link, Gain):
        return lambda first, samples: glided([], link.db, 1.0, samples)
    if isinstance(link, Ride):
        points = [(_sample(desk, frame), db) for frame, db in link.points]
        glide = link.glide * RATE / 1000.0
        return lambda first, samples: glided([(at - first, db) for at, db in points], link.first, glide, samples)
    if isinstance(link, Fade):
        start, end = _sample(desk, link.start), _sample(desk, link.end)

        def fading(first: int, samples: int) -> NDArray[np.float32]:
            part = np.clip((np.arange(first, first + samples) - start) / (end - start), 0.0, 1.0)
            gone = part if link.out else 1.0 - part
            return np.where(gone < 1.0, np.cos(np.pi / 2 * gone), 0.0).astype(np.float32)

        return fading
    from .ducking import duck_curve

    assert desk.film is not None  # Mixer.duck asks for one
    db = duck_curve(link, desk.film, _sample(desk, 0), length)
    return lambda first, samples: drawn(db, samples, first)


def _run(desk: Mixer, where: str, stores: list[Store]) -> None:
    for place, link in desk.links:
        if place != where or not stores:
            continue
        if isinstance(link, Eq | Send):
            for store in stores:
                hear = link.running()
                for _, piece in _pieces(store):
                    piece[:] = hear(piece)
            continue
        length = len(stores[0].sound)
        gain = _heard_by(link, stores) if isinstance(link, Compress) else hand(desk, link, length)
        for together in zip(*(_pieces(store) for store in stores), strict=True):
            factor = gain(together[0][0], len(together[0][1]))[:, None]
            for _, piece in together:
                piece *= factor


def _heard_by(link: Compress, stores: list[Store]) -> Hand:
    """The factor a compressor sets, from the sum of what it hears."""
    levels = [
        peaks(np.sum([piece for _, piece in together], axis=0, dtype=np.float32))
        for together in zip(*(_pieces(store) for store in stores), strict=True)
    ]
    db = link.follow(np.concatenate(levels)) if levels else np.zeros(0)
    return lambda first, samples: drawn(db, samples, first)


def _pieces(store: Store) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """A sound piece by piece, to be worked on in its place: the first sample of each, and the piece."""
    for first in range(0, len(store.sound), PIECE):
        yield first, store.sound[first : first + PIECE]
        store.rest()


def _tail(desk: Mixer, name: str) -> int:
    """Samples a stem rings on: rooms one after another ring one after another."""
    way = {name, "mix", *(bus for bus, members in desk.buses.items() if name in members)}
    return sum(link.tail for where, link in desk.links if where in way and isinstance(link, Send))


def _end(store: Store, least: int) -> int:
    """Where a sound has died away, at least so many samples."""
    loud = 10.0 ** (SILENT_DB / 20.0)
    for end in range(len(store.sound), least, -RATE):
        first = max(end - RATE, least)
        above = np.flatnonzero(np.abs(store.sound[first:end]).max(axis=1) > loud)
        if len(above):
            return first + int(above[-1]) + 1
    return least


def _sample(desk: Mixer, frame: int) -> int:
    """Where a frame of the film lies in the stems, in samples; before their start it is negative."""
    exact = Fraction(frame - (desk.stems.start or 0)) / desk.rate.fps * RATE
    return int((exact + Fraction(1, 2)) // 1)


def _samples(x: Any) -> NDArray[np.float64]:
    """Stems or an array as samples that can be compared."""
    try:
        sound = np.asarray(x.mix() if isinstance(x, Stems) else x, np.float64)
    except (TypeError, ValueError):
        sound = np.zeros(())
    if not sound.ndim or not np.isfinite(sound).all():
        raise FilmScoreError(f"{shown(x)} cannot null: give Stems, or an array of samples that are all numbers")
    return sound


def null_db(first: Any, second: Any) -> float:
    """What is left when one sound is taken from another: the highest sample of the difference, dBFS.

    Parameters
    ----------
    first, second : Stems or array
        Of the stems, their sum. Of the same length: sums that round lengths are a mistake of their own.

    Returns
    -------
    float
        -inf when they are the same.

    Raises
    ------
    FilmScoreError
        One of them is no sound, or they have not the same shape.

    Examples
    --------
    >>> round(null_db(np.ones((4, 2)), np.ones((4, 2)) * 0.999), 1)
    -60.0
    """
    a, b = (_samples(x) for x in (first, second))
    if a.shape != b.shape:
        raise FilmScoreError(
            f"they cannot null: one has shape {a.shape}, the other {b.shape}; render them to one length"
        )
    left = float(np.abs(a - b).max(initial=0.0))
    return 20.0 * float(np.log10(left)) if left else -np.inf
