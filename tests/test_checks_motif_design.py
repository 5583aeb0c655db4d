"""Lesson 06's checks: right answers of several kinds pass, and every wrong one hears its own notes.

What the lesson says of its motifs is measured here a second time.
"""

import ast
import re
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lesson_answers import Answers

import filmscore as fs
from filmscore.course.check import check
from filmscore.course.checks import motif_design as lesson
from filmscore.course.checks.motif_design import asking, finish, hunt, keep, measure, share
from filmscore.course.checks.motif_design import three as three_motifs
from filmscore.music.cues.first_bloom.theme import THEME
from filmscore.music.distinctness import distinctness

ROOT = Path(__file__).parent.parent
LESSON, SOLUTION = "lessons/06_motif_design.ipynb", "solutions/06_motif_design/06_motif_design.ipynb"


class Bench:
    """A widget holds its answer in `answer`."""

    def __init__(self, answer):
        self.answer = answer


PIA = "A4:1/2 D5:1 C5:1/2 A4:1/2 G4:1/2 A4:1"
GUARD = "D3:1 D3:1 Eb3:1/2 Ab2:3/2"
PARCEL = "F4:3/2 E4:1/2 C5:3 Bb4:1 A4:2"
JON = "D4:2 D4:1 A3:1 B3:3"
DIES = "F4 E4 F4 D4 E4 C4 D4"
FATE = "R:1/2 G4:1/2 G4:1/2 G4:1/2 Eb4:2"


def three(pia=PIA, guard=GUARD, parcel=PARCEL, **more):
    return {"Pia": pia, "the guard": guard, "the parcel": parcel, **more}


def up(notes, semitones):
    """The same notes higher, spelled anyhow."""
    names = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
    motif = fs.Motif(notes)
    midi = iter(motif.midi)
    words = []
    for name, beats in zip(motif.names, motif.durations, strict=True):
        number = next(midi) + semitones if name else 0
        words.append((f"{names[number % 12]}{number // 12 - 1}" if name else "R") + f":{beats}")
    return " ".join(words)


def slow(notes, by=2):
    motif = fs.Motif(notes)
    return " ".join(f"{name or 'R'}:{beats * by}" for name, beats in zip(motif.names, motif.durations, strict=True))


def found(**changed):
    words = ["scale", "no rhythm", "too long", "too wide", "famous", "in order", "same tune"]
    return {**dict(zip("ABCDEFG", words, strict=True)), **changed}


def shared(**changed):
    return {1: "tune", 2: "line", 3: "rhythm", 4: "both", 5: "nothing", **{int(k[1:]): v for k, v in changed.items()}}


def row(stands="Pia, who will not drop it", first=24, again=(1404,), **more):
    return {"stands for": stands, "first": first, "again": again, **more}


def meeting(pia=None, guard=None, parcel=None):
    return {
        "Pia": pia or row(),
        "the guard": guard or row("the guard, who runs because somebody runs", 110, [495, 770]),
        "the parcel": parcel or row("what she carries, and must not look into", 200, [1548]),
    }


def renamed(name, its_row):
    """The table with another name for the third motif."""
    rows = meeting()
    del rows["the parcel"]
    return {**rows, name: its_row}


def hummed(written=JON, waited=20, sung=None, **more):
    return {"written": written, "waited": waited, "sung": written if sung is None else sung, **more}


ACCEPT = {
    "06.1": [
        "D4:1 A4:2 B4:1 G4:2",
        "D4 A4:2 B4 G4:2",
        fs.Motif("D4 E4:2 F#4 C#4:2"),
        "D4:1 E4:2 F4:1 | Bb4:2",
        up("D4:1 A4:2 B4:1 G4:2", 3),
        slow("D4:1 A4:2 B4:1 G4:2", Fraction(1, 2)),
        ["D4", "A4:2", "B4", "G4:2"],
        Bench("D4 D4:2 A4 B4:2"),
    ],
    "06.2": [
        found(),
        found(F="same tune", G="in order"),
        found(A="Scale fragment", E="Promenade", F="OK", G="twin"),
        found(A="Scale.", G="same tune as F"),
        ["scale", "no rhythm", "too long", "too wide", "famous", "in order", "same tune"],
    ],
    "06.3": [
        shared(),
        {str(n): word for n, word in shared().items()},
        {f"Pair {n}": word.upper() for n, word in shared().items()},
        ["the tune", "contour", "rhythm", "line and rhythm", "neither"],
    ],
    "06.4": [
        "D4:1/2 Bb4:1 A4:1/2 F4:2",
        "D4:1/2 Bb4:1 A4:1/2",
        "E4:1 D4:1/2 Bb4:1 A4:1/2 F4:2",
        "D4:1/2 A#4:1 A4:1/2 F4:4",
        up("D4:1/2 Bb4:1 A4:1/2 F4:2", 5),
        slow("D4:1/2 Bb4:1 A4:1/2 F4:2"),
        fs.Motif("D4:1/2 Bb4 A4:1/2 F4:2"),
        "F4 E4 D4:1/2 Bb4 A4:1/2",
    ],
    "06.5": [
        three(),
        three(PIA.replace(":1/2", ":0.5"), GUARD, PARCEL),
        [PIA, GUARD, PARCEL],
        {name: fs.Motif(notes) for name, notes in three().items()},
        Bench({name: fs.Motif(notes) for name, notes in three().items()}),
        {name: {"notes": notes} for name, notes in three().items()},
        {name: Bench(notes) for name, notes in three().items()},
        {name: notes.split() for name, notes in three().items()},
        {name: up(notes, 5) for name, notes in three().items()},
        {name: notes + " R:4" for name, notes in three().items() if name != "the guard"} | {"the door": JON},
        three(guard=FATE, quoting={"the guard": "Beethoven's Fifth: he knocks"}),
        three(guard=FATE, quoting={"the guard": "beethovens 5"}),
        three(guard=DIES + " D4", quoting={"the guard": "Dies irae: to her he is death in boots"}),
        {"run": "G4:1/4 D5:1/4 C5:1/2 G4:1", "hide": "E4:3 B3:1 C4:4", "cake": "C5 A4:1/2 F4:1/2 Bb4:3/2 G4:1/2 A4"},
    ],
    "06.6": [
        meeting(),
        meeting(pia=row(first="02:00:01:00")),
        meeting(pia=row(again=1404)),
        meeting(guard=row("the guard and his lamp", 75, [495], **{"before it is seen": "she hears him before we do"})),
        meeting(parcel=row("the cake nobody has seen yet", 1548, [1640])),
        {
            "running": row("Pia when she will not stop", 190, [1116]),
            "whistle": row("the man with the whistle", 96, [376]),
            "home": row("the child who waits for a box", 1420, [1600]),
        },
    ],
    "06.7": [
        hummed(),
        hummed(sung=up(JON, 2)),
        hummed(sung=slow(JON)),
        *[
            hummed(waited=waited)
            for waited in (
                "half an hour",
                "ten minutes",
                "overnight",
                "1h30",
                "1½ hours",
                "an hour and a half",
                "a quarter of an hour",
                "about twenty-five minutes",
                "10 to 15 min",
                "two days",
                "½ hour",
            )
        ],
        hummed(waited="20 minutes"),
        hummed(waited="overnight".replace("over", "1 ")),
        hummed(fs.Motif(JON), 15, "D4:2 D4 A3 B3:3"),
        hummed(GUARD, "2 hours"),
        hummed(Bench({"Jon": JON}), 12, JON),
    ],
}

LONG = "D4 A4:1/2 F4:1/2 G4:2 E4 C5:1/2 Bb4:1/2 A4:2 D4:2"

#: task -> (answer, the misconception, what the words must hold of the student's own answer)
REJECT = {
    "06.1": [
        (
            "D4:1 E4:2 F4:1 G4:2",
            "scale fragment",
            "D4 E4:2 F4 G4:2.*a piece of a scale: it could belong to anyone\\. Its widest step is a whole tone",
        ),
        ("D4:1 F4:2 A4:1 C5:2", "no leap", "widest step is a major third"),
        ("D4:1 D4:2 D4:1 D4:2", "all on one note", "stays on D4"),
        ("D4:1 A4:2 D5:1 A4:2", "every step a leap", "leaps three times: a fifth, a fourth and a fourth"),
        ("D4:1 F4:2 A4:1 D5:2", "a chord, note by note", "a broken minor triad"),
        ("D4:1 D5:2 D4:1 E4:2", "two leaps", "leaps twice: an octave and an octave"),
        ("D4:1 A4:2 G4:1 C4:2", "two leaps", "leaps twice: a fifth and a fifth"),
        ("D4:1 B4:2 A4:1 G4:2", "one line for two", "goes up, down, down, and so does the pen, E4"),
        ("D4:1 A4:1 B4:1 G4:1", "the rhythm is changed", "Yours goes 1 1 1 1, hers 1 2 1 2"),
        ("D4 A4 B4 G4", "the rhythm is changed", "behind the colon"),
        ("D4:1 A4:2 B4:1", "another number of notes", "3 notes"),
        ("D4:1 A4:2 B4:1 G4:2 D4:2", "another number of notes", "5 notes"),
        ("D4:6", "another number of notes", "1 note\\."),
        ("D4:1 D6:2 C6:1 A5:2", "too wide to hum", "24 semitones"),
        ("D4:1 A4:2 ?:1 ?:2", "unusable", "2 question marks are still there"),
        ("D4:1 A4:2 B4:1 ?:2", "unusable", "1 question mark is still there"),
        ("R R R", "unusable", "rests only"),
        ("like a light", "unusable", "like"),
        (60, "unusable", "60"),
    ],
    "06.2": [
        (found(A="in order"), "not seen: scale fragment", "found A, D4:1½ .*in order"),
        (
            found(A="no rhythm"),
            "not seen: scale fragment",
            "“no rhythm”. Its lengths are 1½ ½ 1 1, not all equal. Sing",
        ),
        (found(B="in order"), "not seen: no rhythm", "B, E4 B4 A4 D5.*Tap it"),
        (found(B="scale"), "not seen: no rhythm", "say of B.*“scale”. A scale has no step as wide as a fifth"),
        (found(A="same tune"), "not seen: scale fragment", "No other of the seven goes \\+2 \\+2 \\+1"),
        (found(A="too long"), "not seen: scale fragment", "It lasts 4 beats; two bars"),
        (found(A="famous"), "not seen: scale fragment", "no piece that this course knows"),
        (found(C="in order"), "not seen: too long", "hold 8 beats, it has 12"),
        (found(D="too long"), "not seen: too wide to hum", "From A3 to B5"),
        (found(E="no rhythm"), "not seen: a famous opening", "lengths are 1 1 1 ½ ½ 1.*somebody else wrote them"),
        (found(E="same tune"), "not seen: a famous opening", "tune of another letter"),
        (found(G="in order"), "distinct by key only", "of F, C5:½.*“in order”, and of G"),
        (found(F="same tune"), "both called a copy", "one of them has to have been there first"),
        (found(F="famous", G="in order"), "a fault that is not there", "For F: it is the opening of no piece"),
        (found(G="too wide"), "a fault that is not there", "For G: it spans 12 semitones; a twelfth is 19"),
        (dict.fromkeys("ABCDEFG", "in order"), "one word for all", "“in order” seven times"),
        (dict.fromkeys("ABCDEFG", "scale"), "one word for all", "“scale” seven times"),
        (found(A="boring"), "unusable", "boring"),
        ({"A": "scale"}, "unusable", "B, C, D, E, F and G"),
        ("scale", "unusable", "scale"),
    ],
    "06.3": [
        (shared(_1="line"), "a transposition taken for another tune", "Pair 1: you wrote “line”.*½ 1½ 1 1 and 1 3 2 2"),
        (shared(_1="nothing"), "a transposition taken for another tune", "“nothing”"),
        (shared(_2="tune"), "alike taken for the same", "\\+4 -2 \\+7"),
        (shared(_2="rhythm"), "a line not heard", "up, down, up; up, down, up"),
        (shared(_3="both"), "a line heard that is not there", "up, down, down; down, down, again"),
        (shared(_3="nothing"), "a rhythm not heard", "1½ ¼ ¼ 2; 1½ ¼ ¼ 2"),
        (shared(_4="tune"), "alike taken for the same", "\\+7 -4 \\+2 and \\+3 -1 \\+6"),
        (shared(_4="line"), "a rhythm not heard", "Pair 4: you wrote “line”"),
        (shared(_4="rhythm"), "a line not heard", "Pair 4"),
        (shared(_5="rhythm"), "a rhythm heard that is not there", "½ 1 ½ 2; 1 1 ½ 1½"),
        (shared(_5="line"), "a line heard that is not there", "up, down, down; down, again, up"),
        (dict.fromkeys(range(1, 6), "line"), "one word for all", "“line” five times"),
        ({1: "tune"}, "unusable", "2, 3, 4 and 5"),
        (shared(_2="similar"), "unusable", "similar"),
        ([1, 2, 3, 4, 5], "unusable", "Pair 1: 1"),
    ],
    "06.4": [
        ("D4 E4 F4 E4", "scale fragment", "D4 E4 F4 E4, from the first bar"),
        ("G4 F4 E4 D4", "scale fragment", "from the last bar"),
        ("A4:1/2 F4:2 G4", "the leap is left behind", "from the middle"),
        ("Bb4:1 A4:1/2 F4:2", "landed, but from where", "Which note stands before B♭4"),
        (keep.TUNE, "too long", "all twelve"),
        ("F4 E4 D4:1/2 Bb4 A4:1/2 F4:2", "too long", "6 notes"),
        ("D4:1/2 Bb4", "too little", "two notes"),
        ("Bb4", "too little", "one note"),
        ("D4 Bb4 A4 F4", "the rhythm is lost", "½ 1 ½ 2, here 1 1 1 1.*all of them equal"),
        ("D4:1/2 Bb4:1/2 A4:1/2 F4:2", "the rhythm is lost", "½ 1 ½ 2, here ½ ½ ½ 2"),
        ("D4 F4 Bb4 D4", "not in a row", "others between"),
        ("D4:1/2 C5:1 A4:1/2 F4:2", "not in the tune", "D4:½ C5"),
        ("C#4 C#4 C#4", "not in the tune", "C♯4 C♯4 C♯4"),
        ("R:2", "unusable", "rests only"),
        (4, "unusable", "4"),
    ],
    "06.5": [
        (three("D4 E4 F4 G4"), "scale fragment", "“Pia”, D4 E4 F4 G4, goes up by steps.*anyone"),
        (three("A4 G4:1/2 F4:1/2 E4:2"), "scale fragment", "goes down"),
        (three("D4 E4:1/2 D4:1/2 C4:2"), "steps only", "no step is wider"),
        (three("D4 F4:1/2 A4:1/2 D5:2"), "a chord, note by note", "D4 F4:½ A4:½ D5:2"),
        (three("A4 D5 C5 G4"), "no rhythm", "A4 D5 C5 G4: every note is as long"),
        (three("A4 A4:1/2 A4:1/2 A4:2"), "all on one note", "stays on A4.*1 ½ ½ 2"),
        (three("A4 A4 A4 A4"), "all on one note", "neither a line nor a rhythm"),
        (three("D4:2 …"), "unusable", "three dots of the form are still there"),
        (three("A4:4"), "one note", "one note, A4"),
        (three("A4 D5:3"), "two notes", "two notes, A4 D5:3"),
        (three(LONG), "too long", "10 beats, 9 notes.*door slams"),
        (three(" ".join(["C4:1/4", "G4:1/8"] * 14)), "too long", "28 notes"),
        (three("A3 F4:1/2 E5:1/2 B5:2"), "too wide to hum", "from A3 to B5, 26 semitones"),
        (three(PIA, PIA, PIA), "the same motif twice", "“Pia”, A4:½ D5.*“the guard”"),
        (three(guard=up(PIA, -5)), "distinct by key only", "a fourth lower"),
        (three(guard=up(PIA, 12)), "distinct by key only", "an? octave higher"),
        (three(guard=slow(PIA, Fraction(1, 2))), "distinct by speed only", "the same tune at another speed"),
        (three(guard=up(slow(PIA, Fraction(1, 2)), 2)), "distinct by key only", "whole tone higher"),
        (
            three(guard="D4:1/2 Ab3:1 G3:1/2 A3:1/2 C4:1/2 F3:1"),
            "one rhythm for two",
            "½ 1 ½ ½ ½ 1.*Only the pitches differ",
        ),
        (
            three(guard="D3:1/2 A3:1 G3:1/2 F3:1/2 C3:1/2 D3:1"),
            "one rhythm for two",
            "They even go up and down together",
        ),
        (three(guard="D4:2 A4:1/2 G4:1/2 F4:1 C4:1 D4:3"), "one line for two", "up, down, down, down, up"),
        (three(guard="D4:1/2 Ab3:1 G3:1/2 A3:1/2 C4:1/2 F3:3"), "too near in rhythm", "nearly one \\(0\\.\\d\\d apart"),
        (three(guard="A3:2 E4:1/2 D4:1 A3:1 G3:1/2 G3:3"), "too near in line", "nearly one \\(0\\.\\d\\d apart"),
        (three(guard=DIES), "a famous opening", "Dies irae"),
        (three(guard=DIES, quoting={"the guard": "Star Wars"}), "another source declared", "“Star Wars”; we hear Dies"),
        (three("A5 G5 A5 G5 F5 E5 D5 C#5"), "a famous opening", "Toccata in D minor"),
        (three(parcel="A4:1/2 D5:1 C5:1/2"), "a piece of another motif", "“the parcel” stands in “Pia”"),
        (three(parcel="G4 C5:2 Bb4"), "a piece of another motif", "“the parcel” stands in “Pia”"),
        (three(guard="A4:1/2 D5:1 C5:1/2 A4:1/2 G4:1/2"), "a piece of another motif", "“the guard” stands in “Pia”"),
        (three(parcel="A3:1/2 F#4:3/2 E4:2"), "a piece of another motif", "a piece of the theme of First Bloom"),
        (three(parcel="D4:1/2 A4:1 G4:1/2 A4:1"), "a piece of another motif", "a piece of the last bar before the"),
        (three(parcel="E4:3/2 F4:1/4 E4:1/4 Bb3:2 C4"), "a piece of another motif", "the pen of The Log stands in it"),
        (three(guard=FATE), "a famous opening", "Beethoven"),
        (three(guard=FATE, quoting={"Pia": "Beethoven"}), "a famous opening", "“the guard”"),
        (three("D4 E4 F4 G4", quoting={"Pia": "a scale by somebody"}), "scale fragment", "goes up by steps"),
        (three(guard=up(FATE, -5)), "a famous opening", "Beethoven"),
        (three(guard="A4 G4 C5 D5:1/2 G5:1/2 E5"), "a famous opening", "Mussorgsky"),
        (three(parcel="F#5:2 B4:1/2 C#5:1/2 D5:1/2 E5:1/2 F#5:3/2 D5:1/2 F#5:2"), "a famous opening", "Tchaikovsky"),
        (three("D4:1/2 A4:1 G4:1/2 A4:1 F4:1"), "the lesson's motif", "“Pia”, D4:½ A4.*the last bar before the door"),
        (three(guard=up("D3 D3 C#3:1/2 G2:3/2", 7)), "the lesson's motif", "the four heavy notes"),
        ({"Pia": PIA}, "fewer than three", "one motif here: “Pia”"),
        ({}, "fewer than three", "no motifs"),
        (three(**{"the door": "C5 F4:2"}), "more than three", "4 motifs in 72 seconds"),
        (three(guard=""), "unusable", "“the guard”"),
        (three(guard="R R"), "unusable", "“the guard”: These are rests only"),
        (three(guard="heavy steps"), "unusable", "“the guard”"),
        (three(guard=["C4", ["E4"]]), "unusable", "“the guard”: asked are notes"),
        (three(quoting="Dies irae"), "unusable", "quoting"),
        (PIA, "unusable", "A4:1/2"),
    ],
    "06.6": [
        (meeting(pia=row("freedom and energy")), "a mood, not somebody", "“freedom and energy”"),
        (meeting(pia=row("danger")), "a mood, not somebody", "“danger”"),
        (meeting(pia=row("Pia")), "a name, not yet an association", "“Pia” stands for “Pia”. That is who"),
        (
            meeting(pia=row("it is the theme of the main character and so on")),
            "no association: any-film",
            "the theme of the main character",
        ),
        (meeting(pia=row("it feels good")), "no association: any-film", "beside any motif of any film"),
        (meeting(pia=row("")), "no association: none", "What does “Pia” stand for"),
        (meeting(pia=row("asdf asdf")), "no association: letters", "asdf"),
        (
            meeting(pia=row("the guard, who runs because somebody runs", 40)),
            "two motifs for one thing",
            "“Pia” and “the guard” stand for the same",
        ),
        (meeting(pia=row(again=[])), "met once", "heard on 24 and never again"),
        (meeting(pia=row(first=600, again=[300])), "again before first", "300.*300 frames earlier"),
        (meeting(pia=row(first=600, again=[600])), "again before first", "the same frame"),
        (meeting(pia=row(again=[40])), "again at once", "on 24 and again on 40, 0.7 s"),
        (meeting(guard=row("the guard with his torch", 20, [495])), "met without its object", "first seen on 80"),
        (meeting(guard=row("the guard with his torch", 1420, [1500])), "met without its object", "“Stairwell”"),
        (renamed("cake", row("what is in the box", 400, [1600])), "met without its object", "first seen on 1548"),
        (renamed("home", row("the child behind the door", 600, [1548])), "met without its object", "shot “The tram”"),
        (meeting(parcel=row("what she carries", 760, [1548])), "met under a line", "inside Pia’s “Please don't ring.”"),
        (meeting(parcel=row("what she carries", 120, [1548])), "two meetings at once", "110 and “the parcel” on 120"),
        (meeting(pia=row(again=[1728])), "outside the film", "1728; the last frame of the film is 1727"),
        (meeting(pia=row(first=5000)), "unusable", "5000"),
        ({"Pia": row()}, "not three", "1 motif in this table"),
        ({}, "not three", "No motifs"),
        (meeting(pia={"stands for": "Pia, who runs", "first": 24}), "unusable", "again"),
        ({"Pia": PIA, "guard": GUARD, "parcel": PARCEL}, "unusable", "A4:1/2"),
        ([24, 96, 1548], "unusable", "24"),
    ],
    "06.7": [
        (
            hummed(sung="D4:2 D4:1 A3:1 C4:3"),
            "a step has changed",
            "Between notes 3 and 4 you wrote a whole tone and sang a minor",
        ),
        (hummed(sung="D4:2 D4:1 F4:1 E4:3"), "the line did not come back", "again, down, up became again, up, down"),
        (hummed(sung="D4:1 D4:1 A3:1 B3:3"), "the rhythm did not come back", "became 1 1 1 3, from 2 1 1 3"),
        (hummed(sung="D4:2 A3:1 B3:3"), "another number of notes came back", "1 note did not come back"),
        (
            hummed(sung="D4:2 D4 D4 A3 B3:3"),
            "another number of notes came back",
            "1 note came by itself",
        ),
        (hummed(sung="C5:1/2 G4:3 A4 E4"), "something else came back", "Neither the line nor the rhythm"),
        (hummed(waited=0), "nothing waited", "You sang it at once"),
        (hummed(waited="30 seconds"), "nothing waited", "after 0.5 minutes"),
        (hummed(waited=5), "nothing waited", "after 5 minutes"),
        (hummed(THEME.replace("|", " ")), "the same motif twice", "“the film's theme”"),
        (hummed(up(THEME.replace("|", " "), 3)), "distinct by key only", "a minor third lower"),
        (hummed("D4:1/2 Bb3:3/2 C4:2 A3:1/2 F#3:3/2 B3:1/2 C4:1/2 D4"), "one rhythm for two", "½ 1½ 2 ½ 1½"),
        (hummed("A3:1/2 F#4:3/2 E4:2"), "a piece of another motif", "“written” stands in “the film's theme”"),
        (hummed(up("A4:3/2 G4:1/2 E4:1/2 D4", 2)), "a piece of another motif", "“written” stands in"),
        (hummed(waited="half a minute"), "nothing waited", "after 0.5 minutes"),
        (hummed(waited=9.99), "nothing waited", "after 9.99 minutes"),
        (hummed(waited="5-20 minutes"), "nothing waited", "after 5 minutes"),
        (hummed(waited="a fortnight"), "unusable", "fortnight"),
        (hummed("D4 E4 F4 G4"), "scale fragment", "“written”"),
        (hummed("A4:4"), "one note", "“written” is one note"),
        (hummed(LONG), "too long", "“written” has 10 beats"),
        (hummed(FATE), "a famous opening", "Beethoven"),
        (hummed(sung=""), "unusable", "sung"),
        (hummed(sung="la la la"), "unusable", "“sung”"),
        (hummed(waited="a while"), "unusable", "a while"),
        (hummed(waited=True), "unusable", "True"),
        (JON, "unusable", "D4:2"),
    ],
}


def test_the_motif_as_the_colleague_left_it_is_not_a_mistake_either():
    said = check("06.1", finish.BEGUN)
    assert said.status == "not-attempted" and "Three question marks" in said.message


#: what this lesson's own forms can be broken with
ODD = [
    fs.Hit(1056),
    fs.TempoMap(),
    Bench(Bench(3)),
    "D4 " * 500,
    fs.Motif("C4:64"),
    three({"notes": 3}),
    three(["D4"] * 400),
    three("D4:99"),
    three("H4 D4"),
    three(quoting=[1]),
    {f"m{n}": PIA for n in range(400)},
    {"a" * 5000: PIA, "b": PIA, "c": PIA},
    {(1, 2): PIA, 3: PIA, None: PARCEL},
    found(A=3),
    found(A=None),
    shared(_1=b"x"),
    meeting(pia=row(["a"])),
    meeting(pia=row(first="late")),
    meeting(pia=row(again=["99:99:99:99"])),
    meeting(pia=row(again=list(range(9000)))),
    meeting(pia=7),
    hummed(waited=float("nan")),
    hummed(waited=10**400),
    hummed(waited="9" * 400),
    hummed(waited=[20]),
    hummed(sung=7),
    hummed(None),
    {"quoting": {}},
]


class TestAnswers(Answers):
    accept, reject, absurd = ACCEPT, REJECT, ODD


NAMES = [*"ABCDEFG", 1, 2, 3, 4, 5, "Pia", "quoting", "stands for", "first", "again", "written", "waited", "sung"]


@pytest.mark.parametrize("task", sorted(ACCEPT))
@settings(max_examples=30, deadline=None)
@given(
    answer=st.dictionaries(
        st.sampled_from(NAMES), st.none() | st.integers() | st.floats() | st.text() | st.lists(st.text(), max_size=4)
    )
)
def test_no_data_is_unreadable(task, answer):
    assert check(task, answer).misconception != "unreadable"


PITCHES = st.integers(55, 76)
LENGTHS = st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(3, 2), Fraction(2)])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(PITCHES, LENGTHS), min_size=3, max_size=4), st.integers(-7, 7), st.sampled_from([1, 2]))
def test_a_motif_is_never_apart_from_itself_in_another_key(notes, by, times):
    """Whatever anybody writes: moved or slowed down it is no second motif."""
    words = " ".join(f"{up('C4', midi - 60).split(':')[0]}:{beats}" for midi, beats in notes)
    moved = slow(up(words, by), times)
    verdict = check("06.5", {"a": words, "b": moved, "c": PARCEL})
    assert verdict.status == "not-yet"
    assert measure.same_steps(fs.Motif(words), fs.Motif(moved)) and measure.same_rhythm(
        fs.Motif(words), fs.Motif(moved)
    )


def test_a_motif_fills_two_bars_of_its_own_meter():
    five = "D4 B4:3/2 A4:1/2 F4 G4 E4:2 C5 A4:2"
    assert check("06.5", three(five)).misconception == "too long"
    assert check("06.5", three(fs.Motif(five, meter="5/4"))).status == "passed"
    pickup = fs.Motif("A4 D5:1/2 C5:3/2 G4:1 A4:3 C5:2", meter="4/4", begins=4)
    assert measure.beats(pickup) == 9 and measure.room(pickup) == 9


def test_no_more_than_two_questions_at_a_time():
    verdict = check("06.5", three("D4 E4 F4", "A4 A4", "C4:9"))
    assert len(verdict.message.split("\n\n")) == 3 and "(1 more question waits behind these.)" in verdict.message


def test_a_pass_speaks_of_the_answer():
    for task, answers in ACCEPT.items():
        if task not in ("06.2", "06.3"):
            assert len({check(task, answer).message for answer in answers}) >= 2, task


def test_hints_never_hold_an_answer():
    for task in lesson.TASKS:
        assert len(task.hints) == 3
    assert "Bb4" not in " ".join(keep.HINTS)


# ---------------------------------------------------------------- what the notebooks say, measured again


def test_the_pairs_are_what_the_task_says():
    assert [share.right(fs.Motif(a), fs.Motif(b)) for a, b in share.PAIRS.values()] == [
        "tune", "line", "rhythm", "both", "nothing"]  # fmt: skip


def test_the_drawer_has_one_fault_in_each():
    from filmscore.course.checks.motif_design.faults import problem

    said = {letter: problem(letter, fs.Motif(notes)) for letter, notes in hunt.DRAWER.items()}
    about = {letter: ask.about if ask else "" for letter, ask in said.items()}
    assert about == {"A": "scale fragment", "B": "no rhythm", "C": "too long", "D": "too wide to hum",
                     "E": "a famous opening", "F": "", "G": ""}  # fmt: skip
    assert measure.same_steps(fs.Motif(hunt.DRAWER["F"]), fs.Motif(hunt.DRAWER["G"]))


def test_the_tune_before_the_door():
    tune = fs.Motif(keep.TUNE)
    assert measure.beats(tune) == 12 and [abs(s) > 4 for s in tune.intervals].count(True) == 1
    assert tune.intervals[4] == keep._LEAP


FAMILY = {"Pia": PIA, "the guard": GUARD, "the parcel": PARCEL, "Jon": JON, "the pen": str(" ".join(
    f"{n}:{d}" for n, d in zip(finish.PEN.names, finish.PEN.durations, strict=True)))}  # fmt: skip


def test_the_motifs_of_the_course_pass_its_own_checks():
    from filmscore.course.checks.motif_design.faults import problem

    for name, notes in FAMILY.items():
        assert problem(name, fs.Motif(notes)) is None, name
    theme = fs.Motif(THEME.replace("|", " "))
    assert problem("theme", theme) is None
    for one, other in combinations(("Pia", "the guard", "the parcel"), 2):
        assert distinctness(fs.Motif(FAMILY[one]), fs.Motif(FAMILY[other])).verdict == "apart"
    assert distinctness(fs.Motif(JON), theme).verdict == "apart"


def sources(path, *kinds):
    book = nbformat.read(ROOT / path, as_version=4)
    return {cell.id: cell.source for cell in book.cells if not kinds or cell.cell_type in kinds}


def assigned(source, name):
    """What a cell gives a name, read without running it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name:
            return ast.literal_eval(node.value)
    raise AssertionError(f"{name} is not in the cell")


def motifs_in(source):
    """Every motif a cell makes, by the name it is given."""
    made = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            call = node.value
            if getattr(call.func, "attr", "") == "Motif" and isinstance(call.args[0], ast.Constant):
                made[node.targets[0].id] = fs.Motif(call.args[0].value)
    return made


def played(source):
    return fs.Motif(re.search(r'fs\.play\("([^"]+)"', source)[1])


@pytest.mark.parametrize(("waited", "told"), [
    ("half an hour", "30 minutes"), ("1h30", "90 minutes"), ("an hour and a half", "90 minutes"),
    ("two and a half hours", "2½ hours"), ("overnight", "8 hours"), ("ten minutes", "10 minutes"),
    ("twenty-five minutes", "25 minutes"), ("10 to 15 min", "10 minutes"), ("½ hour", "30 minutes"),
    ("an hour or two", "60 minutes"), ("all night", "8 hours"), ("1 hour 30 minutes", "90 minutes"),
])  # fmt: skip
def test_a_time_is_read_as_it_is_said(waited, told):
    assert f"It came back after {told}:" in check("06.7", hummed(waited=waited)).message


def test_no_letter_is_told_what_is_not_so():
    """Each word against each letter: what is said of it can be counted in it."""
    from filmscore.course.checks.motif_design.known import famous

    tunes = {letter: fs.Motif(notes) for letter, notes in hunt.DRAWER.items()}
    assert [letter for letter, tune in tunes.items() if famous(tune)] == ["E"]
    assert [letter for letter, tune in tunes.items() if measure.widest(tune) < 3] == ["A"]
    assert [letter for letter, tune in tunes.items() if len(set(measure.lengths(tune))) == 1] == ["B"]
    for one, other in combinations(tunes, 2):
        assert measure.same_steps(tunes[one], tunes[other]) == (one + other == "FG")


def test_the_door_keeps_the_only_wide_step():
    said = check("06.4", "D4:1/2 Bb4:1 A4:1/2 F4:2").message
    assert "No other step of the three bars is so wide" in said
    assert [abs(step) for step in fs.Motif(keep.TUNE).intervals].count(8) == 1
    assert max(map(abs, fs.Motif(keep.TUNE).intervals)) == 8


def test_notebook_and_checks_have_the_same_notes():
    cells = sources(SOLUTION)
    assert assigned(cells["drawer-notes"], "drawer") == hunt.DRAWER
    assert assigned(cells["share-pairs"], "pairs") == share.PAIRS
    assert played(cells["keep-tune"]) == fs.Motif(keep.TUNE)
    assert played(cells["hum-ours"]) == fs.Motif(THEME.replace("|", " "))
    cells = sources(LESSON)
    theirs = {**motifs_in(cells["eight-notes"]), **motifs_in(cells["map"]), **motifs_in(cells["draft-3"])}
    theirs["door"] = fs.Motif(assigned(cells["door"], "last_bar"))
    for name, called in {"door": 0, "heavy": 1, "pen": 2, "theme": 3}.items():
        ours = list(three_motifs.LESSONS.values())[called]
        assert (ours.names, ours.durations) == (theirs[name].names, theirs[name].durations), name
    assert assigned(cells["faded-answer"], "lamp") == finish.BEGUN
    assert motifs_in(cells["draft-3"])["pen"] == finish.PEN
    heads = {line.removeprefix("## ") for text in cells.values() for line in text.splitlines() if line[:3] == "## "}
    places = {getattr(asking, name) for name in ("EIGHT", "TWO", "STAYS", "SHORT", "HUM", "FAMILY", "MEET", "WORKED")}
    assert places <= heads


def test_the_two_horns_differ_in_their_pitches_alone():
    made = motifs_in(sources(LESSON)["eight-notes"])
    theme, scale = made["theme"], made["scale"]
    assert theme == fs.Motif(THEME.replace("|", " "), key="D", meter=None)
    assert theme.durations == scale.durations and set(scale.intervals) <= {1, 2}
    assert [abs(step) for step in theme.intervals] == [9, 2, 3, 2, 2, 3, 2], "one leap, two thirds, steps"
    assert measure.lengths(theme)[:2] == measure.lengths(theme)[3:5] == [Fraction(1, 2), Fraction(3, 2)]
    assert theme.pitches[-1] == "D4" and theme.pitches[2] == "E4" and theme.compass == 12
    assert measure.even(theme.with_rhythm([1] * 8))
    tapped = motifs_in(sources(LESSON)["rhythm-alone"])["rhythm_alone"]
    assert not any(tapped.intervals) and tapped.durations == theme.durations
    assert tapped.pitches[0] == theme.pitches[-1] == "D4"
    both = [sources(LESSON)[name] for name in ("line-alone", "rhythm-alone")]
    assert {re.search(r"bpm=(\d+), played_by=.(\w+)", cell).groups() for cell in both} == {("60", "horn")}


def test_nearly_is_the_theme_but_for_the_size_of_its_steps():
    theme = fs.Motif(THEME.replace("|", " "))
    nearly = motifs_in(sources(LESSON)["nearly"])["second"]
    assert motifs_in(sources(LESSON)["moved"])["first"] == theme.transpose("P4")
    assert measure.same_line(theme, nearly) and measure.same_rhythm(theme, nearly)
    assert not measure.same_steps(theme, nearly)
    assert nearly.midi[0] == theme.transpose("P4").midi[0]
    assert distinctness(theme, nearly).verdict == "too near"


def test_the_table_of_five_openings():
    cells = sources(LESSON)
    fate, walk, lake, mars, dies = (played(cells[name]) for name in ("beethoven", "promenade", "swan", "mars", "dies"))
    assert fate.intervals == (0, 0, -4) and len(set(measure.lengths(fate)[:3])) == 1 and fate.pitches[-1] == "E♭4"
    assert walk.intervals.count(5) == 2 == measure.lengths(walk).count(Fraction(1, 2)) and measure.beats(walk) == 5
    assert lake.intervals[0] == -7 and measure.beats(lake) == 8 and lake.pitches[-4:] == ("F♯5", "D5") * 2
    assert not any(mars.intervals) and measure.beats(mars) == 5 and measure.lengths(mars)[:3] == [Fraction(1, 3)] * 3
    assert measure.even(dies) and dies.pitches[-1] == "D4" and measure.line(dies) == "dududur"
    from filmscore.music.known import OPENINGS

    known = {opening.title: fs.Motif(opening.notes).midi for opening in OPENINGS}
    assert known["Dies irae"] == dies.midi and known["the scene from Swan Lake"] == lake.midi
    assert known["Promenade"][:6] == walk.midi and known["the Fifth Symphony"] == fate.midi


def test_long_and_short_end_alike_on_the_door():
    cell = sources(LESSON)["door"]
    last = fs.Motif(assigned(cell, "last_bar"))
    before = re.search(r'three_bars = "([^"]+)"', cell)[1]
    assert measure.beats(last) == 4 and fs.Motif(before).beats == 8
    assert 577 + 12 * 10 == 657 + 4 * 10 == 697 == 96 + 601


def test_the_heavy_notes_come_back_where_the_light_does():
    twice = motifs_in(sources(LESSON)["meeting"])["twice"]
    heavy = motifs_in(sources(LESSON)["map"])["heavy"]
    half = len(heavy.pitches)
    assert twice.pitches[:half] == twice.pitches[half:] == heavy.pitches
    before = sum(twice.durations[: half + 2], Fraction(0))
    assert 96 + before * 10 == 803
    lit = (ROOT / "src/filmscore/picture/films/last-parcel/description.md").read_text(encoding="utf8")
    assert "**02:00:33:11** Lamplight crosses" in lit and 33 * 24 + 11 == 803


def test_the_drafts():
    from filmscore.music.known import sounds_like

    cells = sources(LESSON)
    first, second = motifs_in(cells["draft-1"])["draft_1"], motifs_in(cells["draft-2"])["draft_2"]
    assert [like.kind for like in sounds_like(first)] == ["scale"]
    assert any(like.what == "Dies irae" and like.claimed for like in sounds_like(second))
    assert not sounds_like(finish.PEN) and finish.PEN.compass == 7
    assert finish.PEN.intervals == (1, -1, -6)


def test_what_was_sung_differs_in_one_note():
    made = motifs_in(sources(LESSON)["hum-beside"])
    one, other = made["written"], made["sung"]
    assert one.durations == other.durations and one.pitches[:-1] == other.pitches[:-1] and other.pitches[-1] == "A4"
    assert check("06.7", hummed("R " + hum_text(one), 20, hum_text(other))).misconception == "a step has changed"


def hum_text(motif):
    return " ".join(f"{name}:{beats}" for name, beats in zip(motif.pitches, motif.durations, strict=True))


def test_the_figures_of_the_quick_checks():
    assert fs.Motif("D4 A4 G4 E4").intervals == fs.Motif("F4 C5 Bb4 G4").intervals == (7, -2, -3)
    assert fs.Motif("C4 E4 D4 B3").intervals == (4, -2, -3) and fs.Motif("A4 D4 E4 G4").intervals == (-7, 2, 3)
    assert measure.line(fs.Motif("E4 G4 A4 D4")) == "uud"
    assert 8 * 60 * 24 / 144 == 80


def test_the_families_figures():
    theme, door = fs.Motif(THEME.replace("|", " ")), fs.Motif(assigned(sources(LESSON)["door"], "last_bar"))
    copy = door.transpose("P4").augment(2)
    heavy = motifs_in(sources(LESSON)["map"])["heavy"]
    family = {"the theme": theme, "the door": door, "a copy": copy, "heavy": heavy}
    assert distinctness(door, copy).verdict == "the same" and measure.same_steps(door, copy)
    others = [pair for pair in combinations(family, 2) if set(pair) != {"the door", "a copy"}]
    assert all(distinctness(family[a], family[b]).verdict == "apart" for a, b in others)


def test_nobody_elses_tune_got_in_unnoticed():
    from filmscore.music.known import sounds_like

    cells = sources(LESSON, "code")
    ours = {name: motif for cell in cells.values() for name, motif in motifs_in(cell).items()} | {
        "door": fs.Motif(assigned(cells["door"], "last_bar")),
        "three bars": fs.Motif(re.search(r'three_bars = "([^"]+)"', cells["door"])[1]),
        "to keep": fs.Motif(keep.TUNE),
    }
    ours |= {name: fs.Motif(notes) for name, notes in FAMILY.items()}
    claimed = {
        name: [like.what for like in sounds_like(motif) if like.claimed and like.kind == "opening"]
        for name, motif in ours.items()
    }
    assert {name: found for name, found in claimed.items() if found} == {"draft_2": ["Dies irae"]}
