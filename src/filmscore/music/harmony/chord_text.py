"""Chords taken apart: symbols and notes, spelled by letters and semitones."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...errors import shown
from ..pitch import Interval, Pitch, natural, pitch_class
from .chord_kinds import ChordKind, kind_of, kinds_of, nearest_suffix

SIGN = r"(?:##|♯♯|#|♯|𝄪|bb|♭♭|𝄫|b|♭|)"
SYMBOL = re.compile(rf"([A-G]{SIGN})(.*?)(?:/\s*([A-G]{SIGN}))?")
NOTE = re.compile(rf"([A-Ga-g](?:x|{SIGN}))([0-9])?")
EXAMPLE = (
    "A letter names its root, then its kind: 'D', 'Dm', 'A7', 'Bbmaj7', 'F#dim', 'Esus4'; after a stroke its bass, "
    "'D/F#'; a chord over another is 'D|C'; or write its notes, the lowest first, 'F G# C'."
)
#: kinds that no inversion is ever heard of: they are told by their notes only where the root is the bass
_ONLY_AS_THEY_STAND = {"quartal", "quartal4", "quartal5", "quintal", "sus2", "6", "m6", "69", "Fr6", "Ger6"}


def is_cluster(pitch_classes: Iterable[int]) -> bool:
    """Whether three notes or more lie side by side, each within a whole tone of the next.

    >>> is_cluster((0, 1, 2)), is_cluster((11, 0, 2)), is_cluster((0, 4, 7)), is_cluster((0, 1))
    (True, True, False, False)
    """
    numbers = sorted(set(pitch_classes))
    gaps = [(b - a) % 12 for a, b in zip(numbers, [*numbers[1:], *numbers[:1]], strict=True)]
    return len(numbers) >= 3 and sum(gap > 2 for gap in gaps) <= 1


def readable(pitch: Pitch) -> Pitch:
    """The same key of the piano with one sign at most, and neither E♯ nor B♯, C♭ nor F♭."""
    odd = {(2, 1), (6, 1), (0, -1), (3, -1)}
    if abs(pitch.alter) <= 1 and (pitch.step % 7, pitch.alter) not in odd:
        return pitch
    step = pitch.step + (1 if pitch.alter > 0 else -1)
    return Pitch(step, pitch.midi - natural(step))


def recognised(notes: list[Pitch]) -> tuple[Pitch, tuple[Interval, ...], Interval, ChordKind | None]:
    """Root, intervals, bass and kind of notes, the bass first; spelled as a chord of that kind if they can be."""
    ways = []
    for place, root in enumerate(notes):
        numbers = frozenset((note.midi - root.midi) % 12 for note in notes)
        for rank, kind in kinds_of(numbers):
            if not (place and kind.suffix in _ONLY_AS_THEY_STAND):
                ways.append((_misspelled(root, notes, kind), place, rank, root, kind))
    if not ways:
        return notes[0], tuple(above(notes[0], note) for note in notes), Interval(0, 0), None
    *_, root, kind = min(ways, key=lambda way: (way[1] > 0 and way[0] > 0, way[:3]))
    shape = []
    for interval in kind.intervals:
        note = next(n for n in notes if (n.midi - root.midi - interval.semitones) % 12 == 0)
        here = above(root, note)
        shape.append(higher(here) if interval.semitones > 12 else here)
    return root, tuple(shape), above(root, notes[0]), kind


def _misspelled(root: Pitch, notes: list[Pitch], kind: ChordKind) -> int:
    """How many notes have another letter than a chord of that kind has."""
    right = {interval.semitones % 12: interval.steps % 7 for interval in kind.intervals}
    return sum(right[(note.midi - root.midi) % 12] != (note.step - root.step) % 7 for note in notes)


def placed_note(name: str) -> Pitch | None:
    """A note name without an octave, in the octave of middle C."""
    found = pitch_class(name)
    return Pitch(28 + found[0], found[1]) if found else None


def home_octave(pitch: Pitch) -> Pitch:
    """The same note in the octave of middle C."""
    return Pitch(28 + pitch.step % 7, pitch.alter)


def above(root: Pitch, note: Pitch) -> Interval:
    """The interval from a root up to a note, within an octave by its letters."""
    steps = (note.step - root.step) % 7
    return Interval(steps, natural(root.step + steps) + note.alter - root.midi)


def higher(interval: Interval) -> Interval:
    """An octave more."""
    return Interval(interval.steps + 7, interval.semitones + 12)


def in_octave(pitch: Pitch, octave: int) -> Pitch:
    """The same note in some octave."""
    return Pitch(7 * octave + pitch.step % 7, pitch.alter)


def next_over(tone: Pitch, below: Pitch) -> Pitch:
    """A tone in the lowest octave that brings it above another."""
    tone = in_octave(tone, below.octave - 1)
    while tone.midi <= below.midi:
        tone = Pitch(tone.step + 7, tone.alter)
    return tone


def instead(text: str) -> str:
    """What may have been meant."""
    if re.fullmatch(r"[Hh].*", text):
        return " What German calls H is B here, and German B is B♭ ('Bb')."
    match = re.match(rf"([A-Ga-g]{SIGN})(.*)", text)
    if match is None:
        return ""
    root, _, bass = match[2].partition("/")
    if bass and kind_of(root) is not None:
        return f" What follows the stroke, {shown(bass)}, is no note."
    if re.fullmatch(r"\s*(chromatic\s*)?cluster", root, re.IGNORECASE):
        return f" A cluster is made of its lowest and its highest note: Chord.cluster({match[1]!r}, 'G')."
    suffixes = [root] if kind_of(root) is not None else nearest_suffix(root)
    meant = [f"{match[1][0].upper()}{match[1][1:]}{suffix}" for suffix in suffixes]
    return f" Did you mean {' or '.join(repr(one) for one in meant)}?" if meant else ""
