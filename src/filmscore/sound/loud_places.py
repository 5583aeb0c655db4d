"""Where the effects of a film are loud: for which frames, and in which register, measured on its guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..errors import FilmScoreError
from ..music.pitch import Interval, Pitch
from ..music.rhythm.room import Slot
from ..picture.film import Film, open_film
from .lanes import HOP, LANES, cells, lane_of_cell
from .recording import recording
from .stems import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: an effect lasts until it has fallen so far from its loudest moment, dB
FALL = 12.0

#: lanes within so many dB of its strongest are its register
STRONG = 9.0

#: an effect stands out of what was before it by so much, dB; what does not needs no room
OUT = 6.0

#: frames after the event in which its loudest moment is looked for, and in which it must be over
ATTACK, LONGEST = 24, 96


def loud_places(film: Film | str) -> tuple[Slot, ...]:
    """The room a film's effects take: one `Slot` for every event that is loud in the guide.

    Parameters
    ----------
    film : Film or its name

    Returns
    -------
    tuple of Slot
        For `Ostinato.leave` and `momentum`; notes outside what a piano has are cut off.

    Raises
    ------
    FilmScoreError
        The film has no guide.

    Examples
    --------
    >>> [(slot.start, slot.low.name) for slot in loud_places("last-parcel") if "tram" in slot.why]
    [(495, 'A0')]
    """
    film = open_film(film)
    if not film.guide.is_file():
        raise FilmScoreError(f"{film.title} has no guide sound at {film.guide}: its effects cannot be measured.")
    sound = recording(film)
    power = cells(sound.read().astype(np.float32))
    per_frame = RATE / HOP / float(film.rate.fps)
    made = []
    for event in film.events:
        found = _place(power, event.frame, per_frame)
        if found is not None:
            end, low, high = found
            made.append(Slot(event.frame, end, _pitch(low, up=False), _pitch(high, up=True), event.label))
    return tuple(made)


def _place(power: NDArray[np.float64], frame: int, per_frame: float) -> tuple[int, float, float] | None:
    """The frame on which an effect is over, and its lowest and highest frequency; None if nothing stands out."""
    first = round(frame * per_frame)
    before = power[max(0, first - round(12 * per_frame)) : max(first - 2, 1)].sum(axis=1)
    after = power[first : first + round(LONGEST * per_frame)].sum(axis=1)
    if not len(after):
        return None
    peak = int(after[: round(ATTACK * per_frame)].argmax())
    if after[peak] < np.median(before) * 10 ** (OUT / 10):
        return None
    quiet = np.flatnonzero(after[peak:] < after[peak] * 10 ** (-FALL / 10))
    lasts = peak + (int(quiet[0]) if len(quiet) else len(after) - peak)
    here = power[first : first + max(lasts, 1)].mean(axis=0)
    by_lane = np.array([here[lane_of_cell() == n].sum() for n in range(len(LANES))])
    strong = np.flatnonzero(by_lane >= by_lane.max() * 10 ** (-STRONG / 10))
    end = frame + max(1, round(lasts / per_frame))
    return end, LANES[int(strong[0])].low, LANES[int(strong[-1])].high


def _pitch(hz: float, up: bool) -> Pitch:
    midi = 69 + 12 * np.log2(hz / 440.0)
    whole = int(np.floor(midi)) if up else int(np.ceil(midi))
    return Pitch.read("A0").up(Interval.of(min(max(whole, 21), 108) - 21))
