"""How well hits laid anywhere would meet a tempo: what a fast tempo must be held against.

A random hit lies anywhere between two beats, so it is off by anything up to half a beat, each amount as likely as
the next. At 240 beats a minute no hit at 24 frames a second can be off by more than three frames.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

_STEPS = 2048  # of the distribution of a sum of squares, where it has no closed form


def expected_max(halves: Sequence[float]) -> float:
    """The greatest error to be expected of hits whose errors lie evenly between 0 and `halves` frames.

    For `n` hits and one tempo that is ``n / (n + 1)`` of half a beat.

    >>> expected_max([12.0]), expected_max([12.0, 12.0, 12.0])
    (6.0, 9.0)
    """
    total, below, held = 0.0, 0.0, 1.0  # `held`: the product of the halves that can still grow
    order = sorted(halves)
    for i, half in enumerate(order):
        n = len(order) - i
        held = math.prod(half / h for h in order[i:])  # in units of this half, so that many hits do not overflow
        total += half - below - held * half * (1 - (below / half) ** (n + 1)) / (n + 1)
        below = half
    return total


def expected_rms(lengths: Sequence[float], weights: Sequence[float]) -> float:
    """Root of the mean square error to be expected where beats lie `lengths` frames apart: ``length / √12``.

    >>> round(expected_rms([24.0], [1.0]), 3)
    6.928
    """
    mean = sum(w * b * b for w, b in zip(weights, lengths, strict=True)) / sum(weights)
    return math.sqrt(mean / 12)


def share_max(error: float, halves: Sequence[float]) -> float:
    """The share of random hits that all lie within `error` frames: 0 to 1.

    >>> share_max(3.0, [12.0, 12.0])
    0.0625
    """
    return math.prod(min(1.0, error / half) for half in halves)


def share_rms(rms: float, lengths: Sequence[float], weights: Sequence[float]) -> float:
    """The share of random hits whose weighted root mean square error is at most `rms`: 0 to 1.

    While no single hit could use up the whole sum, it is the part that an ellipsoid takes of a box; else the
    squares are added up in small steps, which is right to about a thousandth.
    """
    n, whole = len(lengths), sum(weights)
    limit = rms * rms * whole
    if limit <= 0:
        return 0.0
    sides = [math.sqrt(w) * b / 2 for w, b in zip(weights, lengths, strict=True)]
    if limit <= min(sides) ** 2:
        log = n / 2 * math.log(math.pi * limit) - math.lgamma(n / 2 + 1) - sum(math.log(2 * s) for s in sides)
        return math.exp(log)
    if limit >= sum(s * s for s in sides):
        return 1.0
    at = np.linspace(-limit / _STEPS, limit + limit / _STEPS, _STEPS + 3).clip(0)
    size = 1 << (2 * _STEPS + 1).bit_length()
    together = np.ones(1)
    for side in sides:
        # the integral of the share of squares up to `at`; its second difference lays each square on the two steps
        # beside it so that their mean stays right
        upto = np.where(at < side * side, 2 / 3 * at**1.5 / side, at - side * side / 3)
        one = np.diff(upto, 2) * _STEPS / limit
        spectrum = np.fft.rfft(together, size) * np.fft.rfft(one, size)
        together = np.clip(np.fft.irfft(spectrum, size)[: _STEPS + 1], 0.0, None)
    return float(min(1.0, together[:-1].sum() + together[-1] / 2))
