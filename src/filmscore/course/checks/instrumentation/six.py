"""11.5: one chord for six players, loud and soft. Notes as they sound; the sums by Rimsky-Korsakov's figures.

A tone of the chord is as strong as its strongest octave. The library's own way is not what is asked for: the horns
have a fifth at the bottom, and softly a clarinet has the top.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.harmony.chords import Chord
from ....music.orchestra.catalogue import instrument
from ....music.orchestra.weights import units
from ....music.pitch import Pitch
from ...verdict import Untouched
from .asking import REACH, SIX, Ask, blank, held, listed, lost_register, pitch_of, player_of, rows, settle, where

PLAYERS = ("flute", "oboe", "clarinet", "bassoon", "horn 1", "horn 2")
CHORD = Chord("Dbmaj7")
TOP, BASS = "C", "D♭"
LEVELS = ("f", "p")
FORM = '{"f": {"flute": "C5", "oboe": "…", …, "horn 2": "…"}, "p": {…}}'
#: who has the top of each way, where somebody is asked for
ABOVE = {"f": "", "p": "clarinet"}
#: two neighbours under this note are a fifth apart, in semitones
MUD, FIFTH, OCTAVE = Pitch.read("C3").midi, 7, 12
EVEN = Fraction(3, 2)

Given = dict[str, Pitch]


def both(answer: Any) -> str:
    """The chord in *forte* and in *piano*."""
    given = rows(answer, list(LEVELS), FORM)
    tables = {level: _table(given[level], level) for level in LEVELS if not blank(held(given[level]))}
    written = {level: table for level, table in tables.items() if any(not blank(v) for v in table.values())}
    if not written or (set(written) == {"f"} and _as_shown(written["f"])):
        raise Untouched("Nobody has a note yet.")
    asks: list[Ask] = []
    for level in LEVELS:
        if level in written:
            asks += list(_asked(level, _read(written[level], level)))
        else:
            asks.append(Ask("a line is empty", f"{level}: nobody has a note yet.", SIX))
    settle(asks)
    return _passed({level: _read(written[level], level) for level in LEVELS})


def _table(value: Any, level: str) -> dict[str, Any]:
    """One way, by its six players; a map of the orchestra, or "2 horns" with two notes, is one too."""
    value = held(value)
    if not isinstance(value, Mapping):
        raise FilmScoreError(f"“{level}” is to be a table of players and notes, not {shown(value, 40)}: {FORM}")
    found: dict[str, Any] = dict.fromkeys(PLAYERS)
    horns: list[Any] = []
    for name, note in list(value.items())[:20]:
        who = player_of(name, level)
        tool = who.instrument.name.casefold()
        if tool == "horn":
            at = re.search(r"([12])\s*$", str(name).strip())
            if at and not re.search(r"\d\s*[-–]\s*\d$", str(name)):
                found[f"horn {at[1]}"] = note
            else:
                horns += note.split() if isinstance(note, str) else list(note)[:8] if isinstance(note, list) else [note]
        elif tool in found and who.count == 1:
            found[tool] = note
        else:
            raise FilmScoreError(f"{level}: {shown(name, 30)} is not one of the six: {', '.join(PLAYERS)}.")
    for place, note in zip([one for one in ("horn 1", "horn 2") if blank(found[one])], horns, strict=False):
        found[place] = note
    return found


def _as_shown(table: Mapping[str, Any]) -> bool:
    return {name for name, value in table.items() if not blank(value)} == {"flute"} and table["flute"] == "C5"


def _read(table: Mapping[str, Any], level: str) -> Given:
    return {name: pitch_of(value, f"{level}, {name}") for name, value in table.items() if not blank(value)}


def _asked(level: str, given: Given) -> Iterator[Ask]:
    """What to ask of one way, the weightiest first; facts of the chord before its sums."""
    if silent := [name for name in PLAYERS if name not in given]:
        yield Ask(
            "somebody sits out",
            f"{level}: {listed(silent)} {'has' if len(silent) == 1 else 'have'} nothing. Everybody plays.",
            SIX,
        )
        return
    if chord := _chord(level, given):
        yield chord
        return
    ends = [one for one in (_end(level, given, False) or _horns(level, given), _end(level, given, True)) if one]
    lies = list(_lies(level, given))
    yield from [*lies, *ends]
    if lies or ends:
        return
    yield from (one for one in (_heights(level, given) or _sum(level, given), _mud(level, given)) if one)


def _chord(level: str, given: Given) -> Ask | None:
    wanted = set(CHORD.pitch_classes)
    strange = [name for name in PLAYERS if given[name].midi % 12 not in wanted]
    horns = [name for name in strange if name.startswith("horn")]
    for moved, names, of in ((-7, horns, 2), (-2, [name for name in strange if name == "clarinet"], 1)):
        if len(names) == len(strange) == of and all((given[name].midi + moved) % 12 in wanted for name in names):
            return Ask(
                "the page for the sound",
                f"{level}: {names[0]} has {given[names[0]].name}. Here you write what *sounds*; would that be its "
                "page?",
                SIX,
            )
    if strange:
        return Ask(
            "another chord",
            f"{level}: {strange[0]} has {given[strange[0]].name}, which is not in D♭ major with its seventh. "
            f"{'One more is not either. ' if len(strange) == 2 else ''}Which four notes are?",
            SIX,
        )
    missing = [
        note for note in CHORD.notes if Pitch.read(f"{note}4").midi % 12 not in {p.midi % 12 for p in given.values()}
    ]
    if missing:
        return Ask(
            "doubled what was there",
            f"{level}: {listed(missing)} {'is' if len(missing) == 1 else 'are'} nowhere. Six players, four notes: who "
            "has one that somebody else has already?",
            SIX,
        )
    return None


def _end(level: str, given: Given, top: bool) -> Ask | None:
    """What to ask of the highest note, or of the lowest: which it is, and who has it."""
    edge = (max if top else min)(pitch.midi for pitch in given.values())
    who = [name for name in PLAYERS if given[name].midi == edge]
    note, wanted = given[who[0]], TOP if top else BASS
    if note.midi % 12 != _class(wanted):
        if top:
            return Ask(
                "the tune is buried",
                f"{level}: your highest note is {note.name}, in the {_bare(who[0])}. Everybody will hear that as the "
                f"tune; asked is {TOP}.",
                SIX,
            )
        return Ask(
            "another bass",
            f"{level}: your lowest note is {note.name}, in the {_bare(who[0])}. The chord leans elsewhere then; asked "
            f"is {BASS}.",
            SIX,
        )
    role = ABOVE[level] if top else ""
    if role and not any(_bare(name) == role for name in who):
        return Ask(
            "the colour that was asked for",
            f"{level}: {note.name} on top is the {listed([_bare(one) for one in who])}'s. Asked is a {role} there.",
            SIX,
        )
    return None


def _horns(level: str, given: Given) -> Ask | None:
    """What to ask if the horns have not the fifth at the bottom."""
    low, high = sorted((given["horn 1"], given["horn 2"]), key=lambda pitch: pitch.midi)
    lowest = min(pitch.midi for pitch in given.values())
    if low.midi == lowest and high.midi - low.midi == FIFTH:
        return None
    where_ = "at the bottom" if low.midi == lowest else "inside the chord"
    return Ask(
        "the horns' fifth",
        f"{level}: the horns have {low.name} and {high.name}, {high.midi - low.midi} semitones, {where_}. Asked is a "
        "fifth, with the bass.",
        SIX,
    )


def _lies(level: str, given: Given) -> Iterator[Ask]:
    for name in PLAYERS:
        tool, note = instrument(_bare(name)), given[name]
        reach = tool.reach(note.name)
        if reach != "comfortable":
            high = note.midi > tool.span()[0]
            look, about = f"An octave {'down' if high else 'up'}?", "out of comfort"
            if name.startswith("horn") and high:
                look, about = f"It looks low in a score in C. {look}", "high because the score is in C"
            yield Ask(about, f"{level}: {name} has {note.name}, which is “{reach}” there. {look}", REACH)
        elif register := lost_register(tool, note, level):
            yield Ask(
                f"no {level} in that register",
                f"{level}: {where(tool, note, register)}. *{level}* is what you ask for. Where has it that?",
                SIX,
            )


def _sum(level: str, given: Given) -> Ask | None:
    tones = _tones(level, given)
    strong, weak = (choose(tones, key=lambda tone: tones[tone][0]) for choose in (max, min))
    if tones[strong][0] <= EVEN * tones[weak][0]:
        return None
    about = "a note without weight"
    if sum(name.startswith("horn") for name in tones[strong][1]) == 2:
        about = "two horns on one note"
    return Ask(
        about,
        f"{level}: {strong} has {_number(tones[strong][0])} ({listed(list(tones[strong][1]))}) and {weak} has "
        f"{_number(tones[weak][0])} ({listed(list(tones[weak][1]))}). Asked is an even chord. Who could change places?",
        SIX,
    )


def _tones(level: str, given: Given) -> dict[str, tuple[Fraction, tuple[str, ...]]]:
    """Each tone of the chord at its strongest octave, and who is on it."""
    made: dict[str, tuple[Fraction, tuple[str, ...]]] = {}
    for tone in CHORD.notes:
        of_tone = [n for n in PLAYERS if given[n].midi % 12 == _class(tone)]
        octaves = {given[n].midi: tuple(m for m in of_tone if given[m].midi == given[n].midi) for n in of_tone}
        sums = {names: sum((units(_bare(n), level) for n in names), Fraction(0)) for names in octaves.values()}
        best = max(sums, key=lambda names: sums[names])
        made[tone] = (sums[best], best)
    return made


def _mud(level: str, given: Given) -> Ask | None:
    notes = sorted({pitch.midi: pitch for pitch in given.values()}.values(), key=lambda p: p.midi)
    for low, high in pairwise(notes):
        if low.midi < MUD and high.midi < MUD and high.midi - low.midi < FIFTH:
            return Ask(
                "thirds in the mud",
                f"{level}: between {low.name} and {high.name} there are {high.midi - low.midi} semitones, below C3. "
                "Play the two alone, on a piano.",
                SIX,
            )
    return None


def _heights(level: str, given: Given) -> Ask | None:
    if level != "p":
        return None
    for note in sorted(given.values(), key=lambda p: -p.midi):
        who = [name for name in PLAYERS if given[name].midi == note.midi]
        if len(who) > 1:
            return Ask(
                "shared though soft",
                f"p: {listed(who)} share {note.name}. Six players, six heights: an octave of a note is another height.",
                SIX,
            )
    return None


def _passed(ways: dict[str, Given]) -> str:
    sums = "; ".join(
        f"*{level}*: "
        + ", ".join(f"{tone} {_number(units_)}" for tone, (units_, _) in _tones(level, ways[level]).items())
        for level in LEVELS
    )
    said = [f"Both stand. Each tone at its strongest octave, {sums}."]
    low, high, wide = _gap(ways["f"])
    if wide > OCTAVE:
        said.append(
            f"Loudly, {wide} semitones lie open between {low} and {high}, and the chord is close below them: the other "
            "way round than the first habit. Who of the six could come in between?"
        )
    low, high, wide = _gap(ways["p"])
    if wide > FIFTH:
        said.append(
            f"Softly, the widest gap over the bass lies between {low} and {high}, {wide} semitones. A hole, or air: "
            "did you choose it?"
        )
    return "\n\n".join(said)


def _gap(given: Given) -> tuple[str, str, int]:
    """The widest gap over the bass: the notes on both sides of it, and its semitones."""
    notes = sorted(given.values(), key=lambda p: p.midi)
    low, high = max(pairwise(notes[1:]), key=lambda pair: pair[1].midi - pair[0].midi)
    return low.name, high.name, high.midi - low.midi


def _class(tone: str) -> int:
    return Pitch.read(f"{tone}4").midi % 12


def _bare(name: str) -> str:
    return name.rstrip(" 12")


def _number(value: Fraction) -> str:
    return f"{float(value):g}"


HINTS = (
    "Begin with what is asked for: the horns have a fifth, and the bass is in it. Which two notes are settled, and "
    "what does each of them weigh in *forte*?",
    "In *forte* every note wants as much as a horn. The two notes that are left want two woodwinds each. Who lies well "
    "up there, and who in the middle?",
    "In *piano* everybody counts one, and six heights are wanted of four notes: two notes come in two octaves. The "
    "flute is weak under A4, and the bassoon high from D4 on: neither minds in *piano*.",
)
