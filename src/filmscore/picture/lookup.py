"""Looking up a tempo map: beats, bars, seconds and frames, each from each, one at a time or in arrays."""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from ..errors import FilmScoreError, shown
from .exact import Number, position
from .laying import line_of_bar
from .segments import BarBeat, Segment
from .timecode import whole_frame
from .written import WrittenMap, unit_of

if TYPE_CHECKING:
    import numpy as np

    from .curves import Curves

#: frames, or beats: what lies so near a whole number is that number; see `filmscore.picture.curves`
_NEAR = Fraction(1, 10**9)


class LaidMap(WrittenMap):
    """A `filmscore.TempoMap` as it lies in time, and the methods that look things up in it."""

    # ---- reading

    @property
    def beats(self) -> float:
        """Length in quarter lengths."""
        return float(self._end_beat)

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return float(self._end_seconds)

    @overload
    def seconds_at(self, beat: Number) -> float: ...
    @overload
    def seconds_at(self, beat: np.ndarray) -> np.ndarray: ...
    def seconds_at(self, beat: Any) -> Any:
        """Seconds from beat 0 to a beat; before and after the map its first and last tempo go on.

        Numbers give a float, arrays an array of the same shape.
        """
        return self._each(beat, "beat", lambda b: float(self._seconds(b)), lambda c, b: c.seconds_of(b))

    @overload
    def beat_at(self, seconds: Number) -> float: ...
    @overload
    def beat_at(self, seconds: np.ndarray) -> np.ndarray: ...
    def beat_at(self, seconds: Any) -> Any:
        """The beat (quarter lengths) that falls `seconds` after beat 0; in a hold, the beat that waits for its end."""
        return self._each(
            seconds, "time in seconds", lambda s: float(_whole(self._beat(s))), lambda c, s: c.beats_of(s)
        )

    @overload
    def frame_at(self, beat: Number) -> float: ...
    @overload
    def frame_at(self, beat: np.ndarray) -> np.ndarray: ...
    def frame_at(self, beat: Any) -> Any:
        """The frame of the film on which a beat falls; a beat between two pictures gives a fraction.

        What lies within a billionth of a frame of a picture is that picture.
        """

        def frames(curves: Curves, beats: np.ndarray) -> np.ndarray:
            from .curves import whole

            return whole(self.start + curves.seconds_of(beats) * float(self.rate.fps))

        return self._each(beat, "beat", lambda b: float(_whole(self.start + self._seconds(b) * self.rate.fps)), frames)

    @overload
    def beat_of_frame(self, frame: Number) -> float: ...
    @overload
    def beat_of_frame(self, frame: np.ndarray) -> np.ndarray: ...
    def beat_of_frame(self, frame: Any) -> Any:
        """The beat that falls on a frame of the film: the way back from `frame_at`."""
        return self._each(
            frame,
            "frame",
            lambda f: float(_whole(self._beat((f - self.start) / self.rate.fps))),
            lambda c, f: c.beats_of((f - self.start) / float(self.rate.fps)),
        )

    @overload
    def bpm_at(self, beat: Number, unit: str = "quarter") -> float: ...
    @overload
    def bpm_at(self, beat: np.ndarray, unit: str = "quarter") -> np.ndarray: ...
    def bpm_at(self, beat: Any, unit: str = "quarter") -> Any:
        """The tempo at a beat, in quarters (or another `unit`) a minute; where it changes, the new one.

        In free time it is what the beats come to on average.

        >>> from filmscore import TempoMap
        >>> TempoMap().ramp(8, bpm=(60, 120)).bpm_at(4)
        90.0
        """

        def one(at: Fraction) -> float:
            piece = self._piece(self._beat_starts, at + _NEAR)
            counted = unit_of(unit, piece.meter)
            return float(piece.bpm_in(at - piece.beat) / counted)

        def many(curves: Curves, beats: np.ndarray) -> np.ndarray:
            import numpy as np

            counted = np.array([float(unit_of(unit, piece.meter)) for piece in self._pieces])
            return curves.bpm_of(beats) / counted[curves.at_beat(beats)]

        return self._each(beat, "beat", one, many)

    def bar_beat(self, beat: Any) -> BarBeat:
        """Bar and beat of the bar at a beat of the map; for an array, a pair of arrays."""

        def one(at: Fraction) -> BarBeat:
            piece = self._piece(self._beat_starts, at + _NEAR)
            along = _whole((at - piece.beat + piece.into_bar) * piece.meter.unit / 4)
            bars, into = divmod(along, piece.meter.beats)
            return BarBeat(piece.bar + int(bars), float(1 + into))

        return self._each(beat, "beat", one, lambda c, b: BarBeat(*c.bar_beats_of(b)))

    def beat_of_bar(self, bar: Any, beat: Any = 1) -> Any:
        """The map's beat (quarter lengths from 0) at a bar and a beat of it; arrays of bars give an array.

        >>> from filmscore import TempoMap
        >>> TempoMap().bars(2, "3/4", bpm=90).bars(2, "4/4").beat_of_bar(4)
        10.0
        """
        if not self.segments:
            raise self._empty()
        if _is_array(bar) or _is_array(beat):
            return self._beats_of_bars(bar, beat)
        n, first = whole_frame(bar, "bar"), self.segments[0].bar
        if n < first:
            raise FilmScoreError(f"Bars are counted from {first} here; there is no bar {n}.")
        line, segment = line_of_bar(self.segments, n)
        return float(line + (position(beat, "beat") - 1) * 4 / segment.meter.unit)

    def _beats_of_bars(self, bars: Any, beats: Any) -> np.ndarray:
        import numpy as np

        try:
            n, within = np.broadcast_arrays(np.asarray(bars, dtype=float), np.asarray(beats, dtype=float))
        except (TypeError, ValueError):
            raise FilmScoreError(f"Bars and their beats are numbers, not {shown(bars)} and {shown(beats)}.") from None
        bad = ~np.isfinite(n) | (n != np.rint(n)) | (n < self.segments[0].bar) | ~np.isfinite(within)
        if bad.any():
            raise FilmScoreError(f"Bars are whole numbers from {self.segments[0].bar}, not {shown(float(n[bad][0]))}.")
        # the first bar whose line each segment holds never falls, so the last one that does is found by search
        lines = np.array([s.bar + bool(s.into_bar) for s in self.segments])
        i = np.maximum(np.searchsorted(lines, n, side="right") - 1, 0)
        zero = np.array([float(s.beat - s.into_bar - s.bar * s.meter.length) for s in self.segments])
        length = np.array([float(s.meter.length) for s in self.segments])
        unit = np.array([4 / s.meter.unit for s in self.segments])
        return zero[i] + n * length[i] + (within - 1) * unit[i]

    def frame_of_bar(self, bar: Any, beat: Any = 1) -> Any:
        """The frame of the film on which a bar (or a beat of it) begins; arrays of bars give an array."""
        return self.frame_at(self.beat_of_bar(bar, beat))

    def bar_lines(self) -> Iterator[tuple[int, float]]:
        """Every bar of the map with the beat on which it begins."""
        for segment in self.segments:
            first = segment.bar if not segment.into_bar else segment.bar + 1
            beat = segment.beat - segment.into_bar + (first - segment.bar) * segment.meter.length
            while beat < segment.beat + segment.beats:
                yield first, float(beat)
                first, beat = first + 1, beat + segment.meter.length

    # ---- inside

    @cached_property
    def _pieces(self) -> tuple[Segment, ...]:
        """The segments, between what goes on before them and what goes on after."""
        first, last = self.segments[0], self.segments[-1]
        end = next(s for s in reversed(self.segments) if s.kind != "hold").bpm_end
        bars, into = divmod(last.into_bar + last.beats, last.meter.length)
        before = replace(first, kind="steady", bpm_end=first.bpm)
        after = Segment(
            "steady", self._end_beat, self._end_seconds, Fraction(1), 60 / end, end, end, "beats", last.meter,
            last.bar + int(bars), into,
        )  # fmt: skip
        return (before, *self.segments, after)

    @cached_property
    def _beat_starts(self) -> list[Fraction]:
        return [piece.beat for piece in self._pieces]

    @cached_property
    def _second_starts(self) -> list[Fraction]:
        return [piece.seconds for piece in self._pieces]

    @cached_property
    def _curves(self) -> Curves:
        from .curves import Curves

        return Curves(self._pieces)

    def _piece(self, starts: list[Fraction], at: Fraction) -> Segment:
        return self._pieces[max(0, bisect.bisect_right(starts, at) - 1)]

    def _seconds(self, beat: Fraction) -> Fraction:
        # a beat that is on a boundary but for rounding is on it: three thirds before a hold are after it
        piece = self._piece(self._beat_starts, beat + _NEAR)
        return piece.seconds + piece.seconds_in(beat - piece.beat)

    def _beat(self, seconds: Fraction) -> Fraction:
        piece = self._piece(self._second_starts, seconds)
        return piece.beat + piece.beats_in(seconds - piece.seconds)

    def _each(self, value: Any, what: str, one: Any, many: Any) -> Any:
        if not self.segments:
            raise self._empty()
        if not _is_array(value):
            return one(position(value, what))
        import numpy as np

        try:
            array = np.asarray(value, dtype=float)
        except (TypeError, ValueError):
            array = np.array(np.nan)
        if not np.isfinite(array).all():
            raise FilmScoreError(f"The {what} must be a number or an array of them, not {shown(value)}.")
        made = many(self._curves, array.ravel())
        return (
            made.reshape(array.shape)
            if isinstance(made, np.ndarray)
            else BarBeat(*(m.reshape(array.shape) for m in made))
        )

    @staticmethod
    def _empty() -> FilmScoreError:
        return FilmScoreError(
            "This tempo map has no beats yet: grow it with .bars(4, '4/4', bpm=60) or .steady(16, bpm=60)."
        )


def _is_array(value: Any) -> bool:
    return hasattr(value, "__len__") and not isinstance(value, str | bytes)


def _whole(x: Fraction) -> Fraction:
    """A frame or beat, made whole if it is but for rounding."""
    nearest = math.floor(x + Fraction(1, 2))
    return Fraction(nearest) if x != nearest and abs(x - nearest) < _NEAR else x
