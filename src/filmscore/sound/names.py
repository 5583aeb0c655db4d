"""What a sounding note is called: as the score spells it, where a score says so."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..errors import FilmScoreError
from ..music.pitch import LETTERS, Interval, Pitch

_NAMES = ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")


def pitch_name(pitch: float) -> str:
    """The name of a MIDI pitch that nobody has spelled; what lies between two keys gets the nearest with a sign.

    >>> pitch_name(60), pitch_name(61), pitch_name(60.5)
    ('C4', 'C♯4', 'C4+50')
    """
    whole = int(np.floor(pitch + 0.5)) if pitch % 1 != 0.5 else int(pitch)
    cents = round((pitch - whole) * 100)
    return f"{_NAMES[whole % 12]}{whole // 12 - 1}" + (f"{cents:+d}" if cents else "")


def sounding_name(written: Any, sounds: float, moves: Any = None) -> str:
    """The name of a note as it sounds, spelled as its score spells it.

    Parameters
    ----------
    written : music21 pitch, or None
        As it stands on the page; None for what has no pitch.
    sounds : float
        MIDI pitch that is played for it.
    moves : music21 interval, optional
        From written to sounding pitch, where the player transposes. Octaves more or less keep the spelling.

    Examples
    --------
    >>> from music21 import interval, pitch
    >>> sounding_name(pitch.Pitch("D-3"), 49), sounding_name(pitch.Pitch("B-4"), 63, interval.Interval("P-5"))
    ('D♭3', 'E♭4')
    >>> sounding_name(pitch.Pitch("D-3"), 56)  # a harmonic: another note than the written one
    'A♭3'
    """
    alter = written.alter if written is not None else 0.5
    if alter % 1 or sounds % 1 or abs(alter) > 2:
        return pitch_name(sounds)
    steps = moves.generic.staffDistance if moves is not None else 0
    semitones = round(moves.semitones) if moves is not None else 0
    octaves, left = divmod(round(sounds - written.ps) - semitones, 12)
    if left:
        return pitch_name(sounds)
    stands = Pitch(7 * written.implicitOctave + LETTERS.index(written.step), int(alter))
    try:
        found = stands.up(Interval(steps + 7 * octaves, semitones + 12 * octaves))
    except FilmScoreError:  # below C0
        return pitch_name(sounds)
    return found.name if abs(found.alter) <= max(1, abs(alter)) else pitch_name(sounds)
