"""An orchestration on the page: a staff for each player, two for a keyboard, as they read it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..motif import Motif
from ..pitch import Pitch, as_music21
from ..readers import to_music21
from .parts import suit_clef, written
from .players import player

if TYPE_CHECKING:
    from music21 import stream

    from .orchestrate import Given, Orchestration

#: middle C parts the hands
_MIDDLE = 60

_Notes = tuple[tuple[str | None, Fraction], ...]


def score_of(x: Orchestration) -> stream.Score:
    """The score, in written pitch."""
    from music21 import bar, layout, metadata, stream, tempo

    made = stream.Score()
    made.metadata = metadata.Metadata(title="Orchestration")
    for one in x.given:
        hands = [one.notes] if one.line != "all" else [_hand(one.notes, high) for high in (True, False)]
        staves = [_staff(one, notes, x, len(hands) > 1) for notes in hands if len(hands) == 1 or _sounds(notes)]
        for staff in staves:
            staff.getElementsByClass("Measure").last().rightBarline = bar.Barline("final")
            made.insert(0, staff)
        if len(staves) > 1:
            made.insert(0, layout.StaffGroup(staves, name=staves[0].partName, symbol="brace"))
    top: Any = made.parts[0].getElementsByClass("Measure").first()
    top.insert(0, tempo.MetronomeMark(number=round(x.bpm)))
    return made


def _sounds(notes: _Notes) -> bool:
    return any(name for name, _ in notes)


def _hand(notes: _Notes, high: bool) -> _Notes:
    """What lies above middle C, or below it; a sound that stays is held."""
    made: list[tuple[str | None, Fraction]] = []
    for text, beats in notes:
        names = [n for n in (text or "").split() if (Pitch.read(n).midi >= _MIDDLE) == high]
        mine = " ".join(names) or None
        if made and made[-1][0] == mine:
            made[-1] = (mine, made[-1][1] + beats)
        else:
            made.append((mine, beats))
    return tuple(made)


def _staff(one: Given, notes: _Notes, x: Orchestration, hand: bool) -> Any:
    from music21 import dynamics, instrument, stream

    tool = player(one.player).instrument
    part = _bars(one, notes, x)
    if hand:  # the engraver braces what is a staff of somebody
        staff = stream.PartStaff()
        for measure in list(part.getElementsByClass("Measure")):
            staff.insert(measure.offset, measure)
        part = staff
    name = f"{one.player[0].upper()}{one.player[1:]}"
    sounds = instrument.Instrument(name)
    sounds.instrumentName, sounds.midiProgram, sounds.partName = tool.name, tool.gm, name
    for old in list(part.getElementsByClass("Instrument")):
        part.remove(old)
    part.insert(0, sounds)
    part.partName = part.id = name
    part.atSoundingPitch = True
    first = next(iter(part.recurse().notes), None)
    if first is not None:
        first.getContextByClass("Measure").insert(first.offset, dynamics.Dynamic(x.dynamic))
        _slurs(one, part)
    suit_clef(part, tool)
    return written(part)


def _bars(one: Given, notes: _Notes, x: Orchestration) -> Any:
    """The notes in bars, at sounding pitch."""
    text = [(name.split()[0] if name else "R", beats) for name, beats in notes]
    silent = not _sounds(notes)
    if silent:  # a motif has notes; they are taken out again below
        text = [("C4", beats) for _, beats in text]
    motif = Motif(" ".join(f"{name}:{beats}" for name, beats in text), key=x.key, meter=x.meter, name=one.player)
    if one.line == "all":
        return to_music21(motif, chords=[[as_music21(n) for n in name.split()] for name, _ in notes if name])
    part = to_music21(motif)
    if silent:
        from music21 import note

        for old in list(part.recurse().notes):
            old.activeSite.replace(old, note.Rest(quarterLength=old.quarterLength))
    return part


def _slurs(one: Given, part: Any) -> None:
    from music21 import spanner

    notes = [(Fraction(n.getOffsetInHierarchy(part)), n) for n in part.recurse().notes]
    for first, last in one.slurs:
        inside = [n for at, n in notes if first <= at < last]
        if len(inside) > 1:
            part.insert(0, spanner.Slur(inside[0], inside[-1]))
