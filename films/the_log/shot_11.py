"""Shot 11, outside: the dead light. At 1440 it lights itself, red; the beam stands still and points at us."""

from functools import cache

import numpy as np

from films.toolkit.canvas import Light, glow, xx, yy
from films.toolkit.lens import streak
from films.toolkit.sculpt import Source
from films.toolkit.sea import Shine, night_sky, swell, water
from films.toolkit.stage import Camera, ease

from .engrave import engrave
from .plate import Plate, bake, dithered, pan
from .tower import LENS, beams, tower

START, END = 1424, 1584
RED = 1440
STILLS = (1432, 1540)
EXPOSURE = 1.35
CAMERA = Camera((1.15, 0.34, -6.4), (0.62, 1.50, 0.0), 700)
MOON = (0.52, 0.56, 1.0)
BLOOD = np.array([1.0, 0.085, 0.045], np.float32)


@cache
def plate() -> Plate:
    moon = Source((8.0, 6.5, 1.0), (20.0, 24.0, 32.0))
    red = Source((float(LENS[0]), 2.62, -0.55), tuple(float(c) for c in BLOOD * 0.26), False, 0.1)
    return bake(tower(), CAMERA, [moon, red], (0.016, 0.021, 0.032))


@cache
def sky() -> Light:
    return night_sky(CAMERA, MOON, drift=0.31, cover=0.62, moonlight=(0.34, 0.41, 0.53), disc=0.0)


def burning(f: float) -> float:
    """The red lamp: nothing, then on 1440 a glow that swells and holds without a tremble."""
    if f < RED:
        return 0.0
    return 0.30 + 0.70 * ease((f - RED) / 20) + 0.35 * ease((f - 1490) / 94)


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    u = (f - START) / (END - START)
    how = {"scale": 1 + 0.13 * (0.6 * u + 0.4 * ease(u)), "px": 427.0, "py": 200.0}
    cam = plate().seen_by(**how)
    g = burning(f)
    light = pan(sky(), **how)
    shines = [Shine(MOON, (0.35, 0.42, 0.55), 160, True)]
    if g:
        shines.append(Shine(tuple(LENS), tuple(float(c) for c in BLOOD * 26.0 * g), 240))
    light = water(light, cam, f / 24, shines, waves=swell(length=1.5, steep=0.015), haze=(0.014, 0.019, 0.029))
    solid, cover, _ = plate().show([1.0, 1.0, g], **how)
    light = light * (1 - cover[..., None]) + solid
    light = engrave(light, None, amount=0.85, angle=8.0, **how)
    if not g:
        return dithered(light, f)
    x, y, z = (float(v) for v in cam.project(LENS))
    px = cam.focal / z
    aim = np.asarray(CAMERA.eye) - LENS
    # it points at us: we look down the beam, a disc with rays, and the damp air round us glows
    light = beams(
        light, cam, np.arctan2(aim[2], aim[0]) + 0.035, BLOOD * 0.020 * g, None, f, width=0.10, opening=0.05, reach=7.0
    )
    d = np.hypot(xx - x, yy - y) / px
    a = np.arctan2(yy - y, xx - x)
    rays = 0.75 + 0.25 * np.sin(a * 9 + 0.7) * np.sin(a * 5 + 2.1)
    air = (0.055 * np.exp(-d / 0.55) * rays + 0.016 * np.exp(-d / 2.2)) * g
    light = light + air[..., None] * BLOOD
    light = glow(light, x, y, 0.075 * px, BLOOD + np.array([0.0, 0.10, 0.06]), 2.4 * g)
    light = glow(light, x, y, 0.040 * px, np.array([1.0, 0.55, 0.38]), 2.2 * g)
    return dithered(streak(light, 1.0, 110, 0.05), f)
