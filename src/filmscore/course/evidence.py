"""What stands behind each objective: one entry per task or quiz, in a file the student owns.

The file does not grow with the number of tries. Of each task it keeps the first try, the first pass, the last try and
how many there were. Two files, from two machines say, merge in any order and as often as you like without loss and
without counting anything twice: of moments the earliest or the latest wins, and tries are counted per machine, where
the higher count is the newer one (a grow-only counter; Shapiro et al., "Conflict-free replicated data types", 2011).
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from .. import work
from ..errors import FilmScoreError, shown

FORMAT = 1
STATUSES = ("not-yet", "passed")
KINDS = ("check", "quiz")

_WHEN = "%Y-%m-%dT%H:%M:%S"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


class Newer(FilmScoreError):
    """The file was written by a later version of the course: not damaged, but not ours to touch."""


@dataclass(frozen=True, slots=True, order=True)
class Try:
    """One try at a task. Tries are ordered by their moment; the rest only decides between equal moments.

    Attributes
    ----------
    when : str
        UTC, ``"2026-11-21T10:04:05.250Z"``.
    status : {'not-yet', 'passed'}
    points, worth : int
        Reached, and reachable then.
    objective, kind : str
        ``"03.O1"``, and ``"check"`` or ``"quiz"``.
    """

    when: str
    status: str
    points: float
    worth: float
    objective: str
    kind: str = "check"


@dataclass(frozen=True, slots=True)
class Entry:
    """All that is kept about one task.

    Attributes
    ----------
    first, last : Try
    passed : Try or None
        The first pass.
    counts : mapping of str to (int, int)
        Machine -> how often tried there, how often passed there.
    """

    first: Try
    last: Try
    passed: Try | None
    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def tries(self) -> int:
        """How often it was tried, over all machines."""
        return sum(tried for tried, _ in self.counts.values())

    @property
    def passes(self) -> int:
        """How often it was passed, over all machines."""
        return sum(passed for _, passed in self.counts.values())

    def merged(self, other: Entry) -> Entry:
        """What both know."""
        passes = [entry.passed for entry in (self, other) if entry.passed]
        counts = {
            name: (
                max(self.counts.get(name, (0, 0))[0], other.counts.get(name, (0, 0))[0]),
                max(self.counts.get(name, (0, 0))[1], other.counts.get(name, (0, 0))[1]),
            )
            for name in sorted({*self.counts, *other.counts})
        }
        return Entry(min(self.first, other.first), max(self.last, other.last), min(passes, default=None), counts)


@dataclass(frozen=True)
class Evidence:
    """Everything that was tried, by task id; and the names of files that could not be read and were set aside."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    set_aside: tuple[str, ...] = ()

    def merged(self, other: Evidence) -> Evidence:
        """What both know: the same whichever comes first and however often it is done.

        Examples
        --------
        >>> a = Evidence().tried("03.1", Try("2026-11-21T10:00:00.000Z", "passed", 2, 2, "03.O1"), "desk")
        >>> b = Evidence().tried("03.1", Try("2026-11-20T09:00:00.000Z", "not-yet", 0, 2, "03.O1"), "laptop")
        >>> both = a.merged(b)
        >>> both.entries["03.1"].tries, both.entries["03.1"].first.status, both == b.merged(a).merged(a)
        (2, 'not-yet', True)
        """
        entries = dict(self.entries)
        for name, entry in other.entries.items():
            entries[name] = entries[name].merged(entry) if name in entries else entry
        aside = tuple(sorted({*self.set_aside, *other.set_aside}))
        return Evidence(dict(sorted(entries.items())), aside)

    def tried(self, task: str, event: Try, machine: str) -> Evidence:
        """The same with one try more."""
        passed = event.status == "passed"
        before = self.entries.get(task)
        if before is None:
            entry = Entry(event, event, event if passed else None, {machine: (1, int(passed))})
        else:
            if event.when <= before.last.when:  # a clock set back must not turn the order round
                event = replace(event, when=_after(before.last.when))
            tries, passes = before.counts.get(machine, (0, 0))
            counts = {**before.counts, machine: (tries + 1, passes + passed)}
            entry = Entry(
                before.first, event, before.passed or (event if passed else None), dict(sorted(counts.items()))
            )
        return replace(self, entries=dict(sorted({**self.entries, task: entry}.items())))

    def to_data(self) -> dict[str, Any]:
        """As plain data, the way it stands in the file."""
        return {
            "filmscore": {"file": "progress", "format": FORMAT},
            **({"set_aside": list(self.set_aside)} if self.set_aside else {}),
            "tasks": {name: _entry_to_data(entry) for name, entry in self.entries.items()},
        }

    @classmethod
    def from_data(cls, data: Any) -> Evidence:
        """Read what `to_data` wrote.

        Raises
        ------
        FilmScoreError
            It is something else; `Newer`, if a later version of the course wrote it.
        """
        if not isinstance(data, dict) or not isinstance(data.get("filmscore"), dict):
            raise FilmScoreError("this is no progress file of the course")
        told = data["filmscore"]
        if told.get("file") != "progress" or not isinstance(told.get("format"), int):
            raise FilmScoreError(f"this is no progress file of the course, but {shown(told)}")
        if told["format"] > FORMAT:
            raise Newer(f"a later version of the course wrote this (format {told['format']}): update this one first")
        try:
            entries = {_name(task): _entry_from_data(entry) for task, entry in sorted(data["tasks"].items())}
            aside = tuple(sorted({str(name) for name in data.get("set_aside", ())}))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise FilmScoreError(f"this progress file holds something unreadable: {shown(str(error), 120)}") from error
        return cls(entries, aside)


def _entry_to_data(entry: Entry) -> dict[str, Any]:
    def event(one: Try) -> dict[str, Any]:
        return {
            "when": one.when, "status": one.status, "points": one.points, "worth": one.worth,
            "objective": one.objective, "kind": one.kind,
        }  # fmt: skip

    counts = {name: {"tried": tried, "passed": passed} for name, (tried, passed) in entry.counts.items()}
    passed = {"first_pass": event(entry.passed)} if entry.passed else {}
    return {"first": event(entry.first), **passed, "last": event(entry.last), "counts": counts}


def _entry_from_data(data: Any) -> Entry:
    def event(one: Any) -> Try:
        found = Try(one["when"], one["status"], one["points"], one["worth"], one["objective"], one["kind"])
        if not (isinstance(found.when, str) and _MOMENT.fullmatch(found.when)):
            raise ValueError(f"the moment {found.when!r}")
        if found.status not in STATUSES or found.kind not in KINDS or not isinstance(found.objective, str):
            raise ValueError(f"the try {one!r}")
        for number in (found.points, found.worth):
            if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number < 1e6:
                raise ValueError(f"the points {number!r}")
        return found

    def count(one: Any) -> tuple[int, int]:
        pair = (one["tried"], one["passed"])
        if any(isinstance(n, bool) or not isinstance(n, int) or not 0 <= n < 2**53 for n in pair):
            raise ValueError(f"the count {one!r}")
        return pair

    passed = event(data["first_pass"]) if "first_pass" in data else None
    counts = {_name(name): count(pair) for name, pair in sorted(data["counts"].items())}
    return Entry(event(data["first"]), event(data["last"]), passed, counts)


def _name(text: Any) -> str:
    if not isinstance(text, str) or not 0 < len(text) <= 80:
        raise ValueError(f"the name {text!r}")
    return text


def _now() -> str:
    moment = datetime.now(UTC)
    return f"{moment.strftime(_WHEN)}.{moment.microsecond // 1000:03d}Z"


def _after(when: str) -> str:
    moment = datetime.strptime(when[:-5], _WHEN) + timedelta(milliseconds=int(when[-4:-1]) + 1)
    return f"{moment.strftime(_WHEN)}.{moment.microsecond // 1000:03d}Z"


def machine() -> str:
    """A short name for this machine and folder that says nothing about either, the same at each start."""
    node = uuid.getnode()
    card = "" if node >> 40 & 1 else str(node)  # without a network card Python invents a number, another at each start
    told = "\n".join((platform.node(), card, str(work.home())))
    return hashlib.sha256(told.encode("utf8", "replace")).hexdigest()[:8]


# ---------------------------------------------------------------- the file


def path() -> Path:
    """Where the record lies."""
    return work.home() / work.PROGRESS


def read(file: Path) -> Evidence:
    """The record in a file.

    Raises
    ------
    FilmScoreError
        It cannot be read; `Newer`, if a later version of the course wrote it; `FileNotFoundError` if there is none.
    """
    try:
        return Evidence.from_data(json.loads(file.read_text(encoding="utf8")))
    except FileNotFoundError:
        raise
    except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, not ours
        if isinstance(error, Newer):
            raise
        raise FilmScoreError(f"{file.name} cannot be read: {shown(str(error), 160)}") from error
    except OSError as error:
        raise FilmScoreError(f"{file.name} cannot be opened: {error.strerror}") from error


def load() -> Evidence:
    """The student's record; empty where there is none yet. A damaged file is set aside under another name, unchanged.

    Raises
    ------
    FilmScoreError
        The file is there and cannot be opened, or a later version of the course wrote it.
    """
    file = path()
    try:
        return read(file)
    except FileNotFoundError:
        return Evidence()
    except Newer:
        raise
    except FilmScoreError:
        if not os.access(file, os.R_OK) or not file.is_file():
            raise
    aside = free_name(file.with_name(f"{file.stem} (damaged){file.suffix}"))
    try:
        file.rename(aside)
    except OSError as error:
        raise FilmScoreError(f"{file.name} is damaged and cannot be set aside: {error.strerror}") from error
    known = Evidence(set_aside=(aside.name,))
    save(known)
    return known


def save(evidence: Evidence) -> Path:
    """Write the record, whole or not at all."""
    return work.write(path(), json.dumps(evidence.to_data(), indent=1, ensure_ascii=False) + "\n")


def free_name(wanted: Path) -> Path:
    """The name, or the first of name-2, name-3 … that is not taken."""
    names: Iterable[Path] = (
        wanted if n == 1 else wanted.with_name(f"{wanted.stem}-{n}{wanted.suffix}") for n in range(1, 10_000)
    )
    return next(name for name in names if not name.exists())


def add(other: Evidence) -> tuple[Evidence, Evidence]:
    """Merge another record into the student's file; what was known before, and what is known now."""
    with work.alone(path()):
        before = load()
        after = before.merged(other)
        if after != before:
            save(after)
    return before, after


#: why the last try could not be kept, for `fs.progress()` to say; empty when it was
trouble = ""


def record(task: str, objective: str, status: str, points: float, worth: float, *, kind: str = "check") -> None:
    """Keep one try. Never raises: an answer that was judged is worth more than its record.

    Does nothing for a task that was not attempted, and nothing where nbgrader marks other people's work.

    Parameters
    ----------
    task, objective : str
        ``"03.1"``, ``"03.O1"``.
    status : {'passed', 'not-yet', 'not-attempted'}
    points, worth : int
        Reached, and reachable.
    kind : {'check', 'quiz'}
    """
    global trouble
    if os.environ.get("NBGRADER_EXECUTION") or status not in STATUSES:
        return
    try:
        event = Try(_now(), status, points, worth, objective, kind)
        with work.alone(path()):
            before = load()
            save(before.tried(task, event, machine()))
        trouble = ""
    except Exception as error:
        trouble = str(error)
