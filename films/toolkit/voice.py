"""Voices for guide tracks: espeak-ng says the words, a small vocoder takes the machine out of them.

espeak-ng (needed only to build a film) gives true consonants and an even pitch. The vocoder measures its spectral
envelope and speaks it again with the actor's own line of pitch, with jitter, breath and a softer source; where the
voice is unvoiced (s, t, p, f) the original is kept, so the consonants stay as sharp as they were. Then the usual
treatment: equaliser, saturation, compression. The room is the film's business (`films.toolkit.sound.in_room`).
"""

import io
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy import signal

from films.toolkit import sound as snd
from films.toolkit.sound import RATE, Mono
from filmscore.errors import FilmScoreError

HOP = 0.004  # seconds between frames of analysis
SIZE = 1024  # of the analysis transform, at espeak-ng's own rate

# Long-term average spectrum of speech, thirds of an octave in dB: D. Byrne et al., JASA 96 (1994), 2108-2120
SPEECH_SPECTRUM = (
    (100, 54.4), (125, 57.7), (160, 56.8), (200, 60.2), (250, 60.3), (315, 59.0), (400, 62.1), (500, 62.1),
    (630, 60.5), (800, 56.8), (1000, 53.7), (1250, 53.0), (1600, 52.0), (2000, 48.7), (2500, 48.1), (3150, 46.8),
    (4000, 45.6), (5000, 44.5), (6300, 44.3), (8000, 43.7), (10_000, 43.4),
)  # fmt: skip


Melody = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Voice:
    """How one character speaks.

    `espeak` names voice and variant, `pitch` its flat pitch (0 to 99); `hertz` is the middle of the actor's own voice;
    `formants` below 1 makes the head larger; `breath` (0 to 1) is the share of air in the voice; `tilt` (dB an octave
    above 1 kHz) softens the source; `jitter` is the unsteadiness of the pitch in semitones.
    """

    espeak: str
    pitch: int
    hertz: float
    formants: float = 1.0
    breath: float = 0.2
    tilt: float = 0.0
    jitter: float = 0.12
    warmth: float = 1.0
    presence: float = 1.5


@dataclass(frozen=True)
class Phrase:
    """A few words in one breath.

    `speed` is espeak-ng's words a minute; `melody` holds (part of the phrase, 0 to 1; semitones from the
    voice's middle); `pause` is the seconds of silence after it, `level` dB against the rest of the line.
    """

    text: str
    speed: int
    melody: Melody
    pause: float = 0.0
    level: float = 0.0


def available() -> bool:
    """True where espeak-ng is installed."""
    return shutil.which("espeak-ng") is not None


def espeak(text: str, voice: str, speed: int, pitch: int) -> tuple[Mono, int]:
    """The raw synthesis without leading and trailing silence, and its sample rate.

    Raises
    ------
    FilmScoreError
        Where espeak-ng is not installed or does not know the voice.
    """
    import soundfile

    if not available():
        raise FilmScoreError("speech needs espeak-ng to be built: install it (Debian: apt install espeak-ng)")
    command = ["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(pitch), "-a", "90", "--stdout", text]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode or len(done.stdout) < 100:
        raise FilmScoreError(f"espeak-ng could not say {text!r} as {voice!r}: {done.stderr.decode().strip()}")
    x, rate = soundfile.read(io.BytesIO(done.stdout))
    loud = np.flatnonzero(np.abs(x) > 0.004)
    return x[max(0, loud[0] - 40) : loud[-1] + 200], rate


# ---------------------------------------------------------------- analysis


def pitch_track(x: Mono, rate: int, low: float = 60.0, high: float = 320.0) -> tuple[np.ndarray, np.ndarray]:
    """Pitch in hertz and voicing 0 to 1 every `HOP`, by normalised autocorrelation (enough for a clean voice)."""
    long = int(2.4 * rate / low)
    smooth = signal.sosfilt(signal.butter(2, 1100, "low", fs=rate, output="sos"), x)
    padded = np.pad(smooth, long)
    lags = np.arange(int(rate / high), int(rate / low))
    f0, voiced = [], []
    window = np.hanning(long)
    reference = np.fft.irfft(np.abs(np.fft.rfft(window, 4096)) ** 2)
    for centre in np.arange(0, len(x), HOP * rate):
        start = int(centre) + long - long // 2
        piece = padded[start : start + long] * window
        ac = np.fft.irfft(np.abs(np.fft.rfft(piece, 4096)) ** 2)
        score = ac[lags] / (ac[0] + 1e-9) * reference[0] / reference[lags]
        best = int(np.argmax(score - 0.12 * np.log2(lags / lags[0])))  # of equal octaves, the higher
        f0.append(rate / lags[best])
        voiced.append(score[best] * (ac[0] > 1e-3))
    f = signal.medfilt(np.array(f0), 7)
    v = signal.medfilt(np.clip((np.array(voiced) - 0.55) / 0.25, 0, 1), 5)
    return f, np.convolve(v, np.hanning(7) / np.hanning(7).sum(), "same")


def envelope(x: Mono, rate: int, f0: np.ndarray) -> np.ndarray:
    """Power spectrum free of the harmonics, one row per `HOP` (after M. Morise's CheapTrick, 2015)."""
    padded = np.pad(x, SIZE)
    bins = SIZE // 2 + 1
    hz = np.fft.rfftfreq(SIZE, 1 / rate)
    quefrency = np.arange(bins) / rate
    rows = np.empty((len(f0), bins))
    for i, f in enumerate(f0):
        half = int(1.5 * rate / f)
        centre = int(i * HOP * rate) + SIZE
        window = np.hanning(2 * half + 1)
        piece = padded[centre - half : centre + half + 1] * window / np.sqrt(np.sum(window**2))
        power = np.abs(np.fft.rfft(piece, SIZE)) ** 2
        power = power + np.interp(np.abs(f - hz), hz, power) * (hz < f)  # what the window let fall below the pitch
        total = np.concatenate([[0], np.cumsum((power[1:] + power[:-1]) / 2)]) * hz[1]
        wide = f / 3
        power = (np.interp(hz + wide, hz, total) - np.interp(np.maximum(hz - wide, 0), hz, total)) / (
            np.minimum(hz + wide, hz[-1]) - np.maximum(hz - wide, 0)
        )
        cepstrum = np.fft.irfft(np.log(power + 1e-10))[:bins]
        lifter = np.sinc(f * quefrency) * (1.3 - 0.3 * np.cos(2 * np.pi * f * quefrency))
        folded = cepstrum * lifter
        rows[i] = np.exp(np.fft.rfft(np.concatenate([folded, folded[-2:0:-1]])).real)
    return rows


# ---------------------------------------------------------------- speaking again


def _minimum_phase(power: np.ndarray) -> np.ndarray:
    cepstrum = np.fft.irfft(np.log(np.maximum(power, 1e-12)) / 2)
    cepstrum[1 : SIZE // 2] *= 2
    cepstrum[SIZE // 2 + 1 :] = 0
    return np.exp(np.fft.rfft(cepstrum))


def respeak(x: Mono, rate: int, voice: Voice, melody: Melody, rng: np.random.Generator) -> Mono:
    """The same words on the actor's own pitch: pulses through minimum-phase envelopes, and air between them."""
    f0, voiced = pitch_track(x, rate, voice.hertz / 1.8, voice.hertz * 1.9)
    rows = envelope(x, rate, f0)
    hz = np.fft.rfftfreq(SIZE, 1 / rate)
    bend = np.interp(hz / voice.formants, hz, np.arange(len(hz)))
    low = bend.astype(int).clip(0, len(hz) - 2)
    rows = rows[:, low] * (1 - (bend - low).clip(0, 1)) + rows[:, low + 1] * (bend - low).clip(0, 1)
    rows = rows * 10 ** (-voice.tilt / 10 * np.log2(np.maximum(hz, 1000) / 1000))

    heard = np.flatnonzero(voiced > 0.5)
    span = heard[0], max(heard[-1], heard[0] + 1)
    where = (np.arange(len(f0)) - span[0]) / (span[1] - span[0])
    t, v = np.array(melody, float).T
    line = np.interp(where, t, v)
    smooth = np.hanning(int(0.09 / HOP))
    line = np.convolve(np.pad(line, len(smooth), "edge"), smooth / smooth.sum(), "same")[len(smooth) : -len(smooth)]
    middle = np.median(f0[heard])
    line = line + 0.35 * 12 * np.log2(np.where(voiced > 0.3, f0, middle).clip(middle / 1.3, middle * 1.3) / middle)
    steps = RATE * HOP
    wander = snd.drift(int(len(f0) * steps) + 1, rng, 7)[(np.arange(len(f0)) * steps).astype(int)]
    pitch = voice.hertz * 2 ** ((line + voice.jitter * 1.2 * wander) / 12)

    out = np.zeros(len(x) + 2 * SIZE)
    breathy = voice.breath * (0.25 + 0.75 / (1 + np.exp(-(hz - 2600) / 700)))
    air_share = np.clip(breathy + 0.5 / (1 + np.exp(-(hz - 6500) / 900)), 0, 0.95)  # high up every voice is mostly air
    position = 0.0
    while position < len(x) - 1:
        i = position / (HOP * rate)
        a, u = min(int(i), len(f0) - 1), i - int(i)
        b = min(a + 1, len(f0) - 1)
        period = rate / (pitch[a] * (1 - u) + pitch[b] * u) * (1 + 0.006 * rng.standard_normal())
        strength = voiced[a] * (1 - u) + voiced[b] * u
        if strength > 0.02:
            shape = _minimum_phase(rows[a] ** (1 - u) * rows[b] ** u)
            whole = int(position)
            shift = np.exp(-2j * np.pi * np.arange(len(hz)) * (position - whole) / SIZE)
            shimmer = strength * (1 + 0.05 * rng.standard_normal())
            pulse = np.fft.irfft(shape * np.sqrt(1 - air_share**2) * shift) * np.sqrt(period)
            burst = np.zeros(SIZE)
            k = int(period) + 1
            burst[:k] = rng.standard_normal(k) * (0.55 + 0.9 * np.hanning(k))  # air comes in puffs, as the folds open
            air = np.fft.irfft(np.fft.rfft(burst) * shape * air_share)
            out[whole : whole + SIZE] += shimmer * (pulse + air)
        position += period
    spoken = out[: len(x)]
    mask = np.interp(np.arange(len(x)), np.arange(len(f0)) * HOP * rate, voiced)
    # the level follows the original from moment to moment, as the sums of pulses and air would not by themselves
    spoken = spoken * np.clip(_follow(x * mask, 0.03 * rate) / _follow(spoken, 0.03 * rate), 0, 3)
    return spoken + x * np.sqrt(1 - mask**2)


def _follow(x: Mono, width: float) -> Mono:
    """The level of a sound from moment to moment: RMS under a window of `width` samples."""
    window = np.hanning(int(width))
    return np.sqrt(signal.fftconvolve(x**2, window / window.sum(), "same").clip(0) + 1e-9)


def compress(
    x: Mono, threshold: float = -24.0, ratio: float = 2.5, *, attack: float = 0.006, release: float = 0.12
) -> Mono:
    """Even out the level: above `threshold` (dBFS, RMS) only 1/`ratio` of the rise remains; no make-up gain."""
    k_in, k_out = (1 - np.exp(-1 / (s * RATE)) for s in (attack, release))
    power = signal.lfilter([k_in], [1, k_in - 1], x**2)
    slow = signal.lfilter([k_out], [1, k_out - 1], power)
    db = 10 * np.log10(np.maximum(power, slow) + 1e-9)
    return x * 10 ** (-np.maximum(0, db - threshold) * (1 - 1 / ratio) / 20)


def toward_speech(x: Mono, amount: float = 0.8, limit: float = 10.0) -> Mono:
    """Turn the long-term spectrum towards that of people talking, by at most `limit` dB in any third of an octave."""
    hz, db = np.array(SPEECH_SPECTRUM, float).T
    f, power = signal.welch(x, RATE, nperseg=4096)
    edge = 2 ** (1 / 6)
    own = np.array([10 * np.log10(power[(f >= h / edge) & (f < h * edge)].sum() + 1e-15) for h in hz])
    need = amount * ((db - own) - np.average(db - own, weights=10 ** (db / 20)))
    need = np.convolve(np.pad(need, 1, "edge"), [0.25, 0.5, 0.25], "valid").clip(-limit, limit)
    grid = np.geomspace(40, 20_000, 200)
    gains = 10 ** (np.interp(np.log(grid), np.log(hz), need) / 20)
    taps = signal.firwin2(1023, [0, *grid, RATE / 2], [gains[0], *gains, gains[-1]], fs=RATE)
    return signal.fftconvolve(x, taps)[511 : 511 + len(x)]


def treat(x: Mono, voice: Voice, rng: np.random.Generator) -> Mono:
    """Equalise, add the air above espeak-ng's band where there is a hiss to carry it, saturate gently, compress."""
    x = snd.band(toward_speech(x), 60, None)
    x = snd.shelf(x, 260, voice.warmth, high=False)
    x = snd.bell(x, 3200, voice.presence, 0.6)
    hiss, body = _follow(snd.band(x, 4500, 9500), 480), _follow(snd.band(x, 200, 3000), 480)
    x = x + 0.5 * hiss * hiss / (hiss + body) * snd.band(rng.standard_normal(len(x)), 8500, 15_000)
    # espeak-ng's t and s stand far above its vowels: hold everything above 3 kHz to the level of the voice
    sharp = snd.band(x, 3000, None, 1)
    most = 0.55 * np.sqrt(np.mean(x[np.abs(x) > 0.1 * np.abs(x).max()] ** 2))
    x = x - sharp * (1 - np.minimum(1, most / _follow(sharp, 192)))
    x = snd.to_peak(x, -6)
    x = np.tanh(1.4 * x) / 1.4
    return compress(x)


def speak(phrases: Iterable[Phrase], voice: Voice, rng: np.random.Generator) -> Mono:
    """A whole line at 48 kHz: its phrases one after the other with their pauses, treated, peak -6 dBFS or less."""
    pieces = []
    for phrase in phrases:
        raw, rate = espeak(phrase.text, voice.espeak, phrase.speed, voice.pitch)
        said = respeak(raw, rate, voice, phrase.melody, rng)
        said = signal.resample_poly(said, RATE, rate)
        said = snd.soften(said, 0.002, 0.02) * snd.gain(phrase.level) / np.sqrt(np.mean(said**2))
        pieces += [0.1 * said, np.zeros(int(phrase.pause * RATE))]
    return treat(np.concatenate(pieces), voice, rng)


def breath_in(seconds: float, rng: np.random.Generator, *, size: float = 1.0, out: bool = False) -> Mono:
    """Air through a throat and mouth (`size` below 1 is a larger head); `out` breathes out: lower, longer fall."""
    n = int(seconds * RATE)
    x = rng.standard_normal(n)
    inward, outward = (
        ((650, 0, 180), (1500, -3, 260), (2600, -6, 420)),
        ((480, 0, 160), (1150, -5, 240), (2300, -11, 400)),
    )
    tract = outward if out else inward
    y = sum(snd.gain(db) * snd.band(x, size * f - w / 2, size * f + w / 2) * np.sqrt(200 / w) for f, db, w in tract)
    y = y + (0.02 if out else 0.035) * snd.band(x, 3500, 7500)
    return snd.to_peak(y * snd.swell(n, 0.25 if out else 0.6, 0.8) * (1 + 0.15 * snd.drift(n, rng, 14)))
