"""A motif played by a machine, and the same programmed with feeling: what differs, measured note by note.

Three things make a mock-up breathe: a line of expression that goes somewhere, articulation that says which notes belong
together, and time that is a person's. Each can be switched on alone, so that each can be heard alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from ..music.motif import Motif, as_music21
from ..tables import as_html, as_text

if TYPE_CHECKING:
    from ..picture.tempo import TempoMap
    from .performance import Performance
    from .stems import Stems

#: what can be shaped
SHAPES = {
    "expression": "a swell to the peak of the phrase and away from it",
    "articulation": "slurs, the long note leaned on, the last let go",
    "time": "a little on towards the peak, a little back at the end, and nobody to the millisecond",
}

#: how far the tempo leans: faster towards the peak, slower at the end, as factors
ON, BACK = 1.05, 0.86

#: both are heard at the same loudness, LUFS
LUFS = -24.0


@dataclass(frozen=True)
class Programmed:
    """A motif, plain and shaped. Made by `programme`.

    Attributes
    ----------
    motif : Motif
    player : str
    shape : tuple of str
        What was shaped.
    plain, shaped : Performance
    peak : int
        The note, from 0, that the phrase goes to.
    """

    motif: Motif
    player: str
    shape: tuple[str, ...]
    plain: Performance
    shaped: Performance
    peak: int
    _scores: tuple[Any, Any] = field(repr=False, compare=False)

    def score(self, which: str = "shaped") -> Any:
        """The notes of "plain" or "shaped", as a music21 score."""
        return self._scores[_which(which)]

    @property
    def title(self) -> str:
        """What players and meters call it."""
        return f"{self.player[:1].upper()}{self.player[1:]}, {' and '.join(self.shape) or 'plain'}"

    def stems(self, which: str = "shaped") -> Stems:
        """The sound of "plain" or "shaped", both at the same loudness."""
        from .loudness import loudness
        from .stems import Stems

        made = (self.plain, self.shaped)[_which(which)].render()
        gain = 10 ** (loudness(made).to_target(LUFS) / 20)
        return Stems({name: made[name] * gain for name in made}, font=made.font, families=made.families,
                     tempo=made.tempo)  # fmt: skip

    @property
    def curve(self) -> tuple[tuple[float, float], ...]:
        """The line of expression of the shaped one: seconds, and a controller from 0 to 127."""
        points = [(c.time, c.value) for track in self.shaped.tracks for c in track.controls if c.kind == "expression"]
        return tuple(sorted(points))

    _COLUMNS = ("note", "plain at", "shaped at", "later by", "lasts", "shaped", "weight", "shaped weight")

    def rows(self) -> list[tuple[str, ...]]:
        """A row for each note: when, how long and how hard, plain and shaped."""
        made: list[tuple[str, ...]] = []
        pairs = zip(self.motif.pitches, _played(self.plain), _played(self.shaped), strict=True)
        for name, one, other in pairs:
            made.append((
                name, f"{one.start:.2f} s", f"{other.start:.2f} s", f"{1000 * (other.start - one.start):+.0f} ms",
                f"{one.end - one.start:.2f} s", f"{other.end - other.start:.2f} s", f"{one.velocity:.0f}",
                f"{other.velocity:.0f}",
            ))  # fmt: skip
        return made

    @property
    def told(self) -> str:
        """What was shaped, in words."""
        if not self.shape:
            return "Nothing is shaped: both are the machine."
        what = "; ".join(f"{name}: {SHAPES[name]}" for name in self.shape)
        name = self.motif.pitches[self.peak]
        return f"{what[:1].upper()}{what[1:]}. The phrase goes to {name}, note {self.peak + 1}."

    def __repr__(self) -> str:
        return f"{self.told}\n{as_text(self._COLUMNS, self.rows(), right=self._COLUMNS[1:])}"

    def _repr_html_(self) -> str:
        return as_html(self._COLUMNS, self.rows(), self.told)


def programme(
    motif: Motif | str, played_by: str = "cello", *, bpm: float = 66, shape: Iterable[str] | str = tuple(SHAPES)
) -> Programmed:
    """Play a motif as a machine does, and programme it with feeling.

    Parameters
    ----------
    motif : Motif, or what makes one
    played_by : str
        An instrument of the palette: ``"cello"``, ``"solo violin"``, ``"horn"``.
    bpm : float
        Quarters a minute.
    shape : list of {'expression', 'articulation', 'time'}
        What is shaped; all of it if left out.

    Returns
    -------
    Programmed
        With `.plain` and `.shaped` to render, `.stems("plain")`, `.curve`, and what differs in a table.

    Raises
    ------
    FilmScoreError
        It is no motif, nobody of that name plays here, or there is no such thing to shape.

    Examples
    --------
    >>> made = programme("D4:3/2 A4:3/2 G4 F4:3/2 E4:1/2 D4:2", "cello")
    >>> made.peak, made.told
    (1, 'Expression: a swell to the peak of the phrase and away from it; articulation: slurs, the long note leaned on,
    the last let go; time: a little on towards the peak, a little back at the end, and nobody to the millisecond. The
    phrase goes to A4, note 2.')
    """
    from .palette import voice_for
    from .performance import perform

    line = motif if isinstance(motif, Motif) else Motif(motif)
    if not isinstance(shape, Iterable):
        raise FilmScoreError(f"{shown(shape)} cannot be shaped: {', '.join(SHAPES)} can.")
    asked = [shape] if isinstance(shape, str) else list(shape)
    for one in asked:
        if one not in SHAPES:
            raise FilmScoreError(f"{shown(one)} cannot be shaped: {', '.join(SHAPES)} can.")
    if not isinstance(played_by, str) or not played_by.strip():
        raise FilmScoreError(f"{shown(played_by)} is no player: write the name of an instrument, 'cello'.")
    voice_for(played_by)
    kept = tuple(name for name in SHAPES if name in asked)
    peak = _peak(line)
    plain = _score(line, played_by, peak, ())
    shaped = _score(line, played_by, peak, kept)
    return Programmed(
        line,
        played_by,
        kept,
        perform(plain, _tempo(line, bpm, peak, False), humanise=False),
        perform(shaped, _tempo(line, bpm, peak, "time" in kept), humanise="time" in kept),
        peak,
        (plain, shaped),
    )


def _which(which: str) -> int:
    if which not in ("plain", "shaped"):
        raise FilmScoreError(f"There is 'plain' and 'shaped', not {shown(which)}.")
    return int(which == "shaped")


def _played(performance: Performance) -> list[Any]:
    """The notes as they are played, one for each that is written."""
    notes = [account.notes[0] for account in performance.accounts if account.notes]
    return sorted(notes, key=lambda note: note.start)


def _peak(line: Motif) -> int:
    """The note a phrase goes to: the highest, of several the longest, of those the last; never the very first."""
    lengths = [beats for name, beats in zip(line.names, line.durations, strict=True) if name]
    order = range(1, len(lengths)) if len(lengths) > 1 else range(1)
    return max(order, key=lambda i: (line.midi[i], lengths[i], i))


def _beats(line: Motif) -> list[tuple[Fraction, Fraction, str | None]]:
    rows, beat = [], Fraction(0)
    for name, beats in zip(line.names, line.durations, strict=True):
        rows.append((beat, beats, name))
        beat += beats
    return rows


def _tempo(line: Motif, bpm: float, peak: int, free: bool) -> TempoMap:
    from ..picture.tempo import TempoMap

    whole = line.beats
    top = [beat for beat, _, name in _beats(line) if name][peak]
    plain = TempoMap().steady(whole, bpm=bpm)
    if not free or not 0 < top < whole:
        return plain
    base = plain.bpm_at(0)
    return TempoMap().ramp(top, bpm=(base, base * ON)).ramp(whole - top, bpm=(base * ON, base * BACK))


def _score(line: Motif, player: str, peak: int, shape: tuple[str, ...]) -> Any:
    from music21 import articulations, dynamics, instrument, note, spanner, stream

    part = stream.Part(id=player)
    part.partName = player[:1].upper() + player[1:]
    part.insert(0, instrument.Instrument(part.partName))
    sounding: list[Any] = []
    for beat, beats, name in _beats(line):
        element = note.Rest() if name is None else note.Note(as_music21(name))
        element.quarterLength = beats
        part.insert(beat, element)
        if name is not None:
            sounding.append(element)
    swells = "expression" in shape and len(sounding) > 1
    part.insert(sounding[0].offset, dynamics.Dynamic("p" if swells else "mf"))
    if swells:
        part.insert(0, dynamics.Crescendo(sounding[0], sounding[max(peak - 1, 0)]))
        part.insert(sounding[peak].offset, dynamics.Dynamic("mf"))
        if peak < len(sounding) - 1:
            part.insert(0, dynamics.Diminuendo(sounding[peak], sounding[-1]))
    if "articulation" in shape and len(sounding) > 1:
        for run in _runs(part, sounding):
            if len(run) > 1:
                part.insert(0, spanner.Slur(run))
        longest = max(sounding, key=lambda one: (one.quarterLength, one.offset))
        longest.articulations.append(articulations.Tenuto())
    score = stream.Score([part])
    score.makeNotation(inPlace=True)
    part.atSoundingPitch = True
    return score


def _runs(part: Any, sounding: list[Any]) -> list[list[Any]]:
    """Notes that follow each other without a rest, at most one bow or breath of six quarters at a time."""
    runs: list[list[Any]] = []
    for one in sounding:
        joined = runs and abs(runs[-1][-1].offset + runs[-1][-1].quarterLength - one.offset) < 1e-6
        if joined and one.offset + one.quarterLength - runs[-1][0].offset <= 6:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs
