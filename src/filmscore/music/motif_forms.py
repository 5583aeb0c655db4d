"""The forms in which a motif may come back, as patterns of intervals and lengths, and how often chance makes them.

A pattern says nothing of key or tempo: it is the interval from each note to the next and the ratio of each length to
the next. So every form is found at any transposition and any speed; augmentation needs no form of its own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .score_lines import ScoreLine, motif_events

if TYPE_CHECKING:
    import numpy as np

    from .motif import Motif

Notes = list[tuple[int, int, float, float]]  # pitch, step, start, how long it sounds
SAME = 0.01  #: of a doubling: less than any two written lengths differ
LEAST = 0.6  #: of everything, and of the intervals alone, that must agree, however little chance would make of it
BREATH = 4.0  #: beats of silence that no motif is heard across


@dataclass(frozen=True)
class Form:
    """One form of a motif.

    Attributes
    ----------
    name : str
        ``plain``, ``in the scale``, ``inverted`` …
    told : str
        The same as a listener's remark.
    pitches : tuple of int
        Semitones, or places on the staff, from its first note.
    lengths : tuple of float
        Beats from onset to onset, and of the last note how long it sounds.
    first : int
        MIDI number of its first note, where the motif lies.
    letter : int
        Place on the staff of its first note, where the motif lies.
    steps : bool
        Whether `pitches` are places on the staff.
    free : bool
        Whether any rhythm will do.
    """

    name: str
    told: str
    pitches: tuple[int, ...]
    lengths: tuple[float, ...]
    first: int
    letter: int
    steps: bool = False
    free: bool = False

    def __len__(self) -> int:
        return len(self.pitches)

    @property
    def intervals(self) -> tuple[int, ...]:
        """From each note to the next."""
        return tuple(b - a for a, b in pairwise(self.pitches))

    @property
    def ratios(self) -> tuple[float, ...]:
        """Doublings from each length to the next; none if the rhythm is free."""
        return () if self.free else tuple(math.log2(b / a) for a, b in pairwise(self.lengths))

    @property
    def questions(self) -> int:
        """How many things can agree: one an interval, one a change of length."""
        return len(self.pitches) - 1 + len(self.ratios)

    @property
    def least_pitch(self) -> int:
        """How many of its intervals must agree: all of a mere head."""
        return len(self.pitches) - 1 if self.name == "head" else math.ceil(LEAST * (len(self.pitches) - 1))

    @property
    def least(self) -> int:
        """How many things must agree."""
        return math.ceil(LEAST * self.questions)


def forms_of(motif: Motif, transformed: bool = True) -> list[Form]:
    """The forms that are looked for, the plainest first; none twice."""
    events = motif_events(motif)
    whole = max(e.start + e.sounds for e in events)
    ahead = [(e.pitch, e.step, e.start, e.sounds) for e in events]
    back = [(p, s, whole - start - sounds, sounds) for p, s, start, sounds in reversed(ahead)]
    # backwards notes in the rhythm as it was
    turned = [(b[0], b[1], a[2], a[3]) for a, b in zip(ahead, back, strict=True)]
    head = 4 if len(ahead) < 8 else (len(ahead) + 1) // 2
    forms = [_form("plain", "", ahead)]
    if transformed:
        forms += [
            _form("in the scale", "moved within the scale", ahead, steps=True),
            _form("inverted", "upside down", ahead, -1),
            _form("inverted in the scale", "upside down within the scale", ahead, -1, steps=True),
            _form("retrograde", "backwards", back),
            _form("retrograde of pitch", "its notes backwards, its rhythm forwards", turned),
            _form("retrograde inversion", "backwards and upside down", back, -1),
            _form("new rhythm", "in another rhythm", ahead, free=True),
        ]
        if len(ahead) > 4:
            forms.append(_form("head", f"its first {head} notes only", ahead[:head]))
    found: list[Form] = []
    for form in forms:
        if not any((form.pitches, form.ratios, form.steps) == (f.pitches, f.ratios, f.steps) for f in found):
            found.append(form)
    return found


def _form(name: str, told: str, notes: Notes, up: int = 1, steps: bool = False, free: bool = False) -> Form:
    heights = [note[1] if steps else note[0] for note in notes]
    lengths = [b[2] - a[2] for a, b in pairwise(notes)] + [notes[-1][3]]
    moves = tuple(up * (h - heights[0]) for h in heights)
    return Form(name, told, moves, tuple(lengths), notes[0][0], notes[0][1], steps, free)


@dataclass(frozen=True, eq=False)
class Stock:
    """What a line is made of, between neighbours: intervals in semitones and in steps, and changes of length.

    `last` is the change from a time between onsets to how long the note after it sounds, for a motif's last note.
    `breath` marks where silence parts two notes.
    """

    pitch: np.ndarray[Any, Any]
    step: np.ndarray[Any, Any]
    ratio: np.ndarray[Any, Any]
    last: np.ndarray[Any, Any]
    breath: np.ndarray[Any, Any]


def stock_of(line: ScoreLine) -> Stock:
    """The intervals and changes of length of a line."""
    import numpy as np

    apart = np.maximum(np.diff(line.start), 1e-6)
    silent = line.start[1:] - (line.start[:-1] + line.sounds[:-1]) > BREATH
    return Stock(
        np.diff(line.pitch.astype(int)),
        np.diff(line.step.astype(int)),
        np.diff(np.log2(apart)),
        np.log2(np.maximum(line.sounds[1:], 1e-6) / apart),
        silent,
    )


def agreeing(form: Form, stock: Stock) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """At every place of a line, how many intervals and how many changes of length agree with a form.

    Where a silence cuts through, fewer than none agree.
    """
    import numpy as np

    n = len(form) - 1
    places = len(stock.pitch) - n + 1
    if places < 1:
        return np.zeros(0, dtype=int), np.zeros(0, dtype=int)
    rows = stock.step if form.steps else stock.pitch
    pitch = np.zeros(places, dtype=int)
    rhythm = np.zeros(places, dtype=int)
    for k, interval in enumerate(form.intervals):
        pitch += rows[k : k + places] == interval
        pitch -= 1000 * stock.breath[k : k + places]
    for k, ratio in enumerate(form.ratios):
        its = stock.ratio[k : k + places] if k < n - 1 else stock.last[k : k + places]
        rhythm += np.abs(its - ratio) < SAME
    return pitch, rhythm


def chance_table(form: Form, stocks: list[Stock]) -> list[float]:
    """How many places chance would make at which at least so many things agree: entry `k` for `k` of them.

    Chance is the same score with its rhythms as they are and the intervals of each line in any order: an interval
    stands anywhere with its share of the line. Lines of few notes borrow from the whole score. How many intervals agree
    is then a sum of independent trials; to it comes, place by place, how much of the rhythm is there anyway.
    """
    import numpy as np

    rows = [s.step if form.steps else s.pitch for s in stocks]
    wanted = np.array(form.intervals)
    general = _shares(np.concatenate(rows), wanted)
    table = np.zeros(form.questions + 1)
    for stock, row in zip(stocks, rows, strict=True):
        pitch, rhythm = agreeing(form, stock)
        rhythms = np.bincount(rhythm[pitch >= 0], minlength=len(form.ratios) + 1)
        there = (row[None, :] == wanted[:, None]).sum(axis=1)
        own = (there + _BORROWED * general) / (len(row) + _BORROWED)
        chances = _sum_of(own)
        chances[: form.least_pitch] = 0  # too little of the tune
        table += np.convolve(chances, rhythms)
    return [float(x) for x in np.cumsum(table[::-1])[::-1]]


_BORROWED = 5  # notes' worth of the whole score that a line is mixed with


def _shares(have: np.ndarray[Any, Any], want: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The share each wanted interval has; one that never comes might have come half a time."""
    import numpy as np

    times: np.ndarray[Any, Any] = (have[None, :] == want[:, None]).sum(axis=1) if len(have) else np.zeros(len(want))
    return (times + 0.5) / (len(have) + 1)


def _sum_of(chances: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The distribution of how many of some independent things happen."""
    import numpy as np

    together = np.ones(1)
    for p in chances:
        together = np.convolve(together, [1 - p, p])
    return together
