"""Version 2 in words: those of the film, moved with the cut; what is no longer seen or heard is left out."""

from ..words import PASSAGES as FIRST_PASSAGES
from ..words import SOUNDS as FIRST_SOUNDS
from ..words import SUMMARY
from . import new_frame

SOUNDS = tuple(
    (new_frame(start), new_frame(end - 1) + 1, text)
    for start, end, text in FIRST_SOUNDS
    if new_frame(start) is not None and new_frame(end - 1) is not None
)
PASSAGES = tuple((new_frame(frame), text) for frame, text in FIRST_PASSAGES if new_frame(frame) is not None)

__all__ = ["PASSAGES", "SOUNDS", "SUMMARY"]
