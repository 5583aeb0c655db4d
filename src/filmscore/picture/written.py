"""Writing a tempo map: stretch after stretch, then the bars that are moved to a frame."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Self

from ..errors import FilmScoreError, shown
from .exact import Number, number, plain, tempo
from .laying import as_locks, joined, lay
from .segments import UNITS, Lock, Meter, Segment, Stretch
from .timecode import Rate, RateLike, whole_frame

#: a tempo written as a click, "12-3"; `Click` says what is wrong with one that is not
_CLICK = re.compile(r"\s*\d+\s*[-–]\s*\d+\s*")


@dataclass(frozen=True, init=False, repr=False)
class WrittenMap:
    """What was written of a `filmscore.TempoMap`: its stretches and its locks, and the methods that add to them."""

    start: int
    rate: Rate
    stretches: tuple[Stretch, ...]
    locks: tuple[Lock, ...]

    def __init__(
        self,
        start: int = 0,
        rate: RateLike = "24",
        *,
        stretches: Iterable[Stretch] = (),
        locks: Iterable[tuple[int, int]] = (),
    ) -> None:
        object.__setattr__(self, "start", whole_frame(start, "start"))
        object.__setattr__(self, "rate", Rate(rate))
        object.__setattr__(self, "stretches", joined(stretches))
        object.__setattr__(self, "locks", as_locks(locks))
        object.__setattr__(self, "segments", lay(self.stretches, self.locks, self.start, self.rate))

    if TYPE_CHECKING:
        segments: tuple[Segment, ...] = ()

    # ---- growing

    def steady(
        self, beats: Number, *, bpm: Any = None, unit: str = "quarter", meter: str | Meter | None = None
    ) -> Self:
        """Go on for `beats` quarter lengths at one tempo, in the meter so far (4/4 at the start).

        Parameters
        ----------
        beats : number
            Quarter lengths.
        bpm : number, Click or its name, optional
            Beats a minute, or a click such as "12-3"; the tempo so far if left out.
        unit : str
            The note that `bpm` counts: a name such as 'dotted quarter', or 'beat' for the meter's own.
        meter : str, optional
            A new meter, from a bar line on.
        """
        its_meter = self._meter(meter)
        return self._grow(Stretch(number(beats, "beats"), its_meter, self._bpm(bpm, unit, its_meter)))

    def bars(
        self, count: int, meter: str | Meter = "4/4", bpm: Any = None, *, curve: str = "beats", unit: str = "quarter"
    ) -> Self:
        """Go on for `count` bars of a meter; without `bpm` the tempo stays.

        Parameters
        ----------
        bpm : number, Click or pair of them, optional
            Beats a minute; a pair is a ramp from the first to the second, linear over `curve`.

        Raises
        ------
        FilmScoreError
            If the meter would change in the middle of a bar, or there is no tempo yet.
        """
        its_meter = Meter.read(meter)
        n = whole_frame(count, "number of bars")
        if isinstance(bpm, tuple | list):
            return self.ramp(its_meter.length * n, bpm=bpm, curve=curve, unit=unit, meter=its_meter)
        if bpm is None and self._tempo_so_far is None:
            raise FilmScoreError("The first bars of a map need a tempo: bars(4, '4/4', bpm=60).")
        return self._grow(Stretch(its_meter.length * n, its_meter, self._bpm(bpm, unit, its_meter)))

    def ramp(
        self,
        beats: Number,
        bpm: Any = None,
        *,
        curve: str = "beats",
        unit: str = "quarter",
        meter: str | Meter | None = None,
    ) -> Self:
        """Go on for `beats` quarter lengths while the tempo changes evenly.

        Parameters
        ----------
        beats : number
            Quarter lengths.
        bpm : pair of numbers, or number
            Beats a minute at its start and at its end; one number is the end, from the tempo so far.
        curve : {'beats', 'time'}
            Over what the tempo is a straight line. Linear in beats, each beat is faster than the one before by the
            same number of beats a minute; linear in time, each second is.
        unit, meter
            As in `steady`.

        Examples
        --------
        The same ramp takes longer when it is linear in beats, because it spends more time at the slow end.

        >>> from filmscore import TempoMap
        >>> [round(TempoMap().ramp(8, bpm=(60, 120), curve=c).seconds, 3) for c in ("beats", "time")]
        [5.545, 5.333]
        """
        its_meter = self._meter(meter)
        if bpm is None:
            raise FilmScoreError("A ramp needs the tempo it goes to: ramp(8, bpm=(60, 120)).")
        pair = tuple(bpm) if isinstance(bpm, tuple | list) else (None, bpm)
        if len(pair) != 2:
            raise FilmScoreError(f"A ramp goes from one tempo to another, bpm=(60, 120), not {shown(bpm)}.")
        first = self._bpm(pair[0], unit, its_meter)
        last = self._bpm(pair[1], unit, its_meter)
        if curve not in ("beats", "time"):
            Stretch(Fraction(1), its_meter, tempo(60), curve=curve)  # says what a curve can be
        return self._grow(Stretch(number(beats, "beats"), its_meter, first, last, curve))

    def ramp_to(
        self,
        beats: Number,
        frame: int,
        *,
        bpm: Any = None,
        curve: str = "beats",
        unit: str = "quarter",
        meter: str | Meter | None = None,
    ) -> Self:
        """A ramp whose end falls on a frame: the end tempo is found.

        Parameters
        ----------
        beats : number
            Quarter lengths.
        frame : int
            The frame of the film on which it is to end.
        bpm : number or Click, optional
            The tempo it begins with; the tempo so far if left out.
        curve, unit, meter
            As in `ramp`.

        Raises
        ------
        FilmScoreError
            No end tempo from 1 to 1000 does it; the message says which frames can be reached.

        Examples
        --------
        >>> from filmscore import TempoMap
        >>> tempo = TempoMap(rate="24").bars(4, "4/4", bpm=60).ramp_to(8, frame=512, curve="time")
        >>> tempo.bpm_at(24), tempo.frame_at(24)
        (120.0, 512.0)
        """
        from .solving import end_tempo

        its_meter, target = self._meter(meter), whole_frame(frame, "frame to end on")
        ramp = Stretch(number(beats, "beats"), its_meter, self._bpm(bpm, unit, its_meter))
        here = self.start + self._end_seconds * self.rate.fps
        return self._grow(replace(ramp, to=end_tempo(ramp, curve, here, target, self.rate), curve=curve))

    def hold(self, seconds: Number) -> Self:
        """Let time pass without a beat: a pause.

        The beat that follows falls where the hold ends; a note that lasts until that beat is held.

        >>> from filmscore import TempoMap
        >>> TempoMap().bars(1, "4/4", bpm=60).hold(2.5).bars(1, "4/4").seconds_at(4)
        6.5
        """
        return self._grow(Stretch(Fraction(0), self.meter, seconds=number(seconds, "length of the hold in seconds")))

    def free(self, beats: Number, seconds: Number | None = None, *, meter: str | Meter | None = None) -> Self:
        """Go on for `beats` quarter lengths that take `seconds` in all, with no click: the conductor has a clock.

        In between the beats are laid evenly, which is where they would be expected, not where they will be.
        """
        if seconds is None:
            raise FilmScoreError("Free time needs its length: free(8, 11.5) is eight beats in 11.5 seconds.")
        length = number(seconds, "length of the free time in seconds")
        its_beats = number(beats, "beats")
        if its_beats <= 0:
            raise FilmScoreError(f"Free time of {plain(its_beats)} beats is no music: .hold(seconds) makes a pause.")
        return self._grow(Stretch(its_beats, self._meter(meter), seconds=length))

    def pickup(self, beats: Number, meter: str | Meter = "4/4", *, bpm: Any, unit: str = "quarter") -> Self:
        """Begin with an up-beat of `beats` quarter lengths before bar 1; it is the end of a bar 0.

        >>> from filmscore import TempoMap
        >>> TempoMap(start=100).pickup(1, "3/4", bpm=60).bars(4, "3/4").frame_of_bar(1)
        124.0
        """
        its_meter = Meter.read(meter)
        its_beats = number(beats, "beats")
        return self._grow(Stretch(its_beats, its_meter, self._bpm(bpm, unit, its_meter), pickup=True))

    def lock(self, bar: int, frame: int) -> Self:
        """Move the first beat of a bar to a frame, keeping every other lock.

        The music between the lock before it (or the start) and that bar is taken faster or slower by one factor, its
        shape kept; so is the music up to the lock after it, if there is one. After the last lock everything goes on in
        the tempo that was written. Locking a bar again moves it.

        Raises
        ------
        FilmScoreError
            There is no such bar, or no tempo from 1 to 1000 leads there; the message says which frames do.

        Examples
        --------
        >>> from filmscore import TempoMap
        >>> tempo = TempoMap(rate="24").bars(16, "4/4", bpm=96).lock(9, 504)
        >>> tempo.frame_of_bar(9), round(tempo.bpm_at(0), 2), tempo.bpm_at(32)
        (504.0, 91.43, 96.0)
        """
        return self._with(locks=(*self.locks, (whole_frame(bar, "bar to lock"), whole_frame(frame, "frame"))))

    def unlock(self, bar: int) -> Self:
        """Take a lock away."""
        kept = [lock for lock in self.locks if lock.bar != whole_frame(bar, "bar to unlock")]
        if len(kept) == len(self.locks):
            locked = ", ".join(str(lock.bar) for lock in self.locks) or "none"
            raise FilmScoreError(f"Bar {bar} is not locked; the locked bars are: {locked}.")
        return self._with(locks=kept)

    def _grow(self, stretch: Stretch) -> Self:
        return self._with(stretches=(*self.stretches, stretch))

    def _with(self, **changed: Any) -> Self:
        return type(self)(self.start, self.rate, **{"stretches": self.stretches, "locks": self.locks, **changed})

    @property
    def meter(self) -> Meter:
        """The meter at the end of the map, in which it would go on."""
        return self.stretches[-1].meter if self.stretches else Meter(4, 4)

    # ---- inside

    @property
    def _end_beat(self) -> Fraction:
        return self.segments[-1].beat + self.segments[-1].beats if self.segments else Fraction(0)

    @property
    def _end_seconds(self) -> Fraction:
        return self.segments[-1].seconds + self.segments[-1].length if self.segments else Fraction(0)

    @property
    def _tempo_so_far(self) -> Fraction | None:
        """The tempo last written, in quarters a minute."""
        with_tempo = (s for s in reversed(self.stretches) if s.bpm is not None)
        last = next(with_tempo, None)
        return None if last is None else last.bpm if last.to is None else last.to

    def _meter(self, meter: str | Meter | None) -> Meter:
        return self.meter if meter is None else Meter.read(meter)

    def _bpm(self, bpm: Any, unit: str, meter: Meter) -> Fraction:
        if bpm is None:
            if self._tempo_so_far is None:
                raise FilmScoreError("The first stretch of a map needs a tempo: say bpm=60.")
            return self._tempo_so_far
        counted = unit_of(unit, meter)
        if isinstance(bpm, str) and _CLICK.fullmatch(bpm):
            from .click import Click  # which counts units with this module

            bpm = Click(bpm)
        if hasattr(bpm, "bpm_at"):  # a click, which counts the frames of this film
            bpm = bpm.bpm_at(self.rate)
        return tempo(number(bpm, "tempo in beats a minute") * counted)


def unit_of(unit: object, meter: Meter) -> Fraction:
    """Quarter lengths of the note a tempo counts; `"beat"` is the meter's own."""
    if unit == "beat":
        return meter.pulse
    if not isinstance(unit, str) or unit not in UNITS:
        raise FilmScoreError(
            f"{shown(unit)} is no note a tempo could count: say 'beat' for the meter's own, or {', '.join(UNITS)}."
        )
    return UNITS[unit]
