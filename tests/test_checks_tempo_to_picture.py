"""Lesson 05's checks: right answers of several kinds pass, and every wrong one hears its own mistake and numbers.

The figures that the lesson quotes are computed here a second time, by a search of another kind.
"""

import math
import re
from fractions import Fraction
from pathlib import Path

import nbformat
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lesson_answers import Answers

import filmscore as fs
from filmscore.course.check import check, tasks
from filmscore.course.checks import tempo_to_picture as lesson
from filmscore.course.checks.tempo_to_picture import asking, bloom, book, by_hand, log, measure, off, parcel, ramps
from filmscore.course.checks.tempo_to_picture.asking import number, tidy
from filmscore.picture.film import open_film

ROOT = Path(__file__).parent.parent
LESSON, SOLUTION = "lessons/05_tempo_to_picture.ipynb", "solutions/05_tempo_to_picture/05_tempo_to_picture.ipynb"


class Finder:
    """A widget holds its answer in `answer`."""

    def __init__(self, answer):
        self.answer = answer


def tempo(start, *bars, bpm=60, meter="4/4", **more):
    """A map of bars: numbers of bars, or (number, meter, bpm)."""
    made = fs.TempoMap(start=start, **more)
    for i, entry in enumerate(bars):
        count, its_meter, its_bpm = entry if isinstance(entry, tuple) else (entry, meter, None)
        made = made.bars(count, its_meter, bpm=its_bpm if its_bpm or i else bpm)
    return made


def bar_of_three(at, start=480, bpm=60):
    return tempo(start, at - 1, (1, "3/4", None), 17 - at, bpm=bpm)


BREATH = "the lights come in before we have counted on them"
LIKE_BLOOM = {"map": bar_of_three(13), "by": "meter", "because": BREATH}
STEP = tempo(480, 10, (3, "4/4", Fraction(1440, 22)), 3)
HELD = tempo(480, 11).hold(7).bars(5)  # seven seconds and four beats are the 264 frames
RAMP = tempo(480, 10).ramp_to(12, frame=1704).bars(3)


def flower(map_=None, by="meter", because=BREATH, **more):
    return {"map": map_ if map_ is not None else bar_of_three(13), "by": by, "because": because, **more}


CHASE, REST = tempo(96, 15, bpm=144), tempo(900, 20, bpm=160)


def two(chase=CHASE, after=REST, lines=(495, 697, 1548), **more):
    return {"chase": chase, "after": after, "on bar lines": list(lines), **more}


def hands(bpm, beats):
    return {"bpm": bpm, "beats": beats}


def far(errors=(2.2, -1.6, 4.2, 3.8), most=4.2, rms=3.14):
    return {"errors": list(errors), "max": most, "rms": rms}


def clicks(bpm=105.69, click="14-3", ninth=580):
    return {"bpm of 13-5": bpm, "click for 100": click, "ninth click": ninth}


def ramp(beats=9.242, time=8.889, apart=8.5):
    return {"linear in beats": beats, "linear in time": time, "frames apart": apart}


AFRAID = "Ivo thinks he is alone, and a pulse would be company"


def island(bpm=126.41, error=2.7, timing="free", streamers=(742, 1003, 1211, 1440), because=AFRAID):
    return {"best bpm": bpm, "max error": error, "timing": timing, "streamers": list(streamers), "because": because}


def beat(frames=12, bpm=120):
    return {"frames in a beat": frames, "bpm": bpm}


ACCEPT = {
    "05.1": [beat(), beat("12 frames", "120 BPM"), {"Frames_in_a_beat": 12.0, "BPM": 120}],
    "05.2": [
        hands(160, [24, 40, 72]),
        hands(160.0, (24, 40, 72)),
        hands(fs.Click("9-0"), [24, 40, 72]),
        hands("160 BPM", ["24", "40", "72"]),
        hands(120, [18, 30, 54]),
        hands(140, [21, 35, 63]),
        hands(160.159, {"leap": 24, "splash": 40, "box": 72}),
    ],
    "05.3": [
        far(),
        far(rms=3.1),
        far(rms=math.sqrt(9.87)),
        far(["+2.2", "−1.6", "4,2", 3.8]),
        far([2.2, -1.6, 4.2, 3.8], most="4.2 frames"),
    ],
    "05.4": [
        clicks(),
        clicks(105.7),
        clicks(1440 / 13.625, "14 - 3"),
        clicks(click=14.375),
        clicks(ninth=580.0),
        clicks(click="14 3/8"),
        clicks(click="14⅜"),
        clicks(click=Fraction(115, 8)),
    ],
    "05.5": [ramp(), ramp(9.24, 8.89, 8.47), ramp("9.242 s", 8.8889, -8.5), ramp(ramps.IN_BEATS, ramps.IN_TIME, 8.4)],
    "05.6": [
        LIKE_BLOOM,
        flower(bar_of_three(12)),
        flower(bar_of_three(11), "3/4"),
        flower(bar_of_three(13), "Meter"),
        flower(Finder(bar_of_three(13))),
        flower(tempo(480, 25, (1, "2/4", None), 8, bpm=120)),
        flower(tempo(480, 10, (1, "11/4", None), 3)),
        flower(tempo(480, 60, bpm=240), "steady"),
        flower(tempo(480, 60, meter="2/4", bpm=120), "steady"),
        flower(HELD, "hold"),
        flower(HELD, "fermata"),
        flower(fs.TempoMap(start=480).bars(10, "4/4", bpm=60).free(12, 11).bars(3), "hold"),
        flower(fs.TempoMap(start=456).pickup(1, "4/4", bpm=60).bars(12, "4/4").bars(1, "3/4").bars(3, "4/4")),
        flower(tempo(432, (1, "2/4", 60), (12, "4/4", None), (1, "3/4", None), 3)),
        flower(tempo(480, (12, "12/8", 90), (1, "9/8", None), (3, "12/8", None))),
        flower(tempo(480, (4, "4/4", 60), (8, "12/8", 90), (1, "9/8", None), (3, "12/8", None))),
        flower(tempo(480, 11, (1, "7/4", None), 4)),
        flower(tempo(480, 10, (3, "4/4", 65.45), 3), "step"),
        flower(STEP, "step"),
        flower(RAMP, "ramp"),
        flower(tempo(480, 16), "move", "the chord waits for them, not for the one"),
        flower(tempo(480, 6, (8, "4/4", 120), (3, "4/4", Fraction(1440, 22)), 3), "step", marked=[7, 15]),
    ],
    "05.7": [
        two(),
        two(lines=[697, 1548]),
        two(lines=(495, 1548, 1548)),
        two(tempo(96, (15, "12/8", 216)), REST),
        two(CHASE, tempo(900, (20, "12/8", 240))),
        two(tempo(96, (30, "2/4", 144)), REST),
        [CHASE, REST, [697, 1548]],
        two(Finder(CHASE), REST),
        two(tempo(96, 18, (1, "3/4", None), bpm=180), REST, [697, 1116]),
        two(CHASE, tempo(900, (9, "3/4", None), bpm=60), [697, 1116, 1404, 1548]),
        two(CHASE, tempo(900, 11, bpm=80), [376, 1548]),
        {"Chase": CHASE, "After": REST, "downbeats": (697, 1548)},
        two(CHASE, tempo(864, 22, bpm=160), [697, 1404]),
    ],
    "05.8": [
        island(),
        island(126.4, 2.73),
        island("126.41 BPM", "2.7 frames", "Free"),
        island(126.41, -2.7, "free timing"),
        island(streamers=[264, 1003, 1440]),
        island(streamers=["03:00:41:19", 1440]),
        island(streamers=[540, 1003, 1440]),
        island(because="he must not feel that anybody counts with him"),
    ],
}

#: task -> (answer, the misconception, what the words must hold of the student's own answer)
REJECT = {
    "05.1": [
        (beat(12, 5), "frames as seconds", "60 by 12 and got 5"),
        (beat(12, 125), "25 frames a second", "12 × 125 = 1500"),
        (beat(12, 150), "30 frames a second", "12 × 150"),
        (beat(12, 110), "beat and tempo disagree", "12 × 110 = 1320"),
        (beat(24, 60), "the divisor is not yet the beat", "24 frames, 60 BPM"),
        (beat(2, 720), "parts taken for frames", "2 frames are 720"),
        (beat(2, 120), "parts taken for frames", "120 fits, and you wrote 2.*how many frames that part has"),
        (beat(0.5, 120), "parts taken for frames", "120 fits, and you wrote 0.5.*which \\*part\\* of 24"),
        (beat(12, 120.3), "beat and tempo disagree", "1440 ÷ 12 is not quite 120.3"),
        (beat("ninety", 16), "unusable", "frames in a beat”: asked is a number, not 'ninety'"),
        (beat(120, 12), "the two are swapped", "120 frames in a beat.*12 BPM"),
        (beat(8, 180), "another multiple", "8 frames, 180 BPM: exact.*faster"),
        (beat(48, 30), "does not divide", "48 frames"),
        (
            beat(11.5, 1440 / 11.5),
            "does not divide",
            "11.5 frames do not go.*Jon's stop 4 early, the bloom 2.5 late and the hands 2 early",
        ),
        (beat(-12, -120), "no tempo", "-12 frames"),
        (beat(12, 0), "no tempo", "0 BPM"),
        ({"bpm": 120}, "unusable", "frames in a beat"),
        (120, "unusable", "120 is not the form"),
    ],
    "05.2": [
        (hands(160, [25, 41, 73]), "the first beat counted as one", "25, 41 and 73"),
        (hands(160, [6, 10, 18]), "bars, not beats", "6, 10 and 18"),
        (hands(160, [216, 360, 648]), "frames, not beats", "216, 360 and 648"),
        (hands(160, [1116, 1259, 1548]), "frames, not beats", "1116, 1259 and 1548"),
        (hands(160, [24, 39.9, 72]), "a hit has no fraction of a beat", "24, 39.9 and 72"),
        (hands(160, [124, 140, 172]), "counts from the film's first frame", "124, 140 and 172"),
        (hands(160, [24, 41, 72]), "another beat", "41 beats.*the splash is on 1259"),
        (hands(60 / 9, [24, 40, 72]), "frames as seconds", "6.67 is 60 divided"),
        (hands(1500 / 9, [24, 40, 72]), "25 frames a second", "166.67 would fit"),
        (hands(149.75, [22, 37, 67]), "counts from the film's first frame", "149.75 meets 1116"),
        (hands(720, [108, 180, 324]), "a fast tempo hits everything", "720 BPM.*every 2 frames.*0.8 off on average"),
        (hands(80, [12, 20, 36]), "slower than the chase", "80 BPM lies under 110"),
        (hands(144, [22, 36, 65]), "more than a frame off", "At 144 BPM.*the leap 4 late"),
        (hands(169.74, [25, 42, 76]), "more than a frame off", "the leap 3.9 early"),
        (hands(0, [0, 0, 0]), "no tempo", "0 beats"),
        (hands(160, [24, 40]), "unusable", "3 numbers; there are 2"),
        (hands("fast", [24, 40, 72]), "unusable", "fast"),
    ],
    "05.3": [
        (far([-2.2, 1.6, -4.2, -3.8]), "early and late are swapped", "every sign is turned"),
        (far([2.2, 1.6, 4.2, 3.8]), "an error without a side", "2.2, 1.6, 4.2 and 3.8"),
        (far([2.2, 1.6, -4.2, 3.8]), "early and late are swapped", "at the crates you wrote 1.6"),
        (far([2, -2, 4, 4]), "rounded too early", "2, -2, 4 and 4"),
        (far([e / 24 for e in (2.2, -1.6, 4.2, 3.8)]), "seconds, not frames", "0.09"),
        (far([e / 24 * 1000 for e in (2.2, -1.6, 4.2, 3.8)]), "milliseconds, not frames", "91.67"),
        (far([e / 9.6 for e in (2.2, -1.6, 4.2, 3.8)]), "parts of a beat, not frames", "0.23"),
        (far([-1, 0, 1, -1]), "25 frames a second", "-1, 0, 1 and -1"),
        (far([-7.4, -1.6, -5.4, -5.8]), "the last beat, not the nearest", "-7.4, -1.6"),
        (far([2.2, -1.6, -5.4, 3.8]), "another distance", "At the tram you wrote -5.4.*399 frames"),
        (far([17, 29, 42, 63]), "places, not errors", "17, 29, 42 and 63: these are beats. The error is the frame of"),
        (far([16.77, 29.17, 41.56, 62.6]), "places, not errors", "the hits in beats"),
        (far([259.2, 374.4, 499.2, 700.8]), "places, not errors", "these are the frames of the beats"),
        (far([163.2, 278.4, 403.2, 604.8]), "places, not errors", "counted from the whistle"),
        (far([161, 280, 399, 601]), "places, not errors", "from the whistle to the hits"),
        (far(most=11.8), "the sum, not the largest", "11.8"),
        (far(most=-1.6), "not the largest", "-1.6"),
        (far(most=7), "not the largest", "7 for the maximum"),
        (far(rms=2.95), "the mean, not the RMS", "2.95"),
        (far(rms=2.15), "early cancels late", "2.15"),
        (far(rms=9.87), "the root is missing", "9.87"),
        (far(rms=6.28), "not divided by the number of hits", "6.28"),
        (far(rms=2.81), "the start counted as a hit", "2.81"),
        (far(rms=3.63), "divided by one too few", "3.63"),
        (far(rms=3.16), "rounded too early", "3.16"),
        (far(rms=4.2), "the maximum twice", "4.2"),
        (far(rms=1), "another RMS", "You wrote 1"),
        ({"errors": 4, "max": 4, "rms": 4}, "unusable", "list of 4 numbers"),
    ],
    "05.4": [
        (clicks(106.67), "eighths read as tenths", "106.67"),
        (clicks(110.09), "25 frames a second", "110.09"),
        (clicks(132.11), "30 frames a second", "132.11"),
        (clicks(4.4), "frames as seconds", "4.4"),
        (clicks(110.77), "the eighths left out", "110.77"),
        (clicks(80), "frames and eighths added", "80"),
        (clicks(108.17), "sixteenths for eighths", "108.17"),
        (clicks(327), "multiplied, not divided", "327"),
        (clicks(13.625), "frames are no tempo", "13.625 is the click.*1440 frames\\?$"),
        (clicks(116.36), "another tempo", "116.36 BPM for 13-5"),
        (clicks(click="14-4"), "tenths written as eighths", "14-4 is 14.5 frames"),
        (clicks(click="14.4"), "frames with tenths", "14.4"),
        (clicks(click=14.4), "frames with tenths", "14.4"),
        (clicks(click="14.3"), "frames with tenths", "14.3.*stand eighths"),
        (clicks(click=14.5), "frames with tenths", "14.5"),
        (clicks(click="14½"), "tenths written as eighths", "14-4"),
        (clicks(click="14 1/4"), "another click", "14-2"),
        (clicks(click="14-0"), "the eighths left out", "14-0"),
        (clicks(click="15-0"), "25 frames a second", "15-0"),
        (clicks(click="13-11"), "no such eighth", "13-11"),
        (clicks(click="14-2"), "another click", "14-2 is 14.25"),
        (clicks(click="a hundred"), "unusable", "a hundred"),
        (clicks(ninth=592.5), "the first beat counted as one", "592.5.*ninth\\?$"),
        (clicks(ninth=579.2), "eighths read as tenths", "579.2"),
        (clicks(ninth=576), "the eighths left out", "576"),
        (clicks(ninth=608), "frames and eighths added", "608"),
        (clicks(ninth=100), "forgets the start", "100 is how long"),
        (clicks(ninth=112.5), "forgets the start", "112.5"),
        (clicks(ninth=500), "another frame", "500 for the ninth"),
    ],
    "05.5": [
        (ramp(8.889), "ramp length from the mean tempo", "8.889 s is 16 beats at 108"),
        (ramp(8.889, 9.242), "the two curves are swapped", "8.889 s for the ramp linear in beats"),
        (ramp(time=9.242), "one curve for both", "9.242 s"),
        (ramp(13.333), "the first tempo kept", "13.333"),
        (ramp(6.667), "the last tempo kept", "6.667"),
        (ramp(10), "the mean of the two lengths", "10 is half-way"),
        (ramp(9.428), "the geometric mean", "9.428 is 16 beats at the geometric mean of 72 and 144"),
        (ramp(9.618), "the same percentage with every beat", "9.618.*\\*percentage\\* with every beat"),
        (ramp(time=9.618), "the same percentage with every beat", "9.618"),
        (ramp(apart=8), "rounded too far", "8 frames: rounded too far. A tenth"),
        (ramp(9.2, 8.9), "rounded too far", "9.2 s: rounded.*8.9 s: rounded too far. Hundredths"),
        (ramp(5.545, 5.333), "the lesson's ramp", "5.545"),
        (ramp(221.8, 213.3), "frames, not seconds", "221.8"),
        (ramp(8.333), "fifteen beats", "8.333"),
        (ramp(7), "another length", "7 s for the ramp linear in beats"),
        (ramp(time=7), "another length", "7 s for the ramp linear in time"),
        (ramp(apart=0.353), "seconds, not frames", "0.353"),
        (ramp(apart=8.83), "25 frames a second", "8.83"),
        (ramp(apart=5), "another difference", "5 frames between"),
        ({"linear in beats": 1}, "unusable", "linear in time"),
    ],
    "05.6": [
        (flower(tempo(480, 16)), "the lights come inside a bar", "is on 1728.*come on 1704.*24 late.*11 beats of 24"),
        (flower(bar_of_three(5)), "the odd bar is in the wrong place", "Bar 5 is your short one.*the bloom"),
        (flower(bar_of_three(9)), "the odd bar is in the wrong place", "Bar 9"),
        (flower(bar_of_three(13, start=0)), "forgets the start", "frame 0.*480 early"),
        (flower(bar_of_three(13, start=456)), "forgets the start", "frame 456.*24 early"),
        (flower(tempo(840, 20, bpm=120), "move"), "begins elsewhere", "begins on 840.*480: what is heard"),
        (flower(tempo(960, 20), "move"), "begins elsewhere", "begins on 960"),
        (flower(tempo(384, 11, (3, "4/4", 60), (1, "3/4", None), 3)), "begins elsewhere", "begins on 384.*pick-up"),
        (flower(tempo(0, 5, 9, (1, "3/4", None), 3)), "begins elsewhere", "begins on 0.*bar 1 is to begin there"),
        (flower(tempo(480, 70, meter="1/4"), "steady"), "bars of one beat", "Your bars have one beat each"),
        (
            flower(tempo(480, 11, (1, "5/4", None), 5)),
            "a longer bar, not a shorter one",
            "bar, 12, is \\*longer\\*; a beat too many became two",
        ),
        (flower(bar_of_three(13), "hold"), "the map does something else", "“hold”, time stands still"),
        (flower(fs.TempoMap(start=480).free(52, 52).bars(4, bpm=60), "hold"), "misses a frame", "576 early"),
        (flower(HELD, "meter"), "the map does something else", "“hold”"),
        (flower(tempo(480, 30, meter="2/2", bpm=120)), "the lights come inside a bar", "your bars do not come out"),
        (flower(tempo(480, 6)), "the map ends too early", "frame 1056, before the hands.*the lights"),
        (flower(tempo(480, 300, bpm=960), "steady"), "a fast tempo hits everything", "960 BPM.*1.5 frames.*0.6 off"),
        (
            flower(tempo(480, 10, (3, "4/4", 65), 3), "step"),
            "a tempo rounded too early",
            "the lights \\(1704\\) 1.8 late",
        ),
        (flower(tempo(480, 16, bpm=66)), "misses a frame", "the bloom \\(1056\\)"),
        (flower(tempo(480, 16, bpm=66), "move"), "misses a frame", "nearest beats"),
        (flower(by="step"), "the map does something else", "You say “step”.*“meter”"),
        (flower(by="move"), "the map does something else", "You say “move”"),
        (flower(STEP, "meter"), "the map does something else", "“step”"),
        (flower(STEP, "ramp"), "the map does something else", "“step”"),
        (flower(RAMP, "step"), "the map does something else", "“ramp”"),
        (
            flower(tempo(480, 6, (8, "4/4", 120), (3, "4/4", Fraction(1440, 22)), 3), "step"),
            "a leap of tempo nobody marked",
            "bar 6 to bar 7.*60 to 120, 100%",
        ),
        (flower(because=""), "no reason: none", "Why “meter”"),
        (flower(because="because it fits the hits exactly"), "no reason: any-film", "any map of any film"),
        (flower(because="60 bpm in 4/4 meets every bar line"), "no reason: any-film", "60 bpm"),
        (flower(because="asdf asdf"), "no reason: letters", "asdf"),
        (flower(60), "unusable", "60 is no tempo map"),
        (flower(by="rubato"), "unusable", "rubato"),
        (flower(fs.TempoMap(start=480)), "unusable", "no bars yet"),
        (flower(bar_of_three(13).__class__(480, "25").bars(16, bpm=60)), "unusable", "25 frames a second"),
        (flower(tempo(1100, 16)), "begins after the first hit", "1100"),
        (bar_of_three(13), "unusable", "first of three parts"),
    ],
    "05.7": [
        (two(tempo(0, 20, bpm=144)), "forgets the start", "frame 0; the whistle is on 96.*96 frames too early"),
        (two(CHASE, tempo(876, 20, bpm=161)), "forgets the start", "“after” begins on frame 876"),
        (two(CHASE, tempo(912, 20, bpm=160)), "forgets the start", "12 frames too late"),
        (two(tempo(96, 15, bpm=600)), "a fast tempo hits everything", "2.4 frames, 600 BPM.*1 off"),
        (two(tempo(96, 18, bpm=169.76), tempo(900, 20, bpm=169.76)), "one tempo for the whole film", "169.76 BPM"),
        (two(tempo(96, 15, bpm=150)), "25 frames a second", "“chase” at 150 BPM.*song of 05.3"),
        (two(CHASE, tempo(900, 20, bpm=150)), "a hit is missed", "“after” at 150 BPM"),
        (two(fs.TempoMap(start=96).free(60, 25), REST), "a hit is missed", "the crates \\(376\\) 280 early"),
        (two(tempo(96, 60, meter="1/4", bpm=144)), "bars of one beat", "Your bars have one beat each"),
        (two(tempo(96, (20, "1/4", 144), (10, "4/4", None))), "bars of one beat", "20 of your 30 bars have one beat"),
        (two(lines=[1548]), "one promise", "1548: one promise is an accent"),
        (two(lines=[1548, 1548]), "one promise", "1548: one promise"),
        (
            two(tempo(96, 18, bpm=169.92), lines=[1116, 1548]),
            "a half without a bar line",
            "1116 and 1548, and nothing in “chase”.*257, 376, 495 and 697",
        ),
        (two(lines=[495, 697]), "a half without a bar line", "nothing in “after”"),
        (two(fs.find_tempo(parcel.CHASE, 120, 180, start=96).best), "unusable", "add .map"),
        (two(tempo(96, 15, bpm=140)), "a hit is missed", "140 BPM.*furthest is"),
        (two(tempo(96, 8, bpm=144)), "the map ends too early", "“chase” ends on frame 416"),
        (two(CHASE, tempo(900, 10, bpm=160)), "the map ends too early", "“after” ends on frame 1260"),
        (two(tempo(96, 20, bpm=144)), "the click runs on in the dark", "frame 896, 8.3 s"),
        (two(lines=[]), "no hit is worth a bar line", "on bar lines"),
        (
            two(tempo(96, 19, bpm=180), lines=[697, 1548]),
            "a promise the bars do not keep",
            "the door \\(697\\).*19\\|4",
        ),
        (two(lines=[700, 1548]), "no hit on that frame", "700.*nearest is 697"),
        (two(tempo(96, 10, (5, "4/4", 180)), REST), "a hit is missed", "the door"),
        (
            two(fs.TempoMap(start=96).steady(40, bpm=144).steady(18, bpm=Fraction(1440 * 18, 201)), lines=[495, 1548]),
            "a leap of tempo nobody marked",
            "bar 10 to bar 11.*144 to 129",
        ),
        (
            two(tempo(900, 20, bpm=160), CHASE),
            "the maps have changed places",
            "have changed places: “chase” begins on 900",
        ),
        (CHASE, "one map for two chases", "from 96"),
        ({"chase": CHASE}, "unusable", "after"),
        (two(144, 160), "unusable", "144 is no tempo map"),
        ([144, 160], "unusable", "144"),
        ("144 and 160", "unusable", "144 and 160"),
    ],
    "05.8": [
        (island(timing="click"), "trusts the best steady tempo", "126.41 BPM.*still 2.7 frames off.*bar line"),
        (island(840, 0.9), "a fast tempo hits everything", "840 BPM.*0.8 off"),
        (island(30, 9), "outside the range", "30 BPM"),
        (island(105, 3.43), "only whole numbers tried", "105 BPM is 3.4"),
        (island(126, 4.4), "only whole numbers tried", "126 BPM is 4.4"),
        (island(118.3, 5), "not the best tempo", "118.3"),
        (island(error=0.112), "seconds, not frames", "0.112"),
        (island(error=112.3), "milliseconds, not frames", "112.3"),
        (island(error=measure.rms(measure.errors(126.41, 264, log.HITS))), "the RMS, not the maximum", "RMS at 126.41"),
        (island(error=1), "another error", "1 frame as"),
        (island(streamers=log.HITS), "catches everything", "9 streamers"),
        (island(error=5.1), "chance, not the error", "5.1 is what chance gives"),
        (island(error=-1), "another error", "1 frame as"),
        (island(0, 2.7), "no tempo", "0 beats a minute"),
        (island(streamers=[36, 1003]), "a streamer before the cue", "on 36 arrives before the cue begins, on 264"),
        (island(because="a pulse would be bad for the tension"), "no reason: any-film", "beside any scene of any film"),
        (island(because="No."), "no reason: any-film", "beside any scene"),
        (island(streamers=[]), "free is not aimless", "No streamers"),
        (island(streamers=[1003]), "free is not aimless", "1 streamer from"),
        (island(streamers=[1003, 1300]), "a streamer to nothing", "1300.*nearest event or cut is 1368"),
        (island(streamers=[540, 742]), "no must is met", "540 and 742"),
        (island(because="126.4 is 2.7 frames off, so no click"), "no reason: any-film", "126.4 is 2.7"),
        (island(because=""), "no reason: none", "why this film should not be counted"),
        (island(timing="rubato"), "unusable", "rubato"),
        (island(streamers=[9999]), "unusable", "9999"),
        ("free", "unusable", "free"),
    ],
}


def ids(pairs):
    return [f"{task}-{i}" for i, (task, *_) in enumerate(pairs)]


def test_the_two_zeros_of_the_lesson_are_not_a_mistake_either():
    said = check("05.1", beat(0, 0))
    assert said.status == "not-attempted" and "Two zeros" in said.message


def test_the_starter_of_the_log_is_not_a_mistake_either():
    said = check("05.8", island(0, 0, because=""))
    assert said.status == "not-attempted" and "Two zeros" in said.message


#: task, a right answer, what its praise holds, what it must not hold
PRAISE = [
    ("05.6", flower(), "on 14\\|1 .*beginning at 60 BPM.*Bar 13 is the odd one.*early, by one breath", "even again"),
    ("05.6", flower(bar_of_three(12)), "even again for 1 bar before", "early, by one"),
    ("05.6", flower(bar_of_three(11)), "even again for 2 bars before", "early, by one"),
    ("05.6", flower(tempo(480, 11, (1, "7/4", None), 4)), "lights on 13\\|1 .*makes us wait", "even again"),
    (
        "05.6",
        flower(tempo(480, 10, (1, "5/4", None), (2, "3/4", None), 4)),
        "Your odd bars are 11, 12 and 13",
        "even again",
    ),
    ("05.6", flower(tempo(480, 10, (3, "4/4", 65.45), 3), "step"), "the lights on 14\\|1 ", "4\\.999"),
    ("05.6", flower(tempo(480, 16), "move"), "the lights on 13\\|4 ", "odd"),
    (
        "05.6",
        flower(tempo(480, (12, "12/8", 90), (1, "9/8", None), (3, "12/8", None))),
        "the hands on 11\\|1 and the lights on 14\\|1 .*beginning at 60 BPM",
        "90",
    ),
    ("05.7", two(tempo(96, (15, "12/8", 216)), REST), "“chase”, 144 BPM from 96", "216"),
    ("05.7", two(), "By chance \\*the worst\\* would be 4 off.*The box opens on the one of bar 19", "frames frame"),
    ("05.2", hands(160, [24, 40, 72]), "anywhere \\*the worst\\* would be 3.4 frames off", "1 frames"),
    ("05.3", far(), "\\*the worst\\* would be 3.8 off", "1 frames"),
    (
        "05.8",
        island(),
        "5.1 off at \\*one\\* tempo.*near 2.9. There is little in it.*264, 1130 lies on",
        "something in it",
    ),
]


@pytest.mark.parametrize(("task", "answer", "holds", "never"), PRAISE, ids=ids(PRAISE))
def test_praise_is_true_of_the_answer(task, answer, holds, never):
    verdict = check(task, answer)
    assert verdict.status == "passed", verdict
    assert re.search(holds, verdict.message, re.S), verdict.message
    assert not re.search(never, verdict.message), verdict.message


def test_the_verb_goes_with_the_hits_on_bar_lines():
    said = [log._on_lines(bpm) for bpm in np.arange(50, 140, 0.5)]
    assert any("264, none of them lies on" in words for words in said)
    assert any(re.search(r"264, \d+ lies on", words) for words in said)
    assert any(re.search(r"264, \d+ and \d+ lie on", words) for words in said)


def test_a_search_finds_a_tempo_for_nine_random_frames():
    """What the praise of 05.8 says: after a search for them, frames that mean nothing are as near."""
    random = np.random.default_rng(5)
    sets = [sorted(random.choice(np.arange(265, 1441), 9, replace=False).tolist()) for _ in range(60)]
    found = [fs.find_tempo(hits, log.SLOW, log.QUICK, start=log.START).best.max_error for hits in sets]
    assert np.mean(found) == pytest.approx(log.SEARCHED, abs=0.2)


def test_a_leap_keeps_neither_quarters_nor_beats():
    same_beat = tempo(0, (4, "4/4", 60), (4, "12/8", 90))
    same_quarter = tempo(0, (4, "4/4", 60), (4, "6/8", 60))
    leap = tempo(0, (4, "4/4", 60), (4, "12/8", 135))
    assert measure.jumps(same_beat, 9999) == measure.jumps(same_quarter, 9999) == []
    assert measure.jumps(leap, 9999) == [(4, 5, pytest.approx(60), pytest.approx(90))]
    assert measure.steady(same_beat, 9999) and measure.steady(same_quarter, 9999) and not measure.steady(leap, 9999)


def test_time_that_stands_has_no_tempo():
    made = tempo(0, 2).hold(3).bars(2, "4/4", bpm=60).free(4, 9).bars(2, "4/4", bpm=60)
    assert [bar.number for bar in measure.bars_until(made, 9999) if measure.stands(made, bar)] == [2, 5]
    assert [(bar, round(bpm, 6)) for bar, bpm in measure.tempi(made, 9999)] == [(n, 60) for n in (1, 3, 4, 6, 7)]
    assert measure.jumps(made, 9999) == [] and measure.steady(made, 9999)


def test_beats_are_the_conductors():
    twelve, cut = tempo(96, (15, "12/8", 216)), tempo(96, (15, "2/2", 144))
    assert measure.spacing(twelve, 376) == 10 and measure.spacing(cut, 376) == 20
    for made in (twelve, cut, tempo(96, (5, "7/8", 144), (5, "3/4", None))):
        ticks = [tick.frame for tick in made.clicks()]
        for hit in (120, 200, 257, 300):
            assert measure.to_beat(made, hit) == pytest.approx(min((t - hit for t in ticks), key=abs), abs=1e-6)


def test_a_pass_speaks_of_the_answer():
    """Where answers differ, so do the words; the two tasks with one right answer may say one thing."""
    for task, answers in ACCEPT.items():
        if task not in ("05.1", "05.3", "05.4", "05.5"):
            assert len({check(task, answer).message for answer in answers}) >= 2, task


#: what this lesson's own forms can be broken with
ODD = [
    fs.Hit(1056),
    fs.TempoMap(),
    Finder(Finder(3)),
    beat("ninety", "fast"),
    beat(float("inf"), float("nan")),
    beat(10**400, 1),
    beat(1e-300, 1e-300),
    hands(1e-9, [0, 0, 0]),
    hands(float("inf"), [1, 2, 3]),
    hands(144, "28 40 60"),
    hands(144, [10**400, 1, 1]),
    far([float("nan")] * 4),
    far(most=None),
    clicks(click=None),
    clicks(click="٣-٣"),
    clicks(click=[14, 3]),
    ramp(float("inf"), 1, 1),
    flower(fs.TempoMap(start=10**7).bars(1, bpm=60)),
    flower(fs.TempoMap(start=480).bars(1, bpm=1).hold(80_000).bars(4)),
    flower(fs.TempoMap(start=480).free(4, 60)),
    flower(fs.TempoMap(start=480).pickup(1, "4/4", bpm=60).bars(20)),
    flower(bar_of_three(13), because=["a", "list"]),
    flower(fs.TempoMap(start=480).bars(25_000, "1/32", bpm=900)),
    two(fs.TempoMap(start=10**7).bars(1, bpm=60)),
    two(CHASE, fs.TempoMap(start=1600).bars(1, bpm=60)),
    two(lines=["497x"]),
    two(lines=range(9000)),
    two(fs.TempoMap(start=96).free(4, 80)),
    island(streamers=["99:99:99:99"]),
    island(streamers=[float("nan")]),
    island(because={"a": "dict"}),
    island(-5),
]


class TestAnswers(Answers):
    accept, reject, absurd = ACCEPT, REJECT, ODD


NAMES = ["frames in a beat", "bpm", "beats", "errors", "max", "rms", "bpm of 13-5", "click for 100", "ninth click",
         "linear in beats", "linear in time", "frames apart", "map", "by", "because", "chase", "after", "on bar lines",
         "best bpm", "max error", "timing", "streamers"]  # fmt: skip


@pytest.mark.parametrize("task", sorted(ACCEPT))
@settings(max_examples=40, deadline=None)
@given(
    answer=st.dictionaries(
        st.sampled_from(NAMES), st.none() | st.integers() | st.floats() | st.text() | st.lists(st.floats(), max_size=4)
    )
)
def test_no_data_is_unreadable(task, answer):
    assert check(task, answer).misconception != "unreadable"


def test_no_more_than_two_questions_at_a_time():
    verdict = check("05.4", clicks(110.77, "14-0", 576))
    assert len(verdict.message.split("\n\n")) == 3 and "(1 more question waits behind these.)" in verdict.message


@settings(max_examples=60, deadline=None)
@given(period=st.sampled_from([24, 12, 8, 6]), beats_a_bar=st.sampled_from([2, 3, 4, 5, 6]))
def test_every_exact_map_of_first_bloom_is_accepted(period, beats_a_bar):
    """Maps nobody wrote down: any tempo that divides the distances, any meter, what is over in a bar of its own."""
    bpm = Fraction(1440, period)
    made, at = fs.TempoMap(start=480), 480
    way = "steady"
    for hit in bloom.HITS:
        beats = Fraction(hit - at, period)
        bars, over = divmod(int(beats), beats_a_bar)
        made = made.bars(bars, f"{beats_a_bar}/4", bpm=bpm)
        if over:
            made, way = made.bars(1, f"{over}/4"), "meter"
        at = hit
    answer = flower(made.bars(2, f"{beats_a_bar}/4"), way)
    verdict = check("05.6", answer)
    assert verdict.status == "passed", verdict


# ---------------------------------------------------------------- the figures of the lesson, computed again


def grid(start, hits, bpm):
    """The largest error at each tempo of an array."""
    frames = 1440 / np.asarray(bpm, dtype=float)[:, None]
    spans = np.asarray(hits) - start
    return np.abs(spans / frames - np.round(spans / frames)).__mul__(frames).max(axis=1)


PARCEL = [*parcel.CHASE, *[parcel.PHONE, *parcel.AFTER]]


def least(start, hits, low, high):
    tempi = np.arange(low, high, 0.001)
    found = grid(start, hits, tempi)
    return tempi[found.argmin()], found.min()


def test_one_tempo_for_last_parcel():
    bpm, error = least(96, PARCEL, 60, 180)
    assert (round(bpm, 2), round(error, 2)) == (169.74, 1.95)
    whole = np.arange(120, 181)
    assert grid(96, PARCEL, whole).min() > 2.9, "no whole number from 120 to 180 is within 2.9 frames"
    assert whole[grid(96, PARCEL, whole).argmin()] == 160
    best = fs.find_tempo(PARCEL, 60, 180, start=96).best
    assert float(best.bpm) == pytest.approx(bpm, abs=0.001) and best.max_error == pytest.approx(error, abs=0.01)


def test_the_tempi_that_meet_three_hits_after_the_phone():
    ties = fs.find_tempo(by_hand.HITS, by_hand.LOW, by_hand.HIGH, start=by_hand.PHONE, increment=1).ties
    assert [int(fit.bpm) for fit in ties] == [120, 140, 160] and ties[0].max_error == 1
    assert math.gcd(96, 216, 600) == 24 and math.gcd(216, 359, 648) == 1 and math.gcd(216, 360, 648) == 72


def test_two_tempi_for_last_parcel():
    assert measure.errors(144, 96, list(parcel.CHASE)) == [-1, 0, 1, -1]
    assert measure.errors(160, 900, list(parcel.AFTER)) == [0, 1, 0, 0]
    bpm, error = least(96, list(parcel.CHASE), 120, 180)
    assert (round(bpm, 2), round(error, 2)) == (169.92, 0.69)
    lines = fs.find_tempo(parcel.CHASE, 120, 180, start=96, meter="4/4", downbeats=True)
    assert lines.best.bpm == 144 and lines.best.max_error == 1 and lines[1].max_error > 8
    lines = fs.find_tempo(parcel.AFTER, 120, 180, start=900, meter="4/4", downbeats=True)
    assert round(float(lines.best.bpm), 2) == 160.16 and lines[1].max_error == 8
    ties = fs.find_tempo(parcel.AFTER, 120, 180, start=900, increment=1).ties
    assert [int(fit.bpm) for fit in ties] == [120, 140, 160, 180]
    assert all(CHASE.bar_beat(beats).beat == 1 for beats in (16, 28, 40, 60))


def test_one_tempo_for_the_log():
    bpm, error = least(log.START, list(log.HITS), log.SLOW, log.QUICK)
    assert abs(bpm - log.BEST) < 0.005 and abs(error - log.LEAST) < 0.005
    best = fs.find_tempo(log.HITS, log.SLOW, log.QUICK, start=log.START).best
    assert round(float(best.bpm), 1) == 126.4 and round(best.max_error, 1) == 2.7 == round(
        measure.worst(best.errors), 1
    )
    whole = np.arange(log.SLOW, log.QUICK + 1)
    assert whole[grid(log.START, list(log.HITS), whole).argmin()] == 105
    assert round(1 / best.luck, -1) == 180, "one random set of nine in 180 does as well"
    assert tidy(best.chance, 1) == tidy(measure.chance(float(best.beat_length), 9), 1) == "5.1"


def test_what_a_fast_tempo_is_worth():
    """The figures of quick check 05.c."""
    assert max(abs(e) for e in measure.errors(480, 96, PARCEL)) == 1 and measure.chance(3, 9) == pytest.approx(1.35)
    assert max(abs(e) for e in measure.errors(960, 96, PARCEL)) == 0.5 and measure.chance(6, 9) == pytest.approx(2.7)


def test_the_recording_a_beat_later():
    score = fs.film_cues("first-bloom")[0]
    later = score.later(24)
    assert (later.start, later.tempo.frame_of_bar(14), later.hits) == (504, 1728, score.hits)
    assert later.later(-24) == score and score.start == 480
    with pytest.raises(fs.FilmScoreError, match="half"):
        score.later("half")


def test_the_finder_itself_is_an_answer(tmp_path, monkeypatch):
    monkeypatch.setenv("FILMSCORE_WORK", str(tmp_path))
    found = fs.tempo_finder("first-bloom", hits=list(bloom.HITS), start=480, low=40, high=80, name="tested")
    verdict = check("05.6", flower(found))
    assert verdict.misconception == "the lights come inside a bar", "it begins in the middle of its strip, at 60"
    found = fs.tempo_finder("first-bloom", hits=list(bloom.HITS), start=480, low=40, high=440, name="quick")
    assert check("05.6", flower(found, "steady")).status == "passed", "240"
    one = fs.tempo_finder("last-parcel", hits=list(parcel.CHASE), start=96, low=108, high=180, name="chase")
    verdict = check("05.7", two(one))
    assert verdict.misconception == "the click runs on in the dark", "144, to the end of the film"


def test_a_click_travels_to_the_grader():
    assert check("05.4", clicks(click=fs.Click("14-3"))).status == "passed"
    assert check("05.4", clicks(click=fs.Click("14-4"))).misconception == "tenths written as eighths"


def test_first_bloom_is_met_by_sixty_and_no_slower():
    fits = fs.find_tempo(bloom.HITS, 20.5, 240, start=480)
    assert [int(fit.bpm) for fit in fits.ties] == [60, 120, 180, 240]
    assert math.gcd(576, 384, 264) == 24 and bar_of_three(13).frame_of_bar(14) == 1704
    assert tempo(480, 16).frame_of_bar(14) == 1728


def test_two_ramps():
    for curve, seconds in (("beats", 5.545), ("time", 5.333)):
        assert round(fs.TempoMap().ramp(8, bpm=(60, 120), curve=curve).seconds, 3) == seconds
    beats = np.linspace(0, 16, 100_001)
    assert pytest.approx(np.trapezoid(60 / (72 + 72 * beats / 16), beats), abs=1e-6) == ramps.IN_BEATS
    for curve, seconds in (("beats", ramps.IN_BEATS), ("time", ramps.IN_TIME)):
        assert fs.TempoMap().ramp(16, bpm=(72, 144), curve=curve).seconds == pytest.approx(seconds, abs=1e-9)


def test_errors_have_the_sign_of_the_search():
    found = fs.find_tempo(off.HITS, 150, 150.001, start=off.START)[0]
    assert found.errors == pytest.approx(measure.errors(off.BPM, off.START, off.HITS), abs=0.01)
    assert found.rms == pytest.approx(measure.rms(found.errors))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(120, 1700), min_size=1, max_size=6, unique=True), st.integers(60, 200))
def test_a_map_is_measured_as_a_tempo_is(hits, bpm):
    made = tempo(96, 120, bpm=bpm)
    for hit, error in zip(hits, measure.errors(bpm, 96, hits), strict=True):
        assert abs(measure.to_beat(made, hit)) == pytest.approx(abs(error), abs=1e-6)


def test_the_frames_are_in_the_films():
    events = {film: {e.frame for e in open_film(film).events} for film in ("first-bloom", "last-parcel", "the-log")}
    assert {bloom.START, *bloom.HITS} <= events["first-bloom"]
    assert {parcel.WHISTLE, *PARCEL} == events["last-parcel"] == {96, *PARCEL}
    assert {log.START, *log.HITS} == events["the-log"]
    assert {e.frame for e in open_film("the-log").events if e.kind == "must"} == set(log.MUSTS)
    assert set(by_hand.HITS) < set(parcel.AFTER)
    assert {by_hand.TIP, by_hand.LIGHTS, *by_hand.AFTER} <= events["first-bloom"]
    assert tuple(parcel.CHASE) == off.HITS


def test_numbers_are_read_as_people_write_them():
    for text, value in (("144 BPM", 144), ("−1,5", -1.5), ("+2.2 frames", 2.2), ("5.545 s", 5.545), (3, 3)):
        assert number(text, "x") == value
    for bad in ("a lot", "12-3", True, float("nan"), None, "1e999", 10**12):
        with pytest.raises(fs.FilmScoreError):
            number(bad, "x")


# ---------------------------------------------------------------- notebook and checks agree


def markdown(path):
    book_ = nbformat.read(ROOT / path, as_version=4)
    return "\n".join(cell.source for cell in book_.cells if cell.cell_type == "markdown")


def test_every_place_to_look_is_a_section_of_the_lesson():
    text = markdown(LESSON)
    for place in (
        asking.HAND, asking.ERRORS, asking.SEARCH, asking.BEND, asking.RAMP, asking.MAP, asking.BOOK, asking.FREE
    ):  # fmt: skip
        assert f"## {place}\n" in text + "\n", place


def test_the_exercise_names_the_frames_that_are_checked():
    text = markdown(SOLUTION)
    for frame in {*by_hand.HITS, *off.HITS, *bloom.HITS, *PARCEL, *log.HITS, log.START}:
        assert re.search(rf"\b{frame}\b", text), frame
    for task in lesson.TASKS[1:]:
        assert f"## {task.id} " in text, task.id


def test_tasks_have_three_hints_and_none_tells_the_answer():
    told = {
        "05.1": r"\b(12|twelve|120)\b",
        "05.2": r"\b(160|140|120|24|40|72)\b",
        "05.3": r"\b(9\.6|3\.14|4\.2)\b",
        "05.4": r"\b(14-3|580|105)",
        "05.5": r"\b(9\.24|8\.8|8\.9)",
        "05.6": r"\b(13|3/4|1440/22|22)\b",
        "05.7": r"\b(144|160)\b",
        "05.8": r"\b(126|2\.7|1003|1211|1440)\b",
    }
    for task in lesson.TASKS:
        assert len(task.hints) == 3 and task.form and tasks()[task.id] is task
        assert not any(re.search(told[task.id], hint) for hint in task.hints), task.id
    assert book.TEMPO == 100
