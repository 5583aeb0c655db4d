"""Plucked strings, after Karplus and Strong: a wave runs along a string and loses a little at every turn.

The string is a line of samples one period long. What comes out at its end is filtered a little and put in at its
beginning; high partials lose more than low ones, as on a real string. The filter delays the wave by a fraction of a
sample; an all-pass after it makes up the rest, so that the pitch is right to a hundredth of a semitone.
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


def string(hertz: float, decay: float, damping: float) -> tuple[int, float, float, float]:
    """Numbers of the loop for a pitch: whole delay, loss, share of the second tap, coefficient of the all-pass.

    Parameters
    ----------
    hertz : float
    decay : float
        Seconds in which the fundamental falls by 60 dB.
    damping : float
        0 to 0.5: how much more the high partials lose.
    """
    omega = 2.0 * math.pi * hertz / RATE
    wanted = 10.0 ** (-3.0 / (hertz * decay))  # what is left of the fundamental after one turn
    # the filter alone may not take more than that
    most = (1.0 - wanted**2) / (2.0 * (1.0 - math.cos(omega)))
    share = min(damping, 0.5 - math.sqrt(0.25 - most) if most < 0.25 else 0.5)
    through = abs(complex(1.0 - share + share * math.cos(omega), -share * math.sin(omega)))
    loss = min(wanted / through, 0.999999)
    late = math.atan2(share * math.sin(omega), 1.0 - share + share * math.cos(omega)) / omega
    turn = RATE / hertz - late
    whole = int(turn - 0.3)  # the all-pass is steadiest between 0.3 and 1.3 samples
    rest = turn - whole
    all_pass = math.sin(0.5 * omega * (1.0 - rest)) / math.sin(0.5 * omega * (1.0 + rest))
    return whole, loss, share, all_pass


@njit(cache=True, nogil=True, fastmath={"contract", "nsz", "nnan", "ninf"})
def turn_round(out: NDArray, line: NDArray, loss: float, share: float, all_pass: float, first: int) -> None:
    """Let the wave in `line` run round and add what passes to `out`, from sample `first` on."""
    n = line.shape[0]
    place, before, came, went = 0, 0.0, 0.0, 0.0
    begins = np.float32(1.0 / 24.0)  # half a millisecond in which the finger lets go, lest it click
    for k in range(first, out.shape[0]):
        now = line[place]
        out[k] += np.float32(now) * min(np.float32(1.0), begins * np.float32(k - first))
        damped = loss * ((1.0 - share) * now + share * before)
        before = now
        went = all_pass * (damped - went) + came
        came = damped
        line[place] = went
        place += 1
        if place == n:
            place = 0


@dataclass(frozen=True, kw_only=True)
class Pluck(Synth):
    """A plucked string, or a section of them.

    Parameters
    ----------
    decay_s : float
        Seconds in which middle C dies away (60 dB).
    decay_oct : float
        How many times shorter it is an octave higher.
    damping : float
        0 to 0.5: how much faster high partials die. Gut and flesh 0.3, steel 0.05.
    position : float
        Where the string is plucked, as a part of its length: partials that have a knot there are missing.
    bright_hz : float
        Partials above this are weaker in the loudest pluck (for middle C; it moves with half the pitch).
    effort_oct : float
        Octaves by which that comes down for the softest.
    body_hz : float
        The body is too small to give off much below this.
    players : int
        How many pluck together.
    spread_ms, detune_cents : float
        How far apart they are in time and pitch.
    release_s : float
        Seconds in which a string that is stopped dies (60 dB).
    width : float
        Between left and right, where there is more than one player.
    """

    KIND: ClassVar[str] = "Karplus–Strong string"
    LIMITS: ClassVar[dict[str, tuple[float, float]]] = {
        "decay_s": (0.02, 60), "decay_oct": (0.5, 4), "damping": (0, 0.5), "position": (0.01, 0.5),
        "bright_hz": (50, 40_000), "body_hz": (0, 2000), "effort_oct": (0, 8), "players": (1, 12), "spread_ms": (0, 80),
        "detune_cents": (0, 50), "release_s": (0.005, 30), "width": (0, 1),
    }  # fmt: skip

    decay_s: float = 4.0
    decay_oct: float = 1.6
    damping: float = 0.25
    position: float = 0.2
    bright_hz: float = 3000.0
    effort_oct: float = 2.5
    body_hz: float = 60.0
    players: int = 1
    spread_ms: float = 0.0
    detune_cents: float = 0.0
    release_s: float = 0.3
    width: float = 0.0

    def decay(self, pitch: float) -> float:
        """Seconds in which a string of this pitch dies away (60 dB)."""
        return min(max(self.decay_s * self.decay_oct ** ((60.0 - pitch) / 12.0), 0.05), 30.0)

    def rings(self, pitch: float, seconds: float) -> float:
        """Until -80 dB: what is left of the string's own decay, or the hand that stops it, whichever is sooner."""
        left = max(0.0, 80.0 - 60.0 * seconds / self.decay(pitch))
        return left / 60.0 / (1.0 / self.release_s + 1.0 / self.decay(pitch)) + 0.01

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
        # a key held for longer than the string sounds makes no more sound
        samples = min(samples, int(1.4 * self.decay(pitch) * RATE) + 2 * BLOCK)
        force = velocity / 127.0 * float(fit(swell, BLOCK, 1.0)[0])
        bright = self.bright_hz * 2.0 ** (0.5 * (pitch - 60.0) / 12.0 + self.effort_oct * (force - 1.0))
        channels = 2 if self.width > 0.0 and self.players > 1 else 1
        sound = np.zeros((channels, samples), np.float32)
        parts = chance(seed, 2 * self.players)
        for number in range(self.players):
            away = self.detune_cents * 2.0 * (parts[2 * number] - 0.5) if self.players > 1 else 0.0
            hertz = hertz_of(pitch) * 2.0 ** (away / 1200.0)
            whole, loss, share, all_pass = string(hertz, self.decay(pitch), self.damping)
            line = self._plucked(hertz, whole, bright, seed * 16 + number)
            late = int(self.spread_ms * 0.001 * RATE * parts[2 * number + 1]) if self.players > 1 else 0
            if self.players == 1:
                turn_round(sound[0], line, loss, share, all_pass, 0)
                continue
            one = np.zeros(samples, np.float32)
            if late < samples:
                turn_round(one, line, loss, share, all_pass, late)
            for channel in range(channels):
                side = (-1.0) ** (number + channel) * self.width
                gain = np.sqrt((1.0 + side) / self.players) if channels == 2 else 1.0 / np.sqrt(self.players)
                sound[channel] += one * np.float32(gain)
        if cents is not None:
            sound = bent(sound, fit(cents, samples, 0.0))
        return sound, envelope(samples, held, 0.0005, 1.0, 1.0, self.release_s)

    def _plucked(self, hertz: float, whole: int, bright: float, seed: int) -> NDArray[np.float64]:
        """The string at the moment it is let go: a kink where the finger was, as one period of samples."""
        n = np.arange(1, max(2, min(whole // 2, int(HIGHEST / hertz)) + 1))
        strength = np.abs(np.sin(np.pi * n * self.position)) / n**0.8
        strength /= (1.0 + (n * hertz / bright) ** 2) * (1.0 + (self.body_hz / (n * hertz)) ** 2)
        # no two fingers are alike: each partial a little more or less, and at a place of its own
        parts = chance(seed, 2 * len(n))
        spectrum = np.zeros(whole // 2 + 1, complex)
        strength *= 10.0 ** (0.1 * (parts[: len(n)] - 0.5))
        spectrum[n] = strength * np.exp(1j * (0.5 * np.pi + 0.9 * np.pi * (parts[len(n) :] - 0.5)))
        made = np.fft.irfft(spectrum, whole) * whole
        return made * (MEAN * math.sqrt(2.0) * 2.0)


def bent(sound: NDArray[np.float32], cents: NDArray[np.float64]) -> NDArray[np.float32]:
    """A finished sound (channels, samples), bent in pitch: read faster or slower. `cents` has a value every block."""
    if not cents.any():
        return sound
    n = sound.shape[1]
    each = np.interp(np.arange(n) / BLOCK, np.arange(len(cents)), cents)
    place = np.concatenate([[0.0], np.cumsum(2.0 ** (each[:-1] / 1200.0))])
    from scipy.ndimage import map_coordinates

    lines = [map_coordinates(line, [place], order=3, mode="constant") for line in sound]
    return np.asarray(lines, np.float32)
