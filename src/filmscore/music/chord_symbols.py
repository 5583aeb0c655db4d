"""Chord symbols, as a sketch writes them over a tune: Dm, A7, B♭maj7/D."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from ..errors import FilmScoreError, shown
from .pitch import Interval, Pitch, pitch_class

_QUALITIES = {
    "": "P1 M3 P5", "m": "P1 m3 P5", "dim": "P1 m3 d5", "aug": "P1 M3 A5", "sus2": "P1 M2 P5", "sus4": "P1 P4 P5",
    "5": "P1 P5", "6": "P1 M3 P5 M6", "m6": "P1 m3 P5 M6", "7": "P1 M3 P5 m7", "maj7": "P1 M3 P5 M7",
    "m7": "P1 m3 P5 m7", "mmaj7": "P1 m3 P5 M7", "dim7": "P1 m3 d5 d7", "m7b5": "P1 m3 d5 m7", "7sus4": "P1 P4 P5 m7",
    "add9": "P1 M3 P5 M9", "madd9": "P1 m3 P5 M9",
}  # fmt: skip
_OTHER = {
    "maj": "", "M": "", "min": "m", "-": "m", "°": "dim", "o": "dim", "+": "aug", "sus": "sus4", "M7": "maj7",
    "Δ": "maj7", "Δ7": "maj7", "min7": "m7", "-7": "m7", "°7": "dim7", "o7": "dim7", "ø": "m7b5", "ø7": "m7b5",
    "m7♭5": "m7b5", "mM7": "mmaj7", "mMaj7": "mmaj7", "min6": "m6",
}  # fmt: skip
_SYMBOL = re.compile(r"([A-G](?:##|#|♯|bb|b|♭|))([^/\s]*)(?:/([A-G](?:#|♯|b|♭|)))?")
_ROLES = {0: "root", 1: "ninth", 2: "third", 3: "fourth", 4: "fifth", 5: "sixth", 6: "seventh"}


@dataclass(frozen=True)
class Chord:
    """A chord under a tune.

    Attributes
    ----------
    symbol : str
    names : tuple of str
        Its notes as they are laid, from the bass up.
    start, beats : Fraction
        Where it begins, counted from the beginning of the tune, and how long it lasts.
    """

    symbol: str
    names: tuple[str, ...]
    start: Fraction
    beats: Fraction


@dataclass(frozen=True)
class Symbol:
    """What a chord symbol names: its text, root and bass, as pitches in the octave of middle C, and its intervals."""

    text: str
    root: Pitch
    bass: Pitch
    intervals: tuple[Interval, ...]

    @property
    def tones(self) -> tuple[Pitch, ...]:
        """Its notes above the root."""
        return tuple(self.root.up(interval) for interval in self.intervals)

    def role(self, pitch: Pitch) -> str | None:
        """What a note is in it: root, third, fifth …; None if it is none of its notes."""
        for tone, interval in zip(self.tones, self.intervals, strict=True):
            if (tone.midi - pitch.midi) % 12 == 0:
                return _ROLES[interval.steps % 7]
        return None


def read_symbol(text: str) -> Symbol:
    """The chord of that symbol.

    Raises
    ------
    FilmScoreError
        It is no chord symbol that is known here.

    Examples
    --------
    >>> [p.name for p in read_symbol("A7").tones]
    ['A4', 'C♯5', 'E5', 'G5']
    """
    match = _SYMBOL.fullmatch(text)
    quality = _OTHER.get(match[2], match[2]) if match else None
    if match is None or quality not in _QUALITIES:
        raise FilmScoreError(
            f"{shown(text)} is no chord that is known here. A letter names its root, then its kind: 'D', 'Dm', 'A7', "
            "'Bbmaj7', 'F#dim', 'Esus4', and after a stroke its bass, 'D/F#'."
        )
    root = _at(match[1])
    return Symbol(text, root, _at(match[3]) if match[3] else root,
                  tuple(Interval.read(i) for i in _QUALITIES[quality].split()))  # fmt: skip


def voiced(symbols: list[Symbol], below: int) -> list[tuple[str, ...]]:
    """Chords laid for a keyboard: the bass below E3, the others close together, moving little.

    Parameters
    ----------
    symbols : list of Symbol
    below : int
        The MIDI number that the upper notes stay under, if there is room: the lowest note of the tune.
    """
    top = min(max(below, 60), 72)
    laid: list[tuple[str, ...]] = []
    before: list[int] | None = None
    for symbol in symbols:
        ways = [sorted(_lowered(symbol, first, top), key=lambda p: p.midi) for first in range(len(symbol.intervals))]
        upper = min(ways, key=lambda way: _moved(before, [p.midi for p in way], top))
        before = [p.midi for p in upper]
        bass = symbol.bass
        while bass.midi >= min(52, upper[0].midi):
            bass = Pitch(bass.step - 7, bass.alter)
        laid.append((bass.name, *(p.name for p in upper)))
    return laid


def _lowered(symbol: Symbol, first: int, top: int) -> list[Pitch]:
    """The notes of a chord in close position beneath `top`, with another one on top each time."""
    tones = list(symbol.tones)
    highest = tones[first]
    while highest.midi >= top:
        highest = Pitch(highest.step - 7, highest.alter)
    while highest.midi < top - 12:
        highest = Pitch(highest.step + 7, highest.alter)
    found = [highest]
    for tone in tones[:first] + tones[first + 1 :]:
        while tone.midi >= highest.midi:
            tone = Pitch(tone.step - 7, tone.alter)
        while tone.midi < highest.midi - 12:
            tone = Pitch(tone.step + 7, tone.alter)
        found.append(tone)
    return found


def _moved(before: list[int] | None, after: list[int], top: int) -> int:
    if before is None:
        return top - after[-1]
    return sum(min(abs(a - b) for b in before) for a in after) + abs(before[-1] - after[-1])


def _at(name: str) -> Pitch:
    found = pitch_class(name)
    assert found is not None
    return Pitch(28 + found[0], found[1])
