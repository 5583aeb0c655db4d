"""Places to listen to, made by arithmetic: rain on a roof, a street, a kitchen. Each is the same every time.

Nobody recorded them. They stand in for a recording of your own, and show what one is good for: rain has no beat and
makes a bed, a street has steps and makes a pulse, a kitchen has things that ring.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from .stems import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

SECONDS = 12.0


def rain() -> NDArray[np.float32]:
    """Rain on a tin roof: a hiss that drifts, and drops of many sizes, nearer and farther."""
    dice = np.random.default_rng(1712)
    n = round(SECONDS * RATE)
    out = np.stack([_noise(dice, n, 1.0, 2500.0, 12000.0) for _ in range(2)], axis=1) * 0.05
    out *= (1.0 + 0.35 * _drift(dice, n, 0.4))[:, None]
    for _ in range(900):
        ring, length = dice.uniform(900, 5200), dice.uniform(0.004, 0.03)
        time = np.arange(round(8 * length * RATE)) / RATE
        drop = np.sin(2 * np.pi * ring * time * (1 - 0.6 * time)) * np.exp(-time / length) * dice.pareto(2.5) * 0.03
        _place(out, np.clip(drop, -0.3, 0.3), dice.uniform(0, SECONDS), dice.uniform(-0.9, 0.9))
    return _level(out)


def street() -> NDArray[np.float32]:
    """A street: steps at 108 a minute on stone, traffic far off, a bicycle bell."""
    dice = np.random.default_rng(1867)
    n = round(SECONDS * RATE)
    out = np.stack([_noise(dice, n, 2.2, 40.0, 500.0) for _ in range(2)], axis=1) * 0.025
    out *= (1.0 + 0.5 * _drift(dice, n, 0.15))[:, None]
    for k in range(int(SECONDS * 108 / 60)):
        at = 0.2 + k * 60 / 108 + dice.uniform(-0.008, 0.008)
        time = np.arange(round(0.16 * RATE)) / RATE
        heel = np.sin(2 * np.pi * (95 + 25 * (k % 2)) * time) * np.exp(-time / 0.03)
        scrape = _noise(dice, len(time), 0.5, 900.0, 7000.0) * np.exp(-time / (0.02 + 0.01 * (k % 2)))
        _place(out, (heel + 0.5 * scrape) * dice.uniform(0.24, 0.3), at, -0.6 + 1.2 * k * 60 / 108 / SECONDS)
    for at in (4.1, 4.34):
        time = np.arange(round(1.6 * RATE)) / RATE
        bell = sum(np.sin(2 * np.pi * hz * time) * g * np.exp(-time / t)
                   for hz, g, t in ((2093, 1, 0.5), (5310, 0.5, 0.25), (8110, 0.3, 0.12)))  # fmt: skip
        _place(out, 0.05 * np.asarray(bell), at, 0.5)
    return _level(out)


def kitchen() -> NDArray[np.float32]:
    """A kitchen: cup, spoon, lid and glass, put down as hands put things down, over a refrigerator."""
    dice = np.random.default_rng(1933)
    n = round(SECONDS * RATE)
    time = np.arange(n) / RATE
    hum = sum(g * np.sin(2 * np.pi * 50 * k * time) for k, g in ((1, 1.0), (2, 0.7), (4, 0.3), (6, 0.1)))
    out = np.stack([hum, hum], axis=1) * 0.008 + dice.standard_normal((n, 2)) * 0.0006
    things = ((1180, 0.16), (2450, 0.4), (640, 0.09), (3320, 0.8))
    at = 0.4
    while at < SECONDS - 1.5:
        base, rings = things[int(dice.integers(len(things)))]
        span = np.arange(round(5 * rings * RATE)) / RATE
        sound = sum(g * np.sin(2 * np.pi * base * ratio * span + dice.uniform(0, 6)) * np.exp(-span / rings * (1 + k))
                    for k, (ratio, g) in enumerate(((1, 1.0), (2.76, 0.5), (5.4, 0.25))))  # fmt: skip
        _place(out, np.asarray(sound) * dice.uniform(0.1, 0.3), at, dice.uniform(-0.5, 0.5))
        at += float(dice.choice([0.3, 0.45, 0.7, 1.1]) * dice.uniform(0.9, 1.15))
    return _level(out)


#: name -> what makes it
PLACES: dict[str, Callable[[], NDArray[np.float32]]] = {"rain": rain, "street": street, "kitchen": kitchen}


def _noise(dice: np.random.Generator, n: int, tilt: float, low: float, high: float) -> NDArray[np.float64]:
    """Noise that falls by 3 dB an octave for each unit of `tilt`, between two frequencies, RMS 1."""
    spectrum = np.fft.rfft(dice.standard_normal(n))
    hertz = np.fft.rfftfreq(n, 1 / RATE)
    spectrum *= np.where((hertz >= low) & (hertz <= high), np.maximum(hertz, 1.0) ** (-tilt / 2), 0.0)
    made = np.fft.irfft(spectrum, n)
    return np.asarray(made / max(float(np.sqrt(np.mean(made**2))), 1e-12))


def _drift(dice: np.random.Generator, n: int, hz: float) -> NDArray[np.float64]:
    """A slow line of chance between about -1 and 1."""
    points = max(4, round(n / RATE * hz) + 3)
    return np.interp(np.arange(n), np.linspace(0, n, points), np.clip(dice.standard_normal(points) * 0.6, -1, 1))


def _place(out: NDArray[np.float64], sound: NDArray[np.float64], at: float, pan: float) -> None:
    first = round(at * RATE)
    sound = sound[: max(0, len(out) - first)]
    angle = (pan + 1) * np.pi / 4
    out[first : first + len(sound)] += np.outer(sound, (np.cos(angle), np.sin(angle)))


def _level(out: NDArray[np.float64]) -> NDArray[np.float32]:
    """No click at either end, and the highest peak at -3 dB."""
    ramp = round(0.01 * RATE)
    out[:ramp] *= np.linspace(0, 1, ramp)[:, None]
    out[-ramp:] *= np.linspace(1, 0, ramp)[:, None]
    return np.asarray(out / np.abs(out).max() * 10 ** (-3 / 20), np.float32)
