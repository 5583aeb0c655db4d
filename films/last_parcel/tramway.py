"""The street with the tracks, the tram, and the shed at its side, seen from a camera that stands by the rails."""

from collections.abc import Callable
from functools import cache

import numpy as np
import skia

from .paper import (
    AMBER,
    CREAM,
    HIGH,
    INDIGO,
    INK,
    NIGHT,
    PALE,
    RED,
    RUST,
    bake,
    between,
    box,
    lamp,
    linear,
    paint,
    poly,
)
from .stalls import house, lantern

VANISH, HORIZON, FOCAL, EYE = 420.0, 150.0, 520.0, 1.5
PLANE = 4.2  # metres to where Pia runs
FLOOR = HORIZON + FOCAL * EYE / PLANE
LEFT, RIGHT, TALL, LONG = -2.55, -0.35, 3.1, 22.0  # the tram, metres
PACE = 0.5  # metres a frame
DOOR = 976.0  # the left edge of the shed's door, along the set
DOOR_WIDE, DOOR_TOP = 82.0, 152.0


def seen(x: float, y: float, z: float) -> tuple[float, float]:
    """A point (metres: right, up, away) in the picture."""
    return VANISH + FOCAL * x / z, HORIZON + FOCAL * (EYE - y) / z


@cache
def set_() -> skia.Image:
    """All that stands still, 1300 pixels wide: the street into the distance on the left, the yard on the right."""

    def draw(c: skia.Canvas) -> None:
        colours = [NIGHT, INDIGO, 0xFF4A2E6A, 0xFF8A3F4E]
        c.drawRect(box(0, 0, 1300, HIGH), paint(shader=linear((0, 0), (0, 230), colours)))
        r = np.random.default_rng(9)
        for _ in range(60):
            c.drawCircle(
                r.uniform(0, 860), r.uniform(0, 120), r.uniform(0.4, 1.0), paint(CREAM, alpha=r.uniform(0.2, 0.7))
            )
        lamp(c, VANISH, HORIZON, 240, 0xFFFF9A4A, 0.55)
        for side in (-1, 1):  # the two rows of houses run to the vanishing point
            for k in range(9, 0, -1):
                z0, z1 = 3.0 + 3.6 * k, 3.0 + 3.6 * (k + 1)
                x = -5.2 if side < 0 else 2.5
                tall = 6.0 + 2.5 * r.random()
                tone = between(0xFF1E1A48, 0xFF7A3F52, k / 11)
                c.drawPath(poly(seen(x, 0, z0), seen(x, tall, z0), seen(x, tall, z1), seen(x, 0, z1)), paint(tone))
                for row in range(3):
                    for col in range(2):
                        za, zb = z0 + 0.6 + 1.6 * col, z0 + 1.4 + 1.6 * col
                        y = 0.9 + 1.7 * row
                        lit = r.random() < (0.75 if row == 0 else 0.4)
                        colour = between(AMBER, RUST, 0.6 * r.random()) if lit else between(tone, INK, 0.5)
                        c.drawPath(
                            poly(seen(x, y, za), seen(x, y + 1.0, za), seen(x, y + 1.0, zb), seen(x, y, zb)),
                            paint(colour, alpha=0.9),
                        )
        c.drawRect(
            box(0, HORIZON + 18, 1300, 300),
            paint(shader=linear((0, HORIZON + 18), (0, HIGH), [0xFF6A3044, 0xFF2A163C, 0xFF0E0A20])),
        )
        for x in (-2.15, -0.75):  # rails
            a, b, d, e = seen(x - 0.05, 0, 30), seen(x + 0.05, 0, 30), seen(x + 0.05, 0, 2.2), seen(x - 0.05, 0, 2.2)
            c.drawPath(poly(a, b, d, e), paint(0xFFB08A9A))
        for _ in range(26):
            u, v = r.uniform(0, 900), FLOOR - 90 + 150 * r.random()
            long = r.uniform(20, 80)
            c.drawRect(box(u, v, long, r.uniform(1, 2.6)), paint(between(AMBER, RED, r.random()), alpha=0.2))
        for z in (26, 17, 11.5, 8):
            x, y = seen(-1.45, 4.4, z)
            w = FOCAL * 3.6 / z
            c.drawLine(x - w, y, x + w, y, paint(INK, stroke=1.2))
            for k in (-0.8, -0.35, 0.4, 0.85):
                lantern(c, x + k * w, y, 190 / z, (RED, AMBER)[k > 0])
        yard(c)

    return bake(draw, 1300)


def yard(c: skia.Canvas) -> None:
    """A brick wall with bills on it, a lamp, and the shed of old boards."""
    c.drawRect(
        box(640, 0, 660, FLOOR - 16), paint(shader=linear((640, 0), (640, FLOOR), [0xFF191640, 0xFF2C1C4A, 0xFF4A2444]))
    )
    r = np.random.default_rng(31)
    for row in range(20):
        for k in range(44):
            if r.random() < 0.3:
                x, y = 640 + 15.4 * k + 7 * (row % 2), 4 + 16 * row
                c.drawRect(box(x, y, 13, 13), paint(0xFFB4607A, alpha=r.uniform(0.03, 0.12)))
    for x, y, w, h, colour in (
        (706, 176, 44, 62, 0xFFB24A3A),
        (756, 188, 36, 50, 0xFFE0B070),
        (700, 246, 40, 40, 0xFF5A4AA0),
        (832, 168, 52, 74, 0xFFC8583A),
    ):
        c.drawRect(box(x, y, w, h), paint(colour, alpha=0.55))
        for k in range(3):
            c.drawRect(box(x + 6, y + h * (0.5 + 0.14 * k), w - 12 - 6 * k, 3), paint(INK, alpha=0.5))
        c.drawCircle(x + w / 2, y + h * 0.26, w * 0.18, paint(CREAM, alpha=0.5))
    c.drawRect(box(664, 0, 10, FLOOR - 16), paint(0xFF0E0B22))
    house(c, 1180, FLOOR - 16, 150, 330, 0xFF16122E, 4, 0.3)
    c.drawPath(poly((888, 136), (902, 92), (1162, 78), (1180, 130)), paint(0xFF0F0C26))
    c.drawLine(890, 136, 1180, 130, paint(0xFFC07A50, alpha=0.7, stroke=2))
    for k in range(12):
        x = 898 + 23 * k
        tone = between(0xFF4A3050, 0xFF2A1C3C, r.random())
        c.drawRect(
            box(x, 132, 22, FLOOR - 142), paint(shader=linear((0, 132), (0, FLOOR), [between(tone, RUST, 0.25), tone]))
        )
        for _ in range(4):
            y = r.uniform(140, FLOOR - 30)
            c.drawLine(x + 5, y, x + 5 + r.uniform(-1, 1), y + 30, paint(INK, alpha=0.35, stroke=1))
    for x, w, h in ((850, 44, 40), (846, 36, 34), (1100, 50, 52)):
        y = FLOOR - 12 - h - (40 if w == 36 else 0)
        c.drawRect(box(x, y, w, h), paint(0xFF6A3C3A))
        c.drawRect(box(x, y, w, h), paint(INK, stroke=2))
        c.drawLine(x, y + h, x + w, y, paint(INK, alpha=0.6, stroke=3))
    lamp(c, DOOR - 70, 130, 260, AMBER, 0.28)
    c.drawRect(box(640, FLOOR - 18, 660, 4), paint(0xFF0C0918))


def door(c: skia.Canvas, ajar: float, who: Callable[[], None] | None) -> None:
    """The shed's door, hinged on its right; who stands inside is drawn between the dark and the leaf."""
    base = FLOOR - 12
    c.drawRect(box(DOOR - 5, DOOR_TOP - 6, DOOR_WIDE + 10, base - DOOR_TOP + 6), paint(0xFF120C1E))
    if ajar > 0.01:
        c.drawRect(box(DOOR, DOOR_TOP, DOOR_WIDE, base - DOOR_TOP), paint(0xFF05040E))
    if who:
        c.save()
        c.clipRect(box(DOOR, DOOR_TOP, DOOR_WIDE, base - DOOR_TOP))
        who()
        c.restore()
    angle = 1.35 * ajar
    reach, lean = DOOR_WIDE * float(np.cos(angle)), 16 * float(np.sin(angle))  # it opens towards us
    right, left = DOOR + DOOR_WIDE, DOOR + DOOR_WIDE - reach
    tone = between(0xFF6A4250, 0xFF2A1A34, 0.6 * ajar)
    for k in range(4):
        a, b = k / 4, (k + 1) / 4 - 0.015
        xa, xb = left + (right - left) * a, left + (right - left) * b
        la, lb = lean * (1 - a), lean * (1 - b)
        c.drawPath(
            poly((xa, DOOR_TOP - la), (xb, DOOR_TOP - lb), (xb, base + lb), (xa, base + la)),
            paint(between(tone, RUST, 0.16 if k % 2 else 0.05)),
        )
    for v in (0.2, 0.78):
        y = DOOR_TOP + v * (base - DOOR_TOP)
        c.drawLine(left + 3, y, right, y, paint(0xFF1C1226, stroke=7))
    c.drawCircle(left + 0.12 * reach, DOOR_TOP + 0.52 * (base - DOOR_TOP), 3.4, paint(0xFFE9B64A))


def tram(c: skia.Canvas, t: float, miss: float) -> None:
    """The tram at a frame: its front reaches the plane of the runners at `miss`."""
    front = PLANE - PACE * (t - miss)
    rear = front + LONG
    if rear < 0.4 or front > 40:
        return
    z0 = max(front, 0.32)

    def quad(y0, y1, za, zb):
        return poly(seen(RIGHT, y0, za), seen(RIGHT, y1, za), seen(RIGHT, y1, zb), seen(RIGHT, y0, zb))

    c.drawPath(quad(0.25, TALL, z0, rear), paint(0xFF3A1630))
    c.drawPath(quad(0.35, 1.25, z0, rear), paint(0xFFB8352C))
    c.drawPath(quad(1.25, 1.36, z0, rear), paint(CREAM, alpha=0.9))
    c.drawPath(quad(2.75, TALL, z0, rear), paint(0xFF221030))
    for k in range(8):  # windows, lit, with people's heads
        za, zb = front + 0.7 + 2.65 * k, front + 2.9 + 2.65 * k
        if zb < 0.34:
            continue
        za = max(za, 0.34)
        c.drawPath(quad(1.5, 2.6, za, zb), paint(0xFFE8A850))
        c.drawPath(quad(1.5, 1.9, za, zb), paint(0xFFC06A3A))
        for m in (0.3, 0.7):
            z = front + 0.7 + 2.65 * k + 2.2 * m
            if z > 0.5 and (k + int(10 * m)) % 3:
                x, y = seen(RIGHT, 1.75, z)
                s = FOCAL / z
                c.drawOval(box(x - 0.10 * s * 0.5, y - 0.16 * s, 0.10 * s, 0.3 * s), paint(0xFF4A1C30))
    if front < 0.5:
        return
    s = FOCAL / front
    x, y = seen(LEFT, TALL, front)
    w, h = (RIGHT - LEFT) * s, (TALL - 0.2) * s
    body = skia.RRect.MakeRectXY(box(x, y, w, h), 0.16 * w, 0.12 * w)
    c.drawRRect(body, paint(0xFF8E2A2E))
    c.drawRect(box(x, y + 0.60 * h, w, 0.38 * h), paint(0xFFD23C2C))
    c.drawRect(box(x, y + 0.585 * h, w, 0.03 * h), paint(CREAM))
    c.drawRRect(
        skia.RRect.MakeRectXY(box(x + 0.07 * w, y + 0.20 * h, 0.86 * w, 0.36 * h), 0.05 * w, 0.05 * w),
        paint(0xFF2A1430),
    )
    c.drawRect(box(x + 0.1 * w, y + 0.23 * h, 0.8 * w, 0.30 * h), paint(0xFFF0B45C, alpha=0.85))
    for k in (0.36, 0.64):
        c.drawRect(box(x + k * w - 0.012 * w, y + 0.2 * h, 0.024 * w, 0.36 * h), paint(0xFF8E2A2E))
    c.drawOval(box(x + 0.43 * w, y + 0.29 * h, 0.14 * w, 0.12 * h), paint(0xFF3A1830))
    c.drawRect(box(x + 0.4 * w, y + 0.40 * h, 0.2 * w, 0.14 * h), paint(0xFF3A1830))
    c.drawRect(box(x + 0.24 * w, y + 0.06 * h, 0.52 * w, 0.09 * h), paint(AMBER))
    c.drawRect(box(x + 0.3 * w, y + 0.09 * h, 0.4 * w, 0.025 * h), paint(INK))
    c.drawRect(box(x + 0.02 * w, y + 0.93 * h, 0.96 * w, 0.07 * h), paint(0xFF120A1C))
    lx, ly = x + 0.5 * w, y + 0.74 * h
    c.drawCircle(lx, ly, 0.10 * w, paint(0xFFFFFFFF))
    lamp(c, lx, ly, min(1.5 * w + 60, 520), PALE, 0.95)
    for k in (0.13, 0.87):
        c.drawCircle(x + k * w, ly, 0.035 * w, paint(0xFFFFE0A0))
        lamp(c, x + k * w, ly, 0.3 * w, AMBER, 0.5)
