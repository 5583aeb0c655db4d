"""The house style of every figure, in one place: sizes, letters, grids, signs, and how a figure leaves the house.

Measures are CSS pixels from the top left, as on the page. A figure is drawn at twice the size it is shown at, on
the light ground, with the letters that come with matplotlib; so it looks alike on every machine and in both themes.
Whatever a colour says is said by a word or a shape too.
"""

from __future__ import annotations

import base64
import io
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import work
from ..errors import FilmScoreError, shown
from ..look import LIGHT, VERDICT

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 600  #: of a figure; where the page is narrower it is shown smaller, so letters are larger than the least
MARGIN = 16
TITLE, BODY, SMALL = 16, 13, 12  #: letters

_SCALE = 2
_INCH = 96  # CSS pixels in an inch
_COLOURS = 128  # of the file: a figure has a handful, and their edges

#: verdicts of a fit as the tokens of the house call them, and the sign that stands beside the word
SIGNS = {"hit": "good", "near": "near", "miss": "off"}


@dataclass(frozen=True)
class Shown:
    """A figure as a notebook shows it: one picture, and the same in words for those who do not see it.

    Attributes
    ----------
    png : bytes
        Twice as many pixels as it is shown at.
    text : str
        What it shows: first the finding, then the shape. It is the picture's alternative text.
    width : int
        CSS pixels.
    """

    png: bytes
    text: str
    width: int

    def save(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write the picture to a PNG file and return its path.

        Raises
        ------
        FilmScoreError
            If the name does not end in ``.png``, the file exists (and `overwrite` does not ask for more) or cannot
            be written.
        """
        if not isinstance(path, str | Path) or Path(path).suffix.lower() != ".png":
            raise FilmScoreError(f"A figure is saved as a PNG file, such as 'tempo.png', not as {shown(path)}.")
        path = Path(path)
        try:
            if overwrite and path.exists():
                return work.write(path, self.png)
            with path.open("xb") as file:
                file.write(self.png)
        except FileExistsError:
            raise FilmScoreError(
                f"{path} exists already and was left as it is: choose another name, or say overwrite=True."
            ) from None
        except OSError as error:
            raise FilmScoreError(f"The figure cannot be written to {path}: {error.strerror or error}.") from error
        return path

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, str], dict[str, Any]]:
        data = {"image/png": base64.b64encode(self.png).decode("ascii"), "text/plain": self.text}
        return data, {"image/png": {"width": self.width, "alt": self.text}}


@contextmanager
def style() -> Iterator[None]:
    """Draw in the house style, whatever the notebook has set matplotlib to; all of a figure, its finish too."""
    import matplotlib as mpl

    plain: dict[str, Any] = {
        k: v for k, v in mpl.rcParamsDefault.items() if not k.startswith(("backend", "interactive", "toolbar"))
    }
    ours: dict[str, Any] = {
        "font.family": "DejaVu Sans",
        "font.size": points(BODY),
        "text.color": LIGHT["ink"],
        "axes.edgecolor": LIGHT["quiet"],
        "axes.labelcolor": LIGHT["quiet"],
        "axes.labelsize": points(SMALL),
        "axes.linewidth": points(1),
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "grid.color": LIGHT["line"],
        "grid.linewidth": points(1),
        "xtick.color": LIGHT["quiet"],
        "ytick.color": LIGHT["quiet"],
        "xtick.labelsize": points(SMALL),
        "ytick.labelsize": points(SMALL),
        "lines.linewidth": points(2),
        "lines.solid_capstyle": "butt",
    }
    with mpl.rc_context(plain | ours):  # type: ignore[arg-type]
        yield


def points(pixels: float) -> float:
    """CSS pixels in the points that matplotlib counts in."""
    return pixels * 72 / _INCH


def figure(width: float = WIDTH, height: float = 320) -> Figure:
    """An empty figure of so many CSS pixels, on the light ground."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width / _INCH, height / _INCH), dpi=_INCH * _SCALE, facecolor=LIGHT["ground"])


def axes(fig: Figure, left: float, top: float, width: float, height: float, **more: Any) -> Axes:
    """Axes with their corner at `left` and `top` of the figure; all in CSS pixels."""
    w, h = size(fig)
    return fig.add_axes((left / w, 1 - (top + height) / h, width / w, height / h), **more)


def size(fig: Figure) -> tuple[float, float]:
    """Width and height of a figure in CSS pixels."""
    w, h = fig.get_size_inches()
    return w * _INCH, h * _INCH


def write(fig: Figure, left: float, top: float, text: str, pixels: float = BODY, **more: Any) -> None:
    """Words with their top left corner at a place of the figure."""
    w, h = size(fig)
    fig.text(left / w, 1 - top / h, text, **{"fontsize": points(pixels), "va": "top", "linespacing": 1.3, **more})


def lines(text: str, pixels: float, width: float) -> list[str]:
    """Text broken into lines that fit into a width."""
    return textwrap.wrap(text, max(12, int(width / (0.6 * pixels)))) or [""]


def heading(fig: Figure, title: str, under: str = "") -> float:
    """The finding over the figure and a quieter sentence under it; returns where the drawing may begin."""
    width, _ = size(fig)
    top, room = float(MARGIN), width - 2 * MARGIN
    for text, pixels, more in ((title, TITLE, {"weight": "bold"}), (under, SMALL, {"color": LIGHT["quiet"]})):
        if text:
            its = lines(text, pixels * (1.1 if more.get("weight") else 1.0), room)
            write(fig, MARGIN, top, "\n".join(its), pixels, **more)
            top += len(its) * pixels * 1.5 + 4
    return top + 4


def heading_height(title: str, under: str = "", width: float = WIDTH) -> float:
    """How high `heading` will be, for a figure that has no height yet."""
    room = width - 2 * MARGIN
    high = float(MARGIN) + 4
    for text, pixels in ((title, TITLE * 1.1), (under, SMALL)):
        if text:
            high += len(lines(text, pixels, room)) * (TITLE if text is title else SMALL) * 1.5 + 4
    return high


def sign(ax: Axes, x: float, y: float, verdict: str, **more: Any) -> None:
    """The drawn sign of a verdict, in its colour: a tick, a wave or a cross."""
    from matplotlib.path import Path as Line

    wave = Line([(-1, -0.3), (-0.5, 0.9), (0.5, -0.9), (1, 0.3)], [Line.MOVETO, *[Line.CURVE4] * 3])
    drawn = {
        "hit": Line([(-0.9, 0.0), (-0.3, -0.7), (0.9, 0.8)]),
        "near": wave,
        "miss": Line([(-0.7, -0.7), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7)], [1, 2, 1, 2]),
    }
    ax.plot(
        [x], [y], marker=drawn[verdict], markersize=points(11), markeredgewidth=points(2), clip_on=False,
        markerfacecolor="none", markeredgecolor=VERDICT[SIGNS[verdict]], linestyle="none", **more,
    )  # fmt: skip


def finish(fig: Figure, text: str) -> Shown:
    """The figure as a small PNG with its description."""
    import numpy as np
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    picture = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    out = io.BytesIO()
    # the kind that keeps a colour that is rare: a verdict may be one small sign
    small = picture.quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small.save(out, "PNG", optimize=True)
    return Shown(out.getvalue(), text, round(size(fig)[0]))
