"""Room that an ostinato leaves: a register, for some frames, that belongs to somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ...errors import FilmScoreError, shown
from ...picture.film import Film, open_film
from ...picture.timecode import whole_frame
from ..pitch import Pitch

#: the register that speech is understood in and by which it is told who speaks; a moving part in it fights the words
SPEECH = ("C4", "C6")

#: frames that a note struck before the room begins may still sound in it: an eighth at 144, whose end masks nothing
RING = 5


@dataclass(frozen=True)
class Slot:
    """A register left free for some frames of a film.

    Attributes
    ----------
    start, end : int
        Frames; half-open, as everywhere.
    low, high : Pitch
        The lowest and the highest note that is kept out.
    why : str
    """

    start: int
    end: int
    low: Pitch
    high: Pitch
    why: str = ""

    def holds(self, frame: float, midi: float) -> bool:
        """Whether a note that is struck there would stand in it."""
        return self.start <= frame < self.end and self.low.midi <= midi <= self.high.midi

    def reached(self, start: float, end: float, midi: float) -> bool:
        """Whether a note that sounds from frame to frame stands in it: struck in it, or held more than `RING` into it.

        >>> tram = slots_of((487, 545, "C1", "A3"))[0]
        >>> [tram.reached(start, end, 38) for start, end in ((486, 491), (476, 496), (540, 560), (545, 560))]
        [False, True, True, False]
        """
        held = start < self.start and min(end, self.end) - self.start > RING + 1e-6
        return self.low.midi <= midi <= self.high.midi and (held or self.start <= start < self.end)

    @property
    def typed(self) -> str:
        """As it is given to `Ostinato.leave`."""
        why = (self.why,) * bool(self.why)
        return repr((self.start, self.end, self.low.name, self.high.name, *why))

    @property
    def told(self) -> str:
        """What is left free, in words."""
        return f"frames {self.start}–{self.end}, {self.low.name} to {self.high.name}" + (
            f": {self.why}" * bool(self.why)
        )


def slots_of(given: Any) -> tuple[Slot, ...]:
    """Room as it is given: a Film (its lines), a Slot, or (start, end, low, high, why).

    >>> [slot.told for slot in slots_of("last-parcel")][0]
    "frames 740–800, C4 to C6: PIA, “Please don't ring.”"

    Raises
    ------
    FilmScoreError
        It is no room, ends before it starts, or its register is upside down.
    """
    if isinstance(given, Slot):
        return (given,)
    if isinstance(given, Film | str):
        film = open_film(given)
        low, high = (Pitch.read(one) for one in SPEECH)
        return tuple(Slot(line.start, line.end, low, high, f"{line.who}, “{line.text}”") for line in film.lines)
    if not isinstance(given, Sequence) or not 4 <= len(given) <= 5:
        raise FilmScoreError(
            f"{shown(given)} is no room: write frames and notes, (462, 560, 'C1', 'B2', 'the tram'), or a film."
        )
    start, end = (whole_frame(one, "frame of the room") for one in given[:2])
    low, high = (Pitch.read(one) for one in given[2:4])
    if end <= start:
        raise FilmScoreError(f"Room from frame {start} to {end} has no length: its end lies after its start.")
    if high.midi < low.midi:
        raise FilmScoreError(
            f"The register from {low.name} to {high.name} is upside down: the lower note stands first."
        )
    why = given[4] if len(given) == 5 else ""
    if not isinstance(why, str):
        raise FilmScoreError(f"{shown(why)} says not why: write a few words, 'the tram'.")
    return (Slot(start, end, low, high, why),)


def rooms_of(given: Any) -> tuple[Slot, ...]:
    """All the room that is given: one thing that `slots_of` reads, or a list of such things.

    >>> [slot.start for slot in rooms_of("last-parcel")], len(rooms_of([(462, 545, "C5", "G6"), "last-parcel"]))
    ([740, 1452], 3)

    Raises
    ------
    FilmScoreError
        As `slots_of`.
    """
    alone = isinstance(given, tuple) and bool(given) and isinstance(given[0], int | float)
    if isinstance(given, Slot | Film | str) or alone or not isinstance(given, Iterable):
        return slots_of(given)
    return tuple(slot for one in given for slot in slots_of(one))
