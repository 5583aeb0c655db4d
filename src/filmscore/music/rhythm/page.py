"""An ostinato on paper: strokes as notes and rests that can be read, in bars, tied where they must be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...picture.segments import Meter
from ..cues.notation import DYNAMICS
from ..pitch import Pitch, as_music21
from .evolution import value_words
from .plan import Plan
from .players import Reach

if TYPE_CHECKING:
    from .ostinato import Ostinato

#: at or below this share of its time a note is written short, at or above this one held
SHORT, HELD = 0.6, 0.95

#: lengths that one note or rest can have on paper, in quarter lengths: halved, dotted, or a part of a triplet
WRITTEN = frozenset(
    [*(Fraction(n, 8) for n in (1, 2, 3, 4, 6, 8, 12, 16, 24, 32)), *(Fraction(n, 12) for n in (1, 2, 4, 8, 16))]
)


@dataclass(frozen=True)
class Struck:
    """One note as it will be written: beats from the start, pitches, accent, and how it is held."""

    beat: Fraction
    beats: Fraction
    pitches: tuple[Pitch, ...]
    accent: int
    length: float


def pieces(start: Fraction, length: Fraction, pulse: Fraction) -> list[Fraction]:
    """A length in the pieces that can be written with one sign each, cut at the beats.

    >>> [str(p) for p in pieces(Fraction(1, 2), Fraction(5, 2), Fraction(1))]
    ['1/2', '2']
    """
    made: list[Fraction] = []
    while length > 0:
        if length in WRITTEN and (start % pulse == 0 or start // pulse == (start + length - Fraction(1, 64)) // pulse):
            return [*made, length]
        piece = min(length, pulse - start % pulse)
        if start % pulse == 0:
            whole = length - length % pulse  # beats first, then what is left of one
            piece = max((w for w in WRITTEN if w <= (whole or length)), default=length)
        made.append(piece)
        start, length = start + piece, length - piece
    return made


def measures(notes: list[Struck], cell: Ostinato, plan: Plan, reach: Reach, first: bool) -> list[Any]:
    """The bars of one player; `first` is the top of the page, where it stands what changes."""
    from music21 import bar as m21bar
    from music21 import dynamics, expressions, meter, note, stream

    bar, pulse = cell.bar, Meter.read(cell.meter).pulse
    made: list[Any] = []
    by_bar: dict[int, list[tuple[Struck, str]]] = {}
    for one in _split(notes, bar):
        by_bar.setdefault(int(one[0].beat // bar), []).append(one)
    loud = ""
    for n in range(1, plan.bars + 1):
        measure = stream.Measure(number=n)
        if n == 1:
            measure.insert(0, _clef(notes, reach))
            measure.insert(0, meter.TimeSignature(cell.meter))
        if first and n in plan.changes:
            words = ", ".join(f"{name} {value_words(name, plan.at(name, n))}" for name in plan.changes[n])
            text = expressions.TextExpression(words)
            text.placement = "above"
            measure.insert(0, text)
        at = Fraction(0)
        level = DYNAMICS[round(plan.at("dynamics", n))]
        here = by_bar.get(n - 1, [])
        if not here:
            rest = note.Rest(quarterLength=bar)
            rest.fullMeasure = True
            measure.insert(0, rest)
        for struck, tied in here:
            start = struck.beat - (n - 1) * bar
            for length in pieces(at, start - at, pulse):
                measure.insert(at, note.Rest(quarterLength=length))
                at += length
            if level != loud and tied != "stop":
                measure.insert(start, dynamics.Dynamic(level))
                loud = level
            for element in _notes(struck, tied, pulse, start, reach.pitched):
                measure.insert(at, element)
                at += Fraction(element.quarterLength)
        if here:
            for length in pieces(at, bar - at, pulse):
                measure.insert(at, note.Rest(quarterLength=length))
                at += length
        made.append(measure)
    made[-1].rightBarline = m21bar.Barline("final")
    return made


def _split(notes: list[Struck], bar: Fraction) -> Iterable[tuple[Struck, str]]:
    """Notes cut at the bar lines, with how each piece is tied: "", "start", "continue" or "stop"."""
    for one in notes:
        at, left = one.beat, one.beats
        while left > 0:
            here = min(left, bar - at % bar)
            begun, more = at > one.beat, left > here
            tied = "continue" if begun and more else "stop" if begun else "start" if more else ""
            yield Struck(at, here, one.pitches, 0 if begun else one.accent, one.length), tied
            at, left = at + here, left - here


def _notes(struck: Struck, tied: str, pulse: Fraction, start: Fraction, pitched: bool) -> list[Any]:
    """A note, in as many tied pieces as its length takes to write."""
    from music21 import articulations, chord, note, tie

    lengths = pieces(start, struck.beats, pulse)
    made = []
    for i, length in enumerate(lengths):
        names = [as_music21(pitch.name) for pitch in struck.pitches]
        element: Any = note.Unpitched(displayName=names[0]) if not pitched else note.Note(names[0])
        if len(names) > 1 and pitched:
            element = chord.Chord(names)
        element.quarterLength = length
        before, after = i > 0 or tied in ("continue", "stop"), i + 1 < len(lengths) or tied in ("start", "continue")
        if before or after:
            element.tie = tie.Tie("continue" if before and after else "stop" if before else "start")
        if not before:
            if struck.accent:
                element.articulations.append(
                    articulations.Accent() if struck.accent == 1 else articulations.StrongAccent()
                )
            elif struck.length <= SHORT and not after:
                element.articulations.append(articulations.Staccato())
            elif struck.length >= HELD:
                element.articulations.append(articulations.Tenuto())
        made.append(element)
    return made


def _clef(notes: list[Struck], reach: Reach) -> Any:
    """The clef of a player's that suits what is written: bass for what lies low, if they read it."""
    from music21 import clef

    if not reach.pitched:
        return clef.PercussionClef()
    heights = [p.midi for one in notes for p in one.pitches] or [60]
    low = sum(heights) / len(heights) < 57
    name = "bass" if low and "bass" in reach.clefs else reach.clefs[0]
    kinds = {"alto": clef.AltoClef, "tenor": clef.TenorClef, "bass": clef.BassClef, "treble 8vb": clef.Treble8vbClef}
    return kinds.get(name, clef.TrebleClef)()


def short_hand(cell: Ostinato, bars: int, first: int) -> str:
    """So many bars of the cell as text, its phase going on from the bar where it began."""
    bar, pulse = cell.bar, Meter.read(cell.meter).pulse
    notes = [
        Struck(at, stroke.steps * cell.step, stroke.pitches, stroke.accent, 0.5)
        for at, stroke in cell.struck(bars * bar, (first - 1) * bar)
    ]
    said: list[list[tuple[str, Fraction, str]]] = [[] for _ in range(bars)]
    ends = [Fraction(0)] * bars
    for struck, tied in _split(notes, bar):
        n = int(struck.beat // bar)
        if n >= bars:
            continue
        at = struck.beat - n * bar
        said[n] += [("R", length, "") for length in pieces(ends[n], at - ends[n], pulse)]
        name = "+".join(p.name.replace("♯", "#").replace("♭", "b") for p in struck.pitches)
        lengths = pieces(at, struck.beats, pulse)
        for i, length in enumerate(lengths):
            more = i + 1 < len(lengths) or tied in ("start", "continue")
            fresh = i == 0 and tied in ("", "start")
            plain = "." if struck.beats <= cell.step and not more and tied == "" else ""
            said[n].append((name, length, (["", ">", "^"][struck.accent] or plain if fresh else "") + "~" * more))
        ends[n] = at + struck.beats
    texts, last = [], None
    for n, row in enumerate(said):
        words = []
        for what, length, marks in [*row, *(("R", rest, "") for rest in pieces(ends[n], bar - ends[n], pulse) if row)]:
            words.append(what + ("" if length == last else f":{length}") + marks)
            last = length
        texts.append(" ".join(words) if row else "R*1")
    return " | ".join(texts)
