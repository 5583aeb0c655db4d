"""A cell turned: begun elsewhere, higher or lower, with other accents, with fewer strokes."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Self

from ...errors import FilmScoreError, shown
from ...picture.segments import Meter
from ..meter import strength
from ..pitch import Interval
from .pattern import Pattern, whole_number

#: of a stroke: less than this over a whole number is how a share was written, 0.666667 for two thirds
HAIR = 1e-4


class Turning(Pattern):
    """What gives another cell of the same step and meter; what was declared of it goes with it."""

    def rotate(self, steps: int) -> Self:
        """The same cell begun so many steps later in itself; with a minus, earlier.

        >>> from filmscore import Ostinato
        >>> Ostinato("D3> A3 D3 C4").rotate(1).text, Ostinato("D3> A3 D3 C4").rotate(-1).text
        ('A3 D3 C4 D3>', 'C4 D3> A3 D3')

        Raises
        ------
        FilmScoreError
            It is no whole number.
        """
        by = whole_number(steps, "steps to rotate by")
        turned = (stroke._replace(at=(stroke.at - by) % self.size) for stroke in self.strokes)
        return self._with(strokes=tuple(sorted(turned)))

    def transpose(self, interval: str | int) -> Self:
        """The same cell higher or lower: an interval as it is spelled, ``"m3"``, ``"-P8"``, or semitones.

        >>> from filmscore import Ostinato
        >>> Ostinato("D3> A3 D3 E-3").transpose("m3").text
        'F3> C4 F3 G♭3'
        """
        by = Interval.of(interval) if type(interval) is int else Interval.read(interval)
        moved = (s._replace(pitches=tuple(p.up(by) for p in s.pitches)) for s in self.strokes)
        return self._with(strokes=tuple(moved))

    def accent(self, *steps: int) -> Self:
        """The same notes with accents on these steps, counted from 1, and on no others.

        >>> from filmscore import Ostinato
        >>> Ostinato("D3 D3 D3 D3 D3 D3 D3 D3").accent(1, 4, 7).pattern
        'XxxXxxXx'

        Raises
        ------
        FilmScoreError
            Nothing is struck on one of them.
        """
        struck = {stroke.at + 1 for stroke in self.strokes}
        for step in steps:
            if whole_number(step, "step") not in struck:
                raise FilmScoreError(f"Nothing is struck on step {shown(step)} of {self.pattern}: choose one that is.")
        return self._with(strokes=tuple(s._replace(accent=int(s.at + 1 in steps)) for s in self.strokes))

    def thin(self, share: float) -> Self:
        """The same cell with only this share of its strokes, at least one: accents stay longest, then strong places.

        >>> from filmscore import Ostinato
        >>> Ostinato("D3> D3 A3 D3 C4> D3 A3 D3").thin(0.5).pattern
        'X.x.X.x.'
        >>> [len(Ostinato("xxxxxx", pitch="D3").thin(share).strokes) for share in (2 / 3, 0.666667)]
        [4, 4]

        Raises
        ------
        FilmScoreError
            The share is no number above 0 and up to 1.
        """
        if isinstance(share, bool) or not isinstance(share, int | float | Fraction) or not 0 < share <= 1:
            raise FilmScoreError(f"{shown(share)} is no share of the cell: a number above 0 and up to 1 is wanted.")
        meter = Meter.read(self.meter)
        order = sorted(self.strokes, key=lambda s: (-s.accent, strength(meter, s.at * self.step), s.at))
        kept = set(order[: max(1, ceil(share * len(order) - HAIR))])
        return self._with(strokes=tuple(s for s in self.strokes if s in kept))
