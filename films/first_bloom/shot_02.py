"""Shot 2, empty trays: Jon has come for the power; Mara asks for one more night."""

from functools import cache

import numpy as np
import skia
from scipy.ndimage import gaussian_filter

from films.toolkit.canvas import H, Light, W, over, rgb
from films.toolkit.figure import Pose
from films.toolkit.hands import HOLD, RELAXED
from films.toolkit.people import body_solids, draw, shadow, stepping
from films.toolkit.sculpt import Source
from films.toolkit.stage import Camera, Keys, drift, ease, vec

from . import jon, mara
from .greenhouse import WARM, Stage, layer
from .people import bounce, sources, tag_light
from .sky import stars

START, END = 192, 456
CAMERA = Camera((-0.35, 1.32, -0.6), (0.05, 1.32, 8.0), 780)

FILL = Source((-2.5, 2.2, -0.5), tuple(rgb("#8fa6c4", 1.5)))  # cold light through the glass behind us
RIM = Source((-1.5, 2.35, 6.6), tuple(WARM * 3.4))  # the near lamps of the left row, behind them both


@cache
def stage() -> Stage:
    return Stage(CAMERA)


@cache
def sky() -> np.ndarray:
    return stars(CAMERA)


@cache
def foreground() -> np.ndarray:
    """What stands close to us, out of focus: a stanchion with its pipe, and dead stems in the nearest tray."""

    def near(c: skia.Canvas) -> None:
        r = np.random.default_rng(17)
        steel = skia.GradientShader.MakeLinear(
            points=[(-40, 0), (34, 0)],
            colors=[0xFF050505, 0xFF0B0907, 0xFF2A1E12, 0xFF120D08],
            positions=[0, 0.55, 0.86, 1],
        )
        c.drawRect(skia.Rect.MakeLTRB(-60, 0, 30, H), skia.Paint(AntiAlias=True, Shader=steel))
        c.drawLine(46, 0, 52, H, skia.Paint(AntiAlias=True, StrokeWidth=7, Color=0xFF0D0A07))
        c.drawLine(48, 0, 54, H, skia.Paint(AntiAlias=True, StrokeWidth=1.6, Color=0xFF4A331C))
        stem = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeCap=skia.Paint.kRound_Cap)
        for k in range(13):
            x, tall = 660 + 17 * k + r.normal(0, 7), r.uniform(50, 175) * (0.55 + 0.5 * k / 13)
            bend, base = r.normal(-14, 26), H - 30 + r.uniform(0, 20)
            path = skia.Path()
            path.moveTo(x, base)
            path.cubicTo(x, base - tall * 0.5, x + bend * 0.3, base - tall * 0.8, x + bend, base - tall)
            path.quadTo(x + bend * 1.5, base - tall * 1.05, x + bend * 1.9 + 4, base - tall * 0.86)
            stem.setStrokeWidth(float(r.uniform(2.0, 4.2)))
            stem.setColor(int(r.choice(np.array([0xFF0C0906, 0xFF17110A, 0xFF241A0F]))))
            c.drawPath(path, stem)
            for _ in range(int(r.integers(1, 4))):  # leaves that have curled and hang
                t = r.uniform(0.35, 0.95)
                lx, ly, s = x + bend * t**2, base - tall * t, r.uniform(9, 22) * r.choice([-1, 1])
                leaf = skia.Path()
                leaf.moveTo(lx, ly)
                leaf.cubicTo(lx + s * 0.6, ly - 6, lx + s * 1.1, ly + 4, lx + s, ly + abs(s) * 1.3)
                leaf.cubicTo(lx + s * 0.7, ly + abs(s) * 0.7, lx + s * 0.3, ly + 6, lx, ly)
                c.drawPath(leaf, skia.Paint(AntiAlias=True, Color=stem.getColor()))

    sheet = layer(near, W + 60, H)
    return gaussian_filter(sheet, (4.2, 4.2, 0))


def lamps(f: float) -> list[float]:
    """The lamps fail a little: a slow unsteadiness, one of the rows worse than the rest."""
    w = [1.0] + [0.85 + 0.04 * drift(f, k, 22) for k in range(6)]
    w[3] *= 0.85 + 0.10 * drift(f, 9, 9)
    return [*w, 1.0]


JON_ROOT = Keys(
    (188, (-1.02, 0.975, 3.55)),
    (224, (-0.56, 0.975, 4.55)),
    (240, (-0.60, 0.978, 4.57)),
    (256, (-0.52, 0.968, 4.60)),
    (310, (-0.54, 0.970, 4.60)),
    (384, (-0.57, 0.965, 4.59)),
    (404, (-0.62, 0.955, 4.57)),
    (428, (-0.60, 0.965, 4.52)),
    (462, (-0.78, 0.975, 3.95)),
)
JON_YAW = Keys((188, 26), (226, 48), (250, 54), (400, 54), (418, 40), (452, -128, -0.2))
JON_HEAD = Keys(
    (192, (8, 6, 0)),
    (226, (4, 10, 0)),
    (244, (10, 2, 0)),
    (262, (12, 8, 3)),
    (306, (12, 4, 0)),
    (330, (12, 8, 2)),
    (380, (12, 6, 0)),
    (398, (6, 26, -3)),
    (412, (-20, 24, -3)),
    (440, (-26, 20, 0)),
)
JON_LEAN = Keys((192, 5), (226, 3), (246, 1), (262, 6), (312, 3), (384, 2), (404, 8), (450, 7))
JON_SHRUG = Keys((192, 0.0), (240, 0.004), (256, 0.012), (312, 0.0), (384, 0.006), (402, -0.022))
# the key hand, relative to the body: hanging, lifted as he speaks, lowered as he gives in
KEY_HAND = Keys(
    (192, (0.27, -0.17, 0.10)),
    (232, (0.27, -0.18, 0.10)),
    (244, (0.27, -0.19, 0.08)),
    (262, (0.25, 0.12, 0.34)),
    (276, (0.25, 0.09, 0.33)),
    (292, (0.25, 0.13, 0.36)),
    (314, (0.25, 0.08, 0.33)),
    (384, (0.25, 0.07, 0.32)),
    (410, (0.28, -0.19, 0.06), 0.2),
)
KEY_TURN = Keys(
    (240, (0.05, -1.0, 0.10)), (262, (-0.05, -0.35, 0.95)), (384, (-0.05, -0.40, 0.95)), (410, (0.05, -1.0, 0.05))
)
JON_TALK = Keys(
    (239, 0),
    (242, 0.5),
    (247, 0.15),
    (252, 0.6),
    (258, 0.0),
    (272, 0.0),
    (276, 0.5),
    (280, 0.2),
    (285, 0.6),
    (289, 0.2),
    (294, 0.5),
    (300, 0.5),
    (306, 0.25),
    (312, 0),
)

MARA_LEAN = Keys((192, 24), (300, 22), (318, 25), (340, 10), (380, 8), (410, 12), (440, 18))
MARA_TWIST = Keys((192, 0), (322, -2), (346, 26), (384, 26), (420, 22), (448, 6))
MARA_HEAD = Keys(
    (192, (0, 34, 0)),
    (248, (0, 34, 0)),
    (262, (4, 26, 0)),
    (320, (2, 32, 0)),
    (344, (62, 8, -4)),
    (378, (64, 6, -6)),
    (404, (62, 12, -4)),
    (440, (10, 30, 0)),
)
MARA_TALK = Keys((335, 0), (338, 0.5), (344, 0.2), (349, 0.5), (355, 0.1), (361, 0.5), (370, 0.3), (378, 0))
MARA_STILL = Keys((192, 1.0), (236, 1.0), (250, 0.0), (400, 0.0), (440, 1.0))


def mara_pose(f: float) -> Pose:
    work = float(MARA_STILL(f))
    sweep = 0.05 * work * np.sin(f / 13.0)
    press = 0.012 * work * np.sin(f / 13.0 + 1.3)
    return Pose(
        root=vec(0.53 - 0.01 * work * np.sin(f / 13.0), 0.806, 5.42),
        yaw=92,
        lean=float(MARA_LEAN(f)),
        hunch=12,
        twist=float(MARA_TWIST(f)),
        breath=np.sin(f / 11.0),
        head=MARA_HEAD(f) + vec(0, 1.2 * drift(f, 2), 0),
        hand_l=vec(1.13 + sweep, 0.915 + press, 5.74),
        hand_r=vec(1.06 - 0.4 * sweep, 0.925, 5.16),
        elbow_l=(-0.8, -0.5, -0.4),
        elbow_r=(0.8, -0.5, -0.4),
        foot_l=vec(0.60, 0.09, 5.55),
        foot_r=vec(0.50, 0.09, 5.28),
        mouth=float(MARA_TALK(f)),
        eyes=1.0,
        look=(float(Keys((322, 0), (336, 12), (420, 0))(f)), 0),
    )


def jon_pose(f: float) -> Pose:
    root = JON_ROOT(f) + vec(0, 0.012 * np.sin((f - 190) / 36 * 4 * np.pi) * (1 - ease((f - 212) / 14)), 0)
    return Pose(
        root=root + vec(0.006 * drift(f, 1), 0, 0),
        yaw=float(JON_YAW(f)),
        lean=float(JON_LEAN(f)),
        hunch=6,
        side=0.8 * drift(f, 5),
        shrug=float(JON_SHRUG(f)),
        breath=np.sin(f / 13.0),
        head=JON_HEAD(f),
        mouth=float(JON_TALK(f)),
        foot_l=stepping(f, (-0.98, 0.09, 3.30), ((196, 212, (-0.72, 0.09, 4.55)), (424, 440, (-0.74, 0.09, 4.28)))),
        foot_r=stepping(f, (-0.80, 0.09, 3.75), ((210, 226, (-0.42, 0.09, 4.42)), (438, 454, (-0.58, 0.09, 3.90)))),
    )


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    push = ease((f - START) / (END - START)) * 0.5 + 0.5 * (f - START) / (END - START)
    w = lamps(f)
    light, depth, cam = stage().light(w, sky(), scale=1.0 + 0.055 * push, px=430, py=252)
    light = stage().bulbs(light, cam, w)

    m, mj = mara.model(mara_pose(f), palms=((0.3, -1, 0.2), (-0.3, -1, 0.2)), bends=(None, None))
    p = jon_pose(f)
    right = np.array([np.cos(np.radians(p.yaw)), 0, -np.sin(np.radians(p.yaw))])
    ahead = np.array([np.sin(np.radians(p.yaw)), 0, np.cos(np.radians(p.yaw))])
    k = KEY_HAND(f)
    hand = np.asarray(p.root) + right * k[0] + ahead * k[2] + vec(0, k[1] - 0.02, 0)
    t = KEY_TURN(f)
    along = right * t[0] + ahead * t[2] + vec(0, t[1], 0)
    s, jj, tag = jon.model(
        p.but(hand_r=hand),
        grips=(RELAXED, HOLD),
        sway=0.025 * np.sin((f - 200) / 9.0) * (1 - ease((f - 220) / 30)) - 0.03 * ease((f - 425) / 20),
        key_along=tuple(along),
        palms=((0.9, 0, -0.2), (-0.9, -0.2, 0.1)),
    )
    for lamp in ((-1.45, 2.5, 5.6), (1.25, 2.42, 5.6)):
        shadow(light, depth, cam, lamp, body_solids(jj, 1.25), strength=0.42)
        shadow(light, depth, cam, lamp, body_solids(mj), strength=0.42)
    shadow(light, depth, cam, (1.25, 2.42, 5.6), body_solids(mj)[-25:], plane=0.86, strength=0.45)
    haze = {"fog": 0.012, "fog_colour": tuple(WARM * 0.30)}
    draw(light, m, cam, [*sources(stage(), w, vec(0.56, 1.2, 5.4), 5, 2), bounce(1.0), FILL, RIM], depth, **haze)
    draw(light, s, cam, [*sources(stage(), w, vec(-0.56, 1.5, 4.6), 5, 2), bounce(1.0), FILL, RIM], depth, **haze)
    light = tag_light(light, cam, tag, depth)
    # the near things slide outward faster than the room: the dolly is felt there
    slide = round(26 * push * 8) / 8
    near = foreground()
    whole = int(slide)
    left = near[:, 10 + whole : 10 + whole + W // 2]
    right = near[:, 10 + W // 2 - whole : 10 + W - whole] if whole else near[:, 10 + W // 2 : 10 + W]
    part = slide - whole
    left = left * (1 - part) + near[:, 11 + whole : 11 + whole + W // 2] * part
    right = right * (1 - part) + near[:, 9 + W // 2 - whole : 9 + W - whole] * part
    return over(light, np.concatenate([left, right], 1))
