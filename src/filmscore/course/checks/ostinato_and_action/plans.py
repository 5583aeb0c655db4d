"""10.4: six plans by a colleague, held to the house rule."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, NamedTuple

from ....errors import FilmScoreError, shown
from ...asking import line_by_line, listed, rows, stands_so_far
from .asking import GROW, Ask, clauses, settle

FORM = '{"A": "good", "B": "…: …", …}, a line for each of A to F'

#: bars between two moves, by the house rule
APART = 4

#: what moves on which bar line, in the colleague's six plans
PLANS: dict[str, dict[int, tuple[str, ...]]] = {
    "A": {5: ("density",), 9: ("players",), 13: ("loudness",)},
    "B": {5: ("density", "players"), 13: ("loudness",)},
    "C": {5: ("density",), 7: ("players",), 11: ("loudness",)},
    "D": {},
    "E": {4: ("register",), 8: ("register",), 12: ("density",)},
    "F": {5: ("players",), 9: ("loudness",), 13: ("density",)},
}

GOOD, TWO, SOON, FLAT = "good", "two at once", "too soon", "flat"
#: each in the words it is said in
_KINDS = {
    TWO: r"\b(?:two|2)\b[\w ]{0,20}\b(?:at once|at a time|together|in one bar|on one bar line)\b"
         r"|\b(?:both|crowded|at once|together)\b|^(?:two|2)(?: (?:moves|things|parameters))?$",
    SOON: r"\b(?:too )?(?:soon|close|early|near|quick|fast|hurried)\b",
    FLAT: r"\b(?:flat|level|static|(?:nothing|never) (?:ever )?(?:moves?|changes?|happens|grows?)"
          r"|no (?:moves?|changes?|growth)|(?:does not|doesn.?t) (?:move|change|grow))\b",
    GOOD: r"\b(?:good|right|ok|okay|fine|correct|allowed|yes|no(?:thing wrong| fault| mistake)"
          r"|(?:keeps|obeys|follows|within) (?:it|(?:to )?the (?:house )?rule))\b",
}  # fmt: skip
#: numbers that count, and name no bar
_COUNTED = re.compile(r"(?<!bar )\b\d+\s*(?:bars?|moves?|things?|frames?|parameters?|players?)\b")


class Fault(NamedTuple):
    """What is wrong with a plan, and in which bar."""

    kind: str
    bar: int | None = None


def fault_of(plan: dict[int, tuple[str, ...]]) -> Fault:
    """The first thing in a plan that breaks the rule, or that nothing moves.

    >>> fault_of({5: ("density",), 9: ("players",)}), fault_of({5: ("density",), 8: ("players",)})
    (Fault(kind='good', bar=None), Fault(kind='too soon', bar=8))
    """
    if not plan:
        return Fault(FLAT)
    for bar, moved in plan.items():
        if len(moved) > 1:
            return Fault(TWO, bar)
    for before, bar in pairwise(sorted(plan)):
        if bar - before < APART:
            return Fault(SOON, bar)
    return Fault(GOOD)


def six(answer: Any) -> str:
    """Six lines: good, or what is wrong and where."""
    asks, right = line_by_line(
        rows(answer, tuple(PLANS), FORM), PLANS, _asked,
        lambda left: Ask("unsorted", f"Nothing said yet of {listed(left)}.", GROW),
        untouched="Nothing is said of any plan yet.",
    )  # fmt: skip
    settle(asks, stands_so_far(right, "six"))
    return (
        "A, E and F keep the rule: one thing, four bars apart. E moves one thing twice; F runs down, and a way down is "
        "a way. B spends two moves as one, C gives its first two bars, and D breaks no rule, for it never moves."
    )


def _read(name: str, value: Any) -> Fault:
    if not isinstance(value, str):
        raise FilmScoreError(f"{name}: a few words are asked, “{TWO}: 9”, not {shown(value, 30)}.")
    text = value[:200].casefold()
    kind = next(filter(None, (_kind(*clause) for clause in clauses(text))), None)
    if kind is None:
        raise FilmScoreError(f"{name}: {shown(value, 40)} is none of “{GOOD}”, “{TWO}: …”, “{SOON}: …” and “{FLAT}”.")
    bars = [int(bar) for bar in re.findall(r"\b\d{1,2}\b", _COUNTED.sub(" ", re.sub(_KINDS[TWO], " ", text)))]
    if kind == SOON and len(set(bars)) == 2:  # "7 after 5": the later is the one that comes too soon
        return Fault(kind, max(bars))
    return Fault(kind, bars[-1] if bars else None)


def _kind(text: str, denied: bool) -> str | None:
    """What a clause says of a plan, the first of it; None if it says nothing, or denies what it names."""
    found = [(match.start(), kind, match[0]) for kind, words in _KINDS.items() if (match := re.search(words, text))]
    if not found:
        return None
    _, kind, words = min(found)
    own = any(no for _, no in clauses(words))  # "no growth" says flat, and denies nothing
    return None if denied and not own else kind


def _asked(name: str, value: Any) -> Ask | None:
    said, right, plan = _read(name, value), fault_of(PLANS[name]), PLANS[name]
    if said.kind == right.kind and said.kind in (GOOD, FLAT):
        return None
    if said.kind == right.kind:
        return None if said.bar == right.bar else _bar(name, said, plan)
    return _TOLD[right.kind](name, said, plan)


def _bar(name: str, said: Fault, plan: dict[int, tuple[str, ...]]) -> Ask:
    here = f"{name}: “{said.kind}” it is."
    if said.bar is None:
        return Ask("a fault without its bar", f"{here} In which bar? Write it after a colon.", GROW)
    moved = plan.get(said.bar)
    if not moved:
        return Ask("another bar", f"{here} In bar {said.bar} nothing moves.", GROW)
    if said.kind == TWO:
        return Ask("another bar", f"{here} In bar {said.bar} one thing moves, {moved[0]}.", GROW)
    before = max((bar for bar in plan if bar < said.bar), default=None)
    if before is None:
        words = (
            f"{here} Bar {said.bar} is the first move, and nothing moved before it. Which comes too soon *after* it?"
        )
    else:
        words = f"{here} From bar {before} to {said.bar} are {said.bar - before} bars: allowed. Look one move earlier."
    return Ask("another bar", words, GROW)


def _flat(name: str, said: Fault, plan: dict[int, tuple[str, ...]]) -> Ask:
    if said.kind == GOOD:
        return Ask(
            "everything at maximum from bar 1",
            f"You let {name} stand. No move breaks the rule, that is true. In bar 15 everything is as in bar 1: does "
            "one move keep it?",
            GROW,
        )
    return Ask("a fault that is none", f"{name}: “{said.kind}”? Which of its moves? Write them in a row.", GROW)


def _two(name: str, said: Fault, plan: dict[int, tuple[str, ...]]) -> Ask:
    bars = sorted(plan)
    if said.kind == SOON:
        return Ask(
            "the gap, not the crowd",
            f"{name}: from bar {bars[0]} to {bars[1]} are {bars[1] - bars[0]} bars, plenty. How many things move on "
            f"{bars[0]}?",
            GROW,
        )
    return Ask(
        "one bar line, one move",
        f"{name}: you say “{said.kind}”. It moves on {listed([str(bar) for bar in bars])}. How many things move on "
        "each?",
        GROW,
    )


def _soon(name: str, said: Fault, plan: dict[int, tuple[str, ...]]) -> Ask:
    bars = sorted(plan)
    if said.kind == TWO:
        return Ask(
            "near is at once",
            f"{name}: bars {bars[0]} and {bars[1]} are two bar lines, and nothing moves *together*. What does the rule "
            "say besides?",
            GROW,
        )
    return Ask(
        "few moves are slow moves",
        f"{name}: you say “{said.kind}”. It moves {len(bars)} times, like A. How many bars are there from each move to "
        "the next?",
        GROW,
    )


def _good(name: str, said: Fault, plan: dict[int, tuple[str, ...]]) -> Ask:
    bars = sorted(plan)
    row = listed([f"{' and '.join(plan[bar])} in bar {bar}" for bar in bars])
    if said.kind == FLAT:
        return Ask(
            "growing means up",
            f"{name}: you say “flat”. What moves: {row}. For what scene would that be the right way round?",
            GROW,
        )
    if said.kind == TWO:
        return Ask(
            "one parameter may move only once",
            f"{name}: you say “two at once”. What moves: {row}. How many of these stand on one bar line?",
            GROW,
        )
    if said.bar == bars[0]:
        return Ask(
            "moves belong on 5, 9 and 13",
            f"{name}: you say “too soon” of bar {said.bar}, the first move. Nothing moved before it, and the rule "
            "counts from move to move.",
            GROW,
        )
    return Ask(
        "a rule there is not",
        f"{name}: you say “{said.kind}”. What moves: {row}. How many bars lie between? How *far* a thing moves, the "
        "rule does not say.",
        GROW,
    )


_TOLD = {FLAT: _flat, TWO: _two, SOON: _soon, GOOD: _good}

HINTS = (
    "Write the bars of the moves in a row, one plan under the other. How far are they apart?",
    "The rule says nothing of *which* parameter moves, nor of up or down, nor how far.",
    "In one plan nothing is wrong with any single bar; and it is not good.",
)
