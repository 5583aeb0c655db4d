"""What a player says of single notes: whether they are there, and whether they can be as soft or loud as marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .page import Line, Note

if TYPE_CHECKING:
    from .playability import Remark


def reach(line: Line) -> Iterator[Remark]:
    """Notes outside comfort, and outside all reach; the furthest of each side is named."""
    from .playability import remark

    assert line.player is not None
    beyond: dict[str, list[Note]] = {}
    for note in line.notes:
        verdict = line.player.reach(note.name)
        low = note.midi < line.player.span()[0]
        if verdict == "out":
            beyond.setdefault("out, low" if low else "out, high", []).append(note)
        elif verdict == "extreme" and note.start not in line.harmonics:  # a touched string is no high position
            beyond.setdefault("low" if low else "high", []).append(note)
    for side, notes in beyond.items():
        furthest = (min if side.endswith("low") else max)(notes, key=lambda n: n.midi)
        verdict = line.player.reach(furthest.name)
        where = notes[0] if verdict == "out" else furthest
        yield remark("range", line, where.start, f"{verdict.told}{_more(notes)}", hard=verdict.hard)


def _more(notes: Sequence[Note]) -> str:
    return f" {len(notes)} notes lie so." if len(notes) > 1 else ""


def registers(line: Line) -> Iterator[Remark]:
    """Notes whose register has not the dynamic they are marked with; one remark for each register and dynamic.

    What is too loud for its mark is heard at once. What is too weak for it is heard if the player stays there: most of
    what has that mark, not a note on the way.
    """
    from .playability import remark

    assert line.player is not None
    found: dict[tuple[str, str, str], list[Note]] = {}
    for note in line.notes:
        level, register = line.level(note.start), line.player.register(note.midi)
        if level and register and note.start not in line.harmonics:
            missing = line.player.lacks(note.midi, level)
            if missing:
                found.setdefault((register.name, level, missing), []).append(note)
    for (_, level, missing), notes in found.items():
        same = sum(note.beats for note in line.notes if line.level(note.start) == level)
        if missing == "loudness" and 2 * sum(note.beats for note in notes) < same:
            continue
        register = line.player.register(notes[0].midi)
        assert register is not None
        how = "softer than it can be" if missing == "softness" else "more than it has"
        yield remark(
            "register", line, notes[0].start,
            f"{notes[0].name} marked {level}: the {line.player.possessive} {register.name} register is good for "
            f"{register.soft} to {register.loud}, so that is {how}. {register.character}{_more(notes)}",
        )  # fmt: skip
