"""The lighthouse from outside, at a tenth of its size: tower, gallery, lantern, rock; and its turning lens."""

from functools import cache

import numpy as np

from films.toolkit.canvas import Light
from films.toolkit.sculpt import Cloth, Sculpture
from films.toolkit.sea import beam
from films.toolkit.stage import Camera, vec

STONE = Cloth((0.30, 0.30, 0.29), shine=0.02, grain=26, relief=0.22, folds=0.16)
BAND = Cloth((0.135, 0.052, 0.042), shine=0.03, grain=26, relief=0.22, folds=0.16)
IRON = Cloth((0.040, 0.042, 0.046), shine=0.5, tight=20, grain=60, relief=0.1)
ROCK = Cloth((0.105, 0.100, 0.098), shine=0.10, tight=10, grain=14, relief=0.75, folds=0.3)
FOOT, LENS_Y = 0.36, 2.475
LENS = vec(0.0, LENS_Y, 0.0)
WINDOW = -1.72  # the angle at which the keeper's window looks out
ROOM = vec(0.20 * np.cos(WINDOW), 1.86, 0.20 * np.sin(WINDOW))
TURN = 144  # frames for one turn of the lens; it has two beams
STOP = 1003  # the lamp dies, the clockwork with it


def lens_angle(f: float) -> float:
    """Where the lens has turned to, radians; from `STOP` it stands."""
    return 2 * np.pi * min(f, STOP) / TURN


@cache
def tower(rock_seed: int = 2) -> Sculpture:
    """Tower and rock, its foot at the origin."""
    s, r = Sculpture(), np.random.default_rng(rock_seed)
    top = 2.20
    for k in range(6):
        y0, y1 = FOOT + (top - FOOT) * k / 6, FOOT + (top - FOOT) * (k + 1) / 6
        r0, r1 = (0.285 - 0.098 * (y - FOOT) / (top - FOOT) for y in (y0, y1))
        s.add((0, y0, 0), (0, y1, 0), r0, r1, cloth=BAND if k % 2 else STONE, bell=True, melt=0.002)
    s.add((0, FOOT - 0.1, 0), (0, FOOT + 0.10, 0), 0.40, 0.30, cloth=STONE, bell=True, melt=0.03)
    s.add((0, top - 0.02, 0), (0, top + 0.05, 0), 0.215, 0.285, cloth=STONE, bell=True, melt=0.004)
    s.add((0, top + 0.05, 0), (0, top + 0.075, 0), 0.305, 0.305, cloth=IRON, bell=True, melt=0.002)
    for k in range(20):  # the gallery's rail
        a, b = 2 * np.pi * k / 20, 2 * np.pi * (k + 1) / 20
        p, q = (vec(0.292 * np.cos(t), 0, 0.292 * np.sin(t)) for t in (a, b))
        s.add(p + vec(0, top + 0.07, 0), p + vec(0, top + 0.175, 0), 0.0042, cloth=IRON)
        for y in (0.125, 0.175):
            s.add(p + vec(0, top + y, 0), q + vec(0, top + y, 0), 0.0042, cloth=IRON)
    s.add((0, top + 0.07, 0), (0, top + 0.155, 0), 0.175, 0.175, cloth=STONE, bell=True, melt=0.004)
    for k in range(12):  # the lantern's bars
        a = 2 * np.pi * (k + 0.5) / 12
        p = vec(0.168 * np.cos(a), 0, 0.168 * np.sin(a))
        s.add(p + vec(0, top + 0.15, 0), p + vec(0, top + 0.405, 0), 0.0062, cloth=IRON)
    s.add((0, top + 0.40, 0), (0, top + 0.425, 0), 0.195, 0.195, cloth=IRON, bell=True, melt=0.002)
    for y0, y1, r0, r1 in ((0.42, 0.50, 0.185, 0.140), (0.50, 0.56, 0.140, 0.065), (0.56, 0.59, 0.065, 0.02)):
        s.add((0, top + y0, 0), (0, top + y1, 0), r0, r1, cloth=IRON, bell=True, melt=0.012)
    s.add((0, top + 0.60, 0), (0, top + 0.62, 0), 0.030, cloth=IRON, melt=0.01)
    s.add((0, top + 0.60, 0), (0, top + 0.78, 0), 0.006, 0.003, cloth=IRON)
    for y, a in ((0.72, -1.2), (1.28, -1.2), (1.86, WINDOW)):  # windows, dark from outside
        r0 = 0.285 - 0.098 * (y - FOOT) / (top - FOOT) - 0.022
        c = vec(r0 * np.cos(a), y, r0 * np.sin(a))
        s.block(
            c,
            (0.030, 0.05, 0.05),
            cloth=IRON,
            frame=np.stack([vec(np.sin(a), 0, -np.cos(a)), vec(np.cos(a), 0, np.sin(a)), vec(0, 1, 0)], 1),
        )
    for _ in range(70):
        a, d = r.uniform(0, 2 * np.pi), abs(r.normal(0, 0.55))
        high = 0.36 * np.exp(-((d / 0.75) ** 2)) + r.normal(0, 0.02)
        c = vec(1.7 * d * np.cos(a), high - 0.16, 0.9 * d * np.sin(a))
        e = c + r.normal(0, 0.09, 3) * (1, 0.4, 1)
        s.add(
            c,
            e,
            r.uniform(0.10, 0.20),
            r.uniform(0.06, 0.15),
            cloth=ROCK,
            melt=0.05,
            flat=r.uniform(0.5, 0.9),
            across=r.normal(0, 1, 3),
        )
    for k in range(9):  # steps up to the door
        s.block((-0.42 + 0.02 * k, 0.20 + 0.022 * k, -0.46 + 0.035 * k), (0.06, 0.012, 0.035), cloth=STONE)
    return s


def beams(
    light: Light, camera: Camera, angle: float, colour: np.ndarray, depth: np.ndarray | None, f: float, **how
) -> Light:
    """The two beams of the lens, opposite each other."""
    for a in (angle, angle + np.pi):
        d = (np.cos(a), 0.006, np.sin(a))
        light = beam(light, camera, LENS, d, colour, depth=depth, time=f / 24, **how)
    return light
