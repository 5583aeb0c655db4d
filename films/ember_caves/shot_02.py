"""Danger: the cave holds its breath; a second set of footsteps; eyes."""

from films.ember_caves.scene import frame as frame

START, END = 343, 744
STILLS = (380, 525)
