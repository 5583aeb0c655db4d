"""Half spheres of triangles: greenhouse domes, radar covers, glass roofs."""

from functools import cache

import numpy as np


@cache
def geodesic(frequency: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A half sphere of triangles, radius 1: corners (n, 3), edges (m, 2), faces (k, 3). The icosahedron, divided."""
    p = (1 + 5**0.5) / 2
    raw = np.array([(0, s, t * p) for s in (-1, 1) for t in (-1, 1)])
    corners = np.vstack([raw, np.roll(raw, 1, 1), np.roll(raw, 2, 1)])
    corners /= np.linalg.norm(corners[0])
    top = corners[np.argmax(corners[:, 2])]  # stand it on a point, as builders do
    a = np.arctan2(top[0], top[2])
    corners = corners @ np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    side = np.linalg.norm(corners[:, None] - corners[None], axis=2)
    near = (side > 0) & (side < 1.2)
    faces = [
        (i, j, k) for i in range(12) for j in range(i) for k in range(j) if near[i, j] and near[j, k] and near[i, k]
    ]
    points, index, tris = [], {}, []

    def add(v):
        v = v / np.linalg.norm(v)
        key = tuple(np.round(v, 5))
        if key not in index:
            index[key] = len(points)
            points.append(v)
        return index[key]

    for face in faces:
        a, b, c = corners[list(face)]
        n = frequency
        grid = {(i, j): add(a * (n - i - j) + b * i + c * j) for i in range(n + 1) for j in range(n + 1 - i)}
        for i in range(n):
            for j in range(n - i):
                tris.append((grid[i, j], grid[i + 1, j], grid[i, j + 1]))
                if i + j < n - 1:
                    tris.append((grid[i + 1, j], grid[i + 1, j + 1], grid[i, j + 1]))
    points, tris = np.array(points), np.array(tris)
    up = tris[(points[tris][:, :, 2].mean(1) > 0.02)]
    points = points.copy()
    points[:, 2] = np.maximum(points[:, 2], 0)  # the lowest ring stands on the ground
    edges = np.unique(np.sort(np.vstack([up[:, [0, 1]], up[:, [1, 2]], up[:, [2, 0]]]), axis=1), axis=0)
    return points, edges, up
