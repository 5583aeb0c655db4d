"""The kitchen painted: what the traced light becomes on paper, and the things that stand about in it."""

from functools import cache

import numpy as np
import skia
from scipy.ndimage import gaussian_filter, map_coordinates

from films.toolkit.canvas import W, fbm, layer
from films.toolkit.wash import VIEW_H, Picture, fade, gouache, paint, strokes

from . import room
from .room import ALBEDO, BACK, CEIL, FLOOR, WALL, WINDOW, Eye
from .things import clock, cup, curtains, fittings, flowers, gloves, hooks, lamp, radio_small, shelf, tap

COOL, WARM = np.array([0.972, 1.0, 1.022], np.float32), np.array([1.02, 1.0, 0.975], np.float32)
R = skia.Rect.MakeLTRB


def tone(light: np.ndarray, exposure: float) -> Picture:
    """Traced light as paint: a long grey scale with soft ends."""
    x = np.clip(light * exposure, 0, None)
    return np.clip(x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14), 0, 1) ** (1 / 1.75)


def patterns(where: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """What is laid and painted on the surfaces: tiles on the floor and behind the bench, boards, wear; factors."""
    x, y, z = where[..., 0], where[..., 1], where[..., 2]
    out = np.ones(kind.shape, np.float32)
    checks = (np.floor(x / 0.33) + np.floor(z / 0.33)) % 2
    joint = np.minimum(np.abs((x / 0.33) % 1 - 0.5), np.abs((z / 0.33) % 1 - 0.5))
    out = np.where(kind == FLOOR, 0.62 + 0.62 * checks - 0.06 * (joint > 0.47), out)
    tiled = (kind == WALL) & (z > BACK - 0.02) & (y < 1.30) & (y > 0.9)
    grout = (np.abs((x / 0.15) % 1 - 0.5) > 0.46) | (np.abs((y / 0.15) % 1 - 0.5) > 0.455)
    out = np.where(tiled, 1.18 - 0.22 * grout, out)
    out = np.where((kind == WALL) & (z > BACK - 0.02) & (np.abs(y - 1.31) < 0.012), 0.72, out)
    # the wainscot line round the other walls
    out = np.where((kind == WALL) & (z < BACK - 0.02) & (y < 1.02), 0.80, out)
    out = np.where((kind == WALL) & (z < BACK - 0.02) & (np.abs(y - 1.03) < 0.014), 0.62, out)
    return out


def light_of(eye: Eye, traced: np.ndarray, exposure: float = 2.6) -> Picture:
    """The bare room in paint: light, materials and patterns, the window left milk-white."""
    soft = gaussian_filter(traced[..., :3], (3, 3, 0))
    sky = gaussian_filter(traced[..., 7], 0.6)
    kind = traced[..., 3].astype(int)
    where = room.places(eye, traced)
    wear = 1 + 0.16 * (fbm(VIEW_H, W, 5, 5, 23, 2.0) - 0.5)
    bare = ALBEDO[np.clip(kind, 0, len(ALBEDO) - 1)]
    light = bare * (sky[..., None] * COOL + (1.15 * soft + 0.028) * WARM) * (patterns(where, kind) * wear)[..., None]
    out = tone(light, exposure)
    flat = np.isin(kind, (WALL, FLOOR, CEIL, room.HALL))  # a wall of several boxes is one wall
    edge = np.where(flat, 1000 + 10 * kind + traced[..., 6] // 100, traced[..., 6])
    lines = np.zeros(edge.shape, np.float32)
    lines[1:] = np.maximum(lines[1:], edge[1:] != edge[:-1])
    lines[:, 1:] = np.maximum(lines[:, 1:], edge[:, 1:] != edge[:, :-1])
    lines = gaussian_filter(lines, 0.7) * (0.5 + 0.5 * fbm(VIEW_H, W, 3, 12, 6, 2.0))
    out = out * (1 - 0.42 * np.clip(lines, 0, 1))[..., None]  # a drawn line under the paint
    return np.where(traced[..., 5:6] > 0.5, outside(eye)[:VIEW_H], out)


@cache
def outside(eye: Eye) -> Picture:
    """Beyond the panes: a wet sky, the roofs over the way, a bare tree; all of it nearly white."""
    x0, y1, _ = eye.see(WINDOW[0], WINDOW[3], BACK + 0.2)
    x1, y0, _ = eye.see(WINDOW[1], WINDOW[2], BACK + 0.2)

    def draw(c: skia.Canvas) -> None:
        c.clear(0xFFDFE3E4)
        c.drawRect(R(x0, y1, x1, y0), fade([(0, y1), (0, y0)], ["#e9ecec", "#dde1e2", "#c4cacc"], (0, 0.55, 1)))
        w, h = x1 - x0, y0 - y1
        roof = [
            (x0 - 9, y0),
            (x0 - 9, y1 + h * 0.74),
            (x0 + w * 0.16, y1 + h * 0.62),
            (x0 + w * 0.36, y1 + h * 0.73),
            (x0 + w * 0.55, y1 + h * 0.72),
            (x0 + w * 0.74, y1 + h * 0.60),
            (x1 + 9, y1 + h * 0.70),
            (x1 + 9, y0),
        ]
        c.drawPath(skia.Path.Polygon([skia.Point(*p) for p in roof], True), paint("#aab2b6", 0.8, blur=1.6))
        c.drawRect(R(x0 + w * 0.13, y1 + h * 0.53, x0 + w * 0.165, y1 + h * 0.66), paint("#a2abb0", 0.8, blur=1.2))
        r = np.random.default_rng(4)

        def branch(x: float, y: float, a: float, n: float, deep: int) -> None:
            u, v = x + n * np.cos(a), y + n * np.sin(a)
            c.drawLine(x, y, u, v, paint("#8f999e", 0.42, width=0.5 + 0.55 * deep, blur=0.7))
            if deep:
                for _ in range(3):
                    branch(u, v, a + r.normal(0, 0.45), n * r.uniform(0.62, 0.86), deep - 1)

        branch(x0 + w * 0.80, y0, -1.62, h * 0.24, 4)

    return 0.92 * layer(draw)[..., :3][:VIEW_H]


def over(picture: Picture, draw, free: np.ndarray | None = None) -> Picture:
    """Draw on a picture with skia; where `free` is false something nearer stands before it."""
    sheet = layer(draw)[:VIEW_H]
    if free is not None:
        sheet = sheet * gaussian_filter(free.astype(np.float32), 0.5)[..., None]
    return picture * (1 - sheet[..., 3:]) + sheet[..., :3]


def on_table(c: skia.Canvas, lit: bool) -> None:
    """What lies on the table of the wide, and the lamp over it."""
    eye = room.WIDE
    x, y, k = eye.see(-0.78, 0.757, 1.85)
    radio_small(c, x, y, k, lit)
    x, y, k = eye.see(0.22, 0.757, 1.92)
    gloves(c, x, y, k)
    lamp(c, eye)


@cache
def wide_front(lit: bool, cups: bool) -> skia.Image:
    """The part of the wide that stands nearer to us than people do: table, chairs, what lies on the table."""
    deep = room.places(room.WIDE, room.wide())[..., 2]
    things = layer(lambda c: on_table(c, lit))[:VIEW_H, :, 3]
    hold = np.maximum(gaussian_filter((deep < 3.05).astype(np.float32), 0.5), things)
    data = (np.dstack([wide(lit, cups), hold]).clip(0, 1) * 255).astype(np.uint8)
    return skia.Image.fromarray(np.ascontiguousarray(data), colorType=skia.kRGBA_8888_ColorType)


@cache
def wide(lit: bool, cups: bool) -> Picture:
    """The wide, empty of people: `lit` the radio's dial, `cups` whether they still stand on the shelf."""
    eye = room.WIDE
    traced = room.wide()
    picture = light_of(eye, traced, 4.9)
    deep = room.places(eye, traced)[..., 2]

    def far(c: skia.Canvas) -> None:
        fittings(c, eye)
        shelf(c, eye, cups)
        tap(c, eye)
        curtains(c, eye)
        x, y, k = eye.see(1.62, 1.98, BACK)
        clock(c, x, y, 0.125 * k)
        x, y, k = eye.see(1.93, 0.90, 3.72)
        c.drawOval(R(x - 0.06 * k, y - 4, x + 0.16 * k, y + 4), paint("#2a2d2f", 0.4, blur=3))
        flowers(c, x, y, k)
        if not cups:  # they stand ready on the cupboard beside the cooker
            for px in (1.42, 1.60):
                x, y, k = eye.see(px, 0.90, 3.6)
                c.drawOval(R(x - 0.05 * k, y - 3, x + 0.12 * k, y + 3), paint("#20242a", 0.4, blur=2))
                cup(c, x, y, 0.095 * k, 1, 0.04)

    x, y, _ = eye.see(-0.6, 1.6, BACK)
    v, u = np.mgrid[0.0:VIEW_H, 0.0:W]
    picture = picture * (0.80 + 0.28 * np.exp(-np.hypot((u - x) / 330, (v - y) / 250)))[..., None].astype(np.float32)
    picture = over(picture, far, deep > 3.0)
    return gouache(over(picture, lambda c: on_table(c, lit)), brush=1.25, marks=0.011, loose=1.3, seed=2)


@cache
def to_door() -> Picture:
    """The doorway and the dark hall, seen from the window; turned about so that the door is on the right."""
    eye = room.TO_DOOR
    picture = light_of(eye, room.to_door(), 4.4)
    x, y, _ = eye.see(-0.6, 1.9, 0)
    v, u = np.mgrid[0.0:VIEW_H, 0.0:W]
    fall = 0.72 + 0.34 * np.exp(-(((u - x) / 420) ** 2) - ((v - y) / 330) ** 2)  # the corner by the door gets least
    picture = over(picture * fall[..., None].astype(np.float32), lambda c: hooks(c, eye))
    return gouache(np.ascontiguousarray(picture[:, ::-1]), brush=1.4, marks=0.008, loose=1.3, seed=6)


def near(picture: Picture, x: float, y: float, zoom: float, blur: float) -> Picture:
    """A part of a picture, centred on (x, y), `zoom` times larger and out of focus: what lies behind a close-up."""
    soft = np.stack([gaussian_filter(picture[..., k], blur / zoom) for k in range(3)], 2)
    v, u = np.mgrid[0.0:VIEW_H, 0.0:W]
    v, u = (v - VIEW_H / 2) / zoom + y, (u - W / 2) / zoom + x
    out = np.stack([map_coordinates(soft[..., k], (v, u), order=1, mode="nearest") for k in range(3)], 2)
    return out * (1 + 0.008 * strokes(out, seed=8)[..., None])
