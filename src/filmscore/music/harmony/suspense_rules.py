"""The rules of suspense, each by itself: what is promised, and where a passage breaks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ...errors import FilmScoreError, shown
from ..keys import Key
from ..pitch import Pitch, class_name
from .cadences import find
from .chords import Chord
from .moments import Moment, Passage
from .pedals import without
from .reading import HarmonyReading

#: what is shorter than this, in beats, passes and is no chord that leads or closes
_HEARD = Fraction(1, 2)


@dataclass(frozen=True)
class Rule:
    """One rule and what came of it.

    Attributes
    ----------
    name : str
        "pedal", "no cadence", "density", "withheld", "leading tone" or "stops".
    kept : bool
    told : str
    bar : int or None
        Where it is broken, if it is broken somewhere.
    """

    name: str
    kept: bool
    told: str
    bar: int | None = None

    def __str__(self) -> str:
        return f"{self.name}: {'kept' if self.kept else 'broken'}. {self.told}"


def pedal_rule(read: HarmonyReading, whole: Passage, least: float) -> Rule:
    """A low note that stays for so many bars while what stands above it changes."""
    found = [pedal for pedal in read.pedals if pedal.below]
    if not found:
        return Rule("pedal", False, f"{least:g} bars are asked for, and no low note stays while the chords change.")
    best = max(found, key=lambda pedal: pedal.bars)
    if best.bars >= least:
        return Rule("pedal", True, f"{best.told} {best.foreign:.0%} of that time it is foreign to the chord.")
    return Rule("pedal", False, f"{least:g} bars are asked for. The longest: {best.told}", whole.place(best.start)[0])


def no_cadence_rule(read: HarmonyReading, whole: Passage, home: Key) -> Rule:
    """No close on the tonic, neither between the chords of the table nor between moments: an ear needs only a beat."""
    smoothed = [(one.start, one.start + one.beats, one.chord) for one in read.chords if one.chord is not None]
    tonic = Pitch(28 + home.letter, home.alter)
    long = [m for m in whole.moments if m.pitches and m.beats >= _HEARD]
    passing = [(m.start, m.start + m.beats, _chord(m, tonic)) for m in long]
    for row in (smoothed, [(a, b, chord) for a, b, chord in passing if chord is not None]):
        for (_, end, one), (start, _, other) in pairwise(row):
            far = whole.bar_length(end) if row is smoothed else 1
            kind = _close(one, other, home) if start - end <= far else None
            if kind is not None:
                bar = whole.place(start)[0]
                told = f"{_at(whole, start)}: {one} to {other} closes ({kind})."
                return Rule("no cadence", False, told, bar)
    return Rule("no cadence", True, f"Nowhere does a close lead to {home.name}.")


def _chord(moment: Moment, tonic: Pitch) -> Chord | None:
    """What sounds at one moment, if it is three notes at least; with the tonic below, what stands above it."""
    above = without(moment.pitches, tonic.midi % 12, True)
    rows = (moment.pitches, above) if len(above) < len(moment.pitches) else (moment.pitches,)
    for row in rows:
        names = list(dict.fromkeys(class_name(pitch.step, pitch.alter) for pitch in row))
        chord = Chord(names) if len({pitch.midi % 12 for pitch in row}) > 2 else None
        if chord is not None and chord.suffix is not None:
            return chord if row is moment.pitches else chord.over(class_name(tonic.step, tonic.alter))
    return None


def _close(one: Chord, other: Chord, home: Key) -> str | None:
    """The kind of close between two chords; over a pedal on the tonic, what stands above it can close all the same."""
    if one.suffix is None:
        return None  # a cluster leads nowhere by its root
    tonic = Pitch(28 + home.letter, home.alter).midi % 12
    moves = one.bass_class != other.bass_class
    upper = one.over(one.root) if one.bass_class == other.bass_class == tonic != one.root_class else one
    kind = find([upper, other], home)[1].kind
    return kind if kind == "closed" or (kind == "plagal" and moves) else None


def _at(whole: Passage, start: Fraction) -> str:
    where = whole.where(start)
    return where[0].upper() + where[1:]


def density_rule(count: dict[int, int], asked: Any) -> Rule:
    """How many notes begin in a bar."""
    low: float
    if asked == "thinning":
        row = list(count.values())
        third = max(1, len(row) // 3)
        first, last = sum(row[:third]) / third, sum(row[-third:]) / third
        told = f"{first:.1f} notes a bar begin in the first third, {last:.1f} in the last."
        return Rule("density", last < first, told)
    low, high = asked if isinstance(asked, list | tuple) and len(asked) == 2 else (0, asked)
    if not all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in (low, high)) or low > high:
        raise FilmScoreError(
            f"density is {shown(asked)}: write the most notes that begin in a bar, 6; the least and the most, (2, "
            "6); or 'thinning'."
        )
    for bar, notes in count.items():
        if not low <= notes <= high:
            return Rule("density", False, f"Bar {bar}: {notes} notes begin, and {low} to {high} were declared.", bar)
    return Rule("density", True, f"From {min(count.values())} to {max(count.values())} notes begin in a bar.")


def withheld_rule(read: HarmonyReading, whole: Passage, home: Key, asked: Any) -> Rule:
    """A chord that never sounds, at no moment, be it as short as a beat; over a low pedal what stands above counts."""
    chord = Chord(home.tonic + ("m" if home.minor else "")) if asked is True else Chord(asked)
    sound = set(chord.pitch_classes)
    found: list[tuple[Fraction, Fraction]] = []
    for moment in whole.moments:
        over = [p for p in read.pedals if p.below and p.start <= moment.start < p.start + p.beats]
        rows = [moment.pitches, *(without(moment.pitches, p.number, True) for p in over)]
        if any({pitch.midi % 12 for pitch in row} == sound for row in rows):
            found.append((moment.start, moment.beats))
            break
    found += [(c.start, c.beats) for c in read.chords if c.chord is not None and set(c.chord.pitch_classes) == sound]
    if not found:
        return Rule("withheld", True, f"{chord} is expected and never sounds.")
    start, beats = min(found)
    bar, long = whole.place(start)[0], "1 beat" if beats == 1 else f"{float(beats):g} beats"
    return Rule("withheld", False, f"{_at(whole, start)}: {chord} sounds for {long}, and it was to be withheld.", bar)


def leading_rule(whole: Passage, home: Key) -> Rule:
    """No leading tone goes on to the tonic: not in its own part, and in no other that takes it up at once."""
    tonic = Pitch(28 + home.letter, home.alter).midi % 12
    notes = sorted(whole.notes, key=lambda one: (one.start, one.pitch.midi))
    for one in notes:
        if one.pitch.midi % 12 != (tonic - 1) % 12:
            continue
        end = one.start + one.beats
        own = next((two for two in notes if two.part == one.part and two.start > one.start), None)
        taken = (two for two in notes if two.start == end)
        for two in (own, *taken):
            if two is not None and two.pitch.midi - one.pitch.midi == 1:
                bar = whole.place(two.start)[0]
                who = one.part if two.part == one.part else f"{one.part} goes to {two.pitch.name} of the {two.part}"
                goes = f"{who} goes to {two.pitch.name}" if two.part == one.part else who
                told = f"Bar {bar}: {one.pitch.name} of the {goes}. The promise is kept."
                return Rule("leading tone", False, told, bar)
    return Rule("leading tone", True, "No leading tone goes on to the tonic.")


def stops_rule(whole: Passage, asked: Any) -> Rule:
    """Nothing that begins or is held from some beat on."""
    bar, beat = asked if isinstance(asked, list | tuple) and len(asked) == 2 else (asked, 1)
    number: Callable[[Any], bool] = lambda n: isinstance(n, int | float | Fraction) and not isinstance(n, bool)  # noqa: E731
    if not isinstance(bar, int) or isinstance(bar, bool) or not number(beat) or beat < 1:
        raise FilmScoreError(f"stop_before is {shown(asked)}: write a bar, 13, or a bar and a beat, (13, 3).")
    starts = dict(whole.bars)
    if bar not in starts:
        last, at = whole.bars[-1]
        if bar <= last:
            raise FilmScoreError(f"stop_before names bar {bar}, and this passage begins with bar {whole.bars[0][0]}.")
        starts[bar] = at + (bar - last) * whole.bar_length(at)
    edge = starts[bar] + Fraction(beat) - 1
    for note in whole.notes:
        if note.start + note.beats > edge:
            where = whole.where(max(note.start, edge))
            how = "begins" if note.start >= edge else "is still held"
            return Rule(
                "stops", False, f"{where[0].upper()}{where[1:]}: {note.pitch.name} of the {note.part} {how}.", bar
            )
    early = edge - max(note.start + note.beats for note in whole.notes)
    before = "on" if not early else "1 beat before" if early == 1 else f"{float(early):g} beats before"
    place = f"bar {bar}{f', beat {float(beat):g}' if beat != 1 else ''}"
    return Rule("stops", True, f"The last note ends {before} {place}.")
