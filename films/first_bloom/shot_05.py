"""Close on the soil of the last tray. Nothing; then, at 840, the crust cracks and a green tip pushes through."""

from functools import cache

import numpy as np
import skia

from films.first_bloom import tray
from films.first_bloom.flower import Lighting, _grain, _leaf_light, tube
from films.toolkit.camera import Camera, ease
from films.toolkit.canvas import Light, blur, layer, rgb, smooth, xx, yy
from films.toolkit.lens import confusion, defocus, motes
from films.toolkit.mesh import Sheet, under

START, END = 816, 908
STILLS = (838, 896)
TIP = 840  # the first frame on which anything moves
WARM = (0.72 * tray.AMBER + 0.28 * tray.AMBER.mean()) * 0.95
LAMP_AT = np.array(tray.LAMP) * 40


def camera(f: float) -> Camera:
    t = ease(max(f - TIP, 0) / 100)  # stillness; the camera stirs when the soil does
    eye = np.array([-2.1, -10.6, 2.45]) * (1 - t) + np.array([-1.4, -9.4, 2.2]) * t
    target = np.array([0.75, 0, 1.12]) * (1 - t) + np.array([0.65, 0, 1.34]) * t
    return Camera(eye, target, 38)


def push(f: float) -> float:
    """How far the shoot has come: nothing before the tip, a first thrust that opens the crust, then steady growth."""
    if f < TIP:
        return 0.0
    thrust = 0.06 + 0.20 * smooth(-2, 9, f - TIP)
    return float(thrust + 0.74 * smooth(2, END + 14 - TIP, f - TIP) ** 0.9)


@cache
def _bend(n: int) -> np.ndarray:
    return np.linspace(0, 1, n)


def shoot(p: float) -> tuple[np.ndarray, list[np.ndarray]]:
    """The shoot when it has come p of its way: a hooked stalk, and the two folded seed leaves at its tip."""
    t = _bend(60)
    tall = 0.30 + 2.35 * p
    hook = 0.62 * smooth(0.15, 0.75, p) * (1 - 0.55 * smooth(0.7, 1.0, p))
    lean = 0.30 * p
    x = lean * t**1.5 + hook * smooth(0.62, 1.0, t) * 0.55
    z = -0.72 + tall * t - hook * smooth(0.72, 1.0, t) ** 2 * 0.40
    path = np.stack([x, 0.06 * np.sin(3 * t), z], 1)
    stalk = tube(path, 0.115 + 0.035 * smooth(0.3, 0, t) - 0.02 * smooth(0.8, 1, t), 26)
    tip, way = path[-1], path[-1] - path[-4]
    way = way / np.linalg.norm(way)
    side = np.array([0.0, 1.0, 0.0])
    up = np.cross(side, way)
    blades = []
    for sign in (-1, 1):
        u, w = np.linspace(0, 1, 50)[:, None], np.linspace(-1, 1, 27)[None]
        length = 0.52 + 0.42 * p
        wide = 0.205 * np.sin(np.pi * u**0.72) ** 0.8 + 0.09 * (1 - u)
        part = 0.22 * smooth(0.5, 1.0, p) * u
        bulge = (0.085 + 0.05 * smooth(0.4, 0.9, p)) * np.sin(np.pi * u**0.8) * np.cos(w * np.pi / 2) ** 0.7
        points = tip + (u * length - 0.10)[..., None] * way + (wide * w)[..., None] * side
        blades.append(points + (sign * (bulge + part * u**1.2))[..., None] * up)
    return stalk, blades


def lamp(light: Light, x: float, y: float) -> Light:
    """The one lamp, far out of focus: a tin shade on a cord, the bulb under it, its cone in the dusty air."""

    def shade(canvas):
        paint = skia.Paint(AntiAlias=True, Color=0xFFFFFFFF)
        path = skia.Path()
        path.moveTo(x - 50, y - 4)
        path.cubicTo(x - 40, y - 34, x - 16, y - 46, x - 7, y - 58)
        path.lineTo(x + 7, y - 58)
        path.cubicTo(x + 16, y - 46, x + 40, y - 34, x + 50, y - 4)
        path.close()
        canvas.drawPath(path, paint)
        canvas.drawLine(x, y - 58, x + 3, -20, skia.Paint(AntiAlias=True, Color=0xFFFFFFFF, StrokeWidth=4))

    d = np.hypot(xx - x, yy - y)
    bulb = smooth(25, 15, d) * (0.78 + 0.22 * np.clip(d / 22, 0, 1) ** 2)
    down = np.clip(yy - y, 0, None)
    cone = 0.075 * np.exp(-(((xx - x) / (46 + 0.75 * down)) ** 2)) * np.exp(-down / 120) * smooth(-14, 6, yy - y)
    light = light + (0.62 * bulb + cone)[..., None] * tray.AMBER
    tin = blur(layer(shade)[..., 3], 3.2)
    rim = np.exp(-(((yy - y + 5) / 5) ** 2)) * smooth(56, 40, np.abs(xx - x))
    inner = 0.012 + 0.30 * rim + 0.02 * smooth(40, -10, xx - x)
    return light * (1 - tin[..., None]) + (tin * inner)[..., None] * tray.AMBER


def frame(f: int) -> Light:
    seen_from = camera(f)
    p = push(f)
    ground, lit = tray.ground(p)
    view = ground.view(seen_from, near=1.0, far=40)
    depth = view.depth()
    focus = float(seen_from.project(np.array([0.1, 0, 0.8]))[2])
    light = tray.soil_light(view, lit, WARM * 2.1)
    haze = smooth(24, 11, np.where(np.isfinite(depth), depth, 99))
    pool = 0.16 + 0.84 * np.exp(-(((view.reduce(view.x) - 0.5) / 4.6) ** 2) - ((view.reduce(view.y) - 0.6) / 4.2) ** 2)
    light = light * (haze * pool)[..., None]
    # the dark house behind: ribs and bare benches, the lamp far out of focus, its warmth in the air
    lamp_x, lamp_y = seen_from.project(np.array([23.5, 40.0, 3.2]))[:2]
    d = np.hypot(xx - lamp_x, yy - lamp_y)
    shape, _ = tray.house(seen_from, soft=7.0)
    air = 0.060 * np.exp(-d / 120) + 0.022 * np.exp(-d / 380)
    back = shape * (0.012 + 0.16 * np.exp(-d / 210)) + air
    light = light + (back * (1 - 0.85 * haze))[..., None] * tray.AMBER
    light = defocus(light, confusion(np.where(np.isfinite(depth), depth, 60), focus, 15))
    light = lamp(light, float(lamp_x), float(lamp_y))
    if p > 0:
        stalk, blades = shoot(p)
        sheet = Sheet()
        how = Lighting(LAMP_AT, WARM * 1.5, 0.0, np.array([0.012, 0.015, 0.020]))
        green, pale = rgb("#6f9a58"), rgb("#a9b08c")
        t = np.linspace(0, 1, 60)[:, None, None]
        streaks = 0.80 + 0.30 * _grain(899, 60, 26)[..., None] + 0.12 * np.sin(np.arange(26) * 2.9)[None, :, None]
        parts = [(stalk, (pale * (1 - t) + green * t) * streaks)]
        for n, blade in enumerate(blades):
            u, w = np.linspace(0, 1, 50)[:, None], np.linspace(-1, 1, 27)[None]
            ribs = 0.86 + 0.2 * np.exp(-((w / 0.12) ** 2)) + 0.16 * (_grain(900 + n, 50, 27) - 0.5)
            parts.append((blade, green * ribs[..., None] * (0.8 + 0.3 * u[..., None])))
        for points, cloth in sorted(parts, key=lambda part: -seen_from.project(part[0].mean((0, 1)))[2]):
            shine = _leaf_light(points, seen_from, how, cloth, 0.4, 0.4)
            normal_up = np.clip((points[..., 2] - 0.05) / 0.5, 0.0, 1)[..., None]
            shine = shine * (0.22 + 0.78 * normal_up)
            sheet.surface(seen_from, points, shine, tray.above(view, points))
        light = under(light, sheet.reduce())

    def lamplit(at):
        return np.full((len(at), 1), 1.0) * tray.AMBER * 26.0 * (0.4 + 0.6 * smooth(-4, 8, at[:, :1]))

    box = (np.array([-9.0, -7.0, 0.4]), np.array([11.0, 16.0, 8.5]))
    return motes(
        light, seen_from, f, box, lamplit, 90, 0.8, focus, seed=5, drift=(0.008, 0.002, 0.006), wander=0.35, blur=11
    )
