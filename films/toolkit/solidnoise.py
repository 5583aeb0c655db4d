"""Noise in space, compiled: value noise and its fractal sum, for relief, soil, smoke and worn walls."""

import math

from numba import njit


@njit(cache=True, fastmath=True, error_model="numpy")
def hash3(x, y, z):
    n = (x * 73856093) ^ (y * 19349663) ^ (z * 83492791)
    n = (n ^ (n >> 13)) * 1274126177
    n = n ^ (n >> 16)
    return (n & 0xFFFF) / 65535.0


@njit(cache=True, fastmath=True, error_model="numpy")
def noise3(x, y, z):
    """Value noise, 0 to 1."""
    ix, iy, iz = math.floor(x), math.floor(y), math.floor(z)
    fx, fy, fz = x - ix, y - iy, z - iz
    ix, iy, iz = int(ix), int(iy), int(iz)
    fx = fx * fx * (3 - 2 * fx)
    fy = fy * fy * (3 - 2 * fy)
    fz = fz * fz * (3 - 2 * fz)
    a = hash3(ix, iy, iz) * (1 - fx) + hash3(ix + 1, iy, iz) * fx
    b = hash3(ix, iy + 1, iz) * (1 - fx) + hash3(ix + 1, iy + 1, iz) * fx
    c = hash3(ix, iy, iz + 1) * (1 - fx) + hash3(ix + 1, iy, iz + 1) * fx
    d = hash3(ix, iy + 1, iz + 1) * (1 - fx) + hash3(ix + 1, iy + 1, iz + 1) * fx
    return (a * (1 - fy) + b * fy) * (1 - fz) + (c * (1 - fy) + d * fy) * fz


@njit(cache=True, fastmath=True, error_model="numpy")
def fbm3(x, y, z, octaves):
    total = 0.0
    amp = 0.5
    for _ in range(octaves):
        total += amp * noise3(x, y, z)
        x, y, z = x * 2.03 + 7.1, y * 2.03 + 3.3, z * 2.03 + 5.7
        amp *= 0.5
    return total
