"""Lesson 04: frames, feet and paper. Sums with one answer, and a cue list that can be filed.

What is checked here is arithmetic and order. Where the trade has more than one way, the exercise says which one this
production has chosen, and only that is asked for.
"""

from __future__ import annotations

from ...check import Task
from . import conversions, cue_list, drop, hunt, moment, ordering, pop

TASKS = (
    Task(
        "04.1",
        "04.O1",
        1,
        moment.moment,
        moment.HINTS,
        'the moment with its gaps filled, {"label": "…", "frame": …, "seconds": …, "feet": "…"}',
    ),
    Task("04.2", "04.O1", 5, conversions.ten, conversions.HINTS, "ten answers, {1: …, 2: “…”, …}"),
    Task("04.3", "04.O1", 2, ordering.ordered, ordering.HINTS, 'five letters, the earliest first, "ABCDE"'),
    Task("04.4", "04.O2", 3, drop.shooting, drop.HINTS, 'the targets, {"00:01:00;00": "…", …}'),
    Task("04.5", "04.O4", 3, pop.pops, pop.HINTS, 'six answers, {"A": "00:59:58:00", …}'),
    Task("04.6", "04.O3", 3, hunt.hunted, hunt.HINTS, 'a word for each row, {1: "fine", 2: …}'),
    Task("04.7", "04.O5", 4, cue_list.cue_list, cue_list.HINTS, 'rows, [("2m1s", "in", "out", "0:04"), …]'),
)
