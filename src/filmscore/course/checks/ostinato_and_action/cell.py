"""10.2: a cell in one line, and what its author says of it before anything is counted."""

from __future__ import annotations

from math import isclose
from typing import Any

from ....errors import FilmScoreError
from ....music.orchestra.catalogue import instrument
from ....music.rhythm.ostinato import Ostinato
from ...asking import fields, listed, number
from ...verdict import Untouched
from .asking import (
    BAR,
    CELL,
    HOME,
    Ask,
    beats,
    blank,
    cell_of,
    every,
    home,
    in_a_row,
    of_the_lesson,
    once,
    settle,
    stretched,
    th,
    walks,
    whole,
    wholes,
    written_out,
)  # fmt: skip

NAMES = ("notes", "for", "strokes a beat", "accents", "home in bar")
FORM = '{"notes": "D3> …", "for": "cello", "strokes a beat": 0, "accents": [1], "home in bar": 0}'
LEAST, MOST = 5, 15
WITHIN = 0.02  #: strokes a beat: two decimals, rounded either way


def one_line(answer: Any) -> str:
    """A cell by its facts, then by what its author said of it."""
    if isinstance(answer, dict) and (blank(answer.get("notes")) or answer.get("notes") == "D3> …"):
        raise Untouched("There is no cell in the table yet.")
    given = fields(answer, NAMES, FORM)
    written = cell_of(given["notes"], "notes")
    cell = once(written)
    settle(
        [
            _step(cell),
            _size(cell, written),
            _lessons(cell),
            *_accents(cell),
            _rest(cell),
            _compass(cell),
            _player(cell, given["for"]),
        ]
    )
    said = number(given["strokes a beat"], "strokes a beat"), _once(wholes(given["accents"], "accents"), cell, written)
    settle([_density(cell, said[0]), _leans(cell, said[1]), _home(cell, whole(given["home in bar"], "home in bar"))])
    where = home(cell.size)
    return (
        f"{written_out(written)}{cell.pattern}, {float(cell.density):.2f} strokes a beat, and it leans on "
        f"{in_a_row(sorted(set(said[1])))}. Home again in bar {where}: {(where - 1) * 4} beats, "
        f"{(where - 1) * 40 / 24:.1f} seconds at 144."
        + (" Few shots last so long." if where > 7 else " You can wait for it.")
        + f"\n\n{stretched(cell)}".rstrip()
    )


# ---- the cell


def _step(cell: Ostinato) -> Ask | None:
    if str(cell.step) == "1/2":
        return None
    return Ask("another step", f"A step of your cell lasts {cell.step} of a beat. Every word here is an eighth.", CELL)


def _size(cell: Ostinato, written: Ostinato) -> Ask | None:
    size, here = cell.size, written_out(written)
    if not walks(size):
        return Ask(
            "a cell that never shifts",
            f"{here}{size} step{'s' * (size > 1)} in bars of {BAR}: {every(size)} begins with step 1, so it never "
            "walks. Which number near it does not go into eight?",
            HOME,
        )  # fmt: skip
    if LEAST <= size <= MOST:
        return None
    return Ask("too short or too long", f"{here}A cell of {size} steps; {LEAST} to {MOST} are asked.", CELL)


def _lessons(cell: Ostinato) -> Ask | None:
    how = of_the_lesson(cell)
    if not how:
        return None
    return Ask(
        "transposition is a new cell",
        f"“{cell.text}” is the cell of the lesson, {how}. Whose legs are these? Change a length: where could yours "
        "stumble?",
        CELL,
    )


def _accents(cell: Ostinato) -> list[Ask | None]:
    count, strokes = len(cell.accents), len(cell.strokes)
    if count == strokes > 1:
        return [
            Ask(
                "everything matters",
                f"All {strokes} strokes have an accent. If all lean, with which does the ear begin? Take away until "
                "two or three are left.",
                CELL,
            )
        ]
    if count >= 2:
        return [None]
    some = "One accent" if count else "No accent"
    return [
        Ask(
            "one accent is a pulse" if count else "nothing leans",
            f"{some} in {cell.size} steps. Two at least are asked: between them the ear makes groups. Where does yours "
            "lean a second time?" if count else f"{some} in {cell.size} steps: with which of them does it begin, to "
            "an ear? `>` behind a note is an accent.",
            CELL,
        )
    ]  # fmt: skip


def _rest(cell: Ostinato) -> Ask | None:
    if "." in cell.pattern:
        return None
    return Ask(
        "density is everything",
        f"Nothing rests: {cell.pattern}. Where may the player lift the bow, or breathe? One step is enough.",
        CELL,
    )


def _compass(cell: Ostinato) -> Ask | None:
    heights = [pitch.midi for stroke in cell.strokes for pitch in stroke.pitches]
    wide = max(heights) - min(heights)
    if wide <= 12:
        return None
    low, high = cell.compass
    return Ask(
        "a tune in place of a cell",
        f"From {low} to {high} are {wide} semitones; an octave has twelve. What comes back thirty times is heard as "
        "texture. Could the far note come nearer by an octave?",
        CELL,
    )


def _player(cell: Ostinato, name: Any) -> Ask | None:
    player = instrument(name)
    if player.comfortable is None:
        raise FilmScoreError(f"A {player.said} has no pitch: these notes are for a player who has. Who is it?")
    bad = {
        p.name: player.reach(p.name) for s in cell.strokes for p in s.pitches if player.reach(p.name) != "comfortable"
    }
    if not bad:
        return None
    note, why = next(iter(bad.items()))
    more = f" ({len(bad)} notes of the cell are.)" if len(bad) > 1 else ""
    far = "out of reach" if why == "out" else "not comfortable"
    return Ask(
        "a part for the ear, not the player",
        f"“{note}” is {far} for the {player.said}.{more} {why.told} Another octave, or another player?",
        CELL,
    )


# ---- what its author says


def _once(said: list[int], cell: Ostinato, written: Ostinato) -> list[int]:
    """Accents that are counted through a cell written out several times, in the cell itself."""
    return [(at - 1) % cell.size + 1 if cell.size < at <= written.size else at for at in said]


def _density(cell: Ostinato, said: float) -> Ask | None:
    strokes, size, rests = len(cell.strokes), cell.size, cell.pattern.count(".")
    right = float(cell.density)
    if isclose(said, right, abs_tol=WITHIN):
        return None
    here, row = f"You say {said:g} strokes a beat.", cell.pattern
    if isclose(said, strokes):
        return Ask("strokes for density", f"{here} {strokes} strokes there are. In how many beats?", CELL)
    if isclose(said, 2):
        return Ask(
            "rests counted as strokes",
            f"{here} That is all {size} steps in {beats(size)} beats; in {row} {rests} of them are rests. What is left "
            "to strike?",
            CELL,
        )
    if isclose(said, strokes / size, abs_tol=WITHIN):
        return Ask(
            "per step, not per beat",
            f"{here} That is {strokes} strokes in {size} *steps*. How many beats are {size} steps?",
            CELL,
        )
    if isclose(said, size / 2 / strokes, abs_tol=WITHIN):
        return Ask(
            "beats by strokes",
            f"{here} That is how many beats there are to a stroke: {beats(size)} by {strokes}. Turn it over.",
            CELL,
        )
    if isclose(said, len(cell.accents) / (size / 2), abs_tol=WITHIN):
        return Ask(
            "accents counted for strokes",
            f"{here} So many accents a beat. The plain notes of {row} are struck as well.",
            CELL,
        )
    if isclose(said, right, abs_tol=0.1):
        return Ask("rounded too far", f"{here} That is near. Two decimals, please: {strokes} by {beats(size)}.", CELL)
    return Ask(
        "another density",
        f"{here} In {row} I count {strokes} strokes, in {beats(size)} beats. The first by the second?",
        CELL,
    )


def _leans(cell: Ostinato, said: list[int]) -> Ask | None:
    right = [at + 1 for at in cell.accents]
    mine = sorted(set(said))
    if mine == right:
        return None
    here = f"You say that it leans on {in_a_row(mine)}."
    if mine == list(cell.accents):
        return Ask("steps counted from nought", f"{here} Each is one less than the step: the first step is 1.", CELL)
    order = [number + 1 for number, stroke in enumerate(cell.strokes) if stroke.accent]
    if mine == order:
        return Ask(
            "rests skipped in counting",
            f"{here} Those are the {listed([th(n) for n in order])} *note*. A rest has a step too: count the words of "
            "the line.",
            CELL,
        )
    missing, extra = [n for n in right if n not in mine], [n for n in mine if n not in right]
    signs = f" On step {extra[0]} stands no accent" if extra else f" You left out {in_a_row(missing)}"
    return Ask("other steps", f"{here}{signs}: {cell.pattern}, where a capital is an accent.", CELL)


def _home(cell: Ostinato, said: int) -> Ask | None:
    right, size = home(cell.size), cell.size
    if said == right:
        return None
    here, turns = f"You say that it is home in bar {said}.", (right - 1) * BAR // size
    if said == right - 1:
        return Ask(
            "number of bars for the bar", f"{here} After {said} bars, that is right. Which bar begins then?", HOME
        )
    if said in (turns, turns + 1):
        return Ask(
            "turns counted for bars",
            f"{here} {turns} is how often the cell goes round until then. In bars of eight eighths, how long is that?",
            HOME,
        )
    if said > right and (said - 1) * BAR % size == 0:
        return Ask("not the first time", f"{here} It is, and not for the first time. Which bar is the first?", HOME)
    if said == 1:
        return Ask("where it began", f"{here} There it began. In which bar is it home *again*?", HOME)
    gone = max(said - 1, 0) * BAR
    return Ask(
        "another bar",
        f"{here} Before that bar {gone} eighths have gone by; throw out {size}s and {gone % size} are left. At home "
        "nothing is left.",
        HOME,
    )


HINTS = (
    "A beat has two steps. Count the notes, not the rests, and divide by the beats.",
    "Which lengths never walk? Eight, those that go into eight, and its multiples.",
    "Write eights and your number until they meet: 8, 16, 24 … Home is the bar *after* the last that has gone by.",
)
