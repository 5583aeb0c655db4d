"""Nora as she is painted, facing left, in the head's own measure (`faces`): black dress, hair pinned up."""

import numpy as np
import skia

from films.toolkit.wash import fade, form, mix, paint, pts, smooth_path, taper

from .cloth import BLACK, BLACK_DEEP, SHORT
from .faces import NORA, brows, face


def nora_hair_back(c: skia.Canvas) -> None:
    """The knot of hair behind her head, drawn before the neck."""
    form(
        c,
        smooth_path(pts("168,96 186,84 206,92 213,114 203,136 184,142 168,130")),
        paint("#1d1b1b"),
        [
            (taper([(178, 94), (196, 96), (204, 112), (196, 130)], [1.5, 4, 4, 1]), paint("#4c4845", 0.8, blur=2.0)),
            (taper([(172, 104), (188, 104), (194, 116), (186, 130)], [1, 3, 3, 1]), paint("#3a3735", 0.8, blur=1.6)),
        ],
    )
    c.drawLine(196, 84, 216, 74, paint("#8d8c89", width=1.6))  # a pin


def nora_hair(c: skia.Canvas) -> None:
    """Hair combed back from a side parting, over the top of the ear."""
    mass = smooth_path(
        pts(
            "37.5,78 36,62 42,40 54,20 74,3 104,-7 138,0 168,22 186,58 190,96 182,122 168,134 "
            "158,122 159,104 152,92 141,96 137,108 134,100 132,82 123,65 106,54 84,46 64,49 49,62 "
            "41.5,74"
        )
    )
    c.drawPath(
        smooth_path(pts("60,52 84,47 112,58 128,78 134,104 124,90 108,70 84,58 60,62 46,74")),
        paint("#4d4743", 0.45, blur=4),
    )
    touches = []
    r = np.random.default_rng(3)
    for _ in range(46):  # the combed strands
        u = r.random()
        a = (62 + 56 * u + r.normal(0, 3), 36 + 14 * u * u + r.normal(0, 2))
        b = (112 + 40 * u, 8 + 44 * u + r.normal(0, 4))
        d = (176 + r.normal(0, 6), 56 + 56 * u + r.normal(0, 5))
        lit = r.random() < 0.42
        touches.append(
            (taper([a, b, d], [0.4, r.uniform(0.8, 2.2), 0.5]), paint("#5d5855" if lit else "#100f0f", 0.55, blur=0.7))
        )
    touches.append((smooth_path(pts("52,34 76,12 104,4 118,14 92,24 64,40")), paint("#6a6561", 0.55, blur=6)))
    touches.append((smooth_path(pts("150,70 180,66 184,120 166,132 154,104")), paint("#0d0c0c", 0.6, blur=7)))
    form(c, mass, fade([(40, 20), (190, 110)], ["#35322f", "#242221", "#131212"], (0, 0.4, 1)), touches)
    for lock in (
        [(62, 50), (50, 62), (43, 80), (42, 94)],
        [(134, 100), (137, 118), (133, 136)],
        [(170, 130), (166, 148), (170, 162)],
    ):
        c.drawPath(taper(lock, [0.8, 0.9, 0.7, 0.3][: len(lock)]), paint("#262322", 0.75, blur=0.4))


def nora_neck(c: skia.Canvas) -> None:
    """Neck and throat, half in the jaw's shadow."""
    s = NORA.skin
    neck = smooth_path(pts("84,184 88,214 84,244 70,264 110,280 176,268 186,240 170,206 166,140 120,150"))
    form(
        c,
        neck,
        fade([(80, 0), (180, 0)], [s.light, s.mid, s.shade], (0, 0.35, 1)),
        [
            (
                smooth_path(pts("70,186 110,194 150,150 190,150 190,230 150,220 112,222 84,208")),
                paint(s.deep, 0.75, blur=7),
            ),
            (taper([(150, 160), (128, 214), (100, 258)], [6, 9, 5]), paint(mix(s.light, s.mid, 0.5), 0.55, blur=4)),
            (taper([(160, 180), (142, 224), (118, 262)], [4, 7, 4]), paint(s.deep, 0.40, blur=4)),
            (smooth_path([(92, 250), (104, 256), (100, 268), (88, 262)]), paint(s.shade, 0.6, blur=3)),
        ],
    )


def nora_shoulders(c: skia.Canvas) -> None:
    """Black dress with a round neck, cardigan over it."""
    body = smooth_path(
        pts(
            "62,256,1 36,270 -4,286 -34,312 -46,360 -50,460,1 330,460,1 326,380 306,322 262,288 "
            "212,266 186,246 168,263 130,276 92,272"
        )
    )
    form(
        c,
        body,
        fade([(-40, 0), (330, 0)], ["#2f3235", BLACK, BLACK_DEEP], (0, 0.45, 1)),
        [
            (smooth_path(pts("-30,310 20,284 60,270 40,300 0,330 -30,400 -50,400")), paint("#5b6064", 0.75, blur=9)),
            (smooth_path(pts("70,290 110,300 104,380 70,440 50,380")), paint("#3a3d41", 0.7, blur=12)),
            (smooth_path(pts("190,262 250,284 300,318 270,316 220,290")), paint("#3c4043", 0.8, blur=7)),
            (taper([(66, 262), (76, 330), (64, 460)], [5, 6, 6]), paint(BLACK_DEEP, 0.9, blur=2)),
            (taper([(72, 266), (82, 330), (72, 460)], [1.5, 2, 2]), paint("#565b5f", 0.7, blur=1)),
            (taper([(178, 258), (150, 330), (142, 460)], [5, 6, 6]), paint(BLACK_DEEP, 0.9, blur=2)),
            (taper([(262, 330), (236, 380), (232, 460)], [2, 10, 12]), paint(BLACK_DEEP, 0.9, blur=6)),
            (taper([(0, 340), (16, 390), (10, 460)], [2, 8, 10]), paint(BLACK_DEEP, 0.8, blur=5)),
            (taper([(284, 340), (268, 400), (270, 460)], [2, 7, 7]), paint("#303337", 0.9, blur=4)),
        ],
    )
    c.drawPath(
        taper(pts("64,258 92,273 130,277 168,262 184,242"), [1, 2.2, 2.2, 2.0, 1]), paint("#4d5155", 0.8, blur=0.8)
    )


def nora_body(c: skia.Canvas) -> None:
    """Nora from the throat down."""
    c.translate(0, SHORT)
    nora_neck(c)
    nora_shoulders(c)


def nora_head(c: skia.Canvas) -> None:
    """Her head, its eyes left out (they are drawn each frame)."""
    nora_hair_back(c)
    c.drawPath(smooth_path([(140, 100), (172, 96), (176, 132), (152, 136)]), paint("#1d1b1b"))
    face(c, NORA)
    nora_hair(c)
    brows(c, NORA, 0.55)
