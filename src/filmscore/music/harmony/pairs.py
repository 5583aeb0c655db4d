"""Pairs of triads and their labels: M8M, m2M.

The label is Scott Murphy's ("Scoring Loss in Some Recent Popular Film and Television", *Music Theory Spectrum* 36/2,
2014): the kind of the first triad (M major, m minor), the semitones from its root up to the other's, the kind of the
other. What counts as first is not always told. In his articles it is the triad heard as the tonic; in many retellings
it is the one that sounds first. `mnx` asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from ...errors import FilmScoreError
from .triads import Triad

if TYPE_CHECKING:
    from music21 import stream

    from .voicing import Voicing

#: three voices close together round the middle of the piano, wide enough for any pair
_REACH = dict.fromkeys(("upper", "middle", "lower"), ("G3", "A5"))


@dataclass(frozen=True)
class Pair:
    """Two triads in order.

    Attributes
    ----------
    one, other : Triad
    by : {"tonic", "time"}
        Whether `one` is the triad heard as the tonic, or the one heard first.

    Examples
    --------
    >>> pair = mnx(tonic="C", other="Ab")
    >>> pair.label, pair.moves, pair.common, pair.distance
    ('M8M', ('PL',), ('C',), 2)
    """

    one: Triad
    other: Triad
    by: str

    @property
    def semitones(self) -> int:
        """From the root of `one` up to the root of `other`, 0 to 11."""
        return (self.other.root - self.one.root) % 12

    @property
    def label(self) -> str:
        """Murphy's label: M8M."""
        return f"{_kind(self.one)}{self.semitones}{_kind(self.other)}"

    @property
    def reversed(self) -> Pair:
        """The same two triads with the other one first: another label, unless the pair is its own mirror."""
        return Pair(self.other, self.one, self.by)

    @property
    def moves(self) -> tuple[str, ...]:
        """The shortest rows of P, L and R from one to the other."""
        return self.one.paths(self.other)

    @property
    def common(self) -> tuple[str, ...]:
        """The notes they share."""
        return self.one.common(self.other)

    @property
    def distance(self) -> int:
        """Semitones that three voices move in all."""
        return self.one.distance(self.other)

    @property
    def voicing(self) -> Voicing:
        """The two for three voices, each of which goes to its nearest note: so it plays, and is engraved."""
        from .voicing import lead

        return lead([self.one, self.other], list(_REACH), _REACH, start=self.one.pitches, bass=False)

    def to_music21(self) -> stream.Score:
        """The two as a score of three voices."""
        return self.voicing.to_music21()

    @property
    def told(self) -> str:
        """The pair in a sentence."""
        first = "heard as the tonic" if self.by == "tonic" else "heard first"
        held = {0: "no note is held", 1: f"{''.join(self.common)} is held"}.get(
            len(self.common), f"{' and '.join(self.common)} are held"
        )
        steps = "1 semitone" if self.distance == 1 else f"{self.distance} semitones"
        return (
            f"{self.one} and {self.other} are {self.label} with {self.one} {first}; {held}, the voices move "
            f"{steps} in all. {self.reversed.label} the other way round."
        )

    def __repr__(self) -> str:
        return self.told


def mnx(
    *,
    tonic: str | Triad | None = None,
    other: str | Triad | None = None,
    first: str | Triad | None = None,
    second: str | Triad | None = None,
) -> Pair:
    """The label of two triads: `mnx(tonic="C", other="Ab")` or `mnx(first="C", second="Ab")`.

    Parameters
    ----------
    tonic, other : Triad or its name
        The triad heard as the tonic, and the other one, whichever sounds first.
    first, second : Triad or its name
        In the order they are heard, whichever is the tonic.

    Returns
    -------
    Pair

    Raises
    ------
    FilmScoreError
        It is not said which of the two is meant, a name is no triad, or both are the same.

    Examples
    --------
    >>> mnx(first="C", second="F#m")
    C and F♯m are M6m with C heard first; no note is held, the voices move 5 semitones in all. m6M the other way round.
    """
    by_tonic, by_time = (tonic, other), (first, second)
    if all(by_tonic) and not any(by_time):
        one, two, by = tonic, other, "tonic"
    elif all(by_time) and not any(by_tonic):
        one, two, by = first, second, "time"
    else:
        _which()
    pair = Pair(Triad(one or ""), Triad(two or ""), by)
    if pair.one == pair.other:
        raise FilmScoreError(f"{pair.one} and {pair.other} are the same triad: a pair needs two.")
    return pair


def _which() -> NoReturn:
    raise FilmScoreError(
        "Say in which order the triads are told: mnx(tonic='C', other='Ab') when one of them is heard as the tonic, "
        "mnx(first='C', second='Ab') when it is the order in time that counts."
    )


def _kind(triad: Triad) -> str:
    return "m" if triad.minor else "M"


def classes() -> tuple[str, ...]:
    """One label for each way that two different triads can lie to each other, whichever comes first: 24 of them.

    Of the two labels of a pair the smaller number is taken, and major before minor where the numbers are equal.

    >>> len(classes()), classes()[:4]
    (24, ('M0m', 'M1M', 'm1m', 'M1m'))
    """
    home = (Triad("C"), Triad("Cm"))
    found: dict[frozenset[str], str] = {}
    for one in home:
        for key in _all():
            if key == one:
                continue
            pair = Pair(one, key, "time")
            both = (pair, pair.reversed)
            told = min(both, key=lambda p: (p.semitones, p.label[0] == "m", p.label[-1] == "m"))
            found.setdefault(frozenset(p.label for p in both), told.label)
    return tuple(sorted(found.values(), key=lambda label: (int(label[1:-1]), label[0] != label[-1], label[0] == "m")))


def _all() -> tuple[Triad, ...]:
    return Triad("C").cycle("LR")
