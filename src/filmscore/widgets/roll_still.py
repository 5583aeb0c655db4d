"""The small player as a still: what a saved notebook shows where nothing can play.

It holds what the player shows at rest: the notes on their roll, or the recording as a strip. Drawn at twice the size
it is shown at, on the light ground, in few colours, and always alike.
"""

from __future__ import annotations

from itertools import pairwise

from ..look import CUE, FAMILY, LIGHT, SMALLEST_TEXT
from ..sound.names import pitch_name
from .page import MARGIN, WIDTH, Page
from .roll import Roll, Strip

GUTTER = 40
TOP = 40
_BLACK = frozenset({1, 3, 6, 8, 10})

#: at least an octave is shown, with this many semitones above and below the notes
_ROOM = 2


def still(music: Roll | Strip) -> bytes:
    """A PNG of the player at rest."""
    page = _strip(music) if isinstance(music, Strip) else _roll(music)
    return page.png()


def _roll(music: Roll) -> Page:
    low, high = reach([note.pitch for note in music.notes])
    row = max(3.0, min(10.0, 240 / (high - low + 1)))
    tall = row * (high - low + 1)
    page = Page(round(TOP + tall + 28))
    who = music.parts[0].name if len(music.parts) == 1 else f"{len(music.parts)} parts"
    page.head(music.title, f"{who} · {music.bpm:g} BPM · {music.seconds:.1f} s")
    left, right = MARGIN + GUTTER, WIDTH - MARGIN
    wide = (right - left) / music.beats

    def y(pitch: float) -> float:
        return TOP + (high - pitch) * row

    for pitch in range(low, high + 1):
        if pitch % 12 in _BLACK:
            page.box(left, y(pitch), right, y(pitch) + row, LIGHT["panel"])
        if pitch % 12 == 0:
            page.box(left, y(pitch) + row - 0.5, right, y(pitch) + row, LIGHT["line"])
            page.text(left - 6, y(pitch) + row / 2 - 7, pitch_name(pitch), SMALLEST_TEXT, LIGHT["quiet"], anchor="ra")
    lines = music.bars or tuple(float(beat) for beat in range(int(music.beats) + 1))
    near = max(min((b - a for a, b in pairwise(lines)), default=music.beats) * wide, 0.01)
    every = 1
    while near * every < 24:
        every *= 2
    for number, beat in enumerate(lines):
        if number % every or not 0 <= beat <= music.beats:
            continue
        x = left + beat * wide
        page.box(x, TOP, x + 0.5, TOP + tall, LIGHT["line"])
        if right - x > 14:
            page.text(x + 3, TOP + tall + 4, str(number + music.first_bar), SMALLEST_TEXT, LIGHT["quiet"])
    page.text(left - 6, TOP + tall + 4, "Bar" if music.bars else "Beat", SMALLEST_TEXT, LIGHT["quiet"], anchor="ra")
    for note in music.notes:
        colour = FAMILY.get(music.parts[note.part].family, CUE)
        x = left + note.beat * wide
        page.box(x, y(note.pitch) + 0.5, max(x + note.beats * wide - 0.5, x + 1.5), y(note.pitch) + row - 0.5, colour)
    for x in (left, right):
        page.box(x, TOP, x + 0.5, TOP + tall, LIGHT["line"])
    for height in (TOP, TOP + tall):
        page.box(left, height, right, height + 0.5, LIGHT["line"])
    return page


def reach(pitches: list[float]) -> tuple[int, int]:
    """Lowest and highest row: all notes with a little room, and at least an octave.

    >>> reach([60, 64, 67])
    (57, 70)
    """
    low, high = int(min(pitches)) - _ROOM, int(max(pitches)) + _ROOM
    missing = max(0, 13 - (high - low))
    return max(low - missing // 2, 0), min(high + missing - missing // 2, 127)


def _strip(music: Strip) -> Page:
    tall = 96
    page = Page(TOP + tall + 28)
    page.head(music.title, f"{music.seconds:.1f} s · {music.facts}")
    left, right = MARGIN, WIDTH - MARGIN
    page.box(left, TOP, right, TOP + tall, LIGHT["panel"])
    top = max(max(abs(a), abs(b)) for a, b in music.peaks) or 1.0
    middle, half, wide = TOP + tall / 2, tall / 2 - 6, (right - left) / len(music.peaks)
    for number, (low, high) in enumerate(music.peaks):
        x = left + number * wide
        page.box(x, middle - high / top * half - 0.5, x + wide, middle - low / top * half + 0.5, CUE)
    every = next(
        (s for s in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60, 120) if s / music.seconds * (right - left) >= 60), 300
    )
    number = 0
    while (time := number * every) < music.seconds:
        x = left + time / music.seconds * (right - left)
        page.box(x, TOP + tall, x + 0.5, TOP + tall + 6, LIGHT["quiet"])
        if right - x > 30:
            page.text(x + 3, TOP + tall + 5, f"{time:g} s", SMALLEST_TEXT, LIGHT["quiet"])
        number += 1
    return page
