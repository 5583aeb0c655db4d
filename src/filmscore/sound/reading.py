"""Reading a score: what a player sees on the page, as plain data.

Nothing is decided here about how it is played. Notes come out at sounding pitch with their ties joined; beside
them stand the dynamics, hairpins and pedals of the part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from ..music.orchestra.catalogue import known
from ..music.orchestra.instrument import Instrument
from ..music.pitch import Pitch
from .directions import Said, marks_of, swells_in, unplayed, unread_in
from .ornaments import Ornament, keys_at, read_ornament
from .page import (
    elements,
    height,
    instrument_of,
    moves_of,
    name_of,
    pitches,
    sounding,
    stands_where_it_sounds,
    transposition,
)
from .palette import Voice
from .spanners import octaves_of, pairs_of, pedals_of, reach, rolled, slides_of, slurs_of
from .touched import chosen

#: marks that say how a note goes on to the next: words over the part leave those alone
_FOLLOW = frozenset(
    {"staccato", "staccatissimo", "tenuto", "marcato", "portato", "breath", "damped", "fermata", "l.v."}
)


@dataclass(frozen=True)
class Slide:
    """A glissando from a note to the next."""

    semitones: float
    over: str  # which keys, as music21 has it: "white", "diatonic", "chromatic", "continuous"
    keys: frozenset[int]  # pitch classes of the key it stands in
    beat: float  # where it may leave: of tied notes, where the last of them begins


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
    graces: int = 0  # of a grace note how many are in its row, of any other how many come before it
    ornament: Ornament | None = None
    partner: float | None = None  # the other pitch of a tremolo between two notes; NaN for none, where chords differ
    slide: Slide | None = None
    desks: int = 1  # groups a section is divided into here
    people: int = 0  # who play it: of a staff that several share, as many as a word asks for, 0 if none does
    unread: tuple[str, ...] = ()  # words printed here that nobody knows how to play
    told: tuple[str, ...] = ()  # what was made of signs here, in words
    name: str = ""  # as the score spells it, sounding
    alone: bool = False  # one player of a section


@dataclass
class Line:
    """Everything that is read from one part."""

    notes: list[Played] = field(default_factory=list)
    marks: list[tuple[float, str]] = field(default_factory=list)
    hairpins: list[tuple[float, float, int]] = field(default_factory=list)
    pedals: list[tuple[float, float]] = field(default_factory=list)
    bars: set[float] = field(default_factory=set)  # beats at which a bar is over, and the music is not


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
        program = getattr(player, "midiProgram", None)
        names = [w for w in dict.fromkeys(words) if w and not re.fullmatch(r"\d+|0x\w+|P(\d+|\w{32})", w)]
        if not names:  # without a word, a piano
            names = ["part"] if program is not None else ["part", "Piano"]
        if program is None and getattr(player, "percMapPitch", None) is not None:
            names.append("Drum kit")  # a stick, a rattle: a key of the kit that music21 knows
        same = found and "PartStaff" in type(part).__name__ and found[-1][0][0] == names[0]
        if same and "PartStaff" in type(found[-1][2][-1]).__name__:
            found[-1][2].append(part)
        else:
            found.append((names, program, [part]))
    called = [names[0] for names, _, _ in found]
    for number, (names, _, _) in enumerate(found):
        twins = called[:number].count(called[number])
        if twins:  # players of one name are still so many people
            names.insert(0, f"{names[0]} ({twins + 1})")
    return found


def read_part(part: Any, line: Line, voice: Voice, player: Any = None) -> None:
    """Read one staff into a line: notes at sounding pitch, marks, hairpins and pedals.

    Parameters
    ----------
    part : music21.stream.Part
    line : Line
        Filled; the second staff of a player is read into the same one.
    voice : Voice
        What its player can do: techniques it has sounds for, and the pitch of one that has none.
    player : music21.instrument.Instrument, optional
        Who holds it, where that changes on the way; the part's own if left out.
    """
    interval, moves = moves_of(part, player), transposition(part, player)
    said, tool = Said(part), _tool(part, player)
    strings = tuple(float(Pitch.read(name).midi) for name in (tool.strings if tool is not None else ()))
    stands = stands_where_it_sounds(part, interval, tool)
    unread = unread_in(part, voice.players > 1)
    line.bars |= {
        float(bar.offset + bar.highestTime)
        for bar in part.getElementsByClass("Measure")
        if bar.rightBarline is None or bar.rightBarline.type != "final"
    }
    slurs = slurs_of(part)
    octaves = octaves_of(part)
    slides, pairs = slides_of(part), pairs_of(part)
    open_ties: dict[tuple[int, float], Played] = {}
    graces = _rows(part)
    lanes: dict[int, int] = {}
    for element, beat, bar, in_bar, lane in elements(part):
        kinds = set(element.classes)
        if "Dynamic" in kinds:
            line.marks.append((beat, element.value))
        if "NotRest" not in kinds or "ChordSymbol" in kinds or not getattr(element, "notes", True):
            continue
        lift = moves + octaves.get(id(element), 0.0)
        way, mute = said.technique(beat)
        technique = f"{mute} {way}".strip()
        row = graces.get((lane, beat), [])
        if element.duration.isGrace:
            if not _leans(row):
                place = len(row) - next(k for k, one in enumerate(row) if one is element)
                for pitch in pitches(element, voice):
                    line.notes.append(
                        Played(
                            beat,
                            0.0,
                            pitch + lift,
                            bar,
                            in_bar,
                            technique,
                            grace=place,
                            graces=len(row),
                            people=said.people(beat),
                            alone=said.alone(beat),
                        )
                    )
            continue
        if id(element) in pairs and pairs[id(element)] is None:
            continue  # the second of two notes in tremolo: it sounds with the first
        length = float(element.duration.quarterLength)
        if _leans(row):  # an appoggiatura takes the beat, and half of the note it leans on
            for pitch in pitches(row[0], voice):
                leaning = Played(beat, length / 2, pitch + lift, bar, in_bar, technique, slurred_on=True)
                line.notes.append(replace(leaning, people=said.people(beat), alone=said.alone(beat)))
            beat, in_bar, length, row = beat + length / 2, in_bar + length / 2, length / 2, []
        marks = marks_of(element)
        ornament = read_ornament(element)
        heard, told = sounding(element, voice, part, said.strings(beat, strings), lift)
        members = sorted(heard, key=lambda m: m[1])
        touched = any(words.startswith("harmonic") for words in told)
        if ornament is None and said.trembles(beat) and id(element) not in pairs:
            ornament = Ornament("tremolo", (0.0,))
        if said.rings(beat, beat + length):
            marks |= {"l.v."}
        if said.touch(beat) == "staccato" and length <= 1 and id(element) not in slurs and not marks & _FOLLOW:
            marks |= {"staccato"}
        stops_by_hand = "stopped" in marks and "pizzicato" not in voice.techniques
        if (
            marks & {"pizzicato", "snap", "stopped"} and not stops_by_hand
        ):  # a cross over a string: the left hand plucks
            way = "pizzicato"
        elif stops_by_hand:
            mute, way = "muted", ""
        elif touched or ("harmonic" in marks and "harmonic" in voice.techniques):
            way = "harmonic"
        technique = f"{mute} {way}".strip()
        if ornament is not None and ornament.name == "tremolo":
            # a recorded tremolo where there is one; a way of playing that has none repeats its own sound
            bowed = f"{technique} tremolo".strip()
            if bowed in voice.techniques or ("tremolo" in voice.techniques and way not in voice.techniques):
                technique, ornament = bowed, None
        heights = [h for _, h in members]
        partners: list[float | None] = [None] * len(members)
        pair = pairs.get(id(element))
        if pair is not None:
            both, until = pair
            length = until - beat
            heights, partners = [h for h, _ in both], [other for _, other in both]
            members = [(members[min(k, len(members) - 1)][0], h) for k, h in enumerate(heights)]
        slur, place_in, last = slurs.get(id(element), (None, 0.0, False))
        turns = rolled(element, heights)
        desks = said.desks(beat) if len(members) > 1 else 1
        targets = _targets(slides.get(id(element)), element, octaves)
        for order, (member, above) in enumerate(members):
            pitch = above + lift if voice.key is None else float(voice.key)
            slide = None
            if targets:
                keys = keys_at(element, moves)
                slide = Slide(targets[min(order, len(targets) - 1)] - above, slides[id(element)][1], keys, beat)
            tie = member.tie or element.tie
            kind = tie.type if tie is not None else ""
            own = marks | {"l.v."} if kind == "let-ring" else marks
            before = _tied(open_ties, lane, pitch, beat) if kind in ("stop", "continue") else None
            if before is not None:
                before.beats += length
                before.slurred_on = slur is not None and not last
                before.marks |= own & {"fermata", "breath", "l.v."}  # what stands at its end belongs to all of it
                before.slide = slide
                if "staccato" in marks:  # a dot where a long note ends: it is stopped there
                    before.marks |= {"damped"}
                note = before
            else:
                other = partners[order]
                note = Played(
                    beat,
                    length,
                    pitch,
                    bar,
                    in_bar,
                    technique,
                    own,
                    place_in,
                    slur is not None and not last,
                    roll=turns[order],
                    graces=len(row),
                    ornament=ornament,
                    partner=other + lift if other is not None else None,
                    slide=slide,
                    desks=desks,
                    people=said.people(beat),
                    unread=unplayed(element),
                    told=(*told, *stands),
                    name=name_of(member, pitch, interval) if voice.key is None else "",
                    alone=said.alone(beat),
                )
                line.notes.append(note)
                lanes[id(note)], stands = lane, ()
            while unread and unread[0][0] < beat + 1e-6:
                words = unread.pop(0)[1]
                if not told or chosen(words, strings) is None:  # a string that is named is where a diamond is touched
                    note.unread += (words,)
            if kind in ("start", "continue"):
                open_ties[(lane, pitch)] = note
    _bind(line.notes, lanes, said)
    hairpins_and_pedals(part, line)


def _tool(part: Any, player: Any) -> Instrument | None:
    """What the orchestra knows of who plays a part; None where it knows nobody of that name."""
    player = instrument_of(part) if player is None else player
    names = (getattr(part, "partName", None), getattr(player, "instrumentName", None), part.id)
    return next((one for one in map(known, names) if one is not None), None)


def _bind(notes: list[Played], lanes: dict[int, int], said: Said) -> None:
    """Bind notes into one another where a word asks for it and nothing over them says otherwise."""
    begins = {(lanes[id(note)], round(note.beat, 6)) for note in notes if id(note) in lanes}
    for note in notes:
        after = (lanes.get(id(note)), round(_end(note), 6))
        if said.touch(note.beat) == "legato" and after in begins and not note.marks & _FOLLOW:
            note.slurred_on = True


def _rows(part: Any) -> dict[tuple[int, float], list[Any]]:
    """Grace notes that stand in a row, by voice and by the beat they come before: a note's, a rest's or the end's."""
    found: dict[tuple[int, float], list[Any]] = {}
    for element, beat, _, _, lane in elements(part):
        if "NotRest" in element.classes and element.duration.isGrace:
            found.setdefault((lane, beat), []).append(element)
    return found


def _leans(row: list[Any]) -> bool:
    """Whether a row is one appoggiatura."""
    return len(row) == 1 and "Appoggiatura" in type(row[0].duration).__name__


def _tied(open_ties: dict[tuple[int, float], Played], lane: int, pitch: float, beat: float) -> Played | None:
    """The note that a tie leads here from: of the same voice, or of another where the page changes their number."""
    there = [where for where, note in open_ties.items() if where[1] == pitch and abs(_end(note) - beat) < 1e-6]
    if not there:
        return None
    return open_ties.pop((lane, pitch) if (lane, pitch) in there else there[0])


def _end(note: Played) -> float:
    return note.beat + note.beats


def _targets(slide: tuple[Any, str] | None, element: Any, octaves: dict[int, float]) -> list[float]:
    """Pitches a glissando leads to, as the page has them for where it sets out from."""
    if slide is None:
        return []
    moved = octaves.get(id(slide[0]), 0.0) - octaves.get(id(element), 0.0)
    return sorted(height(n) + moved for n in getattr(slide[0], "notes", None) or [slide[0]])


def hairpins_and_pedals(part: Any, line: Line) -> None:
    """Read the lines under a staff into a line."""
    beats = {id(e): (beat, beat + float(e.duration.quarterLength)) for e, beat, *_ in elements(part)}
    up: list[tuple[float, float]] = []
    down: list[tuple[float, float]] = []
    for spanner in part.recurse().getElementsByClass("DynamicWedge"):
        places = [beats[id(e)] for e in spanner.getSpannedElements() if id(e) in beats]
        if places:
            (up if "Crescendo" in spanner.classes else down).append(reach(places))
    for first, last in set(up) & set(down):  # both over one note: it swells, and is back at its end
        up[up.index((first, last))] = (first, (first + last) / 2)
        down[down.index((first, last))] = ((first + last) / 2, last)
    line.hairpins += [(*span, 1) for span in up] + [(*span, -1) for span in down]
    line.hairpins += swells_in(part, line.marks, line.hairpins)
    line.pedals += pedals_of(part)


def stops(notes: list[Played]) -> list[float]:
    """Beats after which a part is silent for a beat or more."""
    stops, until = [], None
    for note in sorted(notes, key=lambda n: n.beat):
        if until is not None and note.beat - until >= 1.0 - 1e-6:
            stops.append(until)
        until = max(until or 0.0, note.beat + note.beats)
    return [*stops, until] if until is not None else stops
