"""What the player reads: the lamplighter's belt, lying across the corner of the view. No figures, only things.

A flask of lamp oil (fuel), five coals in iron cups (health), five small bells of bone that stir and go cold one by one
as something comes nearer: the first at 20 metres, the last at 4.
"""

from functools import cache

import numpy as np

from films.ember_caves import game
from films.ember_caves.cave import PX
from films.ember_caves.lamplighter import BRASS, SS, Sheet, curve, ink
from films.toolkit import lamplight as lamp
from films.toolkit.canvas import BAR, H, Light, smooth

WIDE, HIGH = 268, 62  # pixels of the view it takes
X0, Y0 = 20, H - BAR - HIGH - 3
FLASK, COALS, BELLS = (
    (34, 29),
    [(74 + 20 * k, 34 - 1.2 * k) for k in range(5)],
    [(182 + 17 * k, 27 - 1.6 * k) for k in range(5)],
)
IRON, BONE = (0.16, 0.15, 0.15), (0.50, 0.45, 0.37)
COLD = np.array([0.40, 1.0, 0.86], np.float32)


def _p(x: float, y: float) -> tuple[float, float]:
    """A point of the belt, in pixels from its upper left corner, as its sheet counts."""
    return (x - WIDE / 2) / PX, (HIGH / 2 - y) / PX


@cache
def leather() -> Sheet:
    """What does not change: strap, stitches, buckle, flask, cups and bells."""
    sheet = Sheet((0, 0), WIDE)
    at = sheet.at

    def strap(canvas) -> None:
        top = [at(_p(x, 26 - 0.075 * (x - 20) - 0.00006 * (x - 130) ** 2)) for x in range(0, WIDE - 3, 22)]
        low = [at(_p(x, 49 - 0.085 * (x - 20))) for x in range(WIDE - 10, -1, -22)]
        canvas.drawPath(curve([*top, at(_p(WIDE - 2, 19)), *low], closed=True), ink((0.20, 0.115, 0.07)))

    sheet.draw(strap, 0.5, 6 / PX, 0.22)

    def stitches(canvas) -> None:
        for x in range(8, WIDE - 14, 7):
            for y in (29.5 - 0.077 * (x - 20), 45.5 - 0.084 * (x - 20)):
                canvas.drawLine(*at(_p(x, y)), *at(_p(x + 3.6, y - 0.3)), ink((0.42, 0.30, 0.18), 1.7))

    sheet.draw(stitches, 0.6, 1 / PX, 0.0, 5)

    def flask(canvas) -> None:
        x, y = FLASK
        body = [(x - 4, y - 17), (x + 4, y - 17), (x + 4.5, y - 10), (x + 12, y + 2), (x + 12, y + 13), (x + 7, y + 19),
                (x - 7, y + 19), (x - 12, y + 13), (x - 12, y + 2), (x - 4.5, y - 10)]  # fmt: skip
        canvas.drawPath(curve([at(_p(*q)) for q in body], closed=True), ink((0.09, 0.075, 0.05)))

    sheet.draw(flask, 1.0, 11 / PX, 0.9, 8)

    def metal(canvas) -> None:
        x, y = FLASK
        for dy, half, thick in ((-18, 6, 6), (16, 11.5, 4.5)):
            canvas.drawLine(*at(_p(x - half, y + dy)), *at(_p(x + half, y + dy)), ink(BRASS, thick * SS / 2))
        for cx, cy in COALS:
            canvas.drawCircle(*at(_p(cx, cy)), 8.6 * SS, ink(IRON))
        canvas.drawPath(curve([at(_p(170, 34)), at(_p(170, 20)), at(_p(174, 19))]), ink(BRASS, 5))

    sheet.draw(metal, 1.0, 3 / PX, 0.7, 12)

    def hollow(canvas) -> None:
        for cx, cy in COALS:
            canvas.drawCircle(*at(_p(cx, cy)), 6.3 * SS, ink((0.030, 0.024, 0.022)))

    sheet.draw(hollow, -0.4, 3 / PX, 0.0, 10)

    def bells(canvas) -> None:
        for x, y in BELLS:
            body = [
                (x - 1.6, y),
                (x + 1.6, y),
                (x + 4.2, y + 5),
                (x + 5.6, y + 14),
                (x, y + 15.4),
                (x - 5.6, y + 14),
                (x - 4.2, y + 5),
            ]
            canvas.drawPath(curve([at(_p(*q)) for q in body], closed=True), ink(BONE))
            canvas.drawCircle(*at(_p(x, y - 1.5)), 2.2 * SS, ink(IRON))
            canvas.drawCircle(*at(_p(x, y + 16.5)), 2.0 * SS, ink(IRON))
            for dx in (-2.0, 2.0):
                canvas.drawCircle(*at(_p(x + dx, y + 8)), 1.15 * SS, ink((0.05, 0.045, 0.04)))

    sheet.draw(bells, 1.0, 4 / PX, 0.3, 12)
    return sheet


@cache
def _cropped() -> tuple[np.ndarray, ...]:
    sheet, n = leather(), WIDE * SS
    rows = slice(n // 2 - HIGH * SS // 2, n // 2 + HIGH * SS // 2)
    return tuple(np.ascontiguousarray(a[rows]) for a in (sheet.z, sheet.normal, sheet.colour, sheet.wet))


def lay(light: Light, view) -> Light:
    """Put the belt on the finished view; the lamp, wherever it hangs, lights it a little."""
    z, normal, colour, wet = _cropped()
    now, f = view.now, view.f
    out = np.empty((*z.shape, 3), np.float32)
    aim = np.array([view.lamp[0] - X0, min(view.lamp[1] + BAR - Y0, -60.0)])
    aim = aim / np.hypot(*aim) * 190
    lamps = np.array([[aim[0] * SS + WIDE * SS / 2, aim[1] * SS, 230.0]], np.float32)
    shine = np.array([[1.0, 0.62, 0.32]], np.float32) * (0.55 + 0.45 * view.flame)
    ambient = np.array([[0.05, 0.085, 0.09], [0.03, 0.045, 0.05]], np.float32)
    ones = np.ones((z.shape[0] // 2, z.shape[1] // 2), np.float32)
    lamp.shade(z, normal, np.ascontiguousarray(colour[..., :3]), wet, np.ones_like(z), ones, lamps, shine,
               np.array([520.0], np.float32), ambient, out)  # fmt: skip
    small = np.concatenate([out, colour[..., 3:]], -1).reshape(HIGH, SS, WIDE, SS, 4).mean((1, 3))
    part = light[Y0 : Y0 + HIGH, X0 : X0 + WIDE]
    y, x = np.mgrid[0:HIGH, 0:WIDE].astype(np.float32)
    part *= 1 - 0.55 * np.exp(-(((y - 34) / 26) ** 4))[..., None] * smooth(WIDE + 6, WIDE - 40, x)[..., None]
    part *= 1 - small[..., 3:]
    part += small[..., :3]
    # the oil
    fx, fy = FLASK
    full = fy + 15 - 27 * float(now["fuel"]) / 100
    slosh = 0.8 * np.sin(f * 0.21) * min(1.0, float(now["v"]))
    inside = smooth(10.5, 8.5, np.hypot((x - fx), np.maximum(y - fy - 4, 0) * 0.9)) * smooth(
        4.2 + 0.62 * np.clip(y - fy + 11, 0, 14), 2.6 + 0.62 * np.clip(y - fy + 11, 0, 14), np.abs(x - fx)
    )
    oil = inside * smooth(full - 0.8, full + 0.8, y + slosh * (x - fx) / 9) * smooth(fy + 15, fy + 13, y)
    level = np.exp(-(((y - full) / 1.3) ** 2)) * inside
    glow = 0.75 + 0.10 * np.sin(f * 0.07)
    part += (oil * glow * 0.40 + level * 0.40)[..., None] * np.array([1.0, 0.50, 0.12], np.float32)
    # the coals
    for k, (cx, cy) in enumerate(COALS):
        alight = float(np.clip(float(now["health"]) / 20 - k, 0, 1))
        since = f - 961
        dying = np.exp(-since / 9) if 0 <= since < 60 and alight < 1 else 0.0
        pulse = 0.86 + 0.14 * np.sin(f * 0.13 + 1.7 * k)
        d = np.hypot(x - cx, y - cy)
        lumps = 0.75 + 0.25 * np.sin(1.9 * x + 3 * k) * np.sin(1.7 * y + k)
        heat = smooth(6.2, 3.2, d) * lumps + 0.12 * np.exp(-((d / 11) ** 2))
        part += heat[..., None] * (alight * pulse * np.array([0.80, 0.25, 0.055]) + dying * np.array([1.6, 1.0, 0.6]))
    # the bells
    apart = float(now["x"]) - float(now["enemy_x"])
    for k, (bx, by) in enumerate(reversed(BELLS)):
        reached = game.NEAR - 4.0 * k
        cold = float(smooth(reached + 0.02, reached - 0.25, apart)) if now["enemy_mood"] != "dead" else 0.0
        if now["enemy_mood"] == "dead":
            cold = float(smooth(34, 6, f - 1409 - 4 * k))
        if f < 343 or cold <= 0:
            continue
        ring = 0.8 + 0.2 * np.sin(f * (0.55 + 0.1 * k))
        d = np.hypot(x - bx - 0.7 * np.sin(f * 0.9 + k), y - by - 8)
        part += (cold * ring * (0.50 * np.exp(-((d / 4.2) ** 2)) + 0.06 * np.exp(-((d / 11) ** 2))))[..., None] * COLD
    return light
