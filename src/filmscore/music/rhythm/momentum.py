"""What drives a passage, bar by bar, and whether it grows: measured in the notes, never judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ...errors import FilmScoreError, shown
from ...tables import as_html, as_text
from ..cues.notation import DYNAMICS
from .meeting import Met, count_met, hits_of, met_by, tolerated
from .room import Slot, rooms_of
from .strokes_of import Attack, attacks_of

if TYPE_CHECKING:
    from ...picture.tempo import TempoMap


@dataclass(frozen=True)
class Curve:
    """One of the curves: its unit, the least change from bar to bar that an ear takes for one, its name in a text."""

    unit: str
    least: float
    called: str


#: what is measured in every bar
CURVES: dict[str, Curve] = {
    "density": Curve("attacks a beat, each moment counted once", 0.75, "density"),
    "players": Curve("parts that play", 1.0, "number of players"),
    "low": Curve("lowest note, MIDI", 5.0, "lowest note"),
    "high": Curve("highest note, MIDI", 5.0, "highest note"),
    "force": Curve("mean dynamic, 0 ppp to 7 fff", 0.75, "loudness"),
}


@dataclass(frozen=True)
class Bar:
    """One bar, measured.

    Attributes
    ----------
    bar : int
    frame : float
        Of its bar line.
    density : float
        Moments at which anything is struck, a beat.
    players : int
    low, high : float or None
        MIDI pitches; None where nothing with a pitch sounds.
    force : float or None
        Mean dynamic of what is struck; None where nothing is.
    accents : tuple of float
        Beats of the bar, from 1, that carry an accent.
    """

    bar: int
    frame: float
    density: float
    players: int
    low: float | None
    high: float | None
    force: float | None
    accents: tuple[float, ...]


@dataclass(frozen=True)
class Momentum:
    """A passage measured bar by bar. Made by `momentum`.

    Attributes
    ----------
    bars : tuple of Bar
    met : tuple of Met
        Every hit with the nearest accent.
    ends : float
        The frame on which the last note is over, as written: a staccato or a short `length` is not counted, nor what
        the hall adds.
    intruders : tuple of (Slot, Attack)
        What stands in room that was to be left free: struck in it, or held into it by more than the five frames of an
        eighth at 144.
    accents : tuple of float
        Frames of all accents.
    """

    bars: tuple[Bar, ...]
    met: tuple[Met, ...]
    ends: float
    intruders: tuple[tuple[Slot, Attack], ...] = field(repr=False)
    accents: tuple[float, ...] = field(repr=False)

    def curve(self, name: str) -> tuple[float, ...]:
        """One curve, a value a bar; where nothing sounds, the value of the bar before.

        Raises
        ------
        FilmScoreError
            There is no such curve.
        """
        if name not in CURVES:
            raise FilmScoreError(f"There is no curve {shown(name)}: {', '.join(CURVES)} there are.")
        found: list[float] = []
        values = [getattr(bar, name) for bar in self.bars]
        last = next((v for v in values if v is not None), 0.0)
        for value in values:
            last = last if value is None else value
            found.append(float(last))
        return tuple(found)

    @property
    def flat(self) -> tuple[str, ...]:
        """The curves that never move by as much as an ear takes for a change."""
        return tuple(n for n in CURVES if max(self.curve(n)) - min(self.curve(n)) < CURVES[n].least)

    @property
    def rises(self) -> bool:
        """Whether density, players or force is higher in the last third of its bars than in the first."""
        third = max(1, len(self.bars) // 3)
        return any(
            sum(self.curve(n)[-third:]) - sum(self.curve(n)[:third]) >= CURVES[n].least * third
            for n in ("density", "players", "force")
        )

    @property
    def changes(self) -> dict[int, tuple[str, ...]]:
        """Bar to the curves that change on its bar line by as much as an ear notices."""
        made: dict[int, list[str]] = {}
        for name, own in CURVES.items():
            for bar, (before, after) in zip(self.bars[1:], pairwise(self.curve(name)), strict=True):
                if abs(after - before) >= own.least:
                    made.setdefault(bar.bar, []).append(name)
        return {bar: tuple(names) for bar, names in sorted(made.items())}

    @property
    def patterns(self) -> int:
        """How many bars differ in where their accents fall; 1 is a pattern that never shifts."""
        return len({bar.accents for bar in self.bars if bar.accents})

    @property
    def caught(self) -> int:
        """How many hits an accent meets."""
        return sum(one.verdict == "hit" for one in self.met)

    @property
    def told(self) -> str:
        """What stands out, in sentences."""
        said = []
        level = [CURVES[name].called for name in self.flat]
        if len(level) == 1:
            said.append(f"The {level[0]} stays level.")
        elif level:
            said.append(f"Level throughout: {', '.join(level)}.")
        top = max(self.bars, key=lambda bar: (bar.density * (1 + (bar.force or 0.0)), bar.players))
        thin = min(self.bars, key=lambda bar: (bar.density, bar.players))
        if {"density", "players", "force"} <= set(self.flat):
            said.append("No bar is fuller than another.")
        else:
            said.append(f"Fullest in bar {top.bar}, thinnest in bar {thin.bar}.")
        if not any(bar.accents for bar in self.bars):
            said.append("No accents.")
        elif self.patterns == 1:
            said.append("The accents fall in the same place of every bar.")
        else:
            said.append(f"The accents fall in {self.patterns} different ways.")
        if self.met:
            said.append(f"{count_met(self.met)} by an accent.")
        if self.intruders:
            one = len(self.intruders) == 1
            said.append(
                f"{len(self.intruders)} {'attack stands' if one else 'attacks stand'} in room that was to be left free."
            )
        said.append(f"The last note is over at frame {self.ends:.1f}.")
        return " ".join(said)

    _COLUMNS = ("bar", "frame", "attacks a beat", "players", "from", "to", "dynamic", "accents on")

    def rows(self) -> list[tuple[str, ...]]:
        """A row for each bar."""
        return [
            (
                str(b.bar), f"{b.frame:.1f}", f"{b.density:.2f}", str(b.players), _name(b.low), _name(b.high),
                "" if b.force is None else DYNAMICS[min(round(b.force), len(DYNAMICS) - 1)],
                "  ".join(f"{beat:g}" for beat in b.accents),
            )
            for b in self.bars
        ]  # fmt: skip

    def __repr__(self) -> str:
        right = ("bar", "frame", "attacks a beat", "players")
        return f"{self.told}\n{as_text(self._COLUMNS, self.rows(), right=right)}"

    def _repr_html_(self) -> str:
        return as_html(self._COLUMNS, self.rows(), self.told)


def momentum(score: Any, tempo: TempoMap, *, hits: Any = None, room: Any = (), tolerance: int = 1) -> Momentum:
    """Measure what drives a passage: density, players, register, dynamics and accents, bar by bar.

    Parameters
    ----------
    score : music21.stream.Score or Part, or a cue of the library
        Beat 0 of it is beat 0 of the map.
    tempo : TempoMap
    hits : list of Hit or int, Spotting, Film or its name, optional
        What accents should meet, while the map lasts.
    room : Film or its name, (start, end, low, high, why), or a list of such, optional
        What should stay free, as `Ostinato.leave` takes it.
    tolerance : int
        Frames an accent may be off a hit.

    Returns
    -------
    Momentum

    Raises
    ------
    FilmScoreError
        It is no score or nothing is struck in it; there is no map, or a hit lies outside it.

    Examples
    --------
    >>> import filmscore as fs
    >>> cell = fs.Ostinato("D3> A3 D3 E-3> D3 A3").evolve("density", (0.3, 1))
    >>> tempo = fs.TempoMap(96).bars(12, "4/4", bpm=144)
    >>> grown = momentum(cell.build(12, "cello", tempo=tempo), tempo, hits=[216])
    >>> [round(value, 2) for value in grown.curve("density")[::4]], grown.met[0].verdict
    ([0.75, 1.5, 2.0], 'hit')
    """
    if not hasattr(tempo, "frame_at"):
        raise FilmScoreError(f"tempo is a TempoMap, not {shown(tempo)}: fs.TempoMap(96).bars(15, '4/4', bpm=144).")
    attacks, starts = attacks_of(score)
    end = max(max(a.beat + a.beats for a in attacks), starts[-1][1] + 1e-6)
    edges = [start for _, start in starts] + [max(end, _whole_bar(starts))]
    bars = []
    for (number, start), after in zip(starts, edges[1:], strict=True):
        here = [a for a in attacks if start - 1e-6 <= a.beat < after - 1e-6]
        heights = [h for a in here for h in a.heights]
        accents = sorted({round(a.beat - start + 1, 4) for a in here if a.accent})
        moments = {round(a.beat, 4) for a in here}
        bars.append(Bar(
            number, float(tempo.frame_at(start)), len(moments) / max(after - start, 1e-6), len({a.part for a in here}),
            min(heights, default=None), max(heights, default=None),
            sum(a.force for a in here) / len(here) if here else None, tuple(accents),
        ))  # fmt: skip
    frames = sorted({float(tempo.frame_at(a.beat)) for a in attacks if a.accent})
    met = () if hits is None else met_by(hits_of(hits, tempo), frames, tempo, tolerated(tolerance))
    spans = [(float(tempo.frame_at(a.beat)), float(tempo.frame_at(a.beat + a.beats))) for a in attacks]
    intruders = [
        (slot, a) for slot in rooms_of(room) for a, (start, over) in zip(attacks, spans, strict=True)
        if any(slot.reached(start, over, height) for height in a.heights)
    ]  # fmt: skip
    return Momentum(tuple(bars), met, max(over for _, over in spans), tuple(intruders), tuple(frames))


def _whole_bar(starts: list[tuple[int, float]]) -> float:
    """Where the last bar would end if it were as long as the one before."""
    last = starts[-1][1]
    return last + (last - starts[-2][1] if len(starts) > 1 else 4.0)


def _name(height: float | None) -> str:
    if height is None:
        return ""
    names = ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")
    return f"{names[round(height) % 12]}{round(height) // 12 - 1}"
