"""The tempo map: which beat falls on which frame.

A map is grown stretch by stretch and never changed: each call gives a new one. Beats are quarter
lengths counted from 0; bars are counted from 1. Beat 0 lies on the frame `start` of the film.

A tempo counts quarters a minute, in every meter, unless `unit` names another note: 6/8 at 60 dotted quarters is
``.bars(4, "6/8", bpm=60, unit="dotted quarter")``, and 2/2 at 60 halves ``unit="half"``. ``unit="beat"`` is the beat a
conductor shows in the meter: a dotted quarter in 6/8, a half in 2/2, a quarter in 4/4.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .exact import Number
from .lookup import LaidMap
from .segments import BarBeat, Lock, Meter, Segment, Stretch

if TYPE_CHECKING:
    from pathlib import Path

    from .click import Tick
    from .comparison import Comparison
    from .timecode import RateLike, Timecode

__all__ = ["BarBeat", "Lock", "Meter", "Number", "Segment", "Stretch", "TempoMap"]


class TempoMap(LaidMap):
    """Tempo, meter and bars of one cue, laid against a film.

    Two maps are equal when the same was written and the same bars are locked.

    Parameters
    ----------
    start : int
        The frame of the film on which beat 0 lies.
    rate : Rate or its name
        The film's rate.

    Attributes
    ----------
    start : int
    rate : Rate
    stretches : tuple of Stretch
        What was asked for.
    locks : tuple of Lock
        (bar, frame) of each locked bar, in the order of the bars.
    segments : tuple of Segment
        Where that lies in time.

    Examples
    --------
    First Bloom: 60 beats a minute from frame 480, with one bar of three.

    >>> tempo = TempoMap(start=480, rate="24").bars(12, "4/4", bpm=60).bars(1, "3/4").bars(3, "4/4")
    >>> tempo.frame_at(24.0), tempo.bar_beat(24)
    (1056.0, BarBeat(bar=7, beat=1.0))
    >>> tempo.frame_of_bar(14)
    1704.0
    """

    # ---- on paper, in other programs, beside another

    def compare(self, other: TempoMap) -> Comparison:
        """Where another map puts the same bars: a row for each, with the difference in frames (above 0 it is later).

        >>> one = TempoMap().bars(2, "4/4", bpm=60)
        >>> print(one.compare(TempoMap(start=2).bars(2, "4/4", bpm=64)))
         bar        one      other  difference
           1       0.00       2.00  2.00 frames later
           2      96.00      92.00  4.00 frames earlier
         end     192.00     182.00  10.00 frames earlier
        """
        from .comparison import compare

        return compare(self, other)

    def clicks(self, warning: int = 0, *, unit: str = "beat") -> tuple[Tick, ...]:
        """The click track as data: one `Tick` for each beat the conductor shows; none in holds and in free time.

        Parameters
        ----------
        warning : int
            Bars of warning clicks before the music, in its first meter and tempo; a pick-up bar is filled up as well.
        unit : str
            The note to click: 'beat' for the meter's own (dotted quarters in 6/8), or a name such as 'eighth'.

        >>> [(t.frame, t.bar, t.accent) for t in TempoMap(480).bars(1, "2/4", bpm=60).clicks(warning=1)]
        [(432.0, 0, True), (456.0, 0, False), (480.0, 1, True), (504.0, 1, False)]
        """
        from .click import clicks

        return clicks(self, warning, unit)

    def click_text(self, warning: int = 0, *, unit: str = "beat") -> str:
        """The click track on paper, in frames and eighths of this film.

        Each click is placed on the nearest eighth of a frame (a half goes up), and its length is the way to the next,
        so that no rounding is ever added to another. Beside it stands the exact frame.

        >>> print(TempoMap(480).bars(1, "3/4", bpm=100).click_text())
        bar  beat    frame  in eighths  click  tempo
          1     1  480.000       480-0   14-3  100.00
          1     2  494.400       494-3   14-3  100.00
          1     3  508.800       508-6   14-4  100.00
        end        523.200       523-2
        """
        from .click import click_text

        return click_text(self, warning, unit)

    def to_midi(
        self, path: str | os.PathLike[str], *, name: str = "Tempo", origin: str | Timecode | None = None
    ) -> Path:
        """Write tempo and meters as a MIDI file that every sequencer reads.

        A MIDI tempo is a whole number of microseconds a quarter and cannot slope. A ramp becomes many small steps,
        chosen so that every beat is less than a millisecond from the map. A hold becomes a very slow last fraction of
        the beat before it, so that bars keep their numbers.

        Parameters
        ----------
        path : path
        name : str
            Name of the track.
        origin : Timecode or its label, optional
            Label of the film's first frame; 00:00:00:00 if left out. The file says where beat 0 lies (its SMPTE
            offset, and in words).

        Raises
        ------
        FilmScoreError
            The file cannot be written, or MIDI has no way to say this: a quarter of more than 16.7 s, say.
        """
        from .tempo_midi import write

        return write(self, path, name, origin)

    @classmethod
    def from_midi(
        cls, path: str | os.PathLike[str], *, start: int | None = None, rate: RateLike | None = None
    ) -> TempoMap:
        """Read tempi and meters from a MIDI file, up to its end.

        What `to_midi` wrote comes back with its start and rate; ramps come back as the steps that MIDI holds.

        Parameters
        ----------
        path : path
        start : int, optional
            The frame of the film on which the file begins; what the file says, or 0.
        rate : Rate or its name, optional
            The film's rate; what the file says, or 24.

        Raises
        ------
        FilmScoreError
            It is no MIDI file, has no length, or its meter changes in the middle of a bar.
        """
        from .tempo_midi import read

        return read(cls, path, start, rate)

    def code(self) -> str:
        """The line of code that makes this map, given ``import filmscore as fs``.

        >>> print(TempoMap(start=480, rate="24").bars(12, "4/4", bpm=60).hold(2).lock(9, 1200).code())
        fs.TempoMap(start=480, rate="24").bars(12, "4/4", bpm=60).hold(2).lock(9, 1200)
        """
        from .tempo_code import code

        return code(self, "fs.TempoMap", '"')

    def __repr__(self) -> str:
        """The code that makes the same map."""
        from .tempo_code import code

        return code(self, "TempoMap", "'")
