"""Hands: bones, knuckles, tendons, nails. The same hand serves in a wide shot and in the close-up.

A hand's own frame: the wrist at the origin, +z along the fingers, +y out of the back of the hand; on a
right hand the thumb is at -x.
"""

from dataclasses import dataclass, replace

import numpy as np

from .sculpt import Cloth, Sculpture
from .stage import turn, vec


def nail_of(skin: Cloth) -> Cloth:
    r, g, b = skin.colour
    return replace(skin, colour=(r * 1.02, g * 1.10, b * 1.12), shine=0.35, tight=40, relief=0.0)


def shadowed(skin: Cloth, by: float = 0.55) -> Cloth:
    r, g, b = skin.colour
    return replace(skin, colour=(r * by, g * by * 0.85, b * by * 0.8))


@dataclass(frozen=True)
class Grip:
    """How the fingers are held, degrees of bend: (knuckle, middle joint, end joint) from index to little finger."""

    fingers: tuple[tuple[float, float, float], ...] = ((18, 22, 12), (20, 26, 14), (22, 28, 15), (24, 30, 16))
    spread: tuple[float, float, float, float] = (-7, -1, 4, 10)
    thumb: tuple[float, float, float] = (38, 18, 14)  # out to the side, knuckle bend, end bend
    thumb_drop: float = 28.0

    def mixed(self, other: "Grip", t: float) -> "Grip":
        def m(a, b):
            return tuple(m(x, y) if isinstance(x, tuple) else x + (y - x) * t for x, y in zip(a, b, strict=True))

        return Grip(
            m(self.fingers, other.fingers),
            m(self.spread, other.spread),
            m(self.thumb, other.thumb),
            self.thumb_drop + (other.thumb_drop - self.thumb_drop) * t,
        )


RELAXED = Grip()
FIST = Grip(((70, 88, 45), (74, 92, 48), (78, 94, 48), (80, 92, 46)), (-2, 0, 2, 5), (24, 30, 34), 40)
HOLD = Grip(((48, 62, 30), (52, 66, 32), (55, 68, 34), (58, 68, 34)), (-3, 0, 3, 7), (30, 22, 20), 38)
FLAT = Grip(((6, 12, 8), (6, 13, 8), (8, 14, 9), (10, 16, 10)), (-8, -2, 4, 11), (42, 10, 8), 20)

KNUCKLES = ((-0.031, 0.003, 0.096), (-0.0105, 0.007, 0.101), (0.0105, 0.0055, 0.096), (0.029, 0.000, 0.085))
BONES = ((0.046, 0.027, 0.020), (0.051, 0.031, 0.021), (0.047, 0.029, 0.020), (0.036, 0.021, 0.018))
GIRTH = (
    (0.0105, 0.0094, 0.0084, 0.0066),
    (0.0107, 0.0096, 0.0086, 0.0067),
    (0.0101, 0.0091, 0.0081, 0.0064),
    (0.0091, 0.0081, 0.0071, 0.0057),
)


def hand(
    s: Sculpture,
    wrist: np.ndarray,
    frame: np.ndarray,
    *,
    skin: Cloth,
    right: bool = True,
    grip: Grip = RELAXED,
    size: float = 1.0,
    stout: float = 1.0,
    age: float = 0.0,
    fine: bool = False,
) -> dict[str, np.ndarray]:
    """Model one hand; returns world places: `palm`, `middle` (its first knuckle), `tip` (index), `grasp`."""
    side = 1.0 if right else -1.0
    g = stout * size

    def at(x: float, y: float, z: float) -> np.ndarray:
        return wrist + frame @ (vec(x * side, y, z) * size)

    out_x, up = frame @ vec(1, 0, 0), frame @ vec(0, 1, 0)
    nail, crease = nail_of(skin), shadowed(skin, 0.72)

    def put(a, b, ra, rb=None, **k):
        s.add(a, b, ra * g, (ra if rb is None else rb) * g, cloth=k.pop("cloth", skin), **k)

    # wrist, the body of the palm, and the heel of the hand
    put(at(0, 0, -0.05), at(0, 0, 0.015), 0.0285, 0.029, flat=0.68, across=up, melt=0.02)
    put(at(0.001, -0.006, 0.03), at(-0.001, -0.004, 0.082), 0.034, 0.036, flat=0.40, across=up, melt=0.022 * size)
    put(at(0.020, -0.013, 0.022), at(0.026, -0.011, 0.066), 0.0145, 0.0125, melt=0.016 * size)
    for (x, y, z), girth in zip(KNUCKLES, GIRTH, strict=True):
        put(at(x * 0.45, y * 0.3 + 0.004, 0.012), at(x, y, z), 0.0125, girth[0] * 1.04, melt=0.013 * size)
    # thumb: the ball of it, two bones and a nail
    root = at(-0.020, -0.010, 0.018)
    base = frame @ np.diag([side, 1, 1]) @ turn(-grip.thumb[0], grip.thumb_drop, 0)
    mid = root + base @ vec(0, 0, 0.047) * size
    put(root, mid, 0.0165, 0.0125, melt=0.018 * size)
    put(at(-0.004, -0.010, 0.05), mid, 0.011, 0.008, melt=0.016 * size)  # the web
    bend = base @ turn(grip.thumb[1], grip.thumb[1] * 0.3, 0)
    joint = mid + bend @ vec(0, 0, 0.033) * size
    put(mid, joint, 0.0118, 0.0102, melt=0.006 * size)
    last = bend @ turn(grip.thumb[2], grip.thumb[2] * 0.3, 0)
    tip = joint + last @ vec(0, 0, 0.025) * size
    put(joint, tip, 0.0106, 0.0078, melt=0.004 * size)
    places = {"palm": at(0, -0.02, 0.06), "grasp": at(-0.002, -0.034, 0.082), "thumb": tip}
    if fine:
        back = last @ vec(-0.55 * 1, 0.83, 0)
        put(
            joint + last @ vec(0, 0, 0.014) * size + back * 0.0064 * g,
            tip + last @ vec(0, 0, -0.001) * size + back * 0.0052 * g,
            0.0060,
            0.0056,
            flat=0.38,
            across=back,
            melt=0.0008,
            cloth=nail,
        )
    for k in range(4):
        place = at(*KNUCKLES[k])
        pose = frame @ np.diag([side, 1, 1]) @ turn(grip.spread[k], 0, 0)
        r = GIRTH[k]
        bump = 1 + 0.10 * age
        put(place + up * 0.0022 * g, place + up * 0.0022 * g, r[0] * bump, melt=0.010 * size)
        if k == 1:
            places["middle"] = place
        for b in range(3):
            pose = pose @ turn(0, grip.fingers[k][b], 0)
            dorsal = pose @ vec(0, 1, 0)
            end = place + pose @ vec(0, 0, BONES[k][b]) * size
            put(place, end, r[b] * (1.0 if b else 0.98), r[b + 1], melt=0.0035 * size if b else 0.008 * size)
            if b == 0 or b == 1:  # old joints stand out a little; the bones between are thin
                put(
                    end + dorsal * 0.0006 * g,
                    end + dorsal * 0.0006 * g,
                    r[b + 1] * (1.02 + 0.11 * age),
                    melt=0.006 * size,
                )
            if fine and b == 0:
                for q in (-0.0038, 0.0, 0.0038):
                    c = end + pose @ vec(0, 0, q) * size + dorsal * r[1] * 1.11 * g
                    w = out_x * r[1] * 0.55 * g
                    put(c - w, c + w, 0.0007, melt=0.0022, carve=True, cloth=crease)
            if fine and b == 1:
                c = end + dorsal * r[2] * 1.10 * g
                w = out_x * r[2] * 0.5 * g
                put(c - w, c + w, 0.0006, melt=0.002, carve=True, cloth=crease)
            if b == 2:
                if fine:
                    n0 = place + pose @ vec(0, 0, BONES[k][2] * 0.50) * size + dorsal * r[2] * 0.66 * g
                    n1 = end + pose @ vec(0, 0, 0.0012) * size + dorsal * r[3] * 0.62 * g
                    put(n0, n1, r[2] * 0.62, r[3] * 0.68, flat=0.42, across=dorsal, melt=0.0008, cloth=nail)
                if k == 0:
                    places["tip"] = end
            place = end
    if fine:
        r = np.random.default_rng(3 if right else 4)
        for (x, y, z), girth in zip(KNUCKLES, GIRTH, strict=True):  # tendons fan from the wrist
            put(at(x * 0.40, 0.0165, 0.030), at(x * 0.97, y + girth[0] * 0.98, z - 0.010), 0.0022, 0.0028, melt=0.0065)
        for x0, x1, z0, z1 in (
            (-0.012, 0.004, 0.02, 0.055),
            (0.004, -0.019, 0.055, 0.082),
            (0.004, 0.018, 0.055, 0.078),
            (0.016, 0.024, 0.022, 0.060),
        ):
            j = r.normal(0, 0.002)
            put(at(x0, 0.0170, z0), at(x1 + j, 0.0163, z1), 0.0017, 0.0014, melt=0.0055)
    return places
