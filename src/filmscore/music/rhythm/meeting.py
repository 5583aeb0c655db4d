"""Where the accents of an ostinato come to lie on a film, and what they miss."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import ceil, inf, isfinite, nan
from typing import TYPE_CHECKING, Any

from ...errors import FilmScoreError, shown
from ...picture.film import Film, open_film
from ...picture.spotting import Hit
from ...picture.timecode import whole_frame
from ...tables import as_html, as_text

if TYPE_CHECKING:
    from ...picture.tempo import TempoMap
    from .ostinato import Ostinato


@dataclass(frozen=True)
class Met:
    """One hit and the accent nearest to it.

    Attributes
    ----------
    frame : int
    label : str
    accent : float
        The frame of that accent, exactly; nan if there is no accent at all.
    place : str
        Its bar and beat.
    error : float
        Frames from the hit to the accent; above 0 the music is late. nan if there is none.
    verdict : {'hit', 'near', 'miss'}
        Within the tolerance, within three times as much, or neither.
    """

    frame: int
    label: str
    accent: float
    place: str
    error: float
    verdict: str


@dataclass(frozen=True)
class Meeting:
    """Every hit with the accent nearest to it. Made by `Ostinato.meets`.

    Attributes
    ----------
    rows : tuple of Met
    frames : tuple of float
        The frames of all accents, from its first beat to the end of the map.
    tolerance : int
    chance : float
        How many of these hits accents as dense as these would meet if they lay anywhere.
    apart : str
        What was not counted, as a sentence.
    """

    rows: tuple[Met, ...]
    frames: tuple[float, ...] = field(repr=False)
    tolerance: int
    chance: float
    apart: str = ""
    _turned: Callable[[], dict[int, tuple[int, float]]] = field(default=dict, repr=False, compare=False)

    @cached_property
    def rotations(self) -> dict[int, tuple[int, float]]:
        """Steps the cell might be rotated by, to how many hits it would meet then and the worst error."""
        return self._turned()

    @property
    def met(self) -> int:
        """How many hits are met."""
        return sum(row.verdict == "hit" for row in self.rows)

    @property
    def best(self) -> int:
        """The rotation that meets most hits, of several the one with the least worst error, of these the smallest."""
        return min(self.rotations, key=lambda n: (-self.rotations[n][0], round(self.rotations[n][1], 6), n))

    @property
    def told(self) -> str:
        """How many are met, and what chance would have met."""
        said = (
            f"{count_met(self.rows)} by an accent within {self.tolerance} "
            f"frame{'s' * (self.tolerance != 1)}; accents as dense as these would meet {self.chance:.1f} by chance."
        )
        if self.met < len(self.rows) and self.rotations[self.best][0] > self.met:
            most, worst = self.rotations[self.best]
            as_good = [n for n, (met, error) in self.rotations.items() if met == most and abs(error - worst) < 1e-6]
            said += f" Rotated by {self._in_steps(as_good)}, the cell would meet {most}."
        return f"{said} {self.apart}".rstrip()

    def _in_steps(self, rotations: list[int]) -> str:
        """Rotations as they are said: 1 or 4 (2 before its beginning)."""
        size = len(self.rotations)
        words = [f"{n} ({size - n} before its beginning)" if 2 * n > size else str(n) for n in rotations[:3]]
        return " or ".join(words)

    _COLUMNS = ("frame", "hit", "accent", "at", "frames off", "")

    def _cells(self) -> list[tuple[str, ...]]:
        return [
            (str(r.frame), r.label, f"{r.accent:.1f}", r.place, f"{r.error:+.1f}", r.verdict) if isfinite(r.error)
            else (str(r.frame), r.label, "none", "", "", r.verdict)
            for r in self.rows
        ]  # fmt: skip

    def __repr__(self) -> str:
        return f"{self.told}\n{as_text(self._COLUMNS, self._cells(), right=('frame', 'accent', 'frames off'))}"

    def _repr_html_(self) -> str:
        return as_html(self._COLUMNS, self._cells(), self.told)


def hits_of(hits: Any, tempo: TempoMap) -> list[tuple[int, str]]:
    """Hits as they come, as frames with their names: frames or Hits; of a spotting or a film those while music lasts.

    Raises
    ------
    FilmScoreError
        They are none, one lies outside the map, or is given by a label, which only a film can read.
    """
    first, last = tempo.start, float(tempo.frame_at(tempo.beats)) + 2  # what happens as the last bar line comes, too
    if isinstance(hits, Film | str):
        return [(e.frame, e.label) for e in open_film(hits).events if first <= e.frame <= last]
    whole = hasattr(hits, "hits")
    hits = getattr(hits, "hits", hits)
    if not isinstance(hits, Iterable):
        raise FilmScoreError(f"hits are a list of frames or Hits, a spotting or a film, not {shown(hits)}.")
    made = []
    for one in hits:
        frame, label = (one.frame, one.label) if isinstance(one, Hit) else (one, "")
        if isinstance(frame, str):
            raise FilmScoreError(
                f"The hit {shown(frame)} is no frame: count it on its film first, film.frame('02:00:10:17')."
            )
        frame = whole_frame(frame, "frame of a hit")
        if first <= frame <= last:
            made.append((frame, label))
        elif not whole:
            raise FilmScoreError(
                f"The hit on frame {frame} lies outside this map, which goes from {first} to {last - 2:.0f}: leave it "
                "out, or give the map more bars."
            )
    if not made and not whole:
        raise FilmScoreError("There are no hits to be met: give frames of the film, such as [257, 376, 495].")
    return made


def met_by(wanted: list[tuple[int, str]], frames: Sequence[float], tempo: TempoMap, tolerance: int) -> tuple[Met, ...]:
    """Every hit with the accent nearest to it."""
    if not frames:
        return tuple(Met(frame, label, nan, "", nan, "miss") for frame, label in wanted)
    made = []
    for frame, label in wanted:
        at = nearest(frame, frames)
        place = str(tempo.bar_beat(tempo.beat_of_frame(at)))
        made.append(Met(frame, label, at, place, at - frame, verdict(at - frame, tolerance)))
    return tuple(made)


def count_met(rows: Sequence[Met]) -> str:
    """How many hits are met, as it is said: 1 of 3 hits is met."""
    met = sum(row.verdict == "hit" for row in rows)
    return f"{met} of {len(rows)} hit{'s' * (len(rows) != 1)} {'is' if met == 1 else 'are'} met"


def nearest(frame: float, frames: Sequence[float]) -> float:
    """The frame nearest to one; of two as near, the earlier."""
    return min(frames, key=lambda one: (abs(one - frame), one))


def verdict(error: float, tolerance: int) -> str:
    """A miss of so many frames, in a word."""
    off = abs(error) - 1e-6
    return "hit" if off <= tolerance else "near" if off <= 3 * tolerance else "miss"


def tolerated(tolerance: object) -> int:
    """A tolerance in frames, looked at.

    Raises
    ------
    FilmScoreError
        It is no whole number of frames, zero or more.
    """
    wide = whole_frame(tolerance, "tolerance")
    if wide < 0:
        raise FilmScoreError(f"A tolerance counts frames: zero or more, not {wide}.")
    return wide


def meeting(cell: Ostinato, hits: Any, tempo: TempoMap, bar: int, tolerance: int, players: Any) -> Meeting:
    """Lay the accents of a cell on a film."""
    if not hasattr(tempo, "frame_at"):
        raise FilmScoreError(f"tempo is a TempoMap, not {shown(tempo)}: fs.TempoMap(96).bars(15, '4/4', bpm=144).")
    wide = tolerated(tolerance)
    if not cell.accents:
        raise FilmScoreError("This cell has no accents, so none can meet anything: write one, 'D3>', or .accent(1, 4).")
    wanted = hits_of(hits, tempo)
    if not wanted:
        raise FilmScoreError("Nothing happens while this music lasts, so there is nothing to meet.")
    first = Fraction(tempo.beat_of_bar(whole_frame(bar, "bar")))
    if Fraction(tempo.beats) <= first:
        raise FilmScoreError(f"The map ends before bar {bar}: there is no music left for the cell.")

    def accents(by: int) -> tuple[float, ...]:
        beats = {*_beats(cell.rotate(by), tempo, first, players)}
        return tuple(sorted(float(tempo.frame_at(first + beat)) for beat in beats))

    def turned() -> dict[int, tuple[int, float]]:
        made = {}
        for by in range(cell.size):
            rows = met_by(wanted, accents(by), tempo, wide)
            worst = max(abs(row.error) if isfinite(row.error) else inf for row in rows)
            made[by] = (sum(row.verdict == "hit" for row in rows), worst)
        return made

    frames = accents(0)
    span = float(tempo.frame_at(tempo.beats)) - float(tempo.frame_at(first))
    chance = min(1.0, len(frames) * (2 * wide + 1) / span) * len(wanted)
    apart = ""
    if cell.free and players is None:
        apart = "The room it leaves may take accents away and is not counted: say who plays, players=['cello']."
    return Meeting(met_by(wanted, frames, tempo, wide), frames, wide, chance, apart, turned)


def _beats(cell: Ostinato, tempo: TempoMap, first: Fraction, players: Any) -> list[Fraction]:
    """Beats of its accents from a beat of the map on: of the page, where it grows or players are named.

    What neither grows nor is played by anybody goes on, so the accent on the last bar line is among them.
    """
    from .build import on_the_page, played, players_of
    from .plan import planned

    length = Fraction(tempo.beats) - first
    if not cell.changes and players is None:
        return [at for at, stroke in cell.struck(length + cell.step) if stroke.accent]
    plan = planned(cell.changes, ceil(length / cell.bar))
    if players is None:
        pages = [played(cell, plan, "all", 0)]
    else:
        rows = enumerate(players_of(players))
        pages = [on_the_page(cell, plan, name, share, number, tempo, first) for number, (name, share) in rows]
    return [note.beat for page in pages for note in page if note.accent and note.beat < length]
