"""The end tempo of a ramp that has to end on a frame."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

from ..errors import FilmScoreError
from .exact import FASTEST, SLOWEST, number, plain
from .segments import Stretch, length_of
from .timecode import Rate

#: frames: how near the end has to come for a rounder tempo to be taken
CLOSE = 1e-9


def end_tempo(ramp: Stretch, curve: str, here: Fraction, frame: int, rate: Rate) -> Fraction:
    """Tempo (quarters a minute) to which a stretch has to go for its end to fall on a frame.

    The longer the ramp may take, the slower it ends, so there is one answer or none. Linear in time it is a
    fraction. Linear in beats, with r the end tempo over the start tempo, ln(r) / (r - 1) is given, which is solved
    for ln(r).

    Parameters
    ----------
    ramp : Stretch
        Its beats and the tempo it starts with.
    curve : {'beats', 'time'}
    here : Fraction
        The frame on which it starts.
    frame : int
        The frame on which it is to end.
    rate : Rate

    Raises
    ------
    FilmScoreError
        The answer lies outside 1 to 1000 beats a minute.
    """
    assert ramp.bpm is not None

    def end(bpm: Fraction) -> Fraction:
        return here + length_of(replace(ramp, to=bpm, curve=curve)) * rate.fps

    early, late = end(Fraction(FASTEST)), end(Fraction(SLOWEST))
    if not early <= frame <= late:
        raise FilmScoreError(
            f"{plain(ramp.beats)} beats from frame {float(here):g}, beginning at {plain(ramp.bpm)} beats a minute, "
            f"cannot end on frame {frame}: a ramp to {FASTEST} ends on {float(early):.2f}, one to {SLOWEST} on "
            f"{float(late):.2f}. Choose a frame from {math.ceil(early)} to {math.floor(late)}, another number of beats "
            "or another tempo to begin with."
        )
    seconds = (frame - here) / rate.fps
    if curve == "time":
        return _round_off(float(120 * ramp.beats / seconds - ramp.bpm), end, frame)
    from scipy.optimize import brentq

    share = float(seconds * ramp.bpm / (60 * ramp.beats))

    def too_long(x: float) -> float:
        return (x / math.expm1(x) if x else 1.0) - share

    low, high = math.log(float(SLOWEST / ramp.bpm)), math.log(float(FASTEST / ramp.bpm))
    if too_long(low) <= 0:
        return Fraction(SLOWEST)
    if too_long(high) >= 0:
        return Fraction(FASTEST)
    # relative to the tempo itself: the slope of the curve is about a half, so this is good to a few 1e-16
    found = brentq(too_long, low, high, xtol=1e-15, rtol=1e-15)
    return _round_off(float(ramp.bpm) * math.exp(found), end, frame)


def _round_off(bpm: float, end: object, frame: int) -> Fraction:
    """The tempo with the fewest digits that still meets the frame."""
    assert callable(end)
    for digits in range(2, 18):
        rounder = number(float(f"{bpm:.{digits}g}"), "tempo")
        if SLOWEST <= rounder <= FASTEST and abs(end(rounder) - frame) < CLOSE:
            return rounder
    return number(min(max(bpm, float(SLOWEST)), float(FASTEST)), "tempo")
