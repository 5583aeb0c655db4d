"""Two lines beside each other: which notes differ, said in words and marked in the score by shape and colour."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..look import CUE, LIGHT, VERDICT
from ..music.pitch import Pitch, midi_of
from .lettering import broken, outlines, width
from .notation import Line

#: what a change costs, and a note or rest that is there in one line only
_PITCH, _LENGTH, _SPELLING, _GONE = 1.0, 0.9, 0.05, 1.1
_NEVER = 3.0  # dearer than one gone and one come: a note never becomes a rest
_RING = 10.5  # px from the middle of a note's head to its mark
_MOST = 16  #: differences that are told one by one

#: what differs -> how the mark is called, and its colour
KINDS = {
    "pitch": ("ring", "another pitch", VERDICT["off"]),
    "length": ("square", "another length", VERDICT["near"]),
    "alone": ("diamond", "in one line only", CUE),
    "spelling": ("wave", "the same key of the piano by another name", LIGHT["quiet"]),
}


@dataclass(frozen=True)
class Difference:
    """A place where two lines differ: the event of the first line, that of the second (or None), and what differs."""

    mine: int | None
    theirs: int | None
    kind: str


@dataclass(frozen=True)
class _Sound:
    """A note, a chord or a silence as it is compared: its MIDI numbers, none for a silence; and its first event."""

    event: int
    midi: frozenset[int]
    names: frozenset[str]
    beats: Fraction


def _sounds(line: Line) -> list[_Sound]:
    """Notes and the rests between them, rests in a row as one; silence before and after the music is none."""
    made: list[_Sound] = []
    for i, event in enumerate(line.events):
        if event.names:
            made.append(_Sound(i, frozenset(map(midi_of, event.names)), frozenset(event.names), event.beats))
        elif made and not made[-1].midi:
            made[-1] = _Sound(made[-1].event, frozenset(), frozenset(), made[-1].beats + event.beats)
        elif made:
            made.append(_Sound(i, frozenset(), frozenset(), event.beats))
    if made and not made[-1].midi:
        made.pop()
    return made


def moved(mine: Line, theirs: Line) -> int:
    """Semitones by which the second line is the first one transposed; 0 if it is not, or has fewer than two notes.

    >>> from filmscore.music.motif import Motif
    >>> from .notation import line_of
    >>> moved(line_of(Motif("C4 E4:2 G4")), line_of(Motif("D4 F#4 A4")))
    2
    """
    a, b = ([sorted(sound.midi) for sound in _sounds(line) if sound.midi] for line in (mine, theirs))
    if len(a) != len(b) or len(a) < 2 or list(map(len, a)) != list(map(len, b)):
        return 0
    apart = {y - x for one, other in zip(a, b, strict=True) for x, y in zip(one, other, strict=True)}
    return apart.pop() if len(apart) == 1 else 0


def differences(mine: Line, theirs: Line) -> list[Difference]:
    """Where two lines differ, by the cheapest way from one to the other.

    Notes, and the rests between them, are compared one by one in their order, after R. A. Wagner and M. J. Fischer,
    "The string-to-string correction problem", Journal of the ACM 21 (1974): one is changed, left out or put in. What
    sounds counts: a pitch by another name is a difference of spelling. Where one line is the other transposed, that is
    one thing to say, and no note's own difference.
    """
    a, b, by = _sounds(mine), _sounds(theirs), moved(mine, theirs)
    if by:
        a = [_Sound(one.event, frozenset(midi + by for midi in one.midi), frozenset(), one.beats) for one in a]
        b = [_Sound(one.event, one.midi, frozenset(), one.beats) for one in b]

    alike: dict[object, int] = {}  # numbers are compared faster than fractions and sets

    def coded(sound: _Sound) -> tuple[int, int, int]:
        midi, beats, names = (alike.setdefault(p, len(alike)) for p in (sound.midi, sound.beats, (sound.names,)))
        return midi, beats, names

    def change(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
        if one == other:
            return 0.0
        if one[0] != other[0] and silence in (one[0], other[0]):
            return _NEVER
        pitch = _PITCH if one[0] != other[0] else _SPELLING if one[2] != other[2] else 0.0
        return pitch + _LENGTH * (one[1] != other[1])

    silence = alike.setdefault(frozenset(), 0)
    ours, others = [coded(one) for one in a], [coded(one) for one in b]
    cost = [[_GONE * j for j in range(len(b) + 1)]]
    for i, one in enumerate(ours, 1):
        above, row = cost[-1], [_GONE * i]
        for j, other in enumerate(others, 1):
            row.append(min(above[j - 1] + change(one, other), above[j] + _GONE, row[-1] + _GONE))
        cost.append(row)
    found: list[Difference] = []
    i, j = len(a), len(b)
    while i or j:
        if i and j and abs(cost[i][j] - cost[i - 1][j - 1] - (price := change(ours[i - 1], others[j - 1]))) < 1e-9:
            if price:
                kind = "pitch" if price >= _PITCH else "length" if price >= _LENGTH else "spelling"
                found.append(Difference(a[i - 1].event, b[j - 1].event, kind))
            i, j = i - 1, j - 1
        elif i and abs(cost[i][j] - cost[i - 1][j] - _GONE) < 1e-9:
            found.append(Difference(a[i - 1].event, None, "alone"))
            i -= 1
        else:
            found.append(Difference(None, b[j - 1].event, "alone"))
            j -= 1
    return found[::-1]


def told(mine: Line, theirs: Line, found: Sequence[Difference], names: tuple[str, str]) -> str:
    """The differences as sentences, the first of them one by one."""
    about = []
    if by := moved(mine, theirs):
        about.append(_transposed(mine, theirs, by, names))
    for what, a, b in (("key", mine.key, theirs.key), ("meter", mine.meter, theirs.meter)):
        if a != b:
            about.append(f"The {what} differs: {a or 'none'} and {b or 'none'}.")
    on = _begins(mine), _begins(theirs)
    if on[0] != on[1] and mine.time and theirs.time:
        about.append(f"They begin on another beat: {on[0]} and {on[1]}.")
    if not found:
        return " ".join([*([] if by else ["All notes are alike."]), *about])
    places = _places(mine), _places(theirs)
    said = [_sentence(mine, theirs, difference, places, names) for difference in found[:_MOST]]
    more = [f"And {len(found) - _MOST} more."] if len(found) > _MOST else []
    if by:
        return " ".join([*about, _count(mine, theirs, found, "besides"), *said, *more])
    return " ".join([_count(mine, theirs, found), *said, *more, *about])


def _begins(line: Line) -> Fraction:
    """The beat of the bar on which it begins to sound."""
    silence = next((event.start for event in line.events if event.names), Fraction(0))
    return (line.begins - 1 + silence) % (line.time.bar if line.time else 4) + 1


def _transposed(mine: Line, theirs: Line, by: int, names: tuple[str, str]) -> str:
    first, second = (next(event.names[0] for event in line.events if event.names) for line in (mine, theirs))
    interval = Pitch.read(first).to(Pitch.read(second))
    if interval.semitones != by or (interval.steps > 0) != (by > 0):  # a chord, or a name nobody expects
        words = f"{abs(by)} semitone{'s' * (abs(by) > 1)}"
    else:
        words = interval.words
    return f"{names[1]} is {names[0]} transposed: every note lies {words} {'higher' if by > 0 else 'lower'}."


def _count(mine: Line, theirs: Line, found: Sequence[Difference], how: str = "") -> str:
    """How many notes and rests differ."""
    notes = sum(_is_note(mine, theirs, difference) for difference in found)
    rests = len(found) - notes
    spelled = sum(difference.kind == "spelling" for difference in found)
    what = " and ".join(f"{n} {kind}{'s' * (n > 1)}" for n, kind in ((notes, "note"), (rests, "rest")) if n)
    does = f"differ{'s' * (len(found) == 1)}" + (" in spelling alone" if spelled == len(found) else "")
    return f"{what} {does}{' ' * bool(how)}{how}."


def _is_note(mine: Line, theirs: Line, difference: Difference) -> bool:
    if difference.mine is not None:
        return bool(mine.events[difference.mine].names)
    return difference.theirs is not None and bool(theirs.events[difference.theirs].names)


def _sentence(
    mine: Line, theirs: Line, difference: Difference, places: tuple[dict[int, str], dict[int, str]],
    names: tuple[str, str],
) -> str:  # fmt: skip
    i, j = difference.mine, difference.theirs
    one, other = names
    if i is None:
        assert j is not None
        return f"{places[1][j]}: {_note(theirs, j)} is in {other} only."
    if j is None:
        return f"{places[0][i]}: {_note(mine, i)} is in {one} only."
    a, b = mine.events[i], theirs.events[j]
    where = places[0][i]
    if difference.kind == "length":
        x, y = (_beats(_length(line, at)) for line, at in ((mine, i), (theirs, j)))
        return f"{where}: {'–'.join(a.names) or 'the rest'} lasts {x} in {one}, {y} in {other}."
    if difference.kind == "spelling":
        return f"{where}: {'–'.join(a.names)} in {one} is written {'–'.join(b.names)} in {other}, and sounds alike."
    longer = f" for {_beats(a.beats)}" if a.beats != b.beats else ""
    there = f" for {_beats(b.beats)}" if a.beats != b.beats else ""
    return f"{where}: {'–'.join(a.names)}{longer} in {one}, {'–'.join(b.names)}{there} in {other}."


def _note(line: Line, event: int) -> str:
    return f"{'–'.join(line.events[event].names) or 'a rest'} ({_beats(_length(line, event))})"


def _length(line: Line, event: int) -> Fraction:
    """Beats of a note; of a rest, with those that follow it at once."""
    return next((sound.beats for sound in _sounds(line) if sound.event == event), line.events[event].beats)


def _beats(beats: Fraction) -> str:
    return f"{beats} beat{'s' if beats > 1 else ''}"


def _places(line: Line) -> dict[int, str]:
    """Bar and beat of every event, or its number where there are no bars."""
    made: dict[int, str] = {}
    number = 0
    for i, event in enumerate(line.events):
        number += bool(event.names)
        made[i] = f"Note {number}" if event.names else f"After note {number}"
    if line.time is None:
        return made
    where: dict[int, str] = {}
    for bar in line.bars():
        place = "the pickup" if bar.number == 0 else f"bar {bar.number}"
        for value in bar.values:
            if value.event is not None:
                beat = value.at / Fraction(4, line.time.unit) + 1
                where.setdefault(value.event, f", {place}, beat {_mixed(beat)}")
    return {event: words + where.get(event, "") for event, words in made.items()}


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
        "wave": f'<path d="M{start:.2f} {y + _RING:.2f}'
        + f"q{wide / 8:.2f} -5 {wide / 4:.2f} 0t{wide / 4:.2f} 0" * 2
        + '"/>',
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
