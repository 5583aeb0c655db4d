"""What a layer is for, and what its sound says of that: how often it begins, how long it sounds, how low it lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..errors import FilmScoreError, shown
from .lanes import EMPTY, HOP, LANES, edges, lane_of_cell
from .stems import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: what a layer may be for
ROLES: dict[str, str] = {
    "foundation": "what the rest stands on: low, and there most of the time",
    "motion": "what keeps it going: quick, regular, small",
    "pad": "what fills the air: held, and changing slowly",
    "line": "what is followed: one voice at a time, with a shape",
    "accent": "what marks a moment: rare and strong",
}

#: moments so far under the loudest do not count as sounding, dB
TAIL = 25.0

#: something begins where a share of the power is new: a lane is louder by so many dB than just before, as when a thing
#: is struck, or a narrow place is than it was for a while, as when a line moves on without a break. The sway of a bow,
#: the beating of many and the grain of a noise stay below
STRUCK, MOVED, NEW = 9.0, 8.0, 0.2

#: looks: how far "just before" and "for a while" reach back, how far what follows is heard, and how near two may be
JUST, WHILE, AFTER, APART = 3, 12, 9, 5

#: beginnings a second from which a layer moves, and below which it stays: the gap between the layers of our own cues
QUICK, SLOW = 1.25, 0.6

#: an accent comes less often than so many times a second of the whole
RARE = 0.5

#: below this frequency lies the ground, Hz
GROUND = 150.0


def role_named(role: object, where: str = "") -> str:
    """A role that is one.

    Raises
    ------
    FilmScoreError
        There is no such role; `where` stands before the reason.
    """
    if not isinstance(role, str) or role not in ROLES:
        raise FilmScoreError(f"{where}{shown(role)} is no role of a layer: {', '.join(ROLES)} there are.")
    return role


@dataclass(frozen=True)
class Sounding:
    """What a layer does.

    Attributes
    ----------
    begins : float
        Attacks a second while it sounds, and changes of note without one.
    lasts : float
        Share of the time it sounds, 0 to 1.
    low : float
        Share of its power below 150 Hz, 0 to 1.
    silent : bool
    """

    begins: float
    lasts: float
    low: float
    silent: bool = False

    @property
    def role(self) -> str:
        """The role that suggests: a guess, to be declared otherwise."""
        if self.lasts < 0.25 and self.begins * self.lasts < RARE and not self.silent:
            return "accent"
        if self.low > 0.5 and self.lasts > 0.5 and self.begins < 3:
            return "foundation"
        if self.begins >= QUICK:
            return "motion"
        return "pad" if self.begins < SLOW else "line"

    def doubt(self, role: str) -> str:
        """Why a declared role may not be what is heard; empty if nothing speaks against it.

        >>> Sounding(0.2, 0.9, 0.1).doubt("motion"), Sounding(4.0, 0.9, 0.1).doubt("motion")
        ('0.2 attacks a second hardly move', '')
        """
        if self.silent:
            return "it is silent"
        if role == "foundation" and self.low < 0.2:
            return f"only {self.low:.0%} of its power lies below 150 Hz"
        if role == "motion" and self.begins < 1:
            return f"{self.begins:.1f} attacks a second hardly move"
        if role == "pad" and self.begins >= 4:
            return f"{self.begins:.1f} attacks a second are no pad"
        if role == "accent" and self.lasts > 0.6:
            return f"it sounds for {self.lasts:.0%} of the time"
        return ""


def beginnings(power: NDArray[np.float64]) -> NDArray[np.int64]:
    """The looks in which something begins.

    Parameters
    ----------
    power : numpy.ndarray
        A sound in cells (`filmscore.sound.lanes.cells`), shape (looks, cells).
    """
    looks, total = len(power), power.sum(axis=1)
    floor = 10 ** (EMPTY / 10) / 10
    lane = lane_of_cell()
    padded = np.pad(power, ((WHILE, AFTER), (0, 0)), constant_values=floor / len(lane))
    wide = np.stack([padded[:, lane == n].sum(axis=1) for n in range(len(LANES))], axis=1)

    def spans(x: NDArray[np.float64], first: int, last: int) -> NDArray[np.float64]:
        """For every look those from `first` to before `last`, counted from it: shape (last - first, looks, …)."""
        return np.stack([x[WHILE + k : WHILE + k + looks] for k in range(first, last)])

    def new(now: NDArray[np.float64], before: NDArray[np.float64], by: float) -> NDArray[np.float64]:
        return np.asarray((now * (now > before * 10 ** (by / 10))).sum(axis=1) / np.maximum(now.sum(axis=1), floor))

    struck = new(spans(wide, 0, JUST).max(axis=0), spans(wide, -JUST, 0).min(axis=0), STRUCK)
    moved = new(spans(padded, 0, AFTER).mean(axis=0), spans(padded, -WHILE, 1 - JUST).mean(axis=0), MOVED)
    share = np.maximum(struck, moved) * (total > max(total.max(initial=0.0) * 10 ** (-TAIL / 10), floor))
    found: list[int] = []
    look = 0
    while look < looks:
        if share[look] < NEW:
            look += 1
            continue
        run = share[look : look + APART + JUST]
        run = run[: int(np.argmax(np.append(run, 0.0) < NEW))]  # as long as it goes on being new
        found.append(look + int(np.argmax(run)))
        look = max(look + len(run), found[-1] + APART)
    return np.array(found, np.int64)


def sounding(power: NDArray[np.float64]) -> Sounding:
    """Measure a layer.

    Parameters
    ----------
    power : numpy.ndarray
        A sound in cells (`filmscore.sound.lanes.cells`), shape (looks, cells).
    """
    total = power.sum(axis=1)
    if 10 * np.log10(total.max(initial=0.0) + 1e-12) < EMPTY:
        return Sounding(0.0, 0.0, 0.0, silent=True)
    there = total > total.max() * 10 ** (-TAIL / 10)
    seconds = max(float(there.sum()) * HOP / RATE, 0.1)
    weights = power.sum(axis=0)
    low = weights[: int(np.searchsorted(edges(), GROUND))].sum() / weights.sum()
    return Sounding(len(beginnings(power)) / seconds, float(there.mean()), float(low))
