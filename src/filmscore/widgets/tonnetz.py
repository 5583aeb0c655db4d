"""The *Tonnetz with picture*: a path through the net of triads, heard, seen beside a shot, and told (lesson 09)."""

from __future__ import annotations

import threading
from fractions import Fraction
from typing import Any

from ..errors import FilmScoreError, shown
from ..music.harmony.net import Path as Walk
from ..music.harmony.pairs import Pair
from ..music.harmony.triads import Triad
from ..music.harmony.voicing import Voicing
from ..picture.film import Film, open_film
from ..picture.timecode import Timecode
from . import bundle, net_page, net_told, net_walk
from .answering import Part, film_part, sampled_notes
from .cue_player import media_of
from .kept_widget import KeptWidget
from .marks import Mark, Shelf
from .scene import shot_data

_PLAYER = "strings"  # who sings in the page
_LEAST = 24  # frames of a shot that can be told from a still


def tonnetz(
    film: str | Film | None = None,
    *,
    path: Any = None,
    start: int | str | Timecode | None = None,
    end: int | str | Timecode | None = None,
    beats: Any = 2,
    home: str | Triad | None = None,
    name: str | None = None,
) -> Tonnetz:
    """A net of all triads to walk through, beside a shot of a film.

    Neighbours to the right are a fifth apart, neighbours up to the right a major third, so that every small triangle is
    a triad and two triangles with a common edge share two notes. A click lets a triad be heard and puts it on the
    path; what two triads share is held and not struck again. Of each step there is told what stays, the moves, both
    labels, what is reported of the pair, and what speaks against that. What is made is kept at once.

    Parameters
    ----------
    film : str or Film, optional
        Whose picture stands beside the net.
    path : str, list or Path, optional
        What to begin with where no path has been kept yet: ``"Dm G Dm G"``, 16 triads at most.
    start, end : int, label or Timecode, optional
        The shot: frames, `end` not included; the whole film if left out. The path begins on `start`.
    beats : number
        How long each triad lasts, at 60 beats a minute: at 24 frames a second a beat is 24 frames.
    home : Triad or its name, optional
        The triad heard as the tonic. It can be chosen in the page too.
    name : str, optional
        Under which the path is kept, ``my-marks/<name>.net.json``; the film's name, or "tonnetz". Two nets with one
        name hold the same path.

    Returns
    -------
    Tonnetz

    Raises
    ------
    FilmScoreError
        There is no such film or frame, one of the path is no triad, or the path is too long.

    Examples
    --------
    >>> net = tonnetz("first-bloom", path="Dm G Dm", start=1056, end=1152, home="Dm", name="an example")
    >>> net.moves, [pair.label for pair in net.pairs]
    (('F', 'F'), ['m5M', 'm5M'])
    >>> net.voicing.at(0), net.voicing.at(1)
    (('D4', 'F4', 'A4'), ('D4', 'G4', 'B4'))
    >>> print(net.code)
    fs.tonnetz("first-bloom", path="Dm G Dm", start=1056, end=1152, home="Dm", name="an example")
    """
    film = open_film(film) if film is not None and film != "" else None
    triads = net_walk.triads_of(path)
    tonic = None if home is None or home == "" else Triad(home)
    length = net_walk.length_of(beats)
    if film is None and not (start is None and end is None):
        raise FilmScoreError(
            f"start={shown(start)} and end={shown(end)} are frames of a film: name it, fs.tonnetz('first-bloom', …)."
        )
    span = None
    if film is not None:
        first = 0 if start is None else film.frame(start, "start")
        last = film.frames if end is None else film.frame(end, "end")
        if last - first < _LEAST:
            raise FilmScoreError(
                f"The shot from {first} to {last} is too short to be seen: give it {_LEAST} frames or more."
            )
        span = (first, last, start is not None, end is not None)
    return Tonnetz(film, span, net_walk.mark_of(triads, tonic, length), name)


class Tonnetz(KeptWidget):
    """A path through the net of triads. Made by `tonnetz`.

    The page holds the path with its undo, and lets it be heard, also while the kernel is busy or gone.
    """

    _invites = "Run this cell to walk through the net."
    _called = "net"
    _esm = bundle.script("tonnetz.js")
    _css = bundle.style("box.css", "player.css", "spotting_desk.css", "tonnetz.css")

    def __init__(
        self, film: Film | None, span: tuple[int, int, bool, bool] | None, starting: Mark, name: str | None
    ) -> None:
        from ..sound.note_bank import VELOCITY, bank_key

        self.film, self._span, self._starting = film, span, starting
        whose: Any = film or net_walk.Bare()
        named = (film.name if film else "tonnetz") if name is None else name
        shelf = Shelf(whose, named, "net", net_walk.cleaned, "fs.tonnetz")
        desk, kept = self._begin(whose, shelf, [starting])
        self._title = f"Tonnetz: {film.title}" if film else "Tonnetz"
        desk |= {
            "title": self._title, "frames": whose.frames, "net": net_page.told(), "conventions": net_page.conventions(),
            "shot": self._shot(), "bank": bank_key(), "velocity": VELOCITY,
            "call": {"film": whose.name, "start": self.start if span and span[2] else None,
                     "end": self.end if span and span[3] else None, "name": shelf.name},
        }  # fmt: skip
        super().__init__(desk, kept)

    def _shot(self) -> dict[str, Any] | None:
        if self.film is None or self._span is None:
            return None
        first, last, *_ = self._span
        return {**shot_data(self.film, first, last), "media": media_of(self.film)}

    # ---- what the student has

    @property
    def _mark(self) -> Mark:
        marks = self._copy["marks"]
        return marks[0] if marks else net_walk.mark_of((), None, Fraction(2))

    @property
    def triads(self) -> tuple[Triad, ...]:
        """The path as triads; none, one, or up to 16."""
        return net_walk.path_in(self._mark)

    @property
    def walk(self) -> Walk:
        """The path with all that is told of its steps; it may have fewer than two triads."""
        return Walk(self.triads, net_walk.home_in(self._mark))

    @property
    def path(self) -> tuple[str, ...]:  # type: ignore[override]
        """The names of the triads, as code writes them: ``("Dm", "G", "Bb")``. `file` is where they are kept."""
        return tuple(self._mark["path"].split())

    @property
    def moves(self) -> tuple[str, ...]:
        """Each step as its letter, or, where it has none, the first of its shortest rows of P, L and R."""
        return self.walk.moves

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Each step as a pair: told from home where home is one of the two, else in the order of time."""
        return self.walk.pairs

    @property
    def home(self) -> str | None:
        """The triad heard as the tonic, or None."""
        return self._mark["home"] or None

    @property
    def beats(self) -> int | Fraction:
        """How long each triad lasts."""
        length = Fraction(self._mark["beats"])
        return length.numerator if length.denominator == 1 else length

    @property
    def bass(self) -> bool:
        """Whether the cello adds the roots."""
        return bool(self._mark["bass"])

    @property
    def start(self) -> int | None:
        """The frame on which the path begins; None without a film."""
        return self._span[0] if self._span else None

    @property
    def end(self) -> int | None:
        """The frame after the last of the shot; None without a film."""
        return self._span[1] if self._span else None

    @property
    def frames(self) -> tuple[int, ...]:
        """The frame on which each triad begins, also after the shot or the film; none without a film."""
        if self.film is None or self.start is None:
            return ()
        beat = self.film.rate.fps * Fraction(self._mark["beats"])
        return tuple(self.start + int(i * beat + Fraction(1, 2)) for i in range(len(self.triads)))

    @property
    def voicing(self) -> Voicing:
        """What sounds, voice by voice: `fs.show(net.voicing)` engraves it.

        Raises
        ------
        FilmScoreError
            The path is empty.
        """
        return net_walk.voicing(self.triads, Fraction(self._mark["beats"]), bass=self.bass)

    @property
    def answer(self) -> dict[str, Any]:
        """The path as plain data, under the name by which `fs.check` asks for it."""
        beats = self.beats if isinstance(self.beats, int) else str(self.beats)
        return {"home": self.home, "path": list(self.path), "start": self.start, "beats": beats}

    @property
    def code(self) -> str:
        """The Python that makes the same net."""
        call = self.desk["call"]
        return net_walk.code(self._mark, call["film"], call["start"], call["end"], call["name"])

    @property
    def alt(self) -> str:
        """The net in words: the path, its moves, labels, and what is reported of the last step."""
        return f"{self._title}. {' '.join(net_told.lines(self))} Kept as {self._shelf.name}."

    # ---- in the notebook

    def _still(self) -> tuple[bytes, int]:
        """What a saved notebook shows."""
        from .net_still import still
        from .page import WIDTH

        return still(self), WIDTH

    def give(self) -> threading.Thread:
        """Send the notes and the picture, in the background."""
        wanted = [(f"notes/{self.desk['bank']}/{_PLAYER}", _PLAYER)]
        shot = self.desk["shot"]
        if shot and shot["media"]["mp4"]:
            wanted.append((shot["media"]["mp4"], "mp4"))
        return self._give(wanted)

    def _part(self, what: str) -> Part:
        if what not in ("mp4", "webm"):
            return sampled_notes(what)
        if self.film is None:
            raise FilmScoreError("This net has no picture: fs.tonnetz('first-bloom', …) has one.")
        return film_part(self.film, what)
