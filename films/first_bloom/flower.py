"""The last flower: a bud of sixteen petals in a spiral, its sepals, stem and leaves, from closed to wide open.

Lengths are centimetres; the flower stands at the origin, z up. Petals are thin sheets that pass light: they are
lit by the warm lamp outside and, once it wakes, by the blue light in their midst, which shines through them.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from films.toolkit.camera import Camera
from films.toolkit.canvas import rgb, smooth
from films.toolkit.mesh import Sheet, normals

BLUE, CORE, DEEP = rgb("#5fd0ff"), rgb("#bfeaff"), rgb("#1c5fd8")
AMBER = rgb("#ffb463")
GOLDEN = np.pi * (3 - 5**0.5)  # the angle from one petal of a spiral to the next
PETALS, LENGTH, STEM = 16, 4.3, 7.2


@dataclass(frozen=True)
class Lighting:
    """What lights the flower: the lamp (towards it, and its light) and the flower's own glow, 0 to 1."""

    lamp: np.ndarray
    warm: np.ndarray
    glow: float
    fill: np.ndarray


@cache
def _grain(seed: int, n: int, m: int) -> np.ndarray:
    r = np.random.default_rng(seed)
    a = np.zeros((n, m), np.float32)
    for k in range(5):
        p = 3 * 2**k
        g = r.random((p + 2, p + 2)).astype(np.float32)
        y, x = np.linspace(0, p, n)[:, None], np.linspace(0, p, m)[None]
        j, i = np.minimum(y.astype(int), p), np.minimum(x.astype(int), p)
        v, u = y - j, x - i
        v, u = v * v * (3 - 2 * v), u * u * (3 - 2 * u)
        a += 0.55**k * (
            (g[j, i] * (1 - u) + g[j, i + 1] * u) * (1 - v) + (g[j + 1, i] * (1 - u) + g[j + 1, i + 1] * u) * v
        )
    return (a - a.min()) / (a.max() - a.min())


ROWS, COLS = 150, 91


@cache
def _bud_line() -> np.ndarray:
    """How far a petal of the closed bud leans from upright along its length: out, round the belly, back to the tip."""
    u = np.linspace(0, 1, ROWS)
    tilt = 0.92 * np.cos(np.pi * u**0.82) - 0.12 * np.sin(np.pi * u)
    for _ in range(30):  # shift it until the tip comes back to the axis
        tilt -= 0.8 * (np.sin(tilt).mean() + 0.028)
    return tilt


@cache
def veins(seed: int) -> np.ndarray:
    """The net of veins of one petal, 0 to 1: they fan out from the base, fork, and are joined by fine ones."""
    u = np.linspace(0, 1, ROWS)[:, None]
    w = np.linspace(-1, 1, COLS)[None]
    n = _grain(seed, ROWS, COLS) - 0.5
    s = w + 0.10 * n * smooth(0.0, 0.5, u)
    main = np.exp(-((s / (0.035 + 0.05 * (1 - u))) ** 2))
    fan = np.zeros((ROWS, COLS), np.float32)
    for count, start, width in ((5, 0.0, 0.10), (10, 0.38, 0.12), (20, 0.66, 0.16)):
        wave = np.abs(((s * count / 2 + 0.25 * np.sin(u * 7 + seed)) % 1) - 0.5) * 2
        fan = np.maximum(
            fan, smooth(width * 2.2, 0.0, 1 - wave) * smooth(start, start + 0.15, u) * (0.9 - 0.25 * (start > 0))
        )
    cross = (
        smooth(0.82, 0.95, np.abs(np.sin((u * 26 + 3.0 * np.abs(w) + 2.5 * n) * np.pi))) * 0.28 * smooth(0.15, 0.4, u)
    )
    return np.clip(np.maximum(np.maximum(main * 0.8, fan), cross), 0, 1).astype(np.float32)


def petal(n: int, opening: float, age: float = 0.0) -> np.ndarray:
    """The points of petal n (0 is the outermost), shape (ROWS, COLS, 3), for how far it has opened, 0 to 1.

    `age` lets the open petal breathe by a hair's breadth.
    """
    q = n / (PETALS - 1)  # 0 outer, 1 inner
    r = np.random.default_rng(100 + n)
    a, b, c = r.random(3)
    o = opening
    u = np.linspace(0, 1, ROWS)
    length = LENGTH * (1.04 - 0.46 * q**1.3 * o - 0.06 * q + 0.06 * a * o)
    lean = 1.50 - 0.64 * q**1.25 + 0.12 * (b - 0.5)  # how far the open petal leans out at its base
    curl = 0.34 - 0.10 * q + 0.40 * (c - 0.5)
    closed = _bud_line() * (1 - 0.06 * q)
    spread = lean * (0.35 + 0.65 * smooth(0, 0.35, u)) + curl * (u - 0.30) ** 2 * 2.2 * (u > 0.30) - 0.22 * q * u
    # the fold runs up the petal: its tip lets go last
    hold = np.clip(o * 1.35 - 0.35 * u * (1 - o), 0, 1)
    hold = hold * hold * (3 - 2 * hold)
    tilt = closed * (1 - hold) + spread * hold
    step = length / (ROWS - 1)
    rho = 0.14 + np.concatenate([[0], np.cumsum(np.sin(tilt[:-1]) * step)])
    rise = np.concatenate([[0], np.cumsum(np.cos(tilt[:-1]) * step)])
    rho = np.maximum(rho, 0.02 + 0.02 * q)
    width = length * (0.31 + 0.05 * b) * (0.16 + np.sin(np.pi * np.clip(u, 0, 1) ** 1.18) ** 0.75) * (1 - u**5) ** 0.8
    wide = np.linspace(-1, 1, COLS)
    # across, the petal is an arc: round the bud while closed, nearly flat once open
    radius = (1 - hold) * np.maximum(rho * (1.06 + 0.1 * a), 0.10) + hold * (2.4 * width + 0.6)
    angle = np.clip(wide[None] * (width / radius)[:, None], -2.7, 2.7)
    side = radius[:, None] * np.sin(angle)
    inward = radius[:, None] * (1 - np.cos(angle))
    ruffle = hold[:, None] * smooth(0.35, 1.0, u)[:, None] * smooth(1.02, 0.78, u)[:, None] * np.abs(wide[None]) ** 2.0
    wave = 0.11 * length * 0.3 * ruffle * np.sin(wide[None] * 5.2 + u[:, None] * 6 + 6.3 * a + 0.05 * np.sin(age))
    inward = inward - wave
    azimuth = n * GOLDEN + 0.16 * (c - 0.5)
    turn = azimuth + 0.95 * u * (1 - hold)  # the closed bud is twisted
    ct, st = np.cos(turn)[:, None], np.sin(turn)[:, None]
    sin_t, cos_t = np.sin(tilt)[:, None], np.cos(tilt)[:, None]
    out = rho[:, None] - inward * cos_t
    x = out * ct - side * st
    y = out * st + side * ct
    z = STEM + 0.25 + 0.10 * q + rise[:, None] + inward * sin_t
    return np.stack([x, y, z], 2)


def _petal_light(
    points: np.ndarray, n: int, camera: Camera, lit: Lighting, opening: float
) -> tuple[np.ndarray, np.ndarray]:
    q = n / (PETALS - 1)
    normal = normals(points)
    eye = np.asarray(camera.eye) - points
    eye /= np.linalg.norm(eye, axis=2, keepdims=True)
    facing = (normal * eye).sum(2)
    normal = normal * np.where(facing < 0, -1, 1)[..., None]
    grazing = np.clip(np.abs(facing), 0.05, 1)
    u = np.linspace(0, 1, ROWS)[:, None]
    across = np.linspace(-1, 1, COLS)[None]
    w = np.abs(across)
    net = veins(n * 3 + 1)
    grain = _grain(n + 60, ROWS, COLS)
    # warm lamp: on the near side it lights, from the far side it shines through
    to_lamp = lit.lamp - points
    to_lamp /= np.linalg.norm(to_lamp, axis=2, keepdims=True)
    cosine = (normal * to_lamp).sum(2)
    cloth = np.array([0.50, 0.53, 0.56]) * (0.78 + 0.3 * grain[..., None]) * (1 - 0.30 * net[..., None])
    key = np.clip(cosine, 0, 1) * 0.9 + np.clip(-cosine, 0, 1) * 0.35 * (1 - 0.5 * net)
    half = to_lamp + eye
    half /= np.linalg.norm(half, axis=2, keepdims=True)
    sheen = np.clip((normal * half).sum(2), 0, 1) ** 26 * 0.16
    light = cloth * (key[..., None] * lit.warm + lit.fill * (0.5 + 0.5 * normal[..., 2:])) + sheen[..., None] * lit.warm
    if lit.glow > 0:
        heart = np.array([0, 0, STEM + 0.85])
        to_heart = heart - points
        d2 = (to_heart**2).sum(2) + 0.35
        to_heart /= np.sqrt(d2)[..., None]
        lean = (normal * to_heart).sum(2)
        fall = 2.6 / (d2 + 0.9)
        front = np.clip(lean, 0, 1) * 0.9
        through = (0.25 + 0.75 * np.clip(-lean, 0, 1)) * (0.62 - 0.30 * net) * (1.15 - 0.35 * q)
        hue = np.clip(u * 1.05 + 0.25 * w * u, 0, 1)[..., None]
        tissue = CORE * (1 - hue) ** 1.6 + BLUE * (1.25 * hue * (1 - hue) + 0.5 * hue) + DEEP * hue**1.5 * 0.85
        own = (
            0.035
            + 0.22 * (1 - u) ** 2
            + net * (0.26 * (1 - u) + 0.13)
            + 0.12 * smooth(0.86, 1.0, w) * smooth(0.25, 0.7, u)
        )
        rim = (1 - grazing) ** 2.2 * 0.26
        power = (front + through) * fall + own + rim
        covered = 1 - 0.42 * smooth(0.05, 1.0, across) * smooth(0.95, 0.35, u) * opening  # its neighbour's shadow
        light = light * (1 - 0.62 * lit.glow) + lit.glow * (power * covered)[..., None] * tissue * (
            0.85 + 0.3 * grain[..., None]
        )
    thick = 0.80 + 0.14 * net + 0.10 * (1 - u)
    cover = 1 - (1 - np.clip(thick, 0, 0.985)) ** (0.8 / grazing)
    cover = 0.97 + (cover - 0.97) * smooth(0.0, 0.6, opening)
    return light, np.clip(cover, 0, 1)


def _leaf_light(
    points: np.ndarray, camera: Camera, lit: Lighting, cloth: np.ndarray, shine: float = 0.2, thin: float = 0.22
) -> np.ndarray:
    """Light on something that does not glow: lamp, fill, and the blue from the heart of the flower."""
    normal = normals(points)
    eye = np.asarray(camera.eye) - points
    eye /= np.linalg.norm(eye, axis=2, keepdims=True)
    normal = normal * np.where((normal * eye).sum(2) < 0, -1, 1)[..., None]

    def from_(place, spread):
        to = place - points
        d2 = (to**2).sum(2)
        to = to / np.sqrt(d2)[..., None]
        half = to + eye
        half /= np.linalg.norm(half, axis=2, keepdims=True)
        cosine = (normal * to).sum(2)
        diffuse = np.clip(cosine, 0, 1) + thin * np.clip(-cosine, 0, 1)
        gloss = np.clip((normal * half).sum(2), 0, 1) ** 22 * shine
        return diffuse, gloss, spread / (d2 + spread)

    diffuse, gloss, _ = from_(lit.lamp, 1.0)
    light = cloth * (diffuse[..., None] * lit.warm + lit.fill) + gloss[..., None] * lit.warm
    if lit.glow > 0:
        diffuse, gloss, fall = from_(np.array([0, 0, STEM + 1.7]), 9.0)
        blue = (0.35 * CORE + 0.75 * BLUE) * lit.glow
        light = light + fall[..., None] * (cloth * 1.9 * diffuse[..., None] + gloss[..., None] * 0.8) * blue
    edge = (1 - np.clip(np.abs((normal * eye).sum(2)), 0, 1)) ** 3
    return light + edge[..., None] * lit.fill * 0.6


def sepal(n: int, opening: float) -> np.ndarray:
    """One of the five husks round the bud; they let go first and fold back."""
    rows, cols = 60, 25
    u = np.linspace(0, 1, rows)
    r = np.random.default_rng(300 + n)
    length = 2.7 + 0.5 * r.random()
    o = smooth(0, 0.55, opening)
    closed = 0.98 - 1.30 * u + 0.06 * r.random()
    spread = 1.5 + 1.0 * u * (0.6 + 0.5 * r.random())
    tilt = closed * (1 - o) + spread * o
    step = length / (rows - 1)
    rho = 0.20 + np.concatenate([[0], np.cumsum(np.sin(tilt[:-1]) * step)]) + 0.05
    rise = np.concatenate([[0], np.cumsum(np.cos(tilt[:-1]) * step)])
    width = 0.80 * np.sin(np.pi * np.clip(0.16 + 0.84 * u, 0, 1)) ** 0.8 * (1 - 0.25 * u)
    radius = np.maximum(rho * 1.03, 0.2)
    angle = np.linspace(-1, 1, cols)[None] * (width / radius)[:, None]
    side, inward = radius[:, None] * np.sin(angle), radius[:, None] * (1 - np.cos(angle))
    turn = n * 2 * np.pi / 5 + 0.4 + 0.30 * u * (1 - o)
    ct, st = np.cos(turn)[:, None], np.sin(turn)[:, None]
    out = rho[:, None] - inward * np.cos(tilt)[:, None]
    return np.stack(
        [out * ct - side * st, out * st + side * ct, STEM + 0.12 + rise[:, None] + inward * np.sin(tilt)[:, None]], 2
    )


def tube(path: np.ndarray, radius: np.ndarray, sides: int = 20) -> np.ndarray:
    """A round stem along a path, shape (n, 3): the points of its skin."""
    along = np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    a = np.cross(along, (0.2, 1.0, 0.1))
    a /= np.linalg.norm(a, axis=1, keepdims=True)
    b = np.cross(along, a)
    t = np.linspace(0, 2 * np.pi, sides)
    return path[:, None] + radius[:, None, None] * (
        np.cos(t)[None, :, None] * a[:, None] + np.sin(t)[None, :, None] * b[:, None]
    )


@cache
def stem() -> np.ndarray:
    """The stem, a little bowed, thicker under the bud."""
    t = np.linspace(0, 1, 90)
    path = np.stack([0.55 * np.sin(np.pi * t) * (1 - t), -0.25 * np.sin(np.pi * t), t * (STEM + 0.25)], 1)
    return tube(path, 0.17 + 0.05 * (1 - t) ** 3 + 0.16 * smooth(0.93, 1.0, t))


def leaf(azimuth: float, height: float, length: float, droop: float, seed: int) -> np.ndarray:
    """A leaf on the stem: a midrib that rises and then hangs, two halves folded along it."""
    rows, cols = 70, 31
    u = np.linspace(0, 1, rows)
    w = np.linspace(-1, 1, cols)[None]
    tilt = 0.55 + droop * u**1.4
    step = length / (rows - 1)
    rho = 0.15 + np.concatenate([[0], np.cumsum(np.sin(tilt[:-1]) * step)])
    rise = np.concatenate([[0], np.cumsum(np.cos(tilt[:-1]) * step)])
    width = (0.26 * length * np.sin(np.pi * np.clip(u, 0, 1) ** 0.8) ** 0.9 + 0.05 * (1 - u))[:, None]
    wave = 0.05 * length * np.sin(u[:, None] * 9 + seed + 2 * w) * w**2
    fold = 0.30 * width * np.abs(w) + wave
    c, s = np.cos(azimuth), np.sin(azimuth)
    out = rho[:, None] - fold * np.cos(tilt)[:, None]
    side = width * w
    t = height / (STEM + 0.25)
    foot = 0.55 * np.sin(np.pi * t) * (1 - t), -0.25 * np.sin(np.pi * t)
    return np.stack(
        [
            foot[0] + out * c - side * s,
            foot[1] + out * s + side * c,
            height + rise[:, None] + fold * np.sin(tilt)[:, None],
        ],
        2,
    )


LEAVES = ((2.75, 1.6, 4.6, 1.25, 1), (-0.35, 2.5, 4.0, 1.5, 2), (4.4, 0.7, 3.4, 1.6, 3), (1.2, 3.6, 2.4, 1.1, 4))


def _leaf_cloth(n: int) -> np.ndarray:
    rows, cols = 70, 31
    w = np.linspace(-1, 1, cols)[None]
    u = np.linspace(0, 1, rows)[:, None]
    ribs = smooth(0.80, 1.0, np.abs(np.sin((u * 9 - np.abs(w) * 2.2) * np.pi))) * smooth(1, 0.3, np.abs(w))
    mid = np.exp(-((w / 0.07) ** 2))
    grain = _grain(500 + n, rows, cols)
    shade = 0.75 + 0.35 * grain + 0.30 * mid + 0.16 * ribs
    return shade[..., None] * np.array([0.165, 0.180, 0.145])


def stamens(opening: float, age: float) -> list[np.ndarray]:
    """The threads in the heart, seen once the petals part."""
    out = []
    r = np.random.default_rng(77)
    t = np.linspace(0, 1, 26)
    for n in range(22):
        a = n * GOLDEN + 0.2 * r.random()
        reach = (0.25 + 0.75 * (n / 22) ** 0.5) * 0.95 * opening + 0.08
        tall = (1.35 + 0.5 * r.random() - 0.35 * n / 22) * (0.55 + 0.45 * opening)
        sway = 0.05 * np.sin(0.05 * age + 6 * r.random())
        rho = reach * t**1.5
        path = np.stack(
            [rho * np.cos(a + sway * t), rho * np.sin(a + sway * t), STEM + 0.35 + tall * t * (1 - 0.15 * t * opening)],
            1,
        )
        out.append(path)
    return out


def draw(camera: Camera, opening: np.ndarray, lit: Lighting, age: float = 0.0, soft: float = 0.0) -> np.ndarray:
    """The whole flower as a `Sheet` reduced to the frame; `opening` holds 0 to 1 for each petal, outermost first.

    `soft` is how much blur, in pixels, one centimetre out of the plane of focus costs.
    """
    sheet = Sheet()
    eye = np.asarray(camera.eye)
    focus = float(camera.project(np.array([0, 0, STEM + 1.6]))[2])
    husk = np.array([0.165, 0.170, 0.135])
    parts = []

    def add(points, light, cover, order=None):
        deep = float(camera.project(points.reshape(-1, 3).mean(0))[2])
        parts.append((deep if order is None else order, deep, points, light, cover))

    grid = stem()
    add(grid, _leaf_light(grid, camera, lit, np.array([0.20, 0.215, 0.15])), np.ones(grid.shape[:2]), 1e3)
    for n, spec in enumerate(LEAVES):
        grid = leaf(*spec)
        add(grid, _leaf_light(grid, camera, lit, _leaf_cloth(n)), np.ones(grid.shape[:2]), None)
        if np.cos(spec[0]) * eye[0] + np.sin(spec[0]) * eye[1] < 0:
            parts[-1] = (1e4, *parts[-1][1:])
        else:
            parts[-1] = (5e2, *parts[-1][1:])
    for n in range(5):
        grid = sepal(n, float(opening[0]))
        add(
            grid,
            _leaf_light(grid, camera, lit, husk * (0.8 + 0.4 * _grain(700 + n, 60, 25)[..., None]), 0.3),
            np.ones(grid.shape[:2]),
        )
        heading = grid[:, 12].mean(0)
        toward = heading[0] * eye[0] + heading[1] * eye[1]
        back = toward < 0
        parts[-1] = ((8e2 if back else (1.0 if opening[0] < 0.3 else 4e2)), *parts[-1][1:])
    for n in range(PETALS):
        grid = petal(n, float(opening[n]), age)
        light, cover = _petal_light(grid, n, camera, lit, float(opening[n]))
        # those that lean away from us are drawn outermost first, those that lean towards us innermost first
        heading = grid[ROWS * 2 // 3].mean(0)
        toward = (heading[0] * eye[0] + heading[1] * eye[1]) / np.hypot(*eye[:2])
        add(grid, light, cover, 200 + toward * -20 - (n if toward > 0 else -n) * -0.01)
    mean_open = float(opening.mean())
    if lit.glow > 0 and mean_open > 0.12:
        for n, path in enumerate(stamens(mean_open, age)):
            t = np.linspace(0, 1, len(path))
            head = np.exp(-(((t - 0.97) / 0.035) ** 2))
            grid = tube(path, 0.016 + 0.036 * head, 8)
            light = (CORE * (0.7 + 1.0 * t[:, None]) + head[:, None] * np.array([1.0, 1.0, 0.95]) * 1.2)[
                :, None
            ] * np.ones((1, 8, 1))
            add(grid, light * lit.glow * smooth(0.12, 0.4, mean_open), np.full(grid.shape[:2], 0.9), 200 + 0.001 * n)
    for _, deep, points, light, cover in sorted(parts, key=lambda p: -p[0]):
        sheet.surface(
            camera, points, light, cover, soft * abs(deep - focus) if abs(deep - focus) * soft > 0.35 else 0.0
        )
    return sheet.reduce()
