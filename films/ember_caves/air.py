"""What is in the air of the cave: dust, sparks, embers, glow worms, dread, and the pool's mirror."""

from functools import cache

import numpy as np

from films.ember_caves import acting, cave, game
from films.ember_caves.cave import LEFT, PX, ROWS
from films.toolkit import lamplight as lamp
from films.toolkit.canvas import Light, W, smooth, xx, yy

EMBER = np.array([1.0, 0.50, 0.17], np.float32)
WORM = np.array([0.16, 1.0, 0.82], np.float32)
Y, X = yy[:ROWS], xx[:ROWS]


# ---------------------------------------------------------------- glow worms


@cache
def _worms() -> dict[str, np.ndarray]:
    haven = (cave.WATER[0] - LEFT) * PX
    start = acting.camera()[0]
    far, mid = ((33.0 - start) * PX * share for share in (cave.FAR, cave.MID))
    return {
        "far": cave.worms(401, cave.FAR, 420, (50, 190), ((far + 60, far + 854, 330),)),
        "mid": cave.worms(402, cave.MID, 340, (40, 170), ((mid + 100, mid + 900, 210),)),
        "roof": cave.worms(403, 1.0, 260, (12, 74), ((haven - 260, haven + 560, 130),)),
    }


SIZES = {"far": (0.55, 0.55), "mid": (0.72, 0.9), "roof": (0.9, 1.5)}


def alive(view) -> np.ndarray:
    """How much of the cave's own glow each column of the view has: what follows puts it out as it passes."""
    columns = view.left + np.arange(W, dtype=np.float32) / PX
    return (1 - _hush(view, columns))[None, :, None]


def _hush(view, metres: np.ndarray) -> np.ndarray:
    """0 where the cave glows as it likes, 1 where it holds its breath because of the follower."""
    f = view.f
    if f < 343 or f >= game.FRAMES:
        return np.zeros_like(metres)
    gone = 1 - smooth(1409, 1560, f)
    edge = float(view.now["enemy_x"]) + 3.4 + 6.5 * float(smooth(343, 420, f)) * (f < 744) + 2.0 * (f >= 744)
    return (0.92 * smooth(edge + 1.6, edge - 1.6, metres) * gone).astype(np.float32)


def worms(light: Light, view, layer: str, start: float) -> None:
    """The glow worms of a layer that begins `start` pixels in; some wait until the lamplighter stands still."""
    found = _worms()[layer]
    x, y, shine, phase, waits = found.T
    sx = x - start
    there = (sx > -8) & (sx < W + 8)
    if not there.any():
        return
    sx, y, shine, phase, waits = (v[there] for v in (sx, y, shine, phase, waits))
    f = view.f
    order = (phase / 6.28) ** 0.7
    woken = smooth(0, 1, (f - 1812 - 190 * order) / 26.0)
    shine = shine * (1 - waits + waits * woken) * (1 - _hush(view, (view.left + sx / PX).astype(np.float32)))
    shine = shine * (0.82 + 0.18 * np.sin(f * 0.045 + 3 * phase))
    size, power = SIZES[layer]
    i, j = np.clip(sx.astype(int), 0, W - 1), np.clip((y - view.top).astype(int), 0, ROWS - 1)
    del i, j
    points = np.stack([sx, y - view.top], 1).astype(np.float32)
    colours = (shine * power)[:, None] * WORM
    lamp.splat(light, points, np.full(len(sx), size, np.float32), colours.astype(np.float32))
    lamp.splat(light, points, np.full(len(sx), size * 6, np.float32), (colours * 1.3).astype(np.float32))


# ---------------------------------------------------------------- dust, sparks, embers


@cache
def _motes(count: int = 230) -> tuple[np.ndarray, ...]:
    r = np.random.default_rng(510)
    return r.random((count, 3)), r.random((count, 2)) * 6.28, 0.2 + r.random(count) ** 3


def dust(light: Light, view) -> None:
    """Motes hang in the lamplight, each at its own depth; what follows draws them towards itself."""
    place, phase, power = _motes()
    f, depth = view.f, 0.7 + 0.75 * place[:, 2]
    wide, high = W + 120, ROWS
    x = (place[:, 0] * wide - view.left * PX * depth + 9 * np.sin(phase[:, 0] + f * 0.017) + 0.22 * f) % wide - 60
    y = (place[:, 1] * high - 0.10 * f + 8 * np.sin(phase[:, 1] + f * 0.023)) % high
    d = np.hypot(x - view.lamp[0], y - view.lamp[1])
    shine = (
        power
        * (0.10 + 1.5 * np.exp(-d / 75))
        * np.exp(-d / 190)
        * view.flame
        * (0.7 + 0.3 * np.sin(f * 0.09 + phase[:, 0]))
    )
    keep = shine > 0.01
    points = np.stack([x, y], 1)[keep].astype(np.float32)
    radii = (0.55 + 0.9 * np.abs(depth[keep] - 1)).astype(np.float32)
    lamp.splat(light, points, radii, (0.85 * shine[keep, None] * EMBER).astype(np.float32))


@cache
def bursts() -> tuple[tuple[int, float, float, int, float, str], ...]:
    """Every shower of sparks in the film: frame, x, y (metres), how many, how fast, of what kind."""
    found = []
    state = acting.columns()
    for kind, count, fast in (("parry", 46, 4.2), ("strike", 34, 3.4), ("hit", 60, 4.0), ("death", 170, 3.2)):
        for h in game.happenings(kind):
            f = min(h.frame, game.FRAMES - 1)
            me, it = float(state["x"][f]), float(state["enemy_x"][f])
            found.append((h.frame, me - min(1.0, 0.62 * (me - it)), 1.25 if kind != "hit" else 1.1, count, fast, kind))
    return tuple(sorted(found))


def sparks(light: Light, view) -> None:
    """Sparks of blows, embers that rise from the lamp, and the ashes of the follower, drawn into the flame."""
    f = view.f
    points, radii, colours = [], [], []

    def add(x: float, y: float, radius: float, colour: np.ndarray) -> None:
        points.append((x, y))
        radii.append(radius)
        colours.append(colour)

    for began, x, y, count, fast, kind in bursts():
        age = (f + 0.5 - began) / game.FPS
        if not 0 <= age < (5.2 if kind == "death" else 1.1):
            continue
        r = np.random.default_rng(began)
        a, v = r.uniform(-np.pi, np.pi, count), fast * r.random(count) ** 0.6
        life, late, size = 0.25 + 0.8 * r.random(count), r.random(count), r.random(count)
        if kind != "death":
            px = x + np.cos(a) * v * (1 - np.exp(-3 * age)) / 3
            py = y + np.sin(a) * v * (1 - np.exp(-3 * age)) / 3 + 0.9 * age - 4.0 * age**2
            hot = np.clip(1 - age / life, 0, 1)
            for k in np.flatnonzero(hot > 0):
                sx, sy = view.screen(px[k], max(py[k], 0.03))
                add(
                    sx,
                    sy,
                    0.6 + 0.5 * hot[k],
                    hot[k] ** 1.5 * (2.2 + 2 * size[k]) * np.array([1, 0.30 + 0.4 * hot[k], 0.08 + 0.3 * hot[k]]),
                )
        else:
            # the ashes glow, rise, and are drawn one after another to the lamp
            target = np.array([(view.lamp[0] / PX) + view.left, (view.base - view.top - view.lamp[1]) / PX])
            home = np.clip((age - 0.9 - 2.4 * late) / 1.3, 0, 1) ** 2
            fx = x - 0.4 + 0.9 * np.cos(a) * v * (1 - np.exp(-2 * age)) / 2 + 0.15 * np.sin(2.4 * age + 9 * size)
            fy = (
                0.5
                + 0.9 * late
                + np.abs(np.sin(a)) * v * 0.4 * (1 - np.exp(-2 * age))
                + 0.10 * age
                + 0.1 * np.sin(3 * age + 7 * late)
            )
            px, py = fx * (1 - home) + target[0] * home, fy * (1 - home) + target[1] * home
            shine = (0.55 + 0.45 * np.sin(11 * age + 20 * size)) * (home < 1) * np.clip(age * 8, 0, 1)
            for k in np.flatnonzero(shine > 0):
                sx, sy = view.screen(px[k], max(py[k], 0.04))
                add(sx, sy, 0.65 + 0.4 * size[k], shine[k] * (1.2 + 1.6 * size[k]) * np.array([1.0, 0.46, 0.14]))
    # the lamp's own embers
    for k in range(f * 2 - 70, f * 2):
        r = np.random.default_rng(abs(k) + 9000)
        born, chance = k / 2, r.random()
        age = (f - born) / game.FPS
        if chance > 0.22 + 0.26 * view.flame or age > 1.4 or born < 0:
            continue
        start = acting.lanterns()[int(born)]
        base = float(cave.ground(acting.columns()["x"][int(born)]))
        sx, sy = view.screen(start[0] + r.normal(0, 0.03), start[1] + 0.1, base)
        sx += 12 * np.sin(age * 4 + 6 * r.random()) * age + r.normal(0, 7) * age
        sy -= 34 * age + 10 * age * r.random()
        hot = (1 - age / 1.4) ** 1.3
        add(sx, sy, 0.6, hot * 1.5 * np.array([1.0, 0.42, 0.10]))
    if points:
        lamp.splat(light, np.array(points, np.float32), np.array(radii, np.float32), np.array(colours, np.float32))


def extra(view) -> list[tuple[float, float, np.ndarray, float]]:
    """Short lights besides the lamp: x, y (metres), colour, reach in pixels."""
    found = []
    for began, x, y, _, _, kind in bursts():
        age = (view.f + 0.5 - began) / game.FPS
        if kind == "death" and 0 <= age < 3.5:
            found.append((x - 0.3, y - 0.2, EMBER * 3.4 * np.exp(-age / 0.8) * min(1.0, age * 14), 120.0))
        elif 0 <= age < 0.5:
            size = {"parry": 1.5, "strike": 1.0, "hit": 2.0}[kind] if kind != "death" else 0
            found.append((x, y, np.array([1.0, 0.62, 0.32]) * size * np.exp(-age / 0.11), 74.0))
    return found


def coals(light: Light, view, sheet) -> None:
    """The coals on his belt, as many as he has life."""
    x, y = view.screen(sheet.centre[0], sheet.centre[1])
    x, y = x - sheet.side / 2, y - sheet.side / 2
    if not sheet.coals:
        return
    points = np.array([(x + p[0], y + p[1]) for p, _ in sheet.coals], np.float32)
    pulse = 0.85 + 0.15 * np.sin(view.f * 0.11)
    shine = np.array([s for _, s in sheet.coals], np.float32)[:, None] * pulse
    lamp.splat(light, points, np.full(len(points), 0.85, np.float32), shine * np.array([1.6, 0.42, 0.08], np.float32))


# ---------------------------------------------------------------- dread, and the pool


def dread(light: Light, view) -> Light:
    """The dark around what follows is too dark: it takes light away, and its edge creeps."""
    from films.ember_caves import follower

    strength = follower.gloom(view.f)
    if strength <= 0:
        return light
    x, y = view.screen(float(view.now["enemy_x"]), 0.9 + float(view.now["enemy_high"]), follower.base(view.f))
    i0, i1, j0, j1 = max(int(x) - 200, 0), min(int(x) + 201, W), max(int(y) - 160, 0), min(int(y) + 161, ROWS)
    if i1 <= i0 or j1 <= j0:
        return light
    u, v = (X[j0:j1, i0:i1] - x) / 1.25, Y[j0:j1, i0:i1] - y
    angle = np.arctan2(v, u)
    f = view.f
    ragged = (
        1
        + 0.16 * np.sin(3 * angle + 0.07 * f)
        + 0.10 * np.sin(7 * angle - 0.11 * f)
        + 0.06 * np.sin(13 * angle + 0.19 * f)
    )
    d = np.hypot(u, v) / (78 * ragged)
    light[j0:j1, i0:i1] *= (1 - strength * np.exp(-(d**3)))[..., None]
    return light


def water(light: Light, view) -> Light:
    """The pool gives back what is above it, darker and a little broken; rings go out where drops fall."""
    start, _, row = cave.WATER
    x0 = (start - view.left) * PX
    if x0 > W:
        return light
    row = row - view.top
    j0 = int(np.ceil(row))
    if j0 >= ROWS:
        return light
    f = view.f
    below = Y[j0:] - row
    xs = X[j0:] + 0.0
    wave = 0.9 * np.sin(below * 0.42 + f * 0.09 + xs * 0.013) + 0.6 * np.sin(below * 0.9 - f * 0.13 + xs * 0.031)
    for drop in game.DROPS:
        age = (f - drop[0]) / game.FPS
        if 0 < age < 3.2:
            cx, cy = (drop[1] - view.left) * PX, drop[2]
            ring = np.hypot(xs - cx, (below - cy) * 3.0)
            wave = wave + 3.2 * np.exp(-age * 1.1) * np.exp(-(((ring - 46 * age) / 7) ** 2)) * np.sin(ring * 0.5)
    squeeze = 1.35 + below * 0.002
    source = np.clip(row - 1 - below * squeeze + wave * (0.4 + below * 0.03), 0, j0 - 1)
    columns = np.clip(xs + wave * 0.5, 0, W - 1)
    j, i = source.astype(int), columns.astype(int)
    v = (source - j)[..., None]
    mirrored = light[j, i] * (1 - v) + light[np.minimum(j + 1, j0 - 1), i] * v
    depth = np.exp(-below / 190)[..., None]
    shore = smooth(x0 - 16, x0 + 14, xs + 5 * np.sin(below * 0.13) - below * 0.55)[..., None]
    pool = mirrored * (0.46 + 0.40 * depth) + np.array([0.0012, 0.0055, 0.0062], np.float32)
    crest = np.clip(wave - 1.1, 0, 2)[..., None] * 0.0022 * np.array([0.4, 1.0, 1.0], np.float32)
    light[j0:] = light[j0:] * (1 - shore) + (pool + crest) * shore
    return light
