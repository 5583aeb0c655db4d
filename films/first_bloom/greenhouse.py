"""The greenhouse: rows of empty trays under a geodesic dome, its failing lamps, and the sky beyond the glass.

`Stage(camera, ...)` traces the place once for a camera; `Stage.light` gives one frame of it with the lamps
at chosen strengths. Figures are laid on afterwards with the same camera.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import skia
from scipy.ndimage import gaussian_filter, zoom

from films.toolkit.canvas import H, Light, W, over, rgb
from films.toolkit.stage import Camera, vec

from .lightroom import DOOR, METAL, PIPE, SOIL, airlight, bake, develop

WARM = rgb("#ffb463")
BLUE = rgb("#5fd0ff")
CENTRE, RADIUS, KERB = (0.0, 11.0), 13.2, 0.85
AISLES = (-6.1, -3.75, -1.55, 1.45, 3.75, 6.1)
LAST_TRAY = (1.45, 5.6)  # the middle of the last tray that is tended; its soil is at SOIL_Y
SOIL_Y = 0.86
SHINE = 7  # the sheet of what comes through the glass
LAST_LAMP = (1.25, 2.42, 5.6)
MARGIN = 44


def layer(draw: Callable[[skia.Canvas], None], w: int = W, h: int = H) -> np.ndarray:
    """As the toolkit's `layer`, in floats throughout: faint edges of dark things stay dark when light is laid."""
    sheet = np.zeros((h, w, 4), np.float32)
    surface = skia.Surface(sheet, colorType=skia.kRGBA_F32_ColorType, alphaType=skia.kPremul_AlphaType)
    canvas = surface.getCanvas()
    canvas.clear(0)
    draw(canvas)
    surface.flushAndSubmit()
    return sheet


@dataclass(frozen=True)
class Lamp:
    """A light of the set: where, its colour times power, which sheet it belongs to, and how it is shaded."""

    at: tuple[float, float, float]
    colour: tuple[float, float, float]
    group: int
    down: float = 1.0  # 1: an enamel shade throwing a cone downward; 0: a bare light
    size: float = 0.22
    aim: tuple[float, float, float] = (0.0, -1.0, 0.0)
    wide: float = 0.30  # cosine where the cone ends

    def packed(self) -> np.ndarray:
        spill = 0.07 if self.down else 1.0
        return np.array([*self.at, *self.colour, self.size, *self.aim, self.wide, self.wide + 0.45, spill], np.float64)


def hanging(power: float = 2.2, last: tuple[float, float, float] = LAST_LAMP) -> list[Lamp]:
    """The amber lamps: group 0 is the last one, 1 to 6 the rows from near to far; 7 is planetshine."""
    lamps = [Lamp(last, tuple(WARM * power * 1.5), 0)]
    for k, z in enumerate((2.6, 8.6, 11.6, 14.6, 17.6, 20.6)):
        for x in (-1.45, 1.25):
            # lamps fail: some are weaker than others
            health = (0.95, 0.8, 1.0, 0.65, 0.9, 1.0, 0.75, 0.45, 1.0, 0.8, 0.9, 0.6)[2 * k + (x > 0)]
            lamps.append(Lamp((x, 2.5, z), tuple(WARM * power * health), 1 + k))
    lamps.append(Lamp((-1.45, 2.5, 5.6), tuple(WARM * power * 0.9), 1))
    # what comes through the glass: the cold shine of the planet, high on the left
    lamps.append(Lamp((-20.0, 26.0, 21.0), tuple(rgb("#8fa6c4", 78.0)), SHINE, down=0.0, size=3.0))
    return lamps


@cache
def furniture() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Boxes (n, 6), row bounds with box ranges (rows, 8), and materials (n,)."""
    boxes, mats, rows = [], [], []
    for x in AISLES:
        first = len(boxes)
        for k in range(9):
            z0 = 2.3 + 2.2 * k - (0.0 if abs(x) < 2 else 0.7)
            boxes.append((x - 0.52, SOIL_Y - 0.17, z0, x + 0.52, SOIL_Y, z0 + 2.0))
            mats.append(SOIL)
            for zl in (z0 + 0.25, z0 + 1.7):
                for xl in (x - 0.44, x + 0.38):
                    boxes.append((xl, 0.0, zl, xl + 0.06, SOIL_Y - 0.17, zl + 0.06))
                    mats.append(METAL)
            boxes.append((x - 0.46, 0.26, z0 + 0.2, x + 0.46, 0.29, z0 + 1.8))
            mats.append(METAL)
        boxes.append((x - 0.05, 0.52, 1.6, x + 0.05, 0.60, 22.0))
        mats.append(PIPE)
        box = np.array(boxes[first:])
        rows.append((*box[:, :3].min(0), *box[:, 3:].max(0), first, len(boxes)))
    first = len(boxes)
    # the door's frame at the far end of the aisle
    for b in ((-1.0, 0, 23.0, -0.72, 2.5, 23.4), (0.72, 0, 23.0, 1.0, 2.5, 23.4), (-1.0, 2.3, 23.0, 1.0, 2.6, 23.4)):
        boxes.append(b)
        mats.append(METAL)
    boxes.append((-0.72, 0, 23.25, 0.72, 2.3, 23.35))
    mats.append(DOOR)
    rows.append((-1.0, 0.0, 23.0, 1.0, 2.6, 23.4, first, len(boxes)))
    return np.array(boxes), np.array(rows), np.array(mats)


@cache
def geodesic(frequency: int = 5) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Vertices (n, 3), edges (m, 2) and faces (k, 3) of the dome above its kerb."""
    phi = (1 + 5**0.5) / 2
    base = np.array(
        [
            (-1, phi, 0),
            (1, phi, 0),
            (-1, -phi, 0),
            (1, -phi, 0),
            (0, -1, phi),
            (0, 1, phi),
            (0, -1, -phi),
            (0, 1, -phi),
            (phi, 0, -1),
            (phi, 0, 1),
            (-phi, 0, -1),
            (-phi, 0, 1),
        ],
        float,
    )
    faces = [
        (0, 11, 5),
        (0, 5, 1),
        (0, 1, 7),
        (0, 7, 10),
        (0, 10, 11),
        (1, 5, 9),
        (5, 11, 4),
        (11, 10, 2),
        (10, 7, 6),
        (7, 1, 8),
        (3, 9, 4),
        (3, 4, 2),
        (3, 2, 6),
        (3, 6, 8),
        (3, 8, 9),
        (4, 9, 5),
        (2, 4, 11),
        (6, 2, 10),
        (8, 6, 7),
        (9, 8, 1),
    ]
    index: dict[tuple[int, ...], int] = {}
    points: list[np.ndarray] = []

    def add(p: np.ndarray) -> int:
        p = p / np.linalg.norm(p)
        key = tuple(np.round(p * 1000).astype(int))
        if key not in index:
            index[key] = len(points)
            points.append(p)
        return index[key]

    tris = []
    for a, b, c in faces:
        grid = {}
        for i in range(frequency + 1):
            for j in range(frequency + 1 - i):
                k = frequency - i - j
                grid[i, j] = add(base[a] * i + base[b] * j + base[c] * k)
        for i in range(frequency):
            for j in range(frequency - i):
                tris.append((grid[i, j], grid[i + 1, j], grid[i, j + 1]))
                if i + j < frequency - 1:
                    tris.append((grid[i + 1, j], grid[i + 1, j + 1], grid[i, j + 1]))
    v = np.array(points)
    v = v * (RADIUS, RADIUS * 0.66, RADIUS) + (CENTRE[0], KERB - 0.2, CENTRE[1])
    kept = np.array([t for t in tris if v[list(t), 1].max() > KERB])
    edges = np.array(sorted({tuple(sorted((int(t[i]), int(t[i - 1])))) for t in kept for i in range(3)}))
    return v, edges, kept


@cache
def stalks() -> list[tuple[np.ndarray, float]]:
    """What is left of the plants: dry stems as bent lines in space, each with a thickness."""
    r = np.random.default_rng(41)
    out = []
    boxes, _, mats = furniture()
    for b in boxes[mats == SOIL]:
        cx, cz = (b[0] + b[3]) / 2, (b[2] + b[5]) / 2
        if abs(cx - LAST_TRAY[0]) < 0.2 and abs(cz - LAST_TRAY[1]) < 1.2:
            continue
        for _ in range(int(r.integers(0, 7))):
            x, z = r.uniform(b[0] + 0.1, b[3] - 0.1), r.uniform(b[2] + 0.15, b[5] - 0.15)
            height = r.uniform(0.06, 0.30)
            lean = r.normal(0, 0.35, 2)
            droop = r.uniform(0.0, 0.5)
            t = np.linspace(0, 1, 8)[:, None]
            p = (
                np.hstack(
                    [x + lean[0] * height * t**1.6, SOIL_Y + height * (t - droop * t**4), z + lean[1] * height * t**1.6]
                )
                + r.normal(0, 0.004, (8, 3)) * t
            )
            out.append((p, r.uniform(0.002, 0.004)))
            for k in range(2, 8, 2):  # twigs and the ribs of leaves that are gone
                if r.random() < 0.6:
                    s = height * r.uniform(0.15, 0.4) * r.choice([-1, 1])
                    u = np.linspace(0, 1, 4)[:, None]
                    q = p[k] + np.hstack([s * u, 0.3 * abs(s) * u - 0.9 * abs(s) * u**2, 0.5 * s * u])
                    out.append((q, 0.0018))
    return out


def irradiance(points: np.ndarray, lamps: Sequence[Lamp], group: int) -> np.ndarray:
    """Light from every side at points (n, 3), RGB (n, 3)."""
    total = np.zeros((len(points), 3))
    for lamp in lamps:
        if lamp.group != group:
            continue
        d = points - np.asarray(lamp.at)
        r2 = (d**2).sum(1)
        c = (d @ np.asarray(lamp.aim)) / np.sqrt(r2)
        t = np.clip((c - lamp.wide) / 0.45, 0, 1)
        s = (0.07 + 0.93 * t * t * (3 - 2 * t)) if lamp.down else np.ones(len(points))
        total += (s / (r2 + 0.12))[:, None] * np.asarray(lamp.colour)
    return total


def clip_near(a: np.ndarray, b: np.ndarray, camera: Camera, near: float = 0.15):
    """The part of a segment in front of the camera, or None."""
    za, zb = ((p - np.asarray(camera.eye)) @ camera.basis[2] for p in (a, b))
    if za < near and zb < near:
        return None
    if za < near:
        a = a + (b - a) * ((near - za) / (zb - za))
    elif zb < near:
        b = b + (a - b) * ((near - zb) / (za - zb))
    return a, b


def packed_colour(c: np.ndarray, alpha: float = 1.0) -> int:
    """Light (RGB, 0 to 1) as skia's colour, through the curve that `over` undoes."""
    v = (np.clip(c, 0, 1) ** (1 / 1.42) * 255 + 0.5).astype(int)
    return int(alpha * 255) << 24 | int(v[0]) << 16 | int(v[1]) << 8 | int(v[2])


class Stage:
    """The set for one camera. Sheet 0 is the last lamp, 1 to 6 the rows, 7 planetshine, then `extra` lamps."""

    def __init__(
        self,
        camera: Camera,
        extra: Sequence[Lamp] = (),
        *,
        side: int = 3,
        power: float = 2.2,
        seed: int = 1,
        last: tuple[float, float, float] = LAST_LAMP,
    ):
        self.camera = camera
        self.lamps = [*hanging(power, last), *extra]
        self.count = 1 + max(lamp.group for lamp in self.lamps)
        self.side, self.seed = side, seed
        self.wide, self.high = W + 2 * MARGIN, H + 2 * MARGIN

    @cached_property
    def _baked(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        cam = self.camera.moved(1.0, MARGIN, MARGIN, 0, 0)
        boxes, rows, mats = furniture()
        lamps = np.stack([lamp.packed() for lamp in self.lamps])
        groups = np.array([lamp.group for lamp in self.lamps])
        room = np.array([*CENTRE, RADIUS, KERB])
        sheets, sky, depth = bake(
            cam.packed(), self.wide, self.high, self.side, boxes, rows, mats, room, lamps, groups, self.count, self.seed
        )
        for g in range(self.count):
            sheets[g] = self._dress(sheets[g], sky, depth, cam, g)
        ribs = self._ribs(cam, None)
        sky = sky * (1 - ribs[..., 3])
        half = cam.moved(0.5, 0, 0, 0, 0)
        air = airlight(
            half.packed(), self.wide // 2, self.high // 2, depth[::2, ::2].copy(), lamps, groups, self.count, 10
        )
        for g in range(self.count):
            # the light itself is unbounded close to a bulb: let it roll off
            a = np.stack([zoom(gaussian_filter(air[g, ..., k], 0.8), 2, order=1) for k in range(3)], -1)
            inside = any(
                lamp.group == g and np.hypot(lamp.at[0], lamp.at[2] - CENTRE[1]) < RADIUS for lamp in self.lamps
            )
            a = a[: self.high, : self.wide] * (0.0085 if inside else 0.0)
            sheets[g] += a / (1 + a.max(-1, keepdims=True) * 2.2)
        return sheets, sky.astype(np.float32), depth

    def _sheet(self, draw, scale: int = 2) -> np.ndarray:
        def scaled(c: skia.Canvas) -> None:
            c.scale(scale, scale)
            draw(c)

        big = layer(scaled, self.wide * scale, self.high * scale)
        return big.reshape(self.high, scale, self.wide, scale, 4).mean((1, 3))

    def _ribs(self, cam: Camera, group: int | None) -> np.ndarray:
        """The dome's ribs as a layer, lit by one group (None: only their shape)."""
        v, edges, _ = geodesic()
        middle = (v[edges[:, 0]] + v[edges[:, 1]]) / 2
        lit = irradiance(middle, self.lamps, group) if group is not None else np.zeros((len(edges), 3))
        order = np.argsort(-np.linalg.norm(middle - np.asarray(cam.eye), axis=1))

        def draw(c: skia.Canvas) -> None:
            for e in order:
                cut = clip_near(v[edges[e, 0]], v[edges[e, 1]], cam)
                if cut is None:
                    continue
                (x0, y0, z0), (x1, y1, z1) = cam.project(np.stack(cut))
                w = 0.105 * cam.focal / max(0.4, (z0 + z1) / 2)
                paint = skia.Paint(AntiAlias=True, StrokeWidth=w, Color=packed_colour(lit[e] * 0.30))
                paint.setStrokeCap(skia.Paint.kRound_Cap)
                c.drawLine(x0, y0, x1, y1, paint)
                # the flange that catches the lamps
                paint.setStrokeWidth(w * 0.34)
                paint.setColor(packed_colour(lit[e] * 1.0))
                c.drawLine(x0, y0 + w * 0.22, x1, y1 + w * 0.22, paint)
            hub = skia.Paint(AntiAlias=True)
            for k in np.unique(edges):
                x, y, z = cam.project(v[k])
                if z > 0.3:
                    hub.setColor(
                        packed_colour(irradiance(v[k][None], self.lamps, group)[0] * 0.7)
                        if group is not None
                        else 0xFF000000
                    )
                    c.drawCircle(x, y, 0.12 * cam.focal / z, hub)

        return self._sheet(draw)

    def _dress(self, sheet: np.ndarray, sky: np.ndarray, depth: np.ndarray, cam: Camera, g: int) -> np.ndarray:
        """Ribs and panes behind, dry stalks in front."""
        ribs = self._ribs(cam, g)
        behind = over(np.zeros_like(sheet), ribs)
        v, _, faces = geodesic()
        middle = v[faces].mean(1)
        catch = np.random.default_rng(5).random(len(faces)) ** 6
        lit = irradiance(middle, self.lamps, g) * (0.05 + 0.5 * catch)[:, None]

        def panes(c: skia.Canvas) -> None:
            for k, face in enumerate(faces):
                p = cam.project(v[face])
                if p[:, 2].min() < 0.3 or lit[k].max() < 0.004:
                    continue
                path = skia.Path()
                path.addPoly([skia.Point(float(x), float(y)) for x, y, _ in p], True)
                low, high = p[p[:, 1].argmax()], p[p[:, 1].argmin()]
                shade = skia.GradientShader.MakeLinear(
                    points=[(float(low[0]), float(low[1])), (float(high[0]), float(high[1]))],
                    colors=[packed_colour(lit[k]), packed_colour(lit[k] * 0.15)],
                )
                c.drawPath(path, skia.Paint(AntiAlias=True, Shader=shade))

        glass = self._sheet(panes)
        behind = behind + (glass[..., :3] ** 1.42) * 0.30 * (1 - ribs[..., 3:])
        sheet = sheet + behind * sky[..., None]
        roots = np.array([p[0] for p, _ in stalks()])
        lit_s = irradiance(roots + vec(0, 0.15, 0), self.lamps, g)

        def dry(c: skia.Canvas) -> None:
            for k, (p, thick) in enumerate(stalks()):
                q = cam.project(p)
                if q[:, 2].min() < 0.4:
                    continue
                path = skia.Path()
                path.moveTo(float(q[0, 0]), float(q[0, 1]))
                for x, y, _ in q[1:]:
                    path.lineTo(float(x), float(y))
                tone = packed_colour(lit_s[k] * (0.075, 0.060, 0.045))
                w = thick * cam.focal / q[0, 2]
                paint = skia.Paint(AntiAlias=True, Color=tone, StrokeWidth=max(w, 0.6), Style=skia.Paint.kStroke_Style)
                paint.setAlphaf(min(1.0, w / 0.6))
                paint.setStrokeCap(skia.Paint.kRound_Cap)
                c.drawPath(path, paint)

        return over(sheet, self._sheet(dry)).astype(np.float32)

    def light(
        self,
        weights: Sequence[float],
        sky: Light | None = None,
        *,
        scale: float = 1.0,
        dx: float = 0.0,
        dy: float = 0.0,
        px: float = W / 2,
        py: float = H / 2,
    ) -> tuple[Light, np.ndarray, Camera]:
        """One frame of the set: light (H, W, 3), depth (H, W) and the camera that figures must use."""
        sheets, open_, depth = self._baked
        w = np.ones((self.count, 3), np.float32) * np.asarray(weights, np.float32).reshape(self.count, -1)
        ox, oy = px - (px + dx) / scale + MARGIN, py - (py + dy) / scale + MARGIN
        light, gap, deep = develop(sheets, open_, depth, w, scale, ox, oy, W, H)
        if sky is not None:
            light += sky * gap[..., None]
        light += AMBIENT * (0.5 + 0.5 * (1 - gap[..., None]))
        return light, deep, self.camera.moved(scale, dx, dy, px, py)

    def bulbs(self, light: Light, camera: Camera, weights: Sequence[float], only: Sequence[int] | None = None) -> Light:
        """Shades, cords and glowing mouths of the hanging lamps, laid on the light."""
        hung = [lamp for lamp in self.lamps if lamp.down and (only is None or lamp.group in only)]
        hung.sort(key=lambda lamp: -camera.project(lamp.at)[2])

        def draw(c: skia.Canvas) -> None:
            for lamp in hung:
                x, y, z = camera.project(lamp.at)
                if z < 0.5:
                    continue
                m = camera.focal / z
                on = float(weights[lamp.group])
                top = camera.project((lamp.at[0], 6.2, lamp.at[2]))
                body = skia.Paint(AntiAlias=True, Color=0xFF0B0A09)
                c.drawLine(
                    x,
                    y - 0.2 * m,
                    top[0],
                    top[1],
                    skia.Paint(AntiAlias=True, StrokeWidth=max(0.6, 0.022 * m), Color=0xFF0B0A09),
                )
                shade = skia.Path()
                shade.moveTo(x - 0.26 * m, y)
                shade.cubicTo(x - 0.22 * m, y - 0.14 * m, x - 0.10 * m, y - 0.15 * m, x - 0.06 * m, y - 0.24 * m)
                shade.lineTo(x + 0.06 * m, y - 0.24 * m)
                shade.cubicTo(x + 0.10 * m, y - 0.15 * m, x + 0.22 * m, y - 0.14 * m, x + 0.26 * m, y)
                shade.close()
                warm = packed_colour(WARM * (0.10 * on + 0.01))
                body.setShader(
                    skia.GradientShader.MakeLinear(points=[(x, y - 0.2 * m), (x, y)], colors=[0xFF0A0908, warm])
                )
                c.drawPath(shade, body)
                tilt = float(np.clip((lamp.at[1] - camera.eye[1]) / z, 0.05, 0.9))
                mouth = skia.Rect.MakeLTRB(x - 0.26 * m, y - 0.26 * m * tilt, x + 0.26 * m, y + 0.26 * m * tilt)
                health = min(1.0, max(lamp.colour) / max(WARM * 2.2))
                c.drawOval(mouth, skia.Paint(AntiAlias=True, Color=packed_colour(WARM * (0.75 * on * health + 0.012))))

        light = over(light, layer(draw))
        for lamp in hung:
            x, y, z = camera.project(lamp.at)
            on = float(weights[lamp.group]) * min(1.0, max(lamp.colour) / max(WARM * 2.2))
            if z < 0.5 or on <= 0.003:
                continue
            m = camera.focal / z
            light = lit_disc(light, x, y, 0.15 * m, vec(1.0, 0.78, 0.45) * 1.5 * on)
            light = lit_disc(light, x, y, 0.6 * m, WARM * 0.12 * on)
        return light


AMBIENT = rgb("#2a3646", 0.014)


def lit_disc(light: Light, x: float, y: float, radius: float, colour: np.ndarray) -> Light:
    """Add a soft disc of light, touching only the pixels it reaches (in place)."""
    reach = radius * 2.6
    x0, x1 = int(max(0, x - reach)), int(min(W, x + reach + 1))
    y0, y1 = int(max(0, y - reach)), int(min(H, y + reach + 1))
    if x1 <= x0 or y1 <= y0:
        return light
    gx, gy = np.arange(x0, x1)[None] - x, np.arange(y0, y1)[:, None] - y
    fall = np.exp(-(gx**2 + gy**2) / radius**2)
    fall = np.clip((fall - 0.0012) / 0.9988, 0, 1)
    light[y0:y1, x0:x1] += (fall[..., None] * colour).astype(light.dtype)
    return light
