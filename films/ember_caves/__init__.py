"""Ember Caves: a game. A lamplighter explores a cave; something follows the light."""

NAME = "ember-caves"  # the folder of the finished film under src/filmscore/picture/films/
TITLE = "Ember Caves"
FRAMES = 2160
LIMIT = 3_600_000  # bytes a picture file may weigh
CRF = (32, 44)  # where encoding begins: the stone is heavy
SHOTS = {  # a game has no cuts: these are its states, half-open spans of film frames
    1: (0, 343),  # explore
    2: (343, 744),  # danger: a second set of footsteps
    3: (744, 1409),  # combat; the player is hit at 961
    4: (1409, 1805),  # explore, the lamp brighter
    5: (1805, 2160),  # safe: the player stands still
}
