"""06.4: three bars, and a door that slams. Which notes stay?"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ....music.motif import Motif
from . import measure
from .asking import SHORT, STAYS, Ask, count, listed, long, motif_of, notes, settle

TUNE = "D4 E4 F4 E4 D4:1/2 Bb4:1 A4:1/2 F4:2 G4 F4 E4 D4"
_WHOLE = Motif(TUNE)
_LEAP = 8
_LANDED = 5  #: which of its notes the leap ends on, from 0
FEWEST, MOST = 3, 5


def keep(answer: Any) -> str:
    """Three to five notes in a row, among them the leap, and in their rhythm."""
    motif = motif_of(answer, "what you keep")
    settle([_number(motif)])
    settle([_there(motif)])
    settle([_leap(motif)])
    at = measure.found_in(motif, _WHOLE)
    assert at is not None  # `_there` has seen to it
    rest = measure.lengths(motif)[-1] == max(measure.lengths(motif))
    ending = (
        f"It comes to rest on {motif.pitches[-1]}, one of its longest notes, so the door can slam on it."
        if rest
        else f"It stops on {motif.pitches[-1]} in mid-air. With a door that may be what you want; sing it, and hear "
        "whether your voice waits for one more."
    )
    before = " You kept the step before the leap, too: it is the run-up." if at < 4 else ""
    return (
        f"{notes(motif)}: a {measure.size(_LEAP)} up, short to long. No other step of the three bars is so "
        f"wide.{before} {ending}\n\nThe rest of the tune is not lost. It is what this motif can become when there is "
        "time."
    )


def _number(motif: Motif) -> Ask | None:
    number = len(motif.pitches)
    if FEWEST <= number <= MOST:
        return None
    if number > MOST:
        what = "all twelve" if number == len(_WHOLE.pitches) else f"{number} notes, {count(measure.beats(motif))} beats"
        return Ask(
            "too long",
            f"You keep {what}. The door slams while they are still walking. Which of them would you hum in the dark?",
            SHORT,
        )
    return Ask(
        "too little",
        f"You keep {notes(motif)}: {'one note' if number == 1 else 'two notes'}. With one more step it could be told "
        "from any other; which one?",
        STAYS,
    )


def _there(motif: Motif) -> Ask | None:
    if measure.found_in(motif, _WHOLE) is not None:
        return None
    number = len(motif.pitches)
    places = [
        at
        for at in range(len(_WHOLE.pitches) - number + 1)
        if _WHOLE.intervals[at : at + number - 1] == motif.intervals
    ]
    if places:
        theirs = measure.lengths(_WHOLE)[places[0] : places[0] + number]
        flat = " You made all of them equal." if len(set(measure.lengths(motif))) == 1 and len(set(theirs)) > 1 else ""
        return Ask(
            "the rhythm is lost",
            f"The pitches of {notes(motif)} stand in the tune, in a row. There they go "
            f"{' '.join(count(Fraction(beats)) for beats in theirs)}, here {long(motif)}.{flat} What is half of what "
            "makes them theirs?",
            STAYS,
        )
    if measure.in_a_row(motif.pitches, _WHOLE.pitches):
        return Ask(
            "not in a row",
            f"{notes(motif)}: these notes are in the tune, with others between them. Whoever heard the tune has not "
            "heard this. Keep neighbours.",
            SHORT,
        )
    return Ask(
        "not in the tune",
        f"{notes(motif)} does not stand in the three bars, in this key or another. You may have written a better one; "
        "here the question is what to *keep*.",
        SHORT,
    )


def _leap(motif: Motif) -> Ask | None:
    if _LEAP in motif.intervals:
        return None
    where = measure.found_in(motif, _WHOLE) or 0
    if where == _LANDED:
        return Ask(
            "landed, but from where",
            f"{notes(motif)} begins where your voice has landed. Nobody hears a leap who has not heard what it sprang "
            f"from. Which note stands before {motif.pitches[0]}?",
            STAYS,
        )
    bar = "the first bar" if where < 3 else "the last bar" if where >= 7 else "the middle"
    steps = listed([measure.named(step) for step in dict.fromkeys(map(abs, motif.intervals))])
    about = "scale fragment" if measure.steps_only(motif) else "the leap is left behind"
    return Ask(
        about,
        f"{notes(motif)}, from {bar}, moves by {steps}. Sing the three bars once, loudly, and watch where your "
        "eyebrows go up. Is that note among yours?",
        STAYS,
    )


HINTS = (
    "Play the three bars, wait a minute, and sing what is left. Do not try to remember all of it.",
    "Most of the tune walks. Somewhere it does not: one step is much wider than the others, and the lengths around it "
    "are not even.",
    "Keep the two notes of the leap with their lengths, and go on until the voice can rest. Copy them as they stand, "
    "in a row.",
)
