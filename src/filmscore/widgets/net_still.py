"""The Tonnetz as a still: what a saved notebook shows where nothing can play.

The net with the path in it, and under it the path in words: moves, both labels, what is reported and what speaks
against it. Drawn at twice the size it is shown at, on the light ground, in few colours, and always alike.
"""

from __future__ import annotations

import io
import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..look import CUE, FAMILY, LIGHT, ON_ACCENT, SMALLEST_TEXT, tint
from ..music.harmony.net import Triangle, drawn_at, net
from . import net_told
from .letters import length, write

if TYPE_CHECKING:
    from .tonnetz import Tonnetz

WIDTH = 768  # px, as shown
SCALE = 2  # of what is written
FINER = 2  # drawn finer still, and made smaller: that smooths the edges
MARGIN = 16
HEAD = 40
EDGE = 88  # px
CIRCLE = 17
LINE = 18  # px from line to line of words
_COLOURS = 48
_UP = math.sqrt(3) / 2


def still(shown: Tonnetz) -> bytes:
    """A PNG of the net at rest."""
    from PIL import Image

    rows = _wrapped(net_told.lines(shown))
    tall = HEAD + _height() + 24 + LINE * len(rows) + MARGIN
    page = _Page(tall)
    page.text((MARGIN, 11), shown._title, 15, LIGHT["ink"], "la", bold=True)
    _net(page, shown)
    for number, row in enumerate(rows):
        page.text((MARGIN, HEAD + _height() + 16 + LINE * number), row, 12.5, LIGHT["ink"], "la")
    small = page.image.reduce(FINER).quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def _height() -> float:
    ys = [node.at[1] for node in net().nodes]
    return (max(ys) - min(ys)) * EDGE + 2 * CIRCLE + 8


def _wrapped(lines: list[str]) -> list[str]:
    """Words in lines that fit."""
    room, size = (WIDTH - 2 * MARGIN) * SCALE, round(12.5 * SCALE)
    rows: list[str] = []
    for line in lines:
        row = ""
        for word in line.split():
            if row and length(f"{row} {word}", size) > room:
                rows.append(row)
                row = word
            else:
                row = f"{row} {word}".strip()
        rows.append(row)
    return rows


def _net(page: _Page, shown: Tonnetz) -> None:
    window, walk = net(), shown.walk
    left = min(node.at[0] for node in window.nodes)
    right = max(node.at[0] for node in window.nodes)
    top = min(node.at[1] for node in window.nodes)
    middle = WIDTH / 2 - (left + right) / 2 * EDGE

    def at(x: float, y: float) -> tuple[float, float]:
        return middle + x * EDGE, HEAD + CIRCLE + 4 + (y - top) * EDGE

    way = window.way(walk.triads)
    numbers: dict[Triangle, list[int]] = {}
    for number, one in enumerate(way, 1):
        numbers.setdefault(one, []).append(number)
    for one in window.triangles:
        walked = one.triad in walk.triads
        corners = [at(*drawn_at(*corner)) for corner in one.corners]
        ground = LIGHT["panel"] if one.triad.minor else tint(FAMILY["strings"], LIGHT["ground"], 0.18)
        page.triangle(corners, 1.5, fill=tint(CUE, LIGHT["ground"], 0.32) if walked else ground)
        if walked and way[-1] == one:
            page.triangle(corners, 3, line=CUE, wide=3.5)
        if one.triad == walk.home:
            page.triangle(corners, 6, line=LIGHT["ink"], wide=1.2)
            page.triangle(corners, 9.5, line=LIGHT["ink"], wide=1.2)
    for one, other in {tuple(sorted(pair, key=way.index)) for pair in pairwise(way)}:
        page.way(at(*one.middle), at(*other.middle))
    for one in window.triangles:
        x, y = at(*one.middle)
        page.text((x, y + (-6 if one.up else -11)), one.triad.name, 15, LIGHT["ink"], "ma", bold=not one.triad.minor)
        if one in numbers:
            page.badge((x, y + (-21 if one.up else 20)), " ".join(map(str, numbers[one][:3])))
    held = (
        set(walk.steps[-1].pair.one.pitch_classes) & set(walk.steps[-1].pair.other.pitch_classes) if walk.steps else ()
    )
    for node in window.nodes:
        page.node(at(*node.at), node.names, filled=node.number in held)


class _Page:
    """A sheet to draw on; measures are in pixels as shown."""

    def __init__(self, height: float) -> None:
        from PIL import Image, ImageDraw

        self.unit = SCALE * FINER
        self.image = Image.new("RGB", (WIDTH * self.unit, round(height) * self.unit), LIGHT["ground"])
        self.pen = ImageDraw.Draw(self.image)

    def triangle(
        self, corners: list[tuple[float, float]], inset: float, *, fill: str | None = None, line: str = "",
        wide: float = 0,
    ) -> None:  # fmt: skip
        """A triangle, some way inside its edges."""
        x, y = (sum(corner[axis] for corner in corners) / 3 for axis in (0, 1))
        share = 1 - inset / (EDGE * _UP / 3)
        at = [((x + (a - x) * share) * self.unit, (y + (b - y) * share) * self.unit) for a, b in corners]
        if fill:
            self.pen.polygon(at, fill=fill)
        if line:
            self.pen.line([*at, at[0], at[1]], fill=line, width=round(wide * self.unit), joint="curve")

    def way(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        """The line of a step, clear of the names at its ends."""
        far = math.dist(one, other)
        clear = min(15.0, far / 3) / far
        (ax, ay), (bx, by) = one, other
        ends = [(ax + (bx - ax) * share, ay + (by - ay) * share) for share in (clear, 1 - clear)]
        self.pen.line([(x * self.unit, y * self.unit) for x, y in ends], fill=CUE, width=round(2.5 * self.unit))

    def badge(self, at: tuple[float, float], text: str) -> None:
        """The number of a triad on the path."""
        half = max(8.0, length(text, SMALLEST_TEXT * self.unit) / self.unit / 2 + 5)
        x, y = at
        box = [v * self.unit for v in (x - half, y - 8, x + half, y + 8)]
        self.pen.rounded_rectangle(box, 8 * self.unit, CUE)
        self.text((x, y - 6.5), text, SMALLEST_TEXT, ON_ACCENT, "ma", bold=True)

    def node(self, at: tuple[float, float], names: tuple[str, ...], *, filled: bool) -> None:
        """A note in its circle; filled if it is held in the last step."""
        (x, y), r = at, CIRCLE
        ink, ground = (LIGHT["ground"], LIGHT["ink"]) if filled else (LIGHT["ink"], LIGHT["ground"])
        self.pen.ellipse([v * self.unit for v in (x - r, y - r, x + r, y + r)], ground, LIGHT["quiet"], self.unit)
        if len(names) == 1:
            self.text((x, y - 8), names[0], 13, ink, "ma", bold=True)
        else:
            for name, up in zip(names, (-13.5, -0.5), strict=False):
                self.text((x, y + up), name, SMALLEST_TEXT, ink, "ma")

    def text(
        self, at: tuple[float, float], text: str, size: float, colour: str, anchor: str, *, bold: bool = False
    ) -> None:
        """One line of words."""
        weight: Any = self.unit / 6 if bold else 0
        write(self.pen, (at[0] * self.unit, at[1] * self.unit), text, round(size * self.unit), colour, anchor, weight)
