"""Painted films: paper, gouache, cut-outs that can act, steam, rain on glass, and the page they come together on.

Everything here is in display values (0 black, 1 white, as the eye sees them on the screen) and covers the visible
picture, `VIEW_H` x `W`; `Page.light` hands the frame over to the grade. A painting is made once, slowly, with its
brushwork; a frame moves finished paintings about (`Cutout.draw`) and adds what is alive. Nothing here knows a film.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache

import numpy as np
import skia
from scipy.ndimage import gaussian_filter, map_coordinates

from .canvas import BAR, H, Light, W, fbm, layer

VIEW_H = H - 2 * BAR
Picture = np.ndarray  # (h, w, 3), display values
Draw = Callable[[skia.Canvas], None]
Bend = tuple[float, float, float, float, float]  # x, y, reach, and how far what is there moves: dx, dy
LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)


# ---------------------------------------------------------------- pens and colours


def shade(colour: int | str, alpha: float = 1.0) -> int:
    """`"#8a8f98"` as skia's number, with an alpha of its own."""
    n = int(colour.lstrip("#"), 16) if isinstance(colour, str) else colour & 0xFFFFFF
    return round(255 * alpha) << 24 | n


def mix(a: str, b: str, t: float) -> str:
    """A colour between two, as `"#rrggbb"`.

    Examples
    --------
    >>> mix("#000000", "#ffffff", 0.5)
    '#808080'
    """
    x, y = (np.array([int(c[k : k + 2], 16) for k in (1, 3, 5)]) for c in (a, b))
    return "#" + "".join(f"{int(v + 0.5):02x}" for v in x + (y - x) * t)


def paint(colour: str, alpha: float = 1.0, *, blur: float = 0.0, width: float = 0.0) -> skia.Paint:
    """A brush: filled, or a stroke of `width` with round ends; `blur` softens its edge (pixels)."""
    p = skia.Paint(AntiAlias=True, Color=shade(colour, alpha))
    if width:
        p.setStyle(skia.Paint.kStroke_Style)
        p.setStrokeWidth(width)
        p.setStrokeCap(skia.Paint.kRound_Cap)
        p.setStrokeJoin(skia.Paint.kRound_Join)
    if blur:
        p.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
    return p


def fade(points: Sequence[tuple[float, float]], colours: Sequence[str], stops=None, alphas=None) -> skia.Paint:
    """A brush that runs from one colour to the next between two points."""
    alphas = alphas or [1.0] * len(colours)
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(*p) for p in points],
        [shade(c, a) for c, a in zip(colours, alphas, strict=True)],
        list(stops) if stops else None,
    )
    return skia.Paint(AntiAlias=True, Shader=shader)


def pts(text: str) -> list[tuple[float, ...]]:
    """Points written the short way, for outlines of many.

    Examples
    --------
    >>> pts("12,40 18.5,-3,1")
    [(12.0, 40.0), (18.5, -3.0, 1.0)]
    """
    return [tuple(float(v) for v in point.split(",")) for point in text.split()]


def smooth_path(points: Sequence[tuple[float, ...]], closed: bool = True) -> skia.Path:
    """A curve through points (Catmull-Rom); a third number of 1 makes that point a corner."""
    n, path = len(points), skia.Path()
    xy = [np.array(p[:2], float) for p in points]
    corner = [len(p) > 2 and p[2] for p in points]

    def tangent(i: int) -> np.ndarray:
        if corner[i] or (not closed and i in (0, n - 1)):
            return np.zeros(2)
        return (xy[(i + 1) % n] - xy[i - 1]) / 6

    path.moveTo(*xy[0])
    for i in range(n if closed else n - 1):
        j = (i + 1) % n
        near = np.linalg.norm(xy[j] - xy[i]) / 2.2  # a long neighbour must not make a short side bulge
        a, b = (t * min(1, near / (np.linalg.norm(t) + 1e-9)) for t in (tangent(i), tangent(j)))
        path.cubicTo(*(xy[i] + a), *(xy[j] - b), *xy[j])
    if closed:
        path.close()
    return path


def taper(points: Sequence[tuple[float, float]], widths: Sequence[float], steps: int = 8) -> skia.Path:
    """A limb, a lock of hair, a brush stroke: a smooth line through points whose width changes from point to point."""
    xy, w = np.array(points, float), np.array(widths, float)
    t = np.linspace(0, len(xy) - 1, steps * (len(xy) - 1) + 1)
    i = np.minimum(t.astype(int), len(xy) - 2)
    u = (t - i)[:, None]
    ext = np.vstack([2 * xy[0] - xy[1], xy, 2 * xy[-1] - xy[-2]])
    p0, p1, p2, p3 = (ext[i + k] for k in range(4))
    line = 0.5 * (2 * p1 + (p2 - p0) * u + (2 * p0 - 5 * p1 + 4 * p2 - p3) * u**2 + (3 * p1 - p0 - 3 * p2 + p3) * u**3)
    run = np.gradient(line, axis=0)
    run /= np.linalg.norm(run, axis=1, keepdims=True) + 1e-9
    side = np.stack([-run[:, 1], run[:, 0]], 1) * (np.interp(t, np.arange(len(w)), w) / 2)[:, None]
    caps = []
    for end, sense in ((0, 1), (-1, -1)):  # round ends, drawn the way the outline runs
        a = np.arctan2(*(-sense * side[end])[::-1]) - np.linspace(0, np.pi, 7)[1:-1]
        caps.append(line[end] + np.linalg.norm(side[end]) * np.stack([np.cos(a), np.sin(a)], 1))
    outline = np.vstack([line + side, caps[1], (line - side)[::-1], caps[0]])
    path = skia.Path()
    path.addPoly([skia.Point(*p) for p in outline.tolist()], True)
    return path


def form(
    canvas: skia.Canvas, path: skia.Path, base: skia.Paint, touches: Iterable[tuple[skia.Path, skia.Paint]] = ()
) -> None:
    """A mass and, kept inside it, the planes of light and shade laid on it."""
    canvas.drawPath(path, base)
    canvas.save()
    canvas.clipPath(path, True)
    for shape, brush in touches:
        canvas.drawPath(shape, brush)
    canvas.restore()


# ---------------------------------------------------------------- the painter's hand


@cache
def paper(h: int = VIEW_H, w: int = W, seed: int = 3) -> np.ndarray:
    """The tooth of the paper: factors about 1, (h, w)."""
    r = np.random.default_rng(seed)
    fine = gaussian_filter(r.standard_normal((h, w)).astype(np.float32), 0.8)
    fibre = gaussian_filter(r.standard_normal((h, w)).astype(np.float32), (0.7, 3.0))
    blot = fbm(h, w, 4, 3, seed, 2.0) - 0.5
    return 1 + 0.016 * fine / fine.std() + 0.010 * fibre / fibre.std() + 0.05 * blot


def _shifted(a: np.ndarray, dy: float, dx: float) -> np.ndarray:
    y, x = round(dy), round(dx)
    wide = np.pad(a, ((abs(y), abs(y)), (abs(x), abs(x)), *([(0, 0)] * (a.ndim - 2))), mode="edge")
    return wide[abs(y) - y : abs(y) - y + a.shape[0], abs(x) - x : abs(x) - x + a.shape[1]]


def simplify(picture: np.ndarray, size: float) -> np.ndarray:
    """What a loaded brush leaves of detail: of eight neighbourhoods, the calmest gives the colour (after Kuwahara)."""
    sigma = size / 2
    mean = gaussian_filter(picture, (sigma, sigma, 0))
    square = gaussian_filter((picture**2).sum(2), sigma)
    noisy = np.maximum(square - (mean**2).sum(2), 0) + 2e-5
    out, total = np.zeros_like(picture), np.zeros(picture.shape[:2], picture.dtype)
    for k in range(8):
        dy, dx = size * np.sin(k * np.pi / 4), size * np.cos(k * np.pi / 4)
        share = _shifted(noisy, dy, dx) ** -3
        out += share[..., None] * _shifted(mean, dy, dx)
        total += share
    return out / total[..., None]


def strokes(picture: np.ndarray, length: int = 14, seed: int = 5, width: float = 1.3) -> np.ndarray:
    """Brush marks that follow the form: noise smeared along the edges, (h, w), mean 0 and spread 1."""
    h, w = picture.shape[:2]
    r = np.random.default_rng(seed)
    grey = gaussian_filter(picture[..., :3].mean(2), 1.5)
    gy, gx = np.gradient(grey)
    xx, yy, xy = (gaussian_filter(v, 5) for v in (gx * gx, gy * gy, gx * gy))
    strength = np.sqrt((xx - yy) ** 2 + 4 * xy**2)
    own = np.pi * (fbm(h, w, 2, 2, seed) - 0.5) * 0.9 + 0.9  # where nothing leads the brush, it wanders
    weight = strength / (strength + 8e-5)
    double = np.arctan2(2 * xy, xx - yy) + np.pi  # across the gradient
    c = weight * np.cos(double) + (1 - weight) * np.cos(2 * own)
    s = weight * np.sin(double) + (1 - weight) * np.sin(2 * own)
    angle = np.arctan2(s, c) / 2
    dx, dy = np.cos(angle).astype(np.float32), np.sin(angle).astype(np.float32)
    noise = gaussian_filter(r.standard_normal((h, w)).astype(np.float32), width)
    y0, x0 = np.mgrid[0:h, 0:w].astype(np.float32)
    out = noise.copy()
    for sign in (1, -1):
        y, x = y0.copy(), x0.copy()
        for _ in range(length // 2):
            i, j = np.clip(y, 0, h - 1).astype(int), np.clip(x, 0, w - 1).astype(int)
            x, y = x + 1.6 * sign * dx[i, j], y + 1.6 * sign * dy[i, j]
            out += noise[np.clip(y, 0, h - 1).astype(int), np.clip(x, 0, w - 1).astype(int)]
    out -= out.mean()
    return out / out.std()


def wobble(picture: np.ndarray, reach: float, grain: float = 14, seed: int = 9) -> np.ndarray:
    """Move everything by up to about `reach` pixels, differently every `grain` pixels: no line is ruled."""
    h, w, r = *picture.shape[:2], np.random.default_rng(seed)
    off = [gaussian_filter(r.standard_normal((h, w)), grain / 2) for _ in "yx"]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    y, x = y + reach / 2 * off[0] / off[0].std(), x + reach / 2 * off[1] / off[1].std()
    return np.stack(
        [map_coordinates(picture[..., k], (y, x), order=1, mode="nearest") for k in range(picture.shape[2])], 2
    )


def gouache(picture: Picture, *, brush: float = 3.0, marks: float = 0.02, loose: float = 1.2, seed: int = 1) -> Picture:
    """A whole picture painted: loosened, simplified, and given the marks of the brush."""
    out = wobble(picture.astype(np.float32), loose, seed=seed)
    out = simplify(out, brush)
    out = out * 0.85 + 0.15 * wobble(picture.astype(np.float32), loose, seed=seed)
    line = strokes(out, seed=seed)[..., None]
    return np.clip(out * (1 + marks * line) + 0.35 * marks * line, 0, 1)


class Cutout:
    """A painted thing that can be moved, turned and bent: its picture, `scale` times finer than the screen."""

    def __init__(self, rgba: np.ndarray, scale: float):
        """Take unpremultiplied display values, (h, w, 4)."""
        self.scale, self.h, self.w = scale, rgba.shape[0] / scale, rgba.shape[1] / scale
        data = np.ascontiguousarray((np.clip(rgba, 0, 1) * 255 + 0.5).astype(np.uint8))
        self.image = skia.Image.fromarray(data, colorType=skia.kRGBA_8888_ColorType)
        self._bent = skia.Paint(AntiAlias=True)  # made once: giving a brush its image is what costs
        self._bent.setShader(self.image.makeShader(skia.TileMode.kDecal, skia.TileMode.kDecal, LINEAR))

    def draw(
        self,
        canvas: skia.Canvas,
        bends: Iterable[Bend] = (),
        *,
        alpha: float = 1.0,
        cells: int = 22,
        veil: tuple[str, float] = ("#000000", 0.0),
    ) -> None:
        """Lay it on the canvas with its corner at the origin (move the canvas first); bends are in its own pixels.

        `veil` is a colour and how much of it lies over the thing: the dark of a hall, the milk of a window.
        """
        bends = [b for b in bends if b[3] or b[4]]
        brush = skia.Paint(self._bent) if bends else skia.Paint(AntiAlias=True)
        brush.setAlphaf(alpha)
        if veil[1] > 0:
            brush.setColorFilter(skia.ColorFilters.Blend(shade(*veil), skia.BlendMode.kSrcATop))
        if not bends:
            canvas.drawImageRect(self.image, skia.Rect.MakeWH(self.w, self.h), LINEAR, brush)
            return
        gy, gx = np.meshgrid(np.linspace(0, self.h, cells + 1), np.linspace(0, self.w, cells + 1), indexing="ij")
        x, y = gx.copy(), gy.copy()
        for bx, by, reach, dx, dy in bends:
            share = np.exp(-((gx - bx) ** 2 + (gy - by) ** 2) / reach**2)
            x, y = x + share * dx, y + share * dy
        places = [skia.Point(*p) for p in zip(x.ravel().tolist(), y.ravel().tolist(), strict=True)]
        source = [
            skia.Point(*p)
            for p in zip((gx * self.scale).ravel().tolist(), (gy * self.scale).ravel().tolist(), strict=True)
        ]
        corners = skia.Vertices(skia.Vertices.VertexMode.kTriangles_VertexMode, places, source, None, _triangles(cells))
        canvas.drawVertices(corners, brush, skia.BlendMode.kModulate)


@cache
def _triangles(cells: int) -> list[int]:
    out, n = [], cells + 1
    for j in range(cells):
        for i in range(cells):
            k = j * n + i
            out += [k, k + 1, k + n, k + 1, k + n + 1, k + n]
    return out


def cutout(
    draw: Draw,
    w: int,
    h: int,
    *,
    scale: float = 2,
    brush: float = 1.6,
    marks: float = 0.025,
    loose: float = 0.8,
    pool: float = 0.10,
    soft: float = 0.0,
    seed: int = 1,
) -> Cutout:
    """Paint a thing on its own sheet of w x h screen pixels.

    `brush` simplifies, `marks` is the depth of the brush marks, `loose` the wobble of its edges, `pool` how the colour
    darkens towards them as it dries; `soft` puts the whole out of focus (all lengths in screen pixels).
    """

    def big(canvas: skia.Canvas) -> None:
        canvas.scale(scale, scale)
        draw(canvas)

    sheet = wobble(layer(big, round(w * scale), round(h * scale)), loose * scale, 14 * scale, seed)
    alpha = sheet[..., 3]
    # colour beyond the edge, so that soft edges keep their own colour
    spread, weight = gaussian_filter(sheet[..., :3], (4, 4, 0)), gaussian_filter(alpha, 4)[..., None]
    colour = np.where(
        alpha[..., None] > 0.02, sheet[..., :3] / np.maximum(alpha, 0.02)[..., None], spread / np.maximum(weight, 1e-3)
    )
    colour = simplify(np.clip(colour, 0, 1), brush * scale)
    line = strokes(colour, round(10 * scale), seed, 1.0 * scale)[..., None]
    colour = colour * (1 + marks * line) + 0.3 * marks * line
    rim = 1 - gaussian_filter(alpha, 2.2 * scale)
    colour = colour * (1 - pool * np.clip(rim, 0, 0.6) / 0.6)[..., None]
    dry = strokes(colour, 8, seed + 1, 0.8 * scale)
    alpha = np.clip(alpha + 0.8 * alpha * (1 - alpha) * dry, 0, 1)
    if soft:
        s = soft * scale
        inner = gaussian_filter(colour * alpha[..., None], (s, s, 0))
        alpha = gaussian_filter(alpha, s)
        colour = inner / np.maximum(alpha, 1e-3)[..., None]
    return Cutout(np.dstack([colour, alpha]), scale)


# ---------------------------------------------------------------- weather and breath


@cache
def _cloud(seed: int) -> np.ndarray:
    return fbm(256, 256, 5, 4, seed)


def steam(
    canvas: skia.Canvas,
    x: float,
    y: float,
    f: float,
    *,
    height: float,
    width: float,
    strength: float,
    speed: float = 1.0,
    lean: float = 0.0,
    seed: int = 41,
    colour: str = "#e9ebea",
) -> None:
    """Steam that rises from (x, y): `height` and final `width` in pixels, `strength` the most it covers, 0 to 1.

    It leaves the mouth narrow and fast, widens, curls and thins away; the same frame gives the same steam.
    """
    if strength <= 0.004:
        return
    h, w = 72, 56
    v, u = np.mgrid[1 : 0 : h * 1j, -1 : 1 : w * 1j]  # v 0 at the mouth, 1 at the top
    t = f * speed / 24
    a, b = _cloud(seed), _cloud(seed + 1)

    def at(cloud, row, column):
        return map_coordinates(cloud, (np.mod(row, 256), np.mod(column, 256)), order=1, mode="grid-wrap")

    curl = (at(b, v * 60 + t * 46, u * 18 + 40 + t * 4) - 0.5) * 0.9 * v
    spread = 0.10 + 0.62 * v**0.8
    across = (u - lean * v**1.5 + curl) / spread
    body = np.exp(-((across) ** 2) * 2.2)
    wisps = at(a, v * 84 + t * 74, across * 20 + t * 6) * 0.65 + at(b, v * 130 + t * 105, across * 34 + 90) * 0.35
    fine = np.clip((wisps - 0.36 + 0.26 * np.exp(-3.5 * v)) * 2.6, 0, 1)  # whole at the mouth, torn higher up
    cover = (
        body * fine * np.clip(v * 9, 0, 1) * np.clip((1 - v) * 1.5, 0, 1) ** 1.3 * np.clip((1 - np.abs(u)) * 5, 0, 1)
    )
    n = int(colour.lstrip("#"), 16)
    rgba = np.empty((h, w, 4), np.uint8)
    rgba[..., :3] = n >> 16, n >> 8 & 255, n & 255
    rgba[..., 3] = np.clip(cover * strength * 255, 0, 255)
    image = skia.Image.fromarray(rgba, colorType=skia.kRGBA_8888_ColorType)
    place = skia.Rect.MakeLTRB(x - width, y - height, x + width, y)
    canvas.drawImageRect(image, place, skia.SamplingOptions(skia.CubicResampler.Mitchell()), skia.Paint(AntiAlias=True))


def rain_on_glass(
    canvas: skia.Canvas,
    pane: tuple[float, float, float, float],
    f: float,
    *,
    count: int,
    size: float,
    seed: int = 7,
    strength: float = 1.0,
    blur: float = 0.0,
) -> None:
    """Drops on a pane (left, top, right, bottom): most hang, some let go, run in jerks and leave a thin trail.

    A drop is a small lens: dark where it shows the sky upside down, bright along its lower edge.
    """
    left, top, right, bottom = pane
    r = np.random.default_rng(seed)
    canvas.save()
    canvas.clipRect(skia.Rect.MakeLTRB(*pane), True)
    for _ in range(count):
        x, y, s, runs = left + r.random() * (right - left), r.random(), size * r.uniform(0.45, 1.25), r.random() < 0.3
        period, phase, sway = r.uniform(90, 260), r.random(), r.uniform(0, 6.28)
        tail = 0.0
        if runs:
            p = (f / period + phase) % 1.0
            slip = p + 0.05 * np.sin(p * 40 + sway) + 0.03 * np.sin(p * 90 + 2 * sway)  # it sticks, it slips
            yy = top + (slip * 1.25 - 0.12) * (bottom - top)
            x = x + 1.5 * size * np.sin(slip * 9 + sway)
            tail = size * 9 * np.clip(p * 4, 0, 1)
        else:
            yy = top + y * (bottom - top)
            s *= 0.75
        if tail:
            canvas.drawLine(x, yy - tail, x, yy, paint("#5d666b", 0.16 * strength, width=s * 0.5, blur=blur + 0.3))
        canvas.drawOval(
            skia.Rect.MakeXYWH(x - s / 2, yy - s * 0.6, s, s * 1.2), paint("#465056", 0.34 * strength, blur=blur)
        )
        canvas.drawOval(
            skia.Rect.MakeXYWH(x - s * 0.28, yy + s * 0.08, s * 0.56, s * 0.44),
            paint("#ffffff", 0.75 * strength, blur=blur),
        )
    canvas.restore()


# ---------------------------------------------------------------- the page


@cache
def _to_light() -> np.ndarray:
    """The light that the grade turns into each of 256 display values (its exposure 1, away from the corners)."""
    x = np.linspace(0, 8, 60_001)
    shown = np.clip(1.3 * x * (2.51 * 1.3 * x + 0.03) / (1.3 * x * (2.43 * 1.3 * x + 0.59) + 0.14), 0, 1) ** (1 / 1.42)
    return np.interp(np.linspace(0, 0.97, 256), shown, x).astype(np.float32)


def as_image(picture: Picture) -> skia.Image:
    """A picture, display values, as skia holds it."""
    data = (np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8)
    return skia.Image.fromarray(
        np.ascontiguousarray(np.dstack([data, np.full(data.shape[:2], 255, np.uint8)])),
        colorType=skia.kRGBA_8888_ColorType,
    )


class Page:
    """One frame being put together: a canvas in pixels of the visible picture, row 0 just under the upper bar."""

    def __init__(self) -> None:
        self.pixels = np.zeros((VIEW_H, W, 4), np.uint8)
        self.surface = skia.Surface(self.pixels, colorType=skia.kRGBA_8888_ColorType, alphaType=skia.kPremul_AlphaType)
        self.canvas = self.surface.getCanvas()
        self.canvas.clear(0xFF000000)

    def lay(self, image: skia.Image, x: float = 0.0, y: float = 0.0) -> None:
        """A whole picture, opaque."""
        self.canvas.drawImage(image, x, y, LINEAR)

    def light(self, gain: float = 1.0) -> Light:
        """The frame as light for the grade, on its paper, between black bars."""
        self.surface.flushAndSubmit()
        out = np.zeros((H, W, 3), np.float32)
        out[BAR : H - BAR] = _to_light()[self.pixels[..., :3]] * (gain * paper())[..., None]
        return out
