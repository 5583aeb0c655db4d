"""Dynamics: how loud a part is at every moment, from its marks and hairpins."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

#: level of each mark in dB below the loudest; about 25 dB from pp to ff, as an orchestra in a good room
LEVELS = {
    "pppppp": -46.0,
    "ppppp": -41.0,
    "pppp": -36.0,
    "ppp": -31.0,
    "pp": -26.0,
    "p": -20.5,
    "mp": -15.5,
    "mf": -11.0,
    "f": -6.5,
    "pf": -11.0,
    "ff": -2.5,
    "fff": 0.0,
    "ffff": 0.0,
    "fffff": 0.0,
    "ffffff": 0.0,
    "n": -50.0,
}
#: marks of a moment: the level they jump to, and the standing mark they leave behind (None: the one before)
STROKES: dict[str, tuple[float, str | None]] = {
    "sf": (-5.0, None),
    "sfz": (-4.0, None),
    "sffz": (-1.0, None),
    "sfffz": (0.0, None),
    "fz": (-5.0, None),
    "rf": (-6.5, None),
    "rfz": (-6.5, None),
    "mfp": (-11.0, "p"),
    "fp": (-6.5, "p"),
    "fpp": (-6.5, "pp"),
    "ffp": (-2.5, "p"),
    "sfzp": (-4.0, "p"),
    "sffp": (-1.0, "p"),
    "sffzp": (-1.0, "p"),
    "sfp": (-5.0, "p"),
    "sfpp": (-5.0, "pp"),
}
#: quarter lengths in which a stroke falls back to what is played around it
FALL = 0.75
_STEPS = ("ppp", "pp", "p", "mp", "mf", "f", "ff", "fff")

#: what a part without any mark plays
UNMARKED = "mf"


class Loudness:
    """Level of a part in dB below the loudest, at every beat: dynamics joined by hairpins.

    A hairpin goes from the level where it starts to the mark that stands at its end. Without such a mark, or where
    that mark turns back (a crescendo into a sudden *p*), a crescendo gains one step and a diminuendo loses two, as a
    player would take it; one that ends in silence (`fades`, the beats at which the part stops) goes down to *pp* at
    least. *sf* and its kin are strokes: they jump, and are back at the level around them within three quarters of a
    beat; *fp* falls to *p* and stays.

    >>> Loudness([(0, "p"), (4, "f")], [(2, 4, 1)]).at(3)
    -13.5
    >>> Loudness([(0, "p"), (2, "sfz")]).at(2), Loudness([(0, "p"), (2, "sfz")]).at(3)
    (-4.0, -20.5)
    """

    def __init__(
        self,
        marks: Iterable[tuple[float, str]],
        hairpins: Iterable[tuple[float, float, int]] = (),
        fades: Iterable[float] = (),
    ) -> None:
        standing, strokes = set(), {}
        for beat, mark in set(marks):
            if mark in STROKES:
                strokes[beat], left_behind = STROKES[mark]
                mark = left_behind or ""
            if mark in LEVELS:
                standing.add((beat, LEVELS[mark]))
        known = sorted(standing)
        beats = [b for b, _ in known]
        stops = tuple(fades)
        points: list[tuple[float, float]] = []  # (beat, level), straight lines between

        def plain(beat: float) -> float:
            at = bisect.bisect_right(beats, beat + 1e-9) - 1
            return known[at][1] if at >= 0 else (LEVELS[UNMARKED] if not known else known[0][1])

        spans = sorted(set(hairpins))
        for number, (first, last, sign) in enumerate(spans):
            left = plain(first)
            if points and not any(points[-1][0] - 1e-9 < b <= first + 1e-9 for b in beats):
                left = points[-1][1]  # a hairpin that follows another without a mark goes on from there
            inside = [b for b in beats if first + 1e-9 < b <= last + 1e-9]
            upcoming = spans[number + 1][0] if number + 1 < len(spans) else float("inf")
            later = [b for b in beats if last < b <= last + 0.51 and b <= upcoming + 1e-9]
            if inside:
                last = inside[0]
            if inside and (plain(last) - left) * sign > 0:
                right = plain(last)
            elif not inside and later and (plain(later[0]) - left) * sign > 0:
                right = plain(later[0])
            else:
                right = _step(left, 1 if sign > 0 else -2)
                if sign < 0 and any(abs(last - b) < 1e-6 for b in stops):
                    right = min(right, LEVELS["pp"])
            points += [(first, left), (last, right)]
        self._steps = known
        self._points = points
        self._beats = beats
        self._strokes = sorted(strokes.items())

    def at(self, beat: float) -> float:
        """Level in dB at a beat."""
        level = self._line(beat)
        place = bisect.bisect_right(self._strokes, (beat + 1e-9, float("inf"))) - 1
        if place >= 0:
            since, peak = beat - self._strokes[place][0], self._strokes[place][1]
            if since < FALL and peak > level:
                return peak + (level - peak) * max(since, 0.0) / FALL
        return level

    def _line(self, beat: float) -> float:
        points = self._points
        for (b0, l0), (b1, l1) in zip(points[::2], points[1::2], strict=True):
            if b0 - 1e-9 <= beat < b1 - 1e-9:
                return l0 + (l1 - l0) * (beat - b0) / (b1 - b0)
        mark = bisect.bisect_right(self._beats, beat + 1e-9) - 1
        ends = [(b, level) for b, level in points[1::2] if b <= beat + 1e-9]
        if ends and (mark < 0 or ends[-1][0] > self._beats[mark] + 1e-9):
            return ends[-1][1]
        if mark >= 0:
            return self._steps[mark][1]
        return self._steps[0][1] if self._steps else LEVELS[UNMARKED]

    def corners(self) -> list[float]:
        """Beats at which the line bends or jumps."""
        falls = {b + after for b, _ in self._strokes for after in (0.0, FALL)}
        return sorted({b for b, _ in self._points} | set(self._beats) | falls)


def _step(level: float, steps: int) -> float:
    """The level some steps louder or softer than the mark nearest to a level."""
    ladder = [LEVELS[s] for s in _STEPS]
    nearest = min(range(len(ladder)), key=lambda i: abs(ladder[i] - level))
    return ladder[min(max(nearest + steps, 0), len(ladder) - 1)]
