"""Lesson 07: transformation and the leitmotif plan.

Operations are exact, so they are held against the one right line of notes, whatever its spelling. A plan is held to
its own words and to what can be counted; which story it tells is its author's.
"""

from __future__ import annotations

from ...check import Task
from . import hunt, irony, mirror, pitches, plan, survive, times

TASKS = (
    Task("07.1", "07.O1", 1, mirror.mirror, mirror.HINTS, 'a line of five notes, "D3 F#3 …"'),
    Task("07.2", "07.O1", 5, pitches.five_pitches, pitches.HINTS, pitches.FORM),
    Task("07.3", "07.O1", 3, times.three_times, times.HINTS, times.FORM),
    Task(
        "07.4", "07.O2", 3, survive.seven, survive.HINTS, '{"A": "both: survives", "B": …}, a line for each of A to G'
    ),
    Task("07.5", "07.O1", 3, hunt.hunt, hunt.HINTS, '{"A": "right", "B": "G5:1 …"}, a line for each of A to F'),
    Task("07.6", "07.O3", 5, plan.arc, plan.HINTS, plan.FORM),
    Task("07.7", "07.O4", 3, irony.ironic, irony.HINTS, irony.FORM),
)
