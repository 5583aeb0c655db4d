"""What was rendered before and is still true: finished blocks of stems, kept by everything that decides how they sound.

A block is found again when all that can be heard in it is as it was: the notes that sound in it or whose echo does,
the control curves under them, the settings of their tracks, the font and the room. So after a note is changed, only
the blocks it reaches are rendered again. Nothing has to be declared stale, because what has changed is asked
for under another key. A render that finds everything gives the same samples as one that finds nothing.

What was worked out about a track before its first sample is kept as well, for as long as the track stays as it is.

The memory is used for every render whose stems fit into it, and keeps what was used last. It is
bounded: 160 MB (a cue of six stems and a minute), or as many as `FILMSCORE_REUSE_MB` says; 0 switches it off.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np

from ..errors import FilmScoreError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .events import Track
    from .sampler import Sampler
    from .soundings import Sounding
    from .synth import SynthPlayer

#: bytes of blocks that are kept where nothing else is said
LIMIT = 160 << 20

#: notes of tracks that are kept ready to be played, counted as voices (half a kilobyte each)
READY = 60_000

#: the variable of the environment that says otherwise, in MB
VARIABLE = "FILMSCORE_REUSE_MB"


def limit() -> int:
    """Bytes that may be kept.

    Raises
    ------
    FilmScoreError
        When `FILMSCORE_REUSE_MB` is no number.
    """
    said = os.environ.get(VARIABLE, "").strip()
    if not said:
        return LIMIT
    try:
        megabytes = float(said)
        if not 0.0 <= megabytes <= 1e6:
            raise ValueError
    except ValueError:
        raise FilmScoreError(
            f"{VARIABLE} is {said!r}; give megabytes, like 160, or 0 to render everything afresh"
        ) from None
    return int(megabytes * (1 << 20))


class Memory:
    """Finished blocks by key.

    Examples
    --------
    >>> memory = Memory()
    >>> memory.put(b"first bar", np.ones((4, 2), np.float32), 1 << 20)
    >>> memory.get(b"first bar").sum(), memory.get(b"second bar") is None
    (np.float32(8.0), True)
    """

    def __init__(self) -> None:
        self._blocks: OrderedDict[bytes, NDArray[np.float32]] = OrderedDict()
        self._held = 0
        self._ready: OrderedDict[tuple[object, ...], list[Sounding]] = OrderedDict()
        self._lock = threading.Lock()
        #: how many blocks were found, and how many were not
        self.found, self.missed = 0, 0

    def get(self, key: bytes) -> NDArray[np.float32] | None:
        """A block, or None where it is not known; not to be written into."""
        with self._lock:
            block = self._blocks.get(key)
            if block is None:
                self.missed += 1
                return None
            self.found += 1
            self._blocks.move_to_end(key)
            return block

    def put(self, key: bytes, block: NDArray[np.float32], room: int) -> None:
        """Keep a copy of a block; `room` is how many bytes may be kept in all."""
        kept = block.copy()
        kept.flags.writeable = False
        with self._lock:
            before = self._blocks.pop(key, None)
            self._held += self._size(kept) - (0 if before is None else self._size(before))
            self._blocks[key] = kept
            while self._held > room and self._blocks:
                _, gone = self._blocks.popitem(last=False)
                self._held -= self._size(gone)

    def soundings(self, player: Sampler | SynthPlayer, track: Track, length: int) -> list[Sounding]:
        """What `player.soundings(track, length)` gives, worked out once as long as the track is the same.

        They are shared between renders: play copies of them.
        """
        key = player.identity, track, length
        with self._lock:
            found = self._ready.get(key)
            if found is not None:
                self._ready.move_to_end(key)
        if found is not None:
            player.announce(track)
            return found
        made: list[Sounding] = list(player.soundings(track, length))
        with self._lock:
            self._ready[key] = made
            while sum(map(len, self._ready.values())) > READY:
                self._ready.popitem(last=False)
        return made

    @staticmethod
    def _size(block: NDArray[np.float32]) -> int:
        return block.nbytes + 200  # with its key and its place, lest silence count for nothing

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._blocks.clear()
            self._ready.clear()
            self._held = 0
            self.found, self.missed = 0, 0

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return self._held


#: the memory of this process
MEMORY = Memory()
