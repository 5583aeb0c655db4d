"""The bud. It is shut and still; at 1056 it stirs and the first blue light breaks out; then it opens to the dark."""

import numpy as np

from films.first_bloom import flower, tray
from films.toolkit.camera import Camera, ease
from films.toolkit.canvas import Light, blur, smooth, xx, yy
from films.toolkit.lens import confusion, defocus, motes, stamp, streak
from films.toolkit.mesh import under

START, END = 1030, 1152
STILLS = (1060, 1140)
OPENS = 1056  # the first petal moves, the first blue light
LAMP_AT = np.array([26.0, 12.0, 17.0])
WARM = flower.AMBER * 0.78
FILL = np.array([0.010, 0.013, 0.019])


def camera(f: float) -> Camera:
    t = ease(0.06 + 0.94 * (f - START) / (END + 20 - START))
    turn = np.radians(-76 + 10 * t)
    away, high = 15.6 + 3.2 * t, 11.4 + 5.8 * t
    eye = np.array([away * np.cos(turn), away * np.sin(turn), high])
    return Camera(eye, np.array([1.3 - 0.5 * t, 0.0, 9.2 - 0.1 * t]), 39)


def opening(f: float) -> np.ndarray:
    """How far each petal has opened, outermost first: each lets go a little after the one outside it."""
    if f < OPENS:
        return np.zeros(flower.PETALS)
    q = np.linspace(0, 1, flower.PETALS)
    t = (f - OPENS + 1) / 84
    o = np.clip((t - 0.26 * q) / 0.76, 0, 1)
    first = 0.055 * smooth(-2, 4, f - OPENS + 1) * (1 - q)  # the husk gives way in the very first frames
    return np.clip(o * o * (3 - 2 * o) * 0.97 + first, 0, 1)


def glow(f: float) -> float:
    """The flower's own light: there at once, faint, then growing with the petals; it breathes once open."""
    if f < OPENS:
        return 0.0
    t = f - OPENS + 1
    rise = 0.20 * smooth(-2, 3, t) + 0.80 * smooth(2, 66, t)
    return float(rise * (1 + 0.03 * np.sin(t * 0.10)))


def frame(f: int) -> Light:
    seen_from = camera(f)
    o, g = opening(f), glow(f)
    ground, lit = tray.ground(0.9)
    view = ground.view(seen_from, near=4.0, far=80)
    depth = view.depth()
    heart = np.array([0, 0, flower.STEM + 1.6])
    focus = float(seen_from.project(heart)[2])
    blue = 0.65 * flower.BLUE + 0.35 * flower.CORE
    light = tray.soil_light(view, lit, WARM * 0.55, ((0.0, 0.0, 6.5, 46.0 * g, 60.0), blue))
    wide = np.hypot(view.reduce(view.x), view.reduce(view.y))
    inside = smooth(17.5, 13.0, np.where(np.isfinite(depth), wide, 99))
    light = light * inside[..., None]
    hx, hy, _ = seen_from.project(heart)
    d = np.hypot(xx - hx, (yy - hy) * 1.1)
    # the house behind: hardly there by the lamp, then found by the blue light as it spreads
    lx, ly = seen_from.project(np.array([22.0, 74.0, 7.5]))[:2]
    dl = np.hypot(xx - lx, yy - ly)
    shape, bench = tray.house(seen_from, soft=4.5)
    reach = 60 + 560 * smooth(0, 80, f - OPENS) if g else 1.0
    house = shape * (1 - inside)
    light = light + (house * (0.008 + 0.11 * np.exp(-dl / 170)))[..., None] * flower.AMBER
    light = light + (house * g * 0.075 * smooth(reach * 1.25, reach * 0.35, d) * (0.5 + 0.7 * bench))[..., None] * blue
    light = light + (0.030 * np.exp(-dl / 130) + 0.008 * np.exp(-dl / 420))[..., None] * flower.AMBER
    far = np.where(inside > 0.4, np.where(np.isfinite(depth), depth, 90), 90)
    light = defocus(light, confusion(blur(far, 2.0), focus, 11.0, 12.0))
    light = light + (0.40 * smooth(30, 22, dl) * (0.72 + 0.28 * np.clip(dl / 28, 0, 1) ** 2))[..., None] * flower.AMBER
    # light hangs in the dusty air round the flower
    air = g * (0.075 * np.exp(-((d / 110) ** 2)) + 0.042 * np.exp(-d / 230))
    light = light + air[..., None] * (0.55 * flower.BLUE + 0.45 * flower.DEEP)
    how = flower.Lighting(LAMP_AT, WARM * (1 - 0.25 * g), g, FILL)
    light = under(light, flower.draw(seen_from, o, how, age=float(f - OPENS), soft=0.42))
    spread = smooth(0.1, 0.7, float(o.mean()))
    near = np.hypot(xx - hx, (yy - hy - 18) * 1.5)
    light = (
        light + (g * spread * (0.55 * np.exp(-((near / 30) ** 2)) + 0.07 * np.exp(-near / 70)))[..., None] * flower.CORE
    )

    def shine(at):
        from_heart = ((at - heart) ** 2).sum(1)[:, None]
        warm = flower.AMBER * 3.4 * smooth(-10, 16, at[:, :1])
        return warm + g * 90 / (from_heart + 14) * (0.6 * flower.CORE + 0.5 * flower.BLUE)

    box = (np.array([-13.0, -10.0, 1.5]), np.array([14.0, 16.0, 18.0]))
    light = motes(
        light, seen_from, f, box, shine, 130, 0.85, focus, seed=7, drift=(0.008, 0.004, 0.012), wander=0.5, blur=9
    )
    if g:  # pollen lets go of the heart and rises
        light = pollen(light, seen_from, f, g, focus)
    return streak(light, 1.05, 150, 0.018 * g) if g else light


def pollen(light: Light, seen_from: Camera, f: int, g: float, focus: float) -> Light:
    """Points of light that leave the heart from 1070 on, climb, and spread."""
    r = np.random.default_rng(71)
    for n in range(70):
        born = 1070 + 80 * (n / 70) + 3 * r.random()
        a, out, up, size = r.random() * 6.28, 0.035 + 0.07 * r.random(), 0.045 + 0.055 * r.random(), 0.5 + r.random()
        sway = r.random(2) * 6.28
        t = f - born
        if t <= 0:
            continue
        way = 1.2 * out * t**0.82
        at = np.array(
            [
                way * np.cos(a) + 0.2 * np.sin(0.06 * t + sway[0]),
                way * np.sin(a) + 0.2 * np.sin(0.05 * t + sway[1]),
                8.4 + up * t**0.95,
            ]
        )
        x, y, deep = seen_from.project(at)
        power = 1.7 * size**2 * smooth(0, 10, t) * smooth(95, 40, t) * g
        stamp(
            light,
            float(x),
            float(y),
            0.8 + 8.0 * abs(1 - focus / deep),
            power * (0.6 * flower.CORE + 0.4 * flower.BLUE) * 3,
        )
    return light
