"""Reading a score: what a player sees on the page, as plain data.

Nothing is decided here about how it is played. Notes come out at sounding pitch with their ties joined; beside
them stand the dynamics, hairpins and pedals of the part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ..errors import FilmScoreError
from .directions import DESKS, MUTES, WORDS, at, marks_of, said_in, unread_in
from .ornaments import Ornament, read_ornament
from .page import elements, instrument_of, pitches, sounding, transposition
from .palette import Voice
from .spanners import octaves_of, pairs_of, slides_of, slurs_of


@dataclass
class Played:
    """One note on its way from the page to the track. Beats are quarter lengths from the start of the score."""

    beat: float
    beats: float
    pitch: float
    bar: int
    in_bar: float
    technique: str = ""
    marks: frozenset[str] = frozenset()
    arch: float = 0.0  # place in the phrase, 0 at its ends, 1 in its middle
    slurred_on: bool = False  # another note of the same slur follows
    roll: int = 0  # place in a rolled chord
    grace: int = 0  # how many notes before the beat
    ornament: Ornament | None = None
    partner: float | None = None  # the other pitch of a tremolo between two notes
    slide: tuple[float, str] | None = None  # pitch it slides to, and over which keys
    desks: int = 1  # groups a section is divided into here
    unread: tuple[str, ...] = ()  # words printed here that nobody knows how to play


@dataclass
class Line:
    """Everything that is read from one part."""

    notes: list[Played] = field(default_factory=list)
    marks: list[tuple[float, str]] = field(default_factory=list)
    hairpins: list[tuple[float, float, int]] = field(default_factory=list)
    pedals: list[tuple[float, float]] = field(default_factory=list)


def parts_of(score: Any) -> list[Any]:
    """The parts of a score; a part with notes in it is taken alone; nothing else has any."""
    if "Opus" in getattr(score, "classes", ()):  # several scores: which one?
        return []
    parts = getattr(score, "parts", None)
    if parts:
        return list(parts)
    return [score] if hasattr(score, "recurse") and list(score.recurse().notes) else []


def players(parts: list[Any]) -> list[tuple[list[str], int | None, list[Any]]]:
    """Parts by player: the two staves of a harp or a piano are one."""
    found: list[tuple[list[str], int | None, list[Any]]] = []
    for part in parts:
        player = instrument_of(part)
        words = (
            getattr(part, "partName", None),
            getattr(player, "partName", None),
            getattr(player, "instrumentName", None),
            str(part.id),
        )
        names = [w for w in dict.fromkeys(words) if w and not re.fullmatch(r"\d+|0x\w+|P\w{32}", w)] or [
            "part",
            "Piano",
        ]  # without a word, a piano
        program = getattr(player, "midiProgram", None)
        same = found and "PartStaff" in type(part).__name__ and found[-1][0][0] == names[0]
        if same and "PartStaff" in type(found[-1][2][-1]).__name__:
            found[-1][2].append(part)
        else:
            found.append((names, program, [part]))
    for number, (names, _, _) in enumerate(found):
        twins = sum(other[0][0] == names[0] for other in found[:number])
        if twins:  # two players of one name are still two people
            names.insert(1, names[0])
            names[0] = f"{names[0]} ({twins + 1})"
    return found


def read_part(part: Any, line: Line, voice: Voice) -> None:
    """Read one staff into a line: notes at sounding pitch, marks, hairpins and pedals.

    Parameters
    ----------
    part : music21.stream.Part
    line : Line
        Filled; the second staff of a player is read into the same one.
    voice : Voice
        What its player can do: techniques it has sounds for, and the pitch of one that has none.
    """
    moves = transposition(part)
    words, mutes, divided = (said_in(part, table) for table in (WORDS, MUTES, DESKS))
    unread = unread_in(part)
    slurs = slurs_of(part)
    octaves = octaves_of(part)
    slides, pairs = slides_of(part), pairs_of(part)
    open_ties: dict[tuple[Any, float], Played] = {}
    graces: list[tuple[Any, float]] = []
    for element, beat, bar, in_bar, lane in elements(part):
        kinds = set(element.classes)
        if "Dynamic" in kinds:
            line.marks.append((beat, element.value))
        if "NotRest" not in kinds or "ChordSymbol" in kinds:
            continue
        if element.duration.isGrace:
            graces.append((element, beat))
            continue
        if id(element) in pairs and pairs[id(element)] is None:
            continue  # the second of two notes in tremolo: it sounds with the first
        lift = moves + octaves.get(id(element), 0.0)
        way, mute = str(at(words, beat, "")), str(at(mutes, beat, ""))
        technique = f"{mute} {way}".strip()
        for count, (grace, _) in enumerate(reversed(graces), start=1):
            for pitch in pitches(grace, voice):
                line.notes.append(Played(beat, 0.0, pitch + lift, bar, in_bar, technique, grace=count))
        graces = []
        marks = marks_of(element)
        ornament = read_ornament(element)
        members = sorted(sounding(element, voice, part), key=lambda m: m[1])
        touched = len(members) < len(getattr(element, "notes", ()))
        if "pizzicato" in marks or "snap" in marks:
            way = "pizzicato"
        elif "stopped" in marks:
            mute, way = "muted", ""
        elif touched or ("harmonic" in marks and "harmonic" in voice.techniques):
            way = "harmonic"
        technique = f"{mute} {way}".strip()
        if ornament is not None and ornament.name == "tremolo":
            # a recorded tremolo where there is one; a way of playing that has none repeats its own sound
            bowed = f"{technique} tremolo".strip()
            if bowed in voice.techniques or ("tremolo" in voice.techniques and way not in voice.techniques):
                technique, ornament = bowed, None
        pair = pairs.get(id(element))
        length = float(element.duration.quarterLength)
        if pair is not None:
            length = pair[1] - beat
        slur, place, last = slurs.get(id(element), (None, 0.0, False))
        rolled = any("ArpeggioMark" in type(e).__name__ for e in element.expressions)
        desks = int(at(divided, beat, 1)) if len(members) > 1 else 1
        for order, (member, height) in enumerate(members):
            pitch = height + lift if voice.key is None else float(voice.key)
            tie = member.tie or element.tie
            kind = tie.type if tie is not None else ""
            before = open_ties.pop((lane, pitch), None) if kind in ("stop", "continue") else None
            if before is not None and abs(before.beat + before.beats - beat) < 1e-6:
                before.beats += length
                before.slurred_on = slur is not None and not last
                if "staccato" in marks:  # a dot where a long note ends: it is stopped there
                    before.marks |= {"damped"}
                note = before
            else:
                note = Played(
                    beat,
                    length,
                    pitch,
                    bar,
                    in_bar,
                    technique,
                    marks,
                    place,
                    slur is not None and not last,
                    roll=order if rolled else 0,
                    ornament=ornament,
                    partner=pair[0] + lift if pair is not None else None,
                    slide=slides.get(id(element)),
                    desks=desks,
                )
                line.notes.append(note)
            while unread and unread[0][0] < beat + 1e-6:
                note.unread += (unread.pop(0)[1],)
            if kind in ("start", "continue"):
                open_ties[(lane, pitch)] = note
    hairpins_and_pedals(part, line)


def played_out(score: Any) -> Any:
    """The score with its repeats and endings written out; the same score where it has none.

    Raises
    ------
    FilmScoreError
        If its repeats cannot be followed (a *D.S.* without a sign, an ending that never began).
    """
    streams = list(getattr(score, "parts", None) or [score])
    marks = ("RepeatMark", "RepeatExpression", "RepeatBracket")
    if not any(next(iter(part.recurse().getElementsByClass(kind)), None) for part in streams for kind in marks):
        return score
    try:
        return score.expandRepeats()
    except Exception as problem:  # music21 raises several kinds, and plain errors too
        raise FilmScoreError(
            f"The repeats of this score cannot be followed ({problem}): look for a sign without its partner, "
            "or write the bars out."
        ) from None


def hairpins_and_pedals(part: Any, line: Line) -> None:
    """Read the lines under a staff into a line."""
    beats = {id(e): (beat, beat + float(e.duration.quarterLength)) for e, beat, *_ in elements(part)}
    for spanner in part.recurse().getElementsByClass("Spanner"):
        places = [beats[id(e)] for e in spanner.getSpannedElements() if id(e) in beats]
        if not places:
            continue
        first, last = min(p[0] for p in places), max(p[1] for p in places)
        if "Crescendo" in spanner.classes:
            line.hairpins.append((first, last, 1))
        elif "Diminuendo" in spanner.classes:
            line.hairpins.append((first, last, -1))
        elif "PedalMark" in spanner.classes:
            line.pedals.append((first, last))


def stops(notes: list[Played]) -> list[float]:
    """Beats after which a part is silent for a beat or more."""
    stops, until = [], None
    for note in sorted(notes, key=lambda n: n.beat):
        if until is not None and note.beat - until >= 1.0 - 1e-6:
            stops.append(until)
        until = max(until or 0.0, note.beat + note.beats)
    return [*stops, until] if until is not None else stops
