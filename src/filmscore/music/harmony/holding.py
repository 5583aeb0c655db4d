"""What is held: a note that stands in one chord and in the next is one long note, as a bow or a singer has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeVar

T = TypeVar("T")


def held(row: Iterable[tuple[Mapping[float, T], Fraction]]) -> list[tuple[float, T, Fraction, Fraction]]:
    """Every note of a row of chords, joined where it stands in the next chord too, however it is spelled there.

    Parameters
    ----------
    row : iterable of (mapping, Fraction)
        Each chord with its beats: its notes by their MIDI pitches; an empty one is silence.

    Returns
    -------
    list of (float, T, Fraction, Fraction)
        MIDI pitch, the note as it was first given, beginning and end in beats; in order of beginning, then of pitch.

    Examples
    --------
    >>> row = [({38: "D2", 57: "A3"}, Fraction(2)), ({38: "D2", 58: "B♭3"}, Fraction(2))]
    >>> [(name, str(start), str(end)) for _, name, start, end in held(row)]
    [('D2', '0', '4'), ('A3', '0', '2'), ('B♭3', '2', '4')]
    """
    done: list[tuple[float, T, Fraction, Fraction]] = []
    on: dict[float, tuple[T, Fraction]] = {}
    at = Fraction(0)
    for now, beats in row:
        for midi in [midi for midi in on if midi not in now]:
            note, start = on.pop(midi)
            done.append((midi, note, start, at))
        for midi, note in now.items():
            on.setdefault(midi, (note, at))
        at += beats
    done += [(midi, note, start, at) for midi, (note, start) in on.items()]
    return sorted(done, key=lambda one: (one[2], one[0]))
