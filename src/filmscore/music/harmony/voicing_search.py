"""The search for the closest voicings: all ways to lay each chord, and the cheapest way through them.

Every chord has some dozens or hundreds of layings. The way through the whole row that costs least is found chord by
chord: the cheapest way to reach a laying is the cheapest over those before it (Richard Bellman, *Dynamic Programming*,
Princeton 1957), so nothing is missed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import Any

from ...errors import FilmScoreError
from ..pitch import Pitch
from .chord_kinds import least_needed
from .chords import Chord
from .leading_style import APART, BASS_LEAP, CLOSE, LEAP, LOW, doubled

#: what a remark weighs against a semitone of movement, by its kind, in each style
STYLES: dict[str, dict[str, int]] = {
    "closest": {
        "semitone": 10_000_000, "parallel": 5000, "leap": 5000, "gap": 5000, "thick": 5000, "double": 5000,
        "overlap": 5000,
    },
    "chorale": {
        "semitone": 100, "parallel": 2400, "leap": 800, "gap": 1200, "thick": 400, "double": 1200, "overlap": 600,
    },
}  # fmt: skip
#: layings of one chord that are looked at, for so many voices; where there are more, those with the best spacing
_MOST = {2: 1000, 3: 1000, 4: 1000, 5: 500, 6: 350, 7: 250, 8: 200}
#: how near neighbours lie above the lowest voice, and the lowest to the next: anywhere, and narrower for a crowd
_NEAR = ((127, 127), (16, 28), (12, 24), (9, 19), (7, 16), (5, 16))
_CROWD = 6000

Laid = tuple[Pitch, ...]


def ways(
    chord: Chord, voices: Sequence[str], reach: dict[str, tuple[Pitch, Pitch]], bass: list[Pitch] | None,
    top: Pitch | None, *, free: bool = False,
) -> list[Laid]:  # fmt: skip
    """All ways to lay a chord, each from the top down, without crossings; `free` if any of its notes may lie lowest.

    Raises
    ------
    FilmScoreError
        There is none; the voice that cannot, or the voices that are too few, and the chord are named.
    """
    if free:
        chord = chord.over(chord.root)
    below = chord._root.up(chord._bass)
    tones = list(chord._tones)
    if (below.midi % 12) not in chord.pitch_classes:
        tones.append(below)
    # a top voice with a strange note, or with the note of the bass, brings nothing that is still needed
    useful = {t.midi % 12 for t in tones} - (set() if free else {below.midi % 12})
    spent = top is not None and top.midi % 12 not in useful and len(voices) > 1
    needed = _needed(chord, len(voices) - spent, len(voices))
    per_voice: list[list[Pitch]] = []
    for v, voice in enumerate(voices):
        low, high = reach[voice]
        choice = [below] if v == len(voices) - 1 and not free else tones
        here = [p for tone in choice for p in _octaves(tone, low.midi, high.midi)]
        if v == 0 and top is not None:
            here = [top]
        if v == len(voices) - 1 and bass is not None:
            here = bass
        if not here:
            what = f"{chord.bass}, the lowest note," if v == len(voices) - 1 else "note of it"
            raise FilmScoreError(
                f"{chord}: the {voice} has no {what} between {low.name} and {high.name}. Give it a wider range, "
                f"ranges={{{voice!r}: (…, …)}}, or turn the chord."
            )
        per_voice.append(sorted(here, key=lambda p: p.midi))
    found: list[Laid] = []
    for near in _NEAR:
        tried = _laid(per_voice, needed, *near)
        found = tried or found
        if len(tried) < _CROWD:
            break
    if not found:
        raise FilmScoreError(_why_not(chord, voices, reach))
    return _best(found, _MOST[len(voices)])


def _laid(per_voice: list[list[Pitch]], needed: set[int], near: int, near_bass: int) -> list[Laid]:
    """From the lowest voice up, every voice at or above the one below it."""
    count = len(per_voice)
    found: list[Laid] = []

    def go_on(v: int, so_far: Laid, missing: frozenset[int]) -> None:
        if len(found) >= _CROWD:
            return
        if v < 0:
            found.append(so_far)
            return
        for pitch in per_voice[v]:
            if so_far:
                gap = pitch.midi - so_far[0].midi
                if gap < 0 or gap > (near_bass if v == count - 2 else near):
                    continue
            left = missing - {pitch.midi % 12}
            if len(left) <= v:  # the voices above can still bring what is missing
                go_on(v - 1, (pitch, *so_far), left)

    go_on(count - 1, (), frozenset(needed))
    return found


def _best(found: list[Laid], most: int) -> list[Laid]:
    if len(found) <= most:
        return found
    return sorted(found, key=lambda way: (_uneven(way), [p.midi for p in way]))[:most]


def _uneven(way: Laid) -> int:
    upper = [a.midi - b.midi for a, b in pairwise(way[:-1])]
    return max(upper, default=0) - min(upper, default=0) + 12 * sum(gap > APART or gap == 0 for gap in upper)


def _needed(chord: Chord, free: int, count: int) -> set[int]:
    """The notes that have to sound: all, or, where voices are few, all that cannot be spared."""
    needed = {*chord.pitch_classes, chord.bass_class}
    for spared in least_needed(chord._shape):
        if len(needed) <= free:
            break
        number = (chord._root.midi + spared.semitones) % 12
        if number != chord.bass_class:
            needed.discard(number)
    if len(needed) > free:
        raise FilmScoreError(
            f"{chord} has {len(set(chord.pitch_classes))} notes ({' '.join(chord.notes)}), and {count} voices cannot "
            f"bring what makes it {chord.kind}: take {len(needed)} voices, or a smaller chord."
        )
    return needed


def _octaves(tone: Pitch, low: int, high: int) -> list[Pitch]:
    same = (Pitch(7 * octave + tone.step % 7, tone.alter) for octave in range(10))
    return [pitch for pitch in same if low <= pitch.midi <= high]


def _why_not(chord: Chord, voices: Sequence[str], reach: dict[str, tuple[Pitch, Pitch]]) -> str:
    for upper, lower in pairwise(voices):
        if sum(p.midi for p in reach[upper]) < sum(p.midi for p in reach[lower]):
            return (
                f"{chord} cannot be laid with the {upper} above the {lower}, which lies higher. Name the voices from "
                "the top down."
            )
    told = ", ".join(f"{voice} ({reach[voice][0].name} to {reach[voice][1].name})" for voice in voices)
    return (
        f"{chord} cannot be laid for {told} with all its notes ({' '.join(chord.notes)}) and no voices that cross. "
        "Widen a range, or turn the chord."
    )


def closest(chords: Sequence[Chord], options: Sequence[list[Laid]], style: str, leading: int | None) -> list[Laid]:
    """The cheapest way through the layings of all chords."""
    import numpy as np

    weights = STYLES[style]
    numbers = [np.array([[p.midi for p in way] for way in some], dtype=np.int64) for some in options]
    middle = float(np.mean([(column.min(axis=0) + column.max(axis=0)).mean() / 2 for column in numbers]))
    cost = _alone(np, numbers[0], chords[0], weights, leading, middle)
    back: list[Any] = []
    for i in range(1, len(numbers)):
        through = cost[:, None] + _change(np, numbers[i - 1], numbers[i], weights)
        chosen = through.argmin(axis=0)
        back.append(chosen)
        cost = through[chosen, np.arange(len(chosen))] + _alone(np, numbers[i], chords[i], weights, leading, middle)
    at = int(cost.argmin())
    way = [at]
    for chosen in reversed(back):
        at = int(chosen[at])
        way.append(at)
    return [options[i][at] for i, at in enumerate(reversed(way))]


def _alone(np: Any, laid: Any, chord: Chord, weights: dict[str, int], leading: int | None, middle: float) -> Any:
    """What each laying costs by itself; where all else is equal, the even spacing in the middle has the last word."""
    gaps = laid[:, :-1] - laid[:, 1:]
    upper = gaps[:, :-1]
    cost = weights["gap"] * (upper > APART).sum(axis=1)
    cost += weights["thick"] * ((gaps > 0) & (gaps < CLOSE) & (laid[:, 1:] < LOW)).sum(axis=1)
    for number, _ in doubled(chord, leading):
        cost += weights["double"] * ((laid % 12 == number).sum(axis=1) > 1)
    uneven = np.maximum(upper - 9, 0).sum(axis=1) + np.maximum(3 - upper, 0).sum(axis=1)
    uneven = uneven + np.maximum(gaps[:, -1] - 19, 0) + np.maximum(3 - gaps[:, -1], 0)
    return cost + uneven + np.abs(laid.mean(axis=1) - middle) / 2


def _change(np: Any, before: Any, after: Any, weights: dict[str, int]) -> Any:
    """What each change from one laying to another costs."""
    moved = after[None, :, :] - before[:, None, :]
    cost = weights["semitone"] * np.abs(moved).sum(axis=2)
    cost += weights["leap"] * (np.abs(moved[:, :, :-1]) > LEAP).sum(axis=2)
    cost += weights["leap"] * (np.abs(moved[:, :, -1]) > BASS_LEAP)
    for a, b in combinations(range(before.shape[1]), 2):
        here, there = (before[:, a] - before[:, b]) % 12, (after[:, a] - after[:, b]) % 12
        along = (moved[:, :, a] * moved[:, :, b]) > 0
        cost += weights["parallel"] * (along & (here[:, None] == there[None, :]) & np.isin(here, (0, 7))[:, None])
    for a in range(before.shape[1] - 1):
        past = (after[None, :, a + 1] > before[:, None, a]) | (after[None, :, a] < before[:, None, a + 1])
        cost += weights["overlap"] * past
    return cost
