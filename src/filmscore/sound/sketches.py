"""Sketches that come with the package already played: what a lesson lays on a film for everybody takes no seconds.

They are known by their performance: whoever changes a note, the tempo or the palette hears what they made, rendered on
their own computer.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from . import library
from .fonts import VARIABLE

if TYPE_CHECKING:
    from ..picture.film import Film
    from .performance import Performance

#: the folder they are in
FOLDER = "six-colours"


def fingerprint(performance: Performance) -> str:
    """A name for all that decides how a performance sounds; times are told to a tenth of a millisecond.

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
    return told.hexdigest()[:24]


def kept(performance: Performance, film: Film, start: int) -> library.FilmCue | None:
    """The sound of a performance, if it comes with the package; None if it has to be rendered.

    Who has named a font of their own hears that font, so nothing is kept for them.
    """
    if os.environ.get(VARIABLE, "").strip():
        return None
    folder = library.RENDERED / FOLDER
    name = _index().get(fingerprint(performance))
    if name is None:
        return None
    about = library.read_index(folder / name, FOLDER)
    return library.FilmCue(
        name, about["title"], film.name, about["note"], start, performance.tempo, (), folder / name, about["samples"],
        about["font"]["name"], tuple((s["name"], s["family"], s["file"]) for s in about["stems"]),
    )  # fmt: skip


@lru_cache
def _index() -> dict[str, str]:
    """Fingerprint -> folder."""
    found: dict[str, Any] = {}
    for path in sorted((library.RENDERED / FOLDER).glob(f"*/{library.INDEX}")):
        found[library.read_index(path.parent, FOLDER).get("performance", "")] = path.parent.name
    return found
