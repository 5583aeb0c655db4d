"""The sound bench: noise, filters, rooms, effects placed on frames, and how loud they are.

Signals are float64 at 48 kHz: mono `(n,)` while they are made, stereo `(n, 2)` once they stand in a room.
Levels are dB, loudness is LUFS, places in a film are frames (2,000 samples each at 24 frames a second).
Nothing here knows which film it is working for.
"""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from scipy import signal

RATE = 48_000
FRAME = RATE // 24  # samples in one frame

Mono = np.ndarray
Stereo = np.ndarray


# ---------------------------------------------------------------- measures of time and level


def at(frame: float) -> int:
    """First sample of a frame.

    Examples
    --------
    >>> at(480)
    960000
    """
    return round(frame * FRAME)


def gain(db: float) -> float:
    """Decibels to a factor of amplitude.

    Examples
    --------
    >>> round(gain(-6), 3)
    0.501
    """
    return float(10 ** (db / 20))


def to_peak(x: np.ndarray, db: float = 0.0) -> np.ndarray:
    """The same sound with its highest sample at `db` dBFS (silence stays silence)."""
    top = float(np.max(np.abs(x), initial=0.0))
    return x * (gain(db) / top) if top > 0 else x


def level(x: np.ndarray) -> float:
    """RMS level in dBFS over everything given; -inf for silence."""
    power = float(np.mean(np.square(x))) if x.size else 0.0
    return 10 * float(np.log10(power)) if power > 0 else float("-inf")


def loudness(x: np.ndarray) -> float:
    """Gated loudness in LUFS (ITU-R BS.1770-4); -inf for silence and for less than one 0.4 s block."""
    import pyloudnorm

    if len(x) < 0.4 * RATE or not np.any(x):
        return float("-inf")
    return float(pyloudnorm.Meter(RATE).integrated_loudness(x))


def true_peak(x: np.ndarray) -> float:
    """Peak between the samples in dBTP: four times oversampled, as in BS.1770-4, annex 2."""
    top = max(float(np.max(np.abs(signal.resample_poly(block, 4, 1, axis=0)))) for block in _overlapping(x))
    return 20 * float(np.log10(top)) if top > 0 else float("-inf")


def _overlapping(x: np.ndarray, size: int = 10 * RATE, margin: int = 256) -> Iterable[np.ndarray]:
    for start in range(0, max(len(x), 1), size):
        yield x[max(0, start - margin) : start + size + margin]


# ---------------------------------------------------------------- shapes in time


def curve(points: Iterable[tuple[float, float]], n: int, unit: float = RATE) -> Mono:
    """Straight lines through (time, value) points, one value a sample.

    Times are seconds; with `unit=FRAME` they are frames.
    """
    t, v = np.array(sorted(points), float).T
    return np.interp(np.arange(n), t * unit, v)


def curve_db(points: Iterable[tuple[float, float]], n: int, unit: float = RATE) -> Mono:
    """Like `curve`, with values in dB, as factors of amplitude; -120 dB and below is silence."""
    db = curve(points, n, unit)
    return np.where(db <= -120, 0.0, 10 ** (db / 20))


def swell(n: int, rise: float = 0.3, power: float = 1.0) -> Mono:
    """Up and down again over n samples: `rise` is the part spent rising, ends are soft."""
    up = max(1, int(n * rise))
    shape = np.concatenate([np.sin(np.linspace(0, np.pi / 2, up)), np.cos(np.linspace(0, np.pi / 2, n - up)) ** 2])
    return shape**power


def decay(n: int, t60: float) -> Mono:
    """Exponential fall, 60 dB in `t60` seconds, the last twentieth drawn to zero so that nothing clicks."""
    fall = 10 ** (-3 * np.arange(n) / (t60 * RATE))
    end = max(1, n // 20)
    fall[-end:] *= np.linspace(1, 0, end)
    return fall


def soften(x: np.ndarray, attack: float = 0.001, release: float = 0.005) -> np.ndarray:
    """Take the corners off: raised-cosine fades of `attack` and `release` seconds."""
    y = np.array(x, float)
    a, r = min(len(y), int(attack * RATE)), min(len(y), int(release * RATE))
    shape = (-1,) + (1,) * (y.ndim - 1)
    y[:a] *= (0.5 - 0.5 * np.cos(np.linspace(0, np.pi, a))).reshape(shape)
    if r:
        y[-r:] *= (0.5 + 0.5 * np.cos(np.linspace(0, np.pi, r))).reshape(shape)
    return y


# ---------------------------------------------------------------- colour


def band(x: np.ndarray, low: float | None, high: float | None, order: int = 2) -> np.ndarray:
    """Butterworth high-pass at `low`, low-pass at `high` (Hz), or both; None leaves that side open."""
    if low is not None:
        x = signal.sosfilt(signal.butter(order, low, "high", fs=RATE, output="sos"), x, axis=0)
    if high is not None:
        x = signal.sosfilt(signal.butter(order, high, "low", fs=RATE, output="sos"), x, axis=0)
    return x


def bell(x: np.ndarray, hz: float, db: float, q: float = 0.9) -> np.ndarray:
    """Peaking equaliser (R. Bristow-Johnson's cookbook)."""
    a, w = 10 ** (db / 40), 2 * np.pi * hz / RATE
    alpha = np.sin(w) / (2 * q)
    b = [1 + alpha * a, -2 * np.cos(w), 1 - alpha * a]
    return signal.lfilter(b, [1 + alpha / a, -2 * np.cos(w), 1 - alpha / a], x, axis=0)


def shelf(x: np.ndarray, hz: float, db: float, high: bool = True) -> np.ndarray:
    """High or low shelf of slope 1 (R. Bristow-Johnson's cookbook)."""
    a, w = 10 ** (db / 40), 2 * np.pi * hz / RATE
    c, s = np.cos(w), np.sin(w) / np.sqrt(2) * 2 * np.sqrt(a)
    k = 1 if high else -1
    up, down = a + 1, k * (a - 1)
    b = [a * (up + down * c + s), -2 * k * a * (a - 1 + k * up * c), a * (up + down * c - s)]
    d = [up - down * c + s, 2 * k * (a - 1 - k * up * c), up - down * c - s]
    return signal.lfilter(b, d, x, axis=0)


def noise(n: int, rng: np.random.Generator, tilt: float = 0.0, channels: int = 1) -> np.ndarray:
    """Gaussian noise of RMS 1 whose spectrum falls by `tilt` dB an octave (3 is pink, 6 is brown) above 20 Hz.

    Tilted noise is shaped in the frequency domain, where it closes on itself: what is longer than 22 s repeats unheard.
    """
    if not tilt:
        x = rng.standard_normal((n, channels))
    else:
        size = min(1 << int(np.ceil(np.log2(n))), 1 << 20)
        f = np.maximum(np.fft.rfftfreq(size, 1 / RATE), 20.0)
        loop = np.fft.rfft(rng.standard_normal((size, channels)), axis=0) * (f ** (-tilt / 6.02))[:, None]
        x = np.resize(np.fft.irfft(loop, size, axis=0), (n, channels))
    x = x / np.sqrt(np.mean(x**2))
    return x[:, 0] if channels == 1 else x


def drift(n: int, rng: np.random.Generator, hz: float) -> Mono:
    """Slow random movement of variance about 1, smooth, changing about `hz` times a second (up to 50)."""
    knots = rng.standard_normal(int(n / RATE * hz) + 5)
    coarse = np.arange(0, n + 48, 48)  # a millisecond apart is fine enough
    t = coarse * hz / RATE + 1
    i = np.minimum(t.astype(int), len(knots) - 3)
    u = t - i
    p0, p1, p2, p3 = (knots[i + k] for k in (-1, 0, 1, 2))
    smooth = 0.5 * (
        2 * p1 + (p2 - p0) * u + (2 * p0 - 5 * p1 + 4 * p2 - p3) * u**2 + (3 * p1 - p0 - 3 * p2 + p3) * u**3
    )
    return np.interp(np.arange(n), coarse, smooth)


# ---------------------------------------------------------------- things that sound


def modes(seconds: float, partials: Iterable[tuple[float, float, float]], rng: np.random.Generator) -> Mono:
    """A struck body: (hertz, dB, t60 seconds) for each mode, phases at random.

    Real bodies have modes that do not fit a scale; choose hertz accordingly and the sound stays an effect, not a note.
    """
    n = int(seconds * RATE)
    t = np.arange(n) / RATE
    out = np.zeros(n)
    for hz, db, t60 in partials:
        out += gain(db) * np.sin(2 * np.pi * hz * t + rng.uniform(0, 2 * np.pi)) * decay(n, t60)
    return soften(out, 0.0004, 0.01)


def grains(
    seconds: float, count: int, rng: np.random.Generator, *, hz: tuple[float, float], crowd: float = 1.0
) -> Mono:
    """Many tiny clicks of damped noise, each in its own narrow band between the two `hz`: grit, soil, paper, glass.

    The first grain stands on sample 0; `crowd` above 1 gathers the rest near the beginning.
    """
    n = int(seconds * RATE)
    out = np.zeros(n)
    places = np.sort(rng.random(count) ** crowd) * 0.92
    places[0] = 0.0
    for place in places:
        long = int(rng.uniform(0.002, 0.009) * RATE)
        f = np.exp(rng.uniform(np.log(hz[0]), np.log(hz[1])))
        t = np.arange(long) / RATE
        grain = np.sin(2 * np.pi * f * t + rng.uniform(0, 6)) * decay(long, rng.uniform(0.004, 0.012))
        grain += 0.5 * rng.standard_normal(long) * decay(long, 0.003)
        start = int(place * n)
        piece = soften(grain, 0.0003)[: n - start] * rng.uniform(0.15, 1.0) ** 1.5
        out[start : start + len(piece)] += piece
    return band(out, hz[0] * 0.5, min(hz[1] * 1.6, 20_000))


# ---------------------------------------------------------------- rooms and the timeline


def room(
    rng: np.random.Generator, *, t60: float = 0.75, size: float = 9.0, dark: float = 5000.0, early: int = 9
) -> Stereo:
    """Impulse response of a room without its direct sound.

    `size` is the distance in metres to the walls (the first reflections come at twice that over 343 m/s, at the
    earliest), `t60` the reverberation time in seconds, `dark` the low-pass of the tail in hertz.
    """
    n = int(1.25 * t60 * RATE)
    out = np.zeros((n, 2))
    first = 0.35 * size / 343
    for k in range(early):
        t = first * (1 + 1.1 * k * rng.uniform(0.75, 1.25))
        side = rng.uniform(0.25, 0.75)
        a = 0.75 ** (k + 1) * rng.choice([-1, 1])
        out[min(int(t * RATE), n - 1)] += a * np.sqrt([1 - side, side])
    tail = noise(n, rng, channels=2) * decay(n, t60)[:, None]
    tail[: int(2 * first * RATE)] *= np.linspace(0, 1, int(2 * first * RATE))[:, None]
    tail = band(tail, 180, dark, 1)
    tail *= 0.6 / np.sqrt(np.sum(tail**2) / 2)
    return out + tail


def panned(pan: float) -> np.ndarray:
    """Factors for left and right at equal power: -1 left, 0 the middle (1 and 1), 1 right.

    Examples
    --------
    >>> panned(0).round(3)
    array([1., 1.])
    """
    angle = (pan + 1) * np.pi / 4
    return np.sqrt(2) * np.array([np.cos(angle), np.sin(angle)])


def in_room(x: Mono, response: Stereo, wet_db: float, pan: float = 0.0) -> Stereo:
    """Stand a mono sound in a room: the direct sound panned, the room `wet_db` around it."""
    wet = np.stack([signal.fftconvolve(x, response[:, c]) for c in (0, 1)], 1) * gain(wet_db)
    wet[: len(x)] += np.outer(x, panned(pan))
    return wet


def place(bus: Stereo, x: np.ndarray, frame: float) -> None:
    """Add a sound to a bus with its first sample on the first sample of `frame`; what hangs over the end is cut."""
    start = at(frame)
    piece = x if x.ndim == 2 else np.stack([x, x], 1)
    piece = piece[: max(0, len(bus) - start)]
    bus[start : start + len(piece)] += piece


def onset(x: np.ndarray, below_db: float = 30.0) -> int:
    """First sample at which a lone sound has come within `below_db` of its highest 2 ms level.

    Examples
    --------
    >>> x = np.zeros(4800)
    >>> x[1000:2000] = 0.5
    >>> abs(onset(x) - 1000) < 48
    True
    """
    mono = x if x.ndim == 1 else np.sqrt(np.mean(x**2, axis=1))
    width = RATE // 500
    power = np.convolve(mono**2, np.ones(width) / width)[: len(mono)]
    return int(np.argmax(power >= power.max() * 10 ** (-below_db / 10)))


def write_ogg(path: Path, x: Stereo, quality: float = 0.4) -> None:
    """Write Ogg Vorbis second by second (one long write overruns the encoder's stack); quality 0 small … 1 best."""
    import soundfile

    with soundfile.SoundFile(
        path, "w", RATE, x.shape[1], format="OGG", subtype="VORBIS", compression_level=1 - quality
    ) as file:
        for start in range(0, len(x), RATE):
            file.write(x[start : start + RATE].astype(np.float32))
