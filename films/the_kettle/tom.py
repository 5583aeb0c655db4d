"""Tom as he is painted, facing left, in the head's own measure (`faces`): a grey overcoat, wet on the shoulders."""

import numpy as np
import skia

from films.toolkit.wash import fade, form, mix, paint, pts, smooth_path, taper

from .cloth import COAT, COAT_DEEP, COAT_LIT, COAT_WET, SHORT
from .faces import TOM, brows, face

R = skia.Rect.MakeLTRB


def tom_hair(c: skia.Canvas) -> None:
    """Short hair, wet, pushed off the forehead with a hand."""
    mass = smooth_path(
        pts(
            "41,62 40,46 50,24 70,4 100,-9 138,-4 168,20 182,58 182,98 172,130 160,146 154,132 "
            "162,108 160,92 151,84 143,92 139,114 134,112 132,86 126,62 112,44 92,34 70,36 54,48"
        )
    )
    touches = []
    r = np.random.default_rng(8)
    for _ in range(42):
        u = r.random()
        a = (50 + 70 * u + r.normal(0, 3), 46 - 12 * np.sin(u * 3.1) + r.normal(0, 3))
        d = (a[0] + r.uniform(22, 50), a[1] - 18 + 30 * u + r.normal(0, 5))
        m = ((a[0] + d[0]) / 2 - 2, (a[1] + d[1]) / 2 - 9)
        touches.append(
            (
                taper([a, m, d], [0.5, r.uniform(1.2, 3.2), 0.5]),
                paint("#5b5957" if r.random() < 0.36 else "#0f0e0e", 0.6, blur=0.7),
            )
        )
    touches.append((smooth_path(pts("150,60 182,60 180,130 160,150 150,110")), paint("#0c0b0b", 0.5, blur=7)))
    form(c, mass, fade([(40, 10), (180, 110)], ["#3b3836", "#252322", "#151414"], (0, 0.4, 1)), touches)
    for lock in ([(66, 37), (56, 46), (52, 60)], [(78, 34), (70, 44), (69, 54)]):  # wet ends on the forehead
        c.drawPath(taper(lock, [3.2, 2.0, 0.4]), paint("#262423", 0.85, blur=0.5))
    c.drawPath(smooth_path([(134, 100), (142, 96), (144, 122), (137, 126)]), paint("#2a2726", 0.45, blur=2.0))


def tom_neck(c: skia.Canvas) -> None:
    """Neck with its larynx, in the jaw's shadow."""
    s = TOM.skin
    neck = smooth_path(pts("78,186 76,208 71,220 76,236 66,262 120,276 186,250 182,210 168,140 120,150"))
    form(
        c,
        neck,
        fade([(72, 0), (186, 0)], [s.light, s.mid, s.deep], (0, 0.32, 1)),
        [
            (
                smooth_path(pts("66,190 104,200 150,160 196,140 196,240 150,226 108,224 80,208")),
                paint(s.deep, 0.8, blur=7),
            ),
            (taper([(158, 168), (132, 222), (104, 262)], [5, 9, 6]), paint(s.mid, 0.5, blur=4)),
            (
                smooth_path([(72, 214), (80, 216), (82, 228), (74, 230)]),
                paint(mix(s.light, "#ffffff", 0.15), 0.8, blur=2.4),
            ),
            (smooth_path([(80, 226), (92, 224), (92, 244), (80, 246)]), paint(s.deep, 0.55, blur=3.5)),
        ],
    )


def tom_coat(c: skia.Canvas, low: float = 470) -> None:
    """Shirt, black tie, and the overcoat with its collar and wet shoulders, down to `low`."""
    shirt = smooth_path(pts("66,244,1 58,268 60,330 110,330 176,262 184,238,1 150,262 110,276 84,262"))
    form(
        c,
        shirt,
        fade([(56, 0), (180, 0)], ["#dcdcd8", "#b4b6b5", "#6c7072"], (0, 0.4, 1)),
        [
            (taper([(80, 262), (92, 282), (84, 300)], [1, 2, 2]), paint("#5b5f61", 0.7, blur=1.5)),
        ],
    )
    c.drawPath(smooth_path(pts("78,266 98,270 96,286 102,330 98,420 66,420 70,330 82,286")), paint("#17181a"))
    c.drawPath(taper([(84, 290), (78, 330), (76, 400)], [1.5, 3, 3]), paint("#4a4d50", 0.7, blur=1.5))
    body = smooth_path(
        [
            (64, 262, 1),
            (30, 276),
            (-14, 298),
            (-46, 330),
            (-58, 390),
            (-64, low + 30, 1),
            (372, low + 30, 1),
            (364, 400),
            (344, 332),
            (292, 284),
            (228, 252),
            (186, 226, 1),
            (184, 262),
            (150, 306),
            (112, 350),
            (100, low + 30, 1),
            (66, low + 30, 1),
            (70, 350),
            (62, 300),
        ]
    )
    r = np.random.default_rng(12)
    touches = [
        (smooth_path(pts("-40,330 10,296 52,276 50,330 20,390 -60,430")), paint(COAT_LIT, 0.75, blur=12)),
        (
            smooth_path(pts("250,262 300,284 350,340 372,420 372,520 290,520 300,380 270,310")),
            paint(COAT_DEEP, 0.85, blur=14),
        ),
        (smooth_path(pts("190,230 260,250 330,300 300,322 240,286 200,262")), paint(COAT_WET, 0.85, blur=9)),
        (smooth_path(pts("-46,322 6,286 54,268 40,284 4,306 -36,346")), paint(COAT_WET, 0.75, blur=8)),
        (taper([(288, 340), (262, 400), (258, low)], [3, 12, 14]), paint(COAT_DEEP, 0.8, blur=7)),
        (taper([(306, 350), (286, 410), (288, low)], [2, 9, 9]), paint("#666b6e", 0.6, blur=6)),
        (taper([(-6, 350), (6, 410), (2, low)], [3, 9, 10]), paint(COAT_DEEP, 0.7, blur=5)),
    ]
    for _ in range(70):  # rain still standing on the wool
        x = r.uniform(-40, 40) if r.random() < 0.4 else r.uniform(196, 330)
        top = np.interp(x, [-46, -14, 30, 64, 186, 228, 292, 344], [330, 298, 276, 262, 228, 252, 284, 332])
        y = top + abs(r.normal(0, 14)) + 2
        touches.append(
            (
                smooth_path([(x - 1, y), (x, y - 1.2), (x + 1, y), (x, y + 1.2)]),
                paint("#cfd4d5", float(r.uniform(0.25, 0.8)), blur=0.4),
            )
        )
    form(c, body, fade([(-50, 0), (370, 0)], [mix(COAT, COAT_LIT, 0.4), COAT, COAT_DEEP], (0, 0.45, 1)), touches)
    # lapels and the collar, turned up a little at the neck
    form(
        c,
        smooth_path(pts("186,222,1 206,236 214,268 178,322 138,372 124,340 150,302 180,262")),
        fade([(120, 0), (214, 0)], ["#6d7275", COAT, "#34383b"], (0, 0.5, 1)),
        [
            (taper([(206, 240), (210, 268), (176, 322), (138, 370)], [1, 3, 4, 2]), paint(COAT_DEEP, 0.8, blur=2)),
            (smooth_path([(186, 226), (206, 240), (210, 262), (190, 262)]), paint(COAT_WET, 0.6, blur=5)),
        ],
    )
    form(
        c,
        smooth_path(pts("62,256,1 40,266 24,292 40,326 62,362 70,330 62,296")),
        fade([(22, 0), (70, 0)], ["#959b9d", "#6b7073"], (0, 1)),
        [
            (taper([(24, 292), (40, 328), (62, 362)], [1, 2.5, 2]), paint(COAT_DEEP, 0.7, blur=1.5)),
        ],
    )
    for y in (410, 452):
        c.drawCircle(112, y, 7, paint("#1e2022"))
        c.drawCircle(110, y - 2, 3, paint("#6c7174", 0.7, blur=1))


def tom_body(c: skia.Canvas) -> None:
    """Tom from the throat down."""
    c.translate(0, SHORT)
    tom_neck(c)
    tom_coat(c)


def tom_head(c: skia.Canvas) -> None:
    """His head, its eyes left out."""
    face(c, TOM)
    tom_hair(c)
    brows(c, TOM, 0.5, 0.8)


def tom_standing(c: skia.Canvas) -> None:
    """Tom from the neck to the knees, his hands in the pockets of his coat; the head is laid on after."""
    c.drawPath(smooth_path(pts("60,1060,1 66,1330 180,1330 196,1060 250,1330 350,1330 352,1060,1")), paint("#141517"))
    c.translate(0, SHORT)
    tom_neck(c)
    c.translate(128, 0)
    c.scale(0.84, 1)
    c.translate(-128, 0)
    c.drawRect(R(56, 300, 112, 1100), paint("#1b1c1e"))  # what the open front shows
    tom_coat(c, 1110)
    for x, w, side in ((-44, 92, -1), (352, 104, 1)):  # sleeves
        arm = taper(
            [(x, 350), (x + side * 14, 520), (x + side * 6, 660), (x - side * 34, 790)],
            [w * 0.86, w, w * 0.86, w * 0.7],
        )
        form(
            c,
            arm,
            fade(
                [(x - w / 2, 0), (x + w / 2, 0)],
                [mix(COAT, COAT_LIT, 0.45 if side < 0 else 0.05), COAT if side < 0 else "#3d4144", COAT_DEEP],
                (0, 0.55, 1),
            ),
            [
                (
                    taper([(x - side * 30, 400), (x - side * 22, 560), (x - side * 44, 760)], [8, 16, 16]),
                    paint(COAT_DEEP, 0.85, blur=9),
                ),
                (taper([(x, 540), (x + side * 34, 575)], [8, 3]), paint(COAT_DEEP, 0.8, blur=5)),
                (taper([(x - side * 10, 600), (x + side * 30, 640)], [7, 3]), paint(COAT_DEEP, 0.7, blur=5)),
            ],
        )
        c.drawPath(taper([(x - side * 8, 742), (x - side * 92, 800)], [10, 9]), paint(COAT_DEEP, 0.9, blur=2))
    for y in (500, 640, 780):
        c.drawCircle(118, y, 11, paint("#1e2022"))
    c.drawPath(taper([(96, 420), (100, 700), (90, 1120)], [5, 8, 10]), paint(COAT_DEEP, 0.9, blur=4))
    for x, d in ((10, 10), (240, -12), (310, 6)):
        c.drawPath(taper([(x, 700), (x + d, 900), (x + 2 * d, 1110)], [4, 26, 34]), paint(COAT_DEEP, 0.55, blur=14))
