"""How playing changes a sound: the modulators of the SoundFont 2.04 specification, sections 8.2 to 8.4 and 9.5.

A modulator leads from one or two sources (velocity, key, a controller, the pitch wheel), each bent by a
curve, to a generator: it adds ``amount * first * second`` to it. Ten are in force without being written
down; an instrument replaces one by writing another with the same sources and destination, and a preset
adds to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from .generators import Gen

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: 96 dB, what the velocity, volume and expression curves span (centibels)
SPAN = 960

LINEAR, CONCAVE, CONVEX, SWITCH = range(4)

#: sources that are no controllers
NONE, VELOCITY, KEY, POLY_PRESSURE, PRESSURE, WHEEL, WHEEL_RANGE, LINK = 0, 2, 3, 10, 13, 14, 16, 127

#: full deflection of the pitch wheel, in semitones, where a font looks at the wheel for something else than pitch
WHEEL_SEMITONES = 2.0


@dataclass(frozen=True, slots=True)
class Source:
    """Where a modulator listens, and the curve it hears it through (section 8.2)."""

    index: int
    controller: bool = False
    curve: int = LINEAR
    bipolar: bool = False
    descending: bool = False

    @classmethod
    @lru_cache(maxsize=1024)
    def from_bits(cls, bits: int) -> Source:
        """Read the 16 bits of the file.

        Examples
        --------
        >>> Source.from_bits(0x0502)
        Source(index=2, controller=False, curve=1, bipolar=False, descending=True)
        """
        return cls(bits & 0x7F, bool(bits & 0x80), (bits >> 10) & 0x3F, bool(bits & 0x200), bool(bits & 0x100))

    @property
    def moves(self) -> str | None:
        """Kind of the control curve behind this source, or None where it stands still during a note."""
        if self.controller:
            return _CURVES.get(self.index)
        return "bend" if self.index == WHEEL else None

    def __call__(self, value: Any) -> Any:
        """Curve a raw value (0 to 127; semitones for the wheel): to 0..1, or -1..1 where bipolar."""
        if not self.controller and self.index == NONE:
            return 1.0
        if not self.controller and self.index == WHEEL:
            x = 0.5 + np.asarray(value, float) / (2 * WHEEL_SEMITONES)
        elif self.bipolar:
            # 64 is the centre and both ends are full: -64 and +63 steps
            x = np.asarray(value, float) - 64.0
            x = 0.5 + np.where(x < 0, x / 128.0, x / 126.0)
        else:
            x = np.asarray(value, float) / 127.0
        if self.descending:
            x = 1.0 - x
        if not self.bipolar:
            return _bend(self.curve, x)
        if self.curve == LINEAR:
            return 2.0 * x - 1.0
        if self.curve == SWITCH:
            return np.where(x >= 0.5, 1.0, -1.0)
        away = 2.0 * x - 1.0
        return np.sign(away) * _bend(self.curve, np.abs(away))


#: continuous controllers and the curve of a track that drives them. Breath follows expression, so that
#: the "expressive" presets of some fonts, which are silent without it, answer to dynamics.
_CURVES = {1: "modulation", 2: "expression", 7: "volume", 10: "pan", 11: "expression"}

#: what controllers are at when nobody moves them (General MIDI 2; sound controllers rest in the middle)
_AT_REST = {7: 100.0, 8: 64.0, 10: 64.0, 11: 127.0, **{number: 64.0 for number in range(70, 80)}}


def _bend(curve: int, x: Any) -> Any:
    if curve == LINEAR:
        return x
    if curve == CONCAVE:
        return np.clip(-2 * 200 / SPAN * np.log10(np.maximum(1.0 - x, 1e-9)), 0.0, 1.0)
    if curve == CONVEX:
        return np.clip(1.0 + 2 * 200 / SPAN * np.log10(np.maximum(x, 1e-9)), 0.0, 1.0)
    if curve == SWITCH:
        return np.where(np.asarray(x) >= 0.5, 1.0, 0.0)
    return np.zeros_like(np.asarray(x, float))  # a curve of a later specification: says nothing


@dataclass(frozen=True, slots=True)
class Modulator:
    """One way in which playing reaches a generator."""

    source: Source
    destination: int
    amount: float
    amount_source: Source = Source(NONE)
    absolute: bool = False

    @property
    def identity(self) -> tuple[Source, Source, int]:
        """Two modulators with the same identity are the same one (section 9.5.1)."""
        return self.source, self.amount_source, self.destination

    @property
    def moves(self) -> bool:
        """Whether it changes while a note sounds."""
        return self.source.moves is not None or self.amount_source.moves is not None

    def value(self, at: Mapping[str, Any], key: float, velocity: float) -> Any:
        """What it adds to its generator.

        Parameters
        ----------
        at : mapping of str to float or array
            Values of the control curves (`filmscore.sound.events.CONTROLS`).
        key, velocity : float
            Of the note.

        Returns
        -------
        float or numpy.ndarray
            In the unit of the generator.
        """
        made = self.amount
        for source in (self.source, self.amount_source):
            if source.moves is not None:
                made = made * source(at[source.moves])
            else:
                made = made * source(_still(source, key, velocity))
        return np.abs(made) if self.absolute else made


def _still(source: Source, key: float, velocity: float) -> float:
    if source.controller:
        return _AT_REST.get(source.index, 0.0)
    return {VELOCITY: velocity, KEY: key, WHEEL_RANGE: WHEEL_SEMITONES}.get(source.index, 0.0)


#: in force unless a font says otherwise (section 8.4). Reverb and chorus are left to the hall and the mix.
#: The second of the specification, velocity to filter, is not here: read literally it makes the cut-off jump
#: between velocities 63 and 64, FluidSynth switches it off, and the fonts people use are tuned by ear without it.
DEFAULT_MODULATORS: tuple[Modulator, ...] = (
    Modulator(Source(VELOCITY, curve=CONCAVE, descending=True), Gen.ATTENUATION, SPAN),
    Modulator(Source(PRESSURE), Gen.VIB_LFO_TO_PITCH, 50),
    Modulator(Source(1, controller=True), Gen.VIB_LFO_TO_PITCH, 50),
    Modulator(Source(7, controller=True, curve=CONCAVE, descending=True), Gen.ATTENUATION, SPAN),
    Modulator(Source(10, controller=True, bipolar=True), Gen.PAN, 500),
    Modulator(Source(11, controller=True, curve=CONCAVE, descending=True), Gen.ATTENUATION, SPAN),
    Modulator(Source(WHEEL, bipolar=True), Gen.PITCH, 12700, Source(WHEEL_RANGE)),
)

#: identities of the specification's velocity-to-filter modulator, which stays silent wherever it is written
#: (fonts write it only to switch it off or to repeat the default)
_VELOCITY_TO_FILTER = {
    (Source(VELOCITY, descending=True), Source(VELOCITY, curve=SWITCH), int(Gen.FILTER)),
    (Source(VELOCITY, descending=True), Source(VELOCITY, curve=SWITCH, descending=True), int(Gen.FILTER)),
}

#: for fonts whose samples only get louder: playing softly, or fading by expression, closes a gentle low-pass,
#: the more the lower the key, as bows, breath and hammers do. Cents of cut-off.
_TOUCH_AND_SWELL = (
    Modulator(Source(VELOCITY, descending=True), Gen.FILTER, -4300),
    Modulator(Source(11, controller=True, descending=True), Gen.FILTER, -2400),
    Modulator(Source(VELOCITY, descending=True), Gen.FILTER, 1800, Source(KEY)),
)

#: what is added to a font's own modulators. Where it shapes with velocity itself, a soft stroke is dark already, but
#: a swell would only get louder; expression sets out from the open filter there, and has a longer way
BRIGHTENED: dict[str, tuple[Modulator, ...]] = {
    "": (),
    "swell": (Modulator(Source(11, controller=True, descending=True), Gen.FILTER, -4800),),
    "touch and swell": _TOUCH_AND_SWELL,
}


def merge(
    preset: Iterable[Modulator], instrument: Iterable[Modulator], default: Iterable[Modulator] = DEFAULT_MODULATORS
) -> tuple[Modulator, ...]:
    """Modulators in force: defaults, replaced by the instrument's, added to by the preset's.

    Examples
    --------
    >>> softer = Modulator(Source(VELOCITY, curve=CONCAVE, descending=True), Gen.ATTENUATION, 480)
    >>> [m.amount for m in merge([], [softer]) if m.identity == softer.identity]
    [480]
    >>> [m.amount for m in merge([softer], []) if m.identity == softer.identity]
    [1440]
    """
    made = {modulator.identity: modulator for modulator in default}
    made.update({modulator.identity: modulator for modulator in instrument})
    for modulator in preset:
        there = made.get(modulator.identity)
        made[modulator.identity] = (
            modulator if there is None else replace(there, amount=there.amount + modulator.amount)
        )
    return tuple(m for m in made.values() if m.amount and m.identity not in _VELOCITY_TO_FILTER)


def curve_of(
    modulators: Iterable[Modulator], at: Mapping[str, NDArray[np.float64]], key: float, velocity: float
) -> NDArray[np.float64]:
    """Sum of modulators along the control curves; one point where nothing moves.

    Parameters
    ----------
    modulators : iterable of Modulator
        With one destination.
    at : mapping of str to array
        Control curves on a common grid, or single points.
    key, velocity : float
        Of the note.
    """
    total = np.zeros(1)
    for modulator in modulators:
        total = total + np.atleast_1d(modulator.value(at, key, velocity))
    return total
