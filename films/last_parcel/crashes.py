"""Last Parcel, foley: what is larger than a body: crates, the tram, a window, a canal. Stereo where it surrounds us."""

import numpy as np

from films.toolkit import sound as snd
from films.toolkit.sound import RATE, Mono, Stereo

from .foley import Maker, later, thump, wood


def crates(rng: np.random.Generator) -> Stereo:
    """A stack of crates comes down: the first blow, a dozen after it, splinters, and slats that settle."""
    n = int(2.6 * RATE)
    out = np.zeros((n, 2))
    blows = [
        (0.0, 1.0, 96.0),
        *((0.05 + 1.25 * rng.random() ** 1.2, rng.uniform(0.3, 0.85), rng.uniform(110, 260)) for _ in range(17)),
    ]
    for when, power, low in blows:
        side = snd.panned(rng.uniform(-0.6, 0.3))
        x = (
            wood(0.5, low, 0.10)(rng)
            + 0.5 * np.pad(thump(rng, 0.3, 45, 160, 0.16), (0, int(0.2 * RATE)))[: int(0.5 * RATE)]
        )
        out += np.outer(later(x, when, n) * power, side)
    for late, count, db in ((0.0, 120, -5), (0.35, 60, -12), (1.2, 24, -18)):
        grit = snd.to_peak(snd.grains(1.2, count, rng, hz=(600, 6500), crowd=1.8), db)
        out += np.outer(later(grit, late, n), snd.panned(rng.uniform(-0.4, 0.2)))
    return snd.soften(out, 0.0004, 0.3)


def bell(shift: float) -> Maker:
    """A tram's foot gong, struck once; `shift` is the Doppler factor of its pitch."""

    def make(rng: np.random.Generator) -> Mono:
        ratios = ((1.0, 0, 0.8), (1.47, -6, 0.5), (2.09, -4, 0.6), (2.74, -9, 0.35), (3.9, -12, 0.22), (5.3, -16, 0.12))
        ring = snd.modes(0.9, tuple((1063 * r * shift, db, t60) for r, db, t60 in ratios), rng)
        tap = np.pad(thump(rng, 0.02, 2500, 9000, 0.008), (0, len(ring)))[: len(ring)]
        return snd.to_peak(ring) + 0.4 * tap

    return make


def doppler(t: np.ndarray, passing: float, near: float, speed: float) -> tuple[np.ndarray, np.ndarray]:
    """What passes at `passing` seconds, `near` metres away: its pitch factor, and its nearness (1 is beside us)."""
    along = speed * (t - passing)
    far = np.hypot(along, near)
    return 343 / (343 + speed * along / far), near / far


def tram_comes(rng: np.random.Generator) -> Stereo:
    """Iron on iron from a long way off: 28 frames of it, still on the other side of loud when it is upon us."""
    n = int(28 / 24 * RATE)
    t = np.arange(n) / RATE
    _, near = doppler(t, 28 / 24 + 0.02, 3.2, 12)
    x = snd.band(snd.noise(n, rng, 3, channels=2), 40, 900) + 0.35 * snd.band(
        snd.noise(n, rng, 0, channels=2), 1400, 4200
    )
    return snd.soften(snd.to_peak(x) * (near**1.1)[:, None], 0.05, 0.02)


def tram_passes(rng: np.random.Generator) -> Stereo:
    """Beside us from the first sample: a wall of air, wheels over joints, windows going by; then it is gone, lower."""
    seconds = 3.4
    n = int(seconds * RATE)
    t = np.arange(n) / RATE
    gone, _ = doppler(t, 1.6, 2.0, 14)
    shape = snd.curve(((0, 1), (0.12, 0.8), (0.8, 0.62), (1.75, 0.55), (2.1, 0.2), (2.7, 0.05), (3.4, 0)), n)
    out = np.zeros((n, 2))
    for c in (0, 1):
        low = snd.band(snd.noise(n, rng, 3), 35, 420)
        hiss = snd.band(rng.standard_normal(n), 900, 5200) * (0.6 + 0.4 * np.abs(np.sin(2 * np.pi * 4.5 * t)) ** 3)
        howl = np.zeros(n)
        for hz in (183.0, 311.0, 467.0):  # gears: a rough band each, bent down as it leaves
            phase = 2 * np.pi * np.cumsum(hz * gone * (1 + 0.012 * snd.drift(n, rng, 22))) / RATE
            howl += np.sin(phase) * (0.5 + 0.5 * snd.drift(n, rng, 30))
        out[:, c] = snd.to_peak(low) + 0.5 * snd.to_peak(hiss) + 0.16 * snd.to_peak(howl)
    out *= shape[:, None]
    for k in range(7):  # axles over a joint
        when = 0.0 + 0.27 * k + 0.03 * (k % 2)
        clack = later(np.pad(wood(0.2, 320, 0.03)(rng), (0, 10)), when, n) + 0.8 * later(
            thump(rng, 0.12, 60, 240, 0.07), when, n
        )
        out += np.outer(clack * 0.55 * shape, snd.panned(-0.3))
    return snd.soften(out, 0.002, 0.3)


def glass(rng: np.random.Generator) -> Stereo:
    """A window goes: the crack, the burst, then shards on stone, thinning out."""
    n = int(1.6 * RATE)
    out = np.outer(later(thump(rng, 0.09, 900, 9000, 0.05), 0, n), [1.7, 1.7])
    for _ in range(34):
        f = rng.uniform(2300, 7800) * np.array((1, 1.52, 2.07))
        ping = snd.modes(0.14, tuple((min(h, 17_000), -5.0 * k, rng.uniform(0.03, 0.09)) for k, h in enumerate(f)), rng)
        when = 1.1 * rng.random() ** 1.9
        out += np.outer(
            later(snd.to_peak(ping), when, n) * rng.uniform(0.08, 0.4) * (1 - 0.6 * when),
            snd.panned(rng.uniform(-0.2, 0.7)),
        )
    burst = snd.to_peak(snd.grains(0.7, 150, rng, hz=(1800, 9000), crowd=2.2))
    return snd.soften(out + np.outer(later(burst, 0, n) * 0.8, [0.85, 1.1]), 0.0003, 0.2)


def splash(rng: np.random.Generator) -> Stereo:
    """A heavy man meets a canal: slap, hole, crown, and what rains back."""
    n = int(3.0 * RATE)
    out = np.zeros((n, 2))
    for c in (0, 1):
        slap = later(thump(rng, 0.12, 200, 5200, 0.05), 0, n)
        hole = later(thump(rng, 0.7, 40, 190, 0.4), 0.0, n)
        crown = snd.band(snd.noise(n, rng, 2), 350, 6500) * snd.curve(
            ((0, 0.5), (0.06, 1), (0.35, 0.55), (1.0, 0.16), (2.2, 0.03), (3.0, 0)), n
        )
        rain = later(snd.to_peak(snd.grains(2.0, 240, rng, hz=(700, 4500), crowd=1.5)), 0.35, n)
        out[:, c] = slap + 0.9 * hole + 0.55 * snd.to_peak(crown) + 0.3 * rain
    return snd.soften(out, 0.0005, 0.5)
