"""Rules for the way through a lesson: something to hear early, a prediction before the result, a check in time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median
from typing import Any

from ...errors import FilmScoreError
from .reading import Call, calls, headings, plays, words

WORDS_A_MINUTE = 200
MOST_MINUTES = 15.0  #: from one quick check to the next
LESSON_WORDS = (800, 3200)
LESSON_CELLS = (20, 60)
MEDIAN_LINES = 3
ANSWER_MINUTES = 1.0  #: to think about a question
TASK_MINUTES = 4.0
LISTENINGS = 2  #: nobody hears what is asked at the first time
WORK_AT_A_DESK = 3  #: times the length of the film
PREDICT = re.compile(
    r"\b(predict|before you (listen|read on|run|play)|decide|write (it|them|the number) down|guess)", re.I
)
QUICK = re.compile(r"quick check", re.I)
FOUND_BY = re.compile(  #: a year, an address, or a word on whose it is
    r"\b1[5-9]\d\d\b|\b20\d\d\b|https?://|\]\(|\b[\w-]+\.(com|org|net|edu|info|[a-z]{2})\b|made for this course|CC BY|"
    r"public domain"
)
CLOSING = re.compile(r"(what you can do now|summary|sources|further reading)", re.I)


def hearing_faults(book: Any) -> Iterator[str]:
    """Something to hear within the first three code cells; the term after the thing; predict, run, explain."""
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    if not any(plays(cell) for cell in code[:3]):
        yield "nothing to hear within the first three code cells"
    heard = False
    for cell in book.cells:
        heard = heard or plays(cell)
        if not heard and cell.cell_type == "markdown" and "**Term." in cell.source:
            yield f"{cell.id}: a term before anything has been heard; first the thing, then its name"
    kinds = [(cell.cell_type, cell) for cell in book.cells]
    three = zip(kinds, kinds[1:], kinds[2:], strict=False)
    if not any(
        (a, b, c) == ("markdown", "code", "markdown") and PREDICT.search(asked.source)
        for (a, asked), (b, _), (c, _) in three
    ):
        yield "nowhere is something predicted, then run, then explained (text that asks, code, text)"


def length_faults(book: Any) -> Iterator[str]:
    """As long as a lesson is, with cells as short as a thought."""
    total = sum(words(cell) for cell in book.cells)
    if not LESSON_WORDS[0] <= total <= LESSON_WORDS[1]:
        yield f"{total} words; a lesson has {LESSON_WORDS[0]} to {LESSON_WORDS[1]}"
    if not LESSON_CELLS[0] <= len(book.cells) <= LESSON_CELLS[1]:
        yield f"{len(book.cells)} cells; a lesson has {LESSON_CELLS[0]} to {LESSON_CELLS[1]}"
    lines = [len(cell.source.splitlines()) for cell in book.cells if cell.cell_type == "code"]
    if lines and median(lines) > MEDIAN_LINES:
        yield f"half of the code cells are longer than {median(lines):g} lines; {MEDIAN_LINES} is the aim"


def is_check(cell: Any) -> bool:
    """Whether a cell asks something and says what to think of the answer."""
    if cell.cell_type == "code":
        return any(call.name in ("quiz", "check") for call in calls(cell.source))
    return any(QUICK.search(summary) for summary in re.findall(r"<summary>.*?</summary>", cell.source, re.S))


def minutes(cell: Any) -> float:
    """How long a cell takes: to read, to listen to, to answer."""
    if cell.cell_type == "markdown":
        return words(cell) / WORDS_A_MINUTE
    return sum(_call_minutes(call) for call in calls(cell.source)) if cell.cell_type == "code" else 0.0


def _call_minutes(call: Call) -> float:
    if call.name == "watch":
        return LISTENINGS * _film_minutes(call)
    if call.name == "spotting_desk":
        return WORK_AT_A_DESK * _film_minutes(call)
    return {"quiz": ANSWER_MINUTES, "check": TASK_MINUTES, "play": 0.5}.get(call.name, 0.0)


def _film_minutes(call: Call) -> float:
    """The length of what a player shows; a minute where it cannot be told without running the cell."""
    from ...picture.film import open_film

    try:
        film = open_film(call.arguments[0] if call.arguments and isinstance(call.arguments[0], str) else "")
    except FilmScoreError:
        return 1.0
    start, end = call.keywords.get("start"), call.keywords.get("end")
    first = start if isinstance(start, int) else 0
    last = end if isinstance(end, int) else film.frames
    return max(0, last - first) / float(film.rate.fps) / 60


def pace_faults(book: Any, promised: int) -> Iterator[str]:
    """A quick check every fifteen minutes, and no more time than promised."""
    since, last, total = 0.0, "the beginning", 0.0
    closing = {place for place, _, said in headings(book) if CLOSING.search(said)}
    for cell in book.cells:
        if cell.id in closing:
            break
        took = minutes(cell)
        total += took
        since += took
        if is_check(cell):
            if since - took > MOST_MINUTES:
                yield _far(last, cell.id, since - took)
            since, last = 0.0, cell.id
    if since > MOST_MINUTES:
        yield _far(last, "the end", since)
    if total > promised:
        yield f"reading, listening and answering take about {total:.0f} minutes; {promised} are promised"


def _far(last: str, here: str, took: float) -> str:
    return (
        f"from {last} to {here} it is about {took:.0f} minutes without a quick check; {MOST_MINUTES:.0f} are the most"
    )


def source_faults(book: Any) -> Iterator[str]:
    """A section that says where things come from."""
    places = [place for place, _, said in headings(book) if re.search(r"\b(sources|further reading)\b", said, re.I)]
    if not places:
        yield "there is no section Sources"
        return
    text = next(cell.source for cell in book.cells if cell.id == places[-1])
    after = re.split(r"^#+ .*(?:[Ss]ources|[Ff]urther reading).*$", text, flags=re.M)[-1]
    entries = re.findall(r"^[-*] +(.+)$", after, re.M)
    if not entries:
        yield f"{places[-1]}: the section Sources names none"
    for entry in entries:
        if not FOUND_BY.search(entry):
            yield f"{places[-1]}: a source without a year, a link or a licence: {entry[:60]!r}"


def in_short(book: Any) -> str:
    """One line on how long a lesson is, for its author."""
    total = sum(minutes(cell) for cell in book.cells)
    checks = sum(is_check(cell) for cell in book.cells)
    return f"{sum(words(c) for c in book.cells)} words, about {total:.0f} minutes, {checks} checks"
