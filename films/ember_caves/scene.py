"""One frame of the cave: caverns behind, the lit rock, who is in it, the air, the water, and what hangs close by.

Every frame is drawn by itself from the game's record; nothing is carried from one to the next. Light is gathered on
the visible 854 x 400 pixels and set between the black bars at the end.
"""

from functools import cache

import numpy as np
import skia

from films.ember_caves import acting, air, belt, cave, follower, lamplighter
from films.ember_caves.cave import LEFT, PX, ROWS
from films.toolkit import lamplight as lamp
from films.toolkit.canvas import BAR, H, Light, W, blur, smooth, xx, yy

EMBER = np.array([1.0, 0.53, 0.20], np.float32)
TEAL = np.array([0.10, 0.80, 0.70], np.float32)
AMBIENT = np.array([[0.020, 0.062, 0.070], [0.010, 0.028, 0.034]], np.float32)
MIST = np.array([0.003, 0.0135, 0.0155], np.float32)  # of the nearer cavern
DARK = np.array([0.0015, 0.004, 0.0048], np.float32)  # of rock close to the camera
AHEAD = 13.0  # pixels the lamp hangs in front of those who walk
Y, X = yy[:ROWS], xx[:ROWS]


@cache
def strip() -> np.ndarray:
    return cave.rock().astype(np.float32)


@cache
def behind() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return tuple(make().astype(np.float32) for make in (cave.far, cave.mid, cave.near))


def flicker(f: float) -> float:
    """The flame's unrest, about 1."""
    calm = 0.5 if f > 1805 else 1.0
    return 1 + calm * (0.022 * np.sin(f * 0.71) + 0.010 * np.sin(f * 1.63 + 1) + 0.022 * np.sin(f * 0.29 + 2))


class View:
    """Where things are on the screen in one frame."""

    def __init__(self, f: int) -> None:
        self.f = f
        state = acting.columns()
        self.now = {name: values[f] for name, values in state.items()}
        dx, dy = acting.shake(f)
        self.left = float(acting.camera()[f]) + dx / PX
        self.top = dy
        self.origin = (self.left - LEFT) * PX  # of the strip, in pixels
        self.base = float(cave.ground(self.now["x"]))
        swing = float(self.now["flame"])
        if 3.3 * 24 < f < 7.3 * 24:  # the draught plucks at it
            swing *= 1 + 0.30 * np.sin(f * 1.9) * np.sin(f * 0.53)
        t = f - 961
        if 0 <= t < 80:  # struck, it nearly goes out
            swing *= 1 - 0.45 * np.exp(-t / 16) * (0.6 + 0.4 * np.sin(t * 1.3))
        self.flame = max(swing, 0.12) * flicker(f)
        lantern = acting.lanterns()[f]
        self.lamp = np.array([*self.screen(lantern[0], lantern[1]), cave.DEPTH + AHEAD], np.float32)

    def screen(self, x: float, y: float = 0.0, base: float | None = None) -> tuple[float, float]:
        """The pixel of a point x metres along, y metres above the path under the lamplighter (or a row of its own)."""
        return (x - self.left) * PX, (self.base if base is None else base) - y * PX - self.top


def caverns(view: View) -> Light:
    """What is seen through the openings: two caverns in mist, and glow worms in them."""
    far, mid, _ = behind()
    start = view.left - float(acting.camera()[0])
    light = lamp.window(far, start * PX * cave.FAR + 40, view.top * 0.3, ROWS, W)
    light *= 1 + 0.75 * float(smooth(1815, 2030, view.f))  # the haven brightens as its glow worms wake
    air.worms(light, view, "far", start * PX * cave.FAR + 40)
    near = lamp.window(mid, start * PX * cave.MID + 60, view.top * 0.6, ROWS, W)
    lamp.veil(light, near, view.lamp[0], view.lamp[1], 150.0, EMBER * (0.020 * view.flame), MIST)
    air.worms(light, view, "mid", start * PX * cave.MID + 60)
    return light


def put(
    light: Light, sheet, plane: float, view: View, base: float, z: np.ndarray, lamps, colours, reach, rim: float
) -> None:
    """Light a figure's sheet and lay it where nothing stands in front of it."""
    ss = lamplighter.SS
    rows, columns = (np.flatnonzero(sheet.colour[..., 3].any(axis)) for axis in (1, 0))
    if not len(rows):
        return
    # the part of its sheet that holds it, in whole pixels of the picture
    r0, r1, c0, c1 = rows[0] // ss, rows[-1] // ss + 1, columns[0] // ss, columns[-1] // ss + 1
    box = slice(r0 * ss, r1 * ss), slice(c0 * ss, c1 * ss)
    high, wide = r1 - r0, c1 - c0
    x0, y0 = view.screen(sheet.centre[0], sheet.centre[1], base)
    x0, y0 = x0 - sheet.side / 2 + c0, y0 - sheet.side / 2 + r0
    i0, j0 = int(np.floor(x0)), int(np.floor(y0))
    near = lamps.copy()
    near[:, 0] = (lamps[:, 0] - x0) * ss
    near[:, 1] = (lamps[:, 1] - y0) * ss
    near[:, 2] = lamps[:, 2] * ss
    z4, normal, colour, wet = (np.ascontiguousarray(a[box]) for a in (sheet.z, sheet.normal, sheet.colour, sheet.wet))
    out = np.empty((*z4.shape, 3), np.float32)
    ones = np.ones((high, wide), np.float32)
    cover = colour[..., 3:]
    lamp.shade(z4 + plane * ss, normal, np.ascontiguousarray(colour[..., :3]), wet, np.ones_like(z4), ones, near,
               colours, reach * ss, AMBIENT * 1.2, out)  # fmt: skip
    # mist behind them: a cold edge, from above and from the side away from the lamp
    edge = np.clip(1 - normal[..., 2], 0, 1) ** 1.5 * (0.55 - 0.45 * normal[..., 1])
    out += (edge[..., None] * cover) * (rim * TEAL)
    small = np.concatenate([out, cover], -1).reshape(high, ss, wide, ss, 4).mean((1, 3))
    # the fraction of a pixel by which the sheet is off the grid
    u, v = x0 - i0, y0 - j0
    small = np.pad(small, ((0, 1), (0, 1), (0, 0)))
    small = (small * (1 - u) + np.roll(small, 1, 1) * u) * (1 - v) + np.roll(
        small * (1 - u) + np.roll(small, 1, 1) * u, 1, 0
    ) * v
    a0, b0 = max(j0, 0), max(i0, 0)
    a1, b1 = min(j0 + high + 1, ROWS), min(i0 + wide + 1, W)
    if a1 <= a0 or b1 <= b0:
        return
    part = small[a0 - j0 : a1 - j0, b0 - i0 : b1 - i0]
    before = smooth(plane + 34, plane + 22, z[a0:a1, b0:b1])  # rock that stands well out hides them
    part = part * before[..., None]
    light[a0:a1, b0:b1] = light[a0:a1, b0:b1] * (1 - part[..., 3:]) + part[..., :3]


def mask_of(sheet, view: View, base: float) -> np.ndarray:
    """A figure's cover on the whole view at half size: what throws its shadow."""
    out = np.zeros((ROWS // 2, W // 2), np.float32)
    n = sheet.side // 2
    cover = sheet.cover().reshape(n, 2, n, 2).mean((1, 3))
    x, y = view.screen(sheet.centre[0], sheet.centre[1], base)
    i0, j0 = round((x - sheet.side / 2) / 2), round((y - sheet.side / 2) / 2)
    a0, b0, a1, b1 = max(j0, 0), max(i0, 0), min(j0 + n, ROWS // 2), min(i0 + n, W // 2)
    if a1 > a0 and b1 > b0:
        out[a0:a1, b0:b1] = cover[a0 - j0 : a1 - j0, b0 - i0 : b1 - i0]
    return blur(out, 0.8)


def lights(view: View) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The lamp, and beside it sparks where steel met claw, and embers of the dead: places, colours, reaches."""
    strong = view.flame if view.flame < 1 else 1 + 0.25 * (view.flame - 1)  # a brighter lamp reaches further, mostly
    reaching = 92 * (0.45 + 0.55 * view.flame + 0.45 * max(view.flame - 1, 0))
    places, colours, reach = [view.lamp], [EMBER * 3.2 * strong], [reaching]
    for x, y, colour, far in air.extra(view):
        places.append((*view.screen(x, y), cave.DEPTH + 30))
        colours.append(colour)
        reach.append(far)
    return np.array(places, np.float32), np.array(colours, np.float32), np.array(reach, np.float32)


def frame(f: int) -> Light:
    """Film frame f as light, (H, W, 3)."""
    view = View(f)
    world = lamp.window(strip(), view.origin, view.top, ROWS, W)
    z, normal, albedo = (np.ascontiguousarray(world[..., a:b]) for a, b in ((0, 1), (1, 4), (4, 7)))
    z = z[..., 0]
    wet, opens, solid, glow = world[..., 7], world[..., 8], world[..., 9:10], world[..., 10:13]
    places, colours, reach = lights(view)

    him = lamplighter.draw(f, float(view.now["health"]) / 20)
    his_mask = mask_of(him, view, view.base)
    lit = lamp.shadows(z, view.lamp, 22, 9.0, 2)
    lit = lit * (1 - 0.92 * (1 - lamp.thrown(z, view.lamp, his_mask, cave.DEPTH, 2, 2.0)))
    it = follower.draw(f)
    blocks = his_mask * 0.7
    if it is not None:
        its_mask = mask_of(it, view, follower.base(f))
        lit = lit * (1 - 0.9 * (1 - lamp.thrown(z, view.lamp, its_mask, cave.DEPTH - 4, 2, 2.0)))
        blocks = np.maximum(blocks, its_mask)
    lit = blur(lit, 0.7)

    rock = np.empty((ROWS, W, 3), np.float32)
    lamp.shade(z, normal, albedo, np.ascontiguousarray(wet), np.ascontiguousarray(opens), lit, places, colours, reach,
               AMBIENT, rock)  # fmt: skip
    rock += glow * air.alive(view)
    misty = smooth(80, 260, np.hypot(X - view.lamp[0], Y - view.lamp[1]))[..., None]
    rock += (blur(rock, 1.5) - rock) * misty  # the damp air softens what is far from the lamp
    light = caverns(view)
    light += (rock - light) * solid
    air.worms(light, view, "roof", view.origin)
    light = air.dread(light, view)

    if it is not None:
        put(
            light,
            it,
            cave.DEPTH - 4,
            view,
            follower.base(f),
            z,
            places,
            colours * follower.shows(f),
            reach,
            0.13 * follower.shows(f),
        )
    follower.finish(light, view, it)
    put(light, him, cave.DEPTH, view, view.base, z, places, colours, reach, 0.09)
    air.coals(light, view, him)
    lantern(light, view)

    standing = np.maximum(blocks, smooth(cave.DEPTH + 6, cave.DEPTH + 22, z[::2, ::2]) * (world[::2, ::2, 9]))
    through = lamp.shafts(standing, view.lamp[0] / 2, view.lamp[1] / 2, 2, 22)
    far = 70 * (0.5 + 0.5 * view.flame)
    lamp.haze(
        light, through, view.lamp[0], view.lamp[1], far, view.flame * EMBER * np.array([1, 0.92, 0.9], np.float32)
    )
    air.dust(light, view)
    air.sparks(light, view)
    light = air.water(light, view)
    light = close_by(light, view)
    whole = np.zeros((H, W, 3), np.float32)
    whole[BAR : H - BAR] = light
    return belt.lay(whole, view)


def lantern(light: Light, view: View) -> None:
    """Glass and flame, and the cage in front of them."""
    x, y = float(view.lamp[0]), float(view.lamp[1])
    body = acting.bodies()[view.f]
    tip = view.screen(*body.tip)
    swing = float(np.arctan2(x - tip[0], y - tip[1]))
    i, j = round(x), round(y)
    a0, b0, a1, b1 = max(j - 30, 0), max(i - 30, 0), min(j + 31, ROWS), min(i + 31, W)
    if a1 <= a0 or b1 <= b0:
        return
    px, py = X[a0:a1, b0:b1] - x, Y[a0:a1, b0:b1] - y
    glass = smooth(6.5, 3.5, np.hypot(px, py * 0.85))
    lean = 0.8 * np.sin(view.f * 0.9)
    flame = np.exp(-(((px - lean * py * 0.06) / 1.7) ** 2) - ((py - 0.8) / 3.4) ** 2)
    bright = 0.35 + 0.65 * view.flame
    part = light[a0:a1, b0:b1]
    part += glass[..., None] * EMBER * 0.9 * bright
    part += flame[..., None] * np.array([3.4, 2.3, 1.0], np.float32) * bright
    sheet = np.zeros((a1 - a0, b1 - b0, 4), np.float32)
    surface = skia.Surface(sheet, colorType=skia.kRGBA_F32_ColorType, alphaType=skia.kPremul_AlphaType)
    surface.getCanvas().clear(0)
    lamplighter.paint_lantern(surface.getCanvas(), x - b0 + 0.5, y - a0 + 0.5, -swing, PX)
    surface.flushAndSubmit()
    light[a0:a1, b0:b1] = part * (1 - 0.92 * sheet[..., 3:])


def close_by(light: Light, view: View) -> Light:
    """Rock near the camera, out of focus and dark, its edges touched by the lamp."""
    _, _, near = behind()
    start = (view.left - float(acting.camera()[0])) * PX * cave.NEAR + 30
    cover = lamp.window(near, start, view.top * 1.4, ROWS, W)
    lamp.curtain(light, cover[..., 0], view.lamp[0], view.lamp[1], 110.0, EMBER * (0.10 * view.flame), DARK)
    return light
