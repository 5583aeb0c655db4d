"""A player that keeps what the student makes in it: `keeping` says how, this is where it meets the film."""

from __future__ import annotations

from typing import Any

import traitlets

from ..picture.film import Film
from .cue_player import CuePlayer
from .keeping import Keeping
from .marks import Mark, Shelf
from .scene import Choice


class KeptPlayer(Keeping, CuePlayer):
    """A cue player with marks that are kept. What the marks are is the business of those who extend it.

    Parameters
    ----------
    shelf : Shelf
        Where they are kept, and how they are looked at.
    starting : list of marks
        What there is to begin with, where none have been kept yet.
    data : dict
        What the page needs to know besides.
    """

    desk = traitlets.Dict().tag(sync=True)
    kept = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        film: Film,
        offered: tuple[Choice, ...],
        first: int,
        last: int,
        shelf: Shelf,
        starting: list[Mark],
        data: dict[str, Any],
    ) -> None:
        self.film = film
        desk, kept = self._begin(film, shelf, starting)
        super().__init__(film, offered, first, last, film.title, desk=desk | data, kept=kept)
        self._begun()

    def _heard(self, widget: Any, content: Any, buffers: Any) -> None:
        kind = content.get("type") if isinstance(content, dict) else None
        if kind not in ("marks", "aside") or buffers:
            super()._heard(widget, content, buffers)
            return
        self._heard_marks(content)
