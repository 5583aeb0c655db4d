"""The sky beyond the glass: hard stars, still or drawn out into arcs as they wheel."""

from functools import cache

import numpy as np
import skia
from scipy.ndimage import gaussian_filter

from films.toolkit.canvas import H, Light, W
from films.toolkit.stage import Camera

from .greenhouse import layer, packed_colour


@cache
def star_field(count: int = 5200, seed: int = 9) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Unit directions (n, 3), brightness (n,) and colours (n, 3) of the stars."""
    r = np.random.default_rng(seed)
    d = r.normal(size=(count, 3))
    d /= np.linalg.norm(d, axis=1, keepdims=True)
    mag = r.random(count) ** 9 * 1.3 + 0.05
    tint = np.clip(np.array([0.86, 0.92, 1.0]) + r.normal(0, 0.05, (count, 1)) * [1, 0.2, -1], 0, 1)
    return d, mag, tint


def stars(
    camera: Camera, gain: float = 1.0, spin: float = 0.0, trail: float = 0.0, pole: np.ndarray | None = None
) -> Light:
    """The sky as this camera sees it, turned `spin` degrees about `pole`, each star drawn out over `trail` degrees."""
    d, mag, tint = star_field()
    axis = np.asarray(pole if pole is not None else (0.0, 1.0, 0.0), float)
    axis = axis / np.linalg.norm(axis)
    steps = max(1, int(np.ceil(abs(trail) / 0.8)) + 1) if trail else 1
    tracks = []
    for k in range(steps):
        a = np.radians(spin - trail * (k / (steps - 1) if steps > 1 else 0))
        turned = d * np.cos(a) + np.cross(axis, d) * np.sin(a) + np.outer(d @ axis, axis) * (1 - np.cos(a))
        q = turned @ camera.basis.T
        z = np.maximum(q[:, 2], 1e-3)
        tracks.append(
            np.stack([camera.cx + camera.focal * q[:, 0] / z, camera.cy - camera.focal * q[:, 1] / z, q[:, 2]], 1)
        )
    track = np.stack(tracks)
    if steps == 1:
        img = np.zeros((H, W, 3), np.float32)
        x, y, z = track[0].T
        seen = (z > 0.05) & (x > 1) & (x < W - 2) & (y > 1) & (y < H - 2)
        for xs, ys, m, t in zip(x[seen], y[seen], mag[seen], tint[seen], strict=True):
            i, j = int(xs), int(ys)
            fx, fy = xs - i, ys - j
            for dj, wy in ((0, 1 - fy), (1, fy)):
                for di, wx in ((0, 1 - fx), (1, fx)):
                    img[j + dj, i + di] += t * (m * wx * wy)
        return (img + 0.8 * gaussian_filter(img, (0.8, 0.8, 0))) * gain

    def draw(c: skia.Canvas) -> None:
        c.clear(0xFF000000)
        paint = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, BlendMode=skia.BlendMode.kPlus)
        xs, ys = track[..., 0], track[..., 1]
        seen = (track[..., 2].min(0) > 0.05) & (xs.max(0) > 0) & (xs.min(0) < W) & (ys.max(0) > 0) & (ys.min(0) < H)
        for s in np.where(seen)[0]:
            paint.setStrokeWidth(0.55 + 0.65 * min(1.0, mag[s]))
            for part in range(3):  # the trail fades in three lengths
                k0, k1 = part * (steps - 1) // 3, (part + 1) * (steps - 1) // 3
                if k1 == k0:
                    continue
                path = skia.Path()
                path.moveTo(float(xs[k0, s]), float(ys[k0, s]))
                for k in range(k0 + 1, k1 + 1):
                    path.lineTo(float(xs[k, s]), float(ys[k, s]))
                paint.setColor(packed_colour(tint[s] * min(1.0, mag[s] * 1.1 + 0.03) * (1.0, 0.55, 0.22)[part]))
                c.drawPath(path, paint)

    return (layer(draw)[..., :3] ** 1.42) * gain
