"""A gull against the glass: white breast, long wings, spread feathers."""

import numpy as np

from films.toolkit.sculpt import Cloth, Sculpture
from films.toolkit.stage import turn, vec

WHITE = Cloth((0.62, 0.62, 0.60), shine=0.03, fuzz=0.5, grain=150, relief=0.35, soft=0.3)
GREY = Cloth((0.27, 0.28, 0.30), fuzz=0.3, grain=120, relief=0.3, soft=0.2)
TIP = Cloth((0.035, 0.035, 0.038), fuzz=0.1, grain=120, relief=0.2)
BILL = Cloth((0.50, 0.34, 0.07), shine=0.3, relief=0.0)
EYE = Cloth((0.02, 0.02, 0.02), shine=1.2, tight=80, relief=0.0)


def gull(at: np.ndarray, spread: float, tilt: float = 0.0, flat: float = 1.0) -> Sculpture:
    """A gull facing us at a place: `spread` lifts the wings, `tilt` rolls it (degrees), `flat` presses it."""
    s = Sculpture()
    r = turn(180, -18, tilt)

    def p(x: float, y: float, z: float) -> np.ndarray:
        return at + r @ vec(x, y, z * flat)

    s.add(p(0, 0.02, 0), p(0, -0.15, -0.05), 0.085, 0.060, cloth=WHITE, melt=0.03)
    s.add(p(0, 0.09, 0.03), p(0.008, 0.135, 0.06), 0.048, 0.040, cloth=WHITE, melt=0.03)
    s.add(p(0.008, 0.132, 0.095), p(0.020, 0.110, 0.140), 0.0125, 0.0060, cloth=BILL, melt=0.004)
    for q in (-1, 1):
        s.add(p(q * 0.030, 0.148, 0.085), p(q * 0.030, 0.148, 0.085), 0.0075, cloth=EYE, melt=0.001)
        s.add(p(q * 0.03, -0.14, 0.02), p(q * 0.05, -0.22, 0.07), 0.006, cloth=BILL, melt=0.003)
        for k in (-1, 0, 1):
            s.add(p(q * 0.05, -0.22, 0.07), p(q * (0.05 + 0.03 * k), -0.25, 0.085), 0.005, cloth=BILL, melt=0.004)
        a = np.radians(spread)
        elbow = vec(q * 0.27 * np.cos(a), 0.05 + 0.27 * np.sin(a), -0.02)
        b = np.radians(spread * 0.5 - 16)
        wrist = elbow + vec(q * 0.30 * np.cos(b), 0.30 * np.sin(b), 0.0)
        up = r @ vec(0, 0, 1)
        s.add(p(q * 0.05, 0.04, -0.01), p(*elbow), 0.075, 0.062, cloth=WHITE, melt=0.03, flat=0.25, across=up)
        s.add(p(*elbow), p(*wrist), 0.062, 0.036, cloth=WHITE, melt=0.02, flat=0.25, across=up)
        for k in range(7):  # flight feathers
            t = k / 6
            root = elbow * (1 - t) + wrist * t
            fan = np.radians(-88 + 62 * t) + b * t
            end = root + vec(q * np.cos(fan), np.sin(fan), 0) * (0.135 + 0.085 * t)
            s.add(p(*root), p(*end), 0.026, 0.013, cloth=TIP if k >= 5 else GREY, melt=0.005, flat=0.22, across=up)
    for k in range(5):
        a = np.radians(-90 + 12 * (k - 2))
        end = vec(0.16 * np.cos(a), -0.13 + 0.16 * np.sin(a), -0.08)
        s.add(p(0, -0.14, -0.06), p(*end), 0.028, 0.016, cloth=WHITE, melt=0.006, flat=0.25, across=r @ vec(0, 0, 1))
    return s
