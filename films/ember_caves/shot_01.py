"""Explore: one lamp, a passage, a draught that nearly puts it out."""

from films.ember_caves.scene import frame as frame

START, END = 0, 343
STILLS = (60, 150)
