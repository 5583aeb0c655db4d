"""Modal synthesis: a drum, a bar or a bell is a handful of sine waves that die away, each at its own pace.

What makes a timpano a timpano is which partials it has: its air and its skin are tuned so that 1 : 1.5 : 2 : 2.5 come
out. A bar of metal has 1 : 2.76 : 5.40; a tuned bar of a marimba 1 : 4 : 10. A hard stick wakes the high ones, a soft
one does not; neither does a soft stroke.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numba import njit

from ...errors import FilmScoreError, shown
from .base import Synth, chance
from .blocks import BLOCK, HIGHEST, MEAN, NOISE, RATE, closed, envelope, fit, hertz_of, noise, points

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: a mode: frequency as a multiple of the pitch, level (dB), seconds in which it dies away (60 dB)
Mode = tuple[float, float, float]


@njit(cache=True, nogil=True, fastmath=True)
def ring(out: NDArray, hertz: NDArray, ratios: NDArray, levels: NDArray, decays: NDArray) -> None:
    """Add modes that die away: each is a pointer that turns and shrinks a little with every sample.

    Parameters
    ----------
    out : float32 array (samples,)
    hertz : float64 array
        The pitch curve.
    ratios, levels, decays : float64 arrays
        Of each mode: multiple of the pitch, amplitude, seconds to -60 dB.
    """
    silent = 1e-5  # -90 dB
    sounding = ratios.shape[0]
    turns, shrinks = ratios * (math.pi / RATE), 10.0 ** (-3.0 / (decays * RATE))
    sines, cosines = np.zeros(sounding), levels.copy()
    across, along = np.empty(sounding), np.empty(sounding)
    pitch = 0.0
    for block in range(hertz.shape[0] - 1):
        twice = hertz[block] + hertz[block + 1]
        if abs(twice - pitch) > 1e-10 * pitch:  # once a skin has settled, the pointers turn as they did
            pitch = twice
            for mode in range(sounding):
                angle = pitch * turns[mode]
                across[mode], along[mode] = shrinks[mode] * math.sin(angle), shrinks[mode] * math.cos(angle)
        first = block * BLOCK
        # sample by sample through all modes: a mode waits for its last sample, its neighbours do not wait for it
        for k in range(min(BLOCK, out.shape[0] - first)):
            together = 0.0
            for mode in range(sounding):
                sine, cosine = sines[mode], cosines[mode]
                together += sine
                sines[mode] = sine * along[mode] + cosine * across[mode]
                cosines[mode] = cosine * along[mode] - sine * across[mode]
            out[first + k] += np.float32(together)
        left = 0
        for mode in range(sounding):  # those that are silent are left out from here on
            if abs(sines[mode]) + abs(cosines[mode]) >= silent:
                sines[left], cosines[left] = sines[mode], cosines[mode]
                across[left], along[left] = across[mode], along[mode]
                turns[left], shrinks[left] = turns[mode], shrinks[mode]
                left += 1
        sounding = left


@njit(cache=True, nogil=True)
def knock(out: NDArray, colour: NDArray, start: int, gain: float, decay: float) -> None:
    """Add the noise of a stick: a stored noise from a place on that dies away by 60 dB in so many samples."""
    weaker, last = 10.0 ** (-3.0 / decay), min(48, out.shape[0])
    for k in range(out.shape[0]):
        left = out.shape[0] - 1 - k
        closing = left / last if left < last else 1.0
        out[k] += np.float32(colour[(start + k) & (NOISE - 1)] * gain * closing)
        gain *= weaker


@dataclass(frozen=True, kw_only=True)
class Modal(Synth):
    """Something struck.

    Parameters
    ----------
    modes : tuple of (ratio, dB, seconds)
        Frequency as a multiple of the pitch, level, and seconds in which it dies away (60 dB) at the pitch `root`.
    root : float
        MIDI pitch for which the seconds are meant.
    decay_oct : float
        How many times shorter they are an octave higher.
    stick_hz : float
        Modes above this are weaker in the loudest stroke: felt 300, rubber 1500, brass 8000.
    effort_oct : float
        Octaves by which that comes down for the softest.
    knock_db : float
        Level of the noise of the stick itself, dB; -90 is none.
    knock_ms : float
        How long that is (60 dB).
    knock_hz : (float, float)
        The band it lies in.
    fall_cents, fall_s : float
        How much higher a skin begins when it is struck hard, and seconds until that is nearly gone.
    contact_ms : float
        How long the stick touches: the attack.
    shimmer_cents : float
        Each mode has a weaker twin so far above it, with which it beats slowly.
    release_s : float
        Seconds in which it is damped when the key is let go (60 dB).
    """

    KIND: ClassVar[str] = "modal synthesis"
    LIMITS: ClassVar[dict[str, tuple[float, float]]] = {
        "root": (0, 127), "decay_oct": (0.25, 4), "stick_hz": (50, 40_000), "effort_oct": (0, 8), "knock_db": (-90, 30),
        "knock_ms": (1, 2000), "fall_cents": (-4800, 4800), "fall_s": (0.001, 10), "contact_ms": (0, 50),
        "shimmer_cents": (0, 50), "release_s": (0.005, 30),
    }  # fmt: skip

    modes: tuple[Mode, ...] = ((1.0, 0.0, 2.0),)
    root: float = 60.0
    decay_oct: float = 1.3
    stick_hz: float = 2000.0
    effort_oct: float = 2.0
    knock_db: float = -90.0
    knock_ms: float = 30.0
    knock_hz: tuple[float, float] = (100.0, 3000.0)
    fall_cents: float = 0.0
    fall_s: float = 0.1
    contact_ms: float = 1.0
    shimmer_cents: float = 0.0
    release_s: float = 0.5

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.modes:
            raise FilmScoreError("a Modal needs modes: (multiple of the pitch, dB, seconds to -60 dB) each")
        for mode in self.modes:
            if len(mode) != 3 or not (0.05 <= mode[0] <= 100 and -120 <= mode[1] <= 40 and 0.005 <= mode[2] <= 120):
                raise FilmScoreError(
                    f"a mode of a Modal is (multiple of the pitch, dB, seconds to -60 dB), like (2.76, -6, 1.5), "
                    f"not {shown(mode)}"
                )

    def _longest(self, pitch: float) -> float:
        return max(decay for _, _, decay in self.modes) * self.decay_oct ** ((self.root - pitch) / 12.0)

    def rings(self, pitch: float, seconds: float) -> float:
        """Until -80 dB: what is left of the longest mode, or the hand that damps it, whichever is sooner."""
        longest = self._longest(pitch)
        left = max(0.0, 80.0 - 60.0 * seconds / longest)
        return left / 60.0 / (1.0 / self.release_s + 1.0 / longest) + 0.01

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
        force = velocity / 127.0 * float(fit(swell, BLOCK, 1.0)[0])
        shorter = self.decay_oct ** ((self.root - pitch) / 12.0)
        samples = min(samples, int(1.4 * self._longest(pitch) * RATE) + 2 * BLOCK)
        time = np.arange(points(samples)) * (BLOCK / RATE)
        bend = fit(cents, samples, 0.0) + self.fall_cents * force * 10.0 ** (-2.0 * time / self.fall_s)
        hertz = hertz_of(pitch) * 2.0 ** (bend / 1200.0)
        stick = self.stick_hz * 2.0 ** (self.effort_oct * (force - 1.0))
        # no two strokes fall on one spot: each mode is woken a little more or less
        parts = chance(seed, len(self.modes) + 1)
        made, highest = [], float(hertz.max())
        for number, (ratio, level, decay) in enumerate(self.modes):
            if ratio * highest * 2.0 ** (self.shimmer_cents / 1200.0) >= HIGHEST:
                continue
            amplitude = 10.0 ** ((level + 1.6 * (parts[number] - 0.5) * (number > 0)) / 20.0)
            amplitude /= math.sqrt(1.0 + (ratio * float(hertz[-1]) / stick) ** 2)
            # two that were alike would put each other out; unlike, they beat
            for share, side in ((0.8, 0.0), (0.2, 1.0)) if self.shimmer_cents else ((1.0, 0.0),):
                apart = 2.0 ** (side * self.shimmer_cents / 1200.0)
                made.append((ratio * apart, amplitude * share, decay * shorter))
        sound = np.zeros((1, samples), np.float32)
        if made:
            ratios, levels, decays = (np.array(column) for column in zip(*made, strict=True))
            ring(sound[0], hertz, ratios, levels * (MEAN * math.sqrt(2.0)), decays)
        if self.knock_db > -90.0:
            long = min(samples, int(1.4 * self.knock_ms * 0.001 * RATE))
            gain = 10.0 ** ((self.knock_db + 14.0 * (force - 1.0)) / 20.0)
            hiss = noise((), self.knock_hz)
            knock(sound[0, :long], hiss, int(parts[-1] * NOISE), gain, self.knock_ms * 0.001 * RATE)
        return sound, closed(envelope(samples, held, self.contact_ms * 0.001, 1.0, 1.0, self.release_s))
