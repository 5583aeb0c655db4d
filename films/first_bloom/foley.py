"""First Bloom, foley: how each single sound is made. `guide` says when, how loud and where.

Every maker takes a generator of chance and gives mono, or stereo where the sound is wider than a point. Nothing is
tuned: struck things ring in modes that fit no scale, air and paper are noise, so the music is free to choose its key.
"""

from collections.abc import Callable

import numpy as np

from films.toolkit import sound as snd
from films.toolkit.sound import RATE, Mono, Stereo
from films.toolkit.voice import breath_in

Maker = Callable[[np.random.Generator], np.ndarray]


def step(weight: float = 1.0, behind_door: bool = False) -> Maker:
    """A boot on the dome's gritty floor: heel, then sole. Short enough to be over when the foot is still."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(0.24 * RATE)
        heel = snd.band(rng.standard_normal(n), 55, 170) * snd.decay(n, 0.17) * weight
        heel += 0.5 * np.pad(snd.modes(0.09, ((212, 0, 0.06), (347, -5, 0.05), (523, -9, 0.04)), rng), (0, n))[:n]
        knock = 0.25 * snd.band(rng.standard_normal(n), 500, 2200) * snd.decay(n, 0.035)
        grit = np.zeros(n)
        scrape = snd.grains(0.12, 26, rng, hz=(1400, 5200), crowd=1.5)
        late = int(0.055 * RATE)
        grit[late : late + len(scrape)] += 0.35 * snd.to_peak(scrape)
        sole = np.roll(0.35 * snd.band(rng.standard_normal(n), 90, 420) * snd.decay(n, 0.07), late)
        sole[:late] = 0
        x = snd.to_peak(heel) + knock + grit + sole
        if behind_door:
            x = snd.band(x, 50, 380)
        return snd.soften(x, 0.0005, 0.03)

    return make


def creak(seconds: float, start: float, end: float, body: tuple[float, ...], level: float = 0.0) -> Maker:
    """Something sticks and slips: `start` to `end` slips a second, ringing in the `body`'s resonances (Hz)."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(seconds * RATE)
        slips = np.zeros(n)
        t = 0.0
        while t < seconds:
            rate = start + (end - start) * (t / seconds) + rng.normal(0, 0.12 * start)
            slips[int(t * RATE)] = (1.0 if t == 0 else rng.uniform(0.3, 1)) * (-1) ** rng.integers(2)
            t += 1 / max(rate, 8)
        x = sum(snd.band(slips, f * 0.93, f * 1.07, 1) / (k + 1) ** 0.5 for k, f in enumerate(body))
        shape = 0.5 + 0.5 * snd.swell(n, 0.35)
        return snd.soften(x * shape, 0.0005, 0.05) * snd.gain(level)

    return make


def cloth(seconds: float, bright: float = 3500.0, rise: float = 0.4) -> Maker:
    """Sleeve on sleeve: noise in small irregular strokes."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(seconds * RATE)
        strokes = np.clip(0.6 + 0.7 * snd.drift(n, rng, 9), 0.15, None)
        x = snd.band(snd.noise(n, rng, 2), 350, bright) * strokes * snd.swell(n, rise, 0.5)
        return snd.to_peak(x) + 0.25 * snd.to_peak(snd.grains(seconds, 40, rng, hz=(900, 4000))) * snd.swell(n, rise)

    return make


def pail(rng: np.random.Generator) -> Mono:
    """She sits down on an upturned pail: her weight on the tin, its rim on the floor, a short scrape."""
    n = int(0.6 * RATE)
    weight = snd.to_peak(snd.band(rng.standard_normal(n), 60, 240) * snd.decay(n, 0.16))
    tin = snd.modes(0.6, ((331, 0, 0.16), (577, -3, 0.13), (1021, -6, 0.10), (1738, -9, 0.07), (2930, -13, 0.04)), rng)
    rim = np.zeros(n)
    scrape = snd.to_peak(creak(0.22, 70, 40, (740, 1330, 2210))(rng))
    rim[int(0.07 * RATE) :][: len(scrape)] += scrape
    return snd.soften(weight + 0.6 * snd.to_peak(tin) + 0.22 * rim, 0.002)


def relay(rng: np.random.Generator) -> Mono:
    """A big contactor drops: steel on steel, then its box answers."""
    n = int(0.5 * RATE)
    x = snd.band(rng.standard_normal(n), 1200, 7000) * snd.decay(n, 0.018)
    box = snd.modes(0.5, ((83, 0, 0.22), (139, -2, 0.18), (228, -5, 0.12), (617, -10, 0.09), (1490, -15, 0.05)), rng)
    again = np.roll(0.4 * snd.band(rng.standard_normal(n), 900, 4200) * snd.decay(n, 0.015), int(0.021 * RATE))
    again[: int(0.021 * RATE)] = 0
    return snd.to_peak(x) * 0.6 + snd.to_peak(box) + again


def power_down(rng: np.random.Generator) -> Stereo:
    """The field collapses: a rush of air-like noise that sinks as the transformers let go (frames 480 to 510)."""
    n = int(1.6 * RATE)
    out = np.zeros((n, 2))
    for c in (0, 1):
        x = rng.standard_normal(n)
        bands = (2400, 1200, 600, 300, 150)
        for k, f in enumerate(bands):
            when = snd.curve(((0, 1 if k == 0 else 0.35), (0.16 * k, 1), (0.16 * k + 0.5, 0), (1.6, 0)), n)
            out[:, c] += snd.band(x, f * 0.6, f * 1.5) * when**1.5 * (0.35 + 0.2 * k)
    return snd.soften(out, 0.004, 0.2)


def glass(low: float = 2600.0) -> Maker:
    """A pane gives up a little heat: one dry tick with the glass behind it."""

    def make(rng: np.random.Generator) -> Mono:
        ratios = np.array([1, 1.47, 2.09, 2.56]) * low * rng.uniform(0.85, 1.2)
        ring = snd.modes(0.16, tuple((f, -4.0 * k, rng.uniform(0.03, 0.09)) for k, f in enumerate(ratios)), rng)
        tick = snd.band(rng.standard_normal(len(ring)), 3000, 12_000) * snd.decay(len(ring), 0.006)
        return snd.to_peak(ring) * 0.7 + snd.to_peak(tick)

    return make


def breath(seconds: float, out: bool = False, size: float = 1.0) -> Maker:
    """One breath of a sleeper, a waker, a man who forgets to breathe."""
    return lambda rng: breath_in(seconds, rng, out=out, size=size)


def soil(rng: np.random.Generator) -> Mono:
    """Dry crumbs part over something that pushes: clicks with a dull body, dense first, then single."""
    n = int(1.9 * RATE)
    crumbs = snd.to_peak(snd.grains(1.9, 120, rng, hz=(700, 4800), crowd=2.2))
    dull = snd.to_peak(snd.grains(1.9, 34, rng, hz=(160, 620), crowd=1.8))
    push = snd.to_peak(snd.band(snd.noise(n, rng, 4), 90, 420) * snd.swell(n, 0.2))
    out = crumbs + 0.8 * dull + 0.16 * push
    first = int(0.03 * RATE)
    out[:first] += 0.7 * snd.to_peak(snd.band(rng.standard_normal(first), 300, 2400) * snd.decay(first, 0.02))
    return snd.soften(out, 0.0005, 0.3)


def sift(rng: np.random.Generator) -> Mono:
    """Fingers in dry soil: two slow strokes of many small crumbs."""
    out = np.zeros(int(1.7 * RATE))
    for t, count in ((0.0, 60), (0.75, 45)):
        stroke = snd.to_peak(snd.grains(0.75, count, rng, hz=(900, 4200))) + 0.3 * snd.to_peak(cloth(0.75, 2200)(rng))
        out[int(t * RATE) :][: len(stroke)] += stroke
    return out


def door(rng: np.random.Generator) -> Mono:
    """The lock lets go and the leaf slides: latch, seal, a roller's dull run; all over in half a second."""
    n = int(0.8 * RATE)
    latch = snd.modes(0.3, ((171, 0, 0.12), (402, -4, 0.08), (953, -8, 0.05), (2140, -12, 0.03)), rng)
    out = 1.4 * np.pad(snd.to_peak(latch), (0, n))[:n]
    seal = snd.band(rng.standard_normal(n), 900, 6000)
    seal *= snd.curve(((0, 1), (0.05, 0.8), (0.2, 0.1), (0.32, 0), (0.8, 0)), n) ** 1.5
    run = snd.band(rng.standard_normal(n), 50, 260)
    run *= snd.curve(((0, 0), (0.05, 1), (0.16, 0.35), (0.3, 0.2), (0.7, 0.15), (0.76, 0), (0.8, 0)), n)
    return snd.soften(out + 0.4 * snd.to_peak(seal) + 0.5 * snd.to_peak(run), 0.0005, 0.05)


def jingle(rng: np.random.Generator) -> Mono:
    """The key sinks on its ring: a few small dull touches of metal, each a little later than the one before."""
    out = np.zeros(int(1.0 * RATE))
    for k, t in enumerate((0.0, 0.09, 0.15, 0.31, 0.52)):
        f = rng.uniform(0.9, 1.15) * np.array([2870, 4130, 5590, 7940])
        touch = snd.modes(0.3, tuple((h, -3.5 * i, rng.uniform(0.05, 0.16)) for i, h in enumerate(f)), rng)
        piece = snd.to_peak(touch) * 0.8**k * rng.uniform(0.5, 1)
        start = int(t * RATE)
        out[start : start + len(piece)] += piece
    return snd.band(out, 1200, 9000)


def petals(rng: np.random.Generator) -> Stereo:
    """The bloom: thin paper unfolding, and air moving out of it; all noise, so no key is given to the music."""
    n = int(4.6 * RATE)
    out = np.zeros((n, 2))
    for c in (0, 1):
        flutter = np.clip(0.25 + 0.8 * snd.drift(n, rng, 17), 0, None) ** 1.5
        paper = snd.band(rng.standard_normal(n), 2200, 8500) * flutter
        paper *= snd.curve(((0, 1), (0.05, 0.8), (0.9, 0.55), (2.2, 0.12), (3.2, 0), (4.6, 0)), n)
        folds = np.pad(snd.to_peak(snd.grains(2.4, 70, rng, hz=(1500, 7000), crowd=1.6)), (0, n))[:n]
        air = snd.band(snd.noise(n, rng, 3), 250, 1500)
        air *= snd.curve(((0, 0.3), (0.7, 1), (2, 0.35), (4.4, 0), (4.6, 0)), n)
        dust = snd.band(rng.standard_normal(n), 6500, 14_000) * (1 + 0.5 * snd.drift(n, rng, 3))
        dust *= snd.curve(((0, 0.2), (0.5, 1), (1.6, 0.5), (4.5, 0), (4.6, 0)), n)
        out[:, c] = snd.to_peak(paper) + 0.55 * folds + 0.5 * snd.to_peak(air) + 0.22 * snd.to_peak(dust)
    first = int(0.25 * RATE)
    out[:first] += 0.9 * snd.to_peak(snd.grains(0.25, 14, rng, hz=(900, 5200), crowd=3))[:, None]
    return snd.soften(out, 0.001, 0.4)


def hands(rng: np.random.Generator) -> Mono:
    """A palm is laid on the back of a hand: a very small, soft weight, then skin settling."""
    n = int(0.7 * RATE)
    weight = snd.to_peak(snd.band(rng.standard_normal(n), 80, 330) * snd.decay(n, 0.13))
    pat = snd.to_peak(snd.band(rng.standard_normal(n), 400, 2400) * snd.decay(n, 0.045))
    rub = snd.band(snd.noise(n, rng, 2), 500, 4200)
    rub *= snd.curve(((0, 0.1), (0.12, 0.25), (0.3, 1), (0.65, 0), (0.7, 0)), n)
    return snd.soften(weight + 0.45 * pat + 0.2 * snd.to_peak(rub), 0.003, 0.1)


def key_down(rng: np.random.Generator) -> Mono:
    """A small steel thing laid in dry soil: bit, then shaft; the soil holds the ring down, a few crumbs give way."""
    n = int(0.6 * RATE)
    out = np.zeros(n)
    for t, a in ((0.0, 1.0), (0.05, 0.5), (0.085, 0.2)):
        start = int(t * RATE)
        soft = snd.to_peak(snd.band(rng.standard_normal(n), 130, 700) * snd.decay(n, 0.07))
        metal = snd.modes(0.25, ((1930, -3, 0.07), (3370, -5, 0.10), (5210, -8, 0.08), (7430, -11, 0.05)), rng)
        piece = snd.soften(soft, 0.001)
        piece[: len(metal)] += 0.5 * snd.to_peak(metal)
        out[start:] += a * piece[: n - start]
    crumbs = snd.to_peak(snd.grains(0.5, 26, rng, hz=(800, 4200), crowd=2))
    out[: len(crumbs)] += 0.35 * crumbs
    return snd.soften(out, 0.0005, 0.05)


def tick(rng: np.random.Generator) -> Mono:
    """The key's current breaks: one tiny spark."""
    n = int(0.03 * RATE)
    return snd.band(rng.standard_normal(n), 1500, 9000) * snd.decay(n, 0.008)


def far_light(k: int) -> Maker:
    """A dome far off takes its power: felt in the ground more than heard; each a little smaller than the last."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(1.5 * RATE)
        thump = snd.band(rng.standard_normal(n), 38, max(60, 96 - 2 * k), 3) * snd.decay(n, 0.5)
        hum = snd.band(rng.standard_normal(n), 60, 180, 3) * snd.curve(((0, 0), (0.15, 0.25), (0.45, 0.3), (1.5, 0)), n)
        return snd.soften(snd.to_peak(thump) + 0.5 * snd.to_peak(hum), 0.004, 0.4)

    return make
