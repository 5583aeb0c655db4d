"""Shot 3, tracking through the stalls: Pia runs, the guard is behind her; at 257 her hand is on a fruit stall."""

from dataclasses import replace
from functools import cache

import numpy as np
import skia

from films.toolkit.canvas import Light
from films.toolkit.particles import Burst, dust, splinters
from films.toolkit.puppet import Pose, Poses, contacts, shaped

from . import guard, market
from .cast import courier, runs, watchman
from .paper import AMBER, CREAM, ORANGE, RED, RUST, Rim, bake, between, box, exposed, linear, paint, repeated
from .pia import Look

START, END = 180, 348
STILLS = (212, 259)
VAULT = 257
SPEED, SCALE, FLOOR = 13.5, 1.62, 366
SMEAR, VEIL = 7.0, 0.2  # pixels the stalls are drawn out by, and how much darker they are
LEAVES, LANDS, RUNS_ON = 250, 270, 275  # her last step before the stall, her first after it, and in her stride again
ORIGIN, AGAIN = LEAVES - 80, RUNS_ON - 4  # phase of her cycle before and after
STEPS = {
    "pia": (*contacts(180, LEAVES + 1, 16, ORIGIN), LANDS, *contacts(AGAIN + 8, 348, 16, AGAIN)),
    "guard": tuple(contacts(190, 262, 20, 190)),
}
TABLE = 64  # height of the stall in pixels
STALL = 3.0  # where it stands against her place at 257, in pixels

DIPS = Pose(hip=(-3, -37), lean=24, curl=10, nod=-18, far_arm=(-50, 40), near_foot=(-2, -4, 0), far_foot=(-22, -16, 60))
SPRINGS = Pose(
    hip=(0, -64), lean=22, curl=4, nod=-10, far_arm=(60, 10), near_foot=(-20, -18, 55), far_foot=(20, -44, 10)
)
PLANTS = Pose(
    hip=(-4, -82), lean=34, curl=12, nod=-26, far_arm=(12, 4), near_foot=(-26, -58, 70), far_foot=(22, -74, 20)
)
OVER = Pose(hip=(6, -92), lean=8, curl=14, nod=-8, far_arm=(-46, 8), near_foot=(32, -82, 6), far_foot=(38, -92, 0))
FALLS = Pose(hip=(2, -72), lean=-6, curl=6, nod=4, far_arm=(100, 20), near_foot=(20, -30, -12), far_foot=(30, -44, -8))
SINKS = Pose(hip=(-2, -33), lean=30, curl=12, nod=-22, far_arm=(40, 60), near_foot=(10, -4, 0), far_foot=(-14, -8, 30))


@cache
def fruit_stall() -> skia.Image:
    """A table of oranges, heaped in three pyramids."""

    def draw(c: skia.Canvas) -> None:
        for x in (14, 150):
            c.drawRect(box(x, 46, 8, 66), paint(0xFF2A1420))
        c.drawRect(box(4, 48, 164, 38), paint(shader=linear((0, 48), (0, 86), [0xFFB4402C, 0xFF4A1A2C])))
        for k in range(9):
            c.drawRect(box(4 + 18.2 * k, 48, 9, 38), paint(CREAM, alpha=0.5 if k % 2 else 0.18))
        c.drawRect(box(0, 44, 172, 7), paint(0xFF9C5636))
        for centre, colour in ((34, ORANGE), (140, 0xFFB8C43E)):
            for row in range(3):
                for k in range(4 - row):
                    x, y = centre + (k - (3 - row) / 2) * 13, 38 - row * 10.5
                    c.drawCircle(x, y, 7, paint(between(colour, RUST, 0.25)))
                    c.drawCircle(x - 1.6, y - 2, 3, paint(CREAM, alpha=0.5))

    return bake(draw, 176, 116)


@cache
def smear() -> skia.Image:
    """The row of stalls as it looks at a run: drawn out along the way, a little darker, so that it never flickers."""
    row = market.row()

    def draw(c: skia.Canvas) -> None:
        for x in (-row.width(), 0, row.width()):
            c.drawImage(row, x, 0, skia.SamplingOptions(), skia.Paint(ImageFilter=skia.ImageFilters.Blur(SMEAR, 0.4)))
        c.drawRect(box(0, 0, row.width(), 400), paint(0xFF2A1030, alpha=VEIL, mode="atop"))

    return bake(draw, row.width())


def camera(t: float) -> float:
    return 300 + SPEED * (t - START) + 26 * float(np.sin((t - 200) / 37))


def place(t: float) -> float:
    """Pia's own place along the street."""
    return 300 + SPEED * (t - START) + 400 + 26 * float(np.sin((t - 236) / 37))


AT = place(VAULT)
THROWN = (
    Burst(
        VAULT, (AT - 28, FLOOR - TABLE - 14), 22, (3, 11), -70, 60, 0.62, 0.01, (40, 60), (5, 7), FLOOR - 2, (26, 8), 3
    ),
    Burst(
        VAULT, (AT + 34, FLOOR - TABLE - 14), 16, (2, 9), -80, 60, 0.62, 0.01, (40, 60), (5, 7), FLOOR - 2, (26, 8), 4
    ),
)


def posed(t: float) -> Pose:
    if t < LEAVES - 4:
        return runs(t, SPEED, SCALE, ORIGIN)
    if t >= RUNS_ON + 3:
        return runs(t, SPEED, SCALE, AGAIN)
    before, after = runs(min(t, LEAVES), SPEED, SCALE, ORIGIN), runs(max(t, RUNS_ON), SPEED, SCALE, AGAIN)
    keys = Poses(
        (LEAVES - 4, before),
        (LEAVES, DIPS, "out"),
        (LEAVES + 3, SPRINGS, "in"),
        (VAULT, PLANTS, "even"),
        (VAULT + 6, OVER),
        (LANDS - 3, FALLS),
        (LANDS + 1, SINKS, "in"),
        (RUNS_ON + 3, after),
    )
    return keys(t)


def far(c: skia.Canvas, t: float) -> None:
    market.street(c, camera(t))


def draw(c: skia.Canvas, t: float) -> None:
    cam = camera(t)
    repeated(c, smear(), -cam)
    repeated(c, market.ground(), -cam)
    chase = shaped((t - 192) / 26) * (1 - shaped((t - 247) / 18)) + 0.9 * shaped((t - 306) / 24)
    gx = -190 + 250 * chase
    if chase > 0.02:
        pose = runs(t, SPEED, 1.6, 190, who=guard, period=20, lean=17, bounce=5.5)
        aim = replace(pose, far_arm=(82, 6))
        watchman(
            c,
            gx,
            FLOOR + 3,
            1.6,
            aim,
            look=Look(brow=-1, mouth=0.6, eyes=1.2),
            beam=(-4 + 3 * float(np.sin(t / 3.1)), 470, 0.75),
            flare=7,
        )
    x = AT + STALL - cam
    c.drawImage(fruit_stall(), round(x - 88), FLOOR - TABLE - 46)
    pose = posed(t)
    hands = (None, None)
    if LEAVES + 2 < t < VAULT + 5:  # the hand stays where it was put
        hold = (AT + 4 - place(t)) / SCALE
        u = shaped((t - LEAVES - 2) / (VAULT - LEAVES - 2.5))
        hands = (None, (14 + (hold - 14) * u, -70 + (70 - 1.0 * TABLE / SCALE) * u * 1.0))
    back = 212 < t < 236 or 318 < t < 338
    effort = LEAVES - 3 < t < LANDS
    look = Look(
        turn=-1 if back else 1,
        eyes=1.3 if back else (0.75 if effort else 1.0),
        brow=0.8 if back else (-0.6 if effort else 0.0),
        mouth=0.35 + 0.25 * float(np.sin(t * 0.78)),
    )

    def wind(f):
        return (
            -8.5 - 1.5 * float(np.sin(f / 3)),
            -1.0 if f < VAULT else (1.5 if f < VAULT + 7 else -4.0 if f < LANDS + 2 else -1.0),
        )

    beam = Rim(0xFFE8F4FF, -1.5, 0.0, 0.55 * chase)
    courier(
        c,
        t,
        place(t) - cam,
        FLOOR,
        SCALE,
        pose,
        look=look,
        wind=wind,
        hands=hands,
        rims=(Rim(AMBER, -1.1, -1.1, 0.85), Rim(0xFF6A8CFF, 1.0, -0.7, 0.35), beam),
    )
    c.save()
    c.translate(-cam, 0)
    for burst in THROWN:
        splinters(c, burst, t, (ORANGE, between(ORANGE, RED, 0.4), 0xFFB8C43E, AMBER), slim=1)
    dust(
        c,
        Burst(LANDS, (place(LANDS) + 8, FLOOR), 9, (1, 3.5), -90, 80, 0, 0.12, (10, 20), (6, 12), None, (10, 2), 8),
        t,
        0x66E8B080,
    )
    c.restore()
    repeated(c, market.near(), 700 - 1.85 * cam)


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    return exposed(draw, f, 4, back=far)
