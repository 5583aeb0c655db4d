"""Ivo: about sixty-five, thick in the chest, a full grey beard; a heavy ribbed jersey and a knitted cap."""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from films.toolkit.face import Face, head
from films.toolkit.figure import Build, Joints, Pose, hand_frame, skeleton
from films.toolkit.hands import RELAXED, Grip, hand
from films.toolkit.sculpt import Cloth, Sculpture
from films.toolkit.stage import unit, vec

BUILD = Build(
    waist=0.18,
    chest=0.23,
    neck=0.165,
    shoulders=0.182,
    hips=0.10,
    upper_arm=0.29,
    forearm=0.255,
    thigh=0.42,
    shin=0.42,
    head=1.03,
)
JERSEY = Cloth((0.135, 0.150, 0.175), shine=0.02, fuzz=0.55, grain=150, relief=0.30, soft=0.14, folds=0.50, ribs=34.0)
RIB = Cloth((0.115, 0.130, 0.155), shine=0.02, fuzz=0.5, grain=190, relief=0.25, soft=0.12, ribs=46.0)
WOOL = Cloth((0.105, 0.100, 0.105), shine=0.02, fuzz=0.6, grain=170, relief=0.35, soft=0.14, ribs=44.0)
TROUSER = Cloth((0.060, 0.060, 0.064), fuzz=0.2, grain=120, relief=0.2, folds=0.4)
SKIN = Cloth((0.46, 0.305, 0.225), shine=0.11, tight=14, fuzz=0.08, grain=330, relief=0.34, soft=0.22)
BEARD = Cloth((0.36, 0.345, 0.32), shine=0.06, fuzz=0.7, grain=230, relief=0.95, soft=0.20, folds=0.6)
BROW = Cloth((0.33, 0.315, 0.29), fuzz=0.6, grain=240, relief=0.8)
FACE = Face(SKIN, (0.30, 0.17, 0.14), BROW, nose=1.30, jaw=1.02, heavy_brow=0.9, hollow=1.0, beard=BEARD)
WRITING = Grip(((52, 40, 14), (58, 56, 26), (66, 68, 34), (70, 70, 36)), (-2, 0, 2, 5), (26, 26, 22), 36)
PINCH = Grip(((40, 34, 16), (44, 50, 24), (54, 60, 30), (60, 62, 30)), (-3, 0, 3, 7), (30, 22, 18), 36)


def beard(s: Sculpture, o: np.ndarray, r: np.ndarray, z: float, drop: float) -> None:
    """A full beard and a heavy moustache over the face's own stubble."""

    def at(x: float, y: float, w: float) -> np.ndarray:
        return o + r @ (vec(x, y, w) * z)

    def put(a, b, ra, rb, melt=0.016):
        s.add(a, b, ra * z, rb * z, cloth=BEARD, melt=melt * z)

    for q in (-1, 1):
        put(at(q * 0.072, 0.000, 0.000), at(q * 0.062, -0.062, 0.020), 0.012, 0.022)  # whiskers down the cheek
        put(at(q * 0.060, -0.066, 0.024), at(q * 0.030, -0.118 - drop, 0.052), 0.024, 0.030)
        put(at(q * 0.034, -0.104 - drop, 0.056), at(q * 0.016, -0.150 - drop, 0.060), 0.030, 0.020)
        put(at(q * 0.004, -0.0555, 0.1045), at(q * 0.026, -0.0650, 0.0955), 0.0085, 0.0090, 0.008)  # moustache
        put(at(q * 0.026, -0.0650, 0.0955), at(q * 0.043, -0.0840, 0.0770), 0.0092, 0.0060, 0.008)
    put(at(0, -0.104 - drop, 0.074), at(0.004, -0.168 - drop, 0.064), 0.030, 0.016)
    for q in (-1, 1):  # brows like eaves
        put(at(q * 0.012, 0.0265, 0.0985), at(q * 0.046, 0.0265, 0.0885), 0.0062, 0.0048, 0.006)
    rng = np.random.default_rng(14)
    for _ in range(26):  # locks
        x = rng.uniform(-0.050, 0.050)
        y = -0.092 - drop - rng.uniform(0, 0.045)
        depth = 0.092 - 10.0 * x * x - 0.10 * abs(y + 0.11)
        put(at(x, y, depth), at(x * 0.80, y - 0.034, depth - 0.010), 0.0075, 0.0030, 0.007)


def cap(s: Sculpture, o: np.ndarray, r: np.ndarray, z: float) -> None:
    """A knitted watch cap with a rolled edge, pulled down to the ears."""

    def at(x: float, y: float, w: float) -> np.ndarray:
        return o + r @ (vec(x, y, w) * z)

    ex, up = r @ vec(1, 0, 0), r @ vec(0, 1, 0)
    s.add(at(0, 0.062, -0.034), at(0, 0.078, 0.008), 0.096 * z, 0.083 * z, cloth=WOOL, melt=0.014, flat=0.95, across=ex)
    s.add(at(0, 0.112, -0.030), at(0, 0.150, -0.034), 0.066 * z, 0.040 * z, cloth=WOOL, melt=0.05)
    low, high = at(0, 0.036, -0.012), at(0, 0.084, -0.016)
    s.add(low, high, 0.1045 * z, 0.1035 * z, cloth=WOOL, bell=True, melt=0.012, flat=0.90, across=ex, shell=0.007)
    for k in range(14):  # the roll
        a0, a1 = 2 * np.pi * k / 14, 2 * np.pi * (k + 1) / 14
        p0, p1 = (at(0.0935 * np.sin(a), 0.040, -0.012 + 0.104 * np.cos(a)) for a in (a0, a1))
        s.add(p0 + up * 0.006, p1 + up * 0.006, 0.0135 * z, cloth=WOOL, melt=0.010)


def model(
    p: Pose,
    *,
    grips: tuple[Grip, Grip] = (RELAXED, RELAXED),
    palms: tuple = ((0.9, -0.3, 0.1), (-0.9, -0.3, 0.1)),
    bends: tuple[float | None, float | None] = (0.0, 0.0),
    smile: float = 0.0,
    legs: bool = False,
    fine: bool = False,
) -> tuple[Sculpture, Joints]:
    """Ivo in a pose; his joints also hold `grasp_l`, `grasp_r`, `tip_r`, `thumb_r` of the hands."""
    j = skeleton(p, BUILD)
    s = Sculpture()
    cx, cy, cz = (j.chest @ vec(*a) for a in ((1, 0, 0), (0, 1, 0), (0, 0, 1)))
    bz = j.body @ vec(0, 0, 1)
    swell = 1 + 0.02 * p.breath

    s.add(j["root"], j["waist"], 0.165, 0.168, cloth=JERSEY, melt=0.06, flat=0.86, across=bz)
    s.add(j["waist"] + cz * 0.02, j["chest"], 0.166, 0.176 * swell, cloth=JERSEY, melt=0.06, flat=0.82, across=cz)
    top = j["neck"] - cz * 0.03 - cy * 0.085
    s.add(j["chest"] - cz * 0.02, top, 0.165 * swell, 0.118, cloth=JERSEY, melt=0.06, flat=0.85, across=cz)
    if legs:
        hem = j["root"] - cy * 0.04
        s.add(hem, hem - cy * 0.075, 0.168, 0.160, cloth=RIB, bell=True, melt=0.02, flat=0.86, across=bz)
        s.add(j["hip_l"] - cy * 0.06, j["hip_r"] - cy * 0.06, 0.125, cloth=TROUSER, melt=0.05)
    for t in (0.15, 0.45, 0.75):  # the jersey rolls over the belt and folds under the ribs
        c = j["waist"] + (j["root"] - j["waist"]) * t + bz * 0.115
        s.add(c - cx * 0.10, c + cx * 0.09 + cy * 0.012, 0.030, 0.026, cloth=JERSEY, melt=0.035)
    # roll-neck collar
    for k, (up, wide, thick) in enumerate(((-0.036, 0.070, 0.024), (-0.004, 0.064, 0.023))):
        ring = [
            j["neck"] + cy * (up + 0.010 * np.cos(a)) + cx * wide * np.sin(a) + cz * (0.004 + wide * 0.95 * np.cos(a))
            for a in np.linspace(0, 2 * np.pi, 11)
        ]
        for a, b in pairwise(ring):
            s.add(a, b, thick, cloth=RIB if k else JERSEY, melt=0.014)

    for i, (k, q) in enumerate((("l", -1), ("r", 1))):
        sh, el, wr = j["shoulder_" + k], j["elbow_" + k], j["wrist_" + k]
        n = unit(wr - el)
        s.add(j["neck"] + cx * q * 0.055 - cy * 0.052, sh - cy * 0.006, 0.068, 0.074, cloth=JERSEY, melt=0.06)
        s.add(sh, el, 0.076, 0.062, cloth=JERSEY, melt=0.030)
        cuff = el + (wr - el) * 0.90
        s.add(el, cuff, 0.062, 0.047, cloth=JERSEY, melt=0.022)
        s.add(el + (wr - el) * 0.78, cuff + n * 0.012, 0.049, 0.046, cloth=RIB, melt=0.010)
        for t, rr in ((0.08, 0.064), (0.26, 0.060), (0.46, 0.055), (0.64, 0.051)):  # slack of the sleeve
            c = el + (wr - el) * t
            d = j.body @ vec(0.022, 0.010 * (-1) ** int(t * 10), 0.014)
            s.add(c - d, c + d, rr * 0.86, cloth=JERSEY, melt=0.020)
        frame = hand_frame(wr, el, j.body @ np.asarray(palms[i], float), bends[i])
        at = hand(
            s,
            wr + n * 0.010,
            frame,
            skin=SKIN,
            right=k == "r",
            grip=grips[i],
            size=1.03,
            stout=1.12,
            age=0.8,
            fine=fine,
        )
        for name, place in at.items():
            j.place[f"{name}_{k}"] = place
        if legs:
            hip, kn, an = j["hip_" + k], j["knee_" + k], j["ankle_" + k]
            s.add(hip, kn, 0.105, 0.075, cloth=TROUSER, melt=0.04)
            s.add(kn, an, 0.072, 0.062, cloth=TROUSER, melt=0.02)

    s.add(j["neck"] - cy * 0.03, j["head"] + j.head @ vec(0, -0.05, -0.015), 0.058, 0.056, cloth=SKIN, melt=0.03)
    o, r, z = j["head"], j.head, BUILD.head
    head(s, o, r, FACE, size=z, eyes=p.eyes, mouth=p.mouth, look=tuple(p.look), smile=smile)
    hair = replace(BEARD, colour=(0.26, 0.25, 0.235))
    for q in (-1, 1):
        a, b = o + r @ (vec(q * 0.072, 0.020, -0.020) * z), o + r @ (vec(q * 0.045, -0.030, -0.078) * z)
        s.add(a, b, 0.022 * z, 0.026 * z, cloth=hair, melt=0.016)
    s.add(o + r @ (vec(0, -0.03, -0.082) * z), o + r @ (vec(0, 0.01, -0.085) * z), 0.046 * z, cloth=hair, melt=0.02)
    beard(s, o, r, z, 0.014 * p.mouth)
    cap(s, o, r, z)
    return s, j
