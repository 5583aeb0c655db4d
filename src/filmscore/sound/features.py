"""What is measured of a sound from moment to moment: onsets, level, colour and pitch classes. librosa does the sums."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from . import loading

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: the curves have a value this often, seconds
EVERY = 0.05

#: moments this many dB under the loudest have no colour to speak of
FAINT = 60.0

#: spectra are looked at so many at a time
AT_ONCE = 1024

#: an onset stands out from its surroundings by at least this many dB, on average over the bands of the ear
LEAST = 0.2


def onsets(
    mono: NDArray[np.float32], rate: int, hop: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """The onset envelope, and the onsets in it: seconds, and strength (the strongest is 1)."""
    librosa = loading.librosa()

    bands = {"sr": rate, "n_fft": 4 * hop, "hop_length": hop, "n_mels": 96 if rate > 12000 else 48, "fmin": 30.0}
    power = np.concatenate(
        [
            librosa.feature.melspectrogram(y=part, center=False, **bands)
            for part in _parts(np.pad(mono, (hop * 8, 0)), 4 * hop, hop)
        ],
        axis=1,
    )
    envelope = librosa.onset.onset_strength(
        S=librosa.power_to_db(power, top_db=60.0), sr=rate, hop_length=hop, max_size=3, center=False
    )[8:].astype(float)
    if not envelope.any():
        return envelope, np.zeros(0), np.zeros(0)
    # above the flutter that every held chord and hall has; one crash must not make the other notes count for nothing
    middle, upper = np.percentile(envelope, [50, 75])
    least = max(LEAST, 2.5 * float(upper - middle), 0.03 * float(envelope.max()))
    per_second = rate / hop
    found = librosa.util.peak_pick(
        envelope,
        pre_max=round(0.03 * per_second),
        post_max=round(0.03 * per_second) + 1,
        pre_avg=round(0.15 * per_second),
        post_avg=round(0.15 * per_second) + 1,
        delta=least,
        wait=round(0.04 * per_second),
    )
    # a window hears a note a little before it comes
    return envelope, np.asarray(found) / per_second + 0.008, envelope[found] / envelope.max()


def colours(mono: NDArray[np.float32], rate: int) -> tuple[NDArray[np.float64], ...]:
    """Level (dBFS), centroid, bandwidth (Hz), flatness, and the seconds they belong to; NaN where it is too faint."""
    librosa = loading.librosa()

    hop = max(round(EVERY * rate), 1)
    size = 1 << max(int(np.ceil(np.log2(0.045 * rate))), 6)
    count = len(mono) // hop + 1
    long = np.pad(mono, (0, max(size - len(mono), 0)))
    rows = []
    for part in _parts(long, size, hop):
        spectrum = np.abs(librosa.stft(part, n_fft=size, hop_length=hop, center=False))
        rows.append(
            [
                librosa.feature.spectral_centroid(S=spectrum, sr=rate, n_fft=size)[0].astype(float),
                librosa.feature.spectral_bandwidth(S=spectrum, sr=rate, n_fft=size)[0].astype(float),
                librosa.feature.spectral_flatness(S=spectrum)[0].astype(float),
            ]
        )
    centroid, bandwidth, flatness = np.concatenate(rows, axis=1)[:, :count]
    times = np.arange(len(centroid)) * hop / rate
    # in blocks of one hop, so that the level is that of the sound and not of the window
    padded = np.pad(mono, (hop // 2, max(len(times) * hop - hop // 2 - len(mono), 0)))[: len(times) * hop]
    padded = padded.reshape(-1, hop)
    power = np.concatenate([(part.astype(float) ** 2).mean(axis=1) for part in np.array_split(padded, len(rows))])
    level = 10.0 * np.log10(np.maximum(power, 1e-12))
    faint = level < level.max() - FAINT
    for curve in (centroid, bandwidth, flatness):
        curve[faint] = np.nan
    return level, centroid, bandwidth, flatness, times


def pitches(mono: NDArray[np.float32], rate: int, times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of each pitch class from C at each of `times`, shape (times, 12); the row of a silent moment is zeros."""
    librosa = loading.librosa()

    size = 8192 if rate > 12000 else 4096
    hop = 1024
    long = np.pad(mono, (0, max(size - len(mono), 0)))
    spectra = (librosa.stft(part, n_fft=size, hop_length=hop, center=False) for part in _parts(long, size, hop))
    made = np.concatenate([_classes(np.abs(spectrum) ** 2, rate, size) for spectrum in spectra])
    nearest = np.clip(np.round(times * rate / hop).astype(int), 0, len(made) - 1)
    return np.asarray(made[nearest], float)


def _classes(spectrum: NDArray[np.float32], rate: int, size: int) -> NDArray[np.float64]:
    """Share of each pitch class in power spectra of shape (frequencies, looks): shape (looks, 12)."""
    hertz = np.arange(len(spectrum)) * rate / size
    heard = (hertz >= 60) & (hertz <= 4200)
    spectrum[~heard] = 0.0
    # only peaks of the spectrum are pitches; the skirts of a loud one would colour its neighbours
    peak = np.zeros_like(spectrum, bool)
    peak[1:-1] = (spectrum[1:-1] > spectrum[:-2]) & (spectrum[1:-1] >= spectrum[2:])
    strong = spectrum > 1e-4 * spectrum.max(axis=0, keepdims=True)
    power = np.where(peak & strong, spectrum, 0.0)
    # where a peak lies between two bins, by the parabola through it and its neighbours
    log = np.log(np.maximum(spectrum, 1e-20))
    low, high = np.roll(log, 1, axis=0), np.roll(log, -1, axis=0)
    bend = low - 2 * log + high
    shift = np.clip(0.5 * (low - high) / np.where(np.abs(bend) > 1e-9, bend, 1.0), -0.5, 0.5)
    exact = np.maximum((np.arange(len(hertz))[:, None] + shift) * rate / size, 1.0)
    place = np.round(69.0 + 12.0 * np.log2(exact / 440.0)).astype(int) % 12
    made = np.stack([np.where(place == k, np.sqrt(power), 0.0).sum(axis=0) for k in range(12)], axis=1)
    made /= np.maximum(made.sum(axis=1, keepdims=True), 1e-9)
    return np.asarray(made, float)


def _parts(sound: NDArray[np.float32], size: int, hop: int) -> Iterator[NDArray[np.float32]]:
    """A sound in parts of `AT_ONCE` looks each, the middle of the first at its beginning: ten minutes at once would
    take gigabytes. Looks are those of the whole, with silence before and after it.
    """
    count = 1 + len(sound) // hop
    for first in range(0, count, AT_ONCE):
        low = first * hop - size // 2
        high = low + (min(AT_ONCE, count - first) - 1) * hop + size
        yield np.pad(sound[max(low, 0) : high], (max(-low, 0), max(high - len(sound), 0)))
