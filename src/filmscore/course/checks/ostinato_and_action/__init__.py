"""Lesson 10: ostinato and action.

A cell's numbers are exact, and so is where it comes to lie. Fifteen bars are measured on the page they make, and held
to what their author declares of them; whether they drive is for a listener.
"""

from __future__ import annotations

from ...check import Task
from . import cell, half, half_read, home, plans, walk, whose

TASKS = (
    Task("10.1", "10.O2", 1, home.five, home.HINTS, home.FORM),
    Task("10.2", "10.O1", 3, cell.one_line, cell.HINTS, cell.FORM),
    Task("10.3", "10.O2", 4, walk.three_hits, walk.HINTS, walk.FORM),
    Task("10.4", "10.O3", 3, plans.six, plans.HINTS, plans.FORM),
    Task("10.5", "10.O4", 4, whose.six, whose.HINTS, whose.FORM),
    Task("10.6", "10.O3", 6, half.first_half, half.HINTS, half_read.FORM),
)
