"""The log itself: two pages that curve from the spine, what is written on them, and a leaf in mid-turn.

Page places are metres right and down from a page's upper left corner, as the writer sees it.
"""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import skia

from films.toolkit.canvas import Light, fbm, layer, smooth
from films.toolkit.march import occlude
from films.toolkit.sculpt import Sculpture, Source
from films.toolkit.stage import Camera

from .penmanship import Ink, lay_ink, write
from .study import TOP

SPINE, UPPER = 0.03, 0.074  # x of the spine, z of the pages' upper edge
WIDE, TALL = 0.206, 0.288
PAPER = np.array([0.47, 0.415, 0.305], np.float32)
INK = np.array([0.016, 0.014, 0.020], np.float32)
RULE = 0.0135  # from line to line

ELEVENTH = (
    write("11th. Wind fell at noon.", 0.022, 0.052, seed=11),
    write("Nothing seen.", 0.040, 0.052 + RULE, seed=12),
)
TWELFTH = (write("12th. Calm. Lamp trimmed.", 0.022, 0.052 + 4 * RULE, seed=13),
           write("No sail.", 0.040, 0.052 + 5 * RULE, seed=15))  # fmt: skip
THIRTEENTH = (write("13th. Calm. Lamp lit at five.", 0.018, 0.052, seed=17),
              write("Nothing to report.", 0.036, 0.052 + RULE, seed=18))  # fmt: skip
FOURTEENTH = write("14th. Lamp failed at four.", 0.028, 0.052 + RULE, size=0.0067, seed=4)
WARNING = write("Ivo. Turn around.", 0.040, 0.052 + 3 * RULE, size=0.0072, seed=5)


def height(u: np.ndarray) -> np.ndarray:
    """How high a page lies at a distance from the spine."""
    return TOP + 0.0205 + 0.0165 * (1 - np.exp(-u / 0.020)) * (1 - 0.50 * u / WIDE)


def on_page(a: np.ndarray, side: int = 1) -> np.ndarray:
    """Places in the room of places on the right (1) or left (-1) page: (n, 2) to (n, 3)."""
    a = np.asarray(a, float)
    u = a[..., 0] if side > 0 else WIDE - a[..., 0]
    return np.stack([SPINE + side * u, height(np.clip(u, 0, WIDE)), UPPER - a[..., 1]], -1)


def projector(camera: Camera, side: int = 1, bend: Callable | None = None) -> Callable[[np.ndarray], np.ndarray]:
    """From places on a page to (x, y, pixels a metre) in the picture, for `lay_ink`."""

    def project(a: np.ndarray) -> np.ndarray:
        q = camera.project(bend(a) if bend else on_page(a, side))
        q[..., 2] = camera.focal / q[..., 2]
        return q

    return project


@cache
def _grain() -> np.ndarray:
    return (0.6 * fbm(512, 512, 6, 5, 31) + 0.4 * fbm(512, 512, 4, 60, 32)).astype(np.float32)


def outline(side: int, n: int = 24) -> np.ndarray:
    """The border of a page as places in the room."""
    t = np.linspace(0, 1, n)
    top = np.stack([t * WIDE, 0 * t], 1)
    bottom = np.stack([t[::-1] * WIDE, 0 * t + TALL], 1)
    return on_page(np.vstack([top, bottom]), side)


def polygon(camera: Camera, points: np.ndarray, grow: float = 0.0) -> np.ndarray:
    """How much of each pixel a polygon of places covers."""
    q = camera.project(points)

    def draw(c: skia.Canvas) -> None:
        path = skia.Path()
        path.addPoly([skia.Point(float(x), float(y)) for x, y, _ in q], True)
        c.drawPath(path, skia.Paint(AntiAlias=True, Color=0xFFFFFFFF))
        if grow:
            paint = skia.Paint(AntiAlias=True, Color=0xFFFFFFFF, Style=skia.Paint.kStroke_Style, StrokeWidth=grow)
            c.drawPath(path, paint)

    return layer(draw)[..., 3]


class Page:
    """One page as a camera sees it: which pixels, where on the page, where in the room, which way it faces.

    All its arrays are cut to `box`, the rows and columns of the picture it lies in (None when out of sight).
    """

    def __init__(self, camera: Camera, side: int) -> None:
        self.camera, self.side = camera, side
        cover = polygon(camera, outline(side))
        rows, cols = np.flatnonzero(cover.any(1)), np.flatnonzero(cover.any(0))
        self.box = None
        if not len(rows):
            return
        self.box = (slice(rows[0], rows[-1] + 1), slice(cols[0], cols[-1] + 1))
        self.cover = cover[self.box]
        j, i = np.mgrid[self.box].astype(np.float32) + 0.5
        right, up, forward = camera.basis.astype(np.float32)
        d = ((i[..., None] - camera.cx) * right - (j[..., None] - camera.cy) * up) / camera.focal + forward
        d = d.astype(np.float32)
        eye = np.asarray(camera.eye, np.float32)
        y = np.full(i.shape, TOP + 0.03, np.float32)
        fall = np.where(np.abs(d[..., 1]) < 1e-4, -1e-4, d[..., 1])
        for _ in range(6):
            t = (y - eye[1]) / fall
            u = np.clip(side * (eye[0] + t * d[..., 0] - SPINE), 0, WIDE)
            y = 0.5 * y + 0.5 * height(u)
        self.deep = np.where(t > 0, t, 1e6)
        self.place = eye + t[..., None] * d
        self.u = u
        self.down = UPPER - self.place[..., 2]
        slope = 0.0165 * (np.exp(-u / 0.020) / 0.020 * (1 - 0.5 * u / WIDE) - (1 - np.exp(-u / 0.020)) * 0.5 / WIDE)
        n = np.stack([-side * slope, np.ones_like(u), np.zeros_like(u)], -1)
        self.normal = n / np.linalg.norm(n, axis=-1, keepdims=True)
        g = _grain()
        a = g[(self.down * 2400).astype(int) % 512, (self.u * 2400).astype(int) % 512]
        stain = g[(self.down * 500).astype(int) % 512, (self.u * 500 + 90 * side).astype(int) % 512]
        tone = 0.80 + 0.22 * a + 0.22 * (stain - 0.5)
        edge = np.minimum(np.minimum(self.down, TALL - self.down), WIDE - u)
        tone = tone * (0.72 + 0.28 * smooth(0.0, 0.035, edge)) * (0.45 + 0.55 * smooth(0.0, 0.018, u))
        per = t / camera.focal / np.maximum(0.15, np.abs(d[..., 1]))  # a pixel's reach down the page
        off = np.abs((self.down - 0.0555) / RULE - np.round((self.down - 0.0555) / RULE)) * RULE
        line = np.clip(0.0003 / np.maximum(per, 3e-4), 0, 1) * np.exp(-((off / np.maximum(0.6 * per, 2.5e-4)) ** 2))
        line = line * (self.down > 0.045) * (self.down < TALL - 0.015)
        self.paper = PAPER * tone[..., None] * (1 - 0.30 * line[..., None] * np.array([1.0, 0.85, 0.6], np.float32))

    def shade(self, lamps: Sequence[Source], figure: Sculpture | None, ambient=(0.010, 0.013, 0.018)) -> np.ndarray:
        """The light that falls on the page, (h, w, 3), past a figure's shadow."""
        total = np.zeros_like(self.place) + np.asarray(ambient, np.float32)
        for lamp in lamps:
            to = np.asarray(lamp.at, np.float32) - self.place
            d2 = (to**2).sum(-1)
            facing = np.clip((self.normal * to).sum(-1) / np.sqrt(d2), 0, None)
            power = facing / (d2 + 0.05)
            if lamp.shadow and figure is not None:
                power = power * self.shadow(figure, lamp)
            total += power[..., None] * np.asarray(lamp.colour, np.float32)
        return total

    def shadow(self, figure: Sculpture, lamp: Source, step: int = 4) -> np.ndarray:
        """How much of a lamp reaches each pixel of the page past a figure."""
        from scipy.ndimage import zoom

        lumps, balls = figure.solids()
        h, w = self.cover.shape
        points = self.place[::step, ::step].astype(float)
        lifted = points.reshape(-1, 3) + np.array([0, 0.0015, 0])
        seen = occlude(lifted, np.asarray(lamp.at, float), lamp.size, lumps, balls).reshape(points.shape[:2])
        wide = zoom(seen, step, order=1, grid_mode=True, mode="nearest")
        return wide[:h, :w]

    def gloss(self, lamp: Source, tight: float = 22.0) -> np.ndarray:
        """Where wet ink would mirror a lamp, (h, w)."""
        to = np.asarray(lamp.at, np.float32) - self.place
        to /= np.linalg.norm(to, axis=-1, keepdims=True)
        eye = np.asarray(self.camera.eye, np.float32) - self.place
        eye /= np.linalg.norm(eye, axis=-1, keepdims=True)
        half = to + eye
        half /= np.linalg.norm(half, axis=-1, keepdims=True)
        return np.clip((half * self.normal).sum(-1), 0, 1) ** tight


def lay_page(
    light: Light,
    depth: np.ndarray,
    page: Page,
    lamps: Sequence[Source],
    inks: Sequence[tuple[Ink, float]],
    *,
    figure: Sculpture | None = None,
    wet: float = 0.0,
    ghost: Sequence[Ink] = (),
    ambient=(0.010, 0.013, 0.018),
    thick: float = 1.0,
) -> tuple[Light, np.ndarray]:
    """Put a page with its writing on the light (in place).

    `wet` (0 to 1) lets the ink mirror the lamps, `ghost` shows through from the other side. Each ink comes with the
    moment up to which it is written (below 0: not begun).
    """
    if page.box is None:
        return light, depth
    box = page.box
    seen = page.shade(lamps, figure, ambient)
    colour = page.paper * seen
    project = projector(page.camera, page.side)
    written = np.zeros(page.cover.shape, np.float32)
    for ink, until in inks:
        if until >= 0:
            written = np.maximum(written, lay_ink(ink, project, until=until, thick=thick)[box])
    for ink in ghost:
        mirrored = Ink(np.stack([WIDE - ink.at[:, 0], ink.at[:, 1]], 1), ink.wide, ink.stroke, ink.time)
        colour = colour * (1 - 0.13 * lay_ink(mirrored, project)[box][..., None])
    colour = colour * (1 - 0.96 * written[..., None]) + INK * seen * written[..., None]
    if wet and written.any():
        ridge = np.zeros(page.cover.shape, np.float32)
        for ink, until in inks:
            if until >= 0:
                ridge = np.maximum(
                    ridge, lay_ink(ink, project, until=until, thick=0.34 * thick, shift=(-0.5, -0.6))[box]
                )
        for lamp in lamps:
            shine = (
                (0.12 + 3.2 * page.gloss(lamp))
                * ridge
                * wet
                / (((np.asarray(lamp.at) - page.place) ** 2).sum(-1) + 0.05)
            )
            colour = colour + shine[..., None] * np.asarray(lamp.colour) * 0.30
    a = page.cover[..., None]
    light[box] = light[box] * (1 - a) + colour * a
    depth[box] = np.where(page.cover > 0.5, np.minimum(depth[box], page.deep), depth[box])
    return light, depth


def edges(light: Light, camera: Camera, power: np.ndarray) -> Light:
    """The thickness of the leaves at the near side of the book, as lines of paper."""
    t = np.linspace(0, WIDE, 24)
    for side in (-1, 1):
        upper = np.stack([SPINE + side * t, height(t), np.full(24, UPPER - TALL)], 1)
        lower = upper[::-1] * [1, 0, 1] + [0, TOP + 0.006, 0]
        a = polygon(camera, np.vstack([upper, lower]))[..., None]
        light = light * (1 - a) + PAPER * 0.5 * power * a
        q = [camera.project(upper * [1, 1 - k, 1] + lower[::-1] * [0, k, 0]) for k in np.linspace(0.1, 0.9, 7)]

        def draw(c: skia.Canvas, lines=q) -> None:
            paint = skia.Paint(AntiAlias=True, Color=0x70000000, Style=skia.Paint.kStroke_Style, StrokeWidth=0.8)
            for line in lines:
                path = skia.Path()
                path.addPoly([skia.Point(float(x), float(y)) for x, y, _ in line], False)
                c.drawPath(path, paint)

        light = light * (1 - layer(draw)[..., 3:])
    return light.astype(np.float32)


class Leaf:
    """A leaf in mid-turn: 0 lies on the right page, 1 on the left; its free edge goes ahead of the rest."""

    def __init__(self, turn: float) -> None:
        lead = 1 - (1 - turn) ** 1.6
        follow = turn**1.9
        s = np.linspace(0, 1, 41)
        angle = np.pi * (follow + (lead - follow) * s**0.8)
        angle = np.pi * 0.5 + (angle - np.pi * 0.5) * 0.985
        step = WIDE / 40
        mid = (angle[1:] + angle[:-1]) / 2
        self.x = SPINE + np.concatenate([[0], np.cumsum(np.cos(mid) * step)])
        self.y = TOP + 0.026 + np.concatenate([[0], np.cumsum(np.sin(mid) * step)])
        flat = height(np.abs(self.x - SPINE).clip(0, WIDE)) + 0.0006
        self.y = np.maximum(self.y, flat)
        self.angle = angle

    def bend(self, a: np.ndarray) -> np.ndarray:
        """Where a place of the right page has gone."""
        k = np.clip(a[..., 0] / WIDE, 0, 1) * 40
        i = np.minimum(k.astype(int), 39)
        f = k - i
        x = self.x[i] * (1 - f) + self.x[i + 1] * f
        y = self.y[i] * (1 - f) + self.y[i + 1] * f
        return np.stack([x, y + 0.0004, UPPER - a[..., 1]], -1)

    def corner(self) -> np.ndarray:
        """The lower free corner: where fingers hold it."""
        return np.array([self.x[-1], self.y[-1], UPPER - TALL + 0.03])

    def lay(self, light: Light, camera: Camera, lamp: Source, inks: Sequence[Ink]) -> Light:
        """Draw the leaf strip by strip, far to near, lit on the side we see and a little through."""
        eye = np.asarray(camera.eye)
        mid = np.stack(
            [(self.x[1:] + self.x[:-1]) / 2, (self.y[1:] + self.y[:-1]) / 2, np.full(40, UPPER - TALL / 2)], 1
        )
        faces = []
        for k in np.argsort(-np.linalg.norm(mid - eye, axis=1)):
            corners = np.array([
                (self.x[k], self.y[k], UPPER), (self.x[k + 1], self.y[k + 1], UPPER),
                (self.x[k + 1], self.y[k + 1], UPPER - TALL), (self.x[k], self.y[k], UPPER - TALL),
            ])  # fmt: skip
            a = (self.angle[k] + self.angle[k + 1]) / 2
            n = np.array([-np.sin(a), np.cos(a), 0])
            front = n @ (eye - mid[k]) > 0
            to = np.asarray(lamp.at) - mid[k]
            d2 = to @ to
            facing = (n if front else -n) @ to / np.sqrt(d2)
            power = (max(0.0, facing) + 0.30 * max(0.0, -facing)) / (d2 + 0.05)
            tint = np.ones(3) if facing > 0 else np.array([1.0, 0.82, 0.58])
            faces.append((corners, PAPER * 0.92 * np.asarray(lamp.colour) * power * tint + PAPER * 0.010))
        for corners, colour in faces:
            a = polygon(camera, corners, 0.8)[..., None]
            light = light * (1 - a) + colour * a
        face_on = np.median(self.angle) < np.pi / 2
        for ink in inks:
            mark = lay_ink(ink, projector(camera, 1, self.bend))
            light = light * (1 - (0.93 if face_on else 0.15) * mark[..., None])
        return light.astype(np.float32)
