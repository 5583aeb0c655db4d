"""04.2: ten conversions, ten of them right."""

from __future__ import annotations

from typing import Any

from ....picture.timecode import Timecode
from ...asking import heard
from ...verdict import Untouched
from .asking import settle
from .film_sums import FILM
from .reading import empty, keyed
from .sums import open_gaps
from .tv_sums import DF, ON_AIR

TEN = FILM | ON_AIR


def ten(answer: Any) -> str:
    """04.2: ten sums, and how many of them stand."""
    given = keyed(answer, tuple(TEN), "{1: 1737, 2: “…”, …}, ten numbers and what you found for each")
    left = [n for n in TEN if empty(given.get(n))]
    if len(left) == len(TEN):
        raise Untouched("There are ten empty places here. Begin with any of them.")
    asks = {n: heard(TEN[n].ask, str(n), given[n]) for n in TEN if n not in left}
    good = sum(ask is None for ask in asks.values())
    settle([*asks.values(), open_gaps(left)], f"{good} of the ten stand." if good else "")
    return (
        f"Ten of ten. The one that pays for the rest is number 10: {TEN[10].right} pictures in half an hour, and not "
        f"{1800 * 30}. In number 8 the label says 12:50, which is 770 s, and the clock "
        f"{float(Timecode('00:12:50;00', DF).seconds):.3f} s: so near it stays all day, and that is what the labels "
        "are left out for."
    )


HINTS = (
    "Go by way of the frame, always: into frames first, out of frames second. 16 frames are a foot of 35 mm.",
    "For everything called 29.97 or 23.976 ask which of two things you are given: a *label*, which counts pictures as "
    "if there were 30 or 24 in a second, or *time*, in which each picture lasts 1001/30000 or 1001/24000 of a second.",
    "For drop-frame count the labels as if none were missing, then count how many minutes after minute 0 have begun, "
    "without each tenth. Two labels for each of those. From label to frame take them away; from frame to label step "
    "over them.",
)
