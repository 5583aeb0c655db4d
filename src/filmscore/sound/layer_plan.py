"""Layers on paper: who plays what for which purpose, from which note to which, and who wants the same place.

Only written notes are compared here, fundamentals without their overtones. What the layers do to each other when they
sound is measured by `fs.layers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from ..errors import FilmScoreError, shown
from ..music.orchestra.catalogue import instrument
from ..music.orchestra.instrument import Instrument, Reach
from ..music.pitch import Pitch
from ..tables import as_html, as_text
from .lanes import LANES, Lane, hertz_span
from .roles import ROLES, role_named

#: two layers that share more than this of the narrower one want the same place: a rule of this course
CROWDED = 1 / 3


@dataclass(frozen=True)
class Planned:
    """One layer of a plan.

    Attributes
    ----------
    name : str
        As it was given.
    player : Instrument
    role : str
    low, high : Pitch or None
        Its lowest and its highest note, sounding; None for a player without pitch.
    reach : tuple of Reach
        Whether the lowest and the highest note lie well; empty without pitch.
    """

    name: str
    player: Instrument
    role: str
    low: Pitch | None
    high: Pitch | None
    reach: tuple[Reach, ...]

    @property
    def span(self) -> range:
        """Its semitones as MIDI numbers, both ends counted: D4 to A4 are eight."""
        return range(self.low.midi, self.high.midi + 1) if self.low and self.high else range(0)

    @property
    def notes(self) -> str:
        """Its span as it is said."""
        return f"{self.low.name} to {self.high.name}" if self.low and self.high else "no pitch"

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The lanes in which its fundamentals lie."""
        return tuple(lane for lane in LANES if any(lane.low <= _hertz(midi) < lane.high for midi in self.span))

    @property
    def lies(self) -> str:
        """How its notes lie: "well", or what the one that lies worst is, "extreme" or "out"."""
        if not self.reach:
            return "no pitch"
        return next((word for word in ("out", "extreme") if word in self.reach), "well")

    @property
    def trouble(self) -> str:
        """What speaks against its notes: the reason of the first that is not comfortable; empty if none."""
        return next((one.told for one in self.reach if one == self.lies), "")


@dataclass(frozen=True)
class Shared:
    """What two layers have in common.

    Attributes
    ----------
    one, other : str
    low, high : str
        The notes between which both play; empty where they have none in common.
    semitones : int
        How many those are, both ends counted.
    share : float
        The same as a share of the narrower of the two, 0 to 1.
    """

    one: str
    other: str
    low: str
    high: str
    semitones: int
    share: float

    @property
    def told(self) -> str:
        """In a sentence."""
        if not self.semitones:
            return f"{self.one} and {self.other} share nothing"
        return f"{self.one} and {self.other} share {self.low} to {self.high}, {self.share:.0%} of the narrower one"


@dataclass(frozen=True)
class LayerPlan:
    """Layers on paper. Made by `layer_plan`.

    Attributes
    ----------
    layers : tuple of Planned
    """

    layers: tuple[Planned, ...]

    def __getitem__(self, name: str) -> Planned:
        for one in self.layers:
            if one.name == name:
                return one
        raise FilmScoreError(
            f"There is no layer {shown(name)} in this plan: {', '.join(one.name for one in self.layers)} there are."
        )

    def having(self, role: str) -> tuple[Planned, ...]:
        """The layers with a role.

        Raises
        ------
        FilmScoreError
            There is no such role.
        """
        wanted = role_named(role)
        return tuple(one for one in self.layers if one.role == wanted)

    @property
    def missing(self) -> tuple[str, ...]:
        """Roles that nobody has."""
        return tuple(role for role in ROLES if not self.having(role))

    def shared(self, one: str, other: str) -> Shared:
        """What two layers have in common.

        Raises
        ------
        FilmScoreError
            There is no such layer.
        """
        return _shared(self[one], self[other])

    @property
    def pairs(self) -> tuple[Shared, ...]:
        """Every two layers with a pitch, the most crowded first."""
        made = [_shared(a, b) for a, b in combinations([one for one in self.layers if one.span], 2)]
        return tuple(sorted(made, key=lambda pair: -pair.share))

    @property
    def crowded(self) -> tuple[Shared, ...]:
        """The pairs that share more than a third of the narrower one."""
        return tuple(pair for pair in self.pairs if pair.share > CROWDED)

    @property
    def told(self) -> str:
        """How many want the same place, who has no comfortable notes, and which roles nobody has."""
        count, pairs = len(self.layers), len(self.crowded)
        head = f"{count} layer{'s' * (count != 1)}, {pairs or 'no'} pair{'s' * (pairs != 1)} in the same place."
        said = [f"{pair.told[:1].upper()}{pair.told[1:]}." for pair in self.crowded[:3]]
        said += [one.trouble for one in self.layers if one.trouble]
        if self.missing:
            said.append(f"Nobody is {', '.join(self.missing)}.")
        return " ".join([head, *said])

    _COLUMNS = ("layer", "role", "plays", "fundamentals in", "lies", "shares most with")

    def rows(self) -> list[tuple[str, ...]]:
        """A row for each layer."""
        return [self._row(one) for one in self.layers]

    def _row(self, one: Planned) -> tuple[str, ...]:
        most = next((pair for pair in self.pairs if one.name in (pair.one, pair.other) and pair.semitones), None)
        with_whom = "nobody"
        if most is not None:
            with_whom = f"{most.other if most.one == one.name else most.one}, {most.share:.0%}"
        return (one.name, one.role, one.notes, hertz_span(one.lanes) or "nowhere", one.lies, with_whom)

    def __repr__(self) -> str:
        return f"{self.told}\n{as_text(self._COLUMNS, self.rows())}"

    def _repr_html_(self) -> str:
        return as_html(self._COLUMNS, self.rows(), self.told)


def layer_plan(layers: Mapping[str, tuple[str, str]]) -> LayerPlan:
    """Lay layers side by side on paper, before a note has sounded.

    Parameters
    ----------
    layers : mapping of str to (str, str)
        Player, as in `fs.instruments`, to its role and the lowest and highest note it plays, sounding:
        ``{"double bass": ("foundation", "D2 A2")}``. A drum without pitch has no notes: ``("accent", "")``.

    Returns
    -------
    LayerPlan
        `.shared(one, other)` for every pair, `.crowded`, `.missing`, and for each layer its lanes and its range.

    Raises
    ------
    FilmScoreError
        There are no layers, a player or a role is not known, or the notes are not two, the lower one first.

    Examples
    --------
    >>> plan = layer_plan({"warm pad": ("pad", "A3 E4"), "english horn": ("line", "D4 A4")})
    >>> plan.shared("warm pad", "english horn")
    Shared(one='warm pad', other='english horn', low='D4', high='E4', semitones=3, share=0.375)
    >>> [lane.name for lane in plan["english horn"].lanes], plan.missing
    (['low middle', 'middle'], ('foundation', 'motion', 'accent'))
    """
    if not isinstance(layers, Mapping) or not layers:
        raise FilmScoreError(
            f"A plan names its layers, {{'double bass': ('foundation', 'D2 A2')}}, not {shown(layers)}."
        )
    return LayerPlan(tuple(_planned(name, given) for name, given in layers.items()))


def _planned(name: Any, given: Any) -> Planned:
    player = instrument(name)
    if not isinstance(given, tuple | list) or len(given) != 2:
        raise FilmScoreError(
            f"{name}: {shown(given)} is no layer; write its role and its lowest and highest note, ('pad', 'D3 A3')."
        )
    role, notes = role_named(given[0], f"{name}: "), given[1]
    ends = notes.replace("–", " ").replace(",", " ").split() if isinstance(notes, str) else None
    if player.comfortable is None and not ends:
        return Planned(name, player, role, None, None, ())
    if player.comfortable is None:
        raise FilmScoreError(f"{name} has no pitch, it is {player.unpitched}: leave its notes empty, ({role!r}, '').")
    if ends is None or len(ends) != 2:
        raise FilmScoreError(f"{name}: {shown(notes)} are not a lowest and a highest note; write two, 'D3 A3'.")
    low, high = (Pitch.read(one) for one in ends)
    if low.midi > high.midi:
        raise FilmScoreError(f"{name}: {low.name} lies above {high.name}; the lower note stands first.")
    return Planned(name, player, role, low, high, (player.reach(low.name), player.reach(high.name)))


def _shared(a: Planned, b: Planned) -> Shared:
    low = max((one.low for one in (a, b) if one.low), key=lambda pitch: pitch.midi, default=None)
    high = min((one.high for one in (a, b) if one.high), key=lambda pitch: pitch.midi, default=None)
    common = len(set(a.span) & set(b.span))
    if not common or low is None or high is None:
        return Shared(a.name, b.name, "", "", 0, 0.0)
    return Shared(a.name, b.name, low.name, high.name, common, common / min(len(a.span), len(b.span)))


def _hertz(midi: int) -> float:
    return float(440.0 * 2.0 ** ((midi - 69) / 12))
