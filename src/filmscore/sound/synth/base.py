"""What all synths share: how a note is asked for, and how hard playing becomes brightness."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numba import njit

from ...errors import FilmScoreError
from .blocks import RATE, points, shape

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: no note of a synth is longer (seconds); a held pedal ends here
LONGEST = 600.0


@dataclass(frozen=True, kw_only=True)
class Synth(ABC):
    """A way of making notes out of numbers.

    Parameters
    ----------
    level_db : float
        Level of the loudest note, dB.
    """

    level_db: float = 0.0

    #: lowest and highest sensible value of each parameter
    LIMITS: ClassVar[dict[str, tuple[float, float]]] = {}
    #: what people call it
    KIND: ClassVar[str] = ""

    def __post_init__(self) -> None:
        limits = {"level_db": (-90.0, 40.0), **self.LIMITS}
        for entry in fields(self):
            if entry.name not in limits:
                continue
            value, (low, high) = getattr(self, entry.name), limits[entry.name]
            number = isinstance(value, int | float) and not isinstance(value, bool)
            if not number or not low <= value <= high:  # also catches NaN
                raise FilmScoreError(
                    f"{entry.name} of a {type(self).__name__} is {value!r}; give a number from {low:g} to {high:g}"
                )

    def note(
        self,
        pitch: float,
        seconds: float,
        velocity: float = 90.0,
        *,
        seed: int = 0,
        swell: NDArray[np.float64] | float | None = None,
        cents: NDArray[np.float64] | float | None = None,
        limit: int | None = None,
    ) -> NDArray[np.float32]:
        """One note, with what rings after it.

        Parameters
        ----------
        pitch : float
            MIDI pitch; 60.5 is a quarter tone above middle C.
        seconds : float
            How long the key is held.
        velocity : float
            How hard it is played, 1 to 127.
        seed : int
            Which of many equally good notes: the same seed gives the same samples.
        swell : float or array, optional
            Effort while it sounds, 0 to 1, a value every 64 samples: it opens and closes the timbre. (The level is
            the player's business, as with a sampled sound.)
        cents : float or array, optional
            How far the pitch is bent, a value every 64 samples.
        limit : int, optional
            Make no more samples than this.

        Returns
        -------
        numpy.ndarray
            float32 of shape (channels, samples), 48 kHz: one channel, or two where the sound is wide.

        Raises
        ------
        FilmScoreError
            When the pitch, length or velocity is out of range.
        """
        sound, level = self.unshaped(pitch, seconds, velocity, seed=seed, swell=swell, cents=cents, limit=limit)
        shape(sound, level)
        return sound

    def unshaped(
        self,
        pitch: float,
        seconds: float,
        velocity: float = 90.0,
        *,
        seed: int = 0,
        swell: NDArray[np.float64] | float | None = None,
        cents: NDArray[np.float64] | float | None = None,
        limit: int | None = None,
    ) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """One note before its envelope, and its envelope: who has a gain of their own applies both in one go.

        Parameters are those of `note`.

        Returns
        -------
        sound : numpy.ndarray
            float32 of shape (channels, samples).
        level : numpy.ndarray
            A gain every 64 samples, with straight lines between.
        """
        for what, value, low, high in (
            ("pitch", pitch, 0.0, 127.0), ("seconds", seconds, 0.0, float("inf")), ("velocity", velocity, 1.0, 127.0),
        ):  # fmt: skip
            if not (isinstance(value, int | float | np.number) and low <= value <= high):
                raise FilmScoreError(f"{what} of a note is {value!r}; give a number from {low:g} to {high:g}")
        held = min(float(seconds), LONGEST)
        samples = int((held + self.rings(pitch, held)) * RATE)
        if limit is not None:
            samples = min(samples, limit)
        if samples <= 0:
            return np.zeros((1, 0), np.float32), np.zeros(points(0))
        sound, level = self._make(float(pitch), held, float(velocity), seed, swell, cents, samples)
        return sound, level * ((velocity / 127.0) ** 2 * 10.0 ** (self.level_db / 20.0))

    @abstractmethod
    def rings(self, pitch: float, seconds: float) -> float:
        """Seconds a note of this pitch and length sounds on after the key is let go."""

    @abstractmethod
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
        """The note at full level, and its envelope."""


def chance(seed: int, count: int) -> NDArray[np.float64]:
    """Numbers from 0 to 1 that belong to a seed, quicker than setting up a generator for every note."""
    return np.asarray(_scattered(np.uint64(seed % (1 << 64)), count))


@njit(cache=True, nogil=True)
def _scattered(seed: np.uint64, count: int) -> NDArray:
    """The steps of splitmix64, from a place that the seed decides."""
    made = np.empty(count)
    begin = seed * np.uint64(0xD1342543DE82EF95)
    for number in range(count):
        x = np.uint64(number + 1) * np.uint64(0x9E3779B97F4A7C15) + begin
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        made[number] = np.float64(x ^ (x >> np.uint64(31))) / 2.0**64
    return made
