"""Held darkness for version 2: one breath more before the phone, drawn on from shot 6 with the phone silent."""

from films.toolkit.canvas import Light

from . import shot_06
from .paper import exposed

START, END = 900, 936


def frame(f: int) -> Light:
    """One frame of the darkness: as much later than 900 as it says, and still no ring."""
    return exposed(lambda c, t: shot_06.scene(c, t, rung=False), f, 1)
