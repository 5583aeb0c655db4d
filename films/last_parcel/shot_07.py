"""Shot 7: the door is kicked in (936, 950) and Pia is out of the window (984), along the quay."""

import itertools
from dataclasses import replace
from functools import cache

import numpy as np
import skia

from films.toolkit.camera import ease
from films.toolkit.canvas import Light
from films.toolkit.particles import Burst, dust, splinters
from films.toolkit.puppet import Pose, Poses, contacts, shaped

from . import guard, quay, shed
from .cast import courier, runs, watchman
from .paper import AMBER, HIGH, INK, PALE, Rim, bake, between, box, exposed, lamp, linear, paint, poly
from .pia import Look

START, END = 928, 1092
STILLS = (954, 988)
KICK, BURST, GLASS, LANDS, HEAD_OUT = 936, 950, 984, 996, 1016
WALL = 800  # where the shed ends
SILL, LINTEL = 236, 124
FLOOR, SCALE = 356, 1.62
SPEED = 12.5
OUT = 1004  # in her stride
STEPS = {"pia": (944, 951, 958, 965, LANDS, *contacts(OUT + 4, 1092, 16, OUT)), "guard": (956, 966, 976, 986, 996)}

CROUCH = Pose(hip=(-4, -24), lean=16, curl=10, nod=-14, far_arm=(50, 90), near_foot=(-14, -5, 20), far_foot=(12, -4, 0))
FLINCH = Pose(
    hip=(-6, -30), lean=-16, curl=-4, nod=-10, far_arm=(110, 60), near_foot=(-18, -4, 0), far_foot=(10, -4, 0)
)
CLIMB = Pose(hip=(-2, -58), lean=22, curl=6, nod=-14, far_arm=(96, 30), near_foot=(-20, -14, 40), far_foot=(14, -36, 0))
GATHER = Pose(hip=(-6, -76), lean=30, curl=12, nod=-16, far_arm=(70, 80), near_foot=(-6, -40, 6), far_foot=(6, -40, 0))
DIVE = Pose(
    hip=(0, -92), lean=74, curl=10, nod=-60, far_arm=(150, 20), near_foot=(-38, -84, 84), far_foot=(-30, -96, 84)
)
TUCK = Pose(hip=(0, -60), lean=56, curl=30, nod=-10, far_arm=(60, 90), near_foot=(10, -44, 20), far_foot=(18, -40, 10))
LANDED = Pose(hip=(-2, -28), lean=36, curl=16, nod=-26, far_arm=(30, 60), near_foot=(8, -4, 0), far_foot=(-18, -6, 30))


@cache
def room() -> skia.Image:
    """The shed cut open, then its outer wall; the window is a hole in it."""

    def draw(c: skia.Canvas) -> None:
        c.save()
        c.clipRect(box(0, 0, WALL, HIGH))
        c.drawImage(shed.boards(W_ROOM), 0, 0)
        c.restore()
        c.drawRect(box(0, 0, WALL, HIGH), paint(shader=linear((WALL, 0), (300, 0), [0x445A74E8, 0x005A74E8])))
        for x, y, w, h in (
            (640, 300, 100, 60),
            (700, 290, 92, 70),
            (560, 330, 60, 30),
            (430, 316, 60, 44),
            (250, 300, 70, 60),
        ):
            c.drawRect(box(x, y, w, h), paint(shader=linear((x, y), (x + w, y + h), [0xFF5A4066, 0xFF1E1634])))
            c.drawRect(box(x, y, w, h), paint(INK, stroke=2.2))
            c.drawLine(x, y + h, x + w, y, paint(0xFF151028, stroke=4))
        c.drawPath(poly((0, 0), (WALL + 40, 0), (WALL + 40, 20), (0, 26)), paint(0xFF0A0818))
        for top, base in ((0, LINTEL), (SILL, HIGH)):
            c.drawRect(
                box(WALL - 12, top, 24, base - top),
                paint(shader=linear((WALL - 12, 0), (WALL + 12, 0), [0xFF2A2044, 0xFF4A3656, 0xFF221836])),
            )
        c.drawRect(box(WALL - 20, SILL - 3, 42, 7), paint(0xFF6A4C62))
        c.drawRect(box(WALL - 18, LINTEL - 5, 36, 7), paint(0xFF6A4C62))
        c.drawRect(box(40, 0, 18, 150), paint(0xFF15102A))
        c.drawRect(box(0, 0, 40, HIGH), paint(0xFF07061A))

    return bake(draw, WALL + 40)


W_ROOM = 812


def pan(t: float) -> float:
    """Out through the wall with her, then along."""
    jolt = sum(6 * np.exp(-(t - k) / 3) * np.sin(2.6 * (t - k)) for k in (KICK, BURST) if t >= k)
    return 640 * ease((t - 972) / 46) + SPEED * max(0.0, t - 1018) * shaped((t - 1018) / 24) * 0.94 + float(jolt)


def place(t: float) -> float:
    keys = ((928, 470), (942, 462), (968, 668), (975, 708), (GLASS, 800), (LANDS, 930))
    if t < LANDS:
        for (f0, a), (f1, b) in itertools.pairwise(keys):
            if t < f1:
                return a + (b - a) * (t - f0) / (f1 - f0)
    s = t - LANDS
    return 930 + SPEED * (s - 5 + 5 * float(np.exp(-s / 5)))


def posed(t: float) -> Pose:
    if t < LANDS:
        first = runs(944, 8.0, SCALE, 944, lean=18)
        if 946 <= t < 962:
            return runs(t, 8.0, SCALE, 944, lean=18)
        keys = Poses(
            (928, CROUCH),
            (935.6, CROUCH),
            (939, FLINCH, "snap"),
            (942, CROUCH),
            (946, first),
            (962, runs(962, 8.0, SCALE, 944, lean=18)),
            (968, CLIMB),
            (975, GATHER),
            (977, GATHER),
            (982, DIVE, "in"),
            (988, DIVE, "even"),
            (993, TUCK),
            (LANDS, LANDED, "in"),
        )
        return keys(t)
    return LANDED.mixed(runs(max(t, OUT), SPEED, SCALE, OUT), shaped((t - LANDS) / 8))


def drop(t: float) -> float:
    """How much lower she lands outside: the quay is below the shed's floor."""
    return (quay.QUAY + 26 - FLOOR) * shaped((t - GLASS) / 10)


SHARDS = (
    Burst(GLASS, (WALL + 4, 180), 60, (3, 13), -8, 58, 0.5, 0.015, (26, 48), (3, 9), quay.QUAY + 24, (4, 50), 11),
    Burst(GLASS, (WALL - 4, 180), 14, (1, 5), 190, 60, 0.5, 0.015, (20, 34), (2, 6), FLOOR, (3, 46), 12),
)
WOOD = (
    Burst(KICK, (58, 250), 16, (2, 9), -20, 60, 0.5, 0.02, (14, 28), (4, 10), FLOOR, (4, 60), 13),
    Burst(BURST, (64, 240), 50, (4, 17), -14, 50, 0.5, 0.02, (18, 40), (5, 15), FLOOR, (6, 80), 14),
)


def far(c: skia.Canvas, t: float) -> None:
    cam = pan(t)
    if cam > 60:
        c.save()
        c.clipRect(box(max(0.0, WALL - cam), 0, 2000, HIGH))
        quay.behind(c, t, cam + 300)
        c.restore()
    else:
        c.clear(INK)


def draw(c: skia.Canvas, t: float) -> None:
    cam = pan(t)
    c.save()
    c.translate(-round(cam), 0)
    c.save()
    c.clipRect(box(WALL + 8, 0, 4000, HIGH))
    for k in range(3):
        c.drawImage(quay.edge(), WALL - 60 + 880 * k, quay.QUAY - 26)
    for x in (1130, 1560, 1990):
        c.drawImage(quay.lamp_post(), x, 20)
    c.restore()
    c.drawImage(room(), 0, 0)
    # the lamp outside shows through the boards until the door goes
    outside = 1 - shaped((t - BURST) / 2)
    if outside > 0.01 and cam < WALL:
        shed.light_through(c, 40 + 30 * float(np.sin(t / 5)), 0.8 * outside)
    # glass, while there is any
    if t < GLASS:
        c.drawRect(box(WALL - 4, LINTEL, 8, SILL - LINTEL), paint(0xFF9CB4F0, alpha=0.5))
        c.drawLine(WALL - 2, LINTEL + 4, WALL - 2, SILL - 4, paint(0xFFE8F2FF, alpha=0.7, stroke=1.6))
        c.drawPath(
            poly((WALL - 8, LINTEL), (WALL - 8, SILL), (470, FLOOR + 30), (330, FLOOR + 30)),
            paint(0xFF7A92F0, alpha=0.13, mode="plus", blur=6),
        )
    else:
        for k, (y, tip) in enumerate(((LINTEL, 15), (LINTEL + 2, 9), (SILL, -13), (SILL, -8))):
            x = WALL - 4 + 3 * k
            c.drawPath(poly((x - 3, y), (x + 3, y), (x + 1, y + tip)), paint(0xFFBFD0FF, alpha=0.8))
    # the doorway on the left, the door, the guard
    if t >= BURST:
        c.drawRect(box(40, 150, 20, FLOOR - 164), paint(between(0xFF2A2A58, PALE, 0.35)))
    inside = 70 + 8.6 * max(0.0, t - 953)
    if t > BURST:
        inside = min(inside, 716)
        moving = t < 1002
        if t < 956:
            pose = Pose(
                hip=(-6, -54),
                lean=-18,
                curl=-4,
                nod=6,
                near_foot=(30, -46, -20),
                far_foot=(-8, -5, 0),
                far_arm=(70, 20),
            )
            pose = pose.mixed(runs(956, 8.6, 1.6, 956, who=guard, period=20), shaped((t - 951) / 5))
        elif moving:
            pose = replace(runs(t, 8.6, 1.6, 956, who=guard, period=20, lean=16), far_arm=(86, 4))
        else:
            lean_out = Pose(
                hip=(8, -54),
                lean=44,
                curl=14,
                nod=-34,
                near_arm=(60, 20),
                far_arm=(96, -4),
                near_foot=(-10, -5, 8),
                far_foot=(14, -5, 0),
            )
            stop = runs(1002, 8.6, 1.6, 956, who=guard, period=20, lean=16)
            pose = Poses((1002, stop), (1012, lean_out, "snap"), (1100, lean_out))(t)
            pose = replace(pose, near_arm=(100 + 30 * float(np.sin(t / 2.2)), 30))
        watchman(
            c,
            inside,
            FLOOR,
            1.6,
            pose,
            look=Look(brow=-1, mouth=0.9, eyes=1.3),
            flare=5 if moving else 0,
            beam=(2 * float(np.sin(t / 3)) + (14 if not moving else 0), 420, 0.85),
            shade=0xFF8A80B4,
            rims=(Rim(0xFFAFC4FF, -1.1, -0.7, 0.7), Rim(0xFF6A8CFF, 1.0, -0.6, 0.4)),
        )
    c.save()
    if t < BURST:
        bend = 5 * np.exp(-(t - KICK) / 3) * abs(np.sin(1.7 * (t - KICK))) if t >= KICK else 0.0
        c.translate(58 + float(bend), FLOOR - 14)
        c.rotate(float(bend) * 0.9)
        c.drawRect(box(-4, -194, 11, 194), paint(shader=linear((-4, 0), (7, 0), [0xFF3A2A4C, 0xFF6A4A5C])))
    else:
        s = t - BURST
        flown = 190 * (1 - np.exp(-s / 7))
        c.translate(62 + float(flown), FLOOR - 14 - max(0.0, 3.2 * s - 0.24 * s * s))
        c.rotate(float(min(86.0, 8.0 * s)))
        c.drawRect(box(-4, -194, 12, 194), paint(shader=linear((-4, 0), (8, 0), [0xFF4A3456, 0xFF8A6068])))
    c.restore()
    for burst in WOOD:
        splinters(c, burst, t, (0xFFB88A7A, 0xFF7A5460, 0xFFD8C0B0))
    if t >= KICK:
        for f, n in ((KICK, 8), (BURST, 22)):
            dust(
                c,
                Burst(f, (70, 260), n, (1, 7), -10, 60, -0.02, 0.1, (18, 40), (12, 26), None, (8, 80), 15),
                t,
                0x55C8C4E8,
            )
        hit = max(float(np.exp(-(t - KICK) / 3)), float(np.exp(-(t - BURST) / 5)) if t >= BURST else 0)
        lamp(c, 56, 236, 210, PALE, 0.6 * hit)
    scared = t < 946
    look = Look(
        turn=1.0 if t < 934 else -1.0 if t < 943 else -1.0 if 1030 < t < 1052 else 1.0,
        eyes=1.5 if scared else 1.1,
        brow=0.9 if scared else -0.3,
        mouth=0.7 if scared else 0.4,
    )
    if GLASS - 4 < t < LANDS - 4:
        look = replace(look, eyes=0.1)
    wind = lambda f: (-(place(f) - place(f - 1)) / SCALE, -0.8 if not 984 < f < 996 else -4.0)  # noqa: E731
    outdoors = shaped((t - GLASS) / 8)
    courier(
        c,
        t,
        place(t),
        FLOOR + drop(t),
        SCALE,
        posed(t),
        look=look,
        wind=wind,
        rims=(Rim(between(PALE, AMBER, outdoors), -1.3, -0.6, 0.8), Rim(0xFF7A92FF, 1.2, -0.8, 0.6)),
        shade=between(0xFF8A90C8, 0xFFA49AC8, outdoors),
    )
    for burst in SHARDS:
        splinters(c, burst, t, (0xFFE8F4FF, 0xFF9CB8F8, 0xFF7A92E0), slim=0.5)
    c.restore()


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    return exposed(draw, f, 4, back=far)
