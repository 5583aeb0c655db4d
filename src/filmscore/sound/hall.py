"""The room around the players: impulse responses made here, applied by convolution.

A room answers a hand-clap with a few dozen distinct reflections from floor, walls and ceiling, and then
with a tail too dense to count. The first tell how large the stage is and where the player sits; the
second how long the room holds a chord. Highs die sooner than lows, because air and plush swallow them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ..errors import FilmScoreError
from .stems import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: reflections sooner than this (seconds) only colour the sound like a comb; they are left out
CLOSEST = 0.008

#: metres a second, at 20 degrees
SPEED_OF_SOUND = 343.0


@dataclass(frozen=True)
class Room:
    """A room to play in.

    Parameters
    ----------
    size : tuple of float
        Width, depth and height, metres.
    rt60 : dict of int to float
        Seconds in which each octave band (centre, Hz) dies away by 60 dB.
    early_db, late_db : float
        Energy of the reflections and of the tail, dB against the sound that is sent.
    """

    size: tuple[float, float, float]
    rt60: dict[int, float]
    early_db: float = -2.0
    late_db: float = 0.0


#: rooms by name: a scoring stage, a concert hall; "dry" is no room at all, for a mix that brings its own
ROOMS: dict[str, Room] = {
    "stage": Room(
        (19.0, 24.0, 10.0),
        {63: 1.65, 125: 1.6, 250: 1.55, 500: 1.5, 1000: 1.45, 2000: 1.3, 4000: 1.05, 8000: 0.7, 16000: 0.45},
    ),
    "hall": Room(
        (21.0, 38.0, 15.0),
        {63: 2.3, 125: 2.2, 250: 2.1, 500: 2.0, 1000: 2.0, 2000: 1.75, 4000: 1.35, 8000: 0.85, 16000: 0.5},
        early_db=-3.0,
    ),
}  # fmt: skip


def _bands(noise: NDArray[np.float64], centres: list[int]) -> list[NDArray[np.float64]]:
    """Split into octaves that sum to the whole, by raised-cosine windows over the log of frequency."""
    spectrum = np.fft.rfft(noise)
    octave = np.log2(np.maximum(np.fft.rfftfreq(len(noise), 1 / RATE), 1.0))
    places = np.log2(np.array(centres, float))
    parts = []
    for number, place in enumerate(places):
        away = octave - place
        window = np.where(np.abs(away) < 1, 0.5 + 0.5 * np.cos(np.pi * away), 0.0)
        if number == 0:
            window = np.where(away < 0, 1.0, window)
        if number == len(places) - 1:
            window = np.where(away > 0, 1.0, window)
        parts.append(np.fft.irfft(spectrum * window, len(noise)))
    return parts


def _reflections(room: Room, ear: float, length: int) -> NDArray[np.float64]:
    """Image sources of a box up to the third order, heard by one ear; the direct sound is left out.

    The player stands a third of the way into the room, a little off the middle, the ear three quarters. Walls
    have mouldings, seats and people: each bounce smears the click a little further.
    """
    width, depth, _ = room.size
    player = np.array([width * 0.47, depth * 0.30, 1.4])
    listener = np.array([width * 0.5 + ear, depth * 0.74, 2.6])
    direct = float(np.linalg.norm(player - listener))
    answer = np.zeros(length)
    rng = np.random.default_rng(71)
    for nx in range(-3, 4):
        for ny in range(-3, 4):
            for nz in range(-2, 3):
                order = abs(nx) + abs(ny) + abs(nz)
                spread = rng.uniform(-0.35, 0.35, 3)  # walls are not mirrors: each image lies a little elsewhere
                if not 1 <= order <= 3:
                    continue
                turns = np.array([nx, ny, nz])
                image = turns * room.size + np.where(turns % 2, np.array(room.size) - player, player)
                way = image + spread - listener
                distance = float(np.linalg.norm(way))
                delay = (distance - direct) / SPEED_OF_SOUND * RATE
                if not CLOSEST * RATE < delay < length - 0.1 * RATE:
                    continue
                # each ear is deafer on the far side; each wall takes its share, and blunts the click
                toward = 1.0 + 0.35 * np.sign(ear) * way[0] / distance
                strength = direct / distance * 0.78**order * toward * (-1.0 if nz % 2 else 1.0)
                age = np.arange(round(0.012 * order * RATE))
                smear = rng.standard_normal(len(age)) * np.exp(-age / (0.0018 * order * RATE))
                smear *= 0.75 / np.sqrt((smear**2).sum())
                click = np.hanning(4 * order + 5)[1:-1]
                smear[: len(click)] += click / np.sqrt((click**2).sum()) * 0.66
                first = int(delay)
                answer[first : first + len(smear)] += strength * smear
    return answer


@lru_cache(maxsize=8)
def impulse_response(name: str) -> NDArray[np.float32]:
    """Answer of a room to a click, without the click.

    Parameters
    ----------
    name : str
        A key of `ROOMS`, or "dry": no room answers nothing.

    Returns
    -------
    numpy.ndarray
        float32 of shape (samples, 2); left and right are as unlike as two seats in the room.

    Raises
    ------
    FilmScoreError
        When there is no such room.

    Examples
    --------
    >>> impulse_response("stage").shape[1]
    2
    """
    if name == "dry":
        return np.zeros((0, 2), np.float32)
    if name not in ROOMS:
        raise FilmScoreError(f"there is no room {name!r}; there are: {', '.join(ROOMS)}, dry")
    room = ROOMS[name]
    centres = list(room.rt60)
    length = int(RATE * 1.15 * max(room.rt60.values()))
    time = np.arange(length) / RATE
    # the tail sets in when the reflections crowd: sqrt(volume) in milliseconds (Polack's mixing time)
    mixing = np.sqrt(np.prod(room.size)) / 1000.0
    onset = 1.0 - np.exp(-np.maximum(time - 0.15 * mixing, 0.0) / (0.4 * mixing))
    fade = np.clip((length - np.arange(length)) / (0.1 * RATE), 0.0, 1.0)
    answer = np.zeros((length, 2))
    for side, ear in enumerate((-0.6, 0.6)):
        rng = np.random.default_rng(1000 + side)
        tail = np.zeros(length)
        for centre, band in zip(centres, _bands(rng.standard_normal(length), centres), strict=True):
            tail += band * 10.0 ** (-3.0 * time / room.rt60[centre])
        tail *= onset * fade
        tail *= 10 ** (room.late_db / 20) / np.sqrt((tail**2).sum())
        early = _reflections(room, ear, length)
        early *= 10 ** (room.early_db / 20) / np.sqrt((early**2).sum())
        answer[:, side] = tail + early
    spectrum = np.fft.rfft(answer, axis=0)
    frequency = np.fft.rfftfreq(length, 1 / RATE)[:, None]
    # no rumble: below 40 Hz a room of this kind only blurs
    answer = np.fft.irfft(spectrum * (frequency**2 / (frequency**2 + 40.0**2)), length, axis=0)
    return np.ascontiguousarray(answer, dtype=np.float32)


#: how much of each side the room sends back to the other: a player on the far left is heard from everywhere
CROSS = 0.6


def reverberate(sent: NDArray[np.float32], name: str) -> NDArray[np.float32]:
    """What comes back from the room.

    Parameters
    ----------
    sent : numpy.ndarray
        float32 of shape (2, samples): what the players send.
    name : str
        A key of `ROOMS`, or "dry".

    Returns
    -------
    numpy.ndarray
        float32 of shape (2, samples + length of the impulse response - 1); of no length at all from "dry".
    """
    from scipy.signal import oaconvolve

    answer = impulse_response(name)
    if not len(answer):
        return np.zeros((2, 0), np.float32)
    left, right = sent
    scale = np.float32(1.0 / np.sqrt(1.0 + CROSS**2))
    both = np.stack([left + np.float32(CROSS) * right, right + np.float32(CROSS) * left]) * scale
    return oaconvolve(both, answer.T, axes=1).astype(np.float32, copy=False)


def seconds_of(name: str) -> float:
    """How long a room rings, in seconds; 0.0 for "dry"."""
    return 0.0 if name == "dry" else len(impulse_response(name)) / RATE
