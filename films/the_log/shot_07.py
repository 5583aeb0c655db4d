"""Shot 7, the lamp room: the lamp flickers (912) and dies (1003); black."""

from functools import cache

import numpy as np

from films.toolkit.canvas import H, Light, W, glow
from films.toolkit.figure import Pose
from films.toolkit.people import draw
from films.toolkit.sculpt import Source
from films.toolkit.sea import beam
from films.toolkit.stage import Camera, Keys, drift, ease, vec

from . import ivo
from .engrave import engrave
from .exposure import on_twos
from .lantern import HEART, WARM, Glass, lantern, lay_glass
from .plate import Plate, bake, dithered, lit
from .tower import lens_angle

START, END = 896, 1118
FLICKER, DEAD = 912, 1003
BLACK = 1014  # the wick's last spark is gone
STILLS = (905, 985)
EXPOSURE = 1.3
CAMERA = Camera((-1.66, 1.30, -1.72), (-0.10, 1.53, 0.10), 610)
POWER = Keys(
    (896, 1.0),
    (911, 1.0),
    (912, 0.58),
    (914, 0.46),
    (919, 0.93),
    (929, 0.95),
    (932, 0.62),
    (937, 0.90),
    (948, 0.88),
    (951, 0.42),
    (960, 0.74),
    (970, 0.70),
    (976, 0.40),
    (984, 0.55),
    (993, 0.30),
    (1002, 0.26),
)


def power(f: float) -> float:
    """The lamp: steady, then it starves; on 1003 it is out."""
    if f >= DEAD:
        return 0.0
    unrest = 0.05 * ease((f - FLICKER) / 20)
    return float(POWER(f)) * (1 + unrest * (np.sin(f * 1.9) + 0.6 * np.sin(f * 3.1)))


@cache
def plate() -> Plate:
    return bake(lantern(), CAMERA, [lamp(1.0)], (0.006, 0.008, 0.012))


def lamp(g: float, *, shadow: bool = False) -> Source:
    return Source(tuple(HEART), tuple(float(c) for c in WARM * 0.55 * g), shadow, 0.10)


def pose(f: float) -> Pose:
    up = ease((f - FLICKER) / 10)
    shield = ease((f - 950) / 14) * (1 - 0.4 * ease((f - 980) / 16))
    near = ease((f - 955) / 45)
    return Pose(
        root=vec(-0.84, 0.90, 0.26) + near * vec(0.06, 0, -0.03),
        yaw=112,
        lean=4 - 3 * up + 4 * near,
        hunch=7,
        breath=np.sin(f / 11.0),
        head=vec(10 - 4 * up, -4 - 12 * up, 2) + vec(0.6 * drift(f, 5, 20), 0.6 * drift(f, 9, 20), 0),
        hand_r=vec(-0.78, 0.92, 0.02) * (1 - shield) + vec(-0.46, 1.56, 0.05) * shield,
        hand_l=vec(-0.66, 0.98, 0.46),
        elbow_r=(0.8, -0.5, 0.1),
        elbow_l=(-0.8, -0.5, -0.4),
        foot_l=vec(-0.80, 0.09, 0.38),
        foot_r=vec(-0.88, 0.09, 0.14),
        eyes=1.0,
    )


@on_twos(START, FLICKER, DEAD)
def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    light = np.zeros((H, W, 3), np.float32)
    if f >= BLACK:
        return light
    u = (f - START) / (DEAD - START)
    how = {"scale": 1 + 0.07 * min(1.0, 0.5 * u + 0.5 * ease(u)), "px": 470.0, "py": 200.0}
    cam = plate().seen_by(**how)
    x, y, z = (float(v) for v in cam.project(HEART))
    px = cam.focal / z
    if f >= DEAD:  # the wick's red end
        ember = float(np.exp(-(f - DEAD) / 3.0))
        return glow(light, x, y, 0.006 * px, np.array([1.0, 0.22, 0.06], np.float32), 0.30 * ember)
    g = power(f)
    turn = lens_angle(f)
    s, _ = ivo.model(pose(f), palms=((0.3, -0.8, 0.2), (-0.4, -0.2, 0.9)), bends=(0, -12), legs=True)
    light, _, depth = lit(plate(), [1.0, g], plate().shadow(s, 0, 6), **how)
    glass = Glass(cam)
    light = lay_glass(light, glass, turn, g, (x, y, px))
    depth = np.minimum(depth, glass.depth)
    for k in (0, 1):
        a = turn + np.pi * k
        d = (np.cos(a), 0.0, np.sin(a))
        light = beam(
            light, cam, HEART, d, WARM * 0.055 * g, width=0.34, opening=0.04, reach=4.0, smoke=0.5, time=f / 24
        )
    light = glow(light, x, y, 0.10 * px, WARM, 0.30 * g)
    rim = [lamp(1.5 * g, shadow=True), Source((-1.7, 2.3, 0.4), (0.020, 0.028, 0.042))]
    light = draw(light, s, cam, rim, depth, ambient=(0.004, 0.005, 0.007))
    light = engrave(light, np.minimum(depth, 4.0), focal=CAMERA.focal, amount=0.8, **how)
    return dithered(light, f)
