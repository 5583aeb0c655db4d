"""The page as music21 has it: elements in order, and the pitch each note sounds at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..music.orchestra.instrument import Instrument
from ..music.part_player import player_of
from .names import pitch_name, sounding_name
from .palette import Voice
from .touched import ABOVE, natural

#: notes of a drum kit by their place on the staff (the usual key of rock and theatre parts), where the part says
#: nothing of its instruments
_KIT = {"F4": 36, "A4": 43, "C5": 38, "D5": 47, "E5": 50, "F5": 51, "G5": 42, "A5": 49, "D4": 44}


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


def sounding(
    element: Any, voice: Voice, part: Any, strings: tuple[float, ...] = (), lift: float = 0.0
) -> tuple[list[tuple[Any, float]], list[str]]:
    """The notes of an element with the pitch each sounds at: drums by their instrument, touched strings by harmonic.

    Parameters
    ----------
    element : music21 note or chord
    voice : Voice
    part : music21 part
    strings : tuple of float, optional
        Open strings that a diamond alone may stand for, sounding.
    lift : float
        Semitones from the page to what sounds.

    Returns
    -------
    notes : list of (music21 note, float)
        Pitches as they stand on the page; of two notes that are one harmonic, the stopped one.
    told : list of str
        What diamonds ask for, in words; empty without any.
    """
    left = list(getattr(element, "notes", None) or [element])
    if not any(m.notehead == "diamond" for m in left) or any("Unpitched" in m.classes for m in left):
        return [(m, _drum(m, part) if "Unpitched" in m.classes else height(m)) for m in left], []
    if not strings and "harmonic" not in voice.techniques:
        silent = voice.stem == "percussion"  # a diamond is a stick or the bell of a cymbal there
        return [(m, height(m)) for m in left], [] if silent else ["a diamond head: played as any other note here"]
    left.sort(key=height)
    made: list[tuple[Any, float]] = []
    told: list[str] = []
    while left:
        low = left.pop(0)
        at = height(low)
        over = next((m for m in left if m.notehead == "diamond" and round(height(m) - at) in ABOVE), None)
        if low.notehead != "diamond" and over is not None:
            heard = at + ABOVE[round(height(over) - at)]
            told.append(f"harmonic: {name_of(low, at + lift)} is stopped and touched at "
                        f"{name_of(over, height(over) + lift)}, which sounds {name_of(low, heard + lift)}")  # fmt: skip
            left = [m for m in left if m is not over and height(m) != heard]  # what sounds may stand there in small
        elif low.notehead == "diamond" and not _says_what_sounds(low, element):
            found = natural(at + lift, strings)
            heard = at if found is None else found[0] - lift
            how = f"touched on the open string {pitch_name(found[1])}, it sounds {pitch_name(found[0])}" if found else (
                "no open string is touched there, so it is taken for what sounds")  # fmt: skip
            told.append(f"harmonic at {name_of(low, at + lift)}: {how}")
        else:
            heard = at
            if low.notehead == "diamond":
                told.append(f"harmonic: {name_of(low, at + lift)} is what sounds")
        made.append((low, heard))
    return made, told


def _says_what_sounds(note: Any, element: Any) -> bool:
    """Whether a sign with a diamond says itself that what is written sounds."""
    signs = [*note.articulations, *element.articulations]
    return any(getattr(sign, "pitchType", None) == "sounding" for sign in signs)


def name_of(note: Any, sounds: float, moves: Any = None) -> str:
    """The name of a note of music21 as it sounds."""
    return sounding_name(getattr(note, "pitch", None), sounds, moves)


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
    moves = moves_of(part, player)
    return 0.0 if moves is None else float(moves.semitones)


def moves_of(part: Any, player: Any = None) -> Any:
    """The interval of music21 from written to sounding pitch; None where there is none to go."""
    player = instrument_of(part) if player is None else player
    return None if _at_sounding_pitch(part) else getattr(player, "transposition", None)


def stands_where_it_sounds(part: Any, interval: Any, tool: Instrument | None) -> tuple[str, ...]:
    """What there is to say of a part whose player transposes and whose score says nothing of it.

    In music21 as in MusicXML the transposition is the instrument's: where it has none, what stands there sounds.
    """
    if interval is not None or tool is None or not tool.transposition.semitones or _at_sounding_pitch(part):
        return ()
    if any(getattr(clef, "octaveChange", 0) for clef in part.recurse().getElementsByClass("Clef")):
        return ()
    return (f"stands where it sounds, for its instrument has no transposition here; the {tool.said} reads "
            f"{tool.reads.removesuffix(' than it sounds')}, and fs.parts writes it so",)  # fmt: skip


def _at_sounding_pitch(part: Any) -> bool:
    """What the part says, or what it stands in where the part does not know."""
    if part.atSoundingPitch != "unknown":
        return part.atSoundingPitch is True
    around = (context.site for context in part.contextSites())
    said = (site.atSoundingPitch for site in around if site.isStream and site.atSoundingPitch != "unknown")
    return next(said, False) is True
