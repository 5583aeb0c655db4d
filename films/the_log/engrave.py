"""The film's hand, an engraving: shadows are not smooth but cut in lines that follow the form and swell with light."""

from functools import cache

import numpy as np
from scipy.ndimage import gaussian_filter

from films.toolkit.canvas import H, Light, W, fbm, smooth, xx, yy

PITCH = 4.6  # pixels from line to line
TONE = np.array([0.30, 0.56, 0.14], np.float32)


@cache
def _wobble() -> np.ndarray:
    return (fbm(H, W, 3, 5, 21, 1.8) - 0.5).astype(np.float32)


def _lines(angle: float, bend: np.ndarray, scale: float, px: float, py: float) -> tuple[np.ndarray, np.ndarray]:
    """A ramp 0..1..0 across each line, and how far the lines may be trusted (they fade where they would crowd)."""
    c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    x, y = px + (xx - px) / scale, py + (yy - py) / scale
    phase = (x * s + y * c + 7.0 * _wobble() + bend) / PITCH
    steep = np.hypot(np.gradient(phase, axis=0), np.gradient(phase, axis=1)) * PITCH
    ramp = np.abs((phase % 1.0) * 2 - 1)
    return ramp.astype(np.float32), smooth(1.75, 1.25, steep) * smooth(0.45, 0.7, steep)


def engrave(
    light: Light,
    depth: np.ndarray | None = None,
    *,
    focal: float = 900.0,
    amount: float = 1.0,
    scale: float = 1.0,
    px: float = W / 2,
    py: float = H / 2,
    angle: float = 28.0,
    relief: float = 0.22,
) -> Light:
    """Cut the picture's dark tones into lines. `scale`, `px`, `py` are the push of the set, so that lines ride on it.

    `depth` bends the lines round what it shows. Bright places and true black stay as they are.
    """
    tone = np.clip(gaussian_filter(light @ TONE, 1.2), 0, None)
    bend = np.zeros((H, W), np.float32)
    if depth is not None:
        near = np.log(np.clip(gaussian_filter(np.minimum(depth, 50.0), 0.7), 0.05, 50.0))
        bend = (relief * focal * near).astype(np.float32)
    out = light
    for turn, top, share in ((angle, 0.34, 1.0), (angle + 62.0, 0.045, 0.6)):  # the second cut only in deep shadow
        ramp, sure = _lines(turn, bend, scale, px, py)
        duty = 0.22 + 0.78 * np.sqrt(np.clip(tone / top, 0, 1))  # how much of each pitch the light leaves standing
        mark = smooth(duty + 0.22, duty - 0.22, ramp)
        mean = np.clip(duty, 0.2, 1.0)
        weight = amount * share * sure * smooth(top * 1.25, top * 0.35, tone)
        cut = 0.34 + 0.66 * mark / mean
        out = out * (1 + weight * (cut - 1))[..., None]
    return out.astype(np.float32)
