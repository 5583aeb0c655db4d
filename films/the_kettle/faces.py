"""Heads in three-quarter view, facing left, in planes of grey light; and the eyes that live in them.

A head's own measure: crown at y = 0, chin at y = 200, the face turned about forty degrees to the left, the light
from the left. What moves (eyes, lids) is drawn each frame; brow, jaw and throat are bent (`wash.Cutout.draw`).
"""

from dataclasses import dataclass

import skia

from films.toolkit.wash import fade, form, mix, paint, pts, smooth_path, taper

Point = tuple[float, float]
R = skia.Rect.MakeLTRB


@dataclass(frozen=True)
class Skin:
    """The values one skin is painted with, from light to deep."""

    light: str = "#d2c9bf"
    mid: str = "#b1a79d"
    shade: str = "#857d76"
    deep: str = "#4f4946"
    lip: str = "#937a73"


@dataclass(frozen=True)
class Likeness:
    """What makes one sibling not the other: proportions in the head's own measure."""

    skin: Skin
    hair: str
    sheen: str
    nose: float = 0.0  # how much longer
    jaw: float = 0.0  # how much wider
    brow: float = 3.2  # thickness
    stubble: float = 0.0
    lips: float = 1.0
    hollow: float = 0.5


NORA = Likeness(Skin(), "#211f1f", "#57534f", lips=1.0, brow=2.6, hollow=0.45)
TOM = Likeness(
    Skin("#cbc2b8", "#a89f96", "#7a736c", "#47423f", "#89746c"),
    "#272423",
    "#4d4a48",
    nose=5,
    jaw=8,
    brow=4.6,
    stubble=0.30,
    lips=0.78,
    hollow=0.8,
)

FAR_EYE, NEAR_EYE = (57.0, 99.0), (99.0, 99.0)


def outline(a: Likeness) -> skia.Path:
    """The face with its far contour, from the hairline to under the jaw and up to the ear."""
    j = a.jaw
    return smooth_path(
        [
            (70, 20),
            (46, 44),
            (38.5, 66),
            (36.5, 82),
            (40.5, 95),
            (38.5, 108),
            (39.5, 122),
            (44.5, 140),
            (47.5, 156),
            (50 - j * 0.2, 172),
            (56 - j * 0.3, 188 + j * 0.2),
            (70, 199 + j * 0.3),
            (88, 198 + j * 0.3),
            (108 + j, 186 + j * 0.3),
            (129 + j, 166 + j * 0.4),
            (141 + j * 0.6, 144),
            (146, 118),
            (150, 80),
            (135, 35),
            (100, 12),
        ]
    )


def face(c: skia.Canvas, a: Likeness) -> None:
    """The face without its eyes' openings and without hair."""
    s, n, j = a.skin, a.nose, a.jaw

    def soft(points, colour, blur, alpha=1.0):
        return smooth_path(points), paint(colour, alpha, blur=blur)

    side = pts("118,20 119,60 124,86 121,104 127,118 117,134 108,158 100,182 92,206 170,210 170,20")
    head = outline(a)
    form(
        c,
        head,
        fade([(36, 0), (150, 40)], [s.light, mix(s.light, s.mid, 0.45), s.mid], (0, 0.5, 1)),
        [
            soft(side, s.shade, 7.0),
            soft(pts("136,40 140,90 136,130 122,165 112,190 112,214 180,214 180,40"), s.deep, 11.0, 0.55),
            # light on the front of the brow and on the cheekbone
            soft(pts("52,40 80,34 100,46 96,66 66,74 46,70"), mix(s.light, "#ffffff", 0.25), 8.0, 0.75),
            soft(pts("92,116 112,112 116,122 104,136 90,132"), mix(s.light, "#ffffff", 0.15), 5.0, 0.75),
            soft([(40, 110), (48, 114), (49, 128), (43, 132)], mix(s.light, "#ffffff", 0.2), 2.5, 0.8),
            # the hollow of the cheek, the fold beside the mouth
            soft(pts("103,138 112,142 104,164 94,170 95,152"), s.shade, 5.5, 0.55 + 0.4 * a.hollow),
            soft(
                [(81, 136 + n), (88, 142 + n), (93, 156), (90, 158), (84, 148 + n)], s.shade, 2.2, 0.35 + 0.4 * a.hollow
            ),
            # sockets
            soft(pts("40,88 62,86 70,95 66,107 52,110 42,104"), s.shade, 3.2, 0.85),
            soft(pts("76,90 96,84 118,90 119,102 108,112 88,111 77,104"), s.shade, 4.0, 0.85),
            soft(pts("66,84 75,86 77,100 72,108 68,98"), s.shade, 2.8, 0.9),
            soft(pts("85,88 100,85 116,91 112,96 98,91 84,95"), s.deep, 2.4, 0.40),
            # the nose: its near side in shade, its ridge in light, its underside deep
            soft(
                [
                    (70, 92),
                    (77, 104),
                    (79, 122 + n),
                    (83, 134 + n),
                    (80, 141 + n),
                    (70, 142 + n),
                    (62, 138 + n),
                    (64, 120 + n),
                ],
                s.shade,
                1.7,
                0.95,
            ),
            soft(
                [(63, 86), (69, 90), (67, 112), (62, 133 + n), (55, 136 + n), (52, 130 + n), (57, 114), (61, 98)],
                mix(s.light, "#ffffff", 0.14),
                1.9,
                0.9,
            ),
            soft(
                [(52.5, 131 + n), (59, 127 + n), (64, 132 + n), (60, 138 + n), (54, 137 + n)],
                mix(s.light, "#ffffff", 0.25),
                1.9,
                0.8,
            ),
            soft(
                [
                    (55, 139 + n),
                    (64, 138 + n),
                    (76, 139 + n),
                    (80, 137 + n),
                    (77, 143 + n),
                    (66, 144 + n),
                    (57, 142 + n),
                ],
                s.deep,
                1.3,
                0.85,
            ),
            soft([(77, 127 + n), (83, 129 + n), (85, 137 + n), (80, 139 + n)], mix(s.mid, s.light, 0.3), 1.4, 0.7),
            # upper lip's groove, the chin's shadow under the lip, the chin in light
            soft([(60, 144 + n * 0.6), (66, 144 + n * 0.6), (67, 153), (60, 154)], s.shade, 1.6, 0.45),
            soft(pts("54,171 66,169 84,170 80,177 64,178 56,176"), s.shade, 2.6, 0.85),
            soft(pts("58,180 72,178 80,184 74,193 62,192"), mix(s.light, "#ffffff", 0.12), 4.0, 0.8),
            soft(
                [(56, 194), (80, 198 + j * 0.2), (112 + j, 182), (134 + j, 160), (140, 176), (110, 206), (60, 206)],
                s.deep,
                5.0,
                0.6,
            ),
        ],
    )
    if a.stubble:
        beard = pts("47,150 56,148 70,147 88,146 98,152 116,138 138,118 146,130 140,170 110,200 70,206 46,186")
        form(
            c,
            head,
            paint(s.mid, 0.0),
            [
                soft(beard, "#3d3b3b", 6.0, a.stubble),
                soft([(54, 182), (90, 180), (92, 200), (60, 202)], "#3d3b3b", 5.0, a.stubble * 0.6),
            ],
        )
    # mouth: two planes and the line between; closed
    u = a.lips
    c.drawPath(
        smooth_path(
            [
                (52.5, 159),
                (57, 155.5 - u * 1.4),
                (61.5, 153.6 - u * 1.6),
                (64.5, 154.8 - u * 1.4),
                (69, 153.6 - u * 1.4),
                (78, 155.6),
                (87.5, 158.4, 1),
                (70, 160.2),
                (60, 160),
            ]
        ),
        paint(mix(s.lip, s.deep, 0.35), 0.85, blur=0.8),
    )
    c.drawPath(
        smooth_path([(54, 160.5), (64, 160.6), (85, 160.4), (78, 165.5 + u * 1.6), (66, 168 + u * 1.8), (57, 166)]),
        paint(mix(s.lip, s.light, 0.35), 0.8, blur=1.2),
    )
    c.drawPath(
        taper(pts("51.5,158.6 58,160.2 64,159.4 70,160.6 80,159.6 89,158.6"), [0.8, 1.7, 1.5, 1.9, 1.5, 0.6]),
        paint(s.deep, 0.9, blur=0.5),
    )
    c.drawPath(smooth_path([(87, 156), (91, 157), (91, 162), (88, 161)]), paint(s.shade, 0.7, blur=1.2))
    # nostril, wing
    c.drawPath(
        taper([(70, 139.5 + n), (75, 138.0 + n), (78, 139.5 + n)], [1.0, 2.4, 0.8]), paint("#2b2625", 0.85, blur=0.5)
    )
    c.drawPath(
        taper([(82, 130 + n), (85.5, 135 + n), (82.5, 140.5 + n), (78, 141 + n)], [0.4, 1.2, 1.2, 0.4]),
        paint(s.deep, 0.55, blur=0.7),
    )
    c.drawPath(
        taper([(52.6, 132 + n), (53.4, 137 + n), (57.5, 140 + n)], [0.4, 1.1, 0.6]), paint(s.deep, 0.5, blur=0.6)
    )
    ear(c, s)


def ear(c: skia.Canvas, s: Skin) -> None:
    """The near ear, in half shade."""
    form(
        c,
        smooth_path(pts("142,92 150,84 160,88 162,102 156,118 150,130 144,128 142,112")),
        paint(mix(s.mid, s.shade, 0.55)),
        [
            (smooth_path(pts("146,96 152,91 157,96 155,108 149,120 147,108")), paint(s.deep, 0.6, blur=2.0)),
            (
                taper([(144, 94), (152, 86), (160, 92), (159, 106)], [1.5, 2.2, 2.2, 1.0]),
                paint(mix(s.light, s.mid, 0.4), 0.8, blur=0.8),
            ),
        ],
    )


def brows(c: skia.Canvas, a: Likeness, lift: float = 0.0, knit: float = 0.0) -> None:
    """Eyebrows: `lift` raises their inner ends (sorrow), `knit` draws them together."""
    b = a.brow
    c.drawPath(
        taper(
            [(80 - 2 * knit, 88 - 3.0 * lift + knit), (92, 82.5 - 1.2 * lift), (106, 81.5), (119, 87)],
            [b * 1.1, b * 1.25, b, 0.7],
        ),
        paint(a.hair, 0.80, blur=0.9),
    )
    c.drawPath(
        taper(
            [(63 + knit, 87 - 3.0 * lift + knit), (55, 83 - 1.0 * lift), (47, 83.5), (41, 88)],
            [b * 0.9, b, b * 0.8, 0.6],
        ),
        paint(a.hair, 0.75, blur=0.9),
    )


def eye(c: skia.Canvas, a: Likeness, centre: Point, width: float, look: Point, opened: float, far: bool) -> None:
    """One eye: ball in shade, iris where it looks (-1 to 1 each way), lids by how far they are open."""
    s, (x, y), w = a.skin, centre, width / 2
    up, down = 6.4 * opened * (0.92 if far else 1.0), 3.0 * min(1.0, 0.35 + opened)
    inner, outer = (x + w, y + 1.2) if far else (x - w, y + 1.8), (x - w, y + 0.6) if far else (x + w, y + 0.4)
    lead = -0.12 if not far else -0.05
    lid_top = (x + lead * w, y - up + 1.6 * (1 - opened))
    opening = smooth_path(
        [
            (*inner, 1),
            ((inner[0] + lid_top[0]) / 2, (inner[1] + lid_top[1]) / 2 - 0.9 * opened),
            lid_top,
            ((outer[0] + lid_top[0]) / 2, (outer[1] + lid_top[1]) / 2 - 1.0 * opened),
            (*outer, 1),
            (x + 0.1 * w, y + down),
        ]
    )
    # the upper lid's plane, down to the opening
    lid = smooth_path(
        [
            (inner[0], inner[1], 1),
            ((inner[0] * 2 + x) / 3, y - 6.5),
            (x, y - 9.0),
            ((outer[0] * 2 + x) / 3, y - 6.5),
            (outer[0], outer[1], 1),
            (x + 0.1 * w, y + down),
        ]
    )
    c.drawPath(lid, paint(mix(s.mid, s.shade, 0.35), 0.9, blur=1.0))
    if opened > 0.06:
        c.save()
        c.clipPath(opening, True)
        c.drawPath(opening, paint("#aaa39c"))
        r = 0.345 * width if not far else 0.40 * width
        ix, iy = x + lead * w * 0.4 + look[0] * w * 0.50, y - 1.4 + look[1] * 3.2
        c.drawCircle(ix, iy, r, paint("#3a3633", blur=0.5))
        c.drawCircle(ix, iy, r * 0.5, paint("#141212"))
        c.drawCircle(ix - r * 0.36, iy - r * 0.40, r * 0.24, paint("#f2f2ef", 0.9, blur=0.3))
        c.drawPath(
            taper([inner, lid_top, outer], [2.5, 4.6, 2.5]), paint("#2d2827", 0.45, blur=1.3)
        )  # the lid's shadow
        c.restore()
        c.drawPath(taper([inner, (x, y + down + 0.2), outer], [0.5, 0.9, 0.6]), paint(s.deep, 0.6, blur=0.6))
    line = [
        inner,
        ((inner[0] + lid_top[0]) / 2, (inner[1] + lid_top[1]) / 2 - 0.9 * opened),
        lid_top,
        ((outer[0] + lid_top[0]) / 2, (outer[1] + lid_top[1]) / 2 - 1.0 * opened),
        outer,
    ]
    if opened <= 0.06:
        line = [inner, (x, y + 2.6), outer]
        c.drawPath(taper(line, [0.8, 2.0, 1.0]), paint("#2d2827", 0.9, blur=0.4))
    else:
        c.drawPath(taper(line, [0.9, 1.9, 2.3, 2.2, 1.0]), paint("#2a2524", 0.95, blur=0.4))
    fold = y - 9.2 + 2.0 * (1 - opened)
    c.drawPath(
        taper([(inner[0], y - 3.5), (x, fold), (outer[0], y - 3.8)], [0.4, 1.0, 0.5]), paint(s.deep, 0.55, blur=0.8)
    )
    c.drawPath(
        taper([(inner[0], y + 4.5), (x, y + 8.5), (outer[0] - (0 if far else 3), y + 6)], [0.4, 1.1, 0.4]),
        paint(s.shade, 0.65, blur=1.2),
    )


def eyes(c: skia.Canvas, a: Likeness, look: Point = (0.0, 0.0), opened: float = 1.0) -> None:
    """Both eyes of a head, looking the same way."""
    eye(c, a, FAR_EYE, 21, look, opened, True)
    eye(c, a, NEAR_EYE, 29, look, opened, False)
