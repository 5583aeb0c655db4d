"""Outside. A plain of dust under hard stars; in all of it one dome is lit. A slow push in; its light flickers once."""

import numpy as np

from films.first_bloom import moon
from films.toolkit.camera import Camera, ease
from films.toolkit.canvas import Light, glow

START, END = 0, 192
STILLS = (24, 180)
EXPOSURE = 1.25


def camera(f: float) -> Camera:
    t = (f - START) / (END - START)
    t = 0.75 * t + 0.25 * ease(t)
    ground = np.array([0, 0, moon.valley().at(0, 0)])
    eye = np.array([-150, -600, 26.0]) * (1 - t) + np.array([-98, -400, 17.0]) * t
    target = np.array([64, 0, 40]) * (1 - t) + np.array([44, 0, 30]) * t
    return Camera(eye + ground, target + ground, 40)


def lamp(f: float) -> float:
    """How bright the old lamps burn: nearly steady; at frame 112 they sag for a moment and come back."""
    sag = 0.93 * np.exp(-(((f - 114) / 3.2) ** 2)) + 0.55 * np.exp(-(((f - 125) / 2.6) ** 2))
    return (1 - sag) * (1 + 0.015 * np.sin(f * 0.9) + 0.01 * np.sin(f * 0.37))


def frame(f: int) -> Light:
    view_from = camera(f)
    power = lamp(f)
    view = moon.valley().view(view_from)
    light = moon.ground_light(view, [(0, 0, 11, 110 * power, 190)], moon.AMBER)
    free = view.reduce((~view.seen).astype(np.float32))[..., None]
    light = light + moon.sky_light(view_from, (31.0, 7.6), 66) * free
    amber = moon.AMBER * power
    lamps = [(-0.42, 0.1, 0.26, amber * 0.30), (0.16, 0.2, 0.30, amber * 0.46), (0.55, -0.2, 0.24, amber * 0.14)]
    light = moon.domes(light, view_from, view.depth(), {0: lamps})
    x, y, deep = view_from.project(np.array([0, 0, moon.valley().at(0, 0) + 5]))
    size = view_from.focal * moon.RADIUS / deep
    return glow(light, x, y, size * 0.9, amber, 0.035)
