"""Sound fonts: SF2 files, and SF3 files, whose samples are Ogg Vorbis.

The file is mapped, not read: a preset costs its own samples and no more, whether the font has 6 MB or 200. What
comes out is regions, the flat list of (sample, generators, modulators) that one preset plays, with global
zones merged and the preset's offsets added (SoundFont 2.04, sections 7 to 9).
"""

from __future__ import annotations

import io
import os
import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import FilmScoreError
from .generators import DEFAULTS, Gen, combine
from .modulators import LINK, Modulator, Source, merge

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NAME = "S20"
_RECORDS: dict[str, np.dtype] = {
    "phdr": np.dtype(
        [("name", _NAME), ("program", "<u2"), ("bank", "<u2"), ("bag", "<u2"),
         ("library", "<u4"), ("genre", "<u4"), ("morphology", "<u4")]
    ),
    "pbag": np.dtype([("gen", "<u2"), ("mod", "<u2")]),
    "pmod": np.dtype([("source", "<u2"), ("to", "<u2"), ("amount", "<i2"), ("by", "<u2"), ("transform", "<u2")]),
    "pgen": np.dtype([("op", "<u2"), ("amount", "<i2")]),
    "inst": np.dtype([("name", _NAME), ("bag", "<u2")]),
    "shdr": np.dtype(
        [("name", _NAME), ("start", "<u4"), ("end", "<u4"), ("loop_start", "<u4"), ("loop_end", "<u4"),
         ("rate", "<u4"), ("key", "u1"), ("correction", "i1"), ("link", "<u2"), ("type", "<u2")]
    ),
}  # fmt: skip
_RECORDS |= {"ibag": _RECORDS["pbag"], "imod": _RECORDS["pmod"], "igen": _RECORDS["pgen"]}

_VORBIS, _ROM = 0x10, 0x8000

#: chunk names by the list that holds them; a name tells where the next chunk starts, padded or not
_KNOWN = {
    b"RIFF": {b"LIST"},
    b"INFO": {b"ifil", b"isng", b"INAM", b"irom", b"iver", b"ICRD", b"IENG", b"IPRD", b"ICOP", b"ICMT", b"ISFT"},
    b"sdta": {b"smpl", b"sm24"},
    b"pdta": {name.encode() for name in _RECORDS},
}

#: decoded samples kept at hand, in bytes; the least recently played go first
CACHE_BYTES = 256 * 2**20

#: silence on either side of a decoded sample, so that interpolation may look past its ends
GUARD = 4


@dataclass(frozen=True, slots=True)
class Sample:
    """A recording inside the font: float32, mono, with `GUARD` zeros before and after.

    `loop_start` and `loop_end` are samples from the beginning of the recording; `key` is the MIDI key it was
    played at, `correction` what it is off by, in cents.
    """

    name: str
    data: NDArray[np.float32]
    length: int
    rate: int
    key: int
    correction: int
    loop_start: int
    loop_end: int


@dataclass(frozen=True)
class Region:
    """One layer of a preset: what sounds for a range of keys and velocities."""

    keys: tuple[int, int]
    velocities: tuple[int, int]
    sample: int
    generators: dict[int, float]
    modulators: tuple[Modulator, ...]

    def covers(self, key: int, velocity: int) -> bool:
        """Whether a note of this key and velocity plays this region."""
        return self.keys[0] <= key <= self.keys[1] and self.velocities[0] <= velocity <= self.velocities[1]


@dataclass
class _Zone:
    generators: dict[int, int]
    modulators: dict[tuple[Source, Source, int], Modulator]


class SoundFont:
    """A sound font on disk.

    Parameters
    ----------
    path : path
        An `.sf2` or `.sf3` file.

    Attributes
    ----------
    name : str
        What the font calls itself.
    presets : dict of (int, int) to str
        Name of the preset by bank and program.

    Raises
    ------
    FilmScoreError
        When the file is missing, empty, damaged, cut short, or no sound font.

    Examples
    --------
    >>> from filmscore.sound.fonts import find_font
    >>> font = SoundFont(find_font())
    >>> (0, 0) in font.presets
    True
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self._bytes = self._open()
        self._chunks, self.info = self._walk()
        self._tables = {name: self._table(name) for name in _RECORDS}
        self._check()
        self.name = self.info.get("INAM", "").strip() or self.path.stem
        heads = self._tables["phdr"][:-1]
        self.presets = {
            (int(head["bank"]), int(head["program"])): _text(head["name"])
            for head in heads[::-1]  # where two claim one place, the first wins, as in other players
        }
        self._index = {(int(h["bank"]), int(h["program"])): i for i, h in reversed(list(enumerate(heads)))}
        self._regions: dict[tuple[int, int], tuple[Region, ...]] = {}
        self._shapes: dict[tuple[int, int], bool] = {}
        self._samples: OrderedDict[int, Sample] = OrderedDict()
        self._held = 0
        self._lock = threading.RLock()

    def __repr__(self) -> str:
        return f"<SoundFont {self.name!r}: {len(self.presets)} presets>"

    # ------------------------------------------------------------------ the file

    def _broken(self, what: str) -> FilmScoreError:
        return FilmScoreError(f"{self.path} {what}; get the font again, or name another in FILMSCORE_SOUNDFONT")

    def _open(self) -> NDArray[np.uint8]:
        try:
            if self.path.stat().st_size == 0:
                raise self._broken("is empty")
            mapped = np.memmap(self.path, np.uint8, mode="r")
        except OSError as error:
            raise self._broken(f"cannot be opened as a sound font: {error.strerror or error}") from None
        if len(mapped) < 12 or bytes(mapped[:4]) != b"RIFF" or bytes(mapped[8:12]) != b"sfbk":
            raise self._broken(f"is no sound font: it starts with {bytes(mapped[:12])!r}, not RIFF and sfbk")
        return mapped

    def _walk(self) -> tuple[dict[str, tuple[int, int]], dict[str, str]]:
        chunks: dict[str, tuple[int, int]] = {}
        info: dict[str, str] = {}
        for _, at, size in self._children(12, len(self._bytes), b"RIFF"):
            kind = bytes(self._bytes[at : at + 4])
            if kind not in _KNOWN:
                continue
            for name, start, length in self._children(at + 4, at + size, kind):
                if kind == b"INFO":
                    if name not in {b"ifil", b"iver"}:
                        info[name.decode("latin-1")] = _text(bytes(self._bytes[start : start + length]))
                else:
                    chunks[name.decode("latin-1")] = (start, length)
        for needed in ("smpl", "phdr", "pbag", "pgen", "inst", "ibag", "igen", "shdr"):
            if needed not in chunks:
                raise self._broken(f"is damaged: its {needed!r} chunk is missing")
        return chunks, info

    def _children(self, at: int, end: int, parent: bytes) -> Iterator[tuple[bytes, int, int]]:
        """Chunks between two offsets. RIFF pads odd chunks to even; MuseScore's fonts do not: look which it is."""
        known = _KNOWN[parent]
        while at + 8 <= end:
            name = bytes(self._bytes[at : at + 4])
            if name not in known and not name.isalnum():
                raise self._broken(f"is damaged: at byte {at} stands {name!r} where a chunk should begin")
            size = int.from_bytes(bytes(self._bytes[at + 4 : at + 8]), "little")
            start = at + 8
            if start + size > len(self._bytes):
                raise self._broken(
                    f"breaks off: its {name.decode('latin-1')!r} chunk should end at byte {start + size}, "
                    f"the file at {len(self._bytes)}"
                )
            yield name, start, size
            at = start + size
            if size % 2 and bytes(self._bytes[at : at + 4]) not in known:
                at += 1

    def _table(self, name: str) -> NDArray[Any]:
        start, size = self._chunks.get(name, (0, 0))
        record = _RECORDS[name]
        if size % record.itemsize:
            raise self._broken(f"is damaged: {size} bytes of {name!r} are no whole number of {record.itemsize}")
        return np.frombuffer(self._bytes[start : start + size].tobytes(), record)

    def _check(self) -> None:
        """Each table points into the next; a font that points outside is damaged, and said so before it plays."""
        tables = self._tables
        for heads, bags in (("phdr", "pbag"), ("inst", "ibag")):
            if len(tables[heads]) < 2 or len(tables[bags]) < 2:
                raise self._broken(f"holds nothing to play: its {heads!r} table is empty")
            self._rising(heads, tables[heads]["bag"], len(tables[bags]) - 1)
        for bags, gens, mods in (("pbag", "pgen", "pmod"), ("ibag", "igen", "imod")):
            self._rising(bags, tables[bags]["gen"], len(tables[gens]))
            if len(tables[mods]):
                self._rising(bags, tables[bags]["mod"], len(tables[mods]))

    def _rising(self, name: str, indices: NDArray[np.uint16], limit: int) -> None:
        if (np.diff(indices.astype(np.int64)) < 0).any() or int(indices.max()) > limit:
            raise self._broken(f"is damaged: its {name!r} table points outside the table it indexes")

    # ------------------------------------------------------------------ presets

    def regions(self, bank: int, program: int) -> tuple[Region, ...]:
        """All layers of a preset.

        Parameters
        ----------
        bank, program : int
            As in `presets`.

        Raises
        ------
        FilmScoreError
            When there is no such preset.
        """
        with self._lock:
            if (bank, program) not in self._regions:
                if (bank, program) not in self._index:
                    raise FilmScoreError(f"{self.name} has no preset {program} in bank {bank}")
                self._regions[bank, program] = tuple(self._flatten(self._index[bank, program]))
            return self._regions[bank, program]

    def _flatten(self, preset: int) -> Iterator[Region]:
        for outer in self._zones("p", self._tables["phdr"], preset, Gen.INSTRUMENT):
            instrument = outer.generators[Gen.INSTRUMENT] & 0xFFFF
            if instrument >= len(self._tables["inst"]) - 1:
                raise self._broken(f"is damaged: a preset asks for instrument {instrument}, which is not there")
            for inner in self._zones("i", self._tables["inst"], instrument, Gen.SAMPLE):
                sample = inner.generators[Gen.SAMPLE] & 0xFFFF
                if sample >= len(self._tables["shdr"]) - 1:
                    raise self._broken(f"is damaged: an instrument asks for sample {sample}, which is not there")
                keys = _overlap(outer, inner, Gen.KEY_RANGE)
                velocities = _overlap(outer, inner, Gen.VELOCITY_RANGE)
                if keys[0] > keys[1] or velocities[0] > velocities[1]:
                    continue
                if int(self._tables["shdr"]["type"][sample]) & _ROM:
                    continue  # lives in the memory of a sound card of 1996
                yield Region(
                    keys,
                    velocities,
                    sample,
                    combine(inner.generators, outer.generators),
                    merge(outer.modulators.values(), inner.modulators.values()),
                )

    def _zones(self, kind: str, heads: NDArray[Any], index: int, terminal: Gen) -> list[_Zone]:
        bags, gens, mods = (self._tables[kind + name] for name in ("bag", "gen", "mod"))
        common = _Zone({}, {})
        zones = []
        first, last = int(heads["bag"][index]), int(heads["bag"][index + 1])
        for number in range(first, last):
            low, high = int(bags["gen"][number]), int(bags["gen"][number + 1])
            made = {int(op): int(amount) for op, amount in gens[low:high].tolist()}
            links = {}
            if len(mods):
                low, high = int(bags["mod"][number]), int(bags["mod"][number + 1])
                for source, to, amount, by, transform in mods[low:high].tolist():
                    # a chain of modulators (bit 15) is read by no player; left out rather than misread
                    if to & 0x8000 or (source & 0xFF) == LINK or transform not in (0, 2):
                        continue
                    link = Modulator(Source.from_bits(source), to, amount, Source.from_bits(by), transform == 2)
                    links[link.identity] = link
            if int(terminal) in made:
                zones.append(_Zone(common.generators | made, common.modulators | links))
            elif number == first:
                common = _Zone(made, links)  # the global zone: defaults for its neighbours
        return zones

    def shapes_with_velocity(self, bank: int, program: int) -> bool:
        """Whether playing harder changes the timbre of a preset: a filter that velocity moves, or other samples."""
        known = self._shapes.get((bank, program))
        if known is None:
            regions = self.regions(bank, program)
            known = any(
                m.destination == Gen.FILTER and m.source.index == 2 and not m.source.controller
                for region in regions for m in region.modulators
            ) or any(region.velocities[0] > 1 or region.velocities[1] < 127 for region in regions)  # fmt: skip
            self._shapes[bank, program] = known
        return known

    def recordings(self, bank: int, program: int) -> tuple[tuple[float, int], ...]:
        """Length (seconds) and sampling rate (Hz) of each recording of a preset, without decoding any.

        A compressed recording does not say how long it is: the end of its loop stands for that.
        """
        made = []
        for number in sorted({region.sample for region in self.regions(bank, program)}):
            head = self._tables["shdr"][number]
            samples = int(head["loop_end"]) if int(head["type"]) & _VORBIS else int(head["end"]) - int(head["start"])
            rate = max(int(head["rate"]), 400)
            made.append((samples / rate, rate))
        return tuple(made)

    # ------------------------------------------------------------------ samples

    def sample(self, index: int) -> Sample:
        """A recording, decoded when it is first asked for and kept while there is room.

        Parameters
        ----------
        index : int
            As in `Region.sample`.

        Raises
        ------
        FilmScoreError
            When its data lie outside the file or cannot be decoded.
        """
        with self._lock:
            if index in self._samples:
                self._samples.move_to_end(index)
                return self._samples[index]
        made = self._decode(index)
        with self._lock:
            if index not in self._samples:
                self._samples[index] = made
                self._held += made.data.nbytes
            while self._held > CACHE_BYTES and len(self._samples) > 1:
                _, gone = self._samples.popitem(last=False)
                self._held -= gone.data.nbytes
        return made

    def _decode(self, index: int) -> Sample:
        head = self._tables["shdr"][index]
        name = _text(head["name"])
        offset, size = self._chunks["smpl"]
        start, end = int(head["start"]), int(head["end"])
        loop_start, loop_end = int(head["loop_start"]), int(head["loop_end"])
        if int(head["type"]) & _VORBIS:
            if not start < end <= size:
                raise self._broken(f"is damaged: sample {name!r} lies outside its data")
            raw = _vorbis(self._bytes[offset + start : offset + end].tobytes())
            if raw is None:
                raise self._broken(f"is damaged: sample {name!r} cannot be decoded")
        else:
            if not start < end <= size // 2:
                raise self._broken(f"is damaged: sample {name!r} lies outside its data")
            words = self._bytes[offset + 2 * start : offset + 2 * end].tobytes()
            raw = np.frombuffer(words, "<i2").astype(np.float32) / np.float32(32768)
            fine, fine_size = self._chunks.get("sm24", (0, 0))
            if fine_size >= size // 2:  # the low bytes of 24-bit samples
                raw += self._bytes[fine + start : fine + end].astype(np.float32) / np.float32(2**23)
            loop_start, loop_end = loop_start - start, loop_end - start
        rate = int(head["rate"])
        data = np.zeros(len(raw) + 2 * GUARD, np.float32)
        data[GUARD : GUARD + len(raw)] = raw
        return Sample(
            name,
            data,
            len(raw),
            rate if 400 <= rate <= 400_000 else 44100,
            # 255 and other impossible keys mean "no pitch of its own": play it at its rate on middle C
            int(head["key"]) if head["key"] <= 127 else 60,
            int(head["correction"]),
            loop_start,
            loop_end,
        )


def _vorbis(data: bytes) -> NDArray[np.float32] | None:
    import soundfile

    try:
        sound, _ = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    except (soundfile.SoundFileError, RuntimeError, ValueError):
        return None
    return sound[:, 0] if len(sound) else None


def _overlap(outer: _Zone, inner: _Zone, what: Gen) -> tuple[int, int]:
    low, high = 0, 127
    for zone in (outer, inner):
        if what in zone.generators:
            pair = zone.generators[what] & 0xFFFF
            low, high = max(low, pair & 0xFF), min(high, pair >> 8)
    return low, high


def _text(data: bytes) -> str:
    return bytes(data).split(b"\0")[0].decode("latin-1").strip()


__all__ = ["CACHE_BYTES", "DEFAULTS", "GUARD", "Region", "Sample", "SoundFont"]
