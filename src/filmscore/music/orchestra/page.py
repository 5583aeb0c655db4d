"""A score as an orchestrator reads it: for each part who plays, what sounds, how loud, where one may breathe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

from ...errors import FilmScoreError, shown
from ..harmony.score_moments import of_stream
from ..part_player import player_of
from .catalogue import known
from .instrument import DYNAMICS, Instrument
from .players import player

#: quarters a minute where a score says nothing
BPM = 96.0

_SHARED = re.compile(r"a\s*(\d)\b|(?:[1-4]\.|solo)")


class Note(NamedTuple):
    """A note as it sounds; times in quarter lengths from the beginning."""

    name: str
    midi: int
    start: Fraction
    beats: Fraction

    @property
    def end(self) -> Fraction:
        """Where it ends."""
        return self.start + self.beats


@dataclass
class Line:
    """A part.

    Attributes
    ----------
    name : str
        As it is printed.
    player : Instrument or None
        None if nobody here knows it.
    notes : list of Note
        Ties joined.
    bars : tuple of (int, Fraction)
        Number of each bar and where it begins.
    parts : list of music21.stream.Part
        Both staves of a harp or a piano.
    """

    name: str
    player: Instrument | None
    notes: list[Note]
    bars: tuple[tuple[int, Fraction], ...]
    parts: list[Any]
    dynamics: list[tuple[Fraction, str]] = field(default_factory=list)
    slurs: list[tuple[Fraction, Fraction]] = field(default_factory=list)
    breaths: list[Fraction] = field(default_factory=list)
    words: list[tuple[Fraction, str]] = field(default_factory=list)
    harmonics: set[Fraction] = field(default_factory=set)

    def level(self, beat: Fraction) -> str:
        """The dynamic that holds at a beat; empty before the first."""
        return next((mark for at, mark in reversed(self.dynamics) if at <= beat), "")

    def place(self, beat: Fraction) -> tuple[int, Fraction]:
        """Bar, and beat of the bar in quarters from 1."""
        number, start = next((b for b in reversed(self.bars) if b[1] <= beat), self.bars[0])
        return number, beat - start + 1

    def people(self, beat: Fraction) -> int:
        """How many players of a shared staff play: both with "a 2", one where "1." or "solo" stands."""
        many = player(self.name).count if known(self.name) is not None else 1
        for at, text in reversed(self.words):
            if at <= beat and (found := _SHARED.match(text.strip().casefold())):
                return int(found[1]) if found[1] else 1
        return many

    @property
    def onsets(self) -> dict[Fraction, list[Note]]:
        """Notes by where they begin."""
        made: dict[Fraction, list[Note]] = {}
        for note in self.notes:
            made.setdefault(note.start, []).append(note)
        return dict(sorted(made.items()))


def as_score(x: Any) -> Any:
    """A score of music21, of a cue of the course or of whatever can be written as one.

    Raises
    ------
    FilmScoreError
        It is no score.
    """
    if not getattr(x, "isStream", False):
        for way in ("score", "to_music21"):
            if callable(getattr(x, way, None)):
                x = getattr(x, way)()
                break
    if not getattr(x, "isStream", False):
        raise FilmScoreError(f"{shown(x)} is no score: give one of music21, a part of one, or a cue of a film.")
    return x


def lines_of(score: Any) -> list[Line]:
    """The parts of a score that have notes; the two staves of one player are one line.

    Raises
    ------
    FilmScoreError
        It is no score, or nobody has a note.
    """
    score = as_score(score)
    found: list[Line] = []
    for part in list(getattr(score, "parts", None) or [score]):
        line = _line(part)
        before = found[-1] if found else None
        if before is not None and _staff(part) and _staff(before.parts[0]) and before.name == line.name:
            before.notes = sorted([*before.notes, *line.notes], key=lambda n: (n.start, n.midi))
            before.parts.append(part)
            before.dynamics = sorted([*before.dynamics, *line.dynamics])
            before.slurs += line.slurs
            before.words = sorted([*before.words, *line.words])
        else:
            found.append(line)
    if not any(line.notes for line in found):
        raise FilmScoreError("Nobody has a note in this score yet: write some, and ask again.")
    return [line for line in found if line.notes]


def _staff(part: Any) -> bool:
    return "PartStaff" in part.classes


def _line(part: Any) -> Line:
    tool = player_of(part)
    words = [getattr(part, "partName", None), getattr(tool, "partName", None), getattr(tool, "instrumentName", None)]
    names = [str(one) for one in words if one]
    who = next((one for one in map(known, names) if one is not None), None)
    try:
        passage = of_stream(part)
        notes = [Note(n.pitch.name, n.pitch.midi, Fraction(n.start), Fraction(n.beats)) for n in passage.notes]
        bars = tuple((number, Fraction(at)) for number, at in passage.bars)
    except FilmScoreError:  # a part that rests throughout, or drums
        notes, bars = [], ((1, Fraction(0)),)
    line = Line(names[0] if names else "Part", who, notes, bars, [part])
    spans: dict[int, tuple[Fraction, Fraction]] = {}
    for element, at in _elements(part):
        kinds = element.classes
        if "Dynamic" in kinds and element.value in DYNAMICS:
            line.dynamics.append((at, element.value))
        elif "TextExpression" in kinds:
            line.words.append((at, str(element.content)))
        elif "GeneralNote" in kinds:
            spans[id(element)] = (at, at + Fraction(element.quarterLength))
            if any("BreathMark" in a.classes for a in element.articulations):
                line.breaths.append(spans[id(element)][1])
            if any("Harmonic" in a.classes for a in element.articulations):
                line.harmonics.add(at)
    line.dynamics.sort()
    for slur in part.recurse().getElementsByClass("Slur"):
        inside = [spans[id(one)] for one in slur.getSpannedElements() if id(one) in spans]
        if inside:
            line.slurs.append((min(first for first, _ in inside), max(last for _, last in inside)))
    return line


def _elements(part: Any) -> Iterator[tuple[Any, Fraction]]:
    """Everything in a part with the beat it stands at."""
    measures = list(part.getElementsByClass("Measure"))
    for measure in measures or [part]:
        begins = Fraction(part.elementOffset(measure)) if measures else Fraction(0)
        for later, inner in [(Fraction(0), measure), *((Fraction(v.offset), v) for v in measure.voices)]:
            for element in inner.elements:
                yield element, begins + later + Fraction(inner.elementOffset(element))


class Clock:
    """Beats of a score as seconds, by its metronome marks, or at one tempo."""

    def __init__(self, score: Any, bpm: float | None = None) -> None:
        self.known = bpm is not None
        marks: list[tuple[Fraction, float]] = []
        if bpm is None and getattr(score, "isStream", False):
            for mark in score.recurse().getElementsByClass("MetronomeMark"):
                speed = mark.getQuarterBPM()
                if speed:
                    marks.append((Fraction(mark.getOffsetInHierarchy(score)), float(speed)))
                    self.known = True
        if not marks or min(at for at, _ in marks) > 0:
            marks.append((Fraction(0), float(bpm or BPM)))
        self.marks = sorted(marks)

    def seconds(self, beat: Fraction) -> float:
        """Seconds from the beginning to a beat."""
        total = 0.0
        for (at, speed), later in zip(self.marks, [*(a for a, _ in self.marks[1:]), None], strict=True):
            end = beat if later is None else min(beat, later)
            if end > at:
                total += float(end - at) * 60 / speed
        return total

    def between(self, first: Fraction, last: Fraction) -> float:
        """Seconds from one beat to another."""
        return self.seconds(last) - self.seconds(first)
