"""08.1 and 08.2: chords that a key may borrow, written out. Sound decides; of the letters it is told how they go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ....errors import FilmScoreError
from ....music.harmony.chords import Chord
from ....music.harmony.scales import scale
from ...verdict import Untouched
from .asking import CLOUD, LETTERS, SEVENTHS, Ask, blank, dotted, heard, listed, rows, settle
from .chords import from_bass, notes, on_spelling
from .loans import FADED, OWN, SIX, Loan

FORM_1 = '{"iv": "Ab Cb Eb", "♭VI": "… … …", "♭VII": "… … …"}'
FORM_2 = '{"iv in E": "A …", "♭VI in A": "… … …", …}, the notes of each between quotation marks, the root first'


def clouds(answer: Any) -> str:
    """What E♭ major may borrow on its sixth and seventh degree."""
    given = rows(answer, [loan.name for loan in FADED], FORM_1)
    first, *open_ = FADED
    hers = given.pop(first.name)
    if all(blank(value) for value in given.values()):
        raise Untouched("The two lines are still open.")
    if not blank(hers) and notes(hers, first.name) != first.right:
        settle([Ask(
            "the colleague's chord was changed",
            f"You changed the colleague's iv to {dotted(from_bass(notes(hers, first.name)))}. It was right: over A♭ a "
            "minor "
            "third, C♭. Put it back, and look at the other two.",
            LETTERS,
        )])  # fmt: skip
    written = _written(given)
    one, other = open_
    if written.get(one.name) == other.right and written.get(other.name) == one.right:
        settle([Ask(
            "the two exchanged",
            f"Each is right in the other's place: {dotted(from_bass(written[one.name]))} stands under {one.name}, and "
            f"{dotted(from_bass(written[other.name]))} under {other.name}. Count the letters from E♭.",
            LETTERS,
        )])  # fmt: skip
    settle([heard(_asked, loan, given[loan.name]) for loan in open_])
    said = (
        "Both, and both are major. E♭ minor lowers three notes, G♭, C♭ and D♭: two of them are in ♭VI, one is in ♭VII, "
        "one in her iv. That is where the light changes."
    )
    return _with_spelling(said, open_, written)


def six(answer: Any) -> str:
    """Six chords in six keys."""
    given = rows(answer, [loan.name for loan in SIX], FORM_2)
    if all(blank(value) for value in given.values()) or _untouched(given):
        raise Untouched("No chord is spelled yet.")
    settle([heard(_asked, loan, given[loan.name]) for loan in SIX])
    said = (
        "Six of six. Each keeps the letter of its degree and every other letter from there; the minor key on the same "
        "tonic says how high they are. Play one between two home chords and hear which note is the cloud."
    )
    return _with_spelling(said, SIX, _written(given))


def _untouched(given: dict[str, Any]) -> bool:
    """As the exercise shows it: the first line begun, the others open."""
    first, *others = given.values()
    return isinstance(first, str) and first.strip(" …") == "A" and all(blank(value) for value in others)


def _written(given: dict[str, Any]) -> dict[str, Chord]:
    """What can be read of it."""
    found = {}
    for name, value in given.items():
        try:
            found[name] = notes(value, name)
        except FilmScoreError:
            continue
    return found


def _with_spelling(said: str, loans: Sequence[Loan], written: dict[str, Chord]) -> str:
    spelled = on_spelling([(loan.name, loan.right, written[loan.name]) for loan in loans])
    return f"{said}\n\n{spelled}" if spelled else said


def _asked(loan: Loan, value: Any) -> Ask | None:
    if blank(value):
        return Ask("a line is empty", f"Nothing stands under “{loan.name}” yet.", _look("", loan))
    chord = notes(value, loan.name)
    if chord == loan.right:
        return None
    about, words = _mistake(loan, chord)
    return Ask(
        about, f"{loan.name}: you wrote {dotted(from_bass(chord))}. {words[0].upper()}{words[1:]}", _look(about, loan)
    )


def _look(about: str, loan: Loan) -> str:
    if "ø" in loan.numeral and about not in ("another degree", "the root at another height", "the root is not below"):
        return SEVENTHS
    return CLOUD if about in (OWN, "i for iv", "the flat was read past") else LETTERS


def _mistake(loan: Loan, chord: Chord) -> tuple[str, str]:
    right, numbers = loan.right, set(chord.pitch_classes) | {chord.bass_class}
    wanted = set(right.pitch_classes)
    if numbers == wanted:
        return "the root is not below", (
            f"the notes are right, and {chord.bass} stands at the bottom. Write the root first: which letter is the "
            "degree of the numeral?"
        )
    known = next((said for text, said in loan.known.items() if set(Chord(text).pitch_classes) == numbers), None)
    if known:
        return known
    if chord.bass_class != right.bass_class:
        return _another_root(loan, chord)
    if numbers < wanted:
        return "a note is missing", "these stand, and the numeral asks for another letter as well. Which is left out?"
    if numbers > wanted:
        return "a note too many", "the chord is in it, with something on top that the numeral does not ask for."
    letters = [(ord(note[0]) - ord(chord.bass[0])) % 7 for note in from_bass(chord)]
    if not set(letters) <= {0, 2, 4, 6}:
        return "not every other letter", (
            "the root is right. A chord is built on every other letter: root, third, fifth. Which of your letters is "
            "not of that row?"
        )
    minor = scale(f"{loan.key} minor")
    strange = [note for note in from_bass(chord)[1:] if note not in minor]
    if strange:
        word = "is" if len(strange) == 1 else "are"
        return "a note of another key", (
            f"the root is right. {listed(strange)} {word} not in {minor.name}, from which this is borrowed. "
            "The letter may stay: at what height does that key have it?"
        )
    return "another kind of chord", (
        f"the root is right and all of it is in {minor.name}, and the numeral asks for another kind. What do its "
        "letters, "
        "large or small, and the signs behind it say of the third and the fifth?"
    )


def _another_root(loan: Loan, chord: Chord) -> tuple[str, str]:
    letter, tonic = loan.right.root[0], scale(f"{loan.key} major").tonic
    if chord.bass[0] == letter:
        return "the root at another height", (
            f"the letter of the root is right, its height is not. What does {tonic} major have on {letter}, and what "
            "does the sign before the number do to it?"
            if loan.numeral[0] == "♭"
            else f"the letter of the root is right, its height is not. What does {tonic} major have on {letter}?"
        )
    return "another degree", (
        f"it stands on {chord.bass}. The number says the letter: count from {tonic}, and {tonic} is one."
    )


HINTS_1 = (
    "The letters first: E♭ F G A♭ B♭ C D. The sixth is some kind of C, the seventh some kind of D.",
    "The flat before the number lowers what E♭ major has there. Then every other letter; how high each is, the six "
    "flats of E♭ minor say: B♭, E♭, A♭, D♭, G♭, C♭.",
    "Both numerals are capitals: from the root to the third it is four semitones.",
)
HINTS_2 = (
    "Which degree? Count letters from the tonic: the fourth letter from E is A. A flat before the number lowers what "
    "the *major* scale has there: the sixth of A is F♯, so ♭VI stands a semitone under it.",
    "Then every other letter: root, third, fifth. How high each is, the *minor* key on the same tonic says. E minor "
    "has one sharp, F♯.",
    "ii is a triad on the second degree; ø7 says that its fifth is low and that one letter more, the seventh, is on "
    "top, ten semitones above the root. The lesson plays one under *Two sevenths*.",
)
