"""A film's sonic signature, followed through its cues: a motif, a player, or a sound that only this film has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...errors import FilmScoreError, shown
from ...tables import as_html, as_text
from ..find_motif import find_motif
from ..motif import Motif
from ..orchestra.catalogue import known
from .strokes_of import attacks_of

#: a signature is one if it is there in this share of the cues: the course's own rule
ENOUGH = 0.6

#: a sound that is so far under its own top is not there, dB; and one that is away for so long comes again, seconds
FAINT, AWAY = 40.0, 0.5


@dataclass(frozen=True)
class In:
    """One cue and the signature in it: how often, and where first."""

    cue: str
    count: int
    first: str
    deaf: tuple[str, ...] = field(default=(), compare=False)  # forms too short to be told from chance in this cue


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
        return f"{self.what} is in {has} of {len(self.cues)} cues ({self.share:.0%}).{more}{self._unheard}"

    @property
    def _unheard(self) -> str:
        """What could not be looked for where nothing was found: a line in another mode is the usual case."""
        without = [one for one in self.cues if not one.count and one.deaf]
        forms = list(dict.fromkeys(form for one in without for form in one.deaf))
        if not forms:
            return ""
        where = ", ".join(one.cue for one in without)
        return f" In {where} it may still be there as a form too short to be told from chance: {', '.join(forms)}."

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
        A motif, searched for as it stands and bent (`fs.find_motif`); a player, ``"solo cello"``, or a part as the
        scores call it, ``"choir"``, whose attacks are counted; or a stem, ``"street pulse"``, for a noise that no score
        has: it is counted how often it comes.
    cues : mapping of str to score, or list of cues
        Scores of music21 by their names, or cues of the library, which have their own; for a stem, Stems.

    Returns
    -------
    Signature

    Raises
    ------
    FilmScoreError
        There are no cues, or it is neither a motif, nor a player anybody knows, nor a part or a stem of these cues.

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
    asked = " ".join(what.split()) if isinstance(what, str) else ""
    parts = [_parts(cue) for _, cue in named]
    there = list(dict.fromkeys(part for its in parts for part in its))
    if not asked or (known(asked) is None and asked.casefold() not in (part.casefold() for part in there)):
        raise FilmScoreError(
            f"{shown(what)} is no signature to follow: give a Motif, a player, 'solo cello', or what these cues have: "
            f"{', '.join(there)}."
        )
    each = zip(parts, named, strict=True)
    return Signature(
        asked[:1].upper() + asked[1:], tuple(_heard(asked.casefold(), its, title) for its, (title, _) in each)
    )


def _motif(motif: Motif, cue: Any, title: str) -> In:
    found = find_motif(motif, cue)
    deaf = tuple(name for name, least in found.thresholds.items() if least > 1)
    return In(title, len(found), found[0].told if len(found) else "", deaf)


def _parts(cue: Any) -> dict[str, list[str]]:
    """Every part or stem of a cue, with the places in which it begins, in words."""
    sounds = getattr(cue, "names", None)
    if sounds is not None and not hasattr(cue, "score"):
        return {name: [f"{name}, at {at:.1f} s" for at in _comes(cue[name])] for name in sounds}
    made: dict[str, list[str]] = {}
    for one in attacks_of(cue)[0]:
        made.setdefault(one.part, []).append(f"{one.part}, bar {one.bar}")
    return made


def _comes(sound: Any) -> list[float]:
    """Seconds at which a sound of 48 kHz comes: it was away before for half a second or more."""
    import numpy as np

    each = 480  # samples to a look: a hundredth of a second
    level = np.abs(np.asarray(sound)[: len(sound) // each * each]).reshape(-1, each * sound.shape[1]).max(axis=1)
    if not level.any():
        return []
    there = np.flatnonzero(level > level.max() * 10 ** (-FAINT / 20))
    first = np.concatenate([[True], np.diff(there) > AWAY * 48000 / each])
    return [float(k) * each / 48000 for k in there[first]]


def _heard(asked: str, parts: Mapping[str, list[str]], title: str) -> In:
    player, alone = known(asked), asked.startswith("solo ")

    def its(part: str) -> bool:
        name = part.casefold()
        same = player is not None and known(part) == player and alone == name.startswith("solo ")
        return name == asked or same

    here = [place for part, places in parts.items() if its(part) for place in places]
    return In(title, len(here), here[0] if here else "")
