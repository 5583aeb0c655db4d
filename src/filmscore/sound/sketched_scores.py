"""Music of music21 as it is sketched: notes, chords and scales as they stand, parts and scores by their own players."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ..errors import FilmScoreError, shown
from ..music.motif import Motif
from .marked_tempo import BPM, marked_tempi
from .page import elements
from .palette import voice_for
from .reading import parts_of, players
from .repeats import played_out
from .sketch_players import PLAYERS, stem_labels
from .sketched import Sketched, read


def of_music21(x: Any, by: str | None) -> Sketched:
    """A note, chord, scale, pitch, part or score of music21, for its own players or all for one.

    Raises
    ------
    FilmScoreError
        There are no notes in it, its repeats cannot be followed, or no sound is known for a part.
    """
    if hasattr(x, "getPitches") and hasattr(x, "tonic"):
        if x.tonic is None:
            raise FilmScoreError(f"{shown(x)} has no tonic: give it one, as in music21.scale.MinorScale('D').")
        return read(Motif(" ".join(f"{_typed(p)}:1/2" for p in x.getPitches())), by)
    if getattr(x, "isNote", False):
        return read(Motif(f"{_typed(x.pitch)}:{Fraction(x.quarterLength or 1).limit_denominator(96)}"), by)
    if getattr(x, "isChord", False):
        return read([list(x.pitches)], by)
    if hasattr(x, "nameWithOctave"):
        return read(Motif(_typed(x)), by)
    if not hasattr(x, "recurse"):
        raise FilmScoreError(f"{shown(x)} cannot be sketched: a note, a chord, a scale, a part or a score can.")
    whole = played_out(x)
    parts = parts_of(whole)
    starts = sorted({start for part in parts for start in _starts(part)})
    if not starts:
        raise FilmScoreError("There is no note in this score yet, so there is nothing to sketch.")
    voice = voice_for(PLAYERS.get(by, (by,))[0]) if by is not None else None
    people = players(parts)
    stems = [voice.stem] if voice is not None else [voice_for(names, program).stem for names, program, _ in people]
    names_of = [names for names, _, _ in people] if by is None else [list(PLAYERS.get(by, (by,))[:1])] * len(stems)
    beats = Fraction(whole.highestTime).limit_denominator(960)
    marked = next(iter(whole.recurse().getElementsByClass("TempoIndication")), None) is not None
    signature = next(iter(parts[0].recurse().getElementsByClass("TimeSignature")), None)
    title = getattr(getattr(x, "metadata", None), "title", None)
    return Sketched(
        str(title or f"Score of {len(people)} part{'s' * (len(people) != 1)}"),
        by or ", ".join(_named(names) for names, _, _ in people[:3]) + (" …" if len(people) > 3 else ""),
        "attack",
        tuple((start, "") for start in starts),
        beats,
        tuple(dict.fromkeys(stems)),
        lambda: whole,
        tuple(marked_tempi(whole, beats, BPM)) if marked else (),
        signature.ratioString if signature is not None and _whole_bars(parts[0]) else None,
        voice,
        stem_labels(zip(stems, names_of, strict=True)),
    )


def _named(names: list[str]) -> str:
    """A part as its player is told of; a part without any word has a piano."""
    return "piano" if names[0] == "part" else names[0]


def _starts(part: Any) -> Iterator[Fraction]:
    """Beats on which a note of a part begins that is not tied to the one before."""
    for element, beat, *_ in elements(part):
        kinds = element.classes
        if "NotRest" not in kinds or "ChordSymbol" in kinds or element.duration.isGrace:
            continue
        ties = [member.tie or element.tie for member in (getattr(element, "notes", None) or [element])]
        if any(tie is None or tie.type not in ("stop", "continue") for tie in ties):
            yield Fraction(beat).limit_denominator(960)


def _whole_bars(part: Any) -> bool:
    """Whether its first bar is a whole one: the beats of a pickup would be counted wrong."""
    first = next(iter(part.getElementsByClass("Measure")), None)
    return first is None or not first.paddingLeft


def _typed(pitch: Any) -> str:
    return str(pitch.nameWithOctave if pitch.octave is not None else f"{pitch.name}{pitch.implicitOctave}")
