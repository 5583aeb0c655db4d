"""Pia: a short blue coat with a pale hem, a saffron scarf, a plait, and a bright box under her arm."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import skia

from films.toolkit.puppet import Build, Joints, Point, Pose, joints, limb, reach, ribbon, shifted

from .paper import CREAM, MINT, SAFFRON, TEAL, TEAL_DARK, Rim, box, figure, paint, poly, soft

BUILD = Build()
BOUNDS = skia.Rect.MakeLTRB(-95, -135, 95, 26)
COAT, COAT_FAR, COAT_FOLD = 0xFF3B49B8, 0xFF27307E, 0xFF2D3996
LEGS, LEGS_FAR, SHOE, SHOE_FAR = 0xFF2B2450, 0xFF1C1838, 0xFFE8DCC8, 0xFFA89C94
SKIN, SKIN_FAR, HAIR, BLUSH = 0xFFE8A877, 0xFFB67C58, 0xFF1E1020, 0xFFE07A5A


@dataclass(frozen=True)
class Look:
    """A face: `eyes` 0 shut … 1 open (more: wide), `gaze` ahead and down, `brow` -1 cross … 1 raised, `mouth` 0 … 1."""

    eyes: float = 1.0
    gaze: tuple[float, float] = (0.4, 0.0)
    brow: float = 0.0
    mouth: float = 0.0
    smile: float = 0.0
    turn: float = 1.0  # 1 looks ahead, 0 at us, -1 back


def trunk(j: Joints) -> tuple[np.ndarray, np.ndarray]:
    """Unit vectors of the trunk: up along it, and forward across it."""
    up = np.subtract(j.neck, j.hip)
    up = up / np.hypot(*up)
    return up, np.array([-up[1], up[0]])


def at(origin: Point, up: np.ndarray, ahead: np.ndarray, rise: float, out: float) -> Point:
    p = np.asarray(origin) + up * rise + ahead * out
    return float(p[0]), float(p[1])


def shoe(c: skia.Canvas, ankle: Point, turn: float, colour: int, size: float = 1.0) -> None:
    c.save()
    c.translate(*ankle)
    c.rotate(turn)
    c.scale(size, size)
    c.drawPath(
        soft((-4, -3), (-4.4, 3.6), (2, 4), (9, 4), (9.4, 1.4), (4, -1.5), (1.5, -4), tension=0.8), paint(colour)
    )
    c.restore()


def leg(c: skia.Canvas, bones: tuple[Point, Point, Point], turn: float, colour: int, sole: int) -> None:
    hip, knee, ankle = bones
    c.drawPath(limb(hip, knee, 11.5, 7.2), paint(colour))
    c.drawPath(limb(knee, ankle, 7.2, 4.4), paint(colour))
    shoe(c, ankle, turn, sole)


def arm(c: skia.Canvas, bones: tuple[Point, Point, Point], colour: int, skin: int) -> None:
    root, elbow, hand = bones
    c.drawCircle(*hand, 3.1, paint(skin))
    c.drawPath(limb(root, elbow, 8.0, 6.4), paint(colour))
    c.drawPath(limb(elbow, shifted(hand, tuple(np.subtract(elbow, hand) * 0.16)), 6.4, 5.0), paint(colour))


def parcel(c: skia.Canvas, x: float, y: float, angle: float = 0.0, size: float = 1.0, lid: float = 1.0) -> None:
    """The box: teal, a paler lid, a cream ribbon; about 25 units wide. `lid` 0 leaves the lid off."""
    c.save()
    c.translate(x, y)
    c.rotate(angle)
    c.scale(size, size)
    c.drawRect(box(-12, -7, 24, 17), paint(TEAL))
    c.drawRect(box(-12, 5, 24, 5), paint(TEAL_DARK, alpha=0.55))
    c.drawRect(box(-2, -7, 4.2, 17), paint(CREAM))
    if lid:
        c.drawRect(box(-13, -10, 26, 5.6), paint(MINT))
        c.drawRect(box(-2, -10, 4.2, 5.6), paint(0xFFFFFFFF))
        c.drawPath(soft((0, -10), (-5, -14.5), (-7.5, -11.5), (-2, -9.6)), paint(CREAM))
        c.drawPath(soft((0, -10), (5, -14.5), (7.5, -11.5), (2, -9.6)), paint(CREAM))
    c.restore()


def eye(c: skia.Canvas, x: float, y: float, look: Look, wide: float = 1.0) -> None:
    tall = 2.5 * look.eyes
    if tall < 0.5:
        c.drawPath(soft((x - 2.2, y), (x, y + 0.9), (x + 2.2, y), (x, y + 1.5)), paint(HAIR))
        return
    c.save()
    c.clipPath(soft((x - 2.1 * wide, y), (x, y - tall), (x + 2.1 * wide, y), (x, y + tall), tension=1.0), True)
    c.drawCircle(x, y, 4, paint(0xFFFFF6E8))
    c.drawCircle(x + 1.0 * look.gaze[0] * wide, y + 1.1 * look.gaze[1], 1.35, paint(0xFF140A18))
    c.restore()


def head(c: skia.Canvas, j: Joints, look: Look, plait: Sequence[Point] | None) -> None:
    """Her head in profile, or towards us while it turns."""
    if plait:
        c.drawPath(ribbon(plait, 7.0, 2.0), paint(HAIR))
        c.drawCircle(*plait[-1], 2.2, paint(HAIR))
    c.save()
    c.translate(*j.head)
    c.rotate(j.tilt)
    side = 1.0 if look.turn >= 0 else -1.0
    if abs(look.turn) > 0.4:
        c.scale(side * (0.86 + 0.14 * abs(look.turn)), 1)
        face = skia.Path()
        face.moveTo(-3, -10.5)
        face.cubicTo(5, -11.5, 9.6, -7.5, 9.3, -2.6)
        face.lineTo(12.0, 1.9)
        face.quadTo(12.2, 3.3, 9.9, 3.5)
        face.lineTo(10.1, 5.0)
        face.lineTo(9.2, 6.0)
        face.lineTo(9.6 - 0.5 * look.mouth, 7.2 + 1.4 * look.mouth)
        face.quadTo(9.2, 9.2 + look.mouth, 7.6, 10.4 + look.mouth)
        face.quadTo(4.0, 11.8, 0, 9.4)
        face.lineTo(-6, 7)
        face.cubicTo(-11, 4, -11, -4, -3, -10.5)
        c.drawPath(face, paint(SKIN))
        c.drawCircle(4.6, 4.0, 2.4, paint(BLUSH, alpha=0.45))
        if look.mouth > 0.12:
            c.drawPath(
                soft((9.6, 5.9), (6.4, 5.6), (6.2, 6.2 + look.mouth), (9.2, 6.6 + 2.2 * look.mouth)), paint(0xFF6B1E2A)
            )
        else:
            c.drawPath(
                poly((9.4, 6.2), (6.4, 6.0 - 1.4 * look.smile), (6.6, 6.7 - 1.2 * look.smile), (9.3, 6.8)),
                paint(0xFF9A4A3C),
            )
        eye(c, 6.0, -0.9, look, 0.8)
        lift = -2.0 * look.brow
        c.drawLine(
            3.4,
            -5.2 + lift + 0.6 * look.brow,
            8.4,
            -4.9 + lift * 0.5 + (1.6 if look.brow < 0 else 0) * -look.brow,
            paint(HAIR, stroke=1.3),
        )
        hair = skia.Path()
        hair.moveTo(9.6, -4.6)
        hair.cubicTo(9.5, -13, -1, -16, -8.5, -10.5)
        hair.cubicTo(-14, -5, -12.5, 4, -8, 8.6)
        hair.cubicTo(-4.5, 8.6, -3.5, 4.5, -2.4, 1.0)
        hair.cubicTo(-1.0, -3.5, 4.5, -4.5, 9.6, -4.6)
        c.drawPath(hair, paint(HAIR))
        c.drawPath(soft((-3.6, 0.4), (-1.4, 0), (-1.6, 3.6), (-3.2, 3.8)), paint(SKIN_FAR))
    else:
        dx = 5.5 * look.turn
        c.drawOval(box(-11.2, -13.2, 22.4, 24.0), paint(HAIR))
        c.drawPath(
            soft(
                (-8.6 + dx * 0.4, -5),
                (8.6 + dx * 0.4, -5),
                (8.4 + dx * 0.5, 3),
                (3 + dx, 10.6),
                (-3 + dx, 10.6),
                (-8.4 + dx * 0.5, 3),
            ),
            paint(SKIN),
        )
        c.drawPath(soft((-10, -4), (-8, -11), (2, -13), (9, -10), (10.4, -3), (5, -6.2), (-4, -6.8)), paint(HAIR))
        for x in (-4.0, 4.0):
            eye(c, x + dx, -0.4, look)
            c.drawLine(
                x - 2.4 + dx, -4.6 - 1.8 * look.brow, x + 2.4 + dx, -4.6 - 1.8 * look.brow, paint(HAIR, stroke=1.3)
            )
        c.drawPath(poly((dx * 1.5 - 0.6, 1.4), (dx * 1.5 + 1.4, 3.8), (dx * 1.5 - 1.2, 3.8)), paint(SKIN_FAR))
        c.drawOval(box(dx * 1.2 - 2.1, 6.0, 4.2, 0.9 + 2.6 * look.mouth), paint(0xFF7A2A30))
    c.restore()


def coat(c: skia.Canvas, j: Joints, flare: float, open_: float) -> None:
    up, ahead = trunk(j)
    swing = np.array([-flare, -0.35 * abs(flare)])
    back = at(j.hip, up, ahead, -13, -10.5)
    front = at(j.hip, up, ahead, -12, 10.5 + open_)
    hem_b = (back[0] + float(swing[0]), back[1] + float(swing[1]))
    hem_f = (front[0] + 0.3 * float(swing[0]), front[1])
    mid = at(j.hip, up, ahead, -15, 0.5)
    c.drawPath(
        soft(
            at(j.neck, up, ahead, 2, -4.5),
            at(j.neck, up, ahead, -3, -7.6),
            at(j.waist, up, ahead, 2, -8.0),
            at(j.hip, up, ahead, 2, -9.0),
            hem_b,
            mid,
            hem_f,
            at(j.hip, up, ahead, 3, 9.0),
            at(j.waist, up, ahead, 2, 8.4),
            at(j.neck, up, ahead, -5, 7.8),
            at(j.neck, up, ahead, 1, 4.6),
            tension=0.75,
        ),
        paint(COAT),
    )
    lift = up * 3.2
    c.drawPath(
        poly(
            hem_b,
            mid,
            hem_f,
            tuple(map(float, hem_f + lift)),
            tuple(map(float, mid + lift)),
            tuple(map(float, hem_b + lift)),
        ),
        paint(0xFFBFD0FF),
    )
    c.drawPath(
        poly(
            at(j.neck, up, ahead, 0, 3),
            at(j.hip, up, ahead, -9, 6 + open_),
            at(j.hip, up, ahead, -9, 4.6),
            at(j.neck, up, ahead, 0, 1.8),
        ),
        paint(COAT_FOLD),
    )


def draw(
    c: skia.Canvas,
    pose: Pose,
    *,
    look: Look = Look(),
    carry: str = "near",
    scarf: Sequence[Point] | None = None,
    plait: Sequence[Point] | None = None,
    hands: tuple[Point | None, Point | None] = (None, None),
    flare: float = 0.0,
    open_: float = 0.0,
    prop=None,
) -> None:
    """Pia at the origin in her own units, facing right.

    `carry` is where the box is: "near" (under the near arm), "both" (before her in both hands),
    "hug" (held close) or "" (not with her);
    `prop(canvas, hand)` draws what the far hand holds.
    """
    j = joints(pose, BUILD)
    up, ahead = trunk(j)
    where, tip = at(j.waist, up, ahead, -4.5, 2.0), j.lean
    near, far = hands
    if carry == "near":
        near = at(where, up, ahead, -7.5, 9.0)
    elif carry in ("both", "hug"):
        where, tip = at(j.waist, up, ahead, *((-1, 17.0) if carry == "both" else (2, 11.0))), j.lean * 0.3
        near = near or (where[0] + 2, where[1] + 8)
        far = far or (where[0] + 9, where[1] + 6)
    j = joints(pose, BUILD, (near, far))
    arm(c, j.far_arm, COAT_FAR, SKIN_FAR)
    if prop:
        prop(c, j.far_arm[2])
    if scarf:
        c.drawPath(ribbon(scarf, 5.5, 8.5), paint(0xFFD89A1E))
    leg(c, j.far_leg, j.far_toe, LEGS_FAR, SHOE_FAR)
    leg(c, j.near_leg, j.near_toe, LEGS, SHOE)
    coat(c, j, flare, open_)
    c.drawPath(limb(j.neck, shifted(j.head, (0, 3)), 6.5, 6.5), paint(SKIN_FAR))
    head(c, j, look, plait)
    wrap = at(j.neck, up, ahead, 1.5, 0.4)
    c.save()
    c.translate(*wrap)
    c.rotate(j.lean + 8)
    c.drawRRect(skia.RRect.MakeRectXY(box(-8.2, -4.0, 16.6, 7.6), 3.8, 3.8), paint(SAFFRON))
    c.drawLine(-6, 0.6, 6.5, 1.4, paint(0xFFD89A1E, stroke=1.0))
    c.restore()
    if carry:
        parcel(c, *where, tip, 1.0)
    if carry == "near":  # the arm comes down over the box and holds it from below
        elbow, hand = reach(j.near_arm[0], near, BUILD.upper, BUILD.fore, -1.0)
        arm(c, (j.near_arm[0], elbow, hand), COAT_FOLD, SKIN)
    else:
        arm(c, j.near_arm, COAT_FOLD, SKIN)


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
    angle: float = 0.0,
    lit=None,
    **how,
) -> None:
    """Stand Pia with her ground point at (x, y) of the picture. `rims` are the picture's, whichever way she looks."""
    c.save()
    c.translate(x, y)
    if angle:
        c.translate(0, -50 * scale)
        c.rotate(angle)
        c.translate(0, 50 * scale)
    c.scale(-scale if flip else scale, scale)
    turned = [Rim(r.colour, -r.dx if flip else r.dx, r.dy, r.strength) for r in rims]
    figure(c, lambda k: draw(k, pose, **how), BOUNDS, turned, shade, lit)
    c.restore()
