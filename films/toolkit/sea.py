"""The sea by night: calm dark water that glitters under moon and lamps, high cloud, and a lighthouse's beam.

Works with `stage.Camera` (y up). Water is the plane y = 0, its slopes a sum of travelling waves; what is too far
to be seen wave by wave widens the glitter instead, so nothing sparkles from frame to frame that should not.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numba import njit
from scipy.ndimage import zoom

from .canvas import H, Light, W, blur, fbm, smooth
from .sky import splat, star_field
from .stage import Camera


@dataclass(frozen=True)
class Shine:
    """A light the water mirrors: a place (or, when `far`, a direction), its colour, and how tight its path lies."""

    at: tuple[float, float, float]
    colour: tuple[float, float, float]
    tight: float = 900.0
    far: bool = False

    def packed(self) -> list[float]:
        return [*self.at, *self.colour, self.tight, float(self.far)]


@cache
def swell(seed: int = 3, count: int = 14, length: float = 3.2, steep: float = 0.020, wind: float = 0.4) -> np.ndarray:
    """Waves as rows (kx, kz, frequency, slope, phase): from `length` metres down, running about `wind` (radians)."""
    r = np.random.default_rng(seed)
    rows = []
    for n in range(count):
        k = 2 * np.pi / (length * 0.70**n * r.uniform(0.85, 1.15))
        a = wind + r.normal(0, 0.75)
        rows.append([k * np.cos(a), k * np.sin(a), np.sqrt(9.81 * k), steep * 0.97**n, r.uniform(0, 6.28)])
    return np.array(rows)


@njit(cache=True, fastmath=True, error_model="numpy")
def _water(cam, y0, y1, w, t, waves, low, high, deep, lights):
    out = np.zeros((y1 - y0, w, 3), np.float32)
    for j in range(y1 - y0):
        for i in range(w):
            u = (i + 0.5 - cam[13]) / cam[12]
            v = -(y0 + j + 0.5 - cam[14]) / cam[12]
            dx = cam[9] + cam[3] * u + cam[6] * v
            dy = cam[10] + cam[4] * u + cam[7] * v
            dz = cam[11] + cam[5] * u + cam[8] * v
            il = 1 / math.sqrt(dx * dx + dy * dy + dz * dz)
            dx, dy, dz = dx * il, dy * il, dz * il
            if dy > -1e-4:
                dy = -1e-4
            far = -cam[1] / dy
            px, pz = cam[0] + dx * far, cam[2] + dz * far
            foot = far / cam[12] / max(0.02, -dy)  # a pixel's reach along the water
            nx, nz, rough = 0.0, 0.0, 0.0
            for n in range(waves.shape[0]):
                k = math.sqrt(waves[n, 0] ** 2 + waves[n, 1] ** 2)
                keep = 1.0 / (1.0 + (0.35 * k * foot) ** 2)
                s = waves[n, 3]
                ph = waves[n, 0] * px + waves[n, 1] * pz - waves[n, 2] * t + waves[n, 4]
                c = math.cos(ph + 0.6 * math.sin(0.37 * ph + n))
                nx -= s * keep * c * waves[n, 0] / k
                nz -= s * keep * c * waves[n, 1] / k
                rough += s * s * (1 - keep)
            il = 1 / math.sqrt(nx * nx + nz * nz + 1)
            nx, ny, nz = nx * il, il, nz * il
            dn = dx * nx + dy * ny + dz * nz
            ry = abs(dy - 2 * dn * ny)  # how high the sky is that it mirrors
            fres = 0.02 + 0.98 * (1 - min(1.0, abs(dn) + 0.10)) ** 5
            e = math.sqrt(ry)
            for c in range(3):
                out[j, i, c] = deep[c] + fres * (low[c] * (1 - e) + high[c] * e)
            for s in range(lights.shape[0]):
                lx, ly, lz = lights[s, 0], lights[s, 1], lights[s, 2]
                power = 1.0
                if lights[s, 7] == 0.0:
                    lx, ly, lz = lx - px, ly, lz - pz
                    d2 = lx * lx + ly * ly + lz * lz
                    power = 1.0 / (1.0 + d2 * 0.01)
                    il = 1 / math.sqrt(d2)
                    lx, ly, lz = lx * il, ly * il, lz * il
                hx, hy, hz = lx - dx, ly - dy, lz - dz
                il = 1 / math.sqrt(hx * hx + hy * hy + hz * hz)
                cosine = (hx * nx + hy * ny + hz * nz) * il
                spread = 2.0 / lights[s, 6] + 2.0 * rough
                lobe = math.exp(-2.0 * (1 - cosine) / spread) * (2.0 / lights[s, 6] / spread) ** 0.5
                for c in range(3):
                    out[j, i, c] += lights[s, 3 + c] * power * lobe * (0.2 + 0.8 * fres)
    return out


def water(
    light: Light,
    camera: Camera,
    t: float,
    shines: Sequence[Shine],
    *,
    waves: np.ndarray | None = None,
    low: Sequence[float] = (0.020, 0.028, 0.042),
    high: Sequence[float] = (0.003, 0.005, 0.009),
    deep: Sequence[float] = (0.0008, 0.0012, 0.0018),
    haze: Sequence[float] | None = None,
) -> Light:
    """Lay the sea below the horizon at `t` seconds (in place). `low`, `high`: the sky it mirrors, at rim and zenith.

    `haze` is the colour into which the farthest water fades; None leaves a hard line.
    """
    y0 = horizon(camera)
    if y0 >= H:
        return light
    y0 = max(0, y0)
    rows = swell() if waves is None else waves
    seen = _water(
        camera.packed(), y0, H, W, float(t), rows, *(np.asarray(c, float) for c in (low, high, deep)),
        np.array([s.packed() for s in shines]),
    )  # fmt: skip
    if haze is not None:
        fade = np.exp(-(np.arange(H - y0) + 0.5) / 7.0)[:, None, None].astype(np.float32)
        seen = seen * (1 - 0.8 * fade) + np.asarray(haze, np.float32) * 0.8 * fade
    light[y0:] = seen
    return light


def horizon(camera: Camera) -> int:
    """The first row of the picture that looks down on the sea (for a camera that is not rolled)."""
    forward, up = camera.basis[2], camera.basis[1]
    return int(np.ceil(camera.cy + camera.focal * forward[1] / up[1]))


@cache
def _clouds(seed: int) -> np.ndarray:
    return fbm(512, 512, 7, 4, seed, 1.0)


def night_sky(
    camera: Camera,
    moon: Sequence[float],
    *,
    drift: float = 0.0,
    cover: float = 0.5,
    seed: int = 5,
    low: Sequence[float] = (0.030, 0.042, 0.064),
    high: Sequence[float] = (0.004, 0.007, 0.014),
    moonlight: Sequence[float] = (0.62, 0.70, 0.82),
    disc: float = 0.011,
) -> Light:
    """Sky with stars, a moon in the direction `moon` and torn cloud that drifts (in parts of its own size)."""
    j, i = np.mgrid[0:H, 0:W].astype(np.float32)
    d = np.stack([(i + 0.5 - camera.cx) / camera.focal, -(j + 0.5 - camera.cy) / camera.focal, np.ones((H, W))], -1)
    d = d @ camera.basis
    d /= np.linalg.norm(d, axis=-1, keepdims=True)
    up = np.clip(d[..., 1], 0, 1)
    e = smooth(-0.02, 0.55, up)[..., None]
    m = np.asarray(moon, float) / np.linalg.norm(moon)
    angle = np.arccos(np.clip(d @ m, -1, 1))
    halo = 0.10 * np.exp(-angle / 0.09) + 0.030 * np.exp(-angle / 0.35)
    clear = np.asarray(low) * (1 - e) + np.asarray(high) * e + halo[..., None] * np.asarray(moonlight)

    directions, colours = star_field(2600, seed)
    q = directions @ camera.basis.T
    front = (q[:, 2] > 0.05) & (directions[:, 1] > 0.02)
    x = camera.cx + camera.focal * q[front, 0] / q[front, 2]
    y = camera.cy - camera.focal * q[front, 1] / q[front, 2]
    dots = splat(np.zeros((H, W, 3), np.float32), x, y, colours[front] * 0.5)
    clear = clear + (dots + 0.5 * blur(dots, 0.7)) * (1 - np.exp(-angle / 0.10))[..., None]

    flat = 1.0 / (up + 0.10)  # cloud lies on a level sheet
    n = _clouds(seed)
    u = (d[..., 0] * flat * 0.115 + drift) * 512
    v = (d[..., 2] * flat * 0.115 + 0.3 * drift) * 512
    u0, v0 = np.floor(u).astype(int), np.floor(v).astype(int)
    fu, fv = u - u0, v - v0
    mass = (n[v0 % 512, u0 % 512] * (1 - fu) + n[v0 % 512, (u0 + 1) % 512] * fu) * (1 - fv) + (
        n[(v0 + 1) % 512, u0 % 512] * (1 - fu) + n[(v0 + 1) % 512, (u0 + 1) % 512] * fu
    ) * fv
    thick = smooth(1 - cover - 0.12, 1 - cover + 0.22, mass) * smooth(0.0, 0.10, up)
    rim = np.exp(-(((thick - 0.30) / 0.22) ** 2))  # thin edges let the moon through
    lit = (0.010 + 0.30 * rim * np.exp(-angle / 0.28) + 0.05 * np.exp(-angle / 0.5))[..., None] * np.asarray(moonlight)
    body = np.asarray(low) * 0.42 + lit * (1.10 - 0.75 * thick[..., None])
    out = clear * (1 - thick[..., None]) + body * thick[..., None]
    if not disc:
        return out.astype(np.float32)
    face = smooth(disc * 1.06, disc * 0.94, angle)[..., None] * (1 - 0.82 * thick[..., None])
    seas = 0.85 + 0.15 * n[(j.astype(int) * 3) % 512, (i.astype(int) * 3) % 512][..., None]
    return (out * (1 - face) + face * np.asarray(moonlight) * 1.9 * seas).astype(np.float32)


def beam(
    light: Light,
    camera: Camera,
    source: Sequence[float],
    direction: Sequence[float],
    colour: np.ndarray,
    *,
    width: float = 0.05,
    opening: float = 0.035,
    reach: float = 14.0,
    depth: np.ndarray | None = None,
    smoke: float = 0.25,
    time: float = 0.0,
) -> Light:
    """Add a beam of light through damp air: brightest at the lens, wider and fainter away, strongest toward us.

    `width` is its radius at the lens, `opening` how much it widens per metre, `reach` the metres over which the air
    eats it. Where `depth` (H, W) is nearer than the beam it is hidden.
    """
    j, i = np.mgrid[0 : H // 2, 0 : W // 2].astype(np.float32) * 2 + 1.0
    ray = np.stack([(i - camera.cx) / camera.focal, -(j - camera.cy) / camera.focal, np.ones_like(i)], -1)
    ray = (ray @ camera.basis).astype(np.float32)
    ray /= np.linalg.norm(ray, axis=-1, keepdims=True)
    b = np.asarray(direction, np.float32) / np.linalg.norm(direction)
    gap = (np.asarray(source) - np.asarray(camera.eye)).astype(np.float32)
    cosine = ray @ b
    sine2 = np.maximum(1 - cosine**2, 2e-4)
    across, ahead = ray @ gap, float(gap @ b)
    u = np.clip((cosine * across - ahead) / sine2, 0, None)  # along the beam, where the ray comes nearest
    t = np.maximum(u * cosine + across, 0)
    miss = np.linalg.norm(gap + u[..., None] * b - t[..., None] * ray, axis=-1)
    wide = width + opening * u
    g = 0.62
    toward = (1 - g * g) / np.power(1 + g * g + 2 * g * cosine, 1.5)
    sine = np.sqrt(sine2 + opening**2)
    shine = np.exp(-((miss / wide) ** 2)) * width / (wide * sine) * np.exp(-u / reach) * toward
    if smoke:
        n = _clouds(11)
        a = n[((u * 26 + 40 * time).astype(int)) % 512, ((miss * 160 + 17 * time).astype(int)) % 512]
        shine = shine * (1 - smoke + 2 * smoke * a)
    if depth is not None:
        shine = shine * (t < depth[::2, ::2][: H // 2, : W // 2])
    return light + zoom(shine, 2, order=1)[..., None] * np.asarray(colour, np.float32)
