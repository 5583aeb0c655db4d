"""A set painted once: one sheet of light for each of its lamps, its depth, and where on it a figure's shadow falls."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numba import njit
from scipy.ndimage import zoom

from films.toolkit import march, sculpt
from films.toolkit.bake import STORE
from films.toolkit.canvas import H, Light, W
from films.toolkit.march import occlude
from films.toolkit.sculpt import Sculpture, Source
from films.toolkit.stage import Camera


@njit(cache=True, fastmath=True)
def _pan(sheet, weights, scale, px, py):
    """The weighted sum of sheets (n, h, w, c), scaled about a point."""
    n, h, w, c = sheet.shape
    out = np.zeros((h, w, c), np.float32)
    for j in range(h):
        y = min(max((j + 0.5 - py) / scale + py - 0.5, 0.0), h - 1.001)
        y0 = int(y)
        v = y - y0
        for i in range(w):
            x = min(max((i + 0.5 - px) / scale + px - 0.5, 0.0), w - 1.001)
            x0 = int(x)
            u = x - x0
            for s in range(n):
                for k in range(c):
                    a = sheet[s, y0, x0, k] * (1 - u) + sheet[s, y0, x0 + 1, k] * u
                    b = sheet[s, y0 + 1, x0, k] * (1 - u) + sheet[s, y0 + 1, x0 + 1, k] * u
                    out[j, i, k] += weights[s] * (a * (1 - v) + b * v)
    return out


def pan(light: Light, scale: float = 1.0, px: float = W / 2, py: float = H / 2) -> Light:
    """A picture pushed in by `scale` about a point."""
    return light.copy() if scale == 1.0 else _pan(light[None].astype(np.float32), np.ones(1), scale, px, py)


@dataclass
class Plate:
    """What one camera sees of a set: `sheets` (lamps + 1, H, W, 3), the first by the dim light from everywhere."""

    camera: Camera
    lamps: Sequence[Source]
    sheets: np.ndarray
    cover: np.ndarray
    depth: np.ndarray
    places: np.ndarray
    scale: float = 1.0
    px: float = W / 2
    py: float = H / 2

    def show(self, weights: Sequence[float], scale: float = 1.0, px: float = W / 2, py: float = H / 2):
        """Light, coverage and depth of this frame, pushed in by `scale` about a point of the picture."""
        self.scale, self.px, self.py = scale, px, py
        w = np.asarray(weights, np.float64)
        if scale == 1.0:
            return np.tensordot(w.astype(np.float32), self.sheets, 1), self.cover.copy(), self.depth.copy()
        light = _pan(self.sheets, w, scale, px, py)
        both = _pan(np.stack([self.cover, np.minimum(self.depth, 1e4)], -1)[None], np.ones(1), scale, px, py)
        return light, both[..., 0], both[..., 1]

    def seen_by(self, scale: float = 1.0, px: float = W / 2, py: float = H / 2) -> Camera:
        return self.camera.moved(scale, px=px, py=py)

    def shadow(self, figure: Sculpture, lamp: int = 0, step: int = 4) -> np.ndarray:
        """How much of a lamp reaches each pixel of the set past a figure: (H, W), 0 to 1, for the unpushed plate."""
        lumps, balls = figure.solids()
        large = np.maximum(lumps[:, 7], lumps[:, 8]) > 0.007
        some = self.places[step // 2 :: step, step // 2 :: step].reshape(-1, 3)
        source = self.lamps[lamp]
        seen = occlude(some, np.asarray(source.at, float), source.size, lumps[large], balls[large])
        seen = seen.reshape(H // step, -1)
        wide = zoom(seen, step, order=1, grid_mode=True, mode="nearest")
        return np.pad(wide, ((0, H - wide.shape[0]), (0, W - wide.shape[1])), mode="edge")


def bake(solid: Sculpture, camera: Camera, lamps: Sequence[Source], ambient=(0.010, 0.013, 0.018)) -> Plate:
    """Paint a set for one camera, lamp by lamp, with the shadows its own things throw; kept until any of it changes."""
    digest = hashlib.sha256()
    for module in (march, sculpt):
        digest.update(Path(module.__file__).read_bytes())
    parts = (
        solid.solids()[0],
        [c.packed() for c in solid.cloths],
        camera.packed(),
        [s.packed() for s in lamps],
        ambient,
    )
    for part in parts:
        digest.update(np.asarray(part, float).tobytes())
    path = STORE / f"plate-{digest.hexdigest()[:16]}.npz"
    if path.exists():
        kept = np.load(path)
        return Plate(camera, lamps, *(kept[name] for name in ("sheets", "cover", "depth", "places")))
    plate = _paint(solid, camera, lamps, ambient)
    path.parent.mkdir(parents=True, exist_ok=True)
    part_path = path.with_suffix(".part.npz")
    np.savez(part_path, sheets=plate.sheets, cover=plate.cover, depth=plate.depth, places=plate.places)
    part_path.replace(path)
    return plate


def _paint(solid: Sculpture, camera: Camera, lamps: Sequence[Source], ambient) -> Plate:
    sheets = np.zeros((len(lamps) + 1, H, W, 3), np.float32)
    cover, depth = np.zeros((H, W), np.float32), np.full((H, W), 1e6, np.float32)
    places = np.full((H, W, 3), 1e6)
    lumps, balls = solid.solids()
    dark = Source((0, 50, 0), (0, 0, 0))
    for n, group in enumerate([[dark], *([lamp] for lamp in lamps)]):
        painted = solid.paint(camera, group, ambient if n == 0 else (0, 0, 0))
        if painted is None:
            continue
        colour, a, deep, x0, y0 = painted
        h, w = a.shape
        part = (slice(y0, y0 + h), slice(x0, x0 + w))
        if n == 0:
            cover[part], depth[part] = a, np.where(deep < 1e8, deep, 1e6)
            j, i = np.mgrid[0:H, 0:W] + 0.5
            right, up, forward = camera.basis
            away = (i[..., None] - camera.cx) / camera.focal * right
            away = away - (j[..., None] - camera.cy) / camera.focal * up + forward
            places = np.where(depth[..., None] < 1e5, np.asarray(camera.eye) + away * depth[..., None], 1e6)
            toward = np.asarray(camera.eye) - places  # a touch off the surface, so that nothing shadows itself
            lifted = places + 0.012 * toward / np.linalg.norm(toward, axis=-1, keepdims=True)
            glow = colour * a[..., None]
        else:
            lamp = group[0]
            seen = occlude(lifted.reshape(-1, 3), np.asarray(lamp.at, float), lamp.size, lumps, balls)
            # what glows by itself was counted in the first sheet
            sheets[n][part] = colour * a[..., None] * seen.reshape(H, W)[part][..., None]
            continue
        sheets[0][part] = glow
    return Plate(camera, lamps, sheets, cover, depth, places)


def lit(plate: Plate, weights: Sequence[float], shade: np.ndarray | None, lamp: int = 0, **push) -> tuple:
    """`Plate.show` with one lamp's light held back by a figure's shadow."""
    if shade is None:
        return plate.show(weights, **push)
    sheets, kept = plate.sheets, plate.sheets[lamp + 1]
    sheets[lamp + 1] = kept * shade[..., None]
    try:
        return plate.show(weights, **push)
    finally:
        sheets[lamp + 1] = kept


def dithered(light: Light, f: int, by: float = 0.0012) -> Light:
    """A breath of fixed grain in the darks, so that slow gradients do not step when they are encoded."""
    grain = np.random.default_rng(77).random((H, W, 1), np.float32) - 0.5
    return np.maximum(light + by * grain * (light.mean(-1, keepdims=True) > 2e-4), 0)
