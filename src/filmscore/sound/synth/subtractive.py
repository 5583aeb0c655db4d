"""Subtractive synthesis: begin with too many partials, take away what is too much.

An oscillator makes a bright wave, a filter closes over it, an envelope gives it a beginning and an end. Several
oscillators a few cents apart are a section; slow sine waves on the pitch are a vibrato; peaks in the spectrum are the
body of a cello or the vowel of a singer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numba import njit

from ...errors import FilmScoreError
from .bank import BANK, LENGTH, SEAM, read
from .base import Synth, chance
from .blocks import (
    BLOCK,
    HIGHEST,
    MEAN,
    NOISE,
    RATE,
    Peak,
    envelope,
    hertz_of,
    low_pass,
    noise,
    oscillate,
    points,
    shape,
    stretch,
    wave,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHAPES = ("saw", "square", "triangle", "sine", "reed")

#: what decides how a section sounds before its filter
SECTION = ("wave", "voices", "detune_cents", "width", "sub_db", "noise_db", "vibrato_cents", "vibrato_hz", "peaks",
           "band_hz")  # fmt: skip


@njit(cache=True, nogil=True)
def swung(
    hertz: NDArray,
    base: float,
    bends: NDArray,
    cents: float,
    speed: float,
    after: float,
    when: float,
    fall: float,
    fall_s: float,
) -> None:
    """Fill a pitch curve: a pitch (Hz) that is bent (cents at each point, the last one held), swings and falls."""
    last, before, value = bends.shape[0] - 1, 0.0, base
    for point in range(hertz.shape[0]):
        time = point * (BLOCK / RATE)
        away = bends[min(point, last)]
        if cents:
            depth = cents * min(max((time - after) / 0.4, 0.0), 1.0)
            away += depth * math.sin(2.0 * math.pi * (speed * time + when))
        if fall:
            away += fall * 10.0 ** (-2.0 * time / fall_s)
        if away != before:
            before, value = away, base * 2.0 ** (away / 1200.0)
        hertz[point] = value


@njit(cache=True, nogil=True)
def opened(
    cutoff: NDArray, bright: float, swell: NDArray, force: float, effort_oct: float, swell_oct: float, swell_s: float
) -> None:
    """Fill the curve of a cut-off: it opens with the effort (`swell` times `force`), and at the attack beyond that."""
    last, before, value = swell.shape[0] - 1, -1.0, bright
    for point in range(cutoff.shape[0]):
        effort = force * swell[min(point, last)]
        if effort != before:
            before, value = effort, bright * 2.0 ** (effort_oct * (effort - 1.0))
        wider = 1.0
        if swell_oct:
            wider = 2.0 ** (swell_oct * 10.0 ** (-3.0 * point * (BLOCK / RATE) / swell_s))
        cutoff[point] = min(max(value * wider, 20.0), 21_000.0)


def _curve(given: NDArray[np.float64] | float | None, rest: float) -> NDArray[np.float64]:
    """A curve as it was given, at least one point of it."""
    return np.atleast_1d(np.asarray(rest if given is None else given, np.float64))


@dataclass(frozen=True, kw_only=True)
class Subtractive(Synth):
    """Oscillators, a filter, an envelope.

    Parameters
    ----------
    wave : {"saw", "square", "triangle", "sine", "reed"}
        What the oscillators draw.
    voices : int
        How many oscillators.
    detune_cents : float
        How far the outermost lie from the pitch.
    width : float
        0 puts all in the middle, 1 spreads them between left and right.
    sub_db : float
        Level of a sine an octave below, dB; -90 is none.
    noise_db : float
        Level of breath or bow, dB against the wave; -90 is none.
    cutoff_hz : float
        Where the filter stands for the loudest note on middle C.
    track : float
        How far the cut-off follows the pitch: 1 goes along with it, 0 stays.
    effort_oct : float
        Octaves the filter closes from the loudest to the softest.
    swell_oct : float
        Octaves by which the envelope of the filter opens it beyond that at the attack.
    swell_s : float
        Seconds that extra brightness takes to go (by 60 dB), or to come where `swell_oct` is below 0.
    quality : float
        Of the filter: 0.7 has no hump, 4 sings.
    attack_s, decay_s, sustain, release_s : float
        The envelope: seconds up, seconds of decay (60 dB), level held, seconds of release (60 dB).
    vibrato_cents, vibrato_hz, vibrato_after_s : float
        Depth, speed, and how long a note stands still first.
    strokes_hz, strokes_db : float
        Strokes of the bow a second in a tremolo, and how far the sound sinks between two.
    fall_cents : float
        How much higher the note begins (a drum, a drop).
    fall_s : float
        Seconds in which it has fallen by nearly all of that.
    peaks : tuple of (Hz, dB, Hz)
        Body or vowel: centre, height and width of each.
    band_hz : (float, float)
        Only partials inside it; outside they fall by 12 dB an octave.
    """

    KIND: ClassVar[str] = "subtractive synthesis"
    LIMITS: ClassVar[dict[str, tuple[float, float]]] = {
        "voices": (1, 16), "detune_cents": (0, 200), "width": (0, 1), "sub_db": (-90, 12), "noise_db": (-90, 24),
        "cutoff_hz": (20, 40_000), "track": (0, 1), "effort_oct": (0, 8), "swell_oct": (-8, 8), "swell_s": (0.001, 60),
        "quality": (0.5, 12), "attack_s": (0, 30), "decay_s": (0.001, 120), "sustain": (0, 1), "release_s": (0.005, 30),
        "vibrato_cents": (0, 400), "vibrato_hz": (0, 20), "vibrato_after_s": (0, 10), "fall_cents": (-4800, 4800),
        "fall_s": (0.001, 30), "strokes_hz": (0, 30), "strokes_db": (0, 40),
    }  # fmt: skip

    wave: str = "saw"
    voices: int = 1
    detune_cents: float = 0.0
    width: float = 0.0
    sub_db: float = -90.0
    noise_db: float = -90.0
    cutoff_hz: float = 4000.0
    track: float = 0.5
    effort_oct: float = 2.0
    swell_oct: float = 0.0
    swell_s: float = 0.5
    quality: float = 0.7
    attack_s: float = 0.005
    decay_s: float = 1.0
    sustain: float = 1.0
    release_s: float = 0.2
    vibrato_cents: float = 0.0
    vibrato_hz: float = 5.2
    vibrato_after_s: float = 0.3
    strokes_hz: float = 0.0
    strokes_db: float = 0.0
    fall_cents: float = 0.0
    fall_s: float = 0.3
    peaks: tuple[Peak, ...] = ()
    band_hz: tuple[float, float] = (0.0, 1e9)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.wave not in SHAPES:
            raise FilmScoreError(f"wave of a Subtractive is {self.wave!r}; there are {', '.join(SHAPES)}")

    def rings(self, pitch: float, seconds: float) -> float:
        """The release, down to -80 dB; a sound that dies away while the key is held needs none."""
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
        effort = _curve(swell, 1.0)
        bends = _curve(cents, 0.0)
        parts = chance(seed, 2 * self.voices + 3)
        count = points(samples)
        sound = np.zeros((2 if self.width > 0.0 else 1, samples), np.float32)
        if self._shared(held + self.rings(pitch, held), bends):
            section = tuple(getattr(self, name) for name in SECTION)
            recording, step = BANK.get((section, pitch), partial(self._recorded, pitch))
            read(sound, recording, step, int(parts[-1] * LENGTH))
        else:
            self._oscillators(sound, self._hertz(pitch, bends, count, parts[-1]), parts)
            self._breath(sound, parts)
        bright = self.cutoff_hz * 2.0 ** (self.track * (pitch - 60.0) / 12.0)
        cutoff = np.empty(count)
        opened(cutoff, bright, effort, velocity / 127.0, self.effort_oct, self.swell_oct, self.swell_s)
        low_pass(sound, cutoff, self.quality)
        level = envelope(samples, held, self.attack_s, self.decay_s, self.sustain, self.release_s)
        if self.strokes_hz:
            time = np.arange(count) * (BLOCK / RATE)
            for channel in range(len(sound)):  # the left desks do not wait for the right ones
                shape(sound[channel : channel + 1], self._strokes(time, parts[channel], parts[-2 - channel]))
        return sound, level

    def _shared(self, seconds: float, bends: NDArray) -> bool:
        """Whether a note is read from the bank: one of a section at a steady pitch, and no longer than a recording."""
        steady = not self.fall_cents and not bends.any()
        return self.voices > 1 and steady and seconds * RATE <= LENGTH

    def _recorded(self, pitch: float) -> NDArray[np.float32]:
        """The oscillators and the noise at a pitch, for the bank."""
        parts = chance(round(pitch * 1000.0), 2 * self.voices + 3)
        sound = np.zeros((2 if self.width > 0.0 else 1, LENGTH + SEAM), np.float32)
        always = replace(self, vibrato_after_s=0.0)
        hertz = always._hertz(pitch, np.zeros(1), points(LENGTH + SEAM), parts[-1])
        wanted = always._oscillators(sound, hertz, parts)
        # slow beats may leave a recording louder or softer than the section is: not this pitch more than the next
        sound *= np.float32(math.sqrt(float(wanted.sum() / np.square(sound).mean(axis=1).sum())))
        always._breath(sound, parts)
        return sound

    def _hertz(self, pitch: float, bends: NDArray, count: int, when: float) -> NDArray[np.float64]:
        """The pitch curve, Hz, with so many points."""
        hertz = np.empty(count)
        speed = self.vibrato_hz * (0.96 + 0.08 * when)
        swung(hertz, hertz_of(pitch), bends, self.vibrato_cents, speed, self.vibrato_after_s, when, self.fall_cents,
              self.fall_s)  # fmt: skip
        return hertz

    def _oscillators(self, sound: NDArray[np.float32], hertz: NDArray[np.float64], parts: NDArray) -> NDArray:
        """Add the oscillators and the sine below them; gives the power that each channel has on the whole."""
        spread = np.linspace(-1.0, 1.0, self.voices) if self.voices > 1 else np.zeros(1)
        # one table for all voices, made for the highest pitch it is read at, rounded up to a twentieth of an octave
        highest = float(hertz.max()) * 2.0 ** (self.detune_cents / 1200.0)
        highest = min(2.0 ** (np.ceil(20.0 * np.log2(highest)) / 20.0), HIGHEST)
        period = wave(self.wave, highest, self.peaks, self.band_hz)
        # not quite evenly spaced, or the beats between them would have a rhythm
        away = self.detune_cents * (spread + 0.3 * (parts[: self.voices] - 0.5))
        sides = (-1.0) ** np.arange(self.voices) * (self.width if self.voices > 1 else 0.0)
        shares = np.sqrt(np.column_stack([1.0 + sides, 1.0 - sides]) / self.voices).astype(np.float32)
        oscillate(sound, period, hertz, 2.0 ** (away / 1200.0), parts[self.voices : 2 * self.voices], shares)
        power = (shares[:, : len(sound)] ** 2).sum(axis=0) * float(np.square(period).mean())
        if self.sub_db > -90.0:
            under = np.full((1, 2), 10.0 ** (self.sub_db / 20.0), np.float32)
            oscillate(sound, wave("sine", 9000.0), hertz, np.array([0.5]), np.zeros(1), under)
            power = power + MEAN**2 * 10.0 ** (self.sub_db / 10.0)
        return np.asarray(power)

    def _breath(self, sound: NDArray[np.float32], parts: NDArray) -> None:
        """Add breath or bow."""
        if self.noise_db > -90.0:
            hiss = noise(self.peaks, self.band_hz if self.band_hz[1] < HIGHEST else (200.0, 12_000.0))
            for channel in range(len(sound)):
                start = int(parts[-2 - channel] * NOISE)
                sound[channel] += stretch(hiss, start, sound.shape[1]) * np.float32(10.0 ** (self.noise_db / 20.0))

    def _strokes(self, time: NDArray, pace: float, when: float) -> NDArray:
        """The level under a bow that goes to and fro, never quite evenly."""
        turns = self.strokes_hz * (0.94 + 0.12 * pace) * time + when + 0.11 * np.sin(2.0 * np.pi * 1.7 * time + when)
        return np.asarray(10.0 ** (-self.strokes_db / 20.0 * (0.5 - 0.5 * np.cos(2.0 * np.pi * turns))))
