"""Combat: it comes into the light. The blow at 961; the last one falls at 1409."""

from films.ember_caves.scene import frame as frame

START, END = 744, 1409
STILLS = (778, 856)
