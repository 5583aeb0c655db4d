"""The drawing table: one frame is a float array of light, drawn on with skia, numpy and scipy.

Light is kept as floating-point RGB, shape (H, W, 3), where 0 is black and 1 is about the white of paper;
lamps may go far above 1. `films.toolkit.grade.grade` turns it into the 8-bit picture at the very end.
Layers drawn with skia are premultiplied RGBA, shape (H, W, 4), values 0 to 1.
"""

from collections.abc import Callable

import numpy as np
import skia
from scipy.ndimage import gaussian_filter

W, H, FPS = 854, 480, 24
BAR = 40  # black above and below: the visible picture is 854 x 400, rows BAR to H - BAR

yy, xx = np.mgrid[0:H, 0:W].astype(np.float32)

Light = np.ndarray
Layer = np.ndarray


def rgb(hexa: str, gain: float = 1.0) -> np.ndarray:
    """`"#5fd0ff"` as light: the three sRGB values, linearised as the grade expects, times a gain."""
    n = int(hexa.lstrip("#"), 16)
    c = np.array([n >> 16 & 255, n >> 8 & 255, n & 255], np.float32) / 255
    return c**1.42 * gain


def smooth(a: float, b: float, x):
    """0 below a, 1 above b, an S-curve between (works on numbers and arrays; a may exceed b)."""
    t = np.clip((np.asarray(x, np.float32) - a) / (b - a), 0, 1)
    return t * t * (3 - 2 * t)


def fbm(h: int, w: int, octaves: int = 6, base: float = 4, seed: int = 0, aspect: float = 1.0) -> np.ndarray:
    """Fractal noise in 0..1, shape (h, w), that tiles: clouds, dust, fog, bark."""
    r = np.random.default_rng(seed)
    out = np.zeros((h, w), np.float32)
    amp = 1.0
    for o in range(octaves):
        ny, nx = max(2, int(base * 2**o)), max(2, int(base * 2**o * aspect))
        g = r.random((ny, nx)).astype(np.float32)
        y, x = (np.arange(h) / h * ny)[:, None], (np.arange(w) / w * nx)[None]
        y0, x0 = y.astype(int), x.astype(int)
        fy, fx = y - y0, x - x0
        fy, fx = fy * fy * (3 - 2 * fy), fx * fx * (3 - 2 * fx)
        a, b = g[y0 % ny, x0 % nx], g[y0 % ny, (x0 + 1) % nx]
        c, d = g[(y0 + 1) % ny, x0 % nx], g[(y0 + 1) % ny, (x0 + 1) % nx]
        out += amp * ((a * (1 - fx) + b * fx) * (1 - fy) + (c * (1 - fx) + d * fx) * fy)
        amp *= 0.52
    out -= out.min()
    return out / out.max()


def layer(draw: Callable[[skia.Canvas], None], w: int = W, h: int = H) -> Layer:
    """Draw with skia on a clear sheet; returns premultiplied RGBA floats, fine enough for the faintest edges."""
    sheet = np.zeros((h, w, 4), np.float32)
    # skia takes an array for unpremultiplied unless told: soft edges would then come out too bright in `over`
    surface = skia.Surface(sheet, colorType=skia.kRGBA_F32_ColorType, alphaType=skia.kPremul_AlphaType)
    canvas = surface.getCanvas()
    canvas.clear(0)
    draw(canvas)
    surface.flushAndSubmit()
    return sheet


def over(light: Light, sheet: Layer, gain: float = 1.0) -> Light:
    """Lay a skia layer on the light. Its colours are sRGB-like; the grade's curve is undone here."""
    a = sheet[..., 3:]
    colour = np.where(a > 0, sheet[..., :3] / np.maximum(a, 1e-6), 0) ** 1.42
    return light * (1 - a) + colour * a * gain


def glow(light: Light, x: float, y: float, radius: float, colour: np.ndarray, strength: float = 1.0) -> Light:
    """A soft lamp: a tight core and a wide halo."""
    d = np.hypot(xx - x, yy - y)
    f = np.exp(-((d / radius) ** 2)) + 0.35 * np.exp(-d / (3.2 * radius))
    return light + (f * strength)[..., None] * colour


def blur(a: np.ndarray, sigma: float) -> np.ndarray:
    """Gaussian blur in the picture plane, channels kept apart."""
    return gaussian_filter(a, (sigma, sigma, 0) if a.ndim == 3 else sigma)
