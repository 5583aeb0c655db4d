"""Shot 2, close: the radio; Nora's hand comes and switches it off at 212. The hand stays a while."""

from functools import cache

import skia

from films.toolkit.canvas import Light
from films.toolkit.wash import Page, as_image, cutout, fade, form, mix, paint, pts, rain_on_glass, smooth_path, taper

from . import kitchen
from .acting import move, wander
from .hands import pressing

START, END = 168, 300
STILLS = (182, 222)
OFF = 212  # the key is down and the dial dark
KEY = (474.0, 158.0)  # where the top of the key is
R = skia.Rect.MakeLTRB


@cache
def behind() -> skia.Image:
    """The window and the bench beyond the table, out of focus, and the table's own top."""
    picture = kitchen.near(1.06 * kitchen.wide(False, True), 318, 150, 1.9, 9)

    def draw(c: skia.Canvas) -> None:
        c.drawRect(R(0, 330, 854, 480), fade([(0, 330), (0, 400)], ["#9a9f9e", "#b9bdbb"]))
        c.drawRect(R(0, 326, 854, 336), paint("#c9cdcb", 0.7, blur=3))
        c.drawOval(R(120, 352, 620, 398), paint("#3a3e40", 0.55, blur=14))

    return as_image(kitchen.over(picture, draw))


@cache
def radio():
    """The radio, all but its keys and its dial."""

    def draw(c: skia.Canvas) -> None:
        c.drawLine(166, 172, 66, -30, paint("#5b6163", width=6))
        c.drawLine(164, 170, 64, -32, paint("#c6caca", 0.9, width=2.4))
        top = smooth_path([(150, 184, 1), (176, 160, 1), (548, 160, 1), (566, 184, 1)])
        form(c, top, fade([(150, 0), (566, 0)], ["#c3c8c7", "#9ba1a2", "#767c7e"]))
        box = skia.Path()
        box.addRoundRect(R(146, 180, 568, 376), 14, 14)
        form(
            c,
            box,
            fade([(146, 180), (568, 376)], ["#777c7d", "#515657", "#2c2f31"], (0, 0.45, 1)),
            [
                (smooth_path([(146, 180), (568, 180), (568, 190), (146, 192)]), paint("#aeb4b4", 0.8, blur=3)),
                (smooth_path([(146, 340), (568, 336), (568, 380), (146, 380)]), paint("#17191a", 0.6, blur=12)),
            ],
        )
        grille = skia.Path()
        grille.addRoundRect(R(166, 204, 348, 352), 8, 8)
        form(c, grille, paint("#1d1f20"))
        for j in range(12):
            y = 214 + 11.6 * j
            c.drawLine(174, y, 340, y, paint("#575c5d", width=4.2))
            c.drawLine(174, y - 1.4, 340, y - 1.4, paint("#8b9192", 0.65, width=1.2))
        c.drawCircle(462, 304, 44, paint("#1c1e1f", 0.8, blur=5))
        knob = skia.Path()
        knob.addCircle(459, 300, 40)
        form(c, knob, fade([(420, 262), (500, 340)], ["#d8dcda", "#9fa5a6", "#565b5d"], (0, 0.45, 1)))
        c.drawCircle(459, 300, 27, fade([(432, 274), (488, 328)], ["#6a7072", "#9ba1a2"]))
        c.drawLine(459, 300, 441, 282, paint("#24282a", width=4))
        c.drawPath(taper([(424, 284), (438, 266), (456, 261)], [1, 3, 1]), paint("#ffffff", 0.7, blur=1.2))
        c.drawCircle(530, 316, 13, paint("#4a4f51"))
        c.drawCircle(528, 314, 11, paint("#8b9192"))
        handle = smooth_path(pts("222,166 228,120 252,112 420,112 444,120 450,166"), closed=False)
        c.drawPath(handle, paint("#26292a", width=13))
        c.drawPath(
            smooth_path([(230, 122), (252, 109), (420, 109), (438, 116)], closed=False),
            paint("#8f9596", 0.8, width=2.6, blur=0.8),
        )

    return cutout(draw, 620, 400, brush=1.1, marks=0.012, loose=0.8, pool=0.06, seed=3)


def dial(c: skia.Canvas, glow: float) -> None:
    """The lit scale; `glow` 1 on, 0 off."""
    pane = R(368, 204, 552, 244)
    c.drawRoundRect(
        pane, 4, 4, fade([(368, 204), (552, 244)], [mix("#3b3f40", "#f4f3ee", glow), mix("#2b2e2f", "#e2e1da", glow)])
    )
    for j in range(23):
        x = 378 + 7.6 * j
        c.drawLine(x, 212, x, 219 if j % 4 else 225, paint(mix("#6f7475", "#3b3a38", glow), 0.9, width=1.2))
    for j in range(6):
        c.drawLine(380 + 30 * j, 233, 394 + 30 * j, 233, paint(mix("#5d6263", "#5a5956", glow), 0.8, width=2.2))
    c.drawLine(452, 206, 452, 242, paint(mix("#7d8283", "#1a1b1b", glow), width=2))
    c.drawRoundRect(pane, 4, 4, paint("#17191a", 0.9, width=2))
    if glow > 0.02:
        c.drawRoundRect(R(362, 198, 558, 250), 8, 8, paint("#f4f3ee", 0.26 * glow, blur=16))


def key(c: skia.Canvas, x: float, down: float) -> None:
    """One of the ivory keys on the top edge, `down` pixels pressed."""
    y = KEY[1] + down
    c.drawRoundRect(R(x - 20, 164, x + 22, 183), 2, 2, paint("#2a2d2f", 0.8, blur=1.2))
    c.drawRoundRect(
        R(x - 19, y + 5, x + 19, 180), 2, 2, fade([(x - 19, 0), (x + 19, 0)], ["#b9bab4", "#8e918f", "#5d6163"])
    )
    c.drawRoundRect(
        R(x - 19, y, x + 19, y + 10), 3, 3, fade([(x - 19, 0), (x + 19, 0)], ["#e4e4dc", "#d3d4ce", "#a4a7a5"])
    )


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    page = Page()
    c = page.canvas
    page.lay(behind())
    rain_on_glass(c, (150, 0, 520, 210), f, count=44, size=10, strength=0.34, blur=3.6, seed=15)
    glow = 1.0 if f < OFF else (0.16, 0.05, 0.0)[min(f - OFF, 2)]
    hum = 1.0 + 0.010 * wander(f, 8, 2.0) if f < OFF else 1.0
    pressed = (
        1.0 if OFF <= f < 262 else move(f, (OFF - 2, 0.0), (OFF, 1.0)) if f < OFF else move(f, (262, 1.0), (266, 0.0))
    )
    down = 8.0 * pressed
    radio().draw(c)
    key(c, 426, 7.0)
    key(c, KEY[0], down)
    key(c, 522, 0.0)
    dial(c, min(1.0, glow * hum))
    hand, dark, tip = pressing()
    # it comes, waits above the key as long as a breath, presses; it stays, lifts a little, stops, and goes
    x = move(f, (184, 430.0), (203, 8.0), (206, 0.0), (250, 0.0), (262, 5.0), (275, 9.0), (299, 250.0))
    y = move(
        f,
        (184, -80.0),
        (203, -24.0),
        (207, -15.0),
        (209, -15.0),
        (OFF, 0.0),
        (246, 0.0),
        (262, -9.0),
        (276, -12.0),
        (299, -70.0),
    )
    tremble = 0.5 * wander(f, 9, 1.6)
    bend = [(tip[0], tip[1], 60, 0, 2.2 * move(f, (OFF - 1, 0.0), (OFF + 2, 1.0), (250, 1.0), (260, 0.0)))]
    c.save()
    c.translate(KEY[0] - tip[0] + x, KEY[1] + 8 - 6 - tip[1] + y + tremble)
    c.save()
    c.translate(12, 26 - 0.5 * y)
    c.clipRect(R(-800, tip[1] - 22, tip[0] + 60 - x, 900), True)
    dark.draw(c, alpha=0.55)
    c.restore()
    hand.draw(c, bend)
    c.restore()
    return page.light()
