"""Putting figures into a set: laying them on the light, the shadows they throw, how they walk, what is out of focus."""

from collections.abc import Sequence

import numpy as np
from scipy.ndimage import gaussian_filter

from .canvas import H, Light, W, smooth
from .sculpt import Sculpture, Source, lay
from .stage import Camera, ease


def shadow(
    light: Light,
    depth: np.ndarray,
    camera: Camera,
    lamp: Sequence[float],
    solids: Sequence[tuple],
    plane: float = 0.0,
    strength: float = 0.6,
) -> Light:
    """Darken the plane y = `plane` where round solids (place, radius) stand before a lamp (in place)."""
    gx, gy = np.arange(W) + 0.5 - camera.cx, -(np.arange(H) + 0.5 - camera.cy)
    right, up, forward = camera.basis
    slope = forward[1] * camera.focal + gx[None] * right[1] + gy[:, None] * up[1]
    rows = np.where((slope < -1).any(1))[0]
    if not len(rows):
        return light
    y0 = rows[0]
    t = (plane - camera.eye[1]) / np.minimum(slope[y0:], -1)
    t = np.where(slope[y0:] < -1, t, np.nan)
    px = camera.eye[0] + t * (forward[0] * camera.focal + gx[None] * right[0] + gy[y0:, None] * up[0])
    pz = camera.eye[2] + t * (forward[2] * camera.focal + gx[None] * right[2] + gy[y0:, None] * up[2])
    dark = np.zeros_like(px)
    lx, ly, lz = lamp
    for place, radius in solids:
        k = (ly - plane) / max(0.05, ly - place[1])
        cx, cz = lx + (place[0] - lx) * k, lz + (place[2] - lz) * k
        high = max(0.0, place[1] - plane)
        r = radius * k
        d = np.hypot(px - cx, pz - cz)
        dark = np.maximum(dark, smooth(r + 0.03 + 0.16 * high, r * 0.55, d) / (1 + 0.35 * high))
    on_plane = np.abs(t * camera.focal - depth[y0:]) < 0.05 + 0.01 * depth[y0:]
    light[y0:] *= 1 - strength * np.nan_to_num(dark * on_plane)[..., None].astype(np.float32)
    return light


def body_solids(j, width: float = 1.0) -> list[tuple[np.ndarray, float]]:
    """A body as balls for its shadow."""
    out = []
    chain = (
        ("ankle_l", "knee_l", 0.08),
        ("ankle_r", "knee_r", 0.08),
        ("knee_l", "hip_l", 0.10),
        ("knee_r", "hip_r", 0.10),
        ("root", "chest", 0.19),
        ("chest", "neck", 0.18),
        ("shoulder_l", "elbow_l", 0.08),
        ("shoulder_r", "elbow_r", 0.08),
        ("elbow_l", "wrist_l", 0.06),
        ("elbow_r", "wrist_r", 0.06),
    )
    for a, b, r in chain:
        for t in (0.0, 0.33, 0.66, 1.0):
            out.append((j[a] * (1 - t) + j[b] * t, r * width))
    out.append((j["head"], 0.12))
    return out


def draw(
    light: Light,
    sculpture: Sculpture,
    camera: Camera,
    lights: Sequence[Source],
    depth: np.ndarray | None = None,
    *,
    ambient=(0.030, 0.036, 0.046),
    fog: float = 0.0,
    fog_colour=(0.0, 0.0, 0.0),
    blur: float = 0.0,
) -> Light:
    """March a figure and lay it on the light; `blur` puts it out of focus (pixels)."""
    painted = sculpture.paint(camera, lights, ambient, depth)
    if painted is None:
        return light
    if not blur:
        return lay(light, painted, depth, fog, fog_colour)
    colour, cover, _, x0, y0 = painted
    pad = int(blur * 3)
    a = np.pad(cover, pad)
    c = np.pad(colour * cover[..., None], ((pad, pad), (pad, pad), (0, 0)))
    a = gaussian_filter(a, blur)
    c = gaussian_filter(c, (blur, blur, 0))
    h, w = a.shape
    ys, xs = max(0, y0 - pad), max(0, x0 - pad)
    ye, xe = min(H, y0 - pad + h), min(W, x0 - pad + w)
    sy, sx = ys - (y0 - pad), xs - (x0 - pad)
    a, c = a[sy : sy + ye - ys, sx : sx + xe - xs], c[sy : sy + ye - ys, sx : sx + xe - xs]
    light[ys:ye, xs:xe] = light[ys:ye, xs:xe] * (1 - a[..., None]) + c
    return light


def stepping(f: float, start: Sequence[float], steps: Sequence[tuple], lift: float = 0.07) -> np.ndarray:
    """Where a foot (ankle) is: `steps` are (leaves at, lands at, place); between them it stands."""
    at = np.asarray(start, float)
    for leave, land, place in steps:
        to = np.asarray(place, float)
        if f >= land:
            at = to
        elif f > leave:
            t = (f - leave) / (land - leave)
            u = ease(t, 0.2)
            at = at * (1 - u) + to * u
            at = at + np.array([0, lift * np.sin(np.pi * t) ** 1.2, 0])
            break
        else:
            break
    return at


def soften(light: Light, depth: np.ndarray, near: float, far: float, sigma: float) -> Light:
    """Throw the set out of focus where it is nearer than `near`, sharp beyond `far` (metres)."""
    mask = gaussian_filter(smooth(far, near, depth).astype(np.float32), sigma * 0.6)
    small = light.reshape(H // 2, 2, W // 2, 2, 3).mean((1, 3))
    soft = gaussian_filter(small, (sigma / 2, sigma / 2, 0)).repeat(2, 0).repeat(2, 1)
    return light * (1 - mask[..., None]) + soft * mask[..., None]
