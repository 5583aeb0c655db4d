"""The keeper's room under the lamp: planked walls, a desk, an oil lamp, the window on the sea. Metres, z to the window.

Ivo sits on the -z side of the desk and faces +z, the window; his right hand, the writing one, is at +x.
"""

from functools import cache

import numpy as np

from films.toolkit.canvas import Light, layer, over, rgb
from films.toolkit.sculpt import Cloth, Sculpture, Source
from films.toolkit.sea import Shine, night_sky, water
from films.toolkit.stage import Camera, vec

TOP = 0.760  # the desk's top
LAMP = vec(-0.47, 0.955, 0.13)  # the flame
FLAME = np.array([1.0, 0.545, 0.215])  # the colour of burning oil, as light
MOON = (0.34, 0.40, 1.0)  # direction of the moon, seen from the room
WINDOW = (-0.52, 0.58, 1.06, 2.02)  # x from, to; y from, to, in the wall at z = 1.5
DEAL = Cloth((0.135, 0.098, 0.066), shine=0.05, fuzz=0.05, grain=70, relief=0.16, folds=0.22)
PLANK = Cloth((0.120, 0.104, 0.086), shine=0.03, grain=60, relief=0.18, folds=0.26)
DARK = Cloth((0.066, 0.046, 0.032), shine=0.16, tight=18, grain=60, relief=0.14, folds=0.18)
BRASS = Cloth((0.40, 0.27, 0.105), shine=1.2, tight=34, relief=0.0)
PAGES = Cloth((0.42, 0.375, 0.28), grain=900, relief=0.1)
LEATHER = Cloth((0.085, 0.035, 0.026), shine=0.12, tight=14, grain=220, relief=0.3)
IRON = Cloth((0.060, 0.060, 0.064), shine=0.5, tight=20, grain=90, relief=0.2)
GLASS = Cloth((0.030, 0.036, 0.040), shine=1.0, tight=80, relief=0.0)
ENAMEL = Cloth((0.34, 0.33, 0.31), shine=0.5, tight=40, relief=0.0)
OILSKIN = Cloth((0.115, 0.098, 0.040), shine=0.30, tight=14, grain=50, relief=0.2, folds=0.7)
CHART = Cloth((0.30, 0.265, 0.20), grain=40, relief=0.1)
UPRIGHT = np.stack([vec(1, 0, 0), vec(0, 0, 1), vec(0, 1, 0)], 1)  # a block's grain runs up
ALONG = np.stack([vec(0, 0, 1), vec(0, 1, 0), vec(1, 0, 0)], 1)  # a block's grain runs along x


def lamp_light(power: float = 1.0, *, shadow: bool = True) -> Source:
    """The oil lamp as a light on figures and set."""
    return Source(tuple(LAMP), tuple(FLAME * 0.62 * power), shadow, 0.024)


def moon_light(power: float = 1.0) -> Source:
    """What the window lets in: a cold, weak light that only finds edges."""
    return Source((0.75, 2.3, 2.6), tuple(rgb("#8fb0d8", 0.42 * power)), False, 0.4)


def burning(f: float) -> float:
    """The flame's own unrest, about 1."""
    return 1 + 0.022 * np.sin(f * 0.71) + 0.016 * np.sin(f * 1.83 + 1) + 0.012 * np.sin(f * 0.193)


def _wall(s: Sculpture, r: np.random.Generator, centre, across: str, half: float, *, gap=None) -> None:
    """A wall of upright planks across x or z; `gap` leaves the window open."""
    n = round(2 * half / 0.17)
    for k in range(n):
        u = -half + (k + 0.5) * 2 * half / n
        deep = r.uniform(-0.004, 0.004)
        pieces = [(0.0, 2.6)]
        if gap and gap[0] - 0.06 < u < gap[1] + 0.06:
            pieces = [(0.0, gap[2]), (gap[3], 2.6)]
        for low, high in pieces:
            at, size = vec(u, (low + high) / 2, centre[2] + deep), (half / n - 0.003, 0.02, (high - low) / 2)
            if across == "z":
                at = vec(centre[0] + deep, (low + high) / 2, u + centre[2])
                s.block(at, (size[1], size[0], size[2]), cloth=PLANK, frame=UPRIGHT, edge=0.006)
            else:
                s.block(at, size, cloth=PLANK, frame=UPRIGHT, edge=0.006)


@cache
def room(chair: bool = True, lamp: bool = True, book: bool = True) -> Sculpture:
    """The whole room as solids, without Ivo."""
    s, r = Sculpture(), np.random.default_rng(4)
    x0, x1, y0, y1 = WINDOW
    _wall(s, r, (0, 0, 1.52), "x", 2.0, gap=WINDOW)
    _wall(s, r, (0, 0, -1.72), "x", 2.0)
    _wall(s, r, (-2.02, 0, -0.1), "z", 1.65)
    _wall(s, r, (2.02, 0, -0.1), "z", 1.65)
    for z in (-1.2, -0.2, 0.8):
        s.block((0, 2.52, z), (0.07, 0.09, 2.0), cloth=DARK, frame=ALONG)
    s.block((0, 2.63, 0), (1.8, 0.02, 2.1), cloth=PLANK, frame=ALONG)
    s.block((0, -0.02, 0), (1.8, 0.02, 2.1), cloth=DEAL, frame=ALONG)
    # the window: frame, cross, sill
    mx, my = (x0 + x1) / 2, (y0 + y1) / 2
    for x in (x0, x1):
        s.block((x, my, 1.49), (0.035, 0.05, (y1 - y0) / 2 + 0.05), cloth=DEAL, frame=UPRIGHT)
    for y in (y0, y1):
        s.block((mx, y, 1.49), (0.05, 0.035, (x1 - x0) / 2 + 0.05), cloth=DEAL, frame=ALONG)
    s.block((mx, my, 1.515), (0.014, 0.018, (y1 - y0) / 2), cloth=DARK, frame=UPRIGHT)
    s.block((mx, my + 0.02, 1.515), (0.018, 0.014, (x1 - x0) / 2), cloth=DARK, frame=ALONG)
    s.block((mx, y0 - 0.05, 1.40), (0.13, 0.018, (x1 - x0) / 2 + 0.10), cloth=DEAL, frame=ALONG)
    # the desk, its boards and drawers
    for k, z in enumerate((-0.28, -0.093, 0.093, 0.28)):
        s.block((0, TOP - 0.016 + 0.0008 * (k % 2), z), (0.0925, 0.016, 0.82), cloth=DEAL, frame=ALONG, edge=0.003)
    s.block((0, TOP - 0.10, 0.34), (0.012, 0.075, 0.78), cloth=DARK, frame=ALONG)
    for x in (-0.58, 0.58):
        s.block((x, 0.37, 0), (0.20, 0.33, 0.35), cloth=DARK)
    # on it: inkwell, mug, chronometer in its box, two old logs
    s.add((0.36, TOP, 0.10), (0.36, TOP + 0.030, 0.10), 0.030, 0.026, cloth=GLASS, bell=True)
    s.add((0.36, TOP + 0.030, 0.10), (0.36, TOP + 0.042, 0.10), 0.012, cloth=BRASS, bell=True)
    s.add((0.66, TOP, -0.02), (0.66, TOP + 0.085, -0.02), 0.040, 0.041, cloth=ENAMEL, bell=True, shell=0.003)
    for a, b in (((0.70, 0.07), (0.735, 0.06)), ((0.735, 0.06), (0.735, 0.035)), ((0.735, 0.035), (0.70, 0.02))):
        s.add((a[0], TOP + a[1], -0.02), (b[0], TOP + b[1], -0.02), 0.005, cloth=ENAMEL)
    s.block((0.60, TOP + 0.045, 0.22), (0.07, 0.045, 0.07), cloth=DARK)
    s.add((0.60, TOP + 0.09, 0.22), (0.60, TOP + 0.098, 0.22), 0.055, cloth=BRASS, bell=True)
    for k, (w, turned) in enumerate(((0.13, 0.25), (0.12, 0.05))):
        c, q = np.cos(turned), np.sin(turned)
        frame = np.stack([vec(c, 0, q), vec(0, 1, 0), vec(-q, 0, c)], 1)
        s.block((-0.14, TOP + 0.018 + 0.036 * k, 0.245), (w, 0.0165, 0.085), cloth=LEATHER, frame=frame, edge=0.004)
    if book:
        s.block((0.03, TOP + 0.004, -0.07), (0.225, 0.004, 0.152), cloth=LEATHER)
        for q in (-1, 1):
            s.block((0.03 + q * 0.106, TOP + 0.013, -0.07), (0.104, 0.007, 0.143), cloth=PAGES, edge=0.002)
    if lamp:
        x, _, z = LAMP
        s.add((x, TOP, z), (x, TOP + 0.018, z), 0.070, 0.056, cloth=BRASS, bell=True)
        s.add((x, TOP + 0.02, z), (x, TOP + 0.05, z), 0.018, cloth=BRASS, melt=0.01)
        s.add((x, TOP + 0.075, z), (x, TOP + 0.085, z), 0.048, cloth=BRASS, melt=0.02, flat=0.7, across=(0, 1, 0))
        s.add((x, TOP + 0.125, z), (x, TOP + 0.150, z), 0.020, 0.026, cloth=BRASS, bell=True)
        s.add((x + 0.03, TOP + 0.13, z), (x + 0.055, TOP + 0.13, z), 0.003, 0.003, cloth=BRASS)
        s.add((x + 0.055, TOP + 0.13, z), (x + 0.058, TOP + 0.13, z), 0.011, cloth=BRASS, bell=True)
    if chair:
        for q in (-1, 1):
            s.add((q * 0.22, 0, -0.98), (q * 0.23, 1.06, -1.04), 0.022, 0.019, cloth=DARK)
        for y in (0.66, 0.82, 0.98):
            s.block((0, y, -1.02), (0.012, 0.035, 0.22), cloth=DARK, frame=ALONG)
    # the wall behind him: a shelf of logs and jars, a chart, an oilskin on its peg, the barometer
    s.block((0.95, 1.62, -1.60), (0.11, 0.014, 0.62), cloth=DARK, frame=ALONG)
    x = 0.40
    while x < 1.25:
        w, h = r.uniform(0.014, 0.030), r.uniform(0.095, 0.15)
        lean = 0.0 if r.random() < 0.8 else 0.15
        frame = np.stack([vec(1, lean, 0), vec(0, 0, 1), vec(-lean, 1, 0)], 1)
        s.block((x + w, 1.636 + h, -1.60), (w, 0.075, h), cloth=LEATHER if r.random() < 0.6 else DARK, frame=frame)
        x += 2 * w + 0.004 + (0.05 if lean else 0)
    for x in (1.36, 1.49):
        s.add((x, 1.636, -1.60), (x, 1.76, -1.60), 0.05, cloth=GLASS, bell=True)
    s.block((-0.30, 1.62, -1.695), (0.44, 0.30, 0.004), cloth=CHART)
    for y in (1.31, 1.93):
        s.add((-0.76, y, -1.68), (0.16, y, -1.68), 0.014, cloth=DARK)
    s.add((-1.15, 1.72, -1.62), (-1.15, 1.66, -1.56), 0.075, 0.12, cloth=OILSKIN, melt=0.06)
    s.add(
        (-1.15, 1.66, -1.58),
        (-1.15, 0.85, -1.56),
        0.15,
        0.25,
        cloth=OILSKIN,
        bell=True,
        fold=0.12,
        pleats=5,
        flat=0.5,
        across=(0, 0, 1),
    )
    for q in (-1, 1):
        s.add((-1.15 + q * 0.14, 1.58, -1.57), (-1.15 + q * 0.21, 1.02, -1.53), 0.070, 0.062, cloth=OILSKIN, melt=0.04)
    s.add((1.05, 1.70, 1.44), (1.05, 1.70, 1.49), 0.11, cloth=BRASS, bell=True, across=(1, 0, 0))
    s.add((1.05, 1.70, 1.43), (1.05, 1.70, 1.445), 0.095, cloth=ENAMEL, bell=True, across=(1, 0, 0))
    s.block((-1.05, 1.35, 1.46), (0.10, 0.03, 0.40), cloth=DARK, frame=UPRIGHT)
    return s


def outside(camera: Camera, f: float) -> Light:
    """What the window shows: sea, sky and moon, twelve metres below and up."""
    light = night_sky(camera, MOON, drift=0.02 + f * 2e-5, cover=0.46, moonlight=(0.50, 0.58, 0.70))
    high = Camera(
        tuple(np.add(camera.eye, (0, 16, 0))),
        tuple(np.add(camera.target, (0, 16, 0))),
        camera.focal,
        camera.cx,
        camera.cy,
    )
    return water(light, high, f / 24, [Shine(MOON, (0.75, 0.85, 1.0), 260, True)], low=(0.022, 0.030, 0.046))


def beam_pass(f: float) -> float:
    """How strongly the lighthouse's own beam lies in the haze before the window: it goes by every 72 frames."""
    t = ((f + 20) % 72) / 72
    return float(np.exp(-(((t - 0.5) / 0.085) ** 2)))


def flame(light: Light, camera: Camera, power: float = 1.0, f: float = 0.0, *, glass: bool = True) -> Light:
    """The lamp's flame, its halo and the chimney round it."""
    import skia

    x, y, z = (float(v) for v in camera.project(LAMP))
    if z < 0.1:
        return light
    px = camera.focal / z  # pixels a metre
    if glass and -200 < x < 1050:

        def chimney(c: skia.Canvas) -> None:
            low, top, r = y + 0.045 * px, y - 0.155 * px, 0.026 * px
            for q in (-1, 1):
                path = skia.Path()
                path.moveTo(x + q * r * 0.95, low)
                path.cubicTo(x + q * r * 1.9, low - 0.05 * px, x + q * r * 1.35, top + 0.10 * px, x + q * r * 0.92, top)
                paint = skia.Paint(AntiAlias=True, Color=0x55FFE2B0, Style=skia.Paint.kStroke_Style)
                paint.setStrokeWidth(max(1.0, 0.0032 * px))
                c.drawPath(path, paint)
            paint = skia.Paint(AntiAlias=True, Color=0x66FFE2B0, Style=skia.Paint.kStroke_Style)
            paint.setStrokeWidth(max(0.8, 0.002 * px))
            c.drawOval(skia.Rect.MakeXYWH(x - r * 0.92, top - r * 0.2, r * 1.84, r * 0.4), paint)

        light = over(light, layer(chimney), power)
    from films.toolkit.canvas import H, W

    tall, wide = 0.030 * px * (0.96 + 0.05 * np.sin(f * 0.9)), 0.0088 * px
    lean = 0.003 * px * np.sin(f * 0.37)
    reach = int(min(420, 0.55 * px))
    j0, j1, i0, i1 = max(0, int(y) - reach), min(H, int(y) + reach), max(0, int(x) - reach), min(W, int(x) + reach)
    if j1 <= j0 or i1 <= i0:
        return light
    jj, ii = np.mgrid[j0:j1, i0:i1].astype(np.float32)
    v = (jj - y) / tall
    tip = np.clip((1.0 - v) / 2, 0, 1)  # 0 at the foot, 1 at the tip
    half = wide * np.clip(np.sqrt(np.clip(1 - tip, 0, 1)) * (0.55 + 1.6 * tip * (1 - tip)), 0.03, None)
    body = np.exp(-(((ii - x - lean * tip**2) / half) ** 2)) * (np.abs(v) < 1) * np.clip(3 * (1 - np.abs(v)), 0, 1)
    d = np.hypot(jj - y, ii - x) / px
    halo = 0.16 * np.exp(-((d / 0.05) ** 2)) + 0.055 * np.exp(-d / 0.085)
    edge = np.clip(1.6 * (1 - d * px / reach), 0, 1)
    core = body[..., None] * np.array([2.6, 1.85, 0.95]) + (halo * edge)[..., None] * FLAME
    light[j0:j1, i0:i1] += (core * power).astype(np.float32)
    return light
