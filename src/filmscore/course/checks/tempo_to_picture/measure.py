"""What can be measured of a tempo against frames: errors, chance, bar lines, changes from bar to bar.

Errors are in frames; plus means that the music is late, that its beat falls after the hit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ....errors import FilmScoreError, shown
from ....picture.tempo import TempoMap

FPS = 24
#: the house rule of the course: music within this many frames of a hit has met it
FRAME = 1.0
#: beats a minute beyond which a beat is a subdivision: it comes every six frames or oftener
FASTEST = 240
#: a tempo that changes by more than this from one bar to the next is a step, to be meant and marked
CHANGE = 0.10
_MOST_BARS = 400


def errors(bpm: float, start: float, hits: Sequence[int], fps: float = FPS) -> list[float]:
    """Frames from each hit to the nearest beat of a steady tempo.

    >>> errors(144, 96, [376, 495, 697])
    [0.0, 1.0, -1.0]
    """
    frames = 60 * fps / bpm
    return [round((hit - start) / frames) * frames - (hit - start) for hit in hits]


def rms(values: Sequence[float]) -> float:
    """The root of the mean of the squares."""
    return math.sqrt(sum(v * v for v in values) / len(values))


def worst(values: Sequence[float]) -> float:
    """The largest error, without its sign."""
    return max(abs(v) for v in values)


def chance(spacing: float, count: int) -> float:
    """The largest error that `count` hits have on average if they are thrown anywhere between beats `spacing` apart.

    Each lies between nothing and half a beat off; the largest of n such numbers is n/(n+1) of the way.

    >>> chance(10, 4)
    4.0
    """
    return spacing / 2 * count / (count + 1)


def pulse(tempo: TempoMap, beat: float) -> float:
    """Quarter lengths of the beat a conductor shows at a place of a map: a dotted quarter in 12/8, a half in 2/2."""
    inside = [segment for segment in tempo.segments if segment.beat <= beat + 1e-9]
    return float((inside or tempo.segments)[-1 if inside else 0].meter.pulse)


def to_beat(tempo: TempoMap, frame: int) -> float:
    """Frames from a hit to the nearest beat of a map, as a conductor shows them."""
    return min((tempo.frame_at(at) - frame for at in _grid(tempo, frame, lines=False)), key=abs)


def to_line(tempo: TempoMap, frame: int) -> float:
    """Frames from a hit to the nearest bar line of a map."""
    return min((tempo.frame_at(at) - frame for at in _grid(tempo, frame, lines=True)), key=abs)


def spacing(tempo: TempoMap, frame: int) -> float:
    """Frames between the two beats, as a conductor shows them, on either side of a frame."""
    at = tempo.beat_of_frame(max(frame, tempo.start))
    line, one = tempo.beat_of_bar(tempo.bar_beat(at).bar), pulse(tempo, at)
    first = line + math.floor((at - line) / one + 1e-9) * one
    return float(tempo.frame_at(first + one) - tempo.frame_at(first))


def place(tempo: TempoMap, frame: int, within: float = 0.5) -> str:
    """Bar and beat of a hit, as a conductor counts; a beat so many frames away is the one that is heard."""
    near = min(_grid(tempo, frame, lines=False), key=lambda at: abs(tempo.frame_at(at) - frame))
    at = near if abs(tempo.frame_at(near) - frame) <= within + 1e-9 else tempo.beat_of_frame(frame)
    bar = tempo.bar_beat(at).bar
    return f"{bar}|{round(1 + (at - tempo.beat_of_bar(bar)) / pulse(tempo, at), 2):g}"


def _grid(tempo: TempoMap, frame: int, *, lines: bool) -> list[float]:
    """The beats, or bar lines, of a map around a frame, as its beats; before the map there is only its first."""
    if frame <= tempo.start:
        return [0.0]
    at = tempo.beat_of_frame(frame)
    bar = tempo.bar_beat(at).bar
    line, after = tempo.beat_of_bar(bar), tempo.beat_of_bar(bar + 1)
    free = _free(tempo, at)
    if free:
        # nobody beats in there: what is left is where it begins and where it ends
        if not lines:
            return list(free)
        first, last = (tempo.bar_beat(edge).bar for edge in free)
        line, after = tempo.beat_of_bar(first), tempo.beat_of_bar(last)
        after = after if after >= free[1] - 1e-9 else tempo.beat_of_bar(last + 1)
    found = {line, after}
    if not lines:
        one = pulse(tempo, at)
        k = math.floor((at - line) / one + 1e-9)
        # no fifth beat in a bar of four
        found |= {min(line + k * one, after), min(line + (k + 1) * one, after)}
    return sorted(found)


def _free(tempo: TempoMap, beat: float) -> tuple[float, float] | None:
    """The beats between which time is free around a beat that lies inside it."""
    for segment in tempo.segments:
        begin, end = float(segment.beat), float(segment.beat + segment.beats)
        if segment.kind == "free" and begin + 1e-9 < beat < end - 1e-9:
            return begin, end
    return None


def last_frame(tempo: TempoMap) -> float:
    """The frame on which a map ends: where its next beat would be."""
    return tempo.start + tempo.seconds * float(tempo.rate.fps)


class Bar(NamedTuple):
    """A bar of a map: its number, where it begins and ends (quarter lengths), and the beat a conductor shows in it."""

    number: int
    begin: float
    end: float
    pulse: float

    @property
    def beats(self) -> float:
        """How many beats the conductor shows."""
        return (self.end - self.begin) / self.pulse


def bars_until(tempo: TempoMap, until: float) -> list[Bar]:
    """The whole bars of a map that begin before a frame."""
    found: list[Bar] = []
    until = min(until, last_frame(tempo))
    while len(found) < _MOST_BARS:
        bar = len(found) + 1
        a, b = tempo.beat_of_bar(bar), tempo.beat_of_bar(bar + 1)
        if tempo.frame_at(a) >= until - 1e-6 or b > tempo.beats + 1e-9:
            break
        found.append(Bar(bar, a, b, pulse(tempo, a)))
    return found


def stands(tempo: TempoMap, bar: Bar) -> bool:
    """Whether time stands still in a bar, or goes free: it has no tempo then."""
    for segment in tempo.segments:
        # a hold delays the beat it stands before, so on a bar line it belongs to the bar that it makes longer
        if segment.kind == "hold" and bar.begin + 1e-9 < segment.beat <= bar.end + 1e-9:
            return True
        if segment.kind == "free" and segment.beat < bar.end - 1e-9 and segment.beat + segment.beats > bar.begin + 1e-9:
            return True
    return False


def tempi(tempo: TempoMap, until: float) -> list[tuple[int, float]]:
    """Each bar up to a frame with its average tempo, in the beats a conductor shows; a ramp comes out as its mean.

    Bars in which time stands still or goes free are left out.
    """
    return [(bar.number, bpm / bar.pulse) for bar, bpm in _flowing(tempo, until)]


def _flowing(tempo: TempoMap, until: float) -> list[tuple[Bar, float]]:
    """The bars that have a tempo, with its average in quarters a minute."""
    found = []
    for bar in bars_until(tempo, until):
        seconds = tempo.seconds_at(bar.end) - tempo.seconds_at(bar.begin)
        if seconds > 0 and not stands(tempo, bar):
            found.append((bar, 60 * (bar.end - bar.begin) / seconds))
    return found


class Jump(NamedTuple):
    """Two bars that follow each other, and the tempo of both in the beats a conductor shows."""

    before: int
    bar: int
    was: float
    now: float


def jumps(tempo: TempoMap, until: float) -> list[Jump]:
    """Where the tempo differs by more than `CHANGE` from the bar before.

    A new meter may keep its quarters or its beats: a leap is what keeps neither.
    """
    return [
        Jump(a.number, b.number, was / a.pulse, now / b.pulse)
        for (a, was), (b, now) in pairwise(_flowing(tempo, until))
        if min(abs(now / was - 1), abs(now * a.pulse / (was * b.pulse) - 1)) > CHANGE + 1e-9
    ]


def steady(tempo: TempoMap, until: float) -> bool:
    """Whether every bar up to a frame that has a tempo has the first one's, in quarters or in beats."""
    bars = _flowing(tempo, until)
    quarters, beats = [bpm for _, bpm in bars], [bpm / bar.pulse for bar, bpm in bars]
    return not bars or any(max(found) - min(found) < 1e-6 * max(found) for found in (quarters, beats))


def single_beats(tempo: TempoMap, until: float) -> tuple[int, int]:
    """How many bars up to a frame have one beat, and how many bars there are."""
    bars = bars_until(tempo, until)
    return sum(bar.beats < 1 + 1e-9 for bar in bars), len(bars)


def odd_bars(tempo: TempoMap, until: float) -> list[int]:
    """Bars up to a frame whose length is not that of bar 1."""
    bars = [bar.number for bar in bars_until(tempo, until)]
    first = tempo.beat_of_bar(2) - tempo.beat_of_bar(1)
    return [bar for bar in bars if abs(tempo.beat_of_bar(bar + 1) - tempo.beat_of_bar(bar) - first) > 1e-6]


def longer(tempo: TempoMap, bar: int) -> int:
    """How many beats an odd bar has more than bar 1; 0 if it is shorter."""
    a, b = tempo.beat_of_bar(bar), tempo.beat_of_bar(bar + 1)
    return max(0, round(((b - a) - (tempo.beat_of_bar(2) - tempo.beat_of_bar(1))) / pulse(tempo, a)))


def ramps(tempo: TempoMap, until: float) -> bool:
    """Whether the tempo changes gradually inside a bar: by a step its eighths have two lengths at most."""
    for bar, _ in tempi(tempo, until):  # those in which time stands are another way
        a, b = tempo.beat_of_bar(bar), tempo.beat_of_bar(bar + 1)
        at = [float(tempo.seconds_at(a + (b - a) * k / 8)) for k in range(9)]
        steps = [y - x for x, y in pairwise(at)]
        if len({round(step, 7) for step in steps}) > 3:
            return True
    return False


def constant(values: Sequence[float], within: float = 0.5) -> float | None:
    """What all errors have in common, if it is the whole of each of them and more than a frame."""
    mean = sum(values) / len(values)
    return mean if abs(mean) > FRAME and all(abs(v - mean) <= within for v in values) else None


def is_map(value: object) -> TempoMap:
    """A tempo map that holds something.

    Raises
    ------
    FilmScoreError
        It is none, or an empty one.
    """
    if type(value).__name__ == "TempoFit":
        raise FilmScoreError(
            "This is what the search found, a tempo that has no bars yet. A map it becomes with brackets and a meter: "
            'add .map("4/4").'
        )
    if not isinstance(value, TempoMap):
        raise FilmScoreError(
            f"{shown(value, 40)} is no tempo map yet. A map says where bar 1 lies and what follows: "
            'fs.TempoMap(start=…).bars(…, "4/4", bpm=…).'
        )
    tempo = value
    if not tempo.beats > 0:
        raise FilmScoreError("This tempo map has no bars yet. Grow it: fs.TempoMap(start=…).bars(…, bpm=…).")
    if tempo.rate.fps != FPS:
        raise FilmScoreError(
            f"This map counts {tempo.rate.name} frames a second; the film shows 24. Leave the rate out, or write "
            'rate="24".'
        )
    return tempo
