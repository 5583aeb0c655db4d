"""Shot 4, time-lapse: the stars wheel beyond the glass, frost grows and goes, and she sleeps by the tray."""

from functools import cache

import numpy as np
from scipy.ndimage import gaussian_filter

from films.toolkit.canvas import H, Light, W, fbm, rgb, smooth, xx, yy
from films.toolkit.figure import Pose
from films.toolkit.people import body_solids, draw, shadow
from films.toolkit.stage import Camera, Keys, drift, ease, unit, vec

from . import mara
from .greenhouse import SHINE, WARM, Lamp, Stage
from .people import bounce, sources
from .shot_03 import pail
from .sky import stars

START, END = 600, 816
CAMERA = Camera((-0.72, 0.92, 2.45), (0.62, 1.50, 6.3), 640)
POLE = unit(vec(0.02, 0.78, 0.75))
# the planet's shine comes from three places in turn as it goes down: its shadows walk
ARC = ((-21.0, 26.0, 24.0), (-4.0, 21.0, 40.0), (20.0, 10.0, 40.0))


@cache
def stage() -> Stage:
    shine = [Lamp(p, tuple(rgb("#8fa6c4", 240.0)), SHINE + 1 + k, down=0.0, size=3.0) for k, p in enumerate(ARC)]
    return Stage(CAMERA, shine)


def weights(f: float) -> list[float]:
    t = (f - START) / (END - START)
    breathe = 0.80 + 0.13 * np.sin((f - START) / 216 * 2 * np.pi * 3.0 - 0.6) + 0.025 * drift(f, 4, 14)
    arc = [
        float(smooth(0.55, 0.0, t)),
        float(smooth(0.0, 0.4, t) * smooth(1.0, 0.55, t)),
        float(smooth(0.45, 0.95, t)) * 0.55,
    ]
    return [breathe, 0, 0, 0, 0, 0, 0, 0.12, *arc]


@cache
def frost() -> tuple[np.ndarray, np.ndarray]:
    """Ice feathers on the glass: where they grow first (0 early, 1 late), and their texture."""
    broad = fbm(H, W, 5, 4, 77, 1.8)
    needles = fbm(H, W, 5, 60, 78, 0.5) * fbm(H, W, 4, 40, 80, 4.0)
    late = np.clip(0.05 + 1.1 * (broad - 0.2) + 0.75 * (1 - (yy - 40) / 280), 0, 1)
    return late.astype(np.float32), (0.25 + 1.6 * needles).astype(np.float32)


@cache
def planet_face() -> np.ndarray:
    """A dead giant, banded in bone and ash, lit from the right: light (r, r, 3) with coverage as a fourth plane."""
    n = 150
    y, x = np.mgrid[-1 : 1 : n * 1j, -1 : 1 : n * 1j].astype(np.float32) * 1.04
    r2 = x * x + y * y
    z = np.sqrt(np.clip(1 - r2, 0, 1))
    lean = 0.35
    v = y * np.cos(lean) + x * np.sin(lean)
    swirl = gaussian_filter(np.random.default_rng(4).normal(size=(n, n)), 3) * 2.2
    bands = 0.62 + 0.20 * np.sin(v * 17 + swirl) + 0.12 * np.sin(v * 41 + 2 + swirl * 2)
    lit = np.clip(0.80 * x - 0.25 * y + 0.50 * z, 0, 1) ** 0.8
    face = (bands * lit)[..., None] * np.array([0.60, 0.58, 0.55], np.float32) * 0.9
    cover = smooth(1.0, 0.985, np.sqrt(r2))
    return np.concatenate([face * cover[..., None], cover[..., None]], -1).astype(np.float32)


def planet(sky: Light, f: float) -> Light:
    """Set the planet: it goes down toward the right as the stars turn."""
    t = (f - START) / (END - START)
    cx, cy, r = 628 + 175 * t, 96 + 225 * t**1.15, 41.0
    face = planet_face()
    n = face.shape[0]
    x0, y0 = int(cx - r - 2), int(cy - r - 2)
    out = sky.copy()
    for_y = np.arange(max(0, y0), min(H, int(cy + r + 3)))
    for_x = np.arange(max(0, x0), min(W, int(cx + r + 3)))
    if not len(for_y) or not len(for_x):
        return out
    u = ((for_x - cx) / r / 1.04 * 0.5 + 0.5) * (n - 1)
    v = ((for_y - cy) / r / 1.04 * 0.5 + 0.5) * (n - 1)
    u0, v0 = np.clip(u.astype(int), 0, n - 2), np.clip(v.astype(int), 0, n - 2)
    fu, fv = (u - u0)[None, :, None], (v - v0)[:, None, None]
    f00, f01 = face[v0][:, u0], face[v0][:, u0 + 1]
    f10, f11 = face[v0 + 1][:, u0], face[v0 + 1][:, u0 + 1]
    patch = (f00 * (1 - fu) + f01 * fu) * (1 - fv) + (f10 * (1 - fu) + f11 * fu) * fv
    part = out[for_y[0] : for_y[-1] + 1, for_x[0] : for_x[-1] + 1]
    part[:] = part * (1 - patch[..., 3:]) + patch[..., :3]
    d = np.hypot(xx - cx, yy - cy)
    return out + (0.030 * np.exp(-np.maximum(d - r, 0) / 40))[..., None] * np.array([0.8, 0.85, 1.0], np.float32)


SHIFT = Keys((600, 0.0), (694, 0.0), (700, -0.25), (712, 1.0), (816, 1.0))
SETTLE = Keys((600, 0.0), (640, 1.0))


def pose(f: float) -> Pose:
    """Asleep on her folded arms: slow breath (many nights' breath in few seconds), one shift of the head at 700."""
    s, a = float(SHIFT(f)), float(SETTLE(f))
    breath = np.sin((f - START) / 9.5)
    return Pose(
        root=vec(0.545 + 0.012 * s, 0.532, 5.42),
        yaw=90,
        lean=34 + 8 * a + 0.5 * breath + 1.5 * s,
        hunch=22 + 2 * a + 0.8 * breath,
        breath=1.4 * breath,
        twist=3 * s,
        head=(50 + 38 * a - 16 * s, 26 - 18 * a + 0.8 * breath + 9 * s, -30 - 32 * a + 10 * s),
        shrug=0.012 * breath + 0.02,
        hand_r=vec(0.84, 0.62, 5.30),
        hand_l=vec(1.13, 0.915, 5.24),
        elbow_l=(-0.9, -0.15, 0.3),
        elbow_r=(0.9, -0.15, 0.3),
        knee=(0.25, 0.5, 1.0),
        foot_l=vec(0.80, 0.09, 5.56),
        foot_r=vec(0.70, 0.09, 5.28),
        eyes=0.0,
    )


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    t = (f - START) / (END - START)
    w = weights(f)
    # time lets go slowly and takes hold again: the sky starts and stops turning with the shot
    turned = 74 * (0.75 * t + 0.25 * ease(t))
    speed = 0.6 + 0.4 * np.sin(np.pi * t)
    zoomed = {"scale": 1.07 - 0.05 * t, "px": 470.0, "py": 330.0}
    cam = CAMERA.moved(**zoomed)
    sky = planet(stars(cam, 1.7, spin=turned, trail=6.5 * speed, pole=POLE), f)
    late, texture = frost()
    grown = float(Keys((600, 0.05), (720, 0.62), (770, 0.66), (816, 0.45))(f))
    ice = smooth(0.0, 0.40, grown - late) * texture
    sky = sky * (1 - 0.7 * np.clip(ice, 0, 1))[..., None] + ice[..., None] * (
        WARM * 0.045 * w[0] + np.array([0.030, 0.036, 0.044])
    ).astype(np.float32)
    light, depth, cam = stage().light(w, sky, **zoomed)
    light = stage().bulbs(light, cam, w)
    m, j = mara.model(pose(f), palms=((0.2, -1, 0.1), (-0.2, -1, 0.1)), bends=(None, None))
    solids = body_solids(j)
    shadow(light, depth, cam, (1.25, 2.42, 5.6), solids, strength=0.7)
    shadow(light, depth, cam, (1.25, 2.42, 5.6), solids[-25:], plane=0.86, strength=0.6)
    lit = [*sources(stage(), w, vec(0.7, 1.0, 5.4), 4, 2), bounce(w[0])]
    draw(light, pail(), cam, lit, depth)
    return draw(light, m, cam, lit, depth, ambient=(0.020, 0.026, 0.036), fog=0.008, fog_colour=tuple(WARM * 0.05))
