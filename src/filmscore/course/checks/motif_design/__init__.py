"""Lesson 06: motifs. What can be counted of them: length, compass, steps, rhythm, and how far they lie apart.

Nothing here says that a motif is beautiful. It says what an ear could hold it by, and whose it might be taken for.
"""

from __future__ import annotations

from ...check import Task
from . import finish, hum, hunt, keep, meet, share, three

TASKS = (
    Task("06.1", "06.O1", 1, finish.finish, finish.HINTS, 'four notes in her rhythm, "D4:1 …:2 …:1 …:2"'),
    Task("06.2", "06.O5", 3, hunt.hunt, hunt.HINTS, 'a word for each of the seven, {"A": "scale", …}'),
    Task("06.3", "06.O5", 2, share.share, share.HINTS, 'a word for each of the five pairs, {1: "tune", …}'),
    Task("06.4", "06.O1", 2, keep.keep, keep.HINTS, 'three to five notes of the tune, such as "G4 F4 E4 D4"'),
    Task("06.5", "06.O2", 5, three.three, three.HINTS, f"three motifs by name, {three.FORM}"),
    Task("06.6", "06.O3", 3, meet.meet, meet.HINTS, f"a row for each motif, {meet.FORM}"),
    Task("06.7", "06.O4", 4, hum.hum, hum.HINTS, f"what you wrote and what you sang, {hum.FORM}"),
)
