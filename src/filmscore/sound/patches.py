"""The patches: every sound we make ourselves, as numbers with names and units.

Levels over the range stand in `filmscore.sound.levels`; they are measured, not chosen.
"""

from __future__ import annotations

from dataclasses import replace

from .layers import Layer, Patch
from .levels import BESIDE, LEVELS
from .struck import (
    BASS_DRUM,
    CELESTA,
    CLEAN,
    CROTALES,
    FINGER_BASS,
    GLOCKENSPIEL,
    HAND_DRUM,
    HARP,
    HARPSICHORD,
    MARIMBA,
    NYLON,
    PIANO,
    PIZZICATO,
    STEEL,
    STRING_BASS,
    TAIKO,
    TAM_TAM,
    TIMPANI,
    VIBRAPHONE,
    XYLOPHONE,
)  # fmt: skip
from .synth import FM, Grains, Modal, Pluck, Subtractive
from .trims import SYNTHS

#: peaks of the spectrum, (Hz, dB, Hz wide): vowels of textless singing, and the bodies of bowed instruments
AH = ((780.0, 16.0, 160.0), (1180.0, 13.0, 180.0), (2850.0, 14.0, 350.0), (3600.0, 10.0, 400.0))
OO = ((340.0, 16.0, 130.0), (720.0, 10.0, 140.0), (2500.0, 2.0, 300.0))
VIOLIN = ((290.0, 6.0, 60.0), (460.0, 7.0, 90.0), (1100.0, 4.0, 400.0), (2600.0, 8.0, 1200.0))
VIOLA = ((225.0, 6.0, 50.0), (380.0, 6.0, 90.0), (900.0, 4.0, 400.0), (2000.0, 6.0, 1000.0))
CELLO = ((110.0, 5.0, 40.0), (190.0, 6.0, 50.0), (550.0, 4.0, 300.0), (1600.0, 5.0, 900.0))
BASS = ((65.0, 5.0, 25.0), (110.0, 5.0, 40.0), (400.0, 4.0, 250.0), (1100.0, 3.0, 700.0))

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
# near the bridge the bow wakes the high partials and starves the low ones, and hisses
_PONTICELLO = replace(
    _SECTION, noise_db=-13.0, cutoff_hz=9500.0, track=0.4, effort_oct=0.9, attack_s=0.1, vibrato_cents=0.0,
    peaks=((2300.0, 8.0, 900.0), (4200.0, 10.0, 1600.0)), band_hz=(1500.0, 9000.0),
)  # fmt: skip
# over the fingerboard it cannot wake them: nearly a flute, and a breath of hair
_TASTO = replace(
    _SECTION, noise_db=-17.0, cutoff_hz=1250.0, track=0.6, effort_oct=0.8, attack_s=0.22, vibrato_cents=4.0,
    peaks=((290.0, 4.0, 90.0), (520.0, 4.0, 200.0)), band_hz=(60.0, 2800.0),
)  # fmt: skip
# a mute is a weight on the bridge: less of everything above a thousand hertz, and a nose where the body was
_CON_SORDINO = replace(
    _SECTION, noise_db=-24.0, cutoff_hz=2700.0, track=0.55, effort_oct=1.0, attack_s=0.18,
    peaks=((230.0, 4.0, 60.0), (420.0, 5.0, 120.0), (1050.0, 7.0, 350.0)), band_hz=(90.0, 3800.0),
)  # fmt: skip
# a cardboard cone in the bell of a horn or a trombone: little below its own pitch, a nose above it
_MUTED_HORN = replace(
    _BLARE, voices=1, detune_cents=0.0, cutoff_hz=3600.0, effort_oct=1.4, swell_oct=0.0, attack_s=0.045,
    peaks=((1500.0, 9.0, 500.0), (2900.0, 6.0, 900.0)), band_hz=(500.0, 5000.0),
)  # fmt: skip
_MUTED_TRUMPET = replace(
    _MUTED_HORN, cutoff_hz=7500.0, peaks=((1900.0, 9.0, 700.0), (3600.0, 8.0, 1200.0)), band_hz=(700.0, 10_000.0)
)
_MUTED_TROMBONE = replace(
    _MUTED_HORN, cutoff_hz=4600.0, peaks=((1100.0, 9.0, 400.0), (2100.0, 6.0, 700.0)), band_hz=(400.0, 7000.0)
)
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


def _trembling(synth: Subtractive) -> Subtractive:
    """A section in tremolo: the bow to and fro, and more of its hair to be heard."""
    return replace(synth, noise_db=synth.noise_db + 6.0, strokes_hz=12.5, strokes_db=14.0, attack_s=0.08)


def _coloured(preset: int, synth: Subtractive, font_db: float, beside: str = "") -> Patch:
    """A way of playing that no font has: ours, with as much of the ordinary recording as does not spoil it."""
    return Patch((0, preset), (Layer(synth),), font_db=font_db, beside=beside)


def _alone(synth: Subtractive, peaks: tuple[tuple[float, float, float], ...], low: float) -> Subtractive:
    """A section's way of playing for one player: one voice, its own vibrato, the body of its own instrument behind."""
    body = tuple((hertz, 0.4 * decibels, width) for hertz, decibels, width in peaks[:2])
    vibrato = 12.0 if synth.vibrato_cents else 0.0
    return replace(
        synth, voices=1, detune_cents=0.0, width=0.0, vibrato_cents=vibrato, vibrato_hz=5.6, vibrato_after_s=0.25,
        attack_s=0.6 * synth.attack_s, release_s=0.22, peaks=body + synth.peaks,
        band_hz=(max(low, 0.6 * synth.band_hz[0]) if synth.band_hz[0] > 500 else synth.band_hz[0], synth.band_hz[1]),
    )  # fmt: skip


_SOLOISTS = {
    "solo violin": (40, VIOLIN, 420.0), "solo viola": (41, VIOLA, 320.0), "solo cello": (42, CELLO, 220.0),
    "solo bass": (43, BASS, 110.0),
}  # fmt: skip
_WAYS = {"sul ponticello": (_PONTICELLO, -9.0), "sul tasto": (_TASTO, -12.0), "con sordino": (_CON_SORDINO, -11.0)}

_PATCHES: dict[str, Patch] = {
    "piano": Patch((0, 0), (Layer(PIANO),), seconds=1.0, font_db=-0.5),
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
    "strings": Patch((0, 48), (Layer(_SECTION),), hertz=20_000.0, font_db=-1.0),
    "slow strings": Patch((0, 49), (Layer(replace(_SECTION, attack_s=0.3)),), hertz=20_000.0, font_db=-1.0),
    "tremolo strings": Patch((0, 44), (Layer(_trembling(_SECTION)),), hertz=20_000.0, font_db=-4.0),
    **{f"strings {way}": _coloured(49, synth, font_db, "slow strings") for way, (synth, font_db) in _WAYS.items()},
    **{
        f"strings {way} tremolo": _coloured(44, _trembling(synth), font_db, "tremolo strings")
        for way, (synth, font_db) in _WAYS.items()
    },
    "solo violin": _bowed(40, VIOLIN, 5500.0, 420.0),
    "solo viola": _bowed(41, VIOLA, 4800.0, 320.0),
    "solo cello": _bowed(42, CELLO, 4200.0, 220.0),
    "solo bass": _bowed(43, BASS, 3000.0, 110.0),
    **{
        f"{player} {way}": _coloured(preset, _alone(synth, peaks, low), font_db)
        for player, (preset, peaks, low) in _SOLOISTS.items()
        for way, (synth, font_db) in _WAYS.items()
    },
    "choir ah": Patch((0, 52), (Layer(_CHORUS),), hertz=20_000.0, font_db=-1.0),
    "choir oo": Patch((0, 53), (Layer(replace(_CHORUS, peaks=OO, cutoff_hz=1000.0)),), hertz=20_000.0, font_db=-1.0),
    "horn": _brass(60, 2600.0, 0.0, (700.0, 5000.0)),
    "trumpet": _brass(56, 5200.0, 0.0, (1500.0, 11_000.0)),
    "trombone": _brass(57, 3800.0, 0.0, (900.0, 8000.0)),
    "tuba": _brass(58, 2000.0, 0.0, (400.0, 4000.0)),
    "muted horn": _coloured(60, _MUTED_HORN, -9.0),
    "muted trumpet": Patch((0, 59), (Layer(_MUTED_TRUMPET),), seconds=0.1, font_db=-6.0),
    "muted trombone": _coloured(57, _MUTED_TROMBONE, -9.0),
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


def _placed(name: str, patch: Patch) -> Patch:
    """A patch at the level measured for it, and trimmed."""
    trim = SYNTHS.get(name, 0.0)
    levels = tuple((pitch, round(level + trim, 1)) for pitch, level in LEVELS.get(name, patch.levels))
    return replace(patch, levels=levels, beside_db=BESIDE.get(name))


#: every patch by its name
PATCHES = {name: _placed(name, patch) for name, patch in _PATCHES.items()}
