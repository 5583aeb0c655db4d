"""Parts of a motif: head, tail, a cell from within, or all until it breaks off."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Self

from ..errors import FilmScoreError
from .line import Line, ratio
from .lineage import kept
from .pitch_moves import whole
from .time_moves import playable


class Fragments(Line):
    """Operations that leave a part."""

    def head(self, n: int) -> Self:
        """Its first notes.

        Raises
        ------
        FilmScoreError
            n is not 1 to the number of notes.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif("D4 A4 R F4").head(2)
        Motif('D4 A4')
        """
        n = self._count(n)
        return self._cut("head", f"its first {_notes(n)}", {"n": n}, 0, n)

    def tail(self, n: int) -> Self:
        """Its last notes, on the beats where they were.

        Raises
        ------
        FilmScoreError
            n is not 1 to the number of notes.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif("D4 A4 F4:2", meter="4/4").tail(1)
        Motif('F4:2', meter='4/4', begins=3)
        """
        n, notes = self._count(n), len(self.pitches)
        return self._cut("tail", f"its last {_notes(n)}", {"n": n}, notes - n, notes)

    def cell(self, first: int, last: int) -> Self:
        """The notes from `first` to `last`, both counted from 1 and both part of it.

        Raises
        ------
        FilmScoreError
            There are no such notes, or they are in the wrong order.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif("D4 A4 F4 E4").cell(2, 3)
        Motif('A4 F4')
        """
        first, last = self._count(first), self._count(last)
        if first > last:
            raise FilmScoreError(f"From note {first} to note {last} there is nothing: write cell({last}, {first}).")
        told = f"its notes {first} to {last}" if first < last else f"its note {first}"
        return self._cut("cell", told, {"first": first, "last": last}, first - 1, last)

    def truncate(self, beats: int | float | str | Fraction) -> Self:
        """It breaks off after so many beats; a note that sounds then is cut short.

        Raises
        ------
        FilmScoreError
            beats is not more than 0, is more than the motif has, or leaves no note.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif("D4 A4 F4:2").truncate(2.5)
        Motif('D4 A4 F4:1/2')
        """
        end = ratio(beats, "the number of beats")
        if not 0 < end <= self.beats:
            raise FilmScoreError(
                f"The motif lasts {self.beats} beats: it can break off after 0 to {self.beats}, not {end}."
            )
        names, durations, at = [], [], Fraction(0)
        for name, length in zip(self.names, self.durations, strict=True):
            if at >= end:
                break
            names.append(name)
            durations.append(min(length, end - at))
            at += length
        if not any(names):
            raise FilmScoreError(f"In its first {end} beats the motif rests: nothing would be left to hear.")
        return self._made(
            "truncate", f"broken off after {end} beat{'s' * (end != 1)}", {"beats": kept(end)},
            names=tuple(names), durations=playable(tuple(durations)),
        )  # fmt: skip

    # ---- beneath

    def _count(self, n: object) -> int:
        count, notes = whole(n, "notes"), len(self.pitches)
        if not 1 <= count <= notes:
            raise FilmScoreError(f"There is no note {count}: the motif has {notes}, counted from 1.")
        return count

    def _cut(self, operation: str, told: str, arguments: dict[str, Any], first: int, last: int) -> Self:
        """From the attack of one sounding note to the end of another; rests between them stay."""
        where = [i for i, name in enumerate(self.names) if name]
        i, j = where[first], where[last - 1] + 1
        begins = self.begins
        if self.meter is not None:
            begins = (begins - 1 + sum(self.durations[:i], Fraction(0))) % self._meter.length + 1
        return self._made(
            operation, told, arguments, names=self.names[i:j], durations=self.durations[i:j], begins=begins
        )


def _notes(n: int) -> str:
    return f"{n} notes" if n > 1 else "note"
