"""The chords of 08.1 and 08.2, with the wrong ones that somebody writes for each and what to say of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from ....music.harmony.chords import Chord
from ....music.harmony.numerals import chord_in

_SMALL = "a small chord for a large numeral"
OWN = "the key's own chord"


@dataclass(frozen=True)
class Loan:
    """A chord to be spelled.

    Attributes
    ----------
    name : str
        As the answer has it.
    key, numeral : str
    known : dict
        Wrong chords that somebody writes: their notes, then the misconception and what to say.
    """

    name: str
    key: str
    numeral: str
    known: dict[str, tuple[str, str]] = field(default_factory=dict)

    @cached_property
    def right(self) -> Chord:
        """The chord that is meant."""
        return chord_in(self.key, self.numeral)


FADED = (
    Loan("iv", "Eb", "iv"),
    Loan(
        "♭VI",
        "Eb",
        "♭VI",
        {
            "C Eb G": (
                "the lowered degree was not lowered",
                "C is the sixth degree as E♭ major has it, so this is vi. The flat before the number takes the root a "
                "semitone down. What is a semitone under C, and still some kind of C?",
            ),
            "C Eb Gb": (
                "the root of the major key",
                "your third and fifth are borrowed and your root is not: with C below, the chord is diminished. The "
                "flat before the number is for the root.",
            ),
            "Cb Ebb Gb": (
                _SMALL,
                "that is minor. Capitals ask for a major third: how many semitones is it from C♭ to your second note?",
            ),
            "Cb Eb G": (
                "one letter not lowered",
                "the G is E♭ major's own, and makes the chord augmented. E♭ minor has six flats. Is G among them?",
            ),
            "Ab Cb Eb": (
                "the colleague's chord again",
                "that is the colleague's iv once more. On which letter does the sixth degree of E♭ stand?",
            ),
        },
    ),
    Loan(
        "♭VII",
        "Eb",
        "♭VII",
        {
            "D F Ab": (
                "the lowered degree was not lowered",
                "on D stands vii°, the chord of the leading tone. The flat before the number takes the root a "
                "semitone down, and the letter stays.",
            ),
            "D F# A": (
                "the lowered degree was not lowered",
                "major, as the capitals ask, and on the seventh degree that E♭ major has. What does the flat before "
                "the number do to it?",
            ),
            "Db Fb Ab": (
                "everything lowered",
                "that is D♭ minor. E♭ minor has six flats. Is F among them?",
            ),
            "Ab Cb Eb": (
                "the colleague's chord again",
                "that is the colleague's iv once more. On which letter does the seventh degree of E♭ stand?",
            ),
        },
    ),
)

SIX = (
    Loan(
        "iv in E",
        "E",
        "iv",
        {
            "A C# E": (
                OWN,
                "that is IV, which E major has already. The small letters ask for a minor third over A.",
            ),
            "E G B": ("i for iv", "that is i, on the first degree. Count four letters from E: E is one."),
            "A C Eb": (
                "everything lowered",
                "A and C are right. E is home itself: nothing that E minor has lowers it.",
            ),
        },
    ),
    Loan(
        "♭VI in A",
        "A",
        "♭VI",
        {
            "F# A C#": (
                "the flat was read past",
                "that is vi, which A major has. The flat before the number takes its root a semitone down, from F♯.",
            ),
            "F Ab C": (
                _SMALL,
                "that is minor. Capitals ask for a major third: four semitones over F.",
            ),
            "F A C#": (
                "one letter not lowered",
                "the C♯ is A major's own, and makes the chord augmented. Does A minor have it?",
            ),
            "Fb Ab Cb": (
                "the flat taken from the plain letter",
                "you lowered F, and the sixth of A major is F♯. The flat counts from there. Where does it lead?",
            ),
        },
    ),
    Loan(
        "♭VII in B",
        "B",
        "♭VII",
        {
            "A# C# E": (
                "the leading tone's chord",
                "on A♯ stands vii°, diminished. The flat before the number takes the root a semitone down.",
            ),
            "A C E": (
                _SMALL,
                "that is minor. Capitals ask for a major third over A; and the key signature of B minor has the note.",
            ),
            "Ab C Eb": (
                "the flat taken from the plain letter",
                "you lowered A, and the seventh of B major is A♯. The flat counts from there. Where does it lead?",
            ),
            "A C# E G": (
                "a note too many",
                "the first three are it. Nothing behind the numeral asks for a seventh.",
            ),
        },
    ),
    Loan(
        "♭III in F",
        "F",
        "♭III",
        {
            "A C E": (
                "the flat was read past",
                "that is iii, which F major has. The flat before the number takes its root a semitone down.",
            ),
            "Ab Cb Eb": (
                "everything lowered",
                "that is A♭ minor, with one flat too many. F minor has four: B♭, E♭, A♭, D♭.",
            ),
            "Ab C E": (
                "one letter not lowered",
                "the E is F major's own, and makes the chord augmented. Does F minor have it?",
            ),
            "A C# E": (
                "the flat was read past",
                "major, as the capitals ask, and on the third degree that F major has. What does the flat before the "
                "number do to it?",
            ),
        },
    ),
    Loan(
        "iiø7 in G",
        "G",
        "iiø7",
        {
            "A C Eb": ("the seventh is missing", "the triad is right. The 7 asks for one letter more, above E♭."),
            "A C E G": (
                "the fifth was not lowered",
                "that is ii7, of G major itself. The ø says that the fifth is low.",
            ),
            "A C E": (
                "the fifth was not lowered",
                "that is ii, of G major itself. The ø lowers its fifth, and the 7 asks for one letter more.",
            ),
            "A C Eb Gb": (
                "ø for °",
                "that is diminished all through, °7. In ø7 the seventh is ten semitones above the root, where G major "
                "has it.",
            ),
            "A C# E G": (
                OWN,
                "small letters: the third over A is minor. And the ø lowers the fifth.",
            ),
        },
    ),
    Loan(
        "iv in B♭",
        "Bb",
        "iv",
        {
            "Eb G Bb": (
                OWN,
                "that is IV, which B♭ major has already. The small letters ask for a minor third over E♭.",
            ),
            "Bb Db F": ("i for iv", "that is i, on the first degree. Count four letters from B♭: B♭ is one."),
            "E G B": (
                "the key has flats",
                "that would be iv in B. Here home is B♭: on what does its fourth degree stand?",
            ),
        },
    ),
)  # fmt: skip
