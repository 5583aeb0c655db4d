"""What a SoundFont says about a sound: the generators of the 2.04 specification, section 8.1.

A generator is a number with a meaning of its own unit: timecents, cents, centibels, tenths of a percent.
Instruments set values; presets add to them. The numbers and defaults are those of the specification.
"""

from __future__ import annotations

from enum import IntEnum


class Gen(IntEnum):
    """Generators by their number in the file (the ones no synthesiser uses are left out)."""

    START = 0
    END = 1
    LOOP_START = 2
    LOOP_END = 3
    START_COARSE = 4
    MOD_LFO_TO_PITCH = 5
    VIB_LFO_TO_PITCH = 6
    MOD_ENV_TO_PITCH = 7
    FILTER = 8
    FILTER_Q = 9
    MOD_LFO_TO_FILTER = 10
    MOD_ENV_TO_FILTER = 11
    END_COARSE = 12
    MOD_LFO_TO_VOLUME = 13
    CHORUS_SEND = 15
    REVERB_SEND = 16
    PAN = 17
    MOD_LFO_DELAY = 21
    MOD_LFO_RATE = 22
    VIB_LFO_DELAY = 23
    VIB_LFO_RATE = 24
    MOD_ENV_DELAY = 25
    MOD_ENV_ATTACK = 26
    MOD_ENV_HOLD = 27
    MOD_ENV_DECAY = 28
    MOD_ENV_SUSTAIN = 29
    MOD_ENV_RELEASE = 30
    KEY_TO_MOD_ENV_HOLD = 31
    KEY_TO_MOD_ENV_DECAY = 32
    VOL_ENV_DELAY = 33
    VOL_ENV_ATTACK = 34
    VOL_ENV_HOLD = 35
    VOL_ENV_DECAY = 36
    VOL_ENV_SUSTAIN = 37
    VOL_ENV_RELEASE = 38
    KEY_TO_VOL_ENV_HOLD = 39
    KEY_TO_VOL_ENV_DECAY = 40
    INSTRUMENT = 41
    KEY_RANGE = 43
    VELOCITY_RANGE = 44
    LOOP_START_COARSE = 45
    KEY = 46
    VELOCITY = 47
    ATTENUATION = 48
    LOOP_END_COARSE = 50
    COARSE_TUNE = 51
    FINE_TUNE = 52
    SAMPLE = 53
    SAMPLE_MODES = 54
    SCALE_TUNING = 56
    EXCLUSIVE_CLASS = 57
    ROOT_KEY = 58
    #: no generator of the file: where the pitch wheel's default modulator leads ("initial pitch")
    PITCH = 59


#: values of generators that are not zero when a font says nothing
DEFAULTS: dict[int, int] = {
    Gen.FILTER: 13500,
    Gen.MOD_LFO_DELAY: -12000,
    Gen.VIB_LFO_DELAY: -12000,
    Gen.MOD_ENV_DELAY: -12000,
    Gen.MOD_ENV_ATTACK: -12000,
    Gen.MOD_ENV_HOLD: -12000,
    Gen.MOD_ENV_DECAY: -12000,
    Gen.MOD_ENV_RELEASE: -12000,
    Gen.VOL_ENV_DELAY: -12000,
    Gen.VOL_ENV_ATTACK: -12000,
    Gen.VOL_ENV_HOLD: -12000,
    Gen.VOL_ENV_DECAY: -12000,
    Gen.VOL_ENV_RELEASE: -12000,
    Gen.KEY: -1,
    Gen.VELOCITY: -1,
    Gen.SCALE_TUNING: 100,
    Gen.ROOT_KEY: -1,
}

#: generators that only an instrument may set; a preset that tries is ignored (section 8.5)
INSTRUMENT_ONLY = frozenset(
    {
        Gen.START, Gen.END, Gen.LOOP_START, Gen.LOOP_END, Gen.START_COARSE, Gen.END_COARSE,
        Gen.LOOP_START_COARSE, Gen.LOOP_END_COARSE, Gen.KEY, Gen.VELOCITY, Gen.SAMPLE_MODES,
        Gen.EXCLUSIVE_CLASS, Gen.ROOT_KEY,
    }
)  # fmt: skip

#: generators whose 16 bits are a pair of bytes, or an index, and are never added
NOT_ADDED = frozenset({Gen.KEY_RANGE, Gen.VELOCITY_RANGE, Gen.INSTRUMENT, Gen.SAMPLE})


def seconds(timecents: float) -> float:
    """Timecents to seconds; -12000 and below stand for no time at all.

    Examples
    --------
    >>> seconds(0), seconds(1200), seconds(-12000)
    (1.0, 2.0, 0.0)
    """
    return 0.0 if timecents <= -12000 else 2.0 ** (min(timecents, 8000.0) / 1200.0)


def hertz(cents: float) -> float:
    """Absolute cents to Hz; 0 is MIDI key 0, 8.176 Hz, and 6900 is A4.

    Examples
    --------
    >>> round(hertz(6900), 2)
    440.0
    """
    return 8.175798915643707 * 2.0 ** (cents / 1200.0)


def combine(instrument: dict[int, int], preset: dict[int, int]) -> dict[int, float]:
    """Values that sound: the instrument's or the default, plus what the preset adds.

    Parameters
    ----------
    instrument, preset : dict of int to int
        Generators of an instrument zone and of a preset zone, global zones already merged in.

    Returns
    -------
    dict of int to float

    Examples
    --------
    >>> made = combine({Gen.PAN: 100}, {Gen.PAN: -20, Gen.FILTER: -1000, Gen.ROOT_KEY: 60})
    >>> made[Gen.PAN], made[Gen.FILTER], made[Gen.ROOT_KEY]
    (80.0, 12500.0, -1.0)
    """
    made = {int(op): float(value) for op, value in DEFAULTS.items()}
    made.update({op: float(value) for op, value in instrument.items()})
    for op, value in preset.items():
        if op not in INSTRUMENT_ONLY and op not in NOT_ADDED:
            made[op] = made.get(op, 0.0) + value
    return made
