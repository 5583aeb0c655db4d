"""The people and the kettle as they stand in the wide: whole figures in centimetres, feet at (0, 0), up is negative."""

import numpy as np
import skia

from films.toolkit.wash import fade, form, mix, paint, pts, smooth_path, taper

from .cloth import BLACK, BLACK_DEEP, COAT, COAT_DEEP, COAT_LIT, COAT_WET
from .faces import NORA, TOM

S = NORA.skin


def nora_profile(c: skia.Canvas) -> None:
    """Nora from the side, facing left, without the arm near to us and without her head."""
    form(
        c,
        smooth_path(pts("-5,-150 -4.6,-139 -6,-134 6,-132 8,-140 6.2,-151")),
        fade([(-5, 0), (8, 0)], [S.light, S.mid, S.deep], (0, 0.45, 1)),
        [
            (smooth_path([(-6, -146), (4, -148), (6, -141), (-3, -141)]), paint(S.deep, 0.6, blur=1.2)),
        ],
    )
    body = smooth_path(
        pts(
            "-5.2,-139.5,1 -8.5,-133 -10.2,-127 -12,-120 -9.5,-112 -8.2,-105 -9.4,-97 -11,-80 "
            "-12.5,-50 -13.5,-34,1 15.5,-34,1 15,-60 14.6,-84 13.2,-95 9.2,-106 11,-116 12.8,-127 "
            "10.8,-135 7.2,-140,1 0,-137"
        )
    )
    form(
        c,
        body,
        fade([(-13, 0), (15, 0)], ["#3d4145", BLACK, BLACK_DEEP], (0, 0.4, 1)),
        [
            (smooth_path(pts("-12,-124 -8,-134 -4,-138 -5,-126 -8,-114")), paint("#5e6367", 0.8, blur=1.8)),
            (smooth_path(pts("-11,-96 -12,-60 -13,-34 -9,-34 -8,-70 -7,-100")), paint("#4b5054", 0.8, blur=1.8)),
            (taper([(-2, -100), (-3, -70), (-5, -34)], [0.5, 2, 2.5]), paint(BLACK_DEEP, 0.9, blur=1.2)),
            (taper([(6, -98), (7, -66), (6, -34)], [0.5, 2, 2.5]), paint("#2c2f32", 0.9, blur=1.2)),
            (smooth_path([(3, -139), (10, -135), (12, -128), (7, -131)]), paint("#3c4043", 0.8, blur=1.5)),
            (taper([(-9, -105), (0, -103), (9, -106)], [0.6, 1.0, 0.6]), paint(BLACK_DEEP, 0.9, blur=0.6)),
        ],
    )


def nora_profile_head(c: skia.Canvas) -> None:
    """Her head from the side, facing left; light on the face."""
    head = smooth_path(
        pts(
            "-4,-165 -7.2,-161.5 -8.6,-157.6 -8.1,-155.6 -9.6,-152.8 -10.9,-150.9,1 -9.0,-149.9 "
            "-9.3,-148.6 -8.7,-147.7 -9.1,-146.7 -8.3,-144.9 -6,-143.6 -2,-145.4 1.5,-149.5 "
            "6,-153 6,-162"
        )
    )
    form(
        c,
        head,
        fade([(-9, 0), (3, 0)], [mix(S.light, "#ffffff", 0.2), S.light, S.mid, S.shade], (0, 0.3, 0.7, 1)),
        [
            (smooth_path(pts("-2,-158 2,-158 2,-146 -4,-143 -5,-147 -2,-150")), paint(S.shade, 0.8, blur=1.4)),
            (smooth_path([(-7.6, -156.6), (-4.5, -157), (-4, -154.4), (-7, -154)]), paint(S.shade, 0.75, blur=0.8)),
            (smooth_path([(-8, -145.4), (-2, -146), (0, -143), (-7, -142)]), paint(S.deep, 0.6, blur=0.8)),
        ],
    )
    c.drawPath(
        taper([(-8.2, -157.6), (-6.5, -158.2), (-4.6, -157.4)], [0.4, 0.7, 0.3]), paint("#2a2624", 0.8, blur=0.2)
    )
    c.drawPath(
        taper([(-7.8, -155.0), (-6.4, -154.6), (-5.0, -155.0)], [0.4, 0.8, 0.3]), paint("#2a2624", 0.9, blur=0.2)
    )
    c.drawPath(taper([(-9.2, -147.8), (-7.8, -147.7), (-6.6, -147.3)], [0.3, 0.6, 0.2]), paint(S.deep, 0.9, blur=0.2))
    form(
        c,
        smooth_path(pts("10,-156 14.4,-155 15.4,-151 12.6,-147.8 8.8,-149.5")),
        paint("#1e1c1c"),
        [(taper([(10, -154), (13.4, -153), (12.6, -149.6)], [0.3, 1, 0.3]), paint("#5a5653", 0.8, blur=0.5))],
    )
    hair = smooth_path(
        pts(
            "-7.2,-161.2 -5.4,-165 0.6,-167.6 6.8,-165.6 10.6,-159 10.2,-152 6.4,-147.6 "
            "3.4,-148.2 2.2,-152.2 0.4,-155.4 -2.6,-158.4 -5.4,-160.2"
        )
    )
    form(
        c,
        hair,
        fade([(-7, -166), (10, -150)], ["#4a4643", "#242221", "#121111"], (0, 0.45, 1)),
        [
            (taper([(-6, -162), (0, -165), (6, -162)], [0.4, 1.4, 0.4]), paint("#726d69", 0.6, blur=0.9)),
            (taper([(-3, -159.6), (3, -159), (9, -153)], [0.3, 0.9, 0.3]), paint("#57534f", 0.7, blur=0.5)),
            (taper([(-1, -157), (4, -155.5), (8, -151)], [0.3, 0.8, 0.3]), paint("#0d0c0c", 0.7, blur=0.5)),
        ],
    )
    form(
        c,
        smooth_path(pts("-0.8,-155.2 1.4,-156 2.2,-153.6 1.0,-151 -0.2,-151.6")),
        paint(S.mid),
        [(smooth_path([(0.2, -154.4), (1.4, -154), (0.8, -152)]), paint(S.deep, 0.6, blur=0.4))],
    )


def arm(c: skia.Canvas, shoulder, elbow, wrist, hand, lit: float = 0.35) -> None:
    """A black sleeve from shoulder to wrist, and the hand beyond it, in centimetres."""
    end = np.array(hand) - wrist
    n = end / (np.linalg.norm(end) + 1e-9)
    side = np.array([-n[1], n[0]])
    p = np.array(wrist)
    palm = smooth_path(
        [
            tuple(p - 1.6 * side),
            tuple(p + 1.7 * side),
            tuple(p + 0.55 * end + 2.2 * side),
            tuple(p + end + 1.3 * side),
            tuple(p + end - 0.9 * side),
            tuple(p + 0.5 * end - 2.2 * side),
        ]
    )
    form(
        c,
        palm,
        paint(S.light),
        [
            (
                smooth_path(
                    [tuple(p + 0.8 * side), tuple(p + end + 0.3 * side), tuple(p + end + 4 * side), tuple(p + 4 * side)]
                ),
                paint(S.shade, 0.85, blur=0.7),
            )
        ],
    )
    sleeve = taper([shoulder, elbow, wrist], [9.5, 8.0, 5.0])
    form(
        c,
        sleeve,
        paint("#1d1f21"),
        [
            (
                taper(
                    [(shoulder[0] - 2.4, shoulder[1] - 1), (elbow[0] - 2.2, elbow[1] - 2), (wrist[0], wrist[1] - 1.6)],
                    [2.5, 2.6, 1.6],
                ),
                paint(mix(BLACK, "#8b9195", lit), 0.9, blur=1.2),
            ),
            (
                taper([(elbow[0] - 3, elbow[1] - 4), (elbow[0] + 3, elbow[1] + 1)], [0.5, 1.6]),
                paint(BLACK_DEEP, 0.9, blur=0.7),
            ),
            (
                taper(
                    [(shoulder[0] + 3, shoulder[1]), (elbow[0] + 3, elbow[1] + 1), (wrist[0] + 1, wrist[1] + 2.2)],
                    [2, 2.4, 1.4],
                ),
                paint(BLACK_DEEP, 0.9, blur=1.0),
            ),
        ],
    )


def tom_from_behind(c: skia.Canvas) -> None:
    """Tom's back in the doorway, near to us: hair, ears, collar, wet shoulders. Crown at y 0, chin height at 200."""
    s = TOM.skin
    form(
        c,
        smooth_path(pts("66,130 62,200 50,236 150,246 140,200 136,130")),
        fade([(60, 0), (140, 0)], [s.light, s.mid, s.deep], (0, 0.35, 1)),
    )
    for x, d in ((36, -1), (166, 1)):
        form(
            c,
            smooth_path([(x, 92), (x + 9 * d, 88), (x + 12 * d, 106), (x + 4 * d, 126), (x - 2 * d, 120)]),
            paint(s.mid if d < 0 else s.deep),
        )
    form(
        c,
        smooth_path(pts("100,-6 60,2 38,36 34,84 44,126 62,158 100,168 140,158 158,126 168,84 164,36 142,2")),
        fade([(34, 20), (168, 120)], ["#454240", "#252322", "#111010"], (0, 0.4, 1)),
        [
            (smooth_path(pts("44,40 70,8 96,6 70,40 52,90")), paint("#6d6966", 0.55, blur=9)),
            *(
                (
                    taper([(100 + 4 * k, 20), (100 + 9 * k, 80), (98 + 7 * k, 158)], [1, 3, 1]),
                    paint("#5a5653" if k < 0 else "#0c0b0b", 0.5, blur=1.5),
                )
                for k in (-6, -4, -2, 1, 3, 5)
            ),
        ],
    )
    body = smooth_path(
        pts(
            "62,214,1 30,246 -40,272 -96,312 -118,400 -132,700,1 340,700,1 326,400 302,312 "
            "244,272 172,246 140,214,1 100,226"
        )
    )
    r = np.random.default_rng(4)
    drops = []
    for _ in range(90):
        x = r.uniform(-90, 290)
        y = (
            np.interp(x, [-96, -40, 30, 62, 140, 172, 244, 302], [312, 272, 246, 230, 230, 246, 272, 312])
            + abs(r.normal(0, 22))
            + 3
        )
        drops.append(
            (
                smooth_path([(x - 1.4, y), (x, y - 1.6), (x + 1.4, y), (x, y + 1.6)]),
                paint("#d5dadb", float(r.uniform(0.3, 0.8)), blur=0.5),
            )
        )
    form(
        c,
        body,
        fade([(-120, 0), (330, 0)], [mix(COAT, COAT_LIT, 0.25), "#45494d", COAT_DEEP], (0, 0.4, 1)),
        [
            (smooth_path(pts("-100,312 -40,270 40,240 20,280 -50,320 -110,420")), paint(COAT_LIT, 0.8, blur=10)),
            (smooth_path(pts("-60,290 20,262 180,262 270,296 200,320 60,310")), paint(COAT_WET, 0.8, blur=16)),
            (taper([(102, 250), (100, 420), (104, 700)], [3, 5, 7]), paint(COAT_DEEP, 0.8, blur=4)),
            (taper([(-70, 360), (-50, 480), (-56, 700)], [4, 16, 20]), paint(COAT_DEEP, 0.7, blur=9)),
            (taper([(262, 360), (246, 480), (256, 700)], [4, 16, 20]), paint("#17191b", 0.8, blur=9)),
            *drops,
        ],
    )
    form(
        c,
        smooth_path(pts("56,206 100,218 146,206 158,236 146,262 100,274 52,262 42,238")),
        fade([(42, 0), (158, 0)], ["#80868a", "#4a4e52", "#24272a"], (0, 0.45, 1)),
        [
            (taper([(44, 240), (100, 256), (156, 240)], [2, 4, 2]), paint(COAT_DEEP, 0.7, blur=3)),
        ],
    )


def kettle(c: skia.Canvas, lid: bool = True) -> None:
    """The kettle, spout to the left: grey enamel, black rim, a chip by the handle. Base at (0, 0), 200 wide."""
    handle = smooth_path(pts("-66,-128 -74,-196 -30,-236 34,-236 78,-196 70,-128"), closed=False)
    c.drawPath(handle, paint("#5b6163", width=9))
    c.drawPath(smooth_path([(-40, -232), (0, -241), (44, -232)], closed=False), paint("#191a1c", width=22))
    c.drawPath(
        smooth_path([(-38, -238), (0, -247), (40, -239)], closed=False), paint("#6b7072", 0.8, width=4, blur=1.5)
    )
    spout = smooth_path(pts("-70,-42,1 -112,-74 -128,-118 -152,-146,1 -134,-158,1 -108,-130 -88,-108 -60,-98,1"))
    form(
        c,
        spout,
        fade([(-150, -60), (-70, -120)], ["#e4e7e6", "#9ca3a5", "#6d7476"], (0, 0.45, 1)),
        [(taper([(-78, -44), (-116, -80), (-140, -140)], [14, 14, 6]), paint("#3f4547", 0.8, blur=7))],
    )
    c.drawOval(skia.Rect.MakeLTRB(-156, -161, -130, -143), paint("#17191a"))
    body = smooth_path(pts("-96,0,1 -106,-34 -98,-82 -70,-120 -46,-132,1 46,-132,1 70,-120 98,-82 106,-34 96,0,1"))
    form(
        c,
        body,
        fade([(-106, 0), (106, 0)], ["#b9bfc0", "#dfe3e2", "#a4abad", "#62696c", "#3f4547"], (0, 0.18, 0.45, 0.82, 1)),
        [
            (smooth_path(pts("-78,-96 -50,-116 -42,-84 -50,-44 -76,-48")), paint("#f7f9f8", 0.75, blur=6)),
            (smooth_path([(-110, -18), (110, -22), (110, 6), (-110, 6)]), paint("#33393b", 0.55, blur=8)),
            (smooth_path(pts("40,-126 96,-80 104,-20 80,-4 62,-70")), paint("#2d3335", 0.45, blur=12)),
            (smooth_path([(84, -104), (92, -96), (88, -86), (80, -94)]), paint("#1d1f21", 0.85)),
        ],
    )
    c.drawPath(smooth_path([(-97, -4), (0, 4), (97, -4)], closed=False), paint("#1b1d1f", width=7))
    if lid:
        form(
            c,
            smooth_path(pts("-50,-130,1 -34,-146 0,-152 34,-146 50,-130,1 0,-124")),
            fade([(-50, 0), (50, 0)], ["#d9dddc", "#a3aaac", "#595f62"], (0, 0.5, 1)),
        )
        c.drawPath(smooth_path([(-50, -130), (0, -123), (50, -130)], closed=False), paint("#1b1d1f", width=5))
        c.drawCircle(0, -158, 9, paint("#1b1d1f"))
        c.drawCircle(-3, -161, 2.6, paint("#8f9597", 0.8, blur=1))
