"""An orchestration on the page: a staff for each player, two for a keyboard, as they read it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..motif import Motif
from ..pitch import Pitch, as_music21
from ..readers import to_music21
from .assigning import CHORDAL
from .players import player
from .reading import suit_clef, written

if TYPE_CHECKING:
    from music21 import stream

    from .orchestration import Given, Notes, Orchestration

#: middle C parts the hands
_MIDDLE = 60


def score_of(x: Orchestration) -> stream.Score:
    """The score, in written pitch."""
    from music21 import bar, layout, metadata, stream, tempo

    made = stream.Score()
    made.metadata = metadata.Metadata(title=x.title)
    for one in x.given:
        two = one.line == "all" or (one.line == "own" and player(one.player).instrument.name in CHORDAL)
        hands = [_hand(one.notes, high, one.line == "all") for high in (True, False)] if two else [one.notes]
        staves = [_staff(one, notes, x, len(hands) > 1) for notes in hands if len(hands) == 1 or _sounds(notes)]
        for staff in staves:
            staff.getElementsByClass("Measure").last().rightBarline = bar.Barline("final")
            made.insert(0, staff)
        if len(staves) > 1:
            made.insert(0, layout.StaffGroup(staves, name=staves[0].partName, symbol="brace"))
    top: Any = made.parts[0].getElementsByClass("Measure").first()
    top.insert(0, tempo.MetronomeMark(number=round(x.bpm)))
    return made


def _sounds(notes: Notes) -> bool:
    return any(name for name, _ in notes)


def _hand(notes: Notes, high: bool, holds: bool) -> Notes:
    """What lies above middle C, or below it.

    Of a passage that was shared out, a hand `holds` what stays while the other one goes on. What was written out is
    struck as often as it was written, and so is a chord that comes again as a whole.
    """
    made: list[tuple[str | None, Fraction]] = []
    before: str | None = None
    for text, beats in notes:
        names = [n for n in (text or "").split() if (Pitch.read(n).midi >= _MIDDLE) == high]
        mine = " ".join(names) or None
        stays = mine is None or (holds and text != before)
        if made and made[-1][0] == mine and stays:
            made[-1] = (mine, made[-1][1] + beats)
        else:
            made.append((mine, beats))
        before = text
    return tuple(made)


def _staff(one: Given, notes: Notes, x: Orchestration, hand: bool) -> Any:
    from music21 import dynamics, expressions, instrument, stream

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
    for at, mark in _marks(one, part, x.dynamic):
        _insert(part, at, dynamics.Dynamic(mark))
    for at, text in (*_all_of_them(one), *one.words):
        over = expressions.TextExpression(text)
        over.placement = "above"
        _insert(part, at, over)
    _slurs(one, part)
    suit_clef(part, tool)
    return written(part)


def _bars(one: Given, notes: Notes, x: Orchestration) -> Any:
    """The notes in bars, at sounding pitch."""
    text = [(name.split()[0] if name else "R", beats) for name, beats in notes]
    silent = not _sounds(notes)
    if silent:  # a motif has notes; they are taken out again below
        text = [("C4", beats) for _, beats in text]
    motif = Motif(" ".join(f"{name}:{beats}" for name, beats in text), key=x.key, meter=x.meter, name=one.player)
    if any(" " in name for name, _ in notes if name):
        return to_music21(motif, chords=[[as_music21(n) for n in name.split()] for name, _ in notes if name])
    part = to_music21(motif)
    if silent:
        from music21 import note

        for old in list(part.recurse().notes):
            old.activeSite.replace(old, note.Rest(quarterLength=old.quarterLength))
    return part


def _all_of_them(one: Given) -> list[tuple[Fraction, str]]:
    """ "a 2" where several players of a staff begin on one note."""
    who = player(one.player)
    if who.count < 2 or who.section or any(" " in name for name, _ in one.notes if name):
        return []
    at = Fraction(0)
    for name, beats in one.notes:
        if name:
            return [(at, f"a {who.count}")]
        at += beats
    return []


def _marks(one: Given, part: Any, dynamic: str) -> list[tuple[Fraction, str]]:
    """Where each dynamic stands: at the first note that has it; the first entry always has one."""
    starts = sorted({Fraction(n.getOffsetInHierarchy(part)) for n in part.recurse().notes})
    made: list[tuple[Fraction, str]] = []
    for at in starts:
        mark = one.level(at) or dynamic
        if not made or made[-1][1] != mark:
            made.append((at, mark))
    return made


def _insert(part: Any, at: Fraction, element: Any) -> None:
    measure = next(m for m in reversed(list(part.getElementsByClass("Measure"))) if part.elementOffset(m) <= at)
    measure.insert(at - Fraction(part.elementOffset(measure)), element)


def _slurs(one: Given, part: Any) -> None:
    from music21 import spanner

    notes = [(Fraction(n.getOffsetInHierarchy(part)), n) for n in part.recurse().notes]
    for first, last in one.slurs:
        inside = [n for at, n in notes if first <= at < last]
        if len(inside) > 1:
            part.insert(0, spanner.Slur(inside[0], inside[-1]))
