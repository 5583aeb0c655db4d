"""How an ostinato grows: one parameter at a time, each on a curve that was declared before a note was written.

An ear takes a repeated cell as the ground and hears what differs. Where two things change in one bar it hears one
change, and the other is spent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ...errors import FilmScoreError, shown
from ...picture.timecode import whole_frame
from ...tables import as_html, as_text
from ..cues.notation import DYNAMICS

EASES = ("even", "late", "early")


@dataclass(frozen=True)
class Parameter:
    """Something of an ostinato that can change.

    Attributes
    ----------
    told : str
    low, high : float
        Between which its values lie.
    plain : float
        What it is if nothing is declared.
    whole : bool
        Whether its values are whole numbers.
    """

    told: str
    low: float
    high: float
    plain: float
    whole: bool = False


#: parameter -> what it is and how far it goes. Players are counted from the first; plain is all of them
PARAMETERS: dict[str, Parameter] = {
    "density": Parameter("share of the cell's strokes that are played, accents first", 0.05, 1.0, 1.0),
    "register": Parameter("octaves above where it stands", -3, 3, 0, True),
    "pitch": Parameter("semitones above where it stands", -24, 24, 0, True),
    "dynamics": Parameter("how loud, from ppp to fff", 0, len(DYNAMICS) - 1, 4, True),
    "players": Parameter("how many play, in the order they were named", 1, 40, 40, True),
    "length": Parameter("share of its time a note is held: short below 0.6", 0.1, 1.0, 0.5),
    "accents": Parameter("share of the accents that are marked", 0.0, 1.0, 1.0),
    "rotation": Parameter("steps later in itself that the cell begins", -256, 256, 0, True),
}


@dataclass(frozen=True)
class Evolution:
    """One declared change. Made by `Ostinato.evolve`.

    Attributes
    ----------
    parameter : str
    curve : tuple of float
        Values the line goes through, evenly spaced.
    every : int
        Bars from one change to the next.
    bars : (int, int) or None
        The bar of the first change and the bar by which the last is done.
    ease : str
    """

    parameter: str
    curve: tuple[float, ...]
    every: int
    bars: tuple[int, int] | None = None
    ease: str = "even"

    def at(self, share: float) -> float:
        """Its value at a share of the way, 0 to 1."""
        eased = {"even": share, "late": share**2, "early": share**0.5}[self.ease]
        place = eased * (len(self.curve) - 1)
        left = min(int(place), len(self.curve) - 2)
        value = self.curve[left] + (self.curve[left + 1] - self.curve[left]) * (place - left)
        return float(round(value)) if PARAMETERS[self.parameter].whole else round(value, 6)

    @property
    def told(self) -> str:
        """What was declared, in words."""
        way = " to ".join(value_words(self.parameter, value) for value in self.curve)
        where = f", bars {self.bars[0]} to {self.bars[1]}" if self.bars else ""
        how = "" if self.ease == "even" else f", {self.ease}"
        return f"{self.parameter} goes from {way}, a step every {self.every} bars{where}{how}"


def evolution(parameter: object, curve: Any, every: object, bars: Any, ease: object) -> Evolution:
    """A change as it was asked for, looked at.

    Raises
    ------
    FilmScoreError
        There is no such parameter, a value is out of its range, or the bars have no length.
    """
    if not isinstance(parameter, str) or parameter not in PARAMETERS:
        raise FilmScoreError(
            f"An ostinato has no {shown(parameter)} that could change: {', '.join(PARAMETERS)} it has."
        )
    if isinstance(curve, str) or not isinstance(curve, Sequence) or not 2 <= len(curve) <= 64:
        raise FilmScoreError(
            f"A curve is two values or more, the first and the last, such as {_example(parameter)}, not {shown(curve)}."
        )
    values = tuple(_value(parameter, one) for one in curve)
    number = whole_frame(every, "number of bars between changes")
    if not 1 <= number <= 64:
        raise FilmScoreError(f"Changes come every 1 to 64 bars, not every {number}.")
    if ease not in EASES:
        raise FilmScoreError(f"A curve moves {' or '.join(map(repr, EASES))}, not {shown(ease)}.")
    return Evolution(parameter, values, number, _span(bars), str(ease))


def _value(parameter: str, one: Any) -> float:
    own = PARAMETERS[parameter]
    if parameter == "dynamics" and isinstance(one, str):
        if one not in DYNAMICS:
            raise FilmScoreError(f"{shown(one)} is no dynamic: {', '.join(DYNAMICS)} there are.")
        return float(DYNAMICS.index(one))
    number = isinstance(one, int | float | Fraction) and not isinstance(one, bool)
    if not number or not own.low <= one <= own.high:
        low, high = value_words(parameter, own.low), value_words(parameter, own.high)
        raise FilmScoreError(f"{parameter} is {own.told}: from {low} to {high}, not {shown(one)}.")
    if own.whole and one != int(one):
        raise FilmScoreError(f"{parameter} counts in whole numbers, not {shown(one)}.")
    return float(one)


def _span(bars: Any) -> tuple[int, int] | None:
    if bars is None:
        return None
    if isinstance(bars, str) or not isinstance(bars, Sequence) or len(bars) != 2:
        raise FilmScoreError(f"bars are the first and the last, bars=(5, 12), not {shown(bars)}.")
    first, last = (whole_frame(one, "bar") for one in bars)
    if not 1 <= first <= last:
        raise FilmScoreError(
            f"Bars {first} to {last} have no length: the first is 1 or more, and the last not before it."
        )
    return first, last


def _example(parameter: str) -> str:
    return {"density": "(0.25, 1)", "dynamics": "('p', 'f')", "players": "(1, 4)", "length": "(0.3, 0.9)"}.get(
        parameter, "(0, 1)"
    )


def value_words(parameter: str, value: float) -> str:
    """A value as a table shows it.

    >>> value_words("dynamics", 3.0), value_words("register", 1.0), value_words("density", 0.625)
    ('mp', '1', '0.62')
    """
    if parameter == "dynamics":
        return DYNAMICS[round(value)]
    return f"{value:.0f}" if PARAMETERS[parameter].whole else f"{value:.2f}"


@dataclass(frozen=True)
class Plan:
    """What every parameter is in every bar. Made by `Ostinato.plan`.

    Attributes
    ----------
    bars : int
    values : dict of str to tuple of float
        For each declared parameter a value a bar.
    changes : dict of int to tuple of str
        Bar to the parameters that change on its bar line.
    """

    bars: int
    values: dict[str, tuple[float, ...]]
    changes: dict[int, tuple[str, ...]]

    def at(self, parameter: str, bar: int) -> float:
        """The value of a parameter in a bar; its plain one if nothing was declared."""
        row = self.values.get(parameter)
        return PARAMETERS[parameter].plain if row is None else row[bar - 1]

    @property
    def crowded(self) -> tuple[int, ...]:
        """The bars in which more than one parameter changes."""
        return tuple(bar for bar, changed in self.changes.items() if len(changed) > 1)

    @property
    def flat(self) -> bool:
        """Whether nothing ever changes."""
        return not self.changes

    def rows(self) -> list[tuple[str, ...]]:
        """A row for every stretch in which nothing changes: its bars, the values, what changed as it began."""
        starts = sorted({1, *self.changes})
        made = []
        for start, after in zip(starts, [*starts[1:], self.bars + 1], strict=True):
            span = f"{start}" if after == start + 1 else f"{start}–{after - 1}"
            values = (value_words(name, row[start - 1]) for name, row in self.values.items())
            made.append((span, *values, ", ".join(self.changes.get(start, ())) or "it begins"))
        return made

    @property
    def _columns(self) -> tuple[str, ...]:
        return "bars", *self.values, "what changes"

    @property
    def told(self) -> str:
        """What to know of it."""
        if self.flat:
            return f"Nothing changes in {self.bars} bars: whatever it is, after four bars nobody listens to it."
        words = [f"{len(self.changes)} changes in {self.bars} bars"]
        if self.crowded:
            where = ", ".join(f"bar {bar} ({' and '.join(self.changes[bar])})" for bar in self.crowded)
            words.append(f"more than one at once in {where}: an ear follows one")
        return "; ".join(words) + "."

    def __repr__(self) -> str:
        return as_text(self._columns, self.rows(), right=tuple(self.values))

    def _repr_html_(self) -> str:
        return as_html(self._columns, self.rows(), f"The build-up of {self.bars} bars. {self.told}")


def planned(changes: Iterable[Evolution], bars: int) -> Plan:
    """Where each declared change comes.

    Parameters without bars of their own take turns: the first moves, then the second, then the first again.

    >>> plan = planned([Evolution("density", (0.2, 1.0), 4), Evolution("register", (0, 1), 4)], 16)
    >>> plan.changes
    {5: ('density',), 9: ('register',), 13: ('density',)}
    """
    changes = tuple(changes)
    free = [i for i, change in enumerate(changes) if change.bars is None]
    turns: dict[int, list[int]] = {i: [] for i in range(len(changes))}
    bar, turn = 1, 0
    while free:
        own = free[turn % len(free)]
        bar, turn = bar + changes[own].every, turn + 1
        if bar > bars:
            break
        turns[own].append(bar)
    for i, change in enumerate(changes):
        if change.bars is not None:
            turns[i] = list(range(change.bars[0], min(change.bars[1], bars) + 1, change.every))
    values: dict[str, tuple[float, ...]] = {}
    moved: dict[int, list[str]] = {}
    for i, change in enumerate(changes):
        row, now = [], change.at(0.0)
        if change.parameter in values:  # declared again for other bars: it goes on from there
            row_before = values[change.parameter]
        else:
            row_before = (now,) * bars
        begins = min(turns[i], default=bars + 1)
        for number in range(1, bars + 1):
            if number in turns[i]:
                now = change.at((turns[i].index(number) + 1) / len(turns[i]))
            row.append(row_before[number - 1] if number < begins else now)
        values[change.parameter] = tuple(row)
    for name, values_of in values.items():
        for number in range(2, bars + 1):
            if values_of[number - 1] != values_of[number - 2]:
                moved.setdefault(number, []).append(name)
    return Plan(bars, values, {bar: tuple(names) for bar, names in sorted(moved.items())})
