"""Shot 5, close: Tom in the doorway. His eyes go from her to the post beside him, and find the marks."""

from functools import cache

import skia

from films.toolkit.canvas import Light, layer
from films.toolkit.wash import VIEW_H, Page, as_image, cutout, fade, gouache, paint

from .acting import Bust, breath, lids, move, swallow, wander
from .faces import TOM
from .frame_post import NORA_MARKS, TOM_MARKS, mark, wood
from .tom import tom_body, tom_head

START, END = 700, 900
STILLS = (740, 836)


@cache
def hall() -> skia.Image:
    """The dark behind him: a coat rail, the foot of the stairs, all soft."""

    def draw(c: skia.Canvas) -> None:
        c.drawRect(
            skia.Rect.MakeWH(854, 480), fade([(120, 0), (854, 120)], ["#5a5f61", "#3c4042", "#24272a"], (0, 0.5, 1))
        )
        c.drawRect(skia.Rect.MakeLTRB(-20, -10, 150, 480), fade([(0, 0), (150, 0)], ["#8f9594", "#9da2a1"]))
        c.drawRect(skia.Rect.MakeLTRB(640, -10, 700, 480), paint("#4b5053", 0.8, blur=16))
        for k in range(6):
            c.drawLine(470 + 70 * k, -20, 400 + 70 * k, 200, paint("#1c1f21", 0.55, width=9, blur=9))
        c.drawLine(400, 190, 880, 20, paint("#6a6f71", 0.6, width=14, blur=11))
        c.drawRect(skia.Rect.MakeLTRB(255, -10, 330, 480), paint("#191b1d", 0.55, blur=26))

    return as_image(gouache(layer(draw)[:VIEW_H, :, :3], brush=3, marks=0.012, seed=4))


@cache
def post():
    """The post on the left, near enough to touch; the marks on it are soft until he looks at them."""

    def draw(c: skia.Canvas) -> None:
        unit = 10.5
        wood(c, 0, 150, -10, 420, "#d3d5d1", "#a9adac", "#55595b", unit)
        for row, at in ((NORA_MARKS, 26), (TOM_MARKS, 86)):
            for age, high in row:
                y = 236 - (high - 150) * unit * 0.62
                if -20 < y < 430:
                    mark(c, at, y, 26, age, 17, age * 3 + at, False)

    return cutout(draw, 160, 410, brush=1.0, marks=0.009, loose=0.8, pool=0.0, soft=0.45, seed=2)


@cache
def tom() -> Bust:
    return Bust(TOM, tom_body, tom_head, 1.08, low=460, pivot=(132, 172), seed=7)


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    page = Page()
    c = page.canvas
    # a push of a few pixels, over when he has seen
    push = 1 + 0.035 * move(f, (700, 0.0), (812, 1.0))
    c.translate(430, 190)
    c.scale(push, push)
    c.translate(-430, -190)
    page.lay(hall())
    # her (716), the floor (752), the post: up along it (778), the last mark (800)
    x = move(f, (700, -0.62), (748, -0.62), (752, -0.25), (768, -0.25), (772, -1.0), (796, -0.92), (799, -1.0))
    y = move(
        f,
        (700, 0.0),
        (748, 0.0),
        (752, 0.75),
        (768, 0.75),
        (772, 0.55),
        (792, 0.10),
        (799, -0.05),
        (866, -0.05),
        (872, 0.35),
    )
    opened = lids(
        f,
        move(f, (700, 0.88), (748, 0.88), (753, 0.60), (768, 0.60), (773, 0.84), (799, 0.98), (860, 0.84), (874, 0.66)),
        726,
        769,
        846,
        884,
    )
    tom().draw(
        c,
        398,
        58,
        breathe=1.0 * breath(f, 0.23, 0.4) + move(f, (796, 0.0), (808, 1.4), (838, 1.4), (862, -0.6)),
        turn=move(f, (746, 0.0), (758, 1.0), (770, 1.0), (790, -2.4), (866, -2.4), (888, -1.2)) + 0.22 * wander(f, 3),
        nod=(
            move(f, (768, 0.0), (790, -5.0)),
            move(f, (746, 0.0), (758, 3.0), (770, 3.0), (790, -1.0), (866, 0.0), (888, 3.0)),
        ),
        look=(x, y),
        opened=opened,
        brow=move(f, (770, 0.0), (800, 0.4), (806, 1.2), (860, 1.0)),
        press=move(f, (806, 0.0), (818, 1.0), (866, 0.9)),
        throat=swallow(f, 822),
        jaw=move(f, (796, 0.0), (802, 0.16), (812, 0.12), (820, 0.0)),
    )
    c.save()
    c.translate(112, -4)
    post().draw(c)
    c.restore()
    return page.light(1.10)
