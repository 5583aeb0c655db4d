"""Plays a track with a synth: the same notes, controls, place and send as the player of sound fonts takes."""

from __future__ import annotations

import math
import struct
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit

from ..events import CONTROLS, Note, Track
from .base import LONGEST
from .blocks import BLOCK, RATE, STEPS, points

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .base import Synth

#: cents of vibrato the modulation wheel adds when it is all the way up, and its speed: General MIDI's
WHEEL_CENTS, WHEEL_HZ = 50.0, 5.2


@njit(cache=True, nogil=True, fastmath=True)
def _mix(out: NDArray, first: int, sound: NDArray, level: NDArray, left: NDArray, right: NDArray, start: int) -> None:
    """Add a sound (one channel or two) to a stretch that begins at sample `first`, along its envelope and its gains."""
    last = sound.shape[0] - 1
    begins, ends = max(first - start, 0), min(first + out.shape[1] - start, sound.shape[1])
    for side in range(2):
        line, to, place = sound[min(side, last)], out[side], left if side == 0 else right
        for block in range(begins // BLOCK, min(level.shape[0] - 1, -(-ends // BLOCK))):
            low, high = max(begins, block * BLOCK), min(ends, block * BLOCK + BLOCK)
            gain, slope = np.float32(place[block]), np.float32((place[block + 1] - place[block]) / BLOCK)
            height, steep = np.float32(level[block]), np.float32((level[block + 1] - level[block]) / BLOCK)
            steps = STEPS[low - block * BLOCK :]
            here, piece = to[start + low - first : start + high - first], line[low:high]
            for i in range(here.shape[0]):
                at = steps[i]
                here[i] += piece[i] * (gain + slope * at) * (height + steep * at)


@njit(cache=True, nogil=True)
def _gains(
    left: NDArray, right: NDArray, swell: NDArray, volume: NDArray, pan: NDArray, side: float, gain: float
) -> None:
    """Fill the gains of a note on both sides; a curve with one point does not move."""
    moves = pan.shape[0] > 1
    to_left = to_right = 0.0
    for point in range(left.shape[0]):
        if moves or point == 0:
            angle = min(max(pan[min(point, pan.shape[0] - 1)] - 64.0 + 63.5 * side, -64.0), 63.0)
            angle = (angle / (128.0 if angle < 0 else 126.0) + 0.5) * (math.pi / 2)
            to_left, to_right = math.cos(angle), math.sin(angle)
        loud = swell[min(point, swell.shape[0] - 1)] / 127.0 * volume[min(point, volume.shape[0] - 1)] / 127.0
        left[point], right[point] = gain * loud * loud * to_left, gain * loud * loud * to_right


class SynthPlayer:
    """Plays tracks with one synth.

    Parameters
    ----------
    synth : Synth
    gain_db : float
        Added to the gain of the track.
    transpose : float
        Semitones added to every note.
    levels : tuple of (float, float)
        Corrections over the range, (MIDI pitch, dB), with straight lines between.
    """

    def __init__(
        self,
        synth: Synth,
        gain_db: float = 0.0,
        transpose: float = 0.0,
        levels: tuple[tuple[float, float], ...] = ((60.0, 0.0),),
    ) -> None:
        self.synth = synth
        self.gain_db = gain_db
        self.transpose = transpose
        self.pitches, self.decibels = (np.array(column, float) for column in zip(*levels, strict=True))

    def ring(self, track: Track) -> float:
        """Second at which the last note of a track has died away, at the latest."""
        lifted = _Lifted(track)
        return max((self._until(note, lifted) for note in track.notes), default=0.0)

    def _until(self, note: Note, lifted: _Lifted) -> float:
        pitch = self.pitch(note)
        held = min(lifted(note.end) - note.start, LONGEST)
        return note.start + held + self.synth.rings(pitch, held)

    def pitch(self, note: Note) -> float:
        """The pitch it plays for a note."""
        return min(max(note.pitch + self.transpose, 0.0), 127.0)

    @property
    def identity(self) -> str:
        """What tells this player from others."""
        return repr((self.synth, self.gain_db, self.transpose, self.pitches.tolist(), self.decibels.tolist()))

    def announce(self, track: Track) -> None:
        """A synth plays what it is asked for: nothing stands in for it."""

    def soundings(self, track: Track, length: int) -> list[Played]:
        """The notes of a track that begin before sample `length`, in the order in which they are added up."""
        lifted = _Lifted(track)
        curves = {kind: _points(track, kind) for kind in ("expression", "volume", "pan", "modulation", "bend")}
        made = []
        for note in sorted(track.notes, key=lambda n: (n.start, n.pitch, n.end)):
            start = math.floor(note.start * RATE + 0.5)
            if start < length:
                held = max(min(lifted(note.end) - note.start, LONGEST), 0.01)
                made.append(Played(self, note, track, curves, start, held, length - start))
        return made

    def render(self, track: Track, dry: NDArray[np.float32], wet: NDArray[np.float32]) -> None:
        """Add a track to a stereo sound of shape (2, samples), and to what the room hears."""
        sound = np.zeros_like(dry)
        for note in self.soundings(track, dry.shape[1]):
            note.add(sound, 0)
        late = min(round(track.early * 0.001 * RATE), dry.shape[1])
        dry += sound
        wet[:, late:] += sound[:, : dry.shape[1] - late] * np.float32(10.0 ** (track.send_db / 20.0))

    def make(
        self,
        note: Note,
        held: float,
        samples: int,
        curves: dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]],
        track: Track,
    ) -> tuple[NDArray[np.float32], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """A note of so many samples, and its envelope, left and right gain at every block."""
        time = note.start + np.arange(points(samples)) * (BLOCK / RATE)
        values = {kind: _along(time, *curve) for kind, curve in curves.items()}
        swell = values["expression"] / 127.0
        cents = None
        if values["bend"].any() or values["modulation"].any():
            wheel = WHEEL_CENTS / 127.0 * values["modulation"]
            # the wheel's vibrato turns with the note, not with the clock: the note is the same wherever it stands
            cents = 100.0 * values["bend"] + wheel * np.sin(2.0 * np.pi * WHEEL_HZ * (time - note.start))
        made, level = self.synth.unshaped(
            self.pitch(note), held, note.velocity, seed=identity(note), swell=swell, cents=cents, limit=samples
        )  # fmt: skip
        decibels = track.gain_db + self.gain_db + float(np.interp(note.pitch, self.pitches, self.decibels))
        gain = 10.0 ** (decibels / 20.0) * (math.sqrt(2.0) if len(made) == 2 else 1.0)
        left, right = np.empty(len(time)), np.empty(len(time))
        _gains(left, right, values["expression"], values["volume"], values["pan"], track.pan, gain)
        return made, level, left, right


class Played:
    """A note of a synth, as it sounds: made when it is first heard, kept until it has been."""

    __slots__ = ("_curves", "_held", "_made", "_note", "_player", "_track", "name", "reverb", "start", "until")

    def __init__(
        self,
        player: SynthPlayer,
        note: Note,
        track: Track,
        curves: dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]],
        start: int,
        held: float,
        room: int,
    ) -> None:
        self._player, self._note, self._track, self._curves, self._held = player, note, track, curves, held
        self.start = start
        samples = min(int((held + player.synth.rings(player.pitch(note), held)) * RATE), room)
        self.until = start + samples
        self.reverb = 1.0
        self.name = struct.pack("<dddddq", note.start, note.end, note.pitch, note.velocity, held, samples)
        self._made: tuple[NDArray, NDArray, NDArray, NDArray] | None = None

    def add(self, out: NDArray[np.float32], first: int) -> None:
        """Add what lies in a stretch; as `filmscore.sound.soundings.Sounding.add`."""
        if self._made is None:
            self._made = self._player.make(self._note, self._held, self.until - self.start, self._curves, self._track)
        sound, level, left, right = self._made
        _mix(out, first, sound, level, left, right, self.start)
        if first + out.shape[1] >= self.until:
            self._made = None


def _along(time: NDArray[Any], times: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """A control curve at some times; a single value where it does not move."""
    return np.interp(time, times, values) if len(times) > 1 else values


def identity(note: Note) -> int:
    """A number that belongs to a note: where it stands and which pitch it is, not which other notes there are."""
    return round(note.start * RATE) * 1009 + round(note.pitch * 100)


def _points(track: Track, kind: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Times and values of a control curve; one point at rest where the track says nothing."""
    found = sorted((c.time, i, c.value) for i, c in enumerate(track.controls) if c.kind == kind)
    if not found:
        return np.zeros(1), np.array([CONTROLS[kind][2]])
    return np.array([time for time, _, _ in found]), np.array([value for _, _, value in found])


class _Lifted:
    """When a key let go is damped: at once, or when the pedal comes up."""

    def __init__(self, track: Track) -> None:
        pedal = sorted((c.time, i, c.value >= 64.0) for i, c in enumerate(track.controls) if c.kind == "pedal")
        self.times = [time for time, _, _ in pedal]
        self.down = [down for _, _, down in pedal]

    def __call__(self, end: float) -> float:
        place = bisect_right(self.times, end) - 1
        if place < 0 or not self.down[place]:
            return end
        ups = [time for time, down in zip(self.times[place + 1 :], self.down[place + 1 :], strict=True) if not down]
        return ups[0] if ups else math.inf
