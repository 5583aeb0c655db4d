"""A part as its player reads it: in written pitch, in a clef they know, with names of notes that are quickly read."""

from __future__ import annotations

from typing import Any

from ..part_player import player_of
from ..pitch import Interval
from .catalogue import known
from .instrument import Instrument

#: clef -> music21's class, and the note on its middle line
_CLEFS = {"treble": ("TrebleClef", 71), "bass": ("BassClef", 50), "alto": ("AltoClef", 60), "tenor": ("TenorClef", 57),
          "treble 8vb": ("Treble8vbClef", 59)}  # fmt: skip
#: signs of a key signature that are still read; past them it is written by its other name
MOST_SIGNS = 6
#: names of notes that stand for a white key's own
_ODD = {("E", 1), ("B", 1), ("C", -1), ("F", -1)}
#: semitones from the middle line to where a clef becomes tiresome; a player's usual clef is kept as long as that
_COMFORT = 11
#: the same of one line for one player: a hornist reads written G3 in the treble clef, three leger lines and all
_LINE = 16


def written(part: Any) -> Any:
    """The part in written pitch, its player's transposition known; changed in place.

    What a part says itself counts, as in music21 and MusicXML: an instrument with a transposition reads what stands
    there, unless the part says that it is at sounding pitch; one without sounds what stands there, whoever it is. So
    music21's own contrabassoon, glockenspiel, celesta or guitar, which have none, stand where they sound.
    """
    from music21 import instrument, interval

    player = known(str(part.partName)) or known(str(getattr(player_of(part), "instrumentName", None)))
    tool = player_of(part)
    if tool is None:
        tool = instrument.Instrument(str(part.partName or ""))
        tool.midiProgram = player.gm if player else None
        part.insert(0, tool)
    moves = player.transposition.semitones if player else 0
    has = round(tool.transposition.semitones) if tool.transposition is not None else 0
    if player is None or not moves or (has and has % 12 == moves % 12) or _octave_in_clef(part, moves):
        return part.toWrittenPitch(inPlace=True) or part if part.atSoundingPitch is True else part
    if has and part.atSoundingPitch is not True:  # in a key of its own, which is not the one its name says
        as_it_sounds(part)
    tool.transposition = interval.Interval(_in_few_signs(part, player.transposition).name)
    part.atSoundingPitch = True  # nobody had told it: what stands there is what sounds
    part.toWrittenPitch(inPlace=True)
    suit_clef(part, player)
    return part


def as_it_sounds(part: Any) -> Any:
    """A part that its player reads, at sounding pitch; changed in place."""
    if part.atSoundingPitch == "unknown":  # music21 leaves alone what does not know how it stands
        part.atSoundingPitch = False
    return part.toSoundingPitch(inPlace=True) or part


def _in_few_signs(part: Any, moves: Interval) -> Interval:
    """A transposition, by the other name where the written key would have more signs than people read.

    A clarinet in E flat that plays in B would read G sharp major, eight sharps; it reads A flat, four flats.
    """
    keys = [key.sharps for key in part.recurse().getElementsByClass("KeySignature")]
    more = _fifths(Interval(-moves.steps, -moves.semitones))  # sharps that are added on the way to the page
    if any(sharps + more > MOST_SIGNS for sharps in keys):
        return Interval(moves.steps - 1, moves.semitones)
    if any(sharps + more < -MOST_SIGNS for sharps in keys):
        return Interval(moves.steps + 1, moves.semitones)
    return moves


def _fifths(x: Interval) -> int:
    """How many fifths up an interval is, octaves aside: sharps that a key gains by it."""
    return 7 * x.semitones - 12 * x.steps


def _octave_in_clef(part: Any, moves: int) -> bool:
    """Whether the clef says the octave: a guitar's or a tenor's 8 below."""
    return any(12 * (getattr(c, "octaveChange", 0) or 0) == moves for c in part.recurse().getElementsByClass("Clef"))


def open_key(part: Any) -> Any:
    """A transposing player's part without a key signature, spelled for reading: F for E sharp, C for B sharp.

    Where a score has no key, a transposition alone makes such names; a player reads them slowly. Changed in place.
    """
    moves = getattr(player_of(part), "transposition", None)
    if moves is None or round(moves.semitones) % 12 == 0 or part.recurse().getElementsByClass("KeySignature"):
        return part
    for note in part.recurse().notes:
        for pitch in note.pitches:
            alter = pitch.accidental.alter if pitch.accidental is not None else 0
            if abs(alter) > 1 or (pitch.step, alter) in _ODD:
                pitch.simplifyEnharmonic(inPlace=True, mostCommon=True)
    return part


def suit_clef(part: Any, player: Instrument | None) -> None:
    """Of the clefs its player reads, the one with fewest leger lines, as the part stands now."""
    from music21 import clef

    pitches = sorted(pitch.midi for note in part.recurse().notes for pitch in note.pitches)
    if not pitches or (player is not None and player.unpitched):
        return
    middle = pitches[len(pitches) // 2]
    reads = [one for one in (player.clefs if player else ("treble", "bass")) if one in _CLEFS]
    far = _LINE if player is not None and (player.breath or player.bow) else _COMFORT
    wanted = min(reads, key=lambda one: (max(0, abs(middle - _CLEFS[one][1]) - far), reads.index(one)))
    first = part.getElementsByClass("Measure").first() or part
    for old in list(first.getElementsByClass("Clef")):
        first.remove(old)
    first.insert(0, getattr(clef, _CLEFS[wanted][0])())
