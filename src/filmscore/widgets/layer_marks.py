"""What the Layer painter keeps: a role for each layer, and which layer one said one would miss."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import FilmScoreError, shown
from ..sound.roles import ROLES
from .marks import Mark, read_each

#: said of the question: listened without an answer
SKIPPED = "-"
_MOST = 64


@dataclass(frozen=True)
class Whose:
    """Whose marks they are: a cue's, by the layers it has."""

    name: str
    frames: int = 0

    @classmethod
    def of(cls, names: tuple[str, ...], *, blind: bool) -> Whose:
        """The cue with these layers; without their names it is another, since the marks speak of letters then."""
        told = json.dumps([sorted(names), blind], ensure_ascii=False)
        return cls(f"layers {hashlib.sha256(told.encode()).hexdigest()[:10]}")


def starting(ids: tuple[str, ...], declared: Mapping[str, str]) -> list[Mark]:
    """The marks to begin with: the roles that were declared, and nothing said."""
    roles = [role(number, one, declared.get(one, "")) for number, one in enumerate(ids, 1)]
    return [*roles, said(len(ids) + 1, "")]


def role(number: int, layer: str, its: str) -> Mark:
    """What a layer is for; empty where nobody said so."""
    return {"what": "role", "key": f"k{number}", "layer": layer, "role": its}


def said(number: int, layer: str) -> Mark:
    """Which layer one would miss first; empty where nothing has been said."""
    return {"what": "said", "key": f"k{number}", "layer": layer}


def cleaned(raw: Any, given: list[Mark]) -> tuple[list[Mark], list[str]]:
    """A mark for every layer, as it came if it makes sense and else as it was given; and what was wrong."""
    ids = tuple(mark["layer"] for mark in given if mark["what"] == "role")
    found, wrong = read_each(raw, _MOST, "role", lambda one, _: _mark(one, ids))
    kept = {(mark["what"], mark["layer"] if mark["what"] == "role" else ""): mark for mark in found}
    marks = []
    for mark in given:
        its = kept.get((mark["what"], mark["layer"] if mark["what"] == "role" else ""), mark)
        marks.append({**its, "key": mark["key"]})
    return marks, wrong


def _mark(one: Any, ids: tuple[str, ...]) -> Mark:
    what = one.get("what") if isinstance(one, Mapping) else None
    layer = one.get("layer") if what in ("role", "said") else None
    if not isinstance(layer, str):
        raise FilmScoreError(f"{shown(one)} is no role of a layer")
    if layer not in ids and (what == "role" or layer not in ("", SKIPPED)):
        raise FilmScoreError(f"there is no layer {shown(layer)}")
    if what == "said":
        return {"what": what, "layer": layer}
    its = one.get("role")
    if its != "" and its not in ROLES:
        raise FilmScoreError(f"{shown(its)} is no role of a layer")
    return {"what": what, "layer": layer, "role": its}


def roles_in(marks: list[Mark]) -> dict[str, str]:
    """Layer to role, of the layers that were given one."""
    return {mark["layer"]: mark["role"] for mark in marks if mark["what"] == "role" and mark["role"]}


def said_in(marks: list[Mark]) -> str:
    """The layer one would miss first; `SKIPPED`, or empty."""
    return next((str(mark["layer"]) for mark in marks if mark["what"] == "said"), "")


def listened(
    content: Mapping[str, Any], ids: tuple[str, ...], numbers: list[int]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[int, int] | None]:
    """What the page says is muted, what is soloed, and the first and last of the bars that are looked at, if not all.

    Raises
    ------
    FilmScoreError
        There is no such layer or bar.
    """
    told = []
    for what in ("muted", "soloed"):
        some = content.get(what)
        if not isinstance(some, list) or not all(isinstance(one, str) and one in ids for one in some):
            raise FilmScoreError(f"{what} is a list of layers, not {shown(some)}")
        told.append(tuple(some))
    bars = content.get("bars")
    if bars is None:
        return told[0], told[1], None
    if not isinstance(bars, list) or len(bars) != 2 or not all(type(bar) is int and bar in numbers for bar in bars):
        raise FilmScoreError(f"{shown(bars)} are no two of the bars that are shown")
    return told[0], told[1], (min(bars), max(bars))


def code(marks: list[Mark], call: Mapping[str, Any], *, blind: bool) -> str:
    """The Python that declares the same roles; of layers without names, a dictionary of them. As the page writes it."""
    if blind:
        every = {mark["layer"]: mark["role"] for mark in marks if mark["what"] == "role"}
        return f"jobs = {_written(every)}"
    roles = roles_in(marks)
    parts = [call["of"], _written(roles) if roles else "", "tempo=tempo" if call["tempo"] else ""]
    return f"fs.layers({', '.join(filter(None, parts))})"


def _written(roles: Mapping[str, str]) -> str:
    return json.dumps(roles, ensure_ascii=False)
