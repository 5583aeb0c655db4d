"""The page as music21 has it: elements in order, and the pitch each note sounds at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .palette import Voice

#: notes of a drum kit by their place on the staff (the usual key of rock and theatre parts), where the part says
#: nothing of its instruments
_KIT = {"F4": 36, "A4": 43, "C5": 38, "D5": 47, "E5": 50, "F5": 51, "G5": 42, "A5": 49, "D4": 44}
#: semitones from the stopped note to what sounds, by the interval to the touched one
_TOUCHED = {3: 31, 4: 28, 5: 24, 7: 19, 12: 12}


def elements(part: Any) -> Iterator[tuple[Any, float, int, float, Any]]:
    """Everything in a part in order: element, beat, bar, beat in the bar from 0, and the voice it stands in."""
    measures = list(part.getElementsByClass("Measure"))
    for measure in measures or [part]:
        start = float(measure.offset) if measures else 0.0
        bar = measure.number if measures else 1
        found: list[tuple[float, Any, Any]] = [(float(e.offset), "", e) for e in measure if not e.isStream]
        for number, inner in enumerate(measure.voices):
            # voices are counted from the top of the staff in every bar, so ties run on across bar lines
            found += [(float(inner.offset + e.offset), number, e) for e in inner]
        for offset, lane, element in sorted(
            found, key=lambda f: (f[0], not f[2].duration.isGrace, f[2].classSortOrder)
        ):
            yield element, start + offset, bar, offset, lane


def instrument_of(part: Any) -> Any:
    """The instrument of a part, wherever in its first bar it stands; None if it names none."""
    return part.getInstrument(returnDefault=False) or next(iter(part.recurse().getElementsByClass("Instrument")), None)


def height(note: Any) -> float:
    """MIDI pitch of a note as it stands; of one without pitch, its place on the staff."""
    pitch = getattr(note, "pitch", None)
    return float(pitch.ps) if pitch is not None else float(note.displayPitch().ps)


def sounding(element: Any, voice: Voice, part: Any) -> list[tuple[Any, float]]:
    """The notes of an element with the pitch each sounds at: drums by their instrument, touched strings by harmonic."""
    members = list(getattr(element, "notes", None) or [element])
    if len(members) == 2 and any(m.notehead == "diamond" for m in members):
        low, high = sorted(members, key=height)
        above = _TOUCHED.get(round(height(high) - height(low)))
        if high.notehead == "diamond" and above is not None:
            return [(low, height(low) + above)]
    return [(m, _drum(m, part) if "Unpitched" in m.classes else height(m)) for m in members]


def _drum(note: Any, part: Any) -> float:
    """The key of General MIDI's drum map for a note without pitch."""
    for player in (note.storedInstrument, instrument_of(part)):
        key = getattr(player, "percMapPitch", None)
        if key is not None:
            return float(key)
    place = note.displayPitch()
    return float(_KIT.get(place.nameWithOctave, 38))


def pitches(element: Any, voice: Voice) -> list[float]:
    """The pitches of a note or chord as they stand; the one pitch of a voice that has only one."""
    return [height(n) if voice.key is None else float(voice.key) for n in getattr(element, "notes", None) or [element]]


def transposition(part: Any) -> float:
    """Semitones from the written to the sounding pitch of a part, 0 if it is at sounding pitch already."""
    player = instrument_of(part)
    interval = getattr(player, "transposition", None)
    if interval is None or part.atSoundingPitch is True:
        return 0.0
    return float(interval.semitones)
