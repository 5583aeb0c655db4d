"""The leader before the picture, and its pop: how a roll of sound and a roll of picture are laid together.

A leader counts down to the first frame of action. Two seconds before that frame, on the picture of the last number
shown, one frame of tone sounds: the *2-pop*. Who lays a mix against a picture lays pop on number. A second pop after
the end, the tail pop, shows whether both still run together: seven frames apart at the head and at the tail is
drift, and means a wrong rate somewhere.

The older Academy leader counts feet of 35 mm film. Its 3 stands three feet before the picture, and that is 48 frames:
two seconds at 24 frames a second, the same place.
"""

from __future__ import annotations

from ..errors import FilmScoreError
from .timecode import Rate, RateLike, Timecode

POP_SECONDS = 2  #: from the pop to the first frame of action, in seconds of labels
POP_FRAMES = 1  #: how long the pop sounds
POP_HZ = 1000  #: its tone
POP_DB = -20.0  #: its level, dB below full scale


def two_pop(start: str | Timecode = "01:00:00:00", rate: RateLike | None = None) -> Timecode:
    """Where the 2-pop stands: two seconds before the first frame of action, one frame long.

    Two seconds of leader are counted in frames, as many as two seconds of labels have: 48 at 24 and at 23.976, 50 at
    25, 60 at 30 and at either 29.97. At a pulled rate they last a thousandth longer, 2.002 s; picture and sound are
    pulled alike, so the pop meets its picture. Where drop-frame leaves out labels in between, the *frames* still
    count: before 00:01:00;02 the pop is on 00:00:58;00. Lesson 04.

    Parameters
    ----------
    start : timecode label or Timecode
        The first frame of action. Programmes start at 01:00:00:00 rather than at zero, so that there is room for a
        leader before them.
    rate : Rate or its name
        Of the labels; 24 if not given, or that of `start` where it is a `Timecode`.

    Returns
    -------
    Timecode
        The one frame on which the pop sounds: 1 kHz at about -20 dB below full scale, at 24 frames a second and
        48 kHz 2,000 samples of it.

    Raises
    ------
    FilmScoreError
        The label does not exist at this rate, or less than two seconds of labels lie before it.

    Examples
    --------
    >>> two_pop("01:00:00:00", "24")
    Timecode('00:59:58:00', '24')
    >>> two_pop("01:00:00;00", "29.97df")
    Timecode('00:59:58;00', '29.97df')
    """
    if rate is None and not isinstance(start, Timecode):
        rate = "24"
    first = Timecode(start, None if rate is None else Rate(rate))
    frames = POP_SECONDS * first.rate.base
    if first.frame < frames:
        raise FilmScoreError(
            f"Before {first} there is no room for a 2-pop: it stands {frames} frames earlier, and the labels begin "
            f"at {Timecode.from_frame(0, first.rate)}. Let the picture start later, as programmes do at 01:00:00:00."
        )
    return first - frames
