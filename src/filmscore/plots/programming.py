"""A motif plain and shaped, over one time: where each note falls, how long it is held, and the line of expression."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..look import CUE, HIT, LIGHT, tint
from ..sound.breathing import played
from . import house

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..sound.events import Note
    from ..sound.programming import Programmed
    from .house import Shown

_LEFT = 92
_NOTES, _LINE, _GAP = 168, 120, 30  # heights of the notes and of the line under them


def programmed(x: Programmed) -> Shown:
    """Notes as blocks, plain ones as outlines and shaped ones filled, and under them the line or the weights."""
    plain, shaped = played(x.plain), played(x.shaped)
    title, under = _title(x, plain, shaped), _under(x)
    head = house.heading_height(title, under)
    fig = house.figure(house.WIDTH, head + _NOTES + _GAP + _LINE + 60)
    top = house.heading(fig, title, under) + 4
    width = house.WIDTH - _LEFT - house.MARGIN
    whole = max(plain[-1].end, shaped[-1].end) * 1.01
    ax = house.axes(fig, _LEFT, top, width, _NOTES)
    _blocks(ax, x, plain, shaped)
    below = house.axes(fig, _LEFT, top + _NOTES + _GAP, width, _LINE)
    if x.curve:
        _line(below, x, shaped)
    else:
        _weights(below, plain, shaped)
    for one in (ax, below):
        one.set_xlim(-0.012 * whole, whole)
        one.axvline(shaped[x.peak].start, color=HIT, linewidth=house.points(1), linestyle=(0, (3, 3)), zorder=0.5)
    ax.tick_params(labelbottom=False)
    below.set_xlabel("seconds")
    rows = "; ".join(f"{name}: {later}, {lasts} long, plain {long}" for name, _, _, later, long, lasts, *_ in x.rows())
    line = f" The line: {', '.join(f'{value:.0f} at {at:.1f} s' for at, value in _few(x))}." * bool(x.curve)
    return house.finish(fig, f"{title} {under} {rows}.{line}")


def _few(x: Programmed) -> list[tuple[float, float]]:
    """The line of expression where each note begins; nothing where there is none."""
    if not x.curve:
        return []
    return [(note.start, _at(x.curve, note.start)) for note in played(x.shaped)]


def _title(x: Programmed, plain: list[Note], shaped: list[Note]) -> str:
    later = [1000 * (b.start - a.start) for a, b in zip(plain, shaped, strict=True)]
    name = x.motif.pitches[x.peak]
    if not x.shape:
        return f"{x.player[:1].upper()}{x.player[1:]}: the machine, twice."
    when = f", {abs(later[x.peak]):.0f} ms {'late' if later[x.peak] > 0 else 'early'}" * (abs(later[x.peak]) >= 1)
    last = f"; the last note {abs(later[-1]):.0f} ms {'late' if later[-1] > 0 else 'early'}" * (abs(later[-1]) >= 1)
    return f"To {name}, note {x.peak + 1}{when}{last}."


def _under(x: Programmed) -> str:
    below = "the line of expression, which moves inside a note" if x.curve else "how hard each note is struck"
    return f"Outlines: the machine. Filled: shaped. Under them {below}. A dashed line where the phrase goes."


def _blocks(ax: Axes, x: Programmed, plain: list[Note], shaped: list[Note]) -> None:
    wide = 0.06 * max(plain[-1].end, shaped[-1].end)  # of a name
    for name, one, other in zip(x.motif.pitches, plain, shaped, strict=True):
        filled = tint(CUE, LIGHT["ground"], 0.5)
        ax.barh(other.pitch, other.end - other.start, left=other.start, height=0.8, color=filled, zorder=2)
        ax.barh(one.pitch, one.end - one.start, left=one.start, height=0.8, fill=False, edgecolor=LIGHT["ink"],
                linewidth=house.points(1.5), zorder=3)  # fmt: skip
        beside = _under_another(other, [*plain, *shaped], wide)
        at, side = (other.pitch - 0.55, "top") if beside else (other.pitch + 0.55, "bottom")
        ax.text(other.start, at, name, va=side, fontsize=house.points(house.SMALL))
    low, high = min(note.pitch for note in plain), max(note.pitch for note in plain)
    ax.set_ylim(low - 2.2, high + 2.5)
    ax.set_yticks([])
    ax.set_ylabel("notes")
    ax.spines["left"].set_visible(False)


def _under_another(note: Note, others: list[Note], wide: float) -> bool:
    """Whether the place of a note's name, above its beginning, is another note's."""
    return any(
        0 < one.pitch - note.pitch < 2 and one.start < note.start + wide and one.end > note.start for one in others
    )


def _line(ax: Axes, x: Programmed, shaped: list[Note]) -> None:
    times, values = zip(*x.curve, strict=True)
    ax.plot([*times, shaped[-1].end], [*values, values[-1]], color=CUE, linewidth=house.points(2))
    ax.plot(*zip(*_few(x), strict=True), "o", color=CUE, markersize=house.points(7), markeredgecolor=LIGHT["ground"])
    _scale(ax, "expression")


def _weights(ax: Axes, plain: list[Note], shaped: list[Note]) -> None:
    for one, other in zip(plain, shaped, strict=True):
        ax.plot([other.start] * 2, [0, other.velocity], color=CUE, linewidth=house.points(5), solid_capstyle="butt")
        ax.plot([other.start], [one.velocity], "_", color=LIGHT["ink"], markersize=house.points(14))
    _scale(ax, "weight")


def _scale(ax: Axes, name: str) -> None:
    ax.set_ylim(0, 132)
    ax.set_yticks([0, 64, 127])
    ax.grid(axis="y")
    ax.set_ylabel(f"{name}, 0 to 127")


def _at(curve: tuple[tuple[float, float], ...], time: float) -> float:
    """The line at a time: straight between its points, held before the first and after the last."""
    import numpy as np

    times, values = zip(*curve, strict=True)
    return float(np.interp(time, times, values))
