"""First Bloom: a failing greenhouse on a dead moon; the last seed opens on the night the power is to be cut."""

NAME = "first-bloom"  # the folder of the finished film under src/filmscore/picture/films/
TITLE = "First Bloom"
FRAMES = 1920
SHOTS = {  # number of the shot: its half-open span of film frames
    1: (0, 192),  # outside: the dust plain, one lit dome
    2: (192, 456),  # inside: rows of empty trays, Mara and Jon
    3: (456, 600),  # she sits by the last tray; the lights go down to one lamp at 480
    4: (600, 816),  # the night passes: stars wheel over the ribs
    5: (816, 908),  # macro: a green tip moves at 840
    6: (908, 1030),  # Jon comes with the key and stops at 936
    7: (1030, 1152),  # the bud opens at 1056
    8: (1152, 1416),  # Mara wakes, sees the flower, then Jon
    9: (1416, 1536),  # their hands touch at 1440
    10: (1536, 1684),  # crane up and out: one blue point
    11: (1684, 1920),  # other domes light from 1704; fade from 1872
}
