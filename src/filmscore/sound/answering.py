"""The answer of a room, block by block: the same convolution as in one piece, but ready while the cue is still played.

The impulse response is cut into pieces of one block. The spectrum of each block of sound is made once and
multiplied with the spectrum of every piece; what belongs to one block of the answer is added up and turned back into
sound (uniformly partitioned overlap-save: W. G. Gardner, "Efficient Convolution without Input-Output Delay",
Journal of the Audio Engineering Society 43(3), 1995). A block of the answer depends on as many blocks of sound as the
room has pieces, and on nothing else: that is what lets a cue be mended in one place.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
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
    >>> [answer] = room.hear(click)
    >>> bool(answer is not None and answer.any())
    True
    """

    def __init__(self, room: str) -> None:
        self._pieces: NDArray[np.complex64] | tuple[()] = () if room == "dry" else _pieces(room)
        count = reach(room)
        self._before: NDArray[np.float32] | None = None
        self._spectra: deque[NDArray[np.complex64] | None] = deque([None] * count, maxlen=count or 1)

    def hear(self, sent: NDArray[np.float32] | None, blocks: int = 1) -> list[NDArray[np.float32] | None]:
        """Send the next blocks, and take what comes back during them.

        Parameters
        ----------
        sent : numpy.ndarray or None
            float32 of shape (2, blocks · BLOCK); None is silence.
        blocks : int
            How many; the samples do not depend on how many at a time.

        Returns
        -------
        list of numpy.ndarray or None
            For each block float32 of shape (2, BLOCK); None while nothing comes back.
        """
        from scipy.fft import irfft, rfft

        if not len(self._pieces):
            return [None] * blocks
        pieces = [None if sent is None else sent[:, at * BLOCK : (at + 1) * BLOCK] for at in range(blocks)]
        spectra = _together(lambda sounds: rfft(sounds, axis=2), [self._with_the_last(piece) for piece in pieces])
        answers = [self._answer(spectrum) for spectrum in spectra]
        heard = _together(lambda sums: irfft(sums, 2 * BLOCK, axis=2), answers)
        return [None if made is None else made[:, BLOCK:] for made in heard]

    def _with_the_last(self, sent: NDArray[np.float32] | None) -> NDArray[np.float32] | None:
        """The block before and this one, as the room hears them from either side."""
        now = None
        if sent is not None and sent.any():
            scale, cross = np.float32(1.0 / np.sqrt(1.0 + CROSS**2)), np.float32(CROSS)
            now = np.stack([sent[0] + cross * sent[1], sent[1] + cross * sent[0]]) * scale
        before, self._before = self._before, now
        if now is None and before is None:
            return None
        both = np.zeros((2, 2 * BLOCK), np.float32)
        if before is not None:
            both[:, :BLOCK] = before
        if now is not None:
            both[:, BLOCK:] = now
        return both

    def _answer(self, spectrum: NDArray[np.complex64] | None) -> NDArray[np.complex64] | None:
        """The spectrum of what comes back, when this one goes to the room."""
        self._spectra.appendleft(spectrum)
        total: NDArray[np.complex64] | None = None
        for sent, piece in zip(self._spectra, self._pieces, strict=True):
            if sent is not None:
                total = sent * piece if total is None else total + sent * piece
        return total


def _together(transform: Callable[[NDArray], NDArray], many: list[NDArray | None]) -> list[NDArray | None]:
    """Transform all that are not silence in one call: four and more at a time take less than half of the time each."""
    there = [one for one in many if one is not None]
    made = iter(transform(np.stack(there)) if there else ())
    return [None if one is None else next(made) for one in many]
