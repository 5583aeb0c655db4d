"""The lamp room: a great turning lens of prisms in brass, the lamp in its heart, the glazing and the night round it."""

from functools import cache

import numpy as np

from films.toolkit.canvas import H, Light, W, smooth
from films.toolkit.sculpt import Cloth, Sculpture
from films.toolkit.stage import Camera, vec

HEART = vec(0.0, 1.52, 0.0)  # the burner
RADIUS, LOW, HIGH = 0.56, 0.86, 2.18  # of the lens
PANELS = 8
WARM = np.array([1.0, 0.70, 0.36], np.float32)
BRASS = Cloth((0.34, 0.23, 0.09), shine=0.9, tight=24, grain=80, relief=0.1)
IRON = Cloth((0.095, 0.095, 0.098), shine=0.35, tight=16, grain=60, relief=0.2)
PLATE = Cloth((0.085, 0.080, 0.076), shine=0.25, tight=14, grain=120, relief=0.4)


@cache
def lantern() -> Sculpture:
    """The room round the lens: floor, pedestal with its clockwork, glazing bars, roof."""
    s = Sculpture()
    s.add((0, -0.05, 0), (0, 0.0, 0), 1.95, cloth=PLATE, bell=True)
    s.add((0, 0, 0), (0, 0.14, 0), 0.52, 0.46, cloth=IRON, bell=True, melt=0.02)
    s.add((0, 0.10, 0), (0, 0.66, 0), 0.22, 0.19, cloth=IRON, bell=True, melt=0.02)
    s.add((0, 0.64, 0), (0, 0.74, 0), 0.36, 0.50, cloth=BRASS, bell=True, melt=0.02)
    s.add((0, 0.74, 0), (0, 0.84, 0), 0.60, 0.60, cloth=BRASS, bell=True, melt=0.004)
    for k in range(36):  # the toothed ring it runs on
        a = 2 * np.pi * k / 36
        s.add(
            (0.60 * np.cos(a), 0.755, 0.60 * np.sin(a)), (0.63 * np.cos(a), 0.755, 0.63 * np.sin(a)), 0.018, cloth=BRASS
        )
    s.block(
        (0.42, 0.42, -0.34),
        (0.12, 0.10, 0.17),
        cloth=IRON,
        frame=np.stack([vec(1, 0, 0), vec(0, 0, 1), vec(0, 1, 0)], 1),
    )
    s.add((0, 2.20, 0), (0, 2.27, 0), 0.60, 0.56, cloth=BRASS, bell=True, melt=0.004)
    s.add((0, 2.27, 0), (0, 2.48, 0), 0.40, 0.10, cloth=BRASS, bell=True, melt=0.02)
    n = 16
    for k in range(n):
        a, b = 2 * np.pi * k / n, 2 * np.pi * (k + 1) / n
        p, q = vec(1.86 * np.cos(a), 0, 1.86 * np.sin(a)), vec(1.86 * np.cos(b), 0, 1.86 * np.sin(b))
        s.add(p + vec(0, 0.9, 0), p + vec(0, 2.75, 0), 0.022, cloth=IRON)
        for y in (0.9, 1.52, 2.14, 2.75):
            s.add(p + vec(0, y, 0), q + vec(0, y, 0), 0.016, cloth=IRON)
        m = (p + q) / 2
        s.block(
            m + vec(0, 0.45, 0),
            (0.375, 0.03, 0.45),
            cloth=PLATE,
            frame=np.stack([(q - p) / np.linalg.norm(q - p), m / np.linalg.norm(m), vec(0, 1, 0)], 1),
        )
    return s


class Glass:
    """The lens as a camera sees it: for each pixel its place on the near side of the drum and on the far side."""

    def __init__(self, camera: Camera) -> None:
        j, i = np.mgrid[0:H, 0:W].astype(np.float32) + 0.5
        right, up, forward = camera.basis.astype(np.float32)
        d = ((i[..., None] - camera.cx) * right - (j[..., None] - camera.cy) * up) / camera.focal + forward
        e = np.asarray(camera.eye, np.float32)
        a = d[..., 0] ** 2 + d[..., 2] ** 2
        b = e[0] * d[..., 0] + e[2] * d[..., 2]
        # the drum swells in the middle like a barrel
        self.sides = []
        for sign in (-1, 1):
            r = np.full((H, W), RADIUS, np.float32)
            for _ in range(4):
                root = np.sqrt(np.maximum(b * b - a * (e[0] ** 2 + e[2] ** 2 - r * r), 0))
                t = (-b + sign * root) / a
                y = e[1] + t * d[..., 1]
                bulge = np.clip((y - (LOW + HIGH) / 2) / ((HIGH - LOW) / 2), -1.2, 1.2)
                r = RADIUS * (1 - 0.16 * bulge**4)
            hit = (b * b > a * (e[0] ** 2 + e[2] ** 2 - r * r)) & (y > LOW) & (y < HIGH) & (t > 0)
            theta = np.arctan2(e[2] + t * d[..., 2], e[0] + t * d[..., 0])
            self.sides.append((hit, theta, y, t))
        self.eye_angle = float(np.arctan2(e[2], e[0]))
        self.depth = np.where(self.sides[0][0], self.sides[0][3], 1e6)

    def light(self, turn: float, g: float) -> np.ndarray:
        """What the prisms show, (H, W, 4): light and how much of what is behind they hide."""
        out = np.zeros((H, W, 4), np.float32)
        for n, strength in ((1, 0.30), (0, 1.0)):
            hit, theta, y, _ = self.sides[n]
            step = 2 * np.pi / PANELS
            phi = (theta - turn + step / 2) % step - step / 2
            facing = (theta - phi - self.eye_angle + np.pi) % (2 * np.pi) - np.pi  # which way its panel throws light
            high = y - HEART[1]
            across = phi * RADIUS
            rho = np.hypot(across, high)
            pitch = 0.030 + 0.012 * np.minimum(rho / 0.5, 1)
            ring = np.abs((rho / pitch) % 1 - 0.5) * 2
            bull = smooth(0.085, 0.070, rho)
            groove = smooth(0.25, 0.6, ring) * (1 - bull) + bull
            # every ring gathers the flame into a gleam on the side of it that faces us; in line, the panel fills
            toward = np.exp(-((facing / 0.16) ** 2))
            gleam = np.exp(-(((across - 0.62 * RADIUS * np.sin(np.clip(facing, -1.2, 1.2))) / 0.045) ** 2))
            gleam = gleam * np.exp(-((high / 0.50) ** 2))
            through = np.exp(-((((theta - self.eye_angle + np.pi) % (2 * np.pi) - np.pi) / 0.42) ** 2))
            shine = 0.030 + 0.16 * through * np.exp(-((high / 0.42) ** 2)) + 0.75 * gleam * (0.25 + 0.75 * through)
            shine = shine + toward * (1.5 * np.exp(-((rho / 0.40) ** 2)) + 1.6 * bull)
            shine = shine * (0.30 + 0.70 * groove)
            frame = smooth(0.026, 0.018, step / 2 * RADIUS - np.abs(across))
            for at in (LOW + 0.02, HEART[1] - 0.36, HEART[1] + 0.36, HIGH - 0.02):
                frame = np.maximum(frame, smooth(0.020, 0.013, np.abs(y - at)))
            edge_light = 0.035 + 0.14 * through
            tone = shine * (1 - frame) + frame * edge_light * 0.5
            colour = tone[..., None] * (
                WARM * (1 - 0.4 * np.clip(tone, 0, 1))[..., None] + 0.4 * np.clip(tone, 0, 1)[..., None]
            )
            colour = colour * (1 - frame[..., None]) + frame[..., None] * edge_light[..., None] * np.array(
                [0.8, 0.5, 0.18]
            )
            cover = np.maximum(0.62, frame) * hit
            a = cover[..., None]
            out[..., :3] = out[..., :3] * (1 - a) + (colour * g * strength) * hit[..., None]
            out[..., 3] = out[..., 3] * (1 - cover) + cover
        return out


def lay_glass(light: Light, glass: Glass, turn: float, g: float, burner: tuple[float, float, float]) -> Light:
    """Put the lens on the light, the burner's glow within it (`burner`: its x, y and pixels a metre)."""
    seen = glass.light(turn, g)
    x, y, px = burner
    j, i = np.mgrid[0:H, 0:W].astype(np.float32)
    d = np.hypot((i - x) / px, (j - y) / px * 0.75)
    heart = (1.5 * np.exp(-((d / 0.045) ** 2)) + 0.40 * np.exp(-d / 0.10)) * glass.sides[0][0]
    out = light * (1 - seen[..., 3:]) + seen[..., :3]
    return (out + (heart * g)[..., None] * WARM).astype(np.float32)
