"""The Tempo finder: the cue player, with a tempo sought by hand, eye and ear (lesson 05)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from ..picture.film import Film, open_film
from ..picture.spotting import Hit, Spotting
from ..picture.tempo import Meter, TempoMap
from ..picture.timecode import Timecode
from . import bundle, plan
from .cue_player import briefly
from .kept import KeptPlayer
from .marks import Mark, Shelf
from .scene import Choice, Entry, choices
from .scene import Mark as Sign

if TYPE_CHECKING:
    from ..picture.tempo_fit import TempoFits

MOST_HITS = 500
_SHOWN_FITS = 5  # that the page is told when it asks for the best


def tempo_finder(
    film: str | Film,
    *,
    spotting: Spotting | None = None,
    hits: Iterable[Hit | int | str | Timecode] | None = None,
    start: int | str | Timecode | None = None,
    low: float = 60,
    high: float = 180,
    meter: str = "4/4",
    name: str | None = None,
) -> TempoFinder:
    """Seek a tempo for a film: drag it, see and hear which hits it meets, and move bars to frames.

    A strip shows the largest error at every tempo from `low` to `high`. While the tempo is dragged, each hit says which
    beat is nearest and how many frames off; clicks sound with the picture. A bar line can be dragged to a frame, which
    locks it there; from a bar on there may be another tempo, a ramp, another meter, a hold. The tempo is kept as it is
    made, in the notebook's folder and in the browser.

    Parameters
    ----------
    film : str or Film
    spotting : Spotting or Spotting desk, optional
        Where the hits come from, and the cue that the music starts and ends with.
    hits : iterable of Hit, frame or label, optional
        The hits themselves; without either, the film's events that must be met.
    start : frame, label or Timecode, optional
        Where the music starts, as long as no tempo has been kept under this name; else where the cue does that holds
        the first hit, else on that hit.
    low, high : float
        Ends of the strip, in quarters a minute.
    meter : str
        Of the music to begin with.
    name : str, optional
        Under which the tempo is kept, ``my-marks/<name>.tempo.json``; the film's name if not given. Two finders with
        one name hold the same tempo.

    Returns
    -------
    TempoFinder

    Raises
    ------
    FilmScoreError
        There is no such film, a hit or the start lies outside it, or there is no hit to meet.

    Examples
    --------
    >>> finder = tempo_finder("first-bloom", hits=[1056, 1440, 1710], start=480, low=40, high=80, name="an example")
    >>> print(finder.code)
    fs.TempoMap(start=480, rate="24").bars(16, "4/4", bpm=60)
    >>> finder.errors
    (0.0, 0.0, -6.0)
    """
    film = open_film(film)
    if spotting is not None and hits is not None:
        raise FilmScoreError("give either spotting=… or hits=[…], not both")
    spotting = getattr(spotting, "spotting", spotting)  # a desk will do
    if spotting is not None and not isinstance(spotting, Spotting):
        raise FilmScoreError(f"spotting must be a Spotting, fs.Spotting(…), not {shown(spotting)}")
    if spotting is not None and spotting.film != film:
        raise FilmScoreError(f"the spotting is of {spotting.film.title}, the finder of {film.title}")
    wanted = _hits(film, spotting, hits)
    for what, value in (("low", low), ("high", high)):
        if type(value) not in (int, float) or not plan.SLOWEST <= value <= plan.FASTEST:
            raise FilmScoreError(f"{what} is a tempo from {plan.SLOWEST} to {plan.FASTEST}, not {shown(value)}")
    if high - low < 1:
        raise FilmScoreError(f"the tempi from {low} to {high} are no range: high must be at least 1 above low")
    first_frame = int(wanted[0].frame)  # type: ignore[arg-type]
    cue = next((c for c in spotting.cues if c.start <= first_frame < c.end), None) if spotting is not None else None  # type: ignore[operator]
    begin = film.frame(start, "start") if start is not None else int(cue.start) if cue else first_frame  # type: ignore[arg-type]
    if begin >= film.frames:
        raise FilmScoreError(f"the music cannot start at {begin}: the film's last frame is {film.frames - 1}")
    end = int(cue.end) if cue and int(cue.end) > begin else film.frames  # type: ignore[arg-type]
    bpm = round((low + high) / 2)
    marks = plan.begun(begin, min(end, film.frames), bpm, str(Meter.read(meter)))
    shelf = Shelf(film, film.name if name is None else name, "tempo", plan.cleaned, "fs.tempo_finder")
    return TempoFinder(film, choices(film, {}, None, None, None), shelf, wanted, marks, (low, high))


def _hits(film: Film, spotting: Spotting | None, hits: Iterable[Any] | None) -> tuple[Hit, ...]:
    """The hits to meet, in order, at frames."""
    if hits is not None:
        if isinstance(hits, str | Hit | Timecode) or not isinstance(hits, Iterable):
            raise FilmScoreError(f"hits is a list of frames, labels or fs.Hit(…), not {shown(hits)}")
        found = [hit if isinstance(hit, Hit) else Hit(hit) for hit in hits]
        whence = "hits holds none"
    elif spotting is not None:
        found, whence = list(spotting.hits), "the spotting holds none: mark some with H"
    else:
        found = [Hit(event.frame, event.label) for event in film.events if event.kind == "must"]
        whence = f"{film.title} names none of its own: give hits=[…]"
    if not found:
        raise FilmScoreError(f"There is no hit to meet: {whence}.")
    if len(found) > MOST_HITS:
        raise FilmScoreError(f"{len(found)} hits are too many: at most {MOST_HITS}")
    placed = [replace(hit, frame=film.frame(hit.frame, f"hit {hit.label}".strip())) for hit in found]
    return tuple(sorted(placed, key=lambda hit: hit.frame))


class TempoFinder(KeptPlayer):
    """A film, its hits, and the tempo found for them so far. Made by `tempo_finder`.

    Errors are in frames: above zero the beat comes after the hit.

    Attributes
    ----------
    hits : tuple of Hit
    """

    _esm = bundle.script("tempo_finder.js")
    _css = bundle.style("box.css", "player.css", "spotting_desk.css", "tempo_finder.css")

    _besides = MappingProxyType({"marking": True, "counting": True})

    def __init__(
        self,
        film: Film,
        offered: tuple[Choice, ...],
        shelf: Shelf,
        hits: tuple[Hit, ...],
        starting: list[Mark],
        range_: tuple[float, float],
    ) -> None:
        self.hits = hits
        self._range = range_
        self._fits: tuple[Any, TempoFits] | None = None
        bare = tuple(replace(choice, entries=(), hits=(), silences=()) for choice in offered)
        data = {
            "hits": [
                {
                    "frame": h.frame,
                    "label": h.label,
                    "must": h.must,
                    "weight": h.weight,
                    "early": h.early,
                    "late": h.late,
                }
                for h in hits
            ],
            "low": range_[0],
            "high": range_[1],
        }
        super().__init__(film, bare, 0, film.frames, shelf, starting, data)

    def _besides_the_copy(self, copy: dict[str, Any]) -> dict[str, Any]:
        return {"code": plan.to_tempo(copy["marks"], self.film).code()}

    # ---- what the student has

    @property
    def tempo(self) -> TempoMap:
        """The tempo map as it stands."""
        return plan.to_tempo(self._copy["marks"], self.film)

    @property
    def answer(self) -> TempoMap:
        """The same, under the name by which `fs.check` asks for it."""
        return self.tempo

    @property
    def code(self) -> str:
        """The line of Python that makes the same map."""
        return self.tempo.code()

    @property
    def errors(self) -> tuple[float, ...]:
        """For each hit, frames from it to the nearest beat; above zero the beat comes after it."""
        tempo, marks = self.tempo, self._copy["marks"]
        return tuple(_error(tempo, marks, int(hit.frame)) for hit in self.hits)  # type: ignore[arg-type]

    @property
    def fits(self) -> TempoFits:
        """The best steady tempi for the hits the music covers, from where it starts: `fs.find_tempo` over the strip."""
        return self._found("max")

    def _found(self, criterion: str) -> TempoFits:
        from ..picture.find_tempo import find_tempo

        music = plan.music(self._copy["marks"])
        heard = [hit for hit in self.hits if music["start"] - hit.late <= hit.frame <= music["end"]]
        if not heard:
            raise FilmScoreError(f"no hit lies between the start of the music, {music['start']}, and its end")
        key = (criterion, music["start"], music["end"])
        if self._fits is None or self._fits[0] != key:
            low, high = self._range
            found = find_tempo(heard, low, high, start=music["start"], rate=self.film.rate, criterion=criterion)
            self._fits = (key, found)
        return self._fits[1]

    # ---- what it shows and hears

    @property
    def alt(self) -> str:
        """The finder in words: film, tempo, and how each hit is met."""
        tempo, marks = self.tempo, self._copy["marks"]
        music = plan.music(marks)
        said = []
        for hit, error in zip(self.hits, self.errors, strict=True):
            at = tempo.bar_beat(tempo.beat_of_frame(hit.frame + error))  # type: ignore[operator]
            place = f"bar {at.bar} beat {round(at.beat, 3):g}"
            covered = music["start"] - hit.late <= hit.frame <= music["end"]
            off = f"{place}, {_off(error)}" if covered else "outside the music"
            said.append(f"{hit.frame}{f' {hit.label}' if hit.label else ''} ({off})")
        many = f" and {len(said) - 40} more" if len(said) > 40 else ""
        tempi = ", ".join(_told(one) for one in plan.stretches(marks))
        locked = ", ".join(f"bar {lock['bar']} on {lock['frame']}" for lock in plan.locks(marks))
        return (
            f"Tempo finder: {self._title}. Music from frame {music['start']} to {music['end']}: {tempi}."
            f"{f' Locked: {locked}.' if locked else ''} Hits: {', '.join(said[:40])}{many}. Kept as {self._shelf.name}."
        )

    def _at_rest(self) -> tuple[Choice, ...]:
        music = plan.music(self._copy["marks"])
        marked: dict[str, Any] = {
            "tempo": self.tempo,
            "entries": (Entry("music", music["start"], music["end"]),),
            "hits": tuple(Sign(int(h.frame), h.label or str(h.frame), h.must) for h in self.hits),  # type: ignore[arg-type]
        }
        return tuple(replace(choice, **marked) for choice in self._choices.values())

    def _heard(self, widget: Any, content: Any, buffers: Any) -> None:
        if not isinstance(content, dict) or content.get("type") != "find" or buffers:
            super()._heard(widget, content, buffers)
            return
        number, criterion = content.get("id"), content.get("criterion")
        if type(number) is not int or criterion not in ("max", "rms"):
            self._note(f"ignored {briefly(content)}: it names no search")
            return
        try:
            found = self._found(criterion)
        except FilmScoreError as error:
            self._note(f"no tempo was found: {error}")
            self.send({"type": "found", "id": number, "why": str(error), "fits": []})
            return
        fits = [{"bpm": float(fit.bpm), "max": fit.max_error, "rms": fit.rms} for fit in found[:_SHOWN_FITS]]
        self.send({"type": "found", "id": number, "why": "", "fits": fits, "proof": str(found.proof)})


def _error(tempo: TempoMap, marks: list[Mark], frame: int) -> float:
    """Frames from a hit to the nearest beat of the meter, the first being beat 0."""
    beat = tempo.beat_of_frame(frame)
    bar = max(1, tempo.bar_beat(max(beat, 0)).bar)
    line = tempo.beat_of_bar(bar)
    unit = 4 / plan.meter_of(marks, bar).unit
    before = max(0.0, line + (beat - line + 1e-9) // unit * unit)
    return min((tempo.frame_at(b) - frame for b in (before, before + unit)), key=lambda error: round(abs(error), 9))


def _off(error: float) -> str:
    frames = round(abs(error), 1)
    return "on the frame" if frames == 0 else f"{frames:g} frames {'late' if error > 0 else 'early'}"


def _told(one: Mark) -> str:
    """A stretch in words."""
    hold = f"a hold of {one['hold']:g} s, then " if one["hold"] else ""
    bars = f"{one['bars']} bar{'s' if one['bars'] != 1 else ''} of {one['meter']}" if one["bars"] else f"{one['meter']}"
    if one["to"] in (None, one["bpm"]):
        return f"{hold}{bars} at {one['bpm']:g}"
    return f"{hold}{bars} from {one['bpm']:g} to {one['to']:g} over {one['curve']}"
