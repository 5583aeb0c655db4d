"""The Motif bench as a still: what a saved notebook shows where nothing can play.

Each motif with its name, what it stands for, its notes on their roll with the line through them, its rhythm, and what a
listener says. Drawn at twice the size it is shown at, on the light ground, in few colours, and always alike.
"""

from __future__ import annotations

from fractions import Fraction

from ..look import CUE, FAMILY, LIGHT, SMALLEST_TEXT, VERDICT
from . import bench_marks
from .marks import Mark
from .page import MARGIN, WIDTH, Page

HEAD = 40
LEFT = 264  # px of words beside the notes
TALL = 104  # of a motif
ROLL = 64
MOST = 8  # motifs that are drawn
_LINES = 5  # of words that fit under a name


def still(title: str, marks: list[Mark], remarks: dict[str, list[str]]) -> bytes:
    """A PNG of the bench at rest."""
    shown = marks[:MOST]
    page = Page(HEAD + TALL * max(1, len(shown)) + (24 if len(marks) > MOST else 0))
    page.head(title)
    for number, mark in enumerate(shown):
        _motif(page, HEAD + number * TALL, mark, remarks.get(mark["name"], []))
    if len(marks) > MOST:
        more = f"and {len(marks) - MOST} more"
        page.text(MARGIN, HEAD + TALL * MOST + 2, more, 12, LIGHT["quiet"])
    return page.png()


def _motif(page: Page, top: float, mark: Mark, said: list[str]) -> None:
    from ..sound.note_bank import instrument

    room = LEFT - MARGIN - 16
    page.box(MARGIN, top - 4, WIDTH - MARGIN, top - 3.5, LIGHT["line"])
    page.text(MARGIN, top + 2, mark["name"], 13, LIGHT["ink"], room=room, bold=True)
    y = top + 20
    for text, colour in ((mark["stands"], LIGHT["ink"]), (mark["notes"] or "no notes yet", LIGHT["quiet"])):
        if text:
            y = page.wrapped(MARGIN, y, text, SMALLEST_TEXT, colour, room, most=2)
    for text in said[:1]:
        left = _LINES - round((y - top - 20) / 15)
        page.wrapped(MARGIN + 8, y + 1, text, SMALLEST_TEXT, LIGHT["ink"], room - 8, most=left, bar=VERDICT["near"])
    bar = float(bench_marks.bar_of(mark["meter"]))
    count = mark["bars"] + (1 if mark["pickup"] else 0)
    left, right = LEFT, WIDTH - MARGIN
    wide = (right - left) / (bar * count)
    for number in range(count + 1):
        x = min(left + number * bar * wide, right - 0.5)
        page.box(x, top + 4, x + 0.5, top + 4 + ROLL + 24, LIGHT["line"])
    if not mark["notes"]:
        return
    motif = bench_marks.to_motif(mark)
    colour = FAMILY.get(instrument(mark["player"]).family, CUE)
    low, high = min(motif.midi), max(motif.midi)
    row = min(8.0, (ROLL - 8) / (high - low + 1))
    middle = (low + high) / 2
    at, points = float(Fraction(mark["at"])), []
    pitches = iter(motif.midi)
    for name, beats in zip(motif.names, motif.durations, strict=True):
        if name:
            x, end = left + at * wide, left + (at + float(beats)) * wide
            y = top + 4 + ROLL / 2 - (next(pitches) - middle + 0.5) * row
            page.box(x, y, max(end - 1, x + 2), y + row, colour)
            points.append(((x + end) / 2, y + row / 2))
            page.box(x, top + 4 + ROLL + 10, max(end - 2, x + 2), top + 4 + ROLL + 14, colour)
            page.box(x, top + 4 + ROLL + 4, x + 4, top + 4 + ROLL + 20, colour)
        at += float(beats)
    page.line(points, LIGHT["ink"])
    for x, y in points:
        page.disc(x, y, 2, LIGHT["ink"])
