"""What sounds when: anything with notes in it as one row of moments.

A moment lasts from one change to the next; in it the same notes sound. All that reads harmony here (chords, tension,
suspense) reads moments, so it does not matter whether they come from a sketch of chord symbols or a full score.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from ...errors import FilmScoreError, shown
from ..meter import Meter
from ..motif import Motif
from ..pitch import Pitch
from ..setting import Harmonised
from .chords import Chord, chords_of
from .pairs import Pair
from .triads import Triad
from .voicing import Voicing


class Sounding(NamedTuple):
    """A note: what, from which beat of the passage, how long, in which part."""

    pitch: Pitch
    start: Fraction
    beats: Fraction
    part: str


class Moment(NamedTuple):
    """A stretch in which nothing changes.

    Attributes
    ----------
    start, beats : Fraction
        In quarter lengths from the beginning of the passage.
    pitches : tuple of Pitch
        All that sounds, the lowest first; a note that two players have counts once.
    begun : int
        Notes that begin here, each player counted.
    """

    start: Fraction
    beats: Fraction
    pitches: tuple[Pitch, ...]
    begun: int


@dataclass(frozen=True)
class Passage:
    """Notes with their bars.

    Attributes
    ----------
    notes : tuple of Sounding
    bars : tuple of (int, Fraction)
        Number and first beat of every bar.
    beats : Fraction
        Length of the whole.
    key : str or None
        If it names one.
    bpm : float or None
        Quarters a minute, if it says so.
    """

    notes: tuple[Sounding, ...]
    bars: tuple[tuple[int, Fraction], ...]
    beats: Fraction
    key: str | None = None
    bpm: float | None = None

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The passage from change to change; silence is a moment without pitches."""
        edges = sorted(
            {Fraction(0), self.beats, *(n.start for n in self.notes), *(n.start + n.beats for n in self.notes)}
        )
        edges = [edge for edge in edges if 0 <= edge <= self.beats]
        begin: dict[Fraction, list[Sounding]] = {}
        for note in self.notes:
            begin.setdefault(note.start, []).append(note)
        found, on = [], list[Sounding]()
        for here, there in pairwise(edges):
            on = [note for note in on if note.start + note.beats > here] + begin.get(here, [])
            pitches = {note.pitch.midi: note.pitch for note in on}
            found.append(
                Moment(here, there - here, tuple(pitches[m] for m in sorted(pitches)), len(begin.get(here, [])))
            )
        return tuple(found)

    def place(self, at: Fraction) -> tuple[int, Fraction]:
        """Bar, and beat of the bar counted from 1, of a beat of the passage."""
        number, start = self.bars[max(0, bisect_right([start for _, start in self.bars], at) - 1)]
        return number, at - start + 1

    def where(self, at: Fraction) -> str:
        """The same in words: "bar 3", "bar 3, beat 2½"."""
        bar, beat = self.place(at)
        if beat == 1:
            return f"bar {bar}"
        whole, rest = divmod(beat, 1)
        part = {Fraction(0): "", Fraction(1, 2): "½", Fraction(1, 4): "¼", Fraction(3, 4): "¾"}.get(rest)
        return f"bar {bar}, beat {whole}{part}" if part is not None else f"bar {bar}, beat {float(beat):.2f}"

    def bar_length(self, at: Fraction) -> Fraction:
        """Quarter lengths of the bar that a beat lies in."""
        starts = [start for _, start in self.bars]
        i = max(0, bisect_right(starts, at) - 1)
        if i + 1 < len(starts):
            return starts[i + 1] - starts[i]
        return starts[i] - starts[i - 1] if i else max(self.beats - starts[i], Fraction(1))

    def within(self, start: Fraction, end: Fraction) -> tuple[Moment, ...]:
        """The moments that reach into a stretch."""
        first = max(0, bisect_right(self._starts, start) - 1)
        return self.moments[first : bisect_left(self._starts, end)]

    @cached_property
    def _starts(self) -> list[Fraction]:
        return [moment.start for moment in self.moments]

    def bar_spans(self) -> list[tuple[int, Fraction, Fraction]]:
        """Number, beginning and end of every bar, within the passage."""
        return self._spans

    @cached_property
    def _spans(self) -> list[tuple[int, Fraction, Fraction]]:
        ends = [start for _, start in self.bars[1:]] + [self.beats]
        spans = [
            (n, max(start, Fraction(0)), min(end, self.beats)) for (n, start), end in zip(self.bars, ends, strict=True)
        ]
        return [(n, start, end) for n, start, end in spans if end > start]


def passage(x: Any, beats: int | Fraction = 4) -> Passage:
    """Anything that has notes, as a passage.

    Parameters
    ----------
    x : str, list, Chord, Triad, Pair, Motif, Harmonised, Voicing, Bars, cue, music21 stream or path
        Chord symbols (``"C D/C Fm C"``) or a list of chords are laid close together. A path names a file that music21
        reads.
    beats : number
        How long each of a row of chords lasts.

    Raises
    ------
    FilmScoreError
        There are no notes in it, or it cannot be read.

    Examples
    --------
    >>> [len(moment.pitches) for moment in passage("C D/C Cm7").moments]
    [3, 4, 4]
    """
    from .bars import Bars
    from .score_moments import of_stream

    if isinstance(x, Passage):
        return x
    if isinstance(x, Bars):
        return x.passage
    if isinstance(x, Pair):
        x = x.voicing
    if isinstance(x, Motif):
        return _of_motif(x)
    if isinstance(x, Harmonised):
        return _of_harmonised(x)
    if isinstance(x, Voicing):
        return _of_voicing(x)
    if callable(getattr(x, "score", None)):  # a cue of the course
        return of_stream(x.score())
    if isinstance(x, Path) or (isinstance(x, str) and Path(x).suffix.lower() in _FILES):
        from ..score_lines import _read

        return of_stream(_read(Path(x)))
    if getattr(x, "isStream", False):
        return of_stream(x)
    if isinstance(x, str | Chord | Triad) or (isinstance(x, Iterable) and not isinstance(x, bytes | dict)):
        return _of_chords(x if isinstance(x, str | Chord | Triad) else list(x), beats)
    raise FilmScoreError(
        f"{shown(x)} has no harmony to read: give chords ('C D/C Fm'), a motif with its chords, a voicing, a music21 "
        "score, the path of a MusicXML file, or one of fs.film_cues('first-bloom')."
    )


_FILES = (".musicxml", ".mxl", ".xml", ".mid", ".midi", ".krn", ".abc")


def even_bars(length: Fraction, bar: Fraction, first: Fraction = Fraction(0)) -> tuple[tuple[int, Fraction], ...]:
    """Number and first beat of bars of one length, the first of which begins at `first`."""
    count = max(1, -((first - length) // bar))
    return tuple((n + 1, first + n * bar) for n in range(int(count)))


def _bar(meter: str | None) -> Fraction:
    return Meter.read(meter or "4/4").length


def _of_motif(motif: Motif) -> Passage:
    notes = tuple(Sounding(Pitch.read(name), start, beats, motif.name or "tune") for name, start, beats in motif.notes)
    return Passage(notes, even_bars(motif.beats, _bar(motif.meter), 1 - motif.begins), motif.beats, motif.key)


def _of_harmonised(x: Harmonised) -> Passage:
    tune = _of_motif(x.melody)
    under = tuple(Sounding(Pitch.read(n), c.start, c.beats, "chords") for c in x.chords for n in c.names)
    bars = even_bars(x.beats, _bar(x.melody.meter), 1 - x.melody.begins)
    return Passage(tune.notes + under, bars, x.beats, getattr(x, "key", None) or x.melody.key)


def _of_voicing(x: Voicing) -> Passage:
    notes, at = [], Fraction(0)
    for i, beats in enumerate(x.beats):
        notes += [
            Sounding(Pitch.read(line[i]), at, beats, voice) for voice, line in zip(x.voices, x.lines, strict=True)
        ]
        at += beats
    return Passage(tuple(notes), even_bars(at, _bar(x.meter)), at, x.key)


def _of_chords(x: Any, beats: int | Fraction) -> Passage:
    from ..line import ratio

    each = ratio(beats, "the length of a chord")
    if not 0 < each <= 64:
        raise FilmScoreError(f"beats is {shown(beats)}: a chord lasts more than 0 beats, and 64 at most.")
    row = chords_of(x)
    notes = tuple(
        Sounding(Pitch.read(name), i * each, each, f"note {n + 1}")
        for i, c in enumerate(row)
        for n, name in enumerate(c.pitches)
    )
    return Passage(notes, even_bars(len(row) * each, Fraction(4)), len(row) * each)


def trimmed(whole: Passage, first: int, last: int) -> Passage:
    """Some bars of a passage, both ends included; their numbers stay.

    Raises
    ------
    FilmScoreError
        There are no such bars.
    """
    spans = [span for span in whole.bar_spans() if first <= span[0] <= last]
    if not spans:
        numbers = [n for n, _ in whole.bars]
        raise FilmScoreError(
            f"There are no bars {first} to {last}: this passage has the bars {numbers[0]} to {numbers[-1]}."
        )
    begin, end = spans[0][1], spans[-1][2]
    notes = []
    for note in whole.notes:
        start, stop = max(note.start, begin), min(note.start + note.beats, end)
        if stop > start:
            notes.append(note._replace(start=start - begin, beats=stop - start))
    return replace(
        whole, notes=tuple(notes), bars=tuple((n, start - begin) for n, start, _ in spans), beats=end - begin
    )
