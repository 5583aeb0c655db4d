"""Safe: the lamplighter stands still by the pool, and the cave begins to glow."""

from films.ember_caves.scene import frame as frame

START, END = 1805, 2160
STILLS = (1830, 2080)
