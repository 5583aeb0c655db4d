"""What a layer is for, and what its sound says of that: how often it begins, how long it sounds, how low it lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from . import loading
from .lanes import EMPTY, HOP, edges
from .stems import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: what a layer may be for
ROLES: dict[str, str] = {
    "foundation": "what the rest stands on: low, and there most of the time",
    "motion": "what keeps it going: quick, regular, small",
    "pad": "what fills the air: held, and changing slowly",
    "line": "what is followed: one voice at a time, with a shape",
    "accent": "what marks a moment: rare and strong",
}

#: moments so far under the loudest do not count as sounding, dB
TAIL = 25.0

#: beginnings weaker than this share of the strongest are the sway of a bow or a breath
WEAK = 0.2

#: below this frequency lies the ground, Hz
GROUND = 150.0


@dataclass(frozen=True)
class Sounding:
    """What a layer does.

    Attributes
    ----------
    begins : float
        Attacks a second while it sounds.
    lasts : float
        Share of the time it sounds, 0 to 1.
    low : float
        Share of its power below 150 Hz, 0 to 1.
    silent : bool
    """

    begins: float
    lasts: float
    low: float
    silent: bool = False

    @property
    def role(self) -> str:
        """The role that suggests: a guess, to be declared otherwise."""
        if self.lasts < 0.25 and not self.silent:
            return "accent"
        if self.low > 0.5 and self.begins < 4:
            return "foundation"
        if self.begins >= 2.5:
            return "motion"
        return "pad" if self.begins < 0.7 else "line"

    def doubt(self, role: str) -> str:
        """Why a declared role may not be what is heard; empty if nothing speaks against it.

        >>> Sounding(0.2, 0.9, 0.1).doubt("motion"), Sounding(4.0, 0.9, 0.1).doubt("motion")
        ('0.2 attacks a second hardly move', '')
        """
        if self.silent:
            return "it is silent"
        if role == "foundation" and self.low < 0.2:
            return f"only {self.low:.0%} of its power lies below 150 Hz"
        if role == "motion" and self.begins < 1:
            return f"{self.begins:.1f} attacks a second hardly move"
        if role == "pad" and self.begins >= 3:
            return f"{self.begins:.1f} attacks a second are no pad"
        if role == "accent" and self.lasts > 0.6:
            return f"it sounds for {self.lasts:.0%} of the time"
        return ""


def sounding(sound: NDArray[np.float32], power: NDArray[np.float64]) -> Sounding:
    """Measure a layer.

    Parameters
    ----------
    sound : numpy.ndarray
        48 kHz, shape (samples, 2).
    power : numpy.ndarray
        The same in cells (`filmscore.sound.lanes.cells`).
    """
    librosa = loading.librosa()

    from .features import onsets

    total = power.sum(axis=1)
    if 10 * np.log10(total.max(initial=0.0) + 1e-12) < EMPTY:
        return Sounding(0.0, 0.0, 0.0, silent=True)
    there = total > total.max() * 10 ** (-TAIL / 10)
    rate = 22050
    mono = librosa.resample(np.asarray(sound.mean(axis=1), np.float32), orig_sr=RATE, target_sr=rate)
    _, _, strengths = onsets(mono, rate, 256)
    seconds = max(float(there.sum()) * HOP / RATE, 0.1)
    weights = power.sum(axis=0)
    low = weights[: int(np.searchsorted(edges(), GROUND))].sum() / weights.sum()
    return Sounding(float((strengths >= WEAK).sum()) / seconds, float(there.mean()), float(low))
