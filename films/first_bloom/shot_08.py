"""Shot 8, she wakes: the flower's blue light on two faces."""

from functools import cache

import numpy as np

from films.toolkit.canvas import Light, rgb
from films.toolkit.figure import Pose
from films.toolkit.hands import HOLD, RELAXED
from films.toolkit.people import draw, stepping
from films.toolkit.sculpt import Source
from films.toolkit.stage import Camera, Keys, drift, ease, vec

from . import jon, mara
from .bloom import lay_flower
from .greenhouse import SOIL_Y, WARM, Lamp, Stage
from .people import sources, tag_light
from .sky import stars

START, END = 1152, 1416
CAMERA = Camera((3.38, 1.43, 5.50), (0.45, 1.250, 5.50), 880)
SHINE_ON_FACES = np.array([0.17, 0.60, 1.05])  # the bloom's blue, as skin and wool need it to stay blue
FLOWER = vec(1.16, SOIL_Y, 5.52)
HEART = FLOWER + vec(0, 0.095, 0)


@cache
def stage() -> Stage:
    return Stage(CAMERA, [Lamp(tuple(HEART + vec(0, 0.06, 0)), tuple(SHINE_ON_FACES * 0.42), 8, down=0.0, size=0.10)])


@cache
def sky() -> np.ndarray:
    return stars(CAMERA, 1.3)


def glow(f: float) -> float:
    """The flower's light: it rises a little as she looks, and breathes."""
    return 0.92 + 0.12 * ease((f - 1200) / 120) + 0.03 * np.sin(f / 17.0)


M_LEAN = Keys(
    (1152, 41),
    (1164, 40),
    (1172, 43),
    (1204, 17, 0.2),
    (1216, 20),
    (1236, 18),
    (1262, 15),
    (1320, 17),
    (1366, 16),
    (1400, 19),
)
M_HUNCH = Keys((1152, 24), (1170, 23), (1204, 13), (1240, 14), (1416, 13))
M_TWIST = Keys((1152, 0), (1228, 0), (1248, -16), (1300, -14), (1378, -16), (1396, -8))
M_HEAD = Keys(
    (1152, (-34, 10, 34)),
    (1164, (-34, 9, 33)),
    (1184, (-18, 16, 16)),
    (1204, (0, 22, 2)),
    (1218, (1, 17, 0)),
    (1230, (0, 18, 0)),
    (1238, (-14, 8, -2)),
    (1250, (-52, -9, -5)),
    (1272, (-52, -6, -3)),
    (1300, (-50, -9, -5)),
    (1364, (-48, -8, -6)),
    (1378, (-48, -4, -8)),
    (1398, (-22, 10, -3)),
    (1416, (-18, 14, -2)),
)
M_EYES = Keys(
    (1152, 0.0),
    (1166, 0.0),
    (1172, 0.25),
    (1176, 0.05),
    (1184, 0.5),
    (1190, 0.1),
    (1200, 0.9),
    (1214, 1.15),
    (1231, 1.0),
    (1234, 0.0),
    (1239, 1.0),
    (1306, 1.0),
    (1309, 0.0),
    (1313, 1.0),
    (1372, 0.9),
    (1376, 0.1),
    (1381, 0.8),
)
M_TALK = Keys(
    (1247, 0),
    (1251, 0.55),
    (1256, 0.2),
    (1262, 0.5),
    (1267, 0.1),
    (1274, 0.45),
    (1280, 0.2),
    (1286, 0.5),
    (1292, 0.2),
    (1297, 0),
)
M_HAND_L = Keys(
    (1152, (1.02, 0.912, 5.14)),
    (1176, (1.02, 0.912, 5.14)),
    (1206, (0.96, 0.893, 5.26)),
    (1250, (0.96, 0.893, 5.26)),
    (1416, (0.97, 0.893, 5.34)),
)
M_HAND_R = Keys(
    (1152, (1.00, 0.90, 5.02)), (1174, (1.00, 0.90, 5.00)), (1204, (0.97, 0.890, 4.92)), (1416, (0.97, 0.890, 4.94))
)
SMILE = Keys((1152, 0.0), (1206, 0.0), (1226, 0.5), (1240, 0.1), (1362, 0.2), (1386, 1.0))

J_ROOT = Keys(
    (1152, (0.42, 0.970, 5.90)),
    (1300, (0.42, 0.966, 5.90)),
    (1316, (0.43, 0.960, 5.89)),
    (1362, (0.43, 0.962, 5.89)),
    (1374, (0.44, 0.955, 5.88)),
    (1410, (0.52, 0.700, 5.82), -0.2),
    (1416, (0.52, 0.690, 5.82)),
)
J_LEAN = Keys(
    (1152, 22), (1236, 22), (1256, 25), (1300, 24), (1328, 15), (1344, 15), (1362, 20), (1384, 24), (1416, 20)
)
J_HEAD = Keys(
    (1152, (-2, 24, 2)),
    (1236, (-2, 24, 2)),
    (1256, (30, 26, 3)),
    (1298, (30, 25, 3)),
    (1316, (8, 34, 0)),
    (1332, (2, 38, -5)),
    (1346, (24, 20, -7)),
    (1362, (30, 22, -5)),
    (1384, (20, 30, 0)),
    (1416, (10, 26, 0)),
)
J_SHRUG = Keys(
    (1152, -0.012), (1250, -0.010), (1316, -0.012), (1328, 0.034, 0.2), (1344, 0.030), (1360, -0.020), (1416, -0.016)
)
J_OPEN = Keys((1306, 0.0), (1328, 1.0), (1346, 1.0), (1364, 0.0))  # the free hand turns up: what could I do
J_TALK = Keys(
    (1319, 0), (1323, 0.5), (1328, 0.15), (1334, 0.5), (1340, 0.3), (1346, 0.1), (1352, 0.5), (1358, 0.3), (1363, 0)
)
J_EYES = Keys(
    (1152, 0.55),
    (1220, 0.55),
    (1223, 0.0),
    (1228, 0.6),
    (1256, 0.75),
    (1310, 0.7),
    (1313, 0.0),
    (1318, 0.35),
    (1338, 0.35),
    (1346, 0.8),
    (1416, 0.6),
)
# the key hand: it hangs; on his line it comes up and opens, and he looks at it
KEY_HAND = Keys(
    (1152, (0.72, 0.86, 5.66)),
    (1300, (0.72, 0.86, 5.66)),
    (1326, (0.92, 1.16, 5.66)),
    (1346, (0.90, 1.13, 5.67)),
    (1362, (0.90, 1.08, 5.66)),
    (1410, (0.92, 0.93, 5.74)),
)
KEY_TURN = Keys(
    (1152, (0.15, -1.0, 0.05)),
    (1302, (0.15, -1.0, 0.05)),
    (1326, (0.45, -0.75, 0.45)),
    (1362, (0.45, -0.85, 0.4)),
    (1408, (0.5, -0.5, 0.5)),
)


def mara_pose(f: float) -> Pose:
    breath = np.sin((f - 1152) / (15.0 - 3 * ease((f - 1190) / 30)))
    return Pose(
        root=vec(0.50, 0.565, 5.12),
        yaw=90,
        lean=float(M_LEAN(f)) + 0.4 * breath,
        hunch=float(M_HUNCH(f)),
        twist=float(M_TWIST(f)),
        breath=breath,
        head=M_HEAD(f) + vec(0.8 * drift(f, 3), 0.8 * drift(f, 7), 0),
        hand_l=M_HAND_L(f),
        hand_r=M_HAND_R(f),
        elbow_l=(-0.55, -0.5, -0.35),
        elbow_r=(0.55, -0.5, -0.35),
        knee=(0.25, 0.5, 1.0),
        foot_l=vec(0.78, 0.09, 5.2),
        foot_r=vec(0.72, 0.09, 4.95),
        eyes=float(M_EYES(f)),
        mouth=float(M_TALK(f)),
        shrug=float(Keys((1152, 0.02), (1190, 0.0), (1250, 0.008), (1300, 0.0))(f)),
        look=(
            float(Keys((1234, 0), (1240, -14), (1380, -10), (1392, 0))(f)),
            float(Keys((1152, -6), (1234, -6), (1242, 8), (1390, 0))(f)),
        ),
    )


def jon_pose(f: float) -> Pose:
    breath = np.sin(f / 15.0 + 1)
    return Pose(
        root=J_ROOT(f) + vec(0, 0, 0.004 * drift(f, 6)),
        yaw=100,
        lean=float(J_LEAN(f)),
        hunch=9,
        side=0.7 * drift(f, 11),
        shrug=float(J_SHRUG(f)),
        breath=breath,
        head=J_HEAD(f) + vec(0.6 * drift(f, 5), 0.6 * drift(f, 8), 0),
        hand_r=KEY_HAND(f) * [1, 1, 1],
        hand_l=Keys(
            (1302, (0.98, 0.925, 6.14)),
            (1314, (0.94, 0.99, 6.18)),
            (1328, (0.86, 1.06, 6.28), 0.2),
            (1346, (0.87, 1.05, 6.28)),
            (1368, (0.98, 0.925, 6.14)),
        )(f),
        mouth=float(J_TALK(f)),
        eyes=float(J_EYES(f)),
        look=(
            float(Keys((1236, -10), (1252, 10), (1312, 0), (1340, 8))(f)),
            float(Keys((1312, -4), (1324, -10), (1344, 0))(f)),
        ),
        foot_l=stepping(f, (0.45, 0.09, 6.14), ((1376, 1392, (0.74, 0.09, 6.12)),)),
        foot_r=vec(0.40, 0.09, 5.84),
    )


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    push = ease((f - START) / (END - START)) * 0.5 + 0.5 * (f - START) / (END - START)
    zoomed = {"scale": 1.0 + 0.085 * push, "px": 415.0, "py": 130.0}
    g = glow(f)
    w = [0.30 + 0.01 * drift(f, 3, 25), 0, 0, 0, 0, 0, 0, 1.2, g]
    light, depth, cam = stage().light(w, sky(), **zoomed)
    light = stage().bulbs(light, cam, w, range(7))
    m, _ = mara.model(
        mara_pose(f), palms=((0.25, -1, 0.1), (-0.25, -1, 0.1)), bends=(None, None), smile=float(SMILE(f))
    )
    p = jon_pose(f)
    s, _, tag = jon.model(
        p,
        grips=(RELAXED, HOLD),
        palms=((0.15 + 0.5 * float(J_OPEN(f)), -1 + 1.7 * float(J_OPEN(f)), 0.3), (-0.7, -0.3, 0.5)),
        bends=(None if J_OPEN(f) < 0.01 else 10 - 20 * float(J_OPEN(f)), 0.0),
        key_along=tuple(KEY_TURN(f)),
    )
    blue = Source(tuple(HEART), tuple(SHINE_ON_FACES * 0.27 * g), True, 0.16)
    blue_far = Source(tuple(HEART + vec(0.02, 0.04, 0)), tuple(SHINE_ON_FACES * 0.62 * g), True, 0.16)
    fill = Source((3.2, 1.7, 4.0), tuple(rgb("#8fa6c4", 0.10)))
    rim = Source((-0.9, 2.15, 5.0), tuple(WARM * 3.0), False, 0.4)
    base = sources(stage(), [*w[:8], 0.0], vec(0.5, 1.3, 5.6), 2, 1)
    light = draw(light, s, cam, [blue_far, *base, rim, fill], depth, ambient=(0.014, 0.020, 0.030))
    light = tag_light(light, cam, tag, depth)
    light = draw(light, m, cam, [blue, *base, rim, fill], depth, ambient=(0.014, 0.020, 0.030))
    return lay_flower(light, cam, FLOWER, g)
