"""The Ostinato machine's cell as it is kept: one mark with its lanes, players and boxes, and as an `Ostinato`.

Copies that were kept to compare with are marks beside it. A lane is written as its moves, bar and value, the first of
bar 1; so any line of steps can be drawn, and each move becomes one `evolve` of its own bar.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from ..errors import FilmScoreError, shown
from ..music.cues.notation import DYNAMICS
from ..music.rhythm.build import players_of
from ..music.rhythm.evolution import PARAMETERS
from ..music.rhythm.ostinato import Ostinato
from ..music.rhythm.players import reach_of
from ..music.rhythm.room import Slot, slots_of
from .marks import Mark, read_each

MOST_PLAYERS, MOST_BOXES = 12, 24  #: as in the page
COPIES = ("A", "B")
#: the cell of lesson 10, and what an empty grid begins with
CELL, EMPTY = "D3> A3 D3 Eb3> D3 A3", "D3 R R R R R"
ROWS = ("scale", "all")
_ASCII = str.maketrans({"♯": "#", "♭": "b", "𝄪": "##", "𝄫": "bb"})


# ---- made


def mark_of(
    cell: Ostinato, turn: int, players: list[tuple[str, str]], bars: int, boxes: list[tuple[Slot, bool]]
) -> Mark:
    """The mark of a cell with what it declares: its plan as lanes, its room as boxes that were given."""
    base, back = _whole(cell)
    plan = cell.plan(bars)
    lanes = {}
    for name, row in plan.values.items():
        moves = [[1, row[0]], *([n + 2, after] for n, (before, after) in enumerate(pairwise(row)) if after != before)]
        if len(moves) > 1 or row[0] != PARAMETERS[name].plain:
            lanes[name] = moves
    return {
        "what": "ostinato", "key": "k1", "copy": "", "cell": base.text.translate(_ASCII), "meter": cell.meter,
        "step": str(cell.step), "rotate": turn - back, "rows": "scale", "lanes": lanes,
        "origin": base.text.translate(_ASCII),
        "players": [list(one) for one in players],
        "room": [_box(slot, on, given=True) for slot, on in boxes],
    }  # fmt: skip


def _whole(cell: Ostinato) -> tuple[Ostinato, int]:
    """The cell begun where no note is held over its end, and by how many steps: a held note is typed in one piece."""
    for by in range(cell.size):
        turned = cell.rotate(by)
        if all(stroke.at + stroke.steps <= turned.size for stroke in turned.strokes):
            return turned, by
    raise FilmScoreError(f"Every note of {cell.text} is held into the next turn: shorten one, so that it can be drawn.")


def _box(slot: Slot, on: bool, *, given: bool) -> dict[str, Any]:
    low, high = (pitch.name.translate(_ASCII) for pitch in (slot.low, slot.high))
    return {"start": slot.start, "end": slot.end, "low": low, "high": high, "why": slot.why, "on": on, "given": given}


# ---- looked at


def cleaned(raw: Any, bars: int) -> tuple[list[Mark], list[str]]:
    """Marks that make sense, and of the others what is wrong with them; the one that is edited stands first."""
    marks, wrong = read_each(raw, 1 + len(COPIES), "ostinato", lambda one, before: _mark(one, bars, before))
    return sorted(marks, key=lambda mark: mark["copy"]), wrong


def _mark(one: Any, bars: int, before: list[Mark]) -> Mark:
    if not isinstance(one, Mapping) or one.get("what") != "ostinato":
        raise FilmScoreError(f"an ostinato is wanted, not {shown(one)}")
    copy = one.get("copy", "")
    if copy not in ("", *COPIES) or copy in [mark["copy"] for mark in before]:
        raise FilmScoreError(f"copies are called {' and '.join(COPIES)}, not {shown(copy)}, and each once")
    text, meter, step = (one.get(name) for name in ("cell", "meter", "step"))
    if not all(isinstance(value, str) for value in (text, meter, step)):
        raise FilmScoreError(f"a cell is text with a meter and a step, not {shown(text)}")
    cell = Ostinato(text, str(meter), step=str(step))
    turn = one.get("rotate", 0)
    rows, origin = one.get("rows"), one.get("origin")
    return {
        "what": "ostinato", "copy": copy, "cell": cell.text.translate(_ASCII), "meter": cell.meter,
        "step": str(cell.step), "rotate": turn if type(turn) is int and abs(turn) <= 256 else 0,
        "rows": rows if rows in ROWS else "scale", "lanes": _lanes(one.get("lanes"), bars),
        "origin": origin[:2000] if isinstance(origin, str) else "",
        "players": _players(one.get("players")), "room": _room(one.get("room")),
    }  # fmt: skip


def _lanes(raw: Any, bars: int) -> dict[str, list[list[float]]]:
    lanes = {}
    for name in PARAMETERS:
        moves = raw.get(name) if isinstance(raw, Mapping) else None
        if not isinstance(moves, list):
            continue
        by_bar = {}
        for one in moves[:400]:
            if isinstance(one, list) and len(one) == 2 and type(one[0]) is int and 1 <= one[0] <= bars:
                by_bar[one[0]] = _value(name, one[1])
        if 1 not in by_bar:
            continue
        rows = [[bar, value] for bar, value in sorted(by_bar.items())]
        rows = [one for i, one in enumerate(rows) if i == 0 or one[1] != rows[i - 1][1]]
        if len(rows) > 1 or rows[0][1] != PARAMETERS[name].plain:
            lanes[name] = rows
    return lanes


def _value(name: str, value: Any) -> float:
    own = PARAMETERS[name]
    if type(value) not in (int, float) or not own.low <= value <= own.high:
        raise FilmScoreError(f"{name} goes from {own.low:g} to {own.high:g}, not {shown(value)}")
    return round(value) if own.whole else round(float(value), 12)


def _players(raw: Any) -> list[list[str]]:
    rows: dict[str, str] = {}
    for one in raw[:MOST_PLAYERS] if isinstance(raw, list) else []:
        if isinstance(one, list) and len(one) == 2:
            [(name, share)] = players_of({one[0]: one[1]} if isinstance(one[0], str) else one[:1])
            reach_of(name)
            rows.setdefault(name, share)
    if not rows:
        raise FilmScoreError("somebody has to play it: name a player")
    return [list(one) for one in rows.items()]


def _room(raw: Any) -> list[dict[str, Any]]:
    boxes = []
    for one in raw[:MOST_BOXES] if isinstance(raw, list) else []:
        if not isinstance(one, Mapping):
            raise FilmScoreError(f"room is a box, not {shown(one)}")
        why = one.get("why") if isinstance(one.get("why"), str) else ""
        [slot] = slots_of((one.get("start"), one.get("end"), one.get("low"), one.get("high"), str(why)[:80]))
        boxes.append(_box(slot, one.get("on") is not False, given=one.get("given") is True))
    return boxes


# ---- as values


def evolved(lanes: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Any, Any], tuple[int, int] | None]]:
    """Each move as `Ostinato.evolve` takes it: what, from and to, and its bar; a lane without moves says its value."""
    for name, rows in lanes.items():
        said = [(bar, DYNAMICS[round(value)] if name == "dynamics" else value) for bar, value in rows]
        if len(said) == 1:
            yield name, (said[0][1], said[0][1]), None
        for (_, before), (bar, after) in pairwise(said):
            yield name, (before, after), (bar, bar)


def slots(mark: Mark) -> list[tuple[int, int, str, str, str]]:
    """The boxes that are left free, as `Ostinato.leave` takes them."""
    return [(b["start"], b["end"], b["low"], b["high"], b["why"]) for b in mark["room"] if b["on"]]


def ostinato_of(mark: Mark) -> Ostinato:
    """The value a mark stands for, with its changes and the room it leaves."""
    return Ostinato.of(answer(mark, 1))


def answer(mark: Mark, bars: int) -> dict[str, Any]:
    """The mark as plain data, as `fs.check` and `fs.Ostinato.of` take it."""
    moves = [(name, curve, *([where] if where else [])) for name, curve, where in evolved(mark["lanes"])]
    made: dict[str, Any] = {
        "cell": mark["cell"], "rotate": mark["rotate"], "players": {name: share for name, share in mark["players"]},
        "evolve": moves, "every": 4, "room": slots(mark), "bars": bars,
    }  # fmt: skip
    if mark["meter"] != "4/4":
        made["meter"] = mark["meter"]
    if mark["step"] != "1/2":
        made["step"] = mark["step"]
    return made


def code(mark: Mark, bars: int, tempo: str) -> str:
    """The Python that makes the same cell and the same page, as the page of the machine writes it."""
    more = [
        _quoted(mark["meter"]) if mark["meter"] != "4/4" else "",
        f"step={_quoted(mark['step'])}" if mark["step"] != "1/2" else "",
    ]
    made = f"fs.Ostinato({', '.join([_quoted(mark['cell']), *filter(None, more)])})"
    made += f".rotate({mark['rotate']})" if mark["rotate"] else ""
    for name, curve, where in evolved(mark["lanes"]):
        values = ", ".join(_quoted(v) if isinstance(v, str) else number(v) for v in curve)
        made += f".evolve({_quoted(name)}, ({values})" + (f", bars=({where[0]}, {where[1]})" if where else "") + ")"
    room = ", ".join(f"({start}, {end}, {', '.join(map(_quoted, words))})" for start, end, *words in slots(mark))
    made += f".leave({room})" if room else ""
    players = ", ".join(f"{_quoted(name)}: {_quoted(share)}" for name, share in mark["players"])
    return f"tempo = {tempo}\ncell = {made}\npage = cell.build({bars}, {{{players}}}, tempo=tempo)"


def number(value: float) -> str:
    """A value as code writes it.

    >>> number(1.0), number(0.333333), number(-2)
    ('1', '0.333333', '-2')
    """
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
