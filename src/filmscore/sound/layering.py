"""Layers: who does what in a cue, where in the spectrum it does it, and who stands in whose way.

Measured on rendered stems, because what two instruments do to each other is decided by what sounds and not by what is
written. A part that is covered is not forbidden: an accent is there to cover. What is reported is a mirror.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import FilmScoreError, shown
from ..tables import as_html, as_text
from .collisions import OWN, Collision, collisions
from .lanes import EMPTY, HOP, LANES, Lane, cells, hertz_span, levels
from .roles import ROLES, Sounding, role_named, sounding
from .stems import RATE, Stems

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..picture.tempo import TempoMap

#: so many collisions are told; the table has them all
_MOST_TOLD = 4

#: seconds to a row where there is no tempo map
ROW = 2.0


@dataclass(frozen=True)
class Layers:
    """The layers of a cue. Made by `layers`.

    Attributes
    ----------
    names : tuple of str
    roles : dict of str to str
        As declared; those of the others as proposed.
    sounding : dict of str to Sounding
        For every layer how low and how restless it is, and the role that suggests.
    declared : frozenset of str
        The layers whose role was declared.
    bars : tuple of int
        The bars, or the rows of two seconds where there is no tempo map.
    lanes : dict of str to numpy.ndarray
        Level of each layer, dB of full scale: shape (bars, lanes).
    collisions : tuple of Collision
        The longest first.
    unit : {'bar', 'row'}
    families : dict of str to str
        The family of each layer, as its stem has it.
    """

    names: tuple[str, ...]
    roles: dict[str, str]
    sounding: dict[str, Sounding]
    declared: frozenset[str]
    bars: tuple[int, ...]
    lanes: dict[str, NDArray[np.float64]] = field(repr=False)
    collisions: tuple[Collision, ...]
    unit: str = "bar"
    families: dict[str, str] = field(default_factory=dict)

    def home(self, name: str) -> tuple[Lane, ...]:
        """The lanes a layer lives in: its strongest, and those within 12 dB of it.

        Raises
        ------
        FilmScoreError
            There is no such layer.
        """
        if name not in self.names:
            raise FilmScoreError(f"There is no layer {shown(name)}: {', '.join(self.names)} there are.")
        power = (10 ** (self.lanes[name] / 10)).mean(axis=0)
        return tuple(lane for lane, one in zip(LANES, power, strict=True)
                     if one > power.max() * 10 ** (-OWN / 10) and 10 * np.log10(one) > EMPTY + 1)  # fmt: skip

    @property
    def missing(self) -> tuple[str, ...]:
        """Roles that nobody has."""
        return tuple(role for role in ROLES if role not in self.roles.values())

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a listener with the score in hand would ask about."""
        said = []
        for role in ROLES:
            who = [name for name in self.names if self.roles[name] == role and name in self.declared]
            if role == "foundation" and len(who) > 1:
                floors = [(one, min(self.home(one), key=lambda lane: lane.low, default=None)) for one in who]
                for lane in dict.fromkeys(lane for _, lane in floors if lane is not None):
                    here = [one for one, own in floors if own == lane]
                    if len(here) > 1:
                        said.append(f"{_count(len(here))} foundations in one lane, {lane.told}: {', '.join(here)}. "
                                    "Which of them is the ground?")  # fmt: skip
            elif role == "pad" and len(who) > 2:
                said.append(f"{_count(len(who))} pads: {', '.join(who)}. What would be lost with one?")
            elif role == "line" and len(who) > 2:
                said.append(f"{_count(len(who))} lines: {', '.join(who)}. An ear follows two at most.")
            if role == "pad":
                said += [f"{one} is a pad across the lane of speech: fine until somebody speaks." for one in who
                         if any(lane.name == "speech" for lane in self.home(one))]  # fmt: skip
        guessed = [name for name in self.names if name not in self.declared]
        if self.missing and not guessed:
            said.append(
                f"Nobody is {_or(self.missing)}. A cue need not have every role; it should know which it has not."
            )
        for name in self.names:
            doubt = self.sounding[name].doubt(self.roles[name])
            if name in self.declared and doubt:
                said.append(f"{name} was declared {self.roles[name]}: {doubt}.")
        if guessed:
            said.append(
                f"The roles of {', '.join(guessed)} are guesses: roles={{{guessed[0]!r}: 'line'}} declares one."
            )
        return tuple(said)

    @property
    def told(self) -> str:
        """How many layers and collisions there are, and the remarks."""
        count = len(self.collisions)
        head = f"{_count(len(self.names))} layer{'s' * (len(self.names) != 1)}, "
        head += f"{count or 'no'} collision{'s' * (count != 1)}."
        said = [f"{one.words(self.unit)}." for one in self.collisions[:_MOST_TOLD]]
        said = [one[:1].upper() + one[1:] for one in said]
        if count > _MOST_TOLD:
            said.append(f"And {count - _MOST_TOLD} more, shorter.")
        return " ".join([head, *said, *self.remarks])

    _COLUMNS = ("layer", "role", "lives in", "loudest in", "in the way")

    def rows(self) -> list[tuple[str, ...]]:
        """A row for each layer: its role, its lanes, its loudest bar, and what covers it."""
        made: list[tuple[str, ...]] = []
        for name in self.names:
            power = (10 ** (self.lanes[name] / 10)).sum(axis=1)
            home = self.home(name)
            lives = "silent" if not home else hertz_span(home)
            under = [f"{c.by} ({c.lane.name})" for c in self.collisions if c.covered == name]
            mark = "" if name in self.declared else " (proposed)"
            loudest = f"{self.unit} {self.bars[int(power.argmax())]}" if home else "–"
            made.append((name, self.roles[name] + mark, lives, loudest, ", ".join(dict.fromkeys(under)) or "nobody"))
        return made

    def __repr__(self) -> str:
        return f"{self.told}\n{as_text(self._COLUMNS, self.rows())}"

    def _repr_html_(self) -> str:
        return as_html(self._COLUMNS, self.rows(), self.told)


def layers(stems: Any, roles: Mapping[str, str] | None = None, *, tempo: TempoMap | None = None) -> Layers:
    """Lay the layers of a cue side by side: what each is for, where it lies, who covers whom.

    Where a layer lives, another hides what does not stand out of it: in the same place by 3 dB, and beside it, farther
    upward than downward (`filmscore.sound.lanes.shadow`). A look takes 85 ms, so layers that take turns within less
    than a quarter of a second still seem to cover each other.

    Parameters
    ----------
    stems : Stems, a cue of the library, mapping of str to array, or a score of music21
        Arrays of samples at 48 kHz, of shape (samples, 2) or (samples,). A score is rendered, every part a layer.
    roles : mapping of str to str, optional
        Layer to what it is for: "foundation", "motion", "pad", "line" or "accent". Those left out are proposed from
        what they sound like.
    tempo : TempoMap, optional
        Whose bars are counted; stems that were performed and cues know theirs, a score needs one. Without one, rows of
        two seconds are counted.

    Returns
    -------
    Layers

    Raises
    ------
    FilmScoreError
        There are no stems, or there is no such layer or role.

    Examples
    --------
    Two tones of 100 and 110 Hz lie in each other's way, a third an octave and more above does not.

    >>> time = np.arange(96000) / 48000
    >>> tones = {name: np.sin(2 * np.pi * hz * time) / 4 for name, hz in (("a", 100), ("b", 110), ("c", 600))}
    >>> measured = layers(tones, {"a": "foundation", "b": "foundation", "c": "line"})
    >>> [(sorted((c.covered, c.by)), c.lane.name, c.both) for c in measured.collisions]
    [(['a', 'b'], 'bass', True)]
    """
    tempo = tempo if tempo is not None else getattr(stems, "tempo", None)
    stems = stems_of(stems, tempo)
    given = declared(roles, stems.names)
    power = {name: cells(stems[name]) for name in stems.names}
    numbers, rows = _rows(stems, tempo)
    measured = {name: levels(power[name], rows) for name in stems.names}
    heard = {name: sounding(power[name]) for name in stems.names}
    return Layers(
        stems.names,
        {name: given.get(name, heard[name].role) for name in stems.names},
        heard,
        frozenset(given),
        numbers,
        measured,
        collisions(power, measured, numbers, rows),
        "bar" if tempo is not None else "row",
        stems.families,
    )


def stems_of(given: Any, tempo: TempoMap | None) -> Stems:
    """What `layers` takes, as stems.

    Raises
    ------
    FilmScoreError
        There are none, `tempo` is no tempo map, or a score has none.
    """
    if tempo is not None and not hasattr(tempo, "bar_lines"):
        raise FilmScoreError(f"tempo is a TempoMap, not {shown(tempo)}: fs.TempoMap().bars(8, '4/4', bpm=80).")
    stems = given
    if hasattr(given, "recurse"):
        from .by_role import stems_by_role

        if tempo is None:
            raise FilmScoreError(
                "A score is rendered along a tempo map: give tempo=fs.TempoMap().bars(8, '4/4', bpm=80)."
            )
        parts = [str(part.partName or part.id) for part in getattr(given, "parts", [])]
        stems = stems_by_role(given, tempo, {part: part for part in parts})
    if not isinstance(stems, Stems):
        stems = stems.stems() if callable(getattr(stems, "stems", None)) else Stems(stems)
    if not stems.names or not stems.samples:
        raise FilmScoreError(
            "There are no layers here yet: give stems, such as fs.perform(score, tempo).render() makes."
        )
    return stems


def declared(roles: Any, names: Iterable[str]) -> dict[str, str]:
    """Roles as they are declared for layers of these names.

    Raises
    ------
    FilmScoreError
        There is no such layer or role.
    """
    if roles is not None and not isinstance(roles, Mapping):
        raise FilmScoreError(f"roles say what each layer is for, roles={{'strings': 'pad'}}, not {shown(roles)}.")
    there = tuple(names)
    for name, role in (roles or {}).items():
        if name not in there:
            raise FilmScoreError(f"There is no layer {shown(name)}: {', '.join(there)} there are.")
        role_named(role)
    return dict(roles or {})


def _rows(stems: Stems, tempo: TempoMap | None) -> tuple[tuple[int, ...], list[tuple[int, int]]]:
    """Numbers of the bars that sound, and the looks in each."""
    whole, shift = stems.samples / RATE, 0.0
    if tempo is None:
        starts = list(np.arange(0.0, whole, ROW))
        numbers = list(range(1, len(starts) + 1))
    else:
        bars = list(tempo.bar_lines())
        numbers = [bar for bar, _ in bars]
        late = 0 if stems.start is None else tempo.start - stems.start  # frames from the first sample to beat 0
        shift = float(late / tempo.rate.fps)
        starts = [shift + float(tempo.seconds_at(beat)) for _, beat in bars]
        kept = [i for i, start in enumerate(starts) if 0 <= start < whole]
        if not kept:
            raise FilmScoreError(
                "No bar of this tempo map begins while the stems sound: give the map they were made for, with its "
                "bars, tempo=fs.TempoMap().bars(8, '4/4', bpm=80)."
            )
        numbers, starts = [numbers[i] for i in kept], [starts[i] for i in kept]
    ends = [*starts[1:], min(whole, shift + float(tempo.seconds)) if tempo is not None else whole]
    per = RATE / HOP
    spans_ = [(round(a * per), max(round(b * per), round(a * per) + 1)) for a, b in zip(starts, ends, strict=True)]
    return tuple(numbers), spans_


def _count(number: int) -> str:
    return {1: "One", 2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six"}.get(number, str(number))


def _or(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
