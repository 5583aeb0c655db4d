"""The canal: the far bank and its lights in the water, the quay's edge, the barge."""

from functools import cache

import numpy as np
import skia

from .paper import (
    AMBER,
    CREAM,
    HIGH,
    INK,
    NIGHT,
    ORANGE,
    RED,
    W,
    bake,
    between,
    box,
    lamp,
    linear,
    paint,
    poly,
    repeated,
    soft,
)
from .stalls import garland, house, wrapped

WATER = 262  # the far edge of the water in the picture
DECK, QUAY = 346, 322  # where feet stand: on the barge, on the quay


@cache
def sky() -> skia.Image:
    def draw(c: skia.Canvas) -> None:
        colours = [NIGHT, 0xFF151A4C, 0xFF2E2E74, 0xFF55386E]
        c.drawRect(box(0, 0, W, HIGH), paint(shader=linear((0, 0), (0, WATER), colours)))
        r = np.random.default_rng(15)
        for _ in range(150):
            c.drawCircle(
                r.uniform(0, W), 210 * r.random() ** 1.2, r.uniform(0.4, 1.2), paint(CREAM, alpha=r.uniform(0.2, 0.85))
            )
        lamp(c, 610, 84, 230, 0xFFF3D9A0, 0.34)
        c.drawCircle(610, 84, 33, paint(0xFFFFEFC8))
        for x, y, rad in ((600, 78, 6), (622, 92, 4.4), (616, 72, 3)):
            c.drawCircle(x, y, rad, paint(0xFFE8CF9A))

    return bake(draw, W)


@cache
def bank(wide: int = 1500) -> skia.Image:
    """Houses on the other side, and the same upside down in the water."""

    def houses(c: skia.Canvas) -> None:
        r = np.random.default_rng(8)
        x = 0.0
        while x < wide - 50:
            w = r.uniform(66, 120)
            house(c, x, WATER, w, r.uniform(60, 138), 0xFF1D1B4C, int(r.integers(999)), 0.38)
            x += w + r.uniform(-4, 26)
        garland(c, 40, WATER - 76, 420, WATER - 60, 9, 9, 14, 2)
        garland(c, 520, WATER - 66, 980, WATER - 82, 10, 9, 16, 3)
        garland(c, 1080, WATER - 70, 1480, WATER - 66, 9, 9, 12, 4)
        c.drawRect(box(0, WATER - 10, wide, 10), paint(0xFF100D2A))

    def draw(c: skia.Canvas) -> None:
        houses(c)
        c.save()
        c.clipRect(box(0, WATER, wide, 200))
        c.translate(0, 2 * WATER)
        c.scale(1, -1)
        c.saveLayer(None, skia.Paint(ImageFilter=skia.ImageFilters.Blur(1.2, 7), Alphaf=0.6))
        houses(c)
        c.restore()
        c.restore()

    return bake(wrapped(draw, wide), wide)


def water(c: skia.Canvas, t: float, cam: float, moon: float = 610.0) -> None:
    """The water: dark, with the far lights drawn down into it and glints that come and go."""
    c.drawRect(
        box(0, WATER, W, HIGH - WATER),
        paint(shader=linear((0, WATER), (0, HIGH), [0xCC3A2F66, 0xDD161844, 0xF0080A22])),
    )
    r = np.random.default_rng(27)
    for k in range(170):
        depth = r.random() ** 1.5
        y = WATER + 4 + (HIGH - WATER) * depth
        x0, phase, pace = r.uniform(0, 1100), r.uniform(0, 6.3), r.uniform(0.05, 0.11)
        x = (x0 - cam * (0.3 + 0.7 * depth)) % 1100 - 120
        shine = max(0.0, float(np.sin(phase + pace * t))) * (0.3 + 0.7 * depth)
        if shine < 0.05:
            continue
        near = float(np.exp(-(((x - moon) / (50 + 90 * depth)) ** 2)))
        colour = between((ORANGE, AMBER, 0xFF7A86E0, RED)[k % 4], 0xFFFFF2CC, near)
        long = (16 + 60 * depth) * (0.5 + shine)
        c.drawLine(
            x - long / 2,
            y,
            x + long / 2,
            y,
            paint(colour, alpha=min(1.0, shine * (0.5 + 0.5 * near)), stroke=1.0 + 1.6 * depth),
        )


def behind(c: skia.Canvas, t: float, cam: float) -> None:
    """Sky, bank and water from a camera at `cam`."""
    c.drawImage(sky(), 0, 0)
    repeated(c, bank(), -0.3 * cam, 0, fine=True)
    water(c, t, cam)


@cache
def edge() -> skia.Image:
    """The quay: 900 pixels of stone that end on the right."""

    def draw(c: skia.Canvas) -> None:
        c.drawPath(
            poly((0, 12), (884, 12), (900, 20), (890, 110), (0, 110)),
            paint(shader=linear((0, 10), (0, 110), [0xFF6A4A66, 0xFF2C2044, 0xFF100D26])),
        )
        c.drawPath(poly((0, 8), (896, 8), (902, 20), (0, 20)), paint(0xFF8C6478))
        r = np.random.default_rng(4)
        for row in range(3):
            for k in range(14):
                x = 66 * k + 33 * (row % 2)
                c.drawRect(box(x, 24 + 28 * row, 62, 25), paint(INK, alpha=r.uniform(0.05, 0.3)))
        for x in (300, 760):
            c.drawPath(
                soft((x - 11, 10), (x - 8, -16), (x - 13, -22), (x, -27), (x + 13, -22), (x + 8, -16), (x + 11, 10)),
                paint(0xFF17112C),
            )
            c.drawLine(x - 8, -20, x + 8, -20, paint(ORANGE, alpha=0.5, stroke=1.5))

    return bake(lambda c: (c.translate(0, 40), draw(c)), 910, 160)


@cache
def lamp_post() -> skia.Image:
    def draw(c: skia.Canvas) -> None:
        c.drawRect(box(76, 60, 8, 260), paint(0xFF0E0B22))
        c.drawRect(box(70, 300, 20, 20), paint(0xFF0E0B22))
        lamp(c, 80, 48, 80, AMBER, 0.9)
        c.drawPath(poly((66, 36), (94, 36), (89, 64), (71, 64)), paint(0xFFFFD98A))
        c.drawPath(poly((60, 37), (80, 22), (100, 37)), paint(0xFF0E0B22))

    return bake(draw, 160, 322)


@cache
def barge() -> skia.Image:
    """A long low barge with bales, a lantern and a small lit cabin; its deck is 144 below the top of the layer."""

    def draw(c: skia.Canvas) -> None:
        c.drawRect(box(640, 52, 128, 92), paint(shader=linear((640, 52), (640, 144), [0xFF6A3440, 0xFF3A1C3A])))
        c.drawPath(poly((630, 54), (640, 40), (768, 40), (780, 54)), paint(0xFF1A1230))
        for x in (660, 716):
            c.drawRect(box(x, 70, 34, 30), paint(0xFFFFC668))
            c.drawLine(x + 17, 70, x + 17, 100, paint(0xFF3A1C3A, stroke=3))
        lamp(c, 700, 86, 120, AMBER, 0.4)
        for x, y, w, h, tone in (
            (330, 96, 92, 48, 0xFF8A5A3E),
            (420, 104, 84, 40, 0xFF7A4A44),
            (360, 54, 88, 44, 0xFF9A6A48),
            (520, 92, 70, 52, 0xFF5E3A58),
        ):
            c.drawRRect(
                skia.RRect.MakeRectXY(box(x, y, w, h), 9, 9),
                paint(shader=linear((x, y), (x, y + h), [tone, between(tone, INK, 0.5)])),
            )
            for u in (0.3, 0.7):
                c.drawLine(x + u * w, y + 1, x + u * w, y + h - 1, paint(INK, alpha=0.5, stroke=3))
        c.drawPath(
            soft(
                (0, 138),
                (10, 192),
                (60, 206),
                (820, 206),
                (884, 190),
                (930, 128),
                (900, 134),
                (860, 144),
                (60, 144),
                tension=0.4,
            ),
            paint(shader=linear((0, 138), (0, 206), [0xFF5A2A38, 0xFF2A1430, 0xFF0E0A1E])),
        )
        c.drawPath(
            poly((0, 136), (60, 142), (860, 142), (930, 126), (930, 134), (862, 151), (60, 151), (2, 146)),
            paint(0xFFC9803F),
        )
        c.drawLine(30, 178, 880, 178, paint(0xFFE2B25A, alpha=0.4, stroke=2))
        c.drawRect(box(64, 84, 5, 60), paint(0xFF1A1024))
        lamp(c, 66, 86, 90, ORANGE, 0.7)
        c.drawOval(box(56, 74, 21, 25), paint(ORANGE))
        c.drawOval(box(61, 79, 11, 15), paint(CREAM))

    return bake(draw, 940, 216)


def float_barge(c: skia.Canvas, x: float, t: float, dip: float = 0.0) -> float:
    """Draw the barge, its stern at x; returns how far its deck lies below the usual place. `dip` presses it down."""
    bob = 1.6 * float(np.sin(t / 13)) + dip
    c.drawRect(box(x + 14, 396 - 8, 890, 20), paint(INK, alpha=0.55, blur=5))
    c.drawImage(barge(), x, DECK - 144 + bob, skia.SamplingOptions(skia.FilterMode.kLinear))
    for k in range(4):
        r = 8 + 6 * ((t / 9 + k) % 4)
        c.drawLine(x - 6 * r, 392 - k, x + 20, 390 - k, paint(CREAM, alpha=0.14 - 0.03 * k, stroke=1.6))
    return bob
