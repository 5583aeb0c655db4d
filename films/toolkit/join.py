"""Encode a film piece by piece and join the pieces: what two cuts of a film share is encoded once, and stays the same.

Every piece begins with a key frame, as every shot does, so that joining means moving packets, not encoding again.
"""

import hashlib
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from filmscore.errors import FilmScoreError

from .canvas import FPS
from .encode import read_lossless


@dataclass(frozen=True)
class Piece:
    """Frames that follow each other without a cut: runs of kept shots, (file, first frame in it, out frame)."""

    runs: tuple[tuple[Path, int, int], ...]

    def __len__(self) -> int:
        return sum(out - first for _, first, out in self.runs)

    def frames(self) -> Iterator[np.ndarray]:
        """The pictures, one after another."""
        for path, first, out in self.runs:
            yield from itertools.islice(read_lossless(path), first, out)

    @property
    def key(self) -> str:
        """A short name for just these frames: kept shots carry the hash of their source in their names."""
        text = " ".join(f"{path.name}:{first}:{out}" for path, first, out in self.runs)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


def encoded(piece: Piece, encode: Callable, kind: str, crf: int, folder: Path) -> Path:
    """The piece as a file of its own, `kind` being its suffix; encoded unless it is kept already."""
    path = folder / f"piece-{piece.key}-{crf}{kind}"
    if not path.exists():
        encode(piece.frames(), path, (0,), crf=crf)
    return path


def join(parts: Sequence[Path], path: Path) -> None:
    """Put encoded pieces one after another into one file, packet by packet; the file appears when it is whole.

    Raises
    ------
    FilmScoreError
        When two pieces were not encoded alike and one header cannot serve both.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.stem}.part{path.suffix}")
    options = {"fflags": "+bitexact", **({"movflags": "+faststart"} if path.suffix == ".mp4" else {})}
    with av.open(str(part), "w", options=options) as box:
        stream, header, done = None, None, 0
        for piece in parts:
            with av.open(str(piece)) as file:
                source = file.streams.video[0]
                if stream is None:
                    stream = box.add_stream_from_template(source)
                    header = source.codec_context.extradata
                elif source.codec_context.extradata != header:
                    raise FilmScoreError(f"{piece.name} and {parts[0].name} were not encoded alike")
                count = 0
                for packet in file.demux(source):
                    if packet.dts is None:
                        continue
                    shift = round(Fraction(done, FPS) / packet.time_base)
                    packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
                    packet.stream = stream
                    box.mux(packet)
                    count += 1
            done += count
    part.replace(path)
