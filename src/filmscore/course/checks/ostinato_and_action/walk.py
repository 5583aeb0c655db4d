"""10.3: five cells against three hits, which of them one would take, and one of them turned."""

from __future__ import annotations

from typing import Any

from ...asking import heard, rows, stands_so_far
from ...verdict import Untouched
from .asking import FRAME, HOME, Ask, blank, in_a_row, settle, walks, whole, wholes

SIZES = (5, 6, 8, 9, 12)
TAKE, TURN = "take", "rotate 9 by"
FORM = '{"5": None, "6": None, "8": None, "9": None, "12": None, "take": [], "rotate 9 by": None}'

#: eighths from the beginning of bar 2, where the cells begin, to the vault, the crates and the tram
GONE = (24, 48, 72)
TURNED = 9


def met(size: int) -> int:
    """How many of the three a cell of so many eighths meets with its first step.

    >>> [met(size) for size in (6, 8)]
    [3, 3]
    """
    return sum(gone % size == 0 for gone in GONE)


def three_hits(answer: Any) -> str:
    """Seven lines: five counts, a choice, and a rotation."""
    given = rows(_named(answer), (*map(str, SIZES), TAKE, TURN), FORM)
    if all(blank(value) for value in given.values()):
        raise Untouched("None of the seven lines is written yet.")
    asks = [heard(_count, size, given[str(size)]) for size in SIZES]
    asks += [heard(_take, given[TAKE]), heard(_turn, given[TURN])]
    right = sum(ask is None for ask in asks)
    settle(asks, stands_so_far(right, "seven lines"))
    return (
        "What goes into 24 goes into 48 and 72 as well, so six, eight and twelve meet all three; eight meets every "
        "other bar line too. Nine comes round with the tram alone. Five would need forty."
    )


def _named(answer: Any) -> Any:
    if isinstance(answer, dict):  # a number without quotation marks is the same line
        return {str(key) if type(key) is int else key: value for key, value in list(answer.items())[:50]}
    return answer


def _count(size: int, value: Any) -> Ask | None:
    if blank(value):
        return Ask("a line is empty", f"Nothing stands yet under {size}.", HOME)
    said, right = whole(value, str(size)), met(size)
    if said == right:
        return None
    here = f"The cell of {size}: you say {said}."
    left = [gone % size for gone in GONE]
    if not 0 <= said <= len(GONE):
        return Ask("more hits than there are", f"{here} There are three hits.", HOME)
    if right == 0:
        return Ask(
            "near is met",
            f"{here} {in_a_row(GONE)} eighths have gone by at the three. Throw out {size}s: what is left each time? An "
            "accent stands where nothing is.",
            HOME,
        )
    if right < len(GONE) and said == 0:
        return Ask(
            "stopped after the first miss",
            f"{here} It misses the vault: {left[0]} are left of {GONE[0]}. Two more are to be tried, "
            f"{GONE[1]} and {GONE[2]}.",
            HOME,
        )
    if right < len(GONE):
        return Ask(
            "what meets one meets all",
            f"{here} Into which of {in_a_row(GONE)} does {size} go?",
            HOME,
        )
    if said == 0 and size == 6:
        return Ask(
            "begun with bar 1",
            f"{here} So it would be if it began with the whistle, on 96. It begins with bar 2, on 136. How many "
            "eighths are there to the vault?",
            HOME,
        )
    if size > 8:
        return Ask(
            "longer than the bar, so never together",
            f"{here} {size} is more than a bar, that is true. How many eighths are there from the vault to the crates?",
            HOME,
        )
    if not walks(size):
        return Ask(
            "never shifts read as never meets",
            f"{here} A cell of {size} begins with every bar line there is. The three are on bar lines.",
            HOME,
        )
    return Ask("not all were tried", f"{here} Into which of {in_a_row(GONE)} does {size} go?", HOME)


def _take(value: Any) -> Ask | None:
    if blank(value):
        return Ask("a line is empty", f"Nothing stands yet under “{TAKE}”.", FRAME)
    said = sorted(set(wholes(value, TAKE)))
    right = [size for size in SIZES if met(size) == len(GONE) and walks(size)]
    if said == right:
        return None
    here = f"You would take {in_a_row(said)}."
    if strange := [size for size in said if size not in SIZES]:
        return Ask("not among the five", f"{here} There is no cell of {strange[0]} among the five.", FRAME)
    if still := [size for size in said if not walks(size)]:
        return Ask(
            "a cell that never shifts",
            f"{here} {still[0]} meets all three, and bars 3, 4 and 6 in the same way. Which of the five are *not* home "
            "in bar 3?",
            FRAME,
        )
    if few := [size for size in said if met(size) < len(GONE)]:
        return Ask("walking is enough", f"{here} {few[0]} walks, and meets {met(few[0])}. All three are asked.", FRAME)
    return Ask(
        "one of several",
        f"{here} {'That one is' if len(said) == 1 else 'Those are'} right. There is another that meets all three and "
        "walks. What goes into 24, and not into eight?",
        FRAME,
    )


def _turn(value: Any) -> Ask | None:
    if blank(value):
        return Ask("a line is empty", f"Nothing stands yet under “{TURN}”.", FRAME)
    by, due = whole(value, TURN), GONE[0] % TURNED + 1
    if (GONE[0] + by) % TURNED == 0:
        return None
    now = -by % TURNED + 1  # the step, from 1, on which the accent stands after turning
    here = f"rotate({by}):"
    if by % TURNED == 0:
        return Ask("a whole turn", f"{here} a turn of {TURNED}, or none, is the cell as it was.", FRAME)
    if by in (due, -due):
        return Ask(
            "step number for number of steps",
            f"{here} at the vault step {due} is due, that is right. From step 1 to step {due}, how many *steps* is "
            "that? And which way does `rotate` count?",
            FRAME,
        )
    if (GONE[0] - by) % TURNED == 0:
        return Ask(
            "rotation in the other direction",
            f"{here} begun {abs(by)} steps {'later' if by > 0 else 'earlier'}, every note comes {abs(by)} steps "
            f"{'sooner' if by > 0 else 'later'}. The accent is then on step {now}; at the vault step {due} is due.",
            FRAME,
        )
    if (now - due) % TURNED in (1, TURNED - 1):
        return Ask(
            "one step off",
            f"{here} the accent is then on step {now}; at the vault step {due} is due. You are one step away.",
            FRAME,
        )
    return Ask(
        "another rotation",
        f"{here} the accent is then on step {now}. {GONE[0]} eighths have gone by at the vault; throw out nines. Which "
        "step is due there?",
        FRAME,
    )


HINTS = (
    "How many eighths lie between 136 and the vault? Between the vault and the crates? Throw out fives, "
    "sixes, and so on.",
    "A length that goes into eight meets every bar line. Does it walk?",
    "Nine: at the vault six steps have gone by, so the seventh is there. You want the first there. Begin so many steps "
    "later that the first comes six steps after the beginning.",
)
