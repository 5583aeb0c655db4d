"""A film's motifs as a map: neighbours joined, circles that touch where a listener would confuse two."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..look import CUE, LIGHT, VERDICT, tint
from ..music.distinctness import TOO_NEAR
from . import house

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ..music.motif_map import MotifMap
    from .house import Shown

_HIGHEST, _LOWEST = 360, 176
_LETTER = 0.6  # of its height: how wide a letter is at most, on the average
_DOT = 6  # radius of a motif
_SIGN = {"the same": "miss", "too near": "miss", "akin": "near", "apart": "hit"}
_LINE = {"the same": 3.0, "too near": 3.0, "akin": 2.0, "apart": 1.25}
_DASH: dict[str, Any] = {"the same": "solid", "too near": "solid", "akin": (0, (6, 3)), "apart": (0, (1.5, 2.5))}
_LONGEST = 20  # letters of a name
_NAMED = 8  # motifs whose names stand on the map; more are numbered, and named beneath

Places = dict[str, tuple[float, float]]


@dataclass(frozen=True)
class _Box:
    """A rectangle in pixels, y upwards."""

    left: float
    low: float
    right: float
    high: float

    def over(self, other: _Box) -> float:
        """Pixels that both cover."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        tall = min(self.high, other.high) - max(self.low, other.low)
        return wide * tall if wide > 0 and tall > 0 else 0.0


def motif_map(motifs: MotifMap) -> Shown:
    """The map, with every motif joined to its nearest."""
    title = motifs.finding
    under = "Circles overlap where a listener may confuse two. Numbers: how far apart, from 0, the same, to 1."
    if motifs.strain > 0.1:
        under += f" No plane holds them all: a place may be off by {motifs.strain:.2f}, the numbers are not."
    head = house.heading_height(title, under)
    wide = house.WIDTH - 2 * house.MARGIN
    at, scale, high = _fitted(motifs, wide)
    names = list(at)
    numbered = len(names) > _NAMED
    rows = (len(names) + 2) // 3 if numbered else 0
    fig = house.figure(house.WIDTH, head + high + 20 * rows + house.MARGIN + 36)
    top = house.heading(fig, title, under)
    ax = house.axes(fig, house.MARGIN, top, wide, high)
    ax.axis("off")
    ax.set_xlim(0, wide)
    ax.set_ylim(0, high)
    _circles(ax, motifs, at, TOO_NEAR / 2 * scale)
    taken = [_Box(x - _DOT - 2, y - _DOT - 2, x + _DOT + 2, y + _DOT + 2) for x, y in at.values()]
    lines = [box for pair in motifs.joined for box in _along(at[pair[0]], at[pair[1]])]
    for pair in motifs.joined:
        _join(ax, motifs, pair, at)
    for name in sorted(at, key=lambda n: at[n][1]):
        _label(ax, str(names.index(name) + 1) if numbered else _short(name), at[name], taken, lines)
    for pair in motifs.joined:
        _distance(ax, motifs, pair, at, taken, lines)
    for i, name in enumerate(names if numbered else ()):
        where = house.MARGIN + (i // rows) * wide / 3, top + high + 8 + 20 * (i % rows)
        house.write(fig, *where, f"{i + 1}  {_short(name)}", house.SMALL)
    _key(fig, top + high + 20 * rows + 20)
    return house.finish(fig, motifs.told)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"


def _fitted(motifs: MotifMap, wide: float) -> tuple[Places, float, float]:
    """Places in pixels, one scale both ways, with room for circles and names at the edges; scale and height."""
    xs, ys = ([at[i] for at in motifs.positions.values()] for i in (0, 1))
    across, up = max(xs) - min(xs) + TOO_NEAR, max(ys) - min(ys) + TOO_NEAR
    scale = min((wide - 80) / across, (_HIGHEST - 44) / up, 420)
    high = max(_LOWEST, up * scale + 44)
    middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    places = {
        name: (wide / 2 + (x - middle[0]) * scale, high / 2 + (y - middle[1]) * scale)
        for name, (x, y) in motifs.positions.items()
    }
    return places, scale, high


def _circles(ax: Axes, motifs: MotifMap, at: Places, radius: float) -> None:
    """Round every motif what is too near to it; never so far that it meets one that is not."""
    from matplotlib.patches import Circle

    near = {name for pair in motifs.too_near for name in pair}
    reach = dict.fromkeys(at, radius)
    for pair, d in motifs.pairs.items():
        if d.distance > TOO_NEAR:
            between = math.dist(at[pair[0]], at[pair[1]])
            for name in pair:
                reach[name] = min(reach[name], max(0.48 * between, _DOT + 2))
    colours = {name: VERDICT["off"] if name in near else CUE for name in at}
    for name, place in at.items():
        ax.add_patch(Circle(place, reach[name], facecolor=tint(colours[name], LIGHT["ground"], 0.1), lw=0, zorder=1))
    for name, place in at.items():
        edge = tint(colours[name], LIGHT["ground"], 0.6)
        ax.add_patch(Circle(place, reach[name], fill=False, edgecolor=edge, lw=house.points(1), zorder=2))
        ax.add_patch(
            Circle(place, _DOT, facecolor=colours[name], edgecolor=LIGHT["ground"], lw=house.points(1.5), zorder=5)
        )


def _along(one: tuple[float, float], other: tuple[float, float]) -> list[_Box]:
    """Small boxes strung along a line, so that words can keep off it."""
    steps = max(1, int(math.dist(one, other) / 8))
    points = [
        (one[0] + (other[0] - one[0]) * i / steps, one[1] + (other[1] - one[1]) * i / steps) for i in range(steps + 1)
    ]
    return [_centred(x, y, 4, 4) for x, y in points]


def _join(ax: Axes, motifs: MotifMap, pair: tuple[str, str], at: Places) -> None:
    word = motifs.pairs[pair].verdict
    (x1, y1), (x2, y2) = at[pair[0]], at[pair[1]]
    width = house.points(_LINE[word])
    ax.plot([x1, x2], [y1, y2], color=_colour(word), linewidth=width, linestyle=_DASH[word], zorder=3)


def _colour(word: str) -> str:
    return LIGHT["quiet"] if word == "apart" else VERDICT[house.SIGNS[_SIGN[word]]]


def _distance(
    ax: Axes, motifs: MotifMap, pair: tuple[str, str], at: Places, taken: list[_Box], lines: list[_Box]
) -> None:
    """How far two are apart, on their line if there is room, and the word for it if it is a warning."""
    d = motifs.pairs[pair]
    text = f"{d.distance:.2f}" if d.verdict == "apart" else f"{d.distance:.2f} {d.verdict}"
    w, h = _size(text, house.SMALL)
    (x1, y1), (x2, y2) = at[pair[0]], at[pair[1]]
    shares = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
    beside = [(dx, dy) for dy in (0, h, -h, 2 * h, -2 * h, 3 * h, -3 * h) for dx in (0, 0.6 * w, -0.6 * w)]
    boxes = [_centred(x1 + s * (x2 - x1) + dx, y1 + s * (y2 - y1) + dy, w, h) for dx, dy in beside for s in shares]
    own = _along(at[pair[0]], at[pair[1]])
    others = [box for box in lines if box not in own]
    box = _free(boxes, taken, others, ax)
    _write(ax, text, box, taken, house.SMALL, _colour(d.verdict))


def _label(ax: Axes, name: str, at: tuple[float, float], taken: list[_Box], lines: list[_Box]) -> None:
    w, h = _size(name, house.BODY)
    x, y = at
    boxes = []
    for out in (_DOT + 2, _DOT + 10, _DOT + 22, _DOT + 36):
        across, up = out + w / 2, out + h / 2
        for dx, dy in ((0, 1), (0, -1), (1, 0), (-1, 0), (0.7, 1), (-0.7, 1), (0.7, -1), (-0.7, -1)):
            boxes.append(_centred(x + dx * across, y + dy * up, w, h))
    _write(ax, name, _free(boxes, taken, lines, ax), taken, house.BODY, LIGHT["ink"], weight="bold")


def _size(text: str, pixels: float) -> tuple[float, float]:
    return len(text) * pixels * _LETTER + 8, pixels * 1.35


def _centred(x: float, y: float, w: float, h: float) -> _Box:
    return _Box(x - w / 2, y - h / 2, x + w / 2, y + h / 2)


def _free(boxes: list[_Box], taken: list[_Box], lines: list[_Box], ax: Axes) -> _Box:
    """The first place that covers nothing, or the one that covers least; never off the map."""
    wide, high = ax.get_xlim()[1], ax.get_ylim()[1]

    def covered(box: _Box) -> float:
        off = max(0.0, -box.left, box.right - wide, -box.low, box.high - high)
        return 8 * sum(box.over(other) for other in taken) + sum(box.over(other) for other in lines) + 1000 * off

    return min(boxes, key=covered)


def _write(ax: Axes, text: str, box: _Box, taken: list[_Box], pixels: float, colour: str, **more: Any) -> None:
    from matplotlib.patheffects import withStroke

    taken.append(box)
    halo = [withStroke(linewidth=house.points(4), foreground=LIGHT["ground"])]
    ax.text((box.left + box.right) / 2, (box.low + box.high) / 2, text, ha="center", va="center", color=colour,
            fontsize=house.points(pixels), path_effects=halo, zorder=6, **more)  # fmt: skip


def _key(fig: Figure, top: float) -> None:
    """What the three lines mean, under the map."""
    ax = house.axes(fig, house.MARGIN, top, house.WIDTH - 2 * house.MARGIN, 16)
    ax.axis("off")
    ax.set_xlim(0, house.WIDTH - 2 * house.MARGIN)
    ax.set_ylim(0, 16)
    x = 0.0
    for word in ("too near", "akin", "apart"):
        width = house.points(_LINE[word])
        ax.plot([x, x + 32], [8, 8], color=_colour(word), linewidth=width, linestyle=_DASH[word])
        ax.text(x + 40, 8, word, va="center", fontsize=house.points(house.SMALL), color=LIGHT["quiet"])
        x += 40 + len(word) * 8 + 28
