"""09.4: a colleague's sheet of labels and moves, three of them right, and one right with a wrong sentence behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from ....errors import FilmScoreError, shown
from ....music.harmony.triads import Triad
from ...asking import line_by_line, stands_so_far
from .asking import NAMES, ROWS, SAYS, STAYS, Ask, blank, listed, settle, shares, triad
from .labels import Label, kinds_ask, labels_in, number_ask

FORM = '{"A": "right", "B": "…", …}, a line for each of A to G'

_YES = re.compile(r"\W*(right|correct|fine|ok|okay|good|true|yes)\W*", re.I)
_NO = re.compile(r"\W*(wrong|false|no|bug|error|incorrect)\W*", re.I)
#: what may stand before an answer: "wrong: M8M", "right, but oddly spelled"
_LEAD_NO = re.compile(r"^\W*(?:wrong|false|no|incorrect)\W+(?:it )?(?:should be|is)?\s*", re.I)
_LEAD_YES = re.compile(r"^\W*(?:right|correct|ok|okay|yes)\b", re.I)
#: a label among other words
_WRITTEN = re.compile(r"\b[Mm]\s?[0-9]{1,2}\s?[Mm]\b")
#: two denials are an approval: "nothing wrong", "I see no mistake"
_FINE = re.compile(
    r"\b(?:no|not|nothing|never|isn.?t|without)\b(?:\W+(?:a|an|is|at|all|any))*\W+"
    r"(?:wrong|false|mistakes?|faults?|errors?|problems?|doubts?|bugs?|incorrect)\b",
    re.I,
)
#: what says of a sentence that it does not hold
_DENIES = re.compile(r"\b(no|not|wrong|false|never|nothing|strike|cross|isn.?t|doesn.?t|so what|non sequitur)\b", re.I)


class Row(NamedTuple):
    """One line: what it is about, as two triads or a triad and a row of moves; what she writes; what is right."""

    told: str
    one: str
    other: str
    writes: str
    right: str


LABELS = {
    "A": Row("home G, other E♭", "G", "Eb", "M8M", "M8M"),
    "B": Row("home A♭, other E", "Ab", "E", "M5M", "M8M"),
    "C": Row("home Em, other Cm", "Em", "Cm", "m4m", "m8m"),
    "D": Row("first D, second Gm, in time", "D", "Gm", "M5m", "M5m"),
}
TRIADS = {
    "E": Row("C major, P and then L", "C", "PL", "E", "Ab"),
    "F": Row("from B♭, the move H", "Bb", "H", "Gbm", "Gbm"),
}
ROWS_OF_SHEET = (*LABELS, *TRIADS, "G")


def sheet(answer: Any) -> str:
    """The wrong ones mended, the right ones left in peace, and a sentence struck."""
    given = _given(answer)
    asks, right = line_by_line(
        given, ROWS_OF_SHEET, _asked, lambda left: Ask("unsorted", f"Nothing said yet of {listed(left)}."),
        untouched="Nothing is said of any line yet.",
    )  # fmt: skip
    settle(asks, stands_so_far(right, "seven lines"))
    named = str(given["F"])
    respelled = not _LEAD_YES.match(named) and not _YES.fullmatch(named) and triad(given["F"], "F").name != "G♭m"
    return (
        "In B she counted letters, in C she counted down, in E she read the row from its end. A, D and F are right; D "
        "tells the pair in the order of time, and says so. In G the label is right and the *so* is not.\n\n"
        + (
            f"F was a matter of spelling: you wrote {triad(given['F'], 'F')}, which is easier to read, and sounds the "
            "same."
            if respelled
            else "F looks odd, and by ear it is right: G♭m and F♯m are one sound."
        )
    )


def _given(answer: Any) -> dict[str, Any]:
    if not isinstance(answer, dict) or not answer:
        raise FilmScoreError(f"{shown(answer)} is not the form of this answer: {FORM}")
    given: dict[str, Any] = {}
    for key, value in list(answer.items())[:30]:
        row = str(key)[:9].strip().upper()
        if row not in ROWS_OF_SHEET:
            raise FilmScoreError(f"There is no line {shown(key, 30)} on the sheet; they are called A to G.")
        if blank(value):
            continue
        if not isinstance(value, str | Triad):
            raise FilmScoreError(
                f'{row}: write "right", or what it should be, between quotation marks, not {shown(value, 40)}.'
            )
        given[row] = value[:200] if isinstance(value, str) else value
    return given


def _asked(row: str, value: Any) -> Ask | None:
    text = value if isinstance(value, str) else value.name
    if row == "G":
        return _sentence(text)
    line = LABELS.get(row) or TRIADS[row]
    yes, wrong = _YES.fullmatch(text) or _LEAD_YES.match(text), line.right != line.writes
    if _NO.fullmatch(text):
        words = f"{row}, {line.told}: you say that {_sign(line.writes)} is wrong. Write what it should be."
        return Ask("a fault without its cure", words, _look(row))
    if yes and not wrong:
        return None
    return _TESTS[row](f"{row}, {line.told}", line, line.writes if yes else _LEAD_NO.sub("", text), bool(yes))


def _label(what: str, line: Row, text: str, let_pass: bool) -> Ask | None:
    found = labels_in(" ".join(_WRITTEN.findall(text)) or text, what.partition(",")[0])
    if len(found) != 1:
        return Ask("two labels for one", f"{what}: you wrote {len(found)} labels. One stands on the sheet.", NAMES)
    if str(found[0]) == line.right:
        return None
    one, other = Triad(line.one), Triad(line.other)
    if "in time" in line.told:
        return _in_time(what, found[0], one, other)
    did = "you let {} stand" if let_pass else "you wrote {}"
    return number_ask(one, other, found[0], what, did) or kinds_ask(one, other, found[0], what)


def _in_time(what: str, yours: Label, one: Triad, other: Triad) -> Ask | None:
    if str(yours) == "m7M":
        return Ask(
            "the order of time mended into home",
            f"{what}: m7M is the same pair told from Gm. She says which one she counts from: first D. Is anything "
            "wrong with that?",
            NAMES,
        )
    return number_ask(one, other, yours, what) or kinds_ask(one, other, yours, what)


def _compound(what: str, line: Row, text: str, let_pass: bool) -> Ask | None:
    yours, start = triad(text, what.partition(",")[0]), Triad(line.one)
    if yours == Triad(line.right):
        return None
    if yours == start.transform(line.other[::-1]):
        return Ask(
            "a row read from right to left",
            f"{what}: you and she have {yours} at the end. P first: C minor. On C *minor*, L moves another note than "
            "on C major. Where does it go?",
            ROWS,
        )
    if yours == start.transform(line.other[0]):
        return Ask("one move of a row done", f"{what}: {yours} is P alone. L is to come, from {yours}.", ROWS)
    return Ask(
        "another triad",
        f"{what}: you wrote {yours}. P leads to Cm, and you share {shares(Triad('Cm'), yours)} with it. L holds two "
        "notes.",
        STAYS,
    )


def _pole(what: str, line: Row, text: str, let_pass: bool) -> Ask | None:
    yours, start = triad(text, what.partition(",")[0]), Triad(line.one)
    if yours == Triad(line.right):
        return None
    return Ask(
        "a fault that is none",
        f"{what}: you changed it to {yours}, which shares {shares(start, yours)} with {start}. H is P L P, and holds "
        "nothing. Do the three, and play hers.",
        ROWS,
    )


def _sentence(text: str) -> Ask | None:
    what = "G, home D, other G♯"
    found = labels_in(" ".join(_WRITTEN.findall(text)), "G")
    if found and str(found[0]) != "M6M":
        return Ask(
            "the sentence denied by another label",
            f"{what}: you changed the label to {found[0]}. Count the keys from D up to G♯; then look at the other "
            "half of her sentence.",
            SAYS,
        )
    fine = _FINE.search(text)
    left = _FINE.sub(" ", text)
    if _DENIES.search(left) or _NO.fullmatch(left) or (found and not fine and not _YES.search(left)):
        return None
    if fine or _YES.search(left):
        return Ask(
            "a pair means",
            f"{what}: you let it stand. The label is right: D up to G♯ is six. Then she says *so*. Dvořák's Largo "
            "begins with the same step. Which word of her sentence would you strike?",
            SAYS,
        )
    raise FilmScoreError(f'G: {shown(text, 40)} says neither "right" nor "no". Write one of them.')


_TESTS: dict[str, Callable[[str, Row, str, bool], Ask | None]] = {
    **dict.fromkeys(LABELS, _label), "E": _compound, "F": _pole,
}  # fmt: skip


def _look(row: str) -> str:
    return NAMES if row in LABELS else ROWS


def _sign(text: str) -> str:
    return text if text[-1:] in "Mm" and text[1:2].isdigit() else Triad(text).name


HINTS = (
    "Three of them are right. One has a right label and a wrong sentence.",
    "One counted letters, one counted down, one read a row from its end. Which?",
    "Enharmonic names are no mistakes. Play F.",
)
