"""Harmony on staves: chords as voices sing them, chords by themselves, scales."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from ..errors import FilmScoreError, shown
from ..music.harmony.bars import Bars
from ..music.harmony.chords import Chord
from ..music.harmony.pairs import Pair
from ..music.harmony.scales import Scale
from ..music.harmony.triads import Triad
from ..music.harmony.voicing import Voicing
from ..music.pitch import Pitch
from .notation import Line, in_words, line_of
from .note_values import Event
from .score import _width, drawn
from .sheet import WIDTH, Row, Score, lay_out, music_room, printed


def voicing(x: Voicing, *, closed: bool = False, width: float = WIDTH) -> Score:
    """Voices under each other with the chords above; closed, all of them on two staves."""
    if not isinstance(closed, bool):
        raise FilmScoreError(f"closed is True (two staves) or False (a staff for each voice), not {shown(closed)}.")
    starts = [sum(x.beats[:i], Fraction(0)) for i in range(len(x))]
    symbols = tuple(zip(starts, (str(chord) for chord in x.chords), strict=True))
    if closed:
        upper = max(1, len(x.voices) // 2)
        halves = (x.lines[:upper], x.lines[upper:])
        lines = [Line(_stacked(half, x.beats, starts), "", x.key, x.meter) for half in halves if half]
    else:
        lines = [line_of(x.line(voice)) for voice in x.voices]
    lines[0] = Line(lines[0].events, lines[0].name, x.key, x.meter, harmony=symbols)
    return _page(lines, width, x.told)


def pair(x: Pair, *, width: float = WIDTH) -> Score:
    """Two triads for three voices on one staff: what stays, and what moves."""
    led = x.voicing
    starts = [sum(led.beats[:i], Fraction(0)) for i in range(len(led))]
    symbols = tuple(zip(starts, (str(one) for one in led.chords), strict=True))
    line = Line(_stacked(led.lines, led.beats, starts), "", None, "4/4", harmony=symbols)
    return _page([line], width, x.told)


def bars(x: Bars, *, width: float = WIDTH) -> Score:
    """Bars as they were jotted down, a staff for each line."""
    lines = []
    for name in x.lines:
        events, at = [], Fraction(0)
        for note in (one for one in x.notes if one.part == name):
            events += [Event(at, note.start - at, ())] if note.start > at else []
            events.append(Event(note.start, note.beats, (note.pitch.name,)))
            at = note.start + note.beats
        events += [Event(at, x.beats - at, ())] if at < x.beats else []
        lines.append(Line(tuple(events), name.capitalize(), x.key, x.meter))
    return _page(lines, width, x.told)


def triad(x: Triad, *, width: float = WIDTH) -> Score:
    """One triad, close together, under its name."""
    return chord(Chord(x), width=width)


def chord(x: Chord, *, width: float = WIDTH) -> Score:
    """One chord, close together, under its name."""
    return chords([x], width=width)


def chords(x: Sequence[Chord | Triad], *, width: float = WIDTH) -> Score:
    """Chords one after another, close together, each under its name."""
    row = [Chord(one) for one in x]
    events = tuple(Event(Fraction(4 * i), Fraction(4), _low_to_high(one.pitches)) for i, one in enumerate(row))
    names = tuple((Fraction(4 * i), str(one)) for i, one in enumerate(row))
    line = Line(events, "", None, "4/4", harmony=names)
    return _page([line], width, " ".join(one.told for one in row))


def scale(x: Scale, *, width: float = WIDTH) -> Score:
    """A scale, up and down."""
    return _page([line_of(x.motif())], width, x.told)


def _stacked(
    lines: Sequence[Sequence[str]], beats: Sequence[Fraction], starts: Sequence[Fraction]
) -> tuple[Event, ...]:
    return tuple(
        Event(start, length, _low_to_high(names))
        for start, length, names in zip(starts, beats, zip(*lines, strict=True), strict=True)
    )


def _low_to_high(names: Any) -> tuple[str, ...]:
    """Each pitch once, however many voices meet on it."""
    return tuple(sorted(dict.fromkeys(names), key=lambda name: Pitch.read(name).midi))


def _page(lines: list[Line], width: float, told: str) -> Score:
    wide = _width(width)
    names = tuple(line.name for line in lines)
    row = Row(drawn(lines, music_room(names, wide), 0, len(lines) > 1), names)
    return printed(lay_out([row], wide), "\n".join([told, *(in_words(line) for line in lines)]))
