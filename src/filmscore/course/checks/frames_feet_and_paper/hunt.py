"""04.6: a cue list with six things wrong in it."""

from __future__ import annotations

import re
from typing import Any

from ....errors import FilmScoreError, shown
from ....picture.timecode import Rate
from ...asking import Ask, listed
from ...sorting import MOST, sorted_into
from ...verdict import Untouched
from .asking import DROP, LIST, NUMBERS, settle
from .reading import empty

RATE, REEL = Rate("29.97df"), 2
KINDS = ("fine", "number", "label", "backwards", "overlap", "length")
#: row -> number, in, out, length, as a colleague wrote them; the exercise shows the same table
ROWS = {
    1: ("2m1", "02:00:12;00", "02:00:58;15", "0:47"),
    2: ("2m2", "02:01:00;00", "02:01:40;00", "0:40"),
    3: ("2m3s", "02:01:40;00", "02:02:25;00", "0:45"),
    4: ("2m4", "02:03:10;00", "02:04:20;00", "1:20"),
    5: ("2m5", "02:04:12;00", "02:05:30;20", "1:19"),
    6: ("2m6", "02:10:00;00", "02:10:44;00", "0:44"),
    7: ("2m4", "02:11:05;00", "02:11:30;00", "0:25"),
    8: ("2m8", "02:13:20;12", "02:12:58;00", "0:22"),
    9: ("2m8A", "02:14:00;02", "02:14:45;02", "0:45"),
    10: ("1m9", "02:16:00;10", "02:16:50;10", "0:50"),
}
FAULTS = {2: "label", 4: "length", 5: "overlap", 7: "number", 8: "backwards", 10: "number"}
RIGHT = {row: FAULTS.get(row, "fine") for row in ROWS}

#: what each fault is called when somebody has let it pass, and the question to ask
_PASSED = {
    2: ("a label that does not exist", "Read its in point aloud. Would a machine find that label?", DROP),
    4: ("lengths are believed", "From 3:10 to 4:20: how long is that?", LIST),
    5: ("an overlap is not seen", "When does it come in, and when is the cue above it out?", LIST),
    7: ("one number for two cues", "Who else has that number?", NUMBERS),
    8: ("out before in", "Which of its two labels comes first?", LIST),
    10: (
        "the number of another reel",
        "What does the first figure of a cue's number say, and which reel is this?",
        NUMBERS,
    ),
}
#: (row, word) -> the mistake of somebody who says it of that row
_SAID = {
    (1, "length"): (
        "lengths are cut off",
        "From 0:12;00 to 0:58;15 it is 46.5 s and a little. This list rounds half a second up.",
        LIST,
    ),
    (3, "overlap"): (
        "touching is overlapping",
        "It comes in on the label on which the cue above it is out. Out is the first picture without music: the two "
        "share none.",
        LIST,
    ),
    (3, "number"): (
        "an s is a mistake",
        "The s is how this production marks source music: something in the scene is playing.",
        NUMBERS,
    ),
    (4, "overlap"): (
        "the overlap is the earlier cue's",
        "It was there first. The row to name is the one that comes in while another still plays. And look at this "
        "row's length.",
        LIST,
    ),
    (4, "number"): (
        "the first of two is blamed",
        "2m4 is in its place here, between 2m3 and 2m5. Where else does it stand? And look at this row's length.",
        NUMBERS,
    ),
    (6, "label"): (
        "drops at the tenth minute too",
        "02:10:00;00 exists: every tenth minute keeps all its labels.",
        DROP,
    ),
    (6, "number"): ("a gap in the numbers is a mistake", "2m6 follows 2m5 and is nowhere else.", NUMBERS),
    (8, "number"): (
        "a gap in the numbers is a mistake",
        "A number may be missing: a cue was cut. Look at its two labels.",
        NUMBERS,
    ),
    (8, "length"): (
        "the difference without its sign",
        "Its length would be right if its two labels changed places. Which of the two comes first?",
        LIST,
    ),
    (9, "label"): (
        "three labels are dropped",
        "02:14:00;02 exists. It is the first label of its minute: ;00 and ;01 are left out.",
        DROP,
    ),
    (9, "number"): (
        "a letter is a mistake",
        "The A says that this cue was put in after 2m8 when the numbers had been given out. It saves renumbering the "
        "rest.",
        NUMBERS,
    ),
}
#: word -> what can be said for a row of which it is not true, and which has another fault
_CLEARED = {
    "number": "Its number is its own.",
    "label": "Its labels exist.",
    "backwards": "It is in before it is out.",
    "overlap": "No other cue plays when it comes in.",
    "length": "Its length is right.",
}


def hunted(answer: Any) -> str:
    """One word for each row."""
    if isinstance(answer, list | tuple) and len(answer) == len(ROWS) and all(isinstance(one, str) for one in answer):
        answer = dict(zip(ROWS, answer, strict=True))
    if isinstance(answer, dict) and len(answer) <= MOST:
        answer = {row: word for row, word in answer.items() if not empty(word)}
        if not answer:
            raise Untouched("No row has a word yet. Begin with the one whose number looks odd.")
    given = sorted_into(answer, KINDS, _row, "the number of a row")
    left = [row for row in ROWS if row not in given]
    if not left and {word for word, _ in given.values()} == {"fine"}:
        settle([Ask("lists are believed", "You find all ten rows fine. There are six faults in this list.", LIST)])
    asks = [_ask(row, *given[row]) for row in ROWS if row in given]
    good = sum(ask is None for ask in asks)
    rows = f"row{'s' * (len(left) != 1)} {listed([str(row) for row in left])}"
    open_ones = Ask("a gap left open", f"Not looked at yet: {rows}.", LIST)
    settle([*asks, open_ones if left else None], f"{good} of the ten stand." if good else "")
    return (
        "Six faults, and four rows that only look odd. A machine would have stumbled over the missing label. Over a "
        "length that somebody typed, and over another reel's number, it would not: for those a list is read by people."
    )


def _row(key: Any) -> int:
    found = re.fullmatch(r"\s*(?:row\s*)?(\d{1,4})\s*", key, re.I) if isinstance(key, str) else None
    number = key if type(key) is int else int(found[1]) if found else 0
    if number not in ROWS:
        raise FilmScoreError(f"{shown(key, 40)} is no row of the list; its rows are 1 to {len(ROWS)}.")
    return number


def _ask(row: int, word: str, after: str) -> Ask | None:
    right = RIGHT[row]
    if others := [kind for kind in KINDS if kind != word and re.search(rf"\b{kind.rstrip('s')}s?\b", after, re.I)]:
        return Ask(
            "more than one word", f"Row {row}: one word. You wrote “{word}” and “{others[0]}”. Which is it?", LIST
        )
    if word == right:
        return None
    said = f"Row {row}: you wrote “{word}”."
    if found := _SAID.get((row, word)):
        return Ask(found[0], f"{said} {found[1]}", found[2])
    if right == "fine":
        return Ask(
            "a fault where there is none",
            f"{said} Work it out: do both labels exist, does the out come later, is its length right, is its number "
            "its own? Which of these fails?",
            LIST,
        )
    name, question, look = _PASSED[row]
    if word == "fine":
        return Ask(name, f"{said} {question}", look)
    return Ask("another fault", f"{said} {_CLEARED[word]} {question}", look)


HINTS = (
    "Go through the list once for each word, not once for each row: first all the numbers, then all the labels, then "
    "what comes before what.",
    "Labels that could be missing end in 00;00 or 00;01. Only one of those in the list is in a minute that begins "
    "without them.",
    "Lengths are out minus in, rounded to a second, half a second up. An overlap belongs to the later row: its in lies "
    "before the out above it. Four rows are fine, though each has something about it.",
)
