"""The picture of a lesson's progress: objectives as rows, a sign for each task and quiz behind them.

Drawn like the player's still: at twice the size it is shown at, on the light ground, always alike.
"""

from __future__ import annotations

import math
from functools import cache

from ..look import LIGHT, SMALLEST_TEXT, VERDICT, tint
from ..widgets.page import MARGIN, WIDTH, Page, rows, wide
from .lessons import Lesson
from .progress import PASSED, TRIED, UNTRIED, Standing

IDS = 56  # width of the column of ids
GOALS = 304  # width of the column of objectives
CHIP = (92, 28)
GAP = 8
LINE = 18
COLOURS = 64
INK = {PASSED: VERDICT["good"], TRIED: VERDICT["near"], UNTRIED: LIGHT["quiet"]}
EDGE = {"shown": VERDICT["good"], "shown in part": VERDICT["near"], "begun": VERDICT["near"]}


def still(lesson: Lesson, standings: tuple[Standing, ...], foot: str) -> bytes:
    """A PNG, `WIDTH` pixels wide at twice that resolution.

    Parameters
    ----------
    lesson : Lesson
    standings : tuple of Standing
        One for each objective.
    foot : str
        What to do next.
    """
    heights = [_row_height(row) for row in standings]
    page = Page(72 + sum(heights) + 48)
    page.text(MARGIN, 14, f"{lesson.number} {lesson.title}", 15, LIGHT["ink"], bold=True)
    page.text(MARGIN, 44, "What you can do", SMALLEST_TEXT, LIGHT["quiet"])
    page.text(MARGIN + IDS + GOALS, 44, "What stands behind it", SMALLEST_TEXT, LIGHT["quiet"])
    y = 64
    for row, high in zip(standings, heights, strict=True):
        _row(page, row, y, high)
        y += high
    page.box(MARGIN, y, WIDTH - MARGIN, y + 0.5, LIGHT["line"])
    page.text(MARGIN, y + 16, foot, 13, LIGHT["ink"], bold=True)
    x: float = WIDTH - MARGIN
    for state in (UNTRIED, TRIED, PASSED):
        x -= wide(state, SMALLEST_TEXT)
        page.text(x, y + 18, state, SMALLEST_TEXT, LIGHT["ink"])
        x -= 16
        _sign(page, x + 5, y + 25, state)
        x -= 20
    return page.png(COLOURS)


def _row_height(row: Standing) -> int:
    chips = math.ceil(len(row.items) / _per_line()) or 1
    return 24 + max(LINE * (len(_wrapped(row.text)) + 1), (CHIP[1] + GAP) * chips - GAP)


def _per_line() -> int:
    return (WIDTH - 2 * MARGIN - IDS - GOALS + GAP) // (CHIP[0] + GAP)


@cache
def _wrapped(text: str) -> list[str]:
    """The objective in lines that fit its column."""
    return rows(text, 13, GOALS - 24)


def _row(page: Page, row: Standing, y: float, high: float) -> None:
    page.box(MARGIN, y, WIDTH - MARGIN, y + 0.5, LIGHT["line"])
    if row.state in EDGE:
        page.box(MARGIN, y + 8, MARGIN + 4, y + high - 8, EDGE[row.state])
    page.text(MARGIN + 12, y + 12, row.id.partition(".")[2], 13, LIGHT["ink"], bold=True)
    for n, line in enumerate(_wrapped(row.text)):
        page.text(MARGIN + IDS, y + 12 + n * LINE, line, 13, LIGHT["ink"])
    page.text(MARGIN + IDS, y + 13 + len(_wrapped(row.text)) * LINE, row.state, SMALLEST_TEXT, LIGHT["quiet"])
    for n, (item, state, _) in enumerate(row.items):
        x = MARGIN + IDS + GOALS + n % _per_line() * (CHIP[0] + GAP)
        _chip(page, x, y + 12 + n // _per_line() * (CHIP[1] + GAP), item.name, state)


def _chip(page: Page, x: float, y: float, name: str, state: str) -> None:
    fill = tint(INK[state], LIGHT["ground"], 0.14) if state == PASSED else LIGHT["ground"]
    edge = LIGHT["line"] if state == UNTRIED else INK[state]
    page.frame(x, y, x + CHIP[0], y + CHIP[1], fill, edge, radius=6)
    _sign(page, x + 15, y + CHIP[1] / 2, state)
    page.text(x + 27, y + 7, name, 12, LIGHT["ink"])


def _sign(page: Page, x: float, y: float, state: str) -> None:
    """A tick, a wave or an empty ring, ten pixels wide."""
    if state == UNTRIED:
        page.frame(x - 4.5, y - 4.5, x + 4.5, y + 4.5, None, INK[state], thick=1.5, radius=4.5)
    elif state == PASSED:
        page.line([(x - 5, y), (x - 1.5, y + 4), (x + 5, y - 4)], INK[state], thick=2)
    else:
        wave = [(x - 5 + t, y - 2.5 * math.sin(t / 10 * 2 * math.pi)) for t in range(11)]
        page.line(wave, INK[state], thick=2)
