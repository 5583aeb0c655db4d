"""Words on a still, with the signs of music: ♯ and ♭ too, which the typeface of the stills has not.

That typeface is the one Pillow carries, the same on every machine. What it lacks, letters with accents too, comes from
DejaVu Sans, which matplotlib carries, and stands on the same baseline. Double sharps and flats, which neither has, are
drawn with what looks like them.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

#: signs taken from the other typeface
SIGNS = frozenset("♮♭♯𝄪𝄫")

#: signs that neither typeface has, and what is drawn for them
_ALIKE = str.maketrans({"𝄪": "×", "𝄫": "♭♭"})


@cache
def font(size: int) -> Any:
    """The one typeface that is the same on every machine: the one Pillow carries."""
    from PIL import ImageFont

    return ImageFont.load_default(size)


@cache
def _signs(size: int) -> Any:
    import matplotlib as mpl
    from PIL import ImageFont

    return ImageFont.truetype(str(Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"), size)


def length(text: str, size: int) -> float:
    """How wide words are, in the pixels of their size.

    Examples
    --------
    >>> length("F♯4", 20) > length("F4", 20)
    True
    """
    return sum(face.getlength(run) for face, run in _runs(text, size))


def write(pen: Any, at: tuple[float, float], text: str, size: int, colour: str, anchor: str, weight: float) -> None:
    """Draw words; `anchor` is ``la``, ``ma`` or ``ra``: left, middle or right, at the height of the tallest letters."""
    if not any(map(_foreign, text)):
        pen.text(at, text, colour, font(size), anchor=anchor, stroke_width=weight, stroke_fill=colour)
        return
    x = at[0] - {"l": 0.0, "m": 0.5, "r": 1.0}[anchor[0]] * length(text, size)
    base = at[1] + font(size).getmetrics()[0]
    for face, run in _runs(text, size):
        pen.text((x, base), run, colour, face, anchor="ls", stroke_width=weight, stroke_fill=colour)
        x += face.getlength(run)


@cache
def _foreign(letter: str) -> bool:
    """Whether the typeface lacks a letter: it would draw the box that stands for all it has not."""
    if letter.isascii():
        return False
    drawn, box = (bytes(font(20).getmask(one)) for one in (letter, "\uffff"))
    return letter in SIGNS or drawn == box


def _runs(text: str, size: int) -> list[tuple[Any, str]]:
    """Words cut where the typeface changes."""
    drawn = groupby(text.translate(_ALIKE), key=_foreign)
    return [(_signs(size) if sign else font(size), "".join(letters)) for sign, letters in drawn]
