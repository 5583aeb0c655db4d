"""The timecode clock as a still: what a saved notebook shows where nothing can run.

It holds what the clock shows at rest: both clocks, their difference, the place, and the pictures around it with
their labels. Drawn at twice the size it is shown at, on the light ground, in few colours, and always alike.
"""

from __future__ import annotations

from ..look import CUE, LIGHT, SILENCE
from ..picture.timecode import Timecode
from .page import MARGIN, WIDTH, Page
from .timecode_clock import apart, wall_clock

HEIGHT = 280  # px, as shown
CELLS = 9
_COLOURS = 32


def still(at: Timecode) -> bytes:
    """A PNG of the clock standing at a place."""
    page = Page(HEIGHT)
    _faces(page, at)
    _place(page, at)
    _film(page, at)
    return page.png(_COLOURS)


def _faces(page: Page, at: Timecode) -> None:
    middle = WIDTH / 2
    page.text(MARGIN, 12, "Timecode clock", 15, LIGHT["ink"], bold=True)
    page.text(WIDTH - MARGIN, 14, f"Rate {at.rate}", 13, LIGHT["quiet"], anchor="ra")
    faces = (("Label", str(at), MARGIN, CUE), ("Clock on the wall", wall_clock(at), middle + 4, SILENCE))
    for name, value, left, edge in faces:
        page.box(left, 40, left + middle - MARGIN - 4, 112, LIGHT["panel"])
        page.box(left, 40, left + 4, 112, edge)
        page.text(left + 16, 48, name, 12, LIGHT["quiet"])
        page.text(left + 16, 68, value, 32, LIGHT["ink"], bold=True)
    page.text(MARGIN, 120, apart(at), 13, LIGHT["ink"])


def _place(page: Page, at: Timecode) -> None:
    feet = ", ".join(f"{at.feet(gauge)} of {gauge}" for gauge in Timecode.GAUGES)
    gone = at.rate.left_out
    rule = (
        f"Nine minutes in ten leave out {gone} labels, and no picture." if gone else f"{at.rate} leaves out no label."
    )
    page.text(MARGIN, 142, f"Frame {at.frame}; {feet}. {rule}", 12, LIGHT["quiet"])


def _film(page: Page, at: Timecode) -> None:
    """Pictures follow one another; labels that no picture has stand above the seam."""
    last = 144 * (600 * at.rate.base - 9 * at.rate.left_out) - 1
    first = max(0, min(at.frame - CELLS // 2, last - CELLS + 1))
    wide = (WIDTH - 2 * MARGIN) / CELLS
    for n in range(CELLS):
        here = Timecode.from_frame(first + n, at.rate)
        left, label = MARGIN + n * wide, str(here)
        page.text(left + wide / 2, 196, label[8:], 12, LIGHT["ink"], anchor="ma", bold=True)
        chosen = here == at
        page.frame(left, 214, left + wide, HEIGHT - 12, LIGHT["ground"] if chosen else LIGHT["panel"], LIGHT["quiet"])
        for hole in range(int(wide // 8)):
            for y in (218, HEIGHT - 19):
                page.box(left + 4 + 8 * hole, y, left + 7 + 8 * hole, y + 3, LIGHT["quiet"])
        page.text(left + wide / 2, 233, str(here.frame), 12, LIGHT["ink"], anchor="ma", bold=chosen)
        gone = at.rate.left_out if label[6:] == f"00;{at.rate.left_out:02d}" and label[4] != "0" else 0
        if gone and n:
            page.box(left, 190, left + 1, 214, SILENCE)
            for k in range(gone):
                tag = left + (k - gone / 2) * 34
                page.frame(tag + 1, 168, tag + 33, 188, LIGHT["ground"], SILENCE)
                page.text(tag + 17, 171, f";{k:02d}", 12, LIGHT["quiet"], anchor="ma")
                page.box(tag + 6, 178, tag + 28, 179, LIGHT["quiet"])
    chosen_left = MARGIN + (at.frame - first) * wide
    page.frame(chosen_left, 214, chosen_left + wide, HEIGHT - 12, None, CUE, thick=2)
