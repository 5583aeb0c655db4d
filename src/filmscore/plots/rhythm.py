"""Rhythm to look at: a cell against the bar, what it meets, what drives a passage, and layers in their lanes."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from ..look import CUE, HIT, LIGHT, tint
from ..picture.segments import Meter
from . import house

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..music.rhythm.against import Against
    from ..music.rhythm.meeting import Meeting
    from ..music.rhythm.momentum import Momentum
    from ..music.rhythm.ostinato import Ostinato
    from ..music.rhythm.plan import Plan
    from .house import Shown

_MOST_BARS = 16  # rows of a grid
_ROW = 30  # height of a row
_LEFT = 84
_PANEL, _GAP = 58, 16
_TITLES = {
    "density": "attacks a beat",
    "players": "players",
    "force": "dynamic",
}


def ostinato(x: Ostinato) -> Shown:
    """A cell against its own meter."""
    return against(x.against())


def against(x: Against) -> Shown:
    """A row for each bar until the cell is home: its steps, accents filled, and where it begins again."""
    bars = min(x.bars, _MOST_BARS)
    cell, meter = x.cell, Meter.read(x.meter)
    title = x.told.partition(". ")[0].rstrip(".") + "."
    under = (
        "Each row is a bar. Full squares are accents, open ones are strokes, a dot is a rest; an upright line marks "
        "where the cell begins again."
    )
    if x.bars > bars:
        under += f" The first {bars} of {x.bars} bars are drawn."
    head = house.heading_height(title, under)
    fig = house.figure(house.WIDTH, head + _ROW * bars + 62)
    top = house.heading(fig, title, under)
    ax = house.axes(fig, _LEFT, top + 8, house.WIDTH - _LEFT - house.MARGIN, _ROW * bars)
    length = float(meter.length)
    ax.set_xlim(-0.02 * length, length * 1.0)
    ax.set_ylim(bars - 0.5, -0.5)
    signs = cell.pattern
    step = float(cell.step)
    for row in range(bars):
        ax.axhline(row, color=LIGHT["line"], linewidth=house.points(1), zorder=0)
        first = row * meter.length
        place = -(first % cell.step)
        while place < meter.length:
            at = first + place
            number = int(at / cell.step) % cell.size
            if place >= 0:
                _stroke(ax, float(place), row, signs[number], step)
                if number == 0:
                    ax.plot([float(place)] * 2, [row - 0.42, row + 0.42], color=CUE, linewidth=house.points(3),
                            solid_capstyle="butt", zorder=4)  # fmt: skip
            place += cell.step
    for beat in range(int(meter.length / meter.pulse)):
        ax.axvline(float(beat * meter.pulse), color=LIGHT["line"], linewidth=house.points(1), zorder=0)
    beats = [float(k * meter.pulse) for k in range(int(meter.length / meter.pulse))]
    ax.set_xticks(beats, [str(k + 1) for k in range(len(beats))])
    ax.set_xlabel("beat")
    ax.set_yticks(range(bars), [f"bar {k + 1}" for k in range(bars)])
    ax.tick_params(left=False, bottom=False)
    ax.spines["left"].set_visible(False)
    ax.spines["bottom"].set_visible(False)
    rows = "; ".join(
        f"bar {bar}: step {step} on the bar line, accents on {places}" for bar, step, places in x.rows()[:bars]
    )
    return house.finish(fig, f"{x.told} {rows}.")


def _stroke(ax: Axes, x: float, row: int, sign: str, step: float) -> None:
    at = x + step * 0.5
    if sign in "Xx":
        ax.plot([at], [row], marker="s", markersize=house.points(15 if sign == "X" else 11), zorder=3,
                color=LIGHT["ink"] if sign == "X" else LIGHT["ground"], markeredgecolor=LIGHT["ink"],
                markeredgewidth=house.points(1.5))  # fmt: skip
    elif sign == "-":
        ax.plot([x, x + step], [row, row], color=LIGHT["ink"], linewidth=house.points(3), zorder=2)
    else:
        ax.plot([at], [row], marker="o", markersize=house.points(3), color=LIGHT["quiet"], zorder=3)


def meeting(x: Meeting) -> Shown:
    """Every hit, with how far the nearest accent is off."""
    title = x.told.partition("; ")[0] + "."
    under = "Each row is a hit. The mark is the nearest accent, in frames; the band is what still counts as met."
    head = house.heading_height(title, under)
    fig = house.figure(house.WIDTH, head + _ROW * len(x.rows) + 62)
    top = house.heading(fig, title, under)
    left = 190
    ax = house.axes(fig, left, top + 8, house.WIDTH - left - house.MARGIN - 30, _ROW * len(x.rows))
    far = max([4.0, *(abs(row.error) for row in x.rows if isfinite(row.error))]) + 1
    ax.set_xlim(-far, far)
    ax.set_ylim(len(x.rows) - 0.5, -0.5)
    ax.axvspan(-x.tolerance, x.tolerance, color=tint(LIGHT["quiet"], LIGHT["ground"], 0.16), zorder=0, lw=0)
    ax.axvline(0, color=HIT, linewidth=house.points(1.5))
    for i, row in enumerate(x.rows):
        there = isfinite(row.error)
        if there:
            ax.axhline(i, color=LIGHT["line"], linewidth=house.points(1), zorder=0)
            house.sign(ax, row.error, i, row.verdict)
        words, at = (_off(row.error), row.error) if there else ("no accent", 0.0)
        ax.annotate(words, (at, i), xytext=(house.points(10), 0), textcoords="offset points", va="center",
                    fontsize=house.points(11), color=LIGHT["quiet"], annotation_clip=False)  # fmt: skip
    ax.set_yticks(range(len(x.rows)), [_short(f"{r.frame} {r.label}") for r in x.rows])
    ax.tick_params(left=False)
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("frames early (−) or late (+)")
    told = "; ".join(
        f"{f'{r.frame} {r.label}'.strip()}: "
        + (f"{_off(r.error)} frames, {r.verdict}" if isfinite(r.error) else "no accent")
        for r in x.rows
    )
    return house.finish(fig, f"{x.told} {told}.")


def plan(x: Plan) -> Shown:
    """The declared curves, a panel for each, with the bar lines on which they move."""
    from ..music.rhythm.evolution import value_words

    title, _, more = x.told.partition(". ")
    title = title.rstrip(".") + "."
    under = f"{more} A panel for each parameter that was declared; a line where it changes".strip()
    under += ", dotted where nobody hears it." if x.idle else "."
    if not x.values:
        fig = house.figure(house.WIDTH, house.heading_height(title, more) + 20)
        house.heading(fig, title, more)
        return house.finish(fig, x.told)
    head = house.heading_height(title, under)
    fig = house.figure(house.WIDTH, head + (_PANEL + _GAP) * len(x.values) + 54)
    top = house.heading(fig, title, under) + 8
    edges = [k + 0.5 for k in range(x.bars + 1)]
    ax = None
    for name, row in x.values.items():
        ax = _panel(fig, top, edges, row, name, [value_words(name, v) for v in (max(row), min(row))])
        for bar in (bar for bar, names in x.changes.items() if name in names):
            silent = name in x.idle.get(bar, {})
            ax.axvline(bar - 0.5, color=LIGHT["quiet"] if silent else CUE, linewidth=house.points(1.5),
                       linestyle=(0, (1, 2) if silent else (3, 2)))  # fmt: skip
        top += _PANEL + _GAP
    assert ax is not None
    _bar_axis(ax, list(range(1, x.bars + 1)))
    rows = "; ".join(f"bars {row[0]}: {row[-1]}" for row in x.rows())
    return house.finish(fig, f"{x.told} {rows}.")


def momentum(x: Momentum) -> Shown:
    """Density, players, dynamic and register over the bars, with accents and hits."""
    from ..music.cues.notation import DYNAMICS

    title, _, under = x.told.partition(". ")
    title += "."
    head = house.heading_height(title, under)
    hits = 34 if x.met else 0
    fig = house.figure(house.WIDTH, head + (_PANEL + _GAP) * 3 + 96 + hits + 62)
    top = house.heading(fig, title, under) + 8
    numbers = [bar.bar for bar in x.bars]
    edges = [n - 0.5 for n in numbers] + [numbers[-1] + 0.5]
    if x.met:
        ax = _axes(fig, top, 26, edges, "hits")
        frames = [bar.frame for bar in x.bars]
        for one in x.met:
            at = _bar_of(one.frame, frames, numbers)
            house.sign(ax, at, 0, one.verdict)
            ax.annotate(str(one.frame), (at, 0), xytext=(house.points(9), 0), textcoords="offset points", va="center",
                        fontsize=house.points(11), annotation_clip=False)  # fmt: skip
        ax.set_ylim(-1, 1)
        ax.spines["bottom"].set_visible(False)
        top += hits
    for name, label in _TITLES.items():
        row = x.curve(name)
        ends = [max(row), min(row)]
        words = [DYNAMICS[min(round(v), 7)] for v in ends] if name == "force" else [f"{v:.3g}" for v in ends]
        _panel(fig, top, edges, row, label, words, quiet=name in x.flat)
        top += _PANEL + _GAP
    ax = _axes(fig, top, 96, edges, "register")
    for bar in x.bars:
        if bar.low is not None and bar.high is not None:
            ax.bar(bar.bar, bar.high - bar.low + 0.6, bottom=bar.low - 0.3, width=0.72,
                   color=tint(CUE, LIGHT["ground"], 0.35), edgecolor=CUE, linewidth=house.points(1))  # fmt: skip
    lows, highs = x.curve("low"), x.curve("high")
    ax.set_ylim(min(lows) - 3, max(highs) + 3)
    octaves = [n for n in range(24, 109, 12) if min(lows) - 3 <= n <= max(highs) + 3]
    for n in octaves:
        ax.axhline(n, color=LIGHT["line"], linewidth=house.points(1), zorder=0)
        ax.annotate(f"C{n // 12 - 1}", (0, n), xycoords=("axes fraction", "data"), xytext=(house.points(-4), 0),
                    textcoords="offset points", ha="right", va="center", fontsize=house.points(11),
                    color=LIGHT["quiet"], annotation_clip=False)  # fmt: skip
    _bar_axis(ax, numbers)
    told = "; ".join(
        f"bar {b.bar}: {b.density:.1f} attacks a beat, {b.players} {'player' if b.players == 1 else 'players'}"
        for b in x.bars[:32]
    )  # fmt: skip
    return house.finish(fig, f"{x.told} {told}.")


def _bar_of(frame: float, frames: list[float], numbers: list[int]) -> float:
    """Where a frame lies on an axis of bars, whose bar lines are half a bar before their numbers."""
    import numpy as np

    if len(frames) < 2:
        return float(numbers[0]) - 0.5
    step = frames[-1] - frames[-2]
    return float(np.interp(frame, [*frames, frames[-1] + step], [n - 0.5 for n in [*numbers, numbers[-1] + 1]]))


def _axes(fig: Any, top: float, high: float, edges: list[float], name: str) -> Axes:
    ax = house.axes(fig, _LEFT + 26, top, house.WIDTH - _LEFT - 26 - house.MARGIN, high)
    ax.set_xlim(edges[0], edges[-1])
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.tick_params(bottom=False, labelbottom=False)
    for edge in edges[:: 1 if len(edges) <= 33 else 4]:
        ax.axvline(edge, color=LIGHT["line"], linewidth=house.points(1), zorder=0)
    ax.annotate(name, (0, 0.5), xycoords="axes fraction", xytext=(house.points(-_LEFT - 26 + house.MARGIN), 0),
                textcoords="offset points", va="center", fontsize=house.points(house.SMALL),
                annotation_clip=False)  # fmt: skip
    return ax


def _panel(
    fig: Any, top: float, edges: list[float], row: tuple[float, ...], name: str, ends: list[str], quiet: bool = False
) -> Axes:
    ax = _axes(fig, top, _PANEL, edges, name)
    colour = LIGHT["quiet"] if quiet else CUE
    low, high = min(row), max(row)
    floor = 0.0 if low >= 0 else low
    ax.stairs(row, edges, baseline=floor, fill=True, color=tint(colour, LIGHT["ground"], 0.25))
    ax.stairs(row, edges, baseline=None, color=colour, linewidth=house.points(2))
    ax.set_ylim(floor, high * 1.15 if high > floor else floor + 1)
    for value, words in zip((high, low), ends, strict=True):
        if value == low and abs(high - low) < 0.25 * max(high - floor, 1e-9) and value != high:
            continue
        ax.annotate(words, (0, value), xycoords=("axes fraction", "data"), xytext=(house.points(-4), 0), ha="right",
                    textcoords="offset points", va="center", fontsize=house.points(11), color=LIGHT["quiet"],
                    annotation_clip=False)  # fmt: skip
    return ax


def _bar_axis(ax: Axes, numbers: list[int]) -> None:
    step = 1 if len(numbers) <= 16 else 4
    shown = [n for n in numbers if step == 1 or (n - numbers[0]) % step == 0]
    ax.set_xticks(shown, [str(n) for n in shown])
    ax.tick_params(bottom=False, labelbottom=True)
    ax.set_xlabel("bar")


def _off(frames: float) -> str:
    """Frames early or late, with the sign of print."""
    return f"{frames:+.1f}".replace("-", "−")


def _short(text: str, most: int = 26) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
