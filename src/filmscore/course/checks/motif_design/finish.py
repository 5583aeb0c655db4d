"""06.1: a motif half made. The rhythm stands, the pitches are open."""

from __future__ import annotations

from typing import Any

from ....errors import FilmScoreError, shown
from ....music.motif import Motif
from ...verdict import Untouched
from . import measure
from .asking import HUM, STAYS, WORKED, Ask, held, listed, long, motif_of, notes, settle, ways
from .known import chord, famous

#: as the colleague left it
BEGUN = "D4:1 ?:2 ?:1 ?:2"
#: whom it must not be taken for
PEN = Motif("E4:3/2 F4:1/4 E4:1/4 Bb3:2")
#: from here on a step is a leap: a fourth
LEAP = 5


def finish(answer: Any) -> str:
    """Four notes in the rhythm given, with one leap, that end apart from the pen's."""
    motif = _read(answer)
    settle([_rhythm(motif)])
    settle([_level(motif), _leaps(motif), _wide(motif)])
    settle([_like_the_pen(motif), _chord(motif), _famous(motif)])
    step = max(motif.intervals, key=abs)
    at = motif.intervals.index(step) + 1
    leads = "into the note it rests on" if at == 3 else f"between notes {at} and {at + 1}"
    first = Motif(BEGUN.replace("?", "D4")).midi[0]
    moved = f" (Hers began on D4. On {motif.pitches[0]} it is the same motif.)" if motif.midi[0] != first else ""
    return (
        f"{notes(motif)}: one leap, {measure.named(step)} {'up' if step > 0 else 'down'}, {leads}. It goes "
        f"{ways(motif)}; the pen goes {ways(PEN)}.{moved}\n\nSing both, one after the other. Which is the lamp?"
    )


def _read(answer: Any) -> Motif:
    answer = held(answer)
    words = " ".join(map(str, answer)) if isinstance(answer, list | tuple) else answer
    if isinstance(words, str) and "?" in words:
        open_ = words.count("?")
        if open_ >= 3:
            raise Untouched("Three question marks are still there: put a pitch in place of each, such as A4.")
        raise FilmScoreError(
            f"{open_} question mark{'s are' if open_ > 1 else ' is'} still there, in {shown(words, 40)}. Put a pitch "
            "such as A4 in place of each; the colon and the length stay."
        )
    return motif_of(answer, "the lamp")


def _rhythm(motif: Motif) -> Ask | None:
    begun = Motif(BEGUN.replace("?", "D4"))
    number = len(motif.pitches)
    if number != 4:
        return Ask(
            "another number of notes",
            f"{notes(motif)}: {number} note{'' if number == 1 else 's'}. Her rhythm, {long(begun)}, has four. Keep it, "
            "and choose pitches only.",
            WORKED,
        )
    if not measure.same_rhythm(motif, begun):
        return Ask(
            "the rhythm is changed",
            f"Yours goes {long(motif)}, hers {long(begun)}. The rhythm is what she has decided; here it is the line "
            "that is open. Where did a length get lost? It stands behind the colon.",
            WORKED,
        )
    return None


def _level(motif: Motif) -> Ask | None:
    if any(motif.intervals):
        return None
    return Ask(
        "all on one note",
        f"{notes(motif)} stays on {motif.pitches[0]}. That is her rhythm with no line. Which of the three should "
        "leave?",
        STAYS,
    )


def _leaps(motif: Motif) -> Ask | None:
    wide = [step for step in motif.intervals if abs(step) >= LEAP]
    if len(wide) == 1:
        return None
    if not wide and any(motif.intervals):
        its = "a piece of a scale: it could belong to anyone. Its" if measure.steps_only(motif) else "its"
        return Ask(
            "scale fragment" if measure.steps_only(motif) else "no leap",
            f"{notes(motif)}: {its} widest step is {measure.named(measure.widest(motif))}. A leap "
            "begins at a fourth, 5 semitones. Which of your notes would you send there?",
            STAYS,
        )
    if not wide:
        return None
    sizes = listed([measure.named(step) for step in wide])
    times = {2: "twice", 3: "three times"}[len(wide)]
    return Ask(
        "every step a leap" if len(wide) == 3 else "two leaps",
        f"{notes(motif)} leaps {times}: {sizes}. One leap is an event; {len(wide)} are a way of walking. "
        "Which one is the lamp's?",
        STAYS,
    )


def _wide(motif: Motif) -> Ask | None:
    if motif.compass <= measure.TWELFTH:
        return None
    return Ask(
        "too wide to hum",
        f"{notes(motif)} spans {motif.compass} semitones, more than a twelfth, {measure.TWELFTH}. Sing it.",
        HUM,
    )


def _like_the_pen(motif: Motif) -> Ask | None:
    if not measure.same_line(motif, PEN):
        return None
    return Ask(
        "one line for two",
        f"{notes(motif)} goes {ways(motif)}, and so does the pen, {notes(PEN)}. With the same ups and downs the rhythm "
        "alone has to tell a lamp from a hand. Which of your notes could turn?",
        STAYS,
    )


def _chord(motif: Motif) -> Ask | None:
    if not (found := chord(motif)):
        return None
    return Ask(
        "a chord, note by note",
        f"{notes(motif)}, is {found}: it goes through the notes of one chord, as every bugle does. Which note that is "
        "not in the chord would make it this lamp's?",
        STAYS,
    )


def _famous(motif: Motif) -> Ask | None:
    if not (found := famous(motif)):
        return None
    return Ask(
        "a famous opening",
        f"{notes(motif)}: people will hear {found} in it. Which note would make it a lighthouse?",
        STAYS,
    )


HINTS = (
    "Put D4 for all three first, and play it. Then move one note at a time, and sing before you run.",
    "Three steps lie between four notes. One of them is the leap, a fourth or wider; the other two are smaller than a "
    "fourth.",
    "Where does a lamp go? You may leap on to a short note and settle, or walk and leap at the very end. Try the leap "
    "in each of its three places, and keep the one you can still sing after a minute.",
)
