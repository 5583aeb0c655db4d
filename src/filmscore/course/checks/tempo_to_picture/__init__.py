"""Lesson 05: tempo to picture. Numbers are computed from the answer, never held against a list of good ones.

A number that is wrong in a way people know (25 frames, seconds for frames, one beat too many) is told so by name; a
map is measured against the film and against what its author says it does.
"""

from __future__ import annotations

from ...check import Task
from . import bloom, book, by_hand, log, off, parcel, ramps

TASKS = (
    Task("05.1", "05.O1", 1, by_hand.one_beat, by_hand.BEAT_HINTS, '{"frames in a beat": …, "bpm": …}'),
    Task("05.2", "05.O1", 3, by_hand.three_hits, by_hand.HITS_HINTS, '{"bpm": …, "beats": [leap, splash, box]}'),
    Task("05.3", "05.O2", 3, off.how_far, off.HINTS, '{"errors": [vault, crates, tram, door], "max": …, "rms": …}'),
    Task("05.4", "05.O5", 2, book.click_book, book.HINTS, '{"bpm of 13-5": …, "click for 100": "…", "ninth click": …}'),
    Task(
        "05.5",
        "05.O4",
        2,
        ramps.two_ramps,
        ramps.HINTS,
        '{"linear in beats": seconds, "linear in time": seconds, "frames apart": …}',
    ),
    Task("05.6", "05.O3", 4, bloom.bloom, bloom.HINTS, '{"map": fs.TempoMap(…), "by": "meter", "because": "…"}'),
    Task("05.7", "05.O4", 5, parcel.parcel, parcel.HINTS, parcel.FORM),
    Task(
        "05.8",
        "05.O3",
        3,
        log.the_log,
        log.HINTS,
        '{"best bpm": …, "max error": …, "timing": "free", "streamers": [1003, …], "because": "…"}',
    ),
)
