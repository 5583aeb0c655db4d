"""Writes small sound fonts for tests: whatever a test wants to hear, and nothing else."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile

RATE = 48000

#: generators and modulators of one zone: ((number, amount), ...), ((source, to, amount, by, transform), ...)
Zone = tuple[list[tuple[int, int]], list[tuple[int, int, int, int, int]]]


@dataclass
class Wave:
    """A recording to put into a font; `loop` in samples from its start."""

    data: np.ndarray
    key: int = 60
    rate: int = RATE
    loop: tuple[int, int] = (0, 0)
    correction: int = 0
    name: str = "wave"


@dataclass
class Font:
    """Parts of a font. An instrument is a list of zones; a preset is (bank, program, zones)."""

    waves: list[Wave]
    instruments: list[list[Zone]]
    presets: list[tuple[int, int, list[Zone]]] = field(default_factory=list)


def pair(low: int, high: int) -> int:
    """A range as the 16 bits of its generator."""
    return struct.unpack("<h", bytes([low, high]))[0]


def tone(frequency: float = 480.0, seconds: float = 1.0, level: float = 0.5, rate: int = RATE) -> np.ndarray:
    """A sine; 480 Hz has a period of 100 samples at 48 kHz."""
    return level * np.sin(2 * np.pi * frequency * np.arange(round(seconds * rate)) / rate)


def steady(level: float = 0.5, length: int = 4800) -> Wave:
    """A recording that stands still, so that what is heard is the envelope."""
    return Wave(np.full(length, level), loop=(100, length - 100), name="steady")


def simple(wave: Wave, generators: list[tuple[int, int]] = (), modulators=(), preset=(), preset_modulators=()) -> Font:
    """One preset, 0:0, with one zone that plays one wave."""
    return Font(
        [wave],
        [[([*generators, (53, 0)], list(modulators))]],
        [(0, 0, [([*preset, (41, 0)], list(preset_modulators))])],
    )


def write(path: Path, font: Font, *, vorbis: bool = False, padded: bool = True) -> Path:
    """Write an SF2 file, or SF3 (each recording Ogg Vorbis); `padded=False` leaves out RIFF's pad bytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        pad = b"\0" if padded and len(body) % 2 else b""
        return name + struct.pack("<I", len(body)) + body + pad

    pool, heads = b"", b""
    for wave in font.waves:
        if vorbis:
            buffer = io.BytesIO()
            soundfile.write(buffer, wave.data, wave.rate, format="OGG", subtype="VORBIS")
            body = buffer.getvalue()
            start, end = len(pool), len(pool) + len(body)
            loop = wave.loop
            pool += body
        else:
            start = len(pool) // 2
            end = start + len(wave.data)
            loop = (start + wave.loop[0], start + wave.loop[1])
            pool += np.round(np.clip(wave.data, -1, 1) * 32767).astype("<i2").tobytes() + bytes(92)
        heads += struct.pack(
            "<20sIIIIIBbHH", wave.name.encode(), start, end, *loop, wave.rate, wave.key, wave.correction, 0,
            0x11 if vorbis else 1,
        )  # fmt: skip
    heads += struct.pack("<20sIIIIIBbHH", b"EOS", 0, 0, 0, 0, 0, 0, 0, 0, 0)

    def tables(groups: list[list[Zone]]) -> tuple[list[int], bytes, bytes, bytes]:
        firsts, bags, mods, gens = [], b"", b"", b""
        for zones in groups:
            firsts.append(len(bags) // 4)
            for generators, modulators in zones:
                bags += struct.pack("<HH", len(gens) // 4, len(mods) // 10)
                gens += b"".join(struct.pack("<Hh", *g) for g in generators)
                mods += b"".join(struct.pack("<HHhHH", *m) for m in modulators)
        firsts.append(len(bags) // 4)
        bags += struct.pack("<HH", len(gens) // 4, len(mods) // 10)
        return firsts, bags, mods + bytes(10), gens + bytes(4)

    firsts, pbag, pmod, pgen = tables([zones for _, _, zones in font.presets])
    phdr = b"".join(
        struct.pack("<20sHHHIII", f"preset {program}".encode(), program, bank, first, 0, 0, 0)
        for (bank, program, _), first in zip(font.presets, firsts, strict=False)
    ) + struct.pack("<20sHHHIII", b"EOP", 0, 0, firsts[-1], 0, 0, 0)
    firsts, ibag, imod, igen = tables(font.instruments)
    inst = b"".join(struct.pack("<20sH", b"instrument", first) for first in firsts[:-1])
    inst += struct.pack("<20sH", b"EOI", firsts[-1])
    parts = (("phdr", phdr), ("pbag", pbag), ("pmod", pmod), ("pgen", pgen), ("inst", inst), ("ibag", ibag),
             ("imod", imod), ("igen", igen), ("shdr", heads))  # fmt: skip
    body = b"sfbk"
    body += chunk(b"LIST", b"INFO" + chunk(b"ifil", struct.pack("<HH", 2, 4)) + chunk(b"INAM", b"Test font\0"))
    body += chunk(b"LIST", b"sdta" + chunk(b"smpl", pool))
    body += chunk(b"LIST", b"pdta" + b"".join(chunk(name.encode(), data) for name, data in parts))
    path.write_bytes(chunk(b"RIFF", body))
    return path
