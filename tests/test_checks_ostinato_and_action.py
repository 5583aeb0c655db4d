"""Lesson 10's checks: right answers of several kinds pass, each wrong one hears its own mistake and sees its own value.

Sums are held against the rhythm domain; what the lesson says of its players, figures and quizzes against the music.
"""

import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lesson_answers import Answers, Notebooks, cells

import filmscore as fs
from filmscore.course.check import check, tasks
from filmscore.course.checks import ostinato_and_action as lesson
from filmscore.course.checks.ostinato_and_action import asking, half_read, home, plans, walk, whose
from filmscore.course.checks.ostinato_and_action.half_asks import standing_in
from filmscore.music.cues import chase as chase_cue
from filmscore.music.rhythm.strokes_of import attacks_of
from filmscore.picture.film import open_film
from filmscore.sound.fonts import VARIABLE
from filmscore.sound.sketches import kept

NAME = "10_ostinato_and_action"
LESSON, SOLUTION = f"lessons/{NAME}.ipynb", f"solutions/{NAME}/{NAME}.ipynb"

STEPS = {"bar 1": 1, "bar 2": 4, "bar 3": 2, "bar 4": 5, "bar 5": 3, "home in bar": 6}
CELL = {"notes": "D3> R F3 D3> R A3 C4", "for": "viola", "strokes a beat": 1.43, "accents": [1, 4], "home in bar": 8}
WALK = {"5": 0, "6": 3, "8": 3, "9": 1, "12": 3, "take": [6, 12], "rotate 9 by": 3}
PLANS = {"A": "good", "B": "two at once: 5", "C": "too soon: 7", "D": "flat", "E": "good", "F": "good"}
WHOSE = {"A": "tram: D4", "B": "bell: A4", "C": "free", "D": "free", "E": "words: E3", "F": "tram: short"}
TRAM, BELL = (487, 545, "C1", "A3", "the tram"), (462, 545, "C5", "G6", "its bell")
HALF = {
    "cell": "D3> R D3 A3 D3 F3> R D3 E-3> D3 R A3",
    "rotate": 4,
    "players": {"cello": "all", "viola": "weak", "violin I": "accents", "hand drum": "accents"},
    "evolve": [("density", (1 / 3, 1)), ("players", (1, 4)), ("dynamics", ("mp", "f"))],
    "every": 4,
    "room": [TRAM, BELL],
    "bars": 15,
    "curves": {"density": "up", "force": "up", "high": "up"},
}


def five(*steps, home=6):
    """The answer of 10.1 with these steps in bars 3 to 5."""
    return {"bar 1": 1, "bar 2": 4, **dict(zip(("bar 3", "bar 4", "bar 5"), steps, strict=True)), "home in bar": home}


def one(**changed):
    return {**CELL, **{name.replace("_", " "): value for name, value in changed.items()}}


def half(curves=None, **changed):
    return {**HALF, **changed, "curves": {**HALF["curves"], **(curves or {})}}


TWICE = "D3> R A3> D3 F3"
EIGHT = "D3> R D3 A3 D3 F3> R D3"
FOURS = "D3> R D3 F3 D3> R D3 F3 D3> R D3 F3"  # twelve steps that are four
SIX = "D3> R D3 F3> D3 A3"  # six eighths that are not the lesson's

ACCEPT = {
    "10.1": [
        STEPS,
        {3: 2, 4: 5, 5: 3, "home in bar": 6},
        {**STEPS, "bar 3": "2", "home in bar": "bar 6"},
        {"Bar_3": 2, "bar-4": 5.0, "BAR 5": 3, "home": 6},
    ],
    "10.2": [
        CELL,
        one(strokes_a_beat="10/7", accents="1 and 4", home_in_bar="bar 8"),
        one(strokes_a_beat=Fraction(10, 7), accents={1, 4}),
        one(notes=["D3>", "R", "F3", "D3>", "R", "A3", "C4"]),
        one(notes=[("D3", 1), None, "F3", "D3>", "R", "A3", "C4"]),
        {"notes": "D2> R A2 D2 A2>", "for": "double bass", "strokes a beat": 1.6, "accents": [1, 5], "home in bar": 6},
        {"notes": "C5> D5 R E5> C5 R", "for": "flute", "strokes a beat": 1.33, "accents": [4, 1], "home in bar": 4},
        # of twelve steps, with a note held over two
        {"notes": "D3> R D3:1 A3> R D3 R R R D3 A3", "for": "cello", "strokes a beat": 1, "accents": [1, 5],
         "home in bar": 4},
        # the lesson's steps on other notes are another cell
        {"notes": "D3> F3 D3 R F3 A3>", "for": "cello", "strokes a beat": 1.67, "accents": [1, 6], "home in bar": 4},
        # written out twice: five steps are meant, and its accents may be counted in either
        one(notes=f"{TWICE} {TWICE}", strokes_a_beat=1.6, accents=[1, 3, 6, 8], home_in_bar=6),
        one(notes=f"{TWICE} {TWICE}", strokes_a_beat=1.6, accents=[1, 3], home_in_bar=6),
        # the lesson's notes that stumble
        one(notes="D3> A3 D3 E-3> D3 A3 R", strokes_a_beat=1.71, home_in_bar=8),
    ],
    "10.3": [
        WALK,
        {**WALK, "take": "6 and 12", "rotate 9 by": -6},
        {5: 0, 6: 3, 8: 3, 9: 1, 12: 3, "take": (12, 6), "rotate 9 by": "12"},
        {**WALK, "take": {12, 6}, "5": "0"},
        {**WALK, "5": "none", "6": "all three", "9": "one of them", "rotate 9 by": "3 steps"},
    ],
    "10.4": [
        PLANS,
        {**PLANS, "B": "two at once in bar 5", "C": "bar 7: too soon", "D": "nothing changes", "A": "ok"},
        {**PLANS, "B": "2 moves at once: 5", "C": "too close, bar 7", "F": "fine", "E": "right"},
        {key.lower(): value.upper() for key, value in PLANS.items()},
        {**PLANS, "C": "only two bars after bar 5: too soon, bar 7", "D": "no growth", "A": "allowed", "E": "yes"},
        {**PLANS, "C": "too soon: 7 after 5", "D": "never grows", "A": "keeps the rule", "B": "both in bar 5"},
        {**PLANS, "C": "bar 7 moves too soon", "E": "not two at once: good", "A": "no fault", "B": "not good: both, 5"},
    ],
    "10.5": [
        WHOSE,
        {**WHOSE, "A": "the tram's: d4", "B": "bell, A3", "E": "words: E6", "F": "tram: C4", "C": "nobody"},
        {**WHOSE, "B": "tram's bell: A4", "E": "the child: E3", "F": "tram: stop sooner"},
        {**WHOSE, "B": "bell: A6"},
        {**WHOSE, "C": "below the bell, free", "D": "not in the tram", "A": "under the tram: D4"},
        {**WHOSE, "C": "between the tram and the bell: free", "D": "free: it stops before the tram"},
        {**WHOSE, "C": "free, between the tram's A3 and the bell's C5", "A": "not free: tram: D4", "D": "no one's"},
    ],
    "10.6": [
        HALF,
        half(rotate=-8),
        half(cell=SIX, rotate=-2),
        half(cell=f"{SIX} {SIX}", rotate=-2),
        # in the words of the lesson
        half(evolve=[("density", (1 / 3, 1)), ("players", (1, 4)), ("loudness", ("mp", "f"))],
             curves={"loudness": "up", "highest note": "up"}),
        # three steps, three players, density alone
        half(
            cell="D3> R A3", rotate=1, evolve=[("density", (0.3, 1))],
            players={"cello": "all", "viola": "accents", "violin I": "accents"},
            curves={"force": "level", "high": "level"},
        ),
        # down: it begins full and empties
        half(
            evolve=[{"parameter": "players", "curve": (4, 2), "bars": (5, 5)}, ("dynamics", ("f", "p"), (9, 9)),
                    ("density", (1, 0.4), (13, 13))],
            curves={"density": "down", "force": "down", "high": "level"},
            players={"cello": "all", "violin I": "all", "viola": "all", "violin II": "all"},
        ),
        # moves named by themselves, dictionaries for lists, the rate left out
        {key: value for key, value in half(evolve=("dynamics", ("p", "f")),
         curves={"density": "same", "force": "rises", "high": "flat"}).items() if key != "every"},
    ],
}  # fmt: skip

REJECT = {
    "10.1": [
        (five(1, 4, 2), "what is left is the step", "1 · 4 · 2.*Nothing left is step 1"),
        (five(1, 3, 5), "steps counted backwards", "1 · 3 · 5.*three steps \\*back\\*"),
        (five(7, 10, 13), "the cell does not begin again", "no step 7"),
        (five(4, 4, 4), "the shift is the same in every bar", "4 · 4 · 4"),
        (five(1, 4, 1), "the shift is the same in every bar", "1 · 4 · 1"),
        (five(5, 1, 2), "another shift", "go on by 1"),
        (five(2, 5, 1), "a slip in one bar", "Look at bar 5: 32"),
        (five(2, 0, 3), "no such step", "bar 4"),
        (five(2, 5, 3, home=5), "number of bars for the bar", "in bar 5 you wrote step 3|In bar 5 you wrote step 3"),
        (five(2, 5, 3, home=8), "turns counted for bars", "8 turns of 5"),
        (five(2, 5, 3, home=40), "eighths counted for bars", "40 eighths"),
        (five(2, 5, 3, home=11), "not the first time", "Home in bar 11"),
        (five(2, 5, 3, home=7), "another bar", "48 eighths have gone by; fives leave 3"),
        (five(2, 5, 3, home=1), "where it began", "Home in bar 1"),
        (five(2, 5, 3, home=-2), "no such bar", "-2"),
        (five(2, 5, None), "a line is empty", "bar 5"),
        ({**STEPS, "bar 2": 3}, "hers changed", "bar 2.*fives leave 3, so step 4"),
        (five(2, True, 3), "unusable", "asked is a number, not True"),
        ({**STEPS, "bar 9": 1}, "unusable", "no line 'bar 9'"),
    ],
    "10.2": [
        (one(notes="D3> R F3 D3> R A3 C4 D3"), "a cell that never shifts", "8 steps in bars of 8: every bar"),
        (one(notes="D3> R F3> D3"), "a cell that never shifts", "4 steps"),
        (one(notes="D3> R F3 D3> R A3 C4 D3 " * 2), "a cell that never shifts", "16 steps are 8, twice"),
        (one(notes="D3> R F3 D3> R A3 C4 D3 " * 2 + "A3"), "too short or too long", "17 steps"),
        (one(notes="D3> R F3 A3 D3> R F3 A3 D3> R F3 A3"), "a cell that never shifts", "12 steps are 4, three times"),
        (one(notes="D3> R F3 D3> R A3 C4 D3 D3> R F3 D3> R A3 C4 A3"), "a cell that never shifts", "every second bar"),
        (one(notes="D3> R F3 D3> R F3 D3> R F3"), "too short or too long", "9 steps are 3, three times"),
        (one(notes="D3> R F3>"), "too short or too long", "3 steps; 5 to 15"),
        (one(strokes_a_beat=2), "rests counted as strokes", "all 7 steps in 3.5 beats.*2 of them are rests"),
        (one(strokes_a_beat=5), "strokes for density", "You say 5.*5 strokes there are"),
        (one(strokes_a_beat=0.71), "per step, not per beat", "0.71.*7 \\*steps\\*"),
        (one(strokes_a_beat=0.7), "per step, not per beat", "5 strokes in 7"),
        (one(strokes_a_beat=0.57), "accents counted for strokes", "0.57"),
        ({"notes": "D3> R R A3 D3>", "for": "cello", "strokes a beat": 0.83, "accents": [1, 5], "home in bar": 6},
         "beats by strokes", "0.83.*2.5 by 3"),
        (one(strokes_a_beat=1.4), "rounded too far", "1.4.*5 by 3.5"),
        (one(strokes_a_beat=3), "another density", "5 strokes, in 3.5 beats"),
        (one(accents=[0, 3]), "steps counted from nought", "0 · 3"),
        (one(accents=[1, 3]), "rests skipped in counting", "first and third \\*note\\*"),
        (one(accents=[1]), "other steps", "left out 4"),
        (one(accents=[1, 4, 6]), "other steps", "On step 6 stands no accent"),
        (one(home_in_bar=7), "number of bars for the bar", "After 7 bars"),
        ({"notes": "D2> R A2 D2 A2>", "for": "double bass", "strokes a beat": 1.6, "accents": [1, 5], "home in bar": 8},
         "turns counted for bars", "8 is how often"),
        (one(home_in_bar=15), "not the first time", "bar 15"),
        (one(home_in_bar=1), "where it began", "bar 1"),
        (one(home_in_bar=4), "another bar", "24 eighths.*7s and 3 are left"),
        (one(notes="D3> R F3> D3> R A3> C4>"), "everything matters", "All 5 strokes"),
        (one(notes="D3> R F3 D3 R A3 C4"), "one accent is a pulse", "One accent in 7 steps"),
        (one(notes="D3 R F3 D3 R A3 C4"), "nothing leans", "No accent in 7"),
        (one(notes="D3> A3 F3 D3> A3 C4 D3"), "density is everything", "XxxXxxx"),
        (one(notes="D3> R F3 D3> R A3 G4"), "a tune in place of a cell", "D3 to G4 are 17"),
        (one(**{"for": "violin"}), "a part for the ear, not the player", "“D3” is out of reach for the violin.*G3"),
        (one(notes="D3> A3 D3 E-3> R A3"), "transposition is a new cell", "lesson, with holes"),
        (one(notes="F3 C4 R C4> F3 Gb3>"), "transposition is a new cell", "steps later and 3 semitones higher"),
        (one(notes="D3> A3> D3 E-3 D3 R"), "transposition is a new cell", "lesson, with holes in it and other accents"),
        (one(notes="D4> A3 R E-4> D4 A3", **{"for": "viola"}), "transposition is a new cell", "another octave"),
        (one(notes="D3> R F3:1/4 D3> R A3 C4"), "unusable", "“notes”:.*is an eighth"),
        (one(notes="D3> R H3"), "unusable", "“notes”:.*H3"),
        (one(**{"for": "snare drum"}), "unusable", "snare drum has no pitch"),
        (one(**{"for": "violn"}), "unusable", "violin or viola"),
        (one(accents=["first"]), "unusable", "accents"),
        (one(home_in_bar=7.5), "unusable", "whole numbers, not 7.5"),
        ({**CELL, "for": None}, "unusable", "no “for”"),
    ],
    "10.3": [
        ({**WALK, "5": 1}, "near is met", "The cell of 5: you say 1"),
        ({**WALK, "5": 3}, "near is met", "24 · 48 · 72"),
        ({**WALK, "9": 0}, "stopped after the first miss", "6 are left of 24"),
        ({**WALK, "9": 3}, "what meets one meets all", "cell of 9: you say 3"),
        ({**WALK, "12": 1}, "longer than the bar, so never together", "12 is more than a bar"),
        ({**WALK, "6": 0}, "begun with bar 1", "on 136"),
        ({**WALK, "8": 1}, "never shifts read as never meets", "cell of 8"),
        ({**WALK, "6": 2}, "not all were tried", "cell of 6: you say 2"),
        ({**WALK, "6": 4}, "more hits than there are", "you say 4"),
        ({**WALK, "take": [6, 8, 12]}, "a cell that never shifts", "8 meets all three, and bars 3, 4 and 6"),
        ({**WALK, "take": [6]}, "one of several", "That one is right"),
        ({**WALK, "take": 12}, "one of several", "That one is right"),
        ({**WALK, "take": [6, 9, 12]}, "walking is enough", "9 walks, and meets 1"),
        ({**WALK, "take": [3, 6]}, "not among the five", "no cell of 3"),
        ({**WALK, "rotate 9 by": 6}, "rotation in the other direction", "then on step 4; at the vault step 7"),
        ({**WALK, "rotate 9 by": -3}, "rotation in the other direction", "3 steps earlier"),
        ({**WALK, "rotate 9 by": 7}, "step number for number of steps", "step 7 is due, that is right"),
        ({**WALK, "rotate 9 by": 4}, "one step off", "on step 6"),
        ({**WALK, "rotate 9 by": 9}, "a whole turn", "rotate\\(9\\)"),
        ({**WALK, "rotate 9 by": 1}, "another rotation", "on step 9"),
        ({**WALK, "9": None}, "a line is empty", "under 9"),
        ({**WALK, "take": []}, "a line is empty", "take"),
        ({**WALK, "7": 1}, "unusable", "no line '7'"),
    ],
    "10.4": [
        ({**PLANS, "D": "good"}, "everything at maximum from bar 1", "You let D stand"),
        ({**PLANS, "D": "two at once: 1"}, "a fault that is none", "D: “two at once”"),
        ({**PLANS, "F": "flat"}, "growing means up", "players in bar 5, loudness in bar 9 and density in bar 13"),
        ({**PLANS, "F": "too soon: 9"}, "a rule there is not", "F: you say “too soon”"),
        ({**PLANS, "E": "two at once: 8"}, "one parameter may move only once", "register in bar 4, register in bar 8"),
        ({**PLANS, "E": "too soon: 4"}, "moves belong on 5, 9 and 13", "of bar 4, the first move"),
        ({**PLANS, "C": "good"}, "few moves are slow moves", "moves 3 times"),
        ({**PLANS, "C": "two at once: 7"}, "near is at once", "bars 5 and 7"),
        ({**PLANS, "C": "too soon: 11"}, "another bar", "From bar 7 to 11 are 4"),
        ({**PLANS, "C": "too soon: 5"}, "another bar", "Bar 5 is the first move"),
        ({**PLANS, "C": "too soon: 8"}, "another bar", "In bar 8 nothing moves"),
        ({**PLANS, "C": "too soon"}, "a fault without its bar", "In which bar"),
        ({**PLANS, "B": "too soon: 13"}, "the gap, not the crowd", "from bar 5 to 13 are 8"),
        ({**PLANS, "B": "two at once: 13"}, "another bar", "one thing moves, loudness"),
        ({**PLANS, "B": "good"}, "one bar line, one move", "moves on 5 and 13"),
        ({**PLANS, "A": "too soon: 9"}, "a rule there is not", "How \\*far\\*"),
        ({**PLANS, "A": "two at once: 5"}, "one parameter may move only once", "density in bar 5"),
        ({**PLANS, "A": ""}, "unsorted", "5 of the six stand. Nothing said yet of A"),
        ({**PLANS, "A": "hm"}, "unusable", "'hm' is none of"),
        ({**PLANS, "A": "not good"}, "unusable", "'not good'"),
        ({**PLANS, "A": 5}, "unusable", "not 5"),
        ({**PLANS, "D": "not flat"}, "unusable", "'not flat'"),
        ({**PLANS, "D": "flat: no"}, "unusable", "'flat: no'"),
        ({**PLANS, "C": "not too soon: 7"}, "unusable", "'not too soon: 7'"),
        ({**PLANS, "A": "does not keep the rule"}, "unusable", "is none of"),
        ({**PLANS, "C": "too soon: 11 after 7"}, "another bar", "From bar 7 to 11 are 4"),
    ],
    "10.5": [
        ({**WHOSE, "A": "free"}, "low notes under the tram", "A, cello D2: you let it stand"),
        ({**WHOSE, "A": "tram: D3"}, "one octave is enough", "D3 is still within.*first above A3"),
        ({**WHOSE, "A": "tram: D1"}, "one octave is enough", "D1 is still within.*that direction"),
        ({**WHOSE, "A": "tram: D5"}, "out of one room into another", "D5.*bell of the tram: C5 to G6"),
        ({**WHOSE, "A": "tram: short"}, "shorter is enough anywhere", "struck on 500"),
        ({**WHOSE, "A": "tram: G4"}, "another note", "you made it G4"),
        ({**WHOSE, "A": "tram: D2"}, "nothing moved", "D2 is where it stands"),
        ({**WHOSE, "A": "tram"}, "a fault without its cure", "Where can it go"),
        ({**WHOSE, "A": "bell: D4"}, "another's place", "C5 to G6. Is D2"),
        ({**WHOSE, "B": "free"}, "a small note is in nobody's way", "At 470"),
        ({**WHOSE, "B": "tram: A4"}, "another's place", "470 to 475"),
        ({**WHOSE, "B": "bell: A7"}, "a free place nobody can play", "A7 lies above G7"),
        ({**WHOSE, "C": "tram: A5"}, "everything stops for a tram", "at 500"),
        ({**WHOSE, "C": "bell: short"}, "everything stops for a tram", "Where is A4"),
        ({**WHOSE, "D": "tram: A4"}, "the room begins before its frame", "over on 485"),
        ({**WHOSE, "E": "free"}, "an effect has room, a child has none", "At 1470"),
        ({**WHOSE, "E": "words: E5"}, "one octave is enough", "E5 is still within.*above C6"),
        ({**WHOSE, "E": "words: E2"}, "a free place nobody can play", "E2"),
        ({**WHOSE, "F": "free"}, "only the attack counts", "480, 7 frames before.*20 frames"),
        ({**WHOSE, "F": "tram: C5"}, "out of one room into another", "C5"),
        ({**WHOSE, "F": "bell: C4"}, "another's place", "Is C3"),
        ({**WHOSE, "C": ""}, "unsorted", "5 of the six stand. Nothing said yet of C"),
        ({**WHOSE, "C": "yes"}, "unusable", "'yes' is neither"),
        ({**WHOSE, "C": 4}, "unusable", "not 4"),
        ({**WHOSE, "C": "not free"}, "unusable", "'not free'"),
        ({**WHOSE, "D": "free: no"}, "unusable", "'free: no'"),
        ({**WHOSE, "D": "not short"}, "unusable", "'not short'"),
        ({**WHOSE, "F": "tram: not short"}, "a fault without its cure", "Where can it go"),
        ({**WHOSE, "A": "not in the tram"}, "low notes under the tram", "you let it stand"),
    ],
    "10.6": [
        (half(evolve=[]), "everything at maximum from bar 1", "Nothing grows.*bar by bar 1.5 1.5"),
        (half(evolve=[("density", (0.99, 1))]), "everything at maximum from bar 1", "changes nothing that is struck"),
        (half(room=[]), "low notes under the tram", "weight of the tram, 487 to 545, C1 to A3.*by the cello"),
        (half(room=[TRAM], players={"cello": "all", "violin I": "accents", "piccolo": "accents"}), "the bell forgotten",
         "C5 to G6.*by the piccolo"),
        (half(cell=EIGHT, rotate=0), "a cell that never shifts", "8 steps.*of every bar"),
        (half(cell=f"{EIGHT} {EIGHT}", rotate=0), "a cell that never shifts", "16 steps are 8, twice"),
        (half(cell=f"{EIGHT} {EIGHT[:-2]}C4", rotate=0), "a cell that never shifts", "every second bar"),
        (half(cell=f"{EIGHT} {EIGHT} {EIGHT[:-2]}C4", rotate=0), "a cell that never shifts", "every third bar.*meet"),
        (half(cell=FOURS, rotate=0), "a cell that never shifts", "12 steps are 4, three times.*every bar"),
        (half(rotate=2), "begun on the wrong step", "257 is .* off.*on no bar line|in bars.*bars 5, 8 and 11"),
        (half(cell=SIX, rotate=-1), "begun on the wrong step", "on no bar line|in bars"),
        (half(cell="D3> A3 D3 E-3> D3 A3", rotate=-2), "the lesson's cell", "lesson, as it stands"),
        (half(cell="D3> A3 D3 E-3> D3 A3 " * 2, rotate=-2), "the lesson's cell", "A3” is the .*as it stands"),
        (half(cell="D3> A3 D3 E-3> D3 A3 D3> A3 D3 E-3> D3 R", rotate=-2), "the lesson's cell", "with holes in it"),
        (half(cell="D3> A3 D3 E-3> D3 A2", rotate=-2), "the lesson's cell", "with a note in another octave"),
        (half(cell="D3> A3 D3 E-3 D3> A3", rotate=-2), "the lesson's cell", "lesson, with other accents"),
        (half(cell="E3> B3 R F3> E3 B3", rotate=-2), "the lesson's cell", "2 semitones higher and with holes"),
        (half(cell="D3> R D3> A3> D3> F3> R D3> E-3> D3> R A3", rotate=4), "everything matters", "8 of your 9 strokes"),
        (half(cell="D3> A3> C4> F3> D3> R", rotate=0), "chance called craft", "5 of 5 strokes.*1.5 of the three"),
        (half(cell="D3> R R", rotate=1), "everything matters", "every stroke of yours has one"),
        (half(cell="D3 R D3 A3 D3 F3 R D3 E-3 D3 R A3"), "nothing leans", "No accent"),
        (half(room=[(487, 545, "C1", "C8", "all of it"), BELL], players=["cello", "viola"]),
         "the room took the hit", "496.*the tram"),
        (half(players={"cello": "weak", "viola": "weak", "violin I": "accents"}), "growth took the hit", "in bar 5"),
        (half(evolve=[("density", (1 / 3, 1), (5, 5)), ("players", (1, 4), (5, 5)), ("dynamics", ("p", "f"), (9, 9))]),
         "two at once", "In bar 5 density and players"),
        (half(every=2), "too soon", "in bars 3, 5, 7"),
        (half(bars=16), "the music shuts the door", "over on 736"),
        (half(bars=14, curves={"force": "up"}), "the door comes to a silence", "over on 656"),
        (half(curves={"density": "down"}), "a promise not kept", "density “down”.*: up"),
        (half(evolve=[("players", (1, 4))], curves={"density": "up"}), "a promise not kept", "density “up”"),
        (half(evolve=[("density", (1 / 3, 1)), ("players", (1, 4))], curves={"force": "up"}),
         "more players are no louder notes", "force “up”"),
        (half(players={"cello": "all"}, evolve=[("density", (1 / 3, 1))], curves={"force": "level", "high": "up"}),
         "one player alone", "One player"),
        (half(players={"cello": "all", "bass drum": "all", "violin I": "accents"}), "low notes under the tram",
         "A bass drum has no note.*struck 9 times, first on"),
        (half(players={"snare drum": "all", "triangle": "accents"}), "a rhythm without its notes",
         "snare drum and triangle have none"),
        (half(players={"cello": "all", "celloo": "weak"}), "unusable", "celloo"),
        (half(players={}), "unusable", "Nobody plays"),
        (half(evolve=[("speed", (1, 2))]), "unusable", "evolve, row 1.*speed"),
        (half(room=[("C1", "A3", 487, 545)]), "unusable", "“room”"),
        (half(curves={"density": "sideways"}), "unusable", "'sideways'"),
        ({key: value for key, value in HALF.items() if key != "curves"}, "unusable", "no “curves”"),
        (half(cell="D3> X9"), "unusable", "“cell”"),
        (half(evolv=[]), "unusable", "'evolv'"),
        (half(bars=400), "unusable", "“bars” is 400"),
    ],
}  # fmt: skip

ODD = [
    {"A": ["good"]}, {"bar 3": object()}, {"6": [[1]], "take": {}}, {"take": [float("nan")]},
    {"rotate 9 by": 10**300}, {"cell": "D3> " * 300}, {**HALF, "players": 7}, {**HALF, "players": {3: "all"}},
    {**HALF, "evolve": 5}, {**HALF, "evolve": [("density", (0.5, 1))] * 300}, {**HALF, "room": "nowhere"},
    {**HALF, "rotate": "far"}, {**HALF, "curves": "up"}, {**HALF, "cell": 5}, {**HALF, "every": 0},
    {**CELL, "notes": 5}, {**CELL, "notes": "D3 " * 5000}, {**CELL, "accents": list(range(500))}, {**CELL, "for": 5},
    {**WHOSE, "A": "tram: D99"}, {**PLANS, "D": None, "A": b"good"},
]  # fmt: skip


class TestAnswers(Answers):
    accept, reject, absurd = ACCEPT, REJECT, ODD


class TestNotebooks(Notebooks):
    name, asking = NAME, asking
    tried = {"cell": CELL, "walk": WALK, "plans": PLANS, "whose": WHOSE, "half": HALF}  # noqa: RUF012


def test_points():
    assert {task.id: task.worth for task in lesson.TASKS} == {
        "10.1": 1, "10.2": 3, "10.3": 4, "10.4": 3, "10.5": 4, "10.6": 6}  # fmt: skip
    assert set(ACCEPT) == set(REJECT) == {task for task in tasks() if task.startswith("10.")}


# ---------------------------------------------------------------- what the checks hold to be right


def test_steps_agree_with_the_domain():
    cell = fs.Ostinato("x" * home.SIZE, pitch="D3")
    assert [home.step(bar) for bar in (1, 2, 3, 4, 5, 6)] == [cell.phase(bar) + 1 for bar in (1, 2, 3, 4, 5, 6)]
    assert {**{f"bar {bar}": home.step(bar) for bar in range(1, 6)}, "home in bar": cell.against().bars + 1} == STEPS


@given(st.integers(1, 40))
@settings(max_examples=40, deadline=None)
def test_home_agrees_with_the_domain(size):
    cell = fs.Ostinato("X" + "x" * (size - 1), pitch="D3")
    assert asking.home(size) == cell.against("4/4").bars + 1


def test_walking_is_what_the_domain_calls_shifting():
    assert [n for n in range(1, 33) if asking.walks(n) != fs.Ostinato("X" * n, pitch="D3").against("4/4").shifts] == []


def test_hits_agree_with_the_domain():
    from_two = fs.TempoMap(start=136).bars(14, "4/4", bpm=144)
    for size in walk.SIZES:
        cell = fs.Ostinato("X" + "." * (size - 1), pitch="D3")
        assert cell.meets([257, 376, 495], from_two).met == walk.met(size) == WALK[str(size)]
    nine = fs.Ostinato("X" + "." * 8, pitch="D3")
    for by in range(-9, 10):
        on_the_vault = nine.rotate(by).meets([257], from_two).met == 1
        assert on_the_vault == (check("10.3", {**WALK, "rotate 9 by": by}).status == "passed"), by


def test_plans_agree_with_the_domain():
    """The colleague's moves, declared: the domain finds what the check does."""
    curves = {"density": (0.3, 1), "players": (1, 4), "loudness": ("p", "f"), "register": (0, 1, 2)}
    for name, moves in plans.PLANS.items():
        grown = fs.Ostinato("D3> A3 D3 E-3> D3 A3")
        for what in dict.fromkeys(one for row in moves.values() for one in row):
            bars = [bar for bar, row in moves.items() if what in row]
            own = "dynamics" if what == "loudness" else what
            grown = grown.evolve(own, curves[what], bars=(bars[0], bars[-1]))
        plan, fault = grown.plan(15), plans.fault_of(moves)
        assert (list(plan.changes), plan.flat) == (list(moves), fault.kind == plans.FLAT), name
        assert plan.crowded == ((fault.bar,) if fault.kind == plans.TWO else ()), name
        assert plan.close() == ((fault.bar,) if fault.kind == plans.SOON else ()), name


def test_the_six_notes():
    assert {row: whose.owner(note) for row, note in whose.NOTES.items()} == {
        "A": "tram", "B": "bell", "C": "", "D": "", "E": "words", "F": "tram"}  # fmt: skip
    assert [(s.start, s.end, s.low.name, s.high.name) for s in half_read.ROOM] == [TRAM[:4], BELL[:4]]
    film = open_film("last-parcel")
    words = whose.OWNERS["words"]
    assert (words.start, words.end) in {(line.start, line.end) for line in film.lines}
    assert [slot[:4] for slot in chase_cue.ROOM] == [BELL[:4], TRAM[:4]]


@given(st.sampled_from(sorted(whose.NOTES)), st.sampled_from(["tram", "bell", "words"]), st.integers(1, 8))
@settings(max_examples=60, deadline=None)
def test_any_octave_is_judged_by_frames_register_and_reach(row, who, octave):
    note = whose.NOTES[row]
    name = re.sub(r"\d", str(octave), note.name)
    verdict = check("10.5", {**WHOSE, row: f"{who}: {name}"})
    free = whose.owner(note) == who and not whose.owner(note, name)
    assert (verdict.status == "passed") == (free and fs.instrument(note.player).reach(name) != "out"), verdict


def test_a_part_of_a_solution_is_never_enough():
    """No single line of 10.3 to 10.5 filled in at random completes the rest."""
    for task, answer in (("10.3", WALK), ("10.4", PLANS), ("10.5", WHOSE)):
        for key in answer:
            assert check(task, {**dict.fromkeys(answer), key: answer[key]}).status != "passed"
    for word in ("good", "flat", "two at once: 5", "too soon: 7"):
        assert check("10.4", dict.fromkeys(PLANS, word)).status == "not-yet"
    for word in ("free", "tram: D4", "bell: A4", "tram: short"):
        assert check("10.5", dict.fromkeys(WHOSE, word)).status == "not-yet"


def test_a_silent_player_is_asked_about_and_not_refused():
    verdict = check("10.6", half(cell="D3> D3 D3 A3 D3 F3> D3 D3 E-3> D3 D3 A3",
                                 players={**HALF["players"], "viola": "gaps"}))  # fmt: skip
    assert verdict.status == "passed" and "The viola is silent from bar 1 to bar 15" in verdict.message


def test_what_may_not_have_been_meant_is_asked_about_and_not_refused():
    bright = check("10.6", half(players={"cello": "all", "triangle": "accents", "violin I": "accents"}))
    assert bright.status == "passed" and "The triangle is struck in the bell of the tram" in bright.message
    spread = check("10.6", half(cell="D3> A3 D3 E-3> D3 A3 R R R R R R"))
    assert spread.status == "passed" and "in their order, in 12 steps for 6" in spread.message
    assert "notes are those of the lesson" not in check("10.6", HALF).message
    twice = check("10.2", one(notes=f"{TWICE} {TWICE}", strokes_a_beat=1.6, accents=[1, 3], home_in_bar=6))
    assert "Your 10 steps are 5, twice." in twice.message


@given(st.integers(2, 9), st.integers(1, 4), st.data())
@settings(max_examples=60, deadline=None)
def test_a_cell_that_is_written_out_is_the_cell(size, turns, data):
    words = data.draw(st.lists(st.sampled_from(["D3", "D3>", "R", "A3"]), min_size=size - 1, max_size=size - 1))
    cell = fs.Ostinato(["F3", *words])
    assert asking.once(fs.Ostinato(["F3", *words] * turns)).text == asking.once(cell).text
    assert cell.size % asking.period(cell) == 0 and asking.once(cell).size == asking.period(cell)


def test_what_is_held_into_a_room_is_found():
    """A note of four beats, struck in bar 10, lies under the tram though nothing is struck there."""
    made = half_read.half_of(half())
    assert not [a for place in half_read.ROOM for a in standing_in(made, place)]
    held = half_read.half_of(half(cell="D3> R D3 A3 D3 F3> R R E-3:2>", rotate=4, room=[]))
    assert any(a.start < 487 for a in standing_in(held, half_read.ROOM[0]))


# ---------------------------------------------------------------- what the lesson says is so


@pytest.fixture(scope="module")
def book():
    """What the lesson's own cells make, without its players."""
    made = {"fs": fs}
    source = cells(LESSON)
    for name in ("frames-early", "frames-rotated", "grow-full", "grow-one", "room-build"):
        if name == "frames-early":
            exec(re.search(r"^walks = .*$", source["two-watch"], re.M)[0], made)
            exec(re.search(r"^stays = .*$", source["two-watch"], re.M)[0], made)
            exec(re.search(r"^ones = .*$", source["two-watch"], re.M)[0], made)
        exec("\n".join(line for line in source[name].splitlines() if not line.startswith(("fs.show", "print"))), made)
    return made


def test_the_first_pair_differs_in_the_bars_and_not_on_the_hits(book):
    there = fs.TempoMap(start=136).bars(7, "4/4", bpm=144)
    for cell in (book["stays"], book["walks"]):
        assert cell.meets([257, 376], there).met == 2
    assert book["walks"].text == " ".join(book["stays"].text.split()[:6])
    ones = [136, 176, 216, 256, 296, 336, 376]
    firsts = {name: {round(float(there.frame_at(beat))) for beat, s in book[name].struck(Fraction(28)) if s.at == 0}
              for name in ("stays", "walks")}  # fmt: skip
    assert [f for f in ones if f in firsts["stays"]] == ones and [f for f in ones if f in firsts["walks"]] == [
        136,
        256,
        376,
    ]
    assert book["ones"].accents == (0,) and book["ones"].size == 8


def test_it_is_home_where_the_lesson_says(book):
    opening, chase, hits = book["opening"], book["chase"], book["hits"]
    assert (book["walks"].meets(hits, chase).met, opening.meets(hits, chase).met) == (0, 3)
    meeting = opening.meets(hits, chase)
    assert max(abs(row.error) for row in meeting.rows) == 1 and round(meeting.chance, 1) == 0.6
    company = [bar for bar in range(1, 13) if (opening.phase(bar) - 2) % 6 == 0]
    assert company == [2, 5, 8, 11] and "In bars 2, 5, 8 and 11" in cells(LESSON)["grow"]
    rows = re.findall(r"^\| (\d) \| (\d+) \| (\d) \| (\d)", cells(LESSON)["meter"], re.M)
    assert [tuple(map(int, row)) for row in rows] == [
        (bar, 8 * (bar - 1), 8 * (bar - 1) % 6, book["walks"].phase(bar) + 1) for bar in (1, 2, 3, 4)]  # fmt: skip


def test_densities():
    source = cells(LESSON)
    found = [fs.Ostinato(re.search(r'Ostinato\("([Xx.]+)"', source[name])[1], pitch="D3").density
             for name in ("cell-thin", "cell-some", "cell-full")]  # fmt: skip
    assert found == [Fraction(2, 3), 1, 2]


def test_one_grows_and_the_other_does_not(book):
    full, grown = (fs.momentum(book[name], book["chase"], hits=book["hits"]) for name in ("full", "grown"))
    assert len(full.flat) == 5 and not full.rises and grown.rises
    assert full.caught == grown.caught == 3
    assert list(book["growing"].plan(15, book["band"]).moves) == [5, 9, 13]
    assert 96 + 12 * 40 == 576 and round(4 * 40 / 24, 1) == 6.7


def test_the_tram_has_its_bar(book):
    count = [len(fs.momentum(book[name], book["chase"], room=book["tram"]).intruders) for name in ("under", "beside")]
    assert count[0] > 15 and count[1] == 0
    met = fs.momentum(book["beside"], book["chase"], hits=book["hits"]).met
    assert [one.verdict for one in met] == ["hit"] * 3
    chase = book["chase"]
    for page, there in ((book["under"], True), (book["beside"], False)):
        low = [a for a in attacks_of(page)[0] if a.part.startswith("Contra")]
        assert any(487 <= chase.frame_at(a.beat) < 545 for a in low) == there
    (moved,) = [a for a in attacks_of(book["beside"])[0] if round(float(chase.frame_at(a.beat))) == 496]
    (before,) = [a for a in attacks_of(book["under"])[0]
                 if round(float(chase.frame_at(a.beat))) == 496 and a.part == moved.part]  # fmt: skip
    assert (moved.part, moved.heights[0] - before.heights[0], moved.accent) == ("Cello", 24, 1)


def test_the_door(book):
    fifteen = fs.momentum(book["grown"], book["chase"])
    sixteen = fs.momentum(book["growing"].build(16, book["band"], bpm=144), fs.TempoMap(96).bars(16, "4/4", bpm=144))
    assert (round(fifteen.ends), round(sixteen.ends)) == (696, 736)
    film = open_film("last-parcel")
    assert {697, 257, 376, 495, 96} <= {event.frame for event in film.events}
    assert film.lines[0].start == 740
    sketch = fs.sketch(book["grown"], at=96, film="last-parcel", until=697)
    assert sketch.until == 697


def test_the_chase_as_it_is_described():
    made = fs.study("chase")
    assert made.film == "last-parcel" and made.spans == ((96, 697),)
    measured = fs.momentum(made.score(), made.tempo, hits=[257, 376, 495])
    assert measured.caught == 3 and measured.bars[11].density == 1 and round(measured.bars[11].force) == 1
    for bar in (5, 8, 11):
        assert len(measured.changes[bar]) > 1, "at the hits everything changes at once"
    assert round(measured.bars[11].frame) == 536


def test_what_is_laid_on_the_film_comes_with_the_package(book, monkeypatch):
    """The lesson's cells change and its recordings do not follow by themselves: `python -m films.cues lesson-10`."""
    monkeypatch.delenv(VARIABLE, raising=False)
    for name in ("full", "grown", "under", "beside"):
        sketch = fs.sketch(book[name], at=96, film="last-parcel", until=697)
        assert kept(sketch.perform(), sketch.film, sketch.start, sketch.ends), name


def test_quizzes_by_the_domain():
    cell = fs.Ostinato("D3> R A3 D3 R D3>")
    assert round(float(cell.density), 2) == 1.33 and len(cell.accents) / cell.beats == Fraction(2, 3)
    three = fs.Ostinato("X" + "." * 5, pitch="D3").against("5/4")
    assert (three.bars, three.turns) == (3, 5)
    turned = fs.Ostinato("X..X..".replace(".", "x"), pitch="D3").rotate(1)
    assert [at + 1 for at in turned.accents] == [3, 6]
