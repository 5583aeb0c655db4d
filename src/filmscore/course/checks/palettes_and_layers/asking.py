"""How the checks of lesson 12 speak, and how they read roles, players and reasons as students write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ....errors import FilmScoreError, shown
from ...asking import Ask, blank, fields, heard, held, listed, number, right_so_far, rows, sentence, settling
from ...asking_notes import line_of, pitch_of, player_of
from ...reasons import ask_for_more, copied, nothing_own, quoted, shuffled, thin, words_of

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

__all__ = [
    "Ask", "all_fields", "blank", "fields", "heard", "held", "line_of", "listed", "number", "pitch_of", "player_of",
    "quoted", "reason", "right_so_far", "role_of", "roles", "rows", "sentence", "settle", "shown", "words_of",
]  # fmt: skip


def all_fields(answer: Any, names: Sequence[str], form: str) -> dict[str, Any]:
    """The parts of a table by name; None stands for a text that is empty."""
    if isinstance(answer, Mapping):
        answer = {**answer, **{name: "" for name in names if answer.get(name, 0) is None}}
    return fields(answer, names, form)


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


#: what the lesson and the exercise say themselves, where a reason of one's own is asked for
SAID = (
    "name a colour that is left out, a player or a whole family, with the reason",
    "A chase, a silence and a birthday cake must all be in it",
    "Say which one is the film's signature, and what it does",
    "one who breathes, bows or strikes and one who does not, and what each gives the other",
    "the bow has the edge, the machine never tires",
    "It means that each does what the other cannot",
    "If you can take one away and hear no difference, somebody is working for nothing",
    "Where does it go? For each of the six notes write an expression",
    "on towards the goal, back at the end",
    "There the line has arrived",
    "What begins clearly can be struck again where *you* want it",
    "What goes on can go on as long as you like",
    "Say what it was (three words or more), what it is made into, which role it has",
    "What you see, in eight words or more, none of them a feeling",
    "says what is left bare, in four words or more",
    "What was left bare?",
)
_NONE = re.compile(
    r"\bi(?: \w+){0,2} (?:no|not any|not a)(?: \w+)? reasons?\b"
    r"|\b(?:we have|there(?: is| was|s)) (?:no|not any|not a)(?: \w+)? reasons?\b(?! (?:to|why|that)\b)"
    r"|\b(?:dont|do not) have(?: \w+){0,2} reasons?\b|^(?:for |with )?no(?: \w+)? reasons?\b"
    r"|^without(?: \w+){0,2} reason"
    r"|\bi (?:\w+ )?(?:dont|do not|cannot|cant) (?:\w+ )?(?:know why|say why|care|mind)\b|\ball the same to me\b"
)


def reason(
    value: Any, what: str, least: int, question: str, look: str, *, about: str = "no reason yet",
    hints: Sequence[str] = (), told: Iterable[str] = (),
) -> Ask | None:  # fmt: skip
    """What to ask of a sentence that is copied, too short, or could stand beside any cue; None of one of one's own.

    `told` are words of the task: a sentence that has no others is asked back, in whatever order they stand.
    """
    text = sentence(value, what)
    if copied(text, (question, *hints, *SAID)):
        return Ask(about, f"“{what}”: {quoted(text)} is copied from the page. In your own words: {question}", look)
    if nothing_own(text, told):
        return Ask(about, f"“{what}”: every word of {quoted(text)} stands in the task. {question}", look)
    if shuffled(text):
        return Ask(about, f"“{what}”: {quoted(text)} cannot be read in this order. Say it aloud. {question}", look)
    kind = thin(text)
    if not kind and _NONE.search(" ".join(words_of(text))):
        return Ask(about, f"“{what}”: {quoted(text)} says that there is none. {question}", look)
    if kind:
        return Ask(about, f"“{what}”: {ask_for_more(kind, text, question)}", look)
    if (count := len(words_of(text))) < least:
        return Ask(about, f"“{what}”: {quoted(text)}, {count} words. {least} at least are asked. {question}", look)
    return None
