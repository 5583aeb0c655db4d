"""`find_two_tempi`: where one steady tempo cannot meet the hits, two may, with a cut between them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any, overload

from ..errors import FilmScoreError, shown
from . import chance
from .beat_search import TIE
from .find_tempo import Task, allowed, read_task
from .fit_words import FitTable, short_bpm
from .hit_list import Start, frame_of
from .spotting import Spotting
from .tempo import Meter, Number, TempoMap
from .tempo_fit import VERDICTS, TempoFit
from .timecode import RateLike

#: splits listed, ties of the last not counted
_LISTED = 12


@dataclass(frozen=True)
class TwoTempi:
    """Two tempi, one after the other, each with the hits it has to meet.

    Attributes
    ----------
    first, second : TempoFit
        The second starts after the last hit of the first.
    first_ties, second_ties : tuple of TempoFit
        All tempi that are as good as `first` and as `second`, the slowest first.
    """

    first: TempoFit
    second: TempoFit
    first_ties: tuple[TempoFit, ...]
    second_ties: tuple[TempoFit, ...]

    @property
    def cut(self) -> tuple[int, int]:
        """The last hit of the first tempo and the first hit of the second: the cut lies between them."""
        return frame_of(self.first.hits[-1]), frame_of(self.second.hits[0])

    @property
    def fits(self) -> tuple[TempoFit, TempoFit]:
        """Both, in the order of the film."""
        return self.first, self.second

    @property
    def errors(self) -> tuple[float, ...]:
        """Frames from each hit to its beat, in the order of the film: + where the music comes late."""
        return self.first.errors + self.second.errors

    @property
    def verdicts(self) -> tuple[str, ...]:
        """For each hit ``"hit"``, ``"near"`` or ``"miss"``."""
        return self.first.verdicts + self.second.verdicts

    @property
    def max_error(self) -> float:
        """The greatest error of the must-hits of both, in frames."""
        return max(self.first.max_error, self.second.max_error)

    @cached_property
    def rms(self) -> float:
        """Root mean square error over the hits of both, each as heavy as its weight."""
        weights = [float(sum(h.weight for h in fit.hits)) for fit in self.fits]
        return math.sqrt(sum(w * f.rms**2 for w, f in zip(weights, self.fits, strict=True)) / sum(weights))

    @property
    def chance(self) -> float:
        """The `max_error` to be expected of as many hits laid anywhere, at these tempi; see `TempoFit.chance`."""
        return chance.expected_max([half for fit in self.fits for half in fit.halves])

    @property
    def luck(self) -> float:
        """The share (0 to 1) of random sets of as many hits that these tempi meet as nearly; see `TempoFit.luck`."""
        return chance.share_max(self.max_error + 0.5, [half for fit in self.fits for half in fit.halves])

    def maps(self, meter: str | Meter | None = None) -> tuple[TempoMap, TempoMap]:
        """The tempo map of each; the first ends at the last whole bar that is over before the second starts."""
        its = Meter.read(meter) if meter is not None else self.first.meter or Meter(4, 4)
        room = (self.second.start - self.first.start) / self.first.beat_length
        return self.first.map(its, max(1, int(room // its.length))), self.second.map(its)

    def __str__(self) -> str:
        return (
            f"{short_bpm(self.first.bpm)} BPM from frame {self.first.start}, "
            f"{short_bpm(self.second.bpm)} BPM from frame {self.second.start}: "
            f"{self.max_error:.2f} frames off at most (chance {self.chance:.2f}), {self.rms:.2f} rms; "
            + ", ".join(f"{self.verdicts.count(v)} {v}" for v in VERDICTS)
        )

    def __repr__(self) -> str:
        return f"TwoTempi({self})"


class TwoTempiFits(Sequence[TwoTempi]):
    """The best two tempi for each place of the cut, the best place first; `proof` says in what sense."""

    def __init__(self, splits: Sequence[TwoTempi], proof: str) -> None:
        self._splits, self.proof = tuple(splits), proof

    @property
    def best(self) -> TwoTempi:
        """The two tempi that meet the hits best."""
        return self._splits[0]

    def table(self) -> FitTable:
        """One row a place of the cut."""
        rows = tuple(
            (
                f"{s.cut[0]} | {s.cut[1]}", short_bpm(s.first.bpm), short_bpm(s.second.bpm), str(s.second.start),
                f"{s.max_error:.2f}", f"{s.chance:.2f}", f"{s.rms:.2f}", *(str(s.verdicts.count(v)) for v in VERDICTS),
            )
            for s in self._splits
        )  # fmt: skip
        names = ("Cut between", "BPM", "Then", "From", "Max off", "Chance", "RMS", "Hit", "Near", "Miss")
        return FitTable(names, rows, self.proof)

    @overload
    def __getitem__(self, index: int) -> TwoTempi: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[TwoTempi]: ...
    def __getitem__(self, index: Any) -> Any:
        return self._splits[index]

    def __len__(self) -> int:
        return len(self._splits)

    def __repr__(self) -> str:
        return repr(self.table())

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()


def find_two_tempi(
    hits: Iterable[Any] | Spotting,
    low: Number,
    high: Number,
    *,
    start: Start = 0,
    rate: RateLike | None = None,
    meter: str | Meter | None = None,
    downbeats: bool | Iterable[Any] = False,
    criterion: str = "max",
    increment: Number | str | None = None,
    second: str = "hit",
) -> TwoTempiFits:
    """The two steady tempi that meet the hits best, and between which hits to cut.

    Every place of the cut is tried, and for each the best tempo before it and the best after it are found as
    `find_tempo` finds them. Each tempo has at least one hit beside the one it starts on.

    Parameters
    ----------
    hits, low, high, start, rate, meter, downbeats, criterion, increment
        As for `find_tempo`; `start` is where the first tempo starts.
    second : {'hit', 'free'}
        The second tempo starts on the first hit after the cut, or on whichever whole frame after the last hit before
        the cut is best, that hit at the latest.

    Returns
    -------
    TwoTempiFits
        One `TwoTempi` for each of the best places of the cut.

    Raises
    ------
    FilmScoreError
        As `find_tempo`, or if there are too few hits for two tempi.

    Examples
    --------
    Last Parcel: a chase up to the door at 697, a silence, and a chase from the phone at 900.

    >>> chase = [257, 376, 495, 697, 900, 1116, 1259, 1404, 1548]
    >>> print(find_two_tempi(chase, 120, 180, start=96, increment="click")[0].cut)
    (697, 900)
    """
    task, (first, last) = read_task(hits, low, high, start, rate, meter, downbeats, criterion)
    if second not in ("hit", "free"):
        raise FilmScoreError(
            f"The second tempo starts at the first hit after the cut, 'hit', or 'free', not {shown(second)}."
        )
    tempi = None if increment is None else allowed(increment, task.slow, task.fast)
    task = replace(task, listed=1)
    n = len(task.hits)
    places = [
        i
        for i in range(1, n)
        if any(frame_of(h) > last and h.weight for h in task.hits[:i])
        and any(h.weight for h in task.hits[i + (second == "hit") :])
    ]
    if not places:
        raise FilmScoreError(
            "Two tempi need a hit after the start for the first, and two hits for the second: it starts on one of them."
        )
    splits: list[tuple[float, float, TwoTempi]] = []
    for i in places:
        before, after = (_part(task, part) for part in (slice(i), slice(i, n)))
        limit = sorted(s[0] for s in splits)[_LISTED - 1] if len(splits) >= _LISTED else math.inf
        one = _best(before, first, last, tempi)
        has_must = any(h.must and h.weight for h in before.hits)
        if criterion == "max" and has_must and one[0].max_error > limit + TIE:
            break  # further on the first tempo has more hits to meet, and is off by as much at least
        at = frame_of(task.hits[i])
        two = _best(after, at if second == "hit" else frame_of(task.hits[i - 1]) + 1, at, tempi)
        split = TwoTempi(one[0], two[0], one, two)
        key = (split.max_error, split.rms) if criterion == "max" else (split.rms, split.max_error)
        splits.append((*key, split))
    splits.sort(key=lambda s: (round(s[0] / TIE) * TIE, s[1]))
    of = "greatest error" if criterion == "max" else "rms error"
    proof = f"Exact: no cut and no two tempi from {float(task.slow):g} to {float(task.fast):g} BPM have a smaller {of}."
    return TwoTempiFits([s for *_, s in splits[:_LISTED]], proof)


def _part(task: Task, part: slice) -> Task:
    return replace(task, hits=task.hits[part], periods=task.periods[part])


def _best(task: Task, first: int, last: int, tempi: list[Fraction] | None) -> tuple[TempoFit, ...]:
    """The best tempo of a part and all that are as good."""
    fits = task.fits(first, last, tempi)
    error = [f.max_error if task.criterion == "max" else f.rms for f in fits]
    return tuple(f for f, e in zip(fits, error, strict=True) if e <= error[0] + TIE)
