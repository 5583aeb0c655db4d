"""Shot 5: he puts the pen down and looks out; a scratching begins (660). He takes it for the gull."""

from functools import cache

import numpy as np

from films.toolkit.canvas import Light
from films.toolkit.figure import Pose
from films.toolkit.people import draw
from films.toolkit.stage import Camera, Keys, drift, ease, unit, vec

from . import ivo
from .book import FOURTEENTH, Page, lay_page
from .engrave import engrave
from .exposure import on_twos
from .hand_props import pen, pen_at
from .plate import Plate, bake, dithered, lit
from .study import burning, flame, lamp_light, moon_light, room

START, END = 648, 724
SCRATCH = 660
STILLS = (654, 712)
EXPOSURE = 1.6
CAMERA = Camera((0.20, 1.30, 1.25), (-0.06, 1.10, -0.45), 900)
LAID = (vec(0.150, 0.792, -0.105), unit(vec(0.80, 0.05, -0.60)))  # the pen across the page, nib to the writing


@cache
def plate() -> Plate:
    return bake(room(), CAMERA, [lamp_light(), moon_light()])


def pose(f: float) -> Pose:
    rise = ease((f - 688) / 32)
    still = ease((f - 659) / 3)  # at the sound he is quite still
    breath = np.sin(f / 15.0) * (1 - 0.9 * still)
    head = Keys((648, (8, 24, 0)), (658, (8, 22, 0)), (660, (7, 20, 0)), (664, (2, 8, 2), 0.5), (676, (0, 4, 6)),
                (690, (-4, 2, 8)), (712, (-2, 0, 2)), (724, (-2, 0, 2)))  # fmt: skip
    laid = vec(0.215, 0.835, -0.185)
    hand = Keys((648, (0.20, 0.90, -0.26)), (655, tuple(laid)), (658, tuple(laid)),
                (662, (0.24, 0.87, -0.24)), (688, (0.25, 0.86, -0.24)), (724, (0.29, 0.82, -0.05)))(f)  # fmt: skip
    return Pose(
        root=vec(-0.02, 0.50, -0.64) + rise * vec(0, 0.09, 0.10),
        lean=float(Keys((648, 12), (658, 13), (664, 7), (688, 8), (720, 20))(f)),
        hunch=float(Keys((648, 12), (664, 8), (720, 6))(f)),
        breath=breath,
        head=head(f) + (1 - still) * vec(0.5 * drift(f, 5), 0.5 * drift(f, 9), 0),
        hand_l=Keys((648, (-0.20, 0.81, -0.14)), (690, (-0.20, 0.81, -0.14)), (722, (-0.24, 0.81, 0.0)))(f),
        hand_r=hand,
        elbow_l=(-0.8, -0.3, -0.3),
        elbow_r=(0.9, -0.3, -0.35),
        eyes=float(Keys((648, 0.6), (659, 0.6), (663, 1.15), (697, 1.1), (699, 0.1), (702, 1.05))(f)),
        look=(float(Keys((660, 0), (666, -8), (676, 10), (690, 4))(f)), float(Keys((660, -8), (666, 2))(f))),
    )


@on_twos(START, SCRATCH, step=3)
def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    shiver = ease((f - SCRATCH + 1) / 2) * np.exp(-(f - SCRATCH) / 26) if f >= SCRATCH else 0.0
    g = burning(f) * (1 - 0.16 * shiver * (1.2 + np.sin(f * 2.1)))
    how = {"scale": 1 + 0.05 * ease((f - START) / (END - START)), "px": 420.0, "py": 190.0}
    holds = f < 658
    s, j = ivo.model(
        pose(f),
        grips=(ivo.RELAXED, ivo.WRITING if holds else ivo.WRITING.mixed(ivo.RELAXED, min(1, (f - 656) / 6))),
        palms=((0.25, -1, 0.1), (-0.6, -0.85, 0.2)),
        bends=(None, 10),
    )
    if holds:
        pen(s, j)
    else:
        pen_at(s, *LAID)
    cam = plate().seen_by(**how)
    light, _, depth = lit(plate(), [1.0, g, 0.14], plate().shadow(s), **how)
    for side in (-1, 1):
        inks = [(FOURTEENTH, 1.0)] if side > 0 else []
        light, depth = lay_page(light, depth, Page(cam, side), [lamp_light(g)], inks, figure=s)
    light = draw(light, s, cam, [lamp_light(g), moon_light(0.32)], depth, ambient=(0.010, 0.012, 0.016))
    light = engrave(light, depth, focal=CAMERA.focal, **how)
    return dithered(flame(light, cam, g, f), f)
