"""How loud a moment is: K-weighting, power in small slices, and the peak between the samples (ITU-R BS.1770)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..errors import FilmScoreError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .recording import Recording

#: power is summed over slices of this many seconds; every window of a meter is made of whole ones
SLICE = 0.01

#: what the standard takes off, so that a 997 Hz sine at full scale in one channel reads -3.01
OFFSET = -0.691

#: the two stages of the weighting: (Hz, dB, Q) of the shelf that stands for the head, (Hz, Q) of the high-pass.
#: At 48 kHz they give the coefficients printed in the standard, at other rates the same curve.
SHELF = (1681.974450955533, 3.999843853973347, 0.7071752369554196)
HIGH_PASS = (38.13547087602444, 0.5003270373238773)

#: weight of each channel, by how many there are (surrounds count 1.5 dB more, the low-frequency channel not at all)
WEIGHTS: dict[int, tuple[float, ...]] = {
    1: (1.0,),
    2: (1.0, 1.0),
    3: (1.0, 1.0, 1.0),
    5: (1.0, 1.0, 1.0, 1.41, 1.41),
    6: (1.0, 1.0, 1.0, 0.0, 1.41, 1.41),
}


def k_weighting(rate: int) -> NDArray[np.float64]:
    """The weighting as two biquads, for `scipy.signal.sosfilt`.

    Parameters
    ----------
    rate : int
        Samples a second.

    Returns
    -------
    numpy.ndarray
        Shape (2, 6).

    Examples
    --------
    >>> k_weighting(48000)[0].round(5).tolist()
    [1.53512, -2.6917, 1.19839, 1.0, -1.69066, 0.73248]
    """
    hertz, db, q = SHELF
    k = np.tan(np.pi * hertz / rate)
    high = 10.0 ** (db / 20.0)
    middle = high**0.4996667741545416
    a0 = 1.0 + k / q + k * k
    shelf = [
        (high + middle * k / q + k * k) / a0,
        2.0 * (k * k - high) / a0,
        (high - middle * k / q + k * k) / a0,
        1.0,
        2.0 * (k * k - 1.0) / a0,
        (1.0 - k / q + k * k) / a0,
    ]
    hertz, q = HIGH_PASS
    k = np.tan(np.pi * hertz / rate)
    a0 = 1.0 + k / q + k * k
    return np.array([shelf, [1.0, -2.0, 1.0, 1.0, 2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0]])


def slices(sound: Recording) -> tuple[NDArray[np.float64], NDArray[np.int64], float]:
    """Weighted energy of every slice, all channels together, and the true peak, in one reading.

    Returns
    -------
    energy : numpy.ndarray
        Sum of the weighted squares in each slice, shape (slices,); the last may be shorter.
    edges : numpy.ndarray
        First sample of each slice, and the end: shape (slices + 1,).
    peak : float
        Highest value between the samples, 1.0 for full scale.

    Raises
    ------
    FilmScoreError
        The number of channels is not one the standard has weights for.
    """
    from scipy.signal import sosfilt

    if sound.channels not in WEIGHTS:
        raise FilmScoreError(
            f"{sound.name} has {sound.channels} channels; loudness is defined for mono, stereo, L R C, "
            "5 (L R C Ls Rs) and 6 (with LFE fourth)"
        )
    weights = np.array(WEIGHTS[sound.channels])
    count = int(np.ceil(round(sound.samples / (SLICE * sound.rate), 6)))
    edges = np.minimum(np.floor(np.arange(count + 1) * SLICE * sound.rate + 0.5).astype(np.int64), sound.samples)
    filters = k_weighting(sound.rate)
    state = np.zeros((len(filters), 2, sound.channels))
    energy = np.zeros(count)
    meter = PeakMeter(sound.channels)
    at = 0
    for block in sound.blocks():
        meter.hear(block)
        weighted, state = sosfilt(filters, block, axis=0, zi=state)
        power = (weighted**2) @ weights
        first = int(np.searchsorted(edges, at, "right")) - 1
        last = int(np.searchsorted(edges, at + len(block), "left"))
        cuts = np.maximum(edges[first:last] - at, 0)
        energy[first:last] += np.add.reduceat(power, cuts)
        at += len(block)
    return energy, edges, meter.finish()


#: samples are looked between at four times the rate
OVERSAMPLING = 4

#: the filter that looks between the samples reaches this many of them to each side
_REACH = 12

#: samples of context that stand beside whatever is measured
_MARGIN = 4 * _REACH


class PeakMeter:
    """True peak of a sound that comes in blocks: the highest value of the curve through the samples."""

    def __init__(self, channels: int) -> None:
        from scipy.signal import firwin

        self._filter = firwin(2 * _REACH * OVERSAMPLING + 1, 1.0 / OVERSAMPLING, window=("kaiser", 5.0)) * OVERSAMPLING
        # between two samples the curve cannot exceed the highest sample in reach by more than this
        self._most = max(float(np.abs(self._filter[k::OVERSAMPLING]).sum()) for k in range(OVERSAMPLING))
        self._held = np.zeros((0, channels))
        self._done = 0  # of those held, how many were measured before
        self._begun = False
        self.highest = 0.0

    def hear(self, block: NDArray[np.float64]) -> None:
        """The next block, shape (samples, channels)."""
        held = np.concatenate([self._held, block])
        ready = len(held) - _MARGIN  # what stands near the end waits for what follows it
        if ready > self._done:
            self._measure(held, self._done, ready)
            keep = max(ready - _MARGIN, 0)
            held, self._done = held[keep:], ready - keep
        self._held = held

    def finish(self) -> float:
        """The highest value of all, 1.0 for full scale."""
        self._measure(self._held, self._done, len(self._held), last=True)
        self._held, self._done = self._held[:0], 0
        return self.highest

    def _measure(self, x: NDArray[np.float64], first: int, end: int, last: bool = False) -> None:
        from scipy.signal import upfirdn

        # in pieces of under a second: most of them cannot hold the highest peak, and are passed over
        size = 1 << 14
        for at in range(first, end, size):
            stop = min(at + size, end)
            low = max(at - _MARGIN, 0)
            piece = x[low : stop + _MARGIN]
            top = float(np.abs(piece).max(initial=0.0))
            self.highest = max(self.highest, float(np.abs(x[at:stop]).max()))
            if top * self._most <= self.highest:
                continue
            between = upfirdn(self._filter, piece, OVERSAMPLING, axis=0)
            # the curve before the first sample of all and after the last counts, at a cut between pieces it does not
            delay = _REACH * OVERSAMPLING
            begin = 0 if not self._begun and not at else (at - low) * OVERSAMPLING + delay
            finish = len(between) if last and stop == end else (stop - low) * OVERSAMPLING + delay
            self.highest = max(self.highest, float(np.abs(between[begin:finish]).max(initial=0.0)))
        self._begun = self._begun or end > first
