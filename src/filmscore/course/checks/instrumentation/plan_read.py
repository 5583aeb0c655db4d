"""The plan of 11.8 as it is written: who has which line of the chorale in each phrase, and one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.cues.chorale import BPM, chorale
from ....music.motif import Motif
from ....music.orchestra.distribute import Task, tasks_of
from ....music.orchestra.passages import lines_from
from ....music.orchestra.players import SIZES, Player
from ....music.pitch import Pitch
from ....picture.film import open_film
from ...verdict import Untouched
from .asking import blank, dynamic_of, held, pitches, player_of, rows

FILM, START = "first-bloom", 1004
PHRASES = ("A", "B", "C", "D")
VOICES = ("soprano", "alto", "tenor", "bass")
BEATS = 8  #: of a phrase
FORM = (
    '{"A": {"soprano": "clarinet", "alto": "…", "tenor": "…", "bass": "…", "dynamic": "p"}, "B": {…}, "C": {…}, '
    '"D": {…}, "written": {"clarinet": "A4:2 …"}}'
)
#: what the exercise shows of it
SHOWN = {("A", "soprano"): "clarinet", ("C", "soprano"): "violins I, flute +8"}
#: players of each section, to tell how few are left of one that divides
DIVISIONS = {name: most for name, (most, _) in SIZES["medium"].items()}

__all__ = ["DIVISIONS", "FILM", "PHRASES", "START", "VOICES", "Plan", "Task", "chorale_score", "frame_of", "plan_of"]


@dataclass(frozen=True)
class Plan:
    """Who has which line.

    Attributes
    ----------
    tasks : dict of str to tuple of Task
        By phrase.
    levels : dict of str to str
        Dynamics by phrase.
    people : dict of str to Player
    written : (str, Any)
        A player, and the page.
    """

    tasks: dict[str, tuple[Task, ...]]
    levels: dict[str, str]
    people: dict[str, Player]
    written: tuple[str, Any]

    def of(self, phrase: str, voice: str) -> list[Task]:
        """Who has a line in a phrase."""
        return [task for task in self.tasks[phrase] if task.line == voice]

    @property
    def table(self) -> dict[str, dict[str, str]]:
        """The plan as `fs.distribute` takes it."""
        return {
            phrase: {
                **{voice: ", ".join(_said(task) for task in self.of(phrase, voice)) for voice in VOICES},
                "dynamic": self.levels[phrase],
            }
            for phrase in PHRASES
        }

    def notes(self, phrase: str, task: Task) -> list[Pitch]:
        """What a player sounds in a phrase."""
        return pitches(self.motif(phrase, task.line, task.octaves))

    @staticmethod
    def motif(phrase: str, voice: str, octaves: int = 0) -> Motif:
        """A line of the chorale in a phrase, moved by octaves."""
        words = []
        for name, beats in _phrase(PHRASES.index(phrase), voice):
            pitch = Pitch.read(name)
            words.append(f"{Pitch(pitch.step + 7 * octaves, pitch.alter).name}:{beats}")
        return Motif(words)


def _said(task: Task) -> str:
    octaves = {0: "", 1: " +8", -1: " -8", 2: " +15", -2: " -15"}[task.octaves]
    return f"{task.who}{' div.' if task.divided else ''}{octaves}"


def plan_of(answer: Any) -> Plan:
    """The table of an answer, read.

    Raises
    ------
    FilmScoreError, Untouched
        Something in it cannot be read, or nothing has been written.
    """
    answer = held(answer)
    given = rows(answer, [*PHRASES, "written"], FORM)
    tables = {phrase: _phrase_of(phrase, given[phrase]) for phrase in PHRASES}
    if all(
        blank(text) or SHOWN.get((phrase, voice)) == text
        for phrase, table in tables.items()
        for voice, text in table.items()
        if voice in VOICES
    ):
        raise Untouched("Nobody of your own has a line yet.")
    people: dict[str, Player] = {}
    names: dict[str, str] = {}
    tasks: dict[str, tuple[Task, ...]] = {}
    for phrase, table in tables.items():
        found = []
        for voice in VOICES:
            for task in _tasks(phrase, voice, table[voice]):
                task = task._replace(who=names.setdefault(task.who.casefold(), task.who))
                if task.who not in people:
                    people[task.who] = _somebody(task.who, f"{phrase}, {voice}")
                found.append(task)
        tasks[phrase] = tuple(found)
    levels = {p: dynamic_of(t["dynamic"], f"{p}, dynamic") for p, t in tables.items() if not blank(t["dynamic"])}
    return Plan(tasks, levels, people, _page_of(given["written"]))


def _phrase_of(phrase: str, value: Any) -> dict[str, Any]:
    value = held(value)
    if blank(value):
        return dict.fromkeys((*VOICES, "dynamic"))
    try:
        return rows(value, [*VOICES, "dynamic"], FORM)
    except FilmScoreError as why:
        raise FilmScoreError(f"{phrase}: {why}") from None


def _tasks(phrase: str, voice: str, text: Any) -> list[Task]:
    if blank(text):
        return []
    if isinstance(text, list | tuple) and all(isinstance(one, str) for one in text[:40]):
        text = ", ".join(text[:40])
    if not isinstance(text, str) or len(text) > 400:
        raise FilmScoreError(
            f"{phrase}, {voice}: {shown(text, 40)} names nobody. Players stand between quotation marks, with commas."
        )
    return [task for task in tasks_of(phrase, voice, text) if not blank(task.who)]


def _somebody(name: str, what: str) -> Player:
    who = player_of(name, what)
    who.instrument.span()  # says that it has no pitch
    return who


def _page_of(value: Any) -> tuple[str, Any]:
    if blank(value):
        return "", None
    if not isinstance(value, Mapping) or len(value) != 1 or not isinstance(next(iter(value)), str):
        raise FilmScoreError(f'“written” is one player and one page, {{"clarinet": "A4:2 …"}}, not {shown(value, 40)}.')
    ((name, page),) = value.items()
    return ("", None) if blank(page) or blank(name) else (name, page)


# ---- the chorale


@lru_cache(maxsize=1)
def chorale_score() -> Any:
    """Its four lines; not to be written in."""
    return chorale()


@lru_cache(maxsize=1)
def _lines() -> dict[str, tuple[tuple[str | None, Fraction], ...]]:
    found, *_ = lines_from(chorale_score(), 8, False, 4, None, "4/4")
    return {line.name: line.notes for line in found}


def _phrase(index: int, voice: str) -> list[tuple[str, Fraction]]:
    """The notes of a line in a phrase, cut where the phrase ends."""
    first, last = BEATS * index, BEATS * (index + 1)
    at, made = Fraction(0), []
    for name, beats in _lines()[voice]:
        start, end = max(at, Fraction(first)), min(at + beats, Fraction(last))
        if name and start < end:
            made.append((name, end - start))
        at += beats
    return made


def frame_of(beat: Fraction) -> int:
    """The frame on which a beat of the chorale falls, counted from 0."""
    return START + round(beat * 60 / BPM * open_film(FILM).rate.fps)
