"""What players would say about their parts: breath, reach, leaps, divided strings, pedals, drums; what a stand needs.

Nothing here is a judgement of the music. Each remark is a thing a player would put a hand up for at the first
rehearsal, and rehearsals cost more than pencils. The limits are rules of thumb, stated where they are used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ...errors import FilmScoreError, shown
from ..pitch import Pitch
from . import struck
from .page import Clock, Line, Note, as_score, lines_of
from .players import SIZES, section_of, size_of
from .reaching import reach, registers
from .stand import on_the_stand

#: seconds a phrase of the winds lasts at most, where the catalogue says nothing else
BREATH = 8.0
#: seconds of silence that are a breath
REST = 0.3
#: notes shorter than this, in seconds, make a leap quick
QUICK = 0.35
#: a line without any rest at all, in breaths
WITHOUT_REST = 4
#: fundamentals of speech, Hz, and for how many seconds low brass and cello pads may lie there
SPEECH, HELD = (85.0, 255.0), 2.0
#: lowest string of the lowest instrument under a chin
_VIOLA = Pitch.read("C3").midi
_COVERS = ("Trombone", "Bass trombone", "Cimbasso", "Tuba", "Cello", "Warm pad", "Organ")


@dataclass(frozen=True)
class Remark:
    """Something a player would ask about.

    Attributes
    ----------
    kind : str
        "range", "register", "breath", "leap", "divisi", "chord", "pedals", "drums", "speech" or "stand".
    part : str
    bar : int
    beat : Fraction
        Of the bar, in quarters from 1.
    told : str
    hard : bool
        Whether it cannot be played at all, as against with luck or trouble.
    """

    kind: str
    part: str
    bar: int
    beat: Fraction
    told: str
    hard: bool = False

    def __str__(self) -> str:
        return f"{self.part}, bar {self.bar}: {self.told}" if self.kind != "stand" else f"{self.part}: {self.told}"


class Remarks(Sequence[Remark]):
    """Remarks on a score, in the order of its parts. A list; `told` is all of it in words."""

    def __init__(self, rows: Sequence[Remark]) -> None:
        self.rows = tuple(rows)

    def __getitem__(self, n: Any) -> Any:
        return self.rows[n]

    def __len__(self) -> int:
        return len(self.rows)

    def of(self, kind: str) -> tuple[Remark, ...]:
        """Those of one kind."""
        return tuple(one for one in self.rows if one.kind == kind)

    @property
    def told(self) -> str:
        """All of them, a line each."""
        return "\n".join(map(str, self.rows)) or "No remarks: it can be played as it stands."

    def __repr__(self) -> str:
        return self.told


def playability(score: Any, *, bpm: float | None = None, size: str = "medium") -> Remarks:
    """What players would remark on.

    Parameters
    ----------
    score : music21 score or part, or a cue
    bpm : float, optional
        Quarters a minute; the score's own marks if left out, and 96 where it has none.
    size : {"full", "medium", "small"}
        Of the strings, for divided sections.

    Returns
    -------
    Remarks
        Of reach, registers that have not the dynamic, breath (over 8 s without a place to breathe), quick leaps,
        chords and divided strings, harp pedals,
        timpani (four drums, and time to tune one), low notes held where people speak, and what the stand lacks.

    Raises
    ------
    FilmScoreError
        It is no score, nobody has a note, or there is no such size.

    Examples
    --------
    >>> from music21 import converter
    >>> part = converter.parse("tinynotation: 4/4 F#4 G A B")
    >>> part.partName = "Violin I"
    >>> [remark.told for remark in playability(part, bpm=60).of("range")]
    ["F♯3 lies below the violin's lowest open string: G3 is the lowest note there is."]
    """
    size = size_of(size)
    if bpm is not None and (isinstance(bpm, bool) or not isinstance(bpm, int | float) or not 20 <= bpm <= 400):
        raise FilmScoreError(f"bpm is {shown(bpm)}: a number of quarters a minute from 20 to 400 is wanted.")
    score = as_score(score)
    lines = lines_of(score)
    clock = Clock(score, bpm)
    found: list[Remark] = []
    for line in lines:
        found += _of_part(line, clock, size)
    found += on_the_stand(score, lines, clock)
    return Remarks(found)


def _of_part(line: Line, clock: Clock, size: str) -> Iterator[Remark]:
    if line.player is None or line.player.comfortable is None:
        return
    yield from reach(line)
    yield from registers(line)
    if line.player.breath:
        yield from _breath(line, clock)
    yield from _gathered(_leaps(line, clock))
    if line.player.weight == "section":
        yield from _divided(line, size)
    elif line.player.breath:
        yield from _one_at_a_time(line)
    yield from struck.fingers(line)
    if line.player.name == "Harp":
        yield from _gathered(struck.pedals(line, clock))
    if line.player.name == "Timpani":
        yield from struck.drums(line, clock)
    yield from _under_speech(line, clock)


def remark(kind: str, line: Line, at: Fraction, told: str, hard: bool = False) -> Remark:
    """A remark at a place of a part."""
    bar, beat = line.place(at)
    return Remark(kind, line.name, bar, beat, told, hard)


def _gathered(found: Iterable[Remark]) -> list[Remark]:
    """One remark for each passage: the first of those that lie in bars next to each other, and how many follow it."""
    made: list[list[Remark]] = []
    for one in sorted(found, key=lambda r: (not r.hard, r.bar, r.beat)):
        near = made and made[-1][-1].hard == one.hard and one.bar - made[-1][-1].bar <= 1
        if near:
            made[-1].append(one)
        else:
            made.append([one])
    return [
        rows[0] if len(rows) == 1 else _and_more(rows) for rows in sorted(made, key=lambda r: (r[0].bar, r[0].beat))
    ]


def _and_more(rows: Sequence[Remark]) -> Remark:
    more, last = len(rows) - 1, rows[-1].bar
    where = "in this bar" if last == rows[0].bar else f"up to bar {last}"
    return replace(rows[0], told=f"{rows[0].told} {more} more like it {where}.")


def _breath(line: Line, clock: Clock) -> Iterator[Remark]:
    """Places to breathe are rests, breath marks, and the ends of slurs; without slurs, rests and breath marks."""
    assert line.player is not None
    most = line.player.breath or BREATH
    runs = _runs(line, clock)
    for run in runs:
        start, end = run[0].start, max(n.end for n in run)
        places = sorted({start, end, *(b for b in line.breaths if start < b < end),
                         *(last for _, last in line.slurs if start < last < end)})  # fmt: skip
        for first, last in pairwise(places):
            long = clock.between(first, last)
            if long > most + 1e-6:
                yield remark("breath", line, first, f"{long:.1f} s without a place to breathe; the "
                             f"{line.player.said} has about {most:g} s. Break the slur, write a comma, or share the "
                             "line between two players.")  # fmt: skip
        whole = clock.between(start, end)
        if whole > WITHOUT_REST * most and len(places) > 2:
            yield remark("breath", line, start, f"{whole:.0f} s without a rest: lips and lungs need one.")


def _runs(line: Line, clock: Clock) -> list[list[Note]]:
    """Notes between rests."""
    runs: list[list[Note]] = []
    end = Fraction(0)
    for note in sorted(line.notes, key=lambda n: n.start):
        if not runs or clock.between(end, note.start) >= REST:
            runs.append([])
        runs[-1].append(note)
        end = max(end, note.end)
    return runs


def _leaps(line: Line, clock: Clock) -> Iterator[Remark]:
    assert line.player is not None
    if line.player.leap is None:
        return
    tops = [max(notes, key=lambda n: n.midi) for notes in line.onsets.values()]
    for a, b in pairwise(tops):
        far = abs(a.midi - b.midi)
        quick = clock.between(a.start, b.start) < QUICK
        voice = line.player.family == "choir"
        if far > line.player.leap and (quick or voice) and clock.between(a.end, b.start) < REST:
            how = "in one step" if voice else f"in {clock.between(a.start, b.start):.2f} s"
            yield remark("leap", line, b.start, f"from {a.name} to {b.name}, {far} semitones {how}. "
                         f"{line.player.agility}")  # fmt: skip


def _divided(line: Line, size: str) -> Iterator[Remark]:
    assert line.player is not None
    alone = line.name.casefold().startswith("solo")
    players = 1 if alone else SIZES[size][section_of(line.name)][0]
    told: set[int] = set()
    for at, notes in line.onsets.items():
        count = len({n.midi for n in notes})
        if count < 2 or count in told:
            continue
        shared = _how_shared(line, at)
        if alone or shared == "one":
            why = stopped(line.player.strings, [n.midi for n in notes])
            if why:
                told.add(count)
                yield remark("chord", line, at, why, hard=True)
        elif shared != "divided":
            told.add(count)
            yield remark("divisi", line, at, f"{count} notes at once: write \"div.\" or \"non div.\", or the first "
                         "desk will ask.")  # fmt: skip
        elif players < 2 * count:
            told.add(count)
            yield remark("divisi", line, at, f"divided in {count}, {players} players are fewer than two a note: it "
                         "will sound like soloists.")  # fmt: skip
        elif count > 4:
            told.add(count)
            yield remark("divisi", line, at, f"divided in {count}: {players // count} players a note; write them on "
                         "two staves.")  # fmt: skip


#: how a section takes several notes, by the last of these words before them
_SHARED = {"non div": "one", "double stop": "one", "d.s.": "one", "unis": "all", "div": "divided"}


def _how_shared(line: Line, beat: Fraction) -> str:
    """Whether a section divides, plays double stops ("one" player has all), or neither; empty if nothing is said."""
    for at, text in sorted(line.words, reverse=True):
        said = next((what for word, what in _SHARED.items() if word in text.casefold()), "")
        if at <= beat and said:
            return said
    return ""


def stopped(strings: Sequence[str], midi: Sequence[int]) -> str:
    """Why one player cannot stop these notes at once; empty if a hand can.

    Each note needs a string of its own, neighbours, and the hand spans about an octave above the lowest finger. On
    violins and violas the little finger on the lower string reaches past the first on the upper one: a minor second.

    >>> stopped(("G3", "D4", "A4", "E5"), [55, 57])
    'two notes on the lowest string: only one of them can sound'
    >>> stopped(("G3", "D4", "A4", "E5"), [55, 64])
    ''
    """
    opens = [Pitch.read(one).midi for one in strings]
    wanted = sorted(set(midi))
    if len(wanted) > len(opens):
        return f"{len(wanted)} notes, and {len(opens)} strings"
    for first in range(len(opens) - len(wanted) + 1):
        chosen = opens[first : first + len(wanted)]
        fingers = [note - string for note, string in zip(wanted, chosen, strict=True)]
        pressed = [f for f in fingers if f > 0]
        second = len(wanted) == 2 and wanted[1] - wanted[0] == 1 and opens[0] >= _VIOLA
        if min(fingers) >= 0 and max(fingers) <= 19 and (not pressed or max(pressed) - min(pressed) <= 5 + second):
            return ""
    if sum(note < opens[1] for note in wanted) > 1:
        return "two notes on the lowest string: only one of them can sound"
    return "no hand reaches these notes on neighbouring strings"


def _one_at_a_time(line: Line) -> Iterator[Remark]:
    assert line.player is not None
    if line.player.family == "choir":
        return
    for at, notes in line.onsets.items():
        if len({n.midi for n in notes}) > 1:
            many = any(char.isdigit() for char in line.name) and any(sign in line.name for sign in "-–&+")
            if not many and not line.name.endswith("s"):
                names = " and ".join(n.name for n in notes)
                yield remark("chord", line, at, f"{names} at once: one {line.player.said} plays one note. Name the "
                             "part after two players, or write two parts.", hard=True)  # fmt: skip
                return


def _under_speech(line: Line, clock: Clock) -> Iterator[Remark]:
    assert line.player is not None
    if line.player.name not in _COVERS:
        return
    long = [
        n for n in line.notes
        if SPEECH[0] <= 440 * 2 ** ((n.midi - 69) / 12) <= SPEECH[1] and clock.between(n.start, n.end) >= HELD
        and line.level(n.start) not in ("ppp", "pp", "p")
    ]  # fmt: skip
    if long:
        bars = sorted({line.place(n.start)[0] for n in long})
        where = f"bar {bars[0]}" if len(bars) == 1 else f"bars {', '.join(map(str, bars[:6]))}"
        yield remark("speech", line, long[0].start, f"held {line.level(long[0].start) or 'notes'} in {where} between "
                     f"{SPEECH[0]:.0f} and {SPEECH[1]:.0f} Hz, where voices lie: if anybody speaks here, mark it "
                     "p, move it out of there, or let it go before the line.")  # fmt: skip
