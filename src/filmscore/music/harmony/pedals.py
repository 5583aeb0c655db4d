"""Pedal points: a note that stays while the chords over it, or under it, go on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from ..pitch import Pitch, class_name
from .chord_text import placed_note

if TYPE_CHECKING:
    from .chords import Chord
    from .moments import Moment, Passage

#: a pedal that is struck again and again may leave gaps of half a bar
_GAP = Fraction(1, 2)
#: semitones: another note struck as low as this over a pedal is a bass of its own; a pedal's note as high as that over
#: it, with nothing below, is not the pedal
_OWN_BASS, _AWAY = 7, 24


@dataclass(frozen=True)
class Pedal:
    """A note held, or struck again and again, at the bottom or at the top.

    Attributes
    ----------
    note : str
        Without its octave: "D".
    start, beats : Fraction
        In quarter lengths of the passage.
    bars : float
        How many bars it lasts.
    below : bool
        At the bottom; otherwise at the top.
    chords : tuple of Chord
        What the other voices have, in order.
    foreign : float
        Share of its time in which those chords do not contain it.
    told : str
    """

    note: str
    start: Fraction
    beats: Fraction
    bars: float
    below: bool
    chords: tuple[Chord, ...]
    foreign: float
    told: str

    def __str__(self) -> str:
        return self.told

    @property
    def number(self) -> int:
        """Its note as a number, 0 for C to 11."""
        found = placed_note(self.note)
        assert found is not None
        return found.midi % 12

    def over(self, chords: Iterable[Chord], where: str) -> Pedal:
        """It with the chords that are heard over it, or under it; `where` it begins, in words."""
        row = tuple(chords)
        bars = "1 bar" if self.bars == 1 else f"{self.bars:g} bars" if self.bars % 1 == 0 else f"{self.bars:.1f} bars"
        side, rel = ("below", "over") if self.below else ("above", "under")
        said = ", ".join(str(chord) for chord in row[:8]) + (" …" if len(row) > 8 else "") if row else "single notes"
        told = f"{self.note} is held {side} from {where} for {bars}; {rel} it: {said}."
        return replace(self, chords=row, told=told)


def pedals(whole: Passage, least: float = 2.0) -> list[Pedal]:
    """Every pedal of so many bars or more over which, or under which, the chord changes at least once.

    >>> from .moments import passage
    >>> pedals(passage("C Fm/C D/C C"))[0].told
    'C is held below from bar 1 for 4 bars; over it: C, Fm, D, C.'
    """
    found = []
    for below in (True, False):
        for start, end, number in _runs(whole, below):
            bars = _bars(whole, start, end)
            if bars >= least:
                pedal = _pedal(whole, start, end, number, below, bars)
                if pedal is not None:
                    found.append(pedal)
    return sorted(found, key=lambda pedal: (pedal.start, not pedal.below))


def _bars(whole: Passage, start: Fraction, end: Fraction) -> float:
    """Bars between two beats, parts of bars in proportion."""
    spans = whole.bar_spans()
    first = max(0, bisect_right(spans, start, key=lambda span: span[1]) - 1)
    last = bisect_left(spans, end, key=lambda span: span[1])
    return float(sum((min(end, b) - max(start, a)) / (b - a) for _, a, b in spans[first:last] if b > start))


def _runs(whole: Passage, below: bool) -> list[tuple[Fraction, Fraction, int]]:
    """Where one pitch class is the outermost note, with short gaps in which nothing passes beyond it."""
    open_: dict[int, tuple[Fraction, Fraction, int]] = {}  # number -> begin, end so far, outermost pitch
    done: list[tuple[Fraction, Fraction, int]] = []
    for moment in whole.moments:
        end = moment.start + moment.beats
        edge = (moment.pitches[0] if below else moment.pitches[-1]).midi if moment.pitches else None
        for number, (start, last, outer) in list(open_.items()):
            passed = edge is not None and edge % 12 != number and (edge < outer if below else edge > outer)
            passed = passed or (below and edge is not None and edge % 12 != number and moment.begun > 0
                                and edge - outer < _OWN_BASS)  # fmt: skip
            if passed or (edge is not None and edge % 12 == number and moment.start - last > _gap(whole, last)):
                done.append((start, last, number))
                del open_[number]
        if edge is not None:
            start, _, outer = open_.get(edge % 12, (moment.start, end, edge))
            if below and edge - outer > _AWAY:
                continue
            open_[edge % 12] = (start, end, min(outer, edge) if below else max(outer, edge))
    done += [(start, last, number) for number, (start, last, _) in open_.items()]
    return sorted(done)


def _gap(whole: Passage, at: Fraction) -> Fraction:
    return _GAP * whole.bar_length(at)


def _pedal(whole: Passage, start: Fraction, end: Fraction, number: int, below: bool, bars: float) -> Pedal | None:
    from .chord_reading import stretches

    others: list[Moment] = []
    names: dict[str, Fraction] = {}
    for moment in whole.within(start, end):
        if not moment.pitches:
            continue
        outer = moment.pitches[0] if below else moment.pitches[-1]
        rest = moment.pitches
        if outer.midi % 12 == number:
            name = class_name(outer.step, outer.alter)
            names[name] = names.get(name, Fraction(0)) + moment.beats
            rest = without(moment.pitches, number, below)
        others.append(moment._replace(pitches=rest))
    note = max(names, key=lambda name: names[name])
    over = stretches(others, number)
    chords = [stretch.chord.over(stretch.chord.root) for stretch in over if stretch.chord is not None]
    heard = {frozenset(chord.pitch_classes) for chord in chords}
    alone = {_numbers(stretch.notes) - {number} for stretch in over if stretch.notes and stretch.chord is None}
    heard |= {notes for notes in alone if not any(notes <= chord for chord in heard)}
    time = sum((stretch.beats for stretch in over if stretch.notes), Fraction(0))
    strange = sum((s.beats for s in over if s.chord and number not in s.chord.pitch_classes), Fraction(0))
    strange += sum((s.beats for s in over if s.chord is None and s.notes and note not in s.notes), Fraction(0))
    if len(heard) < 2 or not (below or strange):
        return None  # nothing changes; or, at the top, it is one of their notes all the time
    pedal = Pedal(note, start, end - start, bars, below, tuple(chords), float(strange / time), "")
    return pedal.over(chords, whole.where(start))


def _numbers(names: Iterable[str]) -> frozenset[int]:
    """Names of notes as numbers, 0 for C to 11."""
    return frozenset(note.midi % 12 for note in map(placed_note, names) if note is not None)


def without(pitches: tuple[Pitch, ...], number: int, below: bool) -> tuple[Pitch, ...]:
    """What sounds besides a pedal: its octaves next to it go with it."""
    row = list(pitches if below else pitches[::-1])
    while row and row[0].midi % 12 == number:
        row.pop(0)
    return tuple(row if below else row[::-1])
