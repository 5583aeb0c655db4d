"""The dead moon seen from anywhere: the light on its dust, its sky, the one living dome and the dark ones around."""

from collections.abc import Callable

import numpy as np
import skia

from films.first_bloom.valley import (
    CELL,
    DARK,
    NEAR_CELL,
    ORIGIN,
    RADIUS,
    SUN,
    TRACK_CELL,
    TRACK_ORIGIN,
    daylight,
    hollows,
    pebbles,
    tracks,
    valley,
)
from films.toolkit.camera import Camera
from films.toolkit.canvas import H, Layer, Light, W, layer, over, rgb, smooth
from films.toolkit.geodesic import geodesic
from films.toolkit.sky import galaxy, planet, stars
from films.toolkit.terrain import View

SUNLIGHT = np.array([0.40, 0.485, 0.61], np.float32)
SHINE = np.array([0.0085, 0.0125, 0.0215], np.float32)  # planet-shine, the only light in the shadows
AMBER, BLOOM = rgb("#ffb463"), rgb("#5fd0ff")
CORE = rgb("#bfeaff")


def ground_light(
    view: View, lamps: list[tuple[float, float, float, float, float]], colour: np.ndarray, sun: float = 1.0
) -> Light:
    """The valley as a camera sees it, with lamps of one colour on the dust: rows (x, y, height, power, reach)."""
    lit = view.sample(daylight(), CELL, ORIGIN, bias=-0.35)
    open_ = view.sample(hollows(), CELL, ORIGIN, bias=-0.3)
    fine = view.sample(pebbles(), NEAR_CELL, bias=-0.6)
    coarse = view.sample(pebbles(), NEAR_CELL * 5.3, (17.0, 5.0), bias=-0.6)
    detail = (0.15 + 0.85 * np.clip(fine, 0, 2.6)) * (0.25 + 0.75 * np.clip(coarse, 0, 2.4))
    inside = (np.abs(view.x) < 400) & (np.abs(view.y) < 400)
    if inside.any():
        rut = view.sample(tracks(), TRACK_CELL, TRACK_ORIGIN, bias=-1.2)
        detail = detail * np.where(inside, rut, 1)
    day = lit * detail * sun
    shadow = open_ * (0.55 + 0.45 * detail)
    ground = valley()
    power = view.lamps(np.array([(x, y, ground.at(x, y) + h, p, reach) for x, y, h, p, reach in lamps]))
    power = power * (0.4 + 0.6 * detail)
    indoors = np.hypot(view.x, view.y) < RADIUS * 0.99  # the living dome's floor: no sun, no stones
    day, shadow, power = (np.where(indoors, a, b) for a, b in ((0, day), (0.10, shadow), (0, power)))
    out = day[..., None] * SUNLIGHT + shadow[..., None] * SHINE + power[..., None] * colour
    out = view.reduce(np.where(view.seen[..., None], out, 0))
    return out


def sky_light(
    camera: Camera, where: tuple[float, float], radius: float, tilt: float = -0.34, gain: float = 1.0
) -> Light:
    """Stars, the far band, and the planet hung in a direction (azimuth from +y and elevation, degrees)."""
    out = stars(camera, 3, gain) + galaxy(camera, 4, gain)
    az, el = np.radians(where)
    at = camera.project_far(np.array([np.sin(az) * np.cos(el), np.cos(az) * np.cos(el), np.sin(el)]))
    if at[2] > 0:
        light, cover = planet(at[0], at[1], radius, (-0.90, 0.10, -0.28), tilt=tilt)
        light = light * gain
        out = out * (1 - cover)[..., None] + light
    return out


def tone(light: np.ndarray, alpha: float = 1.0) -> int:
    """Light to a skia colour (the layer's curve, see `canvas.over`)."""
    r, g, b = (np.clip(np.asarray(light), 0, 1) ** (1 / 1.42) * 255).round().astype(int)
    return (int(np.clip(alpha, 0, 1) * 255) << 24) | (int(r) << 16) | (int(g) << 8) | int(b)


def _toward(a: np.ndarray) -> np.ndarray:
    return a / np.maximum(np.linalg.norm(a, axis=-1, keepdims=True), 1e-9)


def _porch(canvas, camera: Camera, base: np.ndarray, radius: float, angle: float, warm: np.ndarray, sun: float) -> None:
    """The airlock: a low vaulted passage that sticks out of the dome."""
    c, s = np.cos(angle), np.sin(angle)
    along, across = np.array([c, s, 0]), np.array([-s, c, 0])
    arcs = []
    for out in (0.86, 1.30):
        a = np.linspace(0, np.pi, 9)
        ring = base + along * radius * out + np.outer(np.cos(a), across) * radius * 0.13
        arcs.append(ring + np.outer(np.sin(a), (0, 0, radius * 0.17)))
    to_sun, eye = _toward(np.array(SUN)), np.asarray(camera.eye)
    seen = [camera.project(arc) for arc in arcs]
    paint = skia.Paint(AntiAlias=True)
    for n in range(8):
        corners = np.array([arcs[0][n], arcs[0][n + 1], arcs[1][n + 1], arcs[1][n]])
        normal = _toward(np.cross(corners[1] - corners[0], corners[3] - corners[0]))
        normal = normal if normal[2] > -0.1 else -normal
        if normal @ (eye - corners[0]) < 0:
            continue
        metal = SHINE * 2.0 + SUNLIGHT * 0.13 * max(float(normal @ to_sun), 0) * sun
        paint.setColor(tone(metal))
        path = skia.Path()
        path.addPoly(
            [skia.Point(*map(float, p[:2])) for p in (seen[0][n], seen[0][n + 1], seen[1][n + 1], seen[1][n])], True
        )
        canvas.drawPath(path, paint)
    if along @ (eye - arcs[1][0]) > 0:
        path = skia.Path()
        path.addPoly([skia.Point(*map(float, p[:2])) for p in seen[1]], True)
        paint.setColor(tone(SHINE * 1.4 + SUNLIGHT * 0.3 * max(float(along @ to_sun), 0) * sun))
        canvas.drawPath(path, paint)
        door = base + along * radius * 1.305
        frame = [
            door + across * radius * w + (0, 0, radius * h)
            for w, h in ((-0.055, 0.01), (-0.055, 0.11), (0.055, 0.11), (0.055, 0.01))
        ]
        path = skia.Path()
        path.addPoly([skia.Point(*map(float, p[:2])) for p in camera.project(np.array(frame))], True)
        paint.setColor(tone(warm * 0.35 + SHINE * 0.4))
        canvas.drawPath(path, paint)


def dome(
    camera: Camera,
    x: float,
    y: float,
    radius: float,
    lamps: list[tuple[float, float, float, np.ndarray]] = (),
    frequency: int = 4,
    sun: float = 1.0,
    porch: float = -1.15,
    within: Callable[[skia.Canvas], None] | None = None,
) -> tuple[Layer, int, int]:
    """One dome from outside: what is seen through the glass, the glass itself, its ribs and its airlock.

    Returns a layer just large enough and the pixel of its corner. Lamps inside are (x, y, z, light), places in
    radii of the dome; light is RGB. None of them: a dead dome. `within` draws what stands inside, between the far
    glass and the near.
    """
    base = np.array([x, y, valley().at(x, y)])
    points, edges, faces = geodesic(frequency)
    points = points * (1, 1, 0.92)
    seen = camera.project(points * radius + base)
    if (seen[:, 2] < 1).any():
        return np.zeros((0, 0, 4), np.float32), 0, 0
    eye = np.asarray(camera.eye, float)
    view = _toward((eye - base) / radius - points)
    to_sun = _toward(np.array(SUN))
    scale = camera.focal / float(seen[:, 2].mean()) * radius  # pixels the radius takes
    outward = _toward(points)
    side = (outward * view).sum(1)
    r = np.random.default_rng(int(abs(x * 7 + y * 3)))
    dirt, gone = r.random(len(faces)), r.random(len(faces)) < (0.0 if lamps else 0.09)

    def shone(at: np.ndarray) -> np.ndarray:
        """Lamp light on places inside, radii of the dome: shape (n, 3)."""
        total = np.zeros((len(at), 3))
        for lx, ly, lz, light in lamps:
            d2 = ((at - (lx, ly, lz)) ** 2).sum(1)
            total += np.outer(1 / (d2 + 0.05) ** 1.15, light)
        return total

    centre = points[faces].mean(1)
    inside = shone(centre)
    normal = _toward(centre)
    front = (normal * view[faces].mean(1)).sum(1)
    fresnel = 0.04 + 0.80 * (1 - np.abs(front)) ** 4
    gleam = np.clip((normal * _toward(to_sun + view[faces].mean(1))).sum(1), 0, 1) ** 90
    day = np.clip(normal @ to_sun, 0, 1)
    on_edge = shone((points[edges[:, 0]] + points[edges[:, 1]]) / 2)
    edge_day = np.clip(_toward(outward[edges[:, 0]] + outward[edges[:, 1]]) @ to_sun, 0, 1)

    warmth = np.sum([lamp[3] for lamp in lamps], axis=0) if len(lamps) else np.zeros(3)
    glare = 0.46 * float(smooth(4, 26, scale)) + 0.10  # far away a bright rib is thinner than a pixel

    def poly(canvas, paint, corners):
        path = skia.Path()
        path.addPoly([skia.Point(float(p[0]), float(p[1])) for p in corners], True)
        canvas.drawPath(path, paint)

    def paint(canvas):
        flat = skia.Paint(AntiAlias=True)
        pen = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeCap=skia.Paint.kRound_Cap)
        _porch_first = np.array([np.cos(porch), np.sin(porch), 0]) @ (eye - base) < 0
        if _porch_first:
            _porch(canvas, camera, base, radius, porch, warmth, sun)
        for back in (True, False):
            for n in np.flatnonzero((front < 0) == back):
                if back:
                    flat.setColor(
                        tone(inside[n] * (0.075 + 0.02 * dirt[n]) + SHINE * 0.3 + SUNLIGHT * 0.006 * sun * day[n], 0.97)
                    )
                elif gone[n]:
                    continue
                else:  # dirty glass: it scatters what comes through, mirrors the sky at the rim, and glints
                    film = inside[n] * (0.022 + 0.025 * dirt[n]) + SUNLIGHT * sun * (
                        day[n] * (0.03 + 0.10 * dirt[n] ** 2) + gleam[n] * 0.22
                    )
                    film = film + SHINE * (1.0 + 4.0 * fresnel[n])
                    flat.setColor(tone(film, min(0.20 + 0.55 * fresnel[n] + gleam[n] * 0.25 + day[n] * 0.22, 0.95)))
                poly(canvas, flat, seen[faces[n], :2])
            if back and within:
                within(canvas)
            if back:
                for lx, ly, lz, light in lamps:
                    px, py, _ = camera.project(base + np.array([lx, ly, lz]) * radius)
                    flat.setColor(tone(light * 6 + 0.1))
                    canvas.drawCircle(float(px), float(py), float(np.clip(0.022 * scale, 0.5, 2.2)), flat)
            for n, (a, b) in enumerate(edges):
                if (side[a] + side[b] < 0) != back:
                    continue
                metal = SHINE * 1.3 + SUNLIGHT * sun * (0.02 + glare * edge_day[n] ** 1.6) * (0.35 if back else 1)
                metal = metal + on_edge[n] * (0.055 if back else 0.012)
                thick = 0.011 * radius * camera.focal / float(seen[[a, b], 2].mean())
                ends = [*map(float, seen[a, :2]), *map(float, seen[b, :2])]
                pen.setStrokeWidth(max(thick, 0.45))
                pen.setColor(tone(metal if thick < 2.5 else metal * 0.45, 0.7 if back else 0.96))
                canvas.drawLine(*ends, pen)
                if thick > 2.5:  # close to, a rib is a round bar: a dull body, a lit flank, a joint at each end
                    along = np.array([ends[2] - ends[0], ends[3] - ends[1]])
                    flank = np.array([-along[1], along[0]]) / max(float(np.hypot(*along)), 1e-6)
                    flank = flank if flank[0] < 0 else -flank  # the sun stands on the left
                    for share in (0.72, 0.50, 0.32, 0.16):
                        off = flank * thick * 0.42 * (1 - share)
                        pen.setStrokeWidth(share * thick)
                        pen.setColor(tone(metal * (0.55 + 0.75 * (1 - share)) + SHINE * (1 - share), 0.8))
                        canvas.drawLine(ends[0] + off[0], ends[1] + off[1], ends[2] + off[0], ends[3] + off[1], pen)
                    if lamps:  # and the light inside catches the edge it sees
                        middle = (np.array(ends[:2]) + ends[2:]) / 2
                        heart = camera.project(base + np.array(lamps[0][:3]) * radius)[:2]
                        inward = flank * np.sign(flank @ (heart - middle)) * thick * 0.44
                        pen.setStrokeWidth(max(0.12 * thick, 0.6))
                        pen.setColor(tone(on_edge[n] * 0.30, 0.9))
                        canvas.drawLine(
                            ends[0] + inward[0], ends[1] + inward[1], ends[2] + inward[0], ends[3] + inward[1], pen
                        )
                    flat.setColor(tone(metal * 0.55 + SHINE * 0.6))
                    for k in (0, 2):
                        canvas.drawCircle(ends[k], ends[k + 1], 1.05 * thick, flat)
        ring = np.linspace(0, 2 * np.pi, 49)
        foot = base + radius * np.stack([1.03 * np.cos(ring), 1.03 * np.sin(ring), 0.0 * ring], 1)
        low, high = camera.project(foot), camera.project(foot + np.array([0, 0, 0.05 * radius]))
        for n in range(48):
            out = np.array([np.cos(ring[n]), np.sin(ring[n]), 0])
            if out @ (eye - base) > 0:
                flat.setColor(tone(SHINE * 1.2 + SUNLIGHT * 0.16 * sun * max(float(out @ to_sun), 0)))
                poly(canvas, flat, [low[n], low[n + 1], high[n + 1], high[n]])
        if not _porch_first:
            _porch(canvas, camera, base, radius, porch, warmth, sun)

    used = camera.project(np.vstack([points[np.unique(edges)], 1.5 * points[np.unique(edges)]]) * radius + base)
    x0, y0 = (int(np.clip(v - 4, 0, m)) for v, m in zip(used.min(0), (W - 1, H - 1), strict=False))
    x1, y1 = (int(np.clip(v + 4, o + 1, m)) for v, o, m in zip(used.max(0), (x0, y0), (W, H), strict=False))

    def shifted(canvas):
        canvas.translate(-x0, -y0)
        paint(canvas)

    return layer(shifted, x1 - x0, y1 - y0), x0, y0


def domes(
    light: Light,
    camera: Camera,
    depth: np.ndarray,
    lit: dict[int, list],
    sun: float = 1.0,
    within: Callable | None = None,
) -> Light:
    """Draw all domes in sight, far ones first; `lit` gives the lamps of those alive (0 the living one, 1.. the dark);
    `within` draws what stands in the living one."""
    places = [(0.0, 0.0, RADIUS), *(d[:3] for d in DARK)]
    at = [camera.project(np.array([x, y, valley().at(x, y)])) for x, y, _ in places]
    for n in sorted(range(len(places)), key=lambda k: -at[k][2]):
        x, y, radius = places[n]
        px, py, deep = at[n]
        size = camera.focal * radius / max(deep, 1e-3)
        if deep < radius or not (-size < px < W + size and -size < py < H + 2 * size):
            continue
        fine = 4 if size > 28 else 3 if size > 12 else 2
        sheet, x0, y0 = dome(
            camera, x, y, radius, lit.get(n, ()), fine, sun, -1.15 + 0.9 * n, within if n == 0 else None
        )
        part = np.s_[y0 : y0 + sheet.shape[0], x0 : x0 + sheet.shape[1]]
        light[part] = over(
            light[part], sheet * smooth(-0.02 * deep, 0.02 * deep, depth[part] - deep + 0.9 * radius)[..., None]
        )
    return light
