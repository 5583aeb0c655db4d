"""What can be counted of a leitmotif, and whether it is known before it is bent.

The criteria are those by which F. Lehman's *Complete Catalogue of the Musical Themes of Star Wars*
(franklehman.com/starwars) decides what to list as a leitmotif: it is distinct, it recurs in more than three discrete
cues, it does not only come back as it was, and somebody means it. How each is counted here is the course's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from .leitmotif import BROKEN, MOVED, PLAIN, VARIED

if TYPE_CHECKING:
    from .leitmotif import LeitmotifPlan

MORE_THAN = 3  #: cues a motif has to be heard in more than
NEAR = 48  #: frames of one film within which two statements are heard as one cue: two seconds
_FORMS = {PLAIN: "as it is", MOVED: "at another pitch", VARIED: "varied", BROKEN: "that cannot be made"}
NAMES = ("distinctiveness", "recurrence", "variation", "intentionality")


@dataclass(frozen=True)
class Criterion:
    """One criterion, and the evidence for it.

    Attributes
    ----------
    name : str
        One of ``distinctiveness``, ``recurrence``, ``variation``, ``intentionality``.
    met : bool
        What the count comes to; whether the motif works is another matter.
    counted : mapping
        What was counted: statements by their places in the plan (from 0), scenes by their names, distances by motif.
    told : str
        The same in a sentence.
    """

    name: str
    met: bool
    counted: Mapping[str, Any]
    told: str

    def __bool__(self) -> bool:
        return self.met

    def __repr__(self) -> str:
        return f"{self.name.capitalize()}: {'met' if self.met else 'not met'}. {self.told}"


@dataclass(frozen=True)
class Criteria:
    """The four criteria for one motif, in their order; each is an attribute as well.

    Attributes
    ----------
    motif : str
    distinctiveness, recurrence, variation, intentionality : Criterion
    """

    motif: str
    distinctiveness: Criterion
    recurrence: Criterion
    variation: Criterion
    intentionality: Criterion

    def __iter__(self) -> Iterator[Criterion]:
        return iter((self.distinctiveness, self.recurrence, self.variation, self.intentionality))

    def __getitem__(self, name: str) -> Criterion:
        if name not in NAMES:
            raise FilmScoreError(f"{shown(name)} is no criterion. There are {', '.join(NAMES)}.")
        found: Criterion = getattr(self, name)
        return found

    @property
    def met(self) -> bool:
        """Whether all four are."""
        return all(self)

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of those that are not met."""
        return tuple(one.name for one in self if not one.met)

    @property
    def told(self) -> str:
        """All four in words."""
        return "\n".join([f"{self.motif}:", *(repr(one) for one in self)])

    def __repr__(self) -> str:
        return self.told


@dataclass(frozen=True)
class Order:
    """Whether a motif is known before it is bent.

    Attributes
    ----------
    motif : str
    plain : int or None
        The first statement that gives the motif as it is, at any pitch.
    bent_before : tuple of int
        Statements that bend it before that.
    kept : bool
        It is stated plainly, and nothing bends it before.
    told : str
    """

    motif: str
    plain: int | None
    bent_before: tuple[int, ...]
    kept: bool
    told: str

    def __bool__(self) -> bool:
        return self.kept

    def __repr__(self) -> str:
        return self.told


def criteria(plan: LeitmotifPlan, motif: str) -> Criteria:
    """The four criteria for a motif of the plan."""
    found = (_distinctiveness, _recurrence, _variation, _intentionality)
    return Criteria(motif, *(one(plan, motif) for one in found))


def _distinctiveness(plan: LeitmotifPlan, motif: str) -> Criterion:
    from .distinctness import measured
    from .likeness import line_of

    if len(plan.motifs[motif].pitches) < 2:
        return Criterion(NAMES[0], False, {"others": {}}, "It is one note, and any other sound would do.")
    line = line_of(plan.motifs[motif])
    others = {
        name: measured(line, line_of(other), (motif, name))
        for name, other in plan.motifs.items()
        if name != motif and len(other.pitches) > 1  # one note cannot be compared, nor taken for a tune
    }
    if not others:
        return Criterion(NAMES[0], True, {"others": {}}, "There is no other motif here that it could be taken for.")
    counted = {name: {"pitch": d.pitch, "contour": d.contour, "rhythm": d.rhythm} for name, d in others.items()}
    near = {name: d for name, d in others.items() if not _apart(d)}
    shown_ = near or dict([min(others.items(), key=lambda item: item[1].pitch + item[1].contour + item[1].rhythm)])
    said = " ".join(d.told for d in shown_.values())
    return Criterion(NAMES[0], not near, {"others": counted, "near": tuple(near)}, said)


def _apart(found: Any) -> bool:
    return found.verdict not in ("the same", "too near")


def cues(plan: LeitmotifPlan, motif: str) -> tuple[tuple[int, ...], ...]:
    """The statements of a motif by the cues in which they are heard: what recurrence counts.

    Two statements are in one cue if their scenes have one name (and not two different films), or if they stand within
    two seconds of one film: within one scene a tune goes on, it does not come back.

    Returns
    -------
    tuple of tuple of int
        Places of statements in the plan, from 0; a tuple for each cue, in the order in which they are first heard.
    """
    groups: list[list[int]] = []
    named: dict[str, list[tuple[str | None, int]]] = {}  # scene -> its films, and their groups
    framed: dict[str | None, list[tuple[int, int]]] = {}  # film -> frames, and their groups
    for i in plan.of(motif):
        one = plan.statements[i]
        scene = named.setdefault(one.scene.strip().casefold() or f"\0{i}", [])
        frames = framed.setdefault(one.film, [])
        found = next((group for film, group in scene if film == one.film or None in (film, one.film)), None)
        if found is None and one.frame is not None:
            found = next((group for frame, group in frames if abs(frame - one.frame) < NEAR), None)
        if found is None:
            found = len(groups)
            groups.append([])
        groups[found].append(i)
        scene.append((one.film, found))
        if one.frame is not None:
            frames.append((one.frame, found))
    return tuple(map(tuple, groups))


def _recurrence(plan: LeitmotifPlan, motif: str) -> Criterion:
    groups = cues(plan, motif)
    names = tuple(_name(plan, group[0]).strip("“”") for group in groups)
    many = len(groups)
    need = f"A leitmotif is heard in more than {MORE_THAN} cues, so in {MORE_THAN + 1} at least"
    short = "" if many > MORE_THAN else f" {need}; {MORE_THAN + 1 - many} more to go."
    said = f"It is never stated. {need}."
    if many:
        stated = _many(len(plan.of(motif)), "statement")
        said = f"{stated} in {_many(many, 'cue')}: {_list(names)}.{short}"
    counted = {"cues": names, "statements": plan.of(motif)}
    return Criterion(NAMES[1], many > MORE_THAN, counted, said)


def _variation(plan: LeitmotifPlan, motif: str) -> Criterion:
    groups: dict[str, tuple[int, ...]] = {
        form: tuple(i for i in plan.of(motif) if plan.treatment(i) == form) for form in (PLAIN, MOVED, VARIED, BROKEN)
    }
    players = {i: plan.played_by(i).casefold() for i in plan.of(motif)}
    first = next(iter(players.values()), "")
    coloured = tuple(i for i in groups[PLAIN] + groups[MOVED] if players[i] != first)
    said = [
        f"{len(groups[form])} {words} ({_list(str(i + 1) for i in groups[form])})"
        for form, words in _FORMS.items()
        if groups[form]
    ]
    told = f"{'; '.join(said)}." if said else "It is never stated."
    if coloured:
        told += f" Of those not varied, {len(coloured)} in another colour than the first."
    if said and not groups[VARIED]:
        told += " Intervals and rhythm never change: so far it only repeats."
    return Criterion(NAMES[2], bool(groups[VARIED]), {**groups, "recoloured": coloured}, told)


def _intentionality(plan: LeitmotifPlan, motif: str) -> Criterion:
    places = plan.of(motif)
    given = tuple(i for i in places if plan.statements[i].reason.strip())
    without = tuple(i for i in places if i not in given)
    if not places:
        told = "It is never stated, so nobody can mean it."
    elif without:
        missing = _list(_name(plan, i) for i in without)
        told = f"{len(given)} of {len(places)} statements give a reason; none yet: {missing}."
    else:
        told = f"Every one of its {len(places)} statements gives a reason." if len(places) > 1 else "It gives a reason."
    return Criterion(NAMES[3], bool(places) and not without, {"with_reason": given, "without": without}, told)


def order(plan: LeitmotifPlan, motif: str) -> Order:
    """Whether a motif is stated plainly before it is bent."""
    places = plan.of(motif)
    forms = {i: plan.treatment(i) for i in places}
    plain = next((i for i in places if forms[i] in (PLAIN, MOVED)), None)
    bent = tuple(i for i in places if forms[i] == VARIED and (plain is None or i < plain))
    if not places:
        return Order(motif, None, (), False, f"{motif} is never stated.")
    if plain is None:
        words = "A form heard before the plain one is a new theme: there is no association yet to transform."
        return Order(motif, None, bent, False, f"{motif} is never heard plain. {words}")
    first = _name(plan, plain)
    if not bent:
        return Order(motif, plain, (), True, f"{motif} is heard plain first, in {first}; what comes later can bend it.")
    return Order(motif, plain, bent, False, _too_soon(plan, motif, bent[0], first))


def _too_soon(plan: LeitmotifPlan, motif: str, index: int, first: str) -> str:
    steps = plan.statements[index].transformation
    word = "An inversion" if len(steps) == 1 and steps[0][0] == "invert" else "A form"
    return (
        f"{_name(plan, index).capitalize() if not plan.statements[index].scene else _name(plan, index)} bends {motif} "
        f"before it is heard plain, in {first}. {word} heard before the plain form is a new theme: there is no "
        "association yet to transform."
    )


def problems(plan: LeitmotifPlan) -> list[str]:
    """What stands in the way of playing a plan or of following it."""
    if not plan.motifs:
        return ["There is no motif yet. Write one, and give it the name of whom it stands for."]
    if not plan.statements:
        return ["Nothing is stated yet. Begin with the scene in which the motif is heard for the first time, plain."]
    said = []
    for motif in plan.motifs:
        found = order(plan, motif)
        if plan.of(motif) and not found.kept:
            said.append(found.told)
    for index, one in enumerate(plan.statements):
        name = _name(plan, index)
        if not one.scene.strip():
            said.append(f"Statement {index + 1} has no scene yet: where is it heard?")
        try:
            plan.motif_at(index)
        except FilmScoreError as error:
            said.append(str(error))
        if not one.reason.strip():
            why = "Irony needs a reason: what does the music know that the scene does not?" if one.irony else (
                "No reason is written: what would the scene lose without the motif?")  # fmt: skip
            said.append(f"{name}: {why}")
        elif one.irony and not _known_before(plan, index):
            said.append(
                f"{name}: irony turns against what a motif means, and before this scene {one.motif} has not been "
                "heard plain: it means nothing yet."
            )
    return said


def _known_before(plan: LeitmotifPlan, index: int) -> bool:
    """Whether the motif of a statement has been heard plain before."""
    return any(plan.treatment(i) in (PLAIN, MOVED) for i in plan.of(plan.statements[index].motif) if i < index)


def _name(plan: LeitmotifPlan, index: int) -> str:
    scene = plan.statements[index].scene.strip()
    return f"“{scene}”" if scene else f"scene {index + 1}"


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def _list(words: Any, most: int = 8) -> str:
    all_ = list(words)
    return ", ".join(all_[:most]) + (f" and {len(all_) - most} more" if len(all_) > most else "")
