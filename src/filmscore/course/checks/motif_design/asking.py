"""How the checks of lesson 06 read motifs, write them out again, and ask about them, two questions at a time."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.motif import Motif
from ...asking import Ask, fields, held, key_of, listed, sentence, settling
from ...reasons import quoted
from . import measure

__all__ = ["Ask", "fields", "held", "key_of", "listed", "sentence", "settle"]

#: sections of the lesson, by what they are about
EIGHT = "Eight notes"
TWO = "Two things at once"
STAYS = "What makes notes stay"
SHORT = "Which notes would you keep?"
HUM = "The hum test"
FAMILY = "A family"
MEET = "Where the ear meets it"
WORKED = "Three drafts"

settle = settling("06")

_FRACTIONS = {Fraction(1, 2): "½", Fraction(1, 4): "¼", Fraction(3, 4): "¾", Fraction(1, 3): "⅓", Fraction(2, 3): "⅔"}
_WAYS = {"u": "up", "d": "down", "r": "again"}


def motif_of(value: Any, what: str) -> Motif:
    """A motif, in whichever form a student wrote it; bar lines between its words are taken as such.

    Raises
    ------
    FilmScoreError
        It cannot be read; the message says which of the student's motifs it is.
    """
    value = held(value)
    if isinstance(value, Mapping) and "notes" in value:
        value = value["notes"]
    if isinstance(value, Mapping) and len(value) == 1:  # a bench that holds one motif
        value = next(iter(value.values()))
    if isinstance(value, Motif):
        return value
    if isinstance(value, str):
        value = value.replace("|", " ")
    elif not (isinstance(value, list | tuple) and all(isinstance(word, str) for word in value)):
        raise FilmScoreError(
            f"“{what}”: asked are notes, such as 'D4:1/2 A4:3/2 G4:2', not {shown(value, 40)}. A length stands behind "
            "a colon, in beats."
        )
    try:
        return Motif(value)
    except FilmScoreError as error:
        raise FilmScoreError(f"“{what}”: {error}") from None


def notes(motif: Motif) -> str:
    """A motif as the student may have written it, shortened.

    >>> notes(Motif("D4:1/2 A4:3/2 R G4"))
    'D4:½ A4:1½ R G4'
    """
    words = [
        (name or "R") + ("" if beats == 1 else f":{count(beats)}")
        for name, beats in zip(motif.names, motif.durations, strict=True)
    ]
    return " ".join(words[:12]) + " …" * (len(words) > 12)


def count(beats: Fraction) -> str:
    """A number of beats as one writes it by hand.

    >>> count(Fraction(3, 2)), count(Fraction(1, 4)), count(Fraction(5, 7))
    ('1½', '¼', '5/7')
    """
    whole, rest = divmod(beats, 1)
    if not rest:
        return str(whole)
    return (str(whole) if whole else "") + _FRACTIONS[rest] if rest in _FRACTIONS else str(beats)


def ways(motif: Motif) -> str:
    """Its line in words: ``up, down, down``."""
    return ", ".join(_WAYS[way] for way in measure.line(motif)[:10]) + " …" * (len(motif.pitches) > 11)


def long(motif: Motif) -> str:
    """Its rhythm in beats: ``½ 1½ 2``."""
    lengths = measure.lengths(motif)
    return " ".join(count(beats) for beats in lengths[:12]) + " …" * (len(lengths) > 12)


def quote(text: Any, width: int = 24) -> str:
    """A name the student gave something, as a message shows it."""
    return quoted(str(text), width)
