"""Shot 10: his face over the match. He turns (1391); the flame goes with the air."""

import numpy as np

from films.toolkit.canvas import H, Light, W
from films.toolkit.figure import Pose
from films.toolkit.sculpt import Source, lay
from films.toolkit.stage import Camera, Keys, drift, ease, vec

from . import ivo
from .engrave import engrave
from .exposure import on_twos
from .hand_props import match
from .matchlight import spark
from .plate import dithered

START, END = 1368, 1424
TURNS = 1391
STILLS = (1384, 1400)
EXPOSURE = 1.35
CAMERA = Camera((0.10, 1.10, 0.32), (0.0, 1.135, -0.45), 1010)


def pose(f: float) -> Pose:
    away = ease((f - TURNS + 1.5) / 20, 0.2) if f >= TURNS else 0.0
    return Pose(
        root=vec(-0.02, 0.50, -0.66),
        lean=10 - 3 * away,
        hunch=9 - 3 * away,
        twist=-48 * away,
        breath=np.sin(f / 5.0) * (1 - ease((f - 1380) / 6)),
        shrug=0.014,
        head=Keys((1368, (6, 16, 0)), (1380, (4, 13, 0)), (1388, (3, 5, 0)), (1390, (3, 4, 0)))(f)
        + away * vec(-78, 2, -5)
        + vec(0.4 * drift(f, 5, 12), 0.4 * drift(f, 9, 12), 0),
        hand_r=vec(0.10, 0.915, -0.225) + away * vec(-0.05, 0.01, -0.02),
        hand_l=vec(-0.16, 0.86, -0.20) + away * vec(-0.1, 0, -0.1),
        elbow_l=(-0.75, -0.6, -0.2),
        elbow_r=(0.8, -0.55, -0.25),
        eyes=float(Keys((1368, 0.75), (1376, 0.8), (1384, 1.35), (1424, 1.35))(f)),
        look=(
            float(Keys((1382, 0), (1389, -20), (1396, -24))(f)),
            float(Keys((1368, -16), (1378, -14), (1386, 0))(f)),
        ),
        mouth=float(Keys((1378, 0.08), (1388, 0.35), (1424, 0.4))(f)),
    )


def flame_left(f: float) -> float:
    """The match's light: it bends with his turn and is out by 1416."""
    tremble = 1 + 0.05 * np.sin(f * 1.31) + 0.04 * np.sin(f * 2.77)
    return float(Keys((1368, 0.85), (1390, 0.8), (1400, 0.62), (1408, 0.30), (1416, 0.0))(f)) * tremble


@on_twos(TURNS)
def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    how = {"scale": 1 + 0.05 * ease((f - START) / (END - START)), "px": 430.0, "py": 190.0}
    cam = CAMERA.moved(**how)
    s, j = ivo.model(
        pose(f), grips=(ivo.RELAXED, ivo.PINCH), palms=((0.3, -1, 0), (-0.75, 0.15, -0.5)), bends=(10, 4), fine=True
    )
    at = match(s, j, burnt=0.75)
    g = flame_left(f)
    lamp = Source(tuple(at + vec(0, 0.006, 0)), tuple(np.array([1.0, 0.56, 0.24]) * 0.088 * g), True, 0.010)
    rim = Source((0.9, 2.2, -1.6), (0.020, 0.027, 0.040))
    light = lay(np.zeros((H, W, 3), np.float32), painted := s.paint(cam, [lamp, rim], (0.0022, 0.0026, 0.0034)))
    depth = np.full((H, W), 1e6, np.float32)
    if painted is not None:
        _, a, deep, x0, y0 = painted
        depth[y0 : y0 + a.shape[0], x0 : x0 + a.shape[1]] = np.where(a > 0.5, deep, 1e6)
    light = engrave(light, depth, focal=CAMERA.focal, **how)
    bent = 2.2 * ease((f - TURNS) / 8) if f >= TURNS else 0.0
    return dithered(spark(light, cam, at, g, f, 99, bent), f)
