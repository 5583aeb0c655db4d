"""Ember Caves in words: what a deaf viewer reads (with the line) and what a blind viewer is told.

`SOUNDS` are (first frame, out frame, text). `PASSAGES` are (frame, text): each is spoken from that frame and is over
before the next one or the line begins, at no more than three words a second. They say what is on the screen and leave
what it means to the listener.
"""

SOUNDS = (
    (12, 60, "footsteps, water drips"),
    (79, 118, "the flame flutters"),
    (197, 245, "footsteps"),
    (343, 391, "a second set of footsteps"),
    (394, 424, "silence"),
    (431, 479, "both walk, out of step"),
    (577, 637, "he hurries, it follows"),
    (744, 774, "a growl"),
    (777, 803, "steel on claw"),
    (857, 887, "a blow lands"),
    (929, 957, "a growl"),
    (961, 1006, "he is struck, the lantern falls"),
    (1009, 1057, "laboured breath"),
    (1077, 1107, "a growl"),
    (1111, 1147, "steel on claw, a blow"),
    (1207, 1237, "a blow lands"),
    (1259, 1286, "a growl"),
    (1291, 1321, "steel on claw"),
    (1376, 1406, "a growl"),
    (1409, 1466, "it falls apart, the lamp flares"),
    (1469, 1511, "heavy breath, slowing"),
    (1514, 1562, "footsteps, unhurried"),
    (1805, 1841, "the staff is set down"),
    (1846, 1906, "drops fall into a pool"),
)

SUMMARY = (
    "A game, seen from the side. A lamplighter in a hooded red cloak walks through a cave, left to right, a lantern "
    "hanging from a long staff; the lantern is the only warm light in a blue-green dark. A belt in the corner shows a "
    "flask of lamp oil, five glowing coals for health, and five bells of bone that go cold as danger comes closer. "
    "Ninety seconds, without a cut."
)

PASSAGES = (
    (8, "He walks under dripstone. Mushrooms glow."),
    (80, "A draught. The flame shrinks."),
    (172, "He has cupped it in his hand. It steadies; he walks on past great openings, misty caverns behind."),
    (345, "A bell goes cold. Behind him glow worms die."),
    (424, "He walks on. More bells go cold."),
    (500, "He turns, lamp out. At its edge, two eyes."),
    (580, "He hurries. The eyes keep up, high on the wall. At a ledge he turns and plants his feet."),
    (746, "A horned skull rears."),
    (780, "He has parried it. It circles in the dark."),
    (862, "He has struck it. It comes again."),
    (963, "It throws him down. Two coals die; the lamp fades."),
    (1050, "He gets up."),
    (1125, "Parry, and a blow. It reels, and waits, and leaps."),
    (1212, "Struck again. It circles, all ribs and claws."),
    (1296, "Turned aside once more, it crouches low."),
    (1412, "The last blow breaks it into ash. It streams into the lamp."),
    (1516, "The lamp burns brighter. He walks upright through a wide bright hall, and comes to still water."),
    (1812, "He stands still, both hands on his staff."),
    (1900, "One by one, across the roof and in the water, glow worms light. His coals begin to glow again."),
)
