"""Time signatures: how long a bar is, what is beaten, and which notes share a beam."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ..errors import FilmScoreError, shown


@dataclass(frozen=True)
class Meter:
    """A time signature; `beat` is what a conductor beats and notes are grouped by, in quarter lengths."""

    count: int
    unit: int

    @property
    def bar(self) -> Fraction:
        """Length of a bar in quarter lengths."""
        return Fraction(4 * self.count, self.unit)

    @property
    def compound(self) -> bool:
        """Whether its beats fall into three."""
        return self.unit >= 8 and self.count % 3 == 0

    @property
    def beat(self) -> Fraction:
        """Length of a beat in quarter lengths."""
        return Fraction(12 if self.compound else 4, self.unit)

    def group(self, at: Fraction) -> int:
        """Which group of beamed notes a place in the bar belongs to."""
        if not self.compound and self.unit >= 8:  # 5/8 is 3 + 2, 7/8 is 2 + 2 + 3
            edges = {5: (3, 5), 7: (2, 4, 7)}.get(self.count, tuple(range(2, self.count + 2, 2)))
            return next((i for i, edge in enumerate(edges) if at < Fraction(4 * edge, self.unit)), len(edges))
        return int(at // self.beat)


def meter(text: str | None) -> Meter | None:
    """A time signature as it is written, ``"6/8"``; None stays None."""
    if text is None:
        return None
    count, _, unit = str(text).partition("/")
    if not (count.strip().isdigit() and unit.strip() in {"1", "2", "4", "8", "16", "32"} and 0 < int(count) <= 32):
        raise FilmScoreError(f"{shown(text)} cannot be engraved as a meter: write '4/4', '3/4' or '6/8'.")
    return Meter(int(count), int(unit))
