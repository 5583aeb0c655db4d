"""The patches: every sound we make ourselves, as numbers with names and units.

Levels over the range stand in `filmscore.sound.levels`; they are measured, not chosen.
"""

from __future__ import annotations

import math
from dataclasses import replace

from .layers import Layer, Patch
from .levels import LEVELS
from .synth import FM, Grains, Modal, Pluck, Subtractive

#: peaks of the spectrum, (Hz, dB, Hz wide): vowels of textless singing, and the bodies of bowed instruments
AH = ((780.0, 16.0, 160.0), (1180.0, 13.0, 180.0), (2850.0, 14.0, 350.0), (3600.0, 10.0, 400.0))
OO = ((340.0, 16.0, 130.0), (720.0, 10.0, 140.0), (2500.0, 2.0, 300.0))
VIOLIN = ((290.0, 6.0, 60.0), (460.0, 7.0, 90.0), (1100.0, 4.0, 400.0), (2600.0, 8.0, 1200.0))
VIOLA = ((225.0, 6.0, 50.0), (380.0, 6.0, 90.0), (900.0, 4.0, 400.0), (2000.0, 6.0, 1000.0))
CELLO = ((110.0, 5.0, 40.0), (190.0, 6.0, 50.0), (550.0, 4.0, 300.0), (1600.0, 5.0, 900.0))
BASS = ((65.0, 5.0, 25.0), (110.0, 5.0, 40.0), (400.0, 4.0, 250.0), (1100.0, 3.0, 700.0))

# ---- plucked

HARP = Pluck(
    decay_s=3.7, decay_oct=1.42, damping=0.3, position=0.42, bright_hz=1800.0, body_hz=130.0, effort_oct=2.0,
    release_s=1.5,
)  # fmt: skip
PIZZICATO = Pluck(
    decay_s=1.0, decay_oct=1.22, damping=0.4, position=0.17, bright_hz=900.0, effort_oct=1.6, players=5,
    spread_ms=14.0, detune_cents=7.0, release_s=0.5, width=0.6,
)  # fmt: skip
NYLON = Pluck(decay_s=3.2, decay_oct=1.6, damping=0.35, position=0.22, bright_hz=2600.0, body_hz=100.0, release_s=0.25)
STEEL = Pluck(decay_s=5.5, decay_oct=1.5, damping=0.1, position=0.13, bright_hz=6000.0, body_hz=100.0, release_s=0.2)
CLEAN = Pluck(decay_s=6.5, decay_oct=1.5, damping=0.14, position=0.21, bright_hz=3800.0, release_s=0.15)
HARPSICHORD = Pluck(
    decay_s=3.2, decay_oct=1.4, damping=0.06, position=0.1, bright_hz=9000.0, effort_oct=0.4, release_s=0.12
)
STRING_BASS = Pluck(decay_s=1.3, decay_oct=1.5, damping=0.45, position=0.2, bright_hz=1500.0, release_s=0.15)
FINGER_BASS = Pluck(decay_s=3.0, decay_oct=1.4, damping=0.4, position=0.16, bright_hz=2400.0, release_s=0.1)

# ---- struck

TIMPANI = Modal(
    modes=(
        (0.85, -8.0, 0.3), (1.0, 0.0, 3.2), (1.504, 0.0, 2.4), (1.742, -9.0, 0.5), (1.99, -2.0, 1.7),
        (2.44, -4.0, 1.2), (2.89, -5.0, 1.1), (3.35, -6.0, 1.0), (3.9, -6.0, 0.95), (4.6, -7.0, 0.9),
        (5.5, -8.0, 0.85), (6.6, -9.0, 0.8), (8.0, -10.0, 0.7), (9.7, -12.0, 0.6), (11.8, -14.0, 0.5),
        (14.5, -17.0, 0.45), (18.0, -20.0, 0.4),
    ),
    root=48.0, decay_oct=1.2, stick_hz=1600.0, effort_oct=2.2, knock_db=8.0, knock_ms=480.0, knock_hz=(220.0, 1000.0),
    fall_cents=35.0, fall_s=0.09, contact_ms=2.5, shimmer_cents=2.5, release_s=0.8,
)  # fmt: skip
GLOCKENSPIEL = Modal(
    modes=((1.0, 0.0, 3.0), (2.756, -5.0, 1.5), (5.404, -8.0, 0.8), (8.933, -14.0, 0.4)), root=91.0, decay_oct=1.35,
    stick_hz=12000.0, effort_oct=1.6, knock_db=-16.0, knock_ms=9.0, knock_hz=(3000.0, 9000.0), contact_ms=0.3,
    shimmer_cents=1.2,
)  # fmt: skip
CROTALES = Modal(
    modes=((1.0, 0.0, 6.0), (1.94, -18.0, 2.5), (2.61, -11.0, 3.2), (4.37, -18.0, 1.4)), root=96.0, decay_oct=1.35,
    stick_hz=11000.0, effort_oct=1.4, contact_ms=0.3, shimmer_cents=2.0,
)  # fmt: skip
CELESTA = Modal(
    modes=((1.0, 0.0, 2.2), (2.0, -20.0, 1.2), (4.07, -15.0, 0.5), (6.9, -23.0, 0.2)), root=72.0, decay_oct=1.4,
    stick_hz=3800.0, effort_oct=1.6, knock_db=-26.0, knock_ms=14.0, knock_hz=(800.0, 4000.0), contact_ms=0.8,
    shimmer_cents=1.0, release_s=0.3,
)  # fmt: skip
VIBRAPHONE = Modal(
    modes=((1.0, 0.0, 5.0), (3.98, -14.0, 1.5), (9.9, -24.0, 0.4)), root=65.0, decay_oct=1.4, stick_hz=1900.0,
    effort_oct=2.0, contact_ms=1.2, release_s=0.35,
)  # fmt: skip
MARIMBA = Modal(
    modes=((1.0, 0.0, 1.1), (3.93, -11.0, 0.25), (9.2, -18.0, 0.08)), root=60.0, decay_oct=1.7, stick_hz=1300.0,
    effort_oct=2.0, knock_db=-14.0, knock_ms=18.0, knock_hz=(200.0, 2200.0), contact_ms=1.2,
)  # fmt: skip
XYLOPHONE = Modal(
    modes=((1.0, 0.0, 0.5), (2.99, -7.0, 0.2), (5.8, -12.0, 0.09), (9.4, -20.0, 0.05)), root=77.0, decay_oct=1.5,
    stick_hz=6500.0, effort_oct=1.6, knock_db=-10.0, knock_ms=10.0, knock_hz=(900.0, 6000.0), contact_ms=0.4,
)  # fmt: skip
_SKIN = ((1.0, 0.0, 1.1), (1.594, -4.0, 0.7), (2.136, -7.0, 0.5), (2.296, -9.0, 0.45), (2.653, -11.0, 0.4),
         (2.918, -13.0, 0.35), (3.6, -17.0, 0.25))  # fmt: skip
TAIKO = Modal(
    modes=tuple((ratio, level, 1.7 * decay) for ratio, level, decay in _SKIN), root=40.0, stick_hz=300.0,
    effort_oct=2.2, knock_db=2.0, knock_ms=55.0, knock_hz=(60.0, 1800.0), fall_cents=240.0, fall_s=0.09,
    contact_ms=1.5, decay_oct=1.1,
)  # fmt: skip
BASS_DRUM = Modal(
    modes=tuple((ratio, level, 2.4 * decay) for ratio, level, decay in _SKIN), root=36.0, stick_hz=110.0,
    effort_oct=1.8, knock_db=-4.0, knock_ms=70.0, knock_hz=(40.0, 500.0), fall_cents=90.0, fall_s=0.12,
    contact_ms=4.0, decay_oct=1.1,
)  # fmt: skip
HAND_DRUM = Modal(
    modes=tuple((ratio, level, 0.5 * decay) for ratio, level, decay in _SKIN), root=52.0, stick_hz=900.0,
    effort_oct=2.4, knock_db=0.0, knock_ms=28.0, knock_hz=(150.0, 5000.0), fall_cents=120.0, fall_s=0.05,
    contact_ms=0.7, decay_oct=1.2,
)  # fmt: skip
# a tam-tam has hundreds of modes, near to chaos; four dozen, strewn over the octaves, are enough to be lost in
TAM_TAM = Modal(
    modes=tuple(
        (2.0 ** (k / 7.0) * (1.0 + 0.04 * math.sin(7.3 * k)), -0.36 * k - 3.0 * math.cos(5.1 * k), 14.0 * 0.955**k)
        for k in range(46)
    ),
    root=38.0, decay_oct=1.0, stick_hz=1200.0, effort_oct=3.0, contact_ms=30.0, release_s=2.0,
)  # fmt: skip

# ---- bowed, sung and blown

_SECTION = Subtractive(
    voices=4, detune_cents=10.0, width=0.9, noise_db=-24.0, cutoff_hz=4200.0, track=0.85, effort_oct=1.2,
    attack_s=0.16, release_s=0.35, vibrato_cents=6.0, vibrato_after_s=0.1, peaks=VIOLIN, band_hz=(450.0, 7500.0),
)  # fmt: skip
_ALONE = Subtractive(
    noise_db=-26.0, cutoff_hz=4500.0, track=0.4, effort_oct=2.2, attack_s=0.07, release_s=0.22, vibrato_cents=16.0,
    vibrato_hz=5.6, vibrato_after_s=0.25,
)  # fmt: skip
_SINGER = Subtractive(
    noise_db=-30.0, cutoff_hz=1900.0, track=0.5, effort_oct=1.6, attack_s=0.11, release_s=0.25, vibrato_cents=32.0,
    vibrato_hz=5.4, vibrato_after_s=0.35,
)  # fmt: skip
_CHORUS = replace(
    _SINGER, voices=4, detune_cents=13.0, width=0.9, vibrato_cents=9.0, vibrato_after_s=0.1, attack_s=0.16,
    release_s=0.4, noise_db=-26.0, cutoff_hz=1800.0, effort_oct=1.4, peaks=AH, band_hz=(60.0, 11_000.0),
)  # fmt: skip
_BLARE = Subtractive(
    wave="reed", voices=2, detune_cents=4.0, cutoff_hz=5200.0, track=0.3, effort_oct=3.6, swell_oct=-2.0, swell_s=0.12,
    attack_s=0.035, release_s=0.12, band_hz=(900.0, 9000.0),
)  # fmt: skip
_HARMONICS = Subtractive(
    wave="triangle", voices=4, detune_cents=5.0, width=0.8, noise_db=-20.0, cutoff_hz=3000.0, track=0.5,
    effort_oct=1.0, attack_s=0.12, release_s=0.4, band_hz=(100.0, 9000.0),
)  # fmt: skip
COL_LEGNO = Pluck(
    decay_s=0.35, decay_oct=1.4, damping=0.45, position=0.08, bright_hz=3000.0, players=6, spread_ms=22.0,
    detune_cents=10.0, release_s=0.2, width=0.7,
)  # fmt: skip
THEREMIN = Subtractive(
    wave="triangle", cutoff_hz=2500.0, effort_oct=1.0, attack_s=0.14, release_s=0.2, vibrato_cents=34.0,
    vibrato_hz=5.7, vibrato_after_s=0.2,
)  # fmt: skip
DUDUK = Subtractive(
    wave="reed", noise_db=-25.0, cutoff_hz=1700.0, track=0.4, effort_oct=1.6, attack_s=0.08, release_s=0.18,
    vibrato_cents=15.0, vibrato_hz=5.0, vibrato_after_s=0.4,
    peaks=((480.0, 8.0, 200.0), (1150.0, 9.0, 300.0), (2600.0, 4.0, 500.0)),
)  # fmt: skip

# ---- synthesised, and meant to sound so

WARM_PAD = Subtractive(
    voices=6, detune_cents=12.0, width=1.0, sub_db=-9.0, cutoff_hz=1500.0, effort_oct=2.0, attack_s=0.7, release_s=1.8,
)  # fmt: skip
GLASS_PAD = FM(
    carrier=1.0, modulator=3.0, index=1.6, index_floor=0.35, index_s=4.0, effort=1.2, attack_s=0.5, release_s=2.2,
    vibrato_cents=4.0, vibrato_hz=3.1,
)  # fmt: skip
ARP = Subtractive(
    voices=2, detune_cents=6.0, width=0.7, cutoff_hz=900.0, effort_oct=2.5, swell_oct=2.6, swell_s=0.4, quality=2.2,
    attack_s=0.002, decay_s=1.1, sustain=0.0, release_s=0.3,
)  # fmt: skip
SAW_BASS = Subtractive(
    voices=2, detune_cents=5.0, sub_db=-4.0, cutoff_hz=700.0, track=0.6, effort_oct=2.0, swell_oct=1.6, swell_s=0.3,
    quality=1.4, attack_s=0.004, decay_s=2.0, sustain=0.7, release_s=0.1,
)  # fmt: skip
SUB_BASS = Subtractive(wave="triangle", cutoff_hz=400.0, track=1.0, effort_oct=1.0, attack_s=0.012, release_s=0.12)
FM_BASS = FM(
    modulator=2.0, index=3.4, index_floor=0.25, index_s=0.5, attack_s=0.003, decay_s=3.0, sustain=0.6, release_s=0.1
)
PULSE = Subtractive(
    wave="square", sub_db=-8.0, cutoff_hz=600.0, effort_oct=2.5, swell_oct=2.0, swell_s=0.15, quality=1.8,
    attack_s=0.002, decay_s=0.32, sustain=0.0, release_s=0.1,
)  # fmt: skip
ELECTRIC_PIANO = FM(index=1.5, index_floor=0.1, index_s=1.4, effort=1.4, attack_s=0.002, decay_s=4.0, sustain=0.0)
TINE = FM(modulator=14.0, index=0.5, index_floor=0.0, index_s=0.35, effort=1.6, attack_s=0.001, decay_s=0.7,
          sustain=0.0)  # fmt: skip
BRAAM = Subtractive(
    voices=7, detune_cents=14.0, width=1.0, sub_db=-5.0, cutoff_hz=2600.0, track=0.3, effort_oct=2.4, swell_oct=-2.6,
    swell_s=0.5, attack_s=0.05, decay_s=6.0, sustain=0.6, release_s=1.6, quality=0.9,
)  # fmt: skip
BRAAM_EDGE = FM(index=9.0, index_attack_s=0.25, effort=1.5, attack_s=0.04, decay_s=5.0, sustain=0.5, release_s=1.2)
BOOM = Modal(
    modes=((1.0, 0.0, 3.5), (2.02, -14.0, 1.0), (3.1, -20.0, 0.5)), root=28.0, decay_oct=1.1, stick_hz=150.0,
    effort_oct=1.0, knock_db=4.0, knock_ms=120.0, knock_hz=(40.0, 900.0), fall_cents=900.0, fall_s=0.22,
    contact_ms=2.0, release_s=2.5,
)  # fmt: skip
DEBRIS = Grains(
    course_oct=(6.5, 5.0, 4.0), level_course_db=(0.0, -22.0, -50.0), scatter_oct=1.6, rate=260.0, grain_ms=40.0,
    breadth_hz=1500.0, attack_s=0.002, release_s=0.6,
)  # fmt: skip
SUB_DROP = Subtractive(
    wave="sine", cutoff_hz=300.0, track=1.0, effort_oct=0.5, attack_s=0.01, decay_s=5.0, sustain=0.0, release_s=0.8,
    fall_cents=2400.0, fall_s=2.2,
)  # fmt: skip
RISER = Grains(
    course_oct=(0.0, 1.2, 2.6, 4.2), level_course_db=(-34.0, -20.0, -9.0, 0.0), scatter_oct=0.8, rate=180.0,
    grain_ms=70.0, breadth_hz=900.0, attack_s=0.3, release_s=0.08,
)  # fmt: skip
RISING_TONES = Grains(
    course_oct=(-1.0, 0.0, 1.0, 2.0), level_course_db=(-36.0, -24.0, -12.0, 0.0), scatter_oct=0.06, rate=90.0,
    grain_ms=110.0, tone=1.0, attack_s=0.3, release_s=0.08,
)  # fmt: skip
WHOOSH = Grains(
    course_oct=(0.0, 3.0, 0.5), level_course_db=(-40.0, 0.0, -40.0), scatter_oct=0.9, rate=220.0, grain_ms=50.0,
    breadth_hz=1200.0, attack_s=0.02, release_s=0.15,
)  # fmt: skip
WIND = Grains(
    course_oct=(0.0, 0.7, 0.2, 1.0, 0.3, 0.6, 0.0), level_course_db=(-8.0, 0.0, -7.0, 1.0, -5.0, 0.0, -8.0),
    scatter_oct=0.5, rate=70.0, grain_ms=220.0, breadth_hz=140.0, attack_s=0.8, release_s=1.5,
)  # fmt: skip


def _brass(preset: int, cutoff: float, gain_db: float, band: tuple[float, float]) -> Patch:
    """Recordings that are as bright soft as loud: when it is played loud, an edge joins in."""
    return Patch((0, preset), (Layer(replace(_BLARE, cutoff_hz=cutoff, band_hz=band), gain_db),), dynamics=True,
                 font_db=-0.5)  # fmt: skip


def _bowed(preset: int, peaks: tuple[tuple[float, float, float], ...], cutoff: float, low: float) -> Patch:
    """A solo string of which the font holds a few periods: a string of our own, with a little of the font's."""
    synth = replace(_ALONE, peaks=peaks, cutoff_hz=cutoff, band_hz=(low, 9000.0))
    return Patch((0, preset), (Layer(synth),), seconds=0.1, font_db=-10.0)


_PATCHES: dict[str, Patch] = {
    "harp": Patch((0, 46), (Layer(HARP),), seconds=0.15),
    "pizzicato": Patch((0, 45), (Layer(PIZZICATO),), seconds=0.3),
    "col legno": Patch((0, 45), (Layer(COL_LEGNO),)),
    "harmonics": Patch((0, 49), (Layer(_HARMONICS),)),
    "nylon guitar": Patch((0, 24), (Layer(NYLON),), seconds=0.15),
    "steel guitar": Patch((0, 25), (Layer(STEEL),), seconds=0.15),
    "clean guitar": Patch((0, 27), (Layer(CLEAN),), seconds=0.15),
    "harpsichord": Patch((0, 6), (Layer(HARPSICHORD),), seconds=0.15),
    "plucked bass": Patch((0, 32), (Layer(STRING_BASS),), seconds=0.15),
    "bass guitar": Patch((0, 33), (Layer(FINGER_BASS),), seconds=0.15),
    "timpani": Patch((0, 47), (Layer(TIMPANI),), seconds=0.6),
    "glockenspiel": Patch((0, 9), (Layer(GLOCKENSPIEL),), seconds=0.15),
    "crotales": Patch((0, 9), (Layer(CROTALES),)),
    "celesta": Patch((0, 8), (Layer(CELESTA),), seconds=0.15),
    "vibraphone": Patch((0, 11), (Layer(VIBRAPHONE),), seconds=0.11),
    "marimba": Patch((0, 12), (Layer(MARIMBA),), seconds=0.15),
    "xylophone": Patch((0, 13), (Layer(XYLOPHONE),), seconds=0.1),
    "taiko": Patch((0, 116), (Layer(TAIKO),), seconds=0.4),
    "bass drum": Patch((8, 116), (Layer(BASS_DRUM),), seconds=0.4),
    "hand drum": Patch((0, 117), (Layer(HAND_DRUM),)),
    "tam-tam": Patch((0, 119), (Layer(TAM_TAM),)),
    "electric piano": Patch((0, 4), (Layer(ELECTRIC_PIANO), Layer(TINE, -4.0)), seconds=0.15),
    "strings": Patch((0, 48), (Layer(_SECTION),), hertz=20_000.0, font_db=-4.0),
    "slow strings": Patch((0, 49), (Layer(replace(_SECTION, attack_s=0.3)),), hertz=20_000.0, font_db=-4.0),
    "tremolo strings": Patch((0, 44), (Layer(replace(_SECTION, noise_db=-12.0)),), hertz=20_000.0, font_db=-4.0),
    "solo violin": _bowed(40, VIOLIN, 5500.0, 420.0),
    "solo viola": _bowed(41, VIOLA, 4800.0, 320.0),
    "solo cello": _bowed(42, CELLO, 4200.0, 220.0),
    "solo bass": _bowed(43, BASS, 3000.0, 110.0),
    "choir ah": Patch((0, 52), (Layer(_CHORUS),), hertz=20_000.0, font_db=-1.0),
    "choir oo": Patch((0, 53), (Layer(replace(_CHORUS, peaks=OO, cutoff_hz=1000.0)),), hertz=20_000.0, font_db=-1.0),
    "horn": _brass(60, 2600.0, 0.0, (700.0, 5000.0)),
    "trumpet": _brass(56, 5200.0, 0.0, (1500.0, 11_000.0)),
    "trombone": _brass(57, 3800.0, 0.0, (900.0, 8000.0)),
    "tuba": _brass(58, 2000.0, 0.0, (400.0, 4000.0)),
    "solo voice": Patch((0, 54), (Layer(replace(_SINGER, peaks=AH)),)),
    "solo voice oo": Patch((0, 53), (Layer(replace(_SINGER, peaks=OO, cutoff_hz=1300.0)),)),
    "theremin": Patch((0, 79), (Layer(THEREMIN),)),
    "duduk": Patch((0, 69), (Layer(DUDUK),)),
    "warm pad": Patch((0, 89), (Layer(WARM_PAD),)),
    "glass pad": Patch((0, 92), (Layer(GLASS_PAD), Layer(replace(GLASS_PAD, modulator=1.003, index=0.7), -4.0))),
    "arp": Patch((0, 81), (Layer(ARP),)),
    "saw bass": Patch((0, 38), (Layer(SAW_BASS),)),
    "sub bass": Patch((0, 39), (Layer(SUB_BASS),)),
    "fm bass": Patch((0, 39), (Layer(FM_BASS),)),
    "pulse": Patch((0, 80), (Layer(PULSE),)),
    "braam": Patch((0, 61), (Layer(BRAAM), Layer(BRAAM_EDGE, -5.0), Layer(BRAAM_EDGE, -8.0, -12.0))),
    "impact": Patch((0, 116), (Layer(BOOM), Layer(DEBRIS, -6.0))),
    "sub drop": Patch((0, 116), (Layer(SUB_DROP),)),
    "riser": Patch((0, 119), (Layer(RISER), Layer(RISING_TONES, -5.0))),
    "whoosh": Patch((0, 119), (Layer(WHOOSH),)),
    "wind": Patch((0, 122), (Layer(WIND),)),
}

#: every patch by its name, at the level measured for it
PATCHES = {name: replace(patch, levels=LEVELS.get(name, patch.levels)) for name, patch in _PATCHES.items()}
