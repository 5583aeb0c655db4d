"""Layers in their lanes: for every layer where in the spectrum it lies, bar by bar, and who covers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..look import HIT, LIGHT, family_colour, tint
from ..sound.lanes import EMPTY, LANES, hertz
from ..sound.layering import Layers
from ..sound.stems import family_of
from . import house

if TYPE_CHECKING:
    from .house import Shown

_LEFT = 128
_LANE, _GAP = 13, 22  # height of a lane, room between layers
_RANGE = 42.0  # dB from the palest to the full colour
_MOST = 12  # layers that are drawn


def layers(x: Layers) -> Shown:
    """A block for each layer, a row for each lane, a cell for each bar; dots where another covers it."""
    title = x.told.partition(". ")[0] + "."
    under = (
        f"A block for each layer, low lanes below; the fuller the colour, the louder. A dot: another layer covers it "
        f"there. Each column is a {x.unit}."
    ) + (" A role with a question mark is proposed." * (len(x.declared) < len(x.names)))
    names = x.names[:_MOST]
    head = house.heading_height(title, under)
    block = _LANE * len(LANES)
    fig = house.figure(house.WIDTH, head + (block + _GAP) * len(names) + 56)
    top = house.heading(fig, title, under) + 14
    loudest = max(float(table.max()) for table in x.lanes.values())
    width = house.WIDTH - _LEFT - house.MARGIN
    ax = None
    for name in names:
        ax = house.axes(fig, _LEFT, top, width, block)
        colour = family_colour(family_of(name))
        table = x.lanes[name]
        for column, bar in enumerate(x.bars):
            for n in range(len(LANES)):
                share = max(0.0, min(1.0, 1 + (float(table[column, n]) - loudest) / _RANGE))
                if share and table[column, n] > EMPTY + 1:
                    ax.add_patch(_cell(column, n, tint(colour, LIGHT["ground"], share)))
            for one in x.collisions:
                if bar in one.bars and (one.covered == name or (one.both and one.by == name)):
                    ax.plot([column + 0.5], [LANES.index(one.lane) + 0.5], marker="o", markersize=house.points(5),
                            color=HIT, markeredgecolor=LIGHT["ground"], markeredgewidth=house.points(1))  # fmt: skip
        ax.set_xlim(0, len(x.bars))
        ax.set_ylim(0, len(LANES))
        ax.set_xticks([])
        ax.set_yticks(
            [0, 2, 4, 5], [hertz(LANES[0].low), hertz(LANES[2].low), hertz(LANES[4].low), hertz(LANES[5].low)]
        )
        ax.tick_params(left=False, labelsize=house.points(11))
        for edge in (ax.spines["left"], ax.spines["bottom"]):
            edge.set_color(LIGHT["line"])
        role = x.roles[name] + ("" if name in x.declared else "?")
        label = name if role == name else f"{name}: {role}"
        ax.annotate(label, (0, 1), xycoords="axes fraction", xytext=(0, house.points(3)), textcoords="offset points",
                    va="bottom", fontsize=house.points(house.SMALL), weight="bold", annotation_clip=False)  # fmt: skip
        top += block + _GAP
    assert ax is not None
    step = 1 if len(x.bars) <= 20 else 4
    ax.set_xticks([k + 0.5 for k in range(0, len(x.bars), step)], [str(bar) for bar in x.bars[::step]])
    ax.tick_params(bottom=False)
    ax.set_xlabel(x.unit if x.unit == "bar" else "row of two seconds")
    rows = "; ".join(f"{name}, {role}: {lives}" for name, role, lives, *_ in x.rows())
    return house.finish(fig, f"{x.told} {rows}.")


def _cell(column: int, lane: int, colour: str) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((column, lane), 1.0, 1.0, facecolor=colour, edgecolor=LIGHT["ground"], linewidth=house.points(0.5))
