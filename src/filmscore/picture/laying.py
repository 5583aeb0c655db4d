"""Laying the stretches of a tempo map into time, and moving its locked bars to their frames.

Between two locks (or the start and the first lock) everything with a tempo is taken faster or slower by one factor.
Its shape is kept: a ramp is the same ramp, and two tempi keep their proportion. Holds and free time were asked for in
seconds and keep them. After the last lock the tempi are those that were written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from ..errors import FilmScoreError, shown
from .exact import FASTEST, SLOWEST, plain, tidy
from .segments import Lock, Segment, Stretch, length_of
from .timecode import Rate, whole_frame

#: every lock cuts the map anew, and nobody sets as many by hand
MOST_LOCKS = 500


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The stretches with neighbours made one where nothing changes between them."""
    made: list[Stretch] = []
    for stretch in stretches:
        if not isinstance(stretch, Stretch):
            raise FilmScoreError(f"A tempo map is made of stretches, not of {shown(stretch)}.")
        one = made[-1].joined(stretch) if made else None
        if one is None:
            made.append(stretch)
        else:
            made[-1] = one
    return tuple(made)


def as_locks(locks: Iterable[Any]) -> tuple[Lock, ...]:
    """Pairs of bar and frame in the order of the bars; of two for one bar the later holds."""
    try:
        pairs = [(bar, frame) for bar, frame in locks]
    except (TypeError, ValueError):
        raise FilmScoreError(f"Locks are pairs of a bar and a frame, not {shown(locks)}.") from None
    if len(pairs) > MOST_LOCKS:
        raise FilmScoreError(f"A tempo map can hold {MOST_LOCKS} locks; these are {len(pairs)}.")
    kept = {whole_frame(bar, "bar to lock"): whole_frame(frame, "frame to lock it to") for bar, frame in pairs}
    return tuple(Lock(bar, kept[bar]) for bar in sorted(kept))


def lay(stretches: Sequence[Stretch], locks: Sequence[Lock], start: int, rate: Rate) -> tuple[Segment, ...]:
    """Segments in time, every lock met exactly.

    Raises
    ------
    FilmScoreError
        The meter changes inside a bar, time passes before the first beat, or a lock cannot be met.
    """
    written = _written(stretches)
    if not locks:
        return tuple(written)
    placed: list[Segment] = []
    now, left, before = Fraction(0), written, ""
    for lock in locks:
        head, left = _split(left, _line(written, lock.bar), lock.bar)
        target = (lock.frame - start) / rate.fps
        factor = _factor(head, lock, now, target, start, rate, before)
        placed += _scaled(head, now, factor)
        now, before = target, f" with bar {lock.bar} on frame {lock.frame}"
    return (*placed, *_scaled(left, now, Fraction(1)))


def _written(stretches: Sequence[Stretch]) -> list[Segment]:
    placed: list[Segment] = []
    beat, seconds, bar, into, meter = Fraction(0), Fraction(0), 1, Fraction(0), None
    for s in stretches:
        if not placed and s.kind == "hold":
            raise FilmScoreError(
                "A map begins with a beat, not with a hold: begin it later, TempoMap(start=…), or pause after a beat."
            )
        if s.pickup:
            if placed:
                raise FilmScoreError("A pick-up comes before bar 1: put it first on the map.")
            bar, into = 0, s.meter.length - s.beats
        elif into and s.meter != meter:
            assert meter is not None
            raise FilmScoreError(
                f"The meter cannot change to {s.meter} here: the bar before it has only {plain(into)} of "
                f"{plain(meter.length)} quarters. "
                f"Fill it first with .steady({plain(meter.length - into)}, …)."
            )
        meter, length = s.meter, length_of(s)
        mean = 60 * s.beats / length if s.bpm is None else s.bpm
        end = mean if s.to is None else s.to
        placed.append(Segment(s.kind, beat, seconds, s.beats, length, mean, end, s.curve, meter, bar, into))
        beat, seconds = beat + s.beats, tidy(seconds + length)
        bars, into = divmod(into + s.beats, meter.length)
        bar += int(bars)
    return placed


def line_of_bar(segments: Sequence[Segment], bar: int) -> tuple[Fraction, Segment]:
    """The beat on which a bar begins, and the segment that says so; beyond the map its last meter goes on."""
    # the last segment that holds the line of the bar, or one before it
    segment = next((s for s in reversed(segments) if s.bar + bool(s.into_bar) <= bar), segments[0])
    return segment.beat - segment.into_bar + (bar - segment.bar) * segment.meter.length, segment


def _line(segments: Sequence[Segment], bar: int) -> Fraction:
    if not segments:
        raise FilmScoreError(f"Bar {bar} cannot be locked: this tempo map has no bars yet.")
    beat, _ = line_of_bar(segments, bar)
    end = segments[-1].beat + segments[-1].beats
    if beat == 0:
        raise FilmScoreError(f"Bar {bar} is where the map starts: to move it, make the map with TempoMap(start=…).")
    if not 0 < beat <= end:
        first, last = segments[0].bar + 1, segments[-1]
        until = last.bar + int((last.into_bar + last.beats) // last.meter.length)
        raise FilmScoreError(f"There is no bar {bar} to lock: the bars of this map that can be are {first} to {until}.")
    return beat


def _split(segments: list[Segment], beat: Fraction, bar: int) -> tuple[list[Segment], list[Segment]]:
    """What comes before a beat, and the rest; a hold on the beat comes before it."""
    head: list[Segment] = []
    for i, s in enumerate(segments):
        if s.beat + s.beats <= beat:
            head.append(s)
        elif s.beat >= beat:
            return head, segments[i:]
        else:
            if s.kind == "free":
                raise FilmScoreError(
                    f"Bar {bar} lies inside free time and cannot be locked: its {plain(s.beats)} beats have "
                    f"{plain(s.length)} s and no tempo of their own. Give that bar its own .free(…)."
                )
            first, second = s.cut(beat - s.beat)
            return [*head, first], [second, *segments[i + 1 :]]
    return head, []


def _factor(
    head: list[Segment], lock: Lock, now: Fraction, target: Fraction, start: int, rate: Rate, before: str
) -> Fraction:
    """How much faster the music before a lock has to go."""
    timed = [s for s in head if s.kind in ("steady", "ramp")]
    fixed = sum((s.length for s in head if s.kind not in ("steady", "ramp")), Fraction(0))
    moving = sum((s.length for s in timed), Fraction(0))
    room = target - now - fixed
    if not timed:
        if room == 0:
            return Fraction(1)
        frame = start + (now + fixed) * rate.fps
        raise FilmScoreError(
            f"Bar {lock.bar} cannot be locked to frame {lock.frame}{before}: before it lie only holds and free time, "
            f"which keep their seconds and end on frame {plain(frame)}."
        )
    fastest = max(max(s.bpm, s.bpm_end) for s in timed)
    slowest = min(min(s.bpm, s.bpm_end) for s in timed)
    if room <= 0 or moving / room * fastest > FASTEST or moving / room * slowest < SLOWEST:
        early = start + (now + fixed + moving * fastest / FASTEST) * rate.fps
        late = start + (now + fixed + moving * slowest / SLOWEST) * rate.fps
        why = (
            "that is before the music in front of it begins"
            if room <= 0
            else f"the music in front of it would go at {float(moving / room * fastest):.4g} beats a minute"
            if moving / room * fastest > FASTEST
            else f"the music in front of it would go at {float(moving / room * slowest):.3g} beats a minute"
        )
        raise FilmScoreError(
            f"Bar {lock.bar} cannot be locked to frame {lock.frame}{before}: {why}. "
            f"It can lie on the frames {-(-early // 1)} to {late // 1}."
        )
    return moving / room


def _scaled(segments: list[Segment], now: Fraction, factor: Fraction) -> list[Segment]:
    placed = []
    for s in segments:
        if s.kind in ("steady", "ramp") and factor != 1:
            s = replace(s, length=tidy(s.length / factor), bpm=tidy(s.bpm * factor), bpm_end=tidy(s.bpm_end * factor))
        placed.append(replace(s, seconds=now))
        now = tidy(now + s.length)
    return placed
