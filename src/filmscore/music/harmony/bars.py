"""Bars as they are jotted down: which notes sound together, for how many beats; what goes on is held.

    "E2+B3:3 R:1"

is a bar of E and B for three beats and a beat of silence. The next bar may begin with "E2+C4:4": after the rest the E
is struck again. Without the rest it would go on, and only the C would be new. So a low note that stands in every chord
is a pedal, as a player of a long bow has it, and what is counted as begun is what an ear hears begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...errors import FilmScoreError, shown
from ..keys import Key
from ..meter import Meter
from ..pitch import Pitch, as_music21
from ..typed import read_length
from .holding import held
from .moments import Moment, Passage, Sounding, even_bars

if TYPE_CHECKING:
    from music21 import stream

_EXAMPLE = "write 'E2+B3:3 R:1': the notes of a chord joined by +, a colon, its beats; R is silence"
_MOST_BARS = 256
_MOST_VOICES = 16


@dataclass(frozen=True, repr=False)
class Bars:
    """Bars that were read. Made by `bars_of`; every analysis takes it, `fs.play` plays it, `fs.show` engraves it.

    Attributes
    ----------
    text : tuple of str
        A bar each, as it was written.
    notes : tuple of Sounding
        Each with its pitch, its first beat from 0, its length and its line: a note that is held through several chords
        is one.
    lines : tuple of str
        Who has the notes, from the top down: "line 1", "line 2" … A note goes to the line that comes to it from
        nearest.
    meter : str
    key : str or None
    bpm : float or None
    """

    text: tuple[str, ...]
    notes: tuple[Sounding, ...]
    lines: tuple[str, ...]
    meter: str
    key: str | None = None
    bpm: float | None = None

    @property
    def beats(self) -> Fraction:
        """Length of the whole, in quarter lengths."""
        return len(self.text) * Meter.read(self.meter).length

    @property
    def passage(self) -> Passage:
        """It as the analyses read it."""
        return Passage(self.notes, even_bars(self.beats, Meter.read(self.meter).length), self.beats, self.key, self.bpm)

    @property
    def moments(self) -> tuple[Moment, ...]:
        """From change to change: what sounds, and how many notes begin."""
        return self.passage.moments

    def to_music21(self) -> stream.Score:
        """A score with a part for each line, ties and rests written out."""
        from music21 import instrument, key, meter, note, stream, tempo

        parts: list[Any] = []
        for line in self.lines:
            part = stream.Part(id=line)
            part.partName = line.capitalize()
            plays = instrument.Instrument(part.partName)
            plays.instrumentName, plays.midiProgram = part.partName, 0  # a piano, where nobody knows such a player
            part.insert(0, plays)
            part.insert(0, meter.TimeSignature(self.meter))
            home = None if self.key is None else Key.read(self.key)
            if home is not None and abs(home.fifths) <= 7:
                part.insert(0, key.KeySignature(home.fifths))
            if self.bpm is not None and not parts:
                part.insert(0, tempo.MetronomeMark(number=self.bpm))
            at = Fraction(0)
            for one in sorted((n for n in self.notes if n.part == line), key=lambda n: n.start):
                if one.start > at:
                    part.insert(at, note.Rest(quarterLength=one.start - at))
                part.insert(one.start, note.Note(as_music21(one.pitch.name), quarterLength=one.beats))
                at = one.start + one.beats
            if at < self.beats:
                part.insert(at, note.Rest(quarterLength=self.beats - at))
            made = part.makeMeasures()
            made.makeTies(inPlace=True)
            parts.append(made)
        return stream.Score(parts)

    @property
    def told(self) -> str:
        """How much it is, in a sentence."""
        bars = "1 bar" if len(self.text) == 1 else f"{len(self.text)} bars"
        notes = "1 note" if len(self.notes) == 1 else f"{len(self.notes)} notes"
        lines = "1 line" if len(self.lines) == 1 else f"{len(self.lines)} lines"
        return f"{bars} of {self.meter}: {notes} in {lines}; what goes on is held."

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return f"Bars({' | '.join(self.text)})"


def bars_of(
    bars: str | Iterable[str], *, meter: str = "4/4", key: str | None = None, bpm: float | None = None
) -> Bars:  # fmt: skip
    """Read bars in which a note that goes on is held.

    Parameters
    ----------
    bars : list of str, or str
        A text for each bar, or one text with "|" between them: ``["E2:4", "E2+B3:3 R:1"]``.
    meter : str
        Every bar has to fill it.
    key : str, optional
        Where home is; for the page, and for the analyses if they are not told otherwise.
    bpm : float, optional
        Quarters a minute.

    Returns
    -------
    Bars

    Raises
    ------
    FilmScoreError
        A word is no chord, or a bar does not fill its meter: the bar and its sum are said; or nothing sounds.

    Examples
    --------
    >>> made = bars_of(["E2:4", "E2+B3:3 R:1", "E2+C4:4"])
    >>> [(note.pitch.name, str(note.start), str(note.beats), note.part) for note in made.notes]
    [('E2', '0', '7', 'line 2'), ('B3', '4', '3', 'line 1'), ('E2', '8', '4', 'line 2'), ('C4', '8', '4', 'line 1')]
    """
    texts = bars.strip().strip("|").split("|") if isinstance(bars, str) else _listed(bars)
    if not texts or len(texts) > _MOST_BARS or not any(text.strip() for text in texts):
        count = f"{len(texts)} bars" if len(texts) > _MOST_BARS else "No bars"
        raise FilmScoreError(f"{count} are given; from 1 to {_MOST_BARS} are read. For each {_EXAMPLE}.")
    long = Meter.read(meter).length
    if bpm is not None and (isinstance(bpm, bool) or not isinstance(bpm, int | float | Fraction) or not 0 < bpm <= 999):
        raise FilmScoreError(f"bpm is {shown(bpm)}: quarters a minute are wanted, such as 60.")
    row: list[tuple[tuple[Pitch, ...], Fraction]] = []
    for number, text in enumerate(texts, start=1):
        here = [_word(word, number) for word in text.split()]
        total = sum((beats for _, beats in here), Fraction(0))
        if total != long:
            parts = " + ".join(str(beats) for _, beats in here) or "nothing"
            raise FilmScoreError(
                f"Bar {number} has {total} beats ({parts}), and a bar of {meter} has {long}: {shown(text.strip())}. "
                "R:1 is a beat of silence."
            )
        row += here
    sounding = held(({pitch.midi: pitch for pitch in pitches}, beats) for pitches, beats in row)
    notes, lines = _in_lines((pitch, start, end) for _, pitch, start, end in sounding)
    if not notes:
        raise FilmScoreError("These bars are silent throughout: write at least one note, 'E2:4'.")
    name = None if key is None else Key.read(key).name
    rate = None if bpm is None else float(bpm)
    return Bars(tuple(text.strip() for text in texts), notes, lines, str(Meter.read(meter)), name, rate)


def _listed(bars: Any) -> list[str]:
    found = list(bars) if isinstance(bars, Iterable) and not isinstance(bars, bytes | dict) else None
    if found is None or not all(isinstance(one, str) for one in found):
        raise FilmScoreError(f"{shown(bars)} is no list of bars: write a text for each, ['E2:4', 'E2+B3:3 R:1'].")
    return found


def _word(word: str, bar: int) -> tuple[tuple[Pitch, ...], Fraction]:
    """A chord and its beats."""
    names, colon, length = word.partition(":")
    if not colon or not length or not names:
        raise FilmScoreError(f"Bar {bar}: {shown(word)} says no length; {_EXAMPLE}.")
    beats = read_length(length, word)
    if names.upper() == "R":
        return (), beats
    found: dict[int, Pitch] = {}
    for name in names.split("+"):
        if not re.fullmatch(r"\s*[A-Ga-g].*", name):
            raise FilmScoreError(f"Bar {bar}: {shown(name)} in {shown(word)} is no note; {_EXAMPLE}.")
        try:
            pitch = Pitch.read(name)
        except FilmScoreError as error:
            raise FilmScoreError(f"Bar {bar}, {shown(word)}: {error}") from None
        found.setdefault(pitch.midi, pitch)
    if len(found) > _MOST_VOICES:
        raise FilmScoreError(f"Bar {bar}: {len(found)} notes at once are more than the {_MOST_VOICES} that are read.")
    return tuple(found[midi] for midi in sorted(found)), beats


def _in_lines(spans: Iterable[tuple[Pitch, Fraction, Fraction]]) -> tuple[tuple[Sounding, ...], tuple[str, ...]]:
    """Each note given to a line that is free, the one whose last note lies nearest; the lines named from the top."""
    row = list(spans)
    free: list[list[tuple[Pitch, Fraction, Fraction]]] = []
    for start in sorted({span[1] for span in row}):
        here = [span for span in row if span[1] == start]
        open_ = [line for line in free if line[-1][2] <= start]
        pairs = sorted(
            ((abs(line[-1][0].midi - span[0].midi), start - line[-1][2], i, j) for i, line in enumerate(open_)
             for j, span in enumerate(here))
        )  # fmt: skip
        lines, given = set[int](), set[int]()
        for _, _, i, j in pairs:
            if i not in lines and j not in given:
                lines.add(i)
                given.add(j)
                open_[i].append(here[j])
        free += [[span] for j, span in enumerate(here) if j not in given]
    free.sort(key=lambda line: -_middle(line))
    names = tuple(f"line {number}" for number in range(1, len(free) + 1))
    notes = [
        Sounding(pitch, start, end - start, name)
        for name, line in zip(names, free, strict=True)
        for pitch, start, end in line
    ]
    return tuple(sorted(notes, key=lambda n: (n.start, n.pitch.midi))), names


def _middle(line: Iterable[tuple[Pitch, Fraction, Fraction]]) -> Fraction:
    """Where a line lies, each note for as long as it lasts."""
    row = list(line)
    return sum((p.midi * (end - start) for p, start, end in row), Fraction(0)) / sum(
        (end - start for _, start, end in row), Fraction(0)
    )
