"""The picture of a lesson's progress: objectives as rows, a sign for each task and quiz behind them.

Drawn like the player's still: at twice the size it is shown at, on the light ground, always alike.
"""

from __future__ import annotations

import io
import math
from functools import cache
from typing import Any

from ..look import LIGHT, SMALLEST_TEXT, VERDICT, tint
from .lessons import Lesson
from .progress import PASSED, TRIED, UNTRIED, Standing

WIDTH = 768  # px, as shown
SCALE = 2  # of what is written
FINER = 2  # drawn finer still and made smaller: that smooths the edges
UNIT = SCALE * FINER
MARGIN = 16
IDS = 56  # width of the column of ids
GOALS = 304  # width of the column of objectives
CHIP = (92, 28)
GAP = 8
LINE = 18
INK = {PASSED: VERDICT["good"], TRIED: VERDICT["near"], UNTRIED: LIGHT["quiet"]}
EDGE = {"shown": VERDICT["good"], "shown in part": VERDICT["near"], "begun": VERDICT["near"]}


def still(lesson: Lesson, rows: tuple[Standing, ...], foot: str) -> bytes:
    """A PNG, `WIDTH` pixels wide at twice that resolution.

    Parameters
    ----------
    lesson : Lesson
    rows : tuple of Standing
        One for each objective.
    foot : str
        What to do next.
    """
    from PIL import Image, ImageDraw

    heights = [_row_height(row) for row in rows]
    height = 72 + sum(heights) + 48
    image = Image.new("RGB", (WIDTH * UNIT, height * UNIT), LIGHT["ground"])
    page = _Page(ImageDraw.Draw(image))
    page.text(MARGIN, 14, f"{lesson.number} {lesson.title}", 15, LIGHT["ink"], bold=True)
    page.text(MARGIN, 44, "What you can do", SMALLEST_TEXT, LIGHT["quiet"])
    page.text(MARGIN + IDS + GOALS, 44, "What stands behind it", SMALLEST_TEXT, LIGHT["quiet"])
    y = 64
    for row, high in zip(rows, heights, strict=True):
        page.row(row, y, high)
        y += high
    page.box(MARGIN, y, WIDTH - MARGIN, y + 0.5, LIGHT["line"])
    page.text(MARGIN, y + 16, foot, 13, LIGHT["ink"], bold=True)
    x: float = WIDTH - MARGIN
    for state in (UNTRIED, TRIED, PASSED):
        x -= page.wide(state, SMALLEST_TEXT)
        page.text(x, y + 18, state, SMALLEST_TEXT, LIGHT["ink"])
        x -= 16
        page.sign(x + 5, y + 25, state)
        x -= 20
    small = image.reduce(FINER).quantize(64, dither=Image.Dither.NONE)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def _row_height(row: Standing) -> int:
    chips = math.ceil(len(row.items) / _per_line()) or 1
    return 24 + max(LINE * (len(_wrapped(row.text)) + 1), (CHIP[1] + GAP) * chips - GAP)


def _per_line() -> int:
    return (WIDTH - 2 * MARGIN - IDS - GOALS + GAP) // (CHIP[0] + GAP)


@cache
def _wrapped(text: str) -> list[str]:
    """The objective in lines that fit its column."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and _font(13 * UNIT).getlength(longer) > (GOALS - 24) * UNIT:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


class _Page:
    """One drawing; measures are in pixels as shown."""

    def __init__(self, pen: Any) -> None:
        self.pen = pen

    def row(self, row: Standing, y: float, high: float) -> None:
        self.box(MARGIN, y, WIDTH - MARGIN, y + 0.5, LIGHT["line"])
        if row.state in EDGE:
            self.box(MARGIN, y + 8, MARGIN + 4, y + high - 8, EDGE[row.state])
        self.text(MARGIN + 12, y + 12, row.id.partition(".")[2], 13, LIGHT["ink"], bold=True)
        for n, line in enumerate(_wrapped(row.text)):
            self.text(MARGIN + IDS, y + 12 + n * LINE, line, 13, LIGHT["ink"])
        self.text(MARGIN + IDS, y + 13 + len(_wrapped(row.text)) * LINE, row.state, SMALLEST_TEXT, LIGHT["quiet"])
        for n, (item, state, _) in enumerate(row.items):
            x = MARGIN + IDS + GOALS + n % _per_line() * (CHIP[0] + GAP)
            self.chip(x, y + 12 + n // _per_line() * (CHIP[1] + GAP), item.name, state)

    def chip(self, x: float, y: float, name: str, state: str) -> None:
        at = [x * UNIT, y * UNIT, (x + CHIP[0]) * UNIT, (y + CHIP[1]) * UNIT]
        fill = tint(INK[state], LIGHT["ground"], 0.14) if state == PASSED else LIGHT["ground"]
        edge = LIGHT["line"] if state == UNTRIED else INK[state]
        self.pen.rounded_rectangle(at, 6 * UNIT, fill, edge, UNIT)
        self.sign(x + 15, y + CHIP[1] / 2, state)
        self.text(x + 27, y + 7, name, 12, LIGHT["ink"])

    def sign(self, x: float, y: float, state: str) -> None:
        """A tick, a wave or an empty ring, ten pixels wide."""
        width = round(2 * UNIT)
        if state == PASSED:
            points = [(x - 5, y), (x - 1.5, y + 4), (x + 5, y - 4)]
        elif state == TRIED:
            points = [(x - 5 + t, y - 2.5 * math.sin(t / 10 * 2 * math.pi)) for t in range(11)]
        else:
            at = [(x - 4.5) * UNIT, (y - 4.5) * UNIT, (x + 4.5) * UNIT, (y + 4.5) * UNIT]
            self.pen.ellipse(at, outline=INK[state], width=round(1.5 * UNIT))
            return
        self.pen.line([(a * UNIT, b * UNIT) for a, b in points], INK[state], width, joint="curve")

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        self.pen.rectangle([left * UNIT, top * UNIT, right * UNIT - 1, bottom * UNIT - 1], fill=colour)

    def wide(self, text: str, size: int) -> float:
        return _font(size * UNIT).getlength(text) / UNIT

    def text(self, x: float, y: float, text: str, size: int, colour: str, *, bold: bool = False) -> None:
        weight = UNIT / 6 if bold else 0
        at = (x * UNIT, y * UNIT)
        self.pen.text(at, text, colour, _font(size * UNIT), anchor="la", stroke_width=weight, stroke_fill=colour)


@cache
def _font(size: int) -> Any:
    """The one typeface that is the same on every machine: the one Pillow carries."""
    from PIL import ImageFont

    return ImageFont.load_default(size)
