"""What is plucked and what is struck, as numbers with names and units: strings, bars, bells, skins."""

from __future__ import annotations

import math

from .synth import Modal, Pluck

# ---- plucked

HARP = Pluck(
    decay_s=4.1, decay_oct=1.42, damping=0.26, position=0.42, bright_hz=1800.0, body_hz=130.0, effort_oct=2.0,
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

# what a small recording of a piano lacks is its hammer: the partials above the third, which wake the more, the harder
# it strikes. A string of steel is stiff, so they lie a little too high; beyond the sixteenth a few will do
_PARTIALS = (*range(2, 17), 18, 20, 22, 25, 28, 31, 35, 39, 44)
PIANO = Modal(
    modes=tuple(
        (
            n * math.sqrt(1.0 + 3e-4 * n * n),
            {2: -12.0, 3: -5.0}.get(n, 0.0) - 3.5 * math.log2(n / 4) + 2.0 * math.sin(2.9 * n),
            4.5 / (1.0 + 0.05 * (n - 1)),
        )
        for n in _PARTIALS
    ),
    root=48.0, decay_oct=1.5, stick_hz=2600.0, effort_oct=2.8, knock_db=-16.0, knock_ms=60.0, knock_hz=(150.0, 1800.0),
    contact_ms=1.2, release_s=0.25,
)  # fmt: skip
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
# a bar's first ring is quickly spent in the air, what is left of it in the resonator stays: two paces of one mode
CELESTA = Modal(
    modes=((1.0, 0.0, 0.9), (1.0, -8.0, 3.4), (2.0, -22.0, 1.2), (4.07, -13.0, 0.8), (6.9, -18.0, 0.5),
           (9.9, -21.0, 0.35), (14.1, -24.0, 0.25), (20.3, -26.0, 0.2)),
    root=72.0, decay_oct=1.15, stick_hz=9000.0, effort_oct=1.6, knock_db=-15.0, knock_ms=45.0,
    knock_hz=(1500.0, 7000.0), contact_ms=0.6, shimmer_cents=1.0, release_s=0.5,
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
