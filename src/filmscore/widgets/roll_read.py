"""Anything a lesson writes or renders, read into what a small player plays."""

from __future__ import annotations

import os
import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Any

import numpy as np

from ..errors import FilmScoreError, shown
from ..music.counterpoint import Together
from ..music.harmony.bars import Bars
from ..music.harmony.chords import Chord
from ..music.harmony.scales import Scale
from ..music.harmony.triads import Triad
from ..music.harmony.voicing import Voicing
from ..music.motif import Motif
from ..music.orchestra.balance import Balance
from ..music.orchestra.compass import compass
from ..music.orchestra.instrument import Instrument
from ..music.orchestra.orchestration import Orchestration
from ..music.pitch import Pitch
from ..music.setting import Harmonised
from ..sound.marked_tempo import FASTEST, SLOWEST
from .roll import BPM, LONGEST, PEAKS, SHORT, Roll, Strip, chords, jotted, no_sound, together, tune
from .roll_score import of_music21

#: more numbers than there are pitches are no chord; less sound than this is heard by nobody (seconds)
PITCHES, SHORTEST = 128, 0.001

#: a player may come in so many beats before a chord is written
SLACK = 0.2


def read(x: Any, bpm: float | None = None, played_by: str | None = None) -> Roll | Strip:
    """Take anything that sounds.

    Raises
    ------
    FilmScoreError
        It does not sound, or is too long; or a recording is given a tempo.
    """
    _tempo(bpm)
    if isinstance(x, Scale):
        x = x.motif()
    if isinstance(x, Instrument):
        return tune(compass(x), bpm or BPM, played_by or x.said)
    if isinstance(x, Orchestration | Balance):
        return of_music21(x.to_music21(), bpm, played_by, own=True)
    if isinstance(x, Motif) or (isinstance(x, str) and not _is_path(x)):
        return tune(Motif(x), bpm or BPM, played_by)
    if isinstance(x, Together | Harmonised):
        return together(x, bpm or BPM, played_by)
    if isinstance(x, Bars):
        return jotted(x, bpm, played_by)
    if isinstance(x, bytes | bytearray | bool) or x is None or isinstance(x, int | float):
        raise FilmScoreError(no_sound(x))
    if str(type(x).__module__).partition(".")[0] == "music21":
        return of_music21(x, bpm, played_by)
    x = _listed(x)
    if isinstance(x, list | tuple):
        return _of_list(x, bpm or BPM, played_by)
    pitches = getattr(x, "pitches", None)
    if isinstance(pitches, tuple | list) and pitches:
        return chords([pitches], bpm or BPM, played_by, str(x))
    if isinstance(x, Voicing):
        return _voices(x, bpm, played_by)
    if callable(getattr(x, "to_music21", None)):
        return of_music21(x.to_music21(), bpm, played_by)
    if bpm is not None:
        raise FilmScoreError("A recording has its tempo already: leave bpm out.")
    return _strip(x)


def _is_path(text: str) -> bool:
    """A name with an ending, as files have, or one in a folder that is there; notes have neither."""
    return re.search(r"\.[A-Za-z]\w{1,4}$", text.strip()) is not None or (
        "/" in text and len(text) < 1000 and "\0" not in text and os.path.exists(text)
    )


def _listed(x: Any) -> Any:
    """Numbers that are pitches as a list of them, numbers that are samples as an array; all else as it is.

    Full scale of sound is 1.0, and no pitch lies there: so a few numbers beyond it are MIDI pitches, and any within it
    are sound.
    """
    if isinstance(x, range):
        x = list(x)
    if isinstance(x, np.ndarray):
        short = x.ndim == 1 and 0 < len(x) <= PITCHES
        pitches = short and x.dtype.name not in ("int8", "int16") and x.dtype.kind in "iuf" and _beyond(x.tolist())
        return x.tolist() if pitches or (short and x.dtype.kind == "U") else x
    if not isinstance(x, list | tuple) or not x:
        return x
    rows = [one if isinstance(one, list | tuple) else [one] for one in x]
    flat = [one for row in rows for one in row]
    sound = all(isinstance(one, float | np.floating) for one in flat) and len({len(row) for row in rows}) == 1
    if flat and sound and (not _beyond(flat) or len(x) > PITCHES):
        return np.asarray(x, dtype=float)
    return x


def _beyond(numbers: Sequence[float]) -> bool:
    """Whether there is one past the full scale of sound, or none at all (NaN)."""
    return any(not abs(one) <= 1.0 for one in numbers)


def _tempo(bpm: object) -> None:
    if bpm is None:
        return
    number = isinstance(bpm, int | float | Fraction | np.integer | np.floating) and not isinstance(bpm, bool)
    if not number or not SLOWEST <= bpm <= FASTEST:  # type: ignore[operator]
        raise FilmScoreError(
            f"bpm is {shown(bpm)}: a number of beats a minute from {SLOWEST:g} to {FASTEST:g} is wanted."
        )


def _of_list(x: Sequence[Any], bpm: float, played_by: str | None) -> Roll | Strip:
    if not x:
        raise FilmScoreError("This list is empty: write notes, ['C4', 'E4', 'G4'], or chords of them.")
    if len(x) > PITCHES and not any(isinstance(one, str | list | tuple | Chord | Triad) for one in x):
        raise FilmScoreError(
            f"These are {len(x)} numbers, and a chord has {PITCHES} pitches at most; samples of sound are an array "
            "with full scale 1.0: numpy.array(x) / 32768 for whole numbers of 16 bits."
        )
    if all(getattr(one, "isChord", False) for one in x):  # of music21
        return chords([sorted(one.pitches, key=lambda p: p.ps) for one in x], bpm, played_by)
    if all(isinstance(one, str) for one in x) and any(":" in one or one.strip().upper() == "R" for one in x):
        return tune(Motif(x), bpm, played_by)
    if all(isinstance(one, Chord | Triad) for one in x):
        return chords([one.pitches for one in x], bpm, played_by)
    if all(isinstance(one, list | tuple) for one in x):
        return chords(x, bpm, played_by)
    return chords([x], bpm, played_by)


def _voices(x: Voicing, bpm: float | None, played_by: str | None) -> Roll:
    """Chords as voices sing them: named by the chords, every note spelled as its voice has it; what stays is held."""
    made = of_music21(x.to_music21(tied=True), bpm, played_by)
    ends = list(accumulate(float(beats) for beats in x.beats))
    spelled = [{Pitch.read(name).midi: Pitch.read(name).name for name in chord} for chord in zip(*x.lines, strict=True)]
    notes = []
    for note in made.notes:
        at = min(bisect(ends, note.beat + SLACK), len(spelled) - 1)
        notes.append(replace(note, name=spelled[at].get(round(note.pitch), note.name)))
    named = " ".join(str(chord) for chord in x.chords[:16])
    return replace(made, title=named + (" …" if len(x.chords) > 16 else ""), notes=tuple(notes))


def _strip(x: Any) -> Strip:
    from ..sound.recording import recording

    try:
        sound = recording(x)
    except FilmScoreError as error:
        raise FilmScoreError(f"{error}" if _might_sound(x) else no_sound(x)) from None
    if sound.seconds > LONGEST:
        raise FilmScoreError(
            f"{sound.name} lasts {sound.seconds / 60:.0f} minutes; up to {LONGEST / 60:.0f} are played here: "
            "cut out the part you want to hear."
        )
    if sound.seconds < SHORTEST:
        raise FilmScoreError(
            f"{sound.name} has {sound.samples} sample{'s' * (sound.samples > 1)}, {1000 * sound.seconds:.2g} ms: less "
            f"than {1000 * SHORTEST:g} ms is not heard. Pitches are MIDI numbers, [60, 64, 67], or names, ['C4', 'E4']."
        )
    samples = sound.read().astype(np.float32)
    middle = samples.mean(axis=1)
    edges = np.linspace(0, len(middle), min(PEAKS, len(middle)) + 1).astype(int)
    peaks = tuple((round(float(p.min()), 3), round(float(p.max()), 3)) for p in _pieces(middle, edges))
    top = float(np.abs(samples).max())
    level = (
        f"peak {20 * np.log10(top) + 0.0:.1f} dB".replace("-0.0", "0.0").replace("-", "−")
        if top
        else "silent throughout"
    )
    how = {1: "mono", 2: "stereo"}.get(sound.channels, f"{sound.channels} channels")
    names = getattr(x, "names", None)
    title = f"Stems: {', '.join(names)}" if isinstance(names, tuple) and names else sound.name
    title = title[:1].upper() + title[1:]
    return Strip(title, sound.seconds, (samples, sound.rate), peaks, f"{how}, {sound.rate} Hz, {level}")


def _pieces(sound: Any, edges: Any) -> Iterator[Any]:
    for first, last in pairwise(edges):
        yield sound[first : max(last, first + 1)]


def _might_sound(x: Any) -> bool:
    return isinstance(x, str | os.PathLike | np.ndarray | list | tuple) or hasattr(x, "stems") or hasattr(x, "mix")


def encoded(strip: Strip) -> tuple[str, bytes]:
    """A recording as a page plays it, stereo at 48 kHz: the type of the data, and the data.

    Browsers lose some samples of Ogg Vorbis, which is heard where a loop closes; what is short goes without loss.
    """
    from ..sound.stems import RATE, encode_sound

    samples, rate = strip.sound
    if samples.shape[1] != 2:
        middle = samples.mean(axis=1)
        samples = np.stack([middle, middle], axis=1)
    if rate != RATE:
        from scipy.signal import resample_poly

        common = int(np.gcd(RATE, rate))
        samples = resample_poly(samples, RATE // common, rate // common, axis=0)
    samples = samples.astype(np.float32)
    kind = "ogg"
    if strip.seconds <= SHORT:
        kind = "flac" if float(np.abs(samples).max()) <= 1.0 else "wav"  # FLAC would clip
    return f"audio/{kind}", encode_sound(samples, kind)
