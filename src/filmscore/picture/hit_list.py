"""What a search for a tempo is given, read and refused: hits, start and range."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ..errors import FilmScoreError, shown
from .film import Event, Film
from .spotting import Hit, Spotting
from .tempo import Number
from .timecode import Rate, RateLike, Timecode, whole_frame

Start = int | str | Timecode | tuple[Any, Any]

#: the widest range of tempi, in beats a minute: what a tempo map takes
SLOWEST, FASTEST = 1, 1000


def read_rate(hits: object, rate: RateLike | None) -> Rate:
    """The rate given, else that of the spotting, else 24."""
    if isinstance(hits, Spotting):
        its = hits.film.rate
        if rate is not None and Rate(rate) != its:
            raise FilmScoreError(f"{hits.film.title} runs at {its}, not at {Rate(rate)}: leave the rate out.")
        return its
    return Rate("24" if rate is None else rate)


def point(value: object, rate: Rate, what: str, film: Film | None = None) -> int:
    """A frame number or a label as a frame; labels count from 00:00:00:00, or from the film's first frame."""
    if film is not None:
        return film.frame(value, what)  # type: ignore[arg-type]
    if isinstance(value, str) and value.strip().lstrip("+-").isdecimal():
        raise FilmScoreError(
            f"The {what} {value!r} stands in quotation marks. A frame is a number: take them away, {value.strip()}."
        )
    if isinstance(value, str | Timecode):
        return Timecode(value, rate).frame
    return whole_frame(value, what, labels=True)


def read_hits(hits: object, rate: Rate) -> tuple[Hit, ...]:
    """Hits, frames, labels, events of a film or a whole spotting as hits in the order of their frames.

    Raises
    ------
    FilmScoreError
        If there are none, one is no frame, two share a frame, or all have the weight 0.
    """
    film = hits.film if isinstance(hits, Spotting) else None
    given: Any = hits.hits if isinstance(hits, Spotting) else hits
    if isinstance(given, int | str | Timecode | Hit) and not isinstance(given, bool):
        given = [given]
    try:
        listed = list(given)
    except TypeError:
        raise FilmScoreError(
            f"Hits are given in a list, as frames, labels or fs.Hit: [1056, 1440], not {shown(hits)}."
        ) from None
    if not listed:
        raise FilmScoreError("There are no hits: a tempo is sought for frames it should meet, such as [1056, 1440].")
    read = []
    for one in listed:
        if isinstance(one, Event):
            one = Hit(one.frame, one.label)
        hit = one if isinstance(one, Hit) else Hit(one)
        what = f"hit {hit.label!r}" if hit.label else "hit"
        frame = point(hit.frame, rate, what, film)
        read.append(hit if type(hit.frame) is int else replace(hit, frame=frame))
    read.sort(key=frame_of)
    for one, other in pairwise(read):
        if one.frame == other.frame:
            names = " and ".join(repr(h.label) for h in (one, other) if h.label)
            raise FilmScoreError(
                f"Two hits lie on frame {one.frame}{f', {names}' if names else ''}: one place to meet. "
                "Give it once, with a greater weight if it counts for more."
            )
    if not any(hit.weight for hit in read):
        raise FilmScoreError("Every hit has the weight 0, so none counts. Give at least one a weight above 0.")
    return tuple(read)


def frame_of(hit: Hit) -> int:
    """The frame of a hit that `read_hits` has read."""
    assert isinstance(hit.frame, int)
    return hit.frame


def read_start(start: object, hits: tuple[Hit, ...], rate: Rate, film: Film | None = None) -> tuple[int, int]:
    """The first and the last frame on which beat 0 may lie; a fixed start is both.

    Raises
    ------
    FilmScoreError
        If a hit lies before the (first) start, or none after the last.
    """
    if isinstance(start, tuple | list | range):
        ends = (start[0], start[-1]) if len(start) else ()
        if len(ends) != 2 or (not isinstance(start, range) and len(start) != 2):
            raise FilmScoreError(f"A free start is a first and a last frame, (470, 490), not {shown(start)}.")
        first, last = (
            point(end, rate, f"{which} start", film) for end, which in zip(ends, ("first", "last"), strict=True)
        )
        if last < first:
            raise FilmScoreError(f"The range of starts ends at {last}, before its first frame, {first}.")
    else:
        first = last = point(start, rate, "start", film)
    early = [h for h in hits if frame_of(h) < first]
    if early:
        by = first - frame_of(early[0])
        raise FilmScoreError(
            f"The hit {_name(early[0])} lies {by} frame{'' if by == 1 else 's'} before the music starts at {first}. "
            "Start earlier, or leave it out."
        )
    if not any(frame_of(h) > last and h.weight for h in hits):
        raise FilmScoreError(
            f"No hit lies after the start at {last}, so every tempo is as good. Give a hit further on."
        )
    if any(isinstance(h.frame, int) for h in hits) and frame_of(hits[0]) - last > 900 * rate.fps:
        raise FilmScoreError(
            f"The first hit, frame {frame_of(hits[0])}, lies more than a quarter of an hour after the start at {last}. "
            "If the hits are labels such as '01:00:12:05', give the start as a label too: start='01:00:04:00'."
        )
    return first, last


def _name(hit: Hit) -> str:
    return f"{hit.label!r} at {hit.frame}" if hit.label else f"at {hit.frame}"


def read_range(low: object, high: object) -> tuple[Fraction, Fraction]:
    """The slowest and the fastest tempo to look at, exact."""
    slow, fast = _tempo(low, "lowest"), _tempo(high, "highest")
    if slow >= fast:
        raise FilmScoreError(
            f"The range runs from {float(slow):g} to {float(fast):g} beats a minute: the lowest tempo must be below "
            "the highest."
        )
    return slow, fast


def _tempo(value: object, what: str) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction) or not math.isfinite(value):
        raise FilmScoreError(f"The {what} tempo is a number of beats a minute, not {shown(value)}.")
    exact: Number = Fraction(repr(float(value))) if isinstance(value, float) else Fraction(value)
    if not SLOWEST <= exact <= FASTEST:
        raise FilmScoreError(
            f"The {what} tempo, {float(exact):g} beats a minute, cannot be played: use {SLOWEST} to {FASTEST}."
        )
    return Fraction(exact)


def read_downbeats(downbeats: bool | Iterable[Any], hits: tuple[Hit, ...], rate: Rate, film: Film | None) -> list[bool]:
    """For each hit, whether it belongs on a bar line."""
    if isinstance(downbeats, bool):
        return [downbeats] * len(hits)
    try:
        wanted = list(downbeats)
    except TypeError:
        raise FilmScoreError(
            f"downbeats is True, False or a list of the hits that belong on a bar line, not {shown(downbeats)}."
        ) from None
    frames = {point(getattr(w, "frame", w) if isinstance(w, Hit) else w, rate, "downbeat", film) for w in wanted}
    missing = frames - {frame_of(h) for h in hits}
    if missing:
        listed = ", ".join(str(h.frame) for h in hits)
        raise FilmScoreError(f"Frame {min(missing)} should be a downbeat, but is none of the hits: {listed}.")
    return [frame_of(h) in frames for h in hits]
