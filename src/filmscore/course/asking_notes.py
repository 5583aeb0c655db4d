"""How checks read notes, lines and players as students write them, and say how two lines differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ..errors import FilmScoreError, shown
from ..music.motif import Motif
from ..music.orchestra.players import Player, player
from ..music.pitch import Pitch
from .asking import held, listed

#: struck without a pitch, and as low as a tram
LOW_DRUMS = frozenset(("bass drum", "taiko", "toms", "drum kit", "tam-tam", "impact", "sub drop"))
#: more notes than this are nobody's answer here, and would be compared one by one
MOST = 64


def player_of(value: Any, what: str) -> Player:
    """Who is meant, under the name it has in the answer.

    Raises
    ------
    FilmScoreError
        Nobody is known by that name, or only in another key: another key is another instrument.
    """
    if not isinstance(value, str):
        raise FilmScoreError(f"“{what}”: a player is asked for between quotation marks, not {shown(value, 40)}.")
    try:
        return player(value)
    except FilmScoreError as why:
        raise FilmScoreError(f"“{what}”: {why}") from None


def line_of(value: Any, what: str) -> Motif:
    """Notes with their lengths; bar lines and commas between them are read over."""
    value = held(value)
    if isinstance(value, str):
        value = re.sub(r"[|,]", " ", value)
    return notes(value, what)


def pitch_of(value: Any, what: str) -> Pitch:
    """One note with its octave, under the name it has in the answer."""
    try:
        return Pitch.read(value)
    except FilmScoreError as why:
        raise FilmScoreError(f"“{what}”: {why}") from None


def pitches(line: Motif) -> list[Pitch]:
    """The notes of a line, without its rests."""
    return [Pitch.read(name) for name in line.pitches]


def notes(value: Any, what: str) -> Motif:
    """A line of notes, under the name it has in the answer.

    Raises
    ------
    FilmScoreError
        It is none, and the message says under which name it stands.
    """
    if not isinstance(value, Motif | str | list | tuple):
        raise FilmScoreError(f'“{what}” is to be a line of notes, such as "C5:3/2 G4:1/2", not {shown(value, 40)}.')
    try:
        motif = value if isinstance(value, Motif) else Motif(value)
    except FilmScoreError as why:
        raise FilmScoreError(f"“{what}”: {why}") from None
    if len(motif.names) > MOST:
        raise FilmScoreError(f"“{what}” has {len(motif.names):,} notes; nothing asked here has more than {MOST}.")
    return motif


def same(one: Motif, other: Motif, *, rhythm: bool = True) -> bool:
    """Whether two lines sound alike, however they are spelled."""
    alike = one.midi == other.midi and [n is None for n in one.names] == [n is None for n in other.names]
    return alike and (not rhythm or one.durations == other.durations)


def words_of_notes(motif: Motif, *, lengths: bool = True) -> list[str]:
    """The notes as one writes them: ``C5:3/2``, or ``C5`` alone.

    >>> words_of_notes(Motif("C5:3/2 R G4")), words_of_notes(Motif("C5:3/2 Eb5"), lengths=False)
    (['C5:3/2', 'R', 'G4'], ['C5', 'E♭5'])
    """
    pairs = zip(motif.names, motif.durations, strict=True)
    return [(name or "R") + (f":{beats}" if lengths and beats != 1 else "") for name, beats in pairs]


def spelling(yours: Motif, right: Motif) -> str:
    """What to say of notes that sound right and are spelled otherwise; nothing if all are spelled alike."""
    pairs = dict.fromkeys((a, b) for a, b in zip(yours.pitches, right.pitches, strict=True) if a != b)
    if not pairs:
        return ""
    said = listed([f"{a} where the key has {b}" for a, b in pairs])
    return f"On spelling: you wrote {said}. They sound alike and are accepted; a player reads the second sooner."


def shifted(one: Sequence[int], other: Sequence[int]) -> int | None:
    """By how many semitones `one` lies above `other`, if it does so throughout.

    >>> shifted((64, 71), (60, 67)), shifted((64, 70), (60, 67))
    (4, None)
    """
    if len(one) != len(other) or not one:
        return None
    gaps = {a - b for a, b in zip(one, other, strict=True)}
    return gaps.pop() if len(gaps) == 1 else None
