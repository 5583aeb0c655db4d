"""Curved surfaces (petals, leaves, stems) as fine grids of points, filled with smoothly varying colour and depth."""

import numpy as np
from numba import njit
from scipy.ndimage import gaussian_filter

from .camera import Camera
from .canvas import H, Layer, Light, W

SS = 2  # sub-pixels across and down while filling


@njit(cache=True, fastmath=True)
def _fill(x, y, z, colour, zbuf, frag):
    n, m = x.shape
    rows, cols = zbuf.shape
    for j in range(n - 1):
        for i in range(m - 1):
            for half in range(2):
                j0, i0, j1, i1 = j, i + 1, j + 1, i
                j2, i2 = (j, i) if half == 0 else (j + 1, i + 1)
                ax, ay, bx, by, cx, cy = x[j0, i0], y[j0, i0], x[j1, i1], y[j1, i1], x[j2, i2], y[j2, i2]
                area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
                if abs(area) < 1e-9:
                    continue
                lo_x, hi_x = max(int(min(ax, bx, cx)), 0), min(int(max(ax, bx, cx)) + 1, cols - 1)
                lo_y, hi_y = max(int(min(ay, by, cy)), 0), min(int(max(ay, by, cy)) + 1, rows - 1)
                for r in range(lo_y, hi_y + 1):
                    for c in range(lo_x, hi_x + 1):
                        px, py = c + 0.5, r + 0.5
                        u = ((bx - px) * (cy - py) - (by - py) * (cx - px)) / area
                        v = ((cx - px) * (ay - py) - (cy - py) * (ax - px)) / area
                        w = 1 - u - v
                        if u < -1e-4 or v < -1e-4 or w < -1e-4:
                            continue
                        deep = u * z[j0, i0] + v * z[j1, i1] + w * z[j2, i2]
                        if deep < zbuf[r, c]:
                            zbuf[r, c] = deep
                            for k in range(4):
                                frag[r, c, k] = u * colour[j0, i0, k] + v * colour[j1, i1, k] + w * colour[j2, i2, k]


def normals(grid: np.ndarray) -> np.ndarray:
    """Unit normals of a surface given as a grid of points, shape (n, m, 3)."""
    across = np.cross(np.gradient(grid, axis=0), np.gradient(grid, axis=1))
    return across / np.maximum(np.linalg.norm(across, axis=2, keepdims=True), 1e-9)


class Sheet:
    """A picture of light with cover, built from surfaces laid one over another, back to front."""

    def __init__(self):
        self.data = np.zeros((H * SS, W * SS, 4), np.float32)

    def surface(
        self, camera: Camera, grid: np.ndarray, light: np.ndarray, cover: np.ndarray, soft: float = 0.0
    ) -> None:
        """Lay a surface over what is there: points (n, m, 3), their light (n, m, 3) and cover (n, m), 0 to 1.

        `soft` blurs it, in pixels of the frame: what lies out of focus.
        """
        seen = camera.project(grid)
        pad = int(4 + 3 * soft * SS)
        x, y = seen[..., 0] * SS, seen[..., 1] * SS
        x0, y0 = max(int(x.min()) - pad, 0), max(int(y.min()) - pad, 0)
        x1, y1 = min(int(x.max()) + pad, W * SS), min(int(y.max()) + pad, H * SS)
        if x1 - x0 < 2 or y1 - y0 < 2 or seen[..., 2].min() <= 0:
            return
        frag = np.zeros((y1 - y0, x1 - x0, 4), np.float32)
        zbuf = np.full(frag.shape[:2], np.inf, np.float32)
        colour = np.concatenate([light * cover[..., None], cover[..., None]], 2).astype(np.float32)
        _fill(
            (x - x0).astype(np.float32),
            (y - y0).astype(np.float32),
            seen[..., 2].astype(np.float32),
            colour,
            zbuf,
            frag,
        )
        if soft > 0:
            frag = gaussian_filter(frag, (soft * SS, soft * SS, 0))
        part = self.data[y0:y1, x0:x1]
        part *= 1 - frag[..., 3:]
        part += frag

    def reduce(self) -> Layer:
        """The sheet at the frame's size: premultiplied light and cover."""
        return self.data.reshape(H, SS, W, SS, 4).mean((1, 3))


def under(light: Light, sheet: Layer) -> Light:
    """Lay a reduced `Sheet` (its colours are light already) over the light."""
    return light * (1 - sheet[..., 3:]) + sheet[..., :3]
