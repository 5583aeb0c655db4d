"""Which role is hard for which player, by range and by how it sounds on; nobody is refused for it."""

from __future__ import annotations

from ....music.orchestra.instrument import Instrument
from ....music.pitch import Pitch
from ...asking_notes import LOW_DRUMS

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
