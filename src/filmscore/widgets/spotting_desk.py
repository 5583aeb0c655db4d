"""The Spotting desk: the cue player, with marks made while watching (lesson 03)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..errors import FilmScoreError, shown
from ..picture.cue_list import CueList
from ..picture.film import Film, open_film
from ..picture.spotting import Spotting
from ..picture.spotting_code import film_code
from ..picture.timecode import Timecode
from . import bundle, marks
from .kept import KeptPlayer
from .marks import Shelf
from .scene import Choice, Entry, Gap, choices
from .scene import Mark as Sign


def spotting_desk(
    film: str | Film,
    *,
    name: str | None = None,
    start: int | str | Timecode | None = None,
    end: int | str | Timecode | None = None,
    spotting: Spotting | None = None,
    cues: Mapping[str, Any] | None = None,
) -> SpottingDesk:
    """Spot a film: mark where music comes in and goes out, what it must meet, and where there is none.

    While the film plays, I marks music in, O music out, H a must-hit, Shift+H a may-hit and S a silence, each on the
    frame that is sounding; comma and full stop move the chosen mark by a frame, and show that frame. The marks are
    kept as they are made, in the notebook's folder and in the browser, so that nothing is lost with the kernel.

    Parameters
    ----------
    film : str or Film
    name : str, optional
        Under which the marks are kept, ``my-marks/<name>.spotting.json``; the film's name if not given. Two desks
        with one name hold the same marks.
    start, end : int, label or Timecode, optional
        Show a part of the film: frames, `end` not included.
    spotting : Spotting, optional
        Marks to start with, where none have been kept yet.
    cues : mapping of label to music, optional
        Musics to listen to, as for `watch`; without it there is none.

    Returns
    -------
    SpottingDesk

    Raises
    ------
    FilmScoreError
        There is no such film, a frame lies outside it, or the marks kept under this name are of another film.

    Examples
    --------
    >>> desk = spotting_desk("first-bloom", name="an example", spotting=Spotting("first-bloom", hits=[1056]))
    >>> print(desk.code)
    fs.Spotting("first-bloom", hits=[fs.Hit(1056)])
    """
    film = open_film(film)
    first = 0 if start is None else film.frame(start, "start")
    last = film.frames if end is None else film.frame(end, "end")
    if last <= first:
        raise FilmScoreError(f"the part to spot ends at frame {last}, not after its start, {first}")
    if spotting is not None and not isinstance(spotting, Spotting):
        raise FilmScoreError(f"spotting must be a Spotting, fs.Spotting(…), not {shown(spotting)}")
    if spotting is not None and spotting.film != film:
        raise FilmScoreError(f"the spotting is of {spotting.film.title}, the desk of {film.title}")
    shelf = Shelf(film, film.name if name is None else name)
    return SpottingDesk(film, choices(film, cues or {}, None, None, None), first, last, shelf, spotting)


class SpottingDesk(KeptPlayer):
    """A film to be spotted, with the marks made so far. Made by `spotting_desk`.

    Attributes
    ----------
    spotting : Spotting
        What the marks amount to. A cue that has no out point yet runs to the film's end.
    """

    _esm = bundle.script("spotting_desk.js")
    _css = bundle.style("box.css", "player.css", "spotting_desk.css")

    _besides = MappingProxyType({"marking": True})

    def __init__(
        self, film: Film, offered: tuple[Choice, ...], first: int, last: int, shelf: Shelf, given: Spotting | None
    ) -> None:
        bare = tuple(replace(choice, entries=(), hits=(), silences=()) for choice in offered)
        data = {
            "code": film_code(film),
            "reel": marks.reel(film),
            "events": [{"frame": event.frame, "label": event.label} for event in film.events],
        }
        super().__init__(film, bare, first, last, shelf, [] if given is None else marks.from_spotting(given), data)

    # ---- what the student has

    @property
    def spotting(self) -> Spotting:
        """The marks as a `Spotting`; a cue or silence without an out point runs to the film's end."""
        return marks.to_spotting(self._copy["marks"], self.film)

    @property
    def answer(self) -> Spotting:
        """The same, under the name by which `fs.check` asks for it."""
        return self.spotting

    @property
    def code(self) -> str:
        """The line of Python that makes the same spotting."""
        return self.spotting.code()

    def table(self) -> CueList:
        """The master cue list."""
        return self.spotting.table()

    def to_csv(self, path: str | Path) -> Path:
        """Write the master cue list as CSV; a file that exists is left as it is."""
        return self.spotting.to_csv(path)

    @property
    def alt(self) -> str:
        """The desk in words: film, length, and every mark."""
        first, last = self._span
        part = "" if (first, last) == (0, self.film.frames) else f", frames {first} to {last}"
        spotted = self.spotting
        said = [
            *(f"{cue.id} {cue.start}–{cue.end}" for cue in spotted.cues),
            *(
                f"hit {hit.frame}{f' {hit.label}' if hit.label else ''}{'' if hit.must else ' (may)'}"
                for hit in spotted.hits
            ),
            *(f"silence {silence.start}–{silence.end}" for silence in spotted.silences),
        ]
        many = f" and {len(said) - 40} more" if len(said) > 40 else ""
        marked = f"Marks: {', '.join(said[:40])}{many}." if said else "No marks yet."
        return f"Spotting desk: {self._title}{part}. {marked} Kept as {self._shelf.name}."

    def _at_rest(self) -> tuple[Choice, ...]:
        spotted = self.spotting
        marked = {
            "entries": tuple(Entry(c.id, int(c.start), int(c.end)) for c in spotted.cues),  # type: ignore[arg-type]
            "hits": tuple(Sign(int(h.frame), h.label or str(h.frame), h.must) for h in spotted.hits),  # type: ignore[arg-type]
            "silences": tuple(Gap(int(s.start), int(s.end), s.reason) for s in spotted.silences),  # type: ignore[arg-type]
        }
        return tuple(replace(choice, **marked) for choice in self._choices.values())  # type: ignore[arg-type]
