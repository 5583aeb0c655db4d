"""The Log in words: what a deaf viewer reads (with the lines) and what a blind viewer is told.

`SOUNDS` are (first frame, out frame, text). `PASSAGES` are (frame, text): each is spoken from that frame and is over
before the next one or the next line begins, at no more than three words a second. They say what is on the
screen and leave what it means to the listener.
"""

SOUNDS = (
    (10, 70, "sea far below, wind, slow clockwork"),
    (124, 172, "a nib on paper"),
    (264, 294, "a page turns"),
    (540, 576, "a thud on glass, wings"),
    (586, 634, "Ivo laughs under his breath"),
    (660, 712, "a nib scratches"),
    (742, 800, "the nib scratches, near"),
    (912, 960, "the lamp gutters"),
    (1003, 1030, "the clockwork stops"),
    (1034, 1082, "breathing in the dark"),
    (1130, 1160, "a match"),
    (1211, 1238, "his breath stops"),
    (1391, 1420, "cloth as he turns"),
    (1440, 1500, "a low thump; no clockwork"),
)

SUMMARY = (
    "Night in a lighthouse, drawn like an engraving: black, cut by one light at a time. One person: Ivo, the keeper, "
    "about sixty-five, heavy, with a full grey beard, a knitted cap and a ribbed jersey. He keeps a log, a large book "
    "written by hand with a steel pen. The film lasts sixty-six seconds and has two short lines."
)

PASSAGES = (
    (6, "A striped lighthouse. A calm black sea, a moon. Its beam turns."),
    (123, "Inside, by an oil lamp, Ivo writes in his log."),
    (252, "The next page is already written."),
    (472, "He touches the ink. It smears."),
    (520, "He stares."),
    (548, "A gull has struck the window. It slides away. He laughs."),
    (650, "He lays the pen down and looks up."),
    (726, "Ivo at the window."),
    (762, "On the desk, the pen stands up by itself and writes. He has not seen it."),
    (898, "The lamp room. A great lens turns, and its lamp sinks."),
    (1006, "Black."),
    (1132, "A match, and Ivo's face above it."),
    (1194, "The log."),
    (1216, 'Wet ink, in the same hand: "Ivo. Turn around."'),
    (1292, "A line draws itself under the words."),
    (1370, "His face."),
    (1393, "He turns."),
    (1426, "The lighthouse is dark. Its lamp lights itself, red. The beam does not turn. It points at us."),
)
