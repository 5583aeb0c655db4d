"""What was heard, to look at: a listener's map of a cue, and the music under each line of dialogue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import FilmScoreError, shown
from ..look import CUE, DIALOGUE, HIT, LIGHT, VERDICT, tint
from ..picture.timecode import Rate, RateLike
from ..sound.listen import PITCH_CLASSES, Heard
from ..sound.speech import CLEAR, VERDICTS, UnderDialogue
from . import house
from .sound import named

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ..sound.found import FoundSound
    from .house import Shown

_LEFT, _RIGHT = 84, 16
_BARS, _HITS, _LEVEL, _TICKS, _CHROMA, _BRIGHT = 30, 60, 76, 40, 156, 64  # heights of the rows
_GAP = 14
_ROW = 28


def heard(listened: Heard, hits: Any = None, rate: RateLike | None = None) -> Shown:
    """Sections, hits, level, onsets, pitch classes and brightness over one time.

    `hits` are frames of the film, `Hit`s, or a spotting; they need what was heard to know its frame.
    """
    if listened.silent:
        title = f"{named(listened.name)}: silence"
        fig = house.figure(house.WIDTH, house.heading_height(title, " ".join(listened.notes)) + 20)
        house.heading(fig, title, " ".join(listened.notes))
        return house.finish(fig, f"{title}. {' '.join(listened.notes)}".strip())
    marks = _marks(listened, hits, rate)
    title, under = _title(listened), _under(listened, marks)
    head = house.heading_height(title, under)
    rows = [_BARS, *([_HITS] if marks else []), _LEVEL, _TICKS, _CHROMA, _BRIGHT]
    fig = house.figure(house.WIDTH, head + sum(rows) + _GAP * len(rows) + 56)
    top = house.heading(fig, title, under) + 4
    all_axes = []
    for height in rows:
        all_axes.append(_axes(fig, top, height, listened))
        top += height + _GAP
    places = iter(all_axes)
    _sections(next(places), listened)
    if marks:
        _hits(next(places), marks)
    level = next(places)
    loudest = float(listened.level.max())
    floor = max(loudest - 60.0, float(np.percentile(listened.level, 1)))
    level.fill_between(listened.times, floor, np.maximum(listened.level, floor), color=CUE, linewidth=0)
    level.set_ylim(floor, loudest + 3)
    _name(level, "level, dBFS")
    ticks = next(places)
    ticks.vlines(listened.onsets, 0, np.sqrt(listened.strengths), color=LIGHT["ink"], linewidth=house.points(1))
    ticks.set_ylim(0, 1.05)
    _name(ticks, f"{len(listened.onsets)} onsets", ticks=False)
    _chroma(next(places), listened)
    bright = next(places)
    bright.plot(listened.times, listened.centroid / 1000.0, color=LIGHT["ink"], linewidth=house.points(1.5))
    bright.set_ylim(0, max(float(np.nanpercentile(listened.centroid, 99)) / 1000.0 * 1.15, 0.5))
    _name(bright, "bright, kHz")
    bright.tick_params(labelbottom=True)
    bright.set_xlabel("seconds")
    for ax in all_axes[2:]:
        for mark, *_ in marks:
            ax.axvline(mark, color=HIT, linewidth=house.points(1), linestyle=(0, (3, 3)))
    text = listened.text().replace("\n", ". ").replace("  ", " ")
    told = f" Hits: {'; '.join(f'{label} at {t:.1f} s' for t, label, _ in marks)}." if marks else ""
    return house.finish(fig, f"{title}. {under} {text}.{told}")


def found(sound: FoundSound) -> Shown:
    """What was heard in a found sound."""
    return heard(sound.heard)


def under_dialogue(measured: UnderDialogue) -> Shown:
    """A row for each line: how loud the speech, how loud the music, and what lies between them."""
    worst = measured.worst
    if worst is None:
        title = f"Nobody speaks in {measured.film.title}"
        fig = house.figure(house.WIDTH, house.heading_height(title) + 20)
        house.heading(fig, title)
        return house.finish(fig, f"{title}.")
    title = (
        f"No line of {measured.film.title} is heard in its guide"
        if worst.speech == -np.inf
        else f"No music under the lines of {measured.film.title}"
        if np.isinf(worst.ratio)
        else f"Music comes within {worst.ratio:.1f} LU of the line at frame {worst.line.start}"
        if worst.ratio > 0
        else f"Music is {-worst.ratio:.1f} LU louder than the line at frame {worst.line.start}"
    )
    under = (
        f"Clear, by the course's own rule: {CLEAR[0]:.0f} LU below the speech and no more than {100 * CLEAR[1]:.0f} % "
        "of its 1–4 kHz covered, which is a proxy for being understood."
    )
    n = len(measured)
    head = house.heading_height(title, under)
    fig = house.figure(house.WIDTH, head + _ROW * n + 96)
    top = house.heading(fig, title, under) + 24
    left, right = 128.0, 184.0
    ax = house.axes(fig, left, top, house.WIDTH - left - right, _ROW * n)
    known = [v for level in measured for v in (level.speech, level.music) if np.isfinite(v)]
    low, high = min(known, default=-40.0) - 4, max(known, default=-20.0) + 3
    ax.set_xlim(low, high)
    ax.set_ylim(n - 0.5, -0.5)
    where = ax.get_yaxis_transform()
    for row, level in enumerate(measured):
        music = max(level.music, low)
        colour = VERDICT[level.verdict]
        if np.isfinite(level.music) and np.isfinite(level.speech):
            ax.plot([music, level.speech], [row, row], color=colour)
            ax.plot([music], [row], "s", color=CUE, markersize=house.points(9))
        if np.isfinite(level.speech):
            ax.plot([level.speech], [row], "o", color=DIALOGUE, markersize=house.points(10))
        label = f"{level.line.start}  {level.line.who.title()[:9]}"
        ax.text(-0.04, row, label, transform=where, ha="right", va="center", fontsize=house.points(house.SMALL))
        house.sign(ax, 1.05, row, {"good": "hit", "near": "near", "off": "miss"}[level.verdict], transform=where)
        if level.speech == -np.inf:
            words = "line not heard"
        elif np.isinf(level.ratio):
            words = "clear, no music"
        else:
            words = f"{VERDICTS[level.verdict]}, {level.ratio:.1f} LU, {100 * level.covered:.0f} %"
        ax.text(1.1, row, words, transform=where, va="center", fontsize=house.points(house.SMALL))
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")
    ax.set_xlabel("LUFS (square: music, circle: speech)")
    told = "; ".join(f"frame {level.line.start} {level.line.who}: {level.words()}" for level in measured)
    return house.finish(fig, f"{title}. {under} {told}.")


def _axes(fig: Figure, top: float, height: float, listened: Heard) -> Axes:
    ax = house.axes(fig, _LEFT, top, house.WIDTH - _LEFT - _RIGHT, height)
    ax.set_xlim(listened.start, listened.end)
    ax.tick_params(labelbottom=False, length=house.points(4))
    return ax


def _name(ax: Axes, text: str, ticks: bool = True) -> None:
    from matplotlib.ticker import MaxNLocator, NullLocator

    ax.yaxis.set_major_locator(MaxNLocator(3) if ticks else NullLocator())
    ax.text(-0.085 if ticks else -0.015, 0.5, text, transform=ax.transAxes, ha="right", va="center",
            fontsize=house.points(house.SMALL), rotation=90 if ticks else 0)  # fmt: skip


def _sections(ax: Axes, listened: Heard) -> None:
    letters = sorted({section.label for section in listened.sections})
    for section in listened.sections:
        shade = tint(CUE, LIGHT["ground"], 0.18 + 0.42 * letters.index(section.label) / max(len(letters) - 1, 1))
        ax.axvspan(section.start, section.end, facecolor=shade, edgecolor=LIGHT["ground"], linewidth=house.points(2))
        wide = (section.end - section.start) / max(listened.end - listened.start, 1e-9)
        if wide > 0.03:
            ax.text((section.start + section.end) / 2, 0.5, section.label, ha="center", va="center", weight="bold")
    ax.set_ylim(0, 1)
    ax.set_axis_off()
    ax.text(-0.035, 0.5, "sections", transform=ax.transAxes, ha="right", va="center",
            fontsize=house.points(house.SMALL), color=LIGHT["ink"])  # fmt: skip


def _hits(ax: Axes, marks: list[tuple[float, str, bool]]) -> None:
    first, last = ax.get_xlim()
    pixel = (last - first) / (house.WIDTH - _LEFT - _RIGHT)
    free = [first - 1.0] * 3  # how far each of three lines of names is taken
    for time, label, must in marks:
        line = next((n for n in range(3) if time - 4 * pixel >= free[n]), int(np.argmin(free)))
        y = (0.84, 0.5, 0.16)[line]
        ax.plot([time], [y], "D", markersize=house.points(8), markeredgecolor=HIT, clip_on=False,
                markerfacecolor=HIT if must else LIGHT["ground"], markeredgewidth=house.points(2))  # fmt: skip
        text = label if len(label) <= 16 else label[:15].rstrip() + "…"
        wide = (16 + 7.4 * len(text)) * pixel
        left = time + wide > last  # at the end of the row a name stands before its diamond
        if time - 4 * pixel >= free[line] and not (left and time - wide < free[line]):
            ax.text(time + (-9 if left else 9) * pixel, y, text, va="center", ha="right" if left else "left",
                    fontsize=house.points(house.SMALL))  # fmt: skip
            free[line] = time + (10 * pixel if left else wide)
    ax.set_ylim(0, 1)
    ax.set_axis_off()
    ax.text(-0.035, 0.5, "hits", transform=ax.transAxes, ha="right", va="center",
            fontsize=house.points(house.SMALL), color=LIGHT["ink"])  # fmt: skip


def _chroma(ax: Axes, listened: Heard) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    shades = [LIGHT["ground"], CUE, tint(CUE, LIGHT["ink"], 0.4)]
    # as strong as it sounds: a silent moment has no pitch
    weight = np.clip((listened.level - listened.level.max() + 60.0) / 60.0, 0.0, 1.0)
    columns = min(len(listened.times), house.WIDTH)
    which = np.linspace(0, len(listened.times) - 1, columns).round().astype(int)
    image = (listened.pitch_classes * weight[:, None])[which].T
    ax.imshow(image, origin="lower", aspect="auto", extent=(listened.start, listened.end, -0.5, 11.5), vmin=0,
              vmax=max(float(np.percentile(image, 99.5)), 1e-6), interpolation="nearest",
              cmap=LinearSegmentedColormap.from_list("chroma", shades))  # fmt: skip
    ax.set_yticks(range(12), [name.replace("♯", "#").replace("♭", "b") for name in PITCH_CLASSES])
    ax.tick_params(axis="y", labelsize=house.points(11), length=0)
    ax.text(-0.085, 0.5, "pitch classes", transform=ax.transAxes, ha="right", va="center", rotation=90,
            fontsize=house.points(house.SMALL))  # fmt: skip


def _marks(listened: Heard, hits: Any, rate: RateLike | None) -> list[tuple[float, str, bool]]:
    """Hits as (second, label, must), those that fall inside."""
    if hits is None:
        return []
    film = getattr(hits, "film", None)
    given: Any = getattr(hits, "hits", hits)
    if not isinstance(given, Sequence) or isinstance(given, str):
        raise FilmScoreError(f"hits are frames, Hits or a spotting, not {shown(hits)}")
    if listened.frame is None:
        raise FilmScoreError(
            f"{listened.name} does not know on which frame it begins, so no hit can be laid on it; listen to Stems "
            "with a start: Stems(sounds, start=480)"
        )
    fps = float(Rate(rate or (film.rate if film is not None else "24")).fps)
    made = []
    for hit in given:
        frame = getattr(hit, "frame", hit)
        if isinstance(frame, bool) or not isinstance(frame, int | np.integer):
            raise FilmScoreError(f"a hit is a frame or a Hit, not {shown(hit)}")
        time = (int(frame) - listened.frame) / fps
        if listened.start <= time <= listened.end:
            made.append((time, str(getattr(hit, "label", "") or frame), bool(getattr(hit, "must", True))))
    return sorted(made)


def _title(listened: Heard) -> str:
    n = len(listened.sections)
    loudest = max(listened.sections, key=lambda section: section.level)
    if n == 1:
        return f"{named(listened.name)}: one section throughout"
    return (
        f"{named(listened.name)}: {n} sections, on average the loudest from {loudest.start:.0f} to {loudest.end:.0f} s"
    )


def _under(listened: Heard, marks: list[tuple[float, str, bool]]) -> str:
    pulse = "No steady pulse." if listened.tempo is None else f"Pulse {listened.tempo:.1f} BPM"
    others = " or ".join(f"{t.bpm:.1f}" for t in listened.tempi[1:])
    pulse += f", or {others}." if others and listened.tempi else "." if listened.tempi else ""
    told = f"{pulse} Strongest: {', '.join(listened.strongest()).replace('♯', '#').replace('♭', 'b')}."
    return told + (" Sections with the same letter sound alike; diamonds are hits." if marks else
                   " Sections with the same letter sound alike.")  # fmt: skip
