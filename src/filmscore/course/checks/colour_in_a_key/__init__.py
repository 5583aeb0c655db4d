"""Lesson 08: colour in a key.

Chords are judged by what sounds and what lies at the bottom; their spelling is remarked on. Cadences, scales and
predictions are asked of the library, so that a check never says another thing than the lesson's own cells.
"""

from __future__ import annotations

from ...check import Task
from . import cuts, lights, page, spell, whose

TASKS = (
    Task("08.1", "08.O1", 1, spell.clouds, spell.HINTS_1, spell.FORM_1),
    Task("08.2", "08.O1", 4, spell.six, spell.HINTS_2, spell.FORM_2),
    Task("08.3", "08.O2", 3, whose.whose, whose.HINTS, whose.FORM),
    Task("08.4", "08.O2", 4, page.page, page.HINTS, page.FORM),
    Task("08.5", "08.O3", 5, cuts.cuts, cuts.HINTS, cuts.FORM),
    Task("08.6", "08.O4", 6, lights.lights, lights.HINTS, lights.FORM),
)
