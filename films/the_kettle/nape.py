"""Nora from behind, half turned to the window, in the head's own measure (`faces`)."""

import numpy as np
import skia

from films.toolkit.wash import fade, form, mix, paint, pts, smooth_path, taper

from .cloth import BLACK, BLACK_DEEP, SHORT
from .faces import NORA


def nape_body(c: skia.Canvas) -> None:
    """Her neck, her nape and the black cardigan over her back."""
    s = NORA.skin
    c.translate(0, SHORT - 6)
    neck = smooth_path(pts("76,160 72,200 58,236 20,266 110,304 236,280 202,240 174,190 168,140 120,110"))
    form(
        c,
        neck,
        fade([(54, 0), (190, 0)], ["#ded6cd", s.light, s.mid, s.shade, s.deep], (0, 0.2, 0.5, 0.78, 1)),
        [
            (smooth_path(pts("60,160 100,160 110,204 84,226 62,214")), paint(s.deep, 0.50, blur=9)),
            (
                taper([(126, 138), (124, 200), (128, 262)], [12, 9, 20]),
                paint(mix(s.light, "#ffffff", 0.1), 0.35, blur=6),
            ),
            (taper([(148, 130), (144, 200), (154, 264)], [6, 8, 14]), paint(s.shade, 0.5, blur=6)),
            (taper([(104, 150), (98, 210), (88, 256)], [5, 8, 12]), paint(s.shade, 0.4, blur=6)),
            (smooth_path(pts("80,120 176,120 180,178 140,190 100,192 76,180")), paint(s.deep, 0.75, blur=8)),
        ],
    )
    body = smooth_path(
        pts(
            "44,246,1 0,266 -54,290 -84,330 -96,400 -98,560,1 372,560,1 360,400 340,334 290,292 "
            "236,266 206,248 182,262 130,271 84,263"
        )
    )
    form(
        c,
        body,
        fade([(-90, 0), (360, 0)], ["#34383b", BLACK, BLACK_DEEP], (0, 0.45, 1)),
        [
            (
                smooth_path(pts("-84,330 -50,292 10,264 44,250 30,276 -24,308 -60,360 -90,430")),
                paint("#757b7f", 0.80, blur=9),
            ),
            (smooth_path(pts("60,270 130,284 120,400 70,470 20,360")), paint("#34373a", 0.7, blur=16)),
            (smooth_path(pts("210,256 290,296 336,336 300,330 240,290")), paint("#34373a", 0.9, blur=7)),
            (taper([(126, 276), (120, 380), (128, 520)], [3, 6, 8]), paint(BLACK_DEEP, 0.8, blur=5)),
            (taper([(-20, 330), (0, 400), (-10, 520)], [3, 14, 18]), paint(BLACK_DEEP, 0.8, blur=8)),
            (taper([(270, 330), (250, 410), (262, 520)], [3, 14, 18]), paint(BLACK_DEEP, 0.9, blur=8)),
            (taper([(60, 300), (86, 350), (70, 430)], [2, 6, 2]), paint("#4c5054", 0.55, blur=4)),
        ],
    )
    c.drawPath(
        taper(pts("46,248 84,264 130,271 180,262 206,249"), [1.5, 4, 4.5, 4, 1.5]), paint("#0e0f10", 0.9, blur=1.2)
    )
    c.drawPath(taper([(46, 252), (84, 268), (130, 274), (176, 264)], [1, 1.6, 1.6, 1]), paint("#5a5f62", 0.7, blur=0.9))


def nape_head(c: skia.Canvas) -> None:
    """Her head from behind, turned away: the edge of a cheek against the window, an ear, the pinned knot."""
    s = NORA.skin
    cheek = smooth_path(
        pts("46,62 36,78 34.5,86 38,94 33,106 33.5,120 38,138 37,150 43,168 54,180 72,182 96,172 112,150 112,90 80,50")
    )
    form(
        c,
        cheek,
        fade([(32, 0), (104, 0)], ["#e6dfd7", s.light, s.mid, s.shade], (0, 0.16, 0.5, 1)),
        [
            (smooth_path(pts("62,60 92,70 112,110 112,160 86,182 74,146 76,104")), paint(s.shade, 0.65, blur=8)),
            (smooth_path(pts("44,176 70,166 104,146 112,176 60,194")), paint(s.deep, 0.7, blur=6)),
            (smooth_path(pts("40,104 58,106 64,126 52,140 40,132")), paint(mix(s.light, "#ffffff", 0.25), 0.7, blur=6)),
            (smooth_path([(34, 86), (48, 86), (52, 96), (36, 97)]), paint(s.shade, 0.6, blur=3)),
        ],
    )
    c.drawPath(
        taper([(33.5, 81), (42, 77), (53, 78)], [0.8, 2.0, 0.6]), paint("#2d2928", 0.75, blur=0.7)
    )  # the end of a brow
    c.drawPath(
        taper([(30.5, 97.0), (34, 95.4), (40, 94.5), (46, 96)], [0.4, 1.3, 1.6, 0.4]), paint("#2d2928", 0.85, blur=0.5)
    )  # lashes
    form(
        c,
        smooth_path(pts("92,104 100,94 112,98 115,114 108,130 102,144 95,142 93,124")),
        fade([(90, 0), (116, 0)], [s.light, s.shade]),
        [
            (smooth_path(pts("98,106 106,102 109,112 104,128 99,134")), paint(s.deep, 0.6, blur=2.5)),
            (
                taper([(94, 106), (102, 97), (111, 102), (112, 116)], [1.5, 2.6, 2.6, 1]),
                paint(mix(s.light, "#ffffff", 0.2), 0.8, blur=1),
            ),
        ],
    )
    c.drawCircle(98.5, 144, 2.4, paint("#eef0ee"))  # a pearl
    nape_hair(c)


def nape_hair(c: skia.Canvas) -> None:
    """Every strand runs to the knot; two pins hold it, and a few hairs have come loose on the nape."""
    mass = smooth_path(
        pts(
            "44,72 41,50 54,20 86,-4 128,-6 164,14 184,50 188,96 178,132 160,148 138,152 118,148 "
            "112,130 116,108 110,94 98,92 90,104 86,88 74,72 58,64"
        )
    )
    touches = []
    r = np.random.default_rng(5)
    knot = np.array([146.0, 112.0])
    for _ in range(110):
        a = r.uniform(-3.5, 1.7)
        start = knot + np.array([112, 108]) * (np.cos(a), np.sin(a)) * r.uniform(0.75, 1.0) - (16, 14)
        end = knot + 22 * np.array([np.cos(a), np.sin(a)])
        mid = (start + end) / 2 + np.array([-np.sin(a), np.cos(a)]) * 9
        lit = r.random() < np.clip(0.62 - (start[0] - 40) / 240, 0.12, 0.7)
        touches.append(
            (
                taper([tuple(start), tuple(mid), tuple(end)], [0.6, r.uniform(1.0, 2.6), 0.6]),
                paint("#6a6561" if lit else "#0e0d0d", 0.55, blur=0.8),
            )
        )
    touches.append((smooth_path(pts("44,46 64,16 96,0 104,16 76,36 56,60")), paint("#8a8580", 0.5, blur=7)))
    touches.append((smooth_path(pts("160,20 190,60 186,120 160,150 160,90")), paint("#080808", 0.6, blur=10)))
    form(c, mass, fade([(40, 20), (188, 120)], ["#45413e", "#272423", "#121111"], (0, 0.4, 1)), touches)
    bun = smooth_path(pts("112,104 122,84 148,78 172,90 180,114 170,138 146,148 122,138"))
    coils = []
    for k in range(26):
        a, rr = k * 0.55, 10 + 22 * (k % 7) / 7
        p = [tuple(knot + rr * np.array([np.cos(a + d) * 1.1, np.sin(a + d)])) for d in (0, 0.5, 1.0, 1.5)]
        lit = (k * 7) % 5 < 2 and np.cos(a + 0.7) < 0.3
        coils.append((taper(p, [0.5, 2.2, 2.2, 0.5]), paint("#6f6a66" if lit else "#0c0b0b", 0.6, blur=0.8)))
    coils.append((smooth_path(pts("114,104 126,86 146,82 140,98 124,116")), paint("#8a857f", 0.42, blur=5)))
    c.drawPath(
        smooth_path(pts("106,108 120,80 150,72 178,88 188,118 174,146 146,156 118,144")), paint("#080707", 0.55, blur=5)
    )
    form(c, bun, fade([(112, 80), (180, 146)], ["#3f3b39", "#242221", "#100f0f"], (0, 0.45, 1)), coils)
    for a, b in (((118, 84), (108, 74)), ((164, 84), (176, 74)), ((176, 128), (190, 134))):
        c.drawLine(*a, *b, paint("#9a9a97", width=1.5))
    for p in (
        [(150, 150), (146, 166), (150, 184)],
        [(128, 150), (131, 170), (126, 186)],
        [(112, 146), (109, 160), (112, 172)],
        [(86, 96), (84, 120), (88, 138)],
    ):
        c.drawPath(taper(p, [0.9, 0.8, 0.3]), paint("#2c2826", 0.7, blur=0.4))
