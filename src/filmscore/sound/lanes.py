"""Lanes: where in the spectrum a sound lies, bar by bar, and how much of it another sound covers there."""

from __future__ import annotations

from collections.abc import Iterable
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

#: full scale is taken for so many dB of sound pressure, so that a cue at -26 LUFS is heard at about 70
FULL_SCALE = 96.0

#: from this level on the ear's bands let in more from below, and up to the other it is known how much, dB of pressure
EVEN, LOUD = 51.0, 90.0

#: by how much the lower side of a band becomes flatter, for each dB, at 1 kHz, and how steep it is there
FLATTER, STEEP = 0.38, 30.2

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


def hertz_span(lanes: Iterable[Lane]) -> str:
    """Lanes as one span where they touch."""
    its = sorted(lanes, key=lambda lane: lane.low)
    runs: list[list[Lane]] = []
    for lane in its:
        if runs and runs[-1][-1].high == lane.low:
            runs[-1].append(lane)
        else:
            runs.append([lane])
    return ", ".join(f"{hertz(run[0].low)} to {hertz(run[-1].high)}" for run in runs)


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


def shadow(power: NDArray[np.float64]) -> NDArray[np.float64]:
    """What a sound in cells hides: in every cell the power another sound must have to stand out of it.

    In its own cell that is `OUT` dB more than the sound has there. Beside it, what the ear's band around a cell lets in
    of the sound: less and less, and the louder it is, the farther it reaches upward. The bands are those of B. R.
    Glasberg and B. C. J. Moore, "Derivation of auditory filter shapes from notched-noise data", Hearing Research 47
    (1990), 103-138. A proxy: nobody knows how loud it is played, and no hiding lasts longer than the sound that hides.

    Parameters
    ----------
    power : numpy.ndarray
        As `cells` makes it, shape (looks, cells).
    """
    hertz = np.sqrt(edges()[:-1] * edges()[1:])
    sharp = 4 * hertz / (24.7 * (0.00437 * hertz + 1))
    level = np.clip(10 * np.log10(power + 1e-12) + FULL_SCALE, EVEN, LOUD)
    made = np.zeros_like(power)
    for n, masker in enumerate(hertz):
        flatter = np.where(masker < hertz, FLATTER / STEEP * (level[:, n, None] - EVEN), 0.0)
        away = sharp * (1 - flatter) * np.abs(hertz - masker) / hertz
        made += power[:, n, None] * (1 + away) * np.exp(-away)
    return np.maximum(made, power * 10 ** (OUT / 10))


def covered(voice: NDArray[np.float64], over: NDArray[np.float64], first: int, last: int, lane: int) -> float:
    """Share of what a sound has in a lane, cell by cell, that lies in the `shadow` of another, 0 to 1."""
    here = lane_of_cell() == lane
    own, beside = voice[first:last, here], over[first:last, here]
    top = voice[:, here].max(initial=0.0)
    there = own > max(top * 10 ** (-QUIET / 10), 10 ** (EMPTY / 10) / 4)
    if not there.any():
        return 0.0
    hidden = there & (own < beside)
    return float((own * hidden).sum() / (own * there).sum()) * 0.5 + 0.5 * float(hidden.sum() / there.sum())
