"""The small player as a still: what a saved notebook shows where nothing can play.

It holds what the player shows at rest: the notes on their roll, or the recording as a strip. Drawn at twice the size
it is shown at, on the light ground, in few colours, and always alike.
"""

from __future__ import annotations

import io
from functools import cache
from itertools import pairwise
from typing import Any

from ..look import CUE, FAMILY, LIGHT, SMALLEST_TEXT
from .roll import Roll, Strip, pitch_name

WIDTH = 768  # px, as shown
SCALE = 2  # of what is written
FINER = 2  # drawn finer still, and made smaller: that smooths the edges
MARGIN = 16
GUTTER = 40
TOP = 40
_COLOURS = 48
_BLACK = frozenset({1, 3, 6, 8, 10})

#: signs the still's typeface has not, and how they are written on a typewriter
_TYPED = str.maketrans({"♯": "#", "♭": "b", "𝄪": "x", "−": "-", "–": "-"})

#: at least an octave is shown, with this many semitones above and below the notes
_ROOM = 2


def still(music: Roll | Strip) -> bytes:
    """A PNG of the player at rest."""
    from PIL import Image

    page = _strip(music) if isinstance(music, Strip) else _roll(music)
    small = page.image.reduce(FINER).quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def _roll(music: Roll) -> _Page:
    low, high = reach([note.pitch for note in music.notes])
    row = max(3.0, min(10.0, 240 / (high - low + 1)))
    tall = row * (high - low + 1)
    page = _Page(round(TOP + tall + 28))
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


def _strip(music: Strip) -> _Page:
    tall = 96
    page = _Page(TOP + tall + 28)
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


class _Page:
    """A sheet to draw on; measures are in pixels as shown."""

    def __init__(self, height: int) -> None:
        from PIL import Image, ImageDraw

        self.unit = SCALE * FINER
        self.image = Image.new("RGB", (WIDTH * self.unit, height * self.unit), LIGHT["ground"])
        self.pen = ImageDraw.Draw(self.image)

    def head(self, title: str, facts: str) -> None:
        """Title at the left, facts at the right; the title gives way."""
        title, facts = title.translate(_TYPED), facts.translate(_TYPED)
        room = WIDTH - 2 * MARGIN - 16 - _font(12 * self.unit).getlength(facts) / self.unit
        font, whole = _font(15 * self.unit), title
        while title and font.getlength(title + ("" if title == whole else "…")) > room * self.unit:
            title = title[:-1].rstrip()
        self.text(MARGIN, 11, title if title == whole else title + "…", 15, LIGHT["ink"], bold=True)
        self.text(WIDTH - MARGIN, 14, facts, 12, LIGHT["quiet"], anchor="ra")

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """A filled box, at least one fine pixel either way."""
        x, y = left * self.unit, top * self.unit
        self.pen.rectangle([x, y, max(right * self.unit - 1, x), max(bottom * self.unit - 1, y)], fill=colour)

    def text(
        self, x: float, y: float, text: str, size: int, colour: str, *, anchor: str = "la", bold: bool = False
    ) -> None:
        """Words."""
        weight = self.unit / 6 if bold else 0
        font = _font(size * self.unit)
        self.pen.text((x * self.unit, y * self.unit), text, colour, font, anchor=anchor, stroke_width=weight,
                      stroke_fill=colour)  # fmt: skip


@cache
def _font(size: int) -> Any:
    """The one typeface that is the same on every machine: the one Pillow carries."""
    from PIL import ImageFont

    return ImageFont.load_default(size)
