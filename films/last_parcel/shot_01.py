"""Shot 1, crane down: roofs and lanterns, then the market, and in it Pia with a box and an address."""

from functools import cache

import skia

from films.toolkit.camera import ease
from films.toolkit.canvas import Light
from films.toolkit.puppet import Pose, Poses, shaped, walk

from . import market, stalls
from .cast import courier
from .paper import CREAM, HIGH, INK, ORANGE, PLUM, W, bake, between, box, exposed, lamp, lay, paint, poly, repeated
from .pia import Look

START, END = 0, 80
STILLS = (12, 70)
READS = Pose(lean=2, curl=4, nod=22, far_arm=(36, 84))
LOOKS_UP = Pose(hip=(0.6, -49.2), lean=-1, curl=-2, nod=-12, far_arm=(26, 70))
POSES = Poses((0, READS), (50, READS), (54, READS.mixed(LOOKS_UP, -0.12)), (63, LOOKS_UP, "snap"), (80, LOOKS_UP))


@cache
def arch() -> skia.Image:
    """The gate of the market and its ropes of lanterns, at our own depth, above the stalls."""

    def draw(c: skia.Canvas) -> None:
        stalls.garland(c, -40, 120, 520, 60, 9, 32, 46, 61)
        stalls.garland(c, 470, 70, 1000, 150, 8, 34, 40, 62)
        stalls.garland(c, -60, 300, 420, 250, 8, 27, 40, 63)
        stalls.garland(c, 380, 250, 960, 310, 10, 27, 44, 64)

    return bake(draw, 940, 460)


def passer(c: skia.Canvas, t: float, x: float, base: float, size: float, pace: float, seed: int) -> None:
    """Somebody who walks by, a cut-out with a lit edge."""
    pose = walk(t / 26 + 0.37 * seed, stalls.BUILD, abs(pace) * 26 * 100 / size)
    seed = 70 + 2 * seed + (1 if pace > 0 else 0)
    stalls.person(c, x - 1.6, base - 1.0, size, between(0xFFB4512F, PLUM, 0.45), seed, pose)
    stalls.person(c, x, base, size, between(PLUM, INK, 0.5), seed, pose)


def down(f: float) -> float:
    """How far below the camera the street still is, in pixels."""
    return 400 * (1 - ease((f + 6) / 72))


def far(c: skia.Canvas, t: float) -> None:
    y = down(t)
    market.street(c, 120 + 0.5 * t, y)
    lamp(c, 660, 92 + 0.06 * y, 210, 0xFFF3D9A0, 0.36)
    c.drawCircle(660, 92 + 0.06 * y, 34, paint(0xFFFFEFC8))


def draw(c: skia.Canvas, t: float) -> None:
    y, x = down(t), 0.5 * t
    repeated(c, market.row(), -90 - x, y)
    repeated(c, market.ground(), -x, y)
    for k, (start, pace, depth) in enumerate(((150, 1.5, 352), (760, -1.3, 354), (330, -1.1, 358), (610, 1.2, 350))):
        passer(c, t, start + pace * t - x, depth + y, 158, pace, k)
    lay(c, arch(), -20 - 1.1 * x, 1.15 * y - 330)
    pose = POSES(t)

    def slip(k: skia.Canvas, hand: tuple[float, float]) -> None:
        k.save()
        k.translate(*hand)
        k.rotate(-24 + 10 * shaped((t - 52) / 10))
        k.drawPath(poly((-1, -9), (9, -10), (9.6, 3), (0, 3.4)), paint(CREAM))
        for row in (-6.4, -3.6, -0.8):
            k.drawLine(1.5, row, 7.6, row - 0.5, paint(PLUM, stroke=0.8))
        k.restore()

    shut = 0.0 if 58 <= t < 60.5 else 1.0
    look = Look(eyes=(0.62 if t < 54 else 1.1) * shut, gaze=(0.5, 0.8 if t < 54 else -0.2), brow=0.2 if t < 54 else 0.7)
    courier(c, t, 506 - x * 0.3, 376 + y, 1.95, pose, look=look, prop=slip)
    for k, (start, pace) in enumerate(((-60, 3.4), (880, -2.4))):
        passer(c, t, start + pace * t, 470 + 1.5 * y, 300, pace, 5 + k)
    repeated(c, market.near(), -1500 - 1.9 * x, 1.7 * y)
    c.drawRect(box(0, 0, W, HIGH), paint(ORANGE, alpha=0.03))


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    return exposed(draw, f, 4, back=far)
