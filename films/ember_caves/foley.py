"""Ember Caves, foley: how each single sound is made. `guide` says when, how loud and where.

Every maker takes a generator of chance and gives mono. Nothing is tuned: drops slide, steel and bone ring in modes that
fit no scale, voices are noise through a throat, so that the music is free to choose its key.
"""

from collections.abc import Callable

import numpy as np

from films.toolkit import sound as snd
from films.toolkit.sound import RATE, Mono
from films.toolkit.voice import breath_in

Maker = Callable[[np.random.Generator], Mono]


def padded(x: Mono, n: int) -> Mono:
    return np.pad(x, (0, max(0, n - len(x))))[:n]


def drop(size: float = 1.0) -> Maker:
    """A drop meets water: the tick of its touch, then the bubble it leaves, which slides upward as it closes."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(0.16 * RATE)
        t = np.arange(n) / RATE
        low = rng.uniform(520, 760) / size
        f = low * (1 + 1.1 * (1 - np.exp(-t / 0.028)) * rng.uniform(0.8, 1.3))
        bubble = np.sin(2 * np.pi * np.cumsum(f) / RATE) * snd.decay(n, 0.075) * (1 - np.exp(-t / 0.0025))
        tick = snd.band(rng.standard_normal(n), 2500, 9000) * snd.decay(n, 0.006)
        return snd.soften(bubble + 0.35 * snd.to_peak(tick), 0.0003, 0.02)

    return make


def step(weight: float = 1.0) -> Maker:
    """A boot on wet rock: heel, sole, grit, and now and then a little water."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(0.26 * RATE)
        heel = snd.to_peak(snd.band(rng.standard_normal(n), 60, 210) * snd.decay(n, 0.12)) * weight
        knock = 0.42 * snd.to_peak(snd.band(rng.standard_normal(n), 500, 2600) * snd.decay(n, 0.028))
        late = int(rng.uniform(0.05, 0.07) * RATE)
        grit = np.zeros(n)
        scrape = 0.45 * snd.to_peak(snd.grains(0.13, 30, rng, hz=(1200, 5600), crowd=1.5))
        grit[late : late + len(scrape)] += scrape
        sole = np.zeros(n)
        sole[late:] = 0.4 * snd.to_peak(snd.band(rng.standard_normal(n - late), 110, 480) * snd.decay(n - late, 0.06))
        wet = 0.2 * padded(snd.to_peak(snd.grains(0.12, 9, rng, hz=(900, 2600), crowd=1.3)), n) * (rng.random() < 0.5)
        return snd.soften(heel + knock + grit + sole + wet, 0.0005, 0.03)

    return make


def claw_step(near: float = 0.0) -> Maker:
    """The second set of footsteps: a soft heavy pad, then claws, one by one; `near` 0 to 1 lets more of it through."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(0.30 * RATE)
        pad = snd.to_peak(snd.band(rng.standard_normal(n), 48, 190) * snd.decay(n, 0.16))
        skin = 0.35 * snd.to_peak(snd.band(rng.standard_normal(n), 260, 900) * snd.decay(n, 0.05))
        claws = np.zeros(n)
        t = 0.0
        for k in range(4):
            ring = ((1130, 0, 0.03), (2470, -3, 0.022), (3890, -7, 0.015))
            click = snd.to_peak(snd.modes(0.05, [(f * rng.uniform(0.85, 1.2), db, t60) for f, db, t60 in ring], rng))
            at = int(t * RATE)
            claws[at : at + len(click)] += click[: n - at] * (0.9, 0.55, 0.7, 0.4)[k]
            t += rng.uniform(0.014, 0.034)
        x = pad + skin + (0.45 + 0.4 * near) * claws
        return snd.soften(snd.band(x, 40, 1900 + 5200 * near), 0.0005, 0.04)

    return make


def cloth(seconds: float, bright: float = 3200.0, rise: float = 0.4) -> Maker:
    """Heavy wool: noise in irregular strokes."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(seconds * RATE)
        strokes = np.clip(0.6 + 0.7 * snd.drift(n, rng, 8), 0.15, None)
        return snd.to_peak(snd.band(snd.noise(n, rng, 2.5), 220, bright) * strokes * snd.swell(n, rise, 0.5))

    return make


def squeak(rng: np.random.Generator) -> Mono:
    """The lantern's ring on its hook: a few rough slips of metal."""
    n = int(0.16 * RATE)
    slips = np.zeros(n)
    t = 0.0
    while t < 0.13:
        slips[int(t * RATE)] = rng.uniform(0.4, 1) * rng.choice([-1, 1])
        t += rng.uniform(0.004, 0.011)
    x = sum(snd.band(slips, f * 0.94, f * 1.06, 1) for f in (1730, 2890, 4410))
    return snd.soften(snd.to_peak(x) * snd.swell(n, 0.3), 0.001, 0.02)


def gust(seconds: float, high: float = 900.0, rise: float = 0.25) -> Maker:
    """Air through a crack in the rock; also what a thing of that size moves as it passes."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(seconds * RATE)
        x = snd.band(snd.noise(n, rng, 2), 130, high) * (1 + 0.35 * snd.drift(n, rng, 5))
        return snd.to_peak(x * snd.swell(n, rise, 0.8))

    return make


def flutter(rng: np.random.Generator) -> Mono:
    """The flame is plucked at and nearly lost: soft low puffs."""
    n = int(3.4 * RATE)
    puffs = np.clip(snd.drift(n, rng, 11), 0, None) ** 1.6
    x = snd.band(snd.noise(n, rng, 2.5), 70, 620) * puffs
    x[: int(0.05 * RATE)] += (
        0.7 * snd.band(rng.standard_normal(int(0.05 * RATE)), 90, 500) * snd.decay(int(0.05 * RATE), 0.05)
    )
    return snd.to_peak(x * snd.curve(((0, 1), (0.4, 0.8), (2.6, 0.5), (3.4, 0)), n))


def flare(seconds: float = 2.2) -> Maker:
    """The lamp takes a breath of fire: a dull thump of air, then a rush that settles."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(seconds * RATE)
        thump = snd.to_peak(snd.band(rng.standard_normal(n), 45, 170) * snd.decay(n, 0.4))
        rush = snd.band(snd.noise(n, rng, 1.5), 350, 7000) * (1 + 0.3 * snd.drift(n, rng, 13))
        rush = snd.to_peak(rush * snd.curve(((0, 0), (0.06, 1), (0.5, 0.45), (seconds, 0)), n) ** 1.3)
        return snd.soften(0.8 * thump + 0.6 * rush, 0.002, 0.2)

    return make


def growl(seconds: float, low: float, high: float, sharp: float = 0.5) -> Maker:
    """A throat too long: rough pulses (`low` to `high` a second) through a mouth that opens; wet and unpitched."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(seconds * RATE)
        pulses = np.zeros(n)
        t = 0.0
        while t < seconds:
            k = int(t * RATE)
            pulses[k] += (1.0 if t < 0.05 else rng.uniform(0.5, 1.0)) * rng.choice([-1, 1])
            rate = low + (high - low) * np.sin(np.pi * min(t / seconds, 1)) + rng.normal(0, 0.16 * low)
            t += 1 / max(rate, 9)
        t = np.linspace(0, 1, n)
        mouths = ((190, 90, 0.0), (430, 160, -3.0), (980, 320, -8.0), (2300, 900, -15.0 + 8 * sharp))
        x = sum(
            snd.gain(db) * snd.band(pulses, max(f - w / 2, 40), f + w / 2, 1) * np.sqrt(300 / w) for f, w, db in mouths
        )
        rasp = snd.band(rng.standard_normal(n), 500, 3800) * np.abs(snd.drift(n, rng, 34))
        spit = snd.band(rng.standard_normal(n), 700, 5200) * snd.decay(n, 0.11)  # it opens its mouth
        x = snd.to_peak(x) + 0.30 * snd.to_peak(rasp) + 0.55 * snd.to_peak(spit)
        shape = np.interp(t, (0, 0.03, 0.35, 0.75, 1), (1, 1, 0.85, 0.6, 0))
        return snd.soften(np.tanh(2.2 * snd.to_peak(x)) * shape, 0.002, 0.1)

    return make


def swing(seconds: float = 0.34) -> Maker:
    """The staff cuts the air: a band of noise whose pitch comes and goes with its speed."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(seconds * RATE)
        shape = snd.swell(n, 0.62, 1.0)
        x = sum(
            snd.band(rng.standard_normal(n), f * 0.7, f * 1.4) * shape ** (1 + 0.8 * k)
            for k, f in enumerate((260, 520, 1040))
        )
        return snd.to_peak(x)

    return make


def clang(rng: np.random.Generator) -> Mono:
    """Brass and oak against claw: hard, bright, over soon; the lantern's glass answers."""
    n = int(0.9 * RATE)
    metal = snd.modes(
        0.9,
        ((617, -2, 0.28), (1163, 0, 0.34), (1871, -3, 0.26), (2939, -4, 0.2), (4421, -7, 0.14), (6353, -10, 0.1)),
        rng,
    )
    wood = snd.modes(0.2, ((171, 0, 0.08), (333, -2, 0.07), (702, -5, 0.05)), rng)
    hit = snd.to_peak(snd.band(rng.standard_normal(n), 700, 9000) * snd.decay(n, 0.03))
    glass = np.zeros(n)
    rattle = snd.to_peak(snd.grains(0.3, 18, rng, hz=(3200, 8200), crowd=1.8))
    glass[int(0.02 * RATE) :][: len(rattle)] = rattle
    return snd.soften(
        0.55 * snd.to_peak(metal) + 0.8 * padded(snd.to_peak(wood), n) + 0.8 * hit + 0.22 * glass, 0.0004, 0.1
    )


def strike(heavy: float = 1.0) -> Maker:
    """The staff meets it: wood, hide, something inside that cracks."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(0.55 * RATE)
        thud = snd.to_peak(snd.band(rng.standard_normal(n), 50, 230) * snd.decay(n, 0.2 * heavy))
        slap = snd.to_peak(snd.band(rng.standard_normal(n), 400, 3600) * snd.decay(n, 0.035))
        wood = padded(snd.to_peak(snd.modes(0.2, ((241, 0, 0.09), (463, -3, 0.07), (911, -6, 0.05)), rng)), n)
        crack = np.zeros(n)
        bones = snd.to_peak(snd.grains(0.2, 16, rng, hz=(500, 3000), crowd=2.2))
        crack[int(0.012 * RATE) :][: len(bones)] = bones
        return snd.soften(thud * heavy + 0.8 * slap + 0.5 * wood + 0.5 * crack, 0.0004, 0.06)

    return make


def hurt(rng: np.random.Generator) -> Mono:
    """The hit at 961: a weight against a body, the breath knocked out of it, glass that nearly breaks."""
    n = int(1.5 * RATE)
    blow = snd.to_peak(snd.band(rng.standard_normal(n), 38, 150) * snd.decay(n, 0.55))
    smack = snd.to_peak(snd.band(rng.standard_normal(n), 300, 5200) * snd.decay(n, 0.06))
    rip = padded(0.5 * snd.to_peak(cloth(0.35, 6500, 0.1)(rng)), n)
    breath = np.zeros(n)
    grunt = snd.to_peak(breath_in(0.42, rng, size=0.92, out=True))
    breath[int(0.035 * RATE) :][: len(grunt)] = grunt
    glass = np.zeros(n)
    rattle = snd.to_peak(snd.grains(0.7, 40, rng, hz=(2600, 7800), crowd=2.0))
    glass[int(0.05 * RATE) :][: len(rattle)] = rattle
    return snd.soften(blow + 0.75 * smack + rip + 0.42 * breath + 0.25 * glass, 0.0004, 0.2)


def fall(rng: np.random.Generator) -> Mono:
    """A knee, then the lantern, on stone."""
    n = int(0.8 * RATE)
    knee = snd.to_peak(snd.band(rng.standard_normal(n), 55, 260) * snd.decay(n, 0.16))
    out = knee + 0.4 * padded(snd.to_peak(snd.grains(0.3, 30, rng, hz=(1200, 5000), crowd=2)), n)
    for t, a in ((0.16, 0.7), (0.29, 0.35), (0.37, 0.18)):
        ring = ((853, 0, 0.12), (1597, -3, 0.1), (2711, -6, 0.08), (5087, -9, 0.05))
        tin = a * snd.to_peak(snd.modes(0.3, [(f * rng.uniform(0.95, 1.05), db, t60) for f, db, t60 in ring], rng))
        k = int(t * RATE)
        out[k : k + len(tin)] += tin[: n - k]
    return snd.soften(out, 0.0005, 0.05)


def death(rng: np.random.Generator) -> Mono:
    """It comes apart: the blow, a scream that is only air, and ash."""
    n = int(3.4 * RATE)
    blow = padded(snd.to_peak(strike(1.6)(rng)), n)
    t = np.arange(n) / RATE
    air = np.zeros(n)
    for k, f in enumerate((3400, 2100, 1200, 640)):
        when = snd.curve(((0, 0), (0.03 + 0.22 * k, 0.9), (0.35 + 0.32 * k, 0.5), (1.1 + 0.45 * k, 0), (3.4, 0)), n)
        air += snd.band(rng.standard_normal(n), f * 0.75, f * 1.3) * when * (1 + 0.5 * np.sin(2 * np.pi * 23 * t + k))
    ash = padded(snd.to_peak(snd.grains(3.0, 260, rng, hz=(1600, 7500), crowd=1.4)), n)
    return snd.soften(1.2 * blow + 0.42 * snd.to_peak(air) + 0.30 * ash, 0.0004, 0.4)


def planted(rng: np.random.Generator) -> Mono:
    """The staff's iron foot is set down on stone: one small, final knock, and the lantern's ring."""
    n = int(0.5 * RATE)
    knock = padded(
        snd.to_peak(snd.modes(0.25, ((197, 0, 0.1), (389, -3, 0.08), (787, -5, 0.06), (1511, -9, 0.04)), rng)), n
    )
    iron = padded(snd.to_peak(snd.modes(0.3, ((2213, 0, 0.07), (3571, -4, 0.06), (5659, -8, 0.04)), rng)), n)
    stone = snd.to_peak(snd.band(rng.standard_normal(n), 600, 4200) * snd.decay(n, 0.02))
    return snd.soften(knock + 0.22 * iron + 0.5 * stone, 0.0005, 0.05)


def breath(seconds: float, out: bool = False, size: float = 0.95) -> Maker:
    """One breath, in or out."""
    return lambda rng: breath_in(seconds, rng, out=out, size=size)


def crackle(rng: np.random.Generator) -> Mono:
    """One pop of a wick."""
    n = int(0.03 * RATE)
    return snd.soften(snd.band(rng.standard_normal(n), 900, 6500) * snd.decay(n, rng.uniform(0.004, 0.012)), 0.0003)
