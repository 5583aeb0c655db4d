"""A shelf for marks that fit one thing only: what is kept there of another is put aside, never written over."""

from __future__ import annotations

import json
from typing import Any

from .marks import Shelf


class OwnShelf(Shelf):
    """Where the marks of one tune, or of one cue, are kept; a name that holds those of another is freed for it."""

    #: what the marks belong to, in the words of what is said
    WHOSE = "cue"

    def read(self) -> tuple[dict[str, Any] | None, list[str]]:
        """The copy that is kept, if it belongs to this one, and what there is to say."""
        try:
            raw = json.loads(self.path.read_bytes())
            other = isinstance(raw, dict) and isinstance(raw.get("marks"), list) and raw.get("film") != self.film.name
        except (OSError, ValueError, RecursionError):
            other = False  # nothing there, or damaged: that is told in its own words
        if not other:
            return super().read()
        aside = self._free(f"other-{self.WHOSE}")
        self.path.rename(aside)
        return None, [
            f"What was kept as {self.name} belongs to another {self.WHOSE}. Both are kept: the other is {aside.name} "
            f"now. Give this one a name of its own, {self._maker}(…, name='…'), and rename that file to open the other "
            "again."
        ]
