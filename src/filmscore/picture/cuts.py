"""Where a picture is cut: hard cuts found, slow changes reported as doubtful.

A hard cut is one frame that differs far more from the frame before than its neighbours do from theirs, and
stays different: a flash goes back, a pan goes on. A fade or a dissolve has no such frame; in its middle the
picture is a mixture of what was and what will be, and lamps that go down look the same. So those are spans
to be looked at by a person, never cuts.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import FilmScoreError

Thumbs = NDArray[np.uint8]

#: mean difference of two frames, of full scale, under which nothing is a cut: noise, grain, compression
FLOOR = 0.008
#: how much a cut stands out from the steps next to it, and from the usual step on its quieter side: a shot that
#: begins in full swing is busy on one side only, and the first step of a pan is no larger than its second
OVER_NEXT, OVER_USUAL = 2.0, 4.0
#: a difference so large needs to stand out less: no lamp that is switched off comes to it
LARGE, OVER_NEXT_IF_LARGE = 0.06, 1.4
#: frames on each side that are looked at
AROUND = 8
#: frames after which a flash has gone back
FLASH = 4
#: frames from one end of a slow change to the other, as tried
SPANS = (8, 16, 32, 64)
#: a slow change differs at least so much from end to end, and its middle is a mixture but for so much of that
SLOW, UNMIXED = 0.05, 0.2


@dataclass(frozen=True, slots=True)
class Cuts:
    """What was found.

    Attributes
    ----------
    hard : tuple of int
        Frames that begin a new shot; frame 0 is not among them.
    doubtful : tuple of (int, int)
        Spans, half-open, in which the picture changes slowly: a fade, a dissolve, or lamps going down.
    """

    hard: tuple[int, ...]
    doubtful: tuple[tuple[int, int], ...]


def find_cuts(thumbs: Thumbs) -> Cuts:
    """Find the cuts in a picture.

    Parameters
    ----------
    thumbs : uint8 array, shape (frames, height, width, 3)
        Every frame, made small: 32 × 18 is enough.

    Examples
    --------
    >>> shot = np.random.default_rng(1).integers(0, 255, (2, 1, 18, 32, 3), dtype=np.uint8)
    >>> find_cuts(np.concatenate([shot[0].repeat(30, 0), shot[1].repeat(30, 0)])).hard
    (30,)
    """
    if thumbs.ndim != 4 or thumbs.shape[-1] != 3:
        raise FilmScoreError(f"Frames are wanted as an array of shape (n, height, width, 3), not {thumbs.shape}.")
    if len(thumbs) < 3:
        return Cuts((), ())
    steps = _steps(thumbs)
    hard = tuple(n for n in range(1, len(thumbs)) if _is_cut(thumbs, steps, n))
    return Cuts(hard, _slow(thumbs, hard))


def _differ(one: Thumbs, other: Thumbs) -> float:
    return float(np.abs(one.astype(np.int16) - other).mean()) / 255


def _steps(thumbs: Thumbs) -> NDArray[np.float64]:
    """How much each frame differs from the one before; 0 for the first."""
    steps = np.zeros(len(thumbs))
    for n in range(1, len(thumbs)):
        steps[n] = _differ(thumbs[n], thumbs[n - 1])
    return steps


def _is_cut(thumbs: Thumbs, steps: NDArray[np.float64], n: int) -> bool:
    step = steps[n]
    if step < FLOOR:
        return False
    sides = [side for side in (steps[max(1, n - AROUND) : n], steps[n + 1 : n + 1 + AROUND]) if side.size]
    beside = max(steps[n - 1], steps[n + 1] if n + 1 < len(steps) else 0.0)
    over_next = OVER_NEXT if step < LARGE else OVER_NEXT_IF_LARGE
    if step < over_next * beside or step < OVER_USUAL * min(float(np.median(side)) for side in sides):
        return False
    later = thumbs[n + 1 : n + 1 + FLASH]
    earlier = thumbs[max(0, n - 1 - FLASH) : n - 1]
    stays = all(_differ(frame, thumbs[n - 1]) > step / 2 for frame in later)
    was_so = all(_differ(frame, thumbs[n]) > step / 2 for frame in earlier)
    return stays and was_so


def _slow(thumbs: Thumbs, hard: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """Stretches between hard cuts in which the middle is a mixture of the ends, merged."""
    found: list[tuple[int, int]] = []
    bounds = (0, *hard, len(thumbs))
    small = thumbs.astype(np.float32) / 255
    for first, last in pairwise(bounds):
        for span in SPANS:
            for start in range(first, last - span, max(1, span // 8)):
                if _mixes(small[start : start + span + 1]):
                    found.append((start, start + span))
    return _merged(found)


def _mixes(stretch: NDArray[Any]) -> bool:
    """Whether every quarter of a stretch is a mixture of its first and last frame, and ever more of the last."""
    before, after = stretch[0], stretch[-1]
    way = after - before
    size = float(np.abs(way).mean())
    if size < SLOW:
        return False
    shares = []
    for quarter in (1, 2, 3):
        middle = stretch[len(stretch) * quarter // 4] - before
        share = float((middle * way).sum() / (way * way).sum())
        if float(np.abs(middle - share * way).mean()) > UNMIXED * size:
            return False
        shares.append(share)
    return 0.05 < shares[0] < shares[1] < shares[2] < 0.95


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
