"""The Ostinato machine as a still: what a saved notebook shows where nothing can play.

The picture on the first hit, the cell on its grid, the bars with strokes, brackets and hits, the boxes with the notes,
and the lanes that move; under them the meters and the plan in words. Drawn on the light ground, and always alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..look import CUE, DIALOGUE, FAMILY, HIT, LIGHT, ON_ACCENT, PICTURE_GROUND, SILENCE, SMALLEST_TEXT, VERDICT, tint
from ..music.rhythm.evolution import value_words
from . import ostinato_told
from .page import MARGIN, WIDTH, Page, picture

if TYPE_CHECKING:
    from ..music.rhythm.ostinato import Ostinato
    from .ostinato_machine import OstinatoMachine

HEAD = 40
CELL = 20  # px, a row of the grid
HITS, BARS, ROOM, LANE = 44, 64, 96, 40
LEFT = 80  # px of the names beside the bars
SHOT = (240, 135)  # px of the picture
GRID = MARGIN + SHOT[0] + 16 + 40  # px, where the grid begins beside it
LINE = 17
_LOW, _HIGH = 24, 98  # MIDI of the room
_STROKES = FAMILY["strings"]
_MOST_STEPS = 32


def still(machine: OstinatoMachine) -> bytes:
    """A JPEG of the machine at rest."""
    cell, plan = machine.ostinato, machine.plan
    lanes = [name for name in plan.values if len(set(plan.values[name])) > 1]
    said = ostinato_told.lines(machine)
    bars = HEAD + max(SHOT[1], CELL * (len(_rows(cell)) + 1)) + 12
    rooms = bars + HITS + BARS
    top = rooms + ROOM
    page = Page(top + LANE * len(lanes) + 12 + LINE * len(said) + MARGIN)
    page.head(machine._title, ostinato_told.size_words(cell.size, cell.step))
    page.box(MARGIN, HEAD, MARGIN + SHOT[0], HEAD + SHOT[1], PICTURE_GROUND)
    _grid(page, cell)
    scale = _Scale(machine)
    _hits(page, machine, scale, bars)
    attacks = ostinato_told.notes(machine)
    _bars(page, machine, scale, bars + HITS, attacks)
    _room(page, machine, scale, rooms, attacks)
    for number, name in enumerate(lanes):
        _lane(page, machine, scale, top + LANE * number, name)
    for number, line in enumerate(said):
        page.text(MARGIN, top + LANE * len(lanes) + 8 + LINE * number, line, 12.5, LIGHT["ink"])
    frame = int(machine.hits[0].frame) if machine.hits else machine.tempo.start
    shot = picture(machine.film.still(min(frame, machine.film.frames - 1)), *SHOT)
    return page.jpeg(shot, MARGIN, HEAD)


class _Scale:
    """Frames across the page."""

    def __init__(self, machine: OstinatoMachine) -> None:
        shot = machine.desk["shot"]
        self.first, self.last = shot["first"], shot["last"]
        self.tempo, self.bar = machine.tempo, machine.ostinato.bar

    def x(self, frame: float) -> float:
        share = (min(max(frame, self.first), self.last) - self.first) / (self.last - self.first)
        return LEFT + share * (WIDTH - MARGIN - LEFT)

    def at(self, beat: Any) -> float:
        return self.x(float(self.tempo.frame_at(beat)))


def _rows(cell: Ostinato) -> list[int]:
    heights = sorted({pitch.midi for stroke in cell.strokes for pitch in stroke.pitches}, reverse=True)
    return [int(one) for one in heights]


def _grid(page: Page, cell: Ostinato) -> None:
    rows, count = _rows(cell), min(cell.size, _MOST_STEPS)
    wide = min(40.0, (WIDTH - MARGIN - GRID) / count)
    names = {int(p.midi): p.name for stroke in cell.strokes for p in stroke.pitches}
    for step in range(count):
        page.text(GRID + (step + 0.5) * wide, HEAD + 3, str(step + 1), SMALLEST_TEXT, LIGHT["quiet"], anchor="ma")
    for number, midi in enumerate(rows):
        y = HEAD + CELL * (number + 1)
        page.text(GRID - 40, y + 4, names[midi], 12, LIGHT["ink"])
        for step in range(count):
            x = GRID + step * wide
            page.frame(x, y, x + wide, y + CELL, None, LIGHT["quiet"], thick=0.5)
        for stroke in cell.strokes:
            if midi not in [int(p.midi) for p in stroke.pitches] or stroke.at >= count:
                continue
            x, long = GRID + stroke.at * wide, min(stroke.steps, count - stroke.at)
            page.frame(x + 2, y + 3, x + long * wide - 2, y + CELL - 2, _STROKES, None, radius=2)
            sign = ("", ">", "^")[stroke.accent]
            page.text(x + wide / 2, y + 3, sign, 13, ON_ACCENT, anchor="ma", bold=True)


def _name(page: Page, top: float, tall: float, text: str) -> None:
    page.box(MARGIN, top, LEFT - 4, top + tall - 1, LIGHT["panel"])
    page.text(MARGIN + 4, top + tall / 2 - 7, text, SMALLEST_TEXT, LIGHT["ink"])
    page.box(MARGIN, top + tall - 1, WIDTH - MARGIN, top + tall - 0.5, LIGHT["line"])


def _hits(page: Page, machine: OstinatoMachine, scale: _Scale, top: float) -> None:
    _name(page, top, HITS, "hits")
    if not machine.hits:
        page.text(LEFT + 4, top + 6, "No hits in these bars.", SMALLEST_TEXT, LIGHT["ink"])
    rows = {row.frame: row for row in ostinato_told.met(machine)}
    ends = [-1.0, -1.0]
    for hit in machine.hits:
        x, row = scale.x(hit.frame), rows.get(hit.frame)
        sign = ostinato_told.SIGNS[row.verdict] if row else ostinato_told.SIGNS["miss"]
        corners = [(x, top + 3), (x + 6, top + 10), (x, top + 17), (x - 6, top + 10)]
        page.polygon(corners, HIT if hit.must else LIGHT["ground"], HIT)
        line = 0 if x > ends[0] else 1
        words = hit.label.split(":")[0].split("(")[0].strip() or str(hit.frame)
        room = WIDTH - MARGIN - x - 9
        page.text(x + 9, top + (4 if line == 0 else 22), f"{sign} {words}", SMALLEST_TEXT, LIGHT["ink"], room=room)
        ends[line] = x + 9 + 7 * (len(words) + 2)
    silence = machine.desk["silence"]
    if silence is not None:
        x = scale.x(silence)
        page.box(x, top, x + 1, top + HITS + BARS + ROOM, SILENCE)
        page.text(x + 4, top + HITS + 2, "silence", SMALLEST_TEXT, LIGHT["quiet"], room=WIDTH - MARGIN - x)


def _bars(page: Page, machine: OstinatoMachine, scale: _Scale, top: float, attacks: list[Any]) -> None:
    _name(page, top, BARS, "bars")
    home = ostinato_told.homes(machine)
    for bar in range(1, machine.bars + 2):
        x = scale.at((bar - 1) * scale.bar)
        page.box(x, top, x + (1.5 if bar in home else 0.5), top + BARS - 1, LIGHT["quiet" if bar in home else "line"])
        if bar <= machine.bars:
            page.text(x + 3, top + 1, str(bar), SMALLEST_TEXT, LIGHT["ink"], bold=bar in home)
    for start, _, _, accent in attacks:
        x = scale.x(start)
        tall, half = ((9, 0.8), (20, 2.2), (24, 2.6))[accent]
        page.box(x - half, top + 44 - tall, x + half, top + 44, _STROKES)
    cell, mark = machine.ostinato, machine._mark
    begin = (-mark["rotate"] * cell.step) % cell.beats
    while begin < machine.bars * scale.bar:
        whole = begin % scale.bar == 0
        left, right = scale.at(begin), scale.at(min(begin + cell.beats, machine.bars * scale.bar))
        colour, thick = (LIGHT["ink"], 2.0) if whole else (LIGHT["quiet"], 1.0)
        page.line([(left + 1, top + 48), (left + 1, top + 56), (right - 1, top + 56)], colour, thick=thick)
        begin += cell.beats


def _room(page: Page, machine: OstinatoMachine, scale: _Scale, top: float, attacks: list[Any]) -> None:
    _name(page, top, ROOM, "room")

    def y(midi: float) -> float:
        return top + 3 + (_HIGH - min(max(midi, _LOW), _HIGH)) / (_HIGH - _LOW) * (ROOM - 8)

    slots = [(slot, box["on"]) for slot, box in machine._slots()]
    lines = {(line.start, line.end) for line in machine.film.lines}
    for slot, on in slots:
        if slot.end <= scale.first or slot.start >= scale.last:
            continue
        colour = DIALOGUE if (slot.start, slot.end) in lines else HIT
        left, right, high = scale.x(slot.start), scale.x(slot.end), y(slot.high.midi)
        page.frame(left, high, right, y(slot.low.midi) + 3, tint(colour, LIGHT["ground"], 0.16) if on else None, colour)
        page.text(left + 3, high + 1, slot.why, SMALLEST_TEXT, LIGHT["ink"], room=max(right, left + 120) - left - 6)
    for start, end, heights, _ in attacks:
        for midi in heights:
            inside = any(slot.reached(start, end, midi) for slot, _ in slots)
            left, at = scale.x(start), y(midi)
            page.box(left, at - 1, max(left + 2, scale.x(end) - 1), at + 2, VERDICT["off"] if inside else _STROKES)
            if inside:
                page.text(left, at - 14, "!", SMALLEST_TEXT, LIGHT["ink"], bold=True)


def _lane(page: Page, machine: OstinatoMachine, scale: _Scale, top: float, name: str) -> None:
    _name(page, top, LANE, "loudness" if name == "dynamics" else name)
    row = machine.plan.values[name]
    low, high = min(row), max(row)
    points, last = [], None
    for bar, value in enumerate(row, 1):
        y = top + 18 + (high - value) / (high - low) * (LANE - 24)
        left, right = scale.at((bar - 1) * scale.bar), scale.at(bar * scale.bar)
        points += [(left, y), (right, y)]
        if value != last:
            page.text(left + 3, y - 14, value_words(name, value), SMALLEST_TEXT, LIGHT["ink"])
            last = value
    page.line(points, CUE, thick=1.5)
