"""Frames, labels and real time: `Rate` and `Timecode`.

A film is counted in frames, which are whole numbers, and labelled in hours, minutes, seconds and
frames. At 24, 25 and 30 frames a second the label is also the time. At 23.976 and 29.97 it is not: an
hour of labels lasts 3603.6 s. Drop-frame timecode mends that by leaving out *labels*, never pictures:
two at the start of every minute except each tenth (four at 59.94). All of it is done here in whole
numbers and fractions, so nothing drifts.

Source of the rule: SMPTE ST 12-1, *Time and Control Code*. Lesson 04 teaches it.
"""

from __future__ import annotations

import math
import operator
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import total_ordering
from typing import Any, ClassVar

from ..errors import FilmScoreError, shown

_NTSC = Fraction(1000, 1001)

#: name -> (frames a second, frames in one second of labels, drop-frame)
_RATES: dict[str, tuple[Fraction, int, bool]] = {
    "23.976": (24 * _NTSC, 24, False),
    "24": (Fraction(24), 24, False),
    "25": (Fraction(25), 25, False),
    "29.97df": (30 * _NTSC, 30, True),
    "29.97ndf": (30 * _NTSC, 30, False),
    "30": (Fraction(30), 30, False),
    "50": (Fraction(50), 50, False),
    "59.94df": (60 * _NTSC, 60, True),
    "59.94ndf": (60 * _NTSC, 60, False),
    "60": (Fraction(60), 60, False),
}
RATES = tuple(_RATES)  #: the names of the rates there are
_ALIASES = {"23.98": "23.976", "29.97nd": "29.97ndf", "59.94nd": "59.94ndf", "29.97d": "29.97df", "59.94d": "59.94df"}


@dataclass(frozen=True, slots=True, init=False)
class Rate:
    """A frame rate, by the name it has in the trade.

    Parameters
    ----------
    name : str, int, Fraction or Rate
        One of ``23.976 24 25 29.97df 29.97ndf 30 50 59.94df 59.94ndf 60``. Whole rates may be given
        as numbers; 29.97 and 59.94 must say whether they drop labels.

    Attributes
    ----------
    name : str
    fps : Fraction
        Frames in one second of real time, exact.
    base : int
        Frames in one second of *labels*: 30 for both kinds of 29.97.
    drop : bool
        Whether labels are left out (drop-frame).

    Raises
    ------
    FilmScoreError
        If there is no such rate.

    Examples
    --------
    >>> Rate("29.97df").fps
    Fraction(30000, 1001)
    >>> Rate(24)
    Rate('24')
    """

    name: str
    fps: Fraction
    base: int
    drop: bool

    def __init__(self, name: RateLike) -> None:
        key = _rate_name(name)
        fps, base, drop = _RATES[key]
        for field, value in zip(("name", "fps", "base", "drop"), (key, fps, base, drop), strict=True):
            object.__setattr__(self, field, value)

    def __repr__(self) -> str:
        return f"Rate({self.name!r})"

    def __str__(self) -> str:
        return self.name

    @property
    def left_out(self) -> int:
        """How many labels each minute skips, save every tenth: 0, 2 (at 29.97) or 4 (at 59.94)."""
        return self.base // 15 if self.drop else 0


RateLike = str | int | Fraction | Rate


def _rate_name(name: object) -> str:
    if isinstance(name, Rate):
        return name.name
    if isinstance(name, str):
        key = name.strip().lower().removesuffix("fps").strip()
        key = _ALIASES.get(key, key)
        if key in _RATES:
            return key
    elif isinstance(name, int | Fraction) and not isinstance(name, bool):
        matches = [key for key, (fps, _, _) in _RATES.items() if fps == name]
        if len(matches) == 1:
            return matches[0]
        key = str(matches[0][:5]) if matches else str(name)
    else:
        key = str(name)
    if key in ("29.97", "59.94"):
        raise FilmScoreError(
            f"The rate {key} comes in two kinds: say {key}df (drop-frame, labels keep up with the clock) "
            f"or {key}ndf (every label used, 3.6 s slow in an hour)."
        )
    raise FilmScoreError(
        f"There is no frame rate {shown(name)} here. The rates are {', '.join(_RATES)}; give one as text."
    )


def whole_frame(value: object, what: str = "frame", *, labels: bool = False) -> int:
    """`value` as a frame number, or an error that names `what` it was meant to be."""
    if not isinstance(value, bool):
        try:
            return operator.index(value)  # type: ignore[arg-type]  # ints, and whatever counts like one
        except TypeError:
            if isinstance(value, float | Fraction) and math.isfinite(value) and value == int(value):
                return int(value)
    also = " of frames or a timecode label such as '01:00:20:00'" if labels else ""
    raise FilmScoreError(f"The {what} must be a whole number{also}, not {shown(value)}.")


_LABEL = re.compile(r"([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})([:;.,])([0-9]{1,2})")


@total_ordering
@dataclass(frozen=True, slots=True, init=False, eq=False)
class Timecode:
    """One frame, named by its label.

    Parameters
    ----------
    label : str or Timecode
        ``"01:00:20:12"``; drop-frame labels are written with a semicolon, ``"01:00:20;12"``, and a
        colon is understood too.
    rate : Rate or its name

    Attributes
    ----------
    frame : int
        Frames counted from 00:00:00:00, which is frame 0.
    rate : Rate

    Raises
    ------
    FilmScoreError
        If the text is no label, or names a frame that does not exist at this rate. The message says
        which label was meant.

    Examples
    --------
    >>> Timecode("00:10:00;00", "29.97df").frame
    17982
    >>> str(Timecode("01:00:00:00", "24") + 480)
    '01:00:20:00'
    >>> Timecode("01:00:00:00", "24").feet("35mm")
    '5400+00'
    >>> Timecode("00:01:00;00", "29.97df")
    Traceback (most recent call last):
        ...
    filmscore.errors.FilmScoreError: No frame is labelled 00:01:00;00 at 29.97df: ...
    """

    frame: int
    rate: Rate

    #: frames of film in one foot, for `feet`
    GAUGES: ClassVar[dict[str, int]] = {"35mm": 16, "16mm": 40}

    def __init__(self, label: str | Timecode, rate: RateLike | None = None) -> None:
        if isinstance(label, Timecode):
            if rate is not None and Rate(rate) != label.rate:
                raise FilmScoreError(
                    f"{label} counts at {label.rate} and cannot be read at {Rate(rate)}. To carry the real time "
                    f"over, use Timecode.from_seconds({label}.seconds, {Rate(rate).name!r})."
                )
            frame, its_rate = label.frame, label.rate
        else:
            if rate is None:
                raise FilmScoreError(f"The label {label!r} needs a rate to mean a frame: Timecode({label!r}, '24').")
            its_rate = Rate(rate)
            frame = _frame_of_label(label, its_rate)
        object.__setattr__(self, "frame", frame)
        object.__setattr__(self, "rate", its_rate)

    @classmethod
    def from_frame(cls, frame: int, rate: RateLike) -> Timecode:
        """The label of frame `frame`, counted from 00:00:00:00.

        >>> Timecode.from_frame(1800, "29.97df")
        Timecode('00:01:00;02', '29.97df')
        """
        its_rate, n = Rate(rate), whole_frame(frame)
        day = _frames_a_day(its_rate)
        if not 0 <= n < day:
            raise FilmScoreError(
                f"Frame {n} has no label: timecode at {its_rate} runs from frame 0 (00:00:00:00) to frame {day - 1}, "
                "the last of the day."
            )
        self = cls.__new__(cls)
        object.__setattr__(self, "frame", n)
        object.__setattr__(self, "rate", its_rate)
        return self

    @classmethod
    def from_seconds(cls, seconds: float | Fraction, rate: RateLike) -> Timecode:
        """The frame that is on the screen `seconds` of real time after 00:00:00:00.

        A float is read as the decimal number it prints as, and within a millionth of a frame of the
        next picture it is that picture: 7.2 s at 25 is frame 180, not 179.

        >>> str(Timecode.from_seconds(7.2, "25"))
        '00:00:07:05'
        """
        its_rate = Rate(rate)
        return cls.from_frame(frame_at_seconds(seconds, its_rate), its_rate)

    @property
    def seconds(self) -> Fraction:
        """Real time since 00:00:00:00, exact."""
        return Fraction(self.frame) / self.rate.fps

    def feet(self, gauge: str = "35mm") -> str:
        """Length of film from frame 0, as feet+frames: 16 frames to a foot of 35 mm, 40 of 16 mm."""
        if not isinstance(gauge, str) or gauge not in self.GAUGES:
            raise FilmScoreError(f"There is no film gauge {gauge!r} here: use '35mm' (4-perf) or '16mm'.")
        feet, frames = divmod(self.frame, self.GAUGES[gauge])
        return f"{feet}+{frames:02d}"

    def __str__(self) -> str:
        base, drop, n = self.rate.base, self.rate.left_out, self.frame
        if drop:  # count the labels that were left out before this frame, and step over them
            tens, rest = divmod(n, 600 * base - 9 * drop)
            n += 9 * drop * tens + drop * max(0, (rest - drop) // (60 * base - drop))
        seconds, frames = divmod(n, base)
        sep = ";" if drop else ":"
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{sep}{frames:02d}"

    def __repr__(self) -> str:
        return f"Timecode({str(self)!r}, {self.rate.name!r})"

    def __add__(self, frames: int) -> Timecode:
        return Timecode.from_frame(self.frame + whole_frame(frames, "number to add"), self.rate)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        """Minus frames gives a timecode; minus a timecode gives the frames between."""
        if isinstance(other, Timecode):
            return self.frame - self._same_rate(other).frame
        return Timecode.from_frame(self.frame - whole_frame(other, "number to subtract"), self.rate)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Timecode) and (self.frame, self.rate) == (other.frame, other.rate)

    def __hash__(self) -> int:
        return hash((self.frame, self.rate))

    def __lt__(self, other: Timecode) -> bool:
        if not isinstance(other, Timecode):
            return NotImplemented
        return self.frame < self._same_rate(other).frame

    def _same_rate(self, other: Timecode) -> Timecode:
        if other.rate != self.rate:
            raise FilmScoreError(f"{self!r} and {other!r} count at different rates; compare their .seconds instead.")
        return other


def frame_at_seconds(seconds: float | Fraction, rate: Rate) -> int:
    """The number of the frame on screen at a time in seconds; see `Timecode.from_seconds`."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float | Fraction) or not math.isfinite(seconds):
        raise FilmScoreError(f"Seconds must be a number, not {shown(seconds)}.")
    exact = Fraction(repr(float(seconds))) if isinstance(seconds, float) else Fraction(seconds)
    frames = exact * rate.fps
    nearest = round(frames)
    if isinstance(seconds, float) and abs(frames - nearest) < Fraction(1, 1_000_000):
        return nearest
    return math.floor(frames)


def _frames_a_day(rate: Rate) -> int:
    return 24 * 6 * (600 * rate.base - 9 * rate.left_out)


def _frame_of_label(label: object, rate: Rate) -> int:
    match = _LABEL.fullmatch(label.strip()) if isinstance(label, str) else None
    if match is None:
        raise FilmScoreError(
            f"{shown(label)} is no timecode label. Write hours, minutes, seconds and frames, "
            "two digits each: '01:00:20:12'."
        )
    h, m, s, sep, f = int(match[1]), int(match[2]), int(match[3]), match[4], int(match[5])
    text = f"{h:02d}:{m:02d}:{s:02d}{';' if rate.drop else ':'}{f:02d}"
    if sep in ".,":
        raise FilmScoreError(
            f"In {label!r} the frames follow a {sep!r}. After the seconds a label has a "
            f"{'semicolon' if rate.drop else 'colon'} and frames, not tenths{_example(text, match[5], rate)}."
        )
    if sep == ";" and not rate.drop:
        twin = rate.name.removesuffix("ndf") + "df"
        hint = f" If the film is drop-frame, its rate is {twin!r}." if twin in _RATES else ""
        raise FilmScoreError(
            f"{label!r} has the semicolon of drop-frame, but {rate} drops no labels: write {text!r}.{hint}"
        )
    for value, limit, what in ((h, 24, "hours"), (m, 60, "minutes"), (s, 60, "seconds"), (f, rate.base, "frames")):
        if value >= limit:
            raise FilmScoreError(f"{label!r} cannot exist at {rate}: {what} run from 00 to {limit - 1:02d}.")
    drop = rate.left_out
    minutes = 60 * h + m
    if drop and s == 0 and f < drop and m % 10:
        meant = f"{h:02d}:{m:02d}:00;{drop:02d}"
        raise FilmScoreError(
            f"No frame is labelled {text} at {rate}: the first {drop} labels of every minute are left out, save "
            f"each tenth minute. No picture is missing. The first frame of that minute is {meant}: did you mean that?"
        )
    return ((minutes * 60 + s) * rate.base + f) - drop * (minutes - minutes // 10)


def _example(text: str, figures: str, rate: Rate) -> str:
    """The label that was meant, unless one figure alone was a tenth of a second, or no picture has that label."""
    try:
        return f": {text!r}" if len(figures) == 2 and _frame_of_label(text, rate) >= 0 else ""
    except FilmScoreError:
        return ""
