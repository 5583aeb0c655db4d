"""A film's sonic signature, followed through its cues: a motif, or a colour that only this film has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ...errors import FilmScoreError, shown
from ...tables import as_html, as_text
from ..find_motif import find_motif
from ..motif import Motif
from ..orchestra.catalogue import known
from .strokes_of import attacks_of

#: a signature is one if it is there in this share of the cues: the course's own rule
ENOUGH = 0.6


@dataclass(frozen=True)
class In:
    """One cue and the signature in it: how often, and where first."""

    cue: str
    count: int
    first: str


@dataclass(frozen=True)
class Signature:
    """A signature in the cues of a film. Made by `signature`.

    Attributes
    ----------
    what : str
    cues : tuple of In
    """

    what: str
    cues: tuple[In, ...]

    @property
    def share(self) -> float:
        """Share of the cues that have it, 0 to 1."""
        return sum(one.count > 0 for one in self.cues) / len(self.cues)

    @property
    def kept(self) -> bool:
        """Whether it is in three cues of five, or more."""
        return self.share >= ENOUGH

    @property
    def told(self) -> str:
        """In how many it is, and which are without."""
        has = sum(one.count > 0 for one in self.cues)
        without = [one.cue for one in self.cues if not one.count]
        more = f" Without it: {', '.join(without)}." if without and has else ""
        return f"{self.what} is in {has} of {len(self.cues)} cues ({self.share:.0%}).{more}"

    _COLUMNS = ("cue", "times", "first")

    def __repr__(self) -> str:
        return f"{self.told}\n{as_text(self._COLUMNS, self._rows(), right=('times',))}"

    def _rows(self) -> list[tuple[str, ...]]:
        return [(one.cue, str(one.count), one.first) for one in self.cues]

    def _repr_html_(self) -> str:
        return as_html(self._COLUMNS, self._rows(), self.told)


def signature(what: Motif | str, cues: Mapping[str, Any] | Iterable[Any]) -> Signature:
    """Follow a signature through the cues of a film.

    Parameters
    ----------
    what : Motif or str
        A motif, searched for as it stands and bent (`fs.find_motif`); or a player, ``"solo cello"``, whose attacks are
        counted.
    cues : mapping of str to score, or list of cues
        Scores of music21 by their names, or cues of the library, which have their own.

    Returns
    -------
    Signature

    Raises
    ------
    FilmScoreError
        There are no cues, or it is neither a motif nor a player anybody knows.

    Examples
    --------
    >>> import filmscore as fs
    >>> ask = fs.Motif("A3:1/2 F#4:3/2 E4:2 D4")
    >>> tunes = {"1m1": ask.transpose("M2"), "1m2": fs.Motif("C4 C4 D4 C4 F4 E4 C4 C4"), "1m3": ask.augment(2)}
    >>> found = signature(ask, tunes)
    >>> found.told, found.kept
    ('The motif A3 F♯4 E4 D4 is in 2 of 3 cues (67%). Without it: 1m2.', True)
    """
    if isinstance(cues, Mapping):
        named = [(str(name), cue) for name, cue in cues.items()]
    elif isinstance(cues, Iterable) and not isinstance(cues, str):
        named = [(str(getattr(cue, "title", None) or f"Cue {i}"), cue) for i, cue in enumerate(cues, start=1)]
    else:
        named = []
    if not named:
        raise FilmScoreError(f"There are no cues in {shown(cues)}: give scores by their names, {{'1m1': score}}.")
    if isinstance(what, Motif):
        name = what.name or f"The motif {' '.join(what.pitches[:8])}"
        return Signature(name, tuple(_motif(what, cue, title) for title, cue in named))
    player = known(what) if isinstance(what, str) else None
    if player is None:
        raise FilmScoreError(f"{shown(what)} is no signature to follow: give a Motif, or a player, 'solo cello'.")
    return Signature(what[:1].upper() + what[1:], tuple(_played(what, cue, title) for title, cue in named))


def _motif(motif: Motif, cue: Any, title: str) -> In:
    found = find_motif(motif, cue)
    return In(title, len(found), found[0].told if len(found) else "")


def _played(name: str, cue: Any, title: str) -> In:
    asked = " ".join(name.casefold().split())
    player = known(name)
    alone = asked.startswith("solo ")
    here = [
        a for a in attacks_of(cue)[0]
        if a.part.casefold() == asked or (known(a.part) == player and alone == a.part.casefold().startswith("solo "))
    ]  # fmt: skip
    return In(title, len(here), f"{here[0].part}, bar {here[0].bar}" if here else "")
