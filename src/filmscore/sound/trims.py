"""Trims: what a balance engineer would do to the palette before the first bar is played.

One note in the middle of each range, marked *mf*, is measured without a room: the loudest 0.4 s, weighted as hearing is
(ITU-R BS.1770). Zero is the strings of the same font, the median of the five sections. `BANDS` says between which
levels a family is to lie: a soloist at *mf* is heard over strings at *mp*, which play 4.5 dB softer; a family that lies
under the strings does so by no more than about two marks; what is struck is over before the strings have spoken, so a
short stroke may measure less and still be heard.

Fonts differ from each other by more than families do, so what lies within its band with all of them is left alone. What
does not is moved by one number, here.
"""

from __future__ import annotations

#: lowest and highest level of a family beside the strings, dB
BANDS: dict[str, tuple[float, float]] = {
    "strings": (-4.5, 4.5),
    "soloist": (-5.0, 4.5),
    "choir": (-5.0, 4.5),
    "woodwinds": (-7.0, 4.5),
    "brass": (-8.0, 5.0),
    "keys": (-8.5, 8.0),
    "percussion": (-13.0, 6.0),
    "synths": (-11.0, 7.0),
}

#: dB added to a patch, whoever plays it: sounds of ours that no font has
SYNTHS: dict[str, float] = {"solo voice": 5.0, "solo voice oo": 5.0, "duduk": 4.5, "theremin": 5.0, "wind": 3.0}

#: dB added to an instrument, whatever plays it
PLAYERS: dict[str, float] = {
    "Solo bass": 4.0,
    "Soprano saxophone": 2.0,
    "Tenor saxophone": 2.0,
    "Baritone saxophone": 5.0,
    "Xylophone": 6.0,
    "Hi-hat": 6.0,
    "Ride cymbal": 7.0,
    "Castanets": 5.0,
    "Organ": 3.0,
    "Music box": 3.0,
    "Shamisen": 3.0,
    "Dulcimer": 4.0,
}
