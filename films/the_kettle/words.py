"""The Kettle in words: what a deaf viewer reads (with the lines) and what a blind viewer is told.

`SOUNDS` are (first frame, out frame, text). `PASSAGES` are (frame, text): each is spoken from that frame and is over
before the next one or the next line begins, at no more than three words a second. They say what is on the screen and
leave what it means to the listener.
"""

SOUNDS = (
    (0, 72, "a waltz on the radio, water runs"),
    (110, 150, "the tap is turned off"),
    (212, 264, "the radio clicks off; a clock ticks, rain"),
    (304, 348, "three wet footsteps"),
    (822, 850, "he swallows"),
    (1058, 1104, "a finger on wood"),
    (1180, 1306, "the kettle begins to whistle, louder and louder"),
    (1308, 1336, "the whistle stops"),
    (1340, 1384, "tea is poured"),
    (1452, 1500, "the kettle is set down; rain"),
)

SUMMARY = (
    "A kitchen on a rainy afternoon, all in greys, with one colour in it: two blue cups. Nora, about forty, is in "
    "black, her dark hair pinned up. Her brother Tom, taller, unshaven, wears a black tie and a grey overcoat, wet on "
    "the shoulders. They have come from their mother's funeral. The film lasts sixty-six seconds and has three short "
    "lines."
)

PASSAGES = (
    (4, "Rain on a window. Nora, in black, fills a kettle. On the table a small radio glows."),
    (170, "Close: its dial. A hand."),
    (214, "The dial goes dark. The hand stays, then lifts."),
    (306, "Tom stops in the doorway."),
    (410, "Nora's eyes drop to two blue cups. Tom looks at the floor."),
    (517, "Nora's back."),
    (630, "Her shoulders sink; her head bows."),
    (704, "Tom. His eyes leave her, fall, and find pencil marks on the door frame. He swallows."),
    (902, "Close: two rows of marks."),
    (1002, "Nora to sixteen. Tom stops at twelve. His finger touches that mark, then climbs, over bare paint."),
    (1142, "The kitchen, Tom's back."),
    (1200, "The kettle steams. Neither moves."),
    (1308, "She lifts it."),
    (1342, "Tea runs into one blue cup, then the other."),
    (1446, "Black. In pencil: The Kettle."),
)
