"""What live players need on the stand: the things without which a session stops and somebody asks."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..part_player import player_of
from .page import Clock, Line

if TYPE_CHECKING:
    from .playability import Remark

#: bars without a letter or number to meet at
BETWEEN_MARKS = 16
#: bars of rest after which a player wants to see what is heard before the entry
LONG_REST = 16


def on_the_stand(score: Any, lines: list[Line], clock: Clock) -> Iterator[Remark]:
    """What the page lacks: title, tempo, places to meet, dynamics at entries, transposition, cues after long rests."""
    from .playability import Remark

    metadata = getattr(score, "metadata", None)
    whole = len(lines) > 1 or bool(getattr(score, "parts", None))
    if whole and not getattr(metadata, "title", None):
        yield Remark("stand", "Score", 1, Fraction(1), "no title: every part has to say which cue it belongs to.")
    if not clock.known:
        yield Remark(
            "stand", "Score", 1, Fraction(1), "no tempo: write a metronome mark, and the click if there is one."
        )
    if whole:
        yield from _meeting_places(score, lines[0])
    for line in lines:
        first = min(line.notes, key=lambda n: n.start)
        bar, beat = line.place(first.start)
        if line.player is None:
            yield Remark("stand", line.name, bar, beat, "no instrument is known by this name: call the part after one.")
            continue
        if not line.level(first.start):
            yield Remark("stand", line.name, bar, beat, "the first entry has no dynamic.")
        if not _moves_as_written(line):
            yield Remark(
                "stand", line.name, bar, beat,
                f"the part reads as it sounds, but the {line.player.said} reads {line.player.reads}: fs.parts "
                "writes it so.",
            )  # fmt: skip
        yield from _entries(line)


def _meeting_places(score: Any, line: Line) -> Iterator[Remark]:
    """The longest way from one rehearsal mark to the next, if it is too long."""
    from .playability import Remark

    found = {
        line.place(Fraction(mark.getOffsetInHierarchy(score)))[0]
        for mark in score.recurse().getElementsByClass("RehearsalMark")
    }
    numbers = [number for number, _ in line.bars]
    places = [0, *sorted(numbers.index(bar) for bar in found if bar in numbers), len(numbers)]
    long, first = max((b - a, -a) for a, b in pairwise(places))
    if long > BETWEEN_MARKS:
        many = f"{len(numbers)} bars and {len(found) or 'no'} rehearsal mark{'s' * (len(found) != 1)}"
        where = f", {long} bars without one from bar {numbers[-first]} on" if found else ""
        yield Remark(
            "stand", "Score", numbers[-first], Fraction(1),
            f"{many}{where}: one at each turn of the picture, none more than {BETWEEN_MARKS} bars from the next.",
        )  # fmt: skip


def _entries(line: Line) -> Iterator[Remark]:
    from .playability import Remark

    end = Fraction(0)
    numbers = [number for number, _ in line.bars]
    for note in sorted(line.notes, key=lambda n: n.start):
        away = numbers.index(line.place(note.start)[0]) - numbers.index(line.place(max(end, Fraction(0)))[0])
        shown = any(end <= at <= note.start and "cue" in text.casefold() for at, text in line.words)
        if note.start > end and away >= LONG_REST and not shown:
            bar, beat = line.place(note.start)
            yield Remark(
                "stand", line.name, bar, beat,
                f"{away} bars of rest before this entry: write in small notes what is heard before it.",
            )  # fmt: skip
        end = max(end, note.end)


def _moves_as_written(line: Line) -> bool:
    """Whether a transposing player's part is written for them; a score that says it is at sounding pitch is no part."""
    assert line.player is not None
    wanted = line.player.transposition.semitones
    if not wanted:
        return True
    for part in line.parts:
        if part.atSoundingPitch is True:
            return True
        moves = getattr(player_of(part), "transposition", None)
        if moves is None or round(moves.semitones) % 12 != wanted % 12:
            # an octave may be in the clef: a guitar's, a tenor's
            clefs = {getattr(c, "octaveChange", 0) for c in part.recurse().getElementsByClass("Clef")}
            if not (wanted % 12 == 0 and (moves is not None or clefs - {0})):
                return False
    return True
