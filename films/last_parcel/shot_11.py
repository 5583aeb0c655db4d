"""Shot 11: the box is opened (1548): a birthday cake, crushed, one candle. The child lights it."""

from dataclasses import replace

import numpy as np
import skia

from films.toolkit.camera import along, ease
from films.toolkit.canvas import Light
from films.toolkit.particles import Burst, dust, sparks
from films.toolkit.puppet import Pose, Poses, shaped

from . import cake, child, stairwell
from .cast import courier
from .paper import HIGH, INK, Rim, W, between, box, exposed, lamp, paint, radial, see_through
from .paper import shaded as in_light
from .pia import Look

START, END = 1530, 1728
STILLS = (1584, 1700)
OPENED, FALLS, SETS, STRIKES, LIT, OUT = 1548, 1558, 1612, 1640, 1656, 1674
MIDDLE, FLOOR, SIZE = 428.0, 344.0, 0.84
PX, PS, CX, CS = 258.0, 3.15, 576.0, 3.7  # Pia and the child: where, how large

KNEELS = Pose(
    hip=(-3, -22),
    lean=10,
    curl=10,
    nod=8,
    near_arm=(40, 40),
    far_arm=(56, 30),
    near_foot=(-22, -5, 70),
    far_foot=(-14, -5, 70),
)
HOPES = replace(KNEELS, lean=16, nod=2, near_arm=(46, 20), far_arm=(60, 20))
SINKS = replace(KNEELS, hip=(-4, -19), lean=4, curl=22, nod=26, near_arm=(12, 20), far_arm=(20, 30))
HIDES = replace(SINKS, near_arm=(96, 118), nod=22)
GIVES = replace(KNEELS, lean=14, curl=8, nod=8, near_arm=(8, 40))
RESTS = replace(KNEELS, lean=8, curl=10, nod=6, near_arm=(6, 50), far_arm=(20, 50))
C_KNEELS = Pose(
    hip=(-2, -11), lean=6, nod=8, near_arm=(50, 20), far_arm=(60, 10), near_foot=(-10, -3, 60), far_foot=(-6, -3, 60)
)
C_LEANS = replace(C_KNEELS, lean=18, nod=6)
C_SITS = replace(C_KNEELS, lean=0, nod=-6)
C_REACHES = replace(C_KNEELS, hip=(6, -13), lean=34, nod=-6)


def ends(x: float, scale: float, spot: tuple[float, float], flip: bool) -> tuple[float, float]:
    """A point of the picture in a puppet's own units."""
    return (spot[0] - x) / (-scale if flip else scale), (spot[1] - FLOOR) / scale


def lid_at(t: float) -> tuple[float, float, float]:
    u = ease((t - OPENED) / 20) if t >= OPENED else 0.0
    first = 6.0 * min(1.0, max(0.0, t - OPENED + 0.6)) if t >= OPENED else 0.0  # it comes free with a jerk
    return (
        MIDDLE + 176 * shaped(u),
        FLOOR - SIZE * 72 - first - 120 * float(np.sin(np.pi * min(u, 1.0) * 0.75)) + 60 * u,
        46 * u,
    )


def candle_lean(t: float) -> float:
    return float(along(t, ((1530, 44), (SETS, 44), (1622, 8), (1626, 3), (1630, 5), (1728, 5))))


def candle_tip(t: float) -> tuple[float, float]:
    a = np.radians(candle_lean(t))
    return MIDDLE + SIZE * (14 + 31 * float(np.sin(a))), FLOOR - 4 - SIZE * (78 + 31 * float(np.cos(a)))


def match_hand(t: float) -> tuple[float, float]:
    """The child's near hand, in the picture, from the moment it takes the match."""
    x, y = candle_tip(1700)
    keys = (
        (1626, (545, 270)),
        (1634, (438, 226)),
        (1638.5, (430, 220)),
        (1641, (458, 208)),
        (1646, (486, 204)),
        (1653, (x + 29, y + 8)),
        (1660, (x + 29, y + 6)),
        (1667, (520, 224)),
        (1671, (526, 210)),
        (1674, (532, 224)),
        (1682, (548, 276)),
    )
    p = along(t, keys)
    return float(p[0]), float(p[1])


def far(c: skia.Canvas, t: float) -> None:
    c.drawImage(stairwell.threshold(), 0, 0)
    dusk = 0.42 * shaped((t - 1560) / 70)
    c.drawRect(skia.Rect.MakeWH(W, HIGH), paint(0xFF141234, alpha=dusk + 0.06))


def draw(c: skia.Canvas, t: float) -> None:
    push = 1.22 + 0.12 * float(ease((t - START) / (END - START)))
    c.save()
    c.translate(MIDDLE, 310)
    c.scale(push, push)
    c.translate(-MIDDLE - 4, -310)
    flicker = 1 + 0.05 * float(np.sin(t * 0.83)) + 0.03 * float(np.sin(t * 1.9))
    burning = shaped((t - STRIKES) / 5) * (1 - shaped((t - OUT) / 3)) * 0.45
    lit = shaped((t - LIT) / 12)
    warm = min(1.0, max(0.22 * shaped((t - OPENED) / 12), burning + 0.2, 0) * (t >= OPENED) + 0.75 * lit) * flicker
    # Pia
    lift = ease((t - OPENED) / 20) if t >= OPENED else 0.0
    keys = Poses(
        (1530, KNEELS),
        (1546, HOPES),
        (1560, HOPES),
        (1572, SINKS),
        (1580, HIDES),
        (1600, HIDES),
        (1612, SINKS),
        (1626, GIVES),
        (1646, GIVES),
        (1662, RESTS),
        (1728, RESTS),
    )
    pose = keys(t)
    breath = 1.1 * float(np.sin(t / 8))
    pose = replace(pose, curl=pose.curl + breath)
    box_hand = None
    if 1617 < t < 1662:  # she holds the matchbox out
        u = shaped((t - 1617) / 9) * (1 - shaped((t - 1650) / 10))
        rest = (PX + 40, 300.0)
        box_hand = (rest[0] + (384 - rest[0]) * u, rest[1] + (222 - rest[1]) * u)
    far_hand = (
        ends(PX, PS, box_hand, False)
        if box_hand
        else (ends(PX, PS, (MIDDLE - 98, FLOOR - 52), False) if t < 1560 else None)
    )

    def matchbox(k: skia.Canvas, hand: tuple[float, float]) -> None:
        if 1618 < t < 1660:
            k.drawRect(box(hand[0] - 1, hand[1] - 4, 10, 6), paint(0xFFC8452E))
            k.drawRect(box(hand[0] + 1.4, hand[1] - 3, 5, 4), paint(0xFFF2DDA8))

    ashamed = 1566 < t < 1606
    look = Look(
        eyes=0.08 if 1578 < t < 1600 or 1688 <= t < 1691 else 1.0,
        gaze=(0.6, 0.7 if t < 1606 or t > 1640 else -0.1),
        brow=0.9 if ashamed else 0.6,
        mouth=0.3 if 1556 < t < 1572 else 0.0,
        smile=1.4 * shaped((t - 1626) / 14) if t > 1606 else 0.3 if t < 1552 else -0.6,
    )
    courier(
        c,
        t,
        PX,
        FLOOR + 8,
        PS,
        pose,
        look=look,
        carry="",
        hands=(None, far_hand),
        prop=matchbox,
        wind=lambda f: (0.0, 0.5),
        flare=0.0,
        shade=between(0xFFA6A2CC, 0xFFFFE0BC, 0.25 + 0.6 * warm),
        rims=(Rim(0xFF9CB0FF, -0.9, -0.7, 0.5), Rim(0xFFFFB860, 1.2, 0.1, min(1.0, 0.15 + 0.8 * warm))),
    )
    # the cake in its box
    c.save()
    c.translate(MIDDLE, FLOOR)
    c.scale(SIZE, SIZE)
    fallen = shaped((t - FALLS) / 10, "in") if t > FALLS else 0.0
    c.drawOval(box(-150, 2, 300, 30), paint(INK, alpha=0.35, blur=8))
    cake.walls(c, fallen)
    if t >= OPENED:
        c.saveLayer(box(-130, -130, 260, 160), skia.Paint(ColorFilter=in_light(between(0xFFB8A8B8, 0xFFF2DCC0, warm))))
        c.translate(0, -4)
        cake.crushed(c, candle_lean(t))
        c.restore()
    cake.carton(c, fallen)
    c.restore()
    lx, ly, la = lid_at(t)
    if t >= OPENED:
        opening = shaped((t - OPENED + 0.6) / 3) * (1 - shaped((t - 1566) / 30))
        lamp(c, MIDDLE, FLOOR - 70, 240, 0xFFFFE0A0, 0.42 * opening)
    # the child
    c_keys = Poses(
        (1530, C_KNEELS),
        (1546, C_LEANS),
        (1560, C_SITS),
        (1570, C_LEANS),
        (1596, C_LEANS),
        (1602, C_SITS),
        (1610, C_REACHES),
        (1660, C_REACHES),
        (1668, C_LEANS),
        (1700, C_LEANS),
    )
    body = c_keys(t)
    body = replace(body, curl=body.curl + 0.8 * float(np.sin(t / 7 + 1)))
    hands: list = [None, None]
    if t < 1566:
        hands = [ends(CX, CS, (lx + 84 - 40 * lift, ly + 2), True), ends(CX, CS, (lx + 60 - 20 * lift, ly - 18), True)]
    elif SETS - 4 < t < 1630:
        tip = candle_tip(t)
        u = shaped((t - SETS + 4) / 5) * (1 - shaped((t - 1625) / 5))
        hands[0] = ends(CX, CS, (545 + (tip[0] + 8 - 545) * u, 285 + (tip[1] + 14 - 285) * u), True)
    elif 1626 <= t < 1690:
        hands[0] = ends(CX, CS, match_hand(t), True)
    elif t >= 1690:
        hands[0] = ends(CX, CS, (548, 276), True)
    c_look = Look(
        turn=1.0,
        eyes=0.1 if 1592 <= t < 1595 or 1684 <= t < 1687 else 1.5 if 1548 < t < 1590 else 1.2,
        gaze=(0.7, 0.7 if not 1598 < t < 1610 else -0.2),
        brow=1.0,
        mouth=0.8 if 1551 < t < 1572 else 0.5 * shaped((t - LIT) / 6) * (1 - shaped((t - 1690) / 10)),
        smile=1.6 if t > 1598 else 0.2,
    )

    child.show(
        c,
        CX,
        FLOOR + 6,
        CS,
        body,
        flip=True,
        look=c_look,
        hands=(hands[0], hands[1]),
        shade=between(0xFF9C8AA0, 0xFFEACBA8, 0.25 + 0.6 * warm),
        rims=(Rim(0xFFFFD090, -0.9, -0.8, 0.4), Rim(0xFFFFB860, 1.3, 0.1, min(1.0, 0.1 + 0.85 * warm))),
    )
    if t < 1584:
        away = shaped((t - 1566) / 14)
        c.save()
        c.translate(lx + 40 * away, ly + 46 * away)
        c.scale(SIZE, SIZE)
        cake.lid(c, 0, 0, la + 30 * away)
        c.restore()
    # match and candle
    head = None
    if 1628 <= t < 1690:
        angle = float(along(t, ((1628, 196), (1640, 200), (1653, 186), (1662, 190), (1690, 215))))
        head = cake.match(c, match_hand(t), angle, 1.0 if t > STRIKES + 3 else 0.0)
    if head and STRIKES <= t < OUT:
        flare = 1.5 - 0.6 * shaped((t - STRIKES) / 7)
        cake.flame(c, head[0], head[1] + 2, flare * (1 - shaped((t - OUT + 3) / 3)), t + 40, 130)
        sparks(c, Burst(STRIKES, (398, 214), 22, (2, 7), -40, 80, 0.25, 0.06, (5, 12), (1, 2.2), None, (2, 2), 71), t)
    if head and t >= OUT:
        dust(
            c,
            Burst(OUT, (head[0], head[1]), 8, (0.3, 1.2), -90, 20, -0.03, 0.05, (14, 26), (3, 6), None, (2, 2), 72),
            t,
            0x44D8D8E8,
        )
    if t >= LIT:
        x, y = candle_tip(t)
        cake.flame(c, x, y + 3, shaped((t - LIT) / 9, "snap") * 1.35 * flicker, t, 260)
    c.restore()
    c.drawRect(
        skia.Rect.MakeWH(W, HIGH),
        paint(shader=radial((MIDDLE, 220), 600, [0, see_through(INK, 0.0), see_through(INK, 0.62)], [0, 0.42, 1])),
    )


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    return exposed(draw, f, 2, back=far, lift=1.2)
