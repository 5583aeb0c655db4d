"""A chord, or a passage, given to players: a proposal with its reasons.

There are as many ways to score a chord as there are orchestrators. This one looks for a way in which everybody lies
where they sound well, nobody stands before the tune, and the sums are even; it says why, and shows two more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from ...errors import FilmScoreError, shown
from ..pitch import Pitch
from .assigning import CHORDAL, Line, Way, best, moved
from .catalogue import every
from .orchestration import MOST_PLAYERS, Given, Notes, Orchestration, in_score_order, sounding_together
from .passages import lines_from
from .players import Player, numbered, player
from .struck import for_harp
from .weights import level_of, number, units


def orchestrate(
    passage: Any, players: Iterable[str] | str, *, dynamic: str = "mf", key: str | None = None, beats: Any = 4,
    meter: str = "4/4",
) -> Orchestration:  # fmt: skip
    """Propose who plays what.

    Parameters
    ----------
    passage : str, Chord, list, Voicing or score
        A chord or several, ``"Cmaj9"``, ``"Dm G7 C"``; the notes of one chord from below, ``["C3", "G3", "E4"]``; a
        `Voicing` of `fs.lead`; or a score of music21 with a line in each part, from the top down, such as
        ``fs.chorale()``.
    players : list of str
        ``["flute", "2 horns", "violins I", "cello"]``; one to 32. Harp, keyboards and pads take whole chords.
    dynamic : str
        What it is to sound like, ``"p"`` or ``"f"``: it decides the balance and the registers.
    key, meter : str, optional
        For the page.
    beats : number or list
        How long each chord lasts, for chords.

    Returns
    -------
    Orchestration
        `.told` is the proposal and its reasons; `.others` are other ways. It plays (`fs.play`) and is engraved
        (`fs.show`).

    Raises
    ------
    FilmScoreError
        Nobody is there, a player is not known or has no pitch, there are more lines than players, or a line lies
        outside everybody's reach.

    Examples
    --------
    >>> made = orchestrate("C", ["flute", "oboe", "clarinet", "bassoon"], dynamic="p")
    >>> made["bassoon"].notes[0][0], made.balance().verdict
    ('C3', 'even')
    >>> made["flute"].why  # so low the oboe could not be soft
    'the alto, in its low register'
    """
    dynamic = level_of(dynamic)
    people = _people(players)
    chords = any(who.instrument.name in CHORDAL for who in people)
    lines, found_key, found_meter, bpm = lines_from(passage, len(people), chords, beats, key, meter)
    lines = [one._replace(midi=tuple(Pitch.read(n).midi for n, _ in one.notes if n)) for one in lines]
    made = best(people, lines, dynamic)
    _covered(made[0], lines, people)
    ways = [
        Orchestration(_given(people, way, lines), dynamic, found_key, found_meter, bpm) for way in made
        if not _bare(way, lines)
    ]  # fmt: skip
    first = ways[0]
    if first.balance(_first_beat(first)).verdict == "uneven":
        quieter = _somebody_rests(people, lines, dynamic, first)
        if quieter is not None:
            ways.insert(0, quieter)
    return replace(ways[0], others=tuple(ways[1:3]))


def _first_beat(made: Orchestration) -> int:
    return next((beat for beat in range(64) if made.at(beat)), 0)


def _somebody_rests(
    people: Sequence[Player], lines: Sequence[Line], dynamic: str, full: Orchestration
) -> Orchestration | None:
    """A way in which one player rests, if that makes even what cannot be so with all of them."""
    found: list[tuple[Fraction, Orchestration]] = []
    strongest = max(units(who, dynamic) for who in people)
    for loud in people:
        rest = [who for who in people if who is not loud]
        if units(loud, dynamic) < strongest or len(rest) < len(lines):
            continue
        way = best(rest, lines, dynamic)[0]
        if _bare(way, lines):
            continue
        why = (f"rests: at {dynamic} it counts {number(units(loud, dynamic))}, and no note of the others could stand "
               "beside that; marked p it may join")  # fmt: skip
        silent = Given(loud.said, "", ((None, lines[0].beats),), why)
        rows = [*_rows(rest, way, lines), (loud, silent)]
        made = replace(full, given=in_score_order(rows))
        weighed = made.balance(_first_beat(made))
        if weighed.verdict != "uneven":
            found.append((weighed.ratio, made))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _people(players: Iterable[str] | str) -> list[Player]:
    if isinstance(players, Mapping):
        raise FilmScoreError(
            f"{shown(players)} says already who has which note, and this proposes it: to weigh your own, give it to "
            "fs.balance; to hear or print it, write lengths, fs.scored({'flute': 'C5:4'}); for a proposal give the "
            f"players alone, {list(map(str, players))[:4]}."
        )
    words = [w.strip() for w in players.split(",")] if isinstance(players, str) else players
    if not isinstance(words, Iterable):
        raise FilmScoreError(f"{shown(players)} are no players: write a list, ['flute', '2 horns', 'cello'].")
    found: list[Player] = []
    for text in words:
        who = player(text)
        who.instrument.span()  # says that it has no pitch
        if who.section or who.count == 1:
            found.append(who)
        else:
            alone = "solo " * (who.instrument.weight == "section")  # two violins are no two sections
            found += [Player(f"{alone}{who.instrument.said}", who.instrument)] * who.count
    if not 1 <= len(found) <= MOST_PLAYERS:
        raise FilmScoreError(f"{len(found)} players: from 1 to {MOST_PLAYERS} can be given something here.")
    return numbered(found)


def _bare(way: Sequence[Way], lines: Sequence[Line]) -> list[int]:
    """The lines nobody plays."""
    return [n for n in range(len(lines)) if all(n not in one.lines for one in way)]


def _covered(way: Sequence[Way], lines: Sequence[Line], people: Sequence[Player]) -> None:
    bare = _bare(way, lines)
    if not bare:
        return
    names = ", ".join(who.said for who in people)
    if len(people) < len(lines) and all(who.instrument.name not in CHORDAL for who in people):
        raise FilmScoreError(
            f"There are {len(lines)} lines, and each of these plays one: {names}. Name {len(lines) - len(people)} "
            "more, or a harp or a piano, or write fewer lines."
        )
    line = lines[bare[0]]
    low, high = min(line.midi), max(line.midi)
    spelled = {Pitch.read(n).midi: Pitch.read(n).name for n, _ in line.notes if n}
    helps = [one.said for one in every() if one.comfortable and one.weight
             and one.span()[0] <= low and high <= one.span()[1]][:4]  # fmt: skip
    raise FilmScoreError(
        f"Nobody is left for the {line.name} ({' to '.join(dict.fromkeys((spelled[low], spelled[high])))}) among "
        f"{names}: it lies well for "
        f"{', '.join(helps) or 'no orchestral player'}."
    )


def _given(people: Sequence[Player], way: Sequence[Way], lines: Sequence[Line]) -> tuple[Given, ...]:
    return in_score_order(_rows(people, way, lines))


def _rows(people: Sequence[Player], way: Sequence[Way], lines: Sequence[Line]) -> list[tuple[Player, Given]]:
    made = []
    for who, one in zip(people, _first_on_top(people, way), strict=True):
        if one.line == -1:
            made.append((who, Given(who.said, "", ((None, lines[0].beats),), one.why)))
            continue
        if one.line == -2:
            made.append((who, Given(who.said, "all", _chords(who, lines, one), one.why)))
            continue
        line = lines[one.line]
        notes = tuple((moved(name, one.octaves), beats) for name, beats in line.notes)
        made.append((who, Given(who.said, line.name, notes, one.why, line.slurs)))
    return made


def _first_on_top(people: Sequence[Player], way: Sequence[Way]) -> list[Way]:
    """Of players of one instrument the first takes the highest."""
    sorted_ways = list(way)
    for name in {who.instrument.name for who in people}:
        twins = [n for n, who in enumerate(people) if who.instrument.name == name and not who.section]
        high = sorted((way[n] for n in twins), key=lambda one: (one.line < 0, -one.octaves, one.line))
        for n, one in zip(twins, high, strict=True):
            sorted_ways[n] = one
    return sorted_ways


def _chords(who: Player, lines: Sequence[Line], way: Way) -> Notes:
    """What its lines sound together; a harp's by names that its pedals can have."""
    spans: list[tuple[Fraction, Fraction, str]] = []
    for n in sorted(way.has):
        spans += [(first, last, str(moved(name, way.octaves))) for first, last, name in lines[n].sounding]
    together = sounding_together(spans)
    if who.instrument.name != "Harp":
        return together
    named = ((text and (for_harp(text.split()) or text.split()), beats) for text, beats in together)
    return tuple((" ".join(names) if names else None, beats) for names, beats in named)
