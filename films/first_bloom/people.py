"""Putting people into the greenhouse: the lamps that reach them and the red halo of the key's tag."""

from collections.abc import Sequence

import numpy as np

from films.toolkit.canvas import H, Light, W
from films.toolkit.sculpt import Source
from films.toolkit.stage import Camera

from .greenhouse import LAST_TRAY, SOIL_Y, WARM, Stage, lit_disc


def sources(stage: Stage, weights: Sequence[float], at: np.ndarray, count: int = 4, shadows: int = 1) -> list[Source]:
    """The `count` lamps that matter most at a place, the strongest casting shadows."""
    found = []
    for lamp in stage.lamps:
        w = np.asarray(weights[lamp.group], float)
        if not w.any():
            continue
        c = np.asarray(lamp.colour) * w
        d2 = float(((np.asarray(lamp.at) - at) ** 2).sum())
        found.append((float(c.max()) / (d2 + 0.1), lamp, c))
    found.sort(key=lambda t: -t[0])
    return [
        Source(lamp.at, tuple(c), k < shadows, lamp.size, lamp.down, lamp.wide)
        for k, (_, lamp, c) in enumerate(found[:count])
    ]


def bounce(strength: float, z: float = 0.0) -> Source:
    """Lamplight thrown back by the pale soil of the last tray: what lets us read a face above it."""
    return Source((LAST_TRAY[0] - 0.05, SOIL_Y + 0.06, LAST_TRAY[1] + z), tuple(WARM * 0.62 * strength), size=0.9)


def tag_light(light: Light, camera: Camera, tag: np.ndarray, depth: np.ndarray | None, strength: float = 1.0) -> Light:
    """The red halo of the key's tag, unless something of the set hides it (in place)."""
    x, y, z = (float(v) for v in camera.project(tag))
    if not (0 <= x < W and 0 <= y < H) or (depth is not None and z > depth[int(y), int(x)] + 0.05):
        return light
    return lit_disc(light, x, y, 0.045 * camera.focal / z, np.array([0.9, 0.10, 0.05]) * 0.30 * strength)
