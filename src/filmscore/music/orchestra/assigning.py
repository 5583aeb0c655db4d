"""Who takes which line: every sensible way for each player, and the best ways for all of them together.

A player may take a line where it stands; the top line an octave higher or lower too, the bass an octave lower, the rest
where it stands. What a way costs is what an orchestrator would frown at, in the order of the frowns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from ..pitch import Pitch
from .instrument import DYNAMICS, Instrument
from .players import Player, section_of
from .struck import HANDS, for_harp
from .weights import units

#: frowns: a note outside comfort, one beyond the register's loudness, far from the player's middle (an octave), an
#: octave away from the line, another line than by habit, nobody on a line, one step of imbalance, silence
EXTREME, REGISTER, FAR, OCTAVE, HABIT, NOBODY, UNEVEN, SILENT = 8.0, 3.0, 1.5, 1.0, 3.0, 60.0, 2.5, 7.0
#: partial ways that are followed at once
BEAM = 240

#: where in the chord a player sits by habit: 0 on top, 1 at the bottom
_SEAT = {
    "Piccolo": 0.0, "Flute": 0.0, "Oboe": 0.2, "English horn": 0.5, "Clarinet": 0.4, "A clarinet": 0.4,
    "Bass clarinet": 1.0, "Bassoon": 1.0, "Contrabassoon": 1.0, "Horn": 0.5, "Trumpet": 0.0, "C trumpet": 0.0,
    "Flugelhorn": 0.2, "Trombone": 0.7, "Bass trombone": 1.0, "Cimbasso": 1.0, "Tuba": 1.0, "Timpani": 1.0,
    "Soprano": 0.0, "Alto": 0.33, "Tenor": 0.67, "Bass": 1.0, "Viola": 0.67, "Cello": 1.0, "Double bass": 1.0,
}  # fmt: skip
#: who sounds an octave below the bass by habit, and who, played loudly, an octave above the tune
_BELOW, _ABOVE = ("Double bass", "Contrabassoon", "Tuba"), ("Flute", "Piccolo")
#: who can play all lines at once
CHORDAL = ("Harp", "Piano", "Celesta", "Organ", "Electric piano", "Harmonium", "Hammond organ", "Accordion",
           "Harpsichord", "Warm pad", "Glass pad", "Vibraphone", "Marimba")  # fmt: skip


class Line(NamedTuple):
    """A line to be given: its name, and notes with their lengths (None rests)."""

    name: str
    notes: tuple[tuple[str | None, Fraction], ...]
    slurs: tuple[tuple[Fraction, Fraction], ...] = ()
    midi: tuple[int, ...] = ()

    @property
    def beats(self) -> Fraction:
        """How long it is, rests and all."""
        return sum((beats for _, beats in self.notes), Fraction(0))

    @property
    def sounding(self) -> list[tuple[Fraction, Fraction, str]]:
        """First beat, beat of the end and name of every note."""
        made, start = [], Fraction(0)
        for name, beats in self.notes:
            if name:
                made.append((start, start + beats, name))
            start += beats
        return made


def moved(name: str | None, octaves: int) -> str | None:
    """A note some octaves higher or lower; None rests.

    >>> moved("E♭4", -1)
    'E♭3'
    """
    if name is None:
        return None
    pitch = Pitch.read(name)
    return Pitch(pitch.step + 7 * octaves, pitch.alter).name


@dataclass(frozen=True)
class Way:
    """What one player does: a line and by how many octaves it is moved; line −1 is silence, −2 the lines in `has`."""

    line: int
    octaves: int
    cost: float
    why: str
    has: frozenset[int] = frozenset()

    @property
    def lines(self) -> frozenset[int]:
        """The lines it plays."""
        return self.has if self.line == -2 else frozenset({self.line} - {-1})


def ways_of(who: Player, lines: Sequence[Line], dynamic: str) -> list[Way]:
    """All sensible ways for one player; silence is always one."""
    tool = who.instrument
    found = [Way(-1, 0, SILENT, "no line lies in its range, so it rests")]
    if tool.name in CHORDAL:
        return _chordal(tool, lines) or found
    last = len(lines) - 1
    for i, line in enumerate(lines):
        octaves = (0, 1, -1) if i == 0 else (0, -1) if i == last else (0,)
        for octave in octaves:
            way = _way(who, i / max(1, last), i, line, octave, dynamic)
            if way is not None:
                found.append(way)
    if tool.name == "Timpani":
        found = [w for w in found if w.line == -1 or (w.line == last and len(set(lines[last].midi)) <= 4)]
    return found


def _way(who: Player, height: float, i: int, line: Line, octave: int, dynamic: str) -> Way | None:
    tool = who.instrument
    heights = [midi + 12 * octave for midi in line.midi]
    low, high = tool.span()
    least, most = tool.span("extreme")
    if min(heights) < least or max(heights) > most:
        return None
    strained = sum(not low <= one <= high for one in heights) / len(heights)
    level = DYNAMICS.index(dynamic)
    here = [tool.register(one) for one in heights]
    wrong = sum(
        r is not None and not DYNAMICS.index(r.soft) <= level <= DYNAMICS.index(r.loud) for r in here
    ) / len(heights)  # fmt: skip
    middle = sorted(heights)[len(heights) // 2]
    away = abs(middle - (low + high) / 2) / 12
    cost = EXTREME * strained + REGISTER * wrong + FAR * away + OCTAVE * abs(octave)
    if i == 0 and octave < 0:
        cost += OCTAVE  # below its own harmony a tune is harder to follow
    seat = _seat(who)
    if seat is not None:
        cost += HABIT * abs(seat - height)
    loud = level >= DYNAMICS.index("f")
    if (tool.name in _BELOW and height == 1) or (tool.name in _ABOVE and loud and i == 0):
        cost += OCTAVE if octave == 0 else -OCTAVE
    elif octave < 0 and i > 0:
        cost += OCTAVE  # an octave under the bass belongs to those
    register = max(here, key=lambda r: sum(r is one for one in here))
    where = f", in its {register.name} register" if register and len(tool.registers) > 1 else ""
    moved = {0: "", 1: " an octave up", -1: " an octave down"}[octave]
    strain = " (some notes are for professionals)" if strained else ""
    quiet = f", though {dynamic} is not what it does best there" if wrong > 0.3 else ""
    return Way(i, octave, cost, f"the {line.name}{moved}{where}{strain}{quiet}")


def _seat(who: Player) -> float | None:
    if who.instrument.name == "Violin":
        return 0.33 if section_of(who.said) == "violins II" else 0.0
    return _SEAT.get(who.instrument.name)


def _chordal(tool: Instrument, lines: Sequence[Line]) -> list[Way]:
    """As many lines as lie in its range and under its hands, at their height and an octave up; all of them two up."""
    low, high = tool.span()
    made: list[Way] = []
    for octave in (0, 1, 2):
        inside = [n for n, line in enumerate(lines) if all(low <= m + 12 * octave <= high for m in line.midi)]
        has = in_hand(tool, lines, inside)
        whole = len(has) == len(lines)
        if (whole and not any(len(one.has) == len(lines) for one in made)) or (octave < 2 and len(has) >= 2):
            moved = ("", " an octave up", " two octaves up")[octave]
            lost = [line.name for n, line in enumerate(lines) if n not in has]
            what = "whole chord" if whole else "chord"
            but = "" if whole else f" without the {' and the '.join(lost)}" if len(lost) < 3 else ", a part of it"
            why = f"the {what}{moved}{but}: it can play many notes and has no number in the balance"
            cost = OCTAVE * abs(octave - (tool.name == "Celesta"))
            made.append(Way(-2, octave, cost, why, frozenset(has)))
    return made


def in_hand(tool: Instrument, lines: Sequence[Line], inside: Sequence[int]) -> tuple[int, ...]:
    """Of some lines as many as hands, mallets and pedals can have at once; the outer ones and every tone come first."""
    most = HANDS.get(tool.name, (len(inside), ""))[0]
    cuts = sorted({first for n in inside for first, _, _ in lines[n].sounding})
    chords = [{n: name for n in inside for first, last, name in lines[n].sounding if first <= at < last} for at in cuts]

    def fits(some: tuple[int, ...]) -> bool:
        return tool.name != "Harp" or all(
            for_harp([name for n, name in chord.items() if n in some]) is not None for chord in chords
        )

    def worth(some: tuple[int, ...]) -> tuple[int, int, int]:
        tones = (len({Pitch.read(name).midi % 12 for n, name in chord.items() if n in some}) for chord in chords)
        outer = (inside[0] in some) + (inside[-1] in some)
        return outer, sum(tones), -sum(some)

    for count in range(min(most, len(inside)), 0, -1):
        fit = [some for some in combinations(inside, count) if fits(some)]
        if fit:
            return max(fit, key=worth)
    return ()


#: what it costs, what each line weighs, and who does what
_Partial = tuple[float, tuple[float, ...], dict[int, Way]]


def best(players: Sequence[Player], lines: Sequence[Line], dynamic: str, count: int = 3) -> list[tuple[Way, ...]]:
    """The best ways for all players together, best first; each gives the players another sum of lines.

    A beam search: players with the fewest ways first, and of all partial ways the cheapest of each distribution.
    """
    options = [ways_of(who, lines, dynamic) for who in players]
    order = sorted(range(len(players)), key=lambda n: len(options[n]))
    weights = [max(float(units(who, dynamic)), 1.0) for who in players]
    beam: list[_Partial] = [(0.0, (0.0,) * len(lines), {})]

    def frowns(one: _Partial) -> float:
        there = frozenset[int]().union(*(way.lines for way in one[2].values()))
        return one[0] + _spread(one[1]) + NOBODY * (len(lines) - len(there))

    for n in order:
        grown: dict[tuple[tuple[float, ...], frozenset[int]], _Partial] = {}
        for cost, sums, chosen in beam:
            for way in options[n]:
                more = list(sums)
                if way.line >= 0:
                    more[way.line] += weights[n] if way.octaves == 0 else weights[n] / 2
                both = {**chosen, n: way}
                total, key = cost + way.cost, (tuple(more), frozenset[int]().union(*(one.has for one in both.values())))
                if key not in grown or total < grown[key][0]:
                    grown[key] = (total, key[0], both)
        beam = sorted(grown.values(), key=frowns)[:BEAM]
    done = sorted(beam, key=frowns)
    return [tuple(chosen[n] for n in range(len(players))) for _, _, chosen in done[:count]]


def _spread(sums: Sequence[float]) -> float:
    """What an uneven sum costs; the top line may be the strongest, nobody may be missing."""
    missing = sum(not one for one in sums)
    there = [one for one in sums if one] or [1.0]
    rest = [one for one in sums[1:] if one] or there
    top = sums[0] or min(there)
    low = max(0.0, max(rest) / top - 1)  # somebody stands before the tune
    return NOBODY * missing + UNEVEN * (max(rest) / min(rest) - 1 + low + max(0.0, top / max(rest) - 2))
