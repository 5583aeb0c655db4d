"""Chord symbols over a tune: Dm, A7, B♭maj7/D, and how a keyboard lays them under it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .harmony import chords as harmony
from .pitch import Pitch

_ROLES = {0: "root", 1: "ninth", 2: "third", 3: "fourth", 4: "fifth", 5: "sixth", 6: "seventh"}
#: chords that are what they are by how they are piled up: those are not turned
_PILED = ("quartal", "quintal", "polychord", "cluster")


@dataclass(frozen=True)
class Chord:
    """A chord under a tune, as it is laid.

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

    @property
    def chord(self) -> harmony.Chord:
        """What it is, however it is laid."""
        return harmony.Chord(self.symbol)


@dataclass(frozen=True)
class Symbol:
    """A chord and the text it was written as."""

    text: str
    chord: harmony.Chord

    @property
    def root(self) -> Pitch:
        """The note it stands on, in the octave of middle C."""
        return self.chord._root

    @property
    def bass(self) -> Pitch:
        """The note at the bottom, in the octave of middle C."""
        below = self.chord._root.up(self.chord._bass)
        return Pitch(28 + below.step % 7, below.alter)

    @property
    def tones(self) -> tuple[Pitch, ...]:
        """Its notes above the root."""
        return self.chord._tones

    def role(self, pitch: Pitch) -> str | None:
        """What a note is in it: root, third, fifth …; None if it is none of its notes."""
        for tone, interval in zip(self.tones, self.chord._shape, strict=True):
            if (tone.midi - pitch.midi) % 12 == 0:
                return _ROLES[interval.steps % 7]
        return None


def read_symbol(text: str | harmony.Chord) -> Symbol:
    """The chord of that symbol.

    Raises
    ------
    FilmScoreError
        It is no chord symbol that is known here; the nearest are offered.

    Examples
    --------
    >>> [p.name for p in read_symbol("A7").tones]
    ['A4', 'C♯5', 'E5', 'G5']
    """
    return Symbol(str(text), harmony.Chord(text))


def voiced(symbols: list[Symbol], below: int) -> list[tuple[str, ...]]:
    """Chords laid for a keyboard: the bass below E3, the others close together, moving little; a bass that stays stays
    where it is.

    Parameters
    ----------
    symbols : list of Symbol
    below : int
        The MIDI number that the upper notes stay under, if there is room: the lowest note of the tune.
    """
    top = min(max(below, 60), 72)
    laid: list[tuple[str, ...]] = []
    before: list[int] | None = None
    low: Pitch | None = None
    for symbol in symbols:
        if symbol.chord.kind.startswith(_PILED):
            ways = [_piled(symbol, top)]
        else:
            ways = [sorted(_lowered(symbol, first, top), key=lambda p: p.midi) for first in range(len(symbol.tones))]
        held = low if low is not None and low.midi % 12 == symbol.bass.midi % 12 else None
        upper = min(ways, key=lambda way: _dear(before, way, held, top))
        before = [p.midi for p in upper]
        bass = symbol.bass
        while bass.midi >= min(52, upper[0].midi):
            bass = Pitch(bass.step - 7, bass.alter)
        if held is not None and held.midi < upper[0].midi:
            bass = Pitch(bass.step - 7 * ((bass.midi - held.midi) // 12), bass.alter)
        low = bass
        laid.append((bass.name, *(p.name for p in upper)))
    return laid


def _dear(before: list[int] | None, way: list[Pitch], held: Pitch | None, top: int) -> tuple[bool, int, int]:
    """What a way to lay the upper notes costs: it should leave a held bass alone, move little, and keep up."""
    numbers = [p.midi for p in way]
    return held is not None and held.midi >= numbers[0], _moved(before, numbers, top), -numbers[-1]


def _piled(symbol: Symbol, top: int) -> list[Pitch]:
    """The notes in their own order from the bottom up, beneath `top` unless that is too low to be told apart."""
    pile = sorted(symbol.tones, key=lambda p: p.midi)
    while pile[-1].midi >= top and pile[0].midi >= 60:
        pile = [Pitch(tone.step - 7, tone.alter) for tone in pile]
    return pile


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
