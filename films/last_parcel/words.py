"""Last Parcel in words: what a deaf viewer reads (with the lines) and what a blind viewer is told.

`SOUNDS` are (first frame, out frame, text). `PASSAGES` are (frame, text): each is spoken from that frame and is over
before the next one or the next line begins, at no more than three words a second. They say what is on the
screen and leave what it means to the listener.
"""

SOUNDS = (
    (0, 72, "a market at night, many voices"),
    (96, 140, "a whistle, shrill"),
    (142, 190, "running feet"),
    (257, 300, "fruit tumbles"),
    (376, 420, "crates crash"),
    (462, 494, "a tram bell"),
    (495, 540, "the tram rushes past"),
    (697, 724, "the door shuts"),
    (806, 850, "boots pass outside"),
    (900, 934, "her phone rings"),
    (936, 966, "the door is kicked in"),
    (984, 1010, "glass breaks"),
    (1138, 1164, "feet land on wood"),
    (1259, 1300, "a great splash"),
    (1404, 1436, "three knocks"),
    (1548, 1580, "the lid comes off"),
    (1640, 1670, "a match is struck"),
)

SUMMARY = (
    "Cut paper and lantern light. Pia, a courier, young, with a short blue coat, a yellow scarf and a plait, carries a "
    "bright turquoise box with a cream ribbon. A guard, broad, with a long purple coat, a peaked cap and a moustache, "
    "carries a hand lamp. The chase goes through a night market, over tracks, into a shed and along a canal, and ends "
    "in a stairwell. It lasts a little over seventy seconds."
)

PASSAGES = (
    (2, "Roofs and paper lanterns. Below, Pia reads an address."),
    (81, "A guard turns."),
    (110, "His lamp finds her. She runs."),
    (182, "She runs between the stalls, the guard behind her."),
    (258, "She has vaulted a table of oranges."),
    (349, "She looks back."),
    (378, "Crates bury him."),
    (425, "Close: she runs on."),
    (471, "Pale headlights."),
    (
        498,
        "She dives clear of a red tram. It cuts off the guard. She gets up, tries a shed, and pulls the door to behind "
        "her.",
    ),
    (716, "Dark."),
    (803, "Lamplight crosses the gaps in the boards, and her face."),
    (902, "Its screen glows."),
    (929, "The door is kicked in."),
    (984, "She goes through the window and runs along the quay."),
    (1093, "The quay ends."),
    (1118, "She leaps aboard, loses the box, catches it."),
    (1190, "The guard stops short."),
    (1237, "He jumps."),
    (1262, "Water closes over him. He comes up without his cap. Pia salutes."),
    (1373, "A stairwell, soft light."),
    (1406, "She knocks. A child opens."),
    (1501, "She kneels."),
    (1531, "The box."),
    (1551, "A birthday cake, crushed. Pia hides her face. The child smiles."),
    (1642, "The child lights it. Gold on both faces."),
)
