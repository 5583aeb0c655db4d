"""What an author of ten bars declares, and the bars: the answer of 09.7 as the check reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.harmony.bars import Bars, bars_of
from ....music.harmony.chords import Chord
from ....music.harmony.moments import Moment
from ....music.keys import Key
from ...asking import fields
from ...verdict import Untouched
from .asking import blank, frame_of, listed

FILM, START, GULL, LAMP = "the-log", 480, 540, 1440
BEAT, BAR, BARS = 24, 4, 10
NEAR = 6  #: frames round the gull in which nothing may begin
QUIET = BEAT // 2  #: frames of silence before the lamp
PEDAL = 4  #: bars

NAMES = ("key", "pedal", "most notes a bar", "withheld", "stops on", "bars")
FORM = (
    '{"key": "e", "pedal": 4, "most notes a bar": 6, "withheld": "Em", "stops on": 1416, "bars": ["E2:4", "…"]}, ten '
    "bars of four beats"
)


@dataclass(frozen=True)
class Plan:
    """What an author declares, and the bars."""

    key: Key
    pedal: Fraction
    most: int
    withheld: Chord
    stops: int
    bars: Bars

    def frame(self, beat: Fraction) -> int | float:
        """The frame of a beat, counted from 0."""
        at = START + BEAT * beat
        return int(at) if at.denominator == 1 else round(float(at), 1)

    @property
    def moments(self) -> list[Moment]:
        """What sounds from change to change, silence left out."""
        return [moment for moment in self.bars.moments if moment.pitches]

    @property
    def end(self) -> Fraction:
        """The beat on which the last note ends."""
        return max(note.start + note.beats for note in self.bars.notes)

    def begun(self) -> dict[int, int]:
        """How many notes begin in each bar."""
        counts = dict.fromkeys(range(1, len(self.bars) + 1), 0)
        for note in self.bars.notes:
            counts[int(note.start // BAR) + 1] += 1
        return counts

    def beginning(self, frame: int, around: int = NEAR) -> list[str]:
        """The notes that begin near a frame."""
        return [n.pitch.name for n in self.bars.notes if abs(START + BEAT * n.start - frame) <= around]


def plan_of(answer: Any) -> Plan:
    """The table of an answer, read.

    Raises
    ------
    FilmScoreError, Untouched
        Something in it cannot be read, or nothing has been written.
    """
    if isinstance(answer, dict) and answer and all(_empty(value) for value in list(answer.values())[:30]):
        raise Untouched("Nothing is written in the table yet.")
    given = fields(answer, NAMES, FORM)
    if empty := [f"“{name}”" for name in NAMES if blank(given[name])]:
        raise FilmScoreError(f"Nothing stands under {listed(empty)} yet: {FORM}")
    key, pedal = Key.read(given["key"]), _number(given["pedal"], "pedal", "bars")
    most = _number(given["most notes a bar"], "most notes a bar", "notes")
    if not isinstance(given["withheld"], str):
        raise FilmScoreError(
            f'“withheld” is to be a chord between quotation marks, "Em", not {shown(given["withheld"], 40)}.'
        )
    withheld = Chord(given["withheld"][:40])
    stops = frame_of(given["stops on"], FILM, "stops on")
    return Plan(key, pedal, int(most), withheld, stops, _bars(given["bars"], key))


def _empty(value: Any) -> bool:
    return blank(value) or (isinstance(value, list | tuple) and all(blank(one) for one in value[:50]))


def _number(value: Any, name: str, what: str) -> Fraction:
    whole = isinstance(value, int | float | Fraction) and not isinstance(value, bool)
    if not whole or not 0 < value <= 1000:
        raise FilmScoreError(f"“{name}” is {shown(value, 40)}: a number of {what} is wanted, such as 4.")
    return Fraction(value).limit_denominator(16)


def _bars(value: Any, key: Key) -> Bars:
    texts = value.strip().strip("|").split("|") if isinstance(value, str) else value
    if isinstance(texts, list | tuple) and any(isinstance(text, str) and len(text) > 400 for text in texts[:40]):
        raise FilmScoreError("One of these bars has more than 400 letters; a bar here has a few chords.")
    if isinstance(texts, list | tuple) and len(texts) > 40:
        raise FilmScoreError(f"These are {len(texts):,} bars; ten are asked, from {START} to {LAMP}.")
    return bars_of(texts, meter="4/4", key=f"{key.tonic}{'m' if key.minor else ''}", bpm=60)


def floors(plan: Plan) -> Iterator[tuple[str, Fraction, Fraction, int]]:
    """The lowest note of every stretch: its name, where, how long, and how many different things are heard over it.

    A rest of half a bar does not end it; an octave is the same note.
    """
    run: list[Moment] = []
    for moment in [*plan.moments, None]:
        last = run[-1] if run else None
        goes_on = (
            moment is not None
            and last is not None
            and moment.pitches[0].midi % 12 == last.pitches[0].midi % 12
            and moment.start - last.start - last.beats <= BAR / 2
        )
        if last is not None and not goes_on:
            floor = run[0].pitches[0]
            over = {frozenset(p.midi for p in m.pitches if p.midi % 12 != floor.midi % 12) for m in run}
            yield floor.name, run[0].start, last.start + last.beats - run[0].start, len(over - {frozenset()})
            run = []
        if moment is not None:
            run.append(moment)


def row(names: list[str]) -> str:
    """Notes as one writes a chord here: E2+B3."""
    return "+".join(dict.fromkeys(names))


def begins(names: list[str]) -> str:
    """The verb that goes with them."""
    return "begins" if len(set(names)) == 1 else "begin"


def bars_said(bars: Fraction) -> str:
    """A number of bars in words: "1 bar", "2.7 bars"."""
    number = f"{float(bars):.1f}".removesuffix(".0")
    return f"{number} bar{'' if number == '1' else 's'}"
