"""Shot 10: a quiet stairwell. She climbs the last steps and knocks (1404); a small child opens and asks."""

from dataclasses import replace

import numpy as np
import skia

from films.toolkit.camera import along, ease
from films.toolkit.canvas import Light
from films.toolkit.puppet import Pose, Poses, shaped, walk

from . import child, stairwell
from .cast import courier
from .paper import CREAM, HIGH, INK, Rim, W, between, exposed, paint, radial, see_through
from .pia import BUILD, Look

START, END = 1372, 1530
STILLS = (1405, 1470)
KNOCKS = (1404, 1410, 1416)
OPENS, OPEN = 1434, 1450
LINE = (1452, 1500)
SYLLABLES = (1453, 1461, 1470, 1480)  # is, it, for, me
SCALE = 2.2
STEPS = {"pia": (1372, 1381, 1390, 1397)}

STANDS = Pose(lean=1, curl=2, nod=0, far_arm=(20, 40))
RAISES = Pose(lean=2, curl=2, nod=-4, far_arm=(58, 96))
STRAIGHT = Pose(hip=(0, -49.6), lean=-2, curl=-2, nod=-2, far_arm=(70, 128))
BOWS = Pose(hip=(-2, -47), lean=16, curl=14, nod=16, far_arm=(20, 40))
KNEELS = Pose(hip=(-5, -25), lean=8, curl=8, nod=2, far_arm=(50, 60), near_foot=(-24, -6, 62), far_foot=(12, -4, 0))
OFFERS = replace(KNEELS, lean=16, nod=-6)
CHILD_UP = replace(child.STANDING, lean=-3, nod=-16)
CHILD_POINTS = replace(CHILD_UP, lean=5, nod=-8, near_arm=(84, 6))
CHILD_TAKES = replace(CHILD_UP, hip=(2, -20.6), lean=12, nod=0, near_arm=(74, 10), far_arm=(80, 6))


def place(t: float) -> float:
    return float(along(t, ((1372, 226), (1390, 404), (1399, 512), (1403, 514), (1484, 514), (1500, 506), (1530, 506))))


def posed(t: float) -> Pose:
    tired = 1.6 * float(np.sin(t / 4.2)) * (1 - 0.7 * shaped((t - 1400) / 30))
    if t < 1400:
        pose = walk((t - 1372) / 18, BUILD, 82, lean=9).mixed(STANDS, shaped((t - 1392) / 8))
        return replace(pose, curl=pose.curl + tired)
    keys = Poses(
        (1400, STANDS),
        (1403.5, RAISES, "out"),
        (1419, RAISES),
        (1426, STANDS),
        (1431, STRAIGHT),
        (1438, STRAIGHT),
        (1446, STANDS),
        (1458, STANDS),
        (1470, BOWS),
        (1482, BOWS),
        (1498, KNEELS),
        (1506, KNEELS),
        (1516, OFFERS),
        (1540, OFFERS),
    )
    pose = keys(t)
    return replace(pose, curl=pose.curl + tired)


def fist(t: float) -> tuple[float, float] | None:
    """Where her fist is while she knocks, in her own units."""
    if not 1399 < t < 1424:
        return None
    near = max(float(np.exp(-abs(t - k - 0.6) / 1.5)) for k in KNOCKS)
    up = shaped((t - 1399) / 4) * (1 - shaped((t - 1419) / 5))
    return 14 + 8 * up + 10 * near * up, -46 - 22 * up


def nearer(c: skia.Canvas, t: float) -> None:
    """The camera goes to them, slowly, once the door is open."""
    push = 1 + 0.42 * ease((t - 1436) / 74)
    c.translate(590, 300)
    c.scale(push, push)
    c.translate(-590, -300)


def far(c: skia.Canvas, t: float) -> None:
    c.save()
    nearer(c, t)
    c.drawImage(stairwell.wall(), 0, 0, skia.SamplingOptions(skia.FilterMode.kLinear))
    c.restore()


def draw(c: skia.Canvas, t: float) -> None:
    c.save()
    nearer(c, t)
    ajar = shaped((t - OPENS) / (OPEN - OPENS)) if t >= OPENS else 0.0
    speaking = max(float(np.exp(-(((t - s - 4) / 3.6) ** 2))) for s in SYLLABLES) if LINE[0] <= t < LINE[1] else 0.0
    keys = Poses(
        (1436, CHILD_UP),
        (1451, CHILD_UP),
        (1458, CHILD_POINTS, "snap"),
        (1490, CHILD_POINTS),
        (1500, CHILD_UP),
        (1508, CHILD_UP),
        (1518, CHILD_TAKES),
        (1540, CHILD_TAKES),
    )
    pose = keys(t)
    pose = replace(pose, hip=(pose.hip[0], pose.hip[1] - 0.7 * max(0.0, float(np.sin(t / 2.6))) * (1500 < t < 1512)))

    def small() -> None:
        blink = 1442 <= t < 1445
        look = Look(
            eyes=0.1 if blink else 1.25,
            gaze=(0.7, -0.6 if t < 1486 else 0.2),
            brow=0.9,
            mouth=speaking,
            smile=1.0 if t > 1500 else 0.2,
        )
        child.show(
            c,
            648 - 8 * shaped((t - 1506) / 12),
            stairwell.LANDING - 1,
            2.05,
            pose,
            flip=True,
            look=look,
            shade=0xFFC4A494,
            rims=(Rim(0xFFFFE2A8, -0.9, -0.9, 0.55),),
        )

    stairwell.doorway(c, ajar, small)
    knock = next((t - k for k in KNOCKS if 0 <= t - k < 5), None)
    if knock is not None:
        x, y = place(t) + SCALE * 32.5, stairwell.LANDING - SCALE * 68
        for a in (-58, -20, 20, 58):
            u, v = float(np.cos(np.radians(a))), float(np.sin(np.radians(a)))
            r0, r1 = 8 + 3.0 * knock, 15 + 4.6 * knock
            c.drawLine(
                x + u * r0, y + v * r0, x + u * r1, y + v * r1, paint(CREAM, alpha=0.95 - 0.18 * knock, stroke=2.6)
            )
    warm = ajar
    look = Look(
        eyes=0.1 if 1428 <= t < 1430 or 1476 <= t < 1479 else 1.0,
        gaze=(0.5, 0.7 if 1448 < t < 1486 else 0.0),
        brow=0.6 if t > 1440 else 0.2,
        mouth=0.35 * max(0.0, float(np.sin(t / 4.2))) if t < 1398 else 0.0,
        smile=1.2 * shaped((t - 1452) / 10),
    )
    y = stairwell.stairs(place(t) + 6) if t < 1390 else float(stairwell.LANDING)
    holds = "both" if t >= 1500 else "near"
    hand = fist(t)
    courier(
        c,
        t,
        place(t),
        y + 2,
        SCALE,
        posed(t),
        look=look,
        carry=holds,
        hands=(None, hand),
        wind=lambda f: (-1.5 * (1 - shaped((f - 1390) / 12)), 0.2),
        shade=between(0xFFA8A8D0, 0xFFE0C4B8, 0.35 + 0.65 * warm),
        flare=1.5 * (1 - shaped((t - 1390) / 10)),
        rims=(Rim(0xFF9CB0FF, -1.0, -0.8, 0.5), Rim(0xFFFFC87A, 1.1, -0.5, 0.25 + 0.6 * warm)),
    )
    stairwell.rail(c)
    c.restore()
    c.drawRect(
        skia.Rect.MakeWH(W, HIGH),
        paint(shader=radial((500, 210), 620, [0, see_through(INK, 0.0), see_through(INK, 0.5)], [0, 0.5, 1])),
    )


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    return exposed(draw, f, 2, back=far, lift=1.2)
