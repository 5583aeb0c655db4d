"""Lesson 00: four notes on the bloom."""

from __future__ import annotations

from typing import Any

from ...music.motif import Motif
from ..check import Task
from ..verdict import NotYet

#: what a line tends to suggest; convention, and told as such
_SUGGESTS = {
    "rising": "A rising line tends to open: it asks, it lifts, it wants to go on.",
    "falling": "A falling line tends to settle: it comes down, it gives in, it comes home.",
    "arch": "An arch goes out and comes back: many listeners hear a whole breath, a thing said and finished.",
    "valley": "A valley dips and returns: a doubt that is overcome, or a second look.",
    "level": "A repeated note waits, or insists: nothing moves but time, so the picture has to move.",
    "zigzag": "A line that turns more than once is restless or playful: it keeps the ear guessing where it will land.",
}

#: the piano's compass; every instrument that the task offers is rendered across it
LOWEST, HIGHEST = 21, 108


def four_notes(answer: Any) -> str:
    """Any four notes that can be played pass; the words are about the line they draw."""
    motif = Motif(answer)
    count = len(motif.pitches)
    if count != 4:
        more = f"{4 - count} more" if count < 4 else f"{count - 4} fewer"
        raise NotYet(
            f"You wrote {count} note{'' if count == 1 else 's'}: {' '.join(motif.pitches[:8])}{' …' * (count > 8)}. "
            f"The bloom has four beats before the cut to Mara, so it takes four notes: {more}.",
            misconception="too few notes" if count < 4 else "too many notes",
        )
    for name, midi in zip(motif.pitches, motif.midi, strict=True):
        if not LOWEST <= midi <= HIGHEST:
            side = "below" if midi < LOWEST else "above"
            raise NotYet(
                f"{name} lies {side} the keys of the piano, which go from A0 to C8. Try another octave.",
                misconception="out of reach",
            )
    contour = motif.contour
    leap = max(motif.intervals, key=abs)
    size = (
        f"Its widest step is {abs(leap)} semitone{'' if abs(leap) == 1 else 's'}" if leap else "It has no steps at all"
    )
    held = "" if leap == 0 else ", a leap the ear will remember" if abs(leap) >= 7 else ", easy to sing"
    drawn = {"arch": "an arch", "valley": "a valley", "zigzag": "a zigzag"}.get(contour, contour)
    return (
        f"{' '.join(motif.pitches)}: your line is {drawn}. {_SUGGESTS[contour]} {size}{held}. "
        "Now hear it with the film."
    )


TASKS = (
    Task(
        id="00.1",
        objective="00.O3",
        worth=1,
        judge=four_notes,
        form='four notes, such as "D5 A5 F#5 E5"',
        hints=(
            "There is no wrong choice here. Sing the moment, and ask only: does the line go up or come down?",
            "A note is a letter, A to G, and a number for the octave. C4 is the middle of the piano; bigger is higher.",
            "Begin with one note you like, write it four times, hear it, then move one of the four.",
        ),
    ),
)
