"""High and wide. Around the one light others wake, each a dead dome catching, until the valley is alive. Fade."""

import numpy as np

from films.first_bloom import moon
from films.toolkit.camera import Camera
from films.toolkit.canvas import Light, glow, rgb, smooth
from films.toolkit.lens import stamp, streak

START, END = 1684, 1920
STILLS = (1760, 1866)
EXPOSURE = 1.3
FADE = 1872
BLUE = 0.7 * moon.BLOOM + 0.3 * rgb("#3a8cf0")
DEEP = 0.4 * moon.BLOOM + 0.6 * rgb("#2f74e8")
SUN_LEFT = 0.62


def camera(f: float) -> Camera:
    t = (f - START) / (END - START)
    ground = np.array([0, 0, moon.valley().at(0, 0)])
    eye = np.array([-96.0 + 74 * t, -640.0 - 92 * t, 158 + 40 * t])
    target = np.array([26.0 + 14 * t, 700.0, -34.0 - 6 * t])
    return Camera(eye + ground, target + ground, 52)


def lights(f: float) -> np.ndarray:
    """How bright each dome burns, the living one first: a spark on its frame, a surge, then steady."""
    out = [1.0 + 0.03 * np.sin(f * 0.11)]
    for n, (*_, start) in enumerate(moon.DARK):
        t = f - start + 1
        rise = 0.45 + 0.55 * smooth(0, 16, t) + 0.22 * np.exp(-(((t - 9) / 6) ** 2))
        out.append((rise + 0.03 * np.sin(f * 0.09 + n)) * (t > 0))
    return np.array(out)


def fade(f: float) -> float:
    """1 until the fade begins, 0 on the last frames."""
    return float(smooth(END - 3, FADE - 1, f))


def frame(f: int) -> Light:
    seen_from = camera(f)
    view = moon.valley().view(seen_from, near=60.0)
    power = lights(f)
    places = [(0.0, 0.0, moon.RADIUS), *(d[:3] for d in moon.DARK)]
    on = [n for n in range(len(places)) if power[n] > 0]
    lamps = [(*places[n][:2], 8.0, 60 * power[n], 130) for n in on]
    light = moon.ground_light(view, lamps, BLUE, SUN_LEFT)
    free = view.reduce((~view.seen).astype(np.float32))[..., None]
    light = light + moon.sky_light(seen_from, (14.6, 2.1), 40, gain=0.9) * free
    within = {n: [(0.0, 0.0, 0.2, BLUE * 0.34 * power[n])] for n in on}
    depth = view.depth()
    light = moon.domes(light, seen_from, depth, within, SUN_LEFT)
    for n in on:
        x, y, radius = places[n]
        px, py, deep = seen_from.project(np.array([x, y, moon.valley().at(x, y) + 0.35 * radius]))
        size = seen_from.focal * radius / deep
        i, j = int(np.clip(px, 0, 853)), int(np.clip(py, 0, 479))
        if deep > depth[j, i] + 2.5 * radius:  # a ridge stands before it
            continue
        light = glow(light, px, py, size * 0.32 + 0.8, BLUE, 0.50 * power[n])
        light = glow(light, px, py, size * 1.0 + 1.5, DEEP, 0.055 * power[n])
        stamp(light, float(px), float(py), 0.07 * size + 0.7, moon.CORE * 8 * power[n] * (0.3 + size / 14))
    return streak(light, 1.2, 70, 0.012) * fade(f)
