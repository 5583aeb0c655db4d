"""Small video files with known time, made for the tests of clips."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np


def scene(seed: int, size: tuple[int, int] = (90, 160)) -> np.ndarray:
    """A picture with large shapes, unlike that of any other seed."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 255, (5, 8, 3)).astype(np.float64)
    rows = np.linspace(0, 4, size[0])
    columns = np.linspace(0, 7, size[1])
    r, c = rows.astype(int).clip(0, 3), columns.astype(int).clip(0, 6)
    fr, fc = (rows - r)[:, None, None], (columns - c)[None, :, None]
    top = coarse[r][:, c] * (1 - fc) + coarse[r][:, c + 1] * fc
    low = coarse[r + 1][:, c] * (1 - fc) + coarse[r + 1][:, c + 1] * fc
    return (top * (1 - fr) + low * fr).astype(np.uint8)


def numbered(n: int, size: tuple[int, int] = (90, 160)) -> np.ndarray:
    """A picture that says which it is: twelve blocks, black or white, are its number in binary."""
    picture = np.full((*size, 3), 60, np.uint8)
    width = size[1] // 12
    for bit in range(12):
        if n >> bit & 1:
            picture[:, bit * width : (bit + 1) * width] = 230
        else:
            picture[:, bit * width : (bit + 1) * width] = 20
    return picture


def number_of(picture: np.ndarray) -> int:
    """The number that `numbered` wrote, read back from a picture of any size that fills its frame's height."""
    height, width = picture.shape[:2]
    row = picture[height // 2].mean(-1)
    block = width / 12
    return sum(1 << bit for bit in range(12) if row[int((bit + 0.5) * block)] > 125)


def write(
    path: Path,
    pictures,
    rate: str | Fraction = "24",
    *,
    codec: str = "libx264",
    times=None,
    time_base: Fraction | None = None,
    timecode: str | None = None,
    sound: np.ndarray | None = None,
    sound_at: float = 0.0,
    size: tuple[int, int] | None = None,
) -> Path:
    """Write pictures as a video; `times` are in `time_base`, one for each picture, where they are not even."""
    rate = Fraction(rate)
    with av.open(str(path), "w") as box:
        if timecode:
            box.metadata["timecode"] = timecode
        stream = box.add_stream(codec, rate=rate)
        first = True
        audio = box.add_stream("aac", rate=48_000, layout="mono") if sound is not None else None
        for n, picture in enumerate(pictures):
            if first:
                stream.height, stream.width = size or picture.shape[:2]
                stream.pix_fmt = "yuv420p"
                stream.options = {"preset": "ultrafast", "crf": "16"} if codec == "libx264" else {}
                if times is not None:
                    stream.time_base = stream.codec_context.time_base = time_base
                if timecode:
                    stream.metadata["timecode"] = timecode
                first = False
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuv420p")
            frame.pts = n if times is None else times[n]
            frame.time_base = 1 / rate if times is None else time_base
            box.mux(stream.encode(frame))
        box.mux(stream.encode(None))
        if audio is not None:
            for at in range(0, len(sound), 1024):
                block = av.AudioFrame.from_ndarray(sound[None, at : at + 1024].astype(np.float32), "flt", "mono")
                block.sample_rate = 48_000
                block.pts = at + round(sound_at * 48_000)
                block.time_base = Fraction(1, 48_000)
                box.mux(audio.encode(block))
            box.mux(audio.encode(None))
    return path
