"""Inside the shed: old boards with light between them, the window's glass, and what a lamp outside does to the dark."""

import itertools
from functools import cache

import numpy as np
import skia

from .paper import HIGH, INK, PALE, W, bake, between, box, linear, paint, poly, radial, see_through

GAP = 47.0  # pixels from one gap between the boards to the next
GAPS = tuple(24 + GAP * k + (7 * ((k * 5) % 4) - 9) for k in range(18))
FLOOR = 356


@cache
def boards(wide: int = W) -> skia.Image:
    """The back wall, hardly lit, and the floor."""

    def draw(c: skia.Canvas) -> None:
        r = np.random.default_rng(6)
        edges = (-20.0, *GAPS, wide + 60.0)
        for a, b in itertools.pairwise(edges):
            tone = between(0xFF1A1838, 0xFF231C40, r.random())
            c.drawRect(
                box(a + 2, 0, b - a - 3, HIGH),
                paint(shader=linear((0, 20), (0, 340), [between(tone, INK, 0.6), tone, between(tone, INK, 0.35)])),
            )
            for _ in range(5):
                x, y = r.uniform(a + 6, b - 6), r.uniform(0, 300)
                c.drawLine(x, y, x + r.uniform(-2, 2), y + r.uniform(24, 80), paint(INK, alpha=0.45, stroke=1.1))
            x, y = (a + b) / 2 + r.uniform(-8, 8), r.uniform(80, 300)
            c.drawOval(box(x - 2.4, y - 5, 4.8, 10), paint(INK, alpha=0.6))
        for y in (72, 262):
            c.drawRect(box(0, y, wide, 17), paint(0xFF130F28))
            c.drawLine(0, y, wide, y, paint(0xFF4A4684, alpha=0.5, stroke=1))
        c.drawRect(
            box(0, FLOOR - 14, wide, 80), paint(shader=linear((0, FLOOR - 14), (0, HIGH), [0xFF1C1634, 0xFF0A0818]))
        )

    return bake(draw, wide)


@cache
def clutter() -> skia.Image:
    """Crates, a coil of rope, oars: black shapes that frame her."""

    def draw(c: skia.Canvas) -> None:
        for x, y, w, h in (
            (600, 262, 120, 110),
            (700, 196, 100, 180),
            (640, 176, 84, 90),
            (-30, 250, 120, 130),
            (40, 306, 90, 70),
        ):
            c.drawRect(box(x, y, w, h), paint(shader=linear((x, y), (x + w, y + h), [0xFF2A2450, 0xFF120F26])))
            c.drawRect(box(x, y, w, h), paint(0xFF0A0818, stroke=2.4))
            c.drawLine(x, y + h, x + w, y, paint(0xFF0D0A1E, stroke=5))
            c.drawLine(x + 1, y + 1, x + w - 1, y + 1, paint(0xFF6A74C8, alpha=0.35, stroke=1.4))
        for k in range(3):
            c.drawOval(box(150 + 3 * k, 336 - 9 * k, 84 - 6 * k, 22), paint(0xFF2E2848, stroke=6))
        c.drawLine(250, 20, 196, 350, paint(0xFF0E0B20, stroke=9))
        c.drawPath(poly((236, 20), (262, 20), (256, 96), (243, 96)), paint(0xFF0E0B20))

    return bake(draw, W)


def strips(at: float) -> list[tuple[float, float, float]]:
    """For a lamp outside at x `at`: each gap, where its light meets the floor, and how strong it is."""
    found = []
    for gap in GAPS:
        off = gap - at
        strength = float(np.exp(-((off / 230) ** 2)))
        found.append((gap, gap + 0.55 * off, strength))
    return found


def light_through(c: skia.Canvas, at: float, strength: float, moon: float = 0.0) -> None:
    """The boards' gaps glow and throw sheets of light into the dust."""
    for gap, down, power in strips(at):
        power *= strength
        dim = 0.10 + 0.30 * moon
        c.drawRect(
            box(gap - 1.4, 0, 2.8, FLOOR - 14), paint(between(0xFF5A66B8, PALE, power), alpha=min(1.0, dim + power))
        )
        if power < 0.02:
            continue
        sheet = poly((gap - 1.5, 8), (gap + 1.5, 8), (down + 17, HIGH), (down - 17, HIGH))
        colours = [see_through(PALE, 0.55 * power), see_through(PALE, 0.24 * power), see_through(PALE, 0.06 * power)]
        c.drawPath(sheet, paint(shader=linear((0, 0), (0, HIGH), colours), mode="plus", blur=2.2))
        c.drawOval(box(down - 26, FLOOR - 8, 52, 12), paint(PALE, alpha=0.30 * power, blur=4, mode="plus"))
    if strength > 0.01:
        c.drawCircle(
            at,
            190,
            260,
            paint(shader=radial((at, 190), 260, [see_through(PALE, 0.2 * strength), 0x00D6E9FF]), mode="plus"),
        )


def across(at: float, strength: float, x: float, scale: float, flip: bool, depth: float = 0.42):
    """The same strips as they fall on a figure that stands at x: a painter for `figure`'s `lit`."""

    def lit(c: skia.Canvas) -> None:
        sign = -1.0 if flip else 1.0
        for gap, down, power in strips(at):
            power *= strength
            if power < 0.03:
                continue
            middle = gap + (down - gap) * depth
            u = (middle - x) / scale * sign
            slant = (down - gap) * 0.0022 * sign * 40
            half = 9.5 / scale
            band = poly(
                (u - half - slant, -140), (u + half - slant, -140), (u + half + slant, 20), (u - half + slant, 20)
            )
            c.drawPath(band, paint(PALE, alpha=0.8 * power, blur=0.8))

    return lit


def motes(c: skia.Canvas, t: float, at: float, strength: float, period: float = 36.0) -> None:
    """Dust that shows where the light is. It drifts in slow loops that close in `period` frames."""
    r = np.random.default_rng(40)
    turn = 2 * np.pi * t / period
    for _ in range(70):
        x, y, a, b, size = r.uniform(0, W), r.uniform(20, 350), r.uniform(0, 6.3), r.uniform(3, 11), r.uniform(0.5, 1.5)
        k = int(r.integers(1, 3))
        u, v = x + b * float(np.sin(turn + a)), y + 0.7 * b * float(np.cos(k * turn + 2 * a))
        near = max(float(np.exp(-(((u - g - (d - g) * v / HIGH) / 13) ** 2))) * p for g, d, p in strips(at)) * strength
        shine = 0.05 + 0.8 * near
        c.drawCircle(u, v, size, paint(0xFFDCE8FF, alpha=min(1.0, shine), mode="plus"))
