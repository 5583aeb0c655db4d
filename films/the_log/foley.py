"""The Log, foley: how each single sound is made. `guide` says when, how loud and where.

Every maker takes a generator of chance and gives mono. Nothing is tuned: struck things ring in modes that fit no scale,
paper, air and water are noise, so the music is free to choose its key.
"""

from collections.abc import Callable

import numpy as np

from films.toolkit import sound as snd
from films.toolkit.sound import RATE, Mono
from films.toolkit.voice import breath_in

Maker = Callable[[np.random.Generator], Mono]


def cloth(seconds: float, bright: float = 3200.0, rise: float = 0.3) -> Maker:
    """Thick wool moves: noise in irregular strokes, full from its first moment."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(seconds * RATE)
        strokes = np.clip(0.6 + 0.7 * snd.drift(n, rng, 8), 0.15, None)
        x = snd.band(snd.noise(n, rng, 2), 260, bright) * strokes * snd.swell(n, rise, 0.5)
        x[: int(0.03 * RATE)] += 0.7 * snd.band(snd.noise(int(0.03 * RATE), rng, 2), 260, bright)
        return snd.soften(snd.to_peak(x), 0.004, 0.05)

    return make


def page(rng: np.random.Generator) -> Mono:
    """A heavy leaf goes over: the corner lifts with a crackle, the sheet sweeps the air, falls, and is smoothed."""
    n = int(1.15 * RATE)
    lift = np.pad(snd.to_peak(snd.grains(0.22, 26, rng, hz=(1500, 6500), crowd=1.6)), (0, n))[:n]
    sweep = snd.band(rng.standard_normal(n), 500, 5200)
    sweep *= snd.curve(((0, 0.5), (0.05, 0.55), (0.32, 1), (0.52, 0.35), (0.62, 0), (1.15, 0)), n) ** 1.4
    sweep *= np.clip(0.7 + 0.5 * snd.drift(n, rng, 22), 0.1, None)
    fall = np.zeros(n)
    at = int(0.66 * RATE)
    slap = snd.to_peak(snd.band(rng.standard_normal(n - at), 140, 1600) * snd.decay(n - at, 0.09))
    fall[at:] = slap + 0.3 * snd.band(rng.standard_normal(n - at), 1500, 6000) * snd.decay(n - at, 0.05)
    return snd.soften(0.8 * lift + 0.7 * snd.to_peak(sweep) + 0.55 * fall, 0.0006, 0.05)


def nib(seconds: float, haste: float = 1.0, weight: float = 1.0) -> Maker:
    """A steel nib on paper, letter after letter: `haste` quickens the strokes, `weight` drives it into the paper."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(seconds * RATE)
        shape = np.zeros(n)
        t, first = 0.0, True
        while t < seconds - 0.05:
            for _ in range(rng.integers(2, 6)):  # the strokes of one word
                long = rng.uniform(0.045, 0.13) / haste
                k, m = int(t * RATE), int(long * RATE)
                stroke = np.sin(np.linspace(0.35 if first else 0.0, np.pi, m)) ** 0.8 * rng.uniform(0.45, 1.0)
                shape[k : k + m] = np.maximum(shape[k : k + m], stroke[: max(0, n - k)])
                t, first = t + long * rng.uniform(0.95, 1.25), False
                if t >= seconds - 0.05:
                    break
            t += rng.uniform(0.05, 0.24) / haste
        tooth = np.clip(0.55 + 0.6 * snd.drift(n, rng, 45), 0.05, None)  # the paper's grain under the point
        x = snd.band(rng.standard_normal(n), 1900, 7800) * shape * tooth
        x += 0.45 * weight * snd.band(snd.noise(n, rng, 2), 320, 1500) * shape
        board = snd.band(rng.standard_normal(n), 90, 260) * shape**2  # the desk answers
        return snd.soften(snd.to_peak(x) + 0.14 * weight * snd.to_peak(board), 0.0006, 0.02)

    return make


def strike(rng: np.random.Generator) -> Mono:
    """Two pounds of gull against a window: the blow, the sash, the pane, a rattle of putty."""
    n = int(0.9 * RATE)
    blow = snd.band(rng.standard_normal(n), 50, 230) * snd.decay(n, 0.20)
    slap = snd.band(rng.standard_normal(n), 350, 3200) * snd.decay(n, 0.05)
    pane = snd.modes(0.9, ((149, 0, 0.24), (233, -2, 0.20), (391, -4, 0.16), (712, -8, 0.13), (1327, -11, 0.10),
                           (2471, -15, 0.07), (4120, -18, 0.05)), rng)  # fmt: skip
    rattle = np.zeros(n)
    t = 0.03
    while t < 0.4:
        k = int(t * RATE)
        m = int(0.012 * RATE)
        rattle[k : k + m] += snd.band(rng.standard_normal(m), 900, 6000) * snd.decay(m, 0.01) * np.exp(-t / 0.13)
        t += rng.uniform(0.016, 0.034)
    out = snd.to_peak(blow) + 0.6 * snd.to_peak(slap) + 0.55 * snd.to_peak(pane) + 0.35 * snd.to_peak(rattle)
    return snd.soften(out, 0.0003, 0.1)


def wings(rng: np.random.Generator) -> Mono:
    """Wings beat on the glass, nine times and away, feathers and air; the claws slip once."""
    n = int(1.35 * RATE)
    out = np.zeros(n)
    t = 0.0
    for k in range(9):
        m = int(0.085 * RATE)
        beat = snd.band(rng.standard_normal(m), 160, 2600) * snd.swell(m, 0.22, 0.8)
        start = int(t * RATE)
        beat = snd.to_peak(beat) * (1.0 if k < 5 else 0.72 ** (k - 4))
        out[start : start + m] += beat[: n - start]
        t += rng.uniform(0.095, 0.125) if k < 5 else rng.uniform(0.13, 0.17)
    slip = snd.to_peak(snd.band(rng.standard_normal(int(0.2 * RATE)), 2600, 7000) * snd.swell(int(0.2 * RATE), 0.4))
    k = int(0.34 * RATE)
    out[k : k + len(slip)] += 0.22 * slip
    return snd.soften(out, 0.001, 0.1)


def creak(seconds: float, start: float, end: float, body: tuple[float, ...]) -> Maker:
    """Something sticks and slips: `start` to `end` slips a second, ringing in the `body`'s resonances (Hz)."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(seconds * RATE)
        slips = np.zeros(n)
        t = 0.0
        while t < seconds:
            slips[int(t * RATE)] = (1.0 if t == 0 else rng.uniform(0.3, 1)) * (-1) ** rng.integers(2)
            t += 1 / max(start + (end - start) * (t / seconds) + rng.normal(0, 0.12 * start), 8)
        x = sum(snd.band(slips, f * 0.92, f * 1.08, 1) / (k + 1) ** 0.5 for k, f in enumerate(body))
        return snd.soften(x * (0.5 + 0.5 * snd.swell(n, 0.35)), 0.0005, 0.05)

    return make


def knock(*partials: tuple[float, float, float], air: float = 0.3) -> Maker:
    """A small hard thing laid down: modes (hertz, dB, t60) and the touch itself."""

    def make(rng: np.random.Generator) -> Mono:
        ring = snd.to_peak(snd.modes(0.3, partials, rng))
        touch = snd.band(rng.standard_normal(len(ring)), 800, 5000) * snd.decay(len(ring), 0.012)
        return snd.soften(ring + air * snd.to_peak(touch), 0.0004, 0.03)

    return make


def chuckle(rng: np.random.Generator) -> Mono:
    """One push of air of a man who laughs with his mouth shut."""
    n = int(0.20 * RATE)
    nose = snd.band(rng.standard_normal(n), 380, 1500) + 0.35 * snd.band(rng.standard_normal(n), 1500, 4200)
    return snd.soften(nose * snd.swell(n, 0.16, 0.9), 0.002, 0.03)


def breath(seconds: float, out: bool = False, size: float = 0.9) -> Maker:
    """One breath of a heavy man."""
    return lambda rng: breath_in(seconds, rng, out=out, size=size)


def gasp(rng: np.random.Generator) -> Mono:
    """A breath drawn in fast, and kept."""
    n = int(0.34 * RATE)
    x = snd.band(rng.standard_normal(n), 500, 1900) + 0.5 * snd.band(rng.standard_normal(n), 1900, 5200)
    return snd.soften(x * snd.swell(n, 0.42, 0.7), 0.004, 0.004)


def gutter(deep: float = 1.0) -> Maker:
    """The lamp starves: the flame lets go of the mantle with a flap of air, the burner spits, oil gulps in its pipe."""

    def make(rng: np.random.Generator) -> Mono:
        n = int(0.62 * RATE)
        flap = snd.band(snd.noise(n, rng, 3), 70, 700) * snd.decay(n, 0.14)
        flutter = np.clip(np.sin(2 * np.pi * 19 * np.arange(n) / RATE + 4 * snd.drift(n, rng, 6)), 0, None)
        fire = snd.band(rng.standard_normal(n), 150, 1100) * flutter * snd.curve(((0, 0.2), (0.1, 1), (0.6, 0)), n)
        spit = np.pad(snd.to_peak(snd.grains(0.35, 14, rng, hz=(1200, 7000), crowd=1.8)), (0, n))[:n]
        return snd.soften(deep * snd.to_peak(flap) + 0.5 * snd.to_peak(fire) + 0.4 * spit, 0.0008, 0.05)

    return make


def out_goes(rng: np.random.Generator) -> Mono:
    """The flame is gone: one soft push of air, a tick of iron; short, so that what follows is silence."""
    n = int(0.13 * RATE)
    push = snd.band(rng.standard_normal(n), 55, 420) * snd.decay(n, 0.10)
    tick = snd.band(rng.standard_normal(n), 1500, 6000) * snd.decay(n, 0.012)
    return snd.soften(snd.to_peak(push) + 0.45 * snd.to_peak(tick), 0.0006, 0.03)


def match(rng: np.random.Generator) -> Mono:
    """The head drags over the striker, catches, flares with a rush, and the wood takes it."""
    n = int(1.5 * RATE)
    drag = snd.band(rng.standard_normal(n), 1400, 9000) * np.clip(0.6 + 0.7 * snd.drift(n, rng, 48), 0.05, None)
    drag *= snd.curve(((0, 1), (0.07, 0.9), (0.10, 0.1), (0.13, 0), (1.5, 0)), n)
    flare = snd.band(rng.standard_normal(n), 260, 6500) * np.clip(0.7 + 0.5 * snd.drift(n, rng, 30), 0.1, None)
    flare *= snd.curve(((0, 0), (0.06, 0.1), (0.11, 1), (0.30, 0.55), (0.7, 0.10), (1.4, 0), (1.5, 0)), n)
    spit = np.zeros(n)
    grit = snd.to_peak(snd.grains(0.8, 30, rng, hz=(1500, 8000), crowd=1.7))
    spit[int(0.1 * RATE) :][: len(grit)] += grit
    low = snd.band(rng.standard_normal(n), 60, 260) * snd.curve(((0, 0), (0.09, 0), (0.13, 1), (0.4, 0), (1.5, 0)), n)
    out = 0.75 * snd.to_peak(drag) + snd.to_peak(flare) + 0.3 * spit + 0.35 * snd.to_peak(low)
    return snd.soften(out, 0.0006, 0.1)


def matchbox(rng: np.random.Generator) -> Mono:
    """Fingers find a box; what is in it shifts."""
    return snd.soften(snd.grains(0.30, 18, rng, hz=(700, 4200), crowd=1.3), 0.001, 0.02)


def drawn_line(rng: np.random.Generator) -> Mono:
    """One long stroke of a nib that nobody hurries."""
    n = int(1.75 * RATE)
    tooth = np.clip(0.55 + 0.6 * snd.drift(n, rng, 40), 0.05, None)
    x = snd.band(rng.standard_normal(n), 1800, 7000) * tooth
    x += 0.5 * snd.band(snd.noise(n, rng, 2), 300, 1400)
    return snd.soften(x * snd.curve(((0, 0.8), (0.2, 1), (1.5, 0.8), (1.75, 0)), n), 0.004, 0.05)


def ignition(rng: np.random.Generator) -> Mono:
    """A great burner takes fire by itself: felt first, then a draught that rises and holds."""
    n = int(4.2 * RATE)
    thump = snd.band(rng.standard_normal(n), 32, 95, 3) * snd.decay(n, 0.75)
    body = snd.band(rng.standard_normal(n), 90, 330) * snd.decay(n, 0.22)
    draught = snd.band(snd.noise(n, rng, 4), 45, 520) * np.clip(0.8 + 0.3 * snd.drift(n, rng, 5), 0.2, None)
    draught *= snd.curve(((0, 0), (0.12, 0.7), (0.5, 0.5), (1.2, 0.28), (3.4, 0.16), (4.2, 0)), n)
    return snd.soften(snd.to_peak(thump) + 0.5 * snd.to_peak(body) + 0.7 * snd.to_peak(draught), 0.002, 0.6)


def escapement(rng: np.random.Generator) -> Mono:
    """One beat of the clockwork that turns the lens: pawl on ratchet, and the weight's chain answering."""
    n = int(0.15 * RATE)
    iron = snd.modes(0.15, ((337, 0, 0.05), (571, -3, 0.045), (1163, -6, 0.035), (2390, -11, 0.02)), rng)
    pawl = snd.band(rng.standard_normal(n), 900, 5200) * snd.decay(n, 0.010)
    again = np.roll(0.35 * pawl, int(0.034 * RATE))
    again[: int(0.034 * RATE)] = 0
    return snd.soften(snd.to_peak(iron) * rng.uniform(0.8, 1) + 0.5 * snd.to_peak(pawl) + again, 0.0004, 0.02)
