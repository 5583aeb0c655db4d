"""Two lines beside each other: which notes differ, said in words and marked in the score by shape and colour."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from ..look import CUE, VERDICT
from .lettering import broken, outlines, width
from .notation import Line

#: of a note that is there in one line only, against one that is changed
_GONE, _PITCH, _LENGTH = 1.1, 1.0, 0.9
_RING = 10.5  # px from the middle of a note's head to its mark

#: what differs -> how the mark is called, and its colour
KINDS = {
    "pitch": ("ring", "another pitch", VERDICT["off"]),
    "length": ("square", "another length", VERDICT["near"]),
    "alone": ("diamond", "in one line only", CUE),
}


@dataclass(frozen=True)
class Difference:
    """A place where two lines differ: the event of the first line, that of the second (or None), and what differs."""

    mine: int | None
    theirs: int | None
    kind: str


def differences(mine: Line, theirs: Line) -> list[Difference]:
    """Where two lines differ, by the cheapest way from one to the other.

    Notes are compared one by one in their order, after R. A. Wagner and M. J. Fischer, "The string-to-string correction
    problem", Journal of the ACM 21 (1974): a note is changed, left out or put in.
    """
    a = [i for i, event in enumerate(mine.events) if event.names]
    b = [i for i, event in enumerate(theirs.events) if event.names]

    def change(i: int, j: int) -> float:
        one, other = mine.events[a[i]], theirs.events[b[j]]
        return _PITCH * (set(one.names) != set(other.names)) + _LENGTH * (one.beats != other.beats)

    cost = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            ways = [cost[i - 1][j - 1] + change(i - 1, j - 1)] if i and j else []
            ways += [cost[i - 1][j] + _GONE] if i else []
            ways += [cost[i][j - 1] + _GONE] if j else []
            cost[i][j] = min(ways, default=0.0)
    found: list[Difference] = []
    i, j = len(a), len(b)
    while i or j:
        if i and j and abs(cost[i][j] - cost[i - 1][j - 1] - change(i - 1, j - 1)) < 1e-9:
            one, other = mine.events[a[i - 1]], theirs.events[b[j - 1]]
            if set(one.names) != set(other.names):
                found.append(Difference(a[i - 1], b[j - 1], "pitch"))
            elif one.beats != other.beats:
                found.append(Difference(a[i - 1], b[j - 1], "length"))
            i, j = i - 1, j - 1
        elif i and abs(cost[i][j] - cost[i - 1][j] - _GONE) < 1e-9:
            found.append(Difference(a[i - 1], None, "alone"))
            i -= 1
        else:
            found.append(Difference(None, b[j - 1], "alone"))
            j -= 1
    return found[::-1]


def told(mine: Line, theirs: Line, found: list[Difference], names: tuple[str, str]) -> str:
    """The differences as sentences."""
    one, other = names
    about = []
    for what, a, b in (("key", mine.key, theirs.key), ("meter", mine.meter, theirs.meter)):
        if a != b:
            about.append(f"The {what} differs: {a or 'none'} and {b or 'none'}.")
    if mine.begins != theirs.begins and mine.time and theirs.time:
        about.append(f"They begin on another beat: {mine.begins} and {theirs.begins}.")
    if not found:
        return " ".join(["All notes are alike.", *about])
    count = f"{len(found)} note{'s differ' if len(found) != 1 else ' differs'}."
    places = [_sentence(mine, theirs, difference, one, other) for difference in found]
    return " ".join([count, *places, *about])


def _sentence(mine: Line, theirs: Line, difference: Difference, one: str, other: str) -> str:
    i, j = difference.mine, difference.theirs
    if i is None:
        assert j is not None
        return f"{_where(theirs, j)}: {_note(theirs, j)} is in {other} only."
    if j is None:
        return f"{_where(mine, i)}: {_note(mine, i)} is in {one} only."
    a, b = mine.events[i], theirs.events[j]
    where = _where(mine, i)
    if difference.kind == "length":
        return f"{where}: {'–'.join(a.names)} lasts {_beats(a.beats)} in {one}, {_beats(b.beats)} in {other}."
    longer = f" for {_beats(a.beats)}" if a.beats != b.beats else ""
    there = f" for {_beats(b.beats)}" if a.beats != b.beats else ""
    return f"{where}: {'–'.join(a.names)}{longer} in {one}, {'–'.join(b.names)}{there} in {other}."


def _note(line: Line, event: int) -> str:
    return f"{'–'.join(line.events[event].names)} ({_beats(line.events[event].beats)})"


def _beats(beats: Fraction) -> str:
    return f"{beats} beat{'s' if beats > 1 else ''}"


def _where(line: Line, event: int) -> str:
    """Bar and beat of an event, or its number where there are no bars."""
    sounding = [i for i, one in enumerate(line.events) if one.names]
    number = f"Note {sounding.index(event) + 1}"
    if line.time is None:
        return number
    for bar in line.bars():
        for value in bar.values:
            if value.event == event:
                beat = value.at / Fraction(4, line.time.unit) + 1
                place = "the pickup" if bar.number == 0 else f"bar {bar.number}"
                return f"{number}, {place}, beat {_mixed(beat)}"
    return number


def _mixed(beat: Fraction) -> str:
    whole, rest = divmod(beat, 1)
    return f"{whole}" if not rest else f"{whole} {rest}"


def mark(x: float, y: float, kind: str, left: float = math.inf, right: float = -math.inf) -> str:
    """The mark of a kind around a note: its head, its accidental at the left, its dots at the right."""
    shape, _, colour = KINDS[kind]
    start, end = min(left - 4, x - _RING), max(right + 4, x + _RING)
    top, high, wide = y - _RING, 2 * _RING, end - start
    drawn = {
        "ring": f'<rect x="{start:.2f}" y="{top:.2f}" width="{wide:.2f}" height="{high}" rx="{_RING}"/>',
        "square": f'<rect x="{start:.2f}" y="{top:.2f}" width="{wide:.2f}" height="{high}"/>',
        "diamond": f'<path d="M{start - 3:.2f} {y:.2f}L{start + _RING:.2f} {top - 3:.2f}H{end - _RING:.2f}'
        f'L{end + 3:.2f} {y:.2f}L{end - _RING:.2f} {top + high + 3:.2f}H{start + _RING:.2f}z"/>',
    }[shape]
    return f'<g fill="none" stroke="{colour}" stroke-width="2">{drawn}</g>'


def legend(kinds: list[str], size: float, room: float) -> tuple[str, float]:
    """What the marks mean, and how high that is."""
    made, x, y, step = "", 0.0, size, size * 1.9
    for kind in kinds:
        words = KINDS[kind][1]
        wide = 2 * _RING + 12 + width(words, size)
        if x and x + wide > room:
            x, y = 0.0, y + step
        made += mark(x + _RING + 2, y - size * 0.36, kind) + outlines(words, x + 2 * _RING + 10, y, size)
        x += wide + 24
    return made, y + 12


def sentences(text: str, size: float, room: float, top: float) -> tuple[str, float]:
    """Words under each other, and where they end."""
    made = ""
    for line in broken(text, size, room, most=40):
        made += outlines(line, 0, top + size, size)
        top += size * 1.45
    return made, top
