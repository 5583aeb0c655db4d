"""One stem, made stretch by stretch: notes, then the room's answer to them, in blocks of two thirds of a second.

Every block is a function of what sounds in it and of what the room still remembers, and of nothing else. `keys` says
what that is, block by block; `make` makes any run of blocks, beginning early enough for the room to have heard all
that it answers. However a stem is cut into runs, its samples are the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from .answering import BLOCK, Answering, reach
from .events import CONTROLS, Track
from .stems import RATE

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from numpy.typing import NDArray

    from .reuse import Memory
    from .sampler import Sampler
    from .soundings import Sounding
    from .synth import SynthPlayer

    Player = Sampler | SynthPlayer

#: is given the number of each block that was made, and its sound, or None where there is silence
Take = Callable[[int, "NDArray[np.float32] | None"], None]

#: blocks played in one go (5 s): long enough that few notes are taken up twice, short enough for memory
STRETCH = 8


class Stem:
    """The tracks of one stem, ready to be made.

    Parameters
    ----------
    parts : iterable of (player, Track)
    length : int
        Samples of the cue.
    room : str
        A key of `filmscore.sound.hall.ROOMS`, or "dry".
    memory : Memory, optional
        Knows what was worked out about tracks before. Left out, all is worked out afresh and nothing kept.
    """

    def __init__(
        self, parts: Iterable[tuple[Player, Track]], length: int, room: str, memory: Memory | None = None
    ) -> None:
        self.length, self.room = length, room
        self.blocks = -(-length // BLOCK)
        self._parts: list[tuple[Player, Track, Sequence[Sounding]]] = []
        for player, track in parts:
            ready = player.soundings(track, length) if memory is None else memory.soundings(player, track, length)
            self._parts.append((player, track, ready))
        self._late = max((_late(track) for _, track, _ in self._parts), default=0)

    @property
    def tracks(self) -> int:
        """How many tracks it has."""
        return len(self._parts)

    @property
    def weight(self) -> int:
        """How much work it is, roughly: samples of all its notes."""
        return sum(s.until - s.start for _, _, soundings in self._parts for s in soundings)

    # ------------------------------------------------------------------ what decides

    def keys(self) -> list[bytes]:
        """For each block, a name of all that can be heard in it."""
        echo = self._late + reach(self.room) * BLOCK if self.room != "dry" else 0
        keys = [hashlib.blake2b(f"{block} {self.room}".encode(), digest_size=16) for block in range(self.blocks)]
        if self.length % BLOCK:
            keys[-1].update(str(self.length).encode())
        for player, track, soundings in self._parts:
            settings = repr((track.gain_db, track.pan, track.send_db, track.early, player.identity)).encode()
            under = _controls(track, self.blocks)
            names: list[list[bytes]] = [[] for _ in range(self.blocks)]
            since = list(range(self.blocks))
            for sounding in soundings:
                first, name = sounding.start // BLOCK, sounding.name
                for block in range(first, min((sounding.until + echo) // BLOCK + 1, self.blocks)):
                    names[block].append(name)
                    if first < since[block]:
                        since[block] = first
            for block, heard in enumerate(names):
                if heard:
                    keys[block].update(settings + b"".join(under[since[block] : block + 1]) + b"".join(heard))
        return [key.digest() for key in keys]

    # ------------------------------------------------------------------ making it

    def make(self, first: int, last: int, take: Take, players: Executor | None = None) -> None:
        """Make a run of blocks.

        Parameters
        ----------
        first, last : int
            The first block, and the block after the last.
        take : callable
            Is given the number of each block in turn and its sound, float32 of shape (BLOCK, 2); None is silence.
        players : Executor, optional
            Plays several tracks at a time. Not the one in which `make` runs: it would wait for itself.
        """
        room = Answering(self.room)
        begin = max(first - reach(self.room) - 1, 0) if self.room != "dry" else first
        # each run has its own notes, as two runs of a stem may be made at the same time; each only while it sounds
        sounding_now: list[dict[int, Sounding]] = [{} for _ in self._parts]
        ahead: NDArray[np.float32] | None = None  # what is on its way to the room when a stretch ends
        for at in range(begin, last, STRETCH):
            end = min(at + STRETCH, last)
            size = (end - at) * BLOCK
            dry = wet = None
            if ahead is not None:
                wet = np.zeros((2, size + self._late), np.float32)
                wet[:, : self._late] = ahead
            heard = []  # a track, and what sounds of it here
            for (_, track, soundings), going_on in zip(self._parts, sounding_now, strict=True):
                playing = {
                    number: going_on.get(number) or copy(s)
                    for number, s in enumerate(soundings)
                    if s.start < at * BLOCK + size and s.until > at * BLOCK
                }
                going_on.clear()
                going_on.update((number, s) for number, s in playing.items() if s.until > at * BLOCK + size)
                if playing:
                    heard.append((track, list(playing.values())))
            together = map if players is None else players.map
            # added up in the order of the tracks, whoever was done first: so the samples are always the same
            for (track, _), sounds in zip(heard, together(partial(_played, at * BLOCK, size), heard), strict=True):
                send, late = 10.0 ** (track.send_db / 20.0), _late(track)
                for reverb, sound in sounds:
                    if self.room != "dry" and send:
                        if wet is None:
                            wet = np.zeros((2, size + self._late), np.float32)
                        wet[:, late : late + size] += sound * np.float32(send * reverb)
                    if dry is None:
                        dry = sound
                    else:
                        dry += sound
            answers = room.hear(wet, end - at)
            for block, answer in zip(range(at, end), answers, strict=True):
                if block < first:
                    continue
                piece = slice((block - at) * BLOCK, (block - at + 1) * BLOCK)
                if dry is None and answer is None:
                    take(block, None)
                    continue
                made = np.empty((BLOCK, 2), np.float32)
                made[:] = 0.0 if dry is None else dry[:, piece].T
                if answer is not None:
                    made += answer.T
                take(block, made)
            ahead = None if wet is None or not self._late else wet[:, size:].copy()


def _played(first: int, size: int, heard: tuple[Track, list[Sounding]]) -> list[tuple[float, NDArray[np.float32]]]:
    """What sounds of a track from sample `first` on: (how much more of it goes to the room, its sound)."""
    _, soundings = heard
    made = []
    # a font may ask for more reverberation in some of its regions: they go to the room at their own level
    for reverb in sorted({s.reverb for s in soundings}):
        sound = np.zeros((2, size), np.float32)
        for sounding in soundings:
            if sounding.reverb == reverb:
                sounding.add(sound, first)
        made.append((reverb, sound))
    return made


def _late(track: Track) -> int:
    return round(track.early * 0.001 * RATE)


def _controls(track: Track, blocks: int) -> list[bytes]:
    """What the control curves of a track do in each block: the points that draw them there."""
    under = [b""] * blocks
    edges = np.arange(blocks + 1) * (BLOCK / RATE)
    for kind in CONTROLS:
        points = np.array([(c.time, c.value) for c in track.controls if c.kind == kind], float).reshape(-1, 2)
        if not len(points):
            continue
        points = points[np.argsort(points[:, 0], kind="stable")]
        low = np.maximum(np.searchsorted(points[:, 0], edges[:-1], "left") - 1, 0)
        high = np.searchsorted(points[:, 0], edges[1:] + 0.01, "right") + 1
        for block in range(blocks):
            under[block] += kind.encode() + points[low[block] : high[block]].tobytes()
    return under
