"""A motif from what others write, and for them: TinyNotation, music21, MIDI."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Self

from .line import Line

if TYPE_CHECKING:
    from music21 import stream


class Written(Line):
    """Reading and writing."""

    @classmethod
    def from_tiny(
        cls, text: str, *, key: str | None = None, begins: int | float | str | None = None, name: str | None = None
    ) -> Self:
        """A motif from TinyNotation, the short hand of music21.

        ``c`` is middle C, ``c'`` the C above, ``C`` the one below; ``#`` and ``-`` are sharp and flat; values are 1, 2,
        4, 8 … with dots, and stay until another comes; ``~`` ties, and tied notes become one; ``trip{…}`` holds
        triplets, ``quad{…}`` four in the time of three. Rests that meet are joined.

        Raises
        ------
        FilmScoreError
            Something in it is no TinyNotation; the message marks the place.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif.from_tiny("3/4 d4 a8~ a8 trip{f#8 g8 a8}")
        Motif('D4 A4 F♯4:1/3 G4:1/3 A4:1/3', meter='3/4')
        """
        from .tiny import read_tiny

        words, meter = read_tiny(text)
        return cls(
            [f"{pitch or 'R'}:{beats}" for pitch, beats in words], key=key, meter=meter, begins=begins, name=name
        )

    @classmethod
    def from_music21(cls, music: Any, *, chords: str = "refuse") -> Self:
        """A motif from a part of music21, or a passage of one.

        Ties are joined, tuplets exact; rests within stay, those at both ends go, and the beat of the first note is
        kept. Meter, key and name are taken if they are written. Grace notes are left out, as they take no time.

        Parameters
        ----------
        music : music21.stream.Stream
            One part: ``part.measures(1, 2)``.
        chords : {'refuse', 'top'}
            Whether the highest note of a chord is taken.

        Raises
        ------
        FilmScoreError
            It has several parts or voices, chords, quarter tones, no notes, or more than 500; the message says where.

        Examples
        --------
        >>> from filmscore import Motif
        >>> tune = Motif("G4 C5:4", meter="4/4", begins=4)
        >>> Motif.from_music21(tune.to_music21()) == tune
        True
        """
        from .readers import from_music21

        return cls(**from_music21(music, chords))

    @classmethod
    def from_midi(cls, path: str | os.PathLike[str], *, track: int | None = None) -> Self:
        """A motif from a MIDI file with one line of notes.

        Times are those of the file, exact to a 64th of a beat; odd times, as fingers play them, go to the nearest 24th.
        Gaps shorter than an eighth of a beat are articulation, and belong to the note before. Names are chosen near
        the key signature of the file, or near C major.

        Parameters
        ----------
        path : path
        track : int, optional
            Which track, counted from 0, if several have notes.

        Raises
        ------
        FilmScoreError
            There is no such file, it is no MIDI file, several tracks have notes, or notes sound at once.
        """
        from .readers import from_midi

        return cls(**from_midi(path, track))

    def to_tiny(self) -> str:
        """The motif as TinyNotation, its meter in front if it names one. The place in the bar has no sign there.

        Raises
        ------
        FilmScoreError
            It has a length that TinyNotation has no sign for.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif("D4 A4:1/2 F#4:1/3 E-4:1/3 D3:1/3 G5:5/4").to_tiny()
        "d4 a8 trip{f#8 e-8 D8} g'4~ g'16"
        """
        from .tiny import to_tiny

        return to_tiny(self)

    def to_music21(self) -> stream.Part:
        """A part of music21: bars, ties across bar lines, a pickup, the key signature and the name.

        Examples
        --------
        >>> from filmscore import Motif
        >>> part = Motif("G4 C5:4", meter="4/4", begins=4).to_music21()
        >>> [bar.number for bar in part.getElementsByClass("Measure")]
        [0, 1]
        """
        from .readers import to_music21

        return to_music21(self)
