"""The player of sound fonts: turns tracks of notes into voices.

For each note it finds the regions of the preset that cover its key and velocity, adds up what generators
and modulators say, and hands the numbers to the compiled voice. Whatever is the same for all notes of one
key and velocity is worked out once.
"""

from __future__ import annotations

import hashlib
import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from ..errors import FilmScoreError
from .events import CONTROLS, Note, Track
from .generators import Gen, hertz, seconds
from .modulators import BRIGHTENED, Modulator
from .moving import BLOCK, MOVING, Moving, by_touch, by_velocity
from .soundfont import Region, SoundFont
from .stems import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .soundings import Voiced
    from .voices import Voice

#: amplitude of a voice at full level: room for about thirty of them under full scale
VOICE_GAIN = 0.35

#: what a font's initialAttenuation is multiplied with. The specification means centibels; the sound card it was
#: written for took 0.4 of them, fonts were tuned by ear on it, and FluidSynth and the others keep the factor.
ATTENUATION_SCALE = 0.4

#: a key is held at least this long (samples, 10 ms), or the shortest notes would be swallowed by their attack
SHORTEST = 480

#: shortest attack and release, in samples: 1 ms keeps a sample that starts mid-wave from clicking; the
#: release of 16 ms is FluidSynth's floor
SHORTEST_ATTACK, SHORTEST_RELEASE = 48, 750

#: regions at a pitch that are kept worked out (2 kB each)
CASTS = 8192

#: bank of the drum kits
DRUMS = 128


class PlayedLayer(NamedTuple):
    """A region at one key and velocity: all that does not depend on the track."""

    voice: Voice
    row: NDArray
    name: bytes
    moving: tuple[Modulator, ...]
    curves: tuple[object, ...]
    data: NDArray[np.float32]
    exclusive: int
    key: int
    velocity: float
    ring: float
    reverb: float


class _Touch:
    """What velocity does to level and cut-off, by some modulators; each set of them is one object (`_touch`)."""

    def __init__(self, modulators: tuple[Modulator, ...]) -> None:
        self._modulators = modulators
        self._known: dict[tuple[int, float], tuple[float, float]] = {}

    def at(self, key: int, velocity: float) -> tuple[float, float]:
        """Centibels of attenuation and cents of cut-off."""
        known = self._known.get((key, velocity))
        if known is None:
            sums = {Gen.ATTENUATION: 0.0, Gen.FILTER: 0.0}
            for m in self._modulators:
                sums[Gen(m.destination)] += float(m.value({}, key, velocity))
            if len(self._known) > CASTS:
                self._known.clear()
            known = self._known[key, velocity] = sums[Gen.ATTENUATION], sums[Gen.FILTER]
        return known


@dataclass(frozen=True)
class _Cast:
    """A region at one pitch: a layer, and how attenuation and cut-off differ from it at another velocity."""

    layer: PlayedLayer
    attenuation: float
    cutoff: float
    touch: _Touch

    def at(self, velocity: float) -> PlayedLayer:
        """The layer for a velocity."""
        more, wider = self.touch.at(self.layer.key, velocity)
        attenuation, cutoff = self.attenuation + more, self.cutoff + wider
        layer = self.layer
        row = layer.row.copy()
        row["attenuation"], row["cutoff"] = attenuation, cutoff
        return layer._replace(
            voice=layer.voice._replace(attenuation=attenuation, cutoff=cutoff),
            row=row,
            name=layer.name + struct.pack("<ddd", velocity, attenuation, cutoff),
            velocity=velocity,
            curves=(*layer.curves[:2], velocity) if layer.curves[1:] else layer.curves,
        )


#: one object for each set of modulators: quicker to look up than they are
_touch = cache(_Touch)


@cache
def _number(moving: tuple[Modulator, ...]) -> int:
    """A number for each set of moving modulators, for the same reason."""
    return next(_NUMBERS)


_NUMBERS = count()

#: what was worked out for the regions of a font, whoever plays it: it does not depend on the track
_CASTS: WeakKeyDictionary[SoundFont, dict[tuple[object, ...], _Cast | PlayedLayer | None]] = WeakKeyDictionary()

#: the same for whole notes: a changed bar is heard again sooner where the others of its part need not be worked out
_LAYERS: WeakKeyDictionary[SoundFont, dict[tuple[object, ...], tuple[PlayedLayer, ...]]] = WeakKeyDictionary()


class Sampler:
    """Plays tracks with one font.

    Parameters
    ----------
    font : SoundFont
    brighten : bool or None
        Let soft playing sound softer in timbre too, for presets whose samples only get quieter. None: as far as
        the font itself does nothing of the kind; where it shapes strokes, only what swells.

    Examples
    --------
    >>> from filmscore.sound.fonts import find_font
    >>> Sampler(SoundFont(find_font())).find(0, 48)
    (0, 48)
    """

    def __init__(self, font: SoundFont, brighten: bool | None = None) -> None:
        self.font = font
        self.brighten = brighten
        self.notes: list[str] = []
        self._casts = _CASTS.setdefault(font, {})
        self._layers = _LAYERS.setdefault(font, {})
        self._places: dict[tuple[int, int], tuple[int, int]] = {}
        try:
            changed = font.path.stat().st_mtime_ns
        except OSError:  # gone since it was opened: what is in memory still plays
            changed = id(font)
        self._identity = f"{font.path} {changed} {brighten}"

    def find(self, bank: int, program: int) -> tuple[int, int]:
        """The preset that plays for a bank and program, which is another one where the font lacks it.

        A missing bank falls back to bank 0, a missing drum kit to the standard one, and a missing program to
        the nearest of its General MIDI family (groups of eight), or else the nearest of all; `notes` says so.

        Raises
        ------
        FilmScoreError
            When the font has no preset that could stand in.
        """
        wanted = bank, program
        if wanted not in self._places:
            there = self.font.presets
            found = wanted
            if found not in there:
                home = DRUMS if bank == DRUMS else 0
                numbers = [p for b, p in there if b == home]
                if not numbers:
                    raise FilmScoreError(
                        f"{self.font.name} has nothing to play in bank {home}; choose a General MIDI font"
                    )
                if home == DRUMS:
                    found = home, min(numbers, key=lambda p: (p != 0, p))
                else:
                    found = home, min(numbers, key=lambda p: (p // 8 != program // 8, abs(p - program), p))
                if found != (0, program) or home == DRUMS:
                    self.notes.append(
                        f"{self.font.name} has no preset {program} in bank {bank}: "
                        f"{there[found]} (bank {found[0]}, preset {found[1]}) plays instead"
                    )
                else:
                    self.notes.append(f"{self.font.name} has no bank {bank} for preset {program}: bank 0 plays instead")
            self._places[wanted] = found
        return self._places[wanted]

    # ------------------------------------------------------------------ from regions to numbers

    def layers(self, bank: int, program: int, pitch: float, velocity: float) -> tuple[PlayedLayer, ...]:
        """What sounds for one note of a preset."""
        bank, program = self.find(bank, program)  # also where the layers are known: it says what stands in
        name = bank, program, pitch, velocity, self.brighten
        made = self._layers.get(name)
        if made is None:
            key, strength = min(127, math.floor(pitch + 0.5)), max(1, min(127, round(velocity)))
            brightness = self._brightness(bank, program)
            made = tuple(
                layer
                for region in self.font.regions(bank, program)
                if region.covers(key, strength)
                and (layer := self._at(region, pitch, key, velocity, brightness)) is not None
            )
            if len(self._layers) > CASTS:
                self._layers.clear()
            self._layers[name] = made
        return made

    def _brightness(self, bank: int, program: int) -> str:
        """Which of `BRIGHTENED` a preset wants."""
        if self.brighten is not None:
            return "touch and swell" if self.brighten else ""
        if bank == DRUMS:
            return ""
        return "swell" if self.font.shapes_with_velocity(bank, program) else "touch and swell"

    def _at(self, region: Region, pitch: float, key: int, velocity: float, brightness: str) -> PlayedLayer | None:
        """A region at a pitch and a velocity; most of the work is the same for all velocities, and done once."""
        name = id(region), pitch, brightness  # the font holds its regions, so the number stays theirs
        known = self._casts.get(name, self)
        if known is None or isinstance(known, _Cast):
            return known.at(velocity) if known is not None else None
        if known is not self:  # a region on which velocity does more
            return self._layer(region, pitch, key, velocity, brightness)[0]
        layer, modulators = self._layer(region, pitch, key, velocity, brightness)
        if len(self._casts) > CASTS:
            self._casts.clear()
        if layer is None:
            self._casts[name] = None
            return None
        ours = tuple(m for m in modulators if not m.moves and by_velocity(m))
        simple = all(m.destination in (Gen.ATTENUATION, Gen.FILTER) for m in ours)
        if not simple or region.generators.get(Gen.VELOCITY, -1) > 0:
            self._casts[name] = layer
            return layer
        touch = _touch(ours)
        more, wider = touch.at(layer.key, velocity)
        cast = _Cast(layer, layer.voice.attenuation - more, layer.voice.cutoff - wider, touch)
        self._casts[name] = cast
        return cast.at(velocity)

    def _layer(
        self, region: Region, pitch: float, key: int, velocity: float, brightness: str
    ) -> tuple[PlayedLayer | None, tuple[Modulator, ...]]:
        from .readings import row_of
        from .voices import Voice

        sample = self.font.sample(region.sample)
        g = dict(region.generators)
        bend = pitch - key
        if g.get(Gen.KEY, -1) >= 0:
            key, bend = int(g[Gen.KEY]), 0.0
        if g.get(Gen.VELOCITY, -1) > 0:
            velocity = g[Gen.VELOCITY]
        g[Gen.ATTENUATION] = g.get(Gen.ATTENUATION, 0.0) * ATTENUATION_SCALE
        modulators = region.modulators
        added = BRIGHTENED[brightness]
        if brightness == "swell" and any(
            m.destination == Gen.FILTER and m.source.moves == "expression" for m in modulators
        ):
            added = ()  # the font does it itself
        if added:
            # less where the font's own filter is closed at its most open: the third harmonic always passes
            lowest = 100.0 * key + 2400.0
            widest = g.get(Gen.FILTER, 0.0) + max(g.get(Gen.MOD_ENV_TO_FILTER, 0.0), 0.0)
            room = min(max((widest - lowest) / (13500.0 - lowest), 0.0), 1.0) if lowest < 13500.0 else 0.0
            modulators += tuple(replace(m, amount=m.amount * room) for m in added)
        rest = {kind: value for kind, (_, _, value) in CONTROLS.items()}
        moving = []  # what reaches a generator that cannot move finds its controllers at rest
        for m in modulators:
            if m.moves and m.destination in MOVING:
                moving.append(m)
            else:
                g[m.destination] = g.get(m.destination, 0.0) + float(m.value(rest, key, velocity))

        def get(gen: Gen) -> float:
            return g.get(gen, 0.0)

        first = int(get(Gen.START) + 32768 * get(Gen.START_COARSE))
        last = sample.length + int(get(Gen.END) + 32768 * get(Gen.END_COARSE))
        loop_start = sample.loop_start + int(get(Gen.LOOP_START) + 32768 * get(Gen.LOOP_START_COARSE))
        loop_end = sample.loop_end + int(get(Gen.LOOP_END) + 32768 * get(Gen.LOOP_END_COARSE))
        # real fonts point a little outside now and then; bring it back rather than fail
        last = max(1, min(last, sample.length))
        first = max(0, min(first, last - 1))
        loop_start, loop_end = max(0, loop_start), min(loop_end, sample.length)
        mode = int(get(Gen.SAMPLE_MODES)) & 3
        if mode == 2 or loop_end - loop_start < 2:
            mode = 0
        if mode and first >= loop_end:
            first = loop_start

        root = get(Gen.ROOT_KEY)
        if not 0 <= root <= 127:
            root = sample.key
        cents = (key - root) * get(Gen.SCALE_TUNING) + 100.0 * bend
        cents += sample.correction + 100.0 * get(Gen.COARSE_TUNE) + get(Gen.FINE_TUNE) + get(Gen.PITCH)
        step = sample.rate / RATE * 2.0 ** (cents / 1200.0)
        if not 1e-4 < step < 512:
            return None, modulators

        def time(gen: Gen, key_scale: Gen | None = None) -> float:
            value = get(gen)
            if value <= -12000:
                return 0.0
            return RATE * seconds(value + ((60 - key) * get(key_scale) if key_scale is not None else 0.0))

        release = max(time(Gen.VOL_ENV_RELEASE), SHORTEST_RELEASE)
        voice = Voice(
            step=step,
            attenuation=get(Gen.ATTENUATION),
            pan=get(Gen.PAN),
            delay=float(round(time(Gen.VOL_ENV_DELAY))),
            attack=max(time(Gen.VOL_ENV_ATTACK), SHORTEST_ATTACK),
            hold=time(Gen.VOL_ENV_HOLD, Gen.KEY_TO_VOL_ENV_HOLD),
            decay=time(Gen.VOL_ENV_DECAY, Gen.KEY_TO_VOL_ENV_DECAY),
            sustain=0.96 * min(max(get(Gen.VOL_ENV_SUSTAIN), 0.0), 1000.0),
            release=release,
            mod_delay=time(Gen.MOD_ENV_DELAY),
            mod_attack=time(Gen.MOD_ENV_ATTACK),
            mod_hold=time(Gen.MOD_ENV_HOLD, Gen.KEY_TO_MOD_ENV_HOLD),
            mod_decay=time(Gen.MOD_ENV_DECAY, Gen.KEY_TO_MOD_ENV_DECAY),
            mod_sustain=1.0 - min(max(get(Gen.MOD_ENV_SUSTAIN), 0.0), 1000.0) / 1000.0,
            mod_release=time(Gen.MOD_ENV_RELEASE),
            mod_env_to_pitch=get(Gen.MOD_ENV_TO_PITCH),
            mod_env_to_filter=get(Gen.MOD_ENV_TO_FILTER),
            mod_lfo_delay=time(Gen.MOD_LFO_DELAY),
            mod_lfo_step=hertz(get(Gen.MOD_LFO_RATE)) / RATE,
            mod_lfo_to_pitch=get(Gen.MOD_LFO_TO_PITCH),
            mod_lfo_to_filter=get(Gen.MOD_LFO_TO_FILTER),
            mod_lfo_to_volume=get(Gen.MOD_LFO_TO_VOLUME),
            vib_lfo_delay=time(Gen.VIB_LFO_DELAY),
            vib_lfo_step=hertz(get(Gen.VIB_LFO_RATE)) / RATE,
            vib_lfo_to_pitch=get(Gen.VIB_LFO_TO_PITCH),
            cutoff=get(Gen.FILTER),
            resonance=get(Gen.FILTER_Q),
            first=float(first),
            last=float(last),
            loop_start=float(loop_start),
            loop_end=float(loop_end),
            loop_mode=float(mode),
        )
        reverb = 1.0 + min(max(get(Gen.REVERB_SEND), 0.0), 1000.0) / 1000.0
        ring = release / RATE if mode == 1 else min(release / RATE, (last - first) / step / RATE)
        exclusive = int(get(Gen.EXCLUSIVE_CLASS))
        name = hashlib.blake2b(repr((region.sample, tuple(voice), moving, key)).encode(), digest_size=12).digest()
        # the curves are the same for all keys, unless a modulator weighs a controller with key or velocity
        number = _number(tuple(moving))
        curves = (number, key, velocity) if any(by_touch(m) for m in moving) else (number,)
        layer = PlayedLayer(
            voice, row_of(voice), name, tuple(moving), curves, sample.data, exclusive, key, velocity, ring, reverb
        )
        return layer, modulators

    # ------------------------------------------------------------------ from notes to sound

    def ring(self, track: Track) -> float:
        """Second at which the last voice of a track has died away, at the latest."""
        controls = Moving(track, 1)
        last = 0.0
        for note in track.notes:
            end = controls.lifted(max(note.end, note.start + SHORTEST / RATE))
            if not math.isfinite(end):
                end = max(max(controls.pedal_times, default=0.0), note.end)
            for layer in self.layers(track.bank, track.program, note.pitch, note.velocity):
                last = max(last, end + layer.ring)
        return last

    @property
    def identity(self) -> str:
        """What tells this player from others: the font as it is on disk, and how it is asked to play."""
        return self._identity

    def announce(self, track: Track) -> None:
        """Say in `notes` what stands in for the track's preset, where the font lacks it."""
        if track.notes:
            self.find(track.bank, track.program)

    def soundings(self, track: Track, length: int) -> list[Voiced]:
        """The voices of a track that begin before sample `length`, in the order in which they are added up."""
        from .soundings import Voiced

        controls = Moving(track, length // BLOCK + 2)
        gain = VOICE_GAIN * 10.0 ** (track.gain_db / 20.0)
        made = []
        for note, layer, cut in self._voices(track):
            start = math.floor(note.start * RATE + 0.5)
            if start < length:
                end = controls.lifted(note.end)
                off = max(math.floor(min(end, 1e6) * RATE + 0.5) - start, SHORTEST)
                made.append(Voiced(layer, controls, start, off, cut - start, gain))
        return made

    def _voices(self, track: Track) -> list[tuple[Note, PlayedLayer, int]]:
        """Voices of a track in the order of their notes, with the sample at which an exclusive class cuts them."""
        notes: Sequence[Note] = sorted(track.notes, key=lambda n: (n.start, n.pitch, n.end))
        made = [
            (note, layer)
            for note in notes
            for layer in self.layers(track.bank, track.program, note.pitch, note.velocity)
        ]
        never = 1 << 41
        cuts = [never] * len(made)
        latest: dict[int, tuple[float, list[int]]] = {}
        for index, (note, layer) in enumerate(made):
            if not layer.exclusive:
                continue
            start, members = latest.get(layer.exclusive, (note.start, []))
            if note.start > start:  # what sounds together belongs together; what comes later cuts it
                for member in members:
                    cuts[member] = math.floor(note.start * RATE + 0.5)
                members = []
            latest[layer.exclusive] = note.start, [*members, index]
        return [(note, layer, cut) for (note, layer), cut in zip(made, cuts, strict=True)]
