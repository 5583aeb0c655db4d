"""Granular synthesis: a cloud of tiny sounds, each too short to be heard alone.

A grain here is some hundredths of a second of noise or of a tone, faded in and out. Where the grains lie, how high and
how many, is drawn by chance around a course: upwards it is a riser, to and fro it is wind, all at once an impact.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numba import njit

from .base import Synth, chance
from .blocks import BLOCK, HIGHEST, NOISE, RATE, closed, fit, hertz_of, noise, points

if TYPE_CHECKING:
    from numpy.typing import NDArray


@njit(cache=True, nogil=True, fastmath=True)
def scatter(
    out: NDArray, starts: NDArray, lengths: NDArray, hertz: NDArray, places: NDArray, sides: NDArray, soft: NDArray,
    tone: float,
) -> None:  # fmt: skip
    """Add grains: slow noise from `soft` (or nothing but a tone), lifted to a frequency, under a bell-shaped window."""
    left, right = out[0], out[1]
    for g in range(starts.shape[0]):
        first, n = starts[g], lengths[g]
        to_left = np.float32(math.sqrt(0.5 - 0.5 * sides[g]))
        to_right = np.float32(math.sqrt(0.5 + 0.5 * sides[g]))
        # both waves, the tone and the bell, as pointers that turn: no sine is worked out per sample
        begin = max(0, -first)
        angle = 2.0 * math.pi * hertz[g] / RATE
        turn = 2.0 * math.pi * places[g] / soft.shape[0] + angle * begin
        sine, cosine, across, along = math.sin(turn), math.cos(turn), math.sin(angle), math.cos(angle)
        angle = 2.0 * math.pi / n
        bell, other = math.sin(angle * begin), math.cos(angle * begin)
        bell_across, bell_along = math.sin(angle), math.cos(angle)
        place = (places[g] + begin) % soft.shape[0]
        for k in range(begin, min(n, out.shape[1] - first)):
            rough = tone * 0.2 + (1.0 - tone) * soft[place]
            value = np.float32((1.0 - other) * rough * sine)
            left[first + k] += value * to_left
            right[first + k] += value * to_right
            sine, cosine = sine * along + cosine * across, cosine * along - sine * across
            bell, other = bell * bell_along + other * bell_across, other * bell_along - bell * bell_across
            place += 1
            if place == soft.shape[0]:
                place = 0


@dataclass(frozen=True, kw_only=True)
class Grains(Synth):
    """A cloud of grains.

    Parameters
    ----------
    course_oct : tuple of float
        Where the middle of the cloud lies over the length of the note, octaves above its pitch, in equal steps.
    level_course_db : tuple of float
        The level along the same way, dB.
    scatter_oct : float
        How far grains lie from the middle, octaves.
    rate : float
        Grains a second.
    grain_ms : float
        Length of a grain.
    tone : float
        0 is noise, 1 is pure tones.
    breadth_hz : float
        How wide the noise of a grain is.
    effort_oct : float
        Octaves by which softer playing lowers the cloud.
    width : float
        Between left and right.
    attack_s, release_s : float
        Seconds in, and out after the key is let go (60 dB).
    """

    KIND: ClassVar[str] = "granular synthesis"
    LIMITS: ClassVar[dict[str, tuple[float, float]]] = {
        "scatter_oct": (0, 4), "rate": (2, 800), "grain_ms": (2, 500), "tone": (0, 1), "breadth_hz": (5, 8000),
        "effort_oct": (0, 4), "width": (0, 1), "attack_s": (0, 30), "release_s": (0.005, 30),
    }  # fmt: skip

    course_oct: tuple[float, ...] = (0.0,)
    level_course_db: tuple[float, ...] = (0.0,)
    scatter_oct: float = 0.5
    rate: float = 120.0
    grain_ms: float = 60.0
    tone: float = 0.0
    breadth_hz: float = 300.0
    effort_oct: float = 0.7
    width: float = 0.9
    attack_s: float = 0.02
    release_s: float = 0.3

    def rings(self, pitch: float, seconds: float) -> float:
        """The release, down to -80 dB."""
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
        effort = velocity / 127.0 * fit(swell, samples, 1.0)
        bend = fit(cents, samples, 0.0)
        grain = self.grain_ms * 0.001 * RATE
        # as many grains as the whole note has, whatever part of it is asked for: a note cut short is the same note
        whole = int((held + self.rings(pitch, held)) * RATE)
        count = max(1, int((whole + grain) / RATE * self.rate))
        parts = chance(seed, 5 * count).reshape(5, count)
        starts = ((np.arange(count) + parts[0]) * (RATE / self.rate) - grain).astype(np.int64)
        sooner = starts < samples
        starts, parts = starts[sooner], parts[:, sooner]
        lengths = (grain * (0.6 + 0.8 * parts[1])).astype(np.int64)
        way = np.clip((starts + 0.5 * grain) / RATE / max(held, 1e-3), 0.0, 1.0)
        middle = np.interp(way, np.linspace(0.0, 1.0, len(self.course_oct)), self.course_oct)
        block = np.clip((starts + 0.5 * grain) / BLOCK, 0, len(effort) - 1).astype(int)
        away = self.scatter_oct * (parts[2] + parts[3] - 1.0) + self.effort_oct * (effort[block] - 1.0)
        hertz = np.clip(hertz_of(pitch) * 2.0 ** (middle + away + bend[block] / 1200.0), 20.0, HIGHEST - 3000.0)
        # noise no wider than the way down to nothing, or it would fold over
        soft = noise((), (1.0, self.breadth_hz))
        sides = self.width * (2.0 * parts[4] - 1.0)
        sound = np.zeros((2, samples), np.float32)
        scatter(sound, starts, lengths, hertz, (parts[1] * NOISE).astype(np.int64), sides, soft, self.tone)
        time = np.arange(points(samples)) * (BLOCK / RATE)
        course = np.linspace(0.0, 1.0, len(self.level_course_db))
        level = 10.0 ** (np.interp(time / max(held, 1e-3), course, self.level_course_db) / 20.0)
        level *= np.clip(time / max(self.attack_s, 1e-3), 0.0, 1.0)
        level *= 10.0 ** (-3.0 * np.maximum(time - held, 0.0) / self.release_s)
        # overlapping grains add up as noise does: by their power
        return sound, closed(level / math.sqrt(max(self.rate * self.grain_ms * 0.001 * 0.75, 0.25)))
