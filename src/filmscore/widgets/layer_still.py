"""The Layer painter as a still: what a saved notebook shows where nothing can play.

A row for each layer with its spectrum over the bars, hatched where another is in its way, and who covers whom in words.
Drawn at twice the size it is shown at, on the light ground, in few colours, and always alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..look import LIGHT, SMALLEST_TEXT, family_colour, tint
from ..sound.lanes import LANES
from . import layer_told
from .page import MARGIN, WIDTH, Page, rows

if TYPE_CHECKING:
    from ..sound.layering import Layers
    from .layer_painter import LayerPainter

_HEAD = 40
_LANE = 12  # px
_BLOCK = _LANE * len(LANES)
_GAP = 20
_LEFT = 264  # px to the left of the lanes
_FOOT = 28
_LINE = 18
_WORDS = 12.5
_COLOURS = 256  # the same colours at many strengths; of fewer, thin strips lose theirs
_EMPTY = -60.0  # dB of full scale, drawn as nothing; as in the page
_NAMES = 72  # px beside the lanes of the first layer, where they are named

#: what is drawn, for the head
HATCHED = "the fuller the colour, the louder; hatched: under another layer, or sharing its place"


def still(painter: LayerPainter) -> bytes:
    """A PNG of the painter at rest; before its lanes are measured they are pale."""
    layers = painter.layers if painter.is_measured else None
    told = [layer_told.finding(painter), *layer_told.sentences(painter)] if layers else [layer_told.WAITING]
    words = [row for line in dict.fromkeys(told) for row in rows(line, _WORDS, WIDTH - 2 * MARGIN)]
    blocks = len(painter._ids) * (_BLOCK + _GAP)
    page = Page(_HEAD + 8 + blocks + _FOOT + _LINE * len(words) + MARGIN)
    page.head(painter._title, HATCHED)
    top = _HEAD + 8.0
    for number, (one, layer) in enumerate(painter._ids.items()):
        _row(page, painter, layers, number, one, layer, top)
        top += _BLOCK + _GAP
    _axis(page, painter, top - _GAP + 4)
    for number, row in enumerate(words):
        page.text(MARGIN, top + _FOOT - 8 + _LINE * number, row, _WORDS, LIGHT["ink"])
    return page.png(_COLOURS)


def _x(painter: LayerPainter, frame: float) -> float:
    first, last = painter._span
    return _LEFT + (frame - first) / (last - first) * (WIDTH - MARGIN - _LEFT)


def _row(
    page: Page, painter: LayerPainter, layers: Layers | None, number: int, one: str, layer: str, top: float
) -> None:  # fmt: skip
    family = painter._cue.families.get(layer, "") if painter._named else ""
    colour = family_colour(family) if family else LIGHT["quiet"]
    name, role, lives, way = layer_told.rows(painter)[number] if layers else (one, "", "", "")
    words = MARGIN + 12
    room = _LEFT - words - (12 if number else _NAMES)
    page.box(MARGIN, top, MARGIN + 4, top + _BLOCK, colour)
    page.text(words, top, name, 14, LIGHT["ink"], room=room, bold=True)
    y = top + 22
    for text in (role if role != name else "", lives, way):
        most = int((top + _BLOCK + _GAP - 2 - y) // (SMALLEST_TEXT + 4))  # lines that are left of this row
        if text and most:
            y = page.wrapped(words, y, text, SMALLEST_TEXT, LIGHT["quiet"], room, most=most)
    for at, lane in enumerate(LANES):
        if number == 0:
            speech = LIGHT["ink"] if lane.name == "speech" else LIGHT["quiet"]
            page.text(_LEFT - 12, top + _BLOCK - (at + 1) * _LANE, lane.name, SMALLEST_TEXT, speech, anchor="ra")
    # what lies outside the bars is measured by nobody: the music rings on there, or has not begun
    page.frame(_LEFT - 1, top - 1, WIDTH - MARGIN + 1, top + _BLOCK + 1, LIGHT["panel"], LIGHT["quiet"])
    if layers is None:
        return
    covered = {(bar, c.lane) for c in painter.collisions if layer in ((c.covered, c.by) if c.both else (c.covered,))
               for bar in c.bars}  # fmt: skip
    for bar in painter._bars:
        if bar["bar"] not in layers.bars:
            continue
        levels = layers.lanes[layer][layers.bars.index(bar["bar"])]
        left, right = _x(painter, bar["from"]), _x(painter, bar["to"])
        for at, lane in enumerate(LANES):
            low = top + _BLOCK - at * _LANE
            share = min(1.0, max(0.0, 1 - float(levels[at]) / _EMPTY))
            page.box(left, low - _LANE, right, low, LIGHT["line"])
            page.box(left + 0.75, low - _LANE + 0.75, right, low, tint(colour, LIGHT["ground"], share))
            if (bar["bar"], lane) in covered:
                _hatch(page, left, low - _LANE, right, low)
    for lane in layers.home(layer):
        low = top + _BLOCK - LANES.index(lane) * _LANE
        page.box(_LEFT - 7, low - _LANE, _LEFT - 5, low, LIGHT["ink"])


def _hatch(page: Page, left: float, top: float, right: float, bottom: float) -> None:
    """Lines across a cell, and a disc half filled: covered."""
    high = bottom - top
    x = left - high
    while x < right:
        start, end = max(x, left), min(x + high, right)
        page.line([(start, bottom - (start - x)), (end, bottom - (end - x))], LIGHT["ink"], thick=0.75)
        x += 6
    middle, level = (left + right) / 2, (top + bottom) / 2
    page.disc(middle, level, 4, LIGHT["ground"], LIGHT["ink"])
    page.polygon([(middle, level - 4), (middle - 3, level - 3), (middle - 4, level), (middle - 3, level + 3),
                  (middle, level + 4)], LIGHT["ink"])  # fmt: skip


def _axis(page: Page, painter: LayerPainter, top: float) -> None:
    """The numbers of the bars."""
    for bar in painter._bars:
        left, right = _x(painter, bar["from"]), _x(painter, bar["to"])
        page.box(left, top, left + 0.5, top + 6, LIGHT["quiet"])
        page.text((left + right) / 2, top, str(bar["bar"]), SMALLEST_TEXT, LIGHT["quiet"], anchor="ma")
    page.text(_LEFT - 12, top, painter.desk["unit"], SMALLEST_TEXT, LIGHT["quiet"], anchor="ra")
    end = _x(painter, painter._bars[-1]["to"])
    if WIDTH - MARGIN - end > 1:
        page.box(end, top, end + 0.5, top + 6, LIGHT["quiet"])
        page.text(end + 4, top, "end", SMALLEST_TEXT, LIGHT["quiet"], room=WIDTH - MARGIN - end)
