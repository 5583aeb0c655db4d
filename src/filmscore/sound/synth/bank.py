"""A bank of sections: what is the same in every note of a pitch is made once and read from many places.

Four violins who play C5 are four oscillators a few cents apart and a little noise, before a filter and an envelope make
a note of them. That part of them does not depend on the note: so it is recorded once for each pitch, 2.7 s of it that
close on themselves, and every note reads it from a place of its own, as a sampler would. The recording depends on the
synth and the pitch alone; whether it was kept or is made again, a note is the same samples.

Recordings are kept as 16-bit numbers, 98 dB under their own peaks; the bank is bounded and forgets what was used least
recently.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: samples of a recording (2.7 s); no note that is longer is read from one, so none is heard to come round
LENGTH = 1 << 17

#: samples over which its end is blended into its beginning (43 ms)
SEAM = 1 << 11

#: bytes of recordings that are kept
LIMIT = 56 << 20


class Bank:
    """Recordings by name, as many as fit.

    Examples
    --------
    >>> bank = Bank(3 * LENGTH)
    >>> made = bank.get("A4", lambda: np.ones((1, LENGTH + SEAM), np.float32))
    >>> made[0].shape == (1, LENGTH), bank.get("A4", lambda: None) is made, bank.nbytes == 2 * LENGTH
    (True, True, True)
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self.limit = limit
        self._kept: OrderedDict[Hashable, tuple[NDArray[np.int16], float]] = OrderedDict()
        self._held = 0
        self._lock = threading.Lock()

    def get(self, name: Hashable, make: Callable[[], NDArray[np.float32]]) -> tuple[NDArray[np.int16], float]:
        """A recording, shape (channels, `LENGTH`), and what a step of its numbers is worth.

        Parameters
        ----------
        name : hashable
            All that decides how it sounds.
        make : callable
            Gives the sound, float32 of shape (channels, `LENGTH` + `SEAM`), where it is not kept.
        """
        with self._lock:
            found = self._kept.get(name)
            if found is not None:
                self._kept.move_to_end(name)
                return found
        made = _closed(make())  # two threads may make the same one; it is the same
        with self._lock:
            if name not in self._kept:
                self._kept[name] = made
                self._held += made[0].nbytes
            while self._held > self.limit and len(self._kept) > 1:
                self._held -= self._kept.popitem(last=False)[1][0].nbytes
        return made

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._kept.clear()
            self._held = 0

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return self._held


def _closed(sound: NDArray[np.float32]) -> tuple[NDArray[np.int16], float]:
    """A sound whose end goes over into its beginning, in 16 bits, and the step."""
    turn = np.linspace(0.0, 0.5 * np.pi, SEAM, dtype=np.float32)
    made = sound[:, :LENGTH]
    # the two ends have nothing to do with each other, so their powers add up, not their amplitudes
    made[:, :SEAM] = made[:, :SEAM] * np.sin(turn) + sound[:, LENGTH:] * np.cos(turn)
    step = max(float(np.abs(made).max()), 1e-9) / 32767.0
    return np.rint(made / np.float32(step)).astype(np.int16), step


@njit(cache=True, nogil=True, fastmath=True)
def read(out: NDArray, recording: NDArray, step: float, start: int) -> None:
    """Fill `out` (channels, samples) with a recording from sample `start` on; it comes round where it ends."""
    value = np.float32(step)
    for channel in range(out.shape[0]):
        line, source, done = out[channel], recording[channel], 0
        while done < line.shape[0]:
            at = start if done == 0 else 0
            n = min(source.shape[0] - at, line.shape[0] - done)
            to, there = line[done : done + n], source[at : at + n]
            for k in range(n):
                to[k] = value * np.float32(there[k])
            done += n


#: the bank of this process
BANK = Bank()
