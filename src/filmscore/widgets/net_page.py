"""What the page of the Tonnetz is told: places, triads, what any two are to each other, and what is reported."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from ..music.harmony.conventions import CONVENTIONS
from ..music.harmony.net import Triangle, net, step_of
from ..music.harmony.pairs import mnx
from ..music.harmony.triads import MOVES, Triad
from .net_walk import plain

_PLACES = 4  # digits after the point


@cache
def told() -> dict[str, Any]:
    """The net, for a page that goes on by itself while the kernel is busy."""
    window = net()
    order = {(node.q, node.r): at for at, node in enumerate(window.nodes)}
    triads = sorted({one.triad for one in window.triangles}, key=lambda t: (t.minor, t.root))
    cells = list(window.triangles)
    return {
        "nodes": [
            {"x": round(node.at[0], _PLACES), "y": round(node.at[1], _PLACES), "names": list(node.names),
             "pitch": node.number}
            for node in window.nodes
        ],
        "cells": [
            {"triad": triads.index(one.triad), "up": one.up, "corners": [order[corner] for corner in one.corners],
             "over": {move: _beyond(cells, one, move) for move in "PLRS"}}
            for one in cells
        ],
        "triads": [
            {"name": one.name, "plain": plain(one), "root": one.root, "minor": one.minor, "notes": list(one.notes),
             "classes": list(one.pitch_classes)}
            for one in triads
        ],
        "relations": _relations(triads),
    }  # fmt: skip


def _beyond(cells: list[Triangle], one: Triangle, move: str) -> int:
    """The triangle beyond an edge, or for S beyond a point; where the window ends, the same triad inside it."""
    if move in "PLR":
        place = one.over(move)
    else:  # the slide keeps the third alone, so it goes straight over that point
        place = (one.q - 1, one.r + 1, False) if one.up else (one.q + 1, one.r - 1, True)
    here = next((at for at, cell in enumerate(cells) if (cell.q, cell.r, cell.up) == place), None)
    if here is not None:
        return here
    wanted = one.triad.transform(move)
    same = (at for at, cell in enumerate(cells) if cell.triad == wanted)
    return min(same, key=lambda at: math.dist(cells[at].middle, one.middle))


def _relations(triads: list[Triad]) -> dict[str, dict[str, Any]]:
    """By label: what two triads are to each other is the same wherever they lie."""
    made: dict[str, dict[str, Any]] = {}
    for one in (triads[0], next(t for t in triads if t.minor)):
        for other in triads:
            if other == one:
                continue
            step = step_of(one, other)
            made[mnx(first=one, second=other).label] = {
                "move": step.letter if step.letter in MOVES else "",
                "rows": list(step.moves),
                "semitones": step.semitones,
            }
    return made


def conventions() -> list[dict[str, str]]:
    """What is reported of pairs, each with what speaks against it."""
    return [
        {"label": one.label, "reported": one.reported, "films": one.films, "source": one.source,
         "counter": one.counter, "counterSource": one.counter_source, "certainty": one.certainty,
         "caution": one.caution}
        for one in CONVENTIONS
    ]  # fmt: skip
