"""What a widget does whose page asks it for parts by name: the notes of an instrument, an engraved page, a still."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from ..errors import FilmScoreError, shown
from .showing import WithStill

if TYPE_CHECKING:
    from ..picture.film import Film

_log = logging.getLogger(__name__)

#: how many messages that made no sense are kept
_KEPT = 50

#: parts that live in a page already, by the name they are shared under, and who sent them
_given: WeakValueDictionary[str, OfAPage] = WeakValueDictionary()

#: what is sent: about the part, and its bytes
Part = tuple[dict[str, Any], bytes]

#: the files of a film that a page may ask for: what they are, and where they lie
FILES: dict[str, tuple[str, Callable[[Film], Path]]] = {
    "mp4": ("video/mp4", lambda film: film.picture_mp4),
    "webm": ("video/webm", lambda film: film.picture_webm),
    "guide": ("audio/ogg", lambda film: film.guide),
}


class OfAPage(WithStill):
    """What every widget does that a page speaks to: it believes nothing at once, and writes down what made no sense."""

    send: Callable[..., None]

    @property
    def messages(self) -> tuple[str, ...]:
        """What the page sent that made no sense, oldest first; it was ignored."""
        return tuple(self._odd_messages())

    def _odd_messages(self) -> deque[str]:
        kept: deque[str] = self.__dict__.setdefault("_messages", deque(maxlen=_KEPT))
        return kept

    def _note(self, text: str) -> None:
        """Write down what was odd, for whoever looks for it."""
        self._odd_messages().append(text)
        _log.info("%s: %s", type(self).__name__, text)

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """The page changes nothing directly: it sends messages, and those are looked at first."""
        self._note(f"ignored an attempt to set {', '.join(map(repr, list(sync_data)[:5]))}")

    # ---- parts that are sent before they are asked for: each goes out once, and is found by every widget of the page

    @staticmethod
    def _has_been_given(name: str | None) -> bool:
        """Whether a widget that is still there has sent the part that is shared under this name."""
        giver = _given.get(name) if name else None
        return giver is not None and giver.comm is not None

    def _gift(self, name: str | None, parts: list[Part]) -> None:
        """Send a part; without a name it is shared with nobody."""
        self.send({"type": "gift", "name": name, "items": [item for item, _ in parts]}, [data for _, data in parts])
        if name:
            _given[name] = self


class Answering(OfAPage):
    """Answers ``{"type": "send", "id": 3, "what": "…"}`` with the part of that name, or with why there is none.

    It goes before the widget's own class, which has `_part`, and calls `_asked` when such a message comes.
    """

    def _part(self, what: str) -> Part:
        """The part of that name; a `FilmScoreError` says why there is none."""
        raise NotImplementedError

    def _asked(self, content: Mapping[str, Any]) -> None:
        """A message of type ``send``: answered from a thread, for the first notes of an instrument take seconds."""
        number, what = content.get("id"), content.get("what")
        if type(number) is int and isinstance(what, str):
            self._aside(lambda: self._answer(number, what))
        else:
            self._note(f"ignored {shown(content)}: a request has a number and a name")

    def _aside(self, act: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=act, name="filmscore-parts", daemon=True)
        thread.start()
        return thread

    def _answer(self, number: int, what: str) -> None:
        try:
            item, data = self._part(what)
            message, parts = {"type": "media", "id": number, "items": [item]}, [data]
        except Exception as error:  # a page that waits for ever would be worse than any message
            if not isinstance(error, FilmScoreError):
                _log.exception("could not prepare %s", what[:40])
            message, parts = {"type": "refused", "id": number, "why": str(error)}, []
        with contextlib.suppress(Exception):  # closed while the part was made
            if self.comm is not None:
                self.send(message, parts)

    def _give(self, wanted: Iterable[tuple[str, str]]) -> threading.Thread:
        """Send parts before the page asks: a kernel that runs cells answers nobody.

        Parameters
        ----------
        wanted : iterable of (str, str)
            The name each is shared under in the page, and what `_part` is asked for.
        """
        return self._aside(lambda: self._give_now(list(wanted)))

    def _give_now(self, wanted: list[tuple[str, str]]) -> None:
        for name, what in wanted:
            if self._has_been_given(name):
                continue
            try:
                part = self._part(what)
                if self.comm is None:  # closed meanwhile
                    return
                self._gift(name, [part])
            except Exception as error:  # the page will ask, and be told
                _log.info("could not prepare %s: %s", what, error)


def sampled_notes(what: str) -> Part:
    """The notes of an instrument, as the page takes them."""
    from ..sound.note_bank import sampled

    made = sampled(what)
    return {"name": made.id, "family": "", "mime": "audio/ogg", "font": made.font, "index": made.index()}, made.data


def film_part(film: Film, what: str) -> Part:
    """A file of a film, as the page takes it: one of `FILES`.

    Raises
    ------
    FilmScoreError
        The film has no such file.
    """
    if what not in FILES:
        raise FilmScoreError(f"{film.title} has no {shown(what, 40)}: it has {', '.join(FILES)}.")
    mime, of = FILES[what]
    path = of(film)
    if not path.is_file():
        raise FilmScoreError(f"{film.title} has no {path.name}: {path} is missing; install the course again.")
    return {"name": path.stem, "family": "", "mime": mime}, path.read_bytes()
