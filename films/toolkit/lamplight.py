"""One lamp in the dark: relief lit by a moving point light, with normals, wet glints, and shadows that fall right.

A scene is a relief: `z[y, x]`, how far the surface stands out towards us at each pixel, in pixels. A wall with ledges,
a floor that comes forward as it goes down, a hanging ceiling are all one relief. Lights are points (x, y, z) in the
same pixels. Everything is compiled by numba; arrays are float32, rows by columns.
"""

import numpy as np
from numba import njit
from scipy.ndimage import distance_transform_edt, gaussian_filter

Array = np.ndarray


def normals(z: Array) -> Array:
    """The unit normal of a relief at each pixel, (h, w, 3): x right, y down, z towards us."""
    down, right = np.gradient(z.astype(np.float32))
    n = np.stack([-right, -down, np.ones_like(z)], -1)
    return (n / np.linalg.norm(n, axis=-1, keepdims=True)).astype(np.float32)


def hollows(z: Array, reach: float = 14.0, strength: float = 0.035) -> Array:
    """How open each pixel is to the room, 0 to 1: less where its surroundings stand out further than it does."""
    deep = gaussian_filter(z, reach) - z
    deep = deep + 0.6 * (gaussian_filter(z, reach / 3.5) - z)
    return np.clip(1 - strength * np.clip(deep, -4, None), 0.12, 1).astype(np.float32)


def swell(mask: Array, roundness: float = 1.0, flat: float = 26.0) -> Array:
    """A flat silhouette as a rounded relief: height grows from its edge inwards and levels off after `flat` pixels."""
    inside = distance_transform_edt(mask > 0.5)
    t = np.clip(inside / flat, 0, 1)
    z = flat * np.sqrt(t * (2 - t)) * roundness
    return gaussian_filter(z, 1.1).astype(np.float32)


@njit(cache=True, fastmath=True)
def _at(a, x, y):
    h, w = a.shape
    x = min(max(x, 0.0), w - 1.001)
    y = min(max(y, 0.0), h - 1.001)
    i, j = int(x), int(y)
    u, v = x - i, y - j
    top = a[j, i] * (1 - u) + a[j, i + 1] * u
    low = a[j + 1, i] * (1 - u) + a[j + 1, i + 1] * u
    return top * (1 - v) + low * v


@njit(cache=True, fastmath=True)
def shadows(z, lamp, steps, softness, step):
    """How much of the lamp reaches each pixel past the relief itself, 0 to 1, on every `step`-th pixel both ways.

    A ray goes from the surface to the lamp; where the relief rises above it there is shadow, softer the further from
    what throws it (`softness` is the lamp's own size in pixels).
    """
    h, w = z.shape
    out = np.empty(((h + step - 1) // step, (w + step - 1) // step), np.float32)
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            x, y = i * step + 0.5 * step - 0.5, j * step + 0.5 * step - 0.5
            base = _at(z, x, y) + 1.2
            dx, dy, dz = lamp[0] - x, lamp[1] - y, lamp[2] - base
            far = np.sqrt(dx * dx + dy * dy)
            lit = 1.0
            for k in range(1, steps):
                t = (k / steps) ** 1.3  # finer near the surface, where contact shadows are
                over = _at(z, x + t * dx, y + t * dy) - (base + t * dz)
                if over > -2.0:
                    wide = softness * t / (1.02 - t) + 1.5
                    blocked = min(max((over + 0.5 * wide) / wide, 0.0), 1.0)
                    if k > steps - 3:
                        blocked *= (steps - k) / 3.0  # what the lamp itself hangs on does not hide it
                    lit = min(lit, 1.0 - blocked)
                    if lit <= 0.01:
                        break
            out[j, i] = lit if far > 2 else 1.0
    return out


@njit(cache=True, fastmath=True)
def thrown(z, lamp, mask, plane, step, scale):
    """The shadow of a cut-out that stands upright at depth `plane`: how much light passes it on the way to each pixel.

    `mask` holds the cut-out's cover, 0 to 1, at 1/`scale` of the picture's size; `z` is read on every `step`-th pixel.
    """
    h, w = z.shape
    out = np.ones(((h + step - 1) // step, (w + step - 1) // step), np.float32)
    ahead = lamp[2] - plane
    if ahead < 0.5:
        return out
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            x, y = i * step + 0.5 * step - 0.5, j * step + 0.5 * step - 0.5
            depth = lamp[2] - _at(z, x, y)
            if depth <= ahead:
                continue
            t = ahead / depth
            mx, my = (lamp[0] + (x - lamp[0]) * t) / scale, (lamp[1] + (y - lamp[1]) * t) / scale
            if 0 <= mx < mask.shape[1] - 1 and 0 <= my < mask.shape[0] - 1:
                out[j, i] = 1.0 - _at(mask, mx, my)
    return out


@njit(cache=True, fastmath=True)
def shafts(blocks, lamp_x, lamp_y, step, steps):
    """How far the lamp's light gets through dusty air past what stands in its own plane (`blocks`, 0 to 1)."""
    h, w = blocks.shape
    out = np.empty(((h + step - 1) // step, (w + step - 1) // step), np.float32)
    for j in range(out.shape[0]):
        for i in range(out.shape[1]):
            x, y = i * step + 0.5 * step, j * step + 0.5 * step
            passed = 1.0
            for k in range(steps):
                t = (k + 0.5) / steps * 0.95
                passed *= 1.0 - 0.34 * _at(blocks, x + t * (lamp_x - x), y + t * (lamp_y - y))
            out[j, i] = passed
    return out


@njit(cache=True, fastmath=True)
def shade(z, normal, albedo, wet, opens, lit, lamps, colours, reach, ambient, out):
    """Light a relief. The first of `lamps` (n, 3) is seen past `lit` (half-size shadows), the others are not shadowed.

    `colours` (n, 3) are the lamps' light, `reach` (n,) the distance in pixels at which it has fallen to a half;
    `ambient` (2, 3) is the light from above and from below. `wet` (0 to 1) adds glints; `opens` is `hollows`.
    """
    h, w = z.shape
    for j in range(h):
        for i in range(w):
            nx, ny, nz = normal[j, i, 0], normal[j, i, 1], normal[j, i, 2]
            up = 0.5 - 0.5 * ny
            o = opens[j, i]
            r = (ambient[0, 0] * up + ambient[1, 0] * (1 - up)) * o
            g = (ambient[0, 1] * up + ambient[1, 1] * (1 - up)) * o
            b = (ambient[0, 2] * up + ambient[1, 2] * (1 - up)) * o
            gr = gg = gb = 0.0
            s = _at(lit, (i - 0.5) / 2, (j - 0.5) / 2)
            for k in range(lamps.shape[0]):
                dx, dy, dz = lamps[k, 0] - i, lamps[k, 1] - j, lamps[k, 2] - z[j, i]
                d2 = dx * dx + dy * dy + dz * dz
                d = np.sqrt(d2) + 1e-3
                q = d2 / (reach[k] * reach[k])
                fall = 1.0 / (1.0 + q) * np.exp(-0.055 * q)
                if fall < 0.002:
                    continue
                seen = s if k == 0 else 1.0
                cos = (nx * dx + ny * dy + nz * dz) / d
                soft = max(cos * 0.88 + 0.12, 0.0) if k else max(cos * 0.95 + 0.05, 0.0)
                e = soft * fall * seen * (0.35 + 0.65 * o)
                r += colours[k, 0] * e
                g += colours[k, 1] * e
                b += colours[k, 2] * e
                if wet[j, i] > 0.02 and cos > 0:
                    hx, hy, hz = dx / d, dy / d, dz / d + 1.0
                    c = (nx * hx + ny * hy + nz * hz) / np.sqrt(hx * hx + hy * hy + hz * hz)
                    if c > 0.75:
                        c2 = c * c
                        c4 = c2 * c2
                        c16 = c4 * c4 * c4 * c4
                        shine = (c16 * c16 * 0.9 + c16 * 0.12) * wet[j, i] * fall * seen
                        gr += colours[k, 0] * shine
                        gg += colours[k, 1] * shine
                        gb += colours[k, 2] * shine
            out[j, i, 0] = r * albedo[j, i, 0] + gr * 0.55
            out[j, i, 1] = g * albedo[j, i, 1] + gg * 0.55
            out[j, i, 2] = b * albedo[j, i, 2] + gb * 0.55


@njit(cache=True, fastmath=True)
def splat(light, points, radii, colours):
    """Add soft round points of light: each keeps its whole light (colour times area) whatever its radius."""
    h, w = light.shape[0], light.shape[1]
    for n in range(points.shape[0]):
        x, y, r = points[n, 0], points[n, 1], max(radii[n], 0.45)
        reach = int(2.6 * r) + 1
        i0, j0 = int(np.floor(x)), int(np.floor(y))
        if i0 < -reach or j0 < -reach or i0 > w + reach or j0 > h + reach:
            continue
        norm = 1.0 / (2.0 * np.pi * r * r * 0.36)
        for j in range(max(j0 - reach, 0), min(j0 + reach + 1, h)):
            for i in range(max(i0 - reach, 0), min(i0 + reach + 1, w)):
                d2 = (i - x) ** 2 + (j - y) ** 2
                f = norm * np.exp(-d2 / (0.72 * r * r))
                if f > 1e-5:
                    light[j, i, 0] += colours[n, 0] * f
                    light[j, i, 1] += colours[n, 1] * f
                    light[j, i, 2] += colours[n, 2] * f


@njit(cache=True, fastmath=True)
def slide(strip, x, y, h, w, out):
    """A window of a long strip (rows, columns, channels) whose left edge lies `x` columns in and top `y` rows down."""
    i0, j0 = int(np.floor(x)), int(np.floor(y))
    u, v = x - i0, y - j0
    rows, columns, channels = strip.shape
    for j in range(h):
        ja = min(max(j + j0, 0), rows - 1)
        jb = min(max(j + j0 + 1, 0), rows - 1)
        for i in range(w):
            ia = min(max(i + i0, 0), columns - 1)
            ib = min(max(i + i0 + 1, 0), columns - 1)
            for c in range(channels):
                top = strip[ja, ia, c] * (1 - u) + strip[ja, ib, c] * u
                low = strip[jb, ia, c] * (1 - u) + strip[jb, ib, c] * u
                out[j, i, c] = top * (1 - v) + low * v
    return out


def window(strip: Array, x: float, y: float, h: int, w: int) -> Array:
    """`slide` into a new array; beyond its edges a strip goes on as it ends."""
    return slide(strip, float(x), float(y), h, w, np.empty((h, w, strip.shape[2]), np.float32))


@njit(cache=True, fastmath=True)
def veil(light, layer, x, y, reach, warm, mist):
    """Lay a silhouette over what is behind it: `layer` holds its cover and the mist in front of it.

    The lamp at x, y warms its air within `reach` pixels by `warm`; `mist` is the mist's own light.
    """
    for j in range(light.shape[0]):
        for i in range(light.shape[1]):
            near = np.exp(-np.sqrt((i - x) ** 2 + (j - y) ** 2) / reach) * (0.4 + 0.6 * layer[j, i, 0])
            for c in range(3):
                light[j, i, c] = (
                    light[j, i, c] * (1 - 0.93 * layer[j, i, 0]) + warm[c] * near + mist[c] * layer[j, i, 1]
                )


@njit(cache=True, fastmath=True)
def haze(light, through, x, y, reach, colour):
    """The glow of the air around the lamp at x, y, as far as `through` (`shafts` at half size) lets it pass."""
    for j in range(light.shape[0]):
        for i in range(light.shape[1]):
            d = np.sqrt((i - x) ** 2 + (j - y) ** 2)
            glow = 0.20 * np.exp(-d / (0.42 * reach)) + 0.052 * np.exp(-d / (1.7 * reach))
            glow *= 0.25 + 0.75 * _at(through, (i - 0.5) / 2, (j - 0.5) / 2)
            for c in range(3):
                light[j, i, c] += glow * colour[c]


@njit(cache=True, fastmath=True)
def curtain(light, cover, x, y, reach, warm, dark):
    """What is close to the camera and out of focus: `dark`, its soft edge touched by the lamp at x, y."""
    for j in range(light.shape[0]):
        for i in range(light.shape[1]):
            a = cover[j, i]
            if a > 0.002:
                edge = 4 * a * (1 - a) * np.exp(-np.sqrt((i - x) ** 2 + (j - y) ** 2) / reach)
                for c in range(3):
                    light[j, i, c] = light[j, i, c] * (1 - a) + (warm[c] * edge + dark[c]) * a
