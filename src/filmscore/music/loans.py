"""What major may borrow under a given tune, and where it costs the tune least.

Sing B and let somebody play G minor below it: the B flat in the chord rubs against you, a semitone down. Sing D, and
the same chord holds you. A borrowed chord has its places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from .harmony.chords import Chord
from .harmony.mixture import mixture
from .harmony.numerals import chord_in
from .motif import Motif
from .pitch import Pitch

#: the chords that are offered
LOANS = ("iv", "♭VI", "♭VII", "♭III", "iiø7", "N6")


class Slot(NamedTuple):
    """A stretch of a tune that has one chord.

    Attributes
    ----------
    start, beats : Fraction
        In quarter lengths from the beginning of the tune.
    bar : int
        From 1.
    part : int
        Which chord of its bar it is, from 0.
    """

    start: Fraction
    beats: Fraction
    bar: int
    part: int

    @property
    def end(self) -> Fraction:
        """Where the next begins."""
        return self.start + self.beats


@dataclass(frozen=True)
class Loan:
    """A chord that major may borrow.

    Attributes
    ----------
    numeral : str
    chord : Chord
    costs : tuple of float or None
        For each slot, how many beats of the tune lean against it; None where it would rub, and at the two ends, which
        are home.
    changed : tuple of str
        Its notes that the key has not.
    sounds : str
        What the ear knows it by.
    refused : str
        Why it finds no place by itself; empty if it does.
    """

    numeral: str
    chord: Chord
    costs: tuple[float | None, ...]
    changed: tuple[str, ...]
    sounds: str
    refused: str


def loans_under(tune: Motif, tonic: str, slots: Sequence[Slot]) -> dict[str, Loan]:
    """The loans under a tune, by their numerals.

    Examples
    --------
    >>> tune = Motif("D4:2 A4:2 D5:2 A4:2")
    >>> slots = [Slot(Fraction(2 * i), Fraction(2), 1, i) for i in range(4)]
    >>> loans_under(tune, "D", slots)["iv"].costs
    (None, 2.0, 0.0, None)
    """
    table = {row.numeral: row for row in mixture(tonic)}
    inner = range(1, len(slots) - 1)
    made = {}
    for numeral in LOANS:
        chord = chord_in(tonic, numeral)
        told = table["♭II" if numeral == "N6" else numeral]
        costs = tuple(_cost(tune, chord, slot) if i in inner else None for i, slot in enumerate(slots))
        refused = "" if any(cost is not None for cost in costs) else _refused(tune, numeral, chord, slots[1:-1])
        made[numeral] = Loan(numeral, chord, costs, told.changed, told.sounds, refused)
    return made


def _notes_in(tune: Motif, slot: Slot) -> list[tuple[str, float]]:
    found = []
    for name, start, long in tune.notes:
        beats = min(start + long, slot.end) - max(start, slot.start)
        if beats > 0:
            found.append((name, float(beats)))
    return found


def _cost(tune: Motif, chord: Chord, slot: Slot) -> float | None:
    """Beats of the tune that lean against a chord; None where one of them lies a semitone above a note of it."""
    cost = 0.0
    for name, beats in _notes_in(tune, slot):
        if Pitch.read(name).midi % 12 in chord.pitch_classes:
            continue
        if _rubbed(name, chord):
            return None
        cost += beats
    return cost


def _refused(tune: Motif, numeral: str, chord: Chord, slots: Sequence[Slot]) -> str:
    if not slots:
        return f"{numeral} finds no place by itself: the first chord and the last are home. Choose its box yourself."
    notes = [name for slot in slots for name, _ in _notes_in(tune, slot)]
    rubs = [f"{under} under {name[:-1]}" for name in notes if (under := _rubbed(name, chord))]
    most = max(rubs, key=rubs.count)
    return f"{numeral} would rub in every box between the first and the last ({most}). Choose its box yourself."


def _rubbed(name: str, chord: Chord) -> str:
    """The note of a chord that lies a semitone below a note it does not have; empty if none does."""
    number = Pitch.read(name).midi % 12
    if number in chord.pitch_classes:
        return ""
    pairs = zip(chord.notes, chord.pitch_classes, strict=True)
    return next((note for note, its in pairs if its == (number - 1) % 12), "")
