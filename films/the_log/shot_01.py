"""Shot 1, outside: a lighthouse on its rock, a calm black sea, the beam going round."""

from functools import cache

import numpy as np

from films.toolkit.canvas import Light, glow
from films.toolkit.lens import streak
from films.toolkit.sculpt import Source
from films.toolkit.sea import Shine, night_sky, swell, water
from films.toolkit.stage import Camera, ease

from .engrave import engrave
from .plate import Plate, bake, dithered, pan
from .tower import LENS, ROOM, beams, lens_angle, tower

START, END = 0, 120
STILLS = (18, 84)
EXPOSURE = 1.35
CAMERA = Camera((-2.6, 0.66, -8.2), (-1.62, 1.36, 0.0), 760)
MOON = (-0.17, 0.235, 1.0)
WARM = np.array([1.0, 0.80, 0.50], np.float32)


@cache
def plate() -> Plate:
    # the moon stands behind to the left; nothing else lights the tower
    moon = Source((-9.0, 6.0, 2.0), (42.0, 50.0, 66.0))
    return bake(tower(), CAMERA, [moon], (0.020, 0.027, 0.040))


@cache
def sky() -> Light:
    return night_sky(CAMERA, MOON, cover=0.47, moonlight=(0.55, 0.66, 0.84))


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    u = (f - START) / (END - START)
    how = {"scale": 1 + 0.05 * (0.5 * u + 0.5 * ease(u)), "px": 360.0, "py": 250.0}
    cam = plate().seen_by(**how)
    light = pan(sky(), **how)
    angle = lens_angle(f) + 2.05
    facing = max(0.0, -np.cos(angle - np.arctan2(CAMERA.eye[2], CAMERA.eye[0]) - np.pi)) ** 14
    facing += max(0.0, np.cos(angle - np.arctan2(CAMERA.eye[2], CAMERA.eye[0]) - np.pi)) ** 14
    shines = [
        Shine(MOON, (0.95, 1.12, 1.4), 1100, True),
        Shine(tuple(LENS), tuple(WARM * (1.2 + 5.0 * facing)), 320),
    ]
    light = water(light, cam, f / 24, shines, waves=swell(length=1.1, steep=0.016), haze=(0.022, 0.031, 0.047))
    solid, cover, depth = plate().show([1.0, 1.0], **how)
    light = light * (1 - cover[..., None]) + solid
    deep = np.where(cover > 0.5, depth, 1e6)
    light = engrave(light, None, amount=0.85, angle=8.0, **how)
    light = beams(light, cam, angle, WARM * 0.30, deep, f, width=0.10, opening=0.055, reach=9.0)
    x, y, z = cam.project(ROOM)
    light = glow(light, x, y, 0.022 * cam.focal / z, np.array([1.0, 0.55, 0.2], np.float32), 0.75)
    x, y, z = cam.project(LENS)
    r = 0.055 * cam.focal / z
    light = glow(light, x, y, r, WARM, 1.1 + 1.6 * facing)
    light = glow(light, x, y, r * 5, WARM, 0.05 + 0.10 * facing)
    return dithered(streak(light, 1.1, 70, 0.03), f)
