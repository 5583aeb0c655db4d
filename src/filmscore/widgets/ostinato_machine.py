"""The *Ostinato machine*: a cell on a grid, where it comes to lie on the film, and how it grows (lesson 10)."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from ..music.rhythm.build import players_of
from ..music.rhythm.ostinato import Ostinato
from ..music.rhythm.room import Slot, slots_of
from ..picture.film import Film, open_film
from ..picture.tempo import TempoMap
from . import bundle, ostinato_marks, ostinato_page, ostinato_told
from .answering import Part, film_part, sampled_notes
from .kept_widget import KeptWidget
from .marks import Mark, Shelf

if TYPE_CHECKING:
    from music21 import stream

    from ..music.rhythm.meeting import Meeting
    from ..music.rhythm.momentum import Momentum
    from ..music.rhythm.plan import Plan

_FIRST = "cello"  # who plays where nobody is named
_RENDERS = 4  # musics kept as they were played


def ostinato_machine(
    cell: Any = None,
    *,
    film: str | Film = "last-parcel",
    tempo: TempoMap | None = None,
    hits: Any = None,
    bars: int | None = None,
    players: Any = None,
    room: Any = (),
    name: str | None = None,
) -> OstinatoMachine:
    """Change one thing of an ostinato, see at once where it comes to lie on a film, and hear it with the picture.

    A cell is struck on a grid of steps and pitches, rotated, and laid against the bars of a tempo map; beneath it are
    the lanes in which it grows, the boxes that belong to speech and effects, and meters: hits met and what luck would
    have met, whether it walks, whether the plan keeps the house rule, and what stands in somebody's room.

    Parameters
    ----------
    cell : str, Ostinato or mapping, optional
        What to begin with where nothing has been kept yet: ``"D3> A3 D3"``, an `Ostinato` with what it declares, or the
        table that `OstinatoMachine.answer` gives. The cell of lesson 10 if left out; ``""`` is a grid with one note.
    film : str or Film
    tempo : TempoMap, optional
        Fifteen bars of 4/4 at 144 from frame 96 if left out.
    hits : list of Hit or int, Spotting or Film, optional
        The film's events while the map lasts, without its last if that is a silence.
    bars : int, optional
        1 to 64; those of the map if left out.
    players : str, list or mapping, optional
        As `Ostinato.build` takes them; a cello if left out.
    room : optional
        What should stay free besides the film's lines, as `Ostinato.leave` takes it; or a list of such.
    name : str, optional
        Under which it is kept, ``my-marks/<name>.ostinato.json``. Without a name nothing is kept.

    Returns
    -------
    OstinatoMachine

    Raises
    ------
    FilmScoreError
        There is no such film, the cell, a player or the room cannot be read, or there are no bars.

    Examples
    --------
    >>> machine = ostinato_machine({"cell": "D3> A3 D3 Eb3> D3 A3", "rotate": -2}, hits=[257, 376, 495])
    >>> machine.alt
    'Ostinato machine: Last Parcel. A cell of six eighths, accents on 3 and 6, over 15 bars; home in bars 2, 5, 8, 11
    and 14; 3 of 3 hits met.'
    >>> machine.meeting.met, machine.plan.changes
    (3, {})
    """
    film = open_film(film)
    if tempo is None:
        tempo = TempoMap(start=96, rate=film.rate).bars(15, "4/4", bpm=144)
    if not isinstance(tempo, TempoMap):
        raise FilmScoreError(f"tempo is a TempoMap, not {shown(tempo)}: fs.TempoMap(96).bars(15, '4/4', bpm=144).")
    if not tempo.segments:
        raise FilmScoreError("The tempo map has no bars yet: fs.TempoMap(96).bars(15, '4/4', bpm=144).")
    table = dict(cell) if isinstance(cell, Mapping) else {}
    made, turn = _cell(cell, table, tempo)
    count = ostinato_page.bars_in(tempo, made, table.get("bars") if bars is None else bars)
    who = players if players is not None else table.get("players")
    rows = players_of(_FIRST if who is None else who)
    boxes = ostinato_page.boxes(film, tempo, count, made, room)
    starting = ostinato_marks.mark_of(made, turn, rows, count, boxes)
    return OstinatoMachine(film, tempo, count, ostinato_page.hits_in(film, tempo, hits), starting, name)


def _cell(cell: Any, table: dict[str, Any], tempo: TempoMap) -> tuple[Ostinato, int]:
    """The cell as it stands in the grid, and by how many steps it is begun later."""
    if table:
        turn = table.pop("rotate", 0)
        if type(turn) is not int:
            raise FilmScoreError(f"rotate is a whole number of steps, not {shown(turn)}.")
        return Ostinato.of(table), turn
    if isinstance(cell, Ostinato):
        return cell, 0
    if cell is not None and not isinstance(cell, str):
        raise FilmScoreError(f"{shown(cell)} is no cell: write its steps, 'D3> A3 D3', or give an Ostinato.")
    text = ostinato_marks.CELL if cell is None else cell if cell.strip() else ostinato_marks.EMPTY
    return Ostinato(text, str(tempo.segments[0].meter)), 0


class _Nowhere(Shelf):
    """Where what has no name is kept: nowhere."""

    def found(self) -> tuple[None, list[str]]:
        return None, []

    def put_aside(self, copy: Mapping[str, Any]) -> Path:
        return self.path


class OstinatoMachine(KeptWidget):
    """A cell on a film, under the hand. Made by `ostinato_machine`.

    The page works out all that the meters say by itself, so that it goes on while the kernel is busy or gone.

    Attributes
    ----------
    film : Film
    tempo : TempoMap
    bars : int
    hits : tuple of Hit
    path : Path
        The file it is kept in, if it has a name.
    """

    _called = "machine"
    _esm = bundle.script("ostinato_machine.js")
    _css = bundle.style("box.css", "player.css", "spotting_desk.css", "ostinato_machine.css")

    def __init__(
        self, film: Film, tempo: TempoMap, bars: int, hits: Iterable[Any], starting: Mark, name: str | None
    ) -> None:
        self.film, self.tempo, self.bars, self.hits = film, tempo, bars, tuple(hits)
        self._starting, self._keeps = starting, name is not None
        self._played: dict[str, Part] = {}
        self._playing = threading.Lock()
        kind = Shelf if self._keeps else _Nowhere
        shelf = kind(
            film, "unnamed" if name is None else name, "ostinato",
            lambda raw, _: ostinato_marks.cleaned(raw, bars), "fs.ostinato_machine",
        )  # fmt: skip
        desk, kept = self._begin(film, shelf, [starting])
        if not self._keeps:
            desk |= {"store": f"filmscore.ostinato/none/{secrets.token_hex(6)}", "where": ""}
        self._title = f"Ostinato machine: {film.title}"
        marks = [starting, *self._copy["marks"]]
        desk |= {"title": self._title, "frames": film.frames, "keeps": self._keeps}
        desk |= ostinato_page.told(film, tempo, bars, self.hits, marks)
        super().__init__(desk, kept)

    def _keep(self, copy: dict[str, Any], how: str, said: str) -> None:
        if self._keeps:
            return super()._keep(copy, how, said)
        self._copy = copy
        self.kept = {"copy": copy, "how": how, "trouble": "", "said": said, "found": True}

    # ---- what the student has

    @property
    def _mark(self) -> Mark:
        return next((mark for mark in self._copy["marks"] if mark["copy"] == ""), self._starting)

    @property
    def ostinato(self) -> Ostinato:
        """The cell as it stands, rotated, with what its lanes declare and the room it leaves."""
        return ostinato_marks.ostinato_of(self._mark)

    @property
    def players(self) -> dict[str, str]:
        """Who plays, in the order in which they join in, and what of the cell."""
        return dict(self._mark["players"])

    @property
    def score(self) -> stream.Score:
        """The page, built when it is asked for."""
        return self._score(self._mark)

    def _score(self, mark: Mark) -> stream.Score:
        cell = ostinato_marks.ostinato_of(mark)
        return cell.build(self.bars, dict(mark["players"]), tempo=self.tempo, title="Ostinato")

    @property
    def momentum(self) -> Momentum:
        """The page measured bar by bar, with what stands in any of the boxes, whether it is left free or not."""
        from ..music.rhythm.momentum import momentum

        room = [slot for slot, _ in self._slots()]
        return momentum(self.score, self.tempo, hits=list(self.hits) or None, room=room)

    def _slots(self) -> list[tuple[Slot, dict[str, Any]]]:
        """Every box as room, with what is kept of it."""
        room = [((b["start"], b["end"], b["low"], b["high"], b["why"]), b) for b in self._mark["room"]]
        return [(slots_of(one)[0], box) for one, box in room]

    @property
    def plan(self) -> Plan:
        """What every lane is in every bar, and what changes where."""
        return self.ostinato.plan(self.bars, self.players)

    @property
    def meeting(self) -> Meeting:
        """The hits and the accents of the page.

        Raises
        ------
        FilmScoreError
            There are no hits, or nothing is accented.
        """
        return self.ostinato.meets(list(self.hits), self.tempo, players=self.players)

    @property
    def copies(self) -> dict[str, Ostinato]:
        """What was kept to compare with, by its letter."""
        return {mark["copy"]: ostinato_marks.ostinato_of(mark) for mark in self._copy["marks"] if mark["copy"]}

    @property
    def answer(self) -> dict[str, Any]:
        """The ostinato as plain data, as `fs.check` asks for it; the curves are for the student to say."""
        return ostinato_marks.answer(self._mark, self.bars)

    @property
    def code(self) -> str:
        """The Python that makes the same cell and the same page: three lines."""
        return ostinato_marks.code(self._mark, self.bars, self.tempo.code())

    @property
    def alt(self) -> str:
        """The machine in words: the cell, its home, hits, room and plan."""
        kept = f" Kept as {self._shelf.name}." if self._keeps else ""
        return f"{self._title}. {ostinato_told.sentence(self)}{kept}"

    # ---- in the notebook

    _invites = "Run this box to hear it."

    def _still(self) -> tuple[bytes, int]:
        from .ostinato_still import still
        from .page import WIDTH

        return still(self), WIDTH

    def give(self) -> threading.Thread:
        """Send the notes and the picture, in the background."""
        who = list(dict.fromkeys(self.desk["reach"][name]["who"] for name, _ in self._mark["players"]))
        wanted = [(f"notes/{self.desk['bank']}/{one}", one) for one in who]
        media = self.desk["shot"]["media"]
        wanted += [(media[kind], kind) for kind in ("mp4", "guide") if media[kind]]
        return self._give(wanted)

    def _part(self, what: str) -> Part:
        if what.startswith("music"):
            return self._music(what.removeprefix("music").strip())
        what = what.strip()
        return film_part(self.film, what) if what in ("mp4", "webm", "guide") else sampled_notes(what)

    def _music(self, copy: str) -> Part:
        """The page, or a copy's, as the players play it; played once."""
        mark = next((mark for mark in self._copy["marks"] if mark["copy"] == copy), None)
        if mark is None:
            raise FilmScoreError(f"There is no copy {shown(copy)} to play.")
        key = ostinato_marks.code(mark, self.bars, self.tempo.code())
        with self._playing:  # one page at a time: two would take as long, and both be late
            if key not in self._played:
                made = ostinato_page.played(self._score(mark), self.film, self.tempo, self.desk["silence"])
                self._played = dict([*self._played.items(), (key, made)][-_RENDERS:])
            return self._played[key]
