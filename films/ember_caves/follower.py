"""What follows the light: eyes and a wrongness at its edge, then, when it comes, too many joints and a long pale skull.

Its body is moved through the whole film once (feet that stay where they stood, a spine that lags behind the skull)
and drawn frame by frame like the lamplighter, on a sheet of its own.
"""
# ruff: noqa: RUF005 (points are arrays: `point + (dx, dy)` moves them)

from dataclasses import dataclass, fields
from functools import cache

import numpy as np

from films.ember_caves import acting, cave, game
from films.ember_caves.lamplighter import Sheet, curve, ink, taper
from films.toolkit import lamplight as lamp
from films.toolkit.camera import ease
from films.toolkit.canvas import smooth

FRAMES = game.FRAMES
HIDE, BONE = (0.085, 0.088, 0.092), (0.46, 0.45, 0.39)
UPPER, LOWER = 0.78, 0.86
SIDE = 330
COLD = np.array([0.62, 1.0, 0.86], np.float32)


@dataclass(frozen=True)
class Shape:
    """How it holds itself: forward is towards the light. Metres from the middle of its body and from the ground."""

    rump_x: float = -0.55
    rump_y: float = 0.78
    chest_x: float = 0.15
    chest_y: float = 0.92
    skull_x: float = 0.78
    skull_y: float = 0.98
    nod: float = 0.20  # the skull's slant, down is more
    jaw: float = 0.04  # how far it gapes
    claws: float = 0.0  # 1: the forelegs leave the ground for the claws' places
    near_x: float = 0.9
    near_y: float = 0.7
    far_x: float = 0.8
    far_y: float = 0.9
    arch: float = 0.14  # of the spine


SHAPES = {
    "stalking": Shape(),
    "circling": Shape(-0.60, 0.70, 0.10, 0.72, 0.74, 0.70, 0.10, 0.10, arch=0.26),
    "rearing": Shape(-0.50, 0.74, -0.10, 1.62, 0.36, 2.02, 0.42, 0.42, 1, 0.72, 2.05, 0.28, 2.38, 0.20),
    "leaping": Shape(-0.85, 1.02, 0.28, 1.28, 1.00, 1.22, 0.05, 0.62, 1, 1.42, 1.22, 1.30, 1.52, 0.04),
    "thrown": Shape(-0.50, 0.58, -0.16, 1.08, 0.22, 1.42, -0.65, 0.50, 1, 0.50, 1.62, -0.05, 1.75, 0.05),
    "reeling": Shape(-0.66, 0.52, -0.05, 0.56, 0.44, 0.38, 0.85, 0.30, 0.5, 0.48, 0.22, 0.62, 0.55, 0.32),
    "dead": Shape(-0.60, 0.36, -0.02, 0.66, 0.34, 1.00, -0.75, 0.62, 1, 0.62, 1.20, 0.12, 1.42, 0.10),
    "asleep": Shape(),
}
SPEED = {"stalking": 0.5, "circling": 0.75, "rearing": 0.42, "leaping": 0.16, "thrown": 0.14, "reeling": 0.20,
         "dead": 0.5, "asleep": 0.1}  # fmt: skip


@cache
def shapes() -> np.ndarray:
    """Its posture on each frame, eased from mood to mood; rearing, it sinks before it rises."""
    moods = acting.columns()["enemy_mood"]
    names = [field.name for field in fields(Shape)]
    out = np.empty((FRAMES, len(names)))
    goal = start = np.array([getattr(SHAPES["stalking"], n) for n in names])
    began, mood = -99, ""
    for f in range(FRAMES):
        if moods[f] != mood:
            mood = str(moods[f])
            start = out[f - 1] if f else start
            goal, began = np.array([getattr(SHAPES[mood], n) for n in names]), f
        out[f] = start + (goal - start) * ease((f + 1 - began) / (24 * SPEED[mood]))
    slow = out.copy()  # the skull arrives last
    for f in range(1, FRAMES):
        slow[f] = slow[f - 1] + (out[f] - slow[f - 1]) * 0.55
    out[:, 4:7] = slow[:, 4:7]
    return out


@cache
def feet() -> np.ndarray:
    """Its four feet, (frames, 4, 2): hind far, hind near, fore far, fore near. They stand until left behind."""
    x, v = acting.columns()["enemy_x"].astype(float), acting.columns()["enemy_v"].astype(float)
    home = np.array([-0.78, -0.42, 0.46, 0.82])
    at = x[0] + home
    out = np.empty((FRAMES, 4, 2))
    stepping = np.full(4, -1.0)
    source, goal = at.copy(), at.copy()
    for f in range(FRAMES):
        for k in range(4):
            want = x[f] + home[k] + 0.16 * v[f]
            if stepping[k] < 0 and abs(want - at[k]) > 0.30 + 0.06 * ((k * 7 + f) % 3) and (stepping >= 0).sum() < 2:
                stepping[k], source[k], goal[k] = 0.0, at[k], want + 0.22 * np.sign(want - at[k])
            lift = 0.0
            if stepping[k] >= 0:
                stepping[k] += 1 / (4.2 if abs(v[f]) > 2.5 else 6.5)
                u = min(stepping[k], 1.0)
                at[k] = source[k] + (goal[k] - source[k]) * u * u * (3 - 2 * u)
                lift = 0.22 * np.sin(np.pi * u)
                if u >= 1:
                    stepping[k] = -1
            if abs(want - at[k]) > 1.5:  # flung or leaping: the feet come along
                at[k] = want - 1.5 * np.sign(want - at[k])
            out[f, k] = at[k], lift
    return out


def base(f: int) -> float:
    """The row of the ground under it."""
    return float(cave.ground(acting.columns()["enemy_x"][f]))


def shows(f: int) -> float:
    """How much of the lamp's light it lets be seen on it: none while it stalks."""
    return float(smooth(738, 752, f)) * 2.0


def gloom(f: int) -> float:
    """How deep the dark is that it carries."""
    if f < 470 or f > 1440:
        return 0.0
    deep = 0.94 * float(smooth(470, 520, f)) - 0.58 * float(smooth(740, 765, f))
    mood = acting.columns()["enemy_mood"][f]
    since = f - acting.columns()["enemy_since"][f] / game.PER_FRAME
    if f > 790 and mood == "circling":
        deep += 0.34 * float(smooth(0, 20, since))
    return max(deep, 0.0) * float(smooth(1412, 1406, f))


def gone(f: int) -> float:
    """How much of it has fallen to ash, 0 to 1."""
    return float(smooth(1410, 1462, f))


def draw(f: int) -> Sheet | None:
    """Its sheet on frame f; None where nothing of it can be seen."""
    if f < 700 or gone(f) >= 1:
        return None
    s = Shape(*shapes()[f])
    state = acting.columns()
    x = float(state["enemy_x"][f])
    sheet = Sheet((x + 0.15, 1.15), SIDE)
    at, m = sheet.at, sheet.m
    shiver = 0.012 * np.sin(f * 2.1) + 0.008 * np.sin(f * 3.7)
    rump, chest = np.array([x + s.rump_x, s.rump_y]), np.array([x + s.chest_x, s.chest_y + shiver])
    skull = np.array([x + s.skull_x, s.skull_y + 1.5 * shiver])
    stood = feet()[f].copy()
    claws = [np.array([x + s.far_x, s.far_y + 2 * shiver]), np.array([x + s.near_x, s.near_y - 2 * shiver])]
    spots = [np.array([stood[0, 0], 0.03 + stood[0, 1]]), np.array([stood[1, 0], 0.0 + stood[1, 1]])]
    for k in (0, 1):
        ground_at = np.array([stood[2 + k, 0], 0.02 + stood[2 + k, 1]])
        spots.append(ground_at * (1 - s.claws) + claws[k] * s.claws)

    def limb(canvas, root, end, tone: float, fore: bool, raised: float) -> None:
        reach = np.hypot(*(end - root))
        upper, lower = max(UPPER, reach * 0.5), max(LOWER, reach * 0.52)
        joint = acting.two_bones(root, end, upper, lower, -1.0 if fore else 1.0)
        if joint[1] < max(root[1], end[1]) - 0.1 and raised < 0.5:  # its knees stand above its back
            joint = acting.two_bones(root, end, upper, lower, 1.0 if fore else -1.0)
        hide = ink(tuple(c * tone for c in HIDE))
        canvas.drawPath(taper(at(root), at(joint), m(0.17), m(0.08)), hide)
        canvas.drawPath(taper(at(joint), at(end), m(0.085), m(0.04)), hide)
        canvas.drawCircle(*at(joint), m(0.055), hide)
        way = (end - joint) / max(np.hypot(*(end - joint)), 1e-6)
        for k in (-1, 0, 1):
            spread = np.array(
                [
                    way[0] * np.cos(0.5 * k) - way[1] * np.sin(0.5 * k),
                    way[0] * np.sin(0.5 * k) + way[1] * np.cos(0.5 * k),
                ]
            )
            if raised < 0.5:
                spread = np.array([0.35 * k + 0.4, -0.12])
            tip = end + spread * (0.20 if fore else 0.14)
            middle = end + spread * 0.1 + np.array([0.0, 0.035])
            canvas.drawPath(curve([at(end), at(middle), at(tip)]), ink(tuple(c * 2.2 * tone for c in HIDE), m(0.026)))

    sheet.draw(lambda c: limb(c, rump, spots[0], 0.6, False, 0), flat=0.05, wet=0.4)
    sheet.draw(lambda c: limb(c, chest, spots[2], 0.6, True, s.claws), flat=0.05, wet=0.4)
    middle = (rump + chest) / 2 + (0, s.arch)
    neck = (chest + skull) / 2 + (-0.03, 0.06)

    def body(canvas) -> None:
        spine = [
            rump + (-0.20, -0.04),
            rump + (0, 0.13),
            middle + (0, 0.07),
            chest + (-0.02, 0.23),
            neck + (-0.02, 0.10),
            skull + (-0.02, 0.07),
        ]
        belly = [
            skull + (0.02, -0.06),
            neck + (0.05, -0.09),
            chest + (0.19, -0.21),
            (rump + chest) / 2 + (0.06, -0.05 + s.arch * 0.4),
            rump + (0.0, -0.17),
        ]
        canvas.drawPath(curve([at(p) for p in (*spine, *belly)], closed=True), ink(HIDE))
        back = np.array(spine[:5])
        for k in range(14):  # spines along the back, leaning as it breathes
            u = k / 13 * 3.99
            root = back[int(u)] * (1 - u % 1) + back[int(u) + 1] * (u % 1)
            long = 0.13 + 0.10 * np.sin(k * 2.3) ** 2 + 0.05 * s.jaw
            lean = -0.5 + 0.25 * np.sin(f * 0.13 + k)
            tip = root + long * np.array([lean, 1.0])
            canvas.drawPath(taper(at(root - (0, 0.04)), at(tip), m(0.055), m(0.008)), ink(HIDE))
        tail = [rump + (-0.1, 0.0)] + [
            rump + (-0.2 - 0.17 * k, 0.05 - 0.07 * k + 0.05 * k * np.sin(f * 0.16 - k * 0.8)) for k in range(1, 6)
        ]
        for k in range(5):
            canvas.drawPath(taper(at(tail[k]), at(tail[k + 1]), m(0.12 - 0.022 * k), m(0.10 - 0.022 * k)), ink(HIDE))

    sheet.draw(body, 0.8, 0.13, wet=0.5)
    for k in range(4):  # ribs: what little there is of it stands out
        root = middle + (chest - rump) * (0.10 + 0.10 * k) + (0, 0.03 - s.arch * 0.25)
        sheet.draw(
            lambda c, p=root: c.drawPath(
                curve([at(p + (0, 0.05)), at(p + (0.05, -0.05)), at(p + (0.03, -0.14))]),
                ink((0.085, 0.09, 0.09), m(0.022)),
            ),
            0.8,
            0.02,
            0.5,
            3,
        )
    c, n = np.cos(s.nod), np.sin(s.nod)

    def spot(dx: float, dy: float, jaw: float = 0.0):
        dx, dy = dx * np.cos(jaw) + dy * np.sin(jaw), dy * np.cos(jaw) - dx * np.sin(jaw)
        return at(skull + (dx * c + dy * n, dy * c - dx * n))

    def head(canvas) -> None:
        gape = s.jaw * 0.9
        low = [(-0.02, -0.05), (0.12, -0.075), (0.30, -0.062), (0.43, -0.03), (0.30, -0.02), (0.10, -0.015)]
        canvas.drawPath(curve([spot(*p, gape) for p in low], closed=True), ink(tuple(v * 0.6 for v in BONE)))
        for k in range(5):  # teeth
            canvas.drawPath(
                taper(spot(0.18 + 0.05 * k, -0.03, gape), spot(0.19 + 0.05 * k, 0.02, gape), m(0.016), m(0.004)),
                ink(BONE),
            )
        high = [(-0.13, 0.03), (-0.06, 0.115), (0.06, 0.125), (0.17, 0.085), (0.33, 0.055), (0.47, 0.01),
                (0.46, -0.025), (0.30, -0.02), (0.12, -0.035), (-0.06, -0.06)]  # fmt: skip
        canvas.drawPath(curve([spot(*p) for p in high], closed=True), ink(BONE))
        for k in range(6):
            canvas.drawPath(
                taper(spot(0.20 + 0.045 * k, -0.015), spot(0.205 + 0.045 * k, -0.06), m(0.016), m(0.004)), ink(BONE)
            )
        for dx, dy, big in ((0.09, 0.045, 0.042), (0.185, 0.03, 0.026), (0.40, 0.012, 0.012)):
            canvas.drawCircle(*spot(dx, dy), m(big), ink((0.01, 0.01, 0.012)))
        for k, (dx, lean) in enumerate(((-0.03, -0.5), (-0.10, -0.9))):  # broken horns
            horn = [spot(dx, 0.10), spot(dx + 0.22 * lean, 0.24), spot(dx + 0.52 * lean, 0.30 - 0.05 * k)]
            for j in range(2):
                canvas.drawPath(
                    taper(horn[j], horn[j + 1], m(0.05 - 0.02 * j), m(0.032 - 0.022 * j)),
                    ink(tuple(v * 0.45 for v in BONE)),
                )

    sheet.draw(head, 0.9, 0.06, 0.35, depth=8)
    sheet.draw(lambda c: limb(c, rump + (0.06, -0.02), spots[1], 1.0, False, 0), flat=0.05, wet=0.5, depth=6)
    sheet.draw(lambda c: limb(c, chest + (0.05, -0.04), spots[3], 1.0, True, s.claws), flat=0.05, wet=0.5, depth=10)
    if gone(f) > 0:
        _burn(sheet, gone(f))
    return sheet


@cache
def _grain() -> np.ndarray:
    from films.toolkit.canvas import fbm

    n = SIDE * 2
    return fbm(n, n, 5, 14, 77)


def _burn(sheet: Sheet, share: float) -> None:
    """It falls to ash: holes eat through it, and glow at their edges."""
    left = _grain() - 0.16 - 0.62 * share
    keep = smooth(-0.01, 0.01, left)
    glow = np.exp(-((left / 0.028) ** 2)) * (sheet.colour[..., 3] > 0.3)
    sheet.glow = glow.reshape(SIDE, 2, SIDE, 2).mean((1, 3)).astype(np.float32)
    sheet.colour *= keep[..., None]


def eyes(f: int) -> tuple[list[tuple[float, float, float]], float]:
    """Its eyes, (x, y, size) in metres, and how bright they are. Before it shows itself they are all there is."""
    s, state = Shape(*shapes()[f]), acting.columns()
    x, high = float(state["enemy_x"][f]), float(state["enemy_high"][f])
    c, n = np.cos(s.nod), np.sin(s.nod)
    shiver = 0.012 * np.sin(f * 2.1) + 0.008 * np.sin(f * 3.7)
    skull = np.array([x + s.skull_x, s.skull_y + 1.5 * shiver + high])
    found = [
        (*(skull + (dx * c + dy * n, dy * c - dx * n)), size)
        for dx, dy, size in ((0.09, 0.045, 1.0), (0.185, 0.03, 0.6))
    ]
    bright = 0.0
    if 508 <= f < 1409:
        bright = float(smooth(508, 526, f))
        for shut in (541, 592, 633, 671, 708):  # it blinks, and once it is somewhere else
            bright *= 1 - np.exp(-(((f - shut) / 2.6) ** 2))
        bright *= 1 - 0.75 * float(smooth(552, 560, f)) * float(smooth(590, 580, f))
    elif 1409 <= f < 1440:
        bright = float(1 - (f - 1409) / 30) ** 2
    return found, bright


def finish(light: np.ndarray, view, sheet: Sheet | None) -> None:
    """Its eyes; the smoke it sheds; its glow as it burns."""
    f = view.f
    row = base(f)
    if sheet is not None and gone(f) > 0:
        n = sheet.side
        x, y = view.screen(sheet.centre[0], sheet.centre[1], row)
        i0, j0 = round(x - n / 2), round(y - n / 2)
        a0, b0, a1, b1 = max(j0, 0), max(i0, 0), min(j0 + n, light.shape[0]), min(i0 + n, light.shape[1])
        if a1 > a0 and b1 > b0:
            part = sheet.glow[a0 - j0 : a1 - j0, b0 - i0 : b1 - i0, None]
            light[a0:a1, b0:b1] += part * np.array([2.2, 0.85, 0.20], np.float32)
    found, bright = eyes(f)
    if bright <= 0.01:
        return
    points = np.array([view.screen(x, y, row) for x, y, _ in found], np.float32)
    size = np.array([s for *_, s in found], np.float32)
    lamp.splat(light, points, 0.8 + 0.5 * size, (bright * size[:, None] * 9.0 * COLD).astype(np.float32))
    lamp.splat(light, points, 4.5 + 2 * size, (bright * size[:, None] * 7.0 * COLD).astype(np.float32))
