"""Recordings at the pitches they are asked for, read once and kept for the next note.

To read a recording at a pitch is the dearest part of a note, and it is the same for every note of that pitch, soft or
loud, short or long. So the reading is kept: the next note of the pitch only runs it through its own filter
and envelopes. What is kept is bounded, and what was longest not asked for goes first.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from .moving import BLOCK, Bends
from .voices import LAST, OCTAVE, ONE, ROW, TWO, Voice, at, held_mod, mod, triangle

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: bytes of readings that are kept, over all fonts and cues
KEPT = 48 << 20

#: the same from when a cue was made that lies in memory. A minute of a large orchestra reads 170 MB, and takes up each
#: of its recordings again every few seconds. With less room all of them are read anew each time, and after each change
WIDE = 160 << 20

#: samples of one piece of a reading (5.5 s): a long note is read piece by piece
PIECE = 1 << 18

#: pieces kept of one reading, from its beginning (22 s); of what a drone needs after that, only the latest
PIECES = 4

#: a reading grows by this many samples at least
STEP = 1 << 14


HALF, ONE_AND_HALF = np.float32(0.5), np.float32(1.5)
FULL, REST, PART = 2.0**32, np.int64(2**32 - 1), np.float32(2.0**-32)


@njit(cache=True, nogil=True, fastmath=True)
def read(
    out: NDArray,
    data: NDArray,
    guard: int,
    row: NDArray,
    pitches: NDArray,
    vibratos: NDArray,
    wobbles: NDArray,
    begins: int,
    off: int,
    age: int,
    state: NDArray,
) -> int:
    """Read a recording at its pitch.

    Parameters
    ----------
    out : float32 array
        Filled from its beginning, a whole number of blocks.
    data : float32 array
        The recording, with `guard` zeros on either side.
    row : array of one `ROW`
    pitches, vibratos, wobbles : float32 arrays
        Of `Bends`.
    begins : int
        Sample on which the voice begins to sound, counted from where `Bends` begin.
    off : int
        Age at which the key is released, counted from the start of the note.
    age : int
        Samples read before.
    state : float64 array (2,)
        Place in the recording and samples of it per sample; a step below 0 has not begun. It is brought up to date.

    Returns
    -------
    int
        Age at which the recording has ended; -1 if it goes on.
    """
    v = row[0]
    position, step = state[0], state[1]
    end = v.last + guard
    loop_start, loop_end = v.loop_start + guard, v.loop_end + guard
    loop_length = loop_end - loop_start
    delay = int(v.delay)
    off_mod = held_mod(v, float(off))
    if step < 0.0:
        position = v.first + guard
    for block in range(out.shape[0] // BLOCK):
        buffer = out[block * BLOCK : block * BLOCK + BLOCK]
        n = BLOCK
        then = float(delay + age + n)
        here = float(begins + age + n) / BLOCK
        mod_lfo = triangle(then, v.mod_lfo_delay, v.mod_lfo_step)
        cents = (
            at(pitches, here)
            + (mod(v, then, float(off), off_mod) * v.mod_env_to_pitch if v.mod_env_to_pitch != 0.0 else 0.0)
            + mod_lfo * (v.mod_lfo_to_pitch + at(wobbles, here))
            + triangle(then, v.vib_lfo_delay, v.vib_lfo_step) * (v.vib_lfo_to_pitch + at(vibratos, here))
        )
        next_step = v.step * math.exp(cents * OCTAVE) if cents != 0.0 else v.step
        if step < 0.0:
            step = next_step
        slope = (next_step - step) / n

        # by cubic interpolation (Catmull-Rom) between the four nearest samples
        looping = v.loop_mode == 1.0 or (v.loop_mode == 3.0 and delay + age < off)
        limit = loop_end - 2.0 if looping else end - LAST - 2.0
        fastest = max(step, next_step)
        j = 0
        while j < n:
            m = min(int((limit - position) / fastest), n - j) if position < limit else 0
            if m > 0:
                # places as whole numbers of 2**-32 samples, one from the other: worked out apart, four at a time, they
                # would be looked up four at a time, which takes twice as long
                place, stride, bend = np.int64(position * FULL), np.int64(step * FULL), np.int64(slope * FULL)
                for k in range(m):
                    i = np.uint64(place >> 32)  # unsigned: no look whether it counts from the end
                    f = np.float32(np.uint32(place & REST)) * PART
                    place += stride
                    stride += bend
                    x0, x1, x2, x3 = data[i - ONE], data[i], data[i + ONE], data[i + TWO]
                    c1 = HALF * (x2 - x0)
                    c3 = ONE_AND_HALF * (x1 - x2) + HALF * (x3 - x0)
                    c2 = x0 - x1 + c1 - c3
                    buffer[np.uint64(j + k)] = ((c3 * f + c2) * f + c1) * f + x1
                position += m * (step + 0.5 * slope * (m - 1))
                step += slope * m
                j += m
            if j < n:  # near the end of the loop or of the recording: one at a time, with a look round the corner
                if looping and position >= loop_end:
                    while position >= loop_end:
                        position -= loop_length
                    continue
                if position >= end:
                    out[block * BLOCK + j :] = np.float32(0.0)
                    state[0], state[1] = position, step
                    return age + j
                near = int(position)
                f = np.float32(position - near)
                i2, i3 = near + 1, near + 2
                if looping:
                    while i2 >= loop_end:
                        i2 -= int(loop_length)
                    while i3 >= loop_end:
                        i3 -= int(loop_length)
                x0, x1, x2, x3 = data[near - 1], data[near], data[i2], data[i3]
                c1 = HALF * (x2 - x0)
                c3 = ONE_AND_HALF * (x1 - x2) + HALF * (x3 - x0)
                c2 = x0 - x1 + c1 - c3
                s = ((c3 * f + c2) * f + c1) * f + x1
                if not looping:
                    s *= np.float32(min(1.0, max(0.0, (end - position) / LAST)))
                buffer[j] = s
                position += step
                step += slope
                j += 1
        step = next_step
        age += n
    state[0], state[1] = position, step
    return -1


class Reading:
    """One recording at one pitch, as far as it has been needed.

    Parameters
    ----------
    data : float32 array
        The recording, with `guard` zeros on either side.
    guard : int
    row : array of one `ROW`
        The numbers of the voice.
    bends : Bends
    begins : int
        Sample of the cue on which it begins to sound; of no account while the pitch stands still.
    off : int
        Age at which the key is released.
    """

    def __init__(
        self, data: NDArray[np.float32], guard: int, row: NDArray, bends: Bends, begins: int, off: int
    ) -> None:
        self._given = (
            data, guard, row, bends.pitch, bends.vib_to_pitch, bends.mod_to_pitch, begins - bends.since, off
        )  # fmt: skip
        self._pieces: dict[int, NDArray[np.float32]] = {}
        self._starts = [np.array([0.0, -1.0])]  # where each piece sets out from: place in the recording, step
        self._stands: dict[int, NDArray[np.float64]] = {}  # where a piece that may grow has got to
        self._lock = threading.Lock()
        #: age at which the recording has ended; -1: it goes on
        self.ends = -1
        #: bytes it holds
        self.nbytes = 0

    def piece(self, number: int, samples: int) -> NDArray[np.float32]:
        """A piece of it, of at least so many samples (but never more than `PIECE`)."""
        samples = min(-(-max(samples, 1) // STEP) * STEP, PIECE)
        with self._lock:
            held = self._pieces.get(number)
            if held is not None and len(held) >= samples:
                return held
            for before in range(len(self._starts) - 1, number):  # a voice goes on from where it was, so seldom more
                self._grow(before, PIECE)
            return self._grow(number, samples)

    def _grow(self, number: int, samples: int) -> NDArray[np.float32]:
        held = self._pieces.get(number, np.zeros(0, np.float32))
        state = self._stands.get(number, self._starts[number]) if len(held) else self._starts[number]
        state = state.copy()
        made = np.empty(samples, np.float32)
        made[: len(held)] = held
        data, guard, row, pitches, vibratos, wobbles, begins, off = self._given
        age = number * PIECE + len(held)
        if len(held) < samples:
            if 0 <= self.ends <= age:
                made[len(held) :] = 0.0
            else:
                ends = read(made[len(held) :], data, guard, row, pitches, vibratos, wobbles, begins, off, age, state)
                self.ends = max(self.ends, ends)
        self._stands[number] = state
        if samples == PIECE and len(self._starts) == number + 1:
            self._starts.append(state)
        if number >= PIECES:
            for late in [n for n in self._pieces if n >= PIECES]:
                del self._pieces[late]
        self._pieces[number] = made
        self.nbytes = sum(piece.nbytes for piece in self._pieces.values())
        return made


class Readings:
    """Readings by what decides how they sound; bounded, and safe to ask from several threads."""

    def __init__(self, limit: int = KEPT) -> None:
        self.limit = limit
        self._kept: OrderedDict[tuple[object, ...], Reading] = OrderedDict()
        self._sizes: dict[tuple[object, ...], int] = {}
        self._held = 0
        self._lock = threading.Lock()

    def room_for(self, limit: int) -> None:
        """Keep up to `limit` bytes from now on."""
        with self._lock:
            self.limit = limit
            self._make_room()

    def _make_room(self) -> None:
        while self._held > self.limit and len(self._kept) > 1:
            gone, _ = self._kept.popitem(last=False)
            self._held -= self._sizes.pop(gone)

    def get(
        self, data: NDArray[np.float32], guard: int, voice: Voice, row: NDArray, bends: Bends, off: int
    ) -> tuple[tuple[object, ...], Reading]:
        """The reading for a voice whose pitch does not depend on where in the cue it sounds, and its key."""
        key = self._key(data, voice, bends, off)
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                found = self._kept[key] = Reading(data, guard, row, bends, 0, off)
                self._sizes[key] = 0
            else:
                self._kept.move_to_end(key)
        return key, found

    @staticmethod
    def _key(data: NDArray[np.float32], v: Voice, bends: Bends, off: int) -> tuple[object, ...]:
        # the array itself is held by the reading, so its id belongs to nothing else meanwhile
        key: tuple[object, ...] = (
            id(data), v.step, v.first, v.last, v.loop_start, v.loop_end, v.loop_mode, float(bends.pitch[0]),
        )  # fmt: skip
        wobble, vibrato = float(bends.mod_to_pitch[0]), float(bends.vib_to_pitch[0])
        if v.mod_lfo_to_pitch + wobble:
            key += (v.delay, v.mod_lfo_delay, v.mod_lfo_step, v.mod_lfo_to_pitch, wobble)
        if v.vib_lfo_to_pitch + vibrato:
            key += (v.delay, v.vib_lfo_delay, v.vib_lfo_step, v.vib_lfo_to_pitch, vibrato)
        if v.mod_env_to_pitch:
            settled = v.mod_delay + v.mod_attack + v.mod_hold + v.mod_decay
            key += (v.delay, v.mod_env_to_pitch, v.mod_delay, v.mod_attack, v.mod_hold, v.mod_decay, v.mod_sustain)
            if v.mod_sustain or off < settled:  # else the envelope is back at rest before the key is let go
                key += (v.mod_release, off)
        if v.loop_mode == 3.0:
            key += (v.delay, off)
        return key

    def grown(self, key: tuple[object, ...], reading: Reading) -> None:
        """Say that a reading may have grown; what was longest not asked for makes room."""
        with self._lock:
            if self._kept.get(key) is not reading:
                return
            size = reading.nbytes
            self._held += size - self._sizes[key]
            self._sizes[key] = size
            self._make_room()

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._kept.clear()
            self._sizes.clear()
            self._held = 0

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return self._held


#: the readings of this process
READINGS = Readings()


def row_of(voice: Voice) -> NDArray:
    """The numbers of a voice as compiled code takes them."""
    return np.array([tuple(voice)], ROW)
