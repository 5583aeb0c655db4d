"""What is made of a found sound: strokes set where a pattern wants them, or grains woven over each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..errors import FilmScoreError, shown
from .stems import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..music.rhythm.ostinato import Ostinato
    from ..picture.tempo import TempoMap
    from .listen import Heard

#: a stroke of a pulse: it begins so many seconds before its onset, and lasts no longer than this
BEFORE, LONGEST = 0.004, 0.6

#: a grain of a bed, seconds; every two overlap by half
GRAIN = 1.2

#: seconds in which a bed comes and goes
RAMP = 0.5


def cell_of(pattern: str | Ostinato) -> Ostinato:
    """The cell a pattern means: a row of crosses, or an ostinato.

    Raises
    ------
    FilmScoreError
        It is no such row, or nothing is struck in it.
    """
    from ..music.rhythm.ostinato import Ostinato

    if not isinstance(pattern, str):
        return Ostinato(pattern)
    row = "".join(pattern.split())
    if set(row) - set("Xx.-|") or not set(row) & set("Xx"):
        wrong = next((sign for sign in row if sign not in "Xx.-|"), "")
        why = f": {wrong} is none of its signs" if wrong else ", nothing is struck in it"
        raise FilmScoreError(
            f"{shown(pattern)} is no row of crosses{why}. Write an eighth for each sign, 'X..x..x.': X is strong, "
            "x weak, . a rest."
        )
    return Ostinato(pattern, pitch="C3")


def struck(
    samples: NDArray[np.float32],
    strokes: Sequence[float],
    onsets: NDArray[np.float64],
    cell: Ostinato,
    bars: int,
    clock: TempoMap,
) -> NDArray[np.float64]:
    """Strokes where a cell says: the strongest on the accents, the others in turn on the rest.

    Parameters
    ----------
    samples : numpy.ndarray
        Shape (samples, 2).
    strokes : sequence of float
        Seconds of the onsets to strike, the strongest first; two or more.
    onsets : numpy.ndarray
        Seconds of all onsets: a stroke ends before the next one.
    """
    slices = [_slice(samples, at, onsets) for at in strokes]
    accents, rest = slices[:1], slices[1:]
    length = float(clock.seconds_at(bars * cell.bar))
    made = np.zeros((round((length + LONGEST) * RATE), 2), np.float64)
    turn = 0
    for beat, stroke in cell.struck(bars * cell.bar):
        sound = accents[0] if stroke.accent else rest[turn % len(rest)]
        turn += not stroke.accent
        first = max(round((float(clock.seconds_at(beat)) - BEFORE) * RATE), 0)
        sound = sound[: len(made) - first]
        made[first : first + len(sound)] += sound * (1.0 if stroke.accent else 10 ** (-6 / 20))
    return made


def _slice(samples: NDArray[np.float32], at: float, onsets: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sound from an onset to the next, or until it has died away."""
    later = onsets[onsets > at + 0.05]
    end = min(float(later[0]) - BEFORE if len(later) else len(samples) / RATE, at + LONGEST)
    sound = samples[max(round((at - BEFORE) * RATE), 0) : round(end * RATE)].astype(np.float64)
    fade = min(round(0.03 * RATE), max(len(sound) // 2, 1))
    sound[-fade:] *= np.linspace(1, 0, fade)[:, None]
    lead = min(round(0.002 * RATE), len(sound))
    sound[:lead] *= np.linspace(0, 1, lead)[:, None]
    return np.asarray(sound / max(float(np.abs(sound).max(initial=0.0)), 1e-6))


def woven(samples: NDArray[np.float32], heard: Heard, length: int) -> NDArray[np.float64]:
    """The even moments of a sound over each other, so many samples of them; the same sound weaves the same bed."""
    grain = round(GRAIN * RATE)
    dice = np.random.default_rng(len(samples))
    hop = grain // 2
    window = np.sin(np.pi * (np.arange(grain) + 0.5) / grain)[:, None]  # squares of two that overlap add up to 1
    level = np.interp(np.arange(0, len(samples), RATE // 20) / RATE, heard.times, heard.level)
    middle = float(np.median(level))
    places = np.arange(0, len(samples) - grain, hop // 8)
    looks = np.minimum((places[:, None] + np.arange(0, grain, RATE // 20)) // (RATE // 20), len(level) - 1)
    uneven = np.abs(level[looks] - middle).max(axis=1)
    even = places[uneven <= np.quantile(uneven, 0.4)]
    made = np.zeros((length + 2 * grain, 2), np.float64)
    last = -1
    for at in range(0, length + grain, hop):
        choice = int(dice.choice(even))
        for _ in range(8):  # not the same place twice in a row, where there is another
            if abs(choice - last) >= hop:
                break
            choice = int(dice.choice(even))
        last = choice
        made[at : at + grain] += samples[choice : choice + grain] * window
    return made[grain : grain + length]


def rung(sound: NDArray[np.float64], names: list[str]) -> NDArray[np.float64]:
    """A sound through strings that ring with it: narrow bands on each note and its harmonics."""
    from scipy.signal import iirpeak, lfilter

    from ..music.pitch import Pitch

    made = np.zeros_like(sound)
    for midi in (Pitch.read(name).midi for name in names):
        for harmonic in range(1, 6):
            hz = 440.0 * 2 ** ((midi - 69) / 12) * harmonic
            if hz < 16000:
                b, a = iirpeak(hz, 60.0, fs=RATE)
                made += lfilter(b, a, sound, axis=0) / harmonic**0.5
    return made


def faded(sound: NDArray[np.float64]) -> NDArray[np.float64]:
    """A bed comes and goes without an edge."""
    ramp = min(round(RAMP * RATE), len(sound) // 4)
    made = sound.copy()
    made[:ramp] *= np.sin(np.linspace(0, np.pi / 2, ramp))[:, None]
    made[-ramp:] *= np.cos(np.linspace(0, np.pi / 2, ramp))[:, None]
    return made
