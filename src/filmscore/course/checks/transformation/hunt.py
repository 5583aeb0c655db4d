"""07.5: a colleague's six lines, three of them wrong. Say which are right, and mend the others."""

from __future__ import annotations

import re
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.motif import Motif
from ...verdict import Untouched
from .asking import BACK, MIRROR, MODE, MOVED, TIME, Ask, beside, listed, notes, same, settle

#: the tune on the colleague's sheet, in D major
BELL = "D5:1 F#5:1/2 E5:1/2 A4:2"

#: row -> what it says was done, the notes that stand there, the right ones, the lesson's section
SHEET = {
    "A": ("backwards", "A4:1 E5:1/2 F#5:1/2 D5:2", "A4:2 E5:1/2 F#5:1/2 D5:1", BACK),
    "B": ("up a fourth", "G5:1 B5:1/2 A5:1/2 D5:2", "G5:1 B5:1/2 A5:1/2 D5:2", MOVED),
    "C": ("in D minor", "D5:1 F5:1/2 E5:1/2 A4:2", "D5:1 F5:1/2 E5:1/2 A4:2", MODE),
    "D": ("mirrored in D, about D5", "D5:1 B4:1/2 C5:1/2 G5:2", "D5:1 B4:1/2 C#5:1/2 G5:2", MIRROR),
    "E": ("twice as fast", "D5:1/2 F#5:1/4 E5:1/4 A4:2", "D5:1/2 F#5:1/4 E5:1/4 A4:1", TIME),
    "F": ("mirrored exactly, about D5", "D5:1 A#4:1/2 C5:1/2 G5:2", "D5:1 Bb4:1/2 C5:1/2 G5:2", MIRROR),
}
WRONG = tuple(row for row, (_, stands, right, _look) in SHEET.items() if not same(Motif(stands), Motif(right)))

#: wrong rows that were let pass: what that is called, and the question
_PASSED = {
    "A": (
        "pitches reversed but not rhythm",
        "The pitches run backwards. Tap the lengths: which length did A4 have in the tune, and which has it here?",
    ),
    "D": ("chromatic where diatonic was asked", "Read its notes aloud. Which of them is not in D major?"),
    "E": ("one length left as it was", "Add up the lengths. Twice as fast, four beats should last two."),
}
#: right rows that were mended
_MENDED = {
    "B": "Count from D5 up to G5: is it a fourth? And are the next ones?",
    "C": "D minor has one flat, B♭, and F and C are natural. The tune has no B; what is left to change?",
    "F": "Count semitones: the tune goes up four, down two, down seven. Which way does the sheet go, and as far?",
}
#: wrong rows that are still wrong in a way nobody foresaw: where to count
_COUNT = {
    "A": "Read the tune from its end, each note *with* its length. What comes at the bracket?",
    "D": "How many steps of D major does the tune take to its note there, and which way? Go as many the other way.",
    "E": "Every length is half of the tune's, and every pitch is the tune's. Which is not?",
}
#: (row, notes) -> a mended line that is wrong in a way one knows
_OTHER = {
    ("A", "A4:1 E5:1/2 F#5:1/2 D5:2"): (
        "pitches reversed but not rhythm",
        "those are the colleague's own lengths: first the tune's one, last its two. Turn them too",
    ),
    ("A", "D5:2 F#5:1/2 E5:1/2 A4:1"): (
        "rhythm reversed but not pitches",
        "now the lengths run backwards and the pitches forwards. Each note goes *with* its length",
    ),
    ("A", "D5:1 B4:1/2 C#5:1/2 G5:2"): (
        "a mirror where backwards was asked",
        "that is the mirror; backwards turns time",
    ),
    ("D", "D5:1 Bb4:1/2 C5:1/2 G5:2"): (
        "chromatic where diatonic was asked",
        "you made the other note agree with C: now it is an exact mirror, all of it outside D. Asked is one *in D*",
    ),
    ("D", "A4:2 E5:1/2 F#5:1/2 D5:1"): ("backwards where a mirror was asked", "that is the tune backwards"),
    ("E", "D5:2 F#5:1 E5:1 A4:4"): ("double for half", "that is twice as slow"),
    ("E", "D5:1/2 F#5:1/4 E5:1/4 A4:1/2"): ("one length left as it was", "half of two beats is one"),
}


def hunt(answer: Any) -> str:
    """The three wrong lines mended, the three right ones left in peace."""
    given = _given(answer)
    asks = [_asked(row, value) for row, value in given.items()]
    if missing := [row for row in SHEET if row not in given]:
        asks.append(Ask("unsorted", f"Nothing said yet of {listed(missing)}."))
    settle(asks)
    spelled = (
        "And F was a matter of spelling: A♯ sounds as B♭ does, and a singer who meets A♯ coming from D has to think. "
        + ("You respelled it." if isinstance(given["F"], Motif) else "You let it stand, and by ear you were right.")
    )
    return (
        "A had its pitches reversed and its rhythm not; D had one natural from another mirror; E forgot its last "
        f"note. The other three are right.\n\n{spelled}"
    )


def _given(answer: Any) -> dict[str, Any]:
    form = '{"A": "right", "B": "G5:1 …", …}'
    if not isinstance(answer, dict):
        raise FilmScoreError(f"{shown(answer)} is not the form of this answer: {form}")
    given: dict[str, Any] = {}
    for key, value in list(answer.items())[:50]:
        row = str(key)[:9].strip().upper()
        if row not in SHEET:
            raise FilmScoreError(f"There is no line {shown(key, 30)} on the sheet; they are called A to F.")
        if value is None or value == "" or (isinstance(value, str) and not value.strip()):
            continue
        if isinstance(value, str) and re.fullmatch(
            r"\W*(right|correct|fine|ok|okay|good|true|yes)\W*", value[:40], re.I
        ):
            given[row] = "right"
        elif isinstance(value, str) and re.fullmatch(r"\W*(wrong|false|no|bug|error|incorrect)\W*", value[:40], re.I):
            given[row] = "wrong"
        else:
            given[row] = notes(value, row)
    if not given:
        raise Untouched("Nothing is said of any line yet.")
    return given


def _asked(row: str, value: Any) -> Ask | None:
    done, stands, line, look = SHEET[row]
    right, on_sheet = Motif(line), Motif(stands)
    if value == "wrong":
        return Ask(
            "a fault without its cure", f"{row}, {done}: you say it is wrong. Write the line as it should be.", look
        )
    if value == "right":
        if row not in WRONG:
            return None
        about, question = _PASSED[row]
        return Ask(about, f"{row}, {done}: you let it pass. {question}", look)
    if same(value, right):
        return None
    if same(value, on_sheet) and row in WRONG:
        about, question = _PASSED[row]
        return Ask(about, f"{row}, {done}: you wrote what stands on the sheet. {question}", look)
    known = next((said for (at, text), said in _OTHER.items() if at == row and same(value, Motif(text))), None)
    if known:
        return Ask(known[0], f"{row}, {done}: {known[1]}.\n\n{beside(value, right)}", look)
    if row not in WRONG:
        return Ask(
            "a fault that is none",
            f"{row}, {done}: you changed it.\n\n{_both(value, on_sheet)}\n\n{_MENDED[row]}",
            look,
        )
    if same(value, right, rhythm=False):
        return Ask("the rhythm is another", f"{row}, {done}: the pitches are right.\n\n{beside(value, right)}", look)
    return Ask("mended into another fault", f"{row}, {done}: not yet.\n\n{beside(value, right)}\n\n{_COUNT[row]}", look)


def _both(yours: Motif, sheet: Motif) -> str:
    return beside(yours, sheet, "Sheet", whole=True)


HINTS = (
    "Take one line at a time, and check two things: the pitches against the tune, then the lengths. Most faults are in "
    "one of the two.",
    "Three of the six are wrong. One of the right ones looks wrong: play it.",
    "Add up the lengths of each line; look for a note outside the key where the line says *in D*; and tap the rhythm "
    "of what claims to be backwards.",
)
