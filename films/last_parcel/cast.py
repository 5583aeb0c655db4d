"""Pia and the guard in motion: what every shot asks of them, so that they are the same people throughout."""

from collections.abc import Callable, Sequence

import numpy as np
import skia

from films.toolkit.puppet import Point, Pose, joints, run, streamer

from . import guard, pia
from .paper import AMBER, PALE, Rim, cone, lamp
from .pia import Look

STRIDE, PLOD = 16.0, 20.0  # frames of a full cycle: hers, his
MARKET = (Rim(AMBER, -1.3, -0.9, 0.85), Rim(0xFF6A8CFF, 1.0, -0.8, 0.4))
DIM = 0xFFB49CB4  # the light of the market on whoever stands before it


def runs(t: float, speed: float, scale: float, origin: float, *, who=pia, period: float = STRIDE, **how) -> Pose:
    """A runner's pose: `speed` in pixels a frame, a near foot's contact at frame `origin`."""
    return run((t - origin) / period, who.BUILD, speed * period / scale, **how)


def still_air(f: float) -> Point:
    return 0.35 * float(np.sin(f / 9)), 0.0


def courier(
    c: skia.Canvas,
    t: float,
    x: float,
    y: float,
    scale: float,
    pose: Pose,
    *,
    wind: Callable[[float], Point] = still_air,
    flip: bool = False,
    rims: Sequence[Rim] = MARKET,
    shade: int = DIM,
    **how,
) -> None:
    """Pia with her scarf and plait in the wind (in her own units, as she faces right)."""
    j = joints(pose, pia.BUILD)
    a = np.radians(j.tilt)
    side = 1.0 if how.get("look", Look()).turn >= 0 else -1.0
    knot = (j.head[0] - side * 9 * float(np.cos(a)), j.head[1] - side * 9 * float(np.sin(a)) - 3)
    speed = wind(t)
    how.setdefault(
        "flare", float(np.clip(-speed[0] * 0.8, -4, 9)) + (0.8 * float(np.sin(t * 0.8)) if abs(speed[0]) > 2 else 0)
    )
    pia.show(
        c,
        x,
        y,
        scale,
        pose,
        flip=flip,
        rims=rims,
        shade=shade,
        scarf=streamer(t, (j.neck[0] - 4, j.neck[1] + 1), wind, length=36, parts=8),
        plait=streamer(t + 3, knot, wind, length=19, parts=5, flutter=0.7, weight=1.6, seed=2),
        **how,
    )


def watchman(
    c: skia.Canvas,
    x: float,
    y: float,
    scale: float,
    pose: Pose,
    *,
    flip: bool = False,
    beam: tuple | None = None,
    rims: Sequence[Rim] = MARKET,
    shade: int = DIM,
    **how,
) -> None:
    """The guard; `beam` is (angle on the screen, length in pixels, strength) of his lamp."""
    guard.show(c, x, y, scale, pose, flip=flip, rims=rims, shade=shade, **how)
    if beam:
        j = joints(pose, guard.BUILD, how.get("hands", (None, None)))
        hand = (j.near_arm if how.get("lamp") == "near" else j.far_arm)[2]
        u, v = x + (-scale if flip else scale) * (hand[0] + 13), y + scale * hand[1]
        angle, length, strength = beam
        cone(c, u, v, angle, length, 11, PALE, strength)
        lamp(c, u, v, 26 * scale, PALE, 0.9 * strength)
