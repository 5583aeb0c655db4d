"""The four palettes as sound: one motif at one door, rendered four times, a stem for each role.

They are kept like the studies, in a folder of their own: Last Parcel has no music of its own among the course's cues.
`python -m films.cues palettes` makes them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import overload

from ..music.cues import palettes
from ..picture.film import open_film
from ..picture.timecode import Timecode
from . import library

#: the folder they are in
FOLDER = "palettes"


@overload
def four_palettes(name: None = None, *, at: int | str | Timecode = ...) -> dict[str, library.FilmCue]: ...
@overload
def four_palettes(name: str, *, at: int | str | Timecode = ...) -> library.FilmCue: ...
def four_palettes(
    name: str | None = None, *, at: int | str | Timecode = palettes.START
) -> dict[str, library.FilmCue] | library.FilmCue:
    """One motif cast four times: for orchestra, for machines, for both, and for voices without words.

    Eight bars at 80, a bar being 72 frames: on Last Parcel the first bar falls on the knock (1404) and the third on the
    open box (1548). Tune, chords, speed and loudness (-26 LUFS) are the same in all four.

    Parameters
    ----------
    name : {"orchestral", "electronic", "hybrid", "voiced"}, optional
        Only this one.
    at : int or timecode label, optional
        The frame on which bar 1 begins.

    Returns
    -------
    dict of str to FilmCue, or FilmCue
        `fs.watch` plays them, `.stems()` are "line", "pad", "motion", "foundation" and "accent", `.score()` is the
        page.

    Raises
    ------
    FilmScoreError
        There is no such palette, the frame lies outside the film, or the sound is missing or damaged.

    Examples
    --------
    >>> four = four_palettes()
    >>> list(four), four["hybrid"].stem_names
    (['orchestral', 'electronic', 'hybrid', 'voiced'], ('line', 'pad', 'motion', 'foundation', 'accent'))
    >>> [round(four["voiced"].tempo.frame_of_bar(bar)) for bar in (1, 2, 3)]
    [1404, 1476, 1548]
    """
    later = open_film(palettes.FILM).frame(at, "frame of the first bar") - palettes.START
    if name is not None:
        return _kept(palettes.palette_named(name)).later(later)
    return {one: _kept(one).later(later) for one in palettes.PALETTES}


@lru_cache
def _kept(name: str) -> library.FilmCue:
    title, note = palettes.PALETTES[name]
    folder = library.RENDERED / FOLDER / name
    index = library.read_index(folder, FOLDER)
    return library.FilmCue(
        name, title, palettes.FILM, note, palettes.START, palettes.TEMPO, palettes.HITS, folder, index["samples"],
        index["font"]["name"], tuple((s["name"], s["family"], s["file"]) for s in index["stems"]),
        _notes=palettes.__name__,
    )  # fmt: skip
