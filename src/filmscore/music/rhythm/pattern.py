"""A cell as a value: its strokes, its meter, and what can be read from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, Self

from ...errors import FilmScoreError, shown
from ...picture.segments import UNITS, Meter
from ..typed import ratio
from .cell import Stroke, read_cell
from .evolution import Evolution
from .room import Slot


@dataclass(frozen=True, init=False, repr=False)
class Pattern:
    """The value beneath `Ostinato`, which says what its parts are."""

    strokes: tuple[Stroke, ...]
    size: int
    step: Fraction
    meter: str
    changes: tuple[Evolution, ...]
    free: tuple[Slot, ...]
    name: str | None = field(compare=False)

    def __init__(
        self,
        notes: Any,
        meter: str = "4/4",
        *,
        step: str | int | float | Fraction = "eighth",
        pitch: str | None = None,
        name: str | None = None,
    ) -> None:
        if isinstance(notes, Pattern):
            self._set({**notes._parts, "meter": str(Meter.read(meter)), "name": name or notes.name})
            return
        length = UNITS[step] if isinstance(step, str) and step in UNITS else ratio(step, "the length of a step")
        if not 0 < length <= 4:
            raise FilmScoreError(f"A step lasts {shown(step)} beats: more than 0 and at most 4 are wanted.")
        if name is not None and (not isinstance(name, str) or not 0 < len(name.strip()) <= 80):
            raise FilmScoreError(f"{shown(name)} is no name for an ostinato: write a word or a few, such as 'Chase'.")
        strokes, size = read_cell(notes, length, pitch)
        self._set({"strokes": strokes, "size": size, "step": length, "meter": str(Meter.read(meter)), "changes": (),
                   "free": (), "name": name.strip() if name else None})  # fmt: skip

    def _set(self, parts: Mapping[str, Any]) -> None:
        for part, value in parts.items():
            object.__setattr__(self, part, value)

    @property
    def _parts(self) -> dict[str, Any]:
        return {part: getattr(self, part) for part in self.__dataclass_fields__}

    def _with(self, **changed: Any) -> Self:
        made = object.__new__(type(self))
        made._set({**self._parts, **changed})
        return made

    # ---- what it is

    @property
    def beats(self) -> Fraction:
        """Length of the cell in quarter lengths."""
        return self.size * self.step

    @property
    def bar(self) -> Fraction:
        """Length of its bar in quarter lengths."""
        return Meter.read(self.meter).length

    @property
    def density(self) -> Fraction:
        """Strokes a beat."""
        return len(self.strokes) / self.beats

    @property
    def accents(self) -> tuple[int, ...]:
        """The steps that carry an accent, from 0."""
        return tuple(stroke.at for stroke in self.strokes if stroke.accent)

    @cached_property
    def pattern(self) -> str:
        """As a drummer writes it: X accented, x plain, - held, . rest.

        >>> Pattern("D3^ R D3:1 D3").pattern
        'X.x-x'
        """
        signs = ["."] * self.size
        for stroke in self.strokes:
            for held in range(1, stroke.steps):
                signs[(stroke.at + held) % self.size] = "-"
        for stroke in self.strokes:
            signs[stroke.at] = "X" if stroke.accent else "x"
        return "".join(signs)

    @property
    def compass(self) -> tuple[str, str]:
        """Its lowest and its highest note."""
        pitches = sorted((p for stroke in self.strokes for p in stroke.pitches), key=lambda p: p.midi)
        return pitches[0].name, pitches[-1].name

    @property
    def text(self) -> str:
        """The cell as it is typed, with every length in beats where it is not one step.

        >>> Pattern("X..x-", pitch="D3").text
        'D3> R R D3:1'
        """
        held = {(s.at + k) % self.size for s in self.strokes for k in range(1, s.steps)}
        at = {stroke.at: stroke for stroke in self.strokes}
        words = []
        for place in range(self.size):
            if place in at:
                stroke = at[place]
                length = "" if stroke.steps == 1 else f":{stroke.steps * self.step}"
                words.append("+".join(p.name for p in stroke.pitches) + length + ["", ">", "^"][stroke.accent])
            elif place not in held:
                words.append("R")
        return " ".join(words)

    def __repr__(self) -> str:
        more = "" if self.step == Fraction(1, 2) else f", step='{self.step}'"
        grown = "".join(f".{change.typed}" for change in self.changes)
        room = f".leave({', '.join(slot.typed for slot in self.free)})" if self.free else ""
        return f"Ostinato({self.text!r}, {self.meter!r}{more}){grown}{room}"

    @property
    def told(self) -> str:
        """What it is, in a sentence or two."""
        low, high = self.compass
        count = len(self.accents)
        accents = "no accent" if not count else f"accents on steps {in_a_row(a + 1 for a in self.accents)}"
        if count == 1:
            accents = f"an accent on step {self.accents[0] + 1}"
        whole = (
            f"{len(self.strokes)} strokes in {in_beats(self.beats)}, {float(self.density):.3g} a beat, {low} to {high}"
        )
        more = "".join(f" {change.told}." for change in self.changes)
        return f"{whole}, {accents}.{more}"

    def struck(self, beats: Fraction, start: Fraction = Fraction(0)) -> Iterator[tuple[Fraction, Stroke]]:
        """Every stroke in so many beats, with the beat it falls on; `start` is where in the cell beat 0 lies."""
        turn = -(start % self.beats)
        while turn < beats:
            for stroke in self.strokes:
                at = turn + stroke.at * self.step
                if 0 <= at < beats:
                    yield at, stroke
            turn += self.beats


def in_a_row(values: Iterable[int]) -> str:
    """Numbers as they are said: 1, 3 and 5."""
    words = [str(v) for v in values]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def times(count: int) -> str:
    """How often, as it is said: once, 4 times."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def in_beats(beats: Fraction) -> str:
    """A length as it is said: 3 beats."""
    return "1 beat" if beats == 1 else f"{beats} beats" if beats.denominator == 1 else f"{float(beats):g} beats"


def whole_number(value: object, what: str) -> int:
    """A whole number, or an error that says what it was to be."""
    from ...picture.timecode import whole_frame

    return whole_frame(value, what)


def bars_of(bars: object) -> int:
    """A number of bars that can be built."""
    number = whole_number(bars, "number of bars")
    if not 1 <= number <= 400:
        raise FilmScoreError(f"{number} bars cannot be built: from 1 to 400 can.")
    return number
