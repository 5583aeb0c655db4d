"""Shot 3, one lamp: she sits down by the last tray, and the lights go."""

from functools import cache

import numpy as np

from films.toolkit.canvas import Light
from films.toolkit.figure import Pose
from films.toolkit.people import body_solids, draw, shadow, stepping
from films.toolkit.sculpt import Cloth, Sculpture
from films.toolkit.stage import Camera, Keys, drift, ease, vec

from . import mara
from .greenhouse import WARM, Stage
from .people import bounce, sources
from .sky import stars

START, END = 456, 600
LIGHTS_DOWN = 480
CAMERA = Camera((-0.80, 1.25, 1.75), (0.50, 1.36, 6.4), 760)
PAIL = Cloth((0.10, 0.10, 0.10), shine=0.3, tight=14, grain=40, relief=0.25)
SEAT = vec(0.52, 0.46, 5.42)


@cache
def stage() -> Stage:
    return Stage(CAMERA)


@cache
def sky() -> np.ndarray:
    return stars(CAMERA)


def lamps(f: float) -> list[float]:
    """The rows die one after the other, away from us; each bulb's thread cools for a few frames."""
    w = [1.0 + 0.02 * drift(f, 3, 25) + 0.75 * ease((f - 484) / 70)]  # the eye grows used to the dark
    for k in range(6):
        dies = LIGHTS_DOWN + (0, 4, 8, 12, 15, 18)[k]
        on = 0.85 + 0.03 * drift(f, k, 22)
        w.append(on if f < dies else on * float(np.exp(-(f - dies + 1.0) / 2.2)))
    return [*(x if x > 0.004 else 0.0 for x in w), 1.0 + 1.2 * ease((f - 482) / 80)]


def pail() -> Sculpture:
    """The upturned pail she sits on."""
    s = Sculpture()
    s.add(SEAT * [1, 0, 1], SEAT - vec(0, 0.09, 0), 0.175, 0.140, cloth=PAIL, bell=True, melt=0.004)
    s.add(
        SEAT * [1, 0, 1] + vec(0, 0.01, 0),
        SEAT * [1, 0, 1] + vec(0, 0.03, 0),
        0.182,
        0.180,
        cloth=PAIL,
        bell=True,
        melt=0.004,
    )
    s.add(SEAT - vec(0, 0.10, 0), SEAT - vec(0, 0.085, 0), 0.146, 0.144, cloth=PAIL, bell=True, melt=0.004)
    return s


ROOT = Keys(
    (456, (0.58, 0.79, 5.42)),
    (460, (0.585, 0.775, 5.42)),
    (471, (0.535, 0.535, 5.42), 0.2),
    (475, (0.528, 0.515, 5.42)),
    (481, (0.53, 0.532, 5.42)),
)
LEAN = Keys((456, 14), (463, 34), (472, 26), (476, 22), (484, 10), (520, 12), (556, 18), (600, 30))
HUNCH = Keys((456, 12), (470, 10), (477, 17), (488, 12), (540, 16), (600, 20))
HEAD = Keys(
    (456, (2, 26, 0)),
    (466, (4, 30, 0)),
    (476, (2, 22, 0)),
    (482, (2, 12, 0)),
    (494, (-26, -12, 3)),
    (512, (-22, -10, 3)),
    (530, (6, 10, 0)),
    (552, (8, 24, 3)),
    (600, (10, 34, 6)),
)
HAND_R = Keys(
    (456, (0.88, 0.70, 5.28)),
    (464, (0.86, 0.58, 5.30)),
    (478, (0.86, 0.60, 5.30)),
    (530, (0.86, 0.60, 5.30)),
    (552, (1.05, 0.945, 5.28)),
    (600, (1.10, 0.93, 5.30)),
)
HAND_L = Keys(
    (456, (1.00, 0.93, 5.62)),
    (470, (0.98, 0.92, 5.60)),
    (486, (0.98, 0.92, 5.60)),
    (502, (0.86, 0.62, 5.56)),
    (560, (0.87, 0.62, 5.56)),
    (580, (1.10, 0.94, 5.56)),
)


def pose(f: float) -> Pose:
    breath = np.sin(f / 12.0)
    return Pose(
        root=ROOT(f),
        yaw=90,
        lean=float(LEAN(f)) + 0.4 * breath,
        hunch=float(HUNCH(f)),
        breath=breath,
        shrug=float(Keys((474, 0.0), (484, 0.012), (500, 0.004), (520, -0.012))(f)),
        head=HEAD(f) + vec(1.0 * drift(f, 1), 1.0 * drift(f, 2), 0),
        hand_r=HAND_R(f),
        hand_l=HAND_L(f),
        elbow_l=(-0.8, -0.6, -0.4),
        elbow_r=(0.8, -0.6, -0.4),
        knee=(0.25, 0.5, 1.0),
        foot_l=stepping(f, (0.66, 0.09, 5.56), ((476, 484, (0.80, 0.09, 5.56)),)),
        foot_r=vec(0.78, 0.09, 5.28),
        eyes=float(Keys((540, 1.0), (560, 0.7), (566, 0.1), (571, 0.75), (590, 0.5))(f)),
    )


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    push = (f - START) / (END - START)
    w = lamps(f)
    light, depth, cam = stage().light(w, sky(), scale=1.0 + 0.07 * push, px=470, py=262)
    light = stage().bulbs(light, cam, w)
    m, j = mara.model(pose(f), palms=((0.25, -1, 0.1), (-0.25, -1, 0.1)), bends=(None, None))
    rows = float(np.mean(w[1:3]))
    solids = [*body_solids(j), (SEAT * [1, 0.5, 1], 0.16), (SEAT * [1, 0.1, 1], 0.18)]
    shadow(light, depth, cam, (1.25, 2.42, 5.6), solids, strength=0.75 - 0.35 * rows)
    if rows > 0.02:
        shadow(light, depth, cam, (-1.45, 2.5, 5.6), solids, strength=0.4 * rows)
    shadow(light, depth, cam, (1.25, 2.42, 5.6), body_solids(j)[-25:], plane=0.86, strength=0.6)
    lit = [*sources(stage(), w, vec(0.6, 1.0, 5.4), 4, 2), bounce(w[0])]
    haze = {"fog": 0.010, "fog_colour": tuple(WARM * (0.05 + 0.22 * rows))}
    draw(light, pail(), cam, lit, depth, **haze)
    return draw(light, m, cam, lit, depth, ambient=(0.020, 0.026, 0.036), **haze)
