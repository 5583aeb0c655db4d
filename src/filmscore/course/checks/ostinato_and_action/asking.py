"""How the checks of lesson 10 read numbers, steps and cells, and speak of them, two questions at a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from math import lcm
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.rhythm.ostinato import Ostinato
from ...asking import SAID, Ask, blank, listed, number, settling

#: sections of the lesson, by what they are about
CELL = "What a cell is made of"
HOME = "When is it home?"
FRAME = "Home on a frame"
GROW = "One thing at a time"
ROOM = "Whose bar is it?"
DOOR = "Fifteen bars, or sixteen"

settle = settling("10")

#: eighths in a bar of 4/4, and frames in a beat at 144
BAR, BEAT = 8, 10

#: the cell of the lesson
LESSONS = Ostinato("D3> A3 D3 E-3> D3 A3")

#: where a new thought begins in an answer, a word that denies the one before it, and one that denies its own
_BREAK = re.compile(r"[,;:.?!()=]|\s[-–—]\s|\b(?:but|so|because)\b")
_NO_ALONE = re.compile(r"(?:no|not|nope|never|false|wrong)")
_DENIED = re.compile(r"\b(?:not|never|hardly|isn.?t|aren.?t|ca(?:n.?t|nnot)|doesn.?t|don.?t|won.?t)\b|\bno\b(?!.one)")


#: what stands before and behind a number
_AROUND = re.compile(
    r"^\s*(?:in\s+)?(?:bar|step|all)\s+(?=\S)|^\s*(?:in\s+)?(?:bar|step)(?=\d)"
    r"|(?<=\S)\s+(?:(?:steps?|eighths?|bars?|hits?)(?:\s+later)?|of\s+(?:them|the\s+three|three|3))\s*$",
    re.I,
)


def whole(value: Any, what: str) -> int:
    """A whole number, also beside a word or as one: ``bar 8``, ``3 steps``, ``all three``.

    >>> whole("in bar 8", "home"), whole("3 steps", "rotate"), whole("none of them", "6"), whole("all three", "8")
    (8, 3, 0, 3)

    Raises
    ------
    FilmScoreError
        It is none.
    """
    if isinstance(value, str):
        value = _AROUND.sub("", value[:40])
        value = SAID.get(value.strip(" .").casefold(), value)
    found = number(value, what)
    if found != int(found):
        raise FilmScoreError(f"“{what}” is counted in whole numbers, not {shown(value, 20)}.")
    return int(found)


def wholes(value: Any, what: str) -> list[int]:
    """Whole numbers in a list, or in a text with anything between them.

    >>> wholes("1 and 4", "accents"), wholes((1, 4), "accents"), wholes(3, "accents")
    ([1, 4], [1, 4], [3])
    """
    if isinstance(value, str):
        value = re.findall(r"-?\d{1,6}", value[:200])
    elif isinstance(value, set | frozenset):
        value = list(value)
    elif not isinstance(value, list | tuple):
        value = [value]
    if len(value) > 64:
        raise FilmScoreError(f"“{what}” has {len(value):,} numbers; nothing asked here has so many.")
    return [whole(one, what) for one in value]


def cell_of(value: Any, what: str) -> Ostinato:
    """A cell, in whichever form it was written, under its name in the answer.

    Raises
    ------
    FilmScoreError
        It is none; the message says where it stands.
    """
    if isinstance(value, Ostinato):
        return value
    if isinstance(value, str) and len(value) > 2000:
        raise FilmScoreError(f"“{what}” has {len(value):,} letters; a cell is a line.")
    if not isinstance(value, str | list | tuple):
        raise FilmScoreError(
            f'“{what}” is to be a line of steps between quotation marks, "D3> A3 R D3", not {shown(value, 40)}.'
        )
    try:
        return Ostinato(value)
    except FilmScoreError as why:
        more = " Every word here is an eighth." if "whole number of steps" in str(why) else ""
        raise FilmScoreError(f"“{what}”: {why}{more}") from None


def walks(size: int) -> bool:
    """Whether a cell of so many eighths moves against bars of eight; one of 16 begins with every other bar.

    >>> [size for size in range(1, 17) if not walks(size)]
    [1, 2, 4, 8, 16]
    """
    return bool(BAR % size and size % BAR)


def home(size: int) -> int:
    """The bar in which a cell of so many eighths that began with bar 1 begins on the bar line again.

    >>> home(6), home(5), home(8)
    (4, 6, 2)
    """
    return lcm(size, BAR) // BAR + 1


def beats(eighths: int) -> str:
    """So many eighths in beats: ``3``, ``3.5``."""
    return f"{eighths / 2:g}"


def in_a_row(numbers: Iterable[int]) -> str:
    """Numbers side by side, as they are compared: ``1 · 4``."""
    return " · ".join(str(one) for one in numbers) or "none"


def clauses(text: str) -> list[tuple[str, bool]]:
    """What an answer in words is made of, each with whether it is denied: ``not free``, ``free: no``.

    >>> clauses("not the tram's: free"), clauses("short? no")
    ([("not the tram's", True), ('free', False)], [('short', True)])
    """
    found: list[tuple[str, bool]] = []
    for part in (one.strip() for one in _BREAK.split(text)):
        if _NO_ALONE.fullmatch(part):
            if found:
                found[-1] = (found[-1][0], not found[-1][1])
        elif part:
            found.append((part, bool(_DENIED.search(part))))
    return found


def period(cell: Ostinato) -> int:
    """After how many steps a cell really comes again: one that is written out several times is shorter than it looks.

    >>> period(Ostinato("D3> R F3 D3> R F3")), period(Ostinato("D3> R F3 D3 R F3"))
    (3, 6)
    """
    row = {stroke.at: stroke[1:] for stroke in cell.strokes}
    return next(
        size
        for size in range(1, cell.size + 1)
        if cell.size % size == 0 and all(row.get(at) == row.get((at + size) % cell.size) for at in range(cell.size))
    )


def once(cell: Ostinato) -> Ostinato:
    """A cell without its repeats.

    >>> once(Ostinato("D3> R:1 F3:1 D3> R:1 F3:1")).text
    'D3> R R F3:1'
    """
    words = sum(sign != "-" for sign in cell.pattern[: period(cell)])
    return Ostinato(cell.text.split()[:words], cell.meter, step=cell.step)


def th(number: int) -> str:
    """Which in a row: ``first``, ``second``, ``4th``."""
    return {1: "first", 2: "second", 3: "third"}.get(number, f"{number}th")


def times(number: int) -> str:
    """How often: ``twice``, ``three times``."""
    return {2: "twice", 3: "three times", 4: "four times"}.get(number, f"{number} times")


def written_out(cell: Ostinato) -> str:
    """What a cell is that is written out several times; nothing if it is not.

    >>> written_out(Ostinato("D3> R F3 D3> R F3")), written_out(Ostinato("D3> R F3"))
    ('Your 6 steps are 3, twice. ', '')
    """
    size = period(cell)
    return f"Your {cell.size} steps are {size}, {times(cell.size // size)}. " if size < cell.size else ""


def every(size: int) -> str:
    """The bars with which a cell of so many eighths begins, if it does not walk: ``every bar``, ``every third bar``."""
    return "every bar" if BAR % size == 0 else f"every {th(size // BAR)} bar"


def of_the_lesson(cell: Ostinato) -> str:
    """How a cell is the lesson's: turned, moved, with holes in it or with other accents; nothing if it is another.

    Notes are compared without their octaves, and a cell that is written out several times, turn by turn.

    >>> of_the_lesson(Ostinato("F3 C4 F3> C4 F3 Gb3>"))
    'begun 4 steps later and 3 semitones higher'
    >>> of_the_lesson(Ostinato("D3> A3 R E-3> D3 A2")), of_the_lesson(Ostinato("D3> A3 D3 F3> D3 A3"))
    ('with a note in another octave and holes in it', '')
    """
    if cell.size % LESSONS.size or 3 * len(cell.strokes) < 2 * cell.size:
        return ""
    found = []
    for turned in range(LESSONS.size):
        there = {stroke.at: stroke for stroke in LESSONS.rotate(turned).strokes}
        pairs = [(stroke, there[stroke.at % LESSONS.size]) for stroke in cell.strokes]
        moved = [own.pitches[0].midi - theirs.pitches[0].midi for own, theirs in pairs]
        if len({by % 12 for by in moved}) == 1:
            leans = any(bool(own.accent) != bool(theirs.accent) for own, theirs in pairs)
            by, same = Counter(moved).most_common(1)[0]
            found.append((leans, len(moved) - same, turned, by))
    if not found:
        return ""
    leans, octaves, turned, by = min(found, key=lambda one: one[:3])
    return _changed(turned, by, octaves, len(cell.strokes) < cell.size, leans)


def _changed(turned: int, moved: int, octaves: int, holes: bool, leans: bool) -> str:
    later = f"begun {turned} step{'s' * (turned != 1)} later" if turned else ""
    by = f"{abs(moved)} semitone{'s' * (abs(moved) != 1)} {'higher' if moved > 0 else 'lower'}" if moved else ""
    note = ("a note" if octaves == 1 else "notes") + " in another octave" if octaves else ""
    beside = [one for one in (note, "holes in it" if holes else "", "other accents" if leans else "") if one]
    said = [one for one in (later, by, "with " + listed(beside) if beside else "") if one]
    return " and ".join(said) or "as it stands"


def stretched(cell: Ostinato) -> str:
    """A remark on the lesson's six notes in their order, with rests between or other lengths; nothing on another cell.

    >>> stretched(Ostinato("D3> A3 D3 E-3> D3 A3 R"))[:55]
    'Your notes are those of the lesson in their order, in 7'
    """
    row = [stroke.pitches[0].midi for stroke in cell.strokes]
    theirs = [stroke.pitches[0].midi for stroke in LESSONS.strokes]
    if len(row) % len(theirs) or len(row) == cell.size:
        return ""
    turns = (theirs[by:] + theirs[:by] for by in range(len(theirs)))
    if all(len({(own - turn[n % len(turn)]) % 12 for n, own in enumerate(row)}) > 1 for turn in turns):
        return ""
    return (
        f"Your notes are those of the lesson in their order, in {cell.size} steps for {len(row)}. It stumbles where "
        "hers ran on, so it is another cell. Are the notes what you want to keep?"
    )


__all__ = ["Ask", "blank", "cell_of", "settle", "whole", "wholes"]
