"""First Bloom in words: what a deaf viewer reads (with the lines) and what a blind viewer is told.

`SOUNDS` are (first frame, out frame, text). `PASSAGES` are (frame, text): each is spoken from that frame and is over
before the next one or the next line begins, at no more than three words a second. They say what is on the
screen and leave what it means to the listener.
"""

SOUNDS = (
    (192, 236, "fans labour, lamps buzz"),
    (440, 474, "footsteps leave"),
    (480, 540, "lamps go down, one after another"),
    (615, 678, "she breathes in her sleep, glass ticks"),
    (840, 888, "soil cracks"),
    (893, 935, "footsteps, a door"),
    (936, 984, "the footsteps stop"),
    (1056, 1128, "petals open"),
    (1170, 1218, "Mara wakes with a breath"),
    (1440, 1470, "hands touch"),
    (1472, 1524, "key laid in the soil, its hum stops"),
    (1704, 1776, "a far, soft thump, then more, fainter"),
)

SUMMARY = (
    "Night on a dead moon. Two people are in the one lit greenhouse: Mara, about sixty, small, a little bent, "
    "grey hair in a bun, a cardigan over work overalls; and Jon, tall, bearded, in a long heavy coat, who carries the "
    "power key: a steel bar with a cross-piece and a small red light on a tag. The film lasts eighty "
    "seconds and has four short lines."
)

PASSAGES = (
    (
        12,
        "A grey plain of craters under stars. A ringed planet hangs over the mountains. Below, one dome glows amber "
        "among dark ones.",
    ),
    (196, "Inside: rows of empty trays."),
    (382, "Jon lowers the key and walks out."),
    (458, "She sits on an upturned pail."),
    (508, "Row by row the lamps have gone out. One is left."),
    (
        608,
        "Beyond the glass the stars wheel and a pale planet sets. Frost grows on the panes and thins. Mara sleeps, "
        "her head on her folded arms.",
    ),
    (820, "Close: dark soil."),
    (846, "The crust cracks. A green tip rises."),
    (909, "Jon walks in."),
    (942, "He stops. The key sinks to his side."),
    (1032, "A closed bud."),
    (1058, "It opens, petal after petal, around a white light. Bright motes rise."),
    (1160, "Mara wakes in blue light, looks up, turns to Jon."),
    (1364, "He lowers himself beside her."),
    (1419, "Close: hands."),
    (1442, "His rests on hers. He lays down the key; its light dies."),
    (1540, "From above, through the ribs: two figures by a blue point. Higher: one dome on a dark plain."),
    (1685, "The wide plain."),
    (1712, "A second dome lights, blue. Another. One by one, all across the plain, the dark domes begin to glow."),
    (1874, "The picture fades to black."),
)
