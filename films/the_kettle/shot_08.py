"""Shot 8, close: two blue cups side by side; tea is poured into the one, then into the other."""

from functools import cache

import numpy as np
import skia

from films.toolkit.canvas import Light
from films.toolkit.wash import Page, as_image, cutout, fade, paint, steam, taper

from . import kitchen
from .acting import move, wander
from .cups import big_cup
from .figures import kettle

START, END = 1332, 1440
STILLS = (1366, 1424)
CUPS = ((286.0, 344.0, 150.0), (560.0, 332.0, 146.0))
POURS = ((1340, 1382), (1392, 1430))  # when the tea runs, into the first and the second
R = skia.Rect.MakeLTRB


@cache
def bench() -> skia.Image:
    """The bench and the grey room behind it."""
    picture = kitchen.near(kitchen.wide(False, False), 300, 170, 1.7, 11)

    def draw(c: skia.Canvas) -> None:
        c.drawRect(R(0, 262, 854, 480), fade([(0, 262), (0, 400)], ["#8f9595", "#c3c7c5"]))
        c.drawRect(R(0, 250, 854, 272), paint("#aab0af", 0.8, blur=7))
        c.drawRect(R(480, 250, 860, 480), fade([(480, 0), (854, 0)], ["#3a3e40", "#2b2e30"], alphas=[0.0, 0.55]))
        for x, y, s in CUPS:
            c.drawOval(R(x - 0.45 * s, y - 10, x + 1.25 * s, y + 34), paint("#2a2f35", 0.55, blur=13))
            c.drawOval(R(x - 0.5 * s, y - 2, x + 0.5 * s, y + 20), paint("#1d2430", 0.55, blur=6))

    out = kitchen.over(picture, draw)
    return as_image(out * (1 + 0.006 * kitchen.strokes(out, seed=9)[..., None]))


@cache
def cup(which: int):
    """One cup, still empty."""
    _, _, s = CUPS[which]
    return cutout(
        lambda c: big_cup(c, 110, 190, s, inside=0.20),
        290,
        215,
        brush=1.0,
        marks=0.012,
        loose=0.7,
        pool=0.07,
        seed=5 + which,
    )


@cache
def spout():
    """The kettle tipped over, as much of it as the frame holds, and her black sleeve behind."""

    def placed(c: skia.Canvas) -> None:
        c.translate(390, 250)
        c.rotate(-46)
        c.scale(1.05, 1.05)
        kettle(c)

    return cutout(placed, 640, 430, brush=1.6, marks=0.012, loose=0.9, pool=0.05, seed=8)


MOUTH = (168.0, 250.0)  # of the spout, on that cut-out


def tea_in(which: int, f: float) -> float:
    """How full a cup is, 0 to 1."""
    start, end = POURS[which]
    return float(np.clip((f - start - 3) / (end - start), 0, 1))


def fill(c: skia.Canvas, which: int, f: float) -> None:
    """The tea in a cup, its surface unquiet while more runs in."""
    full = tea_in(which, f)
    if full <= 0:
        return
    x, y, s = CUPS[which]
    w, e, top = 0.60 * s, 0.20 * s, y - s
    lip = 0.035 * s
    mouth = skia.Path()
    mouth.addOval(R(x - w + lip, top - e + lip * 0.5, x + w - lip, top + e - lip * 0.7))
    c.save()
    c.clipPath(mouth, True)
    k, level = 0.72 + 0.20 * full, top + e * (1.75 - 1.35 * full)
    c.drawOval(
        R(x - w * k, level - e * k, x + w * k, level + e * k),
        fade([(x - w, 0), (x + w, 0)], ["#2c211a", "#57412f", "#927a60"], (0, 0.6, 1)),
    )
    running = POURS[which][0] + 3 <= f < POURS[which][1] + 2
    r = np.random.default_rng(f)
    for j in range(3 if running else 0):
        d = (0.30 + 0.22 * j + 0.05 * r.random() * running) * w * k
        c.drawOval(
            R(x - 8 - d, level - 0.33 * d - 2, x - 8 + d, level + 0.33 * d - 2),
            paint("#cfc3b4", 0.34 - 0.08 * j, width=1.6, blur=0.8),
        )
    c.drawPath(
        taper(
            [(x - w * 0.55, level + e * 0.28), (x - w * 0.2, level + e * 0.42), (x + w * 0.2, level + e * 0.44)],
            [0.4, 4, 0.4],
        ),
        paint("#e8e6e2", 0.55, blur=1.6),
    )
    c.restore()


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    page = Page()
    c = page.canvas
    page.lay(bench())
    # the kettle: in over the first cup, across to the second, away
    to = [(CUPS[n][0] + 2, CUPS[n][1] - CUPS[n][2] - 62) for n in (0, 1)]
    mx = move(
        f,
        (1332, to[0][0] + 26),
        (1340, to[0][0]),
        (1380, to[0][0]),
        (1392, to[1][0]),
        (1430, to[1][0]),
        (1440, to[1][0] + 60),
    ) + 0.8 * wander(f, 2, 0.8)
    my = move(
        f,
        (1332, to[0][1] - 16),
        (1340, to[0][1]),
        (1380, to[0][1]),
        (1386, to[0][1] - 40),
        (1392, to[1][1]),
        (1429, to[1][1]),
        (1440, to[1][1] - 34),
    ) + 0.5 * wander(f, 3, 0.8)
    tip = move(
        f, (1332, 9.0), (1340, 0.0), (1378, -3.0), (1384, 7.0), (1390, 7.0), (1393, -3.0), (1427, -6.0), (1433, 12.0)
    )
    for n in (1, 0):
        x, y, s = CUPS[n]
        c.save()
        c.translate(x - 110, y - 190)
        cup(n).draw(c)
        c.restore()
        fill(c, n, f)
        start, end = POURS[n]
        if start <= f < end + 2:  # the stream: it falls, and its tail falls after it
            full = tea_in(n, f)
            floor = y - s + 0.20 * s * (1.75 - 1.35 * full)
            head = min(1.0, (f - start + 1) / 4)
            tail = max(0.0, (f - end + 1) / 3)
            a, b = my + (floor - my) * tail, my + (floor - my) * head
            bow = -9.0
            pts = [(mx + bow * np.sqrt(max((v - my) / (floor - my), 0)), v) for v in np.linspace(a, b, 6)]
            r = np.random.default_rng(f)
            c.drawPath(taper(pts, [9, 8, 7, 6.2, 5.8, 5.6 + r.uniform(0, 1)]), paint("#6a5038", 0.92, blur=0.6))
            c.drawPath(
                taper([(u - 1.6, v) for u, v in pts], [3, 2.4, 2, 1.8, 1.6, 1.4]), paint("#c9b79f", 0.85, blur=0.5)
            )
    for n in (0, 1):
        warm = move(f, (POURS[n][0] + 8, 0.0), (POURS[n][1], 1.0))
        steam(
            c,
            CUPS[n][0] - 8,
            CUPS[n][1] - CUPS[n][2] + 6,
            f,
            height=170,
            width=74,
            strength=0.42 * warm,
            speed=0.55,
            lean=0.15,
            seed=51 + 4 * n,
        )
    c.save()
    c.translate(mx, my)
    c.rotate(tip)
    c.translate(-MOUTH[0], -MOUTH[1])
    spout().draw(c)
    c.restore()
    return page.light()
