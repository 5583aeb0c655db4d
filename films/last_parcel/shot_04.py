"""Shot 4, looking back: the guard runs into a stack of crates (376); then, close, Pia and a light that comes nearer."""

from dataclasses import replace
from functools import cache

import numpy as np
import skia

from films.toolkit.camera import ease
from films.toolkit.canvas import Light
from films.toolkit.particles import Burst, dust, splinters
from films.toolkit.puppet import Pose, Poses, contacts, shaped

from . import guard, market, stalls
from .cast import courier, runs, watchman
from .paper import (
    AMBER,
    CREAM,
    HIGH,
    INDIGO,
    INK,
    NIGHT,
    ORANGE,
    PALE,
    RED,
    RUST,
    Rim,
    W,
    bake,
    between,
    box,
    exposed,
    lamp,
    linear,
    paint,
    radial,
    repeated,
    see_through,
)
from .pia import Look
from .shot_03 import smear

START, END = 348, 470
STILLS = (381, 448)
CRASH, CLOSE = 376, 416  # he meets the crates; the camera has whipped round to her
FLOOR, SCALE, SPEED = 376, 1.95, 13.5
STEPS = {"pia": tuple(contacts(348, 470, 16, 350)), "guard": tuple(contacts(348, CRASH, 20, 356))}
STACK = 650.0  # the near edge of the crates, along the street
SIZE = 58


@cache
def crate() -> skia.Image:
    def draw(c: skia.Canvas) -> None:
        c.drawRect(box(3, 3, SIZE, SIZE), paint(shader=linear((0, 0), (SIZE, SIZE), [0xFFD08A4A, 0xFF7A3A2A])))
        for k in range(4):
            c.drawLine(3, 3 + k * SIZE / 4, SIZE + 3, 3 + k * SIZE / 4, paint(0xFF4A1E22, stroke=1.6))
        c.drawLine(6, SIZE, SIZE, 6, paint(0xFFB06C3C, stroke=7))
        for u in (3, SIZE - 4):
            c.drawRect(box(u, 3, 7, SIZE), paint(0xFFB87440))
        c.drawRect(box(3, 3, SIZE, SIZE), paint(0xFF35121C, stroke=2.2))

    return bake(draw, SIZE + 6, SIZE + 6)


@cache
def crates() -> tuple[tuple[float, ...], ...]:
    """For each crate: its corner in the stack (x, y above the floor), the throw (vx, vy, spin), when it goes."""
    r = np.random.default_rng(17)
    rows = []
    for column, count in ((0, 4), (1, 5), (2, 3)):
        for k in range(count):
            x, y = column * (SIZE + 3) + r.uniform(-3, 3), k * SIZE
            late = 0.0 if column == 0 else (0.8 + 0.7 * column + 0.5 * k) * (k < 2)
            rows.append((x, y, r.uniform(3, 9) + 1.6 * k, r.uniform(2, 7) - 0.4 * k, r.uniform(4, 15), late))
    return tuple(rows)


def camera(t: float) -> float:
    """Beside them; it lingers on the crash and whips round after her."""
    s = t - START
    if t < 370:
        return SPEED * s
    u = min((t - 370) / 14, 1)
    stayed = SPEED * 22 + SPEED * (t - 370) - (SPEED - 4.0) * (14 * u * u / 2 + max(0.0, t - 384))
    return stayed + 700 * max(0.0, (t - 405) / 11) ** 3


THUDS = (
    Burst(
        CRASH, (STACK + 20, FLOOR - 110), 46, (3, 15), -35, 75, 0.55, 0.02, (22, 46), (6, 15), FLOOR + 8, (20, 90), 5
    ),
    Burst(
        CRASH + 5,
        (STACK + 120, FLOOR - 30),
        26,
        (2, 10),
        -60,
        80,
        0.5,
        0.02,
        (18, 40),
        (5, 12),
        FLOOR + 10,
        (60, 20),
        6,
    ),
)
CLOUDS = (
    Burst(CRASH, (STACK + 30, FLOOR - 60), 26, (1, 8), -50, 100, -0.02, 0.1, (26, 52), (16, 34), None, (30, 60), 7),
    Burst(CRASH + 6, (STACK + 130, FLOOR - 8), 22, (1, 6), -80, 90, -0.02, 0.1, (26, 50), (14, 30), None, (80, 6), 9),
)
HIT = Pose(
    hip=(-10, -44),
    lean=-14,
    curl=-10,
    nod=-16,
    far_arm=(120, -10),
    near_arm=(110, -20),
    near_foot=(-22, -8, 20),
    far_foot=(26, -30, -30),
)
DOWN = Pose(
    hip=(-4, -22),
    lean=70,
    curl=18,
    nod=-30,
    far_arm=(120, 20),
    near_arm=(60, 30),
    near_foot=(-48, -8, 80),
    far_foot=(-40, -10, 70),
)


def far(c: skia.Canvas, t: float) -> None:
    if t < CLOSE:
        market.street(c, 2700 + camera(t))
        return
    c.drawRect(box(0, 0, W, HIGH), paint(shader=linear((0, 0), (0, HIGH), [NIGHT, INDIGO, 0xFF4A2352, 0xFF6E2C38])))


def wide(c: skia.Canvas, t: float) -> None:
    cam = camera(t)
    repeated(c, smear(), -2300 - cam)
    repeated(c, market.ground(), -cam)
    hits = STACK - 34
    place = hits - SPEED * (CRASH - t) if t < CRASH else hits + 26 * shaped((t - CRASH) / 10, "out")
    if t < CRASH:
        pose = replace(runs(t, SPEED, 1.85, 356, who=guard, period=20, lean=20, bounce=5), far_arm=(84, 6))
    else:
        pose = Poses((CRASH, HIT), (CRASH + 4, HIT), (CRASH + 12, DOWN, "in"), (CRASH + 40, DOWN))(t)
    watchman(
        c,
        place - cam,
        FLOOR,
        1.85,
        pose,
        look=Look(brow=-1 if t < CRASH else 1, mouth=0.9, eyes=1.4),
        beam=(-3 + 4 * float(np.sin(t / 3)), 420, 0.6) if t < CRASH else None,
        cap=t < CRASH + 2,
    )
    for x, y, vx, vy, spin, late in crates():
        s = max(0.0, t - CRASH - late)
        u, rise, turn = STACK + x, y, 0.0
        if s:
            rise = y + vy * s - 0.5 * 0.85 * s * s
            turn, u = spin * s, u + vx * s
            if rise < 0:  # it has come down: it stays, on a side
                landed = (vy + np.sqrt(vy * vy + 2 * 0.85 * y)) / 0.85
                rise, turn, u = (
                    0.0,
                    round(spin * landed / 90) * 90.0 + 4,
                    STACK + x + vx * landed + 8 * (1 - np.exp(-(s - landed) / 4)),
                )
        c.save()
        c.translate(u + SIZE / 2 - cam, FLOOR + 2 - rise - SIZE / 2)
        c.rotate(turn)
        c.drawImage(crate(), -SIZE / 2 - 3, -SIZE / 2 - 3, skia.SamplingOptions(skia.FilterMode.kLinear))
        c.restore()
    c.save()
    c.translate(-cam, 0)
    for cloud in CLOUDS:
        dust(c, cloud, t, 0x88D9A070)
    for thud in THUDS:
        splinters(c, thud, t, (0xFFD99A58, 0xFF9A5634, 0xFF6A3028, CREAM))
    c.restore()
    back = 354 < t < 372 or t > 379
    turn = 1.0 if t < 352 else float(np.clip(1 - (t - 352) / 1.5, -1, 1)) if t < 372 else (1.0 if t < 378 else -1.0)
    pose = runs(t, SPEED, SCALE, 350, lean=12 if back else 16)
    wind = lambda f: (-8.5 - 1.5 * float(np.sin(f / 3)), -1.0)  # noqa: E731
    look = Look(turn=turn, eyes=1.4 if back else 1.0, brow=0.9 if back else -0.3, mouth=0.4 + 0.3 * (t > CRASH))
    courier(
        c,
        t,
        575 + SPEED * (t - START) - cam,
        FLOOR + 2,
        SCALE,
        pose,
        look=look,
        wind=wind,
        rims=(
            Rim(AMBER, -1.0, -1.0, 0.85),
            Rim(0xFF6A8CFF, 0.9, -0.7, 0.35),
            Rim(0xFFE8F4FF, -1.4, 0, 0.4 if t < CRASH else 0),
        ),
    )
    repeated(c, market.near(), 1240 - 1.85 * cam)


@cache
def bokeh(wide: int = 2200) -> skia.Image:
    """The market far out of focus."""

    def draw(c: skia.Canvas) -> None:
        r = np.random.default_rng(3)
        for k in range(70):
            x, y, s = r.uniform(0, wide), r.uniform(10, 330), r.uniform(12, 46)
            colour = (ORANGE, RED, AMBER, RUST)[k % 4]
            a = r.uniform(0.14, 0.42)
            stops = [see_through(colour, a), see_through(between(colour, CREAM, 0.2), a), see_through(colour, 0)]
            c.drawCircle(x, y, s, paint(shader=radial((x, y), s, stops, [0, 0.86, 1])))
        for k in range(9):
            x = wide * (k + 0.2) / 9
            c.drawRect(
                box(x, 190, 150, 210), paint(shader=linear((0, 190), (0, 400), [0x66E2742C, 0x99401428]), blur=34)
            )

    return bake(stalls.wrapped(draw, wide), wide)


def close(c: skia.Canvas, t: float) -> None:
    late = 1 - ease((t - CLOSE + 6) / 15)
    slide = 26 * t + 1500 * late
    repeated(c, bokeh(), -slide)
    coming = shaped((t - 450) / 20, "in")
    lamp(c, 900, 180, 560, PALE, 0.75 * coming)
    pose = runs(t, SPEED, SCALE, 350, lean=11)
    wind = lambda f: (-8.5 - 1.5 * float(np.sin(f / 3)), -1.0)  # noqa: E731
    warned = t >= 454
    back = t < 442
    turn = -1.0 if back else float(np.clip(-1 + (t - 442) / 1.5, -1, 1))
    shut = 0.1 if 443 <= t < 445 else 1.0
    look = Look(
        turn=turn,
        eyes=(1.25 if back else 1.7 if warned else 1.0) * shut,
        brow=1.0 if warned or back else 0.2,
        gaze=(0.5, 0.0),
        mouth=0.75 if warned else 0.3 + 0.2 * float(np.sin(t * 0.78)),
        smile=0.4,
    )
    wide_y = 668 + 0.6 * pose.hip[1] + 28
    courier(
        c,
        t,
        410 + 700 * late - 20 * coming,
        wide_y,
        5.3,
        pose,
        look=look,
        wind=wind,
        shade=between(0xFFC4A8B8, 0xFFFFFFFF, coming),
        rims=(
            Rim(AMBER, -0.9, -0.9, 0.9),
            Rim(between(0xFF6A8CFF, 0xFFF2F8FF, coming), 0.9 + 0.6 * coming, -0.5, 0.45 + 0.5 * coming),
        ),
    )
    for k, x0 in enumerate((900, 2300)):
        x = (x0 - 52 * (t - CLOSE)) % 2600 - 300
        c.drawRect(box(x, 0, 120, HIGH), paint(INK, alpha=0.85, blur=14))
        _ = k


def draw(c: skia.Canvas, t: float) -> None:
    (wide if t < CLOSE else close)(c, t)


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    fast = 404 <= f < 425
    return exposed(draw, f, 8 if fast else 4, back=far)
