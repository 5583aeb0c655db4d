"""The Tonnetz as a still: what a saved notebook shows where nothing can play.

The net with the path in it, and under it the path in words: moves, both labels, what is reported and what speaks
against it. Drawn at twice the size it is shown at, on the light ground, in few colours, and always alike.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from ..look import CUE, FAMILY, LIGHT, ON_ACCENT, SMALLEST_TEXT, tint
from ..music.harmony.net import Triangle, drawn_at, net
from . import net_told
from .page import MARGIN, WIDTH, Page, rows, wide

if TYPE_CHECKING:
    from .tonnetz import Tonnetz

HEAD = 40
EDGE = 88  # px
CIRCLE = 17
LINE = 18  # px from line to line of words
_WORDS = 12.5
_UP = math.sqrt(3) / 2


def still(shown: Tonnetz) -> bytes:
    """A PNG of the net at rest."""
    told = [row for line in net_told.lines(shown) for row in rows(line, _WORDS, WIDTH - 2 * MARGIN)]
    page = _NetPage(HEAD + _height() + 24 + LINE * len(told) + MARGIN)
    page.head(shown._title)
    _net(page, shown)
    for number, row in enumerate(told):
        page.text(MARGIN, HEAD + _height() + 16 + LINE * number, row, _WORDS, LIGHT["ink"])
    return page.png()


def _height() -> float:
    ys = [node.at[1] for node in net().nodes]
    return (max(ys) - min(ys)) * EDGE + 2 * CIRCLE + 8


def _net(page: _NetPage, shown: Tonnetz) -> None:
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
            page.triangle(corners, 3, edge=CUE, thick=3.5)
        if one.triad == walk.home:
            page.triangle(corners, 6, edge=LIGHT["ink"], thick=1.2)
            page.triangle(corners, 9.5, edge=LIGHT["ink"], thick=1.2)
    for one, other in {tuple(sorted(pair, key=way.index)) for pair in pairwise(way)}:
        page.way(at(*one.middle), at(*other.middle))
    for one in window.triangles:
        x, y = at(*one.middle)
        up = -6 if one.up else -11
        page.text(x, y + up, one.triad.name, 15, LIGHT["ink"], anchor="ma", bold=not one.triad.minor)
        if one in numbers:
            page.badge((x, y + (-21 if one.up else 20)), " ".join(map(str, numbers[one][:3])))
    held = (
        set(walk.steps[-1].pair.one.pitch_classes) & set(walk.steps[-1].pair.other.pitch_classes) if walk.steps else ()
    )
    for node in window.nodes:
        page.node(at(*node.at), node.names, filled=node.number in held)


class _NetPage(Page):
    """A sheet with what a net is drawn of."""

    def triangle(
        self, corners: list[tuple[float, float]], inset: float, *, fill: str | None = None, edge: str = "",
        thick: float = 0,
    ) -> None:  # fmt: skip
        """A triangle, some way inside its edges."""
        x, y = (sum(corner[axis] for corner in corners) / 3 for axis in (0, 1))
        share = 1 - inset / (EDGE * _UP / 3)
        at = [(x + (a - x) * share, y + (b - y) * share) for a, b in corners]
        if fill:
            self.polygon(at, fill)
        if edge:
            self.line([*at, at[0], at[1]], edge, thick=thick)

    def way(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        """The line of a step, clear of the names at its ends."""
        far = math.dist(one, other)
        clear = min(15.0, far / 3) / far
        (ax, ay), (bx, by) = one, other
        ends = [(ax + (bx - ax) * share, ay + (by - ay) * share) for share in (clear, 1 - clear)]
        self.line(ends, CUE, thick=2.5)

    def badge(self, at: tuple[float, float], text: str) -> None:
        """The number of a triad on the path."""
        half = max(8.0, wide(text, SMALLEST_TEXT) / 2 + 5)
        x, y = at
        self.frame(x - half, y - 8, x + half, y + 8, CUE, None, radius=8)
        self.text(x, y - 6.5, text, SMALLEST_TEXT, ON_ACCENT, anchor="ma", bold=True)

    def node(self, at: tuple[float, float], names: tuple[str, ...], *, filled: bool) -> None:
        """A note in its circle; filled if it is held in the last step."""
        x, y = at
        ink, ground = (LIGHT["ground"], LIGHT["ink"]) if filled else (LIGHT["ink"], LIGHT["ground"])
        self.disc(x, y, CIRCLE, ground, LIGHT["quiet"])
        if len(names) == 1:
            self.text(x, y - 8, names[0], 13, ink, anchor="ma", bold=True)
        else:
            for name, up in zip(names, (-13.5, -0.5), strict=False):
                self.text(x, y + up, name, SMALLEST_TEXT, ink, anchor="ma")
