"""Where the accents of an ostinato come to lie on a film, and what they miss."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...errors import FilmScoreError, shown
from ...picture.film import Film
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
        The frame of that accent, exactly.
    place : str
        Its bar and beat.
    error : float
        Frames from the hit to the accent; above 0 the music is late.
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
    rotations : dict of int to (int, float)
        Steps the cell might be rotated by, to how many hits it would meet then and the worst error.
    tolerance : int
    chance : float
        How many of these hits accents as dense as these would meet if they lay anywhere.
    """

    rows: tuple[Met, ...]
    frames: tuple[float, ...] = field(repr=False)
    rotations: dict[int, tuple[int, float]] = field(repr=False)
    tolerance: int
    chance: float

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
            f"{self.met} of {len(self.rows)} hits are met by an accent within {self.tolerance} "
            f"frame{'s' * (self.tolerance != 1)}; accents as dense as these would meet {self.chance:.1f} by chance."
        )
        if self.best and self.rotations[self.best][0] > self.met:
            said += f" Rotated by {self.best}, the cell would meet {self.rotations[self.best][0]}."
        return said

    _COLUMNS = ("frame", "hit", "accent", "at", "frames off", "")

    def _cells(self) -> list[tuple[str, ...]]:
        return [(str(r.frame), r.label, f"{r.accent:.1f}", r.place, f"{r.error:+.1f}", r.verdict) for r in self.rows]

    def __repr__(self) -> str:
        return f"{self.told}\n{as_text(self._COLUMNS, self._cells(), right=('frame', 'accent', 'frames off'))}"

    def _repr_html_(self) -> str:
        return as_html(self._COLUMNS, self._cells(), self.told)


def hits_of(hits: Any, tempo: TempoMap) -> list[tuple[int, str]]:
    """Hits as they come, as frames with their names: frames, Hits, a spotting; of a film, its events while music lasts.

    Raises
    ------
    FilmScoreError
        They are none, or one is given by a label, which only a film can read.
    """
    if isinstance(hits, Film):
        last = tempo.frame_at(tempo.beats)
        return [(e.frame, e.label) for e in hits.events if tempo.start <= e.frame <= last + 2]
    hits = getattr(hits, "hits", hits)
    if isinstance(hits, str) or not isinstance(hits, Iterable):
        raise FilmScoreError(f"hits are a list of frames or Hits, a spotting or a film, not {shown(hits)}.")
    made = []
    for one in hits:
        frame, label = (one.frame, one.label) if isinstance(one, Hit) else (one, "")
        if isinstance(frame, str):
            raise FilmScoreError(
                f"The hit {shown(frame)} is no frame: count it on its film first, film.frame('02:00:10:17')."
            )
        made.append((whole_frame(frame, "frame of a hit"), label))
    if not made:
        raise FilmScoreError("There are no hits to be met: give frames of the film, such as [257, 376, 495].")
    return made


def nearest(frame: float, frames: list[float]) -> float:
    """The frame nearest to one; of two as near, the earlier."""
    return min(frames, key=lambda one: (abs(one - frame), one))


def verdict(error: float, tolerance: int) -> str:
    """A miss of so many frames, in a word."""
    off = abs(error) - 1e-6
    return "hit" if off <= tolerance else "near" if off <= 3 * tolerance else "miss"


def meeting(cell: Ostinato, hits: Any, tempo: TempoMap, bar: int, tolerance: int) -> Meeting:
    """Lay the accents of a cell on a film."""
    if not hasattr(tempo, "frame_at"):
        raise FilmScoreError(f"tempo is a TempoMap, not {shown(tempo)}: fs.TempoMap(96).bars(15, '4/4', bpm=144).")
    wide = whole_frame(tolerance, "tolerance")
    if wide < 0:
        raise FilmScoreError(f"A tolerance counts frames: zero or more, not {wide}.")
    if not cell.accents:
        raise FilmScoreError("This cell has no accents, so none can meet anything: write one, 'D3>', or .accent(1, 4).")
    wanted = hits_of(hits, tempo)
    if not wanted:
        raise FilmScoreError("Nothing happens while this music lasts, so there is nothing to meet.")
    first = Fraction(tempo.beat_of_bar(whole_frame(bar, "bar")))
    length = Fraction(tempo.beats) - first
    if length <= 0:
        raise FilmScoreError(f"The map ends before bar {bar}: there is no music left for the cell.")
    frames = _accents(cell, tempo, first, length)
    rows = []
    for frame, label in wanted:
        at = nearest(frame, frames)
        off = at - frame
        rows.append(Met(frame, label, at, str(tempo.bar_beat(tempo.beat_of_frame(at))), off, verdict(off, wide)))
    rotations = {}
    for by in range(cell.size):
        errors = [
            abs(nearest(frame, there) - frame)
            for there in [_accents(cell.rotate(by), tempo, first, length)]
            for frame, _ in wanted
        ]
        rotations[by] = (sum(verdict(e, wide) == "hit" for e in errors), max(errors))
    span = float(tempo.frame_at(tempo.beats)) - float(tempo.frame_at(first))
    chance = min(1.0, len(frames) * (2 * wide + 1) / span) * len(wanted)
    return Meeting(tuple(rows), tuple(frames), rotations, wide, chance)


def _accents(cell: Ostinato, tempo: TempoMap, first: Fraction, length: Fraction) -> list[float]:
    """Frames of its accents from a beat of the map on, the one on the last bar line among them."""
    beats = [first + at for at, stroke in cell.struck(length + cell.step) if stroke.accent]
    return [float(tempo.frame_at(beat)) for beat in beats]
