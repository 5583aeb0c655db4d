"""Lesson 11's checks: right answers of several kinds pass, each wrong one hears its own mistake and sees its own value.

Ranges, pages and sums are held against the orchestra's own arithmetic; what the lesson says of its scores, sketches and
quizzes is held against the music.
"""

import re
from fractions import Fraction
from typing import ClassVar

import pytest
from lesson_answers import Answers, Notebooks, cells

import filmscore as fs
from filmscore.course.check import check
from filmscore.course.checks.instrumentation import asking, hands, pages, plan_read, reach, shots, six, sums
from filmscore.music.motif import Motif
from filmscore.music.orchestra.balance import balance
from filmscore.music.orchestra.catalogue import instrument
from filmscore.music.orchestra.orchestrate import orchestrate
from filmscore.music.orchestra.weights import units
from filmscore.music.pitch import Pitch
from filmscore.picture.film import open_film

LESSON = "lessons/11_instrumentation.ipynb"
SOLUTION = "solutions/11_instrumentation/11_instrumentation.ipynb"

THREE = {"horn": "D4 G4 A4", "clarinet": "A3 D4 E4", "cello": "G3 C4 D4", "double bass": "G4 C5 D5"}
FIRST = {
    "violin": "out: F#3, viola", "viola": "comfortable", "cello": "extreme: A4", "double bass": "extreme: D1",
    "piccolo": "out: C5, flute", "flute": "comfortable", "oboe": "out: A3, english horn", "clarinet": "comfortable",
    "bassoon": "extreme: C5", "horn": "extreme: B4", "trumpet": "out: D3, horn", "trombone": "comfortable",
}  # fmt: skip
PRINTED = {
    "horn": "G4:2 A4:1 Bb4:1 C5:2 Bb4:1 Ab4:1",
    "clarinet": "D4:2 E4:1 F4:1 G4:2 F4:1 Eb4:1",
    "bass clarinet": "D5:2 E5:1 F5:1 G5:2 F5:1 Eb5:1",
    "nylon guitar": "C5:2 D5:1 Eb5:1 F5:2 Eb5:1 Db5:1",
    "trombone": "C4:2 D4:1 Eb4:1 F4:2 Eb4:1 Db4:1",
    "the horn sounds": "E4:2 D4:1 C4:1 A4:4",
}
MANY = {"A": 3, "B": 1, "C": 2, "D": 0, "E": 1, "F": 2}
LOUD = {"flute": "C5", "oboe": "C5", "clarinet": "F3", "bassoon": "F3", "horn 1": "Ab3", "horn 2": "Db3"}
SOFT = {"flute": "Ab4", "oboe": "F4", "clarinet": "C5", "bassoon": "C4", "horn 1": "Ab3", "horn 2": "Db3"}
HANDS = {
    "A": "breath", "B": "pedals", "C": "drums", "D": "divisi",
    "E": "speech", "F": "transposition", "G": "register", "H": "nothing",
}  # fmt: skip
SHOTS = {
    "stars": {"player": "alto flute", "note": "A3", "dynamic": "pp",
              "see": "her head lies on her arms, frost on the panes"},
    "hiding": {"player": "double bass", "note": "E1", "dynamic": "pp",
               "see": "she makes herself small between the crates"},
    "black": {"player": "nylon guitar", "note": "D3", "dynamic": "p",
              "see": "no cups any more; two people are still there"},
}  # fmt: skip
EIGHT = {
    "A": {"soprano": "clarinet", "alto": "horn 1", "tenor": "horn 2", "bass": "bassoon", "dynamic": "p"},
    "B": {"soprano": "flute", "alto": "clarinet", "tenor": "horn 1", "bass": "bassoon", "dynamic": "p"},
    "C": {
        "soprano": "violins I, flute +8, oboe, horn 1 -8, horn 2 -8", "alto": "violins II, clarinet",
        "tenor": "violas", "bass": "cellos, bassoon, double basses -8", "dynamic": "f",
    },
    "D": {"soprano": "violins I", "alto": "violins II", "tenor": "violas", "bass": "cellos", "dynamic": "p"},
    "written": {"horn 1": "Bb4:2 A4:1 Bb4:1 Eb5:2 D5:2"},
}  # fmt: skip


def printed(**changed):
    return {**PRINTED, **{name.replace("_", " "): page for name, page in changed.items()}}


def first(**changed):
    return {**FIRST, **{name.replace("_", " "): said for name, said in changed.items()}}


def way(level, **changed):
    """Both ways, one of them changed."""
    base = {"f": dict(LOUD), "p": dict(SOFT)}
    base[level] |= {name.replace("_", " "): note for name, note in changed.items()}
    return base


def shot(name, **changed):
    return {**SHOTS, name: {**SHOTS[name], **changed}}


def eight(phrase=None, written=None, **changed):
    made = {name: dict(row) for name, row in EIGHT.items()}
    if phrase:
        made[phrase] |= changed
    if written is not None:
        made["written"] = written
    return made


#: a plan in which the low strings have B
STRINGS_B = {"soprano": "violins I", "alto": "violins II", "tenor": "violas", "bass": "cellos"}
PIANISSIMO = {name: ({**row, "dynamic": "pp"} if "dynamic" in row else row) for name, row in eight(
    "C", soprano="violins I, clarinet, horn 1 -8", alto="violins II", tenor="violas",
    bass="cellos, double basses -8").items()}  # fmt: skip

ACCEPT = {
    "11.1": [
        THREE,
        {name: page for name, page in THREE.items() if name != "horn"},
        {**THREE, "clarinet": ["A3", "D4", "E4"], "double bass": "G4, C5, D5"},
        {"Double_Bass": "G4 C5 D5", "CELLO": "G3 | C4 D4", "clarinet": "A3 D4 E4"},
        {**THREE, "clarinet": Motif("A3 D4 E4")},
        {**THREE, "clarinet": "A3 D4 Fb4"},
    ],
    "11.2": [
        FIRST,
        {name: said for name, said in FIRST.items() if name != "violin"},
        first(viola="ok", cello="Extreme, A4", oboe="out A3 → clarinet", piccolo="out: C5, +8"),
        first(oboe="out: A3, one octave up", bassoon="hard: C5", trumpet="impossible: D3, trombone"),
        first(piccolo="out (C5) flute", trumpet=("out", "D3", "+8")),
        first(oboe="out: A3, up an octave"),
    ],
    "11.3": [
        PRINTED,
        printed(horn="G4:2 A4:1 Bb4:1 | C5:2 Bb4:1 Ab4:1"),
        printed(horn="G4:2 A4 A#4 C5:2 A#4 G#4"),
        printed(bass_clarinet="bass clef: D4:2 E4:1 F4:1 G4:2 F4:1 Eb4:1"),
        printed(clarinet=Motif("D4:2 E4 F4 G4:2 F4 Eb4")),
    ],
    "11.4": [MANY, {name: float(count) for name, count in MANY.items()}, {name: str(n) for name, n in MANY.items()},
             {**MANY, "A": "3 clarinets", "B": "one", "C": "two horns", "D": "nobody", "E": "1 more"}],
    "11.5": [
        {"f": LOUD, "p": SOFT},
        {"f": {**{n: v for n, v in LOUD.items() if "horn" not in n}, "2 horns": "Ab3 Db3"}, "p": SOFT},
        way("f", horn_1="Db3", horn_2="Ab3"),
        way("f", horn_1="G#3"),
        way("p", flute="G#4"),
        way("p", bassoon="F3"),
        way("f", oboe="F4", bassoon="F4", clarinet="C5"),
    ],
    "11.6": [
        HANDS,
        {**HANDS, "A": "breathing", "B": "harp pedals", "C": "timpani", "D": "div.", "E": "dialogue"},
        {**HANDS, "F": "Transpose", "G": "dynamic", "H": "-"},
        {name.lower(): word.upper() for name, word in HANDS.items()},
        {**HANDS, "A": "cannot breathe", "E": "speech (dynamic)", "F": "wrong transposition"},
        {**HANDS, "H": "nothing (he breathes)"},
        {**HANDS, "A": "no time to breathe", "D": "divisi or non divisi"},
    ],
    "11.7": [
        SHOTS,
        shot("black", player="drum kit", note="", dynamic="pp"),
        shot("black", player="electric piano", note="A3", dynamic="pianissimo"),
        shot("hiding", player="warm pad", note="C3", dynamic="p"),
        shot("stars", see="彼女は眠っている"),
        shot("stars", player="solo cello", note="C4"),
    ],
    "11.8": [
        EIGHT,
        eight("D", soprano=["violins I"], dynamic="piano"),
        eight("B", bass="harp"),
        eight("A", soprano="soprano saxophone"),
        eight("C", dynamic="mp"),
        eight(written={"Clarinet": "A4:2 Bb4:1 C5:1 D5:2 C5:2"}),
        eight("C", tenor="violas div., trombone", alto="violins II, trumpet, violas div.", soprano=(
            "violins I, flute +8, oboe, horn 1 -8, horn 2 -8, trumpet 2")),
        PIANISSIMO,
        {**eight(), "B": {**STRINGS_B, "dynamic": "p"}},
    ],
}  # fmt: skip

REJECT = {
    "11.1": [
        ({**THREE, "clarinet": "G3 C4 D4"}, "written as it sounds", "G3 · C4 · D4 .* sounds F3 · B♭3 · C4"),
        ({**THREE, "clarinet": "F3 Bb3 C4"}, "transposed the wrong way", "F3 · B♭3 · C4"),
        ({**THREE, "clarinet": "D4 G4 A4"}, "the horn's page", "D4 · G4 · A4 is the horn's"),
        ({**THREE, "clarinet": "A4 D5 E5"}, "right letters, another octave", "A4 · D5 · E5 sounds G4"),
        ({**THREE, "clarinet": "B3 E4 F#4"}, "another interval", "B3"),
        ({**THREE, "cello": "A3 D4 E4"}, "everything transposes", "A3 · D4 · E4"),
        ({**THREE, "cello": "G4 C5 D5"}, "right letters, another octave", "G4"),
        ({**THREE, "double bass": "G3 C4 D4"}, "an octave forgotten", "G2 · C3 · D3"),
        ({**THREE, "double bass": "G2 C3 D3"}, "transposed the wrong way", "G1 · C2 · D2"),
        ({**THREE, "double bass": "D4 G4 A4"}, "another interval", "octaves alone"),
        ({**THREE, "double bass": "G5 C6 D6"}, "right letters, another octave", "G4 · C5 · D5"),
        ({**THREE, "horn": "G3 C4 D4"}, "the colleague's page was changed", "G3 · C4 · D4"),
        ({**THREE, "cello": ""}, "a line is empty", "cello"),
        ({**THREE, "cello": "G3 C4"}, "a note is missing", "2 notes"),
        ({**THREE, "cello": "G3 C4 D4 E4"}, "a note too many", "4 notes"),
        ({**THREE, "cello": "G3 C4 H4"}, "unusable", "cello"),
        ({**THREE, "tuba": "G3"}, "unusable", "tuba"),
        ("A3 D4 E4", "unusable", "A3 D4 E4"),
    ],
    "11.2": [
        (first(oboe="extreme: A3"), "low is only hard", "10 of the 11.*C4 B3 A3 C4.*lowest fingering"),
        (first(piccolo="comfortable"), "low is only hard", "D5 E5 C5 D5.*octave above what it reads"),
        (first(trumpet="extreme"), "low is only hard", "trumpet"),
        (first(cello="out: A4"), "high is impossible", "D4 F4 A4 G4"),
        (first(horn="comfortable"), "the extreme range is the range", "horn"),
        (first(double_bass="out: D1, cello"), "four strings are all there are", "extension"),
        (first(double_bass="comfortable"), "the bass read as written", "printed E2"),
        (first(clarinet="out: D3"), "the written range for the sounding one", "E3"),
        (first(viola="extreme: C3"), "the lowest note is a hard note", "C3 is its lowest string"),
        (first(flute="extreme"), "the lowest note is a hard note", "C4 is the last"),
        (first(oboe="out: A3"), "no way out", "C4 B3 A3 C4"),
        (first(oboe="out: C4, clarinet"), "another note of the phrase", "C4 is “comfortable”"),
        (first(cello="extreme: D5"), "a note of another phrase", "D5"),
        (first(cello="extreme"), "no note named", "extreme"),
        (first(oboe="out: A3, -8"), "mended into the next trouble", "an octave down. That"),
        (first(oboe="out: A3, down an octave"), "mended into the next trouble", "an octave down. That"),
        (first(oboe="out: A3, 8vb"), "mended into the next trouble", "an octave down. That"),
        (first(oboe="out: A3, flute"), "mended into the next trouble", "to the flute"),
        (first(piccolo="out: C5, trombone"), "mended into the next trouble", "“out”"),
        (first(trumpet="out: D3, drum kit"), "mended by somebody without pitch", "drum kit"),
        (first(oboe="out: A3, vuvuzela"), "unusable", "vuvuzela"),
        (first(viola="lovely"), "unusable", "lovely"),
        (first(viola=""), "a line is empty", "viola"),
        ({"kazoo": "out"}, "unusable", "kazoo"),
    ],
    "11.3": [
        (printed(horn=pages.LINE), "written as it sounds", "5 of the 6.*sounds F3 · G3 · A♭3.*612"),
        (printed(horn="F3:2 G3 Ab3 Bb3:2 Ab3 Gb3"), "transposed the wrong way", "F3 · G3"),
        (printed(horn="G4:2 A4 B4 C5:2 Bb4 Ab4"), "a fifth by letters", "note 3 is B4, for E♭4.*a semitone too high"),
        (printed(horn="G4:2 A4 B4 C5:2 B4 A4"), "the key left at home", "note 3 is B4.*2 more"),
        (printed(horn="G3:2 A3 Bb3 C4:2 Bb3 Ab3"), "right letters, another octave", "G3"),
        (printed(horn="D4:2 E4:1 F4:1 G4:2 F4:1 Eb4:1"), "the clarinet's page", "D4"),
        (printed(clarinet="G4:2 A4:1 Bb4:1 C5:2 Bb4:1 Ab4:1"), "the horn's page", "G4"),
        (printed(bass_clarinet="D4:2 E4:1 F4:1 G4:2 F4:1 Eb4:1"), "an octave forgotten", "sounds C3"),
        (printed(nylon_guitar=pages.LINE), "only winds transpose", "sounds C3"),
        (printed(trombone="D4:2 E4:1 F4:1 G4:2 F4:1 Eb4:1"), "its name in the shop", "D4"),
        (printed(clarinet="D4:2 E4:2 F4:1 G4:2 F4:1 Eb4:1"), "lengths", "note 2: you have 2 beats"),
        (printed(clarinet="D4 E4 F4 G4 F4 Eb4"), "no lengths", "clarinet"),
        (printed(the_horn_sounds="F#5:2 E5:1 D5:1 B5:4"), "read back the wrong way", "F♯5 · E5"),
        (printed(the_horn_sounds="E4:2 D4:1 C4:1 A3:4"), "the contour lost", "E4 · D4 · C4 · A3"),
        (printed(the_horn_sounds="B4:2 A4:1 G4:1 E5:4"), "written as it sounds", "B4"),
        (printed(the_horn_sounds="A4:2 G4:1 F4:1 D5:4"), "read back by another interval", "A4"),
        (printed(the_horn_sounds="E4:2 D4:1 C4:1"), "a note is missing", "3 notes"),
        (printed(the_horn_sounds="E4 D4 C4 A4"), "no lengths", "the horn sounds"),
        (printed(horn="G4:2 A4:1 Bb4:1 C5:2 Bb4:1"), "a note is missing", "5 notes"),
        (printed(horn="G4:2 A4:1 Bb4:1 D5:2 Bb4:1 Ab4:1"), "one note strays", "note 4 is D5"),
        (printed(trombone="C4:2 D4:1 E4:1 F4:2 Eb4:1 Db4:1"), "an interval by letters", "note 3 is E4"),
        (printed(horn="C5:2 G4 E4 G4:2 C5 C5"), "another line", "C5"),
        (printed(horn="Q4"), "unusable", "horn"),
        (printed(horn=""), "a line is empty", "horn"),
    ],
    "11.4": [
        ({**MANY, "A": 4}, "the one who plays is forgotten", "5 of the 6.*you have 4.*flute"),
        ({**MANY, "A": 1}, "a trumpet counted as a horn", "you have 1"),
        ({**MANY, "A": 0}, "the table of the other dynamic", "you have 0"),
        ({**MANY, "A": 2}, "fewer than it takes", "the tune's note has 3"),
        ({**MANY, "B": 3}, "all players against one note", "horns on .one. note"),
        ({**MANY, "B": 2}, "the one who plays is forgotten", "oboe"),
        ({**MANY, "B": 0}, "the table of the other dynamic", "top"),
        ({**MANY, "C": 4}, "all players against one note", "trombones"),
        ({**MANY, "C": 3}, "a horn counted as a woodwind", "horn as one"),
        ({**MANY, "C": 1}, "a trumpet counted as a horn", "trombone"),
        ({**MANY, "D": 3}, "the dynamic read past", "forte"),
        ({**MANY, "D": 1}, "the one who plays is forgotten", "flute"),
        ({**MANY, "E": 0}, "a trumpet counted as a horn", "trumpet"),
        ({**MANY, "E": 3}, "all players against one note", "trumpets"),
        ({**MANY, "F": 3}, "a section counted as a woodwind", "section"),
        ({**MANY, "F": 4}, "the one who plays is forgotten", "section of violins"),
        ({**MANY, "F": 16}, "more than it takes", "16"),
        ({**MANY, "A": 2.5}, "no whole number", "2.5"),
        ({**MANY, "A": 3.5}, "no whole number", "3.5"),
        ({**MANY, "A": -1}, "no whole number", "have -1.*whole"),
        ({**MANY, "D": "-1"}, "no whole number", "have -1.*whole"),
        ({**MANY, "F": -1}, "no whole number", "have -1.*whole"),
        ({**MANY, "A": "3 horns"}, "unusable", "3 horns"),
        ({**MANY, "A": "many"}, "unusable", "many"),
        ({"A": 3}, "a line is empty", "“B”"),
    ],
    "11.5": [
        (way("f", horn_1="Db3"), "doubled what was there", "f: A♭ is nowhere"),
        (way("f", horn_1="Eb4"), "another chord", "horn 1 has E♭4"),
        (way("f", clarinet="G4"), "the page for the sound", "clarinet has G4"),
        ({"f": {**LOUD, "horn 1": "C5", "horn 2": "G4"}, "p": SOFT}, "another chord", "horn 2 has G4"),
        ({"f": {**LOUD, "horn 1": "G4", "horn 2": "Eb4"}, "p": SOFT}, "the page for the sound", "horn 1 has G4"),
        (way("f", clarinet="F#4"), "another chord", "F♯4"),
        (way("f", horn_2="Db4"), "another bass", "lowest note is F3, in the clarinet"),
        (way("f", oboe="F5"), "the tune is buried", "F5, in the oboe"),
        (way("f", flute="C4"), "no f in that register", "C4 lies in the flute's low"),
        (way("f", bassoon="F4"), "a note without weight", "F has 1"),
        (way("p", bassoon="Db2"), "no p in that register", "D♭2 lies in the bassoon's low"),
        (way("f", horn_1="Ab4"), "the horns' fifth", "D♭3 and A♭4, 19 semitones, at the bottom"),
        (way("f", horn_1="F4", clarinet="Ab3", bassoon="Ab3"), "the horns' fifth", "D♭3 and F4"),
        (way("f", horn_1="C5"), "doubled what was there", "A♭ is nowhere"),
        (way("f", clarinet="Ab3", bassoon="F3", horn_1="Ab5"), "high because the score is in C", "A♭5.*down"),
        (way("f", bassoon="Db3", horn_2="F3"), "the horns' fifth", "F3 and A♭3, 3 semitones, inside"),
        (way("p", flute="C6", clarinet="Ab4"), "the colour that was asked for", "C6 on top is the flute's"),
        (way("f", clarinet="C5"), "a note without weight", "has 3 .*F has 1"),
        (way("f", bassoon="Db3"), "a note without weight", "D♭ has 3"),
        (way("p", oboe="Ab4", bassoon="F3"), "shared though soft", "flute and oboe share A♭4"),
        (way("p", bassoon=""), "somebody sits out", "p: bassoon has nothing"),
        ({"f": LOUD}, "a line is empty", "p: nobody"),
        ({"f": {**LOUD, "tuba": "Db2"}, "p": SOFT}, "unusable", "tuba"),
        ({"f": {**LOUD, "horn in E flat": "Db3"}, "p": SOFT}, "unusable", "another instrument"),
        (way("f", flute="H5"), "unusable", "f, flute"),
        ({"f": "C5", "p": SOFT}, "unusable", "C5"),
        ({"mf": LOUD}, "unusable", "mf"),
        (way("f", horn_1="Ab2", horn_2="Db2", clarinet="Db3"), "out of comfort", "horn 2 has D♭2.*octave up"),
        (way("f", flute="C7"), "out of comfort", "flute has C7.*octave down"),
        ({"f": LOUD, "p": {**SOFT, "horn 1": "Ab2", "horn 2": "Db2"}}, "out of comfort", "D♭2"),
    ],
    "11.6": [
        ({**HANDS, "A": "register"}, "high is the trouble", "7 of the 8.*“register”"),
        ({**HANDS, "A": "nothing"}, "a player has no lungs", "nothing"),
        ({**HANDS, "B": "nothing"}, "a harp is a piano", "Es has a harp"),
        ({**HANDS, "C": "range"}, "any four are all there are to count", "drums"),
        ({**HANDS, "C": "nothing"}, "any drum has any note", "drums"),
        ({**HANDS, "C": "breath"}, "another trouble than the drums'", "breath"),
        ({**HANDS, "D": "nothing"}, "the section will sort it out", "first desk"),
        ({**HANDS, "D": "range"}, "one note a player", "range"),
        ({**HANDS, "E": "nothing"}, "held where people speak", "Mara"),
        ({**HANDS, "F": "nothing"}, "written as it sounds", "bell"),
        ({**HANDS, "G": "nothing"}, "any register takes any dynamic", "pp"),
        ({**HANDS, "G": "range"}, "a dynamic is a range", "range"),
        ({**HANDS, "H": "breath"}, "a long note is a breath", "seconds"),
        ({**HANDS, "H": "divisi"}, "there must be a trap", "divisi"),
        (dict.fromkeys(HANDS, "breath"), "one word for all", "breath"),
        ({**HANDS, "A": ""}, "a line is empty", "“A”"),
        ({**HANDS, "A": "boredom"}, "unusable", "boredom"),
        ({**HANDS, "A": "breath or nothing"}, "unusable", "breath or nothing"),
        ({**HANDS, "A": "not breath"}, "unusable", "what it is not"),
        ({**HANDS, "A": "not a breath problem"}, "unusable", "what it is not"),
        ({**HANDS, "C": "no drums"}, "unusable", "what it is not"),
        ({**HANDS, "B": "pedals: no"}, "unusable", "what it is not"),
        ({**HANDS, "H": "not nothing"}, "unusable", "what it is not"),
        ({**HANDS, "H": "isn't nothing"}, "unusable", "what it is not"),
    ],
    "11.7": [
        (shot("stars", note=""), "an instrument without its register", "three colours"),
        (shot("stars", player="flute", note="C4", dynamic="ff"), "more than the register has", "C4 lies in"),
        (shot("stars", player="oboe", note="B3"), "softer than the register can be", "B3 lies in the oboe's low"),
        (shot("stars", player="violins I", note="F#3"), "out of comfort", "F♯3 lies below"),
        (shot("black", note="D6"), "the page for the sound", "D6"),
        (shot("black", player="drum kit", note="C2"), "a kit has a range", "drum kit"),
        (shot("hiding", see="tension"), "a mood is not seen", "tension"),
        (shot("hiding", see="scary mood and tense feeling"), "a mood is not seen", "scary"),
        (shot("hiding", see="crates, small"), "nothing seen: too short", "crates"),
        (shot("hiding", see=""), "nothing seen: none", "in the picture"),
        (shot("stars", see="Mara sleeps by the last tray; the stars turn."), "the task copied", "see at 612"),
        (shot("hiding", see="The door is shut; boards, dark; on 740 Pia whispers."), "the task copied", "see at 720"),
        (shot("black", see="the picture is black, then the title"), "the task copied", "see at 1440"),
        (shot("stars", see="it is a nice shot with a character"), "nothing seen: any-film", "nice shot"),
        (shot("stars", see="the picture shows a picture of things"), "nothing seen: any-film", "in the picture"),
        (shot("black", player="clarinet", note="E3"), "only the front desks", "alto flute, double bass and clarinet"),
        ({name: {**row, "player": p, "note": n} for (name, row), (p, n) in zip(
            SHOTS.items(), (("nylon guitar", "D3"), ("electric piano", "A3"), ("piano", "C2")), strict=True)},
         "one family", "one family: harp, keys, guitars"),
        (shot("hiding", player="nylon guitar", note="A2", dynamic="p"), "one colour for two", "hiding.*black"),
        (shot("hiding", see=SHOTS["stars"]["see"]), "one reason for two", "her head"),
        (
            shot("stars", see="the tram passes her and the crates fall down"),
            "another film",
            "tram and crates: that is Last Parcel.*at 612",
        ),
        (
            shot("hiding", see="crates the between small herself makes she"),
            "words in no order",
            "cannot be read in this order.*at 720",
        ),
        (shot("hiding", see="five words you see that made you choose"), "nothing seen: any-film", "five words"),
        (shot("hiding", dynamic=""), "no dynamic", "double bass"),
        (shot("hiding", dynamic="softish"), "unusable", "softish"),
        (shot("hiding", player=""), "nobody plays", "hiding"),
        (shot("hiding", player="kazoo choir of doom"), "unusable", "kazoo"),
        (shot("hiding", player="clarinet in D"), "unusable", "another instrument"),
        ({"stars": SHOTS["stars"]}, "a line is empty", "hiding"),
        ({**SHOTS, "stars": "alto flute", "hiding": 3}, "unusable", "alto flute"),
    ],
    "11.8": [
        (eight("B", bass="violins II", alto="clarinet"), "what a sampler plays can be played", "II have .*G2. That"),
        (eight("A", bass="flute"), "out of comfort", "flute has the bass"),
        (eight("C", soprano="flute +8", tenor="trombone, violas"), "the tune is covered", "has 1 .flute.*tenor 6"),
        (eight("A", soprano="oboe -8"), "out of comfort", "oboe"),
        (eight("C", soprano="violins I, flute -8"), "no f in that register", "C4 lies in the flute's low"),
        (eight("A", bass="bassoon -8"), "no p in that register", "bassoon has the bass"),
        (eight("D", tenor=""), "a line is nobody's", "D: nobody has the tenor"),
        (eight("D", soprano="", alto="", tenor="", bass=""), "a line is nobody's", "D: nobody has anything"),
        (eight("A", tenor="horn 1"), "one player, two notes", "horn 1 has alto and tenor"),
        (eight("A", soprano="clarinet, clarinet"), "one player, two notes", "stands under soprano more than once"),
        (eight("B", alto="violas", tenor="violas"), "divisi", "4 players to a line"),
        (eight("A", soprano="piano", bass="piano"), "one player, two lines", "soprano and bass at once. Two hands"),
        (eight("A", alto="harp", tenor="harp"), "one player, two lines", "one line to a player"),
        (eight("A", bass="timpani"), "no time to tune", "Timpani, bar 1.*D3 to A3"),
        ({**eight(), "B": {**STRINGS_B, "dynamic": "mf"}}, "held where people speak", "cellos hold .*mf.*Mara"),
        (eight("B", soprano="flute, oboe", bass="trombone", dynamic="mf"), "held where people speak", "trombone holds"),
        ({**eight(), "B": EIGHT["C"]}, "everything from bar 1", "units, and B has"),
        (eight("A", soprano="soprano saxophone", alto="tuba"), "out of comfort", "tuba"),
        ({**{p: {"soprano": "oboe", "alto": "clarinet", "tenor": "horn", "bass": "bassoon", "dynamic": "p"}
             for p in "ABCD"}, "written": {"horn": "F4"}}, "too few players", "4 play"),
        (eight("C", alto="violins II, clarinet, 6 trumpets"), "too many players", "17 play"),
        (eight("A", dynamic=""), "no dynamic", "A: there is no dynamic"),
        (eight(written={}), "nothing printed", "written"),
        (eight(written={"horn 1": "Eb4:2 D4:1 Eb4:1 Ab4:2 G4:2"}), "written as it sounds", "written, horn 1: E♭4"),
        (eight(written={"horn 1": "Ab3:2 G3:1 Ab3:1 Db4:2 C4:2"}), "transposed the wrong way", "A♭3"),
        (eight(written={"clarinet": "F4:2 E4:1 F4:1 Bb4:2 A4:2"}), "the page of another line", "that is the alto"),
        (eight(written={"bassoon": "Eb3:2 F3 G3 Ab3:2 Eb3:2"}), "nothing to transpose", "bassoon"),
        (eight(written={"flute": "Eb3:2"}), "a page for somebody who rests", "flute"),
        (eight("A", dynamic="quietly"), "unusable", "quietly"),
        (eight("A", soprano="all strings"), "unusable", "all strings"),
        (eight("A", soprano="drum kit"), "unusable", "pitch"),
        ({**eight(), "E": {}}, "unusable", "'E'"),
        (eight("A", soprno="flute"), "unusable", "soprno"),
        (eight(written="Bb4:2 A4"), "unusable", "Bb4:2 A4"),
    ],
}  # fmt: skip


#: what the forms of this lesson can be broken with
ODD = [
    {name: "out" for name in FIRST}, {"A": {"soprano": "x" * 5000}}, {"f": {"flute": ["C5"] * 500}, "p": 3},
    {"stars": {"player": "flute", "note": 10**400}}, {"A": float("inf")}, {"horn": [None]},
]  # fmt: skip


class TestAnswers(Answers):
    accept, reject = ACCEPT, REJECT
    absurd = ODD


@pytest.mark.parametrize(
    ("task", "answer", "section"),
    [
        ("11.1", {**THREE, "cello": ""}, asking.PAGE), ("11.2", first(viola=""), asking.REACH),
        ("11.4", {"A": 3}, asking.SUMS), ("11.6", {**HANDS, "A": ""}, asking.STAND),
        ("11.7", {"stars": SHOTS["stars"]}, asking.ROOM),
    ],
)  # fmt: skip
def test_an_empty_line_sends_to_the_section_of_its_own_task(task, answer, section):
    assert f"“{section}”" in check(task, answer).look


# ---------------------------------------------------------------- what is right, by the orchestra's own arithmetic


def test_each_phrase_has_one_note_that_decides_it():
    order = ("comfortable", "extreme", "out")
    for name, said in FIRST.items():
        verdicts = [str(instrument(name).reach(note.name)) for note in reach.phrase(name)]
        word, note = reach.worst(name)
        assert said.startswith(word) and (word == "comfortable" or note.name.replace("♯", "#") in said), name
        assert word == "comfortable" or verdicts.count(word) == 1, name
        assert max(map(order.index, verdicts)) == order.index(word)
    words = [said.partition(":")[0] for name, said in FIRST.items() if name != reach.DONE]
    assert (words.count("out"), words.count("extreme"), len(words)) == (3, 4, 11), "as a pass and the hints say"


def test_pages_sound_the_line():
    for name in pages.FIVE:
        page = Motif(PRINTED[name])
        sounds = [Pitch.read(instrument(name).sounding(note)).midi for note in page.pitches]
        assert sounds == list(Motif(pages.LINE).midi) and page.durations == Motif(pages.LINE).durations
    for name, page in THREE.items():
        assert [Pitch.read(instrument(name).sounding(n)).midi for n in page.split()] == list(Motif(pages.CHORD).midi)
    back = [instrument("horn").sounding(note) for note in Motif(pages.READ).pitches]
    assert [Pitch.read(note).midi for note in back] == list(Motif(PRINTED[pages.BACK]).midi)


@pytest.mark.parametrize("name", sums.ROWS)
def test_so_many_join_and_no_fewer(name):
    row = sums.ROWS[name]

    def holds(count):
        given = [(row.has, row.note), *[(row.under, note) for note in row.chord]]
        given += [(f"{count} {row.joins}s", row.note)] if count else []
        by_note = {weight.note: weight.units for weight in balance(given, row.level).notes}
        return by_note.pop(row.note) >= max(by_note.values())

    assert row.right == MANY[name] and holds(row.right)
    assert row.right == 0 or not holds(row.right - 1)


def test_no_slip_leads_to_the_right_number():
    """Each wrong number says one thing about how it came to be, or at least not that it is right."""
    for name, row in sums.ROWS.items():
        for about, count, _ in sums._slips(row):
            if count is not None and count != row.right:
                assert check("11.4", {**MANY, name: count}).misconception != "", (name, about)


def test_both_ways_are_even_and_the_librarys_own_do_not_pass():
    assert balance(LOUD, "f").verdict == balance(SOFT, "p").verdict == "even"
    players = ["flute", "oboe", "clarinet", "bassoon", "2 horns"]
    proposed = {level: orchestrate("Dbmaj7", players, dynamic=level) for level in six.LEVELS}
    for level, made in proposed.items():
        for one in (made, *made.others):
            table = {g.player: (g.notes[0][0] or "") for g in one.given}
            own = {"f": LOUD, "p": SOFT} | {level: table}
            assert check("11.5", own).status == "not-yet", (level, table)


def test_what_stops_the_room_is_remarked_on():
    """Each excerpt of 11.6 is what its word says, to those who read a score as players do."""
    excerpts = {
        "A": ({"flute": "(C5:4 D5:4 E5:4)"}, 60, "breath"),
        "B": ({"harp": "Eb4+E4+A4:2 C4:2"}, 60, "pedals"),
        "C": ({"timpani": "D2 F2 Bb2 C3 Eb3 R:3"}, 120, "drums"),
        "D": ({"violins II": "G4+B4:4"}, 60, "divisi"),
        "E": ({"trombone": "f G2:4 A2:4"}, 60, "speech"),
        "H": ({"oboe": "p G4:2 E5:2 R:4"}, 60, None),
    }
    for name, (lines, bpm, kind) in excerpts.items():
        remarks = fs.playability(fs.scored(lines, bpm=bpm))
        kinds = {remark.kind for remark in remarks}
        assert kinds == ({kind} if kind else set()), (name, remarks)
    assert instrument("horn").written("C4") != "C4" and hands.RIGHT["F"] == "transposition"
    low = instrument("bassoon").register("Bb1")
    assert not asking.has(low, "pp") and instrument("bassoon").reach("Bb1") == "comfortable"


def test_register_is_not_judged_at_its_border():
    clarinet = instrument("clarinet")
    assert asking.lost_register(clarinet, Pitch.read("G4"), "f").name == "throat"
    assert asking.lost_register(clarinet, Pitch.read("F4"), "f") is None, "E4, a semitone lower, has it"


@pytest.mark.parametrize("seed", range(25))
def test_no_random_answer_passes(seed):
    """Whoever fills in words and notes without reading gets no points."""
    import random

    dice = random.Random(seed)
    words = list(hands.WORDS)
    assert check("11.6", {name: dice.choice(words) for name in HANDS}).status != "passed"
    said = ["comfortable", *(f"{w}: {n}, +8" for w in ("extreme", "out") for n in ("C4", "A4", "D3", "C5"))]
    assert check("11.2", {name: dice.choice(said) for name in FIRST}).status != "passed"
    assert check("11.4", {name: dice.randrange(5) for name in MANY}).status != "passed"
    notes = [f"{tone}{octave}" for tone in ("Db", "F", "Ab", "C") for octave in (3, 4, 5)]
    tables = {level: {name: dice.choice(notes) for name in six.PLAYERS} for level in six.LEVELS}
    assert check("11.5", tables).status != "passed"


def test_spelling_is_spoken_of():
    assert "G♯4 where the key has A♭4" in check("11.3", printed(horn="G4:2 A4 Bb4 C5:2 Bb4 G#4")).message
    assert "On spelling" not in check("11.3", PRINTED).message


def test_a_bass_clarinet_in_the_bass_clef():
    page = "bass clef: D4:2 E4:1 F4:1 G4:2 F4:1 Eb4:1"
    assert "the German way" in check("11.3", printed(bass_clarinet=page)).message


def test_a_whisper_is_asked_about():
    low = check("11.7", shot("hiding", player="warm pad", note="C3", dynamic="p")).message
    assert "131 Hz" in low and "her words?" in low
    assert "Hz" not in check("11.7", SHOTS).message


def test_a_sleeper_and_a_whisper_are_let_be():
    """Loud is possible there, and is asked about; softly nothing is said."""
    loud = check("11.7", shot("hiding", player="trumpet", note="C5", dynamic="ff"))
    assert loud.status == "passed" and "trumpet, *ff*, and Pia whispers" in loud.message
    woken = check("11.7", shot("stars", player="tuba", note="C3", dynamic="ff"))
    assert woken.status == "passed" and "Is it to wake her?" in woken.message
    assert "wake" not in (soft := check("11.7", SHOTS).message) and "Who is to hear" not in soft


def test_a_hole_is_spoken_of_in_both_dynamics():
    assert "Loudly, 16 semitones lie open between A♭3 and C5" in check("11.5", {"f": LOUD, "p": SOFT}).message
    assert "Loudly, 28 semitones" in check("11.5", way("f", flute="C6", oboe="C6")).message


# ---------------------------------------------------------------- the plan


def test_a_tune_without_a_number_is_asked_about():
    under = {"alto": "trumpet 1", "tenor": "trombone 1", "bass": "cellos"}
    found = check("11.8", eight("C", soprano="piano", **under))
    assert found.status == "passed" and "its sound dies away" in found.message and "has 4. Will it" in found.message
    assert "do not weigh" not in check("11.8", EIGHT).message


@pytest.fixture(scope="module")
def shared_out():
    return fs.distribute(fs.chorale(), {name: row for name, row in EIGHT.items() if name != "written"})


def test_the_plan_of_the_solution_can_be_played(shared_out):
    remarks = fs.playability(shared_out)
    assert not {remark.kind for remark in remarks} - {"stand"}, remarks
    table = plan_read.plan_of(EIGHT).table
    again = fs.distribute(fs.chorale(), table)
    assert [(one.player, one.notes) for one in again.given] == [(one.player, one.notes) for one in shared_out.given]


def test_the_letters_sums():
    """The letter of the solution: the tune has eight, the bass five; a trumpet makes it twelve, or an alto seven."""
    level = EIGHT["C"]["dynamic"]

    def total(voice):
        names = [re.sub(r"\s*[+-]8$", "", name.strip()) for name in EIGHT["C"][voice].split(",")]
        return sum((units(name, level) for name in names), Fraction(0))

    assert (total("soprano"), total("bass"), total("alto"), units("trumpet", level)) == (8, 5, 3, 4)


def test_the_film_at_the_chorale():
    assert plan_read.frame_of(Fraction(0)) == 1004
    assert abs(plan_read.frame_of(Fraction(20)) - 1440) <= 1, "bar 6"
    assert plan_read.frame_of(Fraction(32)) == 1702
    spoken = [line for line in open_film("first-bloom").lines if line.start > 1004]
    assert [(line.who, line.start, line.end) for line in spoken] == [("MARA", 1248, 1296), ("JON", 1320, 1362)]
    assert plan_read.frame_of(Fraction(8)) < 1248 and plan_read.frame_of(Fraction(17)) > 1362, "bars 3 to 5"


# ---------------------------------------------------------------- the notebooks hold to what the checks know


class TestNotebooks(Notebooks):
    name, asking = "11_instrumentation", asking
    tried: ClassVar = {
        "phrases": FIRST, "printed": PRINTED, "how_many": MANY, "hands": HANDS, "shots": SHOTS, "plan": EIGHT,
        "six": {"f": {**LOUD, "oboe": "F4", "clarinet": "C5", "bassoon": "F4"}, "p": SOFT},
    }  # fmt: skip


def made_by(source, **names):
    made = {"fs": fs, **names}
    exec(source, made)
    return made


def test_the_exercise_shows_what_is_judged():
    text = "\n".join(cells(SOLUTION).values()).replace("♯", "#")
    for name, notes in reach.PHRASES.items():
        assert f"| {name} | {notes} |" in text, name
    assert f"`{pages.LINE}`" in text and f"`{pages.READ}`" in text
    assert f'pages = {{"horn": "{pages.HERS}"' in "\n".join(cells(LESSON).values())
    for name, row in sums.ROWS.items():
        under = f"{'two ' if len(row.chord) > 1 else 'a '}{row.under}{'s' if len(row.chord) > 1 else ''}"
        rest = f", {row.note} | {under}, {' and '.join(row.chord)} | {row.joins}s | *{row.level}*"
        assert re.search(rf"\| {name} \| {row.has}.*{re.escape(rest)}", text), name
    for word in hands.WORDS:
        assert f"`{word}`" in text, word
    for name in shots.SHOTS:
        assert f'`"{name}"`' in text


def test_quizzes_by_the_sums():
    """What each right option claims, and each wrong one."""

    def strong(level, tune, *chord):
        return all(units(tune, level) >= units(one, level) for one in chord)

    assert units("trumpet") / units("clarinet") == 4 and instrument("horn").written("D4") == "A4"
    assert units("oboe") < units("violins I") < units("horn") + units("flute") < units("trombone")
    assert not strong("f", "oboe", "horn", "horn") and strong("p", "flute", "trombone", "trombone")
    assert strong("f", "violins I", "clarinet", "clarinet") and strong("f", "flute", "clarinet")
    assert asking.lost_register(instrument("flute"), Pitch.read("D4"), "f").name == "low"
    assert asking.lost_register(instrument("oboe"), Pitch.read("Bb3"), "ppp") is not None
    assert asking.lost_register(instrument("clarinet"), Pitch.read("E3"), "pp") is None
    assert instrument("viola").reach("F#3") == "comfortable" and instrument("violin").reach("F#3").hard


# ---------------------------------------------------------------- what the lesson says is so


def sounding(name, bars):
    """Pitch, start and length of all that sounds in some bars of the chorale, by the flat count of beats."""
    from filmscore.music.orchestra.page import lines_of

    found = set()
    for line in lines_of(fs.chorale(name)):
        for note in line.notes:
            if 4 * (bars[0] - 1) <= note.start < 4 * bars[1]:
                found.add((note.midi, note.start))
    return found


def test_the_same_notes_other_people():
    assert sounding("strings", (5, 6)) == sounding("brass", (5, 6))


def test_more_people_on_the_hands():
    from filmscore.music.orchestra.page import lines_of

    for name in ("woodwinds", "orchestra"):
        lines = lines_of(fs.chorale(name))
        playing = [{x.name for x in lines for n in x.notes if n.start < b + 1 and n.end > b} for b in (11, 20)]
        assert len(playing[1]) > len(playing[0]), name


def test_it_is_loud_because_of_who_is_in_it():
    soft, loud = (balance(fs.chorale("orchestra"), at=(bar, 1)) for bar in (3, 6))
    assert soft.dynamic == "mp" and {w.units for w in soft.notes if w.units} <= {1, 2}
    most = [w.units for w in loud.notes if w.units]
    assert loud.dynamic == "f" and sum(6 <= one <= 8 for one in most) > len(most) / 2 and max(most) == 8


def test_two_players_meet_where_there_is_no_horn():
    made = orchestrate("Ebmaj7", ["flute", "oboe", "clarinet", "bassoon", "2 horns"], dynamic="f")
    by_note = {}
    for given in made.given:
        by_note.setdefault(given.notes[0][0], []).append(given.player)
    assert len(by_note) == 4
    for players in by_note.values():
        assert len(players) == 1 if any("horn" in one for one in players) else len(players) == 2
    assert max(by_note, key=lambda n: Pitch.read(n).midi).startswith("D")


def test_the_page_gets_two_remarks():
    made = made_by(cells(LESSON)["stand-page"].replace("fs.show(page)", ""))
    assert [remark.kind for remark in fs.playability(made["page"])] == ["breath", "drums"]


def test_the_copyists_two_horns():
    made = made_by(cells(LESSON)["copyist-watch"].partition("cues =")[0])
    wrong, right = (Motif(made[name]["horn"]) for name in ("first", "second"))
    assert [instrument("horn").sounding(note) for note in right.pitches] == list(wrong.pitches)


def test_the_lost_flutes_sums():
    made = made_by(cells(LESSON)["lost-sum"].replace("fs.balance", "told = fs.balance"))["told"]
    by_note = {weight.note: weight.units for weight in made.notes}
    assert by_note["E4"] == 1 and max(by_note.values()) == 4
    assert instrument("flute").register("E4").loud == "mf", "it has no fortissimo there"


def test_three_of_the_lessons_violin_notes():
    said = [str(instrument("violin").reach(note)) for note in ("F#3", "Bb6", "F#7")]
    assert said == ["out", "extreme", "extreme"]


def test_its_sketches_come_with_the_package(monkeypatch):
    """What the lesson plays is played already: nobody waits for an orchestra."""
    from films.lesson_sketches import sketches_of
    from filmscore.sound import fonts, sketches

    monkeypatch.delenv(fonts.VARIABLE, raising=False)
    laid = sketches_of("11")
    late = [name for name, _, one in laid if sketches.kept(one.perform(), one.film, one.start) is None]
    assert len(laid) == 13 and not late
