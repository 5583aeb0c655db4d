"""The Mood harmoniser as a still: what a saved notebook shows where nothing can play.

The picture the tune begins on, the prediction beside it, the tune over the chords of the open version, and all versions
in a table. Drawn at twice the size it is shown at, on the light ground, and always alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..look import CUE, FAMILY, LIGHT, PICTURE_GROUND, SMALLEST_TEXT, tint
from ..music.harmony.affect import Placed
from ..music.pitch import Pitch
from . import mood_marks
from .page import MARGIN, WIDTH, Page, picture

if TYPE_CHECKING:
    from ..music.harmony.colours import Reharmonised
    from .mood_harmoniser import MoodHarmoniser

_TOP = 40
_PICTURE = 400  # px wide
_PICTURE_HEIGHT = round(_PICTURE * 480 / 854)
_ROLL = 150
_GUTTER = 52
_ROW = 24
_REACH = 3.2  # of the scale, to either side; as in the page


def still(harmoniser: MoodHarmoniser) -> bytes:
    """A JPEG of the harmoniser at rest."""
    versions = harmoniser.versions
    height = _TOP + _PICTURE_HEIGHT + 24 + _ROLL + 44 + _ROW * (len(versions) + 1) + MARGIN
    page = Page(height)
    page.head(harmoniser._title)
    page.box(MARGIN, _TOP, MARGIN + _PICTURE, _TOP + _PICTURE_HEIGHT, PICTURE_GROUND)
    shot = picture(harmoniser._film.still(harmoniser._at), _PICTURE, _PICTURE_HEIGHT)
    left = MARGIN + _PICTURE + MARGIN
    _predicted(page, left, harmoniser, list(versions))
    top = _TOP + _PICTURE_HEIGHT + 24
    _notes(page, top, harmoniser.version)
    _table(page, top + _ROLL + 44, harmoniser)
    return page.jpeg(shot, MARGIN, _TOP)


def _predicted(page: Page, left: float, harmoniser: MoodHarmoniser, names: list[str]) -> None:
    right = WIDTH - MARGIN
    page.text(left, _TOP, "Predicted", 13, LIGHT["ink"], room=right - left, bold=True)
    if len(names) < 2:
        alone = (
            "One version: there is nothing to order yet. Open another card, change one thing, and say first which way "
            "it will go."
        )
        page.wrapped(left, _TOP + 24, alone, 12, LIGHT["quiet"], right - left, most=5)
        return
    order = harmoniser.order
    y = _TOP + 26.0
    for scale, ends in (("valence", ("dark", "bright")), ("arousal", ("calm", "awake"))):
        told = f"{scale.capitalize()}: {ends[0]} to {ends[1]}"
        page.text(left + 20, y, told, 12, LIGHT["quiet"], room=right - left - 20)
        y += 20
        placed: dict[str, Placed] = {one.name: one for one in getattr(order, scale)}
        for name in names:
            _bar(page, left + 20, right, y, name, placed[f"version {name}"])
            y += 22
        y += 8
    words = "An order only. What a listener will call it, the picture decides."
    page.wrapped(left, y, words, 12, LIGHT["quiet"], right - left, most=2)


def _bar(page: Page, left: float, right: float, y: float, name: str, one: Placed) -> None:
    def x(value: float) -> float:
        return left + (right - left) * (min(max(value, -_REACH), _REACH) + _REACH) / (2 * _REACH)

    page.text(left - 18, y, name, 12, LIGHT["ink"], room=16)
    page.box(left, y + 17, right, y + 17.5, LIGHT["line"])
    page.box(x(one.low), y + 12, x(one.high), y + 15, tint(CUE, LIGHT["ground"], 0.45))
    page.box(x(one.middle) - 3, y + 10, x(one.middle) + 3, y + 17, CUE)
    page.text(x(one.middle), y - 3, _signed(one.middle), SMALLEST_TEXT, LIGHT["ink"], anchor="ma")


def _signed(value: float) -> str:
    sign = "" if abs(value) < 0.05 else "−" if value < 0 else "+"
    return f"{sign}{abs(value):.1f}"


def _notes(page: Page, top: float, version: Reharmonised) -> None:
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
        page.text(left + at * wide + 4, top + _ROLL + 8, symbol, 14, LIGHT["ink"], room=beats_ * wide - 4, bold=True)
    for (_, start, long), midi in zip(tune.notes, tune.midi, strict=True):
        note(float(start), float(long), midi, FAMILY["brass"], 0)
    page.text(MARGIN, top, "tune", SMALLEST_TEXT, LIGHT["quiet"], room=_GUTTER - 4)
    page.text(MARGIN, top + _ROLL + 10, "chords", SMALLEST_TEXT, LIGHT["quiet"], room=_GUTTER)


def _table(page: Page, top: float, harmoniser: MoodHarmoniser) -> None:
    room = WIDTH - 2 * MARGIN
    columns = (0.0, 72.0, 440.0)
    heads = ("Version", "Chords, with their beats", "Colour")
    for x, head in zip(columns, heads, strict=True):
        page.text(MARGIN + x, top, head, SMALLEST_TEXT, LIGHT["quiet"], room=room)
    lights = mood_marks.filled(harmoniser._copy["marks"])
    for number, (name, chords) in enumerate(harmoniser.answer.items()):
        y = top + _ROW * (number + 1)
        page.box(MARGIN, y - 5, WIDTH - MARGIN, y - 4.5, LIGHT["line"])
        page.text(MARGIN, y, name, 13, LIGHT["ink"], room=60, bold=True)
        page.text(MARGIN + columns[1], y, chords, 13, LIGHT["ink"], room=columns[2] - columns[1] - 12)
        page.text(
            MARGIN + columns[2], y, harmoniser._ground.facts(lights[name]), 13, LIGHT["ink"], room=room - columns[2]
        )
