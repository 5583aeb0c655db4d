"""Gain over time: what a hand on a fader or a compressor does, as a factor for every sample, without a step in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .stems import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: below this a fader counts as closed, dB
CLOSED = -90.0

#: levels are followed in steps of this many samples: a millisecond
STEP = RATE // 1000


def peaks(sound: NDArray[np.float32]) -> NDArray[np.float64]:
    """Highest sample of each millisecond in either channel."""
    n = -(-len(sound) // STEP)
    high = np.zeros(n * STEP)
    high[: len(sound)] = np.abs(sound).max(axis=1)
    return np.asarray(high.reshape(n, STEP).max(axis=1))


def followed(wanted: NDArray[np.float64], attack: float, release: float) -> NDArray[np.float64]:
    """A gain in dB, one value a millisecond, that goes after the wanted one: down by attack, up by release."""
    down, up = (1.0 - 10.0 ** (-1.0 / max(ms, 1e-3)) for ms in (attack, release))
    made, now = np.empty(len(wanted)), 0.0
    for n, goal in enumerate(wanted.tolist()):
        now += (down if goal < now else up) * (goal - now)
        made[n] = now
    return made


def drawn(db: NDArray[np.float64], samples: int, first: int = 0) -> NDArray[np.float32]:
    """A gain of one value a millisecond as a factor for `samples` samples from `first` on, without steps."""
    if not len(db):
        return np.ones(samples, np.float32)
    low = min(max(first // STEP - 1, 0), len(db) - 1)
    part = db[low : (first + samples) // STEP + 2]
    at = (np.arange(low, low + len(part)) + 0.5) * STEP
    return np.asarray(10.0 ** (np.interp(np.arange(first, first + samples), at, part) / 20.0), np.float32)


def glided(points: list[tuple[float, float]], first: float, glide: float, samples: int) -> NDArray[np.float32]:
    """A fader that moves from each point (sample, dB) on in `glide` samples, as a factor for every sample.

    It moves by half a cosine: in dB between levels that are heard, in amplitude where one end is silence.
    """
    factor = np.empty(samples, np.float32)
    db, before = first, 0
    for n, (at, goal) in enumerate(points):
        start = round(at)
        following = points[n + 1][0] if n + 1 < len(points) else np.inf
        factor[max(before, 0) : max(start, 0)] = _factor(db)
        stop = round(min(start + max(glide, 1.0), following))
        time = np.arange(max(start, 0), min(stop, samples))
        part = 0.5 - 0.5 * np.cos(np.pi * np.minimum((time - start + 1) / max(glide, 1.0), 1.0))
        if min(db, goal) > CLOSED:
            factor[time] = 10.0 ** ((db + (goal - db) * part) / 20.0)
        else:
            factor[time] = _factor(db) + (_factor(goal) - _factor(db)) * part
        if stop < start + glide:  # cut short by the next move, which goes on from where the fader is then
            done = 0.5 - 0.5 * np.cos(np.pi * (stop - start) / max(glide, 1.0))
            if min(db, goal) > CLOSED:
                goal = db + (goal - db) * done
            else:
                goal = 20.0 * float(np.log10(max(_factor(db) + (_factor(goal) - _factor(db)) * done, 1e-12)))
        db, before = goal, stop
    factor[max(before, 0) :] = _factor(db)
    return factor


def _factor(db: float) -> float:
    return 0.0 if db <= CLOSED else float(10.0 ** (db / 20.0))
