"""Phrases of the Orchestra map as a plan: whose note is which of the music's lines, and how many octaves from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import FilmScoreError
from ..music.pitch import Pitch
from .marks import Mark
from .orchestra_marks import heads_of, phrase_of, seats_of
from .orchestra_page import seats as sections

_FARTHEST = 2  # octaves a plan can write
_WRITTEN = {0: "", 1: " +8", -1: " -8", 2: " +15", -2: " -15"}


def plan_of(marks: list[Mark], moments: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Who has which line in each phrase in which somebody plays, and how loud, as `fs.distribute` takes it.

    Raises
    ------
    FilmScoreError
        There is no music, a phrase or its chord is not in it, or somebody's note is in none of its lines.
    """
    if not moments:
        raise FilmScoreError("This map has one chord and no lines: open it with music, fs.orchestra_map(chord=music).")
    made: dict[str, dict[str, str]] = {}
    for head in heads_of(marks):
        name = phrase_of(head)
        sitting = [one for one in seats_of(marks, name) if one.notes]
        if not sitting:
            continue
        lines = _moment(name, head["chord"], moments)["lines"]
        rows: dict[str, list[str]] = {line: [] for line in lines}
        for one in sitting:
            found = [_line_of(note, lines, name, one.said) for note in one.notes]
            divided = bool(sections(one.tool)) and len({line for line, _ in found}) > 1
            for line, octaves in found:
                rows[line].append(f"{one.said}{' div.' if divided else ''}{_WRITTEN[octaves]}")
        made[name] = {line: ", ".join(who) for line, who in rows.items() if who} | {"dynamic": head["dynamic"]}
    if not made:
        raise FilmScoreError("Nobody has a note yet: pull one from the chord onto a row.")
    return made


def _moment(name: str, chord: str, moments: list[dict[str, Any]]) -> dict[str, Any]:
    """The moment of the music whose chord is laid in a phrase."""
    own = [one for one in moments if one["phrase"].casefold() == name.casefold()]
    if not own:
        there = ", ".join(dict.fromkeys(one["phrase"] for one in moments))
        raise FilmScoreError(f"The music has no phrase {name}: {there} there are. Remove {name}, or lay it out in one.")
    for one in own:
        if " ".join(one["notes"]) == chord:
            return one
    raise FilmScoreError(
        f"The chord of phrase {name}, {chord or 'none'}, is no moment of the music there: choose one above the chord."
    )


def _line_of(note: str, lines: Mapping[str, str], name: str, said: str) -> tuple[str, int]:
    """The line a note is, or is octaves from: of several the nearest."""
    away = {line: Pitch.read(note).midi - Pitch.read(own).midi for line, own in lines.items()}
    octaves = {line: by // 12 for line, by in away.items() if by % 12 == 0 and abs(by // 12) <= _FARTHEST}
    if not octaves:
        raise FilmScoreError(
            f"Phrase {name}: {Pitch.read(note).name} of {said} is in none of its lines ({', '.join(lines)}), "
            "nor one or two octaves from any."
        )
    nearest = min(octaves, key=lambda line: abs(octaves[line]))
    return nearest, octaves[nearest]
