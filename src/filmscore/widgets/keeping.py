"""Keeping what a student makes in a widget: on disk as it is made, in the browser, with undo, and nothing lost.

The page holds a copy too and goes on while the kernel is busy or gone. Of two copies the one that has seen the other
wins; where neither has, the one with more steps, and the other is put aside.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol
from weakref import WeakSet

from .. import work
from ..errors import FilmScoreError
from . import marks
from .marks import Mark, Shelf

STEPS = 200  #: that can be undone, as in the page

#: widgets that are open; two with one name keep the same marks
opened: WeakSet[Keeping] = WeakSet()


class Whose(Protocol):
    """What the marks belong to: a film, or the bench where no film is named."""

    @property
    def name(self) -> str:
        """By which its marks are told from those of another."""

    @property
    def frames(self) -> int:
        """How long it is; 0 where that means nothing."""


class Keeping:
    """What a widget that keeps marks does to keep them; what the marks are is the business of those who extend it.

    The widget has a synced dictionary ``kept``, in which the page finds the copy as the kernel has it.
    """

    kept: Any
    _shelf: Shelf
    _note: Callable[[str], None]  # write down what was odd, for whoever looks for it

    def _begin(self, whose: Whose, shelf: Shelf, starting: list[Mark]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Find what has been kept, else begin with `starting`; what the page needs to be told of both."""
        self._whose, self._shelf = whose, shelf
        self._writer = f"kernel-{secrets.token_hex(3)}"
        found, said = shelf.found()
        self._copy: dict[str, Any] = found or marks.start(whose, starting)  # type: ignore[arg-type]
        self._past: list[list[Mark]] = []
        self._future: list[list[Mark]] = []
        desk = {
            "name": shelf.name,
            "film": whose.name,
            "store": f"filmscore.{shelf.kind}/{whose.name}/{shelf.name}/{shelf.place}",
            "where": shelf.where,
            "given": starting,
        }
        kept = {"copy": self._copy, "how": "do", "trouble": "", "said": " ".join(said), "found": bool(found)}
        self._odd = said
        opened.add(self)
        return desk, kept | self._besides_the_copy(self._copy)

    def _begun(self) -> None:
        """Write down what was odd about what had been kept; the widget has to be there for that."""
        for text in self._odd:
            self._note(text)

    def _besides_the_copy(self, copy: dict[str, Any]) -> dict[str, Any]:
        """What the page is told of a copy that it does not work out itself."""
        return {}

    @property
    def path(self) -> Path:
        """The file the marks are kept in; it is there from the first mark on."""
        return self._shelf.path

    def undo(self) -> bool:
        """Take the last step back; False if there is none that this kernel has seen."""
        return self._walk(self._past, self._future, "undo")

    def redo(self) -> bool:
        """Take the last undone step again; False if there is none."""
        return self._walk(self._future, self._past, "redo")

    def close(self) -> None:
        """Let go of the widget; what is made stays where it is kept."""
        opened.discard(self)
        super().close()  # type: ignore[misc]

    # ---- what the page says; whatever it is, nothing is raised

    def _heard_marks(self, content: dict[str, Any]) -> None:
        """A message of type ``marks`` or ``aside``."""
        try:
            copy, wrong = self._shelf.read_copy(content.get("copy"))
            for text in wrong[:5]:
                self._note(f"left out {text}")
            if content.get("type") == "marks":
                self._take(copy, content.get("how"), wrong)
            else:
                self._note(f"another copy of the marks was put aside as {self._shelf.put_aside(copy).name}")
        except FilmScoreError as error:
            self._note(f"ignored {content.get('type')!r}: {error}")

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
                self._past = [*self._past, now][-STEPS:]
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
        """On disk, in this widget, and in every other that keeps its marks under the same name."""
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
        for other in list(opened):
            if other is self or (other._shelf.path == self._shelf.path and other._whose == self._whose):
                other._copy = copy
                other.kept = state | other._besides_the_copy(copy)

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
