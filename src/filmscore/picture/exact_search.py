"""What the search found in floating point, worked out again in fractions: nothing is rounded in the answer."""

from __future__ import annotations

import math
from fractions import Fraction


def exact_minimax(
    counts: tuple[int, ...], d: list[Fraction], p: list[Fraction], low: Fraction, high: Fraction, near: float
) -> Fraction:
    """The beat length, as a fraction, at which the greatest error of these counts is least; `near` is close to it."""
    scale = math.lcm(*(period.denominator for period in p), *(distance.denominator for distance in d))
    lines = [(int(k * period * scale), int(x * scale)) for k, period, x in zip(counts, p, d, strict=True)]

    def touching(x: Fraction) -> tuple[Fraction, Fraction]:
        """The greatest error at `x` and the slope of its line; 0 where it rises to both sides."""
        n, m = x.numerator, x.denominator  # whole numbers: many times as fast as fractions
        errors = [slope * n - distance * m for slope, distance in lines]
        size = max(max(errors), -min(errors))
        slopes = [slope for e, (slope, _) in zip(errors, lines, strict=True) if e == size]
        slopes += [-slope for e, (slope, _) in zip(errors, lines, strict=True) if e == -size]
        least = 0 if min(slopes) <= 0 <= max(slopes) else min(slopes, key=abs)
        return Fraction(size, m * scale), Fraction(least, scale)

    width = Fraction(near) / 1_000_000
    a, b = max(low, Fraction(near) - width), min(high, Fraction(near) + width)
    (fa, ga), (fb, gb) = touching(a), touching(b)
    while ga < 0 < gb:
        x = (fb - fa + ga * a - gb * b) / (ga - gb)
        f, g = touching(x)
        if g == 0 or f == fa + ga * (x - a):
            return x
        if g < 0:
            a, fa, ga = x, f, g
        else:
            b, fb, gb = x, f, g
    return a if ga >= 0 else b


def exact_least_squares(
    counts: tuple[int, ...], d: list[Fraction], p: list[Fraction], w: list[Fraction], low: Fraction, high: Fraction
) -> Fraction | None:
    """The beat length, as a fraction, of least weighted squares with these counts; None if all are as good."""
    slopes = [k * period for k, period in zip(counts, p, strict=True)]
    below = sum((weight * slope * slope for weight, slope in zip(w, slopes, strict=True)), Fraction(0))
    if not below:
        return None
    above = sum((weight * slope * x for weight, slope, x in zip(w, slopes, d, strict=True)), Fraction(0))
    return min(max(above / below, low), high)
