"""11.7: a player, a note, a dynamic for each of three shots. Facts are judged, and whether a reason can be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ....music.orchestra.catalogue import CALLED
from ....music.orchestra.instrument import DYNAMICS, Instrument
from ....music.pitch import Pitch
from ...asking import line_by_line, sentence
from ...film_words import another_film, film_words
from ...reasons import (
    FEELINGS,
    alike,
    ask_for_more,
    for_a_person,
    nothing_own,
    quoted,
    shared,
    shuffled,
    thin,
    vocabulary,
    words_of,
)
from .asking import (
    REACH,
    REGISTERS,
    ROOM,
    Ask,
    a_line_is_empty,
    blank,
    dynamic_of,
    listed,
    lost_register,
    pitch_of,
    player_of,
    rows,
    settle,
    where,
)

SHOTS = ("stars", "hiding", "black")
PARTS = ("player", "note", "dynamic", "see")
FORM = '{"stars": {"player": "…", "note": "…", "dynamic": "…", "see": "…"}, "hiding": {…}, "black": {…}}'
#: words at least of what is seen
WORDS = 5
#: fundamentals of voices, Hz
SPEECH = (85.0, 255.0)
#: who is to be let be, and what to ask whoever does not
_STILL = {
    "stars": "Mara sleeps. Is it to wake her?",
    "hiding": "Pia whispers from 740. Who is to hear her?",
}
#: families of guitars and keyboards; the catalogue has the harp among them
KEYBOARDS = ("keys", "synths")

#: a mood is not seen
_MOODS = FEELINGS | vocabulary(
    "afraid suspenseful danger dangerous dark darkness calm peace peaceful wonder intimate intimacy warm cold "
    "dreamlike colour color timbre instrument"
)
#: what is in every shot
_ANY_SHOT = vocabulary(
    "character characters person persons image images camera video clip screen shows showing shown see seen sees can "
    "chose choose chosen made five words film"
)
#: what the task itself says of each shot: whoever has looked has seen more
_TOLD = {
    "stars": vocabulary("mara maras sleeps sleep sleeping last tray stars star turn turns"),
    "hiding": vocabulary("door shut boards board dark pia pias whispers whisper whispering"),
    "black": vocabulary("black title then"),
}
#: where each shot is
_SHOT = {"stars": ("first-bloom", 612), "hiding": ("last-parcel", 720), "black": ("the-kettle", 1440)}


@dataclass(frozen=True)
class Shot:
    """What somebody chose for a shot."""

    name: str
    tool: Instrument
    note: Pitch | None
    level: str
    see: str


def three(answer: Any) -> str:
    """Three colours."""
    made: list[Shot] = []
    asks, _ = line_by_line(
        rows(answer, list(SHOTS), FORM), SHOTS, lambda name, value: _asked(name, value, made),
        lambda left: a_line_is_empty(left, ROOM), untouched="No player is named yet.", empty=_empty,
    )  # fmt: skip
    settle(asks)
    settle([_families(made), _room(made), _alike(made), _same_words(made)])
    return _passed(made)


def _empty(value: Any) -> bool:
    return blank(value) or (isinstance(value, Mapping) and all(blank(one) for one in list(value.values())[:20]))


def _asked(name: str, value: Any, made: list[Shot]) -> Ask | None:
    """What to ask of one shot; one that can be read is put to those made."""
    parts = rows(value, list(PARTS), FORM)
    if blank(parts["player"]):
        return Ask("nobody plays", f"{name}: nobody is named yet.", ROOM)
    tool = player_of(parts["player"], name).instrument
    see = "" if blank(parts["see"]) else sentence(parts["see"], f"{name}, see")
    if tool.comfortable is None:
        if not blank(parts["note"]):
            return Ask(
                "a kit has a range",
                f"{name}: the {tool.said} has no pitch; its staff says which sound. Leave the note empty.",
                ROOM,
            )
        note = None
    elif blank(parts["note"]):
        return Ask(
            "an instrument without its register",
            f"{name}: “{tool.said}” is {_number(len(tool.registers))} colours. On which note does it begin?",
            REGISTERS,
        )
    else:
        note = pitch_of(parts["note"], f"{name}, note")
    if blank(parts["dynamic"]):
        return Ask("no dynamic", f"{name}: how loud is the {tool.said}? Always all three.", REGISTERS)
    level = dynamic_of(parts["dynamic"], f"{name}, dynamic")
    made.append(Shot(name, tool, note, level, see))
    return (note and _note(name, tool, note, level)) or _seen(name, see)


def _note(name: str, tool: Instrument, note: Pitch, level: str) -> Ask | None:
    reach = tool.reach(note.name)
    if reach != "comfortable":
        heard_ = tool.sounding(note.name) if 20 < note.midi + tool.transposition.semitones < 120 else ""
        if heard_ and tool.transposition.semitones and tool.reach(heard_) == "comfortable":
            return Ask(
                "the page for the sound",
                f"{name}: {note.name}, sounding, is “{reach}” for the {tool.said}. Did you write what stands on its "
                "page?",
                REACH,
            )
        return Ask("out of comfort", f"{name}: {reach.told} Asked is a note that lies comfortably.", REACH)
    register = lost_register(tool, note, level)
    if register is None:
        return None
    loud = DYNAMICS.index(level) > DYNAMICS.index(register.loud)
    return Ask(
        "more than the register has" if loud else "softer than the register can be",
        f"{name}: {where(tool, note, register)}. You ask for *{level}*. Which do you want to keep, the note or the "
        "dynamic?",
        REGISTERS,
    )


def _seen(name: str, see: str) -> Ask | None:
    question = "What is *in the picture*, that somebody could tell you who hears nothing?"
    bare = _MOODS | _ANY_SHOT
    if kind := thin(see, also=bare):
        mood = set(words_of(see)) & _MOODS
        about = "a mood is not seen" if mood and kind in ("any-film", "one-word") else f"nothing seen: {kind}"
        return Ask(about, f"{name}: " + ask_for_more(kind, see, question, beside="shot"), ROOM)
    if see.isascii() and len(words_of(see)) < WORDS:
        return Ask("nothing seen: too short", f"{name}: {quoted(see)}. A few words more: {question}", ROOM)
    film, frame = _SHOT[name]
    if nothing_own(see, bare | _TOLD[name]):
        return Ask(
            "the task copied", f"{name}: {quoted(see)}: that stands in the task. What else do you see at {frame}?", ROOM
        )
    if shuffled(see):
        return Ask(
            "words in no order",
            f"{name}: {quoted(see)} cannot be read in this order. Say it aloud, to somebody who hears nothing. What is "
            f"in the picture at {frame}?",
            ROOM,
        )
    title, there = another_film(see, film)
    if title:
        return Ask("another film", f"{name}: {listed(there)}: that is {title}. What do you see here, at {frame}?", ROOM)
    return None


def _families(made: list[Shot]) -> Ask | None:
    families = {one.tool.family for one in made}
    if len(families) > 1:
        return None
    family = CALLED[made[0].tool.family]
    return Ask("one family", f"All three are of one family: {family}. Who else could it be?", ROOM)


def _room(made: list[Shot]) -> Ask | None:
    if any(one.tool.name == "Drum kit" or (one.tool.family in KEYBOARDS and one.tool.name != "Harp") for one in made):
        return None
    names = listed([one.tool.said for one in made])
    return Ask(
        "only the front desks",
        f"Your three: {names}. A guitar, a bass guitar, a keyboard or a drum kit once, please; you need not like it.",
        ROOM,
    )


def _alike(made: list[Shot]) -> Ask | None:
    for i, one in enumerate(made):
        for other in made[i + 1 :]:
            if one.tool == other.tool and _register(one) == _register(other):
                return Ask(
                    "one colour for two",
                    f"“{one.name}” and “{other.name}” have the {one.tool.said} in the same register. Another player, "
                    "or another height?",
                    REGISTERS,
                )
    return None


def _register(one: Shot) -> str:
    found = one.tool.register(one.note.midi) if one.note else None
    return found.name if found else ""


def _same_words(made: list[Shot]) -> Ask | None:
    for i, one in enumerate(made):
        for other in made[i + 1 :]:
            if alike(one.see, other.see):
                return Ask(
                    "one reason for two",
                    f"“{one.name}” and “{other.name}” have the same words: {quoted(one.see)}. What is seen in one of "
                    "them only?",
                    ROOM,
                )
    return None


def _passed(made: list[Shot]) -> str:
    said = ["; ".join(_told(one) for one in made) + ". Three colours, each where it lies well."]
    for one in made:
        if one.name in _STILL and DYNAMICS.index(one.level) >= DYNAMICS.index("f"):
            said.append(f"“{one.name}”: {one.tool.said}, *{one.level}*, and {_STILL[one.name]}")
    hiding = next(one for one in made if one.name == "hiding")
    if hiding.note and SPEECH[0] <= (pitch := _hertz(hiding.note)) <= SPEECH[1]:
        said.append(
            f"“hiding”: {hiding.note.name} is {pitch:.0f} Hz, where voices lie; Pia whispers from 740. Is it to lie "
            "under her words?"
        )
    elif kit := next((one for one in made if one.tool.name == "Drum kit"), None):
        said.append(f"“{kit.name}” has a clock now. Who in the shot keeps it?")
    lost = [f"“{one.name}”" for one in made if not shared(one.see, film_words(_SHOT[one.name][0]) | _TOLD[one.name])]
    if lost:
        said.append(
            f"{listed(lost)}: nothing in your words is named in the film's own description. Would somebody who hears "
            "nothing find the shot by them?"
        )
    said.append("Whether these three are the right ones is for an ear and a picture: play them, below.")
    said.append(for_a_person("see"))
    return "\n\n".join(said)


def _told(one: Shot) -> str:
    note = f"{_register(one)}, {one.note.name}, " if one.note else ""
    return f"“{one.name}”: {one.tool.said}, {note}*{one.level}*"


def _hertz(note: Pitch) -> float:
    return 440 * 2 ** ((note.midi - 69) / 12)


def _number(count: int) -> str:
    return {2: "two", 3: "three", 4: "four", 5: "five"}.get(count, str(count))


HINTS = (
    "Say it as three words, player, register, dynamic, before you write a note.",
    "fs.instrument(…).register(your note) says which register that is, and from what dynamic to what.",
    "Under a whisper, what lies far from a voice, above it or below, is safer than what lies beside it.",
)
