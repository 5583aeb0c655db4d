"""Shot 2, inside: Ivo writes at his desk by one oil lamp, his shadow large behind him."""

from functools import cache

import numpy as np

from films.toolkit.canvas import Light
from films.toolkit.figure import Pose
from films.toolkit.people import draw
from films.toolkit.stage import Camera, Keys, drift, ease, vec

from . import ivo
from .book import ELEVENTH, THIRTEENTH, TWELFTH, Page, lay_page
from .engrave import engrave
from .exposure import on_twos
from .hand_props import pen
from .plate import Plate, bake, dithered, lit
from .study import TOP, burning, flame, lamp_light, moon_light, room

START, END = 120, 246
STILLS = (150, 225)
CAMERA = Camera((0.80, 1.24, 1.20), (-0.13, 1.03, -0.50), 735)
LINE = Keys((120, 0.02), (176, 0.15), (184, 0.15), (190, 0.03), (246, 0.165))  # the pen along the line, metres


EXPOSURE = 1.45


@cache
def plate() -> Plate:
    return bake(room(), CAMERA, [lamp_light(), moon_light()])


def writing(f: float) -> np.ndarray:
    """Where the nib is: along the line, small strokes on the way, a lift where it goes back."""
    along = float(LINE(f))
    busy = 0.0 if 176 <= f <= 190 else 1.0
    lift = 0.03 * float(Keys((174, 0), (181, 1), (190, 0))(f))
    return vec(0.05 + along, TOP + 0.022 + lift, -0.09) + busy * vec(
        0.0035 * np.sin(f * 1.9), 0.0, 0.0045 * np.sin(f * 1.45)
    )


def pose(f: float) -> Pose:
    nib = writing(f)
    breath = np.sin(f / 14.0)
    dip = float(Keys((120, 0), (176, 0), (184, 1), (196, 0))(f))
    return Pose(
        root=vec(0, 0.50, -0.62),
        lean=11 + 0.5 * breath,
        hunch=13,
        breath=breath,
        twist=2 * drift(f, 2),
        head=vec(5 + 15 * nib[0] - 8 * dip, 22 - 6 * dip, 2) + vec(0.8 * drift(f, 5), 0.6 * drift(f, 9), 0),
        hand_l=vec(-0.17, TOP + 0.045, -0.12),
        hand_r=nib + vec(0.055, 0.055, -0.10),
        elbow_l=(-0.8, -0.35, -0.3),
        elbow_r=(0.9, -0.35, -0.35),
        eyes=float(Keys((120, 0.55), (206, 0.55), (208, 0.05), (211, 0.55))(f)),
        look=(6, -14),
    )


@on_twos(START, step=3)
def frame(f: int) -> Light:
    """One frame of the shot, before the grade; the figure moves on threes."""
    g = burning(f)
    push = ease((f - START) / (END - START)) * 0.4 + 0.6 * (f - START) / (END - START)
    how = {"scale": 1 + 0.06 * push, "px": 400.0, "py": 210.0}
    s, j = ivo.model(
        pose(f),
        grips=(ivo.RELAXED, ivo.WRITING),
        palms=((0.25, -1, 0.1), (-0.75, -0.75, 0.2)),
        bends=(None, 14),
    )
    pen(s, j)
    shade = plate().shadow(s)
    light, _, depth = lit(plate(), [1.0, g, 0.10], shade, **how)
    cam = plate().seen_by(**how)
    for side, inks in ((-1, (*ELEVENTH, *TWELFTH)), (1, THIRTEENTH)):
        page = Page(cam, side)
        lamps = [lamp_light(g), moon_light(0.1)]
        light, depth = lay_page(light, depth, page, lamps, [(ink, 1.0) for ink in inks], figure=s)
    light = draw(light, s, cam, [lamp_light(g), moon_light(0.20)], depth, ambient=(0.010, 0.012, 0.016))
    light = engrave(light, depth, focal=CAMERA.focal, **how)
    return dithered(flame(light, cam, g, f), f)
