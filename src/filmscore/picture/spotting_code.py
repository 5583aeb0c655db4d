"""A spotting as plain data, and as the line of code that would make it: what is kept, and what is shown and copied."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any

from ..errors import FilmScoreError, shown
from .film import Film, film_names, open_film
from .spotting import Cue, Hit, Silence, Spotting

WIDTH = 100  # a longer line of code is broken
_KINDS: dict[str, type] = {"cues": Cue, "hits": Hit, "silences": Silence}
_POSITIONS = {Cue: ("id", "start", "end"), Hit: ("frame", "label"), Silence: ("start", "end", "reason")}


# ---- as data


def to_data(spotting: Spotting) -> dict[str, Any]:
    """Dicts, lists, text and numbers; what is as by default is left out."""
    parts = {
        name: [
            {f.name: getattr(one, f.name) for f in fields(one) if _is_worth_saying(one, f)}
            for one in getattr(spotting, name)
        ]
        for name in _KINDS
    }
    return {"film": spotting.film.name, **parts}


def from_data(data: Any, film: Film | str | None = None) -> Spotting:
    """The spotting that `to_data` gave; see `Spotting.from_data`."""
    if not isinstance(data, Mapping):
        raise FilmScoreError(f"A spotting as data is a dict with film, cues, hits and silences, not {shown(data)}.")
    unknown = [name for name in data if name not in ("film", *_KINDS)]
    if unknown:
        raise FilmScoreError(f"A spotting has film, cues, hits and silences; there is no {shown(unknown[0])} in it.")
    film = open_film(data.get("film")) if film is None else open_film(film)  # type: ignore[arg-type]
    if data.get("film", film.name) != film.name:
        raise FilmScoreError(f"These are marks of {shown(data['film'])}, not of {film.name!r}.")
    return Spotting(film, **{name: [_made(kind, one) for one in _items(data, name)] for name, kind in _KINDS.items()})


def _items(data: Mapping[str, Any], name: str) -> list[Any]:
    items = data.get(name, [])
    if not isinstance(items, list | tuple):
        raise FilmScoreError(f"The {name} of a spotting are a list, not {shown(items)}.")
    return list(items)


def _made(kind: type, one: Any) -> Any:
    known = {f.name: f for f in fields(kind)}
    if not isinstance(one, Mapping):
        raise FilmScoreError(f"A {kind.__name__} as data is a dict with {', '.join(known)}, not {shown(one)}.")
    for name in one:
        if name not in known:
            raise FilmScoreError(f"A {kind.__name__} has no {shown(name)}; it has {', '.join(known)}.")
    for name, field in known.items():
        if name not in one and field.default is MISSING:
            raise FilmScoreError(f"A {kind.__name__} needs its {name}: {shown(dict(one))}.")
    return kind(**one)


def _is_worth_saying(one: Any, field: Any) -> bool:
    return field.default is MISSING or getattr(one, field.name) != field.default


# ---- as code


@dataclass(frozen=True)
class _Call:
    """Something with brackets and things between them."""

    opening: str
    inside: tuple[_Call | str, ...]
    closing: str

    def line(self) -> str:
        return self.opening + ", ".join(i if isinstance(i, str) else i.line() for i in self.inside) + self.closing


def code(spotting: Spotting) -> str:
    """The expression that makes an equal spotting, given ``import filmscore as fs``."""
    parts = [
        _Call(f"{name}=[", tuple(_written(one) for one in getattr(spotting, name)), "]")
        for name in _KINDS
        if getattr(spotting, name)
    ]
    return _laid_out(_Call("fs.Spotting(", (film_code(spotting.film), *parts), ")"), "", 0)


def film_code(film: Film) -> str:
    """How a film is named in code: by its name; one of your own by its timeline, or else as `film`."""
    if film.name in film_names() and open_film(film.name) == film:
        return quoted(film.name)
    timeline = film.path / "timeline.otio"
    try:
        if Film.from_timeline(timeline) == film:
            return f"fs.Film.from_timeline({quoted(str(timeline))})"
    except FilmScoreError:
        pass
    return "film"


def quoted(text: str) -> str:
    """Text as a literal, in double quotes; whatever is in it, the literal can be written to a file and read back."""
    literal = json.dumps(text, ensure_ascii=False)
    return re.sub(r"[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", literal)


def _written(one: Any) -> _Call:
    first: list[str] = []  # these stay together on a line
    said: list[str] = []
    in_place = True
    for field in fields(one):
        if not _is_worth_saying(one, field):
            in_place = False  # what follows must say its name
            continue
        value = _value(getattr(one, field.name))
        if in_place and field.name in _POSITIONS[type(one)]:
            first.append(value)
        else:
            said.append(f"{field.name}={value}")
    return _Call(f"fs.{type(one).__name__}(", (", ".join(first), *said), ")")


def _value(value: Any) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return str(value)
    return str(int(value)) if value == int(value) and abs(value) < 10**15 else repr(float(value))


def _laid_out(call: _Call, indent: str, room: int) -> str:
    """On one line if it fits (`room` is what must follow on it), else one thing to a line."""
    line = call.line()
    if len(indent) + len(line) + room <= WIDTH:
        return line
    deeper = indent + "    "
    inside = [i if isinstance(i, str) else _laid_out(i, deeper, 1) for i in call.inside]
    return call.opening + "".join(f"\n{deeper}{text}," for text in inside) + f"\n{indent}{call.closing}"
