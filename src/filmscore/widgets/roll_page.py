"""The engraved page of a small player: a drawing for the width of the notebook, and when each of its notes sounds."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from typing import Any

from ..errors import FilmScoreError
from ..plots.engraving import Drawing, engrave
from ..plots.mei import mei, seed_of
from ..plots.notation import Line, transposed
from ..plots.sheet import (
    MARGIN,
    Row,
    Score,
    Sheet,
    heading_height,
    lay_out,
    music_room,
    name_room,
    over_staves,
    printed,
)
from .roll import Roll

#: widths a page is engraved for, in CSS pixels: that of the player, and that of a narrow window
WIDE, NARROW = 736, 388
MOST = 12  #: semitones up or down

_SYSTEMS = 120  #: lines of music; longer scores are for a program that engraves
_NOTES = 3000  #: so many notes, or the page is no small one

#: semitones -> intervals of that size, and how many sharps more a key has that lies so much higher
_INTERVALS = (
    {"P1": 0}, {"m2": -5, "A1": 7}, {"M2": 2, "d3": -10}, {"m3": -3, "A2": 9}, {"M3": 4, "d4": -8}, {"P4": -1},
    {"A4": 6, "d5": -6}, {"P5": 1}, {"m6": -4, "A5": 8}, {"M6": 3, "d7": -9}, {"m7": -2, "A6": 10}, {"M7": 5, "d8": -7},
    {"P8": 0},
)  # fmt: skip


def can_be_engraved(music: Roll) -> bool:
    """Whether there is a page of it."""
    return music.written is not None and len(music.notes) <= _NOTES


def key_of(music: Roll) -> str:
    """By what pages of the same music are known."""
    what = repr(music.written) if isinstance(music.written, tuple) else repr((music.notes, music.bars, music.parts))
    return hashlib.sha256(what.encode()).hexdigest()[:24]


def page(music: Roll, wide: int = WIDE, shift: int = 0) -> dict[str, Any]:
    """A page as the browser gets it.

    Parameters
    ----------
    music : Roll
    wide : int
        `WIDE` or `NARROW`.
    shift : int
        Semitones up, -12 to 12.

    Returns
    -------
    dict
        ``svg``, ``width``, ``height`` (CSS pixels), ``systems`` (top and bottom of each line of music) and ``notes``:
        beat on which it begins, beat on which it ends, and its heads with their ids, places and line.
    """
    sheet, drawing, left, top = _sheet(music, wide, shift)
    systems = [[round(top + its[0].top, 1), round(top + its[-1].bottom, 1)] for its in drawing.systems if its]
    return {
        "svg": sheet.svg("", None, "currentColor"), "width": round(sheet.width), "height": round(sheet.height),
        "systems": systems, "notes": _notes(music, drawing, left, top, systems), "shift": shift,
    }  # fmt: skip


def still(music: Roll) -> Score:
    """The page as a saved notebook shows it."""
    sheet, *_ = _sheet(music, WIDE, 0)
    return printed(sheet, music.title)


def _sheet(music: Roll, wide: int, shift: int) -> tuple[Sheet, Drawing, float, float]:
    if not can_be_engraved(music):
        raise FilmScoreError("This music has no page: it is too long, or has pitches between the keys.")
    if isinstance(music.written, tuple):
        lines = tuple(transposed(line, shift) if shift else line for line in music.written)
        names: tuple[str | None, ...] = tuple(line.name for line in lines) if len(lines) > 1 else ("",)
        score = mei(lines, together=len(lines) > 1)
    else:
        from ..plots.score21 import musicxml

        whole = music.written
        if shift:
            whole = whole.transpose(_interval(whole, shift))
        score, names = musicxml(whole)
    column = name_room(names, wide)
    named = column > 0 or over_staves(names, wide)  # at each staff, so that staves that rest can be left out
    drawing = engrave(score, music_room(names, wide), seed_of(score, wide), condense=named, before=column)
    if len(drawing.systems) > _SYSTEMS:
        raise FilmScoreError(f"This score fills {len(drawing.systems)} lines, more than {_SYSTEMS}: play a part of it.")
    return lay_out([Row(drawing, names)], wide), drawing, MARGIN + column, MARGIN + heading_height(names, wide)


def _interval(whole: Any, shift: int) -> str:
    """By which interval to go so many semitones, so that the new key has few signs."""
    signature = next(iter(whole.recurse().getElementsByClass("KeySignature")), None)
    sharps = int(signature.sharps) if signature is not None else 0
    way = -1 if shift < 0 else 1
    ways = _INTERVALS[abs(shift)]
    best = min(ways, key=lambda name: abs(sharps + way * ways[name]))
    return ("-" if shift < 0 else "") + best


def _notes(music: Roll, drawing: Drawing, left: float, top: float, systems: list[list[float]]) -> list[list[Any]]:
    """What sounds from when to when, and where it stands."""
    early = _rest_before(music.written)
    begun: dict[str, float] = {}
    found: list[list[Any]] = []
    for quarters, on, off in drawing.times:
        at = beat_of(music, quarters - early)
        for own in off:
            if own in begun:
                x, y = drawing.heads[own][:2]
                x, y = x + left, y + top
                line = min(range(len(systems)), key=lambda i: _away(systems[i], y))
                found.append([round(begun.pop(own), 4), round(at, 4), own, round(x, 1), round(y, 1), line])
        begun |= {own: at for own in on if own in drawing.heads}
    return sorted(found, key=lambda one: (one[0], one[4]))


def _away(system: list[float], y: float) -> float:
    return max(system[0] - y, y - system[1], 0.0)


def _rest_before(written: Any) -> float:
    """Beats of the rest that is written before the first note of a line, and not played."""
    if not isinstance(written, tuple):
        return 0.0
    line: Line = written[0]
    bars = line.bars()
    late = (line.begins - 1) % line.time.bar if line.time else 0
    return float(late) if bars and bars[0].number != 0 else 0.0


def beat_of(music: Roll, quarters: float) -> float:
    """The beat of the player on which a written place is heard."""
    clock = music.clock
    if len(clock) < 2:
        return quarters
    i = min(max(bisect_right(clock, (quarters, float("inf"))) - 1, 0), len(clock) - 2)
    (q0, b0), (q1, b1) = clock[i], clock[i + 1]
    return b0 + (quarters - q0) * (b1 - b0) / (q1 - q0)
