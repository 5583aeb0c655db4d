"""09.1, in the lesson: from D minor by L, P and R, of which the first is done."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from ....music.harmony.triads import Triad
from ...verdict import Untouched
from .asking import ROWS, STAYS, Ask, row_of, settle, shares, spelling

START, MOVES = "Dm", "LPR"
GIVEN = "Dm Bb"
WAY = Triad(START).steps(MOVES)


def walk(answer: Any) -> str:
    """Three moves, left to right."""
    row = row_of(answer, "my_walk")
    if row == list(WAY[:2]):
        raise Untouched("The two that stand there are hers. P is next.")
    if row == list(WAY[2:]):
        row = [*WAY[:2], *row]  # the two that were to be written, without hers before them
    settle([_asked(row)])
    said = [
        "Dm, B♭, B♭m, D♭: L moved a semitone, P moved a semitone, R moved a tone, and each of them held two notes. Of "
        "the D, F and A she began with only F is left."
    ]
    said += [note for here, there in pairwise(row) if (note := spelling(there, here))]
    return "\n\n".join(said)


def _asked(row: list[Triad]) -> Ask | None:
    if row[:1] != [WAY[0]]:
        begins = str(row[0]) if row else "nothing"
        return Ask(
            "hers changed", f"You begin with {begins}. She begins with Dm; write your two after hers, Dm and B♭.", ROWS
        )
    if len(row) == 1 or row[1] != WAY[1]:
        second = row[1] if len(row) > 1 else None
        if second == WAY[0].transform("R"):
            return Ask(
                "a row read from right to left",
                f"You wrote {second} after Dm: that is R, the last letter. She reads from left to right. Which is the "
                "first move, and has she done it already?",
                ROWS,
            )
        there = "Nothing" if second is None else str(second)
        return Ask("hers changed", f"{there} stands after Dm, where she had B♭. L is done; go on from B♭.", ROWS)
    return _third(row)


def _third(row: list[Triad]) -> Ask | None:
    here, right, third = WAY[1], WAY[2], row[2]
    if third == right:
        return _fourth(row)
    if third == WAY[3]:
        return Ask(
            "one triad for two moves",
            f"After hers comes {third}. There are two moves to come, P and R, and a triad for each. Where are you "
            "after P?",
            ROWS,
        )
    if third == here.transform("R"):
        return Ask(
            "a row read from right to left",
            f"From B♭ you went to {third}: that is R, and it holds {shares(here, third)}. P comes before it. Which one "
            "note of B♭ major makes it major?",
            ROWS,
        )
    if third == here.transform("L"):
        return Ask(
            "the first move done again",
            f"From B♭ you went to {third}: that is L once more, and every move done twice leads back. P is next.",
            ROWS,
        )
    if not third.minor:
        return Ask(
            "the kind did not change",
            f"From B♭ you went to {third}, from major to major. Each of the three moves changes the kind.",
            STAYS,
        )
    return Ask(
        "P moved the root",
        f"You go from B♭ major to {third}. P keeps the root and changes the kind. What is the third of B♭, and where "
        "can it go?",
        STAYS,
    )


def _fourth(row: list[Triad]) -> Ask | None:
    here, right = WAY[2], WAY[3]
    if len(row) == 3:
        return Ask("a move is left", f"P is done: you are on {row[2]}. One letter is left.", ROWS)
    fourth = row[3]
    if fourth == right:
        if len(row) == 4:
            return None
        return Ask(
            "more moves than letters",
            f"{row[3]} is where L P R leads, and {len(row) - 4} more {'is' if len(row) == 5 else 'are'} written after "
            "it. A triad for each letter, and the one she began with.",
            ROWS,
        )
    if fourth.root == WAY[1].transform("R").root:
        return Ask(
            "the move of a major triad on a minor one",
            f"From B♭m you went to {fourth}. G is the root that R leads to from B♭ *major*. You are on the minor one "
            "now. Which of its notes moves?",
            STAYS,
        )
    if fourth.minor:
        return Ask(
            "the kind did not change",
            f"{fourth} is minor, and so was B♭m. Each of the three moves changes the kind.",
            STAYS,
        )
    if fourth == here.transform("L"):
        return Ask(
            "L for R",
            f"{fourth} is L of B♭m: one note moved by a semitone. R moves one by a tone. Which of the three has its "
            "place a tone away?",
            STAYS,
        )
    if fourth == here.transform("P"):
        return Ask("the same move again", f"{fourth}: that is P again, and leads back. R is left.", ROWS)
    return Ask(
        "another triad",
        f"From B♭m you went to {fourth}; they share {shares(here, fourth)}. R holds two notes. Which two?",
        STAYS,
    )


HINTS = (
    "P changes the kind and keeps the root. Which note of B♭ major has to move?",
    "Now it is minor, and R is next. On a minor triad the root goes down a tone: two notes stay, and one of them "
    "becomes the new root.",
    "The two that stay are D♭ and F. The third note is a tone below B♭. Put the three in thirds: which is at the "
    "bottom?",
)
