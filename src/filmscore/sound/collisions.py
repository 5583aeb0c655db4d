"""Collisions: which layer is lost under which, in what lane, for how many bars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from .lanes import EMPTY, LANES, Lane, covered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: from this share on a layer counts as covered in a lane
COVERED = 0.5

#: a lane belongs to a layer within so many dB of its strongest one
OWN = 12.0


@dataclass(frozen=True)
class Collision:
    """Two layers in one lane.

    Attributes
    ----------
    covered, by : str
        The layer that is lost, and the one it is lost under.
    lane : Lane
    bars : tuple of int
        Bars, or rows of two seconds, in which it happens.
    share : float
        How much of it is covered there, 0 to 1, in the worst of them.
    both : bool
        Whether each covers the other: neither is heard well.
    """

    covered: str
    by: str
    lane: Lane
    bars: tuple[int, ...]
    share: float
    both: bool

    def words(self, unit: str = "bar") -> str:
        """The collision in a sentence."""
        where = f"{unit}{'s' * (len(self.bars) > 1)} {spans(self.bars)}, {self.lane.told}"
        if self.both:
            return f"{where}: {self.covered} and {self.by} are in each other's way, {self.share:.0%} at worst"
        return f"{where}: {self.by} covers {self.covered}, {self.share:.0%} at worst"


def collisions(
    power: Mapping[str, NDArray[np.float64]],
    measured: Mapping[str, NDArray[np.float64]],
    numbers: tuple[int, ...],
    rows: list[tuple[int, int]],
) -> tuple[Collision, ...]:
    """Every pair of layers in every lane that both live in, where one covers the other; the longest first.

    Parameters
    ----------
    power : mapping
        Layer to its power in cells (`filmscore.sound.lanes.cells`).
    measured : mapping
        Layer to its level in each bar and lane, dB.
    numbers : tuple of int
        The bars.
    rows : list of (int, int)
        The looks of each bar.
    """
    best = {name: table.max() for name, table in measured.items()}
    made = []
    for (one, other), (n, lane) in ((pair, lane) for pair in combinations(power, 2) for lane in enumerate(LANES)):
        found: list[tuple[int, float, float]] = []
        for bar, (first, last), a, b in zip(numbers, rows, measured[one][:, n], measured[other][:, n], strict=True):
            if a < max(best[one] - OWN, EMPTY + 5) or b < max(best[other] - OWN, EMPTY + 5):
                continue
            under = covered(power[one], power[other], first, last, n)
            over = covered(power[other], power[one], first, last, n)
            if max(under, over) >= COVERED:
                found.append((bar, under, over))
        if found:
            under, over = (max(row[k] for row in found) for k in (1, 2))
            lost, by = (one, other) if under >= over else (other, one)
            made.append(Collision(lost, by, lane, tuple(row[0] for row in found), max(under, over),
                                  min(under, over) >= COVERED))  # fmt: skip
    return tuple(sorted(made, key=lambda c: (-len(c.bars), -c.share)))


def spans(numbers: Iterable[int]) -> str:
    """Numbers in a row as spans.

    >>> spans([1, 2, 3, 7, 9, 10])
    '1–3, 7, 9–10'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
