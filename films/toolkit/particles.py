"""Small things in the air: sparks, splinters, drops, dust, rain. Each is thrown once and then obeys its weight.

A `Burst` is thrown at one frame; where everything is at a later frame follows in closed form, so frames can be drawn
in any order. Positions are those of the canvas (y down), speeds are units a frame.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import skia


@dataclass(frozen=True)
class Burst:
    """Many bits thrown from one place.

    Attributes
    ----------
    frame : first frame they are seen on
    at : (x, y) they fly from
    count : how many
    speed : (slowest, fastest), units a frame
    aim, spread : the middle direction in degrees (0 right, -90 up) and how far to either side of it they go
    weight : what gravity adds to their fall each frame
    drag : the part of their speed that air takes each frame
    life : (shortest, longest), frames until they are gone
    size : (smallest, largest)
    floor : y at which they come to rest, or None
    scatter : how far around `at` they begin (x, y)
    seed : another throw
    """

    frame: float
    at: tuple[float, float]
    count: int
    speed: tuple[float, float] = (2.0, 9.0)
    aim: float = -90.0
    spread: float = 70.0
    weight: float = 0.5
    drag: float = 0.02
    life: tuple[float, float] = (12.0, 30.0)
    size: tuple[float, float] = (1.0, 3.0)
    floor: float | None = None
    scatter: tuple[float, float] = (0.0, 0.0)
    seed: int = 0

    @cached_property
    def thrown(self) -> dict[str, np.ndarray]:
        r = np.random.default_rng([self.seed, self.count])
        speed = r.uniform(*self.speed, self.count)
        angle = np.radians(self.aim + r.uniform(-1, 1, self.count) * self.spread)
        return {
            "x": self.at[0] + r.uniform(-1, 1, self.count) * self.scatter[0],
            "y": self.at[1] + r.uniform(-1, 1, self.count) * self.scatter[1],
            "vx": np.cos(angle) * speed,
            "vy": np.sin(angle) * speed,
            "life": r.uniform(*self.life, self.count),
            "size": r.uniform(*self.size, self.count),
            "turn": r.uniform(-30, 30, self.count),
            "tone": r.random(self.count),
        }

    def bits(self, f: float) -> list[tuple[float, float, float, float, float, float, float, float]]:
        """What is in the air at frame f: (x, y, vx, vy, size, turned degrees, age 0 to 1, tone 0 to 1) of each bit."""
        t = f - self.frame
        if t < 0:
            return []
        b = self.thrown
        here = t < b["life"]
        k = max(self.drag, 1e-6)
        gone = (1 - np.exp(-k * t)) / k  # what is left of t when the air brakes
        x = b["x"] + b["vx"] * gone
        y = b["y"] + b["vy"] * gone + self.weight * t * t / 2 * np.exp(-k * t / 2)
        vx = b["vx"] * np.exp(-k * t)
        vy = b["vy"] * np.exp(-k * t) + self.weight * t
        turned = b["turn"] * t
        if self.floor is not None:
            down = y > self.floor
            y = np.minimum(y, self.floor)
            vx, vy = np.where(down, 0, vx), np.where(down, 0, vy)
            turned = np.where(down, b["turn"] * 3, turned)
        rows = np.stack([x, y, vx, vy, b["size"], turned, np.clip(t / b["life"], 0, 1), b["tone"]], 1)[here]
        return [tuple(map(float, row)) for row in rows]


Tint = Callable[[float, float], int]  # (age, tone) -> colour as 0xAARRGGBB


def faded(colour: int, alpha: float) -> int:
    """A colour with its alpha times a factor."""
    return int((colour >> 24 & 255) * min(max(alpha, 0.0), 1.0)) << 24 | colour & 0xFFFFFF


def sparks(canvas: skia.Canvas, burst: Burst, f: float, colour: int = 0xFFFFD27A, trail: float = 1.4) -> None:
    """Short streaks of light along the way they fly, that die away."""
    paint = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeCap=skia.Paint.kRound_Cap)
    paint.setBlendMode(skia.BlendMode.kPlus)
    for x, y, vx, vy, size, _, age, _ in burst.bits(f):
        paint.setColor(faded(colour, (1 - age) ** 1.5))
        paint.setStrokeWidth(size * (1 - 0.6 * age))
        canvas.drawLine(x, y, x - vx * trail, y - vy * trail, paint)


def splinters(canvas: skia.Canvas, burst: Burst, f: float, colours: tuple[int, ...], slim: float = 0.28) -> None:
    """Turning slivers: wood (`slim` small), shards of glass, fruit (`slim` 1 gives discs)."""
    paint = skia.Paint(AntiAlias=True)
    for x, y, _, _, size, turned, age, tone in burst.bits(f):
        paint.setColor(faded(colours[int(tone * len(colours))], 4 * (1 - age)))
        if slim >= 1:
            canvas.drawCircle(x, y, size, paint)
            continue
        canvas.save()
        canvas.translate(x, y)
        canvas.rotate(turned + tone * 360)
        path = skia.Path()
        path.moveTo(-size, -size * slim)
        path.lineTo(size * (0.4 + 0.6 * tone), -size * slim * 0.6)
        path.lineTo(size, size * slim * 0.5)
        path.lineTo(-size * 0.8, size * slim)
        path.close()
        canvas.drawPath(path, paint)
        canvas.restore()


def drops(canvas: skia.Canvas, burst: Burst, f: float, colour: int = 0xFFBFD8F2) -> None:
    """Water thrown up: drops drawn out along their way, smaller as they go."""
    paint = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeCap=skia.Paint.kRound_Cap)
    for x, y, vx, vy, size, _, age, tone in burst.bits(f):
        paint.setColor(faded(colour, (0.55 + 0.45 * tone) * (1 - age**3)))
        paint.setStrokeWidth(size * (1 - 0.5 * age))
        canvas.drawLine(x, y, x - vx * 0.5, y - vy * 0.5, paint)


def dust(canvas: skia.Canvas, burst: Burst, f: float, colour: int = 0x40C8B49A, grow: float = 2.5) -> None:
    """Soft puffs that spread and thin out."""
    for x, y, _, _, size, _, age, tone in burst.bits(f):
        radius = size * (1 + grow * age**0.6)
        shade = faded(colour, (1 - age) ** 1.3 * (0.5 + 0.5 * tone))
        paint = skia.Paint(Shader=skia.GradientShader.MakeRadial((x, y), radius, [shade, shade & 0xFFFFFF]))
        canvas.drawCircle(x, y, radius, paint)


def rain(
    canvas: skia.Canvas,
    f: float,
    box: tuple[float, float, float, float],
    count: int,
    *,
    fall: tuple[float, float] = (-2.0, 26.0),
    colour: int = 0x30C8D8F0,
    width: float = 1.0,
    seed: int = 0,
) -> None:
    """Streaks through a box (left, top, right, bottom), each as long as it falls in half a frame; it never runs dry."""
    left, top, right, bottom = box
    r = np.random.default_rng(seed)
    high = bottom - top
    x0, y0, pace = r.random(count) * (right - left), r.random(count) * high, r.uniform(0.8, 1.2, count)
    y = (y0 + fall[1] * pace * f) % high
    x = (x0 + fall[0] * pace * f) % (right - left)
    paint = skia.Paint(AntiAlias=True, Color=colour, Style=skia.Paint.kStroke_Style, StrokeWidth=width)
    path = skia.Path()
    for a, b, p in zip(x + left, y + top, pace, strict=True):
        path.moveTo(float(a), float(b))
        path.lineTo(float(a - fall[0] * p / 2), float(b - fall[1] * p / 2))
    canvas.drawPath(path, paint)
