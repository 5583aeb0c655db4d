"""What a lens adds: shallow focus, streaks of bright points, motes of dust drifting through the light."""

from functools import cache

import numpy as np
from scipy.ndimage import gaussian_filter, gaussian_filter1d, zoom

from .camera import Camera
from .canvas import H, Light, W

_STEPS = (0.0, 1.2, 2.6, 5.2, 10.4, 20.8)


def _soft(light: Light, sigma: float) -> Light:
    if sigma < 4:
        return gaussian_filter(light, (sigma, sigma, 0))
    k = 4 if sigma > 9 else 2  # wide blurs lose nothing at a coarser grid
    small = light[: H // k * k, : W // k * k].reshape(H // k, k, W // k, k, -1).mean((1, 3))
    small = gaussian_filter(small, (sigma / k, sigma / k, 0))
    out = zoom(small, (k, k, 1), order=1, grid_mode=True, mode="nearest")
    return np.pad(out, ((0, H - out.shape[0]), (0, W - out.shape[1]), (0, 0)), mode="edge")


def defocus(light: Light, blur: np.ndarray) -> Light:
    """Blur each pixel by its own amount: `blur` is a standard deviation in pixels, shape (H, W), up to about 20."""
    level = np.interp(blur, _STEPS, np.arange(len(_STEPS), dtype=float)).astype(np.float32)
    out, last = np.zeros_like(light), int(np.ceil(level.max()))
    for n in range(last + 1):
        share = np.clip(1 - np.abs(level - n), 0, 1)[..., None]
        if share.any():
            out += share * (light if n == 0 else _soft(light, _STEPS[n]))
    return out


def confusion(depth: np.ndarray, focus: float, strength: float, limit: float = 20.0) -> np.ndarray:
    """How blurred things at a depth are: strength (pixels) times the distance from the plane of focus, over depth."""
    return np.minimum(strength * np.abs(1 - focus / np.maximum(depth, 1e-3)), limit)


def streak(light: Light, threshold: float = 0.9, length: float = 60.0, gain: float = 0.05) -> Light:
    """The long horizontal flare of an anamorphic lens on what is brighter than the threshold."""
    hot = np.clip(light - threshold, 0, 4)
    if not hot.any():
        return light
    small = hot.reshape(H // 2, 2, W // 2, 2, 3).mean((1, 3))
    wide = gaussian_filter1d(small, length / 2, axis=1) + 0.6 * gaussian_filter1d(small, length / 8, axis=1)
    wide = gaussian_filter1d(wide, 0.6, axis=0)
    return light + gain * length / 8 * np.repeat(np.repeat(wide, 2, 0), 2, 1) * np.array([0.7, 0.9, 1.15], np.float32)


@cache
def _disc(radius: float) -> np.ndarray:
    k = int(np.ceil(radius)) + 2
    j, i = np.mgrid[-k : k + 1, -k : k + 1]
    d = np.hypot(j, i)
    a = np.clip(radius + 0.5 - d, 0, 1) * (0.75 + 0.25 * np.clip(d / radius, 0, 1) ** 2)
    return (a / a.sum()).astype(np.float32)


def stamp(light: Light, x: float, y: float, radius: float, colour: np.ndarray) -> None:
    """Add, in place, a point of light seen out of focus: a disc, a little brighter at its rim."""
    radius = max(round(radius * 4) / 4, 0.75)
    disc = _disc(radius)
    k = disc.shape[0] // 2
    i, j = int(np.floor(x)), int(np.floor(y))
    if not (k < i < W - k - 2 and k < j < H - k - 2):
        return
    u, v = x - i, y - j
    part = light[j - k : j + k + 2, i - k : i + k + 2]
    moved = np.zeros(part.shape[:2], np.float32)
    moved[:-1, :-1] += disc * (1 - u) * (1 - v)
    moved[:-1, 1:] += disc * u * (1 - v)
    moved[1:, :-1] += disc * (1 - u) * v
    moved[1:, 1:] += disc * u * v
    part += moved[..., None] * colour


def motes(
    light: Light,
    camera: Camera,
    f: float,
    box: tuple[np.ndarray, np.ndarray],
    lamp,
    count: int,
    size: float,
    focus: float,
    **how,
) -> Light:
    """Dust in the air: `count` motes drift in a box (two corners); `lamp(points)` gives the light on each, (n, 3).

    Keywords: seed; drift, how far they go in a frame (a vector); wander, the reach of their own slow loops;
    blur, how fast they lose focus (pixels).
    """
    seed, drift = how.get("seed", 0), np.asarray(how.get("drift", (0.0, 0.0, 0.0)))
    wander, strength = how.get("wander", 0.3), how.get("blur", 8.0)
    r = np.random.default_rng(seed)
    low, high = (np.asarray(c, float) for c in box)
    start, phase, pace, power = (
        r.random((count, 3)),
        r.random((count, 3)) * 6.28,
        0.008 + 0.02 * r.random((count, 3)),
        r.random(count),
    )
    at = low + (start * (high - low) + drift * f * (0.6 + 0.8 * r.random((count, 1)))) % (high - low)
    at += wander * np.sin(phase + pace * f)
    seen, shine = camera.project(at), np.asarray(lamp(at))
    edge = np.min(np.minimum(at - low, high - at) / (high - low), axis=1)
    shine = shine * np.clip(edge * 8, 0, 1)[:, None] * (0.25 + 1.5 * power[:, None] ** 3)
    shine = shine * (0.7 + 0.3 * np.sin(phase[:, :1] + f * 0.11))
    for (x, y, deep), colour in zip(seen, shine, strict=True):
        if deep > 0.05 * focus:
            radius = strength * abs(1 - focus / deep) + size * focus / deep
            stamp(light, x, y, min(radius, 26), colour * (size * focus / deep) ** 2)
    return light
