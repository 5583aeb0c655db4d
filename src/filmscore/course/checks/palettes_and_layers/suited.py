"""Who or what can be a colour, and which role is hard for which, by range and by how it sounds on; none is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from ....errors import FilmScoreError
from ....music.orchestra.catalogue import instrument
from ....music.orchestra.instrument import Instrument
from ....music.orchestra.players import Player
from ....music.pitch import Pitch
from ...asking_notes import LOW_DRUMS, player_of

#: players who do nothing but hold
HOLD = ("Warm pad", "Glass pad", "Organ", "Hammond organ", "Harmonium", "Accordion", "Wind")
#: keys that die away as soon as they have begun
_DIES = (
    "Harp", "Piano", "Felt piano", "Celesta", "Harpsichord", "Clavinet", "Music box", "Electric piano", "Nylon guitar",
    "Steel guitar", "Plucked bass", "Ukulele", "Mandolin", "Banjo", "Sitar", "Koto", "Shamisen", "Dulcimer", "Pulse",
    "Impact", "Sub drop",
)  # fmt: skip
#: a foundation that has no note below this one has nothing under it
_FLOOR = Pitch.read("C3")
#: a range that begins below the first and ends at the second or lower is a bass's
_BASS = (Pitch.read("F2").midi, Pitch.read("F4").midi)
#: what stands for a family where a noise is a colour
NOISE = "noise"
#: a colour that nobody plays: one of ours, a file of one's own, or what it is the noise of
_NOISE = re.compile(
    r"(?:the |an? )?(?:(?:rain|street|kitchen)(?: noises?)?|my-[^/\\]+\.\w{3,4}|found sounds?|noises?"
    r"|(?:noises?|sounds?|recordings?)(?: of|:) \S.{0,60}|(?:[^\W\d_]+ ){1,3}noises?)",
    re.I,
)


def colour_of(value: Any, what: str) -> Player:
    """A player, or a noise in a player's place: without pitch, and of no family of the orchestra."""
    text = " ".join(value[:100].casefold().split()) if isinstance(value, str) else ""
    if _NOISE.fullmatch(text):
        text = re.sub(r"^(?:the|an?) ", "", text)
        return Player(text, replace(instrument("wind"), name=text, family=NOISE, comfortable=None))
    try:
        return player_of(value, what)
    except FilmScoreError as why:
        raise FilmScoreError(f"{why} A noise is a colour too, written “noise of a door”.") from None


def is_bass(tool: Instrument) -> bool:
    """Whether its comfortable range is that of a bass."""
    if tool.comfortable is None or tool.family == "percussion":
        return False
    low, high = (Pitch.read(one).midi for one in tool.comfortable)
    return low < _BASS[0] and high <= _BASS[1]


def odd_role(name: str, tool: Instrument, role: str) -> str:
    """What to ask of a player in a role that is hard for such a player; nothing of one in another."""
    low = Pitch.read(tool.comfortable[0]) if tool.comfortable else None
    holds, drum = tool.name in HOLD, tool.name.casefold() in LOW_DRUMS
    if role == "foundation" and not drum and (low is None or low.midi > _FLOOR.midi):
        has = f"has nothing below {low.name} that lies well" if low else "has no note"
        return f"Foundation, {name}: it {has}. On what does the rest stand?"
    heavy = is_bass(tool) and tool.family in ("brass", "woodwinds", "synths")
    if role == "motion" and (holds or heavy):
        return f"Motion, {name}: quick, small and even is what carries a chase. How many notes a beat is that, for it?"
    if role == "pad" and not holds and (low is None or tool.family == "percussion" or tool.name in _DIES):
        return f"Pad, {name}: it is over as soon as it has begun. With what does it fill the air from stroke to stroke?"
    if role == "line" and (low is None or tool.name == "Timpani"):
        return f"Line, {name}: a line goes from note to note. Which notes has it, and could you sing it after it?"
    if role == "accent" and (holds or tool.family in ("woodwinds", "choir")):
        return f"Accent, {name}: on the door, on 697, it has one moment. How does it begin, so that nobody misses it?"
    return ""
