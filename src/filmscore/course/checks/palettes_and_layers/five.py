"""12.2: five colours for a film, and the one it is known by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.orchestra.catalogue import every
from ....music.orchestra.players import Player
from ...film_words import another_film
from ...reasons import FEELINGS, for_a_person, vocabulary
from ...verdict import Untouched
from .asking import (
    DOOR,
    JOBS,
    KNOWN,
    Ask,
    blank,
    fields,
    listed,
    quoted,
    reason,
    role_of,
    roles,
    sentence,
    settle,
    words_of,
)
from .suited import HOLD, NOISE, colour_of, is_bass, odd_role

NAMES = ("colours", "signature", "what it does", "left out", "because")
FORM = '{"colours": {"harp": "motion", …}, "signature": "…", "what it does": "…", "left out": "…", "because": "…"}'
COLOURS = 5

FILM = "last-parcel"
#: words of the task: a reason made of nothing else is none
TOLD = vocabulary(
    "name named colour colours color colors left out reason signature palette role roles player players five allows "
    "allowed choose gives"
)
#: families whose players neither strike nor pluck
_HELD = ("strings", "woodwinds", "brass", "choir")
#: a family said in another word than the catalogue's
_FAMILIES = {
    "voices": "choir", "singers": "choir", "keyboards": "keys", "drums": "percussion", "electronics": "synths",
    "synthesisers": "synths", "synthesizers": "synths", "winds": "woodwinds", "electronic": "synths",
    "voice": "choir", "singing": "choir",
}  # fmt: skip
#: what a signature can do
_CRAFT = vocabulary(
    "note notes second third fourth fifth sixth seventh octave semitone tone tones step steps leap leaps scale chord "
    "beat beats bar bars rhythm rest trill slide slides glide glides repeat repeats repeated up down high low short "
    "long falls rises fall rise climbs drops walks pulse tremolo harmonic harmonics bow bowed plucked struck breath "
    "hum hums plays strikes crescendo silence stops holds turns answers interval accent pattern motif tune"
)
_TASTE = re.compile(
    r"\bi\s+(?:do\s?n[o'’]?t\s+|do\s+not\s+|never\s+|really\s+|just\s+)*(?:like|love|hate|prefer)d?\b"
    r"|\bmy (?:taste|favou?rite|ears?)\b"
    r"|\b(?:i|my)\b.*\b(?:bad|ugly|annoying|boring|cheesy|nice)\b"
    r"|\b(?:bad|ugly|annoying|boring|cheesy|nice) (?:to|for) me\b",
    re.I,
)
#: what a signature does that does nothing
_SILENT = re.compile(
    r"(?:it |she |he )?(?:never )?(?:plays?|does|sings?|strikes?|is)(?: not)? (?:nothing|no|not|never|any)?(?: \w+)?"
    r"(?: (?:at all|ever|whatsoever|anywhere|silent))+"
)
_PLACE = re.compile(r"\s*player\s*\d\s*", re.I)


def palette(answer: Any) -> str:
    """Five players with a role each, one of them the signature, and one colour that is refused."""
    if isinstance(answer, dict) and _untouched(answer.get("colours")):
        raise Untouched("The five players are not named yet.")
    given = fields(answer, NAMES, FORM)
    five = _five(given["colours"])
    settle([_count(five)])
    settle([_alike(five), _roles(five), _pads(five), _basses(five)])
    settle([_signature(five, given["signature"]), _does(given["what it does"]), _out(five, given["left out"]),
            _because(given["because"])])  # fmt: skip
    return _passed(five, given)


def _untouched(colours: Any) -> bool:
    return blank(colours) or (
        isinstance(colours, Mapping) and all(blank(one) or _PLACE.fullmatch(str(one)[:20]) for one in list(colours)[:9])
    )


def _five(colours: Any) -> dict[str, tuple[Player, str]]:
    """Player as written → who it is, and the role."""
    if not isinstance(colours, Mapping):
        raise FilmScoreError(f"“colours” names players and their roles, {FORM[12:31]}…}}, not {shown(colours, 40)}.")
    if len(colours) > 20:
        raise FilmScoreError(f"“colours” has {len(colours):,} lines; {COLOURS} are asked.")
    made = {}
    for name, role in colours.items():
        if isinstance(name, str) and _PLACE.fullmatch(name[:20]):
            raise FilmScoreError(f"“{name}” still stands for a player: who is it?")
        made[str(name)] = (colour_of(name, "colours"), role_of(role, str(name)[:30]))
    return made


def _count(five: Mapping[str, Any]) -> Ask | None:
    if len(five) == COLOURS:
        return None
    more = "Five were allowed; it is the refusing that makes a palette. Who can go?"
    return Ask(
        "another number than five",
        f"You have {len(five)}: {listed(list(five))}. "
        + (more if len(five) > COLOURS else "Five are asked. Which of the five jobs has nobody?"),
        DOOR,
    )


def _alike(five: Mapping[str, tuple[Player, str]]) -> Ask | None:
    seen: dict[str, str] = {}
    for name, (who, _) in five.items():
        if who.instrument.name in seen:
            return Ask(
                "near and far taken for two colours",
                f"{seen[who.instrument.name]} and {name} are one colour, near and far. That is a fine thing to do "
                "*inside* one colour. Which is the fifth?",
                DOOR,
            )
        seen[who.instrument.name] = name
    return None


def _roles(five: Mapping[str, tuple[Player, str]]) -> Ask | None:
    having = {role: [name for name, (_, its) in five.items() if its == role] for role in roles()}
    missing, twice = [r for r in having if not having[r]], {r: n for r, n in having.items() if len(n) > 1}
    if not missing:
        return None
    if len(twice.get("pad", ())) > 2:
        return None  # `_pads` speaks of it
    said = f"Nobody is {listed(missing)}"
    for role, names in list(twice.items())[:1]:
        said += f"; {role} is there {'twice' if len(names) == 2 else 'more than twice'}: {listed(names)}"
    return Ask("a role without a player", f"{said}. Five colours, five jobs. Who does the one that is missing?", JOBS)


def _pads(five: Mapping[str, tuple[Player, str]]) -> Ask | None:
    hold = [name for name, (who, role) in five.items() if role == "pad" or who.instrument.name in HOLD]
    if len(hold) < 3:
        return None
    return Ask(
        "five pads",
        f"{listed(hold)}: {len(hold)} of your five hold. Who marks the door that shuts on 697, and whose feet are "
        "running before it?",
        JOBS,
    )


def _basses(five: Mapping[str, tuple[Player, str]]) -> Ask | None:
    low = [name for name, (who, _) in five.items() if is_bass(who.instrument)]
    if len(low) < 3:
        return None
    return Ask(
        "three basses",
        f"{listed(low)} live in one octave. The roles differ, the room does not. Which one would you keep if the "
        "others were ill?",
        JOBS,
    )


def _signature(five: Mapping[str, tuple[Player, str]], value: Any) -> Ask | None:
    if blank(value):
        return Ask("no signature", "“signature” is empty. By which of the five is this film known?", KNOWN)
    who = _known_by(five, value)
    if who.instrument.name in {one.instrument.name for one, _ in five.values()}:
        return None
    return Ask(
        "the signature is not in the palette",
        f"Your signature is {shown(value, 30)}, and the five are {listed(list(five))}. A film is known by something it "
        "has. Is it a sixth colour, or one of these?",
        KNOWN,
    )


def _known_by(five: Mapping[str, tuple[Player, str]], value: Any) -> Player:
    """The player who is meant: *the solo cello's rising fifth* is the solo cello, *the cello* too where there is one.

    Raises
    ------
    FilmScoreError
        None of the five is named in it, nor any other player.
    """
    words = " ".join(re.sub(r"['’]s?\b", " ", value[:80]).casefold().split()) if isinstance(value, str) else ""
    for part in (lambda name: name, lambda name: name.removeprefix("solo ")):  # the whole name counts first
        named = [who for name, (who, _) in five.items() if re.search(rf"\b{re.escape(part(name.casefold()))}\b", words)]
        if len(named) == 1:
            return named[0]
    try:
        return colour_of(words.removeprefix("the ") or value, "signature")
    except FilmScoreError:
        raise FilmScoreError(
            f"“signature”: {shown(value, 40)} names none of the five, {listed(list(five))}. Write one player; a "
            "gesture has its place under “what it does”."
        ) from None


def _does(value: Any) -> Ask | None:
    text = sentence(value, "what it does")
    words = set(words_of(text))
    if words & FEELINGS and not words & _CRAFT:
        return Ask(
            "the signature is a mood",
            f"What your signature does is {quoted(text, 50)}. Heard from the next room: what does it *play*?",
            KNOWN,
        )
    if _SILENT.fullmatch(" ".join(words_of(text))):
        return Ask(
            "a signature that does nothing yet",
            f"Your signature: {quoted(text, 50)}. Then nobody knows the film by it. Heard from the next room: what "
            "does it play?",
            KNOWN,
        )
    return reason(value, "what it does", 4, "Heard from the next room: what does it play?", KNOWN,
                  about="a signature that does nothing yet", hints=HINTS, told=TOLD)  # fmt: skip


def _out(five: Mapping[str, tuple[Player, str]], value: Any) -> Ask | None:
    if blank(value) or (isinstance(value, str) and value.strip(" .").casefold() in ("nothing", "none", "no", "nobody")):
        return Ask(
            "nothing is left out",
            "You leave nothing out. A palette is also what it refuses. What could everybody else have used here?",
            DOOR,
        )
    out = _left_out(value)
    kept = [name for name, (who, _) in five.items() if {who.instrument.name, who.instrument.family} & out]
    if not kept:
        return None
    return Ask(
        "what is left out is kept",
        f"You leave out {shown(value, 30)}, and {listed(kept)} has a role in your palette. What could everybody else "
        "have used here?",
        DOOR,
    )


def _left_out(value: Any) -> set[str]:
    """Families and instruments that are left out: one, or several with commas or *and* between them."""
    if family := _family(value):
        return {family}
    several = re.split(r"\s*(?:,|;|&|\+|\band\b)\s*", value[:80]) if isinstance(value, str) else []
    if len(several := [one for one in several if one.strip(" .")]) > 1:
        return {_family(one) or _player_out(one).instrument.name for one in several[:9]}
    return {_player_out(value).instrument.name}


def _family(value: Any) -> str:
    text = value[:60].strip(" .").casefold() if isinstance(value, str) else ""
    text = re.sub(
        r"^(?:(?:all|every|everything|any|the)\s+)+|\s+(?:sections?|family|players?|instruments?|sounds?)$", "", text
    )
    text = _FAMILIES.get(text, text)
    return text if text in {one.family for one in every()} else ""


def _player_out(value: Any) -> Player:
    try:
        return colour_of(value[:80].strip(" .").removeprefix("the ") if isinstance(value, str) else value, "left out")
    except FilmScoreError:
        families = listed(sorted({one.family for one in every()}))
        raise FilmScoreError(
            f"“left out”: {shown(value, 40)}. Write one player or one family; the families are {families}."
        ) from None


def _because(value: Any) -> Ask | None:
    text = sentence(value, "because")
    if _TASTE.search(text[:400]):
        return Ask(
            "left out because of taste",
            f"Because {quoted(text, 50)}. That is a reason about you. What would that colour say about Pia?",
            DOOR,
        )
    question = "Who in this film would have to change, if that colour came in?"
    if ask := reason(value, "because", 6, question, DOOR, about="a reason for any film", hints=HINTS, told=TOLD):
        return ask
    title, there = another_film(text, FILM)
    return Ask("a reason for another film", f"{listed(there)}: that is {title}. {question}", DOOR) if title else None


def _passed(five: Mapping[str, tuple[Player, str]], given: Mapping[str, Any]) -> str:
    by = {role: name for name, (_, role) in five.items()}
    told = ", ".join(f"{role} {by[role]}" for role in roles())
    families = {who.instrument.family for who, _ in five.values()}
    pitched = {name: (who.instrument, role) for name, (who, role) in five.items() if who.instrument.family != NOISE}
    odd = [said for name, (tool, role) in pitched.items() if (said := odd_role(name, tool, role))]
    if len(pitched) < len(five):
        name = next(name for name in five if name not in pitched)
        asked = f"{name} has no note: 12.7 makes a pulse or a bed of such a sound. Which of the two is it here?"
    elif odd:
        asked = " ".join(odd[:2])
    elif len(families) == 1:
        asked = f"All five are {families.pop()}. It has been done, and it is a strong thing to say: did you mean it?"
    elif families <= set(_HELD):
        asked = "None of the five strikes or plucks. Who makes the accent, and with what?"
    else:
        asked = "From 712 to 928 it is dark, and next to nothing happens. Which of the five may stay?"
    return (
        f"{told[:1].upper()}{told[1:]}. Known by {given['signature']}; without {given['left out']}.\n\n{asked}\n\n"
        f"{for_a_person('what it does', 'because')}"
    )


HINTS = (
    "Begin with the scene you could not do without. Who plays it? That is the signature, or its neighbour.",
    "Read the five players aloud. If two of them could stand in for each other, one can go.",
    "The reason for what is left out is a reason about this film: who in it would have to change, if that colour came "
    "in?",
)
