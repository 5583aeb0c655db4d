"""11.4: how many join, until the tune's note is as strong as each note under it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from ....music.orchestra.weights import FORTE, PIANO, units
from ...asking import SAID, line_by_line, number, right_so_far
from .asking import SUMS, Ask, a_line_is_empty, rows, settle


@dataclass(frozen=True)
class Row:
    """A tune over a chord.

    Attributes
    ----------
    has : str
        Who has the tune.
    note : str
    under : str
        Who plays the chord, a note each.
    chord : tuple of str
    joins : str
        Who may join the tune.
    level : str
    """

    has: str
    note: str
    under: str
    chord: tuple[str, ...]
    joins: str
    level: str

    @property
    def right(self) -> int:
        """How many have to join, at the least."""
        return self.joining(units(self.under, self.level))

    def joining(self, rival: Fraction, own: Fraction | None = None, each: Fraction | None = None) -> int:
        """How many it would take against another sum, or if they counted otherwise."""
        own = units(self.has, self.level) if own is None else own
        each = units(self.joins, self.level) if each is None else each
        return max(0, ceil((rival - own) / each))


ROWS = {
    "A": Row("flute", "E5", "trumpet", ("C5",), "clarinet", "f"),
    "B": Row("oboe", "G5", "horn", ("C4", "E4"), "flute", "f"),
    "C": Row("clarinet", "E5", "trombone", ("C4", "G4"), "horn", "f"),
    "D": Row("flute", "E5", "trumpet", ("C5",), "clarinet", "p"),
    "E": Row("horn", "E4", "trumpet", ("C4", "G4"), "horn", "f"),
    "F": Row("violins I", "G5", "trumpet", ("C5",), "oboe", "f"),
}
FORM = '{"A": 0, "B": 0, …, "F": 0}, whole numbers; 0 where nobody has to join'


def how_many(answer: Any) -> str:
    """Six sums."""
    asks, right = line_by_line(
        rows(answer, list(ROWS), FORM), ROWS, _asked, lambda left: a_line_is_empty(left, SUMS),
        untouched="No number is written yet.",
    )  # fmt: skip
    settle(asks, right_so_far(right, len(ROWS), "numbers"))
    return (
        "All six. In five of them somebody joins; in *piano* nobody has to. The sums know neither registers nor "
        "microphones: play one on the map, and trust your ear where it says otherwise."
    )


def _asked(name: str, value: Any) -> Ask | None:
    row = ROWS[name]
    said = _count(row, value, name)
    if said == row.right:
        return None
    told = f"{name}: you have {said:g}. "
    if said != int(said) or said < 0:
        return Ask("no whole number", f"{told}Players come whole, and nobody is taken away: 0 is the least.", SUMS)
    for about, count, words in _slips(row):
        if said == count != row.right:
            return Ask(about, told + words, SUMS)
    if said > row.right:
        return Ask("more than it takes", f"{told}That is enough, and more than it takes.", SUMS)
    own = units(row.has, row.level) + int(said) * units(row.joins, row.level)
    return Ask(
        "fewer than it takes",
        f"{told}Then the tune's note has {float(own):g}. What has the strongest *note* under it?",
        SUMS,
    )


def _count(row: Row, value: Any, name: str) -> float:
    """How many are meant: ``3``, ``"three"``, ``"3 clarinets"``, ``"nobody"``."""
    if isinstance(value, str):
        text = re.sub(rf"\s*\b({re.escape(row.joins)}s?|players?|more|join|joins)\b", "", value[:40].casefold())
        value = SAID.get(text.strip(" ."), text)
    return number(value, name)


def _slips(row: Row) -> list[tuple[str, int | None, str]]:
    """What a number may come from: the misconception, the number it gives (None where it cannot be), what to say."""
    who, under = units(row.has, row.level), units(row.under, row.level)
    found = [
        (
            "the dynamic read past", row.joining(units(row.under, "f")) if row.level == "p" else None,
            "You counted as in *forte*. What stands in the last column?",
        ),
        (
            "all players against one note", row.joining(under * len(row.chord)),
            f"That would match both {row.under}s on *one* note. They are on two. Which single note is the strongest?",
        ),
        (
            "the one who plays is forgotten", row.joining(under, Fraction(0)),
            f"The {_bare(row.has)} plays already, and counts. How many *join*?",
        ),
        (
            "a trumpet counted as a horn", row.joining(Fraction(FORTE["horn"])) if under == FORTE["heavy"] else None,
            f"Two units are a horn. And a {row.under}, *forte*?",
        ),
        (
            "a horn counted as a woodwind",
            row.joining(under, min(who, Fraction(1)), Fraction(1)) if "horn" in (row.joins, row.has) else None,
            "You counted a horn as one. In *forte* it is more.",
        ),
        (
            "a section counted as a woodwind", row.joining(under, Fraction(1)) if row.has == "violins I" else None,
            "A whole section is one only in *piano*. And in *forte*?",
        ),
        (
            "the table of the other dynamic", row.joining(Fraction(PIANO["heavy"]), Fraction(1), Fraction(1)),
            "One against one is right in *piano*, where all winds are about equal. And in *forte*? That a note lies on "
            "top makes it no stronger.",
        ),
    ]  # fmt: skip
    return found


def _bare(who: str) -> str:
    return "section of violins" if who.startswith("violin") else who


HINTS = (
    "Forte: woodwind 1, section of strings 2, horn 2, trumpet, trombone or tuba 4.",
    "Two trombones on two notes are 4 and 4, not 8. The strongest *note* is the one to match.",
    "Who has the tune counts already. And look at the last column once more: one of the six is soft.",
)
