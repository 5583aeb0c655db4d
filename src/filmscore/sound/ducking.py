"""Where the music makes room: the gain under speech, from the film's lines or from the level of its guide."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from .chain import Duck
from .curves import STEP, followed
from .recording import recording
from .stems import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..picture.film import Film

#: what the side-chain listens to (Hz), and over how many milliseconds
BAND = (300.0, 4000.0)
OVER = 30

#: a guide this many dB louder than the threshold brings the music down all the way
SETS_IN = 6.0


def duck_curve(link: Duck, film: Film, zero: int, samples: int) -> NDArray[np.float64]:
    """Gain under speech, dB, one value a millisecond.

    Parameters
    ----------
    link : Duck
    film : Film
    zero : int
        The sample at which frame 0 of the film lies; negative when the stems start later.
    samples : int
    """
    return (_by_guide if link.by == "guide" else _by_lines)(link, film, zero, -(-samples // STEP))


def _by_lines(link: Duck, film: Film, zero: int, steps: int) -> NDArray[np.float64]:
    def ms(frame: int) -> float:
        return float(Fraction(frame) / film.rate.fps * 1000 + Fraction(zero * 1000, RATE))

    spans: list[list[float]] = []
    for line in film.lines:
        if spans and ms(line.start) - spans[-1][1] <= link.hold:
            spans[-1][1] = max(spans[-1][1], ms(line.end))
        else:
            spans.append([ms(line.start), ms(line.end)])
    time = np.arange(steps) + 0.5
    down = np.zeros(steps)
    for start, end in spans:
        going = np.clip((time - start + link.attack) / link.attack, 0.0, 1.0)
        back = np.clip((end + link.release - time) / link.release, 0.0, 1.0)
        # half a cosine each way: the hand starts slowly and arrives slowly
        down = np.maximum(down, 0.5 - 0.5 * np.cos(np.pi * np.minimum(going, back)))
    return -link.depth * down


def _by_guide(link: Duck, film: Film, zero: int, steps: int) -> NDArray[np.float64]:
    from scipy.signal import butter, sosfilt

    guide = recording(film)
    band = butter(2, BAND, "bandpass", fs=guide.rate, output="sos")
    speech = sosfilt(band, guide.read().mean(axis=1))
    first = round(-zero / STEP)  # the millisecond of the film at which the stems begin
    edges = np.arange(len(speech) * 1000 // guide.rate + 1) * guide.rate // 1000
    power = np.add.reduceat(speech[: edges[-1]] ** 2, edges[:-1]) / np.diff(edges) if len(edges) > 1 else np.zeros(0)
    # music that goes on after the guide comes up again as after any line
    power = np.pad(power, (0, max(first + steps - len(power), 0)))
    total = np.concatenate([np.zeros(OVER), np.cumsum(power)])
    heard = (total[OVER:] - total[:-OVER]) / OVER  # of the last 30 ms: nobody hears ahead
    level = 10.0 * np.log10(np.maximum(heard, 1e-12))
    wanted = -link.depth * np.clip((level - link.threshold) / SETS_IN, 0.0, 1.0)
    gain = followed(wanted, link.attack, link.release)
    made = np.zeros(steps)
    low, high = max(first, 0), min(first + steps, len(gain))
    if high > low:
        made[low - first : high - first] = gain[low:high]
    return made
