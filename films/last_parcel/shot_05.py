"""Shot 5: a tram bell; it misses her by a coat's width (495). She finds a shed; the door shuts (697)."""

from dataclasses import replace

import numpy as np
import skia

from films.toolkit.camera import ease
from films.toolkit.canvas import Light
from films.toolkit.particles import Burst, dust, sparks
from films.toolkit.puppet import Pose, Poses, contacts, shaped, walk

from . import guard
from .cast import courier, runs, watchman
from .paper import AMBER, CREAM, Rim, between, box, exposed, lamp, paint
from .pia import BUILD, Look
from .tramway import DOOR, FLOOR, door, set_, tram

START, END = 470, 712
STILLS = (494, 676)
MISS, SHUT = 495, 697
SCALE = 2.02
FROM, SPEED = 12.0, 16.4  # where she is at 470, and her pixels a frame
RISES, GOES, ARRIVES, OPENS, IN, PEEKS, PULLS = 548, 566, 608, 640, 652, 668, 686
STEPS = {
    "pia": (*contacts(471, 488, 15, 471), 503, *contacts(GOES + 2, ARRIVES, 16, GOES + 2), 646, 654, 661),
    "guard": tuple(contacts(666, 712, 20, 666)),
}

LEAP = Pose(
    hip=(2, -62), lean=48, curl=10, nod=-34, far_arm=(120, 10), near_foot=(-34, -30, 70), far_foot=(24, -40, 20)
)
TUMBLE = Pose(hip=(0, -24), lean=62, curl=26, nod=-30, far_arm=(60, 10), near_foot=(-26, -6, 40), far_foot=(10, -5, 0))
CROUCH = Pose(hip=(-4, -24), lean=26, curl=26, nod=-6, far_arm=(60, 100), near_foot=(-14, -5, 24), far_foot=(12, -4, 0))
STANDS = Pose(lean=-4, curl=-2, nod=-4, far_arm=(30, 90))
LISTENS = Pose(hip=(-1, -47), lean=8, curl=4, nod=-6, far_arm=(66, 70), near_foot=(-9, -5, 6), far_foot=(10, -4, 0))
HANDLE = Pose(hip=(3, -46), lean=16, curl=6, nod=4, far_arm=(78, 20), near_foot=(-10, -5, 10), far_foot=(12, -4, 0))
HEAVES = Pose(hip=(-6, -45), lean=-14, curl=-4, nod=6, far_arm=(84, 8), near_foot=(-10, -4, 0), far_foot=(12, -4, 0))
PEEK = Pose(hip=(2, -45), lean=18, curl=8, nod=-8, far_arm=(70, 20), near_foot=(-8, -4, 0), far_foot=(8, -4, 0))


def pan(t: float) -> float:
    """The picture goes with her from the tracks to the shed; the passing tram shakes it."""
    shake = 2.6 * np.exp(-(((t - 508) / 16) ** 2)) * np.sin(2.9 * t)
    return 430 * ease((t - 562) / 48) + float(shake)


def place(t: float) -> float:
    if t < MISS:
        return FROM + SPEED * (t - START)
    if t < GOES:
        return 422 + 104 * shaped((t - MISS) / 15, "out")
    if t < ARRIVES:
        s = t - GOES
        return 526 + 11.6 * (s - 4 + 4 * np.exp(-s / 4))
    here = 526 + 11.6 * (ARRIVES - GOES - 4)
    return here + (DOOR - 34 - here) * shaped((t - ARRIVES) / 14) + 62 * shaped((t - IN) / 14)


def pia_pose(t: float) -> Pose:
    if t < 487:
        return runs(t, SPEED, SCALE, 471, period=15, lean=17)
    if t < GOES:
        first = runs(487, SPEED, SCALE, 471, period=15, lean=17)
        keys = Poses(
            (487, first),
            (493, LEAP, "out"),
            (497, LEAP.mixed(TUMBLE, 0.25), "even"),
            (504, TUMBLE, "in"),
            (512, CROUCH),
            (RISES - 6, CROUCH),
            (RISES + 4, STANDS.mixed(CROUCH, 0.2)),
            (GOES - 5, STANDS),
            (GOES, replace(CROUCH, hip=(-6, -38), lean=24)),
        )
        pose = keys(t)
        quake = 0.5 * float(np.sin(t * 2.3)) * (512 < t < 540)
        return replace(pose, lean=pose.lean + quake)
    if t < ARRIVES:
        return replace(CROUCH, hip=(-6, -38)).mixed(runs(t, 11.6, SCALE, GOES + 2), shaped((t - GOES) / 5))
    stop = runs(ARRIVES, 11.6, SCALE, GOES + 2)
    keys = Poses(
        (ARRIVES, stop),
        (ARRIVES + 10, LISTENS.mixed(STANDS, 0.3), "out"),
        (626, LISTENS),
        (634, HANDLE),
        (OPENS, HANDLE),
        (OPENS + 7, HEAVES, "snap"),
        (IN, HEAVES),
        (IN + 5, walk(0.1, BUILD, 60)),
        (IN + 11, walk(0.6, BUILD, 60)),
        (PEEKS, PEEK),
        (PULLS, PEEK),
        (SHUT - 1, replace(PEEK, lean=-10, nod=4)),
    )
    breath = float(np.sin(t / 4.5))
    pose = keys(t)
    return replace(pose, curl=pose.curl + 1.6 * breath)


def ajar(t: float) -> float:
    """How far the door stands open, 0 to 1; it falls shut on its frame."""
    if t < OPENS:
        return 0.0
    if t < PULLS:
        return 0.82 * shaped((t - OPENS) / 10, "snap")
    u = min((t - PULLS) / (SHUT - PULLS), 1.0)
    return 0.82 * (1 - u**2.2)


def far(c: skia.Canvas, t: float) -> None:
    c.drawImage(set_(), -pan(t), 0, skia.SamplingOptions(skia.FilterMode.kLinear))


def draw(c: skia.Canvas, t: float) -> None:
    c.save()
    c.translate(-pan(t), 0)
    far_side = t > 538  # who stands beyond the tracks, once the tram has gone
    gone = shaped((t - 662) / 8)
    gx = 90 + 30 * shaped((t - 560) / 30) + gone * 9.2 * max(0.0, t - 664)
    if t < MISS or far_side:
        if t < MISS:
            gx, pose = -330 + 14 * (t - 470), runs(t, 14, 1.75, 470, who=guard, period=20, lean=18)
        elif t < 664:
            idle = Pose(hip=(0, -54), lean=4, far_arm=(80, 10), near_foot=(-9, -5, 0), far_foot=(11, -5, 0))
            pose = replace(idle, lean=4 + 3 * float(np.sin(t / 6)), far_arm=(80 + 16 * float(np.sin(t / 8)), 8))
        else:
            pose = replace(runs(t, 9.2, 1.85, 666, who=guard, period=20, lean=12), far_arm=(82, 8))
        search = 8 * float(np.sin(t / 8)) if t > 540 else -3
        flip = 590 < t < 628
        watchman(
            c,
            gx,
            FLOOR - 4,
            1.85,
            pose,
            flip=flip,
            look=Look(brow=-0.8, mouth=0.5, eyes=1.2),
            beam=((180 - search) if flip else search, 330 if t < 664 else 430, 0.7),
            shade=0xFF8E84B8,
            rims=(Rim(AMBER, -1, -0.8, 0.6),),
        )
    tram(c, t, MISS)
    for k, f in enumerate((MISS - 3, MISS, MISS + 3, MISS + 7, MISS + 12)):
        sparks(
            c,
            Burst(
                f,
                (372 - 14 * k, FLOOR - 6),
                16,
                (3, 12),
                -130,
                50,
                0.5,
                0.03,
                (8, 18),
                (1.5, 3),
                FLOOR + 30,
                (6, 2),
                20 + k,
            ),
            t,
        )
    leaf = ajar(t)
    inside = t >= IN + 8
    rush = float(np.exp(-(((t - 507) / 17) ** 2))) if t > MISS - 2 else 0.0  # air that the tram drags along
    if t < MISS:
        wind = lambda f: (-9.0, -0.8)  # noqa: E731
    elif t < GOES or t > ARRIVES:
        wind = lambda f: (-15 * float(np.exp(-(((f - 507) / 17) ** 2))) + 0.4 * float(np.sin(f / 6)), -1.4 * rush)  # noqa: E731
    else:
        wind = lambda f: (-7.5 if f > GOES + 3 else -1.0, -0.6)  # noqa: E731
    near_light = shaped((t - 470) / 22, "in") * (t < MISS + 4)
    if t < 487:
        look = Look(turn=0.1 if 476 < t < 486 else 1.0, eyes=1.7 if t > 474 else 1.1, brow=1, mouth=0.8)
    elif t < GOES:
        look = Look(turn=-1 if t > 516 else 1, eyes=0.15 if t < 508 else 1.5, brow=0.8, mouth=0.6 if t > 520 else 0.3)
    elif t < PEEKS:
        look = Look(turn=-1 if 616 < t < 628 else 1, eyes=1.1, brow=0.4, mouth=0.35 + 0.2 * float(np.sin(t / 3)))
    else:
        look = Look(turn=-1, eyes=1.4, brow=0.7)
    rims = (
        Rim(between(AMBER, 0xFFF4FAFF, near_light), -1.1 - 0.5 * near_light, -0.5, 0.75),
        Rim(0xFF7A90FF, 1.0, -0.8, 0.35),
        Rim(AMBER, 0.9, -0.9, 0.5 * shaped((t - 600) / 20)),
    )
    shade = between(0xFF9A90C0, 0xFFFFFFFF, 0.8 * near_light)

    def her() -> None:
        dark = between(shade, 0xFF3A3560, shaped((t - IN - 8) / 10)) if inside else shade
        courier(
            c,
            t,
            place(t),
            FLOOR - (2 if inside else 0),
            SCALE,
            pia_pose(t),
            look=look,
            wind=wind,
            rims=rims[: 2 if inside else 3],
            shade=dark,
            flip=inside,
            **({"flare": 9 * rush + 2} if t < GOES else {}),
        )

    if inside:
        door(c, leaf, her)
    else:
        door(c, leaf, None)
        her()
    if t >= SHUT:  # it meets the frame: dust from the lintel
        dust(
            c,
            Burst(SHUT, (DOOR + 34, 140), 16, (0.4, 2.2), 90, 40, 0.05, 0.06, (14, 30), (4, 9), None, (44, 3), 31),
            t,
            0x55C8A888,
        )
    swing = 5 * np.sin((t - SHUT) / 2.2) * np.exp(-(t - SHUT) / 12) if t >= SHUT else 0.8 * np.sin(t / 11)
    c.save()
    c.translate(DOOR - 70, 96)
    c.rotate(float(swing) * 2)
    lamp(c, 0, 34, 150, AMBER, 0.5)
    c.drawLine(0, 0, 0, 24, paint(0xFF0C0818, stroke=2))
    c.drawOval(box(-13, 22, 26, 28), paint(0xFFFFB552))
    c.drawOval(box(-7, 27, 14, 18), paint(CREAM))
    c.restore()
    c.restore()


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    return exposed(draw, f, 5 if f < 560 else 3, back=far)
