"""Murphy's labels as students write them, and the ways a number in one goes wrong. 09.3: six pairs from both ends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from ....errors import FilmScoreError, shown
from ....music.harmony.pairs import Pair, mnx
from ....music.harmony.triads import Triad
from ...asking import heard
from ...verdict import Untouched
from .asking import NAMES, Ask, blank, listed, listed_once, settle, triad

#: home and the other triad; the first pair is done
DONE = ("Dm", "G")
PAIRS = (DONE, ("C", "Ab"), ("E", "Cm"), ("Bb", "Em"), ("F#m", "Cm"), ("Eb", "Gm"), ("Am", "G#"))
FORM = '{"Dm and G": "m5M M7m", "C and Ab": "… …", …}'

_LABEL = re.compile(r"([Mm])\s*([0-9]{1,2})\s*([Mm])")
_LETTERS = "CDEFGAB"


class Label(NamedTuple):
    """One label as it was written: M8m."""

    first: str
    number: int
    second: str

    def __str__(self) -> str:
        return f"{self.first}{self.number}{self.second}"


def label_of(pair: Pair) -> Label:
    """The right label of a pair."""
    return Label(pair.label[0], pair.semitones, pair.label[-1])


def labels_in(value: Any, what: str) -> list[Label]:
    """Every label in a text.

    >>> [str(one) for one in labels_in("M8M / m 4 M", "C and Ab")]
    ['M8M', 'm4M']

    Raises
    ------
    FilmScoreError
        There is something else in it.
    """
    if not isinstance(value, str) or len(value) > 80 or re.search(r"\w", _LABEL.sub(" ", value)):
        raise FilmScoreError(
            f"{what}: {shown(value, 40)} is no label. A kind, a number, a kind: M for major, m for minor, and the "
            "semitones between, as in M8m."
        )
    return [Label(a, int(n), b) for a, n, b in _LABEL.findall(value)]


def number_ask(one: Triad, other: Triad, yours: Label, what: str, did: str = "you wrote {}") -> Ask | None:
    """What to ask of the number in a label from `one` to `other`; `did` is what the student did with it."""
    right, said = (other.root - one.root) % 12, yours.number
    a, b = (_root(t) for t in (one, other))
    if said == right:
        return None
    steps = (other.key.letter - one.key.letter) % 7
    way = " ".join(_LETTERS[(one.key.letter + i) % 7] for i in range(steps + 1))
    head = f"{what}: {did.format(yours)}. "
    if said == steps + 1:
        return Ask(
            "letters counted for semitones",
            f"{head}From {a} to {b} there are {said} letters, {way}. The label counts semitones, the keys of a piano, "
            "black and white; and the one you begin on is 0.",
            NAMES,
        )
    if said == steps:
        return Ask(
            "letter steps counted for semitones",
            f"{head}From {a} to {b} there are {said} steps from letter to letter. Some steps are one key of a piano, "
            "others two.",
            NAMES,
        )
    if said == (12 - right) % 12:
        return Ask(
            "counted downward",
            f"{head}That is the way down from {a} to {b}, or up from {b} to {a}. Begin on {a} and go up.",
            NAMES,
        )
    if said == right + 1:
        return Ask("counted the root itself", f"{head}That counts {a} itself as 1. Standing still is 0.", NAMES)
    if said > 11:
        return Ask("more than an octave", f"{head}Twelve semitones are {a} again: the number is 0 to 11.", NAMES)
    return Ask("miscounted", f"{head}Begin with 0 on {a}. Which number falls on {b}, going up key by key?", NAMES)


def kinds_ask(one: Triad, other: Triad, yours: Label, what: str) -> Ask | None:
    """What to ask of the two letters of a label from `one` to `other`."""
    right = label_of(mnx(tonic=one, other=other))
    if (yours.first, yours.second) == (right.first, right.second):
        return None
    head = f"{what}: you wrote {yours}. "
    if (yours.first, yours.second) == (right.second, right.first):
        words = f"Its first letter belongs to {one}, which is {_kind(one)}. The kinds have changed places."
        return Ask("kinds in the wrong place", head + words, NAMES)
    told = f"two {_kind_of(yours.first)} triads" if yours.first == yours.second else "one of each kind"
    return Ask("a kind lost", f"{head}That says {told}. Small m is minor: which is {one}, and which {other}?", NAMES)


def six(answer: Any) -> str:
    """Both labels of each pair, the one from home first."""
    given = _given(answer)
    asks = [heard(_asked, pair, given[pair]) for pair in PAIRS if not blank(given.get(pair))]
    right = sum(ask is None for ask, pair in zip(asks, _written(given), strict=True) if pair != DONE)
    found = listed_once(asks)
    if left := [_told(pair) for pair in PAIRS[1:] if blank(given.get(pair))]:
        found.append(Ask("not all written", f"Nothing stands yet beside {listed(left)}."))
    settle(found, f"{right} of the six pairs {'is' if right == 1 else 'are'} right." if right else "")
    return (
        "All six, from both ends. The two numbers of a pair make twelve; only F♯m and Cm, six and six, look the same "
        "from both."
    )


def _written(given: Mapping[tuple[str, str], Any]) -> list[tuple[str, str]]:
    return [pair for pair in PAIRS if not blank(given.get(pair))]


def _given(answer: Any) -> dict[tuple[str, str], Any]:
    if not isinstance(answer, Mapping) or not answer:
        raise FilmScoreError(f"{shown(answer)} is not the form of this answer: {FORM}")
    given: dict[tuple[str, str], Any] = {}
    for key, value in list(answer.items())[:30]:
        names = [word for word in re.split(r"[\s,–—&+/]+|\band\b", str(key)[:40]) if word]
        try:
            both = [triad(name, str(key)[:40]) for name in names]
        except FilmScoreError:
            both = []
        pair = next((p for p in PAIRS if both == [Triad(p[0]), Triad(p[1])]), None)
        if pair is None:
            raise FilmScoreError(f"There is no pair {shown(key, 30)} in this task. Home is named first: {FORM}")
        given[pair] = value
    if all(blank(given.get(pair)) for pair in PAIRS[1:]):
        raise Untouched("The first pair is done; six are to come.")
    return given


def _asked(pair: tuple[str, str], value: Any) -> Ask | None:
    what = _told(pair)
    if isinstance(value, list | tuple):
        value = " ".join(one if isinstance(one, str) else shown(one, 20) for one in value[:4])
    found = labels_in(value, what)
    one, other = Triad(pair[0]), Triad(pair[1])
    right, back = label_of(mnx(tonic=one, other=other)), label_of(mnx(tonic=other, other=one))
    if found == [right, back]:
        return None
    if len(found) != 2:
        count = {0: "no label", 1: "one label"}.get(len(found), f"{len(found)} labels")
        return Ask(
            "one end only",
            f"{what}: you wrote {count}. Two are asked: from {one}, which is home, and from {other}.",
            NAMES,
        )
    if found == [back, right]:
        if right.first == right.second:
            words = (
                f"From {_root(one)} up to {_root(other)}, how many keys? {back} goes down, or begins on {_root(other)}."
            )
            return Ask("counted downward", f"{what}: you wrote {found[0]} first. {words}", NAMES)
        return Ask(
            "the two labels exchanged",
            f"{what}: you wrote {found[0]} first and {found[1]} second. Each is right in the other place: which triad "
            "was said to be home?",
            NAMES,
        )
    if found[0].number == found[1].number == right.number:
        return Ask(
            "the same number from both ends",
            f"{what}: you have {found[0].number} from both ends. The two ways together make the octave, twelve; only a "
            "tritone is the same from both.",
            NAMES,
        )
    if found[0] == right and found[1] == right and right != back:
        return Ask("one end only", f"{what}: you wrote {found[0]} twice. From {other} it looks another way.", NAMES)
    return (
        number_ask(one, other, found[0], what)
        or kinds_ask(one, other, found[0], what)
        or number_ask(other, one, found[1], f"{what}, from {other}")
        or _turned(one, other, found, what)
    )


def _turned(one: Triad, other: Triad, found: list[Label], what: str) -> Ask | None:
    if (found[1].first, found[1].second) == (found[0].first, found[0].second):
        return Ask(
            "kinds not exchanged",
            f"{what}: your second label, {found[1]}, begins with "
            f"{'a capital' if found[1].first == 'M' else 'a small m'}. From the other end the first triad is {other}, "
            f"which is {_kind(other)}.",
            NAMES,
        )
    return kinds_ask(other, one, found[1], f"{what}, from {other}")


def _told(pair: tuple[str, str]) -> str:
    return f"{Triad(pair[0])} and {Triad(pair[1])}"


def _root(one: Triad) -> str:
    return one.notes[0]


def _kind(one: Triad) -> str:
    return "minor" if one.minor else "major"


def _kind_of(letter: str) -> str:
    return "major" if letter == "M" else "minor"


HINTS = (
    "Kind, number, kind. The number counts keys of a piano from the first root *up* to the second.",
    "Begin with 0 on the first root. From E: 1 is F, 2 is F sharp, and so on, over the octave if need be.",
    "The two numbers of a pair make twelve together; the kinds change places. If yours do not, one of them was counted "
    "downward.",
)
