"""What the page of a widget does, without a browser: it says what was made in it, and its scripts run in node."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Mapping
from typing import Any

from pagescripts import NODE, STATIC

from filmscore import look
from filmscore.widgets import marks


def say(widget: Any, content: Any, buffers: Iterable[Any] = ()) -> None:
    """A message from the page, through the widget's own dispatch."""
    widget._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": list(buffers)})


class Page:
    """As the page would: it sends copies of the marks, each after the last."""

    def __init__(self, widget: Any, writer: str = "page-1") -> None:
        self.widget, self.writer = widget, writer
        self.copy: dict[str, Any] = dict(widget.kept["copy"])

    def put(self, *now: Mapping[str, Any], how: str = "do") -> None:
        """All marks as they are now."""
        self.copy = marks.following(self.copy, list(now), self.writer)
        self.say({"type": "marks", "how": how, "copy": self.copy})

    def change(self, how: str = "do", key: str | None = None, **fields: Any) -> None:
        """Other fields of the mark with that key, or of the first."""
        rows = self.copy["marks"]
        chosen = rows[0] if key is None else next(mark for mark in rows if mark["key"] == key)
        self.put(*({**mark, **fields} if mark is chosen else mark for mark in rows), how=how)

    def say(self, content: Any, buffers: Iterable[Any] = ()) -> None:
        """Anything."""
        say(self.widget, content, buffers)


def module(name: str) -> str:
    """Where a script of the pages' core lies, as another imports it: ``module("net.js")``, in quotation marks."""
    return json.dumps((STATIC / "core" / name).as_uri())


def in_node(script: str, *data: Any) -> Any:
    """What a script logs, as JSON; in it `GIVEN` is the list of what it was given."""
    read = "import { readFileSync as $read } from 'node:fs'; const GIVEN = JSON.parse($read(0, 'utf8'));\n"
    command = [str(NODE), "--input-type=module", "-e", read + script]
    done = subprocess.run(
        command, input=json.dumps(data), capture_output=True, text=True, encoding="utf-8", check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def one_module(script: str) -> None:
    """A widget's script is one module: nothing to import, and one thing to export."""
    assert not re.search(r"^\s*import\b", script, re.MULTILINE)
    assert len(re.findall(r"^export\b", script, re.MULTILINE)) == 1 == script.count("export default")


def in_our_look(css: str, ours: str = ".fsp-") -> None:
    """A sheet of styles names no colour, touches nothing of others, and no words in it are too small."""
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\b(rgb|hsl)a?\(", css), "colours come from look.py"
    bare = re.sub(r"/\*.*?\*/|@[^{]+\{", "", css, flags=re.DOTALL)
    selectors = [one.strip() for group in re.findall(r"([^{}]+)\{", bare) for one in group.split(",") if one.strip()]
    assert selectors and [one for one in selectors if ours not in one and one not in ("from", "to", "}")] == []
    sizes = [float(size) for size in re.findall(r"font(?:-size)?:[^;]*?\b([\d.]+)px", css)]
    assert min(sizes, default=look.SMALLEST_TEXT) >= look.SMALLEST_TEXT
