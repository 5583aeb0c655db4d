"""Lesson 03: spotting. What a director would ask about in and out points, hits, silences and notes.

Nothing here judges taste. A point that meets something stands; any other point stands if it has a reason; and what
counts as a reason is said in `reasons`.
"""

from __future__ import annotations

from ...check import Task
from . import kettle, must, notes, one_cue, page, silence, whole

TASKS = (
    Task("03.1", "03.O1", 1, one_cue.one_cue, one_cue.HINTS, "one cue, fs.Cue(…)"),
    Task("03.2", "03.O4", 3, page.page, page.HINTS, 'the seven moments, sorted: {1: "source", 2: …}'),
    Task(
        "03.3",
        "03.O3",
        3,
        must.must_or_may,
        must.HINTS,
        'the twelve frames, sorted: {1056: "must: …", 1030: "leave", …}',
    ),
    Task(
        "03.4",
        "03.O1",
        5,
        whole.whole,
        whole.HINTS,
        'a spotting, fs.Spotting("first-bloom", …)',
    ),
    Task("03.5", "03.O2", 3, silence.defend, silence.HINTS, "a silence, fs.Silence(start, end, reason)"),
    Task(
        "03.6", "03.O5", 3, notes.notes, notes.HINTS, 'notes, {"spotting": …, "avoid": {"4m1": "…"}, "director": "…"}'
    ),
    Task(
        "03.7",
        "03.O2",
        3,
        kettle.kettle,
        kettle.HINTS,
        'a spotting, fs.Spotting("the-kettle", …)',
    ),
)
