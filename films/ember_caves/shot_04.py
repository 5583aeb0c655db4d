"""Explore again: what is left of it is drawn into the lamp, which burns brighter."""

from films.ember_caves.scene import frame as frame

START, END = 1409, 1805
STILLS = (1418, 1700)
