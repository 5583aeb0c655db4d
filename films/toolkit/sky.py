"""A sky without air: hard stars at fixed directions, a faint band of far ones, a planet."""

from functools import cache

import numpy as np

from .camera import Camera
from .canvas import H, Light, W, blur, fbm, smooth


@cache
def star_field(count: int = 5200, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Directions, shape (n, 3), and light, shape (n, 3), of stars: many faint, few bright, some warm or cold."""
    r = np.random.default_rng(seed)
    d = r.normal(size=(count, 3))
    d[: count // 2, 2] = d[: count // 2, 2] * 0.28 - d[: count // 2, 0] * 0.5  # half of them along a band
    d /= np.linalg.norm(d, axis=1, keepdims=True)
    power = 0.055 * (r.random(count) + 1e-3) ** -0.66
    tint = r.normal(size=count)[:, None] * np.array([0.10, 0.0, -0.12])
    return d, (np.clip(power, 0, 2.2)[:, None] * (np.array([0.88, 0.94, 1.05]) + tint)).astype(np.float32)


def splat(light: Light, x: np.ndarray, y: np.ndarray, colour: np.ndarray) -> Light:
    """Add points of light at fractional pixels, in place: steady under slow moves."""
    x, y = np.asarray(x) - 0.5, np.asarray(y) - 0.5
    keep = (x > 0) & (x < W - 2) & (y > 0) & (y < H - 2)
    x, y, colour = x[keep], y[keep], colour[keep]
    i, j = x.astype(int), y.astype(int)
    u, v = (x - i)[:, None], (y - j)[:, None]
    for dj, di, w in ((0, 0, (1 - u) * (1 - v)), (0, 1, u * (1 - v)), (1, 0, (1 - u) * v), (1, 1, u * v)):
        np.add.at(light, (j + dj, i + di), colour * w)
    return light


def stars(camera: Camera, seed: int = 1, gain: float = 1.0) -> Light:
    """The stars a camera sees: sharp cores, the brightest with a breath of halo."""
    directions, colours = star_field(seed=seed)
    at = camera.project_far(directions)
    front = at[:, 2] > 0
    out = splat(np.zeros((H, W, 3), np.float32), at[front, 0], at[front, 1], colours[front] * gain)
    return out * 1.15 + blur(np.clip(out - 0.25, 0, None), 1.3) * 1.6 + blur(out, 0.6) * 0.5


@cache
def _band(seed: int) -> np.ndarray:
    return fbm(256, 512, 6, 3, seed, 2.0)


def galaxy(camera: Camera, seed: int = 4, gain: float = 1.0) -> Light:
    """The faint band of stars too far to be seen apart, torn by dust."""
    d = camera.rays()
    across = (d[..., 2] + 0.5 * d[..., 0]) / 1.118
    angle = np.arctan2(d[..., 1], d[..., 0])
    n = _band(seed)
    a = n[(across * 300).astype(int) % 256, (angle * 81.5 + across * 40).astype(int) % 512]
    a = blur(a, 2.2)
    band = np.exp(-((across / 0.30) ** 2)) * (0.25 + 1.1 * smooth(0.35, 0.75, a))
    rift = 1 - 0.75 * np.exp(-(((across - 0.05) / 0.07) ** 2)) * smooth(0.3, 0.6, a)
    return (band * rift * 0.020 * gain)[..., None] * np.array([0.72, 0.86, 1.15], np.float32)


@cache
def _bands(seed: int) -> np.ndarray:
    return fbm(256, 256, 5, 3, seed, 0.3)


def _planet(u: np.ndarray, v: np.ndarray, s: np.ndarray, tilt: float, edge: float, seed: int) -> np.ndarray:
    """The ringed planet at places of the picture, in radii from its middle: light and cover, shape (..., 4)."""
    ca, sa = np.cos(tilt), np.sin(tilt)
    ru, rv = u * ca + v * sa, -u * sa + v * ca  # along and across the ring's line
    away = np.hypot(u, v)
    nz = np.sqrt(np.clip(1 - away**2, 0, 1))
    body = smooth(1.0, 1.0 - edge, away)
    latitude = rv * 0.96 + 0.28 * nz
    cloud = _bands(seed)[((latitude + 1.2) * 100).astype(int) % 256, ((ru + 1.3) * 60).astype(int) % 256]
    bands = (0.75 + 0.35 * (cloud - 0.5)) * (0.86 + 0.14 * np.sin(latitude * 19 + 1.5 * np.sin(latitude * 7)))
    cosine = u * s[0] + v * s[1] + nz * s[2]
    day = smooth(-0.10, 0.75, cosine) * (0.3 + 0.7 * nz**0.4) * bands * 0.22
    limb = np.exp(-(((away - 0.995) / 0.012) ** 2)) * smooth(-0.05, 0.6, cosine) * 0.25
    tone = body * (day + 0.006 + limb)
    # the ring: a flat disc seen at a slant, its gaps, and the planet's shadow that falls across it
    slant = 0.17
    deep = rv / slant
    q = np.hypot(ru, deep)
    ring = smooth(1.28, 1.36, q) * smooth(2.20, 2.12, q)
    ring *= 1 - 0.75 * np.exp(-(((q - 1.80) / 0.04) ** 2)) - 0.40 * np.exp(-(((q - 1.48) / 0.05) ** 2))
    ring *= 0.86 + 0.14 * np.sin(q * 26 + 2 * np.sin(q * 9))
    flat = np.array([s[0] * ca + s[1] * sa, s[2]])
    flat /= np.linalg.norm(flat)
    behind, beside = -(ru * flat[0] + deep * flat[1]), np.abs(ru * flat[1] - deep * flat[0])
    shadow = smooth(0.0, 0.4, behind) * smooth(1.12, 0.82, beside)
    front = rv > 0
    ring = ring * np.where(front, 1, 1 - body)
    tone = tone * (1 - 0.55 * ring * front) + ring * 0.10 * (1 - 0.88 * shadow)
    colour = np.array([0.60, 0.70, 0.86])
    return np.concatenate([tone[..., None] * colour, np.maximum(body, ring * 0.5)[..., None]], -1)


def planet(
    x: float, y: float, radius: float, sun: tuple[float, float, float], tilt: float = -0.35, seed: int = 9
) -> tuple[Light, np.ndarray]:
    """A ringed planet in the sky: its light, and how much of the sky it covers (both for the whole frame).

    `sun` points towards the sun in the picture: right, down, towards us.
    """
    s = np.asarray(sun, float) / np.linalg.norm(sun)
    out = np.zeros((H, W, 4), np.float32)
    x0, x1 = (int(np.clip(x + k * 2.3 * radius, 0, W)) for k in (-1, 1))
    y0, y1 = (int(np.clip(y + k * 1.5 * radius, 0, H)) for k in (-1, 1))
    if x1 > x0 and y1 > y0:
        j, i = np.mgrid[y0:y1, x0:x1]
        fine = (np.arange(3) + 0.5) / 3  # nine looks a pixel: the ring's gaps are thinner than one
        looks = [
            _planet((i + a - x) / radius, (j + b - y) / radius, s, tilt, 1.2 / radius, seed) for a in fine for b in fine
        ]
        out[y0:y1, x0:x1] = np.mean(looks, 0)
    return out[..., :3], out[..., 3]
