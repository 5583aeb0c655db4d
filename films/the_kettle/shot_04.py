"""Shot 4, close: Nora from behind, half turned to the window. She says it to the glass."""

from functools import cache

import skia

from films.toolkit.canvas import Light
from films.toolkit.wash import Page, as_image, rain_on_glass

from . import kitchen
from .acting import Bust, breath, mouth, move, wander
from .nape import nape_body, nape_head

START, END = 516, 700
STILLS = (560, 660)


@cache
def behind() -> skia.Image:
    return as_image(kitchen.near(1.10 * kitchen.wide(False, False), 500, 132, 2.05, 7))


@cache
def nora() -> Bust:
    return Bust(None, nape_body, nape_head, 1.16, low=520, pivot=(130, 175), seed=4)


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    page = Page()
    c = page.canvas
    page.lay(behind())
    rain_on_glass(c, (0, 0, 300, 250), f, count=46, size=10, strength=0.40, blur=3.4, seed=12)
    # before she speaks she fills her chest; after, it goes out of her and the head sinks
    breathe = 1.1 * breath(f, 0.21) + move(f, (522, 0.0), (538, 2.6), (560, 1.6), (624, 0.0), (640, -1.4), (690, -0.6))
    speech = mouth(f)
    nora().draw(
        c,
        318,
        72,
        breathe=breathe,
        shoulder=move(f, (520, 0.0), (538, 3.0), (600, 1.0), (636, -3.0), (700, -2.0)),
        turn=move(f, (516, 0.0), (530, -1.4), (558, 0.6), (570, 0.2), (584, -1.6), (610, -0.6), (632, 0.0), (668, 2.6))
        + 0.3 * wander(f, 2),
        nod=(move(f, (628, 0.0), (668, 2.0)), move(f, (516, 0.0), (534, -2.0), (562, 0.0), (628, 0.0), (668, 6.0))),
        more=(
            nora().bend(60, 180, 34, -0.8 * speech, 6.0 * speech),
            nora().bend(42, 150, 20, -0.8 * speech, 2.0 * speech),
        ),
    )
    return page.light(1.08)
