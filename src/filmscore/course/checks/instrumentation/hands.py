"""11.6: whose hand goes up? Eight excerpts, one word each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ....errors import FilmScoreError, shown
from ...asking import line_by_line, right_so_far
from .asking import STAND, Ask, a_line_is_empty, blank, rows, settle

#: each word, and what else people write for it
WORDS = {
    "breath": "breath breathing breathe air lungs",
    "pedals": "pedals pedal",
    "drums": "drums drum timpani tuning kettledrums",
    "divisi": "divisi div divided",
    "range": "range reach compass",
    "register": "register dynamic dynamics",
    "transposition": "transposition transpose transposed key",
    "speech": "speech dialogue voices voice",
    "nothing": "nothing none fine ok -",
}
RIGHT = {
    "A": "breath", "B": "pedals", "C": "drums", "D": "divisi",
    "E": "speech", "F": "transposition", "G": "register", "H": "nothing",
}  # fmt: skip
FORM = '{"A": "…", "B": "…", …, "H": "…"}, one of ' + ", ".join(WORDS)

#: what turns a word into its contrary; "cannot breathe" is none
_NOT = re.compile(r"\b(?:not|never|isn.?t|aren.?t|without)\b|\bno \w+(?: problem| trouble)?$|\bno\W*$")

_SAID = {said: word for word, some in WORDS.items() for said in some.split()}

#: (row, what was written; "" for any other word) -> the misconception, and what to ask
_WRONG = {
    ("A", ""): ("high is the trouble", "C5 to E5 is the middle of a flute. Sing it, at 60, in one go."),
    ("A", "nothing"): ("a player has no lungs", "Each note lies well. Sing all three, at 60, in one go."),
    ("B", ""): ("a harp is a piano", "On a piano it is two keys and a third. How many Es has a harp at a time?"),
    ("C", ""): ("another trouble than the drums'", "Each note lies on some drum. How many drums are there?"),
    ("C", "range"): (
        "any four are all there are to count",
        "Each of the five lies on some drum. How many drums are there, and how long have those that could take the "
        "last one been free?",
    ),
    ("C", "nothing"): ("any drum has any note", "Five notes in five beats. How many drums are there to strike?"),
    ("D", ""): ("one note a player", "G4 and B4 are there, even for one player. What does the page not say?"),
    ("D", "nothing"): (
        "the section will sort it out", "Each of them can play both notes. Who takes which? The first desk will ask."
    ),
    ("E", ""): (
        "held where people speak",
        "Nobody in the *room* stops. G2 and A2, held, loud, and Mara speaks. Who comes after the players in the chain?",
    ),
    ("F", ""): ("written as it sounds", "Score in C, part in F, the same letters. What comes out of the bell?"),
    ("G", ""): ("a dynamic is a range", "The note is its lowest, and it is there. Look at the other mark on the page."),
    ("G", "nothing"): ("any register takes any dynamic", "The note is there. And the *pp*?"),
    ("H", ""): ("there must be a trap", "Look for it once more, as the oboist."),
    ("H", "breath"): ("a long note is a breath", "Count the seconds to the rest."),
}  # fmt: skip


def hands(answer: Any) -> str:
    """One word for each excerpt."""
    given = rows(answer, list(RIGHT), FORM)
    asks, right = line_by_line(
        given, RIGHT, _asked, lambda left: a_line_is_empty(left, STAND), untouched="No word is written yet.",
        empty=lambda value: blank(value) and value != "-",
    )  # fmt: skip
    settle([_one_for_all(given)])
    settle(asks, right_so_far(right, len(RIGHT), "words"))
    return (
        "Eight of eight. Seven of them cost a minute with sixty people waiting, or a mixer's hand on the fader; and "
        "one page is in order, which is worth knowing too."
    )


def _word(name: str, value: Any) -> str:
    text = value.strip().casefold()[:60] if isinstance(value, str) else ""
    text = re.sub(r"\(.*?\)", " ", text).strip() or text  # what stands in brackets explains the word beside it
    if _NOT.search(text):
        raise FilmScoreError(f"“{name}”: {shown(value, 40)} says what it is not. Which of the words is it?")
    found = [word for one in re.findall(r"[a-z]+|^-$", text) if (word := _SAID.get(one))]
    if len(set(found)) != 1:
        raise FilmScoreError(f"“{name}”: {shown(value, 40)} is none of the words: {', '.join(WORDS)}.")
    return found[0]


def _one_for_all(given: Mapping[str, Any]) -> Ask | None:
    try:
        words = {_word(name, value) for name, value in given.items()}
    except FilmScoreError:
        return None
    if len(words) > 1:
        return None
    return Ask("one word for all", f"Eight times “{words.pop()}”. One of the eight is in order.", STAND)


def _asked(name: str, value: Any) -> Ask | None:
    word = _word(name, value)
    if word == RIGHT[name]:
        return None
    about, words = _WRONG.get((name, word)) or _WRONG[name, ""]
    return Ask(about, f"{name}: you have “{word}”. {words}", STAND)


HINTS = (
    "Ask as each player would: can I breathe, can I reach it, have I time, do I know which note is mine?",
    "In two of them every note can be played, and a mark on the page cannot be followed or is missing.",
    "E stops nobody in the room. Who stops it later?",
)
