"""The things that stand about in the kitchen, as large as the wide shows them, drawn where the room has them."""

import numpy as np
import skia

from films.toolkit.wash import fade, mix, paint, pts, smooth_path

from .room import BACK, WINDOW, Eye

BLUE, BLUE_LIT, BLUE_DEEP = "#3f6db4", "#86abdd", "#213f7c"  # the one colour there is
R = skia.Rect.MakeLTRB


def cup(c: skia.Canvas, x: float, y: float, s: float, flip: int = 1, dim: float = 0.0) -> None:
    """A blue cup, small: its foot at (x, y), `s` pixels high; lit from the left, `dim` towards grey shadow."""
    deep, body, lit = (mix(v, "#4d545c", dim) for v in (BLUE_DEEP, BLUE, BLUE_LIT))
    w = 0.56 * s
    c.drawPath(
        smooth_path(
            [
                (x + flip * w * 0.8, y - s * 0.78),
                (x + flip * w * 1.5, y - s * 0.74),
                (x + flip * w * 1.42, y - s * 0.32),
                (x + flip * w * 0.7, y - s * 0.22),
            ],
            closed=False,
        ),
        paint(body, width=0.12 * s),
    )
    side = smooth_path(
        [
            (x - w, y - s, 1),
            (x - w * 0.92, y - s * 0.4),
            (x - w * 0.55, y, 1),
            (x + w * 0.55, y, 1),
            (x + w * 0.92, y - s * 0.4),
            (x + w, y - s, 1),
        ]
    )
    c.drawPath(side, fade([(x - w, 0), (x + w, 0)], [lit, body, deep], (0, 0.38, 1)))
    c.drawOval(R(x - w, y - s - 0.14 * s, x + w, y - s + 0.14 * s), paint(mix(lit, "#ffffff", 0.25)))
    c.drawOval(R(x - w * 0.86, y - s - 0.08 * s, x + w * 0.86, y - s + 0.12 * s), paint(deep))


def plates(c: skia.Canvas, x: float, y: float, k: float) -> None:
    """Plates leaning on the wall and a short stack."""
    for j, r in ((0, 0.115), (1, 0.10)):
        cx = x + j * 0.20 * k
        c.drawOval(
            R(cx - r * k, y - 2 * r * k, cx + r * k, y),
            fade([(cx - r * k, 0), (cx + r * k, 0)], ["#b9bdbb", "#858a8b"]),
        )
        c.drawOval(
            R(cx - r * k * 0.66, y - 1.66 * r * k, cx + r * k * 0.66, y - 0.34 * r * k),
            paint("#6d7375", 0.35, width=0.8),
        )


def jar(c: skia.Canvas, x: float, y: float, w: float, h: float, colour: str, lid: str) -> None:
    """A storage jar."""
    c.drawRoundRect(
        R(x - w / 2, y - h, x + w / 2, y),
        w * 0.2,
        w * 0.2,
        fade(
            [(x - w / 2, 0), (x + w / 2, 0)],
            [mix(colour, "#ffffff", 0.3), colour, mix(colour, "#000000", 0.4)],
            (0, 0.4, 1),
        ),
    )
    c.drawRoundRect(R(x - w * 0.42, y - h * 1.12, x + w * 0.42, y - h * 0.94), 1, 1, paint(lid))


def curtains(c: skia.Canvas, eye: Eye) -> None:
    """Thin curtains drawn aside, with the light coming through their edges."""
    x0, x1, _, y1 = WINDOW
    r = np.random.default_rng(2)
    for a, b, s in ((x0 - 0.16, x0 + 0.13, 1), (x1 + 0.16, x1 - 0.13, -1)):
        left, top, _ = eye.see(a, y1 + 0.10, BACK - 0.08)
        right, foot, _ = eye.see(b, 0.99, BACK - 0.08)
        shape = smooth_path(
            [
                (left, top, 1),
                (right + s * 2, top, 1),
                (right + s * 1, (top + foot) * 0.42),
                (right - s * 6, foot * 0.8 + top * 0.2),
                (right - s * 1, foot, 1),
                (left, foot, 1),
            ]
        )
        c.drawPath(
            shape, fade([(left, 0), (right, 0)], ["#7f8583", "#aeb3b1", "#dcdfdd"], (0, 0.55, 1), (1, 0.96, 0.86))
        )
        c.save()
        c.clipPath(shape, True)
        for _ in range(9):
            x = left + (right - left) * r.random()
            c.drawLine(x, top, x - s * r.uniform(0, 6), foot, paint("#5a605f", 0.22, width=1.4, blur=1.0))
        c.restore()
    left, y, _ = eye.see(x0 - 0.24, y1 + 0.12, BACK - 0.09)
    right, _, _ = eye.see(x1 + 0.24, y1 + 0.12, BACK - 0.09)
    c.drawLine(left, y, right, y, paint("#3a3d3e", width=2.2))


def tap(c: skia.Canvas, eye: Eye) -> None:
    """The swan-necked tap over the sink; returns nothing, its mouth is `tap_mouth`."""
    x, y, k = eye.see(-0.78, 0.955, 3.92)
    u, v = tap_mouth(eye)
    neck = smooth_path(
        [(x, y), (x, y - 0.22 * k), (x + 0.03 * k, y - 0.31 * k), (x + 0.09 * k, y - 0.31 * k), (u, v)], closed=False
    )
    c.drawPath(neck, paint("#3b4042", width=0.034 * k))
    c.drawPath(neck, paint("#aab0b2", 0.7, width=0.010 * k))
    for s in (-1, 1):
        c.drawLine(x + s * 0.10 * k, y, x + s * 0.10 * k, y - 0.07 * k, paint("#3b4042", width=0.022 * k))
        c.drawLine(
            x + s * 0.075 * k, y - 0.075 * k, x + s * 0.125 * k, y - 0.075 * k, paint("#5d6365", width=0.020 * k)
        )


def tap_mouth(eye: Eye) -> tuple[float, float]:
    """Where the water leaves the tap."""
    x, y, k = eye.see(-0.78, 0.955, 3.92)
    return x + 0.125 * k, y - 0.22 * k


def shelf(c: skia.Canvas, eye: Eye, cups: bool = True) -> None:
    """What stands on the shelf over the cooker: plates, jars and, among the grey, two blue cups."""

    def at(x):
        return eye.see(x, 1.53, 3.86)

    x, y, k = at(0.66)
    plates(c, x + 0.04 * k, y, k)
    for px, w, h, colour in (
        (1.08, 0.095, 0.17, "#8d9191"),
        (1.20, 0.085, 0.14, "#6f7475"),
        (1.31, 0.08, 0.11, "#a3a6a3"),
    ):
        x, y, k = at(px)
        jar(c, x, y, w * k, h * k, colour, "#3c4042")
    if cups:
        for px, flip in ((1.52, 1), (1.70, 1)):
            x, y, k = at(px)
            c.drawOval(R(x - 0.03 * k, y - 3, x + 0.13 * k, y + 2), paint("#20242a", 0.35, blur=2))
            cup(c, x, y, 0.085 * k, flip, 0.06)


def fittings(c: skia.Canvas, eye: Eye) -> None:
    """Doors and handles of the bench, knobs of the cooker."""
    for x in (-1.75, -1.22, -0.72, -0.22, 0.20):
        a, y0, k = eye.see(x, 0.82, 3.47)
        b, y1, _ = eye.see(x, 0.14, 3.47)
        c.drawLine(a, y0, b, y1, paint("#2c2f30", 0.5, width=1.3))
        c.drawLine(a + 0.07 * k, y0 + 0.10 * k, a + 0.07 * k, y0 + 0.17 * k, paint("#33383a", 0.8, width=2.2))
    for x in (0.73, 0.85, 1.01, 1.13):
        a, y, k = eye.see(x, 0.775, 3.45)
        c.drawCircle(a, y, 0.024 * k, paint("#2d3133"))
        c.drawLine(a, y, a, y - 0.02 * k, paint("#b9bdbd", width=1.2))
    for x in (1.62,):
        a, y0, k = eye.see(x, 0.82, 3.47)
        b, y1, _ = eye.see(x, 0.14, 3.47)
        c.drawLine(a, y0, b, y1, paint("#2c2f30", 0.5, width=1.3))
    # a cloth over the oven rail
    a, y0, k = eye.see(0.83, 0.70, 3.39)
    fold = smooth_path(
        [
            (a, y0, 1),
            (a + 0.15 * k, y0, 1),
            (a + 0.155 * k, y0 + 0.25 * k, 1),
            (a + 0.08 * k, y0 + 0.265 * k),
            (a - 0.004 * k, y0 + 0.24 * k, 1),
        ]
    )
    c.drawPath(fold, fade([(a, 0), (a + 0.15 * k, 0)], ["#a9adab", "#7d8283", "#94999a"], (0, 0.55, 1)))
    for d in (0.045, 0.21):
        c.drawLine(a, y0 + d * k, a + 0.15 * k, y0 + d * k, paint("#4c5255", 0.5, width=1.6))


def lamp(c: skia.Canvas, eye: Eye) -> None:
    """The enamel shade over the table; nobody has lit it."""
    x, y, k = eye.see(-0.10, 2.02, 1.9)
    c.drawLine(x, -5, x, y - 0.14 * k, paint("#25282a", width=2))
    shape = smooth_path(
        [
            (x - 0.035 * k, y - 0.16 * k, 1),
            (x + 0.035 * k, y - 0.16 * k, 1),
            (x + 0.10 * k, y - 0.09 * k),
            (x + 0.20 * k, y, 1),
            (x - 0.20 * k, y, 1),
            (x - 0.10 * k, y - 0.09 * k),
        ]
    )
    c.drawPath(shape, fade([(x - 0.2 * k, 0), (x + 0.2 * k, 0)], ["#565b5c", "#33383a", "#212426"], (0, 0.5, 1)))
    c.drawOval(R(x - 0.20 * k, y - 0.018 * k, x + 0.20 * k, y + 0.022 * k), paint("#787e7f"))


def clock(c: skia.Canvas, x: float, y: float, r: float) -> None:
    """A round kitchen clock, a little before four; it has no moving hand worth drawing at this size."""
    c.drawCircle(x, y, r, paint("#2e3234"))
    c.drawCircle(x, y, r * 0.84, paint("#c2c6c4"))
    for a, n in ((-0.35, 0.50), (2.1, 0.68)):
        c.drawLine(x, y, x + n * r * np.sin(a), y - n * r * np.cos(a), paint("#26292b", width=max(1.0, r * 0.10)))


def flowers(c: skia.Canvas, x: float, y: float, k: float) -> None:
    """White lilies in a jug, as people send them: on the table since the morning."""
    jug = smooth_path(
        [
            (x - 0.05 * k, y, 1),
            (x - 0.075 * k, y - 0.09 * k),
            (x - 0.045 * k, y - 0.17 * k),
            (x - 0.06 * k, y - 0.20 * k, 1),
            (x + 0.06 * k, y - 0.20 * k, 1),
            (x + 0.045 * k, y - 0.17 * k),
            (x + 0.075 * k, y - 0.09 * k),
            (x + 0.05 * k, y, 1),
        ]
    )
    r = np.random.default_rng(6)
    heads = pts("-0.13,-0.38 -0.02,-0.46 0.1,-0.37 0.03,-0.33 -0.08,-0.31")
    for u, v in heads:
        c.drawPath(
            smooth_path(
                [(x, y - 0.19 * k), (x + u * k * 0.5, y + (v * 0.55) * k), (x + u * k, y + v * k)], closed=False
            ),
            paint("#4a524e", width=1.8),
        )
    for _ in range(11):
        a = r.uniform(-2.6, -0.5)
        u, v = x + 0.16 * k * np.cos(a), y - 0.2 * k + 0.2 * k * np.sin(a)
        c.drawPath(
            smooth_path(
                [
                    (x, y - 0.18 * k),
                    (u * 0.5 + x * 0.5 + 3, v * 0.5 + (y - 0.2 * k) * 0.5),
                    (u, v),
                    (u * 0.5 + x * 0.5 - 3, v * 0.5 + (y - 0.2 * k) * 0.5),
                ]
            ),
            paint("#59625e", 0.85),
        )
    for u, v in heads:
        hx, hy = x + u * k, y + v * k
        for p in range(6):
            a = p * 1.047 + u * 9
            tip = (hx + 0.066 * k * np.cos(a), hy + 0.05 * k * np.sin(a))
            q = 0.022 * k
            c.drawPath(
                smooth_path(
                    [
                        (hx, hy),
                        ((hx + tip[0]) / 2 + q * np.sin(a), (hy + tip[1]) / 2 - q * np.cos(a)),
                        tip,
                        ((hx + tip[0]) / 2 - q * np.sin(a), (hy + tip[1]) / 2 + q * np.cos(a)),
                    ]
                ),
                paint(mix("#d9dcd8", "#8f9494", float(r.uniform(0, 0.75)))),
            )
        c.drawCircle(hx, hy, 0.012 * k, paint("#6d716a"))
    c.drawPath(jug, fade([(x - 0.075 * k, 0), (x + 0.075 * k, 0)], ["#7e8485", "#b1b5b3", "#5a6062"], (0, 0.35, 1)))


def gloves(c: skia.Canvas, x: float, y: float, k: float) -> None:
    """What they brought back: the order of service, stood up like a tent, and her black gloves."""
    c.drawOval(R(x - 0.10 * k, y - 4, x + 0.34 * k, y + 6), paint("#3a3e40", 0.35, blur=4))
    back = smooth_path(
        [
            (x + 0.05 * k, y - 0.15 * k, 1),
            (x + 0.13 * k, y - 0.145 * k, 1),
            (x + 0.20 * k, y - 0.01 * k, 1),
            (x + 0.11 * k, y + 0.0 * k, 1),
        ]
    )
    c.drawPath(back, paint("#7d8283"))
    front = smooth_path(
        [
            (x - 0.06 * k, y - 0.155 * k, 1),
            (x + 0.06 * k, y - 0.15 * k, 1),
            (x + 0.11 * k, y + 0.012 * k, 1),
            (x - 0.02 * k, y + 0.014 * k, 1),
        ]
    )
    c.drawPath(front, fade([(x, y - 0.15 * k), (x, y)], ["#cfd2d0", "#a9adac"]))
    for u in (0.03, 0.125):
        c.drawLine(
            x - 0.052 * k + 0.30 * u * k,
            y - 0.15 * k + u * k,
            x + 0.058 * k + 0.30 * u * k,
            y - 0.147 * k + u * k,
            paint("#2b2e30", width=1.5),
        )
    c.drawLine(x + 0.02 * k, y - 0.105 * k, x + 0.032 * k, y - 0.055 * k, paint("#3a3e40", width=1.3))
    c.drawLine(x + 0.005 * k, y - 0.088 * k, x + 0.045 * k, y - 0.087 * k, paint("#3a3e40", width=1.3))
    for j, n in enumerate((0.13, 0.15, 0.145, 0.12)):
        c.drawLine(
            x + 0.24 * k,
            y - 0.006 * k + 0.004 * j * k,
            x + (0.24 + n) * k,
            y + (0.020 - 0.013 * j) * k,
            paint("#1e2022", width=0.017 * k),
        )
    c.drawOval(R(x + 0.19 * k, y - 0.026 * k, x + 0.29 * k, y + 0.022 * k), paint("#1e2022"))
    c.drawOval(R(x + 0.21 * k, y - 0.018 * k, x + 0.26 * k, y + 0.0 * k), paint("#44494c", 0.8, blur=1.5))


def radio_small(c: skia.Canvas, x: float, y: float, k: float, lit: bool) -> None:
    """The radio on the table, its dial alight or dark."""
    w, h = 0.27 * k, 0.165 * k
    c.drawOval(R(x - 0.05 * k, y - 3, x + w + 0.05 * k, y + 5), paint("#15181a", 0.5, blur=3))
    c.drawRoundRect(R(x, y - h, x + w, y), 0.02 * k, 0.02 * k, fade([(0, y - h), (0, y)], ["#6f7273", "#3a3d3e"]))
    c.drawRoundRect(R(x + 0.015 * k, y - h + 0.018 * k, x + 0.155 * k, y - 0.02 * k), 2, 2, paint("#232627"))
    for j in range(5):
        yy = y - h + (0.036 + 0.024 * j) * k
        c.drawLine(x + 0.025 * k, yy, x + 0.145 * k, yy, paint("#585d5e", width=1))
    dial = "#efeee8" if lit else "#5f6260"
    c.drawRoundRect(R(x + 0.17 * k, y - h + 0.02 * k, x + 0.255 * k, y - 0.085 * k), 1.5, 1.5, paint(dial))
    c.drawCircle(x + 0.213 * k, y - 0.043 * k, 0.028 * k, paint("#a7abab"))
    c.drawCircle(x + 0.213 * k, y - 0.043 * k, 0.018 * k, paint("#5a5e5f"))
    c.drawLine(x + 0.03 * k, y - h, x - 0.10 * k, y - h - 0.26 * k, paint("#8d9293", width=1.2))
    c.drawPath(
        smooth_path(
            [
                (x + 0.07 * k, y - h),
                (x + 0.09 * k, y - h - 0.05 * k),
                (x + 0.19 * k, y - h - 0.05 * k),
                (x + 0.21 * k, y - h),
            ],
            closed=False,
        ),
        paint("#2b2e2f", width=2.4),
    )


def hooks(c: skia.Canvas, eye: Eye) -> None:
    """A rail of hooks beside the door; her apron still hangs on it."""
    a, y, k = eye.see(0.00, 1.62, 0.02)
    b, _, _ = eye.see(-0.58, 1.62, 0.02)
    c.drawRect(R(min(a, b), y - 0.035 * k, max(a, b), y + 0.035 * k), paint("#8b8f8d"))
    for x in (-0.10, -0.29, -0.48):
        u, v, _ = eye.see(x, 1.60, 0.05)
        c.drawLine(u, v - 2, u, v + 0.05 * k, paint("#2a2d2e", width=2))
    u, v, _ = eye.see(-0.29, 1.635, 0.05)
    cloth = smooth_path(
        [
            (u, v, 1),
            (u + 0.07 * k, v + 0.10 * k),
            (u + 0.16 * k, v + 0.30 * k),
            (u + 0.17 * k, v + 0.72 * k, 1),
            (u + 0.04 * k, v + 0.75 * k),
            (u - 0.05 * k, v + 0.73 * k),
            (u - 0.15 * k, v + 0.76 * k, 1),
            (u - 0.14 * k, v + 0.30 * k),
            (u - 0.06 * k, v + 0.10 * k),
        ]
    )
    c.drawPath(cloth, fade([(u - 0.15 * k, 0), (u + 0.17 * k, 0)], ["#d0d2ce", "#b2b6b4", "#8b9090"], (0, 0.5, 1)))
    c.save()
    c.clipPath(cloth, True)
    r = np.random.default_rng(9)
    for j in range(7):
        x = u + (-0.13 + 0.045 * j) * k
        c.drawLine(
            u + (x - u) * 0.25,
            v + 0.05 * k,
            x + r.normal(0, 2),
            v + 0.8 * k,
            paint("#5f6566", 0.45, width=2.4, blur=1.6),
        )
    c.drawRect(R(u - 0.10 * k, v + 0.40 * k, u + 0.09 * k, v + 0.56 * k), paint("#8d9290", 0.35))
    c.restore()
