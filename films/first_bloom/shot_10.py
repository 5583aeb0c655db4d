"""Crane up and out, one move: from the ribs over a single blue point to the dome alone on the dark plain."""

import numpy as np
import skia

from films.first_bloom import moon
from films.toolkit.camera import Camera
from films.toolkit.canvas import Light, glow, rgb, smooth
from films.toolkit.lens import stamp, streak

START, END = 1536, 1684
STILLS = (1546, 1668)
EXPOSURE = 1.3
FLOWER = np.array([0.9, 1.3, 1.05])  # metres from the middle of the floor
BLUE = 0.75 * moon.BLOOM + 0.25 * rgb("#3a8cf0")
DEEP = 0.5 * moon.BLOOM + 0.5 * rgb("#2f74e8")
PEOPLE = ((0.42, 0.66, 0.25), (1.12, 0.54, 0.32))  # Mara and Jon: where they stand, half their shoulders, metres
SUN_LEFT = 0.62  # the sun has sunk since the first shot


def camera(f: float) -> Camera:
    t = (f - START) / (END - START)
    t = 0.42 * t + 0.58 * float(smooth(-0.08, 1.12, t)) - 0.007  # moving at the cut, still moving at the next
    t = max(t, 0.0)
    ground = np.array([0, 0, moon.valley().at(0, 0)])
    high = 15.6 * (150 / 15.6) ** t
    back = 1.9 + 196 * t**2.3
    turn = np.radians(38 * (1 - t) ** 1.6 - 90 - 6)
    eye = np.array([back * np.cos(turn), back * np.sin(turn), high])
    target = np.array([0.6, 0.9, 1.0]) * (1 - t) ** 2 + np.array([6.0, 42.0, 0.0]) * t**2
    return Camera(eye + ground, target + ground, 50)


def benches() -> list[tuple[float, float, float, float]]:
    """The benches on the floor: x, y, half length, half width, in metres; rows across, an aisle down the middle."""
    out = []
    for row in range(-5, 6):
        y = row * 2.1 + 0.25
        for side in (-1, 1):
            room = np.sqrt(max(12.4**2 - y * y, 0)) - 1.0
            x = 1.0
            while x + 2.4 < room:
                out.append((side * (x + 1.2), y, 1.12, 0.52))
                x += 2.75
    return out


def garden(seen_from: Camera, power: float):
    """Draw the floor of the living dome: paths, rows of bare benches, two people by the one that bloomed."""
    ground = np.array([0, 0, moon.valley().at(0, 0)])

    def shine(x, y, z=0.8):
        d2 = (x - FLOWER[0]) ** 2 + (y - FLOWER[1]) ** 2
        return power * BLUE * 0.75 / (1.1 + d2) ** 1.2 + moon.SHINE * 0.35 + 0 * z

    def quad(canvas, corners, light, alpha=1.0):
        p = seen_from.project(np.asarray(corners, float) + ground)
        if p[:, 2].min() < 0.5:
            return
        path = skia.Path()
        path.addPoly([skia.Point(*map(float, q[:2])) for q in p], True)
        canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=moon.tone(light, alpha)))

    def paint(canvas):
        r = np.random.default_rng(10)
        close = seen_from.project(FLOWER + ground)[2] < 45
        ring = np.linspace(0, 2 * np.pi, 40, endpoint=False)
        tables = [*benches(), (FLOWER[0] + 0.1, FLOWER[1] + 0.12, 0.62, 0.36)]
        for x, y, long, wide in tables:  # each bench throws its shadow away from the flower
            away = np.array([x - FLOWER[0], y - FLOWER[1]])
            throw = away / max(np.hypot(*away), 0.3) * 0.55
            shade = [
                (x + sx * long + throw[0], y + sy * wide + throw[1], 0.02)
                for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))
            ]
            quad(canvas, shade, moon.SHINE * 0.05, 0.8)
        for x, y, long, wide in sorted(tables, key=lambda b: -np.hypot(b[0], b[1])):
            box = [
                (x - long, y - wide, 0.8),
                (x + long, y - wide, 0.8),
                (x + long, y + wide, 0.8),
                (x - long, y + wide, 0.8),
            ]
            quad(canvas, box, shine(x, y) * (0.42 if long > 1 else 0.16))
            for n in range(5):  # trays of grey earth, no two alike, dead stalks in some
                x0 = x - long + 2 * long * n / 5 + 0.035
                x1, y0, y1 = x0 + 2 * long / 5 - 0.07, y - wide + 0.06, y + wide - 0.06
                earth = shine((x0 + x1) / 2, y) * (0.20 + 0.24 * r.random()) * (1 if long > 1 else 0.5)
                quad(canvas, [(x0, y0, 0.82), (x1, y0, 0.82), (x1, y1, 0.82), (x0, y1, 0.82)], earth)
                if close and np.hypot(x - FLOWER[0], y - FLOWER[1]) < 5:  # crumbs of earth
                    for u, v, tone, size in r.random((46, 4)):
                        spot = seen_from.project(np.array([x0 + (x1 - x0) * u, y0 + (y1 - y0) * v, 0.83]) + ground)
                        if spot[2] > 0.5:
                            pen = skia.Paint(AntiAlias=True, Color=moon.tone(earth * (0.25 + 1.3 * tone**2), 0.75))
                            grain = (0.012 + 0.035 * size**2) * seen_from.focal / spot[2]
                            canvas.drawOval(
                                skia.Rect.MakeXYWH(float(spot[0]), float(spot[1]), float(grain), float(grain) * 0.7),
                                pen,
                            )
                else:
                    r.random((46, 4))
                for _ in range(r.integers(0, 5)):
                    foot = np.array([x0 + (x1 - x0) * r.random(), y0 + (y1 - y0) * r.random(), 0.82])
                    bend = foot + (r.normal(size=3) * (0.14, 0.14, 0.0)) + (0, 0, 0.12)
                    a, b = seen_from.project(np.array([foot, bend]) + ground)
                    if min(a[2], b[2]) > 0.5:
                        pen = skia.Paint(
                            AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=0.022 * seen_from.focal / a[2]
                        )
                        pen.setColor(moon.tone(earth * 1.9))
                        canvas.drawLine(float(a[0]), float(a[1]), float(b[0]), float(b[1]), pen)
        for px, py, size in PEOPLE:  # from above: shoulders, then heads, lit on the side of the flower
            away = np.array([px - FLOWER[0], py - FLOWER[1]])
            turn = np.arctan2(-away[1], -away[0])
            c, s = np.cos(turn), np.sin(turn)

            def oval(dx, dy, long, wide, z, c=c, s=s, px=px, py=py):
                u, v = long * np.cos(ring) + dx, wide * np.sin(ring) + dy
                return [(px + p * c - q * s, py + p * s + q * c, z) for p, q in zip(u, v, strict=True)]

            quad(canvas, oval(-0.65, 0, 0.55, size * 1.1, 0.03), moon.SHINE * 0.03, 0.75)
            quad(canvas, oval(0, 0, size * 0.62, size, 1.25), shine(px, py) * 0.035)
            quad(canvas, oval(0.30 * size, 0, size * 0.34, size * 0.86, 1.27), shine(px, py) * 0.13)
            quad(canvas, oval(0.32 * size, 0, 0.115, 0.10, 1.5), shine(px, py) * 0.09)
            quad(canvas, oval(0.32 * size + 0.05, 0, 0.066, 0.085, 1.52), shine(px, py) * 0.30)

    return paint


def frame(f: int) -> Light:
    seen_from = camera(f)
    view = moon.valley().view(seen_from, near=1.0)
    breath = 1 + 0.03 * np.sin(f * 0.11)
    light = moon.ground_light(view, [(*FLOWER[:2], 5.0, 15 * breath, 120)], BLUE, SUN_LEFT)
    d2 = (view.x - FLOWER[0]) ** 2 + (view.y - FLOWER[1]) ** 2
    floor = np.where(np.hypot(view.x, view.y) < moon.RADIUS * 0.99, 0.075 / (0.7 + d2) ** 1.1, 0) * breath
    light = light + view.reduce(floor)[..., None] * BLUE
    lamps = [(*(FLOWER[:2] / moon.RADIUS), 0.08, BLUE * 0.055 * breath)]
    light = moon.domes(light, seen_from, view.depth(), {0: lamps}, SUN_LEFT, garden(seen_from, breath))
    x, y, deep = seen_from.project(FLOWER + np.array([0, 0, moon.valley().at(0, 0)]))
    metre = seen_from.focal / deep
    light = glow(light, x, y, 0.07 * metre + 2.0, 0.5 * moon.BLOOM + 0.5 * moon.CORE, 0.9)
    light = glow(light, x, y, 1.5 * metre + 5.0, DEEP, 0.085)
    stamp(light, float(x), float(y), 0.012 * metre + 0.8, moon.CORE * (22 + 0.6 * metre))
    return streak(light, 1.1, 120, 0.016)
