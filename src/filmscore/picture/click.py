"""Clicks: the click book's way to write a tempo, and the clicks of a map as data and on paper.

A click is written as frames and eighths of a frame: a 12-3 click is 12 3/8 frames long. In the days of magnetic film
it was punched into a loop; Carroll Knudson's *Project Tempo* (1965) tabled where every beat of every click falls. At
24 frames a second a click of F-e is 1440 / (F + e/8) beats a minute. Lesson 05 works with it.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import total_ordering
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import FilmScoreError, shown
from .exact import number, plain, tempo
from .timecode import Rate, RateLike, whole_frame
from .written import unit_of

if TYPE_CHECKING:
    from .segments import Segment
    from .tempo import TempoMap

#: shortest and longest click, in eighths of a frame: 720 and 1 beats a minute at 24
_SHORTEST, _LONGEST = 2 * 8, 1440 * 8


@total_ordering
@dataclass(frozen=True, slots=True, init=False, eq=False)
class Click:
    """A tempo as the click book writes it: frames and eighths of a frame from beat to beat.

    Parameters
    ----------
    text : str or Click
        ``"12-3"``: 12 frames and three eighths. The eighths go from 0 to 7 and are always written.

    Attributes
    ----------
    eighths : int
        Its length in eighths of a frame.

    Raises
    ------
    FilmScoreError
        If the text is no click; the message shows the one that may have been meant.

    Examples
    --------
    >>> click = Click("12-3")
    >>> click.frames, click.bpm_at("24")
    (Fraction(99, 8), Fraction(1280, 11))
    >>> print(Click.nearest(117.5))
    12-2
    >>> Click("12-9")
    Traceback (most recent call last):
        ...
    filmscore.errors.FilmScoreError: A click of 12-9 is not written so: eighths of a frame go from 0 to 7. ...
    """

    eighths: int

    def __init__(self, text: str | Click) -> None:
        eighths = text.eighths if isinstance(text, Click) else _read(text)
        object.__setattr__(self, "eighths", eighths)

    @classmethod
    def of(cls, eighths: int) -> Click:
        """The click of a number of eighths of a frame."""
        n = whole_frame(eighths, "number of eighths")
        if not _SHORTEST <= n <= _LONGEST:
            raise FilmScoreError(f"A click of {n // 8}-{n % 8} is out of the book: it goes from 2-0 to 1440-0.")
        return cls(f"{n // 8}-{n % 8}")

    @classmethod
    def nearest(cls, bpm: float | Fraction, rate: RateLike = "24") -> Click:
        """The click whose length is nearest a tempo's beat; half way between two, the longer.

        >>> print(Click.nearest(120), Click.nearest(100))
        12-0 14-3
        """
        beat = 60 * Rate(rate).fps / tempo(bpm)
        return cls.of(math.floor(beat * 8 + Fraction(1, 2)))

    @property
    def frames(self) -> Fraction:
        """Frames from beat to beat."""
        return Fraction(self.eighths, 8)

    def bpm_at(self, rate: RateLike = "24") -> Fraction:
        """Beats a minute of real time when the frames run at a rate; the click book means 24."""
        return 60 * Rate(rate).fps / self.frames

    def __str__(self) -> str:
        return f"{self.eighths // 8}-{self.eighths % 8}"

    def __repr__(self) -> str:
        return f"Click({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Click) and self.eighths == other.eighths

    def __lt__(self, other: Click) -> bool:
        return self.eighths < other.eighths if isinstance(other, Click) else NotImplemented

    def __hash__(self) -> int:
        return hash((Click, self.eighths))


def _read(text: object) -> int:
    match = re.fullmatch(r"\s*([0-9]{1,4})-([0-9])\s*", text) if isinstance(text, str) else None
    if match:
        frames, eighths = int(match[1]), int(match[2])
        total = 8 * frames + eighths
        if eighths > 7:
            meant = f"{total // 8}-{total % 8}"
            raise FilmScoreError(
                f"A click of {frames}-{eighths} is not written so: eighths of a frame go from 0 to 7. "
                f"Did you mean {meant}?"
            )
        if not _SHORTEST <= total <= _LONGEST:
            raise FilmScoreError(f"A click of {frames}-{eighths} is out of the book: it goes from 2-0 to 1440-0.")
        return total
    raise FilmScoreError(f"{shown(text)} is no click: write frames and eighths of a frame, '12-3'.{_meant(text)}")


def _meant(text: object) -> str:
    """The click somebody may have meant by 12, '12', '12.375' or '12 3/8'."""
    mixed = re.fullmatch(r"\s*([0-9]{1,4})(?:[\s+]+([0-7])/8)?\s*", text) if isinstance(text, str) else None
    try:
        if mixed:
            eighths = Fraction(8 * int(mixed[1]) + int(mixed[2] or 0))
        else:
            eighths = 8 * number(float(text) if isinstance(text, str) else text, "length")
    except (FilmScoreError, ValueError):
        return ""
    whole = eighths.denominator == 1 and _SHORTEST <= eighths <= _LONGEST
    return f" Did you mean '{eighths // 8}-{eighths % 8}'?" if whole else ""


# ---- the clicks of a map


class Tick(NamedTuple):
    """One click of a click track.

    Attributes
    ----------
    frame : float
        Frame of the film on which it falls.
    seconds : float
        The same in seconds from beat 0 of the map.
    beat : float
        Quarter lengths from beat 0; below 0 it is a warning.
    bar : int
    in_bar : float
        Beat of the bar, in the bar's own unit.
    accent : bool
        Whether a bar begins with it.
    warning : bool
        Whether it comes before the music.
    """

    frame: float
    seconds: float
    beat: float
    bar: int
    in_bar: float
    accent: bool
    warning: bool


def clicks(tempo_map: TempoMap, warning: int = 0, unit: str = "beat") -> tuple[Tick, ...]:
    """The clicks of a map; see `filmscore.TempoMap.clicks`."""
    bars = whole_frame(warning, "number of warning bars")
    if not 0 <= bars <= 16:
        raise FilmScoreError(f"{bars} warning bars cannot be: 0 to 16 can.")
    if not tempo_map.segments:
        raise tempo_map._empty()
    first = tempo_map.segments[0]
    unit_of(unit, first.meter)
    ticks: list[Tick] = []
    if bars and first.kind != "free":
        begin = -first.into_bar - bars * first.meter.length
        ticks += [_tick(tempo_map, at, on_line) for at, on_line in _beats(first, begin, Fraction(0), unit)]
    for segment in tempo_map.segments:
        if segment.kind in ("steady", "ramp"):
            ends = segment.beat, segment.beat + segment.beats
            ticks += [_tick(tempo_map, at, on_line) for at, on_line in _beats(segment, *ends, unit)]
    return tuple(ticks)


def _beats(segment: Segment, begin: Fraction, end: Fraction, unit: str) -> list[tuple[Fraction, bool]]:
    """Beats to click from `begin` to `end`, counted anew from each bar line, and whether each is a bar line."""
    step, length = unit_of(unit, segment.meter), segment.meter.length
    origin = segment.beat - segment.into_bar
    found = []
    line = origin + (begin - origin) // length * length
    while line < end:
        at = line
        while at < min(line + length, end):
            if at >= begin:
                found.append((at, at == line))
            at += step
        line += length
    return found


def _tick(tempo_map: TempoMap, at: Fraction, accent: bool) -> Tick:
    bar, in_bar = tempo_map.bar_beat(at)
    return Tick(tempo_map.frame_at(at), tempo_map.seconds_at(at), float(at), bar, in_bar, accent, at < 0)


class Line(NamedTuple):
    """A line of a written click track: a click, or a stretch without any.

    Attributes
    ----------
    bar, beat : int and float, or None
        Where the click is; a hold or free time stands between.
    frame : float
        Frame on which it begins, exact.
    eighths : int
        The same, to the nearest eighth of a frame.
    length : str
        Frames and eighths to the next line.
    note : str
        Tempo at the click, or what happens instead.
    """

    bar: int | None
    beat: float | None
    frame: float
    eighths: int
    length: str
    note: str


def lines(tempo_map: TempoMap, warning: int = 0, unit: str = "beat") -> list[Line]:
    """The click track line by line.

    Each click is placed on the nearest eighth of a frame, counted from frame 0 and half up; it is as long as the way
    to the next. So no rounding is ever added to another: every click is written within a sixteenth of a frame.
    """
    rows: list[tuple[float, int | None, float | None, str]] = []
    for tick in clicks(tempo_map, warning, unit):
        bpm = tempo_map.bpm_at(tick.beat, unit)
        rows.append((tick.frame, tick.bar, tick.in_bar, f"{bpm:.2f}" + (" warning" if tick.warning else "")))
    for s in tempo_map.segments:
        if s.kind in ("hold", "free"):
            beats = f"{plain(s.beats)} beats in " if s.beats else ""
            frame = float(tempo_map.start + s.seconds * tempo_map.rate.fps)
            rows.append((frame, None, None, f"{s.kind}: {beats}{plain(s.length)} s"))
    rows.sort(key=lambda row: row[0])
    eighths = [_eighths(row[0]) for row in rows] + [_eighths(tempo_map.frame_at(tempo_map.beats))]
    return [
        Line(bar, beat, frame, eighths[i], "{}-{}".format(*divmod(eighths[i + 1] - eighths[i], 8)), note)
        for i, (frame, bar, beat, note) in enumerate(rows)
    ]


def _eighths(frame: float) -> int:
    return math.floor(frame * 8 + 0.5)


def click_text(tempo_map: TempoMap, warning: int = 0, unit: str = "beat") -> str:
    """The click track on paper; see `filmscore.TempoMap.click_text`."""
    table: list[tuple[Any, ...]] = [("bar", "beat", "frame", "in eighths", "click", "tempo")]
    for line in lines(tempo_map, warning, unit):
        place = ("", "") if line.bar is None else (line.bar, f"{line.beat:g}")
        table.append((*place, f"{line.frame:.3f}", "{}-{}".format(*divmod(line.eighths, 8)), line.length, line.note))
    end = tempo_map.frame_at(tempo_map.beats)
    table.append(("end", "", f"{end:.3f}", "{}-{}".format(*divmod(_eighths(end), 8)), "", ""))
    widths = [max(len(str(row[i])) for row in table) for i in range(5)]
    return "\n".join(
        ("  ".join(f"{cell!s:>{w}}" for cell, w in zip(row, widths, strict=False)) + f"  {row[5]}").rstrip()
        for row in table
    )
