"""The Kettle: two siblings make tea after their mother's funeral, and neither says the thing."""

NAME = "the-kettle"  # the folder of the finished film under src/filmscore/picture/films/
TITLE = "The Kettle"
FRAMES = 1584
LIMIT = 3_600_000  # bytes its picture may weigh
SHOTS = {  # number of the shot: its half-open span of film frames
    1: (0, 168),  # wide: Nora fills the kettle; the radio plays
    2: (168, 300),  # close: her hand switches the radio off at 212
    3: (300, 516),  # two-shot: Tom in the doorway, coat on
    4: (516, 700),  # close: Nora, her back half turned
    5: (700, 900),  # close: Tom sees the marks
    6: (900, 1140),  # insert: the marks; one row stops at twelve
    7: (1140, 1332),  # wide: the kettle whistles from 1180; she lifts it at 1308
    8: (1332, 1440),  # close: two blue cups; tea is poured
    9: (1440, 1584),  # black; the title
}
