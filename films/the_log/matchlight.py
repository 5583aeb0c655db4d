"""A match: how strongly it burns from the strike on, and how its flame looks."""

import numpy as np

from films.toolkit.canvas import H, Light, W
from films.toolkit.stage import Camera, ease


def burn(age: float) -> float:
    """Light of the match `age` frames after the strike: the head flares, sinks, then the wood burns with a tremble."""
    if age < 0:
        return 0.0
    flare = 1.25 * np.exp(-(((age - 2.0) / 3.2) ** 2))
    wood = 0.35 + 0.65 * ease((age - 3) / 16)
    return float(flare + wood * (1 + 0.05 * np.sin(age * 1.31) + 0.035 * np.sin(age * 2.77 + 1)))


def spark(light: Light, camera: Camera, at: np.ndarray, g: float, f: float, age: float, lean: float = 0.0) -> Light:
    """Draw the flame, its halo, and while it is young a few sparks."""
    x, y, z = (float(v) for v in camera.project(at))
    if g <= 0.01 or z < 0.05:
        return light
    px = camera.focal / z
    j, i = np.mgrid[0:H, 0:W].astype(np.float32)
    tall, wide = 0.0125 * px * (0.55 + 0.45 * min(g, 1.4)), 0.0036 * px * (0.7 + 0.3 * g)
    v = (j - y) / tall
    tip = np.clip((1 - v) / 2, 0, 1)
    side = i - x - tall * (0.10 * np.sin(f * 0.9) + lean) * tip**2
    half = wide * np.clip(np.sqrt(1 - np.clip(tip, 0, 0.999)) * (0.5 + 1.7 * tip * (1 - tip)), 0.03, None)
    body = np.exp(-((side / half) ** 2)) * np.clip(2.5 * (1 - np.abs(v)), 0, 1)
    d = np.hypot(i - x, j - y) / px
    halo = 0.20 * np.exp(-((d / 0.020) ** 2)) + 0.045 * np.exp(-d / 0.045)
    out = light + (body * min(g, 1.2))[..., None] * np.array([2.6, 1.75, 0.85], np.float32)
    out = out + (halo * g)[..., None] * np.array([1.0, 0.52, 0.20], np.float32)
    if age < 10:
        r = np.random.default_rng(9)
        for _ in range(16):
            a, speed = r.uniform(0, 2 * np.pi), r.uniform(0.004, 0.014)
            life = r.uniform(3, 10)
            if age > life:
                continue
            sx = x + np.cos(a) * speed * px * age
            sy = y - np.sin(a) * speed * px * age + 0.00035 * px * age * age
            dot = np.exp(-(((i - sx) ** 2 + (j - sy) ** 2) / 1.6)) * (1 - age / life)
            out = out + dot[..., None] * np.array([1.8, 0.9, 0.3], np.float32)
    return out.astype(np.float32)
