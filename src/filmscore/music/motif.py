"""Motifs: a few notes that can be told apart from any others.

A motif is a value: pitches with their lengths in beats (quarter lengths), nothing about who plays it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from ..errors import FilmScoreError, shown

_STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_ACCIDENTALS = {"": 0, "#": 1, "♯": 1, "##": 2, "x": 2, "𝄪": 2, "b": -1, "♭": -1, "-": -1, "bb": -2, "♭♭": -2, "--": -2}
_NAME = re.compile(r"([A-Ga-g])(##|#|♯|x|𝄪|bb|b|♭♭|♭|--|-|)([0-9])")
_EXAMPLE = "a letter A to G, perhaps a # or b, and an octave: C4 is the C in the middle of the piano, C5 the next above"


def midi_of(name: str) -> int:
    """The MIDI number of a pitch name; middle C, C4, is 60.

    >>> midi_of("F#4"), midi_of("E♭4"), midi_of("E-4")
    (66, 63, 63)
    """
    match = _NAME.fullmatch(name.strip()) if isinstance(name, str) else None
    if match is None:
        raise FilmScoreError(f"{shown(name)} is no note name. Write {_EXAMPLE}.")
    midi = 12 * (int(match[3]) + 1) + _STEPS[match[1].upper()] + _ACCIDENTALS[match[2]]
    if not 0 <= midi <= 127:
        raise FilmScoreError(f"{name} lies outside everything that can be played (C0 to G9): choose another octave.")
    return midi


def spelled(name: str) -> str:
    """A pitch name as it is printed: F♯4, E♭4."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise FilmScoreError(f"{shown(name)} is no note name. Write {_EXAMPLE}.")
    sign = {0: "", 1: "♯", 2: "𝄪", -1: "♭", -2: "♭♭"}[_ACCIDENTALS[match[2]]]
    return f"{match[1].upper()}{sign}{match[3]}"


def as_music21(name: str) -> str:
    """A pitch name as music21 spells it.

    >>> as_music21("E♭4"), as_music21("F𝄪5"), as_music21("Bbb3")
    ('E-4', 'F##5', 'B--3')
    """
    match = _NAME.fullmatch(name)
    if match is None:
        raise FilmScoreError(f"{shown(name)} is no note name. Write {_EXAMPLE}.")
    alter = _ACCIDENTALS[match[2]]
    return f"{match[1].upper()}{'#' * alter if alter > 0 else '-' * -alter}{match[3]}"


@dataclass(frozen=True, init=False)
class Motif:
    """A short tune.

    Parameters
    ----------
    notes : str, or an iterable of such words
        Words of ``pitch:beats``; ``R`` is a rest, and a note without a length lasts one beat.

    Attributes
    ----------
    names : tuple of str or None
        Pitches as printed (``F♯4``); None for a rest.
    durations : tuple of Fraction
        Beats (quarter lengths), one for each note or rest.

    Raises
    ------
    FilmScoreError
        If a word is no note.

    Examples
    --------
    >>> tune = Motif("D4 A4:1/2 F#4:1/2 E5:2")
    >>> tune.midi, tune.intervals, tune.contour
    ((62, 69, 66, 76), (7, -3, 10), 'zigzag')
    """

    names: tuple[str | None, ...]
    durations: tuple[Fraction, ...]

    def __init__(self, notes: str | Iterable[str] | Motif) -> None:
        if isinstance(notes, Motif):
            names, durations = notes.names, notes.durations
        else:
            words = re.split(r"[\s,]+", notes.strip()) if isinstance(notes, str) else _words(notes)
            if not any(words):
                raise FilmScoreError("There are no notes here yet. Write them with spaces between: 'D5 A5 F#5 E5'.")
            read = [_read(word) for word in words if word]
            names, durations = tuple(name for name, _ in read), tuple(beats for _, beats in read)
            if not any(names):
                raise FilmScoreError("These are rests only: write at least one note.")
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "durations", durations)

    def __repr__(self) -> str:
        words = (
            (name or "R") + ("" if beats == 1 else f":{beats}")
            for name, beats in zip(self.names, self.durations, strict=True)
        )
        return f"Motif({' '.join(words)!r})"

    @property
    def pitches(self) -> tuple[str, ...]:
        """The names of the sounding notes."""
        return tuple(name for name in self.names if name)

    @property
    def midi(self) -> tuple[int, ...]:
        """MIDI numbers of the sounding notes; C4 is 60."""
        return tuple(map(midi_of, self.pitches))

    @property
    def intervals(self) -> tuple[int, ...]:
        """Semitones from each sounding note to the next."""
        return tuple(b - a for a, b in zip(self.midi, self.midi[1:], strict=False))

    @property
    def beats(self) -> Fraction:
        """Length of the whole in beats."""
        return sum(self.durations, Fraction(0))

    @property
    def contour(self) -> str:
        """The line it draws: level, rising, falling, arch (up, then down), valley, or zigzag."""
        steps = [1 if i > 0 else -1 for i in self.intervals if i]
        turns = [step for i, step in enumerate(steps) if i == 0 or step != steps[i - 1]]
        match turns:
            case []:
                return "level"
            case [1]:
                return "rising"
            case [-1]:
                return "falling"
            case [1, -1]:
                return "arch"
            case [-1, 1]:
                return "valley"
            case _:
                return "zigzag"


def _words(notes: object) -> list[str]:
    if not isinstance(notes, Iterable):
        raise FilmScoreError(f"{shown(notes)} is no list of notes. Write them with spaces between: 'D5 A5 F#5 E5'.")
    return [word if isinstance(word, str) else _not_a_word(word) for word in notes]


def _not_a_word(word: object) -> str:
    raise FilmScoreError(f"{shown(word)} is no note name. Write {_EXAMPLE}.")


def _read(word: str) -> tuple[str | None, Fraction]:
    name, _, length = word.partition(":")
    try:
        beats = Fraction(length) if length else Fraction(1)
    except (ValueError, ZeroDivisionError):
        raise FilmScoreError(f"In {shown(word)} the length is no number of beats: write 1, 2, 0.5 or 1/2.") from None
    if not 0 < beats <= 64 or not math.isfinite(beats):
        raise FilmScoreError(f"In {shown(word)} the length must be more than 0 beats and at most 64.")
    if name.upper() == "R":
        return None, beats
    if re.fullmatch(r"[A-Ga-g](#|♯|b|♭)?", name):
        raise FilmScoreError(
            f"{name!r} needs an octave: {name.upper()[:1]}{name[1:]}4 is near the middle of the piano."
        )
    if re.match(r"[Hh]", name):
        raise FilmScoreError(f"{shown(word)}: the note that German calls H is B here.")
    midi_of(name)
    return spelled(name), beats
