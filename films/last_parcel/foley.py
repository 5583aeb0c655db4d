"""Last Parcel, foley: how each single sound is made. `guide` says when, how loud and where.

Every maker takes a generator of chance and gives mono, or stereo where the sound is wider than a point. Nothing is
tuned but what is tuned in life (whistle, bell, telephone), and those lie between the notes of the scale.
"""

from collections.abc import Callable

import numpy as np

from films.toolkit import sound as snd
from films.toolkit.sound import RATE, Mono
from films.toolkit.voice import breath_in

Maker = Callable[[np.random.Generator], np.ndarray]


def later(x: Mono, seconds: float, n: int) -> Mono:
    """The sound, `seconds` later, in n samples."""
    out = np.zeros(n)
    start = int(seconds * RATE)
    piece = x[: max(0, n - start)]
    out[start : start + len(piece)] = piece
    return out


def thump(rng: np.random.Generator, seconds: float, low: float, high: float, t60: float) -> Mono:
    n = int(seconds * RATE)
    return snd.to_peak(snd.band(rng.standard_normal(n), low, high) * snd.decay(n, t60))


def step(weight: float = 1.0, ground: str = "stone") -> Maker:
    """A running foot: ball and heel at once on stone (a slap and a scuff), hollow on wood, dull behind boards."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(0.26 * RATE)
        out = later(thump(rng, 0.2, 60, 210, 0.10 + 0.05 * weight), 0, n) * (0.5 + 0.5 * weight)
        out += (0.55 if ground == "stone" else 0.25) * later(thump(rng, 0.06, 700, 3800, 0.03), 0, n)
        out += 0.25 * later(snd.to_peak(snd.grains(0.10, 18, rng, hz=(1500, 6000), crowd=1.4)), 0.03, n)
        if ground == "wood":
            board = ((143, 0, 0.13), (239, -3, 0.11), (391, -6, 0.08), (702, -11, 0.05))
            out += 0.9 * later(snd.to_peak(snd.modes(0.2, board, rng)), 0, n)
        if ground == "behind":
            out = snd.band(out, 50, 420)
        return snd.soften(out, 0.0004, 0.03)

    return make


def whistle(rng: np.random.Generator) -> Mono:
    """A guard's whistle: two close pipes, and the pea that flutters in them; two blasts, the second held."""
    n = int(1.9 * RATE)
    rate = 33 + 3 * snd.drift(n, rng, 4)
    pea = np.sin(2 * np.pi * np.cumsum(rate) / RATE)
    wind = snd.curve(((0, 1), (0.20, 1), (0.23, 0.0), (0.30, 0.0), (0.32, 1), (1.25, 0.85), (1.45, 0), (1.9, 0)), n)
    out = np.zeros(n)
    for hz, part in ((2711, 1.0), (2893, 0.8)):
        glide = hz * (1 + 0.012 * pea) * (0.97 + 0.03 * wind)
        out += part * np.sin(2 * np.pi * np.cumsum(glide) / RATE)
    air = snd.band(rng.standard_normal(n), 2200, 6500)
    out = (out * (0.62 + 0.38 * pea) + 0.35 * air) * wind
    return snd.soften(snd.to_peak(out), 0.003, 0.05)


def rush(seconds: float, low: float = 250.0, high: float = 2600.0, rise: float = 0.25) -> Maker:
    """Air past a body: a leap, an arm, a coat."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(seconds * RATE)
        return snd.to_peak(snd.band(snd.noise(n, rng, 2), low, high) * snd.swell(n, rise, 1.4))

    return make


def joined(*parts: tuple[float, float, Maker]) -> Maker:
    """Several makers as one sound: (seconds later, dB, maker)."""

    def make(rng: np.random.Generator) -> Mono:
        made = [(int(late * RATE), snd.to_peak(maker(rng), db)) for late, db, maker in parts]
        out = np.zeros(max(start + len(x) for start, x in made))
        for start, x in made:
            out[start : start + len(x)] += x
        return out

    return make


def wood(seconds: float = 0.5, low: float = 150.0, dry: float = 0.09) -> Maker:
    """A blow on boards: the blow, and modes that fit no scale."""

    def make(rng: np.random.Generator) -> Mono:
        ratios = np.array((1, 1.58, 2.41, 3.37, 4.83, 7.2)) * rng.uniform(0.96, 1.04, 6)
        body = snd.modes(seconds, tuple((low * r, -3.5 * k, dry * (1.6 - 0.15 * k)) for k, r in enumerate(ratios)), rng)
        blow = snd.band(rng.standard_normal(len(body)), 80, 3200) * snd.decay(len(body), 0.03)
        return snd.soften(snd.to_peak(body) + 0.9 * snd.to_peak(blow), 0.0003, 0.02)

    return make


def splinter(seconds: float = 0.6, count: int = 40) -> Maker:
    """Wood gives way: cracks, dense first."""
    return lambda rng: snd.grains(seconds, count, rng, hz=(500, 5200), crowd=2.4)


def vault(rng: np.random.Generator) -> Mono:
    """A palm flat on the table, the trestle's jump, then oranges: soft knocks that bounce and run."""
    n = int(1.7 * RATE)
    out = later(wood(0.4, 170)(rng), 0, n) + 0.5 * later(thump(rng, 0.05, 900, 4200, 0.02), 0, n)
    for k in range(26):
        when = 0.09 + 0.9 * rng.random() ** 1.3
        out += rng.uniform(0.1, 0.42) * later(thump(rng, 0.09, 120, 520, 0.05), when, n)
        if k % 2:
            out += rng.uniform(0.05, 0.2) * later(thump(rng, 0.07, 140, 600, 0.04), when + rng.uniform(0.1, 0.25), n)
    return snd.soften(out, 0.0004, 0.2)


def door_slam(rng: np.random.Generator) -> Mono:
    """The shed's door: planks in their frame, the latch, one small rattle; short, and then nothing."""
    slam = joined(
        (0, 0, wood(0.34, 92, 0.08)),
        (0, -4, lambda r: thump(r, 0.22, 45, 170, 0.12)),
        (0.012, -9, splinter(0.06, 8)),
        (0.055, -11, wood(0.12, 410, 0.03)),
    )
    return snd.soften(slam(rng), 0.0004, 0.1)


def creak(seconds: float, start: float, end: float, body: tuple[float, ...] = (310, 640, 1130)) -> Maker:
    """A dry hinge or board: `start` to `end` slips a second, ringing in the body's resonances."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(seconds * RATE)
        slips, t = np.zeros(n), 0.0
        while t < seconds:
            slips[int(t * RATE)] = (1.0 if t == 0 else rng.uniform(0.3, 1)) * (-1) ** rng.integers(2)
            t += 1 / max(start + (end - start) * t / seconds + rng.normal(0, 0.12 * start), 8)
        x = sum(snd.band(slips, f * 0.93, f * 1.07, 1) / (k + 1) ** 0.5 for k, f in enumerate(body))
        return snd.soften(snd.to_peak(x) * (0.5 + 0.5 * snd.swell(n, 0.35)), 0.0005, 0.05)

    return make


def breath(seconds: float, out: bool = False, size: float = 1.06) -> Maker:
    return lambda rng: breath_in(seconds, rng, out=out, size=size)


def ring(frames: float) -> Maker:
    """A telephone on the boards: two electronic tones that take turns, and the buzz of the thing itself."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(frames / 24 * RATE)
        t = np.arange(n) / RATE
        turn = (np.floor(t * 24 / 2) % 2).astype(bool)
        hz = np.where(turn, 1483.0, 1217.0)
        tone = np.sin(2 * np.pi * np.cumsum(hz) / RATE)
        tone = np.tanh(2.2 * tone) + 0.25 * np.sin(6 * np.pi * np.cumsum(hz) / RATE)
        buzz = snd.band(np.sign(np.sin(2 * np.pi * 171 * t)) + 0.4 * rng.standard_normal(n), 120, 900)
        return snd.soften(snd.to_peak(tone) + 0.5 * snd.to_peak(buzz), 0.002, 0.012)

    return make


def slosh(seconds: float, bright: float = 2600.0) -> Maker:
    """Water moved by an arm or a hull: filtered noise with bubbles in it."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(seconds * RATE)
        x = snd.band(snd.noise(n, rng, 3), 180, bright) * snd.swell(n, 0.25, 0.8)
        out = snd.to_peak(x)
        for _ in range(int(9 * seconds)):
            long = int(rng.uniform(0.02, 0.06) * RATE)
            t = np.arange(long) / RATE
            f = rng.uniform(300, 900)
            bubble = np.sin(2 * np.pi * (f * t + 0.5 * f * 6 * t * t)) * snd.decay(long, 0.05)
            out += later(bubble, rng.uniform(0.1, 0.9) * seconds, n) * rng.uniform(0.05, 0.2)
        return snd.soften(out, 0.004, 0.1)

    return make


def knock(rng: np.random.Generator) -> Mono:
    """One knuckle on a panelled door: light, dry, wooden."""
    return joined(
        (0, 0, wood(0.22, 262, 0.045)),
        (0, -5, lambda r: thump(r, 0.03, 900, 4200, 0.012)),
        (0.001, -7, lambda r: thump(r, 0.16, 90, 260, 0.07)),
    )(rng)


def latch(rng: np.random.Generator) -> Mono:
    """A door's lock turned, and the handle."""
    small = lambda hz: lambda r: snd.modes(0.12, ((hz, 0, 0.04), (hz * 2.3, -5, 0.03), (hz * 4.1, -9, 0.02)), r)  # noqa: E731
    return joined((0, 0, small(620)), (0.12, -3, small(480)), (0.125, -4, wood(0.14, 240, 0.03)))(rng)


def lid(rng: np.random.Generator) -> Mono:
    """A tight lid comes off a carton: it pops, the card rubs along card, and lets go."""
    n = int(1.0 * RATE)
    rub = snd.band(snd.noise(n, rng, 1.5), 500, 5200) * np.clip(0.5 + 0.6 * snd.drift(n, rng, 26), 0.05, None)
    rub *= snd.curve(((0, 0.3), (0.06, 1), (0.4, 0.7), (0.55, 0.08), (1.0, 0)), n)
    return snd.soften(later(thump(rng, 0.12, 160, 900, 0.05), 0, n) + 0.5 * snd.to_peak(rub), 0.0005, 0.2)


def flop(rng: np.random.Generator) -> Mono:
    """The carton's walls fall open: four soft slaps of card."""
    parts = tuple((0.055 * k, -2.5 * k, lambda r: thump(r, 0.1, 180, 1900, 0.045)) for k in range(4))
    return joined(*parts)(rng)


def match(rng: np.random.Generator) -> Mono:
    """A match on its box: scratch, flare, a small steady burning."""
    n = int(1.5 * RATE)
    scratch = later(snd.to_peak(snd.grains(0.14, 70, rng, hz=(2200, 9000), crowd=1.0)), 0, n)
    flare = snd.band(rng.standard_normal(n), 900, 7500) * snd.curve(
        ((0, 0.2), (0.05, 0.4), (0.12, 1), (0.3, 0.45), (0.6, 0.12), (1.4, 0.02), (1.5, 0)), n
    )
    return snd.soften(
        scratch + 0.7 * snd.to_peak(flare) * np.clip(0.8 + 0.4 * snd.drift(n, rng, 30), 0, None), 0.001, 0.2
    )


def catch(rng: np.random.Generator) -> Mono:
    """A wick takes the flame: a breath of it and two tiny crackles."""
    n = int(0.9 * RATE)
    soft = snd.band(snd.noise(n, rng, 2), 300, 2400) * snd.swell(n, 0.2)
    return snd.soften(
        0.6 * snd.to_peak(soft) + 0.4 * later(snd.to_peak(snd.grains(0.5, 6, rng, hz=(1800, 5200))), 0, n), 0.002, 0.3
    )


def cloth(seconds: float, bright: float = 3200.0) -> Maker:
    """Sleeve on sleeve."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(seconds * RATE)
        strokes = np.clip(0.6 + 0.7 * snd.drift(n, rng, 9), 0.15, None)
        return snd.to_peak(snd.band(snd.noise(n, rng, 2), 350, bright) * strokes * snd.swell(n, 0.4, 0.5))

    return make
