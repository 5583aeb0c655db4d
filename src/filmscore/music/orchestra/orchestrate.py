"""A chord, or a passage, given to players: a proposal with its reasons.

There are as many ways to score a chord as there are orchestrators. This one looks for a way in which everybody lies
where they sound well, nobody stands before the tune, and the sums are even; it says why, and shows two more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ...errors import FilmScoreError, shown
from ..pitch import Pitch
from .assigning import CHORDAL, Line, Way, best
from .balance import Balance, balance
from .catalogue import every
from .instrument import DYNAMICS
from .passages import lines_from
from .players import Player, player

if TYPE_CHECKING:
    from music21 import stream

MOST_PLAYERS = 32


@dataclass(frozen=True)
class Given:
    """What one player was given.

    Attributes
    ----------
    player : str
        As it was asked for, with a number where several were.
    line : str
        Which line, "all" for a keyboard's chords, "" for silence.
    notes : tuple of (str or None, Fraction)
        Sounding, with their lengths in beats; None rests. Of a keyboard, the notes of a chord with spaces between.
    why : str
    """

    player: str
    line: str
    notes: tuple[tuple[str | None, Fraction], ...]
    why: str
    slurs: tuple[tuple[Fraction, Fraction], ...] = field(default=(), repr=False)


@dataclass(frozen=True, repr=False)
class Orchestration:
    """A proposal. Made by `fs.orchestrate`.

    Attributes
    ----------
    given : tuple of Given
        In the order of a score.
    dynamic : str
    key, meter : str or None
    others : tuple of Orchestration
        Other ways that are nearly as good, or to another taste better.
    """

    given: tuple[Given, ...]
    dynamic: str
    key: str | None
    meter: str
    bpm: float
    others: tuple[Orchestration, ...] = ()

    def __getitem__(self, name: str) -> Given:
        for one in self.given:
            if one.player.casefold() == str(name).casefold():
                return one
        raise FilmScoreError(f"There is no player {shown(name)}: {', '.join(g.player for g in self.given)} there are.")

    def at(self, beat: Any = 0) -> dict[str, str]:
        """What each player sounds at a beat from the beginning, as `fs.balance` takes it."""
        found = {}
        for one in self.given:
            start = Fraction(0)
            for name, beats in one.notes:
                if name and start <= Fraction(beat) < start + beats:
                    found[one.player] = name
                start += beats
        return found

    def balance(self, beat: Any = 0) -> Balance:
        """How the sums come out at a beat from the beginning."""
        return balance(self.at(beat), self.dynamic)

    @property
    def told(self) -> str:
        """Who has what and why, the balance of the first chord, and that there are other ways."""
        rows = [f"{one.player}: {one.why}." for one in self.given]
        first = next((b for b in (0, 1, 2, 3, 4) if self.at(b)), 0)
        rows.append(f"The sums of the first chord:\n{self.balance(first).told}")
        if self.others:
            swaps = [_difference(self, other) for other in self.others]
            rows.append("One way of many. Two that weigh nearly the same: " + "; or ".join(s for s in swaps if s) + ".")
        return "\n".join(rows)

    def __repr__(self) -> str:
        return self.told

    def to_music21(self) -> stream.Score:
        """A score in written pitch, with the dynamic at each entry; `fs.parts` makes the parts."""
        from .scoring import score_of

        return score_of(self)


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
    if dynamic not in DYNAMICS:
        raise FilmScoreError(f"dynamic is {shown(dynamic)}: one of {', '.join(DYNAMICS)} is wanted.")
    people = _people(players)
    chords = any(who.instrument.name in CHORDAL for who in people)
    lines, found_key, found_meter, bpm = lines_from(passage, len(people), chords, beats, key, meter)
    lines = [one._replace(midi=tuple(Pitch.read(n).midi for n, _ in one.notes if n)) for one in lines]
    made = best(people, lines, dynamic)
    _covered(made[0], lines, people)
    ways = [
        Orchestration(_given(people, way, lines), dynamic, found_key, found_meter, bpm) for way in made
        if {w.line for w in way if w.line >= 0} | _whole(way, lines) >= set(range(len(lines)))
    ]  # fmt: skip
    first = ways[0]
    return Orchestration(first.given, dynamic, found_key, found_meter, bpm, tuple(ways[1:3]))


def _people(players: Iterable[str] | str) -> list[Player]:
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
            one = who.instrument.said
            found += [Player(f"{one} {i + 1}", who.instrument) for i in range(who.count)]
    if not 1 <= len(found) <= MOST_PLAYERS:
        raise FilmScoreError(f"{len(found)} players: from 1 to {MOST_PLAYERS} can be given something here.")
    return _numbered(found)


def _numbered(people: list[Player]) -> list[Player]:
    """Twins get numbers."""
    names = [who.said for who in people]
    seen: dict[str, int] = {}
    made = []
    for who in people:
        if names.count(who.said) > 1:
            seen[who.said] = seen.get(who.said, 0) + 1
            who = Player(f"{who.said} {seen[who.said]}", who.instrument, who.count, who.section)
        made.append(who)
    return made


def _whole(way: Sequence[Way], lines: Sequence[Line]) -> set[int]:
    """All lines, if somebody plays all of them."""
    return set(range(len(lines))) if any(w.line == -2 for w in way) else set()


def _covered(way: Sequence[Way], lines: Sequence[Line], people: Sequence[Player]) -> None:
    if any(w.line == -2 for w in way):
        return
    bare = [i for i in range(len(lines)) if all(w.line != i for w in way)]
    if not bare:
        return
    names = ", ".join(who.said for who in people)
    if len(people) < len(lines):
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
        f"Nobody is left for the {line.name} ({spelled[low]} to {spelled[high]}) among {names}: it lies well for "
        f"{', '.join(helps) or 'no orchestral player'}."
    )


def _given(people: Sequence[Player], way: Sequence[Way], lines: Sequence[Line]) -> tuple[Given, ...]:
    made = []
    for who, one in zip(people, _first_on_top(people, way), strict=True):
        if one.line == -1:
            length = sum((b for _, b in lines[0].notes), Fraction(0))
            made.append((who, Given(who.said, "", ((None, length),), one.why)))
            continue
        if one.line == -2:
            made.append((who, Given(who.said, "all", _chords(who, lines, one.octaves), one.why)))
            continue
        line = lines[one.line]
        notes = tuple((_moved(name, one.octaves), beats) for name, beats in line.notes)
        made.append((who, Given(who.said, line.name, notes, one.why, line.slurs)))
    order = {tool.name: i for i, tool in enumerate(every())}
    made.sort(key=lambda pair: order[pair[0].instrument.name])
    return tuple(given for _, given in made)


def _first_on_top(people: Sequence[Player], way: Sequence[Way]) -> list[Way]:
    """Of players of one instrument the first takes the highest."""
    sorted_ways = list(way)
    for name in {who.instrument.name for who in people}:
        twins = [n for n, who in enumerate(people) if who.instrument.name == name and not who.section]
        high = sorted((way[n] for n in twins), key=lambda one: (one.line < 0, -one.octaves, one.line))
        for n, one in zip(twins, high, strict=True):
            sorted_ways[n] = one
    return sorted_ways


def _moved(name: str | None, octaves: int) -> str | None:
    if name is None:
        return None
    pitch = Pitch.read(name)
    return Pitch(pitch.step + 7 * octaves, pitch.alter).name


def _chords(who: Player, lines: Sequence[Line], octaves: int) -> tuple[tuple[str | None, Fraction], ...]:
    """What all lines together sound, cut wherever one of them moves."""
    low, high = who.instrument.span()
    inside = [line for line in lines if all(low <= m + 12 * octaves <= high for m in line.midi)]
    spans: list[tuple[Fraction, Fraction, str]] = []
    for line in inside:
        start = Fraction(0)
        for name, beats in line.notes:
            if name:
                spans.append((start, start + beats, name))
            start += beats
    cuts = sorted({at for first, last, _ in spans for at in (first, last)} | {Fraction(0)})
    made: list[tuple[str | None, Fraction]] = []
    for first, last in pairwise(cuts):
        names = {str(_moved(name, octaves)) for a, b, name in spans if a <= first < b}
        text = " ".join(sorted(names, key=lambda n: Pitch.read(n).midi)) or None
        if made and text == made[-1][0]:
            made[-1] = (text, made[-1][1] + last - first)
        else:
            made.append((text, last - first))
    return tuple(made)


def _difference(first: Orchestration, other: Orchestration) -> str:
    """What another way does otherwise, in words."""
    changed = [
        f"{b.player} has {b.why.partition(',')[0]}" if b.line not in ("", "all") else f"{b.player} rests"
        for a, b in zip(first.given, other.given, strict=True) if (a.line, a.notes) != (b.line, b.notes)
    ]  # fmt: skip
    return " and ".join(changed[:3])
