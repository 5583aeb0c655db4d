"""Jointed paper puppets in profile: poses, reach, cycles of walking and running, and what trails behind.

A puppet stands on the ground at (0, 0), looks to the right (+x) and is measured in its own units; y runs down, as
on the screen, so a head has a negative y. To look left, mirror the canvas. Angles are degrees from hanging straight
down, positive forward. Everything is a pure function of its arguments: the same frame comes out the same in any order.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import skia

Point = tuple[float, float]


def polar(degrees: float, length: float) -> Point:
    """A step of `length` in a direction: 0 hangs down, 90 points forward, 180 up.

    Examples
    --------
    >>> tuple(round(v, 6) for v in polar(90, 2))
    (2.0, 0.0)
    """
    a = np.radians(degrees)
    return float(np.sin(a) * length), float(np.cos(a) * length)


def shifted(a: Point, b: Point) -> Point:
    """The sum of two points."""
    return a[0] + b[0], a[1] + b[1]


def reach(a: Point, b: Point, first: float, second: float, bend: float = 1.0) -> tuple[Point, Point]:
    """Two bones from `a` towards `b`: where the middle joint and the end come to lie.

    `bend` is 1 for a joint that folds forward (a knee) and -1 for one that folds back (an elbow). What is too far
    is pointed at with the bones stretched.

    Examples
    --------
    >>> middle, end = reach((0, 0), (0, 10), 6, 6)
    >>> end, middle[0] > 0
    ((0.0, 10.0), True)
    """
    dx, dy = b[0] - a[0], b[1] - a[1]
    far = max(float(np.hypot(dx, dy)), 1e-6)
    held = min(max(far, abs(first - second) + 1e-3), 0.999 * (first + second))
    along = (first**2 - second**2 + held**2) / (2 * held)
    aside = float(np.sqrt(max(first**2 - along**2, 0.0))) * bend
    ux, uy = dx / far, dy / far
    middle = (a[0] + ux * along + uy * aside, a[1] + uy * along - ux * aside)
    return middle, (a[0] + ux * held, a[1] + uy * held)


@dataclass(frozen=True)
class Build:
    """A puppet's bones, in its own units; `head` is the radius of the head, `ankle` its height above the ground."""

    thigh: float = 23.0
    shin: float = 23.0
    ankle: float = 4.0
    torso: float = 27.0
    neck: float = 4.0
    head: float = 10.5
    upper: float = 16.0
    fore: float = 15.0

    @property
    def leg(self) -> float:
        return self.thigh + self.shin


@dataclass(frozen=True)
class Pose:
    """One attitude of a puppet.

    `hip` is where the weight is; `lean` tips the trunk forward, `curl` bends it further towards the neck, `nod`
    lowers the head. Arms are (shoulder, elbow): the angle of the upper arm and how far the forearm is folded
    forward from it. Feet are (x, y, angle) of the ankle; a positive angle points the toes down.
    """

    hip: tuple[float, float] = (0.0, -49.0)
    lean: float = 0.0
    curl: float = 0.0
    nod: float = 0.0
    near_arm: tuple[float, float] = (-4.0, 14.0)
    far_arm: tuple[float, float] = (4.0, 14.0)
    near_foot: tuple[float, float, float] = (-3.0, -4.0, 0.0)
    far_foot: tuple[float, float, float] = (5.0, -4.0, 0.0)

    def mixed(self, other: "Pose", share: float) -> "Pose":
        """Part of the way from this pose to another: 0 is this one, 1 the other; beyond 1 overshoots."""
        values = {}
        for part in fields(self):
            a, b = np.asarray(getattr(self, part.name), float), np.asarray(getattr(other, part.name), float)
            mix = a + (b - a) * share
            values[part.name] = float(mix) if mix.ndim == 0 else tuple(float(v) for v in mix)
        return Pose(**values)

    def moved(self, dx: float, dy: float) -> "Pose":
        """The same attitude elsewhere."""
        (x, y), (nx, ny, na), (fx, fy, fa) = self.hip, self.near_foot, self.far_foot
        return replace(self, hip=(x + dx, y + dy), near_foot=(nx + dx, ny + dy, na), far_foot=(fx + dx, fy + dy, fa))


@dataclass(frozen=True)
class Joints:
    """Where the joints of a pose are. Limbs are (root, middle, end); `head` is its centre, `tilt` its angle."""

    hip: Point
    waist: Point
    neck: Point
    head: Point
    tilt: float
    lean: float
    near_arm: tuple[Point, Point, Point]
    far_arm: tuple[Point, Point, Point]
    near_leg: tuple[Point, Point, Point]
    far_leg: tuple[Point, Point, Point]
    near_toe: float
    far_toe: float


def joints(pose: Pose, build: Build, hands: tuple[Point | None, Point | None] = (None, None)) -> Joints:
    """Work a pose out; `hands` (near, far) may name points for the hands to reach instead of the pose's angles."""
    upper = pose.lean + pose.curl
    waist = shifted(pose.hip, polar(180 - pose.lean, build.torso * 0.45))
    neck = shifted(waist, polar(180 - upper, build.torso * 0.55))
    head = shifted(neck, polar(180 - upper - pose.nod * 0.4, build.neck + build.head * 0.85))
    shoulder = shifted(neck, polar(-upper, build.torso * 0.1))

    def arm(angles: tuple[float, float], target: Point | None) -> tuple[Point, Point, Point]:
        if target is not None:
            elbow, hand = reach(shoulder, target, build.upper, build.fore, -1.0)
            return shoulder, elbow, hand
        elbow = shifted(shoulder, polar(angles[0], build.upper))
        return shoulder, elbow, shifted(elbow, polar(angles[0] + angles[1], build.fore))

    def leg(foot: tuple[float, float, float]) -> tuple[Point, Point, Point]:
        knee, ankle = reach(pose.hip, foot[:2], build.thigh, build.shin, 1.0)
        return pose.hip, knee, ankle

    return Joints(
        pose.hip, waist, neck, head, upper + pose.nod, pose.lean,
        arm(pose.near_arm, hands[0]), arm(pose.far_arm, hands[1]),
        leg(pose.near_foot), leg(pose.far_foot), pose.near_foot[2], pose.far_foot[2],
    )  # fmt: skip


# ---------------------------------------------------------------- cycles


def loop(phase: float, keys: Sequence[tuple[float, float]]) -> float:
    """A smooth closed curve through (phase, value) keys, phases rising in 0 … 1, at a phase (Catmull-Rom)."""
    at = np.array([k[0] for k in keys])
    v = np.array([k[1] for k in keys])
    at = np.concatenate([at[-2:] - 1, at, at[:2] + 1])
    v = np.concatenate([v[-2:], v, v[:2]])
    p = phase % 1.0
    i = min(int(np.searchsorted(at, p, "right")) - 1, len(at) - 3)
    i = max(i, 1)
    span = at[i + 1] - at[i]
    u = (p - at[i]) / span
    m0 = (v[i + 1] - v[i - 1]) / (at[i + 1] - at[i - 1]) * span
    m1 = (v[i + 2] - v[i]) / (at[i + 2] - at[i]) * span
    a, b = 2 * u**3 - 3 * u**2 + 1, u**3 - 2 * u**2 + u
    return float(a * v[i] + b * m0 + (3 * u**2 - 2 * u**3) * v[i + 1] + (u**3 - u**2) * m1)


STANCE_RUN, STANCE_WALK = 0.32, 0.60  # the part of a cycle that a foot is on the ground


def run(phase: float, build: Build, ground: float, *, lean: float = 14.0, bounce: float = 4.0, lift: float = 1.0):
    """A runner at a phase of the cycle: 0 is the near foot's contact, one half the far foot's.

    `ground` is how far the body travels in one cycle (units), so that a standing foot stays where it is.
    """
    s = build.leg / 46.0
    reach_ahead = 0.45 * STANCE_RUN * ground
    behind = reach_ahead - STANCE_RUN * ground

    def foot(p: float) -> tuple[float, float, float]:
        p %= 1.0
        if p < STANCE_RUN:
            x = reach_ahead - p * ground
            rise = max(0.0, (p - 0.2) / (STANCE_RUN - 0.2))
            return x, -build.ankle - 8 * s * rise**2, -12 + 14 * min(1, p / 0.06) + 40 * rise**2
        x = loop(p, ((0, reach_ahead), (0.16, reach_ahead - 0.16 * ground), (0.32, behind), (0.44, behind - 4 * s),
                     (0.62, 0.15 * behind), (0.78, 0.95 * reach_ahead), (0.9, 1.18 * reach_ahead)))  # fmt: skip
        y = loop(p, ((0, 0), (0.16, 0), (0.32, 8), (0.44, 26 * lift), (0.6, 31 * lift), (0.76, 20 * lift), (0.9, 8)))
        turn = loop(p, ((0, -12), (0.16, 2), (0.32, 42), (0.46, 88), (0.62, 66), (0.78, 14), (0.9, -16)))
        return x, -build.ankle - y * s, turn

    beat = np.cos(4 * np.pi * (phase - 0.13))
    hip = (0.0, -(build.leg + build.ankle) * 0.93 + bounce * s * float(beat))
    swing = 56 * np.cos(2 * np.pi * (phase - 0.46))
    return Pose(
        hip, lean + 2.0 * float(beat), 4.0, -6.0 - 2.0 * float(beat),
        (float(swing) - 8, 78 + 0.3 * float(swing)), (float(-swing) - 8, 78 - 0.3 * float(swing)),
        foot(phase), foot(phase + 0.5),
    )  # fmt: skip


def walk(phase: float, build: Build, ground: float, *, lean: float = 3.0, swing: float = 22.0) -> Pose:
    """A walker at a phase of the cycle, as `run`: one foot is always down, the body is lowest when both are."""
    s = build.leg / 46.0
    ahead = 0.5 * STANCE_WALK * ground

    def foot(p: float) -> tuple[float, float, float]:
        p %= 1.0
        if p < STANCE_WALK:
            rise = max(0.0, (p - 0.42) / 0.18)
            return ahead - p * ground, -build.ankle - 5 * s * rise**2, -18 * max(0, 1 - p / 0.08) + 30 * rise**2
        u = (p - STANCE_WALK) / (1 - STANCE_WALK)
        x = -ahead + (2 * ahead) * (u * u * (3 - 2 * u))
        lift = 5 * s * (1 - u) + 7 * s * np.sin(np.pi * u)
        return x, -build.ankle - float(lift), 30 * (1 - u) - 18 * u

    bob = np.cos(4 * np.pi * phase)
    arms = swing * np.cos(2 * np.pi * (phase - 0.5))
    return Pose(
        (0.0, -(build.leg + build.ankle) * 0.965 + 1.4 * s * float(bob)), lean, 2.0, 0.0,
        (float(arms), 16 + 0.3 * float(arms)), (float(-arms), 16 - 0.3 * float(arms)), foot(phase), foot(phase + 0.5),
    )  # fmt: skip


def contacts(start: float, end: float, period: float, origin: float) -> list[int]:
    """Frames in [start, end) on which a foot comes down, for a cycle of `period` frames whose phase is 0 at `origin`.

    Examples
    --------
    >>> contacts(100, 120, 16, 100)
    [100, 108, 116]
    """
    half = period / 2
    first = int(np.ceil((start - origin) / half))
    last = int(np.ceil((end - origin) / half))
    return [round(origin + k * half) for k in range(first, last)]


class Poses:
    """A string of key poses: (frame, pose) or (frame, pose, how); between them the puppet eases.

    `how` is the shape of the way *to* that key: "ease" (soft at both ends), "in" (gathers speed), "out" (arrives
    softly), "snap" (arrives at once and a little past, then settles), "even" (the same speed throughout).
    """

    def __init__(self, *keys: tuple):
        self.keys = [(k[0], k[1], k[2] if len(k) > 2 else "ease") for k in keys]

    def __call__(self, f: float) -> Pose:
        if f <= self.keys[0][0]:
            return self.keys[0][1]
        for (f0, before, _), (f1, after, how) in zip(self.keys, self.keys[1:], strict=False):
            if f < f1:
                return before.mixed(after, shaped((f - f0) / (f1 - f0), how))
        return self.keys[-1][1]


def shaped(u: float, how: str = "ease") -> float:
    """0 to 1 in one of the ways `Poses` knows."""
    u = min(max(u, 0.0), 1.0)
    if how == "in":
        return u * u
    if how == "out":
        return 1 - (1 - u) ** 2
    if how == "snap":
        return float(1 - np.exp(-5.5 * u) * np.cos(5.2 * u) * (1 - u))
    if how == "even":
        return u
    return u * u * (3 - 2 * u)


# ---------------------------------------------------------------- what trails behind, and paths


def streamer(
    f: float,
    root: Point,
    wind: Callable[[float], Point],
    *,
    length: float,
    parts: int = 7,
    lag: float = 1.3,
    flutter: float = 1.0,
    weight: float = 1.0,
    seed: float = 0.0,
) -> list[Point]:
    """The line of a scarf or a plait fastened at `root`: each part follows the air a little later than the one before.

    `wind(f)` is the air that the wearer feels at a frame (units a frame): for a runner, minus the way she goes.
    """  # fmt: skip
    points = [root]
    for k in range(parts):
        wx, wy = wind(f - lag * k)
        speed = float(np.hypot(wx, wy))
        wave = flutter * min(speed, 12) * 0.16 * (0.3 + 0.7 * k / parts)
        angle = wave * np.sin(f * 1.05 - 1.15 * k + seed) + 0.35 * wave * np.sin(f * 0.61 - 0.8 * k + 2.1 * seed)
        dx, dy = wx, wy + 2.2 * weight
        size = max(float(np.hypot(dx, dy)), 1e-6)
        c, s = np.cos(angle), np.sin(angle)
        step = length / parts / size
        points.append((points[-1][0] + (dx * c - dy * s) * step, points[-1][1] + (dx * s + dy * c) * step))
    return [(float(x), float(y)) for x, y in points]


def limb(a: Point, b: Point, wide_a: float, wide_b: float) -> skia.Path:
    """A tapering limb with round ends: half `wide_a` to either side of `a`, half `wide_b` at `b`."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    size = max(float(np.hypot(dx, dy)), 1e-6)
    nx, ny = -dy / size, dx / size
    ra, rb = wide_a / 2, wide_b / 2
    path = skia.Path()
    path.addPoly(
        [
            skia.Point(a[0] + nx * ra, a[1] + ny * ra),
            skia.Point(b[0] + nx * rb, b[1] + ny * rb),
            skia.Point(b[0] - nx * rb, b[1] - ny * rb),
            skia.Point(a[0] - nx * ra, a[1] - ny * ra),
        ],
        True,
    )
    path.addCircle(a[0], a[1], ra, skia.PathDirection.kCCW)
    path.addCircle(b[0], b[1], rb, skia.PathDirection.kCCW)
    return path


def ribbon(points: Sequence[Point], wide: float, end: float | None = None) -> skia.Path:
    """A strip of cloth along a line of points, `wide` at its root and `end` at its tip."""
    p = np.asarray(points, float)
    d = np.gradient(p, axis=0)
    n = np.stack([-d[:, 1], d[:, 0]], 1) / np.maximum(np.hypot(*d.T), 1e-6)[:, None]
    w = np.linspace(wide, wide if end is None else end, len(p))[:, None] / 2
    path = skia.Path()
    path.addPoly([skia.Point(*map(float, q)) for q in np.concatenate([p + n * w, (p - n * w)[::-1]])], True)
    return path
