"""The tempo map: which beat falls on which frame.

A map is grown stretch by stretch and never changed: each call gives a new one. Beats are quarter
lengths counted from 0; bars are counted from 1. Beat 0 lies on the frame `start` of the film.
"""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from ..errors import FilmScoreError, shown
from .timecode import Rate, RateLike, whole_frame

if TYPE_CHECKING:
    import numpy as np

Number = int | float | Fraction


class BarBeat(NamedTuple):
    """A place in the music: bars from 1, beats of the bar's own unit from 1 (2.5 is the off-beat of two)."""

    bar: int
    beat: float

    def __str__(self) -> str:
        return f"{self.bar}|{self.beat:g}"


@dataclass(frozen=True, slots=True)
class Meter:
    """Beats in a bar, over the note that is one beat."""

    beats: int
    unit: int

    @classmethod
    def read(cls, text: str | Meter) -> Meter:
        """`"3/4"` as a meter."""
        if isinstance(text, Meter):
            return text
        match = re.fullmatch(r"\s*(\d{1,3})\s*/\s*(1|2|4|8|16|32)\s*", text) if isinstance(text, str) else None
        if match is None or int(match[1]) == 0:
            raise FilmScoreError(
                f"{shown(text)} is no meter: write beats over the note that is one beat, such as '3/4'."
            )
        return cls(int(match[1]), int(match[2]))

    @property
    def length(self) -> Fraction:
        """Quarter lengths in a bar."""
        return Fraction(4 * self.beats, self.unit)

    def __str__(self) -> str:
        return f"{self.beats}/{self.unit}"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one tempo in one meter.

    `beat` and `seconds` say where it begins on the map, `bar` which bar its first beat lies in and
    `into_bar` how far in (quarter lengths). `bpm` counts quarters a minute.
    """

    beat: Fraction
    seconds: Fraction
    beats: Fraction
    bpm: Fraction
    meter: Meter
    bar: int
    into_bar: Fraction

    @property
    def length(self) -> Fraction:
        """Seconds it lasts."""
        return 60 * self.beats / self.bpm

    def seconds_in(self, beats: Fraction) -> Fraction:
        """Seconds from its start to a beat within (or beyond) it."""
        return 60 * beats / self.bpm

    def beats_in(self, seconds: Fraction) -> Fraction:
        """Beats from its start to a time within (or beyond) it."""
        return seconds * self.bpm / 60


@dataclass(frozen=True)
class TempoMap:
    """Tempo, meter and bars of one cue, laid against a film.

    Parameters
    ----------
    start : int
        The frame of the film on which beat 0 lies.
    rate : Rate or its name
        The film's rate.

    Examples
    --------
    First Bloom: 60 beats a minute from frame 480, with one bar of three.

    >>> tempo = TempoMap(start=480, rate="24").bars(12, "4/4", bpm=60).bars(1, "3/4").bars(3, "4/4")
    >>> tempo.frame_at(24.0), tempo.bar_beat(24)
    (1056.0, BarBeat(bar=7, beat=1.0))
    >>> tempo.frame_of_bar(14)
    1704.0
    """

    start: int
    rate: Rate
    segments: tuple[Segment, ...]

    def __init__(self, start: int = 0, rate: RateLike = "24", *, segments: tuple[Segment, ...] = ()) -> None:
        object.__setattr__(self, "start", whole_frame(start, "start"))
        object.__setattr__(self, "rate", Rate(rate))
        object.__setattr__(self, "segments", tuple(segments))

    # ---- growing

    def steady(self, beats: Number, *, bpm: Number) -> TempoMap:
        """Go on for `beats` quarter lengths at one tempo, in the meter so far (4/4 at the start)."""
        return self._grow(_number(beats, "beats"), _tempo(bpm), self.meter)

    def bars(self, count: int, meter: str | Meter = "4/4", *, bpm: Number | None = None) -> TempoMap:
        """Go on for `count` bars of a meter; without `bpm` the tempo stays.

        Raises
        ------
        FilmScoreError
            If the meter would change in the middle of a bar, or there is no tempo yet.
        """
        its_meter = Meter.read(meter)
        n = whole_frame(count, "number of bars")
        if bpm is None and not self.segments:
            raise FilmScoreError("The first bars of a map need a tempo: bars(4, '4/4', bpm=60).")
        tempo = self.segments[-1].bpm if bpm is None else _tempo(bpm)
        _, into = self._end_bar()
        if into and its_meter != self.meter:
            raise FilmScoreError(
                f"The meter cannot change to {its_meter} here: the bar before it has only {_plain(into)} of "
                f"{_plain(self.meter.length)} quarters. "
                f"Fill it first with .steady({_plain(self.meter.length - into)}, …)."
            )
        return self._grow(its_meter.length * n, tempo, its_meter)

    def _grow(self, beats: Fraction, bpm: Fraction, meter: Meter) -> TempoMap:
        if beats <= 0:
            raise FilmScoreError(f"A stretch of a tempo map must last longer than {_plain(beats)} beats.")
        bar, into = self._end_bar()
        new = Segment(self._end_beat, self._end_seconds, beats, bpm, meter, bar, into)
        last = self.segments[-1] if self.segments else None
        if last and (last.bpm, last.meter) == (bpm, meter):  # nothing changed: one longer stretch
            return TempoMap(
                self.start, self.rate, segments=(*self.segments[:-1], replace(last, beats=last.beats + beats))
            )
        return TempoMap(self.start, self.rate, segments=(*self.segments, new))

    # ---- reading

    @property
    def beats(self) -> float:
        """Length in quarter lengths."""
        return float(self._end_beat)

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return float(self._end_seconds)

    @property
    def meter(self) -> Meter:
        """The meter at the end of the map, in which it would go on."""
        return self.segments[-1].meter if self.segments else Meter(4, 4)

    @overload
    def seconds_at(self, beat: Number) -> float: ...
    @overload
    def seconds_at(self, beat: np.ndarray) -> np.ndarray: ...
    def seconds_at(self, beat: Any) -> Any:
        """Seconds from beat 0 to a beat; before and after the map its first and last tempo go on.

        Numbers give a float, arrays an array of the same shape.
        """
        return self._each(beat, "beat", lambda b: self._seconds(b))

    @overload
    def beat_at(self, seconds: Number) -> float: ...
    @overload
    def beat_at(self, seconds: np.ndarray) -> np.ndarray: ...
    def beat_at(self, seconds: Any) -> Any:
        """The beat (quarter lengths) that falls `seconds` after beat 0."""

        def beat(time: Fraction) -> Fraction:
            segment = self._segment([s.seconds for s in self.segments], time)
            return segment.beat + segment.beats_in(time - segment.seconds)

        return self._each(seconds, "time in seconds", beat)

    @overload
    def frame_at(self, beat: Number) -> float: ...
    @overload
    def frame_at(self, beat: np.ndarray) -> np.ndarray: ...
    def frame_at(self, beat: Any) -> Any:
        """The frame of the film on which a beat falls; a beat between two pictures gives a fraction."""
        return self._each(beat, "beat", lambda b: self.start + self._seconds(b) * self.rate.fps)

    def beat_of_frame(self, frame: Number) -> float:
        """The beat that falls on a frame of the film: the way back from `frame_at`."""
        if not self.segments:
            raise self._empty()
        seconds = (_number(frame, "frame") - self.start) / self.rate.fps
        segment = self._segment([s.seconds for s in self.segments], seconds)
        return float(segment.beat + segment.beats_in(seconds - segment.seconds))

    def bar_beat(self, beat: Number) -> BarBeat:
        """Bar and beat of the bar at a beat of the map."""
        at = _number(beat, "beat")
        segment = self._segment([s.beat for s in self.segments], at)
        bars, into = divmod(at - segment.beat + segment.into_bar, segment.meter.length)
        return BarBeat(segment.bar + int(bars), float(1 + into * segment.meter.unit / 4))

    def beat_of_bar(self, bar: int, beat: Number = 1) -> float:
        """The map's beat (quarter lengths from 0) at a bar and a beat of it.

        >>> TempoMap().bars(2, "3/4", bpm=90).bars(2, "4/4").beat_of_bar(4)
        10.0
        """
        n = whole_frame(bar, "bar")
        if not self.segments:
            raise self._empty()
        if n < 1:
            raise FilmScoreError(f"Bars are counted from 1; there is no bar {n}.")
        # the last stretch that holds the line of bar n, or one before it
        segment = next((s for s in reversed(self.segments) if s.bar + bool(s.into_bar) <= n), self.segments[0])
        into = (_number(beat, "beat") - 1) * 4 / segment.meter.unit
        return float(segment.beat - segment.into_bar + (n - segment.bar) * segment.meter.length + into)

    def frame_of_bar(self, bar: int, beat: Number = 1) -> float:
        """The frame of the film on which a bar (or a beat of it) begins."""
        return self.frame_at(self.beat_of_bar(bar, beat))

    def bar_lines(self) -> Iterator[tuple[int, float]]:
        """Every bar of the map with the beat on which it begins."""
        for segment in self.segments:
            first = segment.bar if not segment.into_bar else segment.bar + 1
            beat = segment.beat - segment.into_bar + (first - segment.bar) * segment.meter.length
            while beat < segment.beat + segment.beats:
                yield first, float(beat)
                first, beat = first + 1, beat + segment.meter.length

    def __repr__(self) -> str:
        """The code that makes the same map."""
        code = f"TempoMap(start={self.start}, rate={self.rate.name!r})"
        before = None
        for s in self.segments:
            whole, rest = divmod(s.beats, s.meter.length)
            if s.into_bar or (rest and s.meter == (before.meter if before else Meter(4, 4))):
                whole, rest = 0, s.beats  # no new meter to be told: it need not be cut at the bar
            if whole:
                bpm = "" if before and before.bpm == s.bpm else f", bpm={_code(s.bpm)}"
                code += f".bars({whole}, '{s.meter}'{bpm})"
            if rest:
                code += f".steady({_code(rest)}, bpm={_code(s.bpm)})"
            before = s
        return code

    # ---- inside

    @property
    def _end_beat(self) -> Fraction:
        return self.segments[-1].beat + self.segments[-1].beats if self.segments else Fraction(0)

    @property
    def _end_seconds(self) -> Fraction:
        return self.segments[-1].seconds + self.segments[-1].length if self.segments else Fraction(0)

    def _end_bar(self) -> tuple[int, Fraction]:
        if not self.segments:
            return 1, Fraction(0)
        last = self.segments[-1]
        bars, into = divmod(last.into_bar + last.beats, last.meter.length)
        return last.bar + int(bars), into

    def _segment(self, starts: list[Fraction], at: Fraction) -> Segment:
        if not self.segments:
            raise self._empty()
        return self.segments[max(0, bisect.bisect_right(starts, at) - 1)]

    def _seconds(self, beat: Fraction) -> Fraction:
        segment = self._segment([s.beat for s in self.segments], beat)
        return segment.seconds + segment.seconds_in(beat - segment.beat)

    def _each(self, value: Any, what: str, one: Any) -> Any:
        if not self.segments:
            raise self._empty()
        if isinstance(value, int | float | Fraction):
            return float(one(_number(value, what)))
        import numpy as np

        try:
            array = np.asarray(value, dtype=float)
        except (TypeError, ValueError):
            raise FilmScoreError(f"The {what} must be a number or an array of them, not {shown(value)}.") from None
        return np.array([float(one(_number(v, what))) for v in array.ravel()]).reshape(array.shape)

    @staticmethod
    def _empty() -> FilmScoreError:
        return FilmScoreError(
            "This tempo map has no beats yet: grow it with .bars(4, '4/4', bpm=60) or .steady(16, bpm=60)."
        )


def _number(value: object, what: str) -> Fraction:
    if isinstance(value, int | float | Fraction) and not isinstance(value, bool) and math.isfinite(value):
        # a float is what it prints as, and a third of a beat is a third
        return (
            Fraction(value) if not isinstance(value, float) else Fraction(repr(float(value))).limit_denominator(1 << 32)
        )
    raise FilmScoreError(f"The {what} must be a number, not {shown(value)}.")


def _tempo(bpm: object) -> Fraction:
    tempo = _number(bpm, "tempo in beats a minute")
    if not 1 <= tempo <= 1000:
        raise FilmScoreError(f"A tempo of {_plain(tempo)} beats a minute cannot be played: use 1 to 1000.")
    return tempo


def _plain(x: Fraction) -> str:
    return str(x.numerator) if x.denominator == 1 else f"{float(x):g}"


def _code(x: Fraction) -> str:
    return str(x.numerator) if x.denominator == 1 else repr(float(x))
