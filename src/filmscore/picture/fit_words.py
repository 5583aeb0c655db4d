"""How a fit is told: tempi, errors and chances in words, and tables of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .. import tables


@dataclass(frozen=True)
class FitTable:
    """A table of text cells that shows itself in a notebook and as plain text; `note` is a sentence about it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def __repr__(self) -> str:
        return f"{tables.as_text(self.columns, self.rows)}\n{self.note}"

    def _repr_html_(self) -> str:
        return tables.as_html(self.columns, self.rows, self.note)


def short_bpm(bpm: Fraction) -> str:
    """A tempo as it is written: whole, or to a thousandth."""
    return str(bpm.numerator) if bpm.denominator == 1 else f"{float(bpm):.3f}"


def signed(error: float) -> str:
    """Frames off in words: ``1.57 late``, ``0.30 early``, ``on it``."""
    return "on it" if abs(error) < 0.005 else f"{abs(error):.2f} {'late' if error > 0 else 'early'}"


def share(part: float) -> str:
    """A share in words: ``3.1%``, ``1 in 40,000``.

    >>> share(0.25), share(0.0001), share(0)
    ('25%', '1 in 10,000', 'never')
    """
    if part <= 1e-12:
        return "never" if part <= 0 else "less than 1 in a billion"
    if part >= 0.01:
        return "100%" if part >= 0.995 else f"{100 * part:.2g}%"
    one_in = 1 / part
    return f"1 in {float(f'{one_in:.2g}'):,.0f}" if one_in < 1e9 else "less than 1 in a billion"
