"""The beat length that meets given distances best, proven: no grid is laid over the tempi.

Music starts, and every `x` frames a beat falls. A hit `d` frames after the start is off by ``k·p·x − d``, where the
hit belongs on a multiple of `p` beats (1, or the beats of a bar) and `k` counts to the nearest of them. `k` changes
only at the beat lengths ``d / (p·(k + 1/2))``. Between two such points, over all hits, every error is a straight
line in `x`: the greatest of them is convex, made of straight pieces, and the sum of their squares is a parabola.
Both have a least value that can be worked out, and the least over all these cells is the least there is.

Everything here is numbers: arrays of distances, of periods and of weights.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import FilmScoreError

#: errors that differ by less (in frames) are the same
TIE = 1e-9

#: cells × hits worked on at once
_CHUNK = 50_000  # so that they stay in the processor's own memory
#: stretches of beat lengths looked at first
_STRETCHES = 128
#: changes of the nearest beat, over all hits, beyond which the search would take minutes
_MOST_CHANGES = 3_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """A beat length that is best among its neighbours; with `low` and `high`, all between them are as good."""

    x: float
    error: float
    low: float
    high: float
    counts: tuple[int, ...]


def nearest(d: np.ndarray, p: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Which multiple of its period lies nearest each hit, never below 0: the shape of `x`, the hits as last axis."""
    return np.maximum(np.rint(d / (p * x[..., None])), 0.0)


def worst(d: np.ndarray, p: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The greatest error at each beat length, in frames."""
    return _by_parts(x, len(d), lambda part: np.abs(nearest(d, p, part) * p * part[:, None] - d).max(axis=1))


def mean_square(d: np.ndarray, p: np.ndarray, w: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The weighted mean of the squared errors at each beat length."""
    share = w / w.sum()
    return _by_parts(x, len(d), lambda part: np.square(nearest(d, p, part) * p * part[:, None] - d) @ share)


def _by_parts(x, hits, work):  # type: ignore[no-untyped-def]
    step = max(1, _CHUNK // max(1, hits))
    return np.concatenate([work(x[i : i + step]) for i in range(0, len(x), step)]) if len(x) else np.zeros(0)


def cells(d: np.ndarray, p: np.ndarray, low: float, high: float) -> tuple[np.ndarray, np.ndarray]:
    """The stretches of beat length within which every hit keeps its nearest beat: where each begins and ends."""
    first = np.ceil(np.maximum(d, 0) / (p * high) - 0.5).clip(0)
    last = np.floor(np.maximum(d, 0) / (p * low) - 0.5)
    counts = (last - first + 1).clip(0).astype(np.int64)
    if counts.sum() > _MOST_CHANGES:
        raise FilmScoreError(
            f"In this range the hits change their nearest beat {counts.sum():,} times: search a narrower range of "
            "tempi, or start nearer to the first hit."
        )
    which = np.repeat(np.arange(len(d)), counts)
    k = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts) + first[which]
    edges = np.unique(np.concatenate([[low, high], (d / p)[which] / (k + 0.5)]))
    edges = edges[(edges >= low) & (edges <= high)]
    wide = np.diff(edges) > 1e-12 * edges[1:]  # the same point, come by on two ways
    return edges[:-1][wide], edges[1:][wide]


def minimax(d: np.ndarray, p: np.ndarray, low: float, high: float, most: int, cut: float = np.inf) -> list[Found]:
    """Beat lengths at which the greatest error is least among their neighbours, best first.

    The first `most` of them and all ties of the last, as far as they err no more than `cut`.
    """
    left, right, cut = _worth_a_look(d, p, None, low, high, most, cut)
    if not len(left):
        return []
    at_left, at_right, bound = _bounds(d, p, left, right)
    order = np.argsort(bound, kind="stable")
    order = order[bound[order] <= cut + TIE]
    found: list[Found] = []
    step = 64 if most > 1 else 16
    for i in range(0, len(order), step):
        if len(found) >= most and bound[order[i]] > sorted(f.error for f in found)[most - 1] + TIE:
            break
        part = order[i : i + step]
        found += _lowest(d, p, left[part], right[part], at_left[:, part], at_right[:, part], low, high, cut, most)
    found = _merged(f for f in found if f.error <= cut + TIE)
    found.sort(key=lambda f: f.error)
    if len(found) > most:
        found = [f for f in found if f.error <= found[most - 1].error + TIE]
    return found


def _worth_a_look(
    d: np.ndarray, p: np.ndarray, share: np.ndarray | None, low: float, high: float, most: int, cut: float
) -> tuple[np.ndarray, np.ndarray, float]:
    """The cells in which the error may come down to `cut`, or to less where only the best is asked for.

    Over a stretch of beat lengths a hit's error changes by no more than its count of beats times the change in beat
    length. So what it is in the middle says below what it cannot fall; where that is above the cut, the stretch is left
    out whole, else it is quartered and looked at again. With `share`, the weights, the error is the root mean square.
    """
    if most > 1 and not np.isfinite(cut):
        return *cells(d, p, low, high), cut
    edges = low * (high / low) ** (np.arange(_STRETCHES + 1) / _STRETCHES)
    edges[-1] = high
    left, right = edges[:-1], edges[1:]
    past = np.maximum(d, 0)
    while True:
        middle, half = (left + right) / 2, (right - left) / 2
        values, least = np.empty(len(left)), np.empty(len(left))
        step = max(1, _CHUNK // len(d))
        for i in range(0, len(left), step):
            part = slice(i, i + step)
            error = np.abs(nearest(d, p, middle[part]) * p * middle[part, None] - d)
            under = error - (past / left[part, None] + p / 2) * half[part, None]
            if share is None:
                values[part], least[part] = error.max(axis=1), under.max(axis=1)
            else:
                values[part] = np.sqrt(np.square(error) @ share)
                least[part] = np.sqrt(np.square(np.maximum(under, 0)) @ share)
        if most == 1:
            cut = min(cut, float(values.min()))
        keep = least <= cut + 1e-7
        left, right = left[keep], right[keep]
        changes = float((past / p).sum() * (1 / left - 1 / right).sum())
        if changes <= max(256, 2 * len(left)) or 4 * len(left) > 20_000:
            break
        quarter = (right - left) / 4
        left = np.ravel(left[:, None] + quarter[:, None] * np.arange(4))
        right = left + np.repeat(quarter, 4)
    if not len(left):
        return left, right, cut
    first = np.concatenate([[True], left[1:] > right[:-1] * (1 + 1e-12)])  # neighbours that stayed are one again
    left, right = left[first], right[np.append(first[1:], True)]
    left, right = np.maximum(left * (1 - 1e-11), low), np.minimum(right * (1 + 1e-11), high)
    if (past / p).sum() * (1 / low - 1 / high) > 1000 * len(left):  # few, and there are many cells elsewhere
        parts = [cells(d, p, a, b) for a, b in zip(left, right, strict=True)]
        return np.concatenate([a for a, _ in parts]), np.concatenate([b for _, b in parts]), cut
    begins, ends = cells(d, p, low, high)
    over = np.searchsorted(right, begins, side="right") < np.searchsorted(left, ends, side="left")
    return begins[over], ends[over], cut


def _bounds(
    d: np.ndarray, p: np.ndarray, left: np.ndarray, right: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Error and slope at both ends of each cell, and what the error in between cannot fall below."""
    at_left, at_right = np.empty((2, len(left))), np.empty((2, len(left)))
    step = max(1, _CHUNK // len(d))
    for i in range(0, len(left), step):
        part = slice(i, i + step)
        slopes = nearest(d, p, (left[part] + right[part]) / 2) * p
        at_left[:, part] = _touching(slopes, d, left[part])
        at_right[:, part] = _touching(slopes, d, right[part])
    _, bound = _meeting(left, at_left, right, at_right)
    return at_left, at_right, bound


def _touching(slopes: np.ndarray, d: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The greatest error at `x`, and the slope of the line it lies on."""
    errors = slopes * x[:, None]
    errors -= d
    size = np.abs(errors)
    top = size.argmax(axis=1)
    rows = np.arange(len(x))
    return size[rows, top], np.sign(errors[rows, top]) * slopes[rows, top]


def _meeting(a: np.ndarray, at_a: np.ndarray, b: np.ndarray, at_b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the lines that touch a convex error at `a` and at `b` meet: it is nowhere in between below that."""
    (fa, ga), (fb, gb) = at_a, at_b
    falls_then_rises = (ga < 0) & (gb > 0)
    x = np.where(ga >= 0, a, b)
    between = (fb - fa + ga * a - gb * b) / np.where(falls_then_rises, ga - gb, -1.0)
    x = np.where(falls_then_rises, np.minimum(np.maximum(between, a), b), x)
    return x, np.where(ga >= 0, fa, np.where(falls_then_rises, fa + ga * (x - a), fb))


def _lowest(
    d: np.ndarray, p: np.ndarray, a: np.ndarray, b: np.ndarray, at_a: np.ndarray, at_b: np.ndarray,
    low: float, high: float, cut: float, most: int,
) -> list[Found]:  # fmt: skip
    """The least of the greatest error within each cell: from both sides, along the lines, until they meet on it."""
    slopes = nearest(d, p, (a + b) / 2) * p
    a, b, at_a, at_b = a.copy(), b.copy(), at_a.copy(), at_b.copy()
    best, error = _meeting(a, at_a, b, at_b)
    todo = np.flatnonzero((at_a[1] < 0) & (at_b[1] > 0))
    while len(todo):  # each step leaves out a line for good
        x, bound = _meeting(a[todo], at_a[:, todo], b[todo], at_b[:, todo])
        f, g = _touching(slopes[todo], d, x)
        best[todo], error[todo] = x, f
        falling = g < 0
        a[todo[falling]], b[todo[~falling]] = x[falling], x[~falling]
        at_a[:, todo[falling]] = np.stack([f, g])[:, falling]
        at_b[:, todo[~falling]] = np.stack([f, g])[:, ~falling]
        todo = todo[(f > bound + 1e-13 * (1 + d.max())) & (g != 0)]
    if most == 1:
        cut = min(cut, float(error.min()))
    few = np.flatnonzero(error <= cut + TIE)
    found = []
    for i in few[_is_lowest(d, p, best[few], error[few], low, high)]:
        its = slopes[i]
        flat = its > 0
        spread = np.where(flat, error[i], 0.0)
        first = np.max((d - spread)[flat] / its[flat], initial=low)
        last = np.min((d + spread)[flat] / its[flat], initial=high)
        if last - first < 1e-9 or not np.any(~flat & (np.abs(d) >= error[i] - TIE)):
            first = last = best[i]
        found.append(Found(best[i], error[i], max(first, low), min(last, high), tuple(np.rint(its / p).astype(int))))
    return found


def _is_lowest(d: np.ndarray, p: np.ndarray, x: np.ndarray, error: np.ndarray, low: float, high: float) -> np.ndarray:
    """Whether the greatest error rises, or stays, to both sides of `x`, whatever cell that leads into."""
    position = d / (p * x[:, None])
    k = np.maximum(np.rint(position), 0)
    e = k * p * x[:, None] - d
    active = np.abs(e) >= error[:, None] - TIE
    between = (np.abs(position - np.floor(position) - 0.5) < 1e-9) & (position > 0)  # as near to the next beat
    down = np.where(between, -np.floor(position), np.sign(e) * k) * p  # slope to the right
    up = np.where(between, np.floor(position) + 1, np.sign(e) * k) * p  # slope to the left
    zero = np.abs(e) <= TIE
    rises_right = np.where(active, np.where(zero, k * p, down), -np.inf).max(axis=1) >= 0
    rises_left = np.where(active, np.where(zero, -k * p, up), np.inf).min(axis=1) <= 0
    return (rises_right | (x >= high * (1 - 1e-13))) & (rises_left | (x <= low * (1 + 1e-13)))


def _merged(found) -> list[Found]:  # type: ignore[no-untyped-def]
    """Neighbouring cells that meet in one lowest point, or in one flat stretch, found it twice."""
    kept: list[Found] = []
    for f in sorted(found, key=lambda f: f.low):
        last = kept[-1] if kept else None
        if last and abs(f.error - last.error) <= TIE and f.low <= last.high * (1 + 1e-11):
            wider = last if last.high - last.low >= f.high - f.low else f
            kept[-1] = Found(wider.x, min(f.error, last.error), last.low, max(last.high, f.high), wider.counts)
        else:
            kept.append(f)
    return kept


def least_squares(
    d: np.ndarray, p: np.ndarray, w: np.ndarray, low: float, high: float, most: int, cut: float = np.inf
) -> list[Found]:
    """Beat lengths at which the weighted mean square is least among their neighbours, best first; as `minimax`.

    `error` is the root. Walking from cell to cell one hit changes its count, so the three sums that make the
    parabola are carried along.
    """
    share = w / w.sum()
    left, right, cut = _worth_a_look(d, p, share, low, high, most, cut)
    if not len(left):
        return []
    middle = (left + right) / 2

    def sums(part: np.ndarray) -> np.ndarray:
        slopes = nearest(d, p, part) * p
        return np.stack([np.square(slopes) @ share, slopes @ (share * d)], axis=1)

    both = _by_parts(middle, len(d), sums)
    with np.errstate(divide="ignore", invalid="ignore"):
        x = both[:, 1] / both[:, 0]
    flat = both[:, 0] == 0  # no hit has a beat of its own yet
    slack = 1e-12 * right
    inside = ~flat & (x >= left - slack) & (x <= right + slack)
    x = np.clip(np.where(flat, left, x), left, right)
    falling_at_high = ~flat & (right >= high) & (both[:, 1] / np.where(flat, 1, both[:, 0]) > right)
    rising_at_low = ~flat & (left <= low) & (both[:, 1] / np.where(flat, 1, both[:, 0]) < left)
    keep = np.flatnonzero(inside | falling_at_high | rising_at_low | flat)
    if not len(keep):
        return []
    error = np.sqrt(mean_square(d, p, w, x[keep]))
    order = np.argsort(error, kind="stable")
    order = order[error[order] <= cut + TIE]
    order = order[error[order] <= error[order[min(most, len(order)) - 1]] + TIE] if len(order) else order
    found = []
    for i in order:
        cell = keep[i]
        ends = (left[cell], right[cell]) if flat[cell] else (x[cell], x[cell])
        counts = tuple(nearest(d, p, middle[[cell]])[0].astype(int))
        found.append(Found(x[cell], error[i], *ends, counts))
    return sorted(_merged(found), key=lambda f: f.error)
