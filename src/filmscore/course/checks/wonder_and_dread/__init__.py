"""Lesson 09: wonder and dread.

Moves and labels are exact, and held against the algebra by sound, not by spelling. A pair and ten bars are held to the
film, to what is reported with its counter-example, and to what their author declares; whether they open or frighten is
for a listener.
"""

from __future__ import annotations

from ...check import Task
from . import bloom, dread, labels, moves, sheet, sounds, ten_bars, walk

TASKS = (
    Task("09.1", "09.O1", 1, walk.walk, walk.HINTS, 'a row of four triads, "Dm Bb …"'),
    Task("09.2", "09.O1", 4, moves.seven, moves.HINTS, moves.FORM),
    Task("09.3", "09.O2", 4, labels.six, labels.HINTS, labels.FORM),
    Task("09.4", "09.O2", 3, sheet.sheet, sheet.HINTS, sheet.FORM),
    Task("09.5", "09.O3", 4, bloom.pair, bloom.HINTS, bloom.FORM),
    Task("09.6", "09.O4", 3, sounds.three, sounds.HINTS, sounds.FORM),
    Task("09.7", "09.O5", 5, dread.ten_bars, dread.HINTS, ten_bars.FORM),
)
