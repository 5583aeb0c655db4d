"""Heads: skull, brow, nose, lids and jaw, with room for age and for a character's own proportions.

A head's own frame: the origin between the ears, +z out of the face, +y up, +x the person's right.
"""

from dataclasses import dataclass, replace

import numpy as np

from .hands import shadowed
from .sculpt import Cloth, Sculpture
from .stage import vec

EYE = Cloth((0.26, 0.24, 0.22), shine=0.28, tight=60, relief=0.0, soft=0.2)
IRIS = Cloth((0.04, 0.035, 0.03), shine=0.8, tight=120, relief=0.0)
LINE = Cloth((0.05, 0.03, 0.025), relief=0.0)


@dataclass(frozen=True)
class Face:
    """What makes one face not another."""

    skin: Cloth
    lips: tuple[float, float, float]
    brow: Cloth
    nose: float = 1.0
    jaw: float = 1.0
    heavy_brow: float = 0.0
    hollow: float = 0.5  # sunken cheeks and folds of age
    beard: Cloth | None = None


def head(
    s: Sculpture,
    o: np.ndarray,
    r: np.ndarray,
    face: Face,
    *,
    size: float = 1.0,
    eyes: float = 1.0,
    mouth: float = 0.0,
    look: tuple[float, float] = (0.0, 0.0),
    smile: float = 0.0,
) -> None:
    """Model a head at `o` turned by `r`. `eyes` 0 shut to 1 open; `mouth` 0 closed to 1 speaking wide."""

    def at(x: float, y: float, z: float) -> np.ndarray:
        return o + r @ (vec(x, y, z) * size)

    ex = r @ vec(1, 0, 0)
    skin = face.skin

    def put(a, b, ra, rb=None, **k):
        k["melt"] = k.get("melt", 0.02) * size
        s.add(a, b, ra * size, (ra if rb is None else rb) * size, cloth=k.pop("cloth", skin), **k)

    drop = 0.014 * mouth
    # skull and the block of the face
    put(at(0, 0.030, -0.030), at(0, 0.036, 0.020), 0.085, 0.078, flat=0.93, across=ex)
    put(at(0, 0.005, 0.035), at(0, -0.050, 0.040), 0.058, 0.047, flat=1.0, across=ex, melt=0.03)
    # jaw and chin
    for q in (-1, 1):
        put(
            at(q * 0.054 * face.jaw, -0.040, 0.002),
            at(q * 0.020, -0.090 - drop, 0.060),
            0.020 * face.jaw,
            0.018,
            melt=0.03,
        )
        put(at(q * 0.043, -0.020, 0.062), at(q * 0.047, -0.015, 0.045), 0.017, melt=0.024)  # cheekbone
    put(at(0, -0.097 - drop, 0.067), at(0, -0.094 - drop, 0.060), 0.018 * face.jaw, melt=0.018)
    put(at(0, -0.062, 0.072), at(0, -0.074 - drop * 0.6, 0.070), 0.026, melt=0.02)
    # brow, sockets, lids
    put(at(-0.034, 0.025, 0.080), at(0.034, 0.025, 0.080), 0.0125 + 0.003 * face.heavy_brow, melt=0.018)
    for q in (-1, 1):
        put(at(q * 0.031, 0.003, 0.106), at(q * 0.037, 0.003, 0.102), 0.0155, melt=0.016, carve=True)
        put(at(q * 0.064, -0.050, 0.066), at(q * 0.058, -0.066, 0.062), 0.012 * face.hollow, melt=0.026, carve=True)
        ball = at(q * 0.031, 0.002, 0.0795)
        aim = r @ vec(np.sin(np.radians(look[0])), np.sin(np.radians(look[1])), 1.0)
        aim = aim / np.linalg.norm(aim)
        put(ball, ball, 0.0132, melt=0.002, cloth=EYE)
        put(ball + aim * 0.0088 * size, ball + aim * 0.0088 * size, 0.0056, melt=0.0004, cloth=IRIS)
        # the lids: two shells over the ball, apart by the opening
        gap = 0.0062 * eyes
        for lid, y in ((1, 0.0022 + gap), (-1, -0.0030 - gap * 0.45)):
            push = 0.0032
            put(
                at(q * 0.031 - 0.011, 0.002 + y, 0.0810 + push),
                at(q * 0.031 + 0.011, 0.002 + y - 0.0008, 0.0795 + push),
                0.0064 if lid > 0 else 0.0058,
                melt=0.005,
                cloth=skin,
            )
        if eyes < 0.25:
            put(
                at(q * 0.031 - 0.012, -0.001, 0.0905),
                at(q * 0.031 + 0.012, -0.0015, 0.0885),
                0.0013,
                melt=0.001,
                cloth=LINE,
            )
        else:
            put(
                at(q * 0.031 - 0.012, 0.0005 + gap, 0.0915),
                at(q * 0.031 + 0.012, -0.0002 + gap, 0.0895),
                0.0012,
                melt=0.001,
                cloth=LINE,
            )
        put(at(q * 0.014, 0.0275, 0.0945), at(q * 0.043, 0.0240, 0.0865), 0.0036, 0.0026, melt=0.006, cloth=face.brow)
        put(at(q * 0.022, -0.017, 0.0855), at(q * 0.041, -0.014, 0.078), 0.0045, melt=0.010)  # bag under the eye
    # nose
    n = face.nose
    put(at(0, 0.016, 0.088), at(0, -0.028, 0.098 + 0.014 * n), 0.0085, 0.0095, melt=0.010)
    put(at(0, -0.034, 0.100 + 0.014 * n), at(0, -0.036, 0.098 + 0.014 * n), 0.0105, melt=0.006)
    for q in (-1, 1):
        put(at(q * 0.0115, -0.036, 0.100), at(q * 0.0125, -0.037, 0.093), 0.0072, melt=0.006)
        put(at(q * 0.006, -0.0445, 0.1075), at(q * 0.007, -0.043, 0.101), 0.0028, melt=0.003, carve=True, cloth=LINE)
        # the fold from nose to mouth
        put(at(q * 0.023, -0.039, 0.096), at(q * 0.035, -0.068, 0.084), 0.0026 * face.hollow, melt=0.008, carve=True)
    # mouth
    lip = replace(skin, colour=face.lips, shine=0.14)
    up, wide = 0.004 * smile, 0.021 + 0.002 * smile - 0.003 * mouth
    for q in (-1, 1):
        put(at(0, -0.0655, 0.0965), at(q * wide, -0.0690 + up, 0.0855), 0.0055, 0.0030, melt=0.005, cloth=lip)
        put(
            at(0, -0.0765 - drop, 0.0950),
            at(q * wide * 0.9, -0.0720 + up - drop * 0.4, 0.0855),
            0.0062,
            0.0030,
            melt=0.005,
            cloth=lip,
        )
    mid = -0.0708 - drop * 0.45
    put(
        at(-wide * 0.95, mid + up * 0.6, 0.0905),
        at(wide * 0.95, mid + up * 0.6, 0.0905),
        0.0011 + 0.0048 * mouth,
        melt=0.003,
        carve=True,
        cloth=LINE,
    )
    put(at(0, mid, 0.101), at(0, mid, 0.094), 0.0011 + 0.0048 * mouth, melt=0.003, carve=True, cloth=LINE)
    # ears
    for q in (-1, 1):
        put(at(q * 0.079, 0.008, -0.010), at(q * 0.078, -0.020, -0.004), 0.022, 0.015, flat=0.34, across=ex, melt=0.008)
        put(
            at(q * 0.090, 0.004, -0.004),
            at(q * 0.088, -0.014, -0.001),
            0.010,
            0.007,
            flat=0.5,
            across=ex,
            melt=0.006,
            carve=True,
            cloth=shadowed(skin, 0.5),
        )
    if face.beard is not None:
        b = face.beard
        for q in (-1, 1):
            put(at(q * 0.068, -0.018, 0.006), at(q * 0.050, -0.070, 0.036), 0.013, 0.020, melt=0.018, cloth=b)
            put(at(q * 0.048, -0.072, 0.040), at(q * 0.012, -0.104 - drop, 0.066), 0.021, 0.022, melt=0.02, cloth=b)
            put(at(q * 0.003, -0.0570, 0.103), at(q * 0.030, -0.0700, 0.085), 0.0062, 0.0058, melt=0.008, cloth=b)
            put(at(q * 0.030, -0.068, 0.082), at(q * 0.030, -0.086 - drop, 0.070), 0.009, 0.014, melt=0.014, cloth=b)
        put(at(0, -0.110 - drop, 0.066), at(0, -0.096 - drop, 0.072), 0.024, 0.020, melt=0.02, cloth=b)
