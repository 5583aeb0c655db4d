"""The Mood harmoniser as a still: what a saved notebook shows where nothing can play.

The picture the tune begins on, the prediction beside it, the tune over the chords of the open version, and all versions
in a table. Drawn at twice the size it is shown at, on the light ground, and always alike.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ..look import CUE, FAMILY, LIGHT, PICTURE_GROUND, tint
from ..music.harmony.affect import Placed
from ..music.pitch import Pitch
from . import letters, mood_marks
from .bench_still import FINER, MARGIN, SCALE, WIDTH, _Page

if TYPE_CHECKING:
    from ..music.harmony.colours import Reharmonised
    from .mood_harmoniser import MoodHarmoniser

__all__ = ["WIDTH", "still"]

_TOP = 40
_PICTURE = 400  # px wide
_PICTURE_HEIGHT = round(_PICTURE * 480 / 854)
_ROLL = 150
_GUTTER = 52
_ROW = 24
_REACH = 3.2  # of the scale, to either side; as in the page


class _Sheet(_Page):
    """A sheet whose words may have the signs of music in them."""

    def text(self, x: float, y: float, text: str, size: int, colour: str, room: float, *, bold: bool = False) -> None:
        whole = text
        while text and letters.length(text if text == whole else text + "…", size * self.unit) > room * self.unit:
            text = text[:-1].rstrip()
        weight = self.unit / 6 if bold else 0
        shown = text if text == whole else text + "…"
        letters.write(self.pen, (x * self.unit, y * self.unit), shown, size * self.unit, colour, "la", weight)

    def middle(self, x: float, y: float, text: str, size: int, colour: str) -> None:
        """Words about a point."""
        letters.write(self.pen, (x * self.unit, y * self.unit), text, size * self.unit, colour, "ma", 0)


def still(harmoniser: MoodHarmoniser) -> bytes:
    """A JPEG of the harmoniser at rest."""
    versions = harmoniser.versions
    height = _TOP + _PICTURE_HEIGHT + 24 + _ROLL + 44 + _ROW * (len(versions) + 1) + MARGIN
    page = _Sheet(height)
    page.text(MARGIN, 11, harmoniser._title, 15, LIGHT["ink"], WIDTH - 2 * MARGIN, bold=True)
    left = MARGIN + _PICTURE + MARGIN
    _predicted(page, left, harmoniser, list(versions))
    top = _TOP + _PICTURE_HEIGHT + 24
    _notes(page, top, harmoniser.version)
    _table(page, top + _ROLL + 44, harmoniser)
    small = page.image.reduce(FINER)
    small.paste(_frame(harmoniser), (MARGIN * SCALE, _TOP * SCALE))
    out = io.BytesIO()
    # notebooks are kept under version control, every still in them: at this quality thin letters stay clean
    small.save(out, "JPEG", quality=78, subsampling=0, optimize=True)
    return out.getvalue()


def _frame(harmoniser: MoodHarmoniser) -> Any:
    from PIL import Image, ImageOps

    size = (_PICTURE * SCALE, _PICTURE_HEIGHT * SCALE)
    try:
        with Image.open(harmoniser._film.still(harmoniser._at)) as file:
            return ImageOps.pad(file.convert("RGB"), size, Image.Resampling.LANCZOS, PICTURE_GROUND)
    except OSError:
        return Image.new("RGB", size, PICTURE_GROUND)


def _predicted(page: _Sheet, left: float, harmoniser: MoodHarmoniser, names: list[str]) -> None:
    right = WIDTH - MARGIN
    page.text(left, _TOP, "Predicted", 13, LIGHT["ink"], right - left, bold=True)
    if len(names) < 2:
        page.lines(left, _TOP + 24, "One version: there is nothing to order yet. Open another card, change one thing, "
                   "and say first which way it will go.", 12, LIGHT["quiet"], right - left, 5)  # fmt: skip
        return
    order = harmoniser.order
    y = _TOP + 26.0
    for scale, ends in (("valence", ("dark", "bright")), ("arousal", ("calm", "awake"))):
        page.text(left + 20, y, f"{scale.capitalize()}: {ends[0]} to {ends[1]}", 12, LIGHT["quiet"], right - left - 20)
        y += 20
        placed: dict[str, Placed] = {one.name: one for one in getattr(order, scale)}
        for name in names:
            _bar(page, left + 20, right, y, name, placed[f"version {name}"])
            y += 22
        y += 8
    page.lines(left, y, "An order only. What a listener will call it, the picture decides.", 12, LIGHT["quiet"],
               right - left, 2)  # fmt: skip


def _bar(page: _Sheet, left: float, right: float, y: float, name: str, one: Placed) -> None:
    def x(value: float) -> float:
        return left + (right - left) * (min(max(value, -_REACH), _REACH) + _REACH) / (2 * _REACH)

    page.text(left - 18, y, name, 12, LIGHT["ink"], 16)
    page.box(left, y + 17, right, y + 17.5, LIGHT["line"])
    page.box(x(one.low), y + 12, x(one.high), y + 15, tint(CUE, LIGHT["ground"], 0.45))
    page.box(x(one.middle) - 3, y + 10, x(one.middle) + 3, y + 17, CUE)
    page.middle(x(one.middle), y - 3, _signed(one.middle), 11, LIGHT["ink"])


def _signed(value: float) -> str:
    sign = "" if abs(value) < 0.05 else "−" if value < 0 else "+"
    return f"{sign}{abs(value):.1f}"


def _notes(page: _Sheet, top: float, version: Reharmonised) -> None:
    """The tune over its chords, and their symbols under them."""
    tune = version.melody
    beats = float(tune.beats)
    chords = [
        (float(one.start), float(one.beats), one.symbol, [Pitch.read(name).midi for name in one.names])
        for one in version.chords
    ]
    every = [*tune.midi, *(midi for *_, midis in chords for midi in midis)]
    low, high = min(every) - 1, max(every) + 1
    row = min(9.0, _ROLL / (high - low + 1))
    left, right = MARGIN + _GUTTER, WIDTH - MARGIN
    wide = (right - left) / beats

    def note(start: float, long: float, midi: int, colour: str, inset: float) -> None:
        y = top + (high - midi) * row
        page.box(left + start * wide, y + inset, left + (start + long) * wide - 1.5, y + row - inset, colour)

    for at, beats_, symbol, midis in chords:
        page.box(left + at * wide, top, left + at * wide + 0.5, top + _ROLL + 24, LIGHT["line"])
        for midi in midis:
            note(at, beats_, midi, tint(FAMILY["strings"], LIGHT["ground"], 0.75), row / 5)
        page.text(left + at * wide + 4, top + _ROLL + 8, symbol, 14, LIGHT["ink"], beats_ * wide - 4, bold=True)
    for (_, start, long), midi in zip(tune.notes, tune.midi, strict=True):
        note(float(start), float(long), midi, FAMILY["brass"], 0)
    page.text(MARGIN, top, "tune", 11, LIGHT["quiet"], _GUTTER - 4)
    page.text(MARGIN, top + _ROLL + 10, "chords", 11, LIGHT["quiet"], _GUTTER)


def _table(page: _Sheet, top: float, harmoniser: MoodHarmoniser) -> None:
    room = WIDTH - 2 * MARGIN
    columns = (0.0, 72.0, 440.0)
    heads = ("Version", "Chords, with their beats", "Colour")
    for x, head in zip(columns, heads, strict=True):
        page.text(MARGIN + x, top, head, 11, LIGHT["quiet"], room)
    lights = mood_marks.filled(harmoniser._copy["marks"])
    for number, (name, chords) in enumerate(harmoniser.answer.items()):
        y = top + _ROW * (number + 1)
        page.box(MARGIN, y - 5, WIDTH - MARGIN, y - 4.5, LIGHT["line"])
        page.text(MARGIN, y, name, 13, LIGHT["ink"], 60, bold=True)
        page.text(MARGIN + columns[1], y, chords, 13, LIGHT["ink"], columns[2] - columns[1] - 12)
        page.text(MARGIN + columns[2], y, harmoniser._ground.facts(lights[name]), 13, LIGHT["ink"], room - columns[2])
