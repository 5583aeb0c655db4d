"""Shot 4, a gull strikes the window (540); he starts, and laughs at himself."""

from functools import cache

import numpy as np

from films.toolkit.canvas import Light
from films.toolkit.figure import Pose
from films.toolkit.people import draw
from films.toolkit.sculpt import Source
from films.toolkit.stage import Camera, Keys, drift, ease, vec

from . import ivo
from .book import FOURTEENTH, Page, lay_page
from .engrave import engrave
from .exposure import on_twos
from .gull import gull
from .plate import Plate, bake, dithered, lit, pan
from .study import FLAME, beam_pass, burning, flame, lamp_light, moon_light, outside, room

START, END = 516, 648
STRIKE = 540
STILLS = (543, 618)
EXPOSURE = 1.95
CAMERA = Camera((-1.60, 1.34, -0.70), (0.10, 1.24, 0.26), 640)

LEAN = Keys((516, 15), (539, 14), (541, 9), (544, 1, 0.6), (556, 1), (576, 4), (592, 3), (600, -2), (618, 5), (648, 9))
HEAD = Keys((516, (4, 26, 0)), (530, (4, 24, 0)), (539, (3, 22, 0)), (541, (6, 8, 0)), (545, (4, -8, 4), 0.5),
            (566, (6, -8, 3)), (580, (10, 2, 2)), (592, (-24, 8, 4)), (602, (-34, -10, 6)), (616, (-36, 12, 3)),
            (630, (-30, 22, 0)), (648, (-20, 24, 0)))  # fmt: skip
MOUTH = Keys((539, 0), (542, 0.7), (556, 0.5), (580, 0.1), (592, 0.5), (602, 0.9), (624, 0.6), (640, 0.3), (648, 0.2))
SMILE = Keys((580, 0), (592, 1.0), (632, 1.0), (648, 0.4))
EYES = Keys((516, 0.6), (539, 0.6), (541, 0.2), (543, 1.3), (572, 1.2), (584, 0.8), (596, 0.35), (624, 0.3), (640, 0.6))
HAND_L = Keys((516, (-0.20, 0.81, -0.16)), (539, (-0.20, 0.81, -0.16)), (544, (-0.24, 1.00, -0.16), 0.5),
              (560, (-0.24, 0.98, -0.18)), (580, (-0.22, 0.82, -0.14)), (648, (-0.22, 0.81, -0.14)))  # fmt: skip
HAND_R = Keys((516, (0.22, 0.82, -0.18)), (539, (0.22, 0.82, -0.18)), (544, (0.28, 0.98, -0.20), 0.5),
              (562, (0.28, 0.96, -0.22)), (584, (0.22, 0.84, -0.18)), (606, (0.22, 0.84, -0.18)),
              (618, (0.20, 1.08, -0.36)), (634, (0.19, 1.09, -0.36)), (648, (0.22, 0.86, -0.20)))  # fmt: skip


@cache
def plate() -> Plate:
    return bake(room(), CAMERA, [lamp_light(), moon_light()])


def laugh(f: float) -> float:
    """Shoulders that shake: silent at first, then three bursts."""
    strong = ease((f - 586) / 8) * ease((642 - f) / 14)
    return strong * max(0.0, np.sin((f - 586) * 2 * np.pi / 8.0)) * (0.6 + 0.4 * np.sin(f / 9.0))


def pose(f: float) -> Pose:
    breath = np.sin(f / 15.0) * (0.2 if f < 540 else 1.0) + 2.0 * ease((f - 540) / 5) * ease((570 - f) / 20)
    shake = laugh(f)
    return Pose(
        root=vec(-0.02, 0.50, -0.64 - 0.03 * float(Keys((540, 0), (545, 1, 0.5), (575, 0.4))(f))),
        lean=float(LEAN(f)) + 1.5 * shake,
        hunch=float(Keys((516, 13), (540, 13), (545, 4), (590, 9))(f)) + 2 * shake,
        breath=breath,
        shrug=float(Keys((539, 0), (543, 0.045), (556, 0.04), (580, 0))(f)) + 0.022 * shake,
        head=HEAD(f) + vec(0.5 * drift(f, 5), 0.5 * drift(f, 9) + 2.5 * shake, 0),
        hand_l=HAND_L(f),
        hand_r=HAND_R(f),
        elbow_l=(-0.8, -0.35, -0.3),
        elbow_r=(0.9, -0.35, -0.35),
        mouth=float(MOUTH(f)) * (0.8 + 0.2 * shake),
        eyes=float(EYES(f)),
        look=(6 if f < 580 else 0, 0),
    )


def bird(f: float):
    """The gull at this frame, or None: out of the dark, on the glass at 540, down the pane and gone."""
    if f < STRIKE - 2 or f >= 576:
        return None
    if f < STRIKE:
        t = (STRIKE - f) / 3
        return gull(vec(0.24 + 0.5 * t, 1.36 + 0.25 * t, 1.66 + 3.2 * t), 34 - 10 * t, 20 * t)
    t = f - STRIKE
    beat = 28 + (0 if t < 6 else 34 * np.sin((t - 6) * 0.95))
    slip = ease((t - 8) / 26)
    return gull(
        vec(0.24 + 0.10 * slip, 1.36 - 0.75 * slip, 1.60 + 0.12 * slip), beat, 9 - 26 * slip, 0.55 if t < 7 else 0.9
    )


def feather(light: Light, camera: Camera, f: float, depth: np.ndarray) -> Light:
    """One small feather sways down outside the pane."""
    t = f - 552
    if t < 0:
        return light
    at = vec(0.30 + 0.10 * np.sin(t / 11.0), 1.66 - 0.0070 * t, 1.58)
    d = vec(0.020 * np.cos(t / 11.0 + 1), 0.008 + 0.010 * np.sin(t / 11.0), 0)
    q = camera.project(np.array([at - d, at + d]))
    from films.toolkit.canvas import H, W

    j, i = np.mgrid[0:H, 0:W].astype(np.float32)
    v = q[1, :2] - q[0, :2]
    s = np.clip(((i - q[0, 0]) * v[0] + (j - q[0, 1]) * v[1]) / (v @ v), 0, 1)
    away = np.hypot(i - q[0, 0] - s * v[0], j - q[0, 1] - s * v[1])
    wide = 2.6 * np.sin(np.pi * np.clip(s, 0.04, 0.96)) + 0.3
    mark = np.clip(wide - away + 0.5, 0, 1) * (depth > q[0, 2] - 0.05)
    return light + (mark * 0.10)[..., None] * np.array([1.0, 0.75, 0.45], np.float32)


@cache
def view() -> Light:
    return outside(CAMERA, START)


@on_twos(START, STRIKE, 588, step=lambda f: 2 if 536 <= f < 564 or 588 <= f < 636 else 4)
def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    g = burning(f) * (1 - 0.35 * float(Keys((539, 0), (542, 1, 0.5), (560, 0.2), (575, 0))(f)))
    how = {"scale": 1 + 0.05 * ease((f - START) / (END - START)), "px": 420.0, "py": 225.0}
    s, _ = ivo.model(pose(f), palms=((0.25, -1, 0.1), (-0.5, -0.8, 0.15)), bends=(6, 8), smile=float(SMILE(f)))
    cam = plate().seen_by(**how)
    light, cover, depth = lit(plate(), [1.0, g, 0.10], plate().shadow(s), **how)
    sky = pan(view(), **how) * (0.55 + 0.55 * beam_pass(f))
    found = bird(f)
    if found is not None:
        glow = Source((-0.2, 1.25, 0.9), tuple(FLAME * 0.42 * g), False, 0.1)
        rim = Source((1.0, 2.6, 2.6), (0.16, 0.20, 0.27))
        sky = draw(sky, found, cam, [glow, rim], np.where(cover > 0.5, depth, 1e6), ambient=(0.02, 0.025, 0.03))
    light = light * cover[..., None] + sky * (1 - cover[..., None])
    light = feather(light, cam, f, np.where(cover > 0.5, depth, 1e6))
    for side in (-1, 1):
        inks = [(FOURTEENTH, 1.0)] if side > 0 else []
        light, depth = lay_page(light, depth, Page(cam, side), [lamp_light(g)], inks, figure=s)
    light = draw(light, s, cam, [lamp_light(g), moon_light(0.25)], depth, ambient=(0.010, 0.012, 0.016))
    light = engrave(light, depth, focal=CAMERA.focal, **how)
    light = flame(light, cam, g, f)
    if STRIKE <= f < STRIKE + 8:  # the room takes the blow
        light = np.roll(light, round(4 * np.exp(-(f - STRIKE) / 3) * (-1) ** (f // 2)), 0)
    return dithered(light, f)
