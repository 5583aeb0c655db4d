"""The post of the door frame and what a mother wrote on it: two rows of pencil marks, one of which stops."""

from functools import cache

import numpy as np
import skia

from films.toolkit.wash import fade, mix, paint, smooth_path

# age, and how tall: centimetres
NORA_MARKS = (
    (3, 94),
    (4, 101),
    (5, 108),
    (6, 114),
    (7, 120),
    (8, 126),
    (9, 132),
    (10, 137),
    (11, 142),
    (12, 148),
    (13, 154),
    (14, 160),
    (16, 167),
)
TOM_MARKS = (
    (2, 87),
    (3, 96),
    (4, 103),
    (5, 111),
    (6, 116),
    (7, 123),
    (8, 129),
    (9, 134),
    (10, 140),
    (11, 145),
    (12, 152),
)

# Letters as a hand makes them: strokes through points on a field 0 to 1 wide and 0 (base) to 1 (capital) high
GLYPHS: dict[str, tuple[float, tuple[tuple[tuple[float, float], ...], ...]]] = {
    "N": (0.74, (((0.02, 0.0), (0.08, 1.0)), ((0.08, 1.0), (0.36, 0.46), (0.60, 0.02)), ((0.60, 0.02), (0.68, 1.04)))),
    "o": (0.50, (((0.26, 0.52), (0.06, 0.40), (0.06, 0.12), (0.24, 0.0), (0.42, 0.14), (0.42, 0.40), (0.25, 0.53)),)),
    "r": (0.40, (((0.05, 0.52), (0.08, 0.0)), ((0.08, 0.30), (0.20, 0.50), (0.36, 0.50)))),
    "a": (
        0.52,
        (
            ((0.40, 0.46), (0.18, 0.53), (0.04, 0.26), (0.16, 0.0), (0.36, 0.16), (0.42, 0.50)),
            ((0.42, 0.50), (0.40, 0.12), (0.50, 0.0)),
        ),
    ),
    "T": (0.66, (((0.0, 1.0), (0.32, 0.97), (0.66, 1.03)), ((0.34, 0.98), (0.31, 0.5), (0.33, 0.0)))),
    "m": (
        0.76,
        (
            ((0.05, 0.52), (0.07, 0.0)),
            ((0.07, 0.34), (0.22, 0.53), (0.34, 0.36), (0.34, 0.0)),
            ((0.34, 0.34), (0.50, 0.53), (0.62, 0.36), (0.64, 0.0)),
        ),
    ),
    "h": (0.52, (((0.06, 1.06), (0.06, 0.5), (0.08, 0.0)), ((0.08, 0.30), (0.24, 0.53), (0.40, 0.36), (0.42, 0.0)))),
    "e": (
        0.48,
        (
            (
                (0.07, 0.27),
                (0.30, 0.30),
                (0.40, 0.40),
                (0.26, 0.54),
                (0.08, 0.38),
                (0.06, 0.14),
                (0.24, 0.0),
                (0.43, 0.12),
            ),
        ),
    ),
    "K": (
        0.62,
        (
            ((0.07, 1.02), (0.06, 0.5), (0.08, 0.0)),
            ((0.58, 1.0), (0.30, 0.66), (0.10, 0.46)),
            ((0.22, 0.56), (0.40, 0.26), (0.62, 0.0)),
        ),
    ),
    "t": (0.38, (((0.18, 0.86), (0.15, 0.4), (0.18, 0.06), (0.34, 0.04)), ((0.0, 0.56), (0.16, 0.57), (0.35, 0.60)))),
    "l": (0.28, (((0.11, 1.06), (0.09, 0.5), (0.11, 0.08), (0.25, 0.03)),)),
    " ": (0.40, ()),
    "1": (0.34, (((0.04, 0.74), (0.20, 0.98), (0.20, 0.5), (0.19, 0.0)),)),
    "2": (
        0.52,
        (
            ((0.04, 0.76), (0.20, 0.99), (0.42, 0.82), (0.32, 0.46), (0.03, 0.02)),
            ((0.03, 0.02), (0.25, 0.05), (0.50, 0.01)),
        ),
    ),
    "3": (
        0.50,
        (
            ((0.05, 0.88), (0.26, 0.99), (0.40, 0.80), (0.18, 0.54)),
            ((0.18, 0.54), (0.44, 0.40), (0.36, 0.06), (0.03, 0.06)),
        ),
    ),
    "4": (
        0.54,
        (
            ((0.30, 1.0), (0.16, 0.66), (0.02, 0.34)),
            ((0.02, 0.34), (0.25, 0.32), (0.52, 0.35)),
            ((0.38, 0.62), (0.36, 0.3), (0.36, 0.0)),
        ),
    ),
    "5": (
        0.50,
        (
            ((0.44, 0.99), (0.10, 0.97)),
            ((0.10, 0.97), (0.07, 0.58)),
            ((0.07, 0.58), (0.34, 0.58), (0.42, 0.26), (0.22, 0.0), (0.02, 0.08)),
        ),
    ),
    "6": (0.50, (((0.38, 0.99), (0.12, 0.66), (0.06, 0.20), (0.24, 0.0), (0.42, 0.20), (0.28, 0.46), (0.08, 0.30)),)),
    "7": (0.50, (((0.02, 0.96), (0.24, 0.95), (0.47, 0.98)), ((0.47, 0.98), (0.28, 0.5), (0.18, 0.0)))),
    "8": (
        0.50,
        (
            (
                (0.38, 0.86),
                (0.22, 0.99),
                (0.08, 0.82),
                (0.24, 0.56),
                (0.40, 0.24),
                (0.24, 0.0),
                (0.06, 0.20),
                (0.24, 0.54),
                (0.40, 0.84),
            ),
        ),
    ),
    "9": (
        0.48,
        (
            ((0.40, 0.78), (0.22, 0.99), (0.06, 0.76), (0.22, 0.54), (0.40, 0.78)),
            ((0.40, 0.78), (0.38, 0.4), (0.30, 0.0)),
        ),
    ),
    "0": (0.52, (((0.24, 0.99), (0.05, 0.70), (0.06, 0.24), (0.24, 0.0), (0.43, 0.28), (0.42, 0.74), (0.25, 0.99)),)),
}


def written(text: str, size: float, seed: int = 0, slant: float = 0.10) -> tuple[skia.Path, float]:
    """Handwriting from the origin (its base line) to the right: the strokes as one path, and how long the word is."""
    r, path, x = np.random.default_rng(seed + sum(map(ord, text))), skia.Path(), 0.0
    for letter in text:
        wide, strokes = GLYPHS[letter]
        lift = r.normal(0, 0.012)
        for stroke in strokes:
            pts = [
                (x + (u + slant * v + r.normal(0, 0.010)) * size, -(v + lift + r.normal(0, 0.010)) * size)
                for u, v in stroke
            ]
            path.addPath(smooth_path(pts, closed=False))
        x += (wide + 0.12) * size
    return path, x


def pencil(c: skia.Canvas, path: skia.Path, width: float, strength: float = 1.0) -> None:
    """Graphite: a soft grey line, its darker core, a little shine."""
    c.drawPath(path, paint("#6a6e70", 0.45 * strength, width=width * 2.0, blur=width * 0.4))
    c.drawPath(path, paint("#3c4043", 0.78 * strength, width=width))


def mark(c: skia.Canvas, x: float, y: float, long: float, age: int | str, size: float, seed: int, left: bool) -> None:
    """One mark: a stroke of the pencil along a ruler, the age beside it."""
    r = np.random.default_rng(seed)
    tilt = r.normal(0, 0.012) * long
    line = smooth_path(
        [(x, y), (x + long * 0.5, y + tilt * 0.4 + r.normal(0, 0.3)), (x + long * r.uniform(0.94, 1.06), y + tilt)],
        closed=False,
    )
    strength = float(r.uniform(0.62, 1.0))
    pencil(c, line, size * 0.062, strength)
    path, wide = written(str(age), size, seed)
    c.save()
    c.translate(x - wide - size * 0.20 if left else x + long * 1.08 + size * 0.15, y + size * 0.36)
    pencil(c, path, size * 0.058, strength)
    c.restore()


@cache
def _grain(seed: int = 2) -> np.ndarray:
    return np.random.default_rng(seed).random((60, 4))


def wood(
    c: skia.Canvas, left: float, right: float, top: float, bottom: float, light: str, mid: str, deep: str, unit: float
) -> None:
    """Old gloss paint on wood between two edges: its bevels, its runs, the chips in it. `unit` is a centimetre."""
    R = skia.Rect.MakeLTRB
    w = right - left
    c.drawRect(
        R(left, top, right, bottom),
        fade(
            [(left, 0), (right, 0)],
            [mix(light, mid, 0.5), light, mix(light, mid, 0.35), mid, deep],
            (0, 0.10, 0.55, 0.88, 1),
        ),
    )
    for at, colour, a in ((0.045, deep, 0.55), (0.065, "#ffffff", 0.35), (0.93, deep, 0.6), (0.915, "#ffffff", 0.25)):
        c.drawLine(left + at * w, top, left + at * w, bottom, paint(colour, a, width=0.22 * unit, blur=0.12 * unit))
    for u, v, s, t in _grain():
        x, y = left + u * w, top + v * (bottom - top)
        c.drawLine(
            x,
            y,
            x + (s - 0.5) * unit * 0.3,
            y + (1 + 5 * t) * unit,
            paint(deep, 0.10 + 0.10 * s, width=0.08 * unit, blur=0.10 * unit),
        )
    for u, v, s, t in _grain(7)[:6]:
        x, y = left + u * w, top + v * (bottom - top)
        k = (0.16 + 0.30 * s) * unit
        c.drawPath(
            smooth_path([(x - k, y), (x, y - k * (0.5 + t)), (x + k * 1.2, y - 0.1 * k), (x + 0.2 * k, y + k * 0.8)]),
            paint("#7d7f7a", 0.55),
        )
        c.drawPath(
            smooth_path([(x - k * 0.8, y + 0.3 * k), (x, y + k * 0.9), (x + k, y + 0.2 * k)], closed=False),
            paint("#ffffff", 0.6, width=0.07 * unit),
        )
