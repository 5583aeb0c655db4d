"""06.3: what do two motifs have in common? Five pairs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.motif import Motif
from . import measure
from .asking import FAMILY, TWO, Ask, key_of, listed, long, settle, ways

PAIRS = {
    1: ("D4:1/2 A4:3/2 G4:1 E4:1", "F4:1 C5:3 Bb4:2 G4:2"),
    2: ("C4:1 E4:1/2 D4:1/2 A4:2", "C5:1/2 E5:3/2 D5:1 A5:1"),
    3: ("E4:3/2 F4:1/4 E4:1/4 Bb3:2", "C5:3/2 A4:1/4 G4:1/4 G4:2"),
    4: ("D4:1 A4:1/2 F4:1/2 G4:2", "D4:1 F4:1/2 E4:1/2 Bb4:2"),
    5: ("G4:1/2 C5:1 Bb4:1/2 F4:2", "Eb4:1 D4:1 D4:1/2 G4:3/2"),
}
WORDS = ("tune", "both", "line", "rhythm", "nothing")
_ALSO = {
    "tune": ("the tune", "same tune", "everything", "all", "transposed"),
    "both": ("line and rhythm", "rhythm and line", "contour and rhythm"),
    "line": ("the line", "contour"),
    "rhythm": ("the rhythm",),
    "nothing": ("none", "neither", "neither of them"),
}
_SHARED = {"tune": 3, "both": 2, "line": 1, "rhythm": 1, "nothing": 0}


def right(one: Motif, other: Motif) -> str:
    """What two motifs share, as this task counts it.

    Examples
    --------
    >>> right(Motif("C4 E4:2"), Motif("D4 F#4:2"))
    'tune'
    """
    rhythm, line = measure.same_rhythm(one, other), measure.same_line(one, other)
    if rhythm and measure.same_steps(one, other):
        return "tune"
    return "both" if rhythm and line else "rhythm" if rhythm else "line" if line else "nothing"


def share(answer: Any) -> str:
    """The five words."""
    given = _read(answer)
    motifs = {number: (Motif(one), Motif(other)) for number, (one, other) in PAIRS.items()}
    if len(set(given.values())) == 1:
        said = f"You wrote “{given[1]}” five times. Pair 1 and pair 5 have not the same in common."
        settle([Ask("one word for all", said, TWO)])
    settle([_wrong(n, *pair, given[n]) for n, pair in motifs.items() if given[n] != right(*pair)])
    return (
        "Five of five. Pair 1 is one motif in two keys and at two speeds, and no listener will count it as two. Pair 4 "
        "is the dangerous one: other steps, but the same ups and downs in the same rhythm, and one hearing is not "
        "enough to tell them apart.\n\nPair 5 is what two people in one film deserve."
    )


def _read(answer: Any) -> dict[int, str]:
    form = f"{{1: “…”, 2: “…”, …}} with one of these for each pair: {listed([f'“{word}”' for word in WORDS])}."
    if isinstance(answer, list | tuple) and len(answer) == len(PAIRS):
        answer = dict(zip(PAIRS, answer, strict=True))
    if not isinstance(answer, Mapping):
        raise FilmScoreError(f"{shown(answer)} is not the form of this answer: {form}")
    rows = {key_of(key).removeprefix("pair ").removesuffix(".0"): value for key, value in list(answer.items())[:50]}
    missing = [str(number) for number in PAIRS if rows.get(str(number)) in (None, "")]
    if missing:
        raise FilmScoreError(f"There is no word for {listed(missing)} yet: {form}")
    return {number: _word(rows[str(number)], number, form) for number in PAIRS}


def _word(value: Any, number: int, form: str) -> str:
    said = key_of(value) if isinstance(value, str) else ""
    for word in WORDS:
        if said in (word, *_ALSO[word]):
            return word
    raise FilmScoreError(f"Pair {number}: {shown(value, 40)} is none of the words. {form}")


def _wrong(number: int, one: Motif, other: Motif, word: str) -> Ask:
    true = right(one, other)
    begins = f"Pair {number}: you wrote “{word}”. "
    if true == "tune":
        return Ask(
            "a transposition taken for another tune",
            begins
            + f"The names of the notes are all different, and so are the lengths, {long(one)} and {long(other)}. "
            "Divide each length by the one above it; then count the semitones of each step.",
            FAMILY,
        )
    if word == "tune":
        return Ask(
            "alike taken for the same",
            begins + f"For the same tune every step must have the same number of semitones: {_steps(one)} and "
            f"{_steps(other)}. And the lengths: {long(one)}, {long(other)}.",
            FAMILY,
        )
    line, rhythm = true in ("line", "both"), true in ("rhythm", "both")
    heard_line, heard_rhythm = word in ("line", "both"), word in ("rhythm", "both")
    if heard_line != line:
        about = "a line heard that is not there" if heard_line else "a line not heard"
        return Ask(
            about, begins + f"Draw both with a finger in the air: {ways(one)}; {ways(other)}. What do you see?", TWO
        )
    about = "a rhythm heard that is not there" if heard_rhythm and not rhythm else "a rhythm not heard"
    return Ask(about, begins + f"Tap both: {long(one)}; {long(other)}. What do you hear?", TWO)


def _steps(motif: Motif) -> str:
    return " ".join(f"{step:+d}" if step else "0" for step in motif.intervals)


HINTS = (
    "Two questions for each pair, one after the other. Tapped on the table, is it one rhythm? Drawn in the air, is it "
    "one line?",
    "A rhythm is the same rhythm if all lengths are twice as long. A line is the same line if it turns in the same "
    "places.",
    "If both answers are yes, count semitones: is each step as wide as the one above it? Then it is more than line and "
    "rhythm.",
)
