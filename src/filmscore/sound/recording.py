"""Anything that can be heard, read in blocks: an array, stems, a cue, the guide of a film, or a sound file.

Meters and listeners take what they are given through `recording`, so that each of them takes the same things, refuses
the same things in the same words, and never holds hours of sound in memory.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import FilmScoreError, shown
from .broken_off import broken_off
from .stems import RATE, Stems
from .streaming import rest

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: samples a second that are taken for sound; below, speech is no longer told from noise
RATES = (4_000, 384_000)

#: no sound goes so far over a full scale of 1.0 (60 dB); what does is counted in another unit
LOUDEST = 1000.0

#: full scale of whole-number samples
_FULL = {"int8": 128.0, "int16": 32768.0, "int32": 2147483648.0}


class Recording:
    """A sound that can be read from any place: made by `recording`.

    Attributes
    ----------
    name : str
        What it is called in tables and messages.
    rate : int
        Samples a second.
    channels : int
    samples : int
        Length, per channel.
    start : int or None
        Frame of the film on which sample 0 sounds, where that is known.
    """

    def __init__(self, name: str, rate: int, source: NDArray[Any] | Path, shape: tuple[int, int]) -> None:
        self.name, self.rate = name, rate
        self.samples, self.channels = shape
        self.start: int | None = None
        self._source = source

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.samples / self.rate

    def __repr__(self) -> str:
        how = {1: "mono", 2: "stereo"}.get(self.channels, f"{self.channels} channels")
        return f"<Recording {self.name}: {self.seconds:.2f} s, {how}, {self.rate} Hz>"

    def read(self, start: float = 0.0, end: float | None = None) -> NDArray[np.float64]:
        """A part of it, from one second to another: float64 of shape (samples, channels)."""
        first = round(min(max(start, 0.0), self.seconds) * self.rate)
        last = self.samples if end is None else min(round(end * self.rate), self.samples)
        parts = list(self.blocks(first=first, last=max(last, first)))
        return np.concatenate(parts) if parts else np.zeros((0, self.channels))

    def blocks(self, length: int | None = None, first: int = 0, last: int | None = None) -> Iterator[NDArray[Any]]:
        """It from beginning to end, at most `length` samples (ten seconds if left out) at a time, as float64.

        Raises
        ------
        FilmScoreError
            A sample is no number, or a file breaks off.
        """
        length = length or 10 * self.rate
        last = self.samples if last is None else last
        if isinstance(self._source, Path):
            yield from self._file_blocks(length, first, last)
            return
        for at in range(first, last, length):
            yield self._whole(self._source[at : min(at + length, last)], at)
            rest(self._source)

    def _file_blocks(self, length: int, first: int, last: int) -> Iterator[NDArray[Any]]:
        import soundfile

        try:
            with soundfile.SoundFile(self._source) as file:
                if first:
                    file.seek(first)
                at = first
                while at < last:
                    block = file.read(min(length, last - at), dtype="float64", always_2d=True)
                    if not len(block):
                        raise FilmScoreError(
                            f"{self.name} breaks off at {at / self.rate:.1f} s of {self.seconds:.1f}; copy it again"
                        )
                    yield self._whole(block, at)
                    at += len(block)
        except (soundfile.SoundFileError, RuntimeError, OSError) as error:
            raise FilmScoreError(f"{self.name} cannot be read to its end: {_reason(error)}; copy it again") from None

    def _whole(self, block: NDArray[Any], at: int) -> NDArray[np.float64]:
        made = block.astype(np.float64, copy=False)
        if not np.isfinite(made).all():
            bad = int(np.argmin(np.isfinite(made).all(axis=1)))
            raise FilmScoreError(
                f"{self.name} holds a sample that is no number (NaN or infinite) at {(at + bad) / self.rate:.3f} s; "
                "clean it first: numpy.nan_to_num(x)"
            )
        if made.size and max(float(made.max()), -float(made.min())) > LOUDEST:
            raise FilmScoreError(
                f"{self.name} holds samples beyond {LOUDEST:g} where full scale is 1.0: divide them by what full scale "
                "is, x / 32768 for whole numbers of 16 bits"
            )
        return made


def recording(x: Any, rate: int | None = None) -> Recording:
    """Take a sound as it comes.

    Parameters
    ----------
    x : array, Stems, a cue of the library, Film, or path
        Arrays have shape (samples,) or (samples, channels), full scale 1.0 (16- and 32-bit whole numbers are
        scaled). Of stems and cues the mix is taken, of a film its guide. Files: WAV, FLAC, Ogg, MP3, AIFF.
    rate : int, optional
        Samples a second of an array; 48000 if left out. Everything else says its own.

    Returns
    -------
    Recording

    Raises
    ------
    FilmScoreError
        It is no sound, is empty, has no readable shape, or the rate contradicts it.

    Examples
    --------
    >>> recording(np.zeros((24000, 2)))
    <Recording this sound: 0.50 s, stereo, 48000 Hz>
    """
    if rate is not None and (
        isinstance(rate, bool)
        or not isinstance(rate, int | float | np.integer | np.floating)
        or not math.isfinite(rate)
        or int(rate) != rate
    ):
        raise FilmScoreError(f"a rate is a whole number of samples a second, such as 48000, not {shown(rate)}")
    if isinstance(x, Recording):
        made = x
    elif isinstance(x, str | os.PathLike):
        made = _file(Path(x))
    elif isinstance(x, Stems):
        made = _array(x.mix(), RATE, "the mix of the stems")
        made.start = x.start
    elif callable(getattr(x, "stems", None)):  # a cue of the library
        stems = x.stems()
        made = _array(stems.mix(), RATE, str(getattr(x, "title", "this cue")))
        made.start = stems.start
    elif isinstance(getattr(x, "guide", None), Path):  # a film
        made = _file(x.guide)
        made.name, made.start = f"the guide of {getattr(x, 'title', 'the film')}", 0
    else:
        return _array(x, RATE if rate is None else int(rate), "this sound")
    if rate is not None and int(rate) != made.rate:
        raise FilmScoreError(f"{made.name} has {made.rate} samples a second, not {rate:g}; leave the rate out")
    return made


def _array(x: Any, rate: int, name: str) -> Recording:
    if not RATES[0] <= rate <= RATES[1]:
        raise FilmScoreError(f"{rate} samples a second is no rate of sound; it lies between {RATES[0]} and {RATES[1]}")
    try:
        sound = np.asarray(x)
    except (TypeError, ValueError):
        sound = np.asarray(None)
    if sound.dtype.name in _FULL:
        sound = sound / _FULL[sound.dtype.name]
    if sound.dtype.kind not in "fiu" or sound.dtype.name == "uint8":
        raise FilmScoreError(
            f"{shown(x)} is no sound: give an array of samples (full scale 1.0), Stems, a cue, or the path of a file"
        )
    if sound.ndim == 1:
        sound = sound[:, None]
    if sound.ndim != 2 or not 1 <= sound.shape[1] <= 8:
        turned = sound.ndim == 2 and 1 <= sound.shape[0] <= 8 < sound.shape[1]
        mend = "turn it round: x.T" if turned else "give (samples,) or (samples, channels)"
        raise FilmScoreError(f"{name} has shape {np.shape(x)}; {mend}")
    if not len(sound):
        raise FilmScoreError(f"{name} is empty: there is not one sample to listen to")
    return Recording(name, rate, sound, (sound.shape[0], sound.shape[1]))


def _file(path: Path) -> Recording:
    import soundfile

    if path.is_dir():
        raise FilmScoreError(f"{path} is a folder; name the sound file in it")
    if not path.is_file():
        raise FilmScoreError(f"there is no file {shown(str(path), 200)}; look for its name and folder")
    if not path.stat().st_size:
        raise FilmScoreError(f"{path.name} is an empty file, of no bytes at all; export or copy it again")
    try:
        with soundfile.SoundFile(path) as file:
            rate, samples, channels = file.samplerate, file.frames, file.channels
    except (soundfile.SoundFileError, RuntimeError) as error:
        raise FilmScoreError(
            f"{path.name} cannot be read as sound ({_reason(error)}); WAV, FLAC, Ogg, MP3 and AIFF can be: "
            "open it in an audio editor and export it as WAV"
        ) from None
    broken = broken_off(path, samples / rate if 0 < samples < 1 << 40 else 0.0, rate)
    if broken:
        raise FilmScoreError(f"{path.name} {broken}; copy or export it again")
    if not samples:
        raise FilmScoreError(f"{path.name} is a sound file with no sound in it: not one sample; export it again")
    if samples >= 1 << 40:
        raise FilmScoreError(f"{path.name} does not say how long it is: it was cut off; export it again as WAV")
    if not RATES[0] <= rate <= RATES[1]:
        raise FilmScoreError(f"{path.name} has {rate} samples a second; between {RATES[0]} and {RATES[1]} are taken")
    if channels > 8:
        raise FilmScoreError(f"{path.name} has {channels} channels; up to 8 are taken. Export the mix alone")
    return Recording(path.name, rate, path, (samples, channels))


def _reason(error: Exception) -> str:
    text = str(getattr(error, "error_string", "") or error).strip().rstrip(".")
    if "File does not exist" in text:  # libsndfile's word for what its MP3 decoder does not take
        return "it breaks off at once, or is no sound"
    text = text.removeprefix("Error : ")
    return text[:1].lower() + text[1:] if text else type(error).__name__
