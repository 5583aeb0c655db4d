"""The guard: half again as wide as Pia, a long coat, a peaked cap with a brass badge, a moustache, a hand lamp."""

from collections.abc import Sequence

import numpy as np
import skia

from films.toolkit.puppet import Build, Joints, Point, Pose, joints, limb, shifted

from .paper import AMBER, PALE, Rim, box, figure, paint, poly, soft
from .pia import Look, at, shoe, trunk

BUILD = Build(thigh=26, shin=25, ankle=5, torso=41, neck=1.5, head=11.5, upper=23, fore=21)
BOUNDS = skia.Rect.MakeLTRB(-105, -170, 105, 30)
COAT, COAT_FAR, FOLD = 0xFF4A2F63, 0xFF2C1B40, 0xFF3A2450
LEGS, LEGS_FAR, BOOT = 0xFF231834, 0xFF181026, 0xFF120C1C
SKIN, SKIN_FAR, HAIR = 0xFFC98562, 0xFF8E5A48, 0xFF17101C
BRASS = 0xFFE9B64A
STERN = Look(brow=-0.6)


def arm(c: skia.Canvas, bones: tuple[Point, Point, Point], colour: int, skin: int) -> None:
    root, elbow, hand = bones
    c.drawCircle(*hand, 5.0, paint(skin))
    c.drawPath(limb(root, elbow, 14.0, 11.0), paint(colour))
    cuff = shifted(hand, tuple(np.subtract(elbow, hand) * 0.2))
    c.drawPath(limb(elbow, cuff, 11.0, 8.6), paint(colour))
    c.drawCircle(*cuff, 4.6, paint(BRASS, alpha=0.55))
    c.drawCircle(*shifted(cuff, tuple(np.subtract(elbow, cuff) * 0.14)), 4.7, paint(colour))


def leg(c: skia.Canvas, bones: tuple[Point, Point, Point], turn: float, colour: int) -> None:
    hip, knee, ankle = bones
    c.drawPath(limb(hip, knee, 17, 11), paint(colour))
    c.drawPath(limb(knee, ankle, 11.5, 8), paint(BOOT))
    shoe(c, ankle, turn, BOOT, 1.5)


def head(c: skia.Canvas, j: Joints, look: Look, cap: bool = True) -> None:
    c.save()
    c.translate(*j.head)
    c.rotate(j.tilt)
    side = 1.0 if look.turn >= 0 else -1.0
    profile = abs(look.turn) > 0.4
    c.scale(side * (0.82 + 0.18 * abs(look.turn)) if profile else 1.0, 1)
    if profile:
        face = soft(
            (-9, -8),
            (4, -11),
            (10, -5),
            (10.5, -1),
            (15.2, 3.2),
            (12.5, 5.6),
            (11, 6.6),
            (12, 9.5),
            (10.5, 14.5),
            (4, 16.5),
            (-4, 13),
            (-10, 6),
            tension=0.7,
        )
        c.drawPath(face, paint(SKIN))
        c.drawPath(soft((-10, -8), (-4, -9), (-3.5, 0), (-5, 8), (-10, 7), (-12, 0)), paint(HAIR))
        c.drawPath(soft((-3.5, 0), (-1, 0), (-1, 4.5), (-3, 5)), paint(SKIN_FAR))
        c.drawOval(box(5.0, -2.6 - look.eyes, 3.6, 2.2 * look.eyes + 0.6), paint(0xFFF6EAD8))
        c.drawCircle(7.2 + 0.5 * look.gaze[0], -2.0 - 0.3 * look.eyes, 1.1, paint(HAIR))
        c.drawLine(3.2, -5.4 - 1.5 * look.brow, 10.0, -3.9 - 1.2 * look.brow, paint(HAIR, stroke=2.2))
        if look.mouth > 0.1:
            c.drawOval(box(5.6, 8.4, 6.0, 1.5 + 4.2 * look.mouth), paint(0xFF4A1420))
        c.drawPath(soft((13.6, 5.2), (8, 5.4), (3.6, 9.4), (6.5, 9.8), (12.5, 8.4)), paint(HAIR))
    else:
        dx = 5 * look.turn
        c.drawPath(soft((-10, -9), (10, -9), (11, 4), (7, 15), (-7, 15), (-11, 4)), paint(SKIN))
        for x in (-4.2, 4.2):
            c.drawOval(box(x - 2 + dx, -3.4, 4, 2.6 * look.eyes + 0.4), paint(0xFFF6EAD8))
            c.drawCircle(x + dx, -2.0, 1.1, paint(HAIR))
            c.drawLine(x - 2.8 + dx, -5 - look.brow, x + 2.8 + dx, -5 - look.brow, paint(HAIR, stroke=2.2))
        c.drawPath(soft((dx - 2, 1), (dx + 3, 4.5), (dx - 2, 5.5)), paint(SKIN_FAR))
        c.drawPath(soft((dx - 8, 9.5), (dx, 5.4), (dx + 8, 9.5), (dx, 8.6)), paint(HAIR))
    if cap:
        c.drawPath(
            soft((-11.5, -5), (-13.5, -14), (-6, -19.5), (9, -18.5), (14.5, -12.5), (11, -6), tension=0.8),
            paint(0xFF2A1D45),
        )
        c.drawRect(box(-11.6, -9.6, 22.8, 4.4), paint(0xFF120C22))
        if profile:
            c.drawPath(poly((8, -8.6), (19, -3.6), (18.6, -2.2), (9, -5)), paint(0xFF0E0A1A))
        else:
            c.drawPath(soft((-11, -6), (0, -2), (11, -6), (0, -7)), paint(0xFF0E0A1A))
        c.drawCircle(7.6 if profile else 5 * look.turn, -13.2, 3.0, paint(BRASS))
    c.restore()


def draw(
    c: skia.Canvas,
    pose: Pose,
    *,
    look: Look = STERN,
    hands: tuple[Point | None, Point | None] = (None, None),
    lamp: str = "far",
    whistle: bool = False,
    cap: bool = True,
    flare: float = 0.0,
) -> None:
    """The guard at the origin in his own units, facing right; `lamp` is the hand that holds it ("far", "near", "")."""
    j = joints(pose, BUILD, hands)
    up, ahead = trunk(j)
    arm(c, j.far_arm, COAT_FAR, SKIN_FAR)
    if lamp == "far":
        hand_lamp(c, j.far_arm[2])
    leg(c, j.far_leg, j.far_toe, LEGS_FAR)
    leg(c, j.near_leg, j.near_toe, LEGS)
    back, front = at(j.hip, up, ahead, -26, -17), at(j.hip, up, ahead, -25, 15)
    back = (back[0] - flare, back[1] - 0.4 * abs(flare))
    c.drawPath(
        soft(
            at(j.neck, up, ahead, 1, -7),
            at(j.neck, up, ahead, -6, -14.5),
            at(j.waist, up, ahead, 6, -14),
            at(j.hip, up, ahead, 4, -14.5),
            back,
            at(j.hip, up, ahead, -27, 0),
            front,
            at(j.hip, up, ahead, 4, 17.5),
            at(j.waist, up, ahead, 2, 18.5),
            at(j.neck, up, ahead, -10, 14),
            at(j.neck, up, ahead, 0, 7),
            tension=0.8,
        ),
        paint(COAT),
    )
    a, b = at(j.hip, up, ahead, 6, -15.2), at(j.hip, up, ahead, 6, 18)
    c.drawLine(*a, *b, paint(0xFF150E20, stroke=4.6))
    c.drawCircle(*at(j.hip, up, ahead, 6, 12), 3.0, paint(BRASS))
    for k in range(3):
        c.drawCircle(*at(j.waist, up, ahead, 16 - 8 * k, 11.5 + 1.2 * k), 1.3, paint(BRASS))
    head(c, j, look, cap)
    c.drawPath(
        soft(
            at(j.neck, up, ahead, 3, -8),
            at(j.neck, up, ahead, -3, -9),
            at(j.neck, up, ahead, -4, 9),
            at(j.neck, up, ahead, 3, 8),
        ),
        paint(FOLD),
    )
    arm(c, j.near_arm, FOLD, SKIN)
    if lamp == "near":
        hand_lamp(c, j.near_arm[2])
    if whistle:
        x, y = j.near_arm[2]
        c.drawRRect(skia.RRect.MakeRectXY(box(x - 6, y - 3.6, 9, 4), 1.5, 1.5), paint(AMBER))


def hand_lamp(c: skia.Canvas, hand: Point) -> None:
    x, y = hand
    c.drawPath(
        poly((x - 6, y - 3.5), (x + 7, y - 4.5), (x + 12, y - 7), (x + 12, y + 7), (x + 7, y + 4.5), (x - 6, y + 3.5)),
        paint(0xFF2B2B38),
    )
    c.drawOval(box(x + 10, y - 7, 4.5, 14), paint(PALE))


def mouth(pose: Pose) -> Point:
    """Where his mouth is, in his own units."""
    j = joints(pose, BUILD)
    a = np.radians(j.tilt)
    return j.head[0] + 12.5 * float(np.cos(a)) - 8 * float(np.sin(a)), j.head[1] + 12.5 * float(np.sin(a)) + 8 * float(
        np.cos(a)
    )


def show(
    c: skia.Canvas,
    x: float,
    y: float,
    scale: float,
    pose: Pose,
    *,
    flip: bool = False,
    rims: Sequence[Rim] = (),
    shade: int = 0,
    lit=None,
    **how,
) -> None:
    """Stand the guard with his ground point at (x, y) of the picture."""
    c.save()
    c.translate(x, y)
    c.scale(-scale if flip else scale, scale)
    turned = [Rim(r.colour, -r.dx if flip else r.dx, r.dy, r.strength) for r in rims]
    figure(c, lambda k: draw(k, pose, **how), BOUNDS, turned, shade, lit)
    c.restore()
