"""Reading a score: what a player sees on the page, as plain data.

Nothing is decided here about how it is played. Notes come out at sounding pitch with their ties joined; beside
them stand the dynamics, hairpins and pedals of the part.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .palette import Voice


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
        player = _instrument(part)
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


def _instrument(part: Any) -> Any:
    """The instrument of a part, wherever in its first bar it stands; None if it names none."""
    return part.getInstrument(returnDefault=False) or next(iter(part.recurse().getElementsByClass("Instrument")), None)


_WORDS = (
    (r"\bpizz", "pizzicato"),
    (r"\barco\b", ""),
    (r"\bmm\b|bocca chiusa|\boh?\b", "closed"),
    (r"\bah\b", ""),
    (r"\bspicc|\bd[eé]tach", "detached"),
    (r"\bord\b|\bnat\b|modo ord", ""),
)
_ARTICULATIONS = {
    "Staccato": "staccato",
    "Staccatissimo": "staccatissimo",
    "Spiccato": "staccato",
    "Tenuto": "tenuto",
    "Accent": "accent",
    "StrongAccent": "marcato",
    "StringHarmonic": "harmonic",
    "Harmonic": "harmonic",
    "Pizzicato": "pizzicato",
    "SnapPizzicato": "pizzicato",
    "DetachedLegato": "portato",
}


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
    moves = _transposition(part)
    words = _techniques(part)
    slurs = _slurs(part)
    open_ties: dict[tuple[Any, float], Played] = {}
    graces: list[tuple[Any, float]] = []
    for element, beat, bar, in_bar, lane in _elements(part):
        kinds = set(element.classes)
        if "Dynamic" in kinds:
            line.marks.append((beat, element.value))
        if "NotRest" not in kinds or "ChordSymbol" in kinds:
            continue
        if element.duration.isGrace:
            graces.append((element, beat))
            continue
        technique = _technique_at(words, beat)
        for count, (grace, _) in enumerate(reversed(graces), start=1):
            for pitch in _pitches(grace, voice):
                line.notes.append(Played(beat, 0.0, pitch + moves, bar, in_bar, technique, grace=count))
        graces = []
        marks = _marks(element)
        if "tremolo" in marks and "tremolo" in voice.techniques:
            technique = "tremolo"
        elif "pizzicato" in marks:
            technique = "pizzicato"
        slur, place, last = slurs.get(id(element), (None, 0.0, False))
        rolled = any("ArpeggioMark" in type(e).__name__ for e in element.expressions)
        members = getattr(element, "notes", None) or [element]
        for order, member in enumerate(sorted(members, key=lambda n: _height(n))):
            pitch = _height(member) + moves if voice.key is None else float(voice.key)
            tie = member.tie or element.tie
            kind = tie.type if tie is not None else ""
            before = open_ties.pop((lane, pitch), None) if kind in ("stop", "continue") else None
            length = float(element.duration.quarterLength)
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
                )
                line.notes.append(note)
            if kind in ("start", "continue"):
                open_ties[(lane, pitch)] = note
    _read_spanners(part, line)


def _elements(part: Any) -> Iterator[tuple[Any, float, int, float, Any]]:
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


def _height(note: Any) -> float:
    pitch = getattr(note, "pitch", None)
    return float(pitch.ps) if pitch is not None else float(note.displayPitch().ps)


def _pitches(element: Any, voice: Voice) -> list[float]:
    return [_height(n) if voice.key is None else float(voice.key) for n in getattr(element, "notes", None) or [element]]


def _transposition(part: Any) -> float:
    """Semitones from the written to the sounding pitch of a part, 0 if it is at sounding pitch already."""
    player = _instrument(part)
    interval = getattr(player, "transposition", None)
    if interval is None or part.atSoundingPitch is True:
        return 0.0
    return float(interval.semitones)


def _techniques(part: Any) -> list[tuple[float, str]]:
    """Words that change the way of playing, by beat."""
    said = []
    for element, beat, *_ in _elements(part):
        if "TextExpression" in element.classes:
            for pattern, technique in _WORDS:
                if re.search(pattern, element.content.casefold()):
                    said.append((beat, technique))
                    break
    return said


def _technique_at(words: list[tuple[float, str]], beat: float) -> str:
    at = bisect.bisect_right([b for b, _ in words], beat + 1e-9) - 1
    return words[at][1] if at >= 0 else ""


def _marks(element: Any) -> frozenset[str]:
    marks = {_ARTICULATIONS[type(a).__name__] for a in element.articulations if type(a).__name__ in _ARTICULATIONS}
    for expression in element.expressions:
        name = type(expression).__name__
        if name == "Tremolo":
            marks.add("tremolo")
        elif "Trill" in name:
            marks.add("half trill" if "HalfStep" in name else "trill")
        elif name == "Fermata":
            marks.add("fermata")
    return frozenset(marks)


def _slurs(part: Any) -> dict[int, tuple[Any, float, bool]]:
    """Slur, place in the phrase (0 at its ends, 1 in the middle) and whether it is the slur's last note, by note."""
    found: dict[int, tuple[Any, float, bool]] = {}
    order = [(e, beat) for e, beat, *_ in _elements(part) if "NotRest" in e.classes and not e.duration.isGrace]
    index = {id(e): i for i, (e, _) in enumerate(order)}
    for slur in part.recurse().getElementsByClass("Slur"):
        ends = [index[id(e)] for e in slur.getSpannedElements() if id(e) in index]
        if len(ends) < 2:
            continue
        first, last = min(ends), max(ends)
        start, span = order[first][1], max(order[last][1] - order[first][1], 1e-9)
        for i in range(first, last + 1):
            x = (order[i][1] - start) / span
            found.setdefault(id(order[i][0]), (slur, 4 * x * (1 - x), i == last))
    return found


def _read_spanners(part: Any, line: Line) -> None:
    beats = {id(e): (beat, beat + float(e.duration.quarterLength)) for e, beat, *_ in _elements(part)}
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
