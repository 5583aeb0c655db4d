"""The tempo marks of a score: how fast it asks to be played, stretch by stretch."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

#: quarters a minute that are taken for a tempo; a mark beyond them is read as the nearest
SLOWEST, FASTEST = 20.0, 400.0

#: quarters a minute of a sketch where nothing says otherwise: at 24 frames a second, a beat a second
BPM = 60.0


def marked_tempi(score: Any, length: Fraction, otherwise: float) -> list[tuple[Fraction, float]]:
    """Stretches of one tempo, from the first beat to the last.

    Parameters
    ----------
    score : music21 stream
    length : Fraction
        Quarter lengths of it that are played.
    otherwise : float
        Quarters a minute where the score marks no tempo.

    Returns
    -------
    list of (Fraction, float)
        Quarter lengths, and quarters a minute.

    Examples
    --------
    >>> from music21 import converter
    >>> marked_tempi(converter.parse("tinynotation: 4/4 c1 d1"), Fraction(8), 60.0)
    [(Fraction(8, 1), 60.0)]
    """
    if next(iter(score.recurse().getElementsByClass("TempoIndication")), None) is None:
        return [(length, otherwise)]
    found: list[tuple[Fraction, float]] = []
    for start, end, mark in score.flatten().metronomeMarkBoundaries():
        beats = Fraction(min(end, length)).limit_denominator(960) - Fraction(start).limit_denominator(960)
        if beats > 0:
            found.append((beats, min(max(float(mark.getQuarterBPM() or otherwise), SLOWEST), FASTEST)))
    return found or [(length, otherwise)]
