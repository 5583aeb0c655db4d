"""Her hand and his, close: modelled and lit (`films.toolkit.hands`), then painted like everything else."""

from functools import cache

import numpy as np
from scipy.ndimage import gaussian_filter

from films.toolkit.canvas import H, W
from films.toolkit.hands import Grip, hand
from films.toolkit.sculpt import Cloth, Sculpture, Source
from films.toolkit.stage import Camera, unit, vec
from films.toolkit.wash import Cutout, simplify, strokes, wobble

HERS = Cloth((0.52, 0.45, 0.395), shine=0.06, tight=18, grain=520, relief=0.10, soft=0.35)
HIS = Cloth((0.47, 0.405, 0.35), shine=0.05, tight=16, grain=420, relief=0.16, soft=0.32)
BLACK_WOOL = Cloth((0.060, 0.063, 0.068), shine=0.02, tight=8, fuzz=0.25, grain=520, relief=0.30, soft=0.2, folds=0.3)
GREY_WOOL = Cloth((0.105, 0.112, 0.118), shine=0.02, tight=8, fuzz=0.20, grain=430, relief=0.42, soft=0.2, folds=0.4)

PRESS = Grip(((26, 20, 8), (52, 58, 30), (58, 66, 34), (62, 68, 34)), (-4, 0, 3, 6), (30, 20, 14), 30)
POINT = Grip(((8, 16, 10), (40, 52, 28), (52, 64, 34), (58, 68, 36)), (-5, 0, 3, 6), (24, 26, 20), 34)


def frame_of(fingers, back) -> np.ndarray:
    """The axes of a hand from where its fingers and the back of it point."""
    z = unit(vec(*fingers))
    y = unit(vec(*back) - z * (vec(*back) @ z))
    return np.stack([np.cross(y, z), y, z], 1)


def sleeve(s: Sculpture, wrist, away, cloth: Cloth, radius: float, long: float = 0.5) -> None:
    """A cuff and the sleeve behind it."""
    n, w = unit(vec(*away)), vec(*wrist)
    mouth = w + n * 0.030
    s.add(
        mouth,
        mouth + n * 0.09,
        radius,
        radius * 1.03,
        cloth=cloth,
        bell=True,
        melt=0.004,
        shell=0.0045,
        flat=0.86,
        across=(0, 1, 0),
    )
    s.add(
        mouth + n * 0.06,
        mouth + n * long,
        radius * 0.94,
        radius * 1.42,
        cloth=cloth,
        melt=0.02,
        flat=0.9,
        across=(0, 1, 0),
    )
    r = np.random.default_rng(5)
    for k in range(6):
        c = mouth + n * (0.10 + 0.05 * k)
        d = unit(np.cross(n, vec(*r.normal(0, 1, 3)))) * radius * 0.74
        s.add(
            c + d,
            c + d * 0.4 + unit(np.cross(n, d)) * radius * 0.8,
            radius * 0.30,
            radius * 0.24,
            cloth=cloth,
            melt=0.024,
        )


def painted(
    s: Sculpture, camera: Camera, lights: list[Source], ambient, exposure: float, seed: int
) -> tuple[Cutout, Cutout]:
    """A sculpture as a cut-out the size of the whole frame, and its soft shadow."""
    colour, cover, _, x0, y0 = s.paint(camera, lights, ambient)
    light, alpha = np.zeros((H, W, 3), np.float32), np.zeros((H, W), np.float32)
    h, w = cover.shape
    light[y0 : y0 + h, x0 : x0 + w], alpha[y0 : y0 + h, x0 : x0 + w] = colour, cover
    weight = gaussian_filter(alpha, 3)[..., None]
    spread = gaussian_filter(light * alpha[..., None], (3, 3, 0)) / np.maximum(weight, 1e-3)
    x = np.clip(np.where(alpha[..., None] > 0.5, light, spread) * exposure, 0, None)
    shown = np.clip(x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14), 0, 1) ** (1 / 1.75)
    both = wobble(np.dstack([shown, alpha]).astype(np.float32), 0.9, 14, seed)
    shown, alpha = simplify(both[..., :3], 1.4), np.clip(both[..., 3], 0, 1)
    line = strokes(shown, 12, seed, 1.2)[..., None]
    dark = np.dstack([np.full((H, W, 3), 0.07), 0.5 * gaussian_filter(alpha, 7)])
    return Cutout(np.dstack([shown * (1 + 0.014 * line) + 0.004 * line, alpha]), 1.0), Cutout(dark, 1.0)


WINDOW_LEFT = (Source((-1.3, 1.5, -0.7), (3.3, 3.4, 3.45), True, 0.5), Source((1.2, 0.6, -1.2), (0.28, 0.28, 0.28)))


@cache
def pressing() -> tuple[Cutout, Cutout, tuple[float, float]]:
    """Nora's right hand from the right, the first finger down on a key; its shadow; where its tip is."""
    camera = Camera((0.0, 0.16, -0.80), (0.06, 0.0, 0.0), 1500)
    s = Sculpture()
    wrist = vec(0.19, 0.075, 0.0)
    places = hand(
        s,
        wrist,
        frame_of((-0.94, -0.24, 0.16), (-0.10, 0.92, -0.30)),
        skin=HERS,
        right=True,
        grip=PRESS,
        size=0.92,
        stout=0.92,
        age=0.2,
        fine=True,
    )
    sleeve(s, wrist, (0.94, 0.10, -0.05), BLACK_WOOL, 0.043)
    cut, dark = painted(s, camera, list(WINDOW_LEFT), (0.115, 0.118, 0.122), 1.25, 3)
    x, y, _ = camera.project(places["tip"])
    return cut, dark, (float(x), float(y))


@cache
def pointing() -> tuple[Cutout, Cutout, tuple[float, float]]:
    """Tom's left hand from below on the right, the first finger nearly out; its shadow; where its tip is."""
    camera = Camera((0.0, 0.02, -0.80), (0.0, 0.02, 0.0), 1500, W / 2 - 120, H / 2 - 130)
    s = Sculpture()
    wrist = vec(0.09, -0.09, -0.05)
    places = hand(
        s,
        wrist,
        frame_of((-0.50, 0.80, 0.30), (0.52, 0.22, -0.80)),
        skin=HIS,
        right=True,
        grip=POINT,
        size=1.04,
        stout=1.05,
        age=0.3,
        fine=True,
    )
    sleeve(s, wrist, (0.52, -0.84, -0.10), GREY_WOOL, 0.052)
    cut, dark = painted(s, camera, list(WINDOW_LEFT), (0.115, 0.118, 0.122), 1.2, 4)
    x, y, _ = camera.project(places["tip"])
    return cut, dark, (float(x), float(y))
