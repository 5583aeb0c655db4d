"""The paper theatre: paints, cut shapes, lamps, and the exposure that blurs what moves as fast as it moves.

Everything is drawn with skia in the visible picture (854 x 400; y runs from 0 to 400). A frame is exposed from its own
beginning for half its length: several moments are drawn and their light is added up, so nothing that starts on a frame
is seen on the one before.
"""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import skia

from films.toolkit.canvas import BAR, H, Light, W

HIGH = H - 2 * BAR
# ink and lanterns
INK, NIGHT, INDIGO, DUSK, PLUM = 0xFF07081A, 0xFF0E1030, 0xFF1A1E52, 0xFF34306F, 0xFF2A1438
RED, ORANGE, AMBER, CREAM, RUST = 0xFFE23A28, 0xFFFF8226, 0xFFFFBE55, 0xFFFFEBC0, 0xFF8A2B2A
TEAL, TEAL_DARK, MINT, SAFFRON, PALE = 0xFF25DCC0, 0xFF0E8F8C, 0xFF9CFBE6, 0xFFFFC931, 0xFFD6E9FF

_LIGHT = ((np.arange(256) / 255) ** 1.42).astype(np.float32)  # as `canvas.over` undoes the grade's curve
_BUFFER = np.zeros((HIGH, W, 4), np.uint8)

Draw = Callable[[skia.Canvas, float], None]
Points = Sequence[tuple[float, float]]


def _sheet() -> skia.Canvas:
    surface = skia.Surface(_BUFFER, colorType=skia.kRGBA_8888_ColorType, alphaType=skia.kPremul_AlphaType)
    return surface.getCanvas()


def exposed(
    draw: Draw, f: float, samples: int = 4, *, shutter: float = 0.5, lift: float = 1.5, back: Draw | None = None
) -> Light:
    """Frame f as light: `draw(canvas, moment)` at so many moments of the exposure. Lamps are lifted above white.

    `back` is drawn first and once only: what is far off and hardly moves.
    """
    total = np.zeros((HIGH, W, 4), np.float32)
    canvas = _sheet()
    canvas.clear(INK)
    if back:
        back(canvas, f + shutter / 2)
    behind = _BUFFER.copy() if samples > 1 else None
    for k in range(samples):
        if k:
            _BUFFER[:] = behind
            canvas = _sheet()
        draw(canvas, f + shutter * (k + 0.5) / samples)
        total += np.take(_LIGHT, _BUFFER)
    total = total[..., :3] / samples
    hot = np.clip(total.max(2, keepdims=True) - 0.62, 0, None)
    light = np.zeros((H, W, 3), np.float32)
    light[BAR : H - BAR] = 0.62 * total * (1 + lift * hot)  # the grade lifts the middle; this keeps ink ink
    return light


def paint(
    colour: int = INK, *, alpha: float = 1.0, blur: float = 0.0, stroke: float = 0.0, mode: str = "", shader=None
) -> skia.Paint:
    """A paint: fill or stroke, soft if `blur`, blended "plus", "screen", "multiply" or "atop"."""
    p = skia.Paint(AntiAlias=True, Color=colour, Dither=True)
    if shader is not None:
        p.setShader(shader)
    if alpha < 1:
        p.setAlphaf(max(0.0, alpha) * p.getAlphaf())
    if stroke:
        p.setStyle(skia.Paint.kStroke_Style)
        p.setStrokeWidth(stroke)
        p.setStrokeCap(skia.Paint.kRound_Cap)
        p.setStrokeJoin(skia.Paint.kRound_Join)
    if blur:
        p.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
    if mode:
        p.setBlendMode(
            {
                "plus": skia.BlendMode.kPlus,
                "screen": skia.BlendMode.kScreen,
                "multiply": skia.BlendMode.kMultiply,
                "atop": skia.BlendMode.kSrcATop,
                "out": skia.BlendMode.kDstOut,
            }[mode]
        )
    return p


def see_through(colour: int, alpha: float) -> int:
    """A colour at a share of its opacity."""
    return int((colour >> 24) * min(max(alpha, 0.0), 1.0)) << 24 | colour & 0xFFFFFF


def between(a: int, b: int, u: float) -> int:
    """A colour part of the way from a to b."""
    u = min(max(u, 0.0), 1.0)
    return sum(round((a >> s & 255) * (1 - u) + (b >> s & 255) * u) << s for s in (24, 16, 8, 0))


def linear(a: tuple[float, float], b: tuple[float, float], colours: Sequence[int], stops=None):
    return skia.GradientShader.MakeLinear([a, b], list(colours), stops)


def radial(centre: tuple[float, float], radius: float, colours: Sequence[int], stops=None):
    return skia.GradientShader.MakeRadial(centre, max(radius, 0.1), list(colours), stops)


def poly(*points: tuple[float, float]) -> skia.Path:
    path = skia.Path()
    path.addPoly([skia.Point(*p) for p in points], True)
    return path


def soft(*points: tuple[float, float], tension: float = 0.5) -> skia.Path:
    """A closed shape whose outline runs smoothly through the points (Catmull-Rom)."""
    path, n = skia.Path(), len(points)
    path.moveTo(*points[0])
    for k in range(n):
        a, b, c, d = (points[(k + j) % n] for j in (-1, 0, 1, 2))
        s = tension / 3
        path.cubicTo(
            b[0] + (c[0] - a[0]) * s, b[1] + (c[1] - a[1]) * s, c[0] - (d[0] - b[0]) * s, c[1] - (d[1] - b[1]) * s, *c
        )
    path.close()
    return path


def box(left: float, top: float, wide: float, high: float) -> skia.Rect:
    return skia.Rect.MakeXYWH(left, top, wide, high)


def lamp(c: skia.Canvas, x: float, y: float, radius: float, colour: int, strength: float = 1.0) -> None:
    """Light in the air around a lamp, added to what is there."""
    if strength <= 0.004:
        return
    shader = radial(
        (x, y), radius, [see_through(colour, s * strength) for s in (0.9, 0.34, 0.09, 0)], [0, 0.18, 0.5, 1]
    )
    c.drawCircle(x, y, radius, paint(shader=shader, mode="plus"))


def cone(c: skia.Canvas, x: float, y: float, angle: float, length: float, spread: float, colour: int, strength: float):
    """The beam of a hand lamp: `angle` in degrees (0 right, 90 down), `spread` to either side of it."""
    if strength <= 0.004:
        return
    c.save()
    c.translate(x, y)
    c.rotate(angle)
    for share, wide in ((0.40, 1.0), (0.34, 0.72), (0.3, 0.42)):
        half = float(np.tan(np.radians(spread * wide))) * length
        beam = poly((0, -2.5 * wide), (length, -half), (length, half), (0, 2.5 * wide))
        colours = [see_through(colour, strength * s * share) for s in (1.0, 0.5, 0.16, 0)]
        c.drawPath(beam, paint(shader=radial((0, 0), length, colours, [0, 0.25, 0.62, 1]), mode="plus", blur=2))
    c.restore()


def bake(draw: Callable[[skia.Canvas], None], wide: int, high: int = HIGH, blur: float = 0.0) -> skia.Image:
    """A layer drawn once; `blur` puts it out of focus."""
    surface = skia.Surface(wide, high)
    canvas = surface.getCanvas()
    canvas.clear(0)
    if blur:
        canvas.saveLayer(None, skia.Paint(ImageFilter=skia.ImageFilters.Blur(blur, blur)))
    draw(canvas)
    if blur:
        canvas.restore()
    return surface.makeImageSnapshot()


_FILTER, _PLAIN = skia.SamplingOptions(skia.FilterMode.kLinear), skia.SamplingOptions()


def lay(c: skia.Canvas, image: skia.Image, x: float, y: float = 0.0, scale: float = 1.0, p: skia.Paint | None = None):
    """Lay a baked layer down with its corner at (x, y), to the fraction of a pixel."""
    w, h = image.width() * scale, image.height() * scale
    if x < W and y < HIGH and x + w > 0 and y + h > 0:
        c.drawImageRect(image, box(x, y, w, h), _FILTER, p)


def repeated(
    c: skia.Canvas, image: skia.Image, x: float, y: float = 0.0, *, fine: bool = False, p: skia.Paint | None = None
) -> None:
    """A layer that closes on itself, scrolled to x: on whole pixels (quick: for what moves fast) or `fine`."""
    x = x % image.width() - image.width()
    if not fine:
        x, y = round(x), round(y)
    while x < W:
        if x + image.width() > 0:
            c.drawImage(image, x, y, _FILTER if fine else _PLAIN, p)
        x += image.width()


@cache
def shaded(colour: int) -> skia.ColorFilter:
    """A filter that gives everything the colour of the light it stands in."""
    return skia.ColorFilters.Blend(colour, skia.BlendMode.kModulate)


class Rim:
    """Light along the edge of a figure: from the side (dx, dy) points to, `wide` in the figure's units."""

    def __init__(self, colour: int, dx: float, dy: float, strength: float = 1.0):
        self.colour, self.dx, self.dy, self.strength = colour, dx, dy, strength


def figure(
    c: skia.Canvas,
    draw: Callable[[skia.Canvas], None],
    bounds: skia.Rect,
    rims: Sequence[Rim] = (),
    shade: int = 0,
    lit: Callable[[skia.Canvas], None] | None = None,
) -> None:
    """Draw a cut-out, in the light `shade`, with light along its edges; `lit` paints light that falls across it."""
    c.saveLayer(bounds)
    if shade:
        c.saveLayer(bounds, skia.Paint(ColorFilter=shaded(shade)))
    draw(c)
    if shade:
        c.restore()
    if lit:
        c.saveLayer(bounds, paint(mode="atop"))
        lit(c)
        c.restore()
    for rim in rims:
        if rim.strength <= 0.01:
            continue
        c.saveLayer(bounds, paint(mode="atop"))
        c.drawRect(bounds, paint(see_through(rim.colour, rim.strength)))
        c.saveLayer(bounds, paint(mode="out"))
        c.translate(-rim.dx, -rim.dy)
        draw(c)
        c.restore()
        c.restore()
    c.restore()
