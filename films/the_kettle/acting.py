"""How they hold still: eased moves, breath, blinks, a swallow, a mouth; and a painted bust that can do all of it."""

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
import skia

from films.toolkit.wash import Bend, Cutout, cutout, shade

from .faces import Likeness, eyes
from .mouths import OPEN

Keys = Sequence[tuple[float, float]]


def move(f: float, *keys: tuple[float, float]) -> float:
    """A value through (frame, value) keys, easing in and out of each."""
    if f <= keys[0][0]:
        return keys[0][1]
    for (a, u), (b, v) in pairwise(keys):
        if f < b:
            t = (f - a) / (b - a)
            return u + (v - u) * t * t * t * (t * (6 * t - 15) + 10)
    return keys[-1][1]


def breath(f: float, rate: float = 0.24, phase: float = 0.0) -> float:
    """Quiet breathing, 0 to 1: in quicker than out, and a rest."""
    p = (f / 24 * rate + phase) % 1.0
    return move(p, (0.0, 0.0), (0.38, 1.0), (0.85, 0.0), (1.0, 0.0))


def lids(f: float, opened: float, *blinks: float) -> float:
    """How far the eyes are open, with blinks that begin at these frames: two frames down, one shut, four up."""
    for b in blinks:
        opened = min(opened, move(f, (b - 0.01, opened), (b + 2, 0.0), (b + 3, 0.0), (b + 7, opened)))
    return max(opened, 0.0)


def swallow(f: float, start: float) -> float:
    """The larynx goes up and comes down: 0 to 1 over two thirds of a second."""
    return move(f, (start, 0.0), (start + 6, 1.0), (start + 9, 0.9), (start + 17, 0.0))


def mouth(f: int) -> float:
    """How far the speaker's mouth is open, read from the guide track's own voice, 0 to 1."""
    for start, heights in OPEN.items():
        if start <= f < start + len(heights):
            return heights[f - start]
    return 0.0


class Bust:
    """A body and a head painted apart, so that the head can turn a little on the neck."""

    def __init__(
        self,
        who: Likeness | None,
        body: Callable,
        head: Callable,
        scale: float,
        *,
        low: float = 470,
        pivot=(128.0, 168.0),
        soft: float = 0.0,
        seed: int = 1,
    ) -> None:
        self.who, self._body, self._head, self.scale, self.low, self.pivot = who, body, head, scale, low, pivot
        self.soft, self.seed = soft, seed
        self.pad = (120.0, 40.0)  # head units left of and above the head's own origin

    def _paint(self, draw: Callable, w: float, h: float, seed: int, marks: float) -> Cutout:
        def placed(c: skia.Canvas) -> None:
            c.scale(self.scale, self.scale)
            c.translate(*self.pad)
            draw(c)

        k = self.scale
        return cutout(
            placed,
            int(w * k),
            int(h * k),
            brush=max(0.7, 1.5 * k),
            marks=marks,
            loose=0.7 * min(k, 1),
            soft=self.soft,
            seed=seed,
        )

    @cached_property
    def body(self) -> Cutout:
        """From the throat down."""
        return self._paint(self._body, 530, self.low + self.pad[1], self.seed, 0.014)

    @cached_property
    def head(self) -> Cutout:
        """The head alone."""
        return self._paint(self._head, 360, 300, self.seed + 1, 0.009)

    def bend(self, x: float, y: float, reach: float, dx: float, dy: float) -> Bend:
        """A bend given in head units."""
        k = self.scale
        return (x + self.pad[0]) * k, (y + self.pad[1]) * k, reach * k, dx * k, dy * k

    def draw(
        self,
        canvas: skia.Canvas,
        x: float,
        y: float,
        *,
        breathe: float = 0.0,
        shoulder: float = 0.0,
        turn: float = 0.0,
        nod: tuple[float, float] = (0, 0),
        jaw: float = 0.0,
        brow: float = 0.0,
        press: float = 0.0,
        throat: float = 0.0,
        look: tuple[float, float] = (0, 0),
        opened: float = 1.0,
        more: Sequence[Bend] = (),
        veil: tuple[str, float] = ("#000000", 0.0),
    ) -> None:
        """Lay the bust with the origin of its head at (x, y).

        `breathe` lifts the chest, `shoulder` the near shoulder (head units); `turn` is the head's tilt in degrees,
        `nod` moves it; `jaw` opens the mouth, `press` shuts the lips harder, `brow` lifts the inner brows, `throat`
        swallows.
        """
        k, b = self.scale, self.bend
        canvas.save()
        canvas.translate(x - self.pad[0] * k, y - self.pad[1] * k)
        self.body.draw(
            canvas,
            [
                b(10, 300, 130, -1.2 * breathe, -2.6 * breathe),
                b(250, 300, 150, 1.2 * breathe, -3.0 * breathe - shoulder),
                b(77, 188, 16, -1.0 * throat, -7.0 * throat),
            ],
            veil=veil,
        )
        px, py = (self.pivot[0] + self.pad[0]) * k, (self.pivot[1] + self.pad[1]) * k
        canvas.translate(nod[0] * k, (nod[1] - 1.2 * breathe) * k)
        canvas.rotate(turn, px, py)
        self.head.draw(
            canvas,
            [
                b(72, 190, 30, 0.6 * jaw, 6.5 * jaw),
                b(70, 166, 12, 0, 2.6 * jaw - 1.6 * press),
                b(76, 88, 16, 0, -2.6 * brow),
                b(62, 86, 12, 0, -2.2 * brow),
                b(66, 176, 18, 0, -2.2 * press),
                *more,
            ],
            veil=veil,
        )
        if self.who is not None:
            canvas.scale(k, k)
            canvas.translate(*self.pad)
            under = skia.Paint()
            if veil[1] > 0:
                under.setColorFilter(skia.ColorFilters.Blend(shade(*veil), skia.BlendMode.kSrcATop))
            canvas.saveLayer(skia.Rect.MakeLTRB(20, 60, 150, 190), under)
            if jaw > 0.04:
                gap = skia.Path()
                gap.addOval(skia.Rect.MakeLTRB(57, 159.5, 82, 160.5 + 6.5 * jaw))
                canvas.drawPath(
                    gap,
                    skia.Paint(
                        AntiAlias=True,
                        Color=0xE62A2020,
                        MaskFilter=skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.8),
                    ),
                )
            eyes(canvas, self.who, look, opened)
            canvas.restore()
        canvas.restore()


def wander(f: float, seed: int, hertz: float = 0.5) -> float:
    """A slow unrest of size about 1, the same on every run: nobody is a statue."""
    t, r = f / 24 * hertz * 2 * np.pi, np.random.default_rng(seed)
    a, b, c = r.uniform(0, 6.28, 3)
    return float(0.6 * np.sin(t + a) + 0.3 * np.sin(1.7 * t + b) + 0.2 * np.sin(2.9 * t + c))
