"""Shot 9, insert: the match comes to the page; wet ink: "Ivo. Turn around." (readable from 1211)."""

from functools import cache

import numpy as np

from films.toolkit.canvas import H, Light, W
from films.toolkit.figure import Joints
from films.toolkit.hands import hand
from films.toolkit.sculpt import Sculpture, Source, lay
from films.toolkit.stage import Camera, Keys, ease, unit, vec

from . import ivo
from .book import FOURTEENTH, RULE, WARNING, Page, lay_page
from .engrave import engrave
from .exposure import on_twos
from .hand_props import match
from .matchlight import spark
from .penmanship import Ink
from .plate import dithered

START, END = 1192, 1368
READ = 1211
STILLS = (1200, 1300)
EXPOSURE = 1.5
CAMERA = Camera((0.135, 1.175, -0.345), (0.123, 0.785, -0.006), 1560)


@cache
def underline() -> Ink:
    """A stroke under the last words, drawn by nobody."""
    t = np.linspace(0, 1, 60)
    x0, x1 = WARNING.at[:, 0].min() + 0.030, WARNING.at[:, 0].max() + 0.004
    y = 0.052 + 3 * RULE + 0.0052 - 0.0012 * t + 0.0005 * np.sin(t * 9)
    return Ink(np.stack([x0 + (x1 - x0) * t, y], 1), np.full(60, 0.00085) * (1 - 0.45 * t), np.zeros(60, int), t)


def flame_at(f: float) -> np.ndarray:
    """Where the match's flame is: up along the margin to the line, then it hangs there and sinks a little."""
    at = Keys(
        (1192, (0.262, 0.850, -0.190)),
        (1204, (0.250, 0.846, -0.120)),
        (1211, (0.203, 0.836, -0.056), 0.4),
        (1250, (0.199, 0.834, -0.052)),
        (1330, (0.195, 0.829, -0.051)),
        (1368, (0.192, 0.827, -0.050)),
    )(f)
    return at + vec(0.0014 * np.sin(f * 0.9), 0.0010 * np.sin(f * 1.3), 0.0010 * np.sin(f * 0.7))


def power(f: float) -> float:
    """It has burnt low when it comes; at the line it draws itself up (1211); at the end it gutters."""
    g = float(Keys((1192, 0.05), (1206, 0.07), (1210, 0.10), (1211, 0.92), (1240, 1.0), (1330, 0.92), (1367, 0.62))(f))
    return g * (1 + 0.035 * np.sin(f * 1.31) + 0.025 * np.sin(f * 2.77))


FINGERS, BACK = unit(vec(-0.50, 0.10, 0.80)), vec(0.80, 0.55, 0.05)


def holding(f: float) -> tuple[Sculpture, np.ndarray]:
    """His right hand with the match, its flame where it should be, and the cuff behind it."""
    z = FINGERS
    y = unit(BACK - z * (BACK @ z))
    frame = np.stack([np.cross(y, z), y, z], 1)
    wrist = vec(0, 0, 0)
    for _ in range(2):  # once to see where the flame comes to lie, once in its place
        s = Sculpture()
        places = hand(s, wrist, frame, skin=ivo.SKIN, grip=ivo.PINCH, size=1.03, stout=1.12, age=0.8, fine=True)
        at = match(s, Joints({f"{name}_r": place for name, place in places.items()}), burnt=0.55)
        wrist = wrist + flame_at(f) - at
    n = -unit(vec(-0.40, 0.04, 0.80))
    wrist = wrist - flame_at(f) + at  # the second round stood here
    s.add(
        wrist + n * 0.020,
        wrist + n * 0.075,
        0.046,
        0.048,
        cloth=ivo.RIB,
        bell=True,
        melt=0.006,
        shell=0.006,
        flat=0.9,
        across=(0, 1, 0),
    )
    s.add(wrist + n * 0.070, wrist + n * 0.40, 0.050, 0.066, cloth=ivo.JERSEY, melt=0.012)
    for k in range(4):
        c = wrist + n * (0.10 + 0.06 * k)
        s.add(c + vec(0.02, 0.012, 0.01), c - vec(0.02, -0.012, 0.012), 0.046, cloth=ivo.JERSEY, melt=0.02)
    return s, at


@on_twos(START, READ, step=3)
def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    push = (f - START) / (END - START)
    how = {"scale": 1 + 0.10 * (0.5 * push + 0.5 * ease(push)), "px": 430.0, "py": 235.0}
    cam = CAMERA.moved(**how)
    s, at = holding(f)
    g = power(f)
    colour = np.array([1.0, 0.56, 0.24])
    lamp = Source(tuple(at + vec(0, 0.006, 0)), tuple(colour * 0.062 * g), True, 0.012)
    light = np.zeros((H, W, 3), np.float32)
    depth = np.full((H, W), 1e6, np.float32)
    drawn = ease((f - 1290) / 44)
    inks = [(FOURTEENTH, 1.0), (WARNING, 1.0), (underline(), drawn if f > 1290 else -1.0)]
    dim = (0.0014, 0.0015, 0.0018)
    light, depth = lay_page(light, depth, Page(cam, -1), [lamp], [], figure=s, ambient=dim)
    light, depth = lay_page(light, depth, Page(cam, 1), [lamp], inks, figure=s, wet=1.0, ambient=dim)
    painted = s.paint(cam, [lamp], (0.0012, 0.0014, 0.0018), depth)
    light = lay(light, painted, depth)
    light = engrave(light, depth, focal=CAMERA.focal * 0.3, amount=0.5, **how)
    return dithered(spark(light, cam, at, g, f, 99), f)
