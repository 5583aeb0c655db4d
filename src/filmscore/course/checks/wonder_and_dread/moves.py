"""09.2: where each of the seven moves leads, from a major triad and from a minor one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.harmony.triads import MOVES, Triad
from ...asking import heard
from ...verdict import Untouched
from .asking import ROWS, STAYS, Ask, blank, listed, listed_once, settle, shares, spelling, triad

STARTS = ("A", "Fm")
FORM = '{"A": {"P": "Am", "L": "…", …}, "Fm": {"P": "…", …}}'

#: how many notes each holds, in the words of the lesson
_HOLDS = {
    "P": "the root and the fifth",
    "L": "two notes",
    "R": "two notes",
    "S": "the third",
    "N": "one note",
    "F": "one note",
    "H": "no note",
}


def seven(answer: Any) -> str:
    """Fourteen triads by sound."""
    given = _given(answer)
    where = [(start, letter) for start in STARTS for letter in MOVES]
    right = sum(
        heard(_asked, Triad(start), letter, given[start].get(letter)) is None
        for start, letter in where
        if not blank(given[start].get(letter))
    )
    asks = [
        heard(_asked, Triad(start), letter, given[start][letter])
        for start, letter in where
        if not blank(given[start].get(letter))
    ]
    found = listed_once(asks)
    if left := [(start, letter) for start, letter in where if blank(given[start].get(letter))]:
        found.append(_empty(left))
    settle(found, f"{right} of the 14 are right.")
    said = [
        "All fourteen. H of A is Fm and H of Fm is A: nothing is held, every voice moves a semitone, and the same move "
        "leads back."
    ]
    names = [spelling(triad(given[start][letter], ""), Triad(start)) for start, letter in where]
    said += list(dict.fromkeys(filter(None, names)))[:2]
    return "\n\n".join(said)


def _given(answer: Any) -> dict[str, dict[str, Any]]:
    """The letters of both rows, whatever their spelling."""
    if not isinstance(answer, Mapping):
        raise FilmScoreError(f"{shown(answer)} is not the form of this answer: {FORM}")
    rows: dict[str, dict[str, Any]] = {}
    for key, row in list(answer.items())[:20]:
        try:
            start = next((name for name in STARTS if Triad(name) == Triad(key)), None)
        except FilmScoreError:
            start = None
        if start is None:
            raise FilmScoreError(f"There is no row {shown(key, 30)} in this task; they are called A and Fm: {FORM}")
        if isinstance(row, list | tuple | str) and not blank(row):
            words = row.replace(",", " ").split() if isinstance(row, str) else list(row)
            row = dict(zip(MOVES, words, strict=True)) if len(words) == len(MOVES) else row
        if not isinstance(row, Mapping) and not blank(row):
            raise FilmScoreError(f"“{start}” is to be a table of its seven letters, not {shown(row, 40)}: {FORM}")
        letters = {} if blank(row) else dict(list(row.items())[:20])
        rows[start] = {}
        for name, value in letters.items():
            letter = str(name)[:9].strip().upper()
            if letter not in MOVES:
                raise FilmScoreError(f"There is no move {shown(name, 20)}; the seven are {', '.join(MOVES)}.")
            rows[start][letter] = value
    if missing := [name for name in STARTS if name not in rows]:
        raise FilmScoreError(
            f"The rows are called A and Fm; {listed(missing)} {'is' if len(missing) == 1 else 'are'} missing: {FORM}"
        )
    written = {(start, letter) for start, row in rows.items() for letter, value in row.items() if not blank(value)}
    if written <= {("A", "P")} and rows["A"].get("P", "Am") == "Am":
        raise Untouched("Am is the one that stood there. Thirteen are to come.")
    return rows


def _empty(left: list[tuple[str, str]]) -> Ask:
    rows = [f"{' '.join(m for s, m in left if s == start)} of {start}" for start in dict.fromkeys(s for s, _ in left)]
    return Ask("not all written", f"Nothing stands yet at {' and '.join(rows)}.")


def _asked(start: Triad, letter: str, value: Any) -> Ask | None:
    yours, right, row = triad(value, f"{letter} of {start}"), start.transform(letter), MOVES[letter][1]
    look = STAYS if len(row) == 1 else ROWS
    if yours == right:
        return None
    if right == yours.transform("P") and isinstance(value, str) and value.strip()[:1].islower() and right.minor:
        return Ask(
            "a small letter for minor",
            f"For {letter} of {start} you wrote {shown(value, 12)}. Small or capital, a letter alone is major here: "
            "minor has an m behind it.",
            look,
        )
    said = f"For {letter} of {start} you wrote {yours}"
    if yours == start:
        return Ask("nothing moved", f"{said}, where you are already. Every move leaves; which note goes?", look)
    other = start.transform("P")  # the triad of the other kind on this root
    if yours == other.transform(letter):
        return Ask(
            "the move of the other kind of triad",
            f"{said}. That is where {letter} leads from {other.key.name}. On {_kind(start)} triad it goes the other "
            f"way round. Do {letter} on what you wrote: are you back on {start}?",
            STAYS,
        )
    return (
        _half_way(start, letter, yours, said)
        or _exchanged(start, letter, yours, said)
        or _unchanged(start, yours, said, look)
        or Ask(
            "another triad",
            f"{said}; it shares {shares(start, yours)} with {start}. {letter} holds {_HOLDS[letter]}"
            f"{f': do {_spaced(row)}, left to right, one triad after the other' if len(row) > 1 else ''}.",
            look,
        )
    )


def _half_way(start: Triad, letter: str, yours: Triad, said: str) -> Ask | None:
    row = MOVES[letter][1]
    for done in range(1, len(row)):
        if yours == start.transform(row[:done]):
            left = len(row) - done
            return Ask(
                "one move of a row done" if done == 1 else "stopped before the last move",
                f"{said}: that is {_spaced(row[:done])}{' alone' if done == 1 else ''}. {letter} is {_spaced(row)}; "
                f"{'one move is' if left == 1 else 'two moves are'} to come, from {yours}.",
                ROWS,
            )
    return None


def _exchanged(start: Triad, letter: str, yours: Triad, said: str) -> Ask | None:
    meant = next((m for m in MOVES if m != letter and start.transform(m) == yours), None)
    if meant is None:
        return None
    if {letter, meant} == {"L", "R"}:
        words = (
            f"{said}, which is {meant}. L moves one note by a semitone, R one by a tone. By how much did yours move?"
        )
        return Ask("L and R exchanged", words, STAYS)
    if {letter, meant} == {"N", "F"}:
        words = f"{said}, which is {meant}. N begins with R, F begins with L. Which did you do first?"
        return Ask("N and F exchanged", words, ROWS)
    look = STAYS if len(MOVES[letter][1]) == 1 else ROWS
    if len(MOVES[letter][1]) == 1:
        return Ask("another move", f"{said}, which is {meant}. {letter} holds {_HOLDS[letter]}; which move?", look)
    row = _spaced(MOVES[letter][1])
    return Ask("another move", f"{said}, which is {meant}. {letter} is {row}; it holds {_HOLDS[letter]}.", look)


def _unchanged(start: Triad, yours: Triad, said: str, look: str) -> Ask | None:
    if yours.minor != start.minor:
        return None
    kind = "minor" if start.minor else "major"
    return Ask(
        "the kind did not change",
        f"{said}: from {kind} to {kind}. Each of the seven changes the kind"
        f"{'' if look == STAYS else ', for each is one move or three: which step was lost?'}{'.' * (look == STAYS)}",
        look,
    )


def _kind(start: Triad) -> str:
    return "a minor" if start.minor else "a major"


def _spaced(row: str) -> str:
    return " ".join(row)


HINTS = (
    "P, L and R keep two notes each. Write the three notes of the triad, cross one out, and look for the note beside "
    "it.",
    "S is L P R, N is R L P, F is L R P, H is P L P: left to right, one triad after the other.",
    "Any answer of the kind you began with has lost a step. And one last thing to try it by: in S the third of the "
    "triad stays, in H nothing does.",
)
