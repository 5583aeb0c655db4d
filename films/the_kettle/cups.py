"""The two blue cups, large: glazed, lit from the left, with a chip that has been there for years."""

import skia

from films.toolkit.wash import fade, form, mix, paint, smooth_path, taper

from .things import BLUE, BLUE_DEEP, BLUE_LIT

R = skia.Rect.MakeLTRB


def big_cup(c: skia.Canvas, x: float, y: float, s: float, tea: float | None = None, inside: float = 0.16) -> None:
    """A cup `s` high, its foot at (x, y); `inside` is how much of its mouth is seen, `tea` how full it is (0 to 1)."""
    w, e = 0.60 * s, inside * s
    top = y - s
    handle = smooth_path(
        [
            (x + w * 0.86, top + s * 0.22),
            (x + w * 1.42, top + s * 0.16),
            (x + w * 1.60, top + s * 0.42),
            (x + w * 1.30, top + s * 0.68),
            (x + w * 0.74, top + s * 0.72),
        ],
        closed=False,
    )
    c.drawPath(handle, paint(BLUE_DEEP, width=0.135 * s))
    c.drawPath(handle, paint(mix(BLUE, BLUE_DEEP, 0.4), width=0.085 * s))
    c.drawPath(
        taper(
            [(x + w * 0.95, top + s * 0.19), (x + w * 1.38, top + s * 0.14), (x + w * 1.52, top + s * 0.32)],
            [0.6, 0.03 * s, 0.6],
        ),
        paint(mix(BLUE_LIT, "#ffffff", 0.4), 0.8, blur=0.008 * s),
    )
    side = smooth_path(
        [
            (x - w, top, 1),
            (x - w * 0.985, top + s * 0.40),
            (x - w * 0.80, top + s * 0.76),
            (x - w * 0.50, y - 0.02 * s),
            (x - w * 0.46, y + e * 0.22, 1),
            (x, y + e * 0.42),
            (x + w * 0.46, y + e * 0.22, 1),
            (x + w * 0.50, y - 0.02 * s),
            (x + w * 0.80, top + s * 0.76),
            (x + w * 0.985, top + s * 0.40),
            (x + w, top, 1),
        ]
    )
    form(
        c,
        side,
        fade(
            [(x - w, 0), (x + w, 0)],
            [mix(BLUE, BLUE_LIT, 0.35), BLUE_LIT, BLUE, BLUE_DEEP, mix(BLUE_DEEP, "#000000", 0.25)],
            (0, 0.16, 0.42, 0.80, 1),
        ),
        [
            (
                smooth_path(
                    [
                        (x - w * 0.70, top + s * 0.16),
                        (x - w * 0.52, top + s * 0.12),
                        (x - w * 0.50, top + s * 0.52),
                        (x - w * 0.62, top + s * 0.60),
                    ]
                ),
                paint("#dfe9f6", 0.60, blur=0.035 * s),
            ),
            (
                smooth_path([(x - w, y - 0.10 * s), (x + w, y - 0.14 * s), (x + w, y + e), (x - w, y + e)]),
                paint(mix(BLUE_DEEP, "#000000", 0.4), 0.55, blur=0.07 * s),
            ),
            (
                smooth_path([(x + w * 0.5, top + s * 0.1), (x + w * 1.05, top), (x + w * 1.05, y), (x + w * 0.56, y)]),
                paint("#0f2148", 0.45, blur=0.09 * s),
            ),
            (
                taper([(x + w * 0.90, top + s * 0.2), (x + w * 0.86, top + s * 0.5)], [0.5, 0.02 * s]),
                paint("#8ea6cc", 0.5, blur=0.02 * s),
            ),
        ],
    )
    c.drawOval(R(x - w, top - e, x + w, top + e), paint(mix(BLUE_LIT, "#e8eef6", 0.30)))
    lip = 0.035 * s
    mouth = skia.Path()
    mouth.addOval(R(x - w + lip, top - e + lip * 0.5, x + w - lip, top + e - lip * 0.7))
    form(
        c,
        mouth,
        fade([(x - w, 0), (x + w, 0)], ["#33507f", "#8d9fb9", "#c9d2dc"], (0, 0.55, 1)),
        [
            (
                smooth_path(
                    [(x - w, top - e), (x + w * 0.5, top - e), (x - w * 0.1, top + e * 0.2), (x - w, top + e * 0.6)]
                ),
                paint("#1f3153", 0.6, blur=0.07 * s),
            ),
        ],
    )
    if tea is not None and tea > 0:
        c.save()
        c.clipPath(mouth, True)
        level = top + e * (2.6 - 2.2 * tea)
        k = 0.80 + 0.16 * tea
        c.drawOval(
            R(x - w * k, level - e * k, x + w * k, level + e * k),
            fade([(x - w, 0), (x + w, 0)], ["#33261d", "#5a4330", "#8b7158"], (0, 0.6, 1)),
        )
        c.drawPath(
            taper(
                [(x - w * 0.5, level + e * 0.30), (x, level + e * 0.46), (x + w * 0.42, level + e * 0.36)],
                [0.4, 0.05 * s, 0.4],
            ),
            paint("#d9d6d0", 0.55, blur=0.015 * s),
        )
        c.restore()
    c.drawPath(
        taper(
            [
                (x - w * 0.93, top + e * 0.36),
                (x - w * 0.4, top + e * 0.88),
                (x + w * 0.1, top + e * 0.97),
                (x + w * 0.6, top + e * 0.78),
            ],
            [0.4, 0.022 * s, 0.022 * s, 0.4],
        ),
        paint("#f2f5f8", 0.75, blur=0.006 * s),
    )
