"""The kinds of chords: how each is written, called, spelled, and what the ear knows it by.

Suffixes are those of a sketch or a lead sheet; what is heard is said in the words of people who write for pictures. The
name "Hitchcock chord" for the minor-major seventh is Royal S. Brown's ("Herrmann, Hitchcock, and the Music of the
Irrational", *Cinema Journal* 21/2, 1982). A quartal chord is a pile of fourths; see Vincent Persichetti,
*Twentieth-Century Harmony* (Norton 1961), chapters 4 (fourths), 6 (clusters) and 7 (polychords).
"""

from __future__ import annotations

import difflib
import re
from functools import cache
from typing import NamedTuple

from ..pitch import Interval


class ChordKind(NamedTuple):
    """A kind of chord.

    Attributes
    ----------
    suffix : str
        What stands behind the root: "m7".
    name : str
        As it is said: "minor seventh".
    intervals : tuple of Interval
        Above the root, the root first.
    sounds : str
        What the ear knows it by.
    """

    suffix: str
    name: str
    intervals: tuple[Interval, ...]
    sounds: str

    @property
    def numbers(self) -> frozenset[int]:
        """Semitones above the root, octaves left out."""
        return frozenset(interval.semitones % 12 for interval in self.intervals)


def _kind(suffix: str, name: str, intervals: str, sounds: str) -> ChordKind:
    return ChordKind(suffix, name, tuple(Interval.read(one) for one in intervals.split()), sounds)


#: suffix -> kind; where notes could be called several things, the first name that fits is taken
KINDS: dict[str, ChordKind] = {kind.suffix: kind for kind in (
    _kind("", "major triad", "P1 M3 P5", "open daylight; the plain statement"),
    _kind("m", "minor triad", "P1 m3 P5", "the same room with the lamp turned down"),
    _kind("°", "diminished triad", "P1 m3 d5", "two thirds squeezed: something leans and wants to be let go"),
    _kind("+", "augmented triad", "P1 M3 A5", "no floor: each of its notes could be the root"),
    _kind("maj7", "major seventh", "P1 M3 P5 M7", "a major chord with a soft grain: warm, a little lost in thought"),
    _kind("7", "dominant seventh", "P1 M3 P5 m7", "a question that knows its answer"),
    _kind("m7", "minor seventh", "P1 m3 P5 m7", "minor without the weight: dusk, not night"),
    _kind("mmaj7", "minor-major seventh", "P1 m3 P5 M7",
          "a minor chord with a splinter in it: the semitone under the octave bites (the \"Hitchcock chord\")"),
    _kind("ø7", "half-diminished seventh", "P1 m3 d5 m7", "longing that has not been told what for"),
    _kind("°7", "diminished seventh", "P1 m3 d5 d7", "the villain at the piano: it can turn anywhere, and warns of it"),
    _kind("+7", "augmented seventh", "P1 M3 A5 m7", "a dominant that has slipped: dream or dizziness"),
    _kind("+maj7", "augmented major seventh", "P1 M3 A5 M7", "bright and out of focus"),
    _kind("7♭5", "dominant seventh with a flat fifth", "P1 M3 d5 m7", "a dominant looking the other way"),
    _kind("maj7♭5", "major seventh with a flat fifth", "P1 M3 d5 M7", "warm glass with a crack"),
    _kind("sus4", "suspended fourth", "P1 P4 P5", "breath held: the third has not arrived"),
    _kind("sus2", "suspended second", "P1 M2 P5", "air and distance, neither glad nor sad"),
    _kind("7sus4", "dominant seventh with a suspended fourth", "P1 P4 P5 m7", "the dominant with its edge taken off"),
    _kind("6", "major with an added sixth", "P1 M3 P5 M6", "an ending that smiles; dance bands closed on it"),
    _kind("m6", "minor with an added sixth", "P1 m3 P5 M6", "a minor ending with one eyebrow raised"),
    _kind("add9", "major with an added ninth", "P1 M3 P5 M9", "a major chord with light on it"),
    _kind("madd9", "minor with an added ninth", "P1 m3 P5 M9", "quiet grief: a semitone rubs in the middle"),
    _kind("add4", "major with an added fourth", "P1 M3 P4 P5", "third and fourth together: a drone that woke up"),
    _kind("add♯11", "major with an added sharp eleventh", "P1 M3 P5 A11", "the Lydian glint: it looks up"),
    _kind("69", "six-nine", "P1 M3 P5 M6 M9", "all the notes of a pentatonic scale, so nothing rubs"),
    _kind("9", "dominant ninth", "P1 M3 P5 m7 M9", "a dominant in a good coat"),
    _kind("maj9", "major ninth", "P1 M3 P5 M7 M9", "two chords a fifth apart, blurred: rooms seen through curtains"),
    _kind("m9", "minor ninth", "P1 m3 P5 m7 M9", "city at night, seen from inside"),
    _kind("mmaj9", "minor-major ninth", "P1 m3 P5 M7 M9", "the spy at the bar"),
    _kind("7♭9", "dominant seventh with a flat ninth", "P1 M3 P5 m7 m9", "a dominant with a threat in it"),
    _kind("7♯9", "dominant seventh with a sharp ninth", "P1 M3 P5 m7 A9", "major and minor third at once: grit"),
    _kind("7♯11", "dominant seventh with a sharp eleventh", "P1 M3 P5 m7 A11", "the acoustic scale's own glow"),
    _kind("maj7♯11", "major seventh with a sharp eleventh", "P1 M3 P5 M7 A11", "the whole Lydian sky"),
    _kind("9sus4", "dominant ninth with a suspended fourth", "P1 P4 P5 m7 M9", "wide, floating, about to land"),
    _kind("m11", "minor eleventh", "P1 m3 P5 m7 M9 P11", "a long dissolve"),
    _kind("13", "thirteenth", "P1 M3 P5 m7 M9 M13", "the big-band dominant"),
    _kind("5", "open fifth", "P1 P5", "bare stone: it will not say whether it is glad"),
    _kind("7no5", "dominant seventh without its fifth", "P1 M3 m7", "the same question, in fewer words"),
    _kind("maj7no5", "major seventh without its fifth", "P1 M3 M7", "the soft grain by itself"),
    _kind("m7no5", "minor seventh without its fifth", "P1 m3 m7", "dusk, thinly lit"),
    _kind("quartal", "quartal chord", "P1 P4 m7", "fourths in a pile: open country, or machines"),
    _kind("quartal4", "quartal chord of four notes", "P1 P4 m7 m10", "the pile higher: wider, harder to place"),
    _kind("quartal5", "quartal chord of five notes", "P1 P4 m7 m10 m13", "a pentatonic scale, hung up by fourths"),
    _kind("quintal", "quintal chord", "P1 P5 M9", "fifths in a pile: height and cold air"),
    _kind("It6", "Italian sixth", "P1 M3 A6", "two voices that open outwards to an octave, about to arrive"),
    _kind("Fr6", "French sixth", "P1 M3 A4 A6", "the same door, opened onto a whole-tone haze"),
    _kind("Ger6", "German sixth", "P1 M3 P5 A6", "it sounds a dominant seventh and goes elsewhere: the trapdoor"),
)}  # fmt: skip

#: other ways to write a suffix, without spaces and brackets, ♯ and ♭ as # and b
_WRITTEN = {
    "maj": "", "M": "", "major": "", "min": "m", "-": "m", "mi": "m", "minor": "m", "dim": "°", "o": "°",
    "diminished": "°", "aug": "+", "augmented": "+", "M7": "maj7", "Maj7": "maj7", "ma7": "maj7", "Δ": "maj7",
    "Δ7": "maj7", "major7": "maj7", "majorseventh": "maj7", "dom7": "7", "dominantseventh": "7", "seventh": "7",
    "min7": "m7", "-7": "m7", "mi7": "m7", "minor7": "m7", "minorseventh": "m7", "mM7": "mmaj7", "mMaj7": "mmaj7",
    "mΔ": "mmaj7", "mΔ7": "mmaj7", "minmaj7": "mmaj7", "-maj7": "mmaj7", "-Δ7": "mmaj7",
    "minormajorseventh": "mmaj7", "minormajor7": "mmaj7", "ø": "ø7", "m7b5": "ø7", "min7b5": "ø7", "-7b5": "ø7",
    "halfdim7": "ø7", "halfdim": "ø7", "halfdiminished": "ø7", "halfdiminishedseventh": "ø7", "dim7": "°7", "o7": "°7",
    "diminishedseventh": "°7", "aug7": "+7", "7#5": "+7", "7aug": "+7", "maj7#5": "+maj7", "M7#5": "+maj7",
    "augmaj7": "+maj7", "+M7": "+maj7", "7b5": "7♭5", "maj7b5": "maj7♭5", "M7b5": "maj7♭5", "sus": "sus4", "4": "sus4",
    "2": "sus2", "7sus": "7sus4", "add6": "6", "maj6": "6", "M6": "6", "min6": "m6", "-6": "m6", "madd6": "m6",
    "add2": "add9", "madd2": "madd9", "minadd9": "madd9", "add11": "add4", "add#11": "add♯11", "add#4": "add♯11",
    "lyd": "add♯11", "lydian": "add♯11", "6/9": "69", "6add9": "69", "M9": "maj9", "Δ9": "maj9", "min9": "m9",
    "-9": "m9", "mM9": "mmaj9", "7b9": "7♭9", "7#9": "7♯9", "7#11": "7♯11", "maj7#11": "maj7♯11", "M7#11": "maj7♯11",
    "Δ#11": "maj7♯11", "11": "9sus4", "9sus": "9sus4", "min11": "m11", "power": "5", "no3": "5", "quartal3": "quartal",
    "4ths": "quartal", "fourths": "quartal", "quintal3": "quintal", "5ths": "quintal", "fifths": "quintal", "+6": "It6",
}  # fmt: skip


def kind_of(suffix: str) -> ChordKind | None:
    """The kind that a suffix writes, in any of the usual ways; None if there is no such kind.

    >>> kind_of("m(maj7)").name, kind_of(" half-diminished").name, kind_of("xyz") is None
    ('minor-major seventh', 'half-diminished seventh', True)
    """
    if suffix in KINDS:
        return KINDS[suffix]
    bare = _bare(suffix)
    words = bare.replace("-", "").lower()
    found = _ways().get(bare)
    if found is None and len(words) >= 3:  # words are words however they begin; M7 and m7 are two things
        found = _ways().get(words)
    return KINDS[found] if found is not None else None


def nearest_suffix(suffix: str) -> list[str]:
    """The suffixes that look most like one that is not known, in the way they are printed."""
    close = difflib.get_close_matches(_bare(suffix), list(_ways()), n=4, cutoff=0.5)
    return list(dict.fromkeys(_ways()[one] for one in close))[:2]


def _bare(suffix: str) -> str:
    text = suffix.replace("♭", "b").replace("♯", "#").replace("−", "-").replace("º", "°")
    return re.sub(r"[\s()_,]", "", text).removesuffix("chord").removesuffix("triad")


@cache
def _ways() -> dict[str, str]:
    own = {_bare(suffix): suffix for suffix in KINDS}
    return _WRITTEN | own


@cache
def kinds_of(numbers: frozenset[int]) -> tuple[tuple[int, ChordKind], ...]:
    """The kinds with just those semitones above the root, and their places in `KINDS`."""
    return tuple((rank, kind) for rank, kind in enumerate(KINDS.values()) if kind.numbers == numbers)


#: in which order notes may be left out where voices are few: the fifth says least
_LEAST = ("P5", "M9", "P11", "P1")


def least_needed(intervals: tuple[Interval, ...]) -> list[Interval]:
    """What may be left out of a chord, the note that says least first: the fifth, a ninth, last of all the root.

    Where the fourth or the second stands in for the third, or the fifth is bent, it stays.
    """
    by_name = {interval.name: interval for interval in intervals}
    return [by_name[name] for name in _LEAST if name in by_name]
