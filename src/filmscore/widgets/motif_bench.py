"""The Motif bench: motifs drawn on a grid, typed or tapped, heard at once, and told apart on a map (lesson 06)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import FilmScoreError, shown
from ..music.motif import Motif
from ..picture.film import Film, open_film
from . import bench_ear, bench_marks, bundle
from .answering import Part, sampled_notes
from .bench_marks import Bench
from .kept_widget import KeptWidget
from .marks import Mark, Shelf

_log = logging.getLogger(__name__)


def motif_bench(
    film: str | Film | None = None,
    *,
    motifs: Mapping[str, Motif | str | None] | Iterable[str] | None = None,
    name: str | None = None,
    bars: int = 2,
    meter: str = "4/4",
    key: str | None = None,
) -> MotifBench:
    """Design motifs: draw them, hear them at once, and see how far they are from each other.

    A note is drawn by dragging on a grid whose rows are the steps of the key; it can be moved, lengthened, typed as
    text, or written step by step with the letters A to G. The rhythm lies below and can be tapped; the line through
    the notes can be redrawn by itself. Each motif has a name and says what it stands for. A listener's remarks and a
    map tell whether two of them are too near. All is kept as it is made, in the notebook's folder and in the browser.

    Parameters
    ----------
    film : str or Film, optional
        Whose motifs they are.
    motifs : mapping of name to Motif or notes, or names, optional
        What lies on the bench to begin with, where none has been kept yet; None or ``""`` is a motif with no notes.
    name : str, optional
        Under which they are kept, ``my-marks/<name>.motifs.json``; the film's name, or "motifs", if not given. Two
        benches with one name hold the same motifs.
    bars : int
        Of the grid, 1 to 16.
    meter : str
    key : str, optional
        ``"D"`` is D major, ``"d"`` or ``"D minor"`` D minor. C major if not given.

    Returns
    -------
    MotifBench

    Raises
    ------
    FilmScoreError
        There is no such film, key or meter, or a motif cannot lie on the bench.

    Examples
    --------
    >>> bench = motif_bench("first-bloom", motifs={"Jon": "D4 A4:1/2 F#4:1/2 E5:2"}, key="D", name="an example")
    >>> bench.motif
    Motif('D4 A4:1/2 F♯4:1/2 E5:2', key='D major', meter='4/4', name='Jon')
    >>> print(bench.code)
    {
        "Jon": fs.Motif("D4 A4:1/2 F#4:1/2 E5:2", key="D", meter="4/4", name="Jon"),
    }
    """
    film = open_film(film) if film is not None and film != "" else None
    bench = Bench(film.name, film.frames) if film else Bench()
    bench_marks.bar_of(meter)
    if type(bars) is not int or not 1 <= bars <= bench_marks.MOST_BARS:
        raise FilmScoreError(f"bars is a whole number from 1 to {bench_marks.MOST_BARS}, not {shown(bars)}")
    tonality = bench_marks.tonality(key)
    fresh = {"meter": meter, "bars": bars, "tonality": tonality or "C"}
    starting = _starting(motifs, meter, bars, tonality)
    if name is None:
        name = film.name if film else "motifs"
    shelf = Shelf(bench, name, "motifs", bench_marks.cleaned, "fs.motif_bench")  # type: ignore[arg-type]
    return MotifBench(bench, shelf, starting, film.title if film else "", fresh)


def _starting(motifs: Any, meter: str, bars: int, tonality: str) -> list[Mark]:
    """The marks of what is given; one empty motif if nothing is."""
    if motifs is None:
        return [bench_marks.blank(1, meter, bars, tonality or "C")]
    motifs = getattr(motifs, "motifs", motifs)  # another bench will do
    if isinstance(motifs, str | Motif) or not isinstance(motifs, Iterable):
        raise FilmScoreError(f"motifs names them: {{'Jon': fs.Motif(…), 'the bloom': None}}, not {shown(motifs)}")
    pairs = list(motifs.items()) if isinstance(motifs, Mapping) else [(one, None) for one in motifs]
    if not 0 < len(pairs) <= bench_marks.MOST_MOTIFS:
        raise FilmScoreError(f"{len(pairs)} motifs cannot lie on a bench: from 1 to {bench_marks.MOST_MOTIFS} can.")
    marks: list[Mark] = []
    for number, (called, motif) in enumerate(pairs, 1):
        if not isinstance(called, str) or not 0 < len(called.strip()) <= bench_marks.LONGEST_NAME:
            most = f"{bench_marks.LONGEST_NAME} characters at most"
            raise FilmScoreError(f"{shown(called)} is no name for a motif: a word or a few, {most}.")
        called = called.strip()
        if called in [mark["name"] for mark in marks]:
            raise FilmScoreError(f"Two motifs are called {shown(called)}: a listener needs two names for two things.")
        if motif is None or motif == "":
            marks.append(bench_marks.blank(number, meter, bars, tonality or "C") | {"name": called})
            continue
        value = motif if isinstance(motif, Motif) else Motif(motif)
        marks.append(bench_marks.from_motif(called, value, number, meter, bars, tonality))
    return marks


class MotifBench(KeptWidget):
    """Motifs under the hand. Made by `motif_bench`.

    Attributes
    ----------
    path : Path
        The file the motifs are kept in; it is there from the first step on.
    """

    _invites = "Run this cell to open the bench."
    _called = "bench"
    _esm = bundle.script("motif_bench.js")
    _css = bundle.style("box.css", "player.css", "spotting_desk.css", "motif_bench.css")

    def __init__(self, bench: Bench, shelf: Shelf, starting: list[Mark], film: str, fresh: dict[str, Any]) -> None:
        from ..music.distinctness import AKIN, ALIKE, TOO_NEAR
        from ..sound.note_bank import INSTRUMENTS, VELOCITY, bank_key

        self._title = f"Motif bench: {film}" if film else "Motif bench"
        self._fresh = fresh
        self._opened = ""
        self._ear = bench_ear.Ear()
        desk, kept = self._begin(bench, shelf, starting)
        marks = self._copy["marks"]
        self._opened = marks[0]["key"] if marks else "k1"
        desk |= {
            "title": self._title, "frames": bench.frames, "fresh": fresh, "open": self._opened,
            "limits": {"tooNear": TOO_NEAR, "akin": AKIN, "alike": ALIKE},
            "bank": bank_key(), "velocity": VELOCITY,
            "menu": [{"id": i.id, "name": i.name, "family": i.family} for i in INSTRUMENTS],
        }  # fmt: skip
        super().__init__(desk, kept)

    def _besides_the_copy(self, copy: dict[str, Any]) -> dict[str, Any]:
        return {"heard": {mark["key"]: self._ear.heard(mark) for mark in copy["marks"] if mark["notes"]}}

    # ---- what the student has

    @property
    def motif(self) -> Motif:
        """The motif that is open.

        Raises
        ------
        FilmScoreError
            It has no notes yet.
        """
        marks = self._copy["marks"]
        mark = next((mark for mark in marks if mark["key"] == self._opened), marks[0] if marks else None)
        if mark is None or not mark["notes"]:
            called = shown(mark["name"]) if mark else "The motif"
            raise FilmScoreError(f"{called} has no notes yet: draw one on the bench, or type it.")
        return bench_marks.to_motif(mark)

    @property
    def motifs(self) -> dict[str, Motif]:
        """All motifs that have notes, by their names, in the order of the tabs."""
        return {mark["name"]: bench_marks.to_motif(mark) for mark in self._copy["marks"] if mark["notes"]}

    @property
    def stands_for(self) -> dict[str, str]:
        """What each motif stands for, as the student wrote it, by name; also of motifs that have no notes yet."""
        return {mark["name"]: mark["stands"] for mark in self._copy["marks"]}

    @property
    def answer(self) -> dict[str, Motif]:
        """The motifs, under the name by which `fs.check` asks for them."""
        return self.motifs

    @property
    def code(self) -> str:
        """The Python that makes the same motifs: a dictionary."""
        return bench_marks.code(self._copy["marks"])

    @property
    def remarks(self) -> dict[str, list[str]]:
        """What a listener says of each motif that has notes; an empty list is praise."""
        return self._ear.remarks(self._copy["marks"])

    @property
    def alt(self) -> str:
        """The bench in words: each motif, what it stands for, and what a listener says."""
        remarks = self.remarks
        said = []
        for mark in self._copy["marks"]:
            stands = f" ({mark['stands']})" if mark["stands"] else ""
            if not mark["notes"]:
                said.append(f"{mark['name']}{stands}: no notes yet.")
                continue
            motif = bench_marks.to_motif(mark)
            key = f", {motif.key}" if motif.key else ""
            more = "".join(f" {text}" for text in remarks[mark["name"]])
            said.append(f"{mark['name']}{stands}: {mark['notes']}; {mark['meter']}{key}, {motif.contour}.{more}")
        return f"{self._title}. {' '.join(said) or 'No motifs yet.'} Kept as {self._shelf.name}."

    # ---- in the notebook

    def _still(self) -> tuple[bytes, int]:
        """What a saved notebook shows."""
        from .bench_still import still
        from .page import WIDTH

        return still(self._title, self._copy["marks"], self.remarks), WIDTH

    def give(self) -> threading.Thread:
        """Send the open motif's instrument, in the background."""
        player = next((mark["player"] for mark in self._copy["marks"] if mark["key"] == self._opened), "piano")
        return self._give([(f"notes/{self.desk['bank']}/{player}", player)])

    # ---- what the page says; whatever it is, nothing is raised

    def _heard_besides(self, kind: Any, content: Mapping[str, Any]) -> bool:
        known = kind == "open" and isinstance(content.get("key"), str)
        if known:
            self._opened = content["key"][:20]
            self.desk = self.desk | {"open": self._opened}
        return known

    def _part(self, what: str) -> Part:
        return sampled_notes(what)
