"""Shot 3, two-shot: Nora in front, her eyes on the cups; Tom comes to the doorway and stays there, coat on."""

from functools import cache

import numpy as np
import skia

from films.toolkit.canvas import Light
from films.toolkit.wash import Page, as_image, cutout, fade, paint

from . import kitchen
from .acting import Bust, breath, lids, mouth, move, wander
from .cups import big_cup
from .faces import NORA, TOM
from .nora import nora_body, nora_head
from .tom import tom_head, tom_standing

START, END = 300, 516
STILLS = (348, 470)


@cache
def room() -> skia.Image:
    return as_image(kitchen.to_door())


@cache
def nora() -> Bust:
    return Bust(NORA, nora_body, nora_head, 0.86, low=440, seed=3)


@cache
def tom() -> Bust:
    return Bust(TOM, tom_standing, tom_head, 0.245, low=1330, seed=5)


@cache
def bench():
    """The near edge of the bench with the two cups on it, a little out of focus."""

    def draw(c: skia.Canvas) -> None:
        c.drawRect(skia.Rect.MakeLTRB(0, 84, 854, 150), fade([(0, 84), (854, 84)], ["#b9bdbc", "#a4a8a8", "#7c8182"]))
        c.drawRect(skia.Rect.MakeLTRB(0, 84, 854, 90), paint("#d4d7d6", 0.8, blur=1.5))
        for x, y in ((432, 116), (520, 110)):
            c.drawOval(skia.Rect.MakeLTRB(x - 34, y - 8, x + 78, y + 12), paint("#2b3036", 0.45, blur=6))
            big_cup(c, x, y, 58)

    return cutout(draw, 854, 150, scale=1.5, brush=1.4, marks=0.010, soft=0.9, seed=8)


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    page = Page()
    c = page.canvas
    page.lay(room())
    # Tom: out of the dark of the hall, two steps, and no farther
    come = move(f, (300, 0.0), (338, 1.0))
    c.save()
    c.clipRect(skia.Rect.MakeLTRB(513, 60, 690, 400), True)
    step = 2.2 * abs(np.sin(np.pi * (f - 304) / 15)) * (f < 334) * (1 - come) ** 0.4 if f > 304 else 0
    k = 0.93 + 0.07 * come
    c.translate(566, 118 + step)
    c.scale(k, k)
    speech = mouth(f)
    tom().draw(
        c,
        0,
        0,
        breathe=1.6 * breath(f, 0.25, 0.2),
        turn=move(f, (340, 0.0), (352, -1.5), (410, -1.0), (440, 3.0)) + 0.35 * wander(f, 4),
        nod=(0, move(f, (352, 0.0), (362, 3.0), (404, 0.0), (424, 0.0), (446, 7.0))),
        jaw=1.3 * speech,
        opened=lids(f, move(f, (420, 0.95), (446, 0.55)), 344, 418, 486),
        look=(-0.5, move(f, (300, 0.0), (424, 0.05), (440, 0.6))),
        veil=("#1d2022", 0.62 * (1 - come) + 0.10),
    )
    c.restore()
    # Nora: hears him; does not turn
    glance = move(f, (318, 0.0), (324, 1.0), (340, 1.0), (347, 0.0))
    down = move(f, (318, 0.66), (324, 0.88), (338, 0.88), (347, 0.66), (408, 0.66), (424, 0.50), (478, 0.56))
    nora().draw(
        c,
        118,
        84,
        breathe=1.0 * breath(f, 0.22) + move(f, (408, 0.0), (424, 1.3), (446, 0.0)),
        turn=move(f, (316, 0.0), (326, 1.2), (348, 0.0), (420, 0.0), (456, -3.2)) + 0.25 * wander(f, 1),
        nod=(move(f, (420, 0.0), (456, -2.0)), move(f, (420, 0.0), (456, 4.0))),
        look=(0.30 * glance - 0.15, 0.85 - 0.45 * glance),
        opened=lids(f, down, 330, 412, 470),
        brow=move(f, (408, 0.2), (428, 1.0), (500, 0.8)),
        press=move(f, (408, 0.0), (420, 1.0), (448, 1.0), (470, 0.3)),
        throat=0.0,
    )
    c.save()
    c.translate(0, 262)
    bench().draw(c)
    c.restore()
    return page.light()
