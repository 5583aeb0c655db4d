"""Sketches that come with the package already played: what a lesson lays on a film for everybody takes no seconds.

They are known by their performance: whoever changes a note, the tempo or the palette hears what they made, rendered on
their own computer.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import library
from .fonts import VARIABLE

if TYPE_CHECKING:
    from ..picture.film import Film
    from .performance import Performance

#: the folder of the six colours
FOLDER = "six-colours"

#: how the folder of a lesson's sketches is called: lesson-10
LESSON = "lesson-"


def fingerprint(performance: Performance, ends: float | None = None) -> str:
    """A name for all that decides how a performance sounds; times are told to a tenth of a millisecond.

    `ends` is the second at which it is made to be over, where it does not ring out.

    Examples
    --------
    >>> from filmscore.sound.sketch import sketch
    >>> one, two = (sketch(notes, at=0) for notes in ("D4 A4", "D4 A4:2"))
    >>> fingerprint(one.perform()) == fingerprint(sketch("D4 A4", at=480).perform()) != fingerprint(two.perform())
    True
    """
    told = hashlib.sha256()
    for t in performance.tracks:
        told.update(repr((t.name, t.stem, t.bank, t.program, t.patch)).encode())
        told.update(repr([round(float(x), 3) for x in (t.gain_db, t.pan, t.send_db, t.early)]).encode())
        for n in t.notes:
            told.update(repr([round(float(x), 4) for x in (n.start, n.end, n.pitch, n.velocity)]).encode())
        for c in t.controls:
            told.update(repr((c.kind, round(float(c.time), 4), round(float(c.value), 2))).encode())
    if ends is not None:
        told.update(repr(("ends", round(float(ends), 4))).encode())
    return told.hexdigest()[:24]


def kept(performance: Performance, film: Film, start: int, ends: float | None = None) -> library.FilmCue | None:
    """The sound of a performance, if it comes with the package; None if it has to be rendered.

    Who has named a font of their own hears that font, so nothing is kept for them.
    """
    if os.environ.get(VARIABLE, "").strip():
        return None
    folder = _index().get(fingerprint(performance, ends))
    if folder is None:
        return None
    about = library.read_index(folder, folder.parent.name)
    return library.FilmCue(
        folder.name, about["title"], film.name, about["note"], start, performance.tempo, (), folder, about["samples"],
        about["font"]["name"], tuple((s["name"], s["family"], s["file"]) for s in about["stems"]),
    )  # fmt: skip


@lru_cache
def _index() -> dict[str, Path]:
    """Fingerprint -> folder."""
    found: dict[str, Path] = {}
    for pattern in (FOLDER, f"{LESSON}*"):
        for path in sorted(library.RENDERED.glob(f"{pattern}/*/{library.INDEX}")):
            about: dict[str, Any] = library.read_index(path.parent, path.parent.parent.name)
            found[about.get("performance", "")] = path.parent
    return found
