"""The page as music21 has it: elements in order, and the pitch each note sounds at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..music.part_player import player_of
from .palette import Voice

#: notes of a drum kit by their place on the staff (the usual key of rock and theatre parts), where the part says
#: nothing of its instruments
_KIT = {"F4": 36, "A4": 43, "C5": 38, "D5": 47, "E5": 50, "F5": 51, "G5": 42, "A5": 49, "D4": 44}
#: semitones from the stopped note to what sounds, by the interval to the touched one
_TOUCHED = {3: 31, 4: 28, 5: 24, 7: 19, 9: 28, 12: 12}


def elements(part: Any) -> Iterator[tuple[Any, float, int, float, int]]:
    """Everything in a part in order: element, beat, bar, beat in the bar from 0, and the voice it stands in."""
    measures = list(part.getElementsByClass("Measure"))
    for measure in measures or [part]:
        start = float(measure.offset) if measures else 0.0
        bar = measure.number if measures else 1
        # what stands in no voice counts as the uppermost, into which a bar of several voices leads on
        found: list[tuple[float, int, Any]] = [(float(e.offset), 0, e) for e in measure if not e.isStream]
        for number, inner in enumerate(measure.voices):
            # voices are counted from the top of the staff in every bar, so ties run on across bar lines
            found += [(float(inner.offset + e.offset), number, e) for e in inner]
        for offset, lane, element in sorted(
            found, key=lambda f: (f[0], not f[2].duration.isGrace, f[2].classSortOrder)
        ):
            yield element, start + offset, bar, offset, lane


def instrument_of(part: Any) -> Any:
    """The instrument of a part, wherever in its first bar it stands; None if it names none."""
    return player_of(part)


def held_by(part: Any) -> list[tuple[float, Any]]:
    """Who plays a part, from which beat on: more than one where a player takes up another instrument on the way."""
    found: list[tuple[float, Any]] = [(float("-inf"), instrument_of(part))]
    for element, beat, *_ in elements(part):
        if "Instrument" in element.classes and beat > 0 and type(element) is not type(found[-1][1]):
            found.append((beat, element))
    return found


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


def transposition(part: Any, player: Any = None) -> float:
    """Semitones from written to sounding pitch of a player, the part's own if none is named.

    It is 0 where the part is at sounding pitch already, or the score it stands in is.
    """
    player = instrument_of(part) if player is None else player
    interval = getattr(player, "transposition", None)
    if interval is None or _at_sounding_pitch(part):
        return 0.0
    return float(interval.semitones)


def _at_sounding_pitch(part: Any) -> bool:
    """What the part says, or what it stands in where the part does not know."""
    if part.atSoundingPitch != "unknown":
        return part.atSoundingPitch is True
    around = (context.site for context in part.contextSites())
    said = (site.atSoundingPitch for site in around if site.isStream and site.atSoundingPitch != "unknown")
    return next(said, False) is True
