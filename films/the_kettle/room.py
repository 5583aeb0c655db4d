"""The kitchen as it stands: boxes, one window to the north, and the grey light that comes through it.

Metres: x to the right, y up, z from the door towards the window wall. What is traced here is light and form only; the
paint comes later. Every view is traced once and kept (`films.toolkit.bake`).
"""

from dataclasses import dataclass

import numpy as np

from films.toolkit.bake import baked
from films.toolkit.canvas import W

VIEW_H = 400  # rows of the visible picture
WINDOW = (-1.30, 0.10, 1.02, 2.22)  # x from, to; y from, to; in the wall at z = BACK
BACK, LEFT, RIGHT, HIGH = 4.0, -2.3, 2.2, 2.7
DOOR = (0.25, 1.15, 2.06)  # x from, to, and height, in the wall at z = 0

WALL, TRIM, WOOD, FLOOR, ENAMEL, DARK, CEIL, STONE, CLOTH, HALL = range(10)
ALBEDO = np.array(
    [
        (0.60, 0.615, 0.60),
        (0.80, 0.80, 0.77),
        (0.30, 0.285, 0.265),
        (0.36, 0.355, 0.345),
        (0.78, 0.78, 0.76),
        (0.055, 0.057, 0.062),
        (0.80, 0.80, 0.79),
        (0.52, 0.53, 0.53),
        (0.74, 0.735, 0.71),
        (0.34, 0.345, 0.35),
    ],
    np.float32,
)

Box = tuple[float, float, float, float, float, float, int]


def walls() -> list[Box]:
    """The shell: floor, ceiling, four walls; the window and the door are what the walls leave open."""
    x0, x1, y0, y1 = WINDOW
    d0, d1, dh = DOOR
    b, lo, hi = BACK, LEFT, RIGHT
    out = [
        (lo - 1, hi + 1, -0.1, 0, -3, b + 0.3, FLOOR),
        (lo - 1, hi + 1, HIGH, HIGH + 0.1, -3, b + 0.3, CEIL),
        (lo - 0.3, lo, 0, HIGH, 0, b + 0.3, WALL),
        (hi, hi + 0.3, 0, HIGH, -0.12, b + 0.3, WALL),
        (lo, x0, 0, HIGH, b, b + 0.3, WALL),
        (x1, hi, 0, HIGH, b, b + 0.3, WALL),
        (x0, x1, 0, y0, b, b + 0.3, WALL),
        (x0, x1, y1, HIGH, b, b + 0.3, WALL),
        (lo, d0, 0, HIGH, -0.14, 0, WALL),
        (d1, hi, 0, HIGH, -0.14, 0, WALL),
        (d0, d1, dh, HIGH, -0.14, 0, WALL),
        (-0.55, -0.5, 0, HIGH, -3, -0.14, HALL),
        (1.75, 1.8, 0, HIGH, -3, -0.14, HALL),
        (-0.55, 1.8, 0, HIGH, -2.1, -2.0, HALL),
        # the casing of the door, both its faces; the marks are on its right post as one leaves
        (d0 - 0.10, d0, 0, dh, -0.16, 0.025, TRIM),
        (d1, d1 + 0.10, 0, dh, -0.16, 0.025, TRIM),
        (d0 - 0.12, d1 + 0.12, dh, dh + 0.12, -0.16, 0.03, TRIM),
        # skirting and a picture rail
        (lo, d0 - 0.1, 0, 0.13, 0, 0.02, TRIM),
        (d1 + 0.1, hi, 0, 0.13, 0, 0.02, TRIM),
        (hi - 0.02, hi, 0, 0.13, 0, b, TRIM),
        (lo, lo + 0.02, 0, 0.13, 0, b, TRIM),
    ]
    return out


def window() -> list[Box]:
    """The sash: casing, sill, one meeting rail, one upright."""
    x0, x1, y0, y1 = WINDOW
    b, mx = BACK, (x0 + x1) / 2
    return [
        (x0 - 0.11, x0, y0 - 0.04, y1 + 0.1, b - 0.03, b, TRIM),
        (x1, x1 + 0.11, y0 - 0.04, y1 + 0.1, b - 0.03, b, TRIM),
        (x0 - 0.13, x1 + 0.13, y1, y1 + 0.13, b - 0.04, b, TRIM),
        (x0 - 0.16, x1 + 0.16, y0 - 0.05, y0, b - 0.13, b + 0.2, TRIM),
        (x0, x0 + 0.05, y0, y1, b + 0.14, b + 0.18, TRIM),
        (x1 - 0.05, x1, y0, y1, b + 0.14, b + 0.18, TRIM),
        (x0, x1, y1 - 0.06, y1, b + 0.14, b + 0.18, TRIM),
        (x0, x1, y0, y0 + 0.07, b + 0.14, b + 0.18, TRIM),
        (x0, x1, 1.60, 1.655, b + 0.13, b + 0.18, TRIM),
        (mx - 0.016, mx + 0.016, y0, y1, b + 0.14, b + 0.17, TRIM),
    ]


def furniture() -> list[Box]:
    """Sink bench, cooker, shelf, table, a chair and the dresser by the left wall."""
    out = [
        # bench under the window, its slab, its doors
        (-2.28, 0.52, 0.10, 0.86, 3.47, BACK, CLOTH),
        (-2.28, 0.52, 0, 0.10, 3.53, BACK, DARK),
        (-2.28, 0.56, 0.86, 0.90, 3.42, BACK, STONE),
        (-1.22, -0.30, 0.905, 0.93, 3.47, 3.50, ENAMEL),
        (-1.22, -0.30, 0.90, 0.955, 3.88, 3.94, ENAMEL),
        (-1.22, -1.19, 0.90, 0.93, 3.47, 3.9, ENAMEL),
        (-0.33, -0.30, 0.90, 0.93, 3.47, 3.9, ENAMEL),
        # the cooker: body, oven door, rail, top, rings, splash back
        (0.62, 1.24, 0.06, 0.86, 3.46, 3.97, ENAMEL),
        (0.66, 1.20, 0, 0.06, 3.5, 3.95, DARK),
        (0.67, 1.19, 0.14, 0.66, 3.435, 3.46, ENAMEL),
        (0.70, 1.16, 0.685, 0.705, 3.395, 3.41, STONE),
        (0.60, 1.26, 0.86, 0.885, 3.43, 3.98, DARK),
        (0.60, 1.26, 0.885, 1.10, 3.955, 3.985, ENAMEL),
        (0.68, 0.90, 0.885, 0.905, 3.52, 3.72, DARK),
        (0.96, 1.18, 0.885, 0.905, 3.52, 3.72, DARK),
        # shelf over the cooker, on two brackets
        (0.52, 1.96, 1.50, 1.53, 3.78, BACK, TRIM),
        (0.60, 0.63, 1.36, 1.50, 3.85, BACK, TRIM),
        (1.85, 1.88, 1.36, 1.50, 3.85, BACK, TRIM),
        # a cupboard right of the cooker
        (1.34, 2.2, 0, 0.86, 3.47, BACK, CLOTH),
        (1.30, 2.2, 0.86, 0.90, 3.42, BACK, STONE),
        # the table
        (-0.95, 0.75, 0.72, 0.755, 1.55, 2.40, CLOTH),
        (-0.90, 0.70, 0.63, 0.72, 1.62, 2.33, WOOD),
        (-0.90, -0.83, 0, 0.66, 1.62, 1.69, WOOD),
        (0.63, 0.70, 0, 0.66, 1.62, 1.69, WOOD),
        (-0.90, -0.83, 0, 0.66, 2.26, 2.33, WOOD),
        (0.63, 0.70, 0, 0.66, 2.26, 2.33, WOOD),
        # two chairs: one pushed in on the right, one behind
        *chair(1.02, 1.98, 1),
        *chair(-0.35, 2.72, 2),
        # the dresser by the left wall
        (-2.28, -1.82, 0, 0.92, 1.0, 2.3, WOOD),
        (-2.28, -1.80, 0.92, 0.95, 0.98, 2.32, WOOD),
        (-2.28, -2.02, 1.30, 1.32, 1.0, 2.3, WOOD),
        (-2.28, -2.02, 1.65, 1.67, 1.0, 2.3, WOOD),
        (-2.28, -2.02, 0.95, 2.0, 0.98, 1.02, WOOD),
        (-2.28, -2.02, 0.95, 2.0, 2.28, 2.32, WOOD),
        (-2.28, -1.98, 1.98, 2.04, 0.96, 2.34, WOOD),
    ]
    return out


def chair(x: float, z: float, back: int) -> list[Box]:
    """A kitchen chair: seat, four legs, a back with two rails towards +x (1) or +z (2)."""
    s, t = 0.20, 0.022
    out = [(x - s, x + s, 0.43, 0.46, z - s, z + s, WOOD)]
    for i in (-1, 1):
        for k in (-1, 1):
            behind = (back == 1 and i == 1) or (back == 2 and k == 1)
            cx, cz = x + i * (s - t), z + k * (s - t)
            out.append((cx - t, cx + t, 0, 0.92 if behind else 0.44, cz - t, cz + t, WOOD))
    for y in (0.62, 0.83):
        if back == 1:
            out.append((x + s - 2 * t, x + s - t / 2, y, y + 0.07, z - s, z + s, WOOD))
        else:
            out.append((x - s, x + s, y, y + 0.07, z + s - 2 * t, z + s - t / 2, WOOD))
    return out


def everything() -> list[Box]:
    """The whole kitchen."""
    return [*walls(), *window(), *furniture()]


@dataclass(frozen=True)
class Eye:
    """Where the camera stands and looks (yaw and pitch in degrees; yaw 0 looks at the window wall), and its focal
    length in pixels of the visible picture."""

    x: float
    y: float
    z: float
    yaw: float = 0.0
    pitch: float = 0.0
    focal: float = 700.0

    def axes(self) -> np.ndarray:
        """Right, up, forward."""
        a, p = np.radians(self.yaw), np.radians(self.pitch)
        f = np.array([np.sin(a) * np.cos(p), np.sin(p), np.cos(a) * np.cos(p)])
        r = np.array([np.cos(a), 0.0, -np.sin(a)])
        return np.stack([r, np.cross(f, r), f])

    def see(self, x: float, y: float, z: float) -> tuple[float, float, float]:
        """A place in the room as (column, row, pixels in a metre there) of the visible picture."""
        s = self.axes() @ (np.array([x, y, z]) - (self.x, self.y, self.z))
        k = self.focal / s[2]
        return W / 2 + k * s[0], VIEW_H / 2 - k * s[1], k


def _hit(o, d, boxes, far=1e9):
    """Nearest box along each ray: distance, number (-1: none), axis of the face."""
    inv = 1 / np.where(np.abs(d) < 1e-7, 1e-7, d).astype(np.float32)
    near = np.full(len(o), far, np.float32)
    which, axis = np.full(len(o), -1, np.int16), np.zeros(len(o), np.int8)
    for n, (x0, x1, y0, y1, z0, z1, _) in enumerate(boxes):
        a, b = (np.array((x0, y0, z0), np.float32) - o) * inv, (np.array((x1, y1, z1), np.float32) - o) * inv
        lo = np.minimum(a, b)
        enter, leave = lo.max(1), np.maximum(a, b).min(1)
        hit = (enter < leave) & (enter > 1e-4) & (enter < near)
        if hit.any():
            near[hit], which[hit], axis[hit] = enter[hit], n, lo[hit].argmax(1)
    return near, which, axis


def _blocked(o, d, far, bounds):
    """Whether anything stands between each place and the end of its ray."""
    inv = 1 / np.where(np.abs(d) < 1e-7, 1e-7, d).astype(np.float32)
    out = np.zeros(len(o), bool)
    for lo, hi in bounds:
        a, b = (lo - o) * inv, (hi - o) * inv
        enter, leave = np.minimum(a, b).max(1), np.maximum(a, b).min(1)
        out |= (enter < leave) & (leave > 2e-3) & (enter < far)
    return out


def _sky(p, n, boxes, rng, samples, near=0.05):
    """Light from the window on places p with normals n; no nearer than `near` (metres squared): no sparks."""
    x0, x1, y0, y1 = WINDOW
    bounds = [(np.array(b[0:6:2], np.float32), np.array(b[1:6:2], np.float32)) for b in boxes]
    out, cells = np.zeros(len(p), np.float32), int(np.ceil(np.sqrt(samples)))
    for k in range(samples):
        u, v = (rng.random((2, len(p))) + np.array([[k % cells], [k // cells]])) / cells
        q = np.stack([x0 + u * (x1 - x0), y0 + np.minimum(v, 1) * (y1 - y0), np.full(len(p), BACK + 0.25)], 1)
        d = (q - p).astype(np.float32)
        r = np.sqrt((d**2).sum(1))
        cos_here, cos_there = np.clip((d * n).sum(1) / r, 0, 1), np.clip(d[:, 2] / r, 0, 1)
        lit = cos_here * cos_there / np.maximum(r * r, near) * (0.75 + 0.5 * v)
        need = lit > 1e-4
        clear = np.zeros(len(p), bool)
        clear[need] = ~_blocked(p[need], d[need] / r[need, None], r[need], bounds)
        out += lit * clear
    return out * (x1 - x0) * (y1 - y0) / samples


def trace(eye: Eye, boxes: list[Box], seed: int = 1, direct: int = 25, bounce: int = 14) -> np.ndarray:
    """A view as (VIEW_H, W, 8) floats: light (3), material, depth, window seen (0 or 1), normal code, lit from the sky.

    Light through the window reaches each place directly; what it does after a bounce is gathered at half the size.
    """
    rng = np.random.default_rng(seed)
    axes = eye.axes()

    def view(step: int):
        y, x = np.mgrid[step / 2 : VIEW_H : step, step / 2 : W : step]
        s = np.stack([(x - W / 2) / eye.focal, -(y - VIEW_H / 2) / eye.focal, np.ones_like(x)], -1).reshape(-1, 3)
        d = (s @ axes).astype(np.float32)
        d /= np.linalg.norm(d, axis=1, keepdims=True)
        o = np.broadcast_to(np.array([eye.x, eye.y, eye.z], np.float32), d.shape)
        t, which, axis = _hit(o, d, boxes)
        seen = which >= 0
        n = np.zeros_like(d)
        n[np.arange(len(d)), axis] = -np.sign(d[np.arange(len(d)), axis])
        t = np.where(seen, t, 20).astype(np.float32)
        return x.shape, d, t, which, axis, seen, n, o + d * t[:, None] + n * 2e-3

    kinds = np.array([b[6] for b in boxes] + [WALL])
    shape, d, t, which, axis, seen, n, p = view(1)
    sky = np.zeros(len(d), np.float32)
    sky[seen] = _sky(p[seen], n[seen], boxes, rng, direct)
    _, hd, _, _, _, hseen, hn, hp = view(2)
    soft = np.zeros((len(hd), 3), np.float32)
    for _ in range(bounce):
        v = rng.standard_normal((len(hd), 3)).astype(np.float32)
        v = hn + v / np.linalg.norm(v, axis=1, keepdims=True)
        v /= np.linalg.norm(v, axis=1, keepdims=True) + 1e-6
        bt, bw, ba = _hit(hp, v, boxes)
        ok = (bw >= 0) & hseen
        bn = np.zeros_like(v)
        bn[np.arange(len(v)), ba] = -np.sign(v[np.arange(len(v)), ba])
        there = hp + v * np.where(ok, bt, 0)[:, None] + bn * 2e-3
        got = np.zeros(len(hd), np.float32)
        got[ok] = _sky(there[ok], bn[ok], boxes, rng, 2, 0.5)
        soft += np.where(ok[:, None], ALBEDO[kinds[bw]] * (got + 0.045)[:, None], 0.0)
    hh, hw = (VIEW_H + 1) // 2, (W + 1) // 2
    soft = (soft / bounce).reshape(hh, hw, 3).repeat(2, 0).repeat(2, 1)[:VIEW_H, :W]
    out = np.zeros((*shape, 8), np.float32)
    out[..., :3] = soft
    out[..., 3] = np.where(seen, kinds[which], -1).reshape(shape)
    out[..., 4], out[..., 5] = t.reshape(shape), (~seen).reshape(shape)
    out[..., 6] = np.where(seen, axis * 100 + which, -100).reshape(shape)
    out[..., 7] = sky.reshape(shape)
    return out


# ---------------------------------------------------------------- the views of the film

WIDE = Eye(0.12, 1.40, -1.05, -2.5, -4.0, 790)
TO_DOOR = Eye(-0.30, 1.46, 3.70, 178, -1.5, 760)


def _seen_from_the_hall() -> list[Box]:
    """The kitchen without the door wall and the hall, which the camera of the wide stands in."""
    return [b for b in everything() if not (b[5] <= 0.031 and b[4] >= -3) or b[6] in (FLOOR, CEIL)]


@baked
def wide() -> np.ndarray:
    """From the doorway to the window wall."""
    return trace(WIDE, _seen_from_the_hall())


@baked
def to_door() -> np.ndarray:
    """From the sink to the doorway."""
    return trace(TO_DOOR, everything())


def places(eye: Eye, traced: np.ndarray) -> np.ndarray:
    """Where in the room each pixel lies, (VIEW_H, W, 3)."""
    y, x = np.mgrid[0.5:VIEW_H, 0.5:W]
    d = np.stack([(x - W / 2) / eye.focal, -(y - VIEW_H / 2) / eye.focal, np.ones_like(x)], -1) @ eye.axes()
    d /= np.linalg.norm(d, axis=-1, keepdims=True)
    return (d * traced[..., 4:5] + (eye.x, eye.y, eye.z)).astype(np.float32)
