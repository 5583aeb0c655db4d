"""Lesson 12's checks: right answers of several kinds pass, each wrong one hears its own mistake and sees its own value.

What the lesson says of its four palettes, its found sounds and its tune is held against the scores and the sound.
"""

import ast
import re
from typing import ClassVar

import pytest
from lesson_answers import Answers, Notebooks

import filmscore as fs
from filmscore.course.check import check
from filmscore.course.checks import palettes_and_layers as lesson
from filmscore.course.checks.palettes_and_layers import asking, follow, jobs, stairs
from filmscore.course.checks.palettes_and_layers import breath as breathing
from filmscore.course.checks.palettes_and_layers.syllables import syllables, words_among
from filmscore.sound import lanes
from filmscore.sound import roles as sound_roles

JOBS = {"A": "foundation", "B": "motion", "C": "accent", "D": "line", "E": "pad"}
PALETTE = {
    "colours": {
        "double bass": "foundation", "harp": "motion", "warm pad": "pad", "solo cello": "line", "timpani": "accent",
    },
    "signature": "solo cello",
    "what it does": "leaps a fifth up and walks home by step, the last step a semitone",
    "left out": "trumpet",
    "because": "nobody in this film announces anything; Pia does not know what she carries",
}  # fmt: skip
CUES = {
    "1m1": "D4:3/2 A4:3/2 G4:1 F4:3/2 Eb4:3/2 D4:1/2",
    "1m2": "D3:1/2 D3:1/2 F3:1 D3:1 C3:1 D3:4",
    "1m3": "G3:3 D4:3 C4:2 Bb3:3 Ab3:3 G3:1",
    "1m4": "A2:2 Bb2:2 A2:4 D3:2",
    "1m5": "D4:3/2 G3:3/2 A3:1 B3:3/2 C#4:3/2 D4:1/2",
}
CASTS = {
    "orchestral": {"line": "english horn", "from": "D4"},
    "electronic": {"line": "theremin", "from": "D5"},
    "hybrid": {
        "line": ["solo cello", "glass pad"],
        "from": ["D3", "D5"],
        "because": "the bow leans into the second note, the glass keeps it when the bow has gone",
    },
    "voiced": {"line": "soprano", "from": "D4", "syllables": "ah ah ah ah ah mm"},
}
STAIRS = {
    "layers": {
        "double bass": ("foundation", "D2 A2"),
        "warm pad": ("pad", "D3 A3"),
        "english horn": ("line", "D4 A4"),
        "harp": ("motion", "D5 A5"),
    },
    "without": ["accent"],
    "why": "The tuba went, the sub bass rests until the box; the pad goes under the child and the harp above.",
}
BREATH = {
    "goes to": 2,
    "expression": [62, 104, 90, 80, 72, 58],
    "slurs": ["1-3", "4-6"],
    "later": [0, -30, -20, 0, 30, 90],
    "because": "the fifth is the question; everything after it walks home slower than it came",
}
FOUND = {
    "sound": "kitchen", "was": "cups and a lid put down by hand", "made": "pulse", "pattern": "X..xx.x.", "bars": 4,
    "bpm": 80, "seconds": 0, "tuned": "", "role": "motion", "from": 1404,
    "because": "somebody behind the door has been setting a table all the time",
}  # fmt: skip
ASKED = {
    "work": "Who Has Seen the Wind?", "maker": "Christina Rossetti", "year": 1872,
    "what I see": "leaves that tremble, trees that bow, and nobody who moves them",
    "register": "A4 D6", "how many play": 2, "attack": "breathed", "motion": 16,
    "silence": "the one who blows: no line, nobody is followed", "players": ["flute", "viola"],
}  # fmt: skip


def five(colours=None, **changed):
    made = {**PALETTE, **{name.replace("_", " "): value for name, value in changed.items()}}
    return made if colours is None else {**made, "colours": colours}


def swapped(*pairs):
    """The five with players exchanged, their roles kept."""
    names = dict(pairs)
    return {names.get(name, name): role for name, role in PALETTE["colours"].items()}


def cast(room, **changed):
    names = {"frm": "from"}
    return {**CASTS, room: {**CASTS[room], **{names.get(name, name): value for name, value in changed.items()}}}


def stair(layers=None, without=None, why=None):
    made = {name: one for name, one in {**STAIRS["layers"], **(layers or {})}.items() if one}
    return {"layers": made, "without": ["accent"] if without is None else without, "why": why or STAIRS["why"]}


def breath(**changed):
    return {**BREATH, **{name.replace("_", " "): value for name, value in changed.items()}}


def outside(**changed):
    return {**FOUND, **{"from" if name == "start" else name: value for name, value in changed.items()}}


def seen(**changed):
    names = {"see": "what I see", "many": "how many play"}
    return {**ASKED, **{names.get(name, name): value for name, value in changed.items()}}


RAIN = outside(
    sound="rain", was="rain on a tin roof", made="bed", role="pad", seconds=12, tuned="D3 A3",
    because="it has rained behind this door for longer than anybody has lived there",
)  # fmt: skip

ACCEPT = {
    "12.1": [JOBS, {"C": "Accent", "D": "the line", "E": "pads"}, {**JOBS, "A": "Foundation", "C": "accents"}],
    "12.2": [
        PALETTE,
        five(left_out="brass"),
        five(because="we know nothing of the box, and a trumpet would announce what is in it"),
        five(left_out="voices"),
        five(swapped(("double bass", "tuba"), ("timpani", "hand drum"))),
        five(signature="the cello"),
        five(signature="the solo cello's rising fifth"),
        five(left_out="the brass section"),
        five(left_out="all brass"),
        five(left_out="trumpet and horn"),
        five(left_out="brass, woodwinds and the organ"),
        five(because="there is no reason to celebrate before the box is open, and a trumpet always does"),
        five(because="Pia is too good for a fanfare; we hate the idea that a trumpet tells her who she is"),
        five(because="a trumpet is too nice for the shed, it would tell Pia that help is coming"),
        # two basses, and neither is too many; an accent by a player who is low
        five(swapped(("timpani", "tuba"))),
        # a choir alone, as in the lesson; the mirror asks, it does not fail
        five(
            {"soprano": "line", "alto": "pad", "baritone": "motion", "bass voice": "foundation", "tenor": "accent"},
            signature="baritone",
            what_it_does="hums a fifth and a step",
            left_out="strings",
        ),
        # a noise is a colour: of ours, of one's own, or said
        five(swapped(("warm pad", "rain")), signature="rain", what_it_does="it goes on behind every door she opens"),
        five(swapped(("harp", "noise of a door")), signature="the noise of a door"),
        five(swapped(("timpani", "my-door.wav")), left_out="noises"),
        # strings alone are a palette
        five(
            {"violin": "accent", "viola": "motion", "solo cello": "line", "double bass": "foundation", "harp": "pad"},
        ),
    ],
    "12.3": [
        CUES,
        {**CUES, "1m5": "D4:3/4 A4:3/4 G4:1/2 F4:3/4 Eb4:3/4 D4:1/4"},  # twice as fast
        {**CUES, "1m3": "D4:1/2 Eb4:3/2 F4:3/2 G4 A4:3/2 D4:3/2"},  # backwards
        {**CUES, "1m2": "D4 A4 G4 F4 Eb4 D4"},  # four of five
        {**CUES, "1m4": "D4:3/2 A4:3/2 G4:1 F#4:3/2 E4:3/2 D4:1/2"},  # in major, beside three that count
        {**CUES, "1m1": "D4:3/2 A4:3/2 G4:1 | F4:3/2 Eb4:3/2 D4:1/2"},
    ],
    "12.4": [
        CASTS,
        cast("hybrid", because="the cello leans and lets go, the glass pad holds each note to its full length"),
        cast("orchestral", line="cor anglais"),
        cast("orchestral", line="vibraphone", frm="D4"),
        cast("electronic", line="electric piano", frm="D3"),
        cast(
            "hybrid",
            line=["warm pad", "flute"],
            frm=["D3", "D4"],
            because="the flute breathes after four notes, the machine never has to",
        ),
        cast("voiced", syllables="oo-oo-ah-ah-ah-oo"),
        # five changes are too many, four of them are not
        cast("voiced", syllables="ah oo doo ah oo mm"),
        # vowels behind a soft consonant, and what jazz says
        cast("voiced", syllables="wah wah yah yah sha aw"),
        cast("voiced", syllables="loo nee ya wa mah ng"),
        cast("hybrid", because="both begin together, and the glass goes on when the arm of the cello turns"),
        cast("hybrid", because="the machine gives nothing but length, and the bow gives the note its beginning"),
        cast("voiced", line="tenor", frm="D3", syllables=["la", "la", "la", "la", "na", "hm"]),
    ],
    "12.5": [
        STAIRS,
        # the harp as accent, nobody for motion
        stair({"harp": ("accent", "D5 A5")}, ["motion"]),
        stair(
            {"double bass": None, "sub bass": ("foundation", "D1 A1")},
            why="Double bass and tuba went, since the sub bass is a floor that no stair has.",
        ),
        # no pad at all
        stair(
            {"warm pad": None}, ["accent", "pad"], "Both pads went, the strings and the machine, and the child has air."
        ),
        # the violin follows, the english horn goes home
        stair(
            {"english horn": None, "violin": ("line", "F5 C6")},
            why="The english horn went, so that the violin can be followed above the child.",
        ),
        stair({"harp": None}, "motion and accent", why="The harp went too: on these stairs nobody moves but she."),
        stair(why="The tuba went; up there the harp is softer, and nobody stands in the child's light."),
        # another role in its own place, with what it does there now
        stair(
            {"sub bass": ("accent", "D1 A1")},
            [],
            "The tuba and the violin went; the sub bass strikes once, on the box.",
        ),
        stair(
            {"english horn": None, "violin": ("line", "F4 C5")},
            why="The english horn went, so that the violin can be followed and the pad be under it.",
        ),
        stair(why="The harp plays pianissimo an octave higher, and the tuba went, so that the child is alone."),
        stair(why="I did not turn the tuba down: it went home, since the bass hid every beginning of it."),
        stair(why="The tuba and the violin went, and the english horn stays where it was, with air around it."),
        # quick and slow may share
        stair(
            {"harp": ("motion", "D4 A4")},
            why="The violin went, and two of the three basses; nobody stands on the child now.",
        ),
        # without a floor, and said so
        stair(
            {"double bass": None, "harp": ("motion", "D3 A3")},
            ["foundation", "accent"],
            why="All three basses went: there is no floor before the box is open.",
        ),
    ],
    "12.6": [
        BREATH,
        breath(expression="62 104 90 80 72 58", slurs="1-3 4-6", later="0 -30 -20 0 30 90"),
        breath(slurs=[(1, 3), (4, 6)]),
        breath(goes_to=5, expression=[50, 60, 72, 84, 100, 70], later=[0, -10, -20, -25, -30, 120]),
        breath(goes_to=1, expression=[110, 100, 90, 80, 70, 60], later=[-20, 0, 0, 10, 20, 60]),
        breath(expression=[62, 104, 104, 80, 72, 58]),
        breath(later=[0, 40, 20, 0, -30, -20], because="she waits before the fifth, and does not want to arrive there"),
        breath(later=[0, 60, 0, 0, 0, 90], because="the fifth is a question, and she waits with it before it is asked"),
        breath(later=[0, 40, 20, 0, -30, -20], because="she hesitates before the fifth, and then it is too late"),
    ],
    "12.7": [
        FOUND,
        RAIN,
        outside(sound="street", was="steps on stone, a bell, traffic"),
        outside(because="we see nobody in the stairwell, and yet somebody sets a table above her"),
        outside(was="my own cups, not from YouTube"),
        outside(was="a song thrush behind rain and a lid"),
        outside(was="cups in an official canteen"),
        outside(because="nobody would call it a sound effect: a table is being set behind the door"),
        outside(sound="Kitchen", pattern="X..x..x. | X..xx.x.", role="accent", start="1404"),
        {**RAIN, "tuned": ["D3", "A3"], "role": "foundation", "seconds": 13.5},
    ],
    "12.8": [
        ASKED,
        seen(work="Painted bison, cave of Altamira, Spain", maker="unknown", year="unknown"),
        seen(year=-1200, motion="none", players="flute, viola"),
        seen(year="c. 1665"),
        seen(year="1503–06"),
        seen(year="about 300 BC"),
        seen(year="early 15th century"),
        seen(year="1872?"),
        seen(year=-14000),
        seen(work="L.H.O.O.Q.", maker="Marcel Duchamp", year=1919),
        seen(work="4 A.M.", maker="老子"),
        seen(work="I and the Village", maker="Chagall"),
        seen(work="1914", maker="J. M. W. Turner"),
        seen(work="The Book of Kells, folio 34, Dublin", maker="Anon.", year="about 800"),
        seen(see="nothing sad, only leaves and the wall behind them"),
        seen(see="a passion fruit, a knife, a white plate and crumbs"),
        seen(register=["D2", "A3"], attack="Scraped", many=5),
        seen(see="a guitar on a chair, two hands, a window, and a jug", players=["guitar", "viola"]),
    ],
}

REJECT = {
    "12.1": [
        ({**JOBS, "D": "pad", "E": "line"}, "line and pad exchanged", "D as pad.*Sing along"),
        ({**JOBS, "C": "foundation"}, "low is foundation", "C: you have “foundation”"),
        ({**JOBS, "C": "line"}, "loud is line", "C: you have “line”"),
        ({**JOBS, "D": "motion"}, "any layer that moves is motion", "beside B's"),
        ({**JOBS, "A": "pad"}, "her answers changed", "You made A pad"),
        (
            {**JOBS, "E": "foundation"},
            "another role",
            "E: you have “foundation”.*0.3 attacks a second, 95% of the time",
        ),
        ({**JOBS, "C": "pad"}, "another role", "C: you have “pad”.*21% of the time.*held"),
        ({**JOBS, "E": ""}, "a row is empty", "beside E"),
        ({**JOBS, "E": "melody"}, "unusable", "'melody' is none of the five"),
    ],
    "12.2": [
        (
            five({"warm pad": "pad", "organ": "pad", "viola": "pad", "soprano": "line", "cello": "foundation"}),
            "five pads",
            "warm pad, organ and viola: 3 of your five",
        ),
        (
            five(
                {"warm pad": "foundation", "glass pad": "pad", "organ": "motion", "soprano": "line", "cello": "accent"}
            ),
            "five pads",
            "697",
        ),
        (
            five(
                {
                    "double bass": "foundation",
                    "tuba": "motion",
                    "sub bass": "pad",
                    "solo cello": "line",
                    "harp": "accent",
                }
            ),
            "three basses",
            "double bass, tuba and sub bass live in one octave",
        ),
        (five(signature="celesta"), "the signature is not in the palette", "'celesta'.*five are"),
        (
            five(swapped(("warm pad", "rain")), left_out="rain"),
            "what is left out is kept",
            "'rain', and rain has a role",
        ),
        (five(swapped(("harp", "kazoo"))), "unusable", "'kazoo'.*A noise is a colour too, written “noise of a door”"),
        (
            five(what_it_does="it sounds sad and very lonely"),
            "the signature is a mood",
            "sad and very lonely.*next room",
        ),
        (five(what_it_does="cello"), "a signature that does nothing yet", "What does it play|what does it play"),
        (five(left_out="harp"), "what is left out is kept", "'harp', and harp has a role"),
        (five(left_out="strings"), "what is left out is kept", "double bass and solo cello"),
        (five(left_out=""), "nothing is left out", "leave nothing out"),
        (five(because="I don't like how a trumpet sounds, never did"), "left out because of taste", "about you"),
        (five(signature="the rising fifth"), "unusable", "'the rising fifth' names none of the five.*Write one player"),
        (five(left_out="trumpet and harp"), "what is left out is kept", "'trumpet and harp', and harp has a role"),
        (five(left_out="trumpet and kazoos"), "unusable", "Write one player or one family"),
        (
            five(because="Nora and the kettle would have to change, poor Tom"),
            "a reason for another film",
            "nora, kettle and tom: that is The Kettle",
        ),
        (five(because="a colour of the palette is left out for a reason"), "a reason for any film", "in the task"),
        (five(because="trumpet the of she Pia the announces"), "a reason for any film", "cannot be read in this order"),
        (five(left_out="low strings"), "unusable", "'low strings'. Write one player or one family.*brass"),
        (five(left_out="everything electronic"), "what is left out is kept", "warm pad has a role"),
        (five(because="a trumpet sounds ugly and cheesy to me"), "left out because of taste", "about you"),
        (
            five(because="I have no reason for it at all, honestly, none"),
            "a reason for any film",
            "says that there is none",
        ),
        (five(because="name a colour that is left out, with the reason"), "a reason for any film", "copied"),
        (five(because="who in it would have to change, if that colour came in"), "a reason for any film", "copied"),
        (five(what_it_does="it plays no notes at all ever"), "a signature that does nothing yet", "nobody knows"),
        (five(because="it is bad"), "a reason for any film", "it is bad"),
        (five({**swapped(), "timpani": "pad"}), "a role without a player", "Nobody is accent; pad is there twice"),
        (five(swapped(("harp", "cello"))), "near and far taken for two colours", "cello and solo cello"),
        (five({**swapped(), "flute": "line"}), "another number than five", "You have 6"),
        (five({"harp": "motion", "flute": "line"}), "another number than five", "You have 2"),
        (five(swapped(("harp", "strings"))), "unusable", "five sections"),
    ],
    "12.3": [
        ({**CUES, "1m5": "A3 A3 B3 A3", "1m3": "C4 C4 G3 C4"}, "a signature too rare", "1 of 5, 20%"),
        ({**CUES, "1m2": CUES["1m1"], "1m4": CUES["1m1"]}, "a signature in everything", "all five"),
        (
            {**CUES, "1m3": "G3:3/2 D4:3/2 C4 Bb3:3/2 Ab3:3/2 G3:1/2", "1m5": CUES["1m1"]},
            "transposed only",
            "1m3 seven semitones lower",
        ),
        ({**CUES, "1m3": "D4:3/2 A4:3/2 G4:1 F4:3/2"}, "a beginning is enough", "In 1m3.*4 notes, D4 A4 G4 F4"),
        (
            {**CUES, "1m5": "D4:3/2 A4:3/2 G4:1 F#4:3/2 E4:3/2 D4:1/2"},
            "another mode taken for the same",
            "2 of the notes",
        ),
        ({**CUES, "1m5": "D4:3/2 D4:3/2 D4:1 D4:3/2 D4:3/2 D4:1/2"}, "rhythm alone", "1m5 has our rhythm"),
        ({**CUES, "1m4": "A2 B2"}, "a line too short", "1m4: 2 notes"),
        ({**CUES, "1m4": ""}, "a cue is empty", "“1m4”"),
        ({**CUES, "1m4": "A2 H2 C3 D3"}, "unusable", "1m4"),
    ],
    "12.4": [
        (cast("voiced", syllables="hap-py birth-day to you"), "lyrics under dialogue", "hap py birth day.*1452"),
        (cast("voiced", syllables="go home lit tle one now"), "lyrics under dialogue", "go home"),
        (cast("voiced", syllables="lu mi na ve ra so"), "lyrics under dialogue", "“ve”"),
        (
            cast("voiced", syllables="ti ti ti ti ti ti"),
            "lyrics under dialogue",
            "“ti”.*What counts: a vowel, alone or",
        ),
        (cast("voiced", syllables="ah ah we ah ah ah"), "lyrics under dialogue", "“we” is a word"),
        (cast("voiced", syllables="ah"), "a syllable for a phrase", "“ah” is 1"),
        (cast("voiced", syllables="ah ee oo oh eh mm"), "a new vowel on every note", "changes 5 times"),
        # four colours, and another one on each note; by ear, not by spelling
        (cast("voiced", syllables="ah oo ee oh ah oo"), "a new vowel on every note", "changes 5 times on six notes"),
        (
            cast("hybrid", because="the cello and the glass pad both at once play the tune here"),
            "hybrid with no need",
            "both at once.*Say of each",
        ),
        (
            cast("hybrid", because="the cello and the pad sing the same melody together in unison"),
            "hybrid with no need",
            "Say of each",
        ),
        (
            cast("hybrid", because="the bow gives nothing and the glass gives nothing to it either"),
            "hybrid with no need",
            "working for nothing",
        ),
        (
            cast("hybrid", because="the bow breathes, bows or strikes and the machine does not"),
            "hybrid with no need",
            "bows or strikes",
        ),
        (cast("hybrid", because="the bow has the edge, the machine never tires"), "hybrid with no need", "copied"),
        (
            cast("hybrid", line=["solo cello", "double bass"], frm=["D3", "D2"]),
            "hybrid means two of a kind",
            "solo cello and double bass both breathe",
        ),
        (cast("hybrid", line=["warm pad", "glass pad"], frm=["D3", "D5"]), "hybrid means two of a kind", "have a plug"),
        (
            cast("hybrid", because="it sounds bigger than one alone would"),
            "hybrid with no need",
            "bigger than one.*glass",
        ),
        (
            cast("hybrid", because="the bow leans into the second note and dies"),
            "hybrid with no need",
            "Take away the glass pad",
        ),
        (
            cast("hybrid", because="the cello and the glass pad together sound bigger than one"),
            "hybrid with no need",
            "sound bigger than one.*Say of each",
        ),
        (cast("voiced", frm="D3"), "out of range", "soprano from D3"),
        (cast("voiced", line="baritone", frm="D4"), "in range at one end only", "D4 is comfortable"),
        (cast("orchestral", frm="G4"), "transposed by another interval", "from G4"),
        (cast("orchestral", frm="D9"), "out of range", "from D9 the tune goes on above every note"),
        (cast("electronic", line="cello", frm="D3"), "electronic is anything amplified", "a cello in front"),
        (cast("orchestral", line="theremin"), "the wrong room", "has a plug"),
        (cast("orchestral", line="soprano"), "the wrong room", "sings"),
        (cast("voiced", line="flute"), "a voice that is none", "flute is no voice"),
        (cast("voiced", line="choir"), "unusable", "soprano, alto, tenor"),
        (cast("voiced", syllables=""), "no syllables", "on what do they sing"),
        ({**CASTS, "voiced": None}, "a room is empty", "voiced"),
        (cast("electronic", frm=""), "no first note", "electronic"),
        (cast("electronic", line=""), "nobody plays", "electronic"),
    ],
    "12.5": [
        (
            stair({"tuba": ("foundation", "D2 A2")}),
            "three basses in one octave",
            "double bass and tuba stand on the same D2 to A2",
        ),
        (stair({"sub bass": ("foundation", "D1 A1")}), "the octave as an alibi", "double bass and sub bass"),
        (
            stair({"double bass": None, "warm pad": None}, ["foundation", "pad", "accent"]),
            "everybody is sent home",
            "english horn and harp: that is all you leave.*3 at least stay",
        ),
        (stair({"violin": ("pad", "F4 C5"), "harp": ("pad", "D5 A5")}), "five pads", "warm pad, harp and violin"),
        (stair({"violin": ("accent", "F4 C5")}, []), "another role on paper", "violin accent; it still has F4 C5"),
        (stair({"sub bass": ("accent", "D1 A1")}, []), "another role on paper", "sub bass accent.*what the sub bass"),
        (
            stair({"tuba": ("accent", "D2 A2")}, [], "The violin went; the tuba strikes once, as the box is opened."),
            "another role on paper",
            "tuba accent; it still has D2 A2, where it was foundation.*double bass is in the same place",
        ),
        (
            stair(
                {"tuba": ("motion", "D2 A2"), "harp": None},
                why="The harp went, and the tuba now runs under everybody on the same notes.",
            ),
            "another role on paper",
            "tuba motion",
        ),
        (
            stair({"harp": ("accent", "D4 A4")}, ["motion"], "The tuba went, the harp strikes once on the box."),
            "another role on paper",
            "english horn is in the same place",
        ),
        (
            stair(
                {"english horn": None, "violin": ("line", "F4 C5")}, why="The english horn and the tuba went home now."
            ),
            "another role on paper",
            "violin line",
        ),
        (
            stair({"warm pad": ("pad", "D4 A4"), "english horn": ("line", "D5 A5"), "harp": ("motion", "D5 A5")}),
            "a pad across the speech",
            "warm pad holds D4 to A4.*1452",
        ),
        (stair({"warm pad": ("pad", "A3 E4")}), "notes changed", "D4 A4 into A3 E4"),
        (stair({"warm pad": ("pad", "D4 A4")}), "half an octave is an octave", "share D4 to A4: 8 of 8"),
        (stair({"double bass": ("foundation", "E2 B2")}), "notes changed", "D2 A2 into E2 B2"),
        (
            stair({"double bass": None, "tuba": ("foundation", "D5 A5")}),
            "out of reach after the move",
            "tuba at D5 to A5",
        ),
        (
            stair({"warm pad": None, "harp": None}),
            "a role missing without a word",
            "Nobody is motion and pad.*names accent",
        ),
        (stair({}, []), "a role missing without a word", "`without` is empty"),
        (stair({}, ["accent", "pad"]), "left out and there", "names pad, and warm pad"),
        (stair({"english horn": None}), "nobody is followed", "Nobody is line"),
        (stair({"harp": ("line", "D5 A5")}, ["accent", "motion"]), "two lines", "english horn and harp"),
        (stair({"tuba": ("accent", "D2 A2"), "sub bass": ("accent", "D1 A1")}, []), "too many layers", "6 layers"),
        (
            stair(
                {
                    "double bass": None,
                    "warm pad": None,
                    "harp": ("foundation", "D5 A5"),
                },
                ["accent", "motion", "pad"],
            ),
            "everything moved up",
            "lowest note is D4",
        ),
        (
            stair(why="I would turn the tuba down by -6 dB and keep the rest of them"),
            "turn it down",
            "turn the tuba down",
        ),
        (
            stair(why="The violin is played pianissimo now so that the english horn is heard"),
            "turn it down",
            "the table has no levels",
        ),
        (
            stair(why="I turned the english horn up, and so the tuba is no trouble any more"),
            "turn it down",
            "turned the english horn up",
        ),
        (
            stair(why="There were far too many people standing on these stairs at once"),
            "a reason that names nobody",
            "far too many",
        ),
        (
            stair(why="The tuba and the sub bass stayed exactly where they were before, nothing was covered."),
            "a reason that says the contrary",
            "the sub bass does not stay",
        ),
        (stair(why="Which layer went, and what had it been standing on: tuba"), "no reason yet", "copied"),
        (stair(why="The tuba went home."), "no reason yet", "4 words"),
        (stair({"flute": ("line", "D5 A5")}), "unusable", "no 'flute' in this stairwell"),
    ],
    "12.6": [
        (breath(expression=[80, 92, 90, 88, 85, 80]), "flat", "From 80 to 92"),
        (
            breath(expression=[62, 80, 90, 104, 72, 58]),
            "the top is elsewhere",
            "note 2, and your curve is highest on note 4",
        ),
        (breath(expression=[62, 110, 80, 70, 110, 58]), "two tops", "note 5, 110"),
        (breath(expression=[62, 110, 80, 70, 90, 58]), "two tops", "note 5, 90"),
        (breath(expression=[60, 110, 110, 60, 60, 60]), "a switch for a curve", "60 and 110"),
        (breath(expression=[64, 127, 64, 64, 64, 64]), "velocity for expression", "One note has 127"),
        (breath(expression=[62, 104, 104, 104, 72, 58]), "a curve that stands still", "62 104 104 104"),
        (breath(expression=[62, 140, 90, 80, 72, 58]), "out of the scale", "140"),
        (breath(later=[0, -35, -72, -53, 28, 171]), "the machine's own hand", "0 -35 -72.*in the lesson"),
        (breath(expression=[63, 87, 76, 70, 61, 54]), "the machine's own hand", "63 87 76"),
        (breath(later=[12, -9, 14, -11, 8, -10]), "dice", r"\+12 -9 \+14"),
        (breath(later=[20] * 6), "everybody late by the same", r"\+20 ms"),
        (breath(later=[0] * 6), "everybody late by the same", "All six are 0"),
        (breath(later=[0, -3, -2, 0, 4, 9]), "too little to be felt", r"\+9 ms"),
        (breath(later=[0, 40, 20, 0, -30, -20]), "late towards, early after", r"\+40.*If that is meant, say"),
        (
            breath(later=[0, 40, 20, 0, -30, -20], because="she does not hesitate, she is not afraid at all"),
            "late towards, early after",
            "does not hesitate.*earlier",
        ),
        (breath(because="on towards the goal, back at the end"), "no reason yet", "copied"),
        (breath(because="where do these six notes go, and why there"), "no reason yet", "copied"),
        (breath(later=[0, -30, 300, 0, 30, 90]), "another rhythm", "Note 3 is 300 ms late"),
        (breath(slurs=["1-6"]), "one bow for all", "7.5 quarters, 6.8 s"),
        (breath(slurs=["1-3", "3-5"]), "slurs that cross", "hold note 3"),
        (breath(slurs=[]), "every note alone", "bowed together"),
        (breath(because="it sounds good"), "no reason yet", "sounds good"),
        (breath(goes_to=9), "unusable", "1 to 6"),
        (breath(slurs=["3-1"]), "unusable", "'3-1' is no bow"),
        (breath(later=[0, 1, 2]), "unusable", "“later”.*3 stand there"),
    ],
    "12.7": [
        ({**RAIN, "made": "pulse", "role": "motion"}, "a pulse of rain", r"In 12 s of rain \d\d beginnings"),
        ({**RAIN, "sound": "street", "was": "steps and a bell"}, "a bed of steps", r"Street is \d\d% even"),
        (
            {
                **RAIN,
                "made": "pulse",
                "role": "motion",
                "pattern": "X..x..x.",
                "bars": 4,
                "bpm": 80,
                "because": "all the same to me what I choose here, it is a table",
            },
            "a pulse of rain",
            "beginnings",
        ),
        (outside(was="what made the sound and with what"), "a sound without a source", "copied"),
        (outside(because="what goes on can go on as long as you like"), "no reason yet", "copied"),
        (outside(pattern="XXXXXXXX"), "a pattern that is full", "8 of 8"),
        (outside(pattern="........"), "a pattern that is empty", "nothing is struck"),
        (outside(pattern="X..x."), "a pattern without its bar", "5 signs"),
        (
            outside(because="we see a kitchen there and so it matches the scene"),
            "found means effect",
            "somebody else is paid",
        ),
        (outside(role=""), "found means effect", "no role"),
        ({**RAIN, "role": "motion"}, "a bed that runs", "You give it motion"),
        (outside(role="pad"), "a pulse that holds", "You give it pad"),
        (outside(was="a door I found on YouTube"), "somebody else's recording", "YouTube"),
        (outside(start=1600), "over the end of the film", "From 1600.*1888.*1,728"),
        (outside(was="a song by somebody else, played"), "somebody else's recording", "a song"),
        (outside(was="not mine: the official video of it"), "somebody else's recording", "official video"),
        (outside(was="a sound recording, found"), "a sound without a source", "stands in the task"),
        (outside(was="cups"), "a sound without a source", "cups"),
        (outside(because="somebody sets a table"), "no reason yet", "4 words"),
        (outside(pattern="X..q"), "unusable", "“pattern”"),
        (outside(sound="not-there.wav"), "unusable", "not-there"),
        (outside(bars=0), "unusable", "“bars”"),
    ],
    "12.8": [
        (seen(see="sadness over a field, and two trees beside a wall"), "a feeling for a thing seen", "“sadness”"),
        (seen(see="gloom and heartbreak over everything that ever was there"), "a feeling for a thing seen", "“gloom”"),
        (seen(see="what you see in eight words or more none of them"), "too little seen", "copied"),
        (seen(silence="there is nothing left bare at all"), "nothing left bare", "Every picture has an edge"),
        (seen(register="A0 C8"), "the whole piano", "A0 to C8"),
        (seen(register="D6 A4"), "the register upside down", "D6 lies above A4"),
        (seen(silence="nothing"), "nothing left bare", "nothing"),
        (seen(work="a painting", maker="unknown"), "the work is missing", "“a painting”. What is it called"),
        (seen(work=""), "the work is missing", "“work” is empty"),
        (seen(work="½"), "the work is missing", "“½”"),
        (seen(work="I don't know"), "the work is missing", "I don't know"),
        (seen(work="some picture in my room"), "the work is missing", "some picture"),
        (seen(work="a b c d", maker="unknown"), "the work is missing", "a b c d"),
        (seen(maker=None), "the maker is missing", "“maker” is empty.*Who made it"),
        (seen(maker="x"), "the maker is missing", "By “x”"),
        (seen(maker="no idea"), "the maker is missing", "By “no idea”"),
        (seen(work="Beowulf", maker="anonymous"), "the maker is missing", "with where it is kept"),
        (seen(year=1.5), "no year", "1.5"),
        (seen(players=["?", "viola"]), "unusable", "beside viola a place is empty"),
        (seen(year=3000), "no year", "3000"),
        (seen(year="a while ago"), "unusable", "Write 1665, “c. 1665”, “300 BC”"),
        (seen(year="99th century"), "no year", "9850"),
        (seen(many=1), "more players than play", "1 play, and you name 2: flute and viola"),
        (seen(attack="sad"), "an attack that is none", "'sad'"),
        (seen(motion="slow"), "a speed for a number", "slow"),
        (seen(motion=1000), "a speed for a number", "1000"),
        (seen(see="two trees"), "too little seen", "2 words"),
        (seen(players=[]), "nobody plays", "nobody is named"),
        (seen(players=["paint"]), "unusable", "paint"),
    ],
}


class TestAnswers(Answers):
    accept, reject = ACCEPT, REJECT
    absurd: ClassVar = [
        {"A": 1, "C": []}, {**PALETTE, "colours": {1: 2}}, {**PALETTE, "colours": "harp"}, {**CUES, "1m1": {"a": 1}},
        {**CASTS, "hybrid": "cello"}, {**CASTS, "voiced": {"line": b"x"}}, {**STAIRS, "layers": {"harp": "motion"}},
        {**STAIRS, "without": {1: 2}}, {**BREATH, "slurs": [[[1]]]}, {**BREATH, "expression": [10**400] * 6},
        {**FOUND, "sound": ["rain"]}, {**FOUND, "pattern": 7}, {**ASKED, "players": {"flute": 1}},
        {**ASKED, "register": [1, 2, 3]}, {**ASKED, "year": float("nan")},
    ]  # fmt: skip


class TestNotebooks(Notebooks):
    name, asking = "12_palettes_and_layers", asking
    tried: ClassVar = {
        "palette": PALETTE, "cues": CUES, "casts": CASTS, "stairs": STAIRS, "breath": BREATH, "found": FOUND,
        "asked": ASKED,
    }  # fmt: skip


# ---- what a pass asks


@pytest.mark.parametrize(
    ("colours", "asks"),
    [
        (swapped(("double bass", "violin")), "Foundation, violin: it has nothing below G3"),
        (swapped(("double bass", "triangle")), "Foundation, triangle: it has no note"),
        (swapped(("warm pad", "triangle")), "Pad, triangle: it is over"),
        (swapped(("harp", "tuba")), "Motion, tuba: quick, small and even"),
        (swapped(("solo cello", "triangle")), "Line, triangle: .*Which notes has it"),
        (swapped(("timpani", "piccolo")), "Accent, piccolo: .*697"),
    ],
)
def test_a_role_that_is_hard_for_a_player_is_asked_about_and_passes(colours, asks):
    verdict = check("12.2", five(colours, signature=next(name for name, role in colours.items() if role == "line")))
    assert verdict.status == "passed" and re.search(asks, verdict.message), verdict


def test_ordinary_roles_are_not_asked_about():
    for colours in (PALETTE["colours"], swapped(("double bass", "taiko")), swapped(("timpani", "trombone"))):
        assert not re.search(r"(?:Foundation|Motion|Pad|Line|Accent), ", check("12.2", five(colours)).message)


@pytest.mark.parametrize(
    ("task", "answer"),
    [("12.2", PALETTE), ("12.4", CASTS), ("12.5", STAIRS), ("12.6", BREATH), ("12.7", FOUND), ("12.8", ASKED)],
)
def test_no_pass_claims_to_have_understood_a_reason(task, answer):
    message = check(task, answer).message
    assert "for a person to read" in message and "for a reason" not in message


def test_a_noise_among_the_five_is_asked_what_it_is_made_into():
    message = check("12.2", five(swapped(("warm pad", "rain")))).message
    assert "pad rain" in message and "rain has no note: 12.7 makes a pulse or a bed" in message


def test_the_list_of_the_task_can_be_pasted_and_is_not_the_answer():
    text = TestNotebooks().solution["breath-task"]
    later = ast.literal_eval(re.search(r"Early has a minus: `(\[.*?\])`", text)[1])
    assert later[1] < 0 < later[4] and check("12.6", breath(later=later)).misconception == "too little to be felt"


@pytest.mark.parametrize(
    ("first", "moved"), [("D2", "D2"), ("D3", "D3"), ("D4", "D4"), ("D5", "D5"), ("D6", "D6"), ("D", "D4")]
)
def test_a_cast_is_heard_from_the_note_that_was_asked_for(first, moved, monkeypatch):
    cells, heard = TestNotebooks().solution, []
    made = {"casts": cast("electronic", frm=first), "tune": follow.tune(), "fs": fs}
    monkeypatch.setattr(fs, "play", lambda notes, **how: heard.append((notes.pitches[0], how)))
    for name in ("hear-casts", "hear-casts-2"):
        exec(cells[name], made)
    assert heard == [("D4", {"bpm": 80, "played_by": "english horn"}), (moved, {"bpm": 80, "played_by": "theremin"})]
    for open_one in (None, cast("electronic", line="", frm=""), cast("electronic", frm="D"), cast("electronic", frm=5)):
        exec(cells["hear-casts"] + "\n" + cells["hear-casts-2"], {**made, "casts": open_one})


# ---- what the checks lean on


def test_the_stairwell_is_crowded_as_it_stands():
    plan = fs.layer_plan(stairs.GIVEN)
    assert (
        len(plan.having("foundation")) == 3 and len(plan.crowded) >= 5 and not any(one.trouble for one in plan.layers)
    )
    assert plan.missing == ("accent",)
    form = re.search(r"```python\nstairs = (.*?)```", TestNotebooks().solution["stairs-task"], re.S)
    assert ast.literal_eval(form[1])["layers"] == stairs.GIVEN


def test_the_roles_are_those_of_the_domain():
    assert set(jobs.RIGHT.values()) == set(sound_roles.ROLES) == set(asking.roles())


@pytest.mark.slow
def test_the_figures_of_the_rows_are_those_of_the_sound(four):
    sounding = fs.layers(four["electronic"]).sounding
    for row, (begins, lasts) in jobs.FIGURES.items():
        does = sounding[jobs.RIGHT[row]]
        assert (f"{does.begins:.1f}", f"{does.lasts:.0%}") == (begins, f"{lasts}%")


def test_what_is_known_as_copied_stands_in_the_lesson_or_the_exercise():
    books = TestNotebooks()
    page = " ".join(
        " ".join(asking.words_of(cell)) for book in (books.lesson, books.solution) for cell in book.values()
    )
    for sentence in asking.SAID:
        assert " ".join(asking.words_of(sentence)) in page, sentence


def test_the_machine_draws_what_is_told_from_a_hand():
    made = fs.programme(follow.tune().transpose("-P8"), "solo cello")
    assert [round(float(row[3].removesuffix(" ms"))) for row in made.rows()] == list(breathing.MACHINE["later"])
    starts = [float(row[2].removesuffix(" s")) for row in made.rows()]
    drawn = [round(min(made.curve, key=lambda point: abs(point[0] - at))[1]) for at in starts]
    assert all(abs(a - b) <= 2 for a, b in zip(drawn, breathing.MACHINE["expression"], strict=True)), drawn


def test_the_hints_do_not_hold_the_answer():
    for task in lesson.TASKS:
        assert len(task.hints) >= 2
        for hint in task.hints:
            assert check(task.id, hint).status != "passed"


@pytest.mark.parametrize("say", ["la", "ah", "Oo", "mm", "ng", "doo", "na", "hm", "ee"])
def test_a_vowel_says_nothing(say):
    assert words_among(syllables(say)) == []


@pytest.mark.parametrize("say", ["go", "home", "me", "no", "lit", "ve", "sun", "moon", "birth"])
def test_a_word_is_a_word_however_softly_it_is_sung(say):
    assert words_among(syllables(say)) == [say]


# ---- what the lesson says


@pytest.fixture(scope="module")
def four():
    return fs.four_palettes()


def test_the_knock_and_the_box_are_first_and_third_bar(four):
    for cue in four.values():
        assert [round(cue.tempo.frame_of_bar(bar)) for bar in (1, 3)] == [1404, 1548]


def test_the_tune_is_in_all_four_and_the_sine_in_two(four):
    scores = {name: cue.score() for name, cue in four.items()}
    assert [one.count > 0 for one in fs.signature(follow.tune(), scores).cues] == [True] * 4
    assert [one.cue for one in fs.signature("sub bass", scores).cues if one.count] == ["electronic", "hybrid"]


@pytest.mark.slow
def test_three_foundations_want_one_place(four):
    names = ("orchestral", "electronic", "hybrid")
    basses = fs.Stems({name: four[name].stems()["foundation"] for name in names})
    found = fs.layers(basses, dict.fromkeys(names, "foundation"), tempo=four["hybrid"].tempo).collisions
    bars = {(frozenset((one.covered, one.by)), one.lane.name): set(one.bars) for one in found}
    assert bars[frozenset(("hybrid", "electronic")), "sub"] == set(range(1, 9))
    assert len(bars[frozenset(("hybrid", "orchestral")), "bass"]) > 4


@pytest.mark.slow
def test_the_orchestra_blends_more_than_twice_as_much(four):
    count = {name: len(fs.layers(four[name]).collisions) for name in ("orchestral", "electronic")}
    assert count["orchestral"] > 2 * count["electronic"] > 0


def test_in_the_lane_of_speech_the_soprano_is_nearly_the_english_horn(four):
    """While the child speaks, and far above the other two."""
    begin, end = (round((frame - 1404) * 2000) for frame in asking.SPEECH)  # samples: 48,000 by 24
    lane = next(n for n, one in enumerate(lanes.LANES) if one.name == "speech")
    level = {}
    for name, cue in four.items():
        power = lanes.cells(cue.stems()["line"][begin:end])
        level[name] = float(lanes.levels(power, [(0, len(power))])[0][lane])
    assert abs(level["voiced"] - level["orchestral"]) < 4
    assert min(level["voiced"], level["orchestral"]) > max(level["hybrid"], level["electronic"]) + 3


def test_the_street_walks_and_the_rain_does_not():
    street, rain = fs.found_sound("street"), fs.found_sound("rain")
    assert round(street.heard.tempo) == 108 and not rain.heard.tempo
    assert len(rain.strokes) / rain.seconds > 6
