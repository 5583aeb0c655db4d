"""The greenhouse's light, traced once per shot: one sheet of light per group of lamps.

Light adds, so a lamp that dims or dies is only a weight on its sheet; `develop` sums the sheets for one
frame while it pans and scales them. Everything here is compiled; `greenhouse` says what stands where.
"""

import math

import numpy as np
from numba import njit

from films.toolkit.solidnoise import fbm3, noise3

FLOOR, METAL, WOOD, SOIL, WALL, DOOR, PIPE = range(7)
FAR = 1e9


@njit(cache=True, fastmath=True, error_model="numpy")
def _slab(ox, oy, oz, dx, dy, dz, b):
    """Ray against a box: entry distance and the axis entered (or FAR)."""
    lo = -FAR
    hi = FAR
    axis = 0
    for k in range(3):
        o = ox if k == 0 else (oy if k == 1 else oz)
        d = dx if k == 0 else (dy if k == 1 else dz)
        if abs(d) < 1e-9:
            if o < b[k] or o > b[k + 3]:
                return FAR, 0
            continue
        t0 = (b[k] - o) / d
        t1 = (b[k + 3] - o) / d
        if t0 > t1:
            t0, t1 = t1, t0
        if t0 > lo:
            lo = t0
            axis = k
        if t1 < hi:
            hi = t1
    if lo > hi or hi < 1e-4 or lo < 1e-4:
        return FAR, 0
    return lo, axis


@njit(cache=True, fastmath=True, error_model="numpy")
def _hit(ox, oy, oz, dx, dy, dz, boxes, rows, room):
    """Nearest surface: distance, box index (-1 floor, -2 wall, -3 open sky), face axis."""
    best = FAR
    index = -3
    axis = 1
    if dy < -1e-6:
        t = -oy / dy
        fx, fz = ox + dx * t - room[0], oz + dz * t - room[1]
        if fx * fx + fz * fz < room[2] * room[2]:
            best = t
            index = -1
    cx, cz, radius, height = room[0], room[1], room[2], room[3]
    a = dx * dx + dz * dz
    if a > 1e-9:
        bx, bz = ox - cx, oz - cz
        bh = bx * dx + bz * dz
        disc = bh * bh - a * (bx * bx + bz * bz - radius * radius)
        if disc > 0:
            t = (-bh + math.sqrt(disc)) / a
            if 1e-3 < t < best and oy + dy * t < height:
                best = t
                index = -2
    for r in range(rows.shape[0]):
        row = rows[r]
        inside = row[0] < ox < row[3] and row[1] < oy < row[4] and row[2] < oz < row[5]
        if not inside and _slab(ox, oy, oz, dx, dy, dz, row)[0] >= best:
            continue
        for i in range(int(row[6]), int(row[7])):
            t, k = _slab(ox, oy, oz, dx, dy, dz, boxes[i])
            if t < best:
                best = t
                index = i
                axis = k
    return best, index, axis


@njit(cache=True, fastmath=True, error_model="numpy")
def _blocked(ox, oy, oz, dx, dy, dz, reach, boxes, rows):
    for r in range(rows.shape[0]):
        row = rows[r]
        inside = row[0] < ox < row[3] and row[1] < oy < row[4] and row[2] < oz < row[5]
        if not inside and _slab(ox, oy, oz, dx, dy, dz, row)[0] >= reach:
            continue
        for i in range(int(row[6]), int(row[7])):
            if _slab(ox, oy, oz, dx, dy, dz, boxes[i])[0] < reach:
                return True
    return False


@njit(cache=True, fastmath=True, error_model="numpy")
def spot(lamp, dx, dy, dz):
    """How much a lamp sends along a direction leaving it: an open shade throws a soft cone downward."""
    c = dx * lamp[7] + dy * lamp[8] + dz * lamp[9]
    t = (c - lamp[10]) / max(1e-6, lamp[11] - lamp[10])
    t = min(1.0, max(0.0, t))
    return lamp[12] + (1 - lamp[12]) * t * t * (3 - 2 * t)


@njit(cache=True, fastmath=True, error_model="numpy")
def _clods(x, z):
    """Height of dry soil: soft hollows, clods, and crumbs down to the millimetre."""
    a = fbm3(x * 9, 1.0, z * 9, 3)
    u, v = 0.81 * x + 0.59 * z, 0.81 * z - 0.59 * x  # turned, so that no grid shows
    b = fbm3(u * 38, 5.0 + v * 11, v * 38, 3)
    u, v = 0.45 * x + 0.89 * z, 0.45 * z - 0.89 * x
    c = fbm3(u * 170, 9.0 + v * 50, v * 170, 3)
    return 0.42 * a + 0.28 * b + 0.30 * c


@njit(cache=True, fastmath=True, error_model="numpy")
def _surface(px, py, pz, index, axis, boxes, mats):
    """Albedo (grey), its warmth, the shading normal and the shine of what was hit."""
    nx, ny, nz = 0.0, 1.0, 0.0
    shine = 0.0
    if index == -1:
        n = fbm3(px * 1.7, 0.5, pz * 1.7, 5)
        fine = fbm3(px * 22, 3.0, pz * 22, 2)
        grey = 0.10 + 0.16 * n + 0.05 * fine
        joint = min(abs((px + 0.2) / 1.5 - round((px + 0.2) / 1.5)), abs(pz / 1.5 - round(pz / 1.5))) * 1.5
        grey *= 0.45 + 0.55 * min(1.0, joint / 0.018)
        wet = min(1.0, max(0.0, (n - 0.42) * 7.0))
        grey *= 1 - 0.55 * wet
        shine = 0.10 + 0.9 * wet
        nx = (fbm3(px * 5, 9.0, pz * 5, 2) - 0.375) * (0.035 + 0.10 * (1 - wet))
        nz = (fbm3(px * 5, 19.0, pz * 5, 2) - 0.375) * (0.035 + 0.10 * (1 - wet))
        return grey, 0.1, nx, ny, nz, shine
    if index == -2:
        n = fbm3(px * 2, py * 3, pz * 2, 4)
        seam = abs(py - 0.55)
        grey = (0.09 + 0.12 * n) * (0.5 + 0.5 * min(1.0, seam / 0.02))
        return grey, 0.0, 0.0, 0.2, 0.0, 0.1
    b = boxes[index]
    mat = mats[index]
    if axis == 0:
        nx, ny = (1.0 if px > 0.5 * (b[0] + b[3]) else -1.0), 0.0
    elif axis == 1:
        ny = 1.0 if py > 0.5 * (b[1] + b[4]) else -1.0
    else:
        nz, ny = (1.0 if pz > 0.5 * (b[2] + b[5]) else -1.0), 0.0
    if mat == SOIL and axis == 1:
        edge = min(min(px - b[0], b[3] - px), min(pz - b[2], b[5] - pz))
        if edge > 0.045:
            e = 0.004
            h0 = _clods(px, pz)
            nx = -(_clods(px + e, pz) - h0) / e * 0.038
            nz = -(_clods(px, pz + e) - h0) / e * 0.038
            grey = 0.10 + 0.13 * h0
            grey *= min(1.0, 0.25 + (edge - 0.045) / 0.10)
            return grey, 0.55, nx, ny, nz, 0.0
        n = fbm3(px * 9, py * 9, pz * 9, 3)
        return 0.16 + 0.2 * n, 0.15, nx, ny, nz, 0.35
    n = fbm3(px * 6, py * 14, pz * 6, 4)
    if mat == SOIL:
        # the tray's side: pressed metal with ribs, stains running down from the rim
        rib = 0.5 + 0.5 * math.cos((pz if axis == 0 else px) * 2 * math.pi / 0.22)
        stain = fbm3(px * 16 + pz * 16, py * 1.5, 4.0, 3)
        return (0.10 + 0.14 * n) * (0.75 + 0.35 * rib) * (0.6 + 0.7 * stain), 0.2, nx, ny, nz, 0.2
    if mat == DOOR:
        return 0.06 + 0.06 * n, -0.1, nx, ny, nz, 0.2
    return 0.06 + 0.12 * n, 0.1, nx, ny, nz, 0.15


@njit(cache=True, fastmath=True, error_model="numpy")
def bake(cam, width, height, side, boxes, rows, mats, room, lamps, groups, count, seed):
    """Trace the set: light sheets (groups, height, width, 3), open sky (height, width), depth (height, width)."""
    sheets = np.zeros((count, height, width, 3), np.float32)
    sky = np.zeros((height, width), np.float32)
    depth = np.zeros((height, width), np.float32)
    np.random.seed(seed)
    n = side * side
    for j in range(height):
        for i in range(width):
            for s in range(n):
                u = (i + (s % side + np.random.random()) / side - cam[13]) / cam[12]
                v = -(j + (s // side + np.random.random()) / side - cam[14]) / cam[12]
                dx = cam[9] + cam[3] * u + cam[6] * v
                dy = cam[10] + cam[4] * u + cam[7] * v
                dz = cam[11] + cam[5] * u + cam[8] * v
                il = 1 / math.sqrt(dx * dx + dy * dy + dz * dz)
                forward = il
                dx, dy, dz = dx * il, dy * il, dz * il
                ox, oy, oz = cam[0], cam[1], cam[2]
                gain = 1.0
                for bounce in range(2):
                    t, index, axis = _hit(ox, oy, oz, dx, dy, dz, boxes, rows, room)
                    if bounce == 0:
                        depth[j, i] += min(t, 60.0) * forward / n
                    else:
                        # a lamp mirrored in the wet floor
                        for k in range(lamps.shape[0]):
                            lx, ly, lz = lamps[k, 0] - ox, lamps[k, 1] - oy, lamps[k, 2] - oz
                            tc = lx * dx + ly * dy + lz * dz
                            if 0 < tc < t:
                                ex, ey, ez = lx - dx * tc, ly - dy * tc, lz - dz * tc
                                d = math.sqrt(ex * ex + ey * ey + ez * ez) / 0.16
                                if d < 2.2:
                                    g = groups[k]
                                    e = gain * 2.6 * math.exp(-d * d)
                                    for c in range(3):
                                        sheets[g, j, i, c] += lamps[k, 3 + c] * e / n
                    if index == -3:
                        if bounce == 0:
                            sky[j, i] += 1.0 / n
                        break
                    px, py, pz = ox + dx * t, oy + dy * t, oz + dz * t
                    grey, warm, nx, ny, nz, shine = _surface(px, py, pz, index, axis, boxes, mats)
                    if index == -2:
                        nx, nz = (room[0] - px) / room[2], (room[1] - pz) / room[2]
                    nl = 1 / math.sqrt(nx * nx + ny * ny + nz * nz)
                    nx, ny, nz = nx * nl, ny * nl, nz * nl
                    fade = math.exp(-t * 0.018)
                    for k in range(lamps.shape[0]):
                        size = lamps[k, 6]
                        lx = lamps[k, 0] + (np.random.random() - 0.5) * size - px
                        ly = lamps[k, 1] + (np.random.random() - 0.5) * size * 0.5 - py
                        lz = lamps[k, 2] + (np.random.random() - 0.5) * size - pz
                        d2 = lx * lx + ly * ly + lz * lz
                        d = math.sqrt(d2)
                        lx, ly, lz = lx / d, ly / d, lz / d
                        ndl = nx * lx + ny * ly + nz * lz
                        if ndl <= 0:
                            continue
                        e = spot(lamps[k], -lx, -ly, -lz) / (d2 + 0.12)
                        spec = 0.0
                        if shine > 0:
                            hx, hy, hz = lx - dx, ly - dy, lz - dz
                            hn = (nx * hx + ny * hy + nz * hz) / math.sqrt(hx * hx + hy * hy + hz * hz)
                            spec = shine * 0.9 * max(0.0, hn) ** 60
                        amount = e * (grey * ndl + spec * ndl)
                        if amount < 0.0012:
                            continue
                        reach = d - size * 0.6
                        if _blocked(px + nx * 3e-3, py + ny * 3e-3, pz + nz * 3e-3, lx, ly, lz, reach, boxes, rows):
                            continue
                        amount *= gain * fade / n
                        g = groups[k]
                        sheets[g, j, i, 0] += lamps[k, 3] * amount * (1 + 0.12 * warm)
                        sheets[g, j, i, 1] += lamps[k, 4] * amount
                        sheets[g, j, i, 2] += lamps[k, 5] * amount * (1 - 0.30 * warm)
                    if index != -1 or bounce == 1 or shine < 0.05:
                        break
                    # the wet floor: one look along the mirrored ray
                    rx = nx + (np.random.random() - 0.5) * 0.05 * (1.3 - shine)
                    rz = nz + (np.random.random() - 0.5) * 0.05 * (1.3 - shine)
                    rl = 1 / math.sqrt(rx * rx + ny * ny + rz * rz)
                    rx, ry, rz = rx * rl, ny * rl, rz * rl
                    dn = dx * rx + dy * ry + dz * rz
                    gain = shine * (0.05 + 0.75 * (1 - min(1.0, abs(dn))) ** 4)
                    dx, dy, dz = dx - 2 * dn * rx, dy - 2 * dn * ry, dz - 2 * dn * rz
                    ox, oy, oz = px, py + 2e-3, pz
                    if dy <= 0:
                        break
    return sheets, sky, depth


@njit(cache=True, fastmath=True, error_model="numpy")
def airlight(cam, width, height, depth, lamps, groups, count, steps):
    """Haze lit by the lamps, summed along each pixel's ray down to `depth`: (groups, height, width, 3)."""
    out = np.zeros((count, height, width, 3), np.float32)
    for j in range(height):
        for i in range(width):
            u = (i + 0.5 - cam[13]) / cam[12]
            v = -(j + 0.5 - cam[14]) / cam[12]
            dx = cam[9] + cam[3] * u + cam[6] * v
            dy = cam[10] + cam[4] * u + cam[7] * v
            dz = cam[11] + cam[5] * u + cam[8] * v
            il = math.sqrt(dx * dx + dy * dy + dz * dz)
            dx, dy, dz = dx / il, dy / il, dz / il
            far = depth[j, i] * il
            for k in range(lamps.shape[0]):
                lx, ly, lz = lamps[k, 0] - cam[0], lamps[k, 1] - cam[1], lamps[k, 2] - cam[2]
                tc = lx * dx + ly * dy + lz * dz
                h2 = max(0.004, lx * lx + ly * ly + lz * lz - tc * tc)
                h = math.sqrt(h2)
                # equal steps in angle as seen from the lamp: the classic airlight integral
                a0 = math.atan((0.05 - tc) / h)
                a1 = math.atan((min(far, tc + 9.0) - tc) / h)
                if a1 <= a0:
                    continue
                total = 0.0
                da = (a1 - a0) / steps
                for s in range(steps):
                    t = tc + h * math.tan(a0 + da * (s + 0.5))
                    qx, qy, qz = dx * t - lx, dy * t - ly, dz * t - lz
                    q = math.sqrt(qx * qx + qy * qy + qz * qz)
                    thick = 0.55 + 0.9 * noise3(
                        (cam[0] + dx * t) * 0.9, (cam[1] + dy * t) * 0.9, (cam[2] + dz * t) * 0.9
                    )
                    total += spot(lamps[k], qx / q, qy / q, qz / q) * thick * math.exp(-q * 0.25)
                total *= da / h
                g = groups[k]
                for c in range(3):
                    out[g, j, i, c] += lamps[k, 3 + c] * total
    return out


@njit(cache=True, fastmath=True, error_model="numpy")
def develop(sheets, sky, depth, weights, scale, ox, oy, width, height):
    """Sum the sheets with `weights` (groups, 3) at scale and offset (source x = ox + x / scale).

    Returns light (height, width, 3), open sky and depth (height, width).
    """
    light = np.zeros((height, width, 3), np.float32)
    open_ = np.zeros((height, width), np.float32)
    deep = np.zeros((height, width), np.float32)
    hs, ws = sky.shape
    for j in range(height):
        y = min(max(oy + j / scale, 0.0), hs - 1.001)
        y0 = int(y)
        fy = y - y0
        for i in range(width):
            x = min(max(ox + i / scale, 0.0), ws - 1.001)
            x0 = int(x)
            fx = x - x0
            a, b, c, d = (1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy
            open_[j, i] = sky[y0, x0] * a + sky[y0, x0 + 1] * b + sky[y0 + 1, x0] * c + sky[y0 + 1, x0 + 1] * d
            deep[j, i] = depth[y0 + int(fy + 0.5), x0 + int(fx + 0.5)]
            for g in range(sheets.shape[0]):
                if weights[g, 0] + weights[g, 1] + weights[g, 2] == 0.0:
                    continue
                s = sheets[g]
                for k in range(3):
                    light[j, i, k] += weights[g, k] * (
                        s[y0, x0, k] * a + s[y0, x0 + 1, k] * b + s[y0 + 1, x0, k] * c + s[y0 + 1, x0 + 1, k] * d
                    )
    return light, open_, deep
