"""07.2: five operations that move the pitches of a tune and leave its rhythm alone."""

from __future__ import annotations

from typing import Any

from .asking import MIRROR, MODE, MOVED, unwritten
from .operations import Operation, judged

FORM = (
    '{"up a major third": "…", "up a third in C": "…", "in C minor": "…", "mirrored in C": "…", '
    '"mirrored exactly": "…"}'
)
_CHROMATIC_UP = "E5 B4 C#5 G#5 F#5"
_DIATONIC_UP = "E5 B4 C5 G5 F5"
_CHROMATIC_MIRROR = "C5 F5 Eb5 Ab4 Bb4"
_DIATONIC_MIRROR = "C5 F5 E5 A4 B4"
_BACKWARDS = "D5 E5 A4 G4 C5"
#: the mirror in C about the other notes of the tune and the notes between: steps of the scale, counted from there
OPERATIONS = (
    Operation(
        "up a major third",
        _CHROMATIC_UP,
        MOVED,
        "from each note of the tune to yours it must be the same four semitones. At the bracket, is it?",
        {
            _DIATONIC_UP: (
                "transposed in the key where exact was asked",
                "you moved every note by a third *of C major*, and these are of two sizes. A major third is four "
                "semitones, each time: this tune leaves C.",
            ),
            "Eb5 Bb4 C5 G5 F5": (
                "a minor third for a major one",
                "three semitones up: a minor third. A major third has four.",
            ),
            "Ab4 Eb4 F4 C5 Bb4": ("down instead of up", "a major third, and downwards."),
            "F5 C5 D5 A5 G5": (
                "the first note not counted",
                "all of it lies a fourth up. From C, a third is C–D–E: the note you start from counts as one.",
            ),
            "E5 G4 A4 E5 D5": ("only the first note moved", "the first note moved, and the others stayed behind."),
        },
    ),
    Operation(
        "up a third in C",
        _DIATONIC_UP,
        MOVED,
        "every note goes two steps up the scale of C major, C D E F G A B. Count at the bracket.",
        {
            _CHROMATIC_UP: (
                "transposed by semitones where diatonic was asked",
                "you went up four semitones each time, and C♯, G♯ and F♯ are no notes of C major. In the key, a third "
                "is two steps of the scale; some are four semitones wide, some three.",
            ),
            "Eb5 Bb4 C5 G5 F5": (
                "transposed by semitones where diatonic was asked",
                "three semitones each time, and E♭ and B♭ are no notes of C major. Count steps of the scale.",
            ),
            "F5 C5 D5 A5 G5": (
                "the first note not counted",
                "you went three steps up, which is a fourth. In a third the note you start from counts as one: C–D–E.",
            ),
            "D5 A4 B4 F5 E5": ("a step short", "one step up is a second. A third has two."),
            "A4 E4 F4 C5 B4": ("down instead of up", "a third in C, and downwards."),
        },
        ("transposed by semitones where diatonic was asked",),
    ),
    Operation(
        "in C minor",
        "C5 G4 Ab4 Eb5 D5",
        MODE,
        "C minor has three flats: B♭, E♭ and A♭. Which notes of the tune are touched by them, and only those?",
        {
            "A4 E4 F4 C5 B4": (
                "mode switch that also transposes",
                "that is A minor, which has the notes of C major: the tune moved, and nothing turned dark. It stays "
                "on C, and the *scale* over that C changes.",
            ),
            "A5 E5 F5 C6 B5": (
                "mode switch that also transposes",
                "that is A minor, which has the notes of C major. The tune stays on C; the scale over it changes.",
            ),
            "Eb5 Bb4 C5 G5 F5": (
                "mode switch that also transposes",
                "that is E♭ major, which has the flats of C minor: all of it went up a minor third, and is as bright "
                "as before. It stays on C, and the *scale* over that C changes.",
            ),
            "C5 G4 A4 Eb5 D5": (
                "only the third of the scale lowered",
                "E became E♭ and A stayed. It is a mode, and old tunes love it; but C minor with its three flats has "
                "another one in this tune.",
            ),
            "C5 G4 Ab4 E5 D5": (
                "only the sixth of the scale lowered",
                "A became A♭, and E stayed. The E is what makes C major major.",
            ),
            "C5 G4 Ab4 Eb5 Db5": ("one flat too many", "D♭ is not in C minor, which has three flats: B♭, E♭ and A♭."),
            "C5 Gb4 Ab4 Eb5 Db5": ("one flat too many", "D and G are notes of C minor as they are."),
            "B4 F#4 G#4 D#5 C#5": (
                "all of it lowered",
                "every note went down a semitone. That is a transposition, to B major: as bright as before. Minor "
                "lowers some notes, not all.",
            ),
        },
    ),
    Operation(
        "mirrored in C",
        _DIATONIC_MIRROR,
        MIRROR,
        "at the bracket, count the tune's steps in C major, and go as many the other way.",
        {
            _CHROMATIC_MIRROR: (
                "chromatic where diatonic was asked",
                "you mirrored semitone by semitone. That is exact, and it leaves C major: three of five notes have "
                "flats. Here are both. In C one counts steps of the scale, and lets their sizes fall as they do.",
            ),
            _BACKWARDS: (
                "backwards where a mirror was asked",
                "you read the tune from its end. That is the retrograde: it turns time about. A mirror turns up and "
                "down about, and begins with the same note.",
            ),
        },
        ("chromatic where diatonic was asked",),
    ),
    Operation(
        "mirrored exactly",
        _CHROMATIC_MIRROR,
        MIRROR,
        "at the bracket, count the tune's semitones from the note before, and go as many the other way.",
        {
            _DIATONIC_MIRROR: (
                "diatonic where chromatic was asked",
                "you counted steps of C major. So some intervals changed their size: the tune goes from C down five "
                "semitones to G, then up two; yours goes up five, then down one. Here are both.",
            ),
            _BACKWARDS: (
                "backwards where a mirror was asked",
                "you read the tune from its end: the retrograde. A mirror begins with the same note.",
            ),
            "D5 G5 F5 Bb4 C5": ("about another axis", "it is exact, and it lies on C♯: the first note has moved."),
        },
        ("diatonic where chromatic was asked",),
    ),
)


def five_pitches(answer: Any) -> str:
    """Two transpositions, a mode switch and two inversions of one tune, note for note."""
    lines, spelled = judged(answer, OPERATIONS, FORM)
    said = (
        "All five, note for note. The two thirds part at C, G and F: one leaves the key and keeps the size of every "
        "interval, the other keeps the key and lets sizes go. Between the two mirrors it is the same. Minor touched "
        "two notes of five, A and E, and neither the line nor the rhythm."
    )
    if any(unwritten(line) for line in lines.values()):
        said += " Where you wrote no lengths, the tune's own were taken: none of these touches the rhythm."
    return f"{said}\n\n{spelled}" if spelled else said


HINTS = (
    "Two rulers. Exact: count semitones. In a key: count steps of the scale, C D E F G A B. Say before each line which "
    "ruler it asks for.",
    "For the mirrors write the tune as arrows first: ↓, ↑, ↑, ↓, each with a number, in semitones for one and in steps "
    "for the other. Turn the arrows, keep the numbers, walk from C5.",
    "C minor has the three flats B♭, E♭, A♭, and begins on C as the tune does. How many notes of the tune have one of "
    "these letters?",
)
