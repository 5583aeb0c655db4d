"""What plays where the font falls short: which recordings are good enough, and what stands in for those that are not.

The font is asked, preset by preset: how long are its recordings, how many samples a second do they have, do they get
brighter when they are played harder? A harp of two hundredths of a second, looped, is replaced by a string of our own;
strings recorded up to 6 kHz are kept, and a synth adds what is missing above. A font that has good recordings is
left alone. Sounds no font has (a braam, a riser) are always ours; so are ways of playing no font has recorded (at the
bridge, with a mute), which may keep a part of the ordinary recording for its bow and its breath.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ..errors import FilmScoreError

if TYPE_CHECKING:
    from .sampler import Sampler
    from .soundfont import SoundFont
    from .synth import Synth, SynthPlayer


#: a way of playing follows its ordinary sound from font to font by no more than this, dB
FARTHEST = 12.0


@dataclass(frozen=True)
class Layer:
    """A synth as part of a patch.

    Parameters
    ----------
    synth : Synth
    gain_db : float
    transpose : float
        Semitones from the note that is written.
    """

    synth: Synth
    gain_db: float = 0.0
    transpose: float = 0.0


@dataclass(frozen=True)
class Patch:
    """How one sound is made, whatever the font.

    Parameters
    ----------
    preset : (int, int)
        Bank and program of the font that play it if they are good enough.
    layers : tuple of Layer
        What plays otherwise.
    seconds : float
        The font is good enough if half of its recordings are at least this long; 0.0 asks nothing.
    hertz : float
        ... if they have at least so many samples a second.
    dynamics : bool
        ... if they change with velocity.
    font_db : float or None
        Level at which a preset that is not good enough, or of which nothing is asked, plays along; None if it does not.
    levels : tuple of (float, float)
        Corrections of the layers over the range, (MIDI pitch, dB): they sit where the preset sat.
    beside_db : float or None
        Of a way of playing: level of the preset, the ordinary sound, with the font the levels were measured with (dB).
        Fonts differ; the layers go up or down with theirs. None: they stay where they are.
    beside : str
        The patch of that ordinary sound; empty if it has none.
    """

    preset: tuple[int, int]
    layers: tuple[Layer, ...]
    seconds: float = 0.0
    hertz: float = 0.0
    dynamics: bool = False
    font_db: float | None = None
    levels: tuple[tuple[float, float], ...] = ((60.0, 0.0),)
    beside_db: float | None = None
    beside: str = ""

    @property
    def always(self) -> bool:
        """Whether it is always ours: nothing is asked of the font."""
        return not (self.seconds or self.hertz or self.dynamics)


def falls_short(patch: Patch, font: SoundFont, preset: tuple[int, int]) -> str:
    """Why a preset of a font is not good enough for a patch, in words; empty if it is.

    Parameters
    ----------
    patch : Patch
    font : SoundFont
    preset : (int, int)
        That the font really has.
    """
    recordings = font.recordings(*preset)
    if not recordings:
        return "it has no recordings"
    seconds = statistics.median(length for length, _ in recordings)
    hertz = statistics.median(rate for _, rate in recordings)
    if seconds < patch.seconds:
        return f"its recordings last {seconds:.2f} s"
    if hertz < patch.hertz:
        return f"it is recorded up to {hertz / 2000:.0f} kHz"
    if patch.dynamics and not font.shapes_with_velocity(*preset):
        return "soft and loud are one recording"
    return ""


_ordinary: WeakKeyDictionary[SoundFont, dict[tuple[object, ...], float]] = WeakKeyDictionary()


def ordinary_db(patch: Patch, font: SoundFont, preset: tuple[int, int]) -> float:
    """How loud a preset is with a font, and with the patch it has: the loudest 0.4 s of three notes of the range, dB.

    Parameters
    ----------
    patch : Patch
        A way of playing: its `levels` say what the range is, its `beside` what the ordinary sound is.
    font : SoundFont
        What was found out about it is kept as long as it is.
    preset : (int, int)
        That the font really has.
    """
    pitches = [pitch for pitch, _ in patch.levels]
    wanted = tuple(pitches[len(pitches) * i // 4] for i in (1, 2, 3))
    known = _ordinary.setdefault(font, {})
    key = (preset, wanted, patch.beside)
    if key not in known:
        import numpy as np

        from .engine import render
        from .events import Note, Track

        decibels = []
        for pitch in wanted:
            track = Track("ordinary", "a", *preset, [Note(0.0, 1.0, pitch, 90)], patch=patch.beside)
            sound = render([track], 1.0, font, "dry")["a"]
            power = np.square(sound, dtype=np.float64).sum(axis=1).reshape(10, -1).mean(axis=1)
            decibels.append(10.0 * np.log10(np.convolve(power, np.full(4, 0.25), "valid").max() + 1e-12))
        known[key] = float(np.mean(decibels))
    return known[key]


def patch_named(name: str) -> Patch:
    """A patch by its name.

    Raises
    ------
    FilmScoreError
        When there is none; the message lists those there are.
    """
    from .patches import PATCHES

    try:
        return PATCHES[name]
    except KeyError:
        raise FilmScoreError(f"there is no patch {name!r}; there are: {', '.join(sorted(PATCHES))}") from None


def sources(name: str, bank: int, program: int, sampler: Sampler) -> tuple[tuple[Sampler | SynthPlayer, float], ...]:
    """Who plays a sound with a font: players, and what each adds to the gain of its track (dB).

    Parameters
    ----------
    name : str
        Of a patch; empty for the font's own preset.
    bank, program : int
        What the track asks of the font.
    sampler : Sampler
        Its `notes` say what was replaced.

    Returns
    -------
    tuple of (player, gain_db)
    """
    if not name:
        return ((sampler, 0.0),)
    patch = patch_named(name)
    if patch.always:
        along = () if patch.font_db is None else ((sampler, patch.font_db),)
        more = 0.0
        if patch.beside_db is not None:
            more = ordinary_db(patch, sampler.font, sampler.find(*patch.preset)) - patch.beside_db
            more = min(max(more, -FARTHEST), FARTHEST)
        return (*along, *((player, more) for player in _players(patch)))
    found = sampler.find(bank, program)
    reason = falls_short(patch, sampler.font, found)
    if not reason:
        return ((sampler, 0.0),)
    font = sampler.font
    kinds = " and ".join(dict.fromkeys(layer.synth.KIND for layer in patch.layers))
    if patch.font_db is None:
        sampler.notes.append(f"{font.name}, {font.presets[found]}: {reason}, so {kinds} plays instead")
        return tuple((player, 0.0) for player in _players(patch))
    sampler.notes.append(f"{font.name}, {font.presets[found]}: {reason}, so {kinds} plays along")
    return ((sampler, patch.font_db), *((player, 0.0) for player in _players(patch)))


def _players(patch: Patch) -> Iterator[SynthPlayer]:
    from .synth import SynthPlayer

    for layer in patch.layers:
        yield SynthPlayer(layer.synth, layer.gain_db, layer.transpose, patch.levels)
