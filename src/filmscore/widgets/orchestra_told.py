"""The Orchestra map in words: for the still, and for those who read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..music.pitch import Pitch

if TYPE_CHECKING:
    from .orchestra_map import OrchestraMap

#: the dynamics by their names
NAMED = {
    "pp": "pianissimo", "p": "piano", "mp": "mezzo piano", "mf": "mezzo forte", "f": "forte", "ff": "fortissimo",
}  # fmt: skip
ALONE = "Nobody plays yet."


def printed(note: str) -> str:
    """A note as it is printed.

    >>> printed("Bb3")
    'B♭3'
    """
    return Pitch.read(note).name


def title(shown: OrchestraMap) -> str:
    """The chord and the dynamic: "E♭ G B♭ D in forte"."""
    tones = dict.fromkeys(printed(note).rstrip("0123456789") for note in shown.notes)
    return f"{' '.join(tones) or 'No chord'} in {NAMED[shown.dynamic]}"


def who_plays(shown: OrchestraMap) -> list[str]:
    """Who plays what, from the highest note down: "flute and oboe D5"."""
    by_note: dict[str, list[str]] = {}
    for said, notes in shown.chord.items():
        for note in notes.split():
            by_note.setdefault(note, []).append(said)
    order = sorted(by_note, key=lambda note: -Pitch.read(note).midi)
    return [f"{_and(by_note[note])} {printed(note)}" for note in order]


def lines(shown: OrchestraMap) -> list[str]:
    """Who plays what, who has nothing, and what the scales say."""
    rows = who_plays(shown)
    if not rows:
        told = [ALONE]
    else:
        told = [f"{rows[0][0].upper()}{'; '.join(rows)[1:]}.", *shown.balance.told.splitlines()[_sums(shown) :]]
    idle = shown.idle
    return told + ([f"No note yet: {_and(list(idle))}."] if idle else [])


def _sums(shown: OrchestraMap) -> int:
    """How many lines of the told balance are sums, which the drawing has."""
    return sum(bool(one.units) for one in shown.balance.notes)


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
