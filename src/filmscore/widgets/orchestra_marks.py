"""Who sits in the Orchestra map and what they have: the marks it keeps, and the Python that says the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..errors import FilmScoreError, shown
from ..music.harmony.chords import Chord
from ..music.harmony.voicing import Voicing
from ..music.meter import Meter
from ..music.orchestra.catalogue import every
from ..music.orchestra.instrument import Instrument
from ..music.orchestra.passages import lines_from
from ..music.orchestra.players import player
from ..music.pitch import Pitch
from .marks import Mark, read_each
from .orchestra_page import CHORDAL, HIGHEST, LOWEST, OFFERED, row_of, rows, seats

MOST = 32  #: players, as in the page
MOST_NOTES = 12  #: of a chord, as in the page
_VOICES = 4  # lines a chord's symbol is laid in
_PLAIN = str.maketrans({"♯": "#", "♭": "b", "𝄪": "##", "𝄫": "bb"})


@dataclass(frozen=True)
class Bare:
    """A map without a film, for what is kept."""

    name: str = ""
    frames: int = 0


def plain(name: str) -> str:
    """A note as code writes it.

    >>> plain("E♭4")
    'Eb4'
    """
    return Pitch.read(name).name.translate(_PLAIN)


def chord_of(chord: Any) -> list[str]:
    """The notes of a chord as code writes them, from below, each once.

    Raises
    ------
    FilmScoreError
        It is no chord, or has too many notes.

    Examples
    --------
    >>> chord_of("D5 G4 Bb3 Eb3"), chord_of(["C4", "B#3", "E4"])
    (['Eb3', 'Bb3', 'G4', 'D5'], ['C4', 'E4'])
    >>> chord_of("Dm")
    ['D3', 'A3', 'F4', 'D5']
    """
    if chord is None or (isinstance(chord, str | list | tuple) and not chord):
        return []
    names = _written(chord)
    if names is None:
        lines, *_ = lines_from(chord, _VOICES, False, 4, None, "4/4")
        if any(len(line.notes) != 1 for line in lines):
            raise FilmScoreError(
                f"chord is {shown(chord)}: one chord is wanted, its notes, ['Eb3', 'Bb3', 'G4', 'D5'], or its symbol, "
                "'Dm'."
            )
        names = [name for line in lines for name, _ in line.notes if name]
    found = {pitch.midi: plain(pitch.name) for pitch in reversed([Pitch.read(name) for name in names])}
    outside = next((name for midi, name in found.items() if not LOWEST <= midi <= HIGHEST), None)
    if outside is not None:
        raise FilmScoreError(f"{outside} lies outside the map, which goes from A0 to C8: choose another octave.")
    if len(found) > MOST_NOTES:
        raise FilmScoreError(f"A chord of {len(found)} different notes is too much for one map: {MOST_NOTES} at most.")
    return [name for _, name in sorted(found.items())]


def moments_of(music: Any) -> list[dict[str, Any]]:
    """Of a score of a few lines, or a voicing: every moment at which a note begins or ends, and what sounds there.

    Returns
    -------
    list of dict
        Bar and beat as people count them, and notes as code writes them, from below; none if it is no such music.

    Raises
    ------
    FilmScoreError
        It has too many lines, or several notes at once in one of them.

    Examples
    --------
    >>> import filmscore as fs
    >>> moments_of(fs.lead("Dm G", voices="SATB"))[1]
    {'bar': 2, 'beat': '1', 'notes': ['G3', 'B3', 'D4', 'G4']}
    """
    sounds = getattr(music, "isStream", False) or isinstance(music, Voicing) or hasattr(music, "given")
    if not sounds:
        return []
    lines, _, meter, _ = lines_from(music, _VOICES, False, 4, None, "4/4")
    bar = Fraction(Meter.read(meter).length)
    spans = []
    for line in lines:
        at = Fraction(0)
        for name, beats in line.notes:
            spans += [(at, at + beats, name)] if name else []
            at += beats
    made: list[dict[str, Any]] = []
    for at in sorted({start for start, _, _ in spans}):
        notes = chord_of([name for start, end, name in spans if start <= at < end])
        if not made or made[-1]["notes"] != notes:
            made.append({"bar": int(at // bar) + 1, "beat": str(at % bar + 1), "notes": notes})
    return made


def _written(chord: Any) -> list[str] | None:
    """Notes that are written out with their octaves; None if it is something else."""
    if isinstance(chord, Chord):
        return None
    words = chord.replace(",", " ").split() if isinstance(chord, str) else chord
    if not isinstance(words, list | tuple) or not words:
        return None
    named = all(isinstance(word, str) and word.strip()[-1:].isdigit() for word in words)
    if isinstance(chord, str) and len(words) == 1:
        return None  # C7 is the chord
    return [str(word) for word in words] if named else None


# ---- as marks


def marks_of(chord: Any, players: Any, dynamic: Any) -> list[Mark]:
    """The marks a map begins with.

    Raises
    ------
    FilmScoreError
        The chord, a player or the dynamic is none, or there are too many players.
    """
    if dynamic not in OFFERED:
        raise FilmScoreError(f"dynamic is {shown(dynamic)}: one of {', '.join(OFFERED)} is wanted.")
    sat = _sat(players)
    notes = chord_of(chord) or chord_of([note for _, given in sat for note in given])
    made: list[Mark] = [{"what": "map", "key": "k1", "chord": " ".join(notes), "dynamic": dynamic}]
    taken: dict[str, list[int]] = {}
    for said, given in sat:
        who = player(said)
        tool = who.instrument
        row, seat = row_of(who.said, tool)
        if tool.comfortable is None and given:
            tool.span()  # says that it has no pitch
        many = max(who.count, 1)
        for number in range(many):
            there = taken.setdefault(row, [])
            place = seat if seat and seat not in there else max(there, default=0) + 1
            if (seats(tool) and place > len(seats(tool))) or (tool.family in CHORDAL and there):
                raise FilmScoreError(
                    f"{shown(said)} is one {tool.said} too many for this map: {len(there)} "
                    f"{'sits' if len(there) == 1 else 'sit'} there already."
                )
            there.append(place)
            mine = _share(given, number, many, said)
            for note in mine or [""]:
                made.append(_dot(len(made) + 1, row, place, note))
    if sum(map(len, taken.values())) > MOST:
        raise FilmScoreError(f"{sum(map(len, taken.values()))} players are too many for this map: {MOST} at most.")
    return made


def _dot(number: int, who: str, seat: int, note: str, tune: bool = False) -> Mark:
    return {"what": "dot", "key": f"k{number}", "who": who, "seat": seat, "note": note, "tune": tune}


def _sat(players: Any) -> list[tuple[str, list[str]]]:
    """Who sits there, with their notes as code writes them."""
    if players is None:
        return []
    if isinstance(players, Mapping):
        pairs = list(players.items())
    elif isinstance(players, Iterable) and not isinstance(players, str | bytes):
        pairs = [one if isinstance(one, tuple) and len(one) == 2 else (one, "") for one in players]
    else:
        raise FilmScoreError(
            f"players is {shown(players)}: write who sits there, ['flute', '2 horns'], or who plays what, "
            "{'flute': 'D5', '2 horns': 'Bb3 G4'}."
        )
    made = []
    for said, notes in pairs:
        words = notes.split() if isinstance(notes, str) else list(notes or ())
        made.append((player(said).said, [plain(word) for word in words]))
    return made


def _share(notes: Sequence[str], number: int, many: int, said: str) -> list[str]:
    """What one of several players has of their notes."""
    if many == 1 or not notes:
        return list(notes)
    if many % len(notes):
        raise FilmScoreError(f"{said} cannot share out {len(notes)} notes ({' '.join(notes)}) evenly.")
    return [notes[number * len(notes) // many]]


def cleaned(raw: Any, _: Any) -> tuple[list[Mark], list[str]]:
    """Marks that make sense, and of the others what is wrong with them."""
    return read_each(raw, 8 * MOST, "mark", _mark)


def _mark(one: Any, before: list[Mark]) -> Mark:
    what = one.get("what") if isinstance(one, Mapping) else None
    if what == "map":
        if any(mark["what"] == "map" for mark in before):
            raise FilmScoreError("one map is kept, and this is a second")
        dynamic = one.get("dynamic")
        chord = one.get("chord")
        return {
            "what": what, "chord": " ".join(chord_of(chord.split()) if isinstance(chord, str) and chord else ()),
            "dynamic": dynamic if dynamic in OFFERED else "mf",
        }  # fmt: skip
    if what != "dot":
        raise FilmScoreError(f"a mark is the map or somebody's note, not {shown(one)}")
    who, seat, note = one.get("who"), one.get("seat"), one.get("note")
    tool = next((tool for tool in every() if tool.name == who), None)
    if tool is None:
        raise FilmScoreError(f"nobody here is called {shown(who)}")
    most = len(seats(tool)) or MOST
    if type(seat) is not int or not 1 <= seat <= most:
        raise FilmScoreError(f"a seat from 1 to {most} is wanted, not {shown(seat)}")
    return {
        "what": what, "who": who, "seat": seat, "note": plain(note) if note else "", "tune": one.get("tune") is True,
    }  # fmt: skip


# ---- what they say


@dataclass(frozen=True)
class Seat:
    """Somebody who sits there: as `fs.balance` reads the name, and their notes as code writes them."""

    said: str
    tool: Instrument
    notes: tuple[str, ...]
    tune: bool


def head_of(marks: list[Mark]) -> Mark:
    """The mark of the map itself."""
    blank: Mark = {"what": "map", "key": "k1", "chord": "", "dynamic": "mf"}
    return next((mark for mark in marks if mark["what"] == "map"), blank)


def seats_of(marks: list[Mark]) -> list[Seat]:
    """Everybody, in the order of the score, as in the page."""
    made = []
    for tool in rows():
        mine = [mark for mark in marks if mark["what"] == "dot" and mark["who"] == tool.name]
        order = sorted({mark["seat"] for mark in mine})
        names = seats(tool)
        for place, seat in enumerate(order):
            dots = [mark for mark in mine if mark["seat"] == seat]
            said = names[seat - 1] if names else f"{tool.said} {place + 1}" if len(order) > 1 else tool.said
            notes = tuple(mark["note"] for mark in dots if mark["note"])
            made.append(Seat(said, tool, notes, any(mark["tune"] and mark["note"] for mark in dots)))
    return made


def code(marks: list[Mark], film: str, at: int | None, name: str) -> str:
    """The Python that says who plays what, as the page writes it; while nobody has a note, that opens the map."""
    sitting = seats_of(marks)
    given = {one.said: " ".join(one.notes) for one in sitting if one.notes}
    if not given:
        where = [json.dumps(film) if film else "", f"at={at}" if film and at is not None else ""]
        return f"fs.orchestra_map({', '.join(filter(None, [*where, f'name={json.dumps(name, ensure_ascii=False)}']))})"
    pairs = ", ".join(f"{json.dumps(who)}: {json.dumps(notes)}" for who, notes in given.items())
    tunes = [one.said for one in sitting if one.tune]
    more = f", tune={json.dumps(tunes if len(tunes) > 1 else tunes[0])}" if tunes else ""
    return f"fs.balance({{{pairs}}}, {json.dumps(head_of(marks)['dynamic'])}{more})"
