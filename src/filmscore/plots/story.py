"""A leitmotif plan over its scenes: how far each statement is from the plain form, and what is done to it there."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError
from ..look import CUE, LIGHT, VERDICT
from ..music.leitmotif_table import sentence
from . import house

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..music.leitmotif import Distance, LeitmotifPlan
    from .house import Shown

_LEFT, _RIGHT, _HIGH = 68, 16, 132
_COLUMN = 132  # CSS pixels a scene needs for its words
_MOST_IN_WORDS = 8  # scenes in a row of which more than the number is written
_WIDEST = 1080
_GAP = 20

#: each measure has its colour, its line and its sign
_MEASURES: tuple[tuple[str, str, Any, str], ...] = (
    ("pitch", CUE, "solid", "o"),
    ("contour", LIGHT["ink"], (0, (5, 3)), "^"),
    ("rhythm", LIGHT["quiet"], (0, (1.5, 2)), "s"),
)


def plan(x: LeitmotifPlan) -> Shown:
    """The arc of a plan: a row for every motif that is stated, scenes from left to right.

    Three lines, from like the plain form (below) to unlike (above), in pitch, contour and rhythm; under them the scene,
    the transformations, who plays, and whether it is meant as irony.
    """
    if not x.statements:
        raise FilmScoreError("Nothing is stated in this plan yet, so there is no arc to draw: add an fs.Statement(…).")
    motifs = [name for name in x.motifs if x.of(name)]
    many = len(x)
    wordy = many <= _MOST_IN_WORDS
    width = min(_WIDEST, max(house.WIDTH, _LEFT + _RIGHT + _COLUMN * many if wordy else _WIDEST))
    words = [_words(x, index, (width - _LEFT - _RIGHT) / many) for index in range(many)] if wordy else []
    deep = max((len(text.split("\n")) for text in words), default=0) * house.SMALL * 1.3
    title, under = _finding(x, motifs)
    high = house.heading_height(title, under, width)
    rows = len(motifs) * (_HIGH + _GAP + 20)
    fig = house.figure(width, high + 22 + rows + (deep + 16 if wordy else 28))
    top = house.heading(fig, title, under)
    _key(fig, top)
    top += 22
    for motif in motifs:
        house.write(fig, house.MARGIN, top, motif, house.BODY, weight="bold")
        ax = house.axes(fig, _LEFT, top + 22, width - _LEFT - _RIGHT, _HIGH)
        _row(ax, x, motif, last=motif == motifs[-1], numbers=not wordy)
        top += _HIGH + _GAP + 20
    if wordy:
        each = (width - _LEFT - _RIGHT) / many
        for index, text in enumerate(words):
            house.write(fig, _LEFT + each * index + 4, top, text, house.SMALL)
    said = " ".join(f"{n}. {sentence(x, n - 1)}{_measured(x, n - 1)}" for n in range(1, min(many, 40) + 1))
    more = f" And {many - 40} more." if many > 40 else ""
    return house.finish(fig, f"{title}. {under} {said}{more}")


def _finding(x: LeitmotifPlan, motifs: list[str]) -> tuple[str, str]:
    forms = [x.treatment(index) for index in range(len(x))]
    counts = [(word, forms.count(word)) for word in ("plain", "moved", "varied", "broken") if word in forms]
    told = {"plain": "plain", "moved": "at another pitch", "varied": "varied", "broken": "that cannot be made"}
    names = " and ".join(motifs) if len(motifs) < 3 else f"{len(motifs)} motifs"
    title = f"{names} in {len(x)} statement{'' if len(x) == 1 else 's'}: " + ", ".join(
        f"{count} {told[word]}" for word, count in counts
    )
    # what comes too early is the first thing to see; with several motifs, the first that does
    orders = [x.order(name) for name in motifs]
    worst = next((one for one in orders if not one.kept), orders[0])
    return (f"{x.title}: {title}" if x.title else title), worst.told


def _words(x: LeitmotifPlan, index: int, width: float) -> str:
    one = x.statements[index]
    steps = [step.told for step in x.steps(index)]
    lines = [f"{index + 1}. {one.scene.strip() or 'no scene yet'}", f"{one.motif}: {', then '.join(steps) or 'plain'}"]
    lines += [x.played_by(index)] if x.played_by(index) else []
    lines += ["irony"] if one.irony else []
    letters = max(10, int((width - 10) / (0.58 * house.SMALL)))
    return "\n".join(line for text in lines for line in (textwrap.wrap(text, letters) or [""]))


def _key(fig: Any, top: float) -> None:
    """What the three lines are, drawn and named."""
    width, _ = house.size(fig)
    ax = house.axes(fig, house.MARGIN, top, width - 2 * house.MARGIN, 16)
    ax.set_axis_off()
    ax.set_xlim(0, width - 2 * house.MARGIN)
    ax.set_ylim(0, 1)
    at = 0.0
    for name, colour, line, marker in _MEASURES:
        ax.plot([at, at + 32], [0.5, 0.5], color=colour, linestyle=line)
        ax.plot([at + 16], [0.5], color=colour, marker=marker, markersize=house.points(7), linestyle="none")
        ax.text(at + 40, 0.5, name, va="center", fontsize=house.points(house.SMALL))
        at += 112


def _row(ax: Axes, x: LeitmotifPlan, motif: str, *, last: bool, numbers: bool) -> None:
    places = x.of(motif)
    measured = {index: _distance(x, index) for index in places}
    ax.set_xlim(-0.5, len(x) - 0.5)
    ax.set_ylim(-0.12, 1.12)
    ax.set_yticks([0, 0.5, 1], ["alike  0", "0.5", "unlike  1"])
    ax.grid(axis="y")
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(length=0)
    if numbers:
        step = max(1, len(x) // 20)
        ax.set_xticks(range(0, len(x), step), [str(n + 1) for n in range(0, len(x), step)] if last else [])
        if last:
            ax.set_xlabel("statement", loc="left")
    else:
        ax.set_xticks([])
        for edge in range(1, len(x)):
            ax.axvline(edge - 0.5, color=LIGHT["line"], linewidth=house.points(1))
    close = 0.0 if numbers else 0.07  # signs on one value stand side by side
    for number, (name, colour, line, marker) in enumerate(_MEASURES):
        offset = (number - 1) * close
        at = [index + offset for index in places]
        values = [getattr(measured[index], name) if measured[index] else float("nan") for index in places]
        ax.plot(at, values, color=colour, linestyle=line, clip_on=False)
        ax.plot(at, values, color=colour, marker=marker, markersize=house.points(4 if numbers else 8), linestyle="none",
                markeredgecolor=LIGHT["ground"], markeredgewidth=house.points(1), clip_on=False)  # fmt: skip
    for index in places:
        if measured[index] is None:
            ax.text(index, 0.5, "?" if numbers else "cannot be\nmeasured", ha="center", va="center",
                    color=VERDICT["off"], fontsize=house.points(house.SMALL))  # fmt: skip
        elif x.statements[index].irony and not numbers:
            ax.text(index + 0.46, 0.97, "irony", ha="right", va="top", fontsize=house.points(house.SMALL),
                    style="italic")  # fmt: skip


def _distance(x: LeitmotifPlan, index: int) -> Distance | None:
    try:
        return x.distances(index)
    except FilmScoreError:  # it cannot be made, or a single note is left of it
        return None


def _measured(x: LeitmotifPlan, index: int) -> str:
    found = _distance(x, index)
    if found is None:
        return ""
    if not any(found):
        return " As the plain form."
    return f" Pitch {found.pitch:.2f}, contour {found.contour:.2f}, rhythm {found.rhythm:.2f} away."
