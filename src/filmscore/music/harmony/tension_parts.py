"""The parts of harmonic tension, each a number that can be checked by itself.

Dissonance is sensory roughness, as William Sethares reckons it after Reinier Plomp and Willem Levelt ("Local consonance
and the relationship between timbre and scale", *Journal of the Acoustical Society of America* 94/3, 1993): every two
partials that lie near each other beat. So a third low down is rougher than the same third high up, as it is at a piano.

Distance from the tonic is measured on Elaine Chew's spiral of fifths ("Towards a Mathematical Model of Tonality",
dissertation, MIT 2000): a fifth is a quarter of a turn, four fifths lie above each other as a third. The nearer the
middle of what sounds to the middle of the tonic triad, the nearer it is to home; Dorien Herremans and Elaine Chew draw
tension from it so ("Tension ribbons: Quantifying and visualising tonal tension", TENOR 2016).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from ..keys import Key
from ..pitch import Interval, Pitch

#: partials of a tone, each so much weaker than the one before
_PARTIALS, _FALL = 6, 0.88
_MIDDLE = 60  # C4, from which the outer voices are counted
_RISE = math.sqrt(2 / 15)  # of the spiral at each fifth, as Chew sets it


def reach(pitches: Iterable[Pitch]) -> float:
    """Semitones that the outer voices lie from middle C, both together.

    >>> reach([Pitch.read("C2"), Pitch.read("E4"), Pitch.read("C6")]), reach([Pitch.read("C4")])
    (48.0, 0.0)
    """
    numbers = [pitch.midi for pitch in pitches]
    return float(abs(max(numbers) - _MIDDLE) + abs(min(numbers) - _MIDDLE)) if numbers else 0.0


def roughness(pitches: Iterable[Pitch]) -> float:
    """Roughness of what sounds together, all equally loud; a tone alone counts as smooth, and has 0.

    >>> triad, bitten, cluster = ([Pitch.read(n) for n in row.split()] for row in
    ...     ("C4 E4 G4", "C4 Eb4 G4 B4", "C4 Db4 D4 Eb4"))
    >>> roughness(triad) < roughness(bitten) < roughness(cluster)
    True
    """
    return _roughness(tuple(sorted({pitch.midi for pitch in pitches})))


@lru_cache(maxsize=4096)
def _roughness(numbers: tuple[int, ...]) -> float:
    if len(numbers) < 2:
        return 0.0
    import numpy as np

    base = 440.0 * 2.0 ** ((np.array(numbers) - 69) / 12)
    whole = _beating(
        np.outer(base, np.arange(1, _PARTIALS + 1)).ravel(), np.tile(_FALL ** np.arange(_PARTIALS), len(base))
    )
    alone = sum(_beating(f * np.arange(1, _PARTIALS + 1), _FALL ** np.arange(_PARTIALS)) for f in base)
    # per note, so that a second player on the same chord is no second dissonance
    return float(max(0.0, whole - alone) / len(numbers))


def _beating(frequency: Any, loudness: Any) -> float:
    import numpy as np

    low = np.minimum(frequency[:, None], frequency[None, :])
    apart = np.abs(frequency[:, None] - frequency[None, :])
    scale = 0.24 / (0.0207 * low + 18.96)
    pair = loudness[:, None] * loudness[None, :] * (np.exp(-3.51 * scale * apart) - np.exp(-5.75 * scale * apart))
    return float(np.triu(pair, 1).sum())


def spiral(fifths: float) -> tuple[float, float, float]:
    """Where a note lies on the spiral; `fifths` counts from C, as `Pitch.fifths` does."""
    turn = fifths * math.pi / 2
    return math.sin(turn), math.cos(turn), fifths * _RISE


def from_tonic(pitches: Iterable[Pitch], key: Key) -> float:
    """How far the middle of what sounds lies from the middle of the tonic triad; a doubled note counts once.

    What is a part of the tonic triad, such as the tonic alone, is at home. A chord is taken as it is spelled or in the
    enharmonic spelling that lies nearer: an ear hears no spelling.

    >>> home = Key.read("C")
    >>> [round(from_tonic([Pitch.read(n) for n in row.split()], home), 2) for row in
    ...     ("C4 E4 G4", "G3 B3 D4", "Ab3 C4 Eb4", "F#3 A#3 C#4")]
    [0.0, 1.12, 1.46, 2.65]
    >>> from_tonic([Pitch.read("C2"), Pitch.read("C3")], home)
    0.0
    """
    own = {pitch.midi % 12: pitch.fifths for pitch in pitches}
    tonic = Pitch(28 + key.letter, key.alter)
    triad = [tonic.up(Interval.read(i)) for i in ("P1", "m3" if key.minor else "M3", "P5")]
    if own.keys() <= {pitch.midi % 12 for pitch in triad}:
        return 0.0
    home = _middle(pitch.fifths for pitch in triad)
    return min(math.dist(home, _middle([f + turn for f in own.values()])) for turn in (-12, 0, 12))


def _middle(fifths: Iterable[float]) -> tuple[float, ...]:
    points = [spiral(f) for f in fifths]
    return tuple(sum(axis) / len(points) for axis in zip(*points, strict=True))
