"""An ostinato as it is asked for: one change of it, and all of it in a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...errors import FilmScoreError, shown
from ...picture.timecode import whole_frame
from ..cues.notation import DYNAMICS
from .evolution import EASES, PARAMETERS, Evolution, value_words
from .room import rooms_of

if TYPE_CHECKING:
    from .ostinato import Ostinato

#: lines of a table that make the cell, and those that say what is done with it: `build` takes these
CELL = ("cell", "meter", "step", "pitch", "name", "rotate", "evolve", "every", "room")
BUILT = ("players", "bars", "curves")

#: what people call a parameter besides
ALSO = {"loudness": "dynamics", "force": "dynamics", "length of notes": "length"}

#: what a move may say, by name
MOVE = frozenset(("parameter", "curve", "bars", "ease", "every"))


def evolution(parameter: object, curve: Any, every: object, bars: Any, ease: object) -> Evolution:
    """A change as it was asked for, looked at.

    Raises
    ------
    FilmScoreError
        There is no such parameter, a value is out of its range, or the bars have no length.
    """
    parameter = ALSO.get(parameter, parameter) if isinstance(parameter, str) else parameter
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


def of_table(kind: type[Ostinato], table: Any) -> Ostinato:
    """The ostinato of `Ostinato.of`."""
    if not isinstance(table, Mapping):
        raise FilmScoreError(
            f"{shown(table)} is no table of an ostinato: give its lines by name, "
            '{"cell": "D3> A3 D3", "rotate": 0, "evolve": [("density", (0.5, 1))]}.'
        )
    known = {key: table[key] for key in table if key in (*CELL, *BUILT)}
    strange = [key for key in table if key not in known]
    if strange:
        raise FilmScoreError(f"An ostinato has no line {shown(strange[0])}: {', '.join((*CELL, *BUILT))} there are.")
    if table.get("cell") is None:
        raise FilmScoreError('There is no "cell" in this table yet: write its notes, {"cell": "D3> A3 D3 E-3> D3 A3"}.')
    how = {key: known[key] for key in ("meter", "step", "pitch", "name") if known.get(key) is not None}
    made = _line("cell", lambda: kind(known["cell"], **how))
    made = _line("rotate", lambda: made.rotate(known.get("rotate") or 0))
    every = 4 if known.get("every") is None else known["every"]
    for number, row in enumerate(_rows(known.get("evolve")), start=1):
        made = _line(f"evolve, row {number}", lambda made=made, row=row: _evolved(made, row, every))
    room = known.get("room")
    return made if room is None else _line("room", lambda: made.leave(*rooms_of(room)))


def _line(name: str, read: Any) -> Any:
    """What a line of a table says, or an error that names the line."""
    try:
        return read()
    except FilmScoreError as error:
        raise FilmScoreError(f"“{name}”: {error}") from None


def _rows(given: Any) -> list[Any]:
    """The moves of a table; one by itself may stand without a list."""
    if given is None:
        return []
    if isinstance(given, Mapping) or (isinstance(given, tuple) and given and isinstance(given[0], str)):
        return [given]
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise FilmScoreError(f"“evolve”: {shown(given)} is no list of moves: write [('density', (0.5, 1))].")
    return list(given)


def _evolved(cell: Ostinato, row: Any, every: Any) -> Ostinato:
    if isinstance(row, Mapping):
        parts = dict(row)
        if not {"parameter", "curve"} <= set(parts) <= MOVE:
            raise FilmScoreError(
                f"{shown(row)} is no move: parameter and curve are wanted, and bars, every and ease if you like."
            )
        return cell.evolve(parts.pop("parameter"), parts.pop("curve"), **{"every": every, **parts})
    if isinstance(row, str) or not isinstance(row, Sequence) or not 2 <= len(row) <= 3:
        raise FilmScoreError(
            f"{shown(row)} is no move: write what, from where to where, and if you like the first and the last bar, "
            "('density', (0.5, 1), (5, 5))."
        )
    return cell.evolve(row[0], row[1], every=every, bars=row[2] if len(row) == 3 else None)
