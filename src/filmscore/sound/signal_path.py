"""The way of the sound through a mixer: every stem through its own links, then its bus, then the mix."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import FilmScoreError, shown
from .chain import Compress, Duck, Eq, Fade, Gain, Ride, Send
from .curves import glided
from .stems import RATE, Stems

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .mix import Mixer

#: below this the end of a tail counts as silence (dB below full scale)
SILENT_DB = -90.0

Sounds = dict[str, "NDArray[np.float32]"]


def through(desk: Mixer) -> Stems:
    """What comes out of a mixer: its stems after the whole chain.

    Parameters
    ----------
    desk : Mixer

    Returns
    -------
    Stems
        Of one length, with the names, families and start that went in.
    """
    given = desk.stems
    tail = max((link.tail for _, link in desk.links if isinstance(link, Send)), default=0)
    sounds: Sounds = {name: np.pad(given[name], ((0, tail), (0, 0))) for name in given}
    for name in given:
        _run(desk, name, (name,), sounds)
    for bus, members in desk.buses.items():
        _run(desk, bus, members, sounds)
    _run(desk, "mix", given.names, sounds)
    end = _end(sounds, given.samples) if tail else given.samples
    made = {name: sound[:end] for name, sound in sounds.items()}
    return Stems(made, start=given.start, font=given.font, notes=given.notes, families=given.families)


def fader(desk: Mixer, link: Gain | Ride | Fade | Duck, samples: int) -> NDArray[np.float32]:
    """The factor that a link sets for every sample of the stems."""
    if isinstance(link, Gain):
        return glided([], link.db, 1.0, samples)
    if isinstance(link, Ride):
        points = [(float(_sample(desk, frame)), db) for frame, db in link.points]
        return glided(points, link.first, link.glide * RATE / 1000.0, samples)
    if isinstance(link, Fade):
        start, end = _sample(desk, link.start), _sample(desk, link.end)
        part = np.clip((np.arange(samples) - start) / (end - start), 0.0, 1.0)
        gone = part if link.out else 1.0 - part
        return np.where(gone < 1.0, np.cos(np.pi / 2 * gone), 0.0).astype(np.float32)
    from .ducking import duck_curve

    assert desk.film is not None  # Mixer.duck asks for one
    return duck_curve(link, desk.film, _sample(desk, 0), samples)


def _run(desk: Mixer, where: str, members: tuple[str, ...], sounds: Sounds) -> None:
    for place, link in desk.links:
        if place != where or not members:
            continue
        if isinstance(link, Eq | Send):
            for name in members:
                sounds[name] = link.apply(sounds[name])
            continue
        if isinstance(link, Compress):
            factor = link.curve(np.sum([sounds[name] for name in members], axis=0, dtype=np.float32))
        else:
            factor = fader(desk, link, len(sounds[members[0]]))
        for name in members:
            sounds[name] = sounds[name] * factor[:, None]


def _end(sounds: Sounds, least: int) -> int:
    loud = 10.0 ** (SILENT_DB / 20.0)
    last = least
    for sound in sounds.values():
        above = np.flatnonzero(np.abs(sound).max(axis=1) > loud)
        last = max(last, int(above[-1]) + 1 if len(above) else 0)
    return last


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
