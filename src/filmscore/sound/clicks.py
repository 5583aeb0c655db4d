"""The click track as sound: what a conductor and players hear in their headphones."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ..errors import FilmScoreError, shown
from .stems import RATE, Stems

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..picture.tempo import TempoMap

#: pitch of a click and of an accented one, Hz: heard through an orchestra, and far below half the sample rate
PITCH, ACCENT_PITCH = 1000.0, 1500.0
#: dB that a click stands under an accented one
UNDER = 3.0
#: seconds: its attack, the time in which it fades to a third, and its whole length with the last bit to silence
ATTACK, DECAY, LENGTH, CLOSE = 0.0008, 0.0045, 0.024, 0.004


def click_track(tempo: TempoMap, *, warning: int = 1, level_db: float = -12.0, accent: bool = True) -> Stems:
    """The clicks of a tempo map as sound, with warning bars before the music.

    A click begins exactly where the map has its beat, also between two samples. The beats are those a conductor shows:
    dotted quarters in 6/8. Holds and free time have none.

    Parameters
    ----------
    tempo : TempoMap
    warning : int
        Bars of clicks before the music, in its first meter and tempo. They begin before the film's first frame if the
        music enters that early.
    level_db : float
        Peak of the accented clicks, dB below full scale; the others are 3 dB lower. At most 0.
    accent : bool
        Whether the first beat of a bar has another pitch and is louder; if not, all clicks are alike at `level_db`.

    Returns
    -------
    Stems
        One stem, "clicks", from the frame of the first click (`Stems.start`) to the end of the map.

    Raises
    ------
    FilmScoreError
        The map has no beat to click, or the level is above full scale.

    Examples
    --------
    >>> from filmscore import TempoMap
    >>> click_track(TempoMap(start=480).bars(2, "4/4", bpm=60)), click_track(TempoMap(480).bars(2, bpm=60)).start
    (<Stems of 12.0 s: clicks>, 384)
    """
    if not hasattr(tempo, "clicks"):
        raise FilmScoreError(f"A click track is made of a TempoMap, not of {shown(tempo)}.")
    if isinstance(level_db, bool) or not isinstance(level_db, int | float) or not -120 <= level_db <= 0:
        raise FilmScoreError(f"The level of the clicks is dB below full scale, from -120 to 0, not {shown(level_db)}.")
    ticks = tempo.clicks(warning)
    if not ticks:
        raise FilmScoreError("This map has no beat to click: all of it is free time. A conductor gets a clock instead.")
    start = math.floor(ticks[0].frame)
    zero = float((start - tempo.start) / tempo.rate.fps)  # seconds of sample 0 on the map
    end = max(tempo.seconds, ticks[-1].seconds + LENGTH)
    sound = np.zeros(math.ceil((end - zero) * RATE) + 1, np.float32)
    loud = 10.0 ** (level_db / 20)
    soft = loud * 10.0 ** (-UNDER / 20)
    for tick in ticks:
        strong = tick.accent and accent
        at = (tick.seconds - zero) * RATE
        first = math.ceil(at - 1e-6)
        made = _click(first / RATE - at / RATE, ACCENT_PITCH if strong else PITCH)
        last = min(first + len(made), len(sound))
        sound[first:last] += (made[: last - first] * (loud if strong or not accent else soft)).astype(np.float32)
    return Stems({"clicks": sound}, start=start, families={"clicks": "percussion"}, tempo=tempo)


def _click(late: float, pitch: float) -> NDArray[np.float64]:
    """One click with a peak of 1, its first sample `late` seconds after it begins."""
    time = np.arange(math.ceil(LENGTH * RATE)) / RATE + max(late, 0.0)
    return _wave(time, pitch) / _PEAK[pitch]


def _wave(time: NDArray[np.float64], pitch: float) -> NDArray[np.float64]:
    """A short note that begins and ends without a corner, so that nothing of it lies above the sample rate's reach."""
    rise = 0.5 - 0.5 * np.cos(np.pi * np.clip(time / ATTACK, 0.0, 1.0))
    fall = 0.5 - 0.5 * np.cos(np.pi * np.clip((LENGTH - time) / CLOSE, 0.0, 1.0))
    return np.asarray(rise * fall * np.exp(-time / DECAY) * np.sin(2 * np.pi * pitch * time))


_PEAK = {p: float(np.abs(_wave(np.arange(0, LENGTH, 1e-6), p)).max()) for p in (PITCH, ACCENT_PITCH)}
