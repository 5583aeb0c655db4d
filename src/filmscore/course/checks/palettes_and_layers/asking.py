"""How the checks of lesson 12 speak, and how they read roles, players and reasons as students write them."""

from __future__ import annotations

from typing import Any

from ....errors import FilmScoreError, shown
from ...asking import Ask, blank, fields, heard, held, listed, number, rows, sentence, settling
from ...reasons import ask_for_more, quoted, thin, vocabulary, words_of
from ..instrumentation.asking import line_of, pitch_of, player_of, right_so_far

#: sections of the lesson, by what they are about
DOOR = "The same tune at the door"
ROOMS = "Two more rooms"
JOBS = "Five jobs"
CROWD = "Three in one bed"
PADS = "Five pads"
WORDS = "Voices, and what they must not say"
KNOWN = "Known by one sound"
STREET = "A drum made of a street"
FEELING = "A machine that breathes"
ART = "Ask a picture"

settle = settling("12")

#: the frames in which somebody speaks in the stairwell
SPEECH = (1452, 1500)

#: what is felt and cannot be pointed at
FEELINGS = vocabulary(
    "sad sadness sorrow grief lonely loneliness melancholy melancholic nostalgia nostalgic happy happiness joy joyful "
    "love hope hopeful fear fearful anger angry anxiety anxious tension tense suspense mystery mysterious dread "
    "longing despair emotion emotional emotions feeling feelings mood moody epic dramatic scary creepy "
    "eerie beautiful beauty atmosphere atmospheric magical dreamy bittersweet melancholia solitude passion"
)

__all__ = [
    "Ask", "blank", "fields", "heard", "held", "line_of", "listed", "number", "pitch_of", "player_of", "quoted",
    "reason", "right_so_far", "role_of", "roles", "rows", "sentence", "settle", "shown", "words_of",
]  # fmt: skip


def roles() -> tuple[str, ...]:
    """The five roles of a layer, as the lesson names them."""
    from ....sound.roles import ROLES  # measures sound, and so waits until it is asked

    return tuple(ROLES)


def role_of(value: Any, what: str) -> str:
    """A role as it is meant: ``"Pads"``, ``"the line"``; nothing where nothing is written.

    Raises
    ------
    FilmScoreError
        There is no such role; the five are named.
    """
    if blank(value):
        return ""
    text = value[:40].strip(" .").casefold().removeprefix("the ") if isinstance(value, str) else ""
    found = next((one for one in roles() if text in (one, f"{one}s")), "")
    if not found:
        raise FilmScoreError(f"“{what}”: {shown(value, 40)} is none of the five roles: {listed(roles())}.")
    return found


def reason(value: Any, what: str, least: int, question: str, look: str, *, about: str = "no reason yet") -> Ask | None:
    """What to ask of a sentence that is too short, or could stand beside any cue; None of one that can be read."""
    text = sentence(value, what)
    kind = thin(text)
    if kind:
        return Ask(about, f"“{what}”: {ask_for_more(kind, text, question)}", look)
    if (count := len(words_of(text))) < least:
        return Ask(about, f"“{what}”: {quoted(text)}, {count} words. {least} at least are asked. {question}", look)
    return None
