"""Stems: the layers of a cue as a mixing stage receives them, each a stereo sound of the same length.

Sound is float32, shape (samples, 2), 48 kHz; full scale is 1.0, and nothing is clipped: a mix may go
over, and `Stems.peak_db` says by how much. Hall and release tails are part of the stem they belong to, so
the sum of the stems is the mix.
"""

from __future__ import annotations

import io
import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import FilmScoreError, shown
from ..picture.timecode import whole_frame
from .streaming import Store, rest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..picture.tempo import TempoMap

#: samples a second, everywhere in the course; 2,000 to a frame at 24 fps
RATE = 48000

#: the families of the course's visual language, which colours and rows go by
FAMILIES = ("strings", "woodwinds", "brass", "percussion", "keys", "choir", "synths", "soloist")

#: words in the name of a stem that tell its family
_TELLTALES = {
    "choir": r"choir|voice|chorus|vocal",
    "woodwinds": r"wood|wind|flute|oboe|clarinet|bassoon|piccolo|english horn|cor anglais",
    "percussion": r"perc|drum|timp|cymbal|taiko|bell|gong|tam",
    "brass": r"brass|horn|trumpet|trombone|tuba",
    "strings": r"string|violin|viola|cell|bass|pizz",
    "keys": r"key|piano|harp|celest|organ|glock|vibra|marimba|pluck",
    "synths": r"synth|pad|drone|pulse|electr",
    "soloist": r"solo",
}

_INDEX = "stems.json"


@dataclass(frozen=True, slots=True)
class EncodedStem:
    """A stem as bytes that a browser plays.

    Attributes
    ----------
    name : str
        Name of the stem.
    family : str
        One of `FAMILIES`; decides colour and row.
    mime : str
        Type of the data, for example `"audio/ogg"`.
    data : bytes
        The file itself.
    """

    name: str
    family: str
    mime: str
    data: bytes


def family_of(name: str) -> str:
    """Guess the family a stem belongs to from its name.

    Parameters
    ----------
    name : str
        Name of a stem.

    Returns
    -------
    str
        One of `FAMILIES`; `"soloist"` where the name tells nothing.

    Examples
    --------
    >>> family_of("strings"), family_of("low strings"), family_of("Harp")
    ('strings', 'strings', 'keys')
    """
    word = name.strip().lower()
    if word in FAMILIES:
        return word
    return next((family for family, tell in _TELLTALES.items() if re.search(tell, word)), "soloist")


def _sound(name: str, samples: Any) -> NDArray[np.float32]:
    try:
        sound = np.ascontiguousarray(samples, dtype=np.float32)
    except (TypeError, ValueError):
        raise FilmScoreError(f"stem {name!r} must be an array of samples, not {type(samples).__name__}") from None
    if sound.ndim == 1:
        sound = np.stack([sound, sound], axis=1)
    if sound.ndim != 2 or sound.shape[1] != 2:
        raise FilmScoreError(f"stem {name!r} has shape {sound.shape}; give (samples, 2), or (samples,) for mono")
    if not all(np.isfinite(block).all() for block in _blocks(sound)):
        raise FilmScoreError(f"stem {name!r} holds samples that are no numbers (NaN or infinite); clean it first")
    return sound


def _blocks(sound: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
    """A sound ten seconds at a time: what is worked out from them needs no memory to speak of."""
    for first in range(0, len(sound), 10 * RATE):
        yield sound[first : first + 10 * RATE]
        rest(sound)


class Stems:
    """The stems of one cue: sounds of one length, in the order of the mix.

    Parameters
    ----------
    sounds : mapping of str to array
        Each float32 of shape (samples, 2); shorter ones are filled up with silence. Mono is put in the middle. A long
        cue comes from the engine as `filmscore.sound.streaming.Store`s, which lie on disk.
    start : int, optional
        Frame of the film on which sample 0 sounds.
    font : str, optional
        Name of the sound font they were made with.
    notes : iterable of str, optional
        What the engine had to replace, in words.
    families : mapping of str to str, optional
        Family of a stem where its name does not tell it.
    tempo : TempoMap, optional
        The map they were made along; a player draws its bars.

    Raises
    ------
    FilmScoreError
        When a sound has another shape, holds NaN, or a family is unknown.

    Examples
    --------
    >>> stems = Stems({"strings": np.zeros((48000, 2)), "harp": np.ones((24000, 2)) / 2}, start=480)
    >>> stems.names, stems.seconds, stems["harp"].shape
    (('strings', 'harp'), 1.0, (48000, 2))
    >>> stems
    <Stems of 1.0 s: strings, harp>
    >>> float(stems.mix().max()), round(stems.peak_db, 2)
    (0.5, -6.02)
    """

    rate = RATE

    def __init__(
        self,
        sounds: Mapping[str, Any],
        *,
        start: int | None = None,
        font: str = "",
        notes: Iterable[str] = (),
        families: Mapping[str, str] | None = None,
        tempo: TempoMap | None = None,
    ) -> None:
        if not isinstance(sounds, Mapping):
            raise FilmScoreError(
                f'stems are given by name, Stems({{"strings": samples}}), not as {type(sounds).__name__}'
            )
        for name in sounds:
            if not isinstance(name, str) or not name.strip():
                raise FilmScoreError(f"the name of a stem is a word, such as 'strings', not {shown(name)}")
        self._stores = tuple(store for store in sounds.values() if isinstance(store, Store))
        made = {
            name: given.sound if isinstance(given, Store) else _sound(name, given) for name, given in sounds.items()
        }
        length = max((len(sound) for sound in made.values()), default=0)
        self._sounds = {
            name: sound if len(sound) == length else np.pad(sound, ((0, length - len(sound)), (0, 0)))
            for name, sound in made.items()
        }
        self._length = length
        self.start = None if start is None else whole_frame(start, "start of the stems")
        self.font = font
        self.notes = tuple(notes)
        self.tempo = tempo
        given = dict(families or {})
        for name, family in given.items():
            if family not in FAMILIES:
                raise FilmScoreError(f"stem {name!r}: no family {family!r}; the families are {', '.join(FAMILIES)}")
        self.families = {name: given.get(name, family_of(name)) for name in self._sounds}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the stems, in the order of the mix."""
        return tuple(self._sounds)

    @property
    def samples(self) -> int:
        """Length of every stem, in samples."""
        return self._length

    @property
    def seconds(self) -> float:
        """Length of every stem, in seconds."""
        return self._length / RATE

    @property
    def peak_db(self) -> float:
        """Highest sample of the mix, dB below full scale; above 0 it would clip, and silence is -inf."""
        peak = max((float(np.abs(block).max(initial=0.0)) for block in self._mixed()), default=0.0)
        return 20 * float(np.log10(peak)) if peak else float("-inf")

    def __getitem__(self, name: str) -> NDArray[np.float32]:
        try:
            return self._sounds[name]
        except (KeyError, TypeError):
            there = ", ".join(self._sounds) or "none at all"
            raise FilmScoreError(f"there is no stem {name!r} here; there are: {there}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._sounds)

    def __len__(self) -> int:
        return len(self._sounds)

    def __contains__(self, name: object) -> bool:
        return name in self._sounds

    def __repr__(self) -> str:
        # without the font and the level: both depend on the machine, and a lesson's output may not
        return f"<Stems of {self.seconds:.1f} s: {', '.join(self._sounds) or 'none'}>"

    def mix(self) -> NDArray[np.float32]:
        """Sum of all stems, in their order.

        Returns
        -------
        numpy.ndarray
            float32 of shape (samples, 2); may exceed 1.0.
        """
        store = Store(self._length, on_disk=any(store.on_disk for store in self._stores))
        first = 0
        for block in self._mixed():
            store.sound[first : first + len(block)] = block
            first += len(block)
            store.rest()
        return store.sound

    def _mixed(self) -> Iterator[NDArray[np.float32]]:
        """The mix, ten seconds at a time."""
        for blocks in zip(*(_blocks(sound) for sound in self._sounds.values()), strict=True):
            total = np.zeros_like(blocks[0])
            for block in blocks:
                total += block
            yield total

    def encode(self, kind: str = "ogg", quality: float = 0.5) -> list[EncodedStem]:
        """Encode each stem for a browser.

        Parameters
        ----------
        kind : {"ogg", "flac", "wav"}
            Ogg Vorbis is small and plays in Chrome, Firefox and Safari from 18.4; FLAC plays in older Safaris too.
        quality : float
            Of Ogg Vorbis, from 0 (smallest) to 1 (best).

        Returns
        -------
        list of EncodedStem
            They decode to exactly the length of the stem.

        Raises
        ------
        FilmScoreError
            When the kind is unknown.
        """
        return list(self._encoded(kind, quality))

    def _encoded(self, kind: str, quality: float) -> Iterator[EncodedStem]:
        for name, sound in self._sounds.items():
            yield EncodedStem(name, self.families[name], _MIME.get(kind, ""), encode_sound(sound, kind, quality))

    def write(self, folder: str | os.PathLike[str], kind: str = "ogg", quality: float = 0.5) -> Path:
        """Write the stems into a folder: one sound file each, and `stems.json` which names them.

        Parameters
        ----------
        folder : path
            Made if it is missing. Files are replaced whole or not at all.
        kind, quality
            As in `encode`.

        Returns
        -------
        pathlib.Path
            The folder.
        """
        target = _folder(folder)
        files: dict[str, str] = {}
        try:
            target.mkdir(parents=True, exist_ok=True)
            for stem in self._encoded(kind, quality):
                safe = re.sub(r"[^a-z0-9]+", "-", stem.name.lower()).strip("-") or "stem"
                file, number = f"{safe}.{kind}", 1
                while file in files.values():
                    number += 1
                    file = f"{safe}-{number}.{kind}"
                files[stem.name] = file
                replace_file(target / files[stem.name], stem.data)
            index = {
                "rate": RATE,
                "samples": self._length,
                "start": self.start,
                "font": self.font,
                "notes": list(self.notes),
                "stems": [{"name": n, "family": self.families[n], "file": f} for n, f in files.items()],
            }
            replace_file(target / _INDEX, (json.dumps(index, indent=2, ensure_ascii=False) + "\n").encode())
        except OSError as error:
            raise FilmScoreError(f"cannot write stems to {target}: {error.strerror}; choose another folder") from None
        return target

    @classmethod
    def read(cls, folder: str | os.PathLike[str]) -> Stems:
        """Read what `write` wrote.

        Parameters
        ----------
        folder : path
            A folder with `stems.json` in it.

        Raises
        ------
        FilmScoreError
            When the folder or a file is missing, damaged, or shorter than it was.
        """
        target = _folder(folder)
        try:
            index = json.loads((target / _INDEX).read_text(encoding="utf-8"))
            length, rows = (
                int(index["samples"]),
                [(str(r["name"]), str(r["family"]), str(r["file"])) for r in index["stems"]],
            )
            start = None if index.get("start") is None else int(index["start"])
            font, notes = str(index.get("font", "")), list(index.get("notes", ()))
        except OSError as error:
            raise FilmScoreError(f"no stems in {target}: {_INDEX}: {error.strerror}; write them first") from None
        except (ValueError, KeyError, TypeError) as error:
            raise FilmScoreError(f"{target / _INDEX} is damaged ({error!r}); write the stems again") from None
        sounds = {}
        for name, _, file in rows:
            path = target / Path(file).name
            try:
                sounds[name] = decode_sound(path.read_bytes(), str(path))
            except OSError as error:
                raise FilmScoreError(f"stem {name!r}: {path}: {error.strerror}; write the stems again") from None
            if len(sounds[name]) != length:
                raise FilmScoreError(
                    f"{path} is damaged: {len(sounds[name])} samples where {length} were written; write the stems again"
                )
        return cls(sounds, start=start, font=font, notes=notes, families={name: family for name, family, _ in rows})


def _folder(given: Any) -> Path:
    if not isinstance(given, str | os.PathLike) or not str(given).strip():
        raise FilmScoreError(f"stems are kept in a folder, 'my-music/cue-1', not in {shown(given)}")
    return Path(given)


_MIME = {"ogg": "audio/ogg", "flac": "audio/flac", "wav": "audio/wav"}
_FORMAT = {"ogg": ("OGG", "VORBIS"), "flac": ("FLAC", "PCM_24"), "wav": ("WAV", "FLOAT")}


def encode_sound(sound: Any, kind: str = "ogg", quality: float = 0.5) -> bytes:
    """Encode one stereo sound as the bytes of a file.

    Parameters
    ----------
    sound : array
        Shape (samples, 2), 48 kHz.
    kind : {"ogg", "flac", "wav"}
        FLAC holds neither what goes over full scale nor a sound of no length; the others hold both.
    quality : float
        Of Ogg Vorbis, from 0 (smallest) to 1 (best).

    Raises
    ------
    FilmScoreError
        When the kind is unknown or cannot hold the sound.
    """
    import soundfile

    if kind not in _FORMAT:
        raise FilmScoreError(f"there is no kind of sound file {kind!r} here; there are: {', '.join(_FORMAT)}")
    samples = _sound("sound", sound)
    if kind == "flac" and not len(samples):
        raise FilmScoreError("FLAC cannot hold a sound of no length; take ogg or wav")
    if kind == "flac" and any(float(np.abs(b).max()) > 1.0 for b in _blocks(samples)):
        raise FilmScoreError("this sound goes over full scale, which FLAC would clip; turn it down, or take ogg or wav")
    container, subtype = _FORMAT[kind]
    extra = {"compression_level": 1.0 - min(max(quality, 0.0), 1.0)} if kind == "ogg" else {}
    buffer = io.BytesIO()
    with soundfile.SoundFile(
        buffer, "w", samplerate=RATE, channels=2, format=container, subtype=subtype, **extra
    ) as file:
        # libsndfile puts the whole of one write on the stack while it encodes Vorbis: a minute in one piece
        # takes the process down, a second at a time is safe everywhere
        for block in _blocks(samples):
            for first in range(0, len(block), RATE):
                file.write(block[first : first + RATE])
    return buffer.getvalue()


def decode_sound(data: bytes, what: str = "this sound") -> NDArray[np.float32]:
    """Decode the bytes of a sound file to float32 of shape (samples, 2) at 48 kHz.

    Parameters
    ----------
    data : bytes
        A file in any format soundfile reads.
    what : str
        What to call it in messages.

    Raises
    ------
    FilmScoreError
        When it is no sound file, is damaged, or has another rate.
    """
    import soundfile

    try:
        with soundfile.SoundFile(io.BytesIO(data)) as file:
            rate, expected = file.samplerate, file.frames
            sound = file.read(dtype="float32", always_2d=True)
    except (soundfile.SoundFileError, RuntimeError, ValueError) as error:
        reason = getattr(error, "error_string", "") or str(error)
        raise FilmScoreError(f"{what} cannot be read as sound: {reason} Make it again") from None
    if rate != RATE:
        raise FilmScoreError(f"{what} has {rate} samples a second; the course works at {RATE}")
    if len(sound) < expected < 1 << 48:
        raise FilmScoreError(f"{what} breaks off after {len(sound)} of {expected} samples; make it again")
    return _sound(what, sound[:, 0] if sound.shape[1] == 1 else sound[:, :2])


def replace_file(path: Path, data: bytes) -> None:
    """Write beside the file and swap it in, so that a crash leaves the old file or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
