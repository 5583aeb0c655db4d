"""The Spotting desk: the cue player, with marks made while watching (lesson 03)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any
from weakref import WeakSet

import traitlets

from .. import work
from ..errors import FilmScoreError, shown
from ..picture.film import Film, open_film
from ..picture.spotting import CueList, Spotting
from ..picture.spotting_code import film_code
from ..picture.timecode import Timecode
from . import bundle, marks
from .cue_player import CuePlayer, _short
from .marks import Mark, Shelf
from .scene import Choice, Entry, Gap, choices
from .scene import Mark as Sign

#: desks that are open; two with one name keep the same marks
_open: WeakSet[SpottingDesk] = WeakSet()

_STEPS = 200  # that can be undone, as in the page


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


class SpottingDesk(CuePlayer):
    """A film to be spotted, with the marks made so far. Made by `spotting_desk`.

    The page holds the marks too and goes on marking while the kernel is busy or gone. Of two copies the one that has
    seen the other wins; where neither has, the one with more steps, and the other is put aside.

    Attributes
    ----------
    spotting : Spotting
        What the marks amount to. A cue that has no out point yet runs to the film's end.
    """

    _esm = bundle.script("spotting_desk.js")
    _css = bundle.style("player.css", "spotting_desk.css")

    _besides = MappingProxyType({"marking": True})

    desk = traitlets.Dict().tag(sync=True)
    kept = traitlets.Dict().tag(sync=True)

    def __init__(
        self, film: Film, offered: tuple[Choice, ...], first: int, last: int, shelf: Shelf, given: Spotting | None
    ) -> None:
        self._shelf = shelf
        self._writer = f"kernel-{secrets.token_hex(3)}"
        found, self._said = shelf.found()
        starting = [] if given is None else marks.from_spotting(given)
        self._copy = found or marks.start(film, starting)
        self._past: list[list[Mark]] = []
        self._future: list[list[Mark]] = []
        bare = tuple(replace(choice, entries=(), hits=(), silences=()) for choice in offered)
        super().__init__(
            film,
            bare,
            first,
            last,
            film.title,
            desk={
                "name": shelf.name,
                "film": film.name,
                "store": f"filmscore.spotting/{film.name}/{shelf.name}/{shelf.place}",
                "where": shelf.where,
                "code": film_code(film),
                "reel": marks.reel(film),
                "events": [{"frame": event.frame, "label": event.label} for event in film.events],
                "given": starting,
            },
            kept={"copy": self._copy, "how": "do", "trouble": "", "said": " ".join(self._said), "found": bool(found)},
        )
        for text in self._said:
            self._note(text)
        _open.add(self)

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

    @property
    def path(self) -> Path:
        """The file the marks are kept in; it is there from the first mark on."""
        return self._shelf.path

    def table(self) -> CueList:
        """The master cue list."""
        return self.spotting.table()

    def to_csv(self, path: str | Path) -> Path:
        """Write the master cue list as CSV; a file that exists is left as it is."""
        return self.spotting.to_csv(path)

    def undo(self) -> bool:
        """Take the last step back; False if there is none that this kernel has seen."""
        return self._walk(self._past, self._future, "undo")

    def redo(self) -> bool:
        """Take the last undone step again; False if there is none."""
        return self._walk(self._future, self._past, "redo")

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

    def close(self) -> None:
        """Let go of the desk; the marks stay where they are kept."""
        _open.discard(self)
        super().close()

    # ---- what the page says; whatever it is, nothing is raised

    def _heard(self, widget: Any, content: Any, buffers: Any) -> None:
        kind = content.get("type") if isinstance(content, dict) else None
        if kind not in ("marks", "aside") or buffers:
            super()._heard(widget, content, buffers)
            return
        try:
            copy, wrong = marks.read_copy(content.get("copy"), self.film)
            for text in wrong[:5]:
                self._note(f"left out {text}")
            if kind == "marks":
                self._take(copy, content.get("how"), wrong)
            else:
                self._note(f"another copy of the marks was put aside as {self._shelf.put_aside(copy).name}")
        except FilmScoreError as error:
            self._note(f"ignored {_short(kind)}: {error}")

    def _take(self, copy: dict[str, Any], how: Any, wrong: list[str]) -> None:
        how = how if how in ("do", "again", "undo", "redo") else "do"
        now = self._copy["marks"]
        if (copy["writer"], copy["counter"]) == (self._copy["writer"], self._copy["counter"]) and copy["counter"]:
            return  # we have it
        if not marks.follows(copy, self._copy):
            if marks.follows(self._copy, copy):
                return  # it was under way while a later one came
            newer = marks.is_newer(copy, self._copy)
            aside = self._copy if newer else copy
            if aside["marks"] and copy["marks"] != now:
                self._note(f"two copies went apart: one was put aside as {self._shelf.put_aside(aside).name}")
            if not newer:
                return
        if how == "undo" and self._past and self._past[-1] == copy["marks"]:
            self._future.append(now)
            self._past.pop()
        elif how == "redo" and self._future and self._future[-1] == copy["marks"]:
            self._past.append(now)
            self._future.pop()
        else:
            if how != "again" or not self._past:
                self._past = [*self._past, now][-_STEPS:]
            self._future = []
        said = f"Left out what made no sense: {wrong[0]}." if wrong else ""
        self._keep(copy, how, said)

    def _walk(self, back: list[list[Mark]], on: list[list[Mark]], how: str) -> bool:
        if not back:
            return False
        on.append(self._copy["marks"])
        self._keep(marks.following(self._copy, back.pop(), self._writer), how, "")
        return True

    def _keep(self, copy: dict[str, Any], how: str, said: str) -> None:
        """On disk, in this desk, and in every other that keeps its marks under the same name."""
        trouble = ""
        try:
            with work.alone(self._shelf.path):
                copy, met = self._beside_what_is_kept(copy)
                self._shelf.write(copy)
            said = " ".join(filter(None, (said, met)))
        except FilmScoreError as error:
            trouble = str(error)
            self._note(trouble)
        state = {"copy": copy, "how": how, "trouble": trouble, "said": said, "found": True}
        for desk in list(_open):
            if desk is self or (desk._shelf.path == self._shelf.path and desk.film == self.film):
                desk._copy = copy
                desk.kept = state

    def _beside_what_is_kept(self, copy: dict[str, Any]) -> tuple[dict[str, Any], str]:
        """The copy to write, and what there is to say, where the file holds marks that nobody here has seen.

        Another kernel may have written them, or `restore_work`: they are put aside before they are written over.
        """
        kept, said = self._shelf.read()
        if kept and kept["marks"] != copy["marks"] and not marks.follows(copy, kept):
            copy = marks.settled(copy, kept)
            if kept["marks"]:
                aside = self._shelf.put_aside(kept).name
                said = [*said, f"{self._shelf.where} held marks made elsewhere: they were put aside as {aside}."]
        for text in said:
            self._note(text)
        return copy, " ".join(said)
