"""The answer of a room, block by block: the same convolution as in one piece, but ready while the cue is still played.

The impulse response is cut into pieces of one block. The spectrum of each block of sound is made once and
multiplied with the spectrum of every piece; what belongs to one block of the answer is added up and turned back into
sound (uniformly partitioned overlap-save: W. G. Gardner, "Efficient Convolution without Input-Output Delay",
Journal of the Audio Engineering Society 43(3), 1995). A block of the answer depends on as many blocks of sound as the
room has pieces, and on nothing else: that is what lets a cue be mended in one place.
"""

from __future__ import annotations

from collections import deque
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from .hall import CROSS, impulse_response

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: samples of a block (0.68 s)
BLOCK = 1 << 15


@lru_cache(maxsize=4)
def _pieces(room: str) -> NDArray[np.complex64]:
    """Spectra of the impulse response in pieces of one block: shape (pieces, 2, BLOCK + 1)."""
    from scipy.fft import rfft

    answer = impulse_response(room).T
    count = -(-answer.shape[1] // BLOCK)
    padded = np.zeros((2, count * BLOCK), np.float32)
    padded[:, : answer.shape[1]] = answer
    pieces = padded.reshape(2, count, BLOCK).transpose(1, 0, 2)
    made: NDArray[np.complex64] = rfft(pieces, 2 * BLOCK, axis=2)
    return made


def reach(room: str) -> int:
    """How many blocks before a block of the answer are heard in it; 0 where there is no room."""
    return 0 if room == "dry" else len(_pieces(room))


class Answering:
    """A room that is played to.

    Parameters
    ----------
    room : str
        A key of `filmscore.sound.hall.ROOMS`, or "dry".

    Examples
    --------
    >>> click = np.zeros((2, BLOCK), np.float32)
    >>> click[:, 0] = 1.0
    >>> room = Answering("stage")
    >>> answer = room.hear(click)
    >>> bool(answer is not None and answer.any())
    True
    """

    def __init__(self, room: str) -> None:
        self._pieces = None if room == "dry" else _pieces(room)
        count = reach(room)
        self._before: NDArray[np.float32] | None = None
        self._spectra: deque[NDArray[np.complex64] | None] = deque([None] * count, maxlen=count or 1)

    def hear(self, sent: NDArray[np.float32] | None) -> NDArray[np.float32] | None:
        """Send the next block, and take what comes back during it.

        Parameters
        ----------
        sent : numpy.ndarray or None
            float32 of shape (2, BLOCK); None is silence.

        Returns
        -------
        numpy.ndarray or None
            The same shape; None while nothing comes back.
        """
        from scipy.fft import irfft, rfft

        if self._pieces is None:
            return None
        now = None
        if sent is not None and sent.any():
            scale = np.float32(1.0 / np.sqrt(1.0 + CROSS**2))
            now = np.stack([sent[0] + np.float32(CROSS) * sent[1], sent[1] + np.float32(CROSS) * sent[0]]) * scale
        if now is None and self._before is None:
            self._spectra.appendleft(None)
        else:
            both = np.zeros((2, 2 * BLOCK), np.float32)
            if self._before is not None:
                both[:, :BLOCK] = self._before
            if now is not None:
                both[:, BLOCK:] = now
            self._spectra.appendleft(rfft(both, axis=1))
        self._before = now
        total: NDArray[np.complex64] | None = None
        for spectrum, piece in zip(self._spectra, self._pieces, strict=True):
            if spectrum is not None:
                total = spectrum * piece if total is None else total + spectrum * piece
        if total is None:
            return None
        made: NDArray[np.float32] = irfft(total, 2 * BLOCK, axis=1)[:, BLOCK:]
        return made
