"""Lines of a passage shared out among players, phrase by phrase, as a plan on paper has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from ...errors import FilmScoreError, shown
from ..meter import Meter
from .assigning import CHORDAL, Line, moved
from .orchestration import MOST_PLAYERS, Given, Orchestration, in_score_order, sounding_together
from .passages import MOST_LINES, lines_from
from .players import Player, player
from .weights import level_of

#: bars of a phrase where the passage has no rehearsal marks
BARS = 2

#: keys of a plan that are no phrases: what a student prints for one player, and the passage itself
_ASIDE = ("written", "music")
_OCTAVES = {"8": 1, "15": 2}
_MOVED = re.compile(r"\s*([+\-−])\s*(8|15)\s*$")
_DIVIDED = re.compile(r"\s+(div\.?|divisi)$", re.IGNORECASE)


class Task(NamedTuple):
    """What one player does in one phrase."""

    who: str
    line: str
    octaves: int
    divided: bool


class Phrase(NamedTuple):
    """A phrase of a passage: its letter, and from which beat to which it lasts."""

    name: str
    start: Fraction
    end: Fraction


def distribute(passage: Any, plan: Mapping[str, Mapping[str, str]]) -> Orchestration:
    """Give the lines of a passage to players, another way in each phrase.

    Parameters
    ----------
    passage : score, Voicing, or what `fs.orchestrate` takes
        With a line in each part, such as ``fs.chorale()``. Its rehearsal marks are the phrases; a passage without any
        has phrases of two bars, A, B, C …
    plan : mapping
        For each phrase who has each line, and a dynamic::

            {"A": {"soprano": "clarinet", "bass": "bassoon", "dynamic": "p"},
             "B": {"soprano": "violins I, flute +8", "bass": "cellos, double basses -8", "dynamic": "f"}}

        Players stand with commas between; ``+8`` and ``-8`` after a name are an octave up and down, ``+15`` and
        ``-15`` two. A section that divides has ``div.`` behind its name and stands on two lines. A line that is left
        out, or a phrase, is silent. The keys ``"written"`` and ``"music"`` are left alone.

    Returns
    -------
    Orchestration
        With the dynamics of the phrases and the slurs of the passage.

    Raises
    ------
    FilmScoreError
        There is no such phrase or line, a player is not known, or one has two lines at once.

    Examples
    --------
    >>> import filmscore as fs
    >>> made = distribute(fs.chorale(), {"A": {"soprano": "clarinet", "bass": "bassoon", "dynamic": "p"},
    ...                                  "B": {"soprano": "flute +8", "bass": "bassoon", "dynamic": "mf"}})
    >>> made["flute"].notes[0], made["flute"].notes[1][0], made.level(9)
    ((None, Fraction(8, 1)), 'E♭6', 'mf')
    """
    lines, key, meter, bpm = lines_from(passage, MOST_LINES, False, 4, None, "4/4")
    phrases = phrases_of(passage, lines, Meter.read(meter).length)
    wanted = _one_spelling(_plan(plan, phrases, lines))
    cast: dict[str, Player] = {}
    for tasks in wanted.values():
        for task in tasks:
            cast.setdefault(task.who, player(task.who))
            cast[task.who].instrument.span()  # says that it has no pitch
    if not cast:
        raise FilmScoreError("This plan gives nobody anything: write who has a line, {'A': {'soprano': 'flute'}}.")
    if len(cast) > MOST_PLAYERS:
        raise FilmScoreError(f"{len(cast)} players: up to {MOST_PLAYERS} are told apart here.")
    levels = {name: _level(plan[said], name) for said in plan if (name := _name(said)) not in _ASIDE}
    rows = [(who, _given(who, name, phrases, wanted, levels, lines)) for name, who in cast.items()]
    first = next((levels[one.name] for one in phrases if levels.get(one.name)), "mf")
    return Orchestration(in_score_order(rows), first, key, meter, bpm)


# ---- the plan


def phrases_of(passage: Any, lines: list[Line], bar: Fraction) -> list[Phrase]:
    """The phrases a plan can name: rehearsal marks, or two bars each."""
    whole = max(line.beats for line in lines)
    marks = []
    if getattr(passage, "isStream", False):
        for mark in passage.recurse().getElementsByClass("RehearsalMark"):
            marks.append((Fraction(mark.getOffsetInHierarchy(passage)), str(mark.content)))
    if not marks:
        step = BARS * bar
        marks = [(step * i, chr(ord("A") + i)) for i in range(min(26, int(-(-whole // step))))]
    marks = sorted(dict(marks).items())
    return [Phrase(_name(name), at, after) for (at, name), (after, _) in pairwise([*marks, (whole, "")])]


def _name(said: object) -> str:
    return str(said).strip().casefold().removeprefix("phrase ").strip()


def _plan(plan: Any, phrases: list[Phrase], lines: list[Line]) -> dict[str, list[Task]]:
    if not isinstance(plan, Mapping) or not plan:
        raise FilmScoreError(
            f"{shown(plan)} is no plan: write for each phrase who has which line, "
            "{'A': {'soprano': 'flute', 'bass': 'bassoon', 'dynamic': 'p'}}."
        )
    there = {one.name: one for one in phrases}
    made: dict[str, list[Task]] = {}
    for said, rows in plan.items():
        name = _name(said)
        if name in _ASIDE:
            continue
        if name not in there:
            raise FilmScoreError(
                f"There is no phrase {shown(said)} in this passage: {', '.join(n.upper() for n in there)} there are."
            )
        if not isinstance(rows, Mapping):
            raise FilmScoreError(f"Phrase {name.upper()} is {shown(rows)}: write who has which line, a word for each.")
        made[name] = [task for line, text in rows.items() if _name(line) != "dynamic"
                      for task in tasks_of(name, _line_of(line, lines), text)]  # fmt: skip
        _one_line_each(name, made[name])
    return made


def _one_spelling(wanted: dict[str, list[Task]]) -> dict[str, list[Task]]:
    """ "Flute" in one phrase and "flute" in the next are one player."""
    names: dict[str, str] = {}
    for tasks in wanted.values():
        for task in tasks:
            names.setdefault(task.who.casefold(), task.who)
    return {
        phrase: [task._replace(who=names[task.who.casefold()]) for task in tasks] for phrase, tasks in wanted.items()
    }


def _line_of(said: object, lines: list[Line]) -> str:
    for line in lines:
        if line.name.casefold() == _name(said):
            return line.name
    raise FilmScoreError(
        f"There is no line {shown(said)} in this passage: {', '.join(line.name for line in lines)} there are."
    )


def tasks_of(phrase: str, line: str, text: Any) -> Iterator[Task]:
    """Players of a line: "violins I, flute +8"."""
    if not isinstance(text, str):
        raise FilmScoreError(
            f"Phrase {phrase.upper()}, {line}: {shown(text)} names nobody; write 'violins I, flute +8'."
        )
    for word in (one.strip() for one in text.split(",")):
        if not word:
            continue
        up = _MOVED.search(word)
        name = word[: up.start()] if up else word
        octaves = _OCTAVES[up[2]] * (1 if up[1] == "+" else -1) if up else 0
        divided = _DIVIDED.search(name)
        yield Task(" ".join((name[: divided.start()] if divided else name).split()), line, octaves, bool(divided))


def _one_line_each(phrase: str, tasks: list[Task]) -> None:
    for task in tasks:
        others = [one for one in tasks if one.who.casefold() == task.who.casefold()]
        if len(others) == 1 or all(one.divided for one in others):
            continue
        who = player(task.who)
        named = " and ".join(dict.fromkeys(one.line for one in others))
        if who.instrument.name in CHORDAL:
            continue
        if who.section:
            raise FilmScoreError(
                f"Phrase {phrase.upper()}: {task.who} have {named} at once. If they are to divide, write "
                f"'{task.who} div.' on each of the lines."
            )
        raise FilmScoreError(f"Phrase {phrase.upper()}: {task.who} has {named} at once, and plays one note at a time.")


def _level(rows: Mapping[str, Any], phrase: str) -> str:
    said = next((text for name, text in rows.items() if _name(name) == "dynamic"), None)
    if said is None or not str(said).strip():
        return ""
    try:
        return level_of(str(said).strip())
    except FilmScoreError as error:
        raise FilmScoreError(f"Phrase {phrase.upper()}: {error}") from None


# ---- what one player gets


def _given(
    who: Player, name: str, phrases: list[Phrase], wanted: Mapping[str, list[Task]], levels: Mapping[str, str],
    lines: list[Line],
) -> Given:  # fmt: skip
    by_name = {line.name: line for line in lines}
    spans: list[tuple[Fraction, Fraction, str]] = []
    slurs: list[tuple[Fraction, Fraction]] = []
    dynamics: list[tuple[Fraction, str]] = []
    words: list[tuple[Fraction, str]] = []
    told: dict[str, list[str]] = {}
    divided = False
    for phrase in phrases:
        mine = [task for task in wanted.get(phrase.name, ()) if task.who == name]
        if not mine:
            continue
        for task in mine:
            line = by_name[task.line]
            spans += _cut(line.sounding, phrase, task.octaves)
            slurs += [slur for slur in line.slurs if phrase.start <= slur[0] and slur[1] <= phrase.end]
            up = {0: "", 1: " an octave up", -1: " an octave down", 2: " two octaves up", -2: " two octaves down"}
            told.setdefault(f"the {task.line}{up[task.octaves]}", []).append(phrase.name.upper())
        if levels.get(phrase.name):
            dynamics.append((phrase.start, levels[phrase.name]))
        if len(mine) > 1 and who.section:
            words.append((phrase.start, "div."))
        elif divided:
            words.append((phrase.start, "unis."))
        divided = len(mine) > 1 and who.section
    why = "; ".join(f"{what} in {' and '.join(letters)}" for what, letters in told.items())
    has = dict.fromkeys(task.line for tasks in wanted.values() for task in tasks if task.who == name)
    whole = "all" if who.instrument.name in CHORDAL else " and ".join(has)
    notes = sounding_together(spans, phrases[-1].end)
    return Given(name, whole, notes, why, tuple(dict.fromkeys(slurs)), tuple(dynamics), tuple(words))


def _cut(
    sounding: list[tuple[Fraction, Fraction, str]], phrase: Phrase, octaves: int
) -> Iterator[tuple[Fraction, Fraction, str]]:
    for first, last, name in sounding:
        start, end = max(first, phrase.start), min(last, phrase.end)
        if start < end:
            yield start, end, str(moved(name, octaves))
