"""Small things hands hold: the steel-nibbed pen, a match."""

import numpy as np

from films.toolkit.figure import Joints
from films.toolkit.sculpt import Cloth, Sculpture
from films.toolkit.stage import unit

HOLDER = Cloth((0.060, 0.034, 0.024), shine=0.5, tight=40, relief=0.0)
STEEL = Cloth((0.22, 0.22, 0.23), shine=1.3, tight=40, relief=0.0)
WOOD = Cloth((0.36, 0.27, 0.17), grain=400, relief=0.2)
BURNT = Cloth((0.012, 0.011, 0.010), relief=0.0)


def pen_at(s: Sculpture, nib: np.ndarray, along: np.ndarray, long: float = 0.175) -> None:
    """The pen with its nib at a place, leaning along a direction."""
    n = unit(np.asarray(along, float))
    side = unit(np.cross(n, (0.3, 0.2, 1.0)))
    s.add(nib, nib + n * 0.020, 0.0008, 0.0030, cloth=STEEL, melt=0.0005, flat=0.55, across=side)
    s.add(nib + n * 0.018, nib + n * 0.034, 0.0034, 0.0038, cloth=STEEL, melt=0.0005)
    s.add(nib + n * 0.034, nib + n * 0.075, 0.0043, 0.0050, cloth=HOLDER, melt=0.002)
    s.add(nib + n * 0.075, nib + n * long, 0.0047, 0.0024, cloth=HOLDER, melt=0.002)


def pen(s: Sculpture, j: Joints, side: str = "r") -> np.ndarray:
    """The pen in a hand that holds it to write; returns where its nib is."""
    grip = (j["tip_" + side] + j["thumb_" + side]) / 2
    back = unit(j["middle_" + side] - grip + np.array([0.0, 0.045, 0.0]))
    nib = grip - back * 0.036
    pen_at(s, nib, back)
    return nib


def match(s: Sculpture, j: Joints, side: str = "r", burnt: float = 0.3) -> np.ndarray:
    """A match between finger and thumb; returns where its flame stands."""
    grip = (j["tip_" + side] + j["thumb_" + side]) / 2
    up = unit(grip - j["palm_" + side] + np.array([0.0, 0.055, 0.0]))
    tip = grip + up * 0.034
    s.add(grip - up * 0.012, tip, 0.0016, cloth=WOOD, melt=0.0005)
    s.add(tip - up * 0.034 * burnt, tip + up * 0.002, 0.0016, 0.0022, cloth=BURNT, melt=0.0005)
    return tip + up * 0.010
