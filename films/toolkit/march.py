"""The ray marcher under `sculpt`: distance to blended lumps, their normals, shadows and light, compiled.

Columns of a lump: 0 kind (0 capsule, 1 bell, 2 block); 1-3 and 4-6 its ends; 7, 8 their radii; 9-11 the direction it
is flattened along and 12 by how much; 13 melt; 14 cloth; 15 sign (carved when negative); 16-18 pleats (depth, count,
phase), for blocks 16 the rounding of edges; 19 wall.
"""

import math

import numpy as np
from numba import njit

from .solidnoise import fbm3, noise3

FARAWAY = 1e6


@njit(cache=True, fastmath=True, error_model="numpy")
def _lump(p0, p1, p2, lumps, i):
    """Signed distance from a point to one lump."""
    ax, ay, az = p0 - lumps[i, 1], p1 - lumps[i, 2], p2 - lumps[i, 3]
    bx, by, bz = lumps[i, 4] - lumps[i, 1], lumps[i, 5] - lumps[i, 2], lumps[i, 6] - lumps[i, 3]
    l2 = bx * bx + by * by + bz * bz
    h = 0.0
    if l2 > 1e-12:
        h = (ax * bx + ay * by + az * bz) / l2
    hc = min(1.0, max(0.0, h))
    vx, vy, vz = ax - bx * hc, ay - by * hc, az - bz * hc
    r = lumps[i, 7] + (lumps[i, 8] - lumps[i, 7]) * hc
    ux, uy, uz = lumps[i, 9], lumps[i, 10], lumps[i, 11]
    flat = lumps[i, 12]
    if lumps[i, 0] == 0.0:
        if flat == 1.0:
            return math.sqrt(vx * vx + vy * vy + vz * vz) - r
        c = vx * ux + vy * uy + vz * uz
        rest = max(0.0, vx * vx + vy * vy + vz * vz - c * c)
        rf = r * flat
        ir, jr = 1.0 / (r * r), 1.0 / (rf * rf)
        k0 = math.sqrt(rest * ir + c * c * jr)
        k1 = math.sqrt(rest * ir * ir + c * c * jr * jr)
        if k1 < 1e-9:
            return -min(r, rf)
        return k0 * (k0 - 1.0) / k1
    # a bell: an open-ended cone with pleats and square ends
    length = math.sqrt(l2)
    nx, ny, nz = bx / length, by / length, bz / length
    wx, wy, wz = ny * uz - nz * uy, nz * ux - nx * uz, nx * uy - ny * ux
    if lumps[i, 0] == 2.0:  # a block: half-widths 7 along u and 8 across it, edges rounded by 16
        edge = lumps[i, 16]
        k0 = abs(h - 0.5) * length - 0.5 * length + edge
        k1 = abs(ax * ux + ay * uy + az * uz) - lumps[i, 7] + edge
        c = abs(ax * wx + ay * wy + az * wz) - lumps[i, 8] + edge
        inside = min(0.0, max(k0, max(k1, c)))
        k0, k1, c = max(0.0, k0), max(0.0, k1), max(0.0, c)
        return math.sqrt(k0 * k0 + k1 * k1 + c * c) + inside - edge
    qx, qy, qz = ax - bx * h, ay - by * h, az - bz * h
    c = (qx * ux + qy * uy + qz * uz) / flat
    s = qx * wx + qy * wy + qz * wz
    rad = math.sqrt(c * c + s * s)
    if lumps[i, 16] > 0:
        th = math.atan2(s, c)
        wave = math.sin(lumps[i, 17] * th + lumps[i, 18] + 0.8 * math.sin(2 * th + lumps[i, 18])) + 0.4 * math.sin(
            2.3 * lumps[i, 17] * th + 2.1 * lumps[i, 18] + 2.0 * hc
        )
        r *= 1 + lumps[i, 16] * wave * (0.25 + 0.75 * hc)
    d = (rad - r) * min(1.0, flat) * 0.92
    if lumps[i, 19] > 0:
        d = abs(d) - lumps[i, 19]
    end = (abs(h - 0.5) - 0.5) * length
    if d > 0 and end > 0:
        return math.sqrt(d * d + end * end)
    return max(d, end)


@njit(cache=True, fastmath=True, error_model="numpy")
def _field(x, y, z, lumps, balls, idx, n):
    d = FARAWAY
    for k in range(n):
        i = idx[k]
        # outside a lump's ball (which includes its melt) it cannot matter more than what is nearer
        ex, ey, ez = x - balls[i, 0], y - balls[i, 1], z - balls[i, 2]
        gap = balls[i, 3] + max(d, 0.0)
        if ex * ex + ey * ey + ez * ez > gap * gap:
            continue
        e = _lump(x, y, z, lumps, i)
        m = lumps[i, 13]
        if lumps[i, 15] > 0:
            if e < d + m:
                g = max(m - abs(d - e), 0.0) / m
                d = min(d, e) - g * g * m * 0.25
        else:
            if -e > d - m:
                g = max(m - abs(d + e), 0.0) / m
                d = max(d, -e) + g * g * m * 0.25
    return d


@njit(cache=True, fastmath=True, error_model="numpy")
def _nearest(x, y, z, lumps, balls, idx, n):
    best = FARAWAY
    who = idx[0]
    for k in range(n):
        i = idx[k]
        ex, ey, ez = x - balls[i, 0], y - balls[i, 1], z - balls[i, 2]
        gap = balls[i, 3] + max(best, 0.0)
        if ex * ex + ey * ey + ez * ez > gap * gap:
            continue
        if lumps[i, 15] < 0:
            continue
        e = _lump(x, y, z, lumps, i)
        if e <= best:
            best = e
            who = idx[k]
    return who


@njit(cache=True, fastmath=True, error_model="numpy")
def _shade(x, y, z, t, dx, dy, dz, pix, lumps, balls, all_idx, all_n, idx, scratch, cloths, lights, ambient, out):
    """Colour at a point of the surface seen along (dx, dy, dz)."""
    n = 0
    for k in range(all_n):  # only what is near enough to shape or darken this spot
        i = all_idx[k]
        ex, ey, ez = x - balls[i, 0], y - balls[i, 1], z - balls[i, 2]
        near = balls[i, 3] + 0.075
        if ex * ex + ey * ey + ez * ez < near * near:
            idx[n] = i
            n += 1
    if n == 0:
        idx[0] = all_idx[0]
        n = 1
    e = max(0.0006, 0.45 * pix)
    a = _field(x + e, y - e, z - e, lumps, balls, idx, n)
    b = _field(x - e, y - e, z + e, lumps, balls, idx, n)
    c = _field(x - e, y + e, z - e, lumps, balls, idx, n)
    d = _field(x + e, y + e, z + e, lumps, balls, idx, n)
    nx, ny, nz = a - b - c + d, -a - b + c + d, -a + b - c + d
    il = 1 / math.sqrt(nx * nx + ny * ny + nz * nz + 1e-20)
    nx, ny, nz = nx * il, ny * il, nz * il
    # relief, in the frame of the lump it belongs to so that it moves with the limb
    who = _nearest(x, y, z, lumps, balls, idx, n)
    L = lumps[who]
    M = cloths[int(L[14])]
    bx, by, bz = L[4] - L[1], L[5] - L[2], L[6] - L[3]
    bl = math.sqrt(bx * bx + by * by + bz * bz) + 1e-9
    if bl > 1e-4:
        bx, by, bz = bx / bl, by / bl, bz / bl
    else:
        bx, by, bz = L[10], L[11], L[9]
    ux, uy, uz = L[9], L[10], L[11]
    wx, wy, wz = by * uz - bz * uy, bz * ux - bx * uz, bx * uy - by * ux
    rx, ry, rz = x - L[1], y - L[2], z - L[3]
    s0 = rx * bx + ry * by + rz * bz
    s1 = rx * ux + ry * uy + rz * uz
    s2 = rx * wx + ry * wy + rz * wz
    shade = 1.0
    keep = min(1.0, 0.35 / (M[6] * pix + 1e-6))  # bumps finer than a pixel are left out
    if M[7] > 0 and keep > 0.2:
        g = M[6]
        q = fbm3(s0 * g, s1 * g, s2 * g, 2)
        h = 0.35 / g
        q0 = fbm3((s0 + h) * g, s1 * g, s2 * g, 2) - q
        q1 = fbm3(s0 * g, (s1 + h) * g, s2 * g, 2) - q
        q2 = fbm3(s0 * g, s1 * g, (s2 + h) * g, 2) - q
        k = -M[7] * 3.0 * keep
        nx += k * (q0 * bx + q1 * ux + q2 * wx)
        ny += k * (q0 * by + q1 * uy + q2 * wy)
        nz += k * (q0 * bz + q1 * uz + q2 * wz)
        shade *= 1 + (q - 0.44) * 0.7 * M[7] * keep
    if M[13] > 0:  # large soft folds, slanting round the limb
        g = 13.0
        q = noise3(s0 * g * 0.3 + s1 * 5.0, s1 * g, s2 * g)
        h = 0.02
        q0 = noise3((s0 + h) * g * 0.3 + s1 * 5.0, s1 * g, s2 * g) - q
        q1 = noise3(s0 * g * 0.3 + (s1 + h) * 5.0, (s1 + h) * g, s2 * g) - q
        q2 = noise3(s0 * g * 0.3 + s1 * 5.0, s1 * g, (s2 + h) * g) - q
        k = -M[13] * 4.0
        nx += k * (q0 * bx + q1 * ux + q2 * wx)
        ny += k * (q0 * by + q1 * uy + q2 * wy)
        nz += k * (q0 * bz + q1 * uz + q2 * wz)
        shade *= 0.85 + 0.3 * q
    if M[8] > 0:
        rib = math.sin(math.atan2(s2, s1 / L[12]) * M[8])
        fade = min(1.0, 0.7 * L[7] / (M[8] * pix + 1e-9) * 0.5)
        shade *= 1 - 0.30 * fade * (0.5 - 0.5 * rib)
    il = 1 / math.sqrt(nx * nx + ny * ny + nz * nz + 1e-20)
    nx, ny, nz = nx * il, ny * il, nz * il
    # how closed in the place is
    occ = 0.0
    for k in range(1, 4):
        h = 0.0083 * k * k
        f = _field(x + nx * h, y + ny * h, z + nz * h, lumps, balls, idx, n)
        occ += max(0.0, h - f) / h * 0.38
    ao = max(0.12, 1 - occ)
    facing = max(0.0, -(nx * dx + ny * dy + nz * dz))
    grazing = (1 - facing) ** 3
    up = 0.5 + 0.5 * ny
    for k in range(3):
        out[k] = M[k] * shade * ambient[k] * (0.35 + 0.65 * up) * ao + M[10 + k]
    for s in range(lights.shape[0]):
        S = lights[s]
        lx, ly, lz = S[0] - x, S[1] - y, S[2] - z
        d2 = lx * lx + ly * ly + lz * lz
        dl = math.sqrt(d2)
        lx, ly, lz = lx / dl, ly / dl, lz / dl
        ndl = nx * lx + ny * ly + nz * lz
        wrap = M[9] + 0.3 * min(1.0, S[7] / dl)
        lam = (ndl + wrap) / (1 + wrap)
        if lam <= 0:
            continue
        power = 1.0 / (d2 + 0.05)
        if S[8] > 0:
            cc = min(1.0, max(0.0, (ly - S[9]) / 0.45))
            power *= 0.07 + 0.93 * cc * cc * (3 - 2 * cc)
        vis = 1.0
        if S[6] > 0:
            m = 0
            for k in range(balls.shape[0]):
                if lumps[k, 15] < 0:
                    continue
                ex, ey, ez = balls[k, 0] - x, balls[k, 1] - y, balls[k, 2] - z
                tc = min(dl, max(0.0, ex * lx + ey * ly + ez * lz))
                ex, ey, ez = ex - lx * tc, ey - ly * tc, ez - lz * tc
                R = balls[k, 3] + 0.03 * tc
                if ex * ex + ey * ey + ez * ez < R * R:
                    scratch[m] = k
                    m += 1
            if m > 0:
                tt = 0.006 + 2.0 * pix
                sx, sy, sz = x + nx * 0.004, y + ny * 0.004, z + nz * 0.004
                sharp = 1.0 / max(0.04, S[7] / dl)
                for _ in range(15):
                    f = _field(sx + lx * tt, sy + ly * tt, sz + lz * tt, lumps, balls, scratch, m)
                    vis = min(vis, 0.5 + 0.5 * f * sharp / tt)
                    if vis < 0.02:
                        break
                    tt += max(0.014 + 0.04 * tt, min(0.14, f))
                    if tt > dl * 0.97 or tt > 2.2:
                        break
                vis = max(0.0, vis)
                vis = vis * vis * (3 - 2 * vis)
        hx, hy, hz = lx - dx, ly - dy, lz - dz
        ih = 1 / math.sqrt(hx * hx + hy * hy + hz * hz + 1e-12)
        hn = max(0.0, (nx * hx + ny * hy + nz * hz) * ih)
        hv = max(0.0, -(dx * hx + dy * hy + dz * hz) * ih)
        fres = 0.04 + 0.96 * (1 - hv) ** 5
        spec = M[3] * (M[4] + 2) * 0.125 * hn ** M[4] * (fres + 0.25) * max(0.0, ndl)
        fuzz = M[5] * grazing * (0.35 + 0.65 * max(0.0, ndl))
        local = 0.35 + 0.65 * ao
        for k in range(3):
            # under skin and wool the terminator reddens a little
            warmth = 1.0
            if M[9] > 0.2:
                edge = max(0.0, 1 - abs(lam) * 3.0)
                warmth = 1 + edge * (0.35 if k == 0 else (-0.1 if k == 1 else -0.2))
            out[k] += S[3 + k] * power * vis * local * (M[k] * shade * lam * warmth + (M[k] * 1.6 + 0.05) * fuzz + spec)


@njit(cache=True, fastmath=True, error_model="numpy")
def occlude(points, light, size, lumps, balls):
    """How much of a light (a ball of radius `size`) each point of (n, 3) sees past the lumps, 0 to 1."""
    out = np.ones(points.shape[0], np.float32)
    scratch = np.zeros(lumps.shape[0], np.int64)
    for q in range(points.shape[0]):
        x, y, z = points[q, 0], points[q, 1], points[q, 2]
        lx, ly, lz = light[0] - x, light[1] - y, light[2] - z
        dl = math.sqrt(lx * lx + ly * ly + lz * lz)
        if not dl < 1e5:
            continue
        lx, ly, lz = lx / dl, ly / dl, lz / dl
        m = 0
        near, far = dl, 0.0
        for k in range(balls.shape[0]):
            if lumps[k, 15] < 0:
                continue
            ex, ey, ez = balls[k, 0] - x, balls[k, 1] - y, balls[k, 2] - z
            along = ex * lx + ey * ly + ez * lz
            tc = min(dl, max(0.0, along))
            ex, ey, ez = ex - lx * tc, ey - ly * tc, ez - lz * tc
            reach = balls[k, 3] + 0.02 + size * tc / dl
            if ex * ex + ey * ey + ez * ez < reach * reach:
                scratch[m] = k
                m += 1
                near = min(near, along - balls[k, 3])
                far = max(far, along + balls[k, 3])
        if m == 0:
            continue
        t = max(0.012, near)
        end = min(dl - 2 * size, far)
        vis = 1.0
        for _ in range(60):
            if t >= end:
                break
            f = _field(x + lx * t, y + ly * t, z + lz * t, lumps, balls, scratch, m)
            vis = min(vis, 0.5 + 0.5 * f * dl / (size * t + 0.004 * dl))
            if vis < 0.02:
                break
            t += max(0.006 + 0.01 * t, 0.8 * f)
        vis = max(0.0, vis)
        out[q] = vis * vis * (3 - 2 * vis)
    return out


@njit(cache=True, fastmath=True, error_model="numpy")
def _ray(cam, fx, fy):
    u = (fx - cam[13]) / cam[12]
    v = -(fy - cam[14]) / cam[12]
    dx = cam[9] + cam[3] * u + cam[6] * v
    dy = cam[10] + cam[4] * u + cam[7] * v
    dz = cam[11] + cam[5] * u + cam[8] * v
    il = 1 / math.sqrt(dx * dx + dy * dy + dz * dz)
    return dx * il, dy * il, dz * il, il


@njit(cache=True, fastmath=True, error_model="numpy")
def _trace(cam, dx, dy, dz, t0, t1, pix, lumps, balls, idx, n):
    """Distance to the surface along a ray, or -1."""
    t = t0
    for _ in range(90):
        d = _field(cam[0] + dx * t, cam[1] + dy * t, cam[2] + dz * t, lumps, balls, idx, n)
        if d < 0.25 * pix * t:
            return t
        t += d * 0.88
        if t > t1:
            return -1.0
    return t if d < 3 * pix * t and t < t1 else -1.0


@njit(cache=True, fastmath=True, error_model="numpy")
def march(cam, x0, y0, w, h, lumps, balls, cloths, lights, ambient, limit):
    """Light and coverage (h, w, 4) and depth (h, w); edges are sampled four times as finely."""
    rgba = np.zeros((h, w, 4), np.float32)
    deep = np.full((h, w), 1e9, np.float32)
    total = lumps.shape[0]
    idx = np.zeros(total, np.int64)
    scratch = np.zeros(total, np.int64)
    near = np.zeros(total, np.int64)
    out = np.zeros(3)
    tile = 6
    pixel = 1.0 / cam[12]
    tx, ty = (w + tile - 1) // tile, (h + tile - 1) // tile
    for second in range(2):
        for jt in range(ty):
            for it in range(tx):
                cx, cy = x0 + it * tile + tile * 0.5, y0 + jt * tile + tile * 0.5
                dx, dy, dz, il = _ray(cam, cx, cy)
                spread = tile * 0.75 * pixel
                n = 0
                solid = 0
                t0, t1 = 1e9, 0.0
                for k in range(total):
                    ex, ey, ez = balls[k, 0] - cam[0], balls[k, 1] - cam[1], balls[k, 2] - cam[2]
                    tc = ex * dx + ey * dy + ez * dz
                    R = balls[k, 3]
                    if tc + R < 0.02:
                        continue
                    d2 = ex * ex + ey * ey + ez * ez - tc * tc
                    reach = R + max(0.0, tc) * spread
                    if d2 < (reach + 0.05) ** 2:
                        idx[n] = k
                        n += 1
                        if lumps[k, 15] > 0 and d2 < reach * reach:
                            solid += 1
                            t0 = min(t0, max(0.02, tc - R))
                            t1 = max(t1, tc + R)
                if solid == 0:
                    continue
                for j in range(jt * tile, min(h, jt * tile + tile)):
                    for i in range(it * tile, min(w, it * tile + tile)):
                        if second == 0:
                            dx, dy, dz, il = _ray(cam, x0 + i + 0.5, y0 + j + 0.5)
                            end = min(t1, (limit[j, i] + 0.03) / il)
                            if end < t0:
                                continue
                            t = _trace(cam, dx, dy, dz, t0 * 0.995, end, pixel, lumps, balls, idx, n)
                            if t > 0:
                                _shade(
                                    cam[0] + dx * t,
                                    cam[1] + dy * t,
                                    cam[2] + dz * t,
                                    t,
                                    dx,
                                    dy,
                                    dz,
                                    pixel * t,
                                    lumps,
                                    balls,
                                    idx,
                                    n,
                                    near,
                                    scratch,
                                    cloths,
                                    lights,
                                    ambient,
                                    out,
                                )
                                for k in range(3):
                                    rgba[j, i, k] = out[k]
                                rgba[j, i, 3] = 1.0
                                deep[j, i] = t * il
                            continue
                        # second pass: only where neighbours disagree
                        here = deep[j, i]
                        edge = False
                        for q in range(4):
                            jj = j + (1 if q == 0 else (-1 if q == 1 else 0))
                            ii = i + (1 if q == 2 else (-1 if q == 3 else 0))
                            if 0 <= jj < h and 0 <= ii < w:
                                other = deep[jj, ii]
                                if abs(other - here) > 5 * pixel * min(other, here) + 0.004:
                                    edge = True
                        if not edge:
                            continue
                        r0, r1, r2, cover, shaded = 0.0, 0.0, 0.0, 0.0, 0.0
                        last = 0.0
                        for s in range(4):
                            ox = 0.125 + 0.25 * s
                            oy = 0.375 if s == 0 else (0.875 if s == 1 else (0.125 if s == 2 else 0.625))
                            dx, dy, dz, il = _ray(cam, x0 + i + ox, y0 + j + oy)
                            end = min(t1, (limit[j, i] + 0.03) / il)
                            if end < t0:
                                break
                            t = _trace(cam, dx, dy, dz, t0 * 0.995, end, pixel, lumps, balls, idx, n)
                            if t > 0:
                                cover += 1.0
                                if shaded > 0 and abs(t - last) < 0.01:
                                    continue  # the same surface: one look is enough
                                last = t
                                _shade(
                                    cam[0] + dx * t,
                                    cam[1] + dy * t,
                                    cam[2] + dz * t,
                                    t,
                                    dx,
                                    dy,
                                    dz,
                                    pixel * t,
                                    lumps,
                                    balls,
                                    idx,
                                    n,
                                    near,
                                    scratch,
                                    cloths,
                                    lights,
                                    ambient,
                                    out,
                                )
                                r0 += out[0]
                                r1 += out[1]
                                r2 += out[2]
                                shaded += 1.0
                        if cover > 0:
                            rgba[j, i, 0], rgba[j, i, 1], rgba[j, i, 2] = r0 / shaded, r1 / shaded, r2 / shaded
                        rgba[j, i, 3] = cover / 4
    return rgba, deep
