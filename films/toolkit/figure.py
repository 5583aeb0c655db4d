"""A jointed body: from a pose (where the weight is, how the spine bends, what hands and feet reach for)
to joints in space, with elbows and knees found by two-bone reach. A film's own characters clothe it.
"""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from .stage import turn, unit, vec


@dataclass(frozen=True)
class Build:
    """Lengths of a body, in metres."""

    waist: float
    chest: float
    neck: float
    shoulders: float
    hips: float
    upper_arm: float
    forearm: float
    thigh: float
    shin: float
    head: float = 1.0  # scale of the head


@dataclass(frozen=True)
class Pose:
    """One moment of a body. Places are in world metres, angles in degrees.

    `head` is (yaw, pitch, roll) relative to the way the hips face; hands left at None hang.
    `pole_*` say which way elbows and knees point, in the body's own frame.
    """

    root: Any = (0.0, 0.9, 0.0)
    yaw: float = 0.0
    lean: float = 0.0
    side: float = 0.0
    twist: float = 0.0
    hunch: float = 0.0
    shrug: float = 0.0
    breath: float = 0.0
    head: Any = (0.0, 0.0, 0.0)
    hand_l: Any = None
    hand_r: Any = None
    foot_l: Any = None
    foot_r: Any = None
    toe: float = 12.0
    elbow_l: Any = (-0.6, -0.5, -0.7)
    elbow_r: Any = (0.6, -0.5, -0.7)
    knee: Any = (0.1, 0.2, 1.0)
    eyes: float = 1.0  # 0 shut, 1 open
    mouth: float = 0.0
    look: Any = (0.0, 0.0)  # where the eyes are turned, degrees right and up

    def but(self, **changes: Any) -> "Pose":
        return replace(self, **changes)


@dataclass
class Joints:
    """A posed skeleton: places and the frames (3, 3) of hips, chest and head."""

    place: dict[str, np.ndarray] = field(default_factory=dict)
    body: np.ndarray = field(default_factory=lambda: np.eye(3))
    chest: np.ndarray = field(default_factory=lambda: np.eye(3))
    head: np.ndarray = field(default_factory=lambda: np.eye(3))

    def __getitem__(self, name: str) -> np.ndarray:
        return self.place[name]


def reach(a: np.ndarray, target: np.ndarray, l1: float, l2: float, pole: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Elbow and wrist of a limb from `a` toward `target`, bent toward `pole`."""
    to = target - a
    d = float(np.clip(np.linalg.norm(to), abs(l1 - l2) + 0.02, (l1 + l2) * 0.998))
    n = unit(to)
    x = (l1 * l1 - l2 * l2 + d * d) / (2 * d)
    h = np.sqrt(max(0.0, l1 * l1 - x * x))
    side = unit(pole - n * (pole @ n))
    return a + n * x + side * h, a + n * d


def skeleton(p: Pose, b: Build) -> Joints:
    """Joints of a body in a pose."""
    j = Joints()
    body = turn(p.yaw)
    hips = body @ turn(p.twist * 0.2, p.lean * 0.3, p.side * 0.3)
    low = body @ turn(p.twist * 0.6, p.lean * 0.75, p.side * 0.7)
    chest = body @ turn(p.twist, p.lean + p.hunch, p.side)
    j.body, j.chest = body, chest
    root = np.asarray(p.root, float)
    j.place["root"] = root
    j.place["waist"] = root + low @ vec(0, b.waist, -0.01)
    j.place["chest"] = j["waist"] + chest @ vec(0, b.chest, 0.0)
    j.place["neck"] = j["chest"] + chest @ vec(0, b.neck, -0.015)
    head = body @ turn(p.head[0] + p.twist * 0.5, p.head[1], p.head[2])
    j.head = head
    stalk = unit(chest @ vec(0, 1, 0.25) * 0.6 + head @ vec(0, 1, 0) * 0.4)
    j.place["head"] = j["neck"] + stalk * 0.085 * b.head + head @ vec(0, 0.075, 0.022) * b.head
    for k, sign, hand, elbow, foot in (
        ("l", -1, p.hand_l, p.elbow_l, p.foot_l),
        ("r", 1, p.hand_r, p.elbow_r, p.foot_r),
    ):
        sh = j["neck"] + chest @ vec(sign * b.shoulders, -0.055 + p.shrug, 0.0)
        hang = sh + chest @ vec(sign * 0.05, 0, 0) + body @ vec(sign * 0.03, -(b.upper_arm + b.forearm) * 0.985, 0.06)
        e, w = reach(
            sh,
            hang if hand is None else np.asarray(hand, float),
            b.upper_arm,
            b.forearm,
            body @ np.asarray(elbow, float),
        )
        j.place["shoulder_" + k], j.place["elbow_" + k], j.place["wrist_" + k] = sh, e, w
        hip = root + hips @ vec(sign * b.hips, -0.02, 0)
        stand = root * [1, 0, 1] + body @ vec(sign * b.hips * 1.15, 0.09, 0)
        target = stand if foot is None else np.asarray(foot, float)
        bend = body @ (np.asarray(p.knee, float) * [sign, 1, 1])
        knee, ankle = reach(hip, target, b.thigh, b.shin, bend)
        j.place["hip_" + k], j.place["knee_" + k], j.place["ankle_" + k] = hip, knee, ankle
        j.place["toe_" + k] = ankle + body @ turn(sign * p.toe) @ vec(0, -0.055, 0.15)
    return j


def hand_frame(wrist: np.ndarray, elbow: np.ndarray, palm: np.ndarray, bend: float | None = 0.0) -> np.ndarray:
    """Frame of a hand that carries on from the forearm with its palm facing `palm`; `bend` None lays it level."""
    z = unit(wrist - elbow)
    if bend is None:
        z = unit(z * (1.0, 0.0, 1.0) + (0.0, -0.10, 0.0))
    y = unit(-(palm - z * (palm @ z)))
    x = np.cross(y, z)
    return np.stack([x, y, z], 1) @ turn(0, bend or 0.0, 0)
