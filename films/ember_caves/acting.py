"""The lamplighter's body: from what the game says he does to where every joint, the lamp and the cloak are.

Postures are small vectors (`Pose`), keyed on the game's own steps and eased into each other; walking is laid on top,
its feet fixed to the ground they stand on. The lantern is a pendulum on the staff's tip and the cloak a chain of
knots; both are moved through the whole film once, so that any frame can be drawn by itself. Lengths are metres,
x along the path, y up from the ground under his feet.
"""
# ruff: noqa: RUF005 (points are arrays: `point + (dx, dy)` moves them)

from dataclasses import dataclass, fields
from functools import cache

import numpy as np
from numba import njit

from films.ember_caves import breath, game
from films.ember_caves.cave import PX
from films.toolkit.camera import ease
from films.toolkit.canvas import W

FRAMES, HZ, PER = game.FRAMES, game.HZ, game.PER_FRAME
HIP, TORSO, NECK, THIGH, SHIN, ARM, FOREARM = 0.90, 0.50, 0.17, 0.46, 0.46, 0.30, 0.30
CHAIN = 0.30  # from the staff's tip down to the lantern's middle
KNOTS, LINK = 8, 0.145  # of the cloak's back edge


@dataclass(frozen=True)
class Pose:
    """How he holds himself. Distances forward (towards where he faces) and up, angles in radians forward."""

    hip: float = 0.97  # height of the hips, 1 is straight legs
    shift: float = 0.0  # hips forward
    lean: float = 0.04
    head: float = 0.03  # nod
    look: float = 0.0  # 1: looks back over his shoulder
    hand_x: float = 0.30  # the hand on the staff, from the shoulder
    hand_y: float = -0.30
    staff: float = 0.42  # its slant
    grip: float = 1.02  # from hand to tip
    other_x: float = 0.02  # the other hand, from the shoulder
    other_y: float = -0.52
    held: float = 0.0  # 1: the other hand is on the staff too
    front: float = 0.13  # feet
    back: float = -0.13
    rest: float = 0.0  # 1: the staff's foot stands on the ground


STAND = Pose()
WALK = Pose(hip=0.995, lean=0.09, head=0.05)
POSES = {
    "stand": STAND,
    "walk": WALK,
    "halt": Pose(lean=-0.02, head=0.0, hip=0.96),
    "cup": Pose(0.95, 0.02, 0.20, 0.30, 0, 0.24, -0.34, 0.86, 0.74, 0.56, -0.13),
    "look": Pose(0.95, -0.03, -0.03, 0.0, 1.0, 0.33, -0.30, 0.50, 1.0, -0.05, -0.48, 0, 0.18, -0.20),
    "reach": Pose(0.90, 0.10, 0.20, -0.06, 0, 0.46, -0.10, 0.78, 0.98, -0.10, -0.42, 0, 0.34, -0.26),
    "hurry": Pose(0.94, 0.04, 0.24, -0.06, 0, 0.34, -0.24, 0.52, 1.0, 0.05, -0.48),
    "ready": Pose(0.85, 0.0, 0.20, -0.08, 0, 0.34, -0.26, 0.62, 0.92, 0.1, -0.5, 1, 0.34, -0.34),
    "guard": Pose(0.82, -0.08, -0.02, 0.10, 0, 0.36, 0.02, 0.18, 0.80, 0.1, -0.4, 1, 0.32, -0.42),
    "parried": Pose(0.84, -0.18, -0.22, 0.05, 0, 0.28, 0.10, -0.20, 0.80, 0.1, -0.4, 1, 0.30, -0.46),
    "wind": Pose(0.90, -0.12, -0.26, 0.0, 0, -0.06, 0.08, -1.15, 0.92, 0, -0.3, 1, 0.34, -0.34),
    "blow": Pose(0.80, 0.22, 0.46, -0.20, 0, 0.52, -0.12, 1.62, 1.10, 0.1, -0.4, 1, 0.52, -0.42),
    "through": Pose(0.80, 0.20, 0.50, -0.15, 0, 0.36, -0.34, 2.35, 1.05, 0.1, -0.4, 1, 0.52, -0.42),
    "lift": Pose(0.97, -0.12, -0.34, -0.15, 0, -0.04, 0.34, -1.75, 0.95, 0, -0.3, 1, 0.30, -0.36),
    "smite": Pose(0.70, 0.26, 0.70, -0.25, 0, 0.50, -0.20, 1.92, 1.12, 0.1, -0.4, 1, 0.58, -0.46),
    "sunk": Pose(0.66, 0.16, 0.74, 0.25, 0, 0.42, -0.34, 2.1, 1.05, 0.1, -0.4, 1, 0.56, -0.46),
    "flung": Pose(0.80, -0.24, -0.62, -0.35, 0, 0.34, 0.20, -0.5, 1.0, 0.42, 0.1, 0, 0.42, -0.20),
    "kneel": Pose(0.44, -0.10, 0.42, 0.42, 0, 0.34, -0.40, 1.36, 0.90, 0.16, -0.62, 0, 0.34, -0.42),
    "lifted": Pose(0.46, -0.08, 0.28, -0.12, 0, 0.36, -0.36, 1.28, 0.90, 0.20, -0.60, 0, 0.34, -0.42),
    "push": Pose(0.68, 0.02, 0.42, 0.12, 0, 0.34, -0.16, 0.34, 0.85, 0.1, -0.5, 1, 0.34, -0.34),
    "spent": Pose(0.92, 0.0, 0.30, 0.34, 0, 0.32, -0.16, 0.10, 0.72, 0.1, -0.4, 1, 0.22, -0.18, 1),
    "easy": Pose(0.995, 0, 0.0, -0.06, 0, 0.30, -0.24, 0.34, 1.02, 0.02, -0.53),
    "arrive": Pose(0.97, 0, 0.03, 0.02, 0, 0.30, -0.10, 0.02, 0.86, 0.05, -0.5, 0, 0.12, -0.12, 1),
    "rest": Pose(0.965, 0, 0.05, 0.10, 0, 0.29, -0.12, 0.02, 0.86, 0.1, -0.4, 1, 0.11, -0.11, 1),
    "peace": Pose(0.98, 0, -0.03, -0.24, 0, 0.29, -0.11, 0.02, 0.86, 0.1, -0.4, 1, 0.11, -0.11, 1),
    "peace2": Pose(0.975, 0, 0.01, -0.10, 0, 0.29, -0.11, 0.02, 0.86, 0.1, -0.4, 1, 0.11, -0.11, 1),
}


def vector(pose: Pose) -> np.ndarray:
    return np.array([getattr(pose, field.name) for field in fields(pose)], float)


def cues() -> list[tuple[float, str, float]]:
    """(seconds, posture, seconds to get there), from what the game recorded."""
    keys: list[tuple[float, str, float]] = [(-1.0, "walk", 0.1)]
    blows = {h.seconds for h in game.happenings("strike") + game.happenings("miss")}
    for h in game.played().happenings:
        t = h.seconds
        if h.kind == "input":
            if h.what in ("swing", "heavy"):
                wind = game.WINDUP[h.what]
                first, hit, last = ("wind", "blow", "through") if h.what == "swing" else ("lift", "smite", "sunk")
                if t + wind in blows or any(abs(t + wind - b) < 0.01 for b in blows):
                    keys += [(t, first, wind * 0.62), (t + wind * 0.66, hit, wind * 0.34)]
                    keys += [(t + wind, last, 0.22)]
                    if h.what == "swing":
                        keys.append((t + wind + 0.26, "ready", 0.40))
                    else:
                        keys.append((t + wind + 1.1, "spent", 1.0))
            elif h.what == "walk":
                keys.append((t, "hurry" if t > 23 and t < 30 else "easy" if t > 60 else "walk", 0.6))
            elif h.what == "stop":
                keys.append((t, "arrive" if t > 70 else "halt", 0.36))
            elif h.what == "rise":
                keys += [(t, "push", 0.65), (t + 0.7, "ready", 0.6)]
            elif h.what != "stand" or t < 60:
                keys.append(
                    (t, h.what, {"guard": 0.20, "ready": 0.7, "cup": 0.8, "look": 0.5, "reach": 0.8}.get(h.what, 0.5))
                )
            else:
                keys.append((t, "easy", 1.1))
        elif h.kind == "parry":
            keys += [(t, "parried", 0.10), (t + 0.30, "ready", 0.5)]
        elif h.kind == "hit":
            keys += [(t, "flung", 0.10), (t + 0.22, "kneel", 0.42), (t + 2.1, "lifted", 0.6)]
        elif h.kind == "state" and h.what == "safe":
            keys += [(t + 0.25, "rest", 1.2), (t + 2.4, "peace", 2.6), (t + 9.4, "peace2", 3.0)]
    keys.sort(key=lambda key: key[0])
    swung = [h.seconds for h in game.happenings("input", what="swing")]
    # a riposte begins before the parry's recoil is over: the later button wins
    return [k for k in keys if not (k[1] == "ready" and any(s < k[0] < s + 0.3 for s in swung))]


@cache
def postures() -> np.ndarray:
    """The posture on each frame, (frames, fields), eased from cue to cue."""
    keys = cues()
    out = np.empty((FRAMES, len(fields(Pose))))
    start = goal = vector(WALK)
    began, long, k = -2.0, 0.1, 0
    for f in range(FRAMES):
        t = (f + 0.5) / game.FPS
        while k < len(keys) and keys[k][0] <= t:
            start = start + (goal - start) * ease((keys[k][0] - began) / long)
            goal, began, long = vector(POSES[keys[k][1]]), keys[k][0], keys[k][2]
            k += 1
        out[f] = start + (goal - start) * ease((t - began) / long)
    return out


@cache
def columns() -> dict[str, np.ndarray]:
    """The game's record on each frame, column by column."""
    rows = game.played().rows[PER // 2 :: PER]
    return {name: np.array([row[k] for row in rows]) for k, name in enumerate(game.COLUMNS)}


@cache
def facing() -> np.ndarray:
    """Which way he faces, -1 to 1: a turn takes a third of a second."""
    want, out = columns()["facing"].astype(float), np.empty(FRAMES)
    now = 1.0
    for f in range(FRAMES):
        now += np.clip(want[f] - now, -0.26, 0.26)
        out[f] = now
    return np.sin(out * np.pi / 2)


def two_bones(a: np.ndarray, b: np.ndarray, first: float, second: float, side: float) -> np.ndarray:
    """The joint between a and b (knee, elbow), bent towards `side`; out of reach, the limb is straight."""
    d = b - a
    far = max(float(np.hypot(*d)), 1e-6)
    reach = min(far, (first + second) * 0.999)
    along = (first**2 - second**2 + reach**2) / (2 * reach)
    off = np.sqrt(max(first**2 - along**2, 0.0))
    unit = d / far
    return a + unit * along + np.array([-unit[1], unit[0]]) * off * side


@dataclass(frozen=True)
class Body:
    """Where everything is on one frame: points (x, y) in metres, x in the world, y up from the path's own row."""

    hips: np.ndarray
    neck: np.ndarray
    head: np.ndarray
    feet: tuple[np.ndarray, np.ndarray]
    knees: tuple[np.ndarray, np.ndarray]
    hand: np.ndarray
    elbow: np.ndarray
    other: np.ndarray
    other_elbow: np.ndarray
    tip: np.ndarray
    butt: np.ndarray
    face: float  # -1 to 1: which way the body is turned
    gaze: float  # the same for the face
    nod: float
    toes: tuple[float, float]  # how far each foot is tipped


def stride(phase: float) -> tuple[float, float, float]:
    """A foot through one cycle of two steps: metres ahead of the hips, metres up, tilt. It strikes at phase 0."""
    long, stance = 2 * game.STEP, 0.60
    p = phase % 1.0
    if p < stance:
        return long * (0.30 - p), 0.0, 0.35 * max(0.0, 1 - p / 0.08) - 0.8 * max(0.0, (p - 0.45) / 0.15) * 0.6
    u = (p - stance) / (1 - stance)
    s = u * u * (3 - 2 * u)
    return long * (-0.30 + 0.60 * s), 0.15 * np.sin(np.pi * u) ** 1.2, -0.55 * (1 - u) + 0.35 * u


@cache
def bodies() -> tuple[Body, ...]:
    """All joints on all frames."""
    state, out = columns(), []
    stances, turned = postures(), facing()
    for f in range(FRAMES):
        p = Pose(*stances[f])
        face, x = turned[f], float(state["x"][f])
        # a turned body is seen narrower, but never as a line
        side = np.sign(face) * max(abs(face), 0.22) if abs(face) > 1e-6 else 0.22
        pace = min(1.0, float(state["v"][f]) / 0.9) if state["action"][f] != "down" else 0.0
        phase = float(state["walked"][f]) / (2 * game.STEP)
        rise = breath.at(f) * breath.depth()[f]
        bob = -0.022 * np.cos(4 * np.pi * (phase - 0.05)) * pace
        tremble = 0.006 * np.sin(f * 2.4) * (state["action"][f] == "down")

        def ahead(dx: float, y: float, x=x, side=side) -> np.ndarray:
            return np.array([x + side * dx, y])

        hips = ahead(p.shift, HIP * p.hip + bob)
        lean = p.lean + 0.02 * np.sin(4 * np.pi * phase) * pace
        neck = hips + np.array([side * np.sin(lean), np.cos(lean)]) * (TORSO + 0.6 * rise) + (tremble, 0)
        nod = p.head + 0.6 * lean
        head = neck + np.array([side * np.sin(nod) * 0.9, np.cos(nod)]) * NECK + (0, 0.3 * rise)
        feet, toes = [], []
        for k, still in enumerate((p.front, p.back)):
            fx, fy, tip = stride(phase + 0.5 * k)
            ground_x = still * (1 - pace) + fx * pace
            feet.append(ahead(ground_x + p.shift * 0.0, 0.07 + fy * pace))
            toes.append(tip * pace)
        if p.hip < 0.55:  # the rear knee is on the ground
            feet[1] = ahead(p.back - 0.10, 0.10)
            toes[1] = -0.9
        knees = [two_bones(hips, foot, THIGH, SHIN, np.sign(side)) for foot in feet]
        shoulder = neck + np.array([side * 0.02, -0.06])
        sway = 0.05 * np.sin(2 * np.pi * phase) * pace
        slant = p.staff + 0.04 * np.sin(4 * np.pi * phase + 1) * pace
        hand = shoulder + np.array([side * (p.hand_x + 0.3 * sway), p.hand_y + rise])
        along = np.array([side * np.sin(slant), np.cos(slant)])
        if p.rest > 0:  # the staff stands: its foot on the ground, the hand where the staff is
            butt = np.array([x + side * 0.36, 0.02])
            stood = butt + np.array([side * np.sin(p.staff), np.cos(p.staff)]) * 1.12
            hand = hand * (1 - p.rest) + (stood + (0, 0.15 * rise)) * p.rest
        tip = hand + along * p.grip
        butt = hand - along * (1.98 - p.grip)
        elbow = two_bones(shoulder, hand, ARM, FOREARM, -np.sign(side))
        far = shoulder - np.array([side * 0.05, 0.0])
        free = far + np.array([side * (p.other_x - 3.2 * sway), p.other_y + 0.03 * abs(sway)])
        other = free * (1 - p.held) + (hand - along * 0.40) * p.held
        other_elbow = two_bones(far, other, ARM, FOREARM, -np.sign(side))
        gaze = face * (1 - 2 * ease(p.look))
        out.append(Body(hips, neck, head, tuple(feet), tuple(knees), hand, elbow, other, other_elbow, tip, butt, face,
                        gaze, nod, tuple(toes)))  # fmt: skip
    return tuple(out)


@cache
def lanterns() -> np.ndarray:
    """The lantern's middle on each frame, (frames, 2): a pendulum that loses its swing in about two seconds."""
    tips = np.array([body.tip for body in bodies()])
    out = np.empty((FRAMES, 2))
    steps = 20
    at = tips[0] - (0, CHAIN)
    v = np.zeros(2)
    before = tips[0]
    for f in range(FRAMES):
        for k in range(1, steps + 1):
            tip = before + (tips[f] - before) * k / steps
            dt = 1 / (24 * steps)
            v = v * np.exp(-1.6 * dt) + (0, -9.81 * dt)
            new = at + v * dt
            d = new - tip
            new = tip + d / np.hypot(*d) * CHAIN
            new[1] = max(new[1], 0.16)  # it lies on the ground rather than in it
            v, at = (new - at) / dt, new
        before = tips[f]
        out[f] = at
    return out


@cache
def cloaks() -> np.ndarray:
    """The cloak's back edge on each frame, (frames, knots, 2), from the neck down; wind, weight, and his own back."""
    who = bodies()
    return hang(np.array([b.neck for b in who]), np.array([b.hips for b in who]), np.array([b.face for b in who]))


@njit(cache=True)
def hang(necks, hips, faces):
    """Move a chain of `KNOTS` through all frames, ten steps a frame, hung from the neck and kept off the back."""
    frames, steps, dt = len(necks), 10, 1 / 240
    out = np.empty((frames, KNOTS, 2))
    knots = np.empty((KNOTS, 2))
    for i in range(KNOTS):
        knots[i] = necks[0, 0] - 0.1 - 0.05 * i, necks[0, 1] - LINK * i
    old = knots.copy()
    for f in range(frames):
        g = max(f - 1, 0)
        for k in range(1, steps + 1):
            part = k / steps
            neck = necks[g] + (necks[f] - necks[g]) * part
            hip = hips[g] + (hips[f] - hips[g]) * part
            face = faces[g] + (faces[f] - faces[g]) * part
            back = 1.0 if face > -0.05 else -1.0
            move = (knots - old) * 0.991
            old = knots.copy()
            knots = knots + move
            knots[:, 0] += (0.9 * np.sin(f * 0.031 + 1) + 0.5 * np.sin(f * 0.083)) * dt * dt
            knots[:, 1] -= 9.0 * dt * dt
            for _ in range(4):
                knots[0, 0], knots[0, 1] = neck[0] - face * 0.10, neck[1] - 0.04
                for i in range(1, KNOTS):
                    dx, dy = knots[i, 0] - knots[i - 1, 0], knots[i, 1] - knots[i - 1, 1]
                    slip = 1 - LINK / max(np.sqrt(dx * dx + dy * dy), 1e-6)
                    share = 1.0 if i == 1 else 0.5
                    knots[i, 0] -= share * slip * dx
                    knots[i, 1] -= share * slip * dy
                    knots[i - 1, 0] += (1 - share) * slip * dx
                    knots[i - 1, 1] += (1 - share) * slip * dy
                knots[0, 0], knots[0, 1] = neck[0] - face * 0.10, neck[1] - 0.04
                for i in range(1, KNOTS):  # it hangs behind his back, never through him, and lies on the ground
                    down = min(max((neck[1] - knots[i, 1]) / max(neck[1] - hip[1], 0.2), 0.0), 1.6)
                    edge = neck[0] + (hip[0] - neck[0]) * min(down, 1.0) - face * (0.13 + 0.06 * down)
                    through = (knots[i, 0] - edge) * back
                    if through > 0:
                        knots[i, 0] -= through * back * 0.6
                    knots[i, 1] = max(knots[i, 1], 0.04)
        out[f] = knots
    return out


@cache
def camera() -> np.ndarray:
    """The left edge of the view on each frame, metres: it leads, hangs back to see what follows, and comes to rest."""
    x, v = columns()["x"].astype(float), columns()["v"].astype(float)
    share = np.interp(
        np.arange(FRAMES),
        (0, 300, 343, 372, 440, 487, 520, 552, 600, 690, 744, 961, 1409, 1480, 1560, 1780, 1850, 2160),
        (0.42, 0.42, 0.46, 0.56, 0.56, 0.62, 0.76, 0.76, 0.66, 0.62, 0.67, 0.67, 0.66, 0.60, 0.42, 0.40, 0.36, 0.29),
    )
    wanted = x - share * W / PX + 0.35 * v
    out = np.empty(FRAMES)
    at, speed = wanted[0], v[0]
    for f in range(FRAMES):
        for _ in range(4):
            dt = 1 / 96
            speed += (26 * (wanted[f] - at) - 10.2 * speed) * dt + 10.2 * v[f] * 0.55 * dt
            at += speed * dt
        out[f] = at
    return out


def shake(f: int) -> tuple[float, float]:
    """How far the picture is thrown about, pixels: when a blow lands, and most when he is hit."""
    dx = dy = 0.0
    for kind, size in (("hit", 9.0), ("death", 7.0), ("strike", 3.5), ("parry", 4.5), ("growl", 1.2)):
        for h in game.happenings(kind):
            t = (f - h.frame) / game.FPS
            if 0 <= t < 1.2:
                a = size * np.exp(-5.5 * t)
                dx += a * np.cos(34 * t + 0.4)
                dy += 0.7 * a * np.sin(41 * t + 0.9)
    return float(dx), float(dy)
