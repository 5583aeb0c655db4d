"""What a search for a motif comes back with: places, how good each is, and what chance would have found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, overload

from ..errors import FilmScoreError
from .distinctness import fraction, in_words
from .motif_forms import Form, Stock, agreeing, stock_of
from .score_lines import ScoreLine

if TYPE_CHECKING:
    import numpy as np

#: Finds of one form that chance may be expected to make in the whole score before that form stops being believed.
BELIEVED = 0.05

_MOST_TOLD = 12


@dataclass(frozen=True)
class Place:
    """One place where a motif is found.

    Attributes
    ----------
    part : str
    bar : int
    beat : Fraction
        Of the bar, counted in quarter lengths from 1.
    form : str
        ``plain``, ``in the scale``, ``inverted``, ``inverted in the scale``, ``retrograde``, ``retrograde of pitch``,
        ``retrograde inversion``, ``new rhythm`` or ``head``.
    transformation : str
        The same in words, with transposition and speed: ``upside down, five semitones lower, twice as slow``.
    score : float
        Share of the intervals and changes of length that agree, 0 to 1.
    chance : float
        How many places as good as this, of this form, chance would make in the whole score.
    semitones : int
        How much higher its first note is than the motif's.
    speed : Fraction
        How many times as long it takes: 2 is an augmentation.
    start : float
        Beats from the beginning of the score.
    beats : float
        How long it lasts.
    """

    part: str
    bar: int
    beat: Fraction
    form: str
    transformation: str
    score: float
    chance: float
    semitones: int
    speed: Fraction
    start: float = field(repr=False)
    beats: float = field(repr=False)

    @property
    def told(self) -> str:
        """Where and how."""
        return f"{self.part}, bar {self.bar}, beat {fraction(self.beat)}: {self.transformation}"


@dataclass(frozen=True, eq=False)
class Findings(Sequence[Place]):
    """The places where a motif was found, in the order of the score.

    Attributes
    ----------
    thresholds : dict
        For every form that was looked for, the score from which it is believed; more than 1 if no score is enough.
    chance : float
        How many of its finds chance alone would make, all forms together.
    """

    places: tuple[Place, ...] = field(repr=False)
    thresholds: dict[str, float]
    chance: float
    _lines: tuple[ScoreLine, ...] = field(repr=False)
    _forms: tuple[Form, ...] = field(repr=False)

    @overload
    def __getitem__(self, index: int) -> Place: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Place, ...]: ...

    def __getitem__(self, index: int | slice) -> Place | tuple[Place, ...]:
        return self.places[index]

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[Place]:
        return iter(self.places)

    @property
    def threshold(self) -> float:
        """The score from which the plain form is believed. A long motif may lose more of itself than a short one."""
        return self.thresholds["plain"]

    @property
    def told(self) -> str:
        """What was found, how sure it is, and what could not be looked for; a line each."""
        lines = [f"Found {_times(len(self.places))}." if self.places else "Not found."]
        lines += [f"{place.told}." for place in self.places[:_MOST_TOLD]]
        if len(self.places) > _MOST_TOLD:
            lines.append(f"And {len(self.places) - _MOST_TOLD} more.")
        unsure = [place for place in self.places if place.chance > BELIEVED]
        if unsure:
            most = max(place.chance for place in unsure)
            as_good = f"chance would make {most:.2g} places as good in a score like this"
            if len(unsure) > 2 + 3 * most:
                lines.append(f"One alone might be an accident ({as_good}), so many are not.")
            else:
                which = (
                    "This one is" if len(self.places) == 1 else "All are" if unsure == [*self.places] else "Some are"
                )
                lines.append(f"{which} unsure: {as_good}.")
        luck = "hardly ever anything" if self.chance < 0.01 else f"{self.chance:.2g} places in all"
        lines.append(f"With the same rhythms and the intervals of every line in any order, it would find {luck}.")
        deaf = [name for name, least in self.thresholds.items() if least > 1]
        if deaf:
            lines.append(f"Too short to be told from chance here: {', '.join(deaf)}. A longer motif would help.")
        return "\n".join(lines)

    def shuffled(self, times: int = 20, seed: int = 0) -> list[int]:
        """How many finds there are in the same score with the intervals of every line put in any order.

        The experiment that `chance` works out without trying: its mean comes near `chance`.

        Parameters
        ----------
        times : int
            How many scores to shuffle, at most 1000.
        seed : int
            The same seed gives the same shuffles.
        """
        import numpy as np

        if isinstance(times, bool) or not isinstance(times, int) or not 1 <= times <= 1000:
            raise FilmScoreError(f"times is {times!r}: shuffle at least once and at most 1000 times.")
        rng = np.random.default_rng(seed)
        stocks = [stock_of(line) for line in self._lines]
        counts = []
        for _ in range(times):
            mixed = [_mixed(stock, rng) for stock in stocks]
            found = {
                (number, int(i))
                for form in self._forms
                for number, stock in enumerate(mixed)
                for i in good(form, stock, self.thresholds[form.name])[0]
            }
            counts.append(len(found))
        return counts

    def __repr__(self) -> str:
        return self.told


def good(form: Form, stock: Stock, threshold: float) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Where a form is to be believed in a line, and how many things agree there."""
    import numpy as np

    pitch, rhythm = agreeing(form, stock)
    good = np.flatnonzero((pitch >= form.least_pitch) & (pitch + rhythm >= threshold * form.questions - 1e-9))
    return good, (pitch + rhythm)[good]


def _mixed(stock: Stock, rng: np.random.Generator) -> Stock:
    """The same intervals in any order, in the rhythm as it is; an interval keeps its letters."""
    order = rng.permutation(len(stock.pitch))
    return replace(stock, pitch=stock.pitch[order], step=stock.step[order])


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else in_words(count, "time")
