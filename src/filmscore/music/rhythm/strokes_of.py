"""What is struck in a score: every attack with its part, place, pitches, accent and how loud it is asked for."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ...errors import FilmScoreError, shown
from ..cues.notation import DYNAMICS
from ..part_player import player_of

#: articulations and strokes that are heard as an accent, and how heavy
_MARKS = {"Accent": 1, "StrongAccent": 2, "SnapPizzicato": 2}
_STROKES = {"sf", "sfz", "sffz", "fz", "rf", "rfz", "fp", "sfp", "sfpp"}

#: a part without a mark plays this
_UNMARKED = DYNAMICS.index("mf")


@dataclass(frozen=True)
class Attack:
    """One attack of one part.

    Attributes
    ----------
    part : str
    bar : int
    beat, beats : float
        Quarter lengths from the beginning of the score, and how long it sounds, ties joined.
    heights : tuple of float
        Sounding, as MIDI pitches; empty without pitch.
    accent : int
        0, 1 or 2.
    force : float
        Its dynamic: 0 is ppp, 7 is fff, hairpins between.
    """

    part: str
    bar: int
    beat: float
    beats: float
    heights: tuple[float, ...]
    accent: int
    force: float


def attacks_of(score: Any) -> tuple[list[Attack], list[tuple[int, float]]]:
    """Every attack of a score, or of a cue that has one, in order of time; and the bars with the beat each begins on.

    Raises
    ------
    FilmScoreError
        It is no score of music21, or nothing is struck in it.
    """
    if callable(getattr(score, "score", None)):
        score = score.score()
    if not hasattr(score, "recurse"):
        raise FilmScoreError(f"{shown(score)} is no score: give what .build(…) makes, or a score of music21.")
    parts = list(getattr(score, "parts", None) or []) or [score]
    found: list[Attack] = []
    for number, part in enumerate(parts):
        found += _of_part(part, str(part.partName or part.id or f"Part {number + 1}"))
    if not found:
        raise FilmScoreError("Nothing is struck in this score: there is not one note in it.")
    first = next((part for part in parts if part.getElementsByClass("Measure")), None)
    if first is None:
        end = max(one.beat + one.beats for one in found)
        bars = [(n + 1, 4.0 * n) for n in range(int(-(-end // 4)))]
        found = [Attack(a.part, int(a.beat // 4) + 1, *_rest(a)) for a in found]
    else:
        bars = [(int(m.number), float(m.offset)) for m in first.getElementsByClass("Measure")]
    return sorted(found, key=lambda one: (one.beat, one.part)), bars


def _rest(one: Attack) -> tuple[Any, ...]:
    return one.beat, one.beats, one.heights, one.accent, one.force


def _of_part(part: Any, name: str) -> list[Attack]:
    interval = getattr(player_of(part), "transposition", None)
    lift = 0.0 if interval is None or part.atSoundingPitch is True else float(interval.semitones)
    drum = bool(part.recurse().getElementsByClass("PercussionClef"))
    measures = list(part.getElementsByClass("Measure"))
    rows, marks, strokes = [], [], set()
    for holder in measures or [part]:
        start, bar = (float(holder.offset), int(holder.number)) if measures else (0.0, 1)
        for element in holder.recurse():
            beat = start + float(element.getOffsetInHierarchy(holder))
            if "Dynamic" in element.classes:
                if element.value in DYNAMICS:
                    marks.append((beat, float(DYNAMICS.index(element.value))))
                elif element.value in _STROKES:
                    strokes.add(beat)
            elif "NotRest" in element.classes and "ChordSymbol" not in element.classes and not element.duration.isGrace:
                rows.append((element, beat, bar))
    loud = _Force(sorted(marks), _hairpins(part))
    made: list[Attack] = []
    sounding: dict[tuple[float, ...], int] = {}
    for element, beat, bar in sorted(rows, key=lambda row: row[1]):
        pitched = not drum and "Unpitched" not in element.classes
        heights = tuple(float(p.ps) + lift for p in element.pitches) if pitched else ()
        beats = float(element.quarterLength)
        kind = element.tie.type if element.tie is not None else ""
        if kind in ("stop", "continue") and heights in sounding:
            i = sounding[heights]
            before = made[i]
            made[i] = Attack(before.part, before.bar, before.beat, beat + beats - before.beat, heights, before.accent,
                             before.force)  # fmt: skip
            continue
        accent = max((_MARKS.get(type(a).__name__, 0) for a in element.articulations), default=0)
        accent = max(accent, int(beat in strokes))
        made.append(Attack(name, bar, beat, beats, heights, accent, loud.at(beat)))
        sounding[heights] = len(made) - 1
    return made


def _hairpins(part: Any) -> list[tuple[float, float, int]]:
    found = []
    for spanner in part.recurse().getElementsByClass("DynamicWedge"):
        first, last = spanner.getFirst(), spanner.getLast()
        if first is None or last is None:
            continue
        start = float(first.getOffsetInHierarchy(part))
        end = float(last.getOffsetInHierarchy(part)) + float(last.quarterLength)
        found.append((start, end, 1 if type(spanner).__name__ == "Crescendo" else -1))
    return sorted(found)


class _Force:
    """The dynamic at every beat: marks, and hairpins that go from one to the next."""

    def __init__(self, marks: list[tuple[float, float]], hairpins: list[tuple[float, float, int]]) -> None:
        self._beats, self._levels = [b for b, _ in marks], [level for _, level in marks]
        self._spans = []
        for start, end, sign in hairpins:
            left = self._mark(start)
            i = bisect.bisect_right(self._beats, start + 1e-9)
            near = i < len(self._beats) and self._beats[i] <= end + 1.0
            right = self._levels[i] if near and (self._levels[i] - left) * sign > 0 else left + sign
            self._spans.append((start, end, left, right))

    def _mark(self, beat: float) -> float:
        i = bisect.bisect_right(self._beats, beat + 1e-9) - 1
        return self._levels[i] if i >= 0 else float(_UNMARKED)

    def at(self, beat: float) -> float:
        for start, end, left, right in self._spans:
            if start - 1e-9 <= beat < end - 1e-9:
                return left + (right - left) * (beat - start) / (end - start)
        ended = [(end, right) for _, end, _, right in self._spans if end <= beat + 1e-9]
        i = bisect.bisect_right(self._beats, beat + 1e-9) - 1
        if ended and (i < 0 or ended[-1][0] > self._beats[i] + 1e-9):
            return ended[-1][1]
        return self._mark(beat)


def beat_words(beat: float) -> str:
    """A beat of the bar, from 1, as it is said: 1, 2½, 3.25."""
    exact = Fraction(beat).limit_denominator(96)
    return f"{int(exact)}½" if exact - int(exact) == Fraction(1, 2) else f"{float(exact):g}"
