"""A widget in which a student makes something: it keeps what is made, and answers when its page asks for parts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from ..errors import shown
from . import rerun
from .answering import Answering
from .keeping import Keeping


class KeptWidget(Answering, Keeping, anywidget.AnyWidget):
    """What all of them have in common. What is made, and of which parts, is the business of those who extend it.

    Parameters
    ----------
    desk, kept : dict
        What the page needs to know, as `_begin` gave it, and more.
    """

    #: what it is called where it writes down what it does not understand
    _called = "widget"

    desk = traitlets.Dict().tag(sync=True)
    kept = traitlets.Dict().tag(sync=True)

    def __init__(self, desk: dict[str, Any], kept: dict[str, Any]) -> None:
        super().__init__(desk=desk, kept=kept)
        self._begun()
        self.on_msg(self._heard)
        rerun.replace(self)

    @property
    def file(self) -> Path:
        """The file it is kept in; it is there from the first step on."""
        return self._shelf.path

    def _heard(self, _: Any, content: Any, buffers: Any) -> None:
        """What the page says; whatever it is, nothing is raised."""
        kind = content.get("type") if isinstance(content, dict) else None
        if buffers:
            self._note(f"ignored a message with {len(buffers)} binary parts: a {self._called} takes none")
        elif kind in ("marks", "aside"):
            self._heard_marks(content)
        elif kind == "send":
            self._asked(content)
        elif not self._heard_besides(kind, content):
            self._note(f"ignored {shown(kind, 40)}: no message a {self._called} knows")

    def _heard_besides(self, kind: Any, content: Mapping[str, Any]) -> bool:
        """A message of a kind that only this widget knows; False if it does not."""
        return False
