"""Facts of a motif that a student can verify by counting: its length, its compass, its line and its rhythm.

Likeness that needs a measure (how near are two lines, two rhythms?) is the business of `filmscore.music.distinctness`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from ....music.motif import Motif, spelled

#: a perfect twelfth, in semitones: about what an untrained voice has
TWELFTH = 19
BARS = 2
#: from this many semitones on a step is wider than a step: a minor third
SKIP = 3
#: nobody's motif has more notes; more are refused before anything is compared
MANY = 24
#: so many notes of a motif in a row are a piece of it; two are an interval, and everybody's
FRAGMENT = 3

_SIZES = ("", "semitone", "whole tone", "minor third", "major third", "fourth", "tritone", "fifth", "minor sixth",
          "sixth", "minor seventh", "seventh", "octave")  # fmt: skip


def lengths(motif: Motif) -> list[Fraction]:
    """Beats from each note to the next, rests included; for the last note its own length.

    Examples
    --------
    >>> [str(beats) for beats in lengths(Motif("D4:1/2 R:1/2 A4:2 R:1"))]
    ['1', '2']
    """
    found: list[Fraction] = []
    after_last = Fraction(0)
    for name, beats in zip(motif.names, motif.durations, strict=True):
        if name:
            if found:
                found[-1] += after_last
            found.append(beats)
            after_last = Fraction(0)
        elif found:
            after_last += beats
    return found


def beats(motif: Motif) -> Fraction:
    """From the beginning, an upbeat's rest included, to the end of the last note."""
    whole = sum(motif.durations, Fraction(0))
    for name, length in zip(reversed(motif.names), reversed(motif.durations), strict=True):
        if name:
            break
        whole -= length
    return whole


def bar(motif: Motif) -> Fraction:
    """Quarter lengths in one of its bars; four if it says nothing about its meter."""
    found = re.fullmatch(r"\s*(\d+)\s*/\s*(\d+)\s*", str(getattr(motif, "meter", None) or ""))
    return Fraction(4 * int(found[1]), int(found[2])) if found else Fraction(4)


def upbeat(motif: Motif) -> Fraction:
    """Quarter lengths before its first bar line, if its first note is not on a first beat."""
    begins = Fraction(getattr(motif, "begins", 1) or 1)
    return bar(motif) - (begins - 1) if begins > 1 else Fraction(0)


def room(motif: Motif) -> Fraction:
    """How many quarter lengths two bars of its own hold, with its upbeat."""
    return BARS * bar(motif) + upbeat(motif)


def line(motif: Motif) -> str:
    """Its ups, downs and repeats: ``"uddr"``.

    Examples
    --------
    >>> line(Motif("A3 F#4 E4 E4"))
    'udr'
    """
    return "".join("u" if step > 0 else "d" if step < 0 else "r" for step in motif.intervals)


def same_rhythm(one: Motif, other: Motif) -> bool:
    """Whether their lengths are the same, or the same at another speed."""
    mine, theirs = lengths(one), lengths(other)
    return len(mine) == len(theirs) and len({a / b for a, b in zip(mine, theirs, strict=True)}) == 1


def same_line(one: Motif, other: Motif) -> bool:
    """Whether they go up and down together, by whatever steps."""
    return line(one) == line(other)


def same_steps(one: Motif, other: Motif) -> bool:
    """Whether one is the other in its own or another key, whatever their rhythms."""
    return one.intervals == other.intervals


def even(motif: Motif) -> bool:
    """Whether all of its notes are equally long: nothing in it is a rhythm."""
    return len(set(lengths(motif)[:-1])) <= 1 and (len(lengths(motif)) < 3 or len(set(lengths(motif))) <= 1)


def widest(motif: Motif) -> int:
    """Its widest step in semitones, without a direction."""
    return max((abs(step) for step in motif.intervals), default=0)


def steps_only(motif: Motif) -> bool:
    """Whether nothing in it is wider than a whole tone."""
    return widest(motif) < SKIP


def one_way(motif: Motif) -> bool:
    """Whether it goes in one direction only."""
    return len({step > 0 for step in motif.intervals if step}) <= 1


def size(semitones: int) -> str:
    """An interval in words.

    Examples
    --------
    >>> size(-5), size(14), size(24)
    ('fourth', 'whole tone and an octave', '2 octaves')
    """
    octaves, rest = divmod(abs(semitones), 12)
    if octaves > 1:
        return f"{_SIZES[rest]} and {octaves} octaves" if rest else f"{octaves} octaves"
    return f"{_SIZES[rest]} and an octave" if octaves and rest else _SIZES[rest] or "octave" * bool(octaves) or "unison"


def named(semitones: int) -> str:
    """An interval in words, with its article.

    Examples
    --------
    >>> named(7), named(-12), named(24)
    ('a fifth', 'an octave', '2 octaves')
    """
    words = size(semitones)
    return words if words[0].isdigit() else f"{'an' if words[0] == 'o' else 'a'} {words}"


def piece(one: Motif, other: Motif) -> Motif | None:
    """The shorter of two, if it has three notes at least and stands in the longer one; None if it does not.

    Examples
    --------
    >>> piece(Motif("A4:1/2 D5 C5:1/2 A4:1/2"), Motif("D4:1/2 G4 F4:1/2"))
    Motif('D4:1/2 G4 F4:1/2')
    >>> piece(Motif("A4:1/2 D5 C5:1/2 A4:1/2"), Motif("D4:1/2 G4 E4:1/2")) is None
    True
    """
    short, long = sorted((one, other), key=lambda motif: len(motif.pitches))
    return short if len(short.pitches) >= FRAGMENT and found_in(short, long) is not None else None


def found_in(part: Motif, whole: Motif) -> int | None:
    """The place (from 0) at which `part` stands in `whole`, in any key and at any one speed; None if nowhere."""
    steps, count = part.intervals, len(part.pitches)
    mine, theirs = lengths(part), lengths(whole)
    for at in range(len(whole.pitches) - count + 1):
        if whole.intervals[at : at + count - 1] == steps and _in_time(mine, theirs[at : at + count]):
            return at
    return None


def _in_time(mine: Sequence[Fraction], theirs: Sequence[Fraction]) -> bool:
    """The same lengths at one speed; the last note may be held or cut."""
    return len({a / b for a, b in zip(mine[:-1], theirs[:-1], strict=True)}) <= 1


def in_a_row(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether the pitches stand in this order in the whole, perhaps with others between them."""
    rest = iter(whole)
    return all(any(spelled(name) == spelled(other) for other in rest) for name in part)
