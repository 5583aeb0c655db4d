"""The birthday cake that has been through all of it, its box, its candle, a match."""

import numpy as np
import skia

from films.toolkit.puppet import shaped

from .paper import AMBER, CREAM, MINT, RED, TEAL, TEAL_DARK, box, lamp, linear, paint, poly, soft

SPONGE, ICING, PINK, BOARD = 0xFFD9975A, 0xFFFFF3E0, 0xFFF59AA8, 0xFFEFE4CC
TIP = (22.0, -104.0)  # of the candle when it stands, from the middle of the cake's foot


def crushed(c: skia.Canvas, lean: float) -> None:
    """The cake on its board at the origin; `lean` is the candle's angle in degrees."""
    c.drawOval(box(-96, -10, 192, 26), paint(BOARD))
    c.drawOval(box(-96, -13, 192, 26), paint(0xFFFFF8E8))
    # the lower tier has slumped to the left
    c.drawPath(
        soft((-78, 2), (-84, -18), (-62, -40), (-8, -44), (52, -38), (70, -20), (66, 4), (0, 9), tension=0.7),
        paint(SPONGE),
    )
    c.drawPath(
        soft((-80, -16), (-62, -26), (0, -24), (66, -22), (69, -14), (0, -14), (-60, -13), tension=0.7), paint(ICING)
    )
    c.drawPath(
        soft(
            (-84, -20),
            (-66, -47),
            (-6, -52),
            (56, -44),
            (72, -24),
            (58, -22),
            (46, -30),
            (30, -20),
            (14, -32),
            (-6, -18),
            (-24, -32),
            (-42, -16),
            (-60, -30),
            (-74, -10),
            tension=0.8,
        ),
        paint(PINK),
    )
    # the upper tier has slid to the right
    c.save()
    c.translate(14, -44)
    c.rotate(13)
    c.drawPath(
        soft((-44, 2), (-46, -20), (-38, -32), (20, -34), (44, -28), (46, -4), (40, 5), tension=0.6), paint(SPONGE)
    )
    c.drawRect(box(-45, -15, 90, 6), paint(ICING))
    c.drawPath(
        soft(
            (-48, -18),
            (-40, -38),
            (0, -42),
            (42, -34),
            (48, -16),
            (38, -20),
            (28, -10),
            (14, -22),
            (0, -10),
            (-14, -22),
            (-28, -8),
            (-38, -20),
            tension=0.8,
        ),
        paint(ICING),
    )
    for x, y in ((-30, -38), (32, -36)):
        berry(c, x, y)
    c.restore()
    berry(c, -70, -6)
    berry(c, 82, -4)
    for x, y, w in ((-92, 0, 16), (60, 6, 22), (-30, 8, 14)):
        c.drawOval(box(x, y - 3, w, 6), paint(PINK))
    c.save()
    c.translate(14, -78)
    c.rotate(lean)
    c.drawRect(box(-3, -26, 6, 28), paint(0xFFFFFFFF))
    for k in range(4):
        c.drawLine(-3, -22 + 7 * k, 3, -25 + 7 * k, paint(0xFF5AB4E0, stroke=2.2))
    c.drawLine(0, -26, 0.6, -31, paint(0xFF3A2A30, stroke=1.3))
    c.restore()


def berry(c: skia.Canvas, x: float, y: float) -> None:
    c.drawPath(soft((x - 7, y - 5), (x + 7, y - 5), (x + 4, y + 5), (x, y + 8), (x - 4, y + 5)), paint(RED))
    c.drawPath(poly((x - 6, y - 6), (x, y - 3), (x + 6, y - 6), (x, y - 9)), paint(0xFF5A9A4A))


def carton(c: skia.Canvas, fallen: float) -> None:
    """The box without its lid, in front of the cake; its walls fall outwards (0 standing … 1 flat)."""
    high, wide = 78.0, 108.0
    if fallen < 1:
        tall = high * float(np.cos(fallen * np.pi / 2))
        c.drawRect(box(-wide, -tall + 10, 2 * wide, tall), paint(shader=linear((0, -tall), (0, 10), [TEAL, TEAL_DARK])))
        c.drawRect(box(-11, -tall + 10, 22, tall), paint(CREAM))
    out = float(np.sin(fallen * np.pi / 2))
    if out > 0.02:  # the walls as they lie
        c.drawPath(
            poly((-wide, 10), (wide, 10), (wide + 26, 10 + 30 * out), (-wide - 26, 10 + 30 * out)), paint(TEAL_DARK)
        )
        c.drawPath(poly((-11, 10), (11, 10), (14, 10 + 30 * out), (-14, 10 + 30 * out)), paint(0xFFD8CDB8))


def walls(c: skia.Canvas, fallen: float) -> None:
    """What of the box is behind the cake: its back and its sides, which fall to left and right."""
    high, wide = 78.0, 108.0
    back = high * float(np.cos(min(fallen, 0.96) * np.pi / 2))
    c.drawRect(box(-wide, -back + 4, 2 * wide, back), paint(0xFF0B6C6C))
    for side in (-1, 1):
        a = fallen * 84
        c.save()
        c.translate(side * wide, 8)
        c.rotate(side * a)
        c.drawRect(box(-4, -high, 8, high), paint(TEAL if side < 0 else TEAL_DARK))
        c.restore()


def lid(c: skia.Canvas, x: float, y: float, angle: float) -> None:
    c.save()
    c.translate(x, y)
    c.rotate(angle)
    c.drawRect(box(-116, -26, 232, 30), paint(shader=linear((0, -26), (0, 4), [MINT, TEAL])))
    c.drawRect(box(-11, -26, 22, 30), paint(0xFFFFFFFF))
    for s in (-1, 1):
        c.drawPath(soft((0, -26), (s * 24, -50), (s * 40, -40), (s * 16, -25)), paint(CREAM))
        c.drawPath(soft((0, -27), (s * 26, -22), (s * 34, -12), (s * 14, -20)), paint(0xFFE8DCC4))
    c.drawOval(box(-7, -34, 14, 12), paint(CREAM))
    c.restore()


def flame(c: skia.Canvas, x: float, y: float, size: float, t: float, reach: float = 190.0) -> None:
    """A small flame whose foot is at (x, y), and its light."""
    if size <= 0.01:
        return
    sway = 1.4 * float(np.sin(t * 0.83)) + 0.8 * float(np.sin(t * 1.7))
    tall = size * (20 + 1.6 * float(np.sin(t * 1.13)))
    lamp(c, x, y - 8 * size, reach * size, 0xFFFFB24A, 0.75)
    c.drawPath(
        soft(
            (x - 5 * size, y - 4 * size),
            (x + sway * 0.4, y + 2),
            (x + 5 * size, y - 4 * size),
            (x + sway, y - tall),
            tension=0.9,
        ),
        paint(AMBER),
    )
    c.drawPath(
        soft(
            (x - 2.6 * size, y - 3 * size),
            (x, y + 1),
            (x + 2.6 * size, y - 3 * size),
            (x + 0.6 * sway, y - 0.62 * tall),
            tension=0.9,
        ),
        paint(0xFFFFFDF0),
    )


def match(c: skia.Canvas, hand: tuple[float, float], angle: float, burnt: float) -> tuple[float, float]:
    """A match held in a hand; returns where its head is."""
    dx, dy = 30 * float(np.cos(np.radians(angle))), 30 * float(np.sin(np.radians(angle)))
    x, y = hand[0] + dx, hand[1] + dy
    c.drawLine(*hand, x, y, paint(0xFFE8C890, stroke=2.8))
    c.drawCircle(x, y, 3.0 * shaped(1 - 0.3 * burnt), paint(0xFFB03028 if burnt < 0.5 else 0xFF2A1A1A))
    return x, y
