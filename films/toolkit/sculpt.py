"""Figures modelled as smooth solids and lit like the set: a small ray marcher over blended round cones.

A figure is a list of `Lump`s: tapered capsules (bodies, fingers, noses) and bells (coat skirts, cuffs,
collars) and blocks (furniture, walls) that melt into each other. `Sculpture.paint` marches them for one
camera and returns a layer of light with coverage and depth. Hidden lumps are skipped tile by tile, so a frame stays
quick.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .canvas import H, Light, W
from .march import march
from .stage import Camera, unit

CAPSULE, BELL, BLOCK = 0.0, 1.0, 2.0


@dataclass(frozen=True)
class Cloth:
    """A surface: colour (linear RGB), shine and its tightness, fuzz at grazing angles, and relief.

    `grain` and `relief` are the frequency (per metre) and strength of the bumps; `ribs` above zero makes
    knitted ribs of that many per metre; `soft` lets light wrap round (skin, wool).
    """

    colour: tuple[float, float, float]
    shine: float = 0.05
    tight: float = 12.0
    fuzz: float = 0.0
    grain: float = 60.0
    relief: float = 0.2
    ribs: float = 0.0
    soft: float = 0.15
    glow: tuple[float, float, float] = (0.0, 0.0, 0.0)
    folds: float = 0.0

    def packed(self) -> list[float]:
        return [
            *self.colour,
            self.shine,
            self.tight,
            self.fuzz,
            self.grain,
            self.relief,
            self.ribs,
            self.soft,
            *self.glow,
            self.folds,
        ]


@dataclass(frozen=True)
class Source:
    """A light on the figures: place, colour times power at one metre, and whether it casts shadows."""

    at: tuple[float, float, float]
    colour: tuple[float, float, float]
    shadow: bool = False
    size: float = 0.2
    down: float = 0.0
    wide: float = 0.30

    def packed(self) -> list[float]:
        return [*self.at, *self.colour, float(self.shadow), self.size, self.down, self.wide]


class Sculpture:
    """A growing list of lumps and the cloths they are made of."""

    def __init__(self) -> None:
        self.lumps: list[list[float]] = []
        self.cloths: list[Cloth] = []

    def cloth(self, cloth: Cloth) -> int:
        if cloth not in self.cloths:
            self.cloths.append(cloth)
        return self.cloths.index(cloth)

    def add(
        self,
        a,
        b,
        ra: float,
        rb: float | None = None,
        *,
        cloth: Cloth,
        melt: float = 0.02,
        flat: float = 1.0,
        across=(1.0, 0.0, 0.0),
        carve: bool = False,
        bell: bool = False,
        fold: float = 0.0,
        pleats: float = 7.0,
        phase: float = 0.0,
        shell: float = 0.0,
    ) -> None:
        """A tapered capsule from a to b. `flat` scales its section along `across`; `melt` is the blend in metres.

        `bell` cuts the ends off square, `shell` hollows it to a wall of that thickness, `fold` pleats it by
        that share of its radius; `carve` takes the shape away instead of adding it.
        """
        a, b = np.asarray(a, float), np.asarray(b, float)
        u = np.asarray(across, float)
        axis = b - a
        n = np.linalg.norm(axis)
        if n > 1e-6:  # the flattening direction must lie across the axis
            u = u - axis * (u @ axis) / n**2
            if np.linalg.norm(u) < 1e-3:
                u = np.cross(axis, (0.0, 1.0, 0.0) if abs(axis[1]) < 0.8 * n else (0.0, 0.0, 1.0))
        u = unit(u)
        self.lumps.append(
            [
                BELL if bell else CAPSULE,
                *a,
                *b,
                ra,
                ra if rb is None else rb,
                *u,
                flat,
                max(melt, 1e-4),
                float(self.cloth(cloth)),
                -1.0 if carve else 1.0,
                fold,
                pleats,
                phase,
                shell,
            ]
        )

    def block(self, centre, half, *, cloth: Cloth, frame=None, edge: float = 0.003, melt: float = 0.001) -> None:
        """A board, a box, a wall: half sizes along the columns of `frame` (the third is the grain), rounded edges."""
        r = np.eye(3) if frame is None else np.asarray(frame, float)
        c, (hx, hy, hz) = np.asarray(centre, float), half
        edge = min(edge, 0.99 * min(half))
        ends = [*(c - r[:, 2] * hz), *(c + r[:, 2] * hz)]
        # the marcher finds the third side as axis x across
        self.lumps.append(
            [BLOCK, *ends, hx, hy, *r[:, 0], 1.0, melt, float(self.cloth(cloth)), 1.0, edge, 0.0, 0.0, 0.0]
        )

    def solids(self) -> tuple[np.ndarray, np.ndarray]:
        """The lumps as rows for the marcher, and for each the ball (place, radius) that holds it."""
        lumps = np.array(self.lumps)
        mid = (lumps[:, 1:4] + lumps[:, 4:7]) / 2
        length = np.linalg.norm(lumps[:, 4:7] - lumps[:, 1:4], axis=1)
        reach = length / 2 + np.maximum(lumps[:, 7], lumps[:, 8]) * np.maximum(1, lumps[:, 12]) * (1 + lumps[:, 16])
        corner = np.sqrt((length / 2) ** 2 + lumps[:, 7] ** 2 + lumps[:, 8] ** 2)
        reach = np.where(lumps[:, 0] == BLOCK, corner, reach)
        return lumps, np.concatenate([mid, (reach + lumps[:, 13])[:, None]], 1)

    def paint(
        self, camera: Camera, sources: Sequence[Source], ambient=(0.012, 0.016, 0.022), behind: np.ndarray | None = None
    ):
        """March the solids: (light (h, w, 3), coverage (h, w), depth (h, w), x0, y0), or None when out of sight.

        What lies behind `behind`, the set's depth (H, W), is not looked for.
        """
        lumps, balls = self.solids()
        mid, reach = balls[:, :3], balls[:, 3] - lumps[:, 13]
        q = camera.project(mid)
        m = camera.focal / np.maximum(q[:, 2] - reach, 0.05) * reach + 2
        solid = lumps[:, 15] > 0
        x0 = int(max(0, np.floor((q[:, 0] - m)[solid].min())))
        x1 = int(min(W, np.ceil((q[:, 0] + m)[solid].max())))
        y0 = int(max(36, np.floor((q[:, 1] - m)[solid].min())))
        y1 = int(min(H - 36, np.ceil((q[:, 1] + m)[solid].max())))
        if x1 <= x0 or y1 <= y0:
            return None
        cloths = np.array([c.packed() for c in self.cloths])
        lights = np.array([s.packed() for s in sources])
        limit = np.full((y1 - y0, x1 - x0), 1e6, np.float32)
        if behind is not None:
            limit[:] = behind[y0:y1, x0:x1]
        rgba, deep = march(
            camera.packed(), x0, y0, x1 - x0, y1 - y0, lumps, balls, cloths, lights, np.asarray(ambient, float), limit
        )
        return rgba[..., :3], rgba[..., 3], deep, x0, y0


def lay(light: Light, painted, set_depth: np.ndarray | None = None, fog: float = 0.0, fog_colour=(0, 0, 0)) -> Light:
    """Put a painted figure on the light (in place), hidden by whatever of the set stands nearer."""
    if painted is None:
        return light
    colour, cover, deep, x0, y0 = painted
    h, w = cover.shape
    part = light[y0 : y0 + h, x0 : x0 + w]
    a = cover
    if set_depth is not None:
        a = a * (deep < set_depth[y0 : y0 + h, x0 : x0 + w] + 0.02)
    if fog:
        f = 1 - np.exp(-fog * np.where(deep < 1e8, deep, 0))[..., None]
        colour = colour * (1 - f) + np.asarray(fog_colour, np.float32) * f
    part[:] = part * (1 - a[..., None]) + colour * a[..., None]
    return light
