"""The open flower as the people see it across the tray: painted once, then laid small into their shots."""

from functools import cache

import numpy as np
from scipy.ndimage import gaussian_filter, map_coordinates

from films.toolkit.camera import Camera as Lens
from films.toolkit.canvas import H, Light, W, rgb
from films.toolkit.stage import Camera

from . import flower
from .greenhouse import lit_disc

TALL = 7.2 + 1.6  # centimetres from the soil to the flower's heart
_FOV, _AWAY = 15.0, 226.0
SIZE = 1.3  # it is the heart of the picture: a little larger than life
AIR = np.array([0.13, 0.50, 1.0], np.float32)


@cache
def _painted() -> tuple[np.ndarray, float, np.ndarray]:
    """The flower from the far side of the tray: layer, pixels a centimetre, and its foot in that layer."""
    lens = Lens((_AWAY, 2.0, 42.0), (0.0, 0.0, 6.5), _FOV)
    lit = flower.Lighting(np.array([-20.0, 10.0, 40.0]), flower.AMBER * 0.25, 1.0, np.array([0.012, 0.016, 0.022]))
    sheet = np.asarray(flower.draw(lens, np.full(flower.PETALS, 0.97), lit, age=80.0))
    foot = lens.project(np.array([0.0, 0.0, 0.0]))
    return sheet, lens.focal / float(foot[2]), foot[:2]


@cache
def _softened(step: int) -> np.ndarray:
    return gaussian_filter(_painted()[0], (step * 0.25, step * 0.25, 0))


def lay_flower(light: Light, camera: Camera, foot: np.ndarray, glow: float) -> Light:
    """Stand the open flower at `foot` (world metres) and let its light hang in the air round it (in place)."""
    _, scale, origin = _painted()
    x, y, z = camera.project(foot)
    s = SIZE * camera.focal / float(z) / 100 / scale  # our pixels for one of the sheet's
    soft = _softened(max(1, round(2.0 / s)))
    x0, x1 = int(max(0, x - origin[0] * s)), int(min(W, x + (W - origin[0]) * s + 1))
    y0, y1 = int(max(0, y - origin[1] * s)), int(min(H, y + (H - origin[1]) * s + 1))
    v, u = np.mgrid[y0:y1, x0:x1]
    at = [(v + 0.5 - y) / s + origin[1] - 0.5, (u + 0.5 - x) / s + origin[0] - 0.5]
    part = np.stack([map_coordinates(soft[..., k], at, order=1) for k in range(4)], -1)
    light[y0:y1, x0:x1] = light[y0:y1, x0:x1] * (1 - part[..., 3:]) + part[..., :3] * (0.45 + 0.55 * glow)
    hx, hy, _ = camera.project(np.asarray(foot) + np.array([0, SIZE * TALL / 100, 0]))
    m = camera.focal / float(z)
    light = lit_disc(light, float(hx), float(hy), 0.022 * m, rgb("#bfeaff") * 0.55 * glow)
    light = lit_disc(light, float(hx), float(hy), 0.13 * m, AIR * 0.30 * glow)
    return lit_disc(light, float(hx), float(hy), 0.46 * m, AIR * 0.11 * glow)
