"""The orchestra drawn: a range with its registers, all ranges on one axis of pitch, a chord on the scales."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..look import LIGHT, VERDICT, family_colour, tint
from ..music.orchestra.catalogue import CALLED
from ..music.orchestra.weights import table_of
from ..music.pitch import Pitch
from . import house, score

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..music.orchestra.balance import Balance
    from ..music.orchestra.catalogue import Instruments
    from ..music.orchestra.instrument import Instrument
    from ..music.orchestra.orchestration import Orchestration
    from ..music.orchestra.players import Sections
    from .house import Shown

_NAMES, _LONGEST = 132, 146  # room for names at the left; for all names there are, "Baritone saxophone" too
_LOW, _HIGH = 21, 108  # the piano's ends: the whole axis
_ROW, _CLOSE, _HEADING = 20, 15, 22  # px of a row, of one where there are many, above a family
_MANY = 30
_MIDDLE = 60


def instrument(x: Instrument) -> Shown:
    """Registers from low to high, each with its dynamics and its character."""
    if x.comfortable is None or x.extreme is None:
        title = f"{x.name}: without pitch"
        under = f"{x.unpitched[0].upper()}{x.unpitched[1:]}. {x.agility}"
        fig = house.figure(house.WIDTH, house.heading_height(title, under) + 8)
        house.heading(fig, title, under)
        return house.finish(fig, x.told)
    title = f"{x.name}: {x.comfortable[0]} to {x.comfortable[1]} with comfort"
    reads = "Written as it sounds" if x.reads == "as it sounds" else f"Written {x.reads}"
    under = f"{x.extreme[0]} to {x.extreme[1]} at the extremes, sounding. {reads} ({', '.join(x.clefs)} clef)."
    words = [house.lines(one.character, house.SMALL, house.WIDTH - 260) for one in x.registers]
    heights = [max(40, 18 * len(one) + 8) for one in words]
    head = house.heading_height(title, under)
    fig = house.figure(house.WIDTH, head + 72 + sum(heights) + house.MARGIN)
    top = house.heading(fig, title, under)
    ax = house.axes(fig, house.MARGIN, top, house.WIDTH - 2 * house.MARGIN, 26)
    _axis(ax)
    _bar(ax, x, 0)
    ax.set_ylim(-0.5, 0.5)
    row = top + 26 + 36
    for one, lines, height in zip(reversed(x.registers), reversed(words), reversed(heights), strict=True):
        house.write(fig, house.MARGIN, row, one.name, weight="bold")
        house.write(fig, house.MARGIN, row + 18, f"{one.low} to {one.high}", house.SMALL, color=LIGHT["quiet"])
        house.write(fig, house.MARGIN + 128, row, f"{one.soft} – {one.loud}", style="italic")
        house.write(fig, house.MARGIN + 216, row, "\n".join(lines), house.SMALL)
        row += height
    return house.finish(fig, x.told)


def instruments(x: Instruments) -> Shown:
    """All instruments with a pitch on one axis: comfortable ranges filled and cut into registers, extreme as lines."""
    rows = [one for one in x if one.comfortable]
    title = f"{len(rows)} instruments on one axis of pitch"
    under = ("Filled: with comfort; upright lines part the registers. The thin line goes on to the extremes. C4 is "
             "middle C; all pitches sound.")  # fmt: skip
    head = house.heading_height(title, under)
    families = list(dict.fromkeys(one.family for one in rows))
    step = _ROW if len(rows) <= _MANY else _CLOSE
    tall = step * len(rows) + _HEADING * len(families)
    fig = house.figure(house.WIDTH, head + tall + 48)
    top = house.heading(fig, title, under)
    ax = house.axes(fig, _LONGEST, top, house.WIDTH - _LONGEST - house.MARGIN, tall)
    at, marks, names = 0.0, [], []
    for family in families:
        at += _HEADING / step
        called = CALLED[family]
        ax.text(_LOW - 1, at - 15 / step, called, ha="right", va="center", fontsize=house.points(house.SMALL),
                color=LIGHT["quiet"], style="italic")  # fmt: skip
        for one in [r for r in rows if r.family == family]:
            _bar(ax, one, at, 0.62)
            marks.append(at)
            names.append(one.name)
            at += 1
    _axis(ax)
    ax.set_ylim(at - 0.4, -0.2)
    ax.set_yticks(marks, names)
    ax.tick_params(axis="y", length=0, labelsize=house.points(house.SMALL), labelcolor=LIGHT["ink"])
    told = "; ".join(f"{one.name} {'–'.join(one.comfortable or ())} ({'–'.join(one.extreme or ())})" for one in rows)
    return house.finish(fig, f"{title}, comfortable and extreme: {told}.")


def _axis(ax: Axes) -> None:
    octaves = [midi for midi in range(24, _HIGH + 1, 12)]
    ax.set_xlim(_LOW - 1.5, _HIGH + 6.5)  # a longest celesta goes on to F8
    ax.set_xticks(octaves, [f"C{midi // 12 - 1}" for midi in octaves])
    ax.grid(axis="x")
    ax.axvline(_MIDDLE, color=LIGHT["quiet"], linewidth=house.points(1.5), zorder=0.6)
    ax.set_yticks([])
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.tick_params(axis="x", length=0)


def _bar(ax: Axes, one: Instrument, at: float, tall: float = 0.8) -> None:
    """Comfortable range filled, extreme as a line, an upright line where a register begins."""
    colour = family_colour(one.family)
    (low, high), (least, most) = one.span(), one.span("extreme")
    ax.plot([least - 0.5, most + 0.5], [at, at], color=colour, linewidth=house.points(2), zorder=2,
            solid_capstyle="butt")  # fmt: skip
    ax.barh(at, high - low + 1, left=low - 0.5, height=tall, color=tint(colour, LIGHT["ground"], 0.45), zorder=3,
            edgecolor=colour, linewidth=house.points(1))  # fmt: skip
    for register in one.registers[1:]:
        start = Pitch.read(register.low).midi - 0.5
        ax.plot([start, start], [at - tall / 2, at + tall / 2], color=LIGHT["ink"], linewidth=house.points(1.5),
                zorder=4, solid_capstyle="butt")  # fmt: skip


def balance(x: Balance) -> Shown:
    """Units of each note, from the highest down, with who brings them."""
    rows = [one for one in reversed(x.notes) if one.units]
    title = x.finding.partition(". ")[0] if rows else "Nobody is counted"
    under = "One unit is one woodwind played forte (Rimsky-Korsakov's figures). A bar for each note, from the top down."
    if table_of(x.dynamic) == "p":
        under = "Piano: all winds and each section of strings count 1. A bar for each note, from the top down."
    sums = [house.lines(one.sum, house.SMALL, house.WIDTH - 2 * house.MARGIN - 60) for one in rows]
    foot = [*(f"{who}: not counted. {why}" for who, why in x.unweighed), *x.remarks]
    notes = [line for text in foot for line in house.lines(text, house.SMALL, house.WIDTH - 2 * house.MARGIN)]
    head = house.heading_height(title, under)
    tall = sum(30 + 17 * len(one) for one in sums)
    fig = house.figure(house.WIDTH, head + tall + 18 * len(notes) + 2 * house.MARGIN)
    row = house.heading(fig, title, under)
    most = float(max((one.units for one in rows), default=1))
    strong = x.verdict in ("uneven", "covered")
    for one, lines in zip(rows, sums, strict=True):
        house.write(fig, house.MARGIN, row + 2, one.note, weight="bold")
        mine = bool(set(x.tune) & set(one.players))
        loud = strong and float(one.units) == most
        colour = VERDICT["off"] if loud else VERDICT["good"] if mine else LIGHT["quiet"]
        _weight(fig, row, float(one.units), most, colour, mine)
        says = f"{float(one.units):g}" + (" (the tune)" if mine else " (too strong)" if loud else "")
        house.write(fig, house.MARGIN + 68 + 380 * float(one.units) / most, row + 2, says, house.SMALL)
        house.write(fig, house.MARGIN + 60, row + 22, "\n".join(lines), house.SMALL, color=LIGHT["quiet"])
        row += 30 + 17 * len(lines)
    if notes:
        house.write(fig, house.MARGIN, row + 4, "\n".join(notes), house.SMALL)
    return house.finish(fig, x.told)


def sections(x: Sections) -> Shown:
    """Players of each section of the strings, most and least."""
    title = f"Strings of a {x.size} orchestra: {sum(most for _, most in x.values())} players at most"
    under = "After Rimsky-Korsakov. Filled: at least; the outline goes on to the most."
    fig = house.figure(house.WIDTH, house.heading_height(title, under) + 30 * len(x) + house.MARGIN)
    row = house.heading(fig, title, under)
    largest = max(most for _, most in x.values())
    for name, (least, most) in x.items():
        house.write(fig, house.MARGIN, row + 2, name, house.SMALL)
        ax = house.axes(fig, house.MARGIN + _NAMES, row + 2, 320, 16)
        ax.set(xlim=(0, 1.01 * largest), ylim=(-0.5, 0.5))
        ax.axis("off")
        colour = family_colour("strings")
        ax.barh(0, most, height=0.9, color="none", edgecolor=colour, linewidth=house.points(1))
        ax.barh(0, least, height=0.9, color=tint(colour, LIGHT["ground"], 0.45))
        says = f"{least}" if least == most else f"{least} to {most}"
        house.write(fig, house.MARGIN + _NAMES + 328 * most / largest, row + 2, says, house.SMALL)
        row += 30
    return house.finish(fig, x.told)


def _weight(fig: Any, row: float, units: float, most: float, colour: str, filled: bool) -> None:
    ax = house.axes(fig, house.MARGIN + 60, row + 2, 380, 14)
    ax.set_xlim(0, most)
    ax.set_ylim(-0.5, 0.5)
    ax.axis("off")
    ax.barh(0, units, height=0.9, color=tint(colour, LIGHT["ground"], 0.75 if filled else 0.4), edgecolor=colour,
            linewidth=house.points(1))  # fmt: skip


def orchestration(x: Orchestration, *, width: float = house.WIDTH) -> Shown:
    """The score of a proposal, as its players read it."""
    return score.stream(x.to_music21(), width=width)
