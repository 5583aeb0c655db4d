"""Shot 6, insert: two rows of pencil marks. The look climbs them; one row stops at twelve. His finger comes to it."""

from functools import cache

import skia

from films.toolkit.canvas import Light, layer
from films.toolkit.wash import VIEW_H, Page, as_image, fade, gouache

from .acting import move, wander
from .frame_post import NORA_MARKS, TOM_MARKS, mark, wood
from .hands import pointing

START, END = 900, 1140
STILLS = (930, 1090)
UNIT = 9.6  # pixels in a centimetre
FOOT, TALL = 98.0, 860  # centimetres at the lower edge of the painted post, and its height in pixels
R = skia.Rect.MakeLTRB


def row_of(high: float) -> float:
    """Where on the painted post a height is, in pixels from its top."""
    return TALL - (high - FOOT) * UNIT


@cache
def post() -> skia.Image:
    """The whole length of post the shot sees, with both rows on it: a picture taller than the frame."""

    def draw(c: skia.Canvas) -> None:
        c.drawRect(R(0, -10, 854, TALL + 10), fade([(0, 0), (170, 0)], ["#7f8584", "#969b9a"]))
        c.drawRect(R(690, -10, 860, TALL + 10), fade([(690, 0), (780, 0)], ["#17191b", "#2b2e31"]))
        wood(c, 150, 704, -20, TALL + 20, "#d6d8d4", "#b4b7b5", "#63686a", 11)
        for who, row, x in (("Nora", NORA_MARKS, 306), ("Tom", TOM_MARKS, 462)):
            for age, high in row:
                y = row_of(high)
                mark(c, x, y, 84, f"{who} {age}", 28, age * 7 + x, who == "Nora")

    return as_image(gouache(layer(draw, 854, TALL)[..., :3], brush=0.8, marks=0.007, loose=0.9, seed=11))


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    page = Page()
    c = page.canvas
    centre = move(f, (900, 121.0), (908, 121.2), (1004, 150.0), (1140, 150.4))
    top = row_of(centre) - VIEW_H / 2
    page.lay(post(), 0, -top)
    # his shadow leans in before the hand does
    shadow = move(f, (984, 0.0), (1030, 1.0))
    c.drawRect(R(0, 0, 854, VIEW_H), fade([(854, 380), (330, 60)], ["#101214", "#101214"], alphas=[0.50 * shadow, 0.0]))
    hand, dark, tip = pointing()
    y12 = row_of(TOM_MARKS[-1][1]) - top
    x12 = 516.0
    # up to the mark, and there it stops; along it; then up, over bare paint, to where thirteen would be
    x = move(f, (1006, 480.0), (1044, 24.0), (1060, 9.0), (1076, 9.0), (1092, 34.0), (1104, 34.0), (1128, 16.0))
    y = move(f, (1006, 340.0), (1044, 20.0), (1060, 8.0), (1092, 7.0), (1104, 7.0), (1128, -50.0))
    c.save()
    c.translate(x12 - tip[0] + x, y12 - tip[1] + y + 0.6 * wander(f, 3, 0.9))
    near = move(f, (1006, 1.0), (1060, 0.0))
    c.save()
    c.translate(16 + 34 * near, 18 + 30 * near)
    dark.draw(c, alpha=0.8 - 0.4 * near)
    c.restore()
    hand.draw(c, [(tip[0], tip[1], 70, 0, 1.5 * move(f, (1058, 0.0), (1066, 1.0), (1104, 1.0), (1112, 0.3)))])
    c.restore()
    return page.light()
