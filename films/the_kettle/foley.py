"""The Kettle, foley: how each single sound is made. `guide` says when, how loud and where.

Every maker takes a generator of chance and gives mono. Nothing but the whistle and the radio is tuned; struck things
ring in modes that fit no scale.
"""

from collections.abc import Callable

import numpy as np

from films.toolkit import sound as snd
from films.toolkit.sound import FRAME, RATE, Mono
from films.toolkit.voice import breath_in

Maker = Callable[[np.random.Generator], Mono]


def step(weight: float = 1.0) -> Maker:
    """A leather sole on kitchen tiles: heel, a breath later the ball, a little wet."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(0.26 * RATE)
        heel = snd.to_peak(snd.band(rng.standard_normal(n), 90, 320) * snd.decay(n, 0.10)) * weight
        tap = snd.to_peak(snd.band(rng.standard_normal(n), 900, 4200) * snd.decay(n, 0.022))
        tile = np.pad(snd.modes(0.07, ((683, 0, 0.03), (1240, -4, 0.025), (2170, -8, 0.02)), rng), (0, n))[:n]
        late = int(0.075 * RATE)
        ball = np.zeros(n)
        ball[late:] = snd.to_peak(snd.band(rng.standard_normal(n - late), 140, 900) * snd.decay(n - late, 0.05))
        wet = np.zeros(n)
        squeak = snd.to_peak(snd.grains(0.1, 18, rng, hz=(2200, 6500), crowd=1.4))
        wet[late : late + len(squeak)] = squeak
        return snd.soften(heel + 0.5 * tap + 0.4 * snd.to_peak(tile) + 0.4 * ball + 0.10 * wet, 0.0005, 0.03)

    return make


def cloth(seconds: float, bright: float = 3000.0, rise: float = 0.4, heavy: float = 0.0) -> Maker:
    """A sleeve, a coat: noise in small irregular strokes; `heavy` adds the weight of wet wool."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(seconds * RATE)
        strokes = np.clip(0.6 + 0.7 * snd.drift(n, rng, 8), 0.12, None)
        x = snd.to_peak(snd.band(snd.noise(n, rng, 2), 320, bright) * strokes * snd.swell(n, rise, 0.5))
        low = snd.to_peak(snd.band(snd.noise(n, rng, 4), 70, 260) * strokes * snd.swell(n, rise))
        first = min(n, int(0.03 * RATE))
        x[:first] += 0.25 * snd.band(rng.standard_normal(first), 400, bright) * snd.decay(first, 0.05)
        return snd.soften(x + heavy * low, 0.002, 0.05)

    return make


def breath(seconds: float, out: bool = False, size: float = 1.0) -> Maker:
    """One breath."""
    return lambda rng: breath_in(seconds, rng, out=out, size=size)


def switch(rng: np.random.Generator) -> Mono:
    """The radio's key goes down: a spring, a latch, a hollow plastic box."""
    n = int(0.35 * RATE)
    latch = snd.to_peak(snd.band(rng.standard_normal(n), 1500, 8000) * snd.decay(n, 0.014))
    box = snd.to_peak(snd.modes(0.35, ((176, 0, 0.07), (318, -2, 0.06), (742, -6, 0.04), (1630, -10, 0.03)), rng))
    again = np.zeros(n)
    k = int(0.018 * RATE)
    again[k:] = 0.6 * snd.to_peak(snd.band(rng.standard_normal(n - k), 1000, 5000) * snd.decay(n - k, 0.012))
    return snd.soften(latch + 0.8 * box + again, 0.0002, 0.02)


def clock(tock: bool) -> Maker:
    """One beat of the wall clock's escapement."""

    def make(rng: np.random.Generator) -> Mono:
        f = np.array([1480, 2630, 3970, 5210]) * (0.88 if tock else 1.0)
        ring = snd.modes(0.09, tuple((h, -3.0 * i, 0.020 + 0.006 * i) for i, h in enumerate(f)), rng)
        knock = snd.band(rng.standard_normal(len(ring)), 600, 2400) * snd.decay(len(ring), 0.015)
        return snd.to_peak(ring) + 0.5 * snd.to_peak(knock)

    return make


def running_water(frames: int, rises: bool = True) -> Maker:
    """Water running into a vessel; as it fills, the air left in it shrinks and the ringing climbs."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(frames * FRAME)
        t = np.linspace(0, 1, n)
        rush = snd.band(snd.noise(n, rng, 2), 500, 7000) * (1 + 0.15 * snd.drift(n, rng, 12))
        out = 0.5 * rush / np.std(rush)
        for k in range(60):  # the hollow rings in overlapping pieces, each a little higher
            a = k / 60
            lo = 330 * (2.3**a if rises else 1.0)
            start, length = int(a * n * 0.98), int(0.05 * n)
            piece = snd.band(rng.standard_normal(length), lo * 0.88, lo * 1.12) * np.hanning(length)
            piece = piece / (np.std(piece) + 1e-9) * 0.8
            out[start : start + length] += piece[: n - start]
        drops = snd.to_peak(snd.grains(n / RATE, int(n / RATE * 45), rng, hz=(700, 3800)))
        out = out + 2.2 * drops
        return snd.soften(out * (1 - 0.15 * t), 0.004, 0.12)

    return make


def tap_turns(rng: np.random.Generator) -> Mono:
    """A dry washer: two short squeaks that stick and slip, and the thump in the pipe."""
    n = int(0.5 * RATE)
    out = np.zeros(n)
    for t0, rate in ((0.0, 90), (0.16, 120)):
        slips = np.zeros(int(0.11 * RATE))
        slips[:: int(RATE / rate)] = 1
        body = sum(snd.band(slips, f * 0.95, f * 1.05, 1) for f in (1130, 1890, 3020))
        s = int(t0 * RATE)
        out[s : s + len(body)] += snd.to_peak(body) * np.hanning(len(body)) ** 0.3
    thump = snd.to_peak(snd.band(rng.standard_normal(n), 60, 180) * snd.decay(n, 0.12))
    k = int(0.27 * RATE)
    out[k:] += 0.7 * thump[: n - k]
    return snd.soften(0.6 * out, 0.001, 0.03)


def drip(rng: np.random.Generator) -> Mono:
    """One drop into the sink: a bubble that closes upwards."""
    n = int(0.12 * RATE)
    t = np.arange(n) / RATE
    f = 620 + 900 * (1 - np.exp(-t / 0.02))
    return snd.soften(np.sin(2 * np.pi * np.cumsum(f) / RATE) * snd.decay(n, 0.06), 0.001)


def enamel(weight: float = 1.0, bright: float = 1.0) -> Maker:
    """The kettle touches something hard: sheet steel with water in it, damped at once."""

    def make(rng: np.random.Generator) -> Mono:
        body = ((283, 0, 0.10), (611, -3, 0.09), (1109, -6, 0.10), (1973, -9, 0.08), (3347, -13, 0.06))
        ring = snd.modes(0.35, tuple((f * rng.uniform(0.98, 1.02), db, t) for f, db, t in body), rng)
        knock = snd.band(rng.standard_normal(len(ring)), 200, 2600 * bright) * snd.decay(len(ring), 0.03)
        low = snd.band(rng.standard_normal(len(ring)), 60, 200) * snd.decay(len(ring), 0.09)
        return snd.soften(snd.to_peak(ring) + 0.7 * snd.to_peak(knock) + weight * 0.6 * snd.to_peak(low), 0.0005, 0.03)

    return make


def metal_tick(rng: np.random.Generator) -> Mono:
    """The ring of the cooker gives up a little heat: one dry tick of metal."""
    ring = snd.modes(0.20, ((2310, 0, 0.09), (3870, -4, 0.07), (5630, -7, 0.05), (7920, -11, 0.04)), rng)
    tick = snd.band(rng.standard_normal(len(ring)), 2500, 11_000) * snd.decay(len(ring), 0.006)
    return 0.7 * snd.to_peak(ring) + snd.to_peak(tick)


def cup_touch(rng: np.random.Generator) -> Mono:
    """The spout against the rim of a cup: thick glazed clay."""
    ring = snd.modes(0.30, ((1730, 0, 0.10), (2890, -3, 0.08), (4410, -7, 0.06), (6230, -12, 0.04)), rng)
    knock = snd.band(rng.standard_normal(len(ring)), 500, 3000) * snd.decay(len(ring), 0.02)
    return snd.to_peak(ring) + 0.6 * snd.to_peak(knock)


def finger(seconds: float, slide: bool = False) -> Maker:
    """A fingertip on old gloss paint: laid on it, or drawn along it."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(seconds * RATE)
        touch = snd.to_peak(snd.band(rng.standard_normal(n), 120, 900) * snd.decay(n, 0.05))
        if not slide:
            return snd.soften(touch, 0.001, 0.02)
        rub = snd.band(snd.noise(n, rng, 2), 700, 4500) * np.clip(0.7 + 0.5 * snd.drift(n, rng, 16), 0.1, None)
        rub *= snd.curve(((0, 0.7), (0.1 * seconds, 1), (0.8 * seconds, 0.8), (seconds, 0)), n)
        return snd.soften(snd.to_peak(rub) + 0.5 * touch, 0.001, 0.05)

    return make


def swallow(rng: np.random.Generator) -> Mono:
    """A swallow, close: two small wet clicks with the throat behind them."""
    n = int(0.4 * RATE)
    out = np.zeros(n)
    for t, a, f in ((0.0, 1.0, 900), (0.17, 0.7, 620)):
        s, m = int(t * RATE), int(0.06 * RATE)
        click = snd.band(rng.standard_normal(m), f * 0.6, f * 2.0) * snd.decay(m, 0.035)
        out[s : s + m] += a * snd.to_peak(click)
    low = snd.band(rng.standard_normal(n), 90, 240) * snd.decay(n, 0.2)
    return snd.soften(out + 0.4 * snd.to_peak(low), 0.0008, 0.05)


def whistle(frames: int, quiet: float, loud: float) -> Maker:
    """The kettle: hiss and breath first, a note that hunts upwards and settles; from `quiet` to `loud` dB, evenly.

    Its last sample is at full level: what stops it is the film's business.
    """

    def make(rng: np.random.Generator) -> Mono:
        n = int(frames * FRAME)
        t = np.arange(n) / RATE
        u = np.linspace(0, 1, n)
        climb = 1 - np.exp(-t / 1.25)
        hz = 1080 + 1420 * climb / climb[-1]
        unsteady = np.interp(u, (0, 0.45, 1), (0.020, 0.007, 0.0025))
        hz = hz * (1 + unsteady * snd.drift(n, rng, 9) + 0.0016 * np.sin(2 * np.pi * 6.1 * t) * u)
        phase = 2 * np.pi * np.cumsum(hz) / RATE
        rough = 1 + np.interp(u, (0, 0.5, 1), (0.55, 0.22, 0.10)) * snd.drift(n, rng, 40)
        over = 0.24 * np.sin(2 * phase + 1) + 0.32 * u * np.sin(1.335 * phase + 2) + 0.06 * np.sin(3 * phase)
        tone = (np.sin(phase) + over) * rough
        # breath round the note: noise carried on it, so that it rides up with it
        slow = snd.band(rng.standard_normal(n), None, 160)
        breathy = slow / np.std(slow) * np.sin(phase + 0.7)
        hiss = snd.band(rng.standard_normal(n), 1400, 9000)
        steam = snd.band(snd.noise(n, rng, 3), 150, 900)
        x = (
            tone * np.interp(u, (0, 0.10, 0.35, 0.7, 1), (0.0, 0.05, 0.45, 0.95, 1.0))
            + breathy * np.interp(u, (0, 0.1, 0.4, 1), (0.25, 0.6, 0.5, 0.22))
            + hiss / np.std(hiss) * np.interp(u, (0, 0.15, 0.5, 1), (1.0, 0.8, 0.35, 0.22))
            + steam / np.std(steam) * np.interp(u, (0, 0.2, 1), (0.7, 0.4, 0.15))
        )
        # level it from moment to moment, then lay the one long swell on it
        x = x / np.sqrt(_power(x))
        return snd.soften(x, 0.012, 0.0) * 10 ** (np.interp(u, (0, 1), (quiet, loud)) / 20)

    return make


def _power(x: Mono, seconds: float = 0.25) -> Mono:
    """Mean square in a sliding window, its ends taken as they are."""
    w = int(seconds * RATE)
    total = np.concatenate([[0.0], np.cumsum(x**2)])
    i = np.arange(len(x))
    a, b = np.maximum(i - w // 2, 0), np.minimum(i + w // 2, len(x))
    return (total[b] - total[a]) / (b - a) + 1e-12


def simmer(frames: int) -> Maker:
    """Before a kettle whistles it rumbles: bubbles on the bottom of the pan, more and more."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(frames * FRAME)
        bubbles = snd.to_peak(snd.grains(n / RATE, int(n / RATE * 70), rng, hz=(120, 620), crowd=0.55))
        bed = snd.band(snd.noise(n, rng, 4), 90, 700) * (1 + 0.25 * snd.drift(n, rng, 7))
        return snd.soften((bubbles + 0.7 * snd.to_peak(bed)) * np.linspace(0.25, 1, n), 0.03, 0.02)

    return make
