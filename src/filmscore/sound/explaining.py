"""What a performance did to a bar, and why, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import FilmScoreError, shown
from .names import pitch_name
from .playing import Account


@dataclass(frozen=True)
class Explanation:
    """The notes of a bar as they are played; printed, it is a page to read.

    Attributes
    ----------
    rows : tuple of tuple
        Part, beat of the bar in quarters from 1, pitch, seconds at which it begins and lasts, velocity, reasons.
    """

    bar: int
    rows: tuple[tuple[str, float, str, float, float, float, tuple[str, ...]], ...]

    def __str__(self) -> str:
        lines, part = [f"Bar {self.bar}"], None
        for name, beat, pitch, start, length, velocity, reasons in self.rows:
            if name != part:
                lines.append(f"  {name}")
                part = name
            lines.append(
                f"    beat {beat:<5g} {pitch:<4} at {start:7.3f} s for {length:6.3f} s, weight {velocity:3.0f}"
            )
            lines += [f"      {reason}" for reason in reasons]
        return "\n".join(lines)

    __repr__ = __str__


def explain(accounts: Sequence[Account], bar: int, part: str | None = None) -> Explanation:
    """The accounts of one bar, and of one part if it is named."""
    if isinstance(bar, bool) or not isinstance(bar, int):
        raise FilmScoreError(f"A bar is a whole number, as the score counts them, not {shown(bar)}.")
    if part is not None:
        names = list(dict.fromkeys(a.part for a in accounts))
        if not isinstance(part, str) or not any(n.casefold().startswith(part.casefold()) for n in names):
            raise FilmScoreError(f"No part is called {shown(part)}. The parts: {', '.join(names)}.")
        accounts = [a for a in accounts if a.part.casefold().startswith(part.casefold())]
    bars = [a.bar for a in accounts]
    chosen = [a for a in accounts if a.bar == bar]
    if not chosen:
        between = f" between bars {min(bars)} and {max(bars)}" if bars else ""
        raise FilmScoreError(f"Nothing is played in bar {bar}. There are notes{between}.")
    chosen.sort(key=lambda a: [b.part for b in accounts].index(a.part))
    rows = tuple(
        (
            a.part,
            round(a.beat + 1, 4),
            a.name or pitch_name(a.pitch),
            a.notes[0].start,
            a.notes[-1].end - a.notes[0].start,
            a.notes[0].velocity,
            tuple(a.reasons),
        )
        for a in chosen
    )
    return Explanation(bar, rows)
