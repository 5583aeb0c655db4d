"""How a student's chords are read, and what is said of their spelling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.harmony.chords import Chord, split_chords
from .asking import blank, dotted

_SIGN = r"(?:##|♯♯|#|♯|𝄪|bb|♭♭|𝄫|b|♭|)"
_NOTE = rf"[A-Ga-g]{_SIGN}[0-9]?"
#: letters and signs, apart or run together: Ab Cb Eb, Ab-Cb-Eb, AbCbEb, A♭3 C♭4 E♭4
_APART = re.compile(rf"{_NOTE}(?:[\s,;.·/–-]+{_NOTE})+")
_TOGETHER = re.compile(rf"(?:[A-G]{_SIGN}[0-9]?){{3,}}")
_BETWEEN_NOTES = re.compile(r"[\s,;.·/–-]+")
_GERMAN = re.compile(r"(?:[A-Ha-h](?:is|es)|[Hh]|[AE]s|as|es)$")
_BETWEEN = re.compile(r"[-–—→>·.]+")

#: a row nobody writes by hand
_MOST = 64


def notes(value: Any, what: str) -> Chord:
    """A chord that was spelled out, the lowest note first.

    Raises
    ------
    FilmScoreError
        It is none, or a symbol where its notes are asked for; the message begins with its name in the answer.
    """
    words = list(value) if isinstance(value, list | tuple) else [value]
    if not words or len(words) > _MOST or not all(isinstance(word, str) for word in words):
        raise FilmScoreError(f"“{what}” is to be notes between quotation marks, 'D F# A', not {shown(value, 40)}.")
    text = " ".join(words).strip(" \t\n,;.·")
    if _APART.fullmatch(text) or _TOGETHER.fullmatch(text):
        try:
            return Chord(" ".join(re.findall(_NOTE, text)))
        except FilmScoreError as why:
            raise FilmScoreError(f"“{what}”: {why}") from None
    odd = next(word for word in [*_BETWEEN_NOTES.split(text), text] if word == text or not re.fullmatch(_NOTE, word))
    if odd == text and _is_symbol(text):
        raise FilmScoreError(
            f"“{what}”: “{text}” is the name of a chord. Here its notes are asked for, each by its letter, the root "
            "first."
        )
    german = " What German calls H is B here, and its endings -is and -es are # and b." if _GERMAN.match(odd) else ""
    raise FilmScoreError(
        f"“{what}”: {shown(odd, 30)} is no note. Write a letter from A to G and, where it is wanted, # or b: 'Ab Cb "
        "Eb'."
        f"{german}"
    )


def _is_symbol(text: str) -> bool:
    try:
        Chord(text)
    except FilmScoreError:
        return False
    return True


def row(value: Any, what: str) -> tuple[Chord, ...]:
    """A row of chords: symbols with spaces, bar lines or dashes between them, or a list.

    Raises
    ------
    FilmScoreError
        One of them is none, and its place is said; or there are too many.
    """
    if isinstance(value, str):
        value = [word for word in split_chords(value) if not _BETWEEN.fullmatch(word)]
    if not isinstance(value, list | tuple):
        raise FilmScoreError(f"“{what}” is to be chords with spaces between them, 'C F/C C', not {shown(value, 40)}.")
    if len(value) > _MOST:
        raise FilmScoreError(f"“{what}” has {len(value):,} chords; nothing asked here has more than {_MOST}.")
    found = []
    for place, word in enumerate(value, 1):
        if not isinstance(word, str | list | tuple | Chord):
            raise FilmScoreError(f"“{what}”, chord {place}: {shown(word, 40)} is no chord. Write its symbol, 'D/C'.")
        if blank(word):
            raise FilmScoreError(f"“{what}”: chord {place} is still to be written.")
        try:
            found.append(Chord(word if isinstance(word, str | Chord) else list(word)))
        except FilmScoreError as why:
            raise FilmScoreError(f"“{what}”, chord {place}: {why}") from None
    return tuple(found)


def from_bass(chord: Chord) -> list[str]:
    """Its notes from the lowest up, each once: ``Chord("F/A")`` is A, C, F."""
    numbers = dict(zip(chord.notes, chord.pitch_classes, strict=True)) | {chord.bass: chord.bass_class}
    return sorted(numbers, key=lambda note: (numbers[note] - chord.bass_class) % 12)


def spelled_otherwise(wanted: Chord, written: Chord) -> tuple[tuple[str, str], ...]:
    """Of two chords that sound alike, the notes that have another letter: as written, and as they belong.

    >>> spelled_otherwise(Chord("Fm"), Chord("F G# C"))
    (('G♯', 'A♭'),)
    """
    right = dict(zip(wanted.pitch_classes, wanted.notes, strict=True))
    given = zip(written.pitch_classes, written.notes, strict=True)
    return tuple((name, right[number]) for number, name in given if right[number] != name)


def on_spelling(pairs: Sequence[tuple[str, Chord, Chord]]) -> str:
    """What to say of chords that sound right and are spelled otherwise: of the first such note, and how many more.

    Parameters
    ----------
    pairs : sequence of (name, wanted, written)
    """
    found = [(name, wanted, *one) for name, wanted, written in pairs for one in spelled_otherwise(wanted, written)]
    if not found:
        return ""
    name, wanted, given, right = found[0]
    more = f" So it is with {len(found) - 1} more." if len(found) > 1 else ""
    if len(right) > 2:  # a double sign
        reads = f"many players would rather read {given}; by its letter it is {right}"
    else:
        place = ("the root", "the third", "the fifth", "the seventh")[wanted.notes.index(right)]
        over = "" if place == "the root" else f" over {wanted.notes[0]}"
        reads = f"you wrote {given} where {right} belongs: {place}{over} is some kind of {right[0]}"
    return f"It sounds right. On spelling: in {name} {reads}.{more} See *Why B♭, and not A♯?*"


def told(chords: Sequence[Chord]) -> str:
    """A row of chords as a message shows it, cut where it would run on."""
    names = [str(chord) for chord in chords[:16]]
    return dotted([*names, "…"] if len(chords) > 16 else names)
