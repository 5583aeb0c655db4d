"""Who can play what: the reach of a player, and how a cell is brought into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..orchestra.catalogue import instrument, known
from ..pitch import Interval, Pitch

#: whole sections, which have the reach of all their players together: MIDI numbers, sounding
SECTIONS: dict[str, tuple[int, int]] = {"strings": (28, 88), "choir": (41, 79)}

#: struck, and of no pitch; an orchestra borrows them
DRUMS = frozenset((
    "agogo", "bongos", "claves", "congas", "cowbell", "drum kit", "guiro", "hand drum", "shaker", "timbales",
    "woodblock",
))  # fmt: skip

#: where a stroke without pitch is written: the middle line
MIDDLE_LINE = Pitch.read("B4")


@dataclass(frozen=True)
class Reach:
    """The lowest and highest note of a player, sounding, and the clefs they read; `pitched` is False for drums.

    Up to `easy` a note may be moved by octaves in the middle of a line: the last third of all the player has is for
    what was written there.
    """

    low: int
    high: int
    pitched: bool = True
    clefs: tuple[str, ...] = ("treble", "bass")
    easy: float = 127.0

    def octaves(self, heights: Sequence[int]) -> int:
        """Octaves by which a passage is moved to be reached: the fewest that leave the fewest notes outside."""
        if not self.pitched or not heights:
            return 0

        def outside(k: int) -> int:
            return sum(not self.low <= height + 12 * k <= self.high for height in heights)

        return min(range(-5, 6), key=lambda k: (outside(k), abs(k), -k))

    def folded(self, pitch: Pitch, octaves: int) -> Pitch:
        """A pitch moved by so many octaves, and on into reach where that is not enough."""
        if not self.pitched:
            return MIDDLE_LINE
        midi = pitch.midi + 12 * octaves
        while midi < self.low:
            midi += 12
        while midi > self.high:
            midi -= 12
        return pitch.up(Interval.of(midi - pitch.midi)) if midi != pitch.midi else pitch


def reach_of(name: str) -> Reach:
    """How far a player reaches in comfort.

    >>> reach_of("viola").low, reach_of("viola").clefs[0], reach_of("snare drum").pitched
    (48, 'alto', False)

    Raises
    ------
    FilmScoreError
        Nobody of that name is known; the message names the nearest.
    """
    key = " ".join(name.casefold().replace("_", " ").split())
    if key in SECTIONS:
        return Reach(*SECTIONS[key])
    if key in DRUMS:
        return Reach(MIDDLE_LINE.midi, MIDDLE_LINE.midi, False)
    player = known(name) or instrument(name)
    if player.comfortable is None:
        return Reach(MIDDLE_LINE.midi, MIDDLE_LINE.midi, False)
    least, most = player.span("extreme")
    return Reach(*player.span(), clefs=player.clefs, easy=least + (most - least) * 2 / 3)
