"""Spotting: where the music goes in, where it comes out, and what it must meet.

A `Spotting` is a decision about one film, as plain data: cues, hits and planned silences. Points may be
given as frames or as timecode labels; they are kept as frames. Nothing here says whether the spotting
is good. `Spotting.problems` says what could not be played or filed as it stands, and what a
director would ask about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from ..errors import FilmScoreError, shown
from .cue_list import CueList, span
from .cue_list import minutes as minutes
from .film import Film, Line, open_film
from .timecode import Timecode, whole_frame

Point = int | str | Timecode

KINDS = ("score", "source", "song")


def id_key(cue_id: str) -> tuple[Any, ...]:
    """Sort key that puts cue ids in the order people number them: 1m2, 1m2A, 1m3, 1m10, 2m1.

    >>> sorted(["1m10", "2m1", "1m2A", "1m2"], key=id_key)
    ['1m2', '1m2A', '1m10', '2m1']
    """
    parts = re.split(r"(\d+)", cue_id.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


@dataclass(frozen=True)
class Hit:
    """A frame the music means to meet.

    Parameters
    ----------
    frame : int or timecode label
    label : str
    must : bool
        A must-hit would be missed if the music missed it; a may-hit is a gift.
    weight : float
        How much it counts beside the others when a tempo is sought.
    early, late : int
        Frames by which the music may come too soon or too late and still be felt to meet it.
    """

    frame: Point
    label: str = ""
    must: bool = True
    weight: float = 1.0
    early: int = 1
    late: int = 2

    def __post_init__(self) -> None:
        _words(self, "label")
        if not isinstance(self.weight, int | float) or not 0 <= self.weight < float("inf"):
            raise FilmScoreError(f"The weight of the hit {self._shown} must be zero or more, not {self.weight!r}.")
        for what in ("early", "late"):
            if whole_frame(getattr(self, what), f"{what} range") < 0:
                raise FilmScoreError(
                    f"The {what} range of the hit {self._shown} counts frames: zero or more, not {getattr(self, what)}."
                )

    @property
    def _shown(self) -> str:
        return f"{self.label!r} at {self.frame}" if self.label else f"at {self.frame}"


@dataclass(frozen=True)
class Cue:
    """One piece of music, from its in point up to, but not including, its out point.

    Parameters
    ----------
    id : str
        Reel, ``m``, number: ``"1m3"``. ``1m3s`` is source music, ``1m2A`` was put in after 1m2.
    start, end : int or timecode label
    kind : {'score', 'source', 'song'}
    reason : str
        What changes if it is removed?
    enters_on, leaves_on : str
        What in the picture it comes in on and goes out on.
    over_line : bool
        The cue enters while somebody speaks, and is meant to.
    """

    id: str
    start: Point
    end: Point
    kind: str = "score"
    reason: str = ""
    enters_on: str = ""
    leaves_on: str = ""
    over_line: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.id, str) or not self.id.strip():
            raise FilmScoreError(
                f"A cue needs an id such as '1m1' (reel 1, first piece of music), not {shown(self.id)}."
            )
        _words(self, "kind", "reason", "enters_on", "leaves_on")
        if self.kind not in KINDS:
            raise FilmScoreError(f"The kind of cue {self.id} is one of {', '.join(KINDS)}, not {shown(self.kind)}.")


@dataclass(frozen=True)
class Silence:
    """A stretch with no music, on purpose."""

    start: Point
    end: Point
    reason: str = ""

    def __post_init__(self) -> None:
        _words(self, "reason")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a spotting that cannot stand, or that somebody will ask about.

    `kind` is one of ``overlap``, ``same-id``, ``order``, ``into-line``, ``in-silence``, ``no-reason``.
    """

    kind: str
    start: int
    end: int
    message: str

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True)
class Spotting:
    """Cues, hits and silences of one film.

    Parameters
    ----------
    film : Film or its name
    cues, hits, silences : iterables
        Put in order: cues by id as people count (1m2 before 1m10), the others by frame.

    Raises
    ------
    FilmScoreError
        If a point lies outside the film, or a span ends before it begins.

    Examples
    --------
    >>> s = Spotting("first-bloom", cues=[Cue("4m1", "04:00:20:00", 1920, reason="her waiting begins")],
    ...              hits=[Hit(1056, "bloom"), Hit(1440, "hands")])
    >>> s.cues[0].start, round(s.coverage, 2), s.problems()
    (480, 0.75, [])
    """

    film: Film
    cues: tuple[Cue, ...] = ()
    hits: tuple[Hit, ...] = ()
    silences: tuple[Silence, ...] = ()

    def __init__(
        self,
        film: Film | str,
        *,
        cues: Iterable[Cue] = (),
        hits: Iterable[Hit | int | str] = (),
        silences: Iterable[Silence] = (),
    ) -> None:
        film = open_film(film)

        def placed(span: Any, what: str) -> Any:
            start, end = film.frame(span.start, f"in point of {what}"), film.frame(span.end, f"out point of {what}")
            if end <= start:
                raise FilmScoreError(
                    f"{what[0].upper()}{what[1:]} goes out at {end}, but comes in at {start}: "
                    "the out point must be later."
                )
            return replace(span, start=start, end=end)

        def hit(point: Hit | int | str) -> Hit:
            point = point if isinstance(point, Hit) else Hit(point)
            return replace(point, frame=film.frame(point.frame, f"hit {point.label!r}" if point.label else "hit"))

        kept = {
            "film": film,
            "cues": tuple(
                sorted((placed(c, f"cue {c.id}") for c in _only(Cue, cues, "cues")), key=lambda c: id_key(c.id))
            ),
            "hits": tuple(sorted(map(hit, _listed(hits, "hits")), key=lambda h: h.frame)),
            "silences": tuple(
                sorted((placed(s, "the silence") for s in _only(Silence, silences, "silences")), key=_start)
            ),
        }
        for name, value in kept.items():
            object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        must = f" ({sum(hit.must for hit in self.hits)} must)" if self.hits else ""
        return (
            f"Spotting({self.film.title!r}: {_count(self.cues, 'cue')}, {_count(self.hits, 'hit')}{must}, "
            f"{_count(self.silences, 'silence')}; music for {self.coverage:.0%} of the film)"
        )

    @property
    def coverage(self) -> float:
        """The part of the film that has music, 0 to 1; what overlaps counts once."""
        return self.music_frames / self.film.frames

    @property
    def music_frames(self) -> int:
        """Frames of the film with music on them."""
        return sum(end - start for start, end in self._music())

    @property
    def hit_density(self) -> float:
        """Hits in ten seconds of music: how closely the score follows the picture.

        Where it is high the music mimics every action (Mickey-Mousing). Hits outside every cue do not
        count; without music the density is 0.
        """
        music = self._music()
        caught = sum(any(start <= h.frame < end for start, end in music) for h in self.hits)  # type: ignore[operator]
        seconds = Fraction(self.music_frames) / self.film.rate.fps
        return float(10 * caught / seconds) if seconds else 0.0

    def length(self, cue: Cue | str) -> Fraction:
        """Length of a cue in seconds of real time."""
        found = next((c for c in self.cues if c is cue or c.id == (cue.id if isinstance(cue, Cue) else cue)), None)
        if found is None:
            listed = ", ".join(c.id for c in self.cues) or "none"
            raise FilmScoreError(f"There is no cue {cue!r} in this spotting. Its cues: {listed}.")
        start, end = span(found)
        return Fraction(end - start) / self.film.rate.fps

    def overlaps(self) -> list[tuple[Cue, Cue, int]]:
        """Cues that sound at the same time: the earlier, the later, and for how many frames."""
        found = []
        by_start = sorted(self.cues, key=_start)
        for i, one in enumerate(by_start):
            for other in by_start[i + 1 :]:
                if _start(other) >= span(one)[1]:
                    break
                found.append((one, other, min(span(one)[1], span(other)[1]) - _start(other)))
        return found

    def entries_in_lines(self) -> list[tuple[Cue, Line]]:
        """Cues that enter while somebody speaks and do not say that this is meant (`over_line`).

        Music that enters on the very first frame of a line is not inside it yet.
        """
        return [
            (cue, line)
            for cue in self.cues
            if not cue.over_line
            for line in self.film.lines
            if line.start < _start(cue) < line.end
        ]

    def problems(self) -> list[Problem]:
        """Everything that cannot stand, or that somebody will ask about, in film order."""
        found: list[Problem] = []
        seen: dict[str, Cue] = {}
        for cue in self.cues:
            start, end = span(cue)
            if cue.id.casefold() in seen:
                found.append(Problem("same-id", start, end, f"Two cues are called {cue.id}; a cue has one number."))
            seen[cue.id.casefold()] = cue
            if not cue.reason:
                found.append(
                    Problem("no-reason", start, end, f"{cue.id} gives no reason: what changes if it is removed?")
                )
        for earlier, later in zip(self.cues, self.cues[1:], strict=False):
            if _start(later) < _start(earlier):
                start, end = span(later)
                found.append(
                    Problem(
                        "order",
                        start,
                        end,
                        f"{later.id} enters before {earlier.id}: number cues in the order they play.",
                    )
                )
        for one, other, frames in self.overlaps():
            found.append(
                Problem(
                    "overlap",
                    _start(other),
                    _start(other) + frames,
                    f"{other.id} enters {frames} frames before {one.id} is out. "
                    "Two cues cannot be timed over each other.",
                )
            )
        for cue, line in self.entries_in_lines():
            into = _start(cue) - line.start
            found.append(
                Problem(
                    "into-line",
                    _start(cue),
                    line.end,
                    f"{cue.id} enters {into} frames into {line.who.title()}'s line “{line.text}”: did you mean that?",
                )
            )
        for silence in self.silences:
            for cue in self.cues:
                start, end = max(_start(silence), _start(cue)), min(span(silence)[1], span(cue)[1])
                if start < end:
                    found.append(
                        Problem(
                            "in-silence",
                            start,
                            end,
                            f"{cue.id} plays for {end - start} frames of the silence planned from {silence.start} "
                            f"to {silence.end}.",
                        )
                    )
        return sorted(found, key=lambda problem: (problem.start, problem.kind))

    def table(self) -> CueList:
        """The master cue list."""
        return CueList(self)

    def to_csv(self, path: str | Path) -> Path:
        """Write the master cue list as CSV; see `CueList.to_csv`."""
        return self.table().to_csv(path)

    def code(self) -> str:
        """The line of code that makes this spotting, given ``import filmscore as fs``; broken over lines when long.

        A film that does not come with the course is read from its timeline; where it has none, the code calls it
        ``film``.

        Examples
        --------
        >>> print(Spotting("first-bloom", cues=[Cue("4m1", 480, 1920)], hits=[Hit(1056, "bloom")]).code())
        fs.Spotting("first-bloom", cues=[fs.Cue("4m1", 480, 1920)], hits=[fs.Hit(1056, "bloom")])
        """
        from .spotting_code import code

        return code(self)

    def to_data(self) -> dict[str, Any]:
        """As plain data, fit for JSON; what is as by default is left out.

        Examples
        --------
        >>> Spotting("first-bloom", hits=[Hit(1056, "bloom", must=False)]).to_data()
        {'film': 'first-bloom', 'cues': [], 'hits': [{'frame': 1056, 'label': 'bloom', 'must': False}], 'silences': []}
        """
        from .spotting_code import to_data

        return to_data(self)

    @classmethod
    def from_data(cls, data: Any, film: Film | str | None = None) -> Spotting:
        """The spotting that `to_data` gave.

        Parameters
        ----------
        data : dict
        film : Film or its name, optional
            Needed for a film that does not come with the course.

        Raises
        ------
        FilmScoreError
            If the data is of another film, or is no spotting; the message says which part.

        Examples
        --------
        >>> s = Spotting("first-bloom", cues=[Cue("4m1", 480, 1920, reason="her waiting begins")])
        >>> Spotting.from_data(s.to_data()) == s
        True
        """
        from .spotting_code import from_data

        return from_data(data, film)

    def _music(self) -> list[tuple[int, int]]:
        """Stretches with music, merged and in order."""
        merged: list[tuple[int, int]] = []
        for start, end in sorted(map(span, self.cues)):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged


def _start(of: Cue | Silence) -> int:
    return of.start  # type: ignore[return-value]


def _count(things: tuple[Any, ...], name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"


def _listed(things: Any, what: str) -> list[Any]:
    if isinstance(things, str) or not isinstance(things, Iterable):
        raise FilmScoreError(f"{what} must be a list, {what}=[…], not {shown(things)}.")
    return list(things)


def _words(of: Any, *names: str) -> None:
    for name in names:
        if not isinstance(getattr(of, name), str):
            comma = " Is there a comma inside a number? Frame 1232 has none." if name == "kind" else ""
            raise FilmScoreError(f"The {name} of a {type(of).__name__} is text, not {shown(getattr(of, name))}.{comma}")


def _only(kind: type, things: Iterable[Any], what: str) -> list[Any]:
    things = _listed(things, what)
    for thing in things:
        if not isinstance(thing, kind):
            raise FilmScoreError(f"Expected a {kind.__name__}, got {shown(thing)}: write fs.{kind.__name__}(…).")
    return things
