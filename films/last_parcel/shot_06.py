"""Shot 6, dark: she breathes, she begs the phone; a lamp goes by outside; at 900 it rings."""

from dataclasses import replace

import numpy as np
import skia

from films.toolkit.camera import along, ease
from films.toolkit.canvas import Light
from films.toolkit.particles import Burst, dust
from films.toolkit.puppet import Pose, Poses, shaped

from . import shed
from .cast import courier
from .paper import HIGH, INK, PALE, Rim, W, between, box, exposed, lamp, paint, radial, see_through
from .pia import Look

START, END = 712, 928
STILLS = (834, 904)
RINGS = 900
BREATH = 36  # frames of one breath; everything that lives in the dark closes with it, so that the dark can be held
X, Y, SCALE = 486.0, 392.0, 3.0
LINE = (740, 800)
SYLLABLES = (742, 756, 772)  # please, don't, ring

SITS = Pose(hip=(-2, -17), lean=6, curl=16, nod=6, far_arm=(40, 60), near_foot=(16, -4, 0), far_foot=(24, -4, 0))
HUGS = replace(SITS, lean=12, curl=24, nod=4)
BEGS = replace(SITS, lean=9, curl=20, nod=24)
FREEZES = replace(SITS, hip=(-4, -17), lean=-6, curl=8, nod=-10)
SAGS = replace(SITS, hip=(-2, -16), lean=8, curl=20, nod=12)
JOLTS = replace(SITS, hip=(-2, -22), lean=-8, curl=4, nod=14)
SPRUNG = replace(SITS, hip=(-4, -24), lean=6, curl=6, nod=-8)
KEYS = Poses(
    (712, HUGS),
    (724, HUGS),
    (736, BEGS),
    (796, BEGS),
    (806, FREEZES, "out"),
    (856, FREEZES),
    (872, SAGS),
    (900, SAGS),
    (902, JOLTS, "snap"),
    (908, JOLTS),
    (913, SPRUNG, "snap"),
    (928, SPRUNG),
)
LAMP_AT = ((712, 1100), (776, 980), (800, 860), (858, -90), (872, -260))
BACK_AT = ((900, -420), (905, -300), (912, 120), (920, 330), (928, 400))


def breath(t: float) -> float:
    """-1 empty … 1 full; quick and shallow, held while the lamp is there."""
    held = shaped((t - 800) / 6) * (1 - shaped((t - 858) / 10))
    return float(np.sin(2 * np.pi * (t - RINGS) / BREATH)) * (1 - held) + 0.8 * held


def torch(t: float) -> tuple[float, float]:
    """Where the lamp outside is and how strong."""
    if t < 890:
        return float(along(t, LAMP_AT)), float(shaped((t - 774) / 16) * (1 - shaped((t - 858) / 14)))
    return float(along(t, BACK_AT)), float(shaped((t - 904) / 5))


def phone(c: skia.Canvas, hand: tuple[float, float], ring: float, shake: float) -> None:
    c.save()
    c.translate(hand[0] + shake, hand[1])
    c.rotate(-28)
    c.drawRRect(skia.RRect.MakeRectXY(box(-2.6, -10.5, 6.6, 12.5), 1.3, 1.3), paint(0xFF0A0A14))
    c.drawRect(box(-1.8, -9.2, 5.0, 9.8), paint(between(0xFF141A30, 0xFFF4FCFF, ring)))
    if ring > 0.3:
        c.drawCircle(0.7, -5.4, 1.5, paint(0xFF2BB8E8))
    c.restore()


def scene(c: skia.Canvas, t: float, rung: bool = True) -> None:
    """The shed at a moment; with `rung` False the phone keeps silent, however late it is."""
    push = 1.06 + 0.20 * float(ease((t - 712) / 120))
    c.save()
    c.translate(X - 40, 300)
    c.scale(push, push)
    c.translate(40 - X, -300)
    c.drawImage(shed.boards(), 0, 0, skia.SamplingOptions(skia.FilterMode.kLinear))
    c.drawRect(box(-50, -50, 960, 500), paint(INK, alpha=0.42))
    at, power = torch(t) if rung or t < RINGS else (-420.0, 0.0)
    settle = 0.6 + 0.4 * shaped((t - 712) / 30)  # the eye grows used to the dark
    shed.light_through(c, at, power, 0.5 * settle)
    c.drawCircle(600, 120, 420, paint(shader=radial((600, 120), 420, [0x2A6A80E8, 0x006A80E8]), mode="plus"))
    c.drawImage(shed.clutter(), 0, 0)
    ring = shaped((t - RINGS + 0.6) / 0.9) * (0.86 + 0.14 * float(np.sin(2.2 * t))) if rung and t >= RINGS else 0.0
    pose = KEYS(t) if rung else KEYS(min(t, RINGS - 0.01))
    b = breath(t)
    pose = replace(pose, hip=(pose.hip[0], pose.hip[1] - 0.25 * b), curl=pose.curl - 1.6 * b, lean=pose.lean - 0.8 * b)
    tremble = 0.35 * float(np.sin(2 * np.pi * t / 4)) * power
    speaking = max(float(np.exp(-(((t - s - 5) / 4.5) ** 2))) for s in SYLLABLES) if LINE[0] <= t < LINE[1] else 0.0
    blink = any(k <= t % 72 < k + 3 for k in (20,)) or 862 <= t < 870
    frightened = power > 0.15 or ring > 0
    look = Look(
        eyes=0.08 if blink and not frightened else 1.55 if frightened else 1.05,
        gaze=(0.4, 0.9) if 734 < t < 796 or (ring and t < 908) else (0.9, 0.0),
        brow=1.0 if frightened or 734 < t < 800 else 0.5,
        mouth=0.85 * speaking + (0.55 if ring else 0.12 * max(0.0, -b)),
    )
    shake = 0.9 * float(np.sin(t * 5.1)) if ring else 0.0
    held = (19.5 + tremble, -33.0) if t > 728 else (13.0, -30.0)
    u = shaped((t - 726) / 9)
    lift = shaped((t - RINGS) / 2) * (rung and t >= RINGS)
    hand = (9 + (held[0] - 9) * u, -24 + (held[1] + 24 - 4 * lift) * u)
    cold = Rim(0xFF7E92F0, -1.1, -0.8, 0.55 * settle)
    edge = Rim(PALE, 1.0 if at < X else -1.0, -0.5, 0.8 * power)
    glow = Rim(0xFFCFF4FF, 1.5, 0.6, 0.95 * ring)
    shade = between(between(0xFF2E3262, 0xFF4C5288, settle), 0xFF9CB8D8, 0.55 * ring)
    # she sits with her back to the crates, looking at the door, on our left
    courier(
        c,
        0.0,
        X + tremble * 2,
        Y,
        SCALE,
        pose,
        flip=True,
        wind=lambda f: (0.0, 0.4),
        rims=(cold, edge, glow),
        shade=shade,
        look=look,
        carry="hug",
        hands=(None, hand),
        prop=None,
        lit=shed.across(at, power, X, SCALE, True),
        flare=0.0,
    )
    px, py = X - SCALE * hand[0], Y + SCALE * hand[1]
    c.save()
    c.translate(px, py)
    c.scale(-SCALE, SCALE)
    phone(c, (0, 0), ring, shake)
    c.drawCircle(-0.4, 0.6, 3.0, paint(between(0xFF3A2A38, 0xFFE8B090, 0.7 * ring)))
    c.restore()
    if ring:
        lamp(c, px, py - 16, 330, 0xFF9CE4FF, 0.8 * ring)
        for k in range(3):
            age = ((t - RINGS) / 9 - k / 3) % 1.0
            if t - RINGS < 3 * k:
                continue
            r = 26 + 70 * age
            for side in (200, -20):
                arc = skia.Path()
                arc.addArc(skia.Rect.MakeLTRB(px - r, py - 18 - r, px + r, py - 18 + r), side - 34, 68)
                c.drawPath(arc, paint(0xFFD8F8FF, alpha=0.75 * (1 - age), stroke=4.5 * (1 - age) + 1))
    mouth = (X - SCALE * 22, Y - SCALE * 47)
    for k in range(-1, 2):  # her breath, seen
        began = RINGS + BREATH * (np.floor((t - RINGS) / BREATH) + k) + 11
        if 800 <= began < 858 or (rung and began >= RINGS):
            continue
        dust(
            c,
            Burst(began, mouth, 6, (0.7, 2.2), 195, 22, -0.012, 0.05, (24, 36), (7, 13), None, (2, 2), 50),
            t,
            0x2AC8D4FF,
        )
    shed.motes(c, t, at, power)
    c.restore()
    edges = [0x00000000, see_through(INK, 0.0), see_through(INK, 0.75)]
    c.drawRect(box(0, 0, W, HIGH), paint(shader=radial((X - 20, 220), 560, edges, [0, 0.45, 1])))


def draw(c: skia.Canvas, t: float) -> None:
    scene(c, t)


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    return exposed(draw, f, 5 if 900 <= f < 905 else 1 if f < 904 else 2)
