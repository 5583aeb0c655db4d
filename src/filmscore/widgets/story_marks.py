"""The statements of a leitmotif plan as the page holds them: flat marks, looked at wherever they come from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import FilmScoreError, shown
from ..music.leitmotif import LeitmotifPlan, Statement
from ..music.leitmotif_stack import read_stack
from ..music.leitmotif_statement import LONGEST_TEXT
from ..music.motif import Motif
from .marks import Mark, read_each

MOST = 400  #: statements a page can show


@dataclass(frozen=True)
class Story:
    """What the marks belong to: a story has no length in frames."""

    name: str = "story"
    frames: int = 0


def cleaned(raw: Any, motifs: Mapping[str, Motif]) -> tuple[list[Mark], list[str]]:
    """Marks that make sense, and of the others what is wrong with them."""
    return read_each(raw, MOST, "statement", lambda one, _: {"what": "statement", **_mark(one, motifs)})


def _mark(one: Any, motifs: Mapping[str, Motif]) -> Mark:
    if not isinstance(one, Mapping) or one.get("what") != "statement":
        raise FilmScoreError(f"a statement is wanted, not {shown(one)}")
    if one.get("motif") not in motifs:
        raise FilmScoreError(f"there is no motif {shown(one.get('motif'))} in this plan")
    try:
        steps = json.loads(one.get("steps") or "[]")
    except (TypeError, ValueError, RecursionError):
        raise FilmScoreError(f"{shown(one.get('steps'))} is no list of transformations") from None
    film = one.get("film") if isinstance(one.get("film"), str) else ""
    made = Statement(
        _text(one.get("scene")), one["motif"], tuple(map(tuple, _lists(steps))), _text(one.get("reason")),
        _text(one.get("played_by")), film or None, one.get("frame") if film else None, one.get("irony") is True,
    )  # fmt: skip
    return from_statement(made)


def _lists(steps: Any) -> list[Any]:
    if not isinstance(steps, list) or not all(isinstance(step, list) for step in steps):
        raise FilmScoreError(f"{shown(steps)} is no list of transformations")
    return steps


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")[:LONGEST_TEXT]


def from_statement(one: Statement) -> Mark:
    """A statement as a mark, but for its key."""
    return {
        "scene": one.scene,
        "motif": one.motif,
        "steps": stack_text(one.transformation),
        "reason": one.reason,
        "played_by": one.played_by,
        "film": one.film or "",
        "frame": one.frame,
        "irony": one.irony,
    }


def stack_text(stack: Any) -> str:
    """A stack as one text, as the page writes it too.

    >>> stack_text([("augment", 2)])
    '[["augment",2]]'
    """
    return json.dumps([list(step) for step in read_stack(list(stack))], separators=(",", ":"), ensure_ascii=False)


def from_plan(plan: LeitmotifPlan) -> list[Mark]:
    """The marks of a plan."""
    made = enumerate(plan.statements[:MOST], 1)
    return [{"what": "statement", "key": f"k{number}", **from_statement(one)} for number, one in made]


def to_plan(marks: list[Mark], motifs: Mapping[str, Motif], title: str) -> LeitmotifPlan:
    """What the marks amount to."""
    statements = [
        Statement(
            mark["scene"], mark["motif"], tuple(map(tuple, json.loads(mark["steps"]))), mark["reason"],
            mark["played_by"], mark["film"] or None, mark["frame"], mark["irony"],
        )
        for mark in marks
    ]  # fmt: skip
    return LeitmotifPlan(motifs, tuple(statements), title)
