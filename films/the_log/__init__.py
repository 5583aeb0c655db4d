"""The Log: a lighthouse keeper finds tomorrow's entry already in his log."""

NAME = "the-log"  # the folder of the finished film under src/filmscore/picture/films/
TITLE = "The Log"
FRAMES = 1584
LIMIT = 3_600_000  # bytes the picture may weigh
CRF = (31, 46)  # where encoding begins: the engraved lines are heavy
SHOTS = {  # number of the shot: its half-open span of film frames
    1: (0, 120),  # outside: the lighthouse over a calm black sea, its beam turning
    2: (120, 246),  # inside: Ivo writes at his desk
    3: (246, 516),  # over his shoulder: he turns the page, and it is written on (264)
    4: (516, 648),  # a gull strikes the window (540); he laughs at himself
    5: (648, 724),  # he puts the pen down and looks out; a scratching begins (660)
    6: (724, 896),  # the pen writes by itself (742), Ivo soft behind it
    7: (896, 1118),  # the lamp room: the lamp flickers (912), dies (1003); black
    8: (1118, 1192),  # a match (1130)
    9: (1192, 1368),  # wet ink: "Ivo. Turn around." (readable at 1211)
    10: (1368, 1424),  # his face; he turns (1391)
    11: (1424, 1584),  # outside: the lamp lights itself, red (1440); the beam stands still on us
}
