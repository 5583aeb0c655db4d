"""FM synthesis: one sine wave shakes the pitch of another, so fast that the ear hears timbre.

The strength of the shaking, the index, decides how many partials there are. A brass player who blows harder adds
partials; so the index follows effort. Partials lie at carrier ± k × modulator, and how far they reach is known
beforehand: the index is held down where they would pass half the sampling rate.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numba import njit

from .base import Synth, chance
from .blocks import BLOCK, HIGHEST, MEAN, RATE, envelope, fit, hertz_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


def reach(index: float) -> float:
    """How many partials on either side of the carrier are louder than -60 dB, at an index.

    A bound on where the Bessel functions J_k(index) fall under 0.001.

    Examples
    --------
    >>> reach(0.0), reach(8.0)
    (1.5, 16.5)
    """
    return index + 3.5 * index ** (1.0 / 3.0) + 1.5


@njit(cache=True, nogil=True, fastmath=True)
def modulate(out: NDArray, hertz: NDArray, carrier: float, modulator: float, index: NDArray, turn: float) -> None:
    """Add ``sin(carrier + index * sin(modulator))``; `hertz` and `index` are curves, the others ratios to the pitch."""
    phase, shake = 0.0, turn
    for block in range(hertz.shape[0] - 1):
        first = block * BLOCK
        n = min(BLOCK, out.shape[0] - first)
        step, depth = hertz[block] / RATE, index[block]
        slope, deeper = (hertz[block + 1] / RATE - step) / BLOCK, (index[block + 1] - depth) / BLOCK
        for k in range(n):
            angle = 2.0 * math.pi * phase + depth * math.sin(2.0 * math.pi * shake)
            out[first + k] += np.float32(MEAN * math.sqrt(2.0) * math.sin(angle))
            phase += step * carrier
            shake += step * modulator
            phase -= math.floor(phase)
            shake -= math.floor(shake)
            step += slope
            depth += deeper


@dataclass(frozen=True, kw_only=True)
class FM(Synth):
    """A carrier and a modulator.

    Parameters
    ----------
    carrier, modulator : float
        Frequencies as multiples of the pitch; whole numbers make a tone, others a bell.
    index : float
        How many partials at the loudest: 0 is a sine, 5 a trumpet, 10 harsh.
    index_floor : float
        The part of it that is left once the attack is over, 0 to 1.
    index_s : float
        Seconds in which the rest of it goes (60 dB).
    index_attack_s : float
        Seconds in which it comes: brass brightens after it has begun.
    effort : float
        How much softer playing takes away from the index: at 1 it goes with the effort, at 0 not at all.
    attack_s, decay_s, sustain, release_s : float
        The envelope, as in `Subtractive`.
    vibrato_cents, vibrato_hz : float
    """

    KIND: ClassVar[str] = "FM synthesis"
    LIMITS: ClassVar[dict[str, tuple[float, float]]] = {
        "carrier": (0.25, 16), "modulator": (0.1, 20), "index": (0, 30), "index_floor": (0, 1), "index_s": (0.001, 60),
        "index_attack_s": (0, 10), "effort": (0, 3), "attack_s": (0, 30), "decay_s": (0.001, 120), "sustain": (0, 1),
        "release_s": (0.005, 30), "vibrato_cents": (0, 400), "vibrato_hz": (0, 20),
    }  # fmt: skip

    carrier: float = 1.0
    modulator: float = 1.0
    index: float = 4.0
    index_floor: float = 1.0
    index_s: float = 1.0
    index_attack_s: float = 0.0
    effort: float = 1.0
    attack_s: float = 0.01
    decay_s: float = 1.0
    sustain: float = 1.0
    release_s: float = 0.2
    vibrato_cents: float = 0.0
    vibrato_hz: float = 5.2

    def rings(self, pitch: float, seconds: float) -> float:
        """The release, down to -80 dB."""
        if self.sustain == 0.0:
            left = max(0.0, 80.0 - 60.0 * max(seconds - self.attack_s, 0.0) / self.decay_s)
            return left / 60.0 / (1.0 / self.release_s + 1.0 / self.decay_s) + 0.006
        return self.release_s * 80.0 / 60.0 + 0.006

    def _make(
        self,
        pitch: float,
        held: float,
        velocity: float,
        seed: int,
        swell: NDArray[np.float64] | float | None,
        cents: NDArray[np.float64] | float | None,
        samples: int,
    ) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        strength = velocity / 127.0 * fit(swell, samples, 1.0)
        time = np.arange(len(strength)) * (BLOCK / RATE)
        (when,) = chance(seed, 1)
        bend = fit(cents, samples, 0.0)
        if self.vibrato_cents:
            bend = bend + self.vibrato_cents * np.clip(time / 0.6, 0, 1) * np.sin(
                2 * np.pi * (self.vibrato_hz * time + when)
            )
        hertz = hertz_of(pitch) * 2.0 ** (bend / 1200.0)
        index = self.index * strength**self.effort
        index = index * (self.index_floor + (1.0 - self.index_floor) * 10.0 ** (-3.0 * time / self.index_s))
        if self.index_attack_s:
            index = index * (0.25 + 0.75 * np.clip(time / self.index_attack_s, 0.0, 1.0))
        index = np.minimum(index, self.highest_index(float(hertz.max())))
        sound = np.zeros((1, samples), np.float32)
        # where in its turn the modulator begins changes nothing but the first milliseconds: a fresh attack each time
        modulate(sound[0], hertz, self.carrier, self.modulator, index, 0.05 * when)
        return sound, envelope(samples, held, self.attack_s, self.decay_s, self.sustain, self.release_s)

    def highest_index(self, hertz: float) -> float:
        """The largest index whose partials (down to -60 dB) stay under 19 kHz for a pitch.

        Examples
        --------
        >>> FM(index=20).highest_index(440.0) > 20
        True
        >>> round(FM().highest_index(4000.0), 2)
        0.2
        """
        room = (HIGHEST - hertz * self.carrier) / (hertz * self.modulator)
        low, high = 0.0, self.LIMITS["index"][1]
        if reach(high) <= room:
            return high
        for _ in range(40):
            middle = 0.5 * (low + high)
            low, high = (middle, high) if reach(middle) <= room else (low, middle)
        return low
