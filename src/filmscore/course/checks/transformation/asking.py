"""How the checks of lesson 07 speak: the student's notes beside the right ones, two questions at a time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.motif import Motif
from ...asking import Ask, fields, listed, settling

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

#: more notes than this are nobody's answer here, and would be compared one by one
MOST = 64

__all__ = ["Ask", "beside", "fields", "listed", "lowered", "notes", "same", "settle", "spelling", "words_of_notes"]


def notes(value: Any, what: str) -> Motif:
    """A line of notes, under the name it has in the answer.

    Raises
    ------
    FilmScoreError
        It is none, and the message says under which name it stands.
    """
    if not isinstance(value, Motif | str | list | tuple):
        raise FilmScoreError(f'“{what}” is to be a line of notes, such as "C5:3/2 G4:1/2", not {shown(value, 40)}.')
    try:
        motif = value if isinstance(value, Motif) else Motif(value)
    except FilmScoreError as why:
        raise FilmScoreError(f"“{what}”: {why}") from None
    if len(motif.names) > MOST:
        raise FilmScoreError(f"“{what}” has {len(motif.names):,} notes; nothing asked here has more than {MOST}.")
    return motif


def unwritten(motif: Motif) -> bool:
    """Whether the lengths were left out: every note lasts one beat."""
    return set(motif.durations) == {1}


def same(one: Motif, other: Motif, *, rhythm: bool = True) -> bool:
    """Whether two lines sound alike, however they are spelled."""
    alike = one.midi == other.midi and [n is None for n in one.names] == [n is None for n in other.names]
    return alike and (not rhythm or one.durations == other.durations)


def words_of_notes(motif: Motif, *, lengths: bool = True) -> list[str]:
    """The notes as one writes them: ``C5:3/2``, or ``C5`` alone.

    >>> words_of_notes(Motif("C5:3/2 R G4")), words_of_notes(Motif("C5:3/2 Eb5"), lengths=False)
    (['C5:3/2', 'R', 'G4'], ['C5', 'E♭5'])
    """
    pairs = zip(motif.names, motif.durations, strict=True)
    return [(name or "R") + (f":{beats}" if lengths and beats != 1 else "") for name, beats in pairs]


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


def spelling(yours: Motif, right: Motif) -> str:
    """What to say of notes that sound right and are spelled otherwise; nothing if all are spelled alike."""
    pairs = dict.fromkeys((a, b) for a, b in zip(yours.pitches, right.pitches, strict=True) if a != b)
    if not pairs:
        return ""
    said = listed([f"{a} where the key has {b}" for a, b in pairs])
    return f"On spelling: you wrote {said}. They sound alike and are accepted; a player reads the second sooner."


def lowered(text: str) -> str:
    """A sentence's first letter made small, to stand after a colon."""
    return text[:1].lower() + text[1:]


def shifted(one: Sequence[int], other: Sequence[int]) -> int | None:
    """By how many semitones `one` lies above `other`, if it does so throughout.

    >>> shifted((64, 71), (60, 67)), shifted((64, 70), (60, 67))
    (4, None)
    """
    if len(one) != len(other) or not one:
        return None
    gaps = {a - b for a, b in zip(one, other, strict=True)}
    return gaps.pop() if len(gaps) == 1 else None
