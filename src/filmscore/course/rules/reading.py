"""How a notebook is read for the rules: its words, its headings, the calls it makes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

PLAYERS = {"watch", "play", "spotting_desk"}  #: calls that put something on the page to hear or to move


@dataclass(frozen=True)
class Call:
    """A call of the course's own, as it stands in a cell: ``fs.watch("first-bloom", start=1030)``."""

    name: str
    arguments: tuple[Any, ...] = ()
    keywords: dict[str, Any] = field(default_factory=dict)


class Unknown:
    """An argument that cannot be read without running the cell."""


@lru_cache(maxsize=4096)
def parsed(source: str) -> ast.Module | str:
    """A cell's syntax tree, or what is wrong with it."""
    try:
        return ast.parse("\n".join(line for line in source.splitlines() if not line.startswith(("%", "!"))))
    except SyntaxError as error:
        return str(error)


def calls(source: str) -> Iterator[Call]:
    """Calls of ``fs.something`` in a cell, in the order they stand in."""
    tree = parsed(source)
    if isinstance(tree, str):
        return
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for node in sorted(found, key=lambda node: (node.lineno, node.col_offset)):
        function = node.func
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "fs":
            keywords = {word.arg: _value(word.value) for word in node.keywords if word.arg}
            yield Call(function.attr, tuple(_value(argument) for argument in node.args), keywords)


def _value(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError):
        return Unknown


def prose(cell: Any) -> str:
    """The words of a text cell without code fences, addresses and tags."""
    text = re.sub(r"^```.*?^```", "", cell.source, flags=re.M | re.S)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    return re.sub(r"<[^>]+>", " ", text)


def words(cell: Any) -> int:
    """How many words there are to read in a cell."""
    return len(re.findall(r"\w[\w’'.-]*", prose(cell))) if cell.cell_type == "markdown" else 0


def headings(book: Any) -> Iterator[tuple[str, int, str]]:
    """Cell id, level and words of every heading outside code fences."""
    for cell in book.cells:
        if cell.cell_type == "markdown":
            text = re.sub(r"^```.*?^```", "", cell.source, flags=re.M | re.S)
            for marks, said in re.findall(r"^(#{1,6}) +(.+)$", text, re.M):
                yield cell.id, len(marks), said


def text_of(book: Any) -> str:
    """All text cells, one after the other."""
    return "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")


def plays(cell: Any) -> bool:
    """Whether a cell puts something on the page to hear or to move."""
    return cell.cell_type == "code" and any(call.name in PLAYERS for call in calls(cell.source))
