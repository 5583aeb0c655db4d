"""The night market in layers: sky, houses, stalls, people, wet ground. Each is drawn once and slides by."""

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
    ORANGE,
    PLUM,
    RED,
    RUST,
    bake,
    between,
    box,
    linear,
    paint,
    repeated,
    see_through,
    soft,
)
from .paper import W as WIDE
from .stalls import garland, house, lantern, person, stall, wrapped

GROUND = 338  # where the row of stalls stands in the picture, at eye level


@cache
def sky() -> skia.Image:
    def draw(c: skia.Canvas) -> None:
        colours = [NIGHT, INDIGO, 0xFF3A2E78, 0xFF7A3558, 0xFFB4512F]
        c.drawRect(box(0, 0, WIDE, HIGH), paint(shader=linear((0, 0), (0, HIGH), colours, [0, 0.35, 0.6, 0.82, 1])))
        r = np.random.default_rng(5)
        for _ in range(120):
            c.drawCircle(
                r.uniform(0, WIDE), r.uniform(0, 200), r.uniform(0.4, 1.1), paint(CREAM, alpha=r.uniform(0.2, 0.8))
            )

    return bake(draw, WIDE)


@cache
def skyline(wide: int = 1600) -> skia.Image:
    """Roofs far off: flat shapes, a pagoda among them."""

    def draw(c: skia.Canvas) -> None:
        r = np.random.default_rng(2)
        x = 0.0
        while x < wide:
            w = r.uniform(50, 110)
            house(c, x, HIGH, w, r.uniform(150, 235), 0xFF2A2560, int(r.integers(999)), 0.22)
            x += w * 0.92
        for k in range(5):
            y = 190 - 26 * k
            half = 46 - 7 * k
            c.drawPath(soft((700 - half, y), (700, y - 12), (700 + half, y), (700, y - 3)), paint(0xFF221C52))
            c.drawRect(box(700 - half * 0.6, y - 26, half * 1.2, 26), paint(0xFF2A2460))
            c.drawRect(box(700 - 5, y - 16, 10, 10), paint(AMBER, alpha=0.8))
        c.drawRect(box(0, 180, wide, 220), paint(shader=linear((0, 180), (0, 400), [0x00B4512F, 0xAAB4512F])))

    return bake(wrapped(draw, wide), wide, blur=1.6)


@cache
def houses(wide: int = 1900) -> skia.Image:
    def draw(c: skia.Canvas) -> None:
        r = np.random.default_rng(12)
        x = 0.0
        while x < wide - 60:
            w = r.uniform(120, 190)
            house(c, x, HIGH, w, r.uniform(230, 330), 0xFF1C1846, int(r.integers(999)), 0.4)
            x += w + r.uniform(8, 50)
        garland(c, 60, 90, 700, 70, 9, 15, 34, 3)
        garland(c, 820, 60, 1500, 96, 10, 15, 38, 4)
        garland(c, 1500, 96, wide + 60, 90, 6, 15, 20, 5)
        c.drawRect(box(0, 200, wide, 200), paint(shader=linear((0, 200), (0, 400), [0x00E26A2C, 0x88E26A2C])))

    return bake(wrapped(draw, wide), wide, blur=0.9)


@cache
def far_stalls(wide: int = 1700) -> skia.Image:
    """The other side of the street: stalls, and people before them."""

    def draw(c: skia.Canvas) -> None:
        r = np.random.default_rng(21)
        x = 10.0
        while x < wide - 120:
            w = r.uniform(130, 190)
            stall(c, x, 318, w, r.uniform(128, 150), int(r.integers(999)))
            x += w + r.uniform(18, 40)
        for k in range(34):
            person(
                c,
                k * wide / 34 + r.uniform(-14, 14),
                322 + r.uniform(0, 8),
                r.uniform(84, 100),
                between(PLUM, INK, r.uniform(0.1, 0.7)),
                40 + k,
            )
        garland(c, 0, 128, 560, 120, 8, 19, 30, 7)
        garland(c, 560, 120, 1180, 132, 9, 19, 34, 8)
        garland(c, 1180, 132, wide, 128, 7, 19, 28, 9)

    return bake(wrapped(draw, wide), wide, blur=0.7)


@cache
def row(wide: int = 2300) -> skia.Image:
    """The stalls at our own depth, behind the runners."""

    def draw(c: skia.Canvas) -> None:
        r = np.random.default_rng(33)
        for k, x in enumerate((30, 330, 610, 960, 1240, 1590, 1880)):
            stall(c, x, GROUND, (230, 200, 260, 210, 260, 220, 280)[k], r.uniform(196, 216), 300 + k)
            for m in range(3):
                lantern(c, x + 30 + m * 76, GROUND - 178 + r.uniform(-4, 8), 22, (RED, ORANGE, AMBER)[m], 0.8)
        for x, seed in ((285, 1), (570, 2), (905, 3), (1228, 4), (1545, 5), (1850, 6), (2215, 8)):
            person(c, x, GROUND + 4, r.uniform(132, 146), between(PLUM, INK, 0.45), 90 + seed)

    return bake(wrapped(draw, wide), wide)


@cache
def ground(wide: int = 1200) -> skia.Image:
    """Wet stones: the lanterns' colours stand on their heads in it."""

    def draw(c: skia.Canvas) -> None:
        c.drawRect(
            box(0, GROUND - 24, wide, 90),
            paint(shader=linear((0, GROUND - 24), (0, HIGH), [0xFF5A2636, 0xFF241338, INK])),
        )
        r = np.random.default_rng(44)
        for k in range(70):
            x, y = r.uniform(0, wide), GROUND - 20 + 82 * r.random() ** 0.8
            long = r.uniform(20, 70) * (0.5 + (y - GROUND + 24) / 60)
            colour = (ORANGE, AMBER, RED)[k % 3]
            shader = linear(
                (x - long / 2, 0), (x + long / 2, 0), [colour & 0xFFFFFF, see_through(colour, 0.34), colour & 0xFFFFFF]
            )
            c.drawRect(box(x - long / 2, y, long, r.uniform(1, 3.2)), paint(shader=shader))
        for k in range(5):
            y = GROUND - 16 + 12 * k + 2.2 * k * k
            c.drawLine(0, y, wide, y, paint(INK, alpha=0.25, stroke=1.0))

    return bake(wrapped(draw, wide), wide)


@cache
def near(wide: int = 2600) -> skia.Image:
    """What is between us and them, out of focus: posts, a few shoulders, lanterns as large as heads."""

    def draw(c: skia.Canvas) -> None:
        for x in (240, 1120, 1890):
            c.drawRect(box(x, 0, 30, HIGH), paint(0xFF0B0716))
            c.drawRect(box(x + 24, 0, 6, HIGH), paint(RUST, alpha=0.8))
        for x, y, s, colour in (
            (420, 8, 52, RED),
            (700, -10, 64, ORANGE),
            (1390, -4, 58, RED),
            (1650, 12, 46, AMBER),
            (2240, -8, 66, ORANGE),
        ):
            lantern(c, x, y, s, colour, 0.55)
        for x, s in ((70, 150), (900, 165), (1500, 150), (2080, 160), (2460, 155)):
            person(c, x, HIGH + 90, 1.3 * s, 0xFF0C0818, int(x))

    return bake(wrapped(draw, wide), wide, blur=4.5)


def street(c: skia.Canvas, x: float, y: float = 0.0, *, people: bool = True) -> None:
    """What is far behind the runners, from a camera at x (pixels of their own depth); y lowers it for a crane."""
    c.drawImage(sky(), 0, min(0.0, 0.05 * y))
    repeated(c, skyline(), -0.10 * x, 0.25 * y, fine=True)
    repeated(c, houses(), -0.28 * x, 0.5 * y, fine=True)
    if people:
        repeated(c, far_stalls(), -0.55 * x, 0.8 * y, fine=True)
