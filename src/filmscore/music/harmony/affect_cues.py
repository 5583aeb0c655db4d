"""What of a passage valence and arousal are predicted from: the cues, and how each is read from notes."""

from __future__ import annotations

from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any

from ...errors import FilmScoreError, shown
from ..keys import Key
from ..pitch import Pitch
from .moments import Passage, passage
from .tension import home_of
from .tension_parts import roughness

#: cue -> its effect on (valence, arousal) for one unit more
EFFECTS: dict[str, tuple[float, float]] = {
    "mode": (2.0, 0.0),
    "tempo": (0.5, 2.0),
    "register": (0.5, 0.5),
    "dissonance": (-1.0, 1.0),
    "loudness": (-0.5, 2.0),
    "staccato": (0.5, 1.0),
    "regularity": (1.0, 0.0),
}
#: what a unit of each cue is
UNITS: dict[str, str] = {
    "mode": "from −1, all degrees low, to +1, all high", "tempo": "a doubling", "register": "an octave",
    "dissonance": "from a triad to a cluster", "loudness": "10 dB", "staccato": "from legato to short",
    "regularity": "from free to even",
}  # fmt: skip


@dataclass(frozen=True)
class Cues:
    """What of a version the model looks at. None is "not known", and then the same for all.

    Attributes
    ----------
    mode : float, optional
        −1 to +1: for how much of the time the second, third, sixth and seventh degree are the high ones.
    tempo : float, optional
        Quarters a minute.
    register : float, optional
        Mean MIDI number of what sounds.
    dissonance : float, optional
        Mean roughness per note, 0 to about 1.
    loudness : float, optional
        In dB or LUFS; only differences count.
    staccato, regularity : float, optional
        0 to 1.
    """

    mode: float | None = None
    tempo: float | None = None
    register: float | None = None
    dissonance: float | None = None
    loudness: float | None = None
    staccato: float | None = None
    regularity: float | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            low, high = _LIMITS[field.name]
            if value is None:
                continue
            if isinstance(value, bool) or not isinstance(value, int | float | Fraction) or not low <= value <= high:
                raise FilmScoreError(f"{field.name} is {shown(value)}: a number from {low:g} to {high:g} is wanted.")


_LIMITS = {
    "mode": (-1, 1), "tempo": (10, 400), "register": (12, 127), "dissonance": (0, 10), "loudness": (-120, 20),
    "staccato": (0, 1), "regularity": (0, 1),
}  # fmt: skip


def measure(version: Any, key: str | Key | None = None) -> Cues:
    """The cues that notes show: mode, register, dissonance, and the tempo where the score has one.

    The mode is the share of time for which the second, third, sixth and seventh degree are high ones, less the share
    for which they are low: major is +1, Mixolydian and Dorian lie between, Phrygian is −1. That raised degrees sound
    brighter, and that Lydian does not go on beyond major, was found by David Temperley and Daphne Tan ("Emotional
    Connotations of Diatonic Modes", *Music Perception* 30/3, 2013), so the fourth is left out.

    >>> measure("C F G C", "C").mode, measure("Cm Bbm Db Cm", "C").mode
    (1.0, -1.0)
    """
    whole = passage(version)
    home = home_of(whole, key)
    tonic = Pitch(28 + home.letter, home.alter).midi
    high = low = 0.0
    register = rough = time = 0.0
    for moment in whole.moments:
        if not moment.pitches:
            continue
        beats = float(moment.beats)
        for degree in {(pitch.midi - tonic) % 12 for pitch in moment.pitches}:
            high += beats * (degree in (2, 4, 9, 11))
            low += beats * (degree in (1, 3, 8, 10))
        register += beats * sum(pitch.midi for pitch in moment.pitches) / len(moment.pitches)
        rough += beats * roughness(moment.pitches)
        time += beats
    if not time:
        raise FilmScoreError("Nothing sounds in this version, so there is nothing to order.")
    mode = (high - low) / (high + low) if high + low else 0.0
    return Cues(mode=mode, register=register / time, dissonance=rough / time, tempo=_tempo(whole))


def _tempo(whole: Passage) -> float | None:
    return float(whole.bpm) if whole.bpm else None
