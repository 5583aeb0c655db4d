"""What a balance says, in words: the arithmetic, the verdict, and whose tune is heard."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..pitch import Pitch
from .players import is_plural, player
from .weights import number, table_of

if TYPE_CHECKING:
    from .balance import Balance, Weight

#: what each table says, in words
SAYS = {
    "p": "Piano: all winds about equal, a section of strings as one wind.",
    "f": "Forte: woodwind 1, horn 2, trumpet, trombone or tuba 4, a section of strings 2.",
    "m": "mf lies between Rimsky-Korsakov's two tables; it is counted halfway.",
}


def told(x: Balance) -> str:
    """The arithmetic from the top note down, the finding, and what the numbers do not say."""
    rows = [f"{w.note}: {w.sum} = {number(w.units)}" for w in reversed(x.notes) if w.units]
    rows += [f"{who}: not counted. {why}" for who, why in x.unweighed]
    return "\n".join([*rows, finding(x), *x.remarks])


def finding(x: Balance) -> str:
    """The verdict in a sentence, and the table it was counted by."""
    rows = x.counted
    if not rows:
        return "Nobody here has a number, so the ear has to say."
    table = SAYS[table_of(x.dynamic)]
    if x.tune:
        return f"{_of_a_tune(x)} {table}"
    strong, weak = x.extremes
    if len(rows) == 1:
        return f"Nothing to compare: {strong.note} alone is counted, {number(strong.units)}. {table}"
    if x.verdict == "even":
        octaves = len({Pitch.read(w.note).midi % 12 for w in rows}) < len(rows)
        sums = f"{number(weak.units)} to {number(strong.units)}"
        how = f"Even, each tone at its strongest octave: {sums}." if octaves else f"Even: {sums} a note."
        return f"{how} {table}"
    times = number(x.ratio)
    return f"{x.verdict.capitalize()}: {strong.note} is {times} times as strong as {weak.note}. {table}"


def _of_a_tune(x: Balance) -> str:
    own, rival = x.against
    who, many = _together(x.tune)
    if rival is None:
        return f"{who} {'are' if many else 'is'} alone."
    others = [w for w in x.counted if w not in x.own_notes]
    sums = f"{number(own)} against {number(rival.units)} at {_listed(w for w in others if w.units == rival.units)}"
    if x.by_numbers_alone:
        forced = next(note for note, _, _ in x.forced if note in {w.note for w in x.own_notes})
        have = "they have" if many else "it has"
        return f"{who} would carry by numbers, {sums}; but {x.dynamic} on {forced} is more than {have}."
    if x.verdict == "carries":
        return f"{who} {'carry' if many else 'carries'}: {sums}."
    covered = {"close": "close to being covered", "covered": "covered"}[x.verdict]
    people = "sections" if all(player(one).section for one in x.tune) else "players"
    return (
        f"{who} {'are' if many else 'is'} {covered}: {sums}. It would take {number(rival.units / own)} times as many "
        f"{people}, or {_listed(w for w in others if w.units > own)} marked softer, or the tune an octave away from "
        "the chord."
    )


def _listed(rows: Iterable[Weight]) -> str:
    """Notes by name, from low to high: ``D3``, ``D3 and A3``."""
    return _and([one.note for one in rows])


def _and(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _together(names: tuple[str, ...]) -> tuple[str, bool]:
    """Players as the beginning of a sentence, and whether they are several: "The flute and the horn", True."""
    bare = [one if one.startswith("the ") else f"the {one}" for one in names]
    return f"T{_and(bare)[1:]}", len(names) > 1 or is_plural(player(names[0]))
