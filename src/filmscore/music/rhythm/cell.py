"""A cell as it is typed: words of pitch, length and accent, a row of crosses, or the steps of a grid.

===============  =====================================================================================
`D3`             a note of one step
`D3>` `D3^`      with an accent; with a heavy one
`D3:1`           a note of so many beats (quarter lengths), which must be a whole number of steps
`D3+A3`          two notes struck together
`R` `.`          a rest of one step; `R:1` of one beat
`"X..x..x."`     the same as a drummer writes it: X accented, x plain, . rest, - held
===============  =====================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from ...errors import FilmScoreError, shown
from ..line import Line
from ..pitch import Pitch
from ..typed import marked, read_length

#: so many steps a cell may have: sixteen bars of sixteenths
MOST_STEPS = 256

#: accents as they are typed, from plain to heavy
ACCENTS = {"": 0, ">": 1, "^": 2}

_WORD = re.compile(r"(?P<what>[^:>^]+)(?::(?P<length>[^>^]*))?(?P<accent>[>^]?)")
_CROSSES = re.compile(r"[Xx.\-|\s]*[Xx][Xx.\-|\s]*")


class Stroke(NamedTuple):
    """One note of a cell.

    Attributes
    ----------
    at : int
        The step on which it is struck, from 0.
    steps : int
        How many steps it is held; it may reach over the end of the cell into its next turn.
    pitches : tuple of Pitch
        From the lowest.
    accent : int
        0 plain, 1 accented, 2 heavily.
    """

    at: int
    steps: int
    pitches: tuple[Pitch, ...]
    accent: int


def read_cell(notes: Any, step: Fraction, pitch: str | None) -> tuple[tuple[Stroke, ...], int]:
    """The strokes of a cell, and how many steps it has.

    Raises
    ------
    FilmScoreError
        A word is no note, a length is no whole number of steps, or nothing is struck at all.
    """
    if isinstance(notes, str) and _CROSSES.fullmatch(notes):
        read = _crosses(notes, pitch)
    elif pitch is not None:
        raise FilmScoreError(
            f"pitch={pitch!r} goes with a row of crosses, 'X..x..x.'; these notes have pitches of their own."
        )
    elif isinstance(notes, str):
        read = _text(notes, step)
    elif isinstance(notes, Line):
        read = [
            (int(name is not None), (Pitch.read(name),) if name else (), _steps(beats, step, name or "R"), 0)
            for name, beats in zip(notes.names, notes.durations, strict=True)
        ]
    else:
        read = _listed(notes, step)
    strokes, at = [], 0
    for kind, pitches, steps, accent in read:
        if kind:
            strokes.append(Stroke(at, steps, pitches, accent))
        at += steps
    if not strokes:
        raise FilmScoreError("Nothing is struck in this cell: write at least one note, such as 'D3> D3 A3 D3'.")
    if at > MOST_STEPS:
        raise FilmScoreError(
            f"This cell has {at} steps; {MOST_STEPS} are the most. What returns so late is no ostinato."
        )
    return tuple(strokes), at


_Read = list[tuple[int, tuple[Pitch, ...], int, int]]


def _crosses(text: str, pitch: str | None) -> _Read:
    if pitch is None:
        raise FilmScoreError(
            f"{shown(text)} says when and not what: give the note as well, Ostinato({text!r}, pitch='D3')."
        )
    if not isinstance(pitch, str):
        raise FilmScoreError(f"{shown(pitch)} is no note to strike: write its name, pitch='D3'.")
    struck = tuple(sorted((Pitch.read(one) for one in pitch.split("+")), key=lambda p: p.midi))
    read: _Read = []
    for place, sign in enumerate("".join(text.replace("|", " ").split())):
        if sign == "-":
            if not read or not read[-1][0]:
                raise FilmScoreError(f"Step {place + 1} of {shown(text)} is held, and nothing was struck before it.")
            kind, pitches, steps, accent = read[-1]
            read[-1] = (kind, pitches, steps + 1, accent)
        else:
            read.append((0, (), 1, 0) if sign == "." else (1, struck, 1, int(sign == "X")))
    return read


def _text(text: str, step: Fraction) -> _Read:
    found = [match for match in re.finditer(r"[^\s,|]+", text)]
    if not found:
        raise FilmScoreError("There are no notes in this cell yet. Write them with spaces between: 'D3> D3 A3 D3'.")
    read = []
    for match in found:
        try:
            read.append(_word(match[0], step))
        except FilmScoreError as error:
            raise FilmScoreError(f"{error}\n{marked(text, match.start(), match.end())}") from None
    return read


def _word(word: str, step: Fraction) -> tuple[int, tuple[Pitch, ...], int, int]:
    match = _WORD.fullmatch(word)
    if match is None:
        raise FilmScoreError(f"{shown(word)} is no step: write a note with or without an accent, 'D3' or 'D3>'.")
    steps = _steps(read_length(match["length"], word), step, word) if match["length"] is not None else 1
    if match["what"] in {"R", "r", "."}:
        if match["accent"]:
            raise FilmScoreError(f"{shown(word)}: a rest has no accent.")
        return 0, (), steps, 0
    pitches = tuple(sorted((Pitch.read(one) for one in match["what"].split("+")), key=lambda p: p.midi))
    return 1, pitches, steps, ACCENTS[match["accent"]]


def _steps(beats: Fraction, step: Fraction, word: str) -> int:
    steps = beats / step
    if steps.denominator != 1 or steps < 1:
        raise FilmScoreError(
            f"{shown(word)} lasts {beats} beats, which is no whole number of steps of {step}: choose another length, "
            f"or a step that fits, step='{Fraction(1, (beats.denominator * step.denominator))}'."
        )
    return int(steps)


def _listed(notes: Any, step: Fraction) -> _Read:
    if isinstance(notes, Mapping) or not isinstance(notes, Iterable):
        raise FilmScoreError(
            f"{shown(notes)} is no cell. Write its steps as one text, 'D3> D3 A3 D3', or as a list of notes and "
            "accents, [('D3', 1), ('D3', 0), None]."
        )
    read = []
    for place, one in enumerate(notes, start=1):
        if place > MOST_STEPS:
            raise FilmScoreError(f"This cell has more than {MOST_STEPS} steps. What returns so late is no ostinato.")
        try:
            read.append(_listed_step(one, step))
        except FilmScoreError as error:
            raise FilmScoreError(f"{error} (step {place})") from None
    return read


def _listed_step(one: Any, step: Fraction) -> tuple[int, tuple[Pitch, ...], int, int]:
    if one is None:
        return 0, (), 1, 0
    if isinstance(one, str):
        return _word(one, step)
    if isinstance(one, Sequence) and len(one) == 2 and isinstance(one[0], str):
        accent = one[1]
        if isinstance(accent, bool) or accent not in (0, 1, 2):
            raise FilmScoreError(f"The accent {shown(accent)} is none: 0 is plain, 1 accented, 2 heavy.")
        kind, pitches, steps, own = _word(one[0], step)
        return kind, pitches, steps, max(own, int(accent)) if kind else 0
    raise FilmScoreError(f"{shown(one)} is no step: write a note, 'D3>', a note and its accent, ('D3', 1), or None.")
