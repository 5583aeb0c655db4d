"""Players as people write them: "2 flutes", "Horn in F 3", "violins I"; and how many sit at the strings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from ...errors import FilmScoreError, shown
from ...tables import as_html
from .catalogue import instrument, known
from .instrument import Instrument

#: players of each section, at most and at least, by the size of the orchestra
SIZES: dict[str, dict[str, tuple[int, int]]] = {
    "full": {"violins I": (16, 16), "violins II": (14, 14), "violas": (12, 12), "cellos": (10, 10),
             "double basses": (8, 10)},
    "medium": {"violins I": (12, 12), "violins II": (10, 10), "violas": (8, 8), "cellos": (6, 6),
               "double basses": (4, 6)},
    "small": {"violins I": (8, 8), "violins II": (6, 6), "violas": (4, 4), "cellos": (3, 3), "double basses": (2, 3)},
}  # fmt: skip

_SHARED = re.compile(r"(\d)\s*[-–]\s*(\d)$")
_COUNTED = re.compile(r"(\d{1,2}|two|three|four|five|six|eight)\s+(?=\S)", re.IGNORECASE)
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8}


@dataclass(frozen=True)
class Player:
    """Somebody who plays, or several who play the same.

    Attributes
    ----------
    said : str
        As it was written.
    instrument : Instrument
    count : int
        How many; 1 for a section, whose number does not matter here.
    section : bool
        Whether it is a section of strings.
    """

    said: str
    instrument: Instrument
    count: int = 1
    section: bool = False


def player(text: str | Instrument) -> Player:
    """Who is meant.

    A stringed instrument is its section, unless it is called solo or counted.

    Examples
    --------
    >>> player("2 flutes").count, player("violins I").section, player("solo cello").section
    (2, True, False)
    >>> player("Horn in F 3").count, player("Horns in F 3-4").count
    (1, 2)

    Raises
    ------
    FilmScoreError
        Nobody of that name is known.
    """
    if isinstance(text, Instrument):
        return Player(text.said, text, 1, text.weight == "section")
    if not isinstance(text, str) or not text.strip():
        raise FilmScoreError(f"{shown(text)} is no player: write who plays, such as '2 flutes' or 'violins I'.")
    counted = _COUNTED.match(text.strip())
    rest = text.strip()[counted.end() :].removeprefix("of the ") if counted else text.strip()
    number = counted[1].lower() if counted else "1"
    count = _WORDS.get(number) or int(number)
    shared = _SHARED.search(text.strip())
    if shared and not counted and int(shared[2]) > int(shared[1]):  # a staff for two or more
        count = int(shared[2]) - int(shared[1]) + 1
    if not 1 <= count <= 40:
        raise FilmScoreError(f"{shown(text)}: from 1 to 40 players are counted.")
    found = known(rest) or instrument(rest)
    alone = counted is not None or rest.casefold().startswith("solo")
    return Player(text.strip(), found, count, found.weight == "section" and not alone)


def is_plural(who: Player) -> bool:
    """Whether a sentence says "they carry" of them: several, or a section that is called by its players.

    >>> is_plural(player("2 flutes")), is_plural(player("violins I")), is_plural(player("Violin I"))
    (True, True, False)
    """
    several = re.search(r"\b(violins|violas|cellos|celli|violoncellos|basses)\b", who.said, re.IGNORECASE)
    return who.count > 1 or (who.section and several is not None)


def numbered(people: Iterable[Player]) -> list[Player]:
    """Players who are called alike get numbers: two of "horn" are horn 1 and horn 2.

    >>> [who.said for who in numbered(map(player, ("horn 1", "flute", "flute", "horn 1")))]
    ['horn 1', 'flute 1', 'flute 2', 'horn 2']
    """
    people = list(people)
    names = [who.said for who in people]
    taken = {name for name in names if names.count(name) == 1}
    made = []
    for who in people:
        if names.count(who.said) > 1:
            bare = re.sub(r"\s+\d+$", "", who.said)
            free = next(one for n in count(1) if (one := f"{bare} {n}") not in taken)
            taken.add(free)
            who = Player(free, who.instrument, who.count, who.section)
        made.append(who)
    return made


class Sections(dict[str, tuple[int, int]]):
    """Sections and how many play in each, the least and the most; a table in a notebook. Made by `section_sizes`."""

    def __init__(self, size: str, rows: Mapping[str, tuple[int, int]]) -> None:
        super().__init__(rows)
        self.size = size

    @property
    def told(self) -> str:
        """A sentence: "Medium strings: 12 violins I, 10 violins II …"."""
        rows = [f"{_range(pair)} {name}" for name, pair in self.items()]
        return f"{self.size.capitalize()} strings: {', '.join(rows)}."

    def _repr_html_(self) -> str:
        rows = [(name, _range(pair)) for name, pair in self.items()]
        return as_html(("section", "players"), rows, f"Strings of a {self.size} orchestra")


def _range(pair: tuple[int, int]) -> str:
    return str(pair[0]) if pair[0] == pair[1] else f"{pair[0]}–{pair[1]}"


def section_sizes(size: str = "medium") -> Sections:
    """How many players each section of the strings has: the least and the most.

    Parameters
    ----------
    size : {"full", "medium", "small"}

    Returns
    -------
    Sections
        A dict of str to (int, int); `.told` is a sentence.

    Raises
    ------
    FilmScoreError
        There is no such size.

    Notes
    -----
    After Nikolai Rimsky-Korsakov, *Principles of Orchestration* (translated by Edward Agate, 1922), chapter 1.

    Examples
    --------
    >>> section_sizes("full")["violins I"], section_sizes("small")["double basses"]
    ((16, 16), (2, 3))
    """
    return Sections(size_of(size), SIZES[size])


def size_of(size: object) -> str:
    """A size that is one.

    Raises
    ------
    FilmScoreError
        It is none.
    """
    if not isinstance(size, str) or size not in SIZES:
        raise FilmScoreError(f"There is no orchestra of size {shown(size)}: {', '.join(SIZES)} there are.")
    return size


def section_of(said: str) -> str:
    """Which section a part's name means: "violins I" where no number is said."""
    found = known(said)
    if found is None or found.weight != "section":
        return ""
    if found.name == "Violin":
        return "violins II" if re.search(r"\b(II|2|2nd|second)\b", said, re.IGNORECASE) else "violins I"
    return {"Viola": "violas", "Cello": "cellos", "Double bass": "double basses"}[found.name]
