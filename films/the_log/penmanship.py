"""Handwriting: a keeper's slanted hand, letter by letter as strokes of a steel nib, each with its moment in time.

Letters are drawn by hand for this film as curves through a few points, x-height 1, baseline 0. `write` sets a line of
them in metres on a page; `lay_ink` draws it, up to a moment, wherever the page lies in the picture.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import skia

from films.toolkit.canvas import layer

Points = list[tuple[float, float]]

_BOWL: Points = [(0, 0.12), (0.35, 0.75), (0.72, 0.98), (0.45, 1.02), (0.12, 0.62), (0.14, 0.12), (0.42, 0)]
_HUMP: Points = [(0.22, 0.02), (0.36, 0.70), (0.60, 0.98), (0.70, 0.72), (0.64, 0.02)]
_LAST: Points = [(0.60, 0.02), (0.74, 0.70), (0.98, 0.98), (1.10, 0.72), (1.04, 0.28), (1.14, 0), (1.42, 0.14)]

LETTERS: dict[str, tuple[float, list[Points]]] = {
    "a": (1.12, [[*_BOWL, (0.68, 0.40), (0.80, 0.98)], [(0.80, 0.98), (0.76, 0.35), (0.86, 0.02), (1.12, 0.14)]]),
    "b": (1.0, [[(0, 0.12), (0.35, 1.0), (0.54, 1.85), (0.36, 2.06), (0.26, 1.3), (0.20, 0.3), (0.42, 0), (0.74, 0.4),
                 (0.60, 0.92), (0.56, 0.72), (1.0, 0.80)]]),
    "c": (0.92, [[(0, 0.12), (0.34, 0.78), (0.70, 0.90), (0.48, 1.02), (0.14, 0.6), (0.20, 0.1), (0.5, 0),
                  (0.92, 0.2)]]),
    "d": (1.16, [[*_BOWL, (0.70, 0.45), (0.90, 2.06)], [(0.90, 2.06), (0.78, 0.9), (0.78, 0.25), (0.9, 0.02),
                                                       (1.16, 0.14)]]),
    "e": (0.90, [[(0, 0.12), (0.45, 0.44), (0.66, 0.80), (0.46, 1.0), (0.18, 0.66), (0.20, 0.16), (0.48, 0),
                  (0.90, 0.2)]]),
    "f": (0.82, [[(0, 0.12), (0.42, 0.95), (0.66, 1.88), (0.46, 2.10), (0.36, 1.4), (0.28, 0), (0.18, -0.85),
                  (0.34, -0.98), (0.46, -0.25), (0.36, 0.06), (0.82, 0.16)]]),
    "g": (1.06, [[*_BOWL, (0.68, 0.40), (0.80, 0.98)], [(0.80, 0.98), (0.74, 0), (0.60, -0.85), (0.34, -0.86),
                                                       (0.45, -0.35), (1.06, 0.14)]]),
    "h": (1.08, [[(0, 0.12), (0.35, 1.0), (0.54, 1.85), (0.38, 2.08), (0.28, 1.3), (0.20, 0.02)],
                 [(0.20, 0.02), (0.34, 0.66), (0.60, 0.98), (0.76, 0.76), (0.70, 0.28), (0.80, 0), (1.08, 0.14)]]),
    "i": (0.66, [[(0, 0.12), (0.32, 0.98)], [(0.32, 0.98), (0.26, 0.3), (0.36, 0), (0.66, 0.14)],
                 [(0.40, 1.46), (0.45, 1.53), (0.43, 1.47)]]),
    "k": (1.0, [[(0, 0.12), (0.35, 1.0), (0.54, 1.85), (0.38, 2.08), (0.28, 1.3), (0.20, 0.02)],
                [(0.22, 0.35), (0.50, 0.95), (0.66, 0.84), (0.30, 0.50)], [(0.30, 0.5), (0.60, 0.08), (1.0, 0.14)]]),
    "l": (0.66, [[(0, 0.12), (0.36, 1.0), (0.52, 1.86), (0.37, 2.08), (0.27, 1.4), (0.24, 0.3), (0.36, 0),
                  (0.66, 0.14)]]),
    "m": (1.42, [[(0, 0.12), (0.22, 0.96)], [(0.24, 0.96), (0.20, 0.02)],
                 [(0.20, 0.02), (0.34, 0.70), (0.54, 0.98), (0.64, 0.72), (0.60, 0.02)], _LAST]),
    "n": (1.06, [[(0, 0.12), (0.24, 0.96)], [(0.26, 0.96), (0.22, 0.02)],
                 [(0.22, 0.02), (0.38, 0.70), (0.62, 0.98), (0.76, 0.72), (0.70, 0.28), (0.80, 0), (1.06, 0.14)]]),
    "o": (0.90, [[(0, 0.12), (0.30, 0.75), (0.62, 0.98), (0.34, 0.98), (0.12, 0.5), (0.32, 0.0), (0.66, 0.32),
                  (0.64, 0.86), (0.50, 0.98), (0.66, 0.82), (0.92, 0.86)]]),
    "p": (1.02, [[(0, 0.12), (0.26, 0.98)], [(0.26, 0.98), (0.20, 0), (0.15, -0.95)],
                 [(0.20, 0.05), (0.34, 0.75), (0.62, 0.98), (0.80, 0.6), (0.62, 0.04), (0.40, 0.04), (0.7, 0),
                  (1.02, 0.14)]]),
    "r": (0.88, [[(0, 0.12), (0.28, 1.06), (0.40, 0.90), (0.62, 0.92)], [(0.62, 0.92), (0.50, 0.3), (0.60, 0),
                                                                     (0.88, 0.14)]]),
    "s": (0.84, [[(0, 0.12), (0.42, 1.08)], [(0.42, 1.08), (0.60, 0.5), (0.48, 0.02), (0.22, 0.02), (0.16, 0.14)],
                 [(0.44, 0.01), (0.84, 0.14)]]),
    "t": (0.70, [[(0, 0.12), (0.34, 1.58)], [(0.34, 1.58), (0.26, 0.4), (0.36, 0), (0.70, 0.14)],
                 [(0.04, 1.06), (0.66, 1.14)]]),
    "u": (1.10, [[(0, 0.12), (0.26, 0.98)], [(0.26, 0.98), (0.20, 0.32), (0.38, 0), (0.64, 0.34), (0.78, 0.98)],
                 [(0.78, 0.98), (0.72, 0.3), (0.82, 0), (1.10, 0.14)]]),
    "v": (0.86, [[(0, 0.6), (0.12, 0.94), (0.24, 0.80), (0.42, 0.02)], [(0.42, 0.02), (0.66, 0.65), (0.66, 1.0),
                                                                    (0.88, 0.86)]]),
    "w": (1.30, [[(0, 0.6), (0.12, 0.94), (0.22, 0.75), (0.36, 0.02)], [(0.36, 0.02), (0.58, 0.60), (0.64, 0.9)],
                 [(0.64, 0.9), (0.66, 0.4), (0.80, 0.02)], [(0.80, 0.02), (1.04, 0.65), (1.04, 1.0), (1.30, 0.86)]]),
    "y": (1.06, [[(0, 0.12), (0.26, 0.98)], [(0.26, 0.98), (0.20, 0.32), (0.38, 0), (0.64, 0.34), (0.78, 0.98)],
                 [(0.78, 0.98), (0.72, 0), (0.58, -0.85), (0.32, -0.86), (0.45, -0.35), (1.06, 0.14)]]),
    "C": (1.10, [[(1.0, 1.62), (0.92, 2.02), (0.5, 1.98), (0.08, 1.1), (0.18, 0.22), (0.55, 0), (1.06, 0.28)]]),
    "I": (0.95, [[(0.16, 1.84), (0.48, 2.08), (0.92, 1.98)], [(0.58, 2.02), (0.50, 1.0), (0.36, 0.06)],
                 [(0.0, 0.08), (0.36, 0.0), (0.76, 0.10)]]),
    "L": (1.10, [[(0.52, 1.62), (0.66, 1.98), (0.46, 2.04), (0.36, 1.4), (0.34, 0.5), (0.14, 0.0), (0.0, 0.14),
                  (0.22, 0.18), (0.60, 0), (1.08, 0.20)]]),
    "N": (1.30, [[(0, 0), (0.18, 1.0), (0.34, 2.05)], [(0.34, 2.05), (0.60, 1.0), (0.86, 0)],
                 [(0.86, 0), (1.0, 1.1), (1.24, 2.10)]]),
    "T": (1.02, [[(-0.10, 1.70), (0.06, 1.98), (0.55, 1.94), (1.20, 2.10)], [(0.62, 1.97), (0.50, 1.0), (0.42, 0.02)]]),
    "W": (1.60, [[(0, 1.9), (0.16, 2.02), (0.26, 1.2), (0.34, 0)], [(0.34, 0), (0.58, 1.0), (0.76, 1.9)],
                 [(0.76, 1.9), (0.82, 0.9), (0.92, 0)], [(0.92, 0), (1.2, 1.1), (1.40, 2.1), (1.58, 2.0)]]),
    "1": (0.60, [[(0.10, 1.50), (0.42, 1.96)], [(0.42, 1.96), (0.34, 0)]]),
    "2": (0.95, [[(0.08, 1.5), (0.3, 1.95), (0.70, 1.72), (0.5, 0.9), (0.06, 0.04)], [(0.06, 0.04), (0.4, 0.12),
                                                                                 (0.86, 0.02)]]),
    "3": (0.90, [[(0.10, 1.72), (0.42, 2.0), (0.70, 1.62), (0.34, 1.12)],
                 [(0.34, 1.12), (0.74, 0.78), (0.58, 0.12), (0.28, 0), (0.02, 0.28)]]),
    "4": (1.0, [[(0.50, 1.96), (0.06, 0.66)], [(0.06, 0.66), (0.5, 0.62), (0.92, 0.70)],
                [(0.70, 1.32), (0.56, -0.14)]]),
    ".": (0.55, [[(0.22, 0.10), (0.29, 0.09), (0.27, 0.02), (0.21, 0.03), (0.23, 0.09)]]),
}  # fmt: skip


def curve(points: Points, step: float = 0.05) -> np.ndarray:
    """A smooth line (centripetal enough for letters) through points, about `step` apart: (n, 2)."""
    p = np.array(points, float)
    if len(p) == 2:
        n = max(3, int(np.linalg.norm(p[1] - p[0]) / step))
        return p[0] + np.linspace(0, 1, n)[:, None] * (p[1] - p[0])
    p = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    out = []
    for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False):
        n = max(2, int(np.linalg.norm(c - b) / step))
        t = np.linspace(0, 1, n, endpoint=False)[:, None]
        out.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.vstack([*out, p[-2:-1]])


@dataclass(frozen=True)
class Ink:
    """A line of writing: `at` (n, 2) metres right and down on the page, `wide` metres, `stroke` number, `time` 0..1."""

    at: np.ndarray
    wide: np.ndarray
    stroke: np.ndarray
    time: np.ndarray

    def nib(self, t: float) -> tuple[np.ndarray, bool]:
        """Where the nib is at a moment, and whether it touches the paper."""
        k = int(np.clip(np.searchsorted(self.time, t), 1, len(self.time) - 1))
        u = np.clip((t - self.time[k - 1]) / max(1e-9, self.time[k] - self.time[k - 1]), 0, 1)
        down = self.stroke[k] == self.stroke[k - 1] and 0 < t < 1
        return self.at[k - 1] * (1 - u) + self.at[k] * u, bool(down)


def write(text: str, x: float, y: float, size: float = 0.0052, seed: int = 1, slant: float = 0.30) -> Ink:
    """Set `text` from (x, y) on a page, metres; `size` is the x-height.

    Every letter comes out a little different, as a hand would have it; the same seed gives the same letters.
    """
    r = np.random.default_rng(seed)
    at, wide, stroke, pace = [], [], [], []
    pen, number = 0.0, 0
    for letter in text:
        if letter == " ":
            pen += 1.15
            continue
        width, strokes = LETTERS[letter]
        tilt, tall, lift = r.normal(0, 0.03), 1 + r.normal(0, 0.035), r.normal(0, 0.035)
        for points in strokes:
            line = curve(points) * [1 + r.normal(0, 0.02), tall]
            line = line + np.stack([line[:, 1] * (slant + tilt), np.full(len(line), lift)], 1)
            along = np.gradient(line, axis=0) if len(line) > 2 else np.zeros_like(line)
            length = np.linalg.norm(along, axis=1) + 1e-9
            press = np.clip(-along[:, 1] / length, 0, 1)  # a nib opens on the way down
            at.append(line + np.array([pen, 0]))
            thick = 0.125 + 0.125 * press
            wide.append(np.convolve(np.pad(thick, 3, "edge"), np.ones(7) / 7, "valid") * r.uniform(0.9, 1.1))
            stroke.append(np.full(len(line), number))
            pace.append(length)
            number += 1
        pen += width + 0.02
    line = np.vstack(at)
    ids = np.concatenate(stroke)
    step = np.linalg.norm(np.diff(line, axis=0, prepend=line[:1]), axis=1)
    step = np.where(np.diff(ids, prepend=0) > 0, np.maximum(step, 0.6), step)  # lifting the pen takes its time
    time = np.cumsum(step)
    place = np.stack([x + line[:, 0] * size, y - line[:, 1] * size], 1)
    return Ink(place, np.concatenate(wide) * size, ids, time / time[-1])


def lay_ink(
    ink: Ink,
    project: Callable[[np.ndarray], np.ndarray],
    *,
    until: float = 1.0,
    thick: float = 1.0,
    shift: tuple[float, float] = (0.0, 0.0),
) -> np.ndarray:
    """How much ink covers each pixel, (H, W): `project` takes page metres (n, 2) to (x, y, pixels a metre)."""
    seen = project(ink.at)
    done = ink.time <= until

    def draw(c: skia.Canvas) -> None:
        paint = skia.Paint(AntiAlias=True, Color=0xFFFFFFFF, Style=skia.Paint.kStroke_Style)
        paint.setStrokeCap(skia.Paint.kRound_Cap)
        for k in range(1, len(seen)):
            if not done[k] or ink.stroke[k] != ink.stroke[k - 1]:
                continue
            paint.setStrokeWidth(max(0.35, float(ink.wide[k] * seen[k, 2] * thick)))
            (x0, y0), (x1, y1) = seen[k - 1, :2] + shift, seen[k, :2] + shift
            c.drawLine(float(x0), float(y0), float(x1), float(y1), paint)

    return layer(draw)[..., 3]
