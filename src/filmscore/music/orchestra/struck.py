"""Harp pedals and timpani: what has to be tuned before it can be played."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from ..pitch import Pitch
from .page import Clock, Line

if TYPE_CHECKING:
    from .playability import Remark

#: the harp's pedals, by foot
LEFT, RIGHT = "DCB", "EFGA"
#: seconds a pedal needs, one after another with the same foot
PEDAL = 0.5
#: drums of one timpanist, and seconds to tune one anew
DRUMS, TUNING = 4, 4.0

_SIGN = {-1: "♭", 0: "♮", 1: "♯"}


def pedals(line: Line, clock: Clock) -> Iterator[Remark]:
    """Letters that would need two pedal positions at once, and changes that come too fast.

    A pedal sets all strings of a letter to flat, natural or sharp. D, C and B are the left foot's, E, F, G and A the
    right one's; a foot moves one at a time.
    """
    from .playability import remark

    now: dict[str, int] = {}
    used: dict[str, Fraction] = {}
    moved: dict[str, list[float]] = {"left": [], "right": []}
    for at, notes in line.onsets.items():
        here: dict[str, set[int]] = {}
        for note in notes:
            pitch = Pitch.read(note.name)
            here.setdefault(pitch.letter, set()).add(pitch.alter)
        for letter, alters in here.items():
            if any(abs(alter) > 1 for alter in alters):
                yield remark("pedals", line, at, f"{letter} with a double sign: the harp has flat, natural and sharp. "
                             "Write its other name.", hard=True)  # fmt: skip
                continue
            if len(alters) > 1:
                both = " and ".join(f"{letter}{_SIGN[a]}" for a in sorted(alters))
                yield remark("pedals", line, at, f"{both} at once: one pedal sets every {letter}. Write one of them "
                             "by its other name.", hard=True)  # fmt: skip
                continue
            alter = next(iter(alters))
            if letter in now and now[letter] != alter:
                foot = "left" if letter in LEFT else "right"
                free, end = clock.seconds(used[letter]), clock.seconds(at)
                recent = [t for t in moved[foot] if t > free]
                if end - free < PEDAL * (1 + len(recent)):
                    also = f" after {len(recent)} more of the {foot} foot" if recent else ""
                    yield remark("pedals", line, at, f"{letter}{_SIGN[now[letter]]} to {letter}{_SIGN[alter]} in "
                                 f"{end - free:.1f} s{also}: a pedal needs about {PEDAL:g} s. Use the note's other "
                                 "name, or leave time.")  # fmt: skip
                moved[foot].append(end)
            now[letter] = alter
            used[letter] = at


def drums(line: Line, clock: Clock) -> Iterator[Remark]:
    """Pitches that come before a drum could be tuned to them; four stand ready from the beginning."""
    from .playability import remark

    tuned: dict[int, Fraction] = {}  # pitch -> when its drum was struck last
    for at, notes in line.onsets.items():
        here = {n.midi: n for n in notes}
        if len(here) > 2:
            yield remark("drums", line, at, f"{len(here)} drums at once, and two hands.", hard=True)
        for midi, note in here.items():
            if midi not in tuned and len(tuned) >= DRUMS:
                oldest = min(tuned, key=tuned.__getitem__)
                time = clock.between(tuned.pop(oldest), at)
                if time < TUNING:
                    told = f"the drum that could be tuned to it was struck {time:.1f} s ago"
                    yield remark(
                        "drums", line, at, f"{note.name} is a fifth pitch, and {told}: about {TUNING:g} s are needed."
                    )
            tuned[midi] = note.end
