"""The valley of the dead moon: its heights, and the sunlight baked into them.

Lengths are metres; x goes right, y away from the first camera, z up. The same valley serves the opening, the
crane and the last shot, so that the domes which catch light at the end have stood there, dark, from the start.
"""

from functools import cache

import numpy as np
import skia
from scipy.ndimage import gaussian_filter

from films.toolkit.bake import baked
from films.toolkit.canvas import fbm, layer, smooth
from films.toolkit.terrain import Ground, mips, shade

SUN = (-0.93, 0.36, 0.105)  # towards the low sun, out of frame on the left and a little behind the domes
SIZE, CELL = 2048, 2.0
ORIGIN = (-SIZE * CELL / 2, -SIZE * CELL / 2)
RADIUS = 14.0  # of the living dome

# The dark domes: x, y, radius, and the film frame on which each catches. The rhythm quickens, then thins.
DARK = (
    (-118.0, 168.0, 13.0, 1704),
    (150.0, 262.0, 12.0, 1728),
    (78.0, 96.0, 9.0, 1752),
    (-284.0, 318.0, 14.0, 1764),
    (338.0, 128.0, 12.0, 1776),
    (-14.0, 452.0, 15.0, 1782),
    (-412.0, 96.0, 11.0, 1788),
    (292.0, 486.0, 13.0, 1794),
    (-196.0, 640.0, 14.0, 1800),
    (-560.0, 452.0, 13.0, 1806),
    (566.0, 372.0, 14.0, 1810),
    (64.0, 812.0, 13.0, 1815),
    (-410.0, 880.0, 14.0, 1820),
    (402.0, 742.0, 12.0, 1824),
    (-720.0, 742.0, 13.0, 1829),
    (742.0, 806.0, 14.0, 1835),
    (-96.0, 1150.0, 15.0, 1841),
    (246.0, 1236.0, 15.0, 1847),
    (-640.0, 1216.0, 15.0, 1853),
    (616.0, 1290.0, 14.0, 1860),
)


def craters(size: int, count: int, smallest: float, largest: float, seed: int) -> np.ndarray:
    """Height of overlapping bowls with raised rims on a field that tiles; radii in cells, a power law of sizes."""
    r = np.random.default_rng(seed)
    out = np.zeros((size, size), np.float32)
    u = r.random(count)
    radii = (smallest**-1.7 + u * (largest**-1.7 - smallest**-1.7)) ** (-1 / 1.7)
    for radius in np.sort(radii)[::-1]:
        cx, cy = r.random(2) * size
        k = int(radius * 2.4) + 2
        j, i = np.mgrid[-k : k + 1, -k : k + 1].astype(np.float32)
        fx, fy = cx - int(cx), cy - int(cy)
        wobble = (
            1
            + 0.07 * np.sin(3 * np.arctan2(j, i) + r.random() * 6)
            + 0.04 * np.sin(7 * np.arctan2(j, i) + r.random() * 6)
        )
        q = np.hypot(j - fy, i - fx) / radius * wobble
        bowl = np.where(q < 1, (q * q - 1) * 0.27, 0)
        rim = 0.085 * np.exp(-(((q - 1.02) / 0.20) ** 2)) + 0.03 * np.exp(-np.clip(q - 1, 0, 9) / 0.5) * (q > 1)
        fresh = 0.25 + 0.75 * r.random() ** 1.5
        rows, cols = (np.arange(-k, k + 1) + int(cy)) % size, (np.arange(-k, k + 1) + int(cx)) % size
        patch = out[np.ix_(rows, cols)]
        flat = np.exp(-((q / 0.9) ** 4))  # a young crater wipes out the old ground under it
        out[np.ix_(rows, cols)] = patch * (1 - 0.7 * flat) + radius * fresh * (bowl + rim) * smooth(2.4, 1.7, q)
    return out


@baked
def heights() -> np.ndarray:
    """The height of the valley: plain, craters, soft dunes of dust, and mountains that close it all round."""
    j, i = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    x, y = i * CELL + ORIGIN[0], j * CELL + ORIGIN[1]
    far = np.hypot(x * 0.92, y - 150)
    angle = np.arctan2(y - 150, x)
    ridge = 1 - np.abs(2 * fbm(SIZE, SIZE, 8, 5, 41) - 1)
    ridge = ridge**2.1
    z = 22 * (fbm(SIZE, SIZE, 7, 4, 40) - 0.5) + 7.5 * fbm(SIZE, SIZE, 6, 20, 43)
    open_ = craters(SIZE, 1500, 2.2, 46, 44) * CELL * 0.85
    wall = smooth(1080, 1900, far + 150 * np.sin(3 * angle + 0.6) + 90 * np.sin(5 * angle))
    high = 0.30 + 0.70 * smooth(-1, 1, np.cos(angle - 1.05))  # low to the left, where the sun comes in
    peaks = wall * high * (16 + 165 * ridge + 50 * fbm(SIZE, SIZE, 6, 8, 42))
    z = z + open_ * (1 - 0.55 * wall) + peaks
    for cx, cy, radius, _ in ((0.0, 0.0, RADIUS, 0), *DARK):  # the builders levelled the ground under each dome
        q = np.hypot(x - cx, y - cy) / radius
        level = z[int((cy - ORIGIN[1]) / CELL), int((cx - ORIGIN[0]) / CELL)]
        k = smooth(2.6, 1.15, q)
        z = z * (1 - k) + (level + 0.25) * k
    return z.astype(np.float32)


@cache
def valley() -> Ground:
    """The valley as a ground that a camera can see."""
    return Ground(heights(), CELL, ORIGIN)


def _floors() -> np.ndarray:
    """1 on open ground, little inside the dark domes, where their dead floors keep the light out."""
    j, i = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    out = np.ones((SIZE, SIZE), np.float32)
    for cx, cy, radius, _ in DARK:
        q = np.hypot(i * CELL + ORIGIN[0] - cx, j * CELL + ORIGIN[1] - cy)
        out *= 0.12 + 0.88 * smooth(radius - 2.5, radius + 0.5, q)
    return out


@baked
def daylight() -> np.ndarray:
    """The sunlight on the valley, baked and packed: cosine, shadow and the dust's own grey."""
    lit = shade(valley().height, CELL, SUN, soft=0.010)
    grey = 0.72 + 0.5 * (fbm(SIZE, SIZE, 6, 14, 46) - 0.5) + 0.22 * (fbm(SIZE, SIZE, 5, 90, 47) - 0.5)
    return mips(lit * grey * _floors())


@baked
def hollows() -> np.ndarray:
    """How open the ground is to the sky, packed: hollows and feet of slopes are darker."""
    z = valley().height
    open_ = np.ones_like(z)
    for sigma, gain in ((2, 0.10), (7, 0.05), (24, 0.018)):
        open_ += gain * np.clip(z - gaussian_filter(z, sigma, mode="wrap"), -6, 6)
    return mips(np.clip(open_, 0.25, 1.6) * _floors())


NEAR_SIZE, NEAR_CELL = 1024, 0.055


@baked
def pebbles() -> np.ndarray:
    """Close dust: small craters, stones and grains in a tile of 56 m, as light relative to flat ground, packed."""
    r = np.random.default_rng(48)
    z = craters(NEAR_SIZE, 700, 2.5, 60, 49) * 0.55 * NEAR_CELL
    z = z + 0.30 * (fbm(NEAR_SIZE, NEAR_SIZE, 8, 5, 50) - 0.5) + 0.05 * fbm(NEAR_SIZE, NEAR_SIZE, 4, 120, 51)
    for _ in range(420):
        cx, cy = r.random(2) * NEAR_SIZE
        a, b, t = *(1.2 + 3.6 * r.random(2) ** 3 * (1 + 2.2 * (r.random() < 0.05))), r.random() * np.pi
        k = 22
        j, i = np.mgrid[-k : k + 1, -k : k + 1].astype(np.float32)
        u, v = (i * np.cos(t) + j * np.sin(t)) / a, (j * np.cos(t) - i * np.sin(t)) / b
        stone = np.clip(1 - u * u - v * v, 0, 1) ** 0.45 * min(a, b) * NEAR_CELL * (0.6 + 0.6 * r.random())
        rows, cols = (np.arange(-k, k + 1) + int(cy)) % NEAR_SIZE, (np.arange(-k, k + 1) + int(cx)) % NEAR_SIZE
        z[np.ix_(rows, cols)] = np.maximum(
            z[np.ix_(rows, cols)], z[int(cy), int(cx)] * 0.5 + stone * (stone > 0) - 9 * (stone <= 0)
        )
    lit = shade(z, NEAR_CELL, (SUN[0], SUN[1], 0.20), soft=0.03)
    return mips(lit / lit.mean())


TRACK_CELL = 0.4
TRACK_ORIGIN = (-TRACK_CELL * 1024, -TRACK_CELL * 1024)


@baked
def tracks() -> np.ndarray:
    """Rover tracks, packed: how much of the light each place keeps. Two ruts from the near right to the dome's door."""

    def draw(canvas):
        pen = skia.Paint(AntiAlias=True, Color=0xFFFFFFFF, Style=skia.Paint.kStroke_Style, StrokeWidth=0.9)
        canvas.scale(1 / TRACK_CELL, 1 / TRACK_CELL)
        canvas.translate(-TRACK_ORIGIN[0], -TRACK_ORIGIN[1])
        for shift in (-1.5, 1.5):
            path = skia.Path()
            path.moveTo(96 + shift, -409)
            path.cubicTo(20 + shift, -330, 74 + shift, -220, 40 + shift, -130)
            path.cubicTo(24 + shift, -84, 26 + shift, -50, 4 + shift, -15)
            canvas.drawPath(path, pen)
            path = skia.Path()  # an older track that passes by, towards the dead domes
            path.moveTo(40 + shift, -130)
            path.cubicTo(66 + shift, -60, 92 + shift, 10, 84 + shift, 86)
            path.cubicTo(80 + shift, 150, 120 + shift, 200, 148 + shift, 250)
            canvas.drawPath(path, pen)

    rut = layer(draw, 2048, 2048)[..., 3]
    worn = 0.55 + 0.45 * fbm(2048, 2048, 5, 24, 52)
    lip = np.roll(rut, -2, 1)  # the far lip of each rut catches the sun
    return mips(1 - 0.86 * rut * worn + 1.1 * np.clip(lip - rut, 0, 1) * worn)
