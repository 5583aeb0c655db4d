"""How a widget stands in a notebook: a still that a saved notebook keeps, and the live view, which takes its place."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any


class InWords:
    """A widget that says what it shows, and goes altogether when closed. It goes before the widget's own class."""

    comm: Any
    layout: Any

    @property
    def alt(self) -> str:
        """What is seen, in words."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return self.alt

    def close(self) -> None:
        """Let go of the widget, in the kernel and in the page; running its cell again does so by itself."""
        layout = self.layout if self.comm is not None else None
        super().close()  # type: ignore[misc]
        if layout is not None:
            layout.close()  # a widget of its own, which nobody else closes


class WithStill(InWords):
    """A widget with a still: its own class says what is seen (`_still`) and how to bring it to life (`_invites`)."""

    #: what stands where nothing of it can be seen
    _invites = "Run this cell to play it."

    _repr_mimebundle_: Callable[..., Any]

    def _still(self) -> tuple[bytes, int] | None:
        """A PNG or JPEG and its width in px; None while there is nothing to draw."""
        raise NotImplementedError

    def give(self) -> Any:
        """Send what the page will need first, if that is anything."""

    @property
    def _unfinished(self) -> bool:
        """Whether the still will be another when what takes long is done."""
        return False

    def _finish(self) -> None:
        """Do what takes long, while the live view is there already."""

    def _output(self) -> tuple[dict[str, str], dict[str, Any]] | None:
        """The still as an output of the notebook, with what is said about it."""
        drawn = self._still()
        if drawn is None:
            return None
        picture, width = drawn
        mime = "image/jpeg" if picture.startswith(b"\xff\xd8") else "image/png"
        words = self.alt
        seen = {mime: base64.b64encode(picture).decode("ascii"), "text/plain": words}
        return seen, {mime: {"width": width, "alt": words}}

    def _ipython_display_(self, **_: Any) -> None:
        """A still as an output of its own, then the live view, which hides the still while it is there.

        In one output, the still of a saved notebook would be dropped as soon as the notebook is trusted.
        """
        from IPython.display import display

        first = self._output()
        again = {"display_id": True} if self._unfinished else {}
        place = display(first[0], metadata=first[1], raw=True, **again) if first else None
        self.give()
        live, metadata = self._repr_mimebundle_() or ({}, {})
        display({**live, "text/plain": self._invites}, metadata=metadata, raw=True)
        self._finish()
        if again and place is not None and (last := self._output()):
            place.update(last[0], metadata=last[1], raw=True)
