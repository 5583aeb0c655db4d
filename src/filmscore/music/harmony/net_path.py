"""Ways through the net of triads: each step with its moves, what is held, and its labels from both ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from ...errors import FilmScoreError, shown
from .chords import split_chords
from .pairs import Pair, mnx
from .triads import MOVES, Triad

#: a path has so many triads
LEAST, MOST = 2, 16


class Step(NamedTuple):
    """A step of a path.

    Attributes
    ----------
    pair : Pair
        In the order of time.
    moves : tuple of str
        The shortest rows of P, L and R; several where several are equally short.
    letter : str
        The move's own letter, P L R S N F or H, if it has one; else the first of `moves`.
    by_tonic : Pair or None
        Told from home, if one of the two is home.
    """

    pair: Pair
    moves: tuple[str, ...]
    letter: str
    by_tonic: Pair | None

    @property
    def held(self) -> tuple[str, ...]:
        """The notes that stay, as the first triad spells them."""
        return self.pair.common

    @property
    def semitones(self) -> int:
        """How far three voices move in all."""
        return self.pair.distance

    @property
    def told(self) -> str:
        """The step in a sentence: "Dm to G: F, which is LRP; D is held, 4 semitones in all." """
        way = (
            f"{self.letter}, which is {MOVES[self.letter][1]}"
            if self.letter not in self.moves
            else " or ".join(self.moves)
        )
        held = {0: "no note is held", 1: f"{''.join(self.held)} is held"}.get(
            len(self.held), f"{' and '.join(self.held)} are held"
        )
        far = "1 semitone" if self.semitones == 1 else f"{self.semitones} semitones"
        return f"{self.pair.one} to {self.pair.other}: {way}; {held}, {far} in all."


@dataclass(frozen=True)
class Path:
    """Triads one after another. Made by `path_of`.

    Attributes
    ----------
    triads : tuple of Triad
    home : Triad or None
    """

    triads: tuple[Triad, ...]
    home: Triad | None = None

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every step from one to the next."""
        return tuple(step_of(one, other, self.home) for one, other in zip(self.triads, self.triads[1:], strict=False))

    @property
    def names(self) -> tuple[str, ...]:
        """Their names: ``("Dm", "G")``."""
        return tuple(triad.name for triad in self.triads)

    @property
    def moves(self) -> tuple[str, ...]:
        """The letter of each step, or its first shortest row."""
        return tuple(step.letter for step in self.steps)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Each step as a pair: told from home where home is one of the two, else in the order of time."""
        return tuple(step.by_tonic or step.pair for step in self.steps)

    @property
    def told(self) -> str:
        """Every step in a sentence."""
        return "\n".join(step.told for step in self.steps)


def step_of(one: Triad | str, other: Triad | str, home: Triad | str | None = None) -> Step:
    """A step from one triad to another.

    >>> step = step_of("Dm", "G", home="Dm")
    >>> step.letter, step.moves, step.by_tonic.label, step.pair.reversed.label
    ('F', ('LRP', 'PRL'), 'm5M', 'M7m')

    Raises
    ------
    FilmScoreError
        One of them is no triad, or both are the same.
    """
    pair = mnx(first=Triad(one), second=Triad(other))
    letter = next((m for m in MOVES if pair.one.transform(m) == pair.other), pair.moves[0])
    tonic = None if home is None else Triad(home)
    told = None
    if tonic is not None and tonic in (pair.one, pair.other):
        told = mnx(tonic=tonic, other=pair.other if tonic == pair.one else pair.one)
    return Step(pair, pair.moves, letter, told)


def path_of(triads: str | Iterable[Any], home: Triad | str | None = None) -> Path:
    """A path through the net.

    Parameters
    ----------
    triads : str or list
        ``"Dm G Dm G"``, or triads and their names in a list; from 2 to 16.
    home : Triad or its name, optional
        The triad heard as the tonic; it need not be on the path.

    Returns
    -------
    Path

    Raises
    ------
    FilmScoreError
        One is no triad (its place is said), they are too few or too many, or one stands twice in a row.

    Examples
    --------
    >>> path = path_of("Dm G E♭", home="Dm")
    >>> path.moves, [pair.label for pair in path.pairs]
    (('F', 'PL'), ['m5M', 'M8M'])
    """
    words: Sequence[Any]
    if isinstance(triads, str):
        words = split_chords(triads)
    elif isinstance(triads, Iterable):
        words = list(islice(triads, MOST + 1))  # it may never end
    else:
        raise FilmScoreError(f"{shown(triads)} is no path: write the names of triads, 'Dm G Dm G'.")
    if len(words) > MOST:
        many = len(words) if isinstance(triads, str) else "more"
        raise FilmScoreError(f"A path has from {LEAST} to {MOST} triads, and this has {many}.")
    found: list[Triad] = []
    for place, word in enumerate(words, start=1):
        try:
            found.append(Triad(word))
        except FilmScoreError as error:
            raise FilmScoreError(f"Triad {place}: {error}") from None
        if len(found) > 1 and found[-1] == found[-2]:
            raise FilmScoreError(f"Triad {place}: {found[-1]} again: hold it longer, or go somewhere.")
    if len(found) < LEAST:
        raise FilmScoreError(f"A path has from {LEAST} to {MOST} triads, and this has {len(found)}.")
    return Path(tuple(found), None if home is None else Triad(home))
