"""Is a motif a plain scale, a broken chord, or the opening of something everybody knows?

Four notes of the same pitches prove nothing: hundreds of tunes begin with them. An opening is claimed when its rhythm
is there too, or five notes and more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from .distinctness import in_words
from .likeness import Line, line_of, pitch_edits
from .openings import OPENINGS, Opening

if TYPE_CHECKING:
    from .motif import Motif


#: Steps of the plain scales, each from any of its notes, and the neighbouring notes of the plain chords.
SCALES = {
    "major or minor scale": (2, 2, 1, 2, 2, 2, 1),
    "whole-tone scale": (2,) * 6,
    "harmonic minor scale": (2, 1, 2, 2, 1, 3, 1),
    "melodic minor scale": (2, 1, 2, 2, 2, 2, 1),
    "chromatic scale": (1,) * 12,
}
CHORDS = {
    "major triad": (4, 3, 5),
    "minor triad": (3, 4, 5),
    "diminished triad": (3, 3, 6),
    "augmented triad": (4, 4, 4),
    "dominant seventh": (4, 3, 3, 2),
    "diminished seventh": (3, 3, 3, 3),
}


@dataclass(frozen=True)
class Resemblance:
    """Something a listener may be reminded of.

    Attributes
    ----------
    kind : str
        ``scale``, ``arpeggio`` or ``opening``.
    what : str
    near : float
        Share of the motif (for a scale or a chord) or of the opening that is there, 0 to 1.
    first, last : int
        The notes of the motif concerned, counted from 1.
    claimed : bool
        Whether it is enough for a listener to be reminded; if not, it proves nothing.
    source : str
        Of an opening: composer, work, year.
    told : str
    """

    kind: str
    what: str
    near: float
    first: int
    last: int
    claimed: bool
    source: str
    told: str

    def __repr__(self) -> str:
        return self.told


def sounds_like(motif: Motif) -> list[Resemblance]:
    """What a listener may be reminded of: plain scales, broken chords, openings in the public domain.

    Parameters
    ----------
    motif : Motif
        Of at least three notes.

    Returns
    -------
    list of Resemblance
        What can be claimed first, then what proves nothing; empty if nothing is like it.

    Raises
    ------
    FilmScoreError
        If it is no motif or has fewer than three notes.

    Examples
    --------
    >>> import filmscore as fs
    >>> fs.sounds_like(fs.Motif("C5 B4 C5 A4 B4 G4"))
    [Begins with the first six notes of Dies irae: whoever knows it will hear it.]
    >>> fs.sounds_like(fs.Motif("C5:3/2 B4:1/2 C5:1/2 A4 F5 G4"))
    [Begins like Dies irae, which proves nothing: four pitches in another rhythm begin many tunes.]
    """
    line = line_of(motif, 3, "remind anybody of anything")
    found = [*_scale(line), *_arpeggio(line)]
    found += [like for opening in OPENINGS for like in _opening(line, opening)]
    return sorted(found, key=lambda r: (not r.claimed, -r.near))


def _steps(midi: Sequence[int]) -> list[int]:
    return [b - a for a, b in pairwise(midi)]


def _even(lengths: Sequence[Fraction]) -> bool:
    """Whether all notes are of one length; the last may be held."""
    return len(set(lengths[:-1])) <= 1 and lengths[-1] >= lengths[0]


def _runs_along(steps: Sequence[int], cycles: dict[str, tuple[int, ...]]) -> str:
    """The cycle that these steps run along, all upwards or all downwards; nothing if there is none."""
    size = [abs(step) for step in steps]
    if 0 in size or len({step > 0 for step in steps}) != 1:
        return ""
    if steps[0] < 0:
        size.reverse()
    for name, cycle in cycles.items():
        around = cycle * (len(size) // len(cycle) + 2)
        if any(list(around[i : i + len(size)]) == size for i in range(len(cycle))):
            return name
    return ""


def _scale(line: Line) -> list[Resemblance]:
    """The longest run along a scale, if nearly all of the motif is in it, or a scale up and down again."""
    steps, n = _steps(line.midi), len(line.midi)
    for long in range(n, max(3, -(-4 * n // 5)) - 1, -1):  # four notes in five, and three at least
        for first in range(n - long + 1):
            name = _runs_along(steps[first : first + long - 1], SCALES)
            if name:
                way = "up" if steps[first] > 0 else "down"
                return [_plain("scale", f"a {name}", f"runs {way} a {name}", line, first, long)]
    turns = [i for i, (a, b) in enumerate(pairwise(steps)) if (a > 0) != (b > 0)]
    if n >= 5 and len(turns) == 1:
        legs = steps[: turns[0] + 1], steps[turns[0] + 1 :]
        names = {_runs_along(leg, {"scale": SCALES["major or minor scale"]}) for leg in legs}
        if names == {"scale"}:
            return [_plain("scale", "a scale there and back", "runs along a scale and back", line, 0, n)]
    return []


def _arpeggio(line: Line) -> list[Resemblance]:
    """A motif that moves through the notes of one plain chord and no others."""
    steps = _steps(line.midi)
    name = _runs_along(steps, CHORDS)
    if name:
        way = "up" if steps[0] > 0 else "down"
        return [_plain("arpeggio", f"a broken {name}", f"is a {name}, broken {way}wards", line, 0, len(line.midi))]
    classes = {midi % 12 for midi in line.midi}
    if len(classes) < 3 or len(line.midi) < 4:
        return []
    for name, cycle in CHORDS.items():
        for root in range(12):
            if classes <= {(root + sum(cycle[:i])) % 12 for i in range(len(cycle))}:
                return [
                    _plain(
                        "arpeggio", f"a call on a {name}", f"uses the notes of a {name} only", line, 0, len(line.midi)
                    )
                ]
    return []


def _plain(kind: str, what: str, does: str, line: Line, first: int, long: int) -> Resemblance:
    part = line.lengths[first : first + long]
    n = len(line.midi)
    where = "" if long == n else f" with {in_words(long, 'note')} of its {in_words(n, 'note').split()[0]}"
    rhythm = "in even notes: nothing in it is its own yet" if _even(part) else "and only its rhythm is its own"
    return Resemblance(kind, what, long / n, first + 1, first + long, True, "", f"It {does}{where}, {rhythm}.")


@cache
def _read(opening: Opening) -> Line:
    from .motif import Motif

    return line_of(Motif(opening.notes))


def _opening(line: Line, opening: Opening) -> list[Resemblance]:
    """The longest beginning of an opening that the motif holds, and whether it is enough."""
    its, n = _read(opening), len(line.midi)
    steps, want = _steps(line.midi), _steps(its.midi)
    first, same = max(((i, _agreeing(steps[i:], want)) for i in range(n - 1)), key=lambda f: (f[1], -f[0]))
    notes = same + 1
    if notes < 4 and not notes == n == len(want) + 1:
        notes = 0
    if notes:
        rhythm = opening.rhythm and _same_rhythm(line.lengths[first:], its.lengths, notes)
        plain = _is_plain(want[: notes - 1])
        own_rhythm = rhythm and not _even(its.lengths[:notes])
        enough = notes >= opening.least and (not plain or own_rhythm)
        enough = enough or (notes == 4 and opening.least <= 5 and rhythm and not plain)
        if enough or (first == 0 and any(want[: notes - 1])):  # one note again and again is nobody's
            return [_like(opening, notes, len(its.midi), first, enough, plain)]
    # nearly: one note apart over seven and more
    long = min(n, len(its.midi))
    if long >= 7 and not _is_plain(want[: long - 1]):
        edits, _ = pitch_edits(line.midi[:long], its.midi[:long])
        if edits == 1:
            told = (
                f"Is one note apart from the first {in_words(long, 'note')} of {opening.title}: whoever knows it will "
                "hear it."
            )
            return [
                Resemblance("opening", opening.title, (long - 1) / len(its.midi), 1, long, True, opening.source, told)
            ]
    return []


def _like(opening: Opening, notes: int, of: int, first: int, enough: bool, plain: bool) -> Resemblance:
    if enough:
        how = "Is, note for note," if notes == of and of < 5 else f"{'Holds' if first else 'Begins with'} the first"
        count = "" if how.startswith("Is") else f" {in_words(notes, 'note')} of"
        told = f"{how}{count} {opening.title}: whoever knows it will hear it."
    else:
        why = (
            f"{in_words(notes, 'note')} of a plain scale or chord begin many tunes"
            if plain
            else f"{in_words(notes, 'note').split()[0]} pitches in another rhythm begin many tunes"
            if opening.rhythm
            else f"{in_words(notes, 'note').split()[0]} pitches alone begin many tunes"
        )
        told = f"Begins like {opening.title}, which proves nothing: {why}."
    return Resemblance("opening", opening.title, notes / of, first + 1, first + notes, enough, opening.source, told)


def _agreeing(steps: Sequence[int], want: Sequence[int]) -> int:
    count = 0
    for a, b in zip(steps, want, strict=False):
        if a != b:
            break
        count += 1
    return count


def _same_rhythm(lengths: Sequence[Fraction], its: Sequence[Fraction], notes: int) -> bool:
    """The same rhythm at any tempo; the last note may be held, and must be long where the opening's is."""
    tempo = lengths[0] / its[0]
    if any(a != b * tempo for a, b in zip(lengths[: notes - 1], its[: notes - 1], strict=True)):
        return False
    mine, other = lengths[notes - 1] / lengths[notes - 2], its[notes - 1] / its[notes - 2]
    return mine > 1 if other > 1 else mine >= other


def _is_plain(steps: Sequence[int]) -> bool:
    """Whether these steps belong to no piece in particular: a scale, a broken chord, one note again and again."""
    return not any(steps) or bool(_runs_along(steps, SCALES) or _runs_along(steps, CHORDS))
