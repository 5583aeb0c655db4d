"""Notes kept out of room that belongs to somebody else: moved by octaves, written shorter, or left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from ..pitch import Interval, Pitch
from .page import Struck
from .players import Reach
from .room import Slot

#: seconds that a leap of more than an octave takes a hand or a lip, from attack to attack: a beat at 144 is 0.42
LEAP = 0.4

#: octaves by which a note may be moved out of room, in the order in which they are tried
MOVES = (0, -1, 1, -2, 2)


def octaves_of(notes: list[Struck], reach: Reach) -> int:
    """Octaves by which all of a player's notes are moved to be reached."""
    return reach.octaves([p.midi for note in notes for p in note.pitches])


def folded(notes: list[Struck], reach: Reach, octaves: int) -> list[Struck]:
    """The notes where the player reaches them: all moved by so many octaves, and those still outside by more."""
    return [replace(note, pitches=tuple(reach.folded(p, octaves) for p in note.pitches)) for note in notes]


def cleared(
    notes: list[Struck],
    room: tuple[Slot, ...],
    reach: Reach,
    step: Fraction,
    frame_of: Callable[[Fraction], float],
    fps: float,
) -> list[Struck]:
    """Notes within reach, out of the room that is to be left free.

    A note struck in it goes to the nearest octave that is free, at most two away, and not up into the last third of all
    the player has. One held into it is cut back by steps. Where neither will do it is left out. Who leaps by more than
    an octave needs `LEAP` seconds: of two notes that are nearer, the one with the lighter accent is left out.

    Parameters
    ----------
    notes : list of Struck
        As the player reaches them.
    step : Fraction
        Of the cell, in beats.
    frame_of : callable
        From a beat of the notes to its frame.
    fps : float
        Frames a second.
    """
    if not room or not reach.pitched:
        return notes
    made: list[tuple[Struck, int]] = []
    for note in notes:
        moved = [found for pitch in note.pitches if (found := _placed(note, pitch, room, reach, step, frame_of))]
        if not moved:
            continue
        floor = max((octaves for _, octaves, _ in moved), key=abs)
        pitches = {p.midi: p for p, _, _ in moved}  # two of a chord may have come to one place
        clear = replace(
            note, pitches=tuple(pitches[midi] for midi in sorted(pitches)), beats=min(beats for *_, beats in moved)
        )
        while made and abs(floor - made[-1][1]) > 1 and _seconds(made[-1][0], clear, frame_of, fps) < LEAP:
            if clear.accent <= made[-1][0].accent:
                break
            made.pop()
        else:
            made.append((clear, floor))
    return [note for note, _ in made]


def _seconds(before: Struck, after: Struck, frame_of: Callable[[Fraction], float], fps: float) -> float:
    return (frame_of(after.beat) - frame_of(before.beat)) / fps


def _placed(
    note: Struck,
    pitch: Pitch,
    room: tuple[Slot, ...],
    reach: Reach,
    step: Fraction,
    frame_of: Callable[[Fraction], float],
) -> tuple[Pitch, int, Fraction] | None:
    """Where a pitch is free: moved by how many octaves, and for how many beats; None if nowhere."""
    start = frame_of(note.beat)
    for octaves in MOVES:
        midi = pitch.midi + 12 * octaves
        if octaves and not (reach.low <= midi <= reach.high and (octaves < 0 or midi <= reach.easy)):
            continue
        beats = note.beats
        while beats > 0 and any(slot.reached(start, frame_of(note.beat + beats), midi) for slot in room):
            beats = Fraction(0) if any(slot.holds(start, midi) for slot in room) else beats - step
        if beats > 0:
            return (pitch.up(Interval.of(12 * octaves)) if octaves else pitch), octaves, beats
    return None
