"""What every synth is built from: waves without aliasing, filters, envelopes, noise. Compiled where it runs per sample.

A curve (pitch, level, cut-off) is drawn as straight lines between points 64 samples apart (1.3 ms), counted from the
note's own first sample, so that a note sounds the same wherever in a cue it stands.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 48000

#: samples between two points of a curve
BLOCK = 64

#: the samples of a block by number, as the compiled loops want them: turning whole numbers into these takes longer
STEPS = np.arange(BLOCK, dtype=np.float32)

#: samples of one period of a stored wave
PERIOD = 4096

#: no partial is made above this (Hz): what does not exist below half the sampling rate cannot fold back
HIGHEST = 19_000.0

#: mean level of a stored wave and of a stored noise (RMS): both sit at the same place before the mix
MEAN = 0.2

#: samples of a stored noise: 5.5 s, long enough that nobody hears it come round
NOISE = 1 << 18

#: a peak of a body or a vowel: centre (Hz), height (dB), width (Hz)
Peak = tuple[float, float, float]


def hertz_of(pitch: float) -> float:
    """Frequency of a MIDI pitch.

    Examples
    --------
    >>> round(hertz_of(69), 3), round(hertz_of(60), 2)
    (440.0, 261.63)
    """
    return float(440.0 * 2.0 ** ((pitch - 69.0) / 12.0))


def points(samples: int) -> int:
    """How many points a curve over so many samples has: one for each block, and one to end on."""
    return -(-samples // BLOCK) + 1


def gain_of(frequencies: NDArray, peaks: tuple[Peak, ...], band: tuple[float, float]) -> NDArray:
    """How a body or a vowel colours partials: a gain for each frequency.

    Parameters
    ----------
    frequencies : array
        Hz.
    peaks : tuple of (Hz, dB, Hz)
        Centre, height and width of each peak over a flat line.
    band : (float, float)
        Hz; outside it the gain falls by 12 dB an octave.
    """
    f = np.maximum(np.asarray(frequencies, float), 1e-3)
    gain = np.ones_like(f)
    for centre, height, width in peaks:
        gain = gain + (10.0 ** (height / 20.0) - 1.0) / (1.0 + ((f - centre) / (0.5 * width)) ** 2)
    low, high = band
    return gain / (1.0 + (low / f) ** 2) / (1.0 + (f / high) ** 2)


@lru_cache(maxsize=512)
def wave(
    shape: str, hertz: float, peaks: tuple[Peak, ...] = (), band: tuple[float, float] = (0.0, 1e9)
) -> NDArray[np.float32]:
    """One period of a wave with every partial that fits under 19 kHz, and none that does not.

    Parameters
    ----------
    shape : {"saw", "square", "triangle", "sine", "reed"}
        Partials of a saw fall as 1/n, of a square as 1/n (odd ones only), of a triangle as 1/n² (odd ones only);
        a reed is a narrow pulse, whose partials are nearly equal at first.
    hertz : float
        The highest frequency it will be played at.
    peaks, band
        As in `gain_of`.

    Returns
    -------
    numpy.ndarray
        float32 of `PERIOD` + 1 samples (the last repeats the first), at a mean level of 0.2.
    """
    n = np.arange(1, max(2, int(HIGHEST / hertz) + 1))
    odd = n % 2 == 1
    strength = {
        "saw": lambda: 1.0 / n,
        "square": lambda: np.where(odd, 1.0 / n, 0.0),
        "triangle": lambda: np.where(odd, (-1.0) ** (n // 2) / n**2, 0.0),
        "sine": lambda: np.where(n == 1, 1.0, 0.0),
        "reed": lambda: np.exp(-n / 14.0) / n**0.35,
    }[shape]()
    plain = math.sqrt(float((strength**2).sum()) / 2.0)
    strength = strength * gain_of(n * hertz, peaks, band)
    spectrum = np.zeros(PERIOD // 2 + 1, complex)
    spectrum[n] = -0.5j * PERIOD * strength * (MEAN / plain)
    made = np.fft.irfft(spectrum).astype(np.float32)
    return np.append(made, made[:1])


@lru_cache(maxsize=32)
def noise(peaks: tuple[Peak, ...] = (), band: tuple[float, float] = (20.0, 16_000.0)) -> NDArray[np.float32]:
    """Noise of a colour, the same on every machine; a note reads it from a place of its own.

    Returns
    -------
    numpy.ndarray
        float32 of `NOISE` samples, which close on themselves.
    """
    white = np.fft.rfft(np.random.default_rng(5).standard_normal(NOISE))
    f = np.fft.rfftfreq(NOISE, 1 / RATE)
    white *= gain_of(f, peaks, band) * (f < HIGHEST)
    made = np.fft.irfft(white)
    return (made * (MEAN / math.sqrt(float((made**2).mean())))).astype(np.float32)


def stretch(colour: NDArray[np.float32], start: int, samples: int) -> NDArray[np.float32]:
    """A stretch of a stored noise from a place on; it comes round where it ends."""
    if start + samples <= len(colour):
        return colour[start : start + samples]
    return np.take(colour, np.arange(start, start + samples), mode="wrap")


@njit(cache=True, nogil=True, fastmath=True)
def oscillate(out: NDArray, period: NDArray, hertz: NDArray, ratios: NDArray, phases: NDArray, levels: NDArray) -> None:
    """Add oscillators: read a stored period at pitches that move together.

    Parameters
    ----------
    out : float32 array (channels, samples)
        One channel or two.
    period : float32 array
        From `wave`.
    hertz : float64 array
        The pitch curve, Hz.
    ratios : float64 array (oscillators,)
        Times the pitch curve: 2.0 is an octave up, 1.003 five cents.
    phases : float64 array (oscillators,)
        Where in the period each begins, 0 to 1.
    levels : float32 array (oscillators, 2)
        In the first channel and the last.
    """
    size = np.float64(period.shape[0] - 1)
    around = period.shape[0] - 2  # `& around` takes a place into the period: its length is a power of two
    left, right = out[0], out[out.shape[0] - 1]
    wide = out.shape[0] == 2
    begins = phases * size
    for block in range(hertz.shape[0] - 1):
        first = block * BLOCK
        n = min(BLOCK, left.shape[0] - first)
        for number in range(ratios.shape[0]):
            scale = ratios[number] / RATE * size
            step = hertz[block] * scale
            slope = (hertz[block + 1] * scale - step) / BLOCK
            start, to_left, to_right = begins[number], levels[number, 0], levels[number, 1]
            # where each sample reads is worked out from the block's beginning, not from the sample before: no sample
            # waits for another, and several are made at a time
            for k in range(n):
                at = np.float64(STEPS[k])
                place = start + at * (step + 0.5 * slope * (at - 1.0))
                whole = np.int32(place)
                part = np.float32(place - whole)
                value = period[whole & around]
                value += (period[(whole & around) + 1] - value) * part
                left[first + k] += to_left * value
                if wide:
                    right[first + k] += to_right * value
            start += BLOCK * (step + 0.5 * slope * (BLOCK - 1))
            begins[number] = start - math.floor(start / size) * size


@njit(cache=True, nogil=True)
def _coefficients(hertz: float, k: float) -> tuple[float, float, float]:
    """The numbers of the filter at a cut-off; `k` is one over its quality."""
    g = math.tan(math.pi * min(max(hertz, 10.0), 21_000.0) / RATE)
    a = 2.0 / (1.0 + g * (g + k))
    return a * g, a * g * g, a - 1.0


# no reassociation: the sums are in an order in which only two multiplications lie on the way from sample to sample
@njit(cache=True, nogil=True, fastmath={"contract", "nsz", "nnan", "ninf"})
def low_pass(sound: NDArray, cutoff: NDArray, quality: float) -> None:
    """Filter in place, 12 dB an octave: a state-variable filter whose cut-off may move as fast as it likes.

    Parameters
    ----------
    sound : float32 array (channels, samples)
        One channel or two; two at a time take little longer than one.
    cutoff : float64 array
        The curve of its cut-off, Hz.
    quality : float
        0.7 has no hump; 4 sings at the cut-off.
    """
    wide = sound.shape[0] == 2
    left_1, left_2, right_1, right_2 = 0.0, 0.0, 0.0, 0.0
    k = 1.0 / quality
    next_ag, next_agg, next_rest = _coefficients(cutoff[0], k)
    for block in range(cutoff.shape[0] - 1):
        first = block * BLOCK
        left, right = sound[0, first : first + BLOCK], sound[sound.shape[0] - 1, first : first + BLOCK]
        # between two points the filter's own numbers go in straight lines: no division is left for each sample
        ag, agg, rest = next_ag, next_agg, next_rest
        next_ag, next_agg, next_rest = _coefficients(cutoff[block + 1], k)
        ag_step, agg_step, rest_step = (next_ag - ag) / BLOCK, (next_agg - agg) / BLOCK, (next_rest - rest) / BLOCK
        for i in range(left.shape[0]):
            x = float(left[i])
            one = rest * left_1 + (ag * x - ag * left_2)
            two = ag * left_1 + (agg * x + (1.0 - agg) * left_2)
            left[i] = np.float32(0.5 * (two + left_2))
            left_1, left_2 = one, two
            if wide:
                x = float(right[i])
                one = rest * right_1 + (ag * x - ag * right_2)
                two = ag * right_1 + (agg * x + (1.0 - agg) * right_2)
                right[i] = np.float32(0.5 * (two + right_2))
                right_1, right_2 = one, two
            ag, agg, rest = ag + ag_step, agg + agg_step, rest + rest_step


@njit(cache=True, nogil=True, fastmath=True)
def shape(sound: NDArray, level: NDArray) -> None:
    """Multiply a sound (channels, samples) by a curve, in place."""
    for channel in range(sound.shape[0]):
        line = sound[channel]
        for block in range(level.shape[0] - 1):
            first = block * BLOCK
            n = min(BLOCK, line.shape[0] - first)
            at = np.float32(level[block])
            slope = np.float32((level[block + 1] - level[block]) / BLOCK)
            for k in range(n):
                line[first + k] *= at + slope * STEPS[k]


def envelope(
    samples: int, off: float, attack: float, decay: float, sustain: float, release: float
) -> NDArray[np.float64]:
    """A level from 0 up to 1, down to `sustain`, and away after the key is let go; it begins and ends at nothing.

    Parameters
    ----------
    samples : int
        Length of the curve.
    off : float
        Second at which the key is let go.
    attack : float
        Seconds to the top, along half a cosine.
    decay, release : float
        Seconds in which it would fall by 60 dB.
    sustain : float
        Level that is held, 0 to 1.

    Examples
    --------
    >>> curve = envelope(48000, 0.5, 0.05, 1.0, 0.8, 0.2)
    >>> float(curve[0]), float(curve[-1])
    (0.0, 0.0)
    """
    level = np.empty(points(samples))
    _enveloped(level, off, max(attack, 1e-6), max(decay, 1e-6), sustain, max(release, 1e-6))
    return closed(level)


@njit(cache=True, nogil=True)
def _enveloped(level: NDArray, off: float, attack: float, decay: float, sustain: float, release: float) -> None:
    turn, dying, fading = math.pi / attack, 0.0, 0.0
    lower, weaker = 10.0 ** (-3.0 * BLOCK / RATE / decay), 10.0 ** (-3.0 * BLOCK / RATE / release)
    for point in range(level.shape[0]):
        time = point * (BLOCK / RATE)
        if time <= off and time < attack:
            level[point] = 0.5 - 0.5 * math.cos(turn * time)
        elif time <= off:
            # each point of a decay is the one before, a little lower
            dying = dying * lower if dying else 10.0 ** (-3.0 * (time - attack) / decay)
            level[point] = sustain + (1.0 - sustain) * dying
        elif fading:
            level[point] = fading = fading * weaker
        else:
            value = 0.5 - 0.5 * math.cos(turn * min(off, attack))
            if off > attack:
                value = sustain + (1.0 - sustain) * 10.0 ** (-3.0 * (off - attack) / decay)
            level[point] = fading = value * 10.0 ** (-3.0 * (time - off) / release)
    level[0] = 0.0


def closed(level: NDArray[np.float64], last: int = 4) -> NDArray[np.float64]:
    """Bring the last points of a level curve (5 ms) down to nothing, lest the sound end in a click."""
    n = min(last, len(level))
    level[-n:] *= np.linspace(1.0, 0.0, n + 1)[1:]
    return level


def fit(curve: NDArray[np.float64] | float | None, samples: int, rest: float) -> NDArray[np.float64]:
    """A curve with a point for every block: its last value is held; `rest` where there is none."""
    wanted = points(samples)
    if curve is None:
        return np.full(wanted, rest)
    made = np.atleast_1d(np.asarray(curve, float))
    return made[:wanted] if len(made) >= wanted else np.pad(made, (0, wanted - len(made)), mode="edge")
