"""12.1: five rows without names. Two are done; who does what in the other three?"""

from __future__ import annotations

from typing import Any

from ....music.cues.palettes import BLIND
from ...verdict import Untouched
from .asking import JOBS, Ask, blank, heard, held, listed, role_of, rows, settle

#: the rows in the order in which the painter shows them without names
RIGHT = dict(zip("ABCDE", BLIND["electronic"], strict=True))
DONE, OPEN = ("A", "B"), ("C", "D", "E")
FORM = '{"A": "foundation", "B": "motion", "C": "", "D": "", "E": ""}, a role for each row'


def five(answer: Any) -> str:
    """Three roles, heard."""
    given = rows(held(answer), list(RIGHT), FORM)
    if all(blank(given[row]) for row in OPEN):
        raise Untouched("A and B are hers. Solo C.")
    settle([heard(_hers, row, given[row]) for row in DONE])
    said: dict[str, str] = {}
    settle([heard(_read, row, given[row], said) for row in OPEN])
    settle(_asked(said))
    return (
        "C marks, D is followed, E fills the air. The drum is the one you hear first, and the one that is there least. "
        "None of it stands in the instrument: a synthesiser could have had any of the five."
    )


def _hers(row: str, value: Any) -> Ask | None:
    if blank(value) or role_of(value, row) == RIGHT[row]:
        return None
    return Ask(
        "her answers changed",
        f"You made {row} {role_of(value, row)}. A and B are hers, and stand. Which of yours are C, D and E?",
        JOBS,
    )


def _read(row: str, value: Any, said: dict[str, str]) -> Ask | None:
    said[row] = role_of(value, row)
    return None


def _asked(said: dict[str, str]) -> list[Ask | None]:
    if empty := [row for row in OPEN if not said[row]]:
        return [Ask("a row is empty", f"Nothing stands beside {listed(empty)} yet. Solo it for two bars.", JOBS)]
    if (said["D"], said["E"]) == (RIGHT["E"], RIGHT["D"]):
        return [
            Ask(
                "line and pad exchanged",
                "You have D as pad and E as line. Sing along with D, and then with E. With which would you need more "
                "than one throat?",
                JOBS,
            )
        ]
    return [_one(row, said[row]) for row in OPEN]


def _one(row: str, role: str) -> Ask | None:
    if role == RIGHT[row]:
        return None
    begins, lasts = FIGURES[row]
    figures = f"Its row says {begins} attacks a second, {lasts}% of the time. {_ASKED[role]}"
    about, question = _SLIPS.get((row, role), ("another role", figures))
    return Ask(about, f"{row}: you have “{role}”. {question}", JOBS)


#: attacks a second and percent of the time, as the painter shows them beside the rows
FIGURES = {"C": ("0.4", 21), "D": ("0.8", 94), "E": ("0.3", 95)}
_ASKED = {
    "foundation": "A foundation is low, too. Is there anything lower than it, and could you stand on this one?",
    "motion": "Motion is quick, small and even. Do your feet want to go with it?",
    "pad": "A pad is held and fills the air. Is it so, while you solo it for two bars?",
    "line": "A line is one voice with a shape. Solo it for two bars: can you sing it after it?",
    "accent": "An accent is rare. Solo it for two bars: how long is it silent?",
}


_SLIPS = {
    ("C", "foundation"): (
        "low is foundation",
        "There is low sound in it. Read the share of the time beside the row: could you stand on it?",
    ),
    ("C", "line"): ("loud is line", "It is what one notices. Follow it from bar 1 to bar 2: where does it go?"),
    ("D", "motion"): (
        "any layer that moves is motion",
        "It goes from note to note, yes. Read its attacks a second beside B's: which of the two keeps the time?",
    ),
}

HINTS = (
    "Three jobs are left: one is followed, one fills the air, one marks moments. Solo each for two bars.",
    "One of the three is silent for most of the time. Look at the share of the time beside the rows.",
    "Of the two that sound nearly always, one is in a single place at a time and moves about; the other has several "
    "notes at once. Which of them can you sing?",
)
