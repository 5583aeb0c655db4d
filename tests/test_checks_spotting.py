"""Lesson 03's checks: right answers of several kinds pass, and every wrong one hears its own mistake and numbers.

The lists are data: what a student may hand in, and which mistake the check is to name.
"""

import re
import time
from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lesson_answers import Answers

import filmscore as fs
from filmscore.course.check import check, tasks
from filmscore.course.checks import spotting as lesson
from filmscore.course.checks.spotting import asking, kettle, must, one_cue, page, points
from filmscore.course.reasons import alike, thin, words_of
from filmscore.picture.film import Event, Film, Line, Shot, film_names, open_film

ROOT = Path(__file__).parent.parent
FILM = open_film("first-bloom")

#: The Kettle as written, for the checks that are about it; the film itself is held against it below
KETTLE = Film(
    name="the-kettle",
    title="The Kettle",
    rate="24",
    frames=1584,
    start="01:00:00:00",
    shots=(
        Shot("Kitchen", 0, 168),
        Shot("Radio", 168, 300),
        Shot("Doorway", 300, 516),
        Shot("Nora", 516, 700),
        Shot("Tom", 700, 900),
        Shot("Marks", 900, 1140),
        Shot("Whistle", 1140, 1332),
        Shot("Cups", 1332, 1440),
        Shot("Black", 1440, 1584),
    ),
    lines=(
        Line(360, 408, "TOM", "You kept the blue cups."),
        Line(540, 624, "NORA", "She kept them. I just didn't stop her."),
        Line(948, 1000, "NORA", "She kept your room, too."),
    ),
    events=(
        Event(0, "source", "radio waltz already playing"),
        Event(212, "source_out", "radio switched off"),
        Event(1180, "sfx", "kettle whistle starts and swells"),
        Event(1308, "sfx", "kettle lifted: whistle stops dead"),
        Event(1440, "cut", "black"),
    ),
)


class Desk:
    """A widget holds its answer in `answer`."""

    def __init__(self, answer):
        self.answer = answer


def cue(start, end=1872, reason="she sees him, and says nothing", on="her head turns", number="4m1", **more):
    return fs.Cue(number, start, end, reason=reason, enters_on=on, leaves_on=more.pop("out", "the fade"), **more)


def bloom(*cues, hits=(1056,), silences=()):
    return fs.Spotting("first-bloom", cues=cues, hits=hits, silences=silences)


def boil(*cues, silences=(), hits=()):
    return fs.Spotting(KETTLE, cues=cues, silences=silences, hits=hits)


HOPE = "she will not say that she hopes"
GOOD = bloom(
    cue(480, 936, HOPE, "the lamps", out="Jon stops"),
    cue(1056, 1200, "the seed answers her in her sleep", "the bloom", "4m2", out="room before she speaks"),
    cue(1440, 1920, "they are not alone on this moon", "hands", "4m3", out="black"),
    hits=[fs.Hit(840, must=False), fs.Hit(1056, "bloom"), fs.Hit(1440, "hands"), fs.Hit(1704, "lights")],
    silences=[fs.Silence(936, 1056, "no more steps: what will the hand do?")],
)
AVOID = {"4m1": "telling us it will work", "4m2": "a fanfare for a plant", "4m3": "growing too early"}
GOES = "4m2 could go; then the petals speak for themselves"

PAGE = {1: "source", 2: "effects", 3: "leave", 4: "leave", 5: "effects", 6: "leave", 7: "enter"}
MEETS = dict.fromkeys(must.CANDIDATES, "leave") | {
    1056: "must: the film is named after it",
    1440: "must: the key is no longer between them",
    1704: "must: she was not the last gardener",
}
RADIO = fs.Cue("1m1s", 0, 212, kind="source", reason="her mother's station")
KEEPS = fs.Silence(1160, 1332, "the kettle says what they do not")
WAIT = "his steps have stopped; we wait for the hand with the key"

ACCEPT = {
    "03.1": [
        cue(1232),
        cue("04:00:51:08"),
        cue(1226, reason="he sees it", on="Mara's head"),
        cue(1298, reason="Jon has no words, so the cello has them", on="after her line"),
        cue(1260, reason="her words are for him, not for us", over_line=True),
        bloom(cue(1240)),
        [cue(1232)],
        Desk(bloom(cue(1232))),
        cue(1232, reason="彼女は彼を見る", on="頭"),
    ],
    "03.2": [
        PAGE,
        PAGE | {2: "leave", 7: "leave", 6: "effects"},
        PAGE | {4: "enter: a boy's whole childhood, which neither of them will mention"},
        PAGE | {6: "enter: somebody has to forgive them"},
        PAGE | {5: "leave: the whistle is the score"},
        PAGE | {7: "enter: the waltz comes back, and now only we hear it"},
        {str(n): word.upper() for n, word in PAGE.items()},
        list(PAGE.items()),
        {n: f"{word}." for n, word in PAGE.items()},
        PAGE | {5: "effect", 2: "Leaves"},
    ],
    "03.3": [
        MEETS,
        MEETS | {936: "must: he came to end it and does not", 480: "may", 840: "may"},
        MEETS | {1440: "may: two hands on a table need no chord"},
        MEETS | {1152: "must: she opens her eyes on it", 1704: "leave: the far domes light by themselves"},
        {str(FILM.timecode(n)): word for n, word in MEETS.items()},
        [fs.Hit(1056, "its own name"), fs.Hit(1440, "their hands"), fs.Hit(1704, "other gardeners")],
        Desk(bloom(hits=[fs.Hit(1058, "its name"), fs.Hit(1440, "their hands"), fs.Hit(1704, "far domes")])),
    ],
    "03.4": [
        GOOD,
        Desk(GOOD),
        GOOD.to_data(),
        bloom(cue(480, 1920, HOPE)),
        bloom(cue("04:00:20:00", "04:01:20:00", HOPE), hits=["04:00:44:00"]),
        bloom(cue(908, 1440, "the door is what she is afraid of"), hits=[936, 1056]),
        bloom(cue(470, 940, "he sees it"), cue(1056, 1440, HOPE, number="4m2")),
        bloom(cue(480, 1310, HOPE, out="under her line, still warm"), hits=[1056]),
        bloom(cue(936, 1290, "over her words, because he cannot bear them", over_line=True), hits=[936, 1056]),
        [cue(480, 1920, HOPE), fs.Hit(1056)],
    ],
    "03.5": [
        fs.Silence(0, 192, "the plain is dead"),
        fs.Silence(620, 800, "she sleeps, and the stars go by"),
        fs.Silence(1472, 1536, "the key's hum stops, and we hear that it has stopped"),
        fs.Silence(936, 1056, WAIT),
        fs.Silence("04:00:39:00", "04:00:44:00", "he stops"),
        fs.Silence(240, 378, "two people quarrel, and music would take a side"),
        (936, 1056, WAIT),
        [fs.Silence(936, 940, "x"), fs.Silence(1232, 1320, "they look at each other")],
        GOOD,
        Desk(GOOD),
        fs.Silence(940, 1050, WAIT),
    ],
    "03.6": [
        {"spotting": GOOD, "avoid": AVOID, "director": GOES},
        {"spotting": GOOD, "avoid": AVOID, "director": "the hands; then Jon would have touched nobody"},
        {"Spotting": Desk(GOOD), "Avoid": AVOID, "Director": "1704: then the moon stays empty"},
        {"spotting": bloom(cue(1232), hits=[]), "avoid": "any promise", "director": "4m1 itself; Mara is enough"},
        {
            "spotting": bloom(cue(480, 936, HOPE, "the lamps, 480", out="Jon stops, 04:00:39:00"), hits=[]),
            "avoid": {"4m1": "warmth from the lamp"},
            "director": "4m1: she would be asleep, nothing else",
        },
    ],
    "03.7": [
        boil(silences=[fs.Silence(212, 1440, "a clock, and a kettle that says it")]),
        boil(RADIO, silences=[fs.Silence(212, 1584, "we lean in for the room after it")]),
        boil(RADIO, fs.Cue("1m2", 1440, 1584, reason="the waltz, and nobody to switch it off")),
        boil(fs.Cue("1m1", 1332, 1584, reason="now they can bear it")),
        boil(RADIO, fs.Cue("1m2", 700, 900, reason="Tom hears a boy run", leaves_on="the pencil"), silences=[KEEPS]),
        Desk(boil(fs.Cue("1m1", 1390, 1584, reason="two cups, and steam"))),
        boil(fs.Cue("1m1", "01:01:00:00", 1584, reason="after the black, the waltz")),
    ],
}


def sort_page(**words):
    return PAGE | {int(key[1:]): word for key, word in words.items()}


def sort_hits(*musts, why="must: the seed and the key and frame {}", **more):
    found = dict.fromkeys(must.CANDIDATES, "leave") | {
        n: why.format(f"{'abcdefghijkl'[i]}lpha") for i, n in enumerate(musts)
    }
    return found | {int(key[1:]): word for key, word in more.items()}


#: task -> (answer, the misconception, what the words must hold of the student's own answer)
REJECT = {
    "03.1": [
        (cue(1152), "a cut is a turn", "1152, on the cut to Mara"),
        (cue(1440, reason="what the hands mean"), "another half of the film", "1440. By then both have spoken"),
        (cue(1153), "a cut is a turn", "1153"),
        (cue(1170), "the first movement is the turn", "1170, as she wakes"),
        (cue(1200), "before she has seen him", "1200"),
        (cue(936), "another half of the film", "936, in “Jon returns”"),
        (cue(0), "another half of the film", "at 0, in “Dust plain”"),
        (cue(1248), "music enters with the line", "1248"),
        (cue(1260), "enters inside a line", "12 frames into Mara's"),
        (cue(1260, reason="it sounds good", over_line=True), "no reason: any-film", "it sounds good"),
        (cue(1232, reason=""), "no reason: none", "What changes if 4m1 is removed"),
        (
            cue(1232, reason="because it sounds good"),
            "no reason: any-film",
            "because it sounds good.*any cue of any film",
        ),
        (cue(1232, reason="it adds emotion to the scene"), "no reason: any-film", "adds emotion"),
        (cue(1232, reason="aaaaaa aaaa"), "no reason: letters", "not words yet"),
        (cue(1232, reason="asdf asdf jkl"), "no reason: letters", "asdf"),
        (cue(1232, reason="hope"), "no reason: one-word", "hope.*name for it"),
        (cue(1232, reason="What changes if it is removed?"), "no reason: prompt", "copied"),
        (cue(1232, reason="her head turns"), "where is not why", "her head turns"),
        (cue(1232, on=""), "enters on is empty", "1232"),
        (cue(1232, end=1240), "too short for a cue", "1232 to 1240: 8 frames"),
        (bloom(), "no cue", "one: fs.Cue"),
        (GOOD, "more than one cue", "3 cues"),
        (boil(RADIO), "another film", "The Kettle"),
        (cue(5000), "unusable", "5000.*outside First Bloom"),
        (1232, "unusable", "1232 is no spotting"),
    ],
    "03.2": [
        (sort_page(_1="enter"), "source is score", "At 1"),
        (sort_page(_1="effects"), "a radio is an effect", "At 1"),
        (sort_page(_1="leave"), "source is nobody's business", "At 1"),
        (sort_page(_2="enter"), "silence is a hole", "At 2.*A clock"),
        (sort_page(_2="source"), "source goes on after it is switched off", "At 2"),
        (sort_page(_3="enter"), "music says what the line withholds", "At 3.*cups"),
        (sort_page(_3="effects"), "every moment needs a sound", "At 3"),
        (sort_page(_3="source"), "source goes on after it is switched off", "At 3"),
        (sort_page(_4="enter"), "sad piano", "At 4.*enter: …"),
        (sort_page(_4="enter: it is sad"), "sad piano", "“it is sad” could be written"),
        (sort_page(_4="effects"), "every moment needs a sound", "At 4"),
        (sort_page(_4="source"), "source goes on after it is switched off", "At 4"),
        (sort_page(_5="enter"), "sad piano over the kettle", "already the crescendo"),
        (sort_page(_5="enter: their grief has to be heard"), "sad piano over the kettle", "At 5"),
        (sort_page(_5="leave"), "a sound effect is only noise", "At 5"),
        (sort_page(_5="source"), "every sound of the room is source", "At 5"),
        (sort_page(_6="enter"), "silence is a hole", "At 6"),
        (sort_page(_6="source"), "every sound of the room is source", "At 6"),
        (sort_page(_7="effects"), "every moment needs a sound", "At 7"),
        (sort_page(_7="source"), "source goes on after it is switched off", "At 7"),
        (dict.fromkeys(range(1, 8), "enter"), "wall to wall", "1, 2, 3, 4, 5, 6, 7"),
        (dict.fromkeys(range(1, 8), "leave"), "leaving alone is deafness", "everything alone"),
        ({1: "source", 2: "leave"}, "unsorted", "3, 4, 5, 6, 7"),
        ({}, "unsorted", "1, 2, 3"),
        (sort_page(_1="sauce"), "unusable", "'sauce'"),
        (sort_page(_1=""), "unusable", "Beside 1"),
        (PAGE | {8: "leave"}, "unusable", "8 is no number"),
        (PAGE | {"1": "leave"}, "unusable", "1 is in your answer twice"),
        ("source", "unusable", "'source'"),
        (list("abcdefg"), "unusable", "has the form"),
    ],
    "03.3": [
        (sort_hits(*must.CANDIDATES), "catches everything", "12 must-hits in 80 seconds.*Mickey-Mousing"),
        (sort_hits(480, 840, 936, 1056, 1440, 1704, 1872), "catches everything", "7 must-hits.*Which 1 "),
        ([fs.Hit(n) for n in range(100)], "catches everything", "100 hits"),
        (sort_hits(), "nothing must be met", "no must-hit"),
        (sort_hits(908, 936, 1056, 1440, 1704), "hits the cut and the turn", "908 and 936, 28 frames apart"),
        (sort_hits(1030, 1056, 1440, 1704), "hits the cut and the turn", "1030 and 1056, 26 frames"),
        (sort_hits(456, 480, 1056, 1440, 1704), "hits the cut and the turn", "456 and 480, 24 frames"),
        (
            sort_hits(1056, 1152, 1536, 1440, _1704="leave: far away domes"),
            "a cut is a turn",
            "2 of your 4.*1152 and 1536",
        ),
        (sort_hits(1056, 1440, 1704, _908="must"), "a cut is a turn", "908, the cut to Jon"),
        (sort_hits(1056, 1440, 1704, _908="must: a new shot"), "a cut is a turn", "“a new shot”"),
        (sort_hits(1056, 1440, 1704, _840="must"), "what moves must be hit", "840"),
        (sort_hits(1056, 1440, 1704, _1872="must"), "a fade is a point", "1872"),
        (sort_hits(1440, 1704, _1056="must"), "a must without a loss", "1056, the bloom opens"),
        (sort_hits(1440, 1704, _1056="must: because it is important"), "a must without a loss", "it is important"),
        (sort_hits(1440, 1704, _1056="may"), "gives up what the film is about", "1056.*under “may”"),
        (sort_hits(1056, 1440), "gives up what the film is about", "1704.*under “leave”"),
        (sort_hits(1056, 1440, 1704, why="must: the seed opens"), "one reason for all", "1056 and 1440"),
        ({1056: "must: the seed opens", 1440: "must: his hand", 1704: "must: far domes"}, "unsorted", "456, 480"),
        ([fs.Hit(1056), fs.Hit(1440), fs.Hit(1704)], "a must without a loss", "1056"),
        (sort_hits(1056) | {1000: "must: x"}, "unusable", "1000 is not in the table; the nearest there is 1030"),
        (sort_hits(1056) | {99999: "must"}, "unusable", "99999"),
        ([1056, 1440, 1704], "unusable", "has the form"),
        (1056, "unusable", "1056"),
    ],
    "03.4": [
        (
            bloom(cue(908, reason="because it sounds good")),
            "a cut is a turn",
            "908, on the cut to “Jon returns”.*936, 28 frames later",
        ),
        (bloom(cue(1152, reason="")), "a cut is a turn", "1152.*1170, 18 frames later"),
        (bloom(cue(0, 1248, reason="sets the mood", out="her first word")), "music begins with the film", "at 0"),
        (bloom(cue(390, reason="")), "music fills the gap a line leaves", "12 frames after Mara's “One more night.”"),
        (bloom(cue(700, reason="")), "enters on nothing", "700.*840, 140 frames later"),
        (bloom(cue(260)), "enters inside a line", "20 frames into Jon's “Two years"),
        (bloom(cue(260, reason="", over_line=True)), "over a line without a reason", "260"),
        (bloom(cue(480, 1260, HOPE, out="")), "leaves inside a line", "1260, 12 frames into Mara's"),
        (bloom(cue(480, 1248, HOPE, out="")), "out on the first word", "1248, as Mara begins"),
        (
            bloom(cue(480, 1684, HOPE, out="the cut")),
            "the cut takes it out",
            "1684, on the cut to “Other lights”.*“the cut”",
        ),
        (bloom(cue(480, 1100, HOPE, out="")), "it runs out", "1100.*1056"),
        (bloom(cue(480, 1440, reason="")), "no reason: none", "4m1 .480 to 1440."),
        (bloom(cue(480, 1440, reason="emotional music")), "no reason: any-film", "emotional music"),
        (bloom(cue(480, 1440, reason="the lamps", on="The lamps!")), "where is not why", "the lamps"),
        (bloom(cue(480, 936, HOPE), cue(1056, 1440, HOPE, number="4m2")), "one reason for all", "4m1 and 4m2"),
        (
            bloom(cue(480, 1060, HOPE), cue(1056, 1440, "he stays", number="4m2")),
            "two cues at once",
            "4 frames before 4m1",
        ),
        (bloom(cue(480, 936, HOPE), cue(1056, 1440, "he stays")), "one number for two cues", "called 4m1"),
        (bloom(cue(480, 936, HOPE, number="4m2"), cue(1056, 1440, "he stays")), "numbers out of order", "4m2"),
        (bloom(cue(480, 1440, HOPE), silences=[fs.Silence(936, 1056, WAIT)]), "music in the silence", "120 frames"),
        (bloom(cue(480, 490, HOPE)), "too short for a cue", "480 to 490: 10 frames, 0.4 s"),
        (bloom(cue(0, 1920, HOPE)), "wall to wall", "100%.*0 to 480, 20 s.*Pull the plug"),
        (bloom(cue(0, 1800, "a dead moon, and she is on it")), "wall to wall", "94%"),
        (bloom(cue(480, 1920, HOPE), hits=range(480, 1920, 100)), "catches everything", "15 must-hits.*6 in this film"),
        (
            bloom(cue(480, 1920, HOPE), hits=[1056, *(fs.Hit(n, must=False) for n in range(480, 1920, 60))]),
            "catches everything",
            "25 hits, must and may: 4.2",
        ),
        (bloom(cue(480, 1920, HOPE), hits=[]), "nothing must be met", "“bloom opens” at 1056"),
        (bloom(cue(1684, 1920, HOPE), hits=[]), "nothing must be met", "“first of the other lights” at 1704"),
        (bloom(cue(1460, 1690, HOPE), hits=[]), "nothing must be met", "inside your music"),
        (bloom(cue(936, 1056, HOPE), hits=[fs.Hit(1056, "bloom")]), "a hit without music", "at 1056 your music stops"),
        (bloom(cue(480, 1920, HOPE), hits=[fs.Hit(1056, must=False)]), "nothing must be met", "no must-hit"),
        (bloom(cue(480, 1920, HOPE), hits=[1056, 1060]), "two musts in one place", "1056 and 1060 are 4 frames"),
        (bloom(cue(480, 936, HOPE), hits=[480, 1440]), "a hit without music", "1440"),
        (bloom(cue(480, 1920, HOPE), hits=[1056, 1536]), "a must on nothing", "1536.*the cut to “The dome from above”"),
        (bloom(cue(480, 1920, HOPE), hits=[700]), "a must on nothing", "700"),
        (bloom(hits=[]), "no cue", "empty"),
        (bloom(hits=[1056, 1440]), "hits without a cue", "2 hits"),
        (boil(RADIO), "another film", "The Kettle"),
        ("480", "unusable", "'480' is no spotting"),
        ([480, 936], "unusable", "no spotting"),
        ({"film": "first-bloom", "cues": 3}, "unusable", "cues"),
        (fs.Motif("C4 E4"), "unusable", "no spotting"),
    ],
    "03.5": [
        (fs.Silence(936, 950, WAIT), "a rest is a silence", "936 to 950 lasts 0.6 s"),
        (fs.Silence(0, 1900, WAIT), "silence everywhere", "79.2 s of 80 s"),
        (fs.Silence(0, 192), "silence is what is left over", "0 to 192"),
        (fs.Silence(620, 800, "silence is stronger than music"), "silence is what is left over", "620 to 800"),
        (fs.Silence(936, 1056), "a silence without a reason", "936 to 1056"),
        (fs.Silence(936, 1056, "patience"), "a silence without a reason", "patience"),
        (
            fs.Silence(936, 1056, "silence is powerful and dramatic"),
            "silence is strong by itself",
            "any silence of any film",
        ),
        (fs.Silence(936, 1056, "so that the bloom is bigger"), "a silence serves the music", "so that the bloom"),
        (fs.Silence(936, 1056, "contrast before the next crescendo"), "a silence serves the music", "every composer"),
        (bloom(cue(480, 1440, HOPE), silences=[fs.Silence(936, 1056, WAIT)]), "music in the silence", "120 frames"),
        (
            bloom(cue(480, 936, HOPE), cue(1056, 1440, "he stays", number="4m2")),
            "silence is what is left over",
            "no reason",
        ),
        (bloom(), "silence is what is left over", "no planned silence"),
        (boil(silences=[KEEPS]), "another film", "The Kettle"),
        ("936 to 1056", "unusable", "fs.Silence"),
        (936, "unusable", "936 is no silence"),
        ((1056, 936, WAIT), "unusable", "936.*1056"),
        (fs.Silence(936, 5000, WAIT), "unusable", "5000"),
    ],
    "03.6": [
        ({"spotting": GOOD, "avoid": AVOID}, "unusable", "“director”"),
        ({"spotting": GOOD, "avoid": AVOID, "director": ""}, "the director is not answered", "4m1, 4m2 and 4m3"),
        (
            {"spotting": GOOD, "avoid": AVOID, "director": "Nothing, every cue is needed"},
            "the director is not answered",
            "which",
        ),
        (
            {"spotting": GOOD, "avoid": AVOID, "director": "the petals could go"},
            "the director is not answered",
            "She asked which",
        ),
        (
            {"spotting": GOOD, "avoid": {"4m1": "a promise to us"}, "director": GOES},
            "what to avoid is missing",
            "4m2 and 4m3",
        ),
        (
            {"spotting": GOOD, "avoid": AVOID | {"4m2": "too much"}, "director": GOES},
            "what to avoid is missing",
            "too much",
        ),
        ({"spotting": GOOD, "avoid": AVOID | {"4m9": "x y"}, "director": GOES}, "notes for another list", "4m9"),
        (
            {"spotting": GOOD, "avoid": dict.fromkeys(AVOID, "telling the end"), "director": GOES},
            "one warning for all",
            "4m1 and 4m2",
        ),
        (
            {"spotting": GOOD, "avoid": "telling the end", "director": GOES},
            "what to avoid is missing",
            "one line a cue",
        ),
        (
            {
                "spotting": bloom(cue(1056, reason=HOPE, on="Jon at 936")),
                "avoid": "a promise to us",
                "director": "4m1 she",
            },
            "the note and the number disagree",
            "936; its in point is 1056, 120 frames later",
        ),
        (
            {
                "spotting": bloom(cue(1056, reason=HOPE, on="Jon sees, and stops")),
                "avoid": "a promise to us",
                "director": "4m1 she",
            },
            "the note and the number disagree",
            "at 936; its in point is 1056",
        ),
        (
            {
                "spotting": bloom(cue(480, reason=HOPE, out="04:00:44:00, the bud")),
                "avoid": "a promise to us",
                "director": "4m1 she",
            },
            "the note and the number disagree",
            "04:00:44:00; its out point is 1872",
        ),
        (
            {
                "spotting": bloom(cue(480, reason="soft strings and a harp")),
                "avoid": "a promise to us",
                "director": "4m1 she",
            },
            "a note prescribes the music",
            "soft strings and a harp",
        ),
        (
            {"spotting": bloom(cue(480, on="")), "avoid": "her smile, a promise", "director": "4m1 she"},
            "enters_on is empty",
            "480",
        ),
        (
            {"spotting": bloom(cue(480, out="")), "avoid": "her smile, a promise", "director": "4m1 she"},
            "leaves_on is empty",
            "1872",
        ),
        (
            {"spotting": bloom(cue(480, reason="")), "avoid": "her smile", "director": "4m1 she"},
            "no reason: none",
            "4m1",
        ),
        ({"spotting": bloom(cue(480)), "avoid": "her smile", "director": "4m1 she"}, "a number is a note", "1056"),
        ({"spotting": bloom(), "avoid": {}, "director": GOES}, "no cue", "03.4"),
        ({"spotting": boil(RADIO), "avoid": {}, "director": GOES}, "another film", "The Kettle"),
        ({"spotting": 3, "avoid": {}, "director": GOES}, "unusable", "3 is no spotting"),
        (GOOD, "unusable", "three parts"),
        ("4m1: warm", "unusable", "three parts"),
    ],
    "03.7": [
        (boil(), "silence is what is left over", "empty"),
        (boil(RADIO), "silence is what is left over", "radio is on your list"),
        (boil(silences=[fs.Silence(212, 1440)]), "a silence without a reason", "What do we hear"),
        (
            boil(fs.Cue("1m2", 700, 1400, reason="grief, which Tom cannot say")),
            "sad piano over the kettle",
            "5.3 s of it over the whistle",
        ),
        (
            boil(fs.Cue("1m2", 1180, 1308, reason="it swells with the kettle")),
            "sad piano over the kettle",
            "1180 to 1308",
        ),
        (boil(fs.Cue("1m2", 700, 900, reason="it is sad")), "sad piano", "“it is sad”.*700"),
        (boil(fs.Cue("1m2", 700, 900, reason="Tom hears a boy run")), "sad piano", "Plan a silence.*1180 to 1308"),
        (boil(fs.Cue("1m2", 1308, 1584, reason="")), "sad piano", "1308"),
        (
            boil(fs.Cue("1m2", 560, 900, reason="Tom hears a boy"), silences=[KEEPS]),
            "enters inside a line",
            "20 frames into Nora's",
        ),
        (boil(fs.Cue("1m2", 1440, 1584)), "no reason: none", "1m2"),
        (
            boil(fs.Cue("1m1", 0, 212, reason="her mother's radio"), silences=[KEEPS]),
            "source is score",
            "0 to 212 as score",
        ),
        (
            boil(fs.Cue("1m1", 0, 300, reason="grief for her mother"), silences=[KEEPS]),
            "two musics at once",
            "until 212",
        ),
        (
            boil(fs.Cue("1m1s", 0, 240, kind="source", reason="radio"), silences=[KEEPS]),
            "source goes on after it is switched off",
            "240.*212, 28 frames before",
        ),
        (
            boil(fs.Cue("1m1s", 0, 180, kind="source", reason="radio"), silences=[KEEPS]),
            "the source stops by itself",
            "180.*32 frames after",
        ),
        (boil(fs.Cue("1m2s", 400, 500, kind="source", reason="radio"), silences=[KEEPS]), "source from nowhere", "400"),
        (
            boil(fs.Cue("1m1", 1440, 1584, reason="the waltz again"), hits=range(0, 1500, 100)),
            "catches everything",
            "15 must-hits",
        ),
        (GOOD, "another film", "First Bloom"),
        ("none", "unusable", "no spotting"),
    ],
}


def test_the_desk_itself_is_an_answer(tmp_path, monkeypatch):
    monkeypatch.setenv("FILMSCORE_WORK", str(tmp_path))
    desk = fs.spotting_desk("first-bloom", name="tested", spotting=GOOD)
    assert check("03.4", desk).status == check("03.5", desk).status == "passed"
    assert check("03.6", {"spotting": desk, "avoid": AVOID, "director": GOES}).status == "passed"
    empty = fs.spotting_desk("first-bloom", name="empty")
    assert check("03.4", empty).misconception == "no cue"


def test_a_pass_speaks_of_the_answer():
    """Two right answers to a task are never praised in the same words."""
    for task, answers in ACCEPT.items():
        said = {check(task, answer).message for answer in answers}
        assert len(said) >= 2, task


def test_what_the_colleague_left_is_not_a_mistake_either():
    said = check("03.1", fs.Cue("4m1", 0, 1872, leaves_on="the fade begins"))
    assert said.status == "not-attempted" and "as your colleague left it" in said.message
    assert check("03.1", cue(0)).status == "not-yet", "with a reason it is an answer"


#: what this lesson's own forms can be broken with
ODD = [
    fs.Hit(1056),
    fs.Silence(5, 9),
    fs.Cue("x", "99:99:99:99", 3),
    {"spotting": None},
    {"film": 3},
    Desk(Desk(3)),
    {"spotting": 1, "avoid": 2, "director": 3},
    {936: 936},
    (936, 1056),
    ("a", "b"),
]


class TestAnswers(Answers):
    accept, reject, absurd = ACCEPT, REJECT, ODD


@pytest.mark.parametrize("task", sorted(ACCEPT))
@settings(max_examples=40)
@given(
    answer=st.recursive(
        st.none() | st.integers() | st.floats() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text() | st.integers(), x),
        max_leaves=8,
    )
)
def test_no_data_is_unreadable(task, answer):
    assert check(task, answer).misconception != "unreadable"


@pytest.mark.parametrize("task", ["03.3", "03.4", "03.5"])
@pytest.mark.parametrize(
    "many",
    [
        bloom(cue(480, 1920, HOPE), hits=[fs.Hit(n % 1900, must=n % 2 == 0) for n in range(10_000)]),
        bloom(*(cue(n % 1800, 1900, number=f"4m{n}") for n in range(3_000))),
        bloom(cue(480), silences=[fs.Silence(n % 1800, 1900, "he waits") for n in range(5_000)]),
    ],
    ids=["hits", "cues", "silences"],
)
def test_ten_thousand_of_anything_are_answered_at_once(task, many):
    began = time.perf_counter()
    verdict = check(task, many)
    assert time.perf_counter() - began < 2
    assert verdict.message and verdict.misconception != "unreadable"


def test_no_more_than_two_questions_at_a_time():
    verdict = check(
        "03.4", bloom(cue(908, 1100, "", out=""), cue(1000, 1005, "", number="4m1", out=""), hits=range(0, 1900, 50))
    )
    assert len(verdict.message.split("\n\n")) == 3
    assert re.search(r"\d+ more questions wait", verdict.message)
    assert len(verdict.message) < 900


# ---------------------------------------------------------------- what counts as a reason


@pytest.mark.parametrize(
    "text",
    [
        "he sees it",
        "She hopes.",
        "er sieht es",
        "Jon stops",
        "nobody says it",
        "il a vu la fleur",
        "彼は見る",
        "her key!",
        "two people quarrel",
    ],
)
def test_a_short_reason_is_a_reason(text):
    assert thin(text) == ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "none"),
        ("…", "none"),
        ("____", "none"),
        ("123", "none"),
        ("?!", "none"),
        ("because it sounds good", "any-film"),
        ("I like it", "any-film"),
        ("to add tension and emotion", "any-film"),
        ("the music makes the scene more emotional and it fits really well here " * 20, "any-film"),
        ("aaaaaaaaaa", "letters"),
        ("asdf qwer", "letters"),
        ("hjkl hjkl hjkl", "letters"),
        ("her her her her", "letters"),
        ("hope", "one-word"),
        ("What changes if it is removed?", "prompt"),
        ("what would be missed", "prompt"),
    ],
)
def test_what_is_asked_back(text, kind):
    assert thin(text) == kind


def test_words_are_compared_not_marks():
    assert alike("Jon sees, and stops!", "jon sees and stops") and not alike("", "") and not alike("he", "she")
    assert words_of("don't") == ["dont"]


# ---------------------------------------------------------------- film, notebook and checks agree


def test_the_frames_the_checks_name_are_in_the_film():
    starts = {shot.start for shot in FILM.shots}
    assert set(must.CUTS) <= starts and set(must.EVENTS) == {event.frame for event in FILM.events}
    assert {event.frame for event in FILM.events if event.kind == "must"} == set(must.MUSTS)
    assert FILM.lines[2].start == one_cue.FIRST_WORD and FILM.shot_at(one_cue.SEES_JON).name == "She wakes"
    assert must.allowed(FILM) == 6


@pytest.mark.skipif("the-kettle" not in film_names(), reason="The Kettle is not drawn yet")
def test_the_kettle_is_the_kettle():
    film = open_film("the-kettle")
    frames = {event.frame for event in film.events} | {shot.start for shot in film.shots}
    assert {kettle.RADIO_OFF, kettle.WHISTLE, kettle.LIFTED, kettle.CUPS} <= frames and film.frames == KETTLE.frames
    assert [(line.start, line.end, line.text) for line in film.lines] == [
        (line.start, line.end, line.text) for line in KETTLE.lines
    ]


def solution():
    return nbformat.read(ROOT / "solutions/03_spotting/03_spotting.ipynb", as_version=4)


def test_the_page_in_the_exercise_is_the_page_that_is_checked():
    text = next(cell.source for cell in solution().cells if cell.id == "page")
    script = text.split("```")[1]
    assert [int(n) for n in re.findall(r"^(\d) ", script, re.M)] == list(page.NUMBERS)
    for line in KETTLE.lines:
        assert line.text in " ".join(script.split())
    for word in page.KINDS:
        assert f'"{word}"' in text


def test_the_table_in_the_exercise_holds_the_candidates():
    text = next(cell.source for cell in solution().cells if cell.id == "must-task")
    assert [int(n) for n in re.findall(r"^ {4}(\d+):", text, re.M)] == list(must.CANDIDATES)
    assert {int(n): what.strip() for n, what in re.findall(r"\| (\d+) \| ([^|]+)", text)} == must.CANDIDATES


def test_every_place_to_look_is_a_section_of_the_lesson():
    book = nbformat.read(ROOT / "lessons/03_spotting.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    for place in (asking.PAGE, asking.IN, asking.OUT, asking.MUST, asking.LINE, asking.QUIET, asking.NOTES):
        assert f"## {place}\n" in text + "\n", place


def test_tasks_have_three_hints_and_none_tells_the_answer():
    told = {
        "03.1": r"\b12[23]\d\b",
        "03.2": r"\b[1-7]\b",
        "03.3": r"\b(1056|1440|1704)\b",
        "03.4": r"\b(480|936|1056)\b",
        "03.5": r"\b\d{3,4}\b",
        "03.6": r"\b4m\d\b",
        "03.7": r"\b(212|1332|1440)\b",
    }
    for task in lesson.TASKS:
        assert len(task.hints) == 3 and task.form and tasks()[task.id] is task
        assert not any(re.search(told[task.id], hint) for hint in task.hints), task.id


def test_twelve_frames_are_near_and_thirteen_are_not():
    assert points.meets(FILM, 924) and points.meets(FILM, 948) and not points.meets(FILM, 949)
    assert not points.meets(FILM, 923)
