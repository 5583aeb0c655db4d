"""Notes as they sound: each knows from where to where it is heard, and adds any stretch of itself to the mix.

A stem is made stretch by stretch (`filmscore.sound.stretches`), because a long cue does not fit into memory and an
edited one need not be made whole again. A note that has begun in one stretch goes on in the next where it
stopped; asked for an earlier stretch, it begins again. Either way the samples are the same.
"""

from __future__ import annotations

import math
import struct
from typing import TYPE_CHECKING, Protocol

import numpy as np

from .moving import LONG
from .readings import PIECE, READINGS, Reading
from .soundfont import GUARD
from .voices import CUT, INAUDIBLE, SILENCE, STATE, play

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .moving import Moving
    from .sampler import PlayedLayer

#: a voice that is not cut short by another
NEVER = 1 << 41


class Sounding(Protocol):
    """Something that sounds from one sample of the cue to another."""

    #: first sample, and the sample after the last that can be heard
    start: int
    until: int

    @property
    def name(self) -> bytes:
        """All that decides how it sounds, apart from its track's settings and control curves."""

    @property
    def reverb(self) -> float:
        """How much more of it than of its track goes to the room."""

    def add(self, out: NDArray[np.float32], first: int) -> None:
        """Add what lies in a stretch: `out`, of shape (2, samples), begins at sample `first` of the cue."""


class Voiced:
    """A voice of a sound font.

    Parameters
    ----------
    layer : PlayedLayer
        Recording and numbers.
    moving : Moving
        The control curves of its track.
    start, off, cut : int
        Sample of the cue on which it begins; samples after it at which the key is let go, and the voice cut short.
    gain : float
        Amplitude of the track.
    """

    __slots__ = ("_cut", "_gain", "_key", "_layer", "_moving", "_off", "_reading", "_state", "start", "until")

    def __init__(self, layer: PlayedLayer, moving: Moving, start: int, off: int, cut: int, gain: float) -> None:
        self._layer, self._moving, self._off, self._cut, self._gain = layer, moving, off, cut, gain
        self.start = start
        self.until = start + self._lasts()
        self._state: NDArray[np.float64] | None = None
        self._reading: Reading | None = None
        self._key: tuple[object, ...] | None = None

    def __copy__(self) -> Voiced:
        """One that has not begun."""
        fresh = object.__new__(Voiced)
        fresh._layer, fresh._moving, fresh._off, fresh._cut = self._layer, self._moving, self._off, self._cut
        fresh._gain, fresh.start, fresh.until = self._gain, self.start, self.until
        fresh._state = fresh._reading = fresh._key = None
        return fresh

    @property
    def name(self) -> bytes:
        """All that decides how it sounds."""
        return self._layer.name + struct.pack("<qqq", self.start, self._off, self._cut)

    @property
    def reverb(self) -> float:
        """How much more of it than of its track goes to the room."""
        return self._layer.reverb

    def _lasts(self) -> int:
        """Samples until it is over, at the latest."""
        v = self._layer.voice
        # from full level down to where nobody hears it; what attenuates it shortens the way
        below = v.attenuation + self._moving.least(self._layer) - abs(v.mod_lfo_to_volume)
        way = 200.0 * math.log10(max(self._gain, 1e-9) / INAUDIBLE) - max(below, 0.0)
        longest = v.release * min(max(way / SILENCE, 0.0), 1.0)
        lasts = max(float(self._off), v.delay) + longest + 2.0 * LONG + 2.0
        steady = not (v.mod_env_to_pitch or v.vib_lfo_to_pitch or v.mod_lfo_to_pitch)
        bends = self._moving.still(self._layer)
        if v.loop_mode == 0.0 and steady and bends and not (bends.vib_to_pitch.any() or bends.mod_to_pitch.any()):
            bend = 2.0 ** (float(bends.pitch[0]) / 1200.0)
            lasts = min(lasts, v.delay + (v.last - v.first) / (v.step * bend) + 2.0 * LONG + 2.0)
        return math.ceil(min(lasts, self._cut + CUT + 2.0 * LONG))

    def add(self, out: NDArray[np.float32], first: int) -> None:
        """Add what lies in a stretch; as `Sounding.add`."""
        layer, moving = self._layer, self._moving
        delay = int(layer.voice.delay)
        state = self._state
        # begun later than this stretch, or further on than it: from the beginning again
        if state is None or (self.start + state[0] > first and state[0] > delay):
            state = self._state = np.zeros(STATE)
        if self._reading is None:
            bends = moving.still(layer)
            if bends is not None:
                self._key, self._reading = READINGS.get(layer.data, GUARD, layer.voice, layer.row, bends, self._off)
            else:
                begins = self.start + delay
                bends = moving.bends(layer, begins, self.until)
                self._reading = Reading(layer.data, GUARD, layer.row, bends, begins, self._off)
        last = min(first + out.shape[1], self.until)
        going_on = state[0] > delay and self.start + int(state[0]) > first - LONG
        curves = moving.curves(layer, first if going_on else min(first, self.start + delay), first + out.shape[1])
        while True:
            age = int(state[0]) - delay if state[0] else 0
            number = age // PIECE
            wanted = min(last - self.start - delay + LONG, (number + 1) * PIECE) - number * PIECE
            if wanted <= 0:
                break
            held = self._reading.nbytes
            piece = self._reading.piece(number, wanted)
            done = play(
                out, first - curves.since, piece, number * PIECE, self._reading.ends, layer.row, curves.attenuation,
                curves.pan, curves.cutoff, self.start - curves.since, self._off, self._cut, self._gain, state,
            )  # fmt: skip
            if self._key is not None and self._reading.nbytes != held:
                READINGS.grown(self._key, self._reading)
            if done or int(state[0]) - delay < (number + 1) * PIECE:
                break
        if self._key is not None or first + out.shape[1] >= self.until:
            self._reading = None  # others may want it, and `READINGS` decides how long; the state stays

    def __repr__(self) -> str:
        return f"<Voiced {self.start}–{self.until}>"
