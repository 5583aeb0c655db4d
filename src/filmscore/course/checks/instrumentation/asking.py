"""How the checks of lesson 11 speak, and how they read players, notes and lines as students write them."""

from __future__ import annotations

from typing import Any

from ....errors import FilmScoreError, shown
from ....music.orchestra.instrument import DYNAMICS, Instrument, Register
from ....music.pitch import Pitch
from ...asking import Ask, blank, dotted, heard, held, listed, rows, settling
from ...asking_notes import line_of, pitch_of, pitches, player_of, same, shifted, spelling, words_of_notes

#: sections of the lesson, by what they are about
REGISTERS = "One flute, three people"
REACH = "How far down?"
PAGE = "The copyist was asleep"
SUMS = "The flute that was not there"
SIX = "One chord, six players"
ROOM = "Who is in the room?"
STAND = "Sixty people, one question"
FOUR = "Eight bars, once more"

settle = settling("11")

__all__ = [
    "Ask", "a_line_is_empty", "blank", "dotted", "dynamic_of", "heard", "held", "line_of", "listed", "lost_register",
    "pitch_of", "pitches", "player_of", "rows", "same", "settle", "shifted", "spelling", "where", "words_of_notes",
]  # fmt: skip

_DYNAMICS = {
    "pianissimo": "pp", "piano": "p", "mezzo piano": "mp", "mezzopiano": "mp", "mezzo forte": "mf", "mezzoforte": "mf",
    "forte": "f", "fortissimo": "ff", "soft": "p", "softly": "p", "loud": "f",
}  # fmt: skip


def dynamic_of(value: Any, what: str) -> str:
    """A dynamic, ``"pp"`` or ``"pianissimo"``.

    Raises
    ------
    FilmScoreError
        It is none.
    """
    text = value.strip(" .*").casefold() if isinstance(value, str) else ""
    text = _DYNAMICS.get(text, text)
    if text not in DYNAMICS:
        raise FilmScoreError(f"“{what}”: {shown(value, 40)} is no dynamic: {', '.join(DYNAMICS)} there are.")
    return text


def lost_register(tool: Instrument, note: Pitch, level: str) -> Register | None:
    """The register a note lies in, if it has not the dynamic that is asked; None if all is well.

    Within a semitone of the next register that has it, a player gets it from there.
    """
    near = [tool.register(midi) for midi in (note.midi, note.midi - 1, note.midi + 1) if 0 <= midi <= 127]
    return None if any(one is not None and has(one, level) for one in near) else near[0]


def has(register: Register, level: str) -> bool:
    """Whether a register is good for a dynamic; a good player gets one step softer than its softest."""
    return DYNAMICS.index(register.soft) - 1 <= DYNAMICS.index(level) <= DYNAMICS.index(register.loud)


def where(tool: Instrument, note: Pitch, register: Register) -> str:
    """Where a note lies, and what it is good for there: *C4 lies in the flute's low register, good for pp to mf*."""
    return f"{note.name} lies in the {tool.possessive} {register.name} register, good for {register.soft} to " + (
        register.loud
    )


def a_line_is_empty(left: list[str], look: str) -> Ask:
    """What to ask of the lines nothing stands in."""
    return Ask("a line is empty", f"Nothing stands under {listed([f'“{name}”' for name in left[:4]])} yet.", look)
