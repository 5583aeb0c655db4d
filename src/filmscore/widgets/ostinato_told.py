"""The Ostinato machine in words: for the still, for a saved notebook, and for those who read it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..music.rhythm.build import on_the_page
from ..music.rhythm.meeting import met_by
from ..music.rhythm.pattern import in_a_row
from ..music.rhythm.players import reach_of
from . import ostinato_marks
from .ostinato_page import TOLERANCE

if TYPE_CHECKING:
    from ..music.rhythm.meeting import Met
    from .ostinato_machine import OstinatoMachine

_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_STEPS = {Fraction(1): "quarter", Fraction(1, 2): "eighth", Fraction(1, 4): "sixteenth"}

#: a verdict as a sign beside its word
SIGNS = {"hit": "✓", "near": "~", "miss": "✗"}


def homes(machine: OstinatoMachine) -> list[int]:
    """The bars on whose bar line the cell's own first step lies."""
    mark = machine._mark
    cell = ostinato_marks.ostinato_of(mark)
    return [n for n in range(1, machine.bars + 1) if (cell.phase(n) + mark["rotate"]) % cell.size == 0]


def size_words(size: int, step: Fraction) -> str:
    """How long a cell is.

    >>> size_words(6, Fraction(1, 2)), size_words(16, Fraction(1, 4)), size_words(5, Fraction(3, 2))
    ('six eighths', '16 sixteenths', 'five steps of 3/2 beats')
    """
    number = _NUMBERS[size] if size < len(_NUMBERS) else str(size)
    word = _STEPS.get(step)
    return f"{number} {word}{'s' * (size != 1)}" if word else f"{number} step{'s' * (size != 1)} of {step} beats"


def notes(machine: OstinatoMachine) -> list[tuple[float, float, tuple[int, ...], int]]:
    """What is played: the frames from which and to which a note sounds, its pitches, none of a drum, and its accent."""
    cell, found = machine.ostinato, []
    plan = cell.plan(machine.bars)
    for number, (name, share) in enumerate(machine.players.items()):
        pitched = reach_of(name).pitched
        for note in on_the_page(cell, plan, name, share, number, machine.tempo):
            start, end = (float(machine.tempo.frame_at(beat)) for beat in (note.beat, note.beat + note.beats))
            found.append((start, end, tuple(int(p.midi) for p in note.pitches) if pitched else (), note.accent))
    return sorted(found)


def met(machine: OstinatoMachine) -> tuple[Met, ...]:
    """The hits against the page."""
    frames = sorted({start for start, _, _, accent in notes(machine) if accent})
    return met_by([(int(hit.frame), hit.label) for hit in machine.hits], frames, machine.tempo, TOLERANCE)


def sentence(machine: OstinatoMachine) -> str:
    """What it is, in one sentence."""
    cell = machine.ostinato
    leaning = [a + 1 for a in cell.accents]
    accents = f"accents on {in_a_row(leaning)}" if len(leaning) > 1 else f"an accent on {leaning[0]}" if leaning else ""
    at = homes(machine)
    home = f"home in bar{'s' * (len(at) > 1)} {in_a_row(at)}" if at else f"home in none of the {machine.bars} bars"
    said = [
        f"A cell of {size_words(cell.size, cell.step)}, {accents or 'no accent'}, over {machine.bars} "
        f"bar{'s' * (machine.bars > 1)}",
        home,
    ]
    rows = met(machine)
    if rows and leaning:
        said.append(f"{sum(row.verdict == 'hit' for row in rows)} of {len(rows)} hits met")
    elif rows:
        said.append("no accent, so no hit can be met")
    return "; ".join(said) + "." + "".join(f" {line}" for line in changes(machine))


def changes(machine: OstinatoMachine) -> list[str]:
    """What its lanes do, and what its boxes keep out."""
    said = []
    plan = machine.plan
    if plan.values:
        said.append(plan.told)
    free = [box for box in machine._mark["room"] if box["on"]]
    if free:
        names = [box["why"] or f"frames {box['start']} to {box['end']}" for box in free]
        said.append(f"Left free: {'; '.join(names)}.")
    return said


def lines(machine: OstinatoMachine) -> list[str]:
    """The meters, a line each."""
    said = []
    for row in met(machine):
        exact = row.error != row.error or abs(row.error) < 0.05  # there is no accent at all, or it lies on the frame
        off = "" if exact else f", {row.error:+.1f} frames"
        word = {"hit": "met", "near": "near", "miss": "missed"}[row.verdict]
        said.append(f"{SIGNS[row.verdict]} {row.frame} {row.label}: {word}{off}")
    if not machine.hits:
        said.append("No hits in these bars.")
    against = machine.ostinato.against()
    said.append("The cell walks." if against.shifts else "The cell sits: it begins with the bar.")
    players = ", ".join(f"{name} ({share})" if share != "all" else name for name, share in machine.players.items())
    return [*said, f"Players: {players}.", *grown(machine)]


def grown(machine: OstinatoMachine) -> list[str]:
    """The plan, a line for every stretch in which nothing changes; none where nothing grows."""
    plan = machine.plan
    names = list(plan.values)
    return [
        f"Bar{'s' * (not bars.isdecimal())} {bars}: "
        f"{', '.join(f'{name} {value}' for name, value in zip(names, values, strict=True))}"
        f"{'.' if what == 'it begins' else f'. New: {what}.'}"
        for bars, *values, what in plan.rows()
        if names
    ]
