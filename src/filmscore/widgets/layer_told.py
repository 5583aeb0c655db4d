"""The Layer painter in words: for the still, and for those who read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ..sound.lanes import hertz_span
from . import layer_page

if TYPE_CHECKING:
    from ..sound.collisions import Collision
    from .layer_painter import LayerPainter

NOBODY = "Nobody is in anybody's way. That may also mean that nobody is together."
ALONE = "One layer stands in nobody's way."

#: what is said until the lanes are measured
WAITING = "The lanes are being measured."

#: so many collisions are told, as in the page
MOST_TOLD = 4


def finding(painter: LayerPainter) -> str:
    """What one would say of it first: what is asked about its roles, else how many collisions there are."""
    if len(painter._ids) == 1:
        return ALONE
    if painter._named:
        layers = painter.layers
        # guesses and doubts are about one layer; what several are together comes first
        single = (layer_page.GUESSED, *(f"{name} was declared " for name in layers.names))
        together = next((text for text in layers.remarks if not text.startswith(single)), "")
        if together:
            return together
    found = painter.collisions
    if not found:
        return NOBODY
    longest = max(len(one.bars) for one in found)
    many = "One collision" if len(found) == 1 else f"{len(found)} collisions"
    return f"{many}, the longest over {longest} {painter.desk['unit']}{'s' * (longest != 1)}."


def sentences(painter: LayerPainter) -> list[str]:
    """Who covers whom in the bars that are looked at, the longest first, and how many more there are."""
    names = _shown_as(painter)
    said = []
    for one in painter.collisions:
        words = type(one)(names[one.covered], names[one.by], one.lane, one.bars, one.share, one.both)
        text = words.words(painter.desk["unit"])
        said.append(f"{text[:1].upper()}{text[1:]}.")
    more = len(said) - MOST_TOLD
    return [*said[:MOST_TOLD], *([f"And {more} more."] if more > 0 else [])]


def rows(painter: LayerPainter) -> list[tuple[str, str, str, str]]:
    """For each layer its name, its role or its figures, the lanes it lives in, and who is in its way."""
    layers, names = painter.layers, _shown_as(painter)
    made = []
    for one, layer in painter._ids.items():
        does = layers.sounding[layer]
        if does.silent:
            role = ""
        elif painter._named:
            role = layers.roles[layer] + ("" if layer in layers.declared else "?")
        else:
            role = f"{does.begins:.1f} attacks a second, {does.lasts:.0%} of the time"
        lives = "silent" if does.silent else hertz_span(layers.home(layer)) or "nowhere"
        made.append((one, role, lives, _in_its_way(layer, painter.collisions, names)))
    return made


def _in_its_way(layer: str, found: Iterable[Collision], names: Mapping[str, str]) -> str:
    """Who covers a layer, and with whom it shares a place, each with the lanes: what is hatched in its row."""
    under: dict[str, list[str]] = {}
    shares: dict[str, list[str]] = {}
    for one in found:
        if one.both and layer in (one.covered, one.by):
            shares.setdefault(one.by if layer == one.covered else one.covered, []).append(one.lane.name)
        elif not one.both and layer == one.covered:
            under.setdefault(one.by, []).append(one.lane.name)
    said = []
    for how, whom in (("under", under), ("shares with", shares)):
        if whom:
            listed = [f"{names[other]} ({', '.join(lanes)})" for other, lanes in whom.items()]
            said.append(f"{how} {', '.join(listed)}")
    return "; ".join(said)


def lines(painter: LayerPainter) -> list[str]:
    """The painter as text: the finding, who it is of, every layer, who covers whom."""
    told = [finding(painter), f"{painter._title}, {_count(len(painter._ids))}."]
    for name, role, lives, way in rows(painter):
        what = f", {role}" if role not in ("", name) else ""
        told.append(f"{name}{what}: {lives}{f'; {way}' if way else ''}.")
    return [*told, *sentences(painter)]


def _shown_as(painter: LayerPainter) -> dict[str, str]:
    return {layer: one for one, layer in painter._ids.items()}


def _count(number: int) -> str:
    return f"{number} layer{'s' * (number != 1)}"
