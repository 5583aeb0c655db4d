"""Notes sampled for a bank: an instrument is played once, and its notes cut, levelled and made fit to be repeated."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .events import Control, Note, Track
from .handling import STRUCK, Voice
from .palette import voice_for
from .stems import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: how hard the notes of the bank are played; other velocities are made of these by level and brightness
VELOCITY = 80

#: semitones from one sampled note to the next
STEP = 4

#: level of the loudest 0.4 s of a note, and no peak above, dB of full scale: eight notes at once leave headroom
LEVEL, HIGHEST_PEAK = -27.0, -14.0

#: registers of one instrument may differ by this much from its middle, dB
EVEN = 4.0

#: sustained notes are sampled to the end of the loop, struck ones until they have died away or this long (seconds)
LOOP, CROSS, RINGS = (1.1, 2.3), 0.3, 2.8

_GUARD = 0.05  # s of the loop's beginning after its end, so that nothing at the seam is interpolated with silence
_ROOM = 1.6  # s between two notes, for the room to fall silent
_BETWEEN = 0.04  # s between two notes in the file


@dataclass(frozen=True)
class Instrument:
    """One instrument of the bank.

    Attributes
    ----------
    id : str
        What `fs.play` calls it.
    name : str
        What the palette and people call it.
    low, high : int
        Comfortable range, sounding MIDI pitches.
    family : str
        Its family, which colours go by.
    release : float
        Seconds in which a note that is let go falls silent.
    """

    id: str
    name: str
    low: int
    high: int
    family: str
    release: float

    @property
    def voice(self) -> Voice:
        """Who plays it."""
        return voice_for(self.name)


@dataclass(frozen=True)
class Sample:
    """One note in the file: MIDI pitch, and in seconds where it begins and ends and what of it may be repeated.

    `loop` is None for a note that dies away by itself.
    """

    pitch: int
    start: float
    end: float
    loop: tuple[float, float] | None


@dataclass(frozen=True)
class SampledInstrument:
    """What a page gets: a sound file, and where each note lies in it.

    Attributes
    ----------
    id : str
    font : str
        Name of the font that played.
    lead : float
        Seconds a note has to begin before the beat, so that the beat is where it is heard.
    release : float
    samples : tuple of Sample
    data : bytes
        Ogg Vorbis, mono, 48 kHz.
    """

    id: str
    font: str
    lead: float
    release: float
    samples: tuple[Sample, ...]
    data: bytes

    def index(self) -> dict[str, Any]:
        """Everything but the sound, as JSON has it."""
        made = asdict(self)
        del made["data"]
        return made


def pitches(player: Instrument) -> list[int]:
    """The notes that are sampled: both ends of the range, and every fourth semitone or closer between."""
    steps = -(-(player.high - player.low) // STEP)
    return [player.low + (player.high - player.low) * i // steps for i in range(steps + 1)]


def played(player: Instrument, font: Path) -> SampledInstrument:
    """An instrument, played from its lowest note to its highest with a font; every one as loud as every other."""
    wanted = pitches(player)
    notes = sounded(player.voice, wanted, VELOCITY, font)
    return put_together(player, font, wanted, notes, _levels(notes))


def sounded(
    voice: Voice, wanted: Sequence[int], velocity: float, font: Path, *, expression: float | None = None,
    gain_db: float = 0.0,
) -> list[NDArray[np.float32]]:  # fmt: skip
    """Single notes as the engine plays them, mono at 48 kHz, in the course's room.

    Parameters
    ----------
    voice : Voice
    wanted : sequence of int
        MIDI pitches.
    velocity : float
    font : Path
    expression : float, optional
        0 to 127, for what can swell.
    gain_db : float
        What the voice's own gain adds, where levels are to be true.
    """
    from .engine import render

    hold = RINGS if voice.kind == STRUCK else LOOP[1] + CROSS
    apart = hold + _ROOM
    keys = [pitch if voice.key is None else voice.key for pitch in wanted]
    notes = [Note(i * apart, i * apart + hold, pitch, velocity) for i, pitch in enumerate(keys)]
    controls = [] if expression is None else [Control(0.0, "expression", expression)]
    tracks = [
        Track("note", voice.stem, sound.bank, sound.program, notes, controls, gain_db=gain_db + sound.gain_db,
              send_db=voice.send_db, early=voice.early, patch=sound.patch)
        for sound in (voice.sound, *voice.layers)
    ]  # fmt: skip
    sound = render(tracks, seconds=apart * len(wanted), font=font).mix().mean(axis=1)
    return [sound[round(i * apart * RATE) : round((i * apart + hold + 0.2) * RATE)] for i in range(len(wanted))]


def put_together(
    player: Instrument, font: Path, wanted: Sequence[int], heard: Sequence[NDArray[np.float32]],
    gains: Sequence[float],
) -> SampledInstrument:  # fmt: skip
    """Notes cut where they begin, made fit to be repeated, and laid one after another in a file."""
    from .engine import sampler_for

    struck = player.voice.kind == STRUCK
    cut = [_beginning(note) for note in heard]
    shaped = [
        (_dying(note[first:]) if struck else looped(note[first:])) * gain
        for note, first, gain in zip(heard, cut, gains, strict=True)
    ]
    gap = np.zeros(round(_BETWEEN * RATE), np.float32)
    samples, parts, at = [], [gap], len(gap)
    for pitch, note in zip(wanted, shaped, strict=True):
        start = at / RATE
        loop = None if struck else (start + LOOP[0], start + LOOP[1])
        samples.append(Sample(pitch, start, start + len(note) / RATE, loop))
        parts += [note, gap]
        at += len(note) + len(gap)
    lead = max(0.0, player.voice.sound.lead / 1000 - float(np.median(cut)) / RATE)
    whole = np.concatenate(parts).astype(np.float32)
    return SampledInstrument(
        player.id, sampler_for(font).font.name, round(lead, 4), player.release, tuple(samples), _ogg(whole)
    )


def _beginning(note: NDArray[np.float32]) -> int:
    """The first sample that is heard, half a millisecond early; at most 30 ms are taken away."""
    loud = np.abs(note) > np.abs(note).max(initial=0.0) * 10 ** (-50 / 20)
    return int(min(max(int(np.argmax(loud)) - RATE // 2000, 0), 0.03 * RATE)) if loud.any() else 0


def _levels(notes: Sequence[NDArray[np.float32]]) -> list[float]:
    """A gain for each note: the instrument at its level, and no register far from its middle."""
    width = round(0.4 * RATE)
    loudest, peaks = [], []
    for note in notes:
        power = np.cumsum(np.concatenate([[0.0], note.astype(np.float64) ** 2]))
        loudest.append(10.0 * np.log10(max(float((power[width:] - power[:-width]).max()) / width, 1e-14)))
        peaks.append(float(np.abs(note).max(initial=0.0)))
    middle = float(np.median(loudest))
    gains = [10 ** ((LEVEL - middle + float(np.clip(db - middle, -EVEN, EVEN)) - (db - middle)) / 20) for db in loudest]
    highest = 10 ** (HIGHEST_PEAK / 20)
    return [min(gain, highest / peak) if peak else gain for gain, peak in zip(gains, peaks, strict=True)]


def _dying(note: NDArray[np.float32]) -> NDArray[np.float32]:
    """A struck note, faded out over its last 0.6 s; what is below -66 dB of its peak at the end is left out."""
    note = note[: round(RINGS * RATE)]
    loud = np.flatnonzero(np.abs(note) > np.abs(note).max(initial=0.0) * 10 ** (-66 / 20))
    note = note[: max(int(loud[-1]) + 1 if len(loud) else 0, round(0.5 * RATE))].copy()
    n = min(round(0.6 * RATE), len(note) // 2)
    note[-n:] *= (0.5 + 0.5 * np.cos(np.pi * (np.arange(n) + 1) / n)).astype(np.float32)
    return note


def looped(note: NDArray[np.float32]) -> NDArray[np.float32]:
    """A sustained note whose end of the loop has been led over into what stands before its beginning.

    Two sounds that differ add up as powers, two that are alike as levels; the gains go by how alike they are.
    """
    first, last, n, guard = (round(t * RATE) for t in (*LOOP, CROSS, _GUARD))
    made = note[: last + guard].astype(np.float64)
    ending, coming = made[last - n : last].copy(), made[first - n : first]
    alike = float(ending @ coming) / max(float(np.sqrt((ending @ ending) * (coming @ coming))), 1e-12)
    rise = (np.arange(n) + 1) / n
    scale = 1.0 / np.sqrt(np.maximum((1 - rise) ** 2 + rise**2 + 2 * alike * rise * (1 - rise), 0.05))
    made[last - n : last] = ((1 - rise) * ending + rise * coming) * scale
    made[last:] = made[first : first + len(made) - last]
    return made.astype(np.float32)


def _ogg(sound: NDArray[np.float32]) -> bytes:
    """Mono Ogg Vorbis, written a second at a time as in `filmscore.sound.stems`."""
    import soundfile

    buffer = io.BytesIO()
    with soundfile.SoundFile(
        buffer, "w", samplerate=RATE, channels=1, format="OGG", subtype="VORBIS", compression_level=0.75
    ) as file:
        for first in range(0, len(sound), RATE):
            file.write(sound[first : first + RATE])
    return buffer.getvalue()
