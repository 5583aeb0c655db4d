"""The lamplighter as he is drawn: boots, cloak, hood, staff and lantern, small rounded reliefs the lamp can light.

Drawn at twice the picture's size on a sheet of his own around `centre`, layer by layer from back to front.
"""
# ruff: noqa: RUF005 (points are arrays: `point + (dx, dy)` moves them)

import numpy as np
import skia

from films.ember_caves import acting
from films.ember_caves.cave import PX
from films.toolkit.lamplight import normals, swell

SS = 2  # the sheet's pixels to one of the picture
SIDE = 240  # pixels of the picture the sheet covers, square
CLOAK, INNER, HOOD = (0.50, 0.17, 0.09), (0.13, 0.06, 0.05), (0.46, 0.15, 0.08)
LEATHER, BOOT, SKIN, WOOD, BRASS = (
    (0.17, 0.12, 0.09),
    (0.11, 0.09, 0.08),
    (0.62, 0.42, 0.31),
    (0.44, 0.33, 0.22),
    (0.5, 0.38, 0.16),
)


def ink(colour, wide: float = 0.0) -> skia.Paint:
    """A paint for a layer's own colour; with a width, a round-ended stroke."""
    r, g, b = (int(np.clip(c ** (1 / 1.42), 0, 1) * 255) for c in colour)
    paint = skia.Paint(AntiAlias=True, Color=skia.ColorSetRGB(r, g, b))
    if wide:
        paint.setStyle(skia.Paint.kStroke_Style)
        paint.setStrokeWidth(wide)
        paint.setStrokeCap(skia.Paint.kRound_Cap)
        paint.setStrokeJoin(skia.Paint.kRound_Join)
    return paint


def curve(points, closed: bool = False) -> skia.Path:
    """A smooth path through points (Catmull-Rom)."""
    p = np.asarray(points, float)
    n = len(p)
    path = skia.Path()
    path.moveTo(*p[0])
    for k in range(n if closed else n - 1):
        a, b = p[k], p[(k + 1) % n]
        before = p[k - 1] if closed or k else a
        after = p[(k + 2) % n] if closed or k + 2 < n else b
        c1, c2 = a + (b - before) / 6, b - (after - a) / 6
        path.cubicTo(*c1, *c2, *b)
    if closed:
        path.close()
    return path


def taper(a, b, wide_a: float, wide_b: float) -> skia.Path:
    """A limb: a bar that is wide_a across at a and wide_b at b, with round ends."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    d = b - a
    d = d / max(np.hypot(*d), 1e-6)
    n = np.array([-d[1], d[0]])
    path = skia.Path()
    path.addPoly(
        [skia.Point(*q) for q in (a + n * wide_a / 2, b + n * wide_b / 2, b - n * wide_b / 2, a - n * wide_a / 2)], True
    )
    path.addCircle(*a, wide_a / 2)
    path.addCircle(*b, wide_b / 2)
    return path


class Sheet:
    """The sheet a figure is drawn on: metres to its pixels, and what lamp and camera need of each of them.

    Layers lie one over the other as they are drawn: `colour` (premultiplied, with cover), `normal`, `z`, `wet`.
    """

    def __init__(self, centre, side: int = SIDE) -> None:
        self.centre, self.side = np.asarray(centre, float), side
        n = side * SS
        self.colour, self.normal = np.zeros((n, n, 4), np.float32), np.zeros((n, n, 3), np.float32)
        self.normal[..., 2] = 1
        self.z, self.wet = np.zeros((n, n), np.float32), np.zeros((n, n), np.float32)
        self.paper = np.zeros((n, n, 4), np.uint8)
        self.coals: list[tuple[np.ndarray, float]] = []

    def at(self, point) -> np.ndarray:
        x, y = np.asarray(point, float) - self.centre
        return np.array([x * PX + self.side / 2, -y * PX + self.side / 2]) * SS

    def m(self, metres: float) -> float:
        return metres * PX * SS

    def draw(self, paint, roundness: float = 1.0, flat: float = 0.16, wet: float = 0.05, depth: float = 0.0) -> None:
        """Add a layer: `paint(canvas)` draws it, its relief swells from its own outline to `flat` metres in."""
        self.paper[:] = 0
        surface = skia.Surface(self.paper, colorType=skia.kRGBA_8888_ColorType, alphaType=skia.kPremul_AlphaType)
        paint(surface.getCanvas())
        surface.flushAndSubmit()
        inked = self.paper.view(np.uint32)[..., 0]
        rows = np.flatnonzero(inked.any(1))
        if not len(rows):
            return
        columns = np.flatnonzero(inked[rows[0] : rows[-1] + 1].any(0))
        n = len(self.paper)
        box = slice(max(rows[0] - 3, 0), min(rows[-1] + 4, n)), slice(max(columns[0] - 3, 0), min(columns[-1] + 4, n))
        sheet = self.paper[box].astype(np.float32) / 255
        a = sheet[..., 3:]
        colour = (sheet[..., :3] / np.maximum(a, 1e-3)) ** 1.42
        relief = swell(sheet[..., 3], roundness, max(self.m(flat), 2.0))
        self.colour[box] = self.colour[box] * (1 - a) + np.concatenate([colour * a, a], -1)
        self.normal[box] = self.normal[box] * (1 - a) + normals(relief) * a
        a = a[..., 0]
        self.z[box] = self.z[box] * (1 - a) + (relief + depth) * a
        self.wet[box] = self.wet[box] * (1 - a) + wet * a

    def cover(self) -> np.ndarray:
        """How much of each picture pixel the figure hides, (side, side)."""
        n = self.side
        return self.colour[..., 3].reshape(n, SS, n, SS).mean((1, 3))


def folds(canvas, sheet: Sheet, back, front, wide: float) -> None:
    """The folds of the cloak: soft dark lines from the shoulders down, between its two edges."""
    for share, dark in ((0.2, 0.45), (0.42, 0.3), (0.62, 0.5), (0.82, 0.3)):
        line = [b * (1 - share) + f * share for b, f in zip(back[1:], front[1:], strict=True)]
        paint = ink((0.05, 0.025, 0.02), wide)
        paint.setAlphaf(dark)
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, wide * 0.5))
        canvas.drawPath(curve([sheet.at(p) for p in line]), paint)


def draw(f: int, embers: float) -> Sheet:
    """Everything of him on frame f except the lantern; `embers` (0 to 5) of the coals on his belt are alight."""
    b = acting.bodies()[f]
    chain = acting.cloaks()[f]
    face = b.face if abs(b.face) > 0.05 else 0.05
    side = 1.0 if face > 0 else -1.0
    broad = max(abs(face), 0.55)
    sheet = Sheet((b.hips[0], 0.98))
    at, m = sheet.at, sheet.m

    def leg(canvas, k: int, tone: float) -> None:
        cloth, boot = tuple(c * tone for c in LEATHER), tuple(c * tone for c in BOOT)
        canvas.drawPath(taper(at(b.hips), at(b.knees[k]), m(0.19), m(0.13)), ink(cloth))
        canvas.drawPath(taper(at(b.knees[k]), at(b.feet[k] + (0, 0.03)), m(0.125), m(0.10)), ink(boot))
        heel = at(b.feet[k])
        canvas.save()
        canvas.translate(*heel)
        canvas.rotate(float(np.degrees(-b.toes[k] * side)))
        path = skia.Path()
        s = side * m(1)
        path.moveTo(-0.07 * s, m(-0.10))
        path.cubicTo(-0.09 * s, m(0.0), -0.08 * s, m(0.07), -0.06 * s, m(0.07))
        path.lineTo(0.17 * s, m(0.07))
        path.cubicTo(0.20 * s, m(0.05), 0.17 * s, m(-0.01), 0.09 * s, m(-0.025))
        path.lineTo(0.05 * s, m(-0.11))
        path.close()
        canvas.drawPath(path, ink(boot))
        canvas.restore()

    sheet.draw(lambda c: leg(c, 1, 0.6), flat=0.06)
    far_arm = [b.neck - (side * 0.04, 0.07), b.other_elbow, b.other]

    def arm(canvas, joints, tone: float) -> None:
        sleeve = tuple(c * tone for c in CLOAK)
        canvas.drawPath(taper(at(joints[0]), at(joints[1]), m(0.16), m(0.13)), ink(sleeve))
        canvas.drawPath(taper(at(joints[1]), at(joints[2]), m(0.14), m(0.095)), ink(sleeve))
        canvas.drawCircle(*at(joints[2]), m(0.052), ink(tuple(c * tone for c in LEATHER)))

    sheet.draw(lambda c: arm(c, far_arm, 0.6), flat=0.06)
    sheet.draw(lambda c: leg(c, 0, 1.0), flat=0.06)
    # the cloak: from the neck over the shoulder down to the hem, its front edge closer to the body
    down = np.linspace(0, 1, acting.KNOTS)
    knee = b.knees[0] if (b.knees[0][0] - b.hips[0]) * side > 0.0 else b.hips + (side * 0.06, -0.4)
    hem = b.hips * 0.4 + knee * 0.6 + (side * 0.09, -0.02)
    chest = b.neck + (side * 0.15 * broad, -0.14)
    belly = b.hips + (side * 0.17 * broad, 0.06)
    front = np.array([
        (1 - u) * (b.neck + (side * 0.07 * broad, -0.02)) + u * chest if (u := t * 4) < 1
        else (chest * (2 - u) + belly * (u - 1) if u < 2 else belly * (4 - u) / 2 + hem * (u - 2) / 2)
        for t in down
    ])  # fmt: skip
    front[:, 0] += 0.012 * np.sin(down * 7 + f * 0.13) * down
    sway = chain.copy()

    def cloak(canvas) -> None:
        low = [
            sway[-1] * (1 - u) + front[-1] * u - (0, 0.035 * np.sin(np.pi * u) + 0.018 * np.sin(9 * u + 2))
            for u in (0.2, 0.4, 0.6, 0.8)
        ]
        edge = [*(at(p) for p in sway), *(at(p) for p in low), *(at(p) for p in front[::-1])]
        canvas.drawPath(curve(edge, closed=True), ink(CLOAK))
        folds(canvas, sheet, sway, front, m(0.035))

    sheet.draw(cloak, 0.9, 0.20)

    def belt(canvas) -> None:
        a, c = b.hips + (-side * 0.16 * broad, 0.10), b.hips + (side * 0.17 * broad, 0.07)
        canvas.drawPath(curve([at(a), at((a + c) / 2 - (0, 0.02)), at(c)]), ink(LEATHER, m(0.05)))

    sheet.draw(belt, 0.6, 0.02, 0.3, 8)

    # the hood: deep, its point behind, a sliver of face in front
    gaze = b.gaze if abs(b.gaze) > 0.05 else 0.05
    look = 1.0 if gaze > 0 else -1.0
    turn = max(abs(gaze), 0.35)
    tilt = b.nod

    def spot(dx: float, dy: float):
        """A point of the head: ahead (where he looks) and up, tilted with his nod."""
        c, s = np.cos(tilt), np.sin(tilt)
        return at(b.head + (look * (dx * turn * c + dy * s), dy * c - dx * turn * s))

    def hood(canvas) -> None:
        outline = [(0.12, 0.11), (0.03, 0.185), (-0.10, 0.165), (-0.26, 0.09), (-0.19, -0.03), (-0.17, -0.16),
                   (-0.02, -0.215), (0.10, -0.17), (0.085, -0.07), (0.135, 0.02)]  # fmt: skip
        canvas.drawPath(curve([spot(*p) for p in outline], closed=True), ink(HOOD))

    sheet.draw(hood, 1.0, 0.11, depth=6)

    def inside(canvas) -> None:
        outline = [
            (0.118, 0.09),
            (0.06, 0.11),
            (0.022, 0.05),
            (0.025, -0.06),
            (0.07, -0.115),
            (0.10, -0.08),
            (0.135, 0.01),
        ]
        canvas.drawPath(curve([spot(*p) for p in outline], closed=True), ink(INNER))
        nose = [
            (0.085, 0.055),
            (0.105, 0.035),
            (0.142, -0.005),
            (0.11, -0.02),
            (0.118, -0.045),
            (0.098, -0.085),
            (0.062, -0.075),
            (0.058, 0.03),
        ]
        canvas.drawPath(curve([spot(*p) for p in nose], closed=True), ink(SKIN))
        canvas.drawCircle(*spot(0.098, 0.018), m(0.012), ink((0.03, 0.02, 0.02)))

    sheet.draw(inside, 0.8, 0.05, 0.15, depth=9)
    hand_arm = [b.neck + (side * 0.04, -0.08), b.elbow, b.hand]

    def staff(canvas) -> None:
        bend = (b.tip + b.hand) / 2 + (0.012, 0)
        canvas.drawPath(curve([at(b.butt), at(b.hand), at(bend), at(b.tip)]), ink(WOOD, m(0.043)))
        hook = b.tip - b.hand
        hook = hook / max(np.hypot(*hook), 1e-6)
        across = np.array([hook[1], -hook[0]]) * side
        crook = [b.tip, b.tip + hook * 0.07 + across * 0.02, b.tip + hook * 0.06 + across * 0.08, b.tip + across * 0.07]
        canvas.drawPath(curve([at(p) for p in crook]), ink(BRASS, m(0.022)))

    sheet.draw(staff, 1.0, 0.02, 0.25, depth=10)
    sheet.draw(lambda c: arm(c, hand_arm, 1.0), flat=0.07, depth=8)
    if embers > 0.02:
        places = [b.hips + (side * broad * (-0.12 + 0.068 * k), 0.085 - 0.008 * k) for k in range(5)]
        sheet.coals = [(at(place) / SS, float(np.clip(embers - k, 0, 1))) for k, place in enumerate(places)]
    return sheet


def paint_lantern(canvas, x: float, y: float, swing: float, scale: float) -> None:
    """The lantern's cage at x, y of the picture: cap, ring, two bars and a foot, dark against its own light."""
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate(float(np.degrees(swing)))
    dark = skia.Paint(AntiAlias=True, Color=0xFF0D0703)
    w, h = 0.095 * scale, 0.13 * scale
    cap = skia.Path()
    cap.moveTo(-w * 1.1, -h)
    cap.lineTo(w * 1.1, -h)
    cap.lineTo(w * 0.35, -h * 1.75)
    cap.lineTo(-w * 0.35, -h * 1.75)
    cap.close()
    canvas.drawPath(cap, dark)
    canvas.drawRect(skia.Rect(-w * 1.05, h * 0.92, w * 1.05, h * 1.25), dark)
    dark.setStyle(skia.Paint.kStroke_Style)
    dark.setStrokeWidth(0.022 * scale)
    for k in (-1, 1):
        canvas.drawLine(k * w * 0.9, -h, k * w, h, dark)
    dark.setStrokeWidth(0.016 * scale)
    canvas.drawLine(0, -h, 0, h, dark)
    canvas.drawLine(0, -h * 1.75, 0, -acting.CHAIN * scale, dark)
    canvas.restore()
