"""The Orchestra map as a still: what a saved notebook shows where nothing can play.

Those who play, and a few others, on the axis of pitch with their notes; beside them the scales; below, what is said of
the chord. Drawn at twice the size it is shown at, on the light ground, in few colours, and always alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..look import FAMILY, LIGHT, SMALLEST_TEXT, VERDICT, tint
from ..music.orchestra.instrument import DYNAMICS, Instrument, Register
from ..music.orchestra.weights import number
from ..music.pitch import Pitch
from . import orchestra_marks, orchestra_page, orchestra_told
from .page import MARGIN, WIDTH, Page, fitting, rows, wide

if TYPE_CHECKING:
    from .orchestra_map import OrchestraMap

_HEAD = 40
_AXIS = 20  # px
_ROW = 22
_NAMES = 104
_MAP = 500  # px of the map, names and axis
_LINE = 17
_WORDS = 12.5
_LEAST = 9  # rows that are drawn at least
_STEPS = orchestra_page.HIGHEST - orchestra_page.LOWEST + 1
#: how strongly the registers of one instrument are tinted, from the lowest up
_TINTS = (0.22, 0.36, 0.5, 0.36)


def still(shown: OrchestraMap) -> bytes:
    """A PNG of the map at rest."""
    drawn = _drawn(shown)
    told = [row for line in orchestra_told.lines(shown) for row in rows(line, _WORDS, WIDTH - 2 * MARGIN)]
    scales = [one for one in reversed(shown.balance.notes) if one.units] if shown.chord else []
    tall = max(_AXIS + _ROW * len(drawn), 26 + 34 * len(scales))
    page = Page(_HEAD + tall + 16 + _LINE * len(told) + MARGIN)
    page.head(f"{shown._title}: {orchestra_told.title(shown)}", f"white: registers that have no {shown.dynamic}")
    _axis(page, len(drawn))
    notes: dict[str, list[str]] = {}
    for one in orchestra_marks.seats_of(shown._marks):
        notes.setdefault(one.tool.name, []).extend(one.notes)
    for number_, tool in enumerate(drawn):
        _row(page, tool, _HEAD + _AXIS + _ROW * number_, notes.get(tool.name, []), shown.dynamic)
    _scales(page, shown)
    for at, row in enumerate(told):
        page.text(MARGIN, _HEAD + tall + 16 + _LINE * at, row, _WORDS, LIGHT["ink"])
    return page.png()


def _drawn(shown: OrchestraMap) -> list[Instrument]:
    """Who plays, and then the first of the great families, until there are enough."""
    pitched = [tool for tool in orchestra_page.rows() if tool.comfortable]
    playing = {one.tool.name for one in orchestra_marks.seats_of(shown._marks)}
    usual = ("Flute", "Oboe", "Clarinet", "Bassoon", "Horn", "Trumpet", "Trombone", "Violin", "Cello")
    more = [name for name in usual if name not in playing][: max(0, _LEAST - len(playing))]
    return [tool for tool in pitched if tool.name in playing or tool.name in more]


def _x(midi: float) -> float:
    return MARGIN + _NAMES + (midi - orchestra_page.LOWEST) / _STEPS * (_MAP - _NAMES)


def _axis(page: Page, count: int) -> None:
    bottom = _HEAD + _AXIS + _ROW * count
    low, high = (_x(orchestra_page.midi_of(hertz) + 0.5) for hertz in orchestra_page.SPEECH)
    page.box(low, _HEAD + _AXIS, high, bottom, LIGHT["panel"])
    for midi in range(24, orchestra_page.HIGHEST + 1, 12):
        x = _x(midi + 0.5)
        page.line([(x, _HEAD + _AXIS - 4), (x, bottom)], LIGHT["quiet"] if midi == 60 else LIGHT["line"])
        page.text(x, _HEAD, f"C{midi // 12 - 1}", SMALLEST_TEXT, LIGHT["ink" if midi == 60 else "quiet"], anchor="ma")


def _row(page: Page, tool: Instrument, top: float, notes: list[str], dynamic: str) -> None:
    colour = FAMILY[tool.family]
    page.text(MARGIN, top + 3, tool.name, 12, LIGHT["ink"], room=_NAMES - 8, bold=bool(notes))
    (low, high), (least, most) = tool.span(), tool.span("extreme")
    page.box(_x(least), top + _ROW / 2 - 1, _x(most + 1), top + _ROW / 2 + 1, colour)
    for place, register in enumerate(tool.registers):
        left = max(Pitch.read(register.low).midi, low)
        right = min(Pitch.read(register.high).midi, high)
        if left <= right:
            share = _TINTS[place % len(_TINTS)] if _has(register, dynamic) else 0.0
            fill = tint(colour, LIGHT["ground"], share)
            page.frame(_x(left), top + 3, _x(right + 1), top + _ROW - 3, fill, colour)
    counts: dict[str, int] = {}
    for note in notes:
        counts[note] = counts.get(note, 0) + 1
    for note, count in counts.items():
        text = orchestra_told.printed(note) + (f" ×{count}" if count > 1 else "")
        half = wide(text, SMALLEST_TEXT) / 2 + 4
        x = _x(Pitch.read(note).midi + 0.5)
        page.frame(x - half, top + 3, x + half, top + _ROW - 3, LIGHT["ink"], None, radius=8)
        page.text(x, top + 4, text, SMALLEST_TEXT, LIGHT["ground"], anchor="ma", bold=True)


def _has(register: Register, dynamic: str) -> bool:
    return DYNAMICS.index(register.soft) <= DYNAMICS.index(dynamic) <= DYNAMICS.index(register.loud)


def _scales(page: Page, shown: OrchestraMap) -> None:
    left, right = MARGIN + _MAP + 20, WIDTH - MARGIN
    if not shown.chord:
        page.wrapped(left, _HEAD, orchestra_told.ALONE, 12.5, LIGHT["quiet"], right - left, most=2)
        return
    made = shown.balance
    page.text(left, _HEAD, f"In units, {orchestra_told.NAMED[shown.dynamic]}", 12, LIGHT["quiet"])
    most = float(max((one.units for one in made.notes), default=1)) or 1.0
    top = _HEAD + 22.0
    for one in reversed(made.notes):
        if not one.units:
            continue
        room = right - left - 64
        mine = bool(made.tune) and one in made.own_notes
        loud = made.verdict in ("uneven", "covered") and float(one.units) == most
        colour = VERDICT["off"] if loud else VERDICT["good"] if mine else LIGHT["quiet"]
        page.text(left, top, one.note, 12.5, LIGHT["ink"], bold=True)
        page.box(left + 36, top + 3, left + 36 + room * float(one.units) / most, top + 13, colour)
        page.text(left + 42 + room * float(one.units) / most, top, number(one.units), 12.5, LIGHT["ink"])
        page.text(
            left + 36,
            top + 16,
            fitting(", ".join(one.players), SMALLEST_TEXT, room + 24),
            SMALLEST_TEXT,
            LIGHT["quiet"],
        )
        top += 34
