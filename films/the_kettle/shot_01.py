"""Shot 1, wide: grey light; Nora in black fills the kettle; the radio plays on the table."""

from functools import cache

import numpy as np
import skia

from films.toolkit.canvas import Light
from films.toolkit.wash import Page, as_image, cutout, paint, rain_on_glass

from . import kitchen, room
from .acting import breath, move, wander
from .figures import arm, kettle, nora_profile, nora_profile_head
from .things import tap_mouth

START, END = 0, 168
STILLS = (40, 132)
EYE = room.WIDE
X, Z = -0.17, 3.24  # where she stands


@cache
def empty() -> skia.Image:
    return as_image(kitchen.wide(True, True))


def panes() -> tuple[float, float, float, float]:
    """The window's glass in the picture."""
    x0, y1, _ = EYE.see(room.WINDOW[0] + 0.16, room.WINDOW[3] - 0.06, room.BACK + 0.14)
    x1, y0, _ = EYE.see(room.WINDOW[1] - 0.16, room.WINDOW[2] + 0.07, room.BACK + 0.14)
    return x0, y1, x1, y0


def figure(draw, scale: float, seed: int):
    """A figure of the wide (centimetres) as a cut-out 120 cm wide, its feet 5 cm above the lower edge."""

    def placed(c: skia.Canvas) -> None:
        c.scale(scale, scale)
        c.translate(60, 175)
        draw(c)

    return cutout(placed, int(120 * scale), int(180 * scale), scale=2.5, brush=0.7, marks=0.015, loose=0.5, seed=seed)


@cache
def body():
    return figure(nora_profile, EYE.see(X, 0, Z)[2] / 100, 3)


@cache
def head():
    return figure(nora_profile_head, EYE.see(X, 0, Z)[2] / 100, 4)


@cache
def pot():
    def placed(c: skia.Canvas) -> None:
        c.translate(35, 52)
        c.scale(0.20, 0.20)
        kettle(c)

    return cutout(placed, 70, 60, scale=4, brush=0.5, loose=0.3, seed=5)


def water(c: skia.Canvas, x: float, y0: float, y1: float, f: float) -> None:
    """Water from the tap into the kettle: a bright thread that trembles."""
    r = np.random.default_rng(int(f))
    c.drawLine(x, y0, x, y1, paint("#8f999c", 0.55, width=3.4, blur=0.6))
    c.drawLine(x + r.uniform(-0.3, 0.3), y0, x + r.uniform(-0.4, 0.4), y1, paint("#f4f7f7", 0.9, width=1.6))
    for _ in range(3):
        c.drawCircle(x + r.uniform(-3, 3), y1 - r.uniform(0, 4), 0.8, paint("#f4f7f7", 0.7))


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    page = Page()
    c = page.canvas
    page.lay(empty())
    rain_on_glass(c, panes(), f, count=70, size=3.4, strength=0.8, seed=9, blur=0.3)
    tx, ty = tap_mouth(EYE)
    px, py, k = EYE.see(X, 0, Z)
    cm = k / 100
    running = move(f, (112, 1.0), (119, 0.0))
    fill = move(f, (0, 0.0), (116, 1.0))
    lift = move(f, (128, 0.0), (146, 1.0), (168, 1.0))  # she draws the full kettle back from under the tap
    kx, ky = tx + 6 + 22 * lift, ty + 39 + 2.2 * fill - 9 * lift
    if running > 0.02:
        water(c, tx, ty + 2, ky - 20, f)
    c.save()
    c.translate(kx, ky)
    c.rotate(move(f, (0, 2.0), (116, 0.0), (134, -3.0), (150, 0.0)))
    c.translate(-35, -52)
    pot().draw(c, veil=("#202326", 0.22))
    c.restore()
    lean = move(f, (0, 0.0), (116, 0.8), (130, 1.6), (150, -0.6)) + 0.12 * wander(f, 5)
    breathe = breath(f, 0.22, 0.1)
    c.save()
    c.translate(px, py)
    c.rotate(-0.8 - 0.6 * lean)
    c.save()
    c.translate(-60 * cm, -175 * cm)
    body().draw(c, [(66 * cm, 45 * cm, 20 * cm, 0, -0.5 * cm * breathe)])
    c.restore()
    # the far hand turns the tap off (104 to 122), the near one holds the kettle
    c.save()
    c.scale(cm, cm)
    hx, hy = (kx + 1 - px) / cm, (ky - 46 - py) / cm
    off = move(f, (96, 0.0), (108, 1.0), (121, 1.0), (138, 0.0))
    if off > 0.01:
        ax, ay = (tx + 10 - px) / cm, (ty + 36 - py) / cm
        w = (hx + 10 + (ax + 6 - hx - 10) * off, hy + 16 + (ay - 4 - hy - 16) * off)
        arm(c, (-2, -131), (-9, -112), w, (w[0] - 6, w[1] + 1), 0.2)
    sag = 2.0 * fill - 1.5 * lift
    arm(c, (3, -131 + 0.6 * sag), (3.0 + 3 * lift, -107 + 0.5 * sag), (hx + 6.5, hy + 1.5), (hx - 0.5, hy + 0.5))
    c.restore()
    # her head: on the water, at last towards the radio
    c.save()
    c.rotate(
        move(f, (0, -15.0), (40, -17.0), (96, -15.0), (118, -18.0), (140, -9.0), (156, -6.0)) + 0.5 * wander(f, 6),
        1 * cm,
        -146 * cm,
    )
    c.translate(-60 * cm, -175 * cm - 0.3 * breathe * cm)
    head().draw(c, veil=("#202326", 0.26))
    c.restore()
    c.restore()
    c.drawImage(kitchen.wide_front(True, True), 0, 0)
    return page.light(1.12)
