"""Shot 2: a guard turns, sees her, and at 96 blows his whistle. Pia starts, gathers herself, and runs."""

from dataclasses import replace

import numpy as np
import skia

from films.toolkit.camera import ease
from films.toolkit.canvas import Light
from films.toolkit.puppet import Pose, Poses, shaped

from . import guard, market
from .cast import courier, runs, watchman
from .paper import AMBER, CREAM, Rim, exposed, paint, repeated
from .pia import Look
from .shot_03 import smear

START, END = 80, 180
STILLS = (99, 128)
WHISTLE, OFF, AFTER = 96, 114, 128  # he blows; her first step; his
G0 = -(guard.BUILD.leg + guard.BUILD.ankle)
IDLE = Pose(hip=(0, G0 + 1), lean=1, near_arm=(-6, 18), far_arm=(14, 40), near_foot=(-7, -5, 0), far_foot=(9, -5, 0))
SEES = replace(IDLE, hip=(2, G0 + 1), lean=-3, curl=-3, nod=-6, far_arm=(40, 50))
INHALES = replace(IDLE, hip=(-3, G0 + 3), lean=-10, curl=-5, nod=-8, far_arm=(62, 30))
BLOWS = replace(IDLE, hip=(7, G0 + 4), lean=12, curl=8, nod=6, far_arm=(84, 4))
READY = replace(IDLE, hip=(-4, G0 + 14), lean=20, far_arm=(80, 6), near_arm=(-40, 60), near_foot=(-14, -6, 12))
GUARD = Poses(
    (80, IDLE),
    (83, IDLE),
    (88, SEES, "snap"),
    (95.6, INHALES),
    (97.5, BLOWS, "out"),
    (112, BLOWS),
    (120, INHALES),
    (AFTER, READY),
)
P_STANDS = Pose(lean=-1, nod=-4, far_arm=(26, 70))
P_JUMPS = Pose(hip=(0, -57), lean=-9, curl=-3, nod=-8, far_arm=(70, 90), near_foot=(-4, -9, 22), far_foot=(5, -10, 18))
P_LANDS = Pose(hip=(-1, -41), lean=6, curl=6, far_arm=(30, 90))
P_COILS = Pose(hip=(-6, -38), lean=26, curl=8, nod=-16, far_arm=(64, 84), near_foot=(-15, -5, 16), far_foot=(8, -4, 0))
PIA = Poses(
    (80, P_STANDS), (96.4, P_STANDS), (100, P_JUMPS, "out"), (104, P_LANDS, "in"), (111, P_COILS), (OFF, P_COILS)
)
STEPS = {"pia": tuple(range(OFF + 2, 152, 8)), "guard": tuple(range(AFTER, 180, 10))}


def eased_run(t: float, start: float, speed: float, over: float) -> tuple[float, float]:
    """How far a runner has come who sets off at `start` and has full speed after `over` frames; and the speed now."""
    s = max(0.0, t - start)
    u = min(s / over, 1.0)
    return speed * (over * u * u / 2 + max(0.0, s - over)), speed * u


def camera(t: float) -> float:
    """It waits for her to be gone and whips after her."""
    return 780 * ease((t - 134) / 62) + 3 * (t - 80) * 0.1


def far(c: skia.Canvas, t: float) -> None:
    market.street(c, 620 + camera(t))


def whistle_rays(c: skia.Canvas, x: float, y: float, t: float) -> None:
    """The whistle, seen: arcs of cut paper that open from his mouth."""
    age = t - WHISTLE
    if age < 0 or age > 20:
        return
    for k in range(4):
        u = (age - 2.2 * k) / 10
        if 0 <= u < 1:
            r = 20 + 210 * shaped(u, "out")
            arc = skia.Path()
            arc.addArc(skia.Rect.MakeLTRB(x - r, y - r, x + r, y + r), -34, 52)
            c.drawPath(arc, paint(CREAM if k % 2 else AMBER, alpha=(1 - u) ** 0.8, stroke=10 * (1 - u) + 1.5))
    if age < 9:
        for k in range(7):
            a = np.radians(-42 + 11 * k)
            r0, r1 = 26 + 8 * age, 50 + 15 * age
            c.drawLine(
                x + r0 * np.cos(a),
                y + r0 * np.sin(a),
                x + r1 * np.cos(a),
                y + r1 * np.sin(a),
                paint(CREAM, alpha=1 - age / 9, stroke=4),
            )


def draw(c: skia.Canvas, t: float) -> None:
    cam = camera(t)
    repeated(c, market.row(), -560 - cam)
    rush = shaped((camera(t + 0.5) - camera(t - 0.5) - 4) / 7)
    if rush > 0:  # what whips past is drawn out along the way
        repeated(c, smear(), -560 - cam, p=paint(alpha=rush))
    repeated(c, market.ground(), -cam)
    went, speed = eased_run(t, OFF, 14.5, 9)
    scale = 1.5
    if t < OFF:
        pose = PIA(t)
        wind = lambda f: (0.4 * float(np.sin(f / 7)) - (3.0 if 97 < f < 103 else 0), -2.0 if 97 < f < 101 else 0.0)  # noqa: E731
    else:
        pose = P_COILS.mixed(runs(t, max(speed, 6), scale, OFF + 2, lean=20), shaped((t - OFF) / 5))
        wind = lambda f: (-eased_run(f, OFF, 9, 9)[1], -0.4)  # noqa: E731
    startled = 96.4 <= t < 112
    look = Look(
        turn=-1 if 97 <= t < 110 else 1,
        eyes=1.5 if startled else 1.1,
        brow=1 if startled else 0.3,
        mouth=0.7 if startled else 0,
    )
    beam = shaped((t - 89) / 8)
    pale = Rim(0xFFE8F4FF, -1.6, -0.3, 0.9 * beam * (1 - shaped((t - 116) / 10)))
    courier(c, t, 596 + went - cam, 362, scale, pose, look=look, wind=wind, rims=(Rim(AMBER, -1.2, -0.9, 0.8), pale))
    # he stands nearer to us, larger than the street
    on, his_speed = eased_run(t, AFTER, 9.5, 16)
    gx, size = 196 + 1.6 * (on - 0.62 * cam), 2.15
    if t < AFTER:
        pose, flip = GUARD(t), t < 87
        turn = 1.0 if t < 83 else (float(np.clip(1 - 2 * (t - 83) / 3, -1, 1)) if t < 87 else 1.0)
    else:
        pose = READY.mixed(
            runs(t, max(his_speed, 4) * 1.4, size, AFTER, who=guard, period=20, lean=16), shaped((t - AFTER) / 8)
        )
        flip, turn = False, 1.0
    hands = (None, None)
    if 89.5 < t < 121:
        m = guard.mouth(pose)
        u = shaped((t - 89.5) / 4) * (1 - shaped((t - 117) / 4))
        low = (pose.hip[0] - 4, pose.hip[1] + 6)
        hands = ((low[0] + (m[0] + 4 - low[0]) * u, low[1] + (m[1] - low[1]) * u), None)
    look = Look(turn=turn, brow=-1 if t > 84 else 0.0, mouth=0.0, eyes=1.3 if t > 83 else 0.7)
    angle = -40 + 42 * shaped((t - 88) / 7, "snap") + 3 * float(np.sin(t / 5)) * (t > 126)
    watchman(
        c,
        gx,
        470,
        size,
        pose,
        flip=flip,
        look=look,
        hands=hands,
        whistle=89.5 < t < 121,
        flare=min(his_speed, 7),
        beam=(angle if not flip else 150, 560, 0.85 if not flip else 0.4),
        shade=0xFF9A86A4,
    )
    m = guard.mouth(pose)
    whistle_rays(c, gx + size * (m[0] + 8), 470 + size * m[1], t)
    repeated(c, market.near(), 240 - 1.9 * cam)


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    pan = abs(camera(f + 0.5) - camera(f))
    return exposed(draw, f, 4 if pan < 10 else 8, back=far)
