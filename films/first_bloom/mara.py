"""Mara: small, about sixty, a little bent; hair in a bun, a cardigan over work overalls."""

import numpy as np

from films.toolkit.face import Face, head
from films.toolkit.figure import Build, Joints, Pose, hand_frame, skeleton
from films.toolkit.hands import RELAXED, Grip, hand
from films.toolkit.sculpt import Cloth, Sculpture
from films.toolkit.stage import turn, unit, vec

BUILD = Build(
    waist=0.15,
    chest=0.20,
    neck=0.145,
    shoulders=0.150,
    hips=0.085,
    upper_arm=0.255,
    forearm=0.225,
    thigh=0.375,
    shin=0.365,
    head=0.94,
)
CARDIGAN = Cloth((0.165, 0.158, 0.158), shine=0.02, fuzz=0.55, grain=190, relief=0.25, soft=0.22, folds=0.45, ribs=22.0)
HEM = Cloth((0.125, 0.120, 0.122), shine=0.02, fuzz=0.5, grain=190, relief=0.25, soft=0.2, ribs=34.0)
DENIM = Cloth((0.105, 0.115, 0.135), shine=0.03, fuzz=0.25, grain=200, relief=0.2, soft=0.12, folds=0.35)
BOOT = Cloth((0.055, 0.045, 0.038), shine=0.2, tight=20, grain=60, relief=0.2)
HAIR = Cloth((0.215, 0.207, 0.20), shine=0.10, tight=16, fuzz=0.4, grain=330, relief=0.34, soft=0.25, folds=0.5)
BROW = Cloth((0.22, 0.20, 0.19), fuzz=0.4, grain=200, relief=0.3)
BUCKLE = Cloth((0.16, 0.15, 0.13), shine=0.5, tight=30, relief=0.0)
SKIN = Cloth((0.50, 0.335, 0.25), shine=0.10, tight=14, fuzz=0.10, grain=420, relief=0.20, soft=0.30)
FACE = Face(SKIN, (0.40, 0.22, 0.18), BROW, nose=0.85, jaw=0.90, hollow=0.75)


def model(
    p: Pose,
    *,
    grips: tuple[Grip, Grip] = (RELAXED, RELAXED),
    palms: tuple = ((0.9, 0, 0.2), (-0.9, 0, 0.2)),
    bends: tuple[float | None, float | None] = (0.0, 0.0),
    smile: float = 0.0,
    fine: bool = False,
) -> tuple[Sculpture, Joints]:
    """Mara in a pose. `palms` say where the left and right palms face, in her body's frame."""
    j = skeleton(p, BUILD)
    s = Sculpture()
    cx, cy, cz = (j.chest @ vec(*a) for a in ((1, 0, 0), (0, 1, 0), (0, 0, 1)))
    bz = j.body @ vec(0, 0, 1)
    swell = 1 + 0.025 * p.breath

    # trunk: hips, belly, ribs, a rounded back
    s.add(j["hip_l"] + cy * 0.03, j["hip_r"] + cy * 0.03, 0.118, cloth=CARDIGAN, melt=0.06)
    s.add(j["root"], j["waist"], 0.132, 0.120, cloth=CARDIGAN, melt=0.05, flat=0.85, across=bz)
    s.add(
        j["waist"] + cz * 0.012,
        j["chest"] - cz * 0.006,
        0.122,
        0.136 * swell,
        cloth=CARDIGAN,
        melt=0.05,
        flat=0.80,
        across=cz,
    )
    s.add(j["chest"] - cz * 0.035, j["neck"] - cz * 0.045 - cy * 0.06, 0.115 * swell, 0.075, cloth=CARDIGAN, melt=0.05)
    # bib of the overalls between the cardigan's open fronts, with its straps
    s.add(
        j["waist"] + cz * 0.080 - cy * 0.08,
        j["chest"] + cz * (0.090 * swell) + cy * 0.065,
        0.080,
        0.070,
        cloth=DENIM,
        melt=0.006,
        flat=0.42,
        across=cz,
    )
    for q in (-1, 1):
        s.add(
            j["chest"] + cx * q * 0.048 + cz * 0.100 * swell + cy * 0.085,
            j["neck"] + cx * q * 0.068 - cy * 0.01 + cz * 0.03,
            0.014,
            cloth=DENIM,
            melt=0.006,
            flat=0.5,
            across=cz,
        )
        b = j["chest"] + cx * q * 0.045 + cz * 0.118 * swell + cy * 0.085
        s.add(b, b + cy * 0.008, 0.008, cloth=BUCKLE, melt=0.002)
        # the cardigan's front edge and its skirt over the hip
        s.add(
            j["neck"] + cx * q * 0.075 + cz * 0.030 - cy * 0.02,
            j["chest"] + cx * q * 0.088 + cz * 0.080,
            0.030,
            0.030,
            cloth=CARDIGAN,
            melt=0.03,
        )
        s.add(
            j["chest"] + cx * q * 0.090 + cz * 0.074,
            j["waist"] + cx * q * 0.098 + cz * 0.060 - cy * 0.10,
            0.030,
            0.036,
            cloth=CARDIGAN,
            melt=0.03,
        )
    hem = unit(j["waist"] - j["root"])
    s.add(
        j["root"] + hem * 0.03,
        j["root"] - hem * 0.085,
        0.160,
        0.166,
        cloth=HEM,
        bell=True,
        fold=0.03,
        pleats=6,
        phase=1.0,
        flat=0.80,
        across=bz,
        melt=0.05,
    )
    # a collar of soft wool
    s.add(j["neck"] + cx * 0.05 - cz * 0.03, j["neck"] - cx * 0.05 - cz * 0.03, 0.040, cloth=CARDIGAN, melt=0.03)

    for k, q in (("l", -1), ("r", 1)):
        sh, el, wr = j["shoulder_" + k], j["elbow_" + k], j["wrist_" + k]
        s.add(j["neck"] + cx * q * 0.04 - cy * 0.035, sh - cy * 0.01, 0.056, 0.058, cloth=CARDIGAN, melt=0.05)
        s.add(sh, el, 0.060, 0.050, cloth=CARDIGAN, melt=0.030)
        cuff = el + (wr - el) * 0.93
        s.add(el, cuff, 0.050, 0.041, cloth=CARDIGAN, melt=0.018)
        n = unit(wr - el)
        s.add(el + (wr - el) * 0.84, cuff, 0.0435, 0.0425, cloth=HEM, melt=0.008)
        for t, rr in ((0.16, 0.052), (0.36, 0.049), (0.58, 0.046)):  # slack of the sleeve
            c = el + (wr - el) * t
            s.add(
                c - j.body @ vec(0.02, 0.010, 0.012),
                c + j.body @ vec(0.02, -0.012, 0.014),
                rr * 0.82,
                cloth=CARDIGAN,
                melt=0.02,
            )
        i = 0 if k == "l" else 1
        frame = hand_frame(wr, el, j.body @ np.asarray(palms[i], float), bends[i])
        hand(
            s,
            wr + n * 0.012,
            frame,
            skin=SKIN,
            right=k == "r",
            grip=grips[i],
            size=0.90,
            stout=0.95,
            age=1.0,
            fine=fine,
        )
        hip, kn, an = j["hip_" + k], j["knee_" + k], j["ankle_" + k]
        s.add(hip, kn, 0.098, 0.070, cloth=DENIM, melt=0.04)
        s.add(kn, an + (kn - an) * 0.12, 0.068, 0.066, cloth=DENIM, melt=0.02)
        s.add(
            an + (kn - an) * 0.30,
            an + (kn - an) * 0.06,
            0.064,
            0.074,
            cloth=DENIM,
            bell=True,
            melt=0.012,
            fold=0.05,
            pleats=5,
            phase=q,
        )
        s.add(an, j["toe_" + k] - vec(0, -0.018, 0), 0.056, 0.046, cloth=BOOT, melt=0.02)
        s.add(an - vec(0, 0.03, 0), an - vec(0, 0.045, 0), 0.052, cloth=BOOT, melt=0.02)

    # neck and head
    s.add(j["neck"] - cy * 0.03, j["head"] + j.head @ vec(0, -0.045, -0.015), 0.048, 0.046, cloth=SKIN, melt=0.03)
    o, r, z = j["head"], j.head, BUILD.head
    head(s, o, r, FACE, size=z, eyes=p.eyes, mouth=p.mouth, look=tuple(p.look), smile=smile)
    hair(s, o, r, z)
    return s, j


def hair(s: Sculpture, o: np.ndarray, r: np.ndarray, z: float) -> None:
    """Grey hair drawn back over the ears into a bun, with strands that have come loose."""

    def at(x: float, y: float, w: float) -> np.ndarray:
        return o + r @ (vec(x, y, w) * z)

    ex = r @ vec(1, 0, 0)
    s.add(at(0, 0.045, -0.038), at(0, 0.060, 0.012), 0.090 * z, 0.077 * z, cloth=HAIR, melt=0.006, flat=0.95, across=ex)
    for q in (-1, 1):
        s.add(at(q * 0.046, 0.062, 0.046), at(q * 0.072, 0.018, -0.022), 0.025 * z, 0.022 * z, cloth=HAIR, melt=0.016)
        s.add(at(q * 0.072, 0.020, -0.020), at(q * 0.036, 0.004, -0.098), 0.022 * z, 0.026 * z, cloth=HAIR, melt=0.02)
        s.add(at(q * 0.068, 0.022, 0.030), at(q * 0.076, -0.030, 0.022), 0.0035 * z, 0.0012 * z, cloth=HAIR, melt=0.004)
        s.add(
            at(q * 0.030, -0.020, -0.098), at(q * 0.024, -0.060, -0.088), 0.004 * z, 0.001 * z, cloth=HAIR, melt=0.006
        )
    s.add(at(0, 0.000, -0.090), at(0, 0.02, -0.085), 0.052 * z, cloth=HAIR, melt=0.02)
    s.add(at(0, 0.046, -0.138), at(0.004, 0.060, -0.142), 0.041 * z, cloth=HAIR, melt=0.008)
    wrap = turn(0, 35, 0)
    for k in range(8):  # the coil of the bun
        a0, a1 = np.radians(45 * k), np.radians(45 * (k + 1))
        p0, p1 = (wrap @ vec(0.030 * np.cos(a), 0.030 * np.sin(a), -0.026) for a in (a0, a1))
        s.add(at(*(vec(0, 0.052, -0.140) + p0)), at(*(vec(0, 0.052, -0.140) + p1)), 0.014 * z, cloth=HAIR, melt=0.005)
