"""How the checks of lesson 07 speak: the student's notes beside the right ones, two questions at a time."""

from __future__ import annotations

from itertools import zip_longest

from ....music.motif import Motif
from ...asking import Ask, fields, listed, settling
from ...asking_notes import notes, same, shifted, spelling, words_of_notes

#: sections of the lesson, by what they are about
MOVED = "Another place"
MODE = "One note of eight"
MIRROR = "Upside down"
BACK = "Backwards"
TIME = "Other clocks"
PARTS = "A piece of it"
KNOWN = "Who still knows it?"
ORDER = "Plain before bent"
IRONY = "Not meaning it"

settle = settling("07")

__all__ = [
    "Ask", "beside", "fields", "listed", "lowered", "notes", "same", "settle", "shifted", "spelling",
    "words_of_notes",
]  # fmt: skip


def unwritten(motif: Motif) -> bool:
    """Whether the lengths were left out: every note lasts one beat."""
    return set(motif.durations) == {1}


def beside(yours: Motif, right: Motif, name: str = "Asked", *, whole: bool = False, lengths: bool = True) -> str:
    """Two lines, note under note, with brackets where they part; the second stops at the first such place.

    Parameters
    ----------
    whole : bool
        Show the second to its end, where the difference between the two is what is to be learnt.
    lengths : bool
        Whether lengths are shown, and count as a difference.

    Examples
    --------
    >>> print(beside(Motif("C5 F5 Eb5 Ab4"), Motif("C5 F5 E5 A4")))
    Yours: C5 · F5 · [E♭5] · [A♭4]
    <BLANKLINE>
    Asked: C5 · F5 · [E5] · …
    """
    mine, theirs = words_of_notes(yours, lengths=lengths), words_of_notes(right, lengths=lengths)
    sounds = list(zip_longest(_sounds(yours, lengths), _sounds(right, lengths)))
    parted = [i for i, (a, b) in enumerate(sounds) if a != b]
    above = [f"[{word}]" if i in parted else word for i, word in enumerate(mine)]
    below = [f"[{word}]" if i in parted else word for i, word in enumerate(theirs)]
    if not whole and parted and parted[0] + 1 < len(below):
        below = [*below[: parted[0] + 1], "…"]
    return f"Yours: {' · '.join(above[:24])}\n\n{name}: {' · '.join(below)}"


def _sounds(motif: Motif, lengths: bool) -> list[tuple[object, object]]:
    heard = iter(motif.midi)
    return [
        (None if name is None else next(heard), beats if lengths else None)
        for name, beats in zip(motif.names, motif.durations, strict=True)
    ]


def lowered(text: str) -> str:
    """A sentence's first letter made small, to stand after a colon."""
    return text[:1].lower() + text[1:]
