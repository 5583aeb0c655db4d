"""Where the effects of a film are loud: for which frames, and in which register, measured on its guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..errors import FilmScoreError
from ..music.pitch import Interval, Pitch
from ..music.rhythm.room import Slot
from ..picture.film import Film, open_film
from .lanes import HOP, cells, edges
from .recording import recording
from .stems import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: an effect lasts until it has fallen so far from its loudest moment, dB
FALL = 12.0

#: its register is where it is strongest, as wide as this at most, octaves. A noise has something everywhere: of all it
#: covers this is what music would have to fight, and there is a floor above and one below for who gives way
WIDEST = 2.0

#: in those octaves, what lies at their ends and is so much weaker than the strongest cell, dB, is not counted
WEAK = 20.0

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
        For `Ostinato.leave` and `momentum`: the two octaves in which it is strongest, or less. Notes outside what a
        piano has are cut off.

    Raises
    ------
    FilmScoreError
        The film has no guide.

    Examples
    --------
    >>> [(slot.start, slot.low.name) for slot in loud_places("last-parcel") if "tram" in slot.why]
    [(495, 'F♯2')]
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
    low, high = strongest(power[first : first + max(lasts, 1)].mean(axis=0))
    return frame + max(1, round(lasts / per_frame)), low, high


def strongest(power: NDArray[np.float64]) -> tuple[float, float]:
    """The lowest and the highest frequency, Hz, of the place where most power lies, `WIDEST` octaves wide at most.

    Parameters
    ----------
    power : NDArray[np.float64]
        Of every cell of `filmscore.sound.lanes.cells`, one look or their mean.
    """
    cuts = edges()
    ends = np.searchsorted(cuts, cuts[:-1] * 2**WIDEST * (1 + 1e-9), side="right") - 1
    sums = np.concatenate([[0.0], np.cumsum(power)])
    first = int(np.argmax(sums[ends] - sums[: len(ends)]))
    here = power[first : ends[first]]
    kept = first + np.flatnonzero(here >= here.max() * 10 ** (-WEAK / 10))
    return float(cuts[kept[0]]), float(cuts[kept[-1] + 1])


def _pitch(hz: float, up: bool) -> Pitch:
    midi = 69 + 12 * np.log2(hz / 440.0)
    whole = int(np.floor(midi)) if up else int(np.ceil(midi))
    return Pitch.read("A0").up(Interval.of(min(max(whole, 21), 108) - 21))
