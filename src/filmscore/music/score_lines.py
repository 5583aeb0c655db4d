"""The lines of a score as rows of numbers: what a search can run along.

A part with chords in it has two lines that an ear follows, the top and the bottom. Ties are joined, grace notes and
drums left out, transposing instruments read where they sound. Repeats are not played out: a repeated bar counts once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from .part_player import player_of

if TYPE_CHECKING:
    import numpy as np

    from .motif import Motif


@dataclass(frozen=True, eq=False)
class ScoreLine:
    """One line of one part; all arrays have one entry a note.

    Attributes
    ----------
    part : str
    pitch : array of int
        MIDI numbers, as it sounds.
    step : array of int
        Places on the staff: one a letter, so that C to E is two whatever the accidentals.
    start, sounds : array of float
        Onset and length in beats (quarter lengths).
    where : list of (int, float)
        Bar and beat of the bar, counted in quarter lengths from 1.
    """

    part: str
    pitch: np.ndarray[Any, Any]
    step: np.ndarray[Any, Any]
    start: np.ndarray[Any, Any]
    sounds: np.ndarray[Any, Any]
    where: list[tuple[int, float]]

    def __len__(self) -> int:
        return len(self.pitch)


@dataclass
class _Event:
    start: float
    sounds: float
    pitch: int
    step: int
    bar: int
    beat: float


_Ends = list[tuple[_Event, bool]]  # the top of what sounds and the bottom of a chord: is it tied to what was before?


def lines_of(score: Any) -> list[ScoreLine]:
    """The lines of a score, a part, a file, a cue or a motif, top line before bottom line.

    Parameters
    ----------
    score : music21 stream, str or Path, FilmCue or Motif
        A path names a file that music21 reads: MusicXML, MIDI and others.

    Raises
    ------
    FilmScoreError
        If it is none of these, the file cannot be read, or it holds no notes.
    """
    if type(score).__name__ == "Motif":
        return [_line(str(getattr(score, "name", None) or "motif"), motif_events(score))]
    if isinstance(score, str | Path):
        score = _read(Path(score))
    elif callable(getattr(score, "score", None)):  # a cue of the course
        score = score.score()
    if not getattr(score, "isStream", False):
        raise FilmScoreError(
            f"{shown(score)} is no score: give a music21 stream, the path of a MusicXML file, a Motif, or one of "
            "fs.film_cues('first-bloom')."
        )
    if "Opus" in score.classes:
        raise FilmScoreError("This file holds several scores: choose one, score.scores[0].")
    found = []
    parts = list(score.parts) if getattr(score, "parts", None) else [score]
    for name, part in zip(_names(parts), parts, strict=True):
        lanes: dict[Any, list[_Ends]] = {}
        for voice, sounding in _notes(part):
            lanes.setdefault(voice, []).append(sounding)
        for lane in lanes.values():
            high = _joined(ends[0] for ends in lane)
            low = _joined(ends[-1] for ends in lane) if any(len(ends) > 1 for ends in lane) else high
            found.append(_line(name, high))
            if [e.pitch for e in low] != [e.pitch for e in high]:
                found.append(_line(name, low))
    if not found:
        raise FilmScoreError("There are no notes in this score, so no motif can be in it.")
    return found


def motif_events(motif: Motif) -> list[_Event]:
    """The sounding notes of a motif, from the beat it begins on."""
    meter = getattr(motif, "meter", None)
    top, _, bottom = str(meter).partition("/") if meter else ("4", "/", "4")
    bar = Fraction(4 * int(top), int(bottom))
    at = Fraction(getattr(motif, "begins", 1) or 1) - 1
    events = []
    for name, beats in zip(motif.names, motif.durations, strict=True):
        if name:
            step = 7 * int(name[-1]) + "CDEFGAB".index(name[0]) + 1  # as music21 counts them
            events.append(_Event(float(at), float(beats), 0, step, int(at // bar) + 1, float(at % bar) + 1))
        at += beats
    for event, pitch in zip(events, motif.midi, strict=True):
        event.pitch = pitch
    return events


def _line(part: str, events: list[_Event]) -> ScoreLine:
    import numpy as np

    events = sorted(events, key=lambda e: e.start)
    return ScoreLine(
        part,
        np.array([e.pitch for e in events], dtype=np.int16),
        np.array([e.step for e in events], dtype=np.int16),
        np.array([e.start for e in events]),
        np.array([e.sounds for e in events]),
        [(e.bar, e.beat) for e in events],
    )


def _joined(notes: Iterator[tuple[_Event, bool]]) -> list[_Event]:
    """A line with its ties joined."""
    row: list[_Event] = []
    for event, tied in notes:
        last = row[-1] if row else None
        if tied and last and last.pitch == event.pitch and abs(last.start + last.sounds - event.start) < 1e-6:
            row[-1] = replace(last, sounds=last.sounds + event.sounds)
        else:
            row.append(event)
    return row


def _notes(part: Any) -> Iterator[tuple[Any, _Ends]]:
    """Voice, and top and bottom, of everything that sounds."""
    from music21.chord import Chord
    from music21.harmony import ChordSymbol
    from music21.note import Note

    moves, letters = _transposition(part)
    measures = list(part.getElementsByClass("Measure"))
    for measure in measures or [part]:
        begins = float(part.elementOffset(measure)) if measures else 0.0
        bar = measure.number if measures else 1
        padding = float(getattr(measure, "paddingLeft", 0) or 0) + 1
        inner = [(0, 0.0, measure)] + [(i, float(v.offset), v) for i, v in enumerate(measure.voices)]
        for lane, later, stream in inner:
            for element in stream.elements:
                if isinstance(element, Note):
                    top = bottom = element
                elif isinstance(element, Chord) and not isinstance(element, ChordSymbol) and element.notes:
                    bottom, top = (choose(element.notes, key=lambda n: n.pitch.ps) for choose in (min, max))
                else:
                    continue  # rests, drums, and letters over the staff, which sound nothing
                length = float(element.duration.quarterLength)
                if element.duration.isGrace:
                    continue
                offset = later + float(stream.elementOffset(element))
                ends: _Ends = []
                for member in (top, bottom) if top is not bottom else (top,):
                    tie, pitch = member.tie or element.tie, member.pitch
                    event = _Event(
                        begins + offset,
                        length,
                        round(pitch.ps + moves),
                        pitch.diatonicNoteNum + letters,
                        bar,
                        offset + padding,
                    )
                    ends.append((event, tie is not None and tie.type in ("stop", "continue")))
                yield lane, ends


def _names(parts: list[Any]) -> list[str]:
    names: list[str] = []
    for number, part in enumerate(parts, start=1):
        name = str(getattr(part, "partName", None) or "") or f"part {number}"
        twins = sum(n == name or n.startswith(f"{name} (") for n in names)
        names.append(f"{name} ({twins + 1})" if twins else name)
    return names


def _transposition(part: Any) -> tuple[float, int]:
    """From the written to the sounding pitch of a part, in semitones and in places on the staff."""
    interval = getattr(player_of(part), "transposition", None)
    if interval is None or part.atSoundingPitch is True:
        return 0.0, 0
    return float(interval.semitones), int(interval.diatonic.generic.staffDistance)


def _read(path: Path) -> Any:
    if not path.is_file():
        raise FilmScoreError(f"There is no file {path}: give the path of a MusicXML file, such as 'cue.musicxml'.")
    from music21 import converter

    try:
        return converter.parse(path)
    except Exception as error:  # music21 raises whatever its readers do
        raise FilmScoreError(f"{path} cannot be read as a score: {error}") from error
