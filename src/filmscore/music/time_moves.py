"""What can be done to the lengths of a motif; the pitches stay."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from typing import Self

from ..errors import FilmScoreError, shown
from .line import Line, ratio, read_length
from .lineage import kept
from .meter import Meter, passed

#: a 256th note; nothing shorter is played
SHORTEST = Fraction(1, 64)


class TimeMoves(Line):
    """Operations on lengths."""

    def augment(self, n: int | float | str | Fraction) -> Self:
        """Every note and rest so many times as long.

        A pickup grows too: the note that fell on the first bar line still falls on one.

        Parameters
        ----------
        n : number
            2, 1.5, ``"3/2"`` or a Fraction; more than 0.

        Raises
        ------
        FilmScoreError
            n is not more than 0, or a note becomes longer than 64 beats or shorter than a 256th.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif("D4 A4:1/2").augment("3/2").durations
        (Fraction(3, 2), Fraction(3, 4))
        """
        by = self._ratio(n, "augment")
        return self._scaled("augment", by, by)

    def diminish(self, n: int | float | str | Fraction) -> Self:
        """Every note and rest as many times as short: 2 halves all lengths.

        Parameters
        ----------
        n : number
            2, 1.5, ``"3/2"`` or a Fraction; more than 0.

        Raises
        ------
        FilmScoreError
            n is not more than 0, or a note becomes longer than 64 beats or shorter than a 256th.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif("D4 A4:1/2").diminish(2)
        Motif('D4:1/2 A4:1/4')
        """
        by = self._ratio(n, "diminish")
        return self._scaled("diminish", by, 1 / by)

    def in_meter(self, meter: str) -> Self:
        """The same notes in another meter: a march becomes a waltz.

        Bar goes into bar. Every bar is halved into a strong and a weak part, and these again; what has three is split
        long and short (3/4 into 2 + 1, a dotted beat into quarter and eighth, 5/4 into 3 + 2). A note that fell on such
        a place falls on the same place of the new meter, so that bar lines and strong beats stay with their notes; what
        lies between two places lies between them in the same proportion. The way back restores the rhythm. A motif
        that names no meter is read in 4/4.

        Parameters
        ----------
        meter : str
            ``"3/4"``, ``"6/8"``, ``"5/4"``.

        Raises
        ------
        FilmScoreError
            There is no such meter, or a note becomes shorter than a 256th.

        Examples
        --------
        >>> from filmscore import Motif
        >>> march = Motif("D4 F4 A4 F4 D4:4", meter="4/4")
        >>> march.in_meter("3/4").duration_string, march.in_meter("6/8").duration_string
        ('1 1 1/2 1/2 3', '1 1/2 1 1/2 3')
        """
        new = Meter.read(meter)
        at = self.begins - 1
        edges = [passed(at, self._meter, new)]
        for beats in self.durations:
            at += beats
            edges.append(passed(at, self._meter, new))
        durations = tuple(b - a for a, b in pairwise(edges))
        return self._made(
            "in_meter", f"moved from {self._meter} into {new}", {"meter": str(new)},
            durations=playable(durations), meter=str(new), begins=edges[0] % new.length + 1,
        )  # fmt: skip

    def with_rhythm(self, rhythm: str | Iterable[int | float | str | Fraction]) -> Self:
        """The same pitches in other lengths; its own rests go.

        Parameters
        ----------
        rhythm : str or iterable
            A length in beats for every note: ``[1, 1/2, "1/2", 2]`` or ``"1 1/2 1/2 2"``; ``"R:1/2"`` is a rest.

        Raises
        ------
        FilmScoreError
            It has more or fewer lengths than there are notes, or something in it is no length.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif("D4 A4 F4").with_rhythm("3/2 1/2 R:1 1")
        Motif('D4:3/2 A4:1/2 R F4')
        """
        words = rhythm.replace(",", " ").split() if isinstance(rhythm, str) else _listed(rhythm)
        line, names, durations = iter(self.pitches), [], []
        count = 0
        for word in words:
            text = word.strip() if isinstance(word, str) else str(ratio(word, "a length"))
            rest = text[:2].upper() == "R:"
            if text.upper() == "R":
                rest, text = True, "R:1"
            durations.append(read_length(text[2:] if rest else text, str(word)))
            count += not rest
            names.append(None if rest else next(line, None))
        notes = len(self.pitches)
        if count != notes:
            raise FilmScoreError(
                f"The motif has {notes} note{'s' * (notes != 1)}, and the rhythm {count} length{'s' * (count != 1)}: "
                "write one for each note; a rest is 'R:1/2'."
            )
        text = " ".join(("" if name else "R:") + str(d) for name, d in zip(names, durations, strict=True))
        return self._made(
            "with_rhythm", f"in the rhythm {text}", {"rhythm": text}, names=tuple(names), durations=tuple(durations)
        )

    # ---- beneath

    def _ratio(self, n: object, operation: str) -> Fraction:
        by = ratio(n, "the ratio")
        if by <= 0:
            raise FilmScoreError(
                f"{operation}({by}) would leave no time to play in: write a number more than 0, such as 2."
            )
        return by

    def _scaled(self, operation: str, given: Fraction, by: Fraction) -> Self:
        durations = tuple(beats * by for beats in self.durations)
        bar = self._meter.length
        pickup = (1 - self.begins) % bar * by
        told = "as fast as before" if by == 1 else f"{_times(by)} as slow" if by > 1 else f"{_times(1 / by)} as fast"
        return self._made(
            operation, told, {"n": kept(given)}, durations=playable(durations),
            begins=self.begins if self.meter is None else -pickup % bar + 1,
        )  # fmt: skip


def _listed(rhythm: object) -> list[object]:
    if not isinstance(rhythm, Iterable):
        raise FilmScoreError(f"{shown(rhythm)} is no rhythm: write a length for every note, such as [1, 0.5, 0.5, 2].")
    return list(rhythm)


def playable(durations: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    """Lengths, of which none is too short to be played."""
    if min(durations) < SHORTEST:
        raise FilmScoreError(
            f"A note would last {min(durations)} of a beat; the shortest that is played here is a 256th, {SHORTEST}."
        )
    return durations


def _times(by: Fraction) -> str:
    if by == 2:
        return "twice"
    return f"{by} times"
