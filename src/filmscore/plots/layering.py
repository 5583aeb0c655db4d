"""Layers in their lanes: for every layer where in the spectrum it lies, bar by bar, and who covers it; and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..look import DIALOGUE, HIT, LIGHT, family_colour, tint
from ..music.pitch import Pitch
from ..music.rhythm.room import SPEECH
from ..sound.lanes import EMPTY, LANES, hertz
from ..sound.layering import Layers
from . import house

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..sound.layer_plan import LayerPlan, Planned
    from .house import Shown

_LEFT = 128
_LANE, _GAP = 13, 22  # height of a lane, room between layers
_RANGE = 42.0  # dB from the palest to the full colour
_MOST = 12  # layers that are drawn
_ROW = 34  # height of a layer on paper
_MARKS = tuple(Pitch.read(f"C{octave}") for octave in range(1, 8))


def layers(x: Layers) -> Shown:
    """A block for each layer, a row for each lane, a cell for each bar; dots where another covers it."""
    title = x.told.partition(". ")[0] + "."
    under = (
        f"A block for each layer, low lanes below; the fuller the colour, the louder. A dot: another layer covers it "
        f"there. Each column is a {x.unit}."
    ) + (" A role with a question mark is proposed." * (len(x.declared) < len(x.names)))
    under += f" From below: {', '.join(f'{lane.name} to {hertz(lane.high)}' for lane in LANES)}."
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
        colour = family_colour(x.families[name])
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
        ax.set_yticks([n + 0.5 for n in range(len(LANES))], [lane.name for lane in LANES])
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


def plan(x: LayerPlan) -> Shown:
    """A row for each layer on one axis of pitch; hatched where another layer wants the same notes."""
    title = x.told.partition(". ")[0].rstrip(".") + "."
    under = (
        f"From the lowest to the highest note, sounding. Hatched: more than a third is shared with another layer. The "
        f"pale band, {SPEECH[0]} to {SPEECH[1]}: where words are told apart."
    )
    head = house.heading_height(title, under)
    tall = _ROW * len(x.layers)
    fig = house.figure(house.WIDTH, head + tall + 52)
    top = house.heading(fig, title, under) + 4
    ax = house.axes(fig, _LEFT + 40, top, house.WIDTH - _LEFT - 40 - house.MARGIN, tall)
    low, high = (Pitch.read(one).midi for one in SPEECH)
    ax.axvspan(low - 0.5, high + 0.5, color=tint(DIALOGUE, LIGHT["ground"], 0.12), linewidth=0, zorder=0)
    for row, one in enumerate(x.layers):
        _paper(ax, x, one, row)
    ax.set_ylim(len(x.layers) - 0.4, -0.6)
    ax.set_xlim(_MARKS[0].midi - 3, _MARKS[-1].midi + 8)
    ax.set_xticks([pitch.midi for pitch in _MARKS], [pitch.name for pitch in _MARKS])
    ax.grid(axis="x")
    ax.set_yticks(range(len(x.layers)), [f"{one.name}\n{one.role}" for one in x.layers])
    ax.tick_params(length=0)
    ax.tick_params(axis="y", labelcolor=LIGHT["ink"])
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    rows = "; ".join(f"{name}, {role}: {plays}, shares most with {other}" for name, role, plays, *_, other in x.rows())
    return house.finish(fig, f"{x.told} {rows}.")


def _paper(ax: Axes, x: LayerPlan, one: Planned, row: int) -> None:
    """One layer on paper: its span, what others want of it, and its notes in words."""
    if not one.span:
        ax.text(_MARKS[0].midi - 2, row, one.notes, va="center", fontsize=house.points(house.SMALL))
        return
    colour = family_colour(one.player.family)
    ax.barh(row, len(one.span), left=one.span[0] - 0.5, height=0.62, color=tint(colour, LIGHT["ground"], 0.45),
            edgecolor=colour, linewidth=house.points(1), zorder=2)  # fmt: skip
    wanted = [x[pair.other if pair.one == one.name else pair.one] for pair in x.crowded
              if one.name in (pair.one, pair.other)]  # fmt: skip
    both = sorted({midi for other in wanted for midi in other.span} & set(one.span))
    if both:
        ax.barh(row, both[-1] - both[0] + 1, left=both[0] - 0.5, height=0.62, fill=False, hatch="////",
                edgecolor=LIGHT["ink"], linewidth=0, zorder=3)  # fmt: skip
    words = f"{one.notes}, {one.lies}" if one.trouble else one.notes
    late = one.span[-1] > _MARKS[-2].midi  # no room for words at its right
    ax.text(one.span[0] - 1.2 if late else one.span[-1] + 1.2, row, words, ha="right" if late else "left", va="center",
            fontsize=house.points(house.SMALL), zorder=4)  # fmt: skip
