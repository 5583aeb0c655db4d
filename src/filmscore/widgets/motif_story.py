"""*Motif through the story*: a leitmotif plan to be shaped, heard and looked at (lesson 07)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from typing import Any

from ..errors import FilmScoreError, shown
from ..music.leitmotif import LeitmotifPlan, motif_code
from . import bundle, story_marks, story_told
from .answering import Part, sampled_notes
from .kept_widget import KeptWidget
from .marks import Mark, Shelf

_log = logging.getLogger(__name__)

_FIRST = "piano"  # plays where nobody is named
_STILL = "still "
_MOST_KNOWN = 6000  # stacks of transformations whose sound is remembered


def motif_story(plan: LeitmotifPlan, *, name: str | None = None) -> MotifStory:
    """Carry motifs through a story: shape each statement, hear it beside the plain form, and see the arc.

    Scenes stand side by side; a curve over them shows how far each statement is from the plain form, in pitch, in
    contour and in rhythm. For the chosen scene there is the stack of transformations, each with what it keeps and
    gives up, to be added to, put in another order and taken apart; the line over the plain one; who plays; the reason.
    What is made is kept at once, in the notebook's folder and in the browser.

    Parameters
    ----------
    plan : LeitmotifPlan
        What to begin with: at least one motif; statements may still be missing. Where statements have been kept under
        this name, those are shown instead. The motifs are always those given here.
    name : str, optional
        Under which the plan is kept, ``my-marks/<name>.plan.json``; the plan's title if not given, else "story". Two
        widgets with one name hold the same plan.

    Returns
    -------
    MotifStory

    Raises
    ------
    FilmScoreError
        It is no plan, the plan has no motif, or it has more statements than a page can show.

    Examples
    --------
    >>> import filmscore as fs
    >>> begun = fs.LeitmotifPlan({"Jon": fs.Motif("D4 A4:1/2 F#4:1/2 E5:2")}, [fs.Statement("The door", "Jon")])
    >>> story = motif_story(begun, name="an example")
    >>> story.plan.treatment(0)
    'plain'
    """
    if not isinstance(plan, LeitmotifPlan):
        raise FilmScoreError(f"motif_story takes a plan, fs.LeitmotifPlan({{'Jon': …}}, […]), not {shown(plan)}.")
    if not plan.motifs:
        raise FilmScoreError(
            "This plan has no motif yet, so there is nothing to carry through a story: "
            "fs.LeitmotifPlan({'Jon': fs.Motif('D4 A4 E5')})."
        )
    if len(plan) > story_marks.MOST:
        raise FilmScoreError(f"{len(plan)} statements are too many to shape by hand: at most {story_marks.MOST}.")
    return MotifStory(plan, name or _file_name(plan.title))


def _file_name(title: str) -> str:
    words = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in title).split()
    return " ".join(words)[:80].strip() or "story"


class MotifStory(KeptWidget):
    """A leitmotif plan in the making. Made by `motif_story`.

    The page holds the statements with their undo, and goes on while the kernel is busy or gone; how a transformed
    motif sounds is worked out here.
    """

    _invites = "Run this cell to shape the plan."
    _esm = bundle.script("motif_story.js")
    _css = bundle.style("box.css", "player.css", "spotting_desk.css", "motif_story.css")

    def __init__(self, plan: LeitmotifPlan, name: str) -> None:
        from ..sound.note_bank import VELOCITY, bank_key
        from .story_tools import players, tools

        self._given = plan
        self._worked_out: dict[Any, Any] = {}
        motifs = plan.motifs

        def clean(raw: Any, _: Any) -> tuple[list[Mark], list[str]]:
            return story_marks.cleaned(raw, motifs)

        story: Any = story_marks.Story()
        shelf = Shelf(story, name, "plan", clean, "fs.motif_story")
        desk, kept = self._begin(story, shelf, story_marks.from_plan(plan))
        bank = bank_key()
        super().__init__(
            desk={
                **desk,
                "title": plan.title,
                "motifs": {name: {**story_told.line(m), "code": motif_code(m)} for name, m in motifs.items()},
                "tools": tools(),
                "players": players(),
                "films": _films(),
                "bank": bank,
                "velocity": VELOCITY,
                "first": _FIRST,
            },
            kept=kept,
        )

    # ---- what the student has

    @property
    def plan(self) -> LeitmotifPlan:
        """The plan as it stands."""
        return self._planned(self._copy)

    @property
    def answer(self) -> LeitmotifPlan:
        """The same, under the name by which `fs.check` asks for it."""
        return self.plan

    @property
    def code(self) -> str:
        """The Python that makes the same plan."""
        return self.plan.code()

    @property
    def alt(self) -> str:
        """The plan in words."""
        return f"Motif through the story. {self.plan.told} Kept as {self._shelf.name}."

    def _planned(self, copy: Mapping[str, Any]) -> LeitmotifPlan:
        plan = story_marks.to_plan(copy["marks"], self._given.motifs, self._given.title)
        if len(self._worked_out) > _MOST_KNOWN:
            self._worked_out.clear()
        plan.__dict__["_heard"] = (
            self._worked_out
        )  # the motifs are the same: what one plan has worked out, the next knows
        return plan

    def _besides_the_copy(self, copy: dict[str, Any]) -> dict[str, Any]:
        marks: list[Mark] = copy["marks"]
        return {"of": [copy["writer"], copy["counter"]]} | story_told.worked_out(
            self._planned(copy), [mark["key"] for mark in marks]
        )

    # ---- in the notebook

    def _still(self) -> tuple[bytes, int] | None:
        """What a saved notebook shows, once something is stated."""
        from ..plots.show import show

        try:
            picture = show(self.plan)
        except FilmScoreError:
            return None
        return picture.png, picture.width

    def give(self) -> threading.Thread:
        """Send the notes of the first players in the background: a kernel that runs cells answers nobody."""
        from .story_tools import players

        names = {word: one["id"] for one in players() for word in (one["id"].casefold(), one["name"].casefold())}
        asked = [names.get(mark["played_by"].strip().casefold(), _FIRST) for mark in self._copy["marks"]]
        wanted = list(dict.fromkeys([*asked, _FIRST]))

        return self._give((f"notes/{self.desk['bank']}/{what}", what) for what in wanted[:4])

    def _part(self, what: str) -> Part:
        if what.startswith(_STILL):
            from ..picture.film import open_film

            film, _, frame = what.removeprefix(_STILL).rpartition(" ")
            if not frame.isdecimal():
                raise FilmScoreError(f"{shown(what, 40)} names no frame.")
            path = open_film(film).still(int(frame))
            if not path.is_file():
                raise FilmScoreError(f"{film} has no still {path.name}; install the course again.")
            return {"name": "still", "family": "", "mime": "image/jpeg"}, path.read_bytes()
        return sampled_notes(what)


def _films() -> list[dict[str, Any]]:
    from ..picture.film import film_names, open_film

    films = [open_film(name) for name in film_names()]
    return [{"name": film.name, "title": film.title, "frames": film.frames, "cuts": _cuts(film)} for film in films]


def _cuts(film: Any) -> list[int]:
    """Where each shot begins: a still stands for a whole shot."""
    return [int(shot.start) for shot in film.shots]
