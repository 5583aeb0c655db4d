"""Where the camera stands and how things move: a pinhole camera, rotations, and eased key poses.

The world is measured in metres: x to the right, y up, z into the picture. Time is the film frame.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from .canvas import H, W


def vec(*xyz: float) -> np.ndarray:
    return np.array(xyz, np.float64)


def unit(v: np.ndarray) -> np.ndarray:
    return v / max(1e-9, float(np.linalg.norm(v)))


def turn(yaw: float = 0.0, pitch: float = 0.0, roll: float = 0.0) -> np.ndarray:
    """Rotation matrix from degrees. Yaw turns +z toward +x, pitch bows +z down, roll drops the right side."""
    y, p, r = np.radians([yaw, pitch, roll])
    cy, sy, cp, sp, cr, sr = np.cos(y), np.sin(y), np.cos(p), np.sin(p), np.cos(r), np.sin(r)
    ry = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    rx = np.array([[1, 0, 0], [0, cp, -sp], [0, sp, cp]])
    rz = np.array([[cr, sr, 0], [-sr, cr, 0], [0, 0, 1]])
    return ry @ rx @ rz


@dataclass(frozen=True)
class Camera:
    """A pinhole camera; `focal` and the optical centre are in pixels of the 854 x 480 frame."""

    eye: tuple[float, float, float]
    target: tuple[float, float, float]
    focal: float
    cx: float = W / 2
    cy: float = H / 2

    @cached_property
    def basis(self) -> np.ndarray:
        """Rows right, up, forward."""
        forward = unit(np.subtract(self.target, self.eye))
        right = unit(np.cross([0.0, 1.0, 0.0], forward))
        return np.stack([right, np.cross(forward, right), forward])

    def project(self, points: Sequence | np.ndarray) -> np.ndarray:
        """World points (..., 3) to picture x, y and depth (..., 3)."""
        q = (np.asarray(points, float) - np.asarray(self.eye)) @ self.basis.T
        z = np.where(np.abs(q[..., 2]) < 1e-6, 1e-6, q[..., 2])
        return np.stack([self.cx + self.focal * q[..., 0] / z, self.cy - self.focal * q[..., 1] / z, q[..., 2]], -1)

    def moved(self, scale: float, dx: float = 0.0, dy: float = 0.0, px: float = W / 2, py: float = H / 2) -> "Camera":
        """The same eye with the picture scaled about (px, py) and shifted by (dx, dy) pixels."""
        return replace(
            self,
            focal=self.focal * scale,
            cx=px + (self.cx - px) * scale + dx,
            cy=py + (self.cy - py) * scale + dy,
        )

    def packed(self) -> np.ndarray:
        """Eye, right, up, forward, focal, cx, cy as one float64 row for the compiled kernels."""
        return np.concatenate([self.eye, self.basis.ravel(), [self.focal, self.cx, self.cy]]).astype(np.float64)


def ease(t: float, sharp: float = 0.0) -> float:
    """0 to 1 with soft ends; `sharp` above 0 leaves faster and lands slower, below 0 the reverse."""
    t = min(1.0, max(0.0, t))
    t = t ** (2.0 ** (-sharp))
    return t * t * t * (t * (6 * t - 15) + 10)


class Keys:
    """One channel of a pose: values at frames, eased between them.

    Each key is (frame, value) or (frame, value, sharp); see `ease`. Values are numbers or tuples.
    """

    def __init__(self, *keys: tuple):
        self.frames = [k[0] for k in keys]
        self.values = [np.asarray(k[1], float) for k in keys]
        self.sharp = [k[2] if len(k) > 2 else 0.0 for k in keys]

    def __call__(self, f: float) -> np.ndarray:
        if f <= self.frames[0]:
            return self.values[0]
        for i in range(1, len(self.frames)):
            if f < self.frames[i]:
                t = (f - self.frames[i - 1]) / (self.frames[i] - self.frames[i - 1])
                u = ease(t, self.sharp[i])
                return self.values[i - 1] * (1 - u) + self.values[i] * u
        return self.values[-1]


def drift(f: float, seed: float, slow: float = 40.0) -> float:
    """A small living wander in -1..1: no body stands quite still."""
    return float(0.6 * np.sin(f / slow * 2.1 + seed * 3.7) + 0.4 * np.sin(f / slow * 3.7 + seed * 1.3))
