"""The style sheets of the widgets beside each other: a page has those of all its widgets at once."""

from __future__ import annotations

import re
from collections import defaultdict

from pagescripts import STATIC

#: sheets that several widgets are made with: what they say is meant for all of these
SHARED = {"box.css", "player.css", "spotting_desk.css", "tonnetz.css"}


def classes(sheet):
    """The names a sheet has of its own: those with two letters for the widget, as in ``fsp-np-head``."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    return set(re.findall(r"\.(fsp-[a-z]{2}(?:-[\w-]+)?)(?![\w-])", text))


def test_no_two_widgets_call_different_things_alike():
    """The map and the machine of one page laid out each other's rows."""
    owners = defaultdict(set)
    for sheet in STATIC.glob("*.css"):
        if sheet.name not in SHARED:
            for name in classes(sheet):
                owners[name].add(sheet.name)
    assert len(owners) > 300
    assert {name: sheets for name, sheets in owners.items() if len(sheets) > 1} == {}


def test_the_box_is_said_once():
    """Every widget's root is in it, and no sheet says it again."""
    box = (STATIC / "box.css").read_text(encoding="utf-8")
    roots = set(re.findall(r"\.(fsp-\w+)", box))
    assert roots == {"fsp-root", "fsp-quiz", "fsp-np", "fsp-tc"}
    for sheet in STATIC.glob("*.css"):
        if sheet.name == "box.css":
            continue
        text = sheet.read_text(encoding="utf-8")
        for root in roots:
            own = re.search(rf"^\.{root} {{(.*?)}}", text, re.DOTALL | re.MULTILINE)
            assert own is None or not re.search(r"box-sizing|border|background|color:|text-size-adjust", own[1]), sheet
            assert f".{root} p {{ margin: 0; }}" not in text
