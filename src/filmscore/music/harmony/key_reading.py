"""In which key each bar stands, and where the mode changes.

A bar is held against Carol Krumhansl and Edward Kessler's profiles of the 24 keys (in Krumhansl, *Cognitive Foundations
of Musical Pitch*, Oxford 1990, chapter 4): how well each note fits a key, as listeners rated it. A change of key has to
pay for itself over several bars, as in David Temperley, *The Cognition of Basic Musical Structures* (MIT Press 2001,
chapter 7); without that, every chord would be a key. What it cannot know: a passage that never touches its third, and
modes other than major and minor, which show as notes outside the key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..keys import Key
from ..pitch import Pitch, class_name
from .moments import Passage

_MAJOR = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
_MINOR = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)
#: what a change costs, in correlation: to the other mode of the same tonic, to any other key
_MODE, _KEY = 0.45, 0.9
#: the lowest note says more about the tonic than the others
_BASS = 1.0
#: a note outside the key is told if it sounds for so much of the time
_COLOUR = 0.04
_DEGREES = ("tonic", "second", "third", "fourth", "fifth", "sixth", "seventh")


@dataclass(frozen=True)
class KeySpan:
    """A stretch of bars in one key.

    Attributes
    ----------
    key : str
        "D minor".
    first, last : int
        Numbers of its bars.
    start, beats : Fraction
        In quarter lengths of the passage.
    fit : float
        Correlation of what sounds with the profile of the key: 1 is perfect, below 0.5 little is sure.
    second : str
        The key that fits next best.
    outside : tuple of (str, str, float)
        Notes that are not in its scale, what they are there ("raised fourth"), and for what share of the time they
        sound. In minor the raised seventh counts as its own, and the raised sixth where it goes with that; by itself,
        as in Dorian, the sixth is told.
    """

    key: str
    first: int
    last: int
    start: Fraction
    beats: Fraction
    fit: float
    second: str
    outside: tuple[tuple[str, str, float], ...]

    @property
    def told(self) -> str:
        """The span in a sentence."""
        bars = f"Bar {self.first}" if self.first == self.last else f"Bars {self.first} to {self.last}"
        verb = "is" if self.first == self.last else "are"
        sure = "" if self.fit >= 0.6 else f", hardly more than {self.second}" if self.fit >= 0.4 else ", if in any key"
        more = "; ".join(
            f"{_natural(note, what)}, the {what}, for {share:.0%} of the time" for note, what, share in self.outside[:3]
        )
        return f"{bars} {verb} in {self.key}{sure}{f'. Outside it: {more}' if more else ''}."


def keys_of(whole: Passage, tonic: str | Key | None = None) -> list[KeySpan]:
    """The keys of a passage, bar by bar joined.

    Parameters
    ----------
    whole : Passage
    tonic : str, optional
        Where the tonic is known, "D", only the two modes on it are told apart; where its mode is said too, "d" or "D
        major", all is that key.
    """
    import numpy as np

    spans = whole.bar_spans()
    sounds = np.array([_weights(whole, start, end) for _, start, end in spans])
    home = Key.read(tonic) if tonic is not None else None
    number = None if home is None else _number(home)
    modes = (False, True) if home is None or not _says_mode(tonic, home) else (home.minor,)
    choice = [(t, minor) for minor in modes for t in range(12) if number in (None, t)]
    fits = np.array([[_fit(np, bar, t, minor) for t, minor in choice] for bar in sounds])
    cost = np.array([[0 if a == b else _MODE if a[0] == b[0] else _KEY for b in choice] for a in choice])
    best, back = fits[0].copy(), []
    for bar in fits[1:]:
        through = best[:, None] - cost
        way = through.argmax(axis=0)
        back.append(way)
        best = through[way, np.arange(len(choice))] + bar
    at = int(best.argmax())
    row = [at]
    for way in reversed(back):
        at = int(way[at])
        row.append(at)
    row.reverse()
    found = []
    for first in range(len(row)):
        if first and row[first] == row[first - 1]:
            continue
        last = next((i for i in range(first, len(row)) if i + 1 == len(row) or row[i + 1] != row[first]), first)
        found.append(
            _span(np, whole, spans[first : last + 1], sounds[first : last + 1].sum(axis=0), choice[row[first]], home)
        )
    return found


def _says_mode(tonic: object, home: Key) -> bool:
    """Whether a key was given with its mode: "d", "Dm" and "D major", not "D"."""
    return home.minor or isinstance(tonic, Key) or "maj" in str(tonic).lower()


def _weights(whole: Passage, start: Fraction, end: Fraction) -> list[float]:
    """For how many beats each pitch class sounds between two beats; the lowest note counts again."""
    found = [0.0] * 12
    for moment in whole.within(start, end):
        beats = float(min(end, moment.start + moment.beats) - max(start, moment.start))
        if beats <= 0 or not moment.pitches:
            continue
        for number in {pitch.midi % 12 for pitch in moment.pitches}:
            found[number] += beats
        found[moment.pitches[0].midi % 12] += _BASS * beats
    return found


def _fit(np: Any, sounds: Any, tonic: int, minor: bool) -> float:
    if not sounds.any() or sounds.std() == 0:
        return 0.0
    profile = np.roll(_MINOR if minor else _MAJOR, tonic)
    return float(np.corrcoef(sounds, profile)[0, 1])


def _number(key: Key) -> int:
    return Pitch(28 + key.letter, key.alter).midi % 12


def _span(
    np: Any,
    whole: Passage,
    bars: Sequence[tuple[int, Fraction, Fraction]],
    sounds: Any,
    what: tuple[int, bool],
    home: Key | None,
) -> KeySpan:
    start, end = bars[0][1], bars[-1][2]
    names: dict[int, dict[Pitch, Fraction]] = {}
    total = Fraction(0)
    for moment in whole.within(start, end):
        beats = min(end, moment.start + moment.beats) - max(start, moment.start)
        if beats > 0 and moment.pitches:
            total += beats
            for number, pitch in {p.midi % 12: p for p in moment.pitches}.items():
                home_ = Pitch(28 + pitch.step % 7, pitch.alter)
                names.setdefault(number, {})
                names[number][home_] = names[number].get(home_, Fraction(0)) + beats
    key = _spelled(what, names, home)
    own = {key.at(28 + step).midi % 12 for step in range(7)}
    if key.minor:
        sixth, seventh = (
            next(key.at(28 + step, 1).midi % 12 for step in range(7) if key.degree(28 + step) == degree)
            for degree in (6, 7)
        )
        own |= {seventh} | ({sixth} if sum(names.get(seventh, {}).values()) else set())
    outside = []
    for number, ways in names.items():
        share = float(sum(ways.values()) / total)
        if number not in own and share >= _COLOUR:
            pitch = max(ways, key=lambda p: ways[p])
            outside.append((class_name(pitch.step, pitch.alter), _degree(key, pitch), share))
    fits = {(t, m): _fit(np, sounds, t, m) for t in range(12) for m in (False, True)}
    other = max((k for k in fits if k != what), key=lambda k: fits[k])
    return KeySpan(
        key.name, bars[0][0], bars[-1][0], start, end - start, fits[what], _spelled(other, names, None).name,
        tuple(sorted(outside, key=lambda one: -one[2])),
    )  # fmt: skip


def _spelled(what: tuple[int, bool], names: dict[int, dict[Pitch, Fraction]], home: Key | None) -> Key:
    """The key, its tonic spelled as the passage spells it if that has a signature, else as is usual."""
    number, minor = what
    if home is not None:
        return home._replace(minor=minor)
    ways = sorted(names.get(number, {}).items(), key=lambda one: -one[1])
    usual = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
    if minor:
        usual = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B")
    tried = [Key(p.step % 7, p.alter, minor) for p, _ in ways if abs(p.alter) <= 1]
    return next((key for key in tried if abs(key.fifths) <= 7), Key.read(usual[number])._replace(minor=minor))


def _natural(note: str, what: str) -> str:
    """A note's name, with its natural where another sign is usual in the key: "B♮, the raised sixth"."""
    return f"{note}♮" if len(note) == 1 and what.startswith(("raised", "lowered")) else note


def _degree(key: Key, pitch: Pitch) -> str:
    by = key.offset(pitch)
    what = _DEGREES[key.degree(pitch.step) - 1]
    return f"{'raised' if by > 0 else 'lowered'} {what}"
