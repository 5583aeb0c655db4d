"""What the page of the Orchestra map is told: everybody's row, the tables of the balance, where people's voices lie."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from ..music.orchestra.balance import EVEN, LEANS, why_not
from ..music.orchestra.catalogue import CALLED as NAMES
from ..music.orchestra.catalogue import every
from ..music.orchestra.instrument import DYNAMICS, Instrument
from ..music.orchestra.players import Player, section_of
from ..music.orchestra.weighing import SAYS
from ..music.orchestra.weights import FORTE, PIANO
from ..music.pitch import Pitch

LOWEST, HIGHEST = 21, 108  #: the piano's ends: the whole axis
#: Hz; where people's voices lie when they speak
SPEECH = (85.0, 255.0)
#: dynamics that are offered
OFFERED = ("pp", "p", "mp", "mf", "f", "ff")
#: families whose players have several notes at once
CHORDAL = ("keys", "percussion", "synths", "choir")
#: what a family is called above its rows
CALLED = {family: name.capitalize() for family, name in NAMES.items()}
_SECTIONS = {
    "Violin": ("violins I", "violins II"), "Viola": ("violas",), "Cello": ("cellos",),
    "Double bass": ("double basses",),
}  # fmt: skip


def rows() -> tuple[Instrument, ...]:
    """All instruments, those of a family together, families in the order of a score."""
    order = list(CALLED)
    return tuple(sorted(every(), key=lambda one: order.index(one.family)))


def seats(tool: Instrument) -> tuple[str, ...]:
    """What the sections of a stringed instrument are called; nothing for players who are counted."""
    return _SECTIONS[tool.name] if tool.weight == "section" else ()


def midi_of(hertz: float) -> float:
    """Where a frequency lies on the axis, in semitones of MIDI; A4 is 440 Hz.

    >>> midi_of(440.0), round(midi_of(85.0), 2)
    (69.0, 40.54)
    """
    return 69 + 12 * math.log2(hertz / 440)


@cache
def told() -> dict[str, Any]:
    """Everything about the orchestra that a page needs to go on by itself."""
    return {
        "rows": [_row(one) for one in rows()],
        "families": [{"id": name, "name": called} for name, called in CALLED.items()],
        "dynamics": list(OFFERED),
        "all": list(DYNAMICS),
        "tables": {
            "f": FORTE, "p": PIANO, "m": {kind: (FORTE[kind] + PIANO[kind]) / 2 for kind in FORTE},
            "says": SAYS, "even": float(EVEN), "leans": float(LEANS),
        },
        "speech": {"low": round(midi_of(SPEECH[0]), 3), "high": round(midi_of(SPEECH[1]), 3)},
    }  # fmt: skip


def _row(one: Instrument) -> dict[str, Any]:
    pitched = one.comfortable is not None and one.extreme is not None
    low, high = one.span() if pitched else (None, None)
    least, most = one.span("extreme") if pitched else (None, None)
    names = seats(one)
    return {
        "name": one.name, "said": one.said, "possessive": one.possessive, "family": one.family,
        "low": low, "high": high, "least": least, "most": most,
        "comfortable": list(one.comfortable or ()), "extreme": list(one.extreme or ()),
        "registers": [
            {"name": r.name, "low": Pitch.read(r.low).midi, "high": Pitch.read(r.high).midi, "from": r.low,
             "to": r.high, "soft": r.soft, "loud": r.loud, "character": r.character}
            for r in one.registers
        ],
        "steps": one.transposition.steps, "semitones": one.transposition.semitones, "reads": one.reads,
        "clefs": list(one.clefs), "breath": one.breath, "bow": list(one.bow) if one.bow else None,
        "agility": one.agility, "doubles": _doubles(one), "weight": one.weight, "floor": one.floor,
        "unpitched": one.unpitched, "source": one.source, "also": list(one.also), "sections": list(names),
        "chordal": one.family in CHORDAL, "sounds": _sounds(one),
        "why": "" if one.weight else why_not(Player(one.said, one)),
    }  # fmt: skip


def _sounds(one: Instrument) -> list[list[Any]]:
    """What an instrument without pitch lets be heard: its drums, or, without a number, its one sound."""
    from ..sound.audition import KIT

    if not one.unpitched:
        return []
    return [[key, name] for key, name in KIT.items()] if one.name == "Drum kit" else [[None, "hear it"]]


def _doubles(one: Instrument) -> list[list[str]]:
    """Who sounds well with it, each with the row it has here."""
    from ..music.orchestra.catalogue import known

    found = [(text, known(text)) for text in one.doubles_well]
    return [[text, tool.name if tool is not None else ""] for text, tool in found]


def row_of(said: str, tool: Instrument) -> tuple[str, int]:
    """The row of a player, and which of the seats there a name means; 0 where it does not say."""
    names = seats(tool)
    section = section_of(said)
    return tool.name, names.index(section) + 1 if section in names else 0
