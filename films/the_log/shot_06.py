"""Shot 6: Ivo soft at the window, his back to us; in front the pen rises (742) and writes by itself."""

from functools import cache

import numpy as np

from films.toolkit.canvas import Light
from films.toolkit.figure import Pose
from films.toolkit.lens import confusion, defocus
from films.toolkit.people import draw
from films.toolkit.sculpt import Sculpture, lay
from films.toolkit.stage import Camera, ease, unit, vec

from . import ivo
from .book import FOURTEENTH, WARNING, Page, edges, lay_page, on_page
from .engrave import engrave
from .exposure import on_twos
from .hand_props import pen_at
from .plate import Plate, bake, dithered, pan
from .study import beam_pass, burning, flame, lamp_light, moon_light, outside, room

START, END = 724, 896
PEN = 742
STILLS = (736, 860)
EXPOSURE = 1.6
CAMERA = Camera((0.235, 0.935, -0.46), (0.085, 0.962, 0.60), 485)
POSE = Pose(
    root=vec(-0.05, 0.74, 0.90),
    lean=27,
    hunch=7,
    head=(6, 14, 4),
    hand_l=vec(-0.40, 1.06, 1.33),
    hand_r=vec(0.30, 1.06, 1.33),
    foot_l=vec(-0.15, 0.09, 0.9),
    foot_r=vec(0.08, 0.09, 0.88),
)
LAID = (vec(0.118, 0.7965, -0.020), unit(vec(0.95, 0.02, 0.10)))  # across the page, its nib to the writing
WRITTEN = 0.30  # of the line, by the end of the shot


@cache
def plate() -> Plate:
    """The room with Ivo in it: he stands at the glass and does not stir."""
    made = bake(room(chair=False), CAMERA, [lamp_light(), moon_light()])
    him, _ = ivo.model(POSE, legs=True)
    made.sheets[1] *= made.shadow(him)[..., None]
    for n, lamps in enumerate(([moon_light(0)], [lamp_light()], [moon_light(2.2)])):
        painted = him.paint(CAMERA, lamps, (0.008, 0.010, 0.014) if n == 0 else (0, 0, 0), made.depth)
        lay(made.sheets[n], painted, made.depth)
    _, a, deep, x0, y0 = painted
    box = (slice(y0, y0 + a.shape[0]), slice(x0, x0 + a.shape[1]))
    front = a * (deep < made.depth[box] + 0.02)
    made.cover[box] = np.maximum(made.cover[box], front)
    made.depth[box] = np.where(front > 0.5, deep, made.depth[box])
    return made


def done(f: float) -> float:
    """How much of its line the pen has written."""
    return WRITTEN * float(np.clip((f - 760) / (890 - 760), 0, 1))


def standing(f: float) -> tuple[np.ndarray, np.ndarray]:
    """Nib and lean of the pen: it lies, at 742 its end lifts as if taken, it goes to the line and writes."""
    place, lying = LAID
    start = on_page(WARNING.at[:1], 1)[0]
    u = 0.30 + 0.70 * ease((f - PEN) / 9, 0.3) if f >= PEN else 0.0  # it starts as if snatched
    go = ease((f - 748) / 11)
    upright = unit(vec(0.34, 0.82, -0.40))
    lean = unit(lying * (1 - u) + upright * u + vec(0, 0.20 * np.sin(np.pi * u), 0))
    nib = place * (1 - go) + (start + vec(0, 0.001, 0)) * go + vec(0, 0.028 * np.sin(np.pi * go), 0)
    if f >= 760:
        flat, down = WARNING.nib(done(f))
        nib = on_page(flat[None], 1)[0] + vec(0, 0.001 if down else 0.006, 0)
        sway = vec(0.05 * np.sin(f * 0.83), 0.0, 0.05 * np.sin(f * 0.61 + 1))
        lean = unit(upright + sway)
    return nib, lean


@cache
def view() -> Light:
    return outside(CAMERA, START)


@on_twos(START, PEN, 762, step=lambda f: 3 if f >= 762 else 2)
def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    g = burning(f) * (1 - 0.10 * ease((f - PEN) / 6) * ease((PEN + 40 - f) / 30))
    push = ease((f - START) / (END - START)) * 0.5 + 0.5 * (f - START) / (END - START)
    how = {"scale": 1 + 0.14 * push, "px": 400.0, "py": 330.0}
    cam = plate().seen_by(**how)
    lamps = [lamp_light(g), moon_light(0.30)]
    light, cover, depth = plate().show([1.0, g, 0.30], **how)
    sky = pan(view(), **how) * (0.9 + 0.6 * beam_pass(f))
    light = light * cover[..., None] + sky * (1 - cover[..., None])
    depth = np.where(cover > 0.5, depth, 30.0)
    pen = Sculpture()
    pen_at(pen, *standing(f))
    for side in (-1, 1):
        inks = [(FOURTEENTH, 1.0), (WARNING, done(f) if f >= 760 else -1.0)] if side > 0 else []
        light, depth = lay_page(light, depth, Page(cam, side), lamps, inks, figure=pen, wet=0.9)
    light = edges(light, cam, np.asarray(lamps[0].colour) * 0.5)
    light = draw(light, pen, cam, lamps, depth, ambient=(0.010, 0.012, 0.016))
    painted = pen.paint(cam, lamps[:1], (0, 0, 0), depth)
    if painted is not None:
        _, a, deep, x0, y0 = painted
        part = depth[y0 : y0 + a.shape[0], x0 : x0 + a.shape[1]]
        part[:] = np.where(a > 0.3, np.minimum(deep, part), part)
    light = engrave(light, depth, focal=CAMERA.focal, amount=0.75, **how)
    rack = ease((f - 724) / 11)
    focus = 1.0 / ((1 - rack) / 1.55 + rack / 0.50)
    light = defocus(light, confusion(depth, focus, 5.5, 9.0).astype(np.float32))
    return dithered(flame(light, cam, g, f), f)
