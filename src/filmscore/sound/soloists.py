"""One of a section: who plays where "solo" is printed over a part of many, until "tutti"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..errors import FilmScoreError
from ..music.orchestra.catalogue import known
from .handling import Voice
from .palette import voice_for
from .reading import Line, Played

#: stems whose voices are many people
_MANY = ("strings", "choir")


def by_player(
    name: str, line: Line, voice: Voice, palette: Sequence[tuple[str, Voice]]
) -> list[tuple[str, Line, Voice]]:
    """A part by who plays it: the section, and one of its players where a word asks for that.

    The soloist is the palette's own, and keeps the section's seat and stem: a leader plays from the first desk.

    Parameters
    ----------
    name : str
        Of the part.
    line : Line
        What is read from it; its notes are told who plays them.
    voice : Voice
        Of the section.
    palette : sequence of (pattern, Voice)

    Returns
    -------
    list of (str, Line, Voice)
        The whole part alone where nobody plays solo.
    """
    alone = [note for note in line.notes if note.alone]
    if not alone:
        return [(name, line, voice)]
    solo = _soloist(name, voice, palette) if voice.stem in _MANY else None
    if solo is None:
        many = voice.stem in _MANY
        words = "this palette has no such soloist, so the section plays" if many else "one plays here already"
        _tell(alone, words)
        return [(name, line, voice)]
    _tell(alone, "one player of the section, until “tutti”")
    rest = [note for note in line.notes if not note.alone]
    return [
        (called, replace(line, notes=notes), who)
        for called, notes, who in ((name, rest, voice), (f"{name}, solo", alone, solo))
        if notes
    ]


def _tell(notes: list[Played], words: str) -> None:
    for note in notes:
        note.told += (f"solo: {words}",)


def _soloist(name: str, voice: Voice, palette: Sequence[tuple[str, Voice]]) -> Voice | None:
    tool = known(name)
    wanted = "solo voice" if voice.stem == "choir" else f"solo {tool.said if tool is not None else name}"
    try:
        found = voice_for(wanted, palette=palette)
    except FilmScoreError:
        return None
    if found.stem == voice.stem:  # the section again
        return None
    return replace(found, stem=voice.stem, seat=voice.seat, pan=voice.pan, early=voice.early, send_db=voice.send_db)
