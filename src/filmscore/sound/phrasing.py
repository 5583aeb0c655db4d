"""A motif as a page to play from, plain or marked as a machine phrases it: where it goes, a swell, slurs, a tempo."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..music.motif import as_music21

if TYPE_CHECKING:
    from ..music.motif import Motif
    from ..picture.tempo import TempoMap

#: how far the tempo leans: faster towards the peak, slower at the end, as factors
ON, BACK = 1.05, 0.86


def peak_of(line: Motif) -> int:
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


def tempo_of(line: Motif, bpm: float, peak: int, free: bool) -> TempoMap:
    """The tempo, even, or free: on towards the peak and back at the end."""
    from ..picture.tempo import TempoMap

    whole = line.beats
    top = [beat for beat, _, name in _beats(line) if name][peak]
    plain = TempoMap().steady(whole, bpm=bpm)
    if not free or not 0 < top < whole:
        return plain
    base = plain.bpm_at(0)
    return TempoMap().ramp(top, bpm=(base, base * ON)).ramp(whole - top, bpm=(base * ON, base * BACK))


def page_of(
    line: Motif, player: str, peak: int, shape: tuple[str, ...], slurs: tuple[tuple[int, int], ...] | None = None
) -> Any:
    """The notes as a music21 score, with the swell and the slurs that are asked for; `slurs` are drawn by hand."""
    from music21 import dynamics, instrument, note, spanner, stream

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
    runs = _runs(part, sounding) if "articulation" in shape else []
    if slurs is not None:
        runs = [sounding[first : last + 1] for first, last in slurs]
    for run in runs:
        if len(run) > 1:
            part.insert(0, spanner.Slur(run))
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
