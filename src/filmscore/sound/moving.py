"""What moves while the voices of a track sound: its control curves, drawn where they are needed and nowhere else.

A curve of ten minutes is half a million values, and each velocity may bend it in its own way. So nothing is drawn for
the whole of a cue: a voice asks for the stretch it is about to play. The values are the same wherever a stretch begins.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from .events import CONTROLS, Track
from .generators import Gen
from .modulators import KEY, VELOCITY, Modulator, Source
from .stems import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .sampler import PlayedLayer

#: samples over which envelopes, oscillators and control curves are drawn as straight lines (1.3 ms)
BLOCK = 64

#: the same in a slow release, where nothing bends much (5.3 ms): a whole number of blocks
LONG = 4 * BLOCK

#: which curve each generator that can move belongs to
MOVING = {
    int(Gen.ATTENUATION): "attenuation", int(Gen.PAN): "pan", int(Gen.FILTER): "cutoff",
    int(Gen.PITCH): "pitch", int(Gen.FINE_TUNE): "pitch",
    int(Gen.VIB_LFO_TO_PITCH): "vib_to_pitch", int(Gen.MOD_LFO_TO_PITCH): "mod_to_pitch",
}  # fmt: skip

_PLAYED = ("attenuation", "pan", "cutoff")
_READ = ("pitch", "vib_to_pitch", "mod_to_pitch")

#: stretches kept drawn for a track: the voices of one stretch share them
_KEPT = 96


@dataclass(frozen=True)
class Curves:
    """What moves while a voice plays: one float32 value per block, or a single one if it stands still."""

    attenuation: NDArray[np.float32]
    pan: NDArray[np.float32]
    cutoff: NDArray[np.float32]
    #: sample of the cue at which the first value stands
    since: int = 0


@dataclass(frozen=True)
class Bends:
    """What moves the pitch at which a recording is read; as `Curves`."""

    pitch: NDArray[np.float32]
    vib_to_pitch: NDArray[np.float32]
    mod_to_pitch: NDArray[np.float32]
    since: int = 0


def by_velocity(modulator: Modulator) -> bool:
    """Whether a modulator listens to the velocity of the note."""
    return any(not s.controller and s.index == VELOCITY for s in (modulator.source, modulator.amount_source))


def by_touch(modulator: Modulator) -> bool:
    """Whether a modulator listens to the key or to the velocity of the note."""
    return any(not s.controller and s.index in (KEY, VELOCITY) for s in (modulator.source, modulator.amount_source))


class _Line(NamedTuple):
    """A control curve as its points; one that stands still has one."""

    times: NDArray[np.float64]
    values: NDArray[np.float64]


class Moving:
    """The control curves of one track.

    Parameters
    ----------
    track : Track
    blocks : int
        Blocks of the cue, from which on every curve stays where it is.
    """

    def __init__(self, track: Track, blocks: int) -> None:
        self._blocks = max(blocks, 2)
        self._around = 63.5 * track.pan  # the track's own place counts as pan of the controller, around which it moves
        self._lines: dict[str, _Line] = {}
        for kind, (_, _, rest) in CONTROLS.items():
            points = sorted((c.time, i, c.value) for i, c in enumerate(track.controls) if c.kind == kind)
            values = np.array([value for _, _, value in points], float)
            if kind == "pedal" or len(points) == 0 or (values == values[0]).all():
                self._lines[kind] = _Line(np.zeros(1), np.array([rest if len(points) == 0 else values[0]]))
            else:
                self._lines[kind] = _Line(np.array([time for time, _, _ in points]), values)
        pedal = sorted((c.time, i, c.value >= 64.0) for i, c in enumerate(track.controls) if c.kind == "pedal")
        self.pedal_times = [time for time, _, _ in pedal]
        self._pedal_down = [down for _, _, down in pedal]
        self._curves: dict[tuple[object, ...], Curves] = {}
        self._values: dict[tuple[int, int], dict[str, NDArray[np.float64]]] = {}
        self._shapes: dict[tuple[object, ...], NDArray[np.float64]] = {}
        self._least: dict[tuple[object, ...], float] = {}
        self._still: dict[tuple[object, ...], Bends | None] = {}

    def lifted(self, end: float) -> float:
        """When a key let go at `end` is damped: at once, or when the pedal comes up."""
        place = bisect_right(self.pedal_times, end) - 1
        if place < 0 or not self._pedal_down[place]:
            return end
        for time, down in zip(self.pedal_times[place + 1 :], self._pedal_down[place + 1 :], strict=True):
            if not down:
                return time
        return math.inf

    # ------------------------------------------------------------------ what a voice asks for

    def curves(self, layer: PlayedLayer, first: int, last: int) -> Curves:
        """Level, place and brightness of a layer from sample `first` of the cue to sample `last`."""
        since, until = self._stretch(first, last)
        name = (layer.curves, since, until)
        made = self._curves.get(name)
        if made is None:
            parts = self._drawn(layer, _PLAYED, since, until)
            made = Curves(since=since * BLOCK, **parts)
            if len(self._curves) >= _KEPT:
                self._curves.clear()
            self._curves[name] = made
        return made

    def bends(self, layer: PlayedLayer, first: int, last: int) -> Bends:
        """What moves the pitch of a layer from sample `first` of the cue to sample `last`."""
        since, until = self._stretch(first, last)
        return Bends(since=since * BLOCK, **self._drawn(layer, _READ, since, until))

    def still(self, layer: PlayedLayer) -> Bends | None:
        """What moves its pitch, where that does not depend on when it sounds; else None."""
        if layer.curves not in self._still:
            moves = any(MOVING[m.destination] in _READ and self._moves(m.source, m.amount_source) for m in layer.moving)
            self._still[layer.curves] = None if moves else self.bends(layer, 0, 0)
        return self._still[layer.curves]

    def least(self, layer: PlayedLayer) -> float:
        """A level (centibels of attenuation) below which a layer does not get anywhere in the cue."""
        if layer.curves not in self._least:
            self._least[layer.curves] = sum(
                self._floor(m, layer.key, layer.velocity)
                for m in layer.moving
                if MOVING[m.destination] == "attenuation"
            )
        return self._least[layer.curves]

    # ------------------------------------------------------------------ drawing

    def _stretch(self, first: int, last: int) -> tuple[int, int]:
        """The blocks around a stretch: a voice goes on in the middle of its block, and ends beyond the stretch."""
        around = LONG // BLOCK
        until = min(last // BLOCK + around + 2, self._blocks)
        return max(min(first // BLOCK - around - 1, until - 2), 0), until

    def _moves(self, *sources: Source) -> bool:
        return any(s.moves is not None and len(self._lines[s.moves].values) > 1 for s in sources)

    def _at(self, since: int, until: int) -> dict[str, NDArray[np.float64]]:
        """The controllers' values in a stretch; the last few stretches are kept."""
        made = self._values.get((since, until))
        if made is None:
            grid = np.arange(since, until) * (BLOCK / RATE)
            made = {
                kind: line.values if len(line.values) == 1 else np.interp(grid, line.times, line.values)
                for kind, line in self._lines.items()
            }
            made["pan"] = np.clip(made["pan"] + self._around, 0.0, 127.0)
            if len(self._values) >= 4:
                self._values.clear()
                self._shapes.clear()
            self._values[since, until] = made
        return made

    def _drawn(self, layer: PlayedLayer, names: tuple[str, ...], since: int, until: int) -> dict[str, Any]:
        parts = {name: np.zeros(1) for name in names}
        for m in layer.moving:
            name = MOVING[m.destination]
            if name in parts:
                parts[name] = parts[name] + self._moved(m, layer.key, layer.velocity, since, until)
        return {name: np.ascontiguousarray(part, np.float32) for name, part in parts.items()}

    def _moved(self, m: Modulator, key: float, velocity: float, since: int, until: int) -> NDArray[np.float64]:
        """A modulator along the curves; what bends a controller is the same for all keys, and worked out once."""
        values = self._at(since, until)
        if by_touch(m) or m.absolute:
            return np.atleast_1d(m.value(values, key, velocity))
        name = (m.source, m.amount_source, since, until)
        shape = self._shapes.get(name)
        if shape is None:
            plain = Modulator(m.source, m.destination, 1.0, m.amount_source)
            shape = self._shapes[name] = np.atleast_1d(plain.value(values, key, velocity))
        return m.amount * shape

    def _floor(self, m: Modulator, key: float, velocity: float) -> float:
        """The lowest value of a modulator, or one below it: between its points, a curve is never beyond them."""
        sources = [s for s in (m.source, m.amount_source) if s.moves is not None]
        ends = []
        for source in sources:
            values = self._lines[str(source.moves)].values
            if source.moves == "pan":
                values = np.clip(values + self._around, 0.0, 127.0)
            heard = np.atleast_1d(
                source(values)
            )  # curves rise or fall all the way, so their ends are at ends of values
            ends.append((values[int(heard.argmin())], values[int(heard.argmax())]))
        reached = [
            float(m.value({str(s.moves): value for s, value in zip(sources, at, strict=True)}, key, velocity))
            for at in product(*ends)
        ]
        return 0.0 if m.absolute else min(reached)
