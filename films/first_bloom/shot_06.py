"""Shot 6, Jon returns: the door opens a slit of light, he comes down the aisle with the key, and he stops.

Nothing is cut at 936. The turn is in the body: until 935 he walks; at 936 the pelvis stands still, the weight
comes back onto the heels, the shoulders sink; then the key goes down and the head tilts.
"""

from functools import cache

import numpy as np
import skia
from scipy.ndimage import gaussian_filter

from films.toolkit.canvas import H, Light, W, rgb
from films.toolkit.figure import Pose
from films.toolkit.hands import HOLD, RELAXED
from films.toolkit.people import body_solids, draw, shadow, soften, stepping
from films.toolkit.sculpt import Cloth, Sculpture
from films.toolkit.stage import Camera, Keys, drift, ease, vec

from . import jon, mara
from .greenhouse import Lamp, Stage, layer
from .people import bounce, sources, tag_light
from .sky import stars

START, END = 908, 1030
STOPS = 936
FAR_END = 13.2  # the last tray of the row by the door stands this much deeper than in the other shots
CAMERA = Camera((0.36, 1.20, 16.75), (0.25, 1.24, 21.0), 700)
DOORLIGHT = rgb("#d4dad6")
GREEN = Cloth((0.10, 0.30, 0.07), shine=0.3, tight=20, relief=0.0, soft=0.4, glow=(0.004, 0.014, 0.002))


@cache
def stage() -> Stage:
    door = [
        Lamp((-0.42, 1.45, 22.95), tuple(DOORLIGHT * 5.0), 8, down=1.0, size=0.35, aim=(0.16, -0.30, -0.94), wide=0.35),
        Lamp((-0.42, 1.75, 22.9), tuple(DOORLIGHT * 1.0), 8, down=0.0, size=0.3),
    ]
    return Stage(CAMERA, door, last=(1.25, 2.42, 18.9))


@cache
def sky() -> np.ndarray:
    return stars(CAMERA, 1.2)


DOOR = Keys((908, 0.16), (926, 0.62), (945, 0.62), (990, 0.30))
ROOT_Z = 20.95  # where he stops


def root(f: float) -> np.ndarray:
    """The pelvis: two heavy steps, then still. Sideways and upward it sways over the standing foot until 935."""
    g = min(f, STOPS - 1)
    left = STOPS - 1 - g
    z = ROOT_Z + 0.060 * left - 0.0006 * max(0.0, left - 20) ** 2
    phase = (g - 908) / 14 * np.pi
    still = 1.0
    back = 0.0
    if f >= STOPS:  # from here on only the settle: down and a little back, slower than one frame's eye can see at first
        t = (f - STOPS) / 26
        back = 0.018 * ease(t)
        still = 1.0
    bob = 0.020 * abs(np.sin(phase)) * still - 0.012
    return vec(-0.33 + 0.022 * np.sin(phase + 0.6), 0.962 + bob - 0.012 * ease((f - STOPS) / 22), z + back)


FEET_R = ((904, 917, (-0.45, 0.09, 21.72)), (927, 936, (-0.47, 0.09, 21.00)))
FEET_L = ((915, 929, (-0.20, 0.09, 20.86)),)
LEAN = Keys((908, 9), (930, 9), (935, 8.5), (938, 10.0), (950, -1.5), (964, 1.0), (1000, 3.5), (1030, 5))
SHRUG = Keys((908, 0.010), (935, 0.014), (938, 0.016), (954, -0.034), (966, -0.026), (1030, -0.030))
HUNCH = Keys((908, 8), (935, 8), (939, 10), (954, 3), (975, 7), (1030, 9))
HEAD = Keys(
    (908, (0, 14, 0)),
    (928, (2, 12, 0)),
    (934, (-6, 10, 0)),
    (941, (-14, 6, 0)),
    (956, (-16, 10, 2)),
    (982, (-18, 16, 9)),
    (1030, (-20, 18, 11)),
)
# the key hand beside the hip: it swings, hangs on, then comes down
KEY_HAND = Keys(
    (908, (0.27, -0.02, -0.34)),
    (922, (0.27, 0.02, -0.30)),
    (934, (0.26, 0.08, -0.36)),
    (944, (0.26, 0.09, -0.35)),
    (958, (0.26, 0.07, -0.34)),
    (1002, (0.28, -0.19, -0.08)),
    (1030, (0.28, -0.19, -0.06)),
)
KEY_TURN = Keys((908, (-0.05, -0.45, -0.9)), (950, (-0.05, -0.35, -0.95)), (1002, (0.0, -1.0, -0.12)))


def hem(f: float) -> float:
    """The coat trails while he walks; when he stops it swings on, and back, and hangs."""
    if f < STOPS:
        return -0.055
    t = f - STOPS
    return float(-0.055 * np.cos(t / 4.6) * np.exp(-t / 9.0))


def pose(f: float) -> Pose:
    swing = np.sin((f - 908) / 14 * np.pi + 0.5) * (1 - ease((f - 930) / 16))
    return Pose(
        root=root(f),
        yaw=180 + 4 * swing,
        lean=float(LEAN(f)),
        hunch=float(HUNCH(f)),
        side=2.2 * swing,
        twist=-5 * swing,
        shrug=float(SHRUG(f)),
        breath=float(Keys((934, 0.2), (940, 1.0), (962, -0.8), (985, 0.3), (1010, -0.3))(f)),
        head=HEAD(f),
        foot_l=stepping(f, (-0.21, 0.09, 22.30), FEET_L, 0.09),
        foot_r=stepping(f, (-0.45, 0.09, 22.75), FEET_R, 0.09),
        toe=14,
        hand_l=root(f) + vec(0.27, -0.16, -0.02 + 0.16 * swing),
    )


def sleeping(f: float) -> Pose:
    """Mara where the night left her, breathing as sleepers do."""
    breath = np.sin((f - START) / 17.0)
    return Pose(
        root=vec(0.545, 0.532, 5.42 + FAR_END),
        yaw=90,
        lean=44 + 0.4 * breath,
        hunch=24 + 0.8 * breath,
        breath=1.2 * breath,
        head=(88, 8 + 0.6 * breath, -62),
        shrug=0.02,
        hand_r=vec(0.84, 0.62, 5.30 + FAR_END),
        hand_l=vec(1.13, 0.915, 5.24 + FAR_END),
        elbow_l=(-0.9, -0.15, 0.3),
        elbow_r=(0.9, -0.15, 0.3),
        knee=(0.25, 0.5, 1.0),
        foot_l=vec(0.80, 0.09, 5.56 + FAR_END),
        foot_r=vec(0.70, 0.09, 5.28 + FAR_END),
        eyes=0.0,
    )


def green_tip() -> Sculpture:
    s = Sculpture()
    base = vec(1.08, 0.86, 18.35)
    s.add(base, base + vec(0.004, 0.030, 0), 0.0045, 0.0035, cloth=GREEN, melt=0.004)
    s.add(base + vec(0.004, 0.030, 0), base + vec(-0.006, 0.052, 0.004), 0.0042, 0.0012, cloth=GREEN, melt=0.004)
    s.add(
        base + vec(0.004, 0.026, 0),
        base + vec(0.016, 0.040, 0.002),
        0.0034,
        0.0010,
        cloth=GREEN,
        melt=0.004,
        flat=0.5,
        across=(0, 1, 0),
    )
    return s


def doorway(light: Light, cam: Camera, wide: float) -> Light:
    """The slit of light at the end of the aisle, and its long mirror in the wet floor."""
    x0, x1 = -0.72, -0.72 + wide
    corners = cam.project([(x0, 2.3, 23.2), (x1, 2.3, 23.2), (x1, 0.0, 23.2), (x0, 0.0, 23.2)])

    def draw_slit(c: skia.Canvas) -> None:
        path = skia.Path()
        path.addPoly([skia.Point(float(x), float(y)) for x, y, _ in corners], True)
        c.drawPath(path, skia.Paint(AntiAlias=True, Color=0xFFFFFFFF))

    slit = layer(draw_slit)[..., 3]
    xs, base = corners[:, 0], corners[2, 1]
    halo = gaussian_filter(slit, 3.0) * 0.5 + gaussian_filter(slit[::2, ::2], 14).repeat(2, 0).repeat(2, 1) * 1.2
    light = light * (1 - slit[..., None]) + slit[..., None] * (DOORLIGHT * 1.15) + halo[..., None] * (DOORLIGHT * 0.30)
    y = np.arange(H)[:, None] - base
    wander = 2.5 * np.sin(np.arange(H)[:, None] * 0.31) + 1.7 * np.sin(np.arange(H)[:, None] * 0.83)
    mid, half = xs.mean(), abs(xs[1] - xs[0]) / 2 + 1.0
    px = np.arange(W)[None]
    spread = half * (1 + 0.010 * np.maximum(y, 0)) + 1.5
    streak = np.exp(-(((px - mid - wander) / spread) ** 2)) * np.exp(-np.maximum(y, 0) / 75) * (y > 0)
    return light + (streak * 0.34)[..., None] * DOORLIGHT


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    push = (f - START) / (END - START)
    zoomed = {"scale": 1.0 + 0.06 * push, "px": 395.0, "py": 250.0}
    wide = float(DOOR(f))
    w = [0.95 + 0.03 * drift(f, 3, 25), 0, 0, 0, 0, 0, 0, 1.6, 0.35 + 0.9 * wide]
    light, depth, cam = stage().light(w, sky(), **zoomed)
    light = doorway(light, cam, wide)
    p = pose(f)
    k, t = KEY_HAND(f), KEY_TURN(f)
    hand = p.root + vec(-k[0], k[1], k[2])
    s, j, tag = jon.model(
        p.but(hand_r=hand),
        grips=(RELAXED, HOLD),
        key_along=tuple(t),
        sway=0.030 * np.sin((f - 911) / 14 * np.pi) * (1 - ease((f - 932) / 30)),
        drag=hem(f),
        palms=((0.9, 0, -0.2), (-0.9, -0.2, 0.1)),
    )
    shadow(light, depth, cam, (-0.42, 1.75, 22.9), body_solids(j, 1.25), strength=0.75)
    shadow(light, depth, cam, (1.25, 2.42, 18.9), body_solids(j, 1.25), strength=0.4)
    lit = [*sources(stage(), w, vec(-0.3, 1.3, 21.0), 4, 2), bounce(3.0, FAR_END)]
    light = draw(
        light, s, cam, lit, depth, ambient=(0.016, 0.020, 0.026), fog=0.012, fog_colour=tuple(DOORLIGHT * 0.16)
    )
    light = tag_light(light, cam, tag, depth)
    light = stage().bulbs(light, cam, w, range(7))
    # the foreground, out of focus: the tray, the sleeper, and what has come up beside her
    light = soften(light, depth, 2.3, 3.3, 5.0)
    m, _ = mara.model(sleeping(f), palms=((0.2, -1, 0.1), (-0.2, -1, 0.1)), bends=(None, None))
    near = sources(stage(), w, vec(0.8, 1.0, 18.6), 4, 1)
    light = draw(light, m, cam, near, None, ambient=(0.016, 0.020, 0.026), blur=3.4)
    return draw(light, green_tip(), cam, near, None, blur=1.4)
