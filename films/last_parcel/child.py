"""The child: six years old, striped pyjamas too long in the sleeve, hair that has been slept on."""

from collections.abc import Sequence

import skia

from films.toolkit.puppet import Build, Joints, Point, Pose, joints, limb

from .paper import Rim, box, figure, paint, soft
from .pia import Look, at, eye, trunk

BUILD = Build(thigh=10, shin=9.5, ankle=2.5, torso=20, neck=0.5, head=10.5, upper=10, fore=9)
BOUNDS = skia.Rect.MakeLTRB(-55, -95, 55, 18)
CLOTH, CLOTH_FAR, STRIPE = 0xFFF2EEDF, 0xFFC9BFB2, 0xFF6E93C9
SKIN, SKIN_FAR, HAIR, BLUSH = 0xFFF0B78C, 0xFFC68A66, 0xFF6A3620, 0xFFE77C62
PLAIN = Look()
STANDING = Pose(hip=(0, -21.6), near_arm=(-6, 10), far_arm=(8, 14), near_foot=(-2.5, -2.5, 0), far_foot=(3, -2.5, 0))


def limbs(c: skia.Canvas, j: Joints, near: bool) -> None:
    arm, leg = (j.near_arm, j.near_leg) if near else (j.far_arm, j.far_leg)
    cloth, skin = (CLOTH, SKIN) if near else (CLOTH_FAR, SKIN_FAR)
    c.drawCircle(*arm[2], 2.5, paint(skin))
    c.drawPath(limb(arm[0], arm[1], 6.4, 6.0), paint(cloth))
    c.drawPath(limb(arm[1], arm[2], 6.2, 5.6), paint(cloth))
    c.drawLine(*arm[1], *arm[2], paint(STRIPE, stroke=1.0))
    _ = leg


def legs(c: skia.Canvas, j: Joints) -> None:
    for (hip, knee, ankle), cloth, skin in ((j.far_leg, CLOTH_FAR, SKIN_FAR), (j.near_leg, CLOTH, SKIN)):
        c.drawPath(
            soft(
                (ankle[0] - 2.4, ankle[1]),
                (ankle[0] + 4.6, ankle[1] + 1.0),
                (ankle[0] + 4.6, ankle[1] + 2.6),
                (ankle[0] - 2.4, ankle[1] + 2.6),
            ),
            paint(skin),
        )
        c.drawPath(limb(hip, knee, 9.4, 7.4), paint(cloth))
        c.drawPath(limb(knee, ankle, 7.4, 7.0), paint(cloth))
        c.drawLine(*hip, *knee, paint(STRIPE, stroke=1.0))
        c.drawLine(*knee, *ankle, paint(STRIPE, stroke=1.0))


def head(c: skia.Canvas, j: Joints, look: Look) -> None:
    c.save()
    c.translate(*j.head)
    c.rotate(j.tilt)
    if abs(look.turn) > 0.4:
        c.scale(1.0 if look.turn > 0 else -1.0, 1)
        c.drawPath(
            soft(
                (-9, -6),
                (0, -11),
                (8.4, -7),
                (9.4, -1),
                (11.2, 2.4),
                (9.4, 4.0),
                (9.6, 6.6),
                (6.5, 10.2),
                (-1, 10),
                (-8, 6),
                tension=0.8,
            ),
            paint(SKIN),
        )
        c.drawCircle(4.2, 4.6, 2.8, paint(BLUSH, alpha=0.5))
        eye(c, 5.8, -0.6, look, 0.95)
        c.drawLine(3.6, -4.9 - 1.6 * look.brow, 8.0, -4.6 - 1.6 * look.brow, paint(HAIR, stroke=1.1))
        if look.mouth > 0.1:
            c.drawOval(box(6.0, 5.2, 3.4, 0.8 + 2.6 * look.mouth), paint(0xFF7A2430))
        else:
            c.drawPath(
                soft((9.3, 5.8), (6.4, 6.2 - 1.2 * look.smile), (6.2, 5.8 - 1.6 * look.smile), (9.2, 6.4)),
                paint(0xFF9A4A3C),
            )
        c.drawPath(
            soft(
                (9.2, -4.5),
                (7, -11),
                (3, -11.4),
                (4.2, -15.5),
                (-0.5, -12.6),
                (-3.8, -16.4),
                (-5.8, -12),
                (-10.5, -12),
                (-9.6, -7),
                (-13, -3),
                (-10, 1),
                (-11, 5.5),
                (-6.5, 6.5),
                (-4, 1),
                (-2, -4.4),
                (4, -6),
                tension=0.6,
            ),
            paint(HAIR),
        )
        c.drawPath(soft((-3.6, 0.6), (-1.4, 0.2), (-1.6, 3.6), (-3.2, 3.8)), paint(SKIN_FAR))
    else:
        dx = 5 * look.turn
        c.drawOval(box(-10.8, -11, 21.6, 21.6), paint(SKIN))
        c.drawPath(
            soft(
                (-11.5, 0),
                (-11.5, -8),
                (-6, -12),
                (-4.5, -16),
                (-1, -12.5),
                (3, -16.2),
                (5, -12),
                (10, -11),
                (11.5, -3),
                (10, -3),
                (6, -6.5),
                (-3, -5.4),
                (-9.6, -2.5),
                tension=0.6,
            ),
            paint(HAIR),
        )
        for x in (-4.2, 4.2):
            eye(c, x + dx, 0.4, look)
        c.drawCircle(-6 + dx, 4.6, 2.4, paint(BLUSH, alpha=0.5))
        c.drawCircle(6 + dx, 4.6, 2.4, paint(BLUSH, alpha=0.5))
        c.drawOval(box(dx - 2, 5.6, 4, 0.8 + 2.4 * look.mouth), paint(0xFF7A2430))
    c.restore()


def draw(
    c: skia.Canvas,
    pose: Pose,
    *,
    look: Look = PLAIN,
    hands: tuple[Point | None, Point | None] = (None, None),
    prop=None,
) -> None:
    """The child at the origin, facing right; `prop(canvas, hand)` draws what the near hand holds."""
    j = joints(pose, BUILD, hands)
    up, ahead = trunk(j)
    limbs(c, j, near=False)
    legs(c, j)
    body = soft(
        at(j.neck, up, ahead, 0, -4),
        at(j.waist, up, ahead, 0, -7),
        at(j.hip, up, ahead, -5, -8.4),
        at(j.hip, up, ahead, -5, 8.4),
        at(j.waist, up, ahead, 0, 7.4),
        at(j.neck, up, ahead, 0, 4),
        tension=0.8,
    )
    c.drawPath(body, paint(CLOTH))
    c.save()
    c.clipPath(body, True)
    for k in (-6, -2, 2, 6):
        c.drawLine(*at(j.neck, up, ahead, 0, k * 0.8), *at(j.hip, up, ahead, -6, k), paint(STRIPE, stroke=1.1))
    c.restore()
    head(c, j, look)
    limbs(c, j, near=True)
    if prop:
        prop(c, j.near_arm[2])


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
    """Stand the child with its ground point at (x, y) of the picture."""
    c.save()
    c.translate(x, y)
    c.scale(-scale if flip else scale, scale)
    turned = [Rim(r.colour, -r.dx if flip else r.dx, r.dy, r.strength) for r in rims]
    figure(c, lambda k: draw(k, pose, **how), BOUNDS, turned, shade, lit)
    c.restore()
