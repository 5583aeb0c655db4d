"""10.1, in the lesson: five eighths against bars of eight, of which two bars are done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ....errors import FilmScoreError, shown
from ...asking import key_of, listed
from ...verdict import Untouched
from . import asking
from .asking import BAR, HOME, Ask, blank, in_a_row, settle, whole

SIZE = 5
GIVEN = {1: 1, 2: 4}
OPEN = (3, 4, 5)
FORM = '{"bar 1": 1, "bar 2": 4, "bar 3": 0, "bar 4": 0, "bar 5": 0, "home in bar": 0}'
_LAST = "home in bar"


def gone(bar: int) -> int:
    """Eighths that have gone by before a bar."""
    return (bar - 1) * BAR


def step(bar: int) -> int:
    """The step of the cell on a bar line, counted from 1.

    >>> [step(bar) for bar in (1, 2)]
    [1, 4]
    """
    return gone(bar) % SIZE + 1


def five(answer: Any) -> str:
    """Three steps, and the bar in which the cell is home."""
    given = _given(answer)
    if not any(given[bar] for bar in (*OPEN, _LAST)):
        raise Untouched("The two that stand there are hers. Bar 3 is next.")
    if changed := [bar for bar in GIVEN if given[bar] != GIVEN[bar]]:
        bar = changed[0]
        left = gone(bar) % SIZE
        settle([
            Ask(
                "hers changed",
                f"You changed the colleague's bar {bar}. It was right: {gone(bar)} eighths have gone by, fives leave "
                f"{left}, so step {GIVEN[bar]}.",
                HOME,
            )
        ])  # fmt: skip
    empty = [_said(name) for name in (*OPEN, _LAST) if given[name] is None or (name == _LAST and given[name] == 0)]
    steps = [given[bar] for bar in OPEN]
    asks = [
        Ask("a line is empty", f"Nothing stands yet under {listed(empty)}.", HOME) if empty else None,
        None if None in steps else _row(steps),
        None if _LAST in empty else _home(given[_LAST], steps),
    ]
    settle(asks)
    return (
        f"Sixteen, 24 and 32 eighths have gone by; fives leave 1, 4 and 2, so steps {in_a_row(steps)}. In bar 6 forty "
        "have gone by, and nothing is left: five bars, eight turns. A cell of five is on every step once before it is "
        "home."
    )


def _given(answer: Any) -> dict[Any, Any]:
    if not isinstance(answer, Mapping):
        raise FilmScoreError(f"{shown(answer)} is not the form of this answer: {FORM}")
    found: dict[Any, Any] = {**dict.fromkeys((*GIVEN, *OPEN, _LAST)), **GIVEN}
    for key, value in list(answer.items())[:50]:
        name = key_of(key).removeprefix("bar ")
        place = int(name) if name in {"1", "2", "3", "4", "5"} else _LAST if name in {_LAST, "home"} else None
        if place is None:
            raise FilmScoreError(f"There is no line {shown(key, 30)} in this task: {FORM}")
        found[place] = None if blank(value) else whole(value, f"bar {place}" if place != _LAST else _LAST)
    return found


def _said(name: Any) -> str:
    return name if name == _LAST else f"bar {name}"


def _row(steps: list[int]) -> Ask | None:
    right = [step(bar) for bar in OPEN]
    if steps == right:
        return None
    said = f"Your steps are {in_a_row(steps)}."
    if steps == [gone(bar) % SIZE for bar in OPEN]:
        return Ask(
            "what is left is the step",
            f"{said} That is what is left when fives are thrown out. Nothing left is step 1. So what is the step when "
            "1 is left?",
            HOME,
        )
    if over := [one for one in steps if one > SIZE]:
        return Ask(
            "the cell does not begin again",
            f"{said} There is no step {over[0]} in a cell of {SIZE}: after step {SIZE} comes step 1. Throw out fives "
            "until a step is left.",
            HOME,
        )
    if none := [bar for bar, one in zip(OPEN, steps, strict=True) if one < 1]:
        return Ask("no such step", f"{said} The first step is 1. What stands in bar {none[0]}?", HOME)
    by = {(b - a) % SIZE for a, b in zip([GIVEN[2], *steps], steps, strict=False)}
    if by == {SIZE - 3}:
        return Ask(
            "steps counted backwards",
            f"{said} You go three steps *back* from bar to bar. Eight more have gone by, not fewer. Where are three "
            f"steps on from step 4, in a cell of {SIZE}?",
            HOME,
        )
    if by == {0} or steps == [1, 4, 1]:
        return Ask(
            "the shift is the same in every bar",
            f"{said} Step 4 is three steps on from step 1, for eight is one five and three. Bar 3 is as far from bar "
            "2. Where is three on from step 4?",
            HOME,
        )
    if len(by) == 1:
        return Ask(
            "another shift",
            f"{said} You go on by {by.pop()} from bar to bar. A bar has eight eighths. How many of them are left "
            "over when the cell has gone round once?",
            HOME,
        )
    bar = next(bar for bar, one, good in zip(OPEN, steps, right, strict=True) if one != good)
    return Ask(
        "a slip in one bar",
        f"{said} Look at bar {bar}: {gone(bar)} eighths have gone by before it. Throw out fives; what is left, and "
        "which step is that?",
        HOME,
    )


def _home(bar: int, steps: list[int | None]) -> Ask | None:
    right = asking.home(SIZE)
    if bar == right:
        return None
    said = f"Home in bar {bar}?"
    turns, eighths = (right - 1) * BAR // SIZE, gone(right)
    if bar == right - 1:
        there = f" In bar {bar} you wrote step {steps[-1]}." if steps[-1] else ""
        return Ask(
            "number of bars for the bar",
            f"{said}{there} After {bar} bars, {eighths} eighths have gone by. Which bar begins then?",
            HOME,
        )
    if bar in (turns, turns + 1):
        return Ask(
            "turns counted for bars",
            f"{said} {turns} times round it goes until then. How many bars of eight are {turns} turns of {SIZE}?",
            HOME,
        )
    if bar in (eighths, eighths + 1):
        return Ask(
            "eighths counted for bars", f"{said} {eighths} eighths, that is right. How many bars are they?", HOME
        )
    if bar < 1:
        return Ask("no such bar", f"{said} Bars are counted from 1.", HOME)
    if bar == 1:
        return Ask(
            "where it began", f"{said} There it began. In which bar does it begin on the bar line *again*?", HOME
        )
    if gone(bar) % SIZE == 0:
        return Ask("not the first time", f"{said} It is, and not for the first time. Which bar is the first?", HOME)
    return Ask(
        "another bar",
        f"{said} Before that bar {gone(bar)} eighths have gone by; fives leave {gone(bar) % SIZE}. At "
        "home nothing is left.",
        HOME,
    )


HINTS = (
    "After two bars sixteen eighths have gone by. Throw out fives: what is left?",
    "Nothing left is step 1. So the step is what is left, and one more.",
    "Home is a bar before which the eighths gone by can be divided by five. Bar 2 has 8 before it, bar 3 has 16. Go "
    "on; it lies beyond bar 5.",
)
