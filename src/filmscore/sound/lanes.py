"""Lanes: where in the spectrum a sound lies, bar by bar, and how much of it another sound covers there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .speech import erb_edges
from .stems import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: one look every 20 ms, each as long as 85 ms: short enough for a drum, long enough to tell a bass from a cello
WINDOW, HOP = 4096, 960

#: what lies so far under the loudest moment of a sound is its tail and hides nothing, dB
QUIET = 30.0

#: a sound stands out of another where it is so much louder, dB
OUT = 3.0

#: fainter than this a lane is empty, dB below full scale
EMPTY = -75.0


@dataclass(frozen=True)
class Lane:
    """A part of the spectrum, Hz."""

    name: str
    low: float
    high: float

    @property
    def told(self) -> str:
        """Its name and where it lies."""
        return f"{self.name} ({hertz(self.low)} to {hertz(self.high)})"


#: from low to high; the words are those of a mixing desk, and the one in which words are understood has its own
LANES: tuple[Lane, ...] = (
    Lane("sub", 25.0, 60.0),
    Lane("bass", 60.0, 150.0),
    Lane("low middle", 150.0, 400.0),
    Lane("middle", 400.0, 1000.0),
    Lane("speech", 1000.0, 4000.0),
    Lane("bright", 4000.0, 10000.0),
    Lane("air", 10000.0, 20000.0),
)


def hertz(value: float) -> str:
    """A frequency as it is said.

    >>> hertz(150.0), hertz(4000.0)
    ('150 Hz', '4 kHz')
    """
    return f"{value / 1000:g} kHz" if value >= 1000 else f"{value:g} Hz"


def edges() -> NDArray[np.float64]:
    """Edges, Hz, of cells as wide as the ear's own bands, so cut that every lane is a whole number of them."""
    made: list[float] = []
    for lane in LANES:
        made += erb_edges(lane.low, lane.high)[:-1].tolist()
    return np.array([*made, LANES[-1].high])


def cells(sound: NDArray[np.float32]) -> NDArray[np.float64]:
    """Power of a sound in every cell: shape (looks, cells). Both channels count, so what is panned is not lost.

    A sine of full scale in both channels comes to 1 in its cell, so levels can be read as dB of full scale.
    """
    window = np.hanning(WINDOW)
    bins = np.fft.rfftfreq(WINDOW, 1 / RATE)
    cuts = np.searchsorted(bins, edges())
    looks = max(1, -(-len(sound) // HOP))
    made = np.zeros((looks, len(cuts) - 1))
    padded = np.zeros(((looks - 1) * HOP + WINDOW, sound.shape[1]), np.float32)
    head = WINDOW // 2
    body = sound[: len(padded) - head]
    padded[head : head + len(body)] = body
    scale = 4.0 / (sound.shape[1] * WINDOW * (window**2).sum())
    for first in range(0, looks, 500):
        last = min(first + 500, looks)
        frames = np.lib.stride_tricks.sliding_window_view(
            padded[first * HOP : (last - 1) * HOP + WINDOW], WINDOW, axis=0
        )
        power = (np.abs(np.fft.rfft(frames[::HOP] * window, axis=-1)) ** 2).sum(axis=1)
        total = np.concatenate([np.zeros((len(power), 1)), np.cumsum(power, axis=1)], axis=1)
        made[first:last] = (total[:, cuts[1:]] - total[:, cuts[:-1]]) * scale
    return made


def lane_of_cell() -> NDArray[np.int64]:
    """Which lane each cell belongs to."""
    middles = np.sqrt(edges()[:-1] * edges()[1:])
    return np.searchsorted([lane.high for lane in LANES], middles)


def levels(power: NDArray[np.float64], spans: list[tuple[int, int]]) -> NDArray[np.float64]:
    """Level of each lane in each span of looks, dB of full scale: shape (spans, lanes); `EMPTY` where there is less."""
    lane = lane_of_cell()
    made = np.full((len(spans), len(LANES)), EMPTY)
    for row, (first, last) in enumerate(spans):
        mean = power[first:last].mean(axis=0) if last > first else np.zeros(len(lane))
        for n in range(len(LANES)):
            made[row, n] = max(EMPTY, 10.0 * np.log10(mean[lane == n].sum() + 1e-12))
    return made


def covered(voice: NDArray[np.float64], other: NDArray[np.float64], first: int, last: int, lane: int) -> float:
    """Share of what a sound has in a lane, cell by cell, that does not stand out of another by `OUT` dB, 0 to 1."""
    here = lane_of_cell() == lane
    own, beside = voice[first:last, here], other[first:last, here]
    top = voice[:, here].max(initial=0.0)
    there = own > max(top * 10 ** (-QUIET / 10), 10 ** (EMPTY / 10) / 4)
    if not there.any():
        return 0.0
    hidden = there & (own < beside * 10 ** (OUT / 10))
    return float((own * hidden).sum() / (own * there).sum()) * 0.5 + 0.5 * float(hidden.sum() / there.sum())
