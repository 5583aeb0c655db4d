"""Whether a changed tune is still a piece of the plain one, or begins as a piece of it; and of which part of it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from ....music.motif import Motif
from ..motif_design.measure import lengths

#: notes in a row by which one knows a stretch; of the head, with its rhythm, two are enough
STRETCH, HEAD = 3, 2


def part(heard: Motif, plain: Motif) -> str:
    """Which part of the plain form is left: ``whole beginning middle end``; ``""`` if none is.

    Intervals and lengths are compared in a row, at any one speed. A step may be a semitone wider or narrower, as it is
    when a head is sung in minor or moved within its key. The last note may be held or cut.

    Examples
    --------
    >>> tune = Motif("A3:1/2 F#4:3/2 E4:2 G4:1/2 A4:3/2")
    >>> part(Motif("A3:1 F#4:3 E4:4"), tune), part(Motif("E4 G4:1/4 A4:2"), tune), part(Motif("C4:7 B2:1 F6:3"), tune)
    ('beginning', 'end', '')
    """
    count, whole = len(heard.pitches), len(plain.pitches)
    if count < whole:
        at = _place(heard, plain)
        if at is not None:
            return "beginning" if at == 0 else "end" if at + count == whole else "middle"
    elif _place(plain, heard) is not None:
        return "whole"
    # a stretch said again from step to step: what counts is how it begins
    if count > STRETCH and whole > STRETCH:
        steps, times = _steps(heard)[: STRETCH - 1], lengths(heard)[:STRETCH]
        for at in range(whole - STRETCH + 1):
            if _alike(steps, _steps(plain)[at:]) and _in_time(times, lengths(plain)[at : at + STRETCH]):
                return "beginning" if at == 0 else "end" if at + STRETCH == whole else "middle"
    return ""


def _place(short: Motif, long: Motif) -> int | None:
    count = len(short.pitches)
    if count < HEAD:
        return None
    if count == HEAD:  # an interval is everybody's; with its rhythm, at the head, it can be the tune's
        ok = _alike(_steps(short), _steps(long)) and _in_time(lengths(short), lengths(long)[:HEAD])
        return 0 if ok else None
    for at in range(len(long.pitches) - count + 1):
        times = lengths(long)[at : at + count - 1]
        if _alike(_steps(short), _steps(long)[at:]) and _in_time(lengths(short)[:-1], times):
            return at
    return None


def _steps(motif: Motif) -> list[int]:
    return [b - a for a, b in pairwise(motif.midi)]


def _alike(mine: Sequence[int], theirs: Sequence[int]) -> bool:
    """The same ways, and as wide but for a semitone."""
    pairs = list(zip(mine, theirs, strict=False))
    return len(pairs) == len(mine) and all(abs(a - b) <= 1 and (a > 0) - (a < 0) == (b > 0) - (b < 0) for a, b in pairs)


def _in_time(mine: Sequence[Fraction], theirs: Sequence[Fraction]) -> bool:
    return len({a / b for a, b in zip(mine, theirs, strict=True)}) == 1
