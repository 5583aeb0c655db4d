"""Which of several versions listeners are likely to hear as brighter or as more awake: an order, and how unsure it is.

What is predicted is perceived valence (dark to bright) and arousal (calm to awake), not what anybody will feel, and no
named emotion: which emotion a listener names comes from what the music accompanies, so here from the picture (Julian
Cespedes-Guevara and Tuomas Eerola, "Music Communicates Affects, Not Basic Emotions", *Frontiers in Psychology* 9,
2018).

The model is additive, because cues have been found to add up with hardly any interaction: Tuomas Eerola, Anders Friberg
and Roberto Bresin, "Emotional expression in music: contribution, linearity, and additivity of primary musical cues",
*Frontiers in Psychology* 4, 2013, who found mode to count most, then tempo, register, dynamics, articulation, timbre.
The directions are those of the reviews (Alf Gabrielsson and Erik Lindström, in Juslin and Sloboda, eds., *Handbook of
Music and Emotion*, Oxford 2010); the weights here are coarse, 2 for a strong cue, 1, or ½ for a slight one, and each is
allowed to be wrong by a step of ½ or by half of itself, whichever is more (one standard deviation). So the share of all
weights under which one version lies above another is known exactly; where it is small, the two are called not told
apart. The studies asked mostly Western listeners, and report averages.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from ...errors import FilmScoreError, shown
from ...tables import as_html, as_text
from ..pitch import Pitch, class_name
from .affect_cues import EFFECTS as EFFECTS
from .affect_cues import UNITS as UNITS
from .affect_cues import Cues as Cues
from .affect_cues import measure as measure
from .moments import Passage, passage
from .tension import home_of

#: a weight may be wrong by this, or by half of itself where that is more; one standard deviation
SLACK = 0.5
#: and listeners differ: two versions that lie nearer than this are heard in either order by many; one standard
#: deviation
LISTENERS = 0.3
#: two are told apart if the order holds in so much of what the weights may be
SURE = 0.9
_EIGHT_IN_TEN = 1.2815515655446004  # of a normal distribution lie within so many standard deviations
_MOST = 24


@dataclass(frozen=True)
class Placed:
    """One version in the order.

    Attributes
    ----------
    name : str
    middle : float
        Where the weights as they stand put it; the mean of all is 0, and the unit means nothing.
    low, high : float
        Where eight in ten of the weights that may be right put it.
    """

    name: str
    middle: float
    low: float
    high: float


@dataclass(frozen=True)
class Ordering:
    """What `order` predicts.

    Attributes
    ----------
    valence, arousal : tuple of Placed
        From the least to the most.
    cues : dict of str to Cues
        What each version was measured to have.
    unknown : tuple of str
        Cues that were not known of all and so left out.
    home : str
        From where they are heard, where nobody said it; empty if it was said.
    """

    valence: tuple[Placed, ...]
    arousal: tuple[Placed, ...]
    cues: dict[str, Cues]
    unknown: tuple[str, ...]
    home: str
    _chances: dict[tuple[str, str, str], float]

    def chance(self, more: str, less: str, on: str = "valence") -> float:
        """In how much of what the weights may be one version lies above another; ½ is no idea.

        Raises
        ------
        FilmScoreError
            There is no such version, or no such scale.
        """
        if on not in ("valence", "arousal"):
            raise FilmScoreError(f"on is {shown(on)}: 'valence' or 'arousal'.")
        for name in (more, less):
            if name not in self.cues:
                raise FilmScoreError(f"There is no version {shown(name)}: {', '.join(self.cues)} there are.")
        return 0.5 if more == less else self._chances[on, more, less]

    def unsure(self, on: str = "valence") -> tuple[tuple[str, str], ...]:
        """Pairs of versions that are not told apart, the lower one first."""
        row = [one.name for one in (self.valence if on == "valence" else self.arousal)]
        return tuple((a, b) for i, a in enumerate(row) for b in row[i + 1 :] if self.chance(b, a, on) < SURE)

    def runs(self, on: str = "valence") -> tuple[tuple[str, ...], ...]:
        """Versions next to each other of which no two are told apart, the longest run first."""
        row = [one.name for one in (self.valence if on == "valence" else self.arousal)]
        pairs, found = set(self.unsure(on)), list[tuple[int, int]]()
        for i in range(len(row)):
            j = i
            while j + 1 < len(row) and all((one, row[j + 1]) in pairs for one in row[i : j + 1]):
                j += 1
            if j > i and not any(a <= i and j <= b for a, b in found):
                found.append((i, j))
        return tuple(tuple(row[a : b + 1]) for a, b in sorted(found, key=lambda run: run[0] - run[1]))

    @property
    def told(self) -> str:
        """The two orders in words, with what is not told apart."""
        said = []
        for on, row, ends in (
            ("Valence", self.valence, ("darkest", "brightest")),
            ("Arousal", self.arousal, ("calmest", "most awake")),
        ):
            runs = self.runs(on.lower())
            if runs and len(runs[0]) == len(row):
                said.append(f"{on}: nothing is told apart.")
                continue
            said.append(f"{on}, predicted, {ends[0]} first: {', '.join(one.name for one in row)}.")
            if runs:
                said.append(f"Not told apart: {'; '.join(_and(run) for run in runs)}.")
        if self.home:
            said.append(self.home)
        if self.unknown:
            said.append(f"Not known, so taken as alike: {', '.join(self.unknown)}.")
        said.append("An order only: what a listener will call it, the picture decides.")
        return "\n".join(said)

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """A row for each version, the brightest last."""
        rank = {one.name: i + 1 for i, one in enumerate(self.arousal)}
        known = [name for name in EFFECTS if name not in self.unknown]
        return [
            (str(i + 1), str(rank[one.name]), one.name, *(_written(getattr(self.cues[one.name], cue)) for cue in known))
            for i, one in enumerate(self.valence)
        ]

    @property
    def _columns(self) -> tuple[str, ...]:
        return ("Valence", "Arousal", "Version", *(cue for cue in EFFECTS if cue not in self.unknown))

    def __repr__(self) -> str:
        return f"{as_text(self._columns, self.rows, right=('Valence', 'Arousal'))}\n{self.told}"

    def _repr_html_(self) -> str:
        from html import escape

        lines = "".join(f"<p>{escape(line)}</p>" for line in self.told.splitlines())
        return f"{as_html(self._columns, self.rows, 'Predicted order, 1 is the least')}{lines}"


def order(
    versions: Mapping[str, Any] | Iterable[Any], *, names: Iterable[str] | None = None, key: str | None = None,
    tempo: Mapping[str, float] | None = None, loudness: Mapping[str, float] | None = None,
) -> Ordering:  # fmt: skip
    """Predict the order of several versions on valence and on arousal.

    Parameters
    ----------
    versions : mapping or list
        Each a passage as `read_harmony` takes it, or `Cues` measured otherwise; by their names if it is a mapping.
    names : list of str, optional
        For a list.
    key : str, optional
        Where home is, the same for all. If it is left out, the key each version names, or seems to be in; where those
        differ and all end, or begin, over one bass, that is taken for home. What was taken is told.
    tempo, loudness : mapping, optional
        By name, for versions that do not say it themselves: ``{"plain": 60, "chase": 140}``.

    Returns
    -------
    Ordering

    Raises
    ------
    FilmScoreError
        There are fewer than two versions or more than 24, two have one name, or one of them cannot be read.

    Examples
    --------
    >>> found = order({"major": "C F G C", "minor": "Cm Fm Gm Cm"}, key="C")
    >>> [one.name for one in found.valence], found.chance("major", "minor") > 0.95
    (['minor', 'major'], True)
    >>> order({"a": "C F C", "b": "C F C"}, key="C").told.splitlines()[0]
    'Valence: nothing is told apart.'
    """
    given = _named(versions, names)
    if not 2 <= len(given) <= _MOST:
        raise FilmScoreError(f"An order needs from 2 to {_MOST} versions, and there are {len(given)}.")
    for what, extra in (("tempo", tempo), ("loudness", loudness)):
        for name in extra or {}:
            if name not in given:
                raise FilmScoreError(f"{what} names {shown(name)}, and the versions are {', '.join(given)}.")
    read = {name: one if isinstance(one, Cues) else passage(one) for name, one in given.items()}
    homes, told = _homes({name: one for name, one in read.items() if isinstance(one, Passage)}, key)
    cues = {}
    for name, version in read.items():
        own = version if isinstance(version, Cues) else measure(version, homes[name])
        more: dict[str, float] = {w: e[name] for w, e in (("tempo", tempo), ("loudness", loudness)) if e and name in e}
        cues[name] = Cues(**{f.name: more.get(f.name, getattr(own, f.name)) for f in fields(Cues)})
    return _ordered(cues, told)


def _homes(read: Mapping[str, Passage], key: str | None) -> tuple[dict[str, Any], str]:
    """Where each version is heard from, and what there is to say on it."""
    homes = {name: home_of(whole, key) for name, whole in read.items()}
    tonics = list(dict.fromkeys(home.tonic for home in homes.values()))
    if key is not None or not tonics or len({Pitch(28 + h.letter, h.alter).midi % 12 for h in homes.values()}) == 1:
        return dict(homes), f"Heard from {tonics[0]}." if key is None and tonics else ""
    for place, what in ((-1, "ends"), (0, "begins")):
        lowest = [[m.pitches[0] for m in whole.moments if m.pitches] for whole in read.values()]
        at = {row[place].midi % 12 for row in lowest if row}
        if len(at) == 1 and all(lowest):
            bass = lowest[0][place]
            shared = {name: home._replace(letter=bass.step % 7, alter=bass.alter) for name, home in homes.items()}
            note = class_name(bass.step, bass.alter)
            return dict(shared), f"Each {what} over {note}, so {note} is taken for home; say key=… if it is another."
    rows = ", ".join(f"{name} from {home.tonic}" for name, home in homes.items())
    return dict(homes), f"Each is heard from a home of its own ({rows}); say key=… if they share one."


def _named(versions: Any, names: Iterable[str] | None) -> dict[str, Any]:
    if isinstance(versions, Mapping):
        return {str(name): one for name, one in versions.items()}
    if isinstance(versions, str | bytes) or not isinstance(versions, Iterable):
        raise FilmScoreError(f"{shown(versions)} is one version: give several, {{'plain': …, 'dark': …}}.")
    row = list(versions)
    called = [str(name) for name in names] if names is not None else [_name(one, i) for i, one in enumerate(row)]
    if len(called) != len(row):
        raise FilmScoreError(f"There are {len(row)} versions and {len(called)} names: write one for each.")
    twin = next((name for name in called if called.count(name) > 1), None)
    if twin is not None:
        raise FilmScoreError(f"Two versions are called {shown(twin)}: give each its own name, names=[…].")
    return dict(zip(called, row, strict=True))


def _name(one: Any, place: int) -> str:
    own = getattr(one, "colour", None) or getattr(one, "title", None)
    return own if isinstance(own, str) else f"version {place + 1}"


def _ordered(cues: dict[str, Cues], home: str) -> Ordering:
    names = list(cues)
    known = [cue for cue in EFFECTS if all(getattr(one, cue) is not None for one in cues.values())]
    if not known:
        raise FilmScoreError("No cue is known of all these versions: say more of each, such as its tempo or its notes.")
    values = {name: [_value(cue, getattr(cues[name], cue)) for cue in known] for name in names}
    middle = [sum(column) / len(names) for column in zip(*values.values(), strict=True)]
    rows: dict[str, tuple[Placed, ...]] = {}
    chances: dict[tuple[str, str, str], float] = {}
    for which, on in enumerate(("valence", "arousal")):
        weights = [EFFECTS[cue][which] for cue in known]
        placed = []
        for name in names:
            by, spread = _apart(values[name], middle, weights, 1)
            placed.append(Placed(name, by, by - _EIGHT_IN_TEN * spread, by + _EIGHT_IN_TEN * spread))
        rows[on] = tuple(sorted(placed, key=lambda one: (one.middle, one.name)))
        for a in names:
            for b in names:
                if a != b:
                    by, spread = _apart(values[a], values[b], weights, 2)
                    chances[on, a, b] = 0.5 * (1 + math.erf(by / spread / math.sqrt(2)))
    unknown = tuple(cue for cue in EFFECTS if cue not in known)
    return Ordering(rows["valence"], rows["arousal"], dict(cues), unknown, home, chances)


def _apart(one: Sequence[float], other: Sequence[float], weights: Sequence[float], heard: int) -> tuple[float, float]:
    """How far one lies above another, and the standard deviation of that: weights may be wrong, and listeners differ.

    All errors are taken as normal and independent, so their sum is normal too; `heard` is how many of the two were
    judged by a listener.
    """
    apart = [a - b for a, b in zip(one, other, strict=True)]
    by = sum(w * x for w, x in zip(weights, apart, strict=True))
    wrong = sum((max(SLACK, abs(w) / 2) * x) ** 2 for w, x in zip(weights, apart, strict=True))
    return by, math.sqrt(wrong + heard * LISTENERS**2)


def _value(cue: str, value: float) -> float:
    """A cue in the units that the effects count in."""
    if cue == "tempo":
        return math.log2(value)
    return {"register": value / 12, "loudness": value / 10}.get(cue, float(value))


def _and(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _written(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}".replace("-", "−") if abs(value) < 10 else f"{value:.0f}"


#: under this name it is at hand as `filmscore.predict_order`
predict_order = order
