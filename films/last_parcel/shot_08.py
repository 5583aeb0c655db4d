"""Shot 8: she leaps from the end of the quay (1116) to a moving barge, nearly loses the box, and looks back."""

from dataclasses import replace

import numpy as np
import skia

from films.toolkit.camera import along, ease
from films.toolkit.canvas import Light
from films.toolkit.particles import Burst, dust
from films.toolkit.puppet import Pose, Poses, contacts, shaped, walk

from . import guard, quay
from .canal import DECK_FLOOR, LANDING, NIGHT_RIMS, QUAY_FLOOR, SHADE, stern, stones
from .cast import courier, runs, watchman
from .paper import exposed
from .pia import BUILD, Look, parcel

START, END = 1092, 1236
STILLS = (1126, 1200)
LEAP = 1116
SPEED, SCALE = 13.0, 1.7
LOST, CAUGHT = LANDING + 2, 1160  # the box flies from her arm; she has it again
ORIGIN = LEAP - 4 - 80
STEPS = {"pia": (*contacts(1092, LEAP - 3, 16, ORIGIN), 1146, 1152), "guard": tuple(contacts(1172, 1200, 20, 1172))}

PUSHES = Pose(
    hip=(10, -52), lean=26, curl=4, nod=-14, far_arm=(100, 40), near_foot=(-12, -7, 34), far_foot=(26, -38, 0)
)
FLIES = Pose(
    hip=(0, -56), lean=18, curl=-4, nod=-8, far_arm=(150, 10), near_foot=(-34, -34, 60), far_foot=(36, -36, -6)
)
HANGS = Pose(hip=(0, -54), lean=10, curl=6, nod=0, far_arm=(130, 20), near_foot=(-20, -30, 50), far_foot=(32, -26, -10))
LOWERS = Pose(
    hip=(0, -52), lean=-4, curl=10, nod=10, far_arm=(96, 10), near_foot=(14, -8, -14), far_foot=(26, -10, -16)
)
SINKS = Pose(hip=(0, -27), lean=44, curl=14, nod=-26, far_arm=(20, 40), near_foot=(-4, -4, 0), far_foot=(20, -4, 0))
GRABS = Pose(
    hip=(-2, -40),
    lean=20,
    curl=-4,
    nod=-30,
    near_arm=(130, 14),
    far_arm=(140, 8),
    near_foot=(-18, -5, 14),
    far_foot=(16, -4, 0),
)
HUGS = Pose(hip=(-2, -34), lean=14, curl=14, nod=6, near_foot=(-18, -5, 20), far_foot=(14, -4, 0))
STANDS = Pose(lean=-2, curl=2, nod=-2, far_arm=(20, 30))


def place(t: float) -> float:
    """Where Pia is along the canal."""
    if t < LANDING:
        return -12 + SPEED * (t - LEAP) + (1.0 * (t - LEAP) if t > LEAP else 0)
    ride = 296 - stern(LANDING)
    on_board = along(
        t,
        (
            (LANDING, ride),
            (1146, ride + 46),
            (1154, ride + 74),
            (CAUGHT, ride + 88),
            (1172, ride + 90),
            (1196, ride + 90),
            (1222, 104),
            (1240, 100),
        ),
    )
    return stern(t) + float(on_board)


def height(t: float) -> float:
    """How far her feet are above the ground that she left or comes to."""
    if not LEAP <= t < LANDING:
        return 0.0
    u = (t - LEAP) / (LANDING - LEAP)
    return 4 * 100 * u * (1 - u) - (DECK_FLOOR - QUAY_FLOOR) * u


def floor(t: float) -> float:
    if t < LANDING:
        return QUAY_FLOOR
    return DECK_FLOOR + 1.6 * float(np.sin(t / 13)) + dip(t)


def dip(t: float) -> float:
    s = t - LANDING
    return 9 * float(np.exp(-s / 14) * np.sin(s / 4.2 + 0.3)) if s >= 0 else 0.0


def camera(t: float) -> float:
    before = place(min(t, LEAP)) - 430
    return before + (-142 - before) * ease((t - LEAP + 4) / 48)


def posed(t: float) -> Pose:
    if t < LEAP - 4:
        return runs(t, SPEED, SCALE, ORIGIN, lean=17)
    keys = Poses(
        (LEAP - 4, runs(LEAP - 4, SPEED, SCALE, ORIGIN, lean=17)),
        (LEAP, PUSHES, "in"),
        (LEAP + 5, FLIES, "out"),
        (LEAP + 13, HANGS),
        (LANDING - 4, LOWERS),
        (LANDING, LOWERS),
        (LANDING + 4, SINKS, "out"),
        (1146, SINKS.mixed(GRABS, 0.4)),
        (1153, GRABS, "out"),
        (CAUGHT, GRABS),
        (CAUGHT + 7, HUGS),
        (1176, HUGS),
        (1186, STANDS),
        (1196, STANDS),
    )
    pose = keys(t)
    if t >= 1196:
        stroll = walk((t - 1196) / 20, BUILD, 40 / SCALE, lean=0)
        pose = STANDS.mixed(stroll, shaped((t - 1196) / 5) * (1 - shaped((t - 1222) / 6)))
    tired = shaped((t - 1164) / 10)
    return replace(pose, curl=pose.curl + 2.2 * tired * float(np.sin(t / 3.6)))


def flying_box(t: float) -> tuple[float, float, float] | None:
    """The box while nobody holds it: place, height above her floor (pixels), angle."""
    if not LOST <= t < CAUGHT:
        return None
    u = (t - LOST) / (CAUGHT - LOST)
    x0, x1 = place(LOST) + 14, place(CAUGHT) + 44
    y = 62 + (156 - 62) * u + 4 * 62 * u * (1 - u)
    return x0 + (x1 - x0) * u, y, 360 * u


GUARD = {
    "skid": Pose(
        hip=(-10, -50),
        lean=-20,
        curl=-6,
        nod=10,
        far_arm=(120, 10),
        near_arm=(-90, 20),
        near_foot=(14, -5, -12),
        far_foot=(24, -5, -14),
    ),
    "teeter": Pose(
        hip=(4, -55),
        lean=18,
        curl=4,
        nod=-6,
        far_arm=(150, 10),
        near_arm=(-130, 10),
        near_foot=(2, -5, 10),
        far_foot=(8, -5, 10),
    ),
    "looks": Pose(
        hip=(0, -55), lean=4, far_arm=(84, 8), near_arm=(20, 70), near_foot=(-9, -5, 0), far_foot=(10, -5, 0)
    ),
    "backs": Pose(
        hip=(-6, -52),
        lean=-8,
        curl=2,
        far_arm=(60, 30),
        near_arm=(-30, 60),
        near_foot=(-16, -5, 0),
        far_foot=(10, -5, -10),
    ),
    "coils": Pose(
        hip=(-10, -44),
        lean=26,
        curl=8,
        nod=-20,
        far_arm=(50, 60),
        near_arm=(-50, 60),
        near_foot=(-22, -6, 14),
        far_foot=(10, -5, 0),
    ),
}


def far(c: skia.Canvas, t: float) -> None:
    quay.behind(c, t, camera(t))


def draw(c: skia.Canvas, t: float) -> None:
    cam = camera(t)
    stones(c, cam)
    if t > 1164:
        gx = -30 - 11 * max(0.0, 1196 - t) - 130 * shaped((t - 1217) / 15)
        g = GUARD
        keys = Poses(
            (1192, g["skid"]),
            (1198, g["skid"]),
            (1202, g["teeter"], "snap"),
            (1209, g["teeter"].mixed(g["looks"], 0.4)),
            (1214, g["looks"]),
            (1219, g["backs"]),
            (1228, walk(0.5, guard.BUILD, 40)),
            (1233, g["coils"]),
            (1240, g["coils"]),
        )
        pose = (
            keys(t)
            if t >= 1192
            else replace(runs(t, 11, 1.65, 1172, who=guard, period=20, lean=17), far_arm=(84, 6)).mixed(
                g["skid"], shaped((t - 1188) / 5)
            )
        )
        if 1200 < t < 1210:
            pose = replace(pose, far_arm=(150 + 50 * float(np.sin(t)), 10), near_arm=(-130 + 50 * float(np.cos(t)), 10))
        watchman(
            c,
            gx - cam,
            QUAY_FLOOR + 2,
            1.65,
            pose,
            look=Look(brow=-1, mouth=0.8, eyes=1.3),
            rims=NIGHT_RIMS,
            shade=SHADE,
            beam=(2 * float(np.sin(t / 4)), 430, 0.5) if not 1199 < t < 1211 else None,
            flare=5 if t < 1194 else 0,
        )
    quay.float_barge(c, stern(t) - cam, t, dip(t))
    box_at = flying_box(t)
    holds = t < LOST

    def wind(f):
        return (
            -8.0 if f < LEAP else -9.0 if f < LANDING else -1.2 - 0.5 * float(np.sin(f / 7)),
            0.3 if f < LEAP + 11 else -3.5 if f < LANDING + 2 else 0.0,
        )

    back = t >= 1184
    look = Look(
        turn=-1.0 if back else 1.0,
        eyes=1.6 if LOST < t < CAUGHT + 2 else 0.12 if CAUGHT + 6 < t < 1178 else 1.1,
        gaze=(0.4, -0.9 if LOST < t < CAUGHT else 0),
        brow=0.9 if t > LANDING else -0.5,
        mouth=0.7 if LOST < t < CAUGHT else 0.45 if t < 1210 else 0.2,
        smile=0.3,
    )
    courier(
        c,
        t,
        place(t) - cam,
        floor(t) - height(t),
        SCALE,
        posed(t),
        wind=wind,
        look=look,
        rims=NIGHT_RIMS,
        shade=SHADE,
        carry="near" if holds else "hug" if t >= CAUGHT else "",
    )
    if box_at:
        x, y, angle = box_at
        parcel(c, x - cam, floor(t) - y, angle, SCALE)
    c.save()
    c.translate(-cam, 0)
    for at, x, y in ((LEAP, -16, QUAY_FLOOR), (LANDING, 300, DECK_FLOOR)):
        dust(c, Burst(at, (x, y), 10, (1, 4), -90, 85, 0, 0.12, (10, 20), (6, 12), None, (8, 2), 8), t, 0x55D8B8A8)
    c.restore()


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    return exposed(draw, f, 4, back=far)
