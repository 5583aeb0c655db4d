"""Rules for what a lesson promises: objectives one can watch, each assessed, and the same words everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..lessons import Assessment, Lesson
from .reading import calls, text_of

#: what one can watch somebody do
OBSERVABLE = frozenset(
    re.findall(
        r"\w+",
        "adapt apply argue assemble assign build cast choose cite compare convert decide defend deliver describe "
        "design evolve explain find give harmonise hear identify keep label leave link list make mark match measure "
        "meet move name order orchestrate perform place plan play predict programme put read recognise rotate say "
        "set show sketch spell spot state survive tell test transcribe turn use watch write",
    )
)

#: what goes on inside a head, and what one could watch instead
INSIDE = {
    "understand": "explain, predict", "know": "name, state", "learn": "use, play", "appreciate": "compare, defend",
    "grasp": "explain, sketch", "realise": "state, identify", "realize": "state, identify", "see": "identify, mark",
    "consider": "compare, choose", "think": "argue, decide", "explore": "compare, find", "study": "read, describe",
    "discover": "find, identify", "enjoy": "choose, describe", "comprehend": "explain", "feel": "describe, mark",
    "internalise": "use, transcribe", "remember": "name, list", "believe": "argue", "master": "write, play",
    "be aware": "name, tell", "be familiar": "name, recognise", "be able": "the verb that follows",
    "become": "the verb that follows", "get to know": "name, describe", "have a feeling": "predict, describe",
    "develop": "write, build", "introduce": "name, use", "cover": "name, use", "reflect": "state, compare",
}  # fmt: skip


def verb_fault(name: str, goal: str) -> str:
    """Why nobody could watch this objective being met, or nothing.

    Examples
    --------
    >>> verb_fault("09.O1", "Understand dread")
    "objective 09.O1: nobody can watch you 'understand'; say what one would see: explain, predict"
    >>> verb_fault("09.O1", "Write eight bars of dread")
    ''
    """
    clauses = re.split(r"(?:,|;|\band\b|\bor\b|\bbut\b)\s*(?:then\s+)?", goal.strip().lower())
    for clause in clauses:
        for inside, better in INSIDE.items():
            if re.match(rf"{inside}\b", clause.strip()):
                return f"objective {name}: nobody can watch you {inside!r}; say what one would see: {better}"
    first = re.match(r"[a-z]+", goal.strip().lower())
    if not first or first[0] not in OBSERVABLE:
        return (
            f"objective {name} begins with {goal.split()[0] if goal.split() else ''!r}, which is not among the verbs "
            f"you could watch someone do: {', '.join(sorted(OBSERVABLE))}"
        )
    return ""


def promise_faults(book: Any, stem: str, lessons: Mapping[str, Lesson]) -> Iterator[str]:
    """The notebook's metadata, its text and the syllabus say the same."""
    told = dict(book.metadata.get("filmscore", {}))
    number = stem[:2]
    lesson = lessons.get(number)
    if lesson is None:
        yield f"lesson {number} is not in course/syllabus.toml"
        return
    if lesson.notebook != stem:
        yield f"the syllabus calls this notebook {lesson.notebook!r}, not {stem!r}"
    for key, wanted in lesson.metadata.items():
        if told.get(key) != wanted:
            yield f"metadata.filmscore.{key} is {told.get(key)!r}; the syllabus says {wanted!r}"
    if not 2 <= len(lesson.objectives) <= 5:
        yield f"a lesson has two to five objectives, this has {len(lesson.objectives)}"
    text = text_of(book)
    for name, goal in lesson.objectives.items():
        if verb_fault(name, goal):
            yield verb_fault(name, goal)
        if name not in text:
            yield f"objective {name} is nowhere in the text"
    if not re.search(rf"\b{lesson.minutes} minutes\b", text):
        yield f"the text does not say that it takes {lesson.minutes} minutes"
    for before in lesson.prerequisites:
        if not re.search(rf"\b{before}\b", text):
            yield f"the text does not say that lesson {before} comes before it"


def assessed_faults(
    number: str, lesson: Lesson, assessments: Mapping[str, Assessment], used: Mapping[str, set[str]]
) -> Iterator[str]:
    """Every objective has a task or quiz, each of these names an objective there is, and stands in a notebook."""
    mine = [one for one in assessments.values() if one.id.partition(".")[0] == number]
    for name in lesson.objectives:
        if not any(one.objective == name for one in mine):
            yield f"objective {name} is assessed by no task and no quiz"
    for one in mine:
        if one.objective not in lesson.objectives:
            yield f"{one.name} is for objective {one.objective!r}, which lesson {number} does not have"
        if not used.get(one.id):
            yield f"{one.name} stands in no notebook of lessons/ or solutions/"


def call_faults(cell: Any, assessments: Mapping[str, Assessment]) -> Iterator[str]:
    """Every task and quiz a cell calls exists, and is called by the right name."""
    for call in calls(cell.source) if cell.cell_type == "code" else ():
        if call.name not in ("check", "hint", "quiz") or not call.arguments:
            continue
        name = call.arguments[0]
        if not isinstance(name, str):
            yield f"fs.{call.name}({name}…): write the id itself, between quotation marks"
            continue
        one = assessments.get(name)
        if one is None:
            yield f'fs.{call.name}("{name}"): there is no such {"quiz" if call.name == "quiz" else "task"}'
        elif (one.kind == "quiz") != (call.name == "quiz"):
            yield f'fs.{call.name}("{name}"): that is a {"quiz" if one.kind == "quiz" else "task"}'
