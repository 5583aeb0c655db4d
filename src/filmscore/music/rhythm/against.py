"""A cell against the bar: when it is home again, and what falls on the bar lines until then."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING

from ...picture.segments import Meter
from ...tables import as_html, as_text
from ..meter import on_a_beat

if TYPE_CHECKING:
    from .ostinato import Ostinato

#: bars of a table; a cell that takes longer to come home never does, to an ear
MOST_BARS = 64


@dataclass(frozen=True)
class Against:
    """A cell laid against a meter. Made by `Ostinato.against`.

    Attributes
    ----------
    cell : Ostinato
    meter : str
    bars : int
        Bars until it is home: its first step on a bar line again.
    turns : int
        Times round in those bars.
    phases : tuple of Fraction
        The step, from 0, that each of those bar lines meets.
    accents : tuple of tuple of Fraction
        For each of those bars, where the accents fall: beats (quarter lengths) from the bar line.
    """

    cell: Ostinato
    meter: str
    bars: int
    turns: int
    phases: tuple[Fraction, ...]
    accents: tuple[tuple[Fraction, ...], ...]

    @property
    def shifts(self) -> bool:
        """Whether it moves against the bar: a cell of one bar, of a part of one or of two does not."""
        return self.bars > 1 and self.turns > 1

    @property
    def patterns(self) -> int:
        """How many bars differ in where their accents fall."""
        return len(set(self.accents))

    @property
    def off_beat(self) -> float:
        """Share of its accents that fall on no beat of the meter."""
        meter = Meter.read(self.meter)
        places = [place for bar in self.accents for place in bar]
        return sum(not on_a_beat(meter, place) for place in places) / len(places) if places else 0.0

    @property
    def downbeats(self) -> tuple[int, ...]:
        """The bars, from 1, with an accent on the bar line."""
        return tuple(i + 1 for i, bar in enumerate(self.accents) if Fraction(0) in bar)

    @property
    def told(self) -> str:
        """What it does, in words."""
        from .pattern import in_a_row, in_beats, times

        length = Meter.read(self.meter).length
        if self.cell.beats == length:
            return f"The cell is as long as a bar of {self.meter}: each begins with its first step. It never shifts."
        if self.bars == 1:
            return (
                f"A cell of {in_beats(self.cell.beats)} goes {times(self.turns)} into a bar of {self.meter}: each "
                "begins with its first step. It never shifts."
            )
        if self.turns == 1:
            return (
                f"A cell of {in_beats(self.cell.beats)} is {self.bars} bars of {self.meter} long: bar {self.bars + 1} "
                "begins as bar 1 does. It never shifts."
            )
        met = sorted(int(p) + 1 for p in self.phases if p.denominator == 1)
        steps = (
            f"On the bar lines fall its steps {in_a_row(met)}" if len(met) > 1 else f"One bar line meets step {met[0]}"
        )
        if len(met) < len(self.phases):
            steps += f"; {len(self.phases) - len(met)} fall between two"
        return (
            f"A cell of {in_beats(self.cell.beats)} against bars of {float(length):g}: it is home again after "
            f"{self.bars} bars, {times(self.turns)} round. {steps}."
        )

    def rows(self) -> list[tuple[str, str, str]]:
        """A row for each bar: its number, the step on the bar line, where the accents fall."""
        made = []
        for i, (phase, bar) in enumerate(zip(self.phases[:MOST_BARS], self.accents[:MOST_BARS], strict=True)):
            step = str(int(phase) + 1) if phase.denominator == 1 else f"after {int(phase) + 1}"
            made.append((str(i + 1), step, "  ".join(f"{float(1 + place):g}" for place in bar) or "none"))
        return made

    _COLUMNS = ("bar", "step on the bar line", "accents on beats")

    def __repr__(self) -> str:
        return f"{self.told}\n{as_text(self._COLUMNS, self.rows())}"

    def _repr_html_(self) -> str:
        return as_html(self._COLUMNS, self.rows(), self.told)


def against(cell: Ostinato, meter: str) -> Against:
    """Lay a cell against a meter.

    Home is the least time that is a whole number of cells and a whole number of bars: their least common multiple.
    """
    length = Meter.read(meter).length
    whole = _lcm(cell.beats, length)
    bars, turns = int(whole / length), int(whole / cell.beats)
    phases = tuple(cell.phase(bar + 1, meter) for bar in range(bars))
    accents: list[list[Fraction]] = [[] for _ in range(bars)]
    for turn in range(turns):
        for step in cell.accents:
            bar, place = divmod(turn * cell.beats + step * cell.step, length)
            accents[int(bar)].append(place)
    return Against(cell, str(Meter.read(meter)), bars, turns, phases, tuple(tuple(sorted(bar)) for bar in accents))


def _lcm(a: Fraction, b: Fraction) -> Fraction:
    return Fraction(lcm(a.numerator, b.numerator), gcd(a.denominator, b.denominator))
