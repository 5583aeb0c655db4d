"""`progress`: what you can do so far, what stands behind it, and what comes next.

It tells of tasks, not of a person: no percentages, no marks, no ranks. An objective is *shown* when every task for it
has been passed; quizzes count where there is no task.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..errors import FilmScoreError, shown
from . import evidence, lessons
from .evidence import Entry, Evidence
from .lessons import Assessment, Lesson

#: how a task stands
PASSED, TRIED, UNTRIED = "passed", "tried, not yet", "not tried yet"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one objective stands.

    Attributes
    ----------
    id, text : str
        ``"03.O2"``, ``"Plan and defend a silence"``.
    items : tuple of (Assessment, str, int)
        Each task and quiz for it, how it stands (`PASSED`, `TRIED`, `UNTRIED`) and how often it was tried.
    """

    id: str
    text: str
    items: tuple[tuple[Assessment, str, int], ...]

    @property
    def state(self) -> str:
        """``shown``, ``shown in part``, ``begun``, ``not begun``; ``yours to judge`` where nothing is checked."""
        tasks = [state for one, state, _ in self.items if one.kind == "check"] or [state for _, state, _ in self.items]
        if not tasks:
            return "yours to judge"
        if all(state == PASSED for state in tasks):
            return "shown"
        if PASSED in tasks:
            return "shown in part"
        return "begun" if any(state != UNTRIED for _, state, _ in self.items) else "not begun"

    @property
    def evidence(self) -> str:
        """What stands behind it, in words: ``passed 03.5; not tried yet: quiz 03.c``."""
        parts = []
        for state in (PASSED, TRIED, UNTRIED):
            names = [
                one.name + (f" ({tries} tries)" if tries > 1 and state != UNTRIED else "")
                for one, how, tries in self.items
                if how == state
            ]
            if names:
                parts.append(f"{state}{' ' if state == PASSED else ': '}{', '.join(names)}")
        return "; ".join(parts) or "nothing is checked here, you are the judge"

    @property
    def next(self) -> Assessment | None:
        """What to do next for it: what was begun before what was not."""
        open_ = [one for how in (TRIED, UNTRIED) for one, state, _ in self.items if state == how]
        return open_[0] if open_ else None


def standings(lesson: Lesson, known: Evidence, items: Iterable[Assessment]) -> tuple[Standing, ...]:
    """How each objective of a lesson stands."""
    items = tuple(items)
    return tuple(
        Standing(name, text, tuple(_standing(one, known.entries.get(one.id)) for one in items if one.objective == name))
        for name, text in lesson.objectives.items()
    )


def _standing(one: Assessment, entry: Entry | None) -> tuple[Assessment, str, int]:
    if entry is None:
        return one, UNTRIED, 0
    return one, PASSED if entry.passed else TRIED, entry.tries


class Progress:
    """What you have shown so far. In a notebook it is a table for each lesson; printed, the same in words.

    Attributes
    ----------
    lessons : dict of str to tuple of Standing
        By the number of the lesson.
    """

    def __init__(self, lesson: str | None = None, *, said: str = "") -> None:
        wanted = lessons.lessons().values() if lesson is None else [lessons.lesson(lesson)]
        self._only = lesson
        self._said = [said] if said else []
        try:
            known = evidence.load()
        except FilmScoreError as error:
            known = Evidence()
            self._said.append(f"Your record cannot be shown: {error}")
        if evidence.trouble:
            self._said.append(f"The last try could not be kept: {evidence.trouble}")
        folder = evidence.path().parent
        for name in known.set_aside:
            if (folder / name).exists():
                self._said.append(f"A record that could not be read is kept as {name}, unchanged; a new one was begun.")
        items = lessons.assessments()
        self.lessons = {one.number: standings(one, known, items.values()) for one in wanted}
        self._strangers = sorted(name for name in known.entries if name not in items) if lesson is None else []

    def merge(self, path: str | Path) -> Progress:
        """Take over what another file knows, from another machine say. Nothing is lost or counted twice.

        Parameters
        ----------
        path : path
            A ``my-progress.json``. It stays as it is.

        Returns
        -------
        Progress
            As it stands now.

        Raises
        ------
        FilmScoreError
            There is no such file, or it is no record of progress; yours is then unchanged.
        """
        file = Path(path).expanduser()
        try:
            other = evidence.read(file)
        except FileNotFoundError:
            raise FilmScoreError(
                f"there is no file {shown(str(path), 120)}; name it as it stands in the list of files"
            ) from None
        before, after = evidence.add(other)
        new = [name for name in after.entries if name not in before.entries]
        more = [name for name, entry in before.entries.items() if after.entries[name] != entry]
        what = [
            f"{_count(len(names), 'task')} {word}" for names, word in ((new, "new"), (more, "known better")) if names
        ]
        return Progress(self._only, said=f"Merged {file.name}: {' and '.join(what) or 'nothing new in it'}.")

    def __repr__(self) -> str:
        return "\n\n".join([*(["\n".join(self._said)] if self._said else []), *self._words().values(), *self._rest()])

    def _words(self) -> dict[str, str]:
        """Each lesson in words."""
        return {number: "\n".join(_lines(number, rows)) for number, rows in self.lessons.items()}

    def _rest(self) -> list[str]:
        if not self._strangers:
            return []
        return [f"Also kept, though this version of the course has no such task: {', '.join(self._strangers)}"]

    def _ipython_display_(self) -> None:
        from IPython.display import display

        from .progress_page import page
        from .progress_still import still

        if self._said:
            display({"text/plain": "\n".join(self._said)}, raw=True)
        for number, told in self._words().items():
            lesson, rows = lessons.lesson(number), self.lessons[number]
            foot = next_step(rows)
            bundle = {
                "text/html": page(lesson, rows, foot),
                "image/png": base64.b64encode(still(lesson, rows, foot)).decode("ascii"),
                "text/plain": told,
            }
            display(bundle, metadata={"image/png": {"width": 768, "alt": told}}, raw=True)
        for rest in self._rest():
            display({"text/plain": rest}, raw=True)


def next_step(rows: Iterable[Standing]) -> str:
    """The one thing to do next in a lesson, in words."""
    rows = tuple(rows)
    begun = [row for row in rows if any(state == TRIED for _, state, _ in row.items)]
    for row in (*begun, *rows):
        if row.next:
            again = " again" if any(one == row.next and state == TRIED for one, state, _ in row.items) else ""
            return f"Next: {row.next.name}{again}, for {row.id}."
    return "All that is checked here is passed." if any(row.items for row in rows) else "Nothing is checked here."


def _lines(number: str, rows: tuple[Standing, ...]) -> list[str]:
    title = f"{number} {lessons.lesson(number).title}"
    told = [f"{row.id} {row.text[0].lower()}{row.text[1:]}: {row.evidence}" for row in rows]
    return [title, *told, next_step(rows)]


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def progress(lesson: str | None = None) -> Progress:
    """Show what you can do so far, what stands behind it and what comes next.

    It is kept in ``my-progress.json`` in the folder of the course: yours to read, copy or delete.

    Parameters
    ----------
    lesson : str, optional
        ``"03"`` for that lesson alone.

    Returns
    -------
    Progress
        ``progress().merge("other.json")`` takes over the record of another machine.

    Raises
    ------
    FilmScoreError
        There is no such lesson.

    Examples
    --------
    >>> import filmscore as fs
    >>> fs.progress("00").lessons["00"][2].text
    'Write four notes and hear them arrive on a frame you know'
    """
    return Progress(lesson)
