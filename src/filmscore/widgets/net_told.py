"""A walk through the Tonnetz in words: for the still, and for those who read it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ..music.harmony.conventions import CONVENTIONS, Convention
from ..music.harmony.net import Step
from ..music.harmony.triads import MOVES, Triad

if TYPE_CHECKING:
    from .tonnetz import Tonnetz

NOTHING = "Nothing is reported of this pair here. That is room for you."


def lines(net: Tonnetz) -> list[str]:
    """The path, where it lies, its steps, both labels of the last, and what is reported of it."""
    walk = net.walk
    names = [triad.name for triad in walk.triads]
    if not names:
        return ["A net of all 24 triads, with no path yet."]
    placed = ""
    if net.frames:
        beats = "beat" if net.beats == 1 else "beats"
        placed = f", {net.beats} {beats} each at 60, on frames {', '.join(map(str, net.frames))}"
        placed += _over(net)
    said = [f"Path: {' '.join(names)}{placed}.", f"Home: {walk.home}." if walk.home else "No home is chosen."]
    if walk.steps:
        steps = dict.fromkeys(map(moved, walk.steps))  # to and fro is told once each way
        said += [*steps, labels(walk.steps[-1], walk.home), *reports(walk.steps[-1], walk.home)]
    return said


def _over(net: Tonnetz) -> str:
    """How far the path goes on after the shot; nothing if it does not."""
    if net.film is None or net.start is None or net.end is None:
        return ""
    until = net.start + int(net.film.rate.fps * net.beats * len(net.frames) + Fraction(1, 2))
    over = until - net.end
    if over <= 0:
        return ""
    whose = "the film" if net.end == net.film.frames else "this shot"
    return f". The path goes on {over} frame{'' if over == 1 else 's'} after {whose}"


def moved(step: Step) -> str:
    """The moves of a step, what stays, and how far the voices go, as the page says it."""
    rows = list(step.moves)
    if step.letter in MOVES:
        made = MOVES[step.letter][1]
        rows = [made if made == step.letter else f"{made} = {step.letter}"] + [
            row for row in rows if row != made and len(row) <= len(made) > 1
        ]
    held = {0: "no note is held", 1: f"{''.join(step.held)} is held"}.get(
        len(step.held), f"{' and '.join(step.held)} are held"
    )
    far = "1 semitone" if step.semitones == 1 else f"{step.semitones} semitones"
    return f"{step.pair.one} to {step.pair.other}: {', or '.join(rows)}; {far} in all; {held}."


def labels(step: Step, home: Triad | None) -> str:
    """Both labels of a step, the one that applies first."""
    one, other = step.pair.one, step.pair.other
    told = [
        f"{label} from {triad}, heard {'as home and ' if triad == home else ''}{order}"
        for triad, label, order in (
            (one, step.pair.label, "first"),
            (other, step.pair.reversed.label, "second"),
        )
    ]
    if home == other:
        told.reverse()
    return f"{one} to {other}: {told[0]}; {told[1]}."


def ends(step: Step, home: Triad | None) -> list[tuple[Triad, str]]:
    """The triads a step is told from, each with its label: home alone, if it is one of the two."""
    both = [(step.pair.one, step.pair.label), (step.pair.other, step.pair.reversed.label)]
    at_home = [end for end in both if end[0] == home]
    return at_home or both


def reports(step: Step, home: Triad | None) -> list[str]:
    """What is reported of a step, each with what speaks against it; or that nothing is."""
    rows = {row.label: row for row in CONVENTIONS}
    found = [(triad, rows[label]) for triad, label in ends(step, home) if label in rows]
    if len(found) == 2 and found[0][1] == found[1][1]:  # the same from both ends, so it is told once
        return [*_report(found[0][1], f"from {found[0][0]} and from {found[1][0]} alike")]
    whence = [f"from {triad}, your home" if triad == home else f"if {triad} is home" for triad, _ in found]
    told = [line for (_, row), end in zip(found, whence, strict=True) for line in _report(row, end)]
    return told or [NOTHING]


def _report(row: Convention, whence: str) -> tuple[str, str]:
    more = f" {row.caution}" if row.caution else ""
    source = row.counter_source[0].upper() + row.counter_source[1:]
    return (
        f"{row.label}, {whence}, is {row.certainty} for {row.reported}. For example: {row.films}. By {row.source}.",
        f"But: {row.counter} {source}.{more}",
    )
