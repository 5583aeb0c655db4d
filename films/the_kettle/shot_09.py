"""Shot 9: black, and in it the title, in the hand that wrote on the door frame."""

from films.toolkit.canvas import Light
from films.toolkit.wash import Page, paint

from .acting import move
from .frame_post import written

START, END = 1440, 1584
STILLS = (1446, 1520)
COMES, GOES = 1464, 1556


def frame(f: int) -> Light:
    """One frame of the shot, before the grade."""
    page = Page()
    shown = move(f, (COMES, 0.0), (COMES + 26, 1.0), (GOES, 1.0), (GOES + 22, 0.0))
    if shown > 0:
        c = page.canvas
        path, wide = written("The Kettle", 50, 4)
        c.translate(427 - wide / 2, 214)
        c.drawPath(path, paint("#8d9293", 0.35 * shown, width=5.2, blur=1.6))
        c.drawPath(path, paint("#c9cdcb", 0.92 * shown, width=2.7))
    return page.light()
