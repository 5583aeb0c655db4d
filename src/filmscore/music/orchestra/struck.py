"""Harp, keys, mallets and timpani: what hands can hold at once, and what has to be tuned before it can be played."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ..pitch import Pitch
from .page import Clock, Line, Note

if TYPE_CHECKING:
    from .playability import Remark

#: the harp's pedals, by foot
LEFT, RIGHT = "DCB", "EFGA"
#: seconds a pedal needs, one after another with the same foot
PEDAL = 0.5
#: the four drums of one timpanist, each where it sounds well, and semitones a head goes lower at need
DRUMS, SLACK = (("D2", "A2"), ("F2", "C3"), ("B♭2", "F3"), ("D3", "A3")), 2
#: seconds to tune a drum anew
TUNING = 4.0
#: ways of sharing notes among the drums that are followed at a time
WAYS = 16
#: what strikes or plucks at once, at most; a harpist's little fingers do not play
HANDS = {
    "Harp": (8, "eight fingers play the harp"),
    **dict.fromkeys(("Marimba", "Vibraphone"), (4, "two hands hold four mallets")),
    **dict.fromkeys(("Piano", "Celesta", "Electric piano"), (10, "two hands have ten fingers")),
}

_SIGN = {-1: "♭", 0: "♮", 1: "♯"}


def fingers(line: Line) -> Iterator[Remark]:
    """The first place with more notes at once than a player's fingers, mallets or strings."""
    from .playability import remark

    assert line.player is not None
    most, why = HANDS.get(line.player.name, (0, ""))
    if line.player.strings and line.player.weight != "section":
        most = len(line.player.strings)
        why = f"the {line.player.said} has {most} strings"
    for at, notes in line.onsets.items():
        if most and (many := len({n.midi for n in notes})) > most:
            yield remark("chord", line, at, f"{many} notes at once, and {why}: write fewer, or one after another.",
                         hard=True)  # fmt: skip
            return


def for_harp(names: Sequence[str]) -> list[str] | None:
    """Notes that sound at once, by names a harp can have: no double sign, and every letter one way.

    Parameters
    ----------
    names : sequence of str

    Returns
    -------
    list of str or None
        In the same order; None if seven strings an octave do not have them.

    Examples
    --------
    >>> for_harp(["F4", "F#5"]), for_harp(["C4", "E4", "G4"]), for_harp(["G4", "Ab4", "A4"])
    (['F4', 'G♭5'], ['C4', 'E4', 'G4'], None)
    """
    asked = [Pitch.read(name) for name in names]
    ways = [sorted(_names_of(pitch.midi), key=lambda one: one.name != pitch.name) for pitch in asked]
    chosen: list[Pitch] = []

    def found() -> bool:
        if len(chosen) == len(ways):
            return True
        for one in ways[len(chosen)]:
            if all(one.letter != other.letter or one.alter == other.alter for other in chosen):
                chosen.append(one)
                if found():
                    return True
                chosen.pop()
        return False

    return [one.name for one in chosen] if found() else None


def _names_of(midi: int) -> list[Pitch]:
    """What a note can be called with one sign at most."""
    near = (Pitch.read(f"{letter}{octave}") for letter in "CDEFGAB" for octave in range(midi // 12 - 2, midi // 12 + 1))
    return [Pitch(one.step, midi - one.midi) for one in near if abs(midi - one.midi) <= 1]


def pedals(line: Line, clock: Clock) -> Iterator[Remark]:
    """Letters that would need two pedal positions at once, and changes that come too fast.

    A pedal sets all strings of a letter to flat, natural or sharp. D, C and B are the left foot's, E, F, G and A the
    right one's; a foot moves one at a time.
    """
    from .playability import remark

    now: dict[str, int] = {}
    used: dict[str, Fraction] = {}
    changes: list[_Change] = []
    for at, notes in line.onsets.items():
        here: dict[str, set[int]] = {}
        for note in notes:
            pitch = Pitch.read(note.name)
            here.setdefault(pitch.letter, set()).add(pitch.alter)
        for letter, alters in here.items():
            if any(abs(alter) > 1 for alter in alters):
                yield remark("pedals", line, at, f"{letter} with a double sign: the harp has flat, natural and sharp. "
                             "Write its other name.", hard=True)  # fmt: skip
                continue
            if len(alters) > 1:
                both = " and ".join(f"{letter}{_SIGN[a]}" for a in sorted(alters))
                yield remark("pedals", line, at, f"{both} at once: one pedal sets every {letter}. Write one of them "
                             "by its other name.", hard=True)  # fmt: skip
                continue
            alter = next(iter(alters))
            if letter in now and now[letter] != alter:
                free, end = clock.seconds(used[letter]), clock.seconds(at)
                changes.append(_Change(at, f"{letter}{_SIGN[now[letter]]} to {letter}{_SIGN[alter]}", free, end))
            now[letter] = alter
            used[letter] = at
    for foot, letters in (("left", LEFT), ("right", RIGHT)):
        for one, others in _hurried([change for change in changes if change.told[0] in letters]):
            also = f" beside {others} more of the {foot} foot" if others else ""
            yield remark("pedals", line, one.at, f"{one.told} in {one.end - one.free:.1f} s{also}: a pedal needs about "
                         f"{PEDAL:g} s. Use the note's other name, or leave time.")  # fmt: skip


class _Change(NamedTuple):
    """A pedal: where it has to be set, what it changes, and the seconds between which the letter is free."""

    at: Fraction
    told: str
    free: float
    end: float


def _hurried(changes: list[_Change]) -> Iterator[tuple[_Change, int]]:
    """The changes a foot has no time for, and how many of its others lie in the same seconds.

    A harpist looks ahead: what is needed soonest is set first, each as early as its letter is free and the foot is.
    """
    busy: list[float] = []  # when the foot begins each change it has time for
    for one in sorted(changes, key=lambda change: (change.end, change.free)):
        starts = [one.free, *(start + PEDAL for start in busy if start + PEDAL > one.free)]
        fits = (s for s in sorted(starts) if all(abs(s - start) >= PEDAL - 1e-9 for start in busy))
        start = next(fits, one.end)
        if start + PEDAL <= one.end + 1e-9:
            busy.append(start)
        else:
            yield one, sum(one.free - PEDAL < start < one.end for start in busy)


def drums(line: Line, clock: Clock) -> Iterator[Remark]:
    """Pitches no drum could be tuned to in time; four stand ready from the beginning.

    A timpanist looks ahead: of all ways to share the notes among the drums, the one with the fewest late tunings is
    taken, and among those the one that is late last.
    """
    from .playability import remark

    for at, notes in line.onsets.items():
        if (many := len({n.midi for n in notes})) > 2:
            yield remark("drums", line, at, f"{many} drums at once, and two hands.", hard=True)
    assert line.player is not None
    reached = range(Pitch.read(DRUMS[-1][1]).midi + 1, line.player.span("extreme")[1] + 1)
    above = next((note for note in line.notes if note.midi in reached), None)
    if above is not None:
        usual = f"{DRUMS[0][0]} to {DRUMS[-1][1]}"
        yield remark("drums", line, above.start, f"{above.name} lies above the four usual drums, {usual}: ask for a "
                     "fifth, smaller one.")  # fmt: skip
    for at, note, drum, had, free in _late(line, clock):
        low, high = DRUMS[drum]
        yield remark(
            "drums", line, at, f"{note.name} has no drum ready. The one that could be tuned to it soonest, {low} to "
            f"{high}, had {had} until {free:.1f} s before: about {TUNING:g} s are needed."
        )  # fmt: skip


#: a note that comes too soon: where, which, the drum for it, what that drum had, and for how long it has been free
_Late = tuple[Fraction, Note, int, str, float]
#: what a way of sharing costs: how many are late; which, the later the better; and the times their drums had
_Cost = tuple[int, tuple[int, ...], tuple[float, ...]]
#: cost, what is late, and which note each drum had last, counted from 0
_Way = tuple[_Cost, tuple[_Late, ...], tuple[int | None, ...]]


def _late(line: Line, clock: Clock) -> tuple[_Late, ...]:
    """The notes for which no drum is ready, shared out as well as can be."""
    ways: list[_Way] = [((0, (), ()), (), (None,) * len(DRUMS))]
    struck = [(at, note) for at, notes in line.onsets.items() for note in notes]
    starts, ends = [clock.seconds(at) for at, _ in struck], [clock.seconds(note.end) for _, note in struck]
    for n, (at, note) in enumerate(struck):
        followed: dict[tuple[int | None, ...], _Way] = {}
        for cost, late, last in ways:
            for drum in _drums_of(note.midi):
                now, so_far = late, cost
                if (before := last[drum]) is not None and (had := struck[before][1]).midi != note.midi:
                    free = max(0.0, starts[n] - ends[before])
                    if free < TUNING - 1e-6:
                        now = (*late, (at, note, drum, had.name, free))
                        so_far = (cost[0] + 1, (*cost[1], -n), (*cost[2], -free))
                after = (*last[:drum], n, *last[drum + 1 :])
                if after not in followed or followed[after][0] > so_far:
                    followed[after] = (so_far, now, after)
        ways = sorted(followed.values(), key=itemgetter(0))[:WAYS] or ways
    return ways[0][1]


def _drums_of(midi: int) -> list[int]:
    """The drums that have a pitch, at need with a slack head."""
    ends = [(Pitch.read(low).midi, Pitch.read(high).midi) for low, high in DRUMS]
    return [n for n, (low, high) in enumerate(ends) if low - SLACK <= midi <= high]
