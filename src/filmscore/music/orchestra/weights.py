"""Rimsky-Korsakov's two tables: what a player counts in *forte* and in *piano*.

Source: as in `filmscore.music.orchestra.balance`.
"""

from __future__ import annotations

from fractions import Fraction

from ...errors import FilmScoreError, shown
from ..pitch import Pitch
from .instrument import DYNAMICS
from .players import Player, player

#: one woodwind in forte is 1
FORTE = {"woodwind": 1, "horn": 2, "heavy": 4, "section": 2}
PIANO = {"woodwind": 1, "horn": 1, "heavy": 1, "section": 1}


def units(who: str | Player, dynamic: str = "f") -> Fraction:
    """What a player, or several, count: 1 is one woodwind in *forte*; 0 for whom there is no number.

    Examples
    --------
    >>> units("trumpet"), units("2 horns"), units("violins I", "p")
    (Fraction(4, 1), Fraction(4, 1), Fraction(1, 1))
    """
    one = who if isinstance(who, Player) else player(who)
    return each(one, level_of(dynamic)) * one.count


def each(who: Player, level: str) -> Fraction:
    """What one of several players counts."""
    kind = who.instrument.weight
    if not kind or (kind == "section" and not who.section):
        return Fraction(0)
    table = table_of(level)
    if table == "m":
        return Fraction(FORTE[kind] + PIANO[kind], 2)
    return Fraction((FORTE if table == "f" else PIANO)[kind])


def share(who: Player, notes: list[Pitch], level: str) -> tuple[Fraction, str]:
    """What one of the notes of a player weighs, and how it was counted."""
    one, count = each(who, level), len(notes)
    if who.section and count > 1:
        return one / count, f"{who.said} in {count}, {number(one)} ÷ {count}"
    people = who.count // count
    name = who.said if count == 1 else f"{people} of {who.said}"
    return one * people, f"{name}, {people} × {number(one)}" if one else ""


def level_of(dynamic: object) -> str:
    """A dynamic that is one.

    Raises
    ------
    FilmScoreError
        It is none.
    """
    if dynamic not in DYNAMICS:
        raise FilmScoreError(f"dynamic is {shown(dynamic)}: one of {', '.join(DYNAMICS)} is wanted.")
    return str(dynamic)


def table_of(level: str) -> str:
    """Which table a dynamic is counted by."""
    return "m" if level == "mf" else "p" if DYNAMICS.index(level) < DYNAMICS.index("mf") else "f"


def number(value: Fraction) -> str:
    """A number of units as it is said."""
    return f"{float(value):.3g}"
