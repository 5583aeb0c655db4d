"""Tempo from an onset envelope: the likeliest pulse, measured finely, and its octaves beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: people tap near this tempo when they may choose (BPM), and seldom an octave away (octaves)
LIKELY, SPREAD = 105.0, 1.0

#: a pulse weaker than this is none
WEAKEST = 0.12

#: other tempi to name: the ratio, and what it is
OTHERS = ((2.0, "twice as fast"), (0.5, "half as fast"))


def tempi(envelope: NDArray[np.float64], per_second: float, low: float, high: float) -> list[tuple[float, str, float]]:
    """Tempi with names and strengths, likeliest first.

    Parameters
    ----------
    envelope : numpy.ndarray
        Onset strength.
    per_second : float
        Values of it in a second.
    low, high : float
        BPM between which to look.

    Returns
    -------
    list of (float, str, float)
        BPM, name, strength 0 to 1. Empty where no pulse returns.
    """
    sound = envelope - envelope.mean()
    size = 1 << int(np.ceil(np.log2(2 * len(sound))))
    returns = np.fft.irfft(np.abs(np.fft.rfft(sound, size)) ** 2)[: len(sound)]
    if returns[0] <= 0:
        return []
    # fewer values overlap at a longer lag
    returns = returns / returns[0] * len(sound) / np.maximum(len(sound) - np.arange(len(sound)), len(sound) / 4)
    bpm = np.geomspace(low, high, 600)
    lag = 60.0 / bpm * per_second
    lags = np.arange(len(returns))

    def comb(beat: NDArray[np.float64]) -> NDArray[np.float64]:
        """How much the envelope is like itself one, two and three beats later."""
        values = [np.interp(k * beat, lags, returns, right=0.0) for k in (1, 2, 3)]
        return np.asarray(np.average(values, axis=0, weights=(1.0, 0.7, 0.5)))

    strength = comb(lag)
    likely = np.exp(-0.5 * (np.log2(bpm / LIKELY) / SPREAD) ** 2)
    best = int(np.argmax(strength * likely))
    if strength[best] < WEAKEST:
        return []
    exact = _exact(sound, per_second, float(bpm[best]))
    rows = [(exact, "as heard", _unit(strength[best]))]
    for ratio, name in OTHERS:
        if low <= exact * ratio <= high * 1.001:
            at = np.array([60.0 / (exact * ratio) * per_second])
            rows.append((exact * ratio, name, _unit(float(comb(at)[0]))))
    return rows


def _exact(sound: NDArray[np.float64], per_second: float, near: float) -> float:
    """The tempo within 3 % of `near` at which the pulses add up best over the whole length."""
    time = np.arange(len(sound)) / per_second
    window = np.hanning(len(sound) + 2)[1:-1]
    fine = near * np.linspace(0.97, 1.03, 241)
    power = np.zeros(len(fine))
    for harmonic in (1, 2, 4):
        # an integer number of steps apart, the phasors are powers of one another: one product for each tempo
        first, step = fine[0] * harmonic / 60.0, (fine[1] - fine[0]) * harmonic / 60.0
        turn = np.exp(-2j * np.pi * first * time) * sound * window
        by = np.exp(-2j * np.pi * step * time)
        for k in range(len(fine)):
            power[k] += abs(turn.sum())
            turn *= by
    best = int(np.argmax(power))
    if 0 < best < len(fine) - 1:
        a, b, c = power[best - 1 : best + 2]
        bend = a - 2 * b + c
        shift = 0.5 * (a - c) / bend if bend else 0.0
        return float(fine[best] + shift * (fine[1] - fine[0]))
    return float(fine[best])


def _unit(value: float) -> float:
    return float(min(max(value, 0.0), 1.0))
