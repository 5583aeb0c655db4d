"""The timecode clock: what a label says and what has really passed, side by side (lesson 04)."""

from __future__ import annotations

import contextlib
import math
from fractions import Fraction
from typing import Any

import anywidget
import traitlets

from ..errors import FilmScoreError, shown
from ..picture.timecode import RATES, Rate, RateLike, Timecode, whole_frame
from . import bundle, rerun
from .showing import WithStill


def timecode_clock(rate: RateLike = "29.97df", at: int | str | Timecode | None = None) -> TimecodeClock:
    """A clock that runs a timecode label beside the clock on the wall.

    Under the two stand their difference, the place in frames, seconds and feet, the ten minutes with the labels each
    leaves out, and the pictures around the place with their labels: where labels are left out, the pictures go on.
    It can run sixty or 3,600 times as fast as life, and goes to any label; one that does not exist is refused with
    the one that was meant.

    Parameters
    ----------
    rate : Rate or its name
        Can be changed in the clock; the moment of real time stays.
    at : int, label or Timecode, optional
        Where it stands first: a frame counted from 00:00:00:00, or a label. If not given, on the last frame of the
        first minute, where drop-frame leaves out its first labels.

    Returns
    -------
    TimecodeClock

    Raises
    ------
    FilmScoreError
        There is no such rate, frame or label.

    Examples
    --------
    >>> clock = timecode_clock("29.97df", "01:00:00;00")
    >>> clock.frame
    107892
    >>> clock.go(1800)
    >>> clock.timecode
    Timecode('00:01:00;02', '29.97df')
    """
    its_rate = Rate(rate)
    if at is None:
        at = 60 * its_rate.base - 1
    return TimecodeClock(_placed(at, its_rate))


class TimecodeClock(WithStill, anywidget.AnyWidget):
    """A timecode label and the clock on the wall. Made by `timecode_clock`.

    The page does it all by itself, so the clock runs while the kernel is busy or gone; the kernel is told the place
    when the clock stops, and once a second while it runs.

    Attributes
    ----------
    frame : int
        Where the clock stands, counted from 00:00:00:00, which is frame 0.
    timecode : Timecode
        The same as a label, at the rate the clock shows.
    rate : Rate
    """

    _invites = "Run this cell to run the clock."
    _esm = bundle.script("timecode_clock.js")
    _css = bundle.style("box.css", "timecode_clock.css")

    rates: Any = traitlets.List().tag(sync=True)
    place = traitlets.Dict().tag(sync=True)

    def __init__(self, start: Timecode) -> None:
        self._stands = _place(start)
        super().__init__(rates=[_rate_data(Rate(name)) for name in RATES], place=_place(start))
        rerun.replace(self)

    @property
    def rate(self) -> Rate:
        """The rate it shows, which the learner may have changed."""
        return Rate(self.place["rate"])

    @property
    def frame(self) -> int:
        """Where it stands, counted from 00:00:00:00."""
        return int(self.place["frame"])

    @property
    def timecode(self) -> Timecode:
        """Where it stands, as a label."""
        return Timecode.from_frame(self.frame, self.rate)

    @property
    def answer(self) -> Timecode:
        """The same, under the name by which `fs.check` asks for it."""
        return self.timecode

    def go(self, at: int | str | Timecode) -> None:
        """Move the clock to a frame or a label.

        Raises
        ------
        FilmScoreError
            There is no such frame or label; the message says which was meant.
        """
        self.place = _place(_placed(at, self.rate))

    @traitlets.validate("place")
    def _check(self, proposal: Any) -> dict[str, Any]:
        """Whatever comes from the page is looked at: what is no place leaves the clock where it is."""
        given = proposal["value"]
        with contextlib.suppress(FilmScoreError, KeyError, TypeError):
            self._stands = _place(Timecode.from_frame(given["frame"], given["rate"]))
        return dict(self._stands)  # when the page asks, `place` holds the wrong thing already

    @property
    def alt(self) -> str:
        """The clock in words: label, clock on the wall, their difference, the place, and what is left out next."""
        at = self.timecode
        feet = ", ".join(f"{gauge} {at.feet(gauge)}" for gauge in Timecode.GAUGES)
        return (
            f"Timecode clock at {at.rate}. Label {at}, clock on the wall {wall_clock(at)}. {apart(at)} "
            f"Frame {at.frame}; {feet}. {left_out(at)}"
        )

    def _still(self) -> tuple[bytes, int]:
        """What a saved notebook shows."""
        from .clock_still import still
        from .page import WIDTH

        return still(self.timecode), WIDTH


def wall_clock(at: Timecode) -> str:
    """The clock on the wall when a frame begins, counted from 00:00:00:00; to a thousandth, rounded half up.

    >>> wall_clock(Timecode("01:00:00:00", "29.97ndf"))
    '01:00:03.600'
    """
    thousandths = _half_up(at.seconds * 1000)
    seconds = thousandths // 1000
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{thousandths % 1000:03d}"


def apart(at: Timecode) -> str:
    """How far a label is from the clock on the wall, in a sentence.

    >>> apart(Timecode("01:00:00:00", "29.97ndf"))
    'The label is 108.00 frames (3.600 s) behind the clock on the wall.'
    """
    hours, minutes, seconds, frames = map(int, str(at).replace(";", ":").split(":"))
    says = (hours * 60 + minutes) * 60 + seconds + Fraction(frames, at.rate.base)
    off = says - at.seconds
    if not off:
        return "The label and the clock on the wall agree."
    hundredths, thousandths = _half_up(abs(off) * at.rate.base * 100), _half_up(abs(off) * 1000)
    return (
        f"The label is {hundredths // 100}.{hundredths % 100:02d} frames "
        f"({thousandths // 1000}.{thousandths % 1000:03d} s) {'ahead of' if off > 0 else 'behind'} "
        "the clock on the wall."
    )


def left_out(at: Timecode) -> str:
    """What labels the minute of a frame leaves out, in a sentence.

    >>> left_out(Timecode("00:00:59;29", "29.97df"))
    'Nine minutes in ten leave out their first 2 labels; this one leaves out none. No picture is missing.'
    """
    if not at.rate.drop:
        return f"{at.rate} leaves out no label."
    minute = str(at)[:5]
    gone = [f"{minute}:00;{n:02d}" for n in range(at.rate.left_out)] if not minute.endswith("0") else []
    here = f"leaves out {', '.join(gone[:-1])} and {gone[-1]}" if gone else "leaves out none"
    return (
        f"Nine minutes in ten leave out their first {at.rate.left_out} labels; this one {here}. No picture is missing."
    )


def _half_up(value: Fraction) -> int:
    return math.floor(value + Fraction(1, 2))


def _placed(at: int | str | Timecode, rate: Rate) -> Timecode:
    if isinstance(at, str) and at.strip().isdecimal():
        raise FilmScoreError(
            f"The place {shown(at)} stands in quotation marks. A frame is a number: take them away, {at.strip()}."
        )
    if isinstance(at, str | Timecode):
        return Timecode(at, rate)
    return Timecode.from_frame(whole_frame(at, "place", labels=True), rate)


def _place(at: Timecode) -> dict[str, Any]:
    return {"rate": at.rate.name, "frame": at.frame}


def _rate_data(rate: Rate) -> dict[str, Any]:
    return {
        "name": rate.name,
        "num": rate.fps.numerator,
        "den": rate.fps.denominator,
        "nominal": rate.base,
        "drop": rate.drop,
    }
