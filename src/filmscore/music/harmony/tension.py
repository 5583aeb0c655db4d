"""A tension curve with its parts, never a verdict.

Four things that a score shows and that listeners' tension has been found to follow: how far out the voices lie, how
rough they sound together, how much begins, how far from home they are. (Morwaread Farbood, "A Parametric, Temporal
Model of Musical Tension", *Music Perception* 29/4, 2012, has register, onset density and harmony among its parameters,
with loudness and tempo, which are the players' and no score's alone.) How much each counts is nobody's law: the curve
is their mean, the weights are yours to change, and the band round it says how far it would move if any one were left
out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ...errors import FilmScoreError, shown
from ...tables import as_html, as_text
from ..keys import Key
from ..pitch import class_name
from .key_reading import keys_of
from .moments import Moment, Passage, passage, trimmed
from .tension_parts import from_tonic, reach, roughness


@dataclass(frozen=True)
class Part:
    """One part of the curve: what it is called, measured in, and where its share is 1."""

    name: str
    told: str
    unit: str
    full: float


#: the value at which each part counts as full; chosen so that common music uses most of the range
PARTS: dict[str, Part] = {part.name: part for part in (
    Part("register", "how far the outer voices lie from middle C, both together", "semitones", 72.0),
    Part("dissonance", "roughness per note; 1 is about a cluster of six semitones", "", 1.0),
    Part("density", "notes that begin in a beat, over the bar", "notes a beat", 8.0),
    Part("distance", "how far from the tonic triad on the spiral of fifths; F♯ in C is 2.65", "", 2.65),
)}  # fmt: skip


@dataclass(frozen=True)
class Tension:
    """What `tension` measures.

    Attributes
    ----------
    starts, beats : tuple of Fraction
        Where each moment begins and how long it lasts, in quarter lengths; none goes over a bar line, so that every bar
        has its own, also one that is held through or silent.
    bars : tuple of int
        The bar of each moment.
    parts : dict of str to tuple of float
        Each part in its own unit, a value a moment: "register", "dissonance", "density", "distance".
    key : str
        Whose tonic the distance is measured from.
    weights : dict of str to float
    """

    starts: tuple[Fraction, ...]
    beats: tuple[Fraction, ...]
    bars: tuple[int, ...]
    parts: dict[str, tuple[float, ...]]
    key: str
    weights: dict[str, float]

    @property
    def shares(self) -> dict[str, tuple[float, ...]]:
        """Each part from 0 to 1, where 1 is the value that `PARTS` calls full."""
        return {name: tuple(min(1.0, v / PARTS[name].full) for v in row) for name, row in self.parts.items()}

    @property
    def curve(self) -> tuple[float, ...]:
        """The weighted mean of the shares."""
        return self._mean(self.weights)

    @property
    def band(self) -> tuple[tuple[float, float], ...]:
        """The least and the most that the curve would be with any one part left out."""
        ways = [self._mean({**self.weights, name: 0.0}) for name, weight in self.weights.items() if weight]
        ways = [way for way in ways if way] + [self.curve]
        return tuple((min(column), max(column)) for column in zip(*ways, strict=True))

    def _mean(self, weights: Mapping[str, float]) -> tuple[float, ...]:
        total, shares = sum(weights.values()), self.shares
        if not total:
            return ()
        return tuple(sum(weights[name] * shares[name][i] for name in shares) / total for i in range(len(self.starts)))

    @property
    def per_bar(self) -> dict[int, dict[str, float]]:
        """For every bar the mean of each part in its own unit, and of the "curve"."""
        found: dict[int, dict[str, float]] = {}
        for bar in dict.fromkeys(self.bars):
            here = [i for i, one in enumerate(self.bars) if one == bar]
            long = float(sum(self.beats[i] for i in here))
            rows = {**self.parts, "curve": self.curve}
            found[bar] = {name: sum(row[i] * float(self.beats[i]) for i in here) / long for name, row in rows.items()}
        return found

    def mean(self, part: str = "curve") -> float:
        """One part over the whole passage, in its unit, each moment for as long as it lasts.

        Raises
        ------
        FilmScoreError
            There is no such part.
        """
        rows = {**self.parts, "curve": self.curve}
        if part not in rows:
            raise FilmScoreError(f"There is no part {shown(part)}: {', '.join(rows)} there are.")
        return sum(v * float(b) for v, b in zip(rows[part], self.beats, strict=True)) / float(sum(self.beats))

    @property
    def peak(self) -> int:
        """The bar in which the curve lies highest."""
        return max(self.per_bar.items(), key=lambda one: one[1]["curve"])[0]

    @property
    def drives(self) -> str:
        """The part that lies furthest above its own mean at the peak."""
        here, full = self.per_bar[self.peak], PARTS
        own = [name for name in self.parts if self.weights[name]]
        return max(own, key=lambda name: self.weights[name] * (here[name] - self.mean(name)) / full[name].full)

    @property
    def told(self) -> str:
        """Where it lies highest, what drives it there, and how sure the place is."""
        rows = self.per_bar
        peak = self.peak
        if max(r["curve"] for r in rows.values()) - min(r["curve"] for r in rows.values()) < 0.02:
            return "The curve stays level: none of its parts changes much."
        said = f"The curve lies highest in bar {peak}; what rises there most is {_SAID[self.drives]}."
        tops = {
            max(rows, key=lambda bar: (self._bar_without(rows, bar, name), -bar))
            for name, weight in self.weights.items()
            if weight and sum(map(bool, self.weights.values())) > 1
        } - {peak}
        if tops:
            others = " or ".join(str(bar) for bar in sorted(tops))
            said += f" With one part left out it would be bar {others}: the place is not sure."
        low = min(rows, key=lambda bar: rows[bar]["curve"])
        return f"{said} It lies lowest in bar {low}."

    def _bar_without(self, rows: Mapping[int, Mapping[str, float]], bar: int, left_out: str) -> float:
        kept = {name: weight for name, weight in self.weights.items() if name != left_out}
        return sum(w * min(1.0, rows[bar][name] / PARTS[name].full) for name, w in kept.items()) / (
            sum(kept.values()) or 1
        )

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """A row for each bar, as the table has them."""
        return [
            (
                str(bar),
                *(f"{row[name]:.{0 if name == 'register' else 2}f}" for name in self.parts),
                f"{row['curve']:.2f}",
            )
            for bar, row in self.per_bar.items()
        ]

    @property
    def _columns(self) -> tuple[str, ...]:
        units = {name: f" ({part.unit})" if part.unit else "" for name, part in PARTS.items()}
        return ("Bar", *(f"{name}{units[name]}" for name in self.parts), "curve")

    def __repr__(self) -> str:
        return f"{as_text(self._columns, self.rows, right=self._columns)}\n{self.told}"

    def _repr_html_(self) -> str:
        from html import escape

        return (
            f"{as_html(self._columns, self.rows, f'Tension and its parts, from {self.key}')}<p>{escape(self.told)}</p>"
        )


_SAID = {
    "register": "register", "dissonance": "dissonance", "density": "density", "distance": "the distance from the tonic",
}  # fmt: skip


def tension(
    score: Any, *, key: str | None = None, weights: Mapping[str, float] | None = None, beats: int | Fraction = 4,
    bars: tuple[int, int] | None = None,
) -> Tension:  # fmt: skip
    """Measure the tension of a passage, part by part.

    Parameters
    ----------
    score : str, list, Motif, Harmonised, Voicing, cue, music21 stream or path
        Chords (``"Dm Gm A7 Dm"``) or anything with notes, as `read_harmony` takes it.
    key : str, optional
        Where home is. If it is left out, the key the music names, or the one it is longest in.
    weights : mapping, optional
        How much each part counts: ``{"dissonance": 2, "register": 0}``; 1 where nothing is said.
    beats : number
        How long each chord lasts, if chords are given.
    bars : (int, int), optional
        Only these bars.

    Returns
    -------
    Tension
        `fs.show` draws it.

    Raises
    ------
    FilmScoreError
        It has no notes, the key is none, or a weight is none.

    Examples
    --------
    >>> found = tension("C Am F G7 C", key="C")
    >>> found.peak, found.per_bar[1]["distance"]
    (4, 0.0)
    >>> tension("C F#", key="C").per_bar[2]["distance"] > tension("C G", key="C").per_bar[2]["distance"]
    True
    """
    whole = passage(score, beats)
    if bars is not None:
        if not isinstance(bars, list | tuple) or len(bars) != 2 or not all(isinstance(bar, int) for bar in bars):
            raise FilmScoreError(f"bars is {shown(bars)}: write the first and the last, such as (1, 8).")
        whole = trimmed(whole, *bars)
    home = home_of(whole, key)
    moments = list(_by_bars(whole))
    busy = _busy(whole)
    return Tension(
        tuple(m.start for m in moments), tuple(m.beats for m in moments),
        tuple(whole.place(m.start)[0] for m in moments),
        {
            "register": tuple(reach(m.pitches) for m in moments),
            "dissonance": tuple(roughness(m.pitches) for m in moments),
            "density": tuple(busy[whole.place(m.start)[0]] for m in moments),
            "distance": tuple(from_tonic(m.pitches, home) for m in moments),
        },
        home.name, _weights(weights),
    )  # fmt: skip


def home_of(whole: Passage, key: str | Key | None = None) -> Key:
    """The key a passage is heard from: the one given, the one it names, or the one it is longest in.

    Chords that begin and end over one and the same bass are taken to be at home there, and only the mode is weighed:
    D minor with a C and a B♭ has the notes of F major, and is not in F.
    """
    if key is not None or whole.key is not None:
        return Key.read(key if key is not None else whole.key)
    spans: dict[str, Fraction] = {}
    chords = [moment.pitches for moment in whole.moments if len({p.midi % 12 for p in moment.pitches}) > 1]
    tonic = None
    if chords and chords[0][0].midi % 12 == chords[-1][0].midi % 12:
        tonic = class_name(chords[0][0].step, chords[0][0].alter)
        tonic = tonic if abs(chords[0][0].alter) < 2 else None
    for span in keys_of(whole, tonic):
        spans[span.key] = spans.get(span.key, Fraction(0)) + span.beats
    return Key.read(max(spans, key=lambda name: spans[name]))


def _by_bars(whole: Passage) -> Iterator[Moment]:
    """The moments, cut at bar lines, so that a note held over one counts in both bars."""
    lines = [start for _, start in whole.bars]
    for moment in whole.moments:
        end = moment.start + moment.beats
        edges = [moment.start, *lines[bisect_right(lines, moment.start) : bisect_left(lines, end)], end]
        for here, there in pairwise(edges):
            if there > here:
                yield moment._replace(start=here, beats=there - here)


def _busy(whole: Passage) -> dict[int, float]:
    """Notes that begin in a beat, for each bar."""
    count = Counter(whole.place(note.start)[0] for note in whole.notes)
    return {number: count[number] / float(end - start) for number, start, end in whole.bar_spans()}


def _weights(given: Mapping[str, float] | None) -> dict[str, float]:
    weights = dict.fromkeys(PARTS, 1.0)
    for name, weight in dict(given or {}).items():
        if name not in PARTS:
            raise FilmScoreError(f"There is no part {shown(name)} to weigh: {', '.join(PARTS)} there are.")
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight <= 100:
            raise FilmScoreError(f"The weight of {name} is {shown(weight)}: a number from 0 to 100 is wanted.")
        weights[name] = float(weight)
    if not any(weights.values()):
        raise FilmScoreError("All weights are 0, so nothing is left to measure: give one part a weight at least.")
    return weights
