"""The sheet that widgets draw their stills on: what a saved notebook shows where nothing can run.

Measures are in pixels as shown. It is drawn at twice the size it is shown at, on the light ground, and finer still, and
made smaller: that smooths the edges. The letters are those of `letters`, so a still is alike on every machine.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from ..look import LIGHT, PICTURE_GROUND
from .letters import length, write

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH = 768  #: px, as shown
SCALE = 2  #: of what is written
FINER = 2  #: of what is drawn
UNIT = SCALE * FINER
MARGIN = 16
_GAP = 16  # px between a title and the facts beside it
_TITLE = 0.4  # of the head is left to a title whose facts are long


class Page:
    """A sheet to draw on.

    Parameters
    ----------
    height : float
        px, as shown.

    Attributes
    ----------
    image : PIL.Image.Image
        The sheet, `UNIT` times as large as it is shown.
    pen : PIL.ImageDraw.ImageDraw
        What draws on it.

    Examples
    --------
    >>> page = Page(40)
    >>> page.text(16, 11, "F♯m – C♯ø", 15, LIGHT["ink"], bold=True)
    >>> page.png()[1:4]
    b'PNG'
    """

    def __init__(self, height: float) -> None:
        from PIL import Image, ImageDraw

        self.image = Image.new("RGB", (WIDTH * UNIT, round(height) * UNIT), LIGHT["ground"])
        self.pen = ImageDraw.Draw(self.image)

    # ---- shapes

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """A filled box, at least one fine pixel either way."""
        x, y = left * UNIT, top * UNIT
        self.pen.rectangle([x, y, max(right * UNIT - 1, x), max(bottom * UNIT - 1, y)], fill=colour)

    def frame(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        fill: str | None,
        edge: str | None,
        *,
        thick: float = 1,
        radius: float = 0,
    ) -> None:
        """A box with an edge; `radius` is that of its corners."""
        corners = [v * UNIT for v in (left, top, right, bottom)]
        self.pen.rounded_rectangle(corners, radius * UNIT, fill, edge, round(thick * UNIT))

    def disc(self, x: float, y: float, radius: float, fill: str, edge: str | None = None) -> None:
        """A disc about a point."""
        corners = [v * UNIT for v in (x - radius, y - radius, x + radius, y + radius)]
        self.pen.ellipse(corners, fill, edge, UNIT)

    def line(self, points: list[tuple[float, float]], colour: str, *, thick: float = 1) -> None:
        """A line through points; none where there is one point only."""
        if len(points) > 1:
            at = [(x * UNIT, y * UNIT) for x, y in points]
            self.pen.line(at, fill=colour, width=round(thick * UNIT), joint="curve")

    def polygon(
        self, points: list[tuple[float, float]], fill: str, edge: str | None = None, *, thick: float = 1
    ) -> None:
        """A filled shape."""
        self.pen.polygon([(x * UNIT, y * UNIT) for x, y in points], fill, edge, round(thick * UNIT))

    # ---- words

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: str,
        *,
        room: float | None = None,
        anchor: str = "la",
        bold: bool = False,
    ) -> None:
        """Words on one line: shortened where there is little room, left out where there is none.

        `anchor` is ``la``, ``ma`` or ``ra``: `x` is their left, middle or right.
        """
        shown = text if room is None else fitting(text, size, room)
        write(self.pen, (x * UNIT, y * UNIT), shown, round(size * UNIT), colour, anchor, UNIT / 6 if bold else 0)

    def wrapped(
        self, x: float, y: float, text: str, size: float, colour: str, room: float, *, most: int, bar: str = ""
    ) -> float:
        """Words on a few lines, with a bar of colour at their left if wanted; gives where the next would begin."""
        top = y
        for row in rows(text, size, room, most):
            self.text(x, y, row, size, colour, room=room)
            y += size + 4
        if bar:
            self.box(x - 8, top + 1, x - 5, y - 1, bar)
        return y

    def head(self, title: str, facts: str = "", *, margin: float = MARGIN) -> None:
        """The title at the left, facts at the right. The title gives way, but not altogether."""
        room = WIDTH - 2 * margin
        if facts:
            facts = fitting(facts, 12, room - _GAP - min(wide(title, 15), _TITLE * room))
            self.text(WIDTH - margin, 14, facts, 12, LIGHT["quiet"], anchor="ra")
            room -= _GAP + wide(facts, 12)
        self.text(margin, 11, title, 15, LIGHT["ink"], room=room, bold=True)

    # ---- the file

    def png(self, colours: int = 48) -> bytes:
        """The page as a PNG in few colours: notebooks are kept, every still in them."""
        from PIL import Image

        small = self.image.reduce(FINER).quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        out = io.BytesIO()
        small.save(out, "PNG", optimize=True)
        return out.getvalue()

    def jpeg(self, picture: Image | None, left: int, top: int) -> bytes:
        """The page as a JPEG, with a `picture`, if there is one, of `SCALE` times the size it is shown at."""
        small = self.image.reduce(FINER)
        if picture is not None:
            small.paste(picture, (left * SCALE, top * SCALE))
        out = io.BytesIO()
        # notebooks are kept under version control, every still in them: at this quality thin letters stay clean
        small.save(out, "JPEG", quality=78, subsampling=0, optimize=True)
        return out.getvalue()


def picture(path: Path, width: int, height: int) -> Image | None:
    """A picture of a film, fitted into a black frame for `Page.jpeg`; None where the file is not there."""
    from PIL import Image, ImageOps

    try:
        with Image.open(path) as file:
            size = (width * SCALE, height * SCALE)
            return ImageOps.pad(file.convert("RGB"), size, Image.Resampling.LANCZOS, PICTURE_GROUND)
    except OSError:
        return None


def wide(text: str, size: float) -> float:
    """How wide words are, in pixels as shown.

    >>> wide("C♯ø", 12) > wide("C", 12)
    True
    """
    return length(text, round(size * UNIT)) / UNIT


def fitting(text: str, size: float, room: float) -> str:
    """Words as far as they fit; nothing where not even two letters do.

    >>> fitting("The bloom", 12, 100), fitting("The bloom", 12, 40), fitting("The bloom", 12, 12)
    ('The bloom', 'The b…', '')
    """
    whole = text
    while text and wide(text if text == whole else f"{text}…", size) > room:
        text = text[:-1].rstrip()
    return whole if text == whole else f"{text}…" if len(text) > 1 else ""


def rows(text: str, size: float, room: float, most: int | None = None) -> list[str]:
    """Words in lines that fit, `most` at most: the last then holds all that is left.

    >>> rows("It crosses the bar and is gone", 12, 90)
    ['It crosses the bar', 'and is gone']
    """
    made = [""]
    for word in text.split():
        longer = f"{made[-1]} {word}".strip()
        if made[-1] and (most is None or len(made) < most) and wide(longer, size) > room:
            made.append(word)
        else:
            made[-1] = longer
    return made
