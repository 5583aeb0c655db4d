"""The twenty-four major and minor triads, and the moves that lead from one to the next.

The moves are those of neo-Riemannian theory: each turns a major triad into a minor one, or back, while two of its three
notes (P, L, R), one of them, or none stay where they are. David Lewin (*Generalized Musical Intervals and
Transformations*, Yale 1987) and Richard Cohn ("Maximally Smooth Cycles", *Music Analysis* 15/1, 1996) made theory of
what Schubert, Wagner and Liszt had done; Frank Lehman (*Hollywood Harmony*, Oxford 2018) showed how films use it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import permutations

from ...errors import FilmScoreError, shown
from ..keys import Key
from ..pitch import Interval, Pitch, class_name, natural, pitch_class

_TRIAD = re.compile(r"([A-Ga-g](?:##|♯♯|#|♯|𝄪|x|bb|♭♭|𝄫|b|♭|--|-|))\s*(major|minor|maj|min|M|m|-|)")
_OTHER = re.compile(r"[A-Ga-g](?:#|♯|b|♭|-)?\s*(\+|aug\w*|°|o|dim\w*|ø|sus\w*|maj7|M7|m7|7|6|9|add\w*|/.*)")

#: a move in a row: what it is called, and the moves it is made of, done from left to right
MOVES = {
    "P": ("parallel", "P"),
    "L": ("leading-tone exchange", "L"),
    "R": ("relative", "R"),
    "S": ("slide", "LPR"),
    "N": ("near fifth (Nebenverwandt)", "RLP"),
    "F": ("far fifth", "LRP"),
    "H": ("hexatonic pole", "PLP"),
}

#: where the root of a major triad goes, and the root of a minor one; the mode changes with each
_ROOTS = {"P": ("P1", "P1"), "L": ("M3", "-M3"), "R": ("-m3", "m3")}


@dataclass(frozen=True, init=False)
class Triad:
    """A major or minor triad.

    Two triads are equal if they sound alike: C♯ major is D♭ major. Each keeps the name it came by.

    Parameters
    ----------
    name : str or Triad
        A root, and "m" for minor: "C", "F#m", "A♭ minor".

    Attributes
    ----------
    root : int
        Pitch class of the root, 0 for C to 11.
    minor : bool
    key : Key
        The key it is the tonic of, which holds its spelling.

    Raises
    ------
    FilmScoreError
        It is no triad, or neither major nor minor: an augmented or diminished triad has no fifth to keep.

    Examples
    --------
    >>> Triad("C").transform("L"), Triad("C").transform("PL").notes
    (Triad('Em'), ('A♭', 'C', 'E♭'))
    >>> Triad("C#") == Triad("Db"), Triad("Cm").pitch_classes
    (True, (0, 3, 7))
    """

    root: int
    minor: bool
    key: Key = field(compare=False)

    def __init__(self, name: str | Triad) -> None:
        key = name.key if isinstance(name, Triad) else _read(name)
        object.__setattr__(self, "root", natural(key.letter) % 12 if not key.alter else _pitch_class(key))
        object.__setattr__(self, "minor", key.minor)
        object.__setattr__(self, "key", key)

    @classmethod
    def of(cls, key: Key) -> Triad:
        """The tonic triad of a key, by another name where its own would need more than seven signs."""
        return cls(_readable(key).tonic + ("m" if key.minor else ""))

    @property
    def name(self) -> str:
        """As it is printed: F♯m."""
        return self.key.tonic + ("m" if self.minor else "")

    def __repr__(self) -> str:
        return f"Triad({self.name!r})"

    def __str__(self) -> str:
        return self.name

    @property
    def notes(self) -> tuple[str, str, str]:
        """Root, third and fifth, spelled."""
        third, fifth = (Pitch.read(name) for name in self.pitches[1:])
        return (self.key.tonic, class_name(third.step, third.alter), class_name(fifth.step, fifth.alter))

    @property
    def pitch_classes(self) -> tuple[int, int, int]:
        """Root, third and fifth as numbers, 0 for C to 11."""
        return (self.root, (self.root + (3 if self.minor else 4)) % 12, (self.root + 7) % 12)

    @property
    def pitches(self) -> tuple[str, str, str]:
        """Its notes close together from the root up, the root between C4 and B4, to be played.

        >>> Triad("F#m").pitches
        ('F♯4', 'A4', 'C♯5')
        """
        root = Pitch(28 + self.key.letter, self.key.alter)
        third, fifth = (root.up(Interval.read(i)) for i in ("m3" if self.minor else "M3", "P5"))
        return root.name, third.name, fifth.name

    def transform(self, moves: str) -> Triad:
        """The triad that a row of moves leads to, done from left to right.

        Parameters
        ----------
        moves : str
            Letters of `MOVES`: P, L, R, S, N, F, H. An empty row leads nowhere.

        Raises
        ------
        FilmScoreError
            A letter is no move.

        Examples
        --------
        >>> Triad("C").transform("S"), Triad("C").transform("H"), Triad("Cm").transform("F")
        (Triad('C♯m'), Triad('A♭m'), Triad('F'))
        """
        return self.steps(moves)[-1]

    def steps(self, moves: str) -> tuple[Triad, ...]:
        """Every triad on the way, this one first; a compound such as S counts as one move.

        >>> [str(triad) for triad in Triad("C").steps("PLPLPL")]
        ['C', 'Cm', 'A♭', 'A♭m', 'E', 'Em', 'C']
        """
        way = [self]
        for letter in _letters(moves):
            there = way[-1]
            for simple in MOVES[letter][1]:
                there = there._moved(simple)
            way.append(there)
        return tuple(way)

    def _moved(self, move: str) -> Triad:
        moved = self.key.moved(Interval.read(_ROOTS[move][self.minor]))
        return Triad.of(moved._replace(minor=not self.minor))

    def common(self, other: str | Triad) -> tuple[str, ...]:
        """The notes that two triads share, as this one spells them, root first.

        >>> Triad("C").common("Em"), Triad("C").common("Abm")
        (('E', 'G'), ())
        """
        theirs = Triad(other).pitch_classes
        mine = zip(self.notes, self.pitch_classes, strict=True)
        return tuple(name for name, number in mine if number in theirs)

    def distance(self, other: str | Triad) -> int:
        """Semitones that three voices move in all, if each goes where the sum is least.

        >>> [Triad("C").distance(triad) for triad in ("Em", "Fm", "Abm", "F#")]
        [1, 2, 3, 6]
        """
        mine, theirs = self.pitch_classes, Triad(other).pitch_classes
        return min(sum(_apart(a, b) for a, b in zip(mine, order, strict=True)) for order in permutations(theirs))

    def paths(self, other: str | Triad, using: str = "PLR") -> tuple[str, ...]:
        """Every shortest row of moves from here to another triad, in the order of the alphabet.

        Parameters
        ----------
        other : Triad or its name
        using : str
            The moves that may be taken.

        Raises
        ------
        FilmScoreError
            Those moves do not lead there: P and L stay within six triads.

        Examples
        --------
        >>> Triad("C").paths("F#"), Triad("C").paths("C#m"), Triad("C").paths("C#m", using="PLRS")
        (('PRPR', 'RPRP'), ('LPR', 'RPL'), ('S',))
        """
        goal, letters = Triad(other), tuple(sorted(set(_letters(using))))
        if goal == self:
            return ("",)
        reached, edge = {self}, {self: [""]}
        while edge:
            ahead: dict[Triad, list[str]] = {}
            for triad, ways in edge.items():
                for letter in letters:
                    ahead.setdefault(triad.transform(letter), []).extend(way + letter for way in ways)
            if goal in ahead:
                return tuple(sorted(ahead[goal]))
            edge = {triad: ways for triad, ways in ahead.items() if triad not in reached}
            reached |= edge.keys()
        where = ", ".join(sorted((t.name for t in reached), key=lambda n: (len(n), n)))
        raise FilmScoreError(
            f"From {self} the moves {' and '.join(letters) or '(none)'} reach only {where}, not {goal}."
        )

    def cycle(self, moves: str = "PL") -> tuple[Triad, ...]:
        """The triads met on going on with a row of moves until this one comes back.

        "PL" makes the hexatonic cycle of six triads, "PR" the octatonic one of eight, "LR" passes all twenty-four. Two
        that P joins are spelled on one root.

        >>> [str(triad) for triad in Triad("C").cycle("PR")]
        ['C', 'Cm', 'E♭', 'E♭m', 'F♯', 'F♯m', 'A', 'Am']
        """
        letters = _letters(moves)
        if not letters:
            raise FilmScoreError("A cycle needs moves to go on with: cycle('PL').")
        way, turn = [self], 0
        while True:
            there = way[-1].transform(letters[turn % len(letters)])
            turn += 1
            if there == self and turn % len(letters) == 0:
                return tuple(_on_one_root(way))
            way.append(there)


def _on_one_root(way: list[Triad]) -> list[Triad]:
    """A major triad next to its parallel by the root that the minor one has, which has fewer spellings."""
    found = []
    for i, triad in enumerate(way):
        near = (way[i - 1], way[(i + 1) % len(way)])
        parallel = next((one for one in near if one.minor and one.root == triad.root and not triad.minor), None)
        found.append(triad if parallel is None else Triad(parallel.key.tonic))
    return found


def _read(name: object) -> Key:
    words = name.strip() if isinstance(name, str) else None
    match = _TRIAD.fullmatch(words) if words else None
    root = pitch_class(match[1]) if match else None
    if words and match is None and _OTHER.fullmatch(words):
        raise FilmScoreError(
            f"{shown(name)} is no major or minor triad, and these moves keep to those: write the root, and m for "
            "minor, 'C' or 'F#m'."
        )
    if match is None or root is None:
        raise FilmScoreError(f"{shown(name)} is no triad. Write the root, and m for minor: 'C', 'F#m', 'Ab'.")
    return Key(*root, match[2] in ("m", "minor", "min", "-"))


def _pitch_class(key: Key) -> int:
    return (natural(key.letter) + key.alter) % 12


def _readable(key: Key) -> Key:
    """The key, or its enharmonic twin where its signature would go past seven signs; B rather than C♭."""
    if -7 <= key.fifths <= 7 and not (key.letter == 0 and key.alter == -1):
        return key
    up = key.fifths < 0  # flats become sharps: the letter below
    here = natural(key.letter) + key.alter
    letter = (key.letter - 1) % 7 if up else (key.letter + 1) % 7
    alter = (here - natural(letter) + 6) % 12 - 6
    return Key(letter, alter, key.minor)


def _letters(moves: object) -> tuple[str, ...]:
    if not isinstance(moves, str):
        raise FilmScoreError(f"Moves are written as letters, 'PL' or 'S', not {shown(moves)}.")
    letters = tuple(moves.replace(" ", "").upper())
    wrong = next((letter for letter in letters if letter not in MOVES), None)
    if wrong is not None:
        told = ", ".join(f"{letter} ({name})" for letter, (name, _) in MOVES.items())
        raise FilmScoreError(f"There is no move {wrong!r} in {shown(moves)}. The moves are {told}.")
    return letters


def _apart(a: int, b: int) -> int:
    return min((a - b) % 12, (b - a) % 12)
