"""Shot 3, over his shoulder: he turns the leaf (264), and tomorrow is written there. He reads it; it is still wet."""

from functools import cache

import numpy as np
from scipy.ndimage import gaussian_filter

from films.toolkit.canvas import H, Light, W
from films.toolkit.figure import Pose
from films.toolkit.hands import Grip
from films.toolkit.sculpt import Sculpture, lay
from films.toolkit.stage import Camera, Keys, drift, ease, vec

from . import ivo
from .book import ELEVENTH, FOURTEENTH, THIRTEENTH, TWELFTH, Leaf, Page, lay_page, on_page
from .engrave import engrave
from .exposure import on_twos
from .plate import Plate, bake, dithered, lit
from .study import burning, flame, lamp_light, moon_light, room

START, END = 246, 516
TURN = 264
STILLS = (268, 400)
EXPOSURE = 1.5
CAMERA = Camera((0.27, 1.62, -0.70), (0.088, 0.775, -0.018), 1830)
POINTING = Grip(((10, 14, 8), (58, 66, 30), (64, 70, 34), (66, 70, 34)), (-4, 0, 3, 6), (34, 26, 20), 34)
TAKING = Grip(((34, 30, 14), (38, 40, 20), (46, 50, 26), (52, 54, 28)), (-4, 0, 3, 7), (32, 20, 16), 34)


@cache
def plate() -> Plate:
    return bake(room(chair=False), CAMERA, [lamp_light(), moon_light()])


def turned(f: float) -> float:
    """How far the leaf has gone over: it leaves the page on 264."""
    return ease((f - TURN + 1.0) / 17.0, -0.3) if f >= TURN else 0.0


HOLD = vec(0.075, 0.035, -0.125)
REST = vec(0.255, 0.815, -0.235)
FLUNG = vec(0.215, 0.855, -0.225)


def wanted(f: float) -> tuple[np.ndarray, float]:
    """Where the right hand is to be, and how much of that is said of the index finger's tip, not of the wrist."""
    line = on_page(np.array([[float(Keys((300, 0.030), (318, 0.066), (384, 0.182))(f)), 0.052 + 0.0275]]), 1)[0]
    full_stop = on_page(np.array([FOURTEENTH.at[-1]]), 1)[0] + vec(0, 0.004, 0)
    read = line + vec(0, 0.006 + 0.004 * ease((f - 420) / 12), 0)
    if f < 269:
        u = ease((f - 248) / 13)
        return REST * (1 - u) + (vec(*Leaf(turned(f)).corner()) + HOLD) * u, 0.0
    if f < 284:  # he lets it go over by itself
        u = ease((f - 268) / 14)
        return (vec(*Leaf(turned(268)).corner()) + HOLD) * (1 - u) + FLUNG * u, 0.0
    if f < 301:
        u = ease((f - 284) / 16)
        return FLUNG * (1 - u) + read * u, u
    u, v = ease((f - 470) / 15), ease((f - 489) / 12)
    at = read * (1 - u) + full_stop * u + vec(0, 0.012 * np.sin(np.pi * u), 0)
    return at + v * vec(0.05, 0.055, -0.05), 1.0


def smear(f: float) -> float:
    """The full stop comes off on his finger from frame 486."""
    return ease((f - 486) / 4)


def pose(f: float, wrist: np.ndarray) -> Pose:
    breath = np.sin(f / 15.0)
    held = 1 - 0.85 * ease((f - 270) / 10) * ease((440 - f) / 30)  # he all but stops breathing
    look = Keys((246, (4, 26, 0)), (268, (2, 30, 0)), (300, (-4, 33, 1)), (384, (9, 32, 2)), (420, (9, 28, 3)),
                (436, (4, 24, -5)), (468, (6, 27, -3)), (486, (8, 33, 0)))  # fmt: skip
    return Pose(
        root=vec(-0.02, 0.50, -0.64),
        lean=14 + 0.5 * breath * held + float(Keys((264, 0), (282, 4), (420, 4), (436, 1))(f)),
        hunch=13,
        breath=breath * held,
        head=look(f) + vec(0.5 * drift(f, 5), 0.5 * drift(f, 9), 0),
        hand_l=vec(-0.21, 0.812, -0.20),
        hand_r=wrist,
        elbow_l=(-0.8, -0.35, -0.3),
        elbow_r=(0.95, -0.15, -0.45),
        eyes=0.7,
    )


def pace(f: int) -> int:
    """Drawings stand for two frames; for three, or, while he only reads, for eight."""
    return 2 if f < 302 else 3 if 414 <= f < 444 or 468 <= f < 504 else 8


@on_twos(START, TURN, 302, 414, 444, 468, 504, step=pace)
def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    g = burning(f) * (1 - 0.05 * ease((f - 270) / 60))
    push = (f - START) / (END - START)
    how = {"scale": 1 + 0.16 * (0.3 * push + 0.7 * ease(push)), "px": 430.0, "py": 200.0}
    c = ease((f - 282) / 17)
    want, by_tip = wanted(f)
    wrist = want - by_tip * vec(-0.06, -0.03, 0.15)
    for n in range(2 if by_tip else 1):
        s, j = ivo.model(
            pose(f, wrist),
            grips=(ivo.RELAXED, TAKING.mixed(POINTING, c)),
            palms=((0.25, -1, 0.1), (-0.35, -1, 0.15)),
            bends=(None, 10),
            fine=n > 0 or not by_tip,
        )
        wrist = wrist + by_tip * (want - j["tip_r"])
    cam = plate().seen_by(**how)
    lamps = [lamp_light(g), moon_light(0.06)]
    light, _, depth = lit(plate(), [1.0, g, 0.06], plate().shadow(s), **how)
    turn = turned(f)
    left = [(ink, 1.0) for ink in (*ELEVENTH, *TWELFTH)] if turn < 0.9 else []
    light, depth = lay_page(light, depth, Page(cam, -1), lamps, left, figure=s, ghost=THIRTEENTH if turn >= 0.9 else ())
    under = [(FOURTEENTH, 1.0)] if f >= TURN else [(ink, 1.0) for ink in THIRTEENTH]
    light, depth = lay_page(light, depth, Page(cam, 1), lamps, under, figure=s, wet=0.8 if f >= TURN else 0.1)
    if 0 < turn < 0.999:
        light = Leaf(turn).lay(light, cam, lamps[0], THIRTEENTH)
    light = smudge(light, cam, smear(f))
    hand, rest = parted(s, j["wrist_r"])
    light, depth = lay_soft(light, depth, rest, cam, lamps)
    painted = hand.paint(cam, lamps, (0.010, 0.012, 0.016), depth)
    light = lay(light, painted, depth)
    light = engrave(light, depth, focal=CAMERA.focal * 0.3, amount=0.55, **how)
    return dithered(flame(light, cam, g, f), f)


def smudge(light: Light, camera: Camera, amount: float) -> Light:
    """Wet ink drawn out into a smear."""
    if amount <= 0:
        return light
    a = camera.project(on_page(np.array([FOURTEENTH.at[-1], FOURTEENTH.at[-1] + [0.014 * amount, 0.002]]), 1))
    j, i = np.mgrid[0:H, 0:W].astype(np.float32)
    d = a[1, :2] - a[0, :2]
    t = np.clip(((i - a[0, 0]) * d[0] + (j - a[0, 1]) * d[1]) / (d @ d), 0, 1)
    away = np.hypot(i - a[0, 0] - t * d[0], j - a[0, 1] - t * d[1])
    mark = np.exp(-((away / (1.2 + 2.6 * t)) ** 2)) * (0.85 - 0.55 * t)
    return light * (1 - mark[..., None]).astype(np.float32)


def parted(s: Sculpture, wrist: np.ndarray, reach: float = 0.24) -> tuple[Sculpture, Sculpture]:
    """The hand on the page and the forearm to it, and the rest of him."""
    _, balls = s.solids()
    near = np.linalg.norm(balls[:, :3] - wrist, axis=1) < reach
    parts = []
    for chosen in (near, ~near):
        part = Sculpture()
        part.cloths = s.cloths
        part.lumps = [lump for lump, keep in zip(s.lumps, chosen, strict=True) if keep]
        parts.append(part)
    return parts[0], parts[1]


def lay_soft(light: Light, depth: np.ndarray, s: Sculpture, cam: Camera, lamps, sigma: float = 5.0) -> tuple:
    """Lay what is out of focus between us and the page: painted at half the size, as nothing in it is sharp."""
    small = cam.moved(0.5, dy=30.0, px=0.0, py=0.0)
    painted = s.paint(small, lamps, (0.010, 0.012, 0.016))
    if painted is None:
        return light, depth
    colour, cover, _, x0, y0 = painted
    h, w = cover.shape
    sheet = np.zeros((H // 2, W // 2 + 1, 4), np.float32)
    y, right = y0 - 30, min(x0 + w, W // 2 + 1)
    low = min(y + h, H // 2)
    part = np.concatenate([colour * cover[..., None], cover[..., None]], -1)
    sheet[max(y, 0) : low, x0:right] = part[max(-y, 0) : low - y, : right - x0]
    sheet = gaussian_filter(sheet, (sigma / 2, sigma / 2, 0)).repeat(2, 0).repeat(2, 1)[:H, :W]
    sheet = gaussian_filter(sheet, (1, 1, 0))
    return light * (1 - sheet[..., 3:]) + sheet[..., :3], depth
