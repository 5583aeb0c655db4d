"""Jon: tall and broad in a long heavy coat with a high collar. He carries the power key."""

import numpy as np

from films.toolkit.canvas import rgb
from films.toolkit.face import Face, head
from films.toolkit.figure import Build, Joints, Pose, hand_frame, skeleton
from films.toolkit.hands import HOLD, RELAXED, Grip, hand
from films.toolkit.sculpt import Cloth, Sculpture
from films.toolkit.stage import unit, vec

BUILD = Build(
    waist=0.20,
    chest=0.25,
    neck=0.185,
    shoulders=0.192,
    hips=0.10,
    upper_arm=0.31,
    forearm=0.275,
    thigh=0.455,
    shin=0.45,
    head=1.05,
)
COAT = Cloth((0.150, 0.142, 0.138), shine=0.03, tight=10, fuzz=0.75, grain=160, relief=0.16, soft=0.18, folds=0.50)
LINING = Cloth((0.06, 0.055, 0.05), fuzz=0.3, grain=90, relief=0.3, folds=0.3)
SCARF = Cloth((0.17, 0.15, 0.13), fuzz=0.9, grain=110, relief=0.5, soft=0.25, folds=0.4)
TROUSER = Cloth((0.065, 0.065, 0.07), fuzz=0.2, grain=120, relief=0.2, folds=0.4)
BOOT = Cloth((0.045, 0.038, 0.034), shine=0.25, tight=18, grain=50, relief=0.2)
HAIR = Cloth((0.11, 0.105, 0.10), shine=0.10, tight=12, fuzz=0.7, grain=240, relief=0.6, soft=0.2)
BEARD = Cloth((0.22, 0.205, 0.19), shine=0.05, fuzz=0.8, grain=300, relief=0.7, soft=0.25)
BUTTON = Cloth((0.10, 0.09, 0.08), shine=0.8, tight=25, relief=0.0)
STEEL = Cloth((0.30, 0.30, 0.30), shine=1.1, tight=28, grain=120, relief=0.18)
SKIN = Cloth((0.43, 0.275, 0.20), shine=0.10, tight=14, fuzz=0.08, grain=380, relief=0.22, soft=0.28)
FACE = Face(SKIN, (0.30, 0.17, 0.14), HAIR, nose=1.25, jaw=1.10, heavy_brow=0.3, hollow=0.6, beard=BEARD)


def tag(on: float) -> Cloth:
    """The key's red tag light."""
    red = rgb("#ff3a22")
    return Cloth((0.20, 0.03, 0.02), shine=0.5, tight=30, relief=0.0, glow=tuple(red * (2.6 * on + 0.01)))


def key(
    s: Sculpture, grasp: np.ndarray, along: np.ndarray, cross: np.ndarray, on: float = 1.0, size: float = 1.0
) -> np.ndarray:
    """The power key, held at `grasp`: a T-bar across the fist, a shaft, a square bit; returns the tag's place."""
    along, cross = unit(along), unit(cross - along * (cross @ along))
    side = np.cross(along, cross)
    z = size
    s.add(grasp - cross * 0.075 * z, grasp + cross * 0.075 * z, 0.0105 * z, cloth=STEEL, melt=0.002)
    for q in (-1, 1):
        s.add(grasp + cross * q * 0.070 * z, grasp + cross * q * 0.080 * z, 0.0135 * z, cloth=STEEL, melt=0.003)
    tip = grasp + along * 0.235 * z
    s.add(grasp, tip, 0.0088 * z, 0.0082 * z, cloth=STEEL, melt=0.006)
    s.add(grasp + along * 0.030 * z, grasp + along * 0.046 * z, 0.0140 * z, cloth=STEEL, melt=0.003)
    s.add(tip - along * 0.030 * z, tip, 0.0150 * z, cloth=STEEL, melt=0.002, bell=True)
    for q in (0.0, 0.018):
        c = tip - along * (0.012 + q) * z
        s.add(c, c + side * 0.026 * z, 0.0055 * z, cloth=STEEL, melt=0.002)
    # the tag hangs from the collar on a short wire
    hook = grasp + along * 0.062 * z + side * 0.008 * z
    place = hook + vec(0, -0.040 * z, 0)
    s.add(hook, place, 0.0014 * z, cloth=STEEL, melt=0.001)
    s.add(place, place - vec(0, 0.016 * z, 0), 0.0105 * z, 0.0095 * z, cloth=tag(on), melt=0.001, flat=0.6, across=side)
    return place - vec(0, 0.008 * z, 0)


def model(
    p: Pose,
    *,
    grips: tuple[Grip, Grip] = (RELAXED, HOLD),
    palms: tuple = ((0.8, 0, -0.3), (-0.8, 0, -0.3)),
    bends: tuple[float | None, float | None] = (0.0, 0.0),
    sway: float = 0.0,
    drag: float = 0.0,
    has_key: bool = True,
    on: float = 1.0,
    key_along: tuple | None = None,
    hem: float = 0.40,
    smile: float = 0.0,
    fine: bool = False,
) -> tuple[Sculpture, Joints, np.ndarray]:
    """Jon in a pose, with the key in his right hand; also returns where the tag light is.

    `sway` swings the coat's hem sideways and `drag` forward (metres); `hem` is its height above the soles.
    """
    j = skeleton(p, BUILD)
    s = Sculpture()
    cx, cy, cz = (j.chest @ vec(*a) for a in ((1, 0, 0), (0, 1, 0), (0, 0, 1)))
    bx, bz = j.body @ vec(1, 0, 0), j.body @ vec(0, 0, 1)
    swell = 1 + 0.02 * p.breath

    s.add(j["root"], j["waist"], 0.158, 0.155, cloth=COAT, melt=0.06, flat=0.80, across=bz)
    s.add(j["waist"], j["chest"], 0.158, 0.180 * swell, cloth=COAT, melt=0.06, flat=0.76, across=cz)
    s.add(
        j["chest"] - cz * 0.02,
        j["neck"] - cz * 0.025 - cy * 0.085,
        0.165 * swell,
        0.120,
        cloth=COAT,
        melt=0.06,
        flat=0.85,
        across=cz,
    )
    # skirts of the coat: they hang from the waist and are pushed out by the knees
    feet = (j["ankle_l"] + j["ankle_r"]) / 2
    knees = (j["knee_l"] + j["knee_r"]) / 2
    low = j["root"] * [0.45, 0, 0.45] + feet * [0.20, 0, 0.20] + knees * [0.35, 0, 0.35]
    low[1] = max(hem, feet[1] - 0.09 + hem)
    low = low + bx * sway + bz * drag
    s.add(
        j["waist"] + cy * 0.02,
        low,
        0.158,
        0.275,
        cloth=COAT,
        bell=True,
        fold=0.050,
        pleats=6,
        phase=0.6 + sway * 6,
        flat=0.80,
        across=bz,
        melt=0.05,
        shell=0.014,
    )
    # the coat is closed by a fold from throat to hem, with lapels cut in and two rows of buttons
    clasp = j["waist"] + cx * 0.045 + cz * 0.128 + cy * 0.06
    for q in (-1, 1):
        s.add(
            j["neck"] + cx * q * 0.100 + cz * 0.085 - cy * 0.060,
            clasp + cz * 0.006,
            0.050,
            0.010,
            cloth=COAT,
            melt=0.014,
            flat=0.22,
            across=cz,
        )
    s.add(clasp, low + bz * 0.226 + bx * 0.06, 0.004, 0.009, cloth=COAT, melt=0.014, carve=True)
    for t in (0.55, 0.85, 1.15):
        for q in (-0.055, 0.020):
            b = j["chest"] + (j["root"] - j["chest"]) * t + cz * (0.148 - 0.012 * t) + cx * q
            s.add(b, b + cz * 0.003, 0.0095, cloth=BUTTON, melt=0.001, flat=0.6, across=cz)
    # high collar, turned up, open at the throat, with a scarf inside
    s.add(
        j["neck"] - cy * 0.070 - cz * 0.005,
        j["neck"] + cy * 0.095 - cz * 0.020,
        0.106,
        0.118,
        cloth=COAT,
        bell=True,
        melt=0.03,
        flat=0.94,
        across=cz,
        shell=0.012,
    )
    s.add(
        j["neck"] + cz * 0.125 + cy * 0.120,
        j["neck"] + cz * 0.115 - cy * 0.030,
        0.066,
        0.030,
        cloth=COAT,
        melt=0.015,
        carve=True,
    )
    s.add(
        j["neck"] - cy * 0.015 - cx * 0.03 + cz * 0.040,
        j["neck"] - cy * 0.01 + cx * 0.03 + cz * 0.040,
        0.056,
        cloth=SCARF,
        melt=0.02,
    )
    s.add(
        j["neck"] - cy * 0.045 - cx * 0.02 + cz * 0.070,
        j["neck"] - cy * 0.05 + cx * 0.035 + cz * 0.065,
        0.040,
        cloth=SCARF,
        melt=0.014,
    )

    for k, q in (("l", -1), ("r", 1)):
        sh, el, wr = j["shoulder_" + k], j["elbow_" + k], j["wrist_" + k]
        s.add(j["neck"] + cx * q * 0.06 - cy * 0.055, sh, 0.072, 0.076, cloth=COAT, melt=0.06)
        s.add(sh, el, 0.077, 0.064, cloth=COAT, melt=0.030)
        cuff = el + (wr - el) * 0.96
        s.add(el, cuff, 0.066, 0.056, cloth=COAT, melt=0.022)
        s.add(el + (wr - el) * 0.74, cuff, 0.062, 0.063, cloth=COAT, bell=True, melt=0.006, shell=0.007)
        for t, rr in ((0.06, 0.072), (0.30, 0.066), (0.52, 0.062)):
            c = el + (wr - el) * t
            s.add(
                c - j.body @ vec(0.022, 0.014, 0.016),
                c + j.body @ vec(0.022, -0.012, 0.018),
                rr * 0.84,
                cloth=COAT,
                melt=0.022,
            )
        i = 0 if k == "l" else 1
        frame = hand_frame(wr, el, j.body @ np.asarray(palms[i], float), bends[i])
        at = hand(
            s,
            wr + unit(wr - el) * 0.006,
            frame,
            skin=SKIN,
            right=k == "r",
            grip=grips[i],
            size=1.06,
            stout=1.10,
            age=0.6,
            fine=fine,
        )
        j.place["grasp_" + k], j.place["grip_" + k] = at["grasp"], frame @ vec(1, 0, 0)
        kn, an = j["knee_" + k], j["ankle_" + k]
        s.add(kn + (an - kn) * 0.36, an, 0.062, 0.062, cloth=TROUSER, melt=0.02)
        s.add(an, j["toe_" + k] - vec(0, -0.02, 0), 0.066, 0.054, cloth=BOOT, melt=0.02)
        s.add(an - vec(0, 0.03, 0), an - vec(0, 0.04, 0), 0.062, cloth=BOOT, melt=0.02)

    s.add(j["neck"] - cy * 0.03, j["head"] + j.head @ vec(0, -0.05, -0.015), 0.060, 0.058, cloth=SKIN, melt=0.03)
    o, r, z = j["head"], j.head, BUILD.head
    head(s, o, r, FACE, size=z, eyes=p.eyes, mouth=p.mouth, look=tuple(p.look), smile=smile)
    ex = r @ vec(1, 0, 0)

    def at_head(x: float, y: float, w: float) -> np.ndarray:
        return o + r @ (vec(x, y, w) * z)

    # cropped hair, thinner at the temples
    s.add(
        at_head(0, 0.044, -0.034),
        at_head(0, 0.060, -0.006),
        0.086 * z,
        0.070 * z,
        cloth=HAIR,
        melt=0.016,
        flat=0.95,
        across=ex,
    )
    s.add(
        at_head(0, 0.026, -0.042),
        at_head(0, 0.048, -0.030),
        0.0865 * z,
        0.0865 * z,
        cloth=HAIR,
        melt=0.012,
        flat=0.95,
        across=ex,
    )
    for q in (-1, 1):
        s.add(
            at_head(q * 0.066, 0.020, 0.004),
            at_head(q * 0.050, -0.022, -0.070),
            0.022 * z,
            0.026 * z,
            cloth=HAIR,
            melt=0.02,
        )
    s.add(at_head(0, -0.030, -0.082), at_head(0, 0.01, -0.080), 0.045 * z, cloth=HAIR, melt=0.02)
    glow = j["grasp_r"]
    if has_key:
        along = np.asarray(key_along, float) if key_along is not None else vec(0, -1, 0.15)
        glow = key(s, j["grasp_r"], j.body @ along if key_along is None else along, j["grip_r"], on)
    return s, j, glow
