"""What of a plan can be heard: moves that leave the page as it was, players with nothing to play or out of reach."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from .build import played, players_of
from .clearing import folded, octaves_of
from .page import HELD, SHORT, Struck
from .plan import Plan
from .players import Reach, reach_of

if TYPE_CHECKING:
    from .ostinato import Ostinato

#: why a change leaves the page as it was
_WHY = {
    "density": "it comes to the same strokes",
    "register": "out of reach, it is brought back by octaves to where it was",
    "pitch": "out of reach, it is brought back by octaves to where it was",
    "accents": "it comes to the same accents",
    "length": "on paper it is the same length",
    "rotation": "it comes to the same step",
}


class _Row(NamedTuple):
    """One who plays: name, share of the cell, how many are before; reach, and the octaves all notes are moved by."""

    name: str
    share: str
    number: int
    reach: Reach
    octaves: int

    def page(self, cell: Ostinato, plan: Plan) -> list[Struck]:
        """What is played, with room left aside."""
        return folded(played(cell, plan, self.share, self.number), self.reach, self.octaves)


def heard(cell: Ostinato, plan: Plan, players: Any) -> Plan:
    """A plan with what nobody hears of it: asked of the notes, with room left aside.

    Without players it is asked of the cell alone, and players who join are taken to be there.
    """
    rows = [_Row("", "all", 0, Reach(0, 127), 0)]
    if players is not None:
        rows = [_row(cell, plan, name, share, number) for number, (name, share) in enumerate(players_of(players))]
    pages = [row.page(cell, plan) for row in rows]
    idle: dict[int, dict[str, str]] = {}
    for bar, names in plan.changes.items():
        for name in names:
            if name == "dynamics" or (name == "players" and players is None):
                continue
            if _same(cell, plan, rows, pages, name, bar):
                idle.setdefault(bar, {})[name] = _why(name, plan, bar, len(rows))
    if players is None:
        return replace(plan, idle=idle)
    silent = {row.name: _silence(plan, row) for row, page in zip(rows, pages, strict=True) if not page}
    cannot = {row.name: bars for row, page in zip(rows, pages, strict=True) if (bars := _folded(cell, plan, row, page))}
    return replace(plan, idle=idle, silent=silent, folded=cannot)


def _row(cell: Ostinato, plan: Plan, name: str, share: str, number: int) -> _Row:
    reach = reach_of(name)
    return _Row(name, share, number, reach, octaves_of(played(cell, plan, share, number), reach))


def _same(cell: Ostinato, plan: Plan, rows: list[_Row], pages: list[list[Struck]], name: str, bar: int) -> bool:
    """Whether the page is what it would be if the parameter had stayed, until it changes again."""
    values = plan.values[name]
    after = next((n for n, names in plan.changes.items() if n > bar and name in names), plan.bars + 1)
    stayed = (*values[: bar - 1], *[values[bar - 2]] * (after - bar), *values[after - 1 :])
    other = replace(plan, values={**plan.values, name: stayed})
    return all(
        _between(page, cell, bar, after) == _between(row.page(cell, other), cell, bar, after)
        for row, page in zip(rows, pages, strict=True)
    )


def _between(notes: list[Struck], cell: Ostinato, bar: int, after: int) -> list[tuple[Any, ...]]:
    """What can be seen of the notes from a bar to another."""
    return [
        (note.beat, note.beats, tuple(p.midi for p in note.pitches), note.accent, _written(note.length))
        for note in notes
        if (bar - 1) * cell.bar <= note.beat < (after - 1) * cell.bar
    ]


def _written(length: float) -> str:
    return "short" if length <= SHORT else "held" if length >= HELD else ""


def _why(name: str, plan: Plan, bar: int, count: int) -> str:
    if name != "players":
        return _WHY[name]
    if min(plan.values[name][bar - 2 : bar]) >= count:
        return f"only {count} {'is' if count == 1 else 'are'} named"
    return "who comes or goes has nothing to play"


def _silence(plan: Plan, row: _Row) -> str:
    """Why a player has no note."""
    if max(plan.at("players", bar) for bar in range(1, plan.bars + 1)) <= row.number:
        return "the plan never has so many players"
    return {
        "gaps": "it plays the gaps, and this cell has none",
        "accents": "it plays the accents, and this cell has none",
        "weak": "it plays what has no accent, and in this cell all has one",
    }.get(row.share, "in the bars it plays in, nothing of the cell is struck")


def _folded(cell: Ostinato, plan: Plan, row: _Row, page: list[Struck]) -> tuple[int, ...]:
    """The bars in which a player cannot follow the register or the pitch."""
    if not row.reach.pitched:
        return ()
    asked = played(cell, plan, row.share, row.number)
    bars = {
        int(note.beat // cell.bar) + 1
        for note, there in zip(asked, page, strict=True)
        for wanted, got in zip(note.pitches, there.pitches, strict=True)
        if got.midi != wanted.midi + 12 * row.octaves
    }
    return tuple(sorted(bar for bar in bars if plan.at("register", bar) or plan.at("pitch", bar)))
