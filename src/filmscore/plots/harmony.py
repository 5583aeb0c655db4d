"""Harmony measured: a tension curve over its parts, and an order with how unsure it is."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from ..look import CUE, LIGHT, tint
from ..music.harmony.tension import PARTS
from . import house

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ..music.harmony.affect import Ordering, Placed
    from ..music.harmony.tension import Tension
    from .house import Shown

_LEFT = 120  # room for the names of the parts
_CURVE, _PART, _GAP = 116, 52, 14  # heights
_ROW, _ROW_OF_TWO = 30, 40  # where every name has one line, and where one has two
_LONGEST = 20  # letters of a line of a name
_MOST_BARS = 24  # that are all numbered
_MOST_BRACKETS = 4


def tension(x: Tension) -> Shown:
    """The curve with its band, and under it each part in its own unit."""
    import numpy as np

    title = x.told.partition(". ")[0].rstrip(".")
    under = (
        "Above, the weighted mean of the parts below. The shade says where it would lie with any one part left out. "
        f"Distance is counted from {x.key}."
    )
    parts = [name for name in x.parts if x.weights[name]]
    head = house.heading_height(title, under)
    fig = house.figure(house.WIDTH, head + _CURVE + (_PART + _GAP) * len(parts) + 64)
    top = house.heading(fig, title, under)
    wide = house.WIDTH - _LEFT - house.MARGIN - 8
    edges = [float(start) for start in x.starts] + [float(x.starts[-1] + x.beats[-1])]
    peak = [i for i, bar in enumerate(x.bars) if bar == x.peak]
    level = _level(x)

    ax = house.axes(fig, _LEFT, top, wide, _CURVE)
    band = np.array(x.band)
    ax.stairs(band[:, 1], edges, baseline=band[:, 0], fill=True, color=tint(CUE, LIGHT["ground"], 0.2))
    ax.stairs(x.curve, edges, baseline=None, color=CUE, linewidth=house.points(2.5))
    ax.set_ylim(0, max(0.1, float(band.max())) * 1.12)
    ax.set_yticks([])
    _side(ax, "curve", "0 to 1", bold=True)
    _top_of(ax, max(x.curve), 2)
    row = top + _CURVE + _GAP
    axes = [ax]
    for name in parts:
        small = house.axes(fig, _LEFT, row, wide, _PART)
        driving = not level and name == x.drives
        values = x.parts[name]
        small.stairs(values, edges, baseline=0, fill=True, color=tint(LIGHT["quiet"], LIGHT["ground"], 0.22))
        small.stairs(values, edges, baseline=None, color=LIGHT["ink"], linewidth=house.points(2.5 if driving else 1.25))
        small.set_ylim(0, max(values) * 1.15 or 1)
        small.set_yticks([])
        _side(small, name, PARTS[name].unit or f"full at {PARTS[name].full:g}", bold=driving)
        _top_of(small, max(values), {"register": 0, "density": 1}.get(name, 2))
        axes.append(small)
        row += _PART + _GAP
    starts = _bar_starts(x)
    for one in axes:
        one.set_xlim(edges[0], edges[-1])
        for _, at in starts:
            one.axvline(at, color=LIGHT["line"], linewidth=house.points(1), zorder=0)
        if not level:
            one.axvspan(
                edges[peak[0]], edges[peak[-1] + 1], color=tint(LIGHT["quiet"], LIGHT["ground"], 0.12), zorder=-1, lw=0
            )
        one.tick_params(bottom=False, labelbottom=False)
    step = 1 if len(starts) <= _MOST_BARS else 4 if len(starts) <= 4 * _MOST_BARS else 16
    shown = [(bar, at) for bar, at in starts if step == 1 or bar % step == 1]
    axes[-1].set_xticks([at for _, at in shown], [str(bar) for bar, _ in shown])
    axes[-1].tick_params(bottom=False, labelbottom=True)
    axes[-1].set_xlabel("bar")
    return house.finish(fig, f"{x.told} {_in_words(x)}")


def _level(x: Tension) -> bool:
    return x.told.startswith("The curve stays level")


def _side(ax: Axes, name: str, unit: str, bold: bool = False) -> None:
    """What a panel shows, at its left."""
    more: dict[str, Any] = {"weight": "bold"} if bold else {}
    put: dict[str, Any] = {
        "xycoords": "axes fraction",
        "textcoords": "offset points",
        "ha": "left",
        "annotation_clip": False,
    }
    left = house.points(-_LEFT + house.MARGIN)
    ax.annotate(
        name, (0, 0.5), xytext=(left, house.points(2)), va="bottom", fontsize=house.points(house.BODY), **put, **more
    )
    ax.annotate(
        unit,
        (0, 0.5),
        xytext=(left, house.points(-2)),
        va="top",
        fontsize=house.points(11),
        color=LIGHT["quiet"],
        **put,
    )


def _top_of(ax: Axes, value: float, digits: int) -> None:
    """The highest value of a panel, at its height at the left."""
    ax.annotate(
        f"{value:.{digits}f}", (0, value), xycoords=("axes fraction", "data"), xytext=(house.points(-4), 0),
        textcoords="offset points", ha="right", va="center", fontsize=house.points(11), color=LIGHT["quiet"],
        annotation_clip=False,
    )  # fmt: skip


def _bar_starts(x: Tension) -> list[tuple[int, float]]:
    found: dict[int, float] = {}
    for bar, start in zip(x.bars, x.starts, strict=True):
        found.setdefault(bar, float(start))
    return list(found.items())


def _in_words(x: Tension) -> str:
    rows = list(x.per_bar.items())
    kept = rows if len(rows) <= 16 else rows[:16]
    said = ", ".join(f"bar {bar} {row['curve']:.2f}" for bar, row in kept)
    return f"The curve by bars: {said}{' …' if len(rows) > 16 else ''}."


def ordering(x: Ordering) -> Shown:
    """Both orders: a dot where the weights as they stand put each version, a bar for where they may put it."""
    sure = [on for on in ("valence", "arousal") if len(x.unsure(on)) < len(x.cues) * (len(x.cues) - 1) / 2]
    title = "Predicted order, and how unsure it is" if sure else "Nothing is told apart"
    under = (
        "The longer the bar, the less sure. A bracket joins those that are not told apart. The scale has no unit, and "
        "names no emotion: that is the picture's."
    )
    rows = len(x.cues)
    head = house.heading_height(title, under)
    panel = (_ROW_OF_TWO if any("\n" in _in_two(name) for name in x.cues) else _ROW) * rows + 8
    fig = house.figure(house.WIDTH, head + 2 * (panel + 64) + 8)
    top = house.heading(fig, title, under)
    for on, row, ends in (
        ("valence", x.valence, ("darker", "brighter")),
        ("arousal", x.arousal, ("calmer", "more awake")),
    ):
        house.write(fig, house.MARGIN, top, f"Perceived {on}", house.BODY, weight="bold")
        _order(fig, top + 24, panel, row, ends, x.runs(on))
        top += panel + 64
    return house.finish(fig, f"{title}. {x.told}".replace("\n", " "))


def _order(
    fig: Figure, top: float, high: float, row: Sequence[Placed], ends: tuple[str, str], runs: Sequence[tuple[str, ...]]
) -> None:
    names = house.WIDTH // 4
    ax = house.axes(fig, names, top, house.WIDTH - names - house.MARGIN - 60, high)
    low, far = min(one.low for one in row), max(one.high for one in row)
    room = max(far - low, 1.0) * 0.04
    ax.set_xlim(low - room, far + room)
    ax.set_ylim(-0.6, len(row) - 0.4)
    ax.spines["left"].set_visible(False)
    ax.set_xticks([])
    ax.set_yticks([])
    place = {one.name: i for i, one in enumerate(row)}
    for i, one in enumerate(row):
        ax.axhline(i, color=LIGHT["line"], linewidth=house.points(1), zorder=0)
        ax.plot([one.low, one.high], [i, i], color=tint(CUE, LIGHT["ground"], 0.45), linewidth=house.points(8),
            zorder=2,
                solid_capstyle="butt")  # fmt: skip
        ax.plot(
            [one.middle],
            [i],
            marker="o",
            markersize=house.points(9),
            color=CUE,
            markeredgecolor=LIGHT["ground"],
            zorder=3,
        )
        ax.annotate(_in_two(one.name), (0, i), xycoords=("axes fraction", "data"),
                    xytext=(house.points(-names + house.MARGIN), 0), textcoords="offset points", ha="left", va="center",
                    annotation_clip=False)  # fmt: skip
    for level, run in enumerate(runs[:_MOST_BRACKETS]):
        _bracket(ax, place[run[0]], place[run[-1]], level)
    for text, at, side in ((f"← {ends[0]}", 0, "left"), (f"{ends[1]} →", 1, "right")):
        ax.annotate(text, (at, 0), xycoords="axes fraction", xytext=(0, house.points(-6)),
            textcoords="offset points", ha=side,
                    va="top", fontsize=house.points(house.SMALL), color=LIGHT["quiet"],
                    annotation_clip=False)  # fmt: skip


def _in_two(name: str) -> str:
    """A name on one line, or on two; what does not fit there is cut in its middle, since names differ at their ends."""
    lines = wrap(name, _LONGEST)
    if len(lines) > 2:
        half = _LONGEST - 4
        lines = wrap(f"{name[:half].rstrip()} … {name[-half:].lstrip()}", _LONGEST)
        lines = [lines[0], lines[-1]]
    return "\n".join(lines)


def _bracket(ax: Axes, first: int, last: int, level: int) -> None:
    """A square bracket at the right of the rows."""
    out = house.points(10 + 11 * level)
    tip = house.points(6)
    from matplotlib.transforms import ScaledTranslation, blended_transform_factory

    figure = ax.figure
    base = blended_transform_factory(ax.transAxes, ax.transData)
    moved = base + ScaledTranslation(out / 72, 0, figure.dpi_scale_trans)
    inner = base + ScaledTranslation((out - tip / 2) / 72, 0, figure.dpi_scale_trans)
    reach = 0.22
    line: dict[str, Any] = {"color": LIGHT["quiet"], "linewidth": house.points(1.5), "clip_on": False}
    ax.plot([1, 1], [first - reach, last + reach], transform=moved, **line)
    for y in (first - reach, last + reach):
        ax.plot([1], [y], transform=inner, marker="_", markersize=tip, markeredgewidth=house.points(1.5),
                color=LIGHT["quiet"], clip_on=False)  # fmt: skip
