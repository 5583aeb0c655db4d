"""The two lines: a whisper, which has no voice in it at all, and a child of six."""

import numpy as np
from scipy import signal

from films.toolkit import sound as snd
from films.toolkit.sound import RATE, Mono
from films.toolkit.voice import HOP, SIZE, Phrase, Voice, envelope, espeak, pitch_track, speak, treat

PIA = Voice("en-gb-x-rp+f3", 48, 196, breath=1.0, warmth=-4.0, presence=3.0)
CHILD = Voice("en-gb+f4", 92, 292, formants=1.17, breath=0.24, tilt=-0.5, jitter=0.22, warmth=-3.0, presence=2.0)
PLEASE = (
    (Phrase("Please", 104, ((0, 0),), 0.16), 0.0),
    (Phrase("don't ring.", 100, ((0, 0),), 0.0), -1.0),
)
FOR_ME = (Phrase("Is it for me?", 112, ((0, 0), (0.35, 1.5), (0.6, 1.0), (0.8, 3.5), (1, 6.5))),)


def whispered(x: Mono, rate: int, rng: np.random.Generator) -> Mono:
    """The same words without a voice: air alone is shaped as mouth and throat shape the voiced sound.

    The glottis stands open in a whisper: the low end goes, the spectrum is flatter and the first formant a little
    higher. What was unvoiced (p, s, t) stays as it was.
    """
    f0, voiced = pitch_track(x, rate, 110, 380)
    rows = envelope(x, rate, f0)
    hz = np.fft.rfftfreq(SIZE, 1 / rate)
    bend = np.interp(hz, (0, 300, 900, 2500, rate / 2), (0, 240, 800, 2440, rate / 2))  # from here, so formants go up
    level = np.interp(hz, (0, 150, 400, 1500, 4000, rate / 2), (-40, -24, -9, 0, 3, 2))
    step, half = HOP * rate, SIZE // 2
    out = np.zeros(len(x) + 2 * SIZE)
    window = np.hanning(half)
    for i, row in enumerate(rows):
        shape = np.sqrt(np.interp(bend, hz, row)) * 10 ** (level / 20)
        air = np.zeros(SIZE)
        air[:half] = rng.standard_normal(half) * window
        start = int(i * step) + SIZE - half // 2
        out[start : start + SIZE] += np.fft.irfft(np.fft.rfft(air) * shape) * voiced[i]
    air = out[SIZE : SIZE + len(x)]
    mask = np.interp(np.arange(len(x)), np.arange(len(f0)) * step, voiced)
    held = x * np.sqrt(1 - mask**2)
    power = np.mean((x * mask) ** 2) / max(np.mean(air**2), 1e-12)
    return air * np.sqrt(power) * snd.gain(-4) + held * snd.gain(-2)


def whisper(rng: np.random.Generator) -> Mono:
    """Pia: "Please don't ring." """
    pieces = []
    for phrase, level in PLEASE:
        raw, rate = espeak(phrase.text, PIA.espeak, phrase.speed, PIA.pitch)
        said = signal.resample_poly(whispered(raw, rate, rng), RATE, rate)
        said = snd.soften(said, 0.002, 0.03) * snd.gain(level) / np.sqrt(np.mean(said**2))
        pieces += [0.1 * said, np.zeros(int(phrase.pause * RATE))]
    return snd.band(treat(np.concatenate(pieces), PIA, rng), 140, None)


def question(rng: np.random.Generator) -> Mono:
    """The child: "Is it for me?" """
    return speak(FOR_ME, CHILD, rng)
