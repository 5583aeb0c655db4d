"""12.8: a work of another art, asked for what a score can use."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from ....errors import FilmScoreError
from ....music.pitch import Pitch
from ...reasons import FEELINGS, denied, for_a_person, thin, vocabulary
from ...verdict import Untouched
from .asking import (
    ART,
    Ask,
    all_fields,
    blank,
    listed,
    number,
    pitch_of,
    player_of,
    quoted,
    reason,
    sentence,
    settle,
    shown,
    words_of,
)

#: cave paintings are older than writing
OLDEST = -60_000

NAMES = (
    "work", "maker", "year", "what I see", "register", "how many play", "attack", "motion", "silence", "players",
)  # fmt: skip
FORM = (
    '{"work": "…", "maker": "…", "year": 0, "what I see": "…", "register": "D2 A3", "how many play": 0, "attack": '
    '"soft", "motion": 0, "silence": "…", "players": ["…"]}'
)
ATTACKS = ("none", "soft", "struck", "scraped", "breathed")
#: half the piano and more is no register
WIDEST = 48
#: words of the task: what is made of nothing else has not been seen
TOLD = vocabulary(
    "painting picture poem dance work see seen eight words feeling feelings look craft name maker author artist title "
    "made"
)
LEFT = vocabulary("silence silent left bare place nothing")
#: things that have a feeling in their name
_THINGS = re.compile(
    r"\b(?:passion[ -](?:fruits?|flowers?|plays?)|love[ -](?:letters?|birds?|seats?|knots?)|hope chests?"
    r"|(?:forget|touch)[ -]me[ -]nots?)\b",
    re.I,
)
_YEAR = re.compile(
    r"(?:(?:circa|ca|c|about|around|before|after|by|in)\b\.?|[~≈])?\s*(?P<sign>[-−–])?(?P<year>\d{1,5})s?"
    r"(?:\s*(?:[-–/]|to)\s*\d{1,5}s?)?\s*(?P<era>b\.?\s?c\.?(?:\s?e\.?)?|a\.?\s?d\.?|c\.?\s?e\.?)?\s*\??"
)
_CENTURY = re.compile(
    r"(?:(?:early|mid|late|in|the)\W+)*(?P<century>\d{1,2})(?:st|nd|rd|th)[ -]century\s*(?P<era>b\.?c\.?(?:e\.?)?|ad)?"
)
#: a maker who is not known, and who will do if one can go to the work; and what is no name at all
_UNKNOWN = re.compile(r"\W*(?:anon(?:ymous)?|(?:an? |the )?(?:unknown|anonymous)(?: \w+)?|not known)\W*", re.I)
_NO_NAME = re.compile(
    r"\W*(?:no(?: ?body| ?one| idea| name| work)?|none|nothing|(?:some|any) ?(?:body|one|thing)(?: \w+){0,3}"
    r"|me(?: and others)?|myself|unknown|(?:i )?(?:do ?n[o'’]?t|do not) know(?: \w+)?|idk|tbd|todo|\W*"
    r"|an? (?:famous )?(?:artist|painter|poet|dancer|friend|person))\W*",
    re.I,
)
_ANY = re.compile(
    r"\W*(?:(?:a|an|the|some|my|one)\s+)?(?:painting|picture|poem|dance|photo|photograph|work|drawing|untitled)"
    r"(?:\s+(?:in|on|at|from|of)\s+(?:a|the|my|our)\s+\w+|\s+i\s.*)?\W*|\W*(?:the|some) ?one (?:that )?i\s.*",
    re.I,
)
_NOTHING = re.compile(
    r"\W*(?:there (?:is|was)|there['’]s|i see)?\s*(?:nothing|none|no(?: place)?|not anything|nobody|nowhere|silence)"
    r"(?:\s+(?:is|was|left|bare|empty|out|at all|anywhere|in it|there|here))*\W*",
    re.I,
)


def asked(answer: Any) -> str:
    """Five answers of a work, in terms of the craft."""
    if isinstance(answer, Mapping) and blank(answer.get("work")) and blank(answer.get("what I see")):
        raise Untouched("No work is chosen yet.")
    given = all_fields(answer, NAMES, FORM)
    given["players"] = _named(given["players"])
    settle([_whose(given), _year(given), _seen(given["what I see"])])
    settle([_register(given["register"]), _attack(given["attack"]), _motion(given["motion"])])
    settle([_players(given), _silence(given["silence"])])
    low, high = _notes(given["register"])
    told = (
        f"{given['work']}: {low.name} to {high.name}, {number(given['how many play'], 'how many play'):g} play, attack "
        f"{given['attack']}, and for silence {quoted(given['silence'], 50)}. Somebody who has not seen it could begin "
        "to write."
    )
    there = [one for one in given["players"] if one.casefold() in given["what I see"].casefold()]
    if there:
        told += f"\n\nThere is a {there[0]} in what you see, and one in your score. Did you hear it, or read it?"
    return f"{told}\n\n{for_a_person('what I see', 'silence')} Nobody has looked the work up."


def _whose(given: Mapping[str, Any]) -> Ask | None:
    work, maker = (sentence(given[name], name) for name in ("work", "maker"))
    if _no_name(work) or _ANY.fullmatch(work[:80]):
        said = f"“work” is {quoted(work, 40)}" if not blank(work) else "“work” is empty"
        return Ask("the work is missing", f"{said}. What is it called, and where can I look at it?", ART)
    where = len(words_of(work)) >= 4  # "cave of Altamira, painted bison": it can be looked up
    if where if _UNKNOWN.fullmatch(maker[:60]) else not _no_name(maker):
        return None
    said = f"By {quoted(maker, 30)}" if not blank(maker) else "“maker” is empty"
    return Ask(
        "the maker is missing",
        f"{said}, and the work is {quoted(work, 40)}. Who made it? “unknown” will do, with where it is kept in “work”.",
        ART,
    )


def _no_name(text: str) -> bool:
    """Whether nobody and nothing is called so: no letters, one letter, letters in no words; ``L.H.O.O.Q.`` is a name.

    >>> [_no_name(one) for one in ("½", "x", "asdf", "I don't know", "Mona Lisa", "J. M. W. Turner", "老子", "1984")]
    [True, True, True, True, False, False, False, False]
    """
    signs = [sign for sign in text[:300] if sign.isalpha() or sign.isdecimal()]
    if _NO_NAME.fullmatch(text[:80]) or not signs or (len(signs) == 1 and signs[0].isascii()):
        return True
    plain = re.sub(r"\b[A-Z]\.", "", text)  # initials
    return bool(plain.strip()) and thin(plain, enough=1) in ("letters", "again", "gives-up")


def _year(given: Mapping[str, Any]) -> Ask | None:
    value, now = given["year"], datetime.date.today().year
    if isinstance(value, str) and value.strip(" .").casefold() == "unknown":
        if len(words_of(str(given["work"])[:300])) >= 4:
            return None
        return Ask("no year", "The year is unknown: then say in “work” where it hangs, stands or is kept.", ART)
    year = _year_of(value)
    if OLDEST <= year <= now and year and year == int(year):
        return None
    return Ask("no year", f"“year” is {year:g}. When was it made? “unknown” will do, with where it is kept.", ART)


def _year_of(value: Any) -> float:
    """A year as people write it: ``1665``, ``"c. 1665"``, ``"1503–06"``, ``"300 BC"``, ``"15th century"``."""
    text = " ".join(value[:40].casefold().split()) if isinstance(value, str) else ""
    if found := _CENTURY.fullmatch(text):
        about = 100 * int(found["century"]) - 50
        return -about if (found["era"] or "").startswith("b") else about
    if found := _YEAR.fullmatch(text):
        before = found["sign"] or (found["era"] or "").startswith("b")
        return -int(found["year"]) if before else int(found["year"])
    if text:
        raise FilmScoreError(
            f"“year”: {shown(value, 30)} cannot be read. Write 1665, “c. 1665”, “300 BC”, “15th century”, or “unknown”."
        )
    return number(value, "year")


def _seen(value: Any) -> Ask | None:
    text = sentence(value, "what I see")
    if felt := _felt(text):
        return Ask(
            "a feeling for a thing seen",
            f"Among what you see is {quoted(felt[0], 30)}. Point at it. What is there, at the end of your finger?",
            ART,
        )
    question = "Which things in it could one point at?"
    return reason(text, "what I see", 8, question, ART, about="too little seen", hints=HINTS, told=TOLD)


def _felt(text: str) -> list[str]:
    """The feelings among what is said to be seen, save those that are denied or part of a thing's name."""
    text = _THINGS.sub(" thing ", text[:4000])
    words = ((one[0].casefold(), one.start()) for one in re.finditer(r"[^\W\d_]+", text))
    return [word for word, at in words if word in FEELINGS and not denied(text, at)]


def _notes(value: Any) -> tuple[Pitch, Pitch]:
    if isinstance(value, str):
        value = re.sub(r"\s*(?:,|–|-(?=[A-Ga-g])|\bto\b)\s*", " ", value[:40]).split()
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise FilmScoreError(f"“register” is a lowest and a highest note, “D2 A3”, not {shown(value, 40)}.")
    return pitch_of(value[0], "register"), pitch_of(value[1], "register")


def _register(value: Any) -> Ask | None:
    low, high = _notes(value)
    if low.midi > high.midi:
        return Ask("the register upside down", f"{low.name} lies above {high.name}: the lower one first, please.", ART)
    if high.midi - low.midi > WIDEST:
        return Ask(
            "the whole piano",
            f"From {low.name} to {high.name}: that is nearly every note there is. Where does the eye rest first?",
            ART,
        )
    return None


def _attack(value: Any) -> Ask | None:
    text = value.strip(" .").casefold() if isinstance(value, str) else ""
    if text in ATTACKS:
        return None
    return Ask(
        "an attack that is none",
        f"“attack” is {shown(value, 30)}. How do the edges begin: {', '.join(ATTACKS[:-1])} or {ATTACKS[-1]}?",
        ART,
    )


def _motion(value: Any) -> Ask | None:
    if isinstance(value, str) and not re.search(r"\d", value):
        if value.strip(" .").casefold() == "none":
            return None
        return Ask("a speed for a number", f"{quoted(value, 30)} is a speed. How many beginnings in a bar?", ART)
    if not 0 <= (found := number(value, "motion")) <= 64:
        return Ask("a speed for a number", f"{found:g} beginnings in a bar: who could play them? 64 are the most.", ART)
    return None


def _named(value: Any) -> list[str]:
    if isinstance(value, str):
        value = [one.strip() for one in value[:300].split(",") if one.strip()]
    if not isinstance(value, list | tuple) or len(value) > 100 or not all(isinstance(one, str) for one in value):
        raise FilmScoreError(f'“players” is a list of names, ["flute", "viola"], not {shown(value, 40)}.')
    named = [one for one in value if not blank(one)]
    if named and len(named) < len(value):
        raise FilmScoreError(f"“players”: beside {listed(named[:6])} a place is empty. Who is it, or is it one fewer?")
    return named


def _players(given: Mapping[str, Any]) -> Ask | None:
    value, many = given["players"], number(given["how many play"], "how many play")
    if not value:
        return Ask("nobody plays", f"{many:g} play, and nobody is named. Who?", ART)
    for one in value:
        player_of(one, "players")
    if not 1 <= many <= 100 or many != int(many):
        return Ask("how many play", f"“how many play” is {many:g}: a whole number from 1 to 100, please.", ART)
    if many < len(value):
        return Ask(
            "more players than play",
            f"{many:g} play, and you name {len(value)}: {listed(value[:6])}. How thick is it there?",
            ART,
        )
    return None


def _silence(value: Any) -> Ask | None:
    text = sentence(value, "silence")
    if not blank(text) and not _NOTHING.fullmatch(text[:60]):
        return reason(
            text, "silence", 4, "What is outside the edge, or under the paint?", ART, about="nothing left bare",
            hints=HINTS, told=LEFT,
        )  # fmt: skip
    return Ask(
        "nothing left bare",
        f"For silence you write {quoted(text, 30)}. Every picture has an edge. What is outside it, or under the paint?",
        ART,
    )


HINTS = (
    "Cover the title. What is left?",
    "Where in the picture is most paint? Where is none? Give each of the two a place on the piano.",
    "If a word could stand in a letter to a friend about your mood, it is not yet something you see.",
)
