"""Two motifs at once, and where they rub."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError
from .line import ratio
from .pitch import Pitch

if TYPE_CHECKING:
    from music21 import stream

    from .motif import Motif

#: intervals that rub, in semitones within the octave: seconds, sevenths, the tritone; a fourth is let pass
_RUBS = (1, 2, 6, 10, 11)
_HOLLOW = {0: "octaves", 7: "fifths"}

#: beats after which a rub between the beats counts as well: it has time to be heard
LONG = Fraction(1)


@dataclass(frozen=True)
class Clash:
    """A place where two lines rub, or walk in step.

    Attributes
    ----------
    kind : {'dissonance', 'parallel'}
    beat : Fraction
        Where, counted from the beginning of the whole (0).
    bar : int
        Number of the bar; a pickup is bar 0.
    first, second : str
        What the two lines sound there.
    told : str
    """

    kind: str
    beat: Fraction
    bar: int
    first: str
    second: str
    told: str


@dataclass(frozen=True)
class Together:
    """Two motifs in counterpoint.

    Attributes
    ----------
    first, second : Motif
    offset : Fraction
        Beats after the beginning of the first at which the second begins; before it with a minus.
    """

    first: Motif
    second: Motif
    offset: Fraction = Fraction(0)

    @property
    def lines(self) -> tuple[tuple[Motif, Fraction], ...]:
        """Both motifs, each with the beat it begins on; 0 is the beginning of the whole."""
        early = min(Fraction(0), self.offset)
        return (self.first, -early), (self.second, self.offset - early)

    @property
    def beats(self) -> Fraction:
        """Length of the whole."""
        return max(start + line.beats for line, start in self.lines)

    @cached_property
    def clashes(self) -> tuple[Clash, ...]:
        """Where they rub.

        Seconds, sevenths and tritones count where both sound on a beat of the bar, or for a beat or longer; a passing
        note between the beats does not. Octaves and fifths in which both lines move on together, in the same direction,
        are told as well: there two lines become one. The bar is that of the first motif, 4/4 if it names none.
        """
        found, before = [], None
        for (at, first, second), (after, _, __) in pairwise([*self._moments, (self.beats, None, None)]):
            if first is None or second is None:
                before = None
                continue
            size = abs(first.midi - second.midi) % 12
            heard = self._meets_a_beat(at, after) or after - at >= LONG
            if size in _RUBS and heard and (before is None or before[1:] != (first, second)):
                found.append(self._clash("dissonance", at, first, second, f"rub: {_apart(first, second)}"))
            if before is not None and size in _HOLLOW:
                ups = [new.midi - old.midi for new, old in zip((first, second), before[1:], strict=True)]
                if before[0] == size and ups[0] * ups[1] > 0:
                    found.append(self._clash("parallel", at, first, second, f"move in parallel {_HOLLOW[size]}"))
            before = (size, first, second)
        return tuple(found)

    @property
    def told(self) -> str:
        """What happens between them, in words."""
        shared = sum(
            (
                after - at
                for (at, a, b), (after, _, __) in pairwise([*self._moments, (self.beats, None, None)])
                if a and b
            ),
            Fraction(0),
        )
        if not shared:
            return "They never sound at once: one speaks after the other."
        names = self._names
        lead = f"{names[0]} and {names[1]} sound together for {shared} of {self.beats} beats. "
        lead = lead[:1].upper() + lead[1:]
        return lead + (" ".join(clash.told for clash in self.clashes) or "Nowhere do they rub.")

    def __repr__(self) -> str:
        many = len(self.clashes)
        lines = f"{self.first.text}, against {self.second.text} from beat {self.offset}"
        return f"Together({lines}: {many} clash{'es' * (many != 1)})"

    def to_music21(self) -> stream.Score:
        """A score of two parts, the later line after rests."""
        from music21 import stream

        from .motif import Motif
        from .readers import to_music21

        parts = []
        for (line, start), name in zip(self.lines, ("First", "Second"), strict=True):
            text = [*([f"R:{start}"] if start else []), line.text]
            left = self.beats - start - line.beats
            text += [f"R:{left}"] if left else []
            padded = Motif(
                " ".join(text), key=line.key or self.first.key, meter=str(self.first._meter), begins=self._before + 1,
                name=line.name or name,
            )  # fmt: skip
            parts.append(to_music21(padded, player=line.player))
        return stream.Score(parts)

    # ---- beneath

    @cached_property
    def _moments(self) -> list[tuple[Fraction, Pitch | None, Pitch | None]]:
        """What both sound from every change on."""
        sounding = [
            [(start + at, start + at + beats, Pitch.read(name)) for name, at, beats in line.notes]
            for line, start in self.lines
        ]
        edges = sorted({edge for line in sounding for begin, end, _ in line for edge in (begin, end)})
        return [(edge, _at(sounding[0], edge), _at(sounding[1], edge)) for edge in edges]

    @property
    def _before(self) -> Fraction:
        """Quarter lengths from a bar line to the beginning of the whole, in the bars of the first motif."""
        return (self.first.begins - 1 + min(Fraction(0), self.offset)) % self.first._meter.length

    def _meets_a_beat(self, at: Fraction, after: Fraction) -> bool:
        pulse = self.first._meter.pulse
        return -(-(self._before + at) // pulse) * pulse < self._before + after

    @property
    def _names(self) -> tuple[str, str]:
        return self.first.name or "the first", self.second.name or "the second"

    def _clash(self, kind: str, at: Fraction, first: Pitch, second: Pitch, what: str) -> Clash:
        bar = self.first._meter.length
        place = self._before + at
        number = int(place // bar) + (0 if self._before else 1)
        one, other = self._names
        told = f"Bar {number}, beat {place % bar + 1}: {first.name} of {one} and {second.name} of {other} {what}."
        return Clash(kind, at, number, first.name, second.name, told)


def _apart(first: Pitch, second: Pitch) -> str:
    low, high = sorted((first, second), key=lambda pitch: (pitch.midi, pitch.step))
    return low.to(high).words


def _at(line: list[tuple[Fraction, Fraction, Pitch]], beat: Fraction) -> Pitch | None:
    i = bisect_right(line, beat, key=lambda note: note[0]) - 1
    return line[i][2] if i >= 0 and beat < line[i][1] else None


def against(first: Motif, other: Any, offset: Any = 0) -> Together:
    """See `Motif.against`."""
    from .motif import Motif

    after = ratio(offset, "the offset in beats")
    if abs(after) > 1000:
        raise FilmScoreError(f"An offset of {after} beats is too far for a meeting: 1000 at most.")
    return Together(first, Motif(other), after)
