"""07.3: three operations on the time of a tune: backwards, twice as slow, growing step by step."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ....music.motif import Motif
from .asking import BACK, PARTS, TIME
from .operations import TUNE, Operation, judged, scaled

FORM = '{"backwards": "D5:1 …", "twice as slow": "…", "growing": "…"}'

_GROWING = "C5:3/2 G4:1/2 A4:1/2 D5:3/2 A4:1/2 B4:1/2 E5:3/2 B4:1/2 C5:1/2"

OPERATIONS = (
    Operation(
        "backwards",
        "D5:1 E5:1/2 A4:1/2 G4:1/2 C5:3/2",
        BACK,
        "read the tune from its end, each note with its own length. What comes at the bracket?",
        {
            "D5:3/2 E5:1/2 A4:1/2 G4:1/2 C5:1": (
                "pitches reversed but not rhythm",
                "the pitches run backwards, and the rhythm still runs forwards: your first note has the length of the "
                "tune's first. A tape played backwards turns both. Take each note *with* its length.",
            ),
            "C5:1 G4:1/2 A4:1/2 E5:1/2 D5:3/2": (
                "rhythm reversed but not pitches",
                "the lengths run backwards, and the pitches forwards. Take each note *with* its length.",
            ),
            "C5:3/2 F5:1/2 E5:1/2 A4:1/2 B4:1": (
                "a mirror where backwards was asked",
                "you turned up and down about. Backwards turns time about: the last note comes first.",
            ),
            "C5:3/2 F5:1/2 Eb5:1/2 Ab4:1/2 Bb4:1": (
                "a mirror where backwards was asked",
                "you turned up and down about. Backwards turns time about: the last note comes first.",
            ),
            "D5:1 C5:1/2 G5:1/2 A5:1/2 E5:3/2": (
                "backwards and mirrored",
                "you reversed the tune and turned it upside down as well. Once is enough here.",
            ),
        },
        ("pitches reversed but not rhythm",),
        timed=True,
    ),
    Operation(
        "twice as slow",
        "C5:3 G4:1 A4:1 E5:1 D5:2",
        TIME,
        "every length is multiplied by two, every pitch stays.",
        {
            "C5:3/2 D4:1/2 F#4:1/2 G#5:1/2 E5:1": (
                "intervals doubled instead of durations",
                "you doubled the *intervals*: down a fourth became down a seventh. Slower is a matter of lengths "
                "alone; the pitches do not move.",
            ),
            "C5:3 D4:1 F#4:1 G#5:1 E5:2": (
                "intervals doubled instead of durations",
                "the lengths are right, and you doubled the *intervals* too. The pitches do not move.",
            ),
            scaled(Motif(TUNE), Fraction(1, 2)): (
                "half for double",
                "you halved the lengths: that is twice as fast. Twice as slow lasts twice as long, eight beats.",
            ),
            "C5:5/2 G4:3/2 A4:3/2 E5:3/2 D5:2": (
                "added, not multiplied",
                "every note became one beat longer. Then the long one and the short ones draw nearer to each other, "
                "and the rhythm is another. Multiply.",
            ),
            "C5:2 G4:1 A4:1 E5:1 D5:3/2": (
                "added, not multiplied",
                "every note became half a beat longer, so the rhythm is another. Multiply.",
            ),
            "C5:3 G4:1/2 A4:1/2 E5:1/2 D5:2": (
                "only the long notes doubled",
                "the long notes doubled and the short ones stayed. Each length is multiplied.",
            ),
            scaled(Motif(TUNE), Fraction(4)): ("four for two", "four times as long: that is twice, done twice."),
            "C4:3 G3:1 A3:1 E4:1 D4:2": (
                "slower and lower",
                "the lengths are right, and all of it went down an octave. Slow need not be low.",
            ),
        },
        timed=True,
    ),
    Operation(
        "growing",
        _GROWING,
        PARTS,
        "the tune's first three notes; then the same a step of C major higher; then a step higher again.",
        {
            "C5:3/2 G4:1/2 A4:1/2 D5:3/2 A4:1/2 B4:1/2 E5:3/2 B4:1/2 C#5:1/2": (
                "a chromatic sequence where diatonic was asked",
                "each time a whole tone higher, exactly: so the last note is C♯, and the tune has left C. In C, one "
                "goes up a step of the scale.",
            ),
            " ".join(["C5:3/2 G4:1/2 A4:1/2"] * 3): (
                "repeated, not moved",
                "three times the same. That insists. To grow it has to move: a step higher each time.",
            ),
            "C5:3/2 G4:1/2 A4:1/2 B4:3/2 F4:1/2 G4:1/2 A4:3/2 E4:1/2 F4:1/2": (
                "down instead of up",
                "a step *lower* each time: it sinks. Asked is up.",
            ),
            "C5:3/2 G4:1/2 A4:1/2 E5:3/2 B4:1/2 C5:1/2 G5:3/2 D5:1/2 E5:1/2": (
                "by thirds, not by steps",
                "each time a third higher. A step is the next note of the scale: C, D, E.",
            ),
            "C5:3/2 G4:1/2 A4:1/2 D5:3/2 A4:1/2 B4:1/2": (
                "one time short",
                "two times. Three are asked: where it was, a step higher, two steps higher.",
            ),
            "C5:3/2 G4:1/2 A4:1/2 D5:3/2 A4:1/2 B4:1/2 E5:3/2 B4:1/2 C5:1/2 F5:3/2 C5:1/2 D5:1/2": (
                "one time too many",
                "four times. Three are asked: where it was, a step higher, two steps higher.",
            ),
            "C5:3/2 G4:1/2 A4:1/2 C#5:3/2 G#4:1/2 A#4:1/2 D5:3/2 A4:1/2 B4:1/2": (
                "by semitones, not by steps",
                "each time a semitone higher. Asked are steps of C major: after C comes D, then E.",
            ),
            "D5:3/2 A4:1/2 B4:1/2 E5:3/2 B4:1/2 C5:1/2 F5:3/2 C5:1/2 D5:1/2": (
                "the first time already moved",
                "three times a step higher, but you began higher too. The first is where the tune has it.",
            ),
            "C5:3/2 G4:1/2 A4:1/2 E5:1/2 D5:1 D5:3/2 A4:1/2 B4:1/2 F5:1/2 E5:1 E5:3/2 B4:1/2 C5:1/2 G5:1/2 F5:1": (
                "the whole tune for its head",
                "you took all five notes each time. Asked is its head: the first three.",
            ),
        },
        ("a chromatic sequence where diatonic was asked",),
        timed=True,
        makes="nine notes: three, three times",
    ),
)


def three_times(answer: Any) -> str:
    """The retrograde, the augmentation and a sequence of the head, with their lengths."""
    _, spelled = judged(answer, OPERATIONS, FORM)
    said = (
        "All three, note and length. Backwards, the tune begins with its end, and its long note comes last: few would "
        "know it. Twice as slow, most would, as long as its first two notes still sound like one move. And growing "
        "is what films do while they wait."
    )
    return f"{said}\n\n{spelled}" if spelled else said


HINTS = (
    "Write each note as one word with its length, C5:3/2, and never part the two. Then turn, stretch or copy words.",
    "Add up your lengths. Backwards has as many beats as the tune, four; twice as slow has twice as many; growing has "
    "three times the two and a half of the head.",
    "A sequence in C moves each of its notes to the next letter. Two letters on from the head's last note, A, is …?",
)
