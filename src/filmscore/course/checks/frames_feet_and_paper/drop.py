"""04.4: which labels of 29.97 drop-frame exist, and what is missing."""

from __future__ import annotations

import re
from typing import Any

from ....errors import FilmScoreError, shown
from ....picture.timecode import Rate, Timecode
from ...asking import Ask, heard, listed
from ...verdict import Untouched
from .asking import CLOCK, DROP, settle, yours
from .reading import empty, exists, keyed, label, number, typed

DF = Rate("29.97df")
LABELS = (
    "00:01:00;00",
    "00:10:00;00",
    "00:07:00;02",
    "00:19:00;01",
    "00:20:00;01",
    "00:07:01;00",
    "01:00:00;00",
    "01:01:00;00",
)
AFTER = {
    "after 00:00:59;29": "00:00:59;29",
    "after 00:09:59;29": "00:09:59;29",
    "after 00:10:59;29": "00:10:59;29",
}
MISSING, LEFT_OUT = "pictures missing in an hour", "labels left out in an hour"
KEYS = (*LABELS, *AFTER, MISSING, LEFT_OUT)
YES = {"yes", "y", "true", "exists", "ok", "there"}
NO = {"no", "n", "false", "not", "none", "missing", "gone", "dropped"}
NOTHING = {"no", "none", "zero", "nothing", "not one", "no pictures"}


def shooting(answer: Any) -> str:
    """Eight labels, three neighbours and two counts."""
    given = keyed(answer, KEYS, f'{{"{LABELS[0]}": "", …}}')
    left = [key for key in KEYS if empty(given.get(key)) and given.get(key) is not True]
    if len(left) == len(KEYS):
        raise Untouched("The targets stand as they were. Begin with a label you are sure of.")
    asks = [heard(_ask, key, given[key]) for key in KEYS if key not in left]
    open_ones = (
        Ask("a gap left open", f"Still open: {listed(left[:4])}{' and others' * (len(left) > 4)}.", DROP)
        if left
        else None
    )
    good = sum(ask is None for ask in asks)
    settle([*asks, open_ones], f"{good} of {len(KEYS)} stand." if good else "")
    return (
        f"All {len(KEYS)}. Left out are two labels in each of 54 minutes, 108 in the hour; and every picture is there. "
        "Nobody who watches could tell; everybody who types a label by hand will one day type one "
        "that is not."
    )


def _ask(key: str, value: Any) -> Ask | None:
    if key == MISSING:
        return _pictures(value)
    if key == LEFT_OUT:
        return _labels(value)
    if key in AFTER:
        return _next(AFTER[key], value)
    return _exists(key, value)


def _exists(text: str, value: Any) -> Ask | None:
    """Whether the student says of a label what is true; where there is none, which label its minute begins with."""
    meant = exists(text, DF)
    word = value if isinstance(value, bool) else _word(value)
    if word is True:
        if not meant:
            return None
        return Ask(
            "every label exists",
            f"{text}: you say that it exists. It is one of the labels that are passed over at the start of a minute, "
            "and a machine would search for it for ever. Which label does the first picture of that minute have?",
            DROP,
        )
    if word is False:
        return _said_no(text, meant)
    if isinstance(value, str) and exists(value, DF):
        return _no_such(text, value)
    if isinstance(value, str) and not re.fullmatch(r"[\d\s:;.,]+", typed(value)):
        raise FilmScoreError(f'{text}: you wrote {shown(value)}. Write "yes", or the label that was meant.')
    named = str(label(value, DF, text))
    if not meant:
        return None if named == text else _exists_after_all(text, f"that {named} was meant")
    if named == meant:
        return None
    if Timecode(meant, DF) - Timecode(named, DF) in (1, 2):
        return Ask(
            "the label before the gap",
            f"{text}: you wrote {named}, which belongs to the minute before. Some programs read it so and say nothing. "
            "Whoever wrote it down meant the start of a minute: what is that minute's first label?",
            DROP,
        )
    return Ask(
        "another label",
        f"{text}: you wrote {named}. How many labels are passed over at the start of such a minute, and what does the "
        "next one end in?",
        DROP,
    )


def _word(value: Any) -> bool | None:
    """Yes, no, or neither; a label is neither, and so is a word with its contrary, or a label, behind it."""
    if not isinstance(value, str) or re.search(r"\d[:;]\d", typed(value)):
        return None
    words = re.findall(r"[a-z]+", typed(value).casefold())
    if not words or (YES & set(words) and NO & set(words)):
        return None
    return True if words[0] in YES else False if words[0] in NO else None


def _no_such(place: str, value: str) -> Ask:
    return Ask(
        "a label that does not exist",
        f"{place}: you wrote {yours(value)}. No picture has that label. Which is the first label of that minute that "
        "one has?",
        DROP,
    )


def _said_no(text: str, meant: str) -> Ask:
    if meant:
        return Ask(
            "no label, and none instead",
            f"{text}: right, it does not exist. But there is a picture at that place, and it has a label. Which? Write "
            "that in place of the no.",
            DROP,
        )
    return _exists_after_all(text, "that it does not exist")


def _exists_after_all(text: str, claim: str) -> Ask:
    _, minutes, seconds, frames = map(int, re.split("[:;]", text))
    if seconds:
        return Ask(
            "labels are dropped every second",
            f"{text}: you say {claim}. Labels are left out at the start of a minute, and this is not one.",
            DROP,
        )
    if frames >= DF.left_out:
        return Ask(
            "three labels are dropped",
            f"{text}: you say {claim}. Two labels of that minute are left out; this one is the third.",
            DROP,
        )
    if minutes == 0:
        return Ask(
            "the full hour is no tenth minute",
            f"{text}: you say {claim}. Nothing is left out in minutes 00, 10, 20, 30, 40 and 50, in any hour.",
            DROP,
        )
    return Ask(
        "drops at the tenth minute too",
        f"{text}: you say {claim}. Every minute begins without two of its labels, except one in ten. Is this one of "
        "those?",
        DROP,
    )


def _next(before: str, value: Any) -> Ask | None:
    if isinstance(value, str) and exists(value, DF):
        return _no_such(f"After {before}", value)
    given, right = label(value, DF, f"after {before}"), Timecode(before, DF) + 1
    if given == right:
        return None
    if given - right == 2 and right.frame % 17982 == 0:
        return Ask(
            "drops at the tenth minute too",
            f"After {before}: you wrote {given}. This minute keeps all its labels. Why?",
            DROP,
        )
    return Ask(
        "pictures are passed over" if given > right else "another label",
        f"After {before}: you wrote {given}, which is {abs(given - right)} picture{'s' * (abs(given - right) != 1)} "
        f"{'too far' if given > right else 'too early'}. One picture further, and the next label that exists.",
        DROP,
    )


def _pictures(value: Any) -> Ask | None:
    none = isinstance(value, str) and typed(value).strip(" .!").casefold() in NOTHING
    count = 0 if none else number(value, f"“{MISSING}”", of="frames")
    if count == 0:
        return None
    said = f"“{MISSING}”: you wrote {yours(value)}."
    if count == 108:
        said += " That is how many labels are left out."
    return Ask(
        "frames are thrown away",
        f"{said} If pictures went, a door that closes would jump a little every minute. Go to the minute strip of the "
        "clock and step from ;29 to ;02: what happens to the picture?",
        DROP,
    )


def _labels(value: Any) -> Ask | None:
    none = isinstance(value, str) and typed(value).strip(" .!").casefold() in NOTHING
    said = f"“{LEFT_OUT}”: you wrote {yours(value)}."
    if isinstance(value, str) and re.fullmatch(r"[\d.,]+ *(s|sec|secs|seconds?)\.?", typed(value), re.I):
        return Ask("seconds for labels", f"{said} That is a length of time. How many labels make it up?", CLOCK)
    count = 0 if none else number(value, f"“{LEFT_OUT}”", of="frames")
    if isinstance(value, str) and re.search("frame|picture", typed(value), re.I) and count:
        return Ask(
            "frames are thrown away", f"{said} Pictures are not left out: labels are. Write the number alone.", DROP
        )
    if count == 108:
        return None
    known = {
        120: ("drops at the tenth minute too", "That is two in each of sixty minutes. Six of them keep all theirs."),
        118: ("drops at the tenth minute too", "That is two in 59 minutes. More than one minute keeps all its labels."),
        54: ("one label a minute", "That is one in each of 54 minutes. How many is it?"),
        60: ("one label a minute", "That is one a minute, every minute. It is more than one, and not in every minute."),
        0: ("every label exists", "Then an hour of labels would last 3,603.6 s. Which rate is that?"),
        12: ("dropped at tenth minutes only", "That is two in each tenth minute. It is the other way about."),
    }
    if int(count) == count and (found := known.get(int(count))):
        return Ask(found[0], f"{said} {found[1]}", DROP)
    if 3 < count < 4:
        return Ask("seconds for labels", f"{said} Those are the seconds. How many labels make them up?", CLOCK)
    return Ask("another count", f"{said} In how many minutes of the hour are labels left out, and how many each?", DROP)


HINTS = (
    "Read each label from the right. Frames other than ;00 and ;01 are never left out, nor seconds other than 00. What "
    "remains hangs on the minute.",
    "A minute whose last digit is 0 keeps all its labels, and so does the full hour. Any other begins with ;02.",
    "For the two counts imagine an hour of film in a tin. Somebody writes numbers on the pictures and skips some "
    "numbers. Count the minutes in which he skips; and ask how many pictures he has cut out.",
)
