"""Shot 9: the guard runs, jumps, and is short of it: splash (1259). The barge goes its way."""

from dataclasses import replace

import numpy as np
import skia

from films.toolkit.camera import ease
from films.toolkit.canvas import Light
from films.toolkit.particles import Burst, drops
from films.toolkit.puppet import Pose, Poses, shaped

from . import guard, quay
from .canal import DECK_FLOOR, NIGHT_RIMS, QUAY_FLOOR, SHADE, stern, stones
from .cast import courier, runs, watchman
from .paper import CREAM, HIGH, PALE, box, exposed, lamp, paint, poly, soft
from .pia import Look

START, END = 1236, 1372
STILLS = (1254, 1264)
JUMP, SPLASH, UP = 1247, 1259, 1290
ZOOM = 1.32
SPOT, SURFACE = 152.0, 384.0  # where he goes in, and the water there
STEPS = {"pia": (), "guard": (1238, 1243, JUMP)}

REACH = Pose(
    hip=(0, -60),
    lean=30,
    curl=4,
    nod=-24,
    far_arm=(110, -10),
    near_arm=(-60, 10),
    near_foot=(-34, -30, 60),
    far_foot=(32, -44, 0),
)
FLAILS = Pose(
    hip=(0, -58),
    lean=-6,
    curl=-4,
    nod=4,
    far_arm=(160, 0),
    near_arm=(-150, 0),
    near_foot=(20, -20, -10),
    far_foot=(-18, -24, 40),
)
DROPS = Pose(
    hip=(0, -54),
    lean=-16,
    curl=-2,
    nod=12,
    far_arm=(170, 0),
    near_arm=(165, 0),
    near_foot=(-8, -2, 20),
    far_foot=(10, -6, 10),
)
TREADS = Pose(
    hip=(0, -55), lean=2, nod=-6, far_arm=(80, 20), near_arm=(150, 20), near_foot=(-6, -5, 0), far_foot=(8, -5, 0)
)
WATCHES = Pose(hip=(2, -48), lean=10, curl=4, nod=-2, near_foot=(-6, -4, 0), far_foot=(9, -4, 0))
SAGS = Pose(hip=(-1, -46.5), lean=-6, curl=6, nod=-12, near_foot=(-6, -4, 0), far_foot=(7, -4, 0))
SALUTES = Pose(hip=(0, -49), lean=-4, curl=-3, nod=-4, far_arm=(98, 128), near_foot=(-5, -4, 0), far_foot=(5, -4, 0))

CROWN = (
    Burst(SPLASH, (SPOT, SURFACE), 90, (3, 13.5), -90, 52, 0.55, 0.015, (20, 40), (2, 5.5), SURFACE + 6, (20, 3), 61),
    Burst(SPLASH + 2, (SPOT, SURFACE), 60, (5, 16), -90, 20, 0.62, 0.01, (24, 44), (2, 5), SURFACE + 6, (10, 3), 62),
)
SPURT = Burst(
    UP + 6, (SPOT + 24, SURFACE - 34), 16, (2, 5.5), -38, 18, 0.4, 0.01, (12, 22), (1.5, 3), SURFACE, (1, 1), 63
)


def camera(t: float) -> float:
    return -92 + 152 * ease((t - 1288) / 96)


def far(c: skia.Canvas, t: float) -> None:
    c.save()
    c.translate(0, -34)
    c.scale(1.12, 1.12)
    quay.behind(c, t, camera(t))
    c.restore()


def flight(t: float) -> tuple[float, float, Pose]:
    """The guard before the water: place, height, pose."""
    if t < JUMP:
        pose = runs(t, 15, 1.65, 1238, who=guard, period=10, lean=22, bounce=6)
        return -8 - 15.5 * (JUMP - t), 0.0, pose
    u = (t - JUMP) / (SPLASH - JUMP)
    pose = Poses((0, REACH), (0.3, REACH), (0.62, FLAILS), (0.9, DROPS), (1.2, DROPS))(u)
    if 0.3 < u < 0.95:
        pose = replace(
            pose, far_arm=(150 + 60 * float(np.sin(1.5 * t)), 0), near_arm=(-150 + 60 * float(np.cos(1.5 * t)), 0)
        )
    return -8 + (SPOT + 8) * u, 4 * 34 * u * (1 - u) - (SURFACE + 30 - QUAY_FLOOR) * u * u, pose


def swell(c: skia.Canvas, t: float) -> None:
    """The water he throws up, and the rings it leaves."""
    s = t - SPLASH
    if s < 0:
        return
    for k in range(5):
        u = (s - 5 * k) / 46
        if 0 < u < 1:
            wide = 30 + 330 * shaped(u, "out")
            c.drawOval(
                box(SPOT - wide, SURFACE - 0.10 * wide, 2 * wide, 0.2 * wide),
                paint(CREAM, alpha=0.42 * (1 - u), stroke=3 * (1 - u) + 0.6),
            )
    if s < 26:
        rise = float(np.sin(np.pi * min(1.0, (s + 1.2) / 26) ** 0.62))
        for k, (x, h, w) in enumerate(
            ((-66, 62, 20), (-44, 104, 22), (-20, 150, 26), (2, 190, 30), (24, 146, 26), (46, 96, 22), (68, 58, 18))
        ):
            tip = h * rise * (1 - 0.012 * s)
            lean = 0.5 * x * (0.6 + 0.03 * s)
            path = soft(
                (SPOT + x - w, SURFACE + 8),
                (SPOT + x - 0.4 * w + lean * 0.4, SURFACE - 0.6 * tip),
                (SPOT + x + lean, SURFACE - tip),
                (SPOT + x + 0.4 * w + lean * 0.4, SURFACE - 0.6 * tip),
                (SPOT + x + w, SURFACE + 8),
                tension=0.7,
            )
            c.drawPath(path, paint((0xFF8FB4EE, 0xFFDCEBFF, 0xFFB4D0F8)[k % 3], alpha=0.85 * (1 - s / 26) ** 0.6))
    for burst in CROWN:
        drops(c, burst, t, 0xFFDCEBFF)


def draw(c: skia.Canvas, t: float) -> None:
    cam = camera(t)
    c.save()
    c.translate(0, HIGH)
    c.scale(ZOOM, ZOOM)
    c.translate(-cam, -HIGH)
    stones(c, 0)
    bob = quay.float_barge(c, stern(t), t)
    keys = Poses(
        (1236, WATCHES),
        (SPLASH + 1, WATCHES),
        (SPLASH + 5, replace(WATCHES, hip=(-4, -50), lean=-12, curl=-4), "snap"),
        (1276, WATCHES),
        (1292, SAGS),
        (1314, SAGS),
        (1320, SALUTES, "snap"),
        (1344, SALUTES),
        (1350, SAGS),
        (1372, SAGS),
    )
    pose = keys(t)
    pose = replace(pose, curl=pose.curl + 1.6 * float(np.sin(t / 4.4)))
    look = Look(
        eyes=1.5 if 1244 < t < 1284 else 1.0,
        brow=1.0 if t < 1290 else 0.4,
        mouth=0.8 if SPLASH < t < 1276 else 0.25,
        smile=1.0 if t > 1284 else 0.0,
    )
    courier(
        c,
        t,
        stern(t) + 66,
        DECK_FLOOR + bob,
        1.7,
        pose,
        flip=True,
        wind=lambda f: (1.4 + 0.5 * float(np.sin(f / 7)), 0.0),
        look=look,
        rims=NIGHT_RIMS[::-1],
        shade=SHADE,
    )
    rims = {"rims": NIGHT_RIMS, "shade": SHADE}
    c.save()
    c.clipRect(box(-1000, -400, 2600, SURFACE + 400))
    if t < SPLASH + 4:
        x, y, body = flight(t)
        beam = (-20 + 70 * (t - JUMP) / 12 if t > JUMP else 4, 240, 0.6) if t < SPLASH else None
        watchman(
            c,
            x,
            QUAY_FLOOR + 2 - y,
            1.65,
            body,
            look=Look(brow=1.0 if t > JUMP + 4 else -1, mouth=1.0, eyes=1.7),
            beam=beam,
            flare=6,
            cap=t < SPLASH,
            **rims,
        )
    elif t > UP - 6:
        rise = shaped((t - UP + 6) / 9, "snap")
        fist = 150 + 26 * float(np.sin(t / 1.9)) if 1308 < t < 1346 else 96
        body = replace(TREADS, near_arm=(fist, 26 if fist > 100 else 60), lean=2 + 4 * float(np.sin(t / 6)))
        bobbing = 2.5 * float(np.sin(t / 7))
        watchman(
            c,
            SPOT,
            SURFACE + 150 - 62 * rise + bobbing,
            1.65,
            body,
            look=Look(brow=-1, mouth=0.9 if int(t / 7) % 2 else 0.5, eyes=0.8 if t < 1306 else 1.2),
            cap=False,
            lamp="",
            **rims,
        )
    c.restore()
    glow = (1 - shaped((t - 1270) / 44)) * shaped((t - SPLASH) / 2) * (0.7 + 0.3 * float(np.sin(t * 1.3)))
    if glow > 0.02:
        lamp(c, SPOT + 34, SURFACE + 26, 110, PALE, 0.7 * glow)
    if t > 1268:  # his cap comes up again and floats
        up = shaped((t - 1268) / 8, "snap")
        x, y = SPOT - 58 - 0.10 * (t - 1268), SURFACE + 14 - 12 * up + 1.5 * float(np.sin(t / 8))
        c.save()
        c.clipRect(box(-1000, -400, 2600, SURFACE + 403))
        c.translate(x, y)
        c.rotate(8 * float(np.sin(t / 11)) - 6)
        c.scale(1.7, 1.7)
        c.drawPath(
            soft((-11.5, 4), (-13.5, -5), (-6, -10.5), (9, -9.5), (14.5, -3.5), (11, 3), tension=0.8), paint(0xFF3A2A5C)
        )
        c.drawRect(box(-11.6, -0.6, 22.8, 4.4), paint(0xFF120C22))
        c.drawPath(poly((8, 0.4), (19, 5.4), (18.6, 6.8), (9, 4)), paint(0xFF0E0A1A))
        c.drawCircle(7.6, -4.2, 3.0, paint(0xFFE9B64A))
        c.restore()
        c.drawOval(box(x - 34, SURFACE - 2, 68, 9), paint(CREAM, alpha=0.2 * up, stroke=1.4))
    swell(c, t)
    if t > UP:
        c.drawOval(box(SPOT - 52, SURFACE - 5, 104, 13), paint(CREAM, alpha=0.3 + 0.1 * float(np.sin(t / 5)), stroke=2))
        drops(c, SPURT, t, 0xFFDCEBFF)
    c.restore()


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    return exposed(draw, f, 9 if JUMP <= f < SPLASH + 3 else 4, back=far)
