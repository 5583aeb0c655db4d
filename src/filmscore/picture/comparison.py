"""Two tempo maps beside each other: where they put the same bars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ..errors import FilmScoreError, shown

if TYPE_CHECKING:
    from .tempo import TempoMap


class BarDifference(NamedTuple):
    """A bar in two maps.

    Attributes
    ----------
    bar : int
    frame, other : float
        The frame on which it begins in the one and in the other.
    difference : float
        Frames from the one to the other: above 0 the other is later.
    """

    bar: int
    frame: float
    other: float
    difference: float


@dataclass(frozen=True)
class Comparison:
    """Where two maps put the bars that both have; made by `filmscore.TempoMap.compare`.

    Attributes
    ----------
    one, other : TempoMap
    rows : tuple of BarDifference
        In the order of the bars.
    ends : tuple of float
        The frames on which the two end.
    """

    one: TempoMap
    other: TempoMap
    rows: tuple[BarDifference, ...]
    ends: tuple[float, float]

    @property
    def largest(self) -> BarDifference:
        """The bar that lies furthest apart, the first of them if there are several."""
        return max(self.rows, key=lambda row: abs(row.difference))

    def __iter__(self) -> Iterator[BarDifference]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: int) -> BarDifference:
        return self.rows[index]

    def __str__(self) -> str:
        lines = [f"{'bar':>4}  {'one':>9}  {'other':>9}  difference"]
        lines += [f"{r.bar:>4}  {r.frame:>9.2f}  {r.other:>9.2f}  {_difference(r.difference)}" for r in self.rows]
        a, b = self.ends
        return "\n".join([*lines, f"{'end':>4}  {a:>9.2f}  {b:>9.2f}  {_difference(b - a)}"])

    def __repr__(self) -> str:
        far = self.largest
        apart = f"bar {far.bar}, {_difference(far.difference)}" if far.difference else "nothing"
        return f"<Comparison of {len(self)} bars; furthest apart: {apart}>"


def _difference(frames: float) -> str:
    if abs(frames) < 0.005:
        return "the same"
    return f"{abs(frames):.2f} frames {'later' if frames > 0 else 'earlier'}"


def compare(one: TempoMap, other: object) -> Comparison:
    """See `filmscore.TempoMap.compare`."""
    from .tempo import TempoMap

    if not isinstance(other, TempoMap):
        raise FilmScoreError(f"A tempo map is compared with another TempoMap, not with {shown(other)}.")
    if one.rate != other.rate:
        raise FilmScoreError(
            f"These maps count different frames, at {one.rate} and at {other.rate}: a difference in frames would mean "
            "nothing."
        )
    for tempo_map in (one, other):
        if not tempo_map.segments:
            raise tempo_map._empty()
    theirs = {bar for bar, _ in other.bar_lines()}
    rows = [
        BarDifference(bar, a := one.frame_of_bar(bar), b := other.frame_of_bar(bar), b - a)
        for bar, _ in one.bar_lines()
        if bar in theirs
    ]
    if not rows:
        raise FilmScoreError("These maps have no bar in common: at least one of them ends before a first bar line.")
    return Comparison(one, other, tuple(rows), (one.frame_at(one.beats), other.frame_at(other.beats)))
