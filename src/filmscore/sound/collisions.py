"""Collisions: which layer is lost under which, in what lane, for how many bars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from .lanes import EMPTY, LANES, Lane, covered, shadow

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
    share_in : dict of int to float
        How much is covered in each of the bars.
    """

    covered: str
    by: str
    lane: Lane
    bars: tuple[int, ...]
    share: float
    both: bool
    share_in: dict[int, float] = field(default_factory=dict, compare=False)

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
    """Every lane that a layer lives in and that another hides from it; the longest first.

    The other need not live there: the upper partials of a bass hide a pad though they are soft beside its own ground.

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
    least = {name: max(float(table.max()) - OWN, EMPTY + 5) for name, table in measured.items()}
    over = {name: shadow(cells) for name, cells in power.items()}

    def share(name: str, by: str, row: int, lane: int) -> float:
        lives = measured[name][row, lane] >= least[name] and measured[by][row].max() > EMPTY
        return covered(power[name], over[by], *rows[row], lane) if lives else 0.0

    made: list[Collision] = []
    for one, other in combinations(power, 2):
        pair = []
        for n, lane in enumerate(LANES):
            shares = {bar: (share(one, other, row, n), share(other, one, row, n)) for row, bar in enumerate(numbers)}
            found = {bar: both for bar, both in shares.items() if max(both) >= COVERED}
            if found:
                under, above = (max(both[k] for both in found.values()) for k in (0, 1))
                lost, by = (one, other) if under >= above else (other, one)
                pair.append(Collision(lost, by, lane, tuple(found), max(under, above), min(under, above) >= COVERED,
                                      {bar: max(both) for bar, both in found.items()}))  # fmt: skip
        made += _agreed(pair, {name: measured[name] for name in (one, other)})
    return tuple(sorted(made, key=lambda c: (-len(c.bars), -c.share)))


def _agreed(pair: list[Collision], measured: Mapping[str, NDArray[np.float64]]) -> list[Collision]:
    """The collisions of a pair, from low to high; two that contradict each other across the edge of a lane are one.

    Two tones on either side of an edge cover each other, and each is lost in the lane of the other.
    """
    for a, b in pairwise(pair):
        touch = a.lane.high == b.lane.low and set(a.bars) & set(b.bars)
        if not touch or a.covered == b.covered:
            continue
        levels = [sum(float(table[:, LANES.index(c.lane)].max()) for table in measured.values()) for c in (a, b)]
        stays = a if levels[0] >= levels[1] else b
        shares = {bar: max(a.share_in.get(bar, 0.0), b.share_in.get(bar, 0.0)) for bar in sorted({*a.bars, *b.bars})}
        joined = replace(stays, bars=tuple(shares), share=max(shares.values()), both=True, share_in=shares)
        return _agreed([joined if c is stays else c for c in pair if c is stays or c not in (a, b)], measured)
    return pair


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
