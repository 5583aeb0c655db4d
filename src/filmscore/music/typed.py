"""Motifs as they are typed: words of pitch and length, and the place of a word that cannot be read."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Set
from fractions import Fraction
from itertools import islice

from ..errors import FilmScoreError, shown
from .pitch import _EXAMPLE, Pitch

_NUMBER = re.compile(r"[+-]?([0-9]{1,12}(\.[0-9]{0,12})?|\.[0-9]{1,12})(/[0-9]{1,12})?")

#: a motif is a few notes; more than this is a score, and is read as one
MOST_NOTES = 500

#: beats that one note may last
LONGEST_NOTE = 64


def read_notes(notes: object) -> tuple[tuple[str | None, ...], tuple[Fraction, ...]]:
    """Names and lengths of the notes that were typed.

    Raises
    ------
    FilmScoreError
        A word is no note; in a text of several words, the place is marked.
    """
    if isinstance(notes, str):
        found = list(re.finditer(r"[^\s,]+", notes))
        words = [match[0] for match in found]
    else:
        found, words = [], [word for word in _words(notes) if word]
    if not words:
        raise FilmScoreError("There are no notes here yet. Write them with spaces between: 'D5 A5 F#5 E5'.")
    if len(words) > 2 * MOST_NOTES:
        raise FilmScoreError(
            f"These are more than {2 * MOST_NOTES} notes and rests, and a motif has {MOST_NOTES} notes at most: "
            "choose the few that matter."
        )
    read = []
    for i, word in enumerate(words):
        try:
            read.append(_read(word))
        except FilmScoreError as error:
            if len(words) == 1:
                raise
            where = marked(str(notes), found[i].start(), found[i].end()) if found else f"word {i + 1}"
            raise FilmScoreError(f"{error} ({where})" if not found else f"{error}\n{where}") from None
    names, durations = tuple(name for name, _ in read), tuple(beats for _, beats in read)
    sounding = sum(name is not None for name in names)
    if not sounding:
        raise FilmScoreError("These are rests only: write at least one note.")
    if sounding > MOST_NOTES:
        raise FilmScoreError(
            f"These are {sounding} notes, and a motif has {MOST_NOTES} at most: choose the few that matter."
        )
    return names, durations


def marked(text: str, start: int, end: int, around: int = 24) -> str:
    """The place of an error in a text: the words round it, and a mark beneath.

    >>> print(marked("D4 H4 A4", 3, 5))
        D4 H4 A4
           ^^
    """
    first, last = max(0, start - around), min(len(text), start + around)
    end = min(end, last)
    lead = "…" * (first > 0)
    piece = re.sub(r"\s", " ", text[first:last])
    pad = " " * (start - first + len(lead))
    return f"    {lead}{piece}{'…' * (last < len(text))}\n    {pad}{'^' * max(1, end - start)}"


def _words(notes: object) -> list[str]:
    if isinstance(notes, Mapping):
        first = next(iter(notes.items()), ("D4", 2))
        raise FilmScoreError(
            f"{shown(notes)} keeps no order and no note twice. Write notes and lengths as one text, such as "
            f"'{first[0]}:{first[1]}'."
        )
    if isinstance(notes, Set):
        raise FilmScoreError(f"{shown(notes)} has no order: write the notes one after the other, 'D5 A5 F#5 E5'.")
    if not isinstance(notes, Iterable):
        raise FilmScoreError(f"{shown(notes)} is no list of notes. Write them with spaces between: 'D5 A5 F#5 E5'.")
    some = islice(notes, 2 * MOST_NOTES + 1)  # what never ends is too long as well
    return [word if isinstance(word, str) else _not_a_word(word) for word in some]


def _not_a_word(word: object) -> str:
    raise FilmScoreError(f"{shown(word)} is no note name. Write {_EXAMPLE}.")


def _read(word: str) -> tuple[str | None, Fraction]:
    if not word.strip(".…"):
        raise FilmScoreError("The three dots of the form are still there: your notes go in their place.")
    name, _, length = word.partition(":")
    beats = read_length(length, word) if length else Fraction(1)
    if name.upper() == "R":
        return None, beats
    if re.fullmatch(r"[A-Ga-g](#|♯|b|♭)?", name):
        raise FilmScoreError(
            f"{name!r} needs an octave: {name.upper()[:1]}{name[1:]}4 is near the middle of the piano."
        )
    if re.match(r"[Hh]", name):
        raise FilmScoreError(f"{shown(word)}: the note that German calls H is B here.")
    if "~" in word or "+" in name:
        why = "A chord is no line: choose one note"
        if "~" in word:
            why = "A tie is one longer note: write its whole length"
        elif re.search(r"\+[0-9]", name):
            why = "A motif knows no quarter tones: choose the nearer key of the piano"
        raise FilmScoreError(f"{shown(word)}: {why}, as in 'D4:3'.")
    return Pitch.read(name).name, beats


def read_length(length: str, word: str) -> Fraction:
    """Beats as they are typed: 1, 0.5 or 1/2."""
    try:
        beats = _fraction(length)
    except (ValueError, ZeroDivisionError):
        raise FilmScoreError(f"In {shown(word)} the length is no number of beats: write 1, 2, 0.5 or 1/2.") from None
    if not 0 < beats <= LONGEST_NOTE:
        raise FilmScoreError(f"In {shown(word)} the length must be more than 0 beats and at most {LONGEST_NOTE}.")
    return beats


def _fraction(text: str) -> Fraction:
    """A number as people type it; "1e99999999" is one to Python, and takes minutes to read."""
    if not _NUMBER.fullmatch(text.strip()):
        raise ValueError(text)
    return Fraction(text.strip())


def ratio(value: object, what: str) -> Fraction:
    """A number of beats or a ratio: 2, 1.5, "3/2" or a Fraction, exactly."""
    if isinstance(value, str):
        try:
            found = _fraction(value)
        except (ValueError, ZeroDivisionError):
            found = None
        if found is None:
            raise FilmScoreError(f"{shown(value)} is no number: {what} is written as 2, 1.5 or '3/2'.")
        return found
    from ..picture.exact import number

    if isinstance(value, float) and not math.isfinite(value):
        raise FilmScoreError(f"{shown(value)} is no number: {what} is written as 2, 1.5 or '3/2'.")
    return number(value, what.removeprefix("the "))
