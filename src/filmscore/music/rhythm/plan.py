"""The plan of a build-up: what every parameter is in every bar, what moves where, and whether anybody hears it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from ...errors import FilmScoreError
from ...picture.timecode import whole_frame
from ...tables import as_html, as_text
from .evolution import PARAMETERS, Evolution, value_words
from .pattern import in_a_row

#: bars from one move to the next, at least: the course's house rule
APART = 4


@dataclass(frozen=True)
class Plan:
    """What every parameter is in every bar. Made by `Ostinato.plan`.

    Attributes
    ----------
    bars : int
    values : dict of str to tuple of float
        For each declared parameter a value a bar.
    changes : dict of int to tuple of str
        Bar to the parameters whose value changes on its bar line.
    idle : dict of int to dict of str to str
        Bar to those of its changes that leave the page as it was, each with the reason: nobody hears them, so they
        are no moves.
    unplaced : tuple of str
        What was declared and has no bar to move in, each as a sentence.
    silent : dict of str to str
        Players who have nothing to play in any bar, with the reason.
    folded : dict of str to tuple of int
        Players who cannot follow the register or the pitch, with the bars in which they are brought back by octaves.
    """

    bars: int
    values: dict[str, tuple[float, ...]]
    changes: dict[int, tuple[str, ...]]
    idle: dict[int, dict[str, str]] = field(default_factory=dict)
    unplaced: tuple[str, ...] = ()
    silent: dict[str, str] = field(default_factory=dict)
    folded: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def at(self, parameter: str, bar: int) -> float:
        """The value of a parameter in a bar; its plain one if nothing was declared."""
        row = self.values.get(parameter)
        return PARAMETERS[parameter].plain if row is None else row[bar - 1]

    @property
    def moves(self) -> dict[int, tuple[str, ...]]:
        """Bar to the parameters that move on its bar line: the changes that are not idle."""
        heard = {bar: tuple(n for n in names if n not in self.idle.get(bar, ())) for bar, names in self.changes.items()}
        return {bar: names for bar, names in heard.items() if names}

    @property
    def crowded(self) -> tuple[int, ...]:
        """The bars in which more than one parameter moves."""
        return tuple(bar for bar, moved in self.moves.items() if len(moved) > 1)

    def close(self, bars: int = APART) -> tuple[int, ...]:
        """The bars with a move that comes less than so many bars after the one before.

        >>> from filmscore import Ostinato
        >>> cell = Ostinato("D3> A3 D3").evolve("density", (0.3, 1), bars=(5, 5)).evolve("players", (1, 4), bars=(7, 7))
        >>> cell.plan(15).close()
        (7,)

        Raises
        ------
        FilmScoreError
            It is no number of bars, 1 or more.
        """
        apart = whole_frame(bars, "number of bars between moves")
        if apart < 1:
            raise FilmScoreError(f"Moves are one bar or more apart, not {apart}.")
        return tuple(after for before, after in pairwise(self.moves) if after - before < apart)

    @property
    def flat(self) -> bool:
        """Whether nothing that can be heard ever changes."""
        return not self.moves

    def rows(self) -> list[tuple[str, ...]]:
        """A row for every stretch in which nothing changes: its bars, the values, what changed as it began."""
        starts = sorted({1, *self.changes})
        made = []
        for start, after in zip(starts, [*starts[1:], self.bars + 1], strict=True):
            span = f"{start}" if after == start + 1 else f"{start}–{after - 1}"
            values = (value_words(name, row[start - 1]) for name, row in self.values.items())
            idle = self.idle.get(start, {})
            moved = (f"({name}: not heard)" if name in idle else name for name in self.changes.get(start, ()))
            made.append((span, *values, ", ".join(moved) or "it begins"))
        return made

    @property
    def _columns(self) -> tuple[str, ...]:
        return "bars", *self.values, "what changes"

    @property
    def told(self) -> str:
        """What to know of it, in sentences."""
        moves, close = self.moves, self.close()
        said = [f"{len(moves)} change{'s' * (len(moves) != 1)} in {self.bars} bars."]
        if self.flat:
            what = "Nothing that can be heard changes" if self.changes else "Nothing changes"
            said = [f"{what} in {self.bars} bars: whatever it is, after four bars nobody listens to it."]
        if self.crowded:
            where = ", ".join(f"bar {bar} ({' and '.join(moves[bar])})" for bar in self.crowded)
            said.append(f"More than one at once in {where}: the house rule is one.")
        if close:
            before = {after: after - one for one, after in pairwise(moves)}
            where = ", ".join(f"bar {bar} ({before[bar]} bar{'s' * (before[bar] != 1)})" for bar in close)
            said.append(f"Too soon after the move before: {where}. The house rule is {APART}.")
        for bar, names in self.idle.items():
            said += [f"{name.capitalize()} in bar {bar} is not heard: {why}." for name, why in names.items()]
        said += self.unplaced
        said += [f"The {name} is silent throughout: {why}." for name, why in self.silent.items()]
        for name, bars in self.folded.items():
            where = f"bar {bars[0]}" if len(bars) == 1 else f"bars {in_a_row(bars)}"
            if len(bars) > 2 and bars[-1] - bars[0] == len(bars) - 1:
                where = f"bars {bars[0]} to {bars[-1]}"
            said.append(f"The {name} cannot follow in {where}: what is out of reach comes back by octaves.")
        return " ".join(said)

    def __repr__(self) -> str:
        return as_text(self._columns, self.rows(), right=tuple(self.values))

    def _repr_html_(self) -> str:
        return as_html(self._columns, self.rows(), f"The build-up of {self.bars} bars. {self.told}")


def planned(changes: Iterable[Evolution], bars: int) -> Plan:
    """Where each declared change comes.

    Parameters without bars of their own take turns: the first moves, then the second, then the first again. In bar 1
    everything has its first value: it is where the ear begins to compare, so no move can be there.

    >>> plan = planned([Evolution("density", (0.2, 1.0), 4), Evolution("register", (0, 1), 4)], 16)
    >>> plan.changes
    {5: ('density',), 9: ('register',), 13: ('density',)}
    """
    changes = tuple(changes)
    turns = _turns(changes, bars)
    values: dict[str, tuple[float, ...]] = {}
    moved: dict[int, list[str]] = {}
    for change, mine in zip(changes, turns, strict=True):
        row, now = [], change.at(0.0)
        # declared again for other bars: it goes on from there
        row_before = values.get(change.parameter, (now,) * bars)
        begins = min(mine, default=bars + 1)
        for number in range(1, bars + 1):
            if number in mine:
                now = change.at((mine.index(number) + 1) / len(mine))
            row.append(row_before[number - 1] if number < begins else now)
        values[change.parameter] = tuple(row)
    for name, values_of in values.items():
        for number in range(2, bars + 1):
            if values_of[number - 1] != values_of[number - 2]:
                moved.setdefault(number, []).append(name)
    unplaced = tuple(
        _unplaced(change, bars)
        for change, mine in zip(changes, turns, strict=True)
        if not mine and len(set(change.curve)) > 1
    )
    return Plan(bars, values, {bar: tuple(names) for bar, names in sorted(moved.items())}, unplaced=unplaced)


def _turns(changes: tuple[Evolution, ...], bars: int) -> list[list[int]]:
    """The bars in which each change moves."""
    turns: list[list[int]] = [[] for _ in changes]
    free = [i for i, change in enumerate(changes) if change.bars is None]
    bar, turn = 1, 0
    while free:
        own = free[turn % len(free)]
        bar, turn = bar + changes[own].every, turn + 1
        if bar > bars:
            break
        turns[own].append(bar)
    for i, change in enumerate(changes):
        if change.bars is not None:
            every = range(change.bars[0], min(change.bars[1], bars) + 1, change.every)
            turns[i] = [bar for bar in every if bar > 1]
    return turns


def _unplaced(change: Evolution, bars: int) -> str:
    if change.bars is not None and change.bars[0] > bars:
        return f"{change.parameter.capitalize()} never moves: bar {change.bars[0]} lies after the last, bar {bars}."
    if change.bars is not None:
        return f"{change.parameter.capitalize()} never moves: in bar 1 it begins, and no later bar was named."
    return f"{change.parameter.capitalize()} never moves: {bars} bars are over before its turn comes."
