"""A sheet of engraved music: systems under each other, their names at the left, on white paper.

Measures are CSS pixels. The sheet leaves as SVG and as PNG in one output: an untrusted notebook shows no SVG.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from .. import work
from ..errors import FilmScoreError, shown
from ..look import LIGHT
from .engraving import Drawing, Staff
from .house import Shown
from .lettering import broken, outlines, width

WIDTH = 560  #: of a sheet; shorter music makes it narrower
NARROW = 460  #: below this, names stand over their staves
MARGIN = 16
NAME, NOTE, TITLE = 15, 14, 18  #: letters of names, of what is said under the music, and of a page's title
SMALL = 11  #: letters of names that stand over each staff
_NAMES = 0.24  #: of the width, for the names at the left
_GAP = 12
_CLEF = 15  #: how far a treble clef and its room reach over the staff
_HEADING = 6  #: lines of names over a score
_FEW = 2  #: players whose staves are told by one line over the score; of more each has its name over its staff
_COLOURS = 32
_SCALE = 2


@dataclass(frozen=True)
class Score(Shown):
    """Engraved music as a notebook shows it: a picture that scales, the same as dots, and the notes in words.

    Attributes
    ----------
    svg : str
        The picture as a drawing; needs no fonts.
    """

    svg: str = field(default="", repr=False)

    def save(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write the picture to a PNG or SVG file and return its path.

        Raises
        ------
        FilmScoreError
            If the name ends in neither, the file exists (and `overwrite` does not ask for more) or cannot be written.
        """
        if not isinstance(path, str | Path) or Path(path).suffix.lower() not in {".png", ".svg"}:
            raise FilmScoreError(f"A score is saved as 'theme.svg' or 'theme.png', not as {shown(path)}.")
        path = Path(path)
        if path.suffix.lower() == ".png":
            return super().save(path, overwrite=overwrite)
        if path.exists() and not overwrite:
            raise FilmScoreError(
                f"{path} exists already and was left as it is: choose another name, or say overwrite=True."
            )
        try:
            return work.write(path, self.svg.encode())
        except OSError as error:
            raise FilmScoreError(f"The score cannot be written to {path}: {error.strerror or error}.") from error

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, str], dict[str, Any]]:
        data, about = super()._repr_mimebundle_()
        return {"image/svg+xml": self.svg, **data}, about


@dataclass(frozen=True)
class Row:
    """Systems of one piece of music, the names of its staves, and what is drawn over it, in the drawing's measures.

    A name that is None: the staff has the player of the one above, as the left hand of a harp.
    """

    drawing: Drawing
    names: tuple[str | None, ...] = ()
    over: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet as an SVG: its markup without ground, and its size."""

    inside: str = field(repr=False)
    width: float
    height: float

    def svg(self, text: str, ground: str | None = LIGHT["ground"], ink: str = LIGHT["ink"]) -> str:
        """The whole drawing, with its description."""
        w, h = round(self.width), round(self.height)
        paper = f'<rect width="{w}" height="{h}" rx="4" fill="{ground}" stroke="none"/>' if ground else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img" '
            'style="max-width:100%;height:auto" '
            f"aria-label={quoteattr(text)}><desc>{escape(text)}</desc>{paper}"
            f'<g color="{ink}" fill="{ink}" stroke="{ink}">{self.inside}</g></svg>'
        )


def name_room(names: Sequence[str | None], wide: float) -> float:
    """The width of the column of names; none where they stand over the staves."""
    if wide < NARROW or not any(names):
        return 0.0
    longest = max(min(width(name or "", NAME, "sans bold") + 1, _NAMES * wide) for name in names)
    return round(longest + 16)


def music_room(names: Sequence[str | None], wide: float) -> float:
    """The width that is left for the music."""
    return wide - 2 * MARGIN - name_room(names, wide)


def over_staves(names: Sequence[str | None], wide: float) -> bool:
    """Whether there is no column for names and so many that each stands over its own staff."""
    return not name_room(names, wide) and sum(1 for name in names if name) > _FEW


def heading(names: Sequence[str | None], wide: float) -> list[str]:
    """The lines of names that stand over the music where there is no column for them, and few."""
    if name_room(names, wide) or not any(names) or over_staves(names, wide):
        return []
    return broken(", ".join(name for name in names if name), NAME, wide - 2 * MARGIN, "sans bold", most=_HEADING)


def heading_height(names: Sequence[str | None], wide: float) -> float:
    """How high they are."""
    return len(heading(names, wide)) * NAME * 1.35


def _players(drawing: Drawing, names: Sequence[str | None]) -> Iterator[tuple[str, list[Staff]]]:
    """Whose staves they are, in every system, for staves that rest may be missing from it."""
    for number, system in enumerate(drawing.systems):
        if number and len(names) < 2:
            return
        players: dict[int, list[Staff]] = {}
        for staff in system:
            own = staff.number
            while own > 0 and own < len(names) and names[own] is None:
                own -= 1
            players.setdefault(own, []).append(staff)
        for own, staves in players.items():
            yield (names[own] or "") if own < len(names) else "", staves


def _above(drawing: Drawing, names: Sequence[str | None], top: float, wide: float) -> Iterator[str]:
    """Names over their staves, small, where the clef leaves room."""
    for name, staves in _players(drawing, names):
        for line in broken(name, SMALL, wide - 2 * MARGIN - 4, "sans bold", most=1) if name else ():
            yield outlines(line, MARGIN + 4, top + staves[0].top - _CLEF, SMALL, "sans bold")


def _beside(drawing: Drawing, names: Sequence[str | None], column: float, top: float) -> Iterator[str]:
    """Names at the left of their staves."""
    for name, staves in _players(drawing, names):
        lines = broken(name, NAME, column - 16, "sans bold") if name else []
        middle = top + (staves[0].top + staves[-1].bottom) / 2 - (len(lines) - 1) * NAME * 0.62 + NAME * 0.36
        for i, line in enumerate(lines):
            yield outlines(line, MARGIN, middle + i * NAME * 1.25, NAME, "sans bold")


def lay_out(
    rows: Sequence[Row], wide: float = WIDTH, under: str = "", under_height: float = 0.0, title: str = "",
    words: str = "",
) -> Sheet:  # fmt: skip
    """Put rows under each other on a sheet, no wider than it has to be.

    Parameters
    ----------
    rows : sequence of Row
    wide : float
        Of the whole sheet, at most; what `music_room` was asked with.
    under : str
        Elements to be drawn under the music, from the left margin.
    under_height : float
        How high they are.
    title, words : str
        What stands over the page: of what it is, and for whom or how it stands.
    """
    names = [name for row in rows for name in row.names]
    column = name_room(names, wide)
    top, right, made = float(MARGIN), 0.0, []
    for text, size, face in ((title, TITLE, "serif bold"), (words, NAME, "sans bold")):
        for line in broken(text, size, wide - 2 * MARGIN, face):
            made.append(outlines(line, MARGIN, top + size, size, face))
            right = max(right, MARGIN + width(line, size, face))
            top += size * 1.45
    for number, row in enumerate(rows):
        for line in heading(row.names, wide) if not column else ():
            made.append(outlines(line, MARGIN, top + NAME, NAME, "sans bold"))
            right = max(right, MARGIN + min(width(line, NAME, "sans bold"), wide - 2 * MARGIN))
            top += NAME * 1.35
        made.append(f'<g transform="translate({MARGIN + column:g} {top:.2f})">{row.drawing.inside}{row.over}</g>')
        if column:
            made += _beside(row.drawing, row.names, column, top)
        elif over_staves(row.names, wide):
            made += _above(row.drawing, row.names, top, wide)
        right = max(right, MARGIN + column + row.drawing.width)
        top += row.drawing.height + (_GAP if number + 1 < len(rows) else 0)
    if under:
        top += _GAP
        made.append(f'<g transform="translate({MARGIN} {top:.2f})">{under}</g>')
        top += under_height
        right = wide - MARGIN
    return Sheet("".join(made), min(right + MARGIN, wide), top + MARGIN)


def printed(sheet: Sheet, text: str) -> Score:
    """A sheet as a notebook shows it."""
    import resvg_py
    from PIL import Image

    svg = sheet.svg(text)
    data = bytes(resvg_py.svg_to_bytes(
        svg_string=sheet.svg(text, None), zoom=_SCALE, background=LIGHT["ground"], skip_system_fonts=True,
    ))  # fmt: skip
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    out = io.BytesIO()
    small = picture.quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small.save(out, "PNG", optimize=True)
    return Score(out.getvalue(), text, round(sheet.width), svg)
