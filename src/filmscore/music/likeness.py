"""How unlike two lines are: in pitch, in contour, in rhythm. Each is a published measure, and none knows the others.

Pitch
    Edit distance (Levenshtein 1966) between the pitches, the least over all transpositions: how many notes must be
    changed, put in or left out. V. Mäkinen, G. Navarro, E. Ukkonen, "Transposition invariant string matching",
    *Journal of Algorithms* 56 (2005), 124–153. The edit distance came to music with M. Mongeau and D. Sankoff,
    "Comparison of musical sequences", *Computers and the Humanities* 24 (1990), 161–175. Theirs weighs intervals by
    consonance; here a note is the same or it is not, so that the number can be counted on the page.

Contour
    CSIM of E. W. Marvin and P. A. Laprade, "Relating musical contours", *Journal of Music Theory* 31 (1987), 225–267:
    of all pairs of notes, the share that agree which of the two is higher. It is defined for lines of one length;
    lines of unequal length are stretched to one here. Listeners follow large shapes better than it does (M. A.
    Schmuckler, "Testing models of melodic contour similarity", *Music Perception* 16 (1999), 295–326), but every
    disagreement it counts can be pointed at.

Rhythm
    Edit distance between the times from onset to onset, on a scale of doublings, the least over all tempi. That an
    edit distance tells how alike rhythms are heard to be is found by O. Post and G. Toussaint, "The edit distance as
    a measure of perceived rhythmic similarity", *Empirical Musicology Review* 6 (2011), 164–179.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import FilmScoreError, shown

if TYPE_CHECKING:
    import numpy as np

    from .motif import Motif


class Line(NamedTuple):
    """A motif as the measures see it.

    Attributes
    ----------
    midi : tuple of int
        The sounding notes.
    lengths : tuple of Fraction
        Beats from each onset to the next, and of the last note how long it sounds.
    """

    midi: tuple[int, ...]
    lengths: tuple[Fraction, ...]


def line_of(motif: Motif, least: int = 2, use: str = "be compared") -> Line:
    """The notes and lengths of a motif; rests between notes count with the note before, those outside not at all.

    Raises
    ------
    FilmScoreError
        If it is no motif, or has fewer than `least` notes.

    Examples
    --------
    >>> from filmscore.music.motif import Motif
    >>> line_of(Motif("R C4 R:1/2 E4:2 R"))
    Line(midi=(60, 64), lengths=(Fraction(3, 2), Fraction(2, 1)))
    """
    from .motif import Motif as Kind

    if not isinstance(motif, Kind):
        raise FilmScoreError(f"{shown(motif)} is no motif. Make one: fs.Motif('D4 A4:1/2 F#4:1/2 E5:2').")
    lengths: list[Fraction] = []
    last = Fraction(0)
    for name, beats in zip(motif.names, motif.durations, strict=True):
        if name:
            lengths.append(beats)
            last = beats
        elif lengths:
            lengths[-1] += beats
    if len(lengths) < least:
        have = "one note" if len(lengths) == 1 else f"{len(lengths)} notes"
        raise FilmScoreError(f"{shown(motif)} has {have}: it takes at least {least} to {use}.")
    lengths[-1] = last  # the rests after it are silence, not rhythm
    return Line(tuple(motif.midi), tuple(lengths))


def pitch_edits(a: Sequence[int], b: Sequence[int]) -> tuple[int, int]:
    """Notes to change, put in or leave out so that one line becomes the other, and the transposition at which.

    Of transpositions that do equally well, the nearest to none.

    >>> pitch_edits((60, 62, 64, 67), (65, 67, 69, 74))
    (1, 5)
    """
    import numpy as np

    one, other = np.array(a), np.array(b)
    moves = np.unique(other[None, :] - one[:, None])
    moves = moves[np.lexsort((moves, np.abs(moves)))]
    costs = _edits((one[None, :, None] + moves[:, None, None] != other).astype(float))
    best = int(costs.argmin())
    return round(float(costs[best])), int(moves[best])


def pitch_distance(a: Sequence[int], b: Sequence[int]) -> float:
    """Edits of pitch as a share of what could differ: one note always meets another at some transposition."""
    longer = max(len(a), len(b))
    return pitch_edits(a, b)[0] / (longer - 1) if longer > 1 else 0.0


def contour_distance(a: Sequence[int], b: Sequence[int]) -> float:
    """Share of the pairs of notes that disagree which is higher: 1 − CSIM.

    Lines of unequal length are laid over each other as if they took the same time, each note as long as the others
    of its line; a pair then counts for as much time as it lasts. Lines of one length give CSIM as published.

    >>> contour_distance((60, 64, 62), (60, 67, 65)), contour_distance((60, 62, 64), (64, 62, 60))
    (0.0, 1.0)
    """
    import numpy as np

    cuts = np.unique(np.concatenate([np.arange(len(a)) * len(b), np.arange(len(b)) * len(a)]))
    share = np.diff(np.append(cuts, len(a) * len(b)))
    i, j = cuts // len(b), cuts // len(a)  # which note of each line sounds in each piece
    unlike = _directions(np.array(a)[i]) != _directions(np.array(b)[j])
    pairs = np.triu(share[:, None] * share[None, :], 1)
    pairs[(i[:, None] == i) & (j[:, None] == j)] = 0  # a note beside itself
    whole = pairs.sum()
    return float((pairs * unlike).sum() / whole) if whole else 0.0


def rhythm_edits(a: Sequence[Fraction], b: Sequence[Fraction]) -> tuple[int, Fraction]:
    """Lengths to change, put in or leave out, and how much slower the second is when they fit best.

    >>> rhythm_edits([Fraction(1)] * 3, [Fraction(2), Fraction(2), Fraction(3)])
    (1, Fraction(2, 1))
    """
    import numpy as np

    ratios = _ratios(a, b)
    x, y = _doublings(a), _doublings(b)
    apart = np.abs(x[None, :, None] + _doublings(ratios)[:, None, None] - y) > _SAME
    costs = _edits(apart.astype(float))
    best = int(costs.argmin())
    return round(float(costs[best])), ratios[best]


def rhythm_distance(a: Sequence[Fraction], b: Sequence[Fraction]) -> float:
    """Edits of rhythm as a share of what could differ; a length changed by less than a doubling counts in part."""
    import numpy as np

    longer = max(len(a), len(b))
    if longer < 2:
        return 0.0
    x, y = _doublings(a), _doublings(b)
    apart = np.abs(x[None, :, None] + _doublings(_ratios(a, b))[:, None, None] - y)
    apart[apart < _SAME] = 0
    return min(1.0, float(_edits(np.minimum(apart, 1.0)).min()) / (longer - 1))


_SAME = 0.01  # of a doubling: less than any two written lengths differ


def _ratios(a: Sequence[Fraction], b: Sequence[Fraction]) -> list[Fraction]:
    """Every change of tempo that makes some length of one equal to one of the other, the smallest change first."""
    return sorted({y / x for x in set(a) for y in set(b)}, key=lambda r: (max(r, 1 / r), r))


def _doublings(lengths: Sequence[Fraction]) -> np.ndarray[Any, Any]:
    import numpy as np

    return np.log2(np.array([float(x) for x in lengths]))


def _directions(pitches: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    import numpy as np

    return np.sign(pitches[None, :] - pitches[:, None])


def _edits(changes: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Edit distances, several at once: `changes` of shape (cases, n, m) is what it costs to change one into another.

    Putting in and leaving out cost 1. A row of the usual table is filled at a stroke: what is put in along it costs
    one a step, so the least of what came before, each with its steps added, is a running minimum.
    """
    import numpy as np

    cases, n, m = changes.shape
    steps = np.arange(m + 1, dtype=float)
    row = np.broadcast_to(steps, (cases, m + 1))
    for i in range(n):
        down = row + 1
        down[:, 1:] = np.minimum(down[:, 1:], row[:, :-1] + changes[:, i])
        row = np.minimum.accumulate(down - steps, axis=1) + steps
    last: np.ndarray[Any, Any] = row[:, -1]
    return last
