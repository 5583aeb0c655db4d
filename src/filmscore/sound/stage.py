"""A plan of the stage: who sits where, and what follows from it for the ear.

Positions are metres, seen by the conductor, who stands at (0, 0): x to the right, y towards the back wall. From a
seat follow three numbers: the angle under which it is heard, how much more of the room there is in its sound than
of itself, and how long it is heard alone before the room answers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..errors import FilmScoreError, shown

#: where one listens: behind the conductor, as in the front rows or at the pair of microphones that makes the picture
LISTENER = (0.0, -3.0)
#: height of the microphones over the podium, metres
HEIGHT = 3.2
#: pan for each degree off the middle: 60 degrees is nearly all the way out
PAN_PER_DEGREE = 0.0146
#: send of a player at this distance (metres), dB. A player twice as far away has 3 dB more room in his sound: half of
#: the 6 dB of the plain law, because far players get microphones of their own
NEAR, NEAR_DB, PER_DOUBLING = 5.5, -10.0, 3.0
#: metres from the microphones to the last row; from there sound and room arrive together
LAST_ROW = 15.0
#: metres a second, at 20 degrees
SPEED_OF_SOUND = 343.0


@dataclass(frozen=True, slots=True)
class Place:
    """What is heard of a seat.

    Attributes
    ----------
    pan : float
        From left (-1) to right (1).
    early : float
        Milliseconds for which it is heard before the room answers, beyond those of the room itself.
    send_db : float
        What goes to the room, dB.
    """

    pan: float
    early: float
    send_db: float


_BEHIND: dict[str, tuple[float, float]] = {
    "flutes": (-1.3, 5.8),
    "oboes": (0.8, 5.8),
    "clarinets": (-0.9, 7.2),
    "bassoons": (1.7, 7.2),
    "saxophones": (2.9, 6.6),
    "horns": (-3.9, 8.0),
    "trumpets": (3.0, 8.6),
    "trombones": (5.0, 8.8),
    "tuba": (6.6, 8.2),
    "timpani": (2.4, 10.4),
    "drums": (-1.2, 10.6),
    "mallets": (4.8, 10.4),
    "cymbals": (0.4, 11.0),
    "harp": (-5.2, 5.4),
    "celesta": (-4.3, 6.7),
    "piano": (0.0, 4.8),
    "guitars": (3.6, 5.2),
    "rhythm": (1.0, 6.4),
    "sopranos": (-6.4, 12.4),
    "altos": (-2.2, 12.8),
    "tenors": (2.2, 12.8),
    "basses": (6.4, 12.4),
    "choir": (0.0, 12.6),
    "soloist left": (-1.2, 0.7),
    "soloist": (0.0, 1.0),
    "soloist right": (0.55, 1.1),
    "middle": (0.0, 4.0),
}

#: seatings by name: American (violins together on the left, cellos on the right), and antiphonal (violins face each
#: other across the stage, as most music before 1900 expects; basses behind the first violins)
PLANS: dict[str, dict[str, tuple[float, float]]] = {
    "american": {
        "violins 1": (-4.0, 2.2),
        "violins 2": (-2.3, 3.6),
        "violas": (1.2, 3.8),
        "cellos": (3.3, 2.8),
        "double basses": (5.8, 3.8),
        **_BEHIND,
    },
    "antiphonal": {
        "violins 1": (-4.0, 2.2),
        "violins 2": (4.0, 2.2),
        "violas": (1.6, 3.8),
        "cellos": (-1.6, 3.8),
        "double basses": (-5.8, 4.2),
        **_BEHIND,
    },
}


def place(section: str, plan: str = "american") -> Place:
    """What is heard of a section.

    Parameters
    ----------
    section : str
        A name in `PLANS`.
    plan : {"american", "antiphonal"}
        The seating.

    Raises
    ------
    FilmScoreError
        When there is no such plan, or nobody of that name in it.

    Examples
    --------
    >>> place("violins 2").pan < 0 < place("violins 2", "antiphonal").pan
    True
    >>> near, far = place("violins 1"), place("choir")
    >>> near.early > far.early and near.send_db < far.send_db
    True
    """
    seats = PLANS.get(plan) if isinstance(plan, str) else None
    if seats is None:
        raise FilmScoreError(f"there is no seating {shown(plan)}; there are: {', '.join(PLANS)}")
    if section not in seats:
        raise FilmScoreError(f"nobody called {shown(section)} sits in the {plan} plan; there are: {', '.join(seats)}")
    x, y = seats[section]
    angle = math.degrees(math.atan2(x - LISTENER[0], y - LISTENER[1]))
    distance = math.sqrt(x**2 + y**2 + HEIGHT**2)
    return Place(
        pan=round(min(max(PAN_PER_DEGREE * angle, -1.0), 1.0), 3),
        early=round(max(LAST_ROW - distance, 0.0) / SPEED_OF_SOUND * 1000.0, 2),
        send_db=round(NEAR_DB + PER_DOUBLING * math.log2(distance / NEAR), 2),
    )
