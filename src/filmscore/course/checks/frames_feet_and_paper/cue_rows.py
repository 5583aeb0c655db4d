"""A cue list as rows of text: read, and looked through for what could not be filed or played.

The validator knows numbers, labels, what comes before what, overlaps and lengths. It knows nothing of any one film.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ....errors import FilmScoreError, shown
from ....picture.spotting import Spotting, id_key
from ....picture.timecode import Rate, Timecode
from ...asking import Ask, frames
from .asking import DROP, LIST, NUMBERS, yours
from .reading import empty, exists, label, seconds_of_length, typed

MOST_ROWS = 60
_NUMBER = re.compile(r"(\d{1,2})m(\d{1,3})([a-z]?)(s?)", re.I)
_NAMES = {
    "cue": ("cue", "id", "number", "no", "no."),
    "in": ("in", "start", "in point", "tc in"),
    "out": ("out", "end", "out point", "tc out"),
    "length": ("length", "duration", "len"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One cue as it was written; `length` is None where the list works it out by itself."""

    number: str
    start: Any
    end: Any
    length: Any = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row, by its place in the list, in one of the words of 04.6."""

    row: int
    kind: str
    ask: Ask


def rows_of(answer: Any) -> list[Row]:
    """The rows of a list: four things each, or a `Spotting`, whose cues are taken in the order of its film.

    Raises
    ------
    FilmScoreError
        It is no list of rows; the message shows how one is written.
    """
    if isinstance(answer, Spotting):
        film = answer.film
        cues = sorted(answer.cues, key=lambda cue: film.timecode(cue.start))  # a spotting keeps them by number
        return [Row(cue.id, film.timecode(cue.start), film.timecode(cue.end)) for cue in cues]
    if (
        isinstance(answer, dict)
        and answer
        and all(isinstance(v, list | tuple) and len(v) == 3 for v in answer.values())
    ):
        answer = [(key, *value) for key, value in answer.items()]
    if isinstance(answer, tuple) and len(answer) == 4 and all(isinstance(part, str) for part in answer):
        answer = [answer]
    form = '[("2m1s", "02:00:00:00", "02:00:04:00", "0:04"), …]'
    if isinstance(answer, list | tuple):
        answer = [one for one in answer if not _bare(one)]
    if not isinstance(answer, list | tuple) or not answer:
        raise FilmScoreError(f"A list of rows is asked for, {form}. This is {shown(answer)}.")
    if len(answer) > MOST_ROWS:
        raise FilmScoreError(f"There are {len(answer):,} rows here. The session decided on five cues.")
    return [_row(place, one, form) for place, one in enumerate(answer, 1)]


def _bare(one: Any) -> bool:
    """A row as it was copied: nothing in it."""
    return isinstance(one, list | tuple) and len(one) == 4 and all(empty(part) for part in one)


def _row(place: int, one: Any, form: str) -> Row:
    if isinstance(one, Mapping):
        told = {str(key).strip().casefold(): value for key, value in one.items()}
        one = [next((told[name] for name in names if name in told), "") for names in _NAMES.values()]
    if not isinstance(one, list | tuple) or len(one) != 4:
        raise FilmScoreError(
            f"Row {place} is {shown(one)}. A row has four things between round brackets: number, in, out and length, "
            f"as in {form}."
        )
    number, start, end, length = one
    if not isinstance(number, str) or not number.strip() or len(number) > 40:
        raise FilmScoreError(f'Row {place}: its number is a text such as "2m1", not {shown(number)}.')
    number = typed(number)
    bare = "".join(number.split())
    if not _NUMBER.fullmatch(bare):
        bare = " ".join(number.split())
    return Row(bare, start, end, "" if length is None else length)  # only a Spotting has no lengths to give


def half_up(seconds: Fraction) -> int:
    """Whole seconds, half a second up.

    >>> half_up(Fraction(13, 2)), half_up(Fraction(129, 20))
    (7, 6)
    """
    return math.floor(seconds + Fraction(1, 2))


def faults(rows: Sequence[Row], rate: Rate, reel: int) -> Iterator[Fault]:
    """Everything in the rows that could not be filed or played, the weightiest first; lengths come last."""
    places: dict[int, tuple[Timecode, Timecode]] = {}
    for place, row in enumerate(rows):
        points = []
        for side, value in (("in", row.start), ("out", row.end)):
            if missing := _missing(row, side, value, rate):
                yield Fault(place, "label", missing)
                value = exists(value, rate)  # so that what follows can still be looked at
            points.append(label(value, rate, f"{row.number}, {side}"))
        start, end = points
        if ask := _number(row, reel):
            yield Fault(place, "number", ask)
        if start >= end:
            yield Fault(place, "backwards", _backwards(row, start, end))
            continue
        places[place] = start, end
    yield from _twice(rows)
    yield from _between(rows, places)
    for place, (start, end) in places.items():
        if ask := _length(rows[place], start, end):
            yield Fault(place, "length", ask)


def _missing(row: Row, side: str, value: Any, rate: Rate) -> Ask | None:
    if not (meant := exists(value, rate)):
        return None
    return Ask(
        "a label that does not exist",
        f"{row.number} goes {side} at {yours(value)}. No such label; did you mean {meant}?",
        DROP,
    )


def _number(row: Row, reel: int) -> Ask | None:
    found = _NUMBER.fullmatch(row.number)
    if not found:
        return Ask(
            "a number of another form",
            f"One of your cues is called {yours(row.number)}. This production writes reel, m, number: {reel}m1; "
            "behind it may stand a letter for a cue put in later, and an s for source.",
            NUMBERS,
        )
    if int(found[1]) != reel:
        return Ask(
            "the number of another reel",
            f"{row.number} says reel {int(found[1])}. This is reel {reel}, whose labels begin with "
            f"{reel:02d}: what is the first figure for?",
            NUMBERS,
        )
    return None


def _backwards(row: Row, start: Timecode, end: Timecode) -> Ask:
    if start == end:
        return Ask(
            "in and out are the same",
            f"{row.number} comes in at {start} and is out at {end}: nothing of it is left.",
            LIST,
        )
    return Ask(
        "out before in",
        f"{row.number} comes in at {start} and is out at {end}, which is earlier. Which of the two is which?",
        LIST,
    )


def _length(row: Row, start: Timecode, end: Timecode) -> Ask | None:
    if row.length is None:
        return None
    given = seconds_of_length(row.length, row.number)
    exact = end.seconds - start.seconds
    if given == half_up(exact):
        return None
    said = f"{row.number} runs from {start} to {end}, and you give it {yours(row.length)}."
    if abs(given - exact) <= Fraction(1, 100):
        return Ask(
            "a length not rounded",
            f"{said} Right, and finer than a list goes: to a whole second, half a second up.",
            LIST,
        )
    if given == math.floor(exact):
        return Ask(
            "lengths are cut off",
            f"{said} It is {float(exact):.2f} s, and you left off what stands behind the point. This list rounds half "
            "a second up.",
            LIST,
        )
    if given == math.ceil(exact):
        return Ask("rounded up", f"{said} It is {float(exact):.2f} s. Half a second goes up, less goes down.", LIST)
    if given == end - start:
        return Ask("frames for seconds", f"{said} Those are its frames. How many seconds are they?", LIST)
    if given * start.rate.fps == end - start + 1 or given == half_up(exact) + 1:
        return Ask(
            "the out frame is counted in",
            f"{said} That is more than it plays. Out is the first picture without music: out minus in, and nothing "
            "added.",
            LIST,
        )
    return Ask("a length that is not out minus in", f"{said} Take the in from the out, then round to a second.", LIST)


def _twice(rows: Sequence[Row]) -> Iterator[Fault]:
    """Two cues with one number, however it is written: 2m1 and 2M01 are the same."""
    seen: dict[tuple[Any, ...], Row] = {}
    for place, row in enumerate(rows):
        key = id_key(row.number)
        if key in seen:
            ask = Ask(
                "one number for two cues",
                f"{seen[key].number} stands twice, for what comes in at {yours(seen[key].start)} and at "
                f"{yours(row.start)}. A number is what the copyist, the players and the mixer call it by. Which of the "
                "two keeps it?",
                NUMBERS,
            )
            yield Fault(place, "number", ask)
        seen.setdefault(key, row)


def _between(rows: Sequence[Row], places: Mapping[int, tuple[Timecode, Timecode]]) -> Iterator[Fault]:
    """Cues that sound together."""
    by_time = sorted(places, key=lambda place: (places[place][0], place))
    for one, other in pairwise(by_time):
        (_, end), (start, _) = places[one], places[other]
        if start < end:
            ask = Ask(
                "an overlap",
                f"{rows[other].number} comes in at {start}, and {rows[one].number} plays until {end}: "
                f"{frames(end - start)} of both. Which has the floor?",
                LIST,
            )
            yield Fault(other, "overlap", ask)
