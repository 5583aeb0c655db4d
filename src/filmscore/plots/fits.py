"""Tempi that were searched for: the error over all tempi, and how each hit is met."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..look import CUE, LIGHT, VERDICT, tint
from ..picture.fit_words import share, short_bpm, signed
from ..picture.hit_list import frame_of
from ..picture.tempo_fit import VERDICTS, TempoFit, TempoFits
from . import house

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ..picture.spotting import Hit
    from ..picture.two_tempi import TwoTempi, TwoTempiFits
    from .house import Shown

_CURVE, _STRIP = 132, 24  # heights
_ROW = 26
_LEFT = 52  # room for the numbers at an axis
_MOST_ROWS = 24  # hits; more are drawn over time, without names


def tempo_fits(fits: TempoFits) -> Shown:
    """Error over all tempi, the best marked; under it the best, hit by hit."""
    best, unit = fits.best, "at most" if fits.criterion == "max" else "rms"
    error = best.max_error if fits.criterion == "max" else best.rms
    title = f"{short_bpm(best.bpm)} BPM is best: {error:.2f} frames off {unit}"
    if len(fits.ties) > 1:
        title += (
            f", and so {'is' if len(fits.ties) == 2 else 'are'} {_listed([short_bpm(f.bpm) for f in fits.ties[1:]])}"
        )
    luck = best.luck if fits.criterion == "max" else best.luck_rms
    level = best.chance if fits.criterion == "max" else best.chance_rms
    under = f"Random hits at this tempo: {level:.2f} frames off; as near as this: {share(luck)}. {fits.proof}"
    rows = _rows_height(best.hits)
    head = house.heading_height(title, under)
    fig = house.figure(house.WIDTH, head + 20 + _CURVE + _STRIP + 68 + rows + 56)
    top = house.heading(fig, title, under) + 20
    _over_tempi(fig, top, fits, level)
    _hits(fig, top + _CURVE + _STRIP + 68, best.hits, best.errors, best.verdicts)
    others = "; ".join(
        f"{short_bpm(f.bpm)} at {_error(fits, f):.2f}" for f in fits[len(fits.ties) : len(fits.ties) + 3]
    )
    text = (
        f"{title}. {under} Start: frame {best.start}. "
        + (f"Next: {others}. " if others else "")
        + _in_words(best.hits, best.errors, best.verdicts)
    )
    return house.finish(fig, text)


def tempo_fit(fit: TempoFit) -> Shown:
    """One tempo, hit by hit."""
    title = f"{short_bpm(fit.bpm)} BPM from frame {fit.start}: {fit.tally}"
    under = (
        f"{fit.max_error:.2f} frames off at most, {fit.rms:.2f} rms. Random hits at this tempo: "
        f"{fit.chance:.2f} at most; as near as this: {share(fit.luck)}."
    )
    return _one(title, under, fit.hits, fit.errors, fit.verdicts)


def two_tempi(both: TwoTempi) -> Shown:
    """Two tempi, hit by hit."""
    first, second = both.fits
    title = (
        f"{short_bpm(first.bpm)} BPM from frame {first.start}, then {short_bpm(second.bpm)} from {second.start}: "
        f"{both.max_error:.2f} frames off at most"
    )
    under = (
        f"The cut lies between the hits at {both.cut[0]} and {both.cut[1]}. {both.rms:.2f} frames off rms. Random hits "
        f"at these tempi: {both.chance:.2f} at most; as near as this: {share(both.luck)}."
    )
    return _one(title, under, first.hits + second.hits, both.errors, both.verdicts, len(first.hits))


def two_tempi_fits(splits: TwoTempiFits) -> Shown:
    """The best two tempi, hit by hit."""
    return two_tempi(splits.best)


def _one(
    title: str, under: str, hits: Sequence[Hit], errors: Sequence[float], verdicts: Sequence[str], cut: int = 0
) -> Shown:
    fig = house.figure(house.WIDTH, house.heading_height(title, under) + _rows_height(hits) + 60)
    top = house.heading(fig, title, under)
    _hits(fig, top + 4, hits, errors, verdicts, cut)
    return house.finish(fig, f"{title}. {under} {_in_words(hits, errors, verdicts)}")


def _error(fits: TempoFits, fit: TempoFit) -> float:
    return fit.max_error if fits.criterion == "max" else fit.rms


def _over_tempi(fig: Figure, top: float, fits: TempoFits, level: float) -> None:
    """The error as a curve over all tempi, with what chance would give; under it the same as a strip."""
    from matplotlib.colors import ListedColormap
    from matplotlib.ticker import MaxNLocator

    low, high, best = float(fits.low), float(fits.high), fits.best
    width = house.WIDTH - _LEFT - house.MARGIN - 44
    columns = 2 * round(width)
    starts = fits.starts[1] - fits.starts[0] + 1
    fine = max(1, min(8, 200 // starts))  # the lowest points are narrower than a column
    bpm = np.linspace(low, high, columns * fine)
    found = np.array([(float(f.bpm), _error(fits, f)) for f in fits])
    errors = fits.error_at(bpm)
    column = np.clip(((found[:, 0] - low) / (high - low) * columns).astype(int), 0, columns - 1)
    least = errors.reshape(columns, fine).min(axis=1)
    np.minimum.at(least, column, found[:, 1])
    middle = bpm.reshape(columns, fine).mean(axis=1)
    chance = level * float(best.bpm) / middle

    ax = house.axes(fig, _LEFT, top, width, _CURVE)
    ax.plot(middle, least, color=CUE, linewidth=house.points(1.25))
    ax.plot(middle, chance, color=LIGHT["quiet"], linewidth=house.points(1.25), linestyle=(0, (4, 3)))
    ax.annotate("chance", (high, chance[-1]), (4, 0), textcoords="offset points", va="center",
                fontsize=house.points(house.SMALL), color=LIGHT["quiet"])  # fmt: skip
    ax.plot(found[:, 0], found[:, 1], "o", markersize=house.points(6), markerfacecolor=LIGHT["ground"],
            markeredgecolor=CUE, markeredgewidth=house.points(1.25), clip_on=False)  # fmt: skip
    ax.set_xlim(low, high)
    ceiling = max(float(np.percentile(least, 99)), float(chance.max())) * 1.1 or 1.0
    ax.set_ylim(0, ceiling)
    house.write(fig, _LEFT - 30, top - 18, "frames off", house.SMALL, color=LIGHT["quiet"])
    ax.yaxis.set_major_locator(MaxNLocator(4, integer=ceiling > 4))
    ax.grid(axis="y")
    ax.tick_params(labelbottom=False, bottom=False, left=False)
    for fit in fits.ties[:6]:
        x = float(fit.bpm)
        ax.plot([x], [_error(fits, fit)], "o", markersize=house.points(9), color=CUE, clip_on=False)
    x = float(best.bpm)
    beside = np.abs(middle - x) < 40 / width * (high - low)
    clear = min(max(float(least[beside].max()), _error(fits, best)) + 0.04 * ceiling, 0.86 * ceiling)
    ax.plot([x, x], [_error(fits, best), clear], color=LIGHT["ink"], linewidth=house.points(1), zorder=4)
    side = "left" if x < low + 0.06 * (high - low) else "right" if x > high - 0.06 * (high - low) else "center"
    nudge = {"left": 4, "center": 0, "right": -4}[side]  # off the axis
    ax.annotate(
        short_bpm(best.bpm), (x, clear), (nudge, 0), textcoords="offset points", ha=side, va="bottom", weight="bold"
    )

    strip = house.axes(fig, _LEFT, top + _CURVE + 4, width, _STRIP)
    nearness = np.clip(1 - least / np.maximum(chance, 1e-9), 0, 1)
    shades = [tint(CUE, LIGHT["ground"], step / 15) for step in range(16)]
    strip.imshow(
        nearness[None, :], cmap=ListedColormap(shades), vmin=0, vmax=1, aspect="auto", interpolation="nearest",
        extent=(low, high, 0, 1),
    )  # fmt: skip
    strip.set_yticks([])
    strip.spines[:].set_visible(False)
    for fit in fits.ties:
        strip.plot([float(fit.bpm)], [-0.18], marker="^", markersize=house.points(9), color=LIGHT["ink"], clip_on=False)
    strip.tick_params(axis="x", length=house.points(4), pad=house.points(6))
    strip.set_xlabel("beats a minute (strip: dark is near, white is no better than chance)")


def _rows_height(hits: Sequence[Hit]) -> float:
    return _ROW * len(hits) if len(hits) <= _MOST_ROWS else 220.0 + 24


def _hits(
    fig: Figure, top: float, hits: Sequence[Hit], errors: Sequence[float], verdicts: Sequence[str], cut: int = 0
) -> None:
    if len(hits) > _MOST_ROWS:
        _hits_over_time(fig, top, hits, errors, verdicts)
        return
    left, right = 208.0, 132.0
    ax = house.axes(fig, left, top, house.WIDTH - left - right, _ROW * len(hits))
    reach = max(1.2 * max(map(abs, errors)), *(float(h.early) + 1 for h in hits), *(float(h.late) + 1 for h in hits))
    ax.set_xlim(-reach, reach)
    ax.set_ylim(len(hits) - 0.5, -0.5)
    ax.axvline(0, color=LIGHT["quiet"], linewidth=house.points(1))
    for row, (hit, error, said) in enumerate(zip(hits, errors, verdicts, strict=True)):
        colour = VERDICT[house.SIGNS[said]]
        ax.barh(row, hit.early + hit.late, 0.7, left=-hit.early, color=tint(VERDICT["good"], LIGHT["ground"], 0.16))
        ax.plot([0, error], [row, row], color=colour)
        ax.plot([error], [row], "D", markersize=house.points(8), markeredgecolor=colour, clip_on=False,
                markerfacecolor=colour if hit.must else LIGHT["ground"], markeredgewidth=house.points(2))  # fmt: skip
        name = hit.label if len(hit.label) <= 19 else hit.label[:18].rstrip() + "…"
        where = ax.get_yaxis_transform()
        ax.text(-0.03, row, f"{hit.frame}", transform=where, ha="right", va="center", fontsize=house.points(house.BODY))
        ax.text(-0.225, row, name, transform=where, ha="right", va="center", fontsize=house.points(house.SMALL),
                color=LIGHT["quiet"])  # fmt: skip
        house.sign(ax, 1.06, row, said, transform=where)
        word = f"{said}, {signed(error)}"
        ax.text(1.12, row, word, transform=where, va="center", fontsize=house.points(house.SMALL))
    if cut:
        ax.axhline(cut - 0.5, color=LIGHT["quiet"], linewidth=house.points(1), linestyle=(0, (4, 3)), clip_on=False)
    _frames_axis(ax, "" if len({h.must for h in hits}) == 1 else "      filled: must, hollow: may")
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)


def _frames_axis(ax: Axes, note: str) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    ax.xaxis.set_major_locator(MaxNLocator(7, steps=[1, 2, 5, 10], integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{abs(x):g}"))
    ax.grid(axis="x")
    ax.set_xlabel("early  ←  frames off  →  late" + note)


def _hits_over_time(
    fig: Figure, top: float, hits: Sequence[Hit], errors: Sequence[float], verdicts: Sequence[str]
) -> None:
    """Too many to name each: over time, one sign a hit."""
    from matplotlib.ticker import FuncFormatter

    ax = house.axes(fig, _LEFT, top + 24, house.WIDTH - _LEFT - house.MARGIN - 44, 220)
    frames = [frame_of(h) for h in hits]
    ax.axhline(0, color=LIGHT["quiet"], linewidth=house.points(1))
    for said, marker in zip(VERDICTS, ("D", "s", "X"), strict=True):
        chosen = [i for i, v in enumerate(verdicts) if v == said]
        ax.plot([frames[i] for i in chosen], [errors[i] for i in chosen], marker, markersize=house.points(7),
                color=VERDICT[house.SIGNS[said]], linestyle="none", label=f"{len(chosen)} {said}")  # fmt: skip
    ax.set_ylabel("early  ←  frames off  →  late")
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{abs(y):g}"))
    ax.set_xlabel("frame of the film")
    ax.grid(axis="y")
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1.01), ncols=3, frameon=False, fontsize=house.points(house.SMALL),
              borderaxespad=0, handletextpad=0.2)  # fmt: skip


def _in_words(hits: Sequence[Hit], errors: Sequence[float], verdicts: Sequence[str]) -> str:
    if len(hits) > _MOST_ROWS:
        return f"{len(hits)} hits: " + ", ".join(f"{verdicts.count(v)} {v}" for v in VERDICTS) + "."
    said = (
        f"{h.frame}{f' {h.label}' if h.label else ''}: {signed(e)}, {v}"
        for h, e, v in zip(hits, errors, verdicts, strict=True)
    )
    return "Frames off: " + "; ".join(said) + "."


def _listed(words: Sequence[str]) -> str:
    if len(words) > 4:
        return f"{', '.join(words[:4])} and {len(words) - 4} more"
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
