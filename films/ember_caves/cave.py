"""The cave, carved once: relief, rock, water and glow of 64 metres of it, and the caverns that open behind.

The world is measured in metres along the path; `PX` pixels make one. Rows are those of the visible picture, 0 to 399.
`rock()` is one long strip of what lamp and camera need at each pixel; `COLUMNS` names its channels.
"""

from functools import cache

import numpy as np
from scipy.ndimage import gaussian_filter, label
from scipy.spatial import cKDTree

from films.toolkit.bake import baked
from films.toolkit.canvas import BAR, H, W, fbm, smooth

PX = 58  # pixels to a metre
LEFT, RIGHT = -11.0, 54.0  # metres
ROWS = H - 2 * BAR
WIDE = int((RIGHT - LEFT) * PX)
SLOPE = 2.0  # how fast the floor comes forward: pixels of depth a row
PATH = 27  # rows from the foot of the wall to the line they walk on
DEPTH = SLOPE * PATH  # how far in front of the wall they walk
WATER = (39.3, 53.9, 300.0)  # the pool: from, to (metres), and the row its surface begins at
COLUMNS = ("z", "nx", "ny", "nz", "r", "g", "b", "wet", "open", "solid", "glow_r", "glow_g", "glow_b")

# Openings in the wall: middle (m), half width (m), top and foot (rows), raggedness
OPENINGS = (
    (-6.0, 2.0, 96, 236), (2.2, 1.7, 88, 232), (8.4, 2.3, 70, 246), (14.6, 1.5, 104, 226), (20.4, 3.7, 66, 300),
    (28.6, 1.2, 98, 224), (32.0, 2.2, 66, 246), (44.6, 6.6, 26, 330),
)  # fmt: skip


def ground(x):
    """The row of the path, where feet stand, at x metres."""
    x = np.asarray(x, float)
    hills = 6.5 * np.sin(0.31 * x + 0.4) + 3.5 * np.sin(0.83 * x + 2.0) + 1.6 * np.sin(1.9 * x)
    level = smooth(33.0, 37.0, x)  # the haven's shore is even
    level = level + (1 - level) * smooth(17.0, 19.0, x) * smooth(28.0, 26.0, x)  # and so is where they fight
    return 322.0 + hills * (1 - 0.85 * level)


def facets(h: int, w: int, size: float, tilt: float, seed: int, squash: float = 1.0) -> np.ndarray:
    """Broken stone: every cell of a random mosaic is a plane with a slant of its own."""
    r = np.random.default_rng(seed)
    count = int(h * w / size**2 * 1.1) + 8
    seeds = r.random((count, 2)) * (h + 2 * size, w + 2 * size) - size
    slant = r.normal(0, tilt, (count, 2))
    lift = r.normal(0, 0.16 * size, count)
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    warp = 0.5 * size * (fbm(h, w, 4, 6, seed + 1, w / h) - 0.5)
    points = np.stack([(y + warp).ravel() * squash, (x - warp).ravel()], 1)
    _, near = cKDTree(seeds * (squash, 1)).query(points, workers=1)
    off = points / (squash, 1) - seeds[near]
    z = (slant[near] * off).sum(1) + lift[near]
    return gaussian_filter(z.reshape(h, w), max(0.9, size * 0.03)).astype(np.float32)


@cache
def _knots(h: int, w: int) -> np.ndarray:
    return fbm(h, w, 4, 12, 9, w / h * 1.4) - 0.5


def spike(z, x0, y0, length, half, out, sway, seed):
    """A dripstone, hanging (length > 0) or standing, rippled where water ran; where it stands out it covers z."""
    h, w = z.shape
    i0, i1 = int(max(0, x0 - 3 * half - 40)), int(min(w, x0 + 3 * half + 40))
    j0, j1 = (int(y0) - 60, int(y0 + length)) if length > 0 else (int(y0 + length), int(y0) + 40)
    j0, j1 = max(0, j0), min(h, j1)
    if i1 <= i0 or j1 <= j0:
        return
    y, x = np.mgrid[j0:j1, i0:i1].astype(np.float32)
    t = (y - y0) / length  # 0 at its root, 1 at its tip
    r = np.random.default_rng(seed)
    ripple = 1 + 0.05 * np.sin(t * r.uniform(9, 17) + r.uniform(0, 6)) + 0.02 * np.sin(t * 37 + r.uniform(0, 6))
    wide = half * np.clip(1 - t, 0, 1) ** 0.85 * ripple + half * 0.9 * np.exp(-np.clip(t + 0.05, 0, None) * 11)
    knots = _knots(*z.shape)[j0:j1, i0:i1] * min(1.0, half / 14)
    wide = wide * (1 + 0.5 * knots)
    off = (x - x0 - sway * np.clip(t, 0, 1) ** 2) / np.maximum(wide, 0.6)
    body = out + np.sqrt(np.clip(1 - off**2, 0, 1)) * wide * 0.9 - 900 * np.clip(-0.02 - t, 0, None) ** 2 + 14 * knots
    held = (np.abs(off) < 1) & (t < 1) & (t > -0.3)
    z[j0:j1, i0:i1] = np.where(held, np.maximum(body, z[j0:j1, i0:i1]), z[j0:j1, i0:i1])


def mushrooms() -> list[tuple[float, float, float]]:
    """Where glowing mushrooms stand: metres, rows above the foot of the wall, size in pixels."""
    r = np.random.default_rng(77)
    found = []
    for middle, count in (
        (1.0, 5),
        (5.6, 6),
        (11.4, 4),
        (16.9, 5),
        (29.4, 6),
        (34.6, 9),
        (37.2, 7),
        (-3.0, 5),
        (25.4, 3),
    ):
        for _ in range(count):
            found.append((middle + r.normal(0, 0.55), r.uniform(-16, 5), r.uniform(3.4, 8.5)))
    return found


@baked
def rock() -> np.ndarray:
    """The whole strip, (rows, columns, channels), float16."""
    y, x = np.mgrid[0:ROWS, 0:WIDE].astype(np.float32)
    metres = LEFT + x / PX
    r = np.random.default_rng(5)
    path = ground(metres[0])[None]
    foot = path - PATH
    wide = WIDE / ROWS
    rough = fbm(ROWS, WIDE, 6, 3, 11, wide)
    z = 34 * (fbm(ROWS, WIDE, 3, 2, 3, wide) - 0.5) * 1.6
    z += facets(ROWS, WIDE, 96, 0.30, 21, 1.5) + facets(ROWS, WIDE, 37, 0.30, 22, 1.3)
    z += 0.8 * facets(ROWS, WIDE, 15, 0.26, 23) + 5.0 * (rough - 0.5)
    z = z * smooth(0, 60, foot - y) ** 0.5 + 6 * (rough - 0.5)
    z = np.where(z > 0, 24 * np.tanh(z / 24), z)  # nothing of the wall stands out as far as the lamp
    # the roof hangs over
    roof = 34 + 46 * fbm(1, WIDE, 5, 9, 31, 1)[0][None] + 14 * fbm(1, WIDE, 4, 60, 32, 1)[0][None]
    roof = roof - 26 * smooth(38, 43, metres[:1])
    hang = np.clip(roof - y, 0, None)
    z = z + 1.7 * hang + 5 * np.sqrt(hang) * rough
    # the floor comes forward
    below = np.clip(y - foot, -30, None)
    stones = facets(ROWS, WIDE, 22, 0.34, 41, 2.0) * 0.40 + 0.40 * facets(ROWS, WIDE, 9, 0.36, 42, 1.8)
    bed = SLOPE * np.maximum(below, 0) + (stones + 7 * (fbm(ROWS, WIDE, 6, 9, 43, wide * 0.5) - 0.5)) * smooth(
        -8, 16, below
    )
    z = np.where(below > -14, np.maximum(z * smooth(20, -14, below), bed), z)
    wall, z = z, np.full_like(z, -999)
    # dripstone: from the roof, from the floor, and a few columns through both
    for k in range(190):
        x0 = r.uniform(0, WIDE)
        size = r.random() ** 2.2
        spike(z, x0, roof[0, int(x0)] - 6, 22 + 120 * size, 4 + 15 * size, r.uniform(14, 52), r.normal(0, 4), 300 + k)
    for k in range(120):
        x0 = r.uniform(0, WIDE)
        size = r.random() ** 2.4
        m = LEFT + x0 / PX
        if WATER[0] - 0.7 < m < WATER[1] or 18.0 < m < 26.2:  # the pool, and room to fight
            continue
        spike(z, x0, ground(m) - PATH + 8, -(14 + 74 * size), 5 + 13 * size, r.uniform(2, 22), r.normal(0, 3), 600 + k)
    for k, (m, half) in enumerate(
        ((-8.6, 30), (-0.9, 22), (5.1, 27), (12.3, 24), (17.1, 25), (27.0, 28), (30.0, 24), (35.6, 22))
    ):
        x0 = (m - LEFT) * PX
        spike(z, x0, 20, 250, half, 16, 8, 800 + k)
        spike(z, x0 + 5, ground(m) - PATH + 10, -190, half * 1.1, 16, -5, 820 + k)
    drips = z > wall + 1
    z = np.where(drips, z + 0.30 * facets(ROWS, WIDE, 12, 0.3, 71, 0.6) + 5 * (rough - 0.5), wall)
    # openings
    solid = np.ones_like(z)
    for k, (m, half, top, low) in enumerate(OPENINGS):
        u = (metres - m) / half
        v = (y - (top + low) / 2) / ((low - top) / 2)
        ragged = (0.95 if m < 40 else 0.55) * (fbm(ROWS, WIDE, 4, 4, 50 + k, wide) - 0.5) + 0.006 * stones
        d = 1 - (np.abs(u) ** 2.4 + np.abs(v) ** 2.4) ** (1 / 2.4) + ragged
        d = np.where(drips | (hang > 0) | (below > (-8 if m < 40 else 6) + 16 * (rough - 0.5)), -1.0, d)
        z = z - 46 * smooth(-0.16, 0.04, d)
        solid = np.minimum(solid, 1 - smooth(0.0, 0.035, d))
    kinds, count = label(solid > 0.4)  # no stone floats in the air
    sizes = np.bincount(kinds.ravel(), minlength=count + 1)
    solid = np.where((kinds > 0) & (sizes[kinds] < 60_000), 0.0, solid)
    # the pool
    shore = metres - 0.0075 * (y - WATER[2]) + 0.7 * (rough - 0.5)
    pool = smooth(WATER[0] - 0.3, WATER[0] + 0.3, shore) * smooth(WATER[2] - 1, WATER[2] + 1, y)
    z = z * (1 - pool) + pool * (SLOPE * (y - WATER[2]) - 6)
    from films.toolkit.lamplight import hollows, normals

    grit = fbm(ROWS, WIDE, 3, 60, 81, wide) - 0.5
    normal = normals(gaussian_filter(z, 0.6) + 1.7 * grit * solid)
    opens = hollows(z)
    # what it is made of: brown stone, paler where lime ran down, darker and colder in its cracks
    tone = 0.75 + 0.5 * (fbm(ROWS, WIDE, 5, 5, 61, wide) - 0.5) + 0.25 * (rough - 0.5)
    runs = fbm(ROWS, WIDE, 5, 3, 62, wide * 9) ** 2
    lime = smooth(0.42, 0.62, runs) * smooth(0.15, -0.35, normal[..., 1]) * (y < foot)
    base = np.array([0.40, 0.335, 0.29]) * tone[..., None]
    cold = np.array([0.26, 0.33, 0.33]) * tone[..., None]
    mix = smooth(0.45, 0.7, fbm(ROWS, WIDE, 4, 3, 63, wide))[..., None]
    albedo = base * (1 - 0.55 * mix) + cold * 0.55 * mix
    albedo = albedo * (1 - 0.35 * lime[..., None]) + np.array([0.60, 0.54, 0.46]) * 0.35 * lime[..., None]
    wet = np.clip(0.15 + 0.75 * smooth(0.40, 0.66, fbm(ROWS, WIDE, 5, 4, 64, wide * 2)) + 0.5 * lime, 0, 1)
    wet = np.where(below > 0, wet * 0.8 + 0.30 * smooth(0.55, 0.72, fbm(ROWS, WIDE, 4, 3, 65, wide * 0.3)), wet)
    # mushrooms
    glow = np.zeros((ROWS, WIDE, 3), np.float32)
    for m, up, size in mushrooms():
        x0, y0 = (m - LEFT) * PX, float(ground(m)) - PATH + up
        i, j = int(x0), int(y0)
        box = slice(max(j - 24, 0), j + 20), slice(max(i - 20, 0), i + 20)
        u, v = (x[box] - x0) / size, (y[box] - y0) / size
        cap = smooth(1.05, 0.85, np.hypot(u, v / 0.62)) * smooth(0.12, -0.08, v)
        gills = 0.6 + 0.4 * np.exp(-((v / 0.3) ** 2))
        stem = smooth(0.24, 0.12, np.abs(u - 0.08 * v)) * smooth(-0.1, 0.1, v) * smooth(1.9, 1.6, v)
        hue = np.array([0.05, 0.62, 0.52]) if (i * 7) % 3 else np.array([0.08, 0.42, 0.62])
        glow[box] = np.maximum(glow[box], ((0.9 * cap * gills + 0.16 * stem)[..., None] * hue))
        solid[box] = np.maximum(solid[box], np.maximum(cap, stem))
        albedo[box] = np.where((cap + stem)[..., None] > 0.5, 0.25, albedo[box])
    halo = np.stack(
        [gaussian_filter(glow[..., k], 7) * 2.0 + gaussian_filter(glow[..., k], 24) * 6.0 for k in range(3)], -1
    )
    glow = glow * 0.8 + halo * albedo * 1.2 * (0.4 + 0.6 * opens)[..., None]
    channels = [
        z,
        *np.moveaxis(normal, -1, 0),
        *np.moveaxis(albedo, -1, 0),
        wet,
        opens,
        solid,
        *np.moveaxis(glow, -1, 0),
    ]
    return np.stack(channels, -1).astype(np.float16)


FAR, MID = 0.22, 0.48  # how fast the caverns behind pass: parts of the path's own speed


def _cavern(seed: int, share: float, columns: int, low: float, high: float) -> np.ndarray:
    """A silhouette of a cavern: 0 open, 1 rock; wide enough for the camera's whole way at its parallax."""
    wide = int(WIDE * share + W)
    r = np.random.default_rng(seed)
    y, x = np.mgrid[0:ROWS, 0:wide].astype(np.float32)
    edge = fbm(ROWS, wide, 5, 6, seed + 1, wide / ROWS) - 0.5
    top = low + 60 * (fbm(1, wide, 5, 7, seed + 2, 1)[0] - 0.5) + 14 * (fbm(1, wide, 3, 60, seed + 3, 1)[0] - 0.5)
    ground_ = high + 40 * (fbm(1, wide, 5, 6, seed + 4, 1)[0] - 0.5)
    d = np.maximum(top[None] - y, y - ground_[None]) + 22 * edge
    for _ in range(columns):
        x0, size = r.uniform(0, wide), r.random() ** 1.7
        half, hang = 3 + 13 * size, 40 + 170 * size
        t = np.clip((y - top[int(x0)]) / hang, 0, 1)
        d = np.maximum(d, np.where(y < top[int(x0)] + hang, half * (1 - t) ** 0.8 - np.abs(x - x0 - 5 * edge), -9))
        x1 = x0 + r.normal(0, 12)
        s = np.clip((ground_[int(x0)] - y) / (0.7 * hang), 0, 1)
        d = np.maximum(d, np.where(s < 1, 1.2 * half * (1 - s) ** 0.8 - np.abs(x - x1 - 5 * edge), -9))
    for _ in range(columns // 7):  # some meet
        x0, half = r.uniform(0, wide), r.uniform(8, 26)
        waist = 0.45 + 0.55 * np.abs((y - (low + high) / 2) / ((high - low) / 2)) ** 1.7
        d = np.maximum(d, half * waist - np.abs(x - x0 - 8 * edge))
    return smooth(-1.2, 1.2, d)


@baked
def far() -> np.ndarray:
    """The farthest cavern: mist, and columns in it. (rows, columns, 3) as light."""
    back = _cavern(101, FAR, 70, 60, 268)
    behind = _cavern(141, FAR, 60, 92, 240)
    wide = back.shape[1]
    y = np.arange(ROWS, dtype=np.float32)[:, None]
    mist = 0.35 + 0.65 * np.exp(-(((y - 190) / 92) ** 2))
    mist = mist * (0.65 + 0.7 * fbm(ROWS, wide, 4, 2, 151, wide / ROWS))
    haven = smooth(0.62, 0.80, np.arange(wide) / wide)[None]  # towards the end there is more air and light
    mist = mist * (0.75 + 0.75 * haven)
    behind, back = gaussian_filter(behind, 2.2), gaussian_filter(back, 1.1)
    deep = mist * (1 - 0.34 * behind * (0.6 + 0.6 * smooth(40, 200, y)))
    deep = deep * (1 - 0.62 * back) + 0.12 * back * mist
    return (deep[..., None] * np.array([0.016, 0.062, 0.068], np.float32)).astype(np.float16)


@baked
def mid() -> np.ndarray:
    """The nearer cavern: (rows, columns, 2), how solid it is and the mist in front of it."""
    shape = _cavern(201, MID, 84, 46, 288)
    wide = shape.shape[1]
    y = np.arange(ROWS, dtype=np.float32)[:, None]
    mist = np.exp(-(((y - 236) / 70) ** 2)) * (0.35 + 0.9 * fbm(ROWS, wide, 4, 2, 251, wide / ROWS))
    haven = smooth(0.66, 0.80, np.arange(wide) / wide)[None]
    keep = 1 - haven * smooth(70, 110, y) * smooth(300, 250, y)  # the haven's view is wide
    return np.stack([shape * keep, mist], -1).astype(np.float16)


NEAR = 1.42


@baked
def near() -> np.ndarray:
    """What passes close to the camera, out of focus: (rows, columns, 1), how much of the view it takes."""
    wide = int(WIDE * NEAR + W)
    r = np.random.default_rng(301)
    y, x = np.mgrid[0:ROWS, 0:wide].astype(np.float32)
    edge = fbm(ROWS, wide, 4, 5, 302, wide / ROWS) - 0.5
    low = 402 - 46 * fbm(1, wide, 4, 14, 303, 1)[0] ** 1.5 + 8
    high = 30 * fbm(1, wide, 4, 16, 304, 1)[0] ** 1.3 - 6
    d = np.maximum(y - low[None], high[None] - y) + 10 * edge
    for _ in range(58):
        x0, size, hangs = r.uniform(0, wide), r.random(), r.random() < 0.55
        half, long = 7 + 20 * size, 26 + 62 * size
        t = np.clip((y - high[int(x0)]) / long, 0, 1) if hangs else np.clip((low[int(x0)] - y) / long, 0, 1)
        d = np.maximum(d, np.where(t < 1, half * (1 - t) ** 0.9 - np.abs(x - x0 - 8 * edge), -9))
    return gaussian_filter(smooth(-1, 1, d), 3.4)[..., None].astype(np.float16)


def worms(seed: int, share: float, count: int, rows: tuple[float, float], dense: tuple = ()) -> np.ndarray:
    """Glow worms on a layer: (n, 5): pixels along it, row, brightness, phase, and whether it waits for the haven."""
    r = np.random.default_rng(seed)
    wide = WIDE * share + W
    x = r.random(count) * wide
    y = rows[0] + (rows[1] - rows[0]) * r.random(count) ** 1.5
    clump = fbm(64, 256, 4, 5, seed + 1, 4)[(y / 400 * 63).astype(int).clip(0, 63), (x / wide * 255).astype(int)]
    shine = (0.25 + r.random(count) ** 3) * smooth(0.40, 0.75, clump)
    waits = np.zeros(count)
    for start, end, more in dense:
        k = int(more)
        x = np.concatenate([x, start + (end - start) * r.random(k)])
        y = np.concatenate([y, rows[0] + (rows[1] - rows[0]) * r.random(k) ** 1.3])
        shine = np.concatenate([shine, 0.3 + r.random(k) ** 2.5])
        waits = np.concatenate([waits, np.ones(k)])
    phase = r.random(len(x)) * 6.28
    keep = shine > 0.05
    return np.stack([x, y, shine, phase, waits], 1)[keep].astype(np.float32)
