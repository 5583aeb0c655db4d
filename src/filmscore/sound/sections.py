"""Where a cue turns into something else: sections from level, colour and harmony, each told against the one before."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: features are averaged over this many seconds; a change is looked for between what lies this far before and after
GRAIN, REACH = 0.5, 4.0

#: no section is shorter than this, seconds
SHORTEST = 4.0

#: a cut moves to a change of so many dB in a tenth of a second that lies within so many seconds
STEEP, NEAR = 5.0, 1.75

#: a change counts when it is this large a share of the largest
LEAST = 0.48

#: sections whose features differ by less than this share of the usual difference get the same letter
ALIKE = 0.55


@dataclass(frozen=True)
class Section:
    """A stretch that holds together.

    Attributes
    ----------
    start, end : float
        Seconds.
    label : str
        A letter; a section that sounds like an earlier one has the same.
    level : float
        dB below full scale.
    centroid : float
        Hz; NaN for silence.
    onsets : float
        A second.
    words : str
        How it differs from the section before it.
    """

    start: float
    end: float
    label: str
    level: float
    centroid: float
    onsets: float
    words: str


def sections(
    times: NDArray[np.float64],
    start: float,
    end: float,
    level: NDArray[np.float64],
    centroid: NDArray[np.float64],
    flatness: NDArray[np.float64],
    chroma: NDArray[np.float64],
    onsets: NDArray[np.float64],
) -> tuple[Section, ...]:
    """Cut a piece where level, colour and harmony before and after differ most.

    Parameters
    ----------
    times, level, centroid, flatness, chroma
        The curves of `filmscore.sound.listen.Heard`.
    start, end : float
        The piece, seconds.
    onsets : numpy.ndarray
        Seconds.

    Returns
    -------
    tuple of Section
        They cover the piece without gaps; one alone where it is short or does not change.
    """
    grain = ((times - start) / GRAIN).astype(int)
    count = int(grain.max()) + 1
    features = _features(grain, count, level, centroid, flatness, chroma)
    # what dies away after the last note is no section of its own
    last = count if not len(onsets) else min(count, int((float(onsets[-1]) - start) / GRAIN) + 2)
    cuts = [0, *_changes(features[:last]), count]
    edges = [start + n * GRAIN for n in cuts[:-1]] + [end]
    edges = [start, *(_sharpen(edge, times, level) for edge in edges[1:-1]), end]
    middles = [features[a:b].mean(axis=0) for a, b in pairwise(cuts)]
    usual = float(np.median(np.linalg.norm(features - features.mean(axis=0), axis=1))) or 1.0
    made: list[Section] = []
    models: list[NDArray[np.float64]] = []
    for n, middle in enumerate(middles):
        away = [float(np.linalg.norm(middle - model)) for model in models]
        if away and min(away) < ALIKE * usual:
            letter = int(np.argmin(away))
        else:
            letter = len(models)
            models.append(middle)
        made.append(_section(edges[n], edges[n + 1], letter, made, times, level, centroid, onsets))
    return tuple(made)


def _features(
    grain: NDArray[np.int64], count: int, level: NDArray[np.float64], centroid: NDArray[np.float64],
    flatness: NDArray[np.float64], chroma: NDArray[np.float64],
) -> NDArray[np.float64]:  # fmt: skip
    bright = np.log2(np.where(np.isfinite(centroid), centroid, np.nan))
    noisy = np.log10(np.maximum(flatness, 1e-6))
    floor = max(float(level.max()) - 60.0, -90.0)
    rows = np.full((count, 15), np.nan)
    for n in range(count):
        here = grain == n
        if not here.any():
            continue
        rows[n, 0] = np.maximum(level[here], floor).mean() / 10.0
        for column, curve, scale in ((1, bright, 1.0), (2, noisy, 1.0)):
            known = curve[here][np.isfinite(curve[here])]
            rows[n, column] = known.mean() / scale if len(known) else np.nan
        rows[n, 3:] = chroma[here].mean(axis=0) * 2.0
    usual = np.nanmedian(rows, axis=0) if len(rows) else np.zeros(15)
    return np.where(np.isfinite(rows), rows, np.where(np.isfinite(usual), usual, 0.0))


def _changes(features: NDArray[np.float64]) -> list[int]:
    """Where what lies before and what lies after differ most: peaks of the difference."""
    reach, gap = round(REACH / GRAIN), round(SHORTEST / GRAIN)
    count = len(features)
    change = np.zeros(count)
    for n in range(gap, count - gap + 1):
        before, after = features[max(n - reach, 0) : n], features[n : n + reach]
        change[min(n, count - 1)] = np.linalg.norm(after.mean(axis=0) - before.mean(axis=0))
    spread = float(np.median(np.linalg.norm(np.diff(features, axis=0), axis=1))) if count > 1 else 0.0
    least = max(LEAST * float(change.max(initial=0.0)), 1.2 * spread, 0.35)
    found: list[int] = []
    for n in np.argsort(-change, kind="stable"):
        if change[n] < least:
            break
        if all(abs(int(n) - other) >= gap for other in found) and gap <= n <= count - gap:
            found.append(int(n))
    return sorted(found)


def _sharpen(edge: float, times: NDArray[np.float64], level: NDArray[np.float64]) -> float:
    """The steepest moment of the level near a cut that was found on a coarse grid, if there is a steep one."""
    near = np.flatnonzero(np.abs(times - edge) <= NEAR)
    if len(near) < 6:
        return edge
    here = level[near]
    change = np.abs(here[2:] - here[:-2])
    # a step near full level turns a cue more than the same step between two soft moments
    heard = np.clip((np.maximum(here[2:], here[:-2]) - float(level.max()) + 60.0) / 60.0, 0.0, 1.0)
    return float(times[near[int(np.argmax(change * heard)) + 1]]) if change.max() > STEEP else edge


def _section(
    start: float, end: float, letter: int, before: list[Section], times: NDArray[np.float64],
    level: NDArray[np.float64], centroid: NDArray[np.float64], onsets: NDArray[np.float64],
) -> Section:  # fmt: skip
    here = (times >= start) & (times < end)
    if not here.any():
        here[int(np.argmin(np.abs(times - start)))] = True
    loud = 10.0 * float(np.log10(np.mean(10.0 ** (level[here] / 10.0))))
    known = centroid[here][np.isfinite(centroid[here])]
    bright = float(np.median(known)) if len(known) else np.nan
    busy = float(((onsets >= start) & (onsets < end)).sum() / max(end - start, 1e-9))
    label = chr(ord("A") + letter % 26) + "'" * (letter // 26)
    return Section(start, end, label, loud, bright, busy, _words(label, loud, bright, busy, before))


def _words(label: str, level: float, bright: float, busy: float, before: list[Section]) -> str:
    if level < -70:
        return "silence"
    told = []
    if not before:
        told.append(f"{level:.0f} dBFS")
    else:
        last = before[-1]
        if last.level < -70:
            return "sound again"
        step = level - last.level
        if abs(step) >= 2:
            told.append(f"{abs(step):.0f} dB {'louder' if step > 0 else 'softer'}")
        if np.isfinite(bright) and np.isfinite(last.centroid) and abs(np.log2(bright / last.centroid)) > 0.3:
            told.append("brighter" if bright > last.centroid else "darker")
        if max(busy, last.onsets) > 0.5 and not 0.67 < (busy + 0.1) / (last.onsets + 0.1) < 1.5:
            told.append("busier" if busy > last.onsets else "calmer")
        told = told or ["other notes, the same weight"]
    earlier = next((s for s in reversed(before) if s.label == label), None)
    if earlier is not None and earlier is before[-1]:
        told.append("otherwise alike")
    elif earlier is not None:
        told.append(f"like {earlier.start:.0f} s")
    return ", ".join(told)
