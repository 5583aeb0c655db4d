"""The leitmotif plan: which motif is heard in which scene, in what form, played by whom, and why.

A motif gathers meaning by coming back: it takes on what happens while it sounds, and carries that into the next scene
(M. Bribitzer-Stull, *Understanding the Leitmotif*, Cambridge University Press 2015, calls this accumulative
association). So a plan is read in the order of its scenes. What makes a returning tune a leitmotif at all is asked with
the four criteria of F. Lehman, *Complete Catalogue of the Musical Themes of Star Wars*, franklehman.com/starwars: the
plan shows what can be counted for each, and leaves the judgement to you.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import FilmScoreError, shown
from .leitmotif_stack import Told, line_of, quoted, sounding, told_steps
from .leitmotif_statement import Statement as Statement
from .motif import Motif

if TYPE_CHECKING:
    from .leitmotif_criteria import Criteria, Order
    from .leitmotif_table import PlanTable

MOST_STATEMENTS = 1000
MOST_MOTIFS = 40

#: how a statement is heard against the plain form
PLAIN, MOVED, VARIED, BROKEN = "plain", "moved", "varied", "broken"


class Distance(NamedTuple):
    """How far a statement is from the plain form: three measures, each from 0 (alike) to 1 (unlike).

    They are those of `filmscore.distinctness` and are never added up: an inversion keeps the rhythm and turns the
    contour, and one number would hide that.
    """

    pitch: float
    contour: float
    rhythm: float


@dataclass(frozen=True)
class LeitmotifPlan:
    """Motifs through a story: scenes × motif × transformation × reason × orchestration.

    Parameters
    ----------
    motifs : mapping of str to Motif
        The plain form of each motif, under the name the statements use.
    statements : list of Statement
        In the order in which they are heard.
    title : str
        What the story is called.

    Raises
    ------
    FilmScoreError
        Something in it is no motif or no statement, or a statement names a motif the plan has not.

    Examples
    --------
    >>> jon = Motif("D4 A4:1/2 F#4:1/2 E5:2")
    >>> plan = LeitmotifPlan({"Jon": jon}, [Statement("The door", "Jon", reason="He is in")])
    >>> plan.motif_at(0) == plan.motifs["Jon"], plan.treatment(0)
    (True, 'plain')
    """

    motifs: Mapping[str, Motif] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    title: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.motifs, Mapping):
            raise FilmScoreError(f"motifs is a mapping of names to motifs, {{'Jon': fs.Motif('D4 A4')}}, not "
                                 f"{shown(self.motifs)}.")  # fmt: skip
        if len(self.motifs) > MOST_MOTIFS:
            raise FilmScoreError(f"{len(self.motifs)} motifs are too many for one plan: at most {MOST_MOTIFS}.")
        for name, motif in self.motifs.items():
            if not isinstance(name, str) or not name.strip():
                raise FilmScoreError(f"A motif's name is a text, not {shown(name)}.")
            if not isinstance(motif, Motif):
                raise FilmScoreError(f"{shown(name)} must be a Motif, fs.Motif('D4 A4'), not {shown(motif)}.")
        if isinstance(self.statements, str | Statement) or not isinstance(self.statements, Iterable):
            raise FilmScoreError(f"statements is a list of fs.Statement(…), not {shown(self.statements)}.")
        if not isinstance(self.title, str):
            raise FilmScoreError(f"The title is a text, not {shown(self.title)}.")
        statements = tuple(self.statements)
        if len(statements) > MOST_STATEMENTS:
            raise FilmScoreError(f"{len(statements)} statements are too many: at most {MOST_STATEMENTS}.")
        for number, one in enumerate(statements, 1):
            if not isinstance(one, Statement):
                raise FilmScoreError(f"Statement {number} must be an fs.Statement(…), not {shown(one)}.")
            if one.motif not in self.motifs:
                near = get_close_matches(one.motif, list(self.motifs), 1, 0.5)
                have = ", ".join(self.motifs) or "none yet"
                raise FilmScoreError(
                    f"Statement {number}, {_scene(one, number)}, asks for the motif {one.motif!r}, which this plan "
                    f"has not.{f' Did you mean {near[0]!r}?' if near else ''} Its motifs: {have}."
                )
        object.__setattr__(self, "motifs", MappingProxyType(dict(self.motifs)))
        object.__setattr__(self, "statements", statements)

    def __hash__(self) -> int:
        return hash((tuple(self.motifs), self.statements, self.title))

    def __reduce__(self) -> tuple[Any, ...]:
        return LeitmotifPlan, (dict(self.motifs), self.statements, self.title)

    def __len__(self) -> int:
        return len(self.statements)

    def __bool__(self) -> bool:
        return True

    # ---- what is heard

    def _at(self, index: int) -> Statement:
        if type(index) is not int or not -len(self.statements) <= index < len(self.statements):
            many = len(self.statements)
            raise FilmScoreError(f"There is no statement {shown(index)}: this plan has {many}, counted from 0.")
        return self.statements[index]

    @cached_property
    def _heard(self) -> dict[Any, Any]:
        return {}

    def sounding_at(self, index: int) -> Any:
        """All that sounds in a statement: a Motif, or the motif with its chords, or against another.

        Raises
        ------
        FilmScoreError
            There is no such statement, or a step of its transformation cannot be taken.
        """
        one = self._at(index)
        key = (one.motif, repr(one.transformation))
        if key not in self._heard:
            try:
                self._heard[key] = sounding(self.motifs[one.motif], one.transformation, self.motifs)
            except FilmScoreError as error:
                self._heard[key] = error
        found = self._heard[key]
        if isinstance(found, FilmScoreError):
            raise FilmScoreError(f"{_scene(one, index % len(self.statements) + 1)}: {found}") from None
        return found

    def motif_at(self, index: int) -> Motif:
        """The motif as it sounds in a statement, counted from 0; without chords or another motif beside it.

        Raises
        ------
        FilmScoreError
            There is no such statement, or a step of its transformation cannot be taken.
        """
        return line_of(self.sounding_at(index))

    def steps(self, index: int) -> tuple[Told, ...]:
        """What is done to the motif in a statement, step by step, with what each keeps and gives up."""
        one = self._at(index)
        key = ("steps", one.motif, repr(one.transformation))
        if key not in self._heard:
            self._heard[key] = told_steps(self.motifs[one.motif], one.transformation, self.motifs)
        return self._heard[key]

    def treatment(self, index: int) -> str:
        """How a statement is heard against the plain form.

        Returns
        -------
        str
            ``"plain"``: the same notes. ``"moved"``: the same intervals and rhythm from another pitch. ``"varied"``:
            intervals or rhythm have changed, or what sounds with it. ``"broken"``: it cannot be made, and `problems`
            says why.
        """
        one = self._at(index)
        try:
            heard = self.motif_at(index)
        except FilmScoreError:
            return BROKEN
        plain = self.motifs[one.motif]
        if not isinstance(self.sounding_at(index), Motif):
            return VARIED
        if heard.durations != plain.durations or _rests(heard) != _rests(plain) or heard.intervals != plain.intervals:
            return VARIED
        return PLAIN if heard.midi == plain.midi else MOVED

    def distances(self, index: int) -> Distance:
        """How far a statement is from the plain form, in pitch, contour and rhythm.

        Raises
        ------
        FilmScoreError
            A step of its transformation cannot be taken.
        """
        heard = self.motif_at(index)
        one = self._at(index)
        key = ("distance", one.motif, repr(one.transformation))
        if key not in self._heard:
            from .distinctness import distinctness

            found = distinctness(self.motifs[one.motif], heard)
            self._heard[key] = Distance(float(found.pitch), float(found.contour), float(found.rhythm))
        return self._heard[key]

    def played_by(self, index: int) -> str:
        """Who plays a statement: as it says, else as the transformed motif says, else nobody yet."""
        one = self._at(index)
        try:
            return one.played_by or getattr(self.motif_at(index), "player", None) or ""
        except FilmScoreError:
            return ""

    def of(self, motif: str | None = None) -> tuple[int, ...]:
        """The statements of a motif, by their places; of the one stated most if none is named."""
        name = self.main if motif is None else motif
        if name is not None and name not in self.motifs:
            raise FilmScoreError(f"There is no motif {shown(name)} here. There are: {', '.join(self.motifs)}.")
        return tuple(index for index, one in enumerate(self.statements) if one.motif == name)

    @property
    def main(self) -> str | None:
        """The motif that is stated most often; of two, the first of the plan; None if the plan has none."""
        counts = {name: sum(one.motif == name for one in self.statements) for name in self.motifs}
        return max(counts, key=lambda name: counts[name]) if counts else None

    # ---- what it comes to

    def criteria(self, motif: str | None = None) -> Criteria:
        """Lehman's criteria for one motif, with what was counted; for the one stated most if none is named."""
        from .leitmotif_criteria import criteria

        return criteria(self, self._named(motif))

    def order(self, motif: str | None = None) -> Order:
        """Whether a motif is stated plainly before it is bent; the one stated most if none is named."""
        from .leitmotif_criteria import order

        return order(self, self._named(motif))

    def _named(self, motif: str | None) -> str:
        if not self.motifs:
            raise FilmScoreError("There is no motif in this plan yet: LeitmotifPlan({'Jon': fs.Motif('D4 A4')}, […]).")
        self.of(motif)
        return motif or self.main or ""

    def problems(self) -> list[str]:
        """What stands in the way of playing this plan or of following it, each in a sentence; empty if nothing does.

        The criteria are not among them: whether a motif ought to be a leitmotif is for you to say.
        """
        from .leitmotif_criteria import problems

        return problems(self)

    def table(self) -> PlanTable:
        """The plan on paper: one line a statement."""
        from .leitmotif_table import PlanTable

        return PlanTable(self)

    def to_csv(self, path: str | Path) -> Path:
        """Write the plan as CSV (UTF-8, comma-separated, a heading row); a file that exists is left as it is.

        Raises
        ------
        FilmScoreError
            The file exists already, or cannot be written.
        """
        return self.table().to_csv(path)

    @property
    def told(self) -> str:
        """The plan in a paragraph: who is heard where, and in what form."""
        from .leitmotif_table import told

        return told(self)

    def __repr__(self) -> str:
        return repr(self.table())

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()

    def code(self) -> str:
        """The Python that makes the same plan."""
        motifs = ", ".join(f"{quoted(name)}: {motif_code(motif)}" for name, motif in self.motifs.items())
        lines = [f"    motifs={{{motifs}}},", "    statements=["]
        lines += [f"        {one.code()}," for one in self.statements]
        lines += ["    ],", *([f"    title={quoted(self.title)},"] if self.title else [])]
        return "\n".join(["fs.LeitmotifPlan(", *lines, ")"])


def motif_code(motif: Motif) -> str:
    """The Python that makes a motif."""
    made = getattr(motif, "code", None)
    return made() if callable(made) else f"fs.{motif!r}"


def _scene(one: Statement, number: int) -> str:
    return f"“{one.scene.strip()}”" if one.scene.strip() else f"scene {number}"


def _rests(motif: Motif) -> tuple[bool, ...]:
    return tuple(name is None for name in motif.names)
