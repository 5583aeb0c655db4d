"""How the lamplighter breathes: his shoulders in the picture and his breath in the sound follow the same curve."""

from functools import cache
from itertools import pairwise

import numpy as np

from films.ember_caves import game

# Breaths a second, and how far they lift his shoulders (metres), at frames; straight lines between.
PACE = ((0, 0.30), (340, 0.32), (380, 0.42), (700, 0.55), (960, 0.7), (1060, 0.85), (1400, 0.85), (1500, 0.62),
        (1640, 0.36), (1805, 0.30), (1900, 0.21), (2160, 0.19))  # fmt: skip
DEPTH = ((0, 0.008), (343, 0.009), (700, 0.014), (970, 0.020), (1060, 0.030), (1400, 0.020), (1420, 0.034),
         (1500, 0.026), (1640, 0.012), (1805, 0.011), (1840, 0.016), (2160, 0.013))  # fmt: skip


def _curve(points) -> np.ndarray:
    return np.interp(np.arange(game.FRAMES), *zip(*points, strict=True))


@cache
def phase() -> np.ndarray:
    """Where in his breath he is on each frame, in radians: he is full at a quarter turn, empty at three quarters."""
    return np.cumsum(_curve(PACE)) * 2 * np.pi / game.FPS


def at(f: int) -> float:
    """His breath on a frame, -1 out to 1 in."""
    return float(np.sin(phase()[f]))


@cache
def depth() -> np.ndarray:
    """How deep it goes on each frame, in metres of the shoulders."""
    return _curve(DEPTH)


def breaths() -> list[tuple[int, bool, float, float]]:
    """Every breath: the frame it begins on, whether it goes out, its seconds, its depth in metres."""
    turns = np.floor(phase() / np.pi - 0.5).astype(int)
    starts = [int(f) for f in np.flatnonzero(np.diff(turns)) + 1]
    found = []
    for start, end in pairwise(starts):
        found.append((start, bool(turns[start] % 2 == 0), (end - start) / game.FPS, float(depth()[start])))
    return found
