"""Where we stand and where we look: a pinhole camera, and the easing of its moves."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from .canvas import H, W


def ease(t: float) -> float:
    """0 to 1 with a soft start and a soft end (a quintic: no jerk at either end)."""
    t = min(max(t, 0.0), 1.0)
    return t * t * t * (t * (t * 6 - 15) + 10)


def along(f: float, keys: Sequence[tuple[float, float | Sequence[float]]]) -> np.ndarray:
    """The value of a move at frame f: keys are (frame, value), a smooth curve (Catmull-Rom) runs through them."""
    at = np.array([k[0] for k in keys], float)
    values = np.array([np.atleast_1d(k[1]) for k in keys], float)
    slopes = np.gradient(values, at, axis=0)
    slopes[0] = slopes[-1] = 0
    n = int(np.clip(np.searchsorted(at, f, "right") - 1, 0, len(at) - 2))
    span = at[n + 1] - at[n]
    t = np.clip((f - at[n]) / span, 0, 1)
    a, b = 2 * t**3 - 3 * t**2 + 1, t**3 - 2 * t**2 + t
    c, d = -2 * t**3 + 3 * t**2, t**3 - t**2
    out = a * values[n] + b * span * slopes[n] + c * values[n + 1] + d * span * slopes[n + 1]
    return out if out.size > 1 else out[0]


@dataclass(frozen=True)
class Camera:
    """A pinhole camera in a right-handed world, z up; lengths in the world's own unit.

    `fov` is the horizontal angle of view in degrees. Pixels are those of the whole frame, bars included.
    """

    eye: Sequence[float]
    target: Sequence[float]
    fov: float = 40.0
    up: Sequence[float] = (0.0, 0.0, 1.0)
    axes: np.ndarray = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        forward = np.asarray(self.target, float) - np.asarray(self.eye, float)
        forward /= np.linalg.norm(forward)
        right = np.cross(forward, np.asarray(self.up, float))
        right /= np.linalg.norm(right)
        object.__setattr__(self, "axes", np.stack([right, np.cross(forward, right), forward]))

    @property
    def focal(self) -> float:
        """Pixels for a slope of one."""
        return W / 2 / np.tan(np.radians(self.fov / 2))

    def project(self, points: np.ndarray) -> np.ndarray:
        """World points, shape (..., 3), to (x, y, depth); points behind the camera get a depth below 0."""
        seen = (np.asarray(points, float) - np.asarray(self.eye, float)) @ self.axes.T
        deep = np.where(np.abs(seen[..., 2]) < 1e-6, 1e-6, seen[..., 2])
        return np.stack(
            [W / 2 + self.focal * seen[..., 0] / deep, H / 2 + self.focal * seen[..., 1] / deep, seen[..., 2]], -1
        )

    def project_far(self, directions: np.ndarray) -> np.ndarray:
        """Directions, shape (..., 3), of things endlessly far away (stars) to (x, y, depth)."""
        return self.project(np.asarray(directions, float) * 1e7 + np.asarray(self.eye, float))

    def rays(self) -> np.ndarray:
        """The unit direction of every pixel's ray, shape (H, W, 3)."""
        y, x = np.mgrid[0:H, 0:W]
        d = np.stack([(x + 0.5 - W / 2) / self.focal, (y + 0.5 - H / 2) / self.focal, np.ones((H, W))], -1) @ self.axes
        return d / np.linalg.norm(d, axis=-1, keepdims=True)
