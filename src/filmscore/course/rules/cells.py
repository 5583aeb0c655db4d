"""Rules for every cell of every notebook: what it may hold, show and be called."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from .reading import headings, parsed, words

MOST_LINES = 20
MOST_WORDS = 260  #: of one text cell: more is a wall
SOLUTION = re.compile(r"^### BEGIN SOLUTION.*?^### END SOLUTION\n?", re.M | re.S)
PICTURES = ("image/png", "image/jpeg", "image/svg+xml")
FORBIDDEN = {"Output": "Output()", "interact": "interact", "interactive": "interact", "clear_output": "clear_output"}
FRAMES = {"Audio", "Video", "YouTubeVideo", "VimeoVideo", "IFrame"}
HOSTS = re.compile(
    r"\b(youtube(-nocookie)?\.com|youtu\.be|spotify\.com|soundcloud\.com|vimeo\.com|deezer\.com)\b", re.I
)
FILE_NAME = re.compile(r"[\w./ -]*\.(png|jpe?g|gif|svg|webp)", re.I)


def heading_faults(book: Any) -> Iterator[str]:
    """One H1, first of all; no level left out on the way down."""
    found = list(headings(book))
    titles = [said for _, level, said in found if level == 1]
    if len(titles) != 1:
        yield f"one H1 is needed, there are {len(titles)}: {titles}"
    if found and found[0][1] != 1:
        yield f"{found[0][0]}: the first heading is not the H1"
    for (_, before, _), (place, level, said) in pairwise(found):
        if level > before + 1:
            yield f"{place}: heading {said!r} jumps from level {before} to {level}"


def identity_faults(book: Any) -> Iterator[str]:
    """Every cell has an id that says what it is."""
    if (book.nbformat, book.nbformat_minor) < (4, 5):
        yield "the notebook's format knows no cell ids (4.5 is needed)"
        return
    ids = [cell.id for cell in book.cells]
    yield from (f"{name}: two cells have this id" for name in sorted({name for name in ids if ids.count(name) > 1}))
    for name in ids:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) or re.fullmatch(r"[0-9a-f]{8,}", name):
            yield f"{name}: an id says what the cell is, in words with hyphens"


def cell_faults(cell: Any) -> Iterator[str]:
    """What is wrong with one cell."""
    if not cell.source.strip():
        yield "empty cell"
    elif cell.cell_type == "markdown":
        yield from _text_faults(cell)
    elif cell.cell_type == "code":
        lines = len(re.sub(SOLUTION, "", cell.source).splitlines())  # a model answer may be as long as it needs
        if lines > MOST_LINES:
            yield f"{lines} lines; {MOST_LINES} are the most, three the aim"
        yield from code_faults(cell.source)
        for output in cell.outputs:
            yield from _output_faults(output)


def alt_fault(alt: str) -> str:
    """Why a picture's alternative text will not do, or nothing."""
    if FILE_NAME.fullmatch(alt.strip()):
        return f"a picture's alt text is the name of its file, {alt!r}: say what it shows"
    if len(alt.split()) < 3:
        return f"a picture's alt text is {alt!r}: say what it shows"
    return ""


def _text_faults(cell: Any) -> Iterator[str]:
    if words(cell) > MOST_WORDS:
        yield f"{words(cell)} words without a pause; {MOST_WORDS} are the most"
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)\s]+)", cell.source)
    tags = re.findall(r"<(?:img|svg)\b[^>]*>", cell.source)
    for alt in [alt for alt, _ in pictures] + [_attribute(tag, "alt", "aria-label") for tag in tags]:
        if alt_fault(alt):
            yield alt_fault(alt)
    yield from _material_faults(cell.source)
    yield from paste_faults(cell.source)


#: signs of print, and what Python wants in their place
_PRINTED = str.maketrans({"−": "-", "–": "-", "“": '"', "”": '"', "‘": "'", "’": "'"})


def paste_faults(source: str) -> Iterator[str]:
    """What a student copies out of a text and runs is Python: the minus and the quotation marks of print are not."""
    for block in re.findall(r"^```python\n(.*?)^```", source, re.M | re.S):
        if isinstance(wrong := parsed(block), str):
            yield f"a form to be copied that is not Python: {wrong}"
    for span in re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", source, flags=re.M | re.S)):
        typed = span.translate(_PRINTED)
        if typed != span and isinstance(parsed(span), str) and not isinstance(parsed(typed), str):
            yield f"`{span}` has a sign of print in it; what is copied has to be `{typed}`"


def _attribute(tag: str, *names: str) -> str:
    found = re.search(rf'\b(?:{"|".join(names)})\s*=\s*["\']([^"\']*)', tag)
    return found[1] if found else ""


def _material_faults(source: str) -> Iterator[str]:
    """Nothing of somebody else's is played, and nothing is fetched from the network."""
    for tag in re.findall(r"<(audio|video|iframe|embed|object)\b", source, re.I):
        yield f"<{tag}> plays what the course cannot answer for: use fs.watch or fs.play with music of ours"
    for host in sorted({found[0] for found in HOSTS.finditer(source)}):
        yield f"{host}: music and films of others are described in words, not played or linked"
    remote = re.findall(r"!\[[^\]]*\]\((https?://[^)\s]+)", source) + re.findall(
        r"<img\b[^>]*\bsrc\s*=\s*[\"'](https?://[^\"']+)", source
    )
    for address in remote:
        yield f"the picture {address} is fetched from the network: keep it in the repository, with its licence"


def code_faults(source: str) -> Iterator[str]:
    """What does not belong in a lesson's code."""
    for line in source.splitlines():
        if line.startswith(("%", "!")):
            yield f"{line.split()[0]} does not belong in a lesson"
    if re.search(r";\s*(#.*)?$", source, re.M):
        yield "a trailing ; hides the output here and shows it under test"
    tree = parsed(source)
    if isinstance(tree, str):
        yield f"not Python: {tree}"
        return
    for node in ast.walk(tree):
        name = getattr(node, "id", None) or getattr(node, "attr", None)
        if isinstance(node, ast.Name | ast.Attribute) and name in FORBIDDEN:
            yield f"{FORBIDDEN[name]} gives another output under test than in JupyterLab"
        if isinstance(node, ast.Name | ast.Attribute) and name in FRAMES:
            yield f"{name} plays what the course cannot answer for: use fs.watch or fs.play with music of ours"
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield f"from {node.module} import *: name what you use"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and HOSTS.search(node.value):
            yield f"{node.value}: music and films of others are described in words, not played or linked"


def _output_faults(output: Any) -> Iterator[str]:
    data = output.get("data", {})
    told = str(data.get("text/plain", ""))
    for kind in PICTURES:
        if kind in data:
            alt = str(output.get("metadata", {}).get(kind, {}).get("alt", told))
            if "<Figure size" in told:
                yield "a bare figure: its text says its size in pixels, not what it shows"
            elif len(told.split()) < 3:
                yield "a picture in the output has no text beside it that says what it shows"
            elif alt_fault(alt):
                yield alt_fault(alt)
    for tag in re.findall(r"<img\b[^>]*>", str(data.get("text/html", ""))):
        if alt_fault(_attribute(tag, "alt")):
            yield f"in an output, {alt_fault(_attribute(tag, 'alt'))}"
    if re.search(r"\b0x[0-9a-f]{6,}\b", told):
        yield "an output shows a memory address, which is another one next time"
    if output.output_type == "error":
        yield f"saved with an error: {output.ename}"
    if output.get("name") == "stderr":
        yield "saved with something on stderr"
