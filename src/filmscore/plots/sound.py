"""A sound to look at: its waveform, where its power lies, and how loud it is to a meter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..look import CUE, DIALOGUE, LIGHT, SILENCE, VERDICT, tint
from ..picture.film import Film, open_film
from ..sound.loudness import COUNTED, QUIET, SILENT, Loudness
from ..sound.recording import Recording, recording
from ..sound.speech import SPEECH_BAND
from . import house

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from .house import Shown

_LEFT = 56  # room for the numbers at an axis
_RIGHT = 84  # room for the words beside a curve
_WAVE, _SPECTRUM, _CURVE, _STRIP = 84, 168, 168, 24  # heights
LOW, HIGH = 40.0, 16000.0  #: Hz that are drawn
_ROWS = 96  # of the spectrogram
_RANGE = 60.0  # dB of it that are drawn
_LONGEST = 900.0  # seconds; more is drawn as its first part


def sound(x: Any, film: Film | str | None = None, rate: int | None = None) -> Shown:
    """Waveform and spectrogram of a sound, the band of speech marked; with a film, its lines as well."""
    heard = recording(x, rate)
    seconds = min(heard.seconds, _LONGEST)
    wave, image, octaves = _pictures(heard, seconds)
    title, text = _finding(heard, wave, octaves, seconds)
    under = "Darker is stronger. The words of speech are understood between the two lines, 1 to 4 kHz."
    lines = _lines(film, heard, seconds)
    if lines:
        under += " The green bars are lines of dialogue."
    head = house.heading_height(title, under)
    strip = _STRIP if lines else 0
    fig = house.figure(house.WIDTH, head + _WAVE + strip + _SPECTRUM + 84)
    top = house.heading(fig, title, under) + 8
    wide = house.WIDTH - _LEFT - _RIGHT
    ax = house.axes(fig, _LEFT, top, wide, _WAVE)
    times = np.linspace(0, seconds, wave.shape[1])
    ax.fill_between(times, wave[0], wave[1], color=CUE, linewidth=0)
    reach = max(float(np.abs(wave).max()), 1e-6)
    ax.set_ylim(-reach * 1.05, reach * 1.05)
    ax.set_yticks([-reach, 0, reach], [_dbfs(reach), "silence", _dbfs(reach)])
    _plain(ax, seconds, labels=False)
    if lines:
        _line_bars(house.axes(fig, _LEFT, top + _WAVE + 6, wide, _STRIP - 8), lines, seconds)
    ax = house.axes(fig, _LEFT, top + _WAVE + strip + 10, wide, _SPECTRUM)
    _spectrogram(ax, image, seconds)
    if lines:
        text += f" {len(lines)} lines of dialogue: " + "; ".join(
            f"{who} from {a:.1f} to {b:.1f} s" for a, b, who in lines[:8]
        ) + "."  # fmt: skip
    return house.finish(fig, text)


def loudness(read: Loudness) -> Shown:
    """Level over time, the two gates, and what became of each block."""
    title = f"{named(read.name)}: {_lufs(read.integrated)}"
    if not len(read.blocks) or read.integrated == -np.inf:
        words = read.explain().replace("\n", " ")
        fig = house.figure(house.WIDTH, house.heading_height(title, words) + 24)
        house.heading(fig, title, words)
        return house.finish(fig, f"{title}. {words}")
    share = {v: read.verdicts.count(v) / len(read.verdicts) for v in (COUNTED, QUIET, SILENT)}
    under = (
        f"{100 * share[COUNTED]:.0f} % of its blocks count; {100 * share[QUIET]:.0f} % lie more than 10 LU under the "
        f"average and {100 * share[SILENT]:.0f} % are silence: they count for nothing. True peak "
        f"{read.true_peak:.1f} dBTP."
    )
    head = house.heading_height(title, under)
    fig = house.figure(house.WIDTH, head + _CURVE + _STRIP + 92)
    top = house.heading(fig, title, under) + 8
    wide = house.WIDTH - _LEFT - _RIGHT
    ax = house.axes(fig, _LEFT, top, wide, _CURVE)
    floor = max(min(read.gate - 6, read.integrated - 22), -76.0)
    shown = np.maximum(read.momentary, floor - 10)
    ax.plot(read.momentary_times, shown, color=tint(CUE, LIGHT["ground"], 0.45), linewidth=house.points(1))
    if len(read.short_term):
        ax.plot(read.short_term_times, np.maximum(read.short_term, floor - 10), color=CUE)
    ax.set_ylim(floor, max(read.max_momentary + 2, read.integrated + 6))
    labels: list[tuple[float, str]] = [(read.integrated, "integrated"), (read.gate, "gate")]
    for value, name in labels:
        ax.axhline(
            value, color=LIGHT["ink"], linewidth=house.points(1), linestyle=(0, (5, 3)) if name == "gate" else "-"
        )
        ax.text(1.01, value, f"{name}\n{value:.1f}", transform=ax.get_yaxis_transform(), va="center",
                fontsize=house.points(house.SMALL), linespacing=1.1)  # fmt: skip
    ax.set_ylabel("LUFS")
    ax.grid(axis="y")
    _plain(ax, read.seconds, labels=False)
    strip = house.axes(fig, _LEFT, top + _CURVE + 10, wide, _STRIP)
    _blocks(strip, read)
    key = "thin: 0.4 s     thick: 3 s     strip: filled counts, hatched is too quiet, empty is silence"
    strip.set_xlabel(f"seconds\n{key}", linespacing=1.5)
    text = (
        f"{title}. {under} Loudest 3 s {_lufs(read.max_short_term)}, loudest 0.4 s {_lufs(read.max_momentary)}, "
        + ("no range. " if np.isnan(read.range) else f"range {read.range:.1f} LU. ")
        + read.explain().replace("\n", " ")
    )
    return house.finish(fig, text)


def _blocks(ax: Axes, read: Loudness) -> None:
    """One strip: runs of blocks that count, that are too quiet, that are silence."""
    from itertools import groupby

    for verdict, run in groupby(range(len(read.verdicts)), key=read.verdicts.__getitem__):
        members = list(run)
        first, last = members[0] * 0.1, (members[-1] + 1) * 0.1
        if members[-1] == len(read.verdicts) - 1:
            last = read.seconds
        if verdict == COUNTED:
            ax.axvspan(first, last, color=VERDICT["good"], linewidth=0)
        elif verdict == QUIET:
            ax.axvspan(first, last, facecolor=LIGHT["ground"], edgecolor=SILENCE, hatch="////", linewidth=0)
    ax.set_yticks([])
    ax.set_ylim(0, 1)
    _plain(ax, read.seconds)
    for side in ("top", "right"):
        ax.spines[side].set_visible(True)


def _pictures(heard: Recording, seconds: float) -> tuple[NDArray[np.float64], NDArray[np.float64], dict[float, float]]:
    """Lowest and highest sample of each column, dB of each column and band, and the power of each octave."""
    last = max(round(seconds * heard.rate), 1)
    columns = max(min(house.WIDTH - _LEFT - _RIGHT, last), 2)
    size = 1 << int(np.log2(heard.rate / 10))
    hertz = np.fft.rfftfreq(size, 1 / heard.rate)
    edges = np.geomspace(LOW, HIGH, _ROWS + 1)
    place = np.searchsorted(edges, hertz) - 1
    middle = np.clip(np.searchsorted(hertz, np.sqrt(edges[1:] * edges[:-1])), 0, len(hertz) - 1)
    low = edges[1:] < heard.rate / 2  # nothing lies above half the rate
    wave = np.zeros((2, columns))
    image = np.zeros((_ROWS, columns))
    total = np.zeros(len(hertz))
    window = np.hanning(size)
    edges_at = np.linspace(0, last, columns + 1).astype(int)
    rest, first = np.zeros((0, heard.channels)), 0
    column = 0
    for block in heard.blocks(first=0, last=last):
        rest = np.concatenate([rest, block])
        done = first + len(rest) >= last
        while column < columns:
            start, stop = int(edges_at[column]), int(edges_at[column + 1])
            if first + len(rest) < max(start + size, stop) and not done:
                break  # the rest of this column comes with the next block
            here = rest[start - first : stop - first]
            wave[:, column] = (here.min(), here.max()) if len(here) else 0.0
            looks = range(start - first, max(stop, start + 1) - first, size)
            for at in looks:
                # at the end the window looks back: a tone that is cut off would spread over every pitch
                at = max(min(at, len(rest) - size), 0)
                piece = rest[at : at + size]
                # without its mean, which is no pitch; channels by their power, for opposed ones are heard all the same
                turns = window[: len(piece), None] * (piece - piece.mean(axis=0))
                power = (np.abs(np.fft.rfft(turns, size, axis=0)) ** 2).mean(axis=1)
                total += power
                inside = (place >= 0) & (place < _ROWS)
                bands = np.bincount(place[inside], power[inside], _ROWS)
                image[:, column] += np.where(bands > 0, bands, np.where(low, power[middle], 0.0)) / len(looks)
            column += 1
        keep = edges_at[column] if column < columns else last
        rest, first = rest[keep - first :], keep
    octaves = {
        hz: float(total[(hertz >= hz / np.sqrt(2)) & (hertz < hz * np.sqrt(2))].sum())
        for hz in (31.5, 63, 125, 250, 500, 1000, 2000, 4000, 8000, 16000) if hz < heard.rate / 2
    }  # fmt: skip
    return wave, 10.0 * np.log10(np.maximum(image, 1e-12)), octaves


def _finding(
    heard: Recording, wave: NDArray[np.float64], octaves: dict[float, float], seconds: float
) -> tuple[str, str]:
    peak = float(np.abs(wave).max())
    part = f" (the first {seconds / 60:.0f} minutes)" if seconds < heard.seconds else ""
    if peak == 0:
        title = f"{named(heard.name)} is silent{part}"
        return title, f"{title}: {seconds:.1f} s without a sample that is not zero."
    total = sum(octaves.values())
    if total < 1e-12 * peak**2:
        count = f"{heard.samples} sample{'s' if heard.samples > 1 else ''}, too short to have a pitch"
        title = f"{named(heard.name)}: {'nothing that moves' if seconds > 0.1 else count}"
        return title, f"{title}. Highest {20 * np.log10(peak):.1f} dBFS."
    strongest = max(octaves, key=octaves.__getitem__)
    speech = 100 * sum(power for hz, power in octaves.items() if hz in (1000, 2000, 4000)) / total
    at = float(np.abs(wave).max(axis=0).argmax()) / wave.shape[1] * seconds
    title = f"{named(heard.name)}: most of its power lies around {_hertz(strongest)}"
    levels = ", ".join(
        f"{_hertz(hz)} {10 * np.log10(max(power / octaves[strongest], 1e-9)):.0f} dB" for hz, power in octaves.items()
    )
    return title, (
        f"{title}. {seconds:.1f} s{part}; highest at {at:.1f} s, {20 * np.log10(peak):.1f} dBFS. "
        f"{speech:.1f} % of its power lies in the three octaves around 1, 2 and 4 kHz, where speech is understood. "
        f"Octaves against the strongest: {levels}."
    )


def _spectrogram(ax: Axes, image: NDArray[np.float64], seconds: float) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    top = float(image.max())
    shades = [LIGHT["ground"], tint(CUE, LIGHT["ground"], 0.45), CUE, tint(CUE, LIGHT["ink"], 0.35)]
    ax.imshow(
        image, origin="lower", aspect="auto", extent=(0, seconds, 0, _ROWS), vmin=top - _RANGE, vmax=max(top, -100.0),
        cmap=LinearSegmentedColormap.from_list("power", shades), interpolation="nearest",
    )  # fmt: skip
    octaves = np.log2(HIGH / LOW)
    ticks = [60, 125, 250, 500, 1000, 2000, 4000, 8000]
    ax.set_yticks([np.log2(hz / LOW) / octaves * _ROWS for hz in ticks], [_hertz(hz, unit=False) for hz in ticks])
    ax.set_ylabel("Hz")
    for hz in SPEECH_BAND:
        ax.axhline(np.log2(hz / LOW) / octaves * _ROWS, color=DIALOGUE, linewidth=house.points(2))
    middle = np.log2(np.sqrt(SPEECH_BAND[0] * SPEECH_BAND[1]) / LOW) / octaves * _ROWS
    ax.text(1.01, middle, "speech\n1–4 kHz", transform=ax.get_yaxis_transform(), va="center",
            fontsize=house.points(house.SMALL), linespacing=1.2)  # fmt: skip
    _plain(ax, seconds)
    ax.set_xlabel("seconds")


def _lines(film: Film | str | None, heard: Recording, seconds: float) -> list[tuple[float, float, str]]:
    """Lines of the film in seconds of the sound, with who speaks."""
    if film is None:
        return []
    film = open_film(film)
    fps, zero = float(film.rate.fps), heard.start or 0
    spans = [((line.start - zero) / fps, (line.end - zero) / fps, line.who) for line in film.lines]
    return [span for span in spans if span[1] > 0 and span[0] < seconds]


def _line_bars(ax: Axes, lines: list[tuple[float, float, str]], seconds: float) -> None:
    for start, end, _ in lines:
        ax.axvspan(max(start, 0), min(end, seconds), color=DIALOGUE, linewidth=0)
    ax.set_xlim(0, seconds)
    ax.set_axis_off()
    names = ", ".join(dict.fromkeys(who for *_, who in lines))
    ax.text(1.01, 0.5, names[:14], transform=ax.transAxes, va="center", fontsize=house.points(house.SMALL))


def _plain(ax: Axes, seconds: float, labels: bool = True) -> None:
    ax.set_xlim(0, max(seconds, 1e-3))
    ax.tick_params(length=house.points(4))
    if not labels:
        ax.tick_params(labelbottom=False)


def named(name: str) -> str:
    """A name as a title begins with it; the name of a file stays as it is."""
    return name[:1].upper() + name[1:] if name.startswith(("the ", "this ")) else name


def _hertz(hz: float, unit: bool = True) -> str:
    if hz >= 1000:
        return f"{hz / 1000:g} k" + ("Hz" if unit else "")
    return f"{hz:g}" + (" Hz" if unit else "")


def _dbfs(value: float) -> str:
    return f"{20 * np.log10(value):.0f} dB" if value > 1e-5 else "0"


def _lufs(value: float) -> str:
    return "-inf LUFS" if value == -np.inf else f"{value:.1f} LUFS"
