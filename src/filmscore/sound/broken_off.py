"""Sound files that were cut off: what the file itself says it should hold, against what is there.

A decoder reads what it finds and says nothing, so half a download passes for a short recording. WAV and AIFF write down
how many bytes of sound follow (IFF chunks); Ogg numbers its pages and says how long each is (RFC 3533). FLAC and MP3
notice by themselves, when they are read.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import BinaryIO

#: seconds that may be missing at the end of a file that is still taken for whole: some programs count carelessly
LENIENT = 0.01
#: from so many bytes on a length stands for "as long as it goes": programs that write while they record have no other
_OPEN_ENDED = 0x7FFF0000
#: bytes of sound that may follow a length of 0 before it is taken for one that nobody filled in
_FEW = 64


def broken_off(path: Path, seconds: float, rate: int) -> str:
    """Where a file breaks off, in words; empty for one that is whole, or does not say how long it should be.

    Parameters
    ----------
    path : Path
    seconds : float
        What can be read of it.
    rate : int
        Samples a second.
    """
    length = path.stat().st_size
    with path.open("rb") as file:
        kind = file.read(12)
        if kind[:4] == b"RIFF" and kind[8:] == b"WAVE":
            return _sound_chunk(file, length, seconds, "<", b"data")
        if kind[:4] == b"FORM" and kind[8:] in (b"AIFF", b"AIFC"):
            return _sound_chunk(file, length, seconds, ">", b"SSND")
        if kind[:4] == b"OggS":
            return _pages(file, length, seconds, rate)
    return ""


def _sound_chunk(file: BinaryIO, length: int, seconds: float, order: str, wanted: bytes) -> str:
    """Whether the chunk that holds the sound is as long as it says."""
    at = 12
    while at + 8 <= length:
        file.seek(at)
        name, size = struct.unpack(f"{order}4sI", file.read(8))
        there = length - at - 8
        if name == wanted:
            if not size and there > _FEW:
                return "does not say how long it is: the program that recorded it never came to its end"
            if size >= _OPEN_ENDED or size <= there or not seconds:
                return "" if seconds or size <= there else "breaks off before its first sample"
            whole = seconds * size / max(there, 1)
            return f"breaks off at {seconds:.1f} s of {whole:.1f}" if whole - seconds > LENIENT else ""
        at += 8 + size + size % 2
    return "breaks off before its first sample"


def _pages(file: BinaryIO, length: int, seconds: float, rate: int) -> str:
    """Whether page follows page to the end, each as it was written, and all could be read that they count."""
    at, numbers, counted = 0, dict[int, int](), list[int]()
    while at < length:
        file.seek(at)
        head = file.read(27)
        if head[:3] == b"TAG" or not head.strip(b"\0"):  # what other programs hang on behind
            break
        if len(head) == 27 and head[:4] != b"OggS":
            return f"is damaged: it can be read for {seconds:.1f} s, and not to its end"
        sizes = file.read(head[26]) if len(head) == 27 else b""
        body = file.read(sum(sizes))
        if len(head) < 27 or len(sizes) < head[26] or len(body) < sum(sizes):
            return f"breaks off at {seconds:.1f} s"
        until, serial, number, check = struct.unpack("<qIII", head[6:26])
        page = head[:22] + bytes(4) + head[26:] + sizes + body
        if number != numbers.get(serial, number - 1) + 1 or check != _check(page):
            return "is damaged: a piece of it is missing or was changed"
        numbers[serial] = number
        if until > 0:
            counted.append(until)
        at += 27 + len(sizes) + len(body)
    whole = (counted[-1] - counted[0]) / rate if counted else 0.0
    return f"is damaged: only {seconds:.1f} s of it can be read" if whole - seconds > LENIENT else ""


#: every byte with its bits turned round
_TURNED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def _check(page: bytes) -> int:
    """The checksum of a page of Ogg: zlib's, but from 0, not inverted, and the other way round."""
    turned = zlib.crc32(page.translate(_TURNED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{turned:032b}"[::-1], 2)
