"""Lesson 12: palettes and layers.

Who plays, from which note to which, and what is written of it: these are facts, and are held to what their author
declares. Nothing here is rendered; one task listens to a recording, since it is about what is in one.
"""

from __future__ import annotations

from ...check import Task
from . import breath, casts, five, follow, found, jobs, picture, stairs

TASKS = (
    Task("12.1", "12.O3", 1, jobs.five, jobs.HINTS, jobs.FORM),
    Task("12.2", "12.O1", 4, five.palette, five.HINTS, five.FORM),
    Task("12.3", "12.O1", 3, follow.in_five, follow.HINTS, follow.FORM),
    Task("12.4", "12.O2", 4, casts.four, casts.HINTS, casts.FORM),
    Task("12.5", "12.O3", 5, stairs.clear, stairs.HINTS, stairs.FORM),
    Task("12.6", "12.O4", 3, breath.six, breath.HINTS, breath.FORM),
    Task("12.7", "12.O5", 3, found.outside, found.HINTS, found.FORM),
    Task("12.8", "12.O5", 2, picture.asked, picture.HINTS, picture.FORM),
)
