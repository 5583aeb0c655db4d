"""From cell to page: an ostinato written out for players, bar by bar, as it was declared to grow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from ...errors import FilmScoreError, shown
from ...picture.segments import Meter
from ..meter import strength
from ..pitch import Interval
from .clearing import cleared, folded, octaves_of
from .evolution import PARAMETERS
from .page import Struck, measures
from .plan import Plan, planned
from .players import reach_of
from .turning import HAIR

if TYPE_CHECKING:
    from music21 import stream

    from ...picture.tempo import TempoMap
    from .cell import Stroke
    from .ostinato import Ostinato

#: what a player may play of the cell
SHARES = ("all", "accents", "weak", "gaps")


def build(
    cell: Ostinato, bars: int, players: Any, tempo: TempoMap | None, bpm: float | None, title: str
) -> stream.Score:
    """The build-up of `Ostinato.build`."""
    from music21 import instrument, metadata, stream
    from music21 import tempo as m21tempo

    if cell.free and tempo is None:
        raise FilmScoreError(
            "Room is to be left free in frames of a film, and nothing says on which frames the bars fall: give "
            "tempo=fs.TempoMap(96).bars(15, '4/4', bpm=144)."
        )
    if tempo is not None and not hasattr(tempo, "frame_at"):
        raise FilmScoreError(f"tempo is a TempoMap, not {shown(tempo)}: fs.TempoMap(96).bars(15, '4/4', bpm=144).")
    speed = _speed(tempo, bpm)
    plan = planned(cell.changes, bars)
    score = stream.Score()
    score.metadata = metadata.Metadata(title=title or cell.name or cell.text[:60])
    rows = players_of(players)
    for number, (name, share) in enumerate(rows):
        reach = reach_of(name)
        notes = on_the_page(cell, plan, name, share, number, tempo)
        part = stream.Part(id=f"{number + 1} {name}")
        part.partName = name[:1].upper() + name[1:]
        player = instrument.Instrument(part.partName)
        part.insert(0, player)
        part.atSoundingPitch = True
        for measure in measures(notes, cell, plan, reach, first=number == 0):
            part.append(measure)
        if number == 0:
            part.getElementsByClass("Measure")[0].insert(0, m21tempo.MetronomeMark(number=speed))
        score.insert(0, part)
    return score


def players_of(players: Any) -> list[tuple[str, str]]:
    """Players with what each plays of the cell, in the order in which they join in.

    >>> players_of("cello"), players_of({"cello": "all", "taiko": "accents"})
    ([('cello', 'all')], [('cello', 'all'), ('taiko', 'accents')])

    Raises
    ------
    FilmScoreError
        There are none, or one is to play what no cell has.
    """
    if isinstance(players, str):
        rows = [(players, "all")]
    elif isinstance(players, Mapping):
        rows = [(name, share) for name, share in players.items()]
    elif isinstance(players, Iterable):
        rows = [(name, "all") for name in players]
    else:
        rows = []
    if not rows:
        raise FilmScoreError(
            f"Nobody plays: {shown(players)}. Name players, ['cello', 'viola'], in the order they join."
        )
    for name, share in rows:
        if not isinstance(name, str) or not name.strip():
            raise FilmScoreError(f"{shown(name)} is no player: write the name of an instrument, 'cello'.")
        if share not in SHARES:
            raise FilmScoreError(f"The {name} cannot play {shown(share)} of a cell: {', '.join(SHARES)} there are.")
    if len(rows) > PARAMETERS["players"].high:
        raise FilmScoreError(f"{len(rows)} players are more than {PARAMETERS['players'].high:g}: name them by section.")
    return [(name.strip(), share) for name, share in rows]


def _speed(tempo: TempoMap | None, bpm: float | None) -> float:
    if tempo is not None:
        if bpm is not None:
            raise FilmScoreError("The tempo map says the tempo already: leave bpm out.")
        return round(float(tempo.bpm_at(0)), 3)
    if bpm is None:
        return 120.0
    from ...picture.exact import tempo as checked

    return float(checked(bpm))


def played(cell: Ostinato, plan: Plan, share: str, number: int) -> list[Struck]:
    """What one player plays, bar by bar; `number` is how many have joined before."""
    bar = cell.bar

    @cache
    def grown(rotation: int, density: float, accents: float) -> tuple[Ostinato, set[int]]:
        now = cell.rotate(rotation) if rotation else cell
        now = now.thin(density) if density < 1 else now
        return now, _kept_accents(now, accents)

    made: list[Struck] = []
    for n in range(1, plan.bars + 1):
        if number >= plan.at("players", n):
            continue
        now, loud = grown(int(plan.at("rotation", n)), plan.at("density", n), plan.at("accents", n))
        by = int(plan.at("pitch", n) + 12 * plan.at("register", n))
        for at, stroke in _shared(now, share, bar, (n - 1) * bar):
            made.append(Struck(
                (n - 1) * bar + at, stroke.steps * cell.step,
                tuple(p.up(Interval.of(by)) for p in stroke.pitches) if by else stroke.pitches,
                stroke.accent if stroke.at in loud else 0, plan.at("length", n),
            ))  # fmt: skip
    end = plan.bars * bar
    following = [*(note.beat for note in made[1:]), end][: len(made)]
    return [
        Struck(note.beat, min(note.beats, after - note.beat), note.pitches, note.accent, note.length)
        for note, after in zip(made, following, strict=True)
    ]


def _kept_accents(cell: Ostinato, share: float) -> set[int]:
    """The steps whose accents are marked: heavy ones first, then those on strong places."""
    meter = Meter.read(cell.meter)
    order = sorted(
        (s for s in cell.strokes if s.accent), key=lambda s: (-s.accent, strength(meter, s.at * cell.step), s.at)
    )
    return {s.at for s in order[: round(share * len(order) + HAIR)]}


def _shared(cell: Ostinato, share: str, beats: Fraction, start: Fraction) -> Iterable[tuple[Fraction, Stroke]]:
    if share == "gaps":
        cell = _gaps(cell)
    for at, stroke in cell.struck(beats, start):
        if share in ("all", "gaps") or (stroke.accent > 0) == (share == "accents"):
            yield at, stroke


def _gaps(cell: Ostinato) -> Ostinato:
    """A stroke on every step where the cell has a rest, on the note that was struck last."""
    rests = [place for place, sign in enumerate(cell.pattern) if sign == "."]
    before = [max((s for s in cell.strokes if s.at <= r), default=cell.strokes[-1], key=lambda s: s.at) for r in rests]
    strokes = tuple(s._replace(at=r, steps=1, accent=0) for r, s in zip(rests, before, strict=True))
    return cell._with(strokes=strokes)


def on_the_page(
    cell: Ostinato,
    plan: Plan,
    name: str,
    share: str,
    number: int,
    tempo: TempoMap | None,
    first: Fraction = Fraction(0),
) -> list[Struck]:
    """What a player has on the page: within reach, and out of the room that is left free.

    `first` is the beat of the map on which the page begins.
    """
    reach = reach_of(name)
    asked = played(cell, plan, share, number)
    notes = folded(asked, reach, octaves_of(asked, reach))
    if tempo is None or not cell.free:
        return notes

    @cache
    def frame_of(beat: Fraction) -> float:
        return float(tempo.frame_at(first + beat))

    return cleared(notes, cell.free, reach, cell.step, frame_of, float(tempo.rate.fps))
