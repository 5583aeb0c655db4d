"""Chords laid one by one, so that changing one moves no other.

Play a tune over D major and over D minor, both laid by a good accompanist: the second time the tenor has gone elsewhere
too, for it lay well there. Then nobody knows which of the two was heard. Here a chord is laid nearest to where the home
chord lies and never by what stands beside it: so D and D minor differ in one note, and a bass that is held moves no
other voice.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from .harmony.chords import Chord
from .pitch import Pitch

PEDALS = ("none", "home", "fifth")
SPACINGS = ("close", "open", "wide")
#: semitones by which the chords are moved; the fifths are laid anew, the octaves are the same notes higher or lower
REGISTERS = (-12, -7, 0, 7, 12)

#: the chords' highest note lies under the tune, where that leaves them room to be told apart
_LEAST_TOP, _MOST_TOP = 60, 72
_BASS = 27  # semitones below that: where the octave begins in which the basses lie
_BITES = 12  # semitones that a laying without a semitone in it may lie further off


class Laying:
    """How chords lie under a tune.

    Parameters
    ----------
    tonic : str
        The note of home.
    below : int
        MIDI number of the lowest note of the tune.
    symbols : iterable of str
        All chords there may be: a pedal lies below each of them.

    Examples
    --------
    >>> laying = Laying("D", 62, ["D", "Dm", "Gm"])
    >>> [[pitch.name for pitch in laying.upper(symbol, "close", 0)] for symbol in ("D", "Dm")]
    [['F♯3', 'A3', 'D4'], ['F3', 'A3', 'D4']]
    >>> laying.bass("Gm", 0).name, laying.bass("Gm", 0, "home").name
    ('G2', 'D2')
    """

    def __init__(self, tonic: str, below: int, symbols: Iterable[str]) -> None:
        self.tonic = tonic
        self.top = min(max(below, _LEAST_TOP), _MOST_TOP)
        self.symbols = tuple(symbols)
        self._laid: dict[tuple[str, str, int], tuple[Pitch, ...]] = {}

    def upper(self, symbol: str, spacing: str, register: int) -> tuple[Pitch, ...]:
        """The notes above the bass, the lowest first: those of the chord, nearest to where the home chord lies."""
        if abs(register) == 12:
            return tuple(_octave(p, register // 12) for p in self.upper(symbol, spacing, 0))
        asked = (symbol, spacing, register)
        if asked not in self._laid:
            self._laid[asked] = self._lay(*asked)
        return self._laid[asked]

    def _lay(self, symbol: str, spacing: str, register: int) -> tuple[Pitch, ...]:
        top = self.top + register
        stack = list(_nearest(Chord(symbol), self._reference(top), top))
        if spacing == "open":  # the second from the top goes down an octave
            stack.append(_octave(stack.pop(-2), -1))
        elif spacing == "wide":  # the second from the bottom goes up one
            stack.append(_octave(stack.pop(1), 1))
        return tuple(sorted(stack, key=lambda p: p.midi))

    def _reference(self, top: int) -> list[int]:
        """Where the home chord lies, as numbers: major and minor lie alike."""
        return [p.midi for p in max(_stacks(Chord(self.tonic), top), key=lambda stack: stack[-1].midi)]

    def bass(self, symbol: str, register: int, pedal: str = "none") -> Pitch:
        """The lowest note. It does not move when the others are spaced otherwise."""
        if abs(register) == 12:
            return _octave(self.bass(symbol, 0, pedal), register // 12)
        first = self.top + register - _BASS
        if pedal == "none":
            pitch = _from(Chord(symbol).bass, first)
            above = self._lowest(symbol, register)
        else:
            pitch = _from(self.pedal_note(pedal), first)
            above = min(self._lowest(one, register) for one in self.symbols)  # a pedal stays, whatever is over it
        return _octave(pitch, -1) if pitch.midi > above else pitch

    def pedal_note(self, pedal: str) -> str:
        """The note that is held."""
        return self.tonic if pedal == "home" else Chord(self.tonic).notes[2]

    def _lowest(self, symbol: str, register: int) -> int:
        return min(self.upper(symbol, spacing, register)[0].midi for spacing in SPACINGS)


def _octave(pitch: Pitch, octaves: int) -> Pitch:
    return Pitch(pitch.step + 7 * octaves, pitch.alter)


def _from(note: str, first: int) -> Pitch:
    """A note in the octave that begins at a number."""
    pitch = Pitch.read(f"{note}1")
    while pitch.midi >= first + 12:
        pitch = _octave(pitch, -1)
    while pitch.midi < first:
        pitch = _octave(pitch, 1)
    return pitch


def _stacks(chord: Chord, top: int) -> list[list[Pitch]]:
    """Its notes close together with each of them on top in turn, as high as that goes, and an octave lower."""
    found = []
    for first in range(len(chord.notes)):
        highest = _from(chord.notes[first], top - 11)
        stack = [highest]
        for note in chord.notes[:first] + chord.notes[first + 1 :]:
            stack.append(_from(note, highest.midi - 12))
        stack.sort(key=lambda p: p.midi)
        found += [stack, [_octave(p, -1) for p in stack]]
    return found


def _nearest(chord: Chord, reference: list[int], top: int) -> list[Pitch]:
    def far(stack: list[Pitch]) -> tuple[int, int]:
        numbers = [p.midi for p in stack]
        if len(numbers) == len(reference):
            moved = sum(abs(a - b) for a, b in zip(numbers, reference, strict=True))
        else:
            moved = sum(min(abs(a - b) for b in reference) for a in numbers) + abs(numbers[-1] - reference[-1])
        bitten = any(b - a == 1 for a, b in pairwise(numbers))  # a semitone in the middle of a chord outshouts the rest
        return moved + _BITES * bitten, numbers[-1]

    return min(_stacks(chord, top), key=far)
