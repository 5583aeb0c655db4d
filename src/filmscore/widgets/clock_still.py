"""The timecode clock as a still: what a saved notebook shows where nothing can run.

It holds what the clock shows at rest: both clocks, their difference, the place, and the pictures around it with
their labels. Drawn at twice the size it is shown at, on the light ground, in few colours, and always alike.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from ..look import CUE, LIGHT, SILENCE
from ..picture.timecode import Timecode
from .timecode_clock import apart, wall_clock

WIDTH = 768  # px, as shown
HEIGHT = 280
SCALE = 2  # of what is written
FINER = 2  # drawn finer still, and made smaller: that smooths the edges
MARGIN = 16
CELLS = 9
_COLOURS = 32


def still(at: Timecode) -> bytes:
    """A PNG of the clock standing at a place."""
    from PIL import Image

    page = _Page()
    _faces(page, at)
    _place(page, at)
    _film(page, at)
    small = page.image.reduce(FINER).quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def _faces(page: _Page, at: Timecode) -> None:
    middle = WIDTH / 2
    page.text(MARGIN, 12, "Timecode clock", 15, LIGHT["ink"], bold=True)
    page.text(WIDTH - MARGIN, 14, f"Rate {at.rate}", 13, LIGHT["quiet"], anchor="ra")
    faces = (("Label", str(at), MARGIN, CUE), ("Clock on the wall", wall_clock(at), middle + 4, SILENCE))
    for name, value, left, edge in faces:
        page.box(left, 40, left + middle - MARGIN - 4, 112, LIGHT["panel"])
        page.box(left, 40, left + 4, 112, edge)
        page.text(left + 16, 48, name, 12, LIGHT["quiet"])
        page.text(left + 16, 68, value, 32, LIGHT["ink"], bold=True)
    page.text(MARGIN, 120, apart(at), 13, LIGHT["ink"])


def _place(page: _Page, at: Timecode) -> None:
    feet = ", ".join(f"{at.feet(gauge)} of {gauge}" for gauge in Timecode.GAUGES)
    gone = at.rate.left_out
    rule = (
        f"Nine minutes in ten leave out {gone} labels, and no picture." if gone else f"{at.rate} leaves out no label."
    )
    page.text(MARGIN, 142, f"Frame {at.frame}; {feet}. {rule}", 12, LIGHT["quiet"])


def _film(page: _Page, at: Timecode) -> None:
    """Pictures follow one another; labels that no picture has stand above the seam."""
    last = 144 * (600 * at.rate.base - 9 * at.rate.left_out) - 1
    first = max(0, min(at.frame - CELLS // 2, last - CELLS + 1))
    wide = (WIDTH - 2 * MARGIN) / CELLS
    for n in range(CELLS):
        here = Timecode.from_frame(first + n, at.rate)
        left, label = MARGIN + n * wide, str(here)
        page.text(left + wide / 2, 196, label[8:], 12, LIGHT["ink"], anchor="ma", bold=True)
        chosen = here == at
        page.frame(left, 214, left + wide, HEIGHT - 12, LIGHT["ground"] if chosen else LIGHT["panel"], LIGHT["quiet"])
        for hole in range(int(wide // 8)):
            for y in (218, HEIGHT - 19):
                page.box(left + 4 + 8 * hole, y, left + 7 + 8 * hole, y + 3, LIGHT["quiet"])
        page.text(left + wide / 2, 233, str(here.frame), 12, LIGHT["ink"], anchor="ma", bold=chosen)
        gone = at.rate.left_out if label[6:] == f"00;{at.rate.left_out:02d}" and label[4] != "0" else 0
        if gone and n:
            page.box(left, 190, left + 1, 214, SILENCE)
            for k in range(gone):
                tag = left + (k - gone / 2) * 34
                page.frame(tag + 1, 168, tag + 33, 188, LIGHT["ground"], SILENCE)
                page.text(tag + 17, 171, f";{k:02d}", 12, LIGHT["quiet"], anchor="ma")
                page.box(tag + 6, 178, tag + 28, 179, LIGHT["quiet"])
    chosen_left = MARGIN + (at.frame - first) * wide
    page.frame(chosen_left, 214, chosen_left + wide, HEIGHT - 12, None, CUE, thick=2)


class _Page:
    """A sheet to draw on; measures are in pixels as shown."""

    def __init__(self) -> None:
        from PIL import Image, ImageDraw

        self.unit = SCALE * FINER
        self.image = Image.new("RGB", (WIDTH * self.unit, HEIGHT * self.unit), LIGHT["ground"])
        self.pen = ImageDraw.Draw(self.image)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        self.pen.rectangle(
            [left * self.unit, top * self.unit, right * self.unit - 1, bottom * self.unit - 1], fill=colour
        )

    def frame(
        self, left: float, top: float, right: float, bottom: float, fill: str | None, edge: str, thick: int = 1
    ) -> None:
        corners = [v * self.unit for v in (left, top, right, bottom)]
        self.pen.rectangle(corners, fill, edge, thick * self.unit)

    def text(
        self, x: float, y: float, text: str, size: int, colour: str, *, anchor: str = "la", bold: bool = False
    ) -> None:
        weight = self.unit / 6 if bold else 0
        at = (x * self.unit, y * self.unit)
        font = _font(size * self.unit)
        self.pen.text(at, text, colour, font, anchor=anchor, stroke_width=weight, stroke_fill=colour)


@cache
def _font(size: int) -> Any:
    """The one typeface that is the same on every machine: the one Pillow carries."""
    from PIL import ImageFont

    return ImageFont.load_default(size)
