"""What 10.6 hands in, read: a cell with its growth and its room, who plays it, and what its author declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ....errors import FilmScoreError, shown
from ....music.rhythm.build import players_of
from ....music.rhythm.momentum import CURVES, Momentum, momentum
from ....music.rhythm.ostinato import Ostinato
from ....music.rhythm.plan import Plan
from ....music.rhythm.strokes_of import Attack, attacks_of
from ....picture.tempo import TempoMap
from ...asking import fields, key_of, listed
from ...verdict import Untouched
from .asking import blank, cell_of, whole
from .whose import OWNERS

START, BARS, BPM = 96, 15, 144
HITS = {257: "the vault", 376: "the crates", 495: "the tram"}
DOOR = 697
#: the tram's two places
ROOM = (OWNERS["tram"], OWNERS["bell"])
#: what is declared, and how
DECLARED = ("density", "force", "high")
WAYS = {"up": "up", "rises": "up", "down": "down", "falls": "down", "level": "level", "same": "level", "flat": "level"}

NAMES = ("cell", "players", "bars", "curves")
FORM = (
    '{"cell": "D3> …", "rotate": 0, "players": {"cello": "all"}, "evolve": […], "every": 4, "room": […], "bars": 15, '
    '"curves": {"density": "up", "force": "level", "high": "level"}}'
)
#: what else the curves are called
CALLED = {"loudness": "force", "dynamics": "force", "highest note": "high", "the highest note": "high"}
#: lines that may stand there besides
BESIDE = ("rotate", "evolve", "every", "room")
_MOST_BARS, _MOST_PLAYERS, _MOST_ITEMS = 32, 16, 24


class Heard(NamedTuple):
    """One attack of the page, with the frames from which and to which it sounds."""

    attack: Attack
    start: float
    end: float


@dataclass(frozen=True)
class Half:
    """Fifteen bars, built and measured.

    Attributes
    ----------
    cell : Ostinato
        As it stands in bar 1, without growth or room.
    turned : int
        Steps it was rotated by.
    grown : Ostinato
        With what `evolve` and `room` declare.
    players : tuple of (str, str)
        Who plays, and what of the cell.
    bars : int
    curves : dict of str to str
        What the author declares of each curve.
    tempo : TempoMap
    measured : Momentum
    heard : tuple of Heard
        Every attack on the page.
    plan : Plan
    """

    cell: Ostinato
    turned: int
    grown: Ostinato
    players: tuple[tuple[str, str], ...]
    bars: int
    curves: dict[str, str]
    tempo: TempoMap
    measured: Momentum
    heard: tuple[Heard, ...]
    plan: Plan

    @property
    def sounding(self) -> int:
        """How many of the players have something to play."""
        return len({one.attack.part for one in self.heard})

    def change(self, name: str) -> tuple[float, float]:
        """A curve's mean over the first five bars, and over the last five."""
        curve = self.measured.curve(name)
        five = min(5, len(curve))
        return sum(curve[:five]) / five, sum(curve[-five:]) / five


def half_of(answer: Any) -> Half:
    """The table of an answer, built.

    Raises
    ------
    FilmScoreError, Untouched
        Something in it cannot be read, or nothing has been written.
    """
    if isinstance(answer, Mapping) and (blank(answer.get("cell")) or answer.get("cell") == "D3> …"):
        raise Untouched("There is no cell in the table yet.")
    given = fields(answer, NAMES, FORM)
    table = {key_of(key): value for key, value in list(answer.items())[:50]}
    if strange := [key for key in table if key not in (*NAMES, *BESIDE)]:
        raise FilmScoreError(f"There is no line {shown(strange[0], 30)} in this task: {FORM}")
    cell, turned = cell_of(given["cell"], "cell"), whole(table.get("rotate", 0) or 0, "rotate")
    if cell.size > 64:
        raise FilmScoreError(f"“cell” has {cell.size} steps: eight bars and more. What returns so late drives nothing.")
    for name in ("evolve", "room"):
        if isinstance(table.get(name), list | tuple) and len(table[name]) > _MOST_ITEMS:
            raise FilmScoreError(f"“{name}” has {len(table[name]):,} lines; fifteen bars need a few.")
    bars = whole(given["bars"], "bars")
    if not 1 <= bars <= _MOST_BARS:
        raise FilmScoreError(f"“bars” is {bars}; from the whistle to the door there are {BARS}.")
    curves = _curves(given["curves"])
    row = players_of(given["players"])
    if len(row) > _MOST_PLAYERS:
        raise FilmScoreError(f"“players” names {len(row)}; {_MOST_PLAYERS} are the most in a market street.")
    grown = Ostinato.of({**table, "cell": cell.text, "rotate": turned})
    tempo = TempoMap(start=START).bars(max(bars, BARS), "4/4", bpm=BPM)
    page = grown.build(bars, given["players"], tempo=tempo)
    measured = momentum(page, tempo, hits=list(HITS))
    heard = tuple(
        Heard(one, float(tempo.frame_at(one.beat)), float(tempo.frame_at(one.beat + one.beats)))
        for one in attacks_of(page)[0]
    )
    return Half(cell.rotate(turned), turned, grown, tuple(row), bars, curves, tempo, measured,
                heard, grown.plan(bars, given["players"]))  # fmt: skip


def _curves(value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise FilmScoreError(f'“curves” is a table, {{"density": "up", …}}, not {shown(value, 40)}.')
    named = {key_of(key): said for key, said in list(value.items())[:20]}
    given = {CALLED.get(key, key): said for key, said in named.items()}
    if missing := [name for name in DECLARED if blank(given.get(name))]:
        raise FilmScoreError(f"“curves” says nothing of {listed(missing)} yet: “up”, “down” or “level”.")
    found = {}
    for name in [*DECLARED, *(name for name in given if name in CURVES and name not in DECLARED)]:
        way = WAYS.get(key_of(given[name]))
        if way is None:
            raise FilmScoreError(f"“curves”, {name}: {shown(given[name], 20)} is none of “up”, “down” and “level”.")
        found[name] = way
    return found
