"""Lesson 04's checks: right answers in several forms pass, and every wrong one hears its own mistake and its own value.

The lists are data: what a student may hand in, and which mistake the check is to name. What the lesson says in figures
is worked out here once more, by other means than the library's.
"""

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
from filmscore.course.asking import Ask
from filmscore.course.check import check, tasks
from filmscore.course.checks import frames_feet_and_paper as lesson
from filmscore.course.checks.frames_feet_and_paper import (
    asking,
    conversions,
    cue_list,
    cue_rows,
    drop,
    hunt,
    moment,
    ordering,
    pop,
)
from filmscore.course.quiz import quizzes
from filmscore.picture.film import open_film

ROOT = Path(__file__).parent.parent
NAME = "04_frames_feet_and_paper"

JON = {"label": "04:00:37:20", "frame": 908, "seconds": 37.83, "feet": "56+12"}
TEN = {
    1: 1737,
    2: "00:06:01:05",
    3: "135+12",
    4: 142.875,
    5: 3603.6,
    6: 12000,
    7: 600.6,
    8: 23078,
    9: "00:02:46;24",
    10: 53946,
}
TARGETS = {
    "00:01:00;00": "00:01:00;02",
    "00:10:00;00": "yes",
    "00:07:00;02": "yes",
    "00:19:00;01": "00:19:00;02",
    "00:20:00;01": "yes",
    "00:07:01;00": "yes",
    "01:00:00;00": "yes",
    "01:01:00;00": "01:01:00;02",
    "after 00:00:59;29": "00:01:00;02",
    "after 00:09:59;29": "00:10:00;00",
    "after 00:10:59;29": "00:11:00;02",
    drop.MISSING: 0,
    drop.LEFT_OUT: 108,
}
POPS = {"A": "00:59:58:00", "B": "09:59:58:00", "C": "00:59:58;00", "D": "01:43:58;00", "E": "9+00", "F": 47}
HUNT = {
    1: "fine",
    2: "label",
    3: "fine",
    4: "length",
    5: "overlap",
    6: "fine",
    7: "number",
    8: "backwards",
    9: "fine",
    10: "number",
}
SONG = ("2m1s", "02:00:00:00", "02:00:04:00", "0:04")
CHASE = ("2m2", "02:00:04:00", "02:00:29:01", "0:25")
PHONE = ("2m3", "02:00:37:12", "02:00:52:11", "0:15")
NOTE = ("2m3A", "02:00:58:12", "02:01:00:12", "0:02")
BOX = ("2m4", "02:01:04:12", "02:01:12:00", "0:08")
LIST = [SONG, CHASE, PHONE, NOTE, BOX]


class Widget:
    """A widget holds its answer in `answer`."""

    def __init__(self, answer):
        self.answer = answer


def row(which, **changed):
    """A list with one thing changed in one row."""
    names = ("number", "start", "end", "length")
    one = [changed.get(name, value) for name, value in zip(names, LIST[which], strict=True)]
    return [tuple(one) if i == which else other for i, other in enumerate(LIST)]


def parcel(*cues):
    return fs.Spotting(
        "last-parcel", cues=[fs.Cue(*cue, kind="source" if cue[0][-1] == "s" else "score") for cue in cues]
    )


FIVE = (("2m1s", 0, 96), ("2m2", 96, 697), ("2m3", 900, 1259), ("2m3A", 1404, 1452), ("2m4", 1548, 1728))

ACCEPT = {
    "04.1": [
        JON,
        JON | {"feet": "56 + 12", "seconds": "37,83 s"},
        JON | {"seconds": 908 / 24, "frame": 908.0},
        {"frame": "908", "seconds": Fraction(908, 24), "feet": (56, 12)},
        [908, 37.83, "56+12"],
        JON | {"feet": "56+12 ft", "seconds": "37.83 sec."},
        JON | {"feet": "56 ft + 12 fr.", "frame": "908 pictures"},
    ],
    "04.2": [
        TEN,
        list(TEN.values()),
        TEN | {4: "142.88 s", 5: "3603,6", 9: "00:02:46:24", 3: "135 ft + 12"},
        TEN | {2: fs.Timecode.from_frame(9030, "25"), 9: fs.Timecode.from_frame(5000, "29.97df")},
        {str(n): value for n, value in TEN.items()},
        TEN | {1: "1737 frames", 8: 23078.0, 10: "53 946"},
        TEN | {5: Fraction(18018, 5), 7: 600.6000001},
        TEN | {1: "1,737", 4: "142,87", 5: "3,603.6 s", 6: "12,000", 8: "23,078 pictures", 10: "53946 pictures"},
        TEN | {3: "135+12feet", 4: "142,875"},
        TEN | {1: "１７３７", 2: "００：０６：０１：０５", 3: "135＋12", 9: "00:02:46；24"},
    ],
    "04.3": [
        "DCEBA",
        "d c e b a",
        "D, C, E, B, A",
        list("DCEBA"),
        tuple("dceba"),
        "D < C < E < B < A",
        "D/C/E/B/A",
        "D|C|E|B|A",
        "ＤＣＥＢＡ",
    ],
    "04.4": [
        TARGETS,
        TARGETS | {"00:10:00;00": "Yes, it is a tenth minute", "00:20:00;01": True},
        TARGETS | {"00:07:00;02": "00:07:00;02", drop.MISSING: "none"},
        TARGETS | {"00:01:00;00": fs.Timecode("00:01:00;02", "29.97df"), drop.LEFT_OUT: "108"},
        list(TARGETS.values()),
        TARGETS | {drop.MISSING: "0 pictures", drop.LEFT_OUT: "108 labels"},
        TARGETS | {drop.MISSING: "Zero.", "00:20:00;01": "ＹＥＳ", "00:19:00;01": "００:19:00;02"},
        TARGETS | {drop.MISSING: "no"},
        TARGETS | {drop.MISSING: "Not one"},
    ],
    "04.5": [
        POPS,
        {key.lower(): value for key, value in POPS.items()},
        POPS | {"A": fs.two_pop("01:00:00:00", "24"), "C": fs.two_pop("01:00:00;00", "29.97df")},
        POPS | {"D": fs.two_pop("01:44:00;02", "29.97df"), "E": 9, "F": "47 frames"},
        POPS | {"C": "00:59:58:00", "E": "9 + 0"},
        POPS | {"E": "9+00 ft", "F": "47 pictures"},
        list(POPS.values()),
    ],
    "04.6": [
        HUNT,
        {f"row {n}": word.upper() for n, word in HUNT.items()},
        list(HUNT.items()),
        HUNT | {4: "length: it is 1:10", 7: "numbers"},
        HUNT | {4: "length, not the length it says"},
        list(HUNT.values()),
        tuple(HUNT.values()),
    ],
    "04.7": [
        LIST,
        [list(one) for one in LIST],
        [dict(zip(("cue", "in", "out", "length"), one, strict=True)) for one in LIST],
        {number: rest for number, *rest in LIST},
        row(3, number="2M03a"),
        row(0, length=4),
        row(1, length="00:25", start=fs.Timecode("02:00:04:00", "24")),
        row(4, length="8 s"),
        row(3, number="2m3 A"),
        row(0, number="2m1 s"),
        row(3, number="２ｍ３Ａ", start="０2:00:58:12", length="０:02"),
        [*LIST, ("", "", "", "")],
        parcel(*FIVE),
        parcel(*FIVE[::-1]),
        Widget(LIST),
    ],
}


def ten(n, value):
    return TEN | {n: value}


def target(key, value):
    return TARGETS | {key: value}


def placed(key, value):
    return POPS | {key: value}


def said(n, word):
    return HUNT | {n: word}


#: task -> (answer, the misconception, what the words must hold of the student's own answer)
REJECT = {
    "04.1": [
        (JON | {"frame": 909}, "the first frame is counted as one", "909, one too many"),
        (JON | {"frame": 907}, "one taken away for nothing", "907"),
        (JON | {"frame": 346508}, "counted from midnight", "346508.*04:00:00:00"),
        (JON | {"frame": 945}, "25 frames a second", "945"),
        (JON | {"frame": 1130}, "30 frames a second", "1130"),
        (JON | {"frame": 893}, "a label read as a decimal number", "37.20 seconds"),
        (JON | {"frame": 888}, "the frames of the label are left out", "20 frames"),
        (JON | {"frame": 500}, "another sum", "500, which is too few"),
        (JON | {"frame": "0,908"}, "a part of a frame", "0,908"),
        (JON | {"frame": 892.8}, "a part of a frame", "892.8"),
        (JON | {"seconds": 37.2}, "a label read as a decimal number", "37.2.*20 frames of 24"),
        (JON | {"seconds": 37}, "the frames of the label are left out", "37"),
        (JON | {"seconds": 14437.83}, "counted from midnight", "14437.83"),
        (JON | {"seconds": 36.32}, "25 frames a second", "36.32"),
        (JON | {"seconds": 37.8}, "rounded too early", "37.8.*hundredth"),
        (JON | {"seconds": 38}, "rounded too early", "38. That is right as far as it goes"),
        (JON | {"seconds": 37.4}, "another sum", "37.4, which is too short"),
        (JON | {"seconds": 37.5}, "another sum", "37.5, which is too short"),
        (JON | {"seconds": 38.3}, "another sum", "38.3, which is too long"),
        (JON | {"seconds": 37.84}, "rounded the wrong way", "37.84, a hundredth beside it"),
        (JON | {"seconds": "37.83 frames"}, "unusable", "'37.83 frames'.*asked for is seconds"),
        (JON | {"frame": "908 s"}, "unusable", "'908 s'.*asked for is a count"),
        (JON | {"feet": "56.75 feet long"}, "unusable", "'56.75 feet long'"),
        (JON | {"feet": "10.5 ft"}, "feet and frames read as a decimal number", "you wrote 10.5 ft"),
        (JON | {"feet": "ten ft"}, "unusable", "You wrote 'ten ft'"),
        (JON | {"frame": "soon", "seconds": 38.3}, "unusable", "'soon'.*“seconds”: you wrote 38.3"),
        (JON | {"seconds": 60}, "another sum", "60, which is too long"),
        (JON | {"feet": "56.75"}, "feet and frames read as a decimal number", "56.75.*0.75 of a foot"),
        (JON | {"feet": 56.75}, "feet and frames read as a decimal number", "The length is right"),
        (JON | {"feet": "56+75"}, "a foot holds any number of frames", "56.75"),
        (JON | {"feet": "37+20"}, "24 frames a foot", "37.20"),
        (JON | {"feet": "22+28"}, "the other gauge", "22.28.*16 mm"),
        (JON | {"feet": "56+13"}, "the first frame is counted as one", "56.13"),
        (JON | {"feet": 908}, "frames for feet", "908"),
        (JON | {"feet": "50+01"}, "another sum", "50.01, which is too short"),
        (JON | {"feet": None}, "a gap left open", "“feet”"),
        (JON | {"frame": "soon"}, "unusable", "'soon'"),
        (JON | {"hour": 4}, "unusable", "'hour'"),
        (908, "unusable", "has the form"),
    ],
    "04.2": [
        (ten(1, 1738), "the first frame is counted as one", "9 of the ten stand. 1: you wrote 1738"),
        (ten(1, 1809), "25 frames a second", "1809"),
        (ten(1, 2169), "30 frames a second", "2169"),
        (ten(1, 1730), "a label read as a decimal number", "72.09"),
        (ten(1, 2697), "a minute of a hundred seconds", "112 seconds"),
        (ten(2, "00:06:01:02"), "tenths of a second read as frames", "00:06:01:02"),
        (ten(2, "00:06:01:20"), "tenths of a second read as frames", "00:06:01:20"),
        (ten(2, "00:06:16:06"), "24 frames a second", "00:06:16:06"),
        (ten(2, "00:06:01:06"), "the first frame is counted as one", "picture next to it"),
        (ten(2, "00:06:01:25"), "unusable", "frames run from 00 to 24"),
        (ten(2, 9030), "unusable", "9030.*between quotation marks"),
        (ten(3, "135+75"), "a foot holds any number of frames", "135.75"),
        (ten(3, 135.75), "feet and frames read as a decimal number", "135.75"),
        (ten(3, "90+12"), "24 frames a foot", "90.12"),
        (ten(3, "54+12"), "the other gauge", "54.12"),
        (ten(3, "135+05"), "a decimal number read as a label", "five frames"),
        (ten(3, "135+00"), "the half second is left out", "the half"),
        (ten(4, 142.7), "feet and frames read as a decimal number", "142.7.*214.05"),
        (ten(4, 143), "feet and frames read as a decimal number", "143.*214 feet and a half"),
        (ten(4, 142.5), "another sum", "142.5, which is too short"),
        (ten(4, 143.3), "another sum", "143.3, which is too long"),
        (ten(4, 142.9), "rounded too early", "142.9"),
        (ten(4, 142.8), "rounded too early", "142.8"),
        (ten(4, 142), "rounded too early", "142"),
        (ten(4, 142.86), "another sum", "142.86"),
        (ten(4, 356.88), "the other gauge", "356.88"),
        (ten(4, 3429), "frames for seconds", "3429"),
        (ten(5, 3600), "the label is the time", "3600.*How much is a thousandth of an hour"),
        (ten(5, 3603.2), "another sum", "3603.2, which is too short"),
        (ten(5, 3603.59), "rounded the wrong way", "3603.59"),
        (ten(5, "3,603"), "another sum", "3,603, which is too short"),
        (ten(5, 3596.4), "the wrong way round", "3596.4"),
        (ten(5, 3603.0), "23.98 taken at its word", "23.98"),
        (ten(6, 12012), "23.976 rounded to 24", "12012.*a thousandth more than are shown"),
        (ten(6, 12001), "another sum", "12001, which is one too many. Seconds times pictures"),
        (ten(6, 12002), "23.98 taken at its word", "12002"),
        (ten(6, 11999), "23.976 taken at its word", "11999"),
        (ten(6, 12024), "the wrong way round", "12024"),
        (ten(7, 600), "the label is the time", "600"),
        (ten(7, 599.4), "the wrong way round", "599.4"),
        (ten(7, 600.3), "another sum", "600.3, which is too short"),
        (ten(7, 601), "rounded too early", "601"),
        (ten(8, 23100), "×30 for 29.97", "23100.*3.6 s"),
        (ten(8, 23076), "drops at the tenth minute too", "23076.*Or did you multiply by 29.97"),
        (ten(8, 23074), "drops at minute 0 and minute 10 too", "23074"),
        (ten(8, 23122), "labels put in, not left out", "23122"),
        (ten(8, 23089), "one label a minute", "23089"),
        (ten(8, 23077), "the label is the time, times 29.97", "23077"),
        (ten(8, 23076.9), "the label is the time, times 29.97", "a part of a picture"),
        (ten(8, 23079), "the first frame is counted as one", "23079"),
        (ten(9, "00:02:46;20"), "×30 for 29.97", "00:02:46;20"),
        (ten(9, "00:02:46;22"), "one minute forgotten", "00:02:46;22"),
        (ten(9, "00:02:46;16"), "labels taken away, not stepped over", "00:02:46;16"),
        (
            ten(9, "00:02:46;25"),
            "the first frame is counted as one",
            "9 of the ten stand. 9: you wrote 00:02:46;25, one picture beside it. Minute 0 has 1,800",
        ),
        (ten(9, "00:02:00;00"), "a label that does not exist", "Did you mean 00:02:00;02"),
        (ten(10, 54000), "×30 for 29.97", "more than half an hour can show. How long would 54,000"),
        (ten(10, 53945), "another sum", "53945, which is one too few. Seconds of the clock"),
        (ten(10, "53946 s"), "unusable", "'53946 s'.*a count"),
        (ten(10, 53892), "drop-frame taken off a second time", "53892"),
        (ten(10, 54054), "the wrong way round", "54054"),
        (ten(10, 53947), "rounded up", "53947. The last of those has only begun"),
        (ten(10, 43200), "24 frames a second", "43200"),
        (
            TEN | {1: 1738, 2: "00:06:01:06", 3: "135+13", 4: 1},
            "the first frame is counted as one",
            "6 of the ten.*2 more",
        ),
        (
            TEN | {1: 1738, 2: "6:01:05", 8: 23100},
            "the first frame is counted as one",
            "7 of the ten.*1738.*2: you wrote 6:01:05. A label is four numbers: hours, minutes, seconds, frames. Yours "
            "has three.*1 more question waits",
        ),
        (ten(2, "01:05"), "unusable", "Yours has two"),
        (TEN | {7: None}, "a gap left open", "9 of the ten stand. Still open: 7"),
        ({1: 1737}, "a gap left open", "2, 3, 4, 5, 6, 7, 8, 9 and 10"),
        (ten(11, 3), "unusable", "11.*nobody asked"),
        (ten(1, True), "unusable", "True"),
        (list(range(9)), "unusable", "has the form"),
    ],
    "04.3": [
        ("BDCEA", "a label read as a decimal number", "43.22 seconds"),
        ("DCEAB", "25 frames a second", "B last"),
        ("CEBAD", "a decimal number read as a label", "43.25"),
        ("EDCBA", "the other gauge", "E first"),
        ("DEBAC", "the other gauge", "C last"),
        ("DEBCA", "feet and frames read as a decimal number", "65.9"),
        ("DECBA", "feet and frames read as a decimal number", "26.1"),
        ("ABECD", "the last one first", "ABECD"),
        ("CDEBA", "two moments the wrong way round", "C .65.09 feet of 35 mm. before D"),
        ("DCEB", "a moment left out", "A is not in it"),
        ("DC", "a moment left out", "A, B and E are not"),
        ("DCEBX", "unusable", "'DCEBX'"),
        ("DDCEB", "unusable", "each once"),
        ([1038, 1049], "unusable", "five letters"),
    ],
    "04.4": [
        (target("00:01:00;00", "yes"), "every label exists", "12 of 13 stand. 00:01:00;00: you say that it exists"),
        (target("00:01:00;00", "no"), "no label, and none instead", "there is a picture"),
        (target("00:01:00;00", "00:01:00;00"), "a label that does not exist", "No picture has that label. Which is"),
        (target("00:19:00;01", "00:19:00;00"), "a label that does not exist", "wrote 00:19:00;00. No picture has"),
        (target("00:01:00;00", "00:00:59;28"), "the label before the gap", "00:00:59;28.*minute before"),
        (target("00:01:00;00", "00:00:59;29"), "the label before the gap", "00:00:59;29"),
        (target("00:19:00;01", "00:19:00;03"), "another label", "00:19:00;03"),
        (target("00:10:00;00", "00:10:00;02"), "drops at the tenth minute too", "that 00:10:00;02 was meant"),
        (target("00:20:00;01", "no"), "drops at the tenth minute too", "one in ten"),
        (target("01:00:00;00", "01:00:00;02"), "the full hour is no tenth minute", "01:00:00;00"),
        (target("00:07:01;00", "00:07:01;02"), "labels are dropped every second", "00:07:01;00"),
        (target("00:07:00;02", "00:07:00;03"), "three labels are dropped", "00:07:00;02"),
        (
            target("after 00:00:59;29", "00:01:00;00"),
            "a label that does not exist",
            "After 00:00:59;29: you wrote 00:01:00;00. No picture has that label. Which is the first label of that",
        ),
        (target("after 00:09:59;29", "00:10:00;02"), "drops at the tenth minute too", "00:10:00;02"),
        (target("after 00:10:59;29", "00:11:00;04"), "pictures are passed over", "2 pictures too far"),
        (target("after 00:10:59;29", "00:10:59;28"), "another label", "2 pictures too early"),
        (target(drop.MISSING, 108), "frames are thrown away", "108.*how many labels"),
        (target(drop.MISSING, 2), "frames are thrown away", "jump a little"),
        (target(drop.MISSING, "missing: 108"), "unusable", "'missing: 108'"),
        (target(drop.MISSING, "no, 108"), "unusable", "'no, 108'"),
        (target(drop.MISSING, "108 frames"), "frames are thrown away", "108.*how many labels"),
        (target(drop.LEFT_OUT, 120), "drops at the tenth minute too", "120"),
        (target(drop.LEFT_OUT, 118), "drops at the tenth minute too", "118"),
        (target(drop.LEFT_OUT, 54), "one label a minute", "54"),
        (target(drop.LEFT_OUT, 12), "dropped at tenth minutes only", "12"),
        (target(drop.LEFT_OUT, 0), "every label exists", "3,603.6"),
        (target(drop.LEFT_OUT, 3.6), "seconds for labels", "3.6"),
        (target(drop.LEFT_OUT, 99), "another count", "99"),
        (target(drop.LEFT_OUT, "108 s"), "seconds for labels", "108 s"),
        (target(drop.LEFT_OUT, "108 pictures"), "frames are thrown away", "108 pictures.*labels are"),
        (target(drop.LEFT_OUT, "none"), "every label exists", "3,603.6"),
        (target("00:07:00;02", ""), "a gap left open", "12 of 13 stand. Still open: 00:07:00;02"),
        (target("00:07:00;02", "perhaps"), "unusable", "'perhaps'"),
        (target("00:10:00;00", "yes no"), "unusable", "'yes no'"),
        (target("00:10:00;00", "true but no"), "unusable", "'true but no'"),
        (target("00:10:00;00", "yes or 00:10:00;02"), "unusable", "'yes or 00:10:00;02'"),
        (target("00:01:00;00", "does not exist"), "unusable", 'Write "yes", or the label that was meant'),
        (target("00:10:00;00", "it exists"), "unusable", 'Write "yes", or the label that was meant'),
        (target("00:10:00;00", "ja"), "unusable", 'Write "yes", or the label that was meant'),
        (target("00:07:00;02", "02"), "unusable", "'02' is no timecode label"),
        (
            TARGETS | {"00:10:00;00": "ja", drop.LEFT_OUT: 120},
            "unusable",
            "11 of 13 stand. 00:10:00;00: you wrote 'ja'.*two in each of sixty",
        ),
        (target("00:05:00;00", "yes"), "unusable", "00:05:00;00"),
        ("yes", "unusable", "has the form"),
    ],
    "04.5": [
        (
            placed("A", "00:59:58:01"),
            "the pop a frame late",
            "5 of 6 stand. A: you wrote 00:59:58:01.*47 frames",
        ),
        (placed("A", "00:59:57:23"), "the pop a frame early", "49 frames"),
        (placed("A", "00:59:58:02"), "the pop two frames off", "46 frames.*two short of"),
        (placed("A", "00:59:57:22"), "the pop two frames off", "50 frames.*two more than"),
        (placed("A", "00:59:59:22"), "two frames for two seconds", "two frames before"),
        (placed("A", "00:59:59:00"), "one second", "one second before"),
        (placed("A", "01:00:00:00"), "the pop on the first picture", "01:00:00:00"),
        (placed("A", "01:00:02:00"), "the pop after the picture", "running for two seconds"),
        (placed("A", "00:59:56:00"), "four seconds", "00:59:56:00"),
        (placed("A", "00:58:00:00"), "somewhere else", "2880 frames before it"),
        (placed("B", "09:59:58:02"), "two seconds counted at 24", "48 frames before.*25"),
        (placed("C", "00:59:58;12"), "two seconds counted at 24", "29.97"),
        (placed("D", "01:43:58;02"), "two seconds taken from the label", "took 2 from the seconds.*58 frames"),
        (placed("D", "01:44:00;00"), "a label that does not exist", "did you mean 01:44:00;02"),
        (placed("C", "00:59:58;02"), "the pop two frames off", "58 frames before"),
        (placed("C", "00:59:58;01"), "the pop a frame late", "59 frames"),
        (placed("E", "10+00"), "feet for seconds", "two feet before"),
        (placed("E", "15+00"), "the pop after the picture", "15.00"),
        (placed("E", "11+14"), "two frames for two seconds", "11.14"),
        (placed("E", "9+01"), "the pop a frame late", "47 frames"),
        (placed("E", "8+15"), "the pop a frame early", "49 frames"),
        (placed("E", "8+16"), "a foot holds any number of frames", "8.16. A foot has 16 frames"),
        (placed("E", "0+144"), "a foot holds any number of frames", "0.144"),
        (placed("F", "47 s"), "unusable", "'47 s'"),
        (
            POPS | {"A": "00:59:58", "F": 48},
            "unusable",
            "4 of 6 stand. A: you wrote 00:59:58.*has three.*F: you wrote 48",
        ),
        (placed("E", 9.5), "feet and frames read as a decimal number", "9.5"),
        (placed("E", "12+00"), "the pop on the first picture", "12.00"),
        (placed("E", "3+00"), "how far for where", "3.00"),
        (placed("E", "6+00"), "somewhere else", "6.00"),
        (placed("F", 48), "the pop's own frame is counted", "48"),
        (placed("F", 49), "both ends are counted", "49"),
        (placed("F", 46), "taken away twice", "46"),
        (placed("F", 2), "seconds for frames", "2"),
        (placed("F", 12), "another count", "12"),
        (placed("F", None), "a gap left open", "Still open: F"),
        (placed("A", "00:59:58"), "unusable", "00:59:58"),
        (placed("G", 1), "unusable", "'G'"),
        ("00:59:58:00", "unusable", "has the form"),
    ],
    "04.6": [
        (dict.fromkeys(HUNT, "fine"), "lists are believed", "six faults"),
        (said(1, "length"), "lengths are cut off", "9 of the ten stand. Row 1: you wrote “length”.*46.5"),
        (said(2, "fine"), "a label that does not exist", "Row 2: you wrote “fine”"),
        (said(3, "overlap"), "touching is overlapping", "Row 3"),
        (said(3, "number"), "an s is a mistake", "source"),
        (said(4, "fine"), "lengths are believed", "3:10 to 4:20"),
        (said(4, "overlap"), "the overlap is the earlier cue's", "It was there first"),
        (said(4, "number"), "the first of two is blamed", "2m4 is in its place"),
        (said(5, "fine"), "an overlap is not seen", "Row 5"),
        (said(6, "label"), "drops at the tenth minute too", "02:10:00;00"),
        (said(6, "number"), "a gap in the numbers is a mistake", "Row 6"),
        (said(7, "fine"), "one number for two cues", "Row 7"),
        (said(8, "fine"), "out before in", "Row 8"),
        (said(8, "length"), "the difference without its sign", "changed places"),
        (said(8, "number"), "a gap in the numbers is a mistake", "a cue was cut"),
        (said(9, "label"), "three labels are dropped", "02:14:00;02"),
        (said(9, "number"), "a letter is a mistake", "The A"),
        (said(10, "fine"), "the number of another reel", "Row 10"),
        (said(10, "length"), "another fault", "Row 10: you wrote “length”"),
        (said(6, "backwards"), "a fault where there is none", "Row 6: you wrote “backwards”"),
        ({1: "fine"}, "a gap left open", "1 of the ten stand. Not looked at yet: rows 2, 3"),
        (said(3, ""), "a gap left open", "Not looked at yet: row 3."),
        (
            said(4, "length or label or number"),
            "more than one word",
            "Row 4: one word. You wrote “length” and “number”",
        ),
        (said(3, "fine, but the labels?"), "more than one word", "Row 3: one word"),
        (said(2, "length"), "another fault", "Its length is right. Read its in point"),
        (said(5, "label"), "another fault", "Its labels exist. When does it come in"),
        (said(5, "number"), "another fault", "Its number is its own"),
        (said(7, "length"), "another fault", "Its length is right. Who else"),
        (said(7, "overlap"), "another fault", "No other cue plays when it comes in. Who else"),
        (said(10, "backwards"), "another fault", "It is in before it is out. What does the first"),
        (said(11, "fine"), "unusable", "11 is no row"),
        (said(3, "wrong"), "unusable", "'wrong'"),
        ("fine", "unusable", "has the form"),
    ],
    "04.7": [
        (row(0, number="2m1"), "source is score", "2m1.*The market can hear it"),
        (row(1, number="2m2s"), "score is source", "2m2s"),
        (row(3, number="2m5"), "numbered in the order of writing", "2m5.*decided last"),
        (
            [*row(3, number="2m4")[:4], ("2m5", *BOX[1:])],
            "everything behind it is renumbered",
            "the note at the door 2m4",
        ),
        (row(3, number="2m4"), "one number for two cues", "2m4 stands twice"),
        (row(3, number="2m03"), "one number for two cues", "2m3 stands twice"),
        (row(4, number="1m4"), "the number of another reel", "1m4 says reel 1"),
        (row(4, number="Box"), "a number of another form", "Box"),
        (row(1, number="2m7"), "another number", "the chase 2m7"),
        (
            row(1, start="02:00:03:00"),
            "an overlap",
            "2m2 comes in at 02:00:03:00.*until 02:00:04:00: 24",
        ),
        (row(1, length="0:26"), "rounded up", "0:26. It is 25.04 s. Half a second goes up, less goes down"),
        (row(0, length="0:05"), "the out frame is counted in", "0:05"),
        (row(4, length="0:07.5"), "a length not rounded", "0:07.5. Right, and finer than a list goes"),
        (row(4, length="7.5 s"), "a length not rounded", "7.5 s"),
        (row(4, length="0:07.51"), "a length not rounded", "0:07.51"),
        (row(2, length="0:14.96"), "a length not rounded", "0:14.96"),
        (row(1, length="0:25.04"), "a length not rounded", "0:25.04"),
        (row(1, length="25 frames"), "unusable", "'25 frames'"),
        (row(1, length=None), "a gap left open", "2m2 has no length yet"),
        (row(3, number="2m3B"), "a second letter without a first", "2m3B. A second letter where no first one is"),
        (row(3, number="2m3As"), "score is source", "2m3As. Nobody in the film can hear it: what is the s for"),
        (row(4, start="02:01:04.5"), "unusable", "frames, not tenths"),
        (row(4, start="02:01:04"), "unusable", "2m4, in: you wrote 02:01:04. A label is four numbers"),
        (
            [SONG, ("2m2", "02:00:04", *CHASE[2:]), ("2m3", "soon", *PHONE[2:]), NOTE, BOX],
            "unusable",
            "2m2, in: you wrote 02:00:04.*2m3, in: 'soon'",
        ),
        (row(4, length="0:07"), "lengths are cut off", "0:07.*7.50 s.*This list rounds half a second up"),
        (row(2, length="0:14"), "lengths are cut off", "0:14.*14.96 s"),
        (row(1, length="601"), "frames for seconds", "601"),
        (row(2, length="1:15"), "a length that is not out minus in", "1:15"),
        (row(1, end="02:00:29:00"), "the out frame is the last with music", "frame 696"),
        (row(1, end="02:00:29:02"), "the first frame is counted as one", "frame 698"),
        (row(2, start="02:00:37:14"), "feet and frames read as a decimal number", "frame 902.*56.04"),
        (row(2, end="02:00:52:12"), "the first frame is counted as one", "52 seconds and 11 frames"),
        (row(4, start="02:01:04:05"), "a decimal number read as a label", "64.5"),
        (row(3, start="02:00:58:02"), "feet and frames read as a decimal number", "87.12"),
        (row(3, end="02:01:00:02"), "feet and frames read as a decimal number", "90.12"),
        (row(2, start="02:00:37:00"), "another point", "too early"),
        (row(2, start="00:00:37:12", end="00:00:52:11"), "counted from midnight", "00:00:37:12.*reel 2"),
        (row(4, end="02:01:20:00", length="0:16"), "beyond the film", "02:01:20:00"),
        (row(2, start="02:00:52:11", end="02:00:37:12"), "out before in", "02:00:52:11"),
        (row(2, end="02:00:37:12"), "in and out are the same", "nothing of it is left"),
        (row(2, start=900), "another unit than a label", "900"),
        (row(3, start="87+12"), "another unit than a label", "87.12"),
        (row(2, start="02:00:37:24"), "unusable", "frames run from 00 to 23"),
        (row(2, end=""), "a gap left open", "2m3 has no out yet"),
        (row(2, length=""), "a gap left open", "2m3 has no length yet"),
        ([SONG, CHASE, PHONE, BOX], "a cue is missing", "the note at the door"),
        ([SONG, CHASE, PHONE, BOX, NOTE], "rows in the order they were spoken of", "2m3A stands below 2m4"),
        ([*LIST, ("2m5", "02:00:54:00", "02:00:55:00", "0:01")], "a cue nobody decided", "2m5"),
        (parcel(*FIVE[:3], ("2m5", 1404, 1452), FIVE[4]), "numbered in the order of writing", "the door 2m5"),
        (parcel(*FIVE[:4], ("2m4", 1548, 1727)), "the out frame is the last with music", "1727"),
        (parcel(*FIVE[:1], ("2m2", 90, 697), *FIVE[2:]), "an overlap", "6 frames of both"),
        (fs.Spotting("first-bloom", cues=[fs.Cue("4m1", 480, 1920)]), "another film", "First Bloom"),
        (row(2, length="long"), "unusable", "'long'"),
        ([SONG[:3]], "unusable", "Row 1"),
        ([SONG] * 61, "unusable", "61 rows"),
        ("2m1s", "unusable", "list of rows"),
    ],
}


def cells(kind="solutions"):
    path = ROOT / (f"{kind}/{NAME}/{NAME}.ipynb" if kind != "lessons" else f"lessons/{NAME}.ipynb")
    return {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}


def template(cell_id):
    """What the exercise gives to copy, as data."""
    code = cells()[cell_id].source.split("```python")[1].split("```")[0]
    found = {}
    exec(code, {}, found)
    return next(iter(found.values()))


TEMPLATES = {"04.2": "ten", "04.4": "labels", "04.5": "pops", "04.6": "hunt", "04.7": "parcel-task"}


@pytest.mark.parametrize(("task", "cell"), TEMPLATES.items())
def test_what_was_copied_and_not_filled_is_not_a_mistake(task, cell):
    assert check(task, template(cell)).status == "not-attempted"


def test_the_moment_as_it_was_found_is_not_a_mistake():
    assert (
        check("04.1", {"label": "04:00:37:20", "frame": None, "seconds": None, "feet": "+"}).status == "not-attempted"
    )


#: what this lesson's own forms can be broken with
ODD = [
    {1: 10**400},
    {1: float("inf")},
    {"A": "9" * 5000},
    {"frame": Fraction(1, 10**30)},
    fs.Hit(1056),
    fs.Cue("x", "99:99:99:99", 3),
    fs.Timecode("01:00:00:00", "24"),
    Widget(Widget(3)),
    [("a", "b", "c", "d")],
    [("2m1", "02:00:00:00", object(), "0:01")],
    [("2m1", b"02:00:00:00", [], {})],
    [{"cue": 3}],
    {936: 936},
]


class TestAnswers(Answers):
    accept, reject, absurd = ACCEPT, REJECT, ODD


DATA = st.recursive(
    st.none()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["00:01:00;00", "9+00", "yes", "2m1", "0:04"]),
    lambda x: st.lists(x) | st.dictionaries(st.text() | st.integers(), x),
    max_leaves=8,
)


@pytest.mark.parametrize("task", sorted(ACCEPT))
@settings(max_examples=25)
@given(answer=DATA)
def test_no_data_is_unreadable(task, answer):
    assert check(task, answer).misconception != "unreadable"


@settings(max_examples=60)
@given(data=st.data())
def test_any_value_in_any_gap_is_met_with_words(data):
    """Right answers with one of them changed for anything at all."""
    task, right = data.draw(st.sampled_from([("04.1", JON), ("04.2", TEN), ("04.4", TARGETS), ("04.5", POPS)]))
    key = data.draw(st.sampled_from([key for key in right if key != "label"]))
    verdict = check(task, right | {key: data.draw(DATA)})
    assert verdict.misconception != "unreadable" and len(verdict.message) < 900


def test_labels_of_another_reel_are_spoken_of_alone():
    """With the hour wrong in one cue the rest would be nonsense about the same slip."""
    verdict = check("04.7", row(2, start="00:00:37:12"))
    assert verdict.misconception == "counted from midnight" and "\n\n" not in verdict.message, verdict


def test_what_is_said_to_a_pass_is_right_whatever_form_it_was_written_in():
    assert "53946 pictures in half" in check("04.2", TEN | {10: "53,946 pictures"}).message
    assert "clock 770.036 s" in check("04.2", TEN).message
    assert "37.83 s, 56+12 feet" in check("04.1", JON | {"seconds": "37,83 s", "feet": "56+12 ft"}).message
    shot = check("04.4", TARGETS | {drop.LEFT_OUT: "108 labels"}).message
    assert "two labels in each of 54 minutes, 108 in the hour" in shot
    assert "each length is out minus in" in check("04.7", LIST).message


def test_no_more_than_two_at_a_time():
    verdict = check("04.6", dict.fromkeys(HUNT, "backwards"))
    assert len(verdict.message.split("\n\n")) == 3
    assert re.search(r"\d+ more questions wait", verdict.message)


# ---------------------------------------------------------------- the answers, by other means


def label_of(n, base, drop_frame=False):
    """Labels given out one by one, as a machine that prints them would."""
    count = h = m = s = f = 0
    while count < n:
        f += 1
        if f == base:
            f, s = 0, s + 1
        if s == 60:
            s, m = 0, m + 1
            if drop_frame and m % 10:
                f = 2
        if m == 60:
            m, h = 0, h + 1
        count += 1
    return f"{h:02d}:{m:02d}:{s:02d}{';' if drop_frame else ':'}{f:02d}"


def test_the_ten_answers_are_right():
    assert label_of(1737, 24) == "00:01:12:09"
    assert label_of(9030, 25) == TEN[2]
    assert divmod(90.5 * 24, 16) == (135, 12)
    assert TEN[4] == (214 * 16 + 5) / 24
    assert TEN[5] == pytest.approx(86400 * 1001 / 24000)
    assert Fraction(1001, 2) * 24000 / 1001 == TEN[6]
    assert TEN[7] == pytest.approx(600 * 30 * 1001 / 30000)
    assert label_of(23078, 30, True) == "00:12:50;00" and f"{23078 * 1001 / 30000:.3f}" == "770.036"
    assert round(770 * 29.97) != 23078, "the wrong way must not come out right"
    assert label_of(5000, 30, True) == TEN[9]
    assert TEN[10] == 1800 * 30000 // 1001
    for n, one in conversions.TEN.items():
        assert one.ask(str(n), TEN[n]) is None


def test_every_slip_is_another_answer_and_is_named():
    """No mistake is right by accident, and none hides behind another of the same sum."""
    for n, one in [*conversions.TEN.items(), *moment.MOMENT.items()]:
        for slip in one.slips:
            value = f"{slip.value[0]}+{slip.value[1]:02d}" if isinstance(slip.value, tuple) else slip.value
            asked = one.ask(str(n), value)
            assert isinstance(asked, Ask) and asked.about == slip.about, (n, value, asked)


def test_the_targets_are_right():
    there = {label_of(n, 30, True) for n in (0, 1, 2, 1798, 1799, 1800, 12588, 12587, 12586, 17982, 35965)}
    there |= {label_of(n, 30, True) for n in range(107880, 107900)}
    for label in drop.LABELS:
        try:
            frame = fs.Timecode(label, "29.97df").frame
        except fs.FilmScoreError:
            assert TARGETS[label] == f"{label[:9]}02" and label not in there
        else:
            assert TARGETS[label] == "yes" and label_of(frame, 30, True) == label
    for key, label in drop.AFTER.items():
        assert label_of(fs.Timecode(label, "29.97df").frame + 1, 30, True) == TARGETS[key]
    assert 108 == 108000 - 107892 == TARGETS[drop.LEFT_OUT]


def test_the_pops_are_two_seconds_of_pictures_before():
    for key, delivery in pop.DELIVERIES.items():
        assert str(delivery.pop) == POPS[key] == str(fs.two_pop(delivery.first, delivery.rate))
        assert delivery.start.frame - delivery.pop.frame == 2 * delivery.rate.base
    assert pop.FIRST_FEET * 16 - pop.POP_FEET * 16 == 48 == pop.BETWEEN + 1


def test_the_order_is_right_and_each_slip_another():
    frames = {"A": 1056, "B": 43 * 24 + 22, "C": 65 * 16 + 9, "D": 43.25 * 24, "E": 26 * 40 + 10}
    assert "".join(sorted(frames, key=frames.get)) == ordering.RIGHT == "DCEBA"
    assert ordering.RIGHT not in ordering.SLIPS and len(ordering.SLIPS) == 8


def test_the_validator_finds_what_the_hunt_holds():
    """The broken list is broken in six places, and in no other."""
    rows = [cue_rows.Row(*one) for one in hunt.ROWS.values()]
    found = {fault.row + 1: fault.kind for fault in cue_rows.faults(rows, hunt.RATE, hunt.REEL)}
    assert found == hunt.FAULTS and len(found) == 6


def test_a_good_list_has_no_faults_and_each_fault_is_found():
    film = open_film("last-parcel")
    rows = [cue_rows.Row(*one) for one in LIST]
    assert list(cue_rows.faults(rows, film.rate, 2)) == []
    for which, (start, end, _) in enumerate(cue_list.BRIEF.values()):
        assert (str(film.timecode(start)), str(film.timecode(end))) == LIST[which][1:3]
    assert cue_rows.half_up(Fraction(601, 24)) == 25 and cue_rows.half_up(Fraction(15, 2)) == 8


def test_overlaps_and_lengths_against_the_librarys_own():
    """What the validator says of a spotting, the spotting says of itself."""
    cues = parcel(("2m1", 0, 100), ("2m2", 90, 300), ("2m3", 300, 400))
    asked = [fault for fault in cue_rows.faults(cue_rows.rows_of(cues), cues.film.rate, 2) if fault.kind == "overlap"]
    assert [fault.row for fault in asked] == [1] and len(cues.overlaps()) == 1
    for one, length in zip(LIST, fs.cue_list(parcel(*FIVE)).column("Length"), strict=True):
        assert one[3] == length


# ---------------------------------------------------------------- film, notebooks and checks agree


def test_the_frames_the_lesson_names_are_in_the_film():
    film = open_film("first-bloom")
    starts = {shot.name: shot.start for shot in film.shots}
    assert starts["The bud"] == 1030 and str(film.timecode(1030)) == "04:00:42:22"
    assert str(film.timecode(starts["Jon returns"])) == moment.LABEL
    assert starts["She wakes"] - 1142 == 10 and {1056, 936} <= {event.frame for event in film.events}
    parcel_film = open_film("last-parcel")
    events = {event.frame for event in parcel_film.events}
    assert {96, 697, 900, 1259, 1404, 1548} <= events and parcel_film.frames == 1728
    assert any(line.start == 1452 and line.who == "CHILD" for line in parcel_film.lines)


def one_frame_of(cell_id):
    """Samples of the tone that a cell of the lesson makes."""
    return int(re.search(r"np\.arange\((\d+)\)", cells("lessons")[cell_id].source)[1])


def last_onset(stem):
    """Seconds until the last sound of a stem of clicks begins."""
    loud = np.flatnonzero(np.abs(stem[:, 0]) > 0.02)
    return loud[np.r_[True, np.diff(loud) > 10_000]][-1] / 48_000


def test_the_two_clicks_of_the_lesson_are_as_far_apart_as_it_says():
    found = {"fs": fs}
    exec(cells("lessons")["beeps"].source.rpartition("\n")[0], found)
    apart = last_onset(found["both"]["label"]) - last_onset(found["both"]["clock"])
    assert 1000 * apart == pytest.approx(79, abs=1)


def test_the_figures_in_the_lesson():
    text = " ".join(" ".join(cell.source.split()) for cell in cells("lessons").values())
    late = (108000 - 107892) * Fraction(1001, 30000)
    assert Fraction(3600) * 30000 / 1001 // 1 == 107892 and float(late) == pytest.approx(3.6, abs=0.005)
    assert 1056 + round(late * 24) == 1142 and 1142 - 1056 == 86
    assert round(1000 / 24) == 42 and f"{float(Fraction(1920, 25)):.1f}" == "76.8"
    assert 48_000 // 24 == 2000 == one_frame_of("pop-sound")
    assert f"{float(Fraction(107892 * 1001, 30000)):,.3f}" == "3,599.996"
    assert f"{1030 / 24:.2f}" == "42.92" and divmod(1030, 16) == (64, 6) and divmod(1030, 24) == (42, 22)
    assert sum(2 for minute in range(60) if minute % 10) == 108
    assert (936 - 480, (936 - 480) / 24) == (456, 19) and 10 * 7 - 10 * 6.5 == 5
    for figure in ("107,892", "108,000", "1142", "86 frames", "42 thousandths", "76.8", "79 thousandths", "3,599.996"):
        assert figure in text, figure
    for figure in ("42.92", "64+06", "456 frames, 19 seconds", "108 in the hour", "five seconds"):
        assert figure in text, figure


def test_the_tables_in_the_exercise_are_those_that_are_checked():
    book = cells()
    rows = re.findall(r"^\| (\d+) \| (\S+) \| (\S+) \| (\S+) \| (\S+) \|$", book["hunt"].source, re.M)
    assert {int(n): tuple(rest) for n, *rest in rows} == hunt.ROWS
    assert set(re.findall(r'^- `"(\w+)"`', book["hunt"].source, re.M)) == set(hunt.KINDS)
    assert list(template("labels")) == list(drop.KEYS) and list(template("pops")) == list(pop.KEYS)
    assert list(template("ten")) == list(conversions.TEN) and list(template("hunt")) == list(hunt.ROWS)
    for key, delivery in pop.DELIVERIES.items():
        line = next(line for line in book["pops"].source.splitlines() if line.startswith(f"- **{key}**"))
        assert delivery.first in line and line.split("**")[2].strip().lower().startswith(
            delivery.rate.name.replace("df", " df")
        )
    for letter, (_, words, _) in ordering.MOMENTS.items():
        line = next(line for line in book["order"].source.splitlines() if line.startswith(f"- **{letter}**"))
        assert re.search(r"[\d:.+]{4,}", words)[0] in line
    notes = book["parcel-task"].source
    assert "56+04" in notes and 56 * 16 + 4 == 900 and "52 seconds and 11 frames" in notes and 52 * 24 + 11 == 1259
    assert "64.5 seconds" in notes and 64.5 * 24 == 1548 and "87+12" in notes and "90+12" in notes
    assert (87 * 16 + 12, 90 * 16 + 12) == (1404, 1452)


def test_every_place_to_look_is_a_section_of_the_lesson():
    text = "\n".join(cell.source for cell in cells("lessons").values() if cell.cell_type == "markdown")
    for place in (
        asking.NAME,
        asking.FEET,
        asking.CLOCK,
        asking.DROP,
        asking.POP,
        asking.NUMBERS,
        asking.LIST,
    ):
        assert f"## {place}\n" in text + "\n", place


def test_the_letter_is_a_rubric_of_five_grades():
    book = cells()
    assert re.findall(r"^\| \*\*(\d)\*\* \|", book["letter-task"].source, re.M) == ["4", "3", "2", "1", "0"]
    words = re.sub(r"<!--.*?-->", "", book["letter"].source).split()
    assert 60 <= len(words) <= 150


def test_tasks_have_three_hints_and_none_tells_the_answer():
    told = {
        "04.1": r"\b(908|37\.83)\b|56\+12",
        "04.2": r"\b(1737|12000|23078|53946)\b|135\+12",
        "04.3": r"\bDC|EBA\b|\b10(38|49|50|54)\b",
        "04.4": r"\b(yes|108)\b",
        "04.5": r"\b(47|9\+00)\b|5[89]:58|43:58",
        "04.6": r"\brow [2-9]\b",
        "04.7": r"2m3A|0:25",
    }
    for task in lesson.TASKS:
        assert len(task.hints) == 3 and task.form and tasks()[task.id] is task
        assert not any(re.search(told[task.id], hint) for hint in task.hints), task.id


#: quiz -> what a student may answer, and the misconception that is named
QUIZZES = {
    "04.a": {27: "the first frame is counted as one", 25: "both ends are left out", 32: "30 frames a second"},
    "04.b": {
        1921.28: "feet and frames read as a decimal number",
        1932.8: "feet and frames read as a decimal number",
        2888: "24 frames a foot",
        4808: "the other gauge",
    },
}


@pytest.mark.parametrize("quiz", QUIZZES)
def test_the_numbers_of_a_quiz_come_from_the_mistakes_they_name(quiz):
    for answer, misconception in QUIZZES[quiz].items():
        assert fs.quiz(quiz, answer).misconception == misconception
    right = {"04.a": (44 - 42) * 24 - 22, "04.b": 120 * 16 + 8}[quiz]
    assert fs.quiz(quiz, right).status == "passed"


def test_the_keys_of_the_quizzes_by_other_means():
    known = quizzes()
    for option in known["04.e"].options:
        try:
            fs.Timecode(option.say, "29.97df")
        except fs.FilmScoreError:
            assert option.right, option.say
        else:
            assert not option.right, option.say
    (right,) = (option.say for option in known["04.f"].options if option.right)
    assert right == str(fs.two_pop("10:00:00:00", "25"))
    (hour,) = (option.say for option in known["04.c"].options if option.right)
    assert hour == f"{108000 * 1001 / 30000:,.1f} seconds".replace("seconds", "s")
    letters = known["04.g"]
    says = {option.letter: option.say for option in letters.options}
    assert [says[letter] for letter in letters.key] == ["1m2", "1m2A", "1m3", "1m10", "2m1"]
