"""The flutter of a rolled *r*: the level of a note dips some 25 times a second, each dip a little unlike the last.

It is made with the expression of a track, so it works on the recordings of any font and on our own sounds alike.
"""

from __future__ import annotations

import bisect
from itertools import pairwise

from .events import Control, Note
from .handling import Sound

#: how far the time of a stroke of the tongue may stray, as a part of the time between two
STRAY = 0.16

#: numbers between 0 and 1 that never come round: steps of the golden section
_GOLDEN = 0.618_033_988_75


def fluttered(controls: list[Control], notes: list[Note], sound: Sound) -> list[Control]:
    """The controls of a track with a flutter in the expression wherever a note sounds.

    Parameters
    ----------
    controls : list of Control
        Expression, in order.
    notes : list of Note
        What is played on the track.
    sound : Sound
        `flutter_hz` dips a second, `flutter_db` deep; none with 0.

    Returns
    -------
    list of Control
        Between two dips the level is back where it was.

    Examples
    --------
    >>> made = fluttered([], [Note(0.0, 1.0, 60, 90)], Sound(0, 73, flutter_hz=25.0, flutter_db=12.0))
    >>> min(c.value for c in made) < 70, max(c.value for c in made)
    (True, 127.0)
    """
    if not sound.flutter_hz:
        return controls
    times = [c.time for c in controls]

    def level(time: float) -> float:
        place = bisect.bisect_right(times, time)
        if not controls:
            return 127.0
        if place in (0, len(times)):
            return controls[min(place, len(times) - 1)].value
        before, after = controls[place - 1], controls[place]
        return before.value + (after.value - before.value) * (time - before.time) / max(after.time - before.time, 1e-9)

    made: list[Control] = []
    until = -1.0
    for note in sorted(notes, key=lambda n: n.start):
        start = max(note.start, until)  # the tongue of a player flutters once, however many notes the part has
        if start >= note.end:
            continue
        count = max(1, round((note.end - start) * sound.flutter_hz))
        step = (note.end - start) / count
        stray = [STRAY * step * ((i * _GOLDEN) % 1.0 - 0.5) for i in range(count)]
        depth = [sound.flutter_db * (0.75 + 0.5 * ((i + 3) * _GOLDEN * 1.7 % 1.0)) for i in range(count)]
        for i in range(count):
            top, dip = start + i * step, start + (i + 0.5) * step + stray[i]
            made.append(Control(top, "expression", level(top)))
            made.append(Control(dip, "expression", level(dip) * 10.0 ** (-depth[i] / 40.0)))
        made.append(Control(note.end, "expression", level(note.end)))
        until = note.end
    fluttering = sorted((n.start, n.end) for n in notes)
    rest = [c for c in controls if not any(first <= c.time <= last for first, last in fluttering)]
    merged = sorted([*rest, *made], key=lambda c: c.time)
    return [c for c, after in pairwise(merged) if after.time > c.time] + merged[-1:]
