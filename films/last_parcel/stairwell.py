"""A quiet stairwell: old paint, a window with the moon in it, a door with paper flags, and the warm room behind it."""

from functools import cache

import numpy as np
import skia

from .paper import AMBER, HIGH, ORANGE, RED, W, bake, between, box, lamp, linear, paint, poly, radial, see_through, soft

LANDING, DOOR, DOOR_WIDE, DOOR_TOP = 352, 574.0, 112.0, 132.0
STEP_WIDE, STEP_HIGH, TOP = 38.0, 23.0, 300.0  # of a stair; where the topmost begins


def stairs(x: float) -> float:
    """The height of the floor at x: the landing, and the steps down to the left."""
    return LANDING + STEP_HIGH * max(0.0, (TOP - x) / STEP_WIDE)


def flags(c: skia.Canvas, x0: float, y0: float, x1: float, y1: float, count: int, size: float, sag: float) -> None:
    """Paper flags on a string."""
    line = skia.Path()
    line.moveTo(x0, y0)
    line.quadTo((x0 + x1) / 2, (y0 + y1) / 2 + 2 * sag, x1, y1)
    c.drawPath(line, paint(0xFF5A4A5A, stroke=1.2))
    for k in range(count):
        u = (k + 0.5) / count
        x = x0 + (x1 - x0) * u
        y = (1 - u) ** 2 * y0 + 2 * u * (1 - u) * ((y0 + y1) / 2 + 2 * sag) + u * u * y1
        colour = (RED, AMBER, 0xFF4AA9A4, ORANGE, 0xFF8A6AC0)[k % 5]
        c.drawPath(
            poly((x - size * 0.42, y), (x + size * 0.42, y), (x, y + size)), paint(between(colour, 0xFFB0A0A8, 0.2))
        )


@cache
def wall() -> skia.Image:
    def draw(c: skia.Canvas) -> None:
        c.drawRect(
            box(0, 0, W, HIGH),
            paint(shader=linear((0, 0), (W, 0), [0xFF3C4674, 0xFF6C7096, 0xFF9C8A92, 0xFF7A6C80], [0, 0.35, 0.72, 1])),
        )
        r = np.random.default_rng(71)
        for _ in range(26):
            x, y, w = r.uniform(0, W), r.uniform(0, 240), r.uniform(10, 60)
            c.drawPath(
                soft((x, y), (x + w, y - 6), (x + w * 1.2, y + 12), (x + 0.3 * w, y + 16)),
                paint(0xFFFFFFFF, alpha=r.uniform(0.01, 0.045), blur=3),
            )
        c.drawRect(
            box(0, 232, W, 200),
            paint(shader=linear((0, 0), (W, 0), [0xFF26385A, 0xFF3F5A72, 0xFF5A6A70, 0xFF404C60], [0, 0.35, 0.72, 1])),
        )
        c.drawRect(box(0, 229, W, 5), paint(0xFFB8A890, alpha=0.5))
        c.drawRect(box(120, 30, 112, 150), paint(0xFF1F2750))  # the window
        c.drawRect(box(128, 38, 96, 134), paint(shader=linear((128, 38), (128, 172), [0xFF1C2A66, 0xFF5268A8])))
        lamp(c, 190, 72, 70, 0xFFF3E4C0, 0.5)
        c.drawCircle(190, 72, 14, paint(0xFFFFF4D8))
        c.drawLine(176, 38, 176, 172, paint(0xFF1F2750, stroke=5))
        c.drawLine(128, 104, 224, 104, paint(0xFF1F2750, stroke=5))
        c.drawRect(box(112, 178, 128, 9), paint(0xFF8C8CA8))
        beam = poly((128, 60), (224, 44), (560, 352), (330, 352))
        c.drawPath(beam, paint(shader=linear((160, 60), (470, 352), [0x55A8BCFF, 0x10A8BCFF]), mode="plus", blur=16))
        c.drawRect(
            box(0, LANDING - 4, W, 60), paint(shader=linear((0, LANDING - 4), (0, HIGH), [0xFF6A5A6C, 0xFF2A2440]))
        )
        c.drawRect(box(TOP, LANDING - 5, W, 4), paint(0xFFC8A890, alpha=0.6))
        for k in range(10):
            x, y = TOP - STEP_WIDE * (k + 1), LANDING + STEP_HIGH * k
            c.drawRect(box(0, y, x + STEP_WIDE, 60), paint(between(0xFF6A5A72, 0xFF1A1636, k / 3)))
            c.drawRect(box(0, y, x + STEP_WIDE, 3), paint(0xFFB098A0, alpha=0.55))
        lamp(c, 716, 130, 300, 0xFFFFB864, 0.42)
        c.drawPath(poly((706, 128), (726, 128), (722, 150), (710, 150)), paint(0xFFFFE2A8))
        c.drawRect(box(713, 150, 6, 12), paint(0xFF6A5040))
        c.drawRect(
            box(DOOR - 12, DOOR_TOP - 12, DOOR_WIDE + 24, LANDING - DOOR_TOP + 10),
            paint(shader=linear((DOOR, 0), (DOOR + DOOR_WIDE, 0), [0xFF8A7068, 0xFFC09A78])),
        )
        c.drawRect(box(DOOR - 6, LANDING - 2, DOOR_WIDE + 12, 10), paint(0xFF7A4A44))
        for k in range(14):
            c.drawLine(DOOR - 2 + 8.6 * k, LANDING, DOOR - 5 + 8.9 * k, LANDING + 7, paint(0xFF3A2430, stroke=1.4))
        c.drawPath(poly((744, 352), (784, 352), (778, 316), (750, 316)), paint(0xFFA85A44))
        for dx, dy in ((-18, -40), (-6, -56), (8, -60), (20, -42), (0, -36)):
            c.drawPath(
                soft(
                    (764, 318),
                    (764 + dx * 0.8 - 6, 318 + dy * 0.6),
                    (764 + dx, 318 + dy),
                    (764 + dx * 0.8 + 6, 318 + dy * 0.6),
                ),
                paint(0xFF3E6A58),
            )

    return bake(draw, W, blur=0.7)


@cache
def inside() -> skia.Image:
    """The room behind the door: warm, out of focus, a table with a cloth, more flags."""

    def draw(c: skia.Canvas) -> None:
        c.drawRect(box(0, 0, 260, 240), paint(shader=radial((130, 90), 190, [0xFFFFDC9C, 0xFFE8944A, 0xFF8A4638])))
        c.drawRect(box(0, 196, 260, 50), paint(0xFF8A4A3C))
        c.drawRect(box(150, 128, 100, 66), paint(0xFFE9D6B8))
        c.drawRect(box(166, 88, 26, 34), paint(0xFFB86A4A))
        c.drawOval(box(96, 14, 46, 34), paint(0xFFFFF6DA))
        flags(c, 0, 40, 260, 30, 9, 20, 14)

    return bake(draw, 260, 240, blur=3.2)


def rail(c: skia.Canvas) -> None:
    """The banister, between us and the stairs."""
    slope = STEP_HIGH / STEP_WIDE
    wood, lit = paint(0xFF2A2242), paint(0xFFB8A0A8, alpha=0.5, stroke=1.6)
    for k in range(9):
        x = TOP - 12 - 30 * k
        c.drawRect(box(x - 2.5, 262 + slope * (TOP - x), 5, 200), wood)
    c.drawPath(poly((TOP, 254), (TOP, 266), (-20, 266 + slope * (TOP + 20)), (-20, 254 + slope * (TOP + 20))), wood)
    c.drawLine(TOP, 255, -20, 255 + slope * (TOP + 20), lit)
    c.drawRect(box(TOP - 6, 244, 15, 160), wood)
    c.drawCircle(TOP + 1.5, 238, 11, wood)
    c.drawLine(TOP + 8, 250, TOP + 8, 400, lit)


def doorway(c: skia.Canvas, ajar: float, who=None) -> None:
    """The door (0 shut … 1 open, away from us, hinged on the right), the light behind it, and who stands there."""
    base = LANDING - 2
    c.save()
    c.clipRect(box(DOOR, DOOR_TOP, DOOR_WIDE, base - DOOR_TOP + 4))
    if ajar > 0.005:
        c.drawImage(inside(), DOOR - 60, DOOR_TOP - 10)
        if who:
            who()
    angle = 1.42 * ajar
    reach, lean = DOOR_WIDE * float(np.cos(angle)), 18 * float(np.sin(angle))
    right, left = DOOR + DOOR_WIDE, DOOR + DOOR_WIDE - reach

    def leaf(u0: float, v0: float, u1: float, v1: float) -> skia.Path:
        tall = base - DOOR_TOP
        corner = lambda u, v: (left + (right - left) * u, DOOR_TOP + tall * v + lean * (1 - u) * (1 - 2 * v))  # noqa: E731
        return poly(corner(u0, v0), corner(u1, v0), corner(u1, v1), corner(u0, v1))

    c.drawPath(leaf(0, 0, 1, 1), paint(shader=linear((left, 0), (right, 0), [0xFF3A7A70, 0xFF2C5A5C])))
    for v0, v1 in ((0.08, 0.42), (0.52, 0.92)):
        for u0, u1 in ((0.12, 0.46), (0.54, 0.88)):
            c.drawPath(leaf(u0, v0, u1, v1), paint(0xFF1E4648, alpha=0.7, stroke=2.4))
    c.drawCircle(left + 0.09 * reach, DOOR_TOP + 0.54 * (base - DOOR_TOP), 5, paint(0xFFF0C878))
    if ajar < 0.3:  # the number, brass
        x, y = left + 0.5 * reach, DOOR_TOP + 22
        seven = skia.Path()
        seven.moveTo(x - 6, y)
        seven.lineTo(x + 6, y)
        seven.lineTo(x - 2, y + 17)
        c.drawPath(seven, paint(0xFFF0C878, stroke=3))
    c.restore()
    flags(c, DOOR - 30, DOOR_TOP - 34, DOOR + DOOR_WIDE + 34, DOOR_TOP - 40, 9, 17, 13)
    if ajar > 0.005:  # the warm light on the landing
        glow = min(1.0, ajar * 1.6)
        spill = poly((DOOR, base), (DOOR + DOOR_WIDE, base), (DOOR + DOOR_WIDE - 40, HIGH + 8), (DOOR - 220, HIGH + 8))
        c.drawPath(
            spill,
            paint(
                shader=linear(
                    (0, base), (0, HIGH), [see_through(0xFFFFC878, 0.6 * glow), see_through(0xFFFFC878, 0.1 * glow)]
                ),
                mode="plus",
                blur=7,
            ),
        )
        lamp(c, DOOR + DOOR_WIDE / 2, 240, 330, 0xFFFFB45C, 0.34 * glow)


@cache
def threshold() -> skia.Image:
    """The same place for the close shot, out of focus: cool stairwell on the left, the warm room on the right."""

    def draw(c: skia.Canvas) -> None:
        c.drawRect(
            box(0, 0, W, HIGH),
            paint(shader=linear((0, 0), (W, 0), [0xFF2C3766, 0xFF5C628C, 0xFFB88458, 0xFFF0B468], [0, 0.38, 0.6, 1])),
        )
        c.drawRect(box(40, -20, 130, 190), paint(0xFF5068AC))
        c.drawLine(105, -20, 105, 170, paint(0xFF26305C, stroke=9))
        c.drawRect(box(430, -20, 30, 400), paint(0xFF7A6258))
        c.drawRect(box(640, 180, 190, 120), paint(0xFFF2DFC0))
        c.drawOval(box(560, -10, 90, 76), paint(0xFFFFF4D4))
        flags(c, 470, 60, W + 20, 40, 8, 44, 26)
        c.drawRect(box(0, 318, W, 90), paint(shader=linear((0, 318), (0, HIGH), [0xFF6A5460, 0xFF2C2238])))

    return bake(draw, W, blur=7)
