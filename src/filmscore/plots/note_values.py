"""How lengths are written: bars, note values, dots, ties and tuplets.

Lengths are beats (quarter lengths) as fractions. A note is cut at bar lines and wherever its written form would hide
the beat, by the customs of engraved music (E. Gould, *Behind Bars*, Faber, 2011, chapter "Grouping of notes").
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import lcm

from ..errors import FilmScoreError
from .signature import Meter

#: written lengths without dots, longest first, and how they are called where they are written
VALUES = {
    Fraction(8): "breve", Fraction(4): "1", Fraction(2): "2", Fraction(1): "4", Fraction(1, 2): "8",
    Fraction(1, 4): "16", Fraction(1, 8): "32", Fraction(1, 16): "64", Fraction(1, 32): "128", Fraction(1, 64): "256",
}  # fmt: skip
_DOTS = (Fraction(7, 4), Fraction(3, 2), Fraction(1))
_FINEST = 64  #: parts of a beat: nothing shorter is written
_FREE = Fraction(4)  #: beats after which music without a meter may be broken into lines


@dataclass(frozen=True)
class Event:
    """A note (one name), a chord (several) or a rest (none), from its beginning, in beats."""

    start: Fraction
    beats: Fraction
    names: tuple[str, ...] = ()


Numbered = list[tuple[int | None, Event]]  #: events with their numbers in the line; rests that fill a bar have none


@dataclass(frozen=True)
class Value:
    """One written note or rest.

    Attributes
    ----------
    at : Fraction
        Where in the bar it begins, in beats.
    beats : Fraction
        How long it lasts.
    base, dots : Fraction, int
        How it is written.
    names : tuple of str
        Its pitches; none for a rest.
    event : int or None
        Which event of the line it belongs to; None for a rest that fills a bar.
    before, after : bool
        Whether it is tied to what stands before and after it.
    tuplet : tuple or None
        (first beat in the bar, last, number of notes, in the time of so many) of the tuplet it is in.
    """

    at: Fraction
    beats: Fraction
    base: Fraction
    dots: int
    names: tuple[str, ...]
    event: int | None
    before: bool = False
    after: bool = False
    tuplet: tuple[Fraction, Fraction, int, int] | None = None


@dataclass(frozen=True)
class Bar:
    """A bar: its number (0 for a pickup), where in its meter it begins, its length in beats, and what is written."""

    number: int
    offset: Fraction
    length: Fraction
    values: tuple[Value, ...]


def bars(events: Sequence[Event], time: Meter | None, begins: Fraction = Fraction(1), length: int = 0) -> list[Bar]:
    """Cut events, one after another without gaps, into written bars.

    Parameters
    ----------
    events : sequence of Event
    time : Meter or None
        Without a meter there are no bars, only places where a line may be broken.
    begins : Fraction
        Beat of the bar on which the first of them falls, counted from 1: in the second half of a bar it makes a
        pickup, bar 0, and else rests are written before it.
    length : int
        At least so many bars are made.

    Raises
    ------
    FilmScoreError
        If a length cannot be written with notes.
    """
    try:
        return _barred(events, time, begins, length)
    except _TooFine:
        raise _refused(events) from None


def _barred(events: Sequence[Event], time: Meter | None, begins: Fraction, length: int) -> list[Bar]:
    if time is None:
        free = enumerate(_free(events), 1)
        return _tied([_bar(i, Fraction(0), sum((e.beats for _, e in cut), Fraction(0)), cut, None) for i, cut in free])
    late = (begins - 1) % time.bar
    pickup = late > time.bar / 2 or (late == time.bar / 2 and late > 0)
    todo: Numbered = [] if pickup or not late else [(None, Event(-late, late))]
    todo += list(enumerate(events))
    made: list[Bar] = []
    offset, number = (late, 0) if pickup else (Fraction(0), 1)
    while todo or len(made) < length:
        room = time.bar - offset
        inside: Numbered = []
        left = room
        while todo and left:
            index, event = todo.pop(0)
            if event.beats > left:
                inside.append((index, Event(event.start, left, event.names)))
                todo.insert(0, (index, Event(event.start + left, event.beats - left, event.names)))
                left = Fraction(0)
            else:
                inside.append((index, event))
                left -= event.beats
        if left and not (number == 0 and not todo):
            inside.append((None, Event(Fraction(0), left)))
        made.append(_bar(number, offset, room, _merged(inside), time))
        offset, number = Fraction(0), number + 1
    return _tied(made)


def _merged(inside: Numbered) -> Numbered:
    """Rests in a row become one."""
    made: Numbered = []
    for index, event in inside:
        if made and not event.names and not made[-1][1].names:
            made[-1] = (None, replace(made[-1][1], beats=made[-1][1].beats + event.beats))
        else:
            made.append((index, event))
    return made


def _free(events: Sequence[Event]) -> list[Numbered]:
    """Music without a meter, in stretches that may stand on lines of their own; no note is cut."""
    cuts: list[Numbered] = [[]]
    done = Fraction(0)
    for index, event in enumerate(events):
        if done >= _FREE and _plain(done):
            cuts.append([])
            done = Fraction(0)
        cuts[-1].append((index, event))
        done += event.beats
    return cuts


def _plain(beats: Fraction) -> bool:
    """Whether a length needs no tuplet."""
    return beats.denominator & (beats.denominator - 1) == 0


def _bar(number: int, offset: Fraction, length: Fraction, inside: Numbered, time: Meter | None) -> Bar:
    values: list[Value] = []
    at, todo = offset, list(inside)
    while todo:
        if _plain(todo[0][1].beats):
            index, event = todo.pop(0)
            values += _written(at, event, index, time)
            at += event.beats
            continue
        group, todo = _window(at, todo)
        end = at + sum((event.beats for _, event in group), Fraction(0))
        odd = lcm(*(_odd(event.beats.denominator) for _, event in group))
        values += _tuplet(at, end, odd, group)
        at = end
    return Bar(number, offset, length, tuple(values))


def _window(at: Fraction, todo: Numbered) -> tuple[Numbered, Numbered]:
    """The events that share a tuplet, and the rest: up to where a note ends on the grid, or else to the next beat."""
    end = at
    for count, (_, event) in enumerate(todo, 1):
        end += event.beats
        equal = len({e.beats for _, e in todo[:count]}) == 1
        if end - at > (4 if equal else 2):
            break
        more = end % 1 and count < len(todo) and not _plain(todo[count][1].beats)  # the beat is not full yet
        if _plain(end) and not more:
            return todo[:count], todo[count:]
    beat, end = Fraction(at // 1 + 1), at
    for count, (index, event) in enumerate(todo, 1):
        end += event.beats
        if end >= beat:
            before = replace(event, beats=event.beats - (end - beat))
            after = Event(before.start + before.beats, end - beat, event.names)
            rest: Numbered = [(index, after)] if end > beat else []
            return [*todo[: count - 1], (index, before)], rest + todo[count:]
    return todo, []


def _odd(n: int) -> int:
    while n % 2 == 0:
        n //= 2
    return n


def _written(at: Fraction, event: Event, index: int | None, time: Meter | None) -> list[Value]:
    """A length as one value, or as several: tied, or rests in a row."""
    if time is not None and not event.names and at == 0 and event.beats == time.bar:
        return [Value(at, event.beats, Fraction(4), 0, (), index)]  # a whole bar's rest looks alike in every meter
    cut = _pieces(at, event.beats, bool(event.names), time)
    return [Value(place, base * _DOTS[-1 - dots], base, dots, event.names, index) for place, base, dots in cut]


@lru_cache(maxsize=4096)
def _pieces(
    at: Fraction, left: Fraction, sounds: bool, time: Meter | None
) -> tuple[tuple[Fraction, Fraction, int], ...]:
    """Where each piece of a length begins, its value and its dots; long music asks for the same few again and again."""
    made, place = [], at
    while left:
        ways = [(base, dot) for base in VALUES for dot in _DOTS if base * dot <= left]
        clear = [way for way in ways if _clear(place, *way, sounds, time, math.prod(way) == left)]
        if not ways:
            raise _TooFine
        base, dot = (clear or [way for way in ways if way[1] == 1])[0]
        made.append((place, base, _DOTS[::-1].index(dot)))
        place += base * dot
        left -= base * dot
    return tuple(made)


def _clear(at: Fraction, base: Fraction, dot: Fraction, sounds: bool, time: Meter | None, last: bool) -> bool:
    """Whether a value that begins here lets the beat be seen."""
    length = base * dot
    if time is None:
        return True
    beat, end = time.beat, at + length
    inside = at // beat == (end - Fraction(1, 1024)) // beat
    if time.compound:
        if dot == Fraction(7, 4):
            return False
        if inside:
            whole = at % beat == 0 and length == beat
            return at % (base / 2) == 0 if sounds else whole or (dot == 1 and at % base == 0)
        return at % beat == 0 and length % beat == 0 and (sounds or at % length == 0)
    if not sounds:
        return dot == 1 and at % base == 0
    if dot == Fraction(7, 4):
        return at % base == 0 and (inside or at == 0)
    if inside or at % beat == 0:
        return at % (base / 2) == 0
    middle = time.bar / 2 if time.count % 2 == 0 and time.count > 2 else None
    crosses = middle is not None and at < middle < end
    return last and not crosses and length <= beat * 3 / 2 and at % (beat / 2) == 0 and at % (base / 2) == 0


def _tuplet(at: Fraction, end: Fraction, odd: int, group: Numbered) -> list[Value]:
    times = 1 << (odd.bit_length() - 1)
    ratio = Fraction(odd, times)
    beats = [event.beats * ratio for _, event in group]
    number, of = odd, times
    if odd == 3 and len(group) % 6 == 0 and len(set(beats)) == 1:
        number, of = 6, 4  # six equal notes are no triplet
    made: list[Value] = []
    place = at
    for index, event in group:
        left, parts, begun = event.beats * ratio, [], place
        while left:
            found = next(
                ((base, dot) for base in VALUES for dot in (Fraction(3, 2), Fraction(1)) if base * dot <= left), None
            )
            if found is None:
                raise _TooFine
            base, dot = found
            parts.append(Value(begun, base * dot / ratio, base, int(dot != 1), event.names, index,
                               tuplet=(at, end, number, of)))  # fmt: skip
            begun += base * dot / ratio
            left -= base * dot
        made += parts
        place += event.beats
    return made


class _TooFine(Exception):
    """What is left of a length somewhere in a bar cannot be written."""


def _refused(events: Sequence[Event]) -> FilmScoreError:
    """The error of the length, as it was typed, that is hardest to write; with the nearest that is one note."""

    def hard(beats: Fraction) -> tuple[bool, int, int]:
        odd = _odd(beats.denominator)
        return beats.denominator // odd > _FINEST, odd, beats.denominator

    beats = max((event.beats for event in events), key=hard)
    plain = (base * dot for base in VALUES for dot in _DOTS[1:])
    near = min((one for one in plain if one != beats), key=lambda one: (abs(one - beats), one.denominator))
    return FilmScoreError(
        f"A length of {beats} beats cannot be written here with notes, dots and tuplets: round it, for instance to "
        f"{near}."
    )


def _tied(made: list[Bar]) -> list[Bar]:
    """Ties: neighbours that belong to one note."""
    values = [value for bar in made for value in bar.values]
    same = [bool(a.names) and a.event is not None and a.event == b.event for a, b in pairwise(values)]
    done, number = [], 0
    for bar in made:
        its = []
        for value in bar.values:
            before = number > 0 and same[number - 1]
            its.append(replace(value, before=before, after=number < len(same) and same[number]))
            number += 1
        done.append(replace(bar, values=tuple(its)))
    return done
