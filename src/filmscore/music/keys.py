"""Keys: a tonic, major or minor, and where any pitch stands in them."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..errors import FilmScoreError, shown
from .pitch import _FIFTHS, LETTERS, Interval, Pitch, class_name, natural, pitch_class, placed

_KEY = re.compile(r"([A-Ha-h](?:##|♯♯|#|♯|bb|♭♭|b|♭|--|-|))(?:[\s_-]*(major|minor|maj|min|m))?", re.IGNORECASE)


class Key(NamedTuple):
    """A key: letter of its tonic (0 is C), its alteration, and the mode.

    A minor key is the natural one, as its signature has it; the raised sixth and seventh count as alterations.

    Examples
    --------
    >>> Key.read("d").name, Key.read("B flat").name, Key.read("f#").fifths
    ('D minor', 'B♭ major', 3)
    """

    letter: int
    alter: int
    minor: bool = False

    @classmethod
    def read(cls, text: object) -> Key:
        """The key of that name: "D" and "D major" are major, "d", "Dm" and "D minor" minor.

        Raises
        ------
        FilmScoreError
            There is no such key, or nobody could read it: no tonic has a double sign.
        """
        if isinstance(text, Key):
            return text
        words = text.strip() if isinstance(text, str) else ""
        words = re.sub(r"[\s_-]+sharp\b", "#", re.sub(r"[\s_-]+flat\b", "b", words))
        match = _KEY.fullmatch(words)
        if match is not None and match[1][0] in "Hh":
            raise FilmScoreError(
                f"There is no key {shown(text)}: what German calls H is B here, and German B is B♭ ('Bb')."
            )
        tonic = pitch_class(match[1]) if match else None
        if match is None or tonic is None or abs(tonic[1]) > 1:
            raise FilmScoreError(
                f"There is no key {shown(text)}. Write 'D' for D major, 'd' or 'D minor' for D minor, 'Bb' for B flat "
                "major."
            )
        mode = match[2] or ""
        minor = mode.lower() in ("minor", "min") or mode == "m" or (not mode and match[1][0].islower())
        return cls(*tonic, minor)

    @property
    def tonic(self) -> str:
        """Its first note: B♭."""
        return class_name(self.letter, self.alter)

    @property
    def name(self) -> str:
        """As it is written: B♭ minor."""
        return f"{self.tonic} {'minor' if self.minor else 'major'}"

    @property
    def fifths(self) -> int:
        """Sharps of its signature, flats as a negative number; more than seven are never printed."""
        return _FIFTHS[self.letter] + 7 * self.alter - (3 if self.minor else 0)

    def sign(self, step: int) -> int:
        """How the signature alters a letter."""
        return (self.fifths - _FIFTHS[step % 7] + 5) // 7

    def degree(self, step: int) -> int:
        """1 for the tonic to 7."""
        return (step - self.letter) % 7 + 1

    def offset(self, pitch: Pitch) -> int:
        """Semitones by which a pitch is raised against the scale; 0 for a note of it."""
        return pitch.alter - self.sign(pitch.step)

    def at(self, step: int, offset: int = 0) -> Pitch:
        """The note of the scale on a letter, raised by so many semitones."""
        return placed(step, natural(step) + self.sign(step) + offset)

    def moved(self, interval: Interval) -> Key:
        """The key that lies so far above or below."""
        here = Pitch(35 + self.letter, self.alter)
        there = placed(here.step + interval.steps % 7, here.midi + _within(interval))
        if abs(there.alter) > 1:  # no tonic has a double sign
            step = there.step + (1 if there.alter > 0 else -1)
            there = Pitch(step, there.midi - natural(step))
        return Key(there.step % 7, there.alter, self.minor)


def _within(interval: Interval) -> int:
    """Semitones of an interval folded, letter by letter, into the octave above."""
    octaves = interval.steps // 7
    return interval.semitones - 12 * octaves


def as_written(pitches: tuple[Pitch, ...]) -> Scale:
    """The letters with the signs they have in a line; letters it does not use are natural."""
    signs: dict[int, int] = {}
    for pitch in pitches:
        signs.setdefault(pitch.step % 7, pitch.alter)
    return Scale(tuple(signs.get(letter, 0) for letter in range(len(LETTERS))))


class Scale(NamedTuple):
    """Seven letters with their signs, without a tonic: what stands in where no key is known."""

    signs: tuple[int, ...]

    def at(self, step: int, offset: int = 0) -> Pitch:
        """The note on a letter, raised by so many semitones."""
        return placed(step, natural(step) + self.signs[step % 7] + offset)

    def offset(self, pitch: Pitch) -> int:
        """Semitones by which a pitch is raised against these letters."""
        return pitch.alter - self.signs[pitch.step % 7]
