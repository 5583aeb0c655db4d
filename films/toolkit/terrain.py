"""Ground: a height field seen through a camera, with the light baked into it (dust plains, soil, snow)."""

from dataclasses import dataclass

import numpy as np
from numba import njit

from .camera import Camera
from .canvas import BAR, H, W


@njit(cache=True, fastmath=True)
def _sample(a, y, x):
    """Bilinear, wrapping; the sides are powers of two, so that a mask wraps."""
    n, m = a.shape
    fy, fx = np.floor(y), np.floor(x)
    ty, tx = y - fy, x - fx
    y0, x0 = int(fy) & (n - 1), int(fx) & (m - 1)
    y1, x1 = (y0 + 1) & (n - 1), (x0 + 1) & (m - 1)
    top = a[y0, x0] + (a[y0, x1] - a[y0, x0]) * tx
    low = a[y1, x0] + (a[y1, x1] - a[y1, x0]) * tx
    return top + (low - top) * ty


@njit(cache=True, fastmath=True)
def _shade(z, cell, lx, ly, lz, soft, y0, y1, x0, x1, out):
    """Lambert's cosine times the shadow of everything towards the light; lz may be a slope (far lamp)."""
    n, m = z.shape
    flat = np.hypot(lx, ly)
    ux, uy, rise = lx / flat, ly / flat, lz / flat
    norm = 1 / np.sqrt(lx * lx + ly * ly + lz * lz)
    top = z.max()
    for j in range(y0, y1):
        for i in range(x0, x1):
            dx = (z[j, (i + 1) % m] - z[j, (i - 1) % m]) / (2 * cell)
            dy = (z[(j + 1) % n, i] - z[(j - 1) % n, i]) / (2 * cell)
            cosine = (-dx * lx - dy * ly + lz) * norm / np.sqrt(1 + dx * dx + dy * dy)
            if cosine <= 0:
                out[j, i] = 0
                continue
            clear, s, h = 1.0, 1.2, z[j, i]
            while clear > 0 and s < 900:
                ray = h + rise * s * cell
                if ray > top:
                    break
                gap = ray - _sample(z, j + uy * s, i + ux * s)
                clear = min(clear, 0.5 + gap / (soft * s * cell))
                s += max(0.7, min(0.02 * s + 0.5 * gap / cell, 6.0))
            out[j, i] = cosine * max(clear, 0.0)


def shade(height: np.ndarray, cell: float, light: tuple[float, float, float], soft: float = 0.012) -> np.ndarray:
    """How much of a far light reaches each cell of a height field that tiles: cosine times shadow, 0 to 1.

    `light` points towards the lamp; `soft` is half its apparent width in radians.
    """
    z = np.ascontiguousarray(height, np.float32)
    out = np.zeros_like(z)
    _shade(z, float(cell), *map(float, light), float(soft), 0, z.shape[0], 0, z.shape[1], out)
    return out


def mips(a: np.ndarray, levels: int = 7) -> np.ndarray:
    """The map and its halvings, packed side by side in one array, for sampling without shimmer."""
    n = a.shape[0]
    out = np.zeros((n, 2 * n), np.float32)
    x, level = 0, np.asarray(a, np.float32)
    for _ in range(levels):
        k = level.shape[0]
        out[:k, x : x + k] = level
        x += k
        level = level.reshape(k // 2, 2, k // 2, 2).mean((1, 3))
    return out


@njit(cache=True, fastmath=True)
def _level(a, n, level, y, x):
    k, x0 = n >> level, 2 * (n - (n >> level))
    s = 1.0 / (1 << level)
    y, x = (y + 0.5) * s - 0.5, (x + 0.5) * s - 0.5
    fy, fx = np.floor(y), np.floor(x)
    ty, tx = y - fy, x - fx
    j0, i0 = int(fy) & (k - 1), int(fx) & (k - 1)
    j1, i1 = (j0 + 1) & (k - 1), (i0 + 1) & (k - 1)
    top = a[j0, x0 + i0] + (a[j0, x0 + i1] - a[j0, x0 + i0]) * tx
    low = a[j1, x0 + i0] + (a[j1, x0 + i1] - a[j1, x0 + i0]) * tx
    return top + (low - top) * ty


@njit(cache=True, fastmath=True)
def _mip(a, level, y, x):
    n = a.shape[0]
    level = min(max(level, 0.0), 5.99)
    lo = int(level)
    u = _level(a, n, lo, y, x)
    return u + (_level(a, n, lo + 1, y, x) - u) * (level - lo)


@njit(cache=True, fastmath=True)
def _march(z, cell, ox, oy, eye, axes, focal, rows, cols, sy, sx, near, far, top):
    """Where each pixel's ray meets the ground: distance (inf for sky), and the place it hits.

    The camera does not roll, so a column of pixels is a vertical plane: going up it, each ray meets the ground
    no nearer than the one below, and once one is free the rest see sky.
    """
    hit = np.full((rows, cols), np.inf, np.float32)
    hx, hy = np.zeros((rows, cols), np.float32), np.zeros((rows, cols), np.float32)
    fx, fy = axes[2, 0], axes[2, 1]
    level = axes[2, 2] > -0.45  # looking steeply down, the columns fan out: each ray for itself
    for c in range(cols):
        u = ((c + 0.5) / sx - cols / sx / 2) / focal
        reached = 0.0
        for r in range(rows - 1, -1, -1):
            v = ((r + 0.5) / sy - rows / sy / 2) / focal
            k = 1 / np.sqrt(1 + u * u + v * v)
            dx = (axes[0, 0] * u + axes[1, 0] * v + axes[2, 0]) * k
            dy = (axes[0, 1] * u + axes[1, 1] * v + axes[2, 1]) * k
            dz = (axes[0, 2] * u + axes[1, 2] * v + axes[2, 2]) * k
            flat = np.sqrt(dx * dx + dy * dy)
            ahead = level and dx * fx + dy * fy > 0
            t = near
            if eye[2] + dz * t > top:
                if dz >= 0:
                    break
                t = max(t, (top - eye[2]) / dz)
            if ahead and reached > 0:
                t = max(t, reached / flat)
            last = t * 0.998
            found = False
            while t < far:
                x, y, h = eye[0] + dx * t, eye[1] + dy * t, eye[2] + dz * t
                if dz > 0 and h > top:
                    break
                gap = h - _sample(z, (y - oy) / cell, (x - ox) / cell)
                if gap < 0.0001 * t:
                    lo, hi = last, t
                    for _ in range(8):
                        mid = 0.5 * (lo + hi)
                        x, y, h = eye[0] + dx * mid, eye[1] + dy * mid, eye[2] + dz * mid
                        if h < _sample(z, (y - oy) / cell, (x - ox) / cell):
                            hi = mid
                        else:
                            lo = mid
                    hit[r, c] = hi
                    hx[r, c], hy[r, c] = eye[0] + dx * hi, eye[1] + dy * hi
                    found = True
                    if ahead:
                        reached = max(reached, hi * flat)
                    break
                last = t
                t += max(0.55 * gap, 0.002 * t)
            if not found and ahead:
                break
    return hit, hx, hy


@njit(cache=True, fastmath=True)
def _lookup(a, cell, ox, oy, hit, hx, hy, grain, bias, out):
    for r in range(hit.shape[0]):
        for c in range(hit.shape[1]):
            if hit[r, c] < 1e9:
                level = np.log2(max(hit[r, c] * grain / cell, 1e-3)) + bias
                out[r, c] = _mip(a, level, (hy[r, c] - oy) / cell, (hx[r, c] - ox) / cell)


@njit(cache=True, fastmath=True)
def _lamps(z, cell, ox, oy, hit, hx, hy, lamps, out):
    """Light of small lamps low over the ground: rows (x, y, height over ground, power)."""
    for r in range(hit.shape[0]):
        for c in range(hit.shape[1]):
            if hit[r, c] > 1e9:
                continue
            j, i = (hy[r, c] - oy) / cell, (hx[r, c] - ox) / cell
            h = _sample(z, j, i)
            sx = (_sample(z, j, i + 1) - _sample(z, j, i - 1)) / (2 * cell)
            sy = (_sample(z, j + 1, i) - _sample(z, j - 1, i)) / (2 * cell)
            norm = 1 / np.sqrt(1 + sx * sx + sy * sy)
            total = 0.0
            for k in range(lamps.shape[0]):
                dx, dy = lamps[k, 0] - hx[r, c], lamps[k, 1] - hy[r, c]
                d2 = dx * dx + dy * dy
                if d2 > lamps[k, 4] * lamps[k, 4]:
                    continue
                dz = lamps[k, 2] - h
                d2 += dz * dz
                cosine = (-sx * dx - sy * dy + dz) * norm / np.sqrt(d2)
                if cosine > 0:
                    edge = 1 - d2 / (lamps[k, 4] * lamps[k, 4])
                    total += lamps[k, 3] * cosine / d2 * max(edge, 0.0)
            out[r, c] = total


@dataclass
class View:
    """What a camera sees of a ground: per sub-pixel the distance and the place, rows of the visible picture only."""

    ground: "Ground"
    camera: Camera
    ss: tuple[int, int]
    hit: np.ndarray
    x: np.ndarray
    y: np.ndarray

    @property
    def seen(self) -> np.ndarray:
        return self.hit < 1e9

    def sample(self, packed: np.ndarray, cell: float, origin=(0.0, 0.0), bias: float = 0.0) -> np.ndarray:
        """A packed map (`mips`) where the rays met the ground, as sharp as the distance allows."""
        out = np.zeros(self.hit.shape, np.float32)
        grain = 1 / self.camera.focal / self.ss[0]
        _lookup(packed, float(cell), float(origin[0]), float(origin[1]), self.hit, self.x, self.y, grain, bias, out)
        return out

    def lamps(self, lamps: np.ndarray) -> np.ndarray:
        """Light of lamps, rows (x, y, z, power, reach), on the ground: power over distance squared, by cosine."""
        out = np.zeros(self.hit.shape, np.float32)
        if len(lamps):
            g = self.ground
            _lamps(g.height, g.cell, *g.origin, self.hit, self.x, self.y, np.asarray(lamps, np.float64), out)
        return out

    def reduce(self, a: np.ndarray) -> np.ndarray:
        """Sub-pixels to the pixels of the whole frame, the bars filled with 0: shape (H, W) or (H, W, k)."""
        a = a.reshape(H - 2 * BAR, self.ss[0], W, self.ss[1], *a.shape[2:]).mean((1, 3))
        out = np.zeros((H, *a.shape[1:]), np.float32)
        out[BAR : H - BAR] = a
        return out

    def depth(self) -> np.ndarray:
        """Distance along the view axis for each pixel of the frame; inf is sky."""
        out = np.full((H, W), np.inf, np.float32)
        out[BAR : H - BAR] = self.hit[:: self.ss[0], :: self.ss[1]]
        y, x = np.mgrid[0:H, 0:W]
        f = self.camera.focal
        return (out / np.sqrt(1 + ((x + 0.5 - W / 2) / f) ** 2 + ((y + 0.5 - H / 2) / f) ** 2)).astype(np.float32)


@dataclass
class Ground:
    """A square height field that tiles, a power of two to a side.

    `cell` is its grid in world units, `origin` the place of cell (0, 0).
    """

    height: np.ndarray
    cell: float
    origin: tuple[float, float]

    def __post_init__(self):
        self.height = np.ascontiguousarray(self.height, np.float32)

    def at(self, x: float, y: float) -> float:
        """The height at a place."""
        return float(_sample(self.height, (y - self.origin[1]) / self.cell, (x - self.origin[0]) / self.cell))

    def view(self, camera: Camera, ss: tuple[int, int] = (2, 1), near: float = 1.0, far: float = 4000.0) -> View:
        """Look at the ground: rays a pixel down and across, nothing nearer or farther than the two bounds."""
        rows, cols = (H - 2 * BAR) * ss[0], W * ss[1]
        hit, x, y = _march(
            self.height,
            float(self.cell),
            float(self.origin[0]),
            float(self.origin[1]),
            np.asarray(camera.eye, np.float64),
            camera.axes,
            camera.focal,
            rows,
            cols,
            *ss,
            float(near),
            float(far),
            float(self.height.max()),
        )
        return View(self, camera, ss, hit, x, y)
