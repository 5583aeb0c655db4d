"""A line shaped by hand: how loud each note begins, which notes are one bow, how early or late each comes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import isfinite
from numbers import Real
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from .events import Control, Note

if TYPE_CHECKING:
    from .performance import Performance

#: a note that ends so near the next one is led on to it, seconds
JOINED = 0.26

#: milliseconds beyond which a note is no longer early or late but somewhere else
FARTHEST = 2000.0

_SLUR = re.compile(r"\s*(\d+)\s*[-–\N{MINUS SIGN}]\s*(\d+)\s*")


@dataclass(frozen=True)
class ByHand:
    """What was shaped by hand; None where it was left to the machine.

    Attributes
    ----------
    expression : tuple of float, or None
        For each note where the line stands when it begins, 0 to 127.
    slurs : tuple of (int, int), or None
        First and last note of each bow, from 0.
    later : tuple of float, or None
        For each note how much later it comes, in milliseconds; earlier below 0.
    """

    expression: tuple[float, ...] | None = None
    slurs: tuple[tuple[int, int], ...] | None = None
    later: tuple[float, ...] | None = None

    @property
    def told(self) -> dict[str, str]:
        """What was shaped, in words."""
        said = {}
        if self.expression is not None:
            said["expression"] = f"by hand, from {min(self.expression):g} to {max(self.expression):g}"
        if self.slurs is not None:
            bows = ", ".join(f"{first + 1}–{last + 1}" for first, last in self.slurs)
            said["articulation"] = f"by hand, slurred {bows}" if bows else "by hand, nothing slurred"
        if self.later is not None:
            said["time"] = f"by hand, from {min(self.later):+g} to {max(self.later):+g} ms"
        return said


def by_hand(count: int, expression: Any, slurs: Any, later: Any) -> ByHand:
    """Read what is given for so many notes.

    >>> by_hand(6, None, ["1-3", "4-6"], None).slurs
    ((0, 2), (3, 5))

    Raises
    ------
    FilmScoreError
        It is not one number for each note, a number is out of range, or slurs leave the notes or cross.
    """
    values = None if expression is None else _numbers(expression, count, "expression", 0.0, 127.0, "[62, 104, 90]")
    times = None if later is None else _numbers(later, count, "later", -FARTHEST, FARTHEST, "[0, -30, 40]")
    if times is not None and times[0] < 0:
        raise FilmScoreError(
            f"The first note would come {-times[0]:g} ms before the beginning: it is what the others are early or "
            "late against; give it 0."
        )
    return ByHand(values, None if slurs is None else _slurs(slurs, count), times)


def _numbers(given: Any, count: int, what: str, low: float, high: float, example: str) -> tuple[float, ...]:
    rows = list(given) if isinstance(given, Iterable) and not isinstance(given, str) else None
    if rows is None or len(rows) != count:
        many = "no list" if rows is None else f"{len(rows)} number{'s' * (len(rows) != 1)}"
        raise FilmScoreError(
            f"{what} is {shown(given)}, {many}: give one for each of the {count} notes, as in {what}={example}."
        )
    for number, value in enumerate(rows, start=1):
        if isinstance(value, bool) or not isinstance(value, Real) or not isfinite(value):
            raise FilmScoreError(f"{what} of note {number} is {shown(value)}: a number is wanted.")
        if not low <= float(value) <= high:
            raise FilmScoreError(
                f"{what} of note {number} is {float(value):g}: from {low:g} to {high:g} can be played."
            )
    return tuple(float(value) for value in rows)


def _slurs(given: Any, count: int) -> tuple[tuple[int, int], ...]:
    rows = [given] if isinstance(given, str) else given
    if not isinstance(rows, Sequence):
        raise FilmScoreError(f"slurs is {shown(given)}: write which notes are one bow, slurs=['1-3', '4-6'].")
    made = []
    for one in rows:
        found = _SLUR.fullmatch(one) if isinstance(one, str) else None
        if found is None:
            raise FilmScoreError(f"{shown(one)} is no slur: write the first and the last note of a bow, '1-3'.")
        first, last = int(found[1]), int(found[2])
        if not 1 <= first < last <= count:
            raise FilmScoreError(f"The slur {one} holds no two of the notes 1 to {count}, the earlier one first.")
        made.append((first - 1, last - 1))
    made.sort()
    for (first, last), (again, end) in pairwise(made):
        if again <= last:
            raise FilmScoreError(
                f"The slurs {first + 1}-{last + 1} and {again + 1}-{end + 1} both hold note {again + 1}: one bow at a "
                "time."
            )
    return tuple(made)


def moved(performance: Performance, later: Sequence[float]) -> Performance:
    """The same performance with each note so many milliseconds later; a note led on to the next one still is.

    Raises
    ------
    FilmScoreError
        A note would begin before the one before it.
    """
    notes = played(performance)
    starts = [note.start + ms / 1000 for note, ms in zip(notes, later, strict=True)]
    for number, (one, other) in enumerate(pairwise(starts), start=1):
        if other <= one:
            raise FilmScoreError(
                f"Note {number + 1}, {later[number]:+g} ms, would begin before note {number}, {later[number - 1]:+g} "
                "ms: bring them nearer to each other."
            )
    made = {}
    for number, (note, start) in enumerate(zip(notes, starts, strict=True)):
        led = number + 1 < len(notes) and notes[number + 1].start - note.end < JOINED
        end = note.end + later[number + led] / 1000
        made[id(note)] = replace(note, start=start, end=max(end, start + 0.03))
    return _with(performance, made)


def lined(performance: Performance, values: Sequence[float], struck: bool) -> Performance:
    """The same performance along a line of expression: straight from where each note begins to where the next does.

    What is struck has no say in a note that has begun: there each note is struck as hard as the line stands.
    """
    notes = played(performance)
    if struck:
        return _with(performance, {
            id(note): replace(note, velocity=max(value, 1.0)) for note, value in zip(notes, values, strict=True)
        })  # fmt: skip
    points = [Control(note.start, "expression", value) for note, value in zip(notes, values, strict=True)]
    points.append(Control(max(notes[-1].end, points[-1].time), "expression", points[-1].value))
    tracks = tuple(
        replace(track, controls=[*(c for c in track.controls if c.kind != "expression"), *points])
        for track in performance.tracks
    )
    return replace(performance, tracks=tracks)


def played(performance: Performance) -> list[Note]:
    """The notes as they are played, one for each that is written."""
    return sorted((one.notes[0] for one in performance.accounts if one.notes), key=lambda note: note.start)


def _with(performance: Performance, made: dict[int, Note]) -> Performance:
    """The same performance with other notes in place of some."""
    tracks = tuple(
        replace(track, notes=[made.get(id(note), note) for note in track.notes]) for track in performance.tracks
    )
    accounts = tuple(
        replace(one, notes=[made.get(id(note), note) for note in one.notes]) for one in performance.accounts
    )
    return replace(performance, tracks=tracks, accounts=accounts, seconds=max(track.end for track in tracks))
