"""12.5's crowd, and the sentence that says why it was cleared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...reasons import denied, vocabulary
from .asking import CROWD, Ask, quoted, reason, sentence, words_of

if TYPE_CHECKING:
    from ....sound.layer_plan import LayerPlan, Planned

#: the seven layers as they stand: role, lowest and highest note
GIVEN = {
    "double bass": ("foundation", "D2 A2"),
    "tuba": ("foundation", "D2 A2"),
    "sub bass": ("foundation", "D1 A1"),
    "warm pad": ("pad", "D4 A4"),
    "violin": ("pad", "F4 C5"),
    "english horn": ("line", "D4 A4"),
    "harp": ("motion", "D4 A4"),
}
#: what a layer does in a role, as one says it of a player
_DOING = vocabulary(
    "strikes strike struck marks mark plays play plucks plucked runs run moves move ticks tick trembles tremolo "
    "repeats repeat pulses pulse beats sings sing follows followed leads led answers enters only once holds held hold "
    "stands carries bears knocks stabs hits hit swells walks walk rocks plucking pizzicato staccato"
)
_TURN = re.compile(
    r"\b(?:turn|fade)\w*\b(?:\W+\w+){0,3}\W+down\b"
    r"|\bturn\w*\b(?:\W+\w+){0,3}\W+up\b(?! (?:an?|one|by|two)\b)"
    r"|\b(?:lower|reduce|cut|raise)\w* the (?:level|volume)\b|\d ?dB\b"
    r"|\b(?:play|make|mix|made)\w*\b(?:\W+\w+){0,3}\W+(?:quieter|softer|louder)\b",
    re.I,
)
#: another dynamic, where nothing is said of a layer that went or moved
_LEVEL = re.compile(r"\b(?:pianissimo|ppp?|fortissimo|quieter|softer|louder|volume)\b", re.I)
_WENT = re.compile(
    r"\b(?:went|gone|goes|go|home|rests?|resting|moved?|moves|octaves?|out|left|leaves?|removed?|took|taken|up|down|above"
    r"|below|under|over|higher|lower|cleared?|evening|silent|waits?|role)\b",
    re.I,
)
#: who stands there: a sentence made of nothing else gives no reason
_NAMES = frozenset(word for name, (role, _) in GIVEN.items() for word in [*name.split(), role]) | {
    "accent", "layer", "layers",
}  # fmt: skip


def does_now(name: str, why: str) -> bool:
    """Whether a sentence says of a layer what it does in its new role."""
    parts = (set(words_of(part)) for part in re.split(r"[.,;:!?]|\b(?:and|while|but)\b", why[:600]))
    return any(set(name.split()) <= words and words & _DOING for words in parts)


def why(value: Any, plan: LayerPlan, hints: Sequence[str]) -> Ask | None:
    """What to ask of the reason for a cleared stairwell."""
    text = sentence(value, "why")
    turned = any(not denied(text[:600], match.start()) for match in _TURN.finditer(text[:600]))
    if turned or (_LEVEL.search(text[:600]) and not _WENT.search(text[:600])):
        return Ask(
            "turn it down",
            f"{quoted(text, 60)}. A sound that is hidden is not brought out by hiding another half-way, and the table "
            "has no levels. An octave, a turn, or an evening off?",
            CROWD,
        )
    if _stays(text, plan):
        return Ask(
            "a reason that says the contrary",
            f"{quoted(text, 60)}. In your table the {_stays(text, plan)} does not stay as it was. Which of the two is "
            "meant?",
            CROWD,
        )
    question = "Which layer went, and what had it been standing on?"
    kind = reason(value, "why", 8, question, CROWD, hints=hints, told=_NAMES)
    touched = [name for name in GIVEN if name not in {one.name for one in plan.layers} or changed(plan[name])]
    words = {word for said in words_of(text) for word in (said, said.removesuffix("s"), said.removesuffix("es"))}
    if kind is None and not any(set(name.split()) & words for name in touched):
        return Ask(
            "a reason that names nobody",
            f"{quoted(text, 60)} names none of the layers that went or moved. Which was it, and what had it been "
            "standing on?",
            CROWD,
        )
    return kind


def _stays(text: str, plan: LayerPlan) -> str:
    """The layer that is said to be where it was, and is not: the last one named before it is said; or ``""``."""
    words = " ".join(words_of(text))
    said = re.search(
        r"\b(?:stays?|stayed|remains?|remained)(?: \w+)? (?:where|as) (?:it|they) (?:was|were|stood|had)\b", words
    )
    last = max(GIVEN, key=lambda name: words.rfind(name, 0, said.start())) if said else ""
    if not said or words.rfind(last, 0, said.start()) < 0:
        return ""
    here = next((one for one in plan.layers if one.name == last), None)
    return last if here is None or changed(here) else ""


def changed(one: Planned) -> bool:
    """Whether a layer is another, or elsewhere, than in the crowd."""
    low, high = GIVEN[one.name][1].split()
    return one.role != GIVEN[one.name][0] or one.notes != f"{low} to {high}"
