"""Tempo maps over the film: tempo, bars, holds, locks, and the frames to be met."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import FilmScoreError, shown
from ..look import CUE, HIT, LIGHT, SILENCE, VERDICT
from ..picture.fit_words import signed
from ..picture.hit_list import frame_of, read_hits
from ..picture.tempo_fit import verdict
from . import house

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..picture.comparison import BarDifference, Comparison
    from ..picture.spotting import Hit
    from ..picture.tempo import TempoMap
    from .house import Shown

_LEFT, _RIGHT, _HIGH, _APART = 52, 20, 180, 72
_HIT_ROW = 22
#: several maps: each has its colour and its line
_LINES: tuple[tuple[str, Any], ...] = ((CUE, "solid"), (LIGHT["ink"], (0, (6, 3))), (LIGHT["quiet"], (0, (1.5, 2))))


def tempo_map(tempo: TempoMap, *, hits: Any = None, names: Sequence[str] | None = None) -> Shown:
    """One map: its tempo over the film, bars under it, holds hatched; `hits` with how far the nearest beat is off."""
    return tempo_maps([tempo], hits=hits, names=names)


def tempo_maps(maps: Sequence[TempoMap], *, hits: Any = None, names: Sequence[str] | None = None) -> Shown:
    """Several maps over each other, on one scale of frames; bars and hits are those of the first."""
    return _drawn(maps, _named(maps, names), hits, ())


def comparison(compared: Comparison, *, names: Sequence[str] | None = None, hits: Any = None) -> Shown:
    """Both maps over each other, and under them how far apart each bar begins."""
    maps = [compared.one, compared.other]
    return _drawn(maps, _named(maps, names or ["one", "other"]), hits, compared.rows)


def _drawn(maps: Sequence[TempoMap], named: list[str], hits: Any, apart: Sequence[BarDifference]) -> Shown:
    first = maps[0]
    for tempo in maps:
        if not tempo.segments:
            raise FilmScoreError("This tempo map has no beats yet, so there is nothing to draw: .bars(4, bpm=60).")
        if tempo.rate != first.rate:
            raise FilmScoreError(
                f"These maps run at {first.rate} and {tempo.rate} frames a second: they have no frames in common."
            )
    marks = [] if hits is None else [(h, *_met(first, h)) for h in read_hits(hits, first.rate)]
    title, under = _finding(maps, named, marks)
    rows = _in_rows(marks, maps)
    high = house.heading_height(title, under)
    top_room = 40 + _HIT_ROW * (max(rows, default=-1) + 1)
    fig = house.figure(house.WIDTH, high + top_room + _HIGH + 72 + (_APART + 40) * bool(apart))
    top = house.heading(fig, title, under) + top_room
    ax = house.axes(fig, _LEFT, top, house.WIDTH - _LEFT - _RIGHT, _HIGH)
    _tempi(ax, maps, named)
    _bars(ax, first)
    _marks(ax, marks, rows)
    if apart:
        below = house.axes(fig, _LEFT, top + _HIGH + 86, house.WIDTH - _LEFT - _RIGHT, _APART, sharex=ax)
        _differences(below, apart, named)
    house.write(fig, house.MARGIN, top - 20, "BPM", house.SMALL, color=LIGHT["quiet"])
    told = (f"{title}.", under, _stretches(maps, named), _bars_in_words(apart, named), _hits_in_words(marks))
    return house.finish(fig, " ".join(filter(None, told)))


def _named(maps: Sequence[TempoMap], names: Sequence[str] | None) -> list[str]:
    if names is None:
        return [""] if len(maps) == 1 else [f"map {i}" for i in range(1, len(maps) + 1)]
    if isinstance(names, str) or len(names) != len(maps) or not all(isinstance(n, str) for n in names):
        raise FilmScoreError(f"{len(maps)} maps need {len(maps)} names, not {shown(names)}.")
    return list(names)


def _met(tempo: TempoMap, hit: Hit) -> tuple[float, str, str]:
    """How far the nearest beat of the meter is off a hit, where it stands, and what that makes of it."""
    unit = 4 / tempo.meter.unit
    beat = tempo.beat_of_frame(frame_of(hit))
    near = [max(0.0, unit * (np.floor(beat / unit) + step)) for step in (0, 1)]
    errors = [tempo.frame_at(b) - frame_of(hit) for b in near]
    best = min((0, 1), key=lambda i: abs(errors[i]))
    return errors[best], str(tempo.bar_beat(near[best])), verdict(errors[best], hit)


Mark = tuple["Hit", float, str, str]


def _finding(maps: Sequence[TempoMap], names: Sequence[str], marks: Sequence[Mark]) -> tuple[str, str]:
    first = maps[0]
    if len(maps) > 1:
        lengths = [f"{name} lasts {m.seconds:.2f} s" for name, m in zip(names, maps, strict=True)]
        return "; ".join(lengths), _apart(maps, names)
    bars = sum(1 for _ in first.bar_lines())
    long = f"{bars} bar{'' if bars == 1 else 's'}, {_plain(first.seconds)} s"
    title = f"{names[0] or 'Tempo map'}: {long} from frame {first.start}"
    if not marks:
        return title, ""
    counts = [sum(said == v for *_, said in marks) for v in ("hit", "near", "miss")]
    worst = max(abs(error) for _, error, *_ in marks)
    said = ", ".join(f"{n} {v}" for n, v in zip(counts, ("hit", "near", "miss"), strict=True))
    return title, f"{len(marks)} frames to meet: {said}; {worst:.2f} frames off at most."


def _apart(maps: Sequence[TempoMap], names: Sequence[str]) -> str:
    """At which bar line the second map is furthest from the first."""
    one, two = maps[0], maps[1]
    shared = min(sum(1 for _ in m.bar_lines()) for m in (one, two))
    apart = [(abs(d), bar, d) for bar in range(1, shared + 1) if (d := two.frame_of_bar(bar) - one.frame_of_bar(bar))]
    if not apart:
        return f"All {shared} bars they share begin on the same frames."
    most, bar, d = max(apart, key=lambda a: (a[0], -a[1]))
    return f"They are furthest apart at bar {bar}: {names[1]} is {most:.2f} frames {'later' if d > 0 else 'earlier'}."


def _curve(tempo: TempoMap) -> list[tuple[np.ndarray, np.ndarray]]:
    """Frames and tempo, one pair of arrays for each stretch in which beats go by."""
    fps, drawn = float(tempo.rate.fps), []
    for s in tempo.segments:
        if s.kind == "hold":
            continue
        beats = np.linspace(0, float(s.beats), 60 if s.kind == "ramp" else 2)
        bpm = np.array([float(s.bpm_in(Fraction(float(b)))) for b in beats])
        seconds = [float(s.seconds_in(Fraction(float(b)))) for b in beats[:-1]] + [float(s.length)]
        drawn.append((tempo.start + (float(s.seconds) + np.array(seconds)) * fps, bpm))
    return drawn


def _ends(maps: Iterable[TempoMap]) -> tuple[float, float]:
    ends = [(m.start, m.start + m.seconds * float(m.rate.fps)) for m in maps]
    return min(a for a, _ in ends), max(b for _, b in ends)


def _tempi(ax: Axes, maps: Sequence[TempoMap], names: Sequence[str]) -> None:
    from matplotlib.ticker import MaxNLocator

    lows, highs = [], []
    for i, (tempo, name) in reversed(list(enumerate(zip(maps, names, strict=True)))):
        colour, line = _LINES[min(i, len(_LINES) - 1)]
        curves = _curve(tempo)
        for frames, bpm in curves:
            ax.plot(frames, bpm, color=colour, linestyle=line, zorder=3 + len(maps) - i)
            lows.append(bpm.min())
            highs.append(bpm.max())
        for (one, before), (two, after) in pairwise(curves):
            if abs(one[-1] - two[0]) < 0.5 and before[-1] != after[0]:
                ax.plot([one[-1]] * 2, [before[-1], after[0]], color=colour, linewidth=house.points(1), zorder=2)
        if name and len(maps) > 1:
            ax.plot([], [], color=colour, linestyle=line, label=name)
    low, high = min(lows), max(highs)
    room = max(0.2 * (high - low), 0.08 * high)
    ax.set_ylim(low - room, high + room)
    first, last = _ends(maps)
    ax.set_xlim(first, last)
    tempo = maps[0]
    for s in tempo.segments:
        a = tempo.start + float(s.seconds * tempo.rate.fps)
        b = a + float(s.length * tempo.rate.fps)
        if s.kind in ("hold", "free"):
            ax.axvspan(a, b, facecolor="none", edgecolor=SILENCE, hatch="///", linewidth=0, zorder=1)
            if b - a > 0.06 * (last - first):
                words = f"{s.kind}\n{_plain(float(s.length))} s"
                ax.text((a + b) / 2, high + room * 0.85, words, ha="center", va="top",
                        fontsize=house.points(house.SMALL), color=LIGHT["ink"], linespacing=1.1,
                        bbox={"facecolor": LIGHT["ground"], "edgecolor": "none", "pad": 1.5})  # fmt: skip
    if len(maps) > 1:
        handles, labels = ax.get_legend_handles_labels()
        ax.legend(handles[::-1], labels[::-1], loc="best", framealpha=0.9, edgecolor="none", handlelength=3)
    else:
        _values(ax, tempo, last - first)
    ax.xaxis.set_major_locator(MaxNLocator(6, integer=True, steps=[1, 2, 5, 10]))
    ax.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    ax.xaxis.tick_top()
    ax.spines["bottom"].set_visible(False)
    ax.spines["top"].set_visible(True)
    ax.tick_params(left=False)
    ax.grid(axis="y")


def _values(ax: Axes, tempo: TempoMap, whole: float) -> None:
    """The tempo written on each stretch that is long enough for the number, where it differs from the one before."""
    before = None
    for s, (frames, bpm) in zip((s for s in tempo.segments if s.kind != "hold"), _curve(tempo), strict=True):
        if s.kind == "steady" and bpm[0] != before and frames[-1] - frames[0] > 0.08 * whole:
            ax.annotate(_plain(bpm[0]), (frames[0], bpm[0]), (4, 3), textcoords="offset points",
                        fontsize=house.points(house.BODY), weight="bold")  # fmt: skip
        before = bpm[-1]


def _bars(ax: Axes, tempo: TempoMap) -> None:
    """Bar lines, their numbers below, and which are locked."""
    lines = [(bar, tempo.frame_at(beat)) for bar, beat in tempo.bar_lines()]
    first, last = ax.get_xlim()
    every = next(n for n in (1, 2, 4, 8, 16, 32, 64, 128, 256, 1 << 30) if len(lines) / n <= 18)
    locked = {lock.bar for lock in getattr(tempo, "locks", ())}
    where = ax.get_xaxis_transform()
    meter = None
    for number, (bar, frame) in enumerate(lines):
        strong = (bar - 1) % every == 0
        if strong or len(lines) <= 72:
            ax.plot([frame] * 2, [0, 0.05 if not strong else 0.09], transform=where, color=LIGHT["quiet"],
                    linewidth=house.points(1), clip_on=False)  # fmt: skip
        if strong:
            ax.text(frame, -0.03, str(bar), transform=where, ha="center" if number else "left", va="top",
                    fontsize=house.points(house.SMALL), color=LIGHT["quiet"], clip_on=False)  # fmt: skip
        if bar in locked:
            ax.plot([frame], [0.0], "s", transform=where, markersize=house.points(8), color=LIGHT["ink"], clip_on=False)
    for s in tempo.segments:
        if s.meter != meter and s.beats:
            at = tempo.start + float(s.seconds * tempo.rate.fps)
            ax.text(max(at, first), -0.14, str(s.meter), transform=where, va="top", clip_on=False,
                    fontsize=house.points(house.SMALL), weight="bold")  # fmt: skip
            meter = s.meter
    note = "above: frames of the film, below: bars" + (" (square: locked to its frame)" if locked else "")
    ax.text(last, -0.25, note, transform=where, ha="right", va="top", fontsize=house.points(house.SMALL),
            color=LIGHT["quiet"], clip_on=False)  # fmt: skip


def _differences(ax: Axes, apart: Sequence[BarDifference], names: Sequence[str]) -> None:
    """For each bar, by how many frames the second map begins it later or earlier."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    frames, frames_off = [row.frame for row in apart], [row.difference for row in apart]
    ax.vlines(frames, 0, frames_off, color=LIGHT["ink"], linewidth=house.points(2))
    ax.plot(frames, frames_off, "o", color=LIGHT["ink"], markersize=house.points(6), clip_on=False)
    ax.axhline(0, color=LIGHT["quiet"], linewidth=house.points(1))
    reach = max(1.0, 1.15 * max(map(abs, frames_off)))
    ax.set_ylim(-reach if min(frames_off) < 0 else 0, reach if max(frames_off) > 0 or min(frames_off) >= 0 else 0)
    ax.yaxis.set_major_locator(MaxNLocator(3, steps=[1, 2, 5, 10]))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{abs(y):g}"))
    ax.tick_params(top=False, bottom=False, left=False, labeltop=False, labelbottom=False)
    ax.spines["bottom"].set_visible(False)
    ax.grid(axis="y")
    ax.set_title(
        f"frames at each bar: up, {names[1]} is later; down, earlier", loc="left", fontsize=house.points(house.SMALL),
        color=LIGHT["quiet"], pad=house.points(6),
    )  # fmt: skip


def _bars_in_words(apart: Sequence[BarDifference], names: Sequence[str]) -> str:
    told = (
        f"{row.bar}: {'the same' if abs(row.difference) < 0.005 else _plain(abs(row.difference))}"
        f"{'' if abs(row.difference) < 0.005 else ' later' if row.difference > 0 else ' earlier'}"
        for row in apart[:24]
    )
    return f"Bars of {names[1]}, in frames: {'; '.join(told)}{' …' if len(apart) > 24 else ''}." if apart else ""


def _in_rows(marks: Sequence[Mark], maps: Sequence[TempoMap]) -> list[int]:
    """A row for each hit, so that no label runs into the next."""
    first, last = _ends(maps)
    scale = (house.WIDTH - _LEFT - _RIGHT) / max(1e-9, last - first)
    full: list[list[tuple[float, float]]] = []
    rows = []
    for hit, error, _, _ in marks:
        x = (frame_of(hit) - first) * scale
        width = 14 + 0.62 * house.SMALL * len(_label(hit, error))
        span = (x - 8, x + width) if _to_the_right(hit, first, last) else (x - width, x + 8)
        row = next((i for i, r in enumerate(full) if all(b <= span[0] or a >= span[1] for a, b in r)), len(full))
        full += [[]] * (row == len(full))
        full[row] = [*full[row], span]
        rows.append(row)
    return rows


def _to_the_right(hit: Hit, first: float, last: float) -> bool:
    """Whether the label of a hit has room on that side."""
    return frame_of(hit) < first + 0.66 * (last - first)


def _label(hit: Hit, error: float) -> str:
    name = hit.label if len(hit.label) <= 16 else hit.label[:15].rstrip() + "…"
    return f"{name or frame_of(hit)}: {signed(error)}"


def _marks(ax: Axes, marks: Sequence[Mark], rows: Sequence[int]) -> None:
    first, last = ax.get_xlim()
    for (hit, error, _, said), row in zip(marks, rows, strict=True):
        if not first <= frame_of(hit) <= last:
            continue
        ax.axvline(frame_of(hit), color=HIT, linewidth=house.points(1), linestyle=(0, (2, 2)), zorder=1)
        at = 1 + (44 + _HIT_ROW * row) / _HIGH
        where = ax.get_xaxis_transform()
        ax.plot([frame_of(hit)], [at], "D", transform=where, markersize=house.points(8), markeredgecolor=HIT,
                markerfacecolor=HIT if hit.must else LIGHT["ground"], clip_on=False)  # fmt: skip
        right = _to_the_right(hit, first, last)
        colour = VERDICT[house.SIGNS[said]] if said == "miss" else LIGHT["ink"]
        ax.annotate(_label(hit, error), (frame_of(hit), at), (6 if right else -6, 0), xycoords=where,
                    textcoords="offset points", va="center", ha="left" if right else "right",
                    fontsize=house.points(house.SMALL), color=colour, annotation_clip=False)  # fmt: skip


def _stretches(maps: Sequence[TempoMap], names: Sequence[str]) -> str:
    told = []
    for tempo, name in zip(maps, names, strict=True):
        parts = []
        for s in tempo.segments:
            at = f"from frame {_plain(tempo.start + float(s.seconds * tempo.rate.fps))}"
            if s.kind in ("hold", "free"):
                parts.append(f"{s.kind} for {_plain(float(s.length))} s {at}")
            elif s.kind == "ramp":
                over = "time" if s.curve == "time" else "beats"
                parts.append(f"{_plain(float(s.bpm))} to {_plain(float(s.bpm_end))} BPM, linear in {over}, {at}")
            else:
                parts.append(f"{_plain(float(s.bpm))} BPM in {s.meter} {at}")
        told.append(f"{name + ': ' if name and len(maps) > 1 else ''}{'; '.join(parts)}.")
        locks = [f"bar {lock.bar} to frame {lock.frame}" for lock in getattr(tempo, "locks", ())]
        if locks:
            told.append(f"Locked: {', '.join(locks)}.")
    return " ".join(told)


def _hits_in_words(marks: Sequence[Mark]) -> str:
    said = [f"{h.frame}{f' {h.label}' if h.label else ''}, {place}: {signed(e)}, {v}" for h, e, place, v in marks]
    return f"Nearest beats: {'; '.join(said)}." if said else ""


def _plain(x: float) -> str:
    return f"{x:.2f}".rstrip("0").rstrip(".")
