"""The *Orchestra map*: everybody on one axis of pitch, to be heard, and a chord that is given to them (lesson 11)."""

from __future__ import annotations

import json
import threading
from typing import Any

from ..errors import FilmScoreError, shown
from ..music.orchestra.balance import Balance, balance
from ..picture.film import Film, open_film
from ..picture.timecode import Timecode
from . import bundle, orchestra_marks, orchestra_moments, orchestra_page, orchestra_plan, orchestra_told
from .answering import Part, film_part
from .cue_player import media_of
from .kept_widget import KeptWidget
from .marks import Mark, Shelf
from .scene import shot_data

_LEAST = 24  # frames of picture that can be told from a still
_SECONDS = 6  # of picture that are watched


def orchestra_map(
    film: str | Film | None = None,
    *,
    at: int | str | Timecode | None = None,
    chord: Any = None,
    players: Any = None,
    dynamic: str = "mf",
    name: str | None = None,
) -> OrchestraMap:
    """Everybody on one axis of pitch: touch a note to hear it, give a chord to players, and see it weighed.

    Each row is an instrument, as far as it reaches, cut into its registers. A touch lets the note be heard, softer low
    in the row and louder high in it. Notes of a chord are pulled onto players, where they snap to the octaves that
    player has; at the side the chord is weighed in Rimsky-Korsakov's units, as `fs.balance` does it. Several phrases
    lie side by side, one of them shown. What is laid is kept at once.

    Parameters
    ----------
    film : str or Film, optional
        Whose picture is watched while the chord sounds.
    at : int, label or Timecode, optional
        The frame the picture is watched from; the film's first if left out.
    chord : Chord, str, list of str, Voicing or score, optional
        Its notes, ``"Eb3 Bb3 G4 D5"``, or its symbol, ``"Dm"``, which is laid out in four voices. Of music in up to
        eight lines, ``fs.chorale()``, the page offers every moment; it begins with the first of each of its phrases.
    players : list or mapping, optional
        Who sits there already: ``["flute", "2 horns"]``, or with their notes as `fs.balance` takes them.
    dynamic : str
        ``"pp"`` to ``"ff"``.
    name : str, optional
        Under which it is kept, ``my-marks/<name>.map.json``; the film's name, or "orchestra". Two maps with one name
        hold the same.

    Returns
    -------
    OrchestraMap

    Raises
    ------
    FilmScoreError
        There is no such film or frame, the chord is none, a player is not known, or there are more than 32.

    Examples
    --------
    >>> laid = orchestra_map(chord="Eb3 Bb3 G4 D5", players={"flute": "D5", "oboe": "D5", "2 horns": "Bb3 G4"},
    ...                      dynamic="f", name="an example")
    >>> laid.chord
    {'flute': 'D5', 'oboe': 'D5', 'horn 1': 'Bb3', 'horn 2': 'G4'}
    >>> laid.balance.verdict, laid.idle
    ('even', ())
    >>> print(laid.code)
    fs.balance({"flute": "D5", "oboe": "D5", "horn 1": "Bb3", "horn 2": "G4"}, "f")
    """
    film = open_film(film) if film is not None and film != "" else None
    if film is None and at is not None:
        raise FilmScoreError(f"at={shown(at)} is a frame of a film: name it, fs.orchestra_map('first-bloom', at=…).")
    frame = 0
    if film is not None:
        frame = 0 if at is None else film.frame(at, "at")
        if film.frames - frame < _LEAST:
            raise FilmScoreError(
                f"From frame {frame} on too little is left of {film.title} to be seen: begin at "
                f"{film.frames - _LEAST} or before."
            )
    moments = orchestra_moments.moments_of(chord)
    starting = _starting(chord, moments, players, dynamic)
    return OrchestraMap(film, frame, at is not None, starting, moments, name)


def _starting(chord: Any, moments: list[dict[str, Any]], players: Any, dynamic: str) -> list[Mark]:
    """What lies there at first: of music its phrases, each with its first chord; who sits there has notes in one."""
    if not moments:
        return orchestra_marks.marks_of(chord, players, dynamic)
    first: dict[str, dict[str, Any]] = {}
    for one in moments:
        first.setdefault(one["phrase"], one)
    if len(first) > orchestra_marks.MOST_PHRASES:
        first = dict([next(iter(first.items()))])
    with_notes = orchestra_marks.marks_of(next(iter(first.values()))["notes"], players, dynamic)
    seated = {(mark["who"], mark["seat"]): {**mark, "note": ""} for mark in with_notes if mark["what"] == "dot"}
    parts: dict[str, list[Mark]] = {}
    for name, one in first.items():
        bare = [{**with_notes[0], "chord": " ".join(one["notes"])}, *seated.values()]
        parts[name] = bare if parts else with_notes
    return orchestra_marks.phrased(parts)


class OrchestraMap(KeptWidget):
    """Players on one axis of pitch, and a chord given to them. Made by `orchestra_map`.

    The page holds what is laid, with its undo, and weighs it, also while the kernel is busy or gone.
    """

    _invites = "Run this cell to play on the map."
    _called = "map"
    _esm = bundle.script("orchestra_map.js")
    _css = bundle.style("box.css", "player.css", "spotting_desk.css", "tonnetz.css", "orchestra_map.css")

    def __init__(
        self, film: Film | None, at: int, said_at: bool, starting: list[Mark], moments: list[dict[str, Any]],
        name: str | None,
    ) -> None:  # fmt: skip
        from ..sound.note_bank import bank_key

        self.film, self._at = film, at
        whose: Any = film or orchestra_marks.Bare()
        named = (film.name if film else "orchestra") if name is None else name
        shelf = Shelf(whose, named, "map", orchestra_marks.cleaned, "fs.orchestra_map")
        desk, kept = self._begin(whose, shelf, starting)
        self._moments = moments
        self._title = f"Orchestra map: {film.title}, from frame {at}" if film else "Orchestra map"
        desk |= {
            "title": self._title, "frames": whose.frames, "orchestra": orchestra_page.told(), "shot": self._shot(),
            "moments": moments,
            "bank": bank_key(), "layers": self._layers(),
            "call": {"film": whose.name, "at": at if said_at else None, "name": shelf.name},
        }  # fmt: skip
        super().__init__(desk, kept)

    def _shot(self) -> dict[str, Any] | None:
        if self.film is None:
            return None
        last = min(self.film.frames, self._at + round(_SECONDS * self.film.rate.fps))
        return {**shot_data(self.film, self._at, last), "media": media_of(self.film)}

    @staticmethod
    def _layers() -> dict[str, Any]:
        """Of each dynamic: which of the sampled ones it is made of, and how much louder or softer it is, dB."""
        from ..sound.audition import STRENGTHS
        from ..sound.dynamics import LEVELS

        nearest = {
            one: min(STRENGTHS, key=lambda layer: abs(LEVELS[layer] - LEVELS[one])) for one in orchestra_page.OFFERED
        }
        return {one: {"layer": layer, "db": LEVELS[one] - LEVELS[layer]} for one, layer in nearest.items()}

    # ---- what the student has

    @property
    def _marks(self) -> list[Mark]:
        marks: list[Mark] = self._copy["marks"]
        return marks

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes of the chord as code writes them, from below."""
        return tuple(orchestra_marks.head_of(self._marks)["chord"].split())

    @property
    def chord(self) -> dict[str, str]:
        """Who plays what, sounding, as `fs.balance` takes it: ``{"flute": "D5", "horn 1": "G4"}``."""
        return {one.said: " ".join(one.notes) for one in orchestra_marks.seats_of(self._marks) if one.notes}

    @property
    def phrases(self) -> dict[str, dict[str, str]]:
        """Who plays what in each of the phrases side by side: ``{"A": {"flute": "D5"}, "B": {}}``."""
        return {
            name: {one.said: " ".join(one.notes) for one in orchestra_marks.seats_of(self._marks, name) if one.notes}
            for name in map(orchestra_marks.phrase_of, orchestra_marks.heads_of(self._marks))
        }

    @property
    def phrase(self) -> str:
        """Which of the phrases is shown; `chord`, `dynamic`, `tune` and `balance` are of that one."""
        return orchestra_marks.phrase_of(orchestra_marks.head_of(self._marks))

    @property
    def plan(self) -> dict[str, dict[str, str]]:
        """Of music that was given as `chord`: who has which line in each phrase, as `fs.distribute` takes it.

        Raises
        ------
        FilmScoreError
            There is no music, nobody has a note, or somebody's note is none of its lines.

        Examples
        --------
        >>> import filmscore as fs
        >>> laid = orchestra_map(chord=fs.chorale(), players={"clarinet": "G5", "bassoon": "Eb3"}, dynamic="p",
        ...                      name="an example of phrases")
        >>> laid.plan
        {'A': {'soprano': 'clarinet +8', 'bass': 'bassoon', 'dynamic': 'p'}}
        """
        return orchestra_plan.plan_of(self._marks, self._moments)

    @property
    def idle(self) -> tuple[str, ...]:
        """Who sits there without a note."""
        return tuple(one.said for one in orchestra_marks.seats_of(self._marks) if not one.notes)

    @property
    def dynamic(self) -> str:
        """How loud it is marked."""
        return str(orchestra_marks.head_of(self._marks)["dynamic"])

    @property
    def tune(self) -> tuple[str, ...]:
        """The players whose note has to be heard."""
        return tuple(one.said for one in orchestra_marks.seats_of(self._marks) if one.tune)

    @property
    def balance(self) -> Balance:
        """The chord, weighed.

        Raises
        ------
        FilmScoreError
            Nobody has a note yet, or the tune is given to somebody who has no number.
        """
        if not self.chord:
            raise FilmScoreError("Nobody has a note yet: pull one from the chord onto a row, and weigh again.")
        return balance(self.chord, self.dynamic, tune=self.tune or None)

    @property
    def answer(self) -> dict[str, str]:
        """Who plays what as plain data, as `fs.check` takes it."""
        return self.chord

    @property
    def code(self) -> str:
        """The Python that weighs the same chord; while nobody has a note, the Python that opens this map."""
        call = self.desk["call"]
        return orchestra_marks.code(self._marks, call["film"], call["at"], call["name"])

    @property
    def alt(self) -> str:
        """The map in words: the chord, who plays what, and what the scales say."""
        told = " ".join(orchestra_told.lines(self))
        return f"{self._title}: {orchestra_told.title(self)}. {told} Kept as {self._shelf.name}."

    # ---- in the notebook

    def _still(self) -> tuple[bytes, int]:
        """What a saved notebook shows."""
        from .orchestra_still import still
        from .page import WIDTH

        return still(self), WIDTH

    def give(self) -> threading.Thread:
        """Send what is heard first, in the background: the notes of who plays, and the picture."""
        layer = self.desk["layers"][self.dynamic]["layer"]
        tools = dict.fromkeys(one.tool.name for one in orchestra_marks.seats_of(self._marks) if one.notes)
        parts = [f"{tool}/{layer}" for tool in tools]
        wanted = [(f"notes/{self.desk['bank']}/{what}", what) for what in parts]
        shot = self.desk["shot"]
        if shot and shot["media"]["mp4"]:
            wanted.append((shot["media"]["mp4"], "mp4"))
        return self._give(wanted)

    def _part(self, what: str) -> Part:
        if what in ("mp4", "webm"):
            return self._picture(what)
        if what.startswith("chord/"):
            notes = orchestra_moments.chord_of(what.removeprefix("chord/"))
            return {"name": "chord", "family": "", "mime": "application/json"}, json.dumps(notes).encode()
        from ..sound.audition import STRENGTHS, audition

        tool, _, layer = what.rpartition("/")
        if layer not in STRENGTHS:
            raise FilmScoreError(f"There is no sound {shown(what)}.")
        made = audition(tool, dynamic=layer)
        return {"name": made.id, "family": "", "mime": "audio/ogg", "font": made.font, "index": made.index()}, made.data

    def _picture(self, what: str) -> Part:
        if self.film is None:
            raise FilmScoreError("This map has no picture: fs.orchestra_map('first-bloom', …) has one.")
        return film_part(self.film, what)
