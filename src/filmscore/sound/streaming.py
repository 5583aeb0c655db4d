"""Where the samples of a cue lie while it is made: in memory, or, if it is a long one, on disk.

Ten minutes of six stems are 1.4 GB. Beyond a quarter of that they are written to a temporary file as they are
made and read from there as they are asked for; the file goes when nobody holds the sound any more, at the latest
when Python ends, even if it ends badly. It lies where Python puts temporary files (`TMPDIR`, `TEMP`).
"""

from __future__ import annotations

import ctypes
import mmap
import sys
import tempfile
from typing import TYPE_CHECKING

import numpy as np

from ..errors import FilmScoreError

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: bytes of all stems of a cue together, from which on they are kept on disk
IN_MEMORY = 320 << 20


class Store:
    """Room for one stereo sound.

    Parameters
    ----------
    samples : int
    on_disk : bool

    Examples
    --------
    >>> store = Store(48000, on_disk=True)
    >>> store.sound[:3] = 0.5
    >>> store.rest()
    >>> float(store.sound[:4].sum())
    3.0
    """

    def __init__(self, samples: int, on_disk: bool = False) -> None:
        self._map: mmap.mmap | None = None
        #: float32 of shape (samples, 2), all zeros at first
        self.sound: NDArray[np.float32]
        if not on_disk or not samples:
            self.sound = np.zeros((samples, 2), np.float32)
            return
        size = samples * 8
        try:
            # it has no name on Linux and macOS, and on Windows it goes when it is closed: nothing is left behind
            with tempfile.TemporaryFile(prefix="filmscore-") as file:
                file.truncate(size)
                self._map = mmap.mmap(file.fileno(), size)
        except OSError as error:
            raise FilmScoreError(
                f"this cue takes {size / 1e6:.0f} MB for each stem, and {tempfile.gettempdir()} has no room for it "
                f"({error.strerror}); set TMPDIR to a folder on a larger disk, or render it in shorter parts"
            ) from None
        self.sound = np.frombuffer(self._map, np.float32).reshape(samples, 2)

    @property
    def on_disk(self) -> bool:
        """Whether it lies on disk."""
        return self._map is not None

    def rest(self) -> None:
        """Let go of the pages in memory; what is written stays, and comes back from the disk when it is read."""
        if self._map is not None:
            rest(self.sound)


def give_back() -> None:
    """Give memory that is no longer used back to the system.

    The C library of Linux keeps what two busy threads have freed, hundreds of megabytes of it after some minutes of
    music. Other systems' do not, or cannot be asked.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:  # not every C library on Linux has it
            trim(0)


def rest(sound: object) -> None:
    """Let go of the pages of a sound that lies on disk; one that lies in memory is left as it is.

    Whoever reads or writes a long sound from end to end calls this now and then, or in the end all of it is in memory.

    Parameters
    ----------
    sound : numpy.ndarray
        `Store.sound`, or any part or view of it.
    """
    while sound is not None and not isinstance(sound, mmap.mmap):
        sound = sound.obj if isinstance(sound, memoryview) else getattr(sound, "base", None)
    if sound is not None and hasattr(mmap, "MADV_DONTNEED"):
        sound.madvise(mmap.MADV_DONTNEED)
