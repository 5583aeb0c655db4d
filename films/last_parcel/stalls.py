"""What a night market is made of: lanterns, houses, people, goods, stalls; each a cut-out of a few shapes."""

from collections.abc import Callable

import numpy as np
import skia

from films.toolkit.puppet import Build, Pose, joints, limb

from .paper import AMBER, CREAM, DUSK, INK, ORANGE, PLUM, RED, RUST, between, box, lamp, linear, paint, radial, soft

BUILD = Build()


def lantern(c: skia.Canvas, x: float, y: float, size: float, colour: int = ORANGE, glow: float = 1.0) -> None:
    """A paper lantern that hangs from (x, y), about 1.3 `size` high, and its light in the air."""
    if glow:
        lamp(c, x, y + 0.7 * size, 3.0 * size, colour, 0.5 * glow)
    c.drawLine(x, y - 0.2 * size, x, y + 0.1 * size, paint(INK, stroke=max(0.6, 0.05 * size)))
    body = box(x - 0.5 * size, y + 0.12 * size, size, 1.0 * size)
    hot = between(colour, CREAM, 0.75)
    shader = radial((x, y + 0.7 * size), 0.75 * size, [hot, colour, between(colour, PLUM, 0.45)], [0, 0.5, 1])
    c.drawOval(body, paint(shader=shader))
    for k in (-0.28, 0.0, 0.28):
        c.drawLine(
            x + k * size,
            y + 0.18 * size,
            x + 1.1 * k * size,
            y + 1.06 * size,
            paint(PLUM, alpha=0.25, stroke=0.04 * size),
        )
    for top in (0.07, 1.04):
        c.drawRect(box(x - 0.22 * size, y + top * size, 0.44 * size, 0.1 * size), paint(INK))
    c.drawLine(x, y + 1.14 * size, x, y + 1.42 * size, paint(colour, stroke=0.07 * size))


def garland(
    c: skia.Canvas, x0: float, y0: float, x1: float, y1: float, count: int, size: float, sag: float, seed: int = 0
):
    """A rope of lanterns between two points."""
    r = np.random.default_rng(seed)
    rope = skia.Path()
    rope.moveTo(x0, y0)
    rope.quadTo((x0 + x1) / 2, (y0 + y1) / 2 + 2 * sag, x1, y1)
    c.drawPath(rope, paint(INK, stroke=1.2))
    for k in range(count):
        u = (k + 0.5) / count
        y = (1 - u) ** 2 * y0 + 2 * u * (1 - u) * ((y0 + y1) / 2 + 2 * sag) + u * u * y1
        lantern(c, x0 + (x1 - x0) * u, y, size * r.uniform(0.85, 1.15), (ORANGE, RED, AMBER, RED)[int(r.integers(4))])


def house(
    c: skia.Canvas, x: float, base: float, wide: float, high: float, tone: int, seed: int, lit: float = 0.35
) -> None:
    """A narrow house with a curved roof and some windows lit."""
    r = np.random.default_rng(seed)
    top = base - high
    c.drawRect(box(x, top, wide, high), paint(shader=linear((x, top), (x, base), [tone, between(tone, RUST, 0.35)])))
    eave = 0.13 * wide
    c.drawPath(
        soft(
            (x - eave, top + 4),
            (x + 0.2 * wide, top - 0.12 * wide),
            (x + 0.5 * wide, top - 0.36 * wide),
            (x + 0.8 * wide, top - 0.12 * wide),
            (x + wide + eave, top + 4),
            (x + 0.5 * wide, top + 3),
            tension=0.5,
        ),
        paint(between(tone, INK, 0.55)),
    )
    rows, columns = max(1, int(high / 42)), max(1, int(wide / 34))
    for i in range(rows):
        for k in range(columns):
            u, v = x + (k + 0.5) * wide / columns, top + 20 + i * 42
            on = r.random() < lit
            colour = between(AMBER, ORANGE, r.random()) if on else between(tone, INK, 0.5)
            c.drawRect(box(u - 7, v, 14, 20), paint(colour, alpha=0.85 if on else 0.8))
            c.drawLine(u, v, u, v + 20, paint(tone, stroke=1.6))
            c.drawLine(u - 7, v + 9, u + 7, v + 9, paint(tone, stroke=1.6))
    if r.random() < 0.5:
        sign = (RED, ORANGE, 0xFF7A3AA8)[int(r.integers(3))]
        c.drawRect(box(x + wide * 0.78, top + 30, 12, min(70, high * 0.4)), paint(sign, alpha=0.75))


def person(c: skia.Canvas, x: float, base: float, size: float, tone: int, seed: int, pose: Pose | None = None) -> None:
    """Somebody in the crowd: a cut-out in a coat, some hatted, some with a bag; standing, or in a pose of `BUILD`."""
    r = np.random.default_rng(seed)
    kind, wide = int(r.integers(5)), float(r.uniform(0.9, 1.25))
    j = joints(pose or Pose(hip=(0, -49.5), near_foot=(-4, -4, 0), far_foot=(5, -4, 0)), BUILD)
    c.save()
    c.translate(x, base)
    c.scale(size / 100 if seed % 2 else -size / 100, size / 100)
    p = paint(tone)
    for hip, knee, ankle in (j.far_leg, j.near_leg):
        c.drawPath(limb(hip, knee, 12, 9), p)
        c.drawPath(limb(knee, ankle, 9, 7), p)
        c.drawOval(box(ankle[0] - 4, ankle[1] - 2, 14, 6), p)
    for root, elbow, hand in (j.far_arm, j.near_arm):
        c.drawPath(limb(root, elbow, 8, 7), p)
        c.drawPath(limb(elbow, hand, 7, 5), p)
    (hx, hy), (nx, ny) = j.hip, j.neck
    hem = 16 + 8 * r.random()
    c.drawPath(
        soft(
            (nx - 4, ny - 1),
            (nx - 9 * wide, ny + 3),
            (hx - 9.5 * wide, hy - 8),
            (hx - 11 * wide, hy + hem),
            (hx + 11 * wide, hy + hem),
            (hx + 9.5 * wide, hy - 8),
            (nx + 9 * wide, ny + 3),
            (nx + 4, ny - 1),
            tension=0.7,
        ),
        p,
    )
    x, y = j.head
    c.drawPath(limb((nx, ny), (x, y), 7, 7), p)
    c.drawOval(box(x - 8.5, y - 10, 17, 20), p)
    if kind == 0:
        c.drawPath(soft((x - 21, y - 1), (x, y - 19), (x + 21, y - 1), (x, y - 5)), p)
    elif kind == 1:
        c.drawCircle(x - 4, y - 11, 6, p)
    elif kind == 2:
        c.drawRect(box(j.near_arm[2][0] - 9, j.near_arm[2][1], 17, 20), p)
    elif kind == 3:
        c.drawPath(soft((x - 11, y - 4), (x - 9, y - 14), (x + 9, y - 14), (x + 15, y - 3), (x, y - 5)), p)
    c.restore()


def goods(c: skia.Canvas, x: float, y: float, wide: float, r: np.random.Generator) -> None:
    """What lies on a counter: heaps of fruit, jars, or folded cloth."""
    kind = int(r.integers(3))
    n = max(3, int(wide / 13))
    for k in range(n):
        u = x + (k + 0.5) * wide / n
        if kind == 0:
            colour = (ORANGE, RED, AMBER, 0xFF9BB53A)[int(r.integers(4))]
            for du, dv in ((-4, 0), (4, 0), (0, -6)):
                c.drawCircle(u + du, y - 4 + dv, 4.6, paint(between(colour, PLUM, 0.25)))
                c.drawCircle(u + du - 1.2, y - 5.4 + dv, 1.7, paint(CREAM, alpha=0.5))
        elif kind == 1:
            high = r.uniform(10, 18)
            c.drawRect(box(u - 4, y - high, 8, high), paint(between(AMBER, RUST, r.random()), alpha=0.9))
            c.drawRect(box(u - 2.5, y - high - 3, 5, 3), paint(PLUM))
        else:
            high = r.uniform(6, 15)
            c.drawRect(box(u - 6.5, y - high, 13, high), paint((RED, DUSK, 0xFFB5612E, 0xFF6A3A88)[int(r.integers(4))]))
            c.drawLine(u - 6.5, y - high / 2, u + 6.5, y - high / 2, paint(INK, alpha=0.5, stroke=1))


def stall(c: skia.Canvas, x: float, base: float, wide: float, high: float, seed: int, people: bool = True) -> None:
    """A market stall: lit from inside, a striped awning, a counter with goods, somebody who sells."""
    r = np.random.default_rng(seed)
    top, counter = base - high, base - 0.36 * high
    stripe = ((RED, CREAM), (0xFFB23A2A, AMBER), (0xFF5A3A9A, 0xFFE8B7A0), (0xFFC9572A, 0xFFFFDFA8))[int(r.integers(4))]
    warm = linear((x, top), (x, counter), [AMBER, between(ORANGE, RUST, 0.35), RUST], [0, 0.45, 1])
    c.drawRect(box(x + 6, top + 14, wide - 12, counter - top), paint(shader=warm))
    lamp(c, x + wide / 2, top + 0.3 * high, 0.55 * wide, AMBER, 0.55)
    for k in range(int(wide / 22)):  # what hangs at the back
        u, long = x + 16 + k * 22 + r.uniform(-4, 4), r.uniform(10, 0.26 * high)
        c.drawRect(box(u, top + 24, r.uniform(5, 12), long), paint(between(RUST, PLUM, r.random()), alpha=0.85))
    if people:
        person(c, x + wide * r.uniform(0.3, 0.7), counter + 0.34 * high, 0.78 * high, between(PLUM, INK, 0.3), seed + 7)
    goods(c, x + 10, counter, wide - 20, r)
    c.drawRect(
        box(x, counter, wide, 0.36 * high), paint(shader=linear((0, counter), (0, base), [0xFF6B2F33, 0xFF24112E]))
    )
    for k in range(int(wide / 18)):
        c.drawLine(x + 9 + k * 18, counter + 4, x + 9 + k * 18, base, paint(INK, alpha=0.35, stroke=1.4))
    c.drawRect(box(x - 4, counter - 3, wide + 8, 6), paint(0xFF8C4A34))
    for u in (x + 2, x + wide - 7):
        c.drawRect(box(u, top, 5, high), paint(0xFF2A1420))
    n = max(4, int(wide / 22))
    for k in range(n):  # the awning, scalloped
        a, b = x - 10 + k * (wide + 20) / n, x - 10 + (k + 1) * (wide + 20) / n
        colour = stripe[k % 2]
        skirt = skia.Path()
        skirt.moveTo(x + 4 + k * (wide - 8) / n, top - 20)
        skirt.lineTo(x + 4 + (k + 1) * (wide - 8) / n, top - 20)
        skirt.lineTo(b, top + 14)
        skirt.arcTo(box(a, top + 6, b - a, 18), 0, 180, False)
        skirt.close()
        c.drawPath(
            skirt,
            paint(
                shader=linear((0, top - 20), (0, top + 24), [between(colour, PLUM, 0.62), between(colour, RUST, 0.12)])
            ),
        )


def wrapped(draw: Callable[[skia.Canvas], None], wide: int) -> Callable[[skia.Canvas], None]:
    """Draw three times side by side, so that what hangs over an end comes in at the other."""

    def thrice(c: skia.Canvas) -> None:
        for shift in (-wide, wide, 0):
            c.save()
            c.translate(shift, 0)
            draw(c)
            c.restore()

    return thrice
