"""The trace of a game: which state it was in, what happened, and how its variables ran.

A film of a game has no cuts to score to. What music hangs on are the states the game goes through, the events in them,
and numbers such as health or distance that the engine offers to the music system while it runs. A trace is the record
of one such run, in real time and in frames of the film that shows it.
"""

from __future__ import annotations

import bisect
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..errors import FilmScoreError, shown
from .timecode import whole_frame

Value = float | str


@dataclass(frozen=True, slots=True)
class State:
    """A stretch of the game in one state: frames `start` up to, but not including, `end`, entered at `seconds`."""

    name: str
    start: int
    end: int
    seconds: Fraction


@dataclass(frozen=True, slots=True)
class TraceEvent:
    """Something that happened: at `seconds`, first seen on `frame`; its kind, who did it, and a word more."""

    frame: int
    seconds: Fraction
    kind: str
    who: str = ""
    what: str = ""


@dataclass(frozen=True)
class Trace:
    """One run of a game.

    Attributes
    ----------
    title : str
    fps : Fraction
        Frames a second of the film that shows it.
    frames : int
        Its length.
    states : tuple of State
        Without gaps, from frame 0 to the end.
    events : tuple of TraceEvent
        In order.
    samples : mapping of name to tuple
        The game's variables, all of the same length, `per_second` times a second from 0.
    units : mapping of name to str
    per_second : int

    Examples
    --------
    >>> import filmscore as fs
    >>> trace = fs.open_film("ember-caves").trace
    >>> [(state.name, state.start, float(state.seconds)) for state in trace.states][:3]
    [('explore', 0, 0.0), ('danger', 343, 14.3), ('combat', 744, 31.0)]
    >>> trace.state_at(961).name, trace.value("health", 1000)
    ('combat', 55.0)
    >>> [event.frame for event in trace.of_kind("hit")]
    [961]
    """

    title: str
    fps: Fraction
    frames: int
    states: tuple[State, ...]
    events: tuple[TraceEvent, ...]
    samples: Mapping[str, tuple[Value, ...]]
    units: Mapping[str, str]
    per_second: int

    def __repr__(self) -> str:
        through = " → ".join(state.name for state in self.states)
        return (
            f"Trace({self.title!r}: {float(self.frames / self.fps):g} s, {through}; {len(self.events)} events, "
            f"{len(self.samples)} variables at {self.per_second} Hz)"
        )

    @property
    def changes(self) -> tuple[State, ...]:
        """The states that were entered while the game ran: all but the first."""
        return self.states[1:]

    def state_at(self, frame: int) -> State:
        """The state the game is in on a frame; the film's out frame belongs to the last one."""
        n = min(self._inside(frame), self.frames - 1)
        return self.states[bisect.bisect_right([state.start for state in self.states], n) - 1]

    def of_kind(self, kind: str, who: str = "") -> tuple[TraceEvent, ...]:
        """The events of a kind (``"step"``, ``"parry"``, ``"hit"``…), by anyone or by `who`."""
        kinds = {event.kind for event in self.events}
        if kind not in kinds:
            raise FilmScoreError(f"Nothing of kind {shown(kind)} happens in {self.title}; there is: {_list(kinds)}.")
        return tuple(event for event in self.events if event.kind == kind and who in ("", event.who))

    def column(self, name: str) -> tuple[Value, ...]:
        """One variable as it ran, `per_second` values a second."""
        if name not in self.samples:
            raise FilmScoreError(f"The game has no variable {shown(name)}; it has: {_list(self.samples)}.")
        return self.samples[name]

    def value(self, name: str, frame: int) -> Value:
        """What a variable was on a frame: the last sample taken by then, as a music system would see it."""
        column = self.column(name)
        n = int(self._inside(frame) * self.per_second / self.fps)
        return column[min(n, len(column) - 1)]

    def _inside(self, frame: int) -> int:
        n = whole_frame(frame, "frame")
        if not 0 <= n <= self.frames:
            raise FilmScoreError(f"The frame {n} is outside {self.title}, which runs from 0 to {self.frames}.")
        return n


def _list(names: Any) -> str:
    return ", ".join(sorted(str(name) for name in names))


def read_trace(path: str | Path) -> Trace:
    """Read a trace from its JSON file.

    Raises
    ------
    FilmScoreError
        If the file is missing or damaged, a state overlaps another, or a time and its frame do not agree.
    """
    path = Path(path)
    if not path.is_file():
        raise FilmScoreError(f"There is no trace at {path}.")
    try:
        data = json.loads(path.read_text(encoding="utf-8"), parse_float=Fraction)  # 14.3 s is exactly 143/10
        return _parse(data)
    except FilmScoreError as error:
        raise FilmScoreError(f"The trace {path.name} is damaged: {error}") from None
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise FilmScoreError(
            f"The trace {path.name} cannot be read ({type(error).__name__}: {error}). It is a JSON object with "
            "title, fps, frames, states, events and samples."
        ) from error


def _parse(data: dict[str, Any]) -> Trace:
    fps, frames = Fraction(data["fps"]), int(data["frames"])

    def timed(entry: dict[str, Any], what: str) -> tuple[int, Fraction]:
        frame, seconds = whole_frame(entry["frame"], "frame"), Fraction(entry["seconds"])
        if abs(seconds * fps - frame) > Fraction(1, 2) + Fraction(1, 40) or not 0 <= frame <= frames:
            raise FilmScoreError(f"{what} is said to be at {float(seconds):g} s and on frame {frame}")
        return frame, seconds

    entered = [(str(s["state"]), *timed(s, f"the state {s['state']!r}")) for s in data["states"]]
    if not entered or entered[0][1] != 0:
        raise FilmScoreError("its states do not begin on frame 0")
    ends = [*(start for _, start, _ in entered[1:]), frames]
    states = tuple(State(name, start, end, s) for (name, start, s), end in zip(entered, ends, strict=True))
    for state in states:
        if state.end <= state.start:
            raise FilmScoreError(f"the state {state.name!r} begins at {state.start} and is over at {state.end}")
    events = tuple(
        TraceEvent(*timed(e, f"the event {e['kind']!r}"), str(e["kind"]), str(e.get("who", "")), str(e.get("what", "")))
        for e in data["events"]
    )
    for before, after in pairwise(events):
        if after.seconds < before.seconds:
            raise FilmScoreError(f"the event {after.kind!r} at {float(after.seconds):g} s comes after a later one")
    taken = data["samples"]
    per_second = int(taken["per_second"])
    samples = {str(name): tuple(_plain(column)) for name, column in taken["values"].items()}
    due = int(frames * per_second / fps)
    for name, column in samples.items():
        if len(column) != due:
            raise FilmScoreError(f"{name!r} has {len(column)} samples, and {due} belong to {frames} frames")
    units = {str(name): str(unit) for name, unit in taken["units"].items()}
    if set(units) != set(samples):
        raise FilmScoreError(f"variables and units differ: {_list(set(units) ^ set(samples))}")
    return Trace(str(data["title"]), fps, frames, states, events, samples, units, per_second)


def _plain(column: list[Any]) -> Iterator[Value]:
    return (value if isinstance(value, str) else float(value) for value in column)
