"""Beats to seconds and back for whole arrays of them, along the segments of a tempo map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from .segments import Segment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: frames, or beats: what lies so near a whole number is that number. A float64 is good to a hundredth of this
#: after ten minutes, and a bar line that is missed by a rounding belongs to the wrong bar
NEAR = 1e-9


class Curves:
    """The segments as columns of numbers, looked up all at once.

    Parameters
    ----------
    segments : sequence of Segment
        In their order, the first and the last being the tempo that goes on before and after the map.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        def column(values: Any) -> Floats:
            return np.array([float(v) for v in values])

        self.segments = segments
        self.beat = column(s.beat for s in segments)
        self.seconds = column(s.seconds for s in segments)
        self.bpm = column(s.bpm for s in segments)
        over_time = [s.kind == "ramp" and s.curve == "time" for s in segments]
        # change of tempo for each beat, and for each second: of which a segment has at most one
        self.by_beat = column(
            (s.bpm_end - s.bpm) / s.beats if s.kind == "ramp" and not t else 0
            for s, t in zip(segments, over_time, strict=True)
        )
        self.by_second = column(
            (s.bpm_end - s.bpm) / s.length if t else 0 for s, t in zip(segments, over_time, strict=True)
        )
        # seconds a beat; none is ever looked up in a hold
        self.pace = column(60 / s.bpm if s.bpm else 0 for s in segments)
        self.into_bar = column(s.into_bar for s in segments)
        self.bar = np.array([s.bar for s in segments])
        self.bar_length = column(s.meter.length for s in segments)
        self.unit = column(4 / s.meter.unit for s in segments)

    def at_beat(self, beats: Floats) -> NDArray[np.intp]:
        """Which segment a beat lies in; of two that begin on it the later, so never in a hold.

        A beat that is on a boundary but for rounding is on it: three thirds before a hold are after it.
        """
        return np.maximum(np.searchsorted(self.beat, beats + NEAR, side="right") - 1, 0)

    def seconds_of(self, beats: Floats) -> Floats:
        """Seconds from beat 0."""
        i = self.at_beat(beats)
        u = beats - self.beat[i]
        time = u * self.pace[i]
        for ramps, formula in ((self.by_beat, self._log), (self.by_second, self._root)):
            if ramps.any():  # logarithms and roots are dear: only where there is a ramp
                there = ramps[i] != 0
                time[there] = formula(i[there], u[there])
        return self.seconds[i] + time

    def _log(self, i: NDArray[np.intp], u: Floats) -> Floats:
        x = self.by_beat[i] / self.bpm[i] * u
        return u * self.pace[i] * _ratio(np.log1p(x), x)

    def _root(self, i: NDArray[np.intp], u: Floats) -> Floats:
        b0 = self.bpm[i]
        return 120.0 * u / (b0 + np.sqrt(np.maximum(b0 * b0 + 120.0 * self.by_second[i] * u, 0.0)))

    def beats_of(self, seconds: Floats) -> Floats:
        """Beats from beat 0."""
        i = np.maximum(np.searchsorted(self.seconds, seconds, side="right") - 1, 0)
        t = seconds - self.seconds[i]
        beats = t * (self.bpm[i] + self.by_second[i] * t / 2.0) / 60.0  # holds have no tempo: their beat waits
        if self.by_beat.any():
            there = self.by_beat[i] != 0
            y = self.by_beat[i[there]] * t[there] / 60.0
            beats[there] *= _ratio(np.expm1(y), y)
        return whole(self.beat[i] + beats)

    def bpm_of(self, beats: Floats) -> Floats:
        """Tempo at each beat, in quarters a minute."""
        i = self.at_beat(beats)
        u, b0 = beats - self.beat[i], self.bpm[i]
        over_time = np.sqrt(np.maximum(b0 * b0 + 120.0 * self.by_second[i] * u, 0.0))
        return np.where(self.by_second[i] != 0, over_time, b0 + self.by_beat[i] * u)

    def bar_beats_of(self, beats: Floats) -> tuple[NDArray[np.int64], Floats]:
        """Bar, and beat of the bar in its own unit."""
        i = self.at_beat(beats)
        along = whole((beats - self.beat[i] + self.into_bar[i]) / self.unit[i])
        in_bar = self.bar_length[i] / self.unit[i]
        bars = np.floor(along / in_bar)
        return self.bar[i] + bars.astype(np.int64), 1.0 + along - bars * in_bar


def whole(values: Floats) -> Floats:
    """Values that are whole but for rounding, made whole."""
    nearest = np.rint(values)
    return np.where(np.abs(values - nearest) < NEAR, nearest, values)


def _ratio(above: Floats, below: Floats) -> Floats:
    return np.divide(above, below, out=np.ones_like(below), where=below != 0)
