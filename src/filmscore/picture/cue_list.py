"""The master cue list: what a spotting comes to, a line to each cue and each planned silence."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from .. import tables

if TYPE_CHECKING:
    from .spotting import Cue, Silence, Spotting

COLUMNS = ("Cue", "Kind", "In", "Out", "Length", "Enters on", "Leaves on", "Hits", "Reason")


class CueList:
    """The master cue list of a spotting: one row a cue or planned silence, to print, to show and to export.

    In and out are timecode, length is minutes and seconds of real time rounded half up, as cue sheets
    round; hits are must-hits plus may-hits.

    Examples
    --------
    >>> from filmscore.picture.spotting import Cue, Spotting
    >>> CueList(Spotting("first-bloom", cues=[Cue("4m1", 480, 1920, enters_on="lights down")]))
    Cue  Kind   In           Out          Length  Enters on    Leaves on  Hits  Reason
    4m1  score  04:00:20:00  04:01:20:00  1:00    lights down             0+0
    """

    def __init__(self, spotting: Spotting) -> None:
        self.spotting = spotting

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The cells of each cue and planned silence, as text, in the order of `COLUMNS`.

        Cues stand in the order of their numbers; a silence stands before the first cue that begins after it does.
        """
        from .spotting import Cue

        film = self.spotting.film
        for one in in_order(self.spotting):
            start, end = span(one)
            times = str(film.timecode(start)), str(film.timecode(end)), minutes(Fraction(end - start) / film.rate.fps)
            if isinstance(one, Cue):
                caught = [hit.must for hit in self.spotting.hits if start <= hit.frame < end]  # type: ignore[operator]
                hits = f"{sum(caught)}+{len(caught) - sum(caught)}"
                yield (one.id, one.kind, *times, one.enters_on, one.leaves_on, hits, one.reason)
            else:
                yield ("", "silence", *times, "", "", "", one.reason)

    def __repr__(self) -> str:
        return tables.as_text(COLUMNS, self.rows())

    def _repr_html_(self) -> str:
        return tables.as_html(COLUMNS, self.rows(), f"Master cue list of {self.spotting.film.title}")

    def to_csv(self, path: str | Path) -> Path:
        """Write the list as CSV (UTF-8, comma-separated, a heading row) and return its path.

        Raises
        ------
        FilmScoreError
            If the file exists already: a cue list somebody made is never overwritten.
        """
        return tables.write_csv(path, COLUMNS, self.rows(), what="cue list")


def in_order(spotting: Spotting) -> Iterator[Cue | Silence]:
    """Cues in the order of their numbers; each silence before the first cue that begins after it does."""
    silences = list(spotting.silences)
    for cue in spotting.cues:
        while silences and span(silences[0])[0] < span(cue)[0]:
            yield silences.pop(0)
        yield cue
    yield from silences


def span(of: Cue | Silence) -> tuple[int, int]:
    """First frame, and the first frame after."""
    return of.start, of.end  # type: ignore[return-value]  # frames, once placed in a film


def minutes(seconds: Fraction) -> str:
    """Minutes and seconds as a cue sheet gives them, rounded half up.

    >>> minutes(Fraction(125, 2)), minutes(Fraction(599, 10))
    ('1:03', '1:00')
    """
    whole = int(seconds + Fraction(1, 2))  # round() would take 62.5 down to 62
    return f"{whole // 60}:{whole % 60:02d}"


def hundredths(seconds: Fraction, places: int = 2) -> str:
    """Seconds with two places, or as many as asked for, rounded half up.

    >>> hundredths(Fraction(1005, 1000)), hundredths(Fraction(1, 24), 4)
    ('1.01', '0.0417')
    """
    whole = math.floor(seconds * 10**places + Fraction(1, 2))
    return f"{whole // 10**places}.{whole % 10**places:0{places}d}"
