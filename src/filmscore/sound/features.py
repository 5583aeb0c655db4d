"""What is measured of a sound from moment to moment: onsets, level, colour and pitch classes. librosa does the sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from . import loading

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: the curves have a value this often, seconds
EVERY = 0.05

#: moments this many dB under the loudest have no colour to speak of
FAINT = 60.0

#: an onset stands out from its surroundings by at least this many dB, on average over the bands of the ear
LEAST = 0.2


def onsets(
    mono: NDArray[np.float32], rate: int, hop: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """The onset envelope, and the onsets in it: seconds, and strength (the strongest is 1)."""
    librosa = loading.librosa()

    power = librosa.feature.melspectrogram(
        y=np.pad(mono, (hop * 8, 0)),
        sr=rate,
        n_fft=4 * hop,
        hop_length=hop,
        n_mels=96 if rate > 12000 else 48,
        fmin=30.0,
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
    spectrum = np.abs(librosa.stft(long, n_fft=size, hop_length=hop, center=True, pad_mode="constant"))[:, :count]
    times = np.arange(spectrum.shape[1]) * hop / rate
    # in blocks of one hop, so that the level is that of the sound and not of the window
    padded = np.pad(mono.astype(float), (hop // 2, hop))[: spectrum.shape[1] * hop]
    padded = np.pad(padded, (0, spectrum.shape[1] * hop - len(padded)))
    level = 10.0 * np.log10(np.maximum((padded.reshape(-1, hop) ** 2).mean(axis=1), 1e-12))
    centroid = librosa.feature.spectral_centroid(S=spectrum, sr=rate, n_fft=size)[0].astype(float)
    bandwidth = librosa.feature.spectral_bandwidth(S=spectrum, sr=rate, n_fft=size)[0].astype(float)
    flatness = librosa.feature.spectral_flatness(S=spectrum)[0].astype(float)
    faint = level < level.max() - FAINT
    for curve in (centroid, bandwidth, flatness):
        curve[faint] = np.nan
    return level, centroid, bandwidth, flatness, times


def pitches(mono: NDArray[np.float32], rate: int, times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of each pitch class from C at each of `times`, shape (times, 12); the row of a silent moment is zeros."""
    librosa = loading.librosa()

    size = 8192 if rate > 12000 else 4096
    hop = 1024
    spectrum = np.abs(librosa.stft(np.pad(mono, (0, max(size - len(mono), 0))), n_fft=size, hop_length=hop)) ** 2
    hertz = librosa.fft_frequencies(sr=rate, n_fft=size)
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
    nearest = np.clip(np.round(times * rate / hop).astype(int), 0, len(made) - 1)
    return np.asarray(made[nearest], float)
