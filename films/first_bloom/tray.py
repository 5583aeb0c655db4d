"""The last tray: dry soil that cracks, and the green tip that breaks it.

Lengths are centimetres; the seed lies at the origin, z up. The one warm lamp stands to the right and behind.
"""

from functools import cache

import numpy as np
import skia
from scipy.ndimage import gaussian_filter

from films.toolkit.bake import baked
from films.toolkit.camera import Camera
from films.toolkit.canvas import BAR, H, Light, W, fbm, layer, rgb, smooth
from films.toolkit.geodesic import geodesic
from films.toolkit.terrain import Ground, View, mips, shade

SIZE, CELL = 1024, 0.035
ORIGIN = (-SIZE * CELL / 2, -SIZE * CELL / 2)
LAMP = (0.80, 0.42, 0.34)  # towards the one warm lamp
AMBER = rgb("#ffb463")
FILL = np.array([0.010, 0.012, 0.016], np.float32)
EARTH = np.array([0.30, 0.285, 0.29], np.float32)  # grey dust: the lamp alone makes it brown
PATCH = 192  # cells to a side of the piece that stirs


@baked
def soil() -> np.ndarray:
    """The height of the dry soil: crumbs of all sizes, pressed and settled, with shrinkage cracks between them."""
    r = np.random.default_rng(61)
    z = 0.55 * (fbm(SIZE, SIZE, 5, 5, 62) - 0.5) + 0.16 * fbm(SIZE, SIZE, 5, 40, 63)
    for count, small, large in ((170, 9, 24), (1500, 4, 9), (9000, 1.6, 4)):
        for _ in range(count):
            cx, cy = r.random(2) * SIZE
            a = small + (large - small) * r.random() ** 2.2
            b, t = a * (0.6 + 0.4 * r.random()), r.random() * np.pi
            k = int(a) + 2
            j, i = np.mgrid[-k : k + 1, -k : k + 1].astype(np.float32)
            u, v = (i * np.cos(t) + j * np.sin(t)) / a, (j * np.cos(t) - i * np.sin(t)) / b
            dome = np.sqrt(np.clip(1 - u * u - v * v, 0, 1))
            rows, cols = (np.arange(-k, k + 1) + int(cy)) % SIZE, (np.arange(-k, k + 1) + int(cx)) % SIZE
            here = np.ix_(rows, cols)
            top = z[int(cy), int(cx)] - 0.35 * b * CELL + dome * b * CELL * 0.85
            z[here] = np.where(dome > 0, np.maximum(z[here], top), z[here])
    return (z + 0.02 * fbm(SIZE, SIZE, 3, 200, 64)).astype(np.float32)


@baked
def lamplight() -> np.ndarray:
    """The lamp's light on the undisturbed soil."""
    return shade(soil(), CELL, LAMP, soft=0.05).astype(np.float32)


@baked
def colour() -> np.ndarray:
    """How light or dark each place of the soil is, packed."""
    grey = 0.62 + 0.65 * (fbm(SIZE, SIZE, 7, 10, 65) - 0.35) + 0.25 * (fbm(SIZE, SIZE, 4, 128, 66) - 0.5)
    return mips(np.clip(grey, 0.12, 1.5))


@cache
def _patch() -> tuple[np.ndarray, np.ndarray, tuple[slice, slice]]:
    half = PATCH // 2
    j, i = np.mgrid[-half:half, -half:half].astype(np.float32) * CELL
    here = slice(SIZE // 2 - half, SIZE // 2 + half)
    return i, j, (here, here)


@cache
def _patch_light() -> np.ndarray:
    """The lamp's light on that piece by itself, untouched: what the pushed piece is compared with."""
    return shade(soil()[_patch()[2]], CELL, LAMP, soft=0.05)


@cache
def cracks() -> tuple[np.ndarray, np.ndarray]:
    """How deep the crack star round the seed runs, 0 to 1, and how each clod tilts away from it."""
    x, y, _ = _patch()
    wob = fbm(PATCH, PATCH, 5, 5, 67) - 0.5
    angle, far = np.arctan2(y, x) + 2.0 * wob * smooth(0, 1.2, np.hypot(x, y)), np.hypot(x, y)
    rays = np.array([0.35, 1.65, 2.75, 3.9, 5.15])
    gap = np.min(np.abs((angle[..., None] - rays + np.pi) % (2 * np.pi) - np.pi), axis=2) * np.maximum(far, 0.05)
    width = 0.10 * smooth(2.3, 0.3, far) + 0.012
    deep = np.exp(-((gap / width) ** 2)) * smooth(2.5, 1.2, far)
    ring = np.exp(-(((far - 1.15 - 0.9 * wob) / 0.05) ** 2)) * 0.6
    clod = 0.6 + 0.45 * np.cos(2 * angle + 0.7) + 0.3 * np.cos(3 * angle)
    deep = np.maximum(deep, ring * smooth(0.0, 0.2, fbm(PATCH, PATCH, 4, 6, 68) - 0.42))
    return gaussian_filter(deep, 1.2).astype(np.float32), clod.astype(np.float32)


def ground(push: float) -> tuple[Ground, np.ndarray]:
    """The soil and the lamp's light on it, packed, for how far the shoot has pushed: 0 untouched, 1 wide open."""
    z, lit = soil(), lamplight()
    if push > 0:
        x, y, here = _patch()
        far = np.hypot(x, y)
        deep, clod = cracks()
        fade = smooth(3.2, 2.0, far)
        lift = 0.62 * push * np.exp(-((far / 0.95) ** 2)) * (0.55 + 0.45 * clod)
        hole = 0.5 * smooth(0.12, 0.9, push) * np.exp(-((far / (0.16 + 0.16 * push)) ** 4))
        z = z.copy()
        z[here] += fade * (lift - (0.10 + 0.30 * push) * deep * smooth(0, 0.12, push) - hole)
        lit = lit.copy()
        lit[here] = np.clip(lit[here] + fade * (shade(z[here], CELL, LAMP, soft=0.05) - _patch_light()), 0, 1)
    return Ground(z, CELL, ORIGIN), mips(lit)


def soil_light(view: View, lit: np.ndarray, warm: np.ndarray, blue: tuple | None = None) -> Light:
    """The soil as a camera sees it: lamp, a little fill, and the flower's light (x, y, height, power; its colour)."""
    tone = view.sample(colour(), CELL, ORIGIN, bias=-0.4)
    key = view.sample(lit, CELL, ORIGIN, bias=-0.4)
    out = tone[..., None] * (key[..., None] * warm + FILL)
    if blue is not None:
        lamp, tint = blue
        power = view.lamps(np.array([lamp]))
        out = out + (tone * power)[..., None] * tint
    return view.reduce(np.where(view.seen[..., None], out * EARTH * 2.2, 0))


def above(view: View, points: np.ndarray, slack: float = 0.12) -> np.ndarray:
    """1 for points that stand free of the soil as the camera sees them, 0 for those behind or under it."""
    seen = view.camera.project(points)
    i = np.clip(seen[..., 0].astype(int), 0, W - 1)
    j = np.clip(seen[..., 1].astype(int), BAR, H - BAR - 1)
    return smooth(-slack, 0.0, view.depth()[j, i] - seen[..., 2])


@cache
def _house() -> tuple[np.ndarray, np.ndarray]:
    points, edges, _ = geodesic(4)
    return points * 900.0 + (120.0, 60.0, -110.0), edges


def house(camera: Camera, width: float = 9.0, soft: float = 5.0) -> tuple[np.ndarray, np.ndarray]:
    """The greenhouse behind, out of focus: how much its ribs and bare benches would show, and
    where the benches cover the ribs; both (H, W), 0 to 1."""
    points, edges = _house()
    seen = camera.project(points)

    def ribs(canvas):
        for a, b in edges:
            if min(seen[a, 2], seen[b, 2]) < 40:
                continue
            deep = float(seen[[a, b], 2].mean())
            pen = skia.Paint(
                AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=max(width * camera.focal / deep, 1.2)
            )
            pen.setColor(skia.ColorSetARGB(int(255 * min(1, 500 / deep)), 255, 255, 255))
            canvas.drawLine(*map(float, seen[a, :2]), *map(float, seen[b, :2]), pen)

    def benches(canvas):
        for row in range(11, -1, -1):  # rows of empty trays on the benches: a pale rim, dark dust inside
            for n in range(-12, 13):
                x0, y0 = n * 31.0 - 6 + 5 * (row // 2 % 2), 24.0 + row * 19 + 24 * (row // 2)
                for inset, height, tone in ((0.0, 0.0, 1.0), (1.6, -0.6, 0.42)):
                    quad = [
                        (x0 + inset, y0 + inset),
                        (x0 + 27 - inset, y0 + inset),
                        (x0 + 27 - inset, y0 + 16 - inset),
                        (x0 + inset, y0 + 16 - inset),
                    ]
                    fill(canvas, np.array([(*c, height) for c in quad]), tone / (1 + 0.10 * row))
                drop = [(x0, y0, 0.0), (x0 + 27, y0, 0.0), (x0 + 27, y0, -6.0), (x0, y0, -6.0)]
                fill(canvas, np.array(drop), 0.30 / (1 + 0.10 * row))

    def fill(canvas, quad, tone):
        p = camera.project(quad)
        if p[:, 2].min() > 5:
            path = skia.Path()
            path.addPoly([skia.Point(*map(float, q[:2])) for q in p], True)
            level = int(255 * tone)
            canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=skia.ColorSetARGB(255, level, level, level)))

    shape = layer(ribs)[..., 3] * 0.55
    bench = layer(benches)
    shape = shape * (1 - bench[..., 3]) + bench[..., 0]
    return gaussian_filter(shape, soft), gaussian_filter(bench[..., 3], soft)
