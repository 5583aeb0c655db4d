"""Scores of music21 as passages: what sounds, in whose part; ties joined, transposing players where they sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from ...errors import FilmScoreError
from ..part_player import player_of
from ..pitch import Pitch
from .moments import Passage, Sounding, even_bars


def of_stream(score: Any) -> Passage:
    """A score, or a part of one, as a passage.

    Raises
    ------
    FilmScoreError
        There are no notes in it, or several scores.
    """
    from music21.tempo import MetronomeMark

    if "Opus" in score.classes:
        raise FilmScoreError("This file holds several scores: choose one, score.scores[0].")
    parts = list(score.parts) if getattr(score, "parts", None) else [score]
    notes: list[Sounding] = []
    for number, part in enumerate(parts):
        name = str(getattr(part, "partName", None) or f"part {number + 1}")
        notes += _joined(sorted(_part(part, f"{name}\t{number}"), key=lambda one: one[0].start))
    if not notes:
        raise FilmScoreError("There are no notes in this score, so there is no harmony in it.")
    measures = list(parts[0].getElementsByClass("Measure"))
    beats = max(n.start + n.beats for n in notes)
    if measures:
        bars = tuple((m.number, Fraction(parts[0].elementOffset(m))) for m in measures)
        last = Fraction(measures[-1].barDuration.quarterLength)
        beats = max(beats, bars[-1][1] + min(last, Fraction(measures[-1].highestTime or last)))
    else:
        bars = even_bars(beats, Fraction(4))
    mark = next(iter(score.recurse().getElementsByClass(MetronomeMark)), None)
    return Passage(tuple(notes), bars, beats, None, mark.getQuarterBPM() if mark else None)


def _part(part: Any, name: str) -> Iterator[tuple[Sounding, bool]]:
    """Every note of a part as it sounds, and whether it is tied to one before it."""
    from music21.chord import Chord as M21Chord
    from music21.harmony import ChordSymbol
    from music21.note import Note

    moves = getattr(player_of(part), "transposition", None) if part.atSoundingPitch is not True else None
    known: dict[str, Pitch] = {}
    measures = list(part.getElementsByClass("Measure"))
    for measure in measures or [part]:
        begins = Fraction(part.elementOffset(measure)) if measures else Fraction(0)
        for later, stream in [(Fraction(0), measure), *((Fraction(v.offset), v) for v in measure.voices)]:
            for element in stream.elements:
                if isinstance(element, ChordSymbol) or not isinstance(element, Note | M21Chord):
                    continue  # letters over the staff sound nothing
                if element.duration.isGrace:
                    continue
                start = begins + later + Fraction(stream.elementOffset(element))
                for member in [element] if isinstance(element, Note) else element.notes:
                    written = member.pitch
                    if written.nameWithOctave not in known:
                        known[written.nameWithOctave] = _pitch(moves.transposePitch(written) if moves else written)
                    tie = member.tie or element.tie
                    tied = tie is not None and tie.type in ("stop", "continue")
                    length = Fraction(element.duration.quarterLength)
                    yield Sounding(known[written.nameWithOctave], start, length, name), tied


def _pitch(pitch: Any) -> Pitch:
    alter = round(pitch.alter)
    return (
        Pitch(pitch.diatonicNoteNum - 1, alter) if abs(alter) <= 2 else Pitch.read(pitch.getEnharmonic().nameWithOctave)
    )


def _joined(notes: Iterable[tuple[Sounding, bool]]) -> list[Sounding]:
    """Notes with their ties joined; the part's number, which kept twins apart, is taken off its name."""
    row: list[Sounding] = []
    ends: dict[tuple[int, Fraction], int] = {}
    for note, tied in notes:
        before = ends.pop((note.pitch.midi, note.start), None) if tied else None
        if before is not None:
            row[before] = row[before]._replace(beats=row[before].beats + note.beats)
            ends[note.pitch.midi, note.start + note.beats] = before
        else:
            row.append(note)
            ends[note.pitch.midi, note.start + note.beats] = len(row) - 1
    return [note._replace(part=note.part.partition("\t")[0]) for note in row]
