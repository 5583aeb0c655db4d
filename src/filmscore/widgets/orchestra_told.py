"""The Orchestra map in words: for the still, and for those who read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import FilmScoreError
from ..music.orchestra.balance import balance
from ..music.pitch import Pitch
from . import orchestra_marks

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
    """The chord and the dynamic: "E♭ G B♭ D in forte", of several phrases with the name of the one that is shown."""
    tones = dict.fromkeys(printed(note).rstrip("0123456789") for note in shown.notes)
    which = f"phrase {shown.phrase}, " if len(shown.phrases) > 1 else ""
    return f"{which}{' '.join(tones) or 'No chord'} in {NAMED[shown.dynamic]}"


def who_plays(chord: dict[str, str]) -> list[str]:
    """Who plays what, from the highest note down: "flute and oboe D5"."""
    by_note: dict[str, list[str]] = {}
    for said, notes in chord.items():
        for note in notes.split():
            by_note.setdefault(note, []).append(said)
    order = sorted(by_note, key=lambda note: -Pitch.read(note).midi)
    return [f"{_and(by_note[note])} {printed(note)}" for note in order]


def lines(shown: OrchestraMap) -> list[str]:
    """Who plays what, who has nothing, and what the scales say; then the phrases that are not shown."""
    rows = who_plays(shown.chord)
    if not rows:
        told = [ALONE]
    else:
        told = [f"{rows[0][0].upper()}{'; '.join(rows)[1:]}.", *shown.balance.told.splitlines()[_sums(shown) :]]
    idle = shown.idle
    return told + ([f"No note yet: {_and(list(idle))}."] if idle else []) + others(shown)


def others(shown: OrchestraMap) -> list[str]:
    """A line of each phrase that lies beside the one that is shown."""
    made = []
    for head in orchestra_marks.heads_of(shown._marks):
        name = orchestra_marks.phrase_of(head)
        if name == shown.phrase:
            continue
        chord = shown.phrases[name]
        tunes = [one.said for one in orchestra_marks.seats_of(shown._marks, name) if one.tune]
        said = ALONE
        if chord:
            try:
                finding = balance(chord, head["dynamic"], tune=tunes or None).finding.split(". ")[0].rstrip(".")
                said = f"{'; '.join(who_plays(chord))}. {finding}."
            except FilmScoreError as error:
                said = f"{'; '.join(who_plays(chord))}. {error}"
        made.append(f"Phrase {name}, {NAMED[head['dynamic']]}: {said}")
    return made


def _sums(shown: OrchestraMap) -> int:
    """How many lines of the told balance are sums, which the drawing has."""
    return sum(bool(one.units) for one in shown.balance.notes)


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
