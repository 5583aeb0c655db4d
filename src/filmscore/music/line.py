"""What a motif is, before anything is done to it: pitches, lengths, a place in the bar, and what they tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any, Self

from ..errors import FilmScoreError, shown
from .keys import Key
from .lineage import Step, sentence
from .meter import Meter
from .pitch import Pitch
from .typed import LONGEST_NOTE as LONGEST_NOTE
from .typed import MOST_NOTES as MOST_NOTES
from .typed import marked as marked
from .typed import ratio as ratio
from .typed import read_length as read_length
from .typed import read_notes

#: counted in where a motif names no meter
COMMON = Meter(4, 4)


@dataclass(frozen=True, init=False, repr=False, eq=False)
class Line:
    """The value beneath `Motif`, which says what its parts are."""

    names: tuple[str | None, ...]
    durations: tuple[Fraction, ...]
    key: str | None = None
    meter: str | None = None
    begins: Fraction = Fraction(1)
    name: str | None = None
    player: str | None = None
    lineage: tuple[Step, ...] = ()
    _origin: Any = field(default=None)

    def __init__(
        self,
        notes: str | Iterable[str] | Line,
        *,
        key: str | None = None,
        meter: str | None = None,
        begins: int | float | str | Fraction | None = None,
        name: str | None = None,
    ) -> None:
        if isinstance(notes, Line):
            own: dict[str, Any] = {part: getattr(notes, part) for part in _PARTS}
            if (key, meter, begins) != (None, None, None):  # read anew: no longer what the steps made
                own |= {"lineage": (), "_origin": None}
        else:
            names, durations = read_notes(notes)
            own = {"names": names, "durations": durations}
        if key is not None:
            own["key"] = Key.read(key).name
        if meter is not None:
            own["meter"] = str(Meter.read(meter))
        if begins is not None:
            own["begins"] = ratio(begins, "the beat on which it begins")
        if name is not None:
            if not isinstance(name, str) or not 0 < len(name.strip()) <= 80:
                raise FilmScoreError(f"{shown(name)} is no name for a motif: write a word or a few, such as 'Jon'.")
            own["name"] = name.strip()
        self._set(own)

    def _set(self, own: Mapping[str, Any]) -> None:
        for part in _PARTS:
            object.__setattr__(self, part, own.get(part, _DEFAULTS.get(part)))
        if self.meter is None and self.begins != 1:
            raise FilmScoreError(
                f"begins={self.begins} counts beats of a bar, and no bar is known: say meter='4/4' as well."
            )
        bar = self._meter.length
        if not 1 <= self.begins < 1 + bar:
            raise FilmScoreError(
                f"begins is {self.begins}, and a bar of {self.meter} has the beats 1 to {bar} in quarter "
                f"notes: choose one from 1 to less than {bar + 1}."
            )

    def _made(self, operation: str, told: str, arguments: Mapping[str, Any], **changed: Any) -> Self:
        """This motif with something changed, knowing what was done."""
        own = {part: getattr(self, part) for part in _PARTS} | changed
        if len(own["names"]) > 2 * MOST_NOTES or sum(name is not None for name in own["names"]) > MOST_NOTES:
            raise FilmScoreError(
                f"That would make more than {MOST_NOTES} notes, and nobody remembers so many: do it fewer times."
            )
        if max(own["durations"]) > LONGEST_NOTE:
            raise FilmScoreError(
                f"A note would last {max(own['durations'])} beats; {LONGEST_NOTE} are the most: choose a smaller ratio."
            )
        own["lineage"] = (*self.lineage, Step(operation, dict(arguments), told))
        own["_origin"] = self.origin
        made = object.__new__(type(self))
        made._set(own)
        return made

    def _sounding(
        self, operation: str, told: str, arguments: dict[str, Any], pitches: list[Pitch], **changed: Any
    ) -> Self:
        """The same rhythm with other pitches."""
        line = iter(pitches)
        names = tuple(next(line).name if name else None for name in self.names)
        return self._made(operation, told, arguments, names=names, **changed)

    # ---- the value

    def __eq__(self, other: object) -> bool:
        return self._counts == other._counts if isinstance(other, Line) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._counts)

    @property
    def _counts(self) -> tuple[Any, ...]:
        return self.names, self.durations, self.meter, self.begins

    @property
    def text(self) -> str:
        """The notes as they are typed: ``D4 A4:1/2 R E5:2``."""
        return " ".join(
            (name or "R") + ("" if beats == 1 else f":{beats}")
            for name, beats in zip(self.names, self.durations, strict=True)
        )

    def _written(self, name: str) -> str:
        words = [repr(self.text)]
        for part in ("key", "meter", "name"):
            if getattr(self, part) is not None:
                words.append(f"{part}={getattr(self, part)!r}")
        if self.begins != 1:
            begins = self.begins.numerator if self.begins.denominator == 1 else str(self.begins)
            words.insert(-1 if self.name else len(words), f"begins={begins!r}")
        return f"{name}({', '.join(words)})"

    def __repr__(self) -> str:
        return self._written("Motif")

    @property
    def origin(self) -> Self:
        """The motif it was made from; itself, if nothing was done to it."""
        return self if self._origin is None else self._origin

    @property
    def told(self) -> str:
        """What was done to it, in one sentence: "inverted in D major about D4, then twice as slow"."""
        return sentence(self.lineage)

    def code(self, name: str = "fs.Motif") -> str:
        """The Python that makes it: the plain motif, and every step."""
        return self.origin._written(name) + "".join(f".{step.code}" for step in self.lineage)

    @property
    def _meter(self) -> Meter:
        return COMMON if self.meter is None else Meter.read(self.meter)

    # ---- pitch

    @cached_property
    def _pitches(self) -> tuple[Pitch, ...]:
        return tuple(Pitch.read(name) for name in self.names if name)

    @property
    def pitches(self) -> tuple[str, ...]:
        """The names of the sounding notes."""
        return tuple(name for name in self.names if name)

    @property
    def midi(self) -> tuple[int, ...]:
        """MIDI numbers of the sounding notes; C4 is 60."""
        return tuple(pitch.midi for pitch in self._pitches)

    @property
    def intervals(self) -> tuple[int, ...]:
        """Semitones from each sounding note to the next."""
        return tuple(b - a for a, b in pairwise(self.midi))

    @property
    def interval_names(self) -> tuple[str, ...]:
        """Intervals as they are spelled: ``('P5', '-m3', 'm7')``."""
        return tuple(a.to(b).name for a, b in pairwise(self._pitches))

    @property
    def interval_string(self) -> str:
        """Intervals in semitones, as they are written in a catalogue of themes: ``+7 -3 +10``."""
        return " ".join(f"{i:+d}" if i else "0" for i in self.intervals)

    @property
    def parsons(self) -> str:
        """Up, down and repeat after a star: ``*udu`` (D. Parsons, *The Directory of Tunes*, Spencer Brown 1975)."""
        return "*" + "".join("u" if i > 0 else "d" if i < 0 else "r" for i in self.intervals)

    @property
    def highest(self) -> str:
        """Its highest pitch."""
        return max(self._pitches, key=lambda p: p.midi).name

    @property
    def lowest(self) -> str:
        """Its lowest pitch."""
        return min(self._pitches, key=lambda p: p.midi).name

    @property
    def compass(self) -> int:
        """Semitones from its lowest to its highest note; a twelfth is 19."""
        return max(self.midi) - min(self.midi)

    @property
    def contour(self) -> str:
        """The line it draws: level, rising, falling, arch (up, then down), valley, or zigzag."""
        steps = [1 if i > 0 else -1 for i in self.intervals if i]
        turns = [step for i, step in enumerate(steps) if i == 0 or step != steps[i - 1]]
        match turns:
            case []:
                return "level"
            case [1]:
                return "rising"
            case [-1]:
                return "falling"
            case [1, -1]:
                return "arch"
            case [-1, 1]:
                return "valley"
            case _:
                return "zigzag"

    # ---- time

    @property
    def beats(self) -> Fraction:
        """Length of the whole in beats."""
        return sum(self.durations, Fraction(0))

    @cached_property
    def notes(self) -> tuple[tuple[str, Fraction, Fraction], ...]:
        """Every sounding note: its name, the beat it begins on (0 is the beginning), and how many it lasts."""
        found, at = [], Fraction(0)
        for name, beats in zip(self.names, self.durations, strict=True):
            if name:
                found.append((name, at, beats))
            at += beats
        return tuple(found)

    @property
    def starts(self) -> tuple[Fraction, ...]:
        """Beats on which the sounding notes begin; 0 is the beginning of the motif."""
        return tuple(start for _, start, _ in self.notes)

    @property
    def rhythm(self) -> tuple[Fraction, ...]:
        """Beats from each sounding note to the next, and from the last to the end.

        Rests are folded into the note before them, as the ear hears a rhythm by its attacks; a rest at the beginning
        belongs to no note and is left out.
        """
        ends = (*self.starts[1:], self.beats)
        return tuple(end - start for start, end in zip(self.starts, ends, strict=True))

    @property
    def duration_string(self) -> str:
        """Lengths as they are typed, rests marked: ``1 1/2 R:1/2 2``."""
        return " ".join(
            ("" if name else "R:") + str(beats) for name, beats in zip(self.names, self.durations, strict=True)
        )


_PARTS = ("names", "durations", "key", "meter", "begins", "name", "player", "lineage", "_origin")
_DEFAULTS: dict[str, Any] = {"begins": Fraction(1), "lineage": ()}
