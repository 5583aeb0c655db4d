"""Shot 8: darkness; a match (1130) finds his face."""

import numpy as np

from films.toolkit.canvas import H, Light, W
from films.toolkit.figure import Pose
from films.toolkit.sculpt import Source
from films.toolkit.stage import Camera, Keys, drift, ease, vec

from . import ivo
from .engrave import engrave
from .exposure import on_twos
from .hand_props import match
from .matchlight import burn, spark
from .plate import dithered

START, END = 1118, 1192
MATCH = 1130
STILLS = (1131, 1160)
EXPOSURE = 1.35
CAMERA = Camera((0.34, 1.13, 0.50), (0.03, 1.135, -0.45), 900)


def pose(f: float) -> Pose:
    raised = Keys(
        (1118, (0.135, 0.90, -0.24)),
        (1129, (0.125, 0.93, -0.24)),
        (1133, (0.13, 0.945, -0.235)),
        (1150, (0.125, 0.96, -0.235)),
        (1176, (0.125, 0.955, -0.23)),
        (1192, (0.14, 0.93, -0.20)),
    )(f)
    tremble = vec(0.0012 * np.sin(f * 1.7), 0.0012 * np.sin(f * 2.3 + 1), 0)
    return Pose(
        root=vec(-0.02, 0.50, -0.66),
        lean=9,
        hunch=9,
        breath=np.sin(f / 6.0),
        shrug=0.012,
        head=Keys(
            (1118, (8, 14, 0)),
            (1134, (8, 12, 0)),
            (1148, (-16, 2, -3)),
            (1160, (-20, 0, -3)),
            (1172, (22, 0, 3)),
            (1180, (24, 2, 3)),
            (1192, (10, 22, 0)),
        )(f)
        + vec(0.6 * drift(f, 5, 12), 0.6 * drift(f, 9, 12), 0),
        hand_r=raised + tremble,
        hand_l=vec(-0.06, 0.925, -0.22) + tremble,
        elbow_l=(-0.75, -0.6, -0.2),
        elbow_r=(0.8, -0.55, -0.25),
        eyes=float(Keys((1118, 0.4), (1131, 0.25), (1138, 0.9), (1152, 1.2), (1180, 1.2), (1190, 0.75))(f)),
        look=(
            float(Keys((1138, 0), (1146, -14), (1158, -16), (1168, 14), (1180, 12), (1190, 0))(f)),
            float(Keys((1138, -8), (1148, 0), (1182, 0), (1190, -14))(f)),
        ),
        mouth=0.22,
    )


@on_twos(MATCH)
def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    light = np.zeros((H, W, 3), np.float32)
    if f < MATCH:
        return light
    how = {"scale": 1 + 0.07 * ease((f - MATCH) / 60), "px": 430.0, "py": 190.0}
    cam = CAMERA.moved(**how)
    s, j = ivo.model(
        pose(f), grips=(ivo.PINCH, ivo.PINCH), palms=((0.85, 0.1, -0.45), (-0.75, 0.15, -0.5)), bends=(12, 4), fine=True
    )
    at = match(s, j, burnt=0.25 + 0.006 * (f - MATCH))
    g = burn(f - MATCH)
    lamp = Source(tuple(at + vec(0, 0.006, 0)), tuple(np.array([1.0, 0.56, 0.24]) * 0.088 * g), True, 0.010)
    painted = s.paint(cam, [lamp, Source((0.9, 2.2, -1.6), (0.015, 0.020, 0.030))], (0.0022, 0.0026, 0.0034))
    depth = np.full((H, W), 1e6, np.float32)
    if painted is not None:
        _, a, deep, x0, y0 = painted
        depth[y0 : y0 + a.shape[0], x0 : x0 + a.shape[1]] = np.where(a > 0.5, deep, 1e6)
        from films.toolkit.sculpt import lay

        light = lay(light, painted)
    light = engrave(light, depth, focal=CAMERA.focal, **how)
    return dithered(spark(light, cam, at, g, f, f - MATCH), f)
