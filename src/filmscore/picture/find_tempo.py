"""`find_tempo`: the steady tempo that meets the hits best, and a proof that none is better."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from ..errors import FilmScoreError, shown
from . import beat_search, exact_search
from .beat_search import TIE, Found
from .hit_list import Start, frame_of, read_downbeats, read_hits, read_range, read_rate, read_start
from .spotting import Hit, Spotting
from .tempo import Meter, Number
from .tempo_fit import TempoFit, TempoFits, counted
from .timecode import Rate, RateLike

CRITERIA = ("max", "rms")

#: fits listed, ties of the last not counted
_LISTED = 12
#: clicks in the book: frames and eighths at 24 frames a second, so eighths a minute
_CLICK = 8 * 24 * 60


def find_tempo(
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
) -> TempoFits:
    """The steady tempi that meet the hits best.

    Two answers are called best, and they differ: the tempo whose *greatest* error over the must-hits is least
    (`criterion` ``"max"``), and the one whose weighted *root mean square* error over all hits is least (``"rms"``).
    Either is the true least over the whole range, found by working through every tempo at which a hit changes its
    nearest beat; no grid is laid over the tempi.

    Parameters
    ----------
    hits : iterable of int, timecode label, Hit or Event; or a Spotting
        Frames and labels are must-hits of weight 1. Labels count from 00:00:00:00 at `rate`, drop-frame labels as such;
        those of a spotting from the film's own first frame. May-hits have no say in the greatest error, only in the
        rms; a hit of weight 0 has none in either, and is only judged.
    low, high : number
        The slowest and the fastest tempo, in quarter beats a minute. Both belong to the range.
    start : int, label, or (first, last)
        The frame of beat 0. For a range each whole frame in it is tried, the last one too.
    rate : Rate or its name
        ``"24"`` if not given; a spotting knows its own.
    meter : str, optional
        Without it each hit may fall on any quarter beat; with it, on any beat of the meter: in ``"6/8"`` on eighths.
    downbeats : bool or iterable of hits
        All hits, or those listed, belong on bar lines of `meter`, the others on beats.
    criterion : {'max', 'rms'}
    increment : number or 'click', optional
        Only tempi that are whole multiples of it (1, 0.25 …), or that stand in a click book (frames and eighths of
        a frame at 24 frames a second).

    Returns
    -------
    TempoFits
        Best first; errors in frames, + where the music comes late. Without `increment` they are the tempi (and
        starts) better than all beside them; with it, the best of the tempi allowed. All ties of the best are there.

    Raises
    ------
    FilmScoreError
        If there is no hit, one lies before the start, or the range, rate, meter or increment cannot be used.

    Examples
    --------
    First Bloom: the bloom, the hands and the lights, from the frame where the lamps go down.

    >>> fits = find_tempo([1056, 1440, 1704], 40, 130, start=480)
    >>> [float(fit.bpm) for fit in fits.ties]
    [60.0, 120.0]
    >>> fits.proof
    'Exact: no tempo from 40 to 130 BPM has a smaller greatest error.'

    On bar lines of 4/4 the same hits cannot all be met:

    >>> print(find_tempo([1056, 1440, 1704], 40, 130, start=480, meter="4/4", downbeats=True).best)
    89.670 BPM from frame 480: 3.53 frames off at most ...
    """
    task, (first, last) = read_task(hits, low, high, start, rate, meter, downbeats, criterion)
    tempi = None if increment is None else allowed(increment, task.slow, task.fast)
    return TempoFits(
        replace(task, listed=1).fits(first, last, tempi),
        lambda: task.fits(first, last, tempi),
        low=task.slow,
        high=task.fast,
        starts=(first, last),
        criterion=criterion,
        increment=increment,
        proof=_proof(task.slow, task.fast, first, last, criterion, increment),
    )


def read_task(
    hits: Any, low: Number, high: Number, start: Start, rate: RateLike | None, meter: str | Meter | None,
    downbeats: bool | Iterable[Any], criterion: str,
) -> tuple[Task, tuple[int, int]]:  # fmt: skip
    """What a search is given, read: the task and the first and the last start; errors as `find_tempo`."""
    its_rate = read_rate(hits, rate)
    film = hits.film if isinstance(hits, Spotting) else None
    found = read_hits(hits, its_rate)
    starts = read_start(start, found, its_rate, film)
    slow, fast = read_range(low, high)
    its_meter = None if meter is None else Meter.read(meter)
    if criterion not in CRITERIA:
        raise FilmScoreError(f"The criterion is 'max' (the greatest error) or 'rms', not {shown(criterion)}.")
    on_bars = read_downbeats(downbeats, found, its_rate, film)
    if any(on_bars) and its_meter is None:
        raise FilmScoreError("Downbeats need a meter to say how long a bar is: find_tempo(…, meter='4/4').")
    return Task(found, _periods(on_bars, its_meter), its_rate, slow, fast, criterion, its_meter), starts


def _periods(on_bars: list[bool], meter: Meter | None) -> tuple[Fraction, ...]:
    beat = Fraction(4, meter.unit) if meter else Fraction(1)
    return tuple(meter.length if meter and bar else beat for bar in on_bars)


def _proof(slow: Fraction, fast: Fraction, first: int, last: int, criterion: str, increment: Any) -> str:
    of = "greatest error" if criterion == "max" else "rms error"
    kinds = {"click": "click of the book"}
    which = "tempo" if increment is None else kinds.get(increment, f"multiple of {increment} BPM")
    where = "" if first == last else f", from any frame from {first} to {last},"
    return f"Exact: no {which} from {float(slow):g} to {float(fast):g} BPM{where} has a smaller {of}."


def allowed(increment: Number | str, slow: Fraction, fast: Fraction) -> list[Fraction]:
    """The tempi of a range that are multiples of an increment, or that stand in a click book; from slow to fast.

    >>> [float(t) for t in allowed("click", Fraction(117), Fraction(119))]
    [117.55102040816327, 118.76288659793815]
    """
    if isinstance(increment, str):
        if increment != "click":
            raise FilmScoreError(
                f"The increment is a number of beats a minute, such as 1 or 0.25, or 'click', not {increment!r}."
            )
        eighths = range(math.floor(_CLICK / slow), math.ceil(_CLICK / fast) - 1, -1)
        tempi = [Fraction(_CLICK, n) for n in eighths]
    else:
        if isinstance(increment, bool) or not isinstance(increment, int | float | Fraction):
            raise FilmScoreError(f"The increment is a number of beats a minute or 'click', not {shown(increment)}.")
        if not 0.001 <= increment < math.inf:
            raise FilmScoreError(f"The increment is at least 0.001 beats a minute, not {shown(increment)}.")
        step = Fraction(repr(increment)) if isinstance(increment, float) else Fraction(increment)
        tempi = [step * n for n in range(math.ceil(slow / step), math.floor(fast / step) + 1)]
    if not tempi:
        what = "click of the book" if increment == "click" else f"multiple of {increment}"
        raise FilmScoreError(f"There is no {what} between {float(slow):g} and {float(fast):g} beats a minute.")
    return tempi


@dataclass(frozen=True)
class Task:
    """One search: what is given does not change while starts and tempi are tried."""

    hits: tuple[Hit, ...]
    periods: tuple[Fraction, ...]
    rate: Rate
    slow: Fraction
    fast: Fraction
    criterion: str
    meter: Meter | None
    listed: int = _LISTED

    @property
    def _ends(self) -> tuple[Fraction, Fraction]:
        """The shortest and the longest beat, in frames."""
        return 60 * self.rate.fps / self.fast, 60 * self.rate.fps / self.slow

    def _numbers(self, start: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Distances, periods and weights of the hits that have a say and that a tempo can meet or miss."""
        says = counted(self.hits) if self.criterion == "max" else [h.weight > 0 for h in self.hits]
        d = np.array([frame_of(h) - start for h in self.hits], dtype=float)
        p = np.array([float(p) for p in self.periods])
        w = np.array([float(h.weight) for h in self.hits])
        return d[says], p[says], w[says]

    def fits(self, first: int, last: int, tempi: list[Fraction] | None) -> list[TempoFit]:
        """The best over the whole frames from `first` to `last`, of all tempi or of those given; best first."""
        return self.free(first, last) if tempi is None else self.stepped(first, last, tempi)

    def free(self, first: int, last: int) -> list[TempoFit]:
        """The local optima over all tempi and the whole frames from `first` to `last`, best first."""
        best: dict[tuple[int, ...], list[tuple[int, Found]]] = {}
        cut = np.inf
        for start in _outwards(first, last):
            for one in self._search(start, cut):
                kept = best.setdefault(one.counts, [])  # from the next frame the same beats meet the same hits
                if not kept or one.error < kept[0][1].error - TIE:
                    best[one.counts] = [(start, one)]
                elif one.error <= kept[0][1].error + TIE:
                    kept.append((start, one))
            if first < last and len(best) >= self.listed:
                cut = sorted(kept[0][1].error for kept in best.values())[self.listed - 1]
        found = sorted((pair for kept in best.values() for pair in kept), key=lambda pair: pair[1].error)
        if len(found) > self.listed:
            limit = (
                found[self.listed - 1][1].error if found[self.listed - 1][1].error <= found[0][1].error + TIE else -1.0
            )
            found = [pair for i, pair in enumerate(found) if i < self.listed or pair[1].error <= limit + TIE]
        return self._ranked([self._exact(start, one) for start, one in found])

    def _search(self, start: int, cut: float) -> list[Found]:
        d, p, w = self._numbers(start)
        low, high = map(float, self._ends)
        if self.criterion == "max":
            return beat_search.minimax(d, p, low, high, self.listed, cut)
        return beat_search.least_squares(d, p, w, low, high, self.listed, cut)

    def _exact(self, start: int, found: Found) -> TempoFit:
        """What was found in floating point, worked out again in fractions."""
        says = counted(self.hits) if self.criterion == "max" else [h.weight > 0 for h in self.hits]
        low, high = self._ends
        rows = [(h, p) for h, p, c in zip(self.hits, self.periods, says, strict=True) if c]
        d, p = [Fraction(frame_of(h) - start) for h, _ in rows], [p for _, p in rows]
        flat = None
        if found.high > found.low:
            a, b = (min(max(Fraction(x).limit_denominator(10**9), low), high) for x in (found.low, found.high))
            x = min(max(self._least_squares(start, found, low, high) or Fraction(found.x), a), b)
            flat = (60 * self.rate.fps / b, 60 * self.rate.fps / a)
        elif self.criterion == "max":
            x = exact_search.exact_minimax(found.counts, d, p, low, high, found.x)
        else:
            x = self._least_squares(start, found, low, high) or Fraction(found.x)
        return TempoFit(60 * self.rate.fps / x, start, self.rate, self.hits, self.periods, self.meter, flat)

    def _least_squares(self, start: int, found: Found, low: Fraction, high: Fraction) -> Fraction | None:
        """Of the tempi that keep every hit at its beat, the one of least rms."""
        d, p, w = [], [], []
        for hit, period in zip(self.hits, self.periods, strict=True):
            if hit.weight > 0:
                d.append(Fraction(frame_of(hit) - start))
                p.append(period)
                w.append(Fraction(repr(float(hit.weight))))
        counts = tuple(max(0, round(float(x / q) / found.x)) for x, q in zip(d, p, strict=True))
        return exact_search.exact_least_squares(counts, d, p, w, low, high)

    def stepped(self, first: int, last: int, tempi: list[Fraction]) -> list[TempoFit]:
        """The best of the tempi given, from each frame from `first` to `last`."""
        x = np.array([float(60 * self.rate.fps / t) for t in tempi])
        ranked: list[tuple[float, int, int]] = []
        for start in range(first, last + 1):
            d, p, w = self._numbers(start)
            if self.criterion == "max":
                errors = beat_search.worst(d, p, x)
            else:
                errors = np.sqrt(beat_search.mean_square(d, p, w, x))
            limit = np.partition(errors, min(self.listed, len(errors)) - 1)[min(self.listed, len(errors)) - 1]
            ranked += [(errors[i], start, int(i)) for i in np.flatnonzero(errors <= limit + TIE)]
        ranked.sort()
        limit = ranked[min(self.listed, len(ranked)) - 1][0]
        tied = limit <= ranked[0][0] + TIE
        kept = [r for i, r in enumerate(ranked) if i < self.listed or (tied and r[0] <= limit + TIE)]
        return self._ranked(
            [TempoFit(tempi[i], start, self.rate, self.hits, self.periods, self.meter) for _, start, i in kept]
        )

    def _ranked(self, fits: list[TempoFit]) -> list[TempoFit]:
        """Best first; what is equally good from slow to fast: the slow tempo owes less to chance."""
        errors = {id(f): f.max_error if self.criterion == "max" else f.rms for f in fits}
        fits.sort(key=lambda f: errors[id(f)])
        ranked: list[TempoFit] = []
        while fits:
            tied = [f for f in fits if errors[id(f)] <= errors[id(fits[0])] + TIE]
            ranked += sorted(tied, key=lambda f: (f.bpm, f.start))
            fits = fits[len(tied) :]
        return ranked


def _outwards(first: int, last: int) -> Iterator[int]:
    """The frames of a range, far apart at first, so that a good start is met early."""
    seen = set()
    step = max(1, last - first)
    while True:
        for frame in range(first, last + 1, step):
            if frame not in seen:
                seen.add(frame)
                yield frame
        if step == 1:
            return
        step = -(-step // 2)
