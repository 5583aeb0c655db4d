"""Shot 7, wide: the kettle whistles from 1180. Neither of them moves. At 1308 Nora lifts it off."""

from functools import cache

import numpy as np
import skia

from films.toolkit.canvas import Light
from films.toolkit.wash import Page, as_image, cutout, rain_on_glass, steam

from . import kitchen
from .acting import breath, move, wander
from .figures import arm, kettle, nora_profile, nora_profile_head, tom_from_behind
from .shot_01 import EYE, figure, panes

START, END = 1140, 1332
STILLS = (1172, 1290)
WHISTLE, LIFT = 1180, 1308
X, Z = 0.27, 3.22  # where Nora stands
RING = (0.80, 0.905, 3.62)  # the ring the kettle stands on


@cache
def empty() -> skia.Image:
    return as_image(kitchen.wide(False, False))


@cache
def body():
    return figure(nora_profile, EYE.see(X, 0, Z)[2] / 100, 3)


@cache
def head():
    return figure(nora_profile_head, EYE.see(X, 0, Z)[2] / 100, 4)


@cache
def pot():
    def placed(c: skia.Canvas) -> None:
        c.translate(35, 54)
        c.scale(-0.215, 0.215)
        kettle(c)

    return cutout(placed, 70, 60, scale=4, brush=0.5, loose=0.3, seed=6)


@cache
def tom():
    """His back, near to the lens and out of focus."""

    def placed(c: skia.Canvas) -> None:
        c.translate(170, 30)
        c.scale(0.80, 0.80)
        tom_from_behind(c)

    return cutout(placed, 460, 500, scale=1.5, brush=1.6, marks=0.015, soft=1.8, seed=7)


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    page = Page()
    c = page.canvas
    # the only move of the film that nobody makes: in towards the kettle as it swells; it stops when the sound stops
    push = 1 + 0.055 * ((min(max(f, WHISTLE), LIFT) - WHISTLE) / (LIFT - WHISTLE)) ** 1.4
    kx, ky, _ = EYE.see(*RING)
    c.save()
    c.translate(kx - 70, ky - 40)
    c.scale(push, push)
    c.translate(70 - kx, 40 - ky)
    page.lay(empty())
    rain_on_glass(c, panes(), f, count=70, size=3.4, strength=0.8, seed=9, blur=0.3)
    px, py, k = EYE.see(X, 0, Z)
    cm = k / 100
    # the kettle: still, trembling as it boils, up and away at 1308
    boil = move(f, (1150, 0.0), (1200, 0.4), (1300, 1.0)) * (f < LIFT)
    up = move(f, (LIFT - 1, 0.0), (LIFT, 0.34), (LIFT + 3, 0.8), (LIFT + 10, 1.0))
    r = np.random.default_rng(f)
    shake = boil * r.uniform(-0.55, 0.55)
    x, y = kx + shake - 12 * up, ky - 17 * up
    force = move(
        f, (1140, 0.12), (WHISTLE, 0.30), (1200, 0.52), (1300, 1.0), (LIFT, 1.0), (LIFT + 16, 0.30), (LIFT + 24, 0.22)
    )
    spout = (x + 31, y - 32)
    c.save()
    c.translate(x - 35, y - 54)
    pot().draw(c, veil=("#202326", 0.12))
    c.restore()
    reach = 70 + 95 * force
    c.save()  # it leaves the spout slantwise, and bends upwards
    c.rotate(24 * force, *spout)
    steam(
        c,
        spout[0] + 1,
        spout[1] + 2,
        f,
        height=reach,
        width=34 + 40 * force,
        strength=0.98 * force,
        speed=1.6,
        lean=-0.10,
        seed=41,
    )
    c.restore()
    steam(
        c,
        spout[0] + 8,
        spout[1] - 4,
        f,
        height=1.15 * reach,
        width=48 + 40 * force,
        strength=0.55 * force,
        speed=1.1,
        lean=0.25,
        seed=44,
    )
    steam(c, x - 2, y - 30, f, height=0.7 * reach, width=26, strength=0.30 * force, lean=0.1, seed=47)
    # Nora faces it, her hands on the bench; she does not move until she does
    breathe = breath(f, 0.22) if f < 1284 else 0.3
    c.save()
    c.translate(px, py)
    c.scale(-1, 1)
    lean = move(f, (1292, 0.0), (LIFT, 1.6), (1326, 0.4))
    c.rotate(-0.5 - lean)
    c.save()
    c.translate(-60 * cm, -175 * cm)
    body().draw(c, [(66 * cm, 45 * cm, 20 * cm, 0, -0.5 * cm * breathe)])
    c.restore()
    c.save()
    c.scale(cm, cm)
    hx, hy = -(x - px) / cm, (y - 50 - py) / cm  # the handle, in her own centimetres
    go = move(f, (1296, 0.0), (1306, 1.0))
    rest = (-15.5, -101.0)
    w = (rest[0] + (hx + 7 - rest[0]) * go, rest[1] + (hy + 2 - rest[1]) * go - 5 * np.sin(np.pi * go))
    arm(c, (2, -131), (-1 - 4 * go, -108 + 3 * go), w, (w[0] - 6.5, w[1] - 0.5 + 1.5 * (1 - go)))
    c.restore()
    c.save()
    c.rotate(
        move(f, (1140, -13.0), (1290, -16.0), (LIFT, -13.0), (1326, -17.0)) + 0.3 * wander(f, 6, 0.3), 1 * cm, -146 * cm
    )
    c.translate(-60 * cm, -175 * cm - 0.3 * breathe * cm)
    head().draw(c, veil=("#202326", 0.10))
    c.restore()
    c.restore()
    c.drawImage(kitchen.wide_front(False, False), 0, 0)
    c.restore()
    c.save()  # Tom, between us and them
    near = 1 + 1.6 * (push - 1)
    c.translate(566 - 260 * (near - 1) + 0.8 * wander(f, 11, 0.2), 74 - 60 * (near - 1) - 1.2 * breath(f, 0.2, 0.5))
    c.scale(near, near)
    tom().draw(c)
    c.restore()
    return page.light(1.12)
