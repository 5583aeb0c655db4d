"""What sounds at one moment of a score, and how loud it is marked."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ...errors import FilmScoreError, shown
from .instrument import DYNAMICS
from .page import Line, lines_of
from .players import player


def sounding_at(score: Any, at: object) -> tuple[list[tuple[str, list[str]]], str]:
    """Who plays what at a bar and beat, and the dynamic most of them have.

    Raises
    ------
    FilmScoreError
        `at` is no moment of the score, or nobody with a pitch plays there.
    """
    lines = lines_of(score)
    if not isinstance(at, tuple | list) or len(at) != 2:
        raise FilmScoreError(f"at is {shown(at)}: say which moment of the score, bar and beat: at=(1, 1).")
    bars = dict(lines[0].bars)
    if at[0] not in bars:
        raise FilmScoreError(
            f"There is no bar {shown(at[0])} in this score: bars {min(bars)} to {max(bars)} there are."
        )
    beat = bars[at[0]] + Fraction(at[1]) - 1
    found: list[tuple[str, list[str]]] = []
    levels = []
    for line in lines:
        names = [note.name for note in line.notes if note.start <= beat < note.end]
        if names and line.player is not None and line.player.comfortable is not None:
            found.append((_who(line, lines, beat), names))
            levels.append(line.level(beat))
    if not found:
        raise FilmScoreError(f"Nobody with a pitch plays at bar {at[0]}, beat {at[1]}: choose another moment.")
    marked = [level for level in levels if level]
    most = max(dict.fromkeys(marked), key=lambda one: (marked.count(one), DYNAMICS.index(one)), default="mf")
    return found, most


def _who(line: Line, lines: list[Line], beat: Fraction) -> str:
    """A part's name, with its number where another one is called the same, and how many play of a shared staff."""
    same = [one for one in lines if one.name == line.name]
    name = line.name if len(same) == 1 else f"{line.name} {same.index(line) + 1}"
    shared = player(name).count
    return name if line.people(beat) == shared else f"{line.people(beat)} of the {name}"
