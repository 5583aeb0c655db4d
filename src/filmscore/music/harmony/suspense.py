"""Suspense as rules that can be checked: a pedal that stays, no cadence, as many notes as were declared, an arrival
withheld.

Hold a low D. Over it let two violins move by semitones and never land. Nothing has happened, and nobody in the room can
look away: the ear has been promised an end and does not get it. None of these rules makes suspense; each is a promise
that a cue kept or broke, and the report says which, and where.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ...errors import FilmScoreError, shown
from ...tables import as_html, as_text
from ..keys import Key
from ..pitch import Pitch
from .cadences import find
from .chords import Chord
from .moments import Passage, passage, trimmed
from .reading import HarmonyReading, read_harmony
from .tension import home_of

_COLUMNS = ("Rule", "Kept", "What was found")


@dataclass(frozen=True)
class Rule:
    """One rule and what came of it.

    Attributes
    ----------
    name : str
        "pedal", "no cadence", "density", "withheld", "leading tone" or "stops".
    kept : bool
    told : str
    bar : int or None
        Where it is broken, if it is broken somewhere.
    """

    name: str
    kept: bool
    told: str
    bar: int | None = None

    def __str__(self) -> str:
        return f"{self.name}: {'kept' if self.kept else 'broken'}. {self.told}"


@dataclass(frozen=True)
class Suspense:
    """What `check` found.

    Attributes
    ----------
    rules : tuple of Rule
    density : dict of int to int
        Notes that begin in each bar.
    harmony : HarmonyReading
    """

    rules: tuple[Rule, ...]
    density: dict[int, int]
    harmony: HarmonyReading

    @property
    def kept(self) -> bool:
        """Whether every rule that was asked for is kept."""
        return all(rule.kept for rule in self.rules)

    @property
    def broken(self) -> tuple[Rule, ...]:
        """The rules that are not kept."""
        return tuple(rule for rule in self.rules if not rule.kept)

    def __getitem__(self, name: str) -> Rule:
        for rule in self.rules:
            if rule.name == name:
                return rule
        raise FilmScoreError(
            f"No rule {shown(name)} was asked for: {', '.join(rule.name for rule in self.rules)} were."
        )

    @property
    def told(self) -> str:
        """Every rule in a line."""
        return "\n".join(map(str, self.rules))

    @property
    def _rows(self) -> list[tuple[str, ...]]:
        return [(rule.name, "yes" if rule.kept else "no", rule.told) for rule in self.rules]

    def __repr__(self) -> str:
        return as_text(_COLUMNS, self._rows)

    def _repr_html_(self) -> str:
        return as_html(_COLUMNS, self._rows, "What the cue withholds")


def check(
    score: Any, *, key: str | None = None, pedal: float | None = 4, cadence: bool = False,
    density: int | tuple[int, int] | str | None = None, withhold: str | bool | None = None, leading_tone: bool = False,
    stop_before: int | tuple[int, Any] | None = None, bars: tuple[int, int] | None = None, beats: int | Fraction = 4,
) -> Suspense:  # fmt: skip
    """Check what a cue withholds.

    Parameters
    ----------
    score : str, list, Motif, Harmonised, Voicing, cue, music21 stream or path
    key : str, optional
        Where home would be. If left out, the key the music names or is longest in.
    pedal : number, optional
        A low note must be held, or struck again and again, for so many bars while the chords above it change. None
        asks for none.
    cadence : bool
        False: there must be no close on the tonic. True does not ask.
    density : int, (int, int) or "thinning", optional
        At most so many notes begin in a bar; from so many to so many; or fewer in the last third than in the first.
    withhold : str or True, optional
        A chord that must never sound, such as ``"D"``; True is the tonic chord.
    leading_tone : bool
        True: no leading tone may go on to the tonic in its own part.
    stop_before : int or (int, beat), optional
        A bar, or a bar and a beat, from which on nothing may sound: the cut-off before the reveal.
    bars : (int, int), optional
        Only these bars.
    beats : number
        How long each chord lasts, if chords are given.

    Returns
    -------
    Suspense

    Raises
    ------
    FilmScoreError
        There are no notes; a number, a chord or a bar is none.

    Examples
    --------
    >>> found = check("Dm E°/D C#°7/D Bb+/D", key="d", pedal=4)
    >>> found.kept, check("Dm Gm A7 Dm", key="d", pedal=None)["no cadence"].bar
    (True, 4)
    """
    whole = passage(score, beats)
    if bars is not None:
        if not isinstance(bars, list | tuple) or len(bars) != 2 or not all(isinstance(bar, int) for bar in bars):
            raise FilmScoreError(f"bars is {shown(bars)}: write the first and the last, such as (1, 8).")
        whole = trimmed(whole, *bars)
    home = home_of(whole, key)
    _positive(pedal, "pedal")
    read = read_harmony(whole, key=home.name, pedal=2.0 if pedal is None else min(2.0, float(pedal)))
    count = {n: sum(start <= note.start < end for note in whole.notes) for n, start, end in whole.bar_spans()}
    rules: list[Rule] = []
    if pedal is not None:
        rules.append(_pedal(read, whole, float(pedal)))
    if not cadence:
        rules.append(_no_cadence(read, home))
    if density is not None:
        rules.append(_density(count, density))
    if withhold:
        rules.append(_withheld(read, home, withhold))
    if leading_tone:
        rules.append(_leading(whole, home))
    if stop_before is not None:
        rules.append(_stops(whole, stop_before))
    if not rules:
        raise FilmScoreError("No rule is asked for: give pedal, density, withhold or another one.")
    return Suspense(tuple(rules), count, read)


def _positive(value: Any, what: str) -> None:
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction) or not 0 < value <= 1000:
        raise FilmScoreError(f"{what} is {shown(value)}: a number of bars is wanted, such as 4; None asks for none.")


def _pedal(read: HarmonyReading, whole: Passage, least: float) -> Rule:
    found = [pedal for pedal in read.pedals if pedal.below]
    if not found:
        return Rule("pedal", False, f"{least:g} bars are asked for, and no low note stays while the chords change.")
    best = max(found, key=lambda pedal: pedal.bars)
    if best.bars >= least:
        return Rule("pedal", True, f"{best.told} {best.foreign:.0%} of that time it is foreign to the chord.")
    return Rule("pedal", False, f"{least:g} bars are asked for. The longest: {best.told}", whole.place(best.start)[0])


def _no_cadence(read: HarmonyReading, home: Key) -> Rule:
    heard = [one for one in read.chords if one.chord is not None]
    if heard:
        for one, cadence in zip(heard, find([h.chord for h in heard], home), strict=True):
            moves = cadence.chords[0].bass_class != cadence.chords[1].bass_class
            if cadence.chords[0].suffix is None:
                continue  # a cluster leads nowhere by its root
            if cadence.kind == "closed" or (cadence.kind == "plagal" and moves):
                told = f"Bar {one.bar}: {cadence.chords[0]} to {cadence.chords[1]} closes ({cadence.kind})."
                return Rule("no cadence", False, told, one.bar)
    return Rule("no cadence", True, f"Nowhere does a close lead to {home.name}.")


def _density(count: dict[int, int], asked: Any) -> Rule:
    low: float
    if asked == "thinning":
        row = list(count.values())
        third = max(1, len(row) // 3)
        first, last = sum(row[:third]) / third, sum(row[-third:]) / third
        told = f"{first:.1f} notes a bar begin in the first third, {last:.1f} in the last."
        return Rule("density", last < first, told)
    low, high = asked if isinstance(asked, list | tuple) and len(asked) == 2 else (0, asked)
    if not all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in (low, high)) or low > high:
        raise FilmScoreError(
            f"density is {shown(asked)}: write the most notes that begin in a bar, 6; the least and the most, (2, "
            "6); or 'thinning'."
        )
    for bar, notes in count.items():
        if not low <= notes <= high:
            return Rule("density", False, f"Bar {bar}: {notes} notes begin, and {low} to {high} were declared.", bar)
    return Rule("density", True, f"From {min(count.values())} to {max(count.values())} notes begin in a bar.")


def _withheld(read: HarmonyReading, home: Key, asked: Any) -> Rule:
    chord = Chord(home.tonic + ("m" if home.minor else "")) if asked is True else Chord(asked)
    sound = set(chord.pitch_classes)
    for one in read.chords:
        if one.chord is not None and set(one.chord.pitch_classes) == sound:
            return Rule("withheld", False, f"Bar {one.bar}: {one.chord} sounds, and it was to be withheld.", one.bar)
    return Rule("withheld", True, f"{chord} is expected and never sounds.")


def _leading(whole: Passage, home: Key) -> Rule:
    tonic = Pitch(28 + home.letter, home.alter).midi % 12
    lines: dict[str, list[Any]] = {}
    for note in sorted(whole.notes, key=lambda one: one.start):
        lines.setdefault(note.part, []).append(note)
    for line in lines.values():
        for one, two in pairwise(line):
            if one.pitch.midi % 12 == (tonic - 1) % 12 and two.pitch.midi - one.pitch.midi == 1:
                bar = whole.place(two.start)[0]
                told = f"Bar {bar}: {one.pitch.name} of the {one.part} goes to {two.pitch.name}. The promise is kept."
                return Rule("leading tone", False, told, bar)
    return Rule("leading tone", True, "No leading tone goes on to the tonic.")


def _stops(whole: Passage, asked: Any) -> Rule:
    bar, beat = asked if isinstance(asked, list | tuple) and len(asked) == 2 else (asked, 1)
    number: Callable[[Any], bool] = lambda n: isinstance(n, int | float | Fraction) and not isinstance(n, bool)  # noqa: E731
    if not isinstance(bar, int) or isinstance(bar, bool) or not number(beat) or beat < 1:
        raise FilmScoreError(f"stop_before is {shown(asked)}: write a bar, 13, or a bar and a beat, (13, 3).")
    starts = dict(whole.bars)
    if bar not in starts:
        last, at = whole.bars[-1]
        if bar <= last:
            raise FilmScoreError(f"stop_before names bar {bar}, and this passage begins with bar {whole.bars[0][0]}.")
        starts[bar] = at + (bar - last) * whole.bar_length(at)
    edge = starts[bar] + Fraction(beat) - 1
    for note in whole.notes:
        if note.start + note.beats > edge:
            where = whole.where(max(note.start, edge))
            how = "begins" if note.start >= edge else "is still held"
            return Rule(
                "stops", False, f"{where[0].upper()}{where[1:]}: {note.pitch.name} of the {note.part} {how}.", bar
            )
    ends = max(note.start + note.beats for note in whole.notes)
    return Rule(
        "stops",
        True,
        f"The last note ends {float(edge - ends):g} beats before bar {bar}{f', beat {beat}' if beat != 1 else ''}.",
    )
