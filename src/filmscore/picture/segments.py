"""What a tempo map is made of: meters, stretches as they were asked for, and segments as they lie in time.

A `Stretch` says what was written: eight beats from 60 to 120. A `Segment` says where that came to lie: from which
beat, second and bar on, and how fast once the locked bars have been moved to their frames. Positions are fractions.
Only the inside of a ramp is not, being a logarithm or a square root: those are closed forms in float64.

The two ramps, with tempo b in beats a minute, u in beats and t in seconds from the ramp's start, over L beats:

- linear in beats, b(u) = b0 + (b1 - b0) u / L, so t = 60 L / (b1 - b0) · ln(b(u) / b0);
- linear in time, b(t) = b0 + (b1 - b0) t / T, so u is a parabola in t, and T = 120 L / (b0 + b1).

Both follow from dt = 60 du / b. Written with `log1p` and `expm1` they hold for tempi that hardly differ.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from ..errors import FilmScoreError, shown
from .exact import Number as Number
from .exact import number, plain, tempo, tidy

#: longest stretch, in quarters and in seconds: a day of music is a slip of the pen
MOST_BEATS, MOST_SECONDS = 100_000, 86_400

#: names of the note that a tempo counts -> quarter lengths
UNITS = {
    "sixteenth": Fraction(1, 4),
    "eighth": Fraction(1, 2),
    "dotted eighth": Fraction(3, 4),
    "quarter": Fraction(1),
    "dotted quarter": Fraction(3, 2),
    "half": Fraction(2),
    "dotted half": Fraction(3),
    "whole": Fraction(4),
}


class BarBeat(NamedTuple):
    """A place in the music: bars from 1, beats of the bar's own unit from 1 (2.5 is the off-beat of two)."""

    bar: int
    beat: float

    def __str__(self) -> str:
        return f"{self.bar}|{self.beat:g}"


class Lock(NamedTuple):
    """A bar whose first beat was moved to a frame of the film."""

    bar: int
    frame: int


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

    @property
    def pulse(self) -> Fraction:
        """Quarter lengths of the beat a conductor shows: a dotted quarter in 6/8, 9/8 and 12/8, a half in 2/2.

        Meters of eighths or shorter whose number of beats is 6, 9, 12 and so on go in threes; every other meter goes
        by the note it names, so that 3/8 and 7/8 are counted in eighths.

        >>> [str(Meter.read(m).pulse) for m in ("4/4", "6/8", "2/2", "7/8")]
        ['1', '3/2', '2', '1/2']
        """
        in_threes = self.unit >= 8 and self.beats > 3 and self.beats % 3 == 0
        return Fraction(12 if in_threes else 4, self.unit)

    def __str__(self) -> str:
        return f"{self.beats}/{self.unit}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a tempo map as it was asked for.

    Attributes
    ----------
    beats : Fraction
        Quarter lengths; 0 is a hold.
    meter : Meter
    bpm : Fraction or None
        Quarters a minute at its start; None in a hold and in free time.
    to : Fraction or None
        Quarters a minute at its end, if that is another tempo.
    curve : {'beats', 'time'}
        What the tempo of a ramp is a straight line over.
    seconds : Fraction or None
        What a hold or free time lasts.
    pickup : bool
        Whether it comes before bar 1.
    """

    beats: Fraction
    meter: Meter
    bpm: Fraction | None = None
    to: Fraction | None = None
    curve: str = "beats"
    seconds: Fraction | None = None
    pickup: bool = False

    def __post_init__(self) -> None:
        beats = number(self.beats, "number of beats")
        if not isinstance(self.meter, Meter):
            raise FilmScoreError(f"A stretch of a tempo map needs a Meter, not {shown(self.meter)}.")
        if (self.seconds is None) == (self.bpm is None):
            raise FilmScoreError("A stretch of a tempo map has either a tempo or a number of seconds.")
        if self.seconds is None and beats <= 0:
            raise FilmScoreError(f"A stretch of a tempo map must last longer than {plain(beats)} beats.")
        if not 0 <= beats <= MOST_BEATS:
            raise FilmScoreError(f"A stretch of {plain(beats)} beats cannot be: 0 to {MOST_BEATS:,} can.")
        seconds, bpm, to = self.seconds, self.bpm, self.to
        if seconds is not None:
            seconds = number(seconds, "length in seconds")
            if not 0 < seconds <= MOST_SECONDS:
                raise FilmScoreError(
                    f"A hold or free time of {plain(seconds)} s cannot be: it lasts more than 0 and at most "
                    f"{MOST_SECONDS:,} s."
                )
            if to is not None:
                raise FilmScoreError("Free time has no tempo to go to.")
        else:
            bpm = tempo(bpm)
            to = None if to is None or tempo(to) == bpm else tempo(to)
        if self.curve not in ("beats", "time"):
            raise FilmScoreError(
                f"A ramp has no curve {shown(self.curve)}: it is linear in 'beats' (as notation draws it) or in 'time'."
            )
        if self.pickup and not 0 < beats < self.meter.length:
            raise FilmScoreError(
                f"A pick-up to {self.meter} has more than 0 and less than {plain(self.meter.length)} quarters, "
                f"not {plain(beats)}."
            )
        curve = self.curve if to is not None else "beats"
        for name, value in (("beats", beats), ("seconds", seconds), ("bpm", bpm), ("to", to), ("curve", curve)):
            object.__setattr__(self, name, value)

    @property
    def kind(self) -> str:
        """`'steady'`, `'ramp'`, `'hold'` or `'free'`."""
        if self.seconds is not None:
            return "free" if self.beats else "hold"
        return "steady" if self.to is None else "ramp"

    def joined(self, after: Stretch) -> Stretch | None:
        """This and the next as one, if nothing changes between them."""
        if self.kind == after.kind == "hold":
            return replace(self, seconds=self.seconds + after.seconds)  # type: ignore[operator]
        same = self.kind == after.kind == "steady" and (self.bpm, self.meter) == (after.bpm, after.meter)
        if not same or self.pickup or after.pickup or self.beats + after.beats > MOST_BEATS:
            return None
        return replace(self, beats=self.beats + after.beats)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch, or the part of one between two locks, where it lies on the map.

    `beat` and `seconds` say where it begins, `bar` which bar its first beat lies in and `into_bar` how far in (quarter
    lengths). It lasts `length` seconds. `bpm` and `bpm_end` count quarters a minute; both are 0 in a hold, and in free
    time they are what the beats come to on average.
    """

    kind: str
    beat: Fraction
    seconds: Fraction
    beats: Fraction
    length: Fraction
    bpm: Fraction
    bpm_end: Fraction
    curve: str
    meter: Meter
    bar: int
    into_bar: Fraction

    def bpm_in(self, beats: Fraction) -> Fraction | float:
        """Tempo at a beat counted from its start."""
        if self.kind != "ramp":
            return self.bpm
        if self.curve == "beats":
            return self.bpm + (self.bpm_end - self.bpm) * beats / self.beats
        square = float(self.bpm**2 + (self.bpm_end**2 - self.bpm**2) * beats / self.beats)
        return math.sqrt(max(0.0, square))

    def seconds_in(self, beats: Fraction) -> Fraction:
        """Seconds from its start to a beat in it."""
        if self.kind != "ramp":
            return 60 * beats / self.bpm
        if beats == self.beats:
            return self.length
        return Fraction(ramp_seconds(self, float(beats)))

    def beats_in(self, seconds: Fraction) -> Fraction:
        """Beats from its start to a time in it."""
        if self.kind != "ramp":
            return seconds * self.bpm / 60
        return Fraction(ramp_beats(self, float(seconds)))

    def cut(self, beats: Fraction) -> tuple[Segment, Segment]:
        """The part before and the part from a beat that is counted from its start."""
        bars, into = divmod(self.into_bar + beats, self.meter.length)
        middle = Fraction(self.bpm_in(beats))
        length = tidy(self.seconds_in(beats))
        before = replace(self, beats=beats, length=length, bpm_end=middle)
        after = replace(
            self,
            beat=self.beat + beats,
            seconds=self.seconds + length,
            beats=self.beats - beats,
            length=self.length - length,
            bpm=middle,
            bar=self.bar + int(bars),
            into_bar=into,
        )
        return before, after


def ramp_seconds(ramp: Segment, u: float) -> float:
    """Seconds from the start of a ramp to `u` beats into it."""
    b0 = float(ramp.bpm)
    if ramp.curve == "beats":
        x = float((ramp.bpm_end - ramp.bpm) / ramp.beats / ramp.bpm) * u
        return 60.0 * u / b0 * (math.log1p(x) / x if x else 1.0)
    rise = float((ramp.bpm_end - ramp.bpm) / ramp.length)
    return 120.0 * u / (b0 + math.sqrt(max(0.0, b0 * b0 + 120.0 * rise * u)))


def ramp_beats(ramp: Segment, t: float) -> float:
    """Beats from the start of a ramp to `t` seconds into it."""
    b0 = float(ramp.bpm)
    if ramp.curve == "beats":
        y = float((ramp.bpm_end - ramp.bpm) / ramp.beats) * t / 60.0
        return b0 * t / 60.0 * (math.expm1(y) / y if y else 1.0)
    rise = float((ramp.bpm_end - ramp.bpm) / ramp.length)
    return (b0 + rise * t / 2.0) * t / 60.0


def length_of(stretch: Stretch) -> Fraction:
    """Seconds a stretch lasts as it was asked for."""
    if stretch.seconds is not None:
        return stretch.seconds
    assert stretch.bpm is not None
    if stretch.to is None:
        return 60 * stretch.beats / stretch.bpm
    if stretch.curve == "time":
        return 120 * stretch.beats / (stretch.bpm + stretch.to)
    x = float((stretch.to - stretch.bpm) / stretch.bpm)
    return Fraction(60.0 * float(stretch.beats / stretch.bpm) * math.log1p(x) / x)
