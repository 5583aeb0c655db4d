"""Version 2, guide sound: effects and lines go with their pictures, the ambience runs on, the dark breathes longer."""

from films.toolkit.sound import Stereo

from .. import foley
from ..effects import Effect
from ..guide import LINE_LUFS, QUALITY, Mix
from . import FILM, new_frame

HELD = (
    Effect(863, "breath", foley.breath(0.62, True), -41, 0.05, -20, "shed"),
    Effect(879, "breath", foley.breath(0.42), -42, 0.05, -20, "shed"),
)
SECOND = Mix(FILM, new_frame, HELD)


def buses(with_dialogue: bool = True) -> dict[str, Stereo]:
    """The buses of version 2."""
    return SECOND.buses(with_dialogue)


def mix(made: dict[str, Stereo]) -> Stereo:
    """The guide track of version 2."""
    return SECOND.mixed(made)


__all__ = ["FILM", "LINE_LUFS", "QUALITY", "buses", "mix"]
