"""Strong and weak places of a bar, and how a rhythm passes from one meter into another.

Every bar is halved into a strong and a weak part, and each part again: 4/4 into 2 + 2, those into 1 + 1. What has three
is split long and short: 3/4 into 2 + 1, the dotted beat of 6/8 into a quarter and an eighth, 5/4 into 3 + 2. So all
meters have the same places, strong to weak, and differ in where they lie. (The strong-weak halving is the metrical
hierarchy of Lerdahl and Jackendoff, *A Generative Theory of Tonal Music*, MIT Press 1983, chapter 4; the long-short
reading of three is the habit of waltz and jig.)
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from ..picture.segments import Meter as Meter

_HALF = Fraction(1, 2)


@cache
def places(meter: Meter, depth: int) -> tuple[Fraction, ...]:
    """Where the parts of a bar begin after so many halvings, in quarter lengths, and the bar's end.

    >>> [str(p) for p in places(Meter(3, 4), 2)], [str(p) for p in places(Meter(6, 8), 2)]
    (['0', '1', '2', '5/2', '3'], ['0', '1', '3/2', '5/2', '3'])
    """
    pulses = int(meter.length / meter.pulse)
    in_threes = meter.pulse == Fraction(12, meter.unit)
    edges: list[tuple[Fraction, int]] = [(meter.length, pulses)]  # lengths of the parts, and the beats in them
    for _ in range(depth):
        finer: list[tuple[Fraction, int]] = []
        for length, beats in edges:
            if beats > 1:
                first = (beats + 1) // 2
                finer += [(first * meter.pulse, first), ((beats - first) * meter.pulse, beats - first)]
            elif beats == 1 and in_threes:
                finer += [(length * 2 / 3, 0), (length / 3, 0)]
            else:
                finer += [(length / 2, 0), (length / 2, 0)]
        edges = finer
    at = [Fraction(0)]
    for length, _ in edges:
        at.append(at[-1] + length)
    return tuple(at)


def strength(meter: Meter, beat: Fraction) -> int:
    """How weak a place of the bar is: 0 on the bar line, 1 on the second strong beat, then ever weaker to 7.

    `beat` counts quarter lengths from the bar line, and may lie in a later bar.

    >>> [strength(Meter(4, 4), Fraction(b, 2)) for b in range(8)]
    [0, 3, 2, 3, 1, 3, 2, 3]
    """
    beat %= meter.length
    for depth in range(7):
        if beat in places(meter, depth):
            return depth
    return 7


def on_a_beat(meter: Meter, beat: Fraction) -> bool:
    """Whether a place, in quarter lengths from a bar line, is one that a conductor shows."""
    return beat % meter.length % meter.pulse == 0


def passed(beat: Fraction, old: Meter, new: Meter) -> Fraction:
    """Where a place of one meter lies in another: bar for bar, strong place on strong place.

    Between the places it goes by proportion, so the way back leads to where it began.

    >>> [str(passed(Fraction(b), Meter(4, 4), Meter(3, 4))) for b in range(5)]
    ['0', '1', '2', '5/2', '3']
    """
    bars, rest = divmod(beat, old.length)
    depth = max(_depth(old), _depth(new))
    here, there = places(old, depth), places(new, depth)
    for i in range(len(here) - 1):
        if here[i] <= rest < here[i + 1]:
            share = (rest - here[i]) / (here[i + 1] - here[i])
            return bars * new.length + there[i] + share * (there[i + 1] - there[i])
    raise AssertionError("a place within the bar lies between two of its edges")


@cache
def _depth(meter: Meter) -> int:
    """Halvings until every part is less than a beat."""
    pulses, depth = int(meter.length / meter.pulse), 1
    while pulses > 1:
        pulses, depth = (pulses + 1) // 2, depth + 1
    return depth
