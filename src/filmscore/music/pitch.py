"""Pitches, intervals and keys as they are spelled: F♯ is not G♭, and an augmented second is no minor third.

A spelled pitch is a letter in an octave and an alteration, so a spelling is kept by counting letters and semitones side
by side. Nothing here goes from a MIDI number back to a name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ..errors import FilmScoreError, shown

LETTERS = "CDEFGAB"
_SEMITONES = (0, 2, 4, 5, 7, 9, 11)
_FIFTHS = (0, 2, 4, -1, 1, 3, 5)  # places of the letters on the line of fifths, F -1, C 0, G 1 …
_ACCIDENTALS = {"": 0, "#": 1, "♯": 1, "##": 2, "♯♯": 2, "x": 2, "𝄪": 2,
                "b": -1, "♭": -1, "-": -1, "bb": -2, "♭♭": -2, "𝄫": -2, "--": -2}  # fmt: skip
_SIGNS = {0: "", 1: "♯", 2: "𝄪", -1: "♭", -2: "♭♭"}
_SIGN = r"##|♯♯|#|♯|x|𝄪|bb|♭♭|𝄫|b|♭|--|-|"
_NAME = re.compile(rf"([A-Ga-g])({_SIGN})([0-9])")
_CLASS = re.compile(rf"([A-Ga-g])({_SIGN})")
_EXAMPLE = "a letter A to G, perhaps a # or b, and an octave: C4 is the C in the middle of the piano, C5 the next above"

#: what can be played, as MIDI numbers: C0 to G9
LOWEST, HIGHEST = 12, 127


class Pitch(NamedTuple):
    """A spelled pitch.

    Attributes
    ----------
    step : int
        Letters counted from C0: C4 is 28, D4 is 29.
    alter : int
        Semitones by which the sign raises it: ♯ is 1, ♭♭ is −2.

    Examples
    --------
    >>> a = Pitch.read("F#4")
    >>> a.name, a.midi, a.up(Interval.read("M3")).name
    ('F♯4', 66, 'A♯4')
    """

    step: int
    alter: int

    @classmethod
    def read(cls, name: object) -> Pitch:
        """The pitch of that name.

        Raises
        ------
        FilmScoreError
            It is no pitch name, or lies outside C0 to G9.
        """
        if not isinstance(name, str):
            raise FilmScoreError(f"{shown(name)} is no note name. Write {_EXAMPLE}.")
        return _read_pitch(name)

    @property
    def letter(self) -> str:
        """C, D, E, F, G, A or B."""
        return LETTERS[self.step % 7]

    @property
    def octave(self) -> int:
        """4 for middle C and all written from there to B."""
        return self.step // 7

    @property
    def midi(self) -> int:
        """MIDI number; C4 is 60."""
        return natural(self.step) + self.alter

    @property
    def name(self) -> str:
        """As it is printed."""
        return f"{self.letter}{_SIGNS[self.alter]}{self.octave}"

    @property
    def fifths(self) -> int:
        """Place on the line of fifths: … B♭ −2, F −1, C 0, G 1, D 2 …"""
        return _FIFTHS[self.step % 7] + 7 * self.alter

    def up(self, interval: Interval) -> Pitch:
        """The pitch that lies so far above, or below for an interval with a minus; within reach and readable."""
        return placed(self.step + interval.steps, self.midi + interval.semitones)

    def to(self, other: Pitch) -> Interval:
        """The interval from here to there."""
        return Interval(other.step - self.step, other.midi - self.midi)


@lru_cache(maxsize=4096)
def _read_pitch(name: str) -> Pitch:
    match = _NAME.fullmatch(name.strip())
    if match is None:
        raise FilmScoreError(f"{shown(name)} is no note name. Write {_EXAMPLE}.")
    pitch = Pitch(7 * int(match[3]) + LETTERS.index(match[1].upper()), _ACCIDENTALS[match[2]])
    if not LOWEST <= pitch.midi <= HIGHEST:
        raise FilmScoreError(f"{name} lies outside everything that can be played (C0 to G9): choose another octave.")
    return pitch


def natural(step: int) -> int:
    """The MIDI number of a letter without a sign."""
    octave, letter = divmod(step, 7)
    return 12 * (octave + 1) + _SEMITONES[letter]


def placed(step: int, midi: int) -> Pitch:
    """A letter made to sound a MIDI number; where that takes more than a double sign, the letter next to it.

    >>> placed(28, 62).name, placed(28, 63).name
    ('C𝄪4', 'D♯4')

    Raises
    ------
    FilmScoreError
        It lies outside C0 to G9.
    """
    while abs(midi - natural(step)) > 2:
        step += 1 if midi > natural(step) else -1
    if not LOWEST <= midi <= HIGHEST or not 0 <= step < 70:
        side = "above G9" if midi > HIGHEST or step >= 70 else "below C0"
        raise FilmScoreError(
            f"A note would come to lie {side}, outside everything that can be played: begin in another octave, "
            "or move it less far."
        )
    return Pitch(step, midi - natural(step))


_PERFECT = (0, 3, 4)
_INTERVAL = re.compile(r"(-?)\s*(P|M|m|A{1,2}|d{1,2})(-?)([1-9][0-9]?)")
#: a number of semitones as it is mostly spelled
USUAL = ("P1", "m2", "M2", "m3", "M3", "P4", "A4", "P5", "m6", "M6", "m7", "M7")
_OTHERWISE = {1: "A1", 3: "A2", 4: "d4", 6: "d5", 8: "A5", 9: "d7", 10: "A6", 11: "d8"}

_KINDS = {"P": "perfect", "M": "major", "m": "minor", "A": "augmented", "d": "diminished"}
_NUMBERS = {
    1: "unison", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "octave", 9: "ninth",
    10: "tenth", 11: "eleventh", 12: "twelfth", 15: "double octave",
}  # fmt: skip


class Interval(NamedTuple):
    """A spelled interval; both counts are negative, or 0, for one that goes down.

    Attributes
    ----------
    steps : int
        Letters from one pitch to the other: a third is 2.
    semitones : int

    Examples
    --------
    >>> Interval.read("-P5"), Interval(2, 3).name, Interval(-1, -1).name
    (Interval(steps=-4, semitones=-7), 'm3', '-m2')
    """

    steps: int
    semitones: int

    @classmethod
    def read(cls, text: object) -> Interval:
        """The interval of that name: P, M, m, A or d and a number, with a minus in front if it goes down.

        Raises
        ------
        FilmScoreError
            It is no interval, or there is none of that kind: "P3".
        """
        match = _INTERVAL.fullmatch(text.strip()) if isinstance(text, str) else None
        if match is None or (match[1] and match[3]):
            raise FilmScoreError(
                f"{shown(text)} is no interval. Write 'M3' for a major third up, '-P5' for a perfect fifth down "
                "(P perfect, M major, m minor, A augmented, d diminished), or a whole number of semitones."
            )
        kind, steps = match[2], int(match[4]) - 1
        perfect = steps % 7 in _PERFECT
        if (kind == "P") != perfect and kind in "PMm":
            right = "perfect: write P" if perfect else "major or minor: write M or m"
            raise FilmScoreError(f"{shown(text)} does not exist: that interval is {right}{steps + 1}.")
        if kind[0] == "d":
            more = -len(kind) - (0 if perfect else 1)
        else:
            more = {"P": 0, "M": 0, "m": -1, "A": 1, "AA": 2}[kind]
        semitones = 12 * (steps // 7) + _SEMITONES[steps % 7] + more
        return cls(-steps, -semitones) if match[1] or match[3] else cls(steps, semitones)

    @classmethod
    def of(cls, semitones: int, other: bool = False) -> Interval:
        """So many semitones as they are mostly spelled, or as they are spelled otherwise if there is such a way."""
        octaves, rest = divmod(abs(semitones), 12)
        name = _OTHERWISE.get(rest, USUAL[rest]) if other else USUAL[rest]
        found = cls.read(name)
        sign = -1 if semitones < 0 else 1
        return cls(sign * (found.steps + 7 * octaves), sign * (found.semitones + 12 * octaves))

    @property
    def name(self) -> str:
        """P5, -m3, A4; beyond what has a name, A or d as often as it takes."""
        down = self.steps < 0 or (self.steps == 0 and self.semitones < 0)
        steps, semitones = (-self.steps, -self.semitones) if down else self
        octaves, simple = divmod(steps, 7)
        more = semitones - 12 * octaves - _SEMITONES[simple]
        if simple in _PERFECT:
            kind = "P" if more == 0 else "A" * more + "d" * -more
        else:
            kind = {0: "M", -1: "m"}.get(more, "A" * more + "d" * (-more - 1))
        return f"{'-' * down}{kind}{steps + 1}"

    @property
    def words(self) -> str:
        """As it is said: "a major third"; the direction is left out."""
        name = self.name.lstrip("-")
        kind, number = name.rstrip("0123456789"), int(name.lstrip("PMmAd"))
        if kind == "P" and number in (1, 8):
            return "a unison" if number == 1 else "an octave"
        said = _KINDS.get(kind[0], "")
        times = {1: "", 2: "doubly "}.get(len(kind), f"{len(kind)} times ")
        words = f"{times}{said} {_NUMBERS.get(number, f'{number}th')}"
        return f"{'an' if words[0] in 'aeiou8' else 'a'} {words}"

    def __neg__(self) -> Interval:
        return Interval(-self.steps, -self.semitones)


def midi_of(name: str) -> int:
    """The MIDI number of a pitch name; middle C, C4, is 60.

    >>> midi_of("F#4"), midi_of("E♭4"), midi_of("E-4")
    (66, 63, 63)
    """
    return Pitch.read(name).midi


def spelled(name: str) -> str:
    """A pitch name as it is printed: F♯4, E♭4."""
    return Pitch.read(name).name


def as_music21(name: str) -> str:
    """A pitch name as music21 spells it.

    >>> as_music21("E♭4"), as_music21("F𝄪5"), as_music21("Bbb3")
    ('E-4', 'F##5', 'B--3')
    """
    pitch = Pitch.read(name)
    return f"{pitch.letter}{'#' * pitch.alter}{'-' * -pitch.alter}{pitch.octave}"


def pitch_class(text: str) -> tuple[int, int] | None:
    """Letter (0 is C) and alteration of a name without an octave; None if it is no such name."""
    match = _CLASS.fullmatch(text)
    return (LETTERS.index(match[1].upper()), _ACCIDENTALS[match[2]]) if match else None


def class_name(letter: int, alter: int) -> str:
    """The printed name of a letter and an alteration: F♯."""
    return LETTERS[letter % 7] + _SIGNS[alter]
