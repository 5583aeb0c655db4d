"""Who sits in the Orchestra map and what they have: the marks it keeps, and the Python that says the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import FilmScoreError, shown
from ..music.orchestra.catalogue import every
from ..music.orchestra.instrument import Instrument
from ..music.orchestra.players import player
from .marks import Mark, read_each
from .orchestra_moments import CALLED, FIRST, chord_of, plain
from .orchestra_page import CHORDAL, OFFERED, row_of, rows, seats

MOST = 32  #: players, as in the page
MOST_PHRASES = 8  #: side by side, as in the page


@dataclass(frozen=True)
class Bare:
    """A map without a film, for what is kept."""

    name: str = ""
    frames: int = 0


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
    marks, wrong = read_each(raw, 8 * MOST * MOST_PHRASES, "mark", _mark)
    there = {phrase_of(mark) for mark in heads_of(marks)}
    lost = [mark for mark in marks if there and phrase_of(mark) not in there]
    if lost:
        wrong.append(f"{len(lost)} notes of phrases that are not there, {shown(phrase_of(lost[0]))}")
    return with_open([mark for mark in marks if mark not in lost], _open_in(marks)), wrong


def with_open(marks: list[Mark], name: str) -> list[Mark]:
    """The marks with a phrase shown; that of the first one is not written down, as in the page."""
    first = next((mark for mark in marks if mark["what"] == "map"), None)
    made = []
    for mark in marks:
        bare = {field: value for field, value in mark.items() if field != "open"}
        opens = mark["what"] == "map" and mark is not first and phrase_of(mark) == name
        made.append({**bare, "open": True} if opens else bare)
    return made


def _open_in(marks: list[Mark]) -> str:
    return phrase_of(head_of(marks))


def _mark(one: Any, before: list[Mark]) -> Mark:
    what = one.get("what") if isinstance(one, Mapping) else None
    if what == "map":
        phrase = _phrase(one)
        if any(mark["what"] == "map" and phrase_of(mark) == phrase.get("phrase", FIRST) for mark in before):
            raise FilmScoreError(f"phrase {phrase.get('phrase', FIRST)} is kept once, and this is a second")
        if sum(mark["what"] == "map" for mark in before) >= MOST_PHRASES:
            raise FilmScoreError(f"{MOST_PHRASES} phrases lie side by side at most")
        dynamic = one.get("dynamic")
        chord = one.get("chord")
        return {
            "what": what, "chord": " ".join(chord_of(chord.split()) if isinstance(chord, str) and chord else ()),
            "dynamic": dynamic if dynamic in OFFERED else "mf", **phrase,
            **({"open": True} if one.get("open") is True else {}),
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
        **_phrase(one),
    }  # fmt: skip


def _phrase(one: Mapping[str, Any]) -> dict[str, str]:
    """How a mark says which phrase it is of; the first does not."""
    name = one.get("phrase", FIRST)
    if not isinstance(name, str) or not CALLED.fullmatch(name):
        raise FilmScoreError(f"a phrase is called by a letter or a short word, not {shown(name)}")
    return {} if name == FIRST else {"phrase": name}


# ---- what they say


@dataclass(frozen=True)
class Seat:
    """Somebody who sits there: as `fs.balance` reads the name, and their notes as code writes them."""

    said: str
    tool: Instrument
    notes: tuple[str, ...]
    tune: bool


def phrase_of(mark: Mark) -> str:
    """What the phrase of a mark is called."""
    name: str = mark.get("phrase", FIRST)
    return name


def heads_of(marks: list[Mark]) -> list[Mark]:
    """The phrases there are, in their order."""
    return [mark for mark in marks if mark["what"] == "map"]


def head_of(marks: list[Mark]) -> Mark:
    """The mark of the phrase that is shown."""
    heads = heads_of(marks)
    blank: Mark = {"what": "map", "key": "k1", "chord": "", "dynamic": "mf"}
    return next((mark for mark in heads if mark.get("open")), heads[0] if heads else blank)


def phrased(parts: Mapping[str, list[Mark]]) -> list[Mark]:
    """Marks of one map made of those of several phrases; the first is shown.

    >>> [(mark["key"], mark.get("phrase")) for mark in phrased({"A": marks_of("Dm", ["flute"], "p"),
    ...                                                         "B": marks_of("G", None, "f")})]
    [('k1', None), ('k2', None), ('k3', 'B')]
    """
    every_one = [
        {**mark, **({} if name == FIRST else {"phrase": name})} for name, part in parts.items() for mark in part
    ]
    return [{**mark, "key": f"k{number}"} for number, mark in enumerate(every_one, 1)]


def seats_of(marks: list[Mark], phrase: str | None = None) -> list[Seat]:
    """Everybody in the phrase that is shown, or in another, in the order of the score, as in the page."""
    name = _open_in(marks) if phrase is None else phrase
    dotted = [mark for mark in marks if mark["what"] == "dot" and phrase_of(mark) == name]
    made = []
    for tool in rows():
        mine = [mark for mark in dotted if mark["who"] == tool.name]
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
