"""Lesson 09's checks: right answers of several kinds pass, each wrong one hears its own mistake and sees its own value.

Moves and labels are held against the algebra; what the lesson says of its players, studies and quizzes is held against
the music.
"""

import re
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lesson_answers import Answers, cells

import filmscore
from filmscore.course.answers import pack, plain, unpack
from filmscore.course.check import check, tasks
from filmscore.course.checks import wonder_and_dread as lesson
from filmscore.course.checks.wonder_and_dread import asking, labels, sheet, sounds, ten_bars, walk
from filmscore.music.harmony.bars import bars_of
from filmscore.music.harmony.conventions import CONVENTIONS, convention
from filmscore.music.harmony.moments import passage
from filmscore.music.harmony.pairs import mnx
from filmscore.music.harmony.triads import MOVES, Triad
from filmscore.music.pitch import Pitch
from filmscore.picture.film import open_film
from filmscore.sound.library import study
from filmscore.widgets.roll_read import read

LESSON = "lessons/09_wonder_and_dread.ipynb"
SOLUTION = "solutions/09_wonder_and_dread/09_wonder_and_dread.ipynb"

SEVEN = {
    "A": {"P": "Am", "L": "C#m", "R": "F#m", "S": "Bbm", "N": "Dm", "F": "Em", "H": "Fm"},
    "Fm": {"P": "F", "L": "Db", "R": "Ab", "S": "E", "N": "C", "F": "Bb", "H": "A"},
}
LABELS = {
    "Dm and G": "m5M M7m", "C and Ab": "M8M M4M", "E and Cm": "M8m m4M", "Bb and Em": "M6m m6M",
    "F#m and Cm": "m6m m6m", "Eb and Gm": "M4m m8M", "Am and G#": "m11M M1m",
}  # fmt: skip
SHEET = {"A": "right", "B": "M8M", "C": "m8m", "D": "right", "E": "Ab", "F": "right", "G": "no"}
BLOOM = {
    "home": "Dm", "other": "G", "first": "G", "change": 1104, "label": "m5M",
    "story": "The flower does what the night did not allow, and the room stays dark.",
    "reported": "wonder, a threshold crossed",
    "against": "Dm–G–Dm is the Dorian vamp of Oye como va: there it rocks, here it opens once",
}  # fmt: skip
SOUNDS = {"cluster": "E2 A4 Bb4 B4 C5", "octatonic": "E2 G4 B4 C#5 F5", "quartal": "E2 F#4 B4 E5"}
BARS = (
    "E2:4",
    "E2+B3:4",
    "E2+B3+F#4:3 E2+Bb3+G4:1",
    "E2+Bb3+G4+C#5:2 E2+Bb3+G#4+C#5:2",
    "E2+Bb3+G#4+D5:2 E2+B3+A4+D#5:2",
    "E2+B3+A4+Bb4+D#5:7/4 R:9/4",
    "R:4",
    "R:5/2 E2+A5+D#6:3/2",
    "E2+A5+D#6:4",
    "E2+A5+D#6:2 E2:1 R:1",
)
DREAD = {"key": "e", "pedal": 4, "most notes a bar": 6, "withheld": "Em", "stops on": 1416, "bars": list(BARS)}


def seven(**changed):
    """The fourteen right triads, some of them changed: `A_S="Bm"`."""
    rows = {start: dict(row) for start, row in SEVEN.items()}
    for name, value in changed.items():
        start, letter = name.split("_")
        rows[start][letter] = value
    return rows


def bloom(**changed):
    return {**BLOOM, **changed}


def dread(at=None, bars=BARS, **changed):
    """The ten bars, some of them or of the promises changed; a bar past the last is added."""
    row = list(bars)
    for place, text in (at or {}).items():
        row[place : place + 1] = [text]
    return {**DREAD, "bars": row, **{name.replace("_", " "): value for name, value in changed.items()}}


#: a pair without a report, one whose other end has one, and one with a caution
UNREPORTED = {"other": "C#m", "first": "Dm", "label": "m11m", "reported": "none",
              "against": "every voice slides down one semitone, as the petal falls"}  # fmt: skip
ONE_HARMONIC = ["E2+B5:4"] * 4 + ["E2+C6:4"] * 3 + ["E2+Bb5:4"] * 2 + ["E2+Bb5:3 R:1"]
FROM_BAR_3 = ["R:4", "R:4", "E2:4", "E2+B3:4", *["E2+C4:4"] * 2, "E2+B3:4", *["E2+D#4:4"] * 2, "E2:3 R:1"]
IN_D = ["D2:4", "D2+A3:4", "D2+G#3:4", "D2+C#5+G#3:4", "D2+Bb4+G#3:4", "D2:4", "R:4", "R:4", "D2+C#6:4", "D2+C#6:3 R:1"]
ALL_AT_ONCE = ["E2+B3+C4+A5+D#6:4"] * 9 + ["E2+B3+C4+A5:3 R:1"]

ACCEPT = {
    "09.1": [
        "Dm Bb Bbm Db",
        "Dm, B♭, B♭m, D♭",
        "Dm → Bb → A#m → C#",
        ["Dm", "Bb", "Bbm", "Db"],
        "D minor – B flat major – B flat minor – D flat major",
        "Bbm Db",
        list(Triad("Dm").steps("LPR")),
    ],
    "09.2": [
        SEVEN,
        seven(A_S="A#m", Fm_L="C#", Fm_F="A#"),
        {"A major": SEVEN["A"], "F minor": SEVEN["Fm"]},
        {start: {letter.lower(): value for letter, value in row.items()} for start, row in SEVEN.items()},
        {start: list(row.values()) for start, row in SEVEN.items()},
        {start: {letter: Triad(start).transform(letter) for letter in MOVES} for start in SEVEN},
    ],
    "09.3": [
        LABELS,
        {name: text.replace(" ", "/") for name, text in LABELS.items()},
        {name.replace(" and ", "–"): text.split() for name, text in LABELS.items()},
        {name: text for name, text in LABELS.items() if name != "Dm and G"},
        {name.replace("Ab", "A♭"): text for name, text in LABELS.items()},
    ],
    "09.4": [
        SHEET,
        {**SHEET, "A": "M8M", "D": "ok", "F": "Gbm"},
        {**SHEET, "F": "F#m", "E": "G#"},
        {**SHEET, "G": "M6M"},
        {**SHEET, "G": "The label is right, the sentence is not"},
        {name.lower(): value for name, value in SHEET.items()},
        {**SHEET, "B": "wrong, it should be M8M", "F": "right, but oddly spelled", "C": "no: m8m"},
        {**SHEET, "A": "M8M is right", "B": "M8M, she counted letters", "C": "it should be m8m"},
    ],
    "09.5": [
        BLOOM,
        bloom(first="Dm", change=1057),
        bloom(change="04:00:46:00"),
        bloom(change=1104.0),
        bloom(reported="Night at the Museum"),
        bloom(reported="wonder, not romance"),
        bloom(against="Dorian vamp"),
        bloom(against="ii-V"),
        bloom(against="Oye como va"),
        *(
            bloom(home="D", other="Ab", first="D", label="M6M", reported="outer space", against=text)
            for text in ("Dvorak New World Largo", "Dvořák's Largo", "♭II–V in minor")
        ),
        bloom(**UNREPORTED),
        bloom(other="D", first="Dm", label="m0M", reported="none", against="its third alone goes up, like the bud"),
        bloom(home="D", other="Gm", first="D", label="M5m", reported="romance", against="it is V to i, a plain close"),
        bloom(story="彼女は花が開くのを暗い部屋で見ている"),
    ],
    "09.6": [
        SOUNDS,
        {**SOUNDS, "cluster": ["E2", "B4", "C5", "C#5", "D5"]},
        {**SOUNDS, "cluster": "C5 B4 A4 G4 E2"},
        {**SOUNDS, "octatonic": "E2+F4+G4+Ab4+Bb4", "quartal": "E2, B2, E3, A3"},
        {**SOUNDS, "octatonic": "E2 F#4 G4 A4 Bb4", "quartal": "E2 Bb3 Eb4 Ab4"},
    ],
    "09.7": [
        DREAD,
        {**DREAD, "bars": " | ".join(BARS)},
        dread(stops_on="03:00:59:00"),
        dread(most_notes_a_bar=16),
        dread(bars=ONE_HARMONIC),
        dread(bars=FROM_BAR_3),
        dread(bars=IN_D, key="D minor", withheld="Dm"),
        dread(bars=[bar.replace("2", "4") for bar in ONE_HARMONIC]),
        dread(bars=ALL_AT_ONCE),
        dread(withheld="E"),
        dread(withheld="E minor", stops_on=1416.0),
    ],
}  # fmt: skip

#: task -> (answer, the misconception, what the words must hold of the student's own answer)
REJECT = {
    "09.1": [
        ("Dm F Fm Db", "a row read from right to left", "You wrote F after Dm"),
        ("Dm Bb Gm G", "a row read from right to left", "you went to Gm: that is R, and it holds B♭ and D"),
        ("Dm Bb Dm F", "the first move done again", "you went to Dm"),
        ("Dm Bb Ebm Gb", "P moved the root", "to E♭m"),
        ("Dm Bb B D", "the kind did not change", "to B, from major to major"),
        ("Dm Bb Db", "one triad for two moves", "comes D♭"),
        ("Dm Bb Bbm", "a move is left", "you are on B♭m"),
        ("Dm Bb Bbm Gm", "the move of a major triad on a minor one", "you went to Gm"),
        ("Dm Bb Bbm G", "the move of a major triad on a minor one", "you went to G[^m]"),
        ("Dm Bb Bbm Gb", "L for R", "G♭ is L of B♭m"),
        ("Dm Bb Bbm Dbm", "the kind did not change", "D♭m is minor"),
        ("Dm Bb Bbm Bb", "the same move again", "B♭: that is P again"),
        ("Dm Bb Bbm Ab", "another triad", "you went to A♭; they share no note"),
        ("Dm Bb Bbm Db Fm", "more moves than letters", "1 more is written"),
        ("Dm A", "hers changed", "A stands after Dm"),
        ("Bb Bbm Db", "hers changed", "begin with B♭"),
        ("Dm Bb Caug Db", "unusable", "Caug"),
        ("P R", "unusable", "'P'"),
    ],
    "09.2": [
        (seven(Fm_L="Am"), "the move of the other kind of triad", "13 of the 14.*you wrote Am.*from F major"),
        (seven(A_L="F"), "the move of the other kind of triad", "you wrote F.*from A minor"),
        (seven(Fm_H="Dbm"), "the move of the other kind of triad", "D♭m"),
        (seven(A_L="C#"), "the kind did not change", "you wrote C♯: from major to major"),
        (seven(A_S="Bb"), "the kind did not change", "you wrote B♭.*one move or three"),
        (seven(A_L="F#m", A_R="C#m"), "L and R exchanged", r"12 of the 14.*F♯m, which is R.*in 1 more place\."),
        (seven(A_N="Em", A_F="Dm"), "N and F exchanged", "Em, which is F"),
        (seven(A_S="C#m"), "one move of a row done", "C♯m: that is L alone"),
        (seven(Fm_H="F"), "one move of a row done", "F: that is P alone"),
        (seven(A_S="C#"), "stopped before the last move", "C♯: that is L P"),
        (seven(A_H="F#m"), "another move", "F♯m, which is R"),
        (seven(A_S="Bm"), "another triad", "Bm; it shares no note with A. S holds the third"),
        (seven(Fm_R="D"), "another triad", "D; it shares no note with Fm"),
        (seven(A_P="A"), "nothing moved", "you wrote A, where"),
        (seven(A_P="a"), "a small letter for minor", "you wrote 'a'"),
        (seven(A_N="d"), "a small letter for minor", "you wrote 'd'"),
        (seven(A_R=""), "not all written", "R of A"),
        (seven(A_R="Caug"), "unusable", "R of A.*Caug"),
        (seven(A_R=3), "unusable", "R of A.*3"),
        ({"A": SEVEN["A"]}, "unusable", "Fm"),
        ({**SEVEN, "B": {}}, "unusable", "'B'"),
        ({"A": {"X": "Am"}, "Fm": {}}, "unusable", "'X'"),
        ("Am C#m", "unusable", "Am C#m"),
    ],
    "09.3": [
        ({**LABELS, "E and Cm": "M6m m4M"}, "letters counted for semitones", "M6m.*6 letters, E F G A B C"),
        ({**LABELS, "F#m and Cm": "m5m m6m"}, "letters counted for semitones", "m5m.*F G A B C"),
        ({**LABELS, "C and Ab": "M6M M5M"}, "letters counted for semitones", "5 of the six.*M6M"),
        ({**LABELS, "Am and G#": "m7M M2m"}, "letters counted for semitones", "m7M.*A B C D E F G"),
        ({**LABELS, "E and Cm": "M5m m7M"}, "letter steps counted for semitones", "M5m.*5 steps"),
        ({**LABELS, "E and Cm": "M4m m8M"}, "counted downward", "M4m.*way down from E to C"),
        ({**LABELS, "C and Ab": "M4M M8M"}, "counted downward", "M4M first"),
        ({**LABELS, "E and Cm": "M9m m5M"}, "counted the root itself", "M9m"),
        ({**LABELS, "Am and G#": "m13M M1m"}, "more than an octave", "m13M"),
        ({**LABELS, "Eb and Gm": "M7m m8M"}, "miscounted", "M7m.*0 on E♭"),
        ({**LABELS, "E and Cm": "m4M M8m"}, "the two labels exchanged", "m4M first and M8m second"),
        ({**LABELS, "E and Cm": "M8m m8M"}, "the same number from both ends", "8 from both ends"),
        ({**LABELS, "E and Cm": "M8m M4m"}, "kinds not exchanged", "M4m, begins with a capital"),
        ({**LABELS, "E and Cm": "M8M m4M"}, "a kind lost", "M8M.*two major"),
        ({**LABELS, "E and Cm": "m8M m4M"}, "kinds in the wrong place", "m8M"),
        ({**LABELS, "F#m and Cm": "m6m m5m"}, "miscounted", "from Cm: you wrote m5m"),
        ({**LABELS, "E and Cm": "M8m"}, "one end only", "one label"),
        ({**LABELS, "Eb and Gm": ""}, "not all written", "E♭ and Gm"),
        ({**LABELS, "Eb and Gm": "maj4min"}, "unusable", "maj4min"),
        ({**LABELS, "Eb and Gm": 7}, "unusable", "E♭ and Gm: 7"),
        ({**LABELS, "Ab and C": "M4M M8M"}, "unusable", "Ab and C"),
        ("M8M", "unusable", "M8M"),
    ],
    "09.4": [
        ({**SHEET, "F": "Gb"}, "a fault that is none", "changed it to G♭, which shares B♭"),
        ({**SHEET, "F": "wrong"}, "a fault without its cure", "G♭m is wrong"),
        ({**SHEET, "D": "m7M"}, "the order of time mended into home", "m7M.*told from Gm"),
        ({**SHEET, "D": "M4m"}, "letters counted for semitones", "you wrote M4m"),
        ({**SHEET, "B": "right"}, "letters counted for semitones", "you let M5M stand.*A B C D E"),
        ({**SHEET, "B": "M4M"}, "letter steps counted for semitones", "M4M"),
        ({**SHEET, "C": "right"}, "counted downward", "you let m4m stand"),
        ({**SHEET, "C": "M8m"}, "a kind lost", "M8m"),
        ({**SHEET, "E": "right"}, "a row read from right to left", "you and she have E"),
        ({**SHEET, "E": "E"}, "a row read from right to left", "you and she have E"),
        ({**SHEET, "E": "Cm"}, "one move of a row done", "Cm is P alone"),
        ({**SHEET, "E": "Fm"}, "another triad", "you wrote Fm"),
        ({**SHEET, "G": "right"}, "a pair means", "you let it stand"),
        ({**SHEET, "G": "M6M is right"}, "a pair means", "you let it stand"),
        ({**SHEET, "G": "right, there is nothing wrong"}, "a pair means", "you let it stand"),
        ({**SHEET, "G": "not wrong"}, "a pair means", "you let it stand"),
        ({**SHEET, "G": "I see no mistake here"}, "a pair means", "you let it stand"),
        ({**SHEET, "G": "no doubt she is right"}, "a pair means", "you let it stand"),
        ({**SHEET, "G": "M5M"}, "the sentence denied by another label", "M5M"),
        ({**SHEET, "A": "M9M"}, "counted the root itself", "M9M"),
        ({**SHEET, "A": "M4M"}, "counted downward", "M4M"),
        ({**SHEET, "B": "M8M M4M"}, "two labels for one", "2 labels"),
        ({"A": "right"}, "unsorted", "B, C, D, E, F and G"),
        ({**SHEET, "G": "Dvorak"}, "unusable", "Dvorak"),
        ({**SHEET, "H": "right"}, "unusable", "'H'"),
        ({**SHEET, "B": 8}, "unusable", "B: .*8"),
        ("right", "unusable", "'right'"),
    ],
    "09.5": [
        (bloom(label="M7m"), "the order of time for the order of home", "M7m is told from G"),
        (bloom(label="M7m", first="Dm"), "told from the wrong end", "M7m is told from G"),
        (bloom(label="m4M"), "letters counted for semitones", "m4M.*D E F G"),
        (bloom(label="m7M"), "counted downward", "m7M"),
        (bloom(label="M5m"), "kinds in the wrong place", "M5m"),
        (bloom(label=""), "no label", "from Dm"),
        (bloom(first="C"), "a third triad", "“first” is C"),
        (bloom(other="D minor"), "one triad twice", "Dm"),
        (bloom(change=1056), "both chords at once", "1056"),
        (bloom(change=1152), "outside the four beats", "You change on 1152.*Mara"),
        (bloom(change=1000), "outside the four beats", "1000: that is before"),
        (bloom(change="later"), "unusable", "later"),
        (bloom(change="1104"), "unusable", "'1104': write the frame without quotation marks"),
        (bloom(story="wonder"), "a pair means", "Your story is “wonder”"),
        (bloom(story="m5M means wonder, so the flower opens in wonder"), "a pair means", "m5M means wonder"),
        (bloom(story="The flower opens slowly"), "a story too short to tell", "4 words"),
        (bloom(story="it sounds good and adds emotion to the scene"), "no story: any-film", "sounds good"),
        (bloom(story=5), "unusable", "“story”.*5"),
        (bloom(reported="none"), "no report looked up", "“none”; of m5M"),
        (bloom(reported=""), "no report looked up", "empty"),
        (bloom(reported="royalty"), "a convention invented", "“royalty” for m5M"),
        (bloom(**{**UNREPORTED, "reported": "royalty"}), "a convention invented", "“royalty” for m11m"),
        (bloom(**{**UNREPORTED, "against": ""}), "nothing against: none", "m11m"),
        (
            bloom(home="F#m", other="D", first="D", label="m8M", reported="loss, a sorrow"),
            "the convention of the other end",
            "“loss, a sorrow”; that is reported of M4m, with D as home. You said that F♯m is",
        ),
        (bloom(against=""), "a convention without its counter-example", "against it nothing"),
        (bloom(against=BLOOM["reported"]), "a convention without its counter-example", "the same words"),
        (bloom(against="only a habit"), "nothing against: too short", "“only a habit”"),
        (bloom(against="the sky is blue and cats are nice animals"), "nothing against: no music in it", "the sky is"),
        (bloom(reported="not wonder"), "a report denied", "“not wonder”; of m5M “wonder, a threshold crossed”"),
        (bloom(reported="It isn't really wonder"), "a report denied", "“It isn't really wonder”"),
        (bloom(home="Caug"), "unusable", "“home”.*Caug"),
        (bloom(home=""), "unusable", "“home”"),
        ({"home": "Dm"}, "unusable", "“other”"),
        ("Dm G", "unusable", "Dm G"),
    ],
    "09.6": [
        ({**SOUNDS, "cluster": "E2 A4 C5 C#5 D5"}, "a hole in the cluster", "from A4 to C5 there are 3"),
        ({**SOUNDS, "cluster": "E2 B3 C5 C#6 D4"}, "a cluster scattered over octaves", "B3 · D4 · C5 · C♯6.*26"),
        ({**SOUNDS, "cluster": "E2 A4 Bb4 B4"}, "another number of notes", "A4 · B♭4 · B4"),
        ({**SOUNDS, "cluster": "E2 A4 A4 B4 C5"}, "one note twice", "A4 stands twice"),
        ({**SOUNDS, "cluster": "A4 Bb4 B4 C5"}, "the E is not below", "lowest note is A4"),
        ({**SOUNDS, "octatonic": "E2 G4 Bb4 C#5 E5"}, "a diminished seventh", "E G B♭ C♯"),
        ({**SOUNDS, "octatonic": "E2 F4 G#4 B4 D5"}, "a diminished seventh", "F G♯ B D"),
        ({**SOUNDS, "octatonic": "E2 F#4 G#4 A#4 C5"}, "whole tones for octatonic", "E F♯ G♯ A♯ C"),
        ({**SOUNDS, "octatonic": "E2 A4 Bb4 B4 C5"}, "another scale", "E A B♭ B C"),
        ({**SOUNDS, "octatonic": "E2 G4 B4 E5"}, "another number of notes", "G B: 2 different notes, and an octave"),
        ({**SOUNDS, "octatonic": "E2 G4 Bb4 D5"}, "another number of notes", "G B♭ D: 3 different"),
        ({**SOUNDS, "octatonic": "E2 F3 G4 Bb4 D5"}, "copied from the lesson", "F3 · G4 · B♭4 · D5"),
        ({**SOUNDS, "quartal": "E2 A3 D4 G4"}, "copied from the lesson", "A3 · D4 · G4"),
        ({**SOUNDS, "quartal": "E2 F4 B4 E5"}, "an augmented fourth in the pile", "F4 to B4 there are 6"),
        ({**SOUNDS, "quartal": "E2 A4 E5 B5"}, "fifths for fourths", "A4 to E5 there are 7"),
        ({**SOUNDS, "quartal": "E2 A4 C5 E5"}, "thirds for fourths", "A4 to C5"),
        ({**SOUNDS, "quartal": "E2 A4 D6 G6"}, "no fourth", "A4 to D6 there are 17"),
        ({**SOUNDS, "quartal": "E2 A4 D5"}, "another number of notes", "A4 · D5"),
        ({**SOUNDS, "quartal": ""}, "not all written", "quartal"),
        ({**SOUNDS, "quartal": "E2 A D G"}, "unusable", "quartal.*'A'"),
        ({**SOUNDS, "quartal": 3}, "unusable", "quartal.*3"),
        ({"cluster": "E2"}, "unusable", "octatonic"),
        ("E2 A4", "unusable", "E2 A4"),
    ],
    "09.7": [
        (
            dread({0: "E2:5/2 E2+F5+Gb5:1 E2:1/2", 10: "F5+Gb5:1 R:3"}),
            "the shock spent twice",
            r"F5\+G♭5 begin on 1440, and F5\+G♭5 begin with the gull",
        ),
        (dread({0: "E2:5/2 E2+F5+Gb5:1 E2:1/2"}), "an accent on the gull", r"On 540, with the gull, F5\+G♭5 begin"),
        (dread({0: "E2:11/4 E2+F5:5/4"}), "an accent on the gull", "On 546, 6 frames from the gull, F5 begins"),
        (dread({10: "F5+Gb5:1 R:3"}), "an accent on the lamp", r"F5\+G♭5 begin on 1440"),
        (dread({9: "E2+A5+D#6:4", 10: "E2+A5:1 R:3"}), "plays on through the lamp", r"E2\+A5 still sound"),
        (dread({9: "E2+A5+D#6:4"}), "cut off on the lamp", "ends on 1440"),
        (dread({9: "E2+A5+D#6:15/4 R:1/4"}), "too late for a silence", "ends on 1434: 6 frames"),
        (dread({10: "R:4"}), "a bar for the lamp", "Bar 11"),
        (dread(bars=BARS[:9]), "too few bars", "9 bars, which reach to 1344"),
        (
            dread({4: "E2+Bb3+G#4+D5:2 E2+B3+A4+D#5:1 E2+B3+G4+E5:1"}),
            "the withheld chord arrives",
            "You withhold Em, and bar 5 has it on frame 936, for 1 beat[.]",
        ),
        (
            dread({4: "E2+Bb3+G#4+D5:2 E2+B3+G4+F#5:2"}),
            "the withheld chord arrives",
            "You withhold Em, and bar 5 has it on frame 912",
        ),
        (dread({2: "E2+G3:3 E2+Bb3+G4:1"}), "the withheld chord arrives", "bar 3 has it"),
        (dread(withheld="Bbmaj7"), "nobody waits for it", "You withhold B♭maj7, in E minor"),
        (dread(most_notes_a_bar=1000), "a promise that promises nothing", "You declare 1000 notes"),
        (dread({4: "E2+B3+A4+D#5:2 E2+B3+G#4+E5:2"}), "a cadence", r"frame 912: E2\+B3\+A4\+D♯5 goes to"),
        (dread({4: "E2+Bb3+G#4+D5:2 E2+B3+A4+D#5:1 E2+B3+G#4+E5:1"}), "a cadence", "Bar 5, frame 936"),
        (dread({4: "E2+Bb3+G#4+D5:2 E2+B3+A4+D#5:3/2 E2+B3+E5:1/2"}), "a cadence", r"goes to E2\+B3\+E5"),
        (dread(bars=["E2:4"] * 9 + ["E2:3 R:1"]), "one note is no pedal", "E2 stays for 9.8 bars"),
        (
            dread({2: "D2+B3+F#4:3 E2+Bb3+G4:1"}),
            "the pedal leaves",
            r"a pedal of 4 bars; E2 stays for 2.7 bars",
        ),
        (dread(pedal=8), "the pedal leaves", "a pedal of 8 bars; E2 stays for 5.4"),
        (dread(bars=["D2:4", "D2+A3:4", "E2+B3:4", *BARS[3:]], pedal=5), "the pedal leaves", "E2 stays"),
        (dread(pedal=2), "a pedal too short to be one", "2 bars"),
        (dread(most_notes_a_bar=3), "denser than declared", "Bar 5: 4 notes begin, and you declared 3"),
        (dread(stops_on=1392), "stops on another frame than said", "stops on 1392.*ends on 1416"),
        (dread({2: "E2+B3:3 E2+Bb3:2"}), "unusable", r"Bar 3 has 5 beats \(3 \+ 2\)"),
        (dread({1: "E2+H3:4"}), "unusable", "Bar 2.*H3"),
        (dread(key="h"), "unusable", "'h'"),
        (dread(withheld="Xm"), "unusable", "Xm"),
        (dread(withheld=3), "unusable", "“withheld”.*3"),
        (dread(pedal="four"), "unusable", "four"),
        (dread(stops_on="late"), "unusable", "late"),
        ({"key": "e"}, "unusable", "“bars”"),
        (list(BARS), "unusable", "E2:4"),
    ],
}  # fmt: skip


class TestAnswers(Answers):
    accept, reject = ACCEPT, REJECT


@pytest.mark.parametrize(
    ("task", "odd"),
    [
        ("09.2", {"A": 5, "Fm": []}), ("09.2", {"A": {"P": {}}, "Fm": {"P": None, "L": [1]}}),
        ("09.3", {"C and Ab": [[1]]}), ("09.3", {"C and Ab": object()}), ("09.4", {"A": ["right"]}),
        ("09.4", {"B": None, "C": b"m8m"}), ("09.5", dict.fromkeys(BLOOM, 7)), ("09.5", bloom(change=float("nan"))),
        ("09.6", dict.fromkeys(SOUNDS, ["E2"] * 9000)), ("09.6", {**SOUNDS, "cluster": [None]}),
        ("09.7", dict.fromkeys(DREAD, 3)), ("09.7", {**DREAD, "bars": [3] * 10}), ("09.7", dread(pedal=float("inf"))),
        ("09.7", {**DREAD, "bars": ["E2:1/100 F2:1/100 " * 20] * 10}),
        ("09.7", {**DREAD, "bars": ["E2:1/8 F2:1/8 " * 16] * 10}), ("09.7", {**DREAD, "bars": ["R:4"] * 10}),
    ],
)  # fmt: skip
def test_broken_forms_meet_words(task, odd):
    TestAnswers().test_bad_input_of_any_kind_meets_words(task, odd)


def test_points():
    assert {task.id: task.worth for task in lesson.TASKS} == {
        "09.1": 1, "09.2": 4, "09.3": 4, "09.4": 3, "09.5": 4, "09.6": 3, "09.7": 5}  # fmt: skip
    assert set(ACCEPT) == set(REJECT) == {task for task in tasks() if task.startswith("09.")}


def test_a_template_is_no_attempt():
    templates = {
        "09.1": walk.GIVEN,
        "09.2": {"A": {**dict.fromkeys(MOVES, ""), "P": "Am"}, "Fm": dict.fromkeys(MOVES, "")},
        "09.3": {**dict.fromkeys(LABELS, ""), "Dm and G": "m5M M7m"},
        "09.4": dict.fromkeys(SHEET, ""),
        "09.5": dict.fromkeys(BLOOM, ""),
        "09.6": dict.fromkeys(SOUNDS, "…"),
        "09.7": {**dict.fromkeys(DREAD, ""), "bars": [""] * 10},
    }
    assert {task: check(task, answer).status for task, answer in templates.items()} == dict.fromkeys(
        templates, "not-attempted"
    )


# ---------------------------------------------------------------- what the checks hold to be right


def test_moves_agree_with_the_algebra_and_with_common_notes():
    """Every one of the 14 by the row of moves, and by the notes it has to hold."""
    holds = {"P": 2, "L": 2, "R": 2, "S": 1, "N": 1, "F": 1, "H": 0}
    for start, row in SEVEN.items():
        for letter, name in row.items():
            assert Triad(start).transform(letter) == Triad(name)
            assert len(Triad(start).common(name)) == holds[letter]
            assert Triad(name).transform(letter) == Triad(start), "each undoes itself"


def test_a_row_read_from_its_end_is_no_mistake_here():
    """S, N, F and H are the same from both ends, so the task cannot ask about the order of their rows."""
    for start in SEVEN:
        for row in ("LPR", "RLP", "LRP", "PLP"):
            assert Triad(start).transform(row) == Triad(start).transform(row[::-1])


@given(st.sampled_from(sorted(MOVES)), st.sampled_from(["A", "Fm"]), st.sampled_from(Triad("C").cycle("LR")))
@settings(max_examples=50, deadline=None)
def test_any_triad_gets_words(letter, start, yours):
    """A wrong triad never passes and never goes without its own words."""
    verdict = check("09.2", seven(**{f"{start}_{letter}": yours.name}))
    assert (verdict.status == "passed") == (yours == Triad(start).transform(letter))
    assert verdict.status == "passed" or (
        verdict.misconception not in ("", "unusable", "unreadable") and f"wrote {yours.name}" in verdict.message
    )


@given(st.sampled_from(labels.PAIRS[1:]), st.sampled_from("Mm"), st.integers(0, 11), st.sampled_from("Mm"))
@settings(max_examples=50, deadline=None)
def test_any_label_gets_words(pair, first, number, second):
    name, right = " and ".join(pair), mnx(tonic=pair[0], other=pair[1])
    yours = f"{first}{number}{second}"
    verdict = check("09.3", {**LABELS, name: f"{yours} {right.reversed.label}"})
    assert (verdict.status == "passed") == (yours == right.label)
    assert verdict.status == "passed" or yours in verdict.message or f" {number} from both" in verdict.message


def test_labels_agree_with_the_algebra():
    for home, other in labels.PAIRS:
        pair = mnx(tonic=home, other=other)
        assert LABELS[f"{home} and {other}"] == f"{pair.label} {pair.reversed.label}"


def test_each_slip_is_its_own_number():
    """In no pair do two slips lead to one number, or a slip to the right one; so each can be told from the others."""
    for home, other in labels.PAIRS[1:]:
        one, two = Triad(home), Triad(other)
        right = (two.root - one.root) % 12
        letters = (two.key.letter - one.key.letter) % 7 + 1
        slips = [letters, letters - 1, right + 1] + ([12 - right] if right != 6 else [])
        assert len({right, *slips}) == len(slips) + 1, (home, other)


def test_the_sheet():
    for row in sheet.LABELS.values():
        by = {"first": row.one, "second": row.other} if "time" in row.told else {"tonic": row.one, "other": row.other}
        assert mnx(**by).label == row.right
    for row in sheet.TRIADS.values():
        assert Triad(row.one).transform(row.other) == Triad(row.right)
    rows = {**sheet.LABELS, **sheet.TRIADS}
    assert [name for name, row in rows.items() if row.right == row.writes] == ["A", "D", "F"]
    assert mnx(tonic="D", other="G#").label == "M6M"


def test_spelling_is_spoken_of():
    assert "beside A, A♯m is easier to read: its C♯ stays" in check("09.2", SEVEN).message
    assert "sound alike" not in check("09.2", seven(A_S="A#m")).message
    assert "you wrote F♯m, which is easier to read" in check("09.4", {**SHEET, "F": "F#m"}).message


def test_a_convention_is_cited_by_any_of_its_words():
    """Every row of the table passes with its own report and counter-example, whichever triads are chosen."""
    for row in CONVENTIONS:
        home, other = row.pair.one.name, row.pair.other.name
        given = bloom(home=home, other=other, first=home, label=row.label, reported=row.reported, against=row.counter)
        verdict = check("09.5", given)
        assert verdict.status == "passed", (row.label, verdict)
        assert bool(row.caution) == ("Did you mean it?" in verdict.message)
        assert check("09.5", {**given, "against": ""}).misconception == "a convention without its counter-example"


def test_octatonic_scales():
    for scale in sounds.SCALES:
        row = sorted(scale)
        assert {b - a for a, b in pairwise([*row, row[0] + 12])} == {1, 2} and len(row) == 8
    assert len(set(sounds.SCALES)) == 3


def test_ten_bars_fit_the_film():
    film = open_film("the-log")
    frames = {event.frame for event in film.events} | {shot.start for shot in film.shots}
    assert {ten_bars.GULL, 742, 912, 1003, 1211, ten_bars.LAMP} <= frames
    assert ten_bars.START + ten_bars.BARS * ten_bars.BAR * ten_bars.BEAT == ten_bars.LAMP


def test_one_question_behind_a_pass():
    for answer in (DREAD, dread(bars=ONE_HARMONIC), dread(bars=ALL_AT_ONCE), dread(bars=FROM_BAR_3)):
        verdict = check("09.7", answer)
        assert verdict.status == "passed" and verdict.message.count("?") <= 1, verdict


def test_the_black_is_asked_about():
    assert "E2 goes on in the black" in check("09.7", dread(bars=ONE_HARMONIC)).message
    assert "goes on in the black" not in check("09.7", DREAD).message
    assert "All your voices are there at 480" in check("09.7", dread(bars=ALL_AT_ONCE)).message


@given(st.lists(st.sampled_from(["E2", "B3", "D#5", "G4", "E5", "A4", "C5"]), min_size=1, max_size=4, unique=True))
@settings(max_examples=30, deadline=None)
def test_no_moment_escapes(notes):
    """For a half-beat in bar 5, over E: E minor is found, with more notes or with its third alone; nothing else is."""
    chord = "+".join(dict.fromkeys(["E2", *notes]))
    verdict = check("09.7", dread({4: f"E2+Bb3+G#4+D5:2 {chord}:1/2 E2+Bb3+A4+C5:3/2"}, most_notes_a_bar=16))
    names = {name.rstrip("0123456789") for name in chord.split("+")}
    is_em = names >= {"E", "G", "B"} or names == {"E", "G"}
    assert (verdict.misconception == "the withheld chord arrives") == is_em, verdict


def test_a_triad_travels_to_a_grader():
    answer = {"P": Triad("F#m")}
    assert unpack(pack(plain(answer)[0]))["P"].name == "F♯m"


def test_beats_and_frames():
    plan = ten_bars.plan_of(DREAD)
    assert (plan.frame(Fraction(5, 2)), plan.frame(Fraction(11, 4)), plan.frame(Fraction(1, 32))) == (540, 546, 480.8)
    assert plan.begun() == {1: 1, 2: 1, 3: 3, 4: 2, 5: 4, 6: 1, 7: 0, 8: 3, 9: 0, 10: 0}


# ---------------------------------------------------------------- the notebooks hold to what the checks know


def in_bars(source):
    """The bars that a cell writes out."""
    return bars_of(re.search(r'bars_of\("([^"]+)"\)', source)[1])


def led(source, **names):
    """What `fs.lead` makes in the last such call of a cell, of names that stand in it or above."""
    return eval(re.findall(r"fs\.lead\((?:[^()]|\([^()]*\))*\)", source)[-1], {"fs": filmscore, **names})


STRINGS = ["violin I", "violin II", "viola", "cello"]


def test_every_section_named_is_there():
    headings = set(re.findall(r"^#+ (.+)$", "\n".join(cells(LESSON).values()), re.M))
    for name in ("STAYS", "ROWS", "NAMES", "SAYS", "SHOCK", "SOUNDS", "DREAD"):
        assert getattr(asking, name) in headings, name


def test_the_exercise_shows_what_is_judged():
    text = "\n".join(cells(SOLUTION).values())
    for name, row in {**sheet.LABELS, **sheet.TRIADS}.items():
        assert re.search(rf"\| {name} \| .*\| {row.writes.replace('Gbm', 'G♭m')} \|", text), name
    for home, other in labels.PAIRS[1:]:
        assert f'"{home} and {other}": ""' in text
    for frame in (ten_bars.GULL, ten_bars.LAMP, 1056, 1057, 1151):
        assert str(frame) in text
    assert f'my_walk = "{walk.GIVEN}"' in "\n".join(cells(LESSON).values())


def test_the_solutions_are_the_ones_tried_here():
    book = cells(SOLUTION)
    for name, answer in (
        ("labels", LABELS), ("mended", SHEET), ("bloom", BLOOM), ("sounds", SOUNDS), ("dread", DREAD),
    ):  # fmt: skip
        made = {}
        exec(book[name], made)
        assert made[name] == answer, name


def test_every_form_to_be_copied_is_python():
    """A learner copies it before anything else; with its places empty it is no attempt, and never an error."""
    forms = re.findall(r"```python\n(\w+) = (.*?)```", "\n".join(cells(SOLUTION).values()), re.S)
    assert {name for name, _ in forms} >= {"moves", "labels", "mended", "bloom", "sounds", "dread"}
    made = {name: eval(text) for name, text in forms}
    assert len(made["dread"]["bars"]) == ten_bars.BARS and made["bloom"]["change"] == 1104
    unwritten = check("09.7", made["dread"])
    assert unwritten.status != "passed" and "bar" in unwritten.message.lower()


def test_quizzes_by_the_algebra():
    """What each right option claims."""
    assert Triad("Gm").transform("L") == Triad("Eb") and Triad("Eb").transform("PR") == Triad("Gb")
    assert mnx(tonic="Ab", other="E").label == "M8M" and mnx(tonic="E", other="Cm").label == "M8m"
    (scale,) = (scale for scale in sounds.SCALES if {4, 5, 7, 8, 10, 11, 1, 2} == scale)
    assert {*Triad("E").pitch_classes, *Triad("Bb").pitch_classes} <= scale and {4, 7, 10, 2} <= scale
    assert not {4, 9, 2, 7} <= scale and not {4, 5, 6, 7} <= scale and 0 not in scale


# ---------------------------------------------------------------- what the lesson says is so


def test_the_terms():
    book = cells(LESSON)
    for letter, on_c, on_d in re.findall(r"\| \*\*([PLR])\*\*.*\| (\S+) \| (\S+) \|$", book["held-after"], re.M):
        assert (Triad("C").transform(letter), Triad("Dm").transform(letter)) == (Triad(on_c), Triad(on_d))
    rows = re.findall(r"\| \*\*([SNFH])\*\*, .*? \| ([PLR ]+) \| (\S+) \|", book["compound-after"], re.M)
    assert len(rows) == 4
    for letter, row, on_d in rows:
        assert Triad("D").transform(letter) == Triad("D").transform(row) == Triad(on_d)
    assert Triad("Dm").transform("F") == Triad("G")


def test_one_note_of_four():
    first, second = (led(f"fs.lead({chords}, **open_on)", open_on=OPEN_ON) for chords in ('"Dm Gm"', '"Dm G"'))
    assert first.at(0) == second.at(0)
    assert [(a, b) for a, b in zip(first.at(1), second.at(1), strict=True) if a != b] == [("B♭4", "B4")]


def test_the_bloom_is_played_so():
    source = cells(LESSON)["bloom-two"]
    made = {"fs": filmscore}
    exec(source.split("two = {")[0], made)
    assert made["open_on"] == OPEN_ON and 'lead("Dm Gm"' in source and 'lead("Dm G"' in source


OPEN_ON = {"voices": STRINGS, "start": "D3 D4 A4 F5", "beats": 2}


@pytest.mark.parametrize(
    ("cell", "moves"),
    [("held-a", "P"), ("held-b", "L"), ("held-c", "R"), ("order-a", "PL"), ("order-b", "LP"), ("pole", "HH")],
)
def test_what_stays_is_held(cell, moves):
    """Each player goes by the moves the text names; what two triads share begins once, and nothing else does."""
    start = Triad("D" if len(moves) == 2 else "Dm")
    way = start.steps(moves)
    made = in_bars(cells(LESSON)[cell])
    heard = [{pitch.midi % 12 for pitch in moment.pitches} for moment in made.moments]
    assert heard == [set(triad.pitch_classes) for triad in way]
    for (before, now), moment in zip(pairwise(way), made.moments[1:], strict=True):
        assert moment.begun == 3 - len(before.common(now))
    assert all(abs(a - b) <= 2 for one, two in pairwise(made.moments) for a, b in zip(
        sorted(p.midi for p in one.pitches), sorted(p.midi for p in two.pitches), strict=True))  # fmt: skip


def test_a_held_note_is_struck_once_in_the_player():
    roll = read(in_bars(cells(LESSON)["pole"]), 60, "strings")
    assert [n.name for n in roll.notes if n.beat == 2] == ["D♭4", "F4", "B♭4"]
    assert all(n.beat + n.beats <= 2 for n in roll.notes if n.beat == 0), "nothing rings into the next chord"
    held = read(in_bars(cells(LESSON)["held-b"]), 60, "strings").notes
    assert [(n.name, n.beat) for n in held] == [("D4", 0), ("F4", 0), ("A4", 0), ("B♭4", 2)]
    assert [n.beats > 3.5 for n in held] == [True, True, False, False]


def test_the_map_is_not_the_hand():
    far, near = Triad("D").paths("Ab"), Triad("D").paths("Eb")
    assert (len(far), {len(way) for way in far}, Triad("D").common("Ab"), Triad("D").distance("Ab")) == (2, {4}, (), 6)
    assert {len(way) for way in near} == {4} and Triad("D").distance("Eb") == 3


def test_two_ends_of_one_pair():
    book = cells(LESSON)
    one, two = (led(book[cell], strings=STRINGS, beats=[2, 2, 2, 2, 4]) for cell in ("rock-a", "rock-b"))
    assert one.at(0) == two.at(1) and one.at(1) == two.at(0) and one.at(4) == one.at(0) and two.at(4) == two.at(0)
    short, long = (led(book[cell], strings=STRINGS) for cell in ("exotic-a", "exotic-b"))
    assert long.answer[:5] == short.answer and len(long) == 6
    assert all(not voicing.remarks for voicing in (one, two, short, long))


def test_two_chords_on_two_films():
    """One voicing, the same speed; in the second film there is a market."""
    book = cells(LESSON)
    assert book["space-a"].count("far") == 2 and "sketch(far" in book["space-b"]
    assert mnx(tonic="D", other="Ab").label == "M6M" and convention("M6M").reported == "outer space"
    assert open_film("last-parcel").shots[0].start == open_film("first-bloom").shots[0].start == 0


def test_the_shock_falls_on_the_gull_and_on_the_lamp():
    source = cells(LESSON)["shock-two"]
    both, once = (
        eval(call, {"fs": filmscore}) for call in re.findall(r'fs\.sketch\("E2.*?played_by="piano"\)', source)
    )
    assert (both.attacks, once.attacks) == ((540, 1440), (1440,))
    assert "coin" in cells(LESSON)["shock"], "what is seen second is known: the order is not the same for everybody"


@pytest.fixture(scope="module")
def wonder():
    return passage(study("wonder"))


def frames_of(music, start=480):
    return [(start + 24 * n.start, start + 24 * (n.start + n.beats), n) for n in music.notes]


def test_wonder_keeps_its_d(wonder):
    """G major once before the bloom, on 840; on 936 only D; through the bloom horn and violas have D4."""
    notes = frames_of(wonder)
    triads = [(480 + 24 * m.start, {p.midi % 12 for p in m.pitches}) for m in wonder.moments if m.pitches]
    bright = [float(frame) for frame, sound in triads if 11 in sound and frame < 1056]
    assert bright and {frame // 24 for frame in bright} == {840 // 24}
    assert {n.pitch.letter for start, end, n in notes if start <= 984 < end} == {"D"}
    for player in ("Horn", "Viola"):
        mine = [n.pitch.name for start, end, n in notes if n.part.startswith(player) and start < 1200 and end > 1056]
        assert mine == ["D4"], player
    line = next(line for line in open_film("first-bloom").lines if line.start >= 1152)
    assert line.start - max(end for _, end, _ in notes) == 12, "half a second before she speaks"


def test_dread_says_nothing_on_the_gull_and_on_the_lamp():
    notes = frames_of(passage(study("dread")))
    assert min(abs(start - ten_bars.GULL) for start, _, _ in notes) > ten_bars.NEAR
    assert max(end for _, end, _ in notes) == 1416 <= ten_bars.LAMP - ten_bars.QUIET
    assert len({n.part for start, _, n in notes if start == 744}) == 2
    assert not [n for start, end, n in notes if start < 1211 and end > 1003]


def test_dread_keeps_what_it_declares():
    call = cells(LESSON)["dread-check"]
    assert eval(call, {"fs": filmscore, "dread": study("dread")}).kept


def test_the_terms_of_sounds():
    book = cells(LESSON)
    made = {
        name: re.findall(r'"([A-G][b#]?\d)"', book[cell])
        for name, cell in (("cluster", "cluster"), ("octatonic", "octatonic"), ("quartal", "quartal"))
    }
    for name, notes in made.items():
        assert {Pitch.read(note).midi % 12 for note in notes[1:]} == sounds.OF_THE_LESSON[name]
        if name != "cluster":  # which has three notes in the lesson, four in the task
            assert check("09.6", {**SOUNDS, name: notes}).misconception == "copied from the lesson"
