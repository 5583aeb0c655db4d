"""Words as outlines, so that an engraved page looks alike wherever it is opened, with or without fonts.

The letters are those that come with matplotlib: DejaVu Sans for names, STIX for what stands in the music (its widths
are those of Times, by which the engraver leaves room). Signs of music come from the engraver's own font.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

#: face -> file among matplotlib's letters
FACES = {
    "sans": "DejaVuSans.ttf", "sans bold": "DejaVuSans-Bold.ttf", "serif": "STIXGeneral.ttf",
    "serif bold": "STIXGeneralBol.ttf", "serif italic": "STIXGeneralItalic.ttf",
    "serif bold italic": "STIXGeneralBolIta.ttf",
}  # fmt: skip
_UNITS = 1024  #: in which outlines are written
_MUSIC = 1000  #: units of an em in the engraver's font


@cache
def _face(name: str) -> Any:
    import matplotlib as mpl
    from matplotlib.ft2font import FT2Font

    font = FT2Font(str(Path(mpl.get_data_path()) / "fonts" / "ttf" / FACES[name]))
    font.set_size(_UNITS, 72)
    return font


@cache
def _letter(face: str, letter: str) -> tuple[str, float]:
    """A letter's outline, y downwards, and its width, in units."""
    from matplotlib.ft2font import LoadFlags

    own = next((f for f in (face, face.replace("serif", "sans").replace(" italic", "")) if _has(f, letter)), face)
    font = _face(own)
    glyph = font.load_char(ord(letter), flags=LoadFlags.NO_HINTING)
    points, codes = font.get_path()
    words, i = [], 0
    while i < len(codes):
        code = int(codes[i])
        kind, count = {1: ("M", 1), 2: ("L", 1), 3: ("Q", 2), 4: ("C", 3), 79: ("Z", 1)}[code]
        places = "" if kind == "Z" else " ".join(f"{x:.0f} {-y:.0f}" for x, y in points[i : i + count])
        words.append(kind + places)
        i += count
    return "".join(words), glyph.linearHoriAdvance / 65536


def _has(face: str, letter: str) -> bool:
    return _face(face).get_char_index(ord(letter)) != 0


def width(text: str, size: float, face: str = "sans") -> float:
    """How wide words are, in the unit of their size."""
    return sum(_letter(face, letter)[1] for letter in text) * size / _UNITS


def outlines(text: str, x: float, y: float, size: float, face: str = "sans", anchor: str = "start") -> str:
    """Words as SVG paths with their baseline at a place; they take the colour of what is around them."""
    scale = size / _UNITS
    left = x - {"middle": 0.5, "end": 1.0}.get(anchor, 0.0) * width(text, size, face)
    made = []
    for letter in text:
        path, wide = _letter(face, letter)
        if path:
            made.append(f'<path transform="translate({left:.2f} {y:.2f}) scale({scale:.5g})" d="{path}"/>')
        left += wide * scale
    return f'<g stroke="none" fill="currentColor">{"".join(made)}</g>'


def music_sign(code: int, x: float, y: float, size: float, font: str = "Leipzig") -> tuple[str, float]:
    """A sign of the engraver's font as a path, and its width."""
    path, wide = _sign(font, f"{code:04X}")
    scale = size / _MUSIC
    place = f"translate({x:.2f} {y:.2f}) scale({scale:.5g})"
    return f'<g stroke="none" fill="currentColor" transform="{place}">{path}</g>', wide * scale


@cache
def _sign(font: str, code: str) -> tuple[str, float]:
    import verovio

    folder = Path(verovio.__file__).parent / "data"
    try:
        path = re.sub(r"</?g[^>]*>", "", (folder / font / f"{code}.xml").read_text(encoding="utf-8"))
    except OSError:
        return "", 0.0
    table = (folder / f"{font}.xml").read_text(encoding="utf-8")
    found = re.search(rf'<g c="{code}"[^>]*?h-a-x="([\d.]+)"', table)
    return path, float(found[1]) if found else 300.0


def broken(text: str, size: float, room: float, face: str = "sans", most: int = 2) -> list[str]:
    """Words in lines that fit into a width; what does not fit into the last ends in dots."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size, face) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [_fitted(line, size, room, face) for line in lines]


def _fitted(line: str, size: float, room: float, face: str) -> str:
    if width(line, size, face) <= room:
        return line
    while line and width(line + "…", size, face) > room:
        line = line[:-1].rstrip()
    return line + "…"
