"""Shot 9, close: two old hands touch at 1440; his closes over hers; the key is put down and goes dark."""

from dataclasses import replace
from functools import cache

import numpy as np

from films.toolkit.canvas import H, Light, W, rgb, smooth
from films.toolkit.hands import Grip, hand
from films.toolkit.people import draw, soften
from films.toolkit.sculpt import Cloth, Sculpture, Source
from films.toolkit.stage import Camera, Keys, drift, unit, vec

from .greenhouse import SOIL_Y, WARM, Lamp, Stage, lit_disc
from .jon import COAT, key
from .jon import SKIN as HIS_SKIN
from .lightroom import develop
from .mara import CARDIGAN as MARAS_CARDIGAN
from .mara import SKIN as HER_SKIN

START, END = 1416, 1536
TOUCH, KEY_DARK = 1440, 1480
CAMERA = Camera((1.80, 1.235, 5.56), (1.045, 0.918, 5.56), 1060)
# near enough to see the stitches
CARDIGAN = replace(MARAS_CARDIGAN, colour=(0.19, 0.175, 0.165), ribs=52.0, grain=420.0, folds=0.30)
CRUMB = Cloth((0.085, 0.065, 0.05), grain=300, relief=0.5, soft=0.1)
HEART = vec(1.30, SOIL_Y + 0.13, 5.17)


@cache
def stage() -> Stage:
    return Stage(CAMERA, [Lamp(tuple(HEART), tuple(np.array([0.17, 0.60, 1.05]) * 0.14), 8, down=0.0, size=0.06)])


HERS = Grip(((10, 20, 12), (12, 24, 14), (16, 28, 16), (22, 30, 18)), (-9, -2, 5, 13), (34, 16, 12), 14)
HERS_HELD = Grip(((14, 26, 16), (17, 30, 18), (20, 32, 20), (25, 34, 20)), (-6, -1, 4, 10), (22, 20, 18), 2)
REACHING = Grip(((10, 16, 10), (14, 22, 12), (20, 30, 16), (28, 36, 20)), (-7, -1, 5, 11), (36, 14, 10), 18)
OVER = Grip(((30, 34, 18), (33, 38, 20), (36, 42, 22), (40, 44, 24)), (-6, -1, 4, 9), (34, 26, 22), 30)
HOLDING = Grip(((44, 60, 30), (48, 64, 32), (52, 66, 34), (55, 66, 34)), (-3, 0, 3, 6), (28, 24, 22), 36)
LOOSE = Grip(((18, 26, 14), (20, 30, 16), (24, 32, 18), (28, 34, 20)), (-8, -2, 5, 12), (44, 14, 12), 26)

# wrists: hers comes along the soil from the left, his from the right and above
HER_WRIST = Keys(
    (1416, (1.030, 0.898, 5.285)),
    (1438, (1.035, 0.896, 5.375), 0.3),
    (1446, (1.035, 0.896, 5.380)),
    (1476, (1.035, 0.894, 5.384)),
    (1536, (1.035, 0.894, 5.384)),
)
HIS_WRIST = Keys(
    (1416, (1.050, 1.015, 5.900)),
    (1432, (1.050, 0.968, 5.762)),
    (1443, (1.050, 0.9525, 5.7364)),
    (1450, (1.050, 0.9525, 5.7364)),
    (1474, (1.045, 0.960, 5.612)),
    (1484, (1.045, 0.954, 5.606)),
    (1536, (1.045, 0.954, 5.606)),
)
HIS_PITCH = Keys((1416, 20), (1432, 12), (1443, 8), (1450, 8), (1464, -4), (1480, 3), (1536, 4))
CLOSE = Keys((1450, 0.0), (1466, 0.35), (1486, 1.0, 0.2))
ANSWER = Keys((1484, 0.0), (1510, 1.0))
# the other hand, behind, sets the key on the soil and lets go
KEY_WRIST = Keys(
    (1416, (0.78, 1.10, 6.16)),
    (1440, (0.78, 1.06, 6.12)),
    (1470, (0.80, 0.945, 6.055)),
    (1476, (0.80, 0.945, 6.055)),
    (1500, (0.74, 1.05, 6.25)),
)
RELEASE = Keys((1470, 0.0), (1479, 1.0))


def frame_of(fingers: np.ndarray, back: np.ndarray) -> np.ndarray:
    z = unit(fingers)
    y = unit(back - z * (back @ z))
    return np.stack([np.cross(y, z), y, z], 1)


def sleeve(
    s: Sculpture, wrist: np.ndarray, away: np.ndarray, cloth: Cloth, radius: float, long: float, *, ribbed: bool
) -> None:
    """A cuff round the wrist and the sleeve behind it, with slack above the cuff."""
    n = unit(away)
    mouth = wrist + n * 0.022
    if ribbed:
        ribs = Cloth(**{**cloth.__dict__, "ribs": 36.0, "relief": 0.3, "grain": 420.0})
        s.add(
            mouth,
            mouth + n * 0.050,
            radius * 0.86,
            radius * 0.92,
            cloth=ribs,
            bell=True,
            melt=0.006,
            fold=0.012,
            pleats=18,
            flat=0.86,
            across=(0, 1, 0),
        )
        s.add(mouth + n * 0.004, mouth + n * 0.001, radius * 0.80, cloth=ribs, melt=0.004, flat=0.86, across=(0, 1, 0))
        s.add(
            mouth + n * 0.060,
            mouth + n * long,
            radius * 1.02,
            radius * 1.35,
            cloth=cloth,
            melt=0.03,
            flat=0.92,
            across=(0, 1, 0),
        )
    else:
        s.add(
            mouth,
            mouth + n * 0.085,
            radius,
            radius * 1.04,
            cloth=cloth,
            bell=True,
            melt=0.004,
            shell=0.0050,
            flat=0.90,
            across=(0, 1, 0),
        )
        s.add(
            mouth + n * 0.070,
            mouth + n * long,
            radius * 0.93,
            radius * 1.30,
            cloth=cloth,
            melt=0.012,
            flat=0.92,
            across=(0, 1, 0),
        )
        b = mouth + n * 0.060 + vec(radius * 0.88, radius * 0.30, 0)
        s.add(
            b,
            b + vec(0.003, 0.001, 0),
            0.0085,
            cloth=Cloth((0.05, 0.045, 0.04), shine=0.5, tight=24, relief=0.0),
            melt=0.001,
        )
    r = np.random.default_rng(8 if ribbed else 5)
    for k in range(5):
        c = mouth + n * (0.095 + 0.045 * k)
        tilt = vec(*r.normal(0, 0.4, 3))
        d = unit(np.cross(n, vec(*r.normal(0, 1, 3)))) * radius * 0.72
        s.add(
            c + d + tilt * 0.02,
            c + d * 0.4 + unit(np.cross(n, d)) * radius * 0.8,
            radius * 0.30,
            radius * 0.24,
            cloth=cloth,
            melt=0.022,
        )


@cache
def crumbs() -> Sculpture:
    """Loose soil, so that the hands lie on something."""
    s = Sculpture()
    r = np.random.default_rng(12)
    for _ in range(420):
        p = vec(r.uniform(0.985, 1.45), SOIL_Y - 0.0012, r.uniform(5.08, 6.02))
        size = 0.0014 + 0.0034 * r.random() ** 4
        s.add(p, p + vec(*r.normal(0, size * 0.7, 3)), size, size * 0.7, cloth=CRUMB, melt=0.004)
    return s


@cache
def _crumbs_seen() -> tuple[np.ndarray, np.ndarray]:
    painted = crumbs().paint(CAMERA, [blue_light(1.0), *WARM_LIGHTS], (0.010, 0.014, 0.02))
    sheet, cover = np.zeros((1, H, W, 3), np.float32), np.zeros((H, W), np.float32)
    colour, a, _, x0, y0 = painted
    h, w = a.shape
    sheet[0, y0 : y0 + h, x0 : x0 + w], cover[y0 : y0 + h, x0 : x0 + w] = colour * a[..., None], a
    return sheet, cover


def strewn(light: Light, zoomed: dict[str, float], g: float) -> Light:
    """Lay the crumbs, painted once, at this frame's scale."""
    sheet, cover = _crumbs_seen()
    s, px, py = zoomed["scale"], zoomed["px"], zoomed["py"]
    colour, a, _ = develop(sheet, cover, cover, np.full((1, 3), g, np.float32), s, px - px / s, py - py / s, W, H)
    return light * (1 - a[..., None]) + colour


def blue_light(g: float) -> Source:
    return Source(tuple(HEART), tuple(np.array([0.17, 0.60, 1.05]) * 0.150 * g), True, 0.10)


WARM_LIGHTS = (
    Source((0.25, 1.75, 6.25), tuple(WARM * 1.35), False, 0.3),
    Source((0.72, 1.9, 5.7), tuple(WARM * 0.30), True, 0.3),
    Source((2.0, 1.9, 5.9), tuple(rgb("#8fa6c4", 0.10))),
)


def hands_at(f: float) -> tuple[Sculpture, Sculpture, np.ndarray]:
    """Both hands and sleeves as one sculpture, the hand with the key as another, and where the tag is."""
    breath = 0.0012 * np.sin(f / 13.0)
    s = Sculpture()
    hw = HER_WRIST(f) + vec(0, breath, 0)
    a, c = float(ANSWER(f)), float(CLOSE(f))
    her = frame_of(vec(0.16 + 0.01 * drift(f, 2), -0.045, 1.0), vec(0.10, 1, 0.05))
    hand(
        s,
        hw,
        her,
        skin=HER_SKIN,
        right=False,
        grip=HERS.mixed(HERS_HELD, a),
        size=0.93,
        stout=0.94,
        age=1.0,
        fine=True,
    )
    sleeve(s, hw, vec(-0.10, 0.16, -1.0), CARDIGAN, 0.046, 0.45, ribbed=True)
    jw = HIS_WRIST(f) + vec(0, breath * 1.2 * c, 0)
    lift = np.radians(float(HIS_PITCH(f)))
    swing = 0.10 + 0.16 * c
    his = frame_of(vec(swing, -np.sin(lift) - 0.05, -np.cos(lift)), vec(0.16, 1, 0.0))
    hand(
        s, jw, his, skin=HIS_SKIN, right=True, grip=REACHING.mixed(OVER, c), size=1.06, stout=1.08, age=0.75, fine=True
    )
    sleeve(s, jw, vec(-0.10, 0.30, 1.0), COAT, 0.058, 0.45, ribbed=False)
    k = Sculpture()
    kw = KEY_WRIST(f)
    free = float(RELEASE(f))
    hold = frame_of(vec(0.25, -0.55, -0.80), vec(-0.4, 0.8, -0.4))
    places = hand(
        k, kw, hold, skin=HIS_SKIN, right=False, grip=HOLDING.mixed(LOOSE, free), size=1.06, stout=1.08, age=0.6
    )
    sleeve(k, kw, vec(-0.2, 0.75, 1.0), COAT, 0.058, 0.4, ribbed=False)
    rest = vec(0.83, SOIL_Y + 0.017, 5.955)
    held = places["grasp"]
    down = float(Keys((1464, 0.0), (1472, 1.0))(f))
    grasp = held * (1 - down) + rest * down
    along = unit(vec(0.35, -0.55, -0.6) * (1 - down) + vec(0.25, -0.02, -0.95) * down)
    on = float(smooth(KEY_DARK + 3, KEY_DARK - 1, f)) * (0.9 + 0.1 * np.sin(f / 5.0))
    tag = key(k, grasp, along, vec(0.9, 0.1, 0.3), on, 1.0)
    return s, k, np.array([*tag, on])


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    push = (f - START) / (END - START)
    zoomed = {"scale": 1.0 + 0.075 * push, "px": 430.0, "py": 262.0}
    g = 1.0 + 0.03 * np.sin(f / 17.0)
    w = [0.22, 0, 0, 0, 0, 0, 0, 1.0, g]
    light, depth, cam = stage().light(w, None, **zoomed)
    light = soften(light, -depth, -1.02, -0.90, 9.0)
    light = lit_disc(light, 690.0, 20.0, 300.0, WARM * 0.060)  # the lamp's haze, far behind
    s, k, tag = hands_at(f)
    lights = [blue_light(g), *WARM_LIGHTS]
    light = strewn(light, zoomed, g)
    # the hands' own shade on the soil
    for at, r, dark in (
        (HER_WRIST(f) + vec(0.015, 0, 0.085), 0.075, 0.75),
        (HIS_WRIST(f) + vec(0.0, 0, -0.10), 0.085, 0.55 - 3.0 * (HIS_WRIST(f)[1] - 0.95)),
    ):
        x, y, z = cam.project(at * [1, 0, 1] + vec(0, SOIL_Y, 0))
        veil = np.zeros_like(light)
        lit_disc(veil, float(x), float(y) + 4, r * cam.focal / z, vec(1, 1, 1) * max(0.0, dark))
        light = light * (1 - np.clip(veil, 0, 0.9))
    light = draw(light, k, cam, lights, None, ambient=(0.010, 0.014, 0.02), blur=3.2)
    x, y, _ = cam.project(tag[:3])
    light = lit_disc(light, float(x), float(y), 16.0, vec(0.9, 0.10, 0.05) * 0.5 * tag[3])
    light = lit_disc(light, float(x), float(y), 60.0, vec(0.9, 0.10, 0.05) * 0.05 * tag[3])
    light = draw(light, s, cam, lights, None, ambient=(0.010, 0.014, 0.02))
    # the flower just out of the picture on the left
    x, y, z = cam.project(HEART)
    light = lit_disc(light, float(x) - 30, float(y) - 30, 210.0, np.array([0.13, 0.50, 1.0]) * 0.13 * g)
    return light
