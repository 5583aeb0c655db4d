"""Pictures in and out of files: a lossless store for rendered shots, and the two files a browser plays."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import av
import numpy as np
from av.video.frame import PictureType

from .canvas import FPS, H, W

BT709 = 1  # the code of BT.709 for primaries, transfer and matrix (ITU-T H.273)


def write_lossless(frames: Iterable[np.ndarray], path: Path) -> int:
    """Keep frames, uint8 (H, W, 3), exactly (FFV1 in Matroska). Returns how many were written.

    The file appears under its name only when it is whole, so a broken run leaves no half shot behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part.mkv")
    count = 0
    with av.open(str(part), "w") as box:
        stream = box.add_stream("ffv1", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = W, H, "bgr0"
        for picture in frames:
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24").reformat(format="bgr0")
            frame.pts = count
            box.mux(stream.encode(frame))
            count += 1
        box.mux(stream.encode(None))
    part.replace(path)
    return count


def read_lossless(path: Path) -> Iterator[np.ndarray]:
    """The frames of `write_lossless`, one after another."""
    with av.open(str(path)) as box:
        for frame in box.decode(video=0):
            yield frame.to_ndarray(format="rgb24")


def _encode(
    frames: Iterable[np.ndarray],
    path: Path,
    codec: str,
    options: dict[str, str],
    cuts: frozenset[int],
    box_options: dict,
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.stem}.part{path.suffix}")
    with av.open(str(part), "w", options={"fflags": "+bitexact", **box_options}) as box:
        stream = box.add_stream(codec, rate=FPS)
        stream.width, stream.height, stream.pix_fmt = W, H, "yuv420p"
        stream.options = options
        context = stream.codec_context
        context.gop_size = FPS
        context.colorspace = context.color_primaries = context.color_trc = BT709
        context.color_range = 1  # limited range, as every player expects of 4:2:0
        for number, picture in enumerate(frames):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709")
            frame.pts = number
            frame.pict_type = PictureType.I if number in cuts else PictureType.NONE
            box.mux(stream.encode(frame))
        box.mux(stream.encode(None))
    part.replace(path)


def encode_mp4(frames: Iterable[np.ndarray], path: Path, cuts: Iterable[int] = (), crf: int = 23) -> None:
    """H.264 for browsers: a key frame each second and at each cut, the index first, no sound."""
    options = {"crf": str(crf), "preset": "slow", "forced-idr": "1", "threads": "2"}
    _encode(frames, path, "libx264", options, frozenset(cuts), {"movflags": "+faststart"})


def encode_webm(frames: Iterable[np.ndarray], path: Path, cuts: Iterable[int] = (), crf: int = 33) -> None:
    """VP9 for browsers without H.264: the same key frames."""
    options = {"crf": str(crf), "b": "0", "deadline": "good", "cpu-used": "2", "row-mt": "1", "threads": "2"}
    _encode(frames, path, "libvpx-vp9", options, frozenset(cuts), {})
