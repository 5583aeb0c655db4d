"""An orchestration: who plays what, each with its notes, dynamics and slurs; proposed, written out, or shared out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ...errors import FilmScoreError, shown
from ..pitch import Pitch
from .balance import Balance, balance
from .catalogue import every
from .instrument import DYNAMICS
from .players import Player

if TYPE_CHECKING:
    from music21 import stream

#: notes one after another with their lengths; None rests, several at once have spaces between
Notes = tuple[tuple[str | None, Fraction], ...]

#: more people than this are not told apart
MOST_PLAYERS = 32


@dataclass(frozen=True)
class Given:
    """What one player was given.

    Attributes
    ----------
    player : str
        As it was asked for, with a number where several were.
    line : str
        Which line, "own" for notes that were written out, "all" for a keyboard's chords, "" for silence.
    notes : tuple of (str or None, Fraction)
        Sounding, with their lengths in beats; None rests. Notes that sound at once have spaces between.
    why : str
    slurs : tuple of (Fraction, Fraction)
        First and last beat of each, counted from 0.
    dynamics : tuple of (Fraction, str)
        Beats, from 0, at which a dynamic of its own begins; before the first the orchestration's holds.
    words : tuple of (Fraction, str)
        What is printed over the staff, such as "div.".
    """

    player: str
    line: str
    notes: Notes
    why: str
    slurs: tuple[tuple[Fraction, Fraction], ...] = field(default=(), repr=False)
    dynamics: tuple[tuple[Fraction, str], ...] = field(default=(), repr=False)
    words: tuple[tuple[Fraction, str], ...] = field(default=(), repr=False)

    def at(self, beat: Any) -> str | None:
        """What sounds at a beat from the beginning; None in a rest."""
        start = Fraction(0)
        for name, beats in self.notes:
            if start <= Fraction(beat) < start + beats:
                return name
            start += beats
        return None

    def level(self, beat: Any) -> str:
        """The dynamic of its own that holds at a beat; empty where there is none."""
        return next((mark for at, mark in reversed(self.dynamics) if at <= Fraction(beat)), "")

    @property
    def beats(self) -> Fraction:
        """How long it is, rests and all."""
        return sum((beats for _, beats in self.notes), Fraction(0))


@dataclass(frozen=True, repr=False)
class Orchestration:
    """Who plays what. Made by `fs.orchestrate`, which proposes, by `fs.scored` and by `fs.distribute`.

    It plays (`fs.play`, `fs.sketch`), is engraved (`fs.show`), weighed (`.balance`), read by those who have to play it
    (`fs.playability`) and copied out (`fs.parts`).

    Attributes
    ----------
    given : tuple of Given
        In the order of a score.
    dynamic : str
        What holds for all who have none of their own.
    key, meter : str or None
    bpm : float
    others : tuple of Orchestration
        Other ways that are nearly as good, or to another taste better.
    title : str
    """

    given: tuple[Given, ...]
    dynamic: str
    key: str | None
    meter: str
    bpm: float
    others: tuple[Orchestration, ...] = ()
    title: str = "Orchestration"

    def __getitem__(self, name: str) -> Given:
        for one in self.given:
            if one.player.casefold() == str(name).casefold():
                return one
        raise FilmScoreError(f"There is no player {shown(name)}: {', '.join(g.player for g in self.given)} there are.")

    @property
    def players(self) -> tuple[str, ...]:
        """Who plays, in the order of a score."""
        return tuple(one.player for one in self.given)

    def at(self, beat: Any = 0) -> dict[str, str]:
        """What each player sounds at a beat from the beginning, as `fs.balance` takes it."""
        return {one.player: name for one in self.given if (name := one.at(beat))}

    def level(self, beat: Any = 0) -> str:
        """The dynamic most players have at a beat; of two, the louder."""
        marked = [one.level(beat) or self.dynamic for one in self.given if one.at(beat)] or [self.dynamic]
        return max(dict.fromkeys(marked), key=lambda one: (marked.count(one), DYNAMICS.index(one)))

    def balance(self, beat: Any = 0, *, tune: str | Iterable[str] | None = None) -> Balance:
        """How the sums come out at a beat from the beginning."""
        return balance(self.at(beat), self.level(beat), tune=tune)

    @property
    def told(self) -> str:
        """Who has what and why, the balance of the first chord, and that there are other ways."""
        rows = [f"{one.player}: {one.why}." for one in self.given]
        first = next((b for b in range(64) if self.at(b)), 0)
        rows.append(f"The sums of the first chord:\n{self.balance(first).told}")
        if self.others:
            swaps = [_difference(self, other) for other in self.others]
            rows.append(f"One way of many. Others: {'; or '.join(s for s in swaps if s)}.")
        return "\n".join(rows)

    def __repr__(self) -> str:
        return self.told

    def to_music21(self) -> stream.Score:
        """A score in written pitch, with the dynamic at each entry; `fs.parts` makes the parts."""
        from .scoring import score_of

        return score_of(self)


def in_score_order(rows: Iterable[tuple[Player, Given]]) -> tuple[Given, ...]:
    """What was given, sorted as the staves of a score stand; who is alike stays as it came."""
    order = {tool.name: i for i, tool in enumerate(every())}
    return tuple(given for _, given in sorted(rows, key=lambda pair: order[pair[0].instrument.name]))


def sounding_together(spans: Iterable[tuple[Fraction, Fraction, str]], until: Fraction | None = None) -> Notes:
    """Notes that may overlap, as chords one after another, cut wherever one of them begins or ends.

    Parameters
    ----------
    spans : iterable of (Fraction, Fraction, str)
        First beat, beat of the end, name.
    until : Fraction, optional
        Where the rest after the last of them ends.

    Examples
    --------
    >>> two = [(Fraction(0), Fraction(2), "C4"), (Fraction(1), Fraction(2), "E4")]
    >>> [(name, int(beats)) for name, beats in sounding_together(two, Fraction(3))]
    [('C4', 1), ('C4 E4', 1), (None, 1)]
    """
    spans = list(spans)
    cuts = sorted({at for first, last, _ in spans for at in (first, last)} | {Fraction(0), *([until] if until else [])})
    made: list[tuple[str | None, Fraction]] = []
    before: set[tuple[Fraction, Fraction, str]] = set()
    for first, last in pairwise(cuts):
        here = {span for span in spans if span[0] <= first < span[1]}
        text = " ".join(sorted({name for *_, name in here}, key=lambda n: Pitch.read(n).midi)) or None
        if made and here == before:  # nobody began and nobody stopped: a cut of somebody who rests
            made[-1] = (text, made[-1][1] + last - first)
        else:
            made.append((text, last - first))
        before = here
    return tuple(made)


def _difference(first: Orchestration, other: Orchestration) -> str:
    """What another way does otherwise, in words."""
    changed = [
        f"{b.player} has {b.why.partition(',')[0]}" if b.line not in ("", "all") else f"{b.player} rests"
        for a, b in zip(first.given, other.given, strict=True) if (a.line, a.notes) != (b.line, b.notes)
    ]  # fmt: skip
    return " and ".join(changed[:3])
