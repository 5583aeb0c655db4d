"""The Motif bench as a still: what a saved notebook shows where nothing can play.

Each motif with its name, what it stands for, its notes on their roll with the line through them, its rhythm, and what a
listener says. Drawn at twice the size it is shown at, on the light ground, in few colours, and always alike.
"""

from __future__ import annotations

import io
from fractions import Fraction
from functools import cache
from typing import Any

from ..look import CUE, FAMILY, LIGHT, SMALLEST_TEXT, VERDICT
from . import bench_marks
from .marks import Mark

WIDTH = 768  # px, as shown
SCALE = 2  # of what is written
FINER = 2  # drawn finer still, and made smaller: that smooths the edges
MARGIN = 16
HEAD = 40
LEFT = 264  # px of words beside the notes
TALL = 104  # of a motif
ROLL = 64
MOST = 8  # motifs that are drawn
_LINES = 5  # of words that fit under a name
_COLOURS = 48

#: signs the still's typeface has not, and how they are written on a typewriter
_TYPED = str.maketrans({"♯": "#", "♭": "b", "𝄪": "x", "−": "-", "“": '"', "”": '"', "…": "..."})


def still(title: str, marks: list[Mark], remarks: dict[str, list[str]]) -> bytes:
    """A PNG of the bench at rest."""
    from PIL import Image

    shown = marks[:MOST]
    page = _Page(HEAD + TALL * max(1, len(shown)) + (24 if len(marks) > MOST else 0))
    page.text(MARGIN, 11, title, 15, LIGHT["ink"], WIDTH - 2 * MARGIN, bold=True)
    for number, mark in enumerate(shown):
        _motif(page, HEAD + number * TALL, mark, remarks.get(mark["name"], []))
    if len(marks) > MOST:
        more = f"and {len(marks) - MOST} more"
        page.text(MARGIN, HEAD + TALL * MOST + 2, more, 12, LIGHT["quiet"], WIDTH - 2 * MARGIN)
    small = page.image.reduce(FINER).quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def _motif(page: _Page, top: float, mark: Mark, said: list[str]) -> None:
    from ..sound.note_bank import instrument

    room = LEFT - MARGIN - 16
    page.box(MARGIN, top - 4, WIDTH - MARGIN, top - 3.5, LIGHT["line"])
    page.text(MARGIN, top + 2, mark["name"], 13, LIGHT["ink"], room, bold=True)
    y = top + 20
    for text, colour in ((mark["stands"], LIGHT["ink"]), (mark["notes"] or "no notes yet", LIGHT["quiet"])):
        if text:
            y = page.lines(MARGIN, y, text, 11, colour, room, 2)
    for text in said[:1]:
        left = _LINES - round((y - top - 20) / 15)
        page.lines(MARGIN + 8, y + 1, text, 11, LIGHT["ink"], room - 8, left, bar=VERDICT["near"])
    bar = float(bench_marks.bar_of(mark["meter"]))
    count = mark["bars"] + (1 if mark["pickup"] else 0)
    left, right = LEFT, WIDTH - MARGIN
    wide = (right - left) / (bar * count)
    for number in range(count + 1):
        x = min(left + number * bar * wide, right - 0.5)
        page.box(x, top + 4, x + 0.5, top + 4 + ROLL + 24, LIGHT["line"])
    if not mark["notes"]:
        return
    motif = bench_marks.to_motif(mark)
    colour = FAMILY.get(instrument(mark["player"]).family, CUE)
    low, high = min(motif.midi), max(motif.midi)
    row = min(8.0, (ROLL - 8) / (high - low + 1))
    middle = (low + high) / 2
    at, points = float(Fraction(mark["at"])), []
    pitches = iter(motif.midi)
    for name, beats in zip(motif.names, motif.durations, strict=True):
        if name:
            x, end = left + at * wide, left + (at + float(beats)) * wide
            y = top + 4 + ROLL / 2 - (next(pitches) - middle + 0.5) * row
            page.box(x, y, max(end - 1, x + 2), y + row, colour)
            points.append(((x + end) / 2, y + row / 2))
            page.box(x, top + 4 + ROLL + 10, max(end - 2, x + 2), top + 4 + ROLL + 14, colour)
            page.box(x, top + 4 + ROLL + 4, x + 4, top + 4 + ROLL + 20, colour)
        at += float(beats)
    page.line(points, LIGHT["ink"])


class _Page:
    """A sheet to draw on; measures are in pixels as shown."""

    def __init__(self, height: float) -> None:
        from PIL import Image, ImageDraw

        self.unit = SCALE * FINER
        self.image = Image.new("RGB", (WIDTH * self.unit, round(height) * self.unit), LIGHT["ground"])
        self.pen = ImageDraw.Draw(self.image)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        x, y = left * self.unit, top * self.unit
        self.pen.rectangle([x, y, max(right * self.unit - 1, x), max(bottom * self.unit - 1, y)], fill=colour)

    def line(self, points: list[tuple[float, float]], colour: str) -> None:
        at = [(x * self.unit, y * self.unit) for x, y in points]
        if len(at) > 1:
            self.pen.line(at, fill=colour, width=self.unit, joint="curve")
        for x, y in at:
            size = 2 * self.unit
            self.pen.ellipse([x - size, y - size, x + size, y + size], fill=colour)

    def text(self, x: float, y: float, text: str, size: int, colour: str, room: float, *, bold: bool = False) -> None:
        """One line of words, cut where there is no room."""
        font, typed = _font(max(size, SMALLEST_TEXT) * self.unit), text.translate(_TYPED)
        whole = typed
        while typed and font.getlength(typed + ("" if typed == whole else "...")) > room * self.unit:
            typed = typed[:-1].rstrip()
        weight = self.unit / 6 if bold else 0
        self.pen.text((x * self.unit, y * self.unit), typed if typed == whole else typed + "...", colour, font,
                      stroke_width=weight, stroke_fill=colour)  # fmt: skip

    def lines(
        self, x: float, y: float, text: str, size: int, colour: str, room: float, most: int, bar: str = ""
    ) -> float:
        """Words in a few lines; gives where the next would begin."""
        font, rows, top = _font(size * self.unit), [""], y
        for word in text.translate(_TYPED).split():
            longer = f"{rows[-1]} {word}".strip()
            if rows[-1] and len(rows) < most and font.getlength(longer) > room * self.unit:
                rows.append(word)
            else:
                rows[-1] = longer
        for row in rows:
            self.text(x, y, row, size, colour, room)
            y += size + 4
        if bar:
            self.box(x - 8, top + 1, x - 5, y - 1, bar)
        return y


@cache
def _font(size: int) -> Any:
    """The one typeface that is the same on every machine: the one Pillow carries."""
    from PIL import ImageFont

    return ImageFont.load_default(size)
