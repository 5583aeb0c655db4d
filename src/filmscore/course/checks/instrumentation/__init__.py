"""Lesson 11: instrumentation.

Ranges, pages and sums are asked of the catalogue, and compared by sound. A colour for a shot and eight bars are held
to what players have and to the film; whether they are the right ones is for a listener.
"""

from __future__ import annotations

from ...check import Task
from . import hands, pages, plan, plan_read, reach, shots, six, sums

TASKS = (
    Task("11.1", "11.O2", 1, pages.three, pages.HINTS_1, pages.FORM_1),
    Task("11.2", "11.O1", 4, reach.twelve, reach.HINTS, reach.FORM),
    Task("11.3", "11.O2", 4, pages.five, pages.HINTS_3, pages.FORM_3),
    Task("11.4", "11.O3", 3, sums.how_many, sums.HINTS, sums.FORM),
    Task("11.5", "11.O3", 5, six.both, six.HINTS, six.FORM),
    Task("11.6", "11.O5", 3, hands.hands, hands.HINTS, hands.FORM),
    Task("11.7", "11.O4", 3, shots.three, shots.HINTS, shots.FORM),
    Task("11.8", "11.O3", 6, plan.eight_bars, plan.HINTS, plan_read.FORM),
)
