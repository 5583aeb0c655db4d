"""A leitmotif plan on paper: a table, a paragraph, a CSV file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .. import tables
from ..errors import FilmScoreError

if TYPE_CHECKING:
    from .leitmotif import LeitmotifPlan

COLUMNS = ("No.", "Scene", "At", "Motif", "Form", "Transformation", "Played by", "Irony", "Reason")


class PlanTable:
    """One line a statement: to print, to show and to export.

    Examples
    --------
    >>> from filmscore.music.leitmotif import LeitmotifPlan, Statement
    >>> from filmscore.music.motif import Motif
    >>> LeitmotifPlan({"Jon": Motif("D4 A4")}, [Statement("The door", "Jon", reason="He is in")]).table()
    No.  Scene     At  Motif  Form   Transformation  Played by  Irony  Reason
    1    The door      Jon    plain                                    He is in
    """

    def __init__(self, plan: LeitmotifPlan) -> None:
        self.plan = plan

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The cells of each statement, as text, in the order of `COLUMNS`."""
        for index, one in enumerate(self.plan.statements):
            yield (
                str(index + 1),
                one.scene,
                _at(self.plan, index),
                one.motif,
                self.plan.treatment(index),
                ", then ".join(step.told for step in self.plan.steps(index)),
                self.plan.played_by(index),
                "irony" if one.irony else "",
                one.reason,
            )

    def __repr__(self) -> str:
        return tables.as_text(COLUMNS, self.rows())

    def _repr_html_(self) -> str:
        title = f": {self.plan.title}" if self.plan.title else ""
        return tables.as_html(COLUMNS, self.rows(), f"Leitmotif plan{title}")

    def to_csv(self, path: str | Path) -> Path:
        """Write the table as CSV and return its path.

        Raises
        ------
        FilmScoreError
            If the file exists already: a plan somebody made is never overwritten.
        """
        return tables.write_csv(path, COLUMNS, self.rows(), what="leitmotif plan")


def _at(plan: LeitmotifPlan, index: int) -> str:
    """Film and timecode of a statement."""
    one = plan.statements[index]
    if one.film is None:
        return ""
    from ..picture.film import open_film

    film = open_film(one.film)
    return film.title if one.frame is None else f"{film.title} {film.timecode(one.frame)}"


def told(plan: LeitmotifPlan) -> str:
    """A plan in a paragraph."""
    if not plan.statements:
        have = ", ".join(plan.motifs)
        return f"Nothing is stated yet. Motifs: {have}." if have else "An empty plan: no motif and no statement."
    said = [sentence(plan, index) for index in range(len(plan))]
    title = f"{plan.title}. " if plan.title else ""
    return title + " ".join(f"{number}. {text}" for number, text in enumerate(said, 1))


def sentence(plan: LeitmotifPlan, index: int) -> str:
    """One statement in a sentence: scene, motif, form, who plays it, and that it is meant against its scene."""
    one = plan.statements[index]
    scene = one.scene.strip() or "A scene without a name"
    steps = plan.steps(index)
    form = ", then ".join(step.told for step in steps) or "plain"
    player = plan.played_by(index)
    who = f", played by the {player}" if player else ""
    against = ", against its scene" if one.irony else ""
    try:
        plan.motif_at(index)
    except FilmScoreError:
        form += " (cannot be made)"
    return f"{scene}: {one.motif}, {form}{who}{against}."
