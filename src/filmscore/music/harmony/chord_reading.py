"""Which chords a passage goes through, and where each begins.

Every way to cut the passage into stretches is weighed, and every chord for each stretch; the best of all is kept. How
well a chord fits a stretch is Bryan Pardo and William Birmingham's measure ("Algorithms for Chordal Analysis",
*Computer Music Journal* 26/2, 2002): what sounds and is in the chord counts for it, what sounds and is not counts
against it, and so does every note of the chord that does not sound. Here a note weighs as many beats as it sounds, and
a change of chord has its price.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import groupby
from typing import Any

from ..pitch import Pitch, class_name
from .chord_kinds import KINDS
from .chords import Chord
from .moments import Moment

#: kinds that a stretch may be heard as, the plainest first; of two that fit alike the plainer is taken
_KINDS = ("", "m", "7", "m7", "maj7", "°", "ø7", "°7", "+", "mmaj7", "sus4", "quartal")
#: what a change of chord costs, in beats of one note: a passing note makes no chord
_CHANGE = 1.0
#: a chord on the lowest note is heard rather than another one with the same notes
_ON_BASS = 0.3
#: what a beat costs in which a note of the chord is silent: two triads in a row are no seventh chord
_SILENT = 0.2
#: where more than this share of what sounds is foreign to every known kind, the notes themselves are told
_FOREIGN = 0.3
_LONGEST = 48  # moments in one stretch
_PLAINER = 0.02
#: one note or two that lie so many beats and do not change are heard by themselves, whatever joins them later
_THIN = 4
#: one note that stays for so many beats above a chord that has ended is heard by itself: a chord lasts as its notes do
_LEFT = 2


@dataclass(frozen=True)
class Stretch:
    """A chord and where it sounds, in beats of the passage; `chord` is None for silence and for a bare note.

    `notes` are named from the bass up.
    """

    start: Fraction
    beats: Fraction
    chord: Chord | None
    notes: tuple[str, ...]


@lru_cache(maxsize=1)
def _templates() -> tuple[Any, list[tuple[int, str]]]:
    import numpy as np

    names, rows = [], []
    for suffix in _KINDS:
        for root in range(12):
            row = np.zeros(12)
            row[[(root + n) % 12 for n in KINDS[suffix].numbers]] = 1
            names.append((root, suffix))
            rows.append(row)
    return np.array(rows), names


def stretches(moments: Sequence[Moment], held: int | None = None) -> list[Stretch]:
    """The chords of a row of moments; neighbours that are the same chord are one stretch.

    `held` is the number (0 for C) of a pedal that was taken out: it counts neither for a chord nor against it.

    >>> from .moments import passage
    >>> [str(s.chord) for s in stretches(passage("C F/C G7 C").moments)]
    ['C', 'F/C', 'G7', 'C']
    """
    found: list[Stretch] = []
    run: list[Moment] = []
    for moment in [*moments, None]:
        if moment is not None and moment.pitches:
            run.append(moment)
            continue
        for part in _apart(run):
            found += _of_run(part, held)
        run = []
        if moment is not None:
            found.append(Stretch(moment.start, moment.beats, None, ()))
    return _merged(found)


def _apart(run: Sequence[Moment]) -> list[list[Moment]]:
    """A run cut where one note or two have lain long enough to be heard by themselves."""
    parts: list[list[Moment]] = []
    same = [(numbers, list(group)) for numbers, group in groupby(run, key=_numbers)]
    long = [len(numbers) <= 2 and sum(m.beats for m in group) >= _THIN for numbers, group in same]
    for i in range(1, len(same)):
        (before, chord), (numbers, group) = same[i - 1], same[i]
        alone = len(numbers) == 1 and len(before) > 2 and group[0].pitches[0].midi > chord[-1].pitches[-1].midi
        long[i] = long[i] or (alone and sum(m.beats for m in group) >= _LEFT)
    for i, (_, group) in enumerate(same):
        if i and not long[i] and not long[i - 1]:
            parts[-1] += group
        else:
            parts.append(group)
    return parts


def _numbers(moment: Moment) -> frozenset[int]:
    return frozenset(pitch.midi % 12 for pitch in moment.pitches)


def _of_run(run: Sequence[Moment], held: int | None) -> list[Stretch]:
    """The best way through moments that are none of them silent."""
    import numpy as np

    templates, names = _templates()
    count = len(run)
    weight, bass = np.zeros((count + 1, 12)), np.zeros((count + 1, 12))
    for i, moment in enumerate(run):
        for number in _numbers(moment) - {held}:
            weight[i + 1, number] = float(moment.beats)
        bass[i + 1, moment.pitches[0].midi % 12] = float(moment.beats)
    weight, bass = weight.cumsum(axis=0), bass.cumsum(axis=0)
    time = np.concatenate([[0.0], np.cumsum([float(moment.beats) for moment in run])])
    plain = -_PLAINER * np.repeat(np.arange(len(_KINDS)), 12)
    roots = np.array([root for root, _ in names])
    best = np.full(count + 1, -np.inf)
    best[0] = 0.0
    cut, chosen = np.zeros(count + 1, int), np.zeros(count + 1, int)
    for end in range(1, count + 1):
        first = max(0, end - _LONGEST)
        sounding = weight[end] - weight[first:end]
        below = bass[end] - bass[first:end]
        inside = sounding @ templates.T
        outside = sounding.sum(axis=1, keepdims=True) - inside
        absent = (sounding <= 0).astype(float)
        if held is not None:
            absent[:, held] = 0
        missing = absent @ templates.T
        long = (time[end] - time[first:end])[:, None]
        silent = (np.maximum(long - sounding, 0) * (sounding > 0)) @ templates.T
        # the lowest note belongs to the chord, or at least it is no stranger
        under = below / np.maximum(below.sum(axis=1, keepdims=True), 1e-9)
        score = inside - outside - missing - _SILENT * silent + _ON_BASS * under[:, roots] + plain
        way = score.argmax(axis=1)
        total = best[first:end] + score[np.arange(len(way)), way] - _CHANGE
        at = int(total.argmax())
        best[end], cut[end], chosen[end] = total[at], first + at, way[at]
    found: list[Stretch] = []
    end = count
    while end:
        start = int(cut[end])
        found.append(_named(run[start:end], names[int(chosen[end])], templates[int(chosen[end])], held))
        end = start
    return found[::-1]


def _named(run: Sequence[Moment], what: tuple[int, str], template: Any, held: int | None) -> Stretch:
    """A stretch with its chord, spelled as its notes are."""
    weight: dict[int, float] = {}
    spelled: dict[int, dict[Pitch, float]] = {}
    low: dict[Pitch, float] = {}
    for moment in run:
        for pitch in moment.pitches:
            number, home = pitch.midi % 12, Pitch(28 + pitch.step % 7, pitch.alter)
            spelled.setdefault(number, {})
            spelled[number][home] = spelled[number].get(home, 0) + float(moment.beats)
        for number in _numbers(moment):
            weight[number] = weight.get(number, 0) + float(moment.beats)
        lowest = moment.pitches[0]
        home = Pitch(28 + lowest.step % 7, lowest.alter)
        low[home] = low.get(home, 0) + float(moment.beats)
    start, beats = run[0].start, sum((m.beats for m in run), Fraction(0))
    name = {number: max(ways, key=lambda p: ways[p]) for number, ways in spelled.items()}
    root, suffix = what
    # the bass of a stretch is the lowest note that lasts, and of two that last alike the first
    first = Pitch(28 + run[0].pitches[0].step % 7, run[0].pitches[0].alter)
    bass = max(low, key=lambda p: (low[p], p == first))
    if template[bass.midi % 12] and low.get(first, 0) >= 0.5 * low[bass] and template[first.midi % 12]:
        bass = first

    def upward(numbers: Iterable[int]) -> tuple[str, ...]:
        """Names from the bass up."""
        row = [bass, *(name[n] for n in sorted(set(numbers) - {bass.midi % 12}, key=lambda n: (n - bass.midi) % 12))]
        return tuple(class_name(pitch.step, pitch.alter) for pitch in row)

    notes = upward(weight)
    if len(weight) < 2 or (len(weight) == 2 and all(len(_numbers(moment)) < 2 for moment in run)):
        return Stretch(start, beats, None, notes)  # a note alone, or one after another
    if len(weight) == 2 and (held is None or not template[held] or held in weight):
        return Stretch(start, beats, dyad(notes), notes)
    total = sum(weight.values())
    foreign = sum(beat for number, beat in weight.items() if not template[number]) / total
    here = {n for n, beat in weight.items() if beat >= 0.25 * float(beats)} | {bass.midi % 12}
    borne = _needs(root, suffix) <= {*weight, held}
    if foreign > _FOREIGN or len({n for n in here if template[n]}) < 2 or not borne:
        here = here if len(here) > 1 else set(weight)
        chord = Chord(upward(here))
        return Stretch(start, beats, chord if len(here) > 2 else dyad(upward(here)), notes)
    on = name.get(root) or Pitch.read(_USUAL[root])
    chord = Chord(f"{class_name(on.step, on.alter)}{suffix}")
    if bass.midi % 12 != root:
        chord = from_bass(chord.over(class_name(bass.step, bass.alter)), name)
    return Stretch(start, beats, chord, notes)


def _needs(root: int, suffix: str) -> set[int]:
    """What has to sound, or a name says more than is heard: the third or what stands for it, a bent fifth."""
    least = [i for i in KINDS[suffix].intervals if i.steps % 7 in (1, 2, 3) or i.name in ("d5", "A5")]
    return {(root + i.semitones) % 12 for i in least}


def dyad(names: Sequence[str]) -> Chord:
    """Two notes, the lower first: a third is its triad, a fifth is open, and all else is two notes."""
    chord = Chord(names)
    low, high = chord.bass_class, next(n for n in chord.pitch_classes if n != chord.bass_class)
    for root, other, over in ((low, high, False), (high, low, True)):
        third = {3: "m", 4: ""}.get((other - root) % 12)
        if third is not None:
            triad = Chord(names[1 if over else 0] + third)
            return triad.over(names[0]) if over else triad
    return chord


#: kinds whose every note, or another one, could be the root: the bass says which
_TURNABLE = ("sus4", "quartal", "°7", "+")


def from_bass(chord: Chord, spelled: Mapping[int, Pitch] | None = None) -> Chord:
    """A chord over one of its own notes, called by that note if the chord can stand on it.

    >>> from_bass(Chord("Bsus4/E")), from_bass(Chord("B♭°7/E")), from_bass(Chord("C/E"))
    (Chord('Esus2'), Chord('E°7'), Chord('C/E'))
    """
    if chord.suffix not in _TURNABLE or chord.inversion in (0, None):
        return chord
    if chord.suffix in ("°7", "+"):
        return Chord(chord.bass + chord.suffix)
    names = dict(zip(chord.pitch_classes, chord.notes, strict=True))
    names |= {n: class_name(p.step, p.alter) for n, p in (spelled or {}).items() if n in names}
    above = sorted(set(names) - {chord.bass_class}, key=lambda n: (n - chord.bass_class) % 12)
    turned = Chord([chord.bass, *(names[n] for n in above)])
    return turned if turned.inversion == 0 and turned.suffix is not None else chord


#: a root that does not sound is spelled so
_USUAL = ("C4", "C#4", "D4", "Eb4", "E4", "F4", "F#4", "G4", "Ab4", "A4", "Bb4", "B4")


def _merged(found: Sequence[Stretch]) -> list[Stretch]:
    row: list[Stretch] = []
    for one in found:
        last = row[-1] if row else None
        if last is not None and last.chord == one.chord and (one.chord is not None or last.notes == one.notes):
            row[-1] = Stretch(last.start, last.beats + one.beats, last.chord, last.notes)
        else:
            row.append(one)
    return row
