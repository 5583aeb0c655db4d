"""The cue player: picture and stems on one clock (lesson 00 and every lesson after it)."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import anywidget
import traitlets

from ..errors import FilmScoreError
from ..picture.film import Film, open_film
from ..picture.spotting import Spotting
from ..picture.tempo import TempoMap
from ..picture.timecode import Timecode
from . import bundle, rerun
from .answering import FILES, OfAPage, Part, film_part
from .scene import Choice, choices, in_words, scene_data

_log = logging.getLogger(__name__)


def watch(
    film: str | Film,
    cues: Mapping[str, Any] | None = None,
    stems: Any = None,
    *,
    spotting: Spotting | None = None,
    tempo: TempoMap | None = None,
    start: int | str | Timecode | None = None,
    end: int | str | Timecode | None = None,
    title: str | None = None,
) -> CuePlayer:
    """Watch a film with music: picture, dialogue and stems on one clock.

    Parameters
    ----------
    film : str or Film
    cues : mapping of label to music, optional
        Musics to choose from: stems, a cue that ships with a film, or None for no music. Without it (and
        without `stems`) the player offers the cues that come with the film. "No music" is always there.
    stems : Stems, optional
        Short for one music of your own. Sample 0 lies on the stems' own ``start``, else where `tempo` starts.
    spotting : Spotting, optional
        Hits, cues and silences to show; without it each cue's own, else the film's events.
    tempo : TempoMap, optional
        Bars and beats for music that carries no tempo of its own.
    start, end : int, label or Timecode, optional
        Watch a part of the film: frames, `end` not included. The timeline shows only that part.
    title : str, optional
        Heading; the film's title if not given.

    Returns
    -------
    CuePlayer

    Raises
    ------
    FilmScoreError
        There is no such film, a frame lies outside it, or a music cannot be heard.

    Examples
    --------
    >>> watch("first-bloom", cues={}, start=870, end=1100)  # doctest: +ELLIPSIS
    Cue player: First Bloom, frames 870 to 1100. 9.58 s, 230 frames at 24. No music. Hits: ...1056 bloom...
    """
    film = open_film(film)
    first = 0 if start is None else film.frame(start, "start")
    last = film.frames if end is None else film.frame(end, "end")
    if last <= first:
        raise FilmScoreError(f"the part to watch ends at frame {last}, not after its start, {first}")
    return CuePlayer(film, choices(film, cues, stems, spotting, tempo), first, last, title or film.title)


class CuePlayer(OfAPage, anywidget.AnyWidget):
    """A film with its musics, playing in the notebook. Made by `watch`.

    The front end asks for picture and sound when the player comes into view, and for each music when it is
    chosen; so a notebook with ten players opens at once.

    Attributes
    ----------
    film : Film
    frame : int
        Where the learner last paused.
    chosen : str
        Label of the music last chosen.
    """

    _esm = bundle.script("player.js")
    _css = bundle.style("box.css", "player.css")

    #: what the page needs to know of this kind of player
    _besides: Mapping[str, Any] = MappingProxyType({})

    scene = traitlets.Dict().tag(sync=True)
    media = traitlets.Dict().tag(sync=True)
    frame = traitlets.Int(0).tag(sync=True)
    chosen = traitlets.Unicode("").tag(sync=True)

    def __init__(
        self, film: Film, offered: tuple[Choice, ...], first: int, last: int, title: str, **more: dict[str, Any]
    ) -> None:
        self.film = film
        self._choices = {choice.label: choice for choice in offered}
        self._span = (first, last)
        self._title = title
        self._encoded: dict[str, list[Part]] = {}
        super().__init__(
            scene=scene_data(film, offered, first, last, title) | dict(self._besides),
            media=media_of(film),
            frame=first,
            chosen=offered[0].label,
            **more,
        )
        self.on_msg(self._heard)
        rerun.replace(self)

    @property
    def cues(self) -> tuple[str, ...]:
        """Labels of the musics to choose from, no music included."""
        return tuple(self._choices)

    @property
    def alt(self) -> str:
        """The player in words: film, length, musics, stems and hits."""
        return in_words(self.film, tuple(self._choices.values()), *self._span, self._title)

    def _at_rest(self) -> tuple[Choice, ...]:
        """The musics with what the still shows on the timeline."""
        return tuple(self._choices.values())

    # ---- in the notebook

    def _still(self) -> tuple[bytes, int]:
        """What a saved notebook shows."""
        from .page import WIDTH
        from .still import still

        return still(self), WIDTH

    def give(self) -> None:
        """Send picture, guide and the shipped music at once: while further cells run, the kernel could not answer.

        Each goes out once; other players of the page find it there. A page that was reloaded asks for it.
        """
        label = self.chosen
        wanted = [(self.media["mp4"], {"what": "mp4"}), (self.media["guide"], {"what": "guide"})]
        shown = next(cue for cue in self.scene["cues"] if cue["label"] == label)
        wanted.append((shown["key"], {"what": "music", "cue": label}))
        for name, request in wanted:
            if not name or self._has_been_given(name):
                continue
            try:
                self._gift(name, self._parts(request))
            except FilmScoreError as error:  # the view will ask, and be told
                self._note(f"could not send {request['what']}: {error}")

    # ---- what the front end says; whatever it is, nothing is raised

    def _heard(self, _: Any, content: Any, buffers: Any) -> None:
        kind = content.get("type") if isinstance(content, dict) else None
        if buffers:
            self._note(f"ignored a message with {len(buffers)} binary parts: the player takes none")
        elif kind == "position":
            self._moved(content)
        elif kind == "send":
            self._asked(content)
        else:
            self._note(f"ignored {briefly(content)}: no message this player knows")

    def _moved(self, content: dict[str, Any]) -> None:
        frame, label = content.get("frame"), content.get("cue")
        first, last = self._span
        if type(frame) is not int or not first <= frame <= last:
            self._note(f"ignored position {briefly(frame)}: a frame from {first} to {last} is wanted")
        elif not isinstance(label, str) or label not in self._choices:
            self._note(f"ignored cue {briefly(label)}: the cues are {', '.join(map(repr, self._choices))}")
        else:
            self.frame, self.chosen = frame, label

    def _asked(self, content: dict[str, Any]) -> None:
        number, what = content.get("id"), content.get("what")
        if type(number) is not int:
            self._note(f"ignored a request without a number: {briefly(content)}")
            return
        try:
            items = self._parts(content)
        except FilmScoreError as error:
            self._note(f"refused {briefly(what)}: {error}")
            self.send({"type": "refused", "id": number, "why": str(error)})
        except Exception as error:  # a view that waits for ever would be worse than any message
            _log.exception("the player could not prepare %s", briefly(what))
            self._note(f"could not prepare {briefly(what)}: {error}")
            self.send({"type": "refused", "id": number, "why": f"{type(error).__name__}: {error}"})
        else:
            about = [item for item, _ in items]
            self.send({"type": "media", "id": number, "items": about}, [data for _, data in items])

    def _parts(self, content: dict[str, Any]) -> list[Part]:
        what = content.get("what")
        if what == "music":
            label = content.get("cue")
            if not isinstance(label, str) or label not in self._choices:
                raise FilmScoreError(f"no cue {briefly(label)}; the cues are {', '.join(map(repr, self._choices))}")
            return self._music(label)
        if not isinstance(what, str) or what not in FILES:
            raise FilmScoreError(f"{briefly(what)} is nothing the player has; it has {', '.join(FILES)} and music")
        return [film_part(self.film, what)]

    def _music(self, label: str) -> list[Part]:
        """A music as it goes over the wire; encoded once, when it is first listened to."""
        if label not in self._encoded:
            music = self._choices[label].music
            stems = [] if music is None else music.encoded() if hasattr(music, "encoded") else music.encode()
            font = str(getattr(music, "font", "") or "")  # a sketch knows only now
            self._encoded[label] = [
                ({"name": s.name, "family": s.family, "mime": s.mime, "font": font}, s.data) for s in stems
            ]
        return self._encoded[label]


def media_of(film: Film) -> dict[str, Any]:
    """Which files the film has, under names by which players of one page can share them."""

    def mark(path: Path) -> str | None:
        try:
            about = path.stat()
        except OSError:
            return None
        return f"{film.name}/{path.name}/{about.st_size}/{about.st_mtime_ns}"

    return {"mp4": mark(film.picture_mp4), "webm": mark(film.picture_webm), "guide": mark(film.guide)}


def briefly(value: object) -> str:
    """Anything, as text that fits on a line, however large it is."""
    if isinstance(value, dict):
        return f"a message of type {briefly(value.get('type'))}"
    if isinstance(value, (str, int, float, type(None))):
        text = repr(value[:60]) if isinstance(value, str) else repr(value)
        return text if len(text) <= 64 else text[:60] + "…"
    return f"a {type(value).__name__}"
