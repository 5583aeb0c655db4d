"""What a search for a tempo found: one tempo and how it meets the hits, and the list of the best."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, overload

import numpy as np

from ..errors import FilmScoreError
from . import beat_search, chance
from .fit_words import FitTable, share, short_bpm, signed
from .hit_list import frame_of
from .spotting import Hit
from .tempo import Meter, TempoMap
from .timecode import Rate, whole_frame

#: the three verdicts, best first
VERDICTS = ("hit", "near", "miss")


def verdict(error: float, hit: Hit) -> str:
    """How an error in frames (+ where the music is late) is felt at a hit.

    ``hit`` from `early` frames too soon to `late` too late; ``near`` up to one frame beyond either; else ``miss``.

    >>> [verdict(error, Hit(100)) for error in (-1, 2, 2.5, -2.5)]
    ['hit', 'hit', 'near', 'miss']
    """
    beyond = max(error - hit.late, -error - hit.early)
    return "hit" if beyond <= beat_search.TIE else "near" if beyond <= 1 + beat_search.TIE else "miss"


@dataclass(frozen=True)
class TempoFit:
    """One tempo from one start, and how it meets the hits.

    Attributes
    ----------
    bpm : Fraction
        Quarter beats a minute, exact.
    start : int
        The frame of beat 0.
    rate : Rate
    hits : tuple of Hit
        In the order of their frames; everything given per hit is in this order.
    periods : tuple of Fraction
        Every how many quarter beats the music could meet each hit: 1, or a bar.
    meter : Meter or None
    flat : tuple of Fraction, or None
        Where all tempi of a stretch are as good as this one: the slowest and the fastest of them.

    Examples
    --------
    >>> from filmscore import find_tempo
    >>> fit = find_tempo([1056, 1440, 1704], 50, 90, start=480).best
    >>> fit.bpm, fit.max_error, fit.beats
    (Fraction(60, 1), 0.0, (24, 40, 51))
    """

    bpm: Fraction
    start: int
    rate: Rate
    hits: tuple[Hit, ...]
    periods: tuple[Fraction, ...]
    meter: Meter | None = None
    flat: tuple[Fraction, Fraction] | None = None

    @cached_property
    def beat_length(self) -> Fraction:
        """Frames from one quarter beat to the next."""
        return 60 * self.rate.fps / self.bpm

    @cached_property
    def _counts(self) -> tuple[int, ...]:
        """Which multiple of its period meets each hit: the nearest, the earlier of two as near."""
        counts = []
        for hit, period in zip(self.hits, self.periods, strict=True):
            n, m = (period * self.beat_length).as_integer_ratio()
            counts.append(max(0, -((n - 2 * m * (frame_of(hit) - self.start)) // (2 * n))))
        return tuple(counts)

    @property
    def beats(self) -> tuple[int | float, ...]:
        """The beat (quarter lengths from the start) that each hit is met by, the nearest allowed."""
        places = [k * p for k, p in zip(self._counts, self.periods, strict=True)]
        return tuple(int(b) if b.denominator == 1 else float(b) for b in places)

    @cached_property
    def exact_errors(self) -> tuple[Fraction, ...]:
        """As `errors`, exact."""
        errors = []
        for hit, period, k in zip(self.hits, self.periods, self._counts, strict=True):
            n, m = (period * self.beat_length).as_integer_ratio()
            errors.append(Fraction(k * n + (self.start - frame_of(hit)) * m, m))
        return tuple(errors)

    @property
    def errors(self) -> tuple[float, ...]:
        """Frames from each hit to its beat: + where the music comes late, − where it comes early."""
        return tuple(float(e) for e in self.exact_errors)

    @property
    def max_error(self) -> float:
        """The greatest error of the must-hits in frames, without sign; of all hits if none is a must-hit."""
        return float(max(abs(e) for e, c in zip(self.exact_errors, counted(self.hits), strict=True) if c))

    @cached_property
    def rms(self) -> float:
        """Root mean square error in frames, each hit as heavy as its weight."""
        weights = _weights(self.hits)
        return math.sqrt(sum(w * float(e) ** 2 for w, e in zip(weights, self.exact_errors, strict=True)) / sum(weights))

    @property
    def chance(self) -> float:
        """The `max_error` to be expected of as many hits laid anywhere, at this tempo.

        A hit on the start itself is met at any tempo, so it is not among them. For `n` hits it is ``n / (n + 1)``
        of half a beat. A fit that is not far below it owes nothing to the tempo.
        """
        return chance.expected_max(self.halves)

    @property
    def chance_rms(self) -> float:
        """The root of the mean square error to be expected of random hits at this tempo: a beat over √12."""
        lengths, weights = self._lengths("all"), self._weights_met
        return chance.expected_rms(lengths, weights) if lengths else 0.0

    @property
    def luck(self) -> float:
        """The share (0 to 1) of random sets of as many hits that this tempo meets as nearly, by greatest error.

        Hits stand on whole frames, so half a frame is granted: three hits 24 frames apart are all met exactly by one
        set in 13,824.
        """
        return chance.share_max(self.max_error + 0.5, self.halves)

    @property
    def luck_rms(self) -> float:
        """As `luck`, by `rms`; the whole frames are granted as the rounding error that they are, 1/√12 of a frame."""
        lengths, weights = self._lengths("all"), self._weights_met
        if not lengths:
            return 1.0
        return chance.share_rms(
            math.sqrt(self.rms**2 * sum(_weights(self.hits)) / sum(weights) + 1 / 12), lengths, weights
        )

    @property
    def halves(self) -> list[float]:
        """For each hit in `chance`, the most it could be off by: half of what lies between two places for it."""
        return [b / 2 for b in self._lengths("must")]

    def _lengths(self, which: str) -> list[float]:
        counts = counted(self.hits) if which == "must" else [bool(h.weight) for h in self.hits]
        return [
            float(p * self.beat_length)
            for p, hit, c in zip(self.periods, self.hits, counts, strict=True)
            if c and frame_of(hit) != self.start
        ]

    @property
    def _weights_met(self) -> list[float]:
        return [w for w, h in zip(_weights(self.hits), self.hits, strict=True) if w and frame_of(h) != self.start]

    @property
    def verdicts(self) -> tuple[str, ...]:
        """For each hit ``"hit"`` (within its early and late range), ``"near"`` (a frame beyond) or ``"miss"``."""
        return tuple(verdict(float(e), hit) for e, hit in zip(self.exact_errors, self.hits, strict=True))

    @property
    def tally(self) -> str:
        """The verdicts counted: ``'2 hit, 1 near, 0 miss'``."""
        return ", ".join(f"{self.verdicts.count(v)} {v}" for v in VERDICTS)

    def map(self, meter: str | Meter | None = None, bars: int | None = None) -> TempoMap:
        """The tempo map that plays this tempo from its start.

        Parameters
        ----------
        meter : str, optional
            The meter that was searched in if not given, else ``"4/4"``.
        bars : int, optional
            If not given, as many as it takes to hold the last hit.
        """
        its = Meter.read(meter) if meter is not None else self.meter or Meter(4, 4)
        count = (
            int(self._counts[-1] * self.periods[-1] // its.length) + 1
            if bars is None
            else whole_frame(bars, "number of bars")
        )
        return TempoMap(self.start, self.rate).bars(count, its, bpm=self.bpm)

    def table(self) -> FitTable:
        """One row a hit: frame, weight, beat, error in frames, verdict."""
        rows = []
        for hit, beat, error, said in zip(self.hits, self.beats, self.errors, self.verdicts, strict=True):
            place = f"{beat:g}"
            if self.meter:
                bar, into = divmod(Fraction(beat), self.meter.length)
                place = f"{int(bar) + 1}|{float(1 + into * self.meter.unit / 4):g}"
            kind = "must" if hit.must else "may"
            rows.append((str(hit.frame), hit.label, kind, f"{hit.weight:g}", place, signed(error), said))
        names = ("Frame", "Hit", "Kind", "Weight", "Bar|beat" if self.meter else "Beat", "Frames off", "Verdict")
        return FitTable(names, tuple(rows), str(self))

    def __str__(self) -> str:
        return (
            f"{short_bpm(self.bpm)} BPM from frame {self.start}: {self.max_error:.2f} frames off at most "
            f"(chance {self.chance:.2f}), {self.rms:.2f} rms; {self.tally}"
        )

    def __repr__(self) -> str:
        return f"TempoFit({self})"


class TempoFits(Sequence[TempoFit]):
    """The tempi that meet the hits best, best first; those that are equally good stand from slow to fast.

    Attributes
    ----------
    low, high : Fraction
        The range searched, in beats a minute.
    starts : tuple of int
        The first and the last frame tried as a start.
    criterion : {'max', 'rms'}
    increment : str or Fraction or None
    proof : str
        In what sense the first is the best there is.
    """

    def __init__(
        self,
        ties: Sequence[TempoFit],
        others: Callable[[], Sequence[TempoFit]],
        *,
        low: Fraction,
        high: Fraction,
        starts: tuple[int, int],
        criterion: str,
        increment: Any,
        proof: str,
    ) -> None:
        self._ties, self._others = tuple(ties), others
        self.low, self.high, self.starts = low, high, starts
        self.criterion, self.increment, self.proof = criterion, increment, proof

    @cached_property
    def _fits(self) -> tuple[TempoFit, ...]:
        """All that are listed: what comes after the best is only worked out when somebody looks at it."""
        return tuple(self._others())

    @property
    def best(self) -> TempoFit:
        """The first of the best; see `ties`."""
        return self._ties[0]

    @property
    def ties(self) -> tuple[TempoFit, ...]:
        """All that are as good as the best, to a billionth of a frame; the slowest first."""
        return self._ties

    def _error(self, fit: TempoFit) -> float:
        return fit.max_error if self.criterion == "max" else fit.rms

    def error_at(self, bpm: Any) -> Any:
        """The error (greatest, or rms, as was searched for) at any tempo, from the best start tried.

        Parameters
        ----------
        bpm : float or array of them

        Returns
        -------
        float or array of the same shape, frames
        """
        tempi = np.asarray(bpm, dtype=float)
        if tempi.size and not (np.isfinite(tempi).all() and (tempi > 0).all()):
            raise FilmScoreError("A tempo is a number of beats a minute above 0.")
        x = 60 * float(self.best.rate.fps) / tempi.ravel()
        frames = np.array([frame_of(h) for h in self.best.hits], dtype=float)
        p = np.array([float(p) for p in self.best.periods])
        least = np.full(len(x), np.inf)
        must, w = np.array(counted(self.best.hits)), np.array(_weights(self.best.hits))
        for start in range(self.starts[0], self.starts[1] + 1):
            d = frames - start
            if self.criterion == "max":
                error = beat_search.worst(d[must], p[must], x)
            else:
                error = np.sqrt(beat_search.mean_square(d, p, w, x))
            least = np.minimum(least, error)
        return float(least[0]) if tempi.ndim == 0 else least.reshape(tempi.shape)

    def table(self) -> FitTable:
        """One row a tempo: errors with the chance level beside them, and the verdicts counted."""
        rows = [
            (
                short_bpm(f.bpm), str(f.start), f"{f.max_error:.2f}", f"{f.chance:.2f}", f"{f.rms:.2f}",
                f"{f.chance_rms:.2f}", share(f.luck if self.criterion == "max" else f.luck_rms),
                *(str(f.verdicts.count(v)) for v in VERDICTS),
            )
            for f in self._fits
        ]  # fmt: skip
        names = (
            "BPM",
            "Start",
            "Max off",
            "Chance",
            "RMS",
            "Chance RMS",
            "Random hits do as well",
            "Hit",
            "Near",
            "Miss",
        )
        return FitTable(names, tuple(rows), self.proof)

    @overload
    def __getitem__(self, index: int) -> TempoFit: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[TempoFit]: ...
    def __getitem__(self, index: Any) -> Any:
        return self._fits[index]

    def __len__(self) -> int:
        return len(self._fits)

    def __repr__(self) -> str:
        return repr(self.table())

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()


def counted(hits: tuple[Hit, ...]) -> list[bool]:
    """Which hits the greatest error is taken over: the must-hits that have a weight; all of a weight if none is."""
    must = [h.must and h.weight > 0 for h in hits]
    return must if any(must) else [h.weight > 0 for h in hits]


def _weights(hits: tuple[Hit, ...]) -> list[float]:
    return [float(h.weight) for h in hits]
