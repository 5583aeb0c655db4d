"""What shots 8 and 9 share: where the barge and the two of them are, along the canal. The quay ends at 0."""

import skia

from . import quay
from .paper import Rim

QUAY_FLOOR, DECK_FLOOR = quay.QUAY + 22, quay.DECK + 3
NIGHT_RIMS = (Rim(0xFFFFC37A, -1.2, -0.7, 0.75), Rim(0xFF7A92FF, 1.2, -0.8, 0.6))
SHADE = 0xFFA098C8
LANDING = 1138


def stern(t: float) -> float:
    """The back end of the barge, which goes on and on to the right."""
    return 186 + 2.2 * (min(t, 1236.0) - LANDING) + 1.2 * max(0.0, t - 1236)


def stones(c: skia.Canvas, cam: float) -> None:
    """The quay, its last yards lit by a lamp."""
    for x in (-2660, -1780, -900):
        c.drawImage(quay.edge(), x - cam, quay.QUAY - 26)
    for x in (-1490, -1060, -630, -210):
        c.drawImage(quay.lamp_post(), x - cam, 20)
