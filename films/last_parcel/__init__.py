"""Last Parcel: a courier is chased through a night market for a box she has not opened."""

NAME = "last-parcel"  # the folder of the finished film under src/filmscore/picture/films/
TITLE = "Last Parcel"
FRAMES = 1728
LIMIT = 2_250_000  # bytes of each picture file: with version 2 there are four
CRF = (34, 50)  # finer than this is heavier than that
VERSIONS = ("films.last_parcel.version_2",)  # cut again after the music was written
SHOTS = {  # number of the shot: its half-open span of film frames
    1: (0, 80),  # crane down on the market; Pia checks an address
    2: (80, 180),  # a guard turns, sees her, whistles at 96; she runs
    3: (180, 348),  # tracking through the stalls; she vaults at 257
    4: (348, 470),  # looking back: crates crash at 376
    5: (470, 712),  # the tram misses her at 495; the shed's door shuts at 697
    6: (712, 928),  # dark; torchlight; the phone rings at 900
    7: (928, 1092),  # the door is kicked in; out of the window
    8: (1092, 1236),  # she leaps to the barge at 1116
    9: (1236, 1372),  # the guard jumps short: splash at 1259
    10: (1372, 1530),  # a quiet stairwell; she knocks at 1404; a child opens
    11: (1530, 1728),  # the box is opened at 1548; the child lights the candle
}
