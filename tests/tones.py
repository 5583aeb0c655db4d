"""Tones whose place in the spectrum, level and time are known."""

import numpy as np

from filmscore.sound.stems import RATE


def tone(hz, db=-12.0, first=0.0, last=4.0, seconds=4.0):
    """A sine in both channels from `first` to `last`, its edges a hundredth of a second; `seconds` in all."""
    time = np.arange(int(seconds * RATE)) / RATE
    on = np.clip(np.minimum(time - first, last - time) * 100, 0, 1)
    mono = on * 10 ** (db / 20) * np.sin(2 * np.pi * hz * time)
    return np.stack([mono, mono], axis=1).astype(np.float32)
