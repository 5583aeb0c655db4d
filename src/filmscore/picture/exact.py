"""Numbers that a tempo map counts with: fractions, as plain as they can be."""

from __future__ import annotations

import numbers
import operator
from fractions import Fraction
from typing import Any

from ..errors import FilmScoreError, shown

Number = int | float | Fraction

#: beats a minute (quarters) that a map may ask for
SLOWEST, FASTEST = 1, 1000

#: no frame, beat or second of anything lies so far away
HUGE = 10**15


def number(value: object, what: str) -> Fraction:
    """A number to be kept, as a plain fraction that is this number to a computer: 0.1 is a tenth.

    What is kept depends on the float alone, so a tempo survives being printed and read again. NaN, infinities,
    booleans and text are refused.
    """
    exact = position(value, what)
    if exact.denominator <= 10080:
        return exact
    nearest = float(exact)
    for bits in (20, 26, 32, 40, 52):
        simple = Fraction(nearest).limit_denominator(1 << bits)
        if float(simple) == nearest:
            return simple
    return Fraction(nearest)


def position(value: object, what: str) -> Fraction:
    """A number to be looked up, as a fraction: quicker than `number`, and no rounder than it must be."""
    if isinstance(value, Fraction) and abs(value) < HUGE:  # a forged one could fill the memory
        return value
    if isinstance(value, numbers.Real) and not isinstance(value, numbers.Rational):
        value = float(value)  # numpy's floats, of every size
        if abs(value) < HUGE:
            # thirds, sevenths and tenths are what was meant by their floats
            n = round(value * 10080) if abs(value) < 1e9 else 0
            return Fraction(n, 10080) if n / 10080 == value else Fraction(value)
    elif not isinstance(value, bool):
        try:
            whole = operator.index(value)  # type: ignore[arg-type]
        except TypeError:
            pass
        else:
            if abs(whole) < HUGE:
                return Fraction(whole)
            raise FilmScoreError(f"The {what} is too large a number to count with: {shown(value)}.")
    raise FilmScoreError(f"The {what} must be a number, not {shown(value)}.")


def tempo(bpm: object) -> Fraction:
    """A tempo in quarters a minute, refused if nobody could play it."""
    value = number(bpm, "tempo in beats a minute")
    if not SLOWEST <= value <= FASTEST:
        raise FilmScoreError(f"A tempo of {plain(value)} beats a minute cannot be played: use 1 to 1000.")
    return value


def tidy(x: Fraction) -> Fraction:
    """A position in seconds with its fraction kept short: at most 2**-160 s away, and only where it is unwieldy."""
    return x if x.denominator.bit_length() <= 320 else Fraction(round(x * (1 << 160)), 1 << 160)


def plain(x: Any) -> str:
    """A number as a message shows it."""
    return str(x.numerator) if x.denominator == 1 else f"{float(x):g}"
